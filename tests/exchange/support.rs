//! A register with a year, and short ways to import into it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use nastavnik::domain::{Access, Batch, Change, Ids, Key, Record, Register, Stamp, Year, YearId};
use nastavnik::exchange::{Mapping, Plan, Roster, Sheet, from_bytes, open, plan};
use nastavnik::fields::Ctx;
use nastavnik::text::{Lang, Text};

pub const YEAR: YearId = YearId(1);

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

pub fn stamp() -> Stamp {
    Stamp { generation: 1, at: 0, who: "тест".into() }
}

/// A register with one year and nobody in it.
pub fn register() -> Register {
    let mut register = Register::new();
    register.commit(&[Change::create(YEAR, Year::around(today()))], &stamp()).unwrap();
    register
}

pub fn ctx(register: &Register) -> Ctx<'_> {
    Ctx { register, year: YEAR, today: today(), text: Text::of(Lang::Ru), reveal: false, access: Access::Curator }
}

pub fn fixture(name: &str) -> Sheet {
    open(&fixture_path(name), None).unwrap()
}

pub fn fixture_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

pub fn csv(text: &str) -> Sheet {
    from_bytes("t.csv", text.as_bytes().to_vec(), None).unwrap()
}

pub fn planned(roster: Roster, sheet: &Sheet, map: &[(&str, &str)], register: &Register) -> Plan {
    let mapping = Mapping::guess(roster, sheet).with(map).unwrap();
    plan(sheet, &mapping, &ctx(register)).unwrap()
}

/// Takes a plan, every row of it.
pub fn take(plan: &Plan, register: &mut Register) -> Batch {
    let batch = plan.batch(&ctx(register), &mut Ids::lane(7), false).unwrap();
    register.commit(&batch.changes, &stamp()).unwrap();
    batch
}

/// Imports a table of text, all of it.
pub fn import(roster: Roster, text: &str, register: &mut Register) -> Plan {
    let plan = planned(roster, &csv(text), &[], register);
    take(&plan, register);
    plan
}

pub fn content(register: &Register) -> Vec<(Key, Record)> {
    register.all().map(|(key, record)| (key, record.clone())).collect()
}
