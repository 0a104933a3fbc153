//! The form of a mentor: the entry with the person.

use std::sync::Arc;

use crate::domain::{Batch, Change, Mentor, MentorId, Person, PersonId, Record, taught};
use crate::fields::{Ctx, MENTOR, MentorRow, length};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::panes::{consents, departure, namesakes, people};
use crate::text::fill;

/// The form of an entry on file.
pub fn edit(id: MentorId, world: &World) -> Option<Form> {
    let row = MentorRow::load(&world.register, id)?;
    let keys = [id.into(), row.person_id?.into()];
    let title = crate::fields::names::of_key(&world.register, id.into(), world.text);
    let form = Form::new("mentor", title, Some(id.into()), inputs(&row, &world.ctx()), submit);
    Some(form.over(&world.register, &keys).hinting(hints).asking(departure::ask))
}

/// What is emptied that is not known otherwise, and where what was taught is worked out.
fn hints(form: &Form, world: &World) -> Vec<String> {
    let mut hints = consents::hints_on_emptied(form, world);
    let touched = |id: &str| form.inputs.iter().any(|input| input.id == id && input.is_dirty());
    let at_sessions =
        form.target.and_then(MentorId::of).map_or(0, |id| taught(&world.register, id, world.today()).minutes);
    if at_sessions > 0 && (touched("training") || touched("training_hours")) {
        let t = &world.text.training;
        hints.push(fill(t.counted_by_sessions, &[&length(at_sessions, world.text)]));
    }
    hints.extend(departure::hints(form, world));
    hints
}

/// The form of somebody new.
pub fn new(world: &World) -> Form {
    let row = fresh(world);
    Form::new("mentor", world.text.panes.new_mentor_title, None, inputs(&row, &world.ctx()), submit)
        .hinting(namesakes::hints)
        .asking(namesakes::ask)
}

/// The form that enters a person who is on file already.
pub fn enter(person: PersonId, world: &World) -> Option<Form> {
    let mut row = fresh(world);
    row.person = Arc::clone(world.register.get::<Person>(person)?);
    let form =
        Form::new("mentor", world.text.panes.new_mentor_title, Some(person.into()), inputs(&row, &world.ctx()), submit);
    Some(form.over(&world.register, &[person.into()]).focused("competences"))
}

fn inputs(row: &MentorRow, ctx: &Ctx) -> Vec<Input> {
    MENTOR.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, ctx)).collect()
}

fn fresh(world: &World) -> MentorRow {
    let mut row = MentorRow::blank(world.year);
    Arc::make_mut(&mut row.mentor).entered_on = Some(world.today());
    row
}

fn opened(form: &Form, world: &World) -> Result<MentorRow, Vec<FieldError>> {
    let mut row = fresh(world);
    let target = form.target.and_then(MentorId::of);
    if let (Some(id), Some(Record::Mentor(mentor))) = (target, target.and_then(|id| form.opened(id.into()))) {
        row.id = Some(id);
        row.mentor = Arc::clone(mentor);
        row.person_id = Some(mentor.person);
    } else {
        let has_entry = |person| world.register.mentor_of(person, world.year).is_some();
        row.person_id = match form.target.and_then(PersonId::of) {
            None => namesakes::meant(form, world, has_entry, world.text.messages.mentor_here)?,
            entered => entered,
        };
    }
    let person =
        row.person_id.and_then(|id| people::opened_person(form, id).or_else(|| world.register.get::<Person>(id)));
    if let Some(person) = person {
        row.person = Arc::clone(person);
    }
    Ok(row)
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = opened(form, world)?;
    let mut row = before.clone();
    form.write(MENTOR, &mut row, &world.ctx())?;
    let person_id = before.person_id.unwrap_or_else(|| PersonId(world.fresh_id()));
    let known = before.person_id.map(|_| &before.person);
    let mut changes: Vec<Change> = people::person_change(person_id, known, &row.person).into_iter().collect();
    Arc::make_mut(&mut row.mentor).person = person_id;
    match before.id {
        None => changes.push(Change::create(MentorId(world.fresh_id()), Mentor::clone(&row.mentor))),
        Some(id) if before.mentor != row.mentor => {
            departure::date_mentor(&before.mentor, &mut row.mentor, world.today());
            changes.extend(departure::changes(form, row.mentor.left_on, world)?);
            changes.push(Change::edit(id, &before.mentor, Mentor::clone(&row.mentor)));
        }
        Some(_) => {}
    }
    Ok(Act::Save(Batch::new(if before.id.is_some() { "mentor.edit" } else { "mentor.new" }, changes)))
}
