//! Pane 7: what came of it all. Its pages look at the same year as indicators, as answers, as change, as expectations
//! against results, as strengths and weaknesses, against the standard, and as pictures: the request map and the weeks in
//! which pairs met.

mod answers;
mod calendar;
mod chart;
mod check;
mod figures;
mod forms;
mod gaps;
mod heat;
mod movement;
mod notes;
mod report;
mod swot;
#[cfg(test)]
mod tests;
mod words;

use super::pages::{Page, Pages};
use crate::domain::Kind;
use crate::kit::{Command, PaneId};

pub use forms::{CURATOR_FIELDS, NUMBERS_FIELDS, NumbersRow, SWOT_FIELDS, decimal, reopen};
use report::Page as Report;

/// The pane.
pub fn pane() -> Pages {
    let page = |name, kinds, report: Report| Page { name, kinds, pane: Box::new(report) };
    Pages::new(
        PaneId::Monitoring,
        vec![
            page(|text| text.monitoring.page_figures, &[Kind::YearNumbers], Report::of(figures::Figures::default())),
            page(|text| text.monitoring.page_answers, &[Kind::Questionnaire], Report::of(answers::Answers::default())),
            page(|text| text.monitoring.page_movement, &[Kind::Measure], Report::of(movement::Movement::default())),
            page(|text| text.monitoring.page_gaps, &[], Report::of(gaps::Gaps::default())),
            page(|text| text.monitoring.page_swot, &[Kind::Swot], Report::of(swot::SwotPage::default())),
            page(|text| text.monitoring.page_check, &[Kind::CuratorSheet], Report::of(check::SelfCheck::default())),
            page(|text| text.monitoring.page_heat, &[], Report::of(heat::Heat::default())),
            page(|text| text.monitoring.page_calendar, &[], Report::of(calendar::Weeks::default())),
        ],
    )
}

/// The commands of its pages, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Report>] {
    report::COMMANDS
}
