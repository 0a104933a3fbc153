//! How a value becomes bytes and back.
//!
//! The engine does not check what it reads, and the encoding does not describe itself: most flipped bits would decode
//! into some other person's data without any error. So every value travels in an envelope,
//! `[format u8][crc32 LE][body]`, whose checksum also covers the table and the key the value belongs to: a bit that
//! flipped and a value that strayed to another key are both noticed before anything is decoded.

use bincode::config::{self, Config};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{Key, Kind, Record, Stamp};

use super::error::{Flaw, Place, StoreError};

/// The format this program writes. A change of any stored type is a new format: the old types move, frozen, to a
/// module `legacy`, and [`decode`] gains an arm that reads them and converts.
const FORMAT: u8 = 1;

/// Length of the envelope before the body.
const HEAD: usize = 5;

/// Largest body of a record or a fact in bytes.
pub(super) const RECORD_LIMIT: usize = 1 << 20;

/// Largest body of a journal entry in bytes: an import of a whole city's school is one entry.
pub(super) const JOURNAL_LIMIT: usize = 256 << 20;

/// The decoder charges a number by its size in memory, up to eight bytes for one byte on disk. With its limit at
/// eight times the largest body, everything that could be written can be read, and a length gone wild still cannot
/// make it allocate without bound.
const CHARGE: usize = 8;

/// Puts a value into its envelope.
pub(super) fn seal<T: Serialize>(place: Place, value: &T) -> Result<Vec<u8>, StoreError> {
    let mut bytes = vec![FORMAT, 0, 0, 0, 0];
    bincode::serde::encode_into_std_write(value, &mut bytes, config::standard())
        .map_err(|error| StoreError::Unreadable { place, flaw: Flaw::Malformed(error.to_string()) })?;
    let size = bytes.len() - HEAD;
    if size > limit(place) {
        return Err(StoreError::TooLarge { place, bytes: size });
    }
    let sum = checksum(place, FORMAT, &bytes[HEAD..]);
    bytes[1..HEAD].copy_from_slice(&sum.to_le_bytes());
    Ok(bytes)
}

/// Takes a value out of its envelope.
pub(super) fn open<T: DeserializeOwned>(place: Place, bytes: &[u8]) -> Result<T, StoreError> {
    read(place, bytes, true).map_err(|flaw| StoreError::Unreadable { place, flaw })
}

/// Takes only the first fields of a value out of its envelope: `T` is those fields.
pub(super) fn open_front<T: DeserializeOwned>(place: Place, bytes: &[u8]) -> Result<T, StoreError> {
    read(place, bytes, false).map_err(|flaw| StoreError::Unreadable { place, flaw })
}

/// Puts a record into its envelope.
pub(super) fn seal_record(key: Key, stamp: &Stamp, record: &Record) -> Result<Vec<u8>, StoreError> {
    seal(Place::Record(key), &(stamp, record))
}

/// Takes a record out of its envelope.
pub(super) fn open_record(raw: (u8, u32), bytes: &[u8]) -> Result<(Key, Stamp, Record), StoreError> {
    let (kind, id) = raw;
    let Some(&known) = Kind::ALL.get(usize::from(kind)) else {
        return Err(StoreError::Unreadable { place: Place::Unknown { kind, id }, flaw: Flaw::UnknownKind });
    };
    let key = Key { kind: known, id };
    let (stamp, record): (Stamp, Record) = open(Place::Record(key), bytes)?;
    if record.kind() != known {
        return Err(StoreError::Unreadable { place: Place::Record(key), flaw: Flaw::WrongKind });
    }
    Ok((key, stamp, record))
}

fn read<T: DeserializeOwned>(place: Place, bytes: &[u8], whole: bool) -> Result<T, Flaw> {
    let Some((&[format, a, b, c, d], body)) = bytes.split_first_chunk::<HEAD>() else {
        return Err(Flaw::Short(bytes.len()));
    };
    if checksum(place, format, body) != u32::from_le_bytes([a, b, c, d]) {
        return Err(Flaw::Checksum);
    }
    let (value, consumed) = match (format, place) {
        (FORMAT, Place::Journal(_)) => decode(body, config::standard().with_limit::<{ JOURNAL_LIMIT * CHARGE }>()),
        (FORMAT, _) => decode(body, config::standard().with_limit::<{ RECORD_LIMIT * CHARGE }>()),
        (other, _) => Err(Flaw::Unsupported(other)),
    }?;
    if whole && consumed != body.len() {
        return Err(Flaw::Trailing(body.len() - consumed));
    }
    Ok(value)
}

fn decode<T: DeserializeOwned, C: Config>(body: &[u8], config: C) -> Result<(T, usize), Flaw> {
    bincode::serde::decode_from_slice(body, config).map_err(|error| Flaw::Malformed(error.to_string()))
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
