//! The page of pairs and groups on file: fixed and ended by hand under an order number, with their history.

use super::card;
use super::form::{close, edit, fix, new};
use crate::domain::{Batch, Change, Key, Pair, PairId, PairState, Register};
use crate::fields::{Field, PAIR, PairRow, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, World, always, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::{FullCard, meetings};

/// What is particular to this base: whether closed pairs are listed too.
#[derive(Debug, Default)]
pub struct Pairs {
    with_closed: bool,
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

    fn summary(&self, world: &World) -> String {
        card::totals(world)
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

fn is_active(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, PairState::is_active, world.text.messages.pair_not_working)
}

fn is_proposed(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, |state| state == PairState::Proposed, world.text.messages.pair_not_proposed)
}

fn is_closed(pane: &Pane, world: &World) -> Result<(), String> {
    in_state(pane, world, PairState::is_closed, world.text.messages.pair_not_closed)
}

fn can_edit(pane: &Pane, world: &World) -> Result<(), String> {
    selected(pane, world).and_then(|_| writable(pane, world))
}

fn form_of(pane: &Pane, world: &World, make: fn(PairId, &World) -> Option<crate::kit::Form>) -> Vec<Act> {
    let form = selected(pane, world).ok().and_then(|id| make(id, world));
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn log_meeting(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    selected(pane, world).map(|id| meetings::log(Some(id), world)).unwrap_or_default()
}

fn change(pane: &Pane, world: &World, command: &str, edit: impl FnOnce(&mut Pair)) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(pair) = world.register.get::<Pair>(id) else { return Vec::new() };
    let mut after = Pair::clone(pair);
    edit(&mut after);
    vec![Act::Save(Batch::new(command, vec![Change::edit(id, pair, after)]))]
}

fn pause(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    change(pane, world, "pair.pause", |pair| {
        pair.state = if pair.state == PairState::Paused { PairState::Fixed } else { PairState::Paused };
        pair.paused_until = None;
    })
}

fn reopen(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    change(pane, world, "pair.reopen", |pair| {
        pair.state = PairState::Fixed;
        pair.closing = None;
    })
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Ok(id) = selected(pane, world) else { return Vec::new() };
    let Some(pair) = world.register.get::<Pair>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    crate::panes::ask_removal("pair.remove", &name, Change::delete(id, pair), world)
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("pair.open", verb::OPEN, open, open_help, 1, can_edit, |pane, world| form_of(pane, world, edit)),
    row!("pair.new", verb::NEW, new_pair, new_pair_help, 2, writable, |_, world| vec![Act::Form(Box::new(new(
        None,
        &[],
        world
    )))]),
    row!("pair.meeting", verb::MEETING, new_meeting, new_meeting_help, 3, is_active, log_meeting),
    row!("pair.fix", verb::FIX, fix, fix_help, 4, is_proposed, |pane, world| form_of(pane, world, fix)),
    row!("pair.close", verb::END, close_pair, close_pair_help, 5, is_open, |pane, world| form_of(pane, world, close)),
    row!("pair.pause", verb::REST, pause_pair, pause_pair_help, 0, is_active, pause),
    row!("pair.reopen", verb::REST, reopen_pair, reopen_pair_help, 0, is_closed, reopen),
    row!("pair.closed", verb::VIEW, closed_pairs, closed_pairs_help, 92, always, |pane, world| {
        use crate::panes::Pane as _;
        pane.base.with_closed = !pane.base.with_closed;
        pane.refresh(world);
        Vec::new()
    }),
    row!("pair.remove", verb::REMOVE, remove, remove_help, 0, can_edit, remove),
];
