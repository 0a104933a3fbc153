//! Where people and pairs stand, worked out from what is on file (model §8).
//!
//! A status that follows from dates, consents and pairs is never stored: it could only be wrong.

use chrono::NaiveDate;

use super::coded::coded;
use super::{
    ConsentKind, Form, Gate, InterviewDecision, Meeting, MeetingKind, Mentee, MenteeId, MenteeStanding, Mentor,
    MentorId, MentorStanding, Next, Pair, PairId, Person, PersonId, PersonKind, Register, RequestState, Year, YearId,
    trained,
};

coded! {
    /// The life of a mentee in a year.
    pub enum MenteeStatus {
        /// Заявка: no request is on file yet.
        Applied = "applied",
        /// Ждёт согласия.
        AwaitingConsent = "awaiting_consent",
        /// В подборе.
        Matching = "matching",
        /// В паре.
        Paired = "paired",
        /// Завершил.
        Completed = "completed",
        /// Выбыл.
        Left = "left",
    }
}

coded! {
    /// The life of a mentor in a year.
    pub enum MentorStatus {
        /// Потенциальный.
        Potential = "potential",
        /// Анкета принята.
        Applied = "applied",
        /// Собеседование пройдено.
        Interviewed = "interviewed",
        /// Резерв.
        Reserve = "reserve",
        /// Отказ.
        Refused = "refused",
        /// Обучен, but a paper is missing.
        Trained = "trained",
        /// Допущен.
        Admitted = "admitted",
        /// Ведёт.
        Leading = "leading",
        /// Приостановлен.
        Paused = "paused",
        /// Завершил.
        Completed = "completed",
        /// Исключён.
        Removed = "removed",
        /// Сменил школу.
        Moved = "moved",
    }
}

impl MentorStatus {
    /// Whether it says how far somebody's selection is, or how it ended.
    pub fn is_of_selection(self) -> bool {
        match self {
            Self::Potential
            | Self::Applied
            | Self::Interviewed
            | Self::Reserve
            | Self::Refused
            | Self::Trained
            | Self::Admitted
            | Self::Removed => true,
            Self::Leading | Self::Paused | Self::Completed | Self::Moved => false,
        }
    }
}

coded! {
    /// What a request is seen to be.
    pub enum RequestStatus {
        /// Новый.
        New = "new",
        /// В подборе.
        Matching = "matching",
        /// Закрыт парой.
        Met = "met",
        /// Отложен.
        Postponed = "postponed",
        /// Снят.
        Withdrawn = "withdrawn",
    }
}

coded! {
    /// What stands between a mentor and admission.
    pub enum Missing {
        /// Анкета.
        Application = "application",
        /// Собеседование.
        Interview = "interview",
        /// Первичное обучение.
        Training = "training",
        /// Согласие на обработку данных.
        Consent = "consent",
        /// Справка об отсутствии судимости.
        RecordCheck = "record_check",
        /// Медицинская справка.
        MedicalCheck = "medical_check",
    }
}

/// A year that is over is read as it was: a consent that has run out since takes nothing back.
fn within(register: &Register, year: YearId, today: NaiveDate) -> NaiveDate {
    register.get::<Year>(year).map_or(today, |year| today.min(year.end))
}

/// Consents without which a mentee cannot be in a pair: data, and for a pupil the parent's to take part.
pub fn missing_consent(person: &Person, day: NaiveDate) -> Option<ConsentKind> {
    [ConsentKind::Data, ConsentKind::Participation].into_iter().find(|&kind| !person.consents_to(kind, day))
}

/// Where a mentee stands on `today`; after the end of their year, where they stood on its last day.
pub fn mentee(register: &Register, id: MenteeId, today: NaiveDate) -> Option<MenteeStatus> {
    let mentee = register.get::<Mentee>(id)?;
    let today = within(register, mentee.year, today);
    match mentee.standing {
        MenteeStanding::Completed => return Some(MenteeStatus::Completed),
        MenteeStanding::Left | MenteeStanding::Moved => return Some(MenteeStatus::Left),
        MenteeStanding::Participating => {}
    }
    if register.active_pair_of(id).is_some() {
        return Some(MenteeStatus::Paired);
    }
    let person = register.get::<Person>(mentee.person)?;
    if missing_consent(person, today).is_some() {
        return Some(MenteeStatus::AwaitingConsent);
    }
    let asked = mentee.open_requests().next().is_some();
    Some(if asked { MenteeStatus::Matching } else { MenteeStatus::Applied })
}

/// What was decided for a mentee when the newest of their pairs closed; `None` while another works or where nothing was.
pub fn wish(register: &Register, id: MenteeId) -> Option<Next> {
    let pairs = register.pairs_of_mentee(id);
    if pairs.iter().any(|(_, pair)| pair.state.is_active()) {
        return None;
    }
    let closings = pairs.iter().filter_map(|(id, pair)| Some((pair.closing.as_ref()?, *id)));
    let newest = closings.max_by_key(|(closing, id)| (closing.on, *id));
    newest.map(|(closing, _)| closing.next).filter(|next| *next != Next::Open)
}

/// The newest pair but `except`, of whichever year, in which these two people came apart.
pub fn came_apart(
    register: &Register,
    mentee: PersonId,
    mentor: PersonId,
    except: Option<PairId>,
) -> Option<(PairId, &std::sync::Arc<Pair>)> {
    let entries = register.referring(mentor.into(), super::Kind::Mentor).filter_map(MentorId::of);
    let led = |id: &MenteeId| register.get::<Mentee>(*id).is_some_and(|led| led.person == mentee);
    let broken = entries
        .flat_map(|entry| register.pairs_of_mentor(entry))
        .filter(|(id, pair)| Some(*id) != except && pair.came_apart() && pair.mentees.iter().any(led));
    broken.max_by_key(|(id, pair)| (pair.closing.as_ref().map(|closing| closing.on), *id))
}

/// What a request of a mentee is seen to be.
pub fn request(register: &Register, id: MenteeId, state: RequestState, today: NaiveDate) -> RequestStatus {
    match state {
        RequestState::Postponed => return RequestStatus::Postponed,
        RequestState::Withdrawn => return RequestStatus::Withdrawn,
        RequestState::Open => {}
    }
    let is_met = |pair: &Pair| pair.state.is_active() || pair.state == super::PairState::Finished;
    if register.pairs_of_mentee(id).iter().any(|(_, pair)| is_met(pair)) {
        return RequestStatus::Met;
    }
    // Whoever left asks for nothing any more.
    if register.get::<Mentee>(id).is_some_and(|mentee| mentee.standing.is_gone()) {
        return RequestStatus::Withdrawn;
    }
    let ready = mentee(register, id, today) == Some(MenteeStatus::Matching);
    if ready { RequestStatus::Matching } else { RequestStatus::New }
}

/// What a mentor lacks on `day` to be admitted (model §2.8 gates 3→4 and 4→5, §9 for adults from outside). What the
/// curator passed with a reason is not lacking.
pub fn missing_for_admission(register: &Register, id: MentorId, day: NaiveDate) -> Vec<Missing> {
    let Some(mentor) = register.get::<Mentor>(id) else { return Vec::new() };
    let Some(person) = register.get::<Person>(mentor.person) else { return Vec::new() };
    let mut missing = Vec::new();
    let mut need = |ok: bool, what: Missing| missing.extend((!ok).then_some(what));
    let passed = |gate| register.passed(gate, id.into()).is_some();
    let recommended = mentor.interview.is_done() && mentor.decision == InterviewDecision::Recommended;
    need(mentor.application.is_done() || passed(Gate::Application), Missing::Application);
    need(recommended || (passed(Gate::Interview) && !mentor.decision.is_against()), Missing::Interview);
    need(trained(register, id, day).is_done() || passed(Gate::Training), Missing::Training);
    need(person.consents_to(ConsentKind::Data, day), Missing::Consent);
    if person.kind_in(mentor.year).is_external_adult() {
        need(mentor.record_check_until.is_some_and(|last| last >= day), Missing::RecordCheck);
        need(mentor.medical_check_until.is_some_and(|last| last >= day), Missing::MedicalCheck);
    }
    missing
}

/// Where a mentor stands on `today`; after the end of their year, where they stood on its last day.
pub fn mentor(register: &Register, id: MentorId, today: NaiveDate) -> Option<MentorStatus> {
    let mentor = register.get::<Mentor>(id)?;
    let today = within(register, mentor.year, today);
    match mentor.standing {
        MentorStanding::Paused => return Some(MentorStatus::Paused),
        MentorStanding::Completed => return Some(MentorStatus::Completed),
        MentorStanding::Moved => return Some(MentorStatus::Moved),
        MentorStanding::Removed => return Some(MentorStatus::Removed),
        MentorStanding::Participating => {}
    }
    if register.pairs_of_mentor(id).iter().any(|(_, pair)| pair.state.is_active()) {
        return Some(MentorStatus::Leading);
    }
    match mentor.decision {
        InterviewDecision::Refused => return Some(MentorStatus::Refused),
        InterviewDecision::Reserve => return Some(MentorStatus::Reserve),
        InterviewDecision::Pending | InterviewDecision::Recommended => {}
    }
    if missing_for_admission(register, id, today).is_empty() {
        return Some(MentorStatus::Admitted);
    }
    Some(if trained(register, id, today).is_done() {
        MentorStatus::Trained
    } else if mentor.interview.is_done() {
        MentorStatus::Interviewed
    } else if mentor.application.is_done() {
        MentorStatus::Applied
    } else {
        MentorStatus::Potential
    })
}

/// The sides of a pair that take part in the programme no more, by whichever end: the mentor, and those of the mentees.
pub fn gone_from(register: &Register, pair: &Pair) -> Vec<super::Key> {
    let mentor = register.get::<Mentor>(pair.mentor).filter(|it| it.standing.is_over()).map(|_| pair.mentor.into());
    let has_gone = |id: &MenteeId| register.get::<Mentee>(*id).is_some_and(|it| it.standing.is_over());
    mentor.into_iter().chain(pair.mentees.iter().copied().filter(has_gone).map(Into::into)).collect()
}

/// Places of a mentor that nobody has taken. Negative when more were taken than there are.
pub fn free_places(register: &Register, id: MentorId) -> i32 {
    let Some(mentor) = register.get::<Mentor>(id) else { return 0 };
    let taken: usize =
        register.pairs_of_mentor(id).iter().filter(|(_, p)| p.state.is_active()).map(|(_, p)| p.mentees.len()).sum();
    i32::from(mentor.capacity) - i32::try_from(taken).unwrap_or(i32::MAX)
}

/// The kind of meeting a pair is due next: each of the first three once, then regular ones (seed §4). A pair that passed
/// that gate, as one from the year before does, goes on with regular ones.
pub fn next_kind(register: &Register, pair: PairId) -> MeetingKind {
    if register.passed(Gate::Meetings, pair.into()).is_some() {
        return MeetingKind::Regular;
    }
    let meetings = register.history_of(pair);
    let held = |kind| meetings.iter().any(|(_, m)| m.is_held() && m.kind == kind);
    [MeetingKind::Acquaintance, MeetingKind::Trial, MeetingKind::Planning]
        .into_iter()
        .find(|&kind| !held(kind))
        .unwrap_or(MeetingKind::Regular)
}

/// The newest meeting that took place.
pub fn last_held(register: &Register, pair: PairId) -> Option<(super::MeetingId, &std::sync::Arc<Meeting>)> {
    register.history_of(pair).into_iter().rev().find(|(_, meeting)| meeting.is_held())
}

/// Days since a working pair last met, or since it began when it never has; `None` of one that is still to begin.
pub fn silent_days(register: &Register, pair: PairId, today: NaiveDate) -> Option<i64> {
    let record = register.get::<Pair>(pair)?;
    let since = last_held(register, pair).map(|(_, meeting)| meeting.date).or_else(|| record.began_on())?;
    Some((today - since).num_days()).filter(|days| *days >= 0)
}

/// The form a pair of these kinds of people usually has.
pub fn usual_form(mentor: PersonKind, mentee: PersonKind) -> Form {
    match (mentor, mentee) {
        (PersonKind::Pupil, _) => Form::PupilPupil,
        (PersonKind::Student | PersonKind::Graduate, _) => Form::StudentPupil,
        (PersonKind::Teacher, PersonKind::Teacher) => Form::TeacherTeacher,
        (PersonKind::Teacher, _) => Form::TeacherPupil,
        (_, PersonKind::Student) => Form::EmployerStudent,
        (PersonKind::Parent | PersonKind::Employee | PersonKind::Other, _) => Form::EmployerPupil,
    }
}
