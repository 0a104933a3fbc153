//! The page of wishes: everybody who takes part, whom they named after the general meeting and by whom they were named;
//! the sheets keyed one after the other, the meeting itself, and the mutual first choices pinned in one step.

mod card;
mod form;
mod general;
mod mutual;

use crate::domain::{Change, Key, Kind, Record, Register, wishes};
use crate::fields::{Field, SheetRow, WISHES, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, World, always, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::{FullCard, Pane as _, transfer};

pub use form::edit;
pub use general::edit as general;

/// Identity of the command that opens the next sheet.
const NEXT: &str = "wish.next";

/// What is particular to this base: whose sheets are listed.
#[derive(Debug)]
pub struct Wishes {
    side: Kind,
}

impl Default for Wishes {
    fn default() -> Self {
        Self { side: Kind::Mentee }
    }
}

/// Everybody of one side of the year on screen.
fn side(kind: Kind, world: &World) -> Vec<Key> {
    match kind {
        Kind::Mentor => world.register.mentors(world.year).map(|(id, _)| id.into()).collect(),
        _ => world.register.mentees(world.year).map(|(id, _)| id.into()).collect(),
    }
}

impl Base for Wishes {
    type Row = SheetRow;
    const PANE: PaneId = PaneId::Pairs;

    fn fields() -> &'static [Field<SheetRow>] {
        WISHES
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        let (register, today) = (&world.register, world.today());
        let listed = |key: &Key| wishes::takes_part(register, *key, today) || register.sheet_of(*key).is_some();
        side(self.side, world).into_iter().filter(listed).collect()
    }

    fn load(register: &Register, key: Key) -> Option<SheetRow> {
        SheetRow::load(register, key)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        card::lines(key, world, room)
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        card::whole_width(key, card, world);
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    fn summary(&self, world: &World) -> Vec<String> {
        card::totals(world)
    }

    fn nothing(&self, world: &World) -> &'static str {
        world.text.panes.no_sides_yet
    }

    /// A sheet is shown in the row of whoever filled it in, a ruling in that of the one on this side.
    fn row_of(&mut self, key: Key, world: &World) -> Key {
        let row = match world.register.record(key) {
            Some(Record::PreferenceSheet(sheet)) => sheet.author,
            Some(Record::Ruling(ruling)) if self.side == Kind::Mentor => ruling.mentor.into(),
            Some(Record::Ruling(ruling)) => ruling.mentee.into(),
            _ => key,
        };
        if matches!(row.kind, Kind::Mentee | Kind::Mentor) {
            self.side = row.kind;
        }
        row
    }
}

type Pane = ListPane<Wishes>;

fn selected(pane: &Pane, world: &World) -> Result<Key, String> {
    pane.list.current().ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can_key(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    selected(pane, world).map(drop)
}

fn has_sheet(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    let sheet = world.register.sheet_of(selected(pane, world)?);
    sheet.map(drop).ok_or_else(|| world.text.messages.wish_no_sheet.to_owned())
}

/// Who comes after the cursor, in the order of the list, of those whose sheet is still to come.
fn next_awaited(pane: &Pane, world: &World) -> Option<Key> {
    pane.list.following().find(|key| wishes::is_awaited(&world.register, *key, world.today()))
}

fn somebody_awaited(pane: &Pane, world: &World) -> Result<(), String> {
    writable(pane, world)?;
    next_awaited(pane, world).map(drop).ok_or_else(|| world.text.messages.wish_none_awaited.to_owned())
}

fn open(key: Option<Key>, world: &World) -> Vec<Act> {
    key.and_then(|key| edit(key, world)).map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn open_next(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let next = next_awaited(pane, world);
    if let Some(key) = next {
        pane.list.select(key);
    }
    open(next, world)
}

fn turn_sides(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    pane.base.side = if pane.base.side == Kind::Mentee { Kind::Mentor } else { Kind::Mentee };
    pane.refresh(world);
    Vec::new()
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Some((id, sheet)) = pane.list.current().and_then(|key| world.register.sheet_of(key)) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    crate::panes::ask_removal("wish.remove", &name, [Change::delete(id, sheet)], world)
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("wish.open", verb::OPEN, key_sheet, key_sheet_help, 1, can_key, |pane, world| open(
        pane.list.current(),
        world
    )),
    row!(NEXT, verb::NEXT, next_sheet, next_sheet_help, 2, somebody_awaited, open_next),
    row!("wish.pin", verb::PIN, pin_mutual, pin_mutual_help, 3, writable, |_, world| mutual::show(world)),
    row!("wish.meeting", verb::MEETING, general_meeting, general_meeting_help, 4, writable, |_, world| general::open(
        world
    )),
    row!("wish.side", verb::VIEW, other_side, other_side_help, 5, always, turn_sides),
    row!("wish.remove", verb::REMOVE, remove, remove_help, 0, has_sheet, remove),
    row!("wish.import", verb::IMPORT, import_wishes, import_wishes_help, 7, writable, |_, world| vec![
        transfer::ask_import(Kind::PreferenceSheet, world)
    ]),
    row!("wish.export", verb::EXPORT, export_wishes, export_wishes_help, 0, always, |_, world| vec![
        transfer::ask_export(Kind::PreferenceSheet, world)
    ]),
];
