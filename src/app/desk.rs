//! What is on the desk: the panes, and what lies in front of them.

use super::commands::GLOBAL;
use super::conflict::Conflict;
use super::incoming::Incoming;
use super::journal::Journal;
use super::palette::Palette;
use crate::domain::Key;
use crate::kit::paint::Line;
use crate::kit::{Dialog, Form, Info, PaneId, Picker, Preview, Tone, World, infos};
use crate::panes::{self, PANES, Pane};

/// Something in front of the pane.
#[derive(Debug)]
pub enum Overlay {
    /// A form.
    Form(Box<Form>),
    /// A picker.
    Picker(Box<Picker>),
    /// A question.
    Dialog(Box<Dialog>),
    /// The palette of commands.
    Palette(Box<Palette>),
    /// A page to read: the keys.
    Page(Page),
    /// The journal.
    Journal(Box<Journal>),
    /// A table on its way in.
    Incoming(Box<Incoming>),
    /// Two versions of one record.
    Conflict(Box<Conflict>),
    /// A big step that is not taken yet.
    Preview(Box<Preview>),
}

/// A page to read.
#[derive(Debug)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its lines, as long as they are.
    pub lines: Vec<Line>,
    /// Cells by which what a long line goes on with is set in.
    pub hang: usize,
    /// The first line in sight, of those that fit the window.
    pub top: usize,
}

impl Page {
    /// Its lines broken to `cells`.
    pub fn wrapped(&self, cells: usize) -> Vec<Line> {
        self.lines.iter().flat_map(|line| line.wrapped(cells, self.hang)).collect()
    }
}

/// A word in passing, shown until the next key.
#[derive(Debug, Clone)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// The panes and what lies in front of them.
pub struct Desk {
    /// The panes, in the order of their digits.
    pub panes: Vec<Box<dyn Pane>>,
    /// Which pane is in front.
    pub front: usize,
    /// What lies in front of it, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The last word said.
    pub toast: Option<Toast>,
    /// Whether this user has a step on file that can be taken back, as far as is known.
    pub can_undo: bool,
}

impl Desk {
    /// An empty desk with pane 1 in front.
    pub fn new() -> Self {
        Self { panes: panes::all(), front: 0, overlays: Vec::new(), toast: None, can_undo: false }
    }

    /// The pane in front.
    pub fn pane(&self) -> &dyn Pane {
        self.panes[self.front].as_ref()
    }

    /// The pane in front, to be changed.
    pub fn pane_mut(&mut self) -> &mut Box<dyn Pane> {
        &mut self.panes[self.front]
    }

    /// Puts a pane in front; its rows are worked out when it comes there.
    pub fn show(&mut self, id: PaneId, world: &World) {
        if let Some(at) = PANES.iter().position(|tab| tab.id == id) {
            self.front = at;
            self.pane_mut().refresh(world);
        }
    }

    /// Takes the conflict in front away, if one is.
    pub fn take_conflict(&mut self) -> Option<Box<Conflict>> {
        match self.overlays.pop_if(|overlay| matches!(overlay, Overlay::Conflict(_))) {
            Some(Overlay::Conflict(conflict)) => Some(conflict),
            _ => None,
        }
    }

    /// The record in front.
    pub fn current(&self) -> Option<Key> {
        self.pane().current()
    }

    /// The form in front, if one is.
    pub fn form(&self) -> Option<&Form> {
        match self.overlays.last() {
            Some(Overlay::Form(form)) => Some(form),
            _ => None,
        }
    }

    /// Commands of what is in front, for the footer and F1.
    pub fn commands(&self, world: &World) -> Vec<Info> {
        self.pane().commands(world)
    }

    /// Commands that work everywhere, with the keys they have in front of this pane.
    pub fn everywhere(&self, world: &World) -> Vec<Info> {
        let mut commands = infos(GLOBAL, self, world);
        if !self.pane().takes_plain_keys() {
            return commands;
        }
        for info in &mut commands {
            info.keys = info.keys.beyond_text();
        }
        commands.retain(|info| !info.keys.of(world.text.lang).is_empty());
        commands
    }
}

impl Default for Desk {
    fn default() -> Self {
        Self::new()
    }
}
