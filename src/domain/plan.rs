//! The plan of a pair: what it sets out to do, by when, and what came of it (model §3.7, В2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PairId, Words};

coded! {
    /// The two sections of the plan.
    pub enum PlanSection {
        /// Анализ трудностей и способы их преодоления.
        Difficulties = "difficulties",
        /// Направления развития ученика.
        Growth = "growth",
    }
}

coded! {
    /// Where a goal comes from: for an academic role from what the exams show, else from the request (seed §7.1).
    pub enum Basis {
        /// Запрос наставляемого.
        Request = "request",
        /// Дефициты ВПР.
        Vpr = "vpr",
        /// Дефициты ОГЭ.
        Oge = "oge",
        /// Дефициты ГИА (ЕГЭ).
        Gia = "gia",
        /// Наблюдение педагога, психолога.
        Teacher = "teacher",
    }
}

/// A line of the plan: a goal with its due date and its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItem {
    /// In which section.
    pub section: PlanSection,
    /// Where it comes from.
    pub basis: Basis,
    /// Проект, задание.
    pub task: Words,
    /// Срок.
    pub due: Option<NaiveDate>,
    /// Планируемый результат.
    pub expected: Words,
    /// Фактический результат.
    pub actual: Words,
    /// When it was reached.
    pub done_on: Option<NaiveDate>,
    /// Оценка наставника, 1 to [`BEST_MARK`].
    pub mark: Option<u8>,
}

/// The best mark a mentor gives.
pub const BEST_MARK: u8 = 5;

impl PlanItem {
    /// A line of which only the section is known.
    pub fn new(section: PlanSection) -> Self {
        let none = Words::default;
        Self {
            section,
            basis: Basis::Request,
            task: none(),
            due: None,
            expected: none(),
            actual: none(),
            done_on: None,
            mark: None,
        }
    }

    /// Whether it is late on `day`.
    pub fn is_late(&self, day: NaiveDate) -> bool {
        self.done_on.is_none() && self.due.is_some_and(|due| due < day)
    }
}

/// The plan of a pair or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Of which pair.
    pub pair: PairId,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// Its lines, in the order they were written.
    pub items: Vec<PlanItem>,
    /// Anything else.
    pub notes: Words,
}

impl Plan {
    /// A plan without a line.
    pub fn new(pair: PairId) -> Self {
        Self { pair, from: None, until: None, items: Vec::new(), notes: Words::default() }
    }
}

/// A plan has the number of its pair, so that two who begin it at once begin the same one.
impl From<PairId> for super::PlanId {
    fn from(pair: PairId) -> Self {
        Self(pair.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_late_from_the_day_after_it_was_due() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let goal = PlanItem { due: Some(day(10)), ..PlanItem::new(PlanSection::Growth) };
        assert_eq!([9, 10, 11].map(|d| goal.is_late(day(d))), [false, false, true]);
        assert!(!PlanItem { done_on: Some(day(30)), ..goal }.is_late(day(30)));
    }
}
