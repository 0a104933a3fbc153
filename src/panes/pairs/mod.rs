//! Pane 4: who is with whom, and who should be. Its pages look at the same people as pairs on file, as a proposal for
//! everybody who still waits, and as what both sides wish.

mod card;
mod form;
mod group;
mod life;
mod list;
mod numbers;
pub mod plan;
mod proposal;
pub mod rules;
mod terms;
pub mod wishes;

use super::ListPane;
use super::pages::{PAGES, Page, Pages};
use crate::domain::{Kind, Secret};
use crate::kit::{Info, PaneId, describe};
use crate::text::Text;

pub use form::{close, edit, new};
pub use group::{end, join, leave, without_gone};
pub use life::{answer, note, pause, resume, trial};
pub use proposal::{RULING_FORM, reopen_ruling};
pub use terms::{agree, fix, proposals};

/// The pane.
pub fn pane() -> Pages {
    let pairs = Page {
        name: |text| text.panes.page_pairs,
        secret: None,
        kinds: &[Kind::Pair, Kind::Plan],
        pane: Box::new(ListPane::new(list::Pairs::default())),
    };
    let wishes = Page {
        name: |text| text.panes.page_wishes,
        secret: None,
        kinds: &[Kind::PreferenceSheet, Kind::GeneralMeeting, Kind::Ruling],
        pane: Box::new(ListPane::new(wishes::Wishes::default())),
    };
    let rules = Page {
        name: |text| text.panes.page_rules,
        secret: None,
        kinds: &[Kind::Pairing],
        pane: Box::new(rules::Rules::default()),
    };
    let proposal = Page {
        name: |text| text.panes.page_proposal,
        secret: Some(Secret::Restricted),
        kinds: &[Kind::Ruling, Kind::Mentee],
        pane: Box::new(proposal::Page::default()),
    };
    Pages::new(PaneId::Pairs, vec![pairs, proposal, wishes, rules])
}

/// The commands of all pages, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let pairs = list::COMMANDS.iter().map(|command| describe(command, text));
    let rules = rules::COMMANDS.iter().map(|command| describe(command, text));
    let proposal = proposal::COMMANDS.iter().map(|command| describe(command, text));
    let wishes = wishes::COMMANDS.iter().map(|command| describe(command, text));
    let pages = PAGES.iter().map(|command| describe(command, text));
    pairs.chain(proposal).chain(wishes).chain(rules).chain(pages).collect()
}
