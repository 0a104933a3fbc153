//! What the card says of somebody's wishes: whom they named and how that was answered, who named them, and the meeting
//! they all come from.

use crate::domain::{GeneralMeeting, Key, Kind, MenteeId, MentorId, PreferenceSheet, wishes};
use crate::fields::{GENERAL_MEETING, GeneralRow, Worded, dates, names};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Tone, World};
use crate::panes::{FullCard, Room, people};
use crate::text::fill;

/// The card, most important first.
pub fn lines(key: Key, world: &World, room: Room) -> Vec<Line> {
    if room.roomy { whole(key, world, room.width) } else { brief(key, world, room.width) }
}

/// Every line in a place of its own; whom they named stands in the row of the list.
fn brief(key: Key, world: &World, width: usize) -> Vec<Line> {
    let (register, p) = (&world.register, &world.text.panes);
    let sheet = register.sheet_of(key).map(|(_, sheet)| sheet.as_ref());
    let answers = sheet.map_or_else(
        || standing(key, world),
        |sheet| {
            let ranks = sheet.named.iter().map(|named| answer(named.whom, key, world));
            fill(p.wish_answers, &[&ranks.collect::<Vec<_>>().join(" · ")])
        },
    );
    let by: Vec<String> = wishes::named_by(register, key)
        .into_iter()
        .map(|(author, rank)| format!("{} {rank}", short(author, world)))
        .collect();
    let by = if by.is_empty() { p.wish_by_nobody.to_owned() } else { fill(p.wish_by, &[&by.join(", ")]) };
    let plain = |words: &str, tone| people::one_line(words, tone, world, width);
    let mut lines = vec![plain(&answers, Tone::Plain), plain(&by, Tone::Plain)];
    let (said, row) = (vetoes(sheet, key, world), |words: &String| plain(words, Tone::Warning));
    lines.extend([said.first().map_or_else(Line::default, row), said.get(1).map_or_else(Line::default, row)]);
    // The same for everybody, so that it costs a slow line nothing.
    let meeting = register.general_meetings(world.year).last().map(|(_, meeting)| held(meeting, world));
    let meeting = meeting.unwrap_or_else(|| p.general_none.to_owned());
    lines.extend(people::two_lines(&meeting, Tone::Muted, world, width, width * 2));
    lines
}

fn whole(key: Key, world: &World, width: usize) -> Vec<Line> {
    let mut lines = about(key, world, width);
    let style = world.theme.style(Tone::Muted);
    for (_, meeting) in world.register.general_meetings(world.year) {
        lines.push(Line::default());
        let came = if came(meeting, key) { world.text.panes.general_came } else { world.text.panes.general_absent };
        let words = format!("{} · {came}", held(meeting, world));
        lines.extend(wrap(&words, width).into_iter().map(|line| Line::of(line, style)));
        for words in [&meeting.course, &meeting.result].into_iter().filter(|words| !words.is_empty()) {
            lines.extend(wrap(words, width).into_iter().map(|line| Line::of(line, style)));
        }
    }
    let sheet = world.register.sheet_of(key);
    lines.extend(sheet.and_then(|(id, _)| people::changed_line(id.into(), world)));
    lines
}

/// The sheet of somebody line by line, and who named them.
fn about(key: Key, world: &World, width: usize) -> Vec<Line> {
    let (register, p, theme) = (&world.register, &world.text.panes, world.theme);
    let sheet = register.sheet_of(key).map(|(_, sheet)| sheet.as_ref());
    let mut lines = vec![Line::of(standing(key, world), theme.style(Tone::Heading))];
    let mut say = |words: &str, tone| {
        let broken = wrap(words, width).into_iter().filter(|line| !line.is_empty());
        lines.extend(broken.map(|line| Line::of(line, theme.style(tone))));
    };
    for named in sheet.into_iter().flat_map(|sheet| &sheet.named) {
        let name = names::of_key(register, named.whom, world.text);
        say(&fill(p.sheet_line, &[&named.rank, &name, &answer(named.whom, key, world)]), Tone::Plain);
    }
    let by = wishes::named_by(register, key);
    say(&if by.is_empty() { p.wish_by_nobody.to_owned() } else { fill(p.wish_by_many, &[&by.len()]) }, Tone::Heading);
    for (author, rank) in by {
        say(&format!("{rank} {}", names::of_key(register, author, world.text)), Tone::Plain);
    }
    for words in vetoes(sheet, key, world) {
        say(&words, Tone::Warning);
    }
    if let Some(sheet) = sheet {
        say(&sheet.notes, Tone::Muted);
    }
    lines
}

/// The card over the whole width, with everything on file about the meetings.
pub fn whole_width(key: Key, card: &mut FullCard, world: &World) {
    for line in about(key, world, card.width()) {
        card.line(line);
    }
    for (id, meeting) in world.register.general_meetings(world.year) {
        card.heading(&held(meeting, world));
        if let Some(row) = GeneralRow::load(&world.register, id) {
            card.facts(GENERAL_MEETING, &row, &["date"]);
        }
    }
}

/// Where somebody's sheet is.
fn standing(key: Key, world: &World) -> String {
    let p = &world.text.panes;
    match world.register.sheet_of(key) {
        Some((_, sheet)) => match sheet.on {
            Some(day) => fill(p.wish_sheet_of, &[&dates::full(day)]),
            None => p.wish_sheet.to_owned(),
        },
        None if wishes::is_awaited(&world.register, key, world.today()) => p.wish_awaited.to_owned(),
        None => p.wish_not_awaited.to_owned(),
    }
}

/// How somebody who was named answered: the rank they gave, or none. That they said «нельзя» is for the curator alone.
fn answer(whom: Key, author: Key, world: &World) -> String {
    let sheet = world.register.sheet_of(whom).map(|(_, sheet)| sheet);
    let vetoed = sheet.is_some_and(|sheet| sheet.vetoes.contains(&author));
    match sheet.and_then(|sheet| sheet.rank_of(author)) {
        Some(rank) => rank.to_string(),
        None if vetoed && world.reveal => world.text.panes.wish_never.to_owned(),
        None => world.text.common.none.to_owned(),
    }
}

/// With whom in no case, and who said so of them; nothing where there is nothing to hide.
fn vetoes(sheet: Option<&PreferenceSheet>, key: Key, world: &World) -> Vec<String> {
    let p = &world.text.panes;
    if !world.sees_restricted() {
        return Vec::new();
    }
    let own: Vec<Key> = sheet.map_or_else(Vec::new, |sheet| sheet.vetoes.clone());
    let about = wishes::sheets_about(&world.register, key).filter(|sheet| sheet.vetoes.contains(&key));
    let others: Vec<Key> = about.map(|sheet| sheet.author).collect();
    if !world.reveal {
        let any = !own.is_empty() || !others.is_empty();
        return any.then(|| p.wish_veto_hidden.to_owned()).into_iter().collect();
    }
    let list = |keys: &[Key]| keys.iter().map(|key| short(*key, world)).collect::<Vec<_>>().join(", ");
    let said = [(p.wish_veto, own), (p.wish_vetoed_by, others)];
    said.into_iter().filter(|(_, keys)| !keys.is_empty()).map(|(words, keys)| fill(words, &[&list(&keys)])).collect()
}

fn short(key: Key, world: &World) -> String {
    match (MenteeId::of(key), MentorId::of(key)) {
        (Some(id), _) => names::mentee_short(&world.register, id),
        (_, Some(id)) => names::mentor_short(&world.register, id),
        _ => String::new(),
    }
}

fn came(meeting: &GeneralMeeting, key: Key) -> bool {
    let mentee = MenteeId::of(key).is_some_and(|id| meeting.mentees.contains(&id));
    mentee || MentorId::of(key).is_some_and(|id| meeting.mentors.contains(&id))
}

/// «общая встреча 12.10.2026 · быстрые встречи · были 18 и 40»
fn held(meeting: &GeneralMeeting, world: &World) -> String {
    let (day, format) = (dates::full(meeting.date), meeting.format.word(world.text));
    fill(world.text.panes.general_line, &[&day, &format, &meeting.mentors.len(), &meeting.mentees.len()])
}

/// «листов 52 из 64 · взаимных 9 · общая встреча 12.10.2026, были 18 и 40», for the line under the list. Where that is
/// short, the meeting stands in the card alone.
pub fn totals(world: &World) -> Vec<String> {
    let (register, p, today) = (&world.register, &world.text.panes, world.today());
    let everybody = [Kind::Mentee, Kind::Mentor].into_iter().flat_map(|kind| super::side(kind, world));
    let awaited = everybody.filter(|key| wishes::is_awaited(register, *key, today)).count();
    let sheets = register.sheets(world.year).count();
    let mut parts = vec![fill(p.wish_totals, &[&sheets, &(sheets + awaited)])];
    let mutual = wishes::mutual_firsts(register, world.year).len();
    parts.extend((mutual > 0).then(|| fill(p.mutual_total, &[&mutual])));
    let meetings = register.general_meetings(world.year);
    parts.extend(meetings.last().map(|(_, meeting)| {
        fill(p.general_total, &[&dates::full(meeting.date), &meeting.mentors.len(), &meeting.mentees.len()])
    }));
    parts
}
