//! A migration that is killed half-way, by a real signal, and resumed by the next who opens.
//!
//! The kills of writing, opening and founding are in `tests/store_chaos.rs`; this one needs a plan that no base has.
//! `NASTAVNIK_LONG=1 cargo test --lib store::tests_kill -- --nocapture` runs the long form: seeds 0 to 249, 441 kills,
//! 191 of them before the migration had come to its end; every base was wholly old or wholly new, every copy whole.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use redb::WriteTransaction;

use super::migrate::{Plan, Step, bring_up};
use super::samples::one_of_each;
use super::tests_disk::{Disk, Replay, Rng, seeds};
use super::tests_powerloss::{assert_copy_is_whole, exchange_people, older_base, state};
use super::tests_story::{assert_integrity, raw_database};
use super::{PATIENCE, StoreError, tables};

const BASE: &str = "NASTAVNIK_TEST_MIGRATION";

/// The plan whose step takes some milliseconds before and after what it does.
const SLOW: Plan<'static> = Plan { to: tables::SCHEMA, steps: &[Step { from: 0, run: slowly }] };

fn slowly(transaction: &WriteTransaction) -> Result<(), StoreError> {
    sleep(Duration::from_millis(3));
    exchange_people(transaction)?;
    sleep(Duration::from_millis(3));
    Ok(())
}

#[test]
#[ignore = "a part of the other test, which runs it as a process of its own"]
fn migrating_worker() {
    let Some(base) = std::env::var_os(BASE).map(PathBuf::from) else { return };
    println!("begun");
    let database = raw_database(&base, &Disk::default()).unwrap();
    bring_up(&database, &base, PATIENCE, &SLOW).unwrap();
    println!("migrated");
}

fn start(base: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::tests_kill::migrating_worker", "--ignored", "--nocapture", "--test-threads=1"])
        .env(BASE, base)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    (child, lines)
}

fn says(lines: &mut impl BufRead, word: &str) -> bool {
    let mut line = String::new();
    while lines.read_line(&mut line).is_ok_and(|count| count > 0) {
        if line.contains(word) {
            return true;
        }
        line.clear();
    }
    false
}

#[test]
fn a_killed_migration_is_resumed_by_the_next_who_opens() {
    let (mut kills, mut half_way, mut bases) = (0, 0, 0);
    for seed in seeds(4, 250) {
        let _replay = Replay(seed);
        let mut rng = Rng(seed);
        let directory = tempfile::tempdir().unwrap();
        let path = older_base(directory.path());
        bases += 1;
        loop {
            let (mut child, mut lines) = start(&path);
            assert!(says(&mut lines, "begun"));
            sleep(Duration::from_micros(rng.below(25_000)));
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
            let told = says(&mut lines, "migrated");
            let (schema, old, new) = state(&path);
            assert_eq!((old, new), if schema == 0 { (true, 0) } else { (false, 200) }, "schema {schema}");
            assert!(schema == 1 || !told, "told to be done, and is not");
            if schema == 1 {
                break;
            }
            half_way += 1;
        }
        assert_integrity(&path);
        assert_copy_is_whole(directory.path(), one_of_each().len() + 1);
    }
    println!("{kills} kills in migrations of {bases} bases, {half_way} of them before the end");
}
