//! Where seats suffice: mentee after mentee takes the shortest path to a free seat.

use super::{AMPLE, Engine, NOWHERE};
use crate::matching::problem::NONE;

impl Engine<'_> {
    /// Gives everybody of the ample region a mentor.
    pub(super) fn match_ample(&mut self) {
        // Prices only rise here, so what they start from bounds what an edge not yet looked at can offer.
        let prices = self.price.iter().zip(&self.regions.mentor).filter(|(_, region)| **region == AMPLE);
        let floor = prices.map(|(price, _)| *price).min().unwrap_or(0);
        for mentee in 0..self.problem.mentees() {
            if self.regions.mentee[mentee as usize] == AMPLE && self.problem.pinned(mentee).is_none() {
                self.place(mentee, floor);
            }
        }
    }

    fn place(&mut self, mentee: u32, floor: i64) {
        self.labels.start();
        self.counters.searches += 1;
        let mut end = End { distance: i64::MAX, mentor: NONE };
        self.offer(mentee, NONE, 0, floor, &mut end);
        while let Some((distance, mentor)) = self.labels.next(end.distance) {
            self.counters.scans += 1;
            for held in 0..self.seating.load(mentor) {
                let holder = self.seating.holders(mentor)[held as usize];
                self.offer(holder, mentor, distance + self.gain(holder), floor, &mut end);
            }
        }
        if end.mentor == NONE {
            return;
        }
        // A free seat that costs more than its price ends the path beyond its mentor, who was scanned then: so the
        // price rises to the cost of the seat just taken.
        self.raise_prices(end.distance);
        self.move_along(end.mentor);
    }

    /// Relaxes the edges of `mentee`, who sits with `from` and would leave at the distance `base`. What was best
    /// elsewhere last time bounds what is best now, because prices only rise; mostly that saves the whole row.
    fn offer(&mut self, mentee: u32, from: u32, base: i64, floor: i64, end: &mut End) {
        self.counters.relaxations += 1;
        if base - self.elsewhere[mentee as usize] >= end.distance {
            return;
        }
        let mut other = NOWHERE;
        for arc in self.rows.of(mentee) {
            self.counters.relaxations += 1;
            let weight = i64::from(arc.weight);
            if base - weight + floor >= end.distance {
                other = other.max(weight - floor);
                break;
            }
            if arc.to == from {
                continue;
            }
            let net = weight - self.price[arc.to as usize];
            other = other.max(net);
            let distance = base - net;
            if distance >= end.distance {
                continue;
            }
            let mut queued = true;
            if !self.seating.is_full(arc.to) {
                let excess = self.excess(arc.to);
                queued = excess > 0;
                if distance + excess < end.distance {
                    *end = End { distance: distance + excess, mentor: arc.to };
                }
            }
            self.labels.relax(arc.to, distance, from, (mentee, arc.weight), queued);
        }
        self.elsewhere[mentee as usize] = other;
    }
}

/// The best end of a path found so far: a free seat.
struct End {
    distance: i64,
    mentor: u32,
}
