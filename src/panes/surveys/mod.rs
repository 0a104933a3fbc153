//! Pane 6: questionnaires.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Pane;
use crate::domain::PersonId;
use crate::kit::{Act, Command, Info, PaneId, World, infos, run};

/// The pane.
#[derive(Debug, Default)]
pub struct Surveys {}

/// Goes to a person in the queue.
pub fn go_to(person: PersonId) -> Vec<Act> {
    vec![Act::Go(PaneId::Surveys, Some(person.into()))]
}

static COMMANDS: &[Command<Surveys>] = &[];

/// The table, for the tests and the table of keys.
pub fn commands() -> &'static [Command<Surveys>] {
    COMMANDS
}

impl Pane for Surveys {
    fn id(&self) -> PaneId {
        PaneId::Surveys
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
