//! Fields of a goal in the plan of a pair (model §3.7).

use super::programme_choices::{BASES, PLAN_SECTIONS};
use super::{Field, FieldKind, Value};
use crate::domain::{BEST_MARK, Basis, PlanItem, PlanSection};

macro_rules! goal_text {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.training.$label,
            FieldKind::$kind,
            |goal: &PlanItem, _| Value::text(&goal.$name),
            |goal: &mut PlanItem, value, _| goal.$name = value.into_text().into(),
        )
    };
}

macro_rules! goal_day {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.training.$label,
            FieldKind::Date,
            |goal: &PlanItem, _| Value::date(goal.$name),
            |goal: &mut PlanItem, value, _| goal.$name = value.as_date(),
        )
    };
}

/// Every field of a goal, in the order of the form.
pub static GOAL: &[Field<PlanItem>] = &[
    goal_text!(task, goal_task, Text).required(),
    goal_day!(due, goal_due),
    Field::new(
        "basis",
        |text| text.training.goal_basis,
        FieldKind::Choice(BASES),
        |goal: &PlanItem, _| Value::Code(goal.basis.code()),
        |goal: &mut PlanItem, value, _| {
            if let Some(basis) = value.as_code().and_then(Basis::from_code) {
                goal.basis = basis;
            }
        },
    ),
    Field::new(
        "section",
        |text| text.training.goal_section,
        FieldKind::Choice(PLAN_SECTIONS),
        |goal: &PlanItem, _| Value::Code(goal.section.code()),
        |goal: &mut PlanItem, value, _| {
            if let Some(section) = value.as_code().and_then(PlanSection::from_code) {
                goal.section = section;
            }
        },
    ),
    goal_text!(expected, goal_expected, Text),
    goal_day!(done_on, goal_done_on),
    goal_text!(actual, goal_actual, Text),
    Field::new(
        "mark",
        |text| text.training.goal_mark,
        FieldKind::Scale { low: 1, high: BEST_MARK },
        |goal: &PlanItem, _| goal.mark.map_or(Value::Empty, |mark| Value::Number(i64::from(mark))),
        |goal: &mut PlanItem, value, _| goal.mark = value.as_number().and_then(|mark| u8::try_from(mark).ok()),
    ),
];
