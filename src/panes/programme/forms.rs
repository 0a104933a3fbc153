//! The forms of pane 8: a line of the roadmap, the passport and its curators, the reason for which a gate is passed.

use std::sync::Arc;

use super::words;
use crate::analysis::{Cause, Held, Passage, gates};
use crate::domain::status::Missing;
use crate::domain::{
    Activity, ActivityId, Appointment, Batch, Change, Gate, Key, Passport, PassportId, Record, Stage, Waiver, WaiverId,
    Year, YearId,
};
use crate::fields::{ACTIVITY, APPOINTMENT, PASSPORT, Value, WAIVER, Worded, names};
use crate::kit::{Act, FieldError, Form, Part, World};
use crate::panes::records::{inputs, opened, step};
use crate::text::fill;

/// Identity of the form of a line of the roadmap.
pub const ACTIVITY_FORM: &str = "activity";
/// Identity of the form of the passport.
pub const PASSPORT_FORM: &str = "passport";
/// Identity of the form of a curator.
pub const CURATOR_FORM: &str = "passport.curator";
/// Identity of the form of a reason.
pub const WAIVER_FORM: &str = "gate.pass";

fn error<T>(field: &'static str, message: impl Into<String>) -> Result<T, Vec<FieldError>> {
    Err(vec![FieldError { field, message: message.into() }])
}

/// The form of a line of the roadmap on file.
pub fn activity(id: ActivityId, world: &World) -> Option<Form> {
    let row = world.register.get::<Activity>(id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    let inputs = inputs(ACTIVITY, row.as_ref(), &world.ctx());
    let form = Form::new(ACTIVITY_FORM, title, Some(id.into()), inputs, submit_activity);
    Some(form.over(&world.register, &[id.into()]))
}

/// The form of a new line, in a stage.
pub fn new_activity(stage: Stage, world: &World) -> Form {
    let ctx = world.ctx();
    let inputs = inputs(ACTIVITY, &Activity::new(world.year, Stage::Preparation), &ctx);
    let title = world.text.programme.new_activity_title;
    let mut form = Form::new(ACTIVITY_FORM, title, None, inputs, submit_activity);
    // Nothing tells the form that is opened again for a draft which stage it was: it is kept as if it had been chosen.
    if let Some(input) = form.input_mut("stage") {
        input.put(Value::Code(stage.code()), &ctx);
    }
    form
}

fn submit_activity(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let key = form.target.unwrap_or(ActivityId(0).into());
    let (before, mut row) = opened(form, key, || Activity::new(world.year, Stage::Preparation));
    form.write(ACTIVITY, &mut row, &world.ctx())?;
    if row.from.zip(row.due).is_some_and(|(from, due)| due < from) {
        return error("due", world.text.programme.due_before);
    }
    Ok(match ActivityId::of(key).filter(|_| before.is_some()) {
        Some(id) => step("activity.edit", id, before, row),
        None => step("activity.new", ActivityId(world.fresh_id()), None, row),
    })
}

/// The passport of a year as it reads: on file, or as the wording before it, of which the new one starts as a copy. The
/// orders are the year's own. Says of which year the wording is.
pub fn passport_of(year: YearId, world: &World) -> (Passport, Option<YearId>) {
    let register = &world.register;
    if let Some(passport) = register.get::<Passport>(PassportId::from(year)) {
        return (Passport::clone(passport), Some(year));
    }
    let Some((former, passport)) = former(year, world) else { return (Passport::new(year), None) };
    (passport.carried(year), Some(former))
}

/// The newest passport of a year before this one.
pub fn former(year: YearId, world: &World) -> Option<(YearId, &Arc<Passport>)> {
    let register = &world.register;
    let start = register.get::<Year>(year)?.start;
    let before = register.years_of_programme(year).into_iter().rev().filter(|(_, it)| it.start < start);
    before.map(|(id, _)| id).find_map(|id| Some((id, register.get::<Passport>(PassportId::from(id))?)))
}

/// The title of a year: «2026/27».
pub fn year_title(year: YearId, world: &World) -> String {
    world.register.get::<Year>(year).map(|year| year.title()).unwrap_or_default()
}

fn year_of(form: &Form) -> YearId {
    YearId(form.target.and_then(PassportId::of).map_or(0, |id| id.0))
}

/// The form of the passport of a year.
pub fn passport(year: YearId, world: &World) -> Option<Form> {
    world.register.get::<Year>(year)?;
    let key: Key = PassportId::from(year).into();
    let (row, _) = passport_of(year, world);
    let title = fill(world.text.programme.passport_form, &[&year_title(year, world)]);
    let form = Form::new(PASSPORT_FORM, title, Some(key), inputs(PASSPORT, &row, &world.ctx()), submit_passport);
    Some(form.over(&world.register, &[key]).hinting(passport_hints))
}

fn passport_hints(form: &Form, world: &World) -> Vec<String> {
    let year = year_of(form);
    let (_, of) = passport_of(year, world);
    let copied = of.filter(|of| *of != year);
    copied.map(|of| fill(world.text.programme.passport_starts, &[&year_title(of, world)])).into_iter().collect()
}

fn submit_passport(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let year = year_of(form);
    let key = PassportId::from(year);
    let (before, mut row) = opened(form, key.into(), || passport_of(year, world).0);
    form.write(PASSPORT, &mut row, &world.ctx())?;
    Ok(step("passport", key, before, row))
}

/// The form of a curator of the passport, or of one more.
pub fn curator(year: YearId, place: Option<usize>, world: &World) -> Option<Form> {
    world.register.get::<Year>(year)?;
    let (key, p): (Key, _) = (PassportId::from(year).into(), &world.text.programme);
    let (row, _) = passport_of(year, world);
    let on_file = place.and_then(|place| Some((place, row.curators.get(place)?)));
    let title = on_file.map_or(p.curator_new.to_owned(), |(_, it)| fill(p.curator_title, &[&it.name]));
    let part = match on_file {
        Some((place, it)) => Part { place, count: row.curators.len(), words: it.name.to_string() },
        None => Part { place: row.curators.len(), count: row.curators.len(), words: String::new() },
    };
    let shown = on_file.map_or_else(Appointment::default, |(_, it)| it.clone());
    let inputs = inputs(APPOINTMENT, &shown, &world.ctx());
    let form = Form::new(CURATOR_FORM, title, Some(key), inputs, submit_curator).of_part(part);
    Some(form.over(&world.register, &[key]))
}

fn submit_curator(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let year = year_of(form);
    let key = PassportId::from(year);
    let (before, mut row) = opened(form, key.into(), || passport_of(year, world).0);
    let place = form.part.as_ref().map_or(usize::MAX, |part| part.place);
    let mut one = row.curators.get(place).cloned().unwrap_or_default();
    form.write(APPOINTMENT, &mut one, &world.ctx())?;
    match row.curators.get_mut(place) {
        Some(known) => *known = one,
        None => row.curators.push(one),
    }
    Ok(step("passport.curator", key, before, row))
}

/// The step that takes a curator out of the passport.
pub fn curator_gone(year: YearId, place: usize, world: &World) -> Option<Batch> {
    let id = PassportId::from(year);
    let (mut row, _) = passport_of(year, world);
    (place < row.curators.len()).then(|| row.curators.remove(place))?;
    match step("passport.curator", id, world.register.get::<Passport>(id).map(Arc::clone), row) {
        Act::Save(batch) => Some(batch),
        _ => None,
    }
}

/// The form of the reason for which a mentor or a pair passes a gate; the one on file, if there is one.
pub fn waiver(gate: Gate, about: Key, world: &World) -> Option<Form> {
    world.register.record(about)?;
    let on_file = world.register.passed(gate, about);
    let row = on_file.map_or_else(|| fresh(gate, about, world), |(_, waiver)| Waiver::clone(waiver));
    let who = names::of_key(&world.register, about, world.text);
    let title = fill(world.text.programme.pass_title, &[&gate.word(world.text), &who]);
    let part = Part { place: 0, count: 1, words: gate.code().to_owned() };
    let base: Vec<Key> = on_file.map(|(id, _)| id.into()).into_iter().collect();
    let form = Form::new(WAIVER_FORM, title, Some(about), inputs(WAIVER, &row, &world.ctx()), submit_waiver);
    Some(form.of_part(part).over(&world.register, &base))
}

/// The gate a reason would pass of somebody held: the first of those that are not passed yet.
pub fn passable(held: &Held, world: &World) -> Option<(Gate, Key)> {
    let gate = |cause: &Cause| match cause {
        Cause::Missing(Missing::Application) => Some(Gate::Application),
        Cause::Missing(Missing::Interview) => Some(Gate::Interview),
        Cause::Missing(Missing::Training) => Some(Gate::Training),
        Cause::Kinds(_) => Some(Gate::Meetings),
        Cause::Exit(_) => Some(Gate::ExitResponses),
        _ => None,
    };
    let open = |gate: &Gate| world.register.passed(*gate, held.about).is_none();
    held.causes.iter().filter_map(gate).find(open).map(|gate| (gate, held.about))
}

/// Everybody held at a gate whom a reason would let pass.
pub fn held_at(passage: Passage, world: &World) -> Vec<(Gate, Key)> {
    if passage.gates().is_empty() {
        return Vec::new();
    }
    let held = gates(&world.register, world.year, world.today()).into_iter().filter(|held| held.passage == passage);
    held.filter_map(|held| passable(&held, world)).collect()
}

/// The form of one reason for which everybody held at a gate passes it; `None` where nobody can.
pub fn waivers(passage: Passage, world: &World) -> Option<Form> {
    let held = held_at(passage, world);
    let (gate, about) = held.first().copied()?;
    let title = fill(world.text.programme.pass_all_title, &[&words::passage(passage, world.text).0, &held.len()]);
    let part = Part { place: 0, count: 1, words: passage.gates().first()?.code().to_owned() };
    let inputs = inputs(WAIVER, &fresh(gate, about, world), &world.ctx());
    Some(Form::new(WAIVER_FORM, title, None, inputs, submit_waivers).of_part(part).hinting(waivers_hints))
}

fn passage_of(part: Option<&Part>) -> Option<Passage> {
    let first = |passage: &Passage| passage.gates().first().map(|gate| gate.code());
    Passage::ALL.into_iter().find(|passage| part.is_some_and(|part| first(passage) == Some(part.words.as_str())))
}

/// Whom the reason is for, as many names as fit.
fn waivers_hints(form: &Form, world: &World) -> Vec<String> {
    let held = passage_of(form.part.as_ref()).map(|passage| held_at(passage, world)).unwrap_or_default();
    let shown = held.iter().take(NAMES).map(|(_, about)| names::of_key(&world.register, *about, world.text));
    let shown = shown.collect::<Vec<_>>().join("; ");
    let more = held.len().saturating_sub(NAMES);
    vec![if more > 0 { fill(world.text.deeds.event_and, &[&shown, &more]) } else { shown }]
}

/// Whoever is held when it is saved.
fn submit_waivers(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let held = passage_of(form.part.as_ref()).map(|passage| held_at(passage, world)).unwrap_or_default();
    let mut changes = Vec::with_capacity(held.len());
    for (gate, about) in held {
        let mut row = fresh(gate, about, world);
        form.write(WAIVER, &mut row, &world.ctx())?;
        changes.push(Change::create(WaiverId(world.fresh_id()), row));
    }
    Ok(Act::Save(Batch::new("gate.pass", changes)))
}

/// How many of those who pass together are named.
const NAMES: usize = 6;

fn fresh(gate: Gate, about: Key, world: &World) -> Waiver {
    let year = world.register.record(about).and_then(Record::year).unwrap_or(world.year);
    Waiver { year, gate, about, reason: "".into(), on: world.today() }
}

fn submit_waiver(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let gate = form.part.as_ref().and_then(|part| Gate::from_code(&part.words));
    let (Some(gate), Some(about)) = (gate, form.target) else { return Ok(Act::Close) };
    let known = form.base.first().map(|(key, _)| *key);
    let (before, mut row) = opened(form, known.unwrap_or(WaiverId(0).into()), || fresh(gate, about, world));
    form.write(WAIVER, &mut row, &world.ctx())?;
    Ok(match known.and_then(WaiverId::of) {
        Some(id) => step("gate.pass", id, before, row),
        None => step("gate.pass", WaiverId(world.fresh_id()), None, row),
    })
}

/// The change that keeps the reason for which a pair passes a gate, beside the step that passes it.
pub fn passing(gate: Gate, about: Key, reason: &str, world: &mut World) -> Change {
    let waiver = Waiver { reason: reason.into(), ..fresh(gate, about, world) };
    Change::create(WaiverId(world.fresh_id()), waiver)
}

/// A form of this pane again, by its identity.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    match form {
        ACTIVITY_FORM => match target {
            Some(key) => activity(ActivityId::of(key)?, world),
            None => Some(new_activity(Stage::Preparation, world)),
        },
        PASSPORT_FORM => passport(YearId(PassportId::of(target?)?.0), world),
        CURATOR_FORM => {
            let (year, part) = (YearId(PassportId::of(target?)?.0), part?);
            let (row, _) = passport_of(year, world);
            let now: Vec<&str> = row.curators.iter().map(|it| it.name.as_str()).collect();
            let place = if part.words.is_empty() { None } else { Some(part.find(&now)?) };
            curator(year, place, world)
        }
        WAIVER_FORM => match target {
            Some(about) => waiver(Gate::from_code(&part?.words)?, about, world),
            None => waivers(passage_of(part)?, world),
        },
        _ => None,
    }
}
