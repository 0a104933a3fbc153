//! The three tables of the file and the facts about the base as a whole.

use redb::{ReadTransaction, ReadableTable, Table, TableDefinition, TableError, WriteTransaction};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::{Entry, Key, Record};

use super::codec;
use super::error::{Flaw, Place, StoreError};

/// Facts about the base, by name.
pub(super) const META: TableDefinition<'static, &str, &[u8]> = TableDefinition::new("meta");
/// Records, by index of the kind and identity, each with its stamp.
pub(super) const RECORDS: TableDefinition<'static, (u8, u32), &[u8]> = TableDefinition::new("records");
/// Journal entries, by generation.
pub(super) const JOURNAL: TableDefinition<'static, u64, &[u8]> = TableDefinition::new("journal");

/// What tells a base of this program from any other file of the engine.
pub(super) const APP: &str = "nastavnik";

/// The schema this program writes: which tables there are and what their keys mean.
pub(super) const SCHEMA: u32 = 1;

const APP_FACT: &str = "app";
const SCHEMA_FACT: &str = "schema";
const GENERATION_FACT: &str = "generation";
const HIGHEST_ID_FACT: &str = "highest_id";
const CREATED_FACT: &str = "created";

/// Facts about the base as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    /// Which tables there are and what their keys mean.
    pub(super) schema: u32,
    /// The newest journal entry.
    pub(super) generation: u64,
    /// The largest identity ever given out.
    pub(super) highest_id: u32,
    /// When the base was founded, in seconds since 1970 UTC.
    pub(super) created: i64,
}

/// The facts of a base; `None` when the file holds no base of this program.
pub(super) fn facts(transaction: &ReadTransaction) -> Result<Option<Facts>, StoreError> {
    let meta = match transaction.open_table(META) {
        Ok(meta) => meta,
        Err(TableError::Storage(error)) => return Err(error.into()),
        Err(_) => return Ok(None),
    };
    let mut found = Vec::new();
    for name in [APP_FACT, SCHEMA_FACT, GENERATION_FACT, HIGHEST_ID_FACT, CREATED_FACT] {
        found.extend(meta.get(name)?.map(|bytes| (name, bytes.value().to_vec())));
    }
    facts_of(|name| found.iter().find(|(known, _)| *known == name).map(|(_, bytes)| bytes.as_slice()))
}

/// The facts of a base, whose bytes are found by name; `None` when they are not those of a base of this program.
pub(super) fn facts_of<'a>(find: impl Fn(&'static str) -> Option<&'a [u8]>) -> Result<Option<Facts>, StoreError> {
    match open_fact::<String>(APP_FACT, find(APP_FACT)) {
        Ok(app) if app == APP => {}
        Ok(_) | Err(StoreError::Unreadable { flaw: Flaw::Absent, .. }) => return Ok(None),
        Err(error) => return Err(error),
    }
    Ok(Some(Facts {
        schema: open_fact(SCHEMA_FACT, find(SCHEMA_FACT))?,
        generation: open_fact(GENERATION_FACT, find(GENERATION_FACT))?,
        highest_id: open_fact(HIGHEST_ID_FACT, find(HIGHEST_ID_FACT))?,
        created: open_fact(CREATED_FACT, find(CREATED_FACT))?,
    }))
}

/// Writes all facts of a new base.
pub(super) fn found(transaction: &WriteTransaction, facts: &Facts) -> Result<(), StoreError> {
    let mut meta = transaction.open_table(META)?;
    set(&mut meta, APP_FACT, &APP)?;
    set(&mut meta, CREATED_FACT, &facts.created)?;
    set_schema(&mut meta, facts.schema)?;
    set_position(&mut meta, facts.generation, facts.highest_id)
}

/// A readable table of facts.
pub(super) trait Meta: ReadableTable<&'static str, &'static [u8]> {}
impl<T: ReadableTable<&'static str, &'static [u8]>> Meta for T {}

/// The base's schema.
pub(super) fn schema(meta: &impl Meta) -> Result<u32, StoreError> {
    fact(meta, SCHEMA_FACT)
}

/// The newest journal entry's number.
pub(super) fn generation(meta: &impl Meta) -> Result<u64, StoreError> {
    fact(meta, GENERATION_FACT)
}

/// The largest identity ever given out.
pub(super) fn highest_id(meta: &impl Meta) -> Result<u32, StoreError> {
    fact(meta, HIGHEST_ID_FACT)
}

/// Says which schema the base now has.
pub(super) fn set_schema(meta: &mut Table<'_, &'static str, &'static [u8]>, schema: u32) -> Result<(), StoreError> {
    set(meta, SCHEMA_FACT, &schema)
}

/// Says how far the base has got.
pub(super) fn set_position(
    meta: &mut Table<'_, &'static str, &'static [u8]>,
    generation: u64,
    highest_id: u32,
) -> Result<(), StoreError> {
    set(meta, GENERATION_FACT, &generation)?;
    set(meta, HIGHEST_ID_FACT, &highest_id)
}

/// The key of a record as the table has it.
pub(super) fn raw(key: Key) -> (u8, u32) {
    (key.kind as u8, key.id)
}

/// The record under a key.
pub(super) fn record(
    records: &impl ReadableTable<(u8, u32), &'static [u8]>,
    key: Key,
) -> Result<Option<Record>, StoreError> {
    let Some(bytes) = records.get(raw(key))? else { return Ok(None) };
    codec::open_record(raw(key), bytes.value()).map(|(_, _, record)| Some(record))
}

/// The entries after a generation, oldest first.
pub(super) fn entries_after(
    journal: &impl ReadableTable<u64, &'static [u8]>,
    after: u64,
) -> Result<Vec<Entry>, StoreError> {
    let Some(first) = after.checked_add(1) else { return Ok(Vec::new()) };
    journal
        .range(first..)?
        .map(|row| row.map_err(StoreError::from).and_then(|(key, bytes)| entry(key.value(), bytes.value())))
        .collect()
}

/// A journal entry out of its envelope.
pub(super) fn entry(generation: u64, bytes: &[u8]) -> Result<Entry, StoreError> {
    codec::open_entry(generation, bytes)
}

fn fact<T: DeserializeOwned>(meta: &impl Meta, name: &'static str) -> Result<T, StoreError> {
    open_fact(name, meta.get(name)?.as_ref().map(redb::AccessGuard::value))
}

fn open_fact<T: DeserializeOwned>(name: &'static str, bytes: Option<&[u8]>) -> Result<T, StoreError> {
    let bytes = bytes.ok_or(StoreError::Unreadable { place: Place::Meta(name), flaw: Flaw::Absent })?;
    codec::open_fact(name, bytes)
}

fn set<T: Serialize>(
    meta: &mut Table<'_, &'static str, &'static [u8]>,
    name: &'static str,
    value: &T,
) -> Result<(), StoreError> {
    meta.insert(name, codec::seal_fact(name, value)?.as_slice())?;
    Ok(())
}
