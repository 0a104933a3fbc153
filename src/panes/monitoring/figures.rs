//! The page of the indicators.

use super::chart::{Bar, bars};
use super::report::{Extra, Source};
use super::{forms, words};
use crate::analysis::monitoring::{
    Amount, Cut, Direction, Figure, Forms, Group, Reading, a_year_before, cut, direction, form_results, forms_of,
    over_years,
};
use crate::domain::{Form, Indicator, Key, Kind, Year, YearId};
use crate::fields::{Worded, choices, dates};
use crate::kit::paint::Line;
use crate::kit::{Act, Tone, World, verb};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// The page.
#[derive(Default)]
pub struct Figures {
    /// Every year up to the one on screen, oldest first; of the last the days on screen.
    years: Vec<(YearId, Vec<Figure>)>,
    /// The same days a year earlier.
    before: Option<Vec<Figure>>,
    forms: Forms,
    rows: Vec<Shown>,
}

/// What a row is.
#[derive(Debug, Clone, Copy)]
enum Shown {
    Heading(Word),
    Form(Form),
    Figure(Indicator),
}

/// How many years the trend shows.
const YEARS: usize = 5;
/// The first and the last of each part in the order of [`Indicator::ALL`].
const PASSPORT: usize = 9;
const FEDERAL: usize = 17;

fn rows() -> Vec<Shown> {
    let part = |range: std::ops::Range<usize>| Indicator::ALL[range].iter().map(|it| Shown::Figure(*it));
    let mut rows = vec![Shown::Heading(|text| text.monitoring.about_passport)];
    rows.extend(part(0..PASSPORT));
    rows.push(Shown::Heading(|text| text.monitoring.about_federal));
    rows.extend(part(PASSPORT..FEDERAL));
    for form in Form::SEED {
        rows.push(Shown::Form(*form));
        rows.extend(form_results(*form).iter().map(|it| Shown::Figure(*it)));
    }
    rows
}

impl Figures {
    fn now(&self, indicator: Indicator) -> Option<&Figure> {
        find(&self.years.last()?.1, indicator)
    }

    fn before(&self, indicator: Indicator) -> Option<&Figure> {
        find(self.before.as_ref()?, indicator)
    }

    fn direction(&self, indicator: Indicator) -> Direction {
        match (self.before(indicator), self.now(indicator)) {
            (Some(before), Some(now)) => direction(indicator, before.amount, now.amount),
            _ => Direction::Unknown,
        }
    }

    fn figure(&self, place: usize) -> Option<&Figure> {
        match self.rows.get(place)? {
            Shown::Figure(indicator) => self.now(*indicator),
            _ => None,
        }
    }

    fn entry(&self, shown: Shown, world: &World) -> Entry {
        let (text, marks) = (world.text, world.theme.marks());
        let m = &text.monitoring;
        match shown {
            Shown::Heading(about) => {
                let title = if about(text) == m.about_passport { m.passport } else { m.federal };
                Entry::heading(title)
            }
            Shown::Form(form) => Entry::heading(form.word(text)),
            Shown::Figure(indicator) => {
                let Some(figure) = self.now(indicator) else { return Entry::heading(indicator.word(text)) };
                if is_hidden(figure, world) {
                    return Entry::new(indicator.word(text), text.common.hidden_hint).marked(" ", Tone::Muted);
                }
                let entry = Entry::new(indicator.word(text), words::amount(figure.amount, text));
                match (figure.amount, self.direction(indicator)) {
                    (Amount::Unknown, _) => entry.marked(" ", Tone::Muted),
                    (amount, _) if amount.is_small() => entry.marked(" ", Tone::Plain),
                    (_, Direction::Better) => entry.marked(way(indicator, true, marks), Tone::Good),
                    (_, Direction::Worse) => entry.marked(way(indicator, false, marks), Tone::Warning),
                    (_, Direction::Same | Direction::Unknown) => entry,
                }
            }
        }
    }

    fn years_of(&self, indicator: Indicator, world: &World) -> Vec<(String, Amount)> {
        let title = |id: YearId| world.register.get::<Year>(id).map_or_else(String::new, |year| year.title());
        let amount = |figures: &[Figure]| find(figures, indicator).map_or(Amount::Unknown, |it| it.amount);
        self.years.iter().map(|(id, figures)| (title(*id), amount(figures))).collect()
    }

    /// The line of years, and where it goes.
    fn year_lines(&self, figure: &Figure, card: &mut Card) {
        let (world, text, cells) = (card.world, card.world.text, card.cells);
        let m = &text.monitoring;
        let years = self.years_of(figure.indicator, world);
        if years.len() > 1 {
            card.part(m.by_years);
            let bar = |(title, amount): &(String, Amount)| Bar {
                label: title.clone(),
                value: if amount.is_small() { 0.0 } else { amount.number().unwrap_or(0.0) },
                shown: words::amount(*amount, text),
                tone: Tone::Accent,
            };
            let lines = bars(&years.iter().map(bar).collect::<Vec<_>>(), None, cells, world);
            card.add(lines);
            let before = self.before(figure.indicator).map_or(String::new(), |it| words::amount(it.amount, text));
            match self.direction(figure.indicator) {
                _ if figure.amount.is_small() => {}
                Direction::Better => card.say(&fill(m.better, &[&before]), Tone::Good),
                Direction::Worse => card.say(&fill(m.worse, &[&before]), Tone::Warning),
                Direction::Same => card.say(m.same, Tone::Muted),
                Direction::Unknown => {}
            }
        }
    }

    /// Who it is, by form, class and age.
    fn group_lines(&self, figure: &Figure, card: &mut Card) {
        let (world, text, cells) = (card.world, card.world.text, card.cells);
        for (by, title) in CUTS {
            let groups = cuts(figure, &self.forms, by, world);
            if groups.len() > 1 {
                card.part(title(text));
                let bar = |(label, people): &(String, usize)| Bar {
                    label: label.clone(),
                    value: crate::analysis::stats::count(*people),
                    shown: people.to_string(),
                    tone: Tone::Accent,
                };
                let lines = bars(&groups.iter().map(bar).collect::<Vec<_>>(), None, cells, world);
                card.add(lines);
            }
        }
    }
}

fn find(figures: &[Figure], indicator: Indicator) -> Option<&Figure> {
    figures.iter().find(|figure| figure.indicator == indicator)
}

/// An arrow up or down as the number went, not as it is judged.
fn way(indicator: Indicator, better: bool, marks: &'static crate::kit::Marks) -> &'static str {
    if better == indicator.is_reversed() { marks.falling } else { marks.rising }
}

/// Whether the figure is health data nobody has asked to see.
fn is_hidden(figure: &Figure, world: &World) -> bool {
    let known = choices::INDICATORS.iter().find(|choice| choice.code == figure.indicator.code());
    known.is_some_and(|choice| choice.restricted) && !world.reveal
}

fn reading(figure: &Figure, text: &Text) -> &'static str {
    let m = &text.monitoring;
    match figure.reading {
        Reading::FromEvents => m.reading_from_events,
        Reading::FromProjects => m.reading_from_projects,
        Reading::ByHand if figure.indicator.is_seen_in_events() => m.reading_without_events,
        Reading::InPairs => m.reading_in_pairs,
        Reading::OfAge => m.reading_of_age,
        Reading::OfContingent => m.reading_of_contingent,
        Reading::ByHand => m.reading_by_hand,
        Reading::Measured => m.reading_measured,
        Reading::Answered => m.reading_answered,
        Reading::FromRequests => m.reading_from_requests,
        Reading::Organisations => m.reading_organisations,
    }
}

/// What has to be entered before there is a figure.
fn lack(figure: &Figure, world: &World) -> Option<String> {
    let m = &world.text.monitoring;
    let key = |keys: crate::kit::Keys| {
        let name = keys.of(world.text.lang).first().copied().unwrap_or_default();
        crate::kit::key_name(name, world.layout, world)
    };
    match (figure.amount, figure.reading) {
        (Amount::Unknown, Reading::ByHand) => Some(fill(m.lack_by_hand, &[&key(verb::PLAN)])),
        (Amount::Unknown, _) => Some(m.lack_twice.to_owned()),
        (Amount::Share { whole: 0, .. }, _) => Some(fill(m.lack_whole, &[&key(verb::NEXT)])),
        _ => None,
    }
}

fn group(group: Group, text: &Text) -> String {
    let unknown = || text.monitoring.not_known.to_owned();
    match group {
        Group::Class(class) => class.map_or_else(unknown, |class| class.to_string()),
        Group::Form(form) => form.map_or_else(unknown, |form| form.word(text).to_owned()),
        Group::Age(age) => age.map_or_else(unknown, |age| fill(text.monitoring.years_old, &[&age])),
    }
}

fn cuts(figure: &Figure, forms: &Forms, by: Cut, world: &World) -> Vec<(String, usize)> {
    let groups = cut(&world.register, world.year, words::period(world), forms, &figure.people, by);
    groups.into_iter().map(|(of, people)| (group(of, world.text), people.len())).collect()
}

/// A word in the language of the screen.
type Word = fn(&Text) -> &'static str;

/// How the people of a figure are told apart, and what that is called.
const CUTS: [(Cut, Word); 3] = [
    (Cut::Form, |text| text.monitoring.by_form),
    (Cut::Class, |text| text.monitoring.by_class),
    (Cut::Age, |text| text.monitoring.by_age),
];

impl Source for Figures {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let (register, year, period) = (&world.register, world.year, words::period(world));
        self.years = over_years(register, year, period, YEARS);
        self.before = a_year_before(register, year, period);
        self.forms = forms_of(register, year, period);
        self.rows = rows();
        self.rows.iter().map(|shown| self.entry(*shown, world)).collect()
    }

    fn head(&self, world: &World) -> String {
        let (m, period) = (&world.text.monitoring, words::period(world));
        let which = if words::is_own_period(world) { m.own_period } else { m.whole_year };
        fill(m.head_figures, &[&dates::full(period.from), &dates::full(period.to), &which])
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let (text, m) = (world.text, &world.text.monitoring);
        let mut card = Card::new(world, cells);
        let Some(figure) = self.figure(place) else {
            match self.rows.get(place) {
                Some(Shown::Heading(about)) => card.say(about(text), Tone::Plain),
                _ => card.say(m.about_results, Tone::Plain),
            }
            return card.done();
        };
        card.say(figure.indicator.word(text), Tone::Heading);
        if is_hidden(figure, world) {
            card.say(m.hidden_people, Tone::Muted);
            return card.done();
        }
        let share = matches!(figure.amount, Amount::Share { whole: 1.., .. });
        let mut shown = words::amount(figure.amount, text);
        if let Amount::Share { part, whole } = figure.amount
            && share
            && !figure.amount.is_small()
        {
            shown = format!("{shown} · {}", fill(m.of, &[&part, &whole]));
        }
        card.say(&shown, Tone::Accent);
        if let Some(words) = lack(figure, world) {
            card.say(&words, Tone::Warning);
        }
        if let Amount::Share { whole, .. } = figure.amount
            && figure.amount.is_small()
            && whole > 0
        {
            card.say(&fill(m.too_few, &[&whole]), Tone::Muted);
        }
        card.say(&words::plan(figure, text), Tone::Plain);
        if let (Some(done), Some(met), false) = (figure.done(), figure.is_met(), figure.amount.is_small()) {
            let (words, tone) = if met { (m.plan_met, Tone::Good) } else { (m.plan_missed, Tone::Warning) };
            card.say(&format!("{words}: {}", fill(m.plan_done, &[&words::number(done, 0, text)])), tone);
        }
        card.say(&fill(m.reading, &[&reading(figure, text)]), Tone::Muted);
        self.year_lines(figure, &mut card);
        self.group_lines(figure, &mut card);
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let (text, figure) = (world.text, self.figure(place)?);
        if is_hidden(figure, world) {
            return None;
        }
        let name = figure.indicator.word(text);
        let years: Vec<Vec<String>> = self
            .years
            .iter()
            .filter_map(|(id, figures)| {
                let figure = find(figures, figure.indicator)?;
                let title = world.register.get::<Year>(*id)?.title();
                let done = figure.done().filter(|_| !figure.amount.is_small()).map_or_else(
                    || text.common.none.to_owned(),
                    |done| fill(text.monitoring.percent, &[&words::number(done, 0, text)]),
                );
                Some(vec![title, words::amount(figure.amount, text), words::plan(figure, text), done])
            })
            .collect();
        let mut lines = table(&[text.monitoring.by_years, "", "", ""], &years, world);
        for (by, title) in CUTS {
            let groups = cuts(figure, &self.forms, by, world);
            if !groups.is_empty() {
                lines.push(Line::default());
                let rows: Vec<Vec<String>> =
                    groups.into_iter().map(|(label, people)| vec![label, people.to_string()]).collect();
                lines.extend(table(&[title(text), ""], &rows, world));
            }
        }
        Some((name.to_owned(), lines))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let m = &world.text.monitoring;
        let Some(figure) = self.figure(place) else { return vec![Act::Refuse(m.no_people.to_owned())] };
        if is_hidden(figure, world) {
            return vec![Act::Refuse(m.hidden_people.to_owned())];
        }
        let people: Vec<_> = figure.people.iter().map(|person| (*person, String::new())).collect();
        words::open_people(figure.indicator.word(world.text), &people, world)
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.unknown.to_owned()
    }

    fn exported(&self) -> Option<Kind> {
        Some(Kind::YearNumbers)
    }

    fn can(&self, extra: Extra) -> bool {
        matches!(extra, Extra::Plan | Extra::Numbers | Extra::Period)
    }

    fn extra(&self, extra: Extra, place: usize, world: &World) -> Vec<Act> {
        let form = match (extra, self.figure(place)) {
            (Extra::Plan, None) => return vec![Act::Refuse(world.text.monitoring.target_group.to_owned())],
            (Extra::Plan, Some(figure)) => forms::target(world.year, figure.indicator, world),
            (Extra::Numbers, _) => forms::numbers(world.year, world),
            _ => Some(forms::period(world)),
        };
        form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }

    fn choose(&mut self, key: Key) -> bool {
        key.kind == Kind::YearNumbers
    }
}
