//! Questionnaires and what people answered (model §4.4). A questionnaire is data; this file only says what it is made of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, PairId, PersonId, QuestionnaireId, YearId};

coded! {
    /// When in the programme a questionnaire is asked.
    pub enum Wave {
        /// Вход, до начала работы.
        Entry = "entry",
        /// Выход, по завершении.
        Exit = "exit",
        /// Пульс, в ходе работы; сколько угодно раз.
        Pulse = "pulse",
        /// Лист по случаю: собеседование, рефлексия, лист куратора; сколько угодно раз.
        Occasion = "occasion",
    }
}

coded! {
    /// Whom a questionnaire asks.
    pub enum Audience {
        /// Наставляемые.
        Mentee = "mentee",
        /// Наставники.
        Mentor = "mentor",
        /// Куратор и администрация.
        Curator = "curator",
    }
}

/// Steps of the frequency scale: очень часто, часто, редко, 1–2 раза, никогда (model §4.4).
pub const FREQUENCY_STEPS: u8 = 5;

/// What kind of answer an item takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemKind {
    /// Да или нет.
    YesNo,
    /// Free text.
    Text,
    /// A rating from `low` to `high`, at most 0 to 10.
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
    /// A share from `low` to `high`, at most 0 to 100.
    Percent {
        /// The smallest share.
        low: u8,
        /// The largest share.
        high: u8,
    },
    /// How often, in five steps; answered by [`Answer::Choice`], 0 for «очень часто».
    Frequency,
}

impl ItemKind {
    /// Whether an item of this kind can have this answer.
    pub fn takes(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (_, Answer::NotAsked | Answer::Blank | Answer::NotApplicable | Answer::Skipped)
            | (Self::YesNo, Answer::YesNo(_))
            | (Self::Text, Answer::Text(_)) => true,
            (Self::Scale { low, high }, Answer::Scale(value))
            | (Self::Percent { low, high }, Answer::Percent(value)) => (low..=high).contains(&value),
            (Self::Choice(options), Answer::Choice(index)) => usize::from(*index) < options.len(),
            (Self::Frequency, Answer::Choice(index)) => *index < FREQUENCY_STEPS,
            (Self::Several(options), Answer::Several(picked)) => {
                picked.iter().all(|index| usize::from(*index) < options.len())
            }
            _ => false,
        }
    }
}

/// A text in the languages of the interface. English may be empty; then Russian is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

impl Label {
    /// A text in Russian alone.
    pub fn of(ru: impl Into<String>) -> Self {
        Self { ru: ru.into(), en: String::new() }
    }
}

/// When an item is put: only to those whose answer above is the wanted one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Id of an item above.
    pub item: String,
    /// What it must have been answered.
    pub wanted: Wanted,
}

/// What answer lets an item be put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Да or нет.
    YesNo(bool),
    /// One of these options, by index from 0; of several answers one is enough.
    OneOf(Vec<u8>),
    /// A rating or a share within bounds, both included.
    Between {
        /// The smallest.
        low: u8,
        /// The largest.
        high: u8,
    },
}

impl Wanted {
    /// Whether an answer is the wanted one; `None` where there is none to tell by.
    pub fn is_met(&self, answer: &Answer) -> Option<bool> {
        Some(match (self, answer) {
            (_, Answer::NotAsked | Answer::Blank | Answer::NotApplicable) => return None,
            (Self::YesNo(wanted), Answer::YesNo(given)) => wanted == given,
            (Self::OneOf(wanted), Answer::Choice(given)) => wanted.contains(given),
            (Self::OneOf(wanted), Answer::Several(given)) => given.iter().any(|index| wanted.contains(index)),
            (Self::Between { low, high }, Answer::Scale(given) | Answer::Percent(given)) => {
                (low..=high).contains(&given)
            }
            _ => false,
        })
    }

    /// Whether an item of a kind can be answered so.
    pub fn suits(&self, kind: &ItemKind) -> bool {
        let sample = |answer: Answer| kind.takes(&answer);
        match (self, kind) {
            (Self::YesNo(_), ItemKind::YesNo) => true,
            (Self::OneOf(wanted), ItemKind::Choice(_) | ItemKind::Frequency) => {
                wanted.iter().all(|index| sample(Answer::Choice(*index)))
            }
            (Self::OneOf(wanted), ItemKind::Several(_)) => sample(Answer::Several(wanted.as_slice().into())),
            (Self::Between { low, high }, ItemKind::Scale { .. }) => {
                low <= high && sample(Answer::Scale(*low)) && sample(Answer::Scale(*high))
            }
            (Self::Between { low, high }, ItemKind::Percent { .. }) => {
                low <= high && sample(Answer::Percent(*low)) && sample(Answer::Percent(*high))
            }
            _ => false,
        }
    }
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable within the questionnaire and across its versions; answers of two waves meet through it.
    pub id: String,
    /// The id it had in an older version, where it has got another.
    pub was: Option<String>,
    /// The heading that begins with this item; empty where it goes on under the one above.
    pub section: Label,
    /// The question.
    pub label: Label,
    /// What helps to answer it; empty where nothing needs to be said.
    pub help: Label,
    /// What it takes.
    pub kind: ItemKind,
    /// Whether a paper without this answer deserves a word.
    pub required: bool,
    /// True when a lower answer is the better one.
    pub reversed: bool,
    /// True when no answer is better than another: experience, frequency.
    pub neutral: bool,
    /// The items of the exit questionnaire that ask for what came of this expectation (model §4.4, «↔»); of two, their
    /// mean is meant.
    pub linked: Vec<String>,
    /// Whom it is put to; everybody where there is no condition.
    pub when: Option<Condition>,
}

/// Most items whose mean can be the outcome of one expectation.
pub const MOST_LINKS: usize = 2;

impl Item {
    /// A question put to everybody, with nothing else said of it.
    pub fn new(id: impl Into<String>, label: Label, kind: ItemKind) -> Self {
        Self {
            id: id.into(),
            was: None,
            section: Label::default(),
            label,
            help: Label::default(),
            kind,
            required: false,
            reversed: false,
            neutral: false,
            linked: Vec::new(),
            when: None,
        }
    }

    /// The item of another version that this one continues. The id it is said to have had goes first: another question
    /// may have borne its present id then.
    pub fn of_old<'a>(&self, old: &'a [Self]) -> Option<&'a Self> {
        let named = self.was.as_ref().and_then(|was| old.iter().find(|item| item.id == *was));
        named.or_else(|| old.iter().find(|item| item.id == self.id))
    }

    /// Whether the scale was turned round since the version before, so that its answers count from the other end. Where
    /// the words stayed the same, whoever answered meant the same: then only what is the better end was set right.
    pub fn is_turned(&self, old: &Self) -> bool {
        let words = |item: &Self| (item.label.ru.clone(), item.help.ru.clone());
        self.reversed != old.reversed && words(self) != words(old)
    }

    /// An answer to `asked`, which this item continues, told as one to this item: from the other end where the scale
    /// was `turned`. `None` where the two were asked so differently that they cannot be compared.
    pub fn told(&self, asked: &Self, turned: bool, answer: &Answer) -> Option<Answer> {
        if std::mem::discriminant(&self.kind) != std::mem::discriminant(&asked.kind) {
            return None;
        }
        let is_same = self.kind == asked.kind;
        Some(match (&self.kind, &asked.kind, answer) {
            (_, _, Answer::Scale(_) | Answer::Percent(_)) if !is_same => return None,
            (ItemKind::Scale { low, high }, _, Answer::Scale(value)) if turned => {
                Answer::Scale((low + high).saturating_sub(*value))
            }
            (ItemKind::Percent { low, high }, _, Answer::Percent(value)) if turned => {
                Answer::Percent((low + high).saturating_sub(*value))
            }
            (ItemKind::Choice(now), ItemKind::Choice(before), Answer::Choice(index)) => {
                Answer::Choice(same_option(now, before, *index)?)
            }
            (ItemKind::Several(now), ItemKind::Several(before), Answer::Several(picked)) => {
                let picked = picked.iter().map(|index| same_option(now, before, *index));
                Answer::Several(picked.collect::<Option<Vec<u8>>>()?.into())
            }
            (ItemKind::YesNo, _, Answer::YesNo(yes)) => Answer::YesNo(*yes != turned),
            (_, _, other) => other.clone(),
        })
    }
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
    /// Whether the school made or changed it. Those the program brings along are renewed by it.
    pub own: bool,
    /// Questions in the order of the paper.
    pub items: Vec<Item>,
}

impl Questionnaire {
    /// Whether it is made for pairs of this form.
    pub fn fits(&self, form: Form) -> bool {
        self.forms.is_empty() || self.forms.contains(&form)
    }

    /// Its place among others: entry before exit, mentees before mentors, the forms as the seed has them.
    pub fn rank(&self) -> (Wave, Audience, &[Form]) {
        (self.wave, self.audience, &self.forms)
    }

    /// Whether one person answers it any number of times a year.
    pub fn is_repeated(&self) -> bool {
        matches!(self.wave, Wave::Pulse | Wave::Occasion)
    }

    /// Whether these can be its answers: one for every item, each of the item's kind.
    pub fn takes(&self, answers: &[Answer]) -> bool {
        self.items.len() == answers.len()
            && self.items.iter().zip(answers).all(|(item, answer)| item.kind.takes(answer))
    }

    /// Whether answers to the other, laid out in the order of its items, mean the same as answers to this one.
    pub fn asks_as(&self, other: &Self) -> bool {
        self.items.len() == other.items.len()
            && self.items.iter().zip(&other.items).all(|(old, new)| old.id == new.id && old.kind == new.kind)
    }

    /// The answers with [`Answer::Skipped`] where a condition does not hold. What was given there is kept apart by the
    /// caller: it counts again when the answer above changes.
    pub fn settled(&self, answers: &[Answer]) -> Vec<Answer> {
        let mut settled: Vec<Answer> = Vec::with_capacity(self.items.len());
        for (at, item) in self.items.iter().enumerate() {
            let given = answers.get(at).cloned().unwrap_or(Answer::NotAsked);
            let given = if given == Answer::Skipped { Answer::NotAsked } else { given };
            settled.push(if self.is_put(item, &settled) { given } else { Answer::Skipped });
        }
        settled
    }

    /// Whether an item is put to somebody who gave these answers above it. Where the answer is missing, it is.
    fn is_put(&self, item: &Item, above: &[Answer]) -> bool {
        let Some(condition) = &item.when else { return true };
        let asked = self.items.iter().zip(above).find(|(other, _)| other.id == condition.item);
        asked.and_then(|(_, answer)| condition.wanted.is_met(answer)).unwrap_or(true)
    }
}

/// The option of the same words; of other words there is none.
fn same_option(now: &[Label], before: &[Label], index: u8) -> Option<u8> {
    let words = &before.get(usize::from(index))?.ru;
    now.iter().position(|label| label.ru == *words).and_then(|at| u8::try_from(at).ok())
}

/// One answer. The ways of having none are kept apart (model §4.6).
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
    /// Не задавался: a condition of the questionnaire left it out.
    Skipped,
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
    /// The same paper keyed once more.
    pub second: Option<Second>,
    /// The pair it is about, where somebody in several pairs said so; without, all of theirs.
    pub pair: Option<PairId>,
}

/// A second keying of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Second {
    /// Keyed, and it differs: the first answers stay until each difference is settled.
    Open {
        /// When.
        on: NaiveDate,
        /// What the second hand keyed, in the order of the items.
        answers: Vec<Answer>,
    },
    /// Compared, and every difference settled.
    Settled {
        /// When.
        on: NaiveDate,
        /// Fields that were compared.
        fields: u16,
        /// Fields in which the two keyings differed.
        differed: u16,
        /// Fields in which the first keying was wrong.
        wrong: u16,
    },
}

impl Response {
    /// A paper keyed once.
    pub fn new(
        questionnaire: QuestionnaireId,
        year: YearId,
        respondent: PersonId,
        on: NaiveDate,
        answers: Vec<Answer>,
    ) -> Self {
        Self { questionnaire, year, respondent, on, answers, second: None, pair: None }
    }
}
