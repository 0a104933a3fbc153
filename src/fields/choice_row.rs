//! One line of a table of preferences: a choice for each row, or a whole sheet in one.

use super::choices::SIDES;
use super::{Field, FieldKind, Value};
use crate::domain::{Audience, PreferenceSheetId};

/// Choices that a sheet in one row can have a column for.
pub const CHOICES_ACROSS: usize = 10;

/// A line as the file has it: names as they are written there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChoiceRow {
    /// The sheet on file that it is a line of.
    pub id: Option<PreferenceSheetId>,
    /// The mentee, whoever chooses.
    pub mentee: String,
    /// Their class.
    pub mentee_class: String,
    /// The mentor.
    pub mentor: String,
    /// Their class, where they are a pupil.
    pub mentor_class: String,
    /// The place given, from 1, or that it may not be; what the file says of it.
    pub rank: String,
    /// Whose sheet it is.
    pub side: Option<Audience>,
    /// Whose sheet it is by name, where the head does not say of which side.
    pub author: String,
    /// A sheet in one row: who is named, the best first.
    pub choices: [String; CHOICES_ACROSS],
    /// A sheet in one row: with whom in no case.
    pub veto: String,
}

macro_rules! of_row {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Text,
            |row: &ChoiceRow, _| Value::text(&row.$name),
            |row: &mut ChoiceRow, value, _| row.$name = value.into_text(),
        )
    };
    ($name:ident, $label:ident, class) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Class,
            |row: &ChoiceRow, _| Value::text(&row.$name),
            |row: &mut ChoiceRow, value, _| row.$name = value.into_text(),
        )
    };
}

macro_rules! across {
    ($at:literal, $id:literal, $aliases:expr) => {
        Field::new(
            $id,
            |text| text.fields.wish_choice,
            FieldKind::Text,
            |row: &ChoiceRow, _| Value::text(&row.choices[$at]),
            |row: &mut ChoiceRow, value, _| row.choices[$at] = value.into_text(),
        )
        .import_only()
        .aliases($aliases)
    };
}

/// What a table of preferences has columns for. Exports write the first six; `author` and what follows belong to sheets
/// that stand in one row each.
pub static CHOICE: &[Field<ChoiceRow>] = &[
    of_row!(mentee, mentee).aliases(&["ФИО наставляемого", "Наставляемый", "ФИО ученика", "Ученик"]),
    of_row!(mentee_class, wish_mentee_class, class).aliases(&["Класс наставляемого", "Класс", "Класс ученика"]),
    of_row!(mentor, mentor).aliases(&["ФИО наставника", "Наставник", "Кого выбрал"]),
    of_row!(mentor_class, wish_mentor_class, class),
    Field::new(
        "rank",
        |text| text.fields.wish_rank,
        FieldKind::Text,
        |row: &ChoiceRow, _| row.rank.parse().map_or_else(|_| Value::text(&row.rank), Value::Number),
        |row: &mut ChoiceRow, value, _| row.rank = value.into_text(),
    )
    .aliases(&["Выбор", "Место", "Ранг", "Номер выбора", "Очерёдность", "Приоритет", "Choice", "Preference"]),
    Field::new(
        "side",
        |text| text.fields.wish_side,
        FieldKind::Choice(SIDES),
        |row: &ChoiceRow, _| Value::code(row.side.map(Audience::code)),
        |row: &mut ChoiceRow, value, _| row.side = value.as_code().and_then(Audience::from_code),
    )
    .aliases(&["Кто выбирает", "Сторона", "Чей выбор", "Чей лист"]),
    of_row!(author, wish_author).import_only().aliases(&["Автор", "ФИО", "Участник", "Фамилия, имя", "Name"]),
    across!(0, "choice_1", &["1-й выбор", "Выбор 1", "Первый выбор", "1 выбор", "First choice", "Choice 1"]),
    across!(1, "choice_2", &["2-й выбор", "Выбор 2", "Второй выбор", "2 выбор", "Second choice", "Choice 2"]),
    across!(2, "choice_3", &["3-й выбор", "Выбор 3", "Третий выбор", "3 выбор", "Third choice", "Choice 3"]),
    across!(3, "choice_4", &["4-й выбор", "Выбор 4", "Четвёртый выбор", "4 выбор", "Choice 4"]),
    across!(4, "choice_5", &["5-й выбор", "Выбор 5", "Пятый выбор", "5 выбор", "Choice 5"]),
    across!(5, "choice_6", &["6-й выбор", "Выбор 6", "6 выбор", "Choice 6"]),
    across!(6, "choice_7", &["7-й выбор", "Выбор 7", "7 выбор", "Choice 7"]),
    across!(7, "choice_8", &["8-й выбор", "Выбор 8", "8 выбор", "Choice 8"]),
    across!(8, "choice_9", &["9-й выбор", "Выбор 9", "9 выбор", "Choice 9"]),
    across!(9, "choice_10", &["10-й выбор", "Выбор 10", "10 выбор", "Choice 10"]),
    of_row!(veto, wish_vetoes).import_only().aliases(&[
        "Нельзя",
        "С кем нельзя",
        "Вето",
        "Не хочу",
        "Veto",
        "Not with",
    ]),
];
