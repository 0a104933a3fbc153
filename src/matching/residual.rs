//! What could still move in a matching: who, of those who have a mentor, could go to a mentor instead.
//!
//! The edges of a problem lead from mentees to mentors. Questions like «who would have to move if this seat were
//! taken?» are answered from the far end, for all mentors at once, and need the edges the other way round.

use super::problem::{NONE, Problem};
use super::solution::Matching;

/// Somebody who could come to a mentor from another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comer {
    pub mentee: u32,
    /// The place of the edge among the mentee's edges.
    pub edge: u32,
}

/// Comers of each mentor.
#[derive(Debug)]
pub(super) struct Residual {
    ptr: Vec<u32>,
    comers: Vec<Comer>,
}

impl Residual {
    pub fn new(problem: &Problem, matching: &Matching) -> Self {
        let mut ptr = vec![0_u32; problem.capacity.len() + 1];
        let movable = |mentee: &u32| matching.mate[*mentee as usize] != NONE && problem.pinned(*mentee).is_none();
        let movers: Vec<u32> = (0..problem.mentees()).filter(movable).collect();
        for edge in movers.iter().flat_map(|mentee| problem.edges(*mentee)) {
            ptr[edge.mentor as usize + 1] += 1;
        }
        for at in 1..ptr.len() {
            ptr[at] += ptr[at - 1];
        }
        let mut next = ptr.clone();
        let mut comers = vec![Comer { mentee: NONE, edge: 0 }; ptr.last().map_or(0, |end| *end as usize)];
        for mentee in movers {
            for (edge, arc) in (0..).zip(problem.edges(mentee)) {
                let slot = &mut next[arc.mentor as usize];
                comers[*slot as usize] = Comer { mentee, edge };
                *slot += 1;
            }
        }
        Self { ptr, comers }
    }

    /// Those who have a mentor, are not pinned, and may have `mentor`; the mentor's own mentees are among them.
    pub fn comers(&self, mentor: u32) -> &[Comer] {
        &self.comers[self.ptr[mentor as usize] as usize..self.ptr[mentor as usize + 1] as usize]
    }
}
