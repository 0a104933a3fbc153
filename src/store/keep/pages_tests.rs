//! Pages read without the engine: as it reads them, and where it would be deceived.

use std::fs;
use std::path::Path;

use super::super::{Mode, Store, codec};
use super::backup_tests::{base_in, edit};
use super::check_tests::{PAGE, faults, first_person, text, worn};
use super::survey::{Image, Survey};
use super::*;
use crate::domain::{Key, PersonId, Register};

/// What the walker reads is what the engine reads, over a base with deep trees and over the golden one.
#[test]
fn pages_are_read_as_the_engine_reads_them() {
    let directory = tempfile::tempdir().unwrap();
    let golden = directory.path().join("golden.redb");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/base-1.redb"), &golden).unwrap();
    for base in [worn(directory.path(), 300, 40), golden] {
        let mut store = Store::open(&base, Mode::ReadOnly).unwrap();
        let register = store.load().unwrap();
        let entries = store.tail(0).unwrap();
        let image = Image::of(&base).unwrap();
        let survey = Survey::of(&image.bytes);
        assert!(survey.damage.is_empty() && survey.knows_end() && survey.latest, "{:?}", survey.damage);
        let ours: Vec<_> = survey.records.iter().map(|(key, (stamp, record))| (*key, record, stamp.clone())).collect();
        let theirs: Vec<_> = register.all().map(|(key, record)| (key, record, register.stamp(key).unwrap())).collect();
        assert!(ours == theirs, "{} and {} records", ours.len(), theirs.len());
        let read = |(generation, bytes): (&u64, &&[u8])| codec::open_entry(*generation, bytes).unwrap();
        assert!(survey.journal.iter().map(read).eq(entries));
        assert_eq!(survey.facts.unwrap().generation, register.generation());
    }
}

/// Puts the page that held a person before the last change in place of the page that holds it now.
fn put_old_page_back(bytes: &mut [u8], before: (&Register, &[u8]), after: &Register, key: Key) {
    let page_of = |register: &Register, bytes: &[u8]| {
        let stamp = register.stamp(key).unwrap();
        let sealed = codec::seal_record(key, &stamp, register.record(key).unwrap()).unwrap();
        memchr::memmem::find(bytes, &sealed).unwrap() / PAGE * PAGE
    };
    let (old, new) = (page_of(before.0, before.1), page_of(after, bytes));
    bytes[new..new + PAGE].copy_from_slice(&before.1[old..old + PAGE]);
}

/// A whole page of an earlier commit in place of the last one: every value on it is intact, and only the checksum in
/// the page above tells. What the journal has is put right; without it, it is said that it may be older.
#[test]
fn an_older_page_is_not_taken_for_the_last_one() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 6);
    let before = fs::read(&base).unwrap();
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let old = store.load().unwrap();
    let mut register = store.load().unwrap();
    edit(&mut store, &mut register, "в последний раз");
    store.close().unwrap();
    let key: Key = PersonId(first_person()).into();
    let mut bytes = fs::read(&base).unwrap();
    put_old_page_back(&mut bytes, (&old, &before), &register, key);
    let path = directory.path().join("older.redb");
    fs::write(&path, &bytes).unwrap();
    let found = faults(&path);
    assert!(found.iter().any(|fault| matches!(fault, Finding::Damage(Damage::OtherRecords { .. }))), "{found:?}");
    let rescued = rescue(&path, &directory.path().join("new.redb"), text()).unwrap();
    assert!(rescued.restored == [key] && rescued.perhaps_older.is_empty(), "{rescued:?}");
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    assert_eq!(saved.record(key), register.record(key));

    let entry = Store::open(&base, Mode::ReadOnly).unwrap().journal(None, 1).unwrap().remove(0);
    let sealed = codec::seal_entry(&entry).unwrap();
    while let Some(at) = memchr::memmem::find(&bytes, &sealed) {
        bytes[at + sealed.len() / 2] ^= 1;
    }
    fs::write(&path, &bytes).unwrap();
    let rescued = rescue(&path, &directory.path().join("newer.redb"), text()).unwrap();
    assert!(rescued.perhaps_older.contains(&key) && rescued.restored.is_empty(), "{rescued:?}");
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    assert_eq!(saved.record(key), old.record(key));
}

/// The bit of the header that says which commit counts has no checksum of its own.
#[test]
fn a_header_that_points_to_the_commit_before_is_seen_through() {
    let directory = tempfile::tempdir().unwrap();
    let base = base_in(directory.path(), 6);
    let register = Store::open(&base, Mode::ReadOnly).unwrap().load().unwrap();
    let mut bytes = fs::read(&base).unwrap();
    bytes[9] ^= 1;
    let survey = Survey::of(&bytes);
    assert!(!survey.knows_end());
    fs::write(&base, &bytes).unwrap();
    let rescued = rescue(&base, &directory.path().join("new.redb"), text()).unwrap();
    let saved = Store::open(&rescued.path, Mode::ReadOnly).unwrap().load().unwrap();
    assert!(register.all().all(|(key, record)| saved.record(key) == Some(record)), "{rescued:?}");
}
