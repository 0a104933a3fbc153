//! Pane 2: the base of mentees and the request map.

mod candidate;
mod card;
mod form;
mod map;
mod requests;

use super::list_pane::{Base, ListPane, Room};
use super::{FullCard, consents, meetings, mentors, surveys};
use crate::domain::{Change, Deed, Key, Kind, Mentee, MenteeId, Register, Secret};
use crate::fields::{Field, MENTEE, MenteeRow, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, World, always, loggable, loggable_at, row, touchable, verb, writable};
use crate::text::fill;

pub use card::last_meeting;
pub use form::{edit, enter as enter_form, new};
pub use requests::{FORM as REQUEST_FORM, add as add_request, edit as edit_request};

pub use map::shown as shown_map;

/// What is particular to this base: whether the request map is in front.
#[derive(Debug, Default)]
pub struct Mentees {
    map: bool,
}

impl Base for Mentees {
    type Row = MenteeRow;
    const PANE: PaneId = PaneId::Mentees;

    fn fields() -> &'static [Field<MenteeRow>] {
        MENTEE
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.mentees(world.year).map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<MenteeRow> {
        MenteeRow::load(register, MenteeId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        MenteeId::of(key).map_or_else(Vec::new, |id| card::lines(id, world, room))
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let Some(row) = Self::load(&world.register, key) {
            card::whole_width(&row, card, world);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    const PAGE: &'static [&'static str] = &["mentee.list"];

    const BEGINNING: &'static [&'static str] = &["mentee.import", "mentee.new"];

    fn close_page(&mut self) {
        self.map = false;
    }

    fn page(&self, world: &World) -> Option<Vec<Line>> {
        (self.map && world.sees(Secret::RequestMap)).then(|| map::lines(world))
    }
}

type Pane = ListPane<Mentees>;

fn selected(pane: &Pane, world: &World) -> Result<MenteeId, String> {
    pane.list.current().and_then(MenteeId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn can_open(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| touchable(pane, world))
}

fn with_map(pane: &Pane, world: &World) -> Result<(), String> {
    if pane.base.map { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn without_map(pane: &Pane, world: &World) -> Result<(), String> {
    if !world.sees(Secret::RequestMap) {
        return Err(world.text.years.denied_reveal.to_owned());
    }
    if pane.base.map { Err(world.text.messages.not_now.to_owned()) } else { Ok(()) }
}

fn has_pair(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    loggable(pane, world)?;
    match world.register.active_pair_of(id) {
        Some((pair, _)) => loggable_at(Deed::Meeting, pair.into(), world),
        None => Err(fill(world.text.messages.no_pair, &[&names::mentee_short(&world.register, id)])),
    }
}

fn open(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| edit(id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn has_consent(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    let stands = world.register.mentee_person(id).is_some_and(|person| consents::has_standing(person, world));
    if stands { Ok(()) } else { Err(world.text.messages.no_consent_to_withdraw.to_owned()) }
}

fn withdraw(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| consents::withdraw(id.into(), world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(mentee) = world.register.get::<Mentee>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    super::ask_removal("mentee.remove", &name, [Change::delete(id, mentee)], world)
}

fn log_meeting(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let pair = selected(pane, world).ok().and_then(|id| world.register.active_pair_of(id)).map(|(id, _)| id);
    pair.map(|pair| meetings::log(Some(pair), world)).unwrap_or_default()
}

fn key_survey(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let person = selected(pane, world).ok().and_then(|id| world.register.get::<Mentee>(id)).map(|mentee| mentee.person);
    person.map(|person| surveys::ask(person, world)).unwrap_or_default()
}

fn as_mentor(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let person = selected(pane, world).ok().and_then(|id| world.register.get::<Mentee>(id)).map(|mentee| mentee.person);
    person.map(|person| mentors::enter(person, world)).unwrap_or_default()
}

fn can_be_mentor(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    let person = world.register.get::<Mentee>(id).map(|mentee| mentee.person);
    match person.and_then(|person| world.register.mentor_of(person, world.year)) {
        None => Ok(()),
        Some(_) => Err(fill(world.text.messages.mentor_twice, &[&names::mentee_short(&world.register, id)])),
    }
}

fn can_be_candidate(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    candidate::allowed(id, world)
}

static COMMANDS: &[Command<Pane>] = &[
    row!("mentee.open", verb::OPEN, open, open_help, 1, can_open, open),
    row!("mentee.new", verb::NEW, new_mentee, new_mentee_help, 2, writable, |_, world| vec![Act::Form(Box::new(new(
        world
    )))]),
    // Late in the row: it comes and goes with the pair, and what stands behind it moves each time.
    row!("mentee.meeting", verb::MEETING, new_meeting, new_meeting_help, 80, has_pair, log_meeting),
    row!("mentee.survey", verb::SURVEY, key_survey, key_survey_help, 4, can_edit, key_survey),
    row!("mentee.map", verb::VIEW, request_map, request_map_help, 5, without_map, |pane, _| {
        pane.base.map = true;
        Vec::new()
    }),
    row!("mentee.list", verb::VIEW, map_back, map_back_help, 5, with_map, |pane, _| {
        pane.base.map = false;
        Vec::new()
    }),
    row!("mentee.request", verb::MORE, second_request, second_request_help, 6, can_edit, |pane, world| {
        selected(pane, world).map(|id| requests::open(id, world)).unwrap_or_default()
    }),
    row!("mentee.pair", verb::FIX, fix, pair_marked_help, 0, can_edit, |pane, world| {
        let marked: Vec<MenteeId> = pane.list.chosen().into_iter().filter_map(MenteeId::of).collect();
        vec![Act::Form(Box::new(super::pairs::new(None, &marked, world)))]
    }),
    row!("mentee.mentor", verb::ALSO, as_mentor, as_mentor_help, 0, can_be_mentor, as_mentor),
    row!("mentee.candidate", verb::ALSO_NEXT, candidate, candidate_help, 0, can_be_candidate, |pane, world| {
        selected(pane, world).map(|id| candidate::enter(id, world)).unwrap_or_default()
    }),
    row!("mentee.import", verb::IMPORT, import_mentees, import_mentees_help, 0, writable, |_, world| vec![
        super::transfer::ask_import(Kind::Mentee, world)
    ]),
    row!("mentee.export", verb::EXPORT, export_mentees, export_mentees_help, 0, always, |_, world| vec![
        super::transfer::ask_export(Kind::Mentee, world)
    ]),
    row!("mentee.withdraw", verb::END, withdraw_consent, withdraw_consent_help, 0, has_consent, withdraw),
    row!("mentee.many", verb::MANY, change_many, change_many_help, 0, can_edit, |pane, world| {
        let form = super::bulk::form(&pane.list.chosen(), world);
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }),
    row!("mentee.erase", verb::ERASE, erase, erase_help, 0, can_edit, |pane, world| {
        selected(pane, world).map(|id| super::erasing::offer(id.into(), world)).unwrap_or_default()
    }),
    row!("mentee.join", verb::JOIN, join_people, join_people_help, 0, can_edit, |pane, world| {
        super::joining::start(&pane.list.chosen(), world)
    }),
    row!("mentee.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Pane>] {
    COMMANDS
}

/// How a picker offers a mentee: 0 for those who wait for a mentor, larger the less they do; and the status in words.
pub fn offer(id: MenteeId, world: &World) -> (u8, String) {
    use crate::domain::status::{self, MenteeStatus};
    use crate::fields::Worded;
    let Some(status) = status::mentee(&world.register, id, world.today()) else { return (u8::MAX, String::new()) };
    let rank = match status {
        MenteeStatus::Matching => 0,
        MenteeStatus::Applied => 1,
        MenteeStatus::AwaitingConsent => 2,
        MenteeStatus::Paired => 3,
        MenteeStatus::Completed | MenteeStatus::Left => 4,
    };
    (rank, status.word(world.text).to_owned())
}
