//! Sentences for what happens to a questionnaire: where a file is wrong, what was taken, what changed.

use super::{Adopted, Difference, Fault, Loose, OpenError, Outcome, ReadError};
use crate::domain::{Audience, Form, Questionnaire, Register, Wave};
use crate::fields::names;
use crate::text::{Lang, Text, fill};

/// «строка 12, вопрос 4: такого слова нет: «revresed»»
pub fn read_error(error: &ReadError, text: &Text) -> String {
    let s = &text.surveys;
    let line = error.line.map(|line| fill(s.at_line, &[&line]));
    let item = error.item.as_ref().map(|item| fill(s.at_item, &[item]));
    let place: Vec<String> = line.into_iter().chain(item).collect();
    let what = fault(&error.fault, text);
    if place.is_empty() { what } else { format!("{}: {what}", place.join(", ")) }
}

/// Why a file gives no questionnaire.
pub fn open_error(error: &OpenError, text: &Text) -> String {
    let m = &text.messages;
    match error {
        OpenError::NotFound(path) => fill(m.import_not_found, &[&path.display()]),
        OpenError::NotAFile(path) => fill(m.import_not_a_file, &[&path.display()]),
        OpenError::Unreadable { path, why } => fill(m.import_unreadable, &[&path.display(), &why.words(text)]),
        OpenError::TooLarge => text.surveys.too_large.to_owned(),
        OpenError::NotText => text.surveys.not_text.to_owned(),
        OpenError::Read(errors) => faults(errors, text).join("\n"),
    }
}

/// Everything that is wrong with a file, a line for each fault; where there are several, how many stands first.
pub fn faults(errors: &[ReadError], text: &Text) -> Vec<String> {
    let each = errors.iter().map(|error| read_error(error, text));
    let count = (errors.len() > 1).then(|| fill(text.surveys.faults_count, &[&errors.len()]));
    count.into_iter().chain(each).collect()
}

/// That a file holds an older version with other questions.
pub fn older(version: u16, newest: u16, text: &Text) -> String {
    fill(text.surveys.older, &[&version, &newest, &newest.saturating_add(1)])
}

fn fault(fault: &Fault, text: &Text) -> String {
    let s = &text.surveys;
    match fault {
        Fault::Malformed(said) => malformed(said, text),
        Fault::Unclosed => s.unclosed.to_owned(),
        Fault::EmptyText { field } => fill(s.empty_text, &[field]),
        Fault::Version(version) => fill(s.bad_version, &[version]),
        Fault::UnknownCode { field, code } => fill(s.unknown_code, &[field, code, &possible(field).join(", ")]),
        Fault::NoItems => s.no_items.to_owned(),
        Fault::DuplicateId => s.duplicate_id.to_owned(),
        Fault::Scale { low, high } => fill(s.bad_scale, &[low, high]),
        Fault::Percent { low, high } => fill(s.bad_percent, &[low, high]),
        Fault::TooManyItems(count) => fill(s.too_many_items, &[count]),
        Fault::BadId(id) => fill(s.bad_id, &[id]),
        Fault::TooLong { field } => fill(s.too_long, &[field]),
        Fault::SameOption(option) => fill(s.same_option, &[option]),
        Fault::WasTaken(id) => fill(s.was_taken, &[id]),
        Fault::BothWays => s.both_ways.to_owned(),
        Fault::TooManyLinks(count) => fill(s.too_many_links, &[count]),
        Fault::ConditionOnUnknown(id) => fill(s.condition_unknown, &[id]),
        Fault::ConditionUnfit(id) => fill(s.condition_unfit, &[id]),
        Fault::TooFewOptions(count) => fill(s.too_few_options, &[count]),
        Fault::TooManyOptions(count) => fill(s.too_many_options, &[count]),
        Fault::Misplaced { field } => fill(s.misplaced, &[field]),
        Fault::LinkOutsideEntry => s.link_outside_entry.to_owned(),
        Fault::LinkMissing(id) => fill(s.link_missing, &[id]),
        Fault::LinkOfOtherKind(id) => fill(s.link_other_kind, &[id]),
    }
}

/// What the reader of TOML said, as far as it is one of its three usual complaints.
fn malformed(said: &str, text: &Text) -> String {
    let s = &text.surveys;
    let named = said.split('`').nth(1).unwrap_or_default();
    match said {
        _ if said.starts_with("unknown field") => fill(s.bad_word, &[&named]),
        _ if said.starts_with("missing field") => fill(s.missing_word, &[&named]),
        _ if said.starts_with("invalid type") => fill(s.bad_type, &[&type_words(said, text)]),
        _ => fill(s.malformed, &[&syntax_words(said, text)]),
    }
}

/// What is wrong with the notation, in Russian for those who read it: by how the words of the TOML reader begin.
fn syntax_words(said: &str, text: &Text) -> String {
    if text.lang != Lang::Ru {
        return said.to_owned();
    }
    let words = [
        ("missing comma between key-value", "между словами в { } не хватает запятой"),
        ("missing comma between array", "в списке [ ] не хватает запятой"),
        ("extra comma", "лишняя запятая"),
        ("unclosed inline table", "нет закрывающей скобки }"),
        ("unclosed array table", "нет закрывающих скобок ]]"),
        ("unclosed table", "нет закрывающей скобки ]"),
        ("unclosed array", "нет закрывающей скобки ]"),
        ("missing inline table opening", "нет открывающей скобки {"),
        ("missing array opening", "нет открывающей скобки ["),
        ("missing table open", "нет открывающей скобки ["),
        ("key with no value", "после слова нужны знак = и значение"),
        ("missing assignment", "после слова нужны знак = и значение"),
        ("missing value", "после знака = нет значения"),
        ("extra `=`", "лишний знак ="),
        ("extra assignment", "лишний знак ="),
        ("unexpected `=`", "лишний знак ="),
        ("missing key", "перед знаком = нет слова"),
        ("unquoted keys cannot be empty", "перед знаком = нет слова"),
        ("duplicate key", "это слово уже есть выше"),
        ("unexpected key or value", "после значения в строке ничего быть не может; текст берут в кавычки"),
        ("string values must be quoted", "текст берут в кавычки"),
        ("invalid unquoted key", "слова файла пишут латинскими буквами, а текст берут в кавычки"),
        ("missing opening quote", "нет открывающей кавычки"),
        ("missing escaped", "знак \\ в двойных кавычках пишут дважды"),
        ("too few unicode", "знак \\ в двойных кавычках пишут дважды"),
        ("redundant", "лишний знак в числе"),
        ("unexpected leading zero", "лишний ноль перед числом"),
        ("cannot extend", "у этого слова уже есть значение"),
    ];
    let found = words.iter().find(|(english, _)| said.starts_with(english)).map(|(_, russian)| *russian);
    found.unwrap_or("проверьте кавычки, скобки и запятые").to_owned()
}

/// «число `7`, а нужно: текст в кавычках»: the TOML reader's words for kinds of values, in Russian for those who read it.
fn type_words(said: &str, text: &Text) -> String {
    if text.lang != Lang::Ru {
        return said.to_owned();
    }
    let words = [
        ("invalid type: ", ""),
        (", expected ", ", а нужно: "),
        ("floating point", "дробное число"),
        ("a string", "текст в кавычках"),
        ("string", "текст"),
        ("a boolean", "true или false"),
        ("boolean", "true или false"),
        ("a sequence", "список в [ ]"),
        ("sequence", "список в [ ]"),
        ("integer", "число"),
        ("i64", "число"),
        ("struct RawLabel", "{ ru = \"…\" }"),
        ("struct RawWhen", "{ item = \"…\" }"),
        ("map", "таблица в { }"),
    ];
    words.iter().fold(said.to_owned(), |said, (english, russian)| said.replace(english, russian))
}

/// The values that a field of the file knows.
fn possible(field: &str) -> Vec<&'static str> {
    match field {
        "wave" => Wave::ALL.iter().map(|wave| wave.code()).collect(),
        "audience" => Audience::ALL.iter().map(|audience| audience.code()).collect(),
        "forms" => Form::ALL.iter().map(|form| form.code()).collect(),
        _ => vec!["yesno", "text", "scale", "choice", "several", "percent", "frequency"],
    }
}

/// What became of a questionnaire, in one sentence.
pub fn outcome(adopted: &Adopted, text: &Text) -> String {
    let s = &text.surveys;
    let (title, version) = (names::title(&adopted.sheet, text), adopted.sheet.version);
    match adopted.outcome {
        Outcome::Created => fill(s.created, &[&title, &version]),
        Outcome::Unchanged => fill(s.unchanged, &[&title, &version]),
        Outcome::Edited => fill(s.edited, &[&title, &version]),
        Outcome::NewVersion { answers } => fill(s.new_version, &[&title, &version, &answers]),
    }
}

/// Everything else to be said of it, a line each: what changed, and which links lead nowhere.
pub fn remarks(adopted: &Adopted, text: &Text) -> Vec<String> {
    let changed = adopted.differences.iter().map(|found| difference(found, text));
    let loose = adopted.loose.iter().map(|loose| loose_words(loose, text));
    changed.chain(loose).collect()
}

/// What changed from one version to the next, and which expectations lost their outcome by it, a line each.
pub fn changed(register: &Register, old: &Questionnaire, new: &Questionnaire, text: &Text) -> Vec<String> {
    let differences = super::differences(old, new);
    let lost = super::loose(register, new, Some(old));
    let lost =
        lost.iter().filter(|loose| loose.entry.is_some()).map(|loose| loose_words(loose, text)).collect::<Vec<_>>();
    differences.iter().map(|found| difference(found, text)).chain(lost).collect()
}

/// Whether a change says more than what the list of questions shows: what becomes of conditions and older answers.
pub fn is_telling(old: &Questionnaire, new: &Questionnaire) -> bool {
    let told =
        |found: &Difference| !matches!(found, Difference::Added(_) | Difference::Reworded(_) | Difference::Reordered);
    super::differences(old, new).iter().any(told)
}

fn loose_words(loose: &Loose, text: &Text) -> String {
    match &loose.entry {
        None => fill(text.surveys.loose, &[&loose.item, &loose.to]),
        Some(entry) => fill(text.surveys.loose_of, &[&names::label(entry, text), &loose.item, &loose.to]),
    }
}

fn difference(found: &Difference, text: &Text) -> String {
    let s = &text.surveys;
    match found {
        Difference::Added(id) => fill(s.added, &[id]),
        Difference::Removed(id) => fill(s.removed, &[id]),
        Difference::Renamed { from, to } => fill(s.renamed, &[from, to]),
        Difference::Reworded(id) => fill(s.reworded, &[id]),
        Difference::OtherKind(id) => fill(s.other_kind, &[id]),
        Difference::TurnedRound(id) => fill(s.turned_round, &[id]),
        Difference::BetterEnd(id) => fill(s.better_end, &[id]),
        Difference::OtherCondition(id) => fill(s.other_condition, &[id]),
        Difference::Reordered => s.reordered.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    const HEAD: &str = "code = 'own'\nversion = 1\ntitle = { ru = 'Т' }\nwave = 'pulse'\naudience = 'mentee'\n";

    fn told(body: &str, lang: Lang) -> String {
        read_error(&read(&format!("{HEAD}{body}")).unwrap_err(), Text::of(lang))
    }

    /// The reader of TOML speaks English; a school's file is told of in Russian.
    #[test]
    fn faults_of_the_notation_are_told_in_russian() {
        for body in [
            "a = ",
            "a 1",
            "мы = 1",
            "a = \"C:\\д\"",
            "a = 01",
            "a = { ru = 'x' b = 1 }",
            "a = [1 2]",
            "a = [1,,2]",
            "a = да",
            "a = 1 2",
            "= 1",
            "[[items]",
        ] {
            let said = told(&format!("{body}\n"), Lang::Ru);
            let rest =
                said.strip_prefix("строка 6: нарушены правила записи TOML: ").unwrap_or_else(|| panic!("{said}"));
            let english = rest.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word.len() > 2);
            assert!(!english && !rest.starts_with("проверьте"), "{body}: {said}");
        }
        assert_eq!(told("a = 'x\n", Lang::Ru), "строка 6: кавычка открыта и не закрыта");
    }

    #[test]
    fn several_faults_are_counted_and_told_a_line_each() {
        let faults =
            super::super::read_all(&format!("{HEAD}[[items]]\nid = '1'\nkind = 'stars'\nru = ''\n")).unwrap_err();
        let said = super::faults(&faults, Text::of(Lang::Ru));
        assert_eq!((said.len(), said[0].as_str()), (3, "В файле ошибок: 2."));
        assert!(said[1].starts_with("строка 6, вопрос 1:") && said[2].starts_with("строка 8, вопрос 1:"), "{said:?}");
    }

    #[test]
    fn line_item_and_fault_are_named_in_both_languages() {
        let misspelt = "[[items]]\nid = '7а'\nkind = 'yesno'\nru = 'Да?'\nrevresed = true\n";
        let said = told(misspelt, Lang::Ru);
        assert_eq!(
            said,
            "строка 10, вопрос 7а: такого слова нет: «revresed». Слова формата: README, «Слова файла анкеты»"
        );
        assert!(told(misspelt, Lang::En).starts_with("line 10, item 7а: there is no such word: “revresed”"));
        let scale = "[[items]]\nid = '7'\nkind = 'scale'\nlow = 5\nhigh = 3\nru = 'Как?'\n";
        assert_eq!(
            told(scale, Lang::Ru),
            "строка 9, вопрос 7: шкала 5–3: нужна от 0 до 9 или от 1 до 10, низ меньше верха"
        );
        let kind = "[[items]]\nid = '7'\nkind = 'stars'\nru = 'Как?'\n";
        assert!(told(kind, Lang::Ru).ends_with("Можно: yesno, text, scale, choice, several, percent, frequency"));
        let number = told("[[items]]\nid = 7\nkind = 'yesno'\nru = 'Да?'\n", Lang::Ru);
        assert!(number.starts_with("строка 7, вопрос 7: значение не того вида: число"), "{number}");
        assert!(number.ends_with("а нужно: текст в кавычках"), "{number}");
        assert_eq!(told("", Lang::En), "the questionnaire has no items");
    }
}
