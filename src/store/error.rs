//! What can go wrong between the register and the disk.
//!
//! Every failure that a curator or an administrator can do something about has a variant of its own, so that the edge
//! of the program can say in words what happened and what to do. Nothing here carries the contents of a record.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::domain::{Entry, Key};

/// Why the base could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No file is there.
    #[error("no base at {path}")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A directory is there.
    #[error("{path} is a directory")]
    Directory {
        /// Where.
        path: PathBuf,
    },
    /// The system refuses to let this user in.
    #[error("no permission for {path}")]
    Forbidden {
        /// To what.
        path: PathBuf,
    },
    /// The file has no bytes: an interrupted copy, or somebody's `touch`.
    #[error("{path} is empty")]
    Empty {
        /// Which file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path} is not a base of this program")]
    Foreign {
        /// Which file.
        path: PathBuf,
    },
    /// The file ends before its contents do.
    #[error("{path} is cut short")]
    Truncated {
        /// Which file.
        path: PathBuf,
    },
    /// Creating would overwrite.
    #[error("{path} exists already")]
    Exists {
        /// What is there.
        path: PathBuf,
    },
    /// The file lies on a network file system, whose locks cannot be relied on.
    #[error("{path} lies on a network file system (type {magic:#x})")]
    Network {
        /// Which file.
        path: PathBuf,
        /// The type as `statfs` names it.
        magic: u64,
    },
    /// The structure of the file is broken.
    #[error("the base is damaged: {detail}")]
    Damaged {
        /// What the engine noticed.
        detail: String,
    },
    /// The last session did not end in order, and the base must be opened once for writing before it can be read.
    #[error("the base was not closed in order and must be opened for writing once")]
    Unfinished,
    /// One stored value cannot be read.
    #[error("{place} cannot be read: {flaw}")]
    Unreadable {
        /// Which one.
        place: Place,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// A newer program wrote the base, and this one cannot make sense of it.
    #[error("the base has schema {schema}, this program knows {known}")]
    Newer {
        /// The base's.
        schema: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// The base is older than any that this program can bring up to date.
    #[error("the base has schema {schema}, from which this program cannot migrate to {known}")]
    Older {
        /// The base's.
        schema: u32,
        /// The one this program writes.
        known: u32,
    },
    /// A session of another version of the program holds the file in a way that excludes this one.
    #[error("another version of the program has the base open")]
    OtherProgram,
    /// Another session kept the base for itself for the whole of the time we were prepared to wait.
    #[error("another session has held the base for {waited:?}")]
    Busy {
        /// How long that was.
        waited: Duration,
    },
    /// Others committed first; nothing was written. The entries bring the register up to date.
    #[error("the base has moved on by {} entries", .0.len())]
    Behind(Vec<Entry>),
    /// The base is older than what the register has seen: somebody put an old copy back.
    #[error("the base stands at {found}, although {known} had been reached")]
    Rewound {
        /// The generation this session has seen.
        known: u64,
        /// The generation on disk.
        found: u64,
    },
    /// The stored record is not the one the change replaces, although the generations agree. Load anew.
    #[error("the stored {} {} differs from the one in memory", .key.kind.code(), .key.id)]
    Diverged {
        /// Which record.
        key: Key,
    },
    /// The base was opened for reading.
    #[error("the base is open for reading only: {0:?}")]
    ReadOnly(ReadOnly),
    /// Another file has taken the place of the one that was opened.
    #[error("{path} is no longer the file that was opened")]
    Replaced {
        /// Where.
        path: PathBuf,
    },
    /// The directory of sessions, or a lane in it, cannot be opened, so nobody can tell who is in the base.
    #[error("cannot tell who is in the base: {path}: {source}")]
    Lanes {
        /// The directory of sessions.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The directory of the base is closed, so nobody can say beside the base that they are in it.
    #[error("{path} is closed for writing")]
    Shut {
        /// The directory of the base.
        path: PathBuf,
    },
    /// The place where a backup was to go stands in the way, not the base.
    #[error("the target: {0}")]
    Target(Box<StoreError>),
    /// The backup that was to be put back stands in the way, not the base.
    #[error("the backup: {0}")]
    Source(Box<StoreError>),
    /// What was written does not read back as what it was; it got no name.
    #[error("what was written into {path} reads back differently")]
    Garbled {
        /// The directory.
        path: PathBuf,
    },
    /// The base is not the one that was looked at when the question was asked; nothing was moved.
    #[error("{path} has changed since it was looked at")]
    Moved {
        /// The base.
        path: PathBuf,
    },
    /// A new file cannot be given the owner, the group and the rights of the one it was to replace; nothing was moved.
    #[error("cannot make a file like {path}: {source}")]
    Unlike {
        /// The file that was to be replaced.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// All sessions that can be in the base at once are in it.
    #[error("no room for another session")]
    Crowded,
    /// A value is larger than the base keeps.
    #[error("{place} takes {bytes} bytes, which is too large")]
    TooLarge {
        /// Which one.
        place: Place,
        /// Its size in bytes.
        bytes: usize,
    },
    /// A batch without changes.
    #[error("a batch without changes")]
    Nothing,
    /// A founding change that is not the creation of a record of its own.
    #[error("founding does not create {} {} exactly once", .key.kind.code(), .key.id)]
    Founding {
        /// Which record.
        key: Key,
    },
    /// The disk or the quota is full. What was committed before is safe.
    #[error("no space left for the base")]
    NoSpace,
    /// Others are in the base, and what was asked for needs it alone.
    #[error("others are in the base")]
    Inside,
    /// A compressed backup ends too early or is spoilt.
    #[error("{path} is cut short or spoilt")]
    Cut {
        /// Which file.
        path: PathBuf,
    },
    /// A backup is not sound and does not take the place of anything.
    #[error("the backup for {path} is not sound")]
    Unsound {
        /// The base.
        path: PathBuf,
    },
    /// The step is older than the school keeps the contents of its journal, so it cannot be taken back.
    #[error("the contents of journal entry {generation} were forgotten")]
    Forgotten {
        /// Which entry.
        generation: u64,
    },
    /// There is too little room for what was about to be written; nothing was.
    #[error("{path} has {free} bytes free, {needed} are needed")]
    Room {
        /// The directory.
        path: PathBuf,
        /// How many bytes are needed.
        needed: u64,
        /// How many are free.
        free: u64,
    },
    /// There is too little memory to look a file through.
    #[error("{path} needs {needed} bytes of memory, {free} are free")]
    Memory {
        /// The file.
        path: PathBuf,
        /// How many bytes are needed.
        needed: u64,
        /// How many are free.
        free: u64,
    },
    /// The system failed to read or write the base.
    #[error("the base: {0}")]
    Disk(#[source] io::Error),
    /// The system failed to do something with a file beside the base.
    #[error("{path}: {source}")]
    Io {
        /// Which file.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

/// Why a base is open for reading only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was asked for.
    Asked,
    /// The user may not write the file.
    Rights,
    /// The file system is mounted for reading.
    FileSystem,
    /// A newer program wrote it.
    Newer {
        /// The schema of the base.
        schema: u32,
    },
}

/// One stored value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A fact about the base as a whole.
    Meta(&'static str),
    /// A record.
    Record(Key),
    /// A record of a kind this program does not know.
    Unknown {
        /// Index of the kind.
        kind: u8,
        /// Which one.
        id: u32,
    },
    /// A journal entry, by generation.
    Journal(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Meta(name) => write!(f, "meta {name}"),
            Self::Record(key) => write!(f, "{} {}", key.kind.code(), key.id),
            Self::Unknown { kind, id } => write!(f, "record {id} of unknown kind {kind}"),
            Self::Journal(generation) => write!(f, "journal entry {generation}"),
        }
    }
}

/// What is wrong with a stored value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It is not there, although it must be.
    #[error("absent")]
    Absent,
    /// It ends before its envelope does.
    #[error("{0} bytes are too few")]
    Short(usize),
    /// Its checksum does not hold: bytes were altered, or belong to another key.
    #[error("checksum does not match")]
    Checksum,
    /// It is written in a format this program does not know.
    #[error("format {0} is unknown")]
    Unsupported(u8),
    /// Its bytes are intact and yet make no value.
    #[error("malformed: {0}")]
    Malformed(String),
    /// Bytes are left over after the value.
    #[error("{0} bytes are left over")]
    Trailing(usize),
    /// A record of another kind lies under this key.
    #[error("holds a record of another kind")]
    WrongKind,
    /// A record kind this program does not know.
    #[error("unknown kind of record")]
    UnknownKind,
}

impl Flaw {
    /// Whether the bytes are those that were written and only this program does not know what to make of them: a newer
    /// one wrote them.
    pub(super) fn is_of_newer(&self) -> bool {
        !matches!(self, Self::Absent | Self::Short(_) | Self::Checksum)
    }
}

impl StoreError {
    /// Whether a newer program wrote what this one cannot read: the program is to be replaced, and not the base.
    pub fn is_of_newer(&self) -> bool {
        match self {
            Self::Newer { .. } | Self::ReadOnly(ReadOnly::Newer { .. }) => true,
            Self::Unreadable { flaw, .. } => flaw.is_of_newer(),
            _ => false,
        }
    }

    /// Whether the engine's handle may no longer be trusted after this.
    pub(super) fn breaks_handle(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::Disk(_) | Self::NoSpace)
    }

    /// An error of the system about a named file.
    pub(super) fn io(path: impl Into<PathBuf>, source: io::Error) -> Self {
        let path = path.into();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::PermissionDenied => Self::Forbidden { path },
            io::ErrorKind::IsADirectory => Self::Directory { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace,
            _ => Self::Io { path, source },
        }
    }

    /// The same about another file: the one that somebody named, where a file of our own stood for it.
    pub(super) fn about(self, path: &Path) -> Self {
        let path = path.to_owned();
        match self {
            Self::Missing { .. } => Self::Missing { path },
            Self::Directory { .. } => Self::Directory { path },
            Self::Forbidden { .. } => Self::Forbidden { path },
            Self::Empty { .. } => Self::Empty { path },
            Self::Foreign { .. } => Self::Foreign { path },
            Self::Truncated { .. } => Self::Truncated { path },
            Self::Memory { needed, free, .. } => Self::Memory { path, needed, free },
            Self::Io { source, .. } => Self::Io { path, source },
            other => other,
        }
    }

    /// Of the place where a backup was to go.
    pub(super) fn of_target(self) -> Self {
        Self::Target(Box::new(self))
    }

    /// Of the backup that was to be put back.
    pub(super) fn of_source(self) -> Self {
        Self::Source(Box::new(self))
    }

    /// An error of the system about the base itself.
    pub(super) fn disk(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace,
            io::ErrorKind::TimedOut => Self::Busy { waited: super::engine::waited(&source) },
            io::ErrorKind::UnexpectedEof => Self::Damaged { detail: "the file ends too early".to_owned() },
            _ => Self::Disk(source),
        }
    }
}

impl From<redb::Error> for StoreError {
    fn from(error: redb::Error) -> Self {
        match error {
            redb::Error::Io(source) => Self::disk(source),
            redb::Error::PreviousIo | redb::Error::DatabaseClosed => {
                Self::Disk(io::Error::other("an earlier error has closed the base"))
            }
            redb::Error::DatabaseAlreadyOpen | redb::Error::LockProtocolMismatch | redb::Error::UpgradeRequired(_) => {
                Self::OtherProgram
            }
            redb::Error::RepairAborted => Self::Unfinished,
            other => Self::Damaged { detail: other.to_string() },
        }
    }
}

macro_rules! from_engine {
    ($($error:ty),+ $(,)?) => { $(
        impl From<$error> for StoreError {
            fn from(error: $error) -> Self {
                redb::Error::from(error).into()
            }
        }
    )+ };
}

from_engine!(
    redb::StorageError,
    redb::TableError,
    redb::DatabaseError,
    redb::TransactionError,
    redb::CommitError,
    redb::CursorError,
);
