//! Import and export: tables of people in from whatever a school has, and out to what others read.
//!
//! This room exists because a curator starts with a spreadsheet and ends with one. An import is a chain of values:
//! a file becomes a [`Sheet`], its heads a [`Mapping`] of columns to fields, its rows a [`Plan`] that can be looked at
//! and decided upon, and the plan one [`Batch`](crate::domain::Batch): one step, one undo. Nothing is lost silently:
//! what is not taken is listed. Fields are declared in `fields`, never here.

mod answers;
mod error;
pub mod export;
mod measures;
mod roster;
mod sheet;
mod slashes;
pub mod wording;

pub use answers::{
    AnswerColumn, AnswerColumns, AnswerDecision, AnswerPlan, AnswerRemark, AnswerRow, AnswerTarget, CellFault,
    NamedRow, PlanWants, Sureness, answer_plan_error, answer_remark, answer_remark_shown, cell_fault, day_doubt,
    day_doubt_shown, left_out, measured_targets, parse_answer, plan_answers, respondent_targets, unasked_words,
};
pub use error::{ExchangeError, ExportError, Foreign, Limit, MapError, PlanError, SheetError};
pub use measures::{Meant, MeasurePlan, MeasureRow, Measured, plan_measures};
pub use roster::{
    Candidate, Column, Decision, Draft, Fault, FaultKind, Header, LeftOut, Likeness, Mapping, NotTaken, Plan,
    PlannedRow, Remark, Roster, RowState, Target, WhyLeftOut, WishLine, column_letters, is_told_apart, likeness, plan,
    rejected_csv, same_name, titled_year, twins, with_year,
};
pub use sheet::{
    Cell, CellKind, Encoding, MOST_BYTES, MOST_CELLS, MOST_ROWS, Merge, Origin, Row, Sheet, from_bytes,
    in_guarded_parser, open,
};
pub use slashes::{DayDoubt, DayOrder};
