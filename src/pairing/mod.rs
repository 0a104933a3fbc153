//! Pairing people: from what is on file about everybody who waits to a proposal for the whole cohort, with a reason
//! for each of its pairs and for each that is not there.
//!
//! This room stands between two that do not know each other: `domain`, where people are, and `matching`, where numbers
//! are. It exists so that what makes a pair good or impossible is said in one place, and so that every sentence the
//! screen and the command line say about a proposal is worked out from the solver's own answers.
//!
//! - [`Cohort`] reads the register once: who takes part, what they want, when they are free, whom they named. What
//!   paper gives in words is read by [`Hours`], [`Ages`] and [`Topics`].
//! - The rules Р1 to Р11 ([`Cohort::obstacles`]) decide which pairs may be; the components ([`Cohort::parts`]) say how
//!   good each would be.
//! - [`Proposal`] is the solved cohort under one objective; [`Variants`] are several side by side.
//! - [`Proposal::why_not`], [`Proposal::why_without`] and [`Proposal::helps`] explain. A [`Trial`] changes the cohort on a
//!   scratch copy.
//! - [`keep`] turns what the curator accepts into changes of the register. Nothing before that changes anything.
//!
//! What is not known is never taken for bad: a component without data counts as middling and is named; a component for
//! which nobody has data does not count at all.

mod ages;
mod cohort;
mod couple;
mod explain;
mod facts;
mod hours;
pub mod keep;
mod proposal;
mod rules;
mod score;
mod wording;
mod words;

pub use ages::Ages;
pub use cohort::{Cohort, NoBy, Plan, Scope, Trial};
pub use explain::{Help, HelpBy, WhyNot, WithoutMentor};
pub use facts::{MenteeFacts, MentorFacts, Want};
pub use hours::{Hours, Window};
pub use proposal::{Doubt, Objective, Proposal, Proposed, Variant, Variants};
pub use rules::{Detail, Obstacle};
pub use score::{Known, Part};
pub use wording::{Speaker, points};
pub use words::{About, Topics};
