//! Pane 5: meetings of pairs and groups: logged in a few keys, planned, and found when nobody marked them.

mod card;
mod form;

use super::FullCard;
use super::list_pane::{Base, ListPane, Room};
use super::pairs::plan as goals;
use crate::domain::{Access, Batch, Change, Deed, Key, Meeting, MeetingId, MeetingState, PairId, Register, status};
use crate::fields::{Field, MEETING, MeetingRow, Worded, fold, names};
use crate::kit::paint::Line;
use crate::kit::{
    Act, Command, Dialog, Item, Keys, PaneId, PickFor, Picker, World, always, loggable, loggable_at, row, verb,
    writable,
};
use crate::text::fill;

pub use form::{edit, new, plan};

/// Which meetings are listed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// All of the year.
    #[default]
    All,
    /// Those to come.
    Planned,
    /// Planned for a day that has passed, and not marked since.
    Unmarked,
}

/// What is particular to this base: which meetings are listed.
#[derive(Debug, Default)]
pub struct Meetings {
    mode: Mode,
}

impl Base for Meetings {
    type Row = MeetingRow;
    const PANE: PaneId = PaneId::Meetings;
    const NEWEST_FIRST: bool = true;

    fn fields() -> &'static [Field<MeetingRow>] {
        MEETING
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        let today = world.today();
        let listed = |meeting: &Meeting| match self.mode {
            Mode::All => true,
            Mode::Planned => meeting.state == MeetingState::Planned && meeting.date >= today,
            Mode::Unmarked => meeting.state == MeetingState::Planned && meeting.date < today,
        };
        let of_year = world.register.pairs(world.year).flat_map(|(id, _)| world.register.meetings_of(id));
        of_year.filter(|(_, meeting)| listed(meeting)).map(|(id, _)| id.into()).collect()
    }

    /// Today and what has been, not the farthest plan.
    fn is_start(&self, key: Key, world: &World) -> bool {
        let meeting = MeetingId::of(key).and_then(|id| world.register.get::<Meeting>(id));
        meeting.is_some_and(|meeting| meeting.date <= world.today())
    }

    fn load(register: &Register, key: Key) -> Option<MeetingRow> {
        MeetingRow::load(register, MeetingId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        MeetingId::of(key).map_or_else(Vec::new, |id| card::lines(id, world, room))
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let (Some(id), Some(row)) = (MeetingId::of(key), Self::load(&world.register, key)) {
            card::whole_width(id, &row, card, world);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn summary(&self, world: &World) -> Vec<String> {
        let p = &world.text.panes;
        let mode = match self.mode {
            Mode::All => p.mode_all,
            Mode::Planned => p.mode_planned,
            Mode::Unmarked => p.mode_overdue,
        };
        vec![mode.to_owned()]
    }
}

type Pane = ListPane<Meetings>;

/// Logs a meeting: of this pair at once, otherwise of the pair that is picked. A meeting planned for today or before
/// is marked rather than entered twice.
pub fn log(pair: Option<PairId>, world: &World) -> Vec<Act> {
    let Some(pair) = pair else { return vec![pick_pair(world, |keys, world| start(keys, world, log_one))] };
    log_one(pair, world)
}

fn log_one(pair: PairId, world: &World) -> Vec<Act> {
    let due = world
        .register
        .meetings_of(pair)
        .into_iter()
        .find(|(_, meeting)| meeting.state == MeetingState::Planned && meeting.date <= world.today());
    let form = match due {
        Some((id, _)) => form::mark(id, world),
        None => Some(new(pair, world)),
    };
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn plan_one(pair: PairId, world: &World) -> Vec<Act> {
    vec![Act::Form(Box::new(plan(pair, world)))]
}

fn start(keys: &[Key], world: &World, then: fn(PairId, &World) -> Vec<Act>) -> Vec<Act> {
    keys.first().and_then(|&key| PairId::of(key)).map(|pair| then(pair, world)).unwrap_or_default()
}

fn pick_pair(world: &World, then: fn(&[Key], &mut World) -> Vec<Act>) -> Act {
    let picker = Picker::new(world.text.panes.pick_pair, working_pairs(world), PickFor::Start(then), false);
    Act::Pick(Box::new(picker))
}

/// Working pairs to pick from, those that have been silent longest first.
pub fn working_pairs(world: &World) -> Vec<Item> {
    let register = &world.register;
    let mut pairs: Vec<_> = register
        .pairs(world.year)
        .filter(|(_, pair)| pair.state.is_active() && is_own(pair, world))
        .map(|(id, pair)| (status::silent_days(register, id, world.today()).unwrap_or(0), id, pair))
        .collect();
    pairs.sort_by_key(|(days, id, _)| (std::cmp::Reverse(*days), *id));
    pairs.into_iter().map(|(days, id, pair)| pair_item(id, pair, super::people::days_ago(days, world), world)).collect()
}

/// Whether meetings of a pair are this user's to log: a helper's are those of the pairs they lead.
fn is_own(pair: &crate::domain::Pair, world: &World) -> bool {
    match world.access() {
        Access::Helper(person) => world.register.mentor_person_id(pair.mentor) == person,
        _ => true,
    }
}

/// A pair as a picker offers it.
pub fn pair_item(id: PairId, pair: &crate::domain::Pair, detail: String, world: &World) -> Item {
    let register = &world.register;
    let members: Vec<String> = pair.mentees.iter().map(|&id| names::of_key(register, id.into(), world.text)).collect();
    let mentor = names::of_key(register, pair.mentor.into(), world.text);
    let hay = fold(&format!("{} {mentor}", members.join(" ")));
    Item { key: id.into(), label: label(pair, world), detail, hay }
}

/// A pair by both names, a group by all of its members.
fn label(pair: &crate::domain::Pair, world: &World) -> String {
    let register = &world.register;
    let members: Vec<String> = pair.mentees.iter().map(|&id| names::mentee_short(register, id)).collect();
    format!("{} – {}", members.join(", "), names::mentor_short(register, pair.mentor))
}

fn selected(pane: &Pane, world: &World) -> Result<MeetingId, String> {
    pane.list.current().and_then(MeetingId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|id| loggable_at(Deed::MeetingOnFile, id.into(), world))
}

fn can_settle(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|id| loggable_at(Deed::Meeting, id.into(), world))
}

/// Who may take off no meeting at all is told so whatever the meeting is.
fn can_remove(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|id| loggable_at(Deed::Removal, id.into(), world))
}

fn is_planned(pane: &Pane, world: &World) -> Result<(), String> {
    can_settle(pane, world)?;
    let id = selected(pane, world)?;
    let planned = world.register.get::<Meeting>(id).is_some_and(|meeting| meeting.state == MeetingState::Planned);
    if planned { Ok(()) } else { Err(world.text.messages.not_planned.to_owned()) }
}

fn open(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| edit(id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// The pair of the row.
fn pair_of(pane: &Pane, world: &World) -> Result<PairId, String> {
    let id = selected(pane, world)?;
    let meeting = world.register.get::<Meeting>(id);
    meeting.map(|meeting| meeting.pair).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_reach(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    goals::can_reach(pair_of(pane, world)?, world)
}

/// Sets the state of the marked meetings, or of the one under the cursor.
fn mark(pane: &Pane, world: &World, command: &str, state: MeetingState) -> Vec<Act> {
    let changes: Vec<Change> = pane
        .list
        .chosen()
        .into_iter()
        .filter_map(MeetingId::of)
        .filter_map(|id| world.register.get::<Meeting>(id).map(|meeting| (id, meeting)))
        .filter(|(_, meeting)| meeting.state != state)
        .map(|(id, meeting)| {
            let present = if state == MeetingState::Held { all_of(meeting.pair, world) } else { Vec::new() };
            Change::edit(id, meeting, Meeting { state, present, ..Meeting::clone(meeting) })
        })
        .collect();
    if changes.is_empty() {
        return Vec::new();
    }
    let early = changes.iter().any(|change| is_to_come(change, world));
    let save = Act::Save(Batch::new(command, changes));
    if !early {
        return vec![save];
    }
    // A letter meant for the search must not settle a meeting that has not been.
    let m = &world.text.messages;
    let title = fill(m.meeting_to_come, &[&state.word(world.text)]);
    let dialog = Dialog::new(title, Vec::new())
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), world.text.common.yes, vec![save])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), world.text.common.no, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}

/// Whether the meeting of a change lies after today.
fn is_to_come(change: &Change, world: &World) -> bool {
    MeetingId::of(change.key)
        .and_then(|id| world.register.get::<Meeting>(id))
        .is_some_and(|meeting| meeting.date > world.today())
}

/// Everybody a pair leads.
fn all_of(pair: PairId, world: &World) -> Vec<crate::domain::MenteeId> {
    world.register.get::<crate::domain::Pair>(pair).map_or_else(Vec::new, |pair| pair.mentees.clone())
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(meeting) = world.register.get::<Meeting>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    super::ask_removal("meeting.remove", &name, [Change::delete(id, meeting)], world)
}

fn next_mode(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    use super::Pane as _;
    pane.base.mode = match pane.base.mode {
        Mode::All => Mode::Planned,
        Mode::Planned => Mode::Unmarked,
        Mode::Unmarked => Mode::All,
    };
    pane.refresh(world);
    Vec::new()
}

static COMMANDS: &[Command<Pane>] = &[
    row!("meeting.open", verb::OPEN, open, open_help, 1, can_edit, open),
    row!("meeting.new", verb::NEW_MEETING, new_meeting, new_meeting_help, 2, loggable, |_, world| log(None, world)),
    row!("meeting.plan", verb::PLAN, plan_meeting, plan_meeting_help, 3, loggable, |_, world| vec![pick_pair(
        world,
        |keys, world| start(keys, world, plan_one)
    )]),
    row!("meeting.held", verb::NEXT, held, held_help, 4, is_planned, |pane, world| mark(
        pane,
        world,
        "meeting.held",
        MeetingState::Held
    )),
    row!("meeting.no_show", verb::NO_SHOW, no_show, no_show_help, 5, is_planned, |pane, world| mark(
        pane,
        world,
        "meeting.no_show",
        MeetingState::NoShow
    )),
    row!("meeting.cancelled", verb::END, cancelled, cancelled_help, 0, is_planned, |pane, world| {
        mark(pane, world, "meeting.cancelled", MeetingState::Cancelled)
    }),
    row!("meeting.reached", verb::REACHED, goal_reached, goal_reached_help, 0, can_reach, |pane, world| {
        pair_of(pane, world).map(|id| goals::reach(id, world)).unwrap_or_default()
    }),
    row!("meeting.which", verb::VIEW, which_meetings, which_meetings_help, 92, always, next_mode),
    row!("meeting.remove", verb::REMOVE, remove, remove_help, 0, can_remove, remove),
];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Pane>] {
    COMMANDS
}
