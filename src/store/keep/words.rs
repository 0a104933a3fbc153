//! What keeping a base has to say, in sentences: what, where, and what to do.

use crate::domain::Kind;
use crate::fields::Worded;
use crate::text::{Text, fill};

use super::super::error::{Place, StoreError};
use super::super::sentence;

/// The sentence for a backup that failed.
pub fn backup_failed(error: &StoreError, text: &Text) -> String {
    match error {
        StoreError::Unreadable { place: at, .. } => fill(text.keep.unreadable, &[&place(*at, text)]),
        StoreError::Damaged { .. } => text.keep.damaged.to_owned(),
        other => sentence(other, &[], text),
    }
}

/// «наставляемый 12», «запись журнала 340».
pub fn place(place: Place, text: &Text) -> String {
    match place {
        Place::Meta(name) => fill(text.keep.fact, &[&name]),
        Place::Record(key) => format!("{} {}", Kind::word(key.kind, text), key.id),
        Place::Unknown { kind, id } => fill(text.keep.unknown_kind, &[&id, &kind]),
        Place::Journal(generation) => fill(text.keep.journal_entry, &[&generation]),
    }
}
