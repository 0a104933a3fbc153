//! The model and its update.
//!
//! This room exists so that everything the program does at a key can be read, and tested, without a terminal or a
//! disk: a message goes in, the model changes, effects come out. Panes do their own part; the app routes to the one in
//! front, keeps what lies before it, and sees batches to the disk.

pub mod commands;
mod company;
mod conflict;
pub mod desk;
mod differences;
pub mod effect;
mod greeting;
mod help;
mod history;
mod incoming;
mod journal;
mod palette;
mod saving;
mod update;
pub mod view;

pub use effect::{Effect, Founding, KeptDraft, Loaded, Msg};
pub use update::{Model, Phase};
