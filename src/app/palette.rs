//! The palette: any command that works here and any page of a pane, found by a word of its name or explanation.

use crate::fields::{Needle, fold};
use crate::kit::{Code, Edit, Info, Keys, PaneId, Stroke};

/// What can be chosen.
#[derive(Debug)]
pub struct Entry {
    /// The keys that lead there or do it.
    pub keys: Keys,
    /// What is said of it.
    pub words: String,
    /// What it is called: a search that finds the name comes before one that finds the explanation.
    name: &'static str,
    leads: Chosen,
}

impl Entry {
    /// A command.
    pub fn command(info: &Info) -> Self {
        Self { keys: info.keys, words: info.help.to_owned(), name: info.label, leads: Chosen::Command(info.id) }
    }

    /// A page of a pane, by its place.
    pub fn page(keys: Keys, name: &'static str, words: String, pane: PaneId, place: usize) -> Self {
        Self { keys, words, name, leads: Chosen::Page(pane, place) }
    }
}

/// The palette.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    shown: Vec<usize>,
    cursor: usize,
    filter: Edit,
}

/// How choosing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// With this command.
    Command(&'static str),
    /// With a page of a pane.
    Page(PaneId, usize),
    /// With none.
    None,
}

impl Palette {
    /// A palette over what there is to choose from here.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut palette = Self { entries, shown: Vec::new(), cursor: 0, filter: Edit::default() };
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

    /// What is in sight, with whether the cursor is on it.
    pub fn window(&self, height: usize) -> impl Iterator<Item = (&Entry, bool)> {
        let top = (self.cursor + 1).saturating_sub(height);
        let rows = self.shown.iter().enumerate().skip(top).take(height);
        rows.map(|(place, &at)| (&self.entries[at], place == self.cursor))
    }

    /// Takes a press; `Some` when choosing has ended.
    pub fn press(&mut self, stroke: Stroke) -> Option<Chosen> {
        match stroke.code {
            Code::Esc => return Some(Chosen::None),
            Code::Enter => return self.shown.get(self.cursor).map(|&at| self.entries[at].leads),
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
        let fits = |entry: &Entry| needle.fits(&fold(&format!("{} {}", entry.name, entry.words)));
        self.shown = (0..self.entries.len()).filter(|&at| fits(&self.entries[at])).collect();
        self.shown.sort_by_key(|&at| !needle.fits(&fold(self.entries[at].name)));
        self.cursor = 0;
    }
}
