//! Who comes into a working pair and who leaves it: a pair becomes a group and a group a pair, and what came before
//! stays on file.
//!
//! Whoever leaves keeps a closed pair of their own with this mentor, a part of the group: why, who asked and what comes
//! next are known of one mentee, not of the group; what they did together is.

use std::sync::Arc;

use chrono::NaiveDate;

use super::form;
use super::life::{dated, note};
use crate::domain::{
    Batch, Change, CloseReason, Closing, Key, Mentee, MenteeId, Mentor, Pair, PairId, PairState, Refusal, Warning,
    pair_warnings, status,
};
use crate::fields::{CLOSING, Field, FieldKind, PairRow, Pool, Said, Value, names, sentence};
use crate::kit::{Act, FieldError, Form, Input, Offer, World};
use crate::panes::departure;
use crate::text::fill;

/// What is asked about those who join.
#[derive(Debug, Clone, Default)]
struct Joining {
    mentees: Vec<MenteeId>,
    on: Option<NaiveDate>,
    why: String,
    exception: String,
}

static JOINING: &[Field<Joining>] = &[
    Field::new(
        "mentees",
        |text| text.fields.mentees,
        FieldKind::Pick { pool: Pool::Mentees, many: true },
        |it: &Joining, _| Value::Picked(it.mentees.iter().map(|&id| id.into()).collect()),
        |it: &mut Joining, value, _| {
            it.mentees = value.as_picked().iter().filter_map(|&key| MenteeId::of(key)).collect();
        },
    )
    .required(),
    Field::new(
        "joined_on",
        |text| text.fields.joined_on,
        FieldKind::Date,
        |it: &Joining, _| Value::date(it.on),
        |it: &mut Joining, value, _| it.on = value.as_date(),
    )
    .required(),
    Field::new(
        "why",
        |text| text.fields.why,
        FieldKind::Text,
        |it: &Joining, _| Value::text(&it.why),
        |it: &mut Joining, value, _| it.why = value.into_text(),
    ),
    Field::new(
        "exception",
        |text| text.fields.exception,
        FieldKind::Text,
        |it: &Joining, _| Value::text(&it.exception),
        |it: &mut Joining, value, _| it.exception = value.into_text(),
    ),
];

/// The form that takes mentees into a working pair.
pub fn join(id: PairId, world: &World) -> Option<Form> {
    world.register.get::<Pair>(id)?;
    let ctx = world.ctx();
    let row = Joining { on: Some(ctx.today), ..Joining::default() };
    let inputs = JOINING.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.panes.join_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let form = Form::new("pair.join", title, Some(id.into()), inputs, submit_join);
    Some(form.over(&world.register, &[id.into()]).hinting(joining_hints))
}

fn read(form: &Form, world: &World) -> Result<Joining, Vec<FieldError>> {
    let ctx = world.ctx();
    let mut row = Joining { on: Some(ctx.today), ..Joining::default() };
    form.write(JOINING, &mut row, &ctx)?;
    Ok(row)
}

/// The pair with those who join, and who they are.
fn joined(before: &Pair, row: &Joining) -> (Pair, Vec<MenteeId>) {
    let new: Vec<MenteeId> = row.mentees.iter().copied().filter(|id| !before.mentees.contains(id)).collect();
    let mut after = before.clone();
    after.mentees.extend(&new);
    (after, new)
}

/// What is odd about the pair as it becomes and was not odd before.
fn new_warnings(id: Option<PairId>, before: &Pair, after: &Pair, world: &World) -> Vec<Warning> {
    let known = pair_warnings(&world.register, id, before);
    let mut warnings = pair_warnings(&world.register, id, after);
    warnings.retain(|warning| !known.contains(warning));
    warnings
}

fn told(warnings: &[Warning], world: &World) -> Vec<String> {
    warnings.iter().map(|warning| sentence::warning(warning, &world.register, world.text)).collect()
}

fn joining_hints(form: &Form, world: &World) -> Vec<String> {
    let before = form::opened(form, world);
    let Ok(row) = read(form, world) else { return Vec::new() };
    let (after, _) = joined(&before.pair, &row);
    told(&new_warnings(before.id, &before.pair, &after, world), world)
}

fn submit_join(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = form::opened(form, world);
    let row = read(form, world)?;
    let error = |field, message| Err(vec![FieldError { field, message }]);
    let (mut after, new) = joined(&before.pair, &row);
    let on = row.on.unwrap_or(world.today());
    if new.is_empty() {
        return error("mentees", world.text.messages.nobody_joins.to_owned());
    }
    if let Some(refusal) = new.iter().find_map(|id| unready(*id, on, world)) {
        return error("mentees", sentence::refusal(&refusal, &world.register, world.text));
    }
    let mut grave = new_warnings(before.id, &before.pair, &after, world);
    grave.retain(Warning::needs_reason);
    if !grave.is_empty() && row.exception.is_empty() {
        return error("exception", fill(world.text.messages.give_reason, &[&told(&grave, world).join("; ")]));
    }
    if !row.exception.is_empty() {
        note(&mut after.exception, &row.exception);
    }
    let who: Vec<String> = new.iter().map(|&id| names::mentee_short(&world.register, id)).collect();
    note(&mut after.notes, &dated(world.text.panes.joined_note, on, &who.join(", "), &row.why, world));
    let change = before.id.map(|id| Change::edit(id, &before.pair, after));
    let batch = Batch::new("pair.join", change.into_iter().collect());
    form::allowed(&batch, world)?;
    Ok(Act::Save(batch))
}

/// Why somebody cannot join on that day.
fn unready(id: MenteeId, on: NaiveDate, world: &World) -> Option<Refusal> {
    let person = world.register.get::<Mentee>(id)?.person;
    let kind = status::missing_consent(world.register.mentee_person(id)?, on)?;
    Some(Refusal::NoConsent { person, kind })
}

/// The form that says who left a group, and everything that is asked when a pair closes.
pub fn leave(id: PairId, world: &World) -> Option<Form> {
    let row = PairRow::load(&world.register, id)?;
    let ctx = world.ctx();
    let short = |id: &MenteeId| names::of_key(&world.register, (*id).into(), world.text);
    let offers = row.pair.mentees.iter().map(|id| Offer { key: (*id).into(), words: short(id) }).collect();
    let mut inputs = vec![Input::asking("leaver", world.text.fields.leaver, offers, None)];
    inputs.extend(form::inputs(CLOSING, &row, &ctx));
    let title = fill(world.text.panes.leave_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut form = Form::new("pair.leave", title, Some(id.into()), inputs, submit_leave);
    for (field, value) in [("outcome", Value::Code(PairState::Ended.code())), ("close_on", Value::Date(ctx.today))] {
        if let Some(input) = form.input_mut(field) {
            input.put(value, &ctx);
        }
    }
    Some(form.over(&world.register, &[id.into()]).hinting(leaving_hints).asking(ask_mover))
}

/// The form that ends a pair with a side that has left the programme: the pair, or for one of a group their part in it.
pub fn without_gone(id: PairId, world: &World) -> Option<Form> {
    let pair = world.register.get::<Pair>(id)?;
    let gone: Vec<MenteeId> = status::gone_from(&world.register, pair).into_iter().filter_map(MenteeId::of).collect();
    let stays = pair.mentees.iter().any(|id| !gone.contains(id));
    let led = world.register.get::<Mentor>(pair.mentor).is_some_and(|mentor| !mentor.standing.is_over());
    let (Some(&first), true) = (gone.first(), stays && led) else {
        let mut form = form::close(id, world)?;
        // Where nobody left before the end, the pair may have reached its own.
        let early = left_early(pair, world);
        if let Some(outcome) = form.input_mut("outcome").filter(|_| early) {
            outcome.put(Value::Code(PairState::Ended.code()), &world.ctx());
        }
        return Some(form.focused("close_reason"));
    };
    let mut form = leave(id, world)?;
    if let Some(leaver) = form.input_mut("leaver") {
        leaver.put(Value::Picked(vec![first.into()]), &world.ctx());
    }
    Some(form.focused("close_reason"))
}

/// Whether a side of a pair left before the end.
fn left_early(pair: &Pair, world: &World) -> bool {
    let register = &world.register;
    let mentor = register.get::<Mentor>(pair.mentor).is_some_and(|it| it.standing.is_gone());
    let gone = |id: &MenteeId| register.get::<Mentee>(*id).is_some_and(|it| it.standing.is_gone());
    mentor || pair.mentees.iter().any(gone)
}

fn leaver(form: &Form, world: &World) -> Option<MenteeId> {
    form.value("leaver", &world.ctx()).as_picked().first().copied().and_then(MenteeId::of)
}

/// Whoever leaves a group because of a move is most likely the one who moved.
fn ask_mover(form: &mut Form, world: &World) {
    if let Some(id) = form.target.and_then(PairId::of) {
        departure::ask_mover(form, id, leaver(form, world), world);
    }
}

/// The group without somebody, and that somebody's closed pair with the mentor.
fn parted(id: Option<PairId>, before: &Pair, leaver: MenteeId) -> (Pair, PairRow) {
    let mut group = before.clone();
    group.mentees.retain(|id| *id != leaver);
    let mut own = before.clone();
    own.mentees = vec![leaver];
    own.notes = "".into();
    own.paused_until = None;
    own.part_of = id;
    (group, PairRow { id: None, pair: Arc::new(own) })
}

fn leaving_hints(form: &Form, world: &World) -> Vec<String> {
    let before = form::opened(form, world);
    let Some(leaver) = leaver(form, world) else { return Vec::new() };
    let (group, mut own) = parted(before.id, &before.pair, leaver);
    let mut hints = told(&new_warnings(before.id, &before.pair, &group, world), world);
    if form.write(CLOSING, &mut own, &world.ctx()).is_ok() {
        hints.extend(form::closing_hints(&own.pair, &before, world));
    }
    hints
}

/// Ends a pair, as planned or early, for those who leave: a group that others stay in goes on without them, and each keeps an own pair
/// with this mentor, closed so. Nobody in `leavers` means the mentor. No pair ends before its last meeting.
pub fn end(
    id: PairId,
    before: &Arc<Pair>,
    leavers: &[MenteeId],
    (state, closing): (PairState, Closing),
    world: &mut World,
) -> Vec<Change> {
    let ended = |last: Option<NaiveDate>| Closing { on: last.unwrap_or(closing.on).max(closing.on), ..closing.clone() };
    if leavers.is_empty() || before.mentees.iter().all(|id| leavers.contains(id)) {
        let closing = ended(status::last_held(&world.register, id).map(|(_, meeting)| meeting.date));
        let after = Pair { state, paused_until: None, closing: Some(closing), ..Pair::clone(before) };
        return vec![Change::edit(id, before, after)];
    }
    let mut group = Pair::clone(before);
    let mut changes = Vec::new();
    for &leaver in leavers {
        let (mut rest, own) = parted(Some(id), &group, leaver);
        let closing = ended(last_attended(id, leaver, world));
        note_leaver(&mut rest, leaver, &closing, world);
        let own = Pair { state, closing: Some(closing), ..Pair::clone(&own.pair) };
        changes.push(Change::create(PairId(world.fresh_id()), own));
        group = rest;
    }
    changes.insert(0, Change::edit(id, before, group));
    changes
}

/// The last day on which somebody was at a meeting of the group.
fn last_attended(group: PairId, mentee: MenteeId, world: &World) -> Option<NaiveDate> {
    let meetings = world.register.meetings_of(group).into_iter();
    meetings.filter(|(_, it)| it.is_held() && it.present.contains(&mentee)).map(|(_, it)| it.date).max()
}

/// Who left the group, when and why. A reason that tells of health stays in the closing, where it is masked.
fn note_leaver(group: &mut Pair, leaver: MenteeId, closing: &Closing, world: &World) {
    let why = if closing.reason == CloseReason::Health { "" } else { closing.reason.said(&world.register, world.text) };
    let who = names::mentee_short(&world.register, leaver);
    note(&mut group.notes, &dated(world.text.panes.left_note, closing.on, &who, why, world));
}

fn submit_leave(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = form::opened(form, world);
    let error = |field, message| Err(vec![FieldError { field, message }]);
    let Some(leaver) = leaver(form, world) else {
        return error("leaver", world.text.messages.required.to_owned());
    };
    let (mut group, mut own) = parted(before.id, &before.pair, leaver);
    form.write(CLOSING, &mut own, &world.ctx())?;
    let (Some(id), Some(closing)) = (before.id, own.pair.closing.clone()) else {
        return Ok(Act::Save(Batch::new("pair.leave", Vec::new())));
    };
    if last_attended(id, leaver, world) > Some(closing.on) {
        return error("close_on", world.text.messages.closed_before_meeting.to_owned());
    }
    note_leaver(&mut group, leaver, &closing, world);
    let mut changes =
        vec![Change::edit(id, &before.pair, group), Change::create(PairId(world.fresh_id()), Pair::clone(&own.pair))];
    changes.extend(departure::moved(form, closing.on, world));
    Ok(Act::Save(Batch::new("pair.leave", changes)))
}

/// Whether somebody can leave a pair without ending it.
pub fn can_leave(key: Option<Key>, world: &World) -> Result<(), String> {
    let pair = key.and_then(PairId::of).and_then(|id| world.register.get::<Pair>(id));
    match pair {
        Some(pair) if !pair.is_group() => Err(world.text.messages.last_of_group.to_owned()),
        _ => Ok(()),
    }
}
