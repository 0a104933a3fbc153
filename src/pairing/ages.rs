//! Whom a mentor would like, read from the words of the official column «Желаемый возраст наставляемых».

use crate::domain::LAST_GRADE;

/// The mentees a mentor wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ages {
    /// Any.
    Any,
    /// Grades from one to another.
    Grades(u8, u8),
    /// Full years of age from one to another.
    Years(u8, u8),
}

/// Nobody under mentoring is older.
pub(super) const OLDEST: u8 = 99;

impl Ages {
    /// Reads «5–7 класс», «12–14 лет», «10-12», «любой», «с 7 класса», «до 9 класса». `None` where nothing is said.
    pub fn read(text: &str) -> Option<Self> {
        let words = super::words::plain(text, "");
        let mut found = words.split(' ').filter_map(|word| word.parse::<u8>().ok()).filter(|number| *number < OLDEST);
        let Some(first) = found.next() else {
            let any = ["люб", "все", "неважн", "any"].iter().any(|begin| words.starts_with(begin));
            return any.then_some(Self::Any);
        };
        let second = found.next();
        let has = |begins: &[&str]| words.split(' ').any(|word| begins.iter().any(|begin| word.starts_with(begin)));
        let in_years = has(&["лет", "год", "year"]);
        let in_grades = has(&["клас", "кл", "grade"]);
        let grades = in_grades || (!in_years && first.max(second.unwrap_or(first)) <= LAST_GRADE);
        let end = if grades { LAST_GRADE } else { OLDEST };
        let (low, high) = match second {
            Some(second) => (first.min(second), first.max(second)),
            None if has(&["с", "от", "старше", "from"]) => (first, end),
            None if has(&["до", "младше", "until"]) => (0, first),
            None => (first, first),
        };
        Some(if grades { Self::Grades(low, high) } else { Self::Years(low, high) })
    }

    /// How far somebody is outside what is wished, in classes or years; `None` where that cannot be told.
    pub fn away(self, grade: Option<u8>, age: Option<u8>) -> Option<u8> {
        let (low, high, has) = match self {
            Self::Any => return Some(0),
            Self::Grades(low, high) => (low, high, grade?),
            Self::Years(low, high) => (low, high, age?),
        };
        Some(low.saturating_sub(has).max(has.saturating_sub(high)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, wanted) in [
            ("5–7 класс", Some(Ages::Grades(5, 7))),
            ("5-7 класс", Some(Ages::Grades(5, 7))),
            ("12–14 лет", Some(Ages::Years(12, 14))),
            ("10-12", Some(Ages::Years(10, 12))),
            ("5-8", Some(Ages::Grades(5, 8))),
            ("с 7 класса", Some(Ages::Grades(7, 11))),
            ("до 9 класса", Some(Ages::Grades(0, 9))),
            ("9 кл.", Some(Ages::Grades(9, 9))),
            ("любой", Some(Ages::Any)),
            ("младшие", None),
            ("", None),
        ] {
            assert_eq!(Ages::read(text), wanted, "{text}");
        }
    }

    #[test]
    fn says_how_far_somebody_is_outside() {
        assert_eq!(Ages::Grades(5, 7).away(Some(9), None), Some(2));
        assert_eq!(Ages::Grades(5, 7).away(Some(6), Some(12)), Some(0));
        assert_eq!(Ages::Years(12, 14).away(Some(6), None), None, "the age is not known");
        assert_eq!(Ages::Any.away(None, None), Some(0));
    }
}
