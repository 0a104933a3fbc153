//! Pane 8: the programme of the year around the pairs: its roadmap, its passport, the gates between stages, partners
//! and the school's own lists. A page each.

pub mod consents;
mod roadmap;
pub mod staff;
mod words;

use super::ListPane;
use super::pages::{PAGES, Page, Pages};
use super::report::Report;
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
                name: |text| text.years.page_consents,
                kinds: &[Kind::Person],
                pane: Box::new(ListPane::new(consents::Consents::default())),
            },
            Page {
                name: |text| text.years.page_staff,
                kinds: &[Kind::Staff],
                pane: Box::new(ListPane::new(staff::Duties)),
            },
        ],
    )
}

/// The commands of all its pages, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let own = roadmap::COMMANDS.iter().map(|command| describe(command, text));
    let consents = consents::COMMANDS.iter().map(|command| describe(command, text));
    let staff = staff::COMMANDS.iter().map(|command| describe(command, text));
    let own = own.chain(consents).chain(staff);
    own.chain(PAGES.iter().map(|command| describe(command, text))).collect()
}
