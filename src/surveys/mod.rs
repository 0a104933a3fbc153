//! Questionnaires as text files.
//!
//! This room exists so that a questionnaire is data: a school changes a question, or adds a questionnaire of its own,
//! without a new release. The four questionnaires the program brings along are files of the same format, compiled in
//! and read by the same reader; nothing about them is special.
//!
//! # The file
//! A questionnaire is one [TOML](https://toml.io) file in UTF-8:
//!
//! ```toml
//! code = "pp_mentee_entry"       # shared by all versions
//! version = 1                    # 1, 2, …: a changed questionnaire is a new version
//! title = { ru = "Вход. Анкета наставляемого", en = "Entry. The mentee's questionnaire" }
//! wave = "entry"                 # entry | exit | pulse
//! audience = "mentee"            # mentee | mentor
//! forms = ["pupil_pupil"]        # forms of mentoring it is made for; left out: all
//!
//! [[items]]                      # in the order of the paper
//! id = "4"                       # stable: answers of two waves meet through it
//! kind = "scale"                 # yesno | text | scale | choice | several | percent
//! low = 1                        # scale only, 1 to 10; left out: 1 and 10
//! high = 10
//! ru = "Насколько вам комфортно?"
//! en = "How comfortable are you?"   # may be left out: Russian is shown then
//! reversed = false               # true when a lower answer is the better one; left out: false
//! linked = "X3"                  # entry only: the exit item that asks what came of it
//!
//! [[items]]
//! id = "5"
//! kind = "choice"                # choice and several take two to nine options
//! ru = "Как часто вы встречались?"
//! options = [{ ru = "часто", en = "often" }, { ru = "редко", en = "seldom" }]
//! ```
//!
//! A word the reader does not know is an error, not a silent omission: a misspelt `reversed` would spoil the results.

mod links;
mod read;

use crate::domain::Questionnaire;

pub use links::check_links;
pub use read::read;

/// Most options a choice has: one digit answers it.
pub const MOST_OPTIONS: usize = 9;
/// The lowest rating a scale can have.
pub const LOWEST_RATING: i64 = 1;
/// The highest rating a scale can have.
pub const HIGHEST_RATING: i64 = 10;

/// Why a file is no questionnaire, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line:?}, item {item:?}: {fault}")]
pub struct ReadError {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// Id of the item; `None` when the fault is in the head or the item has no id.
    pub item: Option<String>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a questionnaire file. Field names are those of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not TOML, a word of no meaning, or a value of the wrong type; the text is the TOML reader's own.
    #[error("malformed: {0}")]
    Malformed(String),
    /// A field that must say something is absent or empty.
    #[error("empty `{field}`")]
    EmptyText {
        /// Which field.
        field: &'static str,
    },
    /// The version is not 1 to 65535.
    #[error("version {0} is outside 1..=65535")]
    Version(i64),
    /// A code that the field does not know.
    #[error("unknown `{field}`: {code}")]
    UnknownCode {
        /// `kind`, `wave`, `audience` or `forms`.
        field: &'static str,
        /// What was written.
        code: String,
    },
    /// No questions at all.
    #[error("no items")]
    NoItems,
    /// Two items of one id.
    #[error("duplicate id")]
    DuplicateId,
    /// A scale that is not inside 1 to 10, or does not rise.
    #[error("scale {low}..{high} is not inside 1..10")]
    Scale {
        /// The lowest rating, as written.
        low: i64,
        /// The highest rating, as written.
        high: i64,
    },
    /// A choice needs two options.
    #[error("{0} options, two are needed")]
    TooFewOptions(usize),
    /// A choice has at most [`MOST_OPTIONS`].
    #[error("{0} options, nine is the most")]
    TooManyOptions(usize),
    /// A field that items of this kind do not have: bounds without a scale, options without a choice.
    #[error("`{field}` does not belong to this kind")]
    Misplaced {
        /// Which field.
        field: &'static str,
    },
    /// Only an expectation has an outcome: items of other waves link to nothing.
    #[error("a link outside the entry wave")]
    LinkOutsideEntry,
    /// The exit questionnaire has no such item.
    #[error("the exit questionnaire has no item {0}")]
    LinkMissing(String),
    /// The exit item takes another kind of answer, so the two cannot be compared.
    #[error("item {0} of the exit questionnaire is of another kind")]
    LinkOfOtherKind(String),
}

/// The files that come with the program (model §4.4.1–4.4.4, texts our own).
const BUILTIN: [&str; 4] = [
    include_str!("builtin/mentee_entry.toml"),
    include_str!("builtin/mentee_exit.toml"),
    include_str!("builtin/mentor_entry.toml"),
    include_str!("builtin/mentor_exit.toml"),
];

/// The questionnaires that come with the program, made for all forms: mentee entry, mentee exit, mentor entry and
/// mentor exit.
///
/// # Errors
/// [`ReadError`] when a compiled-in file is broken; a test keeps that from being released.
pub fn builtin() -> Result<Vec<Questionnaire>, ReadError> {
    BUILTIN.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Audience, ItemKind, Wave};

    #[test]
    fn all_of_them_read_and_their_links_hold() {
        let all = builtin().unwrap();
        let sizes: Vec<usize> = all.iter().map(|q| q.items.len()).collect();
        assert_eq!(sizes, [16, 22, 13, 20]);
        assert!(all.iter().all(|q| q.forms.is_empty() && q.version == 1));
        for audience in [Audience::Mentee, Audience::Mentor] {
            let of = |wave| all.iter().find(|q| q.audience == audience && q.wave == wave).unwrap();
            check_links(of(Wave::Entry), of(Wave::Exit)).unwrap();
        }
    }

    #[test]
    fn links_follow_the_model() {
        let all = builtin().unwrap();
        let links = |q: &Questionnaire| -> Vec<(String, String)> {
            q.items.iter().filter_map(|i| Some((i.id.clone(), i.linked.clone()?))).collect()
        };
        assert_eq!(links(&all[0]).len(), 13);
        assert!(links(&all[0]).contains(&("3".into(), "X12".into())));
        let mentor = [("3", "X11"), ("4", "X3"), ("5", "X4"), ("6", "X6"), ("7", "X7"), ("8", "X8"), ("9", "X10")];
        assert_eq!(links(&all[2])[..7], mentor.map(|(entry, exit)| (entry.to_owned(), exit.to_owned())));
        assert_eq!(links(&all[2])[7..], [("13".to_owned(), "X17".to_owned())]);
    }

    #[test]
    fn every_question_is_asked_in_both_languages() {
        for item in builtin().unwrap().iter().flat_map(|q| &q.items) {
            let question = |text: &str| text.ends_with('?') && text.chars().count() <= 120;
            assert!(question(&item.label.ru) && question(&item.label.en), "{}", item.label.ru);
            assert!(matches!(item.kind, ItemKind::YesNo | ItemKind::Text | ItemKind::Scale { low: 1, high: 10 }));
        }
    }
}
