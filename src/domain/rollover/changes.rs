//! The changes that lead from one year to the next, all of one step.

use std::collections::HashMap;

use chrono::{Months, NaiveDate};

use super::{MenteeFate, MentorFate, Outlook, PairFate};
use crate::domain::{
    Activity, ActivityId, Change, CloseReason, Closing, Form, Gate, Ids, Initiator, Mentee, MenteeId, MenteeStanding,
    Mentor, MentorId, MentorStanding, Next, Pair, PairId, PairState, Passport, PassportId, Person, PersonId,
    PersonKind, Plan, PlanId, Register, RequestState, Selection, SelectionId, Step, Waiver, WaiverId, Words, Year,
    YearId, YearNumbers, YearNumbersId, counts_by_now, status,
};

/// What is written into records in words; the room of the programme knows no language.
#[derive(Debug, Clone)]
pub struct Phrases {
    /// In the notes of a mentee who waits on: «ждёт с прошлого года (2026/27)».
    pub waits: String,
    /// In the closing of a pair that goes on: «продолжается в 2027/28».
    pub goes_on: String,
    /// Why a pair that goes on need not begin with the first kinds of meeting: «пара работает с 2026/27».
    pub goes_on_since: String,
}

/// The changes of the step, the year first. They are taken together or not at all.
pub fn changes(register: &Register, outlook: &Outlook, ids: &mut Ids, phrases: &Phrases) -> Vec<Change> {
    let to = outlook.known.unwrap_or_else(|| YearId(ids.fresh()));
    let mut step = Rollover { register, outlook, ids, phrases, to, changes: Vec::new(), entries: HashMap::new() };
    step.year();
    step.pupils();
    let leaders = step.mentors();
    step.mentees();
    step.pairs(&leaders);
    step.papers();
    step.changes
}

struct Rollover<'a> {
    register: &'a Register,
    outlook: &'a Outlook,
    ids: &'a mut Ids,
    phrases: &'a Phrases,
    to: YearId,
    changes: Vec<Change>,
    /// The entry in the next year by the entry in the old one.
    entries: HashMap<MenteeId, MenteeId>,
}

/// The same day a year later.
fn later(day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(12)).unwrap_or(day)
}

impl Rollover<'_> {
    fn year(&mut self) {
        if self.outlook.known.is_some() {
            return;
        }
        // How many pupils there are is counted anew: shares of last year's number would be wrong.
        self.changes.push(Change::create::<Year>(self.to, self.outlook.to.clone()));
    }

    fn person(&mut self, id: PersonId, edit: impl FnOnce(&mut Person)) {
        let Some(before) = self.register.get::<Person>(id) else { return };
        let mut after = Person::clone(before);
        edit(&mut after);
        self.changes.push(Change::edit(id, before, after));
    }

    fn pupils(&mut self) {
        let (outlook, to) = (self.outlook, self.to);
        for &(id, class) in &outlook.promoted {
            self.person(id, |person| person.set_class(to, Some(class)));
        }
        for &id in &outlook.graduates {
            self.person(id, |person| person.kind = PersonKind::Graduate);
        }
    }

    /// Gives the entries of those mentors who are in the next year, by the old ones.
    fn mentors(&mut self) -> HashMap<MentorId, MentorId> {
        let mut leaders = HashMap::new();
        for &(old, fate) in &self.outlook.mentors {
            let Some(before) = self.register.get::<Mentor>(old) else { continue };
            let there = self.register.mentor_of(before.person, self.to).map(|(id, _)| id);
            if let Some(id) = there {
                leaders.insert(old, id);
                continue;
            }
            if !matches!(fate, MentorFate::Stays | MentorFate::Graduates) {
                continue;
            }
            let id = MentorId(self.ids.fresh());
            leaders.insert(old, id);
            let standing = match before.standing {
                MentorStanding::Paused => MentorStanding::Paused,
                _ => MentorStanding::Participating,
            };
            // A graduate is no pupil among pupils any more.
            let form = before.form.filter(|form| fate == MentorFate::Stays || *form != Form::PupilPupil);
            let (result, notes) = (Words::default(), Words::default());
            let (year, left_on) = (self.to, None);
            let after = Mentor { year, standing, form, left_on, result, notes, ..Mentor::clone(before) };
            self.changes.push(Change::create::<Mentor>(id, after));
            self.selection(old, id);
            self.waivers(old, id);
        }
        leaders
    }

    /// What they wrote and how they were judged holds; what they aim at and expect is of one year.
    fn selection(&mut self, old: MentorId, new: MentorId) {
        if let Some(sheet) = self.register.get::<Selection>(SelectionId::from(old)) {
            let (aims, expectations) = (Words::default(), Words::default());
            let after = Selection { mentor: new, aims, expectations, ..Selection::clone(sheet) };
            self.changes.push(Change::create::<Selection>(SelectionId::from(new), after));
        }
    }

    /// Who was admitted past a gate stays admitted.
    fn waivers(&mut self, old: MentorId, new: MentorId) {
        for gate in [Gate::Application, Gate::Interview, Gate::Training] {
            if let Some((_, waiver)) = self.register.passed(gate, old.into()) {
                let after = Waiver { year: self.to, about: new.into(), ..Waiver::clone(waiver) };
                self.changes.push(Change::create::<Waiver>(WaiverId(self.ids.fresh()), after));
            }
        }
    }

    fn mentees(&mut self) {
        for &(old, fate) in &self.outlook.mentees {
            let Some(before) = self.register.get::<Mentee>(old) else { continue };
            let there = self.register.mentee_of(before.person, self.to).map(|(id, _)| id);
            if matches!(fate, MenteeFate::Paired | MenteeFate::Waits) {
                let id = there.unwrap_or_else(|| MenteeId(self.ids.fresh()));
                self.entries.insert(old, id);
                if there.is_none() {
                    let after = self.carried(before, fate);
                    self.changes.push(Change::create::<Mentee>(id, after));
                }
            }
            if self.ends_its_year(old, fate) {
                let left_on = Some(self.outlook.on);
                let after = Mentee { standing: MenteeStanding::Completed, left_on, ..Mentee::clone(before) };
                self.changes.push(Change::edit(old, before, after));
            }
        }
    }

    /// Whether a mentee has come to the end of the old year in a pair, so that the year reads as completed.
    fn ends_its_year(&self, mentee: MenteeId, fate: MenteeFate) -> bool {
        let had_pair = || self.register.active_pair_of(mentee).is_some();
        match fate {
            MenteeFate::Paired | MenteeFate::Completes => true,
            MenteeFate::Waits | MenteeFate::Graduates => had_pair() && !self.is_left_alone(mentee),
            _ => false,
        }
    }

    fn is_left_alone(&self, mentee: MenteeId) -> bool {
        let stays = |(id, fate): &&(PairId, PairFate)| {
            *fate == PairFate::Stays
                && self.register.get::<Pair>(*id).is_some_and(|pair| pair.mentees.contains(&mentee))
        };
        self.outlook.pairs.iter().any(|pair| stays(&pair))
    }

    fn carried(&self, before: &Mentee, fate: MenteeFate) -> Mentee {
        let requests = before.requests.iter().filter(|request| request.state != RequestState::Withdrawn).cloned();
        let notes = if fate == MenteeFate::Waits { self.phrases.waits.as_str().into() } else { Words::default() };
        Mentee {
            entered_on: before.entered_on,
            form: before.form,
            group: before.group,
            requests: requests.collect(),
            time: before.time.clone(),
            interests: before.interests.clone(),
            notes,
            ..Mentee::new(before.person, self.to)
        }
    }

    fn pairs(&mut self, leaders: &HashMap<MentorId, MentorId>) {
        let outlook = self.outlook;
        for (old, fate) in &outlook.pairs {
            let Some(before) = self.register.get::<Pair>(*old) else { continue };
            if *fate == PairFate::Stays {
                continue;
            }
            self.close(*old, before, fate);
            if let Some(mentor) = leaders.get(&before.mentor).filter(|_| !fate.led().is_empty()) {
                self.go_on(*old, before, fate, *mentor);
            }
        }
    }

    fn close(&mut self, id: PairId, before: &std::sync::Arc<Pair>, fate: &PairFate) {
        let reason = if let PairFate::Closes(reason) = fate { *reason } else { CloseReason::CycleEnd };
        let goes_on = !fate.led().is_empty();
        let last = status::last_held(self.register, id).map(|(_, meeting)| meeting.date);
        let began = before.began_on();
        let on = [Some(self.outlook.on), last, began].into_iter().flatten().max().unwrap_or(self.outlook.on);
        let note = if goes_on { self.phrases.goes_on.as_str().into() } else { Words::default() };
        let waits = before.mentees.iter().any(|mentee| self.entries.contains_key(mentee));
        let next = if !goes_on && waits { Next::NextYear } else { Next::Open };
        let closing = Closing { on, reason, by: Initiator::Curator, talk_held: false, note, next };
        let (state, paused_until) = (PairState::Finished, None);
        let after = Pair { state, paused_until, closing: Some(closing), ..Pair::clone(before) };
        self.changes.push(Change::edit(id, before, after));
    }

    fn go_on(&mut self, old: PairId, before: &Pair, fate: &PairFate, mentor: MentorId) {
        let mentees: Vec<MenteeId> = fate.led().iter().filter_map(|led| self.entries.get(led).copied()).collect();
        if mentees.is_empty() {
            return;
        }
        let waits = matches!(fate, PairFate::Waits(..));
        let first = self.outlook.to.start.max(self.outlook.on);
        // Both sides have long agreed; the order is the one that holds until there is another.
        let agreed = before.agreed_on().or(Some(self.outlook.on));
        let after = Pair {
            role: before.role.clone(),
            state: if waits { PairState::Proposed } else { before.state },
            mentor_agreed_on: agreed,
            mentees_agreed_on: agreed,
            order_no: before.order_no.clone(),
            order_date: before.order_date,
            started_on: (!waits).then_some(first),
            paused_until: before.paused_until.filter(|_| !waits),
            goal: before.goal.clone(),
            exception: before.exception.clone(),
            notes: Words::default(),
            ..Pair::new(self.to, before.form, mentor, mentees)
        };
        let id = PairId(self.ids.fresh());
        self.changes.push(Change::create::<Pair>(id, after));
        self.plan(old, id);
        let reason = self.phrases.goes_on_since.as_str().into();
        let waiver = Waiver { year: self.to, gate: Gate::Meetings, about: id.into(), reason, on: self.outlook.on };
        self.changes.push(Change::create::<Waiver>(WaiverId(self.ids.fresh()), waiver));
    }

    /// Of the plan what is not done yet, a year later.
    fn plan(&mut self, old: PairId, new: PairId) {
        let Some(plan) = self.register.get::<Plan>(PlanId::from(old)) else { return };
        let mut after = Plan { pair: new, ..Plan::clone(plan) };
        after.from = after.from.map(later);
        after.until = after.until.map(later);
        after.items.retain(|item| item.done_on.is_none());
        after.items.iter_mut().for_each(|item| item.due = item.due.map(later));
        self.changes.push(Change::create::<Plan>(PlanId::from(new), after));
    }

    fn papers(&mut self) {
        let (register, outlook, to) = (self.register, self.outlook, self.to);
        if let Some(passport) = register.get::<Passport>(PassportId::from(outlook.from)).filter(|_| outlook.passport) {
            self.changes.push(Change::create::<Passport>(PassportId::from(to), passport.carried(to)));
        }
        let activities = if outlook.activities > 0 { register.activities(outlook.from) } else { Vec::new() };
        for (_, activity) in activities {
            let (from, due) = (activity.from.map(later), activity.due.map(later));
            let counted = activity.counted.or_else(|| counts_by_now(activity));
            let after = Activity { year: to, from, due, counted, done: Step::Open, ..Activity::clone(activity) };
            self.changes.push(Change::create::<Activity>(ActivityId(self.ids.fresh()), after));
        }
        if outlook.targets > 0 {
            let YearNumbers { plans, satisfied_by, .. } = register.numbers(outlook.from);
            let after = YearNumbers { plans, satisfied_by, ..YearNumbers::new(to) };
            self.changes.push(Change::create::<YearNumbers>(YearNumbersId::from(to), after));
        }
    }
}
