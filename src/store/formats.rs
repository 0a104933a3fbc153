//! Which bytes a record is, in every format there has been.
//!
//! Each kind of record counts its formats by itself. A record looks the same in its table and inside a journal entry,
//! `[format][body]`, so one line here serves the record, its history, undo, and the news from other sessions. What is
//! read is always the newest type; what is written is always the newest format; nothing is rewritten just to be new.
//!
//! **To change a stored type**: move the type as it was, frozen, to `store::legacy` with a `From` into the new one, and
//! put it in the place of the type in `legacy::Tagged`, which is format 1 of all kinds;
//! raise the number in the table below and add `, OLD from legacy::…` to its line; keep the old file in
//! `tests/golden` and add the new one. The golden tests fail until all of it is done. A new last variant of an enum
//! is the one change that needs none of this: no older record can hold it.

use std::sync::Arc;

use bincode::config::{self, Config};
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::*;

use super::error::Flaw;
use super::legacy::{self, TAGGED, Tagged, UNTAGGED};

/// The decoder charges a number by its size in memory, up to eight bytes for one byte on disk. With its limit at
/// eight times the largest body, everything that could be written can be read, and a length gone wild still cannot
/// make it allocate without bound.
const CHARGE: usize = 8;

/// Largest body of a record or a fact in bytes.
pub(super) const RECORD_LIMIT: usize = 1 << 20;

/// Largest body of a journal entry in bytes: an import of a whole city's school is one entry.
pub(super) const JOURNAL_LIMIT: usize = 256 << 20;

macro_rules! formats {
    ($($kind:ident: $current:literal $(, $old:literal from $frozen:ty)*;)+) => {
        /// The format a kind of record is written in.
        pub(super) fn current(kind: Kind) -> u8 {
            match kind { $(Kind::$kind => $current),+ }
        }

        /// Appends a record's body in its current format.
        pub(super) fn write_record(record: &Record, out: &mut Vec<u8>) -> Result<(), Flaw> {
            match record { $(Record::$kind(value) => write(value.as_ref(), out)),+ }
        }

        /// Reads a record's body from the front of some bytes: the record, and how many bytes it took.
        fn read_front(kind: Kind, format: u8, bytes: &[u8]) -> Result<(Record, usize), Flaw> {
            match (kind, format) {
                $(
                    (Kind::$kind, $current) => read_as::<$kind, _>(bytes, Record::$kind),
                    $((Kind::$kind, $old) => read_as::<$frozen, $kind>(bytes, Record::$kind),)*
                )+
                (_, other) => Err(Flaw::Unsupported(other)),
            }
        }
    };
}

formats! {
    School: 3, 2 from legacy::SchoolBeforeSignals;
    Year: 3, 2 from legacy::YearOfOneProgramme;
    Person: 2;
    Mentee: 2;
    Mentor: 3, 2 from legacy::MentorBeforePairing;
    Pair: 4, 3 from legacy::PairBeforeParts, 2 from legacy::PairBeforePairing;
    Meeting: 3, 2 from legacy::MeetingBeforeSignals;
    Questionnaire: 3, 2 from legacy::PlainQuestionnaire;
    Response: 4, 3 from legacy::ResponseOfNoPair, 2 from legacy::ResponseKeyedOnce;
    Pairing: 2;
    GeneralMeeting: 2;
    PreferenceSheet: 2;
    Ruling: 2;
    Invitation: 2;
    Measure: 2;
    YearNumbers: 2;
    CuratorSheet: 2;
    Swot: 2;
    Passport: 2;
    Activity: 2;
    Partner: 2;
    Waiver: 2;
    Training: 2;
    Selection: 2;
    Plan: 2;
    Event: 2;
    Practice: 2;
    Award: 2;
    Staff: 2;
    Lists: 3, 2 from legacy::ListsBeforeWordings;
    Calendar: 2;
    Contact: 2;
    Snooze: 3, 2 from legacy::SnoozeOfPair;
    SchoolParameter: 2;
    SchoolMeasure: 2;
}

/// Reads a record's body, all of it.
pub(super) fn read_record(kind: Kind, format: u8, bytes: &[u8]) -> Result<Record, Flaw> {
    match format {
        // Two layouts had the number 1. The index of the kind before the first tells them apart, and the whole body
        // must fit.
        TAGGED => read_tagged(kind, bytes).or_else(|flaw| read_whole(kind, UNTAGGED, bytes).map_err(|_| flaw)),
        _ => read_whole(kind, format, bytes),
    }
}

fn read_whole(kind: Kind, format: u8, bytes: &[u8]) -> Result<Record, Flaw> {
    let (record, used) = read_front(kind, format, bytes)?;
    if used == bytes.len() { Ok(record) } else { Err(Flaw::Trailing(bytes.len() - used)) }
}

fn read_tagged(kind: Kind, bytes: &[u8]) -> Result<Record, Flaw> {
    let (old, used) = read::<Tagged>(bytes)?;
    let record = Record::from(old);
    if record.kind() != kind {
        return Err(Flaw::WrongKind);
    }
    if used == bytes.len() { Ok(record) } else { Err(Flaw::Trailing(bytes.len() - used)) }
}

fn read_as<Frozen, Live>(bytes: &[u8], wrap: fn(Arc<Live>) -> Record) -> Result<(Record, usize), Flaw>
where
    Frozen: DeserializeOwned + Into<Live>,
{
    let (value, used) = read::<Frozen>(bytes)?;
    Ok((wrap(Arc::new(value.into())), used))
}

/// Appends a value's bytes.
pub(super) fn write(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) -> Result<(), Flaw> {
    let written = bincode::serde::encode_into_std_write(value, out, config::standard());
    written.map(drop).map_err(|error| Flaw::Malformed(error.to_string()))
}

/// Reads a value from the front of a record's body: the value, and how many bytes it took.
pub(super) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, usize), Flaw> {
    decode(bytes, config::standard().with_limit::<{ RECORD_LIMIT * CHARGE }>())
}

/// As [`read`], from a journal entry's body.
pub(super) fn read_long<T: DeserializeOwned>(bytes: &[u8]) -> Result<(T, usize), Flaw> {
    decode(bytes, config::standard().with_limit::<{ JOURNAL_LIMIT * CHARGE }>())
}

fn decode<T: DeserializeOwned, C: Config>(bytes: &[u8], config: C) -> Result<(T, usize), Flaw> {
    bincode::serde::decode_from_slice(bytes, config).map_err(|error| Flaw::Malformed(error.to_string()))
}

/// [`Entry`] as the journal keeps it. Its first fields are those of [`super::journal::Head`].
#[derive(Serialize, Deserialize)]
pub(super) struct StoredEntry {
    generation: u64,
    at: i64,
    who: String,
    session: String,
    command: String,
    origin: Origin,
    changes: Vec<StoredChange>,
}

#[derive(Serialize, Deserialize)]
struct StoredChange {
    key: Key,
    before: Option<Versioned>,
    after: Option<Versioned>,
}

/// A stored entry skimmed for what it is about: nothing of a record is decoded or copied.
#[derive(Deserialize)]
#[expect(dead_code, reason = "fields that are passed over stand between those that are read")]
struct Skimmed<'a> {
    generation: u64,
    at: i64,
    who: &'a str,
    session: &'a str,
    command: &'a str,
    origin: Origin,
    #[serde(borrow)]
    changes: Vec<SkimmedChange<'a>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "as above")]
struct SkimmedChange<'a> {
    key: Key,
    before: Option<&'a [u8]>,
    after: Option<&'a [u8]>,
}

/// Whether the body of a stored entry changes any of some records. `None` where it makes no sense.
pub(super) fn is_about(keys: &[Key], body: &[u8]) -> Option<bool> {
    let config = config::standard().with_limit::<{ JOURNAL_LIMIT * CHARGE }>();
    let (entry, _): (Skimmed<'_>, usize) = bincode::serde::borrow_decode_from_slice(body, config).ok()?;
    Some(entry.changes.iter().any(|change| keys.contains(&change.key)))
}

impl StoredEntry {
    pub(super) fn of(entry: &Entry) -> Result<Self, Flaw> {
        Ok(Self {
            generation: entry.generation,
            at: entry.at,
            who: entry.who.clone(),
            session: entry.session.clone(),
            command: entry.command.clone(),
            origin: entry.origin,
            changes: entry.changes.iter().map(StoredChange::of).collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn into_entry(self) -> Result<Entry, Flaw> {
        Ok(Entry {
            generation: self.generation,
            at: self.at,
            who: self.who,
            session: self.session,
            command: self.command,
            origin: self.origin,
            changes: self.changes.into_iter().map(StoredChange::into_change).collect::<Result<_, _>>()?,
        })
    }
}

impl StoredChange {
    fn of(change: &Change) -> Result<Self, Flaw> {
        let versioned = |record: &Option<Record>| record.as_ref().map(Versioned::of).transpose();
        Ok(Self { key: change.key, before: versioned(&change.before)?, after: versioned(&change.after)? })
    }

    fn into_change(self) -> Result<Change, Flaw> {
        let kind = self.key.kind;
        let record = |versioned: Option<Versioned>| versioned.map(|bytes| bytes.into_record(kind)).transpose();
        Ok(Change { key: self.key, before: record(self.before)?, after: record(self.after)? })
    }
}

/// A record inside something else: its format, then its body.
struct Versioned(Vec<u8>);

impl Versioned {
    fn of(record: &Record) -> Result<Self, Flaw> {
        let mut bytes = vec![current(record.kind())];
        write_record(record, &mut bytes)?;
        Ok(Self(bytes))
    }

    fn into_record(self, kind: Kind) -> Result<Record, Flaw> {
        let (format, body) = self.0.split_first().ok_or(Flaw::Short(0))?;
        read_record(kind, *format, body)
    }
}

impl Serialize for Versioned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Versioned {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Versioned;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the bytes of a record")
            }
            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Versioned, E> {
                Ok(Versioned(bytes.to_vec()))
            }
            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Versioned, E> {
                Ok(Versioned(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a year would have been kept before it had a name: proof that the table carries an older type.
    #[derive(Serialize, Deserialize)]
    struct BareYear {
        starts: chrono::NaiveDate,
    }

    impl From<BareYear> for Year {
        fn from(old: BareYear) -> Self {
            Self::around(old.starts)
        }
    }

    mod grown {
        use super::*;
        formats! {
            School: 1;
            Year: 2, 1 from BareYear;
            Person: 1;
            Mentee: 1;
            Mentor: 1;
            Pair: 1;
            Meeting: 1;
            Questionnaire: 1;
            Response: 1;
            Pairing: 1;
            GeneralMeeting: 1;
            PreferenceSheet: 1;
            Ruling: 1;
            Invitation: 1;
            Measure: 1;
            YearNumbers: 1;
            CuratorSheet: 1;
            Swot: 1;
            Passport: 1;
            Activity: 1;
            Partner: 1;
            Waiver: 1;
            Training: 1;
            Selection: 1;
            Plan: 1;
            Event: 1;
            Practice: 1;
            Award: 1;
            Staff: 1;
            Lists: 1;
            Calendar: 1;
            Contact: 1;
            Snooze: 1;
            SchoolParameter: 1;
            SchoolMeasure: 1;
        }

        pub fn read(format: u8, bytes: &[u8]) -> Result<(Record, usize), Flaw> {
            read_front(Kind::Year, format, bytes)
        }

        #[test]
        fn the_current_formats_of_a_table_are_what_it_writes() {
            assert_eq!((current(Kind::Year), current(Kind::Pair)), (2, 1));
            let mut bytes = Vec::new();
            let year = Record::Year(Arc::new(Year::around(chrono::NaiveDate::MIN)));
            write_record(&year, &mut bytes).unwrap();
            assert_eq!(read(2, &bytes).unwrap(), (year, bytes.len()));
        }
    }

    #[test]
    fn a_record_of_an_older_format_is_read_as_the_newest_type() {
        let starts = chrono::NaiveDate::from_ymd_opt(2026, 9, 1).unwrap();
        let mut bytes = Vec::new();
        write(&BareYear { starts }, &mut bytes).unwrap();
        let (record, used) = grown::read(1, &bytes).unwrap();
        assert_eq!(record, Record::Year(Arc::new(Year::around(starts))));
        assert_eq!(used, bytes.len());
        assert!(matches!(grown::read(3, &bytes), Err(Flaw::Unsupported(3))));
    }
}
