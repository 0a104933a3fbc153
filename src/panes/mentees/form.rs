//! Forms of a mentee: the entry with the person, and one more request.

use std::sync::Arc;

use crate::domain::{Batch, Change, Mentee, MenteeId, PersonId, Record, Request, Source};
use crate::fields::choices::{PROBLEMS, SOURCES};
use crate::fields::{Ctx, Field, FieldKind, MENTEE, MenteeRow, Value};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::panes::{consents, namesakes, people};
use crate::text::fill;

/// The form of an entry on file.
pub fn edit(id: MenteeId, world: &World) -> Option<Form> {
    let row = MenteeRow::load(&world.register, id)?;
    let ctx = world.ctx();
    let keys = [id.into(), row.person_id?.into()];
    let title = crate::fields::names::of_key(&world.register, id.into(), world.text);
    let form = Form::new("mentee", title, Some(id.into()), inputs(&row, &ctx), submit);
    Some(form.over(&world.register, &keys).hinting(consents::hints_on_emptied))
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

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = opened(form, world)?;
    let mut row = before.clone();
    form.write(MENTEE, &mut row, &world.ctx())?;
    let person_id = before.person_id.unwrap_or_else(|| PersonId(world.fresh_id()));
    let known = before.person_id.map(|_| &before.person);
    let mut changes: Vec<Change> = people::person_change(person_id, known, &row.person).into_iter().collect();
    Arc::make_mut(&mut row.mentee).person = person_id;
    match before.id {
        None => changes.push(Change::create(MenteeId(world.fresh_id()), Mentee::clone(&row.mentee))),
        Some(id) if before.mentee != row.mentee => {
            changes.push(Change::edit(id, &before.mentee, Mentee::clone(&row.mentee)));
        }
        Some(_) => {}
    }
    Ok(Act::Save(Batch::new(if before.id.is_some() { "mentee.edit" } else { "mentee.new" }, changes)))
}

/// The fields of a further request.
static REQUEST: &[Field<Request>] = &[
    Field::new(
        "request",
        |text| text.fields.request,
        FieldKind::Long,
        |request: &Request, _| Value::text(&request.text),
        |request: &mut Request, value, _| request.text = value.into_text().into(),
    )
    .required(),
    Field::new(
        "problems",
        |text| text.fields.problems,
        FieldKind::Tags(PROBLEMS),
        |request: &Request, _| Value::Codes(request.problems.iter().map(|problem| problem.code()).collect()),
        |request: &mut Request, value, _| {
            request.problems =
                value.as_codes().iter().filter_map(|code| crate::domain::Problem::from_code(code)).collect();
        },
    ),
    Field::new(
        "source",
        |text| text.fields.source,
        FieldKind::Choice(SOURCES),
        |request: &Request, _| Value::code(request.source.map(Source::code)),
        |request: &mut Request, value, _| request.source = value.as_code().and_then(Source::from_code),
    ),
];

/// The form of one more request of a mentee.
pub fn add_request(id: MenteeId, world: &World) -> Option<Form> {
    world.register.get::<Mentee>(id)?;
    let ctx = world.ctx();
    let inputs = REQUEST.iter().map(|field| Input::of(field, &Request::default(), &ctx)).collect();
    let title = fill(world.text.panes.request_title, &[&crate::fields::names::mentee_short(&world.register, id)]);
    Some(Form::new("request", title, Some(id.into()), inputs, submit_request).over(&world.register, &[id.into()]))
}

fn submit_request(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut request = Request { made_on: Some(world.today()), ..Request::default() };
    form.write(REQUEST, &mut request, &world.ctx())?;
    let target = form.target.and_then(|key| Some((MenteeId::of(key)?, form.opened(key)?)));
    let Some((id, Record::Mentee(mentee))) = target else {
        return Ok(Act::Save(Batch::new("mentee.request", Vec::new())));
    };
    let mut after = Mentee::clone(mentee);
    after.requests.push(request);
    Ok(Act::Save(Batch::new("mentee.request", vec![Change::edit(id, mentee, after)])))
}
