//! One command, one durable write transaction.
//!
//! Everything that takes time is done before the base is taken: identities and stamps are known, records are encoded.
//! Inside the transaction there is only comparing and putting in place, so nobody else waits longer than the disk
//! needs.

use std::time::Duration;

use redb::{Database, WriteTransaction};

use crate::domain::{Batch, Change, Entry, Stamp};

use super::base::now;
use super::codec;
use super::engine;
use super::error::{ReadOnly, StoreError};
use super::identity::Identity;
use super::tables::{self, JOURNAL, META, RECORDS, SCHEMA};

/// A batch ready to be written.
pub(super) struct Prepared {
    base: u64,
    entry: Entry,
    journal: Vec<u8>,
    /// For every change of the entry the bytes of the record it leaves; `None` takes the record away.
    records: Vec<Option<Vec<u8>>>,
    highest_id: u32,
}

impl Prepared {
    /// The journal entry it becomes.
    pub(super) fn into_entry(self) -> Entry {
        self.entry
    }
}

/// Does everything that can be done without the base.
pub(super) fn prepare(base: u64, batch: &Batch, identity: &Identity) -> Result<Prepared, StoreError> {
    if batch.changes.is_empty() {
        return Err(StoreError::Nothing);
    }
    let entry = Entry {
        generation: base + 1,
        at: now(),
        who: identity.user.clone(),
        session: identity.session(),
        command: batch.command.clone(),
        origin: batch.origin,
        changes: batch.changes.clone(),
    };
    let stamp = Stamp::from(&entry);
    let seal = |change: &Change| {
        change.after.as_ref().map(|record| codec::seal_record(change.key, &stamp, record)).transpose()
    };
    let records = entry.changes.iter().map(seal).collect::<Result<_, _>>()?;
    let journal = codec::seal_entry(&entry)?;
    let highest_id = entry.changes.iter().map(|change| change.key.id).max().unwrap_or(0);
    Ok(Prepared { base, entry, journal, records, highest_id })
}

/// Writes it, if `may` has no objection once nobody else can write any more, and if the base still stands where it was
/// prepared for.
pub(super) fn write(
    database: &Database,
    patience: Duration,
    prepared: &Prepared,
    may: impl FnOnce() -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let transaction = engine::begin_write(database, patience)?;
    if let Err(refused) = may().and_then(|()| apply(&transaction, prepared)) {
        return Err(match transaction.abort() {
            Err(error) if !refused.breaks_handle() => error.into(),
            // What came first is the reason; after it, going back fails as well.
            _ => refused,
        });
    }
    transaction.commit().map_err(|error| uncertain(error.into()))
}

fn apply(transaction: &WriteTransaction, prepared: &Prepared) -> Result<(), StoreError> {
    let mut meta = transaction.open_table(META)?;
    let schema = tables::schema(&meta)?;
    if schema != SCHEMA {
        return Err(StoreError::ReadOnly(ReadOnly::Newer { schema }));
    }
    let mut journal = transaction.open_table(JOURNAL)?;
    let found = tables::generation(&meta)?;
    if found < prepared.base {
        return Err(StoreError::Rewound { known: prepared.base, found });
    }
    if found > prepared.base {
        return Err(StoreError::Behind(tables::entries_after(&journal, prepared.base)?));
    }
    replace(transaction, prepared)?;
    journal.insert(prepared.entry.generation, prepared.journal.as_slice())?;
    let highest_id = prepared.highest_id.max(tables::highest_id(&meta)?);
    tables::set_position(&mut meta, prepared.entry.generation, highest_id)
}

fn replace(transaction: &WriteTransaction, prepared: &Prepared) -> Result<(), StoreError> {
    let mut records = transaction.open_table(RECORDS)?;
    for (change, bytes) in prepared.entry.changes.iter().zip(&prepared.records) {
        if tables::record(&records, change.key)? != change.before {
            return Err(StoreError::Diverged { key: change.key });
        }
        match bytes {
            Some(bytes) => drop(records.insert(tables::raw(change.key), bytes.as_slice())?),
            None => drop(records.remove(tables::raw(change.key))?),
        }
    }
    Ok(())
}

/// A commit that failed may or may not be on disk, and the handle must not be used again to find out.
fn uncertain(error: StoreError) -> StoreError {
    match error {
        StoreError::Busy { .. } => StoreError::Disk(std::io::ErrorKind::TimedOut.into()),
        other => other,
    }
}
