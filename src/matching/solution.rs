//! What a solver hands back: who has whom, what it is worth, a proof, and how much work it was.

use std::collections::{BTreeMap, BTreeSet};

use super::certificate::Certificate;
use super::problem::{NONE, Problem};

/// Who has whom. Any matching, not only a best one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    pub(super) mate: Vec<u32>,
}

impl Matching {
    /// Nobody has a mentor.
    #[must_use]
    pub fn empty(problem: &Problem) -> Self {
        Self { mate: vec![NONE; problem.class.len()] }
    }

    /// The given pairs; of two mentors for one mentee the later counts. Numbers that `problem` does not know are left
    /// out. Whether the pairs are allowed is asked by [`super::verify`], not here.
    #[must_use]
    pub fn of(problem: &Problem, pairs: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut matching = Self::empty(problem);
        for (mentee, mentor) in pairs {
            if mentor < problem.mentors()
                && let Some(mate) = matching.mate.get_mut(mentee as usize)
            {
                *mate = mentor;
            }
        }
        matching
    }

    /// The mentor of `mentee`.
    #[must_use]
    pub fn mate(&self, mentee: u32) -> Option<u32> {
        Some(self.mate[mentee as usize]).filter(|mentor| *mentor != NONE)
    }

    /// All pairs, mentee and mentor, by mentee.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(&self.mate).filter(|(_, mentor)| **mentor != NONE).map(|(mentee, mentor)| (mentee, *mentor))
    }

    /// Mentees without a mentor.
    pub fn unmatched(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.mate).filter(|(_, mentor)| **mentor == NONE).map(|(mentee, _)| mentee)
    }

    /// The mentees of `mentor`.
    pub fn mentees(&self, mentor: u32) -> impl Iterator<Item = u32> {
        (0..).zip(&self.mate).filter(move |(_, mate)| **mate == mentor).map(|(mentee, _)| mentee)
    }

    /// How many mentees each mentor of `problem` has.
    #[must_use]
    pub fn loads(&self, problem: &Problem) -> Vec<u32> {
        let mut loads = vec![0; problem.capacity.len()];
        for (_, mentor) in self.pairs() {
            loads[mentor as usize] += 1;
        }
        loads
    }

    /// How many mentees have a mentor, by priority class: index 0 is class 0.
    #[must_use]
    pub fn by_class(&self, problem: &Problem) -> Vec<u32> {
        let classes = problem.class.iter().max().map_or(0, |last| usize::from(*last) + 1);
        let mut counts = vec![0; classes];
        for (mentee, _) in self.pairs() {
            counts[usize::from(problem.class(mentee))] += 1;
        }
        counts
    }

    /// What the matching is worth.
    #[must_use]
    pub fn totals(&self, problem: &Problem) -> Totals {
        let mut totals = Totals::default();
        for (mentee, mentor) in self.pairs() {
            let score = problem.score(mentee, mentor).unwrap_or(0);
            totals.matched += 1;
            totals.score += i64::from(score);
            totals.stayed += u32::from(problem.today(mentee) == Some(mentor));
            totals.worst = Some(totals.worst.map_or(score, |worst| worst.min(score)));
        }
        let step = i64::from(problem.load_step);
        totals.seats =
            self.loads(problem).iter().map(|load| step * i64::from(*load) * (i64::from(*load) - 1) / 2).sum();
        totals.value = totals.score + i64::from(totals.stayed) * i64::from(problem.stay_bonus) - totals.seats;
        totals
    }
}

/// What a matching is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many mentees have a mentor.
    pub matched: u32,
    /// The sum of scores.
    pub score: i64,
    /// How many pairs are together today already.
    pub stayed: u32,
    /// What uneven load costs, in points.
    pub seats: i64,
    /// What is to be greatest among matchings of the greatest number: scores and bonuses less the cost of seats.
    pub value: i64,
    /// The score of the worst pair; `None` without pairs.
    pub worst: Option<u16>,
}

/// How much work it was, in steps that do not depend on the machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counters {
    /// How many times an edge was looked at.
    pub relaxations: u64,
    /// How many searches for a path there were.
    pub searches: u64,
    /// How many mentors were taken from queues of searches for shortest paths.
    pub scans: u64,
}

impl Counters {
    /// Looks at edges for each edge there is; 0 without edges.
    #[must_use]
    pub fn relaxations_per_edge(&self, problem: &Problem) -> f64 {
        #[allow(clippy::cast_precision_loss)]
        let ratio = self.relaxations as f64 / problem.edge_count().max(1) as f64;
        ratio
    }
}

/// A best matching with the proof that it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Who has whom.
    pub matching: Matching,
    /// What it is worth.
    pub totals: Totals,
    /// The proof, which [`super::verify`] checks.
    pub certificate: Certificate,
    /// What it took.
    pub counters: Counters,
}

impl Solution {
    /// The mentor of `mentee`.
    #[must_use]
    pub fn mate(&self, mentee: u32) -> Option<u32> {
        self.matching.mate(mentee)
    }
}

/// One person whose mentor differs between two matchings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Who.
    pub mentee: u32,
    /// The mentor before.
    pub from: Option<u32>,
    /// The mentor after.
    pub to: Option<u32>,
    /// The score after less the score before; being without a mentor counts 0.
    pub score: i32,
}

/// What changes from one matching to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Who gets another mentor, gets one, or loses one: as a chain, each move followed by that of somebody whose
    /// mentor it takes up.
    pub moves: Vec<Move>,
    /// How many more have a mentor; negative if fewer.
    pub matched: i64,
    /// How many more in each priority class, where it is not 0.
    pub by_class: Vec<(u8, i64)>,
    /// How much the sum of scores grows.
    pub score: i64,
    /// How much [`Totals::value`] grows.
    pub value: i64,
}

impl Difference {
    /// From `before` under `old` to `after` under `new`. The same mentees, in the same numbers.
    #[must_use]
    pub fn between(old: &Problem, before: &Matching, new: &Problem, after: &Matching) -> Self {
        let moves = (0..old.mentees().min(new.mentees())).filter_map(|mentee| {
            let (from, to) = (before.mate(mentee), after.mate(mentee));
            let score = |problem: &Problem, mentor: Option<u32>| {
                mentor.and_then(|mentor| problem.score(mentee, mentor)).map_or(0, i32::from)
            };
            (from != to).then(|| Move { mentee, from, to, score: score(new, to) - score(old, from) })
        });
        let (was, is) = (before.totals(old), after.totals(new));
        Self {
            moves: chained(&moves.collect::<Vec<_>>(), None),
            matched: i64::from(is.matched) - i64::from(was.matched),
            by_class: by_class(&before.by_class(old), &after.by_class(new)),
            score: is.score - was.score,
            value: is.value - was.value,
        }
    }

    /// The same with the chain told from `mentee` on.
    #[must_use]
    pub fn told_from(mut self, mentee: u32) -> Self {
        self.moves = chained(&self.moves, Some(mentee));
        self
    }

    /// True if fewer of an earlier class are matched, or as many and fewer of a later one.
    #[must_use]
    pub fn loses_people(&self) -> bool {
        self.by_class.first().is_some_and(|(_, more)| *more < 0)
    }
}

fn by_class(before: &[u32], after: &[u32]) -> Vec<(u8, i64)> {
    let at = |counts: &[u32], class: usize| counts.get(class).map_or(0, |count| i64::from(*count));
    let classes = before.len().max(after.len());
    let all = (0..=u8::MAX).take(classes).map(|class| {
        let place = usize::from(class);
        (class, at(after, place) - at(before, place))
    });
    all.filter(|(_, more)| *more != 0).collect()
}

/// Orders moves so that each is followed by that of somebody who leaves the mentor just taken. A chain starts with
/// `first`, or with whom nobody pushes: who comes from no mentor, or leaves a mentor to whom nobody goes.
fn chained(moves: &[Move], first: Option<u32>) -> Vec<Move> {
    let mut leavers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, moved) in moves.iter().enumerate().rev() {
        if let Some(from) = moved.from {
            leavers.entry(from).or_default().push(at);
        }
    }
    let taken: BTreeSet<u32> = moves.iter().filter_map(|moved| moved.to).collect();
    let unpushed = |moved: &Move| moved.from.is_none_or(|from| !taken.contains(&from));
    let places = 0..moves.len();
    let starts = places.clone().filter(|at| Some(moves[*at].mentee) == first);
    let starts = starts.chain(places.clone().filter(|at| unpushed(&moves[*at]))).chain(places);
    let mut told = Vec::with_capacity(moves.len());
    let mut done = vec![false; moves.len()];
    for start in starts {
        let mut next = Some(start).filter(|at| !done[*at]);
        while let Some(at) = next {
            done[at] = true;
            told.push(moves[at]);
            let leaving = moves[at].to.and_then(|mentor| leavers.get_mut(&mentor));
            next = leaving.and_then(|all| std::iter::from_fn(|| all.pop()).find(|at| !done[*at]));
        }
    }
    told
}
