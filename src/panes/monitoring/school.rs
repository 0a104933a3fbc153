//! The rows of what the school measured of itself, on the page of stage 2.

use super::chart::{Slope, slopes};
use super::{school_form, words};
use crate::analysis::monitoring::{Period, SchoolSeries, SchoolYear, from_hundredths, school_series};
use crate::domain::{
    Better, Deed, Key, Scale, SchoolMeasure, SchoolParameter, SchoolParameterId, UsualParameter, Year,
};
use crate::fields::{Order, Worded, dates, fold, squeezed};
use crate::kit::paint::Line;
use crate::kit::{Act, Item, PickFor, Picker, Tone, World};
use crate::panes::report::{Card, Entry, table};
use crate::text::{Text, fill};

/// A parameter of the school over the years, kept apart from the register.
pub struct SchoolRow {
    id: SchoolParameterId,
    parameter: SchoolParameter,
    /// Years before, oldest first, and the one on screen last.
    years: Vec<Ends>,
    /// Digits after the comma: two where some value has hundredths.
    decimals: usize,
}

/// A year of it.
struct Ends {
    title: String,
    entry: Option<SchoolMeasure>,
    exit: Option<SchoolMeasure>,
}

impl Ends {
    fn of(it: &SchoolYear, world: &World) -> Self {
        let title = world.register.get::<Year>(it.year).map(|year| year.title()).unwrap_or_default();
        Self { title, entry: it.entry.cloned(), exit: it.exit.cloned() }
    }

    fn both(&self) -> Option<(&SchoolMeasure, &SchoolMeasure)> {
        self.entry.as_ref().zip(self.exit.as_ref())
    }

    fn rise(&self) -> Option<i32> {
        self.both().map(|(entry, exit)| exit.value - entry.value)
    }
}

/// Every parameter of the school up to the year on screen, by name.
pub fn rows(period: Period, world: &World) -> Vec<SchoolRow> {
    let mut all: Vec<SchoolRow> =
        school_series(&world.register, world.year, period).iter().map(|it| SchoolRow::of(it, world)).collect();
    let order = Order::new();
    all.sort_by_cached_key(|row| order.key(&row.parameter.name));
    all
}

impl SchoolRow {
    fn of(series: &SchoolSeries, world: &World) -> Self {
        let years: Vec<Ends> = series.before.iter().chain([&series.now]).map(|year| Ends::of(year, world)).collect();
        let fine = years.iter().flat_map(|it| [&it.entry, &it.exit]).flatten().any(|it| it.value % 100 != 0);
        Self { id: series.id, parameter: series.parameter.clone(), years, decimals: if fine { 2 } else { 0 } }
    }

    fn now(&self) -> Option<&Ends> {
        self.years.last()
    }

    fn number(&self, value: i32, text: &Text) -> String {
        words::number(from_hundredths(value), self.decimals, text)
    }

    /// With its unit, where a number alone says another thing.
    fn value(&self, value: i32, text: &Text) -> String {
        let number = self.number(value, text);
        if self.parameter.scale == Scale::Percent { fill(text.monitoring.percent, &[&number]) } else { number }
    }

    fn signed(&self, rise: i32, text: &Text) -> String {
        words::signed_to(from_hundredths(rise), self.decimals, text)
    }

    fn better(&self, rise: i32) -> Option<bool> {
        self.parameter.better.judge(rise)
    }

    /// Its row: how it went, or what there is of it.
    pub fn entry(&self, world: &World) -> Entry {
        let (m, marks) = (&world.text.monitoring, world.theme.marks());
        let entry = |value: String| Entry::new(&*self.parameter.name, value).of(self.id).found_by(fold(m.school_whole));
        let Some(now) = self.now() else { return entry(m.school_row_none.to_owned()) };
        let Some(rise) = now.rise() else {
            return entry(match (&now.entry, &now.exit) {
                (Some(it), _) => fill(m.school_row_entry, &[&self.value(it.value, world.text)]),
                (_, Some(it)) => fill(m.school_row_exit, &[&self.value(it.value, world.text)]),
                _ => m.school_row_none.to_owned(),
            });
        };
        let mark = if rise > 0 { marks.rising } else { marks.falling };
        let row = entry(self.signed(rise, world.text));
        match self.better(rise) {
            Some(true) => row.marked(mark, Tone::Good),
            Some(false) => row.marked(mark, Tone::Warning),
            None if rise != 0 => row.marked(mark, Tone::Plain),
            None => row,
        }
    }

    /// What it says.
    pub fn card(&self, cells: usize, world: &World) -> Vec<Line> {
        let (text, m) = (world.text, &world.text.monitoring);
        let mut card = Card::new(world, cells);
        card.say(&self.parameter.name, Tone::Heading);
        let wish = match self.parameter.better {
            Better::More => m.school_more,
            Better::Less => m.school_less,
            Better::Neither => m.school_neither,
        };
        card.say(&format!("{} · {wish}", self.parameter.scale.word(text)), Tone::Muted);
        if let Some(now) = self.now() {
            self.say_year(now, &mut card);
        }
        self.say_years(&mut card);
        card.done()
    }

    fn say_year(&self, now: &Ends, card: &mut Card) {
        let (text, m) = (card.world.text, &card.world.text.monitoring);
        let one = |words: &str, it: &SchoolMeasure| fill(words, &[&self.value(it.value, text), &dates::full(it.on)]);
        match (&now.entry, &now.exit) {
            (Some(entry), Some(exit)) => {
                let rise = exit.value - entry.value;
                let numbers = [entry, exit].map(|it| self.value(it.value, text));
                card.say(&fill(m.from_to, &[&numbers[0], &numbers[1], &self.signed(rise, text)]), Tone::Accent);
                match self.better(rise) {
                    Some(true) => card.say(m.school_better_now, Tone::Good),
                    Some(false) => card.say(m.school_worse_now, Tone::Warning),
                    None if rise == 0 => card.say(m.school_same_now, Tone::Plain),
                    None => {}
                }
                card.say(&fill(m.school_days, &[&dates::full(entry.on), &dates::full(exit.on)]), Tone::Muted);
            }
            (Some(entry), None) => card.say(&one(m.school_only_entry, entry), Tone::Plain),
            (None, Some(exit)) => card.say(&one(m.school_only_exit, exit), Tone::Plain),
            (None, None) => card.say(m.school_none, Tone::Plain),
        }
        for it in [&now.entry, &now.exit].into_iter().flatten().filter(|it| !it.notes.is_empty()) {
            card.say(&format!("{}: {}", it.wave.word(text), it.notes), Tone::Muted);
        }
        if now.rise().is_some() {
            card.say(m.school_may, Tone::Muted);
        }
    }

    /// How it went in other years, in words and as a picture.
    fn say_years(&self, card: &mut Card) {
        let (world, m) = (card.world, &card.world.text.monitoring);
        let before = self.years.split_last().map_or(&[][..], |(_, before)| before);
        let went = |it: &Ends| it.rise().map(|rise| format!("{} {}", it.title, self.signed(rise, world.text)));
        let said: Vec<String> = before.iter().filter_map(went).collect();
        if !said.is_empty() && self.now().is_some_and(|now| now.rise().is_some()) {
            card.say(&fill(m.school_before, &[&said.join(", ")]), Tone::Muted);
        }
        let slope = |it: &Ends| {
            let (entry, exit) = it.both()?;
            let shown = format!("{} {}", self.number(entry.value, world.text), self.number(exit.value, world.text));
            let (before, after) = (from_hundredths(entry.value), from_hundredths(exit.value));
            Some(Slope { name: it.title.clone(), before, after, shown, better: self.better(exit.value - entry.value) })
        };
        let drawn: Vec<Slope> = self.years.iter().filter_map(slope).collect();
        if !drawn.is_empty() {
            let marks = world.theme.marks();
            card.part(&fill(m.school_years, &[&marks.before, &marks.after]));
            let lines = slopes(&drawn, card.cells, world);
            card.add(lines);
        }
    }

    /// The same as a table: a line a year.
    pub fn table(&self, world: &World) -> (String, Vec<Line>) {
        let (text, m, marks) = (world.text, &world.text.monitoring, world.theme.marks());
        let row = |it: &Ends| {
            let number =
                |of: &Option<SchoolMeasure>| of.as_ref().map_or(String::new(), |it| self.number(it.value, text));
            let day = |of: &Option<SchoolMeasure>| of.as_ref().map_or(String::new(), |it| dates::full(it.on));
            let rise = it.rise().map_or(String::new(), |rise| self.signed(rise, text));
            vec![it.title.clone(), number(&it.entry), number(&it.exit), rise, day(&it.entry), day(&it.exit)]
        };
        let rows: Vec<Vec<String>> = self.years.iter().map(row).collect();
        let head = ["", marks.before, marks.after, "±", m.school_day_entry, m.school_day_exit];
        (self.parameter.name.to_string(), table(&head, &rows, world))
    }

    /// Its form; who may not change it gets the table.
    pub fn open(&self, world: &World) -> Vec<Act> {
        if world.closed_to(Deed::Measure).is_some() {
            let (title, lines) = self.table(world);
            return vec![Act::Read(title, lines)];
        }
        school_form::known(self.id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
    }
}

/// The key under which the school as a whole stands among people, and something of its own among what is usual.
fn the_school() -> Key {
    crate::domain::TheSchool.into()
}

/// What stands for the school among the people who can be measured.
pub fn item(world: &World) -> Item {
    let label = world.text.monitoring.school_whole.to_owned();
    Item { key: the_school(), hay: fold(&label), label, detail: String::new() }
}

/// Whether that was picked.
pub fn is_picked(keys: &[Key]) -> bool {
    keys.first() == Some(&the_school())
}

/// The key of a usual parameter in the list: they are no records. The number 0 is that of the school itself.
fn usual_key(place: usize) -> Key {
    Key { id: u32::try_from(place + 1).unwrap_or(u32::MAX), ..the_school() }
}

/// Asks what of the school was measured: what it measures already, what is usual, something else.
pub fn ask(world: &World) -> Act {
    let (register, text) = (&world.register, world.text);
    let item = |key: Key, label: &str, detail: &str| Item {
        key,
        label: label.to_owned(),
        detail: detail.to_owned(),
        hay: fold(&format!("{label} {detail}")),
    };
    let known = register.school_parameters().map(|(id, it)| item(id.into(), &it.name, it.scale.word(text)));
    let mut items: Vec<Item> = known.collect();
    let order = Order::new();
    items.sort_by_cached_key(|item| order.key(&item.label));
    let named = |label: &str| register.school_parameters().any(|(_, it)| squeezed(&it.name) == squeezed(label));
    let usual = UsualParameter::ALL.iter().enumerate().filter(|(_, it)| !named(it.word(text)));
    items.extend(usual.map(|(at, it)| item(usual_key(at), it.word(text), it.usually().0.word(text))));
    items.push(item(the_school(), text.monitoring.school_other, ""));
    Act::Pick(Box::new(Picker::new(text.monitoring.school_pick, items, PickFor::Start(begin), false)))
}

/// The form of what was picked.
fn begin(keys: &[Key], world: &mut World) -> Vec<Act> {
    let Some(key) = keys.first().copied() else { return Vec::new() };
    let usual = (0..).zip(UsualParameter::ALL).find(|(at, _)| usual_key(*at) == key).map(|(_, it)| *it);
    let form = match (SchoolParameterId::of(key), usual) {
        (Some(id), _) => school_form::known(id, world),
        (None, Some(usual)) => Some(school_form::usual(usual, world)),
        (None, None) => Some(school_form::own(world)),
    };
    form.map(|form| Act::Form(Box::new(form))).into_iter().collect()
}
