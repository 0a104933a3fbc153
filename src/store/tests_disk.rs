//! A disk for tests. It counts what is asked of it, fails when it is told to, and can lose its power.
//!
//! Bytes go to the real file at once, as into the cache of a system. What would be on the plate when the power goes
//! is kept beside it: the contents at the last sync, and every write and change of length since. After the power is
//! gone any part of those may have got through, torn at [`SECTOR`] bytes. Real syncs are never made: nothing of this
//! depends on them, and they would make ten thousand crashes take an hour.

use std::fs::File;
use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::backends::FileBackend;
use redb::{BackendError, StorageBackend};

use super::engine::Medium;

#[path = "../../tests/store_common/random.rs"]
mod random;

pub use random::{Replay, Rng, is_long, seeds};

/// What a disk writes whole or not at all, in bytes.
const SECTOR: usize = 512;

/// What the engine asks of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    Len,
    Read,
    Write,
    SetLen,
    Sync,
    Lock,
    Unlock,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ailment {
    /// The device does not answer; nothing was done.
    Io,
    /// There is no more room; nothing was done.
    Full,
    /// The file ends in the middle of what was to be read.
    Short,
    /// The device does not answer, although it did what was asked.
    Late,
}

impl Ailment {
    /// Whether a call can fail like this. Giving back a lock is no business of the device.
    fn befalls(self, call: Call) -> bool {
        match self {
            Self::Io => call != Call::Unlock,
            Self::Full => matches!(call, Call::Write | Call::SetLen | Call::Sync),
            Self::Short => call == Call::Read,
            Self::Late => matches!(call, Call::Write | Call::SetLen | Call::Sync),
        }
    }

    fn error(self) -> io::Error {
        match self {
            Self::Io | Self::Late => io::Error::from_raw_os_error(rustix::io::Errno::IO.raw_os_error()),
            Self::Full => io::ErrorKind::StorageFull.into(),
            Self::Short => io::ErrorKind::UnexpectedEof.into(),
        }
    }
}

/// What was asked of a disk so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub reads: usize,
    pub bytes_read: usize,
    pub writes: usize,
    pub bytes_written: usize,
    pub syncs: usize,
    pub resizes: usize,
}

#[derive(Debug)]
struct Fault {
    /// Calls it can befall that still go well.
    after: usize,
    ailment: Ailment,
    lasts: bool,
    struck: usize,
}

#[derive(Debug)]
enum Unsynced {
    Write(u64, Vec<u8>),
    Length(u64),
}

/// What would be on the plate.
#[derive(Debug, Default)]
struct Plate {
    synced: Vec<u8>,
    since: Vec<Unsynced>,
    /// Changes until the power goes.
    fuse: Option<u64>,
    changes: u64,
    off: bool,
    /// Whether a sync is only said to have been made.
    lies: bool,
}

#[derive(Debug, Default)]
struct State {
    counts: Counts,
    fault: Option<Fault>,
    plate: Option<Plate>,
}

/// A disk. Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct Disk(Arc<Mutex<State>>);

impl Disk {
    /// A disk that can lose its power; it does so by itself at the change (write, length, sync) with that number.
    pub fn forgetful(fuse: Option<u64>) -> Self {
        let disk = Self::default();
        disk.state().plate = Some(Plate { fuse, ..Plate::default() });
        disk
    }

    /// A forgetful disk that says of every sync that it was made, and makes none.
    pub fn lying() -> Self {
        let disk = Self::forgetful(None);
        disk.state().plate = Some(Plate { lies: true, ..Plate::default() });
        disk
    }

    /// What the store is opened with. One file at a time.
    pub fn medium(&self) -> Medium {
        let disk = self.clone();
        Arc::new(move |file: File| {
            if let Some(plate) = &mut disk.state().plate
                && plate.changes == 0
            {
                plate.synced = contents(&file)?;
            }
            Ok(Box::new(Slot { file: FileBackend::new(file)?, disk: disk.clone() }))
        })
    }

    /// Lets the call after `after` others fail that `ailment` can befall; all later ones too when it `lasts`.
    pub fn fail(&self, after: usize, ailment: Ailment, lasts: bool) {
        self.state().fault = Some(Fault { after, ailment, lasts, struck: 0 });
    }

    /// Ends the fault: how many calls it befell.
    pub fn heal(&self) -> usize {
        self.state().fault.take().map_or(0, |fault| fault.struck)
    }

    /// What was asked so far.
    pub fn counts(&self) -> Counts {
        self.state().counts
    }

    /// Whether the power has gone.
    pub fn is_off(&self) -> bool {
        self.state().plate.as_ref().is_some_and(|plate| plate.off)
    }

    /// Takes the power away: what the file holds when it is back.
    pub fn lose_power(&self, rng: &mut Rng) -> Vec<u8> {
        let mut state = self.state();
        let plate = state.plate.as_mut().unwrap();
        plate.off = true;
        // Mostly a mixture; often enough nothing or everything, which are results of their own.
        let luck = rng.pick(&[0, 5, 50, 50, 50, 95, 100]);
        let mut left = plate.synced.clone();
        for change in &plate.since {
            match change {
                Unsynced::Length(length) if rng.chance(luck) => left.resize(usize::try_from(*length).unwrap(), 0),
                Unsynced::Length(_) => {}
                Unsynced::Write(offset, bytes) => write_torn(&mut left, *offset, bytes, luck, rng),
            }
        }
        left
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    /// Whether a call goes well: what it must fail with otherwise, before or after it was done.
    fn ask(&self, call: Call, bytes: usize) -> Result<(), (io::Error, bool)> {
        let mut state = self.state();
        count(&mut state.counts, call, bytes);
        if state.plate.as_ref().is_some_and(|plate| plate.off) && call != Call::Unlock {
            return Err((Ailment::Io.error(), false));
        }
        let Some(fault) = state.fault.as_mut().filter(|fault| fault.ailment.befalls(call)) else { return Ok(()) };
        if fault.after > 0 {
            fault.after -= 1;
            return Ok(());
        }
        if fault.struck > 0 && !fault.lasts {
            return Ok(());
        }
        fault.struck += 1;
        Err((fault.ailment.error(), fault.ailment == Ailment::Late))
    }

    /// Does a call, or fails as it must.
    fn call<T>(&self, call: Call, bytes: usize, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        match self.ask(call, bytes) {
            Ok(()) => work(),
            Err((error, false)) => Err(error),
            Err((error, true)) => work().and(Err(error)),
        }
    }

    /// Notes a change of the file. When it is the one at which the power goes, it may still get through in part.
    fn change(&self, change: Unsynced) -> io::Result<()> {
        let mut state = self.state();
        let Some(plate) = &mut state.plate else { return Ok(()) };
        plate.since.push(change);
        burn(plate)
    }

    fn synced(&self) -> io::Result<()> {
        let mut state = self.state();
        let Some(plate) = &mut state.plate else { return Ok(()) };
        burn(plate)?;
        if plate.lies {
            return Ok(());
        }
        for change in plate.since.drain(..) {
            match change {
                Unsynced::Length(length) => plate.synced.resize(usize::try_from(length).unwrap(), 0),
                Unsynced::Write(offset, bytes) => {
                    let start = usize::try_from(offset).unwrap();
                    plate.synced[start..start + bytes.len()].copy_from_slice(&bytes);
                }
            }
        }
        Ok(())
    }
}

/// The bytes of a file, wherever its own position is.
fn contents(file: &File) -> io::Result<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; usize::try_from(file.metadata()?.len()).unwrap_or_default()];
    file.read_exact_at(&mut bytes, 0)?;
    Ok(bytes)
}

fn burn(plate: &mut Plate) -> io::Result<()> {
    plate.changes += 1;
    if plate.fuse == Some(plate.changes) {
        plate.off = true;
        return Err(Ailment::Io.error());
    }
    Ok(())
}

fn count(counts: &mut Counts, call: Call, bytes: usize) {
    match call {
        Call::Read => {
            counts.reads += 1;
            counts.bytes_read += bytes;
        }
        Call::Write => {
            counts.writes += 1;
            counts.bytes_written += bytes;
        }
        Call::SetLen => counts.resizes += 1,
        Call::Sync => counts.syncs += 1,
        Call::Len | Call::Lock | Call::Unlock => {}
    }
}

/// Each sector of a write got through or did not; none beyond the end of a file that did not become longer.
fn write_torn(file: &mut [u8], offset: u64, bytes: &[u8], luck: u64, rng: &mut Rng) {
    let start = usize::try_from(offset).unwrap();
    let mut at = 0;
    while at < bytes.len() {
        let end = (at + SECTOR - (start + at) % SECTOR).min(bytes.len());
        if rng.chance(luck)
            && let Some(place) = file.get_mut(start + at..start + end)
        {
            place.copy_from_slice(&bytes[at..end]);
        }
        at = end;
    }
}

/// A file on the disk.
#[derive(Debug)]
struct Slot {
    file: FileBackend,
    disk: Disk,
}

impl Slot {
    fn lock<T>(&self, call: Call, work: impl FnOnce() -> Result<T, BackendError>) -> Result<T, BackendError> {
        self.disk.ask(call, 0).map_err(|(error, _)| BackendError::Io(error))?;
        work()
    }
}

impl StorageBackend for Slot {
    fn len(&self) -> io::Result<u64> {
        self.disk.call(Call::Len, 0, || self.file.len())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.disk.call(Call::Read, out.len(), || self.file.read(offset, out))
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.disk.call(Call::SetLen, 0, || {
            self.disk.change(Unsynced::Length(length))?;
            self.file.set_len(length)
        })
    }

    fn sync_data(&self) -> io::Result<()> {
        self.disk.call(Call::Sync, 0, || self.disk.synced())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.disk.call(Call::Write, data.len(), || {
            self.disk.change(Unsynced::Write(offset, data.to_vec()))?;
            self.file.write(offset, data)
        })
    }

    fn close(&self) -> io::Result<()> {
        self.file.close()
    }

    fn try_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.lock(Call::Lock, || self.file.try_lock_range(start, end))
    }

    fn try_lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.lock(Call::Lock, || self.file.try_lock_shared_range(start, end))
    }

    fn lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.lock(Call::Lock, || self.file.lock_range(start, end))
    }

    fn lock_shared_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.lock(Call::Lock, || self.file.lock_shared_range(start, end))
    }

    fn unlock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<(), BackendError> {
        self.lock(Call::Unlock, || self.file.unlock_range(start, end))
    }

    fn query_lock_range(&self, start: Bound<u64>, end: Bound<u64>) -> Result<bool, BackendError> {
        self.lock(Call::Lock, || self.file.query_lock_range(start, end))
    }
}
