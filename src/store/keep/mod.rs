//! Keeping the base: backups, putting one back, looking the file through, saving what can be read of a broken one, and
//! forgetting what is too old.
//!
//! This part exists so that nobody ever has to copy a base with other tools. Everything here is made of two steps that
//! are proved once: a base is **read whole** ([`survey`], from an image in memory, page by page, without trusting any
//! of it), or **written whole** ([`copy`], a fresh file that takes its name only when it has been read back). Nothing
//! here ever changes a base in place, so a kill or a power cut at any moment leaves the base that was there.

mod backup;
mod check;
mod copy;
mod guess;
mod mend;
mod pages;
mod place;
mod rescue;
mod restore;
mod room;
mod shelf;
mod survey;
mod tidy;
mod words;

#[cfg(test)]
mod backup_tests;
#[cfg(test)]
mod check_tests;
#[cfg(test)]
mod pages_tests;
#[cfg(test)]
mod restore_tests;
#[cfg(test)]
mod tidy_tests;

pub use backup::{Backup, Snapshot, Target, default_shelf, newest};
pub use check::{Finding, Report, check};
pub use copy::Contents;
pub use rescue::{LOST, RESCUE, Rescue, rescue};
pub use restore::{Restore, obstacle};
pub use shelf::Spared;
pub use survey::{Damage, FlawCode, Shelf};
pub use tidy::{FORGET, Forget, Tidied, tidy};
pub use words::{backup_failed, backup_made, damage, finding, key, place};
