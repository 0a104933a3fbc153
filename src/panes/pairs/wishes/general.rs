//! The record of the general meeting: when and where, who came, how it went. A year may have several.

use std::sync::Arc;

use crate::domain::{Batch, Change, GeneralMeeting, GeneralMeetingId, Key, Record};
use crate::fields::{Field, FieldKind, GENERAL_MEETING, GeneralRow, Value, names};
use crate::kit::{Act, Dialog, FieldError, Form, Input, World, verb};

/// Identity of the form.
pub const FORM: &str = "general";

/// Whether a meeting is to be taken off, as its form asks.
static REMOVAL: &[Field<bool>] = &[Field::new(
    "general_off",
    |text| text.fields.general_off,
    FieldKind::Flag,
    |off: &bool, _| Value::Flag(*off),
    |off: &mut bool, value, _| *off = value == Value::Flag(true),
)];

/// The meetings of the year to choose from, and a new one; where there is none yet, the form of the first.
pub fn open(world: &World) -> Vec<Act> {
    let meetings = world.register.general_meetings(world.year);
    let new = || edit(None, world).map(|form| Act::Form(Box::new(form)));
    if meetings.is_empty() {
        return new().into_iter().collect();
    }
    let mut dialog = Dialog::new(world.text.panes.generals_title, Vec::new());
    // The newest are the ones somebody still writes about.
    for ((id, _), keys) in meetings.iter().rev().zip(verb::DIGITS) {
        let form = edit(Some((*id).into()), world).map(|form| Act::Form(Box::new(form)));
        dialog =
            dialog.answer(keys, names::of_key(&world.register, (*id).into(), world.text), form.into_iter().collect());
    }
    dialog = dialog.answer(verb::NEW, world.text.panes.general_new, new().into_iter().collect());
    vec![Act::Ask(Box::new(dialog))]
}

/// The form of a meeting on file, or of a new one.
pub fn edit(target: Option<Key>, world: &World) -> Option<Form> {
    let ctx = world.ctx();
    let row = match target {
        Some(key) => GeneralRow::load(&world.register, GeneralMeetingId::of(key)?)?,
        None => fresh(world),
    };
    let mut inputs: Vec<Input> = GENERAL_MEETING.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    if target.is_some() {
        inputs.extend(REMOVAL.iter().map(|field| Input::of(field, &false, &ctx)));
    }
    let form = Form::new(FORM, world.text.panes.general_title, target, inputs, submit);
    Some(form.over(&world.register, target.as_slice()))
}

fn fresh(world: &World) -> GeneralRow {
    GeneralRow { id: None, meeting: Arc::new(GeneralMeeting::new(world.year, world.today())) }
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let on_file = form.target.and_then(|key| match (GeneralMeetingId::of(key), form.opened(key)?) {
        (Some(id), Record::GeneralMeeting(meeting)) => Some((id, Arc::clone(meeting))),
        _ => None,
    });
    let ctx = world.ctx();
    if let Some((id, before)) = on_file.as_ref().filter(|_| form.value("general_off", &ctx) == Value::Flag(true)) {
        // What the other fields say does not matter any more, right or wrong.
        return Ok(Act::Save(Batch::new("general.remove", vec![Change::delete(*id, before)])));
    }
    let mut row = match &on_file {
        Some((id, meeting)) => GeneralRow { id: Some(*id), meeting: Arc::clone(meeting) },
        None => fresh(world),
    };
    form.write(GENERAL_MEETING, &mut row, &ctx)?;
    let after = GeneralMeeting::clone(&row.meeting);
    let Some((id, before)) = on_file else {
        let change = Change::create(GeneralMeetingId(world.fresh_id()), after);
        return Ok(Act::Save(Batch::new("general.new", vec![change])));
    };
    let change = (*before != after).then(|| Change::edit(id, &before, after));
    Ok(Act::Save(Batch::new("general.edit", change.into_iter().collect())))
}
