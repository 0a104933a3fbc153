//! What a field holds, whatever the field: the common ground of forms, columns, filters, import and export.

use chrono::{NaiveDate, NaiveTime};

use super::dates;
use crate::domain::{Access, Key, Register, Secret, Year, YearId};
use crate::text::Text;

/// A value of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing is known.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// An hour.
    Time(NaiveTime),
    /// Yes or no.
    Flag(bool),
    /// The code of one option.
    Code(&'static str),
    /// Codes of options, in the order of the options.
    Codes(Vec<&'static str>),
    /// Records picked, in the order picked.
    Picked(Vec<Key>),
}

impl Value {
    /// Words, or nothing where there are none.
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A day, or nothing.
    pub fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// A code, or nothing.
    pub fn code(code: Option<&'static str>) -> Self {
        code.map_or(Self::Empty, Self::Code)
    }

    /// The words, empty for anything else.
    pub fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            _ => String::new(),
        }
    }

    /// The day, if it is one.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The code, if it is one.
    pub fn as_code(&self) -> Option<&'static str> {
        match self {
            Self::Code(code) => Some(code),
            _ => None,
        }
    }

    /// The codes, none for anything else.
    pub fn as_codes(&self) -> &[&'static str] {
        match self {
            Self::Codes(codes) => codes,
            _ => &[],
        }
    }

    /// The records picked, none for anything else.
    pub fn as_picked(&self) -> &[Key] {
        match self {
            Self::Picked(keys) => keys,
            _ => &[],
        }
    }

    /// Whether anything is known.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::Codes(codes) => codes.is_empty(),
            Self::Picked(keys) => keys.is_empty(),
            Self::Number(_) | Self::Date(_) | Self::Time(_) | Self::Flag(_) | Self::Code(_) => false,
        }
    }
}

/// What reading, showing and computing a field may need to know.
#[derive(Debug, Clone, Copy)]
pub struct Ctx<'a> {
    /// Everything on file.
    pub register: &'a Register,
    /// The year on screen.
    pub year: YearId,
    /// The day.
    pub today: NaiveDate,
    /// The language.
    pub text: &'static Text,
    /// Whether restricted values may be shown.
    pub reveal: bool,
    /// Who looks.
    pub access: Access,
}

impl Ctx<'_> {
    /// A day for people: without its year where that is the school year on screen.
    pub fn day(&self, on: NaiveDate) -> String {
        dates::human(on, self.today, self.register.get::<Year>(self.year).map(AsRef::as_ref), self.text)
    }

    /// Whether who looks may ever see something, revealed or not.
    pub fn sees(&self, secret: Secret) -> bool {
        self.access.sees(self.register, secret, self.today)
    }
}
