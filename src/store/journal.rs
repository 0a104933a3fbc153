//! Reading the journal backwards: what happened, to what, by whom.

use redb::ReadableTable;
use serde::Deserialize;

use crate::domain::{Change, Entry, Key, Origin};

use super::codec;
use super::error::{Flaw, Place, StoreError};
use super::tables;

/// What an entry says before it comes to its changes: the first fields of [`Entry`], in their order.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Head {
    pub(super) generation: u64,
    pub(super) at: i64,
    pub(super) who: String,
    #[expect(dead_code, reason = "stands between the fields that are read")]
    session: String,
    pub(super) command: String,
    pub(super) origin: Origin,
}

/// One change in the life of a record, with who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The journal entry.
    pub generation: u64,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// The system user.
    pub who: String,
    /// The session.
    pub session: String,
    /// Identity of the command.
    pub command: String,
    /// What the entry is to the history.
    pub origin: Origin,
    /// What it did to the record.
    pub change: Change,
}

impl From<Trace> for Entry {
    /// The entry as far as one record goes.
    fn from(trace: Trace) -> Self {
        Self {
            generation: trace.generation,
            at: trace.at,
            who: trace.who,
            session: trace.session,
            command: trace.command,
            origin: trace.origin,
            changes: vec![trace.change],
        }
    }
}

/// The heads of all entries, newest first. A step's changes can be many, so they are not decoded.
pub(super) fn heads(
    journal: &impl ReadableTable<u64, &'static [u8]>,
) -> Result<impl Iterator<Item = Result<Head, StoreError>>, StoreError> {
    Ok(journal.iter()?.rev().map(|row| {
        let (generation, bytes) = row?;
        codec::open_head(generation.value(), bytes.value())
    }))
}

/// The entry with a generation.
pub(super) fn entry_at(journal: &impl ReadableTable<u64, &'static [u8]>, generation: u64) -> Result<Entry, StoreError> {
    let place = Place::Journal(generation);
    let bytes = journal.get(generation)?.ok_or(StoreError::Unreadable { place, flaw: Flaw::Absent })?;
    tables::entry(generation, bytes.value())
}

/// The entries before a generation, newest first.
pub(super) fn page(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    backwards(journal, before)?.take(limit).collect()
}

/// The changes of one record, newest first.
pub(super) fn history(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    key: Key,
    limit: usize,
) -> Result<Vec<Trace>, StoreError> {
    let mut traces = Vec::new();
    for entry in backwards(journal, None)? {
        traces.extend(traces_of(&entry?, key));
        if traces.len() >= limit {
            break;
        }
    }
    traces.truncate(limit);
    Ok(traces)
}

fn backwards(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    before: Option<u64>,
) -> Result<impl Iterator<Item = Result<Entry, StoreError>>, StoreError> {
    let rows = journal.range(..before.unwrap_or(u64::MAX))?;
    Ok(rows.rev().map(|row| {
        let (generation, bytes) = row?;
        tables::entry(generation.value(), bytes.value())
    }))
}

fn traces_of(entry: &Entry, key: Key) -> impl Iterator<Item = Trace> {
    entry.changes.iter().rev().filter(move |change| change.key == key).map(|change| Trace {
        generation: entry.generation,
        at: entry.at,
        who: entry.who.clone(),
        session: entry.session.clone(),
        command: entry.command.clone(),
        origin: entry.origin,
        change: change.clone(),
    })
}
