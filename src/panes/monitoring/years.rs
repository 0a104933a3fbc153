//! The page of the years side by side: people, pairs, meetings, what was finished, who was satisfied.

use super::chart::{Bar, bars};
use super::report::Source;
use super::words;
use crate::analysis::monitoring::{Sum, YearSum, year_sums};
use crate::domain::{PersonId, Secret, Year};
use crate::kit::paint::Line;
use crate::kit::{Act, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// The page.
#[derive(Default)]
pub struct Years {
    /// Every year by its title, oldest first.
    sums: Vec<(String, YearSum)>,
    /// Which of them is on screen.
    shown: usize,
}

/// What is compared.
struct Measure {
    name: fn(&Text) -> &'static str,
    of: fn(&YearSum) -> &Sum,
    /// Whether it goes by the rule of satisfaction, which may have changed.
    by_rule: bool,
    /// Whether what is counted are meetings or pairs, of which people have several.
    several: bool,
    /// What it gives away to be among them.
    gives: Option<Secret>,
}

const fn people(name: fn(&Text) -> &'static str, of: fn(&YearSum) -> &Sum) -> Measure {
    Measure { name, of, by_rule: false, several: false, gives: None }
}

const fn things(name: fn(&Text) -> &'static str, of: fn(&YearSum) -> &Sum) -> Measure {
    Measure { several: true, ..people(name, of) }
}

const fn glad(name: fn(&Text) -> &'static str, of: fn(&YearSum) -> &Sum) -> Measure {
    Measure { by_rule: true, gives: Some(Secret::Answers), ..people(name, of) }
}

static MEASURES: &[Measure] = &[
    people(|t| t.years.sum_mentees, |it| &it.mentees),
    people(|t| t.years.sum_mentors, |it| &it.mentors),
    people(|t| t.years.sum_involved, |it| &it.involved),
    things(|t| t.years.sum_pairs, |it| &it.pairs),
    things(|t| t.years.sum_finished, |it| &it.finished),
    things(|t| t.years.sum_ended, |it| &it.ended),
    things(|t| t.years.sum_meetings, |it| &it.meetings),
    people(|t| t.years.sum_completed, |it| &it.completed),
    glad(|t| t.years.sum_glad_mentees, |it| &it.glad_mentees),
    glad(|t| t.years.sum_glad_mentors, |it| &it.glad_mentors),
];

impl Measure {
    /// The numbers of two years where they can be compared: both are over, nobody judged otherwise, no share is one of a
    /// few people.
    fn compared(&self, before: &YearSum, now: &YearSum) -> Option<(f64, f64)> {
        let alike = !self.by_rule || before.rule == now.rule;
        let (earlier, later) = ((self.of)(before).amount, (self.of)(now).amount);
        let fair = now.is_over && alike && !earlier.is_small() && !later.is_small();
        earlier.number().zip(later.number()).filter(|_| fair)
    }

    fn entry(&self, sums: &[(String, YearSum)], shown: usize, world: &World) -> Option<Entry> {
        let (_, now) = sums.get(shown)?;
        let marks = world.theme.marks();
        let entry = Entry::new((self.name)(world.text), words::amount((self.of)(now).amount, world.text));
        let before = shown.checked_sub(1).and_then(|at| sums.get(at));
        Some(match before.and_then(|(_, before)| self.compared(before, now)) {
            Some((before, now)) if now > before => entry.marked(marks.rising, Tone::Plain),
            Some((before, now)) if now < before => entry.marked(marks.falling, Tone::Plain),
            _ => entry,
        })
    }
}

/// By which rule each year judged who is satisfied.
fn rule_line(sums: &[(String, YearSum)], text: &Text) -> String {
    let changed = sums.windows(2).any(|two| two[0].1.rule != two[1].1.rule);
    if let Some((_, last)) = sums.last().filter(|_| !changed) {
        return fill(text.findings.sums_rule, &[&words::rule(last.rule, text)]);
    }
    let said = |(title, sum): &(String, YearSum)| format!("{title} – {}", words::rule(sum.rule, text));
    let all = sums.iter().map(said).collect::<Vec<String>>().join("; ");
    fill(text.findings.sums_rule_changed, &[&all])
}

impl Source for Years {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let title = |id| world.register.get::<Year>(id).map(|year| year.title()).unwrap_or_default();
        let sums = year_sums(&world.register, world.year, world.today());
        self.shown = sums.iter().position(|(id, _)| *id == world.year).unwrap_or_default();
        self.sums = sums.into_iter().map(|(id, sum)| (title(id), sum)).collect();
        MEASURES.iter().filter_map(|measure| measure.entry(&self.sums, self.shown, world)).collect()
    }

    fn head(&self, world: &World) -> String {
        let first = self.sums.first().map_or("", |(title, _)| title.as_str());
        let last = self.sums.last().map_or("", |(title, _)| title.as_str());
        fill(world.text.years.sums_head, &[&first, &last])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let Some(measure) = MEASURES.get(place) else { return Vec::new() };
        let (text, mut card) = (world.text, Card::new(world, cells));
        card.say((measure.name)(text), Tone::Heading);
        let bar = |(title, sum): &(String, YearSum)| {
            let amount = (measure.of)(sum).amount;
            let value = if amount.is_small() { 0.0 } else { amount.number().unwrap_or(0.0) };
            let tone = if *title == world.year_title() { Tone::Accent } else { Tone::Plain };
            Bar { label: title.clone(), value, shown: words::amount(amount, text), tone }
        };
        let lines = bars(&self.sums.iter().map(bar).collect::<Vec<_>>(), None, cells, world);
        card.add(lines);
        card.say(text.years.sums_note, Tone::Muted);
        if self.sums.get(self.shown).is_some_and(|(_, now)| !now.is_over) {
            let ahead = world.is_year_ahead();
            card.say(if ahead { text.findings.sums_ahead } else { text.findings.sums_running }, Tone::Muted);
        }
        if measure.by_rule {
            card.say(&rule_line(&self.sums, text), Tone::Muted);
        }
        card.done()
    }

    /// All of it: a line a measure, a column a year.
    fn table(&self, _place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let mut head = vec![""];
        head.extend(self.sums.iter().map(|(title, _)| title.as_str()));
        let row = |measure: &Measure| {
            let cells = self.sums.iter().map(|(_, sum)| words::amount((measure.of)(sum).amount, world.text));
            std::iter::once((measure.name)(world.text).to_owned()).chain(cells).collect()
        };
        let rows: Vec<Vec<String>> = MEASURES.iter().map(row).collect();
        Some((world.text.years.sums_title.to_owned(), table(&head, &rows, world)))
    }

    /// The people behind a number of the year on screen.
    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let (Some(measure), Some((_, now))) = (MEASURES.get(place), self.sums.get(self.shown)) else {
            return Vec::new();
        };
        let shown = |number: usize| if measure.several { number.to_string() } else { String::new() };
        let people: Vec<(PersonId, String)> =
            (measure.of)(now).people.iter().map(|(person, number)| (*person, shown(*number))).collect();
        words::open_people((measure.name)(world.text), &people, measure.gives, world)
    }

    fn nothing(&self, world: &World) -> String {
        world.text.messages.no_such_year.to_owned()
    }
}
