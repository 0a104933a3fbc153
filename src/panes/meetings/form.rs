//! Forms of a meeting. What a routine meeting is, is filled in already: today, the next kind, the usual length,
//! everybody there.

use std::sync::Arc;

use chrono::Timelike;

use crate::analysis::skipped_by;
use crate::domain::{
    Batch, Change, Context, Gate, Meeting, MeetingId, MeetingKind, MeetingState, Pair, PairId, Record,
    meeting_warnings, status,
};
use crate::fields::{Ctx, Field, FieldKind, MEETING, MeetingRow, Value, dates, names, sentence};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::panes::programme;
use crate::text::fill;

/// Why a meeting was held before the first three (model §2.8, gate 6.1→6.5). It may be left out: the gate warns.
static WHY_ORDER: Field<String> = Field::new(
    "why_order",
    |text| text.programme.why_order,
    FieldKind::Text,
    |reason: &String, _| Value::text(reason),
    |reason: &mut String, value, _| *reason = value.into_text(),
);

/// Asks for the reason as long as the meeting, as it is typed, was held out of order and nobody has excused that.
fn ask_why(form: &mut Form, world: &World) {
    let mut row = opened(form, world);
    let skips = form.write(MEETING, &mut row, &world.ctx()).is_ok() && skips(&row, world);
    let question = skips.then(|| Input::of(&WHY_ORDER, &String::new(), &world.ctx()));
    form.ask(WHY_ORDER.id, question, "kind");
}

fn skips(row: &MeetingRow, world: &World) -> bool {
    row.meeting.is_held() && !skipped_by(&world.register, row.meeting.pair, row.meeting.kind).is_empty()
}

/// The form of a meeting on file.
pub fn edit(id: MeetingId, world: &World) -> Option<Form> {
    let row = MeetingRow::load(&world.register, id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    let form = Form::new("meeting", title, Some(id.into()), inputs(&row, &world.ctx()), submit);
    Some(offering(form.over(&world.register, &[id.into()]).hinting(hints), world))
}

/// The form of a planned meeting that took place.
pub fn mark(id: MeetingId, world: &World) -> Option<Form> {
    let mut form = edit(id, world)?;
    let ctx = world.ctx();
    let pair = world.register.get::<Meeting>(id)?.pair;
    let everybody = world.register.get::<Pair>(pair)?.mentees.iter().map(|&id| id.into()).collect();
    let usual = [
        ("state", Value::Code(MeetingState::Held.code())),
        ("present", Value::Picked(everybody)),
        ("minutes", Value::Number(i64::from(world.register.rules().usual_minutes))),
    ];
    for (field, value) in usual {
        if let Some(input) = form.input_mut(field) {
            input.put(value, &ctx);
        }
    }
    let told = world.register.get::<Meeting>(id).is_some_and(|meeting| !meeting.topic.is_empty());
    Some(form.focused(if told { "result" } else { "topic" }))
}

/// The form of a meeting that just took place.
pub fn new(pair: PairId, world: &World) -> Form {
    let row = fresh(pair, world);
    let title = title(world.text.panes.new_meeting_title, pair, world);
    let form = Form::new("meeting.new", title, Some(pair.into()), inputs(&row, &world.ctx()), submit).hinting(hints);
    offering(form, world).focused("topic")
}

/// The form of a meeting to come.
pub fn plan(pair: PairId, world: &World) -> Form {
    let row = fresh_plan(pair, world);
    let title = title(world.text.panes.plan_meeting_title, pair, world);
    let shown = ["date", "time", "kind", "place", "topic", "pair"];
    let ctx = world.ctx();
    let fields = shown.iter().filter_map(|id| MEETING.iter().find(|field| field.id == *id));
    let inputs = fields.map(|field| Input::of(field, &row, &ctx)).collect();
    Form::new("meeting.plan", title, Some(pair.into()), inputs, submit).hinting(hints).focused("date")
}

/// With the questions of a meeting.
fn offering(mut form: Form, world: &World) -> Form {
    ask(&mut form, world);
    form.asking(ask)
}

/// What comes and goes with the pair and the kind that are typed.
fn ask(form: &mut Form, world: &World) {
    ask_why(form, world);
    offer_contexts(form, world);
}

fn offer_contexts(form: &mut Form, world: &World) {
    let picked = form.value("pair", &world.ctx()).as_picked().first().copied().and_then(PairId::of);
    let pair = picked.and_then(|id| world.register.get::<Pair>(id)).map(|pair| pair.form);
    let fitting = Context::ALL.iter().filter(|context| pair.is_none_or(|form| context.suits(form)));
    if let Some(input) = form.input_mut("context") {
        input.fitting = Some(fitting.map(|context| context.code().to_owned()).collect());
    }
}

fn title(words: &str, pair: PairId, world: &World) -> String {
    format!("{words} · {}", names::of_key(&world.register, pair.into(), world.text))
}

fn fresh(pair: PairId, world: &World) -> MeetingRow {
    let kind = status::next_kind(&world.register, pair);
    let mut meeting = Meeting::planned(pair, kind, world.today());
    meeting.state = MeetingState::Held;
    meeting.minutes = world.register.rules().usual_minutes;
    meeting.present = world.register.get::<Pair>(pair).map_or_else(Vec::new, |pair| pair.mentees.clone());
    MeetingRow { id: None, meeting: Arc::new(meeting), next_date: None }
}

fn fresh_plan(pair: PairId, world: &World) -> MeetingRow {
    let kind = status::next_kind(&world.register, pair);
    let day = world.today().succ_opt().unwrap_or(world.today());
    MeetingRow { id: None, meeting: Arc::new(Meeting::planned(pair, kind, day)), next_date: None }
}

fn inputs(row: &MeetingRow, ctx: &Ctx) -> Vec<Input> {
    MEETING.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, ctx)).collect()
}

fn opened(form: &Form, world: &World) -> MeetingRow {
    let on_file = form.target.and_then(|key| match (MeetingId::of(key), form.opened(key)) {
        (Some(id), Some(Record::Meeting(meeting))) => {
            Some(MeetingRow { id: Some(id), meeting: Arc::clone(meeting), next_date: None })
        }
        _ => None,
    });
    let pair = form.target.and_then(PairId::of).unwrap_or(PairId(0));
    on_file.unwrap_or_else(|| if form.id == "meeting.plan" { fresh_plan(pair, world) } else { fresh(pair, world) })
}

/// What is odd about the meeting, and what was agreed the time before.
fn hints(form: &Form, world: &World) -> Vec<String> {
    let mut row = opened(form, world);
    if form.write(MEETING, &mut row, &world.ctx()).is_err() {
        return Vec::new();
    }
    let register = &world.register;
    let mut hints: Vec<String> = meeting_warnings(register, row.id, &row.meeting, world.today())
        .iter()
        .map(|warning| sentence::warning(warning, register, world.text))
        .collect();
    let form_of_pair = register.get::<Pair>(row.meeting.pair).map(|pair| pair.form);
    let unfit = row.meeting.context.zip(form_of_pair).is_some_and(|(context, form)| !context.suits(form));
    hints.extend(unfit.then(|| world.text.training.lesson_of_teachers.to_owned()));
    if let Some(last) = last_before(&row, world) {
        let when = world.day(last.date);
        let said = [last.topic.as_str(), last.next_step.as_str()].into_iter().filter(|word| !word.is_empty());
        hints.push(format!("{} {when}: {}", world.text.panes.previous, said.collect::<Vec<_>>().join(" → ")));
    }
    hints
}

/// The meeting that was held last before this one: a meeting entered late comes after those of its day, before later ones.
fn last_before<'a>(row: &MeetingRow, world: &'a World) -> Option<&'a Arc<Meeting>> {
    let place = |id: Option<MeetingId>, it: &Meeting| (it.date, it.time, id.map_or(u32::MAX, |id| id.0));
    let own = place(row.id, &row.meeting);
    let mut held = world.register.meetings_of(row.meeting.pair).into_iter().filter(|(_, it)| it.is_held());
    held.rfind(|(id, it)| place(Some(*id), it) < own).map(|(_, it)| it)
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = opened(form, world);
    let mut row = before.clone();
    form.write(MEETING, &mut row, &world.ctx())?;
    tidy_presence(&mut row);
    keep_safety_times(&mut row, &before, world);
    if let Some(day) = row.next_date.filter(|day| *day <= row.meeting.date) {
        let message = fill(world.text.messages.next_before, &[&dates::full(day)]);
        return Err(vec![FieldError { field: "next_date", message }]);
    }
    let mut changes: Vec<Change> = match row.id {
        None => vec![Change::create(MeetingId(world.fresh_id()), Meeting::clone(&row.meeting))],
        Some(_) if before.meeting == row.meeting => Vec::new(),
        Some(id) => vec![Change::edit(id, &before.meeting, Meeting::clone(&row.meeting))],
    };
    changes.extend(row.next_date.map(|day| next_meeting(&row.meeting, day, world)));
    let reason = form.value(WHY_ORDER.id, &world.ctx()).into_text();
    if skips(&row, world) && !reason.trim().is_empty() {
        changes.insert(0, programme::passing(Gate::Meetings, row.meeting.pair.into(), &reason, world));
    }
    let command = if row.id.is_some() { "meeting.edit" } else { "meeting.new" };
    Ok(Act::Save(Batch::new(command, changes)))
}

/// A note keeps when it was written and answered, a new meeting's as well.
fn keep_safety_times(row: &mut MeetingRow, before: &MeetingRow, world: &World) {
    let now = world.now.naive_local().with_nanosecond(0).unwrap_or_default();
    let old = row.id.map(|_| before.meeting.as_ref());
    let mut after = Meeting::clone(&row.meeting);
    after.keep_safety_times(old, now);
    if after != *row.meeting {
        row.meeting = Arc::new(after);
    }
}

/// Nobody was at a meeting that did not take place.
fn tidy_presence(row: &mut MeetingRow) {
    if row.meeting.state != MeetingState::Held && !row.meeting.present.is_empty() {
        Arc::make_mut(&mut row.meeting).present.clear();
    }
}

/// The meeting agreed for the next time; what was to be its step becomes its topic.
fn next_meeting(meeting: &Meeting, day: chrono::NaiveDate, world: &mut World) -> Change {
    let kind = if meeting.is_held() { following(meeting.kind) } else { meeting.kind };
    let mut next = Meeting::planned(meeting.pair, kind, day);
    next.time = meeting.time;
    next.place = meeting.place;
    next.topic.clone_from(&meeting.next_step);
    Change::create(MeetingId(world.fresh_id()), next)
}

fn following(kind: MeetingKind) -> MeetingKind {
    match kind {
        MeetingKind::Acquaintance => MeetingKind::Trial,
        MeetingKind::Trial => MeetingKind::Planning,
        MeetingKind::Planning | MeetingKind::Regular => MeetingKind::Regular,
        MeetingKind::Final => MeetingKind::Final,
    }
}
