//! A person's entry as a mentor in one year, with the steps that lead to admission (model §3.2, §3.5, §7, §8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, PersonId, Words, YearId};

/// A step that was taken, whether or not the day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Not yet.
    Open,
    /// Done, on a day nobody wrote down.
    Done,
    /// Done on this day.
    DoneOn(NaiveDate),
}

impl Step {
    /// Whether it was taken.
    pub fn is_done(self) -> bool {
        self != Self::Open
    }

    /// The day, if it is known.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::DoneOn(date) => Some(date),
            Self::Open | Self::Done => None,
        }
    }
}

coded! {
    /// What the interview ended with (seed §8 stage 4, model §3.5).
    pub enum InterviewDecision {
        /// Ещё не проводилось.
        Pending = "pending",
        /// Рекомендован.
        Recommended = "recommended",
        /// Резерв.
        Reserve = "reserve",
        /// Отказ.
        Refused = "refused",
    }
}

impl InterviewDecision {
    /// Whether it was decided that they do not lead, for now or at all. Only another decision opens the way again: a gate
    /// passed with a reason stands for an interview nobody held, never against one that was.
    pub const fn is_against(self) -> bool {
        matches!(self, Self::Reserve | Self::Refused)
    }
}

coded! {
    /// Where a mentor stands by the curator's decision; the rest is seen from the steps and the pairs.
    pub enum MentorStanding {
        /// Участвует.
        Participating = "participating",
        /// Приостановлен.
        Paused = "paused",
        /// Завершил.
        Completed = "completed",
        /// Исключён.
        Removed = "removed",
        /// Сменил школу, переехал. Nobody's fault, and the next year does not look for them.
        Moved = "moved",
    }
}

impl MentorStanding {
    /// Whether they left before the end, for whatever reason.
    pub fn is_gone(self) -> bool {
        matches!(self, Self::Removed | Self::Moved)
    }

    /// Whether they take part no more, by whichever end.
    pub fn is_over(self) -> bool {
        self.is_gone() || self == Self::Completed
    }
}

/// A person's entry as a mentor in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mentor {
    /// Whose entry.
    pub person: PersonId,
    /// In which year.
    pub year: YearId,
    /// When they joined; the official column 10.
    pub entered_on: Option<NaiveDate>,
    /// The form they wish; the official column 12.
    pub form: Option<Form>,
    /// What they can share; the official column 5.
    pub competences: Words,
    /// The official column 6.
    pub achievements: Words,
    /// The official column 7.
    pub interests: Words,
    /// The age or grades they wish, in words; the official column 8.
    pub preferred_age: Words,
    /// Time they can give, in words; the official column 9.
    pub time: Words,
    /// How many mentees at once, 1 or more.
    pub capacity: u8,
    /// Leads a group from so many mentees on, or none; 0 and 1: works with each alone.
    pub group_from: u8,
    /// Says to be ready to work with a child with ОВЗ.
    pub ready_for_ovz: bool,
    /// Written application received (seed §8 stage 4).
    pub application: Step,
    /// Interview held.
    pub interview: Step,
    /// What it ended with.
    pub decision: InterviewDecision,
    /// Primary training completed (seed §4).
    pub training: Step,
    /// Hours of primary training.
    pub training_hours: u16,
    /// Last day of the no-criminal-record certificate of an external adult (model §9).
    pub record_check_until: Option<NaiveDate>,
    /// Last day of the medical check of an external adult (model §9).
    pub medical_check_until: Option<NaiveDate>,
    /// Where they stand.
    pub standing: MentorStanding,
    /// When they completed or left.
    pub left_on: Option<NaiveDate>,
    /// Results of the programme; the official column 15.
    pub result: Words,
    /// Anything else about this year.
    pub notes: Words,
}

impl Mentor {
    /// Whom the school teaches and admits this year: not who left, and not on whom the interview decided otherwise.
    pub fn is_wanted(&self) -> bool {
        !self.standing.is_gone() && !self.decision.is_against()
    }

    /// Every text of the entry, to be shared with its equals.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Words> {
        let offer = [&mut self.competences, &mut self.achievements, &mut self.interests];
        let wish = [&mut self.preferred_age, &mut self.time];
        offer.into_iter().chain(wish).chain([&mut self.result, &mut self.notes])
    }

    /// An entry of which nothing but person and year is known.
    pub fn new(person: PersonId, year: YearId) -> Self {
        Self {
            person,
            year,
            entered_on: None,
            form: None,
            competences: Words::default(),
            achievements: Words::default(),
            interests: Words::default(),
            preferred_age: Words::default(),
            time: Words::default(),
            capacity: 1,
            group_from: 0,
            ready_for_ovz: false,
            application: Step::Open,
            interview: Step::Open,
            decision: InterviewDecision::Pending,
            training: Step::Open,
            training_hours: 0,
            record_check_until: None,
            medical_check_until: None,
            standing: MentorStanding::Participating,
            left_on: None,
            result: Words::default(),
            notes: Words::default(),
        }
    }
}
