//! The program as a whole: tables of keys pressed in both layouts, and the real binary in a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

mod bytes;
mod cards;
mod consents;
mod deeds;
mod departures;
mod drafts;
mod duties;
mod exits;
mod footer;
mod forms;
mod group;
mod imports;
mod journal;
mod keep;
mod layouts;
mod life;
mod lists;
mod many;
mod matched;
mod meetings;
mod memory;
mod mnemonics;
mod namesakes;
mod pairs;
mod papers;
mod papers_of_consent;
#[path = "../pairing/people.rs"]
mod people;
mod proposal;
mod refused;
mod requests;
mod respondents;
mod rules;
mod school;
mod secrets;
mod secrets_figures;
mod sessions;
mod stage;
#[path = "../support/mod.rs"]
mod support;
mod surroundings;
mod surveys;
mod talks;
mod terminal;
mod terms;
mod training;
mod undone;
mod wishes;
mod year;
mod years;
