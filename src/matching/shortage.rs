//! Why somebody is without a mentor, and which single change would help.
//!
//! Hall (1935): some cannot be matched exactly if somewhere more mentees have all their mentors among the same few
//! than those have seats. Walking from the unmatched mentee to the mentors, from these to their mentees and on finds
//! that place; it is the explanation.

use super::problem::Problem;
use super::residual::Residual;
use super::solution::Matching;

/// More mentees than seats: why one of them is without a mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// All mentees, not pinned, who may have these mentors and no other.
    pub mentees: Vec<u32>,
    /// The mentors.
    pub mentors: Vec<u32>,
    /// How many seats the mentors have besides pinned pairs: fewer than there are mentees.
    pub seats: u32,
}

/// Why `mentee` is without a mentor in `matching`, which must be of the greatest number. `None` if they have one.
///
/// Who may have nobody at all is alone in the answer.
#[must_use]
pub fn shortage(problem: &Problem, matching: &Matching, mentee: u32) -> Option<Shortage> {
    if matching.mate(mentee).is_some() {
        return None;
    }
    let reached = Reached::from(problem, matching, std::iter::once(mentee));
    let pins = problem.pins();
    let mentors: Vec<u32> = (0..problem.mentors()).filter(|mentor| reached.mentors[*mentor as usize]).collect();
    let inside = |other: &u32| {
        let edges = problem.edges(*other);
        let only = edges.iter().all(|edge| reached.mentors[edge.mentor as usize]);
        *other == mentee || (only && !edges.is_empty() && problem.pinned(*other).is_none())
    };
    let seats = |mentor: u32| problem.capacity(mentor) - pins[mentor as usize];
    Some(Shortage {
        mentees: (0..problem.mentees()).filter(inside).collect(),
        seats: mentors.iter().fold(0, |sum: u32, mentor| sum.saturating_add(seats(*mentor))),
        mentors,
    })
}

/// Which single changes would let one more mentee have a mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxations {
    short: Reached,
    open: Vec<bool>,
}

impl Relaxations {
    /// Of `matching`, which must be of the greatest number.
    #[must_use]
    pub fn new(problem: &Problem, matching: &Matching) -> Self {
        let unmatched = matching.unmatched();
        Self { short: Reached::from(problem, matching, unmatched), open: open(problem, matching) }
    }

    /// True if one more seat at `mentor` lets one more mentee have a mentor.
    #[must_use]
    pub fn seat_helps(&self, mentor: u32) -> bool {
        self.short.mentors[mentor as usize]
    }

    /// True if allowing `mentee` to have `mentor`, which is not allowed now, lets one more mentee have a mentor.
    #[must_use]
    pub fn edge_helps(&self, mentee: u32, mentor: u32) -> bool {
        self.short.mentees[mentee as usize] && self.open[mentor as usize]
    }
}

/// Whom alternating paths reach.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reached {
    mentees: Vec<bool>,
    mentors: Vec<bool>,
}

impl Reached {
    fn from(problem: &Problem, matching: &Matching, start: impl Iterator<Item = u32>) -> Self {
        let mut held: Vec<Vec<u32>> = vec![Vec::new(); problem.capacity.len()];
        for (mentee, mentor) in matching.pairs().filter(|(mentee, _)| problem.pinned(*mentee).is_none()) {
            held[mentor as usize].push(mentee);
        }
        let mut reached =
            Self { mentees: vec![false; problem.class.len()], mentors: vec![false; problem.capacity.len()] };
        let mut waiting: Vec<u32> = start.collect();
        while let Some(mentee) = waiting.pop() {
            if std::mem::replace(&mut reached.mentees[mentee as usize], true) {
                continue;
            }
            for edge in problem.edges(mentee) {
                if !std::mem::replace(&mut reached.mentors[edge.mentor as usize], true) {
                    waiting.extend(&held[edge.mentor as usize]);
                }
            }
        }
        reached
    }
}

/// Mentors from whom an alternating path leads to a free seat.
fn open(problem: &Problem, matching: &Matching) -> Vec<bool> {
    let residual = Residual::new(problem, matching);
    let loads = matching.loads(problem);
    let mut open = vec![false; problem.capacity.len()];
    let free = |mentor: &u32| loads[*mentor as usize] < problem.capacity(*mentor);
    let mut waiting: Vec<u32> = (0..problem.mentors()).filter(free).collect();
    while let Some(mentor) = waiting.pop() {
        if std::mem::replace(&mut open[mentor as usize], true) {
            continue;
        }
        waiting.extend(residual.comers(mentor).iter().filter_map(|comer| matching.mate(comer.mentee)));
    }
    open
}
