//! Fields of the base of mentors: the official sixteen columns (model §3.2) and the steps to admission (§8).

use std::sync::Arc;

use super::choices::{DECISIONS, FORMS, MENTOR_STATUSES};
use super::{Ctx, Field, FieldKind, MentorRow, Value, person};
use crate::domain::{
    Form, InterviewDecision, Mentor, MentorId, MentorStanding, Person, PersonId, PersonKind, PersonName, Register,
    Step, YearId, status,
};
use crate::text::Text;

impl MentorRow {
    /// A line for somebody new.
    pub fn blank(year: YearId) -> Self {
        Self {
            id: None,
            person_id: None,
            person: Arc::new(Person::new(PersonName::default(), PersonKind::Pupil)),
            mentor: Arc::new(Mentor::new(PersonId(0), year)),
        }
    }

    /// The line of an entry on file.
    pub fn load(register: &Register, id: MentorId) -> Option<Self> {
        let mentor = register.get::<Mentor>(id)?;
        let person = register.get::<Person>(mentor.person)?;
        Some(Self {
            id: Some(id),
            person_id: Some(mentor.person),
            person: Arc::clone(person),
            mentor: Arc::clone(mentor),
        })
    }

    fn entry(&mut self) -> &mut Mentor {
        Arc::make_mut(&mut self.mentor)
    }
}

/// Declares text fields of the entry.
macro_rules! entry_text {
    ($name:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::$kind,
            |row: &MentorRow, _| Value::text(&row.mentor.$name),
            |row: &mut MentorRow, value, _| row.entry().$name = value.into_text().into(),
        )
    };
}

/// Declares days of the entry.
macro_rules! entry_date {
    ($name:ident, $id:literal, $label:ident) => {
        Field::new(
            $id,
            |text| text.fields.$label,
            FieldKind::Date,
            |row: &MentorRow, _| Value::date(row.mentor.$name),
            |row: &mut MentorRow, value, _| row.entry().$name = value.as_date(),
        )
    };
}

/// Declares steps to admission.
macro_rules! entry_step {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Step,
            |row: &MentorRow, _| step_value(row.mentor.$name),
            |row: &mut MentorRow, value, _| row.entry().$name = step_of(&value),
        )
    };
}

/// Every field of a mentor, in the order of the form.
pub static MENTOR: &[Field<MentorRow>] = &[
    person::name::<MentorRow>().aliases(&[
        "ФИО наставника",
        "ФИО наставника (полностью)",
        "Фамилия, имя, отчество",
        "Фамилия, имя",
    ]),
    person::last_name::<MentorRow>().import_only(),
    person::first_name::<MentorRow>().import_only(),
    person::patronymic::<MentorRow>().import_only(),
    person::workplace::<MentorRow>(),
    person::kind::<MentorRow>(),
    person::class::<MentorRow>(),
    Field::computed(
        "free",
        |text| text.fields.free,
        FieldKind::Number { low: -100, high: 100 },
        |row: &MentorRow, ctx| {
            let free = row.id.map(|id| status::free_places(ctx.register, id));
            free.map_or(Value::Empty, |free| Value::Number(i64::from(free)))
        },
    )
    .column(|text| text.fields.free, 4, 2),
    Field::computed(
        "status_now",
        |text| text.fields.status,
        FieldKind::Choice(MENTOR_STATUSES),
        |row: &MentorRow, ctx| {
            let status = row.id.and_then(|id| status::mentor(ctx.register, id, ctx.today));
            Value::code(status.map(|status| status.code()))
        },
    )
    .column(|text| text.fields.status_head, 13, 1),
    person::organisation::<MentorRow>().searched().column(|text| text.fields.organisation, 20, 4),
    person::position::<MentorRow>().searched(),
    person::phone::<MentorRow>().searched(),
    person::contacts::<MentorRow>(),
    person::email::<MentorRow>(),
    entry_text!(competences, Long).searched().aliases(&["Основные компетенции наставника", "Основные компетенции"]),
    entry_text!(achievements, Long)
        .aliases(&["Важные для программы достижения наставника", "Важные для программы достижения"]),
    entry_text!(interests, Text).aliases(&["Интересы наставника"]),
    entry_text!(preferred_age, Text).aliases(&["Желаемый возраст наставляемых"]),
    entry_text!(time, Text).aliases(&["Ресурс времени на программу наставничества", "Ресурс времени"]),
    Field::new(
        "capacity",
        |text| text.fields.capacity,
        FieldKind::Number { low: 1, high: 50 },
        |row: &MentorRow, _| Value::Number(i64::from(row.mentor.capacity)),
        |row, value, _| {
            if let Some(places) = value.as_number().and_then(|number| u8::try_from(number).ok()) {
                row.entry().capacity = places;
            }
        },
    ),
    Field::new(
        "form",
        |text| text.fields.form,
        FieldKind::Choice(FORMS),
        |row: &MentorRow, _| Value::code(row.mentor.form.map(Form::code)),
        |row, value, _| row.entry().form = value.as_code().and_then(Form::from_code),
    )
    .aliases(&["Форма наставничества", "Желаемая форма"])
    .column(|text| text.fields.form, 20, 5),
    entry_date!(entered_on, "entered_on", entered_on).aliases(&["Дата вхождения в программу"]),
    entry_step!(application),
    entry_step!(interview),
    Field::new(
        "decision",
        |text| text.fields.decision,
        FieldKind::Choice(DECISIONS),
        |row: &MentorRow, _| Value::Code(row.mentor.decision.code()),
        |row, value, _| {
            row.entry().decision =
                value.as_code().and_then(InterviewDecision::from_code).unwrap_or(InterviewDecision::Pending);
        },
    ),
    entry_step!(training),
    Field::new(
        "training_hours",
        |text| text.fields.training_hours,
        FieldKind::Number { low: 0, high: 500 },
        |row: &MentorRow, _| match row.mentor.training_hours {
            0 => Value::Empty,
            hours => Value::Number(i64::from(hours)),
        },
        |row, value, _| {
            row.entry().training_hours = value.as_number().and_then(|number| u16::try_from(number).ok()).unwrap_or(0);
        },
    ),
    person::consent_data::<MentorRow>(),
    entry_date!(record_check_until, "record_check_until", record_check),
    entry_date!(medical_check_until, "medical_check_until", medical_check),
    Field::new(
        "status",
        |text| text.fields.status,
        FieldKind::Choice(STANDINGS),
        get_standing,
        |row, value, _| set_standing(row, &value),
    ),
    entry_date!(left_on, "left_on", left_on).aliases(&["Дата завершения программы"]),
    entry_text!(result, Long).aliases(&["Результаты программы"]),
    person::birth_year::<MentorRow>(),
    person::birth_date::<MentorRow>(),
    person::guardian::<MentorRow>(),
    person::consent_participation::<MentorRow>().no_form(),
    person::consent_publication::<MentorRow>(),
    person::health::<MentorRow>().no_form(),
    entry_text!(notes, Long),
];

const fn standing(standing: MentorStanding, word: fn(&Text) -> &'static str) -> super::Choice {
    super::Choice { code: standing.code(), word, long: None, restricted: false }
}

/// What a curator decides of a mentor's place in the programme. The later rows are synonyms: steps of selection, read
/// from other people's tables as taking part.
static STANDINGS: &[super::Choice] = &[
    standing(MentorStanding::Participating, |t| t.terms.participating),
    standing(MentorStanding::Paused, |t| t.terms.paused),
    standing(MentorStanding::Completed, |t| t.terms.completed),
    standing(MentorStanding::Removed, |t| t.terms.removed),
    standing(MentorStanding::Participating, |t| t.terms.mentor_potential),
    standing(MentorStanding::Participating, |t| t.terms.mentor_applied),
    standing(MentorStanding::Participating, |t| t.terms.mentor_interviewed),
    standing(MentorStanding::Participating, |t| t.terms.mentor_trained),
    standing(MentorStanding::Participating, |t| t.terms.mentor_admitted),
    standing(MentorStanding::Participating, |t| t.terms.mentor_leading),
];

fn get_standing(row: &MentorRow, _: &Ctx) -> Value {
    Value::Code(row.mentor.standing.code())
}

fn set_standing(row: &mut MentorRow, value: &Value) {
    if let Some(standing) = value.as_code().and_then(MentorStanding::from_code) {
        row.entry().standing = standing;
    }
}

fn step_value(step: Step) -> Value {
    match step {
        Step::Open => Value::Empty,
        Step::Done => Value::Flag(true),
        Step::DoneOn(date) => Value::Date(date),
    }
}

fn step_of(value: &Value) -> Step {
    match value {
        Value::Date(date) => Step::DoneOn(*date),
        Value::Flag(true) => Step::Done,
        _ => Step::Open,
    }
}
