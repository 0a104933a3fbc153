//! What needs a hand, worst first, each with its reason and the numbers behind it.
//!
//! A signal is a value, not a sentence: the pane words it and offers the key that deals with it. Thresholds are the
//! school's [`Rules`](crate::domain::Rules); a signal fires on the day its threshold is reached, not a day before.

mod comfort;
mod contacts;
mod course;
mod light;
mod pairs;
mod people;
mod programme;
mod risk;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_course;
#[cfg(test)]
mod tests_put_off;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::queue::{self, Order, Queue};
use super::view::View;
use crate::domain::status::Missing;
use crate::domain::{
    ActivityId, Audience, Cause, ConsentKind, ContactSide, Key, MeetingId, MeetingKind, MenteeId, MentorId, PairId,
    PartnerId, Register, Secret, Words, YearId,
};

pub use contacts::{ContactDue, contact_dues};
pub use light::{Colour, Light, light, lights};
pub use risk::Risk;

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

impl Subject {
    /// The records it is about, in their order.
    pub fn keys(&self) -> Vec<Key> {
        fn of<Id: Copy + Into<Key>>(many: &[Id]) -> Vec<Key> {
            many.iter().map(|id| (*id).into()).collect()
        }
        match self {
            Self::Pair(id) => of(&[*id]),
            Self::Meeting(id) => of(&[*id]),
            Self::Mentor(id) => of(&[*id]),
            Self::Mentee(id) => of(&[*id]),
            Self::ManyMentees(many) => of(many),
            Self::ManyMentors(many) => of(many),
            Self::ManyPairs(many) => of(many),
            Self::Activities(many) => of(many),
            Self::Partners(many) => of(many),
        }
    }
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

/// How somebody feels, as it was said and as it is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Told {
    /// In tenths of a scale from 1 to 10, by which the thresholds of the school go.
    pub judged: u8,
    /// In tenths of the scale on which it was said.
    pub said: u8,
    /// The highest of that scale: 5 for a mood.
    pub of: u8,
}

/// Why a hand is needed. Within a level, signals follow in this order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A safety note has no answer `days` after the meeting (model §9). Alarm.
    SafetyNote {
        /// Days since the note was written; since the meeting where that is not known.
        days: i64,
    },
    /// Somebody in a working pair has no valid consent. Alarm.
    NoConsent {
        /// Which consent.
        kind: ConsentKind,
        /// In what way.
        gap: ConsentGap,
    },
    /// The consent to keep somebody's data was taken back, and they were neither made unknown nor is it on file why the
    /// data are kept. Of those in no working pair; the others come first as [`Self::NoConsent`]. Alarm.
    DataWithdrawn {
        /// The last day for it.
        by: NaiveDate,
        /// Days left to it; below 0 when it has passed.
        left: i64,
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
    /// A pair that was not ended has a side that left the programme. Alarm.
    SideGone {
        /// The mentor, mentees; never empty.
        who: Vec<Key>,
    },
    /// A working pair has not met. Alarm or warning, by the threshold it has reached.
    Silent {
        /// Days since it last met, or since it began, without holidays.
        days: i64,
        /// Days of holidays that were left out.
        off: i64,
        /// The threshold reached, in days.
        threshold: i64,
    },
    /// Meetings were missed or cancelled, several in a row. Alarm or warning, by the threshold reached.
    MissedInRow {
        /// How many times.
        count: usize,
    },
    /// Many of the meetings of the last six weeks fell through. Warning.
    MissedOften {
        /// How many were missed or cancelled.
        missed: usize,
        /// How many there should have been.
        of: usize,
    },
    /// A side does not feel well in the pair. Alarm or warning, by the threshold reached.
    Uncomfortable {
        /// Which side.
        side: Audience,
        /// What it said last.
        told: Told,
    },
    /// The mentor does not feel well by a pulse that is about several pairs, this one among them: which of them is to be
    /// asked. A level below that of [`Reason::Uncomfortable`], with the same thresholds.
    OneOfPairs {
        /// What the mentor said last.
        told: Told,
        /// How many pairs it is about.
        pairs: usize,
    },
    /// A side feels much worse than in its first pulse. Alarm.
    ComfortFell {
        /// Which side.
        side: Audience,
        /// In the first pulse.
        from: Told,
        /// Now.
        to: Told,
    },
    /// The sides see the pair differently. Alarm or warning, by the threshold reached.
    Apart {
        /// What the mentor said.
        mentor: Told,
        /// What the mentee said, on the same scale.
        mentee: Told,
    },
    /// The pair is silent for much longer than is usual for it. Warning.
    Rhythm {
        /// Days since it last met, without holidays.
        days: i64,
        /// Days it usually lets pass.
        usual: i64,
    },
    /// The acquaintance is behind it, and the next of the first meetings is not. Warning.
    Stuck {
        /// The meeting that was not held.
        kind: MeetingKind,
        /// Days since the acquaintance, without holidays.
        days: i64,
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
    /// The curator is due to talk with sides of a pair. Warning.
    ContactDue {
        /// With whom.
        sides: Vec<ContactSide>,
        /// Days since the talk before, or since the pair began; the longer of two.
        days: i64,
    },
    /// The curator is due to talk with sides of pairs. Warning.
    ContactsDue {
        /// Of how many pairs.
        count: usize,
        /// Days since the talk before, or since the pair began, of the one that has waited longest.
        days: i64,
    },
    /// Pairs that began lately, or are about to, and have several risks known beforehand. Note.
    AtRisk {
        /// How many pairs.
        count: usize,
        /// All their risks.
        risks: Vec<Risk>,
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
    /// A note as long as the year is still to begin.
    AgreedNoOrder {
        /// How many.
        count: usize,
        /// Days since the one that has waited longest agreed, or since the year began where that was later; 0 before.
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
        /// Days the longest has waited of those whose first day is known; `None` where it is known of nobody.
        days: Option<i64>,
        /// Of how many the first day is not known: they may have waited since the year began.
        undated: usize,
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
    /// Until when and why the curator has put it off; of a row that gathers several, all of them.
    pub put_off: Option<PutOff>,
}

/// Until when a signal was put off, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PutOff {
    /// The day on which it is back.
    pub until: NaiveDate,
    /// Why it can wait; may be empty.
    pub why: Words,
}

impl Reason {
    /// Place among the reasons of a level, and weight among signals of one reason.
    fn order(&self) -> (u8, Reverse<i64>) {
        let counted = |count: &usize| i64::try_from(*count).unwrap_or(i64::MAX);
        let (rank, weight) = match self {
            Self::SafetyNote { days } => (0, *days),
            Self::NoConsent { .. } => (1, 1),
            Self::DataWithdrawn { left, .. } => (1, -left),
            Self::CertificateExpired { days, .. } => (2, *days),
            Self::CertificateMissing { .. } | Self::SideGone { .. } => (3, 0),
            Self::Silent { days, .. } => (4, *days),
            Self::MissedInRow { count } => (5, counted(count)),
            Self::MissedOften { missed, .. } => (6, counted(missed)),
            Self::Uncomfortable { told, .. } | Self::OneOfPairs { told, .. } => (7, -i64::from(told.judged)),
            Self::ComfortFell { from, to, .. } => (8, i64::from(from.judged) - i64::from(to.judged)),
            Self::MoodFell { from, to } => (9, i64::from(*from) - i64::from(*to)),
            Self::Apart { mentor, mentee } => (10, i64::from(mentor.judged.abs_diff(mentee.judged))),
            Self::NoPlan { missing, .. } => (11, counted(&missing.len())),
            Self::Stuck { days, .. } => (12, *days),
            Self::Rhythm { days, .. } => (13, *days),
            Self::ReturnOverdue { days, .. } => (14, *days),
            Self::TrialEnding { days, .. } => (15, -days),
            Self::ContactDue { days, .. } | Self::ContactsDue { days, .. } => (16, *days),
            Self::OverCapacity { capacity, taken } => (17, counted(taken) - counted(capacity)),
            Self::CertificateExpiring { days, .. } => (18, -days),
            Self::Unmarked { days, .. } => (19, *days),
            Self::NoOrder => (20, 0),
            Self::AgreedNoOrder { days, .. } => (21, *days),
            Self::Unanswered { days, .. } => (22, *days),
            Self::Waiting { count, .. } => (23, counted(count)),
            Self::ConsentsLacking { count } => (24, counted(count)),
            Self::NoEntryAnswers { count, .. } => (25, counted(count)),
            Self::NoFinal => (26, 0),
            Self::NoExitAnswers { count } => (27, counted(count)),
            Self::RoadmapLate { count } => (28, counted(count)),
            Self::AgreementEnding { count, .. } => (29, counted(count)),
            Self::StepsLacking { count } => (30, counted(count)),
            Self::AtRisk { count, .. } => (31, counted(count)),
            Self::TooEarly { days } => (32, *days),
        };
        (rank, Reverse(weight))
    }
}

impl Reason {
    /// What it is about, where it can be put off. Nobody puts off a safety note without an answer, nor a consent that is
    /// missing.
    pub fn cause(&self) -> Option<Cause> {
        Some(match self {
            Self::SafetyNote { .. }
            | Self::NoConsent { .. }
            | Self::ConsentsLacking { .. }
            | Self::DataWithdrawn { .. } => return None,
            Self::Silent { .. } | Self::Rhythm { .. } => Cause::Silence,
            Self::MissedInRow { .. } | Self::MissedOften { .. } => Cause::Missed,
            Self::Uncomfortable { .. } | Self::OneOfPairs { .. } | Self::ComfortFell { .. } | Self::MoodFell { .. } => {
                Cause::Comfort
            }
            Self::Apart { .. } => Cause::Apart,
            Self::NoPlan { .. } | Self::Stuck { .. } => Cause::Stuck,
            Self::NoOrder | Self::AgreedNoOrder { .. } => Cause::Order,
            Self::ReturnOverdue { .. } => Cause::Pause,
            Self::NoFinal => Cause::Final,
            Self::ContactDue { .. } | Self::ContactsDue { .. } => Cause::Contact,
            Self::AtRisk { .. } => Cause::Risk,
            Self::CertificateExpired { which, .. }
            | Self::CertificateMissing { which }
            | Self::CertificateExpiring { which, .. } => match which {
                Missing::MedicalCheck => Cause::MedicalCheck,
                _ => Cause::RecordCheck,
            },
            Self::SideGone { .. } => Cause::Gone,
            Self::OverCapacity { .. } => Cause::Places,
            Self::Unmarked { .. } => Cause::Unmarked,
            Self::Unanswered { .. } => Cause::Reply,
            Self::TrialEnding { .. } => Cause::Trial,
            Self::Waiting { .. } => Cause::Waiting,
            Self::NoEntryAnswers { .. } => Cause::Entry,
            Self::NoExitAnswers { .. } => Cause::Exit,
            Self::RoadmapLate { .. } => Cause::Roadmap,
            Self::AgreementEnding { .. } => Cause::Agreement,
            Self::StepsLacking { .. } => Cause::Steps,
            Self::TooEarly { .. } => Cause::Early,
        })
    }
}

impl Signal {
    /// What it gives away, if that is not for everybody.
    pub fn secret(&self) -> Option<Secret> {
        match &self.reason {
            Reason::SafetyNote { .. } => Some(Secret::Restricted),
            Reason::ContactDue { .. } | Reason::ContactsDue { .. } | Reason::AtRisk { .. } => Some(Secret::Talks),
            Reason::CertificateExpired { .. }
            | Reason::CertificateMissing { .. }
            | Reason::CertificateExpiring { .. }
            | Reason::StepsLacking { .. } => Some(Secret::Selection),
            Reason::NoEntryAnswers { .. } | Reason::NoExitAnswers { .. } => Some(Secret::Answers),
            Reason::Uncomfortable { .. }
            | Reason::ComfortFell { .. }
            | Reason::OneOfPairs { .. }
            | Reason::Apart { .. }
            | Reason::MoodFell { .. } => Some(match &self.subject {
                Subject::Pair(pair) => Secret::Feelings(*pair),
                _ => Secret::Restricted,
            }),
            Reason::NoConsent { .. }
            | Reason::DataWithdrawn { .. }
            | Reason::SideGone { .. }
            | Reason::Silent { .. }
            | Reason::MissedInRow { .. }
            | Reason::MissedOften { .. }
            | Reason::Rhythm { .. }
            | Reason::Stuck { .. }
            | Reason::NoPlan { .. }
            | Reason::ReturnOverdue { .. }
            | Reason::TrialEnding { .. }
            | Reason::OverCapacity { .. }
            | Reason::Unmarked { .. }
            | Reason::NoOrder
            | Reason::AgreedNoOrder { .. }
            | Reason::Unanswered { .. }
            | Reason::Waiting { .. }
            | Reason::ConsentsLacking { .. }
            | Reason::NoFinal
            | Reason::RoadmapLate { .. }
            | Reason::AgreementEnding { .. }
            | Reason::TooEarly { .. } => None,
        }
    }

    /// Notes until when it was put off. What a row gathers was put off together, or not at all: see [`parted`].
    fn heed(&mut self, register: &Register, today: NaiveDate) {
        let first = self.subject.keys().into_iter().next();
        let named = self.reason.cause().zip(first);
        self.put_off = named.and_then(|(cause, about)| put_off(register, about, cause, self.level, today));
    }
}

/// Until when a signal is put off. An alarm is put off only by who put off an alarm.
fn put_off(register: &Register, about: Key, cause: Cause, level: Level, today: NaiveDate) -> Option<PutOff> {
    let mut known = register.snoozes_of(about).map(|(_, snooze)| snooze).filter(|snooze| snooze.cause == cause);
    let found = known.find(|snooze| today < snooze.until && (snooze.alarm || level != Level::Alarm))?;
    Some(PutOff { until: found.until, why: found.why.clone() })
}

/// What a row would gather, as several rows: first what waits for a hand, then what was put off, by day and reason. So
/// what was put off together is brought back together, and whoever joins later is not put off with the others.
fn parted<T>(view: &View, (cause, level): (Cause, Level), all: Vec<T>, key: impl Fn(&T) -> Key) -> Vec<Vec<T>> {
    let mut parts: BTreeMap<Option<PutOff>, Vec<T>> = BTreeMap::new();
    for one in all {
        let put_off = put_off(view.register, key(&one), cause, level, view.today);
        parts.entry(put_off).or_default().push(one);
    }
    parts.into_values().collect()
}

/// What needs a hand in `year` on `today`, worst first: by level, reason, weight and identity. What was put off comes
/// after everything else.
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
    found.iter_mut().for_each(|signal| signal.heed(view.register, view.today));
    found.sort_by(|a, b| {
        let key = |signal: &Signal| (signal.put_off.is_some(), signal.level, signal.reason.order());
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
    fn put(&mut self, level: Level, subject: Subject, reason: Reason) {
        self.found.push(Signal { level, subject, reason, put_off: None });
    }

    fn alarm(&mut self, subject: Subject, reason: Reason) {
        self.put(Level::Alarm, subject, reason);
    }

    fn warn(&mut self, subject: Subject, reason: Reason) {
        self.put(Level::Warning, subject, reason);
    }

    fn note(&mut self, subject: Subject, reason: Reason) {
        self.put(Level::Note, subject, reason);
    }
}
