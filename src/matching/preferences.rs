//! What people said they want: ranks of both sides, how well a matching meets them, and the objective of ranks.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Problem, SCORE_MAX, count};
use super::solution::Matching;

/// One line of somebody's list: whom they would like, 1 being the first choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The mentee of the pair.
    pub mentee: u32,
    /// The mentor of the pair.
    pub mentor: u32,
    /// The place in the list, from 1 to [`RANK_MAX`]. Two may share a place.
    pub rank: u16,
}

/// The last place a list may have.
pub const RANK_MAX: u16 = SCORE_MAX;

/// Not in the list.
const UNSTATED: u16 = u16::MAX;

/// The lists of both sides, as far as their pairs are allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// By the place of the edge in the array of all edges.
    mentees: Vec<u16>,
    mentors: Vec<u16>,
}

impl Preferences {
    /// Lists of mentees and lists of mentors. Pairs that `problem` does not allow are left out; of two lines for one
    /// pair the better rank counts.
    ///
    /// # Errors
    /// A number that is nobody's, or a rank that is none.
    pub fn new(problem: &Problem, mentees: &[Choice], mentors: &[Choice]) -> Result<Self, PreferenceError> {
        Ok(Self { mentees: ranks(problem, mentees)?, mentors: ranks(problem, mentors)? })
    }

    /// The place of `mentor` in the list of `mentee`; `None` if not named, or not allowed.
    #[must_use]
    pub fn of_mentee(&self, problem: &Problem, mentee: u32, mentor: u32) -> Option<u16> {
        place(problem, mentee, mentor).map(|at| self.mentees[at]).filter(|rank| *rank != UNSTATED)
    }

    /// The place of `mentee` in the list of `mentor`; `None` if not named, or not allowed.
    #[must_use]
    pub fn of_mentor(&self, problem: &Problem, mentee: u32, mentor: u32) -> Option<u16> {
        place(problem, mentee, mentor).map(|at| self.mentors[at]).filter(|rank| *rank != UNSTATED)
    }

    /// What the side of mentees, and that of mentors, thinks of the edge at a place: less is better.
    pub(super) fn order(&self, at: usize, score: u16) -> [(u16, u16); 2] {
        [(self.mentees[at], SCORE_MAX - score), (self.mentors[at], SCORE_MAX - score)]
    }

    /// The problem whose best solution has most matched and then the least sum of the ranks that mentees stated.
    /// Whoever gets a mentor they did not name counts more than any rank, so this happens only to match more.
    #[must_use]
    pub fn by_ranks(&self, problem: &Problem) -> Problem {
        problem.rescored(|at| match self.mentees[at] {
            UNSTATED => 0,
            rank => SCORE_MAX + 1 - rank,
        })
    }

    /// How many mentees got which choice in `matching`.
    #[must_use]
    pub fn profile(&self, problem: &Problem, matching: &Matching) -> Profile {
        let mut profile = Profile::default();
        for (mentee, mentor) in matching.pairs() {
            let Some(rank) = self.of_mentee(problem, mentee, mentor) else {
                profile.unnamed += 1;
                continue;
            };
            let place = usize::from(rank) - 1;
            if profile.choices.len() <= place {
                profile.choices.resize(place + 1, 0);
            }
            profile.choices[place] += 1;
            profile.sum += u64::from(rank);
        }
        profile.unmatched = count(matching.unmatched().count());
        profile
    }
}

/// How many mentees got which choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// How many got their first choice, their second, and so on.
    pub choices: Vec<u32>,
    /// How many got a mentor whom they did not name.
    pub unnamed: u32,
    /// How many got nobody.
    pub unmatched: u32,
    /// The sum of the ranks of those who got whom they named.
    pub sum: u64,
}

/// What is wrong with a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PreferenceError {
    /// There is no such mentee.
    #[error("there is no mentee {0}")]
    UnknownMentee(u32),
    /// There is no such mentor.
    #[error("there is no mentor {0}")]
    UnknownMentor(u32),
    /// A rank that is not from 1 to [`RANK_MAX`].
    #[error("the rank {0} is not from 1 to {RANK_MAX}")]
    Rank(u16),
}

/// Pairs each of whom named the other first: at the best place of their own lists, whatever number it bears. By
/// mentee, then mentor.
#[must_use]
pub fn mutual_first(mentees: &[Choice], mentors: &[Choice]) -> Vec<(u32, u32)> {
    let firsts = |list: &[Choice], who: fn(&Choice) -> u32| {
        let mut best = BTreeMap::new();
        for choice in list {
            let rank = best.entry(who(choice)).or_insert(choice.rank);
            *rank = choice.rank.min(*rank);
        }
        let first = list.iter().filter(|choice| best.get(&who(choice)) == Some(&choice.rank));
        first.map(|choice| (choice.mentee, choice.mentor)).collect::<BTreeSet<_>>()
    };
    let of_mentees = firsts(mentees, |choice| choice.mentee);
    let of_mentors = firsts(mentors, |choice| choice.mentor);
    of_mentees.intersection(&of_mentors).copied().collect()
}

fn ranks(problem: &Problem, list: &[Choice]) -> Result<Vec<u16>, PreferenceError> {
    let mut ranks = vec![UNSTATED; problem.edge_count()];
    for choice in list {
        if choice.mentee >= problem.mentees() {
            return Err(PreferenceError::UnknownMentee(choice.mentee));
        }
        if choice.mentor >= problem.mentors() {
            return Err(PreferenceError::UnknownMentor(choice.mentor));
        }
        if !(1..=RANK_MAX).contains(&choice.rank) {
            return Err(PreferenceError::Rank(choice.rank));
        }
        if let Some(at) = place(problem, choice.mentee, choice.mentor) {
            ranks[at] = ranks[at].min(choice.rank);
        }
    }
    Ok(ranks)
}

fn place(problem: &Problem, mentee: u32, mentor: u32) -> Option<usize> {
    let within = problem.edges(mentee).iter().position(|edge| edge.mentor == mentor)?;
    Some(problem.row(mentee).start + within)
}
