//! Who is held at which gate between the stages, and by what (model §2.8).
//!
//! A gate only warns, except where somebody would be unsafe: without consents nobody is paired, and without the checks
//! of adults from outside nobody leads. What the curator passed with a reason ([`crate::domain::Waiver`]) holds nobody.

use chrono::NaiveDate;

use super::queue::exit_owed;
use super::view::{MenteeRow, MentorRow, PairRow, View};
use crate::domain::status::Missing;
use crate::domain::{
    ConsentKind, Gate, Key, MeetingKind, MentorStanding, Pair, PairState, PersonId, Register, YearId, status,
};

/// The gates in the order of the stages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// 2→5: a mentee with consents and a request.
    MenteeToPair,
    /// 3→4: a mentor with an application.
    MentorToSelection,
    /// 4→5: a mentor interviewed, trained, with papers.
    MentorToPair,
    /// 5→6: both sides agreed, under an order.
    PairToWork,
    /// 6.1→6.5: the first three kinds of meeting once each before the others.
    FirstMeetings,
    /// 6→7: a pair closes with exit questionnaires.
    PairToClosing,
}

impl Passage {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::MenteeToPair,
        Self::MentorToSelection,
        Self::MentorToPair,
        Self::PairToWork,
        Self::FirstMeetings,
        Self::PairToClosing,
    ];

    /// The gates of it that can be passed with a reason.
    pub fn gates(self) -> &'static [Gate] {
        match self {
            Self::MenteeToPair | Self::PairToWork => &[],
            Self::MentorToSelection => &[Gate::Application],
            Self::MentorToPair => &[Gate::Interview, Gate::Training],
            Self::FirstMeetings => &[Gate::Meetings],
            Self::PairToClosing => &[Gate::ExitResponses],
        }
    }
}

/// What holds somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A consent.
    Consent(ConsentKind),
    /// No request.
    Request,
    /// A step to admission.
    Missing(Missing),
    /// A side that has not agreed.
    Agreement {
        /// The mentor.
        mentor: bool,
        /// The mentees.
        mentees: bool,
    },
    /// No number or date of an order.
    Order,
    /// Kinds of meeting that were skipped.
    Kinds(Vec<MeetingKind>),
    /// Sides that have left the programme, so that the pair is to be ended.
    Gone(Vec<Key>),
    /// People without an exit questionnaire.
    Exit(Vec<PersonId>),
}

/// Somebody held at a gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// At which.
    pub passage: Passage,
    /// A mentee, a mentor or a pair.
    pub about: Key,
    /// By what; never empty.
    pub causes: Vec<Cause>,
}

/// Who is held in `year` on `today`, by gate and identity.
pub fn gates(register: &Register, year: YearId, today: NaiveDate) -> Vec<Held> {
    let view = View::new(register, year, today);
    let mentees = view.mentees.iter().filter_map(of_mentee);
    let mentors = view.mentors.iter().filter_map(of_mentor);
    let pairs = view.pairs.iter().flat_map(|row| of_pair(register, row));
    let mut held: Vec<Held> = mentees.chain(mentors).chain(pairs).collect();
    held.sort_by_key(|it| (it.passage, it.about));
    held
}

fn of_mentee(row: &MenteeRow) -> Option<Held> {
    if !row.participates() || row.paired {
        return None;
    }
    let mut causes: Vec<Cause> = row.gap.map(Cause::Consent).into_iter().collect();
    if row.mentee.open_requests().next().is_none() {
        causes.push(Cause::Request);
    }
    held(Passage::MenteeToPair, row.id, causes)
}

fn of_mentor(row: &MentorRow) -> Option<Held> {
    let turned_down = row.mentor.decision.is_against();
    if row.mentor.standing != MentorStanding::Participating || turned_down {
        return None;
    }
    if row.missing.contains(&Missing::Application) {
        return held(Passage::MentorToSelection, row.id, vec![Cause::Missing(Missing::Application)]);
    }
    held(Passage::MentorToPair, row.id, row.missing.iter().copied().map(Cause::Missing).collect())
}

fn of_pair(register: &Register, row: &PairRow) -> impl Iterator<Item = Held> + use<> {
    let pair = row.pair;
    let mut causes = Vec::new();
    if pair.state == PairState::Proposed && (pair.mentor_agreed_on.is_none() || pair.mentees_agreed_on.is_none()) {
        let (mentor, mentees) = (pair.mentor_agreed_on.is_none(), pair.mentees_agreed_on.is_none());
        causes.push(Cause::Agreement { mentor, mentees });
    }
    if !pair.state.is_closed() && !pair.is_under_order() {
        causes.push(Cause::Order);
    }
    let order = held(Passage::PairToWork, row.id, causes);
    order.into_iter().chain(skipped(register, row)).chain(left_alone(register, row)).chain(unasked(register, row))
}

/// A pair that went on to regular meetings, or ended, without having held the first three kinds.
fn skipped(register: &Register, row: &PairRow) -> Option<Held> {
    let further = row.has_held(MeetingKind::Regular) || row.has_held(MeetingKind::Final);
    let missing = row.missing_kinds();
    if !row.pair.state.is_active() || !further || missing.is_empty() || passed(register, Gate::Meetings, row) {
        return None;
    }
    held(Passage::FirstMeetings, row.id, vec![Cause::Kinds(missing)])
}

/// A pair at work that a side has left.
fn left_alone(register: &Register, row: &PairRow) -> Option<Held> {
    let gone = if row.pair.state.is_active() { status::gone_from(register, row.pair) } else { Vec::new() };
    held(Passage::PairToClosing, row.id, if gone.is_empty() { Vec::new() } else { vec![Cause::Gone(gone)] })
}

/// A pair that finished, or has had its final meeting, without exit questionnaires. Of one broken off its reason is
/// the reason.
fn unasked(register: &Register, row: &PairRow) -> Option<Held> {
    let over = row.pair.state == PairState::Finished;
    let ending = row.pair.state.is_active() && row.has_held(MeetingKind::Final);
    if !(over || ending) || passed(register, Gate::ExitResponses, row) {
        return None;
    }
    let finished = Pair { state: PairState::Finished, ..row.pair.clone() };
    let silent = exit_owed(register, &finished, Some(row.id));
    let causes = if silent.is_empty() { Vec::new() } else { vec![Cause::Exit(silent)] };
    held(Passage::PairToClosing, row.id, causes)
}

fn passed(register: &Register, gate: Gate, row: &PairRow) -> bool {
    register.passed(gate, row.id.into()).is_some()
}

fn held(passage: Passage, about: impl Into<Key>, causes: Vec<Cause>) -> Option<Held> {
    (!causes.is_empty()).then(|| Held { passage, about: about.into(), causes })
}

/// The people whose exit questionnaire is owed when `pair` closes as it stands, and which nobody has excused: what a
/// closing asks a reason for. Empty for a pair that is broken off, whose reason says enough.
pub fn owed_at_closing(register: &Register, pair: &Pair, id: crate::domain::PairId) -> Vec<PersonId> {
    let excused = register.passed(Gate::ExitResponses, id.into()).is_some();
    if pair.state != PairState::Finished || excused { Vec::new() } else { exit_owed(register, pair, Some(id)) }
}

/// The first three kinds that a pair has not held, where a meeting of `kind` would go before them and nobody has
/// excused that.
pub fn skipped_by(register: &Register, pair: crate::domain::PairId, kind: MeetingKind) -> Vec<MeetingKind> {
    let later = matches!(kind, MeetingKind::Regular | MeetingKind::Final);
    if !later || register.passed(Gate::Meetings, pair.into()).is_some() {
        return Vec::new();
    }
    let meetings = register.meetings_of(pair);
    let is_held = |kind: &MeetingKind| meetings.iter().any(|(_, it)| it.is_held() && it.kind == *kind);
    super::view::FIRST_KINDS.into_iter().filter(|kind| !is_held(kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, after, day};
    use crate::domain::{Mentee, Mentor, PersonKind, Step, Waiver, WaiverId};

    fn at(sample: &Sample, passage: Passage) -> Vec<Held> {
        let all = gates(&sample.register, sample.year, day(11, 20));
        all.into_iter().filter(|held| held.passage == passage).collect()
    }

    #[test]
    fn each_is_held_where_they_stand_and_goes_on_with_a_reason() {
        let mut sample = Sample::new();
        let mentee = sample.mentee("Зимина Анна", "6А");
        sample.edit::<Mentee>(mentee, |mentee| mentee.requests.clear());
        let person = sample.person_of(mentee);
        sample.edit::<crate::domain::Person>(person, |person| person.consents.clear());
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
        let bare = sample.mentor("Котова Инна", PersonKind::Teacher);
        sample.edit::<Mentor>(bare, |mentor| mentor.application = Step::Open);
        let pair = sample.working(day(10, 1));
        sample.edit::<Pair>(pair, |pair| pair.order_no = "".into());

        let [held] = &at(&sample, Passage::MenteeToPair)[..] else { panic!("one mentee") };
        assert_eq!(held.about, mentee.into());
        assert_eq!(held.causes, [Cause::Consent(ConsentKind::Data), Cause::Request]);
        assert_eq!(at(&sample, Passage::MentorToSelection)[0].about, bare.into());
        let held = at(&sample, Passage::MentorToPair);
        assert_eq!(held[0].causes, [Cause::Missing(Missing::Training)]);
        assert_eq!((held.len(), held[0].about), (1, mentor.into()));
        assert_eq!(at(&sample, Passage::PairToWork)[0].causes, [Cause::Order]);

        let year = sample.year;
        let waiver =
            Waiver { year, gate: Gate::Training, about: mentor.into(), reason: "учился".into(), on: day(11, 1) };
        sample.put(WaiverId(9_000), waiver);
        assert_eq!(at(&sample, Passage::MentorToPair), []);
    }

    #[test]
    fn a_regular_meeting_before_the_first_three_holds_until_they_are_held_or_excused() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        assert_eq!(skipped_by(&sample.register, pair, MeetingKind::Regular).len(), 3);
        assert_eq!(skipped_by(&sample.register, pair, MeetingKind::Trial), []);
        let held = crate::domain::MeetingState::Held;
        sample.meeting(pair, MeetingKind::Regular, held, day(10, 5));
        let [late] = &at(&sample, Passage::FirstMeetings)[..] else { panic!("one pair") };
        assert_eq!(late.causes, [Cause::Kinds(super::super::view::FIRST_KINDS.to_vec())]);
        // Backdated: the order of the days does not matter, only that they were held.
        sample.first_three(pair, after(day(10, 1), 30));
        assert_eq!(at(&sample, Passage::FirstMeetings), []);

        let other = sample.working(day(10, 1));
        sample.meeting(other, MeetingKind::Final, held, day(10, 5));
        let year = sample.year;
        let waiver =
            Waiver { year, gate: Gate::Meetings, about: other.into(), reason: "лагерь".into(), on: day(11, 1) };
        sample.put(WaiverId(9_000), waiver);
        assert_eq!(at(&sample, Passage::FirstMeetings), []);
        assert_eq!(skipped_by(&sample.register, other, MeetingKind::Regular), []);
    }

    #[test]
    fn exit_questionnaires_hold_a_pair_that_ends_well_and_none_that_was_broken_off() {
        use crate::domain::{Answer, Audience, PairState, Wave};
        let mut sample = Sample::new();
        let asked = sample.questionnaire("out", 1, Wave::Exit, Audience::Mentee);
        let pair = sample.working(day(10, 1));
        assert_eq!(at(&sample, Passage::PairToClosing), []);
        sample.close(pair, PairState::Ended, day(11, 1));
        assert_eq!(at(&sample, Passage::PairToClosing), []);
        sample.edit::<Pair>(pair, |pair| pair.state = PairState::Finished);
        let record = sample.register.get::<Pair>(pair).unwrap().clone();
        let person = sample.person_of(record.mentees[0]);
        assert_eq!(at(&sample, Passage::PairToClosing)[0].causes, [Cause::Exit(vec![person])]);
        assert_eq!(owed_at_closing(&sample.register, &record, pair), [person]);
        sample.respond(asked, person, &[Answer::Scale(7), Answer::Blank]);
        assert_eq!(at(&sample, Passage::PairToClosing), []);
        assert_eq!(status::missing_for_admission(&sample.register, record.mentor, day(11, 1)), []);
    }
}
