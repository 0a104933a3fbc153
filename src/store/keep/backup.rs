//! A backup of a base that may be in use.
//!
//! One snapshot is copied value by value into a file without a name, read back, compressed, and only then named. No
//! writer waits for it.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use flate2::Compression;
use flate2::read::GzDecoder;
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
        if let Target::File(path) = target {
            return self.write(target, &file::parent(path), now);
        }
        let (directory, is_new) = self.make_shelf()?;
        let made = self.write(target, &directory, now);
        if made.is_err() && is_new {
            // Only an empty directory goes.
            let _ = fs::remove_dir(&directory);
        }
        made
    }

    fn write(&self, target: &Target, directory: &Path, now: NaiveDateTime) -> Result<Backup, StoreError> {
        if let Target::File(path) = target
            && path.symlink_metadata().is_ok()
        {
            return Err(StoreError::Exists { path: path.clone() });
        }
        let size = fs::metadata(&self.base).map_or(0, |about| about.len());
        room::ensure(directory, size + size / 2).map_err(StoreError::of_target)?;
        let mut plain =
            tempfile::tempfile_in(directory).map_err(|error| StoreError::io(directory, error).of_target())?;
        let contents = self.copy_into(&plain)?;
        let mut packed = file::draft(&directory.join("x")).map_err(StoreError::of_target)?;
        pack(&mut plain, packed.as_file_mut()).map_err(|error| StoreError::io(directory, error).of_target())?;
        if !reads_back(&mut plain, packed.as_file_mut())
            .map_err(|error| StoreError::io(directory, error).of_target())?
        {
            return Err(StoreError::Garbled { path: directory.to_owned() });
        }
        if !matches!(target, Target::File(_)) {
            file::give_to_owner(packed.path(), &self.base);
        }
        let path = match target {
            Target::File(path) => file::settle(packed, path).map(|()| path.clone())?,
            Target::Shelf | Target::ShelfKeepingAll => name(packed, directory, now, contents.generation)?,
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

    /// The directory of backups, and whether it was made just now.
    fn make_shelf(&self) -> Result<(PathBuf, bool), StoreError> {
        let directory = default_shelf(&self.base);
        let is_new = !directory.exists();
        if is_new {
            file::make_directory(&directory, file::is_of_group(&self.base))?;
            file::give_to_owner(&directory, &self.base);
        }
        Ok((directory, is_new))
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

/// Whether a packed file, read again and unpacked, is the plain one and nothing more.
fn reads_back(plain: &mut File, packed: &mut File) -> io::Result<bool> {
    plain.seek(SeekFrom::Start(0))?;
    packed.seek(SeekFrom::Start(0))?;
    // So that it is read from the disk, not from memory. Where the system does not care, less is proved.
    let _ = rustix::fs::fadvise(&*packed, 0, None, rustix::fs::Advice::DontNeed);
    let mut plain = BufReader::with_capacity(1 << 16, plain);
    let mut unpacked = BufReader::with_capacity(1 << 16, GzDecoder::new(BufReader::new(packed)));
    loop {
        let (ours, theirs) = match (plain.fill_buf()?, unpacked.fill_buf()) {
            (ours, Ok(theirs)) => (ours, theirs),
            // Not a failure of the disk: what it holds is no archive.
            (_, Err(error)) if error.raw_os_error().is_none() => return Ok(false),
            (_, Err(error)) => return Err(error),
        };
        let both = ours.len().min(theirs.len());
        if both == 0 {
            return Ok(ours.is_empty() && theirs.is_empty());
        }
        if ours[..both] != theirs[..both] {
            return Ok(false);
        }
        plain.consume(both);
        unpacked.consume(both);
    }
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
    let name = fresh.file_name().unwrap_or_default().to_string_lossy();
    let Clearing { gone, spared } = outdated(&names(&directory), &name, now);
    let gone = gone.into_iter().map(|name| directory.join(name));
    (gone.filter(|path| fs::remove_file(path).is_ok()).collect(), spared)
}

fn names(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn only_what_reads_back_whole_passes() {
        let bytes: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let mut plain = with(&bytes);
        let mut packed = tempfile::tempfile().unwrap();
        pack(&mut plain, &mut packed).unwrap();
        assert!(reads_back(&mut plain, &mut packed).unwrap());
        let mut good = Vec::new();
        packed.seek(SeekFrom::Start(0)).unwrap();
        io::Read::read_to_end(&mut packed, &mut good).unwrap();
        let mut turned = good.clone();
        turned[good.len() / 2] ^= 1;
        for bad in [&turned[..], &good[..good.len() - 9], b"", b"no archive"] {
            assert!(!reads_back(&mut plain, &mut with(bad)).unwrap(), "{} bytes", bad.len());
        }
        assert!(!reads_back(&mut with(&bytes[1..]), &mut packed).unwrap());
        assert!(!reads_back(&mut with(&bytes[..bytes.len() - 1]), &mut packed).unwrap());
    }
}
