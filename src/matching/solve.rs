//! The best solution: pinned pairs stay, most mentees matched class by class, then the greatest value.
//!
//! Shortest augmenting paths with prices (Jonker and Volgenant 1987), generalised from places to seats: each mentor has
//! one price however many seats there are. [`super::cardinality`] has split people into regions first. Without the
//! split the paths would prove again and again that those for whom there is no seat cannot be served, which at the
//! size of a city is nearly all the work, or a huge penalty for being left out would spoil every bound. With it, each
//! region is searched from the side that must be served in full: from mentees where seats suffice ([`ample`]), from
//! seats where they do not ([`short`]).

mod ample;
mod short;

use super::cardinality::{self, AMPLE, Regions};
use super::certificate::Certificate;
use super::network::{Rows, Weights};
use super::problem::{NONE, Problem};
use super::search::Labels;
use super::seating::Seating;
use super::solution::{Counters, Matching, Solution};

/// Less than any worth there can be, and far enough from the end of the numbers to be added to.
const NOWHERE: i64 = i64::MIN / 4;

/// Solves `problem`. Takes a fraction of a millisecond for a school.
///
/// The same problem gives the same solution on every machine: there are only whole numbers, and between equals the
/// higher score, then the lower number of the mentor, then of the mentee is tried first.
#[must_use]
pub fn solve(problem: &Problem) -> Solution {
    let mut counters = Counters::default();
    let mut seating = Seating::new(problem);
    let regions = cardinality::maximum(problem, &mut seating, &mut counters);
    seating.clear();
    let mut engine = Engine::new(problem, seating, regions, counters);
    engine.match_ample();
    for region in engine.short_regions() {
        engine.match_short(region);
    }
    engine.finish()
}

/// A solution under way.
struct Engine<'a> {
    problem: &'a Problem,
    weights: Weights<'a>,
    regions: Regions,
    rows: Rows,
    seats: Rows,
    pins: Vec<u32>,
    seating: Seating,
    /// What a seat at each mentor is worth, in weights.
    price: Vec<i64>,
    /// What each mentee of a region that runs short is better off than without a mentor.
    surplus: Vec<i64>,
    /// No mentee of the ample region can have more than this with another mentor.
    elsewhere: Vec<i64>,
    labels: Labels,
    counters: Counters,
}

impl<'a> Engine<'a> {
    fn new(problem: &'a Problem, seating: Seating, regions: Regions, counters: Counters) -> Self {
        let weights = Weights::new(problem);
        let rows = Rows::of_mentees(&weights, &regions);
        let seats = rows.of_mentors(&regions);
        let pins = problem.pins();
        let price = (0..problem.mentors()).map(|mentor| match regions.mentor[mentor as usize] {
            AMPLE => weights.seat(mentor, pins[mentor as usize]),
            _ => seats.of(mentor).first().map_or(0, |best| i64::from(best.weight)),
        });
        Self {
            price: price.collect(),
            surplus: vec![0; problem.class.len()],
            elsewhere: vec![-NOWHERE; problem.class.len()],
            labels: Labels::new(problem.capacity.len()),
            problem,
            weights,
            regions,
            rows,
            seats,
            pins,
            seating,
            counters,
        }
    }

    fn short_regions(&self) -> Vec<u16> {
        let mut regions: Vec<u16> = self.regions.mentor.iter().copied().filter(|region| *region != AMPLE).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    }

    /// What the next seat of `mentor` costs above its price.
    fn excess(&self, mentor: u32) -> i64 {
        let taken = self.pins[mentor as usize] + self.seating.load(mentor);
        self.weights.seat(mentor, taken) - self.price[mentor as usize]
    }

    /// How much better off `mentee` is than the price of the seat; only for who has one.
    fn gain(&self, mentee: u32) -> i64 {
        let at = mentee as usize;
        i64::from(self.seating.weight[at]) - self.price[self.seating.mate[at] as usize]
    }

    /// Everybody on the path that ends with `mentor` moves to the next, the first of them from no mentor.
    fn move_along(&mut self, mut mentor: u32) {
        loop {
            let label = self.labels.of(mentor);
            let before = self.seating.mate[label.via as usize];
            if before != NONE {
                self.seating.unseat(label.via, before);
            }
            self.seating.seat(label.via, mentor, label.weight);
            self.elsewhere[label.via as usize] = -NOWHERE;
            if before == NONE {
                return;
            }
            mentor = before;
        }
    }

    /// Raises prices of what the search has scanned so far that no edge is better than what people have.
    fn raise_prices(&mut self, end: i64) {
        for mentor in &self.labels.scanned {
            self.price[*mentor as usize] += end - self.labels.of(*mentor).distance;
        }
    }

    fn finish(self) -> Solution {
        let mut matching = Matching { mate: self.seating.mate };
        for mentee in 0..self.problem.mentees() {
            if let Some(mentor) = self.problem.pinned(mentee) {
                matching.mate[mentee as usize] = mentor;
            }
        }
        let certificate = Certificate::glued(self.problem, &matching, self.price, self.regions);
        Solution { totals: matching.totals(self.problem), matching, certificate, counters: self.counters }
    }
}
