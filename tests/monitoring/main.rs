//! Monitoring of the demonstration school against recounts that share no line with the program.

#![allow(clippy::unwrap_used)]

mod change;
mod figures;
mod recount;
