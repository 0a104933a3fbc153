//! The page of training: sessions for mentors with who was there, and, the other side of the same, what each mentor was
//! taught and still lacks (seed §4, model §7).

mod card;
mod form;

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list_pane::{Base, ListPane, Room};
use super::{FullCard, Pane, mentors};
use crate::domain::{Change, Key, Kind, MentorId, Register, SelectionId, Training, TrainingId, TrainingKind, trained};
use crate::fields::{Field, TRAINEE, TRAINING, TraineeRow, TrainingRow, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Form, Info, PaneId, Stroke, World, always, describe, infos, row, run, verb, writable};
use crate::text::{Text, fill};

pub use form::reopen;

/// Takes the attendance of a session that was just written down, if it has been held. Asked for by its form alone, so it
/// has no key.
const THEN: &str = "training.then";

/// Sessions of the year.
#[derive(Debug, Default)]
pub struct Sessions;

impl Base for Sessions {
    type Row = TrainingRow;
    const PANE: PaneId = PaneId::Programme;
    const NEWEST_FIRST: bool = true;

    fn fields() -> &'static [Field<TrainingRow>] {
        TRAINING
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.trainings(world.year).into_iter().map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<TrainingRow> {
        TrainingRow::load(register, TrainingId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        TrainingId::of(key).map_or_else(Vec::new, |id| card::session(id, world, room))
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let (Some(id), Some(row)) = (TrainingId::of(key), Self::load(&world.register, key)) {
            card::whole_session(id, &row, card, world);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        SESSIONS
    }

    /// What has been, not what is to come.
    fn is_start(&self, key: Key, world: &World) -> bool {
        let training = TrainingId::of(key).and_then(|id| world.register.get::<Training>(id));
        training.is_some_and(|training| training.on <= world.today())
    }

    const BEGINNING: &'static [&'static str] = &["training.new"];

    fn nothing(&self, world: &World) -> &'static str {
        world.text.training.no_sessions
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let sessions = world.register.trainings(world.year);
        let of = |kind| sessions.iter().filter(|(_, training)| training.kind == kind).count();
        let (primary, later) = (of(TrainingKind::Primary), of(TrainingKind::InService));
        vec![fill(world.text.training.sessions_hours, &[&primary, &later]), trained_of(world)]
    }
}

/// Mentors of the year with what they were taught.
#[derive(Debug, Default)]
pub struct Trainees;

impl Base for Trainees {
    type Row = TraineeRow;
    const PANE: PaneId = PaneId::Programme;

    fn fields() -> &'static [Field<TraineeRow>] {
        TRAINEE
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        taking_part(world).into_iter().map(Key::from).collect()
    }

    fn load(register: &Register, key: Key) -> Option<TraineeRow> {
        TraineeRow::load(register, MentorId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        MentorId::of(key).map_or_else(Vec::new, |id| card::trainee(id, world, room))
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let Some(id) = MentorId::of(key) {
            card::whole_trainee(id, card, world);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        TRAINEES
    }

    fn summary(&self, world: &World) -> Vec<String> {
        vec![trained_of(world)]
    }

    /// A sheet is shown in the row of whom it is of.
    fn row_of(&mut self, key: Key, _world: &World) -> Key {
        SelectionId::of(key).map_or(key, |id| MentorId(id.0).into())
    }
}

/// The mentors of the year whom the school teaches: those of whom the line of the plan counts.
fn taking_part(world: &World) -> Vec<MentorId> {
    world.register.mentors(world.year).filter(|(_, mentor)| mentor.is_wanted()).map(|(id, _)| id).collect()
}

/// How a picker offers mentors for a session that makes ready to begin: those who lack something first, with what.
pub fn offers(world: &World) -> Vec<(Key, (u8, String))> {
    let present = world.register.trainings(world.year).into_iter().flat_map(|(_, training)| training.present.clone());
    let all: HashSet<MentorId> = taking_part(world).into_iter().chain(present).collect();
    let offer = |id: MentorId| {
        let lacking = card::lacking(id, world);
        (
            id.into(),
            (u8::from(lacking.is_empty()), if lacking.is_empty() { card::trained_on(id, world) } else { lacking }),
        )
    };
    all.into_iter().map(offer).collect()
}

/// «обучено 41 из 60»
fn trained_of(world: &World) -> String {
    let all = taking_part(world);
    let done = all.iter().filter(|id| trained(&world.register, **id, world.today()).is_done()).count();
    fill(world.text.training.trained_of, &[&done, &all.len()])
}

fn shown(form: Option<Form>) -> Vec<Act> {
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn session(pane: &ListPane<Sessions>, world: &World) -> Result<TrainingId, String> {
    writable(pane, world)?;
    pane.list.current().and_then(TrainingId::of).ok_or_else(|| world.text.training.no_session.to_owned())
}

fn can_edit(pane: &ListPane<Sessions>, world: &World) -> Result<(), String> {
    session(pane, world).map(drop)
}

fn was_held(pane: &ListPane<Sessions>, world: &World) -> Result<(), String> {
    let id = session(pane, world)?;
    let to_come = world.register.get::<Training>(id).filter(|training| training.on > world.today());
    match to_come {
        None => Ok(()),
        Some(training) => Err(fill(world.text.training.roll_in_future, &[&crate::fields::dates::full(training.on)])),
    }
}

fn remove(pane: &mut ListPane<Sessions>, world: &mut World) -> Vec<Act> {
    let Ok(id) = session(pane, world) else { return Vec::new() };
    let Some(training) = world.register.get::<Training>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    super::ask_removal("training.remove", &name, [Change::delete(id, training)], world)
}

/// The commands of the sessions.
pub static SESSIONS: &[Command<ListPane<Sessions>>] = &[
    row!("training.open", verb::OPEN, open, open_help, 1, can_edit, |pane, world| {
        session(pane, world).map(|id| shown(form::edit(id, world))).unwrap_or_default()
    }),
    row!("training.new", verb::NEW, new_training, new_training_help, 2, writable, |_, world| shown(Some(form::new(
        world
    )))),
    row!("training.roll", verb::NEXT, call_roll, call_roll_help, 3, was_held, |pane, world| {
        session(pane, world).map(|id| shown(form::roll(id, world))).unwrap_or_default()
    }),
    row!("training.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];

fn trainee(pane: &ListPane<Trainees>, world: &World) -> Result<MentorId, String> {
    pane.list.current().and_then(MentorId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn has_trainee(pane: &ListPane<Trainees>, world: &World) -> Result<(), String> {
    trainee(pane, world).map(drop)
}

fn can_write(pane: &ListPane<Trainees>, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    has_trainee(pane, world)
}

/// The last session that was held without a mentor: where «who was there» is asked from their row.
fn missed(pane: &ListPane<Trainees>, world: &World) -> Result<TrainingId, String> {
    let id = trainee(pane, world)?;
    writable(pane, world)?;
    let sessions = world.register.trainings(world.year);
    let mut held = sessions.into_iter().rev().filter(|(_, training)| training.on <= world.today());
    let found = held.find(|(_, training)| !training.present.contains(&id));
    found.map(|(id, _)| id).ok_or_else(|| world.text.training.no_session_missed.to_owned())
}

fn has_missed(pane: &ListPane<Trainees>, world: &World) -> Result<(), String> {
    missed(pane, world).map(drop)
}

/// The commands of the mentors.
pub static TRAINEES: &[Command<ListPane<Trainees>>] = &[
    row!("trainee.aims", verb::OPEN, edit_aims, edit_aims_help, 1, can_write, |pane, world| {
        trainee(pane, world).map(|id| shown(mentors::aims_form(id, world))).unwrap_or_default()
    }),
    row!("trainee.compare", verb::COMPARE, compare_aims, compare_aims_help, 2, has_trainee, |pane, world| {
        trainee(pane, world).map(|id| mentors::aims::read(id, world)).unwrap_or_default()
    }),
    row!("trainee.session", verb::NEW, new_training, new_training_help, 3, writable, |_, world| shown(Some(
        form::new(world)
    ))),
    row!("trainee.roll", verb::NEXT, call_roll, call_roll_help, 5, has_missed, |pane, world| {
        missed(pane, world).map(|id| shown(form::roll(id, world))).unwrap_or_default()
    }),
];

/// The page: sessions, or mentors.
pub struct Page {
    sessions: ListPane<Sessions>,
    trainees: ListPane<Trainees>,
    by_mentor: bool,
}

impl Default for Page {
    fn default() -> Self {
        Self { sessions: ListPane::new(Sessions), trainees: ListPane::new(Trainees), by_mentor: false }
    }
}

impl Page {
    fn front(&self) -> &dyn Pane {
        if self.by_mentor { &self.trainees } else { &self.sessions }
    }

    fn front_mut(&mut self) -> &mut dyn Pane {
        if self.by_mentor { &mut self.trainees } else { &mut self.sessions }
    }

    fn turn(&mut self, by_mentor: bool, world: &World) {
        self.by_mentor = by_mentor;
        self.front_mut().refresh(world);
    }
}

/// Turning the page to its other side.
pub static SIDES: &[Command<Page>] =
    &[row!("training.side", verb::VIEW, other_side_training, other_side_training_help, 4, always, |page, world| {
        page.turn(!page.by_mentor, world);
        Vec::new()
    })];

impl Pane for Page {
    fn id(&self) -> PaneId {
        PaneId::Programme
    }

    fn refresh(&mut self, world: &World) {
        self.front_mut().refresh(world);
    }

    fn fit(&mut self, area: Rect, world: &World) {
        self.front_mut().fit(area, world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = self.front().commands(world);
        commands.extend(infos(SIDES, self, world));
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        if id == THEN {
            let held = was_held(&self.sessions, world).is_ok();
            return if held { self.sessions.run("training.roll", world) } else { Vec::new() };
        }
        run(SIDES, id, self, world).unwrap_or_else(|| self.front_mut().run(id, world))
    }

    fn is_searching(&self) -> bool {
        self.front().is_searching()
    }

    fn typed(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        self.front_mut().typed(stroke, world)
    }

    fn paste(&mut self, text: &str, world: &mut World) -> Vec<Act> {
        self.front_mut().paste(text, world)
    }

    fn select(&mut self, key: Key, world: &World) {
        self.turn(key.kind != Kind::Training, world);
        self.front_mut().select(key, world);
    }

    fn current(&self) -> Option<Key> {
        self.front().current()
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        self.front().view(area, buf, world);
    }
}

/// The commands of both sides, for the tests and the table of keys.
pub fn commands(text: &Text) -> Vec<Info> {
    let sessions = SESSIONS.iter().map(|command| describe(command, text));
    let trainees = TRAINEES.iter().map(|command| describe(command, text));
    sessions.chain(trainees).chain(SIDES.iter().map(|command| describe(command, text))).collect()
}
