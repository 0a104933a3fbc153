//! What a cell says in answer to an item.

use crate::domain::{Answer, ItemKind};
use crate::exchange::sheet::{Cell, CellKind};
use crate::fields::{LONGEST, answer, squeezed};
use crate::text::{Lang, Text};

/// Words for having no answer, squeezed.
const BLANK: [&str; 6] = ["нетответа", "безответа", "затрудняюсьответить", "noanswer", "пусто", "незнаю"];
/// Words for what did not happen to this person, squeezed.
const NOT_APPLICABLE: [&str; 7] =
    ["небыло", "нп", "неприменимо", "неотноситсякомне", "na", "notapplicable", "пропущен"];
/// How exports word [`Answer::Blank`] in either language, squeezed.
const OWN_BLANK: [&str; 2] = ["нетответа", "noanswer"];
/// How exports word [`Answer::NotApplicable`] in either language, squeezed.
const OWN_NOT_APPLICABLE: [&str; 2] = ["небыло", "notapplicable"];
const YES: [&str; 7] = ["да", "yes", "true", "истина", "скореееда", "скорееда", "конечно"];
const NO: [&str; 5] = ["нет", "no", "false", "ложь", "скореенет"];

/// Reads a cell: labels in either language and in any case, numbers, «10 – высоко», «2. часто», «часто; редко». `None`
/// where it is no answer to an item of this kind.
pub fn parse_answer(kind: &ItemKind, text: &str) -> Option<Answer> {
    let text = text.trim();
    let plain = squeezed(text);
    if plain.is_empty() && !matches!(text, "+" | "-" | "–") {
        return Some(Answer::Blank);
    }
    let given = match kind {
        // What the program's own tables say of a question without an answer is no answer in somebody's words.
        ItemKind::Text if OWN_BLANK.contains(&plain.as_str()) || OWN_NOT_APPLICABLE.contains(&plain.as_str()) => None,
        ItemKind::Text => Some(Answer::Text(text.into())).filter(|_| text.chars().count() <= LONGEST),
        ItemKind::YesNo => yes_or_no(text, &plain).map(Answer::YesNo),
        ItemKind::Scale { .. } => leading(text).map(Answer::Scale),
        ItemKind::Percent { .. } => leading(text.trim_end_matches(['%', ' '])).map(Answer::Percent),
        ItemKind::Choice(_) | ItemKind::Frequency => option(kind, text, &plain).map(Answer::Choice),
        ItemKind::Several(_) => several(kind, text, &plain).map(|picked| Answer::Several(picked.into())),
    };
    if let Some(given) = given.filter(|given| kind.takes(given)) {
        return Some(given);
    }
    // A dash is no answer where it is not one of the two answers.
    match plain.as_str() {
        "" => Some(Answer::Blank),
        word if BLANK.contains(&word) => Some(Answer::Blank),
        word if NOT_APPLICABLE.contains(&word) => Some(Answer::NotApplicable),
        _ => None,
    }
}

/// What 1 is in a column of per cents: spreadsheets keep «45 %» as 0.45 and «100 %» as 1. `None` where nobody can tell.
pub fn one_in<'a>(column: impl Iterator<Item = &'a Cell>) -> Option<u8> {
    let (mut shares, mut whole, mut ones) = (false, false, false);
    for cell in column {
        let Some(value) = number(&cell.text) else { continue };
        shares |= value > 0.0 && value < 1.0;
        whole |= value > 1.0;
        // In a table of text «1» is what somebody wrote.
        ones |= value == 1.0 && cell.kind == CellKind::Number;
    }
    match (shares, whole) {
        (true, false) => Some(100),
        (false, true) => Some(1),
        (false, false) => (!ones).then_some(1),
        (true, true) => None,
    }
}

/// Reads a cell of per cents where 1 is `one`. `None` where it is no answer.
pub fn parse_percent(kind: &ItemKind, text: &str, one: Option<u8>) -> Option<Answer> {
    let given = match number(text) {
        Some(share) if share > 0.0 && share < 1.0 => {
            let hundredth = share * 100.0;
            let is_whole = (hundredth - hundredth.round()).abs() < 1e-6;
            Answer::Percent(is_whole.then_some(hundredth.round() as u8)?)
        }
        Some(1.0) => Answer::Percent(one?),
        _ => return parse_answer(kind, text),
    };
    Some(given).filter(|given| kind.takes(given))
}

/// A plain number, with a comma or a point.
fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok()
}

fn yes_or_no(text: &str, plain: &str) -> Option<bool> {
    let first = text.split(|c: char| !c.is_alphanumeric()).next().map(squeezed).unwrap_or_default();
    match (text, plain) {
        ("+", _) | (_, "1" | "д" | "y") => Some(true),
        ("-" | "–", _) | (_, "0" | "н" | "n") => Some(false),
        _ if BLANK.contains(&plain) || NOT_APPLICABLE.contains(&plain) => None,
        _ if YES.contains(&plain) || YES.contains(&first.as_str()) => Some(true),
        _ if NO.contains(&plain) || NO.contains(&first.as_str()) => Some(false),
        _ => None,
    }
}

/// The whole number a text begins with: «10 – высоко», «7,0», «7 из 10», «7 баллов». A broken number is none.
fn leading(text: &str) -> Option<u8> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    let number = digits.parse().ok()?;
    let Some(broken) = rest.strip_prefix(['.', ',']) else {
        // «1-2» is a range and «5а» a word.
        let follows = rest.chars().next();
        let range = rest.trim_start_matches([' ', '-', '–', '—']).starts_with(|c: char| c.is_ascii_digit());
        let joined = follows.is_some_and(char::is_alphanumeric);
        return (!range && !joined).then_some(number);
    };
    let zeros = broken.trim_start_matches('0');
    let ends = zeros.is_empty() || zeros.starts_with(|c: char| c.is_whitespace());
    (ends && !broken.starts_with(|c: char| ('1'..='9').contains(&c))).then_some(number)
}

/// The squeezed words of every option in both languages, longest first, with its index.
fn known(kind: &ItemKind) -> Vec<(String, u8)> {
    let mut known = Vec::new();
    for lang in [Lang::Ru, Lang::En] {
        let options = answer::options(kind, Text::of(lang)).into_iter().zip(0..);
        known.extend(options.map(|(words, index)| (squeezed(words), index)).filter(|(words, _)| !words.is_empty()));
    }
    known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    known
}

fn option(kind: &ItemKind, text: &str, plain: &str) -> Option<u8> {
    let known = known(kind);
    let named = |wanted: &str| known.iter().find(|(words, _)| words == wanted).map(|(_, index)| *index);
    named(plain).or_else(|| {
        // «2. часто»: the words decide where there are any.
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let rest = squeezed(&text[digits.len()..]);
        let number = || digits.parse::<u8>().ok()?.checked_sub(1);
        if rest.is_empty() { number() } else { named(&rest).filter(|_| !digits.is_empty()) }
    })
}

/// Options one after another, whatever stands between them; or their numbers.
fn several(kind: &ItemKind, text: &str, plain: &str) -> Option<Vec<u8>> {
    let known = known(kind);
    let (mut rest, mut picked) = (plain, Vec::new());
    while !rest.is_empty() {
        let Some((words, index)) = known.iter().find(|(words, _)| rest.starts_with(words.as_str())) else { break };
        picked.push(*index);
        rest = &rest[words.len()..];
    }
    if !rest.is_empty() {
        let numbers = text.split([',', ';', ' ', '\n']).filter(|part| !part.is_empty());
        picked = numbers.map(|part| part.parse::<u8>().ok()?.checked_sub(1)).collect::<Option<_>>()?;
    }
    picked.sort_unstable();
    picked.dedup();
    Some(picked)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Label;

    const SCALE: ItemKind = ItemKind::Scale { low: 1, high: 10 };

    fn labels(words: &[&str]) -> Vec<Label> {
        words.iter().map(|word| Label::of(*word)).collect()
    }

    #[test]
    fn a_spreadsheet_keeps_per_cents_as_shares() {
        let kind = ItemKind::Percent { low: 0, high: 100 };
        let column = |texts: &[&str], of| texts.iter().map(|text| Cell::new(text, of)).collect::<Vec<Cell>>();
        let numbers = |texts: &[&str]| one_in(column(texts, CellKind::Number).iter());
        assert_eq!(numbers(&["0.45", "1", "0"]), Some(100));
        assert_eq!(numbers(&["45", "1"]), Some(1));
        assert_eq!(numbers(&["1", "0"]), None, "all or one in a hundred");
        assert_eq!(numbers(&["0.45", "45", "1"]), None);
        assert_eq!(one_in(column(&["1", "0"], CellKind::Text).iter()), Some(1));
        for (text, one, wanted) in [
            ("0.45", Some(100), Some(45)),
            ("0.07", Some(100), Some(7)),
            ("0,29", Some(1), Some(29)),
            ("1", Some(100), Some(100)),
            ("1", Some(1), Some(1)),
            ("1", None, None),
            ("0", None, Some(0)),
            ("45", None, Some(45)),
            ("45 %", Some(1), Some(45)),
            ("0.455", Some(100), None),
            ("145", Some(1), None),
        ] {
            assert_eq!(parse_percent(&kind, text, one), wanted.map(Answer::Percent), "{text} {one:?}");
        }
        assert_eq!(parse_percent(&kind, "нет ответа", None), Some(Answer::Blank));
    }

    #[test]
    fn what_exports_say_of_no_answer_is_no_text() {
        for lang in [Lang::Ru, Lang::En] {
            let text = Text::of(lang);
            for none in [Answer::Blank, Answer::NotApplicable] {
                let told = answer::words(&ItemKind::Text, &none, text);
                assert_eq!(parse_answer(&ItemKind::Text, &told), Some(none), "{told}");
            }
        }
        assert_eq!(parse_answer(&ItemKind::Text, "нет"), Some(Answer::Text("нет".into())), "somebody's own word");
    }

    #[test]
    fn ratings_are_numbers_with_or_without_words() {
        for (text, wanted) in [
            ("7", 7),
            ("10 – высоко", 10),
            ("1 (совсем нет)", 1),
            ("7.0", 7),
            ("7,0", 7),
            ("8 из 10", 8),
            ("5 баллов", 5),
        ] {
            assert_eq!(parse_answer(&SCALE, text), Some(Answer::Scale(wanted)), "{text}");
        }
        for text in ["0", "11", "7.5", "1-2", "1–2 раза", "много", "5а", "-3", "999999999999"] {
            assert_eq!(parse_answer(&SCALE, text), None, "{text}");
        }
        for text in ["", " ", "—", "нет ответа", "Затрудняюсь ответить"] {
            assert_eq!(parse_answer(&SCALE, text), Some(Answer::Blank), "{text:?}");
        }
        assert_eq!(parse_answer(&SCALE, "не было"), Some(Answer::NotApplicable));
        let share = ItemKind::Percent { low: 0, high: 50 };
        assert_eq!(parse_answer(&share, "45 %"), Some(Answer::Percent(45)));
        assert_eq!(parse_answer(&share, "51"), None, "above the bounds of the item");
    }

    #[test]
    fn yes_and_no_in_every_usual_way() {
        for text in ["да", "Да", "ДА, конечно", "yes", "1", "+", "TRUE"] {
            assert_eq!(parse_answer(&ItemKind::YesNo, text), Some(Answer::YesNo(true)), "{text}");
        }
        for text in ["нет", "Нет, не рад", "no", "0", "-", "FALSE"] {
            assert_eq!(parse_answer(&ItemKind::YesNo, text), Some(Answer::YesNo(false)), "{text}");
        }
        assert_eq!(parse_answer(&ItemKind::YesNo, "нет ответа"), Some(Answer::Blank));
        assert_eq!(parse_answer(&ItemKind::YesNo, "может быть"), None);
    }

    #[test]
    fn options_are_found_by_words_and_by_number() {
        for (text, wanted) in
            [("часто", 1), ("Очень часто", 0), ("1–2 раза", 3), ("4", 3), ("2. часто", 1), ("never", 4)]
        {
            assert_eq!(parse_answer(&ItemKind::Frequency, text), Some(Answer::Choice(wanted)), "{text}");
        }
        assert_eq!(parse_answer(&ItemKind::Frequency, "6"), None);
        assert_eq!(parse_answer(&ItemKind::Frequency, "иногда"), None);
        let choice = ItemKind::Choice(labels(&["в школе", "дома, с наставником"]));
        assert_eq!(parse_answer(&choice, "Дома с наставником"), Some(Answer::Choice(1)));
        let many = ItemKind::Several(labels(&["книги", "книги и фильмы", "спорт"]));
        for (text, wanted) in [("спорт, книги и фильмы", vec![1, 2]), ("книги;спорт", vec![0, 2]), ("1, 3", vec![0, 2])]
        {
            assert_eq!(parse_answer(&many, text), Some(Answer::Several(wanted.into())), "{text}");
        }
        assert_eq!(parse_answer(&many, "книги, театр"), None);
    }
}
