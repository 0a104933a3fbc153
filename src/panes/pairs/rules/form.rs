//! The forms of the page: one small form for each row, and one for what the school adds of its own.

use std::sync::Arc;

use super::rows::{Spot, all, queue, set_soft, set_weight};
use super::tables::{BENDS, FIRST, FORM, ROLE, TOPIC, WEIGHT};
use crate::domain::{Batch, Change, Form as MentoringForm, Pairing, Record, RoleModel, ThePairing, Topic};
use crate::fields::{Ctx, Field, Value, Worded, role};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::text::fill;

/// Identity of the form of a row.
pub const ROW: &str = "rules";
/// Identity of the form of something of the school's own.
pub const OWN: &str = "rules.new";
/// What [`OWN`] is about where it is no form of mentoring.
const TOPIC_PART: &str = "topic";

/// The form of a row.
pub fn edit(spot: &Spot, world: &World) -> Form {
    let pairing = world.register.pairing();
    let rows = all(pairing);
    let place = rows.iter().find(|(_, row)| row == spot).and_then(|(id, _)| usize::try_from(*id).ok());
    let part = Part { place: place.unwrap_or_default(), count: rows.len(), words: spot.code() };
    let inputs = inputs(spot, pairing, &world.ctx());
    over(Form::new(ROW, spot.title(pairing, world.text), Some(ThePairing.into()), inputs, submit), part, world)
        .hinting(hints)
}

/// The form of an own role model of a form.
pub fn new_role(form: MentoringForm, world: &World) -> Form {
    let role = RoleModel::own("", "");
    let title = fill(world.text.rules.new_role_title, &[&form.word(world.text)]);
    let place = MentoringForm::ALL.iter().position(|known| *known == form).unwrap_or_default();
    let part = Part { place, count: 0, words: form.code().to_owned() };
    let mut inputs = of(ROLE, &role, &world.ctx());
    require_title(&mut inputs);
    over(Form::new(OWN, title, Some(ThePairing.into()), inputs, submit_own), part, world)
}

/// The form of an own topic.
pub fn new_topic(world: &World) -> Form {
    let topic = Topic { title: "".into(), words: Vec::new(), problems: Vec::new() };
    let part = Part { place: MentoringForm::ALL.len(), count: 0, words: TOPIC_PART.to_owned() };
    let title = world.text.rules.new_topic_title;
    over(Form::new(OWN, title, Some(ThePairing.into()), of(TOPIC, &topic, &world.ctx()), submit_own), part, world)
}

/// Opens a form of the page again; `None` when what it was about is gone.
pub fn reopen(id: &str, part: &Part, world: &World) -> Option<Form> {
    if id == OWN {
        return match MentoringForm::from_code(&part.words) {
            Some(form) => Some(new_role(form, world)),
            None => Some(new_topic(world)),
        };
    }
    find(part, world.register.pairing()).map(|spot| edit(&spot, world))
}

fn over(form: Form, part: Part, world: &World) -> Form {
    form.of_part(part).over(&world.register, &[ThePairing.into()])
}

fn find(part: &Part, pairing: &Pairing) -> Option<Spot> {
    all(pairing).into_iter().map(|(_, spot)| spot).find(|spot| spot.code() == part.words)
}

fn of<T>(fields: &[Field<T>], row: &T, ctx: &Ctx) -> Vec<Input> {
    fields.iter().map(|field| Input::of(field, row, ctx)).collect()
}

/// Nothing else gives something of the school's own a name.
fn require_title(inputs: &mut [Input]) {
    if let Some(title) = inputs.first_mut() {
        title.required = true;
    }
}

fn inputs(spot: &Spot, pairing: &Pairing, ctx: &Ctx) -> Vec<Input> {
    match spot {
        Spot::Form(_) => spot.form(pairing).map_or_else(Vec::new, |model| of(FORM, model, ctx)),
        Spot::Role(..) => {
            let mut inputs = spot.role(pairing).map_or_else(Vec::new, |role| of(ROLE, role, ctx));
            if spot.is_own() {
                require_title(&mut inputs);
            }
            inputs
        }
        Spot::Weight(component) => of(WEIGHT, &pairing.weight(*component), ctx),
        Spot::Rule(rule) => of(BENDS, &pairing.bends(*rule), ctx),
        Spot::Limit(_) => spot.limit().into_iter().map(|field| Input::of(field, pairing, ctx)).collect(),
        Spot::First => of(FIRST, &queue(pairing), ctx),
        // A usual topic is known by its title.
        Spot::Topic(title) => {
            let fields = if spot.is_own() { TOPIC } else { &TOPIC[1..] };
            pairing.topic(title).map_or_else(Vec::new, |topic| of(fields, topic, ctx))
        }
    }
}

/// The rules as they were when the form was opened: what is on file, if anything is.
fn opened(form: &Form) -> Option<&Arc<Pairing>> {
    match form.opened(ThePairing.into())? {
        Record::Pairing(pairing) => Some(pairing),
        _ => None,
    }
}

/// The step that puts other rules on file; none where nothing differs.
pub fn step(command: &str, before: Option<&Arc<Pairing>>, after: Pairing) -> Batch {
    let change = match before {
        Some(before) => (**before != after).then(|| Change::edit(ThePairing, before, after)),
        None => (*Pairing::usual() != after).then(|| Change::create(ThePairing, after)),
    };
    Batch::new(command, change.into_iter().collect())
}

fn start(form: &Form) -> Pairing {
    opened(form).map_or(Pairing::usual(), |pairing| pairing).clone()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut after = start(form);
    if let Some(spot) = form.part.as_ref().and_then(|part| find(part, &after)) {
        write(&spot, form, &mut after, world)?;
    }
    Ok(Act::Save(step("rules.edit", opened(form), after)))
}

fn write(spot: &Spot, form: &Form, pairing: &mut Pairing, world: &World) -> Result<(), Vec<FieldError>> {
    let ctx = world.ctx();
    match spot {
        Spot::Form(_) => write_form(spot, form, pairing, &ctx),
        Spot::Role(..) => write_role(spot, form, pairing, &ctx),
        Spot::Weight(component) => {
            let mut weight = pairing.weight(*component);
            form.write(WEIGHT, &mut weight, &ctx)?;
            set_weight(pairing, *component, weight);
            let weighs = pairing.weights.iter().any(|(_, weight)| *weight > 0);
            sound(weighs, "rule_weight", || ctx.text.rules.need_weight.to_owned())
        }
        Spot::Rule(rule) => {
            let mut soft = pairing.bends(*rule);
            form.write(BENDS, &mut soft, &ctx)?;
            set_soft(pairing, *rule, soft);
            Ok(())
        }
        Spot::Limit(id) => {
            let Some(field) = spot.limit() else { return Ok(()) };
            form.write(std::slice::from_ref(field), pairing, &ctx)?;
            let (good, strong) = (pairing.good, pairing.strong);
            sound(good < strong, id, || fill(ctx.text.rules.need_order, &[&good, &strong]))
        }
        Spot::First => write_first(form, pairing, &ctx),
        Spot::Topic(_) => write_topic(spot, form, pairing, &ctx),
    }
}

/// The sentence under a field, where something is not as it must be.
fn sound(holds: bool, field: &'static str, message: impl FnOnce() -> String) -> Result<(), Vec<FieldError>> {
    if holds { Ok(()) } else { Err(vec![FieldError { field, message: message() }]) }
}

fn write_form(spot: &Spot, form: &Form, pairing: &mut Pairing, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    let Some(model) = spot.form_mut(pairing) else { return Ok(()) };
    form.write(FORM, model, ctx)?;
    let need = || ctx.text.rules.need_people.to_owned();
    sound(!model.used || !model.mentors.is_empty(), "rule_mentors", need)?;
    sound(!model.used || !model.mentees.is_empty(), "rule_mentees", need)
}

fn write_role(spot: &Spot, form: &Form, pairing: &mut Pairing, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    let Some(role) = spot.role_mut(pairing) else { return Ok(()) };
    form.write(ROLE, role, ctx)?;
    let after = role.clone();
    sound(!title_taken(pairing, &after, ctx), "rule_title", || ctx.text.rules.title_taken.to_owned())?;
    // Forms that have the same role model call it the same.
    for twin in pairing.forms.iter_mut().flat_map(|model| &mut model.roles).filter(|role| role.code == after.code) {
        twin.title.clone_from(&after.title);
    }
    Ok(())
}

/// Whether another role model is called like this one.
fn title_taken(pairing: &Pairing, role: &RoleModel, ctx: &Ctx) -> bool {
    let title = |role: &RoleModel| crate::fields::squeezed(&role::title(role, ctx.text));
    let others = pairing.forms.iter().flat_map(|model| &model.roles).filter(|other| other.code != role.code);
    others.into_iter().any(|other| title(other) == title(role))
}

fn write_first(form: &Form, pairing: &mut Pairing, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    let mut places = queue(pairing);
    form.write(FIRST, &mut places, ctx)?;
    let taken = |at: usize| places[at].is_some() && places[..at].contains(&places[at]);
    for (at, field) in FIRST.iter().enumerate() {
        sound(!taken(at), field.id, || ctx.text.rules.first_twice.to_owned())?;
    }
    pairing.first = places.into_iter().flatten().collect();
    Ok(())
}

fn write_topic(spot: &Spot, form: &Form, pairing: &mut Pairing, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    let Some(topic) = spot.topic_mut(pairing) else { return Ok(()) };
    form.write(TOPIC, topic, ctx)?;
    let after = topic.clone();
    check_topic(&after, pairing, ctx)
}

/// A topic with a name of its own, and words long enough to mean something.
fn check_topic(topic: &Topic, pairing: &Pairing, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    let r = &ctx.text.rules;
    let same =
        pairing.topics.iter().filter(|other| crate::fields::fold(&other.title) == crate::fields::fold(&topic.title));
    sound(same.count() == 1, "rule_title", || r.title_taken.to_owned())?;
    let short = topic.words.iter().find(|word| word.chars().count() < 2);
    sound(short.is_none(), "rule_words", || fill(r.word_short, &[&short.map_or("", |word| word.as_str())]))
}

fn submit_own(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let ctx = world.ctx();
    let mut after = start(form);
    match form.part.as_ref().and_then(|part| MentoringForm::from_code(&part.words)) {
        Some(of) => add_role(of, form, &mut after, &ctx)?,
        None => {
            let mut topic = Topic { title: "".into(), words: Vec::new(), problems: Vec::new() };
            form.write(TOPIC, &mut topic, &ctx)?;
            after.topics.push(topic.clone());
            check_topic(&topic, &after, &ctx)?;
        }
    }
    Ok(Act::Save(step("rules.new", opened(form), after)))
}

fn add_role(of: MentoringForm, form: &Form, pairing: &mut Pairing, ctx: &Ctx) -> Result<(), Vec<FieldError>> {
    let mut role = RoleModel::own(&free_code(pairing), "");
    form.write(ROLE, &mut role, ctx)?;
    sound(!title_taken(pairing, &role, ctx), "rule_title", || ctx.text.rules.title_taken.to_owned())?;
    if let Some(model) = pairing.forms.iter_mut().find(|model| model.form == of) {
        model.roles.push(role);
    }
    Ok(())
}

/// The first code of an own role model that is free. One that was removed had no pairs, so that its code means nothing.
fn free_code(pairing: &Pairing) -> String {
    let codes = (1..).map(|number: u32| format!("own_{number}"));
    codes.into_iter().find(|code| pairing.role(code).is_none()).unwrap_or_default()
}

/// Who has what is being switched off.
fn hints(form: &Form, world: &World) -> Vec<String> {
    let (register, r) = (&world.register, &world.text.rules);
    let off = form.inputs.iter().any(|input| input.id == "rule_used" && *input.chosen() == Value::Flag(false));
    let Some(spot) = form.part.as_ref().filter(|_| off).and_then(|part| find(part, register.pairing())) else {
        return Vec::new();
    };
    let (pairs, words) = match &spot {
        Spot::Form(form) => (Pairing::open_pairs_in(register, *form), r.form_in_use),
        Spot::Role(form, code) => (Pairing::pairs_with(register, *form, code), r.role_in_use),
        _ => return Vec::new(),
    };
    if pairs == 0 { Vec::new() } else { vec![fill(words, &[&pairs])] }
}
