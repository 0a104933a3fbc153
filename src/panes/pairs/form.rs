//! Forms of a pair: entering it, changing it, closing it.

use std::sync::Arc;

use chrono::Days;

use crate::analysis;
use crate::domain::{
    Batch, Change, Form as MentoringForm, Gate, MeetingKind, MenteeId, Mentor, MentorId, Pair, PairId, PairState,
    Person, PersonId, Record, Refusal, Warning, pair_warnings, status,
};
use crate::fields::{CLOSING, Ctx, Field, FieldKind, PAIR, PairRow, Value, Worded, dates, names, role, sentence};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::panes::{departure, programme};
use crate::text::fill;

/// The form of a pair on file.
pub fn edit(id: PairId, world: &World) -> Option<Form> {
    let row = PairRow::load(&world.register, id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    let form = Form::new("pair", title, Some(id.into()), inputs(PAIR, &row, &world.ctx()), submit);
    Some(form.over(&world.register, &[id.into()]).hinting(hints).asking(offer_what_fits))
}

/// The form of a new pair, with whom is known already.
pub fn new(mentor: Option<MentorId>, mentees: &[MenteeId], world: &World) -> Form {
    let row = fresh(mentor, &[], world);
    let ctx = world.ctx();
    let first = match (mentor, mentees) {
        (_, []) => "mentees",
        (None, _) => "mentor",
        _ => "order_no",
    };
    let inputs = inputs(PAIR, &row, &ctx);
    let mut form = Form::new("pair", world.text.panes.new_pair_title, mentor.map(Into::into), inputs, submit)
        .hinting(hints)
        .asking(put_usual_form)
        .focused(first);
    // Nothing but the mentor can be found again by the target of the form: who is led is kept as if it had been picked.
    if let Some(input) = form.input_mut("mentees").filter(|_| !mentees.is_empty()) {
        input.put(Value::Picked(mentees.iter().map(|&id| id.into()).collect()), &ctx);
    }
    put_usual_form(&mut form, world);
    form
}

/// Offers the forms the school runs before the others, and of role models those of the form chosen.
fn offer_what_fits(form: &mut Form, world: &World) {
    let pairing = world.register.pairing();
    let chosen = form.value("form", &world.ctx()).as_code().and_then(MentoringForm::from_code);
    if let Some(input) = form.input_mut("form") {
        input.fitting = Some(role::forms(pairing));
    }
    if let Some(input) = form.input_mut("role") {
        input.fitting = chosen.map(|form| role::used(pairing, form));
    }
}

/// Puts the form that a pair of this mentor usually has into the field, where it is seen, until the curator chooses one
/// by hand. Before there is a mentor nothing is usual.
fn put_usual_form(form: &mut Form, world: &World) {
    let picked = form.value("mentor", &world.ctx()).as_picked().first().copied().and_then(MentorId::of);
    let usual = picked.map_or(Value::Empty, |mentor| Value::Code(usual_form(mentor, world).code()));
    if let Some(input) = form.input_mut("form") {
        input.propose(usual);
    }
    offer_what_fits(form, world);
}

fn fresh(mentor: Option<MentorId>, mentees: &[MenteeId], world: &World) -> PairRow {
    let form = mentor.map_or(MentoringForm::PupilPupil, |id| usual_form(id, world));
    let mut pair = Pair::new(world.year, form, mentor.unwrap_or(MentorId(0)), mentees.to_vec());
    propose_terms(&mut pair, world);
    PairRow { id: None, pair: Arc::new(pair) }
}

/// What a pair that starts today usually has.
fn propose_terms(pair: &mut Pair, world: &World) {
    let today = world.today();
    pair.state = PairState::Fixed;
    pair.order_date = pair.order_date.or(Some(today));
    pair.started_on = pair.started_on.or(Some(today));
    let trial = Days::new(u64::from(world.register.rules().trial_days));
    pair.trial_until = pair.trial_until.or_else(|| today.checked_add_days(trial));
}

fn usual_form(mentor: MentorId, world: &World) -> MentoringForm {
    let wished = world.register.get::<Mentor>(mentor).and_then(|mentor| mentor.form);
    let kind = world.register.mentor_person(mentor).map(|person| person.kind);
    wished
        .or_else(|| kind.map(|kind| status::usual_form(kind, crate::domain::PersonKind::Pupil)))
        .unwrap_or(MentoringForm::PupilPupil)
}

/// The fields of a form over a pair.
pub(super) fn inputs(fields: &'static [Field<PairRow>], row: &PairRow, ctx: &Ctx) -> Vec<Input> {
    fields.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, ctx)).collect()
}

/// The pair as it was when the form was opened; a new one where there was none.
pub(super) fn opened(form: &Form, world: &World) -> PairRow {
    let on_file = form.target.and_then(|key| match (PairId::of(key), form.opened(key)) {
        (Some(id), Some(Record::Pair(pair))) => Some(PairRow { id: Some(id), pair: Arc::clone(pair) }),
        _ => None,
    });
    on_file.unwrap_or_else(|| fresh(form.target.and_then(MentorId::of), &[], world))
}

/// The pair as the form has it, whether or not it can be kept.
fn typed(form: &Form, world: &World) -> Result<PairRow, Vec<FieldError>> {
    let mut row = opened(form, world);
    let ctx = world.ctx();
    form.write(PAIR, &mut row, &ctx)?;
    // Proposed or chosen, what the field shows is what is kept.
    if let Some(shown) = form.value("form", &ctx).as_code().and_then(MentoringForm::from_code) {
        Arc::make_mut(&mut row.pair).form = shown;
    }
    Ok(row)
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let mut hints = unfit(form, world);
    if let Ok(row) = typed(form, world) {
        let warnings = pair_warnings(&world.register, row.id, &row.pair);
        hints.extend(warnings.iter().map(|warning| sentence::warning(warning, &world.register, world.text)));
    }
    hints
}

/// A form the school does not run, and a role model that is none of the form's. A role model that is masked is not named.
fn unfit(form: &Form, world: &World) -> Vec<String> {
    let (ctx, m) = (world.ctx(), &world.text.messages);
    let Some(chosen) = form.value("form", &ctx).as_code().and_then(MentoringForm::from_code) else { return Vec::new() };
    let model = world.register.pairing().form(chosen);
    let mut hints = Vec::new();
    if !model.is_some_and(|model| model.used) {
        hints.push(fill(m.form_not_run, &[&chosen.word(world.text)]));
    }
    let held = form.value("role", &ctx);
    let name = FieldKind::Listed(role::listed).show(&held, &ctx);
    let code = held.into_text();
    if !code.is_empty() && !model.is_some_and(|model| model.roles.iter().any(|role| role.code == code)) {
        let name = if name.is_empty() { world.text.common.hidden.to_owned() } else { name };
        hints.push(fill(m.role_of_other_form, &[&name, &chosen.word(world.text)]));
    }
    hints
}

/// A rule that only warns asks for a reason once the pair works.
fn excused(row: &PairRow, world: &World) -> Result<(), Vec<FieldError>> {
    let grave = pair_warnings(&world.register, row.id, &row.pair).into_iter().filter(Warning::needs_reason);
    let sentences: Vec<String> =
        grave.map(|warning| sentence::warning(&warning, &world.register, world.text)).collect();
    if sentences.is_empty() || !row.pair.exception.is_empty() || row.pair.state != PairState::Fixed {
        return Ok(());
    }
    let message = fill(world.text.messages.give_reason, &[&sentences.join("; ")]);
    Err(vec![FieldError { field: "exception", message }])
}

/// What nothing overrides comes before what a reason excuses: the sentence stands under the side it is about.
pub(super) fn allowed(batch: &Batch, world: &mut World) -> Result<(), Vec<FieldError>> {
    let Err(refusal) = world.register.check(batch) else { return Ok(()) };
    let field = match refusal {
        Refusal::NotAdmitted { .. } | Refusal::OwnMentor { .. } => "mentor",
        Refusal::NoConsent { .. } | Refusal::EmptyPair => "mentees",
        // A stale record is the app's to show, with both versions.
        _ => return Ok(()),
    };
    Err(vec![FieldError { field, message: sentence::refusal(&refusal, &world.register, world.text) }])
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = opened(form, world);
    let row = typed(form, world)?;
    let change = match row.id {
        None => Some(Change::create(PairId(world.fresh_id()), Pair::clone(&row.pair))),
        Some(id) => (before.pair != row.pair).then(|| Change::edit(id, &before.pair, Pair::clone(&row.pair))),
    };
    let command = if row.id.is_some() { "pair.edit" } else { "pair.new" };
    let batch = Batch::new(command, change.into_iter().collect());
    allowed(&batch, world)?;
    if row.id.is_none() || before.pair.mentees != row.pair.mentees || before.pair.mentor != row.pair.mentor {
        excused(&row, world)?;
    }
    Ok(Act::Save(batch))
}

/// The form that closes a pair.
pub fn close(id: PairId, world: &World) -> Option<Form> {
    let row = PairRow::load(&world.register, id)?;
    let ctx = world.ctx();
    let title = fill(world.text.panes.close_pair_title, &[&names::of_key(&world.register, id.into(), world.text)]);
    let mut form = Form::new("pair.close", title, Some(id.into()), inputs(CLOSING, &row, &ctx), submit_close);
    if let Some(day) = form.input_mut("close_on") {
        day.put(Value::Date(ctx.today), &ctx);
    }
    Some(form.over(&world.register, &[id.into()]).hinting(hints_on_closing).asking(ask_on_closing))
}

/// Why a pair closes without exit questionnaires (model §2.8, gate 6→7).
static WHY_NO_EXIT: Field<String> = Field::new(
    "why_no_exit",
    |text| text.programme.why_no_exit,
    FieldKind::Text,
    |reason: &String, _| Value::text(reason),
    |reason: &mut String, value, _| *reason = value.into_text(),
);

fn ask_on_closing(form: &mut Form, world: &World) {
    ask_why(form, world);
    let before = opened(form, world);
    // One of a group moves alone; where all of it ends for that, it was the mentor who went.
    let likely = before.pair.mentees.first().copied().filter(|_| !before.pair.is_group());
    if let Some(id) = before.id.filter(|_| !before.pair.state.is_closed()) {
        departure::ask_mover(form, id, likely, world);
    }
}

/// Asks for the reason as long as the closing, as it is typed, lacks exit questionnaires that nobody has excused.
fn ask_why(form: &mut Form, world: &World) {
    let before = opened(form, world);
    let outcome = form.value("outcome", &world.ctx()).as_code().and_then(PairState::from_code);
    let after = outcome.map(|state| Pair { state, ..Pair::clone(&before.pair) });
    let owed = after.is_some_and(|after| !owed(&before, &after, world).is_empty());
    let question = owed.then(|| Input::of(&WHY_NO_EXIT, &String::new(), &world.ctx()));
    form.ask(WHY_NO_EXIT.id, question, "outcome");
}

/// Whose exit questionnaire is missing when the pair closes as `after`.
fn owed(before: &PairRow, after: &Pair, world: &World) -> Vec<PersonId> {
    let id = before.id.filter(|_| before.pair.state != PairState::Proposed);
    id.map_or_else(Vec::new, |id| analysis::owed_at_closing(&world.register, after, id))
}

fn short_names(people: &[PersonId], world: &World) -> String {
    let short = |id: &PersonId| world.register.get::<Person>(*id).map_or_else(String::new, |it| it.name.short());
    people.iter().map(short).collect::<Vec<_>>().join(", ")
}

fn hints_on_closing(form: &Form, world: &World) -> Vec<String> {
    let before = opened(form, world);
    let mut row = before.clone();
    if form.write(CLOSING, &mut row, &world.ctx()).is_err() {
        return Vec::new();
    }
    closing_hints(&row.pair, &before, world)
}

/// What is to be known before a pair closes as `after`; `before` is what is on file.
pub(super) fn closing_hints(after: &Pair, before: &PairRow, world: &World) -> Vec<String> {
    let (p, register) = (&world.text.panes, &world.register);
    let mut hints = Vec::new();
    if let Some(last) = after.trial_until.filter(|_| after.ended_on_trial()) {
        hints.push(fill(p.ends_on_trial, &[&dates::full(last)]));
    }
    let met = |id| register.meetings_of(id).iter().any(|(_, it)| it.is_held() && it.kind == MeetingKind::Final);
    if after.state == PairState::Finished && !before.id.is_some_and(met) {
        hints.push(p.no_final_yet.to_owned());
    }
    let begun = after.state.is_closed() && before.pair.state != PairState::Proposed;
    let silent = if begun { analysis::exit_owed(register, after, before.id) } else { Vec::new() };
    if !silent.is_empty() {
        hints.push(fill(p.no_exit_yet, &[&short_names(&silent, world)]));
    }
    let unheard = analysis::reflections(register, after).into_iter().filter(|(_, sheet)| sheet.is_none());
    let unheard: Vec<PersonId> = unheard.map(|(person, _)| person).collect();
    if after.state == PairState::Finished && !unheard.is_empty() {
        hints.push(fill(p.no_reflection_yet, &[&short_names(&unheard, world)]));
    }
    hints
}

fn submit_close(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = opened(form, world);
    let mut row = before.clone();
    form.write(CLOSING, &mut row, &world.ctx())?;
    let closed_on = row.pair.closing.as_ref().map(|closing| closing.on);
    let late = before
        .id
        .and_then(|id| status::last_held(&world.register, id))
        .is_some_and(|(_, meeting)| closed_on < Some(meeting.date));
    if late {
        return Err(vec![FieldError {
            field: "close_on",
            message: world.text.messages.closed_before_meeting.to_owned(),
        }]);
    }
    let Some(id) = row.id else { return Ok(Act::Save(Batch::new("pair.close", Vec::new()))) };
    let owed = owed(&before, &row.pair, world);
    let mut changes = Vec::new();
    if !owed.is_empty() {
        let reason = form.value(WHY_NO_EXIT.id, &world.ctx()).into_text();
        if reason.trim().is_empty() {
            let message = fill(world.text.programme.say_why_no_exit, &[&short_names(&owed, world)]);
            return Err(vec![FieldError { field: WHY_NO_EXIT.id, message }]);
        }
        changes.push(programme::passing(Gate::ExitResponses, id.into(), &reason, world));
    }
    changes.push(Change::edit(id, &before.pair, Pair::clone(&row.pair)));
    changes.extend(closed_on.and_then(|on| departure::moved(form, on, world)));
    Ok(Act::Save(Batch::new("pair.close", changes)))
}
