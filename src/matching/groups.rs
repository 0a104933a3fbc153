//! Groups that are worth holding only from so many on: «from three, or not at all».
//!
//! To find the best solution under such a rule is hard in general (with a least number of three or more it is
//! NP-hard), so nothing is decided behind the curator's back. For each group that came out too small the exact
//! consequences of closing it and of filling it are told, each by a solution of its own. Who wants all of them settled
//! at once gets a search that stops at a limit and says whether it was stopped.

use super::problem::Problem;
use super::solution::{Matching, Solution};
use super::solve::solve;
use super::what_if::{WhatIf, against};

/// A group that came out smaller than it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallGroup {
    /// Its mentor.
    pub mentor: u32,
    /// How many mentees it has.
    pub load: u32,
    /// What becomes of all if the mentor gets nobody. `None` if somebody is pinned there.
    pub close: Option<WhatIf>,
    /// What becomes of all if the group is filled up. `None` if it cannot be: too few seats, or too few who may.
    pub fill: Option<WhatIf>,
}

/// The groups of `solution` that have somebody, but fewer than `least` has at the mentor's place, by mentor. Leaving
/// them as they are costs nothing.
#[must_use]
pub fn small_groups(problem: &Problem, solution: &Solution, least: &[u32]) -> Vec<SmallGroup> {
    let small = violated(problem, &solution.matching, least).into_iter();
    let groups = small.map(|(mentor, load)| {
        let close = closed(problem, mentor).map(|after| after.near(&solution.matching));
        let fill = filled(problem, mentor, least).map(|after| after.near(&solution.matching));
        let fill = fill.map(|after| against(problem, solution, after));
        SmallGroup {
            mentor,
            load,
            close: close.map(|after| against(problem, solution, after)),
            fill: fill.filter(|fill| is_filled(&fill.problem, &fill.solution.matching)),
        }
    });
    groups.collect()
}

/// All groups settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The best found, and how it differs from what stands. `None` if nothing was found: pinned pairs can make a group
    /// that can be neither closed nor filled.
    pub found: Option<WhatIf>,
    /// True if nothing better exists; false if the search gave up at its limit.
    pub proven: bool,
    /// How many solutions were looked at.
    pub nodes: u32,
}

/// Closes or fills each group smaller than `least`, so that most are matched class by class and the value is greatest.
/// Gives up after `limit` solutions.
///
/// Branch and bound, depth first: closing or filling a group only narrows what is possible, so a branch that is no
/// better than what was found already is left.
#[must_use]
pub fn settle(problem: &Problem, solution: &Solution, least: &[u32], limit: u32) -> Settled {
    let start = problem.clone().near(&solution.matching);
    let mut waiting = vec![start];
    let mut best: Option<(Worth, Problem, Solution)> = None;
    let mut nodes = 0;
    while let Some(next) = waiting.pop() {
        if nodes == limit {
            return settled(problem, solution, best, false, nodes);
        }
        nodes += 1;
        let found = solve(&next);
        let worth = worth(problem, &found);
        if !is_filled(&next, &found.matching) || best.as_ref().is_some_and(|(most, _, _)| *most >= worth) {
            continue;
        }
        let Some((mentor, _)) = violated(&next, &found.matching, least).into_iter().next() else {
            best = Some((worth, next, found));
            continue;
        };
        waiting.extend(closed(&next, mentor));
        waiting.extend(filled(&next, mentor, least));
    }
    settled(problem, solution, best, true, nodes)
}

/// Matched by class, then the value.
type Worth = (Vec<u32>, i64);

fn worth(problem: &Problem, solution: &Solution) -> Worth {
    (solution.matching.by_class(problem), solution.totals.value)
}

fn settled(
    problem: &Problem,
    solution: &Solution,
    best: Option<(Worth, Problem, Solution)>,
    proven: bool,
    nodes: u32,
) -> Settled {
    let found = best.map(|(_, after, _)| against(problem, solution, after));
    Settled { found, proven, nodes }
}

fn violated(problem: &Problem, matching: &Matching, least: &[u32]) -> Vec<(u32, u32)> {
    let loads = matching.loads(problem);
    let all = (0..problem.mentors()).zip(loads).zip(least).filter(|((_, load), least)| *load > 0 && load < *least);
    all.map(|(group, _)| group).collect()
}

/// Nobody goes to `mentor`.
fn closed(problem: &Problem, mentor: u32) -> Option<Problem> {
    if problem.pins()[mentor as usize] > 0 || problem.minimum(mentor) > 0 {
        return None;
    }
    let mut after = problem.clone();
    after.capacity[mentor as usize] = 0;
    Some(after)
}

/// So many as `least` says go to `mentor`.
fn filled(problem: &Problem, mentor: u32, least: &[u32]) -> Option<Problem> {
    let least = least[mentor as usize];
    let mut after = problem.clone();
    after.minimum[mentor as usize] = least.max(problem.minimum(mentor));
    (least <= problem.capacity(mentor)).then_some(after)
}

fn is_filled(problem: &Problem, matching: &Matching) -> bool {
    let loads = matching.loads(problem);
    loads.iter().zip(&problem.minimum).all(|(load, minimum)| load >= minimum)
}
