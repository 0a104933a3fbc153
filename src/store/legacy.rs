//! Types as they were stored before, frozen, each with the way into today's.
//!
//! **Format 1**: a record had the index of its kind before it, in its table and inside a journal entry. Of a type that
//! has changed since, [`Tagged`] holds the frozen one. For a while the number 1 also stood before records without that
//! index, which are what format 2 is; a body that is no tagged record is read as one of those.
//!
//! **Format 2** of mentors and pairs ended when pairing came: role models became data of the school, each side its own
//! day of consent, and a mentor could lead a group from so many on.
//!
//! **Format 3** of pairs ended when the part of one who left a group came to name its group.
//!
//! **Format 2** of questionnaires and responses ended when questions got conditions, sections and bounds, and a paper
//! could be keyed a second time.
//!
//! **Format 2** of the school and of meetings ended when the early warning came: it has more thresholds, and the times at
//! which a safety note was written and answered are kept, and within what people met.
//!
//! **Format 2** of years ended when a school could run several programmes.
//!
//! **Format 2** of signals put off ended when any signal could be, not those about pairs alone.
//!
//! **Format 2** of the lists ended when a school could reword the program's own terms and add to them.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use serde::Deserialize;

use crate::domain::*;

/// The format in which records had the index of their kind before them.
pub(super) const TAGGED: u8 = 1;

/// The format of records that went out without the index and still under the number of [`TAGGED`].
pub(super) const UNTAGGED: u8 = 2;

/// A record of format 1. The order is that of [`Kind`].
#[derive(Deserialize)]
pub(super) enum Tagged {
    School(SchoolBeforeSignals),
    Year(YearOfOneProgramme),
    Person(Person),
    Mentee(Mentee),
    Mentor(MentorBeforePairing),
    Pair(PairBeforePairing),
    Meeting(MeetingBeforeSignals),
    Questionnaire(PlainQuestionnaire),
    Response(ResponseKeyedOnce),
}

impl From<Tagged> for Record {
    fn from(old: Tagged) -> Self {
        match old {
            Tagged::School(value) => Self::School(Arc::new(value.into())),
            Tagged::Year(value) => Self::Year(Arc::new(value.into())),
            Tagged::Person(value) => Self::Person(Arc::new(value)),
            Tagged::Mentee(value) => Self::Mentee(Arc::new(value)),
            Tagged::Mentor(value) => Self::Mentor(Arc::new(value.into())),
            Tagged::Pair(value) => Self::Pair(Arc::new(value.into())),
            Tagged::Meeting(value) => Self::Meeting(Arc::new(value.into())),
            Tagged::Questionnaire(value) => Self::Questionnaire(Arc::new(value.into())),
            Tagged::Response(value) => Self::Response(Arc::new(value.into())),
        }
    }
}

/// A journal entry of format 1.
#[derive(Deserialize)]
pub(super) struct TaggedEntry {
    generation: u64,
    at: i64,
    who: String,
    session: String,
    command: String,
    origin: Origin,
    changes: Vec<TaggedChange>,
}

#[derive(Deserialize)]
struct TaggedChange {
    key: Key,
    before: Option<Tagged>,
    after: Option<Tagged>,
}

impl From<TaggedEntry> for Entry {
    fn from(old: TaggedEntry) -> Self {
        let change = |old: TaggedChange| Change {
            key: old.key,
            before: old.before.map(Record::from),
            after: old.after.map(Record::from),
        };
        Self {
            generation: old.generation,
            at: old.at,
            who: old.who,
            session: old.session,
            command: old.command,
            origin: old.origin,
            changes: old.changes.into_iter().map(change).collect(),
        }
    }
}

/// A mentor in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct MentorBeforePairing {
    person: PersonId,
    year: YearId,
    entered_on: Option<NaiveDate>,
    form: Option<Form>,
    competences: Words,
    achievements: Words,
    interests: Words,
    preferred_age: Words,
    time: Words,
    capacity: u8,
    application: Step,
    interview: Step,
    decision: InterviewDecision,
    training: Step,
    training_hours: u16,
    record_check_until: Option<NaiveDate>,
    medical_check_until: Option<NaiveDate>,
    standing: MentorStanding,
    left_on: Option<NaiveDate>,
    result: Words,
    notes: Words,
}

impl From<MentorBeforePairing> for Mentor {
    fn from(old: MentorBeforePairing) -> Self {
        Self {
            person: old.person,
            year: old.year,
            entered_on: old.entered_on,
            form: old.form,
            competences: old.competences,
            achievements: old.achievements,
            interests: old.interests,
            preferred_age: old.preferred_age,
            time: old.time,
            capacity: old.capacity,
            group_from: 0,
            ready_for_ovz: false,
            application: old.application,
            interview: old.interview,
            decision: old.decision,
            training: old.training,
            training_hours: old.training_hours,
            record_check_until: old.record_check_until,
            medical_check_until: old.medical_check_until,
            standing: old.standing,
            left_on: old.left_on,
            result: old.result,
            notes: old.notes,
        }
    }
}

/// A pair in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct PairBeforePairing {
    year: YearId,
    form: Form,
    role: Option<Role>,
    mentor: MentorId,
    mentees: Vec<MenteeId>,
    state: PairState,
    agreed_on: Option<NaiveDate>,
    order_no: Words,
    order_date: Option<NaiveDate>,
    started_on: Option<NaiveDate>,
    trial_until: Option<NaiveDate>,
    paused_until: Option<NaiveDate>,
    closing: Option<ClosingBeforePairing>,
    goal: Words,
    result: Words,
    exception: Words,
    notes: Words,
}

/// The end of a pair in formats 1 and 2.
#[derive(Deserialize)]
struct ClosingBeforePairing {
    on: NaiveDate,
    reason: CloseReason,
    by: Initiator,
    talk_held: bool,
    note: Words,
}

impl From<PairBeforePairing> for Pair {
    fn from(old: PairBeforePairing) -> Self {
        let closing = |old: ClosingBeforePairing| Closing {
            on: old.on,
            reason: old.reason,
            by: old.by,
            talk_held: old.talk_held,
            note: old.note,
            next: Next::Open,
        };
        Self {
            year: old.year,
            form: old.form,
            role: old.role.map(Role::code).unwrap_or_default().into(),
            mentor: old.mentor,
            mentees: old.mentees,
            state: old.state,
            mentor_agreed_on: old.agreed_on,
            mentees_agreed_on: old.agreed_on,
            order_no: old.order_no,
            order_date: old.order_date,
            started_on: old.started_on,
            trial_until: old.trial_until,
            paused_until: old.paused_until,
            closing: old.closing.map(closing),
            goal: old.goal,
            result: old.result,
            exception: old.exception,
            notes: old.notes,
            part_of: None,
        }
    }
}

/// A pair in format 3.
#[derive(Deserialize)]
pub(super) struct PairBeforeParts {
    year: YearId,
    form: Form,
    role: Words,
    mentor: MentorId,
    mentees: Vec<MenteeId>,
    state: PairState,
    mentor_agreed_on: Option<NaiveDate>,
    mentees_agreed_on: Option<NaiveDate>,
    order_no: Words,
    order_date: Option<NaiveDate>,
    started_on: Option<NaiveDate>,
    trial_until: Option<NaiveDate>,
    paused_until: Option<NaiveDate>,
    closing: Option<Closing>,
    goal: Words,
    result: Words,
    exception: Words,
    notes: Words,
}

impl From<PairBeforeParts> for Pair {
    fn from(old: PairBeforeParts) -> Self {
        Self {
            year: old.year,
            form: old.form,
            role: old.role,
            mentor: old.mentor,
            mentees: old.mentees,
            state: old.state,
            mentor_agreed_on: old.mentor_agreed_on,
            mentees_agreed_on: old.mentees_agreed_on,
            order_no: old.order_no,
            order_date: old.order_date,
            started_on: old.started_on,
            trial_until: old.trial_until,
            paused_until: old.paused_until,
            closing: old.closing,
            goal: old.goal,
            result: old.result,
            exception: old.exception,
            notes: old.notes,
            part_of: None,
        }
    }
}

/// A questionnaire in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct PlainQuestionnaire {
    code: String,
    version: u16,
    title: Label,
    wave: Wave,
    audience: Audience,
    forms: Vec<Form>,
    items: Vec<PlainItem>,
}

/// A question in formats 1 and 2.
#[derive(Deserialize)]
struct PlainItem {
    id: String,
    label: Label,
    kind: PlainKind,
    reversed: bool,
    linked: Option<String>,
}

/// What a question took in formats 1 and 2.
#[derive(Deserialize)]
enum PlainKind {
    YesNo,
    Text,
    Scale { low: u8, high: u8 },
    Choice(Vec<Label>),
    Several(Vec<Label>),
    Percent,
}

impl From<PlainKind> for ItemKind {
    fn from(old: PlainKind) -> Self {
        match old {
            PlainKind::YesNo => Self::YesNo,
            PlainKind::Text => Self::Text,
            PlainKind::Scale { low, high } => Self::Scale { low, high },
            PlainKind::Choice(options) => Self::Choice(options),
            PlainKind::Several(options) => Self::Several(options),
            PlainKind::Percent => Self::Percent { low: 0, high: 100 },
        }
    }
}

impl From<PlainItem> for Item {
    fn from(old: PlainItem) -> Self {
        let linked = old.linked.into_iter().collect();
        Self { reversed: old.reversed, linked, ..Self::new(old.id, old.label, old.kind.into()) }
    }
}

impl From<PlainQuestionnaire> for Questionnaire {
    fn from(old: PlainQuestionnaire) -> Self {
        Self {
            code: old.code,
            version: old.version,
            title: old.title,
            wave: old.wave,
            audience: old.audience,
            forms: old.forms,
            // There was no way to make one's own.
            own: false,
            items: old.items.into_iter().map(Item::from).collect(),
        }
    }
}

/// A response in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct ResponseKeyedOnce {
    questionnaire: QuestionnaireId,
    year: YearId,
    respondent: PersonId,
    on: NaiveDate,
    answers: Vec<Answer>,
}

impl From<ResponseKeyedOnce> for Response {
    fn from(old: ResponseKeyedOnce) -> Self {
        Self::new(old.questionnaire, old.year, old.respondent, old.on, old.answers)
    }
}

/// A response in format 3.
#[derive(Deserialize)]
pub(super) struct ResponseOfNoPair {
    questionnaire: QuestionnaireId,
    year: YearId,
    respondent: PersonId,
    on: NaiveDate,
    answers: Vec<Answer>,
    second: Option<Second>,
}

impl From<ResponseOfNoPair> for Response {
    fn from(old: ResponseOfNoPair) -> Self {
        let plain = Self::new(old.questionnaire, old.year, old.respondent, old.on, old.answers);
        Self { second: old.second, ..plain }
    }
}

/// The school in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct SchoolBeforeSignals {
    name: String,
    full_name: String,
    director: String,
    active_year: YearId,
    rules: RulesBeforeSignals,
}

/// The numbers of a school in formats 1 and 2.
#[derive(Deserialize)]
struct RulesBeforeSignals {
    silence_warn_days: u16,
    silence_alarm_days: u16,
    early_days: u16,
    trial_days: u16,
    expiry_notice_days: u16,
    usual_minutes: u16,
    training_hours: u16,
    missed_in_row: u8,
}

impl From<SchoolBeforeSignals> for School {
    fn from(old: SchoolBeforeSignals) -> Self {
        let rules = Rules {
            silence_warn_days: old.rules.silence_warn_days,
            silence_alarm_days: old.rules.silence_alarm_days,
            early_days: old.rules.early_days,
            trial_days: old.rules.trial_days,
            expiry_notice_days: old.rules.expiry_notice_days,
            usual_minutes: old.rules.usual_minutes,
            training_hours: old.rules.training_hours,
            missed_in_row: old.rules.missed_in_row,
            ..Rules::default()
        };
        Self { name: old.name, full_name: old.full_name, director: old.director, active_year: old.active_year, rules }
    }
}

/// A meeting in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct MeetingBeforeSignals {
    pair: PairId,
    kind: MeetingKind,
    state: MeetingState,
    date: NaiveDate,
    time: Option<NaiveTime>,
    minutes: u16,
    place: Place,
    present: Vec<MenteeId>,
    topic: Words,
    result: Words,
    next_step: Words,
    mood_mentee: Option<u8>,
    mood_mentor: Option<u8>,
    safety_note: Words,
    safety_action: Words,
}

impl From<MeetingBeforeSignals> for Meeting {
    fn from(old: MeetingBeforeSignals) -> Self {
        Self {
            pair: old.pair,
            kind: old.kind,
            state: old.state,
            date: old.date,
            time: old.time,
            minutes: old.minutes,
            place: old.place,
            context: None,
            present: old.present,
            topic: old.topic,
            result: old.result,
            next_step: old.next_step,
            mood_mentee: old.mood_mentee,
            mood_mentor: old.mood_mentor,
            safety_note: old.safety_note,
            safety_action: old.safety_action,
            // Nobody kept them.
            safety_noted: None,
            safety_acted: None,
        }
    }
}

/// A year in formats 1 and 2.
#[derive(Deserialize)]
pub(super) struct YearOfOneProgramme {
    start: NaiveDate,
    end: NaiveDate,
    contingent: Vec<(u8, u16)>,
}

impl From<YearOfOneProgramme> for Year {
    fn from(old: YearOfOneProgramme) -> Self {
        Self { start: old.start, end: old.end, contingent: old.contingent, programme: Words::default() }
    }
}

/// A signal put off in format 2.
#[derive(Deserialize)]
pub(super) struct SnoozeOfPair {
    pair: PairId,
    cause: Cause,
    alarm: bool,
    until: NaiveDate,
    why: Words,
}

impl From<SnoozeOfPair> for Snooze {
    fn from(old: SnoozeOfPair) -> Self {
        Self { about: old.pair.into(), cause: old.cause, alarm: old.alarm, until: old.until, why: old.why }
    }
}

/// The lists of a school in format 2.
#[derive(Deserialize)]
pub(super) struct ListsBeforeWordings {
    topics: Vec<TrainingTopic>,
    criteria: Vec<Criterion>,
    nominations: Vec<Words>,
    tasks: Vec<(PlanSection, Words)>,
}

impl From<ListsBeforeWordings> for Lists {
    fn from(old: ListsBeforeWordings) -> Self {
        Self {
            topics: old.topics,
            criteria: old.criteria,
            nominations: old.nominations,
            tasks: old.tasks,
            wordings: Vec::new(),
        }
    }
}
