//! The form of a practice. Of a pair it is filled in from what the pair has on file: its requests, its meetings, its
//! result. What discloses health or safety stays out, since a practice is written to be read by others.

use std::collections::HashSet;
use std::sync::Arc;

use super::practices;
use crate::domain::{
    Batch, Change, Key, Kind, Mentee, Pair, PairId, Plan, PlanId, Practice, PracticeId, Record, Refusal, TheSchool,
};
use crate::fields::{Field, LONGEST, PRACTICE, PracticeRow, Value, names, sentence};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "practice";

/// The form of a practice on file.
pub fn edit(id: PracticeId, world: &World) -> Option<Form> {
    let row = PracticeRow::load(&world.register, id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    let form = Form::new(FORM, title, Some(id.into()), inputs(&row, world), submit);
    Some(form.over(&world.register, &[id.into()]).hinting(hints))
}

/// The form of a new practice: of a pair filled in from its records, of the school empty.
pub fn new(pair: Option<PairId>, world: &World) -> Option<Form> {
    let target: Key = pair.map_or(TheSchool.into(), Into::into);
    let whose = match pair {
        Some(pair) => names::of_key(&world.register, pair.into(), world.text),
        None => world.text.deeds.practice_of_school.to_owned(),
    };
    let row = fresh(pair, world);
    let title = fill(world.text.deeds.new_practice_title, &[&whose]);
    let mut form = Form::new(FORM, title, Some(target), inputs(&row, world), submit).hinting(hints);
    let ctx = world.ctx();
    let told = pair.and_then(|pair| told(pair, world)).unwrap_or_default();
    for (field, words) in told.into_iter().filter(|(_, words)| !words.is_empty()) {
        if let Some(input) = form.input_mut(field) {
            input.put(Value::Text(words), &ctx);
        }
    }
    Some(form.focused("title"))
}

/// A pair's practice: the one on file, or a new one.
pub fn for_pair(pair: PairId, world: &World) -> Vec<Act> {
    let known = world.register.referring(pair.into(), Kind::Practice).find_map(PracticeId::of);
    let form = match known {
        Some(id) => edit(id, world),
        None => new(Some(pair), world),
    };
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}

fn fresh(pair: Option<PairId>, world: &World) -> PracticeRow {
    PracticeRow { id: None, practice: Arc::new(Practice::new(world.year, pair)) }
}

/// The fields of the form. Whose practice it is was said when it was begun.
fn inputs(row: &PracticeRow, world: &World) -> Vec<Input> {
    let ctx = world.ctx();
    let asked = |field: &&Field<PracticeRow>| field.in_form && field.id != "pair";
    PRACTICE.iter().filter(asked).map(|field| Input::of(field, row, &ctx)).collect()
}

/// What a pair's records tell, by field.
fn told(id: PairId, world: &World) -> Option<Vec<(&'static str, String)>> {
    let register = &world.register;
    let pair = register.get::<Pair>(id)?;
    let led: Vec<&Arc<Mentee>> = pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).collect();
    let open = |request: &&crate::domain::Request| !request.problems.iter().any(|problem| problem.is_restricted());
    let requests = led.iter().flat_map(|mentee| mentee.requests.iter().filter(open)).map(|it| it.text.to_string());
    let goals = register.get::<Plan>(PlanId::from(id)).map(|plan| plan.items.as_slice()).unwrap_or_default();
    let held: Vec<_> = register.meetings_of(id).into_iter().filter(|(_, meeting)| meeting.is_held()).collect();
    let meetings = held.iter().map(|(_, meeting)| match (meeting.topic.as_str(), meeting.result.as_str()) {
        ("", words) | (words, "") => words.to_owned(),
        (topic, result) => format!("{topic} – {result}"),
    });
    let tasks = goals.iter().map(|goal| goal.task.to_string());
    let results = led.iter().map(|mentee| mentee.result.to_string());
    let reached = goals.iter().filter(|goal| goal.done_on.is_some()).map(|goal| goal.actual.to_string());
    let minutes: u32 = held.iter().map(|(_, meeting)| u32::from(meeting.minutes)).sum();
    let dose = fill(world.text.deeds.practice_dose, &[&held.len(), &(minutes / 60)]);
    let result = std::iter::once(pair.result.to_string()).chain(results).chain(reached).chain([dose]);
    Some(vec![
        ("title", pair.goal.lines().next().unwrap_or_default().to_owned()),
        ("request", lines(requests)),
        ("work", lines(tasks.chain(meetings))),
        ("result", lines(result)),
    ])
}

/// Each line once, as many as a field takes.
fn lines(all: impl Iterator<Item = String>) -> String {
    let mut seen = HashSet::new();
    let mut text = String::new();
    for line in all.filter(|line| !line.trim().is_empty()) {
        if text.chars().count() + line.chars().count() >= LONGEST {
            break;
        }
        if seen.insert(line.clone()) {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str(&line);
        }
    }
    text
}

/// The practice as it was and as the form has it.
fn typed(form: &Form, world: &World) -> Result<(PracticeRow, PracticeRow), Vec<FieldError>> {
    let on_file = form.target.and_then(|key| match (PracticeId::of(key), form.opened(key)?) {
        (Some(id), Record::Practice(practice)) => Some(PracticeRow { id: Some(id), practice: Arc::clone(practice) }),
        _ => None,
    });
    let before = on_file.unwrap_or_else(|| fresh(form.target.and_then(PairId::of), world));
    let mut row = before.clone();
    form.write(PRACTICE, &mut row, &world.ctx())?;
    // A link is the practice in public, so it has a day.
    let practice = Arc::make_mut(&mut row.practice);
    if !practice.link.is_empty() && practice.published_on.is_none() {
        practice.published_on = Some(world.today());
    }
    Ok((before, row))
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let Ok((_, row)) = typed(form, world) else { return Vec::new() };
    let practice = &row.practice;
    let score = practice.score().map(|score| fill(world.text.deeds.practice_score_line, &[&score]));
    std::iter::once(practices::publication(practice, world).0).chain(score).collect()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let (before, row) = typed(form, world)?;
    let change = match row.id {
        None => Some(Change::create(PracticeId(world.fresh_id()), Practice::clone(&row.practice))),
        Some(id) => (before.practice != row.practice)
            .then(|| Change::edit(id, &before.practice, Practice::clone(&row.practice))),
    };
    let batch =
        Batch::new(if row.id.is_some() { "practice.edit" } else { "practice.new" }, change.into_iter().collect());
    public(&batch, "published_on", world)?;
    Ok(Act::Save(batch))
}

/// That nobody is named in public without having agreed: the sentence stands under the day it went out.
pub(super) fn public(batch: &Batch, field: &'static str, world: &mut World) -> Result<(), Vec<FieldError>> {
    match world.register.check(batch) {
        Err(refusal @ Refusal::NotForPublic { .. }) => {
            Err(vec![FieldError { field, message: sentence::refusal(&refusal, &world.register, world.text) }])
        }
        // Whatever else is in the way is the app's to show.
        _ => Ok(()),
    }
}
