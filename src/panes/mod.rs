//! The panes, one folder each: its state, its update, its view.
//!
//! This room exists so that what a curator does with one part of the programme is found in one folder. To add a pane:
//! a folder with a [`Pane`], a line in [`all`], a line in [`PANES`], and its name in `kit::PaneId`. A base of records
//! is a [`ListPane`] with what is particular to it.

mod beside;
mod bulk;
mod consents;
pub mod contacts;
mod deeds;
mod departure;
mod erasing;
mod full_card;
mod joining;
mod list_pane;
pub mod meetings;
pub mod mentees;
pub mod mentors;
pub mod monitoring;
mod namesakes;
pub mod pages;
pub mod pairs;
mod pane;
mod people;
pub mod programme;
mod records;
mod report;
pub mod respond;
mod rollover;
mod school;
pub mod surveys;
pub mod today;
pub mod training;
pub mod transfer;

pub use full_card::FullCard;
pub use joining::found as find_twins;
pub use list_pane::{Base, ListPane, Room};
pub use pane::Pane;
pub use people::everybody;
pub use rollover::begin as begin_year;
pub use school::{SCHOOL, breaks_words, edit as school_form};

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::wishes::takes_part;
use crate::domain::{
    Batch, Change, Key, MeetingId, MenteeId, MentorId, PairId, PersonId, QuestionnaireId, Year, YearId,
};
use crate::fields::{Pool, fold, names};
use crate::kit::{Act, Dialog, Draft, Form, Info, Item, Keys, LIST, PaneId, Part, World, describe, first_key, verb};
use crate::text::{Text, fill};

/// A pane in the row of tabs.
pub struct Tab {
    /// Which pane.
    pub id: PaneId,
    /// Its digit.
    pub digit: char,
    /// Its name.
    pub name: fn(&Text) -> &'static str,
    /// What is left of the name where all eight do not fit side by side.
    pub short: fn(&Text) -> &'static str,
    /// Its commands, for the table of keys.
    pub commands: fn(&Text) -> Vec<Info>,
}

macro_rules! described {
    ($table:expr) => {
        |text| $table.iter().map(|command| describe(command, text)).collect()
    };
}

/// The row of tabs.
pub static PANES: &[Tab] = &[
    Tab {
        id: PaneId::Today,
        digit: '1',
        name: |t| t.commands.pane_today,
        short: |t| t.commands.pane_today_short,
        commands: described!(today::commands()),
    },
    Tab {
        id: PaneId::Mentees,
        digit: '2',
        name: |t| t.commands.pane_mentees,
        short: |t| t.commands.pane_mentees_short,
        commands: described!(mentees::commands()),
    },
    Tab {
        id: PaneId::Mentors,
        digit: '3',
        name: |t| t.commands.pane_mentors,
        short: |t| t.commands.pane_mentors_short,
        commands: described!(mentors::commands()),
    },
    Tab {
        id: PaneId::Pairs,
        digit: '4',
        name: |t| t.commands.pane_pairs,
        short: |t| t.commands.pane_pairs_short,
        commands: pairs::commands,
    },
    Tab {
        id: PaneId::Meetings,
        digit: '5',
        name: |t| t.commands.pane_meetings,
        short: |t| t.commands.pane_meetings_short,
        commands: described!(meetings::commands()),
    },
    Tab {
        id: PaneId::Surveys,
        digit: '6',
        name: |t| t.commands.pane_surveys,
        short: |t| t.commands.pane_surveys_short,
        commands: described!(surveys::commands()),
    },
    Tab {
        id: PaneId::Monitoring,
        digit: '7',
        name: |t| t.commands.pane_monitoring,
        short: |t| t.commands.pane_monitoring_short,
        commands: |text| {
            let own = monitoring::commands().iter().map(|command| describe(command, text));
            own.chain(pages::PAGES.iter().map(|command| describe(command, text))).collect()
        },
    },
    Tab {
        id: PaneId::Programme,
        digit: '8',
        name: |t| t.commands.pane_programme,
        short: |t| t.commands.pane_programme_short,
        commands: programme::commands,
    },
];

/// The panes, in the order of their digits.
pub fn all() -> Vec<Box<dyn Pane>> {
    vec![
        Box::new(today::Today::default()),
        Box::new(ListPane::new(mentees::Mentees::default())),
        Box::new(ListPane::new(mentors::Mentors)),
        Box::new(pairs::pane()),
        Box::new(ListPane::new(meetings::Meetings::default())),
        Box::new(surveys::Surveys::default()),
        Box::new(monitoring::pane()),
        Box::new(programme::pane()),
    ]
}

/// The commands of lists, for the table of keys.
pub fn list_commands(text: &Text) -> Vec<Info> {
    LIST.iter().map(|command| describe(command, text)).collect()
}

/// The pane a record is shown in.
pub fn pane_of(key: Key) -> Option<PaneId> {
    use crate::domain::Kind;
    match key.kind {
        Kind::Mentee => Some(PaneId::Mentees),
        Kind::Mentor => Some(PaneId::Mentors),
        Kind::Pair => Some(PaneId::Pairs),
        Kind::Meeting => Some(PaneId::Meetings),
        Kind::Response | Kind::Invitation | Kind::Questionnaire => Some(PaneId::Surveys),
        Kind::GeneralMeeting | Kind::PreferenceSheet | Kind::Ruling | Kind::Pairing => Some(PaneId::Pairs),
        Kind::Measure
        | Kind::SchoolParameter
        | Kind::SchoolMeasure
        | Kind::YearNumbers
        | Kind::CuratorSheet
        | Kind::Swot => Some(PaneId::Monitoring),
        Kind::Activity | Kind::Passport | Kind::Waiver | Kind::Partner | Kind::Lists => Some(PaneId::Programme),
        Kind::Event | Kind::Practice | Kind::Award => Some(PaneId::Programme),
        // Their screens come with pages of pane 8.
        Kind::Training => Some(PaneId::Programme),
        Kind::Selection => Some(PaneId::Mentors),
        Kind::Plan => Some(PaneId::Pairs),
        Kind::Staff => None,
        Kind::School | Kind::Year | Kind::Person => None,
        Kind::Calendar | Kind::Contact | Kind::Snooze => None,
    }
}

/// Opens a form again, by its identity: for a draft, and after a conflict.
/// `over` are the records it was opened over, of which some may be gone.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, over: &[Key], world: &World) -> Option<Form> {
    match form {
        "mentee" => match target {
            None => Some(mentees::new(world)),
            Some(key) => match MenteeId::of(key) {
                Some(id) => mentees::edit(id, world),
                None => mentees::enter_form(PersonId::of(key)?, world),
            },
        },
        "mentor" => match target {
            None => Some(mentors::new(world)),
            Some(key) => match MentorId::of(key) {
                Some(id) => mentors::edit(id, world),
                None => mentors::enter_form(PersonId::of(key)?, world),
            },
        },
        consents::FORM => consents::withdraw(target?, world),
        consents::AFTER_FORM => consents::decide_again(target?, part?, world),
        "request" => mentees::add_request(MenteeId::of(target?)?, world),
        mentees::REQUEST_FORM => mentees::edit_request(MenteeId::of(target?)?, part?, world),
        "pair" => match target {
            None => Some(pairs::new(None, &[], world)),
            Some(key) => match PairId::of(key) {
                Some(id) => pairs::edit(id, world),
                None => Some(pairs::new(MentorId::of(key), &[], world)),
            },
        },
        pairs::RULING_FORM => pairs::reopen_ruling(target, part, world),
        "pair.fix" => Some(pairs::fix(&target.and_then(PairId::of).into_iter().collect::<Vec<_>>(), world)),
        "pair.agree" => Some(pairs::agree(&target.and_then(PairId::of).into_iter().collect::<Vec<_>>(), world)),
        "pair.pause" => pairs::pause(PairId::of(target?)?, world),
        "pair.join" => pairs::join(PairId::of(target?)?, world),
        "pair.leave" => pairs::leave(PairId::of(target?)?, world),
        "pair.close" => pairs::close(PairId::of(target?)?, world),
        "meeting" => meetings::edit(MeetingId::of(target?)?, world),
        "meeting.new" => Some(meetings::new(PairId::of(target?)?, world)),
        "meeting.plan" => Some(meetings::plan(PairId::of(target?)?, world)),
        surveys::workshop_forms::NEW => Some(surveys::workshop_forms::new(world)),
        surveys::workshop_forms::HEAD_FORM => surveys::workshop_forms::head(QuestionnaireId::of(target?)?, world),
        surveys::workshop_forms::ITEM_FORM => {
            surveys::workshop_forms::item(QuestionnaireId::of(target?)?, part?, world)
        }
        surveys::workshop_forms::ITEM_NEW => {
            surveys::workshop_forms::item_new(QuestionnaireId::of(target?)?, part?.place, world)
        }
        transfer::IMPORT_ANSWERS => transfer::import_answers(QuestionnaireId::of(target?)?, world),
        transfer::EXPORT_SURVEY => transfer::export_survey(QuestionnaireId::of(target?)?, world),
        "wish" => pairs::wishes::edit(target?, world),
        "general" => pairs::wishes::general(target, world),
        pairs::rules::ROW | pairs::rules::OWN => pairs::rules::reopen(form, part?, world),
        contacts::NEW | contacts::EDIT => contacts::reopen(target?, world),
        today::SNOOZE => today::snooze_again(target?, part?, world),
        "school" => school::edit(world),
        other => monitoring::reopen(other, target, part, world)
            .or_else(|| mentors::reopen(other, target, part, world))
            .or_else(|| training::reopen(other, target, world))
            .or_else(|| pairs::plan::reopen(other, target, part, world))
            .or_else(|| deeds::reopen(other, target, part, world))
            .or_else(|| programme::reopen(other, target, part, world))
            .or_else(|| bulk::reopen(other, over, world))
            .or_else(|| transfer::reopen(other, world)),
    }
}

/// The form of a draft with what was typed in it.
pub fn restore(draft: &Draft, world: &World) -> Option<Form> {
    let mut form = reopen(&draft.form, draft.target, draft.part.as_ref(), &draft.over, world)?;
    form.restore(draft, world);
    Some(form)
}

/// Whom «everybody» means in a pool, where not all of those it offers.
pub fn everybody_meant(pool: Pool, world: &World) -> Option<Vec<Key>> {
    let first = |(key, (rank, _)): (Key, (u8, String))| (rank == 0).then_some(key);
    (pool == Pool::Trainees).then(|| training::offers(world).into_iter().filter_map(first).collect())
}

/// Whom a field's picker offers: whoever it is for first, then the others with the reason, each by name.
pub fn pool(pool: Pool, world: &World) -> Vec<Item> {
    let register = &world.register;
    let offered: Vec<(Key, (u8, String))> = match pool {
        Pool::Pairs => return meetings::working_pairs(world),
        Pool::Proposals => return pairs::proposals(world),
        Pool::YearPairs => return deeds::year_pairs(world),
        Pool::Partners => return deeds::partners(world),
        Pool::People => {
            let mut people = everybody(&world.ctx());
            namesakes::tell_apart(&mut people, world);
            return people;
        }
        Pool::Mentees => register.mentees(world.year).map(|(id, _)| (id.into(), mentees::offer(id, world))).collect(),
        Pool::Mentors => register.mentors(world.year).map(|(id, _)| (id.into(), mentors::offer(id, world))).collect(),
        // By name alone: whoever looks through a sheet or a list of those present knows whom to look for.
        Pool::Trainees => training::offers(world),
        Pool::AllMentees => {
            let all = register.mentees(world.year).map(|(id, _)| (id.into(), (0, mentees::offer(id, world).1)));
            all.filter(|(key, _)| takes_part(register, *key, world.today())).collect()
        }
        Pool::AllMentors => {
            let all = register.mentors(world.year).map(|(id, _)| (id.into(), (0, mentors::offer(id, world).1)));
            all.filter(|(key, _)| takes_part(register, *key, world.today())).collect()
        }
    };
    let ranks: HashMap<Key, u8> = offered.iter().map(|(key, (rank, _))| (*key, *rank)).collect();
    let item = |(key, (_, detail)): (Key, (u8, String))| {
        let label = names::of_key(register, key, world.text);
        let hay = fold(&label);
        Item { key, label, detail, hay }
    };
    let mut items: Vec<Item> = offered.into_iter().map(item).collect();
    let order = crate::fields::Order::new();
    items.sort_by_cached_key(|item| order.key(&item.label));
    // Namesakes are told apart while they stand side by side.
    namesakes::tell_apart(&mut items, world);
    items.sort_by_key(|item| ranks.get(&item.key).copied());
    items
}

/// Says that what took place on some days is of another year than the one it is filed under, where it is.
fn outside_year(year: YearId, (first, last): (NaiveDate, NaiveDate), world: &World) -> Option<String> {
    let span = world.register.get::<Year>(year)?;
    let within = first <= span.end && span.start <= last;
    (!within).then(|| fill(world.text.programme.outside_year, &[&span.title()]))
}

/// Asks before a record goes, although it can be taken back. What was put off about it goes with it.
fn ask_removal(command: &str, name: &str, changes: impl Into<Vec<Change>>, world: &World) -> Vec<Act> {
    let m = &world.text.messages;
    let gone: Vec<Change> = changes.into();
    let about = gone.iter().flat_map(|change| world.register.snoozes_of(change.key));
    let changes = about.map(|(id, snooze)| Change::delete(id, snooze)).chain(gone.iter().cloned()).collect();
    let dialog =
        Dialog::new(fill(m.delete_title, &[&name]), vec![fill(m.delete_undo, &[&first_key(verb::UNDO, world)])])
            .answer(
                Keys::each(&["д", "enter"], &["y", "enter"]),
                m.delete_yes,
                vec![Act::Save(Batch::new(command, changes))],
            )
            .answer(Keys::each(&["н", "esc"], &["n", "esc"]), m.delete_no, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}
