//! A school class: a grade and a letter, «7Б».

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Lowest grade a Russian school has.
pub const FIRST_GRADE: u8 = 1;
/// Highest grade a Russian school has.
pub const LAST_GRADE: u8 = 11;

/// What tells the classes of a parallel apart: one letter or two in upper case; empty where there is one class.
/// Kept without a heap text of its own, as every pupil of every year has one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Letter([Option<char>; 2]);

/// A text that is no [`Letter`]: longer than two characters, or not of letters alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a class has at most two letters")]
pub struct NotALetter;

impl FromStr for Letter {
    type Err = NotALetter;

    /// Reads «Б», «б», «АА» and the empty text.
    fn from_str(text: &str) -> Result<Self, NotALetter> {
        let upper = text.to_uppercase();
        let mut rest = upper.chars();
        let letter = Self([rest.next(), rest.next()]);
        let fits = rest.next().is_none() && upper.chars().all(char::is_alphabetic);
        fits.then_some(letter).ok_or(NotALetter)
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().flatten().try_for_each(|c| write!(f, "{c}"))
    }
}

/// A class of a school, ordered as schools list them: 5А, 5Б, 10А.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Class {
    /// 1 to 11.
    pub grade: u8,
    /// Which of the parallel.
    pub letter: Letter,
}

impl Class {
    /// Reads «7Б», «7 б», «7 «А»», «7-А», «11». Nothing else is a class.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
        let grade: u8 = digits.parse().ok().filter(|g| (FIRST_GRADE..=LAST_GRADE).contains(g))?;
        let rest: String =
            text.trim()[digits.len()..].chars().filter(|c| !c.is_whitespace() && !"«»\"'-–.".contains(*c)).collect();
        let rest = rest.to_uppercase();
        let letter = rest.strip_suffix("КЛАСС").or_else(|| rest.strip_suffix("КЛ")).unwrap_or(&rest);
        Some(Self { grade, letter: letter.parse().ok()? })
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.grade, self.letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_schools_write() {
        for (text, wanted) in [
            ("7Б", "7Б"),
            ("7 «А»", "7А"),
            ("9 б", "9Б"),
            ("10-в", "10В"),
            ("11", "11"),
            ("5 класс", "5"),
            ("8а кл.", "8А"),
        ] {
            assert_eq!(Class::parse(text).map(|c| c.to_string()).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_class() {
        for text in ["", "А7", "12А", "0", "учитель", "7 экономический", "2012"] {
            assert_eq!(Class::parse(text), None, "{text}");
        }
    }

    #[test]
    fn orders_by_grade_first() {
        let mut classes: Vec<Class> = ["10А", "9Б", "2А"].iter().filter_map(|t| Class::parse(t)).collect();
        classes.sort();
        assert_eq!(classes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2А", "9Б", "10А"]);
    }
}
