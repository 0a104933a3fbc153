//! The page of what the year gave, for the director and for summing it up in public.

use std::collections::BTreeSet;

use super::report::Source;
use super::words;
use crate::analysis::{YearResults, year_results};
use crate::domain::{CloseReason, Key, PairId, PersonId, Secret, Year};
use crate::fields::{Said, Worded, dates, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::text::fill;

/// The page.
#[derive(Default)]
pub struct YearPage {
    rows: Vec<Row>,
    /// The same numbers of the year before, by label.
    before: Vec<(String, String)>,
}

/// A row: what it is called, its number, who stands behind it.
#[derive(Debug, Clone, Default)]
struct Row {
    label: String,
    value: String,
    heading: bool,
    people: BTreeSet<PersonId>,
    pairs: Vec<PairId>,
    /// What their names give away.
    gives: Vec<Secret>,
    /// Who stands behind it may not be seen now.
    hidden: bool,
}

impl Row {
    fn heading(label: &str) -> Self {
        Self { label: label.to_owned(), heading: true, ..Self::default() }
    }

    fn number(label: &str, number: usize) -> Self {
        Self { label: label.to_owned(), value: number.to_string(), ..Self::default() }
    }

    fn people(label: &str, people: &BTreeSet<PersonId>, gives: Option<Secret>) -> Self {
        Self { people: people.clone(), gives: gives.into_iter().collect(), ..Self::number(label, people.len()) }
    }

    fn pairs(label: &str, pairs: &[PairId], gives: Gives, world: &World) -> Self {
        let people = YearResults::people(&world.register, pairs);
        Self {
            people,
            gives: pairs.iter().filter_map(|id| gives(*id)).collect(),
            pairs: pairs.to_vec(),
            ..Self::number(label, pairs.len())
        }
    }

    fn is_closed(&self, world: &World) -> bool {
        self.gives.iter().any(|secret| !world.sees(*secret))
    }
}

/// What it gives away of a pair to be named in a row.
type Gives = fn(PairId) -> Option<Secret>;
const NOTHING: Gives = |_| None;
const WORK: Gives = |pair| Some(Secret::Work(pair));

fn rows(found: &YearResults, world: &World) -> Vec<Row> {
    let (d, text) = (&world.text.deeds, world.text);
    let mut rows = vec![Row::heading(d.year_pairs)];
    let pairs: [(_, _, Gives); 6] = [
        (d.year_begun, &found.begun, NOTHING),
        (d.year_working, &found.working, NOTHING),
        (d.year_finished, &found.finished, NOTHING),
        (d.year_ended, &found.ended, NOTHING),
        (d.year_talks, &found.talked, |_| Some(Secret::Talks)),
        (d.year_results, &found.told, WORK),
    ];
    rows.extend(pairs.into_iter().map(|(label, pairs, gives)| Row::pairs(label, pairs, gives, world)));
    if !found.left.is_empty() {
        rows.push(Row::pairs(d.year_left, &found.left, NOTHING, world));
    }
    rows.push(Row::heading(d.year_reasons));
    for (reason, pairs) in &found.reasons {
        let hidden = *reason == CloseReason::Health && !world.reveal;
        if hidden && !world.sees_restricted() {
            continue;
        }
        let label = if hidden { d.year_hidden } else { reason.said(&world.register, text) };
        rows.push(Row { hidden, ..Row::pairs(label, pairs, WORK, world) });
    }
    rows.push(Row::heading(d.year_goals));
    rows.push(Row::pairs(d.year_goal_pairs, &found.with_goal, WORK, world));
    rows.push(Row::pairs(d.year_goal_reached, &found.reached, WORK, world));
    rows.push(Row::number(d.year_plan_goals, found.goals.0));
    rows.push(Row::number(d.year_plan_reached, found.goals.1));
    rows.push(Row::heading(d.year_people));
    let people = [
        (d.year_mentees, &found.mentees),
        (d.year_mentors, &found.mentors),
        (d.year_completed, &found.completed),
        (d.year_completed_mentors, &found.completed_mentors),
        (d.year_candidates, &found.candidates),
    ];
    rows.extend(people.into_iter().map(|(label, people)| Row::people(label, people, None)));
    rows.push(Row::heading(d.year_meetings));
    rows.push(Row::number(d.year_held, found.meetings.0));
    rows.push(Row::number(d.year_hours, usize::try_from(found.meetings.1 / 60).unwrap_or(usize::MAX)));
    rows.push(Row::heading(d.year_answers));
    rows.push(Row::people(d.year_entry, &found.answered[0], Some(Secret::Answers)));
    rows.push(Row::people(d.year_exit, &found.answered[1], Some(Secret::Answers)));
    rows.push(Row::heading(d.year_events));
    rows.push(Row::number(d.year_held, found.events));
    rows.push(Row::people(d.year_participants, &found.participants, None));
    rows.push(Row::heading(d.year_practices));
    let practices = [d.year_written, d.year_out, d.year_best].into_iter().zip(found.practices);
    rows.extend(practices.map(|(label, count)| Row::number(label, count)));
    rows.push(Row::heading(d.year_awards));
    for (kind, all, given, people) in &found.awards {
        let value = if all == given { all.to_string() } else { fill(text.monitoring.of, &[given, all]) };
        rows.push(Row { value, ..Row::people(kind.word(text), people, None) });
    }
    rows
}

impl Source for YearPage {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let register = &world.register;
        self.rows = rows(&year_results(register, world.year, world.today()), world);
        let years = register.years_of_programme(world.year);
        let at = years.iter().position(|(id, _)| *id == world.year);
        let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| years.get(at));
        let earlier =
            before.map(|(id, _)| rows(&year_results(register, *id, world.today()), world)).unwrap_or_default();
        self.before = labelled(&earlier).into_iter().map(|(label, row)| (label, row.value.clone())).collect();
        let entry = |row: &Row| match row.heading {
            true => Entry::heading(&*row.label),
            false => Entry::new(&*row.label, &*row.value),
        };
        self.rows.iter().map(entry).collect()
    }

    fn head(&self, world: &World) -> String {
        let Some(year) = world.register.get::<Year>(world.year) else { return String::new() };
        let last = year.end.min(world.today()).max(year.start);
        fill(world.text.deeds.year_head, &[&dates::full(year.start), &dates::full(last)])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (d, m) = (&world.text.deeds, &world.text.monitoring);
        let mut card = Card::new(world, cells);
        let Some(row) = self.rows.get(place) else { return Vec::new() };
        card.say(&row.label, Tone::Heading);
        if row.heading {
            card.say(d.about_year, Tone::Muted);
            return card.done();
        }
        card.say(&row.value, Tone::Accent);
        let label =
            labelled(&self.rows).into_iter().find(|(_, known)| std::ptr::eq(*known, row)).map(|(label, _)| label);
        let before = self.before.iter().find(|(known, _)| Some(known) == label.as_ref());
        if let Some((_, value)) = before {
            card.say(&fill(d.year_of_before, &[value]), Tone::Muted);
        }
        if row.hidden {
            card.say(m.hidden_people, Tone::Muted);
            return card.done();
        }
        if row.is_closed(world) {
            return card.done();
        }
        for pair in row.pairs.iter().take(SHOWN) {
            card.say(&names::of_key(&world.register, Key::from(*pair), world.text), Tone::Plain);
        }
        if row.pairs.len() > SHOWN {
            card.say(&fill(world.text.common.and_more, &[&(row.pairs.len() - SHOWN)]), Tone::Muted);
        }
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        self.rows.get(place)?;
        let rows = labelled(&self.rows).into_iter().map(|(label, row)| {
            let before = self.before.iter().find(|(known, _)| *known == label);
            vec![label, row.value.clone(), before.map_or_else(String::new, |(_, value)| value.clone())]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let d = &world.text.deeds;
        let title = format!("{} {}", d.page_year, world.year_title());
        Some((title, table(&["", &world.year_title(), d.year_before], &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let m = &world.text.monitoring;
        match self.rows.get(place) {
            Some(row) if row.hidden => vec![Act::Refuse(m.hidden_people.to_owned())],
            Some(row) => {
                let people: Vec<_> = row.people.iter().map(|person| (*person, String::new())).collect();
                words::open_people(&row.label, &people, row.gives.iter().copied(), world)
            }
            None => Vec::new(),
        }
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.unknown.to_owned()
    }
}

/// How many pairs the card names.
const SHOWN: usize = 12;

/// The rows with a number, each with the heading above it in its label: «Встречи: состоялось».
fn labelled(rows: &[Row]) -> Vec<(String, &Row)> {
    let mut heading = "";
    let mut found = Vec::new();
    for row in rows {
        if row.heading {
            heading = &row.label;
        } else {
            found.push((format!("{heading}: {}", row.label), row));
        }
    }
    found
}
