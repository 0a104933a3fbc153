//! Who a new entry means when somebody of that name is on file: the same person, or another of this name.
//!
//! The evidence is weighed as it is for the rows of a roster: a class, a birth, a phone or a mailbox joins or parts, and
//! where nothing does, or two on file fit alike, only the curator can tell. Whatever the evidence says, one key says
//! otherwise.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::people;
use crate::domain::{Birth, Class, Key, Person, PersonId, PersonKind, PersonName, Secret};
use crate::exchange::{Likeness, is_told_apart, likeness, same_name};
use crate::fields::{Value, Worded, fold, names};
use crate::kit::{FieldError, Form, Input, Item, Offer, World};
use crate::text::fill;

/// Identity of the question in a form.
pub const QUESTION: &str = "namesake";

/// The answer that it is nobody on file: a number that is never given out.
const ANOTHER: PersonId = PersonId(0);

/// Asks in the form of somebody new who is meant, as long as somebody of that name is on file.
pub fn ask(form: &mut Form, world: &World) {
    let question = question(form, world);
    form.ask(QUESTION, question, "class");
}

/// Whom on file a form means; `None` for somebody new. `has_entry` says who is in this base this year already.
///
/// # Errors
/// The sentence under the question: that nobody can tell yet, or that this person has an entry already.
pub fn meant(
    form: &Form,
    world: &World,
    has_entry: impl Fn(PersonId) -> bool,
    taken: &'static str,
) -> Result<Option<PersonId>, Vec<FieldError>> {
    let error = |message: &str| Err(vec![FieldError { field: QUESTION, message: message.to_owned() }]);
    match answer(form, world) {
        None => Ok(None),
        Some(None) => error(world.text.messages.namesakes_undecided),
        Some(Some(person)) if has_entry(person) => error(taken),
        Some(Some(person)) => Ok(Some(person).filter(|person| *person != ANOTHER)),
    }
}

/// A word on what the answer to the question comes to.
pub fn hints(form: &Form, world: &World) -> Vec<String> {
    let p = &world.text.panes;
    let entry = |id| names::entry(&world.register, id, world.year);
    let small = is_in_small_letters(form).then(|| world.text.messages.name_lower_case.to_owned());
    let about = match (answer(form, world), typed(form, world)) {
        (Some(Some(ANOTHER)), Some(person)) if !is_told_apart_alone(&person) => vec![p.namesake_alike.to_owned()],
        (Some(Some(person)), _) if person != ANOTHER => vec![fill(p.person_known, &[&entry(person)])],
        (Some(None), _) => vec![world.text.messages.namesakes_undecided.to_owned()],
        _ => Vec::new(),
    };
    about.into_iter().chain(small).collect()
}

/// Whether a name was typed without any capital: a slip, unlike a particle («оглы», «де»). It is only said, since nobody
/// but the curator knows how the name is written.
fn is_in_small_letters(form: &Form) -> bool {
    let name = form.inputs.iter().find(|input| input.id == "name").map_or("", |input| input.edit().text());
    name.contains(' ') && name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase)
}

/// A class is shared by the namesakes this is about.
fn is_told_apart_alone(person: &Person) -> bool {
    is_told_apart(&Person { classes: Vec::new(), ..person.clone() }, crate::domain::YearId(0))
}

/// Those of some entries who are called alike and go to one class: a list has to say more of them than the name.
pub fn alike(keys: &[Key], world: &World) -> HashSet<Key> {
    let mut called: HashMap<(&PersonName, Option<&Class>), Vec<Key>> = HashMap::with_capacity(keys.len());
    for key in keys {
        let person = names::person_of(&world.register, *key).and_then(|id| world.register.get::<Person>(id));
        let Some(person) = person else { continue };
        called.entry((&person.name, person.class_in(world.year))).or_default().push(*key);
    }
    called.into_values().filter(|same| same.len() > 1).flatten().collect()
}

/// The year of birth in brackets, by which a list tells namesakes apart; empty where it is not on file.
pub fn born(key: Key, world: &World) -> String {
    let person = names::person_of(&world.register, key).and_then(|id| world.register.get::<Person>(id));
    person.and_then(|person| person.birth.year()).map_or_else(String::new, |year| format!(" ({year})"))
}

/// Items of a picker that are called alike say what tells them apart. The items are sorted by what they are called.
pub fn tell_apart(items: &mut [Item], world: &World) {
    let alike: Vec<usize> = (0..items.len())
        .filter(|&at| {
            let is_alike = |other: Option<&Item>| other.is_some_and(|other| other.label == items[at].label);
            is_alike(at.checked_sub(1).and_then(|before| items.get(before))) || is_alike(items.get(at + 1))
        })
        .collect();
    for at in alike {
        let Some(id) = names::person_of(&world.register, items[at].key) else { continue };
        let Some(person) = world.register.get::<Person>(id) else { continue };
        let mut words: Vec<String> =
            person.birth.year().map(|year| fill(world.text.panes.born, &[&year])).into_iter().collect();
        let phone = Some(&person.phone).filter(|_| world.sees(Secret::Contacts(id)));
        let known = std::iter::once(&person.organisation).chain(phone).filter(|word| !word.is_empty());
        words.extend(known.map(ToString::to_string));
        words.push(std::mem::take(&mut items[at].detail));
        items[at].detail = words.join(" · ");
    }
}

/// The answer as it stands: `None` when nothing is asked, `Some(None)` when nothing is answered.
fn answer(form: &Form, world: &World) -> Option<Option<PersonId>> {
    let asked = form.inputs.iter().find(|input| input.id == QUESTION).map(|input| input.chosen().clone());
    let chosen = asked.or_else(|| Some(question(form, world)?.chosen().clone()))?;
    Some(chosen.as_picked().first().copied().and_then(PersonId::of))
}

fn question(form: &Form, world: &World) -> Option<Input> {
    if form.target.is_some() {
        return None;
    }
    let known = of_name(&typed(form, world)?, world);
    if known.is_empty() {
        return None;
    }
    let text = world.text;
    let name = PersonName::parse(&form.value("name", &world.ctx()).into_text());
    let same = |(id, _): &(PersonId, Option<Likeness>)| {
        let about = about(*id, &name, world)?;
        Some(Offer { key: (*id).into(), words: fill(text.panes.namesake_same, &[&about]) })
    };
    let another = Offer { key: ANOTHER.into(), words: text.panes.namesake_another.to_owned() };
    let offers = known.iter().filter_map(same).chain([another]).collect();
    Some(Input::asking(QUESTION, text.fields.namesake, offers, likely(&known)))
}

/// Everybody of the name, surest first, with how sure it is that they are meant.
fn of_name(typed: &Person, world: &World) -> Vec<(PersonId, Option<Likeness>)> {
    // The family name alone first: this is asked at every key, of everybody on file.
    let last = fold(&typed.name.last);
    let family = world.register.people().filter(|(_, person)| fold(&person.name.last) == last);
    let named = family.filter(|(_, person)| same_name(&person.name, &typed.name));
    let mut known: Vec<_> = named.map(|(id, person)| (id, likeness(typed, person, world.year))).collect();
    known.sort_by_key(|(id, likeness)| (Reverse(*likeness), *id));
    known
}

/// The answer the evidence gives; `None` when it gives none. The same rule decides about a row of a roster.
fn likely(known: &[(PersonId, Option<Likeness>)]) -> Option<Key> {
    let (first, likeness) = known.first()?;
    let rivals = known.iter().filter(|(_, other)| other == likeness).count();
    match likeness {
        Some(Likeness::Same | Likeness::Possible) if rivals == 1 => Some((*first).into()),
        Some(_) => None,
        None => Some(ANOTHER.into()),
    }
}

/// The person as far as the form says; `None` until there is a whole name.
fn typed(form: &Form, world: &World) -> Option<Person> {
    let ctx = world.ctx();
    let words = |id| form.value(id, &ctx).into_text();
    let name = words("name");
    if name.split(' ').count() < 2 {
        return None;
    }
    let kind = form.value("kind", &ctx).as_code().and_then(PersonKind::from_code).unwrap_or(PersonKind::Pupil);
    let mut person = Person::new(PersonName::parse(&name), kind);
    person.set_class(world.year, Class::parse(&words("class")));
    person.phone = words("phone").into();
    person.email = words("email").into();
    person.birth = match form.value("birth_year", &ctx) {
        Value::Date(date) => Birth::Date(date),
        Value::Number(year) => u16::try_from(year).map_or(Birth::Unknown, Birth::Year),
        _ => Birth::Unknown,
    };
    Some(person)
}

/// «7Б · 2013 г. · наставляемый · +7 913 564-63-87»: what tells one namesake from another.
fn about(id: PersonId, name: &PersonName, world: &World) -> Option<String> {
    let (register, text) = (&world.register, world.text);
    let person = register.get::<Person>(id)?;
    let mut words: Vec<String> = Vec::new();
    words.extend((person.name.full() != name.full()).then(|| person.name.full()));
    words.extend(person.class_in(world.year).map(ToString::to_string));
    words.extend(person.birth.year().map(|year| fill(text.panes.born, &[&year])));
    if person.kind != PersonKind::Pupil {
        words.push(person.kind.word(text).to_owned());
    }
    words.extend(register.mentee_of(id, world.year).map(|_| text.terms.record_mentee.to_owned()));
    words.extend(register.mentor_of(id, world.year).map(|_| text.terms.record_mentor.to_owned()));
    words.extend(
        [&person.organisation, &person.phone].into_iter().filter(|word| !word.is_empty()).map(ToString::to_string),
    );
    if words.is_empty() {
        words.push(person.kind.word(text).to_owned());
    }
    words.extend(people::other_years(register, id, world));
    Some(words.join(" · "))
}
