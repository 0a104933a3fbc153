//! Bases in every state of repair: what is noticed, and what is saved.
//!
//! `NASTAVNIK_LONG=1 cargo test --lib keep::check -- --nocapture` runs the long forms, each seed from 0 up:
//!
//! | damage | trials | found unsound | everything saved | in doubt |
//! |---|---|---|---|---|
//! | spoilt pages | 2 000 | 1 750 | 934 | 501 |
//! | flipped bits, missing ends | 1 000 | 879 | 433 | 540 |
//!
//! “In doubt” are trials in which some records are said to be perhaps older. That every other record is what it was,
//! and that the counts told are true, holds in all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use redb::backends::FileBackend;
use redb::{ReadableDatabase, WriteTransaction};

use super::super::guard::guard;
use super::super::samples::one_of_each;
use super::super::tables::{self, JOURNAL, META, RECORDS};
use super::super::tests_disk::{Replay, Rng, seeds};
use super::super::{Mode, Place, Store, StoreError, codec, engine};
use super::backup::Target;
use super::backup_tests::{base_in, edit, now, spoil};
use super::*;
use crate::demo::{self, Plan};
use crate::domain::*;
use crate::surveys;
use crate::text::{Lang, Text};

pub fn text() -> &'static Text {
    Text::of(Lang::Ru)
}

/// Does something to a base behind the program's back.
fn alter(base: &Path, work: impl FnOnce(&WriteTransaction) -> Result<(), StoreError>) {
    let file = fs::OpenOptions::new().read(true).write(true).open(base).unwrap();
    guard(|| {
        let database = engine::full(FileBackend::new(file)?)?;
        let transaction = engine::begin_write(&database, Duration::from_secs(1))?;
        work(&transaction)?;
        transaction.commit()?;
        Ok(database.close()?)
    })
    .unwrap();
}

pub fn faults(base: &Path) -> Vec<Finding> {
    check(base, now()).findings.into_iter().filter(Finding::is_fault).collect()
}

#[test]
fn a_sound_base_is_called_sound_also_in_use_and_cut_off() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 30);
    let report = check(&base, now());
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.contents.generation, report.contents.entries), (31, 31));
    assert_eq!(report.contents.record_count(), one_of_each().len());
    assert!(matches!(report.findings.as_slice(), [Finding::NoBackup]));
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    edit(&mut store, &mut register, "в работе");
    assert!(check(&base, now()).is_sound(), "a session is inside");
    let cut_off = directory.path().join("cut-off.redb");
    fs::copy(&base, &cut_off).unwrap();
    assert!(check(&cut_off, now()).is_sound(), "as after a kill");
    store.snapshot().unwrap().backup(&Target::Shelf, now()).unwrap();
    assert!(check(&base, now()).findings.is_empty());
    let later = now() + chrono::TimeDelta::days(30);
    assert!(matches!(check(&base, later).findings.as_slice(), [Finding::OldBackup { days: 30 }]));
}

#[test]
fn answers_to_other_questions_are_named() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let (id, before) = register.questionnaires().next().unwrap();
    let mut after = Questionnaire::clone(before);
    after.items.remove(0);
    let change = Change::edit::<Questionnaire>(id, before, after);
    store.execute(register.generation(), &Batch::new("survey.edit", vec![change])).unwrap();
    let report = check(&base, now());
    let told = |finding: &&Finding| matches!(finding, Finding::OtherQuestions { to, .. } if *to == id.into());
    assert_eq!(report.findings.iter().filter(told).count(), 1, "{:?}", report.findings);
    let sentence = finding(report.findings.iter().find(told).unwrap(), &base, text());
    assert!(sentence.contains("не подходят к вопросам"), "{sentence}");
}

#[test]
fn checking_changes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 3);
    spoil(&base, PersonId(first_person()).into());
    let before = fs::read(&base).unwrap();
    assert!(!check(&base, now()).is_sound());
    rescue(&base, &directory.path().join("new.redb"), text()).unwrap();
    assert!(fs::read(&base).unwrap() == before);
}

pub fn first_person() -> u32 {
    one_of_each().iter().find_map(|change| PersonId::of(change.key)).unwrap().0
}

#[test]
fn files_that_are_no_base_are_told_apart() {
    let directory = tempfile::tempdir().unwrap();
    let at = |name: &str, bytes: &[u8]| {
        let path = directory.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let whole = fs::read(base_in(directory.path(), 0)).unwrap();
    let closed = |path: &Path| match faults(path).pop() {
        Some(Finding::Closed(error)) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(closed(&directory.path().join("none")), StoreError::Missing { .. }));
    assert!(matches!(closed(&at("empty", b"")), StoreError::Empty { .. }));
    assert!(matches!(closed(&at("text", b"not a base")), StoreError::Foreign { .. }));
    assert!(matches!(closed(&at("short", &whole[..100])), StoreError::Truncated { .. }));
    assert!(!check(&at("half", &whole[..whole.len() / 2]), now()).is_sound());
    let unseen = |name: &str| check(&directory.path().join(name), now()).unseen().is_some();
    assert!(unseen("none") && unseen("text") && unseen("") && !unseen("empty") && !unseen("short") && !unseen("half"));
    let foreign = directory.path().join("foreign.redb");
    let database = redb::Database::create(&foreign).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(redb::TableDefinition::<u64, u64>::new("birds")).unwrap().insert(1, 2).unwrap();
    transaction.commit().unwrap();
    drop(database);
    assert!(matches!(closed(&foreign), StoreError::Foreign { .. }));
}

#[test]
fn every_kind_of_disorder_is_named() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 6);
    let person: Key = PersonId(first_person()).into();
    let remove = |transaction: &WriteTransaction, key: Key| -> Result<(), StoreError> {
        transaction.open_table(RECORDS)?.remove(tables::raw(key))?;
        Ok(())
    };
    let case = |name: &str, work: &dyn Fn(&WriteTransaction) -> Result<(), StoreError>| {
        let path = directory.path().join(name);
        fs::copy(&base, &path).unwrap();
        alter(&path, work);
        faults(&path)
    };
    let found = case("dangling", &|transaction| remove(transaction, person));
    assert!(found.iter().any(|fault| matches!(fault, Finding::Dangling { to, .. } if *to == person)), "{found:?}");
    let found = case("no school", &|transaction| remove(transaction, TheSchool.into()));
    assert!(found.iter().any(|fault| matches!(fault, Finding::NoSchool)), "{found:?}");
    let found = case("gap", &|transaction| {
        let mut journal = transaction.open_table(JOURNAL)?;
        journal.remove(3)?;
        journal.remove(4)?;
        Ok(())
    });
    assert!(matches!(found.as_slice(), [Finding::Gap { first: 3, last: 4 }]), "{found:?}");
    let found = case("beginning", &|transaction| {
        transaction.open_table(JOURNAL)?.remove(1)?;
        Ok(())
    });
    assert!(matches!(found.as_slice(), [Finding::Gap { first: 1, last: 1 }]), "{found:?}");
    let found = case("generation", &|transaction| tables::set_position(&mut transaction.open_table(META)?, 5, 10_000));
    assert!(found.iter().any(|fault| matches!(fault, Finding::Generation { said: 5, found: 7 })), "{found:?}");
    assert!(found.iter().any(|fault| matches!(fault, Finding::Ahead { generation: 7, .. })), "{found:?}");
    let found = case("highest", &|transaction| tables::set_position(&mut transaction.open_table(META)?, 7, 0));
    assert!(matches!(found.as_slice(), [Finding::HighestId { said: 0, .. }]), "{found:?}");
    let found = case("newer", &|transaction| tables::set_schema(&mut transaction.open_table(META)?, 99));
    assert!(matches!(found.as_slice(), [Finding::Newer]), "{found:?}");
    let found = case("fact", &|transaction| {
        transaction.open_table(META)?.insert("created", b"\x01spoilt".as_slice())?;
        Ok(())
    });
    assert!(
        matches!(found.as_slice(), [Finding::Damage(Damage::Value { place: Place::Meta("created"), .. })]),
        "{found:?}"
    );
    let path = directory.path().join("value");
    fs::copy(&base, &path).unwrap();
    spoil(&path, person);
    let found = faults(&path);
    assert!(
        found.iter().any(|fault| matches!(fault,
            Finding::Damage(Damage::Value { place: Place::Record(at), flaw: FlawCode::Changed }) if *at == person)),
        "{found:?}"
    );
    for fault in &found {
        let sentence = finding(fault, &path, text());
        assert!(!sentence.contains("{}") && sentence.ends_with('.'), "{sentence}");
    }
}

/// An invented school that has been worked on.
pub fn worn(directory: &Path, pupils: u32, edits: u32) -> PathBuf {
    let path = directory.join("worn.redb");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let plan = Plan { pupils, years: 1, seed: 58, today };
    let mut store = Store::create(&path, &demo::school(&plan, surveys::builtin().unwrap())).unwrap();
    let mut register = store.load().unwrap();
    let people: Vec<PersonId> = register.people().map(|(id, _)| id).collect();
    for number in 0..edits {
        let id = people[number as usize * 7 % people.len()];
        let before = register.get::<Person>(id).unwrap().clone();
        let after = Person { guardian: format!("мать, правка {number}").into(), ..Person::clone(&before) };
        let mut changes = vec![Change::edit::<Person>(id, &before, after)];
        if number % 5 == 0
            && let Some((meeting, gone)) = register.meetings().next().map(|(id, meeting)| (id, meeting.clone()))
        {
            changes.push(Change::delete::<Meeting>(meeting, &gone));
        }
        let entry = store.execute(register.generation(), &Batch::new("person.edit", changes)).unwrap();
        register.follow(&entry);
    }
    store.close().unwrap();
    path
}

pub const PAGE: usize = 4096;

/// A place among so many.
fn index(rng: &mut Rng, of: usize) -> usize {
    usize::try_from(rng.below(of as u64)).unwrap()
}

/// Spoils some pages of a file, the header now and then among them.
fn spoil_pages(bytes: &mut [u8], rng: &mut Rng) {
    let pages = bytes.len() / PAGE;
    let place = |rng: &mut Rng| index(rng, pages) * PAGE;
    for _ in 0..=rng.below(8) {
        let (page, other) = (place(rng), place(rng));
        match rng.below(4) {
            0 => bytes[page..page + PAGE].fill(0),
            1 => bytes.copy_within(other..other + PAGE, page),
            _ => bytes[page..page + PAGE].iter_mut().for_each(|byte| *byte = rng.next() as u8),
        }
    }
}

/// The records that the engine still gives out, asked for one by one.
fn readable_by_engine(bytes: &[u8], keys: &[Key]) -> BTreeSet<Key> {
    let open = || {
        let memory = redb::backends::InMemoryBackend::new();
        let copied = redb::StorageBackend::set_len(&memory, bytes.len() as u64)
            .and_then(|()| redb::StorageBackend::write(&memory, 0, bytes));
        copied.map_err(StoreError::disk)?;
        engine::alone(memory)
    };
    let Ok(database) = guard(open) else { return BTreeSet::new() };
    let get = |key: &&Key| {
        let found = guard(|| {
            let records = database.begin_read()?.open_table(RECORDS)?;
            Ok(records
                .get(tables::raw(**key))?
                .map(|bytes| codec::open_record(tables::raw(**key), bytes.value()).is_ok()))
        });
        matches!(found, Ok(Some(true)))
    };
    let readable = keys.iter().filter(get).copied().collect();
    let _ = guard(|| {
        drop(database);
        Ok(())
    });
    readable
}

fn hush_caught_panics() {
    let loud = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !super::super::panic_is_caught() {
            loud(info);
        }
    }));
}

/// Garbage on random pages, again and again. What the engine can still give out is always saved; what is saved is what
/// was there; and the numbers told are those of the new base.
#[test]
fn whatever_pages_are_spoilt_everything_readable_is_saved_and_honestly_counted() {
    hush_caught_panics();
    let directory = tempfile::tempdir().unwrap();
    let base = worn(directory.path(), 100, 60);
    let whole = fs::read(&base).unwrap();
    let register = Store::open(&base, Mode::ReadOnly).unwrap().load().unwrap();
    let keys: Vec<Key> = register.all().map(|(key, _)| key).collect();
    let sealed: Vec<(Key, Vec<u8>)> = register
        .all()
        .map(|(key, record)| (key, codec::seal_record(key, &register.stamp(key).unwrap(), record).unwrap()))
        .filter(|(_, bytes)| bytes.len() < PAGE / 2)
        .collect();
    assert!(sealed.len() > 150 && sealed.len() * 10 > keys.len() * 9, "{} of {}", sealed.len(), keys.len());
    let trials = seeds(150, 2_000);
    let (mut damaged, mut saved_all, mut hopeless, mut doubts) = (0, 0, 0, 0);
    for &seed in &trials {
        let _replay = Replay(seed);
        let mut bytes = whole.clone();
        spoil_pages(&mut bytes, &mut Rng(seed));
        let path = directory.path().join("spoilt.redb");
        fs::write(&path, &bytes).unwrap();
        damaged += usize::from(!check(&path, now()).is_sound());
        let readable = readable_by_engine(&bytes, &keys);
        let target = directory.path().join("saved.redb");
        match rescue(&path, &target, text()) {
            Ok(rescued) => {
                saved_all += usize::from(rescued.contents.records == counts(&register));
                doubts += usize::from(!rescued.perhaps_older.is_empty());
                judge(seed, &rescued, &register, &readable, &sealed, &bytes);
                fs::remove_file(&target).unwrap();
            }
            Err(_) => hopeless += 1,
        }
    }
    let count = trials.len();
    println!("pages: {count} trials, {damaged} unsound, {saved_all} whole, {doubts} in doubt");
    let enough = damaged > count / 2 && saved_all > count / 20;
    // One seed alone is a replay.
    assert!(hopeless == 0 && (enough || count == 1), "{damaged} {saved_all} {hopeless}");
    assert!(fs::read(&base).unwrap() == whole);
}

/// Single bits here and there, and an end that is missing.
#[test]
fn flipped_bits_and_missing_ends_give_back_what_is_whole_and_nothing_else() {
    hush_caught_panics();
    let directory = tempfile::tempdir().unwrap();
    let base = worn(directory.path(), 100, 60);
    let whole = fs::read(&base).unwrap();
    let register = Store::open(&base, Mode::ReadOnly).unwrap().load().unwrap();
    let keys: Vec<Key> = register.all().map(|(key, _)| key).collect();
    let trials = seeds(100, 1_000);
    let (mut damaged, mut complete, mut doubts) = (0, 0, 0);
    for &seed in &trials {
        let _replay = Replay(seed);
        let mut rng = Rng(seed);
        let mut bytes = whole.clone();
        (0..=rng.below(20)).for_each(|_| {
            let at = index(&mut rng, whole.len());
            bytes[at] ^= 1 << rng.below(8);
        });
        if seed % 5 == 0 {
            bytes.truncate(whole.len() / 4 + index(&mut rng, whole.len() * 3 / 4));
        }
        let path = directory.path().join("spoilt.redb");
        fs::write(&path, &bytes).unwrap();
        let target = directory.path().join("saved.redb");
        damaged += usize::from(!check(&path, now()).is_sound());
        let rescued = rescue(&path, &target, text()).unwrap();
        doubts += usize::from(!rescued.perhaps_older.is_empty());
        judge(seed, &rescued, &register, &readable_by_engine(&bytes, &keys), &[], &bytes);
        complete += usize::from(rescued.contents.records == counts(&register));
        fs::remove_file(&target).unwrap();
    }
    let count = trials.len();
    println!("bits: {count} trials, {damaged} unsound, {complete} whole, {doubts} in doubt");
    assert!(complete * 20 > count || count == 1, "{complete}");
}

fn counts(register: &Register) -> std::collections::BTreeMap<Kind, usize> {
    let mut counts = std::collections::BTreeMap::new();
    register.all().for_each(|(key, _)| *counts.entry(key.kind).or_default() += 1);
    counts
}

fn judge(
    trial: u64,
    rescued: &Rescue,
    register: &Register,
    readable: &BTreeSet<Key>,
    sealed: &[(Key, Vec<u8>)],
    bytes: &[u8],
) {
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    let report = check(&rescued.path, now());
    assert!(report.is_sound(), "trial {trial}: {:?}", report.findings);
    assert_eq!(rescued.contents.records, counts(&saved), "trial {trial}");
    let stood_in: BTreeSet<Key> = rescued.stood_in.iter().copied().collect();
    assert!(
        rescued.left_out.is_empty(),
        "trial {trial}: for each of these a stand-in is possible: {:?}",
        rescued.left_out
    );
    let told = rescued.read + rescued.restored.len() + rescued.perhaps_older.len() + stood_in.len();
    assert_eq!(told, rescued.contents.record_count(), "trial {trial}");
    let all = register.all().count() as u64;
    let found = (rescued.read + rescued.restored.len() + rescued.perhaps_older.len()) as u64;
    let perhaps_more = !rescued.perhaps_older.is_empty();
    assert!(rescued.lost_count.is_none_or(|lost| lost + found == all || perhaps_more), "trial {trial}");
    let older: BTreeSet<Key> = rescued.perhaps_older.iter().copied().collect();
    for (key, record) in saved.all().filter(|(key, _)| !stood_in.contains(key)) {
        let same = register.record(key) == Some(record);
        let mended = key.kind == Kind::School;
        assert!(
            same || mended || older.contains(&key),
            "trial {trial}: {key:?} is not what it was: stamp {:?}, restored {}, {} of {} lost entries, {:?}",
            saved.stamp(key),
            rescued.restored.contains(&key),
            rescued.lost_entries,
            rescued.contents.generation,
            rescued.damage
        );
    }
    for key in readable {
        assert!(saved.record(*key).is_some(), "trial {trial}: {key:?} was readable");
    }
    let finder = |needle: &[u8]| memchr::memmem::find(bytes, needle).is_some();
    for (key, _) in sealed.iter().filter(|(_, bytes)| finder(bytes)) {
        assert!(
            saved.record(*key).is_some() && !stood_in.contains(key),
            "trial {trial}: the bytes of {key:?} were there: {:?}",
            rescued.damage
        );
    }
    for key in &rescued.lost {
        assert!(saved.record(*key).is_none() || stood_in.contains(key), "trial {trial}: {key:?} is not lost");
    }
}

#[test]
fn a_broken_page_gives_its_records_back_from_the_journal() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 4);
    let key: Key = PersonId(first_person()).into();
    let wanted = Store::open(&base, Mode::ReadOnly).unwrap().load().unwrap();
    spoil(&base, key);
    let rescued = rescue(&base, &directory.path().join("new.redb"), text()).unwrap();
    assert_eq!((rescued.restored.as_slice(), rescued.lost.len()), ([key].as_slice(), 0));
    let mut store = Store::open(&rescued.path, Mode::ReadWrite).unwrap();
    let saved = store.load().unwrap();
    assert_eq!(saved.record(key), wanted.record(key));
    assert_eq!(saved.stamp(key), wanted.stamp(key));
    let last = store.journal(None, 1).unwrap().remove(0);
    assert_eq!((last.command.as_str(), last.generation, last.changes.len()), (RESCUE, 6, 0));
    let who = store.identity().user.clone();
    assert_eq!(store.last_undoable(&who).unwrap().map(|entry| entry.generation), Some(5), "a rescue is no step");
    assert!(matches!(rescue(&base, &rescued.path, text()), Err(StoreError::Exists { .. })));
}

#[test]
fn what_is_lost_leaves_a_stand_in_that_can_be_filled_in() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let key: Key = PersonId(first_person()).into();
    alter(&base, |transaction| {
        transaction.open_table(RECORDS)?.remove(tables::raw(key))?;
        transaction.open_table(JOURNAL)?.remove(1)?;
        Ok(())
    });
    let rescued = rescue(&base, &directory.path().join("new.redb"), text()).unwrap();
    assert_eq!((rescued.lost.as_slice(), rescued.lost_entries), ([key].as_slice(), 1));
    assert!(rescued.stood_in.contains(&key));
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    assert!(saved.get::<Person>(PersonId(key.id)).unwrap().name.full().contains("Утрачено"));
}

/// Takes all records of some kinds away, with the journal that could give them back.
fn lose(base: &Path, kinds: &[Kind]) {
    let register = Store::open(base, Mode::ReadOnly).unwrap().load().unwrap();
    let keys: Vec<Key> = register.all().map(|(key, _)| key).filter(|key| kinds.contains(&key.kind)).collect();
    alter(base, |transaction| {
        let mut records = transaction.open_table(RECORDS)?;
        for key in &keys {
            records.remove(tables::raw(*key))?;
        }
        let mut journal = transaction.open_table(JOURNAL)?;
        for generation in 1..=register.generation() {
            journal.remove(generation)?;
        }
        Ok(())
    });
}

/// Whatever is lost around them, answers and meetings stay as they were.
#[test]
fn no_answer_and_no_meeting_goes_because_something_else_is_lost() {
    let directory = tempfile::tempdir().unwrap();
    let base = worn(directory.path(), 100, 0);
    let whole = Store::open(&base, Mode::ReadOnly).unwrap().load().unwrap();
    lose(&base, &[Kind::Questionnaire, Kind::Pair]);
    let rescued = rescue(&base, &directory.path().join("new.redb"), text()).unwrap();
    assert!(rescued.left_out.is_empty() && check(&rescued.path, now()).is_sound());
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    for kind in [Kind::Response, Kind::Meeting, Kind::Mentee] {
        let of = |register: &Register| -> Vec<(Key, Record)> {
            register.all().filter(|(key, _)| key.kind == kind).map(|(key, record)| (key, record.clone())).collect()
        };
        let (before, after) = (of(&whole), of(&saved));
        assert!(!before.is_empty() && before.iter().all(|kept| after.contains(kept)), "{kind:?}");
    }
    let builtin = surveys::builtin().unwrap();
    let asked: BTreeSet<Key> = whole
        .all()
        .filter_map(|(_, record)| match record {
            Record::Response(response) => Some(response.questionnaire.into()),
            _ => None,
        })
        .collect();
    for key in asked {
        let Some(Record::Questionnaire(stand_in)) = saved.record(key) else { panic!("{key:?} has no stand-in") };
        let Some(Record::Questionnaire(lost)) = whole.record(key) else { panic!("{key:?} was not there") };
        assert_eq!(stand_in.items, lost.items, "answers tell which of the program's it was");
        assert!(builtin.contains(stand_in));
    }
}

/// A questionnaire of the school's own leaves as many questions as were answered, of the kinds that were answered.
#[test]
fn a_lost_questionnaire_of_the_schools_own_leaves_its_answers() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 0);
    let whole = Store::open(&base, Mode::ReadOnly).unwrap().load().unwrap();
    lose(&base, &[Kind::Questionnaire]);
    let rescued = rescue(&base, &directory.path().join("new.redb"), text()).unwrap();
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    let (key, response) = whole.all().find(|(key, _)| key.kind == Kind::Response).unwrap();
    assert_eq!(saved.record(key), Some(response));
    let Record::Response(response) = response else { unreachable!() };
    let Some(Record::Questionnaire(stand_in)) = saved.record(response.questionnaire.into()) else {
        panic!("no stand-in")
    };
    assert_eq!(stand_in.items.len(), response.answers.len());
    assert!(stand_in.title.ru.contains("Утрачено") && rescued.stood_in.contains(&response.questionnaire.into()));
    for (answer, item) in response.answers.iter().zip(&stand_in.items) {
        let same = match (answer, &item.kind) {
            (Answer::YesNo(_), kind) => *kind == ItemKind::YesNo,
            (Answer::Percent(_), kind) => *kind == ItemKind::Percent { low: 0, high: 100 },
            (Answer::Scale(rating), ItemKind::Scale { low, high }) => (low..=high).contains(&rating),
            (Answer::Choice(one), ItemKind::Choice(options)) => usize::from(*one) < options.len(),
            (Answer::Several(some), ItemKind::Several(options)) => {
                some.iter().all(|one| usize::from(*one) < options.len())
            }
            (Answer::Text(_) | Answer::Blank | Answer::NotAsked | Answer::NotApplicable, kind) => {
                *kind == ItemKind::Text
            }
            _ => false,
        };
        assert!(same, "{answer:?} and {:?}", item.kind);
    }
}
