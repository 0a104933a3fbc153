//! Who sits at the keyboard (model §9): the system user and what they may do. What they may see is in `sight`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{
    Change, Key, Kind, Meeting, MeetingId, MentorId, Origin, Pair, PairId, Person, PersonId, Record, Refusal, Register,
    Words, Year,
};

coded! {
    /// What somebody at the keyboard is.
    pub enum Duty {
        /// Куратор: everything.
        Curator = "curator",
        /// Помощник: logs the meetings of their own pairs, sees no restricted field.
        Helper = "helper",
        /// Психолог: restricted fields and safety notes.
        Psychologist = "psychologist",
        /// Директор: reads all, changes nothing.
        Director = "director",
    }
}

/// A system user and their duty. Whoever is not on the list is a curator as long as the list is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Name of the system user.
    pub user: Words,
    /// What they are.
    pub duty: Duty,
    /// Who that is, for a helper whose pairs are their own.
    pub person: Option<PersonId>,
    /// How they are called on screen.
    pub name: Words,
}

/// What the person at the keyboard is, as far as it decides what they may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    Curator,
    /// Reads everything; writes safety notes, health and measures.
    Psychologist,
    /// Reads everything, writes nothing.
    Director,
    /// Writes meetings of the pairs this person leads; reads nothing restricted.
    Helper(Option<PersonId>),
    /// Is on no list while there is one: reads, but nothing restricted.
    Stranger,
}

/// What a command changes, as far as it decides who may run it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Anything.
    Anything,
    /// Meetings, whole.
    Meeting,
    /// Something of a meeting on file.
    MeetingOnFile,
    /// A meeting on file, taken off.
    Removal,
    /// Measures.
    Measure,
    /// What is kept about a person themselves.
    Person,
    /// A step of one's own, taken back or put back.
    OwnStep,
}

impl Access {
    /// What a system user is. Everybody is a curator as long as nobody has a duty.
    pub fn of(register: &Register, user: &str) -> Self {
        let mut staff = register.staff().peekable();
        if staff.peek().is_none() {
            return Self::Curator;
        }
        let known = staff.find(|(_, staff)| staff.user.as_str() == user);
        match known.map(|(_, staff)| (staff.duty, staff.person)) {
            Some((Duty::Curator, _)) => Self::Curator,
            Some((Duty::Psychologist, _)) => Self::Psychologist,
            Some((Duty::Director, _)) => Self::Director,
            Some((Duty::Helper, person)) => Self::Helper(person),
            None => Self::Stranger,
        }
    }

    /// Whether commands of this sort make sense at all; what they change is judged by [`Self::may`].
    pub fn can(self, register: &Register, deed: Deed) -> bool {
        match (self, deed) {
            (Self::Curator, _) | (Self::Helper(_), Deed::OwnStep) => true,
            (Self::Psychologist, deed) => !matches!(deed, Deed::Anything | Deed::Meeting | Deed::Removal),
            (Self::Helper(Some(own)), Deed::Meeting | Deed::MeetingOnFile) => leads_any(register, own),
            (Self::Helper(_) | Self::Director | Self::Stranger, _) => false,
        }
    }

    /// Whether some change that hangs on a record may be made: over any other, no form is opened.
    pub fn may_touch(self, register: &Register, key: Key, today: NaiveDate) -> bool {
        match self {
            Self::Curator => true,
            Self::Director | Self::Stranger => false,
            Self::Psychologist => {
                matches!(key.kind, Kind::Meeting | Kind::Person | Kind::Mentee | Kind::Mentor) || is_measured(key.kind)
            }
            Self::Helper(own) => {
                let meeting = MeetingId::of(key).and_then(|id| register.get::<Meeting>(id));
                let pair = meeting.map(|meeting| meeting.pair).or(PairId::of(key));
                own.zip(pair.and_then(|id| register.get::<Pair>(id)))
                    .is_some_and(|(own, it)| logs(register, own, it, today))
            }
        }
    }

    /// Whether the changes may be made. Everything that is saved at a keyboard comes through here.
    ///
    /// # Errors
    /// [`Refusal::NotAllowed`] when one of them may not.
    pub fn may(self, register: &Register, changes: &[Change], origin: Origin, today: NaiveDate) -> Result<(), Refusal> {
        let may = changes.iter().all(|change| self.may_change(register, change, origin, today));
        if may { Ok(()) } else { Err(Refusal::NotAllowed { access: self }) }
    }

    fn may_change(self, register: &Register, change: &Change, origin: Origin, today: NaiveDate) -> bool {
        match self {
            Self::Curator => true,
            Self::Director | Self::Stranger => false,
            Self::Helper(person) => {
                person.is_some_and(|person| is_own_meeting((register, today), person, change, origin))
            }
            Self::Psychologist => is_of_psychologist(change),
        }
    }
}

/// A meeting of a pair that this person leads, with the safety note left as it was: a helper does not see the note, so
/// they neither write one nor take it off together with its meeting. Whether there is one must not show in what is
/// refused, so no meeting is taken off but by taking back the step that put it on file.
fn is_own_meeting(
    (register, today): (&Register, NaiveDate),
    person: PersonId,
    change: &Change,
    origin: Origin,
) -> bool {
    let own = |pair: &Pair| logs(register, person, pair, today);
    let leads = |meeting: &Meeting| register.get::<Pair>(meeting.pair).is_some_and(|pair| own(pair));
    let quiet = |meeting: &Meeting| meeting.note() == (&Words::default(), &Words::default());
    match (&change.before, &change.after) {
        (Some(Record::Meeting(before)), Some(Record::Meeting(after))) => {
            leads(before) && leads(after) && before.note() == after.note()
        }
        (None, Some(Record::Meeting(one))) => leads(one) && quiet(one),
        (Some(Record::Meeting(one)), None) => matches!(origin, Origin::Undo(_)) && leads(one) && quiet(one),
        _ => false,
    }
}

fn leads_any(register: &Register, own: PersonId) -> bool {
    let entries = register.referring(own.into(), Kind::Mentor).filter_map(MentorId::of);
    let mut pairs = entries.flat_map(|id| register.pairs_of_mentor(id));
    pairs.any(|(_, pair)| pair.state.is_active())
}

/// Whether the log of a pair is this person's to write: they lead it, and it works or rests. One that closed stays theirs
/// until its year is over, so that they can finish its log.
fn logs(register: &Register, person: PersonId, pair: &Pair, today: NaiveDate) -> bool {
    let year_goes_on = || register.get::<Year>(pair.year).is_some_and(|year| today <= year.end);
    let theirs = pair.state.is_active() || (pair.state.is_closed() && year_goes_on());
    theirs && register.mentor_person_id(pair.mentor) == Some(person)
}

/// Safety notes of meetings, health of people, measures.
fn is_of_psychologist(change: &Change) -> bool {
    match (&change.before, &change.after) {
        (Some(Record::Meeting(before)), Some(Record::Meeting(after))) => before.without_note() == after.without_note(),
        (Some(Record::Person(before)), Some(Record::Person(after))) => {
            Person { health: after.health, ..Person::clone(before) } == **after
        }
        _ => is_measured(change.key.kind),
    }
}

/// Totals of tests, of people and of the school, are what a psychologist brings.
fn is_measured(kind: Kind) -> bool {
    matches!(kind, Kind::Measure | Kind::SchoolParameter | Kind::SchoolMeasure)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::sample::{Sample, day};
    use super::super::{Health, MeetingId, MeetingKind, MeetingState, PersonKind, Secret, StaffId};
    use super::*;

    fn with_staff(staff: &[(&str, Duty, Option<PersonId>)], sample: &mut Sample) {
        let stamp = super::super::Stamp { generation: 1, at: 0, who: String::new() };
        let create = |(at, (user, duty, person)): (u32, &(&str, Duty, Option<PersonId>))| {
            let staff = Staff { user: (*user).into(), duty: *duty, person: *person, name: Words::default() };
            Change::create::<Staff>(StaffId(9_000 + at), staff)
        };
        let changes: Vec<Change> = (0..).zip(staff).map(create).collect();
        sample.register.commit(&changes, &stamp).unwrap();
    }

    #[test]
    fn everybody_is_a_curator_until_somebody_has_a_duty() {
        let mut sample = Sample::new();
        assert_eq!(Access::of(&sample.register, "anybody"), Access::Curator);
        with_staff(&[("petrova", Duty::Curator, None), ("director", Duty::Director, None)], &mut sample);
        let of = |user| Access::of(&sample.register, user);
        assert_eq!(
            [of("petrova"), of("director"), of("anybody")],
            [Access::Curator, Access::Director, Access::Stranger]
        );
        let sees = |user| of(user).sees(&sample.register, Secret::Restricted, day(10, 1));
        assert!(!sees("anybody") && sees("director"));
    }

    #[test]
    fn a_helper_writes_meetings_of_their_own_pairs_and_nothing_else() {
        let mut sample = Sample::new();
        let own = sample.working(day(10, 1));
        let leader = sample.leader_of(own);
        let other = sample.mentor("Гусев Олег Ильич", PersonKind::Teacher);
        let mentee = sample.mentee("Ли Ада Юрьевна", "6А");
        let strange = sample.pair(other, &[mentee], day(10, 1));
        let held = sample.meeting(own, MeetingKind::Regular, MeetingState::Held, day(10, 5));
        sample.edit::<Meeting>(held, |meeting| meeting.safety_note = "травля".into());
        let register = &sample.register;
        let helper = Access::Helper(Some(leader));
        let may = |access: Access, change: Change| access.may(register, &[change], Origin::Done, day(11, 1)).is_ok();
        let new = |pair| Change::create(MeetingId(800), Meeting::planned(pair, MeetingKind::Regular, day(11, 1)));
        assert!(may(helper, new(own)) && !may(helper, new(strange)));
        assert!(!may(Access::Helper(None), new(own)), "who has not been said to be anybody has no pairs");
        let before = register.get::<Meeting>(held).unwrap();
        let edit = |after: Meeting| Change::edit(held, before, after);
        assert!(may(helper, edit(Meeting { topic: "дроби".into(), ..Meeting::clone(before) })));
        assert!(!may(helper, edit(Meeting { safety_note: Words::default(), ..Meeting::clone(before) })));
        assert!(!may(helper, edit(Meeting { pair: strange, ..Meeting::clone(before) })));
        let undone = |change| helper.may(register, &[change], Origin::Undo(1), day(11, 1)).is_ok();
        assert!(!undone(Change::delete(held, before)), "the note would go with the meeting");
        let noted =
            Meeting { safety_note: "риск".into(), ..Meeting::planned(own, MeetingKind::Regular, day(11, 1)) };
        assert!(!may(helper, Change::create(MeetingId(801), noted)));
        let quiet = Arc::new(Meeting { safety_note: Words::default(), ..Meeting::clone(before) });
        assert!(!may(helper, Change::delete(held, &quiet)), "whether there is a note makes no difference");
        assert!(undone(Change::delete(held, &quiet)));
        let person = register.get::<Person>(leader).unwrap();
        assert!(!may(helper, Change::edit(leader, person, Person { phone: "1".into(), ..Person::clone(person) })));
        assert_eq!(
            helper.may(register, &[new(own), new(strange)], Origin::Done, day(11, 1)),
            Err(Refusal::NotAllowed { access: helper }),
            "a step is taken whole or not at all"
        );
    }

    #[test]
    fn the_log_of_a_closed_pair_is_a_helpers_until_its_year_is_over() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let helper = Access::Helper(Some(sample.leader_of(pair)));
        let may = |sample: &Sample, on: NaiveDate| {
            let meeting = Meeting::planned(pair, MeetingKind::Regular, day(10, 20));
            helper.may(&sample.register, &[Change::create(MeetingId(800), meeting)], Origin::Done, on).is_ok()
        };
        let next = NaiveDate::from_ymd_opt(2027, 9, 1).unwrap();
        assert!(may(&sample, next), "it works on");
        sample.close(pair, super::super::PairState::Finished, day(11, 1));
        assert!(may(&sample, day(11, 2)) && !may(&sample, next));
    }

    #[test]
    fn a_psychologist_writes_what_is_restricted_and_a_director_nothing() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let held = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(10, 5));
        let id = sample.leader_of(pair);
        let register = &sample.register;
        let (meeting, person) = (register.get::<Meeting>(held).unwrap(), register.get::<Person>(id).unwrap());
        let mut noted = Meeting { safety_note: "риск".into(), ..Meeting::clone(meeting) };
        noted.keep_safety_times(Some(meeting.as_ref()), day(10, 6).and_hms_opt(9, 0, 0).unwrap());
        let note = Change::edit(held, meeting, noted);
        let topic = Change::edit(held, meeting, Meeting { topic: "риск".into(), ..Meeting::clone(meeting) });
        let health = Change::edit(id, person, Person { health: Health::Ovz, ..Person::clone(person) });
        let phone = Change::edit(id, person, Person { phone: "1".into(), ..Person::clone(person) });
        let may = |access: Access, change: &Change| {
            access.may(register, std::slice::from_ref(change), Origin::Done, day(11, 1)).is_ok()
        };
        let of = |access| [&note, &topic, &health, &phone].map(|change| may(access, change));
        assert_eq!(of(Access::Psychologist), [true, false, true, false]);
        assert_eq!(of(Access::Director), [false; 4]);
        assert_eq!(of(Access::Stranger), [false; 4]);
        assert_eq!(of(Access::Curator), [true; 4]);
    }
}
