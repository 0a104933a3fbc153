//! What a pair waits for, and the steps of its life that take a key or a single date.

use chrono::NaiveDate;

use super::terms::{agree, agreed, fix};
use super::{close, form};
use crate::domain::{Batch, Change, Next, Pair, PairId, PairState, PairStatus, Words};
use crate::fields::{PAIR, PairRow, Value, dates, names};
use crate::kit::{Act, Dialog, FieldError, Form, Input, Keys, World, verb};
use crate::panes::meetings;
use crate::text::fill;

/// What a pair waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    /// Both sides, or the one that has not answered, agree.
    Agree,
    /// The order.
    Fix,
    /// The return from its pause.
    Resume,
    /// The next meeting.
    Meet,
    /// What is to become of the mentees.
    Decide,
}

fn step(pair: &Pair) -> Option<Step> {
    Some(match pair.status() {
        PairStatus::Proposed | PairStatus::AwaitingMentor | PairStatus::AwaitingMentees => Step::Agree,
        PairStatus::Agreed => Step::Fix,
        PairStatus::Working => Step::Meet,
        PairStatus::Paused => Step::Resume,
        PairStatus::Ended if pair.closing.as_ref().is_none_or(|closing| closing.next == Next::Open) => Step::Decide,
        PairStatus::Finished | PairStatus::Ended => return None,
    })
}

/// Whether any of these pairs waits for something.
pub fn has_step(pairs: &[PairId], world: &World) -> bool {
    pairs.iter().filter_map(|&id| world.register.get::<Pair>(id)).any(|pair| step(pair).is_some())
}

/// Does what these pairs wait for. Where they wait for different things, the earliest comes first, for those that wait
/// for it.
pub fn go_on(pairs: &[PairId], world: &World) -> Vec<Act> {
    let of = |id: &PairId| world.register.get::<Pair>(*id).and_then(|pair| step(pair));
    let Some(first) = pairs.iter().filter_map(of).min() else { return Vec::new() };
    let waiting: Vec<PairId> = pairs.iter().copied().filter(|id| of(id) == Some(first)).collect();
    match (first, waiting.as_slice()) {
        (Step::Agree, [one]) => answer(*one, world),
        (Step::Agree, many) => shown(agree(many, world)),
        (Step::Fix, many) => shown(fix(many, world)),
        (Step::Resume, many) => resume(many, world),
        (Step::Meet, [one, ..]) => meetings::log(Some(*one), world),
        (Step::Decide, [one, ..]) => {
            close(*one, world).map(|form| form.focused("close_next")).map(shown).unwrap_or_default()
        }
        (_, []) => Vec::new(),
    }
}

fn shown(form: Form) -> Vec<Act> {
    vec![Act::Form(Box::new(form))]
}

/// The side that is missing agrees today; where both are, the form asks which.
pub fn answer(id: PairId, world: &World) -> Vec<Act> {
    let status = world.register.get::<Pair>(id).map(|pair| pair.status());
    if !matches!(status, Some(PairStatus::AwaitingMentor | PairStatus::AwaitingMentees)) {
        return shown(agree(&[id], world));
    }
    let today = Some(world.today());
    save("pair.agree", agreed(id, today, today, world).into_iter().collect())
}

fn save(command: &str, changes: Vec<Change>) -> Vec<Act> {
    if changes.is_empty() { Vec::new() } else { vec![Act::Save(Batch::new(command, changes))] }
}

/// The change of a pair on file.
pub fn edited(id: PairId, world: &World, edit: impl FnOnce(&mut Pair)) -> Option<Change> {
    let before = world.register.get::<Pair>(id)?;
    let mut after = Pair::clone(before);
    edit(&mut after);
    Some(Change::edit(id, before, after))
}

/// Brings pairs back from their pause.
pub fn resume(pairs: &[PairId], world: &World) -> Vec<Act> {
    let back = |&id: &PairId| {
        edited(id, world, |pair| {
            pair.state = PairState::Fixed;
            pair.paused_until = None;
        })
    };
    save("pair.resume", pairs.iter().filter_map(back).collect())
}

/// The form that pauses a pair: until which day, if that is known.
pub fn pause(id: PairId, world: &World) -> Option<Form> {
    let row = PairRow::load(&world.register, id)?;
    let ctx = world.ctx();
    let asked = PAIR.iter().filter(|field| field.id == "paused_until");
    let inputs = asked.map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.panes.pause_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let form = Form::new("pair.pause", title, Some(id.into()), inputs, submit_pause);
    Some(form.over(&world.register, &[id.into()]))
}

fn submit_pause(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = form::opened(form, world);
    let mut row = before.clone();
    form.write(PAIR, &mut row, &world.ctx())?;
    if row.pair.paused_until.is_some_and(|day| day <= world.today()) {
        let message = world.text.messages.return_in_past.to_owned();
        return Err(vec![FieldError { field: "paused_until", message }]);
    }
    let after = Pair { state: PairState::Paused, ..Pair::clone(&row.pair) };
    let change = row.id.map(|id| Change::edit(id, &before.pair, after));
    Ok(Act::Save(Batch::new("pair.pause", change.into_iter().collect())))
}

/// The question before the end of a trial period: they stay together, and the period is over, or they part.
pub fn trial(id: PairId, world: &World) -> Vec<Act> {
    let Some(pair) = world.register.get::<Pair>(id) else { return Vec::new() };
    let (p, today) = (&world.text.panes, world.today());
    let last = pair.trial_until.map_or_else(String::new, |day| world.day(day));
    let title = fill(p.trial_title, &[&names::of_key(&world.register, id.into(), world.text), &last]);
    let stay = edited(id, world, |pair| {
        let before = today.pred_opt().unwrap_or(today);
        pair.trial_until = Some(pair.started_on.map_or(before, |first| first.max(before)));
        note(&mut pair.notes, &fill(p.trial_note, &[&dates::full(today)]));
    });
    let part = close(id, world).map(|mut form| {
        if let Some(outcome) = form.input_mut("outcome") {
            outcome.put(Value::Code(PairState::Ended.code()), &world.ctx());
        }
        form.focused("close_reason")
    });
    let dialog = Dialog::new(title, vec![p.trial_ask.to_owned()])
        .answer(Keys::same(&["enter"]), p.trial_stay, save("pair.trial", stay.into_iter().collect()))
        .answer(verb::END, p.trial_part, part.map(shown).unwrap_or_default())
        .answer(Keys::same(&["esc"]), p.trial_later, Vec::new());
    vec![Act::Ask(Box::new(dialog))]
}

/// Adds a line to notes.
pub fn note(notes: &mut Words, line: &str) {
    *notes = if notes.is_empty() { line.into() } else { format!("{notes}\n{line}").into() };
}

/// «12.10.2026: в пару вошли Попова А. (перешла из 7А)».
pub fn dated(sentence: &str, on: NaiveDate, who: &str, why: &str, world: &World) -> String {
    let said = fill(sentence, &[&dates::full(on), &who]);
    if why.is_empty() { said } else { fill(world.text.panes.noted_why, &[&said, &why]) }
}
