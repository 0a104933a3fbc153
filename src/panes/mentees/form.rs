//! The form of a mentee: the entry with the person, and the first request. The others have forms of their own.

use std::sync::Arc;

use crate::domain::{Batch, Change, Mentee, MenteeId, PersonId, Record};
use crate::fields::{Ctx, MENTEE, MenteeRow};
use crate::kit::{Act, FieldError, Form, Input, World, key_name, verb};
use crate::panes::{consents, departure, namesakes, people};
use crate::text::fill;

/// The form of an entry on file.
pub fn edit(id: MenteeId, world: &World) -> Option<Form> {
    let row = MenteeRow::load(&world.register, id)?;
    let ctx = world.ctx();
    let keys = [id.into(), row.person_id?.into()];
    let title = crate::fields::names::of_key(&world.register, id.into(), world.text);
    let form = Form::new("mentee", title, Some(id.into()), inputs(&row, &ctx), submit);
    Some(form.over(&world.register, &keys).hinting(hints_on_file).asking(departure::ask))
}

/// The form of somebody new.
pub fn new(world: &World) -> Form {
    let row = fresh(world);
    Form::new("mentee", world.text.panes.new_mentee_title, None, inputs(&row, &world.ctx()), submit)
        .hinting(namesakes::hints)
        .asking(namesakes::ask)
}

/// Enters a person who is on file already, as a mentee of the year on screen.
pub fn enter(person: PersonId, world: &World) -> Option<Form> {
    let mut row = fresh(world);
    row.person = Arc::clone(world.register.get::<crate::domain::Person>(person)?);
    let form =
        Form::new("mentee", world.text.panes.new_mentee_title, Some(person.into()), inputs(&row, &world.ctx()), submit);
    Some(form.over(&world.register, &[person.into()]).focused("request"))
}

/// Where the other requests are, and what an emptied consent means.
fn hints_on_file(form: &Form, world: &World) -> Vec<String> {
    let requests = match form.target.and_then(|key| form.opened(key)) {
        Some(Record::Mentee(mentee)) => mentee.requests.len(),
        _ => 0,
    };
    let key = verb::MORE.of(world.text.lang).first().map_or_else(String::new, |key| key_name(key, world.layout, world));
    let others = (requests > 1).then(|| fill(world.text.panes.requests_elsewhere, &[&requests, &key]));
    let emptied = consents::hints_on_emptied(form, world);
    others.into_iter().chain(emptied).chain(departure::hints(form, world)).collect()
}

fn inputs(row: &MenteeRow, ctx: &Ctx) -> Vec<Input> {
    MENTEE.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, ctx)).collect()
}

fn fresh(world: &World) -> MenteeRow {
    let mut row = MenteeRow::blank(world.year);
    Arc::make_mut(&mut row.mentee).entered_on = Some(world.today());
    row
}

/// The row the form was opened over; for somebody new, over the person on file who is meant, if one is.
fn opened(form: &Form, world: &World) -> Result<MenteeRow, Vec<FieldError>> {
    let mut row = fresh(world);
    let target = form.target.and_then(MenteeId::of);
    if let (Some(id), Some(Record::Mentee(mentee))) = (target, target.and_then(|id| form.opened(id.into()))) {
        row.id = Some(id);
        row.mentee = Arc::clone(mentee);
        row.person_id = Some(mentee.person);
    } else {
        let has_entry = |person| world.register.mentee_of(person, world.year).is_some();
        row.person_id = match form.target.and_then(PersonId::of) {
            None => namesakes::meant(form, world, has_entry, world.text.messages.mentee_here)?,
            entered => entered,
        };
    }
    let person = row
        .person_id
        .and_then(|id| people::opened_person(form, id).or_else(|| world.register.get::<crate::domain::Person>(id)));
    if let Some(person) = person {
        row.person = Arc::clone(person);
    }
    Ok(row)
}

/// A first request that was emptied makes room for the next one, which would not be seen behind it.
fn without_emptied(before: &Mentee, after: &mut Arc<Mentee>) {
    let had = before.requests.first().is_some_and(|request| !request.is_empty());
    if had && after.requests.len() > 1 && after.requests[0].is_empty() {
        Arc::make_mut(after).requests.remove(0);
    }
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = opened(form, world)?;
    let mut row = before.clone();
    form.write(MENTEE, &mut row, &world.ctx())?;
    without_emptied(&before.mentee, &mut row.mentee);
    let person_id = before.person_id.unwrap_or_else(|| PersonId(world.fresh_id()));
    let known = before.person_id.map(|_| &before.person);
    let mut changes: Vec<Change> = people::person_change(person_id, known, &row.person).into_iter().collect();
    Arc::make_mut(&mut row.mentee).person = person_id;
    match before.id {
        None => changes.push(Change::create(MenteeId(world.fresh_id()), Mentee::clone(&row.mentee))),
        Some(id) if before.mentee != row.mentee => {
            departure::date_mentee(&before.mentee, &mut row.mentee, world.today());
            changes.extend(departure::changes(form, row.mentee.left_on, world)?);
            changes.push(Change::edit(id, &before.mentee, Mentee::clone(&row.mentee)));
        }
        Some(_) => {}
    }
    Ok(Act::Save(Batch::new(if before.id.is_some() { "mentee.edit" } else { "mentee.new" }, changes)))
}
