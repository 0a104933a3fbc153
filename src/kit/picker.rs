//! Choosing one or several out of many by typing a few letters.

use super::{Act, Code, Edit, Stroke, World};
use crate::domain::Key;
use crate::fields::Needle;

/// What becomes of the choice.
#[derive(Debug, Clone, Copy)]
pub enum PickFor {
    /// It goes into the focused field of the form below.
    Field,
    /// It starts something.
    Start(fn(&[Key], &mut World) -> Vec<Act>),
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
            filter: Edit::default(),
        };
        picker.narrow(false);
        picker
    }

    /// What was typed.
    pub fn filter(&self) -> &Edit {
        &self.filter
    }

    /// Items in sight around the cursor, with whether the cursor is on them.
    pub fn window(&self, height: usize) -> impl Iterator<Item = (&Item, bool)> {
        let top = (self.cursor + 1).saturating_sub(height);
        let rows = self.shown.iter().enumerate().skip(top).take(height);
        rows.map(|(place, &at)| (&self.items[at as usize], place == self.cursor))
    }

    /// How many items fit what was typed.
    pub fn shown_count(&self) -> usize {
        self.shown.len()
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
            Code::F(2) if !self.picked.is_empty() => return Some(Outcome::Chosen(std::mem::take(&mut self.picked))),
            Code::Up => self.cursor = self.cursor.saturating_sub(1),
            Code::Down | Code::Tab => self.cursor = (self.cursor + 1).min(self.shown.len().saturating_sub(1)),
            Code::PageUp => self.cursor = self.cursor.saturating_sub(10),
            Code::PageDown => self.cursor = (self.cursor + 10).min(self.shown.len().saturating_sub(1)),
            Code::Char(' ') if self.many && !stroke.ctrl && self.filter.text().is_empty() => self.toggle(),
            Code::Insert if self.many => self.toggle(),
            _ => {
                let before = self.filter.text().to_owned();
                if self.filter.press(stroke) && self.filter.text() != before {
                    self.cursor = 0;
                    self.narrow(self.filter.text().starts_with(&before) && !before.is_empty());
                }
            }
        }
        None
    }

    fn current(&self) -> Option<Key> {
        self.shown.get(self.cursor).map(|&at| self.items[at as usize].key)
    }

    fn choose(&mut self) -> Option<Outcome> {
        let current = self.current();
        if !self.many {
            return current.map(|key| Outcome::Chosen(vec![key]));
        }
        // With letters typed Enter takes the person found and waits for the next; an empty line ends the choice.
        if !self.filter.text().is_empty() {
            self.picked.extend(current.filter(|key| !self.picked.contains(key)));
            self.filter.set("");
            self.cursor = 0;
            self.narrow(false);
            return None;
        }
        if self.picked.is_empty() {
            self.picked.extend(current);
        }
        (!self.picked.is_empty()).then(|| Outcome::Chosen(std::mem::take(&mut self.picked)))
    }

    fn toggle(&mut self) {
        let Some(key) = self.current() else { return };
        if let Some(at) = self.picked.iter().position(|known| *known == key) {
            self.picked.remove(at);
        } else {
            self.picked.push(key);
        }
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
    }
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
    fn several_are_taken_one_by_one_and_an_empty_line_ends() {
        let mut many = picker(true);
        for name in ["поп", "фед"] {
            typed(&mut many, name);
            assert!(many.press(Stroke::plain(Code::Enter)).is_none());
        }
        let Some(Outcome::Chosen(keys)) = many.press(Stroke::plain(Code::Enter)) else { panic!("not chosen") };
        assert_eq!(keys.iter().map(|key| key.id).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn nothing_found_is_not_chosen() {
        let mut one = picker(false);
        typed(&mut one, "ююю");
        assert!(one.press(Stroke::plain(Code::Enter)).is_none());
        assert!(matches!(one.press(Stroke::plain(Code::Esc)), Some(Outcome::GivenUp)));
    }
}
