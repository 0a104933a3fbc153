//! The page of duties: which system user is what at the keyboard.

use std::sync::Arc;

use crate::domain::{Batch, Change, Duty, Key, Record, Refusal, Register, Staff, StaffId, Words};
use crate::fields::{Field, STAFF, StaffRow, names, sentence};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Act, Command, FieldError, Form, Input, PaneId, Tone, World, row, verb, writable};
use crate::panes::list_pane::{Base, ListPane, Room};
use crate::panes::{FullCard, ask_removal};
use crate::text::{Text, fill};

/// Identity of the form.
pub const FORM: &str = "staff";

/// What is particular to this list.
#[derive(Debug, Default)]
pub struct Duties;

impl Base for Duties {
    type Row = StaffRow;
    const PANE: PaneId = PaneId::Programme;

    fn fields() -> &'static [Field<StaffRow>] {
        STAFF
    }

    fn keys(&self, world: &World) -> Vec<Key> {
        world.register.staff().map(|(id, _)| id.into()).collect()
    }

    fn load(register: &Register, key: Key) -> Option<StaffRow> {
        StaffRow::load(register, StaffId::of(key)?)
    }

    fn card(&self, key: Key, world: &World, room: Room) -> Vec<Line> {
        let y = &world.text.years;
        let Some(row) = Self::load(&world.register, key) else { return Vec::new() };
        let mut lines = Vec::new();
        let mut say = |words: &str, tone| {
            let broken = wrap(words, room.width).into_iter().filter(|line| !line.is_empty());
            lines.extend(broken.map(|line| Line::of(line, world.theme.style(tone))));
        };
        say(meaning(row.staff.duty, world.text), Tone::Plain);
        if row.staff.user.as_str() == world.who {
            say(y.staff_you, Tone::Good);
        }
        if row.staff.duty == Duty::Helper && row.staff.person.is_none() {
            say(y.staff_helper, Tone::Warning);
        }
        say(y.staff_protects, Tone::Muted);
        lines
    }

    fn whole(&self, key: Key, card: &mut FullCard, world: &World) {
        if let Some(row) = Self::load(&world.register, key) {
            card.facts(STAFF, &row, &[]);
            card.item(world.text.years.staff_protects, Tone::Muted);
        }
    }

    fn commands() -> &'static [Command<ListPane<Self>>] {
        COMMANDS
    }

    const BEGINNING: &'static [&'static str] = &["staff.new"];

    fn nothing(&self, world: &World) -> &'static str {
        world.text.years.staff_none
    }
}

/// What a duty comes to.
fn meaning(duty: Duty, text: &Text) -> &'static str {
    let y = &text.years;
    match duty {
        Duty::Curator => y.duty_curator_is,
        Duty::Helper => y.duty_helper_is,
        Duty::Psychologist => y.duty_psychologist_is,
        Duty::Director => y.duty_director_is,
    }
}

type Pane = ListPane<Duties>;

fn selected(pane: &Pane, world: &World) -> Result<StaffId, String> {
    writable(pane, world)?;
    pane.list.current().and_then(StaffId::of).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

/// The form of a duty, on file or new.
pub fn form(id: Option<StaffId>, world: &World) -> Option<Form> {
    let row = match id {
        Some(id) => StaffRow::load(&world.register, id)?,
        None => StaffRow::blank(),
    };
    let ctx = world.ctx();
    let inputs = STAFF.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    let target = id.map(Key::from);
    let form = Form::new(FORM, world.text.years.staff_title, target, inputs, submit).hinting(hints);
    Some(form.over(&world.register, &target.into_iter().collect::<Vec<_>>()))
}

fn typed(form: &Form, world: &World) -> Result<StaffRow, Vec<FieldError>> {
    let opened = form.target.and_then(|key| Some((StaffId::of(key)?, form.opened(key)?)));
    let mut row = match opened {
        Some((id, Record::Staff(staff))) => StaffRow { id: Some(id), staff: Arc::clone(staff) },
        _ => StaffRow::blank(),
    };
    form.write(STAFF, &mut row, &world.ctx())?;
    Ok(row)
}

/// Whether whoever writes the first duty is put down as curator as well.
fn needs_curator(row: &StaffRow, world: &World) -> bool {
    world.register.staff().next().is_none() && row.staff.duty != Duty::Curator && row.staff.user.as_str() != world.who
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let y = &world.text.years;
    let Ok(row) = typed(form, world) else { return vec![y.staff_protects.to_owned()] };
    let mut hints = vec![meaning(row.staff.duty, world.text).to_owned()];
    hints.extend(needs_curator(&row, world).then(|| fill(y.staff_first, &[&world.who])));
    let nobody = row.staff.duty == Duty::Helper && row.staff.person.is_none();
    hints.extend(nobody.then(|| y.staff_helper.to_owned()));
    hints.push(y.staff_protects.to_owned());
    hints
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let row = typed(form, world)?;
    let mut changes = Vec::new();
    if needs_curator(&row, world) {
        let (user, none) = (world.who.as_str().into(), Words::default());
        let own = Staff { user, duty: Duty::Curator, person: None, name: none };
        changes.push(Change::create::<Staff>(StaffId(world.fresh_id()), own));
    }
    let after = Staff::clone(&row.staff);
    match row.id.and_then(|id| Some((id, form.opened(id.into())?))) {
        Some((id, Record::Staff(before))) if **before != after => changes.push(Change::edit(id, before, after)),
        Some(_) => {}
        None => changes.push(Change::create::<Staff>(StaffId(world.fresh_id()), after)),
    }
    let batch = Batch::new(if row.id.is_some() { "staff.edit" } else { "staff.new" }, changes);
    let error = |field, message| Err(vec![FieldError { field, message }]);
    match world.register.check(&batch) {
        Err(Refusal::OutOfRange { field: "duty" }) => error("duty", world.text.years.staff_no_curator.to_owned()),
        Err(refusal @ Refusal::Duplicate { .. }) => {
            error("user", sentence::refusal(&refusal, &world.register, world.text))
        }
        _ => Ok(Act::Save(batch)),
    }
}

fn open(id: Option<StaffId>, world: &World) -> Vec<Act> {
    form(id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn can_remove(pane: &Pane, world: &World) -> Result<(), String> {
    let id = selected(pane, world)?;
    let others = || world.register.staff().filter(|(other, _)| *other != id);
    let last = others().next().is_some() && !others().any(|(_, staff)| staff.duty == Duty::Curator);
    if last { Err(world.text.years.staff_no_curator.to_owned()) } else { Ok(()) }
}

fn remove(pane: &mut Pane, world: &mut World) -> Vec<Act> {
    let Some(id) = pane.list.current().and_then(StaffId::of) else { return Vec::new() };
    let Some(staff) = world.register.get::<Staff>(id) else { return Vec::new() };
    let name = names::of_key(&world.register, id.into(), world.text);
    ask_removal("staff.remove", &name, [Change::delete(id, staff)], world)
}

/// The commands of the page.
pub static COMMANDS: &[Command<Pane>] = &[
    row!("staff.open", verb::OPEN, open, open_help, 1, |pane, world| selected(pane, world).map(drop), |pane, world| {
        open(selected(pane, world).ok(), world)
    }),
    row!("staff.new", verb::NEW, new_duty, new_duty_help, 2, writable, |_, world| open(None, world)),
    row!("staff.remove", verb::REMOVE, remove, remove_help, 3, can_remove, remove),
];
