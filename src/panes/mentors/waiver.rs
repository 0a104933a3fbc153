//! Admission with a reservation: a gate the curator lets a mentor pass, why, and the way back (model §2.8). Consents and
//! the checks of adults from outside are no gates, so nothing here can pass them.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::status::{self, Missing};
use crate::domain::{Batch, Change, Gate, Mentor, MentorId, Waiver, WaiverId};
use crate::fields::programme_choices::GATES;
use crate::fields::{Field, FieldKind, Value, Worded, dates, names};
use crate::kit::{Act, Dialog, FieldError, Form, Input, Keys, World, first_key, verb};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "mentor.waiver";

/// The gates a mentor stands before.
const GATES_OF_MENTORS: [(Missing, Gate); 3] = [
    (Missing::Application, Gate::Application),
    (Missing::Interview, Gate::Interview),
    (Missing::Training, Gate::Training),
];

/// The gates a mentor has passed with a reason.
pub fn passed(id: MentorId, world: &World) -> Vec<(WaiverId, &Arc<Waiver>)> {
    GATES_OF_MENTORS.iter().filter_map(|(_, gate)| world.register.passed(*gate, id.into())).collect()
}

/// The gates a mentor has not passed yet.
fn before(id: MentorId, world: &World) -> Vec<Gate> {
    let missing = status::missing_for_admission(&world.register, id, world.today());
    GATES_OF_MENTORS.iter().filter(|(what, _)| missing.contains(what)).map(|(_, gate)| *gate).collect()
}

/// «с оговоркой: без собеседования – учит десять лет (12.10.2026, petrova)».
pub fn words(id: MentorId, world: &World) -> Vec<String> {
    let said = |(key, waiver): (WaiverId, &Arc<Waiver>)| {
        let who = world.register.stamp(key.into()).map_or_else(String::new, |stamp| stamp.who);
        let (gate, day) = (waiver.gate.word(world.text), dates::full(waiver.on));
        fill(world.text.training.waived, &[&gate, &waiver.reason, &day, &who])
    };
    passed(id, world).into_iter().map(said).collect()
}

/// «! – допустить с оговоркой», where that can be.
pub fn key_words(id: MentorId, world: &World) -> Option<String> {
    let t = &world.text.training;
    (!before(id, world).is_empty()).then(|| fill(t.next_key, &[&first_key(verb::EXCUSE, world), &t.next_waiver]))
}

/// Whether there is a gate to pass or a reservation to take back.
///
/// # Errors
/// Why there is neither, as a sentence.
pub fn can(id: MentorId, world: &World) -> Result<(), String> {
    let t = &world.text.training;
    if !before(id, world).is_empty() || !passed(id, world).is_empty() {
        return Ok(());
    }
    let missing = status::missing_for_admission(&world.register, id, world.today());
    Err(if missing.is_empty() { t.waiver_not_needed } else { t.waiver_never }.to_owned())
}

/// The form where nothing was passed yet; else the question which reservation to take back, or a new one.
pub fn open(id: MentorId, world: &World) -> Vec<Act> {
    let new = || edit(id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect::<Vec<_>>();
    let given = passed(id, world);
    if given.is_empty() {
        return new();
    }
    let t = &world.text.training;
    let title = fill(t.waiver_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut dialog = Dialog::new(title, words(id, world));
    for ((key, waiver), keys) in given.into_iter().zip(verb::DIGITS) {
        let back = Batch::new("mentor.unwaive", vec![Change::delete(key, waiver)]);
        dialog = dialog.answer(keys, fill(t.waiver_back, &[&waiver.gate.word(world.text)]), vec![Act::Save(back)]);
    }
    if !before(id, world).is_empty() {
        dialog = dialog.answer(verb::NEW, t.waiver_new, new());
    }
    vec![Act::Ask(Box::new(dialog.answer(Keys::same(&["esc"]), t.waiver_leave, Vec::new())))]
}

/// A reservation as its form holds it.
#[derive(Debug, Clone)]
struct Excuse {
    gate: Option<Gate>,
    reason: String,
    on: Option<NaiveDate>,
}

static FIELDS: &[Field<Excuse>] = &[
    Field::new(
        "gate",
        |text| text.training.waiver_gate,
        FieldKind::Choice(GATES),
        |it: &Excuse, _| Value::code(it.gate.map(Gate::code)),
        |it: &mut Excuse, value, _| it.gate = value.as_code().and_then(Gate::from_code),
    )
    .required(),
    Field::new(
        "reason",
        |text| text.training.waiver_reason,
        FieldKind::Text,
        |it: &Excuse, _| Value::text(&it.reason),
        |it: &mut Excuse, value, _| it.reason = value.into_text(),
    )
    .required(),
    Field::new(
        "on",
        |text| text.fields.date,
        FieldKind::Date,
        |it: &Excuse, _| Value::date(it.on),
        |it: &mut Excuse, value, _| it.on = value.as_date(),
    )
    .required(),
];

fn fresh(id: MentorId, world: &World) -> Excuse {
    Excuse { gate: before(id, world).first().copied(), reason: String::new(), on: Some(world.today()) }
}

/// The form that lets a mentor pass a gate; the first they stand before is proposed.
pub fn edit(id: MentorId, world: &World) -> Option<Form> {
    world.register.get::<Mentor>(id)?;
    let (ctx, row) = (world.ctx(), fresh(id, world));
    let inputs = FIELDS.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.training.waiver_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut form = Form::new(FORM, title, Some(id.into()), inputs, submit)
        .over(&world.register, &[id.into()])
        .hinting(|_, world| vec![world.text.training.waiver_never.to_owned()]);
    if let Some(input) = form.input_mut("gate") {
        input.fitting = Some(before(id, world).into_iter().map(|gate| gate.code().to_owned()).collect());
    }
    Some(form.focused("reason"))
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some(id) = form.target.and_then(MentorId::of) else { return Ok(Act::Close) };
    let mut row = fresh(id, world);
    form.write(FIELDS, &mut row, &world.ctx())?;
    let (Some(gate), Some(on)) = (row.gate, row.on) else { return Ok(Act::Close) };
    if !before(id, world).contains(&gate) {
        let message = world.text.training.waiver_passed.to_owned();
        return Err(vec![FieldError { field: "gate", message }]);
    }
    let year = world.register.get::<Mentor>(id).map_or(world.year, |mentor| mentor.year);
    let waiver = Waiver { year, gate, about: id.into(), reason: row.reason.into(), on };
    Ok(Act::Save(Batch::new(FORM, vec![Change::create(WaiverId(world.fresh_id()), waiver)])))
}
