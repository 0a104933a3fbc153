//! How such a page looks: a line about the whole, the rows, and the card beside them, below them, or in front.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Entry, Report, Topic};
use crate::kit::paint::{self, clip, width};
use crate::kit::{Tone, World};
use crate::panes::beside::{Areas, Shares, frame, split};

/// Cells of the cursor and of the mark.
const LEAD: u16 = 3;

/// How much of the page its rows take.
const SHARES: Shares = Shares { wide: 50, narrow: 57, under: 60 };

fn areas(area: Rect) -> Areas {
    let areas = split(Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, &SHARES);
    // A cell stays free at each edge of the window.
    let edge = u16::from(!areas.beside);
    let card = Rect { x: areas.card.x + edge, width: areas.card.width.saturating_sub(edge + 1), ..areas.card };
    Areas { card, ..areas }
}

/// How many rows fit.
pub fn list_height(area: Rect) -> usize {
    usize::from(areas(area).list.height)
}

/// Where the card lies when it is in front of the rows.
pub fn reading(area: Rect) -> Rect {
    Rect { x: area.x + 1, y: area.y + 1, width: area.width.saturating_sub(2), height: area.height.saturating_sub(1) }
}

/// Draws a page.
pub fn page<T: Topic>(page: &Report<T>, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let filter = page.list.filter().text();
    let typed = if filter.is_empty() && !page.list.is_filtering() {
        page.topic.head(world)
    } else {
        format!("{}: {filter}", world.text.common.filter)
    };
    let head = clip(&typed, usize::from(area.width.saturating_sub(2)), marks.ellipsis);
    paint::put(buf, area, area.x + 1, area.y, &head, theme.style(Tone::Muted));
    if page.list.is_reading() {
        let card = reading(area);
        let lines = page.card(usize::from(card.width), world);
        for (line, y) in lines.iter().skip(page.list.card_top()).zip(card.y..card.bottom()) {
            paint::put_line(buf, card, y, line);
        }
        return;
    }
    let areas = areas(area);
    for ((key, current), y) in page.list.window().zip(areas.list.y..areas.list.bottom()) {
        if let Some(place) = page.place_of(key) {
            row(&page.entries[place], current, Rect { y, height: 1, ..areas.list }, buf, world);
        }
    }
    if page.list.shown_count() == 0 {
        let words =
            if page.list.count() > 0 { world.text.common.nothing_found.to_owned() } else { page.topic.nothing(world) };
        let lines = paint::wrap(&words, usize::from(areas.list.width.saturating_sub(2)));
        for (line, y) in lines.iter().zip(areas.list.y..areas.list.bottom()) {
            paint::put(buf, areas.list, areas.list.x + 1, y, line, theme.style(Tone::Muted));
        }
    }
    frame(&areas, buf, world);
    let lines = page.card(usize::from(areas.card.width), world);
    let fits = usize::from(areas.card.height);
    for (line, y) in lines.iter().take(fits).zip(areas.card.y..areas.card.bottom()) {
        paint::put_line(buf, areas.card, y, line);
    }
    if lines.len() > fits && fits > 0 {
        let more = format!("{} {}", marks.right, marks.ellipsis);
        paint::put_right(buf, areas.card, areas.card.bottom() - 1, &more, theme.style(Tone::Muted));
    }
}

fn row(entry: &Entry, current: bool, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let lead = if current { marks.focus } else { " " };
    paint::put(buf, area, area.x, area.y, lead, theme.style(Tone::Accent));
    paint::put(buf, area, area.x + 1, area.y, entry.mark, theme.style(entry.tone));
    let name = match (current, entry.heading) {
        (true, _) => Tone::Focus,
        (false, true) => Tone::Heading,
        (false, false) => Tone::Plain,
    };
    let lead = if entry.heading { 1 } else { LEAD };
    let room = usize::from(area.width.saturating_sub(lead + 1)).saturating_sub(width(&entry.value) + 1);
    let label = clip(&entry.label, room, marks.ellipsis);
    paint::put(buf, area, area.x + lead, area.y, &label, theme.style(name));
    let tone = if entry.tone == Tone::Heading { Tone::Plain } else { entry.tone };
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    paint::put_right(buf, inside, area.y, &entry.value, theme.style(tone));
}
