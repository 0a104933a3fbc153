//! Putting a backup back.
//!
//! First everything is made ready beside the base: unpacked, looked through, compared. Only then does anything change,
//! and it changes in one step. What was there before stays under another name.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use flate2::read::GzDecoder;
use tempfile::NamedTempFile;

use super::super::error::StoreError;
use super::super::file;
use super::check::{Finding, Report, look};
use super::place::{Locked, ensure_empty, replace};
use super::room;

/// How every compressed file begins.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// A backup that is ready to take the place of the base. Dropped, it leaves no trace.
#[derive(Debug)]
pub struct Restore {
    draft: NamedTempFile,
    base: PathBuf,
    /// What the file of the base looked like before it was looked through.
    face: Option<file::Face>,
    /// What the backup holds.
    pub backup: Report,
    /// What is there now; `None` where nothing is.
    pub present: Option<Report>,
}

impl Restore {
    /// Unpacks a backup beside the base and looks it through. It may also be a plain base.
    ///
    /// # Errors
    /// [`StoreError::Inside`] while somebody is in the base, [`StoreError::Lanes`] where nobody can tell;
    /// [`StoreError::Unlike`] when it cannot be given the rights of the base; [`StoreError::Source`] or
    /// [`StoreError::Cut`] when the file is no backup, [`StoreError::Room`]. A backup that is not sound is no error here:
    /// its report says so, and [`Self::put`] refuses.
    pub fn prepare(backup: &Path, base: &Path) -> Result<Self, StoreError> {
        let base = file::real(base).or_else(|_| whereabouts(base))?;
        ensure_empty(&base)?;
        let mut from = File::open(backup).map_err(|error| StoreError::io(backup, error).of_source())?;
        let about = from.metadata().map_err(|error| StoreError::io(backup, error).of_source())?;
        if about.is_dir() {
            return Err(StoreError::Directory { path: backup.to_owned() }.of_source());
        }
        let mut draft = file::draft(&base)?;
        file::refuse_network(draft.as_file(), &base)?;
        file::make_like(draft.path(), &base)?;
        unpack(&mut from, draft.as_file_mut(), backup, &base)?;
        let mut report = look(draft.path());
        if let Some(Finding::Closed(error)) = report.findings.pop_if(|found| matches!(found, Finding::Closed(_))) {
            // Of the file that was named; the draft is nobody's business.
            return Err(error.about(backup).of_source());
        }
        let face = file::face_of(&base);
        let present = base.symlink_metadata().is_ok().then(|| look(&base));
        Ok(Self { draft, base, face, backup: report, present })
    }

    /// Puts the backup in the place of the base at local time `now`; gives back where the base lies that was there.
    ///
    /// # Errors
    /// [`StoreError::Unsound`] when the backup is not sound; [`StoreError::Moved`] when the base is no longer as
    /// [`Self::present`] has it; [`StoreError::Inside`], [`StoreError::Lanes`] and [`StoreError::Unlike`]; [`StoreError::Busy`]. Whatever it
    /// says, the base is the one that was there.
    pub fn put(self, now: NaiveDateTime) -> Result<Option<PathBuf>, StoreError> {
        if !self.backup.is_sound() {
            return Err(StoreError::Unsound { path: self.base });
        }
        ensure_empty(&self.base)?;
        let sound = self.present.as_ref().is_some_and(Report::is_sound);
        let locked = sound.then(|| Locked::take(&self.base)).transpose()?;
        if !self.is_as_seen(locked.as_ref())? {
            return Err(StoreError::Moved { path: self.base });
        }
        file::make_like(self.draft.path(), &self.base)?;
        let aside = replace(self.draft, &self.base, now);
        // The file that is freed is no longer the base; whatever it says changes nothing.
        let _ = locked.map(Locked::free);
        aside
    }

    /// Whether the base, locked if it is sound, is the one that was shown. A sound one is asked for its generation,
    /// since looking alone may touch the file; of another one only the outside is known.
    fn is_as_seen(&self, locked: Option<&Locked>) -> Result<bool, StoreError> {
        let (Some(locked), Some(seen)) = (locked, &self.present) else {
            return Ok(file::face_of(&self.base) == self.face);
        };
        Ok(locked.generation()? == seen.contents.generation)
    }
}

/// Where a base would lie of which only the directory is there.
fn whereabouts(base: &Path) -> Result<PathBuf, StoreError> {
    file::make_default_directory(base)?;
    let directory = file::real(&file::parent(base))?;
    let name = base.file_name().ok_or_else(|| StoreError::Missing { path: base.to_owned() })?;
    Ok(directory.join(name))
}

fn unpack(from: &mut File, into: &mut File, backup: &Path, base: &Path) -> Result<(), StoreError> {
    let mut start = Vec::new();
    let read = |error| StoreError::io(backup, error).of_source();
    from.take(GZIP.len() as u64).read_to_end(&mut start).map_err(read)?;
    let packed = start == GZIP;
    let directory = file::parent(base);
    room::ensure(&directory, from.metadata().map_err(read)?.len())?;
    // How long an archive says it is need not be true; some is left for those who work beside us.
    let free = room::free(&directory)?;
    let (on_disk, in_memory) = (free - free / 10, room::largest_image());
    let limit = on_disk.min(in_memory);
    from.seek(SeekFrom::Start(0)).map_err(read)?;
    let mut from = BufReader::with_capacity(1 << 16, from);
    let copied =
        if packed { copy_at_most(GzDecoder::new(from), into, limit) } else { copy_at_most(&mut from, into, limit) };
    match copied {
        Ok(true) => Ok(()),
        Ok(false) if in_memory < on_disk => {
            Err(room::lack_of_memory(backup, in_memory.saturating_add(1 << 20)).of_source())
        }
        Ok(false) => Err(StoreError::Room { path: directory, needed: limit.saturating_add(1 << 20), free: limit }),
        Err(error) if is_spoilt(error.kind()) => Err(StoreError::Cut { path: backup.to_owned() }),
        Err(error) => Err(StoreError::io(backup, error).of_source()),
    }
}

/// Copies up to a limit in bytes; false when there would be more.
fn copy_at_most(mut from: impl Read, into: &mut File, limit: u64) -> io::Result<bool> {
    io::copy(&mut from.by_ref().take(limit), into)?;
    Ok(from.read(&mut [0])? == 0)
}

fn is_spoilt(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData)
}

/// Why a backup cannot be put back, if something stands in the way: the first fault of its report.
pub fn obstacle(report: &Report) -> Option<&Finding> {
    report.findings.iter().find(|finding| finding.is_fault())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_unpacked_than_there_is_room_for() {
        let mut into = tempfile::tempfile().unwrap();
        assert!(copy_at_most(&[7; 100][..], &mut into, 100).unwrap());
        assert!(!copy_at_most(io::repeat(0), &mut into, 1 << 20).unwrap());
        assert_eq!(into.metadata().unwrap().len(), (1 << 20) + 100);
    }
}
