//! The thread that owns the base: it does what the app asks for, one thing after the other, and says what came of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::drafts::Drafts;
use super::transfer;
use crate::app::{Effect, Founding, Loaded, Msg};
use crate::demo;
use crate::domain::{Batch, Change, Entry, Key, Kind, founding};
use crate::kit::Draft;
use crate::store::{Identity, Lane, Mode, Store, StoreError, present, read_only, sentence};
use crate::surveys;
use crate::text::{Text, fill};

/// How many entries of the journal one page shows.
const PAGE: usize = 200;

/// Something to do.
#[derive(Debug)]
pub enum Job {
    /// Open the base, or found it first.
    Open(Option<Founding>),
    /// Make a batch durable.
    Save { base: u64, batch: Batch },
    /// Look for the last step to take back, or to put back.
    Find { redo: bool },
    /// Read the journal.
    Journal(Option<Vec<Key>>),
    /// The base may have changed.
    Follow,
    /// Somebody came or went.
    Company,
    /// Keep half-typed work.
    Keep(Draft),
    /// Forget it.
    Drop,
    /// Forget a draft from before.
    Forget(PathBuf),
    /// Read a roster.
    Roster(Kind, PathBuf),
    /// Write a file of the curator's.
    Write(PathBuf, Vec<u8>),
    /// Leave.
    Close,
}

/// The thread's own state.
pub struct Worker {
    path: PathBuf,
    text: &'static Text,
    identity: Identity,
    drafts: Drafts,
    today: NaiveDate,
    inside: Option<(Store, Option<Lane>)>,
    known: u64,
    owed: Owed,
    /// The batch that could not be written last, until the base says more.
    doubtful: Option<Batch>,
    demo: Option<TempDir>,
    opener: Opener,
}

/// How a base is opened.
type Opener = Box<dyn Fn(&Path, Mode) -> Result<Store, StoreError> + Send>;

/// What is owed to the draft of this session: it goes only once what it holds is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owed {
    /// Nothing.
    Nothing,
    /// The last batch is not on disk: the draft stays, whoever asks.
    Keeping,
    /// As before, and the draft was to go: it goes with the batch.
    Dropping,
}

impl Worker {
    /// A worker for the base at `path`.
    pub fn new(path: PathBuf, text: &'static Text, today: NaiveDate) -> Self {
        let identity = Identity::current();
        let drafts = Drafts::beside(&path, &identity);
        Self {
            path,
            text,
            identity,
            drafts,
            today,
            inside: None,
            known: 0,
            owed: Owed::Nothing,
            doubtful: None,
            demo: None,
            opener: Box::new(Store::open),
        }
    }

    /// Works until told to leave, or until nobody listens.
    pub fn run(mut self, jobs: &Receiver<Job>, mut send: impl FnMut(Msg) -> bool) {
        while let Ok(job) = jobs.recv() {
            if matches!(job, Job::Close) {
                break;
            }
            for msg in self.work(job) {
                if !send(msg) {
                    return;
                }
            }
        }
        if let Some((store, _lane)) = self.inside.take() {
            // Everything acknowledged is durable already; a failure to close loses nothing.
            let _ = store.close();
        }
    }

    fn work(&mut self, job: Job) -> Vec<Msg> {
        match job {
            Job::Open(founding) => self.open(founding),
            Job::Save { base, batch } => vec![self.save(base, &batch)],
            Job::Find { redo } => vec![self.find(redo)],
            Job::Journal(keys) => vec![self.journal(keys)],
            Job::Follow => self.follow().into_iter().collect(),
            Job::Company => vec![Msg::Company(self.company())],
            Job::Keep(draft) => {
                self.owed = Owed::Nothing;
                match self.drafts.keep(&draft) {
                    Ok(()) => Vec::new(),
                    Err(error) => vec![Msg::Refused(fill(self.text.base.draft_failed, &[&error]))],
                }
            }
            Job::Drop => {
                match self.owed {
                    Owed::Nothing => self.drafts.drop_own(),
                    Owed::Keeping | Owed::Dropping => self.owed = Owed::Dropping,
                }
                Vec::new()
            }
            Job::Forget(path) => {
                self.drafts.forget(&path);
                Vec::new()
            }
            Job::Roster(kind, path) => vec![transfer::open(kind, &path, self.text)],
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
            Ok(loaded) => {
                let inside = self.inside.as_ref().and_then(|(_, lane)| lane.as_ref()).map(Lane::others);
                let drafts = self.drafts.left_behind(&inside.unwrap_or_else(|| present(&self.path)));
                vec![Msg::Loaded(Box::new(loaded)), Msg::Drafts(drafts)]
            }
            Err(StoreError::Missing { path }) => vec![Msg::Absent(path)],
            Err(error) => vec![Msg::Unusable(self.sentence(&error))],
        }
    }

    /// Creates the base. The demonstration gets a directory of its own, which goes with this session: it never lies
    /// where the school's own base is looked for.
    fn found(&mut self, founding: Founding) -> Result<(), String> {
        if founding == Founding::Demo {
            let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
            self.path = directory.path().join("demo.redb");
            self.drafts = Drafts::beside(&self.path, &self.identity);
            self.demo = Some(directory);
        }
        found(&self.path, founding, self.today, self.text)
    }

    /// Opens the base, for reading where it may not be written. The lane is held before anything is loaded: its
    /// numbers are ours from then on.
    fn load(&mut self) -> Result<Loaded, StoreError> {
        let mut store = match (self.opener)(&self.path, Mode::ReadWrite) {
            Err(StoreError::Forbidden { .. }) => (self.opener)(&self.path, Mode::ReadOnly)?,
            other => other?,
        };
        let lane = match store.read_only() {
            Some(_) => None,
            None => Some(Lane::take(&self.path, &self.identity)?),
        };
        let register = store.load()?;
        self.known = register.generation();
        let loaded = Loaded {
            lane: lane.as_ref().map(Lane::number),
            read_only: store.read_only().map(|why| read_only(why, self.text).to_owned()),
            company: lane.as_ref().map_or(0, |lane| lane.others().len()),
            path: self.path.clone(),
            demo: self.demo.is_some(),
            register,
        };
        self.inside = Some((store, lane));
        Ok(loaded)
    }

    fn save(&mut self, base: u64, batch: &Batch) -> Msg {
        let Some((store, _)) = &mut self.inside else { return Msg::Failed(String::new()) };
        match store.execute(base, batch) {
            Ok(entry) => {
                self.known = entry.generation;
                self.doubtful = None;
                if std::mem::replace(&mut self.owed, Owed::Nothing) == Owed::Dropping {
                    self.drafts.drop_own();
                }
                Msg::Saved(Box::new(entry))
            }
            Err(StoreError::Behind(entries)) => {
                self.owed = Owed::Keeping;
                self.heard(&entries);
                Msg::Behind(entries)
            }
            Err(error) => {
                self.owed = Owed::Keeping;
                self.doubtful = Some(batch.clone());
                Msg::Failed(self.sentence(&error))
            }
        }
    }

    fn find(&mut self, redo: bool) -> Msg {
        let who = self.identity.user.clone();
        let Some((store, _)) = &mut self.inside else { return Msg::Found { redo, entry: None } };
        let found = if redo { store.last_redoable(&who) } else { store.last_undoable(&who) };
        match found {
            Ok(entry) => Msg::Found { redo, entry: entry.map(Box::new) },
            Err(error) => Msg::Refused(self.sentence(&error)),
        }
    }

    fn journal(&mut self, keys: Option<Vec<Key>>) -> Msg {
        let Some((store, _)) = &mut self.inside else { return Msg::Journal(keys, Vec::new()) };
        let entries = match &keys {
            None => store.journal(None, PAGE),
            Some(keys) => histories(store, keys),
        };
        match entries {
            Ok(entries) => Msg::Journal(keys, entries),
            Err(error) => Msg::Refused(self.sentence(&error)),
        }
    }

    fn follow(&mut self) -> Option<Msg> {
        let (store, _) = self.inside.as_mut()?;
        if store.replaced() {
            return Some(Msg::Refused(self.text.base.replaced.to_owned()));
        }
        let news: Result<Vec<Entry>, StoreError> = match store.generation() {
            Ok(generation) if generation == self.known => return None,
            Ok(_) => store.tail(self.known),
            Err(error) => Err(error),
        };
        match news {
            Ok(entries) => {
                self.heard(&entries);
                Some(Msg::News(entries))
            }
            Err(error) => Some(Msg::Refused(self.sentence(&error))),
        }
    }

    /// Follows entries. When the batch that could not be written is among them after all, nothing is owed to its draft
    /// any more: the app says what becomes of it.
    fn heard(&mut self, entries: &[Entry]) {
        self.known = entries.last().map_or(self.known, |entry| entry.generation);
        let Some(batch) = self.doubtful.take_if(|_| !entries.is_empty()) else { return };
        if entries.iter().any(|entry| entry.command == batch.command && entry.changes == batch.changes) {
            self.owed = Owed::Nothing;
        }
    }

    fn company(&self) -> usize {
        self.inside.as_ref().and_then(|(_, lane)| lane.as_ref()).map_or(0, |lane| lane.others().len())
    }

    fn sentence(&self, error: &StoreError) -> String {
        let others = self.inside.as_ref().and_then(|(_, lane)| lane.as_ref()).map(Lane::others);
        sentence(error, &others.unwrap_or_else(|| present(&self.path)), self.text)
    }
}

impl Job {
    /// What the thread does for an effect; none for what the screen does by itself.
    pub fn of(effect: Effect) -> Option<Self> {
        Some(match effect {
            Effect::Save { base, batch } => Self::Save { base, batch },
            Effect::FindUndo => Self::Find { redo: false },
            Effect::FindRedo => Self::Find { redo: true },
            Effect::ReadJournal(keys) => Self::Journal(keys),
            Effect::KeepDraft(draft) => Self::Keep(draft),
            Effect::DropDraft => Self::Drop,
            Effect::ForgetDraft(path) => Self::Forget(path),
            Effect::Found(founding) => Self::Open(Some(founding)),
            Effect::OpenRoster(kind, path) => Self::Roster(kind, path),
            Effect::Write(path, bytes) => Self::Write(path, bytes),
            Effect::Copy(_) | Effect::Quit => return None,
        })
    }
}

/// The histories of some records in one, newest first.
fn histories(store: &mut Store, keys: &[Key]) -> Result<Vec<Entry>, StoreError> {
    let mut entries: BTreeMap<u64, Entry> = BTreeMap::new();
    for &key in keys {
        for trace in store.history(key, PAGE)? {
            let entry = Entry::from(trace);
            match entries.get_mut(&entry.generation) {
                Some(known) => known.changes.extend(entry.changes),
                None => {
                    entries.insert(entry.generation, entry);
                }
            }
        }
    }
    Ok(entries.into_values().rev().collect())
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
