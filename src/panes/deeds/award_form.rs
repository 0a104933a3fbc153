//! Forms of an award, of a letter about somebody, and of the certificates of everybody who completed.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::practice_form::public;
use super::printed;
use crate::analysis::recognition::{Merit, completed};
use crate::domain::{Award, AwardId, AwardKind, Batch, Change, Key, Mentor, Person, PersonId, Record};
use crate::fields::{AWARD, AwardRow, Field, FieldKind, Value, names};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "award";
/// Identity of the form of the certificates.
pub const CERTIFICATES: &str = "award.certificates";

/// The form of an award on file.
pub fn edit(id: AwardId, world: &World) -> Option<Form> {
    let row = AwardRow::load(&world.register, id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    let form = Form::new(FORM, title, Some(id.into()), inputs(&row, world), submit);
    Some(form.over(&world.register, &[id.into()]).hinting(hints))
}

/// The form of a new award to somebody.
pub fn blank(person: PersonId, world: &World) -> Option<Form> {
    let name = names::of_key(&world.register, person.into(), world.text);
    world.register.get::<Person>(person)?;
    let row = fresh(person, world);
    let title = fill(world.text.deeds.new_award_title, &[&name]);
    let form = Form::new(FORM, title, Some(person.into()), inputs(&row, world), submit).hinting(hints);
    Some(form.focused("kind"))
}

/// The form of an award of a nomination to a candidate, with the figures as its grounds.
pub fn nominated(nomination: &str, merit: &Merit, figures: &str, world: &World) -> Option<Form> {
    let person = world.register.get::<Mentor>(merit.mentor)?.person;
    let mut form = blank(person, world)?;
    let pair = merit.pair.map(Key::from).into_iter().collect();
    put(&mut form, "nomination", Value::text(nomination), world);
    put(&mut form, "pair", Value::Picked(pair), world);
    put(&mut form, "basis", Value::text(figures), world);
    Some(form.focused("order_no"))
}

/// The form of a letter about who was honoured: to whom it goes and why are filled in.
pub fn letter(kind: AwardKind, award: &Award, world: &World) -> Option<Form> {
    let mut form = blank(award.person, world)?;
    let person = world.register.get::<Person>(award.person)?;
    put(&mut form, "kind", Value::Code(kind.code()), world);
    put(&mut form, "nomination", Value::text(&award.nomination), world);
    put(&mut form, "addressee", Value::Text(printed::addressee(kind, person, world)), world);
    put(&mut form, "basis", Value::text(&award.basis), world);
    Some(form.focused("addressee"))
}

fn put(form: &mut Form, field: &str, value: Value, world: &World) {
    if let Some(input) = form.input_mut(field) {
        input.put(value, &world.ctx());
    }
}

fn fresh(person: PersonId, world: &World) -> AwardRow {
    AwardRow { id: None, award: Arc::new(Award::new(world.year, AwardKind::Diploma, person)) }
}

fn inputs(row: &AwardRow, world: &World) -> Vec<Input> {
    let ctx = world.ctx();
    AWARD.iter().filter(|field| field.in_form).map(|field| Input::of(field, row, &ctx)).collect()
}

/// The award as it was and as the form has it.
fn typed(form: &Form, world: &World) -> Result<(AwardRow, AwardRow), Vec<FieldError>> {
    let on_file = form.target.and_then(|key| match (AwardId::of(key), form.opened(key)?) {
        (Some(id), Record::Award(award)) => Some(AwardRow { id: Some(id), award: Arc::clone(award) }),
        _ => None,
    });
    let person = form.target.and_then(PersonId::of).unwrap_or(PersonId(0));
    let before = on_file.unwrap_or_else(|| fresh(person, world));
    let mut row = before.clone();
    form.write(AWARD, &mut row, &world.ctx())?;
    let award = Arc::make_mut(&mut row.award);
    // A letter goes to somebody: where the curator has not said to whom, as it is usually said.
    if printed::is_letter(award.kind)
        && award.addressee.is_empty()
        && let Some(person) = world.register.get::<Person>(award.person)
    {
        award.addressee = printed::addressee(award.kind, person, world).into();
    }
    Ok((before, row))
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let Ok((_, row)) = typed(form, world) else { return Vec::new() };
    let to = (!row.award.addressee.is_empty()).then(|| row.award.addressee.to_string());
    let own = row.award.words.is_empty().then(|| world.text.deeds.award_auto.to_owned());
    to.into_iter().chain(own).collect()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let (before, row) = typed(form, world)?;
    let award = &row.award;
    if printed::is_letter(award.kind) && award.addressee.is_empty() {
        let message = world.text.deeds.letter_nobody.to_owned();
        return Err(vec![FieldError { field: "addressee", message }]);
    }
    let change = match row.id {
        None => Some(Change::create(AwardId(world.fresh_id()), Award::clone(award))),
        Some(id) => (before.award != row.award).then(|| Change::edit(id, &before.award, Award::clone(award))),
    };
    let batch = Batch::new(if row.id.is_some() { "award.edit" } else { "award.new" }, change.into_iter().collect());
    public(&batch, "given_on", world)?;
    Ok(Act::Save(batch))
}

/// Everybody who completed this year and has no certificate of it.
pub fn without_certificate(world: &World) -> BTreeSet<PersonId> {
    let (mentees, mentors) = completed(&world.register, world.year);
    let certified = world.register.awards(world.year).filter(|(_, award)| award.kind == AwardKind::Certificate);
    let certified: BTreeSet<PersonId> = certified.map(|(_, award)| award.person).collect();
    mentees.union(&mentors).copied().filter(|id| !certified.contains(id)).collect()
}

/// The order by which certificates are given.
#[derive(Debug, Clone, Default)]
struct Order {
    no: String,
    on: Option<NaiveDate>,
}

static ORDER_FIELDS: &[Field<Order>] = &[
    Field::new(
        "order_no",
        |text| text.deeds.award_order_no,
        FieldKind::Text,
        |row: &Order, _| Value::text(&row.no),
        |row: &mut Order, value, _| row.no = value.into_text(),
    ),
    Field::new(
        "order_on",
        |text| text.deeds.award_order_on,
        FieldKind::Date,
        |row: &Order, _| Value::date(row.on),
        |row: &mut Order, value, _| row.on = value.as_date(),
    ),
];

/// The form that gives everybody who completed a certificate, in one step.
pub fn certificates(world: &World) -> Option<Form> {
    let row = Order { no: String::new(), on: Some(world.today()) };
    let inputs = ORDER_FIELDS.iter().map(|field| Input::of(field, &row, &world.ctx())).collect();
    let people = without_certificate(world).len();
    let title = fill(world.text.deeds.certificates_title, &[&people]);
    let hints = |_: &Form, world: &World| {
        let left = without_certificate(world);
        let (mentees, mentors) = completed(&world.register, world.year);
        let (led, leading) = (left.intersection(&mentees).count(), left.intersection(&mentors).count());
        vec![fill(world.text.deeds.certificates_hint, &[&led, &leading])]
    };
    (people > 0).then(|| Form::new(CERTIFICATES, title, None, inputs, submit_certificates).hinting(hints))
}

fn submit_certificates(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut row = Order { no: String::new(), on: Some(world.today()) };
    form.write(ORDER_FIELDS, &mut row, &world.ctx())?;
    let people = without_certificate(world);
    let give = |person: PersonId| {
        let mut award = Award::new(world.year, AwardKind::Certificate, person);
        award.order_no = row.no.as_str().into();
        award.order_on = row.on.filter(|_| !row.no.is_empty());
        Change::create(AwardId(world.fresh_id()), award)
    };
    Ok(Act::Save(Batch::new(CERTIFICATES, people.into_iter().map(give).collect())))
}
