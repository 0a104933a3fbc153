//! Questionnaires as text files.
//!
//! This room exists so that a questionnaire is data: a school changes a question, or adds a questionnaire of its own,
//! without a new release. The questionnaires the program brings along are files of the same format, compiled in and
//! read by the same reader.
//!
//! # The file
//! A questionnaire is one [TOML](https://toml.io) file in UTF-8:
//!
//! ```toml
//! code = "pp_mentee_entry"       # shared by all versions
//! version = 1                    # 1, 2, …: a changed questionnaire is a new version
//! title = { ru = "Вход. Анкета наставляемого", en = "Entry. The mentee's questionnaire" }
//! wave = "entry"                 # entry | exit | pulse | occasion (the last two any number of times)
//! audience = "mentee"            # mentee | mentor | curator
//! forms = ["pupil_pupil"]        # forms of mentoring it is made for; left out: all
//!
//! [[items]]                      # in the order of the paper
//! id = "4"                       # stable: answers of two waves meet through it; letters, digits, . _ -
//! was = "3a"                     # the id it had in an older version, if it had another
//! kind = "scale"                 # yesno | text | scale | choice | several | percent | frequency
//! low = 1                        # scale, within 0 to 10 (left out: 1 and 10), and percent (left out: 0 and 100)
//! high = 10
//! ru = "Насколько вам комфортно?"
//! en = "How comfortable are you?"   # may be left out: Russian is shown then
//! section = { ru = "Общение" }   # the heading that begins here
//! help = { ru = "1 – совсем нет, 10 – вполне" }
//! required = true                # a paper without this answer deserves a word
//! reversed = true                # a lower answer is the better one
//! neutral = true                 # or: no answer is better than another
//! linked = "X3"                  # entry only: the exit item that asks what came of it; ["X4", "X5"]: their mean
//! when = { item = "1", is = "yes" } # put only to those who answered so; see below
//!
//! [[items]]
//! id = "5"
//! kind = "choice"                # choice and several take two to nine options
//! ru = "Как часто вы встречались?"
//! options = [{ ru = "часто", en = "often" }, { ru = "редко", en = "seldom" }]
//! ```
//!
//! A condition names an item above. `is` is `"yes"` or `"no"`, or the numbers of options from 1 (`is = [1, 2]`; for a
//! frequency 1 is the most often); of a rating or a share `from` and `to` are the bounds, and one of them will do.
//!
//! A word the reader does not know is an error, not a silent omission: a misspelt `reversed` would spoil the results.

mod adopt;
mod links;
mod open;
mod read;
mod syntax;
mod versions;
pub mod wording;
mod write;

use crate::domain::Questionnaire;

use adopt::loose;
pub use adopt::{Adopted, Loose, Outcome, adopt, missing_builtin, newest, renew, revise};
pub use links::check_links;
pub use open::{OpenError, open};
pub use read::{is_code, read, read_all};
pub use versions::{Difference, differences};
pub use write::write;

/// Most options a choice has: one digit answers it.
pub const MOST_OPTIONS: usize = 9;
/// The highest rating a scale can have.
pub const HIGHEST_RATING: i64 = 10;
/// Most items of a questionnaire; the longest validated instruments have a hundred or two.
pub const MOST_ITEMS: usize = 500;
/// The longest id in characters.
pub const LONGEST_ID: usize = 24;
/// The longest question, heading or option in characters.
pub const LONGEST_TEXT: usize = 1_000;

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
    /// A quotation mark that was opened in that line and not closed.
    #[error("unclosed quotation mark")]
    Unclosed,
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
    /// A scale that is not inside 0 to 10, does not rise, or has both a nought and a ten.
    #[error("scale {low}..{high} is not inside 0..9 or 1..10")]
    Scale {
        /// The lowest rating, as written.
        low: i64,
        /// The highest rating, as written.
        high: i64,
    },
    /// A share that is not inside 0 to 100, or does not rise.
    #[error("percent {low}..{high} is not inside 0..100")]
    Percent {
        /// The smallest share, as written.
        low: i64,
        /// The largest share, as written.
        high: i64,
    },
    /// More questions than [`MOST_ITEMS`].
    #[error("{0} items, 500 is the most")]
    TooManyItems(usize),
    /// An id or a code with other signs than letters, digits, `.`, `_` and `-`, or too long.
    #[error("bad id: {0}")]
    BadId(String),
    /// A text longer than [`LONGEST_TEXT`].
    #[error("`{field}` is too long")]
    TooLong {
        /// Which field.
        field: &'static str,
    },
    /// Two options of the same words.
    #[error("the option {0} twice")]
    SameOption(String),
    /// The id an item is said to have had belongs to another item.
    #[error("`was = {0}` is the id of another item")]
    WasTaken(String),
    /// An item cannot be both reversed and neutral.
    #[error("both reversed and neutral")]
    BothWays,
    /// More outcomes than [`crate::domain::MOST_LINKS`].
    #[error("{0} links, two is the most")]
    TooManyLinks(usize),
    /// A condition on an item that is not above.
    #[error("no item {0} above")]
    ConditionOnUnknown(String),
    /// A condition that the item above cannot meet.
    #[error("item {0} cannot be answered so")]
    ConditionUnfit(String),
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

/// The text of a questionnaire that comes with the program: its head, then the files with its items.
macro_rules! sheet {
    ($code:literal $version:literal, $wave:literal $audience:literal [$forms:literal], $ru:literal, $en:literal; $($part:literal)+) => {
        concat!(
            "code = '", $code, "'\nversion = ", $version, "\nwave = '", $wave, "'\naudience = '", $audience,
            "'\nforms = [", $forms, "]\ntitle = { ru = \"", $ru, "\", en = \"", $en, "\" }\n",
            $(include_str!(concat!("builtin/", $part, ".toml")), "\n",)+
        )
    };
}

/// The questionnaires that come with the program (model §4.3–4.4, §3.10, §11.2; texts our own). Version 1 of the `pp_…`
/// ones was made for all forms.
#[rustfmt::skip]
const BUILTIN: [&str; 21] = [
    sheet!("pp_mentee_entry" 2, "entry" "mentee" ["'pupil_pupil'"], "Вход. Анкета наставляемого", "Entry. The mentee's questionnaire"; "mentee_entry"),
    sheet!("pp_mentee_exit" 2, "exit" "mentee" ["'pupil_pupil'"], "Выход. Анкета наставляемого", "Exit. The mentee's questionnaire"; "mentee_exit"),
    sheet!("pp_mentor_entry" 2, "entry" "mentor" ["'pupil_pupil'"], "Вход. Анкета наставника", "Entry. The mentor's questionnaire"; "mentor_entry"),
    sheet!("pp_mentor_exit" 2, "exit" "mentor" ["'pupil_pupil'"], "Выход. Анкета наставника", "Exit. The mentor's questionnaire"; "mentor_exit"),
    sheet!("sp_mentee_entry" 1, "entry" "mentee" ["'student_pupil'"], "Вход. Анкета наставляемого (студент – ученик)", "Entry. The mentee of a student"; "mentee_entry"),
    sheet!("sp_mentee_exit" 1, "exit" "mentee" ["'student_pupil'"], "Выход. Анкета наставляемого (студент – ученик)", "Exit. The mentee of a student"; "mentee_exit" "student_mentee_exit"),
    sheet!("sp_mentor_entry" 1, "entry" "mentor" ["'student_pupil'"], "Вход. Анкета наставника-студента", "Entry. A student as a mentor"; "mentor_entry"),
    sheet!("sp_mentor_exit" 1, "exit" "mentor" ["'student_pupil'"], "Выход. Анкета наставника-студента", "Exit. A student as a mentor"; "mentor_exit" "student_mentor_exit"),
    sheet!("ep_mentee_entry" 1, "entry" "mentee" ["'employer_pupil', 'employer_student'"], "Вход. Анкета наставляемого (работодатель)", "Entry. The mentee of an employer"; "employer_mentee_entry"),
    sheet!("ep_mentee_exit" 1, "exit" "mentee" ["'employer_pupil', 'employer_student'"], "Выход. Анкета наставляемого (работодатель)", "Exit. The mentee of an employer"; "employer_mentee_exit"),
    sheet!("ep_mentor_entry" 1, "entry" "mentor" ["'employer_pupil', 'employer_student'"], "Вход. Анкета наставника с предприятия", "Entry. A mentor from a company"; "employer_mentor_entry"),
    sheet!("ep_mentor_exit" 1, "exit" "mentor" ["'employer_pupil', 'employer_student'"], "Выход. Анкета наставника с предприятия", "Exit. A mentor from a company"; "employer_mentor_exit"),
    sheet!("tp_mentee_entry" 1, "entry" "mentee" ["'teacher_pupil', 'teacher_teacher'"], "Вход. Анкета наставляемого (педагог – ученик)", "Entry. The mentee of a teacher"; "mentee_entry"),
    sheet!("tp_mentee_exit" 1, "exit" "mentee" ["'teacher_pupil', 'teacher_teacher'"], "Выход. Анкета наставляемого (педагог – ученик)", "Exit. The mentee of a teacher"; "mentee_exit" "teacher_mentee_exit"),
    sheet!("tp_mentor_entry" 1, "entry" "mentor" ["'teacher_pupil', 'teacher_teacher'"], "Вход. Анкета наставника-педагога", "Entry. A teacher as a mentor"; "mentor_entry"),
    sheet!("tp_mentor_exit" 1, "exit" "mentor" ["'teacher_pupil', 'teacher_teacher'"], "Выход. Анкета наставника-педагога", "Exit. A teacher as a mentor"; "mentor_exit"),
    sheet!("pulse_mentee" 1, "pulse" "mentee" [""], "Пульс пары. Наставляемый", "The pulse of a pair. Mentee"; "pulse_mentee"),
    sheet!("pulse_mentor" 1, "pulse" "mentor" [""], "Пульс пары. Наставник", "The pulse of a pair. Mentor"; "pulse_mentor"),
    sheet!("interview" 1, "occasion" "mentor" [""], "Собеседование с кандидатом в наставники", "Interview with a would-be mentor"; "interview"),
    sheet!("reflection_mentee" 1, "occasion" "mentee" [""], "Итоговая встреча. Наставляемый", "The closing meeting. Mentee"; "reflection_mentee"),
    sheet!("reflection_mentor" 1, "occasion" "mentor" [""], "Итоговая встреча. Наставник", "The closing meeting. Mentor"; "reflection_mentor"),
];

/// The questionnaires that come with the program: entry and exit, mentee and mentor, in each of the four forms; the pair's
/// pulse; the sheets of the interview and of the closing meeting. The curator's own sheet is no questionnaire but a record
/// of the year ([`crate::domain::CuratorSheet`]): one person fills it in, and its sum is a verdict.
///
/// # Errors
/// [`ReadError`] when a compiled-in file is broken; a test keeps that from being released.
pub fn builtin() -> Result<Vec<Questionnaire>, ReadError> {
    BUILTIN.into_iter().map(|text| read(text).map(|sheet| Questionnaire { own: false, ..sheet })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Audience, Form, ItemKind, Wave};

    /// The questionnaires of a form in the order entry, exit, and mentee, mentor.
    fn of(form: Form) -> Vec<Questionnaire> {
        let all = builtin().unwrap();
        all.into_iter().filter(|q| !q.is_repeated() && q.fits(form)).collect()
    }

    #[test]
    fn every_form_has_its_four_and_their_links_hold() {
        let sizes = |form| of(form).iter().map(|q| q.items.len()).collect::<Vec<_>>();
        assert_eq!(sizes(Form::PupilPupil), [16, 22, 13, 20]);
        assert_eq!(sizes(Form::StudentPupil), [16, 28, 13, 22]);
        assert_eq!(sizes(Form::EmployerPupil), [14, 20, 16, 21]);
        assert_eq!(sizes(Form::TeacherPupil), [16, 25, 13, 20]);
        for &form in Form::ALL {
            let four = of(form);
            assert_eq!(four.len(), 4, "{form:?}");
            for audience in [Audience::Mentee, Audience::Mentor] {
                let of = |wave| four.iter().find(|q| q.audience == audience && q.wave == wave).unwrap();
                check_links(of(Wave::Entry), of(Wave::Exit)).unwrap();
                // What is asked about satisfaction has one id in all forms (model §4.6).
                assert!(of(Wave::Exit).items.iter().any(|item| item.id == "X17" && item.kind == ItemKind::YesNo));
            }
        }
    }

    #[test]
    fn the_sheets_beside_them_are_as_the_model_says() {
        let all = builtin().unwrap();
        let of = |code: &str| all.iter().find(|q| q.code == code).unwrap();
        let kinds = |code: &str| of(code).items.iter().map(|item| item.kind.clone()).collect::<Vec<_>>();
        for pulse in ["pulse_mentee", "pulse_mentor"] {
            assert_eq!(kinds(pulse), vec![ItemKind::Scale { low: 1, high: 5 }; 6]);
        }
        assert!(
            kinds("interview").contains(&ItemKind::Frequency)
                && kinds("ep_mentor_exit").contains(&ItemKind::Percent { low: 0, high: 100 })
        );
        let mut codes: Vec<&str> = all.iter().map(|q| q.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), BUILTIN.len());
        assert!(all.iter().all(|q| q.audience != Audience::Curator), "the curator's sheet is a record");
    }

    #[test]
    fn links_follow_the_model() {
        let all = of(Form::PupilPupil);
        let links = |q: &Questionnaire| -> Vec<(String, String)> {
            q.items.iter().flat_map(|i| i.linked.iter().map(|to| (i.id.clone(), to.clone()))).collect()
        };
        assert_eq!(links(&all[0]).len(), 13);
        assert!(links(&all[0]).contains(&("3".into(), "X12".into())));
        let mentor =
            [("3", "X11"), ("4", "X3"), ("5", "X4"), ("5", "X5"), ("6", "X6"), ("7", "X7"), ("8", "X8"), ("9", "X10")];
        assert_eq!(links(&all[2])[..8], mentor.map(|(entry, exit)| (entry.to_owned(), exit.to_owned())));
        assert_eq!(links(&all[2])[8..], [("13".to_owned(), "X17".to_owned())]);
    }

    #[test]
    fn every_question_is_asked_in_both_languages() {
        for item in builtin().unwrap().iter().flat_map(|q| &q.items) {
            let question = |text: &str| text.ends_with('?') && text.chars().count() <= 120;
            assert!(question(&item.label.ru) && question(&item.label.en), "{}", item.label.ru);
            for label in [&item.section, &item.help] {
                assert_eq!(label.ru.is_empty(), label.en.is_empty(), "{label:?}");
            }
        }
    }
}
