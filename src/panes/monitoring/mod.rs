//! Pane 7: what came of it all. Its pages go from the figures to what is behind them: the indicators, the same over the
//! years, the results of the year; what was answered, hoped for and got, and how it changed; strengths and weaknesses, the
//! standard; and two pictures, the weeks in which pairs met and the request map.

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
mod people;
mod report;
mod school;
mod school_form;
mod swot;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_school;
mod words;
mod year;
mod years;

use super::pages::{Page, Pages};
use crate::domain::{Kind, Secret};
use crate::kit::{Command, PaneId};

pub use forms::{CURATOR_FIELDS, NUMBERS_FIELDS, NumbersRow, SWOT_FIELDS, reopen};
use report::Page as Report;
pub use school_form::{PARAMETER_FIELDS, ParameterRow};

/// The pane.
pub fn pane() -> Pages {
    let page = |name, secret, kinds, report: Report| Page { name, secret, kinds, pane: Box::new(report) };
    Pages::new(
        PaneId::Monitoring,
        vec![
            page(
                |text| text.monitoring.page_figures,
                None,
                &[Kind::YearNumbers],
                Report::of(figures::Figures::default()),
            ),
            page(|text| text.years.page_years, None, &[], Report::of(years::Years::default())),
            page(|text| text.deeds.page_year, None, &[], Report::of(year::YearPage::default())),
            page(
                |text| text.monitoring.page_answers,
                Some(Secret::Answers),
                &[Kind::Questionnaire],
                Report::of(answers::Answers::default()),
            ),
            page(|text| text.monitoring.page_gaps, Some(Secret::Answers), &[], Report::of(gaps::Gaps::default())),
            page(
                |text| text.monitoring.page_movement,
                Some(Secret::Answers),
                &[Kind::Measure, Kind::SchoolParameter, Kind::SchoolMeasure],
                Report::of(movement::Movement::default()),
            ),
            page(|text| text.monitoring.page_swot, None, &[Kind::Swot], Report::of(swot::SwotPage::default())),
            page(
                |text| text.monitoring.page_check,
                None,
                &[Kind::CuratorSheet],
                Report::of(check::SelfCheck::default()),
            ),
            page(|text| text.monitoring.page_calendar, None, &[], Report::of(calendar::Weeks::default())),
            page(|text| text.monitoring.page_heat, Some(Secret::RequestMap), &[], Report::of(heat::Heat::default())),
        ],
    )
}

/// The commands of its pages, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Report>] {
    report::COMMANDS
}
