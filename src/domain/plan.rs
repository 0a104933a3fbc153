//! The plan of a pair: what it sets out to do, by when, and what came of it (model §3.7, В2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PairId, RoleModel, Words};

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

impl Basis {
    /// Where goals of a pair may come from, the likeliest first. For an academic role the seed takes topics from what the
    /// exams have shown (§7.1): ВПР up to grade 8, ОГЭ in 9, ГИА in 10 and 11. Other roles have no exam behind them; a
    /// pair without a role may have anything.
    pub fn offered(role: Option<&RoleModel>, grade: Option<u8>) -> Vec<Self> {
        let asked = [Self::Request, Self::Teacher];
        let exams = match grade {
            Some(9) => [Self::Oge, Self::Vpr, Self::Gia],
            Some(10..) => [Self::Gia, Self::Vpr, Self::Oge],
            _ => [Self::Vpr, Self::Oge, Self::Gia],
        };
        match role {
            Some(role) if role.is_academic() => [&exams[..], &asked].concat(),
            Some(_) => asked.to_vec(),
            None => [&asked[..], &exams].concat(),
        }
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

    /// Goals that are reached.
    pub fn reached(&self) -> usize {
        self.items.iter().filter(|item| item.done_on.is_some()).count()
    }

    /// Goals that are late on `day`.
    pub fn late(&self, day: NaiveDate) -> usize {
        self.items.iter().filter(|item| item.is_late(day)).count()
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
    fn goals_of_an_academic_role_come_from_the_exam_of_the_grade() {
        use super::super::{Form, Pairing, Role};
        let pairing = Pairing::default();
        let role = |role: Role| pairing.role_in(Form::PupilPupil, role.code()).unwrap();
        let first = |grade| Basis::offered(Some(role(Role::AchieverStruggling)), grade)[0];
        let found = [None, Some(5), Some(8), Some(9), Some(10), Some(11)].map(first);
        assert_eq!(found, [Basis::Vpr, Basis::Vpr, Basis::Vpr, Basis::Oge, Basis::Gia, Basis::Gia]);
        assert!(Pairing::default().role_in(Form::TeacherPupil, Role::TeacherStruggling.code()).unwrap().is_academic());
        assert_eq!(Basis::offered(Some(role(Role::LeaderPassive)), Some(9)), [Basis::Request, Basis::Teacher]);
        let any = Basis::offered(None, Some(9));
        assert_eq!((any.len(), any[0]), (Basis::ALL.len(), Basis::Request));
    }

    #[test]
    fn goals_reached_and_late_are_counted() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let goal = |due, done| PlanItem { due, done_on: done, ..PlanItem::new(PlanSection::Growth) };
        let mut plan = Plan::new(PairId(1));
        plan.items = vec![
            goal(Some(day(1)), Some(day(20))),
            goal(Some(day(9)), None),
            goal(Some(day(10)), None),
            goal(None, None),
        ];
        assert_eq!((plan.reached(), plan.late(day(9)), plan.late(day(10)), plan.late(day(11))), (1, 0, 1, 2));
    }

    #[test]
    fn a_goal_is_late_from_the_day_after_it_was_due() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        let goal = PlanItem { due: Some(day(10)), ..PlanItem::new(PlanSection::Growth) };
        assert_eq!([9, 10, 11].map(|d| goal.is_late(day(d))), [false, false, true]);
        assert!(!PlanItem { done_on: Some(day(30)), ..goal }.is_late(day(30)));
    }
}
