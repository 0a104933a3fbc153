//! A roster on its way in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kit::World;

/// A roster on its way in.
#[derive(Debug)]
pub struct Import {}

impl Import {
    /// Draws it.
    pub fn view(&self, _area: Rect, _buf: &mut Buffer, _world: &World) {}
}
