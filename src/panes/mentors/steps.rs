//! The way to admission, step by step: what a mentor lacks first, the key that does it, and a dated step for many.

use chrono::NaiveDate;

use super::{form, selection};
use crate::domain::status::{self, Missing};
use crate::domain::{Batch, Change, InterviewDecision, Mentor, MentorId, MentorStanding, Step, TrainingKind, trained};
use crate::fields::{Choice, Field, FieldKind, Pool, Value};
use crate::kit::{Act, FieldError, Form, Input, PaneId, World, first_key, verb};
use crate::text::fill;

/// Identity of the form of a step of many.
pub const FORM: &str = "mentor.steps";

/// What a mentor lacks first; nothing for those who are admitted, out, or turned down.
pub fn due(id: MentorId, world: &World) -> Option<Missing> {
    let mentor = world.register.get::<Mentor>(id)?;
    let down = mentor.decision.is_against();
    if down || mentor.standing != MentorStanding::Participating {
        return None;
    }
    status::missing_for_admission(&world.register, id, world.today()).into_iter().next()
}

/// «с – лист собеседования»: the key that does what is lacking first.
pub fn next_words(id: MentorId, world: &World) -> Option<String> {
    let t = &world.text.training;
    let what = match due(id, world)? {
        Missing::Application => t.next_application,
        Missing::Interview => t.next_interview,
        Missing::Training => t.next_training,
        Missing::Consent => t.next_consent,
        Missing::RecordCheck => t.next_record_check,
        Missing::MedicalCheck => t.next_medical_check,
    };
    Some(fill(t.next_key, &[&first_key(verb::NEXT, world), &what]))
}

/// Does what is lacking first.
pub fn take(id: MentorId, world: &World) -> Vec<Act> {
    let shown = |form: Option<Form>| form.map(|form| Act::Form(Box::new(form))).into_iter().collect();
    let focused = |field: &str| shown(form::edit(id, world).map(|form| form.focused(field)));
    let today = Step::DoneOn(world.today());
    match due(id, world) {
        None => Vec::new(),
        Some(Missing::Application) => save(id, world, |mentor| mentor.application = today),
        Some(Missing::Interview) => shown(selection::interview(id, world)),
        // Where there are sessions, what is lacking is seen and made up for there.
        Some(Missing::Training) if has_sessions(id, world) => vec![Act::Go(PaneId::Programme, Some(id.into()))],
        Some(Missing::Training) => save(id, world, |mentor| mentor.training = today),
        Some(Missing::Consent) => focused("consent_data"),
        Some(Missing::RecordCheck) => focused("record_check_until"),
        Some(Missing::MedicalCheck) => focused("medical_check_until"),
    }
}

/// Whether primary training is on file session by session in the year of a mentor.
fn has_sessions(id: MentorId, world: &World) -> bool {
    let year = world.register.get::<Mentor>(id).map_or(world.year, |mentor| mentor.year);
    world.register.trainings(year).iter().any(|(_, training)| training.kind == TrainingKind::Primary)
}

fn save(id: MentorId, world: &World, step: impl FnOnce(&mut Mentor)) -> Vec<Act> {
    let Some(before) = world.register.get::<Mentor>(id) else { return Vec::new() };
    let mut after = Mentor::clone(before);
    step(&mut after);
    vec![Act::Save(Batch::new("mentor.step", vec![Change::edit(id, before, after)]))]
}

/// A step of many mentors, as its form holds it.
#[derive(Debug, Clone, Default)]
struct Steps {
    step: Option<&'static str>,
    on: Option<NaiveDate>,
    who: Vec<MentorId>,
}

const fn option(code: &'static str, word: fn(&crate::text::Text) -> &'static str) -> Choice {
    Choice::new(code, word)
}

/// The steps that may be taken of many at once.
static STEPS: &[Choice] = &[
    option("application", |text| text.training.step_application),
    option("recommended", |text| text.training.step_recommended),
    option("reserve", |text| text.training.step_reserve),
    option("refused", |text| text.training.step_refused),
    option("training", |text| text.training.step_training),
];

static FIELDS: &[Field<Steps>] = &[
    Field::new(
        "step",
        |text| text.training.step,
        FieldKind::Choice(STEPS),
        |it: &Steps, _| Value::code(it.step),
        |it: &mut Steps, value, _| it.step = value.as_code(),
    )
    .required(),
    Field::new(
        "on",
        |text| text.training.step_on,
        FieldKind::Date,
        |it: &Steps, _| Value::date(it.on),
        |it: &mut Steps, value, _| it.on = value.as_date(),
    )
    .required(),
    Field::new(
        "who",
        |text| text.training.step_who,
        FieldKind::Pick { pool: Pool::Trainees, many: true },
        |it: &Steps, _| Value::Picked(it.who.iter().map(|&id| id.into()).collect()),
        |it: &mut Steps, value, _| it.who = value.as_picked().iter().filter_map(|&key| MentorId::of(key)).collect(),
    )
    .required(),
];

/// The form of a step of many: the one most of them wait for, today.
pub fn many(who: &[MentorId], world: &World) -> Form {
    let ctx = world.ctx();
    let inputs = FIELDS.iter().map(|field| Input::of(field, &Steps::default(), &ctx)).collect();
    let mut form = Form::new(FORM, world.text.training.steps_title, None, inputs, submit).hinting(hints);
    let picked = who.iter().map(|&id| id.into()).collect();
    let proposed = [
        ("step", Value::code(most_awaited(who, world))),
        ("on", Value::Date(ctx.today)),
        ("who", Value::Picked(picked)),
    ];
    for (field, value) in proposed {
        if let Some(input) = form.input_mut(field) {
            input.put(value, &ctx);
        }
    }
    form.focused("step")
}

fn most_awaited(who: &[MentorId], world: &World) -> Option<&'static str> {
    let due: Vec<Missing> = who.iter().filter_map(|&id| due(id, world)).collect();
    let waiting = |what: Missing| due.iter().filter(|known| **known == what).count();
    let steps =
        [(Missing::Application, "application"), (Missing::Interview, "recommended"), (Missing::Training, "training")];
    // Of as many who wait for either, the earlier step comes first.
    let most = steps.into_iter().rev().max_by_key(|(what, _)| waiting(*what));
    most.filter(|(what, _)| waiting(*what) > 0).map(|(_, code)| code)
}

fn read(form: &Form, world: &World) -> Result<Steps, Vec<FieldError>> {
    let mut steps = Steps::default();
    form.write(FIELDS, &mut steps, &world.ctx())?;
    Ok(steps)
}

/// What becomes of those for whom the step is open.
fn changes(steps: &Steps, world: &World) -> Vec<Change> {
    let (Some(step), Some(on)) = (steps.step, steps.on) else { return Vec::new() };
    let change = |&id: &MentorId| {
        let before = world.register.get::<Mentor>(id)?;
        let mut after = Mentor::clone(before);
        let done = Step::DoneOn(on);
        let decide = |mentor: &mut Mentor, decision| {
            if mentor.decision == InterviewDecision::Pending {
                mentor.decision = decision;
                mentor.interview = if mentor.interview.is_done() { mentor.interview } else { done };
            }
        };
        match step {
            "application" if !before.application.is_done() => after.application = done,
            "training" if !trained(&world.register, id, world.today()).is_done() => after.training = done,
            "recommended" => decide(&mut after, InterviewDecision::Recommended),
            "reserve" => decide(&mut after, InterviewDecision::Reserve),
            "refused" => decide(&mut after, InterviewDecision::Refused),
            _ => {}
        }
        (**before != after).then(|| Change::edit(id, before, after))
    };
    steps.who.iter().filter_map(change).collect()
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let Ok(steps) = read(form, world) else { return Vec::new() };
    let open = changes(&steps, world).len();
    vec![fill(world.text.training.step_hint, &[&open, &steps.who.len()])]
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let t = &world.text.training;
    let steps = read(form, world)?;
    let error = |field, message: &str| Err(vec![FieldError { field, message: message.to_owned() }]);
    if steps.on.is_some_and(|on| on > world.today()) {
        return error("on", t.step_in_future);
    }
    let changes = changes(&steps, world);
    if changes.is_empty() {
        return error("step", t.step_nobody);
    }
    Ok(Act::Save(Batch::new("mentor.step", changes)))
}
