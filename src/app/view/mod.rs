//! The whole screen from the model: title, tabs, what is in front, the footer.
//!
//! Drawing changes nothing and reads no clock; the same model gives the same cells.

mod conflict;
mod footer;
mod form;
mod journal;
mod overlay;
mod preview;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::desk::Overlay;
use super::update::{Model, Phase};
use crate::domain::{Access, Deed, Duty};
use crate::fields::Worded;
use crate::kit::paint::{self, clip, width};
use crate::kit::{Size, Tone, World};
use crate::panes::{PANES, Tab};
use crate::text::{Text, fill};

pub use footer::fitting as footer_fitting;

/// The smallest window the screens are made for.
pub const SMALLEST: Size = Size { width: 60, height: 20 };

/// The most lines that a word in passing takes.
const TALLEST_MESSAGE: u16 = 4;

/// The room between the tabs and the footer.
pub fn body(size: Size) -> Rect {
    Rect { x: 0, y: 3, width: size.width, height: size.height.saturating_sub(5) }
}

/// Cells in a line of a page to read, and how many lines of it fit.
pub fn page_room(size: Size) -> (usize, usize) {
    let body = body(size);
    (usize::from(body.width.saturating_sub(2)), usize::from(body.height.saturating_sub(2)))
}

/// Draws the screen.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let world = &model.world;
    if area.width < SMALLEST.width || area.height < SMALLEST.height {
        return too_small(world, area, buf);
    }
    title(model, area, buf);
    tabs(model, area, buf);
    let rule = world.theme.marks().rule;
    paint::rule(buf, area, 2, rule, world.theme.style(Tone::Muted));
    let body = body(Size { width: area.width, height: area.height });
    match &model.phase {
        Phase::Ready => front(model, body, buf),
        Phase::Greeting => overlay::draw(model, body, buf),
        Phase::Opening => {
            paint::put(buf, body, 2, body.y + 1, world.text.common.opening, world.theme.style(Tone::Muted));
        }
        Phase::Unusable(reason) => unusable(reason, world, body, buf),
    }
    message(model, Rect { y: body.bottom(), height: 1, ..area }, buf);
    footer::draw(model, Rect { y: area.bottom() - 1, height: 1, ..area }, buf);
}

fn front(model: &Model, body: Rect, buf: &mut Buffer) {
    match model.desk.overlays.last() {
        None => model.desk.pane().view(body, buf, &model.world),
        Some(Overlay::Form(form)) => form::draw(form, body, buf, &model.world),
        Some(_) => overlay::draw(model, body, buf),
    }
}

fn too_small(world: &World, area: Rect, buf: &mut Buffer) {
    let sentence = fill(world.text.common.too_small, &[&area.width, &area.height]);
    for (line, y) in paint::wrap(&sentence, usize::from(area.width)).iter().zip(area.y..area.bottom()) {
        paint::put(buf, area, area.x, y, line, world.theme.style(Tone::Plain));
    }
}

fn unusable(reason: &str, world: &World, body: Rect, buf: &mut Buffer) {
    let lines = paint::wrap(reason, usize::from(body.width.saturating_sub(4)));
    for (line, y) in lines.iter().zip(body.y + 1..body.bottom()) {
        paint::put(buf, body, 2, y, line, world.theme.style(Tone::Plain));
    }
}

/// «Наставник · школа № 58 · 2026/27                     записано 14:02 · вас двое»
fn title(model: &Model, area: Rect, buf: &mut Buffer) {
    let world = &model.world;
    let mut parts = vec![world.text.common.product.to_owned()];
    if let Some(school) = world.register.school() {
        parts.push(school.name.clone());
        parts.push(world.year_title());
    }
    let left = parts.join(" · ");
    let right = status(model);
    let room = usize::from(area.width.saturating_sub(3)).saturating_sub(width(&right));
    paint::put(buf, area, 1, 0, &clip(&left, room, "…"), world.theme.style(Tone::Heading));
    let x = area.width.saturating_sub(u16::try_from(width(&right)).unwrap_or(0) + 1);
    let tone = if model.saving.is_busy() || model.saving.has_lost() { Tone::Warning } else { Tone::Muted };
    paint::put(buf, area, x, 0, &right, world.theme.style(tone));
}

fn status(model: &Model) -> String {
    let (world, c) = (&model.world, &model.world.text.common);
    let mut parts = Vec::new();
    if model.demo {
        parts.push(c.demo_vanishes.to_owned());
    }
    if let Some(duty) = duty(world) {
        parts.push(duty.to_owned());
    }
    if world.read_only.is_some() || !world.access().can(&world.register, Deed::OwnStep) {
        parts.push(c.read_only.to_owned());
    } else if model.saving.is_busy() {
        parts.push(c.saving.to_owned());
    } else if model.saving.has_lost() {
        parts.push(c.not_saved.to_owned());
    } else if let Some(at) = model.saving.saved_at {
        parts.push(fill(c.saved, &[&world.moment(at)]));
    } else if model.phase == Phase::Ready {
        parts.push(c.all_saved.to_owned());
    }
    if !model.company.is_empty() {
        parts.push(fill(c.company, &[&(model.company.len() + 1)]));
    }
    parts.join(" · ")
}

/// What whoever sits at the keyboard is, where that is less than a curator.
fn duty(world: &World) -> Option<&'static str> {
    let duty = match world.access() {
        Access::Curator | Access::Stranger => return None,
        Access::Psychologist => Duty::Psychologist,
        Access::Director => Duty::Director,
        Access::Helper(_) => Duty::Helper,
    };
    Some(duty.word(world.text))
}

/// The row of panes: by their names, or by short names where the names do not fit.
fn tabs(model: &Model, area: Rect, buf: &mut Buffer) {
    let world = &model.world;
    let named = |name: fn(&Tab) -> fn(&Text) -> &'static str| -> Vec<String> {
        PANES.iter().map(|tab| format!("{} {}", tab.digit, name(tab)(world.text))).collect()
    };
    let room = usize::from(area.width.saturating_sub(1));
    let whole = named(|tab| tab.name);
    let fits = whole.iter().map(|name| width(name) + 1).sum::<usize>() <= room;
    let names = if fits { whole } else { named(|tab| tab.short) };
    let mut x = 1;
    for (at, name) in names.iter().enumerate() {
        let tone = if at == model.desk.front { Tone::ActiveTab } else { Tone::Muted };
        x = paint::put(buf, area, x, 1, name, world.theme.style(tone)) + 1;
    }
}

/// The rule above the footer carries the last word said; what does not fit there goes on upwards, over the pane: a
/// sentence that ends before it says what to do is worth nothing.
fn message(model: &Model, rule: Rect, buf: &mut Buffer) {
    let world = &model.world;
    let marks = world.theme.marks();
    let muted = world.theme.style(Tone::Muted);
    let Some(toast) = &model.desk.toast else { return paint::rule(buf, rule, rule.y, marks.rule, muted) };
    let lines = paint::wrap(&toast.text, usize::from(rule.width.saturating_sub(4)));
    let height = u16::try_from(lines.len()).unwrap_or(1).clamp(1, TALLEST_MESSAGE);
    let area = Rect { y: rule.y.saturating_sub(height - 1), height, ..rule };
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        let x = paint::put(buf, area, area.x, y, &format!("{} ", marks.rule), muted);
        let x = paint::put(buf, area, x, y, line, world.theme.style(toast.tone));
        let x = paint::put(buf, area, x, y, " ", muted);
        paint::put(buf, area, x, y, &marks.rule.repeat(usize::from(area.right().saturating_sub(x))), muted);
    }
}
