//! The page of stage 1: what a questionnaire brought, item by item, and who is satisfied.

use std::collections::BTreeMap;

use super::chart::{Bar, bars, distribution};
use super::report::{Extra, Source};
use super::{forms, words};
use crate::analysis::monitoring::{Satisfaction, SheetResult, is_small, sheet_results, voiced};
use crate::analysis::stats::{count, percent};
use crate::domain::{Answer, Form, Item, ItemKind, Key, Kind, PersonId, Questionnaire, Secret};
use crate::fields::answer::options;
use crate::fields::{Needle, Worded, fold, names};
use crate::kit::paint::Line;
use crate::kit::{Act, PaneId, PickFor, Picker, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::panes::surveys::answer_words;
use crate::text::{Text, fill};

/// The page.
#[derive(Default)]
pub struct Answers {
    /// Which of the questionnaires, by its place; the one with most answers until one is chosen.
    sheet: Option<usize>,
    /// For which form; all of them without.
    form: Option<Form>,
    titles: Vec<String>,
    /// The forms each is made for.
    forms: Vec<Vec<Form>>,
    head: String,
    rate: Rate,
    satisfied: Option<Satisfaction>,
    items: Vec<Gathered>,
    rows: Vec<Shown>,
}

/// What a row is.
#[derive(Debug, Clone, Copy)]
enum Shown {
    Rate,
    Satisfied,
    Item(usize),
}

/// Whose papers are in, and whose not, kept apart from the register.
#[derive(Default)]
struct Rate {
    expected: usize,
    returned: usize,
    half_keyed: usize,
    early: usize,
    doubled: usize,
    silent: Vec<PersonId>,
    respondents: Vec<PersonId>,
    /// Whether it is answered at will, so that nobody is expected.
    at_will: bool,
}

impl Rate {
    fn of(result: &SheetResult) -> Self {
        Self {
            expected: result.expected.len(),
            returned: result.returned.len(),
            half_keyed: result.half_keyed.len(),
            early: result.early.len(),
            doubled: result.doubled,
            silent: result.silent(),
            respondents: result.respondents().collect(),
            at_will: result.sheet.is_repeated(),
        }
    }

    fn entry(&self, text: &Text) -> Entry {
        if self.at_will {
            return Entry::new(text.findings.answered, self.respondents.len().to_string());
        }
        let value = match percent(self.returned, self.expected) {
            None => text.common.none.to_owned(),
            Some(_) if is_small(self.expected) => fill(text.monitoring.of, &[&self.returned, &self.expected]),
            share => words::percent(share, text),
        };
        Entry::new(text.findings.returned, value)
    }

    fn table(&self, world: &World) -> Vec<Line> {
        let f = &world.text.findings;
        let all = [
            (f.asked, self.expected),
            (f.returned, self.returned),
            (f.half_keyed, self.half_keyed),
            (f.not_returned, self.silent.len()),
            (f.early, self.early),
        ];
        let rows: Vec<Vec<String>> =
            all.iter().map(|(label, number)| vec![(*label).to_owned(), number.to_string()]).collect();
        table(&["", ""], &rows, world)
    }

    fn say(&self, card: &mut Card) {
        let text = card.world.text;
        let (m, f) = (&text.monitoring, &text.findings);
        if self.at_will {
            card.say(&fill(m.answered_at_will, &[&self.respondents.len()]), Tone::Heading);
            if self.doubled > 0 {
                card.say(&fill(m.last_said, &[&self.doubled]), Tone::Muted);
            }
            return;
        }
        card.say(f.returned, Tone::Heading);
        match percent(self.returned, self.expected) {
            None => card.say(m.rate_none, Tone::Muted),
            Some(share) => {
                let share = if is_small(self.expected) {
                    String::new()
                } else {
                    format!(" · {}", fill(m.percent, &[&words::number(share, 1, text)]))
                };
                card.say(&format!("{}{share}", fill(f.returned_of, &[&self.returned, &self.expected])), Tone::Accent);
                let words = if self.silent.is_empty() {
                    f.returned_all.to_owned()
                } else {
                    fill(f.returned_silent, &[&self.silent.len()])
                };
                card.say(&words, Tone::Plain);
            }
        }
        for (words, number) in
            [(f.returned_half, self.half_keyed), (f.returned_early, self.early), (m.doubled, self.doubled)]
        {
            if number > 0 {
                card.say(&fill(words, &[&number]), Tone::Muted);
            }
        }
        card.say(&fill(f.returned_about, &[&self.respondents.len()]), Tone::Muted);
    }
}

/// An item with its answers, kept apart from the register.
struct Gathered {
    item: Item,
    given: Vec<(PersonId, Answer)>,
    counts: [usize; 5],
    mean: Option<f64>,
    median: Option<f64>,
    ratings: Vec<(u8, usize)>,
    options: Vec<usize>,
    yes: (usize, usize),
    yes_share: Option<f64>,
    texts: Vec<(PersonId, String)>,
    /// See [`crate::analysis::monitoring::ItemResult::turns`].
    turns: Vec<(u16, bool)>,
}

impl Gathered {
    /// The open answers that have the words searched for; all of them where the words are those of the question.
    fn said(&self, typed: &str) -> Vec<(PersonId, String)> {
        let needle = Needle::new(typed);
        let has = |(_, words): &&(PersonId, String)| needle.fits(&fold(words));
        let found: Vec<_> = self.texts.iter().filter(has).cloned().collect();
        if found.is_empty() { self.texts.clone() } else { found }
    }

    fn is_small(&self) -> bool {
        is_small(self.given.len())
    }

    /// «8,2», «да 87 %», «31 ответ».
    fn value(&self, text: &Text) -> String {
        match self.item.kind {
            _ if self.given.is_empty() => text.common.none.to_owned(),
            ItemKind::Scale { .. } | ItemKind::Percent { .. } if !self.is_small() => {
                words::number(self.mean.unwrap_or(0.0), 1, text)
            }
            ItemKind::YesNo if !self.is_small() => words::percent(self.yes_share, text),
            _ => fill(text.findings.answered_by, &[&self.given.len()]),
        }
    }
}

impl Answers {
    fn item(&self, place: usize) -> Option<&Gathered> {
        match self.rows.get(place)? {
            Shown::Item(item) => self.items.get(*item),
            Shown::Rate | Shown::Satisfied => None,
        }
    }

    /// Of whom the page tells: the form that was chosen, else those the questionnaire is made for.
    fn form_words(&self, sheet: &Questionnaire, text: &Text) -> String {
        match (self.form, &sheet.forms[..]) {
            (Some(form), _) => form.word(text).to_owned(),
            (None, []) => text.monitoring.all_forms.to_owned(),
            (None, forms) => forms.iter().map(|form| form.word(text)).collect::<Vec<_>>().join(", "),
        }
    }

    fn is_satisfied(&self, place: usize) -> bool {
        matches!(self.rows.get(place), Some(Shown::Satisfied))
    }

    fn entry(&self, shown: Shown, text: &Text) -> Entry {
        match (shown, &self.satisfied) {
            (Shown::Item(at), _) => {
                let item = &self.items[at];
                let label = format!("{} {}", at + 1, names::label(&item.item.label, text));
                let said: Vec<&str> = item.texts.iter().map(|(_, words)| words.as_str()).collect();
                Entry::new(label, item.value(text)).found_by(said.join(" "))
            }
            (Shown::Satisfied, Some(found)) => {
                let known = found.yes.len() + found.no.len();
                let value = if is_small(known) {
                    fill(text.monitoring.of, &[&found.yes.len(), &known])
                } else {
                    words::percent(found.share(), text)
                };
                Entry::new(text.monitoring.satisfied, value)
            }
            _ => self.rate.entry(text),
        }
    }

    fn satisfied_lines(&self, card: &mut Card) {
        let (text, Some(found)) = (card.world.text, &self.satisfied) else { return };
        let m = &text.monitoring;
        card.say(m.satisfied, Tone::Heading);
        let known = found.yes.len() + found.no.len();
        if is_small(known) {
            card.say(&fill(m.of, &[&found.yes.len(), &known]), Tone::Accent);
            card.say(&fill(text.findings.small_group, &[&known]), Tone::Muted);
        } else {
            let share = words::number(found.share().unwrap_or(0.0), 1, text);
            card.say(&fill(m.satisfied_of, &[&found.yes.len(), &known, &share]), Tone::Accent);
        }
        card.say(&fill(m.satisfied_rule, &[&words::rule(found.rule, text)]), Tone::Plain);
        card.say(text.findings.satisfied_here, Tone::Muted);
        if !found.unsaid.is_empty() {
            card.say(&fill(m.unsaid, &[&found.unsaid.len()]), Tone::Muted);
        }
        let two = [(text.common.yes, found.yes.len()), (text.common.no, found.no.len())];
        let lines = counted(two.iter().map(|(label, number)| ((*label).to_owned(), *number)), card.cells, card.world);
        card.add(lines);
    }

    fn item_lines(&self, item: &Gathered, typed: &str, card: &mut Card) {
        let (world, text) = (card.world, card.world.text);
        let m = &text.monitoring;
        card.say(names::label(&item.item.label, text), Tone::Heading);
        let number = |value: Option<f64>| value.map_or(text.common.none.to_owned(), |it| words::number(it, 1, text));
        match &item.item.kind {
            ItemKind::Scale { .. } | ItemKind::Percent { .. } if !item.is_small() => {
                let words = fill(text.findings.mean_of, &[&number(item.mean), &number(item.median), &item.given.len()]);
                card.say(&words, Tone::Accent);
                let lines = distribution(&item.ratings, card.cells, world);
                card.add(lines);
            }
            ItemKind::YesNo => {
                let (yes, no) = item.yes;
                if !item.is_small() {
                    card.say(&fill(m.yes_share, &[&yes, &(yes + no), &number(item.yes_share)]), Tone::Accent);
                }
                let two = [(text.common.yes.to_owned(), yes), (text.common.no.to_owned(), no)];
                let lines = counted(two.into_iter(), card.cells, world);
                card.add(lines);
            }
            ItemKind::Choice(_) | ItemKind::Several(_) | ItemKind::Frequency => {
                let labels = options(&item.item.kind, text).into_iter().map(str::to_owned);
                let lines = counted(labels.zip(item.options.iter().copied()), card.cells, world);
                card.add(lines);
            }
            ItemKind::Text => {
                card.say(m.voices, Tone::Muted);
                let said = item.said(typed);
                if said.len() < item.texts.len() {
                    card.say(&fill(m.voices_found, &[&typed.trim(), &said.len(), &item.texts.len()]), Tone::Accent);
                }
                for (words, people) in voiced(&said) {
                    card.say(&format!("{} {words}", people.len()), Tone::Plain);
                }
            }
            ItemKind::Scale { .. } | ItemKind::Percent { .. } => {
                card.say(&fill(text.findings.answered_by, &[&item.given.len()]), Tone::Accent);
            }
        }
        if item.is_small() && item.item.kind != ItemKind::Text {
            card.say(&fill(text.findings.small_group, &[&item.given.len()]), Tone::Muted);
        }
        for (version, turned) in &item.turns {
            let words = if *turned { text.findings.end_turned } else { text.findings.end_changed };
            card.say(&fill(words, &[version]), if *turned { Tone::Muted } else { Tone::Warning });
        }
        let words = [m.blank, m.not_applicable, m.skipped, m.not_asked, m.other_question];
        for (words, number) in words.iter().zip(item.counts).filter(|(_, number)| *number > 0) {
            card.say(&fill(words, &[&number]), Tone::Muted);
        }
    }
}

fn counted(counts: impl Iterator<Item = (String, usize)>, cells: usize, world: &World) -> Vec<Line> {
    let bar = |(label, number): (String, usize)| Bar {
        label,
        value: count(number),
        shown: number.to_string(),
        tone: Tone::Accent,
    };
    bars(&counts.map(bar).collect::<Vec<_>>(), None, cells, world)
}

fn title(sheet: &Questionnaire, text: &Text) -> String {
    format!("{} · {}", names::title(sheet, text), sheet.audience.word(text))
}

/// What a questionnaire and a form are in a picker: no record, so the number says both.
fn choice(sheet: usize, form: Option<Form>) -> Key {
    let form = form.and_then(|form| Form::ALL.iter().position(|known| *known == form)).map_or(0, |at| at + 1);
    let number = sheet * (Form::ALL.len() + 1) + form;
    Key { kind: Kind::Questionnaire, id: u32::try_from(number).unwrap_or(0) }
}

impl Source for Answers {
    fn gather(&mut self, world: &World) -> Vec<Entry> {
        let (register, year, text) = (&world.register, world.year, world.text);
        let period = words::period(world);
        let results = sheet_results(register, year, period, self.form);
        self.titles = results.iter().map(|result| title(result.sheet, text)).collect();
        let fits = |sheet: &Questionnaire| Form::SEED.iter().copied().filter(|form| sheet.fits(*form)).collect();
        self.forms = results.iter().map(|result| fits(result.sheet)).collect();
        let fullest = || {
            let most = results.iter().enumerate().rev().max_by_key(|(_, result)| result.respondents().count());
            most.map_or(0, |(place, _)| place)
        };
        let Some(result) = results.get(self.sheet.unwrap_or_else(fullest)) else {
            *self = Self { sheet: self.sheet, form: self.form, ..Self::default() };
            return Vec::new();
        };
        let days = format!("{}–{}", period.from.format("%d.%m"), period.to.format("%d.%m"));
        let name =
            if result.sheet.own { title(result.sheet, text) } else { names::title(result.sheet, text).to_owned() };
        self.head = [&*days, &*name, &*self.form_words(result.sheet, text)].join(" · ");
        self.rate = Rate::of(result);
        self.satisfied = result.satisfied.clone();
        self.items = result
            .items
            .iter()
            .map(|item| Gathered {
                item: item.item.clone(),
                given: item.given.clone(),
                counts: [&item.blank, &item.not_applicable, &item.skipped, &item.not_asked, &item.other_question]
                    .map(Vec::len),
                mean: item.mean(),
                median: item.median(),
                ratings: item.distribution(),
                options: item.chosen(),
                yes: (item.who_said(true).len(), item.who_said(false).len()),
                yes_share: item.yes_share(),
                texts: item.texts(),
                turns: item.turns.clone(),
            })
            .collect();
        let satisfied = self.satisfied.is_some().then_some(Shown::Satisfied);
        let items = (0..self.items.len()).map(Shown::Item);
        self.rows = std::iter::once(Shown::Rate).chain(satisfied).chain(items).collect();
        self.rows.iter().map(|shown| self.entry(*shown, text)).collect()
    }

    fn head(&self, _world: &World) -> String {
        self.head.clone()
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        self.found_card(place, cells, "", world)
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        self.found_table(place, "", world)
    }

    fn found_card(&self, place: usize, cells: usize, typed: &str, world: &World) -> Vec<Line> {
        let mut card = Card::new(world, cells);
        match self.rows.get(place) {
            Some(Shown::Rate) => self.rate.say(&mut card),
            Some(Shown::Satisfied) => self.satisfied_lines(&mut card),
            Some(Shown::Item(at)) => self.item_lines(&self.items[*at], typed, &mut card),
            None => {}
        }
        card.done()
    }

    fn found_table(&self, place: usize, typed: &str, world: &World) -> Option<(String, Vec<Line>)> {
        let text = world.text;
        if self.is_satisfied(place) {
            let found = self.satisfied.as_ref()?;
            let rows = [(text.common.yes, found.yes.len()), (text.common.no, found.no.len())];
            let rows = rows.map(|(label, number)| vec![label.to_owned(), number.to_string()]);
            return Some((text.monitoring.satisfied.to_owned(), table(&["", ""], &rows, world)));
        }
        if let Some(Shown::Rate) = self.rows.get(place) {
            return Some((text.findings.returned.to_owned(), self.rate.table(world)));
        }
        let item = self.item(place)?;
        let rows: Vec<Vec<String>> = match &item.item.kind {
            ItemKind::Scale { .. } => {
                item.ratings.iter().map(|(rating, number)| vec![rating.to_string(), number.to_string()]).collect()
            }
            ItemKind::Choice(_) | ItemKind::Several(_) | ItemKind::Frequency => {
                let labels = options(&item.item.kind, text).into_iter().map(str::to_owned);
                labels.zip(&item.options).map(|(label, number)| vec![label, number.to_string()]).collect()
            }
            ItemKind::Text => {
                let said = voiced(&item.said(typed));
                said.into_iter().map(|(words, people)| vec![words, people.len().to_string()]).collect()
            }
            ItemKind::YesNo => {
                let (yes, no) = item.yes;
                let rows = [(text.common.yes, yes), (text.common.no, no)];
                rows.iter().map(|(label, number)| vec![(*label).to_owned(), number.to_string()]).collect()
            }
            ItemKind::Percent { .. } => {
                let mut shares: BTreeMap<u8, usize> = BTreeMap::new();
                for (_, answer) in &item.given {
                    if let Answer::Percent(share) = answer {
                        *shares.entry(*share).or_default() += 1;
                    }
                }
                let row =
                    |(share, number): (u8, usize)| vec![fill(text.monitoring.percent, &[&share]), number.to_string()];
                shares.into_iter().map(row).collect()
            }
        };
        Some((names::label(&item.item.label, text).to_owned(), table(&["", ""], &rows, world)))
    }

    fn open(&self, place: usize, world: &World) -> Vec<Act> {
        let text = world.text;
        if let Some(found) = self.satisfied.as_ref().filter(|_| self.is_satisfied(place)) {
            let said = |people: &[PersonId], word: &str| -> Vec<(PersonId, String)> {
                people.iter().map(|person| (*person, word.to_owned())).collect()
            };
            let people = [said(&found.yes, text.common.yes), said(&found.no, text.common.no)].concat();
            return words::open_people(text.monitoring.satisfied, &people, [Secret::Answers], world);
        }
        if let Some(Shown::Rate) = self.rows.get(place) {
            let shown = if self.rate.at_will { &self.rate.respondents } else { &self.rate.silent };
            let people: Vec<_> = shown.iter().map(|person| (*person, String::new())).collect();
            if people.is_empty() {
                return vec![Act::Refuse(text.findings.nobody_silent.to_owned())];
            }
            return words::open_people(text.findings.not_returned, &people, [Secret::Answers], world);
        }
        let Some(item) = self.item(place) else { return Vec::new() };
        let people: Vec<(PersonId, String)> =
            item.given.iter().map(|(person, answer)| (*person, answer_words(&item.item.kind, answer, text))).collect();
        words::open_people(names::label(&item.item.label, text), &people, [Secret::Answers], world)
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.no_sheets.to_owned()
    }

    fn exported(&self) -> Option<Kind> {
        Some(Kind::Response)
    }

    fn can(&self, extra: Extra) -> bool {
        matches!(extra, Extra::Which | Extra::Period)
    }

    fn extra(&self, extra: Extra, _place: usize, world: &World) -> Vec<Act> {
        if extra == Extra::Period {
            return vec![Act::Form(Box::new(forms::period(world)))];
        }
        let text = world.text;
        let mut items = Vec::new();
        for (place, (title, forms)) in self.titles.iter().zip(&self.forms).enumerate() {
            // A questionnaire of one form has no other to choose.
            let one = forms.first().filter(|_| forms.len() == 1).map(|form| form.word(text));
            let each = forms.iter().copied().filter(|_| one.is_none()).map(Some);
            for form in std::iter::once(None).chain(each) {
                let all = one.unwrap_or(text.monitoring.all_forms);
                let detail = form.map_or(all, |form| form.word(text)).to_owned();
                let hay = fold(&format!("{title} {detail}"));
                items.push(crate::kit::Item { key: choice(place, form), label: title.clone(), detail, hay });
            }
        }
        let goes = PickFor::Start(|keys, _| {
            keys.first().map(|key| Act::Go(PaneId::Monitoring, Some(*key))).into_iter().collect()
        });
        vec![Act::Pick(Box::new(Picker::new(text.monitoring.choose, items, goes, false)))]
    }

    fn choose(&mut self, key: Key) -> bool {
        if key.kind != Kind::Questionnaire {
            return false;
        }
        let each = Form::ALL.len() + 1;
        let number = usize::try_from(key.id).unwrap_or(0);
        self.sheet = Some(number / each);
        self.form = (number % each).checked_sub(1).and_then(|at| Form::ALL.get(at)).copied();
        true
    }
}
