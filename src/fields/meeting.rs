//! Fields of a meeting (model §3.8).

use std::sync::Arc;

use chrono::NaiveDate;

use super::choices::{MEETING_KINDS, MEETING_STATES};
use super::vocabulary::{CONTEXTS, PLACES};
use super::{Field, FieldKind, Pool, Value};
use crate::domain::{
    Context, Meeting, MeetingId, MeetingKind, MeetingState, MenteeId, Pair, PairId, Place, Register, Secret,
};
use crate::text::Text;

/// A meeting under its identity.
#[derive(Debug, Clone)]
pub struct MeetingRow {
    /// The meeting, unless it is new.
    pub id: Option<MeetingId>,
    /// What it is.
    pub meeting: Arc<Meeting>,
    /// When to meet next; keeping it plans that meeting in the same step.
    pub next_date: Option<NaiveDate>,
}

impl MeetingRow {
    /// A meeting on file.
    pub fn load(register: &Register, id: MeetingId) -> Option<Self> {
        Some(Self { id: Some(id), meeting: Arc::clone(register.get::<Meeting>(id)?), next_date: None })
    }

    fn edit(&mut self) -> &mut Meeting {
        Arc::make_mut(&mut self.meeting)
    }
}

macro_rules! meeting_text {
    ($name:ident, $id:literal, $label:ident, $kind:ident) => {
        Field::new(
            $id,
            |text| text.fields.$label,
            FieldKind::$kind,
            |row: &MeetingRow, _| Value::text(&row.meeting.$name),
            |row: &mut MeetingRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! mood {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Scale { low: 1, high: 5 },
            |row: &MeetingRow, _| row.meeting.$name.map_or(Value::Empty, |mood| Value::Number(i64::from(mood))),
            |row: &mut MeetingRow, value, _| {
                row.edit().$name = value.as_number().and_then(|number| u8::try_from(number).ok());
            },
        )
        .secret(|row: &MeetingRow, _| Some(Secret::Feelings(row.meeting.pair)))
    };
}

/// A kind of meeting in six cells.
fn short_kind(kind: MeetingKind, text: &Text) -> &'static str {
    let t = &text.terms;
    match kind {
        MeetingKind::Acquaintance => t.kind_acquaintance_brief,
        MeetingKind::Trial => t.kind_trial_brief,
        MeetingKind::Planning => t.kind_planning_brief,
        MeetingKind::Regular => t.kind_regular_brief,
        MeetingKind::Final => t.kind_final_brief,
    }
}

/// What became of a meeting in six cells; no two are alike.
fn short_state(state: MeetingState, text: &Text) -> &'static str {
    let t = &text.terms;
    match state {
        MeetingState::Planned => t.meeting_planned_brief,
        MeetingState::Held => t.meeting_held_brief,
        MeetingState::Cancelled => t.meeting_cancelled_brief,
        MeetingState::NoShow => t.meeting_no_show_brief,
    }
}

/// Every field of a meeting, in the order of the form.
pub static MEETING: &[Field<MeetingRow>] = &[
    Field::new(
        "date",
        |text| text.fields.date,
        FieldKind::Date,
        |row: &MeetingRow, _| Value::Date(row.meeting.date),
        |row, value, _| {
            if let Some(date) = value.as_date() {
                row.edit().date = date;
            }
        },
    )
    .required()
    .column(|text| text.fields.date, 10, 0)
    // Within a year the day and the month are enough.
    .brief(5, |value, _| value.as_date().map_or_else(String::new, |day| day.format("%d.%m").to_string())),
    Field::new(
        "pair",
        |text| text.fields.pair,
        FieldKind::Pick { pool: Pool::Pairs, many: false },
        |row: &MeetingRow, _| match row.meeting.pair {
            PairId(0) => Value::Empty,
            id => Value::Picked(vec![id.into()]),
        },
        |row, value, ctx| {
            let Some(pair) = value.as_picked().first().and_then(|&key| PairId::of(key)) else { return };
            if row.meeting.pair != pair {
                // Another pair: everybody in it was there unless the curator says otherwise.
                let mentees = ctx.register.get::<Pair>(pair).map_or_else(Vec::new, |pair| pair.mentees.clone());
                let meeting = row.edit();
                meeting.pair = pair;
                meeting.present = mentees;
            }
        },
    )
    .required()
    .searched()
    .column(|text| text.fields.pair, 30, 0),
    Field::new(
        "kind",
        |text| text.fields.meeting_kind,
        FieldKind::Choice(MEETING_KINDS),
        |row: &MeetingRow, _| Value::Code(row.meeting.kind.code()),
        |row, value, _| {
            if let Some(kind) = value.as_code().and_then(MeetingKind::from_code) {
                row.edit().kind = kind;
            }
        },
    )
    .searched()
    .column(|text| text.fields.meeting_kind_head, 16, 0)
    .brief(6, |value, text| {
        let kind = value.as_code().and_then(MeetingKind::from_code);
        kind.map_or("", |kind| short_kind(kind, text)).to_owned()
    }),
    Field::new(
        "state",
        |text| text.fields.meeting_state,
        FieldKind::Choice(MEETING_STATES),
        |row: &MeetingRow, _| Value::Code(row.meeting.state.code()),
        |row, value, _| {
            if let Some(state) = value.as_code().and_then(MeetingState::from_code) {
                row.edit().state = state;
            }
        },
    )
    .column(|text| text.fields.meeting_state_head, 9, 0)
    .brief(6, |value, text| {
        let state = value.as_code().and_then(MeetingState::from_code);
        state.map_or("", |state| short_state(state, text)).to_owned()
    }),
    Field::new(
        "present",
        |text| text.fields.present,
        FieldKind::Pick { pool: Pool::Mentees, many: true },
        |row: &MeetingRow, _| Value::Picked(row.meeting.present.iter().map(|&id| id.into()).collect()),
        |row, value, _| row.edit().present = value.as_picked().iter().filter_map(|&key| MenteeId::of(key)).collect(),
    ),
    Field::new(
        "minutes",
        |text| text.fields.minutes,
        FieldKind::Number { low: 0, high: 600 },
        |row: &MeetingRow, _| match row.meeting.minutes {
            0 => Value::Empty,
            minutes => Value::Number(i64::from(minutes)),
        },
        |row, value, _| {
            row.edit().minutes = value.as_number().and_then(|number| u16::try_from(number).ok()).unwrap_or(0);
        },
    )
    .column(|text| text.fields.minutes, 6, 4),
    meeting_text!(topic, "topic", topic, Text).searched().column(|text| text.fields.topic, 24, 3),
    meeting_text!(result, "result", meeting_result, Long),
    meeting_text!(next_step, "next_step", next_step, Text),
    Field::new(
        "next_date",
        |text| text.fields.next_date,
        FieldKind::Date,
        |row: &MeetingRow, _| Value::date(row.next_date),
        |row, value, _| row.next_date = value.as_date(),
    ),
    mood!(mood_mentee),
    mood!(mood_mentor),
    Field::new(
        "place",
        |text| text.fields.place,
        FieldKind::Choice(PLACES),
        |row: &MeetingRow, _| Value::Code(row.meeting.place.code()),
        |row, value, _| {
            if let Some(place) = value.as_code().and_then(Place::from_code) {
                row.edit().place = place;
            }
        },
    ),
    Field::new(
        "context",
        |text| text.fields.context,
        FieldKind::Choice(CONTEXTS),
        |row: &MeetingRow, _| Value::code(row.meeting.context.map(Context::code)),
        |row, value, _| row.edit().context = value.as_code().and_then(Context::from_code),
    ),
    Field::new(
        "time",
        |text| text.fields.clock,
        FieldKind::Time,
        |row: &MeetingRow, _| row.meeting.time.map_or(Value::Empty, Value::Time),
        |row, value, _| {
            row.edit().time = match value {
                Value::Time(time) => Some(time),
                _ => None,
            };
        },
    ),
    meeting_text!(safety_note, "safety_note", safety_note, Long).restricted(),
    meeting_text!(safety_action, "safety_action", safety_action, Long).restricted(),
];
