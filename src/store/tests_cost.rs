//! What a command costs, counted at the disk and not timed: syncs, and bytes written and read.
//!
//! `cargo test --lib store::tests_cost -- --nocapture` prints the figures; with `NASTAVNIK_LONG=1` they are those of a
//! base of ten years (60 000 records, 200 000 journal entries, 66 MiB):
//!
//! | | syncs | writes | written | reads | read |
//! |---|---|---|---|---|---|
//! | an edit, a new mentee, a questionnaire in a small base | 2, once more when the file grows | 13–17 | 41–56 KiB | | |
//! | an edit in a base of ten years | 2 | 18 | 65 KiB | 12 | 48 KiB |
//! | an import of 500 people, 1 000 records | 2, and 3 as the file grows | 226 | 1.4 MiB | 109 | 0.7 MiB |
//! | opening a base of ten years after a clean end | 1 | 1 | 320 B | 10 | 29 KiB |
//! | opening it after a session was cut off | 2 | 2 | 640 B | 10 | 29 KiB |
//!
//! The last two rows are of an engine built without its checks for debugging, with which it reads all tables at every
//! opening: `--config 'profile.dev.package.redb.debug-assertions=false'`.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{Days, NaiveDate};

use crate::domain::*;

use super::codec_tests::entry;
use super::samples::{one_of_each, person};
use super::tables::{self, JOURNAL, META, RECORDS};
use super::tests_disk::{Counts, Disk, is_long};
use super::tests_story::{Story, raw_database};
use super::{Mode, PATIENCE, Store, codec};

/// Most bytes one small command may write, however large the base. Measured: 65 KiB at most, most of it pages that
/// the engine copies on the way from a record to the root.
const MOST_WRITTEN: usize = 96 << 10;

fn minus(after: Counts, before: Counts) -> Counts {
    Counts {
        reads: after.reads - before.reads,
        bytes_read: after.bytes_read - before.bytes_read,
        writes: after.writes - before.writes,
        bytes_written: after.bytes_written - before.bytes_written,
        syncs: after.syncs - before.syncs,
        resizes: after.resizes - before.resizes,
    }
}

/// Makes one batch durable: what that took.
fn cost(store: &mut Store, story: &mut Story, disk: &Disk, batch: &Batch) -> Counts {
    let before = disk.counts();
    let entry = store.execute(story.register.generation(), batch).unwrap();
    story.acknowledge(entry);
    minus(disk.counts(), before)
}

/// Two syncs, and at most one more each time the file changes its length, which it does ever more rarely.
fn assert_synced(cost: Counts, what: &str) {
    assert!((2..=2 + cost.resizes).contains(&cost.syncs), "{what}: {cost:?}");
}

fn open(path: &Path, disk: &Disk) -> Store {
    Store::open_on(path, Mode::ReadWrite, PATIENCE, disk.medium()).unwrap()
}

#[test]
fn one_command_is_made_durable_with_two_syncs_and_few_bytes() {
    let directory = tempfile::tempdir().unwrap();
    let mut story = Story::begin(&directory.path().join("school.redb"), 1);
    let disk = Disk::default();
    let mut store = open(&story.path, &disk);
    let (mut grew, mut most) = (0, 0);
    for number in 1..=200 {
        let batch = if number % 2 == 0 { story.newcomers(1) } else { story.edit() };
        let cost = cost(&mut store, &mut story, &disk, &batch);
        assert_synced(cost, &batch.command);
        assert!(cost.bytes_written <= MOST_WRITTEN, "command {number}: {cost:?}");
        grew += usize::from(cost.resizes > 0);
        most = most.max(cost.bytes_written);
    }
    assert!(grew <= 8, "the file grew {grew} times");
    println!("200 commands: 2 syncs each, {grew} times 3; at most {} KiB written", most / 1024);
}

#[test]
fn a_whole_questionnaire_is_one_command_and_so_is_a_whole_import() {
    let directory = tempfile::tempdir().unwrap();
    let mut story = Story::begin(&directory.path().join("school.redb"), 2);
    let disk = Disk::default();
    let mut store = open(&story.path, &disk);
    let questionnaire = story.questionnaire();
    let answers = cost(&mut store, &mut story, &disk, &questionnaire);
    assert_synced(answers, "a questionnaire");
    assert!(answers.bytes_written <= MOST_WRITTEN, "{answers:?}");
    let import = story.newcomers(500);
    let rows = cost(&mut store, &mut story, &disk, &import);
    assert_synced(rows, "an import");
    assert_eq!(story.entries.len(), 2);
    assert_eq!(story.entries[1].changes.len(), 1000);
    // Each record once in its table and once in the journal, and the pages around them.
    assert!(rows.bytes_written <= 4 << 20, "{rows:?}");
    println!("a questionnaire: {answers:?}\nan import of 500: {rows:?}");
}

/// A base after some years: a tenth of its records are people and the others are meetings, and the journal holds
/// changes of one meeting after another.
fn years_of_work(path: &Path, records: u32, entries: u64) -> Story {
    let day = |number: u32| NaiveDate::from_ymd_opt(2017, 9, 1).unwrap() + Days::new(u64::from(number % 3_600));
    let first = 100 + records / 10;
    let people = (100..first).map(|id| Change::create::<Person>(PersonId(id), person(id)));
    let meetings = (first..100 + records).map(|id| {
        let meeting =
            Meeting { topic: "о плане".into(), ..Meeting::planned(PairId(6), MeetingKind::Regular, day(id)) };
        Change::create::<Meeting>(MeetingId(id), meeting)
    });
    let founding: Vec<Change> = one_of_each().into_iter().chain(people).chain(meetings).collect();
    Store::create_on(path, &founding, Disk::default().medium()).unwrap().close().unwrap();
    let first = founding.len() - usize::try_from(records - records / 10).unwrap();
    let mut now: Vec<Change> = founding[first..].to_vec();
    let journal = (0..now.len()).cycle().zip(2..=entries).map(|(at, generation)| {
        let Some(Record::Meeting(before)) = now[at].after.clone() else { unreachable!() };
        let after = Meeting { topic: format!("о плане {generation}").into(), ..Meeting::clone(&before) };
        now[at] = Change::edit::<Meeting>(MeetingId(now[at].key.id), &before, after);
        Entry { generation, command: "meeting.edit".into(), changes: vec![now[at].clone()], ..entry() }
    });
    append(path, &journal.collect::<Vec<_>>());
    let story = Story::of(path, 3, open(path, &Disk::default()));
    assert_eq!((story.register.generation(), story.register.all().count()), (entries, founding.len()));
    story
}

/// Writes entries that took years at one go, and the records they end in.
fn append(path: &Path, journal: &[Entry]) {
    let database = raw_database(path, &Disk::default()).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut rows = transaction.open_table(JOURNAL).unwrap();
        let mut records = transaction.open_table(RECORDS).unwrap();
        for entry in journal {
            rows.insert(entry.generation, codec::seal_entry(entry).unwrap().as_slice()).unwrap();
        }
        let last: BTreeMap<Key, &Entry> = journal.iter().map(|entry| (entry.changes[0].key, entry)).collect();
        for (key, entry) in last {
            let record = entry.changes[0].after.as_ref().unwrap();
            let bytes = codec::seal_record(key, &Stamp::from(entry), record).unwrap();
            records.insert(tables::raw(key), bytes.as_slice()).unwrap();
        }
        let mut meta = transaction.open_table(META).unwrap();
        let highest_id = tables::highest_id(&meta).unwrap();
        tables::set_position(&mut meta, journal.last().unwrap().generation, highest_id).unwrap();
    }
    transaction.commit().unwrap();
    database.close().unwrap();
}

/// A session that was cut off costs the next one no more than a session that closed: nothing is walked through.
#[test]
fn opening_after_an_unclean_end_reads_about_as_much_as_after_a_clean_one() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("school.redb");
    let (records, entries) = if is_long() { (60_000, 200_000) } else { (3_000, 6_000) };
    let mut story = years_of_work(&path, records, entries);
    let size = std::fs::metadata(&path).unwrap().len();

    let clean = opening(&path);
    let mut store = open(&path, &Disk::default());
    let batch = story.edit();
    story.acknowledge(store.execute(story.register.generation(), &batch).unwrap());
    let cut_off = std::fs::read(&path).unwrap();
    store.close().unwrap();
    std::fs::write(&path, cut_off).unwrap();
    let unclean = opening(&path);
    println!("{records} records, {entries} entries, {} KiB: clean {clean:?}, unclean {unclean:?}", size / 1024);
    assert!(unclean.bytes_read <= 2 * clean.bytes_read + (64 << 10), "{clean:?} {unclean:?}");
    // Built for debugging, the engine walks through all tables at every opening; built to be used, it must not.
    if !cfg!(debug_assertions) {
        assert!(unclean.bytes_read as u64 <= size / 16 + (64 << 10), "{unclean:?} of {size} bytes");
    }

    // The size of the base does not show in the cost of a command either.
    let disk = Disk::default();
    let mut store = open(&path, &disk);
    let batch = story.edit();
    let edit = cost(&mut store, &mut story, &disk, &batch);
    assert_synced(edit, "an edit");
    assert!(edit.bytes_written <= MOST_WRITTEN, "{edit:?}");
    println!("an edit in it: {edit:?}");
}

/// What opening costs, up to the moment where loading begins.
fn opening(path: &Path) -> Counts {
    let disk = Disk::default();
    let store = open(path, &disk);
    let counts = disk.counts();
    drop(store);
    counts
}
