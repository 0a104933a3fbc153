//! A pair or a group: one mentor with one or more mentees (model §5, §8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{Form, MenteeId, MentorId, PairId, Words, YearId};

coded! {
    /// Where a pair is in its life (model §8).
    pub enum PairState {
        /// Предложена, ещё не закреплена.
        Proposed = "proposed",
        /// Закреплена и работает.
        Fixed = "fixed",
        /// На паузе.
        Paused = "paused",
        /// Завершена.
        Finished = "finished",
        /// Прекращена досрочно.
        Ended = "ended",
    }
}

impl PairState {
    /// Whether the pair takes up its mentor's places and its mentees.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Fixed | Self::Paused)
    }

    /// Whether it is over.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Finished | Self::Ended)
    }
}

coded! {
    /// How a pair stands: its state, and of a proposal also who has said yes to it (model §8). It is worked out, never
    /// stored.
    pub enum PairStatus {
        /// Предложена: nobody has answered.
        Proposed = "proposed",
        /// The mentees have agreed, the mentor has not.
        AwaitingMentor = "awaiting_mentor",
        /// The mentor has agreed, the mentees have not.
        AwaitingMentees = "awaiting_mentees",
        /// Both sides have agreed; the order is still to come.
        Agreed = "agreed",
        /// Закреплена и работает.
        Working = "fixed",
        /// На паузе.
        Paused = "paused",
        /// Завершена.
        Finished = "finished",
        /// Прекращена досрочно.
        Ended = "ended",
    }
}

coded! {
    /// Why a pair closed (model §8; a default dictionary, no federal list was found).
    pub enum CloseReason of CloseReasons {
        /// Цель достигнута.
        GoalReached = "goal_reached",
        /// Окончание цикла.
        CycleEnd = "cycle_end",
        /// Выпуск из школы.
        Graduation = "graduation",
        /// Переезд, смена школы.
        Moved = "moved",
        /// Нет времени.
        NoTime = "no_time",
        /// Потеря интереса.
        LostInterest = "lost_interest",
        /// Несовместимость (без чьей-либо вины в испытательный срок).
        Mismatch = "mismatch",
        /// Пропуски встреч.
        Absences = "absences",
        /// Нарушение правил и границ.
        RulesBroken = "rules_broken",
        /// Состояние здоровья. Restricted.
        Health = "health",
        /// Решение родителей.
        ParentsDecision = "parents_decision",
        /// Отзыв согласия.
        ConsentWithdrawn = "consent_withdrawn",
        /// Перезакрепление: one of them moves to another pair so that somebody else gets a mentor. Nobody's fault.
        Rematch = "rematch",
    }
    seats {
        Own1 = "own1", Own2 = "own2", Own3 = "own3", Own4 = "own4", Own5 = "own5", Own6 = "own6", Own7 = "own7",
        Own8 = "own8",
    }
}

coded! {
    /// Who asked for the end.
    pub enum Initiator {
        /// Куратор.
        Curator = "curator",
        /// Наставник.
        Mentor = "mentor",
        /// Наставляемый.
        Mentee = "mentee",
        /// Родитель.
        Parent = "parent",
        /// По обоюдному согласию.
        Both = "both",
    }
}

coded! {
    /// What is to become of the mentee after the end.
    pub enum Next {
        /// Nothing was decided.
        Open = "open",
        /// Another mentor, as soon as there is one.
        NewPair = "new_pair",
        /// Another mentor in the next year.
        NextYear = "next_year",
        /// No other mentor is wanted.
        NoPair = "no_pair",
    }
}

/// How a pair came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The day.
    pub on: NaiveDate,
    /// Why.
    pub reason: CloseReason,
    /// Who asked.
    pub by: Initiator,
    /// Whether the closing talk was held with both sides.
    pub talk_held: bool,
    /// What was said.
    pub note: Words,
    /// What comes next for the mentees.
    pub next: Next,
}

/// A pair (one mentee) or a group (two and more).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// In which year.
    pub year: YearId,
    /// The form.
    pub form: Form,
    /// Code of the role model, [`super::RoleModel::code`]; empty where none was chosen.
    pub role: Words,
    /// Who leads.
    pub mentor: MentorId,
    /// Who is led, in the order they came.
    pub mentees: Vec<MenteeId>,
    /// Where it is in its life.
    pub state: PairState,
    /// The mentor agreed on this day.
    pub mentor_agreed_on: Option<NaiveDate>,
    /// The mentees agreed on this day; in a group the last of them.
    pub mentees_agreed_on: Option<NaiveDate>,
    /// Number of the order that fixed it.
    pub order_no: Words,
    /// Date of that order.
    pub order_date: Option<NaiveDate>,
    /// First day of work; meetings are due from here.
    pub started_on: Option<NaiveDate>,
    /// Last day of the trial period, in which a re-match is nobody's fault.
    pub trial_until: Option<NaiveDate>,
    /// A paused pair comes back on this day.
    pub paused_until: Option<NaiveDate>,
    /// How it ended.
    pub closing: Option<Closing>,
    /// Goal of the pair, from the planning meeting.
    pub goal: Words,
    /// Result of the programme.
    pub result: Words,
    /// Why the curator departed from a rule that only warns.
    pub exception: Words,
    /// Anything else.
    pub notes: Words,
    /// The group of which this is the part of one who left it while others stayed; see [`super::Register::group_of`].
    pub part_of: Option<PairId>,
}

impl Pair {
    /// Every text of it, to be shared with its equals.
    pub(super) fn texts(&mut self) -> impl Iterator<Item = &mut Words> {
        let own = [&mut self.role, &mut self.order_no, &mut self.goal, &mut self.result, &mut self.exception];
        own.into_iter().chain([&mut self.notes]).chain(self.closing.iter_mut().map(|closing| &mut closing.note))
    }

    /// A proposal that nobody has agreed to yet.
    pub fn new(year: YearId, form: Form, mentor: MentorId, mentees: Vec<MenteeId>) -> Self {
        Self {
            year,
            form,
            role: Words::default(),
            mentor,
            mentees,
            state: PairState::Proposed,
            mentor_agreed_on: None,
            mentees_agreed_on: None,
            order_no: Words::default(),
            order_date: None,
            started_on: None,
            trial_until: None,
            paused_until: None,
            closing: None,
            goal: Words::default(),
            result: Words::default(),
            exception: Words::default(),
            notes: Words::default(),
            part_of: None,
        }
    }

    /// Two mentees and more make a group.
    pub fn is_group(&self) -> bool {
        self.mentees.len() > 1
    }

    /// The day from which silence is counted when nobody has met yet.
    pub fn began_on(&self) -> Option<NaiveDate> {
        self.started_on.or(self.order_date).or_else(|| self.agreed_on())
    }

    /// Whether an order with its number and day stands behind it (model §2.8, gate 5→6).
    pub fn is_under_order(&self) -> bool {
        !self.order_no.is_empty() && self.order_date.is_some()
    }

    /// The day by which both sides had agreed.
    pub fn agreed_on(&self) -> Option<NaiveDate> {
        self.mentor_agreed_on.zip(self.mentees_agreed_on).map(|(mentor, mentees)| mentor.max(mentees))
    }

    /// How it stands.
    pub fn status(&self) -> PairStatus {
        match (self.state, self.mentor_agreed_on, self.mentees_agreed_on) {
            (PairState::Proposed, None, None) => PairStatus::Proposed,
            (PairState::Proposed, None, Some(_)) => PairStatus::AwaitingMentor,
            (PairState::Proposed, Some(_), None) => PairStatus::AwaitingMentees,
            (PairState::Proposed, Some(_), Some(_)) => PairStatus::Agreed,
            (PairState::Fixed, ..) => PairStatus::Working,
            (PairState::Paused, ..) => PairStatus::Paused,
            (PairState::Finished, ..) => PairStatus::Finished,
            (PairState::Ended, ..) => PairStatus::Ended,
        }
    }

    /// Whether `day` lies in its trial period or before.
    pub fn is_on_trial(&self, day: NaiveDate) -> bool {
        self.trial_until.is_some_and(|last| day <= last)
    }

    /// Whether it ended early although it had begun: the two are not proposed to each other again by themselves.
    pub fn came_apart(&self) -> bool {
        let moved = self.closing.as_ref().is_some_and(|closing| closing.reason == CloseReason::Rematch);
        self.state == PairState::Ended && !moved
    }

    /// Whether it ended within the trial period, when an end is nobody's fault (model §5.3).
    pub fn ended_on_trial(&self) -> bool {
        self.came_apart() && self.closing.as_ref().is_some_and(|closing| self.is_on_trial(closing.on))
    }
}
