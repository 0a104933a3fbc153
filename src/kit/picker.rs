//! Choosing one or several out of many by typing a few letters.

use std::collections::HashSet;

use super::{Act, Code, Edit, Stroke, World};
use crate::domain::Key;
use crate::fields::Needle;

/// What becomes of the choice.
#[derive(Debug, Clone, Copy)]
pub enum PickFor {
    /// It goes into the focused field of the form below, or into the row of the table below.
    Field,
    /// It starts something.
    Start(fn(&[Key], &mut World) -> Vec<Act>),
    /// As [`Self::Start`], with a record that was there before in front of what is chosen.
    With(Key, fn(&[Key], &mut World) -> Vec<Act>),
}

/// One thing to choose.
#[derive(Debug, Clone)]
pub struct Item {
    /// The record.
    pub key: Key,
    /// What it is called.
    pub label: String,
    /// What helps to tell it from others.
    pub detail: String,
    /// What the filter sees, folded.
    pub hay: String,
}

/// A picker.
#[derive(Debug)]
pub struct Picker {
    /// What is asked for.
    pub title: String,
    /// Everything there is, in order.
    pub items: Vec<Item>,
    /// What becomes of it.
    pub purpose: PickFor,
    /// Whether several may be chosen.
    pub many: bool,
    /// Chosen so far.
    pub picked: Vec<Key>,
    shown: Vec<u32>,
    cursor: usize,
    /// Whether the cursor was led to where it stands.
    aimed: bool,
    /// Whom «everybody» means, where not all there are.
    meant: Option<HashSet<Key>>,
    /// Whether a list is gone through with one key for each: Enter ends it.
    ticking: bool,
    filter: Edit,
}

impl Picker {
    /// A picker with nothing typed.
    pub fn new(title: impl Into<String>, items: Vec<Item>, purpose: PickFor, many: bool) -> Self {
        let mut picker = Self {
            title: title.into(),
            items,
            purpose,
            many,
            picked: Vec::new(),
            shown: Vec::new(),
            cursor: 0,
            aimed: false,
            ticking: false,
            meant: None,
            filter: Edit::default(),
        };
        picker.narrow(false);
        picker
    }

    /// Where «everybody» means these alone.
    pub fn meaning(mut self, meant: Option<Vec<Key>>) -> Self {
        self.meant = meant.map(|keys| keys.into_iter().collect());
        self
    }

    /// With some chosen already.
    pub fn with_picked(mut self, picked: Vec<Key>) -> Self {
        self.picked = picked;
        self.narrow(false);
        self
    }

    /// Whether a list is being gone through with one key for each.
    pub fn is_ticking(&self) -> bool {
        self.ticking
    }

    /// What was typed.
    pub fn filter(&self) -> &Edit {
        &self.filter
    }

    /// Items in sight around the cursor, with whether the cursor is on them. While Enter would end the choice the cursor is
    /// on none, unless it was led there.
    pub fn window(&self, height: usize) -> impl Iterator<Item = (&Item, bool)> {
        let top = (self.cursor + 1).saturating_sub(height);
        let rows = self.shown.iter().enumerate().skip(top).take(height);
        let points = self.points();
        rows.map(move |(place, &at)| (&self.items[at as usize], points && place == self.cursor))
    }

    /// How many items fit what was typed.
    pub fn shown_count(&self) -> usize {
        self.shown.len()
    }

    /// What Enter does now.
    pub fn enter(&self) -> Enter {
        let current = self.shown.get(self.cursor).map(|&at| &self.items[at as usize]);
        let typed = !self.filter.text().is_empty();
        let known = |item: &Item| self.picked.contains(&item.key);
        match current {
            Some(_) if self.ticking && !typed => Enter::Done(self.picked.len()),
            Some(item) if !self.many || (!typed && self.picked.is_empty()) => Enter::Take(item.label.clone()),
            Some(item) if typed && known(item) => Enter::Known(item.label.clone()),
            Some(item) if typed || (self.aimed && !known(item)) => Enter::Add(item.label.clone()),
            _ if typed || (self.picked.is_empty() && !self.ticking) => Enter::Nothing,
            _ => Enter::Done(self.picked.len()),
        }
    }

    fn points(&self) -> bool {
        self.aimed || !matches!(self.enter(), Enter::Done(_))
    }

    /// Puts text into the filter.
    pub fn paste(&mut self, text: &str) {
        self.filter.insert(&text.replace('\n', " "));
        self.cursor = 0;
        self.narrow(false);
    }

    /// Takes a press. `Some` when the choice is made (or given up, with nothing chosen and `true`).
    pub fn press(&mut self, stroke: Stroke) -> Option<Outcome> {
        match stroke.code {
            Code::Esc => return Some(Outcome::GivenUp),
            Code::Enter => return self.choose(),
            Code::F(2) if self.ticking || !self.picked.is_empty() => {
                return Some(Outcome::Chosen(std::mem::take(&mut self.picked)));
            }
            Code::Char(c @ ('+' | '=' | '-')) if self.many && self.filter.text().is_empty() => self.tick(c != '-'),
            Code::Up => self.aim(-1),
            Code::Down | Code::Tab => self.aim(1),
            Code::Home if self.filter.text().is_empty() => self.aim(isize::MIN),
            Code::End if self.filter.text().is_empty() => self.aim(isize::MAX),
            Code::PageUp => self.aim(-10),
            Code::PageDown => self.aim(10),
            Code::Char(' ') if self.many && !stroke.ctrl && self.filter.text().is_empty() => self.toggle(),
            Code::Insert if self.many => self.toggle(),
            Code::Char('*') if self.many => self.toggle_all(),
            _ => {
                let before = self.filter.text().to_owned();
                if self.filter.press(stroke) && self.filter.text() != before {
                    (self.cursor, self.aimed, self.ticking) = (0, false, false);
                    self.narrow(self.filter.text().starts_with(&before) && !before.is_empty());
                }
            }
        }
        None
    }

    fn current(&self) -> Option<Key> {
        self.shown.get(self.cursor).map(|&at| self.items[at as usize].key)
    }

    /// Leads the cursor. From nowhere it comes to the first who is not chosen yet.
    fn aim(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        if self.points() {
            self.cursor = self.cursor.saturating_add_signed(by).min(last);
        } else {
            let chosen = |at: &&u32| self.picked.contains(&self.items[**at as usize].key);
            self.cursor = self.shown.iter().take_while(chosen).count().min(last);
        }
        self.aimed = true;
    }

    fn choose(&mut self) -> Option<Outcome> {
        let current = self.current();
        match self.enter() {
            Enter::Nothing => None,
            Enter::Take(_) => current.map(|key| Outcome::Chosen(vec![key])),
            Enter::Done(_) => Some(Outcome::Chosen(std::mem::take(&mut self.picked))),
            Enter::Add(_) | Enter::Known(_) => {
                self.picked.extend(current.filter(|key| !self.picked.contains(key)));
                self.filter.set("");
                (self.cursor, self.aimed) = (0, false);
                self.narrow(false);
                None
            }
        }
    }

    fn toggle(&mut self) {
        let Some(key) = self.current().filter(|_| self.points()) else { return };
        self.aimed = true;
        if let Some(at) = self.picked.iter().position(|known| *known == key) {
            self.picked.remove(at);
        } else {
            self.picked.push(key);
        }
    }

    /// Says of whom the cursor is on whether they are chosen, and goes on to the next: a list on paper is gone through
    /// with one key for each.
    fn tick(&mut self, chosen: bool) {
        if !self.ticking && !self.aimed {
            self.cursor = 0;
        }
        (self.aimed, self.ticking) = (true, true);
        let Some(key) = self.current() else { return };
        match (self.picked.iter().position(|known| *known == key), chosen) {
            (None, true) => self.picked.push(key),
            (Some(at), false) => drop(self.picked.remove(at)),
            _ => {}
        }
        self.cursor = (self.cursor + 1).min(self.shown.len().saturating_sub(1));
    }

    /// Chooses everybody in sight, or lets them all go. What was typed has done its work.
    fn toggle_all(&mut self) {
        let typed = !self.filter.text().is_empty();
        let is_meant = |key: &Key| typed || self.meant.as_ref().is_none_or(|meant| meant.contains(key));
        let shown: Vec<Key> = self.shown.iter().map(|&at| self.items[at as usize].key).filter(is_meant).collect();
        if shown.iter().all(|key| self.picked.contains(key)) {
            self.picked.retain(|key| !shown.contains(key));
        } else {
            let known: HashSet<Key> = self.picked.iter().copied().collect();
            self.picked.extend(shown.into_iter().filter(|key| !known.contains(key)));
        }
        self.filter.set("");
        (self.cursor, self.aimed) = (0, false);
        self.narrow(false);
    }

    fn narrow(&mut self, further: bool) {
        let needle = Needle::new(self.filter.text());
        let items = &self.items;
        let mut fitting = if further {
            let mut shown = std::mem::take(&mut self.shown);
            shown.sort_unstable();
            shown
        } else {
            (0..u32::try_from(items.len()).unwrap_or(u32::MAX)).collect()
        };
        fitting.retain(|&at| needle.fits(&items[at as usize].hay));
        // Whoever's name begins with what was typed comes before whoever only has it somewhere.
        let (first, rest): (Vec<u32>, Vec<u32>) =
            fitting.into_iter().partition(|&at| needle.begins(&items[at as usize].hay));
        self.shown = first;
        self.shown.extend(rest);
        if needle.is_empty() {
            // Who is chosen already stands above, where it is seen.
            self.shown.sort_by_key(|&at| !self.picked.contains(&items[at as usize].key));
        }
    }
}

/// What Enter does in a picker, with what the item under the cursor is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Enter {
    /// It takes this one and ends the choice.
    Take(String),
    /// It takes this one and waits for the next.
    Add(String),
    /// This one is chosen already: it waits for the next.
    Known(String),
    /// It ends the choice with so many.
    Done(usize),
    /// Nothing: there is nobody to take.
    Nothing,
}

/// How choosing ended.
#[derive(Debug)]
pub enum Outcome {
    /// With these.
    Chosen(Vec<Key>),
    /// With nothing.
    GivenUp,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Kind;
    use crate::fields::fold;

    fn picker(many: bool) -> Picker {
        let names = ["Фёдоров Семён", "Попов Егор", "Щёголева Ксения"];
        let items = names.iter().zip(1..).map(|(name, id)| Item {
            key: Key { kind: Kind::Mentee, id },
            label: (*name).to_owned(),
            detail: String::new(),
            hay: fold(name),
        });
        Picker::new("", items.collect(), PickFor::Field, many)
    }

    fn typed(picker: &mut Picker, text: &str) {
        for c in text.chars() {
            assert!(picker.press(Stroke::char(c)).is_none());
        }
    }

    #[test]
    fn a_few_letters_and_enter() {
        let mut one = picker(false);
        typed(&mut one, "щег");
        assert!(matches!(one.press(Stroke::plain(Code::Enter)), Some(Outcome::Chosen(keys)) if keys[0].id == 3));
    }

    #[test]
    fn the_first_and_the_last_are_one_key_away() {
        let mut one = picker(false);
        assert!(one.press(Stroke::plain(Code::End)).is_none());
        assert_eq!(one.current().map(|key| key.id), Some(3));
        assert!(one.press(Stroke::plain(Code::Home)).is_none());
        assert_eq!(one.current().map(|key| key.id), Some(1));
    }

    #[test]
    fn several_are_taken_one_by_one_and_an_empty_line_ends() {
        let mut many = picker(true);
        for name in ["поп", "фед"] {
            typed(&mut many, name);
            assert!(many.press(Stroke::plain(Code::Enter)).is_none());
        }
        let Some(Outcome::Chosen(keys)) = many.press(Stroke::plain(Code::Enter)) else { panic!("not chosen") };
        assert_eq!(keys.iter().map(|key| key.id).collect::<Vec<_>>(), [2, 1]);
    }

    /// What is on screen: names, `>` before the one the cursor is on, `+` before those chosen.
    fn seen(picker: &Picker) -> Vec<String> {
        let row = |(item, current): (&Item, bool)| {
            let lead = if current { ">" } else { "" };
            let mark = if picker.picked.contains(&item.key) { "+" } else { "" };
            format!("{lead}{mark}{}", item.label)
        };
        picker.window(9).map(row).collect()
    }

    #[test]
    fn who_is_chosen_stands_above_and_enter_always_does_what_it_says() {
        let mut many = picker(true);
        assert_eq!(many.enter(), Enter::Take("Фёдоров Семён".into()));
        typed(&mut many, "щег");
        assert_eq!(many.enter(), Enter::Add("Щёголева Ксения".into()));
        assert!(many.press(Stroke::plain(Code::Enter)).is_none());
        assert_eq!(seen(&many), ["+Щёголева Ксения", "Фёдоров Семён", "Попов Егор"], "no row waits for Enter");
        assert_eq!(many.enter(), Enter::Done(1));
        many.press(Stroke::plain(Code::Down));
        assert_eq!(seen(&many)[1], ">Фёдоров Семён");
        assert_eq!(many.enter(), Enter::Add("Фёдоров Семён".into()));
        assert!(many.press(Stroke::plain(Code::Enter)).is_none());
        typed(&mut many, "щег");
        assert_eq!(many.enter(), Enter::Known("Щёголева Ксения".into()));
        assert!(many.press(Stroke::plain(Code::Enter)).is_none());
        // A space takes back whom the cursor is on, and nobody while it is on none.
        assert!(many.press(Stroke::char(' ')).is_none());
        assert_eq!(many.picked.len(), 2);
        for code in [Code::Down, Code::Up, Code::Char(' ')] {
            assert!(many.press(Stroke::plain(code)).is_none());
        }
        let Some(Outcome::Chosen(keys)) = many.press(Stroke::plain(Code::F(2))) else { panic!("not chosen") };
        assert_eq!(keys.len(), 1);
    }

    #[test]
    fn nothing_found_is_not_chosen() {
        let mut one = picker(false);
        typed(&mut one, "ююю");
        assert!(one.press(Stroke::plain(Code::Enter)).is_none());
        assert!(matches!(one.press(Stroke::plain(Code::Esc)), Some(Outcome::GivenUp)));
    }
}
