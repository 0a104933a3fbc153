//! Pairing people: a whole invented school, and small cases told by name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod bad_input;
mod crowd;
mod people;
mod properties;
mod reference;
mod school;
mod told;
