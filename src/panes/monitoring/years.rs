//! The page of the years side by side: people, pairs, meetings, what was finished, who was satisfied.

use super::chart::{Bar, bars};
use super::report::Source;
use super::words;
use crate::analysis::monitoring::{Amount, YearSum, year_sums};
use crate::domain::Year;
use crate::kit::paint::Line;
use crate::kit::{Act, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// The page.
#[derive(Default)]
pub struct Years {
    /// Every year up to the one on screen by its title, oldest first.
    sums: Vec<(String, YearSum)>,
}

/// What is compared: its name, and its number in a year.
type Measure = (fn(&Text) -> &'static str, fn(&YearSum) -> Amount);

static MEASURES: &[Measure] = &[
    (|t| t.years.sum_mentees, |it| Amount::Count(it.mentees)),
    (|t| t.years.sum_mentors, |it| Amount::Count(it.mentors)),
    (|t| t.years.sum_involved, |it| Amount::Count(it.involved)),
    (|t| t.years.sum_pairs, |it| Amount::Count(it.pairs)),
    (|t| t.years.sum_finished, |it| Amount::Count(it.finished)),
    (|t| t.years.sum_ended, |it| Amount::Count(it.ended)),
    (|t| t.years.sum_meetings, |it| Amount::Count(it.meetings)),
    (|t| t.years.sum_completed, |it| Amount::Count(it.completed)),
    (|t| t.years.sum_glad_mentees, |it| it.glad_mentees),
    (|t| t.years.sum_glad_mentors, |it| it.glad_mentors),
];

impl Source for Years {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let title = |id| world.register.get::<Year>(id).map(|year| year.title()).unwrap_or_default();
        let sums = year_sums(&world.register, world.year, world.today());
        self.sums = sums.into_iter().map(|(id, sum)| (title(id), sum)).collect();
        let Some((_, now)) = self.sums.last() else { return Vec::new() };
        let marks = world.theme.marks();
        let entry = |(name, amount): &Measure| {
            let entry = Entry::new(name(world.text), words::amount(amount(now), world.text));
            let before = self.sums.iter().rev().nth(1).and_then(|(_, sum)| amount(sum).number());
            match (before, amount(now).number()) {
                (Some(before), Some(now)) if now > before => entry.marked(marks.rising, Tone::Plain),
                (Some(before), Some(now)) if now < before => entry.marked(marks.falling, Tone::Plain),
                _ => entry,
            }
        };
        MEASURES.iter().map(entry).collect()
    }

    fn head(&self, world: &World) -> String {
        let first = self.sums.first().map_or("", |(title, _)| title.as_str());
        fill(world.text.years.sums_head, &[&first, &world.year_title()])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let Some((name, amount)) = MEASURES.get(place) else { return Vec::new() };
        let mut card = Card::new(world, cells);
        card.say(name(world.text), Tone::Heading);
        let bar = |(title, sum): &(String, YearSum)| {
            let amount = amount(sum);
            let value = if amount.is_small() { 0.0 } else { amount.number().unwrap_or(0.0) };
            Bar { label: title.clone(), value, shown: words::amount(amount, world.text), tone: Tone::Accent }
        };
        let lines = bars(&self.sums.iter().map(bar).collect::<Vec<_>>(), None, cells, world);
        card.add(lines);
        card.say(world.text.years.sums_note, Tone::Muted);
        card.done()
    }

    /// All of it: a line a measure, a column a year.
    fn table(&self, _place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let mut head = vec![""];
        head.extend(self.sums.iter().map(|(title, _)| title.as_str()));
        let row = |(name, amount): &Measure| {
            let cells = self.sums.iter().map(|(_, sum)| words::amount(amount(sum), world.text));
            std::iter::once(name(world.text).to_owned()).chain(cells).collect()
        };
        let rows: Vec<Vec<String>> = MEASURES.iter().map(row).collect();
        Some((world.text.years.sums_title.to_owned(), table(&head, &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let table = self.table(place, world);
        table.map(|(title, lines)| Act::Read(title, lines)).into_iter().collect()
    }

    fn nothing(&self, world: &World) -> String {
        world.text.messages.no_such_year.to_owned()
    }
}
