//! Pane 8: the programme of the year around the pairs: its roadmap, its passport, the gates between stages, partners
//! and the school's own lists. A page each.

mod roadmap;
mod words;

use super::pages::{PAGES, Page, Pages};
use super::report::Report;
use crate::domain::Kind;
use crate::kit::{Info, PaneId, describe};
use crate::text::Text;

/// The pane.
pub fn pane() -> Pages {
    let mut pages = vec![Page {
        name: |text| text.programme.page_roadmap,
        kinds: &[Kind::Activity],
        pane: Box::new(Report::new(roadmap::Roadmap::default())),
    }];
    pages.extend(crate::panes::deeds::pages());
    Pages::new(PaneId::Programme, pages)
}

/// The commands of all its pages, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let own = roadmap::COMMANDS.iter().map(|command| describe(command, text));
    let pages = PAGES.iter().map(|command| describe(command, text));
    own.chain(crate::panes::deeds::commands(text)).chain(pages).collect()
}
