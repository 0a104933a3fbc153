//! Putting a signal off until a day, and bringing it back: all whom a row gathers in one step.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Row, wording};
use crate::analysis::{Level, Reason, Signal, attention};
use crate::domain::{Batch, Cause, Change, Key, Kind, Snooze, SnoozeId};
use crate::fields::{Field, FieldKind, Value, Worded};
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

/// Why a row is not put off, if it is not.
pub fn never(row: Row, world: &World) -> Option<String> {
    let m = &world.text.messages;
    let sentence = match row {
        Row::Meeting(_) => m.snooze_meeting,
        Row::Signal(Signal { reason: Reason::SafetyNote { .. }, .. }) => m.snooze_safety,
        Row::Signal(signal) if signal.reason.cause().is_none() => m.snooze_consent,
        Row::Signal(_) => return None,
    };
    Some(sentence.to_owned())
}

/// Asks until when, or brings back what was put off.
pub fn put_off(row: Row, world: &World) -> Vec<Act> {
    let Row::Signal(signal) = row else { return Vec::new() };
    if signal.put_off.is_some() {
        return wake(row, world);
    }
    let asked = signal.reason.cause().and_then(|cause| form(cause, &signal.subject.keys(), world));
    asked.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

/// Brings back all whom a row gathers.
pub fn wake(row: Row, world: &World) -> Vec<Act> {
    let Row::Signal(signal) = row else { return Vec::new() };
    let Some(cause) = signal.reason.cause() else { return Vec::new() };
    let known = signal.subject.keys().into_iter().filter_map(|about| known(about, cause, world));
    let changes: Vec<Change> = known.map(|(id, snooze)| Change::delete(id, snooze)).collect();
    if changes.is_empty() { Vec::new() } else { vec![Act::Save(Batch::new("today.wake", changes))] }
}

fn known(about: Key, cause: Cause, world: &World) -> Option<(SnoozeId, &std::sync::Arc<Snooze>)> {
    world.register.snoozes_of(about).find(|(_, snooze)| snooze.cause == cause)
}

/// The signals of a cause about any of some records.
fn signals(cause: Cause, about: &[Key], world: &World) -> Vec<Signal> {
    let all = attention(&world.register, world.year, world.today()).into_iter();
    let named = |it: &Signal| it.subject.keys().iter().any(|key| about.contains(key));
    all.filter(|it| it.reason.cause() == Some(cause) && named(it)).collect()
}

/// Those of some records about which there is an alarm: that takes a reason others can read.
fn alarms(cause: Cause, about: &[Key], world: &World) -> BTreeSet<Key> {
    let found = signals(cause, about, world).into_iter().filter(|it| it.level == Level::Alarm);
    found.flat_map(|it| it.subject.keys()).collect()
}

fn fresh(world: &World) -> Asked {
    Asked { until: world.today().checked_add_days(Days::new(USUAL)), why: String::new() }
}

fn form(cause: Cause, about: &[Key], world: &World) -> Option<Form> {
    let first = *about.first()?;
    let why = signals(cause, about, world).first().map(|it| wording::why(it, world));
    let name = wording::named(about, world);
    let title = fill(world.text.panes.snooze_title, &[&name, &why.unwrap_or(cause.word(world.text).to_owned())]);
    let row = fresh(world);
    let inputs = ASKED.iter().map(|field| Input::of(field, &row, &world.ctx())).collect();
    let form = Form::new(SNOOZE, title, Some(first), inputs, submit).hinting(hint);
    Some(form.of_part(Part { place: 0, count: about.len(), words: written(cause, about) }))
}

/// What a form is about, as its part says it: «waiting mentee:12 mentee:15».
fn written(cause: Cause, about: &[Key]) -> String {
    let keys = about.iter().map(|key| format!(" {}:{}", key.kind.code(), key.id));
    std::iter::once(cause.code().to_owned()).chain(keys).collect()
}

/// The other way, without records that are gone by now.
fn meant(part: &Part, world: &World) -> Option<(Cause, Vec<Key>)> {
    let (cause, keys) = part.words.split_once(' ')?;
    let key = |word: &str| {
        let (kind, id) = word.split_once(':')?;
        Some(Key { kind: Kind::from_code(kind)?, id: id.parse().ok()? })
    };
    let about = keys.split(' ').filter_map(key).filter(|key| world.register.record(*key).is_some()).collect();
    Some((Cause::from_code(cause)?, about))
}

fn hint(form: &Form, world: &World) -> Vec<String> {
    let p = &world.text.panes;
    let Some((cause, about)) = form.part.as_ref().and_then(|part| meant(part, world)) else { return Vec::new() };
    let many = (about.len() > 1).then(|| fill(p.put_off_many, &[&wording::named(&about, world)]));
    let alarm = !alarms(cause, &about, world).is_empty();
    let day = if alarm { p.snooze_alarm_hint } else { p.snooze_hint };
    many.into_iter().chain([day.to_owned()]).collect()
}

/// The form again, for a draft.
pub fn again(_: Key, part: &Part, world: &World) -> Option<Form> {
    let (cause, about) = meant(part, world)?;
    form(cause, &about, world)
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut row = fresh(world);
    form.write(ASKED, &mut row, &world.ctx())?;
    let meant = form.part.as_ref().and_then(|part| meant(part, world));
    let (Some((cause, about)), Some(until)) = (meant, row.until) else { return Ok(Act::Close) };
    if until <= world.today() {
        let message = world.text.messages.snooze_past.to_owned();
        return Err(vec![FieldError { field: "snooze_until", message }]);
    }
    let alarms = alarms(cause, &about, world);
    if !alarms.is_empty() && row.why.trim().is_empty() {
        let message = world.text.messages.snooze_alarm.to_owned();
        return Err(vec![FieldError { field: "snooze_why", message }]);
    }
    let mut changes = Vec::new();
    for about in about {
        let after = Snooze { about, cause, alarm: alarms.contains(&about), until, why: row.why.trim().into() };
        changes.push(match known(about, cause, world).map(|(id, before)| (id, before.clone())) {
            Some((id, before)) => Change::edit(id, &before, after),
            None => Change::create(SnoozeId(world.fresh_id()), after),
        });
    }
    Ok(Act::Save(Batch::new(SNOOZE, changes)))
}
