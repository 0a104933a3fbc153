//! What the app asks of a pane.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::{Change, Key};
use crate::kit::{Act, Draft, Info, Laid, PaneId, Slot, Stroke, Versions, World};
use crate::text::Text;

/// A pane: its state, its update, its view.
pub trait Pane {
    /// Which one it is.
    fn id(&self) -> PaneId;

    /// Something on file, the year or the mask changed: work out anew what is shown.
    fn refresh(&mut self, world: &World);

    /// The window has this much room for the pane.
    fn fit(&mut self, area: Rect, world: &World);

    /// Commands as they stand here and now: the pane's own first, then its list's.
    fn commands(&self, world: &World) -> Vec<Info>;

    /// Runs a command of this pane.
    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act>;

    /// Whether letters go into a search, so that no command has them.
    fn is_searching(&self) -> bool {
        false
    }

    /// What the keys do while letters go into a search.
    fn search_hint(&self, text: &Text) -> &'static str {
        text.common.search_hint
    }

    /// Whether plain keys are answers or text here, so that what works everywhere needs Ctrl, Alt or a function key.
    fn takes_plain_keys(&self) -> bool {
        false
    }

    /// Takes a press as it is when the pane is being typed into. `None` when it is not, or the press is a command.
    fn typed(&mut self, _stroke: Stroke, _world: &mut World) -> Option<Vec<Act>> {
        None
    }

    /// Takes pasted text when the pane is being typed into.
    fn paste(&mut self, _text: &str, _world: &mut World) -> Vec<Act> {
        Vec::new()
    }

    /// Goes to a record.
    fn select(&mut self, _key: Key, _world: &World) {}

    /// A record was created while this pane was in front.
    fn created(&mut self, key: Key, world: &World) {
        self.select(key, world);
    }

    /// A step was taken while this pane was in front.
    fn stepped(&mut self, _changes: &[Change], _world: &World) {}

    /// The record in front, if there is one.
    fn current(&self) -> Option<Key> {
        None
    }

    /// Whether half-done work of its own is in front, which nothing should cover unasked.
    fn is_engaged(&self) -> bool {
        false
    }

    /// Puts back half-done work of its own that a draft kept, over what is on file by now. `None` when the draft is
    /// none of its own, or whom it is about is gone.
    fn restore(&mut self, _draft: &Draft, _world: &World) -> Option<Laid> {
        None
    }

    /// Brings the work kept in this place to the front, with theirs taken where it was chosen over mine.
    fn settle(&mut self, _slot: &Slot, _versions: &[Versions], _world: &World) -> Vec<Act> {
        Vec::new()
    }

    /// Puts away half-done work of its own that turned out to be on file: that of this draft.
    fn put_away(&mut self, _slot: &Slot) {}

    /// The names of its pages; none where it is one.
    fn pages(&self, _text: &Text) -> Vec<&'static str> {
        Vec::new()
    }

    /// Brings a page to the front, by its place.
    fn turn_to(&mut self, _place: usize, _world: &World) {}

    /// Draws the pane.
    fn view(&self, area: Rect, buf: &mut Buffer, world: &World);
}
