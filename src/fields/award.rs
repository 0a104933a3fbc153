//! Fields of an award or a letter (model §3.11).

use std::sync::Arc;

use super::programme_choices::AWARD_KINDS;
use super::{Field, FieldKind, Pool, Value, Worded};
use crate::domain::{Award, AwardId, AwardKind, PairId, Person, PersonId, Register};

/// An award under its identity.
#[derive(Debug, Clone)]
pub struct AwardRow {
    /// The award, unless it is new.
    pub id: Option<AwardId>,
    /// What it is.
    pub award: Arc<Award>,
}

impl AwardRow {
    /// An award on file.
    pub fn load(register: &Register, id: AwardId) -> Option<Self> {
        Some(Self { id: Some(id), award: Arc::clone(register.get::<Award>(id)?) })
    }

    fn edit(&mut self) -> &mut Award {
        Arc::make_mut(&mut self.award)
    }
}

macro_rules! award_text {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.deeds.$label,
            FieldKind::$kind,
            |row: &AwardRow, _| Value::text(&row.award.$name),
            |row: &mut AwardRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! award_date {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.deeds.$label,
            FieldKind::Date,
            |row: &AwardRow, _| Value::date(row.award.$name),
            |row: &mut AwardRow, value, _| row.edit().$name = value.as_date(),
        )
    };
}

/// Every field of an award, in the order of the form.
pub static AWARD: &[Field<AwardRow>] = &[
    Field::computed(
        "who",
        |text| text.deeds.award_person,
        FieldKind::Text,
        |row: &AwardRow, ctx| {
            let person = ctx.register.get::<Person>(row.award.person);
            person.map_or(Value::Empty, |person| Value::text(&person.name.full()))
        },
    )
    .searched()
    .column(|text| text.deeds.award_person, 20, 0),
    Field::new(
        "kind",
        |text| text.deeds.award_kind,
        FieldKind::Choice(AWARD_KINDS),
        |row: &AwardRow, _| Value::Code(row.award.kind.code()),
        |row: &mut AwardRow, value, _| {
            if let Some(kind) = value.as_code().and_then(AwardKind::from_code) {
                row.edit().kind = kind;
            }
        },
    )
    .required()
    .searched(),
    Field::computed(
        "kind_now",
        |text| text.deeds.award_kind,
        FieldKind::Text,
        |row: &AwardRow, ctx| Value::text(row.award.kind.word(ctx.text)),
    )
    .unexported()
    .column(|text| text.deeds.award_kind, 17, 0),
    award_text!(nomination, award_nomination, Text).searched().column(|text| text.deeds.award_nomination, 22, 3),
    Field::new(
        "person",
        |text| text.deeds.award_person,
        FieldKind::Pick { pool: Pool::People, many: false },
        |row: &AwardRow, _| match row.award.person {
            PersonId(0) => Value::Empty,
            id => Value::Picked(vec![id.into()]),
        },
        |row: &mut AwardRow, value, _| {
            row.edit().person = value.as_picked().first().and_then(|&key| PersonId::of(key)).unwrap_or(PersonId(0));
        },
    )
    .required(),
    Field::new(
        "pair",
        |text| text.deeds.award_pair,
        FieldKind::Pick { pool: Pool::YearPairs, many: false },
        |row: &AwardRow, _| Value::Picked(row.award.pair.map(Into::into).into_iter().collect()),
        |row: &mut AwardRow, value, _| row.edit().pair = value.as_picked().first().and_then(|&key| PairId::of(key)),
    ),
    award_text!(addressee, award_addressee, Text),
    award_text!(basis, award_basis, Long),
    award_text!(order_no, award_order_no, Text).searched(),
    award_date!(order_on, award_order_on),
    award_date!(given_on, award_given_on)
        .column(|text| text.deeds.award_given_head, 10, 0)
        // Within a year the day and the month are enough.
        .brief(8, |value, _| value.as_date().map_or_else(String::new, |day| day.format("%d.%m").to_string())),
    award_text!(words, award_words, Long),
];
