//! The base on disk: one file that several sessions share, and a journal of everything that was ever done to it.
//!
//! This room exists so that nothing else knows how the base is kept. It gives a [`crate::domain::Register`] at the
//! start, makes a [`crate::domain::Batch`] durable or says why not, and tells what other sessions did meanwhile. A
//! session that writes goes in this order: open the [`Store`], take a [`Lane`], load; then `execute` with the
//! generation the register knows, and on [`StoreError::Behind`] follow the entries, check again, and repeat.
//!
//! The format is redb's file with three tables (`tables`), each value in a checked envelope (`codec`). The journal is
//! at once the history, the undo memory (`undo`) and the news for other sessions. Backups and what else is done to a base
//! as a whole are in [`keep`].

mod base;
mod codec;
mod engine;
mod error;
mod file;
mod formats;
mod found;
mod guard;
mod identity;
mod journal;
pub mod keep;
mod legacy;
mod migrate;
mod presence;
mod sentence;
mod tables;
mod undo;
mod watch;
mod write;

#[cfg(test)]
mod codec_tests;
#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_cost;
#[cfg(test)]
pub(crate) mod tests_disk;
#[cfg(test)]
mod tests_faults;
#[cfg(test)]
mod tests_kill;
#[cfg(test)]
mod tests_powerloss;
#[cfg(test)]
pub(crate) mod tests_story;

pub use base::{Glance, Notice, PATIENCE, Store};
pub use error::{Flaw, Place, ReadOnly, StoreError};
pub use file::{Mode, default_path};
pub use found::FOUNDING;
pub use guard::panic_is_caught;
pub use identity::{Identity, RESPONDENT};
pub use presence::{Lane, Presence, present};
pub use sentence::{notice, read_only, sentence};
pub use watch::{Event, Watcher};
