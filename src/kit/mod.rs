//! What panes are made of.

mod stroke;

pub use stroke::{Code, Stroke, fold, unfold};
