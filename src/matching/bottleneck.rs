//! How good the worst pair could be made without leaving anybody out, and what that would cost the sum.

use super::cardinality::maximum_by_class;
use super::problem::Problem;
use super::solution::Solution;
use super::what_if::{WhatIf, against};

/// The best worst pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bottleneck {
    /// The score of the worst pair that is not pinned, as things stand.
    pub now: u16,
    /// The greatest it can be with as many matched in every class.
    pub best: u16,
    /// The best solution with no pair below, and how it differs: [`super::Difference::value`] is the price, 0 or
    /// less.
    pub raised: WhatIf,
}

/// How good the worst pair of `solution` could be made. `None` if all pairs are pinned or there are none.
#[must_use]
pub fn bottleneck(problem: &Problem, solution: &Solution) -> Option<Bottleneck> {
    let free = solution.matching.pairs().filter(|(mentee, _)| problem.pinned(*mentee).is_none());
    let now = free.filter_map(|(mentee, mentor)| problem.score(mentee, mentor)).min()?;
    let best = highest(problem, now);
    let after = problem.scored_at_least(best).near(&solution.matching);
    Some(Bottleneck { now, best, raised: against(problem, solution, after) })
}

/// The highest score that may be demanded of all. What `now` allows is known to be enough.
fn highest(problem: &Problem, now: u16) -> u16 {
    let wanted = maximum_by_class(problem);
    let scores = (0..problem.mentees()).flat_map(|mentee| problem.edges(mentee)).map(|edge| edge.score);
    let mut scores: Vec<u16> = scores.filter(|score| *score > now).collect();
    scores.sort_unstable();
    scores.dedup();
    let enough = |least: &u16| maximum_by_class(&problem.scored_at_least(*least)) == wanted;
    let passed = scores.partition_point(enough);
    if passed == 0 { now } else { scores[passed - 1] }
}
