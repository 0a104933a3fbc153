//! Rows that moved up or down together. The terminal moves them itself for some twenty bytes; written again, each of
//! them costs a hundred.

use ratatui::buffer::Cell;
use std::ops::Range;

/// What a move costs, in cells that could be written instead.
const PRICE: usize = 20;

/// A block of whole rows that moves within itself: as many rows fall out at one end and become blank at the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scroll {
    rows: Range<usize>,
    by: usize,
    up: bool,
}

impl Scroll {
    /// The move after which least is left to be written on the way from `shown` to `wanted`, both settled cells in
    /// rows of `width`; none when without a move it is as little.
    pub fn find(shown: &[Cell], wanted: &[Cell], width: usize) -> Option<Self> {
        let pair = Pair { shown, wanted, width };
        let height = shown.len().checked_div(width)?;
        let differs = |y: &usize| pair.row(wanted, *y) != pair.row(shown, *y);
        let changed = (0..height).find(differs)?..(0..height).rfind(differs)? + 1;
        let moves = (1..changed.len()).flat_map(|by| [(by, true), (by, false)]);
        let blocks = moves.filter_map(|(by, up)| pair.block(&changed, by, up));
        let (saved, best) = blocks.max_by_key(|(saved, _)| *saved)?;
        (saved > best.by + PRICE).then_some(best)
    }

    /// Moves the rows of a picture as the terminal does.
    pub fn apply(&self, cells: &mut [Cell], width: usize) {
        let block = &mut cells[self.rows.start * width..self.rows.end * width];
        let (shift, kept) = (self.by * width, block.len() - self.by * width);
        if self.up {
            block.rotate_left(shift);
            block[kept..].fill(Cell::EMPTY);
        } else {
            block.rotate_right(shift);
            block[..shift].fill(Cell::EMPTY);
        }
    }

    /// What makes the terminal do it. The pen must be one that erases clean; the cursor is anywhere afterwards.
    pub fn write(&self, out: &mut Vec<u8>) {
        let (first, last) = (self.rows.start + 1, self.rows.end);
        // At the edge of the block a line feed moves it up, a reverse index down.
        let (edge, step) = if self.up { (last, "\n") } else { (first, "\x1bM") };
        out.extend_from_slice(format!("\x1b[{first};{last}r\x1b[{edge}H{}\x1b[r", step.repeat(self.by)).as_bytes());
    }
}

/// The picture on the screen and the one to come.
struct Pair<'a> {
    shown: &'a [Cell],
    wanted: &'a [Cell],
    width: usize,
}

impl Pair<'_> {
    fn row<'c>(&self, cells: &'c [Cell], y: usize) -> &'c [Cell] {
        &cells[y * self.width..(y + 1) * self.width]
    }

    /// The best block for a move by so many rows within `changed`, and how many cells it saves.
    fn block(&self, changed: &Range<usize>, by: usize, up: bool) -> Option<(usize, Scroll)> {
        let targets = if up { changed.start..changed.end - by } else { changed.start + by..changed.end };
        let source = |y: usize| if up { y + by } else { y - by };
        let whole = |y: usize| self.row(self.wanted, y) == self.row(self.shown, source(y));
        let run = dearest_run(targets.clone(), |y| whole(y).then(|| self.left(y, Some(y))))?;
        // A neighbour that is nearly right, such as the row the cursor has left, may come along.
        let starts = [run.start, run.start.saturating_sub(1).max(targets.start)];
        let ends = [run.end, (run.end + 1).min(targets.end)];
        let blocks = starts.into_iter().flat_map(|start| ends.map(|end| start..end)).filter_map(|kept| {
            let bared = if up { kept.end..kept.end + by } else { kept.start - by..kept.start };
            let rows = kept.start.min(bared.start)..kept.end.max(bared.end);
            let before: usize = rows.clone().map(|y| self.left(y, Some(y))).sum();
            let moved: usize = kept.map(|y| self.left(y, Some(source(y)))).sum();
            let bare: usize = bared.map(|y| self.left(y, None)).sum();
            Some((before.checked_sub(moved + bare)?, Scroll { rows, by, up }))
        });
        blocks.max_by_key(|(saved, _)| *saved)
    }

    /// How many cells of row `y` are left to be written where row `source` of the screen stands, or a blank one.
    fn left(&self, y: usize, source: Option<usize>) -> usize {
        let wanted = self.row(self.wanted, y);
        match source {
            Some(source) => wanted.iter().zip(self.row(self.shown, source)).filter(|(to_be, is)| to_be != is).count(),
            None => wanted.iter().filter(|to_be| **to_be != Cell::EMPTY).count(),
        }
    }
}

/// The unbroken run of rows that is worth most; none when none is worth anything.
fn dearest_run(rows: Range<usize>, worth: impl Fn(usize) -> Option<usize>) -> Option<Range<usize>> {
    let (mut best, mut most) = (None, 0);
    let (mut start, mut sum) = (rows.start, 0);
    for y in rows {
        let Some(worth) = worth(y) else {
            (start, sum) = (y + 1, 0);
            continue;
        };
        sum += worth;
        if sum > most {
            (best, most) = (Some(start..y + 1), sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Buffer;

    fn found(from: [&str; 6], to: [&str; 6]) -> Option<Scroll> {
        let (from, to) = (Buffer::with_lines(from), Buffer::with_lines(to));
        let width = usize::from(from.area.width);
        let scroll = Scroll::find(&from.content, &to.content, width)?;
        let mut moved = from.content;
        scroll.apply(&mut moved, width);
        let differ = |cells: &[Cell]| cells.iter().zip(&to.content).filter(|(is, to_be)| is != to_be).count();
        assert!(differ(&moved) <= width + 1, "a row is new and one has lost its mark");
        Some(scroll)
    }

    const A: &str = " aaaaaaaaaaaaaaaaaaaaaa";
    const B: &str = " bbbbbbbbbbbbbbbbbbbbbb";
    const C: &str = " cccccccccccccccccccccc";
    const D: &str = " dddddddddddddddddddddd";
    const E: &str = " eeeeeeeeeeeeeeeeeeeeee";
    const D_MARKED: &str = ">dddddddddddddddddddddd";
    const E_MARKED: &str = ">eeeeeeeeeeeeeeeeeeeeee";

    #[test]
    fn a_list_that_moved_on_by_a_row_is_moved() {
        let scroll = found(["head", A, B, C, D_MARKED, "foot"], ["head", B, C, D, E_MARKED, "foot"]);
        assert_eq!(scroll, Some(Scroll { rows: 1..5, by: 1, up: true }));
        let scroll = found([A, B, C, D, E_MARKED, "foot"], [B, C, D, E, D_MARKED, "foot"]);
        assert_eq!(scroll, Some(Scroll { rows: 0..5, by: 1, up: true }));
    }

    #[test]
    fn a_list_that_moved_back_is_moved_down() {
        let scroll = found(["head", B, C, D, E, A], ["head", A, B, C, D, A]);
        assert_eq!(scroll, Some(Scroll { rows: 1..5, by: 1, up: false }));
        let mut out = Vec::new();
        scroll.unwrap().write(&mut out);
        assert_eq!(out, b"\x1b[2;5r\x1b[2H\x1bM\x1b[r");
    }

    #[test]
    fn what_stays_where_it_is_is_not_moved() {
        assert_eq!(found([A, B, C, D, E, A], [A, B, C, D, E, B]), None);
        assert_eq!(found([A; 6], [A; 6]), None);
    }
}
