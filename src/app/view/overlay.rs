//! Pickers, questions, the palette and pages to read.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::desk::{Overlay, Page};
use crate::app::palette::Palette;
use crate::app::update::Model;
use crate::domain::{Key, Person};
use crate::fields::names;
use crate::kit::paint::{self, clip, width, wrap};
use crate::kit::{Dialog, Edit, Enter, Picker, Tone, World, key_name};
use crate::text::fill;

/// Draws what lies in front.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let world = &model.world;
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    match model.desk.overlays.last() {
        Some(Overlay::Picker(picker)) => draw_picker(picker, area, buf, world),
        Some(Overlay::Dialog(dialog)) => draw_dialog(dialog, area, buf, world),
        Some(Overlay::Palette(palette)) => draw_palette(palette, area, buf, world),
        Some(Overlay::Page(page)) => draw_page(page, area, buf, world),
        Some(Overlay::Journal(journal)) => super::journal::draw(journal, area, buf, world),
        Some(Overlay::Incoming(incoming)) => incoming.view(area, buf, world),
        Some(Overlay::Preview(preview)) => super::preview::draw(preview, area, buf, world),
        Some(Overlay::Conflict(conflict)) => super::conflict::draw(conflict, area, buf, world),
        Some(Overlay::Form(_)) | None => {}
    }
}

fn search_line(title: &str, filter: &Edit, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    // A colon leads to what is typed: with nothing behind it, it would promise a list that stands below.
    let lead = if filter.text().is_empty() { format!("{title} ") } else { format!("{title}: ") };
    let x = paint::put(buf, area, area.x, area.y, &lead, theme.style(Tone::Heading));
    let x = paint::put(buf, area, x, area.y, filter.text(), theme.style(Tone::Accent));
    paint::put(buf, area, x, area.y, " ", theme.style(Tone::Focus));
}

fn draw_picker(picker: &Picker, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    search_line(&picker_title(picker, usize::from(area.width), world), picker.filter(), area, buf, world);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let half = usize::from(area.width) * 3 / 5;
    for ((item, current), y) in picker.window(usize::from(rows.height)).zip(rows.y..rows.bottom()) {
        let picked = picker.picked.contains(&item.key);
        let lead = if current { marks.focus } else { " " };
        let x = paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
        // Where several are chosen their marks have a place of their own: the cursor does not hide one.
        let mark = if picked { marks.picked } else { " " };
        let x = if picker.many { paint::put(buf, rows, x, y, mark, theme.style(Tone::Accent)) } else { x };
        let tone = if current {
            Tone::Focus
        } else if picked {
            Tone::Accent
        } else {
            Tone::Plain
        };
        paint::put(buf, rows, x, y, &clip(&item.label, half, marks.ellipsis), theme.style(tone));
        let x = rows.x + 3 + u16::try_from(half).unwrap_or(0);
        let room = usize::from(rows.right().saturating_sub(x));
        paint::put(buf, rows, x, y, &clip(&item.detail, room, marks.ellipsis), theme.style(Tone::Muted));
    }
    if picker.shown_count() == 0 {
        paint::put(buf, rows, rows.x + 1, rows.y, world.text.common.nothing_found_here, theme.style(Tone::Muted));
    }
    let hint = clip(&picker_hint(picker, world), usize::from(area.width), marks.ellipsis);
    paint::put(buf, area, area.x, area.bottom() - 1, &hint, theme.style(Tone::Muted));
}

/// What is asked for, and who is chosen so far; as much of that as leaves room to type.
fn picker_title(picker: &Picker, cells: usize, world: &World) -> String {
    if picker.picked.is_empty() {
        return picker.title.clone();
    }
    let person = |key: &Key| names::person_of(&world.register, *key).and_then(|id| world.register.get::<Person>(id));
    let short = |key: &Key| match person(key) {
        Some(person) => person.name.short(),
        None => names::of_key(&world.register, *key, world.text),
    };
    // More than a line has room for are not looked up.
    let names = picker.picked.iter().take(cells).map(short).collect::<Vec<_>>().join(", ");
    let title = fill(world.text.panes.picked_title, &[&picker.title, &picker.picked.len(), &names]);
    clip(&title, cells * 3 / 4, world.theme.marks().ellipsis)
}

/// What Enter does here and now.
fn picker_hint(picker: &Picker, world: &World) -> String {
    let p = &world.text.panes;
    match picker.enter() {
        _ if !picker.many => p.pick_hint.to_owned(),
        Enter::Done(count) if picker.is_ticking() => fill(world.text.training.pick_ticking, &[&count]),
        Enter::Take(name) => fill(p.pick_take, &[&name]),
        Enter::Add(name) => fill(p.pick_add, &[&name]),
        Enter::Known(name) => fill(p.pick_known, &[&name]),
        Enter::Done(count) => fill(p.pick_done, &[&count]),
        Enter::Nothing => world.text.common.nothing_found_here.to_owned(),
    }
}

/// Cells of the key of an answer.
const ANSWER: usize = 8;

fn draw_dialog(dialog: &Dialog, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    let cells = usize::from(area.width);
    let mut y = area.y + 1;
    let mut put = |line: &str, tone: Tone| {
        paint::put(buf, area, area.x, y, line, theme.style(tone));
        y += 1;
    };
    for line in wrap(&dialog.title, cells) {
        put(&line, Tone::Heading);
    }
    put("", Tone::Plain);
    for line in dialog.lines.iter().flat_map(|line| wrap(line, cells)) {
        put(&line, Tone::Plain);
    }
    put("", Tone::Plain);
    for answer in &dialog.answers {
        let names = answer.keys.of(world.text.lang);
        let name = names.first().map_or_else(String::new, |name| key_name(name, world.layout, world));
        let mut lines = wrap(&answer.label, cells.saturating_sub(ANSWER)).into_iter();
        put(&format!("  {name:<5} {}", lines.next().unwrap_or_default()), Tone::Accent);
        for line in lines {
            put(&format!("{:ANSWER$}{line}", ""), Tone::Accent);
        }
    }
}

fn draw_palette(palette: &Palette, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    search_line(world.text.panes.palette_title, palette.filter(), area, buf, world);
    let rows = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    for ((entry, current), y) in palette.window(usize::from(rows.height)).zip(rows.y..rows.bottom()) {
        let lead = if current { marks.focus } else { " " };
        paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
        let names = entry.keys.of(world.text.lang);
        let name = names.first().map_or_else(String::new, |name| key_name(name, world.layout, world));
        paint::put(buf, rows, rows.x + 1, y, &name, theme.style(Tone::Accent));
        let tone = if current { Tone::Focus } else { Tone::Plain };
        let help = clip(&entry.words, usize::from(rows.width.saturating_sub(11)), marks.ellipsis);
        paint::put(buf, rows, rows.x + 10, y, &help, theme.style(tone));
    }
}

fn draw_page(page: &Page, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    let lines = page.wrapped(usize::from(area.width));
    let top = page.top.min(lines.len().saturating_sub(usize::from(rows.height)));
    let shown = lines.len().saturating_sub(top).min(usize::from(rows.height));
    let whole = shown == lines.len();
    let place = if whole { String::new() } else { format!("{}–{} / {}", top + 1, top + shown, lines.len()) };
    let title = clip(&page.title, usize::from(area.width).saturating_sub(width(&place) + 2), theme.marks().ellipsis);
    paint::put(buf, area, area.x, area.y, &title, theme.style(Tone::Heading));
    let x = area.right().saturating_sub(u16::try_from(width(&place)).unwrap_or(0));
    paint::put(buf, area, x, area.y, &place, theme.style(Tone::Muted));
    for (line, y) in lines.iter().skip(top).zip(rows.y..rows.bottom()) {
        paint::put_line(buf, rows, y, line);
    }
}
