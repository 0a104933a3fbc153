//! What the card says of a pair: the people, the order, the five kinds of meeting, how it goes, how it ended.

use crate::domain::{MeetingKind, Pair, PairId, Register, Role, status};
use crate::fields::choices::ROLES;
use crate::fields::{FieldKind, Value, Worded, dates, names};
use crate::kit::paint::{Line, clip, wrap};
use crate::kit::{Tone, World};
use crate::panes::{Room, mentees, people};
use crate::text::fill;

/// The card, most important first.
pub fn lines(id: PairId, world: &World, room: Room) -> Vec<Line> {
    if room.roomy { whole(id, world, room.width) } else { brief(id, world, room.width) }
}

/// Every line in a place of its own; what the row of the list says already is left to it.
fn brief(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(pair) = register.get::<Pair>(id) else { return Vec::new() };
    let mut lines = vec![order(pair, world.text.panes.order_short, world), kinds(id, world)];
    lines.push(if pair.state.is_active() { mentees::last_meeting(id, world) } else { Line::default() });
    let said = if pair.is_group() { members(pair, register) } else { next_step(id, world) };
    lines.push(people::one_line(&said, Tone::Plain, world, width));
    lines.extend(ending(pair, world, width));
    lines
}

/// Who is in a group, which the list only numbers.
fn members(pair: &Pair, register: &Register) -> String {
    pair.mentees.iter().map(|&id| names::mentee_short(register, id)).collect::<Vec<_>>().join(", ")
}

fn next_step(id: PairId, world: &World) -> String {
    let last = status::last_held(&world.register, id).map(|(_, meeting)| &meeting.next_step);
    last.filter(|step| !step.is_empty()).map_or_else(String::new, |step| fill(world.text.panes.agenda_step, &[step]))
}

fn whole(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(pair) = register.get::<Pair>(id) else { return Vec::new() };
    let (text, theme) = (world.text, world.theme);
    let mut lines = people(pair, world, width);
    let role = Value::code(pair.role.map(Role::code));
    let role = Some(FieldKind::Choice(ROLES).show(&role, &world.ctx())).filter(|role| !role.is_empty());
    lines.push(Line::of(role.unwrap_or_else(|| pair.form.word(text).to_owned()), theme.style(Tone::Muted)));
    lines.push(order(pair, text.panes.order_line, world));
    lines.push(kinds(id, world));
    if pair.state.is_active() {
        lines.push(mentees::last_meeting(id, world));
    }
    lines.extend(last_words(id, world, width));
    if !pair.goal.is_empty() {
        lines.extend(
            wrap(&fill(text.panes.goal, &[&pair.goal]), width)
                .into_iter()
                .map(|line| Line::of(line, theme.style(Tone::Plain))),
        );
    }
    lines.extend(ending(pair, world, width));
    for note in [&pair.exception, &pair.result, &pair.notes] {
        lines.extend(
            wrap(note, width)
                .into_iter()
                .filter(|line| !line.is_empty())
                .map(|line| Line::of(line, theme.style(Tone::Muted))),
        );
    }
    lines.extend(people::changed_line(id.into(), world));
    lines
}

fn people(pair: &Pair, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let mut lines = Vec::new();
    for &id in &pair.mentees {
        let Some(mentee) = register.get::<crate::domain::Mentee>(id) else { continue };
        let name = names::entry(register, mentee.person, pair.year);
        lines.push(Line::of(clip(&name, width, world.theme.marks().ellipsis), world.theme.style(Tone::Plain)));
    }
    let mentor = names::of_key(register, pair.mentor.into(), world.text);
    let arrow = world.theme.marks().left;
    lines.push(Line::of(
        clip(&format!("{arrow} {mentor}"), width, world.theme.marks().ellipsis),
        world.theme.style(Tone::Plain),
    ));
    lines
}

fn order(pair: &Pair, sentence: &str, world: &World) -> Line {
    match (&pair.order_no, pair.order_date) {
        (number, Some(date)) if !number.is_empty() => {
            Line::of(fill(sentence, &[number, &dates::full(date)]), world.theme.style(Tone::Plain))
        }
        _ => Line::of(world.text.panes.no_order, world.theme.style(Tone::Warning)),
    }
}

/// «знакомство ✓ пробная ✓ планирование – послед. 4 итоговая –»
fn kinds(id: PairId, world: &World) -> Line {
    let meetings = world.register.meetings_of(id);
    let marks = world.theme.marks();
    let mut line = Line::default();
    for &kind in MeetingKind::ALL {
        let held = meetings.iter().filter(|(_, meeting)| meeting.is_held() && meeting.kind == kind).count();
        let short: String = kind.word(world.text).chars().take(4).collect();
        let mark = match (held, kind) {
            (0, _) => world.text.common.none.to_owned(),
            (n, MeetingKind::Regular) => n.to_string(),
            _ => marks.tick.to_owned(),
        };
        line = line.and(format!("{short} {mark} "), world.theme.style(Tone::Plain));
    }
    line
}

fn last_words(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let Some((_, meeting)) = status::last_held(&world.register, id) else { return Vec::new() };
    if meeting.next_step.is_empty() {
        return Vec::new();
    }
    let line = fill(world.text.panes.next_step, &[&meeting.next_step]);
    wrap(&line, width).into_iter().map(|line| Line::of(line, world.theme.style(Tone::Plain))).collect()
}

fn ending(pair: &Pair, world: &World, width: usize) -> Vec<Line> {
    let Some(closing) = &pair.closing else { return Vec::new() };
    let hidden = closing.reason == crate::domain::CloseReason::Health && !world.reveal;
    let reason = if hidden { world.text.common.hidden_hint } else { closing.reason.word(world.text) };
    let line = fill(world.text.panes.closed_line, &[&dates::full(closing.on), &reason]);
    wrap(&line, width).into_iter().map(|line| Line::of(line, world.theme.style(Tone::Plain))).collect()
}

/// «ждут 12 · мест 17», for the line under the list.
pub fn totals(world: &World) -> String {
    let register = &world.register;
    let today = world.today();
    let waiting = register
        .mentees(world.year)
        .filter(|(id, _)| status::mentee(register, *id, today) == Some(status::MenteeStatus::Matching))
        .count();
    let admitted = register.mentors(world.year).filter(|(id, mentor)| {
        mentor.standing == crate::domain::MentorStanding::Participating
            && status::missing_for_admission(register, *id, today).is_empty()
    });
    let places: i32 = admitted.map(|(id, _)| status::free_places(register, id).max(0)).sum();
    fill(world.text.panes.waiting_places, &[&waiting, &places])
}
