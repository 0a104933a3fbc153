//! How forms ask who answers: «Ваше имя и фамилия», «ФИО ребёнка (полностью)», «В каком классе ты учишься?».
//!
//! What is said politely, or of whom, is left out of a head before it is looked up.

use super::columns::AnswerTarget;
use crate::domain::Audience;

/// Words that say nothing of what is asked for.
const POLITE: &[&str] = &[
    "ваш",
    "ваша",
    "ваше",
    "ваши",
    "вашу",
    "твой",
    "твоя",
    "твое",
    "твои",
    "твою",
    "свой",
    "свои",
    "свое",
    "свою",
    "вы",
    "ты",
    "и",
    "укажите",
    "укажи",
    "введите",
    "введи",
    "напишите",
    "напиши",
    "впишите",
    "впиши",
    "заполните",
    "пожалуйста",
    "полностью",
    "полное",
    "полные",
    "без",
    "сокращений",
    "респондента",
    "участника",
    "опрашиваемого",
    "отвечающего",
    "заполняющего",
    "your",
    "please",
    "enter",
    "and",
    "the",
    "full",
];
/// Words for whoever answers, on either side. The other side's name is somebody else's.
const MENTEE: &[&str] = &[
    "ребенка",
    "ученика",
    "ученицы",
    "учащегося",
    "учащейся",
    "обучающегося",
    "обучающейся",
    "школьника",
    "школьницы",
    "наставляемого",
    "наставляемой",
    "подопечного",
    "child",
    "pupil",
];
const MENTOR: &[&str] = &["наставника", "педагога", "учителя", "студента", "сотрудника", "mentor"];

/// Heads as they are left, beside those that are known as they stand.
const KNOWN: &[(AnswerTarget, &[&str])] = &[
    (AnswerTarget::Name, &["каквасзовут", "кактебязовут", "имяотчествофамилия", "ктоотвечает", "ктозаполняет"]),
    (
        AnswerTarget::Class,
        &[
            "вкакомклассе",
            "вкакомклассеучитесь",
            "вкакомклассеучишься",
            "вкакомклассеучится",
            "классбуква",
            "классбуквой",
            "класслитера",
            "классвкоторомучитесь",
            "классвкоторомучишься",
            "номеркласса",
            "классгруппа",
        ],
    ),
    (AnswerTarget::Email, &["адреспочты", "адресэлпочты", "элпочта", "emailадрес", "адресemail"]),
    (AnswerTarget::Phone, &["контактныйтелефон", "мобильныйтелефон"]),
    (
        AnswerTarget::Date,
        &[
            "датавремя",
            "времяотправки",
            "времяответа",
            "времяпрохождения",
            "датапрохождения",
            "датасоздания",
            "датаответа",
            "времязавершения",
            "датазавершения",
            "отметкадаты",
            "датаопроса",
        ],
    ),
];

/// A head without what is polite in it, squeezed; empty where nothing is left.
pub fn plain(head: &str, audience: Option<Audience>) -> String {
    let lower = head.to_lowercase().replace('ё', "е");
    let lower = lower.split("например").next().unwrap_or_default();
    let outside = without_brackets(lower);
    let kept = if outside.chars().any(char::is_alphanumeric) { outside.as_str() } else { lower };
    let words: Vec<&str> = kept.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // «1. Ваше имя»: the number of the question in the form.
    let words = match words.as_slice() {
        [first, rest @ ..] if first.chars().all(|c| c.is_ascii_digit()) => rest,
        all => all,
    };
    let is_said = |word: &&&str| {
        let of_side = match audience {
            Some(Audience::Mentor) => MENTOR.contains(*word),
            Some(Audience::Curator) => false,
            Some(Audience::Mentee) | None => MENTEE.contains(*word),
        };
        !of_side && !POLITE.contains(*word)
    };
    let letters = ["ф", "и", "о"];
    match words.iter().position(|word| *word == "ф").filter(|at| words[*at..].starts_with(&letters)) {
        Some(at) => {
            let mut around = words[..at].iter().chain(&words[at + letters.len()..]);
            around.find(is_said).map_or_else(|| "фио".to_owned(), |_| String::new())
        }
        None => words.iter().filter(is_said).copied().collect(),
    }
}

/// What a head that is [`plain`] asks for, where that is only known so.
pub fn known(plain: &str) -> Option<AnswerTarget> {
    KNOWN.iter().find(|(_, heads)| heads.contains(&plain)).map(|(target, _)| *target)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    text.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_polite_goes_and_what_is_asked_stays() {
        let of = |head| plain(head, Some(Audience::Mentee));
        for (head, wanted) in [
            ("Имя и фамилия", "имяфамилия"),
            ("Ваше имя и фамилия", "имяфамилия"),
            ("ФИО ребёнка", "фио"),
            ("Ваши ФИО (полностью)", "фио"),
            ("1. Укажите, пожалуйста, Ваши Ф. И. О.", "фио"),
            ("Ф.И.О. родителя", ""),
            ("Ваш класс", "класс"),
            ("Класс (например, 7А)", "класс"),
            ("ФИО наставника", "фионаставника"),
            ("(полностью)", ""),
        ] {
            assert_eq!(of(head), wanted, "{head}");
        }
        assert_eq!(plain("ФИО наставника", Some(Audience::Mentor)), "фио");
        assert_eq!(plain("ФИО ученика", Some(Audience::Mentor)), "фиоученика", "a mentor names somebody else");
        assert_eq!(known(&of("В каком классе вы учитесь?")), Some(AnswerTarget::Class));
    }
}
