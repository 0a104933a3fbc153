//! Fields of a mentor's selection: the application, the interview sheet, and what the mentor aims at (seed §4, §8
//! stage 4; model §3.5). Steps, dates and the decision stand in the entry and are written in the same step.

use std::sync::Arc;

use super::choices::DECISIONS;
use super::programme_choices::MENTOR_STYLES;
use super::{Ctx, Field, FieldKind, Value, mentor};
use crate::domain::{
    InterviewDecision, MOST_CRITERIA, MOST_MARKS, Mentor, MentorId, MentorStyle, Register, Selection, Words,
};

/// A mentor's entry with the sheet that belongs to it; an empty one where they have none.
#[derive(Debug, Clone)]
pub struct SelectionRow {
    /// Whose.
    pub id: MentorId,
    /// The entry.
    pub mentor: Arc<Mentor>,
    /// The sheet.
    pub sheet: Arc<Selection>,
    /// Codes of the criteria the interview asks about, in order.
    pub asked: Vec<Words>,
}

impl SelectionRow {
    /// The entry and the sheet on file.
    pub fn load(register: &Register, id: MentorId, asked: Vec<Words>) -> Option<Self> {
        let mentor = Arc::clone(register.get::<Mentor>(id)?);
        let on_file = register.get::<Selection>(id.into()).cloned();
        Some(Self { id, mentor, sheet: on_file.unwrap_or_else(|| Arc::new(Selection::new(id))), asked })
    }

    /// Of a sheet alone, for what only the sheet says.
    pub fn of_sheet(sheet: &Arc<Selection>) -> Self {
        let blank = Mentor::new(crate::domain::PersonId(0), crate::domain::YearId(0));
        Self { id: sheet.mentor, mentor: Arc::new(blank), sheet: Arc::clone(sheet), asked: Vec::new() }
    }

    fn edit(&mut self) -> &mut Selection {
        Arc::make_mut(&mut self.sheet)
    }

    fn entry(&mut self) -> &mut Mentor {
        Arc::make_mut(&mut self.mentor)
    }
}

macro_rules! sheet_text {
    ($name:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.training.$name,
            FieldKind::$kind,
            |row: &SelectionRow, _| Value::text(&row.sheet.$name),
            |row: &mut SelectionRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! step {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Step,
            |row: &SelectionRow, _| mentor::step_value(row.mentor.$name),
            |row: &mut SelectionRow, value, _| row.entry().$name = mentor::step_of(&value),
        )
    };
}

macro_rules! check {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Date,
            |row: &SelectionRow, _| Value::date(row.mentor.$name),
            |row: &mut SelectionRow, value, _| row.entry().$name = value.as_date(),
        )
    };
}

/// What the application asks: it is written freely, so the text is kept whole, and what is worth finding again stands
/// beside it.
pub static APPLICATION: &[Field<SelectionRow>] = &[
    step!(application),
    Field::new(
        "words",
        |text| text.training.application,
        FieldKind::Long,
        |row: &SelectionRow, _| Value::text(&row.sheet.application),
        |row: &mut SelectionRow, value, _| row.edit().application = value.into_text().into(),
    ),
    sheet_text!(education, Text),
    sheet_text!(motive, Long),
    sheet_text!(experience, Long),
    sheet_text!(limits, Text),
    sheet_text!(recommended_by, Text),
    check!(record_check_until, record_check),
    check!(medical_check_until, medical_check),
];

/// The fields of [`APPLICATION`] that only adults from outside are asked.
pub const OF_EXTERNAL: &[&str] = &["record_check_until", "medical_check_until"];

/// What a mentor puts into words in primary training (seed §4).
pub static AIMS: &[Field<SelectionRow>] = &[
    sheet_text!(aims, Long),
    sheet_text!(expectations, Long),
    Field::new(
        "style",
        |text| text.training.style,
        FieldKind::Choice(MENTOR_STYLES),
        |row: &SelectionRow, _| Value::code(row.sheet.style.map(MentorStyle::code)),
        |row: &mut SelectionRow, value, _| row.edit().style = value.as_code().and_then(MentorStyle::from_code),
    ),
];

fn mark(row: &SelectionRow, place: usize) -> Value {
    let mark = row.asked.get(place).and_then(|code| row.sheet.mark(code));
    mark.map_or(Value::Empty, |mark| Value::Number(i64::from(mark)))
}

fn set_mark(row: &mut SelectionRow, place: usize, value: &Value) {
    let Some(code) = row.asked.get(place).cloned() else { return };
    row.edit().set_mark(&code, value.as_number().and_then(|mark| u8::try_from(mark).ok()));
}

macro_rules! marks {
    ($($id:literal $place:literal),+ $(,)?) => {
        /// A mark for each criterion; its label is the school's word for it.
        pub static MARKS: &[Field<SelectionRow>; MOST_CRITERIA] = &[$(Field::new(
            $id,
            |text| text.training.criterion,
            FieldKind::Scale { low: 0, high: MOST_MARKS },
            |row: &SelectionRow, _: &Ctx| mark(row, $place),
            |row: &mut SelectionRow, value, _: &Ctx| set_mark(row, $place, &value),
        )),+];
    };
}

marks!(
    "mark_1" 0, "mark_2" 1, "mark_3" 2, "mark_4" 3, "mark_5" 4, "mark_6" 5, "mark_7" 6, "mark_8" 7, "mark_9" 8,
    "mark_10" 9, "mark_11" 10, "mark_12" 11, "mark_13" 12, "mark_14" 13, "mark_15" 14, "mark_16" 15,
);

/// What the interview sheet holds beside its marks.
pub static INTERVIEW: &[Field<SelectionRow>] = &[
    step!(interview),
    sheet_text!(interviewer, Text),
    Field::new(
        "decision",
        |text| text.fields.decision,
        FieldKind::Choice(DECISIONS),
        |row: &SelectionRow, _| Value::Code(row.mentor.decision.code()),
        |row: &mut SelectionRow, value, _| {
            row.entry().decision =
                value.as_code().and_then(InterviewDecision::from_code).unwrap_or(InterviewDecision::Pending);
        },
    ),
    sheet_text!(conclusion, Long),
];
