//! Fields of an event, and of the roll that is taken of it (model §4.5, §4.7).

use std::sync::Arc;

use super::vocabulary::{EVENT_KINDS, EVENT_ROLES, Said};
use super::{Field, FieldKind, Pool, Value};
use crate::domain::{Event, EventId, EventKind, EventRole, PartnerId, PersonId, Register};

/// An event under its identity.
#[derive(Debug, Clone)]
pub struct EventRow {
    /// The event, unless it is new.
    pub id: Option<EventId>,
    /// What it is.
    pub event: Arc<Event>,
}

impl EventRow {
    /// An event on file.
    pub fn load(register: &Register, id: EventId) -> Option<Self> {
        Some(Self { id: Some(id), event: Arc::clone(register.get::<Event>(id)?) })
    }

    fn edit(&mut self) -> &mut Event {
        Arc::make_mut(&mut self.event)
    }
}

macro_rules! event_text {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.deeds.$label,
            FieldKind::$kind,
            |row: &EventRow, _| Value::text(&row.event.$name),
            |row: &mut EventRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

/// Every field of an event, in the order of the form.
pub static EVENT: &[Field<EventRow>] = &[
    Field::new(
        "on",
        |text| text.deeds.event_on,
        FieldKind::Date,
        |row: &EventRow, _| Value::Date(row.event.on),
        |row: &mut EventRow, value, _| {
            if let Some(day) = value.as_date() {
                row.edit().on = day;
            }
        },
    )
    .required()
    .column(|text| text.fields.date, 10, 0)
    // Within a year the day and the month are enough.
    .brief(5, |value, _| value.as_date().map_or_else(String::new, |day| day.format("%d.%m").to_string())),
    Field::new(
        "kind",
        |text| text.deeds.event_kind,
        FieldKind::Choice(EVENT_KINDS),
        |row: &EventRow, _| Value::Code(row.event.kind.code()),
        |row: &mut EventRow, value, _| {
            if let Some(kind) = value.as_code().and_then(EventKind::from_code) {
                row.edit().kind = kind;
            }
        },
    )
    .required()
    .searched(),
    event_text!(title, event_title, Text).required().searched().column(|text| text.deeds.event_title, 22, 0),
    Field::computed(
        "kind_now",
        |text| text.deeds.event_kind,
        FieldKind::Text,
        |row: &EventRow, ctx| Value::text(row.event.kind.said(ctx.register, ctx.text)),
    )
    .unexported()
    .column(|text| text.deeds.event_kind, 14, 3),
    Field::computed(
        "count",
        |text| text.deeds.event_count,
        FieldKind::Number { low: 0, high: 100_000 },
        |row: &EventRow, _| Value::Number(i64::try_from(row.event.present.len()).unwrap_or(i64::MAX)),
    )
    .column(|text| text.deeds.event_count_head, 4, 1),
    Field::computed(
        "standing",
        |text| text.fields.state,
        FieldKind::Text,
        |row: &EventRow, ctx| Value::text(standing(&row.event, ctx)),
    )
    .unexported()
    .column(|text| text.deeds.event_state_head, 7, 2),
    Field::new(
        "high_rating",
        |text| text.deeds.event_high,
        FieldKind::Flag,
        |row: &EventRow, _| Value::Flag(row.event.high_rating),
        |row: &mut EventRow, value, _| row.edit().high_rating = value == Value::Flag(true),
    )
    .column(|text| text.deeds.event_high_head, 4, 4),
    Field::new(
        "held",
        |text| text.deeds.event_held,
        FieldKind::Flag,
        |row: &EventRow, _| Value::Flag(row.event.held),
        |row: &mut EventRow, value, _| row.edit().held = value == Value::Flag(true),
    ),
    Field::new(
        "until",
        |text| text.deeds.event_until,
        FieldKind::Date,
        |row: &EventRow, _| Value::date(row.event.until),
        |row: &mut EventRow, value, _| row.edit().until = value.as_date(),
    ),
    event_text!(place, event_place, Text),
    Field::new(
        "partner",
        |text| text.deeds.event_partner,
        FieldKind::Pick { pool: Pool::Partners, many: false },
        |row: &EventRow, _| Value::Picked(row.event.partner.map(Into::into).into_iter().collect()),
        |row: &mut EventRow, value, _| {
            row.edit().partner = value.as_picked().first().and_then(|&key| PartnerId::of(key));
        },
    ),
    event_text!(result, event_result, Long),
    event_text!(link, event_link, Text),
    event_text!(notes, event_notes, Long),
];

/// What an event waits for: it is to come, nobody has said that it took place, nobody has taken the roll.
fn standing(event: &Event, ctx: &super::Ctx) -> &'static str {
    let d = &ctx.text.deeds;
    match event.held {
        false if event.on > ctx.today => d.event_planned,
        false if event.last_day() >= ctx.today => d.event_running,
        false => d.event_unmarked,
        true if event.present.is_empty() => d.event_no_roll,
        true => d.event_was,
    }
}

/// A roll being taken: who was there, and for all of those how and with what result, where that is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RollRow {
    /// Who was there.
    pub present: Vec<PersonId>,
    /// How they took part; as it was, where nothing is said.
    pub role: Option<EventRole>,
    /// What came of it; as it was, where nothing is said.
    pub result: String,
}

/// The fields of a roll.
pub static ROLL: &[Field<RollRow>] = &[
    Field::new(
        "present",
        |text| text.deeds.roll_present,
        FieldKind::Pick { pool: Pool::People, many: true },
        |row: &RollRow, _| Value::Picked(row.present.iter().map(|&id| id.into()).collect()),
        |row: &mut RollRow, value, _| {
            row.present = value.as_picked().iter().filter_map(|&key| PersonId::of(key)).collect();
        },
    ),
    Field::new(
        "role",
        |text| text.deeds.roll_role,
        FieldKind::Choice(EVENT_ROLES),
        |row: &RollRow, _| Value::code(row.role.map(EventRole::code)),
        |row: &mut RollRow, value, _| row.role = value.as_code().and_then(EventRole::from_code),
    ),
    Field::new(
        "result",
        |text| text.deeds.roll_result,
        FieldKind::Text,
        |row: &RollRow, _| Value::text(&row.result),
        |row: &mut RollRow, value, _| row.result = value.into_text(),
    ),
];
