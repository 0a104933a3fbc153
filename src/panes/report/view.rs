//! How such a page looks: a line about the whole, the rows, and the card beside them, below them, or in front.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Across, Entry, Placing, Report, Topic};
use crate::kit::paint::{self, clip, width};
use crate::kit::{Tone, World};
use crate::panes::beside::{Areas, BESIDE, Shares, frame, split};

/// From this width on the card stands beside rows that need the width.
const BESIDE_WIDE: u16 = 140;
/// From this width on there is room enough for rows and card.
const WIDE: u16 = 120;
/// Cells of the cursor and of the mark.
const LEAD: u16 = 3;
/// Cells of the sign that says whether an arrow is good or bad news.
const SIGN: u16 = 1;
/// The fewest cells of a label before a column leaves.
const LABEL: u16 = 30;

/// The fewest cells a column says something in.
const NARROWEST: u16 = 14;

/// How much of the page its rows take.
const SHARES: Shares = Shares { beside_from: BESIDE, wide: 50, narrow: 57, under: 60 };

/// Where the rows lie, and with them the card where it has a place.
fn areas<T: Topic>(page: &Report<T>, area: Rect) -> (Rect, Option<Areas>) {
    let top = 1 + u16::from(!page.topic.columns().is_empty());
    let body = Rect { y: area.y + top, height: area.height.saturating_sub(top), ..area };
    let has_card = T::CARD == Placing::Always || (T::CARD == Placing::Wide && area.width >= WIDE);
    if !has_card {
        return (body, None);
    }
    let shares = Shares { beside_from: if page.topic.is_wide() { BESIDE_WIDE } else { BESIDE }, ..SHARES };
    let areas = split(body, &shares);
    // A cell stays free at each edge of the window.
    let edge = u16::from(!areas.beside);
    let card = Rect { x: areas.card.x + edge, width: areas.card.width.saturating_sub(edge + 1), ..areas.card };
    (areas.list, Some(Areas { card, ..areas }))
}

/// How many rows fit.
pub fn list_height<T: Topic>(page: &Report<T>, area: Rect) -> usize {
    usize::from(areas(page, area).0.height)
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
    let (list, areas) = areas(page, area);
    rows(page, list, buf, world);
    let Some(areas) = areas else { return };
    frame(&areas, buf, world);
    let card = areas.card;
    let lines = page.card(usize::from(card.width), world);
    let fits = usize::from(card.height);
    for (line, y) in lines.iter().take(fits).zip(card.y..card.bottom()) {
        paint::put_line(buf, card, y, line);
    }
    if lines.len() > fits && fits > 0 {
        let more = format!("{} {}", marks.right, marks.ellipsis);
        paint::put_right(buf, card, card.bottom() - 1, &more, theme.style(Tone::Muted));
    }
}

fn rows<T: Topic>(page: &Report<T>, area: Rect, buf: &mut Buffer, world: &World) {
    let (style, columns) = (world.theme.style(Tone::Muted), Columns::of(page, area));
    columns.head(area, buf, world);
    for ((key, current), y) in page.list.window().zip(area.y..area.bottom()) {
        if let Some(place) = page.place_of(key) {
            let differs = page.differs.get(place).copied().unwrap_or(0);
            row((&page.entries[place], differs), current, &columns, Rect { y, height: 1, ..area }, buf, world);
        }
    }
    if page.list.shown_count() > 0 {
        return;
    }
    let nothing = world.text.common.nothing_found.to_owned();
    let words = if page.list.count() > 0 { nothing } else { page.topic.nothing(world) };
    let lines = paint::wrap(&words, usize::from(area.width.saturating_sub(2)));
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        paint::put(buf, area, area.x + 1, y, line, style);
    }
}

/// The columns that fit, from the left, and where the first begins.
struct Columns {
    shown: Vec<Across>,
    from: u16,
    /// Whether arrows are judged by a sign.
    judged: bool,
}

impl Columns {
    fn of<T: Topic>(page: &Report<T>, area: Rect) -> Self {
        let figures =
            page.entries.iter().filter(|entry| !entry.cells.is_empty()).map(|entry| width(&entry.value)).max();
        let figures = u16::try_from(figures.unwrap_or(0)).unwrap_or(0) + 2;
        let mut shown = page.topic.columns().to_vec();
        let needed = |shown: &[Across]| shown.iter().map(|(_, cells)| cells + 1).sum::<u16>();
        while !shown.is_empty() && LEAD + LABEL + needed(&shown) + figures > area.width {
            shown.pop();
        }
        if let (true, Some((head, cells))) = (shown.is_empty(), page.topic.columns().first()) {
            // One column that says something beats a label in full.
            let room = area.width.saturating_sub(LEAD + LABEL + figures + 1);
            shown.extend((room >= NARROWEST).then_some((*head, room.min(*cells))));
        }
        // What a label does not need at least, it may share with the last column, as far as that has words for it.
        let spare = area.width.saturating_sub(LEAD + LABEL + needed(&shown) + figures) / 2;
        let spare = if page.topic.shares_room() { spare } else { 0 };
        let last = shown.len().saturating_sub(1);
        let words = page.entries.iter().filter_map(|entry| entry.cells.get(last)).map(|words| width(words)).max();
        if let Some((_, cells)) = shown.last_mut() {
            let longest = u16::try_from(words.unwrap_or(0)).unwrap_or(u16::MAX);
            *cells += spare.min(longest.saturating_sub(*cells));
        }
        let from = area.width.saturating_sub(needed(&shown) + figures);
        Self { shown, from, judged: page.topic.judges() }
    }

    /// In the line over the rows.
    fn head(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let line = Rect { y: area.y.saturating_sub(1), height: 1, ..area };
        let mut x = area.x + self.from;
        for (head, cells) in &self.shown {
            let words = clip(head(world.text), usize::from(*cells), "");
            paint::put(buf, line, x, line.y, &words, world.theme.style(Tone::Muted));
            x += cells + 1;
        }
    }
}

/// Good or bad news, told without colour: an arrow only says which way the number went.
fn sign(entry: &Entry, world: &World) -> &'static str {
    let marks = world.theme.marks();
    match entry.tone {
        _ if entry.mark != marks.rising && entry.mark != marks.falling => "",
        Tone::Good => "+",
        Tone::Warning | Tone::Danger => "!",
        _ => "",
    }
}

/// A label in so many cells: whole, or without as much of the beginning it shares with another as there is no room for,
/// or cut at its end.
fn label_in(entry: &Entry, differs: usize, cells: usize, world: &World) -> String {
    let ellipsis = world.theme.marks().ellipsis;
    let label = entry.label.as_str();
    if differs == 0 || width(label) <= cells {
        return clip(label, cells, ellipsis);
    }
    let words = label.match_indices(' ').map(|(blank, _)| blank + 1).take_while(|at| *at < differs);
    let own = |at: usize| format!("{ellipsis}{}", label.get(at..).unwrap_or_default());
    let whole = words.map(own).find(|own| width(own) <= cells);
    clip(&whole.unwrap_or_else(|| own(differs)), cells, ellipsis)
}

fn row(
    (entry, differs): (&Entry, usize),
    current: bool,
    columns: &Columns,
    area: Rect,
    buf: &mut Buffer,
    world: &World,
) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let lead = if current { marks.focus } else { " " };
    paint::put(buf, area, area.x, area.y, lead, theme.style(Tone::Accent));
    if !entry.heading {
        let x = paint::put(buf, area, area.x + 1, area.y, entry.mark, theme.style(entry.tone));
        let sign = if columns.judged { sign(entry, world) } else { "" };
        paint::put(buf, area, x, area.y, sign, theme.style(entry.tone));
    }
    let name = if entry.heading { Tone::Heading } else { Tone::Plain };
    let lead = if entry.heading { 1 } else { LEAD + if columns.judged { SIGN } else { 0 } };
    let across = !entry.cells.is_empty() && !columns.shown.is_empty();
    let end = if across {
        columns.from
    } else {
        area.width.saturating_sub(1 + u16::try_from(width(&entry.value)).unwrap_or(0))
    };
    let label = label_in(entry, differs, usize::from(end.saturating_sub(lead + 1)), world);
    // Only the first word is reversed, as in a list: the focus is seen, and moving it repaints two words.
    let (first, rest) = match current {
        true => label.split_at(label.find(' ').unwrap_or(label.len())),
        false => ("", label.as_str()),
    };
    let x = paint::put(buf, area, area.x + lead, area.y, first, theme.style(Tone::Focus));
    paint::put(buf, area, x, area.y, rest, theme.style(name));
    let mut x = area.x + columns.from;
    for ((_, cells), words) in columns.shown.iter().zip(&entry.cells) {
        let words = clip(&words.replace('\n', " "), usize::from(*cells), marks.ellipsis);
        paint::put(buf, area, x, area.y, &words, theme.style(Tone::Plain));
        x += cells + 1;
    }
    let tone = if entry.tone == Tone::Heading { Tone::Plain } else { entry.tone };
    let inside = Rect { width: area.width.saturating_sub(1), ..area };
    paint::put_right(buf, inside, area.y, &entry.value, theme.style(tone));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::sample;

    #[test]
    fn a_question_gives_up_no_more_of_its_beginning_than_it_must() {
        let world = sample::world();
        let label = "Насколько комфортно вам было с наставником?";
        let entry = Entry::new(label, "");
        let differs = label.find("наставником").unwrap();
        assert_eq!(label_in(&entry, differs, 60, &world), label);
        assert_eq!(label_in(&entry, differs, 35, &world), "…комфортно вам было с наставником?");
        assert_eq!(label_in(&entry, differs, 20, &world), "…было с наставником?");
        assert_eq!(label_in(&entry, differs, 10, &world), "…наставни…");
        assert_eq!(label_in(&entry, 0, 20, &world), "Насколько комфортно…");
    }
}
