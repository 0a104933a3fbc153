//! Who sits where while a solution grows: partners, the mentees of each mentor, free seats.
//!
//! Only mentees who are not pinned are here, and a mentor's room is what the pinned leave over. A mentor never needs
//! more room than there are mentees to come, so a school that writes 1,000,000 seats costs no memory.

use super::problem::{NONE, Problem};

/// Partners of mentees, and the mentees of each mentor in one array of slots.
#[derive(Debug)]
pub(super) struct Seating {
    /// The mentor of each mentee, or [`NONE`].
    pub mate: Vec<u32>,
    /// The weight of the pair each mentee is in; anything where there is none.
    pub weight: Vec<i32>,
    start: Vec<u32>,
    load: Vec<u32>,
    holders: Vec<u32>,
}

impl Seating {
    /// Empty, with room for what the pinned leave over.
    pub fn new(problem: &Problem) -> Self {
        let mentees = problem.mentees();
        let mut degree = vec![0_u32; problem.capacity.len()];
        for mentee in (0..mentees).filter(|mentee| problem.pinned(*mentee).is_none()) {
            for edge in problem.edges(mentee) {
                degree[edge.mentor as usize] += 1;
            }
        }
        let mut start = Vec::with_capacity(degree.len() + 1);
        let mut end = 0;
        start.push(end);
        for ((capacity, pins), degree) in problem.capacity.iter().zip(problem.pins()).zip(degree) {
            end += (capacity - pins).min(degree);
            start.push(end);
        }
        let people = mentees as usize;
        Self {
            mate: vec![NONE; people],
            weight: vec![0; people],
            load: vec![0; problem.capacity.len()],
            holders: vec![NONE; end as usize],
            start,
        }
    }

    /// Forgets who sits where.
    pub fn clear(&mut self) {
        self.mate.fill(NONE);
        self.load.fill(0);
    }

    /// How many not pinned mentees `mentor` has room for.
    pub fn room(&self, mentor: u32) -> u32 {
        self.start[mentor as usize + 1] - self.start[mentor as usize]
    }

    /// How many not pinned mentees `mentor` has.
    pub fn load(&self, mentor: u32) -> u32 {
        self.load[mentor as usize]
    }

    /// True if `mentor` has no free seat.
    pub fn is_full(&self, mentor: u32) -> bool {
        self.load(mentor) == self.room(mentor)
    }

    /// True if `mentee` has a mentor.
    pub fn is_matched(&self, mentee: u32) -> bool {
        self.mate[mentee as usize] != NONE
    }

    /// The not pinned mentees of `mentor`.
    pub fn holders(&self, mentor: u32) -> &[u32] {
        let from = self.start[mentor as usize] as usize;
        &self.holders[from..from + self.load(mentor) as usize]
    }

    /// Puts `mentee`, who has no mentor, on a free seat of `mentor`.
    pub fn seat(&mut self, mentee: u32, mentor: u32, weight: i32) {
        let slot = self.start[mentor as usize] + self.load[mentor as usize];
        self.holders[slot as usize] = mentee;
        self.load[mentor as usize] += 1;
        self.mate[mentee as usize] = mentor;
        self.weight[mentee as usize] = weight;
    }

    /// Takes `mentee` from the seat at `mentor`.
    pub fn unseat(&mut self, mentee: u32, mentor: u32) {
        let Some(at) = self.holders(mentor).iter().position(|held| *held == mentee) else { return };
        let from = self.start[mentor as usize] as usize;
        let last = self.load[mentor as usize] as usize - 1;
        self.holders.swap(from + at, from + last);
        self.load[mentor as usize] -= 1;
        self.mate[mentee as usize] = NONE;
    }

    /// Gives the seat of the `place`-th mentee of `mentor` to `mentee`; who sat there is left without a mentor.
    pub fn replace(&mut self, mentor: u32, place: u32, mentee: u32) -> u32 {
        let slot = (self.start[mentor as usize] + place) as usize;
        let before = std::mem::replace(&mut self.holders[slot], mentee);
        self.mate[before as usize] = NONE;
        self.mate[mentee as usize] = mentor;
        before
    }
}
