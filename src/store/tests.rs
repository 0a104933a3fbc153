//! Tests that need the inside of the room: undo, syncs, schemas.

use std::collections::BTreeSet;
use std::path::Path;

use redb::backends::FileBackend;
use redb::{Database, ReadableDatabase, WriteTransaction};

use crate::domain::{Batch, Change, Entry, Origin, Person, PersonId};

use super::codec_tests::entry;
use super::error::{Flaw, Place};
use super::journal::Head;
use super::migrate::{Plan, Step, bring_up};
use super::samples::{one_of_each, person};
use super::tables::{self, META, RECORDS};
use super::{Mode, PATIENCE, Store, StoreError, codec, engine, found, keep, sentence, undo};
use crate::text::{Lang, Text};

/// Steps of a journal in short: who, and what the entry is.
fn heads(steps: &[(&str, Origin)]) -> impl Iterator<Item = Result<Head, StoreError>> {
    let entries: Vec<Entry> = steps
        .iter()
        .zip(1..)
        .map(|((who, origin), generation)| Entry {
            generation,
            who: (*who).into(),
            origin: *origin,
            command: if generation == 1 { found::FOUNDING.into() } else { "person.edit".into() },
            changes: Vec::new(),
            ..entry()
        })
        .collect();
    entries.into_iter().rev().map(|entry| codec::open_head(entry.generation, &codec::seal_entry(&entry)?))
}

#[test]
fn undo_and_redo_follow_the_journal() {
    use Origin::{Done, Redo, Undo};
    // After every step: what `a` can take back, and what `a` can put back. Generation 1 is the founding.
    let story = [
        ("a", Done, None, None),
        ("a", Done, Some(2), None),
        ("a", Done, Some(3), None),
        ("a", Undo(3), Some(2), Some(3)),
        ("a", Undo(2), None, Some(2)),
        ("a", Redo(2), Some(2), Some(3)),
        ("a", Redo(3), Some(3), None),
        ("a", Undo(3), Some(2), Some(3)),
        ("b", Done, Some(2), Some(3)),
        ("b", Undo(9), Some(2), Some(3)),
        ("a", Done, Some(11), None),
        ("b", Redo(9), Some(11), None),
        ("a", Undo(11), Some(2), Some(11)),
        ("a", Undo(2), None, Some(2)),
        ("a", Redo(2), Some(2), Some(11)),
        ("a", Done, Some(16), None),
        ("a", Undo(16), Some(2), Some(16)),
    ];
    for length in 1..=story.len() {
        let steps: Vec<(&str, Origin)> = story[..length].iter().map(|(who, origin, ..)| (*who, *origin)).collect();
        let (_, _, back, forth) = story[length - 1];
        assert_eq!(undo::undoable(heads(&steps), "a").unwrap(), back, "undo after {length}");
        assert_eq!(undo::redoable(heads(&steps), "a").unwrap(), forth, "redo after {length}");
    }
    let steps: Vec<(&str, Origin)> = story.iter().map(|(who, origin, ..)| (*who, *origin)).collect();
    assert_eq!(undo::undoable(heads(&steps), "b").unwrap(), Some(9));
    assert_eq!(undo::redoable(heads(&steps), "b").unwrap(), None);
}

fn base_in(directory: &Path) -> std::path::PathBuf {
    let path = directory.join("school.redb");
    Store::create(&path, &one_of_each()).unwrap().close().unwrap();
    path
}

/// Opens a base as the engine sees it.
fn raw_database(path: &Path) -> Database {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    engine::full(FileBackend::new(file).unwrap()).unwrap()
}

fn set_schema(path: &Path, schema: u32) {
    let database = raw_database(path);
    let transaction = database.begin_write().unwrap();
    tables::set_schema(&mut transaction.open_table(META).unwrap(), schema).unwrap();
    transaction.commit().unwrap();
    database.close().unwrap();
}

fn names(directory: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn drop_person_three(transaction: &WriteTransaction) -> Result<(), StoreError> {
    transaction.open_table(RECORDS)?.remove(tables::raw(PersonId(3).into()))?;
    Ok(())
}

fn fail(_: &WriteTransaction) -> Result<(), StoreError> {
    Err(StoreError::Nothing)
}

#[test]
fn an_older_base_is_copied_and_then_brought_up_in_one_step() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let database = raw_database(&path);
    let broken = [Step { from: 1, run: drop_person_three }, Step { from: 2, run: fail }];
    assert!(bring_up(&database, &path, PATIENCE, &Plan { to: 3, steps: &broken }).is_err());
    let gap = [Step { from: 1, run: drop_person_three }];
    let refused = bring_up(&database, &path, PATIENCE, &Plan { to: 3, steps: &gap });
    assert!(matches!(refused, Err(StoreError::Older { schema: 1, known: 3 })));
    assert!(tables::facts(&database.begin_read().unwrap()).unwrap().is_some_and(|facts| facts.schema == 1));

    for name in [
        "school.redb.schema-0-generation-0.bak",
        "school.redb.schema-x-generation-0.bak",
        "other.redb.schema-0-generation-0.bak",
    ] {
        std::fs::write(directory.path().join(name), "").unwrap();
    }
    bring_up(&database, &path, PATIENCE, &Plan { to: 2, steps: &gap }).unwrap();
    let transaction = database.begin_read().unwrap();
    assert_eq!(tables::facts(&transaction).unwrap().unwrap().schema, 2);
    let there = |id: u32| transaction.open_table(RECORDS).unwrap().get(tables::raw(PersonId(id).into())).unwrap();
    assert!(there(2).is_some() && there(3).is_none());

    let copy = "school.redb.schema-1-generation-1.bak";
    let beside = ["school.redb", copy, "school.redb.schema-x-generation-0.bak", "other.redb.schema-0-generation-0.bak"];
    assert_eq!(names(directory.path()), BTreeSet::from(beside.map(str::to_owned)), "only its own older copies go");
    let register = Store::open(&directory.path().join(copy), Mode::ReadWrite).unwrap().load().unwrap();
    assert_eq!(register.all().count(), one_of_each().len());
}

#[test]
fn a_newer_base_is_opened_for_reading_and_an_unmigratable_one_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    set_schema(&path, 2);
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    assert_eq!(store.read_only(), Some(super::ReadOnly::Newer { schema: 2 }));
    assert_eq!(store.load().unwrap().all().count(), one_of_each().len());
    let batch = Batch::new("person.add", vec![Change::create::<Person>(PersonId(70), person(7))]);
    assert!(matches!(store.execute(1, &batch), Err(StoreError::ReadOnly(_))));
    store.close().unwrap();

    set_schema(&path, 0);
    let refused = Store::open(&path, Mode::ReadWrite).map(|_| ());
    assert!(matches!(refused, Err(StoreError::Older { schema: 0, known: 1 })));
}

#[test]
fn a_record_that_cannot_be_read_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let spoil = |schema| {
        let database = raw_database(&path);
        let transaction = database.begin_write().unwrap();
        let raw = tables::raw(PersonId(3).into());
        transaction.open_table(RECORDS).unwrap().insert(raw, [1u8, 2, 3, 4, 5, 6].as_slice()).unwrap();
        tables::set_schema(&mut transaction.open_table(META).unwrap(), schema).unwrap();
        transaction.commit().unwrap();
        database.close().unwrap();
        Store::open(&path, Mode::ReadWrite).unwrap().load().map(|_| ())
    };
    let place = Place::Record(PersonId(3).into());
    assert!(matches!(spoil(1), Err(StoreError::Unreadable { place: named, flaw: Flaw::Checksum }) if named == place));
    assert!(matches!(spoil(2), Err(StoreError::Newer { schema: 2, known: 1 })));
}

/// Records of newer formats under the same schema: the program is to be replaced, and not the base.
#[test]
fn what_a_newer_program_wrote_is_not_called_damaged() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    super::tests_story::leave_to_newer(&path);
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    let batch = Batch::new("person.add", vec![Change::create::<Person>(PersonId(70), person(7))]);
    let target = keep::Target::Shelf;
    let now = chrono::Local::now().naive_local();
    let errors = [
        store.load().map(|_| ()).unwrap_err(),
        store.tail(1).map(|_| ()).unwrap_err(),
        store.execute(1, &batch).map(|_| ()).unwrap_err(),
        store.snapshot().unwrap().backup(&target, now).map(|_| ()).unwrap_err(),
        keep::rescue(&path, &directory.path().join("saved.redb"), Text::of(Lang::Ru)).map(|_| ()).unwrap_err(),
    ];
    let text = Text::of(Lang::Ru);
    for error in errors {
        assert!(error.is_of_newer(), "{error:?}");
        let said = [sentence(&error, &[], text), keep::backup_failed(&error, text)];
        assert!(said.iter().all(|said| said == text.base.newer), "{said:?}");
    }
    let report = keep::check(&path, now);
    assert!(report.is_of_newer() && !report.is_sound(), "{:?}", report.findings);
}

#[test]
fn a_clock_that_was_set_back_is_noticed() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let notices = || {
        let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
        store.load().unwrap();
        store.notices().to_vec()
    };
    assert_eq!(notices(), []);
    let database = raw_database(&path);
    let transaction = database.begin_write().unwrap();
    let later = Entry { generation: 1, at: super::base::now() + 3600, ..entry() };
    let bytes = codec::seal_entry(&later).unwrap();
    transaction.open_table(tables::JOURNAL).unwrap().insert(1, bytes.as_slice()).unwrap();
    transaction.commit().unwrap();
    database.close().unwrap();
    assert_eq!(notices(), [super::Notice::ClockBehind]);
}

#[test]
fn a_clock_set_back_under_a_session_is_said_once_and_stops_nobody() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    store.load().unwrap();
    let add = |id: u32| Batch::new("person.add", vec![Change::create::<Person>(PersonId(id), person(7))]);
    store.execute(1, &add(70)).unwrap();
    assert_eq!(store.notices(), []);
    let database = raw_database(&path);
    let transaction = database.begin_write().unwrap();
    let later = Entry { generation: 3, at: super::base::now() + 3600, ..entry() };
    let bytes = codec::seal_entry(&later).unwrap();
    transaction.open_table(tables::JOURNAL).unwrap().insert(3, bytes.as_slice()).unwrap();
    tables::set_position(&mut transaction.open_table(META).unwrap(), 3, 100).unwrap();
    transaction.commit().unwrap();
    database.close().unwrap();
    assert_eq!(store.tail(2).unwrap().len(), 1);
    for generation in 3..5 {
        store.execute(generation, &add(80 + u32::try_from(generation).unwrap())).unwrap();
        assert_eq!(store.notices(), [super::Notice::ClockBehind]);
    }
}

#[test]
fn a_schema_that_moves_under_a_session_ends_its_writing() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    let batch = Batch::new("person.add", vec![Change::create::<Person>(PersonId(70), person(7))]);
    set_schema(&path, 2);
    assert!(matches!(store.execute(1, &batch), Err(StoreError::ReadOnly(_))));
    assert_eq!(store.read_only(), Some(super::ReadOnly::Newer { schema: 2 }));
    assert_eq!(store.generation().unwrap(), 1);
}

#[test]
fn founding_removes_what_killed_foundings_left_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    let day_and_a_bit = std::time::Duration::from_secs(25 * 60 * 60);
    let old = std::time::SystemTime::now() - day_and_a_bit;
    for name in [".nastavnik-gone.new", ".nastavnik-gone.old", "school.new", ".nastavnik-young.new"] {
        let file = std::fs::File::create(at(name)).unwrap();
        if !name.contains("young") {
            file.set_modified(old).unwrap();
        }
    }
    Store::create(&at("school.redb"), &[]).unwrap().close().unwrap();
    assert!(!at(".nastavnik-gone.new").exists());
    for name in [".nastavnik-gone.old", "school.new", ".nastavnik-young.new", "school.redb"] {
        assert!(at(name).exists(), "{name}");
    }
}

#[test]
fn a_fresh_base_holds_no_step_to_take_back() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = Store::create(&directory.path().join("school.redb"), &[]).unwrap();
    let me = super::Identity::current().user;
    assert!(!store.can_undo(&me).unwrap());
    let made = store.execute(1, &Batch::new("person.new", vec![Change::create(PersonId(1), person(1))])).unwrap();
    assert!(store.can_undo(&me).unwrap());
    assert!(!store.can_undo("somebody else").unwrap());
    store.execute(2, &Batch::undo(&made)).unwrap();
    assert!(!store.can_undo(&me).unwrap());
}
