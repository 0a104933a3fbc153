//! Taking back a consent (model §3.9): the sheet stays on file with the day it ceased to hold.
//!
//! What may no longer be is worked out from that day wherever consents are asked for: the status, whether a pair may be
//! fixed, what «Сегодня» warns of. What is at work already is stopped in the same step, as the curator decides.

mod after;

use std::sync::Arc;

use chrono::NaiveDate;

use self::after::Touched;
use super::people;
use crate::domain::{
    AfterWithdrawal, Batch, Change, Consent, ConsentKind, Key, Mentee, MenteeId, Mentor, MentorId, Person, PersonId,
    Record,
};
use crate::fields::choices::CONSENTS;
use crate::fields::{AFTER_WITHDRAWAL, Ctx, Field, FieldKind, Value, Worded, dates, names};
use crate::kit::{Act, FieldError, Form, Input, Part, World, key_name, verb};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "consent.withdraw";

/// Identity of the form that asks what becomes of the pairs once a withdrawal is on file.
pub const AFTER_FORM: &str = "consent.after";

/// What is asked about a withdrawal.
#[derive(Debug, Clone)]
struct Withdrawal {
    kind: ConsentKind,
    on: Option<NaiveDate>,
    by: String,
    reason: String,
    pairs: AfterWithdrawal,
}

/// The question what becomes of the pairs; asked only where there are any.
const PAIRS: &str = "after_pairs";

static WITHDRAWAL: &[Field<Withdrawal>] = &[
    Field::new(
        "consent_kind",
        |text| text.fields.consent_kind,
        FieldKind::Choice(CONSENTS),
        |it: &Withdrawal, _| Value::Code(it.kind.code()),
        |it: &mut Withdrawal, value, _| {
            it.kind = value.as_code().and_then(ConsentKind::from_code).unwrap_or(it.kind);
        },
    )
    .required(),
    Field::new(
        "withdrawn_on",
        |text| text.fields.withdrawn_on,
        FieldKind::Date,
        |it: &Withdrawal, _| Value::date(it.on),
        |it: &mut Withdrawal, value, _| it.on = value.as_date(),
    )
    .required(),
    Field::new(
        PAIRS,
        |text| text.years.after_pairs,
        FieldKind::Choice(AFTER_WITHDRAWAL),
        |it: &Withdrawal, _| Value::Code(it.pairs.code()),
        |it: &mut Withdrawal, value, _| {
            it.pairs = value.as_code().and_then(AfterWithdrawal::from_code).unwrap_or(it.pairs);
        },
    ),
    Field::new(
        "withdrawn_by",
        |text| text.fields.withdrawn_by,
        FieldKind::Text,
        |it: &Withdrawal, _| Value::text(&it.by),
        |it: &mut Withdrawal, value, _| it.by = value.into_text(),
    ),
    Field::new(
        "withdrawn_why",
        |text| text.fields.withdrawn_why,
        FieldKind::Long,
        |it: &Withdrawal, _| Value::text(&it.reason),
        |it: &mut Withdrawal, value, _| it.reason = value.into_text(),
    ),
];

/// Whether a person has a consent that can be taken back, as far as the screen may tell.
pub fn has_standing(person: &Person, world: &World) -> bool {
    first_standing(person, world).is_some()
}

fn first_standing(person: &Person, world: &World) -> Option<ConsentKind> {
    let may_show = |kind: ConsentKind| world.reveal || kind != ConsentKind::Health;
    ConsentKind::ALL.iter().copied().find(|&kind| may_show(kind) && standing(person, kind).is_some())
}

/// The newest sheet of a kind, unless it was taken back.
fn standing(person: &Person, kind: ConsentKind) -> Option<&Consent> {
    person.consent(kind).filter(|consent| consent.withdrawn_on.is_none())
}

/// The form that takes back a consent of the person behind an entry of either base.
pub fn withdraw(entry: Key, world: &World) -> Option<Form> {
    let person_id = names::person_of(&world.register, entry)?;
    let person = world.register.get::<Person>(person_id)?;
    let kind = first_standing(person, world)?;
    let by = standing(person, kind).map(|consent| consent.signer.clone()).unwrap_or_default();
    let pairs = AfterWithdrawal::Pause;
    let row = Withdrawal { kind, on: Some(world.today()), by: by.to_string(), reason: String::new(), pairs };
    let ctx = world.ctx();
    let at_work = Touched::by(person_id, ConsentKind::Data, world).has_pairs();
    let asked = WITHDRAWAL.iter().filter(|field| field.id != PAIRS || at_work);
    let inputs = asked.map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.panes.withdraw_title, &[&person.name.full()]);
    let form = Form::new(FORM, title, Some(entry), inputs, submit);
    Some(form.over(&world.register, &[entry, person_id.into()]).hinting(hints))
}

/// The form that asks what becomes of the pairs at work of somebody whose consent of a kind was taken back, as the
/// withdrawal itself does; `None` where none of them still works as if nothing had been.
pub fn decide(entry: Key, kind: ConsentKind, world: &World) -> Option<Form> {
    let person_id = names::person_of(&world.register, entry)?;
    let person = world.register.get::<Person>(person_id)?;
    let on = person.consent(kind).and_then(|sheet| sheet.withdrawn_on)?;
    if !Touched::by(person_id, kind, world).still_works(world) {
        return None;
    }
    let (by, reason, pairs) = (String::new(), String::new(), AfterWithdrawal::Pause);
    let row = Withdrawal { kind, on: Some(on), by, reason, pairs };
    let ctx = world.ctx();
    let asked = WITHDRAWAL.iter().filter(|field| field.id == PAIRS);
    let inputs = asked.map(|field| Input::of(field, &row, &ctx)).collect();
    let title = fill(world.text.years.decide_title, &[&person.name.full()]);
    let part = Part { place: 0, count: 1, words: kind.code().to_owned() };
    let form = Form::new(AFTER_FORM, title, Some(entry), inputs, submit_decision).of_part(part);
    Some(form.over(&world.register, &[person_id.into()]).hinting(decision_hints))
}

/// The form of [`decide`] again.
pub fn decide_again(entry: Key, part: &Part, world: &World) -> Option<Form> {
    decide(entry, ConsentKind::from_code(&part.words)?, world)
}

fn decided(form: &Form, world: &World) -> Option<(PersonId, ConsentKind)> {
    let person = form.target.and_then(|entry| names::person_of(&world.register, entry))?;
    Some((person, ConsentKind::from_code(&form.part.as_ref()?.words)?))
}

fn decision_hints(form: &Form, world: &World) -> Vec<String> {
    let found = decided(form, world);
    found.map(|(person, kind)| Touched::by(person, kind, world).lines(world)).unwrap_or_default()
}

fn submit_decision(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some((person, kind)) = decided(form, world) else { return Ok(Act::Close) };
    let code = form.value(PAIRS, &world.ctx());
    let plan = code.as_code().and_then(AfterWithdrawal::from_code).unwrap_or(AfterWithdrawal::Leave);
    let on = world.register.get::<Person>(person).and_then(|it| it.consent(kind)?.withdrawn_on);
    let changes = on.map(|on| Touched::by(person, kind, world).changes(plan, on, world)).unwrap_or_default();
    Ok(Act::Save(Batch::new("consent.after", changes)))
}

/// What will stop.
fn hints(form: &Form, world: &World) -> Vec<String> {
    let kind = form.value("consent_kind", &world.ctx()).as_code().and_then(ConsentKind::from_code);
    let person = form.target.and_then(|entry| names::person_of(&world.register, entry));
    let (Some(kind), Some(person)) = (kind, person) else { return Vec::new() };
    let mut hints = Touched::by(person, kind, world).lines(world);
    let is_mentee = world.register.mentee_of(person, world.year).is_some();
    let needed = kind == ConsentKind::Data || (kind == ConsentKind::Participation && is_mentee);
    if needed && hints.len() == usize::from(kind == ConsentKind::Data) {
        hints.insert(0, world.text.panes.withdraw_no_pair.to_owned());
    }
    hints
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let ctx = world.ctx();
    let opened = form.target.and_then(|entry| {
        let person_id = form.base.iter().find_map(|(key, _)| PersonId::of(*key))?;
        Some((entry, person_id, people::opened_person(form, person_id)?))
    });
    let Some((entry, person_id, person)) = opened else {
        return Ok(Act::Save(Batch::new("consent.withdraw", Vec::new())));
    };
    let signer = |kind| standing(person, kind).map(|consent| consent.signer.clone()).unwrap_or_default();
    let (by, reason, pairs) = (String::new(), String::new(), AfterWithdrawal::Pause);
    let mut row = Withdrawal { kind: ConsentKind::Data, on: None, by, reason, pairs };
    write(form, &mut row, &ctx)?;
    let told = |id| form.inputs.iter().any(|input| input.id == id && input.is_dirty());
    if !told("withdrawn_by") {
        row.by = signer(row.kind).to_string();
    }
    let after = withdrawn(person, &row, &ctx)?;
    let mut changes = vec![Change::edit(person_id, person, after)];
    if told("withdrawn_by") || told("withdrawn_why") {
        changes.extend(noted(form, entry, &row, &ctx));
    }
    if let Some(on) = row.on {
        changes.extend(Touched::by(person_id, row.kind, world).changes(row.pairs, on, world));
    }
    Ok(Act::Save(Batch::new("consent.withdraw", changes)))
}

/// Reads every field, proposed or typed: there is no record that holds what was left as it was.
fn write(form: &Form, row: &mut Withdrawal, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    // Typed first, so that what is wrong is said; then everything, since nothing proposed is on file yet.
    form.write(WITHDRAWAL, row, ctx)?;
    for field in WITHDRAWAL.iter().filter(|field| form.inputs.iter().any(|input| input.id == field.id)) {
        // What was wrong has been said already.
        let _ = field.write(row, form.value(field.id, ctx), ctx);
    }
    Ok(())
}

fn withdrawn(person: &Person, row: &Withdrawal, ctx: &Ctx) -> Result<Person, Vec<FieldError>> {
    let m = &ctx.text.messages;
    let error = |field, message: String| Err(vec![FieldError { field, message }]);
    let Some(consent) = standing(person, row.kind) else {
        return error("consent_kind", m.no_such_consent.to_owned());
    };
    if row.on.is_some_and(|on| on < consent.signed_on) {
        return error("withdrawn_on", fill(m.withdrawn_before_signed, &[&dates::full(consent.signed_on)]));
    }
    let mut after = person.clone();
    let newest = after.consents.iter_mut().rev().find(|consent| consent.kind == row.kind);
    if let Some(consent) = newest {
        consent.withdrawn_on = row.on;
    }
    Ok(after)
}

/// Who took it back and why have no place in the consent: they go to the notes of the entry.
fn noted(form: &Form, entry: Key, row: &Withdrawal, ctx: &Ctx) -> Option<Change> {
    let kind = row.kind.word(ctx.text);
    let on = row.on.map(dates::full).unwrap_or_default();
    let who: Vec<&str> = [row.by.as_str(), row.reason.as_str()].into_iter().filter(|word| !word.is_empty()).collect();
    let note = fill(ctx.text.panes.withdraw_note, &[&on, &kind, &who.join("; ")]);
    let added = |notes: &str| if notes.is_empty() { note.clone() } else { format!("{notes}\n{note}") };
    match form.opened(entry)? {
        Record::Mentee(mentee) => {
            let after = Mentee { notes: added(&mentee.notes).into(), ..Mentee::clone(mentee) };
            Some(Change::edit(MenteeId::of(entry)?, &Arc::clone(mentee), after))
        }
        Record::Mentor(mentor) => {
            let after = Mentor { notes: added(&mentor.notes).into(), ..Mentor::clone(mentor) };
            Some(Change::edit(MentorId::of(entry)?, &Arc::clone(mentor), after))
        }
        _ => None,
    }
}

/// A word to whoever empties the day of a consent: that is for what was entered by mistake.
pub fn hints_on_emptied(form: &Form, world: &World) -> Vec<String> {
    let emptied = form.inputs.iter().any(|input| {
        let is_consent = matches!(input.id, "consent_data" | "consent_participation" | "consent_publication");
        is_consent && input.is_dirty() && !input.opened.is_empty() && input.edit().text().trim().is_empty()
    });
    if !emptied {
        return Vec::new();
    }
    let key = verb::END.of(world.text.lang).first().map_or_else(String::new, |key| key_name(key, world.layout, world));
    vec![fill(world.text.panes.consent_emptied, &[&key])]
}
