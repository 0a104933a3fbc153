//! From one year to the next: who goes up a class, who leaves school, whose pair goes on, what is carried over.
//!
//! [`Outlook::new`] looks and changes nothing; what it found is shown before anything is done. [`changes`] turns it
//! into the changes of one step. What is in the next year already stays as it is, so the step can be taken a second
//! time for whoever was left behind the first time.

mod changes;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use super::coded::coded;
use super::status::{self, Missing};
use super::{
    Class, CloseReason, ConsentKind, InterviewDecision, LAST_GRADE, Mentee, MenteeId, MenteeStanding, Mentor, MentorId,
    MentorStanding, Next, Pair, PairId, PairState, PassportId, Person, PersonId, PersonKind, Register, Year, YearId,
    YearNumbersId,
};
pub use changes::{Phrases, changes};

/// The grade after which some leave for a college.
const NINTH: u8 = 9;
/// The grade after which a primary school ends.
const FOURTH: u8 = 4;

coded! {
    /// What becomes of the pairs at work.
    pub enum PairPlan {
        /// They close with the cycle and go on in the next year.
        GoOn = "go_on",
        /// They close with the cycle.
        Close = "close",
        /// They stay as they are in the year they are in.
        Stay = "stay",
    }
}

/// What the curator decides about the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Pupils of this grade leave school.
    pub last_grade: u8,
    /// Whether ninth-graders go to the tenth grade; otherwise their class is left open.
    pub ninth_goes_on: bool,
    /// What becomes of the pairs at work.
    pub pairs: PairPlan,
    /// Pairs decided about one by one.
    pub own: BTreeMap<PairId, PairPlan>,
    /// Whether the mentees of pairs that close look for a mentor in the next year; otherwise they have completed.
    pub parted_go_on: bool,
    /// Whether mentees who wait for a mentor wait on.
    pub waiting: bool,
    /// Whether mentors stay in the base of potential mentors (model §2.3).
    pub mentors: bool,
    /// Whether that holds for those who leave school as well.
    pub alumni: bool,
    /// Whether the passport, the roadmap and the planned numbers are carried over for correction.
    pub papers: bool,
}

impl Choices {
    /// What is likeliest on `today`. Long before the end of the year pairs are better left alone.
    pub fn usual(register: &Register, from: YearId, today: NaiveDate) -> Self {
        let year = register.get::<Year>(from);
        // Who is on file says nothing of it: a programme may be for the younger classes alone.
        let highest = year.and_then(|year| year.contingent.iter().map(|(grade, _)| *grade).max());
        let last_grade = match highest {
            Some(highest) if highest <= FOURTH => FOURTH,
            Some(highest) if highest <= NINTH => NINTH,
            _ => LAST_GRADE,
        };
        let end = year.map_or(today, |year| year.end);
        let near = (end - today).num_days() <= NEAR_THE_END;
        Self {
            last_grade,
            ninth_goes_on: true,
            pairs: if near { PairPlan::GoOn } else { PairPlan::Stay },
            own: BTreeMap::new(),
            parted_go_on: false,
            waiting: true,
            mentors: true,
            alumni: true,
            papers: true,
        }
    }

    /// The last grades a school may have.
    pub const LAST_GRADES: [u8; 3] = [LAST_GRADE, NINTH, FOURTH];
}

/// From the middle of May on, when the year ends on 31 August.
const NEAR_THE_END: i64 = 110;

/// What stands in the way of a pair that is to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A consent does not hold on the first day.
    Consent(PersonId, ConsentKind),
    /// The mentor is not admitted on the first day.
    Papers(PersonId, Vec<Missing>),
}

/// What becomes of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PairFate {
    /// It works on, with these of its mentees.
    GoesOn(Vec<MenteeId>),
    /// Both sides go on as agreed, and it is fixed when this is out of the way.
    Waits(Vec<MenteeId>, Obstacle),
    /// It closes.
    Closes(CloseReason),
    /// It stays as it is.
    Stays,
}

impl PairFate {
    /// The mentees with whom it goes on.
    pub fn led(&self) -> &[MenteeId] {
        match self {
            Self::GoesOn(led) | Self::Waits(led, _) => led,
            Self::Closes(_) | Self::Stays => &[],
        }
    }
}

coded! {
    /// What becomes of a mentee.
    pub enum MenteeFate {
        /// Goes on in a pair.
        Paired = "paired",
        /// Waits for a mentor in the next year.
        Waits = "waits",
        /// Completes the programme with the pair.
        Completes = "completes",
        /// Had completed it.
        Completed = "completed",
        /// Had left.
        Left = "left",
        /// Leaves school.
        Graduates = "graduates",
        /// Has moved to another school.
        Moved = "moved",
        /// Wants no other mentor.
        NoPair = "no_pair",
        /// Stays with a pair that is left alone, or is not carried over by choice.
        Stays = "stays",
        /// Is in the next year already.
        There = "there",
    }
}

coded! {
    /// What becomes of a mentor.
    pub enum MentorFate {
        /// Stays in the base.
        Stays = "stays",
        /// Stays in the base as a graduate: from now on an adult from outside, with certificates.
        Graduates = "graduates",
        /// Was refused or removed.
        Out = "out",
        /// Is not carried over by choice.
        LeftOut = "left_out",
        /// Is in the next year already.
        There = "there",
    }
}

/// What the step will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The year it starts from.
    pub from: YearId,
    /// The year it leads to, if that is on file.
    pub known: Option<YearId>,
    /// The year it leads to.
    pub to: Year,
    /// The day on which it is done.
    pub on: NaiveDate,
    /// Pupils who go up, with the class they come to.
    pub promoted: Vec<(PersonId, Class)>,
    /// Pupils who leave school.
    pub graduates: Vec<PersonId>,
    /// Ninth-graders whose class is left open.
    pub undecided: Vec<PersonId>,
    /// Pupils who have moved away, by their entry or by the end of their pair.
    pub moved: Vec<PersonId>,
    /// Pupils who take part and have no class.
    pub without_class: Vec<PersonId>,
    /// Pairs at work.
    pub pairs: Vec<(PairId, PairFate)>,
    /// Pairs that were proposed and never fixed; they stay behind.
    pub proposals: usize,
    /// Mentees.
    pub mentees: Vec<(MenteeId, MenteeFate)>,
    /// Mentors.
    pub mentors: Vec<(MentorId, MentorFate)>,
    /// Whether a passport is carried over.
    pub passport: bool,
    /// How many lines of the roadmap are carried over.
    pub activities: usize,
    /// How many planned numbers are carried over.
    pub targets: usize,
}

impl Outlook {
    /// Looks what the step from a year to the next would do on `on`. `None` when there is no such year.
    pub fn new(register: &Register, from: YearId, choices: &Choices, on: NaiveDate) -> Option<Self> {
        let year = register.get::<Year>(from)?;
        let next = year.next();
        let known = register.years_of_programme(from).into_iter().find(|(_, other)| other.title() == next.title());
        let (known, to) = known.map_or((None, next), |(id, known)| (Some(id), Year::clone(known)));
        let mut outlook = Self {
            from,
            known,
            to,
            on: on.min(year.end),
            promoted: Vec::new(),
            graduates: Vec::new(),
            undecided: Vec::new(),
            moved: Vec::new(),
            without_class: Vec::new(),
            pairs: Vec::new(),
            proposals: register.pairs(from).filter(|(_, pair)| pair.state == PairState::Proposed).count(),
            mentees: Vec::new(),
            mentors: Vec::new(),
            passport: false,
            activities: 0,
            targets: 0,
        };
        outlook.sort_pupils(register, choices);
        outlook.sort_pairs(register, choices, on);
        outlook.sort_mentees(register, choices);
        outlook.sort_mentors(register, choices);
        outlook.count_papers(register, choices);
        Some(outlook)
    }

    /// Whether there is nothing to be done but to put the year on file, and that is done.
    pub fn is_empty(&self) -> bool {
        let pupils = self.promoted.len() + self.graduates.len();
        let pairs = self.pairs.iter().any(|(_, fate)| *fate != PairFate::Stays);
        let mentees = self.mentees.iter().any(|(_, fate)| matches!(fate, MenteeFate::Paired | MenteeFate::Waits));
        let mentors = self.mentors.iter().any(|(_, fate)| matches!(fate, MentorFate::Stays | MentorFate::Graduates));
        let papers = self.passport || self.activities + self.targets > 0;
        self.known.is_some() && pupils == 0 && !pairs && !mentees && !mentors && !papers
    }

    fn sort_pupils(&mut self, register: &Register, choices: &Choices) {
        let away = moved_away(register, self.from);
        // Another programme that went on before this one has moved the pupils of both.
        let beside = self.beside(register);
        let is_asked = |person: &Person| match person.kind {
            PersonKind::Pupil => true,
            PersonKind::Graduate => !beside.is_empty() && person.class_in(self.from).is_some(),
            _ => false,
        };
        for (id, person) in register.people().filter(|(_, person)| is_asked(person)) {
            if self.known.is_some_and(|to| person.class_in(to).is_some()) {
                continue;
            }
            if let Some(class) = beside.iter().find_map(|year| person.class_in(*year)) {
                self.promoted.push((id, *class));
                continue;
            }
            let Some(class) = person.class_in(self.from) else {
                let takes_part =
                    register.mentee_of(id, self.from).is_some() || register.mentor_of(id, self.from).is_some();
                self.without_class.extend(takes_part.then_some(id));
                continue;
            };
            if away.contains(&id) {
                self.moved.push(id);
            } else if person.kind == PersonKind::Graduate || class.grade >= choices.last_grade {
                self.graduates.push(id);
            } else if class.grade == NINTH && !choices.ninth_goes_on {
                self.undecided.push(id);
            } else {
                self.promoted.push((id, Class { grade: class.grade + 1, ..*class }));
            }
        }
    }

    /// The next year of the other programmes, where they have one.
    fn beside(&self, register: &Register) -> Vec<YearId> {
        let years = register.years().into_iter();
        let beside = years.filter(|(_, year)| year.is_beside(&self.to) && year.programme != self.to.programme);
        beside.map(|(id, _)| id).collect()
    }

    fn leaves(&self) -> HashSet<PersonId> {
        self.graduates.iter().chain(&self.moved).copied().collect()
    }

    fn sort_pairs(&mut self, register: &Register, choices: &Choices, on: NaiveDate) {
        let (graduates, leaves) = (self.graduates.iter().copied().collect::<HashSet<_>>(), self.leaves());
        let first = self.to.start.max(on);
        let working = register.pairs(self.from).filter(|(_, pair)| pair.state.is_active());
        let fates = working.map(|(id, pair)| {
            let plan = choices.own.get(&id).copied().unwrap_or(choices.pairs);
            (id, self.fate_of(register, (pair, plan), (&graduates, &leaves), first))
        });
        self.pairs = fates.collect();
    }

    fn fate_of(
        &self,
        register: &Register,
        (pair, plan): (&Pair, PairPlan),
        (graduates, leaves): (&HashSet<PersonId>, &HashSet<PersonId>),
        first: NaiveDate,
    ) -> PairFate {
        if plan == PairPlan::Stay {
            return PairFate::Stays;
        }
        if plan == PairPlan::Close {
            return PairFate::Closes(CloseReason::CycleEnd);
        }
        let away = |person: PersonId| match (graduates.contains(&person), leaves.contains(&person)) {
            (true, _) => Some(CloseReason::Graduation),
            (_, true) => Some(CloseReason::Moved),
            _ => None,
        };
        let leader = register.get::<Mentor>(pair.mentor);
        if leader.is_some_and(|mentor| mentor.standing == MentorStanding::Moved) {
            return PairFate::Closes(CloseReason::Moved);
        }
        let leader = leader.filter(|mentor| !mentor.standing.is_gone());
        let Some(leader) = leader.map(|mentor| mentor.person) else { return PairFate::Closes(CloseReason::CycleEnd) };
        if let Some(reason) = away(leader) {
            return PairFate::Closes(reason);
        }
        let person_of = |id: &MenteeId| register.get::<Mentee>(*id).map(|mentee| mentee.person);
        let is_taken = |person: PersonId| {
            let there = self.known.and_then(|to| register.mentee_of(person, to));
            there.is_some_and(|(id, _)| register.active_pair_of(id).is_some())
        };
        let stays = |id: &&MenteeId| {
            let takes_part =
                register.get::<Mentee>(**id).is_some_and(|it| it.standing == MenteeStanding::Participating);
            takes_part && person_of(id).is_some_and(|person| away(person).is_none() && !is_taken(person))
        };
        let led: Vec<MenteeId> = pair.mentees.iter().filter(stays).copied().collect();
        if led.is_empty() {
            let reason = pair.mentees.iter().filter_map(person_of).find_map(away);
            return PairFate::Closes(reason.unwrap_or(CloseReason::CycleEnd));
        }
        let there = self.known.and_then(|to| register.mentor_of(leader, to)).map(|(id, _)| id);
        match obstacle(register, there.unwrap_or(pair.mentor), &led, first) {
            Some(obstacle) => PairFate::Waits(led, obstacle),
            None => PairFate::GoesOn(led),
        }
    }

    fn sort_mentees(&mut self, register: &Register, choices: &Choices) {
        let (graduates, leaves) = (self.graduates.iter().copied().collect::<HashSet<_>>(), self.leaves());
        let going: HashSet<MenteeId> = self.pairs.iter().flat_map(|(_, fate)| fate.led()).copied().collect();
        let closing: HashSet<PairId> =
            self.pairs.iter().filter(|(_, fate)| *fate != PairFate::Stays).map(|(id, _)| *id).collect();
        let fate = |id: MenteeId, mentee: &Mentee| match mentee.standing {
            _ if self.known.is_some_and(|to| register.mentee_of(mentee.person, to).is_some())
                && !going.contains(&id) =>
            {
                MenteeFate::There
            }
            MenteeStanding::Completed => MenteeFate::Completed,
            MenteeStanding::Moved => MenteeFate::Moved,
            MenteeStanding::Left if leaves.contains(&mentee.person) => MenteeFate::Moved,
            MenteeStanding::Left => MenteeFate::Left,
            _ if graduates.contains(&mentee.person) => MenteeFate::Graduates,
            _ if leaves.contains(&mentee.person) => MenteeFate::Moved,
            _ if going.contains(&id) => MenteeFate::Paired,
            MenteeStanding::Participating => match register.active_pair_of(id) {
                Some((pair, _)) if !closing.contains(&pair) => MenteeFate::Stays,
                Some(_) if choices.parted_go_on => MenteeFate::Waits,
                Some(_) => MenteeFate::Completes,
                None if status::wish(register, id) == Some(Next::NoPair) => MenteeFate::NoPair,
                None if choices.waiting => MenteeFate::Waits,
                None => MenteeFate::Stays,
            },
        };
        self.mentees = register.mentees(self.from).map(|(id, mentee)| (id, fate(id, mentee))).collect();
    }

    fn sort_mentors(&mut self, register: &Register, choices: &Choices) {
        let (graduates, leaves) = (self.graduates.iter().copied().collect::<HashSet<_>>(), self.leaves());
        let going: HashSet<MentorId> = self
            .pairs
            .iter()
            .filter(|(_, fate)| !fate.led().is_empty())
            .filter_map(|(id, _)| register.get::<Pair>(*id).map(|pair| pair.mentor))
            .collect();
        let fate = |id: MentorId, mentor: &Mentor| {
            if self.known.is_some_and(|to| register.mentor_of(mentor.person, to).is_some()) {
                return MentorFate::There;
            }
            let refused = mentor.decision == InterviewDecision::Refused && !going.contains(&id);
            if refused || mentor.standing == MentorStanding::Removed {
                return MentorFate::Out;
            }
            if mentor.standing == MentorStanding::Moved {
                return MentorFate::LeftOut;
            }
            match (graduates.contains(&mentor.person), leaves.contains(&mentor.person)) {
                (true, _) if choices.mentors && choices.alumni => MentorFate::Graduates,
                (true, _) | (_, true) => MentorFate::LeftOut,
                _ if choices.mentors || going.contains(&id) => MentorFate::Stays,
                _ => MentorFate::LeftOut,
            }
        };
        self.mentors = register.mentors(self.from).map(|(id, mentor)| (id, fate(id, mentor))).collect();
    }

    fn count_papers(&mut self, register: &Register, choices: &Choices) {
        if !choices.papers {
            return;
        }
        let has = |id: Option<YearId>, key: fn(YearId) -> super::Key| {
            id.is_some_and(|year| register.record(key(year)).is_some())
        };
        let passport: fn(YearId) -> super::Key = |year| PassportId::from(year).into();
        let numbers: fn(YearId) -> super::Key = |year| YearNumbersId::from(year).into();
        self.passport = has(Some(self.from), passport) && !has(self.known, passport);
        if self.known.is_none_or(|to| register.activities(to).is_empty()) {
            self.activities = register.activities(self.from).len();
        }
        if !has(self.known, numbers) {
            self.targets = register.numbers(self.from).plans.len();
        }
    }
}

/// Who moved away: by their entry; of those who merely left, by the newest of their pairs, which closed for that.
fn moved_away(register: &Register, year: YearId) -> HashSet<PersonId> {
    let led = register.mentees(year).filter(|(_, it)| it.standing == MenteeStanding::Moved).map(|(_, it)| it.person);
    let leading = register.mentors(year).filter(|(_, it)| it.standing == MentorStanding::Moved);
    let mut away: HashSet<PersonId> = led.chain(leading.map(|(_, it)| it.person)).collect();
    let went = |pair: &Pair| pair.closing.as_ref().is_some_and(|closing| closing.reason == CloseReason::Moved);
    let closed = register.pairs(year).filter(|(_, pair)| pair.state.is_closed() && went(pair));
    let single =
        closed.filter(|(_, pair)| pair.mentees.len() == 1).filter_map(|(_, pair)| pair.mentees.first().copied());
    // Who is in another pair since has come back, or it was the mentor who went.
    let gone = single.filter(|id| {
        let left = register.get::<Mentee>(*id).is_some_and(|mentee| mentee.standing == MenteeStanding::Left);
        left && register.active_pair_of(*id).is_none()
    });
    away.extend(gone.filter_map(|id| register.get::<Mentee>(id)).map(|mentee| mentee.person));
    away
}

/// What a pair lacks to work from its first day in the next year.
fn obstacle(register: &Register, mentor: MentorId, led: &[MenteeId], first: NaiveDate) -> Option<Obstacle> {
    let unready = led.iter().filter_map(|id| register.get::<Mentee>(*id)).find_map(|mentee| {
        let kind = status::missing_consent(register.get::<Person>(mentee.person)?, first)?;
        Some(Obstacle::Consent(mentee.person, kind))
    });
    unready.or_else(|| {
        let missing = status::missing_for_admission(register, mentor, first);
        let person = register.get::<Mentor>(mentor)?.person;
        (!missing.is_empty()).then_some(Obstacle::Papers(person, missing))
    })
}
