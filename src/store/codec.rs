//! How a value becomes bytes and back.
//!
//! The engine does not check what it reads, and the encoding does not describe itself: most flipped bits would decode
//! into some other person's data without any error. So every value travels in an envelope,
//! `[format u8][crc32 LE][body]`, whose checksum also covers the table and the key the value belongs to: a bit that
//! flipped and a value that strayed to another key are both noticed before anything is decoded.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{Entry, Key, Kind, Record, Stamp};

use super::error::{Flaw, Place, StoreError};
use super::formats::{self, JOURNAL_LIMIT, RECORD_LIMIT, StoredEntry};
use super::legacy::{TAGGED, TaggedEntry};

/// The format of facts.
const FACT: u8 = 1;

/// The format of journal entries around the records they hold. Records have their own: see [`super::formats`].
const ENTRY: u8 = 2;

/// Length of the envelope before the body.
const HEAD: usize = 5;

/// Puts a fact into its envelope.
pub(super) fn seal_fact(name: &'static str, value: &impl Serialize) -> Result<Vec<u8>, StoreError> {
    seal(Place::Meta(name), FACT, |out| formats::write(value, out))
}

/// Takes a fact out of its envelope.
pub(super) fn open_fact<T: DeserializeOwned>(name: &'static str, bytes: &[u8]) -> Result<T, StoreError> {
    open(Place::Meta(name), bytes, |format, body| match format {
        FACT => whole(formats::read(body)?, body),
        other => Err(Flaw::Unsupported(other)),
    })
}

/// Puts a record into its envelope.
pub(super) fn seal_record(key: Key, stamp: &Stamp, record: &Record) -> Result<Vec<u8>, StoreError> {
    seal(Place::Record(key), formats::current(key.kind), |out| {
        if record.kind() != key.kind {
            return Err(Flaw::WrongKind);
        }
        formats::write(stamp, out)?;
        formats::write_record(record, out)
    })
}

/// Takes a record out of its envelope.
pub(super) fn open_record(raw: (u8, u32), bytes: &[u8]) -> Result<(Key, Stamp, Record), StoreError> {
    let (kind, id) = raw;
    let Some(&kind) = Kind::ALL.get(usize::from(kind)) else {
        return open(Place::Unknown { kind, id }, bytes, |_, _| Err(Flaw::UnknownKind));
    };
    let key = Key { kind, id };
    open(Place::Record(key), bytes, |format, body| {
        let (stamp, used) = formats::read(body)?;
        Ok((key, stamp, formats::read_record(kind, format, &body[used..])?))
    })
}

/// Puts a journal entry into its envelope.
pub(super) fn seal_entry(entry: &Entry) -> Result<Vec<u8>, StoreError> {
    seal(Place::Journal(entry.generation), ENTRY, |out| formats::write(&StoredEntry::of(entry)?, out))
}

/// Takes a journal entry out of its envelope.
pub(super) fn open_entry(generation: u64, bytes: &[u8]) -> Result<Entry, StoreError> {
    open(Place::Journal(generation), bytes, |format, body| match format {
        ENTRY => untagged_entry(body),
        TAGGED => tagged_entry(body).or_else(|flaw| untagged_entry(body).map_err(|_| flaw)),
        other => Err(Flaw::Unsupported(other)),
    })
}

fn tagged_entry(body: &[u8]) -> Result<Entry, Flaw> {
    whole(formats::read_long::<TaggedEntry>(body)?, body).map(Entry::from)
}

/// As [`legacy::UNTAGGED`](super::legacy::UNTAGGED), of entries.
fn untagged_entry(body: &[u8]) -> Result<Entry, Flaw> {
    whole(formats::read_long::<StoredEntry>(body)?, body)?.into_entry()
}

/// Takes only the first fields of a journal entry out of its envelope: `T` is those fields, which have been the same in
/// every format.
pub(super) fn open_head<T: DeserializeOwned>(generation: u64, bytes: &[u8]) -> Result<T, StoreError> {
    open(Place::Journal(generation), bytes, |format, body| match format {
        ENTRY | TAGGED => Ok(formats::read_long(body)?.0),
        other => Err(Flaw::Unsupported(other)),
    })
}

/// Whether a journal entry changes any of some records, skimmed: its checksum is not looked at. One of an older format
/// or that makes no sense counts as if it did, so that it is opened whole.
pub(super) fn may_be_about(keys: &[Key], bytes: &[u8]) -> bool {
    let known = bytes.first() == Some(&ENTRY);
    let body = bytes.get(HEAD..).filter(|_| known);
    body.and_then(|body| formats::is_about(keys, body)).unwrap_or(true)
}

fn seal(place: Place, format: u8, write: impl FnOnce(&mut Vec<u8>) -> Result<(), Flaw>) -> Result<Vec<u8>, StoreError> {
    let mut bytes = vec![format, 0, 0, 0, 0];
    write(&mut bytes).map_err(|flaw| StoreError::Unreadable { place, flaw })?;
    let size = bytes.len() - HEAD;
    if size > limit(place) {
        return Err(StoreError::TooLarge { place, bytes: size });
    }
    let sum = checksum(place, format, &bytes[HEAD..]);
    bytes[1..HEAD].copy_from_slice(&sum.to_le_bytes());
    Ok(bytes)
}

/// The value as a program would seal it whose formats are newer than any known here.
#[cfg(test)]
pub(super) fn as_newer(place: Place, bytes: &[u8]) -> Vec<u8> {
    const NEWER: u8 = 200;
    let body = &bytes[HEAD..];
    [&[NEWER], checksum(place, NEWER, body).to_le_bytes().as_slice(), body].concat()
}

fn open<T>(place: Place, bytes: &[u8], read: impl FnOnce(u8, &[u8]) -> Result<T, Flaw>) -> Result<T, StoreError> {
    let intact = || {
        let Some((&[format, a, b, c, d], body)) = bytes.split_first_chunk::<HEAD>() else {
            return Err(Flaw::Short(bytes.len()));
        };
        if checksum(place, format, body) != u32::from_le_bytes([a, b, c, d]) {
            return Err(Flaw::Checksum);
        }
        read(format, body)
    };
    intact().map_err(|flaw| StoreError::Unreadable { place, flaw })
}

/// A value that took all bytes of its body.
fn whole<T>((value, used): (T, usize), body: &[u8]) -> Result<T, Flaw> {
    if used == body.len() { Ok(value) } else { Err(Flaw::Trailing(body.len() - used)) }
}

fn limit(place: Place) -> usize {
    match place {
        Place::Journal(_) => JOURNAL_LIMIT,
        Place::Meta(_) | Place::Record(_) | Place::Unknown { .. } => RECORD_LIMIT,
    }
}

fn checksum(place: Place, format: u8, body: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    match place {
        Place::Meta(name) => {
            crc.update(b"meta\0");
            crc.update(name.as_bytes());
        }
        Place::Record(key) => {
            crc.update(b"records\0");
            crc.update(&[key.kind as u8]);
            crc.update(&key.id.to_le_bytes());
        }
        Place::Unknown { kind, id } => {
            crc.update(b"records\0");
            crc.update(&[kind]);
            crc.update(&id.to_le_bytes());
        }
        Place::Journal(generation) => {
            crc.update(b"journal\0");
            crc.update(&generation.to_le_bytes());
        }
    }
    crc.update(&[format]);
    crc.update(body);
    crc.finalize()
}
