//! A sheet as answers to a questionnaire: which column asks which item, what each cell says, and who answered.
//!
//! Form services and spreadsheets head their columns with the question itself, put a label where we keep a number, and
//! name people as they named themselves. Whatever is not certain is shown and waits for a decision; nothing is taken
//! for somebody who only may be meant.

mod columns;
mod days;
mod heads;
mod plan;
mod value;
mod whom;
mod wording;
mod written;

pub(super) use columns::own_head;
pub use columns::{AnswerColumn, AnswerColumns, AnswerTarget, Sureness, measured_targets, respondent_targets};
pub(super) use days::Days;
pub use plan::{AnswerPlan, AnswerRow, PlanWants, plan_answers};
pub use value::parse_answer;
pub use whom::{AnswerDecision, AnswerRemark, CellFault, NamedRow};
pub(super) use whom::{Whom, count};
pub use wording::{
    answer_plan_error, answer_remark, answer_remark_shown, cell_fault, day_doubt, day_doubt_shown, left_out,
    unasked as unasked_words,
};
