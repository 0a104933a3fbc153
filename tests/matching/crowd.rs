//! Invented schools of any size for measuring: requests, interests, times in two shifts, forms, classes, vetoes. Shared
//! by the tests that count steps and by the bench that takes times.

use nastavnik::matching::{Draft, Problem};

use super::support::Rng;

/// How large, and how tight.
#[derive(Clone, Copy)]
pub struct Size {
    pub name: &'static str,
    pub mentees: u32,
    pub mentors: u32,
    /// Seats for a hundred mentees.
    pub seats: u32,
    /// How many of the best edges each mentee keeps.
    pub keep: usize,
}

const fn size(name: &'static str, mentees: u32, mentors: u32, seats: u32, keep: usize) -> Size {
    Size { name, mentees, mentors, seats, keep }
}

pub const SCHOOL_TIGHT: Size = size("school, seats 1.02", 200, 60, 102, usize::MAX);
pub const SCHOOL_POOR: Size = size("school, seats 0.7", 200, 60, 70, usize::MAX);
pub const LARGE_TIGHT: Size = size("large, seats 1.02", 1_500, 300, 102, usize::MAX);
pub const LARGE_POOR: Size = size("large, seats 0.7", 1_500, 300, 70, usize::MAX);
pub const CITY_TIGHT: Size = size("city, seats 1.02", 30_000, 6_000, 102, 40);
pub const CITY_POOR: Size = size("city, seats 0.7", 30_000, 6_000, 70, 40);

#[derive(Clone, Copy)]
struct Person {
    requests: u64,
    interests: u64,
    slots: u64,
    forms: u64,
    grade: u32,
    /// A mentee who needs special readiness; a mentor who has it.
    special: bool,
}

/// `count` different bits of the first `of`.
fn bits(rng: &mut Rng, count: u32, of: u32) -> u64 {
    let mut mask = 0_u64;
    while mask.count_ones() < count {
        mask |= 1 << rng.below(of);
    }
    mask
}

/// Requests are not alike: what is asked for most is not what most can do, so seats run short here and not there.
fn popular(rng: &mut Rng, count: u32) -> u64 {
    let mut mask = 0_u64;
    while mask.count_ones() < count {
        mask |= 1 << rng.below(12).min(rng.below(12));
    }
    mask
}

fn mentee(rng: &mut Rng) -> Person {
    let (requests, slots) = (rng.within(1, 3), rng.within(3, 8));
    let shift = 24 * rng.below(2);
    Person {
        requests: popular(rng, requests),
        interests: bits(rng, 4, 40),
        slots: bits(rng, slots, 24) << shift,
        forms: bits(rng, 2, 4),
        grade: rng.within(5, 11),
        special: rng.chance(7),
    }
}

fn mentor(rng: &mut Rng) -> Person {
    let (requests, slots) = (rng.within(2, 5), rng.within(4, 12));
    let forms = rng.within(1, 3);
    Person {
        requests: bits(rng, requests, 12),
        interests: bits(rng, 5, 40),
        slots: bits(rng, slots, 48),
        forms: bits(rng, forms, 4),
        grade: rng.within(5, 11),
        special: rng.chance(30),
    }
}

fn score(rng: &mut Rng, mentee: Person, mentor: Person) -> Option<u16> {
    let common = (mentee.slots & mentor.slots).count_ones();
    let barred = mentee.forms & mentor.forms == 0 || common == 0 || (mentee.special && !mentor.special);
    if barred || rng.chance(1) {
        return None;
    }
    let request = 400 * (mentee.requests & mentor.requests).count_ones() / mentee.requests.count_ones();
    let time = 150 * common.min(3) / 3;
    let shared = (mentee.interests & mentor.interests).count_ones();
    let interest = 100 * shared / (mentee.interests | mentor.interests).count_ones();
    let age = 100_u32.saturating_sub(20 * mentee.grade.abs_diff(mentor.grade));
    let wish = if rng.chance(10) { 50 * rng.within(2, 5) } else { 0 };
    u16::try_from(request + time + interest + age + wish).ok()
}

/// Seats of 1 to 12 that add up to the share asked for.
fn capacities(rng: &mut Rng, size: Size) -> Vec<u32> {
    let mut capacity: Vec<u32> = (0..size.mentors).map(|_| 1).collect();
    let mut left = (size.mentees * size.seats / 100).saturating_sub(size.mentors);
    while left > 0 {
        // The smaller of two draws: a few mentors of groups, many of one or two.
        let place = rng.below(size.mentors).min(rng.below(size.mentors)) as usize;
        if capacity[place] < 12 {
            capacity[place] += 1;
            left -= 1;
        }
    }
    capacity
}

pub fn crowd(size: Size, seed: u64) -> Problem {
    let mut rng = Rng::of(seed);
    let capacity = capacities(&mut rng, size);
    let mentors: Vec<Person> = capacity.iter().map(|_| mentor(&mut rng)).collect();
    let mut draft = Draft::new(size.mentees as usize, &capacity);
    for number in 0..size.mentees {
        let person = mentee(&mut rng);
        let mut row: Vec<(u16, u32)> = Vec::new();
        for (at, mentor) in (0..).zip(&mentors) {
            row.extend(score(&mut rng, person, *mentor).map(|score| (1_000 - score, at)));
        }
        row.sort_unstable();
        row.truncate(size.keep);
        for (loss, mentor) in row {
            draft.edge(number, mentor, 1_000 - loss);
        }
    }
    draft.build().unwrap()
}
