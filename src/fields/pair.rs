//! Fields of a pair: fixing it under an order, and closing it.

use std::sync::Arc;

use super::choices::{FORMS, INITIATORS, NEXTS, PAIR_STATUSES};
use super::vocabulary::CLOSE_REASONS;
use super::{Ctx, Field, FieldKind, Pool, Value, Worded, names, role};
use crate::domain::status;
use crate::domain::{
    CloseReason, Closing, Form, Initiator, MenteeId, MentorId, Next, Pair, PairId, PairState, PairStatus, Register,
    Secret,
};
use crate::text::{Text, fill};

/// A pair under its identity.
#[derive(Debug, Clone)]
pub struct PairRow {
    /// The pair, unless it is new.
    pub id: Option<PairId>,
    /// What it is.
    pub pair: Arc<Pair>,
}

impl PairRow {
    /// A pair on file.
    pub fn load(register: &Register, id: PairId) -> Option<Self> {
        Some(Self { id: Some(id), pair: Arc::clone(register.get::<Pair>(id)?) })
    }

    /// What it set out to do and why it ended; of a pair that is not on file only the office knows.
    #[allow(clippy::unnecessary_wraps)] // What a field asks for.
    fn work(&self, _: &Ctx) -> Option<Secret> {
        Some(Secret::Work(self.id.unwrap_or(PairId(0))))
    }

    fn edit(&mut self) -> &mut Pair {
        Arc::make_mut(&mut self.pair)
    }

    fn closing(&mut self, ctx: &Ctx) -> &mut Closing {
        self.edit().closing.get_or_insert_with(|| Closing {
            on: ctx.today,
            reason: CloseReason::GoalReached,
            by: Initiator::Curator,
            talk_held: false,
            note: "".into(),
            next: Next::Open,
        })
    }
}

/// How a pair stands, in words: «ждёт наставника», «на паузе до 12.01».
pub fn standing(pair: &Pair, ctx: &Ctx) -> String {
    match (pair.status(), pair.paused_until) {
        (PairStatus::Paused, Some(day)) => fill(ctx.text.terms.pair_paused_until, &[&ctx.day(day)]),
        (status, _) => status.word(ctx.text).to_owned(),
    }
}

/// The same in the few cells of a list.
fn standing_brief(pair: &Pair, text: &Text) -> String {
    let t = &text.terms;
    match (pair.status(), pair.paused_until) {
        (PairStatus::AwaitingMentor, _) => t.pair_awaiting_mentor_brief.to_owned(),
        (PairStatus::AwaitingMentees, _) => t.pair_awaiting_mentees_brief.to_owned(),
        (PairStatus::Paused, Some(day)) => fill(t.pair_paused_until_brief, &[&day.format("%d.%m")]),
        (status, _) => status.word(text).to_owned(),
    }
}

macro_rules! pair_text {
    ($name:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::$kind,
            |row: &PairRow, _| Value::text(&row.pair.$name),
            |row: &mut PairRow, value, _| row.edit().$name = value.into_text().into(),
        )
    };
}

macro_rules! pair_date {
    ($name:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Date,
            |row: &PairRow, _| Value::date(row.pair.$name),
            |row: &mut PairRow, value, _| row.edit().$name = value.as_date(),
        )
    };
}

/// Every field of a pair, in the order of the form.
pub static PAIR: &[Field<PairRow>] = &[
    Field::computed(
        "pair",
        |text| text.fields.pair,
        FieldKind::Text,
        |row: &PairRow, ctx| Value::text(&names::of_pair(ctx.register, &row.pair, ctx.text)),
    )
    .unexported()
    .column(|text| text.fields.pair, 25, 0),
    Field::computed(
        "silent",
        |text| text.fields.last_met,
        FieldKind::Number { low: 0, high: 10_000 },
        |row: &PairRow, ctx| {
            let working = row.id.filter(|_| row.pair.state.is_active());
            working.and_then(|id| status::silent_days(ctx.register, id, ctx.today)).map_or(Value::Empty, Value::Number)
        },
    )
    .unexported()
    .column(|text| text.fields.silent_head, 4, 2),
    Field::new(
        "mentees",
        |text| text.fields.mentees,
        FieldKind::Pick { pool: Pool::Mentees, many: true },
        |row: &PairRow, _| Value::Picked(row.pair.mentees.iter().map(|&id| id.into()).collect()),
        |row, value, _| row.edit().mentees = value.as_picked().iter().filter_map(|&key| MenteeId::of(key)).collect(),
    )
    .required()
    .searched(),
    Field::new(
        "mentor",
        |text| text.fields.mentor,
        FieldKind::Pick { pool: Pool::Mentors, many: false },
        |row: &PairRow, _| match row.pair.mentor {
            MentorId(0) => Value::Empty,
            id => Value::Picked(vec![id.into()]),
        },
        |row, value, _| {
            row.edit().mentor = value.as_picked().first().and_then(|&key| MentorId::of(key)).unwrap_or(MentorId(0));
        },
    )
    .required()
    .searched(),
    Field::new(
        "form",
        |text| text.fields.form,
        FieldKind::Choice(FORMS),
        |row: &PairRow, _| Value::Code(row.pair.form.code()),
        |row, value, _| {
            if let Some(form) = value.as_code().and_then(Form::from_code) {
                row.edit().form = form;
            }
        },
    )
    .required()
    .column(|text| text.fields.form, 20, 4),
    Field::new(
        "role",
        |text| text.fields.role,
        FieldKind::Listed(role::listed),
        |row: &PairRow, _| Value::text(&row.pair.role),
        |row, value, _| row.edit().role = value.into_text().into(),
    ),
    Field::computed(
        "state",
        |text| text.fields.state,
        FieldKind::Choice(PAIR_STATUSES),
        |row: &PairRow, _| Value::Code(row.pair.status().code()),
    )
    .searched(),
    Field::computed(
        "standing",
        |text| text.fields.state,
        FieldKind::Text,
        |row: &PairRow, ctx| Value::text(&standing_brief(&row.pair, ctx.text)),
    )
    .unexported()
    .column(|text| text.fields.state, 14, 1),
    pair_text!(order_no, Text).searched(),
    pair_date!(order_date),
    pair_date!(mentor_agreed_on),
    pair_date!(mentees_agreed_on),
    pair_date!(started_on).column(|text| text.fields.since, 10, 3),
    pair_date!(trial_until),
    pair_date!(paused_until),
    pair_text!(goal, Long).secret(PairRow::work),
    pair_text!(exception, Text).secret(|_, _| Some(Secret::Notes)),
    pair_text!(result, Long).secret(PairRow::work),
    pair_text!(notes, Long).secret(|_, _| Some(Secret::Notes)),
];

/// The fields of closing a pair, in the order of the form.
pub static CLOSING: &[Field<PairRow>] = &[
    Field::new(
        "outcome",
        |text| text.fields.close_outcome,
        FieldKind::Choice(OUTCOMES),
        |row: &PairRow, _| match row.pair.state {
            state if state.is_closed() => Value::Code(state.code()),
            _ => Value::Empty,
        },
        |row, value, _| {
            if let Some(state) = value.as_code().and_then(PairState::from_code) {
                row.edit().state = state;
            }
        },
    )
    .required(),
    Field::new(
        "close_on",
        |text| text.fields.close_on,
        FieldKind::Date,
        |row: &PairRow, _| Value::date(row.pair.closing.as_ref().map(|closing| closing.on)),
        |row, value, ctx| {
            if let Some(day) = value.as_date() {
                row.closing(ctx).on = day;
            }
        },
    )
    .required(),
    Field::new(
        "close_reason",
        |text| text.fields.close_reason,
        FieldKind::Choice(CLOSE_REASONS),
        |row: &PairRow, _| Value::code(row.pair.closing.as_ref().map(|closing| closing.reason.code())),
        |row, value, ctx| {
            if let Some(reason) = value.as_code().and_then(CloseReason::from_code) {
                row.closing(ctx).reason = reason;
            }
        },
    )
    .secret(PairRow::work)
    .required(),
    Field::new(
        "close_by",
        |text| text.fields.close_by,
        FieldKind::Choice(INITIATORS),
        |row: &PairRow, _| Value::code(row.pair.closing.as_ref().map(|closing| closing.by.code())),
        |row, value, ctx| {
            if let Some(by) = value.as_code().and_then(Initiator::from_code) {
                row.closing(ctx).by = by;
            }
        },
    )
    .secret(PairRow::work),
    Field::new(
        "close_talk",
        |text| text.fields.close_talk,
        FieldKind::Flag,
        |row: &PairRow, _| Value::Flag(row.pair.closing.as_ref().is_some_and(|closing| closing.talk_held)),
        |row, value, ctx| row.closing(ctx).talk_held = value == Value::Flag(true),
    )
    .secret(|_, _| Some(Secret::Talks)),
    Field::new(
        "close_next",
        |text| text.fields.close_next,
        FieldKind::Choice(NEXTS),
        |row: &PairRow, _| Value::code(row.pair.closing.as_ref().map(|closing| closing.next.code())),
        |row, value, ctx| {
            row.closing(ctx).next = value.as_code().and_then(Next::from_code).unwrap_or(Next::Open);
        },
    ),
    Field::new(
        "result",
        |text| text.fields.result,
        FieldKind::Long,
        |row: &PairRow, _| Value::text(&row.pair.result),
        |row, value, _| row.edit().result = value.into_text().into(),
    )
    .secret(PairRow::work),
    Field::new(
        "close_note",
        |text| text.fields.close_note,
        FieldKind::Long,
        |row: &PairRow, _| Value::text(row.pair.closing.as_ref().map_or("", |closing| closing.note.as_str())),
        |row, value, ctx| row.closing(ctx).note = value.into_text().into(),
    )
    .secret(|_, _| Some(Secret::Notes)),
];

static OUTCOMES: &[super::Choice] = &[
    super::Choice::new(PairState::Finished.code(), |t| t.terms.pair_finished),
    super::Choice::new(PairState::Ended.code(), |t| t.terms.pair_ended),
];
