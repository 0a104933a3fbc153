//! The proof that a solution is a best one, and its check, which shares no step with the search.
//!
//! Duality of linear programming: give every mentor's seat a price. If nobody's own pair is worth less, net of the
//! price, than any other pair allowed, free seats cost no more than their price, and those without a mentor could not
//! afford any seat, then no other matching of the same people is worth more. That the number matched is greatest
//! follows from regions (Hall 1935, König 1931): a region that runs short holds mentees whose every edge leads to seats
//! that are all taken by mentees of the region, so however the seats are dealt, as many stay without.
//!
//! Prices come out of each region apart. [`Certificate::glued`] lifts the prices of a region that runs short until
//! nobody of a region better off would enter it, which makes them prices of one market: later questions (what would
//! this pair cost?) can walk across regions.

use super::cardinality::{AMPLE, Regions};
use super::network::Weights;
use super::problem::{Edge, Problem};
use super::solution::{Matching, Solution};

/// Prices and regions that prove a matching a best one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// What one more seat at each mentor is worth.
    pub(super) price: Vec<i64>,
    /// The regions of mentees and mentors.
    pub(super) regions: Regions,
    /// For each region that runs short, what those have who stay without a mentor: minus what it would take to bring
    /// them in.
    pub(super) left_out: Vec<(u16, i64)>,
}

/// What is wrong with a solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The solution is of another problem.
    #[error("the solution is of another problem")]
    Size,
    /// A pair that is not allowed.
    #[error("mentee {0} has a mentor who is not allowed")]
    NotAllowed(u32),
    /// A pinned pair was torn apart.
    #[error("mentee {0} is not with the mentor of the pinned pair")]
    NotPinned(u32),
    /// More mentees than seats.
    #[error("mentor {0} has more mentees than seats")]
    OverCapacity(u32),
    /// The totals are not those of the matching.
    #[error("the totals are not those of the matching")]
    Totals,
    /// The regions do not prove that this mentee must stay without a mentor, or belongs to the seats counted.
    #[error("mentee {0} is not where the regions need everybody to be")]
    MenteeRegion(u32),
    /// A mentor of a region that runs short has a free seat.
    #[error("mentor {0} has a free seat where seats are said to run short")]
    MentorRegion(u32),
    /// The mentee would be better off elsewhere at the prices given.
    #[error("mentee {0} would be better off elsewhere")]
    Envy(u32),
    /// The price of a mentor does not fit the cost of the seats.
    #[error("the price of mentor {0} does not fit")]
    Price(u32),
}

impl Certificate {
    /// The price of one more seat at `mentor`, on the scale of the problem's weights.
    #[must_use]
    pub fn price(&self, mentor: u32) -> i64 {
        self.price[mentor as usize]
    }

    /// True if `mentor`'s seats run short: one more would let one more mentee have a mentor.
    #[must_use]
    pub fn runs_short(&self, mentor: u32) -> bool {
        self.regions.mentor[mentor as usize] != AMPLE
    }

    /// Makes prices that hold within each region hold across all.
    pub(super) fn glued(problem: &Problem, matching: &Matching, price: Vec<i64>, regions: Regions) -> Self {
        let mut found: Vec<u16> = regions.mentee.iter().chain(&regions.mentor).copied().collect();
        found.push(AMPLE);
        found.sort_unstable();
        found.dedup();
        let short = found.iter().filter(|region| **region != AMPLE);
        let mut certificate = Self { price, regions, left_out: short.map(|region| (*region, 0)).collect() };
        if found.len() > 1 {
            let lifts = certificate.lifts(problem, matching, &found);
            certificate.lift(&found, &lifts);
        }
        certificate
    }

    /// How far each region must rise, from the one best off down.
    fn lifts(&self, problem: &Problem, matching: &Matching, found: &[u16]) -> Vec<i64> {
        let weights = Weights::new(problem);
        let place = |region: u16| found.binary_search(&region).unwrap_or(0);
        let mut wanted = vec![i64::MIN; found.len() * found.len()];
        for mentee in (0..problem.mentees()).filter(|mentee| problem.pinned(*mentee).is_none()) {
            let region = self.regions.mentee[mentee as usize];
            let Some(least) = self.surplus(&weights, problem, matching, mentee) else { continue };
            for edge in problem.edges(mentee) {
                let other = self.regions.mentor[edge.mentor as usize];
                if other != region {
                    let envy = self.net(&weights, mentee, *edge) - least;
                    let cell = &mut wanted[place(region) * found.len() + place(other)];
                    *cell = envy.max(*cell);
                }
            }
        }
        let mut lifts = vec![0_i64; found.len()];
        for to in (0..found.len() - 1).rev() {
            let needed = (to + 1..found.len()).map(|from| lifts[from].saturating_add(wanted[from * found.len() + to]));
            lifts[to] = needed.max().unwrap_or(0).max(lifts[to + 1]);
        }
        lifts
    }

    fn lift(&mut self, found: &[u16], lifts: &[i64]) {
        for (price, region) in self.price.iter_mut().zip(&self.regions.mentor) {
            *price += found.binary_search(region).map_or(0, |at| lifts[at]);
        }
        for ((_, left), lift) in self.left_out.iter_mut().zip(lifts) {
            *left = -lift;
        }
    }

    fn net(&self, weights: &Weights, mentee: u32, edge: Edge) -> i64 {
        i64::from(weights.pair(mentee, edge)) - self.price[edge.mentor as usize]
    }

    /// What `mentee` has net of the price. `None` if the mentor is not allowed, or if regions do not say what is left
    /// to those without.
    fn surplus(&self, weights: &Weights, problem: &Problem, matching: &Matching, mentee: u32) -> Option<i64> {
        let Some(mate) = matching.mate(mentee) else {
            return self.left_out(self.regions.mentee[mentee as usize]);
        };
        let own = problem.edges(mentee).iter().find(|edge| edge.mentor == mate)?;
        Some(self.net(weights, mentee, *own))
    }

    fn left_out(&self, region: u16) -> Option<i64> {
        self.left_out.iter().find(|(short, _)| *short == region).map(|(_, left)| *left)
    }
}

/// Checks that `solution` is a best one of `problem`: allowed, of the greatest number class by class, and of the
/// greatest value. One pass over the edges.
///
/// # Errors
/// The first [`Flaw`] found.
pub fn verify(problem: &Problem, solution: &Solution) -> Result<(), Flaw> {
    let certificate = &solution.certificate;
    let people = [solution.matching.mate.len(), certificate.regions.mentee.len()];
    let mentors = [certificate.price.len(), certificate.regions.mentor.len()];
    if people != [problem.class.len(); 2] || mentors != [problem.capacity.len(); 2] {
        return Err(Flaw::Size);
    }
    let check = Check { problem, matching: &solution.matching, certificate, weights: Weights::new(problem) };
    (0..problem.mentees()).try_for_each(|mentee| check.allowed(mentee))?;
    let loads = solution.matching.loads(problem);
    check.mentors(&loads)?;
    let free = (0..problem.mentees()).filter(|mentee| problem.pinned(*mentee).is_none());
    free.clone().try_for_each(|mentee| check.region(mentee))?;
    free.clone().try_for_each(|mentee| check.content(mentee))?;
    if solution.totals == solution.matching.totals(problem) { Ok(()) } else { Err(Flaw::Totals) }
}

struct Check<'a> {
    problem: &'a Problem,
    matching: &'a Matching,
    certificate: &'a Certificate,
    weights: Weights<'a>,
}

impl Check<'_> {
    fn allowed(&self, mentee: u32) -> Result<(), Flaw> {
        let mate = self.matching.mate(mentee);
        if self.problem.pinned(mentee).is_some_and(|pinned| mate != Some(pinned)) {
            return Err(Flaw::NotPinned(mentee));
        }
        let known = |mentor: u32| self.problem.score(mentee, mentor).is_some();
        if mate.is_none_or(known) { Ok(()) } else { Err(Flaw::NotAllowed(mentee)) }
    }

    /// Seats: none too many, none free where they are said to run short, and prices that fit their costs elsewhere.
    fn mentors(&self, loads: &[u32]) -> Result<(), Flaw> {
        let pins = self.problem.pins();
        for (mentor, (load, pinned)) in (0..self.problem.mentors()).zip(loads.iter().zip(pins)) {
            let (capacity, price) = (self.problem.capacity(mentor), self.certificate.price(mentor));
            if *load > capacity {
                return Err(Flaw::OverCapacity(mentor));
            }
            if self.certificate.runs_short(mentor) {
                if *load < capacity {
                    return Err(Flaw::MentorRegion(mentor));
                }
                continue;
            }
            let too_low = *load > pinned && price < self.weights.seat(mentor, load - 1);
            let too_high = *load < capacity && price > self.weights.seat(mentor, *load);
            if too_low || too_high {
                return Err(Flaw::Price(mentor));
            }
        }
        Ok(())
    }

    /// Hall's condition, tight: the edges of a region lead to seats of it or of those sealed before, and the seats of
    /// a region serve it alone; who is left out is of the class that runs short.
    fn region(&self, mentee: u32) -> Result<(), Flaw> {
        let regions = &self.certificate.regions;
        let region = regions.mentee[mentee as usize];
        let class = u16::from(self.problem.class(mentee));
        let of = |mentor: u32| regions.mentor[mentor as usize];
        let closed = self.problem.edges(mentee).iter().all(|edge| of(edge.mentor) <= region);
        let seated = match self.matching.mate(mentee) {
            Some(mate) => of(mate) == region && class <= region,
            None => class == region,
        };
        if closed && seated { Ok(()) } else { Err(Flaw::MenteeRegion(mentee)) }
    }

    /// At the prices given nobody would rather have another mentor, nor rather none where that is open to them.
    fn content(&self, mentee: u32) -> Result<(), Flaw> {
        let surplus = self.certificate.surplus(&self.weights, self.problem, self.matching, mentee);
        let Some(surplus) = surplus else { return Err(Flaw::Envy(mentee)) };
        let region = self.certificate.regions.mentee[mentee as usize];
        let optional = u16::from(self.problem.class(mentee)) == region;
        let leaves = optional && self.certificate.left_out(region).is_none_or(|without| without > surplus);
        let better = |edge: &Edge| self.certificate.net(&self.weights, mentee, *edge) > surplus;
        let envies = leaves || self.problem.edges(mentee).iter().any(better);
        if envies { Err(Flaw::Envy(mentee)) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Draft, solve};

    /// Two seats for three mentees of two classes, and a fourth with a mentor of their own who has a seat to spare.
    fn problem() -> Problem {
        let mut draft = Draft::new(4, &[1, 1, 2]);
        draft.edge(0, 0, 500).edge(0, 1, 400).edge(1, 0, 800).edge(2, 1, 650).edge(2, 0, 600);
        draft.edge(3, 2, 300).edge(3, 0, 900).class(1, 1).class(2, 1).class(3, 1);
        draft.build().unwrap()
    }

    fn spoiled(spoil: impl FnOnce(&mut Solution)) -> Result<(), Flaw> {
        let problem = problem();
        let mut solution = solve(&problem);
        assert_eq!(verify(&problem, &solution), Ok(()));
        spoil(&mut solution);
        verify(&problem, &solution)
    }

    #[test]
    fn a_proof_with_a_wrong_price_is_none() {
        let price = |mentor: usize, by: i64| spoiled(|solution| solution.certificate.price[mentor] += by);
        assert_eq!(price(2, 1), Err(Flaw::Price(2)), "a free seat costs nothing");
        assert_eq!(price(2, -1), Err(Flaw::Price(2)), "a taken seat costs no less than it takes");
        assert_eq!(price(0, -5_000), Err(Flaw::Envy(0)));
        assert_eq!(price(1, -5_000), Err(Flaw::Envy(2)));
        assert_eq!(price(0, 5_000), Err(Flaw::Envy(1)));
    }

    #[test]
    fn a_proof_with_wrong_regions_is_none() {
        let region = |mentee: usize, region: u16| {
            spoiled(|solution| solution.certificate.regions.mentee[mentee] = region).unwrap_err()
        };
        assert_eq!(region(0, AMPLE), Flaw::MenteeRegion(0));
        assert_eq!(region(2, AMPLE), Flaw::MenteeRegion(2));
        assert_eq!(region(2, 0), Flaw::MenteeRegion(2));
        assert_eq!(region(3, 1), Flaw::MenteeRegion(3));
        let mentor = spoiled(|solution| solution.certificate.regions.mentor[2] = 1);
        assert_eq!(mentor, Err(Flaw::MentorRegion(2)));
        assert_eq!(spoiled(|solution| solution.certificate.left_out.clear()), Err(Flaw::Envy(1)));
    }

    #[test]
    fn a_proof_of_another_problem_is_none() {
        assert_eq!(spoiled(|solution| solution.certificate.price.push(0)), Err(Flaw::Size));
        assert_eq!(spoiled(|solution| solution.matching.mate.push(0)), Err(Flaw::Size));
        assert_eq!(spoiled(|solution| solution.matching.mate[1] = 2), Err(Flaw::NotAllowed(1)));
    }
}
