//! Who is in the base right now, and which lane of identities each session has to itself.
//!
//! Beside the base lies a directory with one file a lane. A session locks the first file nobody has locked and keeps
//! it open; the lock dies with the process, however it dies, so nothing ever has to be cleaned up. Inside, the holder
//! says who it is. Lane files are never removed: removing a lock file while another process opens it would let two
//! processes hold the same lane.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use crate::domain::LANES;

use super::base::now;
use super::error::StoreError;
use super::file;
use super::identity::Identity;

/// Longest presence that is read back, in bytes.
const LONGEST: u64 = 4096;

/// A session that is in the base. Empty fields mean that it has not said so yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The system user.
    pub who: String,
    /// When it came in, in seconds since 1970 UTC.
    pub since: i64,
    /// Its terminal.
    pub tty: String,
    /// Its process.
    pub pid: u32,
    /// Whether the system has stopped it (Ctrl-Z, a debugger): it does nothing, and lets nobody else go on if it was
    /// stopped in the middle of a write.
    #[serde(skip)]
    pub stopped: bool,
}

impl Presence {
    /// A session of this process that comes in now.
    pub fn of(identity: &Identity) -> Self {
        let (who, tty) = (identity.user.clone(), identity.tty.clone());
        Self { who, since: now(), tty, pid: identity.pid, stopped: false }
    }
}

/// A session's own lane. It is given back when this is dropped, or when the process ends.
#[derive(Debug)]
pub struct Lane {
    number: u32,
    file: File,
    directory: PathBuf,
}

impl Lane {
    /// Takes the first free lane of the base at `base`.
    ///
    /// Do this before [`super::Store::load`]: whoever had the lane before must have committed its last identities
    /// before they are read.
    ///
    /// # Errors
    /// [`StoreError::Crowded`] when all lanes are taken, [`StoreError::Missing`] when there is no base,
    /// [`StoreError::Shut`] when the directory of the base is closed, [`StoreError::Lanes`] when that of sessions is or
    /// no lane in it can be opened; otherwise what the system said about the directory.
    pub fn take(base: &Path, identity: &Identity) -> Result<Self, StoreError> {
        let base = file::real(base)?;
        let directory = directory(&base);
        let closed = |error| cannot_tell(&directory, error);
        let shared = file::is_of_group(&base);
        make_directory(&directory, &base, shared).map_err(|error| match error {
            // There are no lanes yet, and there can be none: it is the directory around them that is closed.
            StoreError::Forbidden { .. } => StoreError::Shut { path: file::parent(&base) },
            error => closed(error),
        })?;
        let rights = if shared { 0o660 } else { 0o600 };
        for number in 0..LANES {
            let path = lane_path(&directory, number);
            let file = open_lane(&path, rights).map_err(closed)?;
            if lock(&file, FlockOperation::NonBlockingLockExclusive, &path)? {
                let mut lane = Self { number, file, directory };
                lane.announce(identity).map_err(|error| StoreError::io(path, error))?;
                return Ok(lane);
            }
        }
        Err(StoreError::Crowded)
    }

    /// Its number, below [`LANES`]: the argument of [`crate::domain::Ids::lane`].
    pub fn number(&self) -> u32 {
        self.number
    }

    /// The other sessions, by lane. A lane that cannot be looked into counts as empty.
    pub fn others(&self) -> Vec<Presence> {
        (0..LANES)
            .filter(|number| *number != self.number)
            .filter_map(|number| holder(&self.directory, number).ok().flatten())
            .collect()
    }

    fn announce(&mut self, identity: &Identity) -> std::io::Result<()> {
        self.file.set_len(0)?;
        self.file.write_all(&serde_json::to_vec(&Presence::of(identity))?)
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
    }
}

/// The sessions in the base that hold a lane, as far as lanes can be looked into: for naming them. Whoever needs the
/// base alone asks [`look`].
pub fn present(base: &Path) -> Vec<Presence> {
    let directory = whereabouts(base);
    (0..LANES).filter_map(|number| holder(&directory, number).ok().flatten()).collect()
}

/// All sessions in the base that hold a lane, for somebody who holds none.
///
/// # Errors
/// [`StoreError::Lanes`] when a lane cannot be looked into: then nobody can tell whether the base is empty.
pub(super) fn look(base: &Path) -> Result<Vec<Presence>, StoreError> {
    let directory = whereabouts(base);
    let found: Result<Vec<_>, _> = (0..LANES).map(|number| holder(&directory, number)).collect();
    Ok(found.map_err(|error| cannot_tell(&directory, error))?.into_iter().flatten().collect())
}

/// Whether everybody who may write the base may also take a lane: where the base is open to its group, the directory
/// of sessions and the lanes in it are too.
pub(super) fn is_open_like(base: &Path) -> bool {
    let directory = whereabouts(base);
    if !file::is_open_like(base, base, 0o060) || !directory.exists() {
        return true;
    }
    let mut lanes = (0..LANES).map(|number| lane_path(&directory, number)).filter(|path| path.exists());
    file::is_open_like(&directory, base, 0o070) && lanes.all(|lane| file::is_open_like(&lane, base, 0o060))
}

fn whereabouts(base: &Path) -> PathBuf {
    directory(&file::real(base).unwrap_or_else(|_| base.to_owned()))
}

/// What the system said about a lane, told of the directory, whose rights are to be mended.
fn cannot_tell(directory: &Path, error: StoreError) -> StoreError {
    let path = directory.to_owned();
    match error {
        StoreError::Forbidden { .. } => StoreError::Lanes { path, source: ErrorKind::PermissionDenied.into() },
        StoreError::Directory { .. } => StoreError::Lanes { path, source: ErrorKind::IsADirectory.into() },
        StoreError::Io { source, .. } => StoreError::Lanes { path, source },
        other => other,
    }
}

fn make_directory(directory: &Path, base: &Path, shared: bool) -> Result<(), StoreError> {
    if directory.is_dir() {
        return Ok(());
    }
    file::make_directory(directory, shared)?;
    if shared {
        file::give_to_group(directory, base);
    }
    Ok(())
}

/// Where the lanes of a base are.
pub(super) fn directory(base: &Path) -> PathBuf {
    file::beside(base, ".sessions")
}

fn lane_path(directory: &Path, number: u32) -> PathBuf {
    directory.join(format!("lane-{number:02}"))
}

fn open_lane(path: &Path, rights: u32) -> Result<File, StoreError> {
    let open = |create: bool| OpenOptions::new().read(true).write(true).create_new(create).mode(rights).open(path);
    match open(false) {
        Ok(file) => return Ok(file),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(StoreError::io(path, error)),
    }
    match open(true) {
        Ok(file) => file::set_rights(path, rights).map(|()| file),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            open(false).map_err(|error| StoreError::io(path, error))
        }
        Err(error) => Err(StoreError::io(path, error)),
    }
}

/// Whether the lock was free.
fn lock(file: &File, operation: FlockOperation, path: &Path) -> Result<bool, StoreError> {
    match flock(file, operation) {
        Ok(()) => Ok(true),
        Err(Errno::WOULDBLOCK) => Ok(false),
        Err(error) => Err(StoreError::io(path, error.into())),
    }
}

/// Who holds a lane. Opened for reading only, because closing a file that could be written would wake every
/// [`super::Watcher`] of the directory, including our own.
fn holder(directory: &Path, number: u32) -> Result<Option<Presence>, StoreError> {
    let path = lane_path(directory, number);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io(path, error)),
    };
    if lock(&file, FlockOperation::NonBlockingLockShared, &path)? {
        return Ok(None);
    }
    let mut text = String::new();
    let read = file.take(LONGEST).read_to_string(&mut text);
    let said: Presence = read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default();
    Ok(Some(Presence { stopped: is_stopped(said.pid), ..said }))
}

/// Whether a process is stopped, as the system's table of processes has it: the letter after its name in brackets.
fn is_stopped(pid: u32) -> bool {
    let about = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = about.rsplit_once(") ").and_then(|(_, rest)| rest.chars().next());
    matches!(state, Some('T' | 't'))
}
