//! Who sees what (model §9): one table of secrets that every screen, search, export and command asks.
//!
//! *To keep something from somebody:* a field names its [`Secret`] where it is declared, a page of a pane and a table
//! that goes out name theirs, a kind of record is classed in `Secret::of_kind`, an indicator in `Secret::of_indicator`, a
//! signal in `Signal::secret`; what a card says by hand asks `World::sees`. A test goes over all of them for every duty.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{
    Access, Change, CloseReason, Indicator, Initiator, InterviewDecision, Key, Kind, Meeting, Mentee, MenteeId, Pair,
    PairId, Person, PersonId, PreferenceSheet, Record, Register, Step, TargetGroup, Words,
};

/// What is not for everybody's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// Health, vetoes, safety notes and that there is one, and what is worked out from them.
    Restricted,
    /// The curator's talks with pairs, and the risks they watch over.
    Talks,
    /// How a mentor is taken: application, interview, decision, certificates, what is missing for admission.
    Selection,
    /// What people answered, the codes they answer by, and their measures.
    Answers,
    /// What the curator noted of somebody or of the end of a pair, and what came of the year for a mentor.
    Notes,
    /// How the sides of a pair feel: the moods of its meetings, and what is made of them.
    Feelings(PairId),
    /// What a pair set out to do, its plan, what came of it, and why it ended.
    Work(PairId),
    /// What somebody asked for, why, and what came of it for them.
    Requests(PersonId),
    /// What everybody asked for, taken together: where few ask, a number tells who they are.
    RequestMap,
    /// How to reach somebody: telephone, mailbox, representative.
    Contacts(PersonId),
}

/// How much of a secret somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// All of it.
    All,
    /// Of the pairs they lead now.
    Own,
    /// Of the pairs they lead now, and of whoever is of age.
    OwnAndAdults,
    /// Nothing, not even that there is something.
    None,
}

impl Secret {
    /// The table: who sees it.
    #[rustfmt::skip]
    const fn sight(self, access: Access) -> Sight {
        use Sight::{All, None, Own, OwnAndAdults};
        //                               office  helper        not on the list
        let (office, helper, stranger) = match self {
            Self::Restricted  => (All, None,         None),
            Self::Talks       => (All, None,         None),
            Self::Selection   => (All, None,         None),
            Self::Answers     => (All, None,         None),
            Self::Notes       => (All, None,         None),
            Self::Feelings(_) => (All, Own,          None),
            Self::Work(_)     => (All, Own,          None),
            Self::Requests(_) => (All, Own,          None),
            Self::RequestMap  => (All, None,         None),
            Self::Contacts(_) => (All, OwnAndAdults, None),
        };
        match access {
            Access::Curator | Access::Psychologist | Access::Director => office,
            Access::Helper(_) => helper,
            Access::Stranger => stranger,
        }
    }

    /// What it gives away of somebody to be one of the people behind a figure, if it does. The number alone is open.
    pub const fn of_indicator(indicator: Indicator, person: PersonId) -> Option<Self> {
        match indicator {
            Indicator::Adaptation => Some(Self::Requests(person)),
            Indicator::Ovz | Indicator::Watched | Indicator::Disoriented => Some(Self::Restricted),
            Indicator::Motivation
            | Indicator::SatisfiedMentees
            | Indicator::SatisfiedMentors
            | Indicator::BetterMarks
            | Indicator::BetterMood
            | Indicator::Clubs
            | Indicator::Sports
            | Indicator::FutureMentors
            | Indicator::RegionJobs => Some(Self::Answers),
            Indicator::Involved
            | Indicator::Events
            | Indicator::Projects
            | Indicator::Career
            | Indicator::EnterpriseMentors
            | Indicator::StudentMentors
            | Indicator::Mentees
            | Indicator::MenteesOfAll
            | Indicator::InvolvedOfAll
            | Indicator::YoungMentors
            | Indicator::YoungTeachers
            | Indicator::Enterprises
            | Indicator::Complaints
            | Indicator::ProjectsDone
            | Indicator::CareerDone => None,
        }
    }

    /// What one record gives away by being there, where others of its kind do not. A practice that is not out yet is
    /// written from the goals and requests of its pair.
    fn of_record(record: &Record) -> Option<Self> {
        match record {
            Record::Plan(plan) => Some(Self::Work(plan.pair)),
            Record::Practice(practice) if !practice.is_published() => practice.pair.map(Self::Work),
            _ => None,
        }
    }

    /// What records of a kind give away by being there, if they do.
    const fn of_kind(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Contact | Kind::Snooze => Some(Self::Talks),
            Kind::Selection | Kind::Waiver => Some(Self::Selection),
            Kind::Response | Kind::Invitation | Kind::Measure | Kind::SchoolMeasure => Some(Self::Answers),
            Kind::Ruling => Some(Self::Restricted),
            Kind::School
            | Kind::Year
            | Kind::Person
            | Kind::Mentee
            | Kind::Mentor
            | Kind::Pair
            | Kind::Meeting
            | Kind::Questionnaire
            | Kind::Pairing
            | Kind::GeneralMeeting
            | Kind::PreferenceSheet
            | Kind::YearNumbers
            | Kind::CuratorSheet
            | Kind::Swot
            | Kind::Passport
            | Kind::Activity
            | Kind::Partner
            | Kind::Training
            | Kind::Plan
            | Kind::Event
            | Kind::Practice
            | Kind::Award
            | Kind::Lists
            | Kind::Calendar
            | Kind::SchoolParameter
            | Kind::Staff => None,
        }
    }
}

impl Access {
    /// Whether something may be seen and taken out on a day. Whoever may not is shown no trace of it.
    pub fn sees(self, register: &Register, secret: Secret, today: NaiveDate) -> bool {
        let own = || match self {
            Self::Helper(Some(own)) => is_of_own(register, own, secret),
            _ => false,
        };
        match secret.sight(self) {
            Sight::All => true,
            Sight::Own => own(),
            Sight::OwnAndAdults => own() || is_of_adult(register, secret, today),
            Sight::None => false,
        }
    }

    /// Whether records of a kind may be read at all.
    pub fn sees_kind(self, register: &Register, kind: Kind, today: NaiveDate) -> bool {
        Secret::of_kind(kind).is_none_or(|secret| self.sees(register, secret, today))
    }

    /// Whether a record may be read at all, if those of its kind may.
    pub fn sees_record(self, register: &Register, record: &Record, today: NaiveDate) -> bool {
        Secret::of_record(record).is_none_or(|secret| self.sees(register, secret, today))
    }

    /// Whether anything of a change may be seen: a change of what is closed alone leaves no trace.
    pub fn sees_change(self, register: &Register, change: &Change, today: NaiveDate) -> bool {
        let mut sides = [&change.before, &change.after].into_iter().flatten();
        let is_closed = |record: &Record| !self.sees_record(register, record, today);
        if !self.sees_kind(register, change.key.kind, today) || sides.any(is_closed) {
            return false;
        }
        let open = |record: &Record| {
            let mut record = record.clone();
            let sees = |secret| self.sees(register, secret, today);
            strip(&mut record, change.key, sees);
            record
        };
        match (&change.before, &change.after) {
            (Some(before), Some(after)) => open(before) != open(after),
            _ => true,
        }
    }
}

/// Whether a secret is about somebody in a pair that works or rests and that this person leads, or about the person
/// themselves. A proposal is not theirs yet; what is over is not theirs any more.
fn is_of_own(register: &Register, own: PersonId, secret: Secret) -> bool {
    let leads = |pair: &Pair| pair.state.is_active() && register.mentor_person_id(pair.mentor) == Some(own);
    match secret {
        Secret::Feelings(pair) | Secret::Work(pair) => register.get::<Pair>(pair).is_some_and(|pair| leads(pair)),
        Secret::Requests(person) | Secret::Contacts(person) => {
            let mentees = register.referring(person.into(), Kind::Mentee).filter_map(MenteeId::of);
            own == person || mentees.flat_map(|id| register.pairs_of_mentee(id)).any(|(_, pair)| leads(pair))
        }
        Secret::Restricted
        | Secret::Talks
        | Secret::Selection
        | Secret::Answers
        | Secret::Notes
        | Secret::RequestMap => false,
    }
}

fn is_of_adult(register: &Register, secret: Secret, today: NaiveDate) -> bool {
    match secret {
        Secret::Contacts(person) => register.get::<Person>(person).is_some_and(|it| it.is_of_age(today)),
        _ => false,
    }
}

/// Takes out of a record what somebody does not see.
fn strip(record: &mut Record, key: Key, sees: impl Fn(Secret) -> bool) {
    match record {
        Record::Meeting(meeting) => {
            let feelings = sees(Secret::Feelings(meeting.pair));
            let told = if sees(Secret::Restricted) { Meeting::clone(meeting) } else { meeting.without_note() };
            let moods = if feelings { (told.mood_mentee, told.mood_mentor) } else { (None, None) };
            *meeting = Arc::new(Meeting { mood_mentee: moods.0, mood_mentor: moods.1, ..told });
        }
        Record::Person(person) => {
            let mut told = if sees(Secret::Restricted) { Person::clone(person) } else { person.without_health() };
            if !PersonId::of(key).is_some_and(|id| sees(Secret::Contacts(id))) {
                (told.phone, told.email, told.guardian) = Default::default();
                told.consents.iter_mut().for_each(|consent| consent.signer = Words::default());
            }
            *person = Arc::new(told);
        }
        Record::Mentor(mentor) => {
            let told = Arc::make_mut(mentor);
            if !sees(Secret::Selection) {
                (told.application, told.interview, told.decision) =
                    (Step::Open, Step::Open, InterviewDecision::Pending);
                (told.record_check_until, told.medical_check_until) = (None, None);
            }
            clear(&mut told.notes, sees(Secret::Notes));
            clear(&mut told.result, sees(Secret::Notes));
        }
        Record::Mentee(mentee) => strip_mentee(Arc::make_mut(mentee), sees),
        Record::PreferenceSheet(sheet) if !sees(Secret::Restricted) => {
            *sheet = Arc::new(PreferenceSheet { vetoes: Vec::new(), ..PreferenceSheet::clone(sheet) });
        }
        Record::Pair(pair) => {
            let (told, notes) = (Arc::make_mut(pair), sees(Secret::Notes));
            let closing = told.closing.iter_mut().map(|closing| &mut closing.note);
            [&mut told.exception, &mut told.notes].into_iter().chain(closing).for_each(|words| clear(words, notes));
            if !PairId::of(key).is_some_and(|id| sees(Secret::Work(id))) {
                (told.goal, told.result) = Default::default();
                if let Some(closing) = &mut told.closing {
                    (closing.reason, closing.by) = (CloseReason::GoalReached, Initiator::Curator);
                }
            }
        }
        _ => {}
    }
}

fn strip_mentee(mentee: &mut Mentee, sees: impl Fn(Secret) -> bool) {
    if !sees(Secret::Restricted) {
        mentee.group = None::<TargetGroup>;
    }
    if !sees(Secret::Requests(mentee.person)) {
        mentee.requests.clear();
        mentee.result = Words::default();
    }
    clear(&mut mentee.notes, sees(Secret::Notes));
}

fn clear(words: &mut Words, stays: bool) {
    if !stays {
        *words = Words::default();
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, day};
    use super::super::{Birth, MeetingKind, MeetingState, Mentor, PairState, PersonKind, Year, YearId};
    use super::*;

    #[test]
    fn a_pair_is_a_helpers_own_while_it_works_or_rests() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let (leader, led) = (sample.leader_of(pair), sample.mentee_of(pair));
        let person = sample.person_of(led);
        let sees = |sample: &Sample| {
            let helper = Access::Helper(Some(leader));
            [Secret::Feelings(pair), Secret::Work(pair), Secret::Requests(person), Secret::Contacts(person)]
                .map(|secret| helper.sees(&sample.register, secret, day(11, 1)))
        };
        assert_eq!(sees(&sample), [true; 4]);
        assert!(!Access::Helper(None).sees(&sample.register, Secret::Feelings(pair), day(11, 1)));
        assert!(!Access::Stranger.sees(&sample.register, Secret::Contacts(leader), day(11, 1)));
        sample.edit::<Pair>(pair, |pair| pair.state = PairState::Proposed);
        assert_eq!(sees(&sample), [false; 4], "nobody has agreed yet");
        sample.edit::<Pair>(pair, |pair| pair.state = PairState::Paused);
        assert_eq!(sees(&sample), [true; 4]);
        // A year opened ahead, of this programme or of another, takes no working pair from anybody.
        sample.put(YearId(9_000), Year::around(NaiveDate::from_ymd_opt(2027, 9, 1).unwrap()));
        assert_eq!(sees(&sample), [true; 4]);
        sample.close(pair, PairState::Finished, day(5, 20));
        assert_eq!(sees(&sample), [false; 4], "it is over");
    }

    #[test]
    fn of_age_is_told_by_the_birthday_and_without_one_a_graduate_is_no_adult() {
        let today = day(11, 1);
        let of_age = |kind, birth| {
            let mut sample = Sample::new();
            let id = sample.person("Ким Ян Ильич", kind, "");
            sample.edit::<Person>(id, |person| person.birth = birth);
            Access::Helper(Some(PersonId(9))).sees(&sample.register, Secret::Contacts(id), today)
        };
        let born = |year, month, day| Birth::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert!(of_age(PersonKind::Pupil, born(2008, 11, 1)), "eighteen today");
        assert!(!of_age(PersonKind::Graduate, born(2008, 11, 2)), "eighteen tomorrow");
        assert!(of_age(PersonKind::Graduate, Birth::Year(2007)));
        assert!(!of_age(PersonKind::Graduate, Birth::Year(2008)), "perhaps not yet");
        let kinds = [PersonKind::Pupil, PersonKind::Graduate, PersonKind::Teacher, PersonKind::Parent];
        assert_eq!(kinds.map(|kind| of_age(kind, Birth::Unknown)), [false, false, true, true]);
    }

    #[test]
    fn a_change_of_what_is_closed_alone_leaves_no_trace() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let held = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(10, 5));
        let mentor = sample.mentor_of(pair);
        let register = &sample.register;
        let seen = |access: Access, change: &Change| access.sees_change(register, change, day(11, 1));
        let meeting = register.get::<Meeting>(held).unwrap();
        let mood = Change::edit(held, meeting, Meeting { mood_mentee: Some(2), ..Meeting::clone(meeting) });
        let entry = register.get::<Mentor>(mentor).unwrap();
        let judged = |notes: &str| {
            let decision = InterviewDecision::Reserve;
            let after = Mentor { decision, notes: notes.into(), ..Mentor::clone(entry) };
            Change::edit(mentor, entry, after)
        };
        let own = Access::Helper(Some(sample.leader_of(pair)));
        for access in [Access::Curator, Access::Director, Access::Psychologist] {
            assert!(seen(access, &mood) && seen(access, &judged("тих")));
        }
        assert_eq!([own, Access::Stranger].map(|access| seen(access, &mood)), [true, false]);
        assert_eq!([own, Access::Stranger].map(|access| seen(access, &judged("тих"))), [false; 2]);
    }
}
