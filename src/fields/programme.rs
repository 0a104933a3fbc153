//! Fields of the programme's own records: a line of the roadmap, the passport with its curators, a partner, the reason
//! for which a gate was passed (seed, passport and §8; model §2.8, §3.4).

use std::sync::Arc;

use super::mentor::{step_of, step_value};
use super::programme_choices::{COUNTED, SECTIONS, STAGES};
use super::vocabulary::PARTNER_KINDS;
use super::{Field, FieldKind, Value};
use crate::domain::{
    Activity, Appointment, Counted, Partner, PartnerId, PartnerKind, Passport, Register, Section, Stage, Waiver,
};

/// Declares a field of words.
macro_rules! words {
    ($type:ty, $name:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.programme.$name,
            FieldKind::$kind,
            |row: &$type, _| Value::text(&row.$name),
            |row: &mut $type, value, _| row.$name = value.into_text().into(),
        )
    };
}

/// Declares a field of a day.
macro_rules! day {
    ($type:ty, $name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.programme.$name,
            FieldKind::Date,
            |row: &$type, _| Value::date(row.$name),
            |row: &mut $type, value, _| row.$name = value.as_date(),
        )
    };
}

/// Every field of a line of the roadmap, in the order of the form.
pub static ACTIVITY: &[Field<Activity>] = &[
    words!(Activity, title, Text).required(),
    Field::new(
        "stage",
        |text| text.programme.stage,
        FieldKind::Choice(STAGES),
        |row: &Activity, _| Value::Code(row.stage.code()),
        |row: &mut Activity, value, _| {
            if let Some(stage) = value.as_code().and_then(Stage::from_code) {
                row.stage = stage;
            }
        },
    )
    .required(),
    Field::new(
        "section",
        |text| text.programme.section,
        FieldKind::Choice(SECTIONS),
        |row: &Activity, _| Value::Code(row.section.code()),
        |row: &mut Activity, value, _| {
            if let Some(section) = value.as_code().and_then(Section::from_code) {
                row.section = section;
            }
        },
    )
    .required(),
    day!(Activity, from),
    day!(Activity, due),
    words!(Activity, responsible, Text),
    words!(Activity, result, Text),
    words!(Activity, document, Text),
    Field::new(
        "counted",
        |text| text.programme.counted,
        FieldKind::Choice(COUNTED),
        |row: &Activity, _| Value::code(row.counted.map(Counted::code)),
        |row: &mut Activity, value, _| row.counted = value.as_code().and_then(Counted::from_code),
    ),
    Field::new(
        "done",
        |text| text.programme.done,
        FieldKind::Step,
        |row: &Activity, _| step_value(row.done),
        |row: &mut Activity, value, _| row.done = step_of(&value),
    ),
    words!(Activity, notes, Long),
];

/// Every field of the passport but its curators, in the order of the document.
pub static PASSPORT: &[Field<Passport>] = &[
    words!(Passport, title, Text).required(),
    words!(Passport, grounds, Long),
    words!(Passport, aim, Long),
    words!(Passport, tasks, Long),
    words!(Passport, participants, Long),
    words!(Passport, partners, Long),
    words!(Passport, span, Text),
    words!(Passport, results, Long),
    words!(Passport, indicators, Long),
    words!(Passport, correction, Long),
    words!(Passport, council_no, Text),
    day!(Passport, council_on),
    words!(Passport, order_no, Text),
    day!(Passport, order_on),
];

/// Every field of a curator's appointment.
pub static APPOINTMENT: &[Field<Appointment>] =
    &[words!(Appointment, name, Text).required(), words!(Appointment, order_no, Text), day!(Appointment, order_on)];

/// The reason for which a gate was passed.
pub static WAIVER: &[Field<Waiver>] = &[
    words!(Waiver, reason, Text).required(),
    Field::new(
        "on",
        |text| text.programme.passed_on,
        FieldKind::Date,
        |row: &Waiver, _| Value::Date(row.on),
        |row: &mut Waiver, value, _| {
            if let Some(day) = value.as_date() {
                row.on = day;
            }
        },
    )
    .required(),
];

/// A partner under its identity.
#[derive(Debug, Clone)]
pub struct PartnerRow {
    /// The identity, unless it is new.
    pub id: Option<PartnerId>,
    /// The partner.
    pub partner: Arc<Partner>,
}

impl PartnerRow {
    /// A partner on file.
    pub fn load(register: &Register, id: PartnerId) -> Option<Self> {
        Some(Self { id: Some(id), partner: Arc::clone(register.get::<Partner>(id)?) })
    }

    fn edit(&mut self) -> &mut Partner {
        Arc::make_mut(&mut self.partner)
    }
}

macro_rules! partner_words {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.programme.$label,
            FieldKind::$kind,
            |row: &PartnerRow, _| Value::text(&row.partner.$name),
            |row: &mut PartnerRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! partner_day {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.programme.$name,
            FieldKind::Date,
            |row: &PartnerRow, _| Value::date(row.partner.$name),
            |row: &mut PartnerRow, value, _| row.edit().$name = value.as_date(),
        )
    };
}

/// Every field of a partner, in the order of the form.
pub static PARTNER: &[Field<PartnerRow>] = &[
    partner_words!(name, partner_name, Text).required().searched().column(|text| text.programme.partner_name, 26, 0),
    Field::new(
        "kind",
        |text| text.programme.partner_kind,
        FieldKind::Choice(PARTNER_KINDS),
        |row: &PartnerRow, _| Value::Code(row.partner.kind.code()),
        |row: &mut PartnerRow, value, _| {
            if let Some(kind) = value.as_code().and_then(PartnerKind::from_code) {
                row.edit().kind = kind;
            }
        },
    )
    .required()
    .column(|text| text.programme.partner_kind_head, 15, 2),
    partner_day!(agreement_until).column(|text| text.programme.agreement_head, 10, 1),
    partner_words!(agreement_no, agreement_no, Text).searched(),
    partner_day!(agreement_on),
    partner_words!(contact, partner_contact, Text).searched().column(|text| text.programme.partner_contact, 24, 3),
    partner_words!(phone, partner_phone, Phone).searched(),
    partner_words!(email, partner_email, Text).searched(),
    partner_words!(gives, partner_gives, Long).searched(),
    partner_words!(notes, notes, Long),
];
