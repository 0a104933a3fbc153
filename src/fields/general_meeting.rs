//! Fields of the record of a general meeting (model §3.6, «протокол общей встречи»).

use std::sync::Arc;

use super::choices::MEETING_FORMATS;
use super::{Field, FieldKind, Pool, Value};
use crate::domain::{GeneralMeeting, GeneralMeetingId, MeetingFormat, MenteeId, MentorId, Register};

/// A general meeting under its identity.
#[derive(Debug, Clone)]
pub struct GeneralRow {
    /// The meeting, unless it is new.
    pub id: Option<GeneralMeetingId>,
    /// What it was.
    pub meeting: Arc<GeneralMeeting>,
}

impl GeneralRow {
    /// A meeting on file.
    pub fn load(register: &Register, id: GeneralMeetingId) -> Option<Self> {
        Some(Self { id: Some(id), meeting: Arc::clone(register.get::<GeneralMeeting>(id)?) })
    }

    fn edit(&mut self) -> &mut GeneralMeeting {
        Arc::make_mut(&mut self.meeting)
    }
}

macro_rules! general_text {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::$kind,
            |row: &GeneralRow, _| Value::text(&row.meeting.$name),
            |row: &mut GeneralRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! attendance {
    ($name:ident, $label:ident, $pool:ident, $id:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Pick { pool: Pool::$pool, many: true },
            |row: &GeneralRow, _| Value::Picked(row.meeting.$name.iter().map(|&id| id.into()).collect()),
            |row: &mut GeneralRow, value, _| {
                row.edit().$name = value.as_picked().iter().filter_map(|&key| $id::of(key)).collect();
            },
        )
    };
}

/// Every field of a general meeting, in the order of the form.
pub static GENERAL_MEETING: &[Field<GeneralRow>] = &[
    Field::new(
        "date",
        |text| text.fields.date,
        FieldKind::Date,
        |row: &GeneralRow, _| Value::Date(row.meeting.date),
        |row: &mut GeneralRow, value, _| {
            if let Some(day) = value.as_date() {
                row.edit().date = day;
            }
        },
    )
    .required(),
    attendance!(mentors, came_mentors, AllMentors, MentorId),
    attendance!(mentees, came_mentees, AllMentees, MenteeId),
    general_text!(place, place, Text),
    Field::new(
        "format",
        |text| text.fields.general_format,
        FieldKind::Choice(MEETING_FORMATS),
        |row: &GeneralRow, _| Value::Code(row.meeting.format.code()),
        |row: &mut GeneralRow, value, _| {
            if let Some(format) = value.as_code().and_then(MeetingFormat::from_code) {
                row.edit().format = format;
            }
        },
    ),
    general_text!(course, general_course, Long),
    general_text!(result, general_result, Long),
];
