//! The formats as they were given out: files in `tests/golden` that no later program may fail to read.
//!
//! `NASTAVNIK_BLESS=1` writes files that are missing and changes none that is there, except that a layout may grow by
//! new last variants of its lists, which changes no byte that was ever written. So a changed layout fails
//! here until it has a new number, and the number before stays readable for ever. See [`super::formats`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use serde_reflection::{Samples, Tracer, TracerConfig};

use crate::domain::*;

use super::codec_tests::{entry, stamp};
use super::samples::fullest_of_each;
use super::tables::SCHEMA;
use super::{Mode, Store, codec, formats, tables};

/// What stands for every date while types are traced.
const A_DAY: &str = "2026-09-01";

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The bytes of a golden file. A missing one is written when blessing, and a failure otherwise.
fn golden(name: &str, fresh: &[u8]) -> Vec<u8> {
    let path = directory().join(name);
    if !path.exists() && std::env::var_os("NASTAVNIK_BLESS").is_some() {
        fs::write(&path, fresh).unwrap();
    }
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; a new format? NASTAVNIK_BLESS=1", path.display()))
}

fn sample(kind: Kind) -> Change {
    fullest_of_each().into_iter().find(|change| change.key.kind == kind).unwrap()
}

#[test]
fn every_record_is_written_as_its_format_says() {
    for &kind in Kind::ALL {
        let change = sample(kind);
        let bytes = codec::seal_record(change.key, &stamp(), change.after.as_ref().unwrap()).unwrap();
        let name = format!("{}-{}.bin", kind.code(), formats::current(kind));
        assert!(golden(&name, &bytes) == bytes, "{name}: the bytes have changed and the format has not");
    }
}

#[test]
fn every_record_of_every_format_there_has_been_is_read() {
    for &kind in Kind::ALL {
        let key = sample(kind).key;
        // Kinds that came later were never kept in format 1.
        let first = if kind > Kind::Response { 2 } else { 1 };
        for format in first..=formats::current(kind) {
            let name = format!("{}-{format}.bin", kind.code());
            let (read, by, record) = codec::open_record(tables::raw(key), &golden(&name, &[])).unwrap();
            assert_eq!((read, by), (key, stamp()), "{name}");
            let text = golden(&format!("{}-{format}.txt", kind.code()), format!("{record:#?}\n").as_bytes());
            // What an older format means in today's types may be said anew, so this is compared as text.
            assert_eq!(format!("{record:#?}\n"), String::from_utf8(text).unwrap(), "{name}");
        }
    }
}

#[test]
fn a_journal_entry_is_written_and_read_as_its_format_says() {
    // Of a kind whose format has not changed since the entry was given out: the entry's own bytes are meant.
    let people = |change: &Change| change.key.kind == Kind::Person;
    let changes = entry().changes.into_iter().filter(people).collect();
    let bytes = codec::seal_entry(&Entry { changes, ..entry() }).unwrap();
    assert!(golden("entry-2-person.bin", &bytes) == bytes, "the bytes of a journal entry have changed");
    for format in 1..=2 {
        let read = codec::open_entry(entry().generation, &golden(&format!("entry-{format}.bin"), &[])).unwrap();
        let text = golden(&format!("entry-{format}.txt"), format!("{read:#?}\n").as_bytes());
        assert_eq!(format!("{read:#?}\n"), String::from_utf8(text).unwrap(), "format {format}");
    }
}

/// The samples hold one variant of each list; the layout holds all of them, in their order.
#[test]
fn the_layout_of_every_type_is_the_one_of_its_format() {
    for (kind, layout) in layouts() {
        let name = format!("{}-{}.layout", kind.code(), formats::current(kind));
        let known = String::from_utf8(golden(&name, layout.as_bytes())).unwrap();
        if known == layout {
            continue;
        }
        assert!(extends(&known, &layout), "{name}: the type has changed and the format has not: {known}\nnow {layout}");
        let blessed = std::env::var_os("NASTAVNIK_BLESS").is_some();
        assert!(
            blessed,
            "{name}: a list has new last variants, which old bases never hold; NASTAVNIK_BLESS=1 notes them"
        );
        fs::write(directory().join(&name), &layout).unwrap();
    }
}

/// Whether a layout is a known one with nothing but new variants after the known ones of its lists, and what is in
/// them.
fn extends(known: &str, layout: &str) -> bool {
    let types = |text: &str| -> BTreeMap<String, Value> {
        let parsed = |line: &str| line.split_once(": ").map(|(name, shape)| (name.to_owned(), shape.parse().unwrap()));
        text.lines().map(|line| parsed(line).unwrap()).collect()
    };
    let (known, now) = (types(known), types(layout));
    known.iter().all(|(name, shape)| match (variants(shape), now.get(name).and_then(variants)) {
        // A variant stands under its number, so the known ones keep their places and new ones come after them.
        (Some(old), Some(new)) => old.iter().all(|(number, variant)| new.get(number) == Some(variant)),
        _ => now.get(name) == Some(shape),
    })
}

fn variants(shape: &Value) -> Option<&serde_json::Map<String, Value>> {
    shape.get("ENUM")?.as_object()
}

#[test]
fn a_layout_may_grow_by_last_variants_and_in_no_other_way() {
    let known = "A: {\"STRUCT\":[{\"x\":\"U8\"}]}\nL: {\"ENUM\":{\"0\":{\"P\":\"UNIT\"},\"1\":{\"Q\":\"UNIT\"}}}\n";
    let with = |from: &str, to: &str| {
        assert!(known.contains(from));
        extends(known, &known.replace(from, to))
    };
    let q = "\"1\":{\"Q\":\"UNIT\"}";
    assert!(with(q, &format!("{q},\"2\":{{\"R\":\"UNIT\"}}")), "a new last one");
    assert!(!with(q, "\"1\":{\"R\":\"UNIT\"},\"2\":{\"Q\":\"UNIT\"}"), "one in between");
    assert!(!with(q, "\"1\":{\"Q\":{\"NEWTYPE\":\"U8\"}}"), "one that holds something else");
    assert!(!with(&format!(",{q}"), ""), "one that is gone");
    assert!(!with("\"U8\"", "\"U16\""), "a field of another type");
    assert!(!with("[{", "[{\"w\":\"U8\"},{"), "a new field");
    assert!(!with("L: ", "M: "), "a type that is gone");
}

fn layouts() -> BTreeMap<Kind, String> {
    macro_rules! traced {
        ($($kind:ident),+) => { BTreeMap::from([$((Kind::$kind, {
            let Some(Record::$kind(value)) = sample(Kind::$kind).after else { unreachable!() };
            layout::<$kind>(value.as_ref())
        })),+]) };
    }
    let all = traced![
        School,
        Year,
        Person,
        Mentee,
        Mentor,
        Pair,
        Meeting,
        Questionnaire,
        Response,
        Pairing,
        GeneralMeeting,
        PreferenceSheet,
        Ruling,
        Invitation,
        Measure,
        YearNumbers,
        CuratorSheet,
        Swot,
        Passport,
        Activity,
        Partner,
        Waiver,
        Training,
        Selection,
        Plan,
        Event,
        Practice,
        Award,
        Staff,
        Lists,
        Calendar,
        Contact,
        Snooze,
        SchoolParameter,
        SchoolMeasure
    ];
    assert_eq!(all.len(), Kind::ALL.len());
    all
}

/// A type and all types in it, one a line. The sample shows the structs, the lists add the variants it does not use;
/// the tracer fails when any part of the type stayed unknown, so a new list must be added here and a new field must
/// be filled in the sample.
fn layout<T: serde::Serialize>(sample: &T) -> String {
    let traced = || {
        let config = TracerConfig::default().is_human_readable(false).default_borrowed_str_value(A_DAY);
        let mut tracer = Tracer::new(config);
        tracer.trace_value(&mut Samples::new(), sample).unwrap();
        tracer
    };
    let seen = traced().registry_unchecked();
    let mut tracer = traced();
    trace_variants(&mut tracer, &seen);
    let types = tracer.registry().unwrap();
    types.iter().map(|(name, shape)| format!("{name}: {}\n", serde_json::to_string(shape).unwrap())).collect()
}

/// Shows the tracer the variants of every list a record has.
fn trace_variants(tracer: &mut Tracer, seen: &serde_reflection::Registry) {
    macro_rules! variants {
        ($($list:ident),+ $(,)?) => { $(if seen.contains_key(stringify!($list)) {
            tracer.trace_type::<$list>(&Samples::new()).unwrap();
        })+ };
    }
    variants![
        Answer,
        Audience,
        AwardKind,
        Basis,
        Better,
        Birth,
        Cause,
        ClassRule,
        CloseReason,
        Component,
        ConsentKind,
        ContactSide,
        ContactTopic,
        ContactWay,
        Counted,
        CriterionGroup,
        Duty,
        EventKind,
        EventRole,
        Form,
        Gate,
        Health,
        Indicator,
        Initiator,
        InterviewDecision,
        ItemKind,
        Kind,
        MeetingFormat,
        MeetingKind,
        MeetingState,
        MenteeStanding,
        MentorStanding,
        MentorStyle,
        Next,
        PairState,
        PairingRule,
        Parameter,
        PartnerKind,
        PersonKind,
        Place,
        PlanSection,
        Precedence,
        Problem,
        RequestState,
        SatisfiedBy,
        Scale,
        Second,
        Section,
        Source,
        Stage,
        Step,
        TargetGroup,
        TrainingKind,
        TrainingMethod,
        Verdict,
        Vocabulary,
        Wanted,
        Wave,
        Whose,
    ];
}

/// A whole base as it was given out opens, holds what it held, and goes on being written to.
#[test]
fn a_base_of_every_schema_there_has_been_opens() {
    for schema in 1..=SCHEMA {
        let name = format!("base-{schema}.redb");
        let fresh = tempfile::tempdir().unwrap();
        let made = fresh.path().join("made.redb");
        Store::create(&made, &fullest_of_each()).unwrap().close().unwrap();
        let path = fresh.path().join("school.redb");
        fs::write(&path, golden(&name, &fs::read(&made).unwrap())).unwrap();

        let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
        let mut register = store.load().unwrap();
        let known = format!("{:#?}\n", register.all().collect::<Vec<_>>());
        let text = golden(&format!("base-{schema}.txt"), known.as_bytes());
        assert_eq!(known, String::from_utf8(text).unwrap(), "{name}");
        let before = register.get::<Year>(YearId(1)).unwrap();
        let after = Year { contingent: vec![(9, 9)], ..Year::clone(before) };
        let batch = Batch::new("year.edit", vec![Change::edit::<Year>(YearId(1), before, after)]);
        let written = store.execute(register.generation(), &batch).unwrap();
        register.follow(&written);
        assert_eq!(store.journal(None, 10).unwrap().len(), usize::try_from(written.generation).unwrap());
        store.close().unwrap();
        let again = Store::open(&path, Mode::ReadWrite).unwrap().load().unwrap();
        assert!(again.all().eq(register.all()), "{name}");
    }
}

/// Bases went out whose records had the number of format 1 and the layout of format 2: this one was made by that release.
#[test]
fn a_base_of_the_release_between_the_formats_opens_with_every_record_and_step() {
    let fresh = tempfile::tempdir().unwrap();
    let path = fresh.path().join("school.redb");
    fs::copy(directory().join("base-1-untagged.redb"), &path).unwrap();
    let register = Store::open(&path, Mode::ReadWrite).unwrap().load().unwrap();
    let kinds: Vec<Kind> = register.all().map(|(key, _)| key.kind).collect();
    let first: Vec<Kind> = Kind::ALL.iter().copied().take_while(|kind| *kind != Kind::Pairing).collect();
    assert!(first.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    // Its entry was the one of which the file of format 2 was made, with nothing but the number changed.
    let read = |name: &str| codec::open_entry(entry().generation, &golden(name, &[])).unwrap();
    assert_eq!(read("entry-1-untagged.bin"), read("entry-2.bin"));
}
