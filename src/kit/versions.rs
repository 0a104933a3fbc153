//! Two versions of one thing that was edited: what this session typed, and what is on file by now.

use super::{Act, Slot};
use crate::domain::Key;

/// Whose value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What this session typed.
    Mine,
    /// What the other one saved.
    Theirs,
}

/// A field of a form, or an answer on a paper, that either side changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// Identity of the field or the question.
    pub field: String,
    /// Its label.
    pub label: String,
    /// What it was before either.
    pub before: String,
    /// What this session typed.
    pub mine: String,
    /// What is on file now.
    pub theirs: String,
    /// Whether both changed it, to different things.
    pub contested: bool,
    /// Whose value stands.
    pub side: Side,
}

/// Half-done work that a pane put back over what is on file by now.
#[derive(Debug)]
pub struct Laid {
    /// Where its draft is kept now.
    pub slot: Slot,
    /// What becomes of the drafts: the one it came from and the one it has now.
    pub acts: Vec<Act>,
    /// What became of the record meanwhile.
    pub beneath: Beneath,
}

/// What became of a record while somebody worked on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beneath {
    /// Nothing.
    Same,
    /// It is gone; saving makes it anew.
    Gone,
    /// It says already what was typed.
    Agrees(Key),
    /// It was made, or changed, by somebody else.
    Differs {
        /// The record.
        key: Key,
        /// Whether it was not there at all when the work began.
        created: bool,
        /// What either side changed.
        versions: Vec<Versions>,
    },
}
