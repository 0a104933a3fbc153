//! The panes.
