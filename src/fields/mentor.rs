//! Fields of the base of mentors: the official sixteen columns (model §3.2) and the steps to admission (§8).

use super::choices::{DECISIONS, FORMS, MENTOR_STATUSES};
use super::entry::{entry_date, entry_form, entry_standing, entry_text};
use super::{Ctx, Field, FieldKind, MentorRow, Value, case_links, person};
use crate::domain::{Form, InterviewDecision, MentorStanding, Secret, Step, status, taught};
use crate::text::Text;

/// How a mentor was taken is for those who take mentors.
#[allow(clippy::unnecessary_wraps)] // What a field asks for.
fn selection(_: &MentorRow, _: &Ctx) -> Option<Secret> {
    Some(Secret::Selection)
}

/// The steps of selection are seen in a status as well; that somebody leads, rests or has done is not one of them.
fn status_secret(row: &MentorRow, ctx: &Ctx) -> Option<Secret> {
    let status = row.id.and_then(|id| status::mentor(ctx.register, id, ctx.today))?;
    status.is_of_selection().then_some(Secret::Selection)
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
        .secret(selection)
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
    person::kind::<MentorRow>().searched(),
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
    .column(|text| text.fields.free_head, 4, 2),
    Field::computed(
        "status_now",
        |text| text.fields.status_now,
        FieldKind::Choice(MENTOR_STATUSES),
        |row: &MentorRow, ctx| {
            let status = row.id.and_then(|id| status::mentor(ctx.register, id, ctx.today));
            Value::code(status.map(|status| status.code()))
        },
    )
    .secret(status_secret)
    .searched()
    .column(|text| text.fields.status_head, 13, 1),
    person::organisation::<MentorRow>().searched().column(|text| text.fields.organisation, 20, 4),
    person::position::<MentorRow>().searched(),
    person::phone::<MentorRow>().secret(person::contacts_of).searched(),
    person::contacts::<MentorRow>(),
    person::email::<MentorRow>().secret(person::contacts_of),
    entry_text!(MentorRow, mentor.competences, Long)
        .searched()
        .aliases(&["Основные компетенции наставника", "Основные компетенции"]),
    entry_text!(MentorRow, mentor.achievements, Long)
        .aliases(&["Важные для программы достижения наставника", "Важные для программы достижения"]),
    entry_text!(MentorRow, mentor.interests, Text).aliases(&["Интересы наставника"]),
    entry_text!(MentorRow, mentor.preferred_age, Text).aliases(&["Желаемый возраст наставляемых"]),
    entry_text!(MentorRow, mentor.time, Text)
        .aliases(&["Ресурс времени на программу наставничества", "Ресурс времени"]),
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
        "group_from",
        |text| text.fields.group_from,
        FieldKind::Number { low: 0, high: 50 },
        |row: &MentorRow, _| match row.mentor.group_from {
            0 => Value::Empty,
            from => Value::Number(i64::from(from)),
        },
        |row, value, _| {
            row.entry().group_from = value.as_number().and_then(|number| u8::try_from(number).ok()).unwrap_or(0);
        },
    )
    .aliases(&["Группа от", "Минимум в группе"]),
    Field::new(
        "ready_for_ovz",
        |text| text.fields.ready_for_ovz,
        FieldKind::Flag,
        |row: &MentorRow, _| if row.mentor.ready_for_ovz { Value::Flag(true) } else { Value::Empty },
        |row, value, _| row.entry().ready_for_ovz = value == Value::Flag(true),
    )
    .aliases(&["Готовность к работе с ОВЗ", "Готов работать с детьми с ОВЗ", "Работа с ОВЗ"]),
    entry_form!(MentorRow, mentor).column(|text| text.fields.form, 20, 5),
    entry_date!(MentorRow, mentor.entered_on, entered_on).aliases(&["Дата вхождения в программу"]),
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
    )
    .secret(selection),
    // As the sessions show where the entry itself says nothing; what is written here is kept only where it says more.
    Field::new(
        "training",
        |text| text.fields.training,
        FieldKind::Step,
        |row: &MentorRow, ctx| step_value(trained_by(row, ctx)),
        |row: &mut MentorRow, value, ctx| {
            let shown = row.id.and_then(|id| taught(ctx.register, id, ctx.today).completed_on).map(Step::DoneOn);
            let told = step_of(&value);
            row.entry().training = if Some(told) == shown { Step::Open } else { told };
        },
    ),
    Field::new(
        "training_hours",
        |text| text.fields.training_hours,
        FieldKind::Number { low: 0, high: 500 },
        |row: &MentorRow, ctx| match row.mentor.training_hours.saturating_add(hours_at_sessions(row, ctx)) {
            0 => Value::Empty,
            hours => Value::Number(i64::from(hours)),
        },
        |row, value, ctx| {
            let all = value.as_number().and_then(|number| u16::try_from(number).ok()).unwrap_or(0);
            row.entry().training_hours = all.saturating_sub(hours_at_sessions(row, ctx));
        },
    ),
    person::consent_data::<MentorRow>(),
    entry_date!(MentorRow, mentor.record_check_until, record_check).secret(selection),
    entry_date!(MentorRow, mentor.medical_check_until, medical_check).secret(selection),
    entry_standing!(MentorRow, mentor, MentorStanding),
    entry_date!(MentorRow, mentor.left_on, left_on).aliases(&["Дата завершения программы"]),
    entry_text!(MentorRow, mentor.result, Long).aliases(&["Результаты программы"]).secret(|_, _| Some(Secret::Notes)),
    person::birth_year::<MentorRow>(),
    person::birth_date::<MentorRow>(),
    person::guardian::<MentorRow>().secret(person::contacts_of),
    person::consent_participation::<MentorRow>().no_form(),
    person::consent_publication::<MentorRow>(),
    person::health::<MentorRow>().no_form(),
    Field::computed(
        "case_link",
        |text| text.deeds.case_link_mentor,
        FieldKind::Text,
        |row: &MentorRow, ctx| {
            let pairs = row.id.map(|id| ctx.register.pairs_of_mentor(id)).unwrap_or_default();
            Value::text(&case_links(ctx.register, pairs.into_iter().map(|(id, _)| id)))
        },
    ),
    entry_text!(MentorRow, mentor.notes, Long).secret(|_, _| Some(Secret::Notes)),
];

/// When primary training was completed: as the entry says, else as the sessions show.
fn trained_by(row: &MentorRow, ctx: &Ctx) -> Step {
    if row.mentor.training.is_done() {
        return row.mentor.training;
    }
    let shown = row.id.and_then(|id| taught(ctx.register, id, ctx.today).completed_on);
    shown.map_or(Step::Open, Step::DoneOn)
}

fn hours_at_sessions(row: &MentorRow, ctx: &Ctx) -> u16 {
    let minutes = row.id.map_or(0, |id| taught(ctx.register, id, ctx.today).minutes);
    u16::try_from(minutes / 60).unwrap_or(u16::MAX)
}

const fn standing(standing: MentorStanding, word: fn(&Text) -> &'static str) -> super::Choice {
    super::Choice::new(standing.code(), word)
}

/// What a curator decides of a mentor's place in the programme. The later rows are synonyms: steps of selection, read
/// from other people's tables as taking part.
static STANDINGS: &[super::Choice] = &[
    standing(MentorStanding::Participating, |t| t.terms.participating),
    standing(MentorStanding::Paused, |t| t.terms.paused),
    standing(MentorStanding::Completed, |t| t.terms.completed),
    standing(MentorStanding::Removed, |t| t.terms.removed),
    standing(MentorStanding::Moved, |t| t.terms.moved),
    standing(MentorStanding::Participating, |t| t.terms.mentor_potential),
    standing(MentorStanding::Participating, |t| t.terms.mentor_applied),
    standing(MentorStanding::Participating, |t| t.terms.mentor_interviewed),
    standing(MentorStanding::Participating, |t| t.terms.mentor_trained),
    standing(MentorStanding::Participating, |t| t.terms.mentor_admitted),
    standing(MentorStanding::Participating, |t| t.terms.mentor_leading),
];

/// A step as a field shows it.
pub(super) fn step_value(step: Step) -> Value {
    match step {
        Step::Open => Value::Empty,
        Step::Done => Value::Flag(true),
        Step::DoneOn(date) => Value::Date(date),
    }
}

/// The step that a field says.
pub(super) fn step_of(value: &Value) -> Step {
    match value {
        Value::Date(date) => Step::DoneOn(*date),
        Value::Flag(true) => Step::Done,
        _ => Step::Open,
    }
}
