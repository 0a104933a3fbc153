//! Names in the genitive and the dative, for letters and certificates: «родителям Щёголевой Ксении», «Ли Аде».
//!
//! A small table of our own instead of a crate: the one there is (petrovich 0.2) needs a YAML parser that nobody keeps
//! up any more to build, and two cases of three parts of a name are a page. What a table cannot know (whether Калина
//! is a noun) the curator corrects: every letter keeps its addressee as it was written.

use crate::domain::PersonName;

/// A case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Кого.
    Genitive,
    /// Кому.
    Dative,
}

/// Which of the two declensions a name follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}

/// A name in a case, family name first. Where nothing tells whether it is a man's or a woman's, it stays as it is.
pub fn full(name: &PersonName, case: Case) -> String {
    let Some(gender) = gender(name) else { return name.full() };
    let last = each(&name.last, '-', |part| last(part, gender, case));
    let first = each(&name.first, '-', |part| first(part, gender, case));
    let patronymic = each(&name.patronymic, ' ', |part| patronymic(part, case));
    let parts = [last, first, patronymic];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn each(whole: &str, between: char, inflect: impl Fn(&str) -> String) -> String {
    let parts: Vec<String> = whole.split(between).map(inflect).collect();
    parts.join(&between.to_string())
}

const MALE_LAST: &[&str] = &["ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ской", "цкой"];
const FEMALE_LAST: &[&str] = &["ова", "ева", "ёва", "ина", "ына", "ая", "яя"];
/// Names of men that end like names of women.
const MEN: &[&str] = &[
    "никита",
    "илья",
    "кузьма",
    "фома",
    "лука",
    "савва",
    "данила",
    "миша",
    "гриша",
    "паша",
    "дима",
    "коля",
    "ваня",
    "петя",
    "вася",
    "юра",
    "лёша",
    "алёша",
    "серёжа",
    "костя",
    "толя",
    "ильдана",
    "мустафа",
    "муса",
    "иса",
];
/// Names of women that do not end in а or я.
const WOMEN: &[&str] = &[
    "любовь",
    "нинель",
    "рахиль",
    "юдифь",
    "эсфирь",
    "руфь",
    "айгуль",
    "гузель",
    "адель",
    "асель",
    "айсель",
    "гульназ",
    "айгюль",
    "марьям",
    "мириам",
    "элен",
    "аннет",
];
/// Of those the ones that are declined.
const DECLINED: &[&str] = &["любовь", "нинель", "рахиль", "юдифь", "эсфирь", "руфь"];
/// Family names of beasts and birds that lose a vowel.
const FLEETING: &[&str] = &["воробей", "соловей", "муравей", "репей"];

fn gender(name: &PersonName) -> Option<Gender> {
    let [last, first, patronymic] = [&name.last, &name.first, &name.patronymic].map(|part| part.to_lowercase());
    let ends = |word: &str, ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    if ends(&patronymic, &["ич", "оглы", "улы"]) || MEN.contains(&first.as_str()) {
        return Some(Gender::Male);
    }
    if ends(&patronymic, &["на", "кызы", "гызы"]) || WOMEN.contains(&first.as_str()) {
        return Some(Gender::Female);
    }
    if ends(&last, MALE_LAST) {
        return Some(Gender::Male);
    }
    if ends(&last, FEMALE_LAST) || ends(&first, &["а", "я"]) {
        return Some(Gender::Female);
    }
    // Иван, Андрей, Игорь.
    first.chars().last().filter(|c| !is_vowel(*c)).map(|_| Gender::Male)
}

fn is_vowel(c: char) -> bool {
    "аеёиоуыэюя".contains(c)
}

fn vowels(word: &str) -> usize {
    word.chars().filter(|c| is_vowel(*c)).count()
}

/// The word without its last `cut` letters, with an ending.
fn with(word: &str, cut: usize, case: Case, genitive: &str, dative: &str) -> String {
    let kept = word.chars().count().saturating_sub(cut);
    let stem: String = word.chars().take(kept).collect();
    stem + if case == Case::Genitive { genitive } else { dative }
}

/// What ends in а or я: Никита, Анна, Сирота.
fn first_declension(word: &str, lower: &str, case: Case) -> String {
    let mut back = lower.chars().rev().skip(1);
    let before = back.next();
    match before {
        _ if lower.ends_with("ия") => with(word, 1, case, "и", "и"),
        _ if lower.ends_with('я') => with(word, 1, case, "и", "е"),
        Some(before) if is_vowel(before) => word.to_owned(),
        Some('г' | 'к' | 'х' | 'ж' | 'ч' | 'ш' | 'щ') => with(word, 1, case, "и", "е"),
        _ => with(word, 1, case, "ы", "е"),
    }
}

/// What is declined like a man's name: Иван, Андрей, Игорь.
fn second_declension(word: &str, lower: &str, case: Case) -> String {
    match lower.chars().last() {
        Some('й' | 'ь') => with(word, 1, case, "я", "ю"),
        Some(last) if !is_vowel(last) => with(word, 0, case, "а", "у"),
        _ => word.to_owned(),
    }
}

fn last(word: &str, gender: Gender, case: Case) -> String {
    let lower = word.to_lowercase();
    if lower.ends_with("ых") || lower.ends_with("их") {
        return word.to_owned();
    }
    if gender == Gender::Female {
        return match () {
            () if lower.ends_with("яя") || ["щая", "чая", "шая", "жая"].iter().any(|end| lower.ends_with(end)) => {
                with(word, 2, case, "ей", "ей")
            }
            () if lower.ends_with("ая") => with(word, 2, case, "ой", "ой"),
            () if FEMALE_LAST.iter().any(|end| lower.ends_with(end)) => with(word, 1, case, "ой", "ой"),
            () if lower.ends_with(['а', 'я']) => first_declension(word, &lower, case),
            () => word.to_owned(),
        };
    }
    if lower.ends_with(['а', 'я']) {
        return first_declension(word, &lower, case);
    }
    if vowels(&lower) > 1 {
        if let Some(adjective) = adjective(word, &lower, case) {
            return adjective;
        }
        if FLEETING.contains(&lower.as_str()) {
            return with(word, 2, case, "ья", "ью");
        }
        if let Some(stem) = lower.strip_suffix("ец") {
            let after_vowel = stem.chars().last().is_some_and(is_vowel);
            return if after_vowel {
                with(word, 2, case, "йца", "йцу")
            } else {
                with(word, 2, case, "ца", "цу")
            };
        }
    }
    second_declension(word, &lower, case)
}

/// Толстой, Заречный, Вишневский, Синий.
fn adjective(word: &str, lower: &str, case: Case) -> Option<String> {
    let hard = ["ый", "ой", "кий", "гий", "хий"].iter().any(|end| lower.ends_with(end));
    let soft = ["ний", "чий", "щий", "жий", "ший"].iter().any(|end| lower.ends_with(end));
    match (hard, soft) {
        (true, _) => Some(with(word, 2, case, "ого", "ому")),
        (_, true) => Some(with(word, 2, case, "его", "ему")),
        _ => None,
    }
}

fn first(word: &str, gender: Gender, case: Case) -> String {
    let lower = word.to_lowercase();
    match lower.as_str() {
        "лев" => return with(word, 2, case, "ьва", "ьву"),
        "павел" => return with(word, 2, case, "ла", "лу"),
        "пётр" => return with(word, 3, case, "етра", "етру"),
        _ => {}
    }
    match gender {
        _ if lower.ends_with(['а', 'я']) => first_declension(word, &lower, case),
        Gender::Male => second_declension(word, &lower, case),
        Gender::Female if DECLINED.contains(&lower.as_str()) => with(word, 1, case, "и", "и"),
        Gender::Female => word.to_owned(),
    }
}

fn patronymic(word: &str, case: Case) -> String {
    let lower = word.to_lowercase();
    match () {
        () if lower.ends_with("ич") => with(word, 0, case, "а", "у"),
        () if lower.ends_with("на") => with(word, 1, case, "ы", "е"),
        () => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(name: &str) -> [String; 2] {
        let name = PersonName::parse(name);
        [full(&name, Case::Genitive), full(&name, Case::Dative)]
    }

    #[test]
    fn awkward_names_of_men() {
        for (name, genitive, dative) in [
            ("Ли Лев Павлович", "Ли Льва Павловича", "Ли Льву Павловичу"),
            ("Черных Пётр Ильич", "Черных Петра Ильича", "Черных Петру Ильичу"),
            ("Кузнецов-Смит Павел", "Кузнецова-Смита Павла", "Кузнецову-Смиту Павлу"),
            ("Воробей Илья Юрьевич", "Воробья Ильи Юрьевича", "Воробью Илье Юрьевичу"),
            ("Лебедь Никита Львович", "Лебедя Никиты Львовича", "Лебедю Никите Львовичу"),
            ("Кравец Юрий Фомич", "Кравца Юрия Фомича", "Кравцу Юрию Фомичу"),
            ("Коломиец Игорь Петрович", "Коломийца Игоря Петровича", "Коломийцу Игорю Петровичу"),
            ("Швец Андрей", "Швеца Андрея", "Швецу Андрею"),
            ("Римский-Корсаков Семён", "Римского-Корсакова Семёна", "Римскому-Корсакову Семёну"),
            ("Толстой Алексей", "Толстого Алексея", "Толстому Алексею"),
            ("Цой Виктор", "Цоя Виктора", "Цою Виктору"),
            ("Сирота Олег Кузьмич", "Сироты Олега Кузьмича", "Сироте Олегу Кузьмичу"),
            ("Шевченко Тарас Григорьевич", "Шевченко Тараса Григорьевича", "Шевченко Тарасу Григорьевичу"),
            ("Алиев Рашид Мамед оглы", "Алиева Рашида Мамед оглы", "Алиеву Рашиду Мамед оглы"),
        ] {
            assert_eq!(both(name), [genitive, dative], "{name}");
        }
    }

    #[test]
    fn awkward_names_of_women() {
        for (name, genitive, dative) in [
            ("Щёголева Ксения Львовна", "Щёголевой Ксении Львовны", "Щёголевой Ксении Львовне"),
            ("Ли Ада", "Ли Ады", "Ли Аде"),
            ("Заречная Тамара Викторовна", "Заречной Тамары Викторовны", "Заречной Тамаре Викторовне"),
            ("Воробей Айгуль Маратовна", "Воробей Айгуль Маратовны", "Воробей Айгуль Маратовне"),
            ("Смит Любовь", "Смит Любови", "Смит Любови"),
            ("Сирота Ольга Ильинична", "Сироты Ольги Ильиничны", "Сироте Ольге Ильиничне"),
            ("Черных Майя", "Черных Майи", "Черных Майе"),
            ("Гарсиа Наталья", "Гарсиа Натальи", "Гарсиа Наталье"),
            ("Синяя Дарья", "Синей Дарьи", "Синей Дарье"),
        ] {
            assert_eq!(both(name), [genitive, dative], "{name}");
        }
    }

    #[test]
    fn what_nobody_can_tell_stays_as_it_is() {
        for name in ["Дюма Ли", "", "Ким"] {
            assert_eq!(both(name), [PersonName::parse(name).full(), PersonName::parse(name).full()], "{name}");
        }
    }
}
