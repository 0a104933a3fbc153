//! Whatever bytes come in, an answer comes out.

use nastavnik::domain::Ids;
use nastavnik::exchange::{Mapping, Roster, from_bytes, plan, rejected_csv};
use nastavnik::text::{Lang, Text};
use proptest::prelude::*;

use super::support::{ctx, fixture_path, register, stamp};

/// Takes bytes all the way that a file goes; a batch that comes of it must fit the register.
fn go(bytes: Vec<u8>) {
    let Ok(sheet) = from_bytes("f", bytes, None) else { return };
    for roster in [Roster::Mentees, Roster::Mentors] {
        let mut register = register();
        let mapping = Mapping::guess(roster, &sheet);
        let mapping = mapping.clone().with(&[("name", "A"), ("notes", "B")]).unwrap_or(mapping);
        let Ok(plan) = plan(&sheet, &mapping, &ctx(&register)) else { continue };
        rejected_csv(&plan, Text::of(Lang::Ru)).unwrap();
        if let Ok(batch) = plan.batch(&ctx(&register), &mut Ids::lane(1), true) {
            register.commit(&batch.changes, &stamp()).unwrap();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        go(bytes);
    }

    #[test]
    fn any_text(text in "\\PC{0,200}", lines in proptest::collection::vec("[а-яА-ЯёЁ №0-9;,\"'=+@\\t-]{0,60}", 0..12)) {
        go(format!("{text}\n{}", lines.join("\n")).into_bytes());
    }

    #[test]
    fn any_damage(which in 0..3usize, cuts in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = std::fs::read(fixture_path(["mentors.xlsx", "mentees.xls", "mentees.ods"][which])).unwrap();
        for (at, byte) in cuts {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        go(bytes);
    }

    #[test]
    fn any_cut(which in 0..3usize, end in any::<prop::sample::Index>()) {
        let mut bytes = std::fs::read(fixture_path(["mentors.xlsx", "mentees.xls", "mentees.ods"][which])).unwrap();
        bytes.truncate(end.index(bytes.len()));
        go(bytes);
    }
}
