//! Writing a base anew, value by value, and reading it back.
//!
//! A copy made this way holds what was committed and nothing besides: no freed page, no half of a transaction. Each
//! value is decoded on its way, so a copy that exists is a copy that can be read.

use std::collections::BTreeMap;
use std::fs::File;
use std::ops::Bound;

use redb::{Database, ReadTransaction, ReadableDatabase, ReadableTable, ReadableTableMetadata, WriteTransaction};

use crate::domain::{Entry, Key, Kind};

use super::super::base::PATIENCE;
use super::super::error::StoreError;
use super::super::guard::guard;
use super::super::tables::{self, Facts, JOURNAL, META, RECORDS};
use super::super::{codec, engine};

/// What a base holds, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// Which tables there are and what their keys mean.
    pub schema: u32,
    /// The newest journal entry.
    pub generation: u64,
    /// The largest identity ever given out.
    pub highest_id: u32,
    /// When the base was founded, in seconds since 1970 UTC.
    pub created: i64,
    /// Records by kind.
    pub records: BTreeMap<Kind, usize>,
    /// Journal entries.
    pub entries: u64,
    /// When the newest journal entry was made, in seconds since 1970 UTC.
    pub last_at: i64,
}

impl Contents {
    pub(super) fn of(facts: &Facts) -> Self {
        Self {
            schema: facts.schema,
            generation: facts.generation,
            highest_id: facts.highest_id,
            created: facts.created,
            ..Self::default()
        }
    }

    /// All records.
    pub fn record_count(&self) -> usize {
        self.records.values().sum()
    }

    pub(super) fn count(&mut self, key: Key) {
        *self.records.entry(key.kind).or_default() += 1;
    }
}

/// What becomes of a journal entry on its way into a copy: `None` takes it over as it is.
pub(super) type Rewrite<'a> = &'a mut dyn FnMut(&Entry) -> Option<Entry>;

/// Writes everything that a snapshot holds into an empty file, and reads it back.
///
/// # Errors
/// [`StoreError::Unreadable`] names the first value that cannot be decoded; otherwise what the disk said.
pub(super) fn copy(from: &ReadTransaction, file: &File) -> Result<Contents, StoreError> {
    copy_with(from, file, &mut |_| None, |_, _, _| Ok(()))
}

/// As [`copy`], with journal entries rewritten, and `last` to add something in the end; it is told whether any entry
/// was.
///
/// # Errors
/// As [`copy`].
pub(super) fn copy_with(
    from: &ReadTransaction,
    file: &File,
    rewrite: Rewrite<'_>,
    last: impl FnOnce(&WriteTransaction, &mut Contents, bool) -> Result<(), StoreError>,
) -> Result<Contents, StoreError> {
    let contents = fresh(file, |into| {
        let facts = tables::facts(from)?.ok_or_else(|| StoreError::Damaged { detail: "no facts".to_owned() })?;
        let mut contents = Contents::of(&facts);
        tables::found(into, &facts)?;
        copy_records(from, into, &mut contents)?;
        let rewritten = copy_journal(from, into, &mut contents, rewrite)?;
        last(into, &mut contents, rewritten)?;
        Ok(contents)
    })?;
    verify(file, &contents)?;
    Ok(contents)
}

/// Fills an empty file in one transaction.
pub(super) fn fresh<T>(
    file: &File,
    fill: impl FnOnce(&WriteTransaction) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    guard(|| {
        let database = open(file)?;
        let transaction = engine::begin_write(&database, PATIENCE)?;
        let done = fill(&transaction)?;
        transaction.commit()?;
        database.close()?;
        Ok(done)
    })
}

/// Reads a fresh file back: every page is what was written, and as much is there as went in.
pub(super) fn verify(file: &File, wanted: &Contents) -> Result<(), StoreError> {
    guard(|| {
        let mut database = open(file)?;
        let sound = database.check_integrity()?;
        let found = counted(&database.begin_read()?)?;
        database.close()?;
        let same = found == (wanted.generation, wanted.highest_id, wanted.record_count() as u64, wanted.entries);
        if sound && same { Ok(()) } else { Err(StoreError::Damaged { detail: "the copy differs".to_owned() }) }
    })
}

fn open(file: &File) -> Result<Database, StoreError> {
    let file = file.try_clone().map_err(StoreError::disk)?;
    engine::full(engine::Patient::new(engine::plain(file)?, PATIENCE))
}

fn counted(copy: &ReadTransaction) -> Result<(u64, u32, u64, u64), StoreError> {
    let meta = copy.open_table(META)?;
    let (records, journal) = (copy.open_table(RECORDS)?.len()?, copy.open_table(JOURNAL)?.len()?);
    Ok((tables::generation(&meta)?, tables::highest_id(&meta)?, records, journal))
}

fn copy_records(from: &ReadTransaction, into: &WriteTransaction, seen: &mut Contents) -> Result<(), StoreError> {
    let mut table = into.open_table(RECORDS)?;
    let mut end = table.upper_bound_mut(Bound::<(u8, u32)>::Unbounded)?;
    for row in from.open_table(RECORDS)?.iter()? {
        let (raw, bytes) = row?;
        let (key, ..) = codec::open_record(raw.value(), bytes.value())?;
        seen.count(key);
        end.insert_before(raw.value(), bytes.value())?;
    }
    Ok(end.close()?)
}

fn copy_journal(
    from: &ReadTransaction,
    into: &WriteTransaction,
    seen: &mut Contents,
    rewrite: Rewrite<'_>,
) -> Result<bool, StoreError> {
    let mut rewritten = false;
    let mut table = into.open_table(JOURNAL)?;
    let mut end = table.upper_bound_mut(Bound::<u64>::Unbounded)?;
    for row in from.open_table(JOURNAL)?.iter()? {
        let (generation, bytes) = row?;
        let entry = codec::open_entry(generation.value(), bytes.value())?;
        seen.entries += 1;
        seen.last_at = entry.at;
        match rewrite(&entry) {
            Some(other) => {
                rewritten = true;
                end.insert_before(generation.value(), codec::seal_entry(&other)?.as_slice())?;
            }
            None => end.insert_before(generation.value(), bytes.value())?,
        }
    }
    end.close()?;
    Ok(rewritten)
}
