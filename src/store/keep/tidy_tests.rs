//! Forgetting: what is forgotten is in the file no more, and everything else is.

use std::fs;

use super::super::{Identity, Lane, Mode, Store, StoreError};
use super::backup::Target;
use super::backup_tests::{base_in, edit, now};
use super::*;
use crate::domain::{Batch, Blanks, Change, Entity, Key, Kind, Origin, Person, PersonId, PersonName, anonymise};

fn holds(path: &std::path::Path, words: &str) -> bool {
    memchr::memmem::find(&fs::read(path).unwrap(), words.as_bytes()).is_some()
}

#[test]
fn what_is_forgotten_is_gone_from_the_file_and_who_did_it_stays() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 20);
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    edit(&mut store, &mut register, "Забытова Тайна Незаписанная");
    edit(&mut store, &mut register, "осталось");
    let before = store.tail(0).unwrap();
    let who = store.identity().user.clone();
    store.close().unwrap();
    assert!(holds(&base, "Забытова") && holds(&base, "правка 7"));
    let tomorrow = before.last().unwrap().at + 86_400;
    let copy = directory.path().join(format!("{}.schema-0-generation-3.bak", base.file_name().unwrap().display()));
    fs::copy(&base, &copy).unwrap();
    tidy(&base, Forget::default(), &Target::Shelf, now()).unwrap();
    assert!(copy.exists(), "nothing is to be forgotten");
    let tidied = tidy(&base, Forget { before: Some(tomorrow), ..Forget::default() }, &Target::Shelf, now()).unwrap();
    assert!(!holds(&base, "Забытова") && !holds(&base, "правка 7") && holds(&base, "осталось"));
    assert_eq!((tidied.forgotten, tidied.copies, copy.exists()), (22, 1, false));
    assert!(tidied.sizes.1 <= tidied.sizes.0 && tidied.backup.path.exists());
    assert!(check(&base, now()).is_sound());

    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let after = store.tail(0).unwrap();
    assert_eq!(after.len(), before.len() + 1);
    for (old, new) in before.iter().zip(&after) {
        assert_eq!((old.at, &old.who, &old.session, &old.command), (new.at, &new.who, &new.session, &new.command));
        let keys = |changes: &[Change]| changes.iter().map(|change| change.key).collect::<Vec<Key>>();
        assert_eq!(keys(&old.changes), keys(&new.changes));
        assert!(new.changes.iter().all(Change::is_forgotten));
    }
    let last = after.last().unwrap();
    assert_eq!((last.command.as_str(), last.changes.len(), last.origin), (FORGET, 0, Origin::Done));
    assert_eq!(store.load().unwrap().generation(), last.generation);
    let undo = store.last_undoable(&who);
    assert!(matches!(undo, Err(StoreError::Forgotten { generation: 23 })), "{undo:?}");
    assert_eq!(store.history(before[5].changes[0].key, 100).unwrap().len(), 22);

    // Work goes on, and a second tidying finds nothing new to forget.
    let mut register = store.load().unwrap();
    edit(&mut store, &mut register, "дальше");
    assert_eq!(store.last_undoable(&who).unwrap().unwrap().generation, register.generation());
    store.close().unwrap();
    let again = tidy(&base, Forget { before: Some(0), ..Forget::default() }, &Target::Shelf, now()).unwrap();
    assert_eq!((again.forgotten, again.contents.generation), (0, register.generation()));
}

#[test]
fn only_what_is_old_enough_is_forgotten() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 3);
    let before = fs::metadata(&base).unwrap();
    let tidied = tidy(&base, Forget { before: Some(0), ..Forget::default() }, &Target::Shelf, now()).unwrap();
    assert_eq!((tidied.forgotten, tidied.contents.generation), (0, 4));
    assert!(holds(&base, "правка 0") && holds(&base, "правка 2"));
    assert_eq!(tidy(&base, Forget::default(), &Target::Shelf, now()).unwrap().contents.generation, 4);
    let after = fs::metadata(&base).unwrap();
    use std::os::unix::fs::MetadataExt;
    assert_eq!((before.mode(), before.uid()), (after.mode(), after.uid()));
}

#[test]
fn refuses_while_somebody_is_inside() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 1);
    let bytes = fs::read(&base).unwrap();
    let lane = Lane::take(&base, &Identity::current()).unwrap();
    assert!(matches!(tidy(&base, Forget::default(), &Target::Shelf, now()), Err(StoreError::Inside)));
    assert!(fs::read(&base).unwrap() == bytes && !default_shelf(&base).exists());
    drop(lane);
    tidy(&base, Forget::default(), &Target::Shelf, now()).unwrap();
}

#[test]
fn of_those_who_were_made_unknown_the_journal_forgets_what_it_held_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 3);
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let (id, before) = register
        .of_kind(Kind::Person)
        .find_map(|(key, record)| Some((PersonId::of(key)?, Person::unwrap(record)?.clone())))
        .unwrap();
    let name = PersonName::parse("Незабвенный Аполлинарий");
    let last = name.last.to_string();
    let named = Change::edit(id, &before, Person { name, ..Person::clone(&before) });
    store.execute(register.generation(), &Batch::new("mentee.edit", vec![named])).unwrap();
    let register = store.load().unwrap();
    assert!(holds(&base, &last));
    let blanks = Blanks { name: "Обезличено", erased: "стёрто" };
    let today = now().date();
    let changes = anonymise(&register, id, blanks, today).unwrap().changes;
    let keys: Vec<Key> = changes.iter().map(|change| change.key).collect();
    let done = store.execute(register.generation(), &Batch::new("person.erase", changes)).unwrap();
    let all = store.tail(0).unwrap().len();
    store.close().unwrap();
    assert!(holds(&base, &last), "the step can be undone");
    let wanted = Forget { erased: true, ..Forget::default() };
    let tidied = tidy(&base, wanted, &Target::Shelf, now()).unwrap();
    assert!(tidied.forgotten > 0 && !holds(&base, &last));
    assert!(check(&base, now()).is_sound());
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let entries = store.tail(0).unwrap();
    assert_eq!(entries.len(), all + 1);
    for change in entries.iter().filter(|it| it.generation <= done.generation).flat_map(|entry| &entry.changes) {
        assert_eq!(change.is_forgotten(), keys.contains(&change.key), "{:?}", change.key);
    }
    assert!(store.load().unwrap().get::<Person>(id).unwrap().is_anonymous());
    store.close().unwrap();

    // A step that was taken back erases nothing of the journal.
    let other = tempfile::tempdir().unwrap();
    let base = base_in(other.path(), 3);
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let changes = anonymise(&register, id, blanks, today).unwrap().changes;
    let done = store.execute(register.generation(), &Batch::new("person.erase", changes)).unwrap();
    store.execute(done.generation, &Batch::undo(&done)).unwrap();
    store.close().unwrap();
    assert_eq!(tidy(&base, wanted, &Target::Shelf, now()).unwrap().forgotten, 0);
}
