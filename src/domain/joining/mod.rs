//! Two records that turn out to be one person: everything of the one becomes the other's, in one step.
//!
//! What both have and only one can (an entry in the same year, a response to the same questionnaire, a measure of the
//! same parameter) is either put together or decided about; what is left behind is named before it is done. The rules
//! of the register judge the result like any other step.

mod replaced;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::coded::coded;
use super::{
    Birth, Change, Health, Key, Kind, Mentee, MenteeId, Mentor, MentorId, PairId, Person, PersonId, Record, Register,
    Selection, SelectionId, Step, Words, YearId,
};
use replaced::replaced;

coded! {
    /// What is known of a person and may differ between the two.
    pub enum Fact {
        /// Фамилия, имя, отчество.
        Name = "name",
        /// Who they are to the school.
        Kind = "kind",
        /// When they were born.
        Birth = "birth",
        /// The class of the years in which both have one.
        Class = "class",
        /// Phone.
        Phone = "phone",
        /// E-mail.
        Email = "email",
        /// Representative.
        Guardian = "guardian",
        /// Place of work or study.
        Organisation = "organisation",
        /// Position.
        Position = "position",
        /// Restricted.
        Health = "health",
    }
}

impl Fact {
    /// Whether the two say different things.
    pub fn differs(self, one: &Person, other: &Person) -> bool {
        let mut taken = one.clone();
        self.take(&mut taken, other);
        taken != *one
    }

    /// Whether nothing is known.
    pub fn is_unknown(self, person: &Person) -> bool {
        match self {
            Self::Name | Self::Kind | Self::Class => false,
            Self::Birth => person.birth == Birth::Unknown,
            Self::Phone => person.phone.is_empty(),
            Self::Email => person.email.is_empty(),
            Self::Guardian => person.guardian.is_empty(),
            Self::Organisation => person.organisation.is_empty(),
            Self::Position => person.position.is_empty(),
            Self::Health => person.health == Health::NotStated,
        }
    }

    fn take(self, person: &mut Person, from: &Person) {
        match self {
            Self::Name => person.name = from.name.clone(),
            Self::Kind => person.kind = from.kind,
            Self::Birth => person.birth = from.birth,
            Self::Class => {
                for (year, class) in &from.classes {
                    if person.class_in(*year).is_some() {
                        person.set_class(*year, Some(*class));
                    }
                }
            }
            Self::Phone => person.phone = from.phone.clone(),
            Self::Email => person.email = from.email.clone(),
            Self::Guardian => person.guardian = from.guardian.clone(),
            Self::Organisation => person.organisation = from.organisation.clone(),
            Self::Position => person.position = from.position.clone(),
            Self::Health => person.health = from.health,
        }
    }
}

/// What the curator decides about the step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// Facts that are taken from the one who goes; all others stay as they are with the one who stays.
    pub taken: BTreeSet<Fact>,
    /// Records of the one who goes that stand in place of those of the one who stays.
    pub preferred: BTreeSet<Key>,
}

impl Choices {
    /// What is unknown of the one who stays is taken from the other.
    pub fn usual(stays: &Person, goes: &Person) -> Self {
        let unknown = |fact: &&Fact| fact.is_unknown(stays) && !fact.is_unknown(goes);
        Self { taken: Fact::ALL.iter().filter(unknown).copied().collect(), preferred: BTreeSet::new() }
    }
}

/// Whether nothing speaks for two being one: name, birth and class of `year` all differ or are not known of both.
pub fn are_strangers(one: &Person, other: &Person, year: YearId) -> bool {
    let born = one.birth != Birth::Unknown && one.birth.year() == other.birth.year();
    let classmates = one.class_in(year).is_some_and(|class| other.class_in(year) == Some(class));
    let namesakes = one.name.last == other.name.last && one.name.first == other.name.first;
    !(born || classmates || namesakes)
}

/// What the step comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// The changes.
    pub changes: Vec<Change>,
    /// Records that become those of the one who stays.
    pub moved: Vec<Key>,
    /// Entries of the same year that become one: the one that stays, the one that goes.
    pub together: Vec<(Key, Key)>,
    /// Records of which only one can be: that of the one who stays, that of the one who goes.
    pub twice: Vec<(Key, Key)>,
}

/// What becomes of the records when `goes` is found to be `stays`. `None` when either is not on file.
pub fn join(register: &Register, stays: PersonId, goes: PersonId, choices: &Choices) -> Option<Joined> {
    let before = register.get::<Person>(stays)?;
    let gone = register.get::<Person>(goes)?;
    let mut work = Work { register, now: BTreeMap::new(), choices, joined: Joined::default() };
    for key in referring(register, goes.into()) {
        work.person_record(key, stays, goes);
    }
    work.put(stays.into(), Some(Record::Person(Arc::new(merged(before, gone, choices)))));
    work.put(goes.into(), None);
    Some(work.done())
}

/// Everything that refers to a record.
fn referring(register: &Register, key: Key) -> Vec<Key> {
    Kind::ALL.iter().flat_map(|&kind| register.referring(key, kind).collect::<Vec<_>>()).collect()
}

fn merged(stays: &Person, goes: &Person, choices: &Choices) -> Person {
    let mut person = stays.clone();
    choices.taken.iter().for_each(|fact| fact.take(&mut person, goes));
    for (year, class) in &goes.classes {
        if person.class_in(*year).is_none() {
            person.set_class(*year, Some(*class));
        }
    }
    let fresh = goes.consents.iter().filter(|consent| !stays.consents.contains(consent));
    person.consents.extend(fresh.cloned());
    // The newest sheet of a kind is the one that counts, whoever it was entered for.
    person.consents.sort_by_key(|consent| consent.signed_on);
    person
}

struct Work<'a> {
    register: &'a Register,
    now: BTreeMap<Key, Option<Record>>,
    choices: &'a Choices,
    joined: Joined,
}

impl Work<'_> {
    fn get(&self, key: Key) -> Option<Record> {
        match self.now.get(&key) {
            Some(record) => record.clone(),
            None => self.register.record(key).cloned(),
        }
    }

    fn put(&mut self, key: Key, record: Option<Record>) {
        self.now.insert(key, record);
    }

    fn done(mut self) -> Joined {
        let changed = |(key, after): (Key, Option<Record>)| {
            let before = self.register.record(key).cloned();
            (before != after).then_some(Change { key, before, after })
        };
        self.joined.changes = std::mem::take(&mut self.now).into_iter().filter_map(changed).collect();
        self.joined
    }

    /// A record of the one who goes.
    fn person_record(&mut self, key: Key, stays: PersonId, goes: PersonId) {
        let Some(record) = self.get(key) else { return };
        let after = replaced(&record, goes.into(), stays.into());
        let Some(twin) = self.twin(key, &after) else {
            self.joined.moved.push(key);
            self.put(key, Some(after));
            return;
        };
        match (twin.kind, MenteeId::of(twin), MentorId::of(twin)) {
            (Kind::Mentee, Some(own), _) => self.mentees(own, MenteeId(key.id)),
            (Kind::Mentor, _, Some(own)) => self.mentors(own, MentorId(key.id)),
            _ => self.twice(twin, key, after),
        }
    }

    /// The record of the one who stays that cannot be beside this one.
    fn twin(&self, key: Key, record: &Record) -> Option<Key> {
        let same = |other: &Record| match (record, other) {
            (Record::Mentee(a), Record::Mentee(b)) => (a.person, a.year) == (b.person, b.year),
            (Record::Mentor(a), Record::Mentor(b)) => (a.person, a.year) == (b.person, b.year),
            (Record::Response(a), Record::Response(b)) => {
                (a.respondent, a.questionnaire, a.year) == (b.respondent, b.questionnaire, b.year)
            }
            (Record::Measure(a), Record::Measure(b)) => {
                (a.person, a.year, a.parameter, a.wave) == (b.person, b.year, b.parameter, b.wave)
            }
            (Record::PreferenceSheet(a), Record::PreferenceSheet(b)) => (a.author, a.year) == (b.author, b.year),
            (Record::Ruling(a), Record::Ruling(b)) => (a.mentee, a.mentor) == (b.mentee, b.mentor),
            (Record::Waiver(a), Record::Waiver(b)) => (a.gate, a.about) == (b.gate, b.about),
            (Record::Snooze(a), Record::Snooze(b)) => (a.cause, a.about) == (b.cause, b.about),
            _ => false,
        };
        let mut near = record
            .references()
            .into_iter()
            .flat_map(|target| self.register.referring(target, key.kind).collect::<Vec<_>>());
        near.find(|other| *other != key && self.get(*other).is_some_and(|other| same(&other)))
    }

    /// Only one of the two can be.
    fn twice(&mut self, own: Key, theirs: Key, after: Record) {
        self.joined.twice.push((own, theirs));
        if self.choices.preferred.contains(&theirs) {
            self.put(own, None);
            self.put(theirs, Some(after));
        } else {
            self.put(theirs, None);
        }
    }

    /// Everything that refers to an entry that goes refers to the one that stays.
    fn point(&mut self, from: Key, to: Key) {
        for key in referring(self.register, from) {
            if key.kind == Kind::Selection {
                continue;
            }
            let Some(record) = self.get(key) else { continue };
            let after = replaced(&record, from, to);
            match self.twin(key, &after) {
                Some(twin) => self.twice(twin, key, after),
                None => self.put(key, Some(after)),
            }
            let Some(pair) = PairId::of(key) else { continue };
            // Who was at a meeting is kept by entry, and no reference.
            for (meeting, _) in self.register.meetings_of(pair) {
                if let Some(record) = self.get(meeting.into()) {
                    self.put(meeting.into(), Some(replaced(&record, from, to)));
                }
            }
        }
        self.joined.together.push((to, from));
        self.put(from, None);
    }

    fn mentees(&mut self, own: MenteeId, theirs: MenteeId) {
        let (Some(Record::Mentee(a)), Some(Record::Mentee(b))) = (self.get(own.into()), self.get(theirs.into())) else {
            return;
        };
        self.put(own.into(), Some(Record::Mentee(Arc::new(one_mentee(&a, &b)))));
        self.point(theirs.into(), own.into());
    }

    fn mentors(&mut self, own: MentorId, theirs: MentorId) {
        let (Some(Record::Mentor(a)), Some(Record::Mentor(b))) = (self.get(own.into()), self.get(theirs.into())) else {
            return;
        };
        self.put(own.into(), Some(Record::Mentor(Arc::new(one_mentor(&a, &b)))));
        self.point(theirs.into(), own.into());
        self.selection(own, theirs);
    }

    /// The selection sheet stands under the number of its mentor.
    fn selection(&mut self, own: MentorId, theirs: MentorId) {
        let (kept, gone) = (SelectionId::from(own), SelectionId::from(theirs));
        let Some(sheet) = self.register.get::<Selection>(gone) else { return };
        let has_own = self.register.get::<Selection>(kept).is_some();
        if has_own {
            self.joined.twice.push((kept.into(), gone.into()));
        }
        if !has_own || self.choices.preferred.contains(&gone.into()) {
            let after = Selection { mentor: own, ..Selection::clone(sheet) };
            self.put(kept.into(), Some(Record::Selection(Arc::new(after))));
        }
        self.put(gone.into(), None);
    }
}

fn either(own: &Words, theirs: &Words) -> Words {
    if own.is_empty() { theirs.clone() } else { own.clone() }
}

fn step(own: Step, theirs: Step) -> Step {
    match (own, theirs) {
        (Step::Open, theirs) => theirs,
        (Step::Done, Step::DoneOn(day)) => Step::DoneOn(day),
        (own, _) => own,
    }
}

/// Two entries of one year as one: what the first does not know the second tells, and nothing asked for is lost.
fn one_mentee(own: &Mentee, theirs: &Mentee) -> Mentee {
    let fresh = theirs.requests.iter().filter(|request| !own.requests.iter().any(|it| it.text == request.text));
    Mentee {
        entered_on: own.entered_on.into_iter().chain(theirs.entered_on).min(),
        form: own.form.or(theirs.form),
        group: own.group.or(theirs.group),
        requests: own.requests.iter().chain(fresh).cloned().collect(),
        time: either(&own.time, &theirs.time),
        interests: either(&own.interests, &theirs.interests),
        left_on: own.left_on.or(theirs.left_on.filter(|_| own.standing == theirs.standing)),
        result: either(&own.result, &theirs.result),
        notes: both(&own.notes, &theirs.notes),
        ..own.clone()
    }
}

fn one_mentor(own: &Mentor, theirs: &Mentor) -> Mentor {
    Mentor {
        entered_on: own.entered_on.into_iter().chain(theirs.entered_on).min(),
        form: own.form.or(theirs.form),
        competences: either(&own.competences, &theirs.competences),
        achievements: either(&own.achievements, &theirs.achievements),
        interests: either(&own.interests, &theirs.interests),
        preferred_age: either(&own.preferred_age, &theirs.preferred_age),
        time: either(&own.time, &theirs.time),
        capacity: own.capacity.max(theirs.capacity),
        group_from: own.group_from.max(theirs.group_from),
        ready_for_ovz: own.ready_for_ovz || theirs.ready_for_ovz,
        application: step(own.application, theirs.application),
        interview: step(own.interview, theirs.interview),
        decision: if own.decision == super::InterviewDecision::Pending { theirs.decision } else { own.decision },
        training: step(own.training, theirs.training),
        training_hours: own.training_hours.max(theirs.training_hours),
        record_check_until: own.record_check_until.max(theirs.record_check_until),
        medical_check_until: own.medical_check_until.max(theirs.medical_check_until),
        left_on: own.left_on.or(theirs.left_on.filter(|_| own.standing == theirs.standing)),
        result: either(&own.result, &theirs.result),
        notes: both(&own.notes, &theirs.notes),
        ..own.clone()
    }
}

fn both(own: &Words, theirs: &Words) -> Words {
    if own.is_empty() || theirs.is_empty() || own == theirs {
        return either(own, theirs);
    }
    format!("{own}\n{theirs}").into()
}
