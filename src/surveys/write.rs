//! The writer of questionnaire files: what [`super::read`] reads back.

use std::fmt::Write;

use crate::domain::{Condition, Form, Item, ItemKind, Label, Questionnaire, Wanted};

/// A questionnaire as a file.
pub fn write(sheet: &Questionnaire) -> String {
    let mut out = String::new();
    put(&mut out, "code", &quoted(&sheet.code));
    put(&mut out, "version", &sheet.version.to_string());
    put(&mut out, "title", &label(&sheet.title));
    put(&mut out, "wave", &quoted(sheet.wave.code()));
    put(&mut out, "audience", &quoted(sheet.audience.code()));
    if !sheet.forms.is_empty() {
        put(&mut out, "forms", &list(sheet.forms.iter().map(|form| quoted(Form::code(*form)))));
    }
    for item in &sheet.items {
        out.push_str("\n[[items]]\n");
        self::item(&mut out, item);
    }
    out
}

fn put(out: &mut String, field: &str, value: &str) {
    // Writing into a String cannot fail.
    let _ = writeln!(out, "{field} = {value}");
}

/// What JSON takes for a string, TOML does too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn label(label: &Label) -> String {
    match label.en.is_empty() {
        true => format!("{{ ru = {} }}", quoted(&label.ru)),
        false => format!("{{ ru = {}, en = {} }}", quoted(&label.ru), quoted(&label.en)),
    }
}

fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

fn item(out: &mut String, item: &Item) {
    put(out, "id", &quoted(&item.id));
    if let Some(was) = &item.was {
        put(out, "was", &quoted(was));
    }
    kind(out, &item.kind);
    put(out, "ru", &quoted(&item.label.ru));
    if !item.label.en.is_empty() {
        put(out, "en", &quoted(&item.label.en));
    }
    for (field, text) in [("section", &item.section), ("help", &item.help)] {
        if !text.ru.is_empty() {
            put(out, field, &label(text));
        }
    }
    for (field, set) in [("required", item.required), ("reversed", item.reversed), ("neutral", item.neutral)] {
        if set {
            put(out, field, "true");
        }
    }
    match item.linked.as_slice() {
        [] => {}
        [one] => put(out, "linked", &quoted(one)),
        several => put(out, "linked", &list(several.iter().map(|id| quoted(id)))),
    }
    if let Some(when) = &item.when {
        put(out, "when", &condition(when));
    }
}

fn kind(out: &mut String, kind: &ItemKind) {
    let code = match kind {
        ItemKind::YesNo => "yesno",
        ItemKind::Text => "text",
        ItemKind::Scale { .. } => "scale",
        ItemKind::Choice(_) => "choice",
        ItemKind::Several(_) => "several",
        ItemKind::Percent { .. } => "percent",
        ItemKind::Frequency => "frequency",
    };
    put(out, "kind", &quoted(code));
    match kind {
        ItemKind::Scale { low, high } | ItemKind::Percent { low, high } => {
            put(out, "low", &low.to_string());
            put(out, "high", &high.to_string());
        }
        ItemKind::Choice(options) | ItemKind::Several(options) => {
            put(out, "options", &list(options.iter().map(label)));
        }
        ItemKind::YesNo | ItemKind::Text | ItemKind::Frequency => {}
    }
}

fn condition(when: &Condition) -> String {
    let wanted = match &when.wanted {
        Wanted::YesNo(yes) => format!("is = {}", quoted(if *yes { "yes" } else { "no" })),
        Wanted::OneOf(indexes) => format!("is = {}", list(indexes.iter().map(|index| (index + 1).to_string()))),
        Wanted::Between { low, high } => format!("from = {low}, to = {high}"),
    };
    format!("{{ item = {}, {wanted} }}", quoted(&when.item))
}

#[cfg(test)]
mod tests {
    use super::super::{builtin, read};
    use super::*;

    #[test]
    fn what_is_written_is_read_back_the_same() {
        for sheet in builtin().unwrap() {
            let again = read(&write(&sheet)).unwrap();
            assert_eq!(Questionnaire { own: false, ..again }, sheet);
        }
    }

    #[test]
    fn every_field_and_every_sign_survives() {
        let label = |ru: &str| Label { ru: ru.to_owned(), en: "a \"b\" \\ c".to_owned() };
        let first = Item::new("1", label("«да» \"или\" \\нет"), ItemKind::Several(vec![label("а"), label("б")]));
        let second = Item {
            was: Some("старый".to_owned()),
            section: label("раздел"),
            help: label("пояснение"),
            required: true,
            neutral: true,
            linked: vec!["X1".to_owned(), "X2".to_owned()],
            when: Some(Condition { item: "1".to_owned(), wanted: Wanted::OneOf(vec![1]) }),
            ..Item::new("2", label("сколько?"), ItemKind::Percent { low: 5, high: 50 })
        };
        let third = Item {
            reversed: true,
            when: Some(Condition { item: "2".to_owned(), wanted: Wanted::Between { low: 10, high: 50 } }),
            ..Item::new("3", label("как?"), ItemKind::Frequency)
        };
        let mut sheet = builtin().unwrap().remove(0);
        sheet.items = vec![first, second, third];
        sheet.own = true;
        assert_eq!(read(&write(&sheet)), Ok(sheet));
    }
}
