//! The curator's talks with the sides of a pair: entered in a few keys wherever the pair is, and what the cards say of
//! them.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::analysis::{ContactDue, contact_dues};
use crate::domain::{
    Batch, Change, Contact, ContactId, ContactSide, ContactTopic, ContactWay, Key, Pair, PairId, Record,
};
use crate::fields::choices::{CONTACT_SIDES, CONTACT_TOPICS, CONTACT_WAYS};
use crate::fields::{Field, FieldKind, Value, Worded, dates, names};
use crate::kit::paint::Line;
use crate::kit::{Act, FieldError, Form, Input, Tone, World};
use crate::text::{Text, fill};

/// Identity of the form of a new talk.
pub const NEW: &str = "contact.new";
/// Identity of the form of a talk on file.
pub const EDIT: &str = "contact.edit";

/// The fields of a talk.
pub static CONTACT: &[Field<Contact>] = &[
    Field::new(
        "contact_with",
        |text| text.fields.contact_with,
        FieldKind::Tags(CONTACT_SIDES),
        |it: &Contact, _| Value::Codes(it.with.iter().map(|side| side.code()).collect()),
        |it: &mut Contact, value, _| {
            it.with = value.as_codes().iter().filter_map(|code| ContactSide::from_code(code)).collect();
        },
    )
    .required(),
    Field::new(
        "contact_asked",
        |text| text.fields.contact_asked,
        FieldKind::Tags(CONTACT_TOPICS),
        |it: &Contact, _| Value::Codes(it.asked.iter().map(|topic| topic.code()).collect()),
        |it: &mut Contact, value, _| {
            it.asked = value.as_codes().iter().filter_map(|code| ContactTopic::from_code(code)).collect();
        },
    ),
    Field::new(
        "contact_how",
        |text| text.fields.contact_how,
        FieldKind::Choice(CONTACT_WAYS),
        |it: &Contact, _| Value::Code(it.how.code()),
        |it: &mut Contact, value, _| {
            it.how = value.as_code().and_then(ContactWay::from_code).unwrap_or(it.how);
        },
    )
    .required(),
    Field::new(
        "date",
        |text| text.fields.date,
        FieldKind::Date,
        |it: &Contact, _| Value::Date(it.on),
        |it: &mut Contact, value, _| it.on = value.as_date().unwrap_or(it.on),
    ),
    Field::new(
        "contact_note",
        |text| text.fields.contact_note,
        FieldKind::Long,
        |it: &Contact, _| Value::text(&it.note),
        |it: &mut Contact, value, _| it.note = value.into_text().into(),
    ),
];

/// The form of a talk about a pair: with the sides that are due, today. A talk of today that is on file already is
/// opened instead.
pub fn talk(pair: PairId, world: &World) -> Option<Form> {
    let of_today = |(_, contact): &(ContactId, &Arc<Contact>)| contact.on == world.today();
    if let Some((id, _)) = world.register.contacts_of(pair).into_iter().find(of_today) {
        return edit(id, world);
    }
    let record = world.register.get::<Pair>(pair)?;
    let title = fill(world.text.panes.talk_title, &[&names::of_pair(&world.register, record, world.text)]);
    let row = fresh(pair, world);
    let first = if row.with.is_empty() { "contact_with" } else { "contact_asked" };
    Some(form(NEW, title, Some(pair.into()), &row, world).focused(first))
}

fn fresh(pair: PairId, world: &World) -> Contact {
    let due = contact_dues(&world.register, pair, world.today());
    let with = due.iter().filter(|due| due.on <= world.today()).map(|due| due.side).collect();
    Contact { with, ..Contact::on(pair, world.today()) }
}

/// The form of a talk on file. An empty date takes the talk off.
pub fn edit(id: ContactId, world: &World) -> Option<Form> {
    let contact = world.register.get::<Contact>(id)?;
    let title = names::of_key(&world.register, id.into(), world.text);
    Some(form(EDIT, title, Some(id.into()), contact, world).over(&world.register, &[id.into()]))
}

/// A form of a talk again.
pub fn reopen(target: Key, world: &World) -> Option<Form> {
    match ContactId::of(target) {
        Some(id) => edit(id, world),
        None => talk(PairId::of(target)?, world),
    }
}

fn form(id: &'static str, title: String, target: Option<Key>, row: &Contact, world: &World) -> Form {
    let ctx = world.ctx();
    let inputs = CONTACT.iter().map(|field| Input::of(field, row, &ctx)).collect();
    Form::new(id, title, target, inputs, submit).hinting(hints)
}

/// What the standard wants asked and was not, and what an empty date does.
fn hints(form: &Form, world: &World) -> Vec<String> {
    let p = &world.text.panes;
    let asked = form.value("contact_asked", &world.ctx());
    let is_left = |topic: &&ContactTopic| !asked.as_codes().contains(&topic.code());
    let left: Vec<&str> = ContactTopic::ALL.iter().filter(is_left).map(|topic| topic.word(world.text)).collect();
    let mut hints = Vec::new();
    if !left.is_empty() {
        hints.push(fill(p.talk_ask, &[&left.join(", ")]));
    }
    hints.push(p.talk_safety.to_owned());
    if form.id == EDIT {
        hints.push(p.talk_emptied.to_owned());
    }
    hints
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let before = match form.target.and_then(|key| form.opened(key)) {
        Some(Record::Contact(contact)) => Some(Arc::clone(contact)),
        _ => None,
    };
    let mut row = match (&before, form.target.and_then(PairId::of)) {
        (Some(contact), _) => Contact::clone(contact),
        (None, Some(pair)) => fresh(pair, world),
        (None, None) => return Ok(Act::Close),
    };
    form.write(CONTACT, &mut row, &world.ctx())?;
    let error = |message: &str| Err(vec![FieldError { field: "date", message: message.to_owned() }]);
    let id = form.target.and_then(ContactId::of);
    let change = match (before, id) {
        (Some(before), Some(id)) if form.value("date", &world.ctx()).is_empty() => Some(Change::delete(id, &before)),
        _ if row.on > world.today() => return error(world.text.messages.contact_future),
        (Some(before), Some(id)) => (*before != row).then(|| Change::edit(id, &before, row)),
        _ => Some(Change::create(ContactId(world.fresh_id()), row)),
    };
    Ok(Act::Save(Batch::new(form.id, change.into_iter().collect())))
}

/// «разговор: наставник 12.10, наставляемый –», of a working pair.
pub fn line(pair: PairId, world: &World) -> Option<Line> {
    let state = world.register.get::<Pair>(pair)?.state;
    if !world.sees_restricted() {
        return None;
    }
    let contacts = world.talks_of(pair);
    let dues = contact_dues(&world.register, pair, world.today());
    if !state.is_active() || (contacts.is_empty() && dues.is_empty()) {
        return None;
    }
    let last = |side: ContactSide| {
        let with = contacts.iter().rev().find(|(_, contact)| contact.with.contains(&side));
        with.map_or(world.text.common.none.to_owned(), |(_, it)| world.day(it.on))
    };
    let said =
        [ContactSide::Mentor, ContactSide::Mentee].map(|side| format!("{} {}", side.word(world.text), last(side)));
    let words = fill(world.text.panes.talk_line, &[&said.join(", ")]);
    let late = dues.iter().any(|due| due.on <= world.today());
    Some(Line::of(words, world.theme.style(if late { Tone::Warning } else { Tone::Plain })))
}

/// «12.10.2026 · наставник, родители · по телефону · занятия, безопасность · ходят в библиотеку»
pub fn words(contact: &Contact, text: &Text) -> String {
    let with: Vec<&str> = contact.with.iter().map(|side| side.word(text)).collect();
    let asked: Vec<&str> = contact.asked.iter().map(|topic| topic.word(text)).collect();
    let parts = [dates::full(contact.on), with.join(", "), contact.how.word(text).to_owned(), asked.join(", ")];
    let parts = parts.into_iter().chain([contact.note.replace('\n', " ")]).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// «наставник и наставляемый», the sides of talks that are due.
pub fn sides(due: &[ContactSide], text: &Text) -> String {
    due.iter().map(|side| side.word(text)).collect::<Vec<_>>().join(", ")
}

/// The day of the next talk of several.
pub fn next(dues: &[ContactDue]) -> Option<NaiveDate> {
    dues.iter().map(|due| due.on).min()
}
