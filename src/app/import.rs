//! A roster on its way in.

/// A roster on its way in.
#[derive(Debug)]
pub struct Import {}
