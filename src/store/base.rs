//! An open base: loading it, writing to it, following what others write.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use redb::{ReadTransaction, ReadableTable, ReadableTableMetadata};

use crate::domain::{Batch, Entity, Entry, Key, Kind, Record, Register};

use super::engine::{self, Handle, Medium};
use super::error::{ReadOnly, StoreError};
use super::file::{self, FileId, Mode};
use super::guard::guard;
use super::identity::{Identity, RESPONDENT};
use super::journal;
use super::tables::{self, Facts, JOURNAL, META, RECORDS, SCHEMA};
use super::{codec, migrate, undo, write};

/// How long a session waits for another one that holds the base, unless told otherwise.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Clocks of machines that share a disk differ a little, in seconds.
const CLOCK_SLACK: i64 = 300;

/// Something about the file that its owner should hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// Every user of the machine can read it.
    WorldReadable,
    /// The newest entry of its journal was made later than now: the clock of the machine has been set back.
    ClockBehind,
}

/// An open base.
///
/// Its calls block for as long as the disk takes, and up to the patience it was opened with when another session
/// holds the base; run it away from the screen. After a failure of the disk it opens the file anew by itself at the
/// next call.
pub struct Store {
    path: PathBuf,
    mode: Mode,
    patience: Duration,
    medium: Medium,
    identity: Identity,
    handle: Option<Handle>,
    id: FileId,
    read_only: Option<ReadOnly>,
    notices: Vec<Notice>,
    created: i64,
    /// When the newest entry seen was made, in seconds since 1970 UTC.
    newest_at: i64,
}

/// How many entries of the journal are looked through for a step of a user.
const LOOKED_BACK: usize = 500;

impl Store {
    /// Opens an existing base, bringing it to this program's schema if it is older (after a copy has been made).
    /// A base that may not or must not be written is opened for reading; [`Self::read_only`] says why.
    ///
    /// # Errors
    /// Says what stands in the way; see [`StoreError`].
    pub fn open(path: &Path, mode: Mode) -> Result<Self, StoreError> {
        Self::open_patiently(path, mode, PATIENCE)
    }

    /// As [`Self::open`], waiting up to `patience` wherever another session holds the base, now and later.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_patiently(path: &Path, mode: Mode, patience: Duration) -> Result<Self, StoreError> {
        Self::open_on(path, mode, patience, Arc::new(engine::plain))
    }

    /// As [`Self::open_patiently`], over something that stands for the disk.
    pub(crate) fn open_on(path: &Path, mode: Mode, patience: Duration, medium: Medium) -> Result<Self, StoreError> {
        let path = file::real(path)?;
        let judged = file::judge(&path, mode)?;
        let mut read_only = judged.read_only;
        let (id, writable) = (judged.id, read_only.is_none());
        let handle = |file| Handle::open(file, writable, patience, &medium);
        let mut opened = guard(|| open_engine(handle(judged.file)?, &path, patience));
        if matches!(opened, Err(StoreError::Unfinished)) {
            finish(&path, patience, &medium)?;
            let again = file::judge(&path, mode)?;
            opened = guard(|| open_engine(handle(again.file)?, &path, patience));
        }
        let (handle, facts) = opened.map_err(|error| cut_short(error, &path))?;
        if facts.schema > SCHEMA {
            read_only = Some(ReadOnly::Newer { schema: facts.schema });
        }
        let notices = judged.world_readable.then_some(Notice::WorldReadable).into_iter().collect();
        Ok(Self {
            path,
            mode,
            patience,
            medium,
            identity: Identity::current(),
            handle: Some(handle),
            id,
            read_only,
            notices,
            created: facts.created,
            newest_at: 0,
        })
    }

    /// Where the base lies, without links.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whose name goes into the journal.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Why nothing can be written, if nothing can.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.read_only
    }

    /// What the owner of the file should hear of.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// When the base was founded, in seconds since 1970 UTC.
    pub fn created(&self) -> i64 {
        self.created
    }

    /// Whether another file has taken the place of the one that was opened, or none is there any more. Writing would
    /// go where nobody looks: open the new one.
    pub fn replaced(&self) -> bool {
        file::id_of(&self.path) != Some(self.id)
    }

    /// Reads the whole base into memory.
    ///
    /// A session that writes takes its [`super::Lane`] first: otherwise the session that held the lane before could
    /// commit new identities between this reading and the taking, and both would give out the same numbers.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] names the first record that cannot be decoded; [`StoreError::Newer`] says that this
    /// is because a newer program wrote the base.
    pub fn load(&mut self) -> Result<Register, StoreError> {
        let newer = self.read_only;
        let register = match (self.reading(load), newer) {
            (Err(StoreError::Unreadable { .. }), Some(ReadOnly::Newer { schema })) => {
                return Err(StoreError::Newer { schema, known: SCHEMA });
            }
            (loaded, _) => loaded?,
        };
        self.look_at_the_clock()?;
        Ok(register)
    }

    /// An entry that cannot be decoded says nothing of the clock; the records do not depend on it.
    fn look_at_the_clock(&mut self) -> Result<(), StoreError> {
        match self.newest_entry_at() {
            Ok(at) => self.newest_at = at,
            Err(StoreError::Unreadable { .. }) => {}
            Err(error) => return Err(error),
        }
        self.compare_clock(now());
        Ok(())
    }

    /// Whether an entry made at `at` comes long before one that is there already: the clock was set back. Said once.
    fn compare_clock(&mut self, at: i64) {
        if self.newest_at > at + CLOCK_SLACK && !self.notices.contains(&Notice::ClockBehind) {
            self.notices.push(Notice::ClockBehind);
        }
    }

    /// Looks at a few records, all as of one moment, without the rest of the base being read. What `look` finds of a
    /// generation is what the base held then.
    ///
    /// # Errors
    /// When the base cannot be read, and what `look` says.
    pub fn glance<T>(&mut self, look: impl FnOnce(&Glance<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.reading(|transaction| look(&Glance { transaction }))
    }

    /// From now on the journal names nobody for what this session writes: it is not the account's owner who answers at
    /// a terminal for respondents, and their undo must not reach what others answered.
    pub fn write_as_respondent(&mut self) {
        RESPONDENT.clone_into(&mut self.identity.user);
    }

    /// The newest journal entry's number; cheap enough to ask several times a second.
    ///
    /// # Errors
    /// When the base cannot be read.
    pub fn generation(&mut self) -> Result<u64, StoreError> {
        self.reading(|transaction| tables::generation(&transaction.open_table(META)?))
    }

    /// When the newest entry was made, in seconds since 1970 UTC.
    fn newest_entry_at(&mut self) -> Result<i64, StoreError> {
        self.reading(|transaction| {
            let journal = transaction.open_table(JOURNAL)?;
            let newest = journal::heads(&journal)?.next().transpose()?;
            Ok(newest.map_or(0, |head| head.at))
        })
    }

    /// The entries after a generation, oldest first.
    ///
    /// # Errors
    /// When the base cannot be read; [`StoreError::Rewound`] when it has not got as far as `after`.
    pub fn tail(&mut self, after: u64) -> Result<Vec<Entry>, StoreError> {
        let entries = self.reading(|transaction| {
            let found = tables::generation(&transaction.open_table(META)?)?;
            if found < after {
                return Err(StoreError::Rewound { known: after, found });
            }
            tables::entries_after(&transaction.open_table(JOURNAL)?, after)
        })?;
        self.newest_at = entries.iter().map(|entry| entry.at).fold(self.newest_at, i64::max);
        Ok(entries)
    }

    /// Makes a batch durable as the entry after `base`, or changes nothing.
    ///
    /// # Errors
    /// [`StoreError::Behind`] when others have committed after `base`; [`StoreError::Busy`] when another session
    /// holds the base for too long; [`StoreError::Diverged`] when a stored record is not what the batch replaces;
    /// [`StoreError::Replaced`] when writing would go to a file that is no longer there.
    /// When the disk failed in the middle, the base is opened anew and asked whether the batch got through all the
    /// same; then it is acknowledged. So after [`StoreError::Disk`], [`StoreError::NoSpace`] and
    /// [`StoreError::Damaged`] the batch is not in the base, unless the base could not even be asked: in that case
    /// the entry may still turn up, in [`Self::tail`] or in [`StoreError::Behind`].
    /// A clock that was set back meanwhile keeps nothing from being saved; [`Self::notices`] says it.
    pub fn execute(&mut self, base: u64, batch: &Batch) -> Result<Entry, StoreError> {
        let entry = self.commit(base, batch)?;
        self.compare_clock(entry.at);
        self.newest_at = self.newest_at.max(entry.at);
        Ok(entry)
    }

    fn commit(&mut self, base: u64, batch: &Batch) -> Result<Entry, StoreError> {
        if let Some(reason) = self.read_only {
            return Err(StoreError::ReadOnly(reason));
        }
        let (path, id) = (self.path.clone(), self.id);
        let may = || match file::id_of(&path) {
            Some(found) if found == id => Ok(()),
            _ => Err(StoreError::Replaced { path: path.clone() }),
        };
        may()?;
        let prepared = write::prepare(base, batch, &self.identity)?;
        let patience = self.patience;
        let written = self.with(|handle| match handle {
            // Asked again under the lock: whoever puts another file in place holds it.
            Handle::Full(database) => write::write(database, patience, &prepared, may),
            Handle::Reading(_) => Err(StoreError::ReadOnly(ReadOnly::Asked)),
        });
        match written {
            Ok(()) => Ok(prepared.into_entry()),
            Err(error) if error.breaks_handle() => self.look_for(prepared.into_entry(), error),
            Err(error) => {
                if let StoreError::ReadOnly(reason) = error {
                    self.read_only = Some(reason);
                }
                Err(error)
            }
        }
    }

    /// The entry of a commit that failed, if it is in the base all the same; otherwise what it failed with. The handle
    /// broke, so asking opens the base anew, and opening for writing syncs: what is found then is durable.
    fn look_for(&mut self, entry: Entry, error: StoreError) -> Result<Entry, StoreError> {
        let found = self.reading(|transaction| journal::entry_at(&transaction.open_table(JOURNAL)?, entry.generation));
        match found {
            Ok(found) if found == entry => Ok(entry),
            _ => Err(error),
        }
    }

    /// The newest step of a user that can be taken back.
    ///
    /// # Errors
    /// When the journal cannot be read; [`StoreError::Forgotten`] when the step's contents are no longer kept.
    pub fn last_undoable(&mut self, who: &str) -> Result<Option<Entry>, StoreError> {
        self.reading(|transaction| {
            let journal = transaction.open_table(JOURNAL)?;
            let found = undo::undoable(journal::heads(&journal)?, who)?;
            found.map(|generation| journal::step_at(&journal, generation)).transpose()
        })
    }

    /// Whether a user seems to have a step that can be taken back. Only the newest entries are looked through, because
    /// this is asked when a base is opened: where they do not tell, there may be one further back.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn can_undo(&mut self, who: &str) -> Result<bool, StoreError> {
        self.reading(|transaction| {
            let journal = transaction.open_table(JOURNAL)?;
            let mut heads = journal::heads(&journal)?;
            let found = undo::undoable(heads.by_ref().take(LOOKED_BACK), who)?;
            Ok(found.is_some() || heads.next().is_some())
        })
    }

    /// The step that a user took back last and can put back.
    ///
    /// # Errors
    /// As [`Self::last_undoable`].
    pub fn last_redoable(&mut self, who: &str) -> Result<Option<Entry>, StoreError> {
        self.reading(|transaction| {
            let journal = transaction.open_table(JOURNAL)?;
            let found = undo::redoable(journal::heads(&journal)?, who)?;
            found.map(|generation| journal::step_at(&journal, generation)).transpose()
        })
    }

    /// What happened to a record, as [`Self::histories`].
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn history(&mut self, key: Key, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.histories(&[key], limit)
    }

    /// What happened to some records, newest first, at most `limit` entries, each with the changes of those alone.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn histories(&mut self, keys: &[Key], limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.reading(|transaction| journal::histories(&transaction.open_table(JOURNAL)?, keys, limit))
    }

    /// The journal before a generation (the newest entries when `None`), newest first, at most `limit` entries.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn journal(&mut self, before: Option<u64>, limit: usize) -> Result<Vec<Entry>, StoreError> {
        self.reading(|transaction| journal::page(&transaction.open_table(JOURNAL)?, before, limit))
    }

    /// Closes the base. Leaving without it is safe; the next session then opens a little slower.
    ///
    /// # Errors
    /// What the disk said, or [`StoreError::Busy`].
    pub fn close(mut self) -> Result<(), StoreError> {
        self.handle.take().map_or(Ok(()), |handle| guard(|| handle.close()))
    }

    /// A snapshot that outlives this call.
    pub(super) fn begin_read(&mut self) -> Result<ReadTransaction, StoreError> {
        self.with(Handle::begin_read)
    }

    fn reading<T>(&mut self, work: impl FnOnce(&ReadTransaction) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.with(|handle| work(&handle.begin_read()?))
    }

    fn with<T>(&mut self, work: impl FnOnce(&Handle) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let handle = match self.handle.take() {
            Some(handle) => handle,
            None => self.reopen()?,
        };
        let result = guard(|| work(&handle));
        match &result {
            Err(error) if error.breaks_handle() => guard(|| {
                drop(handle);
                Ok(())
            })?,
            _ => self.handle = Some(handle),
        }
        result
    }

    fn reopen(&self) -> Result<Handle, StoreError> {
        let judged = file::judge(&self.path, self.mode)?;
        if judged.id != self.id {
            return Err(StoreError::Replaced { path: self.path.clone() });
        }
        let writable = judged.read_only.is_none();
        guard(|| Handle::open(judged.file, writable, self.patience, &self.medium))
            .map_err(|error| cut_short(error, &self.path))
    }
}

/// A moment of a base, looked into record by record. See [`Store::glance`].
pub struct Glance<'a> {
    transaction: &'a ReadTransaction,
}

impl Glance<'_> {
    /// The newest journal entry's number.
    ///
    /// # Errors
    /// When the base cannot be read.
    pub fn generation(&self) -> Result<u64, StoreError> {
        tables::generation(&self.transaction.open_table(META)?)
    }

    /// The record one names by its identity.
    ///
    /// # Errors
    /// As [`Self::generation`].
    pub fn get<T: Entity>(&self, id: T::Id) -> Result<Option<Arc<T>>, StoreError> {
        let record = tables::record(&self.transaction.open_table(RECORDS)?, id.into())?;
        Ok(record.as_ref().and_then(T::unwrap).cloned())
    }

    /// Every record of one kind, by identity.
    ///
    /// # Errors
    /// As [`Self::generation`].
    pub fn of_kind(&self, kind: Kind) -> Result<Vec<(Key, Record)>, StoreError> {
        let (first, last) = (Key { kind, id: 0 }, Key { kind, id: u32::MAX });
        let records = self.transaction.open_table(RECORDS)?;
        records
            .range(tables::raw(first)..=tables::raw(last))?
            .map(|row| {
                let (key, bytes) = row?;
                codec::open_record(key.value(), bytes.value()).map(|(key, _, record)| (key, record))
            })
            .collect()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let handle = self.handle.take();
        let _ = guard(|| {
            drop(handle);
            Ok(())
        });
    }
}

/// Seconds since 1970 UTC.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// Puts in order what a session that was cut off right after opening left undone. Only a writer can; whoever may not
/// write is told so.
fn finish(path: &Path, patience: Duration, medium: &Medium) -> Result<(), StoreError> {
    let judged = file::judge(path, Mode::ReadWrite)?;
    if judged.read_only.is_some() {
        return Err(StoreError::Unfinished);
    }
    guard(|| Handle::open(judged.file, true, patience, medium)?.close())
}

fn open_engine(handle: Handle, path: &Path, patience: Duration) -> Result<(Handle, Facts), StoreError> {
    let foreign = || StoreError::Foreign { path: path.to_owned() };
    let facts = tables::facts(&handle.begin_read()?)?.ok_or_else(foreign)?;
    if facts.schema >= SCHEMA {
        return Ok((handle, facts));
    }
    match &handle {
        Handle::Full(database) => migrate::bring_up(database, path, patience, &migrate::CURRENT)?,
        Handle::Reading(_) => return Err(StoreError::Older { schema: facts.schema, known: SCHEMA }),
    }
    let facts = tables::facts(&handle.begin_read()?)?.ok_or_else(foreign)?;
    Ok((handle, facts))
}

fn load(transaction: &ReadTransaction) -> Result<Register, StoreError> {
    let records = transaction.open_table(RECORDS)?;
    let count = usize::try_from(records.len()?).unwrap_or(0);
    let rows = records.iter()?.map(|row| {
        let (key, bytes) = row?;
        codec::open_record(key.value(), bytes.value())
    });
    let mut register = Register::load(rows, count)?;
    let meta = transaction.open_table(META)?;
    register.set_position(tables::generation(&meta)?, tables::highest_id(&meta)?);
    Ok(register)
}

/// The engine has one word for all damage; a file that ends too early can be told apart by its message.
fn cut_short(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::Damaged { detail } if detail.contains("truncated") || detail.contains("ends too early") => {
            StoreError::Truncated { path: path.to_owned() }
        }
        other => other,
    }
}
