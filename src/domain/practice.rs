//! What is left of a year: the practices worth keeping, and the people worth thanking (seed §6, §8 stage 7; model
//! §3.10, §3.11).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PairId, PersonId, Words, YearId};

/// Criteria by which a practice is judged: результативность, эффективность, уникальность, тиражируемость,
/// масштабируемость (model §3.10, П40).
pub const PRACTICE_CRITERIA: usize = 5;
/// The most a criterion gives; the least is 1.
pub const MOST_PRACTICE_POINTS: u8 = 10;

/// A practice: the case of a pair, or what the school does well (model §3.10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// In which year.
    pub year: YearId,
    /// Of which pair; none: of the school.
    pub pair: Option<PairId>,
    /// Its name.
    pub title: Words,
    /// Запрос.
    pub request: Words,
    /// Что делали.
    pub work: Words,
    /// Измеримый результат.
    pub result: Words,
    /// Цитата наставляемого.
    pub mentee_words: Words,
    /// Цитата наставника.
    pub mentor_words: Words,
    /// When it went out, if it did.
    pub published_on: Option<NaiveDate>,
    /// Ссылка; the official columns 12 and 16.
    pub link: Words,
    /// The school's own judgement by [`PRACTICE_CRITERIA`], 1 to [`MOST_PRACTICE_POINTS`].
    pub points: Vec<Option<u8>>,
    /// Anything else.
    pub notes: Words,
}

impl Practice {
    /// A practice of which nothing is written.
    pub fn new(year: YearId, pair: Option<PairId>) -> Self {
        let none = Words::default;
        Self {
            year,
            pair,
            title: none(),
            request: none(),
            work: none(),
            result: none(),
            mentee_words: none(),
            mentor_words: none(),
            published_on: None,
            link: none(),
            points: vec![None; PRACTICE_CRITERIA],
            notes: none(),
        }
    }

    /// Whether it went out: whoever is named in it must have agreed to that in writing.
    pub fn is_published(&self) -> bool {
        self.published_on.is_some()
    }

    /// The sum of the points; `None` while one is missing.
    pub fn score(&self) -> Option<u16> {
        self.points.iter().try_fold(0, |sum, points| Some(sum + u16::from((*points)?)))
    }
}

coded! {
    /// What is given (model §3.11).
    pub enum AwardKind {
        /// Грамота.
        Diploma = "diploma",
        /// Благодарственное письмо родителям.
        ParentsLetter = "parents_letter",
        /// Благодарственное письмо организации.
        EmployerLetter = "employer_letter",
        /// Сертификат участника.
        Certificate = "certificate",
        /// Рубрика «Наши наставники».
        Feature = "feature",
    }
}

/// An award, a letter, or a line in «Наши наставники».
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// In which year.
    pub year: YearId,
    /// What is given.
    pub kind: AwardKind,
    /// Номинация, from the school's list or its own words.
    pub nomination: Words,
    /// Who is honoured; a letter goes to theirs.
    pub person: PersonId,
    /// The pair it is for, for «Лучшая пара».
    pub pair: Option<PairId>,
    /// Адресат of a letter, in the dative as it is printed.
    pub addressee: Words,
    /// Основание: the figures behind it.
    pub basis: Words,
    /// Number of the order.
    pub order_no: Words,
    /// Its date.
    pub order_on: Option<NaiveDate>,
    /// When it was handed over or published.
    pub given_on: Option<NaiveDate>,
    /// The text of the letter or the feature.
    pub words: Words,
}

impl Award {
    /// An award of which only the kind and the person are known.
    pub fn new(year: YearId, kind: AwardKind, person: PersonId) -> Self {
        let none = Words::default;
        Self {
            year,
            kind,
            nomination: none(),
            person,
            pair: None,
            addressee: none(),
            basis: none(),
            order_no: none(),
            order_on: None,
            given_on: None,
            words: none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_has_a_score_when_every_criterion_was_judged() {
        let mut practice = Practice::new(YearId(1), None);
        assert_eq!(practice.score(), None);
        practice.points = [10, 9, 8, 7, 6].map(Some).to_vec();
        assert_eq!(practice.score(), Some(40));
    }
}
