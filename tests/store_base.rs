//! One session and its base: founding, opening what is and what is not a base, writing, undo, history.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod store_common;

use std::fs::{self, File, Permissions};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use nastavnik::domain::*;
use nastavnik::store::{FOUNDING, Lane, Mode, Notice, ReadOnly, Store, StoreError};
use store_common::*;

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn refusal(path: &Path) -> StoreError {
    match Store::open(path, Mode::ReadWrite) {
        Err(error) => error,
        Ok(_) => panic!("{} was opened", path.display()),
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn a_founded_base_holds_its_records_and_one_entry() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("school.redb");
    let mut store = Store::create(&path, &founded()).unwrap();
    let register = store.load().unwrap();
    assert_eq!((register.generation(), register.highest_id()), (1, 1));
    let loaded: Vec<(Key, Record)> = register.all().map(|(key, record)| (key, record.clone())).collect();
    let founded: Vec<(Key, Record)> = founded().into_iter().map(|c| (c.key, c.after.unwrap())).collect();
    assert_eq!(loaded, founded);
    let journal = store.journal(None, 10).unwrap();
    assert_eq!(journal.len(), 1);
    assert_eq!((journal[0].command.as_str(), journal[0].changes.len()), (FOUNDING, 0));
    let stamp = register.stamp(PersonId(1).into()).unwrap();
    assert_eq!((stamp.generation, stamp.at, stamp.who), (1, store.created(), store.identity().user.clone()));
    assert_eq!(store.last_undoable(&store.identity().user.clone()).unwrap(), None);
}

#[test]
fn founding_never_overwrites_and_leaves_nothing_behind() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("school.redb");
    fs::write(&path, "чужое").unwrap();
    assert!(matches!(Store::create(&path, &founded()), Err(StoreError::Exists { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "чужое");
    std::os::unix::fs::symlink("nowhere", directory.path().join("link")).unwrap();
    assert!(matches!(Store::create(&directory.path().join("link"), &[]), Err(StoreError::Exists { .. })));

    let twice = [founded(), founded()].concat();
    let new = directory.path().join("new.redb");
    assert!(matches!(Store::create(&new, &twice), Err(StoreError::Founding { .. })));
    let edits = edit(&Store::create(&directory.path().join("b"), &founded()).unwrap().load().unwrap(), "x").changes;
    assert!(matches!(Store::create(&new, &edits), Err(StoreError::Founding { .. })));
    let lost = directory.path().join("no/such/place.redb");
    assert!(matches!(Store::create(&lost, &founded()), Err(StoreError::Missing { .. })));
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 3);
}

#[test]
fn files_are_closed_to_others_and_open_to_the_group_in_a_shared_directory() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    assert_eq!(mode_of(&path), 0o600);
    let store = Store::open(&path, Mode::ReadWrite).unwrap();
    let lane = Lane::take(&path, store.identity()).unwrap();
    let sessions = directory.path().join("school.redb.sessions");
    assert_eq!((mode_of(&sessions), mode_of(&sessions.join("lane-00"))), (0o700, 0o600));
    assert!(store.notices().is_empty() && lane.number() == 0);
    drop((store, lane));

    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let store = Store::open(&path, Mode::ReadWrite).unwrap();
    assert_eq!(store.notices(), [Notice::WorldReadable]);

    let shared = tempfile::tempdir().unwrap();
    fs::set_permissions(shared.path(), Permissions::from_mode(0o2770)).unwrap();
    let path = base_in(shared.path());
    assert_eq!(mode_of(&path), 0o660);
    Lane::take(&path, store.identity()).unwrap();
    let sessions = shared.path().join("school.redb.sessions");
    assert_eq!((mode_of(&sessions), mode_of(&sessions.join("lane-00"))), (0o770, 0o660));
}

#[test]
fn what_is_no_base_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str| directory.path().join(name);
    assert!(matches!(refusal(&at("none")), StoreError::Missing { .. }));
    assert!(matches!(refusal(directory.path()), StoreError::Directory { .. }));
    fs::write(at("empty"), "").unwrap();
    assert!(matches!(refusal(&at("empty")), StoreError::Empty { .. }));
    assert_eq!(fs::metadata(at("empty")).unwrap().len(), 0);
    fs::write(at("foreign"), "ФИО;класс\n").unwrap();
    assert!(matches!(refusal(&at("foreign")), StoreError::Foreign { .. }));
    fs::write(at("zeros"), vec![0; 100_000]).unwrap();
    assert!(matches!(refusal(&at("zeros")), StoreError::Foreign { .. }));
    let table: redb::TableDefinition<'_, &str, &[u8]> = redb::TableDefinition::new("meta");
    let other = redb::Database::create(at("other")).unwrap();
    let transaction = other.begin_write().unwrap();
    transaction.open_table(table).unwrap().insert("app", b"another".as_slice()).unwrap();
    transaction.commit().unwrap();
    drop(other);
    assert!(matches!(refusal(&at("other")), StoreError::Unreadable { .. } | StoreError::Foreign { .. }));
    redb::Database::create(at("bare")).unwrap();
    assert!(matches!(refusal(&at("bare")), StoreError::Foreign { .. }));
    assert!(matches!(Lane::take(&at("none"), &nastavnik::store::Identity::current()), Err(StoreError::Missing { .. })));
}

#[test]
fn a_file_cut_short_anywhere_is_an_error() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let whole = fs::read(&path).unwrap();
    for length in [1, 5, 9, 64, 319, 320, 4096, 5000, 12_288, whole.len() / 2, whole.len() - 4096, whole.len() - 1] {
        fs::write(&path, &whole[..length]).unwrap();
        assert!(matches!(refusal(&path), StoreError::Truncated { .. }), "{length}: {}", refusal(&path));
    }
}

#[test]
fn garbage_in_any_page_is_an_error_or_harmless_and_never_a_panic() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let whole = fs::read(&path).unwrap();
    let sound: Vec<(Key, Record)> = contents(&path).unwrap();
    let mut noticed = 0;
    for page in 0..whole.len() / 4096 {
        fs::write(&path, &whole).unwrap();
        let mut file = File::options().write(true).open(&path).unwrap();
        file.seek(SeekFrom::Start(page as u64 * 4096)).unwrap();
        let garbage: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        file.write_all(&garbage).unwrap();
        drop(file);
        match contents(&path) {
            Ok(read) => assert_eq!(read, sound, "page {page}"),
            Err(_) => noticed += 1,
        }
    }
    assert!(noticed >= 3, "only {noticed} damaged pages were noticed");
}

fn contents(path: &Path) -> Result<Vec<(Key, Record)>, StoreError> {
    let mut store = Store::open_patiently(path, Mode::ReadWrite, Duration::from_millis(100))?;
    Ok(store.load()?.all().map(|(key, record)| (key, record.clone())).collect())
}

#[test]
fn a_base_that_may_not_be_written_is_read() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let mut store = Store::open(&path, Mode::ReadOnly).unwrap();
    assert_eq!(store.read_only(), Some(ReadOnly::Asked));
    let register = store.load().unwrap();
    let refused = store.execute(1, &edit(&register, "x"));
    assert!(matches!(refused, Err(StoreError::ReadOnly(ReadOnly::Asked))));
    drop(store);
    if is_root() {
        return; // Rights do not hold root back.
    }
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    assert_eq!(Store::open(&path, Mode::ReadWrite).unwrap().read_only(), Some(ReadOnly::Rights));
    fs::set_permissions(&path, Permissions::from_mode(0o000)).unwrap();
    assert!(matches!(refusal(&path), StoreError::Forbidden { .. }));
}

#[test]
fn a_stale_step_gets_the_news_and_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = Store::open(&base_in(directory.path()), Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let stale = edit(&register, "по старому");
    let first = persist(&mut store, &mut register, |register| edit(register, "новое"));
    let Err(StoreError::Behind(news)) = store.execute(1, &stale) else { panic!("accepted") };
    assert_eq!(store.tail(1).unwrap(), news);
    assert_eq!(news, [first]);
    assert!(store.tail(2).unwrap().is_empty());
    assert!(matches!(store.tail(3), Err(StoreError::Rewound { known: 3, found: 2 })));
    assert!(matches!(store.execute(9, &stale), Err(StoreError::Rewound { known: 9, found: 2 })));
    let diverged = store.execute(2, &stale);
    assert!(matches!(diverged, Err(StoreError::Diverged { key }) if key == PersonId(1).into()));
    assert!(matches!(store.execute(2, &Batch::new("none", Vec::new())), Err(StoreError::Nothing)));
    assert_eq!((store.generation().unwrap(), notes(&store.load().unwrap()).as_str()), (2, "новое"));
}

#[test]
fn a_step_that_half_fits_leaves_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = Store::open(&base_in(directory.path()), Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let mut batch = edit(&register, "половина");
    batch.changes.push(Change::create::<Person>(PersonId(1), person(5)));
    assert!(matches!(store.execute(1, &batch), Err(StoreError::Diverged { .. })));
    assert_eq!(contents_of(&mut store), register.all().map(|(key, record)| (key, record.clone())).collect::<Vec<_>>());
    assert_eq!(store.generation().unwrap(), 1);
}

fn contents_of(store: &mut Store) -> Vec<(Key, Record)> {
    store.load().unwrap().all().map(|(key, record)| (key, record.clone())).collect()
}

#[test]
fn undo_and_redo_work_after_the_program_was_restarted() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let step = |action: fn(&mut Store, &mut Register, &str)| {
        let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
        let mut register = store.load().unwrap();
        let me = store.identity().user.clone();
        action(&mut store, &mut register, &me);
        let state = (notes(&register), register.get::<Person>(PersonId(64)).is_some());
        store.close().unwrap();
        state
    };
    let undo: fn(&mut Store, &mut Register, &str) = |store, register, me| {
        let entry = store.last_undoable(me).unwrap().unwrap();
        persist(store, register, |_| Batch::undo(&entry));
    };
    let redo: fn(&mut Store, &mut Register, &str) = |store, register, me| {
        let entry = store.last_redoable(me).unwrap().unwrap();
        persist(store, register, |_| Batch::redo(&entry));
    };
    step(|store, register, _| drop(persist(store, register, |register| edit(register, "первое"))));
    let created = step(|store, register, _| {
        let batch = Batch::new("person.add", vec![Change::create::<Person>(PersonId(64), person(2))]);
        persist(store, register, |_| batch.clone());
    });
    assert_eq!(created, ("первое".to_owned(), true));
    assert_eq!(step(undo), ("первое".to_owned(), false));
    assert_eq!(step(undo), (String::new(), false));
    step(|store, _, me| assert_eq!(store.last_undoable(me).unwrap(), None));
    assert_eq!(step(redo), ("первое".to_owned(), false));
    assert_eq!(step(redo), ("первое".to_owned(), true));
    step(|store, register, me| {
        assert_eq!(store.last_redoable(me).unwrap(), None);
        assert_eq!(store.last_undoable("кто-то").unwrap(), None);
        assert_eq!((register.generation(), register.highest_id()), (7, 64));
    });
}

#[test]
fn an_identity_that_was_deleted_is_not_given_out_again() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let batch = Batch::new("person.add", vec![Change::create::<Person>(PersonId(640), person(2))]);
    let made = persist(&mut store, &mut register, |_| batch.clone());
    persist(&mut store, &mut register, |_| Batch::undo(&made));
    let register = store.load().unwrap();
    assert_eq!((register.people().count(), register.highest_id()), (1, 640));
}

/// Identities of every length on disk, next to others whose bytes look alike.
#[test]
fn a_history_has_every_change_of_its_records_and_no_other() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = Store::open(&base_in(directory.path()), Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let ids = [2, 250, 251, 252, 65_535, 65_536, 16_777_217, u32::MAX].map(PersonId);
    for id in ids {
        let create = Change::create::<Person>(id, person(id.0 % 7));
        persist(&mut store, &mut register, |_| Batch::new("person.new", vec![create.clone()]));
    }
    persist(&mut store, &mut register, |register| {
        let edit = |id: &PersonId| {
            let before = register.get::<Person>(*id).unwrap();
            Change::edit::<Person>(*id, before, Person { guardian: "мать".into(), ..Person::clone(before) })
        };
        Batch::new("person.edit", ids.iter().map(edit).collect())
    });
    let all = store.tail(0).unwrap();
    let wanted = |keys: &[Key]| -> Vec<Entry> {
        let about = |entry: &Entry| {
            let mut entry = entry.clone();
            entry.changes.retain(|change| keys.contains(&change.key));
            Some(entry).filter(|entry| !entry.changes.is_empty())
        };
        all.iter().rev().filter_map(about).collect()
    };
    for id in ids {
        assert_eq!(store.history(id.into(), 100).unwrap(), wanted(&[id.into()]));
    }
    let some = [ids[0].into(), ids[4].into(), MentorId(250).into()];
    assert_eq!(store.histories(&some, 100).unwrap(), wanted(&some));
    assert_eq!(store.histories(&some, 100).unwrap().len(), 3);
    assert_eq!(store.histories(&some, 2).unwrap(), wanted(&some)[..2]);
    assert!(store.history(MentorId(65_535).into(), 100).unwrap().is_empty());
}

#[test]
fn history_and_journal_go_back_from_the_newest() {
    let directory = tempfile::tempdir().unwrap();
    let mut store = Store::open(&base_in(directory.path()), Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    for number in 1..=5 {
        persist(&mut store, &mut register, |register| edit(register, &number.to_string()));
    }
    let generations = |entries: Vec<Entry>| entries.iter().map(|entry| entry.generation).collect::<Vec<_>>();
    assert_eq!(generations(store.journal(None, 3).unwrap()), [6, 5, 4]);
    assert_eq!(generations(store.journal(Some(4), 10).unwrap()), [3, 2, 1]);
    assert!(store.journal(Some(1), 10).unwrap().is_empty());
    let entries = store.history(PersonId(1).into(), 2).unwrap();
    assert_eq!(entries[0].changes[0].before, entries[1].changes[0].after);
    assert_eq!(entries[0].command, "person.edit");
    assert_eq!(generations(entries), [6, 5]);
    assert_eq!(store.history(PersonId(1).into(), 100).unwrap().len(), 5);
    assert!(store.history(YearId(1).into(), 100).unwrap().is_empty());
}

#[test]
fn a_file_put_in_the_place_of_the_base_is_noticed() {
    let directory = tempfile::tempdir().unwrap();
    let path = base_in(directory.path());
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    assert!(!store.replaced());
    let other = directory.path().join("other.redb");
    fs::copy(&path, &other).unwrap();
    fs::rename(&other, &path).unwrap();
    assert!(store.replaced());
    assert!(matches!(store.execute(1, &edit(&register, "x")), Err(StoreError::Replaced { .. })));
    fs::remove_file(&path).unwrap();
    assert!(store.replaced());
}

/// Ten thousand people and forty thousand meetings, as a school of many years has them. The time is printed; the
/// bound is far above what a release build takes, since tests also run unoptimised on busy machines.
#[test]
fn a_large_base_is_loaded_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("large.redb");
    let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    let people = (1..=10_000).map(|id| Change::create::<Person>(PersonId(id), person(id)));
    let meetings = (10_001..=50_000).map(|id| {
        let meeting =
            Meeting { topic: "о плане".into(), ..Meeting::planned(PairId(id % 900), MeetingKind::Regular, day) };
        Change::create::<Meeting>(MeetingId(id), meeting)
    });
    let founding: Vec<Change> = people.chain(meetings).collect();
    let clock = Instant::now();
    let store = Store::create(&path, &founding).unwrap();
    println!("founding {:?}, {} KiB", clock.elapsed(), fs::metadata(&path).unwrap().len() / 1024);
    store.close().unwrap();
    let clock = Instant::now();
    let mut store = Store::open(&path, Mode::ReadWrite).unwrap();
    println!("open {:?}", clock.elapsed());
    let clock = Instant::now();
    let register = store.load().unwrap();
    println!("load {:?}", clock.elapsed());
    assert!(clock.elapsed() < Duration::from_secs(10));
    assert_eq!(register.all().count(), 50_000);
    assert_eq!(register.highest_id(), 50_000);
}
