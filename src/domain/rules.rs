//! What may not be, and what should not be.
//!
//! [`violation`] holds the few rules nothing overrides: nothing dangles, nobody is entered twice, and a pair starts
//! only with consent and admission (model §2.8, «only what is unsafe is hard»). Everything else is a [`Warning`]:
//! it is named, and the curator may go on with a reason.

use std::sync::Arc;

use chrono::NaiveDate;

use super::pairing;
use super::sound;
use super::status::{self, Missing};
use super::survey_rules;
use super::{
    Access, CalendarId, Change, ClassRule, ConsentKind, Gate, Key, Kind, LOWEST_RANK, Meeting, MeetingKind,
    MeetingState, Mentee, MenteeId, Mentor, MentorId, Pair, PairId, Person, PersonId, PreferenceSheet, Record,
    Register, Ruling, RulingId, Snooze, Words, Year, YearId,
};

/// Why a batch was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The record is no longer what the change replaces.
    Stale {
        /// Which record.
        key: Key,
    },
    /// The record is gone or was never there.
    NotFound {
        /// The record that is needed.
        key: Key,
    },
    /// The record is still needed by others.
    StillUsed {
        /// Which record.
        key: Key,
        /// One of those that need it.
        by: Key,
    },
    /// An entry of the school's own in a list of terms is still used, so that it cannot lose its name.
    EntryUsed {
        /// What it is called.
        title: Words,
        /// One of the records that use it.
        by: Key,
    },
    /// This person has an entry in this role and year already.
    DuplicateEntry {
        /// Who.
        person: PersonId,
        /// The kind of entry.
        kind: Kind,
    },
    /// There is a year of this name already.
    DuplicateYear {
        /// The year that may not come in a second time.
        year: YearId,
    },
    /// This person has answered this questionnaire this year already.
    DuplicateResponse {
        /// Who.
        person: PersonId,
    },
    /// A questionnaire that was answered cannot get other questions; a new version can.
    Answered {
        /// Which questionnaire.
        key: Key,
    },
    /// A questionnaire that was answered stays one for the same people at the same time of the programme.
    AsksOthers {
        /// Which questionnaire.
        key: Key,
    },
    /// The answers are not such as the questions of their questionnaire take, one for each.
    OtherQuestions {
        /// Which questionnaire.
        key: Key,
    },
    /// What may be there once is there already.
    Duplicate {
        /// The record that is there.
        key: Key,
    },
    /// A pair cannot work without this mentee's consent.
    NoConsent {
        /// Who.
        person: PersonId,
        /// Which consent.
        kind: ConsentKind,
    },
    /// A pair cannot work with a mentor who is not admitted.
    NotAdmitted {
        /// Who.
        person: PersonId,
        /// What is missing.
        missing: Vec<Missing>,
    },
    /// Nobody is named in public without a consent in writing that holds on that day.
    NotForPublic {
        /// Who.
        person: PersonId,
    },
    /// Whoever sits at the keyboard may not do that.
    NotAllowed {
        /// What they are.
        access: Access,
    },
    /// A pair needs at least one mentee.
    EmptyPair,
    /// One person cannot be both sides of a pair.
    OwnMentor {
        /// Who.
        person: PersonId,
    },
    /// A number or a text is outside what the record can hold.
    OutOfRange {
        /// Identity of the field.
        field: &'static str,
    },
}

/// What should not be. Named, never forbidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// The mentee is in another working pair.
    AlreadyPaired {
        /// Who.
        mentee: MenteeId,
        /// In which pair.
        pair: PairId,
    },
    /// The mentor has no free place left.
    OverCapacity {
        /// Who.
        mentor: MentorId,
        /// Places in all.
        capacity: u8,
        /// Places this would take.
        wanted: usize,
    },
    /// Ученик – ученик: the mentor is not in a higher class (seed §7.1).
    ClassNotHigher {
        /// The mentee.
        mentee: MenteeId,
    },
    /// No request is on file for this mentee (model §2.8, gate 2→5).
    NoRequest {
        /// Who.
        mentee: MenteeId,
    },
    /// The order has no number or no date yet (model §2.8, gate 5→6).
    NoOrder,
    /// Not both sides have agreed (model §2.8, gate 5→6).
    NotAgreed {
        /// The mentor has not.
        mentor: bool,
        /// The mentees have not.
        mentees: bool,
    },
    /// The mentor leads groups from so many mentees on, and here there are fewer.
    GroupTooSmall {
        /// Who.
        mentor: MentorId,
        /// The fewest they said to lead.
        from: u8,
        /// Mentees in this pair.
        wanted: usize,
    },
    /// These two people have come apart before (model §8).
    CameApart {
        /// The mentee.
        mentee: MenteeId,
        /// The pair they were.
        pair: PairId,
    },
    /// An earlier kind of meeting has not been held yet (seed §4).
    KindSkipped {
        /// Which one.
        missing: MeetingKind,
    },
    /// This kind happens once and has been held already.
    KindRepeated {
        /// Which one.
        kind: MeetingKind,
    },
    /// The day lies in the future although the meeting is said to have been held.
    HeldInFuture,
    /// The day lies before the pair began or after it closed.
    OutsidePair,
}

/// The first rule without exception that a change, already in its place, breaks.
pub(super) fn violation(register: &Register, change: &Change) -> Option<Refusal> {
    let Some(after) = &change.after else {
        return still_used(register, change.key)
            .or_else(|| pairing::violation(register, change))
            .or_else(|| sound::violation_without(register, change));
    };
    let dangling =
        after.references().into_iter().chain(after.year().map(Key::from)).find(|key| register.record(*key).is_none());
    if let Some(key) = dangling {
        return Some(Refusal::NotFound { key });
    }
    match after {
        Record::Mentee(mentee) => twice(register, mentee.person, mentee.year, Kind::Mentee)
            .or_else(|| own_mentor(register, change.key, mentee.person)),
        Record::Mentor(mentor) => {
            mentor_violation(register, mentor).or_else(|| own_mentor(register, change.key, mentor.person))
        }
        Record::Pair(pair) => pair_violation(register, pair, change.before.as_ref()),
        Record::Meeting(meeting) => meeting_violation(register, meeting, change.before.as_ref()),
        Record::Response(response) => survey_rules::of_response(register, change, response),
        Record::Year(year) => year_violation(register, change.key, year),
        Record::PreferenceSheet(sheet) => sheet_violation(register, change.key, sheet),
        Record::Ruling(ruling) => ruling_violation(register, change.key, ruling),
        Record::Questionnaire(asked) => survey_rules::of_questionnaire(register, change, asked),
        Record::School(_) | Record::Person(_) => None,
        Record::Pairing(_) => pairing::violation(register, change),
        Record::GeneralMeeting(_) => None,
        Record::Measure(_)
        | Record::SchoolParameter(_)
        | Record::SchoolMeasure(_)
        | Record::YearNumbers(_)
        | Record::CuratorSheet(_)
        | Record::Swot(_)
        | Record::Passport(_)
        | Record::Activity(_)
        | Record::Partner(_)
        | Record::Waiver(_)
        | Record::Training(_)
        | Record::Selection(_)
        | Record::Plan(_)
        | Record::Event(_)
        | Record::Practice(_)
        | Record::Award(_)
        | Record::Staff(_)
        | Record::Lists(_) => sound::violation(register, change, after),
        Record::Calendar(calendar) => {
            let sound = change.key == CalendarId::from(calendar.year).into() && calendar.is_sound();
            (!sound).then_some(Refusal::OutOfRange { field: "breaks" })
        }
        Record::Contact(contact) => contact.with.is_empty().then_some(Refusal::OutOfRange { field: "contact_with" }),
        Record::Snooze(snooze) => snooze_violation(register, change.key, snooze),
        Record::Invitation(invitation) => survey_rules::of_invitation(register, change.key, invitation),
    }
}

/// A signal is put off once, and about what it can be about.
fn snooze_violation(register: &Register, key: Key, snooze: &Snooze) -> Option<Refusal> {
    if !snooze.cause.is_about(snooze.about.kind) {
        return Some(Refusal::OutOfRange { field: "about" });
    }
    let mut others = register.snoozes_of(snooze.about).filter(|(id, _)| Key::from(*id) != key);
    let twin = others.find(|(_, other)| other.cause == snooze.cause);
    twin.map(|(id, _)| Refusal::Duplicate { key: id.into() })
}

/// Two curators who open the next year at once open one.
fn year_violation(register: &Register, key: Key, year: &Year) -> Option<Refusal> {
    let same = |other: &Year| other.title() == year.title();
    let twice = register.years().iter().any(|(id, other)| Key::from(*id) != key && same(other));
    twice.then_some(()).and_then(|()| YearId::of(key)).map(|year| Refusal::DuplicateYear { year })
}

fn still_used(register: &Register, key: Key) -> Option<Refusal> {
    let by = Kind::ALL.iter().find_map(|&kind| register.referring(key, kind).next()).or_else(|| {
        let year = YearId::of(key)?;
        register.all().find(|(_, record)| record.year() == Some(year)).map(|(by, _)| by)
    })?;
    Some(Refusal::StillUsed { key, by })
}

fn twice(register: &Register, person: PersonId, year: YearId, kind: Kind) -> Option<Refusal> {
    let same = register
        .referring(person.into(), kind)
        .filter(|&key| register.record(key).and_then(Record::year) == Some(year))
        .count();
    (same > 1).then_some(Refusal::DuplicateEntry { person, kind })
}

/// Whether somebody stands on both sides of a pair that one of their entries is in.
fn own_mentor(register: &Register, entry: Key, person: PersonId) -> Option<Refusal> {
    let mut pairs =
        register.referring(entry, Kind::Pair).filter_map(PairId::of).filter_map(|id| register.get::<Pair>(id));
    let both = pairs.any(|pair| {
        let led = |id: &MenteeId| register.get::<Mentee>(*id).is_some_and(|mentee| mentee.person == person);
        register.mentor_person_id(pair.mentor) == Some(person) && pair.mentees.iter().any(led)
    });
    both.then_some(Refusal::OwnMentor { person })
}

fn mentor_violation(register: &Register, mentor: &Mentor) -> Option<Refusal> {
    if mentor.capacity == 0 {
        return Some(Refusal::OutOfRange { field: "capacity" });
    }
    twice(register, mentor.person, mentor.year, Kind::Mentor)
}

fn pair_violation(register: &Register, pair: &Pair, before: Option<&Record>) -> Option<Refusal> {
    if pair.mentees.is_empty() {
        return Some(Refusal::EmptyPair);
    }
    let leader = register.get::<Mentor>(pair.mentor)?.person;
    let people: Vec<PersonId> =
        pair.mentees.iter().filter_map(|&id| register.get::<Mentee>(id)).map(|mentee| mentee.person).collect();
    if people.contains(&leader) {
        return Some(Refusal::OwnMentor { person: leader });
    }
    if pair.state != super::PairState::Fixed {
        return None;
    }
    // A pair that works already keeps working when a paper expires: that is a signal, not a broken rule.
    let (works, knew) = match before {
        Some(Record::Pair(old)) if old.state.is_active() => (true, old.mentees.as_slice()),
        _ => (false, [].as_slice()),
    };
    let day = pair.began_on().or_else(|| register.get::<Year>(pair.year).map(|year| year.start))?;
    let newcomer = pair.mentees.iter().filter(|id| !knew.contains(id));
    let unready = newcomer.filter_map(|&id| register.get::<Mentee>(id)).find_map(|mentee| {
        consent_gap(register, mentee.person, if works { joining(register, mentee.person, day) } else { day })
    });
    if unready.is_some() {
        return unready;
    }
    let same_mentor = matches!(before, Some(Record::Pair(old)) if old.state.is_active() && old.mentor == pair.mentor);
    if same_mentor {
        return None;
    }
    let missing = status::missing_for_admission(register, pair.mentor, day);
    (!missing.is_empty()).then_some(Refusal::NotAdmitted { person: leader, missing })
}

/// A sheet names the other side only, each once, and a person has one sheet a year.
fn sheet_violation(register: &Register, key: Key, sheet: &PreferenceSheet) -> Option<Refusal> {
    let other = match sheet.author.kind {
        Kind::Mentee => Kind::Mentor,
        _ => Kind::Mentee,
    };
    let named = || sheet.named.iter().map(|named| named.whom).chain(sheet.vetoes.iter().copied());
    let mut seen = std::collections::HashSet::new();
    let sound = named().all(|whom| whom.kind == other && seen.insert(whom));
    let ranked = sheet.named.iter().all(|named| (1..=LOWEST_RANK).contains(&named.rank));
    if !sound || !ranked {
        return Some(Refusal::OutOfRange { field: "preferences" });
    }
    let mut sheets = register.sheets(sheet.year);
    let twin = sheets.find(|(id, other)| Key::from(*id) != key && other.author == sheet.author);
    twin.map(|(id, _)| Refusal::Duplicate { key: id.into() })
}

/// Only a rule that may bend can be lifted, and two people have one ruling.
fn ruling_violation(register: &Register, key: Key, ruling: &Ruling) -> Option<Refusal> {
    if !ruling.lifted.iter().all(|rule| rule.can_bend()) {
        return Some(Refusal::OutOfRange { field: "lifted" });
    }
    let about = register.referring(ruling.mentee.into(), Kind::Ruling).filter(|other| *other != key);
    let mut others = about.filter_map(RulingId::of);
    let twin = others.find(|id| register.get::<Ruling>(*id).is_some_and(|other| other.mentor == ruling.mentor));
    twin.map(|id| Refusal::Duplicate { key: id.into() })
}

/// The day on which the papers of somebody are judged who joins a pair at work: its first day, or a later one on which a
/// paper of theirs was signed or taken back.
fn joining(register: &Register, person: PersonId, first: NaiveDate) -> NaiveDate {
    let consents = register.get::<Person>(person).map_or(&[][..], |person| &person.consents);
    let days = consents.iter().flat_map(|consent| [Some(consent.signed_on), consent.withdrawn_on]).flatten();
    days.max().map_or(first, |last| last.max(first))
}

fn consent_gap(register: &Register, person: PersonId, day: NaiveDate) -> Option<Refusal> {
    let who = register.get::<Person>(person)?;
    let kind = status::missing_consent(who, day)?;
    Some(Refusal::NoConsent { person, kind })
}

fn meeting_violation(register: &Register, meeting: &Meeting, before: Option<&Record>) -> Option<Refusal> {
    let pair = register.get::<Pair>(meeting.pair)?;
    // Who was there stays there, also after leaving the group.
    let came = match before {
        Some(Record::Meeting(before)) => before.present.as_slice(),
        _ => &[],
    };
    let stranger = meeting.present.iter().find(|id| !pair.mentees.contains(id) && !came.contains(id));
    if let Some(&id) = stranger {
        return Some(Refusal::NotFound { key: id.into() });
    }
    let mood = |m: Option<u8>| m.is_none_or(|m| (1..=5).contains(&m));
    if !mood(meeting.mood_mentee) || !mood(meeting.mood_mentor) {
        return Some(Refusal::OutOfRange { field: "mood" });
    }
    (meeting.minutes > 24 * 60).then_some(Refusal::OutOfRange { field: "minutes" })
}

/// The rule without exception that a pair would break in place of `before`.
pub fn pair_refusal(register: &Register, pair: &Pair, before: &Arc<Pair>) -> Option<Refusal> {
    pair_violation(register, pair, Some(&Record::Pair(Arc::clone(before))))
}

/// What is odd about a pair that is about to work under `id` (or will be new).
pub fn pair_warnings(register: &Register, id: Option<PairId>, pair: &Pair) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for &mentee in &pair.mentees {
        let other =
            register.pairs_of_mentee(mentee).into_iter().find(|(other, p)| Some(*other) != id && p.state.is_active());
        warnings.extend(other.map(|(pair, _)| Warning::AlreadyPaired { mentee, pair }));
        let no_request = register.get::<Mentee>(mentee).is_some_and(|m| m.open_requests().next().is_none());
        warnings.extend(no_request.then_some(Warning::NoRequest { mentee }));
        warnings.extend(class_not_higher(register, pair, mentee));
        warnings.extend(apart_before(register, id, pair, mentee));
    }
    let taken: usize = register
        .pairs_of_mentor(pair.mentor)
        .iter()
        .filter(|(other, p)| Some(*other) != id && p.state.is_active())
        .map(|(_, p)| p.mentees.len())
        .sum();
    let (capacity, from) =
        register.get::<Mentor>(pair.mentor).map_or((0, 0), |mentor| (mentor.capacity, mentor.group_from));
    let wanted = taken + pair.mentees.len();
    if wanted > usize::from(capacity) {
        warnings.push(Warning::OverCapacity { mentor: pair.mentor, capacity, wanted });
    }
    if pair.mentees.len() < usize::from(from) {
        warnings.push(Warning::GroupTooSmall { mentor: pair.mentor, from, wanted: pair.mentees.len() });
    }
    if !pair.is_under_order() {
        warnings.push(Warning::NoOrder);
    }
    if pair.agreed_on().is_none() {
        let (mentor, mentees) = (pair.mentor_agreed_on.is_none(), pair.mentees_agreed_on.is_none());
        warnings.push(Warning::NotAgreed { mentor, mentees });
    }
    warnings
}

impl Warning {
    /// Whether a pair may work in spite of it only with a reason. What is merely missing on paper is no such thing.
    pub fn needs_reason(&self) -> bool {
        !matches!(self, Self::NoOrder | Self::NotAgreed { .. } | Self::NoRequest { .. } | Self::GroupTooSmall { .. })
    }
}

fn apart_before(register: &Register, id: Option<PairId>, pair: &Pair, mentee: MenteeId) -> Option<Warning> {
    let led = register.get::<Mentee>(mentee)?.person;
    let leader = register.get::<Mentor>(pair.mentor)?.person;
    let (pair, _) = status::came_apart(register, led, leader, id)?;
    Some(Warning::CameApart { mentee, pair })
}

fn class_not_higher(register: &Register, pair: &Pair, mentee: MenteeId) -> Option<Warning> {
    let role = register.pairing().role_in(pair.form, &pair.role);
    let usual = if pair.form == super::Form::PupilPupil { ClassRule::Higher } else { ClassRule::Any };
    let rule = role.map_or(usual, |role| role.class_rule);
    let leader = register.mentor_person(pair.mentor)?.class_in(pair.year)?.grade;
    let led = register.mentee_person(mentee)?.class_in(pair.year)?.grade;
    (!rule.allows(leader, led)).then_some(Warning::ClassNotHigher { mentee })
}

/// What is odd about a meeting on `today`, judged against the pair's other meetings.
pub fn meeting_warnings(
    register: &Register,
    id: Option<super::MeetingId>,
    meeting: &Meeting,
    today: NaiveDate,
) -> Vec<Warning> {
    let held: Vec<MeetingKind> = register
        .meetings_of(meeting.pair)
        .into_iter()
        .filter(|(other, m)| Some(*other) != id && m.is_held())
        .map(|(_, m)| m.kind)
        .collect();
    let mut warnings = Vec::new();
    let passed = register.passed(Gate::Meetings, meeting.pair.into()).is_some();
    let kinds = if passed { &[] } else { MeetingKind::ALL };
    let skipped = kinds.iter().take_while(|kind| **kind < meeting.kind).find(|kind| !held.contains(kind));
    warnings.extend(skipped.map(|&missing| Warning::KindSkipped { missing }));
    let counts = matches!(meeting.state, MeetingState::Held | MeetingState::Planned);
    if counts && meeting.kind != MeetingKind::Regular && held.contains(&meeting.kind) {
        warnings.push(Warning::KindRepeated { kind: meeting.kind });
    }
    if meeting.is_held() && meeting.date > today {
        warnings.push(Warning::HeldInFuture);
    }
    let outside = register.get::<Pair>(meeting.pair).is_some_and(|pair| {
        pair.began_on().is_some_and(|first| meeting.date < first)
            || pair.closing.as_ref().is_some_and(|closing| meeting.date > closing.on)
    });
    if outside {
        warnings.push(Warning::OutsidePair);
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Sample, after, day};
    use super::super::{PairState, PersonKind};
    use super::*;

    #[test]
    fn who_joins_a_pair_at_work_needs_papers_of_today_and_not_of_its_first_day() {
        let mut sample = Sample::new();
        let id = sample.working(day(10, 1));
        let newcomer = sample.mentee("Бобров Ян", "7Б");
        let person = sample.person_of(newcomer);
        let with = |sample: &Sample| {
            let before = sample.register.get::<Pair>(id).unwrap();
            let mut after = Pair::clone(before);
            after.mentees.push(newcomer);
            pair_refusal(&sample.register, &after, before)
        };
        assert_eq!(with(&sample), None);
        sample.edit::<Person>(person, |person| {
            person.consents.iter_mut().for_each(|consent| consent.signed_on = day(11, 1));
        });
        assert_eq!(with(&sample), None, "signed after the pair had begun");
        sample.edit::<Person>(person, |person| person.consents[0].withdrawn_on = Some(day(11, 20)));
        assert_eq!(with(&sample), Some(Refusal::NoConsent { person, kind: ConsentKind::Data }));
    }

    #[test]
    fn two_people_who_came_apart_are_remembered_in_another_year_too() {
        let mut sample = Sample::new();
        let id = sample.working(day(10, 1));
        let (mentor, mentee) = (sample.mentor_of(id), sample.mentee_of(id));
        let (leader, led) = (sample.leader_of(id), sample.person_of(mentee));
        let next = YearId(9_000);
        sample.put(next, Year::around(day(9, 1)).next());
        let (again, leads) = (MenteeId(9_001), MentorId(9_002));
        sample.put(again, Mentee::new(led, next));
        sample.put(leads, Mentor::new(leader, next));
        let pair = Pair::new(next, super::super::Form::TeacherPupil, leads, vec![again]);
        let apart = |sample: &Sample| {
            let found = pair_warnings(&sample.register, None, &pair);
            found.into_iter().find(|warning| matches!(warning, Warning::CameApart { .. }))
        };
        sample.close(id, PairState::Finished, day(5, 20));
        assert_eq!(apart(&sample), None, "what was finished did not come apart");
        sample.close(id, PairState::Ended, day(11, 1));
        assert_eq!(apart(&sample), Some(Warning::CameApart { mentee: again, pair: id }));
        assert!(apart(&sample).unwrap().needs_reason());
        // The pair itself is none of those before it.
        let own = sample.register.get::<Pair>(id).unwrap();
        assert!(
            !pair_warnings(&sample.register, Some(id), own).iter().any(|it| matches!(it, Warning::CameApart { .. }))
        );
        let other = sample.mentor("Гусев Олег", PersonKind::Teacher);
        let pair = Pair::new(sample.year, super::super::Form::TeacherPupil, other, vec![mentee]);
        assert!(!pair_warnings(&sample.register, None, &pair).iter().any(|it| matches!(it, Warning::CameApart { .. })));
        assert_ne!(mentor, other);
    }

    #[test]
    fn a_wish_stands_until_the_next_pair() {
        let mut sample = Sample::new();
        let id = sample.working(day(10, 1));
        let mentee = sample.mentee_of(id);
        assert_eq!(status::wish(&sample.register, mentee), None);
        sample.close(id, PairState::Ended, day(11, 1));
        assert_eq!(status::wish(&sample.register, mentee), None, "nothing was decided");
        sample.edit::<Pair>(id, |pair| pair.closing.as_mut().unwrap().next = super::super::Next::NewPair);
        assert_eq!(status::wish(&sample.register, mentee), Some(super::super::Next::NewPair));
        let other = sample.mentor("Гусев Олег", PersonKind::Teacher);
        sample.pair(other, &[mentee], after(day(11, 1), 5));
        assert_eq!(status::wish(&sample.register, mentee), None);
    }
}
