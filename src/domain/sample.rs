//! A small school for tests, built through the same door as everything else: [`Register::commit`].
//!
//! What it makes is in order (consents signed, mentors admitted, pairs under an order), so that a test spoils exactly
//! the one thing it is about.

use chrono::{Days, NaiveDate};

use super::*;

/// A day of the school year 2026/27, found from its month.
pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(if month >= 9 { 2026 } else { 2027 }, month, day).unwrap()
}

/// The day `days` later.
pub(crate) fn after(from: NaiveDate, days: u64) -> NaiveDate {
    from + Days::new(days)
}

/// A register with one school and one year.
pub(crate) struct Sample {
    pub(crate) register: Register,
    pub(crate) year: YearId,
    ids: Ids,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let mut ids = Ids::alone();
        let year = YearId(ids.fresh());
        let mut sample = Self { register: Register::new(), year, ids };
        let school = School {
            name: "школа № 0".into(),
            full_name: "Школа № 0".into(),
            director: "Лисицына А. А.".into(),
            active_year: year,
            // Who watches talks and risks says so.
            rules: Rules { contact_first_days: 0, contact_days: 0, risk_factors: 0, ..Rules::default() },
        };
        sample.put(year, Year::around(day(9, 1)));
        sample.put(TheSchool, school);
        // Without holidays, so that days are counted as they pass.
        sample.put(year.into(), Calendar { year, breaks: Vec::new() });
        sample
    }

    pub(crate) fn put<T: Entity>(&mut self, id: T::Id, value: T) {
        self.take(Change::create(id, value));
    }

    pub(crate) fn edit<T: Entity + Clone>(&mut self, id: T::Id, change: impl FnOnce(&mut T)) {
        let before = self.register.get::<T>(id).unwrap().clone();
        let mut after = (*before).clone();
        change(&mut after);
        self.take(Change::edit(id, &before, after));
    }

    fn take(&mut self, change: Change) {
        let stamp = Stamp { generation: 1, at: 0, who: "test".into() };
        self.register.commit(&[change], &stamp).unwrap();
    }

    /// A person who has consented to everything the programme needs.
    pub(crate) fn person(&mut self, name: &str, kind: PersonKind, class: &str) -> PersonId {
        let id = PersonId(self.ids.fresh());
        let mut person = Person::new(PersonName::parse(name), kind);
        person.set_class(self.year, Class::parse(class));
        for kind in [ConsentKind::Data, ConsentKind::Participation] {
            let signed_on = day(9, 1);
            person.consents.push(Consent { kind, signer: "".into(), signed_on, valid_until: None, withdrawn_on: None });
        }
        self.put(id, person);
        id
    }

    /// A pupil ready to be paired, entered on 1 September with one open request.
    pub(crate) fn mentee(&mut self, name: &str, class: &str) -> MenteeId {
        let person = self.person(name, PersonKind::Pupil, class);
        let id = MenteeId(self.ids.fresh());
        let request =
            Request { text: "математика".into(), problems: vec![Problem::Motivation], ..Request::default() };
        let entered_on = Some(day(9, 1));
        self.put(id, Mentee { entered_on, requests: vec![request], ..Mentee::new(person, self.year) });
        id
    }

    /// An admitted mentor with three places; certificates last beyond the year.
    pub(crate) fn mentor(&mut self, name: &str, kind: PersonKind) -> MentorId {
        let class = if kind == PersonKind::Pupil { "11А" } else { "" };
        let person = self.person(name, kind, class);
        let id = MentorId(self.ids.fresh());
        let last = NaiveDate::from_ymd_opt(2028, 1, 1);
        let mentor = Mentor {
            capacity: 3,
            application: Step::Done,
            interview: Step::Done,
            decision: InterviewDecision::Recommended,
            training: Step::Done,
            record_check_until: last,
            medical_check_until: last,
            ..Mentor::new(person, self.year)
        };
        self.put(id, mentor);
        id
    }

    /// A pair fixed by an order on the day it starts.
    pub(crate) fn pair(&mut self, mentor: MentorId, mentees: &[MenteeId], start: NaiveDate) -> PairId {
        let id = PairId(self.ids.fresh());
        let pair = Pair {
            state: PairState::Fixed,
            order_no: "12".into(),
            order_date: Some(start),
            started_on: Some(start),
            ..Pair::new(self.year, Form::TeacherPupil, mentor, mentees.to_vec())
        };
        self.put(id, pair);
        id
    }

    /// A teacher with one mentee, working since `start`.
    pub(crate) fn working(&mut self, start: NaiveDate) -> PairId {
        let mentor = self.mentor("Соколова Вера Павловна", PersonKind::Teacher);
        let mentee = self.mentee("Ёлкин Пётр Ильич", "7Б");
        self.pair(mentor, &[mentee], start)
    }

    pub(crate) fn close(&mut self, pair: PairId, state: PairState, on: NaiveDate) {
        let (reason, by) = (CloseReason::CycleEnd, Initiator::Curator);
        self.edit::<Pair>(pair, |pair| {
            pair.state = state;
            pair.closing = Some(Closing { on, reason, by, talk_held: true, note: "".into(), next: Next::Open });
        });
    }

    pub(crate) fn meeting(
        &mut self,
        pair: PairId,
        kind: MeetingKind,
        state: MeetingState,
        date: NaiveDate,
    ) -> MeetingId {
        let id = MeetingId(self.ids.fresh());
        self.put(id, Meeting { state, ..Meeting::planned(pair, kind, date) });
        id
    }

    /// A talk of the curator.
    pub(crate) fn talk(&mut self, pair: PairId, with: &[ContactSide], on: NaiveDate) -> ContactId {
        let id = ContactId(self.ids.fresh());
        let asked = ContactTopic::ALL.to_vec();
        self.put(id, Contact { with: with.to_vec(), asked, ..Contact::on(pair, on) });
        id
    }

    /// A signal put off.
    pub(crate) fn put_off(&mut self, about: impl Into<Key>, cause: Cause, alarm: bool, until: NaiveDate) -> SnoozeId {
        let (id, about) = (SnoozeId(self.ids.fresh()), about.into());
        self.put(id, Snooze { about, cause, alarm, until, why: "".into() });
        id
    }

    /// The first three kinds, held on three days from `first`.
    pub(crate) fn first_three(&mut self, pair: PairId, first: NaiveDate) {
        for (days, kind) in [MeetingKind::Acquaintance, MeetingKind::Trial, MeetingKind::Planning].iter().enumerate() {
            self.meeting(pair, *kind, MeetingState::Held, after(first, days as u64));
        }
    }

    /// A questionnaire of two ratings.
    pub(crate) fn questionnaire(
        &mut self,
        code: &str,
        version: u16,
        wave: Wave,
        audience: Audience,
    ) -> QuestionnaireId {
        let id = QuestionnaireId(self.ids.fresh());
        let item = |id: &str| Item::new(id, Label::default(), ItemKind::Scale { low: 1, high: 10 });
        let items = vec![item("1"), item("2")];
        let code = code.to_owned();
        let title = Label::default();
        self.put(id, Questionnaire { code, version, title, wave, audience, forms: Vec::new(), own: false, items });
        id
    }

    pub(crate) fn respond(
        &mut self,
        questionnaire: QuestionnaireId,
        respondent: PersonId,
        answers: &[Answer; 2],
    ) -> ResponseId {
        let id = ResponseId(self.ids.fresh());
        let on = day(10, 1);
        self.put(id, Response::new(questionnaire, self.year, respondent, on, answers.to_vec()));
        id
    }

    pub(crate) fn mentor_of(&self, pair: PairId) -> MentorId {
        self.register.get::<Pair>(pair).unwrap().mentor
    }

    pub(crate) fn mentee_of(&self, pair: PairId) -> MenteeId {
        self.register.get::<Pair>(pair).unwrap().mentees[0]
    }

    pub(crate) fn person_of(&self, id: MenteeId) -> PersonId {
        self.register.get::<Mentee>(id).unwrap().person
    }

    pub(crate) fn leader_of(&self, pair: PairId) -> PersonId {
        self.register.get::<Mentor>(self.mentor_of(pair)).unwrap().person
    }
}
