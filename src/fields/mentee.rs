//! Fields of the base of mentees: the official thirteen columns (model §3.1) and the request map (§3.3).

use super::choices::{FORMS, MENTEE_STATUSES, NEXTS, REQUEST_STATES, TARGET_GROUPS};
use super::entry::{entry_date, entry_form, entry_standing, entry_text};
use super::vocabulary::{PROBLEMS, SOURCES};
use super::{Ctx, Field, FieldKind, MenteeRow, Value, Worded, case_links, person};
use crate::domain::status::MenteeStatus;
use crate::domain::{
    Form, LOWEST_PRIORITY, MenteeId, MenteeStanding, Next, Problem, Request, RequestState, Secret, Source, TargetGroup,
    status,
};
use crate::text::Text;

impl MenteeRow {
    fn main_request(&self) -> Request {
        self.mentee.requests.first().cloned().unwrap_or_default()
    }

    /// Changes the main request; a request of which nothing is left goes.
    fn with_request(&mut self, change: impl FnOnce(&mut Request)) {
        let requests = &mut self.entry().requests;
        if requests.is_empty() {
            requests.push(Request::default());
        }
        change(&mut requests[0]);
        if requests.len() == 1 && requests[0] == Request::default() {
            requests.clear();
        }
    }
}

/// What somebody asked for, why, and what came of it.
#[allow(clippy::unnecessary_wraps)] // What a field asks for.
fn request(row: &MenteeRow, _: &Ctx) -> Option<Secret> {
    Some(Secret::Requests(row.mentee.person))
}

/// Every field of a mentee, in the order of the form.
pub static MENTEE: &[Field<MenteeRow>] = &[
    person::name::<MenteeRow>().aliases(&[
        "ФИО наставляемого",
        "ФИО наставляемого (полностью)",
        "Ученик",
        "Обучающийся",
        "ФИО ученика",
        "ФИО ребёнка",
        "ФИО обучающегося",
        "ФИО учащегося",
        "Фамилия, имя, отчество",
        "Фамилия, имя",
    ]),
    person::last_name::<MenteeRow>().import_only(),
    person::first_name::<MenteeRow>().import_only(),
    person::patronymic::<MenteeRow>().import_only(),
    person::class::<MenteeRow>(),
    Field::new(
        "request",
        |text| text.fields.request,
        FieldKind::Long,
        |row: &MenteeRow, _| Value::text(&row.main_request().text),
        |row, value, _| row.with_request(|request| request.text = value.into_text().into()),
    )
    .secret(request)
    .aliases(&["Основной запрос наставляемого", "Основной запрос", "Формулировка запроса"]),
    Field::new(
        "problems",
        |text| text.fields.problems,
        FieldKind::Tags(PROBLEMS),
        get_problems,
        |row, value, _| {
            let problems = value.as_codes().iter().filter_map(|code| Problem::from_code(code)).collect();
            row.with_request(|request| request.problems = problems);
        },
    )
    .secret(request)
    .searched()
    .aliases(&["Код проблемы"])
    .column(|text| text.fields.request_head, 8, 2),
    Field::computed(
        "status_now",
        |text| text.fields.status_now,
        FieldKind::Choice(MENTEE_STATUSES),
        |row: &MenteeRow, ctx| {
            let id = row.id.and_then(|id| status::mentee(ctx.register, id, ctx.today));
            Value::code(id.map(|status| status.code()))
        },
    )
    .searched(),
    Field::computed(
        "wish",
        |text| text.fields.wish,
        FieldKind::Choice(NEXTS),
        |row: &MenteeRow, ctx| Value::code(row.id.and_then(|id| status::wish(ctx.register, id)).map(Next::code)),
    ),
    Field::computed(
        "standing_now",
        |text| text.fields.status_now,
        FieldKind::Text,
        |row: &MenteeRow, ctx| Value::text(row.id.map_or("", |id| status_brief(id, ctx))),
    )
    .unexported()
    .searched()
    .column(|text| text.fields.status_head, 12, 1),
    person::birth_year::<MenteeRow>(),
    person::birth_date::<MenteeRow>(),
    person::phone::<MenteeRow>().secret(person::contacts_of).searched(),
    person::guardian::<MenteeRow>().secret(person::contacts_of),
    person::contacts::<MenteeRow>(),
    person::consent_data::<MenteeRow>(),
    person::consent_participation::<MenteeRow>(),
    person::consent_publication::<MenteeRow>(),
    Field::new(
        "source",
        |text| text.fields.source,
        FieldKind::Choice(SOURCES),
        |row: &MenteeRow, _| Value::code(row.main_request().source.map(Source::code)),
        |row, value, _| {
            let source = value.as_code().and_then(Source::from_code);
            row.with_request(|request| request.source = source);
        },
    )
    .secret(request),
    Field::new(
        "priority",
        |text| text.fields.priority,
        FieldKind::Scale { low: 1, high: LOWEST_PRIORITY },
        |row: &MenteeRow, _| {
            row.mentee.requests.first().map_or(Value::Empty, |request| Value::Number(i64::from(request.priority)))
        },
        |row, value, _| {
            if let Some(priority) = value.as_number().and_then(|number| u8::try_from(number).ok()) {
                row.with_request(|request| request.priority = priority);
            }
        },
    )
    .secret(request)
    .aliases(&["Приоритет", "Важность"]),
    Field::new(
        "request_state",
        |text| text.fields.request_state,
        FieldKind::Choice(REQUEST_STATES),
        |row: &MenteeRow, _| {
            row.mentee.requests.first().map_or(Value::Empty, |request| Value::Code(request.state.code()))
        },
        |row, value, _| {
            if let Some(state) = value.as_code().and_then(RequestState::from_code) {
                row.with_request(|request| request.state = state);
            }
        },
    )
    .secret(request),
    entry_form!(MenteeRow, mentee).column(|text| text.fields.form, 20, 4),
    Field::new(
        "group",
        |text| text.fields.group,
        FieldKind::Choice(TARGET_GROUPS),
        |row: &MenteeRow, _| Value::code(row.mentee.group.map(TargetGroup::code)),
        |row, value, _| row.entry().group = value.as_code().and_then(TargetGroup::from_code),
    )
    // One of the groups discloses health, so whichever it is stays behind the mask.
    .restricted(),
    entry_date!(MenteeRow, mentee.entered_on, entered_on)
        .column(|text| text.fields.entered_head, 12, 5)
        .aliases(&["Дата вхождения в программу"]),
    entry_text!(MenteeRow, mentee.time, Text),
    entry_text!(MenteeRow, mentee.interests, Text),
    person::email::<MenteeRow>().secret(person::contacts_of),
    person::health::<MenteeRow>(),
    entry_standing!(MenteeRow, mentee, MenteeStanding),
    entry_date!(MenteeRow, mentee.left_on, left_on).aliases(&["Дата завершения программы"]),
    entry_text!(MenteeRow, mentee.result, Long).aliases(&["Результаты программы"]).secret(request),
    person::organisation::<MenteeRow>().no_form(),
    person::position::<MenteeRow>().no_form(),
    person::kind::<MenteeRow>().no_form(),
    Field::computed(
        "case_link",
        |text| text.deeds.case_link_mentee,
        FieldKind::Text,
        |row: &MenteeRow, ctx| {
            let pairs = row.id.map(|id| ctx.register.pairs_of_mentee(id)).unwrap_or_default();
            Value::text(&case_links(ctx.register, pairs.into_iter().map(|(id, _)| id)))
        },
    ),
    entry_text!(MenteeRow, mentee.notes, Long).secret(|_, _| Some(Secret::Notes)),
];

const fn standing(standing: MenteeStanding, word: fn(&Text) -> &'static str) -> super::Choice {
    super::Choice::new(standing.code(), word)
}

/// What a curator decides of a mentee's place in the programme. The later rows are synonyms: statuses that follow from
/// papers and pairs, read from other people's tables as taking part.
static STANDINGS: &[super::Choice] = &[
    standing(MenteeStanding::Participating, |t| t.terms.participating),
    standing(MenteeStanding::Completed, |t| t.terms.completed),
    standing(MenteeStanding::Left, |t| t.terms.left),
    standing(MenteeStanding::Moved, |t| t.terms.moved),
    standing(MenteeStanding::Participating, |t| t.terms.mentee_applied),
    standing(MenteeStanding::Participating, |t| t.terms.mentee_awaiting_consent),
    standing(MenteeStanding::Participating, |t| t.terms.mentee_matching),
    standing(MenteeStanding::Participating, |t| t.terms.mentee_paired),
];

/// The status in the list; for whoever is without a pair again, what was decided when the last one closed.
fn status_brief(id: MenteeId, ctx: &Ctx) -> &'static str {
    let t = &ctx.text.terms;
    let Some(status) = status::mentee(ctx.register, id, ctx.today) else { return "" };
    match status::wish(ctx.register, id).filter(|_| status == MenteeStatus::Matching) {
        Some(Next::NewPair) => t.wish_new_pair,
        Some(Next::NextYear) => t.wish_next_year,
        Some(Next::NoPair) => t.wish_no_pair,
        Some(Next::Open) | None => status.word(ctx.text),
    }
}

/// Everything that is on file; what must be hidden is hidden where it is shown.
fn get_problems(row: &MenteeRow, _: &Ctx) -> Value {
    Value::Codes(row.main_request().problems.into_iter().map(Problem::code).collect())
}
