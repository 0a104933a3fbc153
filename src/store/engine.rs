//! The one place that opens the engine, and the one way to get a write transaction.
//!
//! All processes that share a file must open it in the same mode, so the mode is chosen in one function. And no
//! session may hang because another one was stopped in the middle of something: wherever the engine would wait for a
//! lock without end, [`Patient`] waits until a deadline and then gives up.

use std::fs::File;
use std::io;
use std::ops::Bound;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use redb::backends::FileBackend;
use redb::{
    BackendError, Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadTransaction,
    ReadableDatabase, StorageBackend, TransactionError, WriteTransaction,
};

use super::error::StoreError;

/// The register is in memory, so the engine's own cache only serves one transaction at a time.
const CACHE_BYTES: usize = 1 << 19;

/// First and longest pause between two attempts to take a lock.
const PAUSE: (Duration, Duration) = (Duration::from_micros(200), Duration::from_millis(20));

/// What lies between the engine and an opened file: the file itself, unless a test puts something there that fails
/// or forgets.
pub(crate) type Medium = Arc<dyn Fn(File) -> Result<Box<dyn StorageBackend>, DatabaseError> + Send + Sync>;

/// The file itself.
pub(super) fn plain(file: File) -> Result<Box<dyn StorageBackend>, DatabaseError> {
    Ok(Box::new(FileBackend::new(file)?))
}

/// An open base.
pub(super) enum Handle {
    /// For reading and writing.
    Full(Database),
    /// For reading.
    Reading(ReadOnlyDatabase),
}

impl Handle {
    pub(super) fn open(file: File, writable: bool, patience: Duration, medium: &Medium) -> Result<Self, StoreError> {
        let backend = Patient::new(medium(file)?, patience);
        if writable {
            return Ok(Self::Full(full(backend)?));
        }
        Ok(Self::Reading(settings().open_read_only_with_backend(backend)?))
    }

    /// A snapshot. Hold it for one reading, never while waiting for the user: it pins the space others free.
    pub(super) fn begin_read(&self) -> Result<ReadTransaction, StoreError> {
        match self {
            Self::Full(database) => Ok(database.begin_read()?),
            Self::Reading(database) => Ok(database.begin_read()?),
        }
    }

    pub(super) fn close(self) -> Result<(), StoreError> {
        match self {
            Self::Full(database) => Ok(database.close()?),
            Self::Reading(database) => Ok(database.close()?),
        }
    }
}

/// A database over any storage; an empty one is initialised, so look at the file first.
pub(super) fn full(backend: impl StorageBackend) -> Result<Database, StoreError> {
    Ok(settings().create_with_backend(backend)?)
}

fn settings() -> Builder {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter).set_cache_size(CACHE_BYTES);
    builder
}

/// A write transaction, waited for no longer than `patience`.
pub(super) fn begin_write(database: &Database, patience: Duration) -> Result<WriteTransaction, StoreError> {
    let taken = insist(patience, || match database.try_begin_write() {
        Ok(transaction) => Ok(Some(transaction)),
        Err(TransactionError::WouldBlock) => Ok(None),
        Err(error) => Err(StoreError::from(error)),
    })?;
    taken.ok_or(StoreError::Busy { waited: patience })
}

/// Attempts something until it succeeds, fails, or `patience` has run out.
fn insist<T, E>(patience: Duration, mut attempt: impl FnMut() -> Result<Option<T>, E>) -> Result<Option<T>, E> {
    let deadline = Instant::now() + patience;
    let mut pause = PAUSE.0;
    loop {
        if let Some(taken) = attempt()? {
            return Ok(Some(taken));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(PAUSE.1);
    }
}

/// How long [`Patient`] had waited when it gave up with this error.
pub(super) fn waited(error: &io::Error) -> Duration {
    error.get_ref().and_then(|inner| inner.downcast_ref::<GaveUp>()).map_or(Duration::ZERO, |gave_up| gave_up.0)
}

#[derive(Debug, thiserror::Error)]
#[error("gave up waiting for a lock after {0:?}")]
struct GaveUp(Duration);

/// A storage that never waits for a lock longer than it was told to.
#[derive(Debug)]
pub(super) struct Patient {
    inner: Box<dyn StorageBackend>,
    patience: Duration,
}

impl Patient {
    pub(super) fn new(inner: Box<dyn StorageBackend>, patience: Duration) -> Self {
        Self { inner, patience }
    }

    fn insist(&self, mut attempt: impl FnMut() -> Result<bool, BackendError>) -> Result<(), BackendError> {
        let taken = insist(self.patience, || attempt().map(|taken| taken.then_some(())))?;
        taken.ok_or_else(|| BackendError::Io(io::Error::new(io::ErrorKind::TimedOut, GaveUp(self.patience))))
    }
}

impl StorageBackend for Patient {
    fn len(&self) -> Result<u64, io::Error> {
        self.inner.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        self.inner.read(offset, out)
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.inner.set_len(len)
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.inner.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.inner.write(offset, data)
    }

    fn close(&self) -> Result<(), io::Error> {
        self.inner.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_range(start, end)
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.try_lock_shared_range(start, end)
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.insist(|| self.inner.try_lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.insist(|| self.inner.try_lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.inner.unlock_range(start, end)
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.inner.query_lock_range(start, end)
    }
}
