//! The last line: what the keys do here and now, and a mark for what did not fit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::conflict::CONFLICT;
use crate::app::desk::Overlay;
use crate::app::incoming::INCOMING;
use crate::app::journal::JOURNAL;
use crate::app::update::{Model, Phase};
use crate::kit::paint::{self, width};
use crate::kit::{FORM, Info, PREVIEW, Tone, World, infos, key_name};

/// Commands of this rank and beyond hold everywhere, not only for the row.
const STEADY: u8 = 90;
/// The key that shows all the others.
const HELP: &str = "F1";

/// Draws the footer.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    let world = &model.world;
    let mut x = area.x + 1;
    if let Some(hint) = overlay_hint(model) {
        paint::put(buf, area, x, area.y, hint, world.theme.style(Tone::Plain));
        return;
    }
    let commands = model_commands(model);
    let mut shown = fitting(&commands, usize::from(area.width.saturating_sub(2)), world);
    // What holds everywhere stands at the edge and stays there, whatever is possible with the row: a slow line pays
    // for each word that moves.
    let steady: Vec<&str> = commands.iter().filter(|info| info.rank >= STEADY).map(|info| info.label).collect();
    let is_steady = |(key, label): &(String, String)| key.is_empty() || key == HELP || steady.contains(&label.as_str());
    let at_edge = shown.split_off(shown.iter().position(is_steady).unwrap_or(shown.len()));
    for item in &shown {
        x = put(item, x, area, buf, world) + 2;
    }
    draw_back(at_edge, area, buf, world);
}

/// Draws back from the edge: F1, the mark or the room for it, and what holds everywhere, the most important nearest.
fn draw_back(mut items: Vec<(String, String)>, area: Rect, buf: &mut Buffer, world: &World) {
    let mut place = |item: &(String, String), x: u16| {
        let x = x.saturating_sub(u16::try_from(cells(item)).unwrap_or(x));
        put(item, x, area, buf, world);
        x
    };
    let mut x = area.right() + 1;
    if let Some(help) = items.pop_if(|(key, _)| key == HELP) {
        x = place(&help, x);
        let mark = (String::new(), world.theme.marks().ellipsis.to_owned());
        x = if items.pop_if(|(key, _)| key.is_empty()).is_some() { place(&mark, x) } else { x - 3 };
    }
    for item in &items {
        x = place(item, x);
    }
}

/// Writes a key and its label. Returns the column behind them.
fn put((key, label): &(String, String), x: u16, area: Rect, buf: &mut Buffer, world: &World) -> u16 {
    let x = paint::put(buf, area, x, area.y, key, world.theme.style(Tone::Accent));
    paint::put(buf, area, x + u16::from(!key.is_empty()), area.y, label, world.theme.style(Tone::Plain))
}

/// The cells of a key, its label and the gap behind them.
fn cells((key, label): &(String, String)) -> usize {
    width(key) + usize::from(!key.is_empty()) + width(label) + 2
}

/// What the keys do in front of what is no table of commands.
fn overlay_hint(model: &Model) -> Option<&'static str> {
    let common = &model.world.text.common;
    if matches!(model.phase, Phase::Unusable(_)) {
        return Some(common.leave_hint);
    }
    let Some(overlay) = model.desk.overlays.last() else {
        let pane = model.desk.pane();
        return pane.is_searching().then(|| pane.search_hint(model.world.text));
    };
    match overlay {
        Overlay::Page(_) => Some(common.page_hint),
        Overlay::Picker(picker) if picker.many => Some(common.choose_many_hint),
        Overlay::Picker(_) | Overlay::Palette(_) => Some(common.choose_hint),
        Overlay::Dialog(_) => Some(common.answer_hint),
        Overlay::Journal(journal) => journal.is_filtering().then_some(common.journal_search_hint),
        Overlay::Form(_) | Overlay::Incoming(_) | Overlay::Conflict(_) | Overlay::Preview(_) => None,
    }
}

/// The commands of what is in front.
fn model_commands(model: &Model) -> Vec<Info> {
    let world = &model.world;
    match model.desk.overlays.last() {
        _ if model.phase != Phase::Ready => Vec::new(),
        None => {
            let mut commands = model.desk.commands(world);
            commands.extend(model.desk.everywhere(world));
            commands
        }
        Some(Overlay::Form(form)) => infos(FORM, form.as_ref(), world),
        Some(Overlay::Journal(journal)) => infos(JOURNAL, journal.as_ref(), world),
        Some(Overlay::Incoming(incoming)) => infos(INCOMING, incoming.as_ref(), world),
        Some(Overlay::Preview(preview)) => infos(PREVIEW, preview.as_ref(), world),
        Some(Overlay::Conflict(conflict)) => infos(CONFLICT, conflict.as_ref(), world),
        Some(_) => Vec::new(),
    }
}

/// Keys and labels of the commands that are possible, by rank, as many as fit. What is left out is marked with an
/// ellipsis before F1.
pub fn fitting(commands: &[Info], room: usize, world: &World) -> Vec<(String, String)> {
    let mut possible: Vec<&Info> = commands.iter().filter(|info| info.rank > 0 && info.disabled.is_none()).collect();
    possible.sort_by_key(|info| info.rank);
    let more =
        commands.iter().any(|info| info.id == "help").then(|| (HELP.to_owned(), world.text.commands.help.to_owned()));
    let mut left = room.saturating_sub(more.as_ref().map_or(0, |more| cells(more) + 2));
    let mut shown: Vec<(String, String)> = Vec::new();
    let mut cut = false;
    for info in possible {
        let Some(name) = info.keys.of(world.text.lang).first() else { continue };
        let item = (key_name(name, world.layout, world), info.label.to_owned());
        if cells(&item) > left {
            cut = true;
            continue;
        }
        left -= cells(&item);
        shown.push(item);
    }
    if cut {
        shown.push((String::new(), world.theme.marks().ellipsis.to_owned()));
    }
    shown.extend(more);
    shown
}
