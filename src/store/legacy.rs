//! Types as they were stored before, frozen, each with the way into today's.
//!
//! **Format 1**: a record had the index of its kind before it, in its table and inside a journal entry. The types
//! inside have not changed since; when one does, its place in [`Tagged`] is taken by the frozen one.

use std::sync::Arc;

use serde::Deserialize;

use crate::domain::*;

/// The format in which records had the index of their kind before them.
pub(super) const TAGGED: u8 = 1;

/// A record of format 1. The order is that of [`Kind`].
#[derive(Deserialize)]
pub(super) enum Tagged {
    School(School),
    Year(Year),
    Person(Person),
    Mentee(Mentee),
    Mentor(Mentor),
    Pair(Pair),
    Meeting(Meeting),
    Questionnaire(Questionnaire),
    Response(Response),
}

impl From<Tagged> for Record {
    fn from(old: Tagged) -> Self {
        match old {
            Tagged::School(value) => Self::School(Arc::new(value)),
            Tagged::Year(value) => Self::Year(Arc::new(value)),
            Tagged::Person(value) => Self::Person(Arc::new(value)),
            Tagged::Mentee(value) => Self::Mentee(Arc::new(value)),
            Tagged::Mentor(value) => Self::Mentor(Arc::new(value)),
            Tagged::Pair(value) => Self::Pair(Arc::new(value)),
            Tagged::Meeting(value) => Self::Meeting(Arc::new(value)),
            Tagged::Questionnaire(value) => Self::Questionnaire(Arc::new(value)),
            Tagged::Response(value) => Self::Response(Arc::new(value)),
        }
    }
}

/// A journal entry of format 1.
#[derive(Deserialize)]
pub(super) struct TaggedEntry {
    generation: u64,
    at: i64,
    who: String,
    session: String,
    command: String,
    origin: Origin,
    changes: Vec<TaggedChange>,
}

#[derive(Deserialize)]
struct TaggedChange {
    key: Key,
    before: Option<Tagged>,
    after: Option<Tagged>,
}

impl From<TaggedEntry> for Entry {
    fn from(old: TaggedEntry) -> Self {
        let change = |old: TaggedChange| Change {
            key: old.key,
            before: old.before.map(Record::from),
            after: old.after.map(Record::from),
        };
        Self {
            generation: old.generation,
            at: old.at,
            who: old.who,
            session: old.session,
            command: old.command,
            origin: old.origin,
            changes: old.changes.into_iter().map(change).collect(),
        }
    }
}
