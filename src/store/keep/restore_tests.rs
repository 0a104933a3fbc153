//! Backups put back: over a sound base, a broken one, none; and never over somebody's head.

use std::fs;
use std::path::{Path, PathBuf};

use super::super::{Identity, Lane, Mode, Store, StoreError, file};
use super::backup::Target;
use super::backup_tests::{base_in, edit, now, spoil, unpacked};
use super::*;
use crate::domain::{Key, Person, PersonId};
use crate::text::{Lang, Text};

/// A base of generation 4 and a backup of its generation 3, in a directory.
fn base_and_backup(directory: &Path) -> (PathBuf, PathBuf) {
    let base = base_in(directory, 2);
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let backup = store.snapshot().unwrap().backup(&Target::Shelf, now()).unwrap().path;
    let mut register = store.load().unwrap();
    edit(&mut store, &mut register, "после копии");
    store.close().unwrap();
    (base, backup)
}

fn notes(base: &Path) -> String {
    let register = Store::open(base, Mode::ReadOnly).unwrap().load().unwrap();
    let first = register.people().next().unwrap().0;
    register.get::<Person>(first).unwrap().guardian.to_string()
}

fn files(directory: &Path) -> usize {
    fs::read_dir(directory).unwrap().count()
}

#[test]
fn a_backup_takes_the_place_of_the_base_which_stays_beside_it() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    for backup in [backup.clone(), unpacked(&backup)] {
        let restore = Restore::prepare(&backup, &base).unwrap();
        assert_eq!(restore.backup.contents.generation, 3);
        assert!(restore.present.is_some());
        let aside = restore.put(now()).unwrap().unwrap();
        assert!(aside.to_str().unwrap().contains(".before-restore-20261124-1402"));
        assert_eq!(notes(&base), "правка 1");
        assert!(check(&base, now()).is_sound() && check(&aside, now()).is_sound());
    }
    let first = file::beside(&base, ".before-restore-20261124-1402.redb");
    assert_eq!(notes(&first), "после копии", "what was there first is still there");
}

#[test]
fn nothing_is_touched_until_it_is_put_and_nothing_is_left_when_it_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    let before = (fs::read(&base).unwrap(), files(directory.path()));
    drop(Restore::prepare(&backup, &base).unwrap());
    assert!((fs::read(&base).unwrap(), files(directory.path())) == before);
}

#[test]
fn works_where_the_base_is_missing_or_broken() {
    for state in ["missing", "empty", "text", "short", "spoilt"] {
        let directory = tempfile::tempdir().unwrap();
        let (base, backup) = base_and_backup(directory.path());
        let whole = fs::read(&base).unwrap();
        match state {
            "missing" => fs::remove_file(&base).unwrap(),
            "empty" => fs::write(&base, "").unwrap(),
            "text" => fs::write(&base, "not a base at all").unwrap(),
            "short" => fs::write(&base, &whole[..whole.len() / 3]).unwrap(),
            _ => fs::write(&base, [&whole[..9], &vec![0xAB; whole.len() - 9]].concat()).unwrap(),
        }
        let there = fs::read(&base).ok();
        let restore = Restore::prepare(&backup, &base).unwrap();
        assert_eq!(restore.present.is_some(), there.is_some(), "{state}");
        let aside = restore.put(now()).unwrap();
        assert_eq!(notes(&base), "правка 1", "{state}");
        assert!(aside.map(|path| fs::read(path).unwrap()) == there, "{state}");
    }
}

#[test]
fn a_backup_that_is_not_sound_takes_nobodys_place() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    let before = fs::read(&base).unwrap();
    let plain = unpacked(&backup);
    let person: Key = PersonId(first_person(&base)).into();
    spoil(&plain, person);
    let restore = Restore::prepare(&plain, &base).unwrap();
    assert!(obstacle(&restore.backup).is_some());
    assert!(matches!(restore.put(now()), Err(StoreError::Unsound { .. })));
    let packed = fs::read(&backup).unwrap();
    let bad = |bytes: &[u8]| {
        let path = directory.path().join("bad.gz");
        fs::write(&path, bytes).unwrap();
        Restore::prepare(&path, &base).err()
    };
    assert!(matches!(bad(&packed[..packed.len() - 100]), Some(StoreError::Cut { .. } | StoreError::Room { .. })));
    let mut turned = packed;
    let middle = turned.len() / 2;
    turned[middle] ^= 0x10;
    assert!(
        matches!(bad(&turned), Some(StoreError::Cut { .. })) || {
            let path = directory.path().join("bad.gz");
            !Restore::prepare(&path, &base).unwrap().backup.is_sound()
        }
    );
    let none = directory.path().join("none.gz");
    let refused = |backup: &Path| {
        let error = Restore::prepare(backup, &base).unwrap_err();
        assert!(matches!(error, StoreError::Source(_)), "{error:?}");
        let said = super::super::sentence(&error, &[], Text::of(Lang::Ru));
        assert!(said.contains(backup.to_str().unwrap()), "the file that was named: {said}");
        said
    };
    assert!(refused(&none).starts_with("Такой копии нет"));
    assert!(refused(directory.path()).starts_with("Это каталог"));
    fs::write(&none, "a letter to the parents").unwrap();
    assert!(refused(&none).starts_with("Это не копия"));
    fs::write(&none, "").unwrap();
    assert!(refused(&none).starts_with("Файл копии пуст"));
    assert!(fs::read(&base).unwrap() == before);
}

fn first_person(base: &Path) -> u32 {
    Store::open(base, Mode::ReadOnly).unwrap().load().unwrap().people().next().unwrap().0.0
}

#[test]
fn refuses_while_somebody_is_inside_and_whoever_comes_in_meanwhile_notices() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    let lane = Lane::take(&base, &Identity::current()).unwrap();
    assert!(matches!(Restore::prepare(&backup, &base), Err(StoreError::Inside)));
    drop(lane);
    let restore = Restore::prepare(&backup, &base).unwrap();
    let lane = Lane::take(&base, &Identity::current()).unwrap();
    assert!(matches!(restore.put(now()), Err(StoreError::Inside)));
    assert_eq!(notes(&base), "после копии");
    drop(lane);
    // Somebody without a lane, as between opening the base and taking one.
    let mut late = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = late.load().unwrap();
    Restore::prepare(&backup, &base).unwrap().put(now()).unwrap();
    assert!(late.replaced());
    let (id, person) = register.people().next().map(|(id, person)| (id, person.clone())).unwrap();
    let after = Person { guardian: "в никуда".into(), ..Person::clone(&person) };
    let batch =
        crate::domain::Batch::new("person.edit", vec![crate::domain::Change::edit::<Person>(id, &person, after)]);
    let refused = late.execute(register.generation(), &batch);
    assert!(matches!(refused, Err(StoreError::Replaced { .. })), "{refused:?}");
    // A session that opens the file anew, but remembers the generation it had reached, is told as well.
    let mut anew = Store::open(&base, Mode::ReadWrite).unwrap();
    assert!(matches!(anew.tail(4), Err(StoreError::Rewound { known: 4, found: 3 })));
    assert!(matches!(anew.execute(4, &batch), Err(StoreError::Rewound { known: 4, found: 3 })));
    register = anew.load().unwrap();
    edit(&mut anew, &mut register, "после возврата");
    assert_eq!(anew.generation().unwrap(), 4);
}

/// What is said before the question holds when the base is moved aside, or the base is left alone.
#[test]
fn refuses_when_the_base_has_moved_on_since_it_was_shown() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    let restore = Restore::prepare(&backup, &base).unwrap();
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    edit(&mut store, &mut register, "пока стоял вопрос");
    store.close().unwrap();
    assert!(matches!(restore.put(now()), Err(StoreError::Moved { .. })));
    assert_eq!(notes(&base), "пока стоял вопрос");
    let whole = fs::read(&base).unwrap();
    for shown in [None, Some(&b"spoilt"[..])] {
        let _ = fs::remove_file(&base);
        if let Some(shown) = shown {
            fs::write(&base, shown).unwrap();
        }
        let restore = Restore::prepare(&backup, &base).unwrap();
        fs::write(&base, &whole).unwrap();
        assert!(matches!(restore.put(now()), Err(StoreError::Moved { .. })));
        assert_eq!(notes(&base), "пока стоял вопрос");
    }
}

/// A directory of sessions that cannot be looked into says nothing about who is inside. A file in its place stands for
/// closed rights here, which hold nobody up who runs the tests as root.
#[test]
fn refuses_where_nobody_can_tell_who_is_inside() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    let (bytes, sessions) = (fs::read(&base).unwrap(), file::beside(&base, ".sessions"));
    fs::write(&sessions, "in the way").unwrap();
    let refused = [
        Restore::prepare(&backup, &base).err(),
        tidy(&base, Forget::default(), &Target::Shelf, now()).err(),
        Lane::take(&base, &Identity::current()).err(),
    ];
    for error in refused {
        assert!(matches!(&error, Some(StoreError::Lanes { path, .. }) if *path == sessions), "{error:?}");
        let said = super::super::sentence(&error.unwrap(), &[], Text::of(Lang::Ru));
        assert!(said.contains(sessions.to_str().unwrap()) && said.contains("chmod"), "{said}");
    }
    assert!(check(&base, now()).findings.iter().any(|finding| matches!(finding, Finding::LanesUnseen(_))));
    assert!(fs::read(&base).unwrap() == bytes);
}

#[test]
fn whoever_could_work_in_the_base_can_afterwards() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o770)).unwrap();
    fs::set_permissions(&base, fs::Permissions::from_mode(0o660)).unwrap();
    // Giving files away is for root; for others the group stays what it is.
    let _ = std::os::unix::fs::chown(&base, Some(12_345), Some(12_346));
    let rights = |path: &Path| fs::metadata(path).map(|about| (about.mode() & 0o7777, about.uid(), about.gid()));
    let before = rights(&base).unwrap();
    Restore::prepare(&backup, &base).unwrap().put(now()).unwrap();
    assert_eq!(rights(&base).unwrap(), before);
    tidy(&base, Forget::default(), &Target::Shelf, now()).unwrap();
    assert_eq!(rights(&base).unwrap(), before);
    drop(Lane::take(&base, &Identity::current()).unwrap());
    let sessions = file::beside(&base, ".sessions");
    let closed = || check(&base, now()).findings.iter().any(|finding| matches!(finding, Finding::LanesClosed));
    assert_eq!(rights(&sessions).unwrap().0 & 0o770, 0o770, "open to the group as the base is");
    assert!(!closed());
    fs::set_permissions(&sessions, fs::Permissions::from_mode(0o700)).unwrap();
    assert!(closed());
}

/// Somebody whose commit waits for the lock while the file is being replaced must not write into the old one.
#[test]
fn a_commit_that_waited_for_the_lock_looks_again() {
    let directory = tempfile::tempdir().unwrap();
    let (base, backup) = base_and_backup(directory.path());
    let mut late = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = late.load().unwrap();
    let locked = place::Locked::take(&base).unwrap();
    let waiting = std::thread::spawn(move || {
        let (id, person) = register.people().next().map(|(id, person)| (id, person.clone())).unwrap();
        let after = Person { guardian: "в старый файл".into(), ..Person::clone(&person) };
        let change = crate::domain::Change::edit::<Person>(id, &person, after);
        let done = late.execute(register.generation(), &crate::domain::Batch::new("person.edit", vec![change]));
        register = late.load().unwrap();
        (done, register.generation())
    });
    std::thread::sleep(std::time::Duration::from_millis(300));
    fs::rename(&backup, directory.path().join("kept.gz")).unwrap();
    let plain = unpacked(&directory.path().join("kept.gz"));
    fs::rename(plain, &base).unwrap();
    locked.free().unwrap();
    let (done, generation) = waiting.join().unwrap();
    assert!(matches!(done, Err(StoreError::Replaced { .. })), "{done:?}");
    assert_eq!(generation, 4, "the old file has no fifth");
}
