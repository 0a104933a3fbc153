//! The page of stage 2: what was measured twice, person by person, and how much of the programme went with it.

use super::chart::{Bar, Slope, bars, spread};
use super::report::{Extra, Source};
use super::school::{self, SchoolRow};
use super::{forms, people, words};
use crate::analysis::monitoring::{
    Dosage, Doses, Series, TESTED, What, dosage, doses, from_hundredths, is_small, movements,
};
use crate::analysis::stats::{Correlation, Method, SignedRank, count};
use crate::domain::{Deed, Key, Kind, PersonId, Secret};
use crate::fields::{dates, fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, Keys, PickFor, Picker, Tone, World, key_name, verb};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// A person before and after, in hundredths.
#[derive(Debug, Clone)]
struct Moved {
    person: PersonId,
    before: i32,
    after: i32,
    change: i32,
}

/// Something taken twice, kept apart from the register.
struct Taken {
    label: String,
    reversed: bool,
    /// Whether it was measured, or asked.
    measured: bool,
    /// The best change first.
    people: Vec<Moved>,
    /// Digits after the comma of a single value: two where some value has hundredths.
    decimals: usize,
    ahead: usize,
    lost: (usize, usize),
    means: Option<(f64, f64)>,
    mean_change: Option<f64>,
    split: [usize; 3],
    improved: Option<f64>,
    test: Option<SignedRank>,
    dosage: Dosage,
}

impl Taken {
    fn is_small(&self) -> bool {
        is_small(self.people.len())
    }

    /// The mean change as the number went, not as it is judged: «+0,75», of tenths one digit.
    fn rise(&self, text: &Text) -> Option<String> {
        let change = self.mean_change.filter(|_| !self.is_small())?;
        Some(words::signed_to(if self.reversed { -change } else { change }, self.decimals.max(1), text))
    }
}

/// The page: people first, the school as a whole under a heading of its own.
#[derive(Default)]
pub struct Movement {
    taken: Vec<Taken>,
    school: Vec<SchoolRow>,
}

/// What stands at a place.
enum Spot<'a> {
    People(&'a Taken),
    Heading,
    School(&'a SchoolRow),
}

/// Chances below this are not told apart.
const LEAST: f64 = 0.001;
/// Below this chance a change is hardly one, the usual convention of the trade.
const UNLIKELY: f64 = 0.05;
/// From here on an effect or a relation is of middle size, and from there on large (Cohen 1988 for correlations).
const MEDIUM: f64 = 0.3;
/// See [`MEDIUM`].
const LARGE: f64 = 0.5;
/// Below this a relation is hardly one (Cohen 1988).
const SLIGHT: f64 = 0.1;
/// From so many tests on one page on the page says how many they are.
const MANY_TESTS: usize = 2;

/// Whether a chance is too small to be one of the accidents among so many tests (Bonferroni: the level is shared by all
/// tests of the page).
fn is_unlikely(p: f64, tests: usize) -> bool {
    p * count(tests.max(1)) < UNLIKELY
}

fn name(what: &What, world: &World) -> String {
    let text = world.text;
    match what {
        What::Measure(parameter) => names::parameter(&world.register, *parameter, text).to_owned(),
        What::Question { item, .. } | What::Expectation { entry: item, .. } => {
            names::label(&item.label, text).to_owned()
        }
    }
}

fn of_series(series: &Series, doses: &Doses, world: &World) -> Taken {
    let moved = series.people.iter().map(|twice| Moved {
        person: twice.person,
        before: twice.before,
        after: twice.after,
        change: series.change(twice),
    });
    let mut people: Vec<Moved> = moved.collect();
    people.sort_by_key(|moved| std::cmp::Reverse(moved.change));
    let has_hundredths = people.iter().any(|it| it.before % 100 != 0 || it.after % 100 != 0);
    Taken {
        label: name(&series.what, world),
        reversed: series.reversed,
        measured: matches!(series.what, What::Measure(_)),
        people,
        decimals: if has_hundredths { 2 } else { 0 },
        ahead: series.ahead.len(),
        lost: (series.only_before.len(), series.only_after.len()),
        means: series.means(),
        mean_change: series.mean_change(),
        split: series.split().map(|people| people.len()),
        improved: series.improved(),
        test: series.test(),
        dosage: dosage(doses, series),
    }
}

/// The first key of some keys, as it is called here.
pub(super) fn key(keys: Keys, world: &World) -> String {
    let name = keys.of(world.text.lang).first().copied().unwrap_or_default();
    key_name(name, world.layout, world)
}

/// «< 0,001», «= 0,172».
fn chance(p: f64, text: &Text) -> String {
    if p < LEAST { format!("< {}", words::number(LEAST, 3, text)) } else { format!("= {}", words::number(p, 3, text)) }
}

/// What may be said of a change, and what may not, when so many tests are on the page.
fn sentence(taken: &Taken, tests: usize, text: &Text) -> (String, Tone) {
    let (m, f) = (&text.monitoring, &text.findings);
    let Some(test) = &taken.test else {
        let nobody = taken.people.len() >= TESTED;
        return (if nobody { f.nobody_changed.to_owned() } else { fill(m.untested, &[&TESTED]) }, Tone::Muted);
    };
    let strength = match test.effect.abs() {
        effect if effect < MEDIUM => m.effect_weak,
        effect if effect < LARGE => m.effect_medium,
        _ => m.effect_strong,
    };
    let effect = fill(m.effect, &[&words::number(test.effect, 2, text), &strength]);
    let mut p = chance(test.p, text);
    if test.method == Method::Normal {
        p = format!("{p} ({})", m.by_normal);
    }
    let words = match test.p {
        p if is_unlikely(p, tests) => f.unlikely,
        p if p < UNLIKELY => f.one_of_many,
        _ if test.effect.abs() >= LARGE => f.maybe_chance_strong,
        _ => f.maybe_chance,
    };
    let tone = if is_unlikely(test.p, tests) && test.effect > 0.0 { Tone::Good } else { Tone::Plain };
    (fill(words, &[&p, &test.n, &taken.people.len(), &effect]), tone)
}

fn slope(moved: &Moved, decimals: usize, world: &World) -> Slope {
    let text = world.text;
    let (before, after) = (from_hundredths(moved.before), from_hundredths(moved.after));
    let shown = format!("{} {}", words::number(before, decimals, text), words::number(after, decimals, text));
    let better = (moved.change != 0).then_some(moved.change > 0);
    Slope { name: words::short(moved.person, world), before, after, shown, better }
}

/// How a change goes with more of something: in words, then as numbers. A direction is named only where it can be told
/// from chance among so many tests.
fn relation(label: &str, found: Option<Correlation>, tests: usize, card: &mut Card) {
    let text = card.world.text;
    let f = &text.findings;
    let Some(found) = found.filter(|found| found.n >= TESTED) else {
        card.say(&fill(f.dose_unvaried, &[&label]), Tone::Muted);
        return;
    };
    let words = match found.rho {
        rho if rho.abs() < SLIGHT || !is_unlikely(found.p, tests) => f.dose_unclear,
        rho if rho > 0.0 => f.dose_better,
        _ => f.dose_worse,
    };
    card.say(&fill(words, &[&label]), Tone::Plain);
    let strength = match found.rho.abs() {
        rho if rho < SLIGHT => f.relation_none,
        rho if rho < MEDIUM => f.relation_weak,
        rho if rho < LARGE => f.relation_medium,
        _ => f.relation_strong,
    };
    let verdict = if is_unlikely(found.p, tests) { f.dose_unlikely } else { f.dose_chance };
    let shown = words::number(found.rho, 2, text);
    let numbers = fill(f.dose_numbers, &[&shown, &strength, &found.n, &chance(found.p, text), &verdict]);
    card.say(&numbers, Tone::Muted);
}

fn dose_lines(dosage: &Dosage, tests: usize, card: &mut Card) {
    let text = card.world.text;
    let f = &text.findings;
    card.part(f.dose_title);
    if dosage.people.len() < TESTED {
        card.say(text.monitoring.dose_none, Tone::Muted);
        return;
    }
    relation(f.dose_meetings, dosage.with_meetings, tests, card);
    relation(f.dose_minutes, dosage.with_minutes, tests, card);
    relation(f.dose_gap, dosage.with_gap, tests, card);
    card.say(f.dose_about, Tone::Muted);
}

impl Movement {
    fn at(&self, place: usize) -> Option<Spot<'_>> {
        let Some(below) = place.checked_sub(self.taken.len()) else { return self.taken.get(place).map(Spot::People) };
        match below.checked_sub(1) {
            None => (!self.school.is_empty()).then_some(Spot::Heading),
            Some(row) => self.school.get(row).map(Spot::School),
        }
    }

    /// How many were taken twice, whose exit lies ahead, who was lost.
    fn people_lines(taken: &Taken, card: &mut Card) {
        let f = &card.world.text.findings;
        let twice = if taken.measured { f.measured_twice } else { f.answered_twice };
        card.say(&fill(twice, &[&taken.people.len()]), Tone::Accent);
        if taken.ahead > 0 {
            card.say(&fill(f.exit_ahead, &[&taken.ahead]), Tone::Muted);
        }
        match taken.lost {
            (0, 0) => card.say(f.none_lost, Tone::Muted),
            (before, after) => card.say(&fill(f.exit_lost, &[&before, &after]), Tone::Muted),
        }
    }

    fn split_lines(taken: &Taken, card: &mut Card) {
        let (world, f) = (card.world, &card.world.text.findings);
        let [better, same, worse] = taken.split;
        if let Some(share) = taken.improved.filter(|_| !taken.is_small()) {
            let share = words::number(share, 0, world.text);
            card.say(&fill(f.improved, &[&share, &better, &taken.people.len()]), Tone::Plain);
        }
        let all = [
            (f.better_word, better, Tone::Good),
            (f.same_word, same, Tone::Muted),
            (f.worse_word, worse, Tone::Warning),
        ];
        let bar = |(label, number, tone): (&str, usize, Tone)| Bar {
            label: label.to_owned(),
            value: count(number),
            shown: number.to_string(),
            tone,
        };
        let lines = bars(&all.map(bar), None, card.cells, world);
        card.add(lines);
    }

    /// How many tests the page shows: of changes, and of changes against doses.
    fn tests(&self) -> usize {
        let of = |taken: &Taken| {
            // Of a small group the card ends before them.
            let shown = |found: &&Option<Correlation>| found.is_some_and(|found| found.n >= TESTED);
            let dosage = &taken.dosage;
            let doses = [dosage.with_meetings, dosage.with_minutes, dosage.with_gap];
            let doses = if dosage.people.len() < TESTED { 0 } else { doses.iter().filter(shown).count() };
            usize::from(taken.test.is_some()) + doses
        };
        self.taken.iter().filter(|taken| !taken.is_small()).map(of).sum()
    }
}

impl Source for Movement {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let period = words::period(world);
        let all = movements(&world.register, world.year, period);
        let doses = doses(&world.register, world.year, period.to);
        self.taken = all.iter().map(|series| of_series(series, &doses, world)).collect();
        let (text, marks) = (world.text, world.theme.marks());
        let entry = |taken: &Taken| {
            let Some(rise) = taken.rise(text) else {
                return Entry::new(&*taken.label, fill(text.findings.taken_twice, &[&taken.people.len()]));
            };
            let mark = if rise.starts_with('+') { marks.rising } else { marks.falling };
            let entry = Entry::new(&*taken.label, &*rise);
            match taken.mean_change {
                _ if words::is_zero(&rise) => entry,
                Some(change) if change > 0.0 => entry.marked(mark, Tone::Good),
                _ => entry.marked(mark, Tone::Warning),
            }
        };
        let mut entries: Vec<Entry> = self.taken.iter().map(entry).collect();
        self.school = school::rows(period, world);
        if !self.school.is_empty() {
            entries.push(Entry::heading(text.monitoring.school_whole));
        }
        entries.extend(self.school.iter().map(|row| row.entry(world)));
        entries
    }

    fn head(&self, world: &World) -> String {
        let period = words::period(world);
        fill(world.text.findings.movement_head, &[&dates::full(period.from), &dates::full(period.to)])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (text, m, f) = (world.text, &world.text.monitoring, &world.text.findings);
        let mut card = Card::new(world, cells);
        let taken = match self.at(place) {
            Some(Spot::People(taken)) => taken,
            Some(Spot::School(row)) => return row.card(cells, world),
            Some(Spot::Heading) => {
                card.say(m.school_whole, Tone::Heading);
                card.say(&fill(m.school_about, &[&key(verb::NEW, world)]), Tone::Muted);
                return card.done();
            }
            None => return Vec::new(),
        };
        card.say(&taken.label, Tone::Heading);
        Self::people_lines(taken, &mut card);
        if taken.reversed {
            card.say(m.falls_good, Tone::Muted);
        }
        if taken.people.is_empty() {
            return card.done();
        }
        Self::split_lines(taken, &mut card);
        if taken.is_small() {
            card.say(&fill(f.small_group, &[&taken.people.len()]), Tone::Muted);
            return card.done();
        }
        if let (Some((before, after)), Some(rise)) = (taken.means, taken.rise(text)) {
            let (before, after) = (words::number(before, 2, text), words::number(after, 2, text));
            card.say(&fill(m.from_to, &[&before, &after, &rise]), Tone::Accent);
        }
        let (words, tone) = sentence(taken, self.tests(), text);
        card.say(&words, tone);
        if self.tests() >= MANY_TESTS {
            card.say(&fill(f.side_by_side, &[&self.tests()]), Tone::Muted);
        }
        let drawn: Vec<Slope> = taken.people.iter().map(|moved| slope(moved, taken.decimals, world)).collect();
        spread(&drawn, &mut card);
        dose_lines(&taken.dosage, self.tests(), &mut card);
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let text = world.text;
        let taken = match self.at(place)? {
            Spot::People(taken) => taken,
            Spot::School(row) => return Some(row.table(world)),
            Spot::Heading => return None,
        };
        let m = &text.monitoring;
        let dose = |person: PersonId| taken.dosage.people.iter().map(|(dose, _)| dose).find(|it| it.person == person);
        let rows: Vec<Vec<String>> = taken
            .people
            .iter()
            .map(|moved| {
                let mut row = vec![words::short(moved.person, world)];
                let number = |value| words::number(from_hundredths(value), taken.decimals, text);
                row.extend([moved.before, moved.after].map(number));
                row.push(words::signed_to(from_hundredths(moved.after - moved.before), taken.decimals, text));
                let hours = |minutes: u32| words::number(f64::from(minutes) / 60.0, 1, text);
                let dose = dose(moved.person);
                row.push(dose.map_or(String::new(), |dose| dose.meetings.to_string()));
                row.push(dose.map_or(String::new(), |dose| hours(dose.minutes)));
                row.push(dose.and_then(|dose| dose.longest_gap).map_or(String::new(), |days| days.to_string()));
                row
            })
            .collect();
        let marks = world.theme.marks();
        let head = ["", marks.before, marks.after, "±", m.dose_meetings, m.dose_minutes, m.dose_gap];
        Some((taken.label.clone(), table(&head, &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let taken = match self.at(place) {
            Some(Spot::People(taken)) => taken,
            Some(Spot::School(row)) => return row.open(world),
            Some(Spot::Heading) if world.closed_to(Deed::Measure).is_none() => return vec![school::ask(world)],
            Some(Spot::Heading) | None => return Vec::new(),
        };
        let shown = |moved: &Moved| {
            let text = world.text;
            let [before, after] =
                [moved.before, moved.after].map(|it| words::number(from_hundredths(it), taken.decimals, text));
            format!("{before} {} {after}", world.theme.marks().right)
        };
        let people: Vec<_> = taken.people.iter().map(|moved| (moved.person, shown(moved))).collect();
        words::open_people(&taken.label, &people, [Secret::Answers], world)
    }

    fn nothing(&self, world: &World) -> String {
        fill(world.text.monitoring.movement_none, &[&key(verb::NEW, world)])
    }

    fn exported(&self) -> Option<Kind> {
        Some(Kind::Measure)
    }

    fn can(&self, extra: Extra) -> bool {
        matches!(extra, Extra::Measure | Extra::Period)
    }

    fn extra(&self, extra: Extra, place: usize, world: &World) -> Vec<Act> {
        if extra == Extra::Period {
            return vec![Act::Form(Box::new(forms::period(world)))];
        }
        if matches!(self.at(place), Some(Spot::Heading | Spot::School(_))) {
            return vec![school::ask(world)];
        }
        let (register, year) = (&world.register, world.year);
        let mentees = register.mentees(year).map(|(_, mentee)| mentee.person);
        let mentors = register.mentors(year).map(|(_, mentor)| mentor.person);
        let people: std::collections::BTreeSet<PersonId> = mentees.chain(mentors).collect();
        let item = |person: PersonId| {
            let label = names::entry(register, person, year);
            Item { key: person.into(), hay: fold(&label), label, detail: String::new() }
        };
        let order = crate::fields::Order::new();
        let mut items: Vec<Item> = people.into_iter().map(item).collect();
        items.sort_by_cached_key(|item| order.key(&item.label));
        items.splice(0..0, [school::item(world), people::item(world)]);
        let then = PickFor::Start(|keys, world| {
            if school::is_picked(keys) {
                return vec![school::ask(world)];
            }
            if people::is_picked(keys) {
                return vec![people::ask(world)];
            }
            let form = keys.first().copied().and_then(PersonId::of).and_then(|person| forms::measure(person, world));
            form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
        });
        vec![Act::Pick(Box::new(Picker::new(world.text.monitoring.measure_whom, items, then, false)))]
    }

    fn choose(&mut self, key: Key) -> bool {
        matches!(key.kind, Kind::Measure | Kind::SchoolParameter | Kind::SchoolMeasure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::monitoring::Dose;
    use crate::kit::sample;

    fn said(found: Option<Correlation>, tests: usize) -> String {
        let world = sample::world();
        let mut card = Card::new(&world, 200);
        relation("часов больше", found, tests, &mut card);
        let line = |line: &Line| line.0.iter().map(|part| part.text.as_str()).collect::<String>();
        card.done().iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn found(rho: f64, p: f64) -> Option<Correlation> {
        Some(Correlation { rho, p, n: 40 })
    }

    #[test]
    fn no_direction_is_named_that_cannot_be_told_from_chance() {
        for (rho, p, tests) in [(-0.01, 0.962, 1), (0.3, 0.2, 1), (0.4, 0.01, 16), (-0.05, 0.0001, 1)] {
            let said = said(found(rho, p), tests);
            assert!(!said.contains("лучше") && !said.contains("хуже"), "{rho} {p} {tests}: {said}");
            assert!(said.contains("сказать нечего"), "{said}");
        }
        assert!(said(found(0.6, 0.001), 16).contains("изменение лучше"));
        assert!(said(found(-0.6, 0.001), 16).contains("изменение хуже"));
        let one_of_many = said(found(0.4, 0.01), 16);
        assert!(one_of_many.contains("могло выйти случайно"), "{one_of_many}");
    }

    #[test]
    fn every_test_of_the_page_is_counted() {
        let dose = |number| Dose { person: PersonId(number), meetings: 3, minutes: 90, longest_gap: None };
        let taken = |people: u32, gap: Option<Correlation>| Taken {
            label: String::new(),
            reversed: false,
            measured: true,
            people: (0..people).map(|it| Moved { person: PersonId(it), before: 0, after: 1, change: 1 }).collect(),
            decimals: 0,
            ahead: 0,
            lost: (0, 0),
            means: None,
            mean_change: None,
            split: [0; 3],
            improved: None,
            test: Some(SignedRank {
                n: 9,
                zeros: 0,
                risen: 1.0,
                fallen: 0.0,
                p: 0.5,
                effect: 0.1,
                method: Method::Exact,
            }),
            dosage: Dosage {
                people: (0..people).map(|it| (dose(it), 1)).collect(),
                with_meetings: found(0.1, 0.5),
                with_minutes: found(0.1, 0.5),
                with_gap: gap,
            },
        };
        let page =
            Movement { taken: vec![taken(9, found(0.1, 0.5)), taken(9, None), taken(3, None)], school: Vec::new() };
        assert_eq!(page.tests(), 4 + 3, "a small group shows none");
    }
}
