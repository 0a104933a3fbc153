//! A conflict: a line for each field that either side changed, what stands marked; the whole of the row under the
//! cursor below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::conflict::{About, Conflict};
use crate::kit::paint::{self, clip};
use crate::kit::{Side, Tone, Versions, World};
use crate::text::fill;

/// Draws it.
pub fn draw(conflict: &Conflict, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, m) = (world.theme, &world.text.messages);
    let [title, advice, field] = conflict.words(world);
    paint::put(buf, area, area.x, area.y, title, theme.style(Tone::Heading));
    let mut y = area.y + 1;
    for line in conflict.who.iter().flat_map(|who| paint::wrap(who, area.width.into())).chain([advice.to_owned()]) {
        paint::put(buf, area, area.x, y, &line, theme.style(Tone::Plain));
        y += 1;
    }
    let heads = columns(area.width);
    for ((x, width), head) in heads.into_iter().zip([field, m.conflict_mine, m.conflict_theirs]) {
        paint::put(buf, area, area.x + x, y + 1, &clip(head, width, ""), theme.style(Tone::Muted));
    }
    let asked = question_lines(conflict, area);
    let wholes: Vec<_> = conflict.rows.iter().map(|row| whole(row, asked, area.width, world)).collect();
    // The same for every row, so that nothing jumps; and a line between.
    let below = 1 + wholes.iter().map(|lines| u16::try_from(lines.len()).unwrap_or(0)).max().unwrap_or(0);
    let rows = Rect { y: y + 2, height: area.bottom().saturating_sub(y + 2 + below), ..area };
    let top = (conflict.cursor + 1).saturating_sub(usize::from(rows.height));
    for ((at, row), y) in conflict.rows.iter().enumerate().skip(top).zip(rows.y..rows.bottom()) {
        draw_row(row, at == conflict.cursor, Rect { y, height: 1, ..rows }, buf, world);
    }
    let current = wholes.get(conflict.cursor).into_iter().flatten();
    for ((line, tone), y) in current.zip(area.bottom().saturating_sub(below - 1)..area.bottom()) {
        paint::put(buf, area, area.x, y, line, theme.style(*tone));
    }
}

/// Lines kept for the question in full: on paper it does not fit its column, as the label of a field does.
fn question_lines(conflict: &Conflict, area: Rect) -> usize {
    match conflict.about {
        About::Form => 0,
        About::Paper(_) if area.height < 20 => 1,
        About::Paper(_) => 2,
    }
}

/// Where the three columns begin, and how wide they are.
fn columns(width: u16) -> [(u16, usize); 3] {
    let label = width / 4;
    let value = (width - label) / 2;
    let cells = usize::from(value.saturating_sub(3));
    [(1, usize::from(label - 2)), (label, cells), (label + value, cells)]
}

fn draw_row(row: &Versions, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let [(label, label_cells), (mine, cells), (theirs, _)] = columns(line.width);
    if current {
        paint::put(buf, line, line.x, line.y, marks.focus, theme.style(Tone::Accent));
    }
    let tone = if current { Tone::Focus } else { Tone::Plain };
    paint::put(buf, line, line.x + label, line.y, &clip(&row.label, label_cells, marks.ellipsis), theme.style(tone));
    for (x, value, side) in [(mine, &row.mine, Side::Mine), (theirs, &row.theirs, Side::Theirs)] {
        let stands = row.side == side;
        let (mark, tone) = if stands { (marks.picked, Tone::Good) } else { (" ", Tone::Muted) };
        paint::put(buf, line, line.x + x, line.y, mark, theme.style(Tone::Accent));
        let value = if value.is_empty() { world.text.common.none } else { value };
        paint::put(buf, line, line.x + x + 2, line.y, &clip(value, cells, marks.ellipsis), theme.style(tone));
    }
}

/// The question, what it was, what was typed, what is on file: long texts in full as far as there is room.
fn whole(row: &Versions, asked: usize, width: u16, world: &World) -> Vec<(String, Tone)> {
    let m = &world.text.messages;
    let label = paint::wrap(&row.label, width.into()).into_iter().take(asked).map(|line| (line, Tone::Muted));
    let values = [(m.conflict_was, &row.before), (m.conflict_yours, &row.mine), (m.conflict_other, &row.theirs)];
    let values = values.into_iter().flat_map(|(sentence, value)| {
        let value = if value.is_empty() { world.text.common.none } else { value };
        paint::wrap(&fill(sentence, &[&value]), width.into()).into_iter().take(2)
    });
    label.chain(values.map(|line| (line, Tone::Plain))).collect()
}
