//! Where seats run short: every seat is filled, and seats choose among mentees.
//!
//! Seat after seat takes the shortest path to a mentee who has no mentor yet, as if all were of one class. Those of an
//! earlier class, who must not be left out, are then put in one by one: each takes the shortest path to somebody of
//! the last class who gives up the seat.

use super::Engine;
use crate::matching::problem::NONE;

impl Engine<'_> {
    /// Fills all seats of a region that runs short.
    pub(super) fn match_short(&mut self, region: u16) {
        let mentors = (0..self.problem.mentors()).filter(|mentor| self.regions.mentor[*mentor as usize] == region);
        let mentors: Vec<u32> = mentors.collect();
        for mentor in &mentors {
            while !self.seating.is_full(*mentor) && self.fill(*mentor) {}
        }
        let floor = mentors.iter().map(|mentor| self.price[*mentor as usize]).min().unwrap_or(0);
        for mentee in 0..self.problem.mentees() {
            let place = mentee as usize;
            let left_out = self.regions.mentee[place] == region && !self.seating.is_matched(mentee);
            if left_out && u16::from(self.problem.class(mentee)) < region {
                self.insert(mentee, region, floor);
            }
        }
    }

    /// Fills one free seat of `start`. False if nobody can be had.
    fn fill(&mut self, start: u32) -> bool {
        self.labels.start();
        self.counters.searches += 1;
        let mut end = Entry { distance: i64::MAX, mentee: NONE, mentor: NONE, weight: 0 };
        self.labels.relax(start, 0, NONE, (NONE, 0), true);
        while let Some((distance, mentor)) = self.labels.next(end.distance) {
            self.counters.scans += 1;
            self.ask(mentor, distance, &mut end);
        }
        if end.mentee == NONE {
            return false;
        }
        self.lower_prices(end.distance);
        self.pass_along(start, &end);
        true
    }

    /// Relaxes the edges of `mentor`, whose free seat lies at the distance `base`.
    fn ask(&mut self, mentor: u32, base: i64, end: &mut Entry) {
        let base = base + self.price[mentor as usize];
        for arc in self.seats.of(mentor) {
            self.counters.relaxations += 1;
            let distance = base - i64::from(arc.weight);
            if distance >= end.distance {
                break;
            }
            let distance = distance + self.surplus[arc.to as usize];
            if distance >= end.distance {
                continue;
            }
            match self.seating.mate[arc.to as usize] {
                NONE => *end = Entry { distance, mentee: arc.to, mentor, weight: arc.weight },
                mate if mate == mentor => {}
                mate => self.labels.relax(mate, distance, mentor, (arc.to, arc.weight), true),
            }
        }
    }

    /// Lowers prices of what the search has scanned; their mentees gain as much.
    fn lower_prices(&mut self, end: i64) {
        for mentor in &self.labels.scanned {
            let by = end - self.labels.of(*mentor).distance;
            self.price[*mentor as usize] -= by;
            for holder in self.seating.holders(*mentor) {
                self.surplus[*holder as usize] += by;
            }
        }
    }

    /// The free seat of `start` is filled from the next mentor of the path, and so on up to who comes in at the end.
    fn pass_along(&mut self, start: u32, end: &Entry) {
        let (mut mentee, mut mentor, mut weight) = (end.mentee, end.mentor, end.weight);
        while mentor != start {
            let label = self.labels.of(mentor);
            self.seating.unseat(label.via, mentor);
            self.seating.seat(mentee, mentor, weight);
            (mentee, mentor, weight) = (label.via, label.from, label.weight);
        }
        self.seating.seat(mentee, mentor, weight);
    }

    /// Puts `mentee`, who must not be left out, in the place of somebody of the last class.
    fn insert(&mut self, mentee: u32, region: u16, floor: i64) {
        self.labels.start();
        self.counters.searches += 1;
        let mut end = Exit { distance: i64::MAX, mentee: NONE };
        self.push(mentee, NONE, 0, floor, end.distance);
        while let Some((distance, mentor)) = self.labels.next(end.distance) {
            self.counters.scans += 1;
            for held in 0..self.seating.load(mentor) {
                let holder = self.seating.holders(mentor)[held as usize];
                let leaving = distance + self.gain(holder);
                if u16::from(self.problem.class(holder)) == region && leaving < end.distance {
                    end = Exit { distance: leaving, mentee: holder };
                }
                self.push(holder, mentor, leaving, floor, end.distance);
            }
        }
        if end.mentee == NONE {
            return;
        }
        self.raise_prices(end.distance);
        let mentor = self.seating.mate[end.mentee as usize];
        self.seating.unseat(end.mentee, mentor);
        self.move_along(mentor);
    }

    /// Relaxes the edges of `mentee`, who sits with `from` and would leave at the distance `base`.
    fn push(&mut self, mentee: u32, from: u32, base: i64, floor: i64, end: i64) {
        for arc in self.rows.of(mentee) {
            self.counters.relaxations += 1;
            let offered = base - i64::from(arc.weight);
            if offered + floor >= end {
                break;
            }
            let distance = offered + self.price[arc.to as usize];
            if arc.to != from && distance < end {
                self.labels.relax(arc.to, distance, from, (mentee, arc.weight), true);
            }
        }
    }
}

/// The best end of a path from a seat found so far: who comes in, and where.
struct Entry {
    distance: i64,
    mentee: u32,
    mentor: u32,
    weight: i32,
}

/// The best end of a path to a seat found so far: who goes out.
struct Exit {
    distance: i64,
    mentee: u32,
}
