//! What the card says of a pair: the people, the order, the five kinds of meeting, how it goes, how it ended.

use chrono::NaiveDate;

use super::plan;
use crate::analysis;
use crate::domain::{MeetingKind, Next, Pair, PairId, PairState, Register, Secret, status};
use crate::fields::{CLOSING, FieldKind, PAIR, PairRow, Value, Worded, dates, names, role, standing};
use crate::kit::paint::{Line, clip, width as cells_of, wrap};
use crate::kit::{Tone, World};
use crate::panes::{FullCard, Room, contacts, mentees, people, today};
use crate::text::{Text, fill};

/// The card, most important first.
pub fn lines(id: PairId, world: &World, room: Room) -> Vec<Line> {
    if room.roomy { whole(id, world, room.width) } else { brief(id, world, room.width) }
}

/// Every line in a place of its own; what the row of the list says already is left to it.
fn brief(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let register = &world.register;
    let Some(pair) = register.get::<Pair>(id) else { return Vec::new() };
    let mut lines = vec![if pair.state == PairState::Proposed {
        answers(pair, world)
    } else {
        order(pair, world.text.panes.order_short, world)
    }];
    lines.extend(kinds(id, world, width));
    lines.push(if pair.state.is_active() { mentees::last_meeting(id, world) } else { Line::default() });
    let said = if pair.is_group() { members(pair, register) } else { next_step(id, world) };
    lines.push(people::one_line(&said, Tone::Plain, world, width));
    // A place of its own, whether or not there is a plan.
    lines.push(plan::brief(id, world));
    lines.extend(ending(id, pair, world, width));
    lines
}

/// «наставник ✓ · наставляемый –», of a proposal.
fn answers(pair: &Pair, world: &World) -> Line {
    let mark = |on: Option<NaiveDate>| if on.is_some() { world.theme.marks().tick } else { world.text.common.none };
    let words = fill(world.text.panes.agreed_brief, &[&mark(pair.mentor_agreed_on), &mark(pair.mentees_agreed_on)]);
    let tone = if pair.agreed_on().is_some() { Tone::Plain } else { Tone::Warning };
    Line::of(words, world.theme.style(tone))
}

/// «вышел из группы: Лукин М. – Новиков Б.», of a part.
fn left_group(id: PairId, world: &World) -> Option<String> {
    let group = world.register.group_of(id)?;
    Some(fill(world.text.panes.left_group, &[&names::of_key(&world.register, group.into(), world.text)]))
}

/// «испытательный срок до 12.01», as long as it lasts.
fn trial(pair: &Pair, world: &World) -> Option<Line> {
    let last = pair.trial_until.filter(|last| pair.state.is_active() && *last >= world.today())?;
    let words = fill(world.text.panes.trial_until, &[&world.day(last)]);
    Some(Line::of(words, world.theme.style(Tone::Muted)))
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
    let role = FieldKind::Listed(role::listed).show(&Value::text(&pair.role), &world.ctx());
    let role = if role.is_empty() { pair.form.word(text).to_owned() } else { role };
    lines.extend(wrap(&role, width).into_iter().map(|line| Line::of(line.trim_end(), theme.style(Tone::Muted))));
    lines.push(Line::of(standing(pair, &world.ctx()), theme.style(Tone::Plain)));
    lines.extend(left_group(id, world).map(|words| Line::of(words, theme.style(Tone::Muted))));
    lines.push(order(pair, text.panes.order_line, world));
    if pair.state == PairState::Proposed {
        lines.push(agreement(pair, world));
    }
    lines.extend(trial(pair, world));
    lines.extend(light(id, world, width));
    lines.extend(kinds(id, world, width));
    if pair.state.is_active() {
        lines.push(mentees::last_meeting(id, world));
    }
    lines.extend(contacts::line(id, world));
    lines.extend(last_words(id, world, width));
    let sees = world.sees(Secret::Work(id));
    if sees && !pair.goal.is_empty() {
        lines.extend(
            wrap(&fill(text.panes.goal, &[&pair.goal]), width)
                .into_iter()
                .map(|line| Line::of(line, theme.style(Tone::Plain))),
        );
    }
    lines.extend(plan::lines(id, world, width));
    lines.extend(ending(id, pair, world, width));
    let notes = world.sees(Secret::Notes);
    let own = [&pair.exception, &pair.notes].into_iter().filter(|_| notes);
    for note in std::iter::once(&pair.result).filter(|_| sees).chain(own) {
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

/// «согласие: наставник 12.10, наставляемый –»
fn agreement(pair: &Pair, world: &World) -> Line {
    let day = |on: Option<NaiveDate>| on.map_or(world.text.common.none.to_owned(), |on| world.day(on));
    let words = fill(world.text.panes.agreed_line, &[&day(pair.mentor_agreed_on), &day(pair.mentees_agreed_on)]);
    Line::of(words, world.theme.style(Tone::Plain))
}

/// The card over the whole width: the record, how it goes, how it ended, every meeting.
pub fn whole_width(id: PairId, row: &PairRow, card: &mut FullCard, world: &World) {
    card.facts(PAIR, row, &["pair", "silent", "standing"]);
    if row.pair.closing.is_some() {
        card.heading(world.text.panes.card_closing);
        card.facts(CLOSING, row, &["result"]);
        card.say(&left_group(id, world).unwrap_or_default(), Tone::Muted, 0);
        if row.pair.ended_on_trial() {
            card.say(world.text.panes.ended_on_trial, Tone::Muted, 0);
        }
    }
    for (person, sheet) in analysis::reflections(&world.register, &row.pair) {
        if let Some(sheet) = sheet.filter(|_| world.sees(Secret::Answers)) {
            let name = names::entry(&world.register, person, row.pair.year);
            card.heading(&format!("{} · {name}", world.text.panes.card_reflection));
            card.said(sheet);
        }
    }
    card.line(Line::default());
    for line in light(id, world, card.width()) {
        card.line(line);
    }
    for line in kinds(id, world, card.width()) {
        card.line(line);
    }
    if row.pair.state.is_active() {
        card.line(mentees::last_meeting(id, world));
    }
    plan::whole(id, card, world);
    card.meetings(&[id], true);
    let talks = world.talks_of(id);
    if !talks.is_empty() {
        card.heading(world.text.panes.card_talks);
    }
    for (_, contact) in talks.iter().rev() {
        card.item(&contacts::words(contact, world.text), Tone::Plain);
    }
}

/// «светофор: жёлтый – 22 дня без встречи (порог 21)», and every further reason.
fn light(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let Some(light) = today::light_seen(id, world) else { return Vec::new() };
    let said = today::light_words(&light, world).into_iter();
    said.flat_map(|(words, tone)| wrap(&words, width).into_iter().map(move |line| (line, tone)))
        .map(|(line, tone)| Line::of(line.trim_end(), world.theme.style(tone)))
        .collect()
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

/// «знакомство ✓ пробная ✓ план ✓», «последовательных 4 итоговая –»: as many words to a line as fit, none cut.
fn kinds(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let meetings = world.register.history_of(id);
    let held = |kind| meetings.iter().filter(|(_, meeting)| meeting.is_held() && meeting.kind == kind).count();
    let mut lines: Vec<Line> = Vec::new();
    let style = world.theme.style(Tone::Plain);
    let mut used = 0;
    for &kind in MeetingKind::ALL {
        let count = held(kind);
        let mark = match (count, kind) {
            (0, MeetingKind::Regular) => format!("{} ", world.text.common.none),
            (0, _) => world.text.common.none.to_owned(),
            // Two cells whatever the number, so that the words after it stay where they are from pair to pair.
            (n, MeetingKind::Regular) => format!("{n:<2}"),
            _ => world.theme.marks().tick.to_owned(),
        };
        let words = format!("{} {mark}", card_word(kind, world.text));
        let cells = cells_of(&words);
        if used + 1 + cells <= width
            && let Some(line) = lines.pop()
        {
            used += 1 + cells;
            lines.push(line.and(format!(" {words}"), style));
        } else {
            used = cells;
            lines.push(Line::of(words, style));
        }
    }
    lines
}

/// A kind of meeting in the few cells of the card.
fn card_word(kind: MeetingKind, text: &Text) -> &'static str {
    let p = &text.panes;
    match kind {
        MeetingKind::Acquaintance => p.kind_acquaintance_card,
        MeetingKind::Trial => p.kind_trial_card,
        MeetingKind::Planning => p.kind_planning_card,
        MeetingKind::Regular => p.kind_regular_card,
        MeetingKind::Final => p.kind_final_card,
    }
}

fn last_words(id: PairId, world: &World, width: usize) -> Vec<Line> {
    let Some((_, meeting)) = status::last_held(&world.register, id) else { return Vec::new() };
    if meeting.next_step.is_empty() {
        return Vec::new();
    }
    let line = fill(world.text.panes.next_step, &[&meeting.next_step]);
    wrap(&line, width).into_iter().map(|line| Line::of(line, world.theme.style(Tone::Plain))).collect()
}

fn ending(id: PairId, pair: &Pair, world: &World, width: usize) -> Vec<Line> {
    let Some(closing) = &pair.closing else { return Vec::new() };
    let reason = people::closing_word(id, closing.reason, world);
    let p = &world.text.panes;
    let mut said = vec![fill(p.closed_line, &[&dates::full(closing.on), &reason])];
    said.extend(pair.ended_on_trial().then(|| p.ended_on_trial.to_owned()));
    said.extend((closing.next != Next::Open).then(|| fill(p.wish_line, &[&closing.next.word(world.text)])));
    let lines = said.iter().flat_map(|line| wrap(line, width));
    lines.map(|line| Line::of(line, world.theme.style(Tone::Plain))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::MeetingState;
    use crate::domain::sample::{Sample, day};
    use crate::text::Lang;

    /// The card's lines about the kinds, with one meeting of each of `held`.
    fn shown(held: &[MeetingKind], lang: Lang, width: usize) -> Vec<String> {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        for (kind, on) in held.iter().zip(2..) {
            sample.meeting(pair, *kind, MeetingState::Held, day(10, on));
        }
        let mut world = crate::kit::sample::world();
        world.register = sample.register;
        world.text = Text::of(lang);
        let words = |line: &Line| line.0.iter().map(|span| span.text.as_str()).collect::<String>();
        kinds(pair, &world, width).iter().map(words).collect()
    }

    #[test]
    fn no_word_is_cut_in_the_narrowest_card() {
        use MeetingKind::{Acquaintance, Planning, Regular, Trial};
        let mut held = vec![Acquaintance, Trial, Planning];
        held.extend([Regular; 12]);
        assert_eq!(shown(&held, Lang::Ru, 30), ["знакомство ✓ пробная ✓ план ✓", "последовательных 12 итоговая –"]);
        assert_eq!(shown(&held[..4], Lang::En, 30), ["acquaintance ✓ trial ✓ plan ✓", "regular 1  final –"]);
        assert_eq!(shown(&[], Lang::Ru, 60).len(), 1);
    }
}
