//! An invented school.
