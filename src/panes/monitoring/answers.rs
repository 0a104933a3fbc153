//! The page of stage 1: what a questionnaire brought, item by item, and who is satisfied.

use super::chart::{Bar, bars, distribution};
use super::report::{Extra, Source};
use super::words;
use crate::analysis::monitoring::{Satisfaction, SheetResult, is_small, satisfaction, sheet_results, voiced};
use crate::analysis::stats::count;
use crate::domain::{Answer, Form, Item, ItemKind, Key, Kind, PersonId, Questionnaire, Wave};
use crate::fields::answer::options;
use crate::fields::{Worded, fold, names};
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
    satisfied: Option<Satisfaction>,
    items: Vec<Gathered>,
    /// Whether the first row is about satisfaction.
    has_satisfied: bool,
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
}

impl Gathered {
    fn is_small(&self) -> bool {
        is_small(self.given.len())
    }

    /// «8,2», «да 87 %», «31 ответ».
    fn value(&self, text: &Text) -> String {
        let m = &text.monitoring;
        match self.item.kind {
            _ if self.given.is_empty() => text.common.none.to_owned(),
            ItemKind::Scale { .. } | ItemKind::Percent { .. } if !self.is_small() => {
                words::number(self.mean.unwrap_or(0.0), 1, text)
            }
            ItemKind::YesNo if !self.is_small() => words::percent(self.yes_share, text),
            _ => fill(m.answers, &[&self.given.len()]),
        }
    }
}

impl Answers {
    fn item(&self, place: usize) -> Option<&Gathered> {
        self.items.get(place.checked_sub(usize::from(self.has_satisfied))?)
    }

    fn form_words(&self, text: &Text) -> &'static str {
        self.form.map_or(text.monitoring.all_forms, |form| form.word(text))
    }

    fn is_satisfied(&self, place: usize) -> bool {
        self.has_satisfied && place == 0
    }

    fn satisfied_lines(&self, card: &mut Card) {
        let (text, Some(found)) = (card.world.text, &self.satisfied) else { return };
        let m = &text.monitoring;
        card.say(m.satisfied, Tone::Heading);
        let known = found.yes.len() + found.no.len();
        if is_small(known) {
            card.say(&fill(m.of, &[&found.yes.len(), &known]), Tone::Accent);
            card.say(&fill(m.too_few, &[&known]), Tone::Muted);
        } else {
            let share = words::number(found.share().unwrap_or(0.0), 1, text);
            card.say(&fill(m.satisfied_of, &[&found.yes.len(), &known, &share]), Tone::Accent);
        }
        card.say(&fill(m.satisfied_rule, &[&found.rule.word(text)]), Tone::Plain);
        if !found.unsaid.is_empty() {
            card.say(&fill(m.unsaid, &[&found.unsaid.len()]), Tone::Muted);
        }
        card.say(&rate(found.returned, found.expected, text), Tone::Muted);
        let two = [(text.common.yes, found.yes.len()), (text.common.no, found.no.len())];
        let lines = counted(two.iter().map(|(label, number)| ((*label).to_owned(), *number)), card.cells, card.world);
        card.add(lines);
    }

    fn item_lines(&self, item: &Gathered, card: &mut Card) {
        let (world, text) = (card.world, card.world.text);
        let m = &text.monitoring;
        card.say(names::label(&item.item.label, text), Tone::Heading);
        let number = |value: Option<f64>| value.map_or(text.common.none.to_owned(), |it| words::number(it, 1, text));
        match &item.item.kind {
            ItemKind::Scale { .. } | ItemKind::Percent { .. } if !item.is_small() => {
                let words = fill(m.mean, &[&number(item.mean), &number(item.median), &item.given.len()]);
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
                for (words, people) in voiced(&item.texts) {
                    card.say(&format!("{} {words}", people.len()), Tone::Plain);
                }
            }
            ItemKind::Scale { .. } | ItemKind::Percent { .. } => {
                card.say(&fill(m.answers, &[&item.given.len()]), Tone::Accent);
            }
        }
        if item.is_small() && item.item.kind != ItemKind::Text {
            card.say(&fill(m.too_few, &[&item.given.len()]), Tone::Muted);
        }
        let words = [m.blank, m.not_applicable, m.skipped, m.not_asked, m.other_question];
        for (words, number) in words.iter().zip(item.counts).filter(|(_, number)| *number > 0) {
            card.say(&fill(words, &[&number]), Tone::Muted);
        }
    }
}

fn rate(returned: usize, expected: usize, text: &Text) -> String {
    let m = &text.monitoring;
    match crate::analysis::stats::percent(returned, expected) {
        Some(share) => fill(m.rate, &[&returned, &expected, &words::number(share, 1, text)]),
        None => m.rate_none.to_owned(),
    }
}

/// How many answered: of those expected, and beside them. A sheet that is answered at will expects nobody.
fn counts(result: &SheetResult, text: &Text) -> Vec<String> {
    let m = &text.monitoring;
    if result.sheet.is_repeated() {
        let people = result.respondents().count();
        let again = (result.doubled > 0).then(|| fill(m.last_said, &[&result.doubled]));
        return std::iter::once(fill(m.answered_at_will, &[&people])).chain(again).collect();
    }
    let early = (!result.early.is_empty()).then(|| fill(m.early, &[&result.early.len()]));
    let doubled = (result.doubled > 0).then(|| fill(m.doubled, &[&result.doubled]));
    let rate = rate(result.returned.len(), result.expected.len(), text);
    std::iter::once(rate).chain(early).chain(doubled).collect()
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
        let results = sheet_results(register, year, world.today(), self.form);
        self.titles = results.iter().map(|result| title(result.sheet, text)).collect();
        let fits = |sheet: &Questionnaire| Form::SEED.iter().copied().filter(|form| sheet.fits(*form)).collect();
        self.forms = results.iter().map(|result| fits(result.sheet)).collect();
        let fullest = || {
            let most = results.iter().enumerate().rev().max_by_key(|(_, result)| result.respondents().count());
            most.map_or(0, |(place, _)| place)
        };
        let Some(result) = results.get(self.sheet.unwrap_or_else(fullest)) else {
            (self.items, self.satisfied, self.has_satisfied) = (Vec::new(), None, false);
            self.head = String::new();
            return Vec::new();
        };
        let m = &text.monitoring;
        let mut parts = vec![title(result.sheet, text), self.form_words(text).to_owned()];
        parts.extend(counts(result, text));
        self.head = parts.join(" · ");
        self.has_satisfied = result.sheet.wave == Wave::Exit && self.form.is_none();
        self.satisfied = self.has_satisfied.then(|| {
            let period = words::period(world);
            let rule = register.numbers(year).satisfied_by;
            satisfaction(register, year, (period.from, period.to), result.sheet.audience, rule)
        });
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
            })
            .collect();
        let satisfied = self.satisfied.as_ref().map(|found| {
            let known = found.yes.len() + found.no.len();
            let value = if is_small(known) {
                fill(m.of, &[&found.yes.len(), &known])
            } else {
                words::percent(found.share(), text)
            };
            Entry::new(m.satisfied, value)
        });
        let entry = |(place, item): (usize, &Gathered)| {
            let label = format!("{} {}", place + 1, names::label(&item.item.label, text));
            let said: Vec<&str> = item.texts.iter().map(|(_, words)| words.as_str()).collect();
            Entry::new(label, item.value(text)).found_by(said.join(" "))
        };
        satisfied.into_iter().chain(self.items.iter().enumerate().map(entry)).collect()
    }

    fn head(&self, _world: &World) -> String {
        self.head.clone()
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        let mut card = Card::new(world, cells);
        if self.is_satisfied(place) {
            self.satisfied_lines(&mut card);
        } else if let Some(item) = self.item(place) {
            self.item_lines(item, &mut card);
        }
        card.done()
    }

    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)> {
        let text = world.text;
        if self.is_satisfied(place) {
            let found = self.satisfied.as_ref()?;
            let rows = [(text.common.yes, found.yes.len()), (text.common.no, found.no.len())];
            let rows = rows.map(|(label, number)| vec![label.to_owned(), number.to_string()]);
            return Some((text.monitoring.satisfied.to_owned(), table(&["", ""], &rows, world)));
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
                voiced(&item.texts).into_iter().map(|(words, people)| vec![words, people.len().to_string()]).collect()
            }
            ItemKind::YesNo => {
                let (yes, no) = item.yes;
                let rows = [(text.common.yes, yes), (text.common.no, no)];
                rows.iter().map(|(label, number)| vec![(*label).to_owned(), number.to_string()]).collect()
            }
            ItemKind::Percent { .. } => item
                .given
                .iter()
                .map(|(person, answer)| vec![words::short(*person, world), answer_words(&item.item.kind, answer, text)])
                .collect(),
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
            return words::open_people(text.monitoring.satisfied, &people, world);
        }
        let Some(item) = self.item(place) else { return Vec::new() };
        let people: Vec<(PersonId, String)> =
            item.given.iter().map(|(person, answer)| (*person, answer_words(&item.item.kind, answer, text))).collect();
        words::open_people(names::label(&item.item.label, text), &people, world)
    }

    fn judges(&self) -> bool {
        false
    }

    fn nothing(&self, world: &World) -> String {
        world.text.monitoring.no_sheets.to_owned()
    }

    fn can(&self, extra: Extra) -> bool {
        extra == Extra::Which
    }

    fn extra(&self, _extra: Extra, _place: usize, world: &World) -> Vec<Act> {
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
