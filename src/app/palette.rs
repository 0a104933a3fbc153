//! The palette: any command that works here, found by a word of its label or explanation.

use crate::fields::{Needle, fold};
use crate::kit::{Code, Edit, Info, Stroke};

/// The palette.
#[derive(Debug)]
pub struct Palette {
    commands: Vec<Info>,
    shown: Vec<usize>,
    cursor: usize,
    filter: Edit,
}

/// How choosing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// With this command.
    Command(&'static str),
    /// With none.
    None,
}

impl Palette {
    /// A palette over the commands that work here.
    pub fn new(commands: Vec<Info>) -> Self {
        let mut palette = Self { commands, shown: Vec::new(), cursor: 0, filter: Edit::default() };
        palette.narrow();
        palette
    }

    /// What was typed.
    pub fn filter(&self) -> &Edit {
        &self.filter
    }

    /// Puts pasted text into the filter.
    pub fn paste(&mut self, text: &str) {
        self.filter.insert(&text.replace('\n', " "));
        self.narrow();
    }

    /// Commands in sight, with whether the cursor is on them.
    pub fn window(&self, height: usize) -> impl Iterator<Item = (&Info, bool)> {
        let top = (self.cursor + 1).saturating_sub(height);
        let rows = self.shown.iter().enumerate().skip(top).take(height);
        rows.map(|(place, &at)| (&self.commands[at], place == self.cursor))
    }

    /// Takes a press; `Some` when choosing has ended.
    pub fn press(&mut self, stroke: Stroke) -> Option<Chosen> {
        match stroke.code {
            Code::Esc => return Some(Chosen::None),
            Code::Enter => return self.shown.get(self.cursor).map(|&at| Chosen::Command(self.commands[at].id)),
            Code::Up => self.cursor = self.cursor.saturating_sub(1),
            Code::Down => self.cursor = (self.cursor + 1).min(self.shown.len().saturating_sub(1)),
            _ => {
                if self.filter.press(stroke) {
                    self.narrow();
                }
            }
        }
        None
    }

    fn narrow(&mut self) {
        let needle = Needle::new(self.filter.text());
        let fits = |command: &Info| needle.fits(&fold(&format!("{} {}", command.label, command.help)));
        self.shown = (0..self.commands.len()).filter(|&at| fits(&self.commands[at])).collect();
        self.cursor = 0;
    }
}
