//! Who is in the base now, since when and where; and the word when somebody comes or goes.

use super::desk::Page;
use crate::kit::paint::Line;
use crate::kit::{Tone, World};
use crate::store::Presence;
use crate::text::fill;

/// The page of those who are inside: oneself first.
pub fn page(me: &Presence, others: &[Presence], world: &World) -> Page {
    let p = &world.text.panes;
    let plain = |text: &str, tone| Line::of(text, world.theme.style(tone));
    let mut lines = vec![plain(&fill(p.company_you, &[&world.who, &me.tty, &world.moment(me.since)]), Tone::Plain)];
    lines.extend(others.iter().map(|presence| line(presence, world)));
    lines.push(Line::default());
    lines.push(plain(if others.is_empty() { p.company_alone } else { p.company_live }, Tone::Muted));
    Page { title: p.company_title.to_owned(), lines, hang: 2, top: 0 }
}

/// What has changed since it was looked at last: a sentence, if anything a person would call coming or going.
pub fn news(before: &[Presence], now: &[Presence], world: &World) -> Option<String> {
    let p = &world.text.panes;
    let missing = |these: &[Presence], those: &[Presence]| -> Option<String> {
        let there = |presence: &Presence| those.iter().any(|other| other.pid == presence.pid);
        let found = these.iter().find(|presence| !presence.who.is_empty() && !there(presence))?;
        Some(fill(p.company_name, &[&found.who, &found.tty]))
    };
    let came = missing(now, before).map(|name| fill(p.company_came, &[&name]));
    came.or_else(|| missing(before, now).map(|name| fill(p.company_left, &[&name])))
}

fn line(presence: &Presence, world: &World) -> Line {
    let p = &world.text.panes;
    let name = if presence.who.is_empty() { world.text.base.unknown_session } else { &presence.who };
    let values: [&dyn std::fmt::Display; 4] = [&name, &presence.tty, &world.moment(presence.since), &presence.pid];
    let said = fill(p.company_line, &values);
    if presence.stopped {
        let said = fill(p.company_stopped, &[&said, &presence.pid]);
        return Line::of(said, world.theme.style(Tone::Warning));
    }
    Line::of(said, world.theme.style(Tone::Plain))
}
