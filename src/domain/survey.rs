//! Questionnaires and what people answered (model §4.4). A questionnaire is data; this file only says what it is made of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, PersonId, QuestionnaireId, YearId};

coded! {
    /// When in the programme a questionnaire is asked.
    pub enum Wave {
        /// Вход, до начала работы.
        Entry = "entry",
        /// Выход, по завершении.
        Exit = "exit",
        /// Пульс, в ходе работы.
        Pulse = "pulse",
    }
}

coded! {
    /// Whom a questionnaire asks.
    pub enum Audience {
        /// Наставляемые.
        Mentee = "mentee",
        /// Наставники.
        Mentor = "mentor",
    }
}

/// What kind of answer an item takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemKind {
    /// Да или нет.
    YesNo,
    /// Free text.
    Text,
    /// A rating from `low` to `high`, at most 1 to 10.
    Scale {
        /// The lowest rating.
        low: u8,
        /// The highest rating.
        high: u8,
    },
    /// One of the options, at most nine.
    Choice(Vec<Label>),
    /// Any of the options, at most nine.
    Several(Vec<Label>),
    /// A share from 0 to 100.
    Percent,
}

/// A text in the languages of the interface. English may be empty; then Russian is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable within the questionnaire and across its versions; answers of two waves meet through it.
    pub id: String,
    /// The question.
    pub label: Label,
    /// What it takes.
    pub kind: ItemKind,
    /// True when a lower answer is the better one.
    pub reversed: bool,
    /// The item of the exit questionnaire that asks for what came of this expectation (model §4.4, «↔»).
    pub linked: Option<String>,
}

/// One version of a questionnaire. A changed questionnaire is a new version, so old answers keep their questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questionnaire {
    /// The code all versions share.
    pub code: String,
    /// 1, 2, …
    pub version: u16,
    /// What it is called.
    pub title: Label,
    /// When it is asked.
    pub wave: Wave,
    /// Whom it asks.
    pub audience: Audience,
    /// The forms it is made for; empty means all.
    pub forms: Vec<Form>,
    /// Questions in the order of the paper.
    pub items: Vec<Item>,
}

impl Questionnaire {
    /// Whether it is made for pairs of this form.
    pub fn fits(&self, form: Form) -> bool {
        self.forms.is_empty() || self.forms.contains(&form)
    }
}

/// One answer. The three ways of having none are kept apart (model §4.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Не опрошен: the paper has not been keyed so far.
    NotAsked,
    /// Не ответил.
    Blank,
    /// Неприменимо: it did not happen to this person.
    NotApplicable,
    /// Да или нет.
    YesNo(bool),
    /// A rating.
    Scale(u8),
    /// Index of the option.
    Choice(u8),
    /// Indexes of the options.
    Several(Box<[u8]>),
    /// 0 to 100.
    Percent(u8),
    /// Free text.
    Text(Box<str>),
}

/// One filled-in questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Which version was answered.
    pub questionnaire: QuestionnaireId,
    /// In which year.
    pub year: YearId,
    /// Who answered.
    pub respondent: PersonId,
    /// When the paper was filled in or keyed.
    pub on: NaiveDate,
    /// One answer for every item, in the order of the items.
    pub answers: Vec<Answer>,
}
