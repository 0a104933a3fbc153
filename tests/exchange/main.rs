//! Import and export, from the bytes of a file to the register and back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod export;
mod hostile;
mod measures;
mod rosters;
mod shared_data;
mod sheets;
mod support;
mod wishes;
