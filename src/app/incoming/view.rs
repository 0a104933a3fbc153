//! The picture of a table on its way in.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Incoming, Line, Page};
use crate::exchange::RowState;
use crate::kit::paint::{self, clip, clip_words, width};
use crate::kit::{Tone, World};
use crate::text::fill;

/// Cells of the number of a row with its gap.
const NUMBER: usize = 5;

impl Incoming {
    /// Draws it.
    pub fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let (theme, marks) = (world.theme, world.theme.marks());
        let cells = usize::from(area.width);
        let file = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let heads = [
            (self.matter.title(&file, world), Tone::Heading),
            (self.totals(world), Tone::Muted),
            (self.note(world), Tone::Warning),
        ];
        for ((words, tone), y) in heads.iter().zip(area.y..) {
            paint::put(buf, area, area.x, y, &clip(words, cells, marks.ellipsis), theme.style(*tone));
        }
        let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let top = (self.cursor + 1).saturating_sub(usize::from(rows.height));
        let lines = match self.page {
            Page::Rows => self.lines(top, rows, world),
            Page::Columns => Vec::new(),
        };
        let widths = self.widths(&lines, rows);
        for (at, y) in (top..self.count()).zip(rows.y..rows.bottom()) {
            let current = at == self.cursor;
            let lead = if current { marks.focus } else { " " };
            paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
            let line = Rect { x: rows.x + 1, y, width: rows.width.saturating_sub(1), height: 1 };
            let tone = if current { Tone::Focus } else { Tone::Plain };
            match lines.get(at - top) {
                Some(row) => draw_row(row, &widths, (line, tone), buf, world),
                None => self.draw_column(at, (line, tone), buf, world),
            }
        }
        for (line, y) in paint::wrap(&self.about(world), cells).iter().zip(rows.bottom()..area.bottom()) {
            paint::put(buf, area, area.x, y, line, theme.style(Tone::Warning));
        }
    }

    /// Which sheet it is, and what is to be known of it.
    fn note(&self, world: &World) -> String {
        let note = Some(self.matter.note(world)).filter(|note| !note.is_empty());
        self.sheet_words(world).into_iter().chain(note).collect::<Vec<_>>().join(" · ")
    }

    fn totals(&self, world: &World) -> String {
        if let Some(error) = self.matter.error() {
            return self.matter.error_words(error, world.text);
        }
        let states = [RowState::Taken, RowState::Rejected, RowState::Undecided, RowState::Skipped];
        let [taken, rejected, undecided, skipped] = states.map(|state| self.matter.tally(state));
        let totals = fill(world.text.panes.import_totals, &[&taken, &rejected, &undecided, &skipped]);
        [Some(totals), self.matter.apart(world.text)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The whole reason of the row under the cursor, or what is lost with the column.
    fn about(&self, world: &World) -> String {
        match self.page {
            Page::Rows => self.matter.about_row(self.cursor, world),
            Page::Columns => self.matter.about_column(self.cursor, world.text),
        }
    }

    /// The rows in sight.
    fn lines(&self, top: usize, rows: Rect, world: &World) -> Vec<Line> {
        let seen = (top..self.matter.rows()).take(usize::from(rows.height));
        seen.filter_map(|at| self.matter.row(at, world)).collect()
    }

    /// How wide each part of the rows in sight is. What becomes of a row has its room first; parts leave from the right
    /// where the window is narrow.
    fn widths(&self, lines: &[Line], rows: Rect) -> Vec<usize> {
        let room = usize::from(rows.width).saturating_sub(NUMBER + 1);
        let fate = lines.iter().map(|line| width(&line.fate.0)).max().unwrap_or(0).min(room * 2 / 5);
        let mut left = room.saturating_sub(fate);
        let parts = self.matter.widths().iter().enumerate();
        parts
            .map(|(place, (least, most))| {
                let part = |line: &Line| line.parts.get(place).map_or(0, |part| width(part));
                let wanted = lines.iter().map(part).max().unwrap_or(0).min(*most);
                let given = wanted.min(left.saturating_sub(1));
                if given < wanted.min(*least) {
                    return 0;
                }
                left -= if given > 0 { given + 1 } else { 0 };
                given
            })
            .collect()
    }

    fn draw_column(&self, at: usize, (line, tone): (Rect, Tone), buf: &mut Buffer, world: &World) {
        let Some((head, words, meant)) = self.matter.column(at, world) else { return };
        let ellipsis = world.theme.marks().ellipsis;
        let half = usize::from(line.width) / 2;
        let head = clip(&head.replace('\n', " "), half, ellipsis);
        paint::put(buf, line, line.x, line.y, &head, world.theme.style(tone));
        let x = line.x + u16::try_from(half).unwrap_or(0) + 1;
        let room = usize::from(line.right().saturating_sub(x));
        paint::put(buf, line, x, line.y, &clip_words(&words, room, ellipsis), world.theme.style(meant));
    }
}

fn draw_row(row: &Line, widths: &[usize], (line, tone): (Rect, Tone), buf: &mut Buffer, world: &World) {
    let (theme, ellipsis) = (world.theme, world.theme.marks().ellipsis);
    let number = format!("{:>4} ", row.number);
    let mut x = paint::put(buf, line, line.x, line.y, &number, theme.style(Tone::Muted));
    for (place, (part, width)) in row.parts.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0) {
        let tone = if place == 0 { tone } else { Tone::Plain };
        paint::put(buf, line, x, line.y, &clip(part, *width, ellipsis), theme.style(tone));
        x += u16::try_from(width + 1).unwrap_or(0);
    }
    let room = usize::from(line.right().saturating_sub(x));
    paint::put(buf, line, x, line.y, &clip(&row.fate.0, room, ellipsis), theme.style(row.fate.1));
}
