//! A table of measures: totals of validated instruments and other parameters of a person or of the school as a whole at
//! the entry or at the exit, one in each row. People are told as in a table of answers.

mod plan;
mod reading;

pub use plan::{Meant, MeasurePlan, MeasureRow, Measured};
pub use reading::plan_measures;
