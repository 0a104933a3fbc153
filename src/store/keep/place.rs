//! Putting a finished file in the place of the base.
//!
//! The base is never absent: the one that was there keeps a second name, then the new one takes the first in a single
//! step. Whoever still has the old file open is told by [`super::super::Store::replaced`] and cannot write to it, for
//! every commit looks once more after it has the lock that is held here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use redb::WriteTransaction;
use tempfile::NamedTempFile;

use super::super::base::PATIENCE;
use super::super::engine::{self, Handle};
use super::super::error::StoreError;
use super::super::file::{self, Mode};
use super::super::guard::guard;
use super::super::presence;
use super::super::tables::{self, META};

/// Refuses while somebody is inside, and where nobody can tell.
pub(super) fn ensure_empty(base: &Path) -> Result<(), StoreError> {
    if presence::look(base)?.is_empty() { Ok(()) } else { Err(StoreError::Inside) }
}

/// The base that is there, locked against everybody's commits.
pub(super) struct Locked {
    handle: Handle,
    transaction: WriteTransaction,
}

impl Locked {
    /// Locks the base at a path. It must be sound: opening a broken one could alter it.
    pub(super) fn take(base: &Path) -> Result<Self, StoreError> {
        let judged = file::judge(base, Mode::ReadWrite)?;
        if let Some(reason) = judged.read_only {
            return Err(StoreError::ReadOnly(reason));
        }
        guard(|| {
            let medium: engine::Medium = std::sync::Arc::new(engine::plain);
            let handle = Handle::open(judged.file, true, PATIENCE, &medium)?;
            let Handle::Full(database) = &handle else { return Err(StoreError::OtherProgram) };
            let transaction = engine::begin_write(database, PATIENCE)?;
            Ok(Self { handle, transaction })
        })
    }

    /// What the base holds.
    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// The newest journal entry it holds.
    pub(super) fn generation(&self) -> Result<u64, StoreError> {
        guard(|| tables::generation(&self.handle.begin_read()?.open_table(META)?))
    }

    /// Lets go.
    pub(super) fn free(self) -> Result<(), StoreError> {
        guard(|| {
            self.transaction.abort()?;
            self.handle.close()
        })
    }
}

/// Puts a finished file in the place of the base, and the base that was there under another name, which is given back.
pub(super) fn replace(draft: NamedTempFile, base: &Path, now: NaiveDateTime) -> Result<Option<PathBuf>, StoreError> {
    let aside = set_aside(base, now)?;
    take_place(draft, base)?;
    Ok(aside)
}

/// Puts a finished file in the place of the base, which is gone afterwards.
pub(super) fn take_place(draft: NamedTempFile, base: &Path) -> Result<(), StoreError> {
    draft.as_file().sync_all().map_err(|error| StoreError::io(base, error))?;
    draft.persist(base).map_err(|failed| StoreError::io(base, failed.error))?;
    file::make_durable(&file::parent(base))
}

/// A second name for the base that is there; `None` where none is.
fn set_aside(base: &Path, now: NaiveDateTime) -> Result<Option<PathBuf>, StoreError> {
    let stem = format!(".before-restore-{}", now.format("%Y%m%d-%H%M"));
    for number in 1.. {
        let number = if number > 1 { format!("-{number}") } else { String::new() };
        let aside = file::beside(base, &format!("{stem}{number}.redb"));
        match fs::hard_link(base, &aside) {
            Ok(()) => return Ok(Some(aside)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            // A file system without second names, or a file of somebody else's: then the base is away for a moment.
            Err(_) if !aside.exists() => {
                fs::rename(base, &aside).map_err(|error| StoreError::io(base, error))?;
                return Ok(Some(aside));
            }
            Err(error) => return Err(StoreError::io(base, error)),
        }
    }
    Ok(None)
}
