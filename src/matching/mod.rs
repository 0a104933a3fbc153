//! Pairing as mathematics: who gets which mentor so that most are served and the sum of scores is greatest, with a
//! proof, and with exact answers to every «what if».
//!
//! This room knows nothing of people. Mentees and mentors are numbers, a pair that a rule forbids is an edge that is
//! not there, and whatever makes a pair good has become a score. So everything here can be held against slow and
//! obvious ways of getting the same, and is.
//!
//! - [`Draft`] is put together and checked; a [`Problem`] can always be solved.
//! - [`solve`] keeps pinned pairs, matches most mentees class by class, and among such matchings finds one of the
//!   greatest value. [`verify`] checks its proof, sharing no step with the search.
//! - Explanations: [`alternatives`] (what any other mentor would cost, and who would move), [`shortage`] (why somebody
//!   is without), [`Relaxations`] (which single change would help), [`bottleneck`] (how good the worst pair could be).
//! - Changes: [`what_if`] edits a scratch copy, [`rematch`] is for a pair that broke, [`small_groups`] and [`settle`]
//!   for groups that are held from so many on or not at all.
//! - Preferences: [`Preferences`] (ranks as an objective, who got which choice), [`stable`], [`blocking_pairs`],
//!   [`mutual_first`].
//!
//! Whole numbers only, no clock and no chance: the same problem gives the same answer on every machine.

mod bottleneck;
mod cardinality;
mod certificate;
mod groups;
mod network;
mod preferences;
mod prices;
mod problem;
mod residual;
mod search;
mod seating;
mod shortage;
mod solution;
mod solve;
mod stable;
mod what_if;

pub use bottleneck::{Bottleneck, bottleneck};
pub use certificate::{Certificate, Flaw, verify};
pub use groups::{Settled, SmallGroup, settle, small_groups};
pub use preferences::{Choice, PreferenceError, Preferences, Profile, RANK_MAX, mutual_first};
pub use prices::{Alternative, alternatives};
pub use problem::{
    Draft, EDGES_MAX, Edge, LOAD_STEP_MAX, PEOPLE_MAX, Problem, ProblemError, SCORE_MAX, STAY_BONUS_MAX,
};
pub use shortage::{Relaxations, Shortage, shortage};
pub use solution::{Counters, Difference, Matching, Move, Solution, Totals};
pub use solve::solve;
pub use stable::{blocking_pairs, stable};
pub use what_if::{Edit, WhatIf, edited, rematch, what_if};
