//! The problem as searches want it: edges that can be part of a best solution, with their weights, the heaviest first.
//!
//! A weight is the score, plus the bonus where the pair is together today. Where a solution near another is wanted,
//! everything is multiplied by one more than there are mentees, and a pair that the other solution has gets 1 on top:
//! so the fewest changes decide between equals, exactly and never more than that.

use super::cardinality::{AMPLE, Regions};
use super::problem::{Edge, Problem};

/// What pairs are worth and seats cost.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights<'a> {
    problem: &'a Problem,
    /// How much one point of score counts.
    scale: i64,
    /// What a seat is worth that must be filled: more than any two solutions can differ by.
    demanded: i64,
}

impl<'a> Weights<'a> {
    pub fn new(problem: &'a Problem) -> Self {
        let people = i64::from(problem.mentees()) + 1;
        let scale = if problem.near.is_some() { people } else { 1 };
        let best = i64::from(super::SCORE_MAX) + i64::from(problem.stay_bonus);
        let seats = problem.capacity.iter().max().map_or(0, |most| i64::from(*most));
        let dearest = i64::from(problem.load_step) * seats.min(people);
        Self { problem, scale, demanded: people * ((best + dearest) * scale + 1) }
    }

    /// The weight of a pair. Fits 32 bits by the limits of a problem.
    pub fn pair(&self, mentee: u32, edge: Edge) -> i32 {
        let at = mentee as usize;
        let bonus = if self.problem.today[at] == edge.mentor { i64::from(self.problem.stay_bonus) } else { 0 };
        let near = self.problem.near.as_ref().is_some_and(|near| near[at] == edge.mentor);
        let weight = (i64::from(edge.score) + bonus) * self.scale + i64::from(near);
        i32::try_from(weight).unwrap_or(i32::MAX)
    }

    /// What the next seat of `mentor` costs when so many are taken, pinned ones included. Never falls with the load.
    pub fn seat(&self, mentor: u32, taken: u32) -> i64 {
        let cost = i64::from(self.problem.load_step) * i64::from(taken) * self.scale;
        if taken < self.problem.minimum(mentor) { cost - self.demanded } else { cost }
    }

    /// True if weights may order a row otherwise than scores.
    fn reorders(&self) -> bool {
        self.problem.near.is_some() || self.problem.stay_bonus > 0
    }
}

/// The heaviest weight up to which arcs are put in order by counting.
const COUNTED: usize = 4_096;

/// The other end of an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Arc {
    pub to: u32,
    pub weight: i32,
}

/// Arcs row by row, each row by falling weight, then by number.
#[derive(Debug)]
pub(super) struct Rows {
    ptr: Vec<u32>,
    arcs: Vec<Arc>,
}

impl Rows {
    pub fn of(&self, row: u32) -> &[Arc] {
        &self.arcs[self.ptr[row as usize] as usize..self.ptr[row as usize + 1] as usize]
    }

    /// From mentees to mentors: what lies within one region.
    pub fn of_mentees(weights: &Weights, regions: &Regions) -> Self {
        let problem = weights.problem;
        let mut ptr = Vec::with_capacity(problem.class.len() + 1);
        let mut arcs: Vec<Arc> = Vec::with_capacity(problem.edge_count());
        ptr.push(0);
        for mentee in 0..problem.mentees() {
            let from = arcs.len();
            if problem.pinned(mentee).is_none() {
                let region = regions.mentee[mentee as usize];
                let within = problem.edges(mentee).iter();
                let within = within.filter(|edge| regions.mentor[edge.mentor as usize] == region);
                arcs.extend(within.map(|edge| Arc { to: edge.mentor, weight: weights.pair(mentee, *edge) }));
                if weights.reorders() {
                    sort(&mut arcs[from..]);
                }
            }
            ptr.push(place(arcs.len()));
        }
        Self { ptr, arcs }
    }

    /// The same arcs from mentors to mentees, in the regions that run short: only these are searched from seats.
    pub fn of_mentors(&self, regions: &Regions) -> Self {
        let falling = self.falling(regions);
        let mut ptr = vec![0_u32; regions.mentor.len() + 1];
        for (_, arc) in &falling {
            ptr[arc.to as usize + 1] += 1;
        }
        for at in 1..ptr.len() {
            ptr[at] += ptr[at - 1];
        }
        let mut next = ptr.clone();
        let mut arcs = vec![Arc { to: 0, weight: 0 }; falling.len()];
        for (mentee, arc) in falling {
            let slot = &mut next[arc.to as usize];
            arcs[*slot as usize] = Arc { to: mentee, weight: arc.weight };
            *slot += 1;
        }
        Self { ptr, arcs }
    }

    /// All arcs of the regions that run short by falling weight, then by mentee. Mostly weights are scores, of which
    /// there are few, so they are counted instead of compared.
    fn falling(&self, regions: &Regions) -> Vec<(u32, Arc)> {
        let short = (0..).zip(&regions.mentee).filter(|(_, region)| **region != AMPLE).map(|(mentee, _)| mentee);
        let arcs = short.flat_map(|mentee| self.of(mentee).iter().map(move |arc| (mentee, *arc)));
        let heaviest = arcs.clone().map(|(_, arc)| arc.weight).max().unwrap_or(0);
        let Some(kinds) = usize::try_from(heaviest).ok().filter(|heaviest| *heaviest <= COUNTED) else {
            let mut all: Vec<(u32, Arc)> = arcs.collect();
            all.sort_by_key(|(_, arc)| std::cmp::Reverse(arc.weight));
            return all;
        };
        let kind = |arc: Arc| usize::try_from(heaviest - arc.weight).unwrap_or(0);
        let mut next = vec![0_u32; kinds + 2];
        for (_, arc) in arcs.clone() {
            next[kind(arc) + 1] += 1;
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let end = next[kinds + 1] as usize;
        let mut all = vec![(0, Arc { to: 0, weight: 0 }); end];
        for (mentee, arc) in arcs {
            let slot = &mut next[kind(arc)];
            all[*slot as usize] = (mentee, arc);
            *slot += 1;
        }
        all
    }
}

fn sort(row: &mut [Arc]) {
    row.sort_unstable_by_key(|arc| (std::cmp::Reverse(arc.weight), arc.to));
}

/// A place in an array of edges: fits by [`super::EDGES_MAX`].
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
