//! What texts are about: topics of the school's dictionary, and words that two texts share.
//!
//! People write «подтянуть математику, боюсь ОГЭ» and «алгебра, геометрия». The dictionary of [`Topic`]s ties the two
//! together; a word outside it counts only where both sides write it.

use std::collections::HashMap;

use crate::domain::{Problem, Topic};
use crate::fields::fold;

/// How many topics are told apart; further ones of the dictionary are not looked for.
pub const TOPICS_MAX: usize = 128;

/// Words shorter than this are no bridge between two texts.
const TELLING: usize = 5;
/// How much of a word tells it from others: endings differ («робототехника», «робототехнику»).
const STEM: usize = 6;
/// Beginnings of words that everybody writes.
const COMMON: [&str; 17] = [
    "помо",
    "помог",
    "нужн",
    "школ",
    "класс",
    "учени",
    "учит",
    "работ",
    "хотел",
    "хочет",
    "делат",
    "очень",
    "чтобы",
    "наста",
    "любит",
    "могу",
    "умею",
];

/// A text in small letters, ё as е, without punctuation but `keep`; dashes of any length are «-».
pub fn plain(text: &str, keep: &str) -> String {
    let dashed = |c: char| if matches!(c, '–' | '—' | '−') { '-' } else { c };
    let spaced: String =
        text.chars().map(dashed).map(|c| if c.is_alphanumeric() || keep.contains(c) { c } else { ' ' }).collect();
    fold(&spaced)
}

/// The topics of a school, ready to be looked for.
#[derive(Debug, Clone)]
pub struct Topics {
    all: Vec<Topic>,
    /// Beginnings of words with their topic, by their first letter.
    begins: HashMap<char, Vec<(usize, String)>>,
    /// Numbers of words outside the dictionary.
    words: HashMap<String, u32>,
    /// The words by number, as first written.
    written: Vec<String>,
}

/// What one text is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Topics, as bits by their place in the dictionary.
    pub topics: u128,
    /// Numbers of telling words, sorted.
    pub words: Vec<u32>,
}

impl About {
    /// Whether nothing was recognised.
    pub fn is_empty(&self) -> bool {
        self.topics == 0 && self.words.is_empty()
    }

    /// Takes in what another text is about.
    pub fn add(&mut self, other: Self) {
        self.topics |= other.topics;
        self.words.extend(other.words);
        self.words.sort_unstable();
        self.words.dedup();
    }

    /// The telling words both have.
    pub fn shared(&self, other: &Self) -> impl Iterator<Item = u32> {
        self.words.iter().copied().filter(|word| other.words.binary_search(word).is_ok())
    }
}

impl Topics {
    /// The topics of a dictionary.
    pub fn new(all: &[Topic]) -> Self {
        let all = all[..all.len().min(TOPICS_MAX)].to_vec();
        let pairs = all.iter().enumerate().flat_map(|(at, topic)| topic.words.iter().map(move |word| (at, word)));
        let mut begins = HashMap::<char, Vec<(usize, String)>>::new();
        for (at, word) in pairs {
            let word = plain(word, "");
            if let Some(first) = word.chars().next() {
                begins.entry(first).or_default().push((at, word));
            }
        }
        Self { all, begins, words: HashMap::new(), written: Vec::new() }
    }

    /// What a text is about.
    pub fn about(&mut self, text: &str) -> About {
        let text = plain(text, "");
        let mut topics = 0;
        for at in std::iter::once(0).chain(text.match_indices(' ').map(|(at, _)| at + 1)) {
            let rest = &text[at..];
            let begins = rest.chars().next().and_then(|first| self.begins.get(&first));
            for (topic, begin) in begins.into_iter().flatten() {
                if rest.starts_with(begin.as_str()) {
                    topics |= 1 << topic;
                }
            }
        }
        let mut words: Vec<u32> =
            text.split(' ').filter(|word| is_telling(word)).map(|word| self.number(word)).collect();
        words.sort_unstable();
        words.dedup();
        About { topics, words }
    }

    /// Topics that help with any of some problems.
    pub fn helping_with(&self, problems: &[Problem]) -> u128 {
        let helps = |topic: &Topic| topic.problems.iter().any(|problem| problems.contains(problem));
        self.all.iter().enumerate().filter(|(_, topic)| helps(topic)).fold(0, |mask, (at, _)| mask | 1 << at)
    }

    /// The problems that some topics help with.
    pub fn problems(&self, topics: u128) -> Vec<Problem> {
        let of = self.all.iter().enumerate().filter(|(at, _)| topics & (1 << at) != 0);
        let mut problems: Vec<Problem> = of.flat_map(|(_, topic)| topic.problems.iter().copied()).collect();
        problems.sort_unstable();
        problems.dedup();
        problems
    }

    /// What some topics are called.
    pub fn titles(&self, topics: u128) -> Vec<String> {
        let of = self.all.iter().enumerate().filter(|(at, _)| topics & (1 << at) != 0);
        of.map(|(_, topic)| topic.title.as_str().to_owned()).collect()
    }

    /// A telling word as it was first written.
    pub fn written(&self, word: u32) -> &str {
        self.written.get(word as usize).map_or("", String::as_str)
    }

    fn number(&mut self, word: &str) -> u32 {
        let stem: String = word.chars().take(STEM).collect();
        let next = u32::try_from(self.written.len()).unwrap_or(u32::MAX);
        let number = *self.words.entry(stem).or_insert(next);
        if number == next {
            self.written.push(word.to_owned());
        }
        number
    }
}

fn is_telling(word: &str) -> bool {
    word.chars().count() >= TELLING && !COMMON.iter().any(|common| word.starts_with(common))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Pairing;

    #[test]
    fn a_request_and_a_competence_meet_in_a_topic() {
        let mut topics = Topics::new(&Pairing::usual().topics);
        let wants = topics.about("Подтянуть математику, боюсь ОГЭ");
        let gives = topics.about("алгебра, геометрия; физика");
        assert_eq!(topics.titles(wants.topics & gives.topics), ["математика"]);
        let wants = topics.about("Новенький, трудно в классе");
        assert_eq!(topics.problems(wants.topics), [Problem::Adaptation]);
        assert_ne!(topics.helping_with(&[Problem::Adaptation]) & topics.about("Адаптация").topics, 0);
    }

    #[test]
    fn a_word_outside_the_dictionary_counts_where_both_write_it() {
        let mut topics = Topics::new(&[]);
        let (wants, gives) = (topics.about("Хочу заниматься керамикой"), topics.about("керамика, помогаю школе"));
        let shared: Vec<u32> = wants.shared(&gives).collect();
        assert_eq!(shared.iter().map(|word| topics.written(*word)).collect::<Vec<_>>(), ["керамикой"]);
    }

    #[test]
    fn a_topic_is_found_at_the_beginning_of_words_only() {
        let mut topics = Topics::new(&Pairing::usual().topics);
        assert_eq!(topics.about("побегать").topics, 0, "«бег» stands inside");
        let runs = topics.about("бег по утрам");
        assert_eq!(topics.titles(runs.topics), ["спорт"]);
    }
}
