//! A backup of a base that may be in use.
//!
//! One snapshot is copied value by value into a file without a name, read back, compressed, and only then named. No
//! writer waits for it.

use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use flate2::Compression;
use flate2::write::GzEncoder;
use redb::ReadTransaction;

use super::super::error::{ReadOnly, StoreError};
use super::super::tables::SCHEMA;
use super::super::{Store, file};
use super::copy::{Contents, copy};
use super::room;
use super::shelf::{Clearing, Label, Spared, outdated};

/// A base as it stood at one moment, for a backup. Later commits do not show in it, and it hinders nobody; but the
/// space they free is not used again while it lives, so it is for one backup.
pub struct Snapshot {
    transaction: ReadTransaction,
    base: PathBuf,
    newer: Option<u32>,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("base", &self.base).finish_non_exhaustive()
    }
}

/// Where a backup goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The directory of backups beside the base, under a name that says when; older ones that need not be kept go.
    Shelf,
    /// As before, and all older ones stay.
    ShelfKeepingAll,
    /// A file of that name.
    File(PathBuf),
}

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub contents: Contents,
    /// Older backups that were removed for it.
    pub removed: Vec<PathBuf>,
    /// Why others stay that are old enough to go.
    pub spared: Option<Spared>,
}

impl Store {
    /// The base as it stands now, to be backed up while others go on.
    ///
    /// # Errors
    /// When the base cannot be read.
    pub fn snapshot(&mut self) -> Result<Snapshot, StoreError> {
        let newer = match self.read_only() {
            Some(ReadOnly::Newer { schema }) => Some(schema),
            _ => None,
        };
        let transaction = self.begin_read()?;
        Ok(Snapshot { transaction, base: self.path().to_owned(), newer })
    }
}

impl Snapshot {
    /// Makes a backup of it at local time `now`.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] when a value is damaged: such a base is not backed up; [`StoreError::Exists`] when
    /// a named target is there already; [`StoreError::Room`] and [`StoreError::NoSpace`]; [`StoreError::Forbidden`].
    /// Whatever it says, no file was made and none removed.
    pub fn backup(&self, target: &Target, now: NaiveDateTime) -> Result<Backup, StoreError> {
        let directory = match target {
            Target::File(path) if path.symlink_metadata().is_ok() => {
                return Err(StoreError::Exists { path: path.clone() });
            }
            Target::File(path) => file::parent(path),
            Target::Shelf | Target::ShelfKeepingAll => self.make_shelf()?,
        };
        let size = fs::metadata(&self.base).map_or(0, |about| about.len());
        room::ensure(&directory, size + size / 2)?;
        let mut plain = tempfile::tempfile_in(&directory).map_err(|error| StoreError::io(&directory, error))?;
        let contents = self.copy_into(&plain)?;
        let mut packed = file::draft(&directory.join("x"))?;
        pack(&mut plain, packed.as_file_mut()).map_err(|error| StoreError::io(packed.path(), error))?;
        if !matches!(target, Target::File(_)) {
            file::give_to_owner(packed.path(), &self.base);
        }
        let path = match target {
            Target::File(path) => file::settle(packed, path).map(|()| path.clone())?,
            Target::Shelf | Target::ShelfKeepingAll => name(packed, &directory, now, contents.generation)?,
        };
        let (removed, spared) = if *target == Target::Shelf { clear(&path, now) } else { (Vec::new(), None) };
        Ok(Backup { path, contents, removed, spared })
    }

    fn copy_into(&self, plain: &File) -> Result<Contents, StoreError> {
        match (copy(&self.transaction, plain), self.newer) {
            (Err(StoreError::Unreadable { .. }), Some(schema)) => Err(StoreError::Newer { schema, known: SCHEMA }),
            (copied, _) => copied,
        }
    }

    fn make_shelf(&self) -> Result<PathBuf, StoreError> {
        let directory = default_shelf(&self.base);
        if !directory.exists() {
            file::make_directory(&directory, file::is_of_group(&self.base))?;
            file::give_to_owner(&directory, &self.base);
        }
        Ok(directory)
    }
}

/// The directory of backups of a base.
pub fn default_shelf(base: &Path) -> PathBuf {
    file::beside(base, ".backups")
}

/// When the newest backup in the directory of a base was made, in local time, and where it lies.
pub fn newest(base: &Path) -> Option<(NaiveDateTime, PathBuf)> {
    let base = file::real(base).unwrap_or_else(|_| base.to_owned());
    let directory = default_shelf(&base);
    let label = names(&directory).iter().filter_map(|name| Label::of(name)).max()?;
    Some((label.made, directory.join(label.name())))
}

fn pack(plain: &mut File, packed: &mut File) -> io::Result<()> {
    plain.seek(SeekFrom::Start(0))?;
    let mut encoder = GzEncoder::new(BufWriter::new(packed), Compression::default());
    io::copy(&mut BufReader::with_capacity(1 << 16, plain), &mut encoder)?;
    let mut written = encoder.finish()?;
    written.flush()?;
    written.get_ref().sync_all()
}

/// Gives a draft the first free name of its moment.
fn name(
    mut draft: tempfile::NamedTempFile,
    directory: &Path,
    now: NaiveDateTime,
    generation: u64,
) -> Result<PathBuf, StoreError> {
    let mut label = Label { made: now, generation, number: 1 };
    loop {
        let path = directory.join(label.name());
        match draft.persist_noclobber(&path) {
            Ok(_) => {
                file::make_durable(directory)?;
                return Ok(path);
            }
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                draft = failed.file;
                label.number += 1;
            }
            Err(failed) => return Err(StoreError::io(path, failed.error)),
        }
    }
}

/// Removes backups that need not be kept beside a fresh one. What cannot be removed stays.
fn clear(fresh: &Path, now: NaiveDateTime) -> (Vec<PathBuf>, Option<Spared>) {
    let directory = file::parent(fresh);
    file::clear_abandoned(&directory);
    let name = fresh.file_name().unwrap_or_default().to_string_lossy();
    let Clearing { gone, spared } = outdated(&names(&directory), &name, now);
    let gone = gone.into_iter().map(|name| directory.join(name));
    (gone.filter(|path| fs::remove_file(path).is_ok()).collect(), spared)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}
