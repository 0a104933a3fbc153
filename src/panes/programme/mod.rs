//! Pane 8: the programme of the year around the pairs: its roadmap, its passport, the gates between stages, partners
//! and the school's own lists. A page each.

mod another;
pub mod consents;
mod deeds;
mod forms;
mod gates;
mod list_form;
mod list_items;
mod list_terms;
mod lists;
mod partners;
mod passport;
mod roadmap;
pub mod staff;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_gates;
#[cfg(test)]
mod tests_terms;
mod words;

use super::ListPane;
use super::pages::{PAGES, Page, Pages};
use super::report::Report;
use super::training;
use crate::domain::{Key, Kind, Secret, StaffId};
use crate::kit::{Form, Info, PaneId, Part, World, describe};
use crate::text::Text;

pub use forms::{passing, waiver};
pub use list_items::words as list_words;
pub use passport::curator as curator_words;

/// The pane.
pub fn pane() -> Pages {
    let roadmap = Page {
        name: |text| text.programme.page_roadmap,
        secret: None,
        kinds: &[Kind::Activity],
        pane: Box::new(Report::new(roadmap::Roadmap::default())),
    };
    let passport = Page {
        name: |text| text.programme.page_passport,
        secret: None,
        kinds: &[Kind::Passport],
        pane: Box::new(Report::new(passport::PassportPage::default())),
    };
    let gates = Page {
        name: |text| text.programme.page_gates,
        secret: Some(Secret::Selection),
        kinds: &[Kind::Waiver],
        pane: Box::new(Report::new(gates::Gates::default())),
    };
    let partners = Page {
        name: |text| text.programme.page_partners,
        secret: None,
        kinds: &[Kind::Partner],
        pane: Box::new(ListPane::new(partners::Partners)),
    };
    let lists = Page {
        name: |text| text.programme.page_lists,
        secret: None,
        kinds: &[Kind::Lists],
        pane: Box::new(Report::new(lists::ListsPage::default())),
    };
    let training = Page {
        name: |text| text.training.page_training,
        secret: None,
        kinds: &[Kind::Training, Kind::Mentor],
        pane: Box::new(training::Page::default()),
    };
    let consents = Page {
        name: |text| text.years.page_consents,
        secret: None,
        kinds: &[Kind::Person],
        pane: Box::new(ListPane::new(consents::Consents::default())),
    };
    let staff = Page {
        name: |text| text.years.page_staff,
        secret: None,
        kinds: &[Kind::Staff],
        pane: Box::new(ListPane::new(staff::Duties)),
    };
    let mut pages = vec![roadmap, passport, training, gates, partners, consents];
    pages.extend(super::deeds::pages());
    pages.extend([lists, staff]);
    Pages::new(PaneId::Programme, pages)
}

/// The commands of all its pages, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let roadmap = roadmap::COMMANDS.iter().map(|command| describe(command, text));
    let passport = passport::COMMANDS.iter().map(|command| describe(command, text));
    let gates = gates::COMMANDS.iter().map(|command| describe(command, text));
    let partners = partners::COMMANDS.iter().map(|command| describe(command, text));
    let lists = lists::COMMANDS.iter().map(|command| describe(command, text));
    let training = training::commands(text).into_iter();
    let consents = consents::COMMANDS.iter().map(|command| describe(command, text));
    let staff = staff::COMMANDS.iter().map(|command| describe(command, text));
    let pages = PAGES.iter().map(|command| describe(command, text));
    roadmap
        .chain(passport)
        .chain(training)
        .chain(gates)
        .chain(partners)
        .chain(consents)
        .chain(super::deeds::commands(text))
        .chain(staff)
        .chain(lists)
        .chain(pages)
        .collect()
}

/// A form of this pane again, by its identity.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    match form {
        staff::FORM => staff::form(target.and_then(StaffId::of), world),
        consents::FORM => Some(consents::sign(Vec::new(), world)),
        partners::FORM => partners::edit(target, world),
        another::FORM => another::reopen(target, world),
        list_form::FORM => list_form::reopen(part?, world),
        other => forms::reopen(other, target, part, world),
    }
}
