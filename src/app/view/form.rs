//! A form on screen: labels to the left, what is typed to the right, choices and errors under their field.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fields::{Choice, FieldKind, Value, offered};
use crate::kit::paint::{self, Line, clip, width, wrap};
use crate::kit::{Form, Input, Tone, World, day_letters};
use crate::text::fill;

/// Draws the form.
pub fn draw(form: &Form, area: Rect, buf: &mut Buffer, world: &World) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2).min(110), ..area };
    let title = clip(&form.title, usize::from(area.width), world.theme.marks().ellipsis);
    paint::put(buf, area, area.x, area.y, &title, world.theme.style(Tone::Heading));
    let hints = hint_lines(form, world, usize::from(area.width));
    let cells = Cells::of(form, area);
    let (rows, focus) = all_rows(form, &cells, world);
    // Words about the whole take a third of the window, and more where the fields leave it.
    let left = usize::from(area.height).saturating_sub(1 + rows.len());
    let room = left.max(usize::from(area.height / 3)).min(hints.len());
    let hint_rows = u16::try_from(room).unwrap_or(0);
    let fields = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + hint_rows), ..area };
    let tall = form.inputs.get(form.focus()).filter(|_| focus.len() >= usize::from(fields.height));
    let focus = tall.map_or(focus.clone(), |input| heart(input, focus, &cells));
    draw_fields(&rows, &focus, fields, buf, world);
    let hidden = hints.len().saturating_sub(room);
    for ((place, line), y) in hints.iter().enumerate().zip(fields.bottom()..area.bottom()) {
        if hidden > 0 && place + 1 == room {
            let more = fill(world.text.common.and_more, &[&(hidden + 1)]);
            paint::put(buf, area, area.x, y, &more, world.theme.style(Tone::Warning));
        } else {
            paint::put_line(buf, area, y, line);
        }
    }
}

fn hint_lines(form: &Form, world: &World, cells: usize) -> Vec<Line> {
    let style = world.theme.style(Tone::Warning);
    let mark = world.theme.marks().warning;
    let hints = (form.hints)(form, world);
    hints.iter().flat_map(|hint| wrap(&format!("{mark} {hint}"), cells)).map(|line| Line::of(line, style)).collect()
}

/// The rows of every field, and which of them belong to the focus.
fn all_rows(form: &Form, cells: &Cells, world: &World) -> (Vec<Line>, Range<usize>) {
    let mut rows: Vec<Line> = Vec::new();
    let mut focus = 0..0;
    for (at, input) in form.inputs.iter().enumerate() {
        let start = rows.len();
        rows.extend(field_rows(form, at, input, cells, world));
        if at == form.focus() {
            focus = start..rows.len();
        }
    }
    (rows, focus)
}

/// The rows of the fields; the part around the focus is in sight.
fn draw_fields(rows: &[Line], focus: &Range<usize>, area: Rect, buf: &mut Buffer, world: &World) {
    let height = usize::from(area.height);
    let top = window_top(rows.len(), height, focus);
    let marks = world.theme.marks();
    let (last, below) = ((top + height).saturating_sub(1), rows.len().saturating_sub(top + height));
    for ((place, line), y) in rows.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
        let hidden = match place {
            // What is being typed is not covered.
            _ if focus.contains(&place) => None,
            _ if place == top && top > 0 => Some((top, marks.up)),
            _ if place == last && below > 0 => Some((below, marks.down)),
            _ => None,
        };
        let Some((count, mark)) = hidden else {
            paint::put_line(buf, area, y, line);
            continue;
        };
        let more = fill(world.text.common.more_below, &[&count, &mark]);
        let cells = usize::from(area.width).saturating_sub(width(&more) + 1);
        paint::put_line(buf, area, y, &line.clipped(cells, marks.ellipsis));
        paint::put_right(buf, area, y, &more, world.theme.style(Tone::Muted));
    }
}

/// The first row in sight: pages that overlap, so that typing and moving within one does not scroll.
fn window_top(rows: usize, height: usize, focus: &Range<usize>) -> usize {
    let last = rows.saturating_sub(height);
    let mut top = 0;
    // One row below the focus stays in sight, for the word on how many more there are.
    let end = (focus.end + 1).min(rows);
    while end > top + height && top < last {
        top += (height * 2 / 3).max(1);
    }
    top.min(last).min(focus.start)
}

/// What must be seen of a field that is taller than the window: what is wrong with it, said at its end until the next
/// key, or else the line that is typed in.
fn heart(input: &Input, rows: Range<usize>, cells: &Cells) -> Range<usize> {
    if input.error.is_some() {
        return rows.end - 1..rows.end;
    }
    let lines = wrap(input.edit().text(), cells.value.saturating_sub(1));
    let at = rows.start + caret(&lines, input).0;
    at..at + 1
}

/// Widths of the two columns.
struct Cells {
    label: usize,
    value: usize,
}

impl Cells {
    /// As wide as the longest label, within bounds: where all are short the values have the room.
    fn of(form: &Form, area: Rect) -> Self {
        let (least, most) = if area.width < 70 { (20, 32) } else { (26, 36) };
        let longest = form.inputs.iter().map(|input| width(&input.label) + usize::from(input.required));
        let label = longest.max().unwrap_or(0).clamp(least, most);
        Self { label, value: usize::from(area.width).saturating_sub(label + 3) }
    }
}

fn field_rows(form: &Form, at: usize, input: &Input, cells: &Cells, world: &World) -> Vec<Line> {
    let (theme, marks) = (world.theme, world.theme.marks());
    let focused = at == form.focus();
    let open = form.is_open(at, &world.ctx());
    let lead = if focused { marks.focus } else { " " };
    let star = if input.required { "*" } else { "" };
    let label = clip(&format!("{}{star}", input.label), cells.label, marks.ellipsis);
    let pad = " ".repeat(cells.label.saturating_sub(width(&label)) + 1);
    let tone = if focused { Tone::Heading } else { Tone::Muted };
    let shown = form.is_shown(at, &world.ctx());
    let values = if shown { value_rows(input, focused && open, cells, world) } else { masked(world) };
    let mut rows = Vec::new();
    for (place, value) in values.into_iter().enumerate() {
        let first = place == 0;
        let mut line = if first {
            Line::of(lead, theme.style(Tone::Accent))
                .and(label.clone(), theme.style(tone))
                .and(pad.clone(), theme.style(tone))
        } else {
            Line::of(" ".repeat(cells.label + 2), theme.style(Tone::Plain))
        };
        line.0.extend(value.0);
        rows.push(line);
    }
    if focused && open {
        for line in option_lines(input, cells.value, world) {
            rows.extend(under(&line, Tone::Muted, cells, world));
        }
    }
    if let Some(error) = &input.error {
        rows.extend(under(error, Tone::Danger, cells, world));
    }
    rows
}

fn masked(world: &World) -> Vec<Line> {
    vec![Line::of(world.text.common.hidden_hint, world.theme.style(Tone::Muted))]
}

fn under(words: &str, tone: Tone, cells: &Cells, world: &World) -> Vec<Line> {
    if words.is_empty() {
        return Vec::new();
    }
    let indent = " ".repeat(cells.label + 2);
    wrap(words, cells.value)
        .into_iter()
        .map(|line| Line::of(format!("{indent}{line}"), world.theme.style(tone)))
        .collect()
}

/// What the field offers while it has the focus.
fn option_lines(input: &Input, cells: usize, world: &World) -> Vec<String> {
    let ctx = world.ctx();
    let (today, yesterday) = day_letters(world.text.lang);
    let (c, p) = (&world.text.common, &world.text.panes);
    let line = match input.kind {
        _ if !input.note.is_empty() => input.note.clone(),
        FieldKind::Choice(_) | FieldKind::Listed(_) => {
            // A digit chooses one of the first nine; the others are chosen by their letter or the arrows.
            let numbered = input.options(&ctx).into_iter().zip(1..).map(|(option, n)| match n {
                1..=9 => format!("{n} {}", option.word),
                _ => format!("  {}", option.word),
            });
            return in_columns(&numbered.collect::<Vec<_>>(), cells);
        }
        FieldKind::Tags(options) => {
            let word = |option: &Choice| format!("{} {}", option.word(&ctx), option.meaning(&ctx).unwrap_or_default());
            let options = offered(options, &input.held(), &ctx);
            return in_columns(&options.into_iter().map(word).collect::<Vec<_>>(), cells);
        }
        FieldKind::Several(list) => {
            let numbered = list(&ctx).into_iter().zip(1..);
            let options: Vec<String> = numbered.map(|(option, n)| format!("{n} {}", option.word)).collect();
            let hint = std::iter::once(world.text.training.several_hint.to_owned());
            return hint.chain(in_columns(&options, cells)).collect();
        }
        FieldKind::Path if !input.completion.is_empty() => return completion_lines(input, cells, world),
        FieldKind::Path => p.path_hint.to_owned(),
        FieldKind::Offered => {
            return input.offers.iter().zip(1..).map(|(offer, n)| format!("{n} {}", offer.words)).collect();
        }
        FieldKind::Date | FieldKind::Step if input.edit().text().is_empty() => {
            format!("{today} {}   {yesterday} {}", c.today, c.yesterday)
        }
        FieldKind::Pick { pool, many: true } if pool.is_roll() => p.pick_roll_hint.to_owned(),
        FieldKind::Pick { .. } if input.chosen().is_empty() => p.pick_hint.to_owned(),
        FieldKind::Scale { low, high } => format!("{low}–{high}"),
        FieldKind::Flag => p.yes_no_hint.to_owned(),
        _ => String::new(),
    };
    vec![line]
}

/// What a directory offers, as many names as one sees at a glance.
fn completion_lines(input: &Input, cells: usize, world: &World) -> Vec<String> {
    const LINES: usize = 8;
    let count = input.completion.names().count();
    // One long name must not leave room for a single column.
    let longest = if count > LINES { (cells / 2).saturating_sub(2) } else { cells };
    let ellipsis = world.theme.marks().ellipsis;
    let names: Vec<String> = input.completion.names().map(|name| clip(name, longest, ellipsis)).collect();
    let mut lines = in_columns(&names, cells);
    if lines.len() > LINES {
        let across = names.len().div_ceil(lines.len());
        lines.truncate(LINES - 1);
        lines.push(fill(world.text.common.and_more, &[&(count - across * (LINES - 1))]));
    }
    lines
}

/// Options side by side, as many as fit, never broken.
fn in_columns(options: &[String], cells: usize) -> Vec<String> {
    let widest = options.iter().map(|option| width(option)).max().unwrap_or(0) + 2;
    let across = (cells / widest.max(1)).max(1);
    let pad = |option: &String| format!("{option}{}", " ".repeat(widest.saturating_sub(width(option))));
    options.chunks(across).map(|row| row.iter().map(pad).collect::<String>().trim_end().to_owned()).collect()
}

/// Names of a choice of many that are shown; a meeting of all has hundreds.
const PICKED: usize = 12;

fn value_rows(input: &Input, focused: bool, cells: &Cells, world: &World) -> Vec<Line> {
    if input.is_typed() {
        return typed_rows(input, focused, cells, world);
    }
    let ctx = world.ctx();
    let (theme, marks) = (world.theme, world.theme.marks());
    let tone = if focused { Tone::Focus } else { Tone::Plain };
    let shown = match input.chosen() {
        Value::Empty => String::new(),
        Value::Picked(keys) if matches!(input.kind, FieldKind::Offered) => {
            let offer = input.offers.iter().find(|offer| *keys == [offer.key]);
            offer.map_or_else(String::new, |offer| offer.words.clone())
        }
        Value::Picked(keys) if keys.len() > PICKED => {
            let shown = input.kind.show(&Value::Picked(keys[..PICKED].to_vec()), &ctx);
            let rest = fill(world.text.common.and_more, &[&(keys.len() - PICKED)]);
            format!("{}: {shown} {rest}", keys.len())
        }
        value => input.kind.show(value, &ctx),
    };
    // A hidden choice looks like none.
    let shown = if shown.is_empty() { world.text.common.none.to_owned() } else { shown };
    if let FieldKind::Pick { .. } = input.kind {
        let words = if shown.is_empty() { world.text.common.none.to_owned() } else { shown };
        return wrap(&words, cells.value).into_iter().map(|line| Line::of(line, theme.style(tone))).collect();
    }
    let words = if focused { format!("{} {shown} {}", marks.caret_left, marks.caret_right) } else { shown };
    vec![Line::of(clip(&words, cells.value, marks.ellipsis), theme.style(tone))]
}

/// Typed text with the cursor in it. One line scrolls sideways; several lines wrap.
fn typed_rows(input: &Input, focused: bool, cells: &Cells, world: &World) -> Vec<Line> {
    let plain = world.theme.style(Tone::Plain);
    let text = input.edit().text();
    if !focused {
        let first = text.lines().next().unwrap_or_default();
        let cut = if text.lines().count() > 1 {
            format!("{first} {}", world.theme.marks().ellipsis)
        } else {
            first.to_owned()
        };
        return vec![Line::of(clip(&cut, cells.value, world.theme.marks().ellipsis), plain)];
    }
    if matches!(input.kind, FieldKind::Long | FieldKind::Several(_)) {
        return long_rows(input, cells, world);
    }
    let before = input.edit().before();
    let room = cells.value.saturating_sub(1);
    let start =
        before.char_indices().map(|(at, _)| at).find(|at| width(&before[*at..]) <= room).unwrap_or(before.len());
    vec![with_cursor(&text[start..], before.len() - start, cells.value, world)]
}

fn long_rows(input: &Input, cells: &Cells, world: &World) -> Vec<Line> {
    let lines = wrap(input.edit().text(), cells.value.saturating_sub(1));
    let (row, at) = caret(&lines, input);
    let style = world.theme.style(Tone::Plain);
    let line = |(number, line): (usize, &String)| {
        if number == row { with_cursor(line, at, cells.value, world) } else { Line::of(line.clone(), style) }
    };
    lines.iter().enumerate().map(line).collect()
}

/// In which of the wrapped lines of a text the cursor stands, and behind how many bytes of it.
fn caret(lines: &[String], input: &Input) -> (usize, usize) {
    let (text, before) = (input.edit().text(), input.edit().before().len());
    let mut start = 0;
    for (row, line) in lines.iter().enumerate() {
        let end = start + line.len();
        let breaks = text[end..].starts_with('\n');
        if before < end || row + 1 == lines.len() || (breaks && before == end) {
            return (row, before.saturating_sub(start).min(line.len()));
        }
        start = if breaks { end + 1 } else { end };
    }
    (0, 0)
}

fn with_cursor(line: &str, at: usize, cells: usize, world: &World) -> Line {
    use unicode_segmentation::UnicodeSegmentation;
    let (plain, focus) = (world.theme.style(Tone::Plain), world.theme.style(Tone::Focus));
    let (before, after) = line.split_at(at);
    let under = after.graphemes(true).next().unwrap_or(" ");
    let rest = after.get(under.len().min(after.len())..).unwrap_or_default();
    let room = cells.saturating_sub(width(before) + width(under));
    Line::of(before, plain).and(under, focus).and(clip(rest, room, ""), plain)
}
