//! Sorting by Russian rules: ё with е, capitals with small letters, «2А 9Б 10А» by number.

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use super::Value;

/// Makes keys that compare byte by byte as the words compare.
pub struct Order {
    collator: Option<CollatorBorrowed<'static>>,
}

impl Default for Order {
    fn default() -> Self {
        Self::new()
    }
}

impl Order {
    /// The order of Russian lists.
    pub fn new() -> Self {
        let mut preferences = CollatorPreferences::from(locale!("ru"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        Self { collator: Collator::try_new(preferences, CollatorOptions::default()).ok() }
    }

    /// The key of a text.
    pub fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        match &self.collator {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(text, &mut key);
            }
            None => key.extend_from_slice(super::fold(text).as_bytes()),
        }
        key
    }

    /// The key of a value: days and numbers by size, everything else by its words. Nothing known comes last.
    pub fn value(&self, value: &Value, shown: &str) -> Vec<u8> {
        match value {
            _ if value.is_empty() => vec![0xff],
            Value::Date(date) => date.format("%Y%m%d").to_string().into_bytes(),
            Value::Number(number) => (number.wrapping_add(1 << 40)).to_be_bytes().to_vec(),
            _ => self.key(shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_as_a_russian_list() {
        let order = Order::new();
        let mut names = ["Яшин", "Ёлкин", "Жуков", "Егоров", "еремин", "Елкин А", "10А", "9Б", "2А"];
        names.sort_by_key(|name| order.key(name));
        assert_eq!(names, ["2А", "9Б", "10А", "Егоров", "Ёлкин", "Елкин А", "еремин", "Жуков", "Яшин"]);
    }
}
