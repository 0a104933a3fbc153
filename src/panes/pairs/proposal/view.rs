//! How the page looks: a line about the whole, the rows, the card.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Entry, Page, card, commands, speaker};
use crate::domain::{Key, MenteeId, MentorId, Ruling, Verdict};
use crate::fields::names;
use crate::kit::paint::{self, clip};
use crate::kit::{Tone, World};
use crate::pairing::{Scope, points};
use crate::panes::beside::{Areas, BESIDE, Shares, frame, split};
use crate::text::fill;

/// Cells of the mark, and of the score at the right edge.
const MARK: u16 = 2;
const SCORE: u16 = 4;
/// From so many cells on a name is followed by a whole word.
const FULL_WORD: u16 = 30;

/// How much of the page its rows take.
const SHARES: Shares = Shares { beside_from: BESIDE, wide: 50, narrow: 57, under: 50 };

fn areas(area: Rect) -> Areas {
    split(Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, &SHARES)
}

/// How many rows fit.
pub fn list_height(area: Rect) -> usize {
    usize::from(areas(area).list.height)
}

/// Draws the page.
pub fn page(page: &Page, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    match &page.base {
        None => return,
        Some(Err(error)) => {
            paint::put(buf, area, area.x + 1, area.y, &speaker(world).unsolved(error), theme.style(Tone::Warning));
            return;
        }
        Some(Ok(_)) => {}
    }
    head(page, area, buf, world);
    let areas = areas(area);
    if let Some(menu) = &page.menu {
        for (place, (choice, y)) in menu.choices.iter().zip(areas.list.y..areas.list.bottom()).enumerate() {
            let (lead, tone) = lead(place == menu.cursor, world);
            paint::put(buf, areas.list, areas.list.x, y, lead, theme.style(Tone::Accent));
            let words = format!("{} {}", place + 1, choice.label);
            let words = clip(&words, usize::from(areas.list.width.saturating_sub(2)), theme.marks().ellipsis);
            paint::put(buf, areas.list, areas.list.x + 1, y, &words, theme.style(tone));
        }
    } else if let Some(others) = &page.others {
        for ((key, current), y) in others.list.window().zip(areas.list.y..areas.list.bottom()) {
            let short = others.answer(key).map_or("", |answer| answer.short.as_str());
            other(key, current, short, Rect { y, height: 1, ..areas.list }, buf, world);
        }
    } else {
        rows(page, &areas, buf, world);
    }
    frame(&areas, buf, world);
    for (line, y) in
        card::lines(page, usize::from(areas.card.width), world).iter().zip(areas.card.y..areas.card.bottom())
    {
        paint::put_line(buf, areas.card, y, line);
    }
}

fn lead(current: bool, world: &World) -> (&'static str, Tone) {
    if current { (world.theme.marks().focus, Tone::Focus) } else { (" ", Tone::Plain) }
}

/// The line over the list: what is shown, how many, whether it is proven best.
fn head(page: &Page, area: Rect, buf: &mut Buffer, world: &World) {
    let p = &world.text.panes;
    let (words, tone) = if let Some(menu) = &page.menu {
        (fill(p.try_title, &[&menu.title]), Tone::Heading)
    } else if page.others.is_some() {
        let typed = page.others.as_ref().map_or("", |others| others.list.filter().text());
        let title = fill(p.others_title, &[&commands::name_of(page, world)]);
        let typed = if typed.is_empty() { String::new() } else { format!(" · {}: {typed}", world.text.common.filter) };
        (format!("{title}{typed}"), Tone::Heading)
    } else if let Some(tried) = &page.tried {
        (trial_head(tried, world), Tone::Warning)
    } else if !page.list.filter().text().is_empty() {
        (filtered(page, world), Tone::Muted)
    } else {
        (summary(page, area.width.saturating_sub(2), world), Tone::Muted)
    };
    let words = clip(&words, usize::from(area.width.saturating_sub(2)), world.theme.marks().ellipsis);
    paint::put(buf, area, area.x + 1, area.y, &words, world.theme.style(tone));
}

/// «2 из 64 · фильтр: озёр»: rows that are missing are not gone.
fn filtered(page: &Page, world: &World) -> String {
    let (list, text) = (&page.list, &world.text.common);
    let rows = fill(text.of, &[&list.shown_count(), &list.count()]);
    format!("{rows} · {}: {}", text.filter, list.filter().text())
}

/// What there is to say of the proposal, as much as there is room for: a number that is cut would be another number.
fn summary(page: &Page, width: u16, world: &World) -> String {
    let (Some(proposal), p) = (page.shown(), &world.text.panes) else { return String::new() };
    let speaker = speaker(world);
    let lacking = |mentee: &crate::pairing::MenteeFacts| {
        mentee.lacks.is_some() && mentee.today.is_none() && !page.plan.include_pending
    };
    let pending = proposal.cohort.mentees.iter().filter(|mentee| lacking(mentee)).count();
    let waiting = proposal.cohort.mentees.len() - pending;
    let pairs = proposal.pairs();
    let safe = pairs.iter().filter(|pair| pair.is_safe()).count();
    let mut parts = Vec::new();
    if page.objective != crate::pairing::Objective::Score {
        parts.push(speaker.objective(page.objective).to_owned());
    }
    match page.plan.scope {
        Scope::Waiting => {}
        Scope::Everybody => parts.push(p.proposal_everybody.to_owned()),
        Scope::Working => parts.push(p.proposal_working.to_owned()),
    }
    if page.plan.include_pending {
        parts.push(p.proposal_pending.to_owned());
    }
    if proposal.cohort.mentees.is_empty() {
        return paint::joined(&parts, usize::from(width));
    }
    parts.push(fill(p.proposal_head, &[&pairs.len(), &waiting]));
    parts.push(speaker.proof(proposal).to_owned());
    parts.push(fill(p.proposal_safe, &[&safe]));
    if pending > 0 {
        parts.push(fill(p.proposal_waiting_papers, &[&pending]));
    }
    let mutual = proposal.mutual_first().len();
    if mutual > 0 {
        parts.push(fill(p.proposal_mutual, &[&mutual]));
    }
    paint::joined(&parts, usize::from(width))
}

/// What a trial brings, for the line over the list.
fn trial_head(tried: &super::Tried, world: &World) -> String {
    let (p, difference) = (&world.text.panes, &tried.difference);
    let mut parts = Vec::new();
    match difference.matched {
        0 => {}
        more if more > 0 => parts.push(fill(p.try_more, &[&more])),
        less => parts.push(fill(p.try_less, &[&-less])),
    }
    if difference.moves.is_empty() {
        parts.push(p.trial_nothing.to_owned());
    } else {
        parts.push(fill(p.try_moves, &[&difference.moves.len()]));
    }
    fill(p.trial_head, &[&parts.join(", ")])
}

fn rows(page: &Page, areas: &Areas, buf: &mut Buffer, world: &World) {
    let list = areas.list;
    for ((key, current), y) in page.list.window().zip(list.y..list.bottom()) {
        row(page, key, current, Rect { y, height: 1, ..list }, buf, world);
    }
    if page.list.shown_count() > 0 {
        return;
    }
    let nothing = if page.list.count() > 0 {
        world.text.common.nothing_found.to_owned()
    } else {
        page.shown().and_then(|proposal| speaker(world).empty(proposal)).unwrap_or_default()
    };
    for (line, y) in
        paint::wrap(&nothing, usize::from(list.width.saturating_sub(2))).iter().zip(list.y + 1..list.bottom())
    {
        paint::put(buf, list, list.x + 1, y, line, world.theme.style(Tone::Muted));
    }
}

fn row(page: &Page, key: Key, current: bool, area: Rect, buf: &mut Buffer, world: &World) {
    let (Some(entry), Some(proposal)) = (page.entries.get(&key), page.shown()) else { return };
    let (theme, marks, register) = (world.theme, world.theme.marks(), &world.register);
    let changed = MenteeId::of(key).and_then(|id| proposal.cohort.mentee(id)).is_some_and(|mentee| {
        page.tried.as_ref().is_some_and(|tried| tried.difference.moves.iter().any(|step| step.mentee == mentee))
    });
    let mut column = half(area);
    let (mark, tone, first, second, score) = match entry {
        Entry::Pair(pair) => {
            let mentor = proposal.cohort.mentors[pair.mentor as usize].id;
            let moves = proposal.cohort.mentees[pair.mentee as usize].today.is_some();
            let (mark, tone) = match pair {
                _ if changed => (marks.right, Tone::Accent),
                pair if pair.today => ("=", Tone::Muted),
                _ if moves => (marks.right, Tone::Accent),
                pair if pair.pinned => (marks.picked, Tone::Accent),
                pair if pair.is_safe() => (marks.tick, Tone::Good),
                _ => ("?", Tone::Warning),
            };
            let names = (with_class(key, world), mentor_in(half(area), mentor, world));
            (mark, tone, names.0, names.1, points(pair.score).to_string())
        }
        Entry::Without(_, why) => {
            let mark = if changed { marks.right } else { marks.cross };
            (mark, Tone::Warning, with_class(key, world), why.clone(), String::new())
        }
        Entry::Ruled(id) => {
            let Some(ruling) = register.get::<Ruling>(*id) else { return };
            let p = &world.text.panes;
            let word = match ruling.verdict {
                Verdict::Forbid => p.ruled_forbidden_short,
                Verdict::Allow => p.ruled_allowed_short,
                Verdict::Pin => p.ruled_lost_short,
            };
            let two = format!(
                "{} – {}",
                names::mentee_short(register, ruling.mentee),
                names::mentor_short(register, ruling.mentor)
            );
            // Two names want more than one has; the word takes what is left.
            column = column.max(cells(&two) + 1);
            ("!", Tone::Muted, two, word.to_owned(), String::new())
        }
    };
    let (lead, name_tone) = lead(current, world);
    paint::put(buf, area, area.x, area.y, lead, theme.style(Tone::Accent));
    paint::put(buf, area, area.x + 1, area.y, mark, theme.style(tone));
    let room = area.width.saturating_sub(1 + MARK + if score.is_empty() { 0 } else { SCORE });
    let column = column.min(room);
    let x = area.x + 1 + MARK;
    paint::put(
        buf,
        area,
        x,
        area.y,
        &clip(&first, usize::from(column.saturating_sub(1)), marks.ellipsis),
        theme.style(name_tone),
    );
    let plain = if matches!(entry, Entry::Pair(_)) { Tone::Plain } else { Tone::Muted };
    let second = clip(&second, usize::from(room - column), marks.ellipsis);
    paint::put(buf, area, x + column, area.y, &second, theme.style(plain));
    paint::put_right(buf, area, area.y, &score, theme.style(Tone::Plain));
}

/// Cells of the first name in a row; the second has one or two more.
fn half(area: Rect) -> u16 {
    area.width.saturating_sub(1 + MARK + SCORE + 1) / 2
}

fn cells(words: &str) -> u16 {
    u16::try_from(paint::width(words)).unwrap_or(u16::MAX)
}

/// A mentor in so many cells: two of one surname are told apart by their class, or by what they are.
fn mentor_in(cells: u16, id: MentorId, world: &World) -> String {
    names::mentor_told(&world.register, id, cells < FULL_WORD, world.text)
}

/// «Хрущёв Т., 6А»
fn with_class(key: Key, world: &World) -> String {
    let Some(id) = MenteeId::of(key) else { return String::new() };
    let name = names::mentee_short(&world.register, id);
    let class = world.register.mentee_person(id).and_then(|person| person.class_in(world.year));
    class.map_or(name.clone(), |class| format!("{name}, {class}"))
}

fn other(key: Key, current: bool, short: &str, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let (lead, tone) = lead(current, world);
    paint::put(buf, area, area.x, area.y, lead, theme.style(Tone::Accent));
    let half = area.width / 2;
    let name = MentorId::of(key).map_or_else(String::new, |id| mentor_in(half, id, world));
    let name = clip(&name, usize::from(half.saturating_sub(2)), marks.ellipsis);
    paint::put(buf, area, area.x + 1, area.y, &name, theme.style(tone));
    let short = clip(short, usize::from(area.width.saturating_sub(half)), marks.ellipsis);
    paint::put(buf, area, area.x + half, area.y, &short, theme.style(Tone::Muted));
}
