//! The page of stage 2: what was measured twice, person by person, and how much of the programme went with it.

use super::chart::{Bar, Slope, bars, slopes};
use super::report::{Extra, Source};
use super::{forms, words};
use crate::analysis::monitoring::{
    Dosage, Doses, Series, TESTED, What, dosage, doses, from_hundredths, is_small, movements,
};
use crate::analysis::stats::{Method, SignedRank, count};
use crate::domain::{Key, Kind, PersonId};
use crate::fields::{Worded, dates, fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, Keys, PickFor, Picker, Tone, World, key_name, verb};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// A person before and after, in hundredths, and what they had.
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
    people: Vec<Moved>,
    lost: (usize, usize),
    means: Option<(f64, f64)>,
    mean_change: Option<f64>,
    split: [usize; 3],
    test: Option<SignedRank>,
    dosage: Dosage,
}

impl Taken {
    fn is_small(&self) -> bool {
        is_small(self.people.len())
    }
}

/// The page.
#[derive(Default)]
pub struct Movement {
    taken: Vec<Taken>,
}

/// Chances below this are not told apart.
const LEAST: f64 = 0.001;
/// How many people the card draws.
const DRAWN: usize = 12;

fn name(what: &What, text: &Text) -> String {
    match what {
        What::Measure(parameter) => parameter.word(text).to_owned(),
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
    Taken {
        label: name(&series.what, world.text),
        reversed: series.reversed,
        people,
        lost: (series.only_before.len(), series.only_after.len()),
        means: series.means(),
        mean_change: series.mean_change(),
        split: series.split().map(|people| people.len()),
        test: series.test(),
        dosage: dosage(doses, series),
    }
}

/// The first key of some keys, as it is called here.
pub(super) fn key(keys: Keys, world: &World) -> String {
    let name = keys.of(world.text.lang).first().copied().unwrap_or_default();
    key_name(name, world.layout, world)
}

/// What may be said of a change, and what may not.
fn sentence(taken: &Taken, text: &Text) -> (String, Tone) {
    let m = &text.monitoring;
    let Some(test) = &taken.test else { return (fill(m.untested, &[&TESTED]), Tone::Muted) };
    let strength = match test.effect.abs() {
        effect if effect < 0.3 => m.effect_weak,
        effect if effect < 0.5 => m.effect_medium,
        _ => m.effect_strong,
    };
    let effect = fill(m.effect, &[&words::number(test.effect, 2, text), &strength]);
    let mut p = if test.p < LEAST {
        format!("< {}", words::number(LEAST, 3, text))
    } else {
        format!("= {}", words::number(test.p, 3, text))
    };
    if test.method == Method::Normal {
        p = format!("{p} ({})", m.by_normal);
    }
    if test.p < 0.05 {
        return (fill(m.significant, &[&p, &taken.people.len(), &effect]), Tone::Good);
    }
    (fill(m.not_significant, &[&p, &taken.people.len(), &effect]), Tone::Plain)
}

fn slope(moved: &Moved, world: &World) -> Slope {
    let text = world.text;
    let (before, after) = (from_hundredths(moved.before), from_hundredths(moved.after));
    let shown = format!("{} {}", words::number(before, 1, text), words::number(after, 1, text));
    let better = (moved.change != 0).then_some(moved.change > 0);
    Slope { name: words::short(moved.person, world), before, after, shown, better }
}

fn dose_lines(dosage: &Dosage, card: &mut Card) {
    let text = card.world.text;
    let m = &text.monitoring;
    card.part(m.dose);
    if dosage.people.len() < TESTED {
        card.say(m.dose_none, Tone::Muted);
        return;
    }
    let all =
        [(m.dose_meetings, dosage.with_meetings), (m.dose_minutes, dosage.with_minutes), (m.dose_gap, dosage.with_gap)];
    for (label, relation) in all {
        let shown = relation.map_or(text.common.none.to_owned(), |it| words::number(it, 2, text));
        card.say(&format!("{label} · {}", fill(m.dose_with, &[&shown])), Tone::Plain);
    }
    card.say(m.dose_warning, Tone::Muted);
}

impl Source for Movement {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let until = words::period(world).to;
        let all = movements(&world.register, world.year, until);
        let doses = doses(&world.register, world.year, until);
        self.taken = all.iter().map(|series| of_series(series, &doses, world)).collect();
        let (text, marks) = (world.text, world.theme.marks());
        let entry = |taken: &Taken| {
            let paired = fill(text.monitoring.answers, &[&taken.people.len()]);
            let Some(change) = taken.mean_change.filter(|_| !taken.is_small()) else {
                return Entry::new(&*taken.label, paired);
            };
            let rises = (change > 0.0) != taken.reversed;
            let entry = Entry::new(&*taken.label, words::signed(if taken.reversed { -change } else { change }, text));
            match change {
                change if change > 0.0 => entry.marked(if rises { marks.rising } else { marks.falling }, Tone::Good),
                change if change < 0.0 => entry.marked(if rises { marks.rising } else { marks.falling }, Tone::Warning),
                _ => entry,
            }
        };
        self.taken.iter().map(entry).collect()
    }

    fn head(&self, world: &World) -> String {
        fill(world.text.monitoring.movement_head, &[&dates::full(words::period(world).to)])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (text, m) = (world.text, &world.text.monitoring);
        let mut card = Card::new(world, cells);
        let Some(taken) = self.taken.get(place) else { return Vec::new() };
        card.say(&taken.label, Tone::Heading);
        card.say(&fill(m.paired, &[&taken.people.len()]), Tone::Accent);
        card.say(&fill(m.lost, &[&taken.lost.0, &taken.lost.1]), Tone::Muted);
        if taken.reversed {
            card.say(m.falls_good, Tone::Muted);
        }
        let [better, same, worse] = taken.split;
        card.say(&fill(m.split, &[&better, &same, &worse]), Tone::Plain);
        let lines = bars(
            &[(better, Tone::Good), (same, Tone::Muted), (worse, Tone::Warning)]
                .into_iter()
                .zip([world.theme.marks().rising, "=", world.theme.marks().falling])
                .map(|((number, tone), label)| Bar {
                    label: label.to_owned(),
                    value: count(number),
                    shown: number.to_string(),
                    tone,
                })
                .collect::<Vec<_>>(),
            None,
            cells,
            world,
        );
        card.add(lines);
        if taken.is_small() {
            card.say(&fill(m.too_few, &[&taken.people.len()]), Tone::Muted);
            return card.done();
        }
        if let (Some((before, after)), Some(change)) = (taken.means, taken.mean_change) {
            let change = words::signed(if taken.reversed { -change } else { change }, text);
            let (before, after) = (words::number(before, 2, text), words::number(after, 2, text));
            card.say(&fill(m.from_to, &[&before, &after, &change]), Tone::Accent);
        }
        let (words, tone) = sentence(taken, text);
        card.say(&words, tone);
        let marks = world.theme.marks();
        card.part(&fill(m.slope, &[&marks.before, &marks.after]));
        let drawn: Vec<Slope> = taken.people.iter().take(DRAWN).map(|moved| slope(moved, world)).collect();
        let lines = slopes(&drawn, cells, world);
        card.add(lines);
        if taken.people.len() > DRAWN {
            let all = fill(m.first_of, &[&DRAWN, &taken.people.len(), &key(verb::VIEW, world)]);
            card.say(&all, Tone::Muted);
        }
        dose_lines(&taken.dosage, &mut card);
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let (text, taken) = (world.text, self.taken.get(place)?);
        let m = &text.monitoring;
        let dose = |person: PersonId| taken.dosage.people.iter().map(|(dose, _)| dose).find(|it| it.person == person);
        let rows: Vec<Vec<String>> = taken
            .people
            .iter()
            .map(|moved| {
                let mut row = vec![words::short(moved.person, world)];
                row.extend([moved.before, moved.after].map(|value| words::number(from_hundredths(value), 2, text)));
                row.push(words::signed(from_hundredths(moved.after - moved.before), text));
                let hours = |minutes: u32| words::number(f64::from(minutes) / 60.0, 1, text);
                let dose = dose(moved.person);
                row.push(dose.map_or(String::new(), |dose| dose.meetings.to_string()));
                row.push(dose.map_or(String::new(), |dose| hours(dose.minutes)));
                row.push(dose.map_or(String::new(), |dose| dose.longest_gap.to_string()));
                row
            })
            .collect();
        let marks = world.theme.marks();
        let head = ["", marks.before, marks.after, "±", m.dose_meetings, m.dose_minutes, m.dose_gap];
        Some((taken.label.clone(), table(&head, &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let Some(taken) = self.taken.get(place) else { return Vec::new() };
        let shown = |moved: &Moved| {
            let text = world.text;
            let [before, after] = [moved.before, moved.after].map(|it| words::number(from_hundredths(it), 2, text));
            format!("{before} {} {after}", world.theme.marks().right)
        };
        let people: Vec<_> = taken.people.iter().map(|moved| (moved.person, shown(moved))).collect();
        words::open_people(&taken.label, &people, world)
    }

    fn nothing(&self, world: &World) -> String {
        fill(world.text.monitoring.movement_none, &[&key(verb::NEW, world)])
    }

    fn can(&self, extra: Extra) -> bool {
        matches!(extra, Extra::Measure | Extra::Period)
    }

    fn extra(&self, extra: Extra, _place: usize, world: &World) -> Vec<Act> {
        if extra == Extra::Period {
            return vec![Act::Form(Box::new(forms::period(world)))];
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
        let then = PickFor::Start(|keys, world| {
            let form = keys.first().copied().and_then(PersonId::of).and_then(|person| forms::measure(person, world));
            form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
        });
        vec![Act::Pick(Box::new(Picker::new(world.text.monitoring.measure_whom, items, then, false)))]
    }

    fn choose(&mut self, key: Key) -> bool {
        key.kind == Kind::Measure
    }
}
