//! Pane 8: the programme of the year around the pairs: its roadmap, its passport, the gates between stages, partners
//! and the school's own lists. A page each.

mod roadmap;
mod words;

use super::pages::{PAGES, Page, Pages};
use super::report::Report;
use super::training;
use crate::domain::Kind;
use crate::kit::{Info, PaneId, describe};
use crate::text::Text;

/// The pane.
pub fn pane() -> Pages {
    Pages::new(
        PaneId::Programme,
        vec![
            Page {
                name: |text| text.programme.page_roadmap,
                kinds: &[Kind::Activity],
                pane: Box::new(Report::new(roadmap::Roadmap::default())),
            },
            Page {
                name: |text| text.training.page_training,
                kinds: &[Kind::Training, Kind::Mentor],
                pane: Box::new(training::Page::default()),
            },
        ],
    )
}

/// The commands of all its pages, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let own = roadmap::COMMANDS.iter().map(|command| describe(command, text));
    let own = own.chain(training::commands(text));
    own.chain(PAGES.iter().map(|command| describe(command, text))).collect()
}
