//! Whatever bytes come in, an answer comes out.

use nastavnik::domain::Ids;
use nastavnik::exchange::{Mapping, Roster, SheetError, from_bytes, plan, rejected_csv};
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

/// Numbers in an XLS that made the reader ask for a hundred gigabytes, which ends the process and cannot be caught.
#[test]
fn numbers_that_cannot_be_are_no_reason_to_ask_for_memory() {
    let whole = std::fs::read(fixture_path("mentees.xls")).unwrap();
    assert!(from_bytes("f", whole.clone(), None).is_ok());
    let refused = |what: &str, spoil: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        spoil(&mut bytes);
        assert!(matches!(from_bytes("f", bytes, None), Err(SheetError::Damaged { .. })), "{what}");
    };
    let place_of = |record: &[u8]| whole.windows(record.len()).position(|bytes| bytes == record).unwrap();
    // Number and length of the record, then what it says.
    let extent = place_of(&[0x00, 0x02, 14, 0]) + 4;
    refused("four billion rows", &|bytes| bytes[extent + 4..extent + 8].fill(0xFF));
    refused("rows that end before they begin", &|bytes| bytes[extent..extent + 2].fill(0xFF));
    let text = place_of(&[0xFD, 0x00, 10, 0]) + 4;
    refused("a cell in column 65536", &|bytes| bytes[text + 2..text + 4].fill(0xFF));
    // The first sector of the directory, in the table of sectors, leads to itself.
    let number = |at: usize| u32::from_le_bytes(whole[at..at + 4].try_into().unwrap());
    let (directory, table) = (number(48), number(76));
    let link = (table as usize + 1) * 512 + directory as usize * 4;
    refused("a circle", &|bytes| bytes[link..link + 4].copy_from_slice(&directory.to_le_bytes()));
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
