//! The page: signals first, then the day, then the year. From [`WIDE`] columns on the day and the year stand beside
//! the signals.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Row, Today, commands, deed, wording};
use crate::analysis::{Level, Overview, StageProgress};
use crate::domain::{Meeting, Questionnaire};
use crate::fields::{Worded, dates};
use crate::kit::paint::{self, Line, clip, width};
use crate::kit::{Tone, World, key_name, verb};
use crate::text::fill;

/// From this width on the day and the year stand beside the signals.
const WIDE: u16 = 140;
/// From this height on lines are left free for the eye.
const ROOMY: u16 = 18;
/// From this width on the key at the edge has its word beside it.
const WORDED: u16 = 70;
/// The longest key with its word.
const HINT: u16 = 11;
/// Blocks of a stage.
const BLOCKS: usize = 5;
/// Lines of the stages where they stand under the signals: the heading and two lines.
const STAGES: u16 = 3;

/// Where everything stands. `signals` and `agenda` are the rows without their headings.
pub struct Places {
    head: Rect,
    pub signals: Rect,
    agenda_head: Rect,
    pub agenda: Rect,
    rest: Rect,
    beside: bool,
}

/// Divides `area` between so many signals and meetings.
pub fn places(area: Rect, signals: usize, meetings: usize) -> Places {
    let rows = |count: usize| u16::try_from(count.max(1)).unwrap_or(u16::MAX);
    let (signals, meetings) = (rows(signals), rows(meetings));
    if area.width >= WIDE { beside(area, signals, meetings) } else { stacked(area, signals, meetings) }
}

fn line(area: Rect, y: u16) -> Rect {
    Rect { y, height: u16::from(y < area.bottom()), ..area }
}

fn part(area: Rect, y: u16, height: u16) -> Rect {
    Rect { y, height: height.min(area.bottom().saturating_sub(y)), ..area }
}

fn stacked(area: Rect, signals: u16, meetings: u16) -> Places {
    let roomy = area.height >= ROOMY;
    let top = area.y + 1 + u16::from(roomy);
    // Two free lines and the heading of the day lie between the parts.
    let room = area.bottom().saturating_sub(top + 3 + STAGES);
    let least = meetings.min(if roomy { 3 } else { 2 });
    let signals = signals.min(room.saturating_sub(least));
    let agenda = meetings.min(room.saturating_sub(signals));
    let day = top + signals + 1;
    let year = day + 1 + agenda + 1;
    Places {
        head: line(area, area.y),
        signals: part(area, top, signals),
        agenda_head: line(area, day),
        agenda: part(area, day + 1, agenda),
        rest: part(area, year, area.bottom().saturating_sub(year)),
        beside: false,
    }
}

fn beside(area: Rect, signals: u16, meetings: u16) -> Places {
    // Wider than this the key would stand too far from the reason.
    let left = Rect { width: (area.width * 3 / 5).min(100), ..area };
    let right = Rect { x: left.right() + 1, width: area.width.saturating_sub(left.width + 1), ..area };
    let top = area.y + 2;
    // The seven stages and the questionnaires keep their lines.
    let agenda = meetings.min(area.height.saturating_sub(17).max(2));
    let year = top + agenda + 1;
    Places {
        head: line(left, area.y),
        signals: part(left, top, signals.min(area.height.saturating_sub(3))),
        agenda_head: line(right, area.y),
        agenda: part(right, top, agenda),
        rest: part(right, year, area.bottom().saturating_sub(year)),
        beside: true,
    }
}

/// Draws the pane.
pub fn draw(today: &Today, seen: &Overview, area: Rect, buf: &mut Buffer, world: &World) {
    let places = places(area, seen.signals.len(), seen.agenda.today.len());
    head(seen, places.head, buf, world);
    signals(today, seen, &places, buf, world);
    agenda(today, seen, &places, buf, world);
    if places.beside {
        divide(area, places.signals.right(), buf, world);
        let y = stage_list(&seen.stages, places.rest, buf, world);
        coverage(seen, Rect { y, height: places.rest.bottom().saturating_sub(y), ..places.rest }, buf, world);
    } else {
        stage_flow(&seen.stages, places.rest, buf, world);
    }
}

fn divide(area: Rect, x: u16, buf: &mut Buffer, world: &World) {
    for y in area.y..area.bottom() {
        paint::put(buf, area, x, y, world.theme.marks().bar, world.theme.style(Tone::Muted));
    }
}

/// Writes at the right edge, a cell free of it, and returns the column where it begins.
fn put_right(buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    paint::put_right(buf, Rect { width: area.width.saturating_sub(1), ..area }, y, text, style)
}

/// «Требует внимания · 9                     пары 84 · без наставника 12 · мест 17»
fn head(seen: &Overview, area: Rect, buf: &mut Buffer, world: &World) {
    let p = &world.text.panes;
    let put_off = seen.signals.iter().filter(|signal| signal.put_off.is_some()).count();
    let title = fill(p.attention, &[&(seen.signals.len() - put_off)]);
    let mut x = paint::put(buf, area, area.x + 1, area.y, &title, world.theme.style(Tone::Heading));
    if put_off > 0 {
        let words = format!(" {} {}", world.theme.marks().dot, fill(p.put_off_count, &[&put_off]));
        x = paint::put(buf, area, x, area.y, &words, world.theme.style(Tone::Muted));
    }
    let free = &seen.places;
    let room = usize::from(area.right().saturating_sub(x + 3));
    let totals = [
        fill(p.totals, &[&free.pairs, &free.waiting, &free.free]),
        fill(p.waiting_places, &[&free.waiting, &free.free]),
    ];
    if let Some(text) = totals.iter().find(|text| width(text) <= room) {
        put_right(buf, area, area.y, text, world.theme.style(Tone::Muted));
    }
}

fn signals(today: &Today, seen: &Overview, places: &Places, buf: &mut Buffer, world: &World) {
    let area = places.signals;
    let muted = world.theme.style(Tone::Muted);
    if seen.signals.is_empty() {
        let p = &world.text.panes;
        let sentence = if today.bare { p.attention_start } else { p.attention_none };
        paint::put(buf, area, area.x + 3, area.y, sentence, world.theme.style(Tone::Good));
        return;
    }
    let shown = seen.signals.iter().enumerate().skip(today.top);
    for (y, (place, signal)) in (area.y..area.bottom()).zip(shown) {
        let (mark, tone) = match signal.level {
            _ if signal.put_off.is_some() => (" ", Tone::Muted),
            Level::Alarm => ("!", Tone::Danger),
            Level::Warning => (world.theme.marks().warning, Tone::Warning),
            Level::Note => (world.theme.marks().dot, Tone::Muted),
        };
        paint::put(buf, area, area.x + 1, y, mark, world.theme.style(tone));
        let reason = wording::brief(signal, world);
        let quiet = signal.level == Level::Note || signal.put_off.is_some();
        let plain = if quiet { Tone::Muted } else { Tone::Plain };
        let current = place == today.cursor;
        row(Row::Signal(signal), current, (3, &reason, plain), Rect { y, height: 1, ..area }, buf, world);
    }
    let below = seen.signals.len().saturating_sub(today.top + usize::from(area.height));
    if below > 0 {
        let more = fill(world.text.common.and_more, &[&below]);
        let under = Rect { y: area.bottom(), height: 1, ..area };
        paint::put(buf, under, area.x + 3, under.y, &more, muted);
    }
}

/// How wide the names are; the same for every row, so that the reasons stand in a column.
fn name_width(area: Rect) -> u16 {
    (area.width * 3 / 10).clamp(18, 32)
}

/// One row from its name on: who, why, and the key that deals with it.
fn row(row: Row, current: bool, (indent, why, tone): (u16, &str, Tone), area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    if current {
        paint::put(buf, area, area.x, area.y, marks.focus, theme.style(Tone::Accent));
    }
    let wide = name_width(area);
    let x = area.x + indent;
    let name = clip(&wording::name(row, world), usize::from(wide), marks.ellipsis);
    paint::put(buf, area, x, area.y, &name, theme.style(if current { Tone::Focus } else { Tone::Plain }));
    let edge = hint(row, area, buf, world);
    let x = x + wide + 1;
    let why = clip(why, usize::from(edge.saturating_sub(x)), marks.ellipsis);
    paint::put(buf, area, x, area.y, &why, theme.style(tone));
}

/// Puts the key and its word at the right edge. Returns where the reason has to end.
fn hint(row: Row, area: Rect, buf: &mut Buffer, world: &World) -> u16 {
    let (id, word) = deed::of(row).hint(world);
    let command = commands().iter().find(|command| command.id == id);
    let name = command.and_then(|command| command.keys.of(world.text.lang).first());
    let key = name.map(|name| key_name(name, world.layout, world)).unwrap_or_default();
    let (accent, muted) = (world.theme.style(Tone::Accent), world.theme.style(Tone::Muted));
    if area.width < WORDED {
        return put_right(buf, area, area.y, &key, accent).min(area.right().saturating_sub(3));
    }
    // At a column of its own, so that the keys stand below each other.
    let x = area.right().saturating_sub(HINT + 1);
    let after = paint::put(buf, area, x, area.y, &key, accent);
    paint::put(buf, area, after + 1, area.y, word, muted);
    x.saturating_sub(1)
}

fn agenda(today: &Today, seen: &Overview, places: &Places, buf: &mut Buffer, world: &World) {
    let (area, title, text) = (places.agenda, places.agenda_head, world.text);
    let muted = world.theme.style(Tone::Muted);
    paint::put(buf, title, title.x + 1, title.y, text.panes.agenda, world.theme.style(Tone::Heading));
    let meetings = &seen.agenda.today;
    if meetings.is_empty() {
        let next = seen.agenda.upcoming.first().map(|it| dates::with_weekday(it.date, text));
        let sentence = match next {
            Some(day) => format!("{} {}", text.panes.agenda_none, fill(text.panes.agenda_next, &[&day])),
            None => text.panes.agenda_none.to_owned(),
        };
        paint::put(buf, area, area.x + 1, area.y, &sentence, muted);
        return;
    }
    let below = meetings.len().saturating_sub(today.agenda_top + usize::from(area.height));
    if below > 0 {
        put_right(buf, title, title.y, &fill(text.common.and_more, &[&below]), muted);
    }
    for (y, (place, it)) in (area.y..area.bottom()).zip(meetings.iter().enumerate().skip(today.agenda_top)) {
        let hour = it.time.map_or_else(|| text.common.none.to_owned(), |time| time.format("%H:%M").to_string());
        paint::put(buf, area, area.x + 1, y, &hour, world.theme.style(Tone::Plain));
        let meeting = world.register.get::<Meeting>(it.meeting);
        let what = meeting.map_or_else(String::new, |meeting| wording::appointment(meeting, &it.next_step, world));
        let current = place + seen.signals.len() == today.cursor;
        row(Row::Meeting(it), current, (7, &what, Tone::Plain), Rect { y, height: 1, ..area }, buf, world);
    }
}

/// «■■■□□»: full only when all is done, empty only when nothing is.
fn blocks(stage: &StageProgress, world: &World) -> String {
    let marks = world.theme.marks();
    let full = match stage.percent {
        0 => 0,
        percent => (percent * BLOCKS / 100).clamp(1, BLOCKS),
    };
    format!("{}{}", marks.full.repeat(full), marks.hollow.repeat(BLOCKS - full))
}

/// «0 из 4, 92 %»: so many lines of the plan are done, and so far all of them are.
fn share(stage: &StageProgress, world: &World) -> String {
    fill(world.text.common.of_percent, &[&stage.done, &stage.of, &stage.percent])
}

fn stage_tone(stage: &StageProgress) -> Tone {
    if !stage.late.is_empty() {
        Tone::Warning
    } else if stage.of > 0 && stage.done == stage.of {
        Tone::Good
    } else {
        Tone::Plain
    }
}

/// «согласия 22, запросы 5»; empty when nothing is late.
fn late<'a>(stages: impl Iterator<Item = &'a StageProgress>, world: &World) -> String {
    let late = stages.flat_map(|stage| &stage.late);
    late.map(|it| wording::late(it, world)).collect::<Vec<_>>().join(", ")
}

/// The stages as a page to read: how much is done, and under each what is late and where to find it.
pub fn stage_page(stages: &[StageProgress], world: &World) -> Vec<Line> {
    let (theme, text) = (world.theme, world.text);
    let mut lines = Vec::new();
    for stage in stages {
        let name = format!("{:<14}", stage.stage.word(text));
        let share = format!("  {}", share(stage, world));
        let line = Line::of(name, theme.style(Tone::Plain)).and(blocks(stage, world), theme.style(stage_tone(stage)));
        lines.push(line.and(share, theme.style(Tone::Muted)));
        let late =
            stage.late.iter().map(|late| format!("  {} {}", theme.marks().warning, wording::late_in_full(late, world)));
        lines.extend(late.map(|words| Line::of(words, theme.style(Tone::Warning))));
    }
    lines
}

/// What is late in one line, all of it or how much of it, and the key that tells more.
fn late_line(stages: &[StageProgress], cells: usize, world: &World) -> String {
    let p = &world.text.panes;
    let key = verb::VIEW.of(world.text.lang).first().map(|name| key_name(name, world.layout, world));
    let key = key.unwrap_or_default();
    let all = fill(p.late_which, &[&fill(p.stage_late, &[&late(stages.iter(), world)]), &key]);
    if width(&all) <= cells {
        return all;
    }
    let kinds = stages.iter().map(|stage| stage.late.len()).sum::<usize>();
    fill(p.late_all, &[&kinds, &key])
}

/// The stages in running lines, what is late beside the heading.
fn stage_flow(stages: &[StageProgress], area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    let x = paint::put(buf, area, area.x + 1, area.y, world.text.panes.stages, theme.style(Tone::Heading));
    if stages.iter().any(|stage| !stage.late.is_empty()) {
        let late = late_line(stages, usize::from(area.right().saturating_sub(x + 3)), world);
        put_right(buf, area, area.y, &late, theme.style(Tone::Warning));
    }
    let (mut x, mut y) = (area.x + 1, area.y + 1);
    for stage in stages {
        let (name, blocks) = (stage.stage.word(world.text), blocks(stage, world));
        let cells = u16::try_from(width(name) + 1 + BLOCKS).unwrap_or(0);
        if x + cells >= area.right() {
            (x, y) = (area.x + 1, y + 1);
        }
        let after = paint::put(buf, area, x, y, name, theme.style(Tone::Plain));
        x = paint::put(buf, area, after + 1, y, &blocks, theme.style(stage_tone(stage))) + 2;
    }
}

/// The stages one below the other, each with its numbers. Returns the line below.
fn stage_list(stages: &[StageProgress], area: Rect, buf: &mut Buffer, world: &World) -> u16 {
    let (theme, text) = (world.theme, world.text);
    paint::put(buf, area, area.x + 1, area.y, text.panes.stages, theme.style(Tone::Heading));
    for (stage, y) in stages.iter().zip(area.y + 2..) {
        let name = stage.stage.word(text);
        paint::put(buf, area, area.x + 1, y, name, theme.style(Tone::Plain));
        let x = paint::put(buf, area, area.x + 15, y, &blocks(stage, world), theme.style(stage_tone(stage)));
        let share = share(stage, world);
        let x = paint::put(buf, area, x + 2, y, &format!("{share:<15}"), theme.style(Tone::Muted));
        let late = late(std::iter::once(stage), world);
        if !late.is_empty() {
            let late = format!("{} {late}", theme.marks().warning);
            let late = clip(&late, usize::from(area.right().saturating_sub(x + 1)), theme.marks().ellipsis);
            paint::put(buf, area, x, y, &late, theme.style(Tone::Warning));
        }
    }
    area.y + 2 + u16::try_from(stages.len()).unwrap_or(0) + 1
}

/// How far the keying of each wave is, whichever questionnaires it is made of.
fn coverage(seen: &Overview, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, text) = (world.theme, world.text);
    let mut asked: Vec<(String, usize, usize)> = Vec::new();
    for it in seen.coverage.iter().filter(|it| it.expected > 0) {
        let Some(sheet) = world.register.get::<Questionnaire>(it.questionnaire) else { continue };
        let name = wording::questionnaire(sheet.wave, sheet.audience, text);
        match asked.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, answered, expected)) => {
                (*answered, *expected) = (*answered + it.answered, *expected + it.expected);
            }
            None => asked.push((name, it.answered, it.expected)),
        }
    }
    if asked.is_empty() || area.height < 3 {
        return;
    }
    paint::put(buf, area, area.x + 1, area.y, text.panes.today_waves, theme.style(Tone::Heading));
    for ((name, answered, expected), y) in asked.iter().zip(area.y + 2..area.bottom()) {
        paint::put(buf, area, area.x + 1, y, name, theme.style(Tone::Plain));
        let keyed = fill(text.panes.keyed, &[answered, expected]);
        paint::put(buf, area, area.x + 24, y, &keyed, theme.style(Tone::Muted));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Late, Tally};
    use crate::domain::{Counted, Stage};

    fn late_year() -> Vec<StageProgress> {
        let progress = |stage, what, of| {
            let counted = Some((what, Tally { done: 1, of }));
            StageProgress { stage, done: 1, of: 4, percent: 25, late: vec![Late { line: None, counted }] }
        };
        vec![
            progress(Stage::Preparation, Counted::Preparations, 3),
            progress(Stage::Mentees, Counted::Consents, 23),
            progress(Stage::Selection, Counted::Interviews, 4),
        ]
    }

    #[test]
    fn the_page_of_stages_says_what_is_late_and_where_it_is() {
        let world = crate::kit::sample::world();
        let words = |line: &Line| line.0.iter().map(|span| span.text.as_str()).collect::<String>();
        let page: Vec<String> = stage_page(&late_year(), &world).iter().map(words).collect();
        assert_eq!(page.len(), 6);
        assert!(page[0].starts_with("подготовка") && page[0].ends_with("1 из 4, 25 %"), "{page:?}");
        // Of a base without a school nothing is prepared, and all of it is named.
        assert!(page[1].contains("директор") && page[1].contains("анкеты выхода"), "{page:?}");
        assert!(page[3].contains("без согласия: 22 · клавиша 2"), "{page:?}");
    }

    #[test]
    fn what_is_late_is_never_cut() {
        let world = crate::kit::sample::world();
        let whole =
            "опаздывает: подготовка по данным школы 2, согласия наставляемых 22, собеседования 3 (к – что именно)";
        assert_eq!(late_line(&late_year(), 110, &world), whole);
        let short = late_line(&late_year(), 40, &world);
        assert_eq!(short, "опаздывает (3): что именно – к");
    }
}
