//! What the workshop looks like.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::super::Surveys;
use super::{about, clipped, fields};
use crate::domain::{Item, Questionnaire, holding};
use crate::fields::{Worded, names};
use crate::kit::{Tone, World, paint};
use crate::text::fill;

const VERSION: usize = 6;
const WAVE: usize = 10;
const WHOM: usize = 13;
const COUNT: usize = 7;
/// From this width on the forms stand beside the title.
const WITH_FORMS: u16 = 120;

/// Below this width there are no columns for wave and audience.
const WITH_WAVE: u16 = 80;

/// The questionnaires of the base.
pub fn sheets(pane: &Surveys, area: Rect, buf: &mut Buffer, world: &World) {
    let (text, theme) = (world.text, world.theme);
    paint::put(buf, area, area.x + 1, area.y, text.surveys.sheets_title, theme.style(Tone::Heading));
    let forms = if area.width >= WITH_FORMS { usize::from(area.width) / 4 } else { 0 };
    // The title says both, and is what tells one from another in a narrow window.
    let (wave, whom) = if area.width < WITH_WAVE { (0, 0) } else { (WAVE, WHOM) };
    let fixed = VERSION + wave + whom + COUNT + forms + 6;
    let title = usize::from(area.width).saturating_sub(fixed).max(10);
    let widths = [title, forms, VERSION, wave, whom, COUNT];
    let s = &text.surveys;
    let forms_head = if forms > 0 { text.fields.form } else { "" };
    let heads = [s.head_title, forms_head, s.version_head, s.head_wave, s.head_audience, s.answers_head];
    cells(&heads.map(str::to_owned), &widths, (Tone::Muted, Tone::Muted), area, area.y + 2, buf, world);
    let body = area.y + 3..area.bottom().saturating_sub(1);
    for (y, (key, current)) in body.zip(pane.list.window()) {
        let Some(known) = pane.known.iter().find(|known| key == known.id.into()) else { continue };
        let sheet = &known.sheet;
        let words = sheet.forms.iter().map(|form| form.word(text)).collect::<Vec<_>>().join(", ");
        let own =
            if sheet.own { format!("{} *", names::title(sheet, text)) } else { names::title(sheet, text).to_owned() };
        let row = [
            own,
            if forms > 0 { words } else { String::new() },
            fill(s.version_short, &[&sheet.version]),
            sheet.wave.word(text).to_owned(),
            sheet.audience.word(text).to_owned(),
            known.answers.to_string(),
        ];
        mark(current, area, y, buf, world);
        let first = if current { Tone::Focus } else { Tone::Plain };
        cells(&row, &widths, (first, Tone::Muted), area, y, buf, world);
    }
    let y = area.bottom().saturating_sub(1);
    let line = match pane.lacking {
        0 => fill(s.sheets_count, &[&pane.list.count()]),
        lacking => fill(s.lacking, &[&lacking]),
    };
    let tone = if pane.lacking > 0 { Tone::Warning } else { Tone::Muted };
    let line = pane.note.as_deref().unwrap_or(&line);
    paint::put(
        buf,
        area,
        area.x + 1,
        y,
        &clipped(line, usize::from(area.width.saturating_sub(2)), world),
        theme.style(tone),
    );
}

fn mark(current: bool, area: Rect, y: u16, buf: &mut Buffer, world: &World) {
    if current {
        paint::put(buf, area, area.x, y, world.theme.marks().focus, world.theme.style(Tone::Accent));
    }
}

fn cells(
    row: &[String; 6],
    widths: &[usize; 6],
    (first, other): (Tone, Tone),
    area: Rect,
    y: u16,
    buf: &mut Buffer,
    world: &World,
) {
    let mut x = area.x + 1;
    for (place, (text, width)) in row.iter().zip(widths).enumerate().filter(|(_, (_, width))| **width > 0) {
        let tone = if place == 0 { first } else { other };
        paint::put(buf, area, x, y, &clipped(text, *width, world), world.theme.style(tone));
        x += u16::try_from(width + 1).unwrap_or(0);
    }
}

/// One questionnaire: its head, and its items.
pub fn items(pane: &Surveys, area: Rect, buf: &mut Buffer, world: &World) {
    let (text, theme) = (world.text, world.theme);
    let Some((id, sheet)) = pane.taken_apart(world) else { return };
    let title = fill(text.surveys.version_of, &[&names::title(sheet, text), &sheet.version]);
    let width = usize::from(area.width.saturating_sub(2));
    paint::put(buf, area, area.x + 1, area.y, &clipped(&title, width, world), theme.style(Tone::Heading));
    let body = area.y + 2..area.bottom().saturating_sub(1);
    for (y, (key, current)) in body.zip(pane.list.window()) {
        mark(current, area, y, buf, world);
        let line = Rect { x: area.x + 1, y, width: area.width.saturating_sub(1), height: 1 };
        match usize::try_from(key.id).ok().and_then(|place| place.checked_sub(1)) {
            None => head(sheet, current, line, buf, world),
            Some(place) => item(sheet, place, current, line, buf, world),
        }
    }
    // What decides whether a change becomes a new version: the answers to this one.
    let answers = holding(&world.register, id.into());
    let line = match (&pane.note, answers) {
        (Some(note), _) => note.clone(),
        (None, 0) => fill(text.surveys.items_count, &[&sheet.items.len()]),
        (None, answers) => fill(text.surveys.items_answered, &[&sheet.items.len(), &answers]),
    };
    let y = area.bottom().saturating_sub(1);
    paint::put(buf, area, area.x + 1, y, &clipped(&line, width, world), theme.style(Tone::Muted));
}

fn head(sheet: &Questionnaire, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
    let tone = if current { Tone::Focus } else { Tone::Muted };
    let words = format!("{} · {}", about(sheet, world.text), sheet.code);
    paint::put(buf, line, line.x, line.y, &clipped(&words, usize::from(line.width), world), world.theme.style(tone));
}

/// Number, id, kind, question, and in a word what is special about it.
fn item(sheet: &Questionnaire, place: usize, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
    const ID: usize = 6;
    const KIND: usize = 10;
    const MARKS: usize = 16;
    let Some(item) = sheet.items.get(place) else { return };
    let (text, theme) = (world.text, world.theme);
    let question = usize::from(line.width).saturating_sub(4 + ID + KIND + MARKS + 3).max(10);
    let parts = [
        (format!("{:>3}", place + 1), 3, Tone::Muted),
        (item.id.clone(), ID, Tone::Muted),
        (fields::kind_word(&item.kind, text).to_owned(), KIND, Tone::Muted),
        (names::label(&item.label, text).to_owned(), question, if current { Tone::Focus } else { Tone::Plain }),
        (marks(item, world), MARKS, Tone::Warning),
    ];
    let mut x = line.x;
    for (words, width, tone) in parts {
        paint::put(buf, line, x, line.y, &clipped(&words, width, world), theme.style(tone));
        x += u16::try_from(width + 1).unwrap_or(0);
    }
}

fn marks(item: &Item, world: &World) -> String {
    let s = &world.text.surveys;
    let mut marks = Vec::new();
    marks.extend(item.required.then(|| "*".to_owned()));
    marks.extend(item.reversed.then(|| s.mark_reversed.to_owned()));
    marks.extend((!item.linked.is_empty()).then(|| format!("↔{}", item.linked.join("+"))));
    marks.extend(item.when.as_ref().map(|when| fill(s.mark_when, &[&when.item])));
    marks.join(" ")
}
