//! Finding people as teachers look for them: any case, ё or е, words in any order, digits of a phone.

/// The text as the search sees it: lower case, ё as е, one space between words.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }));
    }
    out
}

/// A filter as typed, ready to be held against many rows.
#[derive(Debug, Clone)]
pub struct Needle {
    words: Vec<memchr::memmem::Finder<'static>>,
}

impl Needle {
    /// Every word must occur; their order does not matter.
    pub fn new(typed: &str) -> Self {
        let words = fold(typed).split(' ').filter(|word| !word.is_empty()).map(finder).collect();
        Self { words }
    }

    /// Whether nothing was typed, so that everything fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a folded text has all the words.
    pub fn fits(&self, folded: &str) -> bool {
        self.words.iter().all(|word| word.find(folded.as_bytes()).is_some())
    }

    /// Whether a folded text begins with the first word.
    pub fn begins(&self, folded: &str) -> bool {
        self.words.first().is_some_and(|word| folded.as_bytes().starts_with(word.needle()))
    }
}

fn finder(word: &str) -> memchr::memmem::Finder<'static> {
    memchr::memmem::Finder::new(word.as_bytes()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_in_any_order_whatever_the_case_and_yo() {
        let row = fold("Фёдоров Семён Петрович 7Б З1 З7 9135646387");
        for typed in ["фед сем", "СЕМЁН фёд", "7б", "564", "з7 федоров", ""] {
            assert!(Needle::new(typed).fits(&row), "{typed}");
        }
        assert!(!Needle::new("фед анна").fits(&row));
    }
}
