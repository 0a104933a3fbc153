//! Monitoring: what the answers, the measures and the work of the pairs say of a year (seed §9, model §4).
//!
//! Every number here keeps the people behind it, so that a figure can be opened. Nothing is hidden for being small:
//! who shows a figure asks [`is_small`] first, because what may be said depends on who listens (model §4.6).

mod answers;
mod benchmarks;
mod census;
mod change;
mod dosage;
mod events;
mod indicators;
mod satisfaction;
mod school;
mod stage_one;
mod sums;
mod swot;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_change;
#[cfg(test)]
mod tests_turned;

pub use answers::{Papers, voiced};
pub use benchmarks::{Check, CheckResult, PairStanding, Standard, benchmarks, by_pair};
pub use census::{Forms, figures, forms_of};
pub use change::{Gap, PairGap, Series, Twice, What, expectations, from_hundredths, movements, pair_gaps};
pub use dosage::{Dosage, Dose, Doses, dosage, doses};
pub use events::{counted_from_events, is_of as event_counts};
pub use indicators::{
    Amount, Cut, Direction, Figure, Group, Period, Plan, Reading, a_year_before, cut, direction, over_years,
};
pub use satisfaction::{Satisfaction, satisfaction};
pub use school::{SchoolSeries, SchoolYear, school_series};
pub use stage_one::{ItemResult, SheetResult, sheet_results};
pub use sums::{Sum, YearSum, year_sums};
pub use swot::{Draft, Opportunity, Threat, swot_draft};

/// Groups below this size are shown as counts alone: means and shares of them would tell what one person said
/// (model §4.6).
pub const SMALL: usize = 5;
/// From so many people on a test of change says anything (model §4.6).
pub const TESTED: usize = 6;

/// Whether a group is too small for means and shares.
pub fn is_small(people: usize) -> bool {
    people < SMALL
}
