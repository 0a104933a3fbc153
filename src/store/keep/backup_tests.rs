//! Backups: what they hold, when they refuse, what they leave alone.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use flate2::read::GzDecoder;
use redb::ReadableTable;

use super::super::samples::one_of_each;
use super::super::tables::{self, RECORDS};
use super::super::{Mode, Store, StoreError, engine, guard::guard};
use super::backup::*;
use super::backup_failed;
use crate::domain::{Batch, Change, Person, PersonId, Register};
use crate::text::{Lang, Text};

pub fn now() -> NaiveDateTime {
    NaiveDateTime::parse_from_str("2026-11-24 14:02", "%Y-%m-%d %H:%M").unwrap()
}

/// A base with one record of each kind and some edits of person 1.
pub fn base_in(directory: &Path, edits: u32) -> PathBuf {
    let path = directory.join("school.redb");
    let mut store = Store::create(&path, &one_of_each()).unwrap();
    let mut register = store.load().unwrap();
    for number in 0..edits {
        edit(&mut store, &mut register, &format!("правка {number}"));
    }
    store.close().unwrap();
    path
}

pub fn edit(store: &mut Store, register: &mut Register, notes: &str) {
    let (id, before) = register.people().next().map(|(id, person)| (id, person.clone())).unwrap();
    let after = Person { guardian: notes.into(), ..Person::clone(&before) };
    let batch = Batch::new("person.edit", vec![Change::edit::<Person>(id, &before, after)]);
    let entry = store.execute(register.generation(), &batch).unwrap();
    register.follow(&entry);
}

pub fn unpacked(backup: &Path) -> PathBuf {
    let mut bytes = Vec::new();
    GzDecoder::new(fs::File::open(backup).unwrap()).read_to_end(&mut bytes).unwrap();
    let plain = backup.with_extension("plain.redb");
    fs::write(&plain, bytes).unwrap();
    plain
}

fn make(base: &Path, target: &Target) -> Result<Backup, StoreError> {
    Store::open(base, Mode::ReadOnly)?.snapshot()?.backup(target, now())
}

#[test]
fn a_backup_holds_every_record_and_every_entry() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 5);
    let made = make(&base, &Target::Shelf).unwrap();
    assert_eq!(made.path, default_shelf(&base).join("nastavnik-20261124-1402-g6.redb.gz"));
    assert_eq!((made.contents.generation, made.contents.entries), (6, 6));
    assert_eq!(made.contents.record_count(), one_of_each().len());
    let (mut ours, mut theirs) =
        (Store::open(&base, Mode::ReadOnly).unwrap(), Store::open(&unpacked(&made.path), Mode::ReadOnly).unwrap());
    let (a, b) = (ours.load().unwrap(), theirs.load().unwrap());
    let all = |register: &Register| -> Vec<_> {
        register.all().map(|(key, record)| (key, record.clone(), register.stamp(key))).collect()
    };
    assert_eq!(all(&a), all(&b));
    assert_eq!((a.generation(), a.highest_id()), (b.generation(), b.highest_id()));
    assert_eq!(ours.tail(0).unwrap(), theirs.tail(0).unwrap());
    assert_eq!((ours.created(), newest(&base).unwrap().0), (theirs.created(), now()));
}

#[test]
fn a_backup_is_closed_to_others_or_open_to_the_group() {
    for (rights, of_directory, of_file) in [(0o700, 0o700, 0o600), (0o2770, 0o2770, 0o660)] {
        let directory = tempfile::tempdir().unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(rights)).unwrap();
        let base = base_in(directory.path(), 0);
        let made = make(&base, &Target::Shelf).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        assert_eq!((mode(&default_shelf(&base)), mode(&made.path)), (of_directory, of_file));
    }
}

#[test]
fn a_name_that_is_taken_gets_a_number_and_a_named_target_is_never_written_over() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let names: Vec<_> = (0..3).map(|_| make(&base, &Target::Shelf).unwrap().path).collect();
    assert!(names[1].ends_with("nastavnik-20261124-1402-g1-2.redb.gz"));
    assert!(names[2].ends_with("nastavnik-20261124-1402-g1-3.redb.gz"));
    let own = directory.path().join("own.gz");
    fs::write(&own, "mine").unwrap();
    assert!(matches!(make(&base, &Target::File(own.clone())), Err(StoreError::Exists { path }) if path == own));
    assert_eq!(fs::read(&own).unwrap(), b"mine");
    let free = directory.path().join("free.gz");
    assert_eq!(make(&base, &Target::File(free.clone())).unwrap().path, free);
    let nowhere = directory.path().join("nowhere/x.gz");
    assert!(matches!(make(&base, &Target::File(nowhere)), Err(StoreError::Target(_))));
}

#[test]
fn old_backups_go_only_from_the_shelf_and_only_by_their_names() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let shelf = default_shelf(&base);
    fs::create_dir(&shelf).unwrap();
    let old = ["nastavnik-20260101-0230-g1.redb.gz", "nastavnik-20260102-0230-g1.redb.gz"];
    // The seven newest would stay whatever their age.
    let young: Vec<String> = (0..6).map(|hour| format!("nastavnik-20261124-0{hour}30-g1.redb.gz")).collect();
    for name in old
        .iter()
        .copied()
        .chain(young.iter().map(String::as_str))
        .chain(["nastavnik-20200101-0230-g1.redb", "before-the-exams.redb.gz"])
    {
        fs::write(shelf.join(name), "").unwrap();
    }
    assert!(make(&base, &Target::ShelfKeepingAll).unwrap().removed.is_empty());
    assert!(make(&base, &Target::File(shelf.join("named.gz"))).unwrap().removed.is_empty());
    assert_eq!(make(&base, &Target::Shelf).unwrap().removed, [shelf.join(old[0])]);
    let left: std::collections::BTreeSet<String> =
        fs::read_dir(&shelf).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(left.contains(old[1]) && left.contains("before-the-exams.redb.gz"));
    assert!(left.contains("nastavnik-20200101-0230-g1.redb") && left.contains("named.gz"));
    assert_eq!(left.len(), 12, "nothing else is left behind: {left:?}");
}

#[test]
fn drafts_of_who_was_cut_off_go_after_a_day() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let shelf = default_shelf(&base);
    fs::create_dir(&shelf).unwrap();
    let draft = |name: &str, hours: u64| {
        let file = fs::File::create(shelf.join(name)).unwrap();
        file.set_modified(std::time::SystemTime::now() - Duration::from_secs(hours * 3600)).unwrap();
    };
    draft(".nastavnik-old.new", 25);
    draft(".nastavnik-young.new", 23);
    draft("own.new", 25);
    make(&base, &Target::Shelf).unwrap();
    let left = |name: &str| shelf.join(name).exists();
    assert!(!left(".nastavnik-old.new") && left(".nastavnik-young.new") && left("own.new"));
}

#[test]
fn where_backups_cannot_lie_another_place_is_offered() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    fs::write(default_shelf(&base), "a file in the way").unwrap();
    let error = make(&base, &Target::Shelf).unwrap_err();
    let sentence = backup_failed(&error, Text::of(Lang::En));
    assert!(sentence.contains("--out") && sentence.contains("school.redb.backups"), "{error}: {sentence}");
}

#[test]
fn commits_go_on_while_a_backup_is_made() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 200);
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let snapshot = store.snapshot().unwrap();
    let copying = std::thread::spawn(move || {
        let start = Instant::now();
        (snapshot.backup(&Target::Shelf, now()).unwrap(), start.elapsed())
    });
    let (mut commits, mut longest) = (0, Duration::ZERO);
    while !copying.is_finished() || commits < 10 {
        let start = Instant::now();
        edit(&mut store, &mut register, &format!("во время копии {commits}"));
        longest = longest.max(start.elapsed());
        commits += 1;
    }
    let (made, _) = copying.join().unwrap();
    assert_eq!(made.contents.generation, 201, "the moment at which it was asked for");
    assert_eq!(store.generation().unwrap(), 201 + commits);
    assert!(longest < Duration::from_secs(2), "a commit waited {longest:?}");
    let copy = Store::open(&unpacked(&made.path), Mode::ReadOnly).unwrap().load().unwrap();
    let guardian = &copy.get::<Person>(copy.people().next().unwrap().0).unwrap().guardian;
    assert_eq!(guardian, "правка 199");
}

#[test]
fn a_damaged_record_is_named_and_no_backup_is_made() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let key = PersonId(one_of_each().iter().find_map(|change| PersonId::of(change.key)).unwrap().0).into();
    spoil(&base, key);
    let error = make(&base, &Target::Shelf).unwrap_err();
    assert!(matches!(error, StoreError::Unreadable { place: super::super::Place::Record(at), .. } if at == key));
    assert!(!default_shelf(&base).exists(), "an empty directory would look like backups");
}

/// Turns one bit of a stored record, in a way that the engine does not notice.
pub fn spoil(base: &Path, key: crate::domain::Key) {
    let file = fs::OpenOptions::new().read(true).write(true).open(base).unwrap();
    guard(|| {
        let database = engine::full(redb::backends::FileBackend::new(file)?)?;
        let transaction = engine::begin_write(&database, Duration::from_secs(1))?;
        {
            let mut records = transaction.open_table(RECORDS)?;
            let mut bytes = records.get(tables::raw(key))?.unwrap().value().to_vec();
            *bytes.last_mut().unwrap() ^= 1;
            records.insert(tables::raw(key), bytes.as_slice())?;
        }
        transaction.commit()?;
        Ok(database.close()?)
    })
    .unwrap();
}

#[test]
fn a_base_on_a_read_only_file_can_be_backed_up_elsewhere() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 1);
    fs::set_permissions(&base, fs::Permissions::from_mode(0o400)).unwrap();
    let other = tempfile::tempdir().unwrap();
    let target = other.path().join("copy.redb.gz");
    assert_eq!(make(&base, &Target::File(target)).unwrap().contents.generation, 2);
    assert!(matches!(make(&directory.path().join("none.redb"), &Target::Shelf), Err(StoreError::Missing { .. })));
}
