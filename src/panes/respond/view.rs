//! What a respondent sees: one thing at a time, large and calm.
//!
//! Everything stands in one column in the middle. Lines between options are given up first where a window is low, then
//! the rest of a question that is too long, then that of long options; every option is there with its key, in several
//! columns where there are more of them than lines.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Respond, State};
use crate::domain::{Answer, CODE_DIGITS, Item, ItemKind};
use crate::fields::names;
use crate::kit::{Tone, World, paint};
use crate::panes::surveys::answer;
use crate::panes::surveys::keying::Keying;
use crate::text::fill;

/// Lines longer than this are hard to read.
const WIDEST: u16 = 72;
/// The smallest window that shows a question whole enough to be answered.
const SMALLEST: (u16, u16) = (30, 10);
/// Rows at the top (title, progress, blank) and at the bottom (note, keys).
const HEAD: u16 = 3;
const FOOT: u16 = 3;

/// Draws the screen.
pub fn draw(screen: &Respond, area: Rect, buf: &mut Buffer) {
    let world = &screen.world;
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        paint::put(buf, area, area.x, area.y, world.text.respond.too_small, world.theme.style(Tone::Warning));
        return;
    }
    let width = area.width.saturating_sub(4).min(WIDEST);
    let column = Rect { x: area.x + (area.width - width) / 2, width, ..area };
    let body = Rect { y: column.y + HEAD, height: column.height - HEAD - FOOT, ..column };
    let keys = match &screen.state {
        State::Code(typed) => code(typed, body, buf, world),
        State::Hello(keying) => hello(keying, body, buf, world),
        State::Question { keying, .. } => {
            head(keying, keying.place(), column, buf, world);
            question(keying, body, buf, world)
        }
        State::Review { keying, at, .. } => {
            head(keying, keying.sheet.items.len(), column, buf, world);
            review(keying, *at, body, buf, world)
        }
        State::Thanks => {
            put_lines(&[(world.text.respond.thanks.to_owned(), world.theme.style(Tone::Heading))], body, buf);
            world.text.respond.thanks_keys.to_owned()
        }
    };
    foot(screen, &keys, column, buf);
}

/// The lowest lines: what was said, or the question that a key has raised, and the keys.
fn foot(screen: &Respond, keys: &str, column: Rect, buf: &mut Buffer) {
    let (text, theme) = (&screen.world.text.respond, screen.world.theme);
    let asked = match &screen.state {
        State::Code(_) if screen.leaving => Some((text.leave_code, text.leave_keys)),
        _ if screen.leaving => Some((text.leave, text.leave_keys)),
        State::Review { sure: true, .. } => Some((text.sure, text.sure_keys)),
        _ => None,
    };
    let (said, tone, keys) = match asked {
        Some((asked, keys)) => (asked, Tone::Heading, keys),
        None => {
            let (tone, note) = screen.note.as_ref().map_or((Tone::Plain, ""), |(tone, note)| (*tone, note.as_str()));
            (note, tone, keys)
        }
    };
    let lines = paint::wrap(said, usize::from(column.width));
    let y = column.bottom() - FOOT;
    for (line, y) in lines.iter().zip(y..y + 2) {
        paint::put(buf, column, column.x, y, line, theme.style(tone));
    }
    let last = column.bottom() - 1;
    paint::put(buf, column, column.x, last, keys, theme.style(Tone::Accent));
}

/// Which questionnaire it is and how far.
fn head(keying: &Keying, place: usize, column: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let all = keying.sheet.items.len();
    let count = if place < all { fill(world.text.respond.place, &[&(place + 1), &all]) } else { String::new() };
    let x = paint::put_right(buf, column, column.y, &count, theme.style(Tone::Plain));
    let room = usize::from(x.saturating_sub(column.x + 2));
    let title = paint::clip_words(names::title(&keying.sheet, world.text), room, marks.ellipsis);
    paint::put(buf, column, column.x, column.y, &title, theme.style(Tone::Muted));
    let cells = usize::from(column.width);
    let full = (place * cells).checked_div(all).unwrap_or(0);
    let x = paint::put(buf, column, column.x, column.y + 1, &marks.full.repeat(full), theme.style(Tone::Good));
    paint::put(buf, column, x, column.y + 1, &marks.hollow.repeat(cells - full), theme.style(Tone::Muted));
}

/// Lines from the top of an area, as many as fit.
fn put_lines(lines: &[(String, Style)], area: Rect, buf: &mut Buffer) {
    for ((line, style), y) in lines.iter().zip(area.y..area.bottom()) {
        paint::put(buf, area, area.x, y, line, *style);
    }
}

fn wrapped(text: &str, area: Rect, style: Style) -> impl Iterator<Item = (String, Style)> {
    paint::wrap(text, usize::from(area.width)).into_iter().map(move |line| (line, style))
}

fn code(typed: &str, area: Rect, buf: &mut Buffer, world: &World) -> String {
    let (text, theme) = (&world.text.respond, world.theme);
    put_lines(&[(text.code_title.to_owned(), theme.style(Tone::Heading))], area, buf);
    let digits: Vec<char> = typed.chars().filter(char::is_ascii_digit).take(CODE_DIGITS).collect();
    let mut x = area.x;
    for place in 0..CODE_DIGITS {
        let (digit, tone) = match digits.get(place) {
            Some(digit) => (*digit, Tone::Heading),
            None if place == digits.len() => ('_', Tone::Focus),
            None => ('_', Tone::Muted),
        };
        x += if place > 0 && place % 3 == 0 { 3 } else { 0 };
        x = paint::put(buf, area, x, area.y + 3, &format!("{digit} "), theme.style(tone));
    }
    text.code_hint.to_owned()
}

fn hello(keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) -> String {
    let (text, theme) = (&world.text.respond, world.theme);
    let (plain, heading) = (theme.style(Tone::Plain), theme.style(Tone::Heading));
    let (done, all) = (keying.answered(), keying.sheet.items.len());
    let size = if done == 0 { fill(text.hello_size, &[&all]) } else { fill(text.hello_again, &[&done, &all]) };
    let name = names::entry(&world.register, keying.person, keying.year);
    let blank = || std::iter::once((String::new(), plain));
    let lines: Vec<(String, Style)> = wrapped(text.hello, area, plain)
        .chain(wrapped(&name, area, heading))
        .chain(blank())
        .chain(wrapped(names::title(&keying.sheet, world.text), area, heading))
        .chain(wrapped(&size, area, plain))
        .chain(blank())
        .chain(wrapped(text.hello_broken, area, plain))
        .chain(wrapped(text.hello_not_me, area, plain))
        .collect();
    put_lines(&lines, area, buf);
    text.hello_keys.to_owned()
}

fn question(keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) -> String {
    let (text, theme) = (&world.text.respond, world.theme);
    let Some(item) = keying.item() else { return String::new() };
    let given = keying.answers.get(keying.place()).unwrap_or(&Answer::NotAsked);
    let mut asked: Vec<(String, Style)> =
        wrapped(names::label(&item.label, world.text), area, theme.style(Tone::Heading)).collect();
    if !item.help.ru.is_empty() {
        asked.extend(wrapped(names::label(&item.help, world.text), area, theme.style(Tone::Muted)));
    }
    // The question and a blank line leave the options what they need, and at least two thirds.
    let height = usize::from(area.height);
    let room = height.saturating_sub(asked.len() + 1).max(height * 2 / 3).max(1);
    let offered = offered(item, given, (usize::from(area.width), room), world);
    let below: usize = offered.iter().map(Vec::len).sum();
    let room = height.saturating_sub(below + 1).max(1);
    if asked.len() > room {
        asked.truncate(room);
        if let Some((last, _)) = asked.last_mut() {
            let cells = usize::from(area.width).saturating_sub(1);
            *last = format!("{}{}", paint::clip(last.trim_end(), cells, ""), theme.marks().ellipsis);
        }
    }
    put_lines(&asked, area, buf);
    let gap = usize::from(height > asked.len() + below);
    let used = u16::try_from(asked.len() + gap).unwrap_or(0);
    let spacing = u16::from(height + 1 >= asked.len() + gap + below + offered.len());
    let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    match keying.edit() {
        Some(edit) => written(edit.before(), edit.text(), rest, buf, world),
        None => put_groups(&offered, spacing, rest, buf),
    }
    if keying.is_writing() {
        return text.writing_keys.to_owned();
    }
    fill(text.question_keys, &[&theme.marks().backspace])
}

/// What belongs together stands together, with blank lines between.
fn put_groups(groups: &[Offer], spacing: u16, area: Rect, buf: &mut Buffer) {
    let mut y = area.y;
    for group in groups {
        put_lines(group, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buf);
        y = (y + u16::try_from(group.len()).unwrap_or(0) + spacing).min(area.bottom());
    }
}

/// Lines that stand together.
type Offer = Vec<(String, Style)>;

/// The options, each with its key: as many lines as each needs, fewer of each where they do not fit, and in columns where
/// there are more options than lines.
fn options_in(options: &[(String, String, Style)], (width, height): (usize, usize), ellipsis: &str) -> Vec<Offer> {
    let whole: Vec<Vec<String>> = options
        .iter()
        .map(|(lead, words, _)| paint::wrap(words, width.saturating_sub(paint::width(lead)).max(1)))
        .collect();
    let lines = |most: usize| whole.iter().map(|lines| lines.len().min(most)).sum::<usize>();
    let longest = whole.iter().map(Vec::len).max().unwrap_or(1);
    let Some(most) = (1..=longest).rev().find(|most| lines(*most) <= height) else {
        return in_columns(options, (width, height), ellipsis);
    };
    let offer = |((lead, words, style), lines): (&(String, String, Style), &Vec<String>)| {
        let room = width.saturating_sub(paint::width(lead));
        let mut shown: Vec<String> = lines.iter().take(most).cloned().collect();
        if lines.len() > most
            && let Some(last) = shown.last_mut()
        {
            *last = if most == 1 {
                paint::clip(words, room, ellipsis)
            } else {
                paint::clip(&format!("{last} {words}"), room, ellipsis)
            };
        }
        let blank = " ".repeat(paint::width(lead));
        let lead = std::iter::once(lead.clone()).chain(std::iter::repeat(blank));
        shown.into_iter().zip(lead).map(|(line, lead)| (format!("{lead}{line}"), *style)).collect()
    };
    options.iter().zip(&whole).map(offer).collect()
}

/// Options side by side, a line for each row of them.
fn in_columns(options: &[(String, String, Style)], (width, height): (usize, usize), ellipsis: &str) -> Vec<Offer> {
    let columns = options.len().div_ceil(height.max(1)).max(1);
    let cells = (width / columns).saturating_sub(1).max(1);
    let row = |row: &[(String, String, Style)]| {
        let cell = |(lead, words, _): &(String, String, Style)| {
            let cell = paint::clip(&format!("{lead}{words}"), cells, ellipsis);
            format!("{cell}{} ", " ".repeat(cells.saturating_sub(paint::width(&cell))))
        };
        let style = row.first().map_or_else(Style::default, |(_, _, style)| *style);
        vec![(row.iter().map(cell).collect::<String>().trim_end().to_owned(), style)]
    };
    options.chunks(columns).map(row).collect()
}

/// What can be answered; the answer that is given stands out.
fn offered(item: &Item, given: &Answer, (width, height): (usize, usize), world: &World) -> Vec<Offer> {
    let (text, theme) = (world.text, world.theme);
    let (plain, muted) = (theme.style(Tone::Plain), theme.style(Tone::Muted));
    let mark = |chosen: bool| if chosen { theme.marks().picked } else { " " };
    let style = |chosen: bool| if chosen { theme.style(Tone::Focus) } else { plain };
    let line = |words: &str, chosen: bool| {
        let line = paint::clip(&format!("{}   {words}", mark(chosen)), width, theme.marks().ellipsis);
        vec![(line, style(chosen))]
    };
    let options = answer::options(&item.kind, text);
    if !options.is_empty() {
        let chosen = |at: usize| match given {
            Answer::Choice(index) => usize::from(*index) == at,
            Answer::Several(picked) => picked.iter().any(|index| usize::from(*index) == at),
            _ => false,
        };
        let several =
            matches!(item.kind, ItemKind::Several(_)).then(|| vec![(text.respond.several_words.to_owned(), muted)]);
        // The hint gives way to the options themselves.
        let several = several.filter(|_| height > options.len());
        let rows = options.iter().enumerate();
        let rows: Vec<_> = rows
            .map(|(at, words)| (format!("{} {}  ", mark(chosen(at)), at + 1), words.to_string(), style(chosen(at))))
            .collect();
        let room = height - usize::from(several.is_some());
        return options_in(&rows, (width, room), theme.marks().ellipsis).into_iter().chain(several).collect();
    }
    let said = answer::words(&item.kind, given, text);
    let said = (!said.is_empty()).then(|| line(&said, true));
    let hint = match &item.kind {
        ItemKind::YesNo => {
            let keys: Vec<&str> = text.panes.yes_no_hint.split(" · ").collect();
            let is = |yes| *given == Answer::YesNo(yes);
            let rows = keys.iter().zip([true, false]).map(|(words, yes)| line(words, is(yes)));
            return rows.collect();
        }
        ItemKind::Scale { low, high } => {
            let keys: Vec<String> = (*low..=*high).map(|value| value.to_string()).collect();
            let ends = fill(text.respond.scale_words, &[low, high]);
            let ten = (*high == 10).then(|| vec![(text.respond.ten_words.to_owned(), muted)]);
            let rows = [vec![(keys.join("   "), theme.style(Tone::Heading))], vec![(ends, muted)]];
            return rows.into_iter().chain(ten).chain(said).collect();
        }
        ItemKind::Percent { low, high } => fill(text.respond.percent_words, &[low, high]),
        ItemKind::Text => text.respond.text_words.to_owned(),
        other => answer::prompt(other, text),
    };
    std::iter::once(vec![(hint, muted)]).chain(said).collect()
}

/// A text that is being written: as much of its end as fits, with the cursor.
fn written(before: &str, whole: &str, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    paint::put(buf, area, area.x, area.y, world.text.respond.text_words, theme.style(Tone::Muted));
    let box_of = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let cells = usize::from(area.width).saturating_sub(1);
    let lines = paint::wrap(before, cells);
    let hidden = lines.len().saturating_sub(usize::from(box_of.height).max(1));
    for (line, y) in lines.iter().skip(hidden).zip(box_of.y..box_of.bottom()) {
        paint::put(buf, box_of, box_of.x, y, line, theme.style(Tone::Accent));
    }
    let last = lines.last().map_or(0, |line| paint::width(line));
    let row = box_of.y + u16::try_from(lines.len().saturating_sub(hidden + 1)).unwrap_or(0);
    let x = box_of.x + u16::try_from(last).unwrap_or(0);
    let mut after = whole[before.len()..].chars();
    let under = after.next().filter(|c| *c != '\n').unwrap_or(' ').to_string();
    let x = paint::put(buf, box_of, x, row, &under, theme.style(Tone::Focus));
    let rest: String = after.take_while(|c| *c != '\n').collect();
    paint::put(buf, box_of, x, row, &rest, theme.style(Tone::Accent));
}

/// Every question with its answer, a line each, and the end behind them.
fn review(keying: &Keying, at: usize, area: Rect, buf: &mut Buffer, world: &World) -> String {
    let (text, theme, marks) = (&world.text.respond, world.theme, world.theme.marks());
    paint::put(buf, area, area.x, area.y, text.review, theme.style(Tone::Heading));
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    let (height, all) = (usize::from(rows.height), keying.sheet.items.len());
    let top = at.saturating_sub(height / 2).min((all + 1).saturating_sub(height));
    for (place, y) in (top..=all).zip(rows.y..rows.bottom()) {
        let tone = if place == at { Tone::Focus } else { Tone::Plain };
        let lead = if place == at { marks.focus } else { " " };
        paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
        let Some((item, given)) = keying.sheet.items.get(place).zip(keying.answers.get(place)) else {
            paint::put(
                buf,
                rows,
                rows.x + 2,
                y,
                text.review_done,
                theme.style(if place == at { tone } else { Tone::Heading }),
            );
            continue;
        };
        let said = answer::words(&item.kind, given, world.text);
        let half = usize::from(rows.width) / 3;
        let said = paint::clip(if said.is_empty() { "–" } else { &said }, half, marks.ellipsis);
        let x = paint::put_right(buf, rows, y, &said, theme.style(Tone::Heading));
        let room = usize::from(x.saturating_sub(rows.x + 4));
        let label = format!("{:>2}. {}", place + 1, names::label(&item.label, world.text));
        paint::put(buf, rows, rows.x + 2, y, &paint::clip_words(&label, room, marks.ellipsis), theme.style(tone));
    }
    fill(text.review_keys, &[&marks.up, &marks.down])
}
