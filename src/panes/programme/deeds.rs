//! What is done in each stage and charged to the curator, and where: so that every row of the seed's table of stages
//! (§8) and every duty of the curator (§5) leads to its screen.

use super::words;
use crate::domain::{Key, Kind, Stage};
use crate::fields::fold;
use crate::kit::{Act, Item, PaneId, PickFor, Picker, World};
use crate::panes::PANES;
use crate::text::{Text, fill};

/// Where something is done.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In a pane.
    Pane(PaneId),
    /// On the page of a pane that shows this kind of record, with the name of the page.
    Page(PaneId, Kind, fn(&Text) -> &'static str),
    /// By a command that works everywhere, with its key.
    Command(&'static str, &'static str),
}

/// Something to do.
struct Deed {
    /// In which stage; none: a duty of the curator.
    stage: Option<Stage>,
    words: fn(&Text) -> &'static str,
    place: Place,
}

macro_rules! deeds {
    ($($stage:expr, $words:ident, $place:expr;)+) => {
        &[$(Deed { stage: $stage, words: |text| text.programme.$words, place: $place }),+]
    };
}

const ROADMAP: Place = Place::Page(PaneId::Programme, Kind::Activity, |t| t.programme.page_roadmap);
const PASSPORT: Place = Place::Page(PaneId::Programme, Kind::Passport, |t| t.programme.page_passport);
const GATES: Place = Place::Page(PaneId::Programme, Kind::Waiver, |t| t.programme.page_gates);
const PARTNERS: Place = Place::Page(PaneId::Programme, Kind::Partner, |t| t.programme.page_partners);
const LISTS: Place = Place::Page(PaneId::Programme, Kind::Lists, |t| t.programme.page_lists);
const TRAINING: Place = Place::Page(PaneId::Programme, Kind::Training, |t| t.training.page_training);
const CONSENTS: Place = Place::Page(PaneId::Programme, Kind::Person, |t| t.years.page_consents);
const EVENTS: Place = Place::Page(PaneId::Programme, Kind::Event, |t| t.deeds.page_events);
const PRACTICES: Place = Place::Page(PaneId::Programme, Kind::Practice, |t| t.deeds.page_practices);
const AWARDS: Place = Place::Page(PaneId::Programme, Kind::Award, |t| t.deeds.page_awards);
const PAIRS: Place = Place::Page(PaneId::Pairs, Kind::Pair, |t| t.panes.page_pairs);
const PROPOSAL: Place = Place::Page(PaneId::Pairs, Kind::Mentee, |t| t.panes.page_proposal);
const WISHES: Place = Place::Page(PaneId::Pairs, Kind::PreferenceSheet, |t| t.panes.page_wishes);
const RULES: Place = Place::Page(PaneId::Pairs, Kind::Pairing, |t| t.panes.page_rules);
const FIGURES: Place = Place::Page(PaneId::Monitoring, Kind::YearNumbers, |t| t.monitoring.page_figures);
const SWOT: Place = Place::Page(PaneId::Monitoring, Kind::Swot, |t| t.monitoring.page_swot);
const SCHOOL: Place = Place::Command("school", "Ctrl+O");
const NEXT_YEAR: Place = Place::Command("year.begin", "Ctrl+N");

use Stage::{Completion, Mentees, Mentors, Pairing, Preparation, Selection, Work};

static DEEDS: &[Deed] = deeds! {
    Some(Preparation), deed_conditions, PASSPORT;
    Some(Preparation), deed_roadmap, ROADMAP;
    Some(Preparation), deed_school, SCHOOL;
    Some(Preparation), deed_contingent, FIGURES;
    Some(Preparation), deed_first_requests, Place::Pane(PaneId::Mentees);
    Some(Preparation), deed_audience, PARTNERS;
    Some(Preparation), deed_forms, RULES;
    Some(Mentees), deed_requests, Place::Pane(PaneId::Mentees);
    Some(Mentees), deed_roster, Place::Pane(PaneId::Mentees);
    Some(Mentees), deed_consents, CONSENTS;
    Some(Mentors), deed_mentors, Place::Pane(PaneId::Mentors);
    Some(Mentors), deed_audience, PARTNERS;
    Some(Selection), deed_steps, Place::Pane(PaneId::Mentors);
    Some(Selection), deed_training, TRAINING;
    Some(Selection), deed_topics, LISTS;
    Some(Selection), deed_held, GATES;
    Some(Pairing), deed_general, WISHES;
    Some(Pairing), deed_proposal, PROPOSAL;
    Some(Pairing), deed_fix, PAIRS;
    Some(Work), deed_meetings, Place::Pane(PaneId::Meetings);
    Some(Work), deed_plans, PAIRS;
    Some(Work), deed_in_service, TRAINING;
    Some(Work), deed_events, EVENTS;
    Some(Work), deed_feedback, Place::Pane(PaneId::Surveys);
    Some(Work), deed_watch, Place::Pane(PaneId::Today);
    Some(Work), deed_held, GATES;
    Some(Completion), deed_feedback, Place::Pane(PaneId::Surveys);
    Some(Completion), deed_close, PAIRS;
    Some(Completion), deed_figures, FIGURES;
    Some(Completion), deed_review, SWOT;
    Some(Completion), deed_festival, EVENTS;
    Some(Completion), deed_practices, PRACTICES;
    Some(Completion), deed_awards, AWARDS;
    Some(Completion), deed_next, PASSPORT;
    Some(Completion), deed_next_year, NEXT_YEAR;
    None, duty_mentees, Place::Pane(PaneId::Mentees);
    None, duty_mentors, Place::Pane(PaneId::Mentors);
    None, duty_training, TRAINING;
    None, duty_control, ROADMAP;
    None, duty_questions, Place::Pane(PaneId::Today);
    None, duty_monitoring, FIGURES;
    None, duty_feedback, Place::Pane(PaneId::Surveys);
};

/// What is to do in a stage, or of the duties, by its place in the table: the words, and where it is done.
pub fn of(stage: Option<Stage>, text: &Text) -> Vec<(usize, &'static str, String)> {
    let deeds = DEEDS.iter().enumerate().filter(|(_, deed)| deed.stage == stage);
    deeds.map(|(at, deed)| (at, (deed.words)(text), place(deed.place, text))).collect()
}

/// «8 Год, Паспорт»
fn place(place: Place, text: &Text) -> String {
    let p = &text.programme;
    let tab = |pane| PANES.iter().find(|tab| tab.id == pane).map_or((' ', ""), |tab| (tab.digit, (tab.name)(text)));
    match place {
        Place::Pane(pane) => {
            let (digit, name) = tab(pane);
            fill(p.where_pane, &[&digit, &name])
        }
        Place::Page(pane, _, page) => {
            let (digit, name) = tab(pane);
            fill(p.where_page, &[&digit, &name, &page(text)])
        }
        Place::Command(_, key) => key.to_owned(),
    }
}

/// Goes to where the deed at a place of the table is done.
pub fn go(at: usize) -> Vec<Act> {
    let Some(deed) = DEEDS.get(at) else { return Vec::new() };
    vec![match deed.place {
        Place::Pane(pane) => Act::Go(pane, None),
        // No record has the number 0, so the page comes to the front and the cursor stays where it was.
        Place::Page(pane, kind, _) => Act::Go(pane, Some(Key { kind, id: 0 })),
        Place::Command(id, _) => Act::Run(id),
    }]
}

/// The deeds of a stage to choose from.
pub fn choose(stage: Stage, world: &World) -> Vec<Act> {
    let item = |(at, what, place): (usize, &'static str, String)| Item {
        key: key(at),
        hay: fold(&format!("{what} {place}")),
        label: what.to_owned(),
        detail: place,
    };
    let items = of(Some(stage), world.text).into_iter().map(item).collect();
    let title = fill(world.text.programme.deeds_title, &[&words::stage(stage, world.text)]);
    vec![Act::Pick(Box::new(Picker::new(title, items, PickFor::Start(chosen), false)))]
}

/// A deed is no record; its place in the table is all a picker needs.
fn key(at: usize) -> Key {
    Key { kind: Kind::School, id: u32::try_from(at).unwrap_or(u32::MAX) }
}

fn chosen(keys: &[Key], _world: &mut World) -> Vec<Act> {
    keys.first().and_then(|key| usize::try_from(key.id).ok()).map_or_else(Vec::new, go)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_and_every_duty_leads_somewhere() {
        let text = Text::of(crate::text::Lang::Ru);
        for stage in Stage::ALL {
            assert!(of(Some(*stage), text).len() >= 2, "{stage:?}");
        }
        // Seed §5: базы, обучение, контроль этапов, организационные вопросы, мониторинг, обратная связь.
        assert_eq!(of(None, text).len(), 7);
        for (at, words, place) in Stage::ALL.iter().flat_map(|stage| of(Some(*stage), text)).chain(of(None, text)) {
            assert!(!words.is_empty() && !place.trim().is_empty());
            assert_eq!(go(at).len(), 1, "{words}");
        }
    }
}
