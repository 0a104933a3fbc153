//! Putting a signal about a pair off until a day, and bringing it back.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::{Row, wording};
use crate::analysis::{Level, light};
use crate::domain::{Batch, Cause, Change, PairId, Snooze, SnoozeId};
use crate::fields::{Field, FieldKind, Value, Worded, names};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::text::fill;

/// Identity of the form.
pub const SNOOZE: &str = "today.snooze";
/// Days for which a signal is put off unless the curator says otherwise.
const USUAL: u64 = 14;

/// What is asked.
#[derive(Debug, Clone)]
struct Asked {
    until: Option<NaiveDate>,
    why: String,
}

static ASKED: &[Field<Asked>] = &[
    Field::new(
        "snooze_until",
        |text| text.panes.snooze_until,
        FieldKind::Date,
        |it: &Asked, _| Value::date(it.until),
        |it: &mut Asked, value, _| it.until = value.as_date(),
    )
    .required(),
    Field::new(
        "snooze_why",
        |text| text.panes.snooze_why,
        FieldKind::Text,
        |it: &Asked, _| Value::text(&it.why),
        |it: &mut Asked, value, _| it.why = value.into_text(),
    ),
];

/// Whether a row is a signal that can be put off, or was.
pub fn can(row: Row) -> bool {
    matches!(row, Row::Signal(signal) if signal.cause().is_some())
}

/// Asks until when, or brings back what was put off.
pub fn put_off(row: Row, world: &World) -> Vec<Act> {
    let Row::Signal(signal) = row else { return Vec::new() };
    let Some((pair, cause)) = signal.cause() else { return Vec::new() };
    if signal.put_off.is_some() {
        return wake(row, world);
    }
    form(pair, cause, world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// Brings back what was put off.
pub fn wake(row: Row, world: &World) -> Vec<Act> {
    let Row::Signal(signal) = row else { return Vec::new() };
    let known = signal.cause().and_then(|(pair, cause)| known(pair, cause, world));
    let change = known.map(|(id, snooze)| Change::delete(id, &snooze));
    change.map(|change| Act::Save(Batch::new("today.wake", vec![change]))).into_iter().collect()
}

fn known(pair: PairId, cause: Cause, world: &World) -> Option<(SnoozeId, Arc<Snooze>)> {
    let mut all = world.register.snoozes_of(pair).map(|(id, snooze)| (id, Arc::clone(snooze)));
    all.find(|(_, snooze)| snooze.cause == cause)
}

/// Whether what is put off is an alarm: that takes a reason others can read.
fn is_alarm(pair: PairId, cause: Cause, world: &World) -> bool {
    let reasons = light(&world.register, pair, world.today()).map_or_else(Vec::new, |light| light.reasons);
    reasons.iter().any(|it| it.reason.cause() == Some(cause) && it.level == Level::Alarm)
}

fn fresh(world: &World) -> Asked {
    Asked { until: world.today().checked_add_days(Days::new(USUAL)), why: String::new() }
}

fn form(pair: PairId, cause: Cause, world: &World) -> Option<Form> {
    let signal = light(&world.register, pair, world.today())?.reasons.into_iter();
    let why = signal.filter(|it| it.reason.cause() == Some(cause)).map(|it| wording::reason(&it, world)).next();
    let name = names::of_key(&world.register, pair.into(), world.text);
    let title = fill(world.text.panes.snooze_title, &[&name, &why.unwrap_or(cause.word(world.text).to_owned())]);
    let row = fresh(world);
    let inputs = ASKED.iter().map(|field| Input::of(field, &row, &world.ctx())).collect();
    let form = Form::new(SNOOZE, title, Some(pair.into()), inputs, submit);
    let hint = if is_alarm(pair, cause, world) { alarm_hint } else { usual_hint };
    let form = form.hinting(hint);
    let place = Cause::ALL.iter().position(|it| *it == cause).unwrap_or(0);
    Some(form.of_part(Part { place, count: Cause::ALL.len(), words: cause.code().to_owned() }))
}

fn usual_hint(_: &Form, world: &World) -> Vec<String> {
    vec![world.text.panes.snooze_hint.to_owned()]
}

fn alarm_hint(_: &Form, world: &World) -> Vec<String> {
    vec![world.text.panes.snooze_alarm_hint.to_owned()]
}

/// The form again, for a draft.
pub fn again(pair: PairId, part: &Part, world: &World) -> Option<Form> {
    form(pair, Cause::from_code(&part.words)?, world)
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut row = fresh(world);
    form.write(ASKED, &mut row, &world.ctx())?;
    let pair = form.target.and_then(PairId::of);
    let cause = form.part.as_ref().and_then(|part| Cause::from_code(&part.words));
    let (Some(pair), Some(cause), Some(until)) = (pair, cause, row.until) else { return Ok(Act::Close) };
    if until <= world.today() {
        let message = world.text.messages.snooze_past.to_owned();
        return Err(vec![FieldError { field: "snooze_until", message }]);
    }
    let alarm = is_alarm(pair, cause, world);
    if alarm && row.why.trim().is_empty() {
        let message = world.text.messages.snooze_alarm.to_owned();
        return Err(vec![FieldError { field: "snooze_why", message }]);
    }
    let after = Snooze { pair, cause, alarm, until, why: row.why.as_str().into() };
    let change = match known(pair, cause, world) {
        Some((id, before)) => Change::edit(id, &before, after),
        None => Change::create(SnoozeId(world.fresh_id()), after),
    };
    Ok(Act::Save(Batch::new(SNOOZE, vec![change])))
}
