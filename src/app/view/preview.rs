//! A big step before it is taken: its lines, and whom the line with the cursor is about.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::kit::paint;
use crate::kit::{Fact, NAMES, Preview, Tone, World, key_name, verb};
use crate::text::fill;

/// Draws it.
pub fn draw(preview: &Preview, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, ellipsis) = (world.theme, world.theme.marks().ellipsis);
    let cells = usize::from(area.width);
    let title = paint::clip(&preview.title(world), cells, ellipsis);
    paint::put(buf, area, area.x, area.y, &title, theme.style(Tone::Heading));
    let hint = paint::clip(world.text.panes.preview_hint, cells, ellipsis);
    paint::put(buf, area, area.x, area.y + 1, &hint, theme.style(Tone::Muted));
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(3 + NAMES), ..area };
    let height = usize::from(rows.height).max(1);
    // Half a window at once, as a list does.
    let top =
        if preview.cursor() < height { 0 } else { (preview.cursor() / height.div_ceil(2) - 1) * height.div_ceil(2) };
    let top = top.min(preview.lines().len().saturating_sub(height));
    let wide = preview.lines().iter().map(|fact| paint::width(&fact.label)).max().unwrap_or(0).min(cells * 3 / 5);
    for ((place, fact), y) in preview.lines().iter().enumerate().skip(top).zip(rows.y..rows.bottom()) {
        line((place == preview.cursor(), fact), wide, Rect { y, height: 1, ..rows }, buf, world);
    }
    let Some(fact) = preview.lines().get(preview.cursor()) else { return };
    let under = Rect { y: rows.bottom() + 1, height: NAMES, ..area };
    for (line, y) in named(fact, cells, world).iter().zip(under.y..under.bottom()) {
        paint::put(buf, under, under.x, y, line, theme.style(Tone::Muted));
    }
}

/// A line: what it is about, and how many or what was chosen.
fn line((current, fact): (bool, &Fact), wide: usize, line: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let lead = if current { marks.focus } else { " " };
    paint::put(buf, line, line.x, line.y, lead, theme.style(Tone::Accent));
    let tone = if current { Tone::Focus } else { fact.tone };
    let label = paint::clip(&fact.label, wide, marks.ellipsis);
    // Only the first word is reversed: moving the focus repaints two words, not two rows.
    let (first, rest) =
        if current { label.split_at(label.find(' ').unwrap_or(label.len())) } else { (label.as_str(), "") };
    let x = paint::put(buf, line, line.x + 1, line.y, first, theme.style(tone));
    paint::put(buf, line, x, line.y, rest, theme.style(fact.tone));
    let x = line.x + u16::try_from(wide).unwrap_or(0) + 3;
    let room = usize::from(line.right().saturating_sub(x));
    if fact.open {
        let value = format!("{} {} {}", marks.caret_left, fact.value, marks.caret_right);
        paint::put(buf, line, x, line.y, &paint::clip(&value, room, marks.ellipsis), theme.style(Tone::Accent));
    } else {
        paint::put(buf, line, x, line.y, &paint::clip(&fact.value, room, marks.ellipsis), theme.style(fact.tone));
    }
}

/// Whom a line is about: as many as fit into the rows below, and the key that shows them all.
fn named(fact: &Fact, cells: usize, world: &World) -> Vec<String> {
    let all = fact.names.join("; ");
    let lines = paint::wrap(&all, cells);
    if lines.len() <= usize::from(NAMES) {
        return lines;
    }
    let key = verb::VIEW.of(world.text.lang).first().map_or_else(String::new, |key| key_name(key, world.layout, world));
    let more = fill(world.text.panes.preview_all, &[&fact.names.len(), &key]);
    let room = (cells * usize::from(NAMES)).saturating_sub(paint::width(&more) + cells / 6);
    let short = paint::clip_words(&all, room, world.theme.marks().ellipsis);
    paint::wrap(&format!("{short} {more}"), cells)
}
