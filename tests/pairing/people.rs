//! Exactly the people a case is about, entered through the same door as everybody: a list of changes that can be
//! committed to a register or found a base on disk.

#![allow(dead_code, reason = "each test uses a part of this")]

use chrono::NaiveDate;
use nastavnik::domain::{
    Change, Class, Consent, ConsentKind, Entity, Ids, InterviewDecision, Key, Mentee, MenteeId, Mentor, MentorId,
    Person, PersonId, PersonKind, PersonName, PreferenceSheet, PreferenceSheetId, Record, Register, Request, Ruling,
    RulingId, Stamp, Step, Verdict, YearId, founding,
};
use nastavnik::pairing::{Objective, Plan, Proposal};

/// A school in the making.
pub struct People {
    pub register: Register,
    pub year: YearId,
    pub today: NaiveDate,
    ids: Ids,
}

impl People {
    /// A school with a year and nobody in it.
    pub fn on(today: NaiveDate) -> Self {
        let mut people = Self { register: Register::new(), year: YearId(0), today, ids: Ids::alone() };
        founding("школа № 7", today, Vec::new()).into_iter().for_each(|change| people.take(change));
        people.year = people.register.opening_year(today).unwrap();
        people.ids.skip_past(people.register.highest_id());
        people
    }

    fn take(&mut self, change: Change) {
        let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
        self.register.commit(&[change], &stamp).unwrap();
    }

    /// All that is on file, to found a base with.
    pub fn founding(&self) -> Vec<Change> {
        let create = |(key, record): (Key, &Record)| Change { key, before: None, after: Some(record.clone()) };
        self.register.all().map(create).collect()
    }

    pub fn put<T: Entity>(&mut self, id: T::Id, value: T) {
        self.take(Change::create(id, value));
    }

    pub fn edit<T: Entity + Clone>(&mut self, id: T::Id, edit: impl FnOnce(&mut T)) {
        let before = self.register.get::<T>(id).unwrap().clone();
        let mut after = T::clone(&before);
        edit(&mut after);
        self.take(Change::edit(id, &before, after));
    }

    /// A number nobody has.
    pub fn fresh(&mut self) -> u32 {
        self.ids.fresh()
    }

    /// Somebody who has signed everything.
    pub fn person(&mut self, name: &str, kind: PersonKind, class: &str) -> PersonId {
        let id = PersonId(self.ids.fresh());
        let mut person = Person::new(PersonName::parse(name), kind);
        person.set_class(self.year, Class::parse(class));
        for kind in [ConsentKind::Data, ConsentKind::Participation] {
            let consent =
                Consent { kind, signer: "".into(), signed_on: self.today, valid_until: None, withdrawn_on: None };
            person.consents.push(consent);
        }
        self.put(id, person);
        id
    }

    /// A pupil who waits.
    pub fn mentee(&mut self, name: &str, class: &str, request: &str, time: &str) -> MenteeId {
        let person = self.person(name, PersonKind::Pupil, class);
        let id = MenteeId(self.ids.fresh());
        let requests = vec![Request { text: request.into(), ..Request::default() }];
        self.put(id, Mentee { requests, time: time.into(), ..Mentee::new(person, self.year) });
        id
    }

    /// Somebody admitted.
    pub fn mentor(&mut self, name: &str, kind: PersonKind, gives: &str, time: &str, capacity: u8) -> MentorId {
        let class = if kind == PersonKind::Pupil { "11А" } else { "" };
        let person = self.person(name, kind, class);
        self.mentor_of(person, gives, time, capacity)
    }

    /// As [`Self::mentor`], for somebody who is on file.
    pub fn mentor_of(&mut self, person: PersonId, gives: &str, time: &str, capacity: u8) -> MentorId {
        let id = MentorId(self.ids.fresh());
        let mentor = Mentor {
            competences: gives.into(),
            time: time.into(),
            capacity,
            application: Step::Done,
            interview: Step::Done,
            decision: InterviewDecision::Recommended,
            training: Step::Done,
            record_check_until: Some(self.today),
            medical_check_until: Some(self.today),
            ..Mentor::new(person, self.year)
        };
        self.put(id, mentor);
        id
    }

    /// A preference sheet: named in this order, and with whom in no case.
    pub fn sheet(&mut self, author: impl Into<Key>, named: &[Key], vetoes: &[Key]) {
        let mut sheet = PreferenceSheet::new(self.year, author.into());
        sheet.name_in_order(named.iter().copied());
        sheet.vetoes = vetoes.to_vec();
        let id = PreferenceSheetId(self.ids.fresh());
        self.put(id, sheet);
    }

    pub fn rule(&mut self, mentee: MenteeId, mentor: MentorId, verdict: Verdict) {
        let ruling = Ruling { year: self.year, mentee, mentor, verdict, lifted: Vec::new(), reason: "".into() };
        let id = RulingId(self.ids.fresh());
        self.put(id, ruling);
    }

    pub fn proposal(&self, objective: Objective) -> Proposal {
        Proposal::of(&self.register, self.year, self.today, &Plan::default(), objective).unwrap()
    }
}
