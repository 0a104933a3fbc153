//! Fields of one request of a mentee (model §3.3), for requests after the first: the first has its place in [`MENTEE`].
//!
//! [`MENTEE`]: super::MENTEE

use super::choices::REQUEST_STATES;
use super::vocabulary::{PROBLEMS, SOURCES};
use super::{Field, FieldKind, Value};
use crate::domain::{LOWEST_PRIORITY, Problem, Request, RequestState, Source};

/// Every field of a request, in the order of the form.
pub static REQUEST: &[Field<Request>] = &[
    Field::new(
        "request",
        |text| text.fields.request,
        FieldKind::Long,
        |request: &Request, _| Value::text(&request.text),
        |request: &mut Request, value, _| request.text = value.into_text().into(),
    )
    .required(),
    Field::new(
        "problems",
        |text| text.fields.problems,
        FieldKind::Tags(PROBLEMS),
        |request: &Request, _| Value::Codes(request.problems.iter().map(|problem| problem.code()).collect()),
        |request: &mut Request, value, _| {
            request.problems = value.as_codes().iter().filter_map(|code| Problem::from_code(code)).collect();
        },
    ),
    Field::new(
        "source",
        |text| text.fields.source,
        FieldKind::Choice(SOURCES),
        |request: &Request, _| Value::code(request.source.map(Source::code)),
        |request: &mut Request, value, _| request.source = value.as_code().and_then(Source::from_code),
    ),
    Field::new(
        "priority",
        |text| text.fields.priority,
        FieldKind::Scale { low: 1, high: LOWEST_PRIORITY },
        |request: &Request, _| Value::Number(i64::from(request.priority)),
        |request: &mut Request, value, _| {
            if let Some(priority) = value.as_number().and_then(|number| u8::try_from(number).ok()) {
                request.priority = priority;
            }
        },
    )
    .required(),
    Field::new(
        "request_state",
        |text| text.fields.request_state,
        FieldKind::Choice(REQUEST_STATES),
        |request: &Request, _| Value::Code(request.state.code()),
        |request: &mut Request, value, _| {
            if let Some(state) = value.as_code().and_then(RequestState::from_code) {
                request.state = state;
            }
        },
    )
    .required(),
    Field::new(
        "made_on",
        |text| text.fields.made_on,
        FieldKind::Date,
        |request: &Request, _| Value::date(request.made_on),
        |request: &mut Request, value, _| request.made_on = value.as_date(),
    ),
];
