//! From a proposal to work: who has agreed, and the order under which one pair or many begin, as one step.
//!
//! Whatever stands against a pair is said under the form before anything is taken: who cannot be fixed and why, and
//! what is odd. The others go.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::domain::{
    Batch, Change, Key, Mentor, MentorId, Pair, PairId, PairState, PairStatus, Warning, pair_refusal, pair_warnings,
    status,
};
use crate::fields::{Field, FieldKind, Pool, Value, names, sentence, standing};
use crate::kit::{Act, FieldError, Form, Input, Item, World};
use crate::panes::meetings;
use crate::text::fill;

/// What is asked about proposals.
#[derive(Debug, Clone, Default)]
struct Terms {
    pairs: Vec<PairId>,
    mentor_agreed_on: Option<NaiveDate>,
    mentees_agreed_on: Option<NaiveDate>,
    order_no: String,
    order_date: Option<NaiveDate>,
    started_on: Option<NaiveDate>,
    trial_days: u16,
    exception: String,
}

macro_rules! day {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Date,
            |it: &Terms, _| Value::date(it.$name),
            |it: &mut Terms, value, _| it.$name = value.as_date(),
        )
    };
}

macro_rules! words {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Text,
            |it: &Terms, _| Value::text(&it.$name),
            |it: &mut Terms, value, _| it.$name = value.into_text(),
        )
    };
}

const PAIRS: Field<Terms> = Field::new(
    "pairs",
    |text| text.fields.fixed_pairs,
    FieldKind::Pick { pool: Pool::Proposals, many: true },
    |it: &Terms, _| Value::Picked(it.pairs.iter().map(|&id| id.into()).collect()),
    |it: &mut Terms, value, _| it.pairs = value.as_picked().iter().filter_map(|&key| PairId::of(key)).collect(),
)
.required();

static FIXING: &[Field<Terms>] = &[
    words!(order_no),
    day!(order_date),
    day!(started_on).required(),
    Field::new(
        "trial_days",
        |text| text.fields.trial_days,
        FieldKind::Number { low: 0, high: 366 },
        |it: &Terms, _| Value::Number(i64::from(it.trial_days)),
        |it: &mut Terms, value, _| {
            it.trial_days = value.as_number().and_then(|days| u16::try_from(days).ok()).unwrap_or(0);
        },
    ),
    words!(exception),
    PAIRS,
];

static AGREEING: &[Field<Terms>] = &[day!(mentor_agreed_on), day!(mentees_agreed_on), PAIRS];

/// The form that fixes proposals under one order; the days and the trial period are proposed.
pub fn fix(pairs: &[PairId], world: &World) -> Form {
    let today = Some(world.today());
    let trial_days = world.register.rules().trial_days;
    let row = Terms { order_date: today, started_on: today, trial_days, ..Terms::default() };
    form("pair.fix", world.text.panes.fix_pair_title, (pairs, row), FIXING, world, submit_fix)
        .hinting(fixing_hints)
        .focused("order_no")
}

/// The form that says which sides of proposals agreed, and when; today is proposed.
pub fn agree(pairs: &[PairId], world: &World) -> Form {
    let today = Some(world.today());
    let row = Terms { mentor_agreed_on: today, mentees_agreed_on: today, ..Terms::default() };
    form("pair.agree", world.text.panes.agree_title, (pairs, row), AGREEING, world, submit_agree).hinting(
        |form, world| {
            let p = &world.text.panes;
            let many = form.target.is_none().then(|| p.agree_hint_many.to_owned());
            many.into_iter().chain([p.agree_hint.to_owned()]).collect()
        },
    )
}

/// A form over one pair, which is its target, or over many, which a draft keeps.
fn form(
    id: &'static str,
    title: &str,
    (pairs, mut row): (&[PairId], Terms),
    fields: &'static [Field<Terms>],
    world: &World,
    submit: crate::kit::Submit,
) -> Form {
    let ctx = world.ctx();
    let (target, name) = match pairs {
        [one] => (Some(Key::from(*one)), names::of_key(&world.register, (*one).into(), world.text)),
        many => (None, world.text.count(many.len(), world.text.counts.pairs)),
    };
    if target.is_some() {
        row.pairs = pairs.to_vec();
    }
    let inputs = fields.iter().map(|field| Input::of(field, &row, &ctx)).collect();
    let mut form = Form::new(id, fill(title, &[&name]), target, inputs, submit);
    if let Some(input) = form.input_mut("pairs").filter(|_| target.is_none()) {
        input.put(Value::Picked(pairs.iter().map(|&id| id.into()).collect()), &ctx);
    }
    form
}

/// Everything the form holds, typed or proposed: there is no record that has what was left as it was.
fn read(form: &Form, fields: &'static [Field<Terms>], world: &World) -> Result<Terms, Vec<FieldError>> {
    let ctx = world.ctx();
    let mut terms = Terms::default();
    // Typed first, so that what is wrong is said.
    form.write(fields, &mut terms, &ctx)?;
    for field in fields {
        let _ = field.write(&mut terms, form.value(field.id, &ctx), &ctx);
    }
    Ok(terms)
}

/// What becomes of each pair of the form.
#[derive(Default)]
struct Judged {
    changes: Vec<Change>,
    /// Those that cannot be fixed, each with the reason.
    blocked: Vec<String>,
    /// Those that are odd, each with what is.
    odd: Vec<(PairId, Vec<Warning>)>,
}

fn judge(terms: &Terms, world: &World) -> Judged {
    let register = &world.register;
    let mut judged = Judged::default();
    let mut taken: Vec<(PairId, Pair)> = Vec::new();
    for &id in &terms.pairs {
        let Some(before) = register.get::<Pair>(id) else { continue };
        let refusal = match before.state {
            PairState::Proposed => {
                let after = fixed(before, terms);
                let refusal = pair_refusal(register, &after, before);
                if refusal.is_none() {
                    taken.push((id, after));
                }
                refusal.map(|refusal| sentence::refusal(&refusal, register, world.text))
            }
            _ => Some(world.text.panes.fixed_already.to_owned()),
        };
        judged.blocked.extend(refusal.map(|why| fill(world.text.panes.cannot_fix, &[&name(id, world), &why])));
    }
    for (at, (id, after)) in taken.iter().enumerate() {
        let warnings = warnings(*id, after, &taken[..at], world);
        let mut after = after.clone();
        if warnings.iter().any(Warning::needs_reason) && !terms.exception.is_empty() {
            after.exception = terms.exception.as_str().into();
        }
        if let Some(before) = register.get::<Pair>(*id) {
            judged.changes.push(Change::edit(*id, before, after));
        }
        judged.odd.push((*id, warnings));
    }
    judged
}

fn fixed(before: &Pair, terms: &Terms) -> Pair {
    let mut after = before.clone();
    after.state = PairState::Fixed;
    after.order_no = terms.order_no.as_str().into();
    after.order_date = terms.order_date;
    after.started_on = terms.started_on;
    let trial = Days::new(u64::from(terms.trial_days));
    after.trial_until = terms.started_on.filter(|_| terms.trial_days > 0).and_then(|day| day.checked_add_days(trial));
    after
}

/// What is odd about a pair when those of `earlier` are fixed in the same step.
fn warnings(id: PairId, pair: &Pair, earlier: &[(PairId, Pair)], world: &World) -> Vec<Warning> {
    let register = &world.register;
    let mut warnings = pair_warnings(register, Some(id), pair);
    for &mentee in &pair.mentees {
        let twin = earlier.iter().find(|(_, other)| other.mentees.contains(&mentee));
        warnings.extend(twin.map(|(pair, _)| Warning::AlreadyPaired { mentee, pair: *pair }));
    }
    let of_mentor = earlier.iter().filter(|(_, other)| other.mentor == pair.mentor);
    let more: usize = of_mentor.map(|(_, other)| other.mentees.len()).sum();
    if more > 0 {
        warnings.retain(|warning| !matches!(warning, Warning::OverCapacity { .. }));
        warnings.extend(over_capacity(pair.mentor, more + pair.mentees.len(), world));
    }
    warnings
}

fn over_capacity(mentor: MentorId, more: usize, world: &World) -> Option<Warning> {
    let capacity = world.register.get::<Mentor>(mentor)?.capacity;
    let taken = i32::from(capacity) - status::free_places(&world.register, mentor);
    let wanted = usize::try_from(taken).unwrap_or(0) + more;
    (wanted > usize::from(capacity)).then_some(Warning::OverCapacity { mentor, capacity, wanted })
}

fn name(id: PairId, world: &World) -> String {
    names::of_key(&world.register, id.into(), world.text)
}

/// Who cannot be fixed, then what is odd: what is so of many is said once.
fn fixing_hints(form: &Form, world: &World) -> Vec<String> {
    let Ok(terms) = read(form, FIXING, world) else { return Vec::new() };
    let judged = judge(&terms, world);
    let (text, register) = (world.text, &world.register);
    let mut hints = judged.blocked;
    let own = |warning: &&Warning| !matches!(warning, Warning::NoOrder | Warning::NotAgreed { .. });
    for (id, warnings) in &judged.odd {
        let said: Vec<String> =
            warnings.iter().filter(own).map(|warning| sentence::warning(warning, register, text)).collect();
        if !said.is_empty() {
            hints.push(fill(text.panes.pair_odd, &[&name(*id, world), &said.join("; ")]));
        }
    }
    let is = |wanted: fn(&Warning) -> bool| judged.odd.iter().filter(move |(_, all)| all.iter().any(wanted));
    let silent: Vec<String> =
        is(|warning| matches!(warning, Warning::NotAgreed { .. })).map(|(id, _)| name(*id, world)).collect();
    if !silent.is_empty() {
        hints.push(fill(text.panes.not_agreed_pairs, &[&silent.join("; ")]));
    }
    if is(|warning| *warning == Warning::NoOrder).next().is_some() {
        hints.push(text.messages.no_order.to_owned());
    }
    hints
}

fn submit_fix(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let terms = read(form, FIXING, world)?;
    let judged = judge(&terms, world);
    let error = |field, message| Err(vec![FieldError { field, message }]);
    if judged.changes.is_empty() {
        return error("pairs", fill(world.text.messages.none_to_fix, &[&judged.blocked.join(" ")]));
    }
    let grave = judged.odd.iter().flat_map(|(_, warnings)| warnings).filter(|warning| warning.needs_reason());
    let grave: Vec<String> = grave.map(|it| sentence::warning(it, &world.register, world.text)).collect();
    if !grave.is_empty() && terms.exception.is_empty() {
        return error("exception", fill(world.text.messages.give_reason, &[&grave.join("; ")]));
    }
    Ok(Act::Save(Batch::new("pair.fix", judged.changes)))
}

fn submit_agree(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let terms = read(form, AGREEING, world)?;
    if terms.mentor_agreed_on.or(terms.mentees_agreed_on).is_none() {
        let message = world.text.messages.one_of_two.to_owned();
        return Err(vec![FieldError { field: "mentor_agreed_on", message }]);
    }
    let changes =
        terms.pairs.iter().filter_map(|&id| agreed(id, terms.mentor_agreed_on, terms.mentees_agreed_on, world));
    Ok(Act::Save(Batch::new("pair.agree", changes.collect())))
}

/// The change that enters when the sides agreed. What is on file already stays.
pub fn agreed(id: PairId, mentor: Option<NaiveDate>, mentees: Option<NaiveDate>, world: &World) -> Option<Change> {
    let before = world.register.get::<Pair>(id)?;
    let mut after = Pair::clone(before);
    after.mentor_agreed_on = after.mentor_agreed_on.or(mentor);
    after.mentees_agreed_on = after.mentees_agreed_on.or(mentees);
    (after != **before).then(|| Change::edit(id, before, after))
}

/// The pairs of the year that have agreed and wait for their order.
pub fn all_agreed(world: &World) -> Vec<PairId> {
    in_status(world, |status| status == PairStatus::Agreed)
}

/// The pairs of the year of which a side, or both, have not answered yet.
pub fn all_silent(world: &World) -> Vec<PairId> {
    use PairStatus::{AwaitingMentees, AwaitingMentor, Proposed};
    in_status(world, |status| matches!(status, Proposed | AwaitingMentor | AwaitingMentees))
}

fn in_status(world: &World, fits: fn(PairStatus) -> bool) -> Vec<PairId> {
    let pairs = world.register.pairs(world.year);
    pairs.filter(|(_, pair)| fits(pair.status())).map(|(id, _)| id).collect()
}

/// The proposals of the year to pick from, those that have agreed first.
pub fn proposals(world: &World) -> Vec<Item> {
    let register = &world.register;
    let open = register.pairs(world.year).filter(|(_, pair)| pair.state == PairState::Proposed);
    let mut open: Vec<(PairId, &Arc<Pair>)> = open.collect();
    open.sort_by_key(|(id, pair)| (std::cmp::Reverse(pair.status()), *id));
    let detail = |pair: &Pair| standing(pair, &world.ctx());
    open.into_iter().map(|(id, pair)| meetings::pair_item(id, pair, detail(pair), world)).collect()
}
