//! The list every base is shown in: rows that exist only while they are seen, a filter that narrows with every key,
//! sorting, marking many, and the card of a row in front of it.

use std::collections::BTreeSet;

use super::command::row;
use super::{Act, Code, Command, Edit, Keys, Stroke, World, always};
use crate::domain::Key;
use crate::fields::Needle;
use crate::text::{Text, fill};

/// One row, as far as finding and ordering it go. What it shows is asked for when it is on screen.
#[derive(Debug, Clone)]
pub struct Row {
    /// The record.
    pub key: Key,
    /// What the filter sees, folded.
    pub hay: Box<str>,
    /// What it is sorted by; compared byte by byte.
    pub order: Box<[u8]>,
}

/// The state of a list.
#[derive(Debug, Default)]
pub struct List {
    rows: Vec<Row>,
    shown: Vec<u32>,
    cursor: usize,
    top: usize,
    height: usize,
    filter: Edit,
    filtering: bool,
    picked: BTreeSet<Key>,
    descending: bool,
    stale: bool,
    reading: Option<Reading>,
}

/// Where the card that stands in front of the list is scrolled to.
#[derive(Debug, Default, Clone, Copy)]
struct Reading {
    top: usize,
    last: usize,
    page: usize,
}

impl List {
    /// Takes new rows. The row under the cursor stays under it when it still exists.
    pub fn fill(&mut self, rows: Vec<Row>) {
        let current = self.current();
        self.rows = rows;
        if !self.picked.is_empty() {
            let known: BTreeSet<Key> = self.rows.iter().map(|row| row.key).collect();
            self.picked.retain(|key| known.contains(key));
        }
        self.arrange(current);
        self.stale = false;
    }

    fn arrange(&mut self, current: Option<Key>) {
        if self.descending {
            self.rows.sort_by(|a, b| b.order.cmp(&a.order).then(a.key.cmp(&b.key)));
        } else {
            self.rows.sort_by(|a, b| a.order.cmp(&b.order).then(a.key.cmp(&b.key)));
        }
        self.narrow(false);
        if let Some(key) = current {
            self.select(key);
        }
    }

    /// Recomputes what the filter shows; `further` when the filter only grew, so that what it hid stays hidden.
    fn narrow(&mut self, further: bool) {
        let needle = Needle::new(self.filter.text());
        let rows = &self.rows;
        if further {
            self.shown.retain(|&at| rows.get(at as usize).is_some_and(|row| needle.fits(&row.hay)));
        } else {
            let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            self.shown = (0..count).filter(|&at| needle.fits(&rows[at as usize].hay)).collect();
        }
        self.move_to(self.cursor);
    }

    /// Puts the cursor on a record. A filter that hides it is dropped.
    pub fn select(&mut self, key: Key) {
        let place = |list: &Self| list.shown.iter().position(|&at| list.rows[at as usize].key == key);
        let mut found = place(self);
        if found.is_none() && self.rows.iter().any(|row| row.key == key) {
            self.clear_filter();
            found = place(self);
        }
        if let Some(at) = found {
            self.move_to(at);
        }
    }

    /// The record under the cursor.
    pub fn current(&self) -> Option<Key> {
        self.shown.get(self.cursor).map(|&at| self.rows[at as usize].key)
    }

    /// The marked records, or the one under the cursor when none is marked.
    pub fn chosen(&self) -> Vec<Key> {
        if self.picked.is_empty() {
            self.current().into_iter().collect()
        } else {
            self.picked.iter().copied().collect()
        }
    }

    /// The records shown after the one under the cursor, and then those before it.
    pub fn following(&self) -> impl Iterator<Item = Key> + '_ {
        let (before, after) = self.shown.split_at(self.cursor.min(self.shown.len()));
        after.iter().skip(1).chain(before).map(|&at| self.rows[at as usize].key)
    }

    /// Whether a record is marked.
    pub fn is_picked(&self, key: Key) -> bool {
        self.picked.contains(&key)
    }

    /// Esc on a filter that was typed before shows everything again, and where there is none takes back the marks. Says
    /// whether it was that.
    pub fn show_everything(&mut self, stroke: Stroke) -> bool {
        if stroke.code != Code::Esc || (self.filter().text().is_empty() && self.picked.is_empty()) {
            return false;
        }
        if self.filter().text().is_empty() {
            self.picked.clear();
        } else {
            self.clear_filter();
        }
        true
    }

    /// How many marked records the filter hides.
    pub fn hidden_marks(&self) -> usize {
        let shown = self.shown.iter().filter(|&&at| self.picked.contains(&self.rows[at as usize].key)).count();
        self.picked.len() - shown
    }

    /// A step changed records: where it was one of the marked, those that the filter hides have served, so that the next
    /// step does not take them unseen. Those in sight stay marked: of the same people often more than one thing is
    /// entered. One record put right by itself among several marked leaves all marks.
    pub fn stepped(&mut self, changed: impl Fn(Key) -> bool) {
        let touched = self.picked.iter().filter(|key| changed(**key)).count();
        if touched > 1 || (touched == 1 && self.picked.len() == 1) {
            let shown: BTreeSet<Key> = self.shown.iter().map(|&at| self.rows[at as usize].key).collect();
            self.picked.retain(|key| shown.contains(key));
        }
    }

    /// How many records are marked.
    pub fn picked_count(&self) -> usize {
        self.picked.len()
    }

    /// «отмечено 5», and how many of them the filter hides: the next step takes those as well. Nothing while none is
    /// marked.
    pub fn picked_words(&self, text: &Text) -> Option<String> {
        match (self.picked.len(), self.hidden_marks()) {
            (0, _) => None,
            (marked, 0) => Some(fill(text.common.selected, &[&marked])),
            (marked, hidden) => Some(fill(text.common.selected_hidden, &[&marked, &hidden])),
        }
    }

    /// Whether the card of the row stands in front of the list.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some() && !self.shown.is_empty()
    }

    /// Puts the card of the row in front of the list.
    pub fn open_card(&mut self) {
        self.filtering = false;
        self.reading = Some(Reading::default());
    }

    /// Puts the card away.
    pub fn close_card(&mut self) {
        self.reading = None;
    }

    /// Tells the list how many lines the card has and how many of them fit.
    pub fn fit_card(&mut self, lines: usize, height: usize) {
        if let Some(reading) = &mut self.reading {
            reading.last = lines.saturating_sub(height);
            reading.page = height.saturating_sub(1).max(1);
            reading.top = reading.top.min(reading.last);
        }
    }

    /// The first line of the card in sight.
    pub fn card_top(&self) -> usize {
        self.reading.map_or(0, |reading| reading.top)
    }

    /// The number of the row under the cursor, from 1.
    pub fn place(&self) -> usize {
        self.cursor + 1
    }

    /// Tells the list how many rows fit.
    pub fn fit(&mut self, height: usize) {
        let height = height.max(1);
        if height != self.height && self.cursor < height {
            // What stands above the first row, a heading perhaps, is seen where there is room.
            self.top = 0;
        }
        self.height = height;
        self.move_to(self.cursor);
    }

    /// The rows in sight, with whether the cursor is on them.
    pub fn window(&self) -> impl Iterator<Item = (Key, bool)> + '_ {
        let rows = self.shown.iter().enumerate().skip(self.top).take(self.height);
        rows.map(|(place, &at)| (self.rows[at as usize].key, place == self.cursor))
    }

    /// Rows the filter shows.
    pub fn shown_count(&self) -> usize {
        self.shown.len()
    }

    /// Rows in all.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The filter as typed.
    pub fn filter(&self) -> &Edit {
        &self.filter
    }

    /// Whether keys go to the filter.
    pub fn is_filtering(&self) -> bool {
        self.filtering
    }

    /// Whether the last comes first.
    pub fn is_descending(&self) -> bool {
        self.descending
    }

    /// Whether the rows must be made anew, sorted by the next column.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Turns the order round and goes to the top.
    pub fn newest_first(&mut self) {
        self.descending = true;
        self.arrange(None);
        self.move_to(0);
    }

    /// Puts the cursor on the first row that `fits`.
    pub fn start_at(&mut self, fits: impl Fn(Key) -> bool) {
        let place = self.shown.iter().position(|&at| fits(self.rows[at as usize].key));
        self.move_to(place.unwrap_or(0));
    }

    /// Ends typing into the filter; what it shows stays.
    pub fn stop_filtering(&mut self) {
        self.filtering = false;
    }

    /// Tab while the filter is typed: the rows found stay, for the commands of the list. Says whether it was that.
    pub fn keep_found(&mut self, stroke: Stroke) -> bool {
        let kept = self.filtering && stroke.code == Code::Tab;
        self.filtering &= !kept;
        kept
    }

    /// Shows everything again.
    pub fn clear_filter(&mut self) {
        let current = self.current();
        self.filter.set("");
        self.filtering = false;
        self.narrow(false);
        if let Some(key) = current
            && let Some(at) = self.shown.iter().position(|&at| self.rows[at as usize].key == key)
        {
            self.move_to(at);
        }
    }

    /// Takes a press while keys go to the filter. `false` when the press is none of the filter's.
    pub fn filter_press(&mut self, stroke: Stroke) -> bool {
        match stroke.code {
            Code::Up => self.step(-1),
            Code::Down => self.step(1),
            Code::PageUp => self.page(-1),
            Code::PageDown => self.page(1),
            Code::Esc => self.clear_filter(),
            _ => {
                let before = self.filter.text().to_owned();
                if !self.filter.press(stroke) {
                    return false;
                }
                self.refilter(&before);
            }
        }
        true
    }

    /// Puts text into the filter.
    pub fn filter_paste(&mut self, text: &str) {
        let before = self.filter.text().to_owned();
        self.filter.insert(&text.replace('\n', " "));
        self.refilter(&before);
    }

    fn refilter(&mut self, before: &str) {
        if self.filter.text() == before {
            return;
        }
        let grew = self.filter.text().starts_with(before);
        self.narrow(grew);
        // Whoever's name begins with what was typed is meant before whoever only has it somewhere.
        let needle = Needle::new(self.filter.text());
        let begins = |&at: &u32| needle.begins(&self.rows[at as usize].hay);
        self.move_to(self.shown.iter().position(begins).unwrap_or(0));
    }

    /// Moves the cursor by so many rows.
    pub fn step(&mut self, by: isize) {
        self.move_to(self.cursor.saturating_add_signed(by));
    }

    /// A page further: of the card where one stands in front.
    fn page(&mut self, by: isize) {
        if let Some(reading) = &mut self.reading {
            let page = isize::try_from(reading.page).unwrap_or(1);
            reading.top = reading.top.saturating_add_signed(by * page).min(reading.last);
            return;
        }
        let height = isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1);
        self.step(by * height);
    }

    fn move_to(&mut self, place: usize) {
        let before = self.cursor;
        self.cursor = place.min(self.shown.len().saturating_sub(1));
        if self.cursor != before
            && let Some(reading) = &mut self.reading
        {
            reading.top = 0;
        }
        let last_top = self.shown.len().saturating_sub(self.height);
        let in_sight = (self.top..self.top + self.height).contains(&self.cursor);
        if !in_sight {
            // Half a window at once: a line at a time would repaint the whole list at every key.
            self.top = self.cursor.saturating_sub(self.height / 2);
        }
        self.top = self.top.min(last_top);
    }

    fn toggle(&mut self) {
        if let Some(key) = self.current() {
            if !self.picked.remove(&key) {
                self.picked.insert(key);
            }
            self.step(1);
        }
    }

    fn toggle_all(&mut self) {
        let shown: BTreeSet<Key> = self.shown.iter().map(|&at| self.rows[at as usize].key).collect();
        if self.picked.is_superset(&shown) {
            self.picked.retain(|key| !shown.contains(key));
        } else {
            self.picked.extend(shown);
        }
    }
}

fn filled(list: &List, world: &World) -> Result<(), String> {
    if list.shown.is_empty() { Err(world.text.messages.list_empty.to_owned()) } else { Ok(()) }
}

/// There are rows, and no card hides them.
fn listed(list: &List, world: &World) -> Result<(), String> {
    filled(list, world)?;
    if list.is_reading() { Err(world.text.messages.not_now.to_owned()) } else { Ok(()) }
}

fn reading(list: &List, world: &World) -> Result<(), String> {
    if list.is_reading() { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn done(list: &mut List, what: impl FnOnce(&mut List)) -> Vec<Act> {
    what(list);
    Vec::new()
}

/// What of [`LIST`] makes sense where rows stand in an order of their own and are no records.
pub const FIXED_LIST: [&str; 9] = [
    "list.filter",
    "list.card",
    "list.close_card",
    "list.up",
    "list.down",
    "list.page_up",
    "list.page_down",
    "list.first",
    "list.last",
];

/// What every list can do.
pub static LIST: &[Command<List>] = &[
    row!("list.filter", Keys::same(&["/", "f3", "ctrl-f"]), filter, filter_help, 90, always, |list, _| done(
        list,
        |l| {
            l.close_card();
            l.filtering = true;
        }
    )),
    row!("list.card", Keys::same(&["right"]), card, card_help, 2, listed, |list, _| done(list, List::open_card)),
    row!("list.close_card", Keys::same(&["left"]), close_card, close_card_help, 1, reading, |list, _| done(
        list,
        List::close_card
    )),
    row!("list.up", Keys::same(&["up", "k"]), up, up_help, 0, filled, |list, _| done(list, |l| l.step(-1))),
    row!("list.down", Keys::same(&["down", "j"]), down, down_help, 0, filled, |list, _| done(list, |l| l.step(1))),
    row!("list.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 0, filled, |list, _| done(list, |l| l.page(-1))),
    row!("list.page_down", Keys::same(&["pgdn"]), page_down, page_down_help, 0, filled, |list, _| done(list, |l| l
        .page(1))),
    row!("list.first", Keys::same(&["home"]), first, first_help, 0, filled, |list, _| done(list, |l| l.move_to(0))),
    row!("list.last", Keys::same(&["end"]), last, last_help, 0, filled, |list, _| done(list, |l| l
        .move_to(usize::MAX))),
    row!("list.pick", Keys::same(&["space"]), pick, pick_help, 0, filled, |list, _| done(list, List::toggle)),
    row!("list.pick_all", Keys::same(&["ctrl-a"]), pick_all, pick_all_help, 0, listed, |list, _| done(
        list,
        List::toggle_all
    )),
    row!("list.sort", Keys::same(&["f6"]), sort, sort_help, 0, listed, |list, _| done(list, |l| {
        l.stale = true;
    })),
    row!("list.sort_down", Keys::same(&["f7"]), sort_down, sort_down_help, 0, listed, |list, _| done(list, |l| {
        l.descending = !l.descending;
        l.arrange(l.current());
    })),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::fields::{Order, fold};

    fn list(names: &[&str]) -> List {
        let order = Order::new();
        let rows = names.iter().zip(1..).map(|(name, id)| Row {
            key: Key { kind: Kind::Person, id },
            hay: fold(name).into(),
            order: order.key(name).into(),
        });
        let mut list = List::default();
        list.fit(3);
        list.fill(rows.collect());
        list
    }

    #[test]
    fn marks_that_the_filter_hides_are_told() {
        let text = Text::of(crate::text::Lang::Ru);
        let mut list = list(&["Агафонов", "Белов", "Белова"]);
        assert_eq!(list.picked_words(text), None);
        list.toggle_all();
        assert_eq!(list.picked_words(text).as_deref(), Some("отмечено 3"));
        typed(&mut list, "бел");
        assert_eq!(list.picked_words(text).as_deref(), Some("отмечено 3, не видно 1"));
    }

    #[test]
    fn marks_that_the_filter_hides_go_with_the_step_that_was_taken_of_them() {
        let key = |id| Key { kind: Kind::Person, id };
        let mut list = list(&["Агафонов", "Белов", "Белова"]);
        list.toggle_all();
        typed(&mut list, "бел");
        assert_eq!(list.hidden_marks(), 1);
        list.stepped(|changed| changed == key(1));
        assert_eq!(list.picked_count(), 3, "one put right by itself leaves the marks");
        list.stepped(|changed| changed == key(9));
        assert_eq!(list.picked_count(), 3);
        list.stepped(|changed| changed != key(2));
        assert_eq!((list.picked_count(), list.hidden_marks()), (2, 0), "those in sight stay");
        list.stepped(|_| true);
        assert_eq!(list.picked_count(), 2);
    }

    fn typed(list: &mut List, text: &str) {
        list.filtering = true;
        for c in text.chars() {
            list.filter_press(Stroke::char(c));
        }
    }

    #[test]
    fn narrows_with_every_key_and_widens_again() {
        let mut list = list(&["Фёдоров Семён", "Фёдорова Анна", "Попов Семён", "Ёлкин Пётр"]);
        typed(&mut list, "фед");
        assert_eq!(list.shown_count(), 2);
        typed(&mut list, " сем");
        assert_eq!(list.current(), Some(Key { kind: Kind::Person, id: 1 }));
        for _ in 0..4 {
            list.filter_press(Stroke::plain(Code::Backspace));
        }
        assert_eq!(list.shown_count(), 2);
        list.filter_press(Stroke::plain(Code::Esc));
        assert_eq!(list.shown_count(), 4);
        assert_eq!(list.current().map(|key| key.id), Some(1), "the row found stays under the cursor");
    }

    #[test]
    fn the_window_follows_the_cursor() {
        let mut list = list(&["а", "б", "в", "г", "д"]);
        let window = |list: &List| list.window().map(|(key, _)| key.id).collect::<Vec<_>>();
        list.move_to(4);
        assert_eq!(window(&list), [3, 4, 5]);
        list.step(-1);
        assert_eq!(window(&list), [3, 4, 5], "what is in sight stays where it is");
        list.page(-1);
        assert_eq!(window(&list), [1, 2, 3], "half a window at once");
    }

    #[test]
    fn a_card_scrolls_by_pages_and_begins_anew_with_every_row() {
        let mut list = list(&["а", "б", "в"]);
        list.open_card();
        list.fit_card(30, 11);
        list.page(1);
        assert_eq!((list.card_top(), list.place()), (10, 1));
        list.page(1);
        assert_eq!(list.card_top(), 19, "the last line stays at the bottom");
        list.step(1);
        assert_eq!((list.card_top(), list.place()), (0, 2));
        list.close_card();
        list.page(1);
        assert_eq!(list.place(), 3, "without a card, rows are turned");
    }

    #[test]
    fn what_is_marked_survives_a_filter() {
        let mut list = list(&["а", "б", "в"]);
        list.toggle();
        list.toggle();
        typed(&mut list, "в");
        assert_eq!(list.chosen().len(), 2);
        list.toggle_all();
        assert_eq!(list.chosen().len(), 3);
    }
}
