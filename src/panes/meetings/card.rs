//! What the card says of a meeting: this one, and what was agreed the time before. A safety note comes before either.

use crate::domain::{Meeting, MeetingId, Secret};
use crate::fields::{MEETING, MeetingRow, Said, dates, names};
use crate::kit::paint::{Line, wrap};
use crate::kit::{Tone, World};
use crate::panes::{FullCard, Room, mentees, people};
use crate::text::fill;

/// The card, most important first.
pub fn lines(id: MeetingId, world: &World, room: Room) -> Vec<Line> {
    let width = room.width;
    let register = &world.register;
    let Some(meeting) = register.get::<Meeting>(id) else { return Vec::new() };
    let text = world.text;
    let mut when = dates::with_weekday(meeting.date, text);
    if let Some(time) = meeting.time {
        when = format!("{when} {}", time.format("%H:%M"));
    }
    let within = meeting.context.map(|context| context.said(register, text));
    let where_held = std::iter::once(meeting.place.said(register, text)).chain(within).collect::<Vec<_>>().join(", ");
    let mut lines = vec![people::one_line(&format!("{when} · {where_held}"), Tone::Plain, world, width)];
    if !room.roomy {
        return brief(id, meeting, lines, world, width);
    }
    let came: Vec<String> = meeting.present.iter().map(|&id| names::mentee_short(register, id)).collect();
    if !came.is_empty() {
        lines.extend(labelled(text.fields.present, &came.join(", "), world, width));
    }
    lines.extend(labelled(text.fields.topic, &meeting.topic, world, width));
    lines.extend(labelled(text.fields.meeting_result, &meeting.result, world, width));
    lines.extend(labelled(text.fields.next_step, &meeting.next_step, world, width));
    lines.extend(moods(meeting, world));
    lines.extend(safety(meeting, world, width));
    lines.push(Line::default());
    lines.extend(before(id, meeting, world, width));
    lines.push(mentees::last_meeting(meeting.pair, world));
    lines.extend(people::changed_line(id.into(), world));
    lines
}

/// The card over the whole width: the record, then what was said the time before.
pub fn whole_width(id: MeetingId, row: &MeetingRow, card: &mut FullCard, world: &World) {
    card.facts(MEETING, row, &[]);
    let before = before(id, &row.meeting, world, card.width());
    if !before.is_empty() {
        card.line(Line::default());
    }
    for line in before {
        card.line(line);
    }
    card.line(Line::default());
    card.line(mentees::last_meeting(row.meeting.pair, world));
}

/// One line each, in places of their own: the topic, and what is most wanted besides.
fn brief(id: MeetingId, meeting: &Meeting, mut lines: Vec<Line>, world: &World, width: usize) -> Vec<Line> {
    let text = world.text;
    let fact = |label: &str, words: &str| match words {
        "" => Line::default(),
        words => people::one_line(&format!("{}: {words}", label.to_lowercase()), Tone::Plain, world, width),
    };
    lines.push(fact(text.fields.topic, &meeting.topic));
    let warned = safety(meeting, world, width);
    if !warned.is_empty() {
        lines.extend(warned);
    } else if !meeting.is_held() {
        lines.push(fact(text.panes.previous, last_before(id, meeting, world).map_or("", |last| &last.topic)));
    } else if meeting.next_step.is_empty() {
        lines.push(fact(text.fields.meeting_result, &meeting.result));
    } else {
        lines.push(fact(text.fields.next_step, &meeting.next_step));
    }
    lines
}

fn labelled(label: &str, words: &str, world: &World, width: usize) -> Vec<Line> {
    if words.is_empty() {
        return Vec::new();
    }
    let line = format!("{}: {words}", label.to_lowercase());
    wrap(&line, width).into_iter().map(|line| Line::of(line, world.theme.style(Tone::Plain))).collect()
}

fn moods(meeting: &Meeting, world: &World) -> Option<Line> {
    if !world.sees(Secret::Feelings(meeting.pair)) {
        return None;
    }
    let f = &world.text.fields;
    let told = [(f.mood_mentee, meeting.mood_mentee), (f.mood_mentor, meeting.mood_mentor)];
    let words: Vec<String> =
        told.into_iter().filter_map(|(label, mood)| Some(format!("{} {}", label.to_lowercase(), mood?))).collect();
    (!words.is_empty()).then(|| Line::of(words.join(" · "), world.theme.style(Tone::Muted)))
}

fn safety(meeting: &Meeting, world: &World, width: usize) -> Vec<Line> {
    if meeting.safety_note.is_empty() || !world.sees_restricted() {
        return Vec::new();
    }
    let danger = world.theme.style(Tone::Danger);
    if !world.reveal {
        return vec![Line::of(format!("! {}", world.text.panes.safety_hidden), danger)];
    }
    let note = format!("! {}: {}", world.text.fields.safety_note.to_lowercase(), meeting.safety_note);
    let mut lines: Vec<Line> = wrap(&note, width).into_iter().map(|line| Line::of(line, danger)).collect();
    lines.extend(labelled(world.text.fields.safety_action, &meeting.safety_action, world, width));
    lines
}

/// The meeting of the pair that was held last before this one.
fn last_before<'a>(id: MeetingId, meeting: &Meeting, world: &'a World) -> Option<&'a Meeting> {
    let earlier = world.register.meetings_of(meeting.pair).into_iter().take_while(|(other, _)| *other != id);
    earlier.filter(|(_, meeting)| meeting.is_held()).last().map(|(_, last)| last.as_ref())
}

fn before(id: MeetingId, meeting: &Meeting, world: &World, width: usize) -> Vec<Line> {
    let Some(last) = last_before(id, meeting, world) else { return Vec::new() };
    let head = format!("{} {}", world.text.panes.previous, world.day(last.date));
    let mut lines = vec![Line::of(head, world.theme.style(Tone::Heading))];
    for words in [&last.topic, &last.result] {
        lines.extend(
            wrap(words, width)
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| Line::of(line, world.theme.style(Tone::Plain))),
        );
    }
    if !last.next_step.is_empty() {
        let step = fill(world.text.panes.next_step, &[&last.next_step]);
        lines.extend(wrap(&step, width).into_iter().map(|line| Line::of(line, world.theme.style(Tone::Accent))));
    }
    lines
}
