//! The journal on screen: its title and how much is shown, the filter, the entries.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::journal::{HEAD, Journal};
use crate::kit::paint::{self, clip, width};
use crate::kit::{Tone, World};

/// Draws it.
pub fn draw(journal: &Journal, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    let ellipsis = theme.marks().ellipsis;
    let count = journal.count(world);
    let room = usize::from(area.width).saturating_sub(width(&count) + 2);
    paint::put(buf, area, area.x, area.y, &clip(&journal.title(world), room, ellipsis), theme.style(Tone::Heading));
    let x = area.right().saturating_sub(u16::try_from(width(&count)).unwrap_or(0));
    paint::put(buf, area, x, area.y, &count, theme.style(Tone::Muted));
    filter(journal, area, buf, world);
    let rows = Rect { y: area.y + HEAD, height: area.height.saturating_sub(HEAD), ..area };
    for (line, y) in journal.window().zip(rows.y..rows.bottom()) {
        paint::put_line(buf, rows, y, &line.clipped(usize::from(rows.width), ellipsis));
    }
    if let Some(sentence) = journal.nothing(world) {
        paint::put(buf, rows, rows.x, rows.y, sentence, theme.style(Tone::Muted));
    }
}

fn filter(journal: &Journal, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    if !journal.is_filtering() && journal.filter().is_empty() {
        return;
    }
    let y = area.y + 1;
    let x = paint::put(buf, area, area.x, y, &format!("{}: ", world.text.common.filter), theme.style(Tone::Muted));
    let x = paint::put(buf, area, x, y, journal.filter(), theme.style(Tone::Accent));
    if journal.is_filtering() {
        paint::put(buf, area, x, y, " ", theme.style(Tone::Focus));
    }
}
