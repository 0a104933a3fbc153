//! A table of measures: totals of validated instruments and other parameters of a person at the entry or at the exit,
//! one in each row. People are told as in a table of answers.

mod plan;

pub use plan::{MeasurePlan, MeasureRow, plan_measures};
