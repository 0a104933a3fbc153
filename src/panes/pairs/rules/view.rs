//! How the page looks: one list in sections, and beside it what the row under the cursor means.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Rules;
use super::rows::Spot;
use crate::domain::Pairing;
use crate::kit::paint::{self, Line, clip, clip_words, width, wrap};
use crate::kit::{Tone, World};
use crate::panes::FullCard;
use crate::panes::beside::frame;
use crate::panes::list_pane::{Room, areas, card_rows, typed_filter};
use crate::text::fill;

/// Cells of the section, of which every row has the word only where it begins.
const SECTION: u16 = 7;
/// Cells of a row, and of the value at its end, where there is room for more.
const ROW: u16 = 80;
const VALUE: usize = 32;
/// Cells of the name of a topic and the gap behind it.
const TOPIC: usize = 23;
/// Letters of the sentence in a card without room, of which it has the first part: going from row to row writes it anew
/// over a slow line.
const CLAUSE: usize = 64;

/// Tells the list how much of it is seen.
pub fn fit(page: &mut Rules, area: Rect, world: &World) {
    page.list.fit(usize::from(areas(area).list.height.saturating_sub(1)));
    if page.list.is_reading()
        && let Some(spot) = page.current_spot()
    {
        let lines = whole(spot, area, world).len();
        page.list.fit_card(lines, usize::from(card_rows(area).height));
    }
}

/// Draws the page.
pub fn draw(page: &Rules, area: Rect, buf: &mut Buffer, world: &World) {
    if let Some(spot) = page.current_spot().filter(|_| page.list.is_reading()) {
        return read(page, spot, area, buf, world);
    }
    let areas = areas(area);
    let body = Rect { height: areas.list.height.saturating_sub(1), ..areas.list };
    let mut section = "";
    for (y, (key, current)) in (body.y..body.bottom()).zip(page.list.window()) {
        let Some(spot) = page.spot(key) else { continue };
        let here = spot.section(world.text);
        let heading = if here == section { "" } else { here };
        section = here;
        line(spot, heading, current, Rect { y, height: 1, ..body }, buf, world);
    }
    if page.list.count() > 0 && page.list.shown_count() == 0 {
        let muted = world.theme.style(Tone::Muted);
        paint::put(buf, body, body.x + 1, body.y + 1, world.text.common.nothing_found, muted);
    }
    status(page, areas.list, buf, world);
    frame(&areas, buf, world);
    let Some(spot) = page.current_spot() else { return };
    let lines = card(spot, Room::of(areas.card), world);
    for (line, y) in lines.iter().zip(areas.card.y..areas.card.bottom()) {
        let line = line.clipped(usize::from(areas.card.width), world.theme.marks().ellipsis);
        paint::put_line(buf, areas.card, y, &line);
    }
}

/// «▌формы   ● лидер – пассивный          есть»
fn line(spot: &Spot, heading: &str, current: bool, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks, y) = (world.theme, world.theme.marks(), area.y);
    // The eye loses its row on the way to a value that stands far off.
    let area = Rect { width: area.width.min(ROW), ..area };
    let (pairing, ctx) = (world.register.pairing(), world.ctx());
    paint::put(buf, area, area.x, y, if current { marks.focus } else { " " }, theme.style(Tone::Accent));
    paint::put(buf, area, area.x + 1, y, &clip(heading, usize::from(SECTION), ""), theme.style(Tone::Muted));
    let changed = !spot.is_usual(pairing, &ctx);
    let mark = if changed { marks.picked } else { " " };
    let indent = if matches!(spot, Spot::Role(..)) { 2 } else { 0 };
    let x = area.x + 1 + SECTION + 1;
    paint::put(buf, area, x, y, mark, theme.style(Tone::Accent));
    let (x, cells) = (x + 2 + indent, usize::from(area.width.saturating_sub(1 + SECTION + 3 + indent + 1)));
    // What a row says may take a third of it; who comes first takes more words than that.
    // A topic is known by its name, which is short, and its words are many.
    let room = if matches!(spot, Spot::Topic(_)) { cells.saturating_sub(TOPIC) } else { cells / 2 }.min(VALUE);
    let mut value = clip_words(&spot.value(pairing, &ctx), room, marks.ellipsis);
    // Lists of words begin below each other; a word or a number ends where the others do.
    if matches!(spot, Spot::Topic(_)) {
        value.extend(std::iter::repeat_n(' ', room.saturating_sub(width(&value))));
    }
    let name = clip(&spot.name(pairing, world.text), cells.saturating_sub(width(&value) + 1), marks.ellipsis);
    // Only the first word is reversed: the focus is seen, and moving it repaints two words, not two rows.
    let (first, rest) = if current { name.split_at(name.find(' ').unwrap_or(name.len())) } else { ("", name.as_str()) };
    let after = paint::put(buf, area, x, y, first, theme.style(Tone::Focus));
    paint::put(buf, area, after, y, rest, theme.style(Tone::Plain));
    let tone = if changed { Tone::Accent } else { Tone::Muted };
    paint::put_right(buf, Rect { width: area.width.saturating_sub(1), ..area }, y, &value, theme.style(tone));
}

fn status(page: &Rules, area: Rect, buf: &mut Buffer, world: &World) {
    let (r, ctx, pairing) = (&world.text.rules, world.ctx(), world.register.pairing());
    let muted = world.theme.style(Tone::Muted);
    let y = area.bottom().saturating_sub(1);
    let changed = page.rows.iter().filter(|(_, spot)| !spot.is_usual(pairing, &ctx)).count();
    let words = match changed {
        0 => r.summary_none.to_owned(),
        _ => format!("{} {}", world.theme.marks().picked, fill(r.summary, &[&changed])),
    };
    let x = paint::put(buf, area, area.x + 1, y, &words, muted);
    typed_filter(&page.list, Rect { x, width: area.right().saturating_sub(x), ..area }, buf, world);
}

/// Everything the row says, each with what is usual where that is something else.
fn told(spot: &Spot, world: &World) -> Vec<(String, Tone)> {
    let (pairing, ctx, r) = (world.register.pairing(), world.ctx(), &world.text.rules);
    if let Spot::Weight(_) | Spot::Rule(_) | Spot::Limit(_) | Spot::First = spot {
        let now = (fill(r.now, &[&spot.value(pairing, &ctx)]), Tone::Plain);
        let usual = (fill(r.usual, &[&spot.value(Pairing::usual(), &ctx)]), Tone::Muted);
        return vec![now, usual];
    }
    let (now, usual) = (spot.told(pairing, &ctx), spot.told(Pairing::usual(), &ctx));
    let of_usual = |label: &str| usual.iter().find(|(known, _)| *known == label).map(|(_, words)| words);
    let mut lines = Vec::new();
    for (label, words) in &now {
        lines.push((format!("{}: {words}", label.to_lowercase()), Tone::Plain));
        if let Some(usual) = of_usual(label).filter(|usual| *usual != words) {
            lines.push((format!("  {}", fill(r.usual, &[usual])), Tone::Muted));
        }
    }
    for (label, words) in usual.iter().filter(|(label, _)| !now.iter().any(|(known, _)| known == label)) {
        lines.push((fill(r.usual, &[&format!("{}: {words}", label.to_lowercase())]), Tone::Muted));
    }
    if spot.is_own() {
        lines.push((r.own.to_owned(), Tone::Muted));
    }
    lines
}

/// What the row says beyond what the list shows of it already.
fn untold(spot: &Spot, world: &World) -> Vec<(String, Tone)> {
    let skipped = usize::from(!matches!(spot, Spot::First | Spot::Topic(_)));
    let own_name = matches!(spot, Spot::Role(..)).then_some(world.text.fields.rule_title.to_lowercase());
    let lines = told(spot, world).into_iter();
    let lines = lines.filter(|(words, _)| own_name.as_ref().is_none_or(|label| !words.starts_with(label.as_str())));
    // The name of a form says whom it is for.
    let most = if matches!(spot, Spot::Form(_)) { 1 } else { 2 };
    lines.skip(skipped).take(most).collect()
}

/// A sentence up to where it could have ended.
fn clause(sentence: &str) -> &str {
    sentence.split([';', '.']).next().unwrap_or(sentence)
}

fn card(spot: &Spot, room: Room, world: &World) -> Vec<Line> {
    let (theme, text) = (world.theme, world.text);
    let styled = |words: &str, tone: Tone| -> Vec<Line> {
        wrap(words, room.width).into_iter().map(|line| Line::of(line.trim_end(), theme.style(tone))).collect()
    };
    if !room.roomy {
        let ellipsis = theme.marks().ellipsis;
        let mut lines = styled(&clip_words(clause(spot.explanation(text)), CLAUSE, ellipsis), Tone::Plain);
        // What is told keeps its place from row to row.
        lines.resize_with(lines.len().max(if room.width < 40 { 3 } else { 2 }), Line::default);
        lines.extend(
            untold(spot, world)
                .into_iter()
                .map(|(words, tone)| Line::of(clip_words(&words, room.width, ellipsis), theme.style(tone))),
        );
        return lines;
    }
    let pairing = world.register.pairing();
    let mut lines = styled(&spot.title(pairing, text), Tone::Heading);
    lines.extend(styled(spot.explanation(text), Tone::Plain));
    lines.push(Line::default());
    lines.extend(told(spot, world).iter().flat_map(|(words, tone)| styled(words, *tone)));
    lines.push(Line::default());
    lines.extend(styled(&spot.effect(pairing, text), Tone::Muted));
    lines
}

/// The card over the whole width.
fn whole(spot: &Spot, area: Rect, world: &World) -> Vec<Line> {
    let mut card = FullCard::new(world, usize::from(area.width.saturating_sub(2)));
    card.say(spot.explanation(world.text), Tone::Plain, 0);
    card.line(Line::default());
    told(spot, world).iter().for_each(|(words, tone)| card.item(words, *tone));
    card.line(Line::default());
    card.say(&spot.effect(world.register.pairing(), world.text), Tone::Muted, 0);
    card.into_lines()
}

fn read(page: &Rules, spot: &Spot, area: Rect, buf: &mut Buffer, world: &World) {
    let title = spot.title(world.register.pairing(), world.text);
    let cells = usize::from(area.width.saturating_sub(2));
    let title = clip(&title, cells, world.theme.marks().ellipsis);
    paint::put(buf, area, area.x + 1, area.y, &title, world.theme.style(Tone::Heading));
    let rows = card_rows(area);
    let lines = whole(spot, area, world);
    for (line, y) in lines.iter().skip(page.list.card_top()).zip(rows.y..rows.bottom()) {
        paint::put_line(buf, rows, y, line);
    }
}
