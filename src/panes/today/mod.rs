//! Pane 1: what needs a hand.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Pane;

use crate::kit::{Act, Command, Info, PaneId, World, infos, run};

/// The pane.
#[derive(Debug, Default)]
pub struct Today {}

static COMMANDS: &[Command<Today>] = &[];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Today>] {
    COMMANDS
}

impl Pane for Today {
    fn id(&self) -> PaneId {
        PaneId::Today
    }

    fn refresh(&mut self, _world: &World) {}

    fn fit(&mut self, _area: Rect, _world: &World) {}

    fn commands(&self, world: &World) -> Vec<Info> {
        infos(COMMANDS, self, world)
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        run(COMMANDS, id, self, world).unwrap_or_default()
    }

    fn view(&self, _area: Rect, _buf: &mut Buffer, _world: &World) {}
}
