//! Everybody who takes part in one matching, by number, and what was said about any two of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::couple::{Between, Prepared};
use super::facts::{MenteeFacts, MentorFacts, Reader};
use super::words::Topics;
use crate::domain::{
    Component, Key, Kind, Mentee, MenteeId, MenteeStanding, Mentor, MentorId, Next, PairState, Pairing, PairingRule,
    Person, PersonId, PersonKind, Register, Verdict, YearId, status,
};
use crate::matching::{Choice, Draft, Problem, ProblemError, STAY_BONUS_MAX};

/// A change on a scratch copy: what if. Nothing on file knows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trial {
    /// So many places more, or fewer.
    Places {
        /// Whose.
        mentor: MentorId,
        /// How many more; negative: fewer.
        more: i32,
    },
    /// One more place at a mentor, and the two belong together.
    PlaceFor(MenteeId, MentorId),
    /// A mentee or a mentor takes no part.
    Without(Key),
    /// Nothing that could bend stands between two, and no veto either.
    Allow(MenteeId, MentorId),
    /// Two belong together.
    Pin(MenteeId, MentorId),
    /// Two do not.
    Forbid(MenteeId, MentorId),
    /// A mentor has so many mentees at least.
    AtLeast {
        /// Who.
        mentor: MentorId,
        /// How many.
        mentees: u32,
    },
}

/// Who is matched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scope {
    /// Whoever waits for a mentor.
    #[default]
    Waiting,
    /// Whoever waits and whoever works: all anew, with a bonus for staying together.
    Everybody,
    /// Whoever works, and each stays where they are if they can: what a pair that parts would bring about.
    Working,
}

/// How a cohort is put together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// People whose consent, admission or check is still on its way take part, and are marked.
    pub include_pending: bool,
    /// Who is matched.
    pub scope: Scope,
    /// Changes on the scratch copy.
    pub trials: Vec<Trial>,
}

/// Who said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBy {
    /// On the mentee's sheet.
    Mentee,
    /// On the mentor's sheet.
    Mentor,
    /// The curator.
    Curator,
}

/// Two people by their numbers: mentee, mentor.
pub(super) type Two = (u32, u32);

/// Everybody who takes part. Owns what it knows: the register may go on.
#[derive(Debug, Clone)]
pub struct Cohort {
    /// The mentees, by number.
    pub mentees: Vec<MenteeFacts>,
    /// The mentors, by number.
    pub mentors: Vec<MentorFacts>,
    /// Components of the score for which anybody has data.
    pub in_use: Vec<Component>,
    /// How it was put together.
    pub plan: Plan,
    /// The year.
    pub year: YearId,
    pub(super) rules: Pairing,
    pub(super) topics: Topics,
    /// Length of a usual meeting in minutes.
    pub(super) minutes: u16,
    /// What was said or happened between a mentee and mentors, by the number of the mentee.
    pub(super) between: Vec<BTreeMap<u32, Between>>,
    pub(super) prepared: Prepared,
    /// Mentors who must have so many mentees, on a scratch copy.
    pub(super) minimum: Vec<(u32, u32)>,
    mentee_numbers: HashMap<MenteeId, u32>,
    mentor_numbers: HashMap<MentorId, u32>,
}

/// Length of a list as a number of people.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl Cohort {
    /// Everybody of a year who waits for a mentor, and every mentor.
    pub fn of(register: &Register, year: YearId, today: NaiveDate, plan: &Plan) -> Self {
        let rules = register.pairing().clone();
        let mut topics = Topics::new(&rules.topics);
        let reader = Reader { register, year, today, rules: &rules };
        let mentees: Vec<MenteeFacts> = register
            .mentees(year)
            .filter(|(id, mentee)| waits(register, *id, mentee, plan))
            .filter_map(|(id, mentee)| reader.mentee(id, mentee, &mut topics))
            .collect();
        let mentors: Vec<MentorFacts> =
            register.mentors(year).filter_map(|(id, mentor)| reader.mentor(id, mentor, &mut topics)).collect();
        let mut cohort = Self {
            mentee_numbers: (0..).zip(&mentees).map(|(at, mentee)| (mentee.id, at)).collect(),
            mentor_numbers: (0..).zip(&mentors).map(|(at, mentor)| (mentor.id, at)).collect(),
            in_use: Vec::new(),
            plan: plan.clone(),
            year,
            minutes: register.rules().usual_minutes,
            topics,
            between: vec![BTreeMap::new(); mentees.len()],
            mentees,
            mentors,
            prepared: Prepared::of(&rules),
            rules,
            minimum: Vec::new(),
        };
        cohort.read_sheets(register);
        cohort.read_rulings(register);
        cohort.read_pairs(register);
        cohort.read_families(register);
        cohort.try_out();
        cohort.in_use = Component::ALL.iter().copied().filter(|component| cohort.anybody_has(*component)).collect();
        cohort
    }

    /// The number of a mentee.
    pub fn mentee(&self, id: MenteeId) -> Option<u32> {
        self.mentee_numbers.get(&id).copied()
    }

    /// The number of a mentor.
    pub fn mentor(&self, id: MentorId) -> Option<u32> {
        self.mentor_numbers.get(&id).copied()
    }

    /// The pairing rules it was put together by.
    pub fn rules(&self) -> &Pairing {
        &self.rules
    }

    /// The numbers of a couple of keys, mentee and mentor in either order.
    fn two(&self, one: Key, other: Key) -> Option<Two> {
        let (mentee, mentor) = if one.kind == Kind::Mentee { (one, other) } else { (other, one) };
        Some((self.mentee(MenteeId::of(mentee)?)?, self.mentor(MentorId::of(mentor)?)?))
    }

    fn between_mut(&mut self, (mentee, mentor): Two) -> &mut Between {
        self.between[mentee as usize].entry(mentor).or_default()
    }

    fn read_sheets(&mut self, register: &Register) {
        for (_, sheet) in register.sheets(self.year) {
            let side = usize::from(sheet.author.kind == Kind::Mentor);
            for named in &sheet.named {
                if let Some(two) = self.two(sheet.author, named.whom) {
                    self.between_mut(two).ranks[side] = Some(named.rank);
                }
            }
            let by = if side == 0 { NoBy::Mentee } else { NoBy::Mentor };
            for whom in &sheet.vetoes {
                if let Some(two) = self.two(sheet.author, *whom) {
                    self.between_mut(two).veto = Some(by);
                }
            }
        }
    }

    fn read_rulings(&mut self, register: &Register) {
        for (_, ruling) in register.rulings(self.year) {
            let Some(two) = self.two(ruling.mentee.into(), ruling.mentor.into()) else { continue };
            let between = self.between_mut(two);
            if ruling.verdict == Verdict::Forbid {
                between.veto = Some(NoBy::Curator);
            }
            between.ruling = Some((ruling.verdict, ruling.lifted.clone()));
        }
    }

    /// Places that are taken, today's pairs, and what became of pairs of the same people in any year.
    fn read_pairs(&mut self, register: &Register) {
        let mentees: HashMap<PersonId, u32> =
            (0..).zip(&self.mentees).map(|(at, mentee)| (mentee.person, at)).collect();
        let mentors: HashMap<PersonId, u32> =
            (0..).zip(&self.mentors).map(|(at, mentor)| (mentor.person, at)).collect();
        for (id, pair) in register.all_pairs() {
            let Some(leader) = register.get::<Mentor>(pair.mentor).and_then(|entry| mentors.get(&entry.person)) else {
                continue;
            };
            let takes_places =
                pair.state == PairState::Proposed || (pair.state.is_active() && self.plan.scope == Scope::Waiting);
            if pair.year == self.year && takes_places {
                let seats = &mut self.mentors[*leader as usize].seats;
                *seats = seats.saturating_sub(number(pair.mentees.len()));
            }
            for led in &pair.mentees {
                let person = register.get::<Mentee>(*led).map(|entry| entry.person);
                let Some(mentee) = person.and_then(|person| mentees.get(&person)) else { continue };
                match pair.state {
                    PairState::Ended if pair.came_apart() => self.between_mut((*mentee, *leader)).apart = Some(id),
                    PairState::Finished => self.between_mut((*mentee, *leader)).finished = true,
                    PairState::Fixed | PairState::Paused
                        if pair.year == self.year && self.plan.scope != Scope::Waiting =>
                    {
                        self.mentees[*mentee as usize].today = Some(*leader);
                    }
                    PairState::Fixed | PairState::Paused | PairState::Proposed | PairState::Ended => {}
                }
            }
        }
        // Whoever leads more than there are places keeps those they have.
        let mut loads = vec![0; self.mentors.len()];
        self.mentees.iter().filter_map(|mentee| mentee.today).for_each(|mentor| loads[mentor as usize] += 1);
        for (mentor, load) in self.mentors.iter_mut().zip(loads) {
            mentor.seats = mentor.seats.max(load);
        }
    }

    /// Parents who offer to be mentors are not proposed to their own children, as far as the guardian's name tells.
    fn read_families(&mut self, register: &Register) {
        let parents = (0..).zip(&self.mentors).filter(|(_, mentor)| mentor.kind == PersonKind::Parent);
        let parents = parents.filter_map(|(mentor, facts)| {
            let name = &register.get::<Person>(facts.person)?.name;
            let (last, first) = (name.last.to_lowercase(), name.first.to_lowercase());
            (!last.is_empty() && !first.is_empty()).then_some((mentor, last, first))
        });
        let parents: Vec<(u32, String, String)> = parents.collect();
        if parents.is_empty() {
            return;
        }
        for (facts, between) in self.mentees.iter().zip(&mut self.between) {
            let guardian = register.get::<Person>(facts.person).map(|person| person.guardian.to_lowercase());
            let Some(guardian) = guardian.filter(|guardian| !guardian.is_empty()) else { continue };
            let own = parents.iter().filter(|(_, last, first)| guardian.contains(last) && guardian.contains(first));
            own.for_each(|(mentor, ..)| between.entry(*mentor).or_default().family = true);
        }
    }

    fn try_out(&mut self) {
        for trial in self.plan.trials.clone() {
            match trial {
                Trial::Places { mentor, more } => self.add_places(mentor, more),
                Trial::PlaceFor(mentee, mentor) => {
                    self.add_places(mentor, 1);
                    self.rule(mentee, mentor, Verdict::Pin);
                }
                Trial::Without(key) => self.leave_out(key),
                Trial::Allow(mentee, mentor) => self.rule(mentee, mentor, Verdict::Allow),
                Trial::Pin(mentee, mentor) => self.rule(mentee, mentor, Verdict::Pin),
                Trial::Forbid(mentee, mentor) => self.rule(mentee, mentor, Verdict::Forbid),
                Trial::AtLeast { mentor, mentees } => {
                    let seats = |at: &u32| self.mentors[*at as usize].seats;
                    let known = self.mentor(mentor).map(|at| (at, mentees.min(seats(&at))));
                    self.minimum.extend(known);
                }
            }
        }
    }

    fn add_places(&mut self, mentor: MentorId, more: i32) {
        if let Some(at) = self.mentor(mentor) {
            let seats = &mut self.mentors[at as usize].seats;
            *seats = seats.saturating_add_signed(more);
        }
    }

    fn rule(&mut self, mentee: MenteeId, mentor: MentorId, verdict: Verdict) {
        let Some(two) = self.two(mentee.into(), mentor.into()) else { return };
        let bending = PairingRule::ALL.iter().copied().filter(|rule| rule.can_bend()).collect();
        let between = self.between_mut(two);
        between.veto = (verdict == Verdict::Forbid).then_some(NoBy::Curator);
        between.ruling = Some((verdict, bending));
    }

    fn leave_out(&mut self, key: Key) {
        if let Some(at) = MentorId::of(key).and_then(|id| self.mentor(id)) {
            self.mentors[at as usize].seats = 0;
            self.mentors[at as usize].out = Some(status::MentorStatus::Paused);
        }
        if let Some(at) = MenteeId::of(key).and_then(|id| self.mentee(id)) {
            for mentor in 0..number(self.mentors.len()) {
                self.between_mut((at, mentor)).veto = Some(NoBy::Curator);
            }
        }
    }

    /// Couples who are pinned and may be together, as far as there are places: the first by number keep theirs.
    fn pins(&self) -> (Vec<Two>, Vec<Two>) {
        let pinned = (0..).zip(&self.between).flat_map(|(mentee, between)| {
            let pinned = between.iter().filter(|(_, between)| between.is_pinned());
            pinned.map(move |(mentor, _)| (mentee, *mentor))
        });
        let (mut taken, mut placed) = (HashMap::<u32, u32>::new(), HashSet::new());
        pinned.partition(|(mentee, mentor)| {
            let load = taken.entry(*mentor).or_default();
            let fits = *load < self.mentors[*mentor as usize].seats
                && !placed.contains(mentee)
                && self.score(*mentee, *mentor).is_some();
            if fits {
                *load += 1;
                placed.insert(*mentee);
            }
            fits
        })
    }

    /// Pinned couples that cannot be together: a rule stands between them, or there is no place.
    pub fn lost_pins(&self) -> Vec<(u32, u32)> {
        self.pins().1
    }

    /// Whether two are pinned to each other and can be.
    pub fn is_pinned(&self, mentee: u32, mentor: u32) -> bool {
        self.couple(mentee, mentor).between.is_pinned()
    }

    /// The problem in numbers.
    ///
    /// # Errors
    /// [`ProblemError::TooLarge`] where a school is larger than the solver counts.
    pub fn problem(&self) -> Result<Problem, ProblemError> {
        let seats: Vec<u32> = self.mentors.iter().map(|mentor| mentor.seats).collect();
        let mut draft = Draft::new(self.mentees.len(), &seats);
        draft.load_step(u32::from(self.rules.load_step) * 10);
        match self.plan.scope {
            Scope::Waiting => {}
            Scope::Everybody => drop(draft.stay_bonus(u32::from(self.rules.stay_bonus) * 10)),
            Scope::Working => drop(draft.stay_bonus(STAY_BONUS_MAX)),
        }
        for (mentee, facts) in (0..).zip(&self.mentees) {
            // Nobody who has a mentor loses them so that somebody else gets one.
            let class = if facts.today.is_some() { 0 } else { facts.class.saturating_add(1) };
            draft.class(mentee, class);
            for mentor in 0..number(self.mentors.len()) {
                if let Some(score) = self.score(mentee, mentor) {
                    draft.edge(mentee, mentor, score);
                }
            }
            if let Some(mentor) = facts.today {
                draft.today(mentee, mentor);
            }
        }
        for (mentor, mentees) in &self.minimum {
            draft.at_least(*mentor, *mentees);
        }
        for (mentee, mentor) in self.pins().0 {
            draft.pin(mentee, mentor);
        }
        draft.build()
    }

    /// The preference lists of mentees, and those of mentors.
    pub fn choices(&self) -> (Vec<Choice>, Vec<Choice>) {
        let side = |side: usize| {
            let all = (0..).zip(&self.between).flat_map(|(mentee, between)| {
                between.iter().map(move |(mentor, between)| (mentee, *mentor, between.ranks))
            });
            let choice = |(mentee, mentor, ranks): (u32, u32, [Option<u8>; 2])| {
                ranks[side].map(|rank| Choice { mentee, mentor, rank: u16::from(rank) })
            };
            let mut named: Vec<Choice> = all.filter_map(choice).collect();
            named.sort_unstable_by_key(|choice| (choice.mentee, choice.rank, choice.mentor));
            named
        };
        (side(0), side(1))
    }

    /// The ranks two gave each other: the mentee's of the mentor, the mentor's of the mentee.
    pub fn ranks(&self, mentee: u32, mentor: u32) -> [Option<u8>; 2] {
        self.couple(mentee, mentor).between.ranks
    }
}

/// Whether a mentee is to be matched.
fn waits(register: &Register, id: MenteeId, mentee: &Mentee, plan: &Plan) -> bool {
    // Whoever was to have no other mentor this year is not asked about again.
    let wants_none = matches!(status::wish(register, id), Some(Next::NextYear | Next::NoPair));
    let pairs = register.pairs_of_mentee(id);
    let proposed = pairs.iter().any(|(_, pair)| pair.state == PairState::Proposed);
    let works = pairs.iter().any(|(_, pair)| pair.state.is_active());
    let wanted = match plan.scope {
        Scope::Waiting => !works,
        Scope::Everybody => true,
        Scope::Working => works,
    };
    mentee.standing == MenteeStanding::Participating && !wants_none && !proposed && wanted
}
