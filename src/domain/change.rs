//! The one currency: a change of a record, from what it was to what it becomes.
//!
//! Saving, undo and redo, the journal, the news from other sessions and an import are all lists of changes. A change
//! carries what it replaces, so a stale one is recognised wherever it arrives and can never overwrite anything.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Entity, Key, Record};

/// One record's way from `before` to `after`; `None` is absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which record.
    pub key: Key,
    /// What it was.
    pub before: Option<Record>,
    /// What it becomes.
    pub after: Option<Record>,
}

impl Change {
    /// A new record.
    pub fn create<T: Entity>(id: T::Id, value: T) -> Self {
        Self { key: id.into(), before: None, after: Some(T::wrap(Arc::new(value))) }
    }

    /// A record in place of the one that was read as `before`.
    pub fn edit<T: Entity>(id: T::Id, before: &Arc<T>, after: T) -> Self {
        Self { key: id.into(), before: Some(T::wrap(Arc::clone(before))), after: Some(T::wrap(Arc::new(after))) }
    }

    /// A record taken away.
    pub fn delete<T: Entity>(id: T::Id, before: &Arc<T>) -> Self {
        Self { key: id.into(), before: Some(T::wrap(Arc::clone(before))), after: None }
    }

    /// Whether it no longer says what it did, because it is older than the school keeps such things.
    pub fn is_forgotten(&self) -> bool {
        self.before.is_none() && self.after.is_none()
    }

    /// The way back.
    pub fn inverse(&self) -> Self {
        Self { key: self.key, before: self.after.clone(), after: self.before.clone() }
    }
}

/// What a batch is to the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Somebody did something.
    Done,
    /// It takes back the entry with this generation.
    Undo(u64),
    /// It puts back what the entry with this generation had done before it was taken back.
    Redo(u64),
}

impl Origin {
    /// Whether a step of this kind leaves something that can be taken back.
    pub fn stands(self) -> bool {
        !matches!(self, Self::Undo(_))
    }
}

/// Changes that stand or fall together: one step of the curator, one row of the journal, one undo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Identity of the command that made it, such as `mentee.edit`.
    pub command: String,
    /// What it is to the history.
    pub origin: Origin,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl Batch {
    /// The step of a command.
    pub fn new(command: &str, changes: Vec<Change>) -> Self {
        Self { command: command.to_owned(), origin: Origin::Done, changes }
    }

    /// The step that takes `entry` back.
    pub fn undo(entry: &Entry) -> Self {
        Self {
            origin: Origin::Undo(entry.generation),
            changes: inverse(&entry.changes),
            command: entry.command.clone(),
        }
    }

    /// The step that puts `entry` back after it was taken back.
    pub fn redo(entry: &Entry) -> Self {
        Self { origin: Origin::Redo(entry.generation), changes: entry.changes.clone(), command: entry.command.clone() }
    }
}

/// The changes that lead back, last first.
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}

/// A row of the journal: a batch that became durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number; the base counts them without gaps.
    pub generation: u64,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// The system user.
    pub who: String,
    /// The session: terminal and process, for telling two of one user apart.
    pub session: String,
    /// Identity of the command.
    pub command: String,
    /// What it is to the history.
    pub origin: Origin,
    /// What changed.
    pub changes: Vec<Change>,
}

/// Who last changed a record, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The journal entry that did it: the record's revision.
    pub generation: u64,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
    /// The system user.
    pub who: String,
}

impl From<&Entry> for Stamp {
    fn from(entry: &Entry) -> Self {
        Self { generation: entry.generation, at: entry.at, who: entry.who.clone() }
    }
}
