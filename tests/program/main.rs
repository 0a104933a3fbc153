//! The program as a whole: tables of keys pressed in both layouts, and the real binary in a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod bytes;
mod consents;
mod drafts;
mod exits;
mod footer;
mod group;
mod imports;
mod journal;
mod keep;
mod layouts;
mod memory;
mod mnemonics;
mod namesakes;
mod papers;
mod refused;
mod school;
mod sessions;
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod surroundings;
mod terminal;
