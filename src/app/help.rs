//! F1: every key that works here, grouped by where it works.

use super::desk::{Desk, Page};
use crate::kit::paint::{Line, width};
use crate::kit::{FORM, Info, LIST, Tone, World, describe, key_name};

/// Cells of the keys of a command.
const KEYS: usize = 15;

/// The page for the pane in front.
pub fn page(desk: &Desk, world: &World) -> Page {
    let p = &world.text.panes;
    let here = desk.commands(world);
    let (list, own): (Vec<Info>, Vec<Info>) =
        here.into_iter().partition(|info| LIST.iter().any(|row| row.id == info.id));
    let form: Vec<Info> = FORM.iter().map(|command| describe(command, world.text)).collect();
    let mut lines = Vec::new();
    for (title, commands) in
        [(p.help_here, own), (p.help_everywhere, desk.everywhere(world)), (p.help_list, list), (p.help_form, form)]
    {
        if commands.is_empty() {
            continue;
        }
        lines.push(Line::of(title, world.theme.style(Tone::Heading)));
        lines.extend(commands.iter().map(|info| row(info, world)));
        lines.push(Line::default());
    }
    lines.push(Line::of(world.text.messages.layout_hint, world.theme.style(Tone::Muted)));
    Page { title: p.help_title.to_owned(), lines, hang: 2 + KEYS + 1, top: 0 }
}

fn row(info: &Info, world: &World) -> Line {
    let names: Vec<String> =
        info.keys.of(world.text.lang).iter().map(|name| key_name(name, world.layout, world)).collect();
    let keys = names.join(" ");
    let pad = " ".repeat(KEYS.saturating_sub(width(&keys)) + 1);
    let line = Line::of(format!("  {keys}{pad}"), world.theme.style(Tone::Accent));
    let tone = if info.disabled.is_some() { Tone::Muted } else { Tone::Plain };
    let line = line.and(info.help, world.theme.style(tone));
    match &info.disabled {
        Some(reason) => line.and(format!(" ({reason})"), world.theme.style(Tone::Muted)),
        None => line,
    }
}
