//! What the pane looks like.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::keying::Keying;
use super::page::{self, Block, Columns};
use super::queue::lacks_entry;
use super::second::{Checking, Right, Tally, differing};
use super::{Sheet, Shows, Standing, Surveys, answer, standing_of};
use super::{about, codes};
use crate::domain::{Answer, Audience, Key, Pair, Person, Questionnaire, Response, Second, Wave};
use crate::fields::{Worded, names};
use crate::kit::{Tone, World, paint};
use crate::text::{Lang, fill};

/// From this width on all questionnaires stand beside the queue.
const BESIDE: u16 = 110;

/// How many rows of a list fit: heading, blank, heads of columns and status take four.
pub fn list_height(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(4))
}

/// The queue, or the papers that are in.
pub fn list(pane: &Surveys, area: Rect, buf: &mut Buffer, world: &World) {
    let Some(sheet) = pane.sheet() else {
        paint::put(buf, area, area.x + 1, area.y, world.text.panes.sheets_none, world.theme.style(Tone::Muted));
        return;
    };
    heading(&sheet.questionnaire, Some(sheet), area, buf, world);
    let beside = area.width >= BESIDE;
    let width = if beside { area.width * 3 / 5 } else { area.width };
    let rows = Rect { y: area.y + 2, height: area.height.saturating_sub(2), width, ..area };
    let columns = ListColumns::of(width);
    columns.heads(rows, buf, world);
    let body = rows.y + 1..rows.bottom().saturating_sub(1);
    for (y, (key, current)) in body.zip(pane.list.window()) {
        row(pane, (key, current), &columns, Rect { y, height: 1, ..rows }, buf, world);
    }
    if pane.list.shown_count() == 0 {
        let p = world.text;
        let nothing = match pane.shows {
            _ if pane.list.count() > 0 => p.common.nothing_found,
            Shows::Queue => p.messages.queue_empty,
            Shows::Keyed | Shows::Sheets | Shows::Items => p.panes.keyed_none,
        };
        paint::put(buf, rows, rows.x + 1, rows.y + 2, nothing, world.theme.style(Tone::Muted));
    }
    status(pane, rows, buf, world);
    if beside {
        let x = rows.right() + 2;
        overview(pane, Rect { x, width: area.right().saturating_sub(x), ..rows }, buf, world);
    }
}

/// Which questionnaire it is, and how many of its papers are in.
fn heading(asked: &Questionnaire, sheet: Option<&Sheet>, area: Rect, buf: &mut Buffer, world: &World) {
    let (text, muted) = (world.text, world.theme.style(Tone::Muted));
    let count = sheet.map_or_else(String::new, |sheet| match sheet.questionnaire.is_repeated() {
        true => fill(text.panes.keyed_times, &[&sheet.answered]),
        false => fill(text.panes.keyed, &[&sheet.answered, &sheet.expected]),
    });
    let left = put_right(&count, area, area.y, muted, buf);
    let mut of = vec![asked.wave.word(text), asked.audience.word(text)];
    of.extend(asked.forms.iter().map(|form| form.word(text)));
    let x = paint::put(buf, left, left.x + 1, left.y, names::title(asked, text), world.theme.style(Tone::Heading));
    let room = usize::from(left.right().saturating_sub(x));
    let of = paint::clip(&format!(" · {}", of.join(" · ")), room, world.theme.marks().ellipsis);
    paint::put(buf, left, x, left.y, &of, muted);
}

/// Puts text at the right edge and returns what is left of it, with a gap.
fn put_right(text: &str, area: Rect, y: u16, style: Style, buf: &mut Buffer) -> Rect {
    let width = u16::try_from(paint::width(text)).unwrap_or(area.width).min(area.width);
    let x = area.right().saturating_sub(width + 1).max(area.x);
    paint::put(buf, area, x, y, text, style);
    Rect { y, height: 1, width: x.saturating_sub(area.x + 2), ..area }
}

struct ListColumns {
    name: usize,
    with: usize,
}

const NUMBER: usize = 3;
const CLASS: usize = 4;
const MARK: usize = 18;

impl ListColumns {
    fn of(width: u16) -> Self {
        let room = usize::from(width).saturating_sub(NUMBER + CLASS + MARK + 6);
        let with = if room >= 52 { room * 2 / 5 } else { 0 };
        Self { name: room - with, with }
    }

    fn heads(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let (text, muted) = (world.text, world.theme.style(Tone::Muted));
        let with = if self.with > 0 { text.panes.with_head } else { "" };
        let cells = [text.panes.number_head, text.fields.name, text.fields.class_head, with];
        self.put(cells.map(|cell| (cell.to_owned(), muted)), "", area, buf);
    }

    /// Number, name, class, partner. Returns the column behind them.
    fn put(&self, cells: [(String, Style); 4], ellipsis: &str, area: Rect, buf: &mut Buffer) -> u16 {
        let mut x = area.x + 1;
        for ((text, style), width) in cells.into_iter().zip([NUMBER, self.name, CLASS, self.with]) {
            paint::put(buf, area, x, area.y, &paint::clip(&text, width, ellipsis), style);
            x += u16::try_from(width).unwrap_or(0) + u16::from(width > 0);
        }
        x
    }
}

fn row(
    pane: &Surveys,
    (key, current): (Key, bool),
    columns: &ListColumns,
    area: Rect,
    buf: &mut Buffer,
    world: &World,
) {
    let Some(standing) = standing_of(pane, key) else { return };
    let theme = world.theme;
    let (plain, muted) = (theme.style(Tone::Plain), theme.style(Tone::Muted));
    if current {
        paint::put(buf, area, area.x, area.y, theme.marks().focus, theme.style(Tone::Accent));
    } else if pane.list.is_picked(key) {
        paint::put(buf, area, area.x, area.y, theme.marks().picked, theme.style(Tone::Accent));
    }
    let person = world.register.get::<Person>(standing.person);
    let class = person.and_then(|person| person.class_in(world.year)).map_or_else(String::new, ToString::to_string);
    let name = (super::full_name(standing.person, world), if current { theme.style(Tone::Focus) } else { plain });
    let cells = [(standing.number.to_string(), muted), name, (class, plain), (partner(pane, standing, world), muted)];
    let x = columns.put(cells, theme.marks().ellipsis, area, buf);
    let words = mark(pane, standing, world);
    paint::put(buf, area, x, area.y, &words, theme.style(Tone::Warning));
    // Of papers of one mentor the pair tells which is which, also where its column has no room.
    if words.is_empty() && columns.with == 0 && standing.response.is_some() {
        let pair = paint::clip(&partner(pane, standing, world), MARK, theme.marks().ellipsis);
        paint::put(buf, area, x, area.y, &pair, muted);
    }
}

/// With whom somebody is in the pair on account of which they are asked.
fn partner(pane: &Surveys, standing: &Standing, world: &World) -> String {
    let Some(pair) = standing.pair.and_then(|id| world.register.get::<Pair>(id)) else { return String::new() };
    match pane.sheet().map(|sheet| sheet.questionnaire.audience) {
        Some(Audience::Mentor) => {
            let names: Vec<String> = pair.mentees.iter().map(|&id| names::mentee_short(&world.register, id)).collect();
            names.join(", ")
        }
        _ => names::mentor_short(&world.register, pair.mentor),
    }
}

/// What is half done about a paper.
fn mark(pane: &Surveys, standing: &Standing, world: &World) -> String {
    if let Some(draft) = pane.parked_of(standing.person) {
        return fill(world.text.panes.draft_mark, &[&draft.answered(), &draft.answers.len()]);
    }
    let response = standing.response.and_then(|id| world.register.get::<Response>(id));
    match response.and_then(|response| response.second.as_ref()) {
        Some(Second::Settled { .. }) => return world.text.panes.checked_mark.to_owned(),
        Some(Second::Open { answers, .. }) => {
            let count = response.map_or(0, |response| differing(&response.answers, answers).len());
            return fill(world.text.panes.differs_mark, &[&count]);
        }
        None => {}
    }
    if let Some((_, asked)) = codes::open_of(standing, world) {
        return codes::mark(asked, world);
    }
    if standing.response.is_some_and(|id| !standing.due && codes::is_own(id, world)) {
        return world.text.respond.mark_own.to_owned();
    }
    response.filter(|_| standing.due).map_or_else(String::new, |response| {
        let all = response.answers.len();
        let done = response.answers.iter().filter(|answer| **answer != Answer::NotAsked).count();
        fill(world.text.panes.begun_mark, &[&done, &all])
    })
}

fn status(pane: &Surveys, area: Rect, buf: &mut Buffer, world: &World) {
    let (text, theme, y) = (world.text, world.theme, area.bottom().saturating_sub(1));
    let muted = theme.style(Tone::Muted);
    if let Some(note) = &pane.note {
        paint::put(buf, area, area.x + 1, y, note, theme.style(Tone::Warning));
        return;
    }
    let (shown, all) = (pane.list.shown_count(), pane.list.count());
    let count = if shown == all { all.to_string() } else { fill(text.common.of, &[&shown, &all]) };
    let which = if pane.shows == Shows::Queue { text.panes.queue } else { text.panes.keyed_mode };
    let mut x = paint::put(buf, area, area.x + 1, y, &fill(which, &[&count]), muted);
    if let Some(rate) = pane.tally.filter(|_| pane.shows == Shows::Keyed).and_then(|tally| checked(tally, world)) {
        x = paint::put(buf, area, x, y, &format!(" · {rate}"), muted);
    }
    if let Some(picked) = pane.list.picked_words(text) {
        x = paint::put(buf, area, x, y, &format!(" · {picked}"), theme.style(Tone::Accent));
    }
    let filter = pane.list.filter();
    if !pane.list.is_filtering() && filter.text().is_empty() {
        return;
    }
    x = paint::put(buf, area, x, y, &format!(" · {}: ", text.common.filter), muted);
    x = paint::put(buf, area, x, y, filter.text(), theme.style(Tone::Accent));
    if pane.list.is_filtering() {
        paint::put(buf, area, x, y, " ", theme.style(Tone::Focus));
    }
}

/// «сверено 12, ошибок на 1000 полей: 0,4», once anything was keyed a second time.
fn checked(tally: Tally, world: &World) -> Option<String> {
    let rate = tally.per_thousand()?;
    let point = if world.text.lang == Lang::Ru { ',' } else { '.' };
    let rate = format!("{}{point}{}", rate / 10, rate % 10);
    Some(fill(world.text.panes.error_rate, &[&tally.settled, &tally.fields, &rate]))
}

/// All questionnaires of the year with their counts.
fn overview(pane: &Surveys, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    for (sheet, y) in pane.sheets.iter().zip(area.y + 1..area.bottom()) {
        let chosen = Some(sheet.id) == pane.chosen;
        let count = match sheet.questionnaire.is_repeated() {
            true => sheet.answered.to_string(),
            false => fill(world.text.common.of, &[&sheet.answered, &sheet.expected]),
        };
        let left = put_right(&count, area, y, theme.style(Tone::Muted), buf);
        paint::put(buf, left, left.x, y, if chosen { marks.picked } else { " " }, theme.style(Tone::Accent));
        let title = paint::clip(
            names::title(&sheet.questionnaire, world.text),
            usize::from(left.width.saturating_sub(2)),
            marks.ellipsis,
        );
        paint::put(buf, left, left.x + 2, y, &title, theme.style(Tone::Plain));
    }
}

/// From this height on a blank line stands above and below the questions.
const AIRY: u16 = 18;

/// A paper being keyed.
pub fn paper(pane: &Surveys, keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) {
    let sheet = pane.sheets.iter().find(|sheet| sheet.id == keying.questionnaire);
    heading(&keying.sheet, sheet, area, buf, world);
    who(pane, keying, Rect { y: area.y + 1, height: 1, ..area }, buf, world);
    // Two lines of head; under the questions progress, what is awaited, and the text being typed.
    let air = u16::from(area.height >= AIRY);
    let height = area.height.saturating_sub(2 + 3 + 2 * air);
    let top = area.y + 2 + air;
    questions(keying, Rect { y: top, height, ..area }, buf, world);
    let y = top + height + air;
    foot(keying, Rect { y, height: area.bottom().saturating_sub(y), ..area }, buf, world);
}

/// The cells a name keeps beside what is wrong with the paper.
const SHORTEST_NAME: usize = 12;

/// Whose paper it is, and whose comes next.
fn who(pane: &Surveys, keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) {
    let theme = world.theme;
    let name = names::entry(&world.register, keying.person, keying.year);
    let odd = match (keying.relaid(), keying.repeats()) {
        (Some(0), _) => world.text.panes.relaid.to_owned(),
        (Some(lost), _) => fill(world.text.panes.relaid_lost, &[&lost]),
        (None, Some(_)) => world.text.panes.second_hand.to_owned(),
        (None, None) if lacks_entry(&keying.sheet, keying.person, keying.year, world) => {
            world.text.panes.no_entry_form.to_owned()
        }
        (None, None) if keying.sheet.wave == Wave::Pulse => leads_several(keying, world).unwrap_or_default(),
        (None, None) => String::new(),
    };
    let odd = if odd.is_empty() { odd } else { format!(" · {odd}") };
    // What is wrong with the paper is whole; the name gives way to it.
    let room = usize::from(area.width).saturating_sub(paint::width(&odd) + 2).max(SHORTEST_NAME);
    let name = paint::clip(&name, room, theme.marks().ellipsis);
    let x = paint::put(buf, area, area.x + 1, area.y, &name, theme.style(Tone::Accent));
    let x = paint::put(buf, area, x, area.y, &odd, theme.style(Tone::Warning));
    let next = (pane.shows == Shows::Queue).then(|| pane.next_after(keying.person, world)).flatten();
    let Some(next) = next else { return };
    let next = fill(world.text.panes.next_person, &[&names::entry(&world.register, next.person, world.year)]);
    let room = usize::from(area.right().saturating_sub(x + 3));
    put_right(&paint::clip(&next, room, theme.marks().ellipsis), area, area.y, theme.style(Tone::Muted), buf);
}

/// A mentor of several pairs says in a pulse how they feel in one of them, or in all: who keys it is told that it will be
/// asked.
fn leads_several(keying: &Keying, world: &World) -> Option<String> {
    if let Some(pair) = keying.stored().and_then(|stored| world.register.get::<Pair>(stored.pair?)) {
        return Some(names::of_pair(&world.register, pair, world.text));
    }
    let pairs = about::several(&keying.sheet, keying.person, keying.year, world).len();
    let text = world.text;
    (pairs > 0).then(|| fill(text.panes.leads_several, &[&text.count(pairs, text.counts.pairs)]))
}

fn questions(keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) {
    let columns = Columns::of(&keying.sheet, area.width, world.text);
    let ellipsis = world.theme.marks().ellipsis;
    let fitted = |block: Block| block.fitted(usize::from(area.height), columns.label, ellipsis);
    let blocks: Vec<Block> = page::blocks(&keying.sheet, columns.label, world.text).into_iter().map(fitted).collect();
    let shown = page::page(&blocks, keying.place(), usize::from(area.height));
    let mut y = area.y;
    for place in shown {
        question(
            keying,
            place,
            &blocks[place],
            columns,
            Rect { y, height: area.bottom().saturating_sub(y), ..area },
            buf,
            world,
        );
        y += u16::try_from(blocks[place].height()).unwrap_or(area.height);
    }
}

fn question(
    keying: &Keying,
    place: usize,
    block: &Block,
    columns: Columns,
    area: Rect,
    buf: &mut Buffer,
    world: &World,
) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let (plain, muted) = (theme.style(Tone::Plain), theme.style(Tone::Muted));
    let current = place == keying.place();
    let x = area.x + u16::try_from(columns.lead).unwrap_or(0) - 1;
    let heading = theme.style(Tone::Heading);
    let parts = [(&block.section, heading), (&block.text, plain), (&block.help, muted), (&block.options, muted)];
    let lines = parts.into_iter().flat_map(|(lines, style)| lines.iter().map(move |line| (line, style)));
    for ((line, style), y) in lines.zip(area.y..area.bottom()) {
        paint::put(buf, area, x, y, line, style);
    }
    // The answer stands beside the question, below the heading.
    let y = (area.y + u16::try_from(block.section.len()).unwrap_or(0)).min(area.bottom().saturating_sub(1));
    let area = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let number = format!("{:>width$}", place + 1, width = columns.lead - 3);
    paint::put(buf, area, area.x + 1, area.y, &number, muted);
    if current {
        paint::put(buf, area, area.x, area.y, marks.focus, theme.style(Tone::Accent));
    }
    let answer = keying.answers.get(place).zip(keying.sheet.items.get(place));
    let said = answer.map_or_else(String::new, |(answer, item)| answer::words(&item.kind, answer, world.text));
    let said = if current && said.is_empty() { "_".to_owned() } else { said };
    let said = paint::clip(&said, columns.answer, marks.ellipsis);
    let x = x + u16::try_from(columns.label).unwrap_or(0) + 2;
    let skipped = keying.answers.get(place) == Some(&Answer::Skipped);
    let tone = match current {
        true => Tone::Focus,
        false if skipped => Tone::Muted,
        false => Tone::Heading,
    };
    paint::put(buf, area, x, area.y, &said, theme.style(tone));
}

/// How far the paper is, what is awaited, and the line being typed.
fn foot(keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) {
    let (text, theme) = (world.text, world.theme);
    let y = area.y;
    progress(keying, Rect { y, height: 1, ..area }, buf, world);
    let (prompt, tone) = match keying.item() {
        _ if keying.jump().is_some() => {
            (fill(text.panes.jump_prompt, &[&keying.jump().unwrap_or_default()]), Tone::Accent)
        }
        Some(item) => (answer::prompt(&item.kind, text), Tone::Plain),
        None if keying.missing() > 0 => (fill(text.panes.items_left, &[&keying.missing()]), Tone::Warning),
        None if keying.wanting() > 0 => (fill(text.panes.required_left, &[&keying.wanting()]), Tone::Warning),
        None => (text.panes.all_answered.to_owned(), Tone::Good),
    };
    paint::put(buf, area, area.x + 1, y + 1, &prompt, theme.style(tone));
    typed(keying, Rect { y: y + 2, height: 1, ..area }, buf, world);
}

/// «4 из 22 ■■■■□□□»: one mark for a question, or for several where the window is narrow.
fn progress(keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) {
    let (theme, marks) = (world.theme, world.theme.marks());
    let (done, all) = (keying.answered(), keying.answers.len());
    let count = fill(world.text.common.of, &[&done, &all]);
    let x = paint::put(buf, area, area.x + 1, area.y, &count, theme.style(Tone::Plain));
    let room = usize::from(area.width).saturating_sub(20);
    let cells = all.min(room);
    let full = (done * cells).checked_div(all).unwrap_or(0);
    // The bar starts where the longest count ends, so that it stands still.
    let x = x.max(area.x + 2 + u16::try_from(paint::width(&fill(world.text.common.of, &[&all, &all]))).unwrap_or(0));
    let x = paint::put(buf, area, x, area.y, &marks.full.repeat(full), theme.style(Tone::Good));
    paint::put(buf, area, x, area.y, &marks.hollow.repeat(cells - full), theme.style(Tone::Muted));
}

/// The end of the text being typed, with the cursor.
fn typed(keying: &Keying, area: Rect, buf: &mut Buffer, world: &World) {
    let Some(edit) = keying.edit() else { return };
    let flat = |text: &str| text.replace('\n', " / ");
    let (before, after) = (flat(edit.before()), flat(&edit.text()[edit.before().len()..]));
    let room = usize::from(area.width).saturating_sub(3);
    let tail = before.char_indices().map(|(at, _)| &before[at..]).find(|tail| paint::width(tail) <= room);
    let x = paint::put(buf, area, area.x + 1, area.y, tail.unwrap_or_default(), world.theme.style(Tone::Accent));
    let mut rest = after.chars();
    let under = rest.next().unwrap_or(' ').to_string();
    let x = paint::put(buf, area, x, area.y, &under, world.theme.style(Tone::Focus));
    paint::put(buf, area, x, area.y, rest.as_str(), world.theme.style(Tone::Accent));
}

/// The differences of a paper: the question, what the first hand keyed, what the second did, and who was right.
pub fn check(checking: &Checking, area: Rect, buf: &mut Buffer, world: &World) {
    let (text, theme, marks) = (world.text, world.theme, world.theme.marks());
    let (plain, muted) = (theme.style(Tone::Plain), theme.style(Tone::Muted));
    heading(&checking.sheet, None, area, buf, world);
    let name = names::entry(&world.register, checking.response.respondent, checking.response.year);
    paint::put(buf, area, area.x + 1, area.y + 1, &name, theme.style(Tone::Accent));
    let half = usize::from(area.width).saturating_sub(8) / 2;
    let second = area.x + 5 + u16::try_from(half + 1).unwrap_or(0);
    let columns = [(area.x + 5, text.panes.first_keyed), (second, text.panes.second_keyed)];
    for (x, head) in columns {
        paint::put(buf, area, x, area.y + 2, head, muted);
    }
    let room = usize::from(area.height.saturating_sub(6)) / 2;
    let top = (checking.place().min(checking.places.len().saturating_sub(1)) + 1).saturating_sub(room);
    let rows = checking.places.iter().zip(&checking.choices).enumerate().skip(top).take(room);
    for ((at, (place, choice)), row) in rows.zip(0..) {
        let Some(item) = checking.sheet.items.get(*place) else { continue };
        let y = area.y + 3 + 2 * row;
        let current = at == checking.place();
        let lead = if current { marks.focus } else { " " };
        paint::put(buf, area, area.x, y, lead, theme.style(Tone::Accent));
        paint::put(buf, area, area.x + 1, y, &format!("{:>3}", place + 1), muted);
        let question =
            paint::clip(names::label(&item.label, text), usize::from(area.width.saturating_sub(6)), marks.ellipsis);
        paint::put(buf, area, area.x + 5, y, &question, plain);
        if let Some(Right::Other(answer)) = choice {
            let words = format!("{} {}", marks.picked, answer::words(&item.kind, answer, text));
            put_right(&paint::clip(&words, half, marks.ellipsis), area, y, theme.style(Tone::Good), buf);
        }
        let hands = [(area.x + 5, &checking.response.answers, Right::First), (second, &checking.second, Right::Second)];
        for (x, answers, hand) in hands {
            let words = answers.get(*place).map_or_else(String::new, |given| answer::words(&item.kind, given, text));
            let right = *choice == Some(hand);
            let mark = if right { marks.picked } else { " " };
            let tone = match (right, choice.is_some(), current) {
                (true, ..) => Tone::Good,
                (false, true, _) => Tone::Muted,
                (false, false, true) => Tone::Focus,
                (false, false, false) => Tone::Heading,
            };
            let x = paint::put(buf, area, x, y + 1, mark, theme.style(Tone::Good)) + 1;
            paint::put(
                buf,
                area,
                x,
                y + 1,
                &paint::clip(&words, half.saturating_sub(3), marks.ellipsis),
                theme.style(tone),
            );
        }
    }
    let (done, all) = (checking.settled(), checking.places.len());
    let prompt = match checking.third() {
        Some(typed) => {
            let item = typed.item().map(|item| &item.kind).zip(typed.answers.first());
            let words = item.map_or_else(String::new, |(kind, answer)| answer::words(kind, answer, text));
            fill(text.panes.check_third, &[&words])
        }
        None if done == all => text.panes.check_done.to_owned(),
        None if checking.is_reopened() => text.panes.check_reopened.to_owned(),
        None => text.panes.check_prompt.to_owned(),
    };
    let line = format!("{} · {prompt}", fill(text.common.of, &[&done, &all]));
    paint::put(buf, area, area.x + 1, area.bottom().saturating_sub(1), &line, plain);
}
