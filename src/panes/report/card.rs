//! A card being written, from the top down.

use crate::kit::paint::{Line, wrap};
use crate::kit::{Tone, World};

/// Lines of a card so many cells wide.
pub struct Card<'a> {
    /// The world.
    pub world: &'a World,
    /// Cells in a line.
    pub cells: usize,
    lines: Vec<Line>,
}

impl<'a> Card<'a> {
    /// An empty card.
    pub fn new(world: &'a World, cells: usize) -> Self {
        Self { world, cells, lines: Vec::new() }
    }

    /// A sentence, wrapped; nothing where there are no words.
    pub fn say(&mut self, words: &str, tone: Tone) {
        let style = self.world.theme.style(tone);
        let lines = wrap(words, self.cells).into_iter().filter(|line| !line.is_empty());
        self.lines.extend(lines.map(|line| Line::of(line.trim_end(), style)));
    }

    /// The heading of a part.
    pub fn part(&mut self, words: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.say(words, Tone::Heading);
    }

    /// Lines that are ready.
    pub fn add(&mut self, lines: Vec<Line>) {
        self.lines.extend(lines);
    }

    /// What was written.
    pub fn done(self) -> Vec<Line> {
        self.lines
    }
}

/// Lines of a table: columns as wide as their widest cell, the first to the left and the others to the right.
pub fn table(head: &[&str], rows: &[Vec<String>], world: &World) -> Vec<Line> {
    use crate::kit::paint::width;
    let wide = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell));
        cells.chain(head.get(column).map(|cell| width(cell))).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(wide).collect();
    let line = |cells: &[String]| {
        let mut line = String::new();
        for (place, (cell, wide)) in cells.iter().zip(&widths).enumerate() {
            let pad = " ".repeat(wide.saturating_sub(width(cell)));
            line.push_str(&if place == 0 { format!("{cell}{pad}") } else { format!("  {pad}{cell}") });
        }
        line
    };
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let head = Line::of(line(&head), world.theme.style(Tone::Muted));
    let rows = rows.iter().map(|row| Line::of(line(row), world.theme.style(Tone::Plain)));
    std::iter::once(head).chain(rows).collect()
}
