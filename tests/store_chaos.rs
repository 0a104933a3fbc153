//! Sessions that are killed, stopped and overtaken, each a real process, and what is in the base afterwards.
//!
//! The short forms run with every test; `NASTAVNIK_LONG=1 cargo test --test store_chaos -- --nocapture --test-threads=1`
//! runs the long ones (twelve minutes), and `NASTAVNIK_SEED=n` one seed. A seed decides who is killed and when, not how
//! the system shares out its time, so a failure may take some repeating. The long forms:
//!
//! | what happens | how often | acknowledged | lost |
//! |---|---|---|---|
//! | one of three writers is killed every 2–60 ms (seeds 0–199, 50 kills each) | 10 000 kills | 48 758 commands; 49 551 in the journals | 0 |
//! | a session is killed while it opens, loads and closes, beside a writer (seeds 0–39) | 1 000 kills | 6 079 openings | 0 |
//! | a founding is killed (seeds 0–999) | 1 000 kills | 813 foundings; 187 left no base | 0 |
//! | two change fields of one record, some the same | 2 × 5 000 commands | all; 551 conflicts, 629 undos refused | 0 |
//! | a session is stopped, and goes on or is killed | 491 stops, 200 in the way | all | 0 |
//! | an import beside somebody who types | 1 000 rows | one entry, and every command of the other | 0 |
//!
//! `tests/store_sessions.rs` has two who count in one record: 2 × 5 000 commands, a count of 10 000.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod store_common;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use nastavnik::domain::*;
use nastavnik::store::{Lane, Mode, Store, StoreError};
use store_common::*;

/// What the other processes do. Run by the tests through [`Worker`], with the role in the environment.
#[test]
#[ignore = "a part of the other tests, which run it as a process of its own"]
fn worker() {
    let Ok(role) = env::var("STORE_ROLE") else { return };
    let base = PathBuf::from(env::var("STORE_BASE").unwrap());
    match role.as_str() {
        "write" => write_on(&base),
        "open" => open_on(&base),
        "found" => {
            println!("begun");
            Store::create(&base, &many()).unwrap();
            println!("founded");
        }
        "contend" => contend(&base, rounds()),
        other => panic!("no such role: {other}"),
    }
}

/// Commands of each of two sessions that change one record.
fn rounds() -> u64 {
    if is_long() { 5_000 } else { 150 }
}

/// Counts in the record all share, and now and then adds a person; says each generation that is durable.
fn write_on(base: &Path) {
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let lane = Lane::take(base, store.identity()).unwrap();
    let mut register = store.load().unwrap();
    let mut ids = Ids::lane(lane.number());
    for turn in 0.. {
        ids.skip_past(register.highest_id());
        let id = ids.fresh();
        let entry = persist(&mut store, &mut register, |register| {
            let mut batch = increment(register);
            if turn % 4 == 0 {
                batch.changes.push(Change::create::<Person>(PersonId(id), person(id)));
            }
            batch
        });
        println!("ack {}", entry.generation);
        thread::sleep(Duration::from_millis(1)); // As fast as nobody types, and the others get their turn.
    }
}

/// Opens, loads and closes the base again and again.
fn open_on(base: &Path) {
    loop {
        let mut store = Store::open(base, Mode::ReadWrite).unwrap();
        println!("open {}", store.load().unwrap().generation());
        store.close().unwrap();
    }
}

/// A founding of some size, so that there is time to be killed in it.
fn many() -> Vec<Change> {
    let people = (100..1_500).map(|id| Change::create::<Person>(PersonId(id), person(id)));
    founded().into_iter().chain(people).collect()
}

fn pause(rng: &mut Rng, from: u64, to: u64) {
    thread::sleep(Duration::from_micros(rng.below((to - from) * 1_000) + from * 1_000));
}

/// What a worker has been told is durable, with who it was.
fn drain(worker: &mut Worker, told: &mut BTreeMap<u64, u32>) {
    worker.kill();
    let pid = worker.0.id();
    for generation in all_acks(worker) {
        assert_eq!(told.insert(generation, pid), None, "generation {generation} was acknowledged twice");
    }
}

/// Every acknowledged generation is in the journal, written by the session that was told so.
fn assert_kept(told: &BTreeMap<u64, u32>, entries: &[Entry]) {
    for (generation, pid) in told {
        let entry = &entries[usize::try_from(*generation).unwrap() - 1];
        assert!(entry.session.ends_with(&format!(":{pid}")), "{generation} is of {}, not of {pid}", entry.session);
    }
}

#[test]
fn killing_writers_at_random_loses_nothing_that_was_acknowledged() {
    const KILLS: u64 = 50;
    let (mut kills, mut acknowledged, mut commands) = (0, 0, 0);
    for seed in seeds(1, 200) {
        let _replay = Replay(seed);
        let mut rng = Rng(seed);
        let directory = tempfile::tempdir().unwrap();
        let base = base_in(directory.path());
        let mut told = BTreeMap::new();
        let mut writers: Vec<Worker> = (0..3).map(|_| Worker::start("write", &base)).collect();
        for _ in 0..KILLS {
            pause(&mut rng, 2, 60);
            let victim = rng.pick(&[0, 1, 2]);
            drain(&mut writers[victim], &mut told);
            writers[victim] = Worker::start("write", &base);
            kills += 1;
        }
        for writer in &mut writers {
            // Under way when the test ends: what it was told until now counts as well.
            drain(writer, &mut told);
        }
        let entries = assert_consistent(&base);
        assert_kept(&told, &entries);
        assert_integrity(&base);
        acknowledged += told.len();
        commands += entries.len() - 1;
    }
    assert!(acknowledged as u64 > kills / 20, "only {acknowledged} commands in {kills} kills");
    println!("{kills} kills: {acknowledged} commands acknowledged, 0 lost; {commands} in the journals");
}

#[test]
fn killing_sessions_while_they_open_costs_nothing() {
    const KILLS: u64 = 25;
    let (mut kills, mut opened) = (0, 0);
    for seed in seeds(1, 40) {
        let _replay = Replay(seed);
        let mut rng = Rng(seed);
        let directory = tempfile::tempdir().unwrap();
        let base = base_in(directory.path());
        let mut writer = Worker::start("write", &base);
        writer.said("ack ").unwrap();
        let mut told = BTreeMap::new();
        for _ in 0..KILLS {
            let mut opener = Worker::start("open", &base);
            pause(&mut rng, 0, 40);
            opener.kill();
            opened += std::iter::from_fn(|| opener.said("open ")).count();
            kills += 1;
        }
        drain(&mut writer, &mut told);
        assert_kept(&told, &assert_consistent(&base));
        assert_integrity(&base);
    }
    println!("{kills} sessions killed while opening and closing, {opened} openings went through");
}

#[test]
fn killing_a_founding_leaves_a_whole_base_or_none() {
    let (mut kills, mut founded) = (0, 0);
    for seed in seeds(20, 1000) {
        let _replay = Replay(seed);
        let mut rng = Rng(seed);
        let directory = tempfile::tempdir().unwrap();
        let base = directory.path().join("school.redb");
        let mut founder = Worker::start("found", &base);
        founder.said("begun").unwrap();
        pause(&mut rng, 0, 60);
        founder.kill();
        kills += 1;
        let told = founder.said("founded").is_some();
        assert!(base.exists() || !told, "told to be founded, and not there");
        if base.exists() {
            founded += 1;
        } else {
            Store::create(&base, &many()).unwrap().close().unwrap();
        }
        let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
        let register = store.load().unwrap();
        assert_eq!((register.generation(), register.all().count()), (1, many().len()));
        store.close().unwrap();
        assert_integrity(&base);
    }
    println!("{kills} foundings killed, {founded} of them had come to their end");
}

/// One field of the record that two sessions change, some of them the same.
fn touch(person: &mut Person, field: u64, text: String) {
    match field {
        0 => person.phone = text.into(),
        1 => person.guardian = text.into(),
        _ => person.email = text.into(),
    }
}

fn shared(register: &Register) -> std::sync::Arc<Person> {
    std::sync::Arc::clone(register.get::<Person>(PersonId(1)).unwrap())
}

/// Changes one record in competition with another session, from what it saw a moment ago. What no longer fits is
/// refused and done again on what is there now, as a curator does who is shown both versions.
fn contend(base: &Path, rounds: u64) {
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let mut rng = Rng(u64::from(std::process::id()));
    let (mut conflicts, mut refused) = (0, 0);
    println!("ready");
    for round in 0..rounds {
        let field = rng.below(3);
        let text = format!("{} {round}", std::process::id());
        let mut seen = shared(&register);
        let entry = loop {
            let mut after = Person::clone(&seen);
            touch(&mut after, field, text.clone());
            let batch = Batch::new("person.edit", vec![Change::edit::<Person>(PersonId(1), &seen, after)]);
            if let Err(refusal) = register.check(&batch) {
                assert!(matches!(refusal, Refusal::Stale { .. }));
                // Past the register the base itself refuses too.
                let forced = store.execute(register.generation(), &batch);
                assert!(matches!(forced, Err(StoreError::Diverged { .. } | StoreError::Behind(_))), "{forced:?}");
                conflicts += 1;
                seen = shared(&register);
                continue;
            }
            match store.execute(register.generation(), &batch) {
                Ok(entry) => break entry,
                Err(StoreError::Behind(news)) => news.iter().for_each(|entry| register.follow(entry)),
                Err(error) => panic!("{error}"),
            }
        };
        register.follow(&entry);
        println!("ack {}", entry.generation);
        if round % 10 == 0 {
            thread::sleep(Duration::from_millis(5));
            refused += u64::from(try_to_take_back(&mut store, &mut register, &entry));
        }
    }
    println!("conflicts {conflicts}");
    println!("refused {refused}");
}

/// Takes a step back if nobody has changed the record since; whether somebody had.
fn try_to_take_back(store: &mut Store, register: &mut Register, entry: &Entry) -> bool {
    loop {
        let news = store.tail(register.generation()).unwrap();
        news.iter().for_each(|entry| register.follow(entry));
        let undo = Batch::undo(entry);
        if register.check(&undo).is_err() {
            let forced = store.execute(register.generation(), &undo);
            assert!(matches!(forced, Err(StoreError::Diverged { .. } | StoreError::Behind(_))), "{forced:?}");
            return true;
        }
        match store.execute(register.generation(), &undo) {
            Ok(entry) => {
                register.follow(&entry);
                return false;
            }
            Err(StoreError::Behind(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn two_who_change_one_record_never_overwrite_each_other() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mut workers = [Worker::start("contend", &base), Worker::start("contend", &base)];
    let mut told = BTreeMap::new();
    let (mut conflicts, mut refused) = (0, 0);
    for worker in &mut workers {
        let pid = worker.0.id();
        for _ in 0..rounds() {
            let generation = worker.said("ack ").expect("the worker failed").parse().unwrap();
            assert_eq!(told.insert(generation, pid), None);
        }
        conflicts += worker.said("conflicts ").unwrap().parse::<u64>().unwrap();
        refused += worker.said("refused ").unwrap().parse::<u64>().unwrap();
        assert!(worker.0.wait().unwrap().success());
    }
    // The changes of the journal fit one another without a gap, and end in what is on file.
    let entries = assert_explained(&base);
    assert_kept(&told, &entries);
    assert_integrity(&base);
    let done = entries.iter().filter(|entry| entry.command == "person.edit" && entry.origin == Origin::Done).count();
    assert_eq!(done as u64, 2 * rounds(), "a command is missing or there twice");
    assert!(conflicts > 0 && refused > 0, "nobody met: {conflicts} conflicts, {refused} refused");
    println!("{done} commands, {conflicts} conflicts, {refused} undos refused, 0 lost updates");
}

#[test]
fn an_import_beside_somebody_who_types_is_one_step_and_both_are_whole() {
    // Whoever saves more often than a roster is planned keeps the import from its turn, which gives up after 20 tries:
    // built for debugging, 1 000 rows take a fifth of a second, and several times that on a busy machine.
    let (rows, pause) = if is_long() { (1_000, 400) } else { (300, 150) };
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let roster = directory.path().join("roster.csv");
    let first = ["Анна", "Белла", "Вера", "Галина", "Дина", "Ева"];
    let row = |n: usize| format!("Щукарёва{} {} Львовна;7{}\n", "а".repeat(n / 6), first[n % 6], ["А", "Б"][n % 2]);
    fs::write(&roster, format!("ФИО;Класс\n{}", (0..rows).map(row).collect::<String>())).unwrap();

    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let _lane = Lane::take(&base, store.identity()).unwrap();
    let mut register = store.load().unwrap();
    let mut import = Command::new(env!("CARGO_BIN_EXE_nastavnik"))
        .args(["--db", base.to_str().unwrap(), "import", "mentees", roster.to_str().unwrap()])
        .env("LANG", "C.UTF-8")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut typed = Vec::new();
    let status = loop {
        typed.push(persist(&mut store, &mut register, increment).generation);
        thread::sleep(Duration::from_millis(pause)); // Faster than anybody keys a paper.
        if let Some(status) = import.try_wait().unwrap() {
            break status;
        }
    };
    let mut said = String::new();
    std::io::Read::read_to_string(&mut import.stderr.take().unwrap(), &mut said).unwrap();
    assert!(status.success(), "{said}");
    typed.push(persist(&mut store, &mut register, increment).generation);
    store.close().unwrap();

    let entries = assert_explained(&base);
    let imports: Vec<&Entry> = entries.iter().filter(|entry| entry.command.starts_with("import")).collect();
    assert_eq!(imports.len(), 1);
    assert_eq!(imports[0].changes.len(), 2 * rows);
    assert!(typed.iter().all(|generation| entries[*generation as usize - 1].command == "person.edit"));
    assert_eq!(entries.len(), 1 + 1 + typed.len());
    assert_eq!(register.mentees(register.school().unwrap().active_year).count(), rows);
    assert_integrity(&base);
    println!("{rows} rows in one step beside {} commands of another", typed.len());
}

fn signal(worker: &Worker, signal: Signal) {
    kill_process(Pid::from_raw(worker.0.id().cast_signed()).unwrap(), signal).unwrap();
}

/// A session that is stopped at a random moment, often in the middle of a commit.
#[test]
fn a_stopped_session_makes_the_others_wait_no_longer_than_they_will() {
    let patience = Duration::from_millis(150);
    let (wanted, most) = if is_long() { (200, 5_000) } else { (3, 150) };
    let (mut busy, mut stops, mut told) = (0, 0, BTreeMap::new());
    let mut rng = Rng(seeds(1, 1)[0]);
    let _replay = Replay(rng.0);
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mut peer = Worker::start("write", &base);
    peer.said("ack ").unwrap();
    let open = || Store::open_patiently(&base, Mode::ReadWrite, patience).ok();
    let mut store = std::iter::repeat_with(open).take(100).find_map(|store| store).unwrap();
    let mut register = store.load().unwrap();
    while busy < wanted && stops < most {
        pause(&mut rng, 1, 8);
        signal(&peer, Signal::STOP);
        stops += 1;
        let clock = std::time::Instant::now();
        let met = loop {
            match store.execute(register.generation(), &increment(&register)) {
                Ok(entry) => {
                    register.follow(&entry);
                    break false;
                }
                Err(StoreError::Behind(news)) => news.iter().for_each(|entry| register.follow(entry)),
                Err(StoreError::Busy { waited }) => {
                    assert_eq!(waited, patience);
                    break true;
                }
                Err(error) => panic!("{error}"),
            }
        };
        assert!(clock.elapsed() < patience * 8, "{:?}", clock.elapsed());
        let ended = met && rng.chance(30);
        if met {
            busy += 1;
            meet(&base, patience);
        }
        if ended {
            drain(&mut peer, &mut told);
            peer = Worker::start("write", &base);
        } else {
            signal(&peer, Signal::CONT);
        }
        // What could not be written then is written now, as it was.
        let entry = persist_patiently(&mut store, &mut register);
        assert_eq!(register.generation(), entry.generation);
        if ended {
            peer.said("ack ").unwrap();
        }
    }
    drain(&mut peer, &mut told);
    store.close().unwrap();
    assert_kept(&told, &assert_consistent(&base));
    assert_integrity(&base);
    println!("{stops} times stopped, {busy} of them in the way of the other");
    assert!(busy > 0, "in {stops} stops nobody was in the way");
}

/// While the base is held: a newcomer gets an answer in time, whatever it is, and does not hang.
fn meet(base: &Path, patience: Duration) {
    let clock = std::time::Instant::now();
    match Store::open_patiently(base, Mode::ReadWrite, patience) {
        Ok(store) => drop(store),
        Err(StoreError::Busy { .. }) => {}
        Err(error) => panic!("{error}"),
    }
    assert!(clock.elapsed() < patience * 8, "{:?}", clock.elapsed());
}

fn persist_patiently(store: &mut Store, register: &mut Register) -> Entry {
    for _ in 0..100 {
        match store.execute(register.generation(), &increment(register)) {
            Ok(entry) => {
                register.follow(&entry);
                return entry;
            }
            Err(StoreError::Behind(news)) => news.iter().for_each(|entry| register.follow(entry)),
            Err(StoreError::Busy { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the base stayed held");
}
