//! Pane 3: the base of mentors and their way to admission.

pub mod aims;
mod card;
mod form;
mod selection;
mod steps;
mod waiver;

use super::list_pane::{Base, ListPane, Room};
use super::{FullCard, consents, mentees, surveys};
use crate::domain::{Change, Key, Kind, Mentor, MentorId, MentorStanding, PersonId, Register, SelectionId, status};
use crate::fields::{Field, MENTOR, MentorRow, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Form, PaneId, Part, World, always, row, touchable, verb, writable};
use crate::text::fill;

pub use form::{edit, enter as enter_form, new};
pub use selection::aims as aims_form;

/// Opens a form of selection again, for a draft and after a conflict.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    match form {
        steps::FORM => Some(steps::many(&[], world)),
        other => selection::reopen(other, target, part, world),
    }
}

/// What is particular to this base: nothing beyond its records.
#[derive(Debug, Default)]
pub struct Mentors;

impl Base for Mentors {
    type Row = MentorRow;
    const PANE: PaneId = PaneId::Mentors;

    fn fields() -> &'static [Field<MentorRow>] {
        MENTOR
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.mentors(world.year).map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<MentorRow> {
        MentorRow::load(register, MentorId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        MentorId::of(key).map_or_else(Vec::new, |id| card::lines(id, world, room))
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let (Some(id), Some(row)) = (MentorId::of(key), Self::load(&world.register, key)) {
            card::whole_width(id, &row, card, world);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    const BEGINNING: &'static [&'static str] = &["mentor.import", "mentor.new"];

    /// A sheet is shown in the row of whom it is of.
    fn row_of(&mut self, key: Key, _world: &World) -> Key {
        SelectionId::of(key).map_or(key, |id| MentorId(id.0).into())
    }
}

type Pane = ListPane<Mentors>;

/// Enters a person who is on file already, as a mentor of the year on screen.
pub fn enter(person: PersonId, world: &World) -> Vec<Act> {
    let form = form::enter(person, world);
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn selected(pane: &Pane, world: &World) -> Result<MentorId, String> {
    pane.list.current().and_then(MentorId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn has_row(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).map(drop)
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn can_open(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| touchable(pane, world))
}

fn open(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| edit(id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn can_step(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    let id = selected(pane, world)?;
    if pane.list.chosen().len() > 1 || steps::due(id, world).is_some() {
        Ok(())
    } else {
        Err(card::standing(id, world))
    }
}

fn take_step(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let chosen: Vec<MentorId> = pane.list.chosen().into_iter().filter_map(MentorId::of).collect();
    match chosen.as_slice() {
        [] => Vec::new(),
        [one] => steps::take(*one, world),
        many => vec![Act::Form(Box::new(steps::many(many, world)))],
    }
}

fn form_of(pane: &Pane, world: &World, make: fn(MentorId, &World) -> Option<Form>) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| make(id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn can_excuse(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    waiver::can(selected(pane, world)?, world)
}

fn key_survey(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let person = selected(pane, world).ok().and_then(|id| world.register.get::<Mentor>(id)).map(|mentor| mentor.person);
    person.map(|person| surveys::ask(person, world)).unwrap_or_default()
}

fn as_mentee(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let person = selected(pane, world).ok().and_then(|id| world.register.get::<Mentor>(id)).map(|mentor| mentor.person);
    let form = person.and_then(|person| mentees::enter_form(person, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn can_be_mentee(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    let person = world.register.get::<Mentor>(id).map(|mentor| mentor.person);
    match person.and_then(|person| world.register.mentee_of(person, world.year)) {
        None => Ok(()),
        Some(_) => Err(fill(world.text.messages.mentee_twice, &[&names::mentor_short(&world.register, id)])),
    }
}

fn has_places(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    let missing = status::missing_for_admission(&world.register, id, world.today());
    if missing.is_empty() { Ok(()) } else { Err(card::standing(id, world)) }
}

fn new_pair(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let mentor = selected(pane, world).ok();
    vec![Act::Form(Box::new(super::pairs::new(mentor, &[], world)))]
}

fn has_consent(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    let stands = world.register.mentor_person(id).is_some_and(|person| consents::has_standing(person, world));
    if stands { Ok(()) } else { Err(world.text.messages.no_consent_to_withdraw.to_owned()) }
}

fn withdraw(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| consents::withdraw(id.into(), world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(mentor) = world.register.get::<Mentor>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    super::ask_removal("mentor.remove", &name, [Change::delete(id, mentor)], world)
}

static COMMANDS: &[Command<Pane>] = &[
    row!("mentor.open", verb::OPEN, open, open_help, 1, can_open, open),
    row!("mentor.new", verb::NEW, new_mentor, new_mentor_help, 2, writable, |_, world| vec![Act::Form(Box::new(new(
        world
    )))]),
    row!("mentor.step", verb::NEXT, take_step, take_step_help, 4, can_step, take_step),
    row!("mentor.interview", verb::INTERVIEW, interview_sheet, interview_sheet_help, 6, can_edit, |pane, world| {
        form_of(pane, world, selection::interview)
    }),
    row!("mentor.application", verb::MORE, application_form, application_form_help, 3, can_edit, |pane, world| {
        form_of(pane, world, selection::application)
    }),
    row!("mentor.waiver", verb::EXCUSE, admit_excused, admit_excused_help, 0, can_excuse, |pane, world| {
        selected(pane, world).map(|id| waiver::open(id, world)).unwrap_or_default()
    }),
    row!("mentor.compare", verb::COMPARE, compare_aims, compare_aims_help, 0, has_row, |pane, world| {
        selected(pane, world).map(|id| aims::read(id, world)).unwrap_or_default()
    }),
    row!("mentor.pair", verb::FIX, pair_with, pair_with_help, 5, has_places, new_pair),
    row!("mentor.survey", verb::SURVEY, key_survey, key_survey_help, 7, can_edit, key_survey),
    row!("mentor.mentee", verb::ALSO, as_mentee, as_mentee_help, 0, can_be_mentee, as_mentee),
    row!("mentor.import", verb::IMPORT, import_mentors, import_mentors_help, 0, writable, |_, world| vec![
        super::transfer::ask_import(Kind::Mentor, world)
    ]),
    row!("mentor.export", verb::EXPORT, export_mentors, export_mentors_help, 0, always, |_, world| vec![
        super::transfer::ask_export(Kind::Mentor, world)
    ]),
    row!("mentor.withdraw", verb::END, withdraw_consent, withdraw_consent_help, 0, has_consent, withdraw),
    row!("mentor.many", verb::MANY, change_many, change_many_help, 0, can_edit, |pane, world| {
        let form = super::bulk::form(&pane.list.chosen(), world);
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }),
    row!("mentor.erase", verb::ERASE, erase, erase_help, 0, can_edit, |pane, world| {
        selected(pane, world).map(|id| super::erasing::offer(id.into(), world)).unwrap_or_default()
    }),
    row!("mentor.join", verb::JOIN, join_people, join_people_help, 0, can_edit, |pane, world| {
        super::joining::start(&pane.list.chosen(), world)
    }),
    row!("mentor.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Pane>] {
    COMMANDS
}

/// How a picker offers a mentor: 0 for those who can lead one more, larger the less they can; and in words how many
/// places there are, or why there are none.
pub fn offer(id: MentorId, world: &World) -> (u8, String) {
    use crate::fields::Worded;
    let register = &world.register;
    let Some(mentor) = register.get::<Mentor>(id) else { return (u8::MAX, String::new()) };
    let status = status::mentor(register, id, world.today());
    let word = status.map_or("", |status| status.word(world.text));
    let turned_down = mentor.decision.is_against();
    if turned_down || mentor.standing != MentorStanding::Participating {
        return (3, word.to_owned());
    }
    if !status::missing_for_admission(register, id, world.today()).is_empty() {
        return (2, card::standing(id, world));
    }
    match usize::try_from(status::free_places(register, id)) {
        Ok(free) if free > 0 => (0, format!("{word} · {}", world.text.count(free, world.text.counts.places))),
        _ => (1, fill(world.text.panes.no_places, &[&word])),
    }
}
