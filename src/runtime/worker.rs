//! The thread that owns the base: it does what the app asks for, one thing after the other, and says what came of it.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Instant;

use chrono::{Local, NaiveDate};
use tempfile::TempDir;

use super::drafts::Drafts;
use super::{fault, transfer};
use crate::app::{Effect, Founding, Loaded, Msg};
use crate::demo;
use crate::domain::{Batch, Change, Entry, Key, Kind, founding};
use crate::kit::{Draft, Slot};
use crate::store::keep::{Target, backup_failed, backup_made};
use crate::store::{Identity, Lane, Mode, Presence, Store, StoreError, notice, present, read_only, sentence};
use crate::surveys;
use crate::text::{SystemError, Text, fill};

/// How many entries of the journal are read at once, and how many changes of one record are told.
const PAGE: usize = 200;

/// Something to do.
#[derive(Debug)]
pub enum Job {
    /// Open the base, or found it first.
    Open(Option<Founding>),
    /// Make a batch durable; then its draft is done with.
    Save { base: u64, batch: Batch, draft: Option<Slot> },
    /// Look for the last step to take back, or to put back.
    Find { redo: bool },
    /// Read the journal.
    Journal { keys: Option<Vec<Key>>, before: Option<u64> },
    /// The base may have changed.
    Follow,
    /// Somebody came or went.
    Company,
    /// Keep half-typed work.
    Keep(Box<Draft>),
    /// Forget it.
    Drop(Slot),
    /// Make a draft from before this session's own.
    Adopt(PathBuf, Slot),
    /// Forget a draft from before.
    Forget(PathBuf),
    /// Read a roster.
    Roster(Kind, PathBuf),
    /// Read a sheet of a workbook.
    Sheet(PathBuf, String),
    /// Write a file of the curator's.
    Write(PathBuf, Vec<u8>),
    /// Make a backup.
    Backup,
    /// Leave.
    Close,
}

/// Long work for a thread of its own; what it gives goes to the app.
pub type Aside = Box<dyn FnOnce() -> Msg + Send>;

/// The thread's own state.
pub struct Worker {
    path: PathBuf,
    text: &'static Text,
    identity: Identity,
    me: Presence,
    drafts: Drafts,
    today: NaiveDate,
    store: Option<Store>,
    lane: Option<Lane>,
    known: u64,
    demo: Option<TempDir>,
    aside: Box<dyn Fn(Aside) + Send>,
    opener: Opener,
}

/// What the thread is woken by.
enum Next {
    Job(Job),
    /// Nothing was asked for while something waited to be made durable.
    Pause,
    /// Nobody asks any more.
    Nobody,
}

/// How a base is opened.
type Opener = Box<dyn Fn(&Path, Mode) -> Result<Store, StoreError> + Send>;

impl Worker {
    /// A worker for the base at `path`; `aside` runs long work elsewhere.
    pub fn new(path: PathBuf, text: &'static Text, today: NaiveDate, aside: Box<dyn Fn(Aside) + Send>) -> Self {
        let identity = Identity::current();
        let drafts = Drafts::beside(&path.canonicalize().unwrap_or_else(|_| path.clone()), &identity);
        Self {
            me: Presence::of(&identity),
            path,
            text,
            identity,
            drafts,
            today,
            store: None,
            lane: None,
            known: 0,
            demo: None,
            aside,
            opener: Box::new(Store::open),
        }
    }

    /// Works until told to leave, or until nobody listens.
    pub fn run(mut self, jobs: &Receiver<Job>, mut send: impl FnMut(Msg) -> bool) {
        loop {
            let told = match self.next(jobs) {
                Next::Job(Job::Close) | Next::Nobody => break,
                Next::Job(job) => self.attempt(job),
                Next::Pause => self.settle_drafts(),
            };
            if !told.into_iter().all(&mut send) {
                return;
            }
        }
        let _ = self.drafts.settle();
        if let Some(store) = self.store.take() {
            // Everything acknowledged is durable already; a failure to close loses nothing.
            let _ = store.close();
        }
    }

    /// Waits for something to do. While drafts have not reached the disk, a pause is something to do.
    fn next(&self, jobs: &Receiver<Job>) -> Next {
        let job = match self.drafts.due() {
            None => jobs.recv().map_err(RecvTimeoutError::from),
            Some(due) => jobs.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match job {
            Ok(job) => Next::Job(job),
            Err(RecvTimeoutError::Timeout) => Next::Pause,
            Err(RecvTimeoutError::Disconnected) => Next::Nobody,
        }
    }

    fn settle_drafts(&mut self) -> Vec<Msg> {
        let settled = self.drafts.settle();
        self.say_of_draft(settled)
    }

    fn say_of_draft(&self, kept: io::Result<()>) -> Vec<Msg> {
        let Err(error) = kept else { return Vec::new() };
        let why = SystemError::from(&error).words(self.text);
        vec![Msg::Refused(fill(self.text.base.draft_failed, &[&why]))]
    }

    /// Does a job. A panic in it is said, and the thread goes on: what is typed from now on is to be kept as well.
    fn attempt(&mut self, job: Job) -> Vec<Msg> {
        let failed: fn(String) -> Msg = match job {
            Job::Open(_) => Msg::Unusable,
            Job::Save { .. } => Msg::Failed,
            _ => Msg::Refused,
        };
        let done = catch_unwind(AssertUnwindSafe(|| {
            fault::strike(&job);
            self.work(job)
        }));
        done.unwrap_or_else(|_| vec![failed(self.text.base.internal.to_owned())])
    }

    fn work(&mut self, job: Job) -> Vec<Msg> {
        match job {
            Job::Open(founding) => self.open(founding),
            Job::Save { base, batch, draft } => self.save(base, &batch, draft.as_ref()),
            Job::Find { redo } => vec![self.find(redo)],
            Job::Journal { keys, before } => vec![self.journal(keys, before)],
            Job::Follow => self.follow(),
            Job::Company => vec![Msg::Company(self.company())],
            Job::Keep(draft) => {
                let kept = self.drafts.keep(&draft);
                self.say_of_draft(kept)
            }
            Job::Drop(slot) => {
                self.drafts.drop_own(&slot);
                Vec::new()
            }
            Job::Adopt(path, slot) => {
                self.drafts.adopt(&path, &slot);
                Vec::new()
            }
            Job::Forget(path) => {
                self.drafts.forget(&path);
                Vec::new()
            }
            Job::Roster(kind, path) => vec![transfer::open(kind, &path, self.text)],
            Job::Sheet(path, name) => vec![transfer::open_sheet(path, &name, self.text)],
            Job::Backup => vec![self.backup()],
            Job::Write(path, bytes) => vec![transfer::write(&path, &bytes, self.text)],
            Job::Close => Vec::new(),
        }
    }

    fn open(&mut self, founding: Option<Founding>) -> Vec<Msg> {
        if let Some(founding) = founding
            && let Err(sentence) = self.found(founding)
        {
            return vec![Msg::Unusable(sentence)];
        }
        match self.load() {
            Ok(mut loaded) => {
                let left = self.drafts.left_behind(&self.company());
                if left.unreadable > 0 {
                    let place = self.drafts.directory().file_name().unwrap_or_default();
                    loaded.notices.push(fill(self.text.base.draft_unreadable, &[&place.display()]));
                }
                vec![Msg::Loaded(Box::new(loaded)), Msg::Drafts(left.drafts)]
            }
            Err(StoreError::Missing { path }) => vec![Msg::Absent(path)],
            Err(error) => vec![Msg::Unusable(self.sentence(&error))],
        }
    }

    /// Creates the base. The demonstration gets a directory of its own, which goes with this session: it never lies
    /// where the school's own base is looked for.
    fn found(&mut self, founding: Founding) -> Result<(), String> {
        if founding == Founding::Demo {
            let directory = tempfile::tempdir().map_err(|error| self.no_room(&error))?;
            self.path = directory.path().join("demo.redb");
            self.drafts = Drafts::beside(&self.path, &self.identity);
            self.demo = Some(directory);
        }
        found(&self.path, founding, self.today, self.text)
    }

    /// Why there can be no demonstration.
    fn no_room(&self, error: &io::Error) -> String {
        let directory = std::env::temp_dir();
        fill(self.text.base.io, &[&directory.display(), &SystemError::from(error).words(self.text)])
    }

    /// Opens the base, for reading where it may not or cannot be written; then it is said why.
    fn enter(&mut self) -> Result<(Store, Option<Lane>, Option<String>), StoreError> {
        let (why, store) = match self.enter_to_write() {
            Ok((store, lane)) => {
                let why = store.read_only().map(|why| read_only(why, self.text).to_owned());
                return Ok((store, lane, why));
            }
            Err(StoreError::Forbidden { .. }) => (self.text.base.read_only, (self.opener)(&self.path, Mode::ReadOnly)?),
            Err(error @ (StoreError::Lanes { .. } | StoreError::Shut { .. })) => {
                let store = (self.opener)(&self.path, Mode::ReadOnly)?;
                return Ok((store, None, Some(self.sentence(&error))));
            }
            Err(StoreError::NoSpace) => (self.text.base.read_only_full, (self.opener)(&self.path, Mode::ReadOnly)?),
            Err(error) => return Err(error),
        };
        Ok((store, None, Some(why.to_owned())))
    }

    /// A base that is opened anew is entered by the lane held already.
    fn enter_to_write(&mut self) -> Result<(Store, Option<Lane>), StoreError> {
        let store = (self.opener)(&self.path, Mode::ReadWrite)?;
        let lane = match (store.read_only(), self.lane.take()) {
            (Some(_), _) => None,
            (None, Some(lane)) => Some(lane),
            (None, None) => Some(Lane::take(&self.path, &self.identity)?),
        };
        Ok((store, lane))
    }

    /// Opens and reads the base. The lane is held before anything is loaded: its numbers are ours from then on.
    fn load(&mut self) -> Result<Loaded, StoreError> {
        let (mut store, lane, why) = self.enter()?;
        let register = store.load()?;
        self.known = register.generation();
        let loaded = Loaded {
            lane: lane.as_ref().map(Lane::number),
            read_only: why,
            notices: store.notices().iter().map(|what| notice(*what, self.text).to_owned()).collect(),
            me: self.me.clone(),
            company: lane.as_ref().map(Lane::others).unwrap_or_default(),
            path: self.path.clone(),
            demo: self.demo.is_some(),
            can_undo: store.can_undo(&self.identity.user)?,
            register,
        };
        (self.store, self.lane) = (Some(store), lane);
        Ok(loaded)
    }

    /// The base is not the one that was opened: shows what lies in its place.
    fn reload(&mut self) -> Vec<Msg> {
        self.store = None;
        match self.load() {
            Ok(loaded) => vec![Msg::Loaded(Box::new(loaded)), Msg::Refused(self.text.base.reloaded.to_owned())],
            Err(StoreError::Missing { path }) => vec![Msg::Sealed(fill(self.text.base.vanished, &[&path.display()]))],
            Err(error) => vec![Msg::Sealed(self.sentence(&error))],
        }
    }

    /// The draft goes only when what it holds is on disk.
    fn save(&mut self, base: u64, batch: &Batch, draft: Option<&Slot>) -> Vec<Msg> {
        let Some(store) = &mut self.store else { return vec![Msg::Failed(self.text.messages.read_only.to_owned())] };
        let heard = store.notices().len();
        match store.execute(base, batch) {
            Ok(entry) => {
                self.known = entry.generation;
                let news: Vec<Msg> = store
                    .notices()
                    .iter()
                    .skip(heard)
                    .map(|what| Msg::Refused(notice(*what, self.text).to_owned()))
                    .collect();
                if let Some(slot) = draft {
                    self.drafts.drop_own(slot);
                }
                // Only what was taken back can have been the last of its kind.
                let can_undo = entry.origin.stands() || store.can_undo(&self.identity.user).unwrap_or(true);
                std::iter::once(Msg::Saved { entry: Box::new(entry), can_undo }).chain(news).collect()
            }
            Err(StoreError::Behind(entries)) => {
                self.known = entries.last().map_or(self.known, |entry| entry.generation);
                vec![Msg::Behind(entries)]
            }
            Err(StoreError::Replaced { .. } | StoreError::Rewound { .. } | StoreError::Diverged { .. }) => {
                self.reload()
            }
            Err(error) if error.is_of_newer() || matches!(error, StoreError::ReadOnly(_)) => {
                vec![Msg::Sealed(self.sentence(&error))]
            }
            Err(error) => vec![Msg::Failed(self.sentence(&error))],
        }
    }

    fn find(&mut self, redo: bool) -> Msg {
        let who = self.identity.user.clone();
        let Some(store) = &mut self.store else {
            return Msg::Found { redo, entry: None, elsewhere: None };
        };
        let found = if redo { store.last_redoable(&who) } else { store.last_undoable(&who) };
        match found {
            Ok(entry) => {
                let elsewhere = entry.as_ref().and_then(|entry| self.other_terminal(entry)).filter(|_| !redo);
                Msg::Found { redo, entry: entry.map(Box::new), elsewhere }
            }
            Err(error) => Msg::Refused(self.sentence(&error)),
        }
    }

    /// The terminal a step was made at, when it was made in another session than this one.
    fn other_terminal(&self, entry: &Entry) -> Option<String> {
        let (tty, _) = entry.session.rsplit_once(':')?;
        (entry.session != self.identity.session()).then(|| tty.to_owned())
    }

    fn journal(&mut self, keys: Option<Vec<Key>>, before: Option<u64>) -> Msg {
        let Some(store) = &mut self.store else {
            return Msg::Journal { keys, before, entries: Vec::new(), more: false };
        };
        let entries = match &keys {
            None => steps(store, before),
            Some(keys) => store.histories(keys, PAGE).map(|entries| (entries, false)),
        };
        match entries {
            Ok((entries, more)) => Msg::Journal { keys, before, entries, more },
            Err(error) => Msg::Refused(self.sentence(&error)),
        }
    }

    /// Begins a backup of the base as it stands now. The thread that makes it holds a snapshot of its own.
    fn backup(&mut self) -> Msg {
        let Some(store) = &mut self.store else { return Msg::Refused(self.text.messages.not_now.to_owned()) };
        if self.demo.is_some() {
            return Msg::Refused(self.text.keep.no_copy_of_demo.to_owned());
        }
        let text = self.text;
        match store.snapshot() {
            Ok(snapshot) => {
                (self.aside)(Box::new(move || match snapshot.backup(&Target::Shelf, Local::now().naive_local()) {
                    Ok(made) => Msg::Done(backup_made(&made.path, text)),
                    Err(error) => Msg::Refused(backup_failed(&error, text)),
                }));
                Msg::UnderWay(text.keep.under_way.to_owned())
            }
            Err(error) => Msg::Refused(backup_failed(&error, text)),
        }
    }

    fn follow(&mut self) -> Vec<Msg> {
        let Some(store) = self.store.as_mut().filter(|store| !store.replaced()) else { return self.reload() };
        let news: Result<Vec<Entry>, StoreError> = match store.generation() {
            Ok(generation) if generation == self.known => return Vec::new(),
            Ok(_) => store.tail(self.known),
            Err(error) => Err(error),
        };
        match news {
            Ok(entries) => {
                self.known = entries.last().map_or(self.known, |entry| entry.generation);
                vec![Msg::News(entries)]
            }
            Err(StoreError::Rewound { .. }) => self.reload(),
            Err(error) if error.is_of_newer() => vec![Msg::Sealed(self.sentence(&error))],
            Err(error) => vec![Msg::Refused(self.sentence(&error))],
        }
    }

    /// Who else is inside.
    fn company(&self) -> Vec<Presence> {
        self.lane.as_ref().map_or_else(|| present(&self.path), Lane::others)
    }

    fn sentence(&self, error: &StoreError) -> String {
        sentence(error, &self.company(), self.text)
    }
}

/// A page of the journal before a generation, and whether there is more. What respondents answer one by one is left to
/// the history of a record: a class at its computers would fill the journal with hundreds of entries.
fn steps(store: &mut Store, before: Option<u64>) -> Result<(Vec<Entry>, bool), StoreError> {
    let mut before = before;
    loop {
        let mut entries = store.journal(before, PAGE)?;
        let more = entries.len() == PAGE;
        before = entries.last().map(|entry| entry.generation);
        entries.retain(|entry| !matches!(entry.command.as_str(), "respond.open" | "respond.answer"));
        if !more || !entries.is_empty() {
            return Ok((entries, more));
        }
    }
}

impl Job {
    /// What the thread does for an effect; none for what the screen does by itself.
    pub fn of(effect: Effect) -> Option<Self> {
        Some(match effect {
            Effect::Save { base, batch, draft } => Self::Save { base, batch, draft },
            Effect::FindUndo => Self::Find { redo: false },
            Effect::FindRedo => Self::Find { redo: true },
            Effect::ReadJournal { keys, before } => Self::Journal { keys, before },
            Effect::LookAround => Self::Company,
            Effect::KeepDraft(draft) => Self::Keep(Box::new(draft)),
            Effect::DropDraft(slot) => Self::Drop(slot),
            Effect::AdoptDraft(path, slot) => Self::Adopt(path, slot),
            Effect::ForgetDraft(path) => Self::Forget(path),
            Effect::Found(founding) => Self::Open(Some(founding)),
            Effect::OpenRoster(kind, path) => Self::Roster(kind, path),
            Effect::OpenSheet(path, name) => Self::Sheet(path, name),
            Effect::Write(path, bytes) => Self::Write(path, bytes),
            Effect::Backup => Self::Backup,
            Effect::Copy(_) | Effect::FindPaths(_) | Effect::Quit => return None,
        })
    }
}

fn found(path: &Path, what: Founding, today: NaiveDate, text: &Text) -> Result<(), String> {
    let questionnaires = surveys::builtin().map_err(|error| error.to_string())?;
    let changes: Vec<Change> = match what {
        Founding::Empty => founding(text.base.new_school, today, questionnaires),
        Founding::Demo => demo::school(&demo::Plan::usual(today), questionnaires),
    };
    let store = Store::create(path, &changes).map_err(|error| sentence(&error, &[], text))?;
    store.close().map_err(|error| sentence(&error, &[], text))
}

#[cfg(test)]
mod tests;
