//! Half-typed work, kept outside the base so that a dropped line loses nothing.

use serde::{Deserialize, Serialize};

use crate::domain::Key;

/// What was typed into an open form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Which form.
    pub form: String,
    /// What it was about, so that the curator recognises it.
    pub title: String,
    /// The record it edits, or the one a new record belongs to.
    pub target: Option<Key>,
    /// The journal entry up to which whoever typed it had seen the records.
    pub revision: u64,
    /// The fields that were touched, as typed.
    pub fields: Vec<(String, String)>,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
}
