//! What one search for a shortest path remembers: the distance of each mentor and how the path comes there.
//!
//! Distances are sums of reduced costs, which prices keep from being negative, so Dijkstra's order is enough. Only
//! mentors get labels: a mentee sits with one mentor, and the way between the two is free.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::problem::NONE;

/// How a search came to a mentor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub distance: i64,
    /// The mentor where the path comes from; the searches from seats need it.
    pub from: u32,
    /// The mentee who would move.
    pub via: u32,
    /// The weight of the pair the move would make.
    pub weight: i32,
    round: u32,
}

/// Labels of all mentors, the queue, and whom the search has scanned.
#[derive(Debug)]
pub(super) struct Labels {
    labels: Vec<Label>,
    round: u32,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    /// Mentors whose distance is final.
    pub scanned: Vec<u32>,
}

impl Labels {
    pub fn new(mentors: usize) -> Self {
        let unseen = Label { distance: 0, from: NONE, via: NONE, weight: 0, round: 0 };
        Self { labels: vec![unseen; mentors], round: 0, queue: BinaryHeap::new(), scanned: Vec::new() }
    }

    /// Forgets the search before.
    pub fn start(&mut self) {
        self.queue.clear();
        self.scanned.clear();
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.labels.iter_mut().for_each(|label| label.round = 0);
            self.round = 1;
        }
    }

    pub fn of(&self, mentor: u32) -> Label {
        self.labels[mentor as usize]
    }

    /// Takes a way to `mentor` if it is shorter than what is known. A mentor who ends a path is not queued.
    pub fn relax(&mut self, mentor: u32, distance: i64, from: u32, (via, weight): (u32, i32), queued: bool) {
        let label = &mut self.labels[mentor as usize];
        if label.round == self.round && label.distance <= distance {
            return;
        }
        *label = Label { distance, from, via, weight, round: self.round };
        if queued {
            self.queue.push(Reverse((distance, mentor)));
        }
    }

    /// The nearest mentor not yet scanned whose distance is below `end`, equal ones by number.
    pub fn next(&mut self, end: i64) -> Option<(i64, u32)> {
        while let Some(Reverse((distance, mentor))) = self.queue.pop() {
            if distance >= end {
                return None;
            }
            if distance == self.of(mentor).distance {
                self.scanned.push(mentor);
                return Some((distance, mentor));
            }
        }
        None
    }
}
