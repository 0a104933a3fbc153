//! Fields of a session for mentors, and of what each mentor was taught (seed §4, model §7).

use std::sync::Arc;

use super::programme_choices::{MENTOR_STYLES, TRAINING_KINDS, TRAINING_METHODS};
use super::{Ctx, Field, FieldKind, Listed, Pool, Value, names};
use crate::domain::{
    MentorId, MentorStyle, Register, Selection, Taught, Training, TrainingId, TrainingKind, TrainingMethod, YearId,
    taught,
};
use crate::text::Text;

/// A session under its identity.
#[derive(Debug, Clone)]
pub struct TrainingRow {
    /// The session, unless it is new.
    pub id: Option<TrainingId>,
    /// What it is.
    pub training: Arc<Training>,
}

impl TrainingRow {
    /// A session on file.
    pub fn load(register: &Register, id: TrainingId) -> Option<Self> {
        Some(Self { id: Some(id), training: Arc::clone(register.get::<Training>(id)?) })
    }

    /// A session that is not on file.
    pub fn of(training: &Arc<Training>) -> Self {
        Self { id: None, training: Arc::clone(training) }
    }

    fn edit(&mut self) -> &mut Training {
        Arc::make_mut(&mut self.training)
    }
}

/// The topics the school teaches, to choose from; what nobody is admitted without is marked.
pub fn topics(ctx: &Ctx) -> Vec<Listed> {
    let topics = ctx.register.lists().topics.iter();
    topics
        .map(|topic| Listed { code: topic.code.to_string(), word: topic.title.to_string(), restricted: false })
        .collect()
}

/// A length in hours and minutes, as people say it: «2 ч 30 мин».
pub fn length(minutes: u32, text: &Text) -> String {
    let c = &text.training;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => crate::text::fill(c.minutes, &[&minutes]),
        (hours, 0) => crate::text::fill(c.hours, &[&hours]),
        (hours, minutes) => {
            format!("{} {}", crate::text::fill(c.hours, &[&hours]), crate::text::fill(c.minutes, &[&minutes]))
        }
    }
}

macro_rules! session_text {
    ($name:ident, $label:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.training.$label,
            FieldKind::$kind,
            |row: &TrainingRow, _| Value::text(&row.training.$name),
            |row: &mut TrainingRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

/// Every field of a session, in the order of the form.
pub static TRAINING: &[Field<TrainingRow>] = &[
    Field::new(
        "on",
        |text| text.fields.date,
        FieldKind::Date,
        |row: &TrainingRow, _| Value::Date(row.training.on),
        |row: &mut TrainingRow, value, _| {
            if let Some(day) = value.as_date() {
                row.edit().on = day;
            }
        },
    )
    .required()
    .column(|text| text.fields.date, 10, 0),
    Field::new(
        "kind",
        |text| text.training.kind,
        FieldKind::Choice(TRAINING_KINDS),
        |row: &TrainingRow, _| Value::Code(row.training.kind.code()),
        |row: &mut TrainingRow, value, _| {
            if let Some(kind) = value.as_code().and_then(TrainingKind::from_code) {
                row.edit().kind = kind;
            }
        },
    )
    .searched()
    .column(|text| text.training.kind_head, 11, 2),
    Field::new(
        "minutes",
        |text| text.training.length,
        FieldKind::Number { low: 1, high: 24 * 60 },
        |row: &TrainingRow, _| Value::Number(i64::from(row.training.minutes)),
        |row: &mut TrainingRow, value, _| {
            if let Some(minutes) = value.as_number().and_then(|number| u16::try_from(number).ok()) {
                row.edit().minutes = minutes;
            }
        },
    )
    .required()
    .column(|text| text.training.minutes_head, 5, 3),
    Field::new(
        "topics",
        |text| text.training.topics,
        FieldKind::Several(topics),
        |row: &TrainingRow, _| {
            Value::text(&row.training.topics.iter().map(|code| code.as_str()).collect::<Vec<_>>().join("\n"))
        },
        |row: &mut TrainingRow, value, _| row.edit().topics = value.into_text().lines().map(Into::into).collect(),
    )
    .searched()
    .column(|text| text.training.topics, 24, 0),
    Field::new(
        "method",
        |text| text.training.method,
        FieldKind::Choice(TRAINING_METHODS),
        |row: &TrainingRow, _| Value::Code(row.training.method.code()),
        |row: &mut TrainingRow, value, _| {
            if let Some(method) = value.as_code().and_then(TrainingMethod::from_code) {
                row.edit().method = method;
            }
        },
    )
    .column(|text| text.training.method_head, 14, 5),
    Field::new(
        "styles",
        |text| text.training.styles,
        FieldKind::Tags(MENTOR_STYLES),
        |row: &TrainingRow, _| Value::Codes(row.training.styles.iter().map(|style| style.code()).collect()),
        |row: &mut TrainingRow, value, _| {
            row.edit().styles = value.as_codes().iter().filter_map(|code| MentorStyle::from_code(code)).collect();
        },
    ),
    session_text!(leader, leader, Text).searched().column(|text| text.training.leader, 16, 4),
    Field::new(
        "present",
        |text| text.training.present,
        FieldKind::Pick { pool: Pool::Trainees, many: true },
        |row: &TrainingRow, _| Value::Picked(row.training.present.iter().map(|&id| id.into()).collect()),
        |row: &mut TrainingRow, value, _| {
            row.edit().present = value.as_picked().iter().filter_map(|&key| MentorId::of(key)).collect();
        },
    ),
    Field::computed(
        "came",
        |text| text.training.came,
        FieldKind::Number { low: 0, high: 100_000 },
        |row: &TrainingRow, _| match row.training.present.len() {
            0 => Value::Empty,
            came => Value::Number(i64::try_from(came).unwrap_or(i64::MAX)),
        },
    )
    .unexported()
    .column(|text| text.training.came_head, 4, 1),
    session_text!(notes, notes, Long),
];

/// A mentor with what they were taught until today.
#[derive(Debug, Clone)]
pub struct TraineeRow {
    /// Who.
    pub id: MentorId,
    /// In which year.
    pub year: YearId,
    style: Option<MentorStyle>,
}

impl TraineeRow {
    /// A mentor on file.
    pub fn load(register: &Register, id: MentorId) -> Option<Self> {
        let year = register.get::<crate::domain::Mentor>(id)?.year;
        Some(Self { id, year, style: register.get::<Selection>(id.into()).and_then(|sheet| sheet.style) })
    }

    fn taught<'a>(&self, ctx: &Ctx<'a>) -> Taught<'a> {
        taught(ctx.register, self.id, ctx.today)
    }
}

/// What of primary training somebody still lacks, in words; nothing where it is complete.
pub fn lacking(taught: &Taught, hours: u16, text: &Text) -> String {
    if taught.step().is_done() {
        return String::new();
    }
    let minutes = taught.minutes_lacking(hours);
    let topics = taught.lacking.iter().map(|topic| topic.title.to_string());
    topics.chain((minutes > 0).then(|| length(minutes, text))).collect::<Vec<_>>().join("; ")
}

/// What the list says of a mentor's training.
pub static TRAINEE: &[Field<TraineeRow>] = &[
    Field::computed(
        "name",
        |text| text.fields.name,
        FieldKind::Text,
        |row: &TraineeRow, ctx| Value::text(&names::of_key(ctx.register, row.id.into(), ctx.text)),
    )
    .searched()
    .column(|text| text.fields.name, 26, 0),
    Field::computed(
        "hours",
        |text| text.fields.training_hours,
        FieldKind::Number { low: 0, high: 10_000 },
        |row: &TraineeRow, ctx| Value::Number(i64::from(row.taught(ctx).hours())),
    )
    .column(|text| text.training.hours_head, 4, 1),
    Field::computed(
        "topics",
        |text| text.training.topics,
        FieldKind::Text,
        |row: &TraineeRow, ctx| {
            let all = ctx.register.lists().topics.iter().filter(|topic| topic.mandatory).count();
            let had = all - row.taught(ctx).lacking.len();
            Value::text(&crate::text::fill(ctx.text.common.of, &[&had, &all]))
        },
    )
    .column(|text| text.training.topics_head, 7, 2),
    Field::computed(
        "lacking",
        |text| text.training.lacking,
        FieldKind::Text,
        |row: &TraineeRow, ctx| {
            let taught = row.taught(ctx);
            let words = lacking(&taught, ctx.register.rules().training_hours, ctx.text);
            let done = || match taught.step().date() {
                Some(day) => super::dates::full(day),
                None => ctx.text.training.trained.to_owned(),
            };
            Value::text(&if taught.step().is_done() { done() } else { words })
        },
    )
    .searched()
    .column(|text| text.training.lacking_head, 16, 0),
    Field::computed(
        "style",
        |text| text.training.style,
        FieldKind::Choice(MENTOR_STYLES),
        |row: &TraineeRow, _| Value::code(row.style.map(MentorStyle::code)),
    )
    .column(|text| text.training.style_head, 15, 4),
];
