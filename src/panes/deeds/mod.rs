//! Pages of pane 8 on what the programme does beside the pairs and leaves behind: events, practices, awards.

mod award_form;
mod awards;
mod events;
mod practice_form;
mod practices;
mod printed;
mod roll;

pub use practice_form::for_pair as practice_of;

use super::list_pane::ListPane;
use super::pages::Page;
use crate::domain::{AwardId, EventId, Key, Kind, PairId, PersonId, PracticeId};
use crate::kit::{Form, Info, Item, Part, World, describe};
use crate::panes::meetings;
use crate::text::Text;

/// The pages.
pub fn pages() -> Vec<Page> {
    vec![
        Page {
            name: |text| text.deeds.page_events,
            secret: None,
            kinds: &[Kind::Event],
            pane: Box::new(ListPane::new(events::Events)),
        },
        Page {
            name: |text| text.deeds.page_practices,
            secret: None,
            kinds: &[Kind::Practice],
            pane: Box::new(ListPane::new(practices::Practices)),
        },
        Page {
            name: |text| text.deeds.page_awards,
            secret: None,
            kinds: &[Kind::Award],
            pane: Box::new(ListPane::new(awards::Awards)),
        },
    ]
}

/// Their commands, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let events = events::COMMANDS.iter().map(|command| describe(command, text));
    let practices = practices::COMMANDS.iter().map(|command| describe(command, text));
    let awards = awards::COMMANDS.iter().map(|command| describe(command, text));
    events.chain(practices).chain(awards).collect()
}

/// A form of these pages again, by its identity.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    match form {
        events::FORM => match target {
            None => Some(events::new(world)),
            Some(key) => events::edit(EventId::of(key)?, world),
        },
        roll::FORM => roll::form(EventId::of(target?)?, &part?.words, world),
        practice_form::FORM => match target {
            None => practice_form::new(None, world),
            Some(key) => match PracticeId::of(key) {
                Some(id) => practice_form::edit(id, world),
                None => practice_form::new(PairId::of(key), world),
            },
        },
        award_form::FORM => match target? {
            key if key.kind == Kind::Award => award_form::edit(AwardId::of(key)?, world),
            key => award_form::blank(PersonId::of(key)?, world),
        },
        award_form::CERTIFICATES => award_form::certificates(world),
        _ => None,
    }
}

/// Pairs of the year to pick from, whatever became of them: closed ones first, the newest before.
pub fn year_pairs(world: &World) -> Vec<Item> {
    use crate::fields::Worded;
    let register = &world.register;
    let mut pairs: Vec<_> = register.pairs(world.year).collect();
    pairs.sort_by_key(|(id, pair)| (std::cmp::Reverse(pair.closing.as_ref().map(|closing| closing.on)), *id));
    let detail = |pair: &crate::domain::Pair| pair.status().word(world.text).to_owned();
    pairs.into_iter().map(|(id, pair)| meetings::pair_item(id, pair, detail(pair), world)).collect()
}

/// The partners of the school to pick from.
pub fn partners(world: &World) -> Vec<Item> {
    use crate::fields::{Said, fold};
    let item = |(id, partner): (crate::domain::PartnerId, &std::sync::Arc<crate::domain::Partner>)| Item {
        key: id.into(),
        label: partner.name.to_string(),
        detail: partner.kind.said(&world.register, world.text).to_owned(),
        hay: fold(&partner.name),
    };
    world.register.partners().map(item).collect()
}
