//! The page of expectations against results: by question for everybody, then pair by pair.

use super::chart::{Slope, spread};
use super::report::{Extra, Source};
use super::{forms, words};
use crate::analysis::monitoring::{Gap as Found, PairGap, What, expectations, from_hundredths, is_small, pair_gaps};
use crate::domain::{Audience, Pair, PairId, PersonId, Secret};
use crate::fields::{Worded, dates, fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, PaneId, PickFor, Picker, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// A question with its outcome, kept apart from the register.
struct Gap {
    id: String,
    audience: Audience,
    hoped: String,
    got: String,
    /// The outcomes that were asked from the other end.
    turned: Vec<String>,
    /// Before, after, and the change, in hundredths; the best change first.
    people: Vec<(PersonId, i32, i32, i32)>,
    ahead: usize,
    lost: (usize, usize),
    mean: Option<f64>,
    not_below: Option<f64>,
}

/// What a row is.
enum Shown {
    Heading(Option<Audience>),
    Gap(Gap),
    Pair(PairGap),
}

/// The page.
#[derive(Default)]
pub struct Gaps {
    rows: Vec<Shown>,
}

/// The entry items of mentees that ask for need or importance while their outcomes ask for experience (model §4.4).
const INDICATIVE: [&str; 4] = ["8", "9", "10", "11"];

fn gaps(world: &World) -> Vec<Gap> {
    let text = world.text;
    let all = expectations(&world.register, world.year, words::period(world)).into_iter().filter_map(|series| {
        let What::Expectation { audience, entry, exit } = &series.what else { return None };
        let mut people: Vec<_> =
            series.people.iter().map(|it| (it.person, it.before, it.after, series.change(it))).collect();
        people.sort_by_key(|it| std::cmp::Reverse(it.3));
        Some(Gap {
            id: entry.id.clone(),
            audience: *audience,
            hoped: names::label(&entry.label, text).to_owned(),
            got: exit.iter().map(|item| names::label(&item.label, text)).collect::<Vec<_>>().join(" · "),
            people,
            turned: series.turned().iter().map(|item| names::label(&item.label, text).to_owned()).collect(),
            ahead: series.ahead.len(),
            lost: (series.only_before.len(), series.only_after.len()),
            mean: series.mean_change(),
            not_below: series.not_below(),
        })
    });
    all.collect()
}

impl Gap {
    fn is_small(&self) -> bool {
        is_small(self.people.len())
    }
}

fn tone(mean: f64) -> Tone {
    if mean < 0.0 { Tone::Warning } else { Tone::Good }
}

impl Source for Gaps {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let (text, marks) = (world.text, world.theme.marks());
        let m = &text.monitoring;
        let (all, pairs) = (gaps(world), pair_gaps(&world.register, world.year, words::period(world)));
        self.rows.clear();
        if all.iter().all(|gap| gap.people.is_empty()) {
            return Vec::new();
        }
        let (mut entries, mut last) = (Vec::new(), None);
        for gap in all {
            if last != Some(gap.audience) {
                last = Some(gap.audience);
                entries.push(Entry::heading(fill(m.gap_overall, &[&gap.audience.word(text)])));
                self.rows.push(Shown::Heading(last));
            }
            let label = gap.got.clone();
            entries.push(match gap.mean.filter(|_| !gap.is_small()) {
                Some(mean) => {
                    let shown = words::signed(mean, text);
                    let mark = match mean {
                        _ if !shown.starts_with(['+', '−']) => " ",
                        mean if mean < 0.0 => marks.falling,
                        _ => marks.rising,
                    };
                    Entry::new(label, shown).marked(mark, tone(mean))
                }
                None => Entry::new(label, fill(text.findings.taken_twice, &[&gap.people.len()])),
            });
            self.rows.push(Shown::Gap(gap));
        }
        entries.push(Entry::heading(m.gap_pairs));
        self.rows.push(Shown::Heading(None));
        for gap in pairs {
            let label = label(&gap, world);
            let mean = gap.mean().unwrap_or(0.0);
            let mark = if mean < 0.0 { marks.falling } else { " " };
            entries.push(Entry::new(label, words::signed(mean, text)).marked(mark, tone(mean)));
            self.rows.push(Shown::Pair(gap));
        }
        entries
    }

    fn head(&self, world: &World) -> String {
        let period = words::period(world);
        fill(world.text.findings.gaps_head, &[&dates::full(period.from), &dates::full(period.to)])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (text, m, f) = (world.text, &world.text.monitoring, &world.text.findings);
        let mut card = Card::new(world, cells);
        match self.rows.get(place) {
            Some(Shown::Gap(gap)) => {
                card.say(&gap.hoped, Tone::Muted);
                card.say(&gap.got, Tone::Heading);
                if gap.audience == Audience::Mentee && INDICATIVE.contains(&gap.id.as_str()) {
                    card.say(m.gap_indicative, Tone::Muted);
                }
                for label in &gap.turned {
                    card.say(&fill(f.told_turned, &[label]), Tone::Muted);
                }
                card.say(&fill(f.answered_twice, &[&gap.people.len()]), Tone::Plain);
                if gap.ahead > 0 {
                    card.say(&fill(f.exit_ahead, &[&gap.ahead]), Tone::Muted);
                }
                if gap.lost != (0, 0) {
                    card.say(&fill(f.exit_lost, &[&gap.lost.0, &gap.lost.1]), Tone::Muted);
                }
                if gap.is_small() {
                    card.say(&fill(f.small_group, &[&gap.people.len()]), Tone::Muted);
                } else if let (Some(mean), Some(share)) = (gap.mean, gap.not_below) {
                    let words = fill(m.gap_mean, &[&words::signed(mean, text), &words::number(share, 0, text)]);
                    card.say(&words, tone(mean));
                    let drawn: Vec<Slope> = gap.people.iter().map(|it| slope(it, world)).collect();
                    spread(&drawn, &mut card);
                }
            }
            Some(Shown::Pair(gap)) => {
                card.say(&names::entry(&world.register, gap.person, world.year), Tone::Heading);
                card.say(gap.audience.word(text), Tone::Muted);
                let mean = gap.mean().unwrap_or(0.0);
                card.say(&words::signed(mean, text), tone(mean));
                if gap.pairs.len() > 1 {
                    card.say(&one_paper(gap, text), Tone::Warning);
                    for pair in &gap.pairs {
                        card.say(&pair_name(*pair, world), Tone::Muted);
                    }
                }
                if let Some(worst) = gap.worst() {
                    let label = names::label(&worst.item.label, text);
                    let by = words::signed(from_hundredths(worst.change), text);
                    card.say(&fill(m.gap_worst, &[&label, &by]), Tone::Warning);
                }
                for found in &gap.gaps {
                    let label = names::label(&found.item.label, text);
                    card.say(
                        &format!("{:>5} {label}", words::signed(from_hundredths(found.change), text)),
                        Tone::Plain,
                    );
                }
            }
            Some(Shown::Heading(_)) | None => card.say(m.gaps_head, Tone::Muted),
        }
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let (text, marks) = (world.text, world.theme.marks());
        let number = |value: i32| whole_or_tenths(value, text);
        match self.rows.get(place)? {
            Shown::Gap(gap) => {
                let row = |(person, before, after, change): &(PersonId, i32, i32, i32)| {
                    vec![
                        words::short(*person, world),
                        number(*before),
                        number(*after),
                        words::signed(from_hundredths(*change), text),
                    ]
                };
                let rows: Vec<Vec<String>> = gap.people.iter().map(row).collect();
                Some((gap.got.clone(), table(&["", marks.before, marks.after, "±"], &rows, world)))
            }
            Shown::Pair(gap) => {
                let row = |found: &Found| {
                    vec![
                        names::label(&found.item.label, text).to_owned(),
                        number(found.hoped),
                        number(found.got),
                        words::signed(from_hundredths(found.change), text),
                    ]
                };
                let rows: Vec<Vec<String>> = gap.gaps.iter().map(row).collect();
                let title = label(gap, world);
                Some((title, table(&["", text.findings.hoped, text.findings.got, "±"], &rows, world)))
            }
            Shown::Heading(audience) => {
                let row = |shown: &Shown| match shown {
                    Shown::Gap(gap) if !gap.is_small() && audience.is_none_or(|it| it == gap.audience) => {
                        let mean = gap.mean.map_or(String::new(), |mean| words::signed(mean, text));
                        let share = words::percent(gap.not_below, text);
                        Some(vec![gap.got.clone(), gap.people.len().to_string(), mean, share])
                    }
                    _ => None,
                };
                let rows: Vec<Vec<String>> = self.rows.iter().filter_map(row).collect();
                Some((text.monitoring.gaps_head.to_owned(), table(&["", "n", "±", "≥ 0"], &rows, world)))
            }
        }
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        match self.rows.get(place) {
            Some(Shown::Gap(gap)) => {
                let people: Vec<(PersonId, String)> =
                    gap.people.iter().map(|it| (it.0, words::signed(from_hundredths(it.3), world.text))).collect();
                words::open_people(&gap.got, &people, [Secret::Answers], world)
            }
            Some(Shown::Pair(gap)) => open_pairs(gap, world),
            _ => vec![Act::Refuse(world.text.monitoring.no_people.to_owned())],
        }
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.gaps_none.to_owned()
    }

    fn can(&self, extra: Extra) -> bool {
        extra == Extra::Period
    }

    fn extra(&self, _extra: Extra, _place: usize, world: &World) -> Vec<Act> {
        vec![Act::Form(Box::new(forms::period(world)))]
    }
}

/// To the pair a paper is about; of several one is chosen.
fn open_pairs(gap: &PairGap, world: &World) -> Vec<Act> {
    if let [pair] = gap.pairs[..] {
        return vec![Act::Go(PaneId::Pairs, Some(pair.into()))];
    }
    let item = |pair: &PairId| {
        let label = pair_name(*pair, world);
        Item { key: (*pair).into(), hay: fold(&label), label, detail: String::new() }
    };
    let goes =
        PickFor::Start(|keys, _| keys.first().map(|key| Act::Go(PaneId::Pairs, Some(*key))).into_iter().collect());
    let items = gap.pairs.iter().map(item).collect();
    vec![Act::Pick(Box::new(Picker::new(one_paper(gap, world.text), items, goes, false)))]
}

fn pair_name(id: PairId, world: &World) -> String {
    world.register.get::<Pair>(id).map_or_else(String::new, |it| names::of_pair(&world.register, it, world.text))
}

/// «одна анкета на 5 пар».
fn one_paper(gap: &PairGap, text: &Text) -> String {
    fill(text.findings.one_paper, &[&text.count(gap.pairs.len(), text.counts.pairs)])
}

/// A rating is whole, the mean of two may end in a half.
fn whole_or_tenths(hundredths: i32, text: &Text) -> String {
    words::number(from_hundredths(hundredths), usize::from(hundredths % 100 != 0), text)
}

/// Which pair, and which side of it; one of a group by name. Of a paper about several pairs whose it is.
fn label(gap: &PairGap, world: &World) -> String {
    let [pair] = gap.pairs[..] else {
        return format!("{} · {}", words::short(gap.person, world), one_paper(gap, world.text));
    };
    let Some(pair) = world.register.get::<Pair>(pair) else { return words::short(gap.person, world) };
    let named = names::of_pair(&world.register, pair, world.text);
    if gap.audience == Audience::Mentee && pair.mentees.len() > 1 {
        return format!("{} · {named}", words::short(gap.person, world));
    }
    format!("{named} · {}", gap.audience.word(world.text))
}

fn slope((person, hoped, got, change): &(PersonId, i32, i32, i32), world: &World) -> Slope {
    let (before, after) = (from_hundredths(*hoped), from_hundredths(*got));
    let shown = format!("{} {}", whole_or_tenths(*hoped, world.text), whole_or_tenths(*got, world.text));
    let better = (*change != 0).then_some(*change > 0);
    Slope { name: words::short(*person, world), before, after, shown, better }
}
