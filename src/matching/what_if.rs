//! Edits on a scratch copy, and what they would change; nothing is kept unless the caller keeps it.
//!
//! Every answer is a new solution from the start. That takes a fraction of a millisecond for a school, and there is no
//! second algorithm that could disagree with the first. Among equally good solutions the one nearest to what stands is
//! taken, so that the difference shows only what the edits bring about.

use super::problem::{Draft, Edge, Problem, ProblemError};
use super::solution::{Difference, Solution};
use super::solve::solve;

/// One edit of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// So many seats.
    Capacity {
        /// The mentor.
        mentor: u32,
        /// How many seats from now on.
        seats: u32,
    },
    /// The pair is allowed, with this score; also to change the score.
    Allow {
        /// The mentee.
        mentee: u32,
        /// The mentor.
        mentor: u32,
        /// How good the pair is.
        score: u16,
    },
    /// The pair is not allowed; a pin of it is lifted.
    Forbid {
        /// The mentee.
        mentee: u32,
        /// The mentor.
        mentor: u32,
    },
    /// The pair stays; another pin of the mentee is lifted.
    Pin {
        /// The mentee.
        mentee: u32,
        /// The mentor.
        mentor: u32,
    },
    /// The mentee is pinned to nobody.
    Unpin(u32),
    /// The mentee takes no part.
    PauseMentee(u32),
    /// The mentor takes no part: no seats, no pins, nothing demanded.
    PauseMentor(u32),
    /// The mentee is of this priority class.
    Class {
        /// The mentee.
        mentee: u32,
        /// The class, 0 being the first.
        class: u8,
    },
    /// The mentor must have so many mentees.
    AtLeast {
        /// The mentor.
        mentor: u32,
        /// How many; 0 demands nothing.
        mentees: u32,
    },
}

/// What edits come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatIf {
    /// The problem after the edits.
    pub problem: Problem,
    /// Its solution.
    pub solution: Solution,
    /// From the solution that stands to the new one. Values are compared each under its own problem: where bonuses
    /// differ, as after [`rematch`], only numbers matched and scores tell something.
    pub difference: Difference,
}

/// `problem` after `edits`, in their order.
///
/// # Errors
/// What the edited problem lacks, in the words of [`Draft::build`].
pub fn edited(problem: &Problem, edits: &[Edit]) -> Result<Problem, ProblemError> {
    let mut draft = problem.to_draft();
    edits.iter().try_for_each(|edit| apply(&mut draft, *edit))?;
    draft.build()
}

/// What `edits` would change against `solution`, the one that stands for `problem`.
///
/// # Errors
/// What the edited problem lacks, in the words of [`Draft::build`].
pub fn what_if(problem: &Problem, solution: &Solution, edits: &[Edit]) -> Result<WhatIf, ProblemError> {
    let after = edited(problem, edits)?.near(&solution.matching);
    Ok(against(problem, solution, after))
}

/// What becomes of everybody once the pair of `mentee` and `mentor` is dissolved and may not come together again.
/// All others have a bonus of `stay` points for staying where `solution` has them, in place of the problem's own: with
/// none, the best sum may move several people; with 150, mostly nobody.
///
/// # Errors
/// [`ProblemError::BonusTooHigh`], or a number that is nobody's.
pub fn rematch(
    problem: &Problem,
    solution: &Solution,
    mentee: u32,
    mentor: u32,
    stay: u32,
) -> Result<WhatIf, ProblemError> {
    let mut draft = problem.to_draft();
    apply(&mut draft, Edit::Forbid { mentee, mentor })?;
    draft.today = solution.matching.pairs().filter(|pair| *pair != (mentee, mentor)).collect();
    draft.stay_bonus(stay);
    let after = draft.build()?.near(&solution.matching);
    Ok(against(problem, solution, after))
}

/// Solves `after` and compares.
pub(super) fn against(problem: &Problem, solution: &Solution, after: Problem) -> WhatIf {
    let next = solve(&after);
    let difference = Difference::between(problem, &solution.matching, &after, &next.matching);
    WhatIf { problem: after, solution: next, difference }
}

fn apply(draft: &mut Draft, edit: Edit) -> Result<(), ProblemError> {
    match edit {
        Edit::Capacity { mentor, seats } => *capacity(draft, mentor)? = seats,
        Edit::Allow { mentee, mentor, score } => {
            draft.edges.retain(|(who, edge)| (*who, edge.mentor) != (mentee, mentor));
            draft.edges.push((mentee, Edge { mentor, score }));
        }
        Edit::Forbid { mentee, mentor } => {
            known(draft, mentee, mentor)?;
            draft.edges.retain(|(who, edge)| (*who, edge.mentor) != (mentee, mentor));
            draft.pinned.retain(|pair| *pair != (mentee, mentor));
        }
        Edit::Pin { mentee, mentor } => {
            draft.pinned.retain(|(who, _)| *who != mentee);
            draft.pinned.push((mentee, mentor));
        }
        Edit::Unpin(mentee) => draft.pinned.retain(|(who, _)| *who != mentee),
        Edit::PauseMentee(mentee) => {
            draft.edges.retain(|(who, _)| *who != mentee);
            draft.pinned.retain(|(who, _)| *who != mentee);
        }
        Edit::PauseMentor(mentor) => {
            *capacity(draft, mentor)? = 0;
            draft.edges.retain(|(_, edge)| edge.mentor != mentor);
            draft.pinned.retain(|(_, to)| *to != mentor);
            draft.minimum.retain(|(who, _)| *who != mentor);
        }
        Edit::Class { mentee, class } => {
            draft.class(mentee, class);
        }
        Edit::AtLeast { mentor, mentees } => {
            draft.minimum.retain(|(who, _)| *who != mentor);
            draft.minimum.push((mentor, mentees));
        }
    }
    Ok(())
}

fn capacity(draft: &mut Draft, mentor: u32) -> Result<&mut u32, ProblemError> {
    draft.capacity.get_mut(mentor as usize).ok_or(ProblemError::UnknownMentor(mentor))
}

fn known(draft: &mut Draft, mentee: u32, mentor: u32) -> Result<(), ProblemError> {
    capacity(draft, mentor)?;
    if (mentee as usize) < draft.class.len() { Ok(()) } else { Err(ProblemError::UnknownMentee(mentee)) }
}
