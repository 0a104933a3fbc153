//! What the tests of the store share: invented people, and worker processes made of the test program itself.
#![allow(dead_code)] // Each test program uses a part of it.
#![allow(clippy::unwrap_used)]

mod random;

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;

use nastavnik::domain::*;
use nastavnik::store::{Mode, Store, StoreError};
#[allow(unused_imports)] // As above.
pub use random::{Replay, Rng, is_long, seeds};

/// A person of whom a little is known.
pub fn person(number: u32) -> Person {
    let mut person = Person::new(PersonName::parse("Пробная Вера Ильинична"), PersonKind::Pupil);
    person.phone = format!("+7 900 {number:07}").into();
    person
}

/// A school with its year and one person, 1.
pub fn founded() -> Vec<Change> {
    let school = School {
        name: "школа № 0".into(),
        full_name: "Школа для проб".into(),
        director: "Пробный И. И.".into(),
        active_year: YearId(1),
        rules: Rules::default(),
    };
    let start = chrono::NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
    vec![
        Change::create::<School>(TheSchool, school),
        Change::create::<Year>(YearId(1), Year::around(start)),
        Change::create::<Person>(PersonId(1), person(0)),
    ]
}

/// A founded base in a directory.
pub fn base_in(directory: &Path) -> PathBuf {
    let path = directory.join("school.redb");
    Store::create(&path, &founded()).unwrap().close().unwrap();
    path
}

/// A step that changes the notes of person 1 as the register has it.
pub fn edit(register: &Register, notes: &str) -> Batch {
    let before = register.get::<Person>(PersonId(1)).unwrap();
    let after = Person { guardian: notes.into(), ..Person::clone(before) };
    Batch::new("person.edit", vec![Change::edit::<Person>(PersonId(1), before, after)])
}

/// Executes what `make` makes of the register, following others as often as it takes. As a session does it.
pub fn persist(store: &mut Store, register: &mut Register, make: impl Fn(&Register) -> Batch) -> Entry {
    loop {
        let batch = make(register);
        match store.execute(register.generation(), &batch) {
            Ok(entry) => {
                register.follow(&entry);
                return entry;
            }
            Err(StoreError::Behind(entries)) => entries.iter().for_each(|entry| register.follow(entry)),
            Err(error) => panic!("{error}"),
        }
    }
}

/// The number kept in the notes of person 1, with one added: a change that must read before it writes.
pub fn increment(register: &Register) -> Batch {
    let count: u32 = notes(register).parse().unwrap_or(0);
    edit(register, &(count + 1).to_string())
}

/// The notes of person 1.
pub fn notes(register: &Register) -> String {
    Arc::clone(register.get::<Person>(PersonId(1)).unwrap()).guardian.to_string()
}

/// Starts this test program as a worker with a role. It runs the ignored test `worker`.
pub fn spawn(role: &str, base: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "worker", "--ignored", "--nocapture", "--test-threads=1"])
        .env("STORE_ROLE", role)
        .env("STORE_BASE", base)
        .env("XDG_DATA_HOME", base.parent().unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    (child, lines)
}

/// The rest of the next line that begins with a word; `None` when the worker has ended.
pub fn said(lines: &mut impl BufRead, word: &str) -> Option<String> {
    let mut line = String::new();
    while lines.read_line(&mut line).ok().filter(|count| *count > 0).is_some() {
        // The harness of the test prints without ending its line.
        if let Some((_, rest)) = line.split_once(word) {
            return Some(rest.trim().to_owned());
        }
        line.clear();
    }
    None
}

/// A worker that is killed when the test ends, whatever the end.
pub struct Worker(pub Child, BufReader<ChildStdout>);

impl Worker {
    /// Starts one with a role.
    pub fn start(role: &str, base: &Path) -> Self {
        let (child, lines) = spawn(role, base);
        Self(child, lines)
    }

    /// The rest of its next line that begins with a word; `None` when it has ended.
    pub fn said(&mut self, word: &str) -> Option<String> {
        said(&mut self.1, word)
    }

    /// Ends it as nothing can be prepared for.
    pub fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Every generation it still says is durable, until it has ended.
pub fn all_acks(worker: &mut Worker) -> Vec<u64> {
    std::iter::from_fn(|| worker.said("ack ")).filter_map(|number| number.parse().ok()).collect()
}

/// The journal has no gap and the records are what its changes make of the founding. A change that does not fit what
/// was there, or an identity given out twice, would be refused here.
pub fn assert_explained(base: &Path) -> Vec<Entry> {
    let mut store = Store::open(base, Mode::ReadWrite).unwrap();
    let entries = store.tail(0).unwrap();
    let generations: Vec<u64> = entries.iter().map(|entry| entry.generation).collect();
    assert_eq!(generations, (1..=entries.len() as u64).collect::<Vec<_>>());
    let register = store.load().unwrap();
    assert_eq!(register.generation(), entries.len() as u64);
    let mut replayed = Register::new();
    for change in founded() {
        replayed.commit(&[change], &register.stamp(YearId(1).into()).unwrap()).unwrap();
    }
    for entry in &entries {
        replayed.commit(&entry.changes, &Stamp::from(entry)).unwrap();
    }
    let all = |register: &Register| register.all().map(|(key, record)| (key, record.clone())).collect::<Vec<_>>();
    assert_eq!(all(&register), all(&replayed));
    entries
}

/// As [`assert_explained`], where every command counted: the number in the base is that of the commands.
pub fn assert_consistent(base: &Path) -> Vec<Entry> {
    let entries = assert_explained(base);
    let register = Store::open(base, Mode::ReadWrite).unwrap().load().unwrap();
    assert_eq!(notes(&register).parse().unwrap_or(0), entries.len() as u64 - 1);
    entries
}

/// The engine finds every page in order.
pub fn assert_integrity(base: &Path) {
    let mut database = raw_database(base);
    assert!(database.check_integrity().unwrap(), "the engine had to repair");
    database.close().unwrap();
}

/// A base as the engine sees it, in the mode in which the program opens it.
pub fn raw_database(base: &Path) -> redb::Database {
    let file = std::fs::File::options().read(true).write(true).open(base).unwrap();
    let mut builder = redb::Builder::new();
    builder.set_concurrency_mode(redb::ConcurrencyMode::MultiWriter);
    builder.create_with_backend(redb::backends::FileBackend::new(file).unwrap()).unwrap()
}
