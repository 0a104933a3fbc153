//! How fast safety notes are answered, in words and as a table. What a note says stays where it is restricted.

use chrono::TimeDelta;

use crate::analysis::{SafetyCase, SafetyNotes, safety_notes};
use crate::domain::{Meeting, Pair};
use crate::fields::{dates, names};
use crate::kit::paint::Line;
use crate::kit::{Tone, World};
use crate::panes::report::{Card, table};
use crate::text::{Text, fill};

/// «25 мин», «3 ч», «2 дн 4 ч».
fn took(time: TimeDelta, text: &Text) -> String {
    let m = &text.monitoring;
    match (time.num_days(), time.num_hours()) {
        (0, 0) => fill(m.took_minutes, &[&time.num_minutes()]),
        (0, hours) => fill(m.took_hours, &[&hours]),
        (days, hours) => fill(m.took_days, &[&days, &(hours - days * 24)]),
    }
}

fn all(world: &World) -> SafetyNotes {
    safety_notes(&world.register, world.year, world.today())
}

/// The median and those that are open.
pub fn say(card: &mut Card) {
    let (world, text) = (card.world, card.world.text);
    let (m, notes) = (&text.monitoring, all(world));
    if let Some(first) = notes.open.first() {
        let words = match first.noted {
            Some(at) => fill(m.safety_open, &[&notes.open.len(), &world.day(at.date())]),
            None => fill(m.safety_open_undated, &[&notes.open.len()]),
        };
        card.say(&words, Tone::Danger);
    }
    match notes.median() {
        Some(median) => {
            let words = fill(m.safety_median, &[&took(median, text), &notes.timed(), &notes.answered.len()]);
            card.say(&words, Tone::Plain);
        }
        None if !notes.answered.is_empty() => card.say(m.safety_untimed, Tone::Muted),
        None => {}
    }
}

/// Every note: those that are open first, then the slowest.
pub fn table_of(world: &World) -> Vec<Line> {
    let m = &world.text.monitoring;
    let notes = all(world);
    let row = |case: &SafetyCase, open: bool| {
        let register = &world.register;
        let pair = register.get::<Pair>(case.pair).map(|pair| names::of_pair(register, pair, world.text));
        let held = register.get::<Meeting>(case.meeting).map(|meeting| dates::full(meeting.date));
        let noted = case.noted.map_or(held, |at| Some(at.format("%d.%m.%Y %H:%M").to_string()));
        let answered = || case.took.map_or(m.safety_case_untimed.to_owned(), |time| took(time, world.text));
        let ended = if open { m.safety_case_open.to_owned() } else { answered() };
        vec![pair.unwrap_or_default(), noted.unwrap_or_default(), ended]
    };
    let open = notes.open.iter().map(|case| row(case, true));
    let rows: Vec<Vec<String>> = open.chain(notes.answered.iter().map(|case| row(case, false))).collect();
    table(&["", m.safety_head_noted, m.safety_head_took], &rows, world)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::sample;

    #[test]
    fn times_are_said_in_the_unit_that_tells_most() {
        let text = sample::world().text;
        let said = |minutes| took(TimeDelta::minutes(minutes), text);
        assert_eq!(
            [0, 59, 60, 23 * 60 + 59, 24 * 60, 52 * 60].map(said),
            ["0 мин", "59 мин", "1 ч", "23 ч", "1 дн 0 ч", "2 дн 4 ч"]
        );
    }
}
