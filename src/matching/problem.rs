//! What is to be solved: who may be paired with whom, how good each pair would be, and how many seats there are.
//!
//! Edges lie in one array, row by row (compressed sparse rows): a school has five thousand, a city a million, and a
//! solver reads them many times. A pair that a hard rule forbids is simply not an edge; there are no penalties that
//! could be outweighed. A [`Draft`] is typed together in any order and checked once, so that a [`Problem`] that exists
//! can always be solved.

use thiserror::Error;

use super::solution::Matching;

/// The highest score of a pair; the lowest is 0.
pub const SCORE_MAX: u16 = 1_000;
/// The highest bonus for a pair that is together today, in points of score.
pub const STAY_BONUS_MAX: u32 = 10_000;
/// The highest step of the cost of seats, in points of score.
pub const LOAD_STEP_MAX: u32 = 1_000;
/// The most mentees, and the most mentors. Keeps every weight within 32 bits.
pub const PEOPLE_MAX: usize = 100_000;
/// The most edges, so that a row's place fits 32 bits.
pub const EDGES_MAX: usize = 1 << 30;

/// Nobody: an empty place in a table of partners.
pub(super) const NONE: u32 = u32::MAX;

/// A mentor whom a mentee may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The mentor's number.
    pub mentor: u32,
    /// How good the pair would be, 0 to [`SCORE_MAX`].
    pub score: u16,
}

/// Why a [`Draft`] is not a problem that can be solved.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProblemError {
    /// More people or edges than the solver counts with.
    #[error("too large: {mentees} mentees, {mentors} mentors, {edges} edges")]
    TooLarge {
        /// How many mentees there are.
        mentees: usize,
        /// How many mentors there are.
        mentors: usize,
        /// How many edges there are.
        edges: usize,
    },
    /// A mentee's number is not below the number of mentees.
    #[error("there is no mentee {0}")]
    UnknownMentee(u32),
    /// A mentor's number is not below the number of mentors.
    #[error("there is no mentor {0}")]
    UnknownMentor(u32),
    /// A score above [`SCORE_MAX`].
    #[error("the score of mentee {mentee} with mentor {mentor} is {score}, above {SCORE_MAX}")]
    ScoreTooHigh {
        /// The mentee.
        mentee: u32,
        /// The mentor.
        mentor: u32,
        /// The score given.
        score: u16,
    },
    /// The same pair was given twice.
    #[error("the pair of mentee {mentee} and mentor {mentor} is given twice")]
    DuplicateEdge {
        /// The mentee.
        mentee: u32,
        /// The mentor.
        mentor: u32,
    },
    /// A pinned pair that is not an edge.
    #[error("mentee {mentee} is pinned to mentor {mentor}, but the pair is not allowed")]
    PinWithoutEdge {
        /// The mentee.
        mentee: u32,
        /// The mentor.
        mentor: u32,
    },
    /// A mentee pinned to two mentors.
    #[error("mentee {0} is pinned to two mentors")]
    PinnedTwice(u32),
    /// A mentee who is with two mentors today.
    #[error("mentee {0} has two mentors today")]
    TodayTwice(u32),
    /// More pinned pairs than seats.
    #[error("{pinned} mentees are pinned to mentor {mentor}, who has {capacity} seats")]
    PinsOverCapacity {
        /// The mentor.
        mentor: u32,
        /// How many mentees are pinned to the mentor.
        pinned: u32,
        /// How many seats the mentor has.
        capacity: u32,
    },
    /// A mentor must take more mentees than there are seats.
    #[error("mentor {mentor} must have {minimum} mentees, but has {capacity} seats")]
    MinimumOverCapacity {
        /// The mentor.
        mentor: u32,
        /// How many mentees are demanded.
        minimum: u32,
        /// How many seats the mentor has.
        capacity: u32,
    },
    /// A bonus above [`STAY_BONUS_MAX`].
    #[error("the bonus for staying is {0}, above {STAY_BONUS_MAX}")]
    BonusTooHigh(u32),
    /// A step above [`LOAD_STEP_MAX`].
    #[error("the step of the load is {0}, above {LOAD_STEP_MAX}")]
    StepTooHigh(u32),
}

/// A problem being put together. Nothing is checked before [`Draft::build`].
#[derive(Debug, Clone, Default)]
pub struct Draft {
    pub(super) class: Vec<u8>,
    pub(super) capacity: Vec<u32>,
    pub(super) minimum: Vec<(u32, u32)>,
    pub(super) edges: Vec<(u32, Edge)>,
    pub(super) pinned: Vec<(u32, u32)>,
    pub(super) today: Vec<(u32, u32)>,
    pub(super) near: Option<Vec<u32>>,
    stay_bonus: u32,
    load_step: u32,
    unknown: Option<u32>,
}

impl Draft {
    /// `mentees` mentees, all in priority class 0, and one mentor for each of `capacity`, with so many seats.
    #[must_use]
    pub fn new(mentees: usize, capacity: &[u32]) -> Self {
        Self { class: vec![0; mentees], capacity: capacity.to_vec(), ..Self::default() }
    }

    /// The two may be paired, and so good would the pair be, 0 to [`SCORE_MAX`].
    pub fn edge(&mut self, mentee: u32, mentor: u32, score: u16) -> &mut Self {
        self.edges.push((mentee, Edge { mentor, score }));
        self
    }

    /// The pair stays whatever it costs. It must be an edge.
    pub fn pin(&mut self, mentee: u32, mentor: u32) -> &mut Self {
        self.pinned.push((mentee, mentor));
        self
    }

    /// The priority class of a mentee: as many of class 0 as possible get a mentor, then of class 1, and so on.
    pub fn class(&mut self, mentee: u32, class: u8) -> &mut Self {
        match self.class.get_mut(mentee as usize) {
            Some(place) => *place = class,
            None => self.unknown = Some(mentee),
        }
        self
    }

    /// The two are together today, which is worth [`Draft::stay_bonus`]. The pair need not be an edge.
    pub fn today(&mut self, mentee: u32, mentor: u32) -> &mut Self {
        self.today.push((mentee, mentor));
        self
    }

    /// How many points a pair that is together today gets on top of its score, up to [`STAY_BONUS_MAX`].
    pub fn stay_bonus(&mut self, points: u32) -> &mut Self {
        self.stay_bonus = points;
        self
    }

    /// Even load: a mentor's second mentee costs `points`, the third twice as many, and so on, up to
    /// [`LOAD_STEP_MAX`] a step.
    pub fn load_step(&mut self, points: u32) -> &mut Self {
        self.load_step = points;
        self
    }

    /// The mentor must have so many mentees. Goes before the sum of scores, never before the number matched; as many
    /// of these seats are filled as can be at all.
    pub fn at_least(&mut self, mentor: u32, mentees: u32) -> &mut Self {
        self.minimum.push((mentor, mentees));
        self
    }

    /// Checks everything and sorts the edges.
    ///
    /// # Errors
    /// A [`ProblemError`] that names the first thing found wrong.
    pub fn build(mut self) -> Result<Problem, ProblemError> {
        self.check()?;
        let mentees = self.class.len();
        self.edges.sort_unstable_by_key(|(mentee, edge)| (*mentee, edge.mentor));
        if let Some(pair) = self.edges.windows(2).find(|two| key(&two[0]) == key(&two[1])) {
            return Err(ProblemError::DuplicateEdge { mentee: pair[0].0, mentor: pair[0].1.mentor });
        }
        let (pinned, today) = (self.pins()?, self.todays()?);
        let minimum = self.minimums()?;
        let mut ptr = vec![0_u32; mentees + 1];
        for (mentee, _) in &self.edges {
            ptr[*mentee as usize + 1] += 1;
        }
        for at in 0..mentees {
            ptr[at + 1] += ptr[at];
        }
        let mut edges: Vec<Edge> = self.edges.iter().map(|(_, edge)| *edge).collect();
        for row in ptr.windows(2) {
            edges[row[0] as usize..row[1] as usize].sort_by_key(|edge| SCORE_MAX - edge.score);
        }
        let problem = Problem {
            ptr,
            edges,
            class: self.class,
            capacity: self.capacity,
            minimum,
            pinned,
            today,
            near: self.near,
            stay_bonus: self.stay_bonus,
            load_step: self.load_step,
        };
        problem.check_pins()?;
        Ok(problem)
    }

    fn check(&self) -> Result<(), ProblemError> {
        let (mentees, mentors, edges) = (self.class.len(), self.capacity.len(), self.edges.len());
        if mentees > PEOPLE_MAX || mentors > PEOPLE_MAX || edges > EDGES_MAX {
            return Err(ProblemError::TooLarge { mentees, mentors, edges });
        }
        if self.stay_bonus > STAY_BONUS_MAX {
            return Err(ProblemError::BonusTooHigh(self.stay_bonus));
        }
        if self.load_step > LOAD_STEP_MAX {
            return Err(ProblemError::StepTooHigh(self.load_step));
        }
        if let Some(mentee) = self.unknown {
            return Err(ProblemError::UnknownMentee(mentee));
        }
        for (mentee, edge) in &self.edges {
            self.known(*mentee, edge.mentor)?;
            if edge.score > SCORE_MAX {
                return Err(ProblemError::ScoreTooHigh { mentee: *mentee, mentor: edge.mentor, score: edge.score });
            }
        }
        self.pinned.iter().chain(&self.today).try_for_each(|(mentee, mentor)| self.known(*mentee, *mentor))
    }

    fn known(&self, mentee: u32, mentor: u32) -> Result<(), ProblemError> {
        if mentee as usize >= self.class.len() {
            return Err(ProblemError::UnknownMentee(mentee));
        }
        if mentor as usize >= self.capacity.len() {
            return Err(ProblemError::UnknownMentor(mentor));
        }
        Ok(())
    }

    fn pins(&self) -> Result<Vec<u32>, ProblemError> {
        let pinned = self.partners(&self.pinned, ProblemError::PinnedTwice)?;
        for (mentee, mentor) in &self.pinned {
            if self.edges.binary_search_by_key(&(*mentee, *mentor), key).is_err() {
                return Err(ProblemError::PinWithoutEdge { mentee: *mentee, mentor: *mentor });
            }
        }
        Ok(pinned)
    }

    fn todays(&self) -> Result<Vec<u32>, ProblemError> {
        self.partners(&self.today, ProblemError::TodayTwice)
    }

    /// One partner for each mentee; the same pair twice is one pair.
    fn partners(&self, pairs: &[(u32, u32)], twice: fn(u32) -> ProblemError) -> Result<Vec<u32>, ProblemError> {
        let mut partner = vec![NONE; self.class.len()];
        for (mentee, mentor) in pairs {
            let place = &mut partner[*mentee as usize];
            if *place != NONE && *place != *mentor {
                return Err(twice(*mentee));
            }
            *place = *mentor;
        }
        Ok(partner)
    }

    fn minimums(&self) -> Result<Vec<u32>, ProblemError> {
        let mut all = vec![0; self.capacity.len()];
        for (mentor, minimum) in &self.minimum {
            let Some(capacity) = self.capacity.get(*mentor as usize) else {
                return Err(ProblemError::UnknownMentor(*mentor));
            };
            if minimum > capacity {
                let (mentor, minimum, capacity) = (*mentor, *minimum, *capacity);
                return Err(ProblemError::MinimumOverCapacity { mentor, minimum, capacity });
            }
            all[*mentor as usize] = *minimum;
        }
        Ok(all)
    }
}

fn key(edge: &(u32, Edge)) -> (u32, u32) {
    (edge.0, edge.1.mentor)
}

/// A checked problem: can always be solved, if only by leaving everybody without a mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    ptr: Vec<u32>,
    /// Each row by falling score, then by mentor: the order in which searches want to meet them.
    edges: Vec<Edge>,
    pub(super) class: Vec<u8>,
    pub(super) capacity: Vec<u32>,
    pub(super) minimum: Vec<u32>,
    pub(super) pinned: Vec<u32>,
    pub(super) today: Vec<u32>,
    /// Among equally good solutions the one that keeps most of these pairs is wanted.
    pub(super) near: Option<Vec<u32>>,
    pub(super) stay_bonus: u32,
    pub(super) load_step: u32,
}

impl Problem {
    /// How many mentees there are.
    #[must_use]
    pub fn mentees(&self) -> u32 {
        count(self.class.len())
    }

    /// How many mentors there are.
    #[must_use]
    pub fn mentors(&self) -> u32 {
        count(self.capacity.len())
    }

    /// How many pairs are allowed.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.edges.len()
    }

    /// The mentors whom `mentee` may have, the best score first, then by number.
    #[must_use]
    pub fn edges(&self, mentee: u32) -> &[Edge] {
        &self.edges[self.row(mentee)]
    }

    /// Where the edges of `mentee` lie in the array of all edges.
    pub(super) fn row(&self, mentee: u32) -> std::ops::Range<usize> {
        self.ptr[mentee as usize] as usize..self.ptr[mentee as usize + 1] as usize
    }

    /// How good the pair would be; `None` if it is not allowed.
    #[must_use]
    pub fn score(&self, mentee: u32, mentor: u32) -> Option<u16> {
        self.edges(mentee).iter().find(|edge| edge.mentor == mentor).map(|edge| edge.score)
    }

    /// How many seats `mentor` has, pinned ones among them.
    #[must_use]
    pub fn capacity(&self, mentor: u32) -> u32 {
        self.capacity[mentor as usize]
    }

    /// How many mentees `mentor` must have; 0 where nothing is demanded.
    #[must_use]
    pub fn minimum(&self, mentor: u32) -> u32 {
        self.minimum[mentor as usize]
    }

    /// The priority class of `mentee`, 0 being the first.
    #[must_use]
    pub fn class(&self, mentee: u32) -> u8 {
        self.class[mentee as usize]
    }

    /// The mentor to whom `mentee` is pinned.
    #[must_use]
    pub fn pinned(&self, mentee: u32) -> Option<u32> {
        partner(&self.pinned, mentee)
    }

    /// The mentor of `mentee` today.
    #[must_use]
    pub fn today(&self, mentee: u32) -> Option<u32> {
        partner(&self.today, mentee)
    }

    /// The bonus for a pair that is together today, in points of score.
    #[must_use]
    pub fn stay_bonus(&self) -> u32 {
        self.stay_bonus
    }

    /// How much more each further mentee of one mentor costs than the one before, in points of score.
    #[must_use]
    pub fn load_step(&self) -> u32 {
        self.load_step
    }

    /// The same in the form that can be altered.
    #[must_use]
    pub fn to_draft(&self) -> Draft {
        let pairs = |partner: &[u32]| {
            let all = partner.iter().enumerate().filter(|(_, mentor)| **mentor != NONE);
            all.map(|(mentee, mentor)| (count(mentee), *mentor)).collect()
        };
        let rows = (0..self.mentees()).flat_map(|mentee| self.edges(mentee).iter().map(move |edge| (mentee, *edge)));
        let minimum = self.minimum.iter().enumerate().filter(|(_, least)| **least > 0);
        Draft {
            class: self.class.clone(),
            capacity: self.capacity.clone(),
            minimum: minimum.map(|(mentor, least)| (count(mentor), *least)).collect(),
            edges: rows.collect(),
            pinned: pairs(&self.pinned),
            today: pairs(&self.today),
            near: self.near.clone(),
            stay_bonus: self.stay_bonus,
            load_step: self.load_step,
            unknown: None,
        }
    }

    /// The same without `mentee`, whose number stays as that of somebody who may have nobody.
    pub(super) fn without(&self, mentee: u32) -> Self {
        let mut rest = self.clone();
        let row = self.row(mentee);
        let gone = self.ptr[mentee as usize + 1] - self.ptr[mentee as usize];
        rest.edges.drain(row);
        for end in &mut rest.ptr[mentee as usize + 1..] {
            *end -= gone;
        }
        rest.pinned[mentee as usize] = NONE;
        rest
    }

    /// The same with edges of those who are not pinned only where the score is at least `least`.
    pub(super) fn scored_at_least(&self, least: u16) -> Self {
        let mut rest = self.clone();
        rest.edges.clear();
        rest.ptr.truncate(1);
        for mentee in 0..self.mentees() {
            let all = self.pinned(mentee).is_some();
            rest.edges.extend(self.edges(mentee).iter().filter(|edge| all || edge.score >= least));
            rest.ptr.push(u32::try_from(rest.edges.len()).unwrap_or(NONE));
        }
        rest
    }

    /// The same with other scores: `score` is given the place of the edge in the array of all edges.
    pub(super) fn rescored(&self, score: impl Fn(usize) -> u16) -> Self {
        let mut other = self.clone();
        for (at, edge) in other.edges.iter_mut().enumerate() {
            edge.score = score(at).min(SCORE_MAX);
        }
        for mentee in 0..self.mentees() {
            other.edges[self.row(mentee)].sort_unstable_by_key(|edge| (SCORE_MAX - edge.score, edge.mentor));
        }
        (other.stay_bonus, other.load_step) = (0, 0);
        other
    }

    /// The same, where among equally good solutions the one that keeps most pairs of `matching` is wanted. Unlike a
    /// bonus for staying this never costs a point.
    #[must_use]
    pub fn near(mut self, matching: &Matching) -> Self {
        let mut mate = matching.mate.clone();
        mate.resize(self.class.len(), NONE);
        self.near = Some(mate);
        self
    }

    /// How many mentees are pinned to each mentor.
    pub(super) fn pins(&self) -> Vec<u32> {
        let mut pins = vec![0; self.capacity.len()];
        for mentor in self.pinned.iter().filter(|mentor| **mentor != NONE) {
            pins[*mentor as usize] += 1;
        }
        pins
    }

    fn check_pins(&self) -> Result<(), ProblemError> {
        for (mentor, pinned) in (0..).zip(self.pins()) {
            let capacity = self.capacity(mentor);
            if pinned > capacity {
                return Err(ProblemError::PinsOverCapacity { mentor, pinned, capacity });
            }
        }
        Ok(())
    }
}

fn partner(partners: &[u32], mentee: u32) -> Option<u32> {
    Some(partners[mentee as usize]).filter(|mentor| *mentor != NONE)
}

/// A length as a number of people: never more than [`PEOPLE_MAX`].
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(NONE)
}
