//! A sheet as a list, of people or of whom people wish: which row is the head, which column is which field, and what
//! each row would do.

mod batch;
mod columns;
mod header;
mod kinds;
mod mapping;
mod plan;
mod reading;
mod rejected;
mod twins;
mod wishes;
mod years;

pub(in crate::exchange) use columns::distance;
pub use header::Header;
pub use kinds::{Draft, Roster};
pub(in crate::exchange) use mapping::by_place;
pub use mapping::{Column, Mapping, Target, column_letters};
pub use plan::{Decision, LeftOut, NotTaken, Plan, PlannedRow, Remark, RowState, WhyLeftOut, plan};
pub use reading::{Fault, FaultKind};
pub use rejected::rejected_csv;
pub use twins::{Candidate, Likeness, is_told_apart, likeness, same_name, twins};
pub(in crate::exchange) use twins::{OnFile, name_key};
pub use wishes::WishLine;
pub use years::{titled_year, with_year};
