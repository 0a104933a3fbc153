//! The base on disk.
