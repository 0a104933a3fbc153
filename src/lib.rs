//! Nastavnik.

pub mod analysis;
pub mod app;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod exchange;
pub mod fields;
pub mod kit;
pub mod panes;
pub mod runtime;
pub mod store;
pub mod surveys;
pub mod term;
pub mod text;
