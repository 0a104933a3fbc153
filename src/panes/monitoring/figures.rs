//! The page of the indicators.

use std::collections::BTreeMap;

use super::chart::{Bar, bars};
use super::report::{Extra, Source};
use super::{forms, words};
use crate::analysis::monitoring::{
    Amount, Cut, Direction, Figure, Forms, Group, Reading, a_year_before, cut, direction, forms_of, is_small,
    over_years,
};
use crate::analysis::stats::percent;
use crate::domain::{Form, Indicator, Key, Kind, Person, PersonId, Secret, Year, YearId};
use crate::fields::{Worded, choices, dates, fold};
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
    /// Whether the days on screen are those of a whole year.
    is_whole: bool,
    rows: Vec<Shown>,
}

/// What a row is.
#[derive(Debug, Clone, Copy)]
enum Shown {
    Heading(Part),
    /// An indicator of the whole school, or of the people of a form.
    Figure(Indicator, Option<Form>),
}

/// The parts of the page.
#[derive(Debug, Clone, Copy)]
enum Part {
    Passport,
    Federal,
    School,
    Form(Form),
}

impl Part {
    fn title(self, text: &Text) -> String {
        match self {
            Self::Passport => text.monitoring.passport.to_owned(),
            Self::Federal => text.monitoring.federal.to_owned(),
            Self::School => text.findings.results_school.to_owned(),
            Self::Form(form) => fill(text.findings.results_form, &[&form.word(text)]),
        }
    }

    fn about(self, text: &Text) -> &'static str {
        match self {
            Self::Passport => text.monitoring.about_passport,
            Self::Federal => text.monitoring.about_federal,
            Self::School => text.findings.about_results_school,
            Self::Form(_) => text.findings.about_results_form,
        }
    }
}

/// How many years the trend shows.
const YEARS: usize = 5;
/// The first and the last of each part in the order of [`Indicator::ALL`].
const PASSPORT: usize = 9;
const FEDERAL: usize = 17;

/// The rows: the parts of the whole school, then of each form whatever can be told of its people.
fn rows(now: &[Figure]) -> Vec<Shown> {
    let school = [
        (Part::Passport, &Indicator::ALL[..PASSPORT]),
        (Part::Federal, &Indicator::ALL[PASSPORT..FEDERAL]),
        (Part::School, &Indicator::ALL[FEDERAL..]),
    ];
    let mut rows = Vec::new();
    for (part, indicators) in school {
        rows.push(Shown::Heading(part));
        rows.extend(indicators.iter().map(|it| Shown::Figure(*it, None)));
    }
    let mut last = None;
    for figure in now {
        let Some(form) = figure.form else { continue };
        if last.replace(form) != Some(form) {
            rows.push(Shown::Heading(Part::Form(form)));
        }
        rows.push(Shown::Figure(figure.indicator, Some(form)));
    }
    rows
}

impl Figures {
    fn now(&self, indicator: Indicator, form: Option<Form>) -> Option<&Figure> {
        find(&self.years.last()?.1, indicator, form)
    }

    fn before(&self, figure: &Figure) -> Option<&Figure> {
        find(self.before.as_ref()?, figure.indicator, figure.form)
    }

    /// Where a figure goes. What the school counts for a year goes nowhere before the year is over.
    fn direction(&self, figure: &Figure) -> Direction {
        if figure.reading == Reading::ByHand && !self.is_whole {
            return Direction::Unknown;
        }
        self.before(figure).map_or(Direction::Unknown, |before| direction(before, figure))
    }

    fn figure(&self, place: usize) -> Option<&Figure> {
        match self.rows.get(place)? {
            Shown::Figure(indicator, form) => self.now(*indicator, *form),
            Shown::Heading(_) => None,
        }
    }

    fn entry(&self, shown: Shown, world: &World) -> Entry {
        let (text, marks) = (world.text, world.theme.marks());
        let (indicator, form) = match shown {
            Shown::Heading(part) => return Entry::heading(part.title(text)),
            Shown::Figure(indicator, form) => (indicator, form),
        };
        let Some(figure) = self.now(indicator, form) else { return Entry::heading(indicator.word(text)) };
        if is_hidden(figure, world) {
            return Entry::new(indicator.word(text), text.common.hidden_hint).marked(" ", Tone::Muted);
        }
        let entry = Entry::new(indicator.word(text), self.amount(figure, text));
        match (figure.amount, self.direction(figure)) {
            (Amount::Unknown, _) => entry.marked(" ", Tone::Muted),
            (_, Direction::Better) => entry.marked(way(indicator, true, marks), Tone::Good),
            (_, Direction::Worse) => entry.marked(way(indicator, false, marks), Tone::Warning),
            (_, Direction::Same | Direction::Unknown | Direction::Otherwise | Direction::TooFew) => entry,
        }
    }

    /// How much it is; what the school counts for a year says so where less than a year is looked at.
    fn amount(&self, figure: &Figure, text: &Text) -> String {
        let shown = words::amount(figure.amount, text);
        let of_year = figure.reading == Reading::ByHand && !self.is_whole && figure.amount != Amount::Unknown;
        if of_year { fill(text.findings.for_the_year, &[&shown]) } else { shown }
    }

    fn years_of(&self, of: &Figure, world: &World) -> Vec<(String, Option<&Figure>)> {
        let title = |id: YearId| world.register.get::<Year>(id).map_or_else(String::new, |year| year.title());
        self.years.iter().map(|(id, figures)| (title(*id), find(figures, of.indicator, of.form))).collect()
    }

    /// The line of years, and where it goes.
    fn year_lines(&self, figure: &Figure, card: &mut Card) {
        let (world, text, cells) = (card.world, card.world.text, card.cells);
        let (m, f) = (&text.monitoring, &text.findings);
        let years = self.years_of(figure, world);
        if years.len() > 1 {
            card.part(m.by_years);
            let bar = |(title, figure): &(String, Option<&Figure>)| {
                let amount = figure.map_or(Amount::Unknown, |figure| figure.amount);
                let value = if amount.is_small() { 0.0 } else { amount.number().unwrap_or(0.0) };
                Bar { label: title.clone(), value, shown: words::amount(amount, text), tone: Tone::Accent }
            };
            let lines = bars(&years.iter().map(bar).collect::<Vec<_>>(), None, cells, world);
            card.add(lines);
            self.direction_line(figure, card);
            let known = |figure: &&Figure| figure.amount != Amount::Unknown;
            let read: Vec<(&str, &Figure)> =
                years.iter().filter_map(|(title, it)| Some((title.as_str(), it.filter(known)?))).collect();
            if read.windows(2).any(|two| two[0].1.reading != two[1].1.reading) {
                let said = |(title, it): &(&str, &Figure)| format!("{title} – {}", reading(it, text));
                card.say(
                    &fill(f.readings_differ, &[&read.iter().map(said).collect::<Vec<_>>().join("; ")]),
                    Tone::Muted,
                );
            }
        }
    }

    fn direction_line(&self, figure: &Figure, card: &mut Card) {
        let text = card.world.text;
        let (m, f) = (&text.monitoring, &text.findings);
        let before = self.before(figure).map_or(String::new(), |it| words::amount(it.amount, text));
        match self.direction(figure) {
            Direction::Better => card.say(&fill(m.better, &[&before]), Tone::Good),
            Direction::Worse => card.say(&fill(m.worse, &[&before]), Tone::Warning),
            Direction::Same => card.say(m.same, Tone::Muted),
            Direction::Otherwise => card.say(f.read_otherwise, Tone::Muted),
            Direction::TooFew => card.say(f.too_few_to_compare, Tone::Muted),
            Direction::Unknown => {}
        }
    }

    /// What is planned, and whether it is reached. A plan is one of a whole year.
    fn plan_lines(&self, figure: &Figure, card: &mut Card) {
        let text = card.world.text;
        let (m, f) = (&text.monitoring, &text.findings);
        if figure.form.is_some() {
            card.say(f.plan_of_school, Tone::Muted);
            return;
        }
        card.say(&words::plan(figure, text), Tone::Plain);
        if figure.reading == Reading::ByHand && !self.is_whole && figure.amount != Amount::Unknown {
            card.say(f.hand_of_year, Tone::Muted);
            return;
        }
        let (Some(done), Some(met), false) = (figure.done(), figure.is_met(), figure.amount.is_small()) else { return };
        let done = words::number(done, 0, text);
        if !self.is_whole && (words::is_own_period(card.world) || figure.indicator.is_reversed()) {
            card.say(f.plan_of_year, Tone::Muted);
        } else if met {
            card.say(&format!("{}: {}", m.plan_met, fill(m.plan_done, &[&done])), Tone::Good);
        } else if self.is_whole {
            card.say(&format!("{}: {}", m.plan_missed, fill(m.plan_done, &[&done])), Tone::Warning);
        } else if card.world.is_year_ahead() {
            card.say(f.plan_ahead, Tone::Muted);
        } else {
            card.say(&fill(f.plan_so_far, &[&done]), Tone::Plain);
        }
    }

    /// Who it is in groups, beside how many there are in each group where that is known.
    fn parts(&self, figure: &Figure, world: &World) -> Vec<Groups> {
        let (text, register) = (world.text, &world.register);
        // A class with one child in it is that child.
        if gives(figure).any(|secret| !world.sees(secret)) {
            return Vec::new();
        }
        if figure.reading == Reading::Organisations {
            return vec![Groups { title: text.findings.by_organisation, rows: organisations(figure, world) }];
        }
        let split = |people: &[PersonId], by| {
            cut(register, world.year, words::period(world), &self.forms, people, by).into_iter()
        };
        let mut parts = Vec::new();
        for (by, title) in CUTS.iter().filter(|(by, _)| *by != Cut::Form || figure.form.is_none()) {
            let mut rows: BTreeMap<Group, (usize, Option<usize>)> = BTreeMap::new();
            rows.extend(split(&figure.among, *by).map(|(group, people)| (group, (0, Some(people.len())))));
            for (group, people) in split(&figure.people, *by) {
                rows.entry(group).or_default().0 = people.len();
            }
            let rows = rows.into_iter().map(|(of, (part, whole))| (group(of, text), part, whole)).collect();
            parts.push(Groups { title: title(text), rows });
        }
        if figure.reading == Reading::OfContingent {
            parts.push(Groups { title: text.findings.by_grade, rows: grades(figure, world) });
        }
        parts
    }

    /// The groups as bars: as long as the share where it can be said, else as the number.
    fn group_lines(&self, figure: &Figure, card: &mut Card) {
        let (world, text, cells) = (card.world, card.world.text, card.cells);
        let f = &text.findings;
        let parts = self.parts(figure, world);
        let counts_only = matches!(figure.amount, Amount::Share { .. }) && figure.among.is_empty();
        for part in parts.iter().filter(|part| part.rows.len() > 1) {
            card.part(part.title);
            let bar = |(label, part, whole): &(String, usize, Option<usize>)| {
                let amount = whole.map_or(Amount::Count(*part), |whole| Amount::Share { part: *part, whole });
                let value = if amount.is_small() { 0.0 } else { amount.number().unwrap_or(0.0) };
                Bar { label: label.clone(), value, shown: of_group(*part, *whole, text), tone: Tone::Accent }
            };
            let lines = bars(&part.rows.iter().map(bar).collect::<Vec<_>>(), None, cells, world);
            card.add(lines);
        }
        if counts_only && figure.reading != Reading::Organisations && parts.iter().any(|part| part.rows.len() > 1) {
            card.say(f.counts_only, Tone::Muted);
        }
        let is_in_two = |person: &&PersonId| self.forms.get(person).is_some_and(|forms| forms.len() > 1);
        let counted = if figure.among.is_empty() { &figure.people } else { &figure.among };
        let two = counted.iter().filter(is_in_two).count();
        if two > 0 && figure.form.is_none() && figure.reading != Reading::Organisations {
            card.say(&fill(f.in_two_forms, &[&two]), Tone::Muted);
        }
    }
}

/// People of a figure told apart: each group with how many of it count, and how many there are where that is known.
struct Groups {
    title: &'static str,
    rows: Vec<(String, usize, Option<usize>)>,
}

/// «12 из 31 · 39 %», «2 из 3» of few, «12» where nobody knows of how many.
fn of_group(part: usize, whole: Option<usize>, text: &Text) -> String {
    match whole {
        None => part.to_string(),
        Some(whole) if is_small(whole) => fill(text.monitoring.of, &[&part, &whole]),
        Some(whole) => {
            let share = words::number(percent(part, whole).unwrap_or(0.0), 0, text);
            fill(text.findings.of_share, &[&part, &whole, &share])
        }
    }
}

/// The enterprises that gave mentors, with how many each.
fn organisations(figure: &Figure, world: &World) -> Vec<(String, usize, Option<usize>)> {
    let mut found: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for person in figure.people.iter().filter_map(|id| world.register.get::<Person>(*id)) {
        found.entry(fold(&person.organisation)).or_insert((person.organisation.to_string(), 0)).1 += 1;
    }
    found.into_values().map(|(name, people)| (name, people, None)).collect()
}

/// The people of a figure by grade, of all pupils the school has in it.
fn grades(figure: &Figure, world: &World) -> Vec<(String, usize, Option<usize>)> {
    let Some(year) = world.register.get::<Year>(world.year) else { return Vec::new() };
    let grade = |id: &PersonId| Some(world.register.get::<Person>(*id)?.class_in(world.year)?.grade);
    let row = |(of, pupils): &(u8, u16)| {
        let part = figure.people.iter().filter(|id| grade(id) == Some(*of)).count();
        (fill(world.text.findings.grade, &[of]), part, Some(usize::from(*pupils)))
    };
    year.contingent.iter().map(row).collect()
}

fn find(figures: &[Figure], indicator: Indicator, form: Option<Form>) -> Option<&Figure> {
    figures.iter().find(|figure| figure.indicator == indicator && figure.form == form)
}

/// An arrow up or down as the number went, not as it is judged.
fn way(indicator: Indicator, better: bool, marks: &'static crate::kit::Marks) -> &'static str {
    if better == indicator.is_reversed() { marks.falling } else { marks.rising }
}

/// What the people behind a figure give away by being named.
fn gives(figure: &Figure) -> impl Iterator<Item = Secret> {
    figure.people.iter().chain(&figure.among).filter_map(|person| Secret::of_indicator(figure.indicator, *person))
}

/// Whether the figure is health data nobody has asked to see.
fn is_hidden(figure: &Figure, world: &World) -> bool {
    let known = choices::INDICATORS.iter().find(|choice| choice.code == figure.indicator.code());
    known.is_some_and(|choice| choice.restricted) && !world.reveal
}

fn reading(figure: &Figure, text: &Text) -> String {
    let m = &text.monitoring;
    let words = match figure.reading {
        Reading::Satisfied(rule) => return fill(text.findings.reading_satisfied, &[&words::rule(rule, text)]),
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
    };
    words.to_owned()
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
        self.is_whole = register.get::<Year>(year).is_some_and(|year| period.is_whole(year));
        self.rows = self.years.last().map_or_else(Vec::new, |(_, now)| rows(now));
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
            if let Some(Shown::Heading(part)) = self.rows.get(place) {
                card.say(part.about(text), Tone::Plain);
            }
            return card.done();
        };
        card.say(figure.indicator.word(text), Tone::Heading);
        if let Some(form) = figure.form {
            card.say(&fill(text.findings.of_form, &[&form.word(text)]), Tone::Muted);
        }
        if is_hidden(figure, world) {
            card.say(m.hidden_people, Tone::Muted);
            return card.done();
        }
        let share = matches!(figure.amount, Amount::Share { whole: 1.., .. });
        let mut shown = self.amount(figure, text);
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
            card.say(&fill(text.findings.small_group, &[&whole]), Tone::Muted);
        }
        self.plan_lines(figure, &mut card);
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
                let figure = find(figures, figure.indicator, figure.form)?;
                let title = world.register.get::<Year>(*id)?.title();
                let done = figure.done().filter(|_| !figure.amount.is_small()).map_or_else(
                    || text.common.none.to_owned(),
                    |done| fill(text.monitoring.percent, &[&words::number(done, 0, text)]),
                );
                Some(vec![title, words::amount(figure.amount, text), words::plan(figure, text), done])
            })
            .collect();
        let mut lines = table(&[text.monitoring.by_years, "", "", ""], &years, world);
        for part in self.parts(figure, world).into_iter().filter(|part| !part.rows.is_empty()) {
            lines.push(Line::default());
            let row = |(label, part, whole)| vec![label, of_group(part, whole, text)];
            let rows: Vec<Vec<String>> = part.rows.into_iter().map(row).collect();
            lines.extend(table(&[part.title, ""], &rows, world));
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
        words::open_people(figure.indicator.word(world.text), &people, gives(figure), world)
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
            (Extra::Plan, Some(figure)) if figure.form.is_some() => {
                let part = world.text.findings.results_school;
                return vec![Act::Refuse(fill(world.text.findings.plan_of_school_where, &[&part]))];
            }
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
