//! What needs a hand, worst first, each with its reason and the numbers behind it.
//!
//! A signal is a value, not a sentence: the pane words it and offers the key that deals with it. Thresholds are the
//! school's [`Rules`](crate::domain::Rules); a signal fires on the day its threshold is reached, not a day before.

mod pairs;
mod people;
mod programme;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::queue::{self, Order, Queue};
use super::view::View;
use crate::domain::status::Missing;
use crate::domain::{
    ActivityId, Audience, ConsentKind, MeetingId, MeetingKind, MenteeId, MentorId, PairId, PartnerId, Register, YearId,
};

/// How bad it is; the worst compares least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Unsafe, or about to fail.
    Alarm,
    /// Worth a look.
    Warning,
    /// Good to know.
    Note,
}

/// Whom or what a signal is about. Lists are by identity and never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A pair or a group.
    Pair(PairId),
    /// A meeting.
    Meeting(MeetingId),
    /// A mentor.
    Mentor(MentorId),
    /// A mentee.
    Mentee(MenteeId),
    /// Mentees with the same trouble.
    ManyMentees(Vec<MenteeId>),
    /// Mentors with the same trouble.
    ManyMentors(Vec<MentorId>),
    /// Pairs with the same trouble.
    ManyPairs(Vec<PairId>),
    /// Lines of the roadmap, the one due longest ago first.
    Activities(Vec<ActivityId>),
    /// Partners, the one whose agreement ends first at the front.
    Partners(Vec<PartnerId>),
}

/// Why a consent does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConsentGap {
    /// None is on file.
    Missing,
    /// It was taken back.
    Withdrawn,
    /// Its term is over.
    Expired,
}

/// Why a hand is needed. Within a level, signals follow in this order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A safety note has no answer `days` after the meeting (model §9). Alarm.
    SafetyNote {
        /// Days since the meeting.
        days: i64,
    },
    /// Somebody in a working pair has no valid consent. Alarm.
    NoConsent {
        /// Which consent.
        kind: ConsentKind,
        /// In what way.
        gap: ConsentGap,
    },
    /// A certificate of a leading mentor has run out. Alarm.
    CertificateExpired {
        /// [`Missing::RecordCheck`] or [`Missing::MedicalCheck`].
        which: Missing,
        /// Its last day.
        on: NaiveDate,
        /// Days since then.
        days: i64,
    },
    /// A leading mentor never showed a certificate that is needed. Alarm.
    CertificateMissing {
        /// [`Missing::RecordCheck`] or [`Missing::MedicalCheck`].
        which: Missing,
    },
    /// A working pair has not met. Alarm or warning, by the threshold it has reached.
    Silent {
        /// Days since it last met, or since it began.
        days: i64,
        /// The threshold reached, in days.
        threshold: i64,
    },
    /// The mentees did not come, several times in a row. Warning.
    MissedInRow {
        /// How many times.
        count: usize,
    },
    /// The mentee's mood fell: the mean of the last two meetings against the two before. Warning.
    MoodFell {
        /// Mean before, in tenths of the scale from 1 to 5 (45 is 4.5).
        from: u8,
        /// Mean now, in tenths.
        to: u8,
    },
    /// The trial period is over and the pair has not got as far as a plan. Warning.
    NoPlan {
        /// Last day of the trial.
        trial_end: NaiveDate,
        /// Kinds of meeting not held so far.
        missing: Vec<MeetingKind>,
    },
    /// A paused pair should be back. Warning.
    ReturnOverdue {
        /// When it should have come back.
        on: NaiveDate,
        /// Days since then.
        days: i64,
    },
    /// Trial periods are about to end: both sides are to be asked whether they stay together. Warning.
    TrialEnding {
        /// How many.
        count: usize,
        /// The last day of the one that ends first.
        on: NaiveDate,
        /// Days left to it; 0 on the day.
        days: i64,
    },
    /// A mentor leads more mentees than they have places. Warning.
    OverCapacity {
        /// Places.
        capacity: usize,
        /// Mentees.
        taken: usize,
    },
    /// A certificate of a participating mentor is about to run out. Warning.
    CertificateExpiring {
        /// [`Missing::RecordCheck`] or [`Missing::MedicalCheck`].
        which: Missing,
        /// Its last day.
        on: NaiveDate,
        /// Days left; 0 on the last day.
        days: i64,
    },
    /// A planned meeting has passed and nobody said what became of it. Warning.
    Unmarked {
        /// Its day.
        on: NaiveDate,
        /// Days since then.
        days: i64,
    },
    /// A pair works without number or date of an order (model §2.8, gate 5→6). Warning.
    NoOrder,
    /// Pairs have agreed and are under no order yet. Warning.
    AgreedNoOrder {
        /// How many.
        count: usize,
        /// Days since the one that has waited longest agreed.
        days: i64,
    },
    /// Pairs were proposed and a side has not answered. Warning.
    Unanswered {
        /// How many.
        count: usize,
        /// Days since the oldest was proposed, or since its first answer.
        days: i64,
    },
    /// Mentees wait for a mentor. Warning.
    Waiting {
        /// How many.
        count: usize,
        /// Days the longest has waited.
        days: i64,
        /// Days from which waiting is worth a look.
        threshold: i64,
    },
    /// Mentees outside pairs lack a consent and cannot be paired. Warning.
    ConsentsLacking {
        /// How many.
        count: usize,
    },
    /// People in working pairs were never asked the entry questionnaire. Warning.
    NoEntryAnswers {
        /// How many.
        count: usize,
        /// On which side.
        audience: Audience,
    },
    /// A finished pair has no final meeting on file. Warning.
    NoFinal,
    /// Pairs closed and an exit questionnaire was not asked (model §2.8, gate 6→7). Warning.
    NoExitAnswers {
        /// How many pairs.
        count: usize,
    },
    /// Lines of the roadmap are late. Warning.
    RoadmapLate {
        /// How many.
        count: usize,
    },
    /// Agreements with partners end within the days in which the school announces an expiry. Warning.
    AgreementEnding {
        /// How many.
        count: usize,
        /// The last day of the one that ends first.
        on: NaiveDate,
    },
    /// Mentors outside pairs are on their way to admission. Note.
    StepsLacking {
        /// How many.
        count: usize,
    },
    /// A young pair without trouble: too early to tell. Note.
    TooEarly {
        /// Days since it began.
        days: i64,
    },
}

/// One line of what needs a hand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signal {
    /// How bad.
    pub level: Level,
    /// About whom.
    pub subject: Subject,
    /// Why.
    pub reason: Reason,
}

impl Reason {
    /// Place among the reasons of a level, and weight among signals of one reason.
    fn order(&self) -> (u8, Reverse<i64>) {
        let counted = |count: &usize| i64::try_from(*count).unwrap_or(i64::MAX);
        let (rank, weight) = match self {
            Self::SafetyNote { days } => (0, *days),
            Self::NoConsent { .. } => (1, 0),
            Self::CertificateExpired { days, .. } => (2, *days),
            Self::CertificateMissing { .. } => (3, 0),
            Self::Silent { days, .. } => (4, *days),
            Self::MissedInRow { count } => (5, counted(count)),
            Self::MoodFell { from, to } => (6, i64::from(*from) - i64::from(*to)),
            Self::NoPlan { missing, .. } => (7, counted(&missing.len())),
            Self::ReturnOverdue { days, .. } => (8, *days),
            Self::TrialEnding { days, .. } => (9, -days),
            Self::OverCapacity { capacity, taken } => (10, counted(taken) - counted(capacity)),
            Self::CertificateExpiring { days, .. } => (11, -days),
            Self::Unmarked { days, .. } => (12, *days),
            Self::NoOrder => (13, 0),
            Self::AgreedNoOrder { days, .. } => (14, *days),
            Self::Unanswered { days, .. } => (15, *days),
            Self::Waiting { count, .. } => (16, counted(count)),
            Self::ConsentsLacking { count } => (17, counted(count)),
            Self::NoEntryAnswers { count, .. } => (18, counted(count)),
            Self::NoFinal => (19, 0),
            Self::NoExitAnswers { count } => (20, counted(count)),
            Self::RoadmapLate { count } => (21, counted(count)),
            Self::AgreementEnding { count, .. } => (22, counted(count)),
            Self::StepsLacking { count } => (23, counted(count)),
            Self::TooEarly { days } => (24, *days),
        };
        (rank, Reverse(weight))
    }
}

/// What needs a hand in `year` on `today`, worst first: by level, reason, weight and identity.
pub fn attention(register: &Register, year: YearId, today: NaiveDate) -> Vec<Signal> {
    let view = View::new(register, year, today);
    let queue = queue::of(&view, Order::AsFound);
    of(&view, &queue)
}

pub(super) fn of(view: &View, queue: &Queue) -> Vec<Signal> {
    let mut signals = Signals::default();
    pairs::look(view, &mut signals);
    people::look(view, &mut signals);
    people::look_at_answers(view, queue, &mut signals);
    programme::look(view, queue, &mut signals);
    let mut found = signals.found;
    found.sort_by(|a, b| {
        let key = |signal: &Signal| (signal.level, signal.reason.order());
        key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
    });
    found
}

/// Signals on their way into a list.
#[derive(Default)]
struct Signals {
    found: Vec<Signal>,
}

impl Signals {
    fn alarm(&mut self, subject: Subject, reason: Reason) {
        self.found.push(Signal { level: Level::Alarm, subject, reason });
    }

    fn warn(&mut self, subject: Subject, reason: Reason) {
        self.found.push(Signal { level: Level::Warning, subject, reason });
    }

    fn note(&mut self, subject: Subject, reason: Reason) {
        self.found.push(Signal { level: Level::Note, subject, reason });
    }
}
