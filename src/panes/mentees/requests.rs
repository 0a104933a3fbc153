//! The requests of a mentee: which there are, one more, and one of them put right or taken off.

use super::card::request_words;
use crate::domain::{Batch, Change, Mentee, MenteeId, Record, Request, status};
use crate::fields::{Field, FieldKind, REQUEST, Value, Worded, names};
use crate::kit::paint::clip_words;
use crate::kit::{Act, Dialog, FieldError, Form, Input, Keys, Part, World, verb};
use crate::text::fill;

/// Identity of the form of a request on file.
pub const FORM: &str = "request.edit";

/// Requests on one page of the question which of them to open: one for each digit.
const PAGE: usize = verb::DIGITS.len();
/// Cells of a request in that question.
const CELLS: usize = 60;

/// Whether a request is to be taken off, as its form asks.
static REMOVAL: &[Field<bool>] = &[Field::new(
    "request_off",
    |text| text.fields.request_off,
    FieldKind::Flag,
    |off: &bool, _| Value::Flag(*off),
    |off: &mut bool, value, _| *off = value == Value::Flag(true),
)];

/// The requests of a mentee to choose from, and a new one; where there is none yet, the form of the first.
pub fn open(id: MenteeId, world: &World) -> Vec<Act> {
    let Some(mentee) = world.register.get::<Mentee>(id) else { return Vec::new() };
    if mentee.requests.is_empty() {
        return add(id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect();
    }
    page(id, mentee, 0, world).map(|dialog| Act::Ask(Box::new(dialog))).into_iter().collect()
}

/// The question which request to open, from the one at `first` on.
fn page(id: MenteeId, mentee: &Mentee, first: usize, world: &World) -> Option<Dialog> {
    let p = &world.text.panes;
    let title = fill(p.requests_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut dialog = Dialog::new(title, Vec::new());
    for (at, (request, keys)) in mentee.requests.iter().skip(first).zip(verb::DIGITS).enumerate() {
        let form = edit_at(id, mentee, first + at, world);
        dialog = dialog.answer(keys, line(id, request, world), vec![Act::Form(Box::new(form))]);
    }
    if let Some(next) = Some(first + PAGE).filter(|next| *next < mentee.requests.len()) {
        let more = page(id, mentee, next, world)?;
        dialog = dialog.answer(Keys::same(&["0", "pgdn"]), p.requests_more, vec![Act::Ask(Box::new(more))]);
    }
    let new = Act::Form(Box::new(add(id, world)?));
    Some(dialog.answer(Keys::each(&["н", "ins"], &["n", "ins"]), p.request_new, vec![new]))
}

/// «З3 Заговорить по-английски · в подборе»
fn line(id: MenteeId, request: &Request, world: &World) -> String {
    let state = status::request(&world.register, id, request.state, world.today()).word(world.text);
    let words = request_words(request, world).replace('\n', " ");
    let words = clip_words(&words, CELLS.saturating_sub(state.chars().count()), world.theme.marks().ellipsis);
    format!("{words} · {state}")
}

/// The form of one more request of a mentee.
pub fn add(id: MenteeId, world: &World) -> Option<Form> {
    world.register.get::<Mentee>(id)?;
    let title = fill(world.text.panes.request_title, &[&names::mentee_short(&world.register, id)]);
    let form = Form::new("request", title, Some(id.into()), inputs(&fresh(world), world), submit_new);
    Some(form.over(&world.register, &[id.into()]))
}

/// The form of a request on file, wherever it stands by now. `None` when it is gone.
pub fn edit(id: MenteeId, part: &Part, world: &World) -> Option<Form> {
    let mentee = world.register.get::<Mentee>(id)?;
    let now: Vec<&str> = mentee.requests.iter().map(|request| request.text.as_str()).collect();
    Some(edit_at(id, mentee, part.find(&now)?, world))
}

fn edit_at(id: MenteeId, mentee: &Mentee, place: usize, world: &World) -> Form {
    let request = mentee.requests.get(place).cloned().unwrap_or_default();
    let title = fill(world.text.panes.request_edit_title, &[&(place + 1), &names::mentee_short(&world.register, id)]);
    let mut inputs = inputs(&request, world);
    inputs.extend(REMOVAL.iter().map(|field| Input::of(field, &false, &world.ctx())));
    let part = Part { place, count: mentee.requests.len(), words: request.text.to_string() };
    Form::new(FORM, title, Some(id.into()), inputs, submit_edited).of_part(part).over(&world.register, &[id.into()])
}

fn inputs(request: &Request, world: &World) -> Vec<Input> {
    REQUEST.iter().map(|field| Input::of(field, request, &world.ctx())).collect()
}

fn fresh(world: &World) -> Request {
    Request { made_on: Some(world.today()), ..Request::default() }
}

/// The mentee the form was opened over.
fn opened(form: &Form) -> Option<(MenteeId, &std::sync::Arc<Mentee>)> {
    let key = form.target?;
    match form.opened(key)? {
        Record::Mentee(mentee) => Some((MenteeId::of(key)?, mentee)),
        _ => None,
    }
}

fn submit_new(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut request = fresh(world);
    form.write(REQUEST, &mut request, &world.ctx())?;
    let Some((id, mentee)) = opened(form) else { return Ok(Act::Save(Batch::new("mentee.request", Vec::new()))) };
    let mut after = Mentee::clone(mentee);
    after.requests.push(request);
    Ok(Act::Save(Batch::new("mentee.request", vec![Change::edit(id, mentee, after)])))
}

fn submit_edited(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let nothing = Ok(Act::Save(Batch::new("mentee.request_edit", Vec::new())));
    let (Some((id, mentee)), Some(part)) = (opened(form), &form.part) else { return nothing };
    let mut after = Mentee::clone(mentee);
    let Some(request) = after.requests.get_mut(part.place) else { return nothing };
    if form.value("request_off", &world.ctx()) == Value::Flag(true) {
        // What the other fields say does not matter any more, right or wrong.
        after.requests.remove(part.place);
        return Ok(Act::Save(Batch::new("mentee.request_remove", vec![Change::edit(id, mentee, after)])));
    }
    form.write(REQUEST, request, &world.ctx())?;
    if **mentee == after {
        return nothing;
    }
    Ok(Act::Save(Batch::new("mentee.request_edit", vec![Change::edit(id, mentee, after)])))
}
