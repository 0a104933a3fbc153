//! Charts in cells: bars, a distribution, a line of years, before and after. Every one is readable without colour, and
//! every number stands beside its bar.

use crate::kit::paint::{Line, clip, width};
use crate::kit::{Tone, World, verb};
use crate::panes::report::Card;
use crate::text::fill;

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How long it is, 0 or more.
    pub value: f64,
    /// The number beside it.
    pub shown: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Bars under one another, as long as their values against the longest, or against `full` where it is given.
pub fn bars(bars: &[Bar], full: Option<f64>, cells: usize, world: &World) -> Vec<Line> {
    let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0).min(cells / 2);
    let number = bars.iter().map(|bar| width(&bar.shown)).max().unwrap_or(0);
    let room = cells.saturating_sub(label + number + 3).min(LONGEST);
    let most = full.unwrap_or_else(|| bars.iter().map(|bar| bar.value).fold(0.0, f64::max));
    let marks = world.theme.marks();
    let line = |bar: &Bar| {
        let length = cells_of(bar.value, most, room);
        let name = clip(&bar.label, label, marks.ellipsis);
        let pad = " ".repeat(label.saturating_sub(width(&name)));
        Line::of(format!("{name}{pad} "), world.theme.style(Tone::Plain))
            .and(marks.full.repeat(length), world.theme.style(bar.tone))
            .and(format!("{} {}", if length > 0 { "" } else { marks.dot }, bar.shown), world.theme.style(Tone::Plain))
    };
    bars.iter().map(line).collect()
}

/// The longest a bar gets: what is longer says nothing more.
const LONGEST: usize = 40;

/// The shade of a number against the largest of its kind: a dot for none, the darkest for the largest.
pub fn shade(number: usize, most: usize, world: &World) -> &'static str {
    let marks = world.theme.marks();
    let steps = marks.shades.len();
    match (number * steps).div_ceil(most.max(1)) {
        0 => marks.dot,
        step => marks.shades[step.min(steps) - 1],
    }
}

/// So many cells of `room`; what is there at all is one cell at least.
fn cells_of(value: f64, most: f64, room: usize) -> usize {
    if most <= 0.0 || value <= 0.0 {
        return 0;
    }
    let part = (value / most).min(1.0) * f64::from(u32::try_from(room).unwrap_or(u32::MAX));
    // From 0 to the room: the cast loses nothing but the fraction.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the room")]
    let whole = part.round() as usize;
    whole.max(1)
}

/// A distribution of ratings.
pub fn distribution(counts: &[(u8, usize)], cells: usize, world: &World) -> Vec<Line> {
    let bar = |(rating, count): &(u8, usize)| Bar {
        label: format!("{rating:>2}"),
        value: f64::from(u32::try_from(*count).unwrap_or(u32::MAX)),
        shown: if *count == 0 { String::new() } else { count.to_string() },
        tone: Tone::Accent,
    };
    bars(&counts.iter().map(bar).collect::<Vec<Bar>>(), None, cells, world)
}

/// Somebody before and after.
#[derive(Debug, Clone)]
pub struct Slope {
    /// Who.
    pub name: String,
    /// At the entry.
    pub before: f64,
    /// At the exit.
    pub after: f64,
    /// Both as numbers.
    pub shown: String,
    /// Whether it became better, stayed (`None`), or became worse.
    pub better: Option<bool>,
}

/// One line a person on a scale from the least to the most: where they were, an arrow, where they are.
pub fn slopes(people: &[Slope], cells: usize, world: &World) -> Vec<Line> {
    let name = people.iter().map(|it| width(&it.name)).max().unwrap_or(0).min(NAME);
    let number = people.iter().map(|it| width(&it.shown)).max().unwrap_or(0);
    let room = cells.saturating_sub(name + number + 3).clamp(2, LONGEST);
    let values = people.iter().flat_map(|it| [it.before, it.after]);
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(it), high.max(it)));
    let place = |value: f64| cells_of(value - low, (high - low).max(f64::EPSILON), room - 1).min(room - 1);
    let marks = world.theme.marks();
    let line = |it: &Slope| {
        let (from, to) = (place(it.before), place(it.after));
        let tone = match it.better {
            Some(true) => Tone::Good,
            Some(false) => Tone::Warning,
            None => Tone::Muted,
        };
        let cell = |at: usize| match at {
            at if at == to => marks.after,
            at if at == from => marks.before,
            at if from < to && (from..to).contains(&at) => marks.rule,
            at if to < from && (to..from).contains(&at) => marks.rule,
            _ => " ",
        };
        let track: String = (0..room).map(cell).collect();
        let name_shown = clip(&it.name, name, marks.ellipsis);
        let pad = " ".repeat(name.saturating_sub(width(&name_shown)));
        Line::of(format!("{name_shown}{pad} "), world.theme.style(Tone::Plain))
            .and(track, world.theme.style(tone))
            .and(format!(" {}", it.shown), world.theme.style(Tone::Plain))
    };
    people.iter().map(line).collect()
}

/// The widest a name gets beside a slope.
const NAME: usize = 16;
/// Up to so many people all are drawn; of more, as many at each end as half of that.
const DRAWN: usize = 12;

/// Everybody before and after, the best change first: all of them, or of many both ends, so that no picture shows only
/// those who rose.
pub fn spread(people: &[Slope], card: &mut Card) {
    let (world, cells, f) = (card.world, card.cells, &card.world.text.findings);
    let marks = world.theme.marks();
    if people.len() <= DRAWN {
        card.part(&fill(f.slope_all, &[&marks.before, &marks.after]));
        card.add(slopes(people, cells, world));
        return;
    }
    // Who did not move stands at neither end.
    let moved = |better: bool| people.iter().filter(|it| it.better == Some(better)).count().min(DRAWN / 2);
    let (best, worst) = (&people[..moved(true)], &people[people.len() - moved(false)..]);
    // One scale for both ends.
    let mut lines = slopes(&[worst, best].concat(), cells, world);
    let of_best = lines.split_off(worst.len());
    for (end, sentence, lines) in [(worst, f.slope_worst, lines), (best, f.slope_best, of_best)] {
        if !end.is_empty() {
            card.part(&fill(sentence, &[&end.len()]));
            card.add(lines);
        }
    }
    let between = people.len() - best.len() - worst.len();
    let key = super::movement::key(verb::VIEW, world);
    card.say(&fill(f.slope_rest, &[&marks.before, &marks.after, &between, &key]), Tone::Muted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{Theme, sample};

    fn texts(lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| line.0.iter().map(|span| span.text.as_str()).collect()).collect()
    }

    fn bar(label: &str, value: f64, shown: &str) -> Bar {
        Bar { label: label.into(), value, shown: shown.into(), tone: Tone::Accent }
    }

    #[test]
    fn bars_are_as_long_as_their_values_and_never_wider_than_the_room() {
        let world = sample::world();
        let all = [bar("а", 10.0, "10"), bar("бб", 5.0, "5"), bar("в", 0.1, "0"), bar("г", 0.0, "–")];
        let shown = texts(&bars(&all, None, 17, &world));
        assert_eq!(shown, ["а  ■■■■■■■■■■ 10", "бб ■■■■■ 5", "в  ■ 0", "г  · –"]);
        assert!(texts(&bars(&all, Some(20.0), 17, &world))[0].contains("■■■■■ 10"));
        for cells in 0..60 {
            for line in texts(&bars(&all, None, cells.max(8), &world)) {
                assert!(width(&line) <= cells.max(8), "{cells}: {line}");
            }
        }
    }

    #[test]
    fn shades_grow_with_the_number_and_also_without_line_marks() {
        let mut world = sample::world();
        let shown = |world: &World| (0..=8).map(|number| shade(number, 8, world)).collect::<String>();
        assert_eq!(shown(&world), "·░░▒▒▓▓██");
        assert_eq!((shade(0, 0, &world), shade(1, 1, &world), shade(9, 8, &world)), ("·", "█", "█"));
        world.theme = Theme { lines: false, ..world.theme };
        assert_eq!(shown(&world), "-..++%%##");
    }

    #[test]
    fn who_did_not_move_stands_at_neither_end() {
        let world = sample::world();
        let slope = |better: Option<bool>| {
            let name = if better.is_none() { "Стоящий А." } else { "Идущий Б." };
            Slope { name: name.into(), before: 3.0, after: 4.0, shown: String::new(), better }
        };
        let people: Vec<Slope> =
            [vec![Some(true); 5], vec![None; 8], vec![Some(false); 2]].concat().into_iter().map(slope).collect();
        let mut card = Card::new(&world, 40);
        spread(&people, &mut card);
        let shown = texts(&card.done()).join("\n");
        assert!(!shown.contains("Стоящий"), "{shown}");
        assert!(shown.contains("худшую сторону: 2") && shown.contains("лучшую сторону: 5"), "{shown}");
    }

    #[test]
    fn slopes_show_both_ends_also_without_line_marks() {
        let mut world = sample::world();
        let slope =
            |before, after, better| Slope { name: "Ли А.".into(), before, after, shown: "6 9".into(), better };
        let people = [slope(1.0, 10.0, Some(true)), slope(10.0, 1.0, Some(false)), slope(5.5, 5.5, None)];
        let shown = texts(&slopes(&people, 22, &world));
        assert_eq!(shown[0], "Ли А. ○─────────● 6 9");
        assert_eq!(shown[1], "Ли А. ●─────────○ 6 9");
        assert_eq!(shown[2].matches('●').count(), 1);
        assert!(!shown[2].contains('○'), "nobody moved");
        world.theme = Theme { lines: false, ..world.theme };
        assert!(texts(&slopes(&people, 22, &world))[0].contains("o---------*"));
    }
}
