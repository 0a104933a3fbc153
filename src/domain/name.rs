//! Names of people as the trade's paper writes them: фамилия, имя, отчество.

use serde::{Deserialize, Serialize};

use super::Words;

/// A person's name. Family name first, as every list of the programme is ordered by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name; may be double («Римский-Корсаков») or several words.
    pub last: Words,
    /// Given name.
    pub first: Words,
    /// Patronymic; empty where a person has none.
    pub patronymic: Words,
}

impl PersonName {
    /// Splits «Фамилия Имя Отчество». Words beyond the third belong to the patronymic («Маратович оглы»).
    pub fn parse(whole: &str) -> Self {
        let mut words = whole.split_whitespace();
        let mut next = || words.next().unwrap_or_default().to_owned();
        let (last, first) = (next(), next());
        let patronymic = words.collect::<Vec<_>>().join(" ");
        Self { last: last.into(), first: first.into(), patronymic: patronymic.into() }
    }

    /// «Фамилия Имя Отчество», with what is known.
    pub fn full(&self) -> String {
        [&self.last, &self.first, &self.patronymic]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(Words::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// «Фамилия И.», for places without room.
    pub fn short(&self) -> String {
        match self.first.chars().next() {
            Some(initial) if !self.last.is_empty() => format!("{} {initial}.", self.last),
            _ => self.full(),
        }
    }

    /// True when nothing is known of the name.
    pub fn is_empty(&self) -> bool {
        self.last.is_empty() && self.first.is_empty() && self.patronymic.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_and_joins() {
        let name = PersonName::parse("  Римский-Корсаков   Семён Петрович ");
        assert_eq!(name.last, "Римский-Корсаков");
        assert_eq!(name.full(), "Римский-Корсаков Семён Петрович");
        assert_eq!(name.short(), "Римский-Корсаков С.");
    }

    #[test]
    fn takes_names_of_any_length() {
        assert_eq!(PersonName::parse("Ли").short(), "Ли");
        assert_eq!(PersonName::parse("Алиев Рашид Мамед оглы").patronymic, "Мамед оглы");
        assert!(PersonName::parse("   ").is_empty());
    }
}
