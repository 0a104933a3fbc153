//! The page of pairs and groups on file and of their life: proposed, agreed, fixed under an order, at work, paused,
//! closed. What a pair waits for is one key.

use super::form::{close, edit, new};
use super::group::{can_leave, join, leave};
use super::life::{edited, go_on, has_step, pause, resume};
use super::terms::{agree, all_agreed, all_silent, fix};
use super::{card, numbers, plan};
use crate::analysis::Colour;
use crate::domain::{Batch, Change, Deed, Key, Pair, PairId, PairState, PlanId, Register};
use crate::fields::{Field, PAIR, PairRow, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, Tone, World, always, loggable_at, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::{FullCard, contacts, meetings, mentors, today};

/// What is particular to this base: whether closed pairs are listed too, and the light of each that works.
#[derive(Debug, Default)]
pub struct Pairs {
    with_closed: bool,
    /// By identity.
    lights: Vec<(PairId, Colour)>,
}

impl Base for Pairs {
    type Row = PairRow;
    const PANE: PaneId = PaneId::Pairs;

    fn fields() -> &'static [Field<PairRow>] {
        PAIR
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        let listed = world.register.pairs(world.year).filter(|(_, pair)| self.with_closed || !pair.state.is_closed());
        listed.map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<PairRow> {
        PairRow::load(register, PairId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        PairId::of(key).map_or_else(Vec::new, |id| card::lines(id, world, room))
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let (Some(id), Some(row)) = (PairId::of(key), Self::load(&world.register, key)) {
            card::whole_width(id, &row, card, world);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    /// A plan is shown in the row of its pair.
    fn row_of(&mut self, key: Key, _world: &World) -> Key {
        PlanId::of(key).map_or(key, |id| PairId(id.0).into())
    }

    fn nothing(&self, world: &World) -> &'static str {
        world.text.panes.no_pairs_yet
    }

    const NUMBERS_ACROSS: bool = true;
    const MARK: u16 = 1;

    fn note_marks(&mut self, world: &World) {
        self.lights = today::lights_seen(world).into_iter().map(|(id, light)| (id, light.colour)).collect();
    }

    fn mark(&self, key: Key, world: &World) -> Option<(&'static str, Tone)> {
        let id = PairId::of(key)?;
        let at = self.lights.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(today::light_mark(self.lights[at].1, world))
    }

    fn summary(&self, world: &World) -> Vec<String> {
        numbers::of(self.with_closed, world)
    }
}

type Pane = ListPane<Pairs>;

fn selected(pane: &Pane, world: &World) -> Result<PairId, String> {
    pane.list.current().and_then(PairId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn in_state(pane: &Pane, world: &World, fits: fn(PairState) -> bool, otherwise: &str) -> Result<(), String> {
    let id = selected(pane, world)?;
    writable(pane, world)?;
    let state = world.register.get::<Pair>(id).map(|pair| pair.state);
    if state.is_some_and(fits) { Ok(()) } else { Err(otherwise.to_owned()) }
}

fn is_open(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, |state| !state.is_closed(), world.text.messages.pair_closed)
}

fn is_working(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, |state| state == PairState::Fixed, world.text.messages.pair_not_working)
}

fn has_worked(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, |state| state != PairState::Proposed, world.text.messages.pair_not_working)
}

fn is_paused(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, |state| state == PairState::Paused, world.text.messages.pair_not_paused)
}

/// The pairs a command is about: those marked, else the one under the cursor.
fn chosen(pane: &Pane) -> Vec<PairId> {
    pane.list.chosen().into_iter().filter_map(PairId::of).collect()
}

fn waits(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    if has_step(&chosen(pane), world) { Ok(()) } else { Err(world.text.messages.pair_no_step.to_owned()) }
}

/// The proposals among those chosen.
fn to_fix(pane: &Pane, world: &World) -> Vec<PairId> {
    let is_open = |id: &PairId| world.register.get::<Pair>(*id).is_some_and(|it| it.state == PairState::Proposed);
    chosen(pane).into_iter().filter(is_open).collect()
}

fn some_agreed(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    if all_agreed(world).is_empty() { Err(world.text.messages.none_agreed.to_owned()) } else { Ok(()) }
}

fn some_silent(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    if all_silent(world).is_empty() { Err(world.text.messages.none_silent.to_owned()) } else { Ok(()) }
}

fn is_group(pane: &Pane, world: &World) -> Result<(), String> {
    is_active(pane, world).and_then(|()| can_leave(pane.list.current(), world))
}

fn is_active(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, PairState::is_active, world.text.messages.pair_not_working)
}

fn can_log(pane: &Pane, world: &World) -> Result<(), String> {
    loggable_at(Deed::Meeting, selected(pane, world)?.into(), world)?;
    let state = selected(pane, world).ok().and_then(|id| world.register.get::<Pair>(id)).map(|pair| pair.state);
    let active = state.is_some_and(PairState::is_active);
    if active { Ok(()) } else { Err(world.text.messages.pair_not_working.to_owned()) }
}

fn is_proposed(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    if to_fix(pane, world).is_empty() { Err(world.text.messages.pair_not_proposed.to_owned()) } else { Ok(()) }
}

fn is_closed(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, PairState::is_closed, world.text.messages.pair_not_closed)
}

fn has_row(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).map(drop)
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn can_reach(pane: &Pane, world: &World) -> Result<(), String> {
    can_edit(pane, world)?;
    plan::can_reach(selected(pane, world)?, world)
}

fn form_of(pane: &Pane, world: &World, make: fn(PairId, &World) -> Option<crate::kit::Form>) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| make(id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn log_meeting(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    selected(pane, world).map(|id| meetings::log(Some(id), world)).unwrap_or_default()
}

fn reopen(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let change = edited(id, world, |pair| {
        pair.state = PairState::Fixed;
        pair.closing = None;
    });
    vec![Act::Save(Batch::new("pair.reopen", change.into_iter().collect()))]
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(pair) = world.register.get::<Pair>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    crate::panes::ask_removal("pair.remove", &name, [Change::delete(id, pair)], world)
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("pair.open", verb::OPEN, open, open_help, 1, can_edit, |pane, world| form_of(pane, world, edit)),
    row!("pair.next", verb::NEXT, pair_step, pair_step_help, 2, waits, |pane, world| go_on(&chosen(pane), world)),
    row!("pair.new", verb::NEW, new_pair, new_pair_help, 3, writable, |_, world| vec![Act::Form(Box::new(new(
        None,
        &[],
        world
    )))]),
    row!("pair.meeting", verb::MEETING, new_meeting, new_meeting_help, 80, can_log, log_meeting),
    row!("pair.contact", verb::CONTACT, talk, talk_help, 81, is_active, |pane, world| {
        form_of(pane, world, contacts::talk)
    }),
    row!("pair.fix", verb::FIX, fix, fix_help, 4, is_proposed, |pane, world| {
        vec![Act::Form(Box::new(fix(&to_fix(pane, world), world)))]
    }),
    row!("pair.fix_all", verb::FIX_ALL, fix_all, fix_all_help, 0, some_agreed, |_, world| {
        vec![Act::Form(Box::new(fix(&all_agreed(world), world)))]
    }),
    row!("pair.agree_all", verb::AGREE_ALL, agree_all, agree_all_help, 0, some_silent, |_, world| {
        vec![Act::Form(Box::new(agree(&all_silent(world), world)))]
    }),
    row!("pair.join", verb::MORE, join_group, join_group_help, 0, is_active, |pane, world| form_of(pane, world, join)),
    row!("pair.leave", verb::LEAVE, leave_group, leave_group_help, 0, is_group, |pane, world| form_of(
        pane, world, leave
    )),
    row!("pair.close", verb::END, close_pair, close_pair_help, 5, is_open, |pane, world| form_of(pane, world, close)),
    row!("pair.pause", verb::REST, pause_pair, pause_pair_help, 0, is_working, |pane, world| form_of(
        pane, world, pause
    )),
    row!("pair.resume", verb::REST, resume_pair, resume_pair_help, 0, is_paused, |pane, world| {
        selected(pane, world).map(|id| resume(&[id], world)).unwrap_or_default()
    }),
    row!("pair.reopen", verb::REST, reopen_pair, reopen_pair_help, 0, is_closed, reopen),
    row!("pair.practice", verb::ALSO, pair_practice, pair_practice_help, 0, has_worked, |pane, world| {
        selected(pane, world).map(|id| crate::panes::deeds::practice_of(id, world)).unwrap_or_default()
    }),
    row!("pair.what_if", verb::WHAT_IF, pair_what_if, pair_what_if_help, 0, is_active, |pane, world| {
        let pair = selected(pane, world).ok().and_then(|id| world.register.get::<Pair>(id).cloned());
        let first = pair.and_then(|pair| pair.mentees.first().copied());
        first.map(|mentee| Act::Go(PaneId::Pairs, Some(mentee.into()))).into_iter().collect()
    }),
    row!("pair.closed", verb::VIEW, closed_pairs, closed_pairs_help, 92, always, |pane, world| {
        use crate::panes::Pane as _;
        pane.base.with_closed = !pane.base.with_closed;
        pane.refresh(world);
        Vec::new()
    }),
    row!("pair.many", verb::MANY, change_many, change_many_help, 0, can_edit, |pane, world| {
        let form = crate::panes::bulk::form(&pane.list.chosen(), world);
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }),
    row!("pair.plan", verb::PLAN, pair_plan, pair_plan_help, 0, can_edit, |pane, world| {
        selected(pane, world).map(|id| plan::open(id, world)).unwrap_or_default()
    }),
    row!("pair.reached", verb::REACHED, goal_reached, goal_reached_help, 0, can_reach, |pane, world| {
        selected(pane, world).map(|id| plan::reach(id, world)).unwrap_or_default()
    }),
    row!("pair.compare", verb::COMPARE, compare_aims, compare_aims_help, 0, has_row, |pane, world| {
        selected(pane, world).map(|id| mentors::aims::read_pair(id, world)).unwrap_or_default()
    }),
    row!("pair.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];
