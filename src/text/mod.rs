//! Every word the program says.

pub mod clean;
