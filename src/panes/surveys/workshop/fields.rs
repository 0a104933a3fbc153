//! The fields of a questionnaire's head and of an item, as the forms show them. What is written is judged by the reader
//! of questionnaire files, so the screen and a file know the same rules.

use crate::domain::{Audience, Condition, Form, Item, ItemKind, Label, Questionnaire, Wanted, Wave};
use crate::fields::choices::{AUDIENCES, WAVES};
use crate::fields::{Choice, Field, FieldKind, Value};
use crate::text::Text;

/// An item as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemRow {
    /// Its id.
    pub id: String,
    /// The id it had.
    pub was: String,
    /// The question.
    pub label: Label,
    /// The code of its kind.
    pub kind: &'static str,
    /// The lowest of a scale or a share.
    pub low: Option<i64>,
    /// The highest.
    pub high: Option<i64>,
    /// Options, one a line, «по-русски | in English».
    pub options: String,
    /// The heading that begins here.
    pub section: String,
    /// What helps to answer.
    pub help: String,
    /// Whether it must be answered.
    pub required: bool,
    /// `higher`, `lower` or `none`.
    pub better: &'static str,
    /// Ids of outcomes, «X4, X5».
    pub linked: String,
    /// «1 = да», «5 = 1, 2», «4 = 7..10».
    pub when: String,
}

const KINDS: &[Choice] = &[
    kind("yesno", |text| text.surveys.kind_yesno),
    kind("scale", |text| text.surveys.kind_scale),
    kind("choice", |text| text.surveys.kind_choice),
    kind("several", |text| text.surveys.kind_several),
    kind("frequency", |text| text.surveys.kind_frequency),
    kind("percent", |text| text.surveys.kind_percent),
    kind("text", |text| text.surveys.kind_text),
];

const BETTER: &[Choice] = &[
    kind("higher", |text| text.surveys.better_higher),
    kind("lower", |text| text.surveys.better_lower),
    kind("none", |text| text.surveys.better_none),
];

const fn kind(code: &'static str, word: fn(&Text) -> &'static str) -> Choice {
    Choice::new(code, word)
}

/// The code of a kind.
fn code_of(kind: &ItemKind) -> &'static str {
    match kind {
        ItemKind::YesNo => "yesno",
        ItemKind::Text => "text",
        ItemKind::Scale { .. } => "scale",
        ItemKind::Choice(_) => "choice",
        ItemKind::Several(_) => "several",
        ItemKind::Percent { .. } => "percent",
        ItemKind::Frequency => "frequency",
    }
}

/// The word for a kind of item.
pub fn kind_word(kind: &ItemKind, text: &Text) -> &'static str {
    KINDS.iter().find(|known| known.code == code_of(kind)).map_or("", |known| known.usual(text))
}

macro_rules! text_field {
    ($id:literal, $label:ident, $kind:ident, $($place:ident).+) => {
        Field::new(
            $id,
            |text| text.surveys.$label,
            FieldKind::$kind,
            |row: &ItemRow, _| Value::text(&row.$($place).+),
            |row: &mut ItemRow, value, _| row.$($place).+ = value.into_text(),
        )
    };
}

macro_rules! bound {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.surveys.$label,
            FieldKind::Number { low: 0, high: 100 },
            |row: &ItemRow, _| row.$name.map_or(Value::Empty, Value::Number),
            |row: &mut ItemRow, value, _| row.$name = value.as_number(),
        )
    };
}

/// The fields of an item, in the order of the form.
pub static ITEM: &[Field<ItemRow>] = &[
    text_field!("id", item_id, Text, id).required(),
    text_field!("ru", item_ru, Long, label.ru).required(),
    text_field!("en", item_en, Long, label.en),
    Field::new(
        "kind",
        |text| text.surveys.item_kind,
        FieldKind::Choice(KINDS),
        |row: &ItemRow, _| Value::Code(row.kind),
        |row: &mut ItemRow, value, _| row.kind = value.as_code().unwrap_or("yesno"),
    )
    .required(),
    bound!(low, item_low),
    bound!(high, item_high),
    text_field!("options", item_options, Long, options),
    text_field!("when", item_when, Text, when),
    text_field!("linked", item_linked, Text, linked),
    Field::new(
        "better",
        |text| text.surveys.item_better,
        FieldKind::Choice(BETTER),
        |row: &ItemRow, _| Value::Code(row.better),
        |row: &mut ItemRow, value, _| row.better = value.as_code().unwrap_or("higher"),
    )
    .required(),
    Field::new(
        "required",
        |text| text.surveys.item_required,
        FieldKind::Flag,
        |row: &ItemRow, _| Value::Flag(row.required),
        |row: &mut ItemRow, value, _| row.required = value == Value::Flag(true),
    ),
    text_field!("section", item_section, Text, section),
    text_field!("help", item_help, Text, help),
    text_field!("was", item_was, Text, was),
];

impl ItemRow {
    /// A new item under an id that is free.
    pub fn fresh(sheet: &Questionnaire) -> Self {
        let taken = |id: &String| sheet.items.iter().any(|item| item.id == *id);
        let id = (sheet.items.len() + 1..).map(|number| number.to_string()).find(|id| !taken(id));
        Self { id: id.unwrap_or_default(), kind: "scale", better: "higher", ..Self::default() }
    }

    /// An item on file.
    pub fn of(item: &Item, text: &Text) -> Self {
        let (low, high) = match item.kind {
            ItemKind::Scale { low, high } | ItemKind::Percent { low, high } => (Some(low.into()), Some(high.into())),
            _ => (None, None),
        };
        let options = match &item.kind {
            ItemKind::Choice(options) | ItemKind::Several(options) => {
                options.iter().map(one_line).collect::<Vec<_>>().join("\n")
            }
            _ => String::new(),
        };
        Self {
            id: item.id.clone(),
            was: item.was.clone().unwrap_or_default(),
            label: item.label.clone(),
            kind: code_of(&item.kind),
            low,
            high,
            options,
            section: one_line(&item.section),
            help: one_line(&item.help),
            required: item.required,
            better: match (item.reversed, item.neutral) {
                (true, _) => "lower",
                (false, true) => "none",
                (false, false) => "higher",
            },
            linked: item.linked.join(", "),
            when: item.when.as_ref().map_or_else(String::new, |when| condition_words(when, text)),
        }
    }

    /// The item it describes. `None` where the condition is not written as one.
    pub fn item(&self) -> Option<Item> {
        let bound = |value: Option<i64>, usual: u8| value.map_or(Some(usual), |value| u8::try_from(value).ok());
        let options = || self.options.lines().filter(|line| !line.trim().is_empty()).map(two_tongues).collect();
        let kind = match self.kind {
            "text" => ItemKind::Text,
            "scale" => ItemKind::Scale { low: bound(self.low, 1)?, high: bound(self.high, 10)? },
            "percent" => ItemKind::Percent { low: bound(self.low, 0)?, high: bound(self.high, 100)? },
            "choice" => ItemKind::Choice(options()),
            "several" => ItemKind::Several(options()),
            "frequency" => ItemKind::Frequency,
            _ => ItemKind::YesNo,
        };
        let ids = self.linked.split([',', ' ', ';']).filter(|id| !id.is_empty()).map(str::to_owned);
        let when = self.when.trim();
        Some(Item {
            was: Some(self.was.trim().to_owned()).filter(|was| !was.is_empty()),
            section: two_tongues(&self.section),
            help: two_tongues(&self.help),
            required: self.required,
            reversed: self.better == "lower",
            neutral: self.better == "none",
            linked: ids.collect(),
            when: if when.is_empty() { None } else { Some(condition(when)?) },
            ..Item::new(self.id.trim(), self.label.clone(), kind)
        })
    }
}

fn one_line(label: &Label) -> String {
    if label.en.is_empty() { label.ru.clone() } else { format!("{} | {}", label.ru, label.en) }
}

fn two_tongues(line: &str) -> Label {
    let (ru, en) = line.split_once('|').unwrap_or((line, ""));
    Label { ru: ru.trim().to_owned(), en: en.trim().to_owned() }
}

/// «1 = да», «5 = 1, 2», «4 = 7..10».
fn condition_words(when: &Condition, text: &Text) -> String {
    format!("{} = {}", when.item, wanted_words(&when.wanted, text))
}

/// «да», «1, 2», «7..10».
pub fn wanted_words(wanted: &Wanted, text: &Text) -> String {
    match wanted {
        Wanted::YesNo(true) => text.common.yes.to_owned(),
        Wanted::YesNo(false) => text.common.no.to_owned(),
        Wanted::OneOf(indexes) => indexes.iter().map(|index| (index + 1).to_string()).collect::<Vec<_>>().join(", "),
        Wanted::Between { low, high } => format!("{low}..{high}"),
    }
}

fn condition(written: &str) -> Option<Condition> {
    let (item, wanted) = written.split_once('=')?;
    let wanted = wanted.trim().to_lowercase();
    let wanted = match wanted.as_str() {
        "да" | "yes" => Wanted::YesNo(true),
        "нет" | "no" => Wanted::YesNo(false),
        bounds if bounds.contains("..") => {
            let (low, high) = bounds.split_once("..")?;
            Wanted::Between { low: low.trim().parse().ok()?, high: high.trim().parse().ok()? }
        }
        numbers => {
            let index = |number: &str| number.trim().parse::<u8>().ok()?.checked_sub(1);
            Wanted::OneOf(numbers.split(',').map(index).collect::<Option<_>>()?)
        }
    };
    Some(Condition { item: item.trim().to_owned(), wanted })
}

macro_rules! form_flag {
    ($id:literal, $form:ident, $label:ident) => {
        Field::new(
            $id,
            |text| text.terms.$label,
            FieldKind::Flag,
            |sheet: &Questionnaire, _| Value::Flag(sheet.forms.contains(&Form::$form)),
            |sheet: &mut Questionnaire, value, _| {
                sheet.forms.retain(|form| *form != Form::$form);
                if value == Value::Flag(true) {
                    sheet.forms.push(Form::$form);
                    sheet.forms.sort_unstable();
                }
            },
        )
    };
}

/// The fields of the head of a questionnaire. The code is asked for once, when it is made.
pub static HEAD: &[Field<Questionnaire>] = &[
    Field::new(
        "title",
        |text| text.surveys.head_title,
        FieldKind::Text,
        |sheet: &Questionnaire, _| Value::text(&sheet.title.ru),
        |sheet: &mut Questionnaire, value, _| sheet.title.ru = value.into_text(),
    )
    .required(),
    Field::new(
        "title_en",
        |text| text.surveys.head_title_en,
        FieldKind::Text,
        |sheet: &Questionnaire, _| Value::text(&sheet.title.en),
        |sheet: &mut Questionnaire, value, _| sheet.title.en = value.into_text(),
    ),
    Field::new(
        "code",
        |text| text.surveys.head_code,
        FieldKind::Text,
        |sheet: &Questionnaire, _| Value::text(&sheet.code),
        |sheet: &mut Questionnaire, value, _| sheet.code = value.into_text(),
    )
    .required(),
    Field::new(
        "wave",
        |text| text.surveys.head_wave,
        FieldKind::Choice(WAVES),
        |sheet: &Questionnaire, _| Value::Code(sheet.wave.code()),
        |sheet: &mut Questionnaire, value, _| {
            sheet.wave = value.as_code().and_then(Wave::from_code).unwrap_or(Wave::Occasion);
        },
    )
    .required(),
    Field::new(
        "audience",
        |text| text.surveys.head_audience,
        FieldKind::Choice(AUDIENCES),
        |sheet: &Questionnaire, _| Value::Code(sheet.audience.code()),
        |sheet: &mut Questionnaire, value, _| {
            sheet.audience = value.as_code().and_then(Audience::from_code).unwrap_or(Audience::Mentee);
        },
    )
    .required(),
    form_flag!("pupil_pupil", PupilPupil, form_pupil_pupil),
    form_flag!("student_pupil", StudentPupil, form_student_pupil),
    form_flag!("employer_pupil", EmployerPupil, form_employer_pupil),
    form_flag!("teacher_pupil", TeacherPupil, form_teacher_pupil),
    form_flag!("employer_student", EmployerStudent, form_employer_student),
    form_flag!("teacher_teacher", TeacherTeacher, form_teacher_teacher),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surveys;
    use crate::text::Lang;

    #[test]
    fn every_item_of_the_program_survives_its_form() {
        for lang in [Lang::Ru, Lang::En] {
            let text = Text::of(lang);
            for item in surveys::builtin().unwrap().iter().flat_map(|sheet| &sheet.items) {
                assert_eq!(ItemRow::of(item, text).item().as_ref(), Some(item));
            }
        }
    }

    #[test]
    fn conditions_are_written_as_they_are_read() {
        for (written, wanted) in [
            ("1 = да", Wanted::YesNo(true)),
            ("1=No", Wanted::YesNo(false)),
            ("1 = 1, 3", Wanted::OneOf(vec![0, 2])),
            ("1 = 7..10", Wanted::Between { low: 7, high: 10 }),
        ] {
            let read = condition(written).unwrap();
            assert_eq!(read, Condition { item: "1".into(), wanted });
            assert_eq!(condition(&condition_words(&read, Text::of(Lang::Ru))), Some(read));
        }
        for wrong in ["1", "1 = ", "1 = часто", "1 = 0", "1 = 3..", "= "] {
            assert_eq!(condition(wrong), None, "{wrong}");
        }
    }
}
