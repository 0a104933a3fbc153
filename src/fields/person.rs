//! Fields of a person, for whichever role the person is shown in.

use super::choices::{HEALTH, PERSON_KINDS};
use super::{Ctx, Field, FieldKind, Value};
use crate::domain::{
    Birth, Class, Consent, ConsentKind, Health, Person, PersonId, PersonKind, PersonName, Secret, Words,
};

/// A person's entry in some role together with the person: what a line of either base shows.
pub trait HasPerson {
    /// Who they are, unless they are new.
    fn person_id(&self) -> Option<PersonId>;
    /// The person.
    fn person(&self) -> &Person;
    /// The person, to be changed.
    fn person_mut(&mut self) -> &mut Person;
}

/// Declares text fields of the person's record, with the heads other tables have over them.
macro_rules! person_text {
    ($($name:ident $kind:ident $label:ident $id:literal $aliases:expr;)+) => { $(
        pub(super) const fn $name<T: HasPerson>() -> Field<T> {
            Field::new(
                $id,
                |text| text.fields.$label,
                FieldKind::$kind,
                |row: &T, _| Value::text(&row.person().$name),
                |row: &mut T, value, _| row.person_mut().$name = value.into_text().into(),
            )
            .aliases($aliases)
        }
    )+ };
}

/// How to reach somebody; of whoever is not on file yet, nobody's.
#[allow(clippy::unnecessary_wraps)] // What a field asks for.
pub(super) fn contacts_of<T: HasPerson>(row: &T, _: &Ctx) -> Option<Secret> {
    Some(row.person_id().map_or(Secret::Restricted, Secret::Contacts))
}

person_text! {
    phone Phone phone "phone" &["Телефон наставляемого", "Телефон наставника", "Номер телефона", "Тел."];
    email Text email "email" &["E-mail", "Электронная почта", "Адрес электронной почты", "Email address"];
    guardian Text guardian "guardian"
        &["Родитель", "Законный представитель", "Родитель (законный представитель)", "Данные представителя", "ФИО родителя"];
    organisation Text organisation "organisation" &["Организация", "Organization"];
    position Text position "position" &["Должность", "Должность/специальность", "Job title"];
}

pub(super) const fn name<T: HasPerson>() -> Field<T> {
    Field::new(
        "name",
        |text| text.fields.name,
        FieldKind::Name,
        |row: &T, _| Value::text(&row.person().name.full()),
        |row: &mut T, value, _| {
            let name = PersonName::parse(&value.into_text());
            // Parts given apart may hold spaces that a whole name cannot tell; an unchanged name keeps them.
            if name.full() != row.person().name.full() {
                row.person_mut().name = name;
            }
        },
    )
    .required()
    .searched()
    .column(|text| text.fields.name, 26, 0)
}

macro_rules! name_part {
    ($($function:ident $part:ident $label:ident $id:literal;)+) => { $(
        pub(super) const fn $function<T: HasPerson>() -> Field<T> {
            let field = Field::new(
                $id,
                |text| text.fields.$label,
                FieldKind::Text,
                |row: &T, _| Value::text(&row.person().name.$part),
                |row: &mut T, value, _| row.person_mut().name.$part = value.into_text().into(),
            );
            field.no_form()
        }
    )+ };
}

name_part! {
    last_name last last_name "last_name";
    first_name first first_name "first_name";
    patronymic patronymic patronymic "patronymic";
}

pub(super) const fn kind<T: HasPerson>() -> Field<T> {
    Field::new(
        "kind",
        |text| text.fields.kind,
        FieldKind::Choice(PERSON_KINDS),
        |row: &T, ctx| Value::Code(row.person().kind_in(ctx.year).code()),
        |row: &mut T, value, _| {
            if let Some(kind) = value.as_code().and_then(PersonKind::from_code) {
                row.person_mut().kind = kind;
            }
        },
    )
}

pub(super) const fn class<T: HasPerson>() -> Field<T> {
    Field::new(
        "class",
        |text| text.fields.class,
        FieldKind::Class,
        |row: &T, ctx| row.person().class_in(ctx.year).map_or(Value::Empty, |class| Value::Text(class.to_string())),
        |row: &mut T, value, ctx| {
            let class = Class::parse(&value.into_text());
            for year in std::iter::once(ctx.year).chain(ctx.register.years_beside(ctx.year)) {
                row.person_mut().set_class(year, class);
            }
        },
    )
    .searched()
    .aliases(&["Класс наставляемого", "Класс обучения"])
    .column(|text| text.fields.class_head, 3, 0)
}

pub(super) const fn birth_year<T: HasPerson>() -> Field<T> {
    Field::new(
        "birth_year",
        |text| text.fields.birth,
        FieldKind::Birth,
        |row: &T, _| match row.person().birth {
            Birth::Unknown => Value::Empty,
            Birth::Year(year) => Value::Number(i64::from(year)),
            Birth::Date(date) => Value::Date(date),
        },
        |row: &mut T, value, _| row.person_mut().birth = birth(&value),
    )
    .aliases(&["Год рождения наставляемого", "Год рождения"])
}

pub(super) const fn birth_date<T: HasPerson>() -> Field<T> {
    Field::new(
        "birth_date",
        |text| text.fields.birth_date,
        FieldKind::Birth,
        |row: &T, _| match row.person().birth {
            Birth::Date(date) => Value::Date(date),
            Birth::Unknown | Birth::Year(_) => Value::Empty,
        },
        |row: &mut T, value, _| {
            if !value.is_empty() {
                row.person_mut().birth = birth(&value);
            }
        },
    )
    .aliases(&["Дата рождения наставляемого", "Дата рождения наставника"])
    .import_only()
}

fn birth(value: &Value) -> Birth {
    match value {
        Value::Date(date) => Birth::Date(*date),
        Value::Number(year) => u16::try_from(*year).map_or(Birth::Unknown, Birth::Year),
        _ => Birth::Unknown,
    }
}

pub(super) const fn health<T: HasPerson>() -> Field<T> {
    Field::new(
        "health",
        |text| text.fields.health,
        FieldKind::Choice(HEALTH),
        |row: &T, _| match row.person().health {
            Health::NotStated => Value::Empty,
            health => Value::Code(health.code()),
        },
        |row: &mut T, value, _| {
            row.person_mut().health = value.as_code().and_then(Health::from_code).unwrap_or(Health::NotStated);
        },
    )
    .restricted()
}

/// Declares the day on which a consent was signed as a field of its own.
macro_rules! consent {
    ($($name:ident $kind:ident $id:literal;)+) => { $(
        pub(super) const fn $name<T: HasPerson>() -> Field<T> {
            Field::new(
                $id,
                |text| text.fields.$name,
                FieldKind::Date,
                |row: &T, _| Value::date(signed_on(row.person(), ConsentKind::$kind)),
                |row: &mut T, value, _| sign(row.person_mut(), ConsentKind::$kind, &value),
            )
        }
    )+ };
}

consent! {
    consent_data Data "consent_data";
    consent_participation Participation "consent_participation";
    consent_publication Publication "consent_publication";
}

fn signed_on(person: &Person, kind: ConsentKind) -> Option<chrono::NaiveDate> {
    person.consent(kind).filter(|consent| consent.withdrawn_on.is_none()).map(|consent| consent.signed_on)
}

/// A day puts a consent on file or corrects its day; an emptied day takes the sheet off file again.
fn sign(person: &mut Person, kind: ConsentKind, value: &Value) {
    let standing = person.consents.iter_mut().rev().find(|c| c.kind == kind && c.withdrawn_on.is_none());
    match (standing, value.as_date()) {
        (Some(consent), Some(day)) => consent.signed_on = day,
        (None, Some(day)) => {
            let signer = person.usual_signer(day);
            person.consents.push(Consent { kind, signer, signed_on: day, valid_until: None, withdrawn_on: None });
        }
        (Some(_), None) => person.consents.retain(|c| c.kind != kind || c.withdrawn_on.is_some()),
        (None, None) => {}
    }
}

/// «8-913-564-63-87 мама»: the number and the remark about whose it is.
pub(super) fn split_contact(text: &str) -> (String, String) {
    let end = text
        .char_indices()
        .take_while(|(_, c)| c.is_ascii_digit() || " +-()".contains(*c))
        .filter(|(_, c)| c.is_ascii_digit())
        .last()
        .map_or(0, |(at, _)| at + 1);
    let (number, remark) = text.split_at(end);
    let remark = remark.trim_matches(|c: char| c.is_whitespace() || "(),;".contains(c));
    (number.trim().to_owned(), remark.to_owned())
}

/// The official «Контактные данные для связи»: a phone or an e-mail, with a remark about whose it is.
pub(super) const fn contacts<T: HasPerson>() -> Field<T> {
    Field::new(
        "contacts",
        |text| text.fields.contacts,
        FieldKind::Text,
        |_: &T, _| Value::Empty,
        |row: &mut T, value, _| set_contacts(row.person_mut(), &value.into_text()),
    )
    .import_only()
    .aliases(&["Контактные данные для связи", "Контактные данные для связи (данные представителя)", "Контакты"])
}

/// Writes what the text names and leaves alone what it does not.
fn set_contacts(person: &mut Person, text: &str) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if let Some(at) = words.iter().position(|word| word.contains('@')) {
        person.email = words.remove(at).trim_matches([',', ';', '(', ')']).into();
    }
    let (number, remark) = split_contact(&words.join(" "));
    if !number.is_empty() {
        person.phone = crate::domain::phone::pretty(&number).into();
    }
    if !remark.is_empty() {
        person.guardian = remark.into();
    }
}

/// The official «Место работы/учебы»: an organisation, then a position, a course or a class.
pub(super) const fn workplace<T: HasPerson>() -> Field<T> {
    Field::new(
        "workplace",
        |text| text.fields.organisation,
        FieldKind::Text,
        |_: &T, _| Value::Empty,
        |row: &mut T, value, ctx| set_workplace(row.person_mut(), &value.into_text(), ctx),
    )
    .import_only()
    .aliases(&[
        "Место работы/учебы наставника",
        "Место работы/учёбы наставника",
        "Место работы",
        "Место работы/учебы",
    ])
}

fn set_workplace(person: &mut Person, text: &str, ctx: &Ctx) {
    let (organisation, position) = match text.rsplit_once(',') {
        Some((organisation, position)) => (organisation.trim(), position.trim()),
        None => (text.trim(), ""),
    };
    person.organisation = organisation.into();
    person.position = position.into();
    if let Some(class) = Class::parse(position) {
        person.position = Words::default();
        person.kind = PersonKind::Pupil;
        person.set_class(ctx.year, Some(class));
        return;
    }
    person.kind = guess_kind(&super::fold(text));
}

/// Who a person seems to be from where they work or study. A column that says so plainly is read after this one.
fn guess_kind(folded: &str) -> PersonKind {
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(&["учител", "педагог", "преподават", "завуч", "психолог"]) {
        PersonKind::Teacher
    } else if has(&["курс", "студент", "магистр"]) {
        PersonKind::Student
    } else if has(&["выпускник"]) {
        PersonKind::Graduate
    } else if has(&["родител"]) {
        PersonKind::Parent
    } else {
        PersonKind::Employee
    }
}
