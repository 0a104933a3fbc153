//! What a cell may put on the screen.
//!
//! Two dangers meet here. Data may hold an escape sequence, and the terminal would obey it. And a cell may hold a
//! cluster whose width terminals dispute (flags, families, hearts with a variation selector), and the rest of the row
//! would slide. So a cell is settled before it is painted: one spacing character of undisputed width, with at most
//! three combining marks; where the layout gave more room than that takes, blanks fill the room.

use crate::text::clean::is_unseen;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A letter carries one or two marks in any living language; a heap of them is mischief and overflows its line.
const MOST_MARKS: usize = 3;

/// Modifiers that can be seen on a blank.
pub const SEEN_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK);

/// Settles one row of a buffer and adds it to `into`, cell for cell. The second half of a wide character becomes the empty
/// symbol, so that two settled rows are equal exactly when they look the same.
pub fn settle_row(row: &[Cell], into: &mut Vec<Cell>) {
    let mut x = 0;
    while x < row.len() {
        let room = symbol_width(row[x].symbol()).min(row.len() - x);
        let (head, taken) = settle(&row[x], room);
        let halves = (1..taken).map(|_| with_symbol(&head, ""));
        let blanks = (taken..room).map(|_| blank_like(&head));
        let rest: Vec<Cell> = if room > 1 { halves.chain(blanks).collect() } else { Vec::new() };
        into.push(head);
        into.extend(rest);
        x += room;
    }
}

/// The cell to paint and how many columns it takes, which is at most `room`.
fn settle(cell: &Cell, room: usize) -> (Cell, usize) {
    let symbol = cell.symbol();
    if symbol == " " {
        return (blank_like(cell), 1);
    }
    if symbol.len() == 1 && !symbol.as_bytes()[0].is_ascii_control() {
        return (cell.clone(), 1);
    }
    let Some(base) = symbol.chars().find(|c| is_base(*c)) else { return (blank_like(cell), 1) };
    if is_dangerous(base) {
        return (with_symbol(cell, "?"), 1);
    }
    let width = base.width().unwrap_or(1);
    if width > room {
        return (blank_like(cell), 1);
    }
    let marks = symbol.chars().skip_while(|c| *c != base).skip(1).filter(|c| is_mark(*c)).take(MOST_MARKS);
    let text: String = std::iter::once(base).chain(marks).collect();
    if text == symbol { (cell.clone(), width) } else { (with_symbol(cell, &text), width) }
}

/// The columns that the layout gave to a symbol.
fn symbol_width(symbol: &str) -> usize {
    if symbol.len() == 1 { 1 } else { symbol.width().max(1) }
}

/// A character that a terminal would obey, or that turns the direction of the rest of the row.
fn is_dangerous(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_base(c: char) -> bool {
    is_dangerous(c) || (!is_unseen(c) && c.width().is_some_and(|width| width > 0))
}

fn is_mark(c: char) -> bool {
    let selects_or_joins = matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
    // Terminals give these two a column of their own, whatever the tables say.
    let voiced = matches!(c, '\u{FF9E}' | '\u{FF9F}');
    c.width() == Some(0) && !selects_or_joins && !voiced && !is_unseen(c) && !is_dangerous(c)
}

fn with_symbol(cell: &Cell, symbol: &str) -> Cell {
    let mut settled = cell.clone();
    settled.set_symbol(symbol);
    settled
}

/// A blank on the same ground. Its foreground is not seen, so it is left out of the comparison.
fn blank_like(cell: &Cell) -> Cell {
    let mut blank = Cell::EMPTY;
    blank.bg = cell.bg;
    blank.modifier = cell.modifier.intersection(SEEN_ON_BLANK);
    if !blank.modifier.is_empty() {
        blank.fg = cell.fg;
    }
    blank
}

/// Whether a settled cell is a blank that shows nothing but its background.
pub fn is_plain_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.modifier.is_empty()
}

/// Whether a settled cell looks as if it had never been written.
pub fn is_untouched(cell: &Cell) -> bool {
    is_plain_blank(cell) && cell.bg == Color::Reset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(symbols: &[&str]) -> Vec<String> {
        let row: Vec<Cell> = symbols.iter().map(|symbol| with_symbol(&Cell::EMPTY, symbol)).collect();
        let mut into = Vec::new();
        settle_row(&row, &mut into);
        into.iter().map(|cell| cell.symbol().to_owned()).collect()
    }

    #[test]
    fn controls_become_a_question_mark() {
        for bad in ["\u{1b}", "\n", "\u{7f}", "\u{9b}", "\u{202e}", "\u{2066}", "\u{1b}[2J", "\u{85}\u{301}"] {
            let first = settled(&[bad, " ", " ", " "]).remove(0);
            assert_eq!(first, "?", "{bad:?}");
        }
        assert_eq!(settled(&["a\u{1b}"]), ["a"]);
    }

    #[test]
    fn disputed_clusters_become_one_sure_character() {
        assert_eq!(settled(&["👨\u{200d}👩\u{200d}👧", " "]), ["👨", ""]);
        assert_eq!(settled(&["❤\u{fe0f}", " "]), ["❤", " "]);
        assert_eq!(settled(&["🇷🇺", " "]), ["🇷", " "]);
    }

    #[test]
    fn marks_stay_with_their_letter() {
        assert_eq!(settled(&["и\u{306}", "x"]), ["и\u{306}", "x"]);
        assert_eq!(settled(&["e\u{301}\u{302}\u{303}\u{304}"]), ["e\u{301}\u{302}\u{303}"]);
        assert_eq!(settled(&["\u{301}", "\u{200b}", ""]), [" ", " ", " "]);
    }

    #[test]
    fn a_wide_character_hides_the_next_cell_and_never_hangs_over_the_edge() {
        assert_eq!(settled(&["語", "x", "y"]), ["語", "", "y"]);
        assert_eq!(settled(&["x", "語"]), ["x", " "]);
    }
}
