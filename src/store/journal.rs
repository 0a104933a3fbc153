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

/// As [`entry_at`], to be taken back or put back: with everything it did.
pub(super) fn step_at(journal: &impl ReadableTable<u64, &'static [u8]>, generation: u64) -> Result<Entry, StoreError> {
    let entry = entry_at(journal, generation)?;
    if entry.changes.iter().any(Change::is_forgotten) {
        return Err(StoreError::Forgotten { generation });
    }
    Ok(entry)
}

/// The entries before a generation, newest first.
pub(super) fn page(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    backwards(journal, before)?.take(limit).collect()
}

/// The entries that changed any of some records, newest first, with those changes alone.
pub(super) fn histories(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    keys: &[Key],
    limit: usize,
) -> Result<Vec<Entry>, StoreError> {
    let about = |entry: Entry| {
        let changes: Vec<Change> = entry.changes.into_iter().filter(|change| keys.contains(&change.key)).collect();
        (!changes.is_empty()).then_some(Entry { changes, ..entry })
    };
    let entries = touching(journal, keys)?.map(|entry| entry.map(about));
    entries.filter_map(Result::transpose).take(limit).collect()
}

/// The entries that changed any of some records, newest first. The others are only skimmed: a long journal would take
/// seconds to decode.
fn touching<'a>(
    journal: &'a impl ReadableTable<u64, &'static [u8]>,
    keys: &'a [Key],
) -> Result<impl Iterator<Item = Result<Entry, StoreError>> + 'a, StoreError> {
    Ok(journal.iter()?.rev().filter_map(|row| match row {
        Ok((generation, bytes)) => {
            let bytes = bytes.value();
            codec::may_be_about(keys, bytes).then(|| tables::entry(generation.value(), bytes))
        }
        Err(error) => Some(Err(error.into())),
    }))
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
