//! What the app asks of the world outside, and what comes back. `update` never does any of it itself.

use std::path::PathBuf;

use crate::domain::{Batch, Entry, Key, Kind, Register};
use crate::exchange::Sheet;
use crate::kit::{Draft, Size, Slot, Stroke};
use crate::store::Presence;

/// Something to be done by the runtime.
#[derive(Debug)]
pub enum Effect {
    /// Make this batch durable, on top of that generation of the base.
    Save {
        /// The generation the batch was judged against.
        base: u64,
        /// The changes.
        batch: Batch,
        /// The draft that is done with once they are durable.
        draft: Option<Slot>,
    },
    /// Look for the last step this user can take back.
    FindUndo,
    /// Look for the last step this user can put back.
    FindRedo,
    /// Read the journal.
    ReadJournal {
        /// Of these records, or the whole.
        keys: Option<Vec<Key>>,
        /// The entries before this one; the newest where there is none.
        before: Option<u64>,
    },
    /// Look who is inside.
    LookAround,
    /// Keep half-typed work.
    KeepDraft(Draft),
    /// Forget half-typed work.
    DropDraft(Slot),
    /// A draft that was offered is being worked on: from now on it is this session's own, in that place.
    AdoptDraft(PathBuf, Slot),
    /// Throw away a draft that was offered.
    ForgetDraft(PathBuf),
    /// Create the base.
    Found(Founding),
    /// Look which directories and tables a half-typed path may mean.
    FindPaths(String),
    /// Read a roster.
    OpenRoster(Kind, PathBuf),
    /// Read a sheet of a workbook, by its name.
    OpenSheet(PathBuf, String),
    /// Write text to a file of the curator's.
    Write(PathBuf, Vec<u8>),
    /// Make a backup.
    Backup,
    /// Put text on the clipboard.
    Copy(String),
    /// Leave.
    Quit,
}

/// What a new base begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Founding {
    /// Nothing but the school and the questionnaires.
    Empty,
    /// The invented school.
    Demo,
}

/// A draft that was found at the start.
#[derive(Debug, Clone)]
pub struct KeptDraft {
    /// Where it lies.
    pub path: PathBuf,
    /// What it holds.
    pub draft: Draft,
}

/// Something that happened.
#[derive(Debug)]
pub enum Msg {
    /// A key.
    Key(Stroke),
    /// Pasted text, clean already.
    Paste(String),
    /// The window changed.
    Resize(Size),
    /// The base is in memory.
    Loaded(Box<Loaded>),
    /// There is no base yet.
    Absent(PathBuf),
    /// The base cannot be opened, and why.
    Unusable(String),
    /// Nothing can be written any more, and why. What is in memory can be read on.
    Sealed(String),
    /// The batch sent last is durable.
    Saved {
        /// What the journal says of it.
        entry: Box<Entry>,
        /// Whether this user has a step that can be taken back now.
        can_undo: bool,
    },
    /// Others had written before: the batch was not taken; here is what they wrote.
    Behind(Vec<Entry>),
    /// The batch sent last could not be written.
    Failed(String),
    /// Others wrote something.
    News(Vec<Entry>),
    /// Who else is inside now.
    Company(Vec<Presence>),
    /// The step that can be taken back (or put back, when `redo`).
    Found {
        /// Whether putting back was asked for.
        redo: bool,
        /// The step, if there is one.
        entry: Option<Box<Entry>>,
        /// The terminal of another session of the same user, when the step was made there.
        elsewhere: Option<String>,
    },
    /// A part of the journal.
    Journal {
        /// Of these records, or of the whole.
        keys: Option<Vec<Key>>,
        /// What was asked for: the entries before this one, or the newest.
        before: Option<u64>,
        /// The entries, newest first.
        entries: Vec<Entry>,
        /// Whether there are others further back.
        more: bool,
    },
    /// Half-typed work of this user from before.
    Drafts(Vec<KeptDraft>),
    /// What a half-typed path may mean.
    Paths {
        /// The path as it was typed.
        typed: String,
        /// Directories, with a slash at the end, and tables.
        found: Vec<String>,
    },
    /// A questionnaire was read from a file.
    Questionnaire(Box<crate::domain::Questionnaire>),
    /// A roster was read.
    Roster {
        /// Of whom.
        kind: Kind,
        /// From where.
        path: PathBuf,
        /// What it holds.
        sheet: Box<Sheet>,
    },
    /// Another sheet of a workbook was read.
    Sheet {
        /// Of which workbook.
        path: PathBuf,
        /// What it holds.
        sheet: Box<Sheet>,
    },
    /// Something asked for has begun and will take a while; what comes of it takes the place of this sentence.
    UnderWay(String),
    /// Something asked for was done; a sentence about it.
    Done(String),
    /// Something asked for failed; a sentence about it.
    Refused(String),
    /// A questionnaire's file is wrong in several places; a sentence for each.
    Faulty(Vec<String>),
}

/// A base in memory.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Everything on file.
    pub register: Register,
    /// The lane of this session, for new identities; `None` when the base may only be read.
    pub lane: Option<u32>,
    /// Why the base may only be read, if so.
    pub read_only: Option<String>,
    /// This session, as the others see it.
    pub me: Presence,
    /// Who else is inside.
    pub company: Vec<Presence>,
    /// Whether this user has a step on file that can be taken back.
    pub can_undo: bool,
    /// What its owner should hear of.
    pub notices: Vec<String>,
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it is the demonstration, which vanishes.
    pub demo: bool,
}
