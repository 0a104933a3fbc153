//! Founding a base: all its first records and its first journal entry appear at once, or nothing does.

use std::ops::Bound;
use std::path::Path;
use std::sync::Arc;

use redb::{Database, WriteTransaction};

use crate::domain::{Change, Entry, Key, Origin, Record, Stamp};

use super::base::{PATIENCE, Store, now};
use super::codec;
use super::engine::{self, Medium};
use super::error::StoreError;
use super::file::{self, Mode};
use super::guard::guard;
use super::identity::Identity;
use super::keep;
use super::tables::{self, Facts, JOURNAL, RECORDS, SCHEMA};

/// Command of the first journal entry. It has no changes, the records themselves are its content, and it cannot be
/// taken back.
pub const FOUNDING: &str = "base.found";

/// Whether a command is a step of a curator, which can be taken back, and not something that was done to the base.
pub(super) fn is_step(command: &str) -> bool {
    ![FOUNDING, keep::RESCUE, keep::LOST, keep::FORGET].contains(&command)
}

impl Store {
    /// Founds a base at a path where nothing is, and opens it. The directory must exist; the one of
    /// [`super::default_path`] is made.
    ///
    /// The base is made under another name and renamed when it is whole, so a killed program leaves no half of one.
    /// `founding` creates records, each once, and should have passed through a [`crate::domain::Register`].
    ///
    /// # Errors
    /// [`StoreError::Exists`] when anything has that name; [`StoreError::Founding`] when `founding` is not a list of
    /// creations.
    pub fn create(path: &Path, founding: &[Change]) -> Result<Self, StoreError> {
        Self::create_on(path, founding, Arc::new(engine::plain))
    }

    /// As [`Self::create`], over something that stands for the disk.
    pub(crate) fn create_on(path: &Path, founding: &[Change], medium: Medium) -> Result<Self, StoreError> {
        if path.symlink_metadata().is_ok() {
            return Err(StoreError::Exists { path: path.to_owned() });
        }
        let records = sorted(founding)?;
        file::make_default_directory(path)?;
        let draft = file::draft(path)?;
        file::refuse_network(draft.as_file(), path)?;
        let storage = draft.reopen().map_err(|error| StoreError::io(path, error))?;
        guard(|| {
            let database = engine::full(engine::Patient::new(medium(storage)?, PATIENCE))?;
            found(&database, &records)?;
            Ok(database.close()?)
        })?;
        file::settle(draft, path)?;
        Self::open_on(path, Mode::ReadWrite, PATIENCE, medium)
    }
}

/// The records in the order of their keys, which is how the table takes them fastest.
fn sorted(founding: &[Change]) -> Result<Vec<(Key, &Record)>, StoreError> {
    let mut records = Vec::with_capacity(founding.len());
    for change in founding {
        match (&change.before, &change.after) {
            (None, Some(record)) if record.kind() == change.key.kind => records.push((change.key, record)),
            _ => return Err(StoreError::Founding { key: change.key }),
        }
    }
    records.sort_by_key(|(key, _)| *key);
    match records.windows(2).find(|two| two[0].0 == two[1].0) {
        Some(twice) => Err(StoreError::Founding { key: twice[0].0 }),
        None => Ok(records),
    }
}

/// Writes generation 1.
pub(super) fn found(database: &Database, records: &[(Key, &Record)]) -> Result<(), StoreError> {
    let identity = Identity::current();
    let entry = Entry {
        generation: 1,
        at: now(),
        who: identity.user.clone(),
        session: identity.session(),
        command: FOUNDING.to_owned(),
        origin: Origin::Done,
        changes: Vec::new(),
    };
    let highest_id = records.iter().map(|(key, _)| key.id).max().unwrap_or(0);
    let facts = Facts { schema: SCHEMA, generation: entry.generation, highest_id, created: entry.at };
    let transaction = engine::begin_write(database, PATIENCE)?;
    tables::found(&transaction, &facts)?;
    fill(&transaction, &Stamp::from(&entry), records)?;
    let bytes = codec::seal_entry(&entry)?;
    transaction.open_table(JOURNAL)?.insert(entry.generation, bytes.as_slice())?;
    Ok(transaction.commit()?)
}

fn fill(transaction: &WriteTransaction, stamp: &Stamp, records: &[(Key, &Record)]) -> Result<(), StoreError> {
    let mut table = transaction.open_table(RECORDS)?;
    let mut end = table.upper_bound_mut(Bound::<(u8, u32)>::Unbounded)?;
    for (key, record) in records {
        end.insert_before(tables::raw(*key), codec::seal_record(*key, stamp, record)?.as_slice())?;
    }
    Ok(end.close()?)
}
