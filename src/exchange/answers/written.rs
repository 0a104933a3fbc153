//! A name as people write their own: with the class behind it, and with the given name first.

use crate::domain::Class;

/// Words around a class that are no part of it.
const AROUND: &[&str] = &["класс", "класса", "кл", "ученик", "ученица", "ученика", "ученицы", "из"];

/// The name, and the class that stands before it or behind it: «Богдан Белов, 9А», «Белов Богдан (9 «А» класс)».
pub fn apart(whole: &str) -> (String, Option<Class>) {
    let parted = |c: char| c.is_whitespace() || ",;/|()[]".contains(c);
    let has_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let words: Vec<&str> = whole.split(parted).filter(has_word).collect();
    for (at, word) in words.iter().enumerate() {
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        // «9 А класс»: a letter by itself and what is around a class belong to it; «11 Ли Ада» is of the class 11.
        let belongs = |word: &&&str| {
            let bare = bare(word);
            bare.chars().count() == 1 || AROUND.contains(&bare.as_str())
        };
        let last = at + 1 + words[at + 1..].iter().take_while(belongs).count();
        let found = (at + 1..=last).rev().find_map(|end| Some((end, class_of(&words[at..end])?)));
        if let Some((end, class)) = found {
            let around = |word: &&str| !AROUND.contains(&bare(word).as_str());
            let name: Vec<&str> = words[..at].iter().chain(&words[end..]).copied().filter(around).collect();
            return (name.join(" "), Some(class));
        }
    }
    (words.join(" "), None)
}

fn class_of(words: &[&str]) -> Option<Class> {
    let told = words.iter().filter(|word| !AROUND.contains(&bare(word).as_str()));
    Class::parse(&told.copied().collect::<Vec<_>>().join(" "))
}

fn bare(word: &str) -> String {
    word.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
}

/// The same name with the word that stands last in front: «Богдан Белов» and «Богдан Ильич Белов» as lists have them.
pub fn turned(name: &str) -> Option<String> {
    let (rest, last) = name.trim().rsplit_once(char::is_whitespace)?;
    Some(format!("{last} {}", rest.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_told_from_a_name() {
        for (whole, name, class) in [
            ("Богдан Белов, 9А", "Богдан Белов", "9А"),
            ("Белов Богдан (9 «А» класс)", "Белов Богдан", "9А"),
            ("Белов Богдан 9 а", "Белов Богдан", "9А"),
            ("Белов Богдан, ученик 9А класса", "Белов Богдан", "9А"),
            ("10-Б / Белов Богдан Ильич", "Белов Богдан Ильич", "10Б"),
            ("11 Ли Ада", "Ли Ада", "11"),
            ("Белов, Богдан", "Белов Богдан", ""),
            ("Белов Богдан 2012", "Белов Богдан 2012", ""),
        ] {
            let (told, of) = apart(whole);
            assert_eq!((told.as_str(), of.map_or_else(String::new, |it| it.to_string())), (name, class.to_owned()));
        }
    }

    #[test]
    fn the_family_name_comes_to_the_front() {
        assert_eq!(turned("Богдан Белов").as_deref(), Some("Белов Богдан"));
        assert_eq!(turned("Богдан  Ильич Белов").as_deref(), Some("Белов Богдан  Ильич"));
        assert_eq!(turned("Белов"), None);
    }
}
