//! Half-typed work, kept outside the base so that a dropped line loses nothing.

use serde::{Deserialize, Serialize};

use super::Part;
use crate::domain::Key;

/// Where a draft is kept. Every open form and every half-keyed paper has a place of its own, so that none takes
/// another's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot(String);

impl Slot {
    /// The place of a form over some records. The same form over the same records has the same place.
    pub fn new(form: &str, about: impl IntoIterator<Item = Key>) -> Self {
        let about = about.into_iter().map(|key| format!("-{}{}", key.kind.code(), key.id));
        Self(std::iter::once(form.to_owned()).chain(about).collect())
    }

    /// As a part of a file name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What was typed into an open form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Where it is kept.
    pub slot: Slot,
    /// Which form.
    pub form: String,
    /// What it was about, so that the curator recognises it.
    pub title: String,
    /// The record it edits, or the one a new record belongs to.
    pub target: Option<Key>,
    /// Which part of that record, where the form is about one of several.
    #[serde(default)]
    pub part: Option<Part>,
    /// The records the form was opened over: one that changes many at once is about all of them.
    #[serde(default)]
    pub over: Vec<Key>,
    /// The journal entry up to which whoever typed it had seen the records.
    pub revision: u64,
    /// The fields that were touched, as typed.
    pub fields: Vec<(String, String)>,
    /// What a form's record held in those fields when it was opened.
    #[serde(default)]
    pub before: Vec<(String, String)>,
    /// When, in seconds since 1970 UTC.
    pub at: i64,
}
