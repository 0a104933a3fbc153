//! What the data say.
