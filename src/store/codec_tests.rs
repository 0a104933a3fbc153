//! Tests of the envelope: what goes in comes out, and nothing else ever does.

use std::sync::Arc;

use proptest::prelude::*;

use crate::domain::{Change, Class, Entry, Kind, Letter, Origin, PersonId, Record, Stamp, YearId};

use super::error::{Flaw, Place};
use super::journal::Head;
use super::samples::{one_of_each, person};
use super::{StoreError, codec, formats, tables};

pub(super) fn stamp() -> Stamp {
    Stamp { generation: 12, at: 1_790_000_000, who: "ivanova".into() }
}

/// An entry with every kind of record in it.
pub(super) fn entry() -> Entry {
    Entry {
        generation: 12,
        at: 1_790_000_000,
        who: "ivanova".into(),
        session: "pts/3:77".into(),
        command: "import.rows".into(),
        origin: Origin::Redo(7),
        changes: one_of_each(),
    }
}

fn records() -> Vec<((u8, u32), Vec<u8>, Record)> {
    let seal = |change: Change| {
        let record = change.after.unwrap();
        (tables::raw(change.key), codec::seal_record(change.key, &stamp(), &record).unwrap(), record)
    };
    one_of_each().into_iter().map(seal).collect()
}

#[test]
fn every_kind_of_record_comes_back_as_it_was() {
    for (raw, bytes, record) in records() {
        let (key, read_stamp, read) = codec::open_record(raw, &bytes).unwrap();
        assert_eq!((tables::raw(key), read_stamp, read), (raw, stamp(), record));
    }
}

#[test]
fn an_entry_comes_back_as_it_was_and_so_does_its_head() {
    let bytes = codec::seal_entry(&entry()).unwrap();
    assert_eq!(codec::open_entry(12, &bytes).unwrap(), entry());
    let head: Head = codec::open_head(12, &bytes).unwrap();
    assert_eq!((head.generation, head.who.as_str(), head.command.as_str()), (12, "ivanova", "import.rows"));
    assert_eq!(head.origin, Origin::Redo(7));
}

#[test]
fn every_flipped_bit_is_noticed() {
    let mut flipped = 0;
    for (raw, bytes, _) in records() {
        for bit in 0..bytes.len() * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(codec::open_record(raw, &bad).is_err(), "bit {bit} of {raw:?}");
            flipped += 1;
        }
    }
    assert!(flipped > 4_000);
}

#[test]
fn every_cut_and_every_addition_is_noticed() {
    for (raw, bytes, _) in records() {
        for length in 0..bytes.len() {
            assert!(codec::open_record(raw, &bytes[..length]).is_err());
        }
        let longer = [bytes.as_slice(), &[0]].concat();
        assert!(codec::open_record(raw, &longer).is_err());
    }
}

#[test]
fn a_value_under_another_key_is_noticed() {
    let all = records();
    for (raw, bytes, _) in &all {
        let strayed = codec::open_record((raw.0, raw.1 + 1), bytes);
        assert!(matches!(strayed, Err(StoreError::Unreadable { flaw: Flaw::Checksum, .. })));
    }
    let unknown = |bytes: &[u8]| match codec::open_record((200, 1), bytes) {
        Err(StoreError::Unreadable { flaw, .. }) => flaw,
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(&all[0].1), Flaw::Checksum, "it strayed there");
    let theirs = codec::as_newer(Place::Unknown { kind: 200, id: 1 }, &all[0].1);
    assert_eq!(unknown(&theirs), Flaw::UnknownKind, "a newer program knows the kind");
}

/// An envelope with a right checksum around any body of a journal entry.
fn envelope(generation: u64, format: u8, body: &[u8]) -> Vec<u8> {
    let mut crc = crc32fast::Hasher::new();
    crc.update(b"journal\0");
    crc.update(&generation.to_le_bytes());
    crc.update(&[format]);
    crc.update(body);
    [&[format], crc.finalize().to_le_bytes().as_slice(), body].concat()
}

#[test]
fn bytes_left_over_and_unknown_formats_are_named() {
    let body = [&codec::seal_entry(&entry()).unwrap()[5..], &[0, 0]].concat();
    let trailing = codec::open_entry(12, &envelope(12, 2, &body));
    assert!(matches!(trailing, Err(StoreError::Unreadable { flaw: Flaw::Trailing(2), .. })));
    let newer = codec::open_entry(12, &envelope(12, 3, &body));
    assert!(matches!(newer, Err(StoreError::Unreadable { flaw: Flaw::Unsupported(3), .. })));
}

#[test]
fn a_length_gone_wild_is_an_error_and_not_an_allocation() {
    // Generation and time, then the name: 253 announces eight bytes of length.
    let body = [&[3, 0, 253], (1u64 << 63).to_le_bytes().as_slice()].concat();
    let read = codec::open_entry(3, &envelope(3, 2, &body));
    assert!(matches!(read, Err(StoreError::Unreadable { flaw: Flaw::Malformed(_), .. })));
}

#[test]
fn what_is_too_large_is_refused_and_the_largest_can_be_read() {
    let (key, stamp) = (PersonId(1).into(), stamp());
    let with_notes = |length: usize| {
        let mut person = person(1);
        person.guardian = "x".repeat(length).into();
        Record::Person(Arc::new(person))
    };
    let refused = codec::seal_record(key, &stamp, &with_notes(formats::RECORD_LIMIT));
    assert!(matches!(refused, Err(StoreError::TooLarge { .. })));
    let large = with_notes(formats::RECORD_LIMIT - 1000);
    let bytes = codec::seal_record(key, &stamp, &large).unwrap();
    assert_eq!(codec::open_record(tables::raw(key), &bytes).unwrap().2, large);
}

#[test]
fn a_record_of_many_small_numbers_can_be_read_however_the_decoder_counts_them() {
    let mut person = person(1);
    person.classes = vec![(YearId(1), Class { grade: 1, letter: Letter::default() }); 200_000];
    let (key, record) = (PersonId(1).into(), Record::Person(Arc::new(person)));
    let bytes = codec::seal_record(key, &stamp(), &record).unwrap();
    assert_eq!(codec::open_record(tables::raw(key), &bytes).unwrap().2, record);
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = codec::open_entry(1, &body);
        let _ = codec::open_entry(1, &envelope(1, 1, &body));
        let _ = codec::open_entry(1, &envelope(1, 2, &body));
        for &kind in Kind::ALL {
            let _ = formats::read_record(kind, formats::current(kind), &body);
        }
    }

    #[test]
    fn any_text_comes_back(last in ".*", notes in "(?s).*", id in any::<u32>(), generation in any::<u64>()) {
        let mut made = person(1);
        made.name.last = last.into();
        made.guardian = notes.into();
        let (key, record) = (PersonId(id).into(), Record::Person(Arc::new(made)));
        let stamp = Stamp { generation, ..stamp() };
        let bytes = codec::seal_record(key, &stamp, &record).unwrap();
        prop_assert_eq!(codec::open_record(tables::raw(key), &bytes).unwrap(), (key, stamp, record));
    }
}
