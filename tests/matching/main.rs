//! Pairing as mathematics, against slow and obvious ways of getting the same, and against another solver.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod changing;
mod crowd;
mod drafting;
mod explaining;
mod other;
mod preferring;
mod shared_data;
mod solving;
mod support;
