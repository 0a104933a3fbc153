//! What every other mentor for one mentee would cost, exactly, and who would move.
//!
//! The problem is solved once without the mentee. Putting the mentee anywhere then takes one seat there, and what that
//! seat is worth is one shortest path from the mentor to a free seat or to somebody who is left without: all mentors'
//! paths are one search from the far ends. It starts from the solution without the mentee and not from the one that
//! stands: the seat given up would otherwise be counted as taken, and the answer be plausible and wrong.
//!
//! People left out count before points: the search compares first whether anybody is left out and of which class, the
//! last class being the lightest, and only then the loss.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::network::Weights;
use super::problem::{NONE, Problem};
use super::residual::Residual;
use super::solution::{Difference, Matching, Solution};
use super::solve::solve;

/// Another mentor for a mentee, or the one they have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The mentor.
    pub mentor: u32,
    /// How good the pair would be.
    pub score: u16,
    /// What changes against the solution if the pair is forced: never a gain. The chain of moves starts with the
    /// mentee. `None` if every seat of the mentor is pinned.
    pub difference: Option<Difference>,
}

/// What it would change to force each mentor whom `mentee` may have; in the order of [`Problem::edges`].
///
/// Each answer is that of a new solution with the pair forced, the one with the fewest moves among equals. A pin of
/// `mentee` is taken as lifted; all others hold. `solution` must be the one [`solve`] gave for `problem`.
#[must_use]
pub fn alternatives(problem: &Problem, solution: &Solution, mentee: u32) -> Vec<Alternative> {
    let rest = problem.without(mentee).near(&solution.matching);
    let base = solve(&rest);
    let ways = Ways::new(&rest, &base);
    let answers = problem.edges(mentee).iter().map(|edge| {
        let forced = ways.forced(&base.matching, mentee, edge.mentor);
        let difference = forced
            .map(|matching| Difference::between(problem, &solution.matching, problem, &matching).told_from(mentee));
        Alternative { mentor: edge.mentor, score: edge.score, difference }
    });
    answers.collect()
}

/// How a seat of a mentor is made free at the least loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Not at all.
    Closed,
    /// There is a free one.
    Seat,
    /// This mentee is left without a mentor.
    Drop(u32),
    /// This mentee goes to that mentor, where a seat is made free in turn.
    Move(u32, u32),
}

/// The loss of a way: how heavy it is that somebody is left out, 0 being nobody; then weights.
type Loss = (u16, i64);

/// The best way for each mentor.
struct Ways {
    way: Vec<Way>,
}

impl Ways {
    fn new(problem: &Problem, solution: &Solution) -> Self {
        let residual = Residual::new(problem, &solution.matching);
        let mut search = Search {
            problem,
            solution,
            weights: Weights::new(problem),
            best: vec![(u16::MAX, 0); problem.capacity.len()],
            way: vec![Way::Closed; problem.capacity.len()],
            queue: BinaryHeap::new(),
        };
        let gains = search.gains();
        search.ends(&gains);
        while let Some(Reverse((loss, mentor))) = search.queue.pop() {
            if loss == search.best[mentor as usize] {
                search.come_to(mentor, loss, &residual, &gains);
            }
        }
        Self { way: search.way }
    }

    /// `matching` with `mentee`, who is not in it, forced to `mentor`.
    fn forced(&self, matching: &Matching, mentee: u32, mentor: u32) -> Option<Matching> {
        let mut forced = matching.clone();
        forced.mate[mentee as usize] = mentor;
        let mut at = mentor;
        loop {
            match self.way[at as usize] {
                Way::Closed => return None,
                Way::Seat => return Some(forced),
                Way::Drop(holder) => {
                    forced.mate[holder as usize] = NONE;
                    return Some(forced);
                }
                Way::Move(holder, to) => {
                    forced.mate[holder as usize] = to;
                    at = to;
                }
            }
        }
    }
}

struct Search<'a> {
    problem: &'a Problem,
    solution: &'a Solution,
    weights: Weights<'a>,
    /// The least loss known for each mentor, net of the price of the seat, which makes every step cost 0 or more.
    best: Vec<Loss>,
    way: Vec<Way>,
    queue: BinaryHeap<Reverse<(Loss, u32)>>,
}

impl Search<'_> {
    fn price(&self, mentor: u32) -> i64 {
        self.solution.certificate.price(mentor)
    }

    /// What everybody who could move has, net of the price of the seat.
    fn gains(&self) -> Vec<Option<i64>> {
        let gain = |mentee: u32| {
            let mate = self.solution.mate(mentee).filter(|_| self.problem.pinned(mentee).is_none())?;
            let own = self.problem.edges(mentee).iter().find(|edge| edge.mentor == mate)?;
            Some(i64::from(self.weights.pair(mentee, *own)) - self.price(mate))
        };
        (0..self.problem.mentees()).map(gain).collect()
    }

    /// The far ends: free seats, and mentees who could be left out.
    fn ends(&mut self, gains: &[Option<i64>]) {
        let loads = self.solution.matching.loads(self.problem);
        for (mentor, load) in (0..self.problem.mentors()).zip(loads) {
            if load < self.problem.capacity(mentor) {
                self.relax(mentor, (0, self.weights.seat(mentor, load) - self.price(mentor)), Way::Seat);
            }
        }
        for (mentee, gain) in (0..self.problem.mentees()).zip(gains) {
            if let (Some(gain), Some(mentor)) = (gain, self.solution.mate(mentee)) {
                let heavy = u16::from(u8::MAX - self.problem.class(mentee)) + 1;
                self.relax(mentor, (heavy, *gain), Way::Drop(mentee));
            }
        }
    }

    fn relax(&mut self, mentor: u32, loss: Loss, way: Way) {
        if loss < self.best[mentor as usize] {
            self.best[mentor as usize] = loss;
            self.way[mentor as usize] = way;
            self.queue.push(Reverse((loss, mentor)));
        }
    }

    /// A seat of `mentor` is made free at `loss`: whoever comes to it makes one free where they were.
    fn come_to(&mut self, mentor: u32, loss: Loss, residual: &Residual, gains: &[Option<i64>]) {
        for comer in residual.comers(mentor) {
            let (Some(gain), Some(from)) = (gains[comer.mentee as usize], self.solution.mate(comer.mentee)) else {
                continue;
            };
            if from == mentor {
                continue;
            }
            let edge = self.problem.edges(comer.mentee)[comer.edge as usize];
            let step = gain - (i64::from(self.weights.pair(comer.mentee, edge)) - self.price(mentor));
            self.relax(from, (loss.0, loss.1 + step), Way::Move(comer.mentee, mentor));
        }
    }
}
