//! From one picture to the next in the fewest bytes.
//!
//! The painter remembers what the terminal shows, compares whole settled rows with it and writes only what differs.
//! It never asks the terminal anything: an answer would cost a round trip over SSH. It never relies on the terminal
//! wrapping a line, and after a character whose width some terminals dispute it states the position anew.

use super::glyph::{is_untouched, settle_row};
use super::pen::Pen;
use super::scroll::Scroll;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;

const SYNC_ON: &[u8] = b"\x1b[?2026h";
const SYNC_OFF: &[u8] = b"\x1b[?2026l";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";
/// Reset attributes, erase all, without moving the cursor.
const WIPE: &[u8] = b"\x1b[m\x1b[2J";
/// `ESC[K` takes three bytes; from this many blanks on it is shorter.
const ERASE_PAYS: usize = 4;
/// From this many bytes on a frame is wrapped in a synchronised update. A smaller one comes in one packet and is on
/// the screen at once in any case.
const SYNC_PAYS: usize = 1024;

/// What the terminal shows and how to change it.
#[derive(Debug)]
pub struct Painter {
    width: usize,
    /// Settled cells, row after row.
    shown: Vec<Cell>,
    /// The settled cells to come.
    wanted: Vec<Cell>,
    pen: Pen,
    /// Column and row of the terminal's cursor where known; the column is `width` after the last cell of a row.
    at: Option<(usize, usize)>,
    cursor_shown: bool,
    wiped: bool,
    /// Whether large frames are wrapped in synchronised updates (DECSET 2026).
    sync: bool,
    out: Vec<u8>,
}

impl Painter {
    /// A painter that knows nothing of the screen yet, except that its cursor is hidden.
    ///
    /// With `sync` every large frame is wrapped in a synchronised update, which costs 16 bytes and spares the eye;
    /// terminals that do not know it ignore it.
    pub const fn new(sync: bool) -> Self {
        Self {
            width: 0,
            shown: Vec::new(),
            wanted: Vec::new(),
            pen: Pen::PLAIN,
            at: None,
            cursor_shown: false,
            wiped: false,
            sync,
            out: Vec::new(),
        }
    }

    /// Forgets what the terminal shows: the next frame wipes it and paints everything.
    pub fn forget(&mut self) {
        self.wiped = false;
    }

    /// The bytes that make the terminal show `buffer`, and its cursor at `cursor` or hidden. Empty when the terminal
    /// shows that already.
    pub fn paint(&mut self, buffer: &Buffer, cursor: Option<Position>) -> &[u8] {
        self.out.clear();
        self.out.extend_from_slice(SYNC_ON);
        self.wipe_if_unknown(buffer);
        self.settle(buffer);
        self.scroll();
        for y in 0..usize::from(buffer.area.height) {
            self.paint_row(y);
        }
        std::mem::swap(&mut self.shown, &mut self.wanted);
        self.place_cursor(cursor, usize::from(buffer.area.height));
        if !self.sync || self.out.len() - SYNC_ON.len() < SYNC_PAYS {
            return &self.out[SYNC_ON.len()..];
        }
        self.out.extend_from_slice(SYNC_OFF);
        &self.out
    }

    fn wipe_if_unknown(&mut self, buffer: &Buffer) {
        let size_changed = self.width != usize::from(buffer.area.width) || self.shown.len() != buffer.content.len();
        if self.wiped && !size_changed {
            return;
        }
        self.width = usize::from(buffer.area.width);
        self.shown.clear();
        self.shown.resize(buffer.content.len(), Cell::EMPTY);
        self.out.extend_from_slice(WIPE);
        self.pen = Pen::PLAIN;
        self.at = None;
        self.wiped = true;
    }

    fn settle(&mut self, buffer: &Buffer) {
        self.wanted.clear();
        for row in buffer.content.chunks(self.width.max(1)) {
            settle_row(row, &mut self.wanted);
        }
    }

    /// Lets the terminal move rows that only moved.
    fn scroll(&mut self) {
        let Some(scroll) = Scroll::find(&self.shown, &self.wanted, self.width) else { return };
        if !self.pen.erases_clean() {
            self.take_pen(Pen::PLAIN);
        }
        scroll.write(&mut self.out);
        scroll.apply(&mut self.shown, self.width);
        self.at = None;
    }

    fn paint_row(&mut self, y: usize) {
        let wanted = std::mem::take(&mut self.wanted);
        let row = &wanted[y * self.width..(y + 1) * self.width];
        let shown = &self.shown[y * self.width..(y + 1) * self.width];
        let changed: Vec<usize> = (0..self.width).filter(|x| shown[*x] != row[*x]).collect();
        self.paint_cells(row, &changed, y);
        self.wanted = wanted;
    }

    /// Paints the cells of a row in the columns of `changed`, which go up.
    fn paint_cells(&mut self, row: &[Cell], changed: &[usize], y: usize) {
        let Some(&last) = changed.last() else { return };
        let bare_tail = row.iter().rposition(|cell| !is_untouched(cell)).map_or(0, |x| x + 1);
        for &x in changed {
            if row[x].symbol().is_empty() {
                continue;
            }
            self.move_to(x, y, row);
            if x >= bare_tail && last + 1 - x >= ERASE_PAYS {
                self.erase_to_end();
                return;
            }
            let width = if row.get(x + 1).is_some_and(|next| next.symbol().is_empty()) { 2 } else { 1 };
            self.put(&row[x]);
            let is_sure = width == 1 && row[x].symbol().chars().nth(1).is_none();
            self.at = is_sure.then_some((x + 1, y));
        }
    }

    fn put(&mut self, cell: &Cell) {
        if !self.pen.fits(cell) {
            self.take_pen(Pen::of(cell));
        }
        self.out.extend_from_slice(cell.symbol().as_bytes());
    }

    fn erase_to_end(&mut self) {
        if !self.pen.erases_clean() {
            self.take_pen(Pen::PLAIN);
        }
        self.out.extend_from_slice(b"\x1b[K");
    }

    fn take_pen(&mut self, pen: Pen) {
        self.pen.turn_into(pen, &mut self.out);
        self.pen = pen;
    }

    fn place_cursor(&mut self, cursor: Option<Position>, height: usize) {
        let Some(position) = cursor else {
            if self.cursor_shown {
                self.out.extend_from_slice(HIDE_CURSOR);
                self.cursor_shown = false;
            }
            return;
        };
        let x = usize::from(position.x).min(self.width.saturating_sub(1));
        let y = usize::from(position.y).min(height.saturating_sub(1));
        self.move_to(x, y, &[]);
        if !self.cursor_shown {
            self.out.extend_from_slice(SHOW_CURSOR);
            self.cursor_shown = true;
        }
    }

    /// Moves the cursor by the shortest way. `row` holds the cells of row `y`, of which those left of `x` are on the
    /// screen already: writing a few of them again may be shorter than a jump.
    fn move_to(&mut self, x: usize, y: usize, row: &[Cell]) {
        if self.at == Some((x, y)) {
            return;
        }
        let mut best = absolute(x, y);
        if let Some((from_x, from_y)) = self.at {
            let rewritten = if from_y == y { self.rewrite(from_x, x, row) } else { None };
            for way in [relative((from_x, from_y), (x, y), self.width), rewritten].into_iter().flatten() {
                if way.len() < best.len() {
                    best = way;
                }
            }
        }
        self.out.extend_from_slice(best.as_bytes());
        self.at = Some((x, y));
    }

    /// The cells between two columns as text, if the pen in hand fits them all.
    fn rewrite(&self, from: usize, to: usize, row: &[Cell]) -> Option<String> {
        let cells = row.get(from..to)?;
        let plain = |cell: &Cell| self.pen.fits(cell) && cell.symbol().chars().count() == 1;
        let ends_whole = row.get(to).is_none_or(|next| !next.symbol().is_empty());
        (ends_whole && cells.iter().all(plain)).then(|| cells.iter().map(Cell::symbol).collect())
    }
}

fn absolute(x: usize, y: usize) -> String {
    match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, _) => format!("\x1b[{}H", y + 1),
        _ => format!("\x1b[{};{}H", y + 1, x + 1),
    }
}

/// The way from a known place, where there is one that every terminal takes alike. A line feed always follows a
/// carriage return, so that it does not matter whether the terminal adds one.
fn relative((from_x, from_y): (usize, usize), (x, y): (usize, usize), width: usize) -> Option<String> {
    if y == from_y + 1 {
        return Some(format!("\r\n{}", forward(x)));
    }
    if y != from_y {
        return None;
    }
    let from_start = format!("\r{}", forward(x));
    // After the last column terminals disagree on where the cursor is, but not on where the row starts.
    if from_x >= width {
        return Some(from_start);
    }
    let straight = if x >= from_x { forward(x - from_x) } else { backward(from_x - x) };
    Some(if straight.len() <= from_start.len() { straight } else { from_start })
}

fn forward(columns: usize) -> String {
    match columns {
        0 => String::new(),
        1 => "\x1b[C".to_owned(),
        _ => format!("\x1b[{columns}C"),
    }
}

fn backward(columns: usize) -> String {
    if columns <= 3 { "\u{8}".repeat(columns) } else { format!("\x1b[{columns}D") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;

    /// The bytes that turn one line into another, with the cursor shown at `cursor` before.
    fn turn(from: &str, to: &str, cursor: Option<Position>) -> String {
        let mut painter = Painter::new(false);
        painter.paint(&Buffer::with_lines([from]), cursor);
        String::from_utf8(painter.paint(&Buffer::with_lines([to]), cursor).to_vec()).unwrap()
    }

    #[test]
    fn the_place_after_the_last_column_is_not_relied_on() {
        assert_eq!(relative((5, 0), (4, 0), 5).as_deref(), Some("\r\u{1b}[4C"));
        assert_eq!(relative((5, 0), (0, 1), 5).as_deref(), Some("\r\n"));
        assert_eq!(relative((4, 0), (3, 0), 5).as_deref(), Some("\u{8}"));
        assert_eq!(relative((4, 0), (4, 2), 5), None);
    }

    #[test]
    fn short_gaps_are_written_again_and_long_ones_jumped_over() {
        assert_eq!(turn("abcdefgh", "Xbcdefgh", None), "\rX");
        assert_eq!(turn("abcdefgh", "XbcYefgh", None), "\rXbcY");
        assert_eq!(turn("abcdefgh", "XbcdefYh", None), "\rX\u{1b}[5CY");
        assert_eq!(turn("abcdefgh", "Xb      ", None), "\rXb\u{1b}[K");
    }

    #[test]
    fn half_a_wide_character_is_never_a_starting_point() {
        // The cursor stands on the second half of 語, which must not be skipped as if it were a written cell.
        let cursor = Some(Position::new(1, 0));
        assert_eq!(turn("語bcdefg", "語bXdefg", cursor), "\u{1b}[2CX\u{8}\u{8}\u{8}");
        assert_eq!(turn("語bcdefg", "語Xcdefg", cursor), "\u{1b}[CX\u{8}\u{8}");
    }

    #[test]
    fn a_cursor_that_stays_costs_nothing() {
        let mut painter = Painter::new(true);
        let buffer = Buffer::empty(Rect::new(0, 0, 9, 2));
        assert!(!painter.paint(&buffer, Some(Position::new(3, 1))).is_empty());
        assert!(painter.paint(&buffer, Some(Position::new(3, 1))).is_empty());
        assert_eq!(painter.paint(&buffer, Some(Position::new(4, 1))), b"\x1b[C");
        assert_eq!(painter.paint(&buffer, None), b"\x1b[?25l");
    }
}
