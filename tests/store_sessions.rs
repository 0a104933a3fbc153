//! Several sessions in one base, each a process of its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod store_common;

use std::collections::BTreeSet;
use std::env;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::{Duration, Instant};

use nastavnik::domain::*;
use nastavnik::store::{Event, Identity, Lane, Mode, Store, StoreError, Watcher, default_path, present};
use store_common::*;

/// Commands of each of two racing sessions.
fn commands() -> u64 {
    if is_long() { 5_000 } else { 100 }
}

/// What the other processes do. Run by the tests through [`spawn`], with the role in the environment.
#[test]
#[ignore = "a part of the other tests, which run it as a process of its own"]
fn worker() {
    let Ok(role) = env::var("STORE_ROLE") else { return };
    let base = PathBuf::from(env::var("STORE_BASE").unwrap());
    match role.as_str() {
        "count" => count(&base),
        "lane" => hold_lane(&base),
        "writer" => hold_writer(&base),
        "tail" => tail(&base),
        "open" => stay_open(&base),
        "full" => meet_a_full_disk(&base),
        "default" => drop(Store::create(&default_path().unwrap(), &founded()).unwrap()),
        other => panic!("no such role: {other}"),
    }
}

/// Adds one to the number in the base, and a person of its own, some times over; says each generation it was told
/// is durable.
fn count(base: &Path) {
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let lane = Lane::take(base, store.identity()).unwrap();
    let mut register = store.load().unwrap();
    let mut ids = Ids::lane(lane.number());
    for _ in 0..commands() {
        ids.skip_past(register.highest_id());
        let id = ids.fresh();
        let entry = persist(&mut store, &mut register, |register| {
            let mut batch = increment(register);
            batch.changes.push(Change::create::<Person>(PersonId(id), person(id)));
            batch
        });
        println!("ack {}", entry.generation);
    }
    store.close().unwrap();
}

/// Opens the base and does nothing with it.
fn stay_open(base: &Path) {
    let _store = Store::open(base, Mode::ReadWrite).unwrap();
    println!("open");
    thread::sleep(Duration::from_secs(60));
}

fn hold_lane(base: &Path) {
    let lane = Lane::take(base, &Identity::current()).unwrap();
    println!("lane {}", lane.number());
    thread::sleep(Duration::from_secs(60));
}

/// Writes until the system gives no more room, and again when it does. The room is the largest size of a file.
fn meet_a_full_disk(base: &Path) {
    // Without a handler the system would end the process instead of refusing the write.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::new(AtomicBool::new(false))).unwrap();
    let size = std::fs::metadata(base).unwrap().len();
    let limit = |current| rustix::process::Rlimit { current, maximum: None };
    rustix::process::setrlimit(rustix::process::Resource::Fsize, limit(Some(size))).unwrap();
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let mut refused = None;
    while refused.is_none() && register.generation() < 1000 {
        let batch = edit(&register, &(register.generation()).to_string());
        match store.execute(register.generation(), &batch) {
            Ok(entry) => register.follow(&entry),
            Err(error) => refused = Some(error),
        }
    }
    assert!(matches!(refused, Some(StoreError::Disk(_) | StoreError::NoSpace)), "{refused:?}");
    let known = register.generation();
    assert!(store.tail(known).unwrap().is_empty());
    rustix::process::setrlimit(rustix::process::Resource::Fsize, limit(None)).unwrap();
    persist(&mut store, &mut register, |register| edit(register, &known.to_string()));
    println!("generation {}", register.generation());
}

/// Keeps the base for itself, as a session does that was stopped in the middle of a commit.
fn hold_writer(base: &Path) {
    let database = raw_database(base);
    let _transaction = database.begin_write().unwrap();
    println!("held");
    thread::sleep(Duration::from_secs(60));
}

/// Follows the base and says what the notes of person 1 become.
fn tail(base: &Path) {
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let _lane = Lane::take(base, store.identity()).unwrap();
    let mut register = store.load().unwrap();
    let mut watcher = Watcher::new(base);
    assert!(watcher.is_silent());
    println!("ready");
    loop {
        if watcher.wait() == Event::Base {
            for entry in store.tail(register.generation()).unwrap() {
                register.follow(&entry);
                println!("notes {}", notes(&register));
            }
        }
    }
}

#[test]
fn two_racing_sessions_lose_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mut workers = [Worker::start("count", &base), Worker::start("count", &base)];
    let acks: Vec<Vec<u64>> = workers.iter_mut().map(all_acks).collect();
    for (worker, acks) in workers.iter_mut().zip(&acks) {
        assert!(worker.0.wait().unwrap().success());
        assert_eq!(acks.len() as u64, commands());
    }
    let entries = assert_consistent(&base);
    assert_eq!(entries.len() as u64, 2 * commands() + 1);
    let distinct: BTreeSet<u64> = acks.concat().into_iter().collect();
    assert_eq!(distinct, (2..=2 * commands() + 1).collect());
    let sessions: BTreeSet<&str> = entries[1..].iter().map(|entry| entry.session.as_str()).collect();
    assert_eq!(sessions.len(), 2);
}

#[test]
fn lanes_are_unique_and_come_back_after_a_kill() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mine = Lane::take(&base, &Identity::current()).unwrap();
    assert!(mine.others().is_empty());
    let mut workers: Vec<Worker> = (0..3).map(|_| Worker::start("lane", &base)).collect();
    let mut lane = |worker: usize| workers[worker].said("lane ").unwrap().parse::<u32>().unwrap();
    let taken: BTreeSet<u32> = [mine.number(), lane(0), lane(1), lane(2)].into();
    assert_eq!(taken, BTreeSet::from([0, 1, 2, 3]));
    let pids = |lane: &Lane| lane.others().iter().map(|other| other.pid).collect::<BTreeSet<u32>>();
    assert_eq!(pids(&mine), workers.iter().map(|worker| worker.0.id()).collect());
    assert_eq!(present(&base).len(), 4);
    let other = mine.others().remove(0);
    assert_eq!((other.who, other.since > 1_700_000_000), (Identity::current().user, true));

    workers.iter_mut().for_each(Worker::kill);
    assert!(mine.others().is_empty());
    let next = Lane::take(&base, &Identity::current()).unwrap();
    assert_eq!(next.number(), 1);
    drop(next);
    let mut held = Vec::new();
    while held.len() < LANES as usize - 1 {
        held.push(Lane::take(&base, &Identity::current()).unwrap());
    }
    assert!(matches!(Lane::take(&base, &Identity::current()), Err(StoreError::Crowded)));
}

#[test]
fn a_session_that_keeps_the_base_for_itself_does_not_hang_the_others() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let patience = Duration::from_millis(300);
    let mut store = Store::open_patiently(&base, Mode::ReadWrite, patience).unwrap();
    let mut register = store.load().unwrap();
    let mut holder = Worker::start("writer", &base);
    holder.said("held").unwrap();

    let clock = Instant::now();
    let busy = store.execute(1, &edit(&register, "x"));
    assert!(matches!(busy, Err(StoreError::Busy { waited }) if waited == patience), "{busy:?}");
    let newcomer = Store::open_patiently(&base, Mode::ReadWrite, patience).map(|_| ());
    assert!(matches!(newcomer, Err(StoreError::Busy { .. })), "{newcomer:?}");
    assert!(clock.elapsed() >= 2 * patience && clock.elapsed() < 6 * patience);
    assert_eq!(store.generation().unwrap(), 1);
    assert!(Store::open_patiently(&base, Mode::ReadOnly, patience).unwrap().load().is_ok());

    holder.kill();
    let entry = persist(&mut store, &mut register, |register| edit(register, "x"));
    assert_eq!(entry.generation, 2);
}

#[test]
fn a_full_disk_costs_nothing_but_the_step_and_writing_goes_on_afterwards() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mut worker = Worker::start("full", &base);
    let generation: usize = worker.said("generation ").expect("the worker failed").parse().unwrap();
    assert_eq!(assert_consistent(&base).len(), generation);
}

#[test]
fn the_usual_place_is_made_for_its_owner_alone() {
    let directory = tempfile::tempdir().unwrap();
    let mut worker = Worker::start("default", &directory.path().join("unused"));
    assert!(worker.0.wait().unwrap().success());
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let own = directory.path().join("nastavnik");
    assert_eq!((mode(&own), mode(&own.join("nastavnik.redb"))), (0o700, 0o600));
}

#[test]
fn another_session_sees_what_was_written_without_asking() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let mut follower = Worker::start("tail", &base);
    follower.said("ready").unwrap();
    for number in 1..=20 {
        persist(&mut store, &mut register, |register| edit(register, &format!("запись {number}")));
        let clock = Instant::now();
        assert_eq!(follower.said("notes ").unwrap(), format!("запись {number}"));
        println!("seen after {:?}", clock.elapsed());
    }
}

#[test]
fn a_watcher_tells_who_comes_and_goes_and_sleeps_in_between() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let lane = Lane::take(&base, &Identity::current()).unwrap();
    let (tell, told) = std::sync::mpsc::channel();
    let mut watcher = Watcher::new(&base);
    assert!(watcher.is_silent());
    thread::spawn(move || while tell.send(watcher.wait()).is_ok() {});
    let quiet = Duration::from_millis(300);
    assert!(told.recv_timeout(quiet).is_err());

    let mut peer = Worker::start("lane", &base);
    peer.said("lane ").unwrap();
    assert_eq!(told.recv_timeout(Duration::from_secs(5)), Ok(Event::Sessions));
    while told.recv_timeout(quiet).is_ok() {}
    assert_eq!(lane.others().len(), 1);
    assert!(told.recv_timeout(quiet).is_err(), "looking at the others woke the watcher");

    peer.kill();
    assert_eq!(told.recv_timeout(Duration::from_secs(5)), Ok(Event::Sessions));
    assert!(lane.others().is_empty(), "the event came before the lane was free");

    let other = directory.path().join("other.redb");
    std::fs::copy(&base, &other).unwrap();
    std::fs::rename(&other, &base).unwrap();
    assert_eq!(told.recv_timeout(Duration::from_secs(5)), Ok(Event::Base));
}

#[test]
fn a_base_whose_session_was_cut_off_can_still_be_read() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path());
    let mut session = Worker::start("open", &base);
    session.said("open").unwrap();
    session.kill();
    let mut store = Store::open(&base, Mode::ReadOnly).unwrap();
    assert_eq!(store.load().unwrap().generation(), 1);
}
