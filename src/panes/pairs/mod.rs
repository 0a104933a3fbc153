//! Pane 4: pairs and groups, fixed and ended by hand under an order number, with their history.

mod card;
mod form;

use super::list_pane::{Base, ListPane, Room};
use super::meetings;
use crate::domain::{Batch, Change, Key, Pair, PairId, PairState, Register, status};
use crate::fields::{Field, PAIR, PairRow, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, Keys, PaneId, World, always, writable};
use crate::text::fill;

pub use form::{close, edit, fix, new};

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
    super::ask_removal("pair.remove", &name, Change::delete(id, pair), world)
}

/// A word about a pair's next meeting, for lists of pairs.
pub fn next_kind_word(id: PairId, world: &World) -> String {
    use crate::fields::Worded;
    fill(world.text.panes.next_step, &[&status::next_kind(&world.register, id).word(world.text)])
}

static COMMANDS: &[Command<Pane>] = &[
    Command {
        id: "pair.open",
        keys: Keys::same(&["enter"]),
        label: |t| t.commands.open,
        help: |t| t.commands.open_help,
        rank: 1,
        enabled: can_edit,
        run: |pane, world| form_of(pane, world, edit),
    },
    Command {
        id: "pair.new",
        keys: Keys::each(&["н", "ins"], &["n", "ins"]),
        label: |t| t.commands.new_pair,
        help: |t| t.commands.new_pair_help,
        rank: 2,
        enabled: writable,
        run: |_, world| vec![Act::Form(Box::new(new(None, &[], world)))],
    },
    Command {
        id: "pair.meeting",
        keys: Keys::each(&["м"], &["m"]),
        label: |t| t.commands.new_meeting,
        help: |t| t.commands.new_meeting_help,
        rank: 3,
        enabled: is_active,
        run: log_meeting,
    },
    Command {
        id: "pair.fix",
        keys: Keys::each(&["ф"], &["f"]),
        label: |t| t.commands.fix,
        help: |t| t.commands.fix_help,
        rank: 4,
        enabled: is_proposed,
        run: |pane, world| form_of(pane, world, fix),
    },
    Command {
        id: "pair.close",
        keys: Keys::each(&["з"], &["c"]),
        label: |t| t.commands.close_pair,
        help: |t| t.commands.close_pair_help,
        rank: 5,
        enabled: is_open,
        run: |pane, world| form_of(pane, world, close),
    },
    Command {
        id: "pair.pause",
        keys: Keys::each(&["п"], &["p"]),
        label: |t| t.commands.pause_pair,
        help: |t| t.commands.pause_pair_help,
        rank: 0,
        enabled: is_active,
        run: pause,
    },
    Command {
        id: "pair.reopen",
        keys: Keys::each(&["в"], &["r"]),
        label: |t| t.commands.reopen_pair,
        help: |t| t.commands.reopen_pair_help,
        rank: 0,
        enabled: is_closed,
        run: reopen,
    },
    Command {
        id: "pair.closed",
        keys: Keys::each(&["с"], &["v"]),
        label: |t| t.commands.closed_pairs,
        help: |t| t.commands.closed_pairs_help,
        rank: 6,
        enabled: always,
        run: |pane, world| {
            use super::Pane as _;
            pane.base.with_closed = !pane.base.with_closed;
            pane.refresh(world);
            Vec::new()
        },
    },
    Command {
        id: "pair.remove",
        keys: Keys::same(&["del"]),
        label: |t| t.commands.remove,
        help: |t| t.commands.remove_help,
        rank: 0,
        enabled: can_edit,
        run: remove,
    },
];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Pane>] {
    COMMANDS
}
