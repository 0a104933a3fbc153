//! What leaves the base: tables of a year as CSV or XLSX for spreadsheets and JSON for programs.
//!
//! Columns are the fields that `fields` declares. What discloses health stays at home unless it is asked for: whole
//! fields and single options alike.

mod csv_out;
mod file;
mod json;
mod monitoring;
mod rows;
mod xlsx;

pub use csv_out::csv_bytes;
pub use file::save;

use std::path::Path;

use super::error::ExportError;
use crate::domain::{QuestionnaireId, Secret};
use crate::fields::Ctx;

/// What can be exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// The base of mentees of the year.
    Mentees,
    /// The base of mentors of the year.
    Mentors,
    /// Pairs and groups of the year.
    Pairs,
    /// Meetings of those pairs.
    Meetings,
    /// Preference sheets of the year, a choice in each row. A veto leaves only when restricted data may.
    Preferences,
    /// Who takes part in the year, with how each kind of consent stands.
    Consents,
    /// Answers to questionnaires: of one, a paper in each row; of all, an answer in each row.
    Answers(Option<QuestionnaireId>),
    /// Measures of people at the entry and at the exit.
    Measures,
    /// The indicators of the year.
    Indicators,
    /// Events of the year.
    Events,
}

impl Table {
    /// Every table.
    pub const ALL: &'static [Self] = &[
        Self::Mentees,
        Self::Mentors,
        Self::Pairs,
        Self::Meetings,
        Self::Preferences,
        Self::Consents,
        Self::Answers(None),
        Self::Measures,
        Self::Indicators,
        Self::Events,
    ];

    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mentees => "mentees",
            Self::Mentors => "mentors",
            Self::Pairs => "pairs",
            Self::Meetings => "meetings",
            Self::Preferences => "preferences",
            Self::Consents => "consents",
            Self::Answers(_) => "answers",
            Self::Measures => "measures",
            Self::Indicators => "indicators",
            Self::Events => "events",
        }
    }

    /// The table of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.code() == code)
    }
}

impl Table {
    /// What it gives away as a whole, if that is not for everybody. What single columns give away their fields say.
    pub fn secret(self) -> Option<Secret> {
        match self {
            Self::Answers(_) | Self::Measures => Some(Secret::Answers),
            Self::Mentees
            | Self::Mentors
            | Self::Pairs
            | Self::Meetings
            | Self::Preferences
            | Self::Consents
            | Self::Indicators
            | Self::Events => None,
        }
    }
}

impl Format {
    /// The format that the name of a file asks for; CSV where it says nothing.
    pub fn of_name(name: &str) -> Self {
        let name = name.to_lowercase();
        match name.rsplit_once('.') {
            Some((_, "json")) => Self::Json,
            Some((_, "xlsx")) => Self::Xlsx,
            _ => Self::Csv,
        }
    }
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Semicolons and a UTF-8 mark, as Excel in Russian opens it.
    Csv,
    /// A workbook of one sheet, every cell of it text.
    Xlsx,
    /// One array of objects whose keys are field ids.
    Json,
}

/// A table of the year of `ctx` as bytes. `with_restricted` lets out what discloses health, safety notes and vetoes.
///
/// # Errors
/// [`ExportError::Closed`] when the table is not for who asks, [`ExportError::Encoding`] when the values cannot be written.
pub fn render(table: Table, format: Format, ctx: &Ctx, with_restricted: bool) -> Result<Vec<u8>, ExportError> {
    let asked = with_restricted.then_some(Secret::Restricted);
    if asked.into_iter().chain(table.secret()).any(|secret| !ctx.sees(secret)) {
        return Err(ExportError::Closed);
    }
    let ctx = Ctx { reveal: with_restricted, ..*ctx };
    match format {
        Format::Csv => csv_bytes(&rows::texts(table, &ctx)),
        Format::Xlsx => xlsx::bytes(table.code(), &rows::texts(table, &ctx)),
        Format::Json => json::bytes(&rows::objects(table, &ctx)),
    }
}

/// Writes a table of the year of `ctx` into a file, whole or not at all.
///
/// # Errors
/// [`ExportError`] when the values or the file cannot be written.
pub fn write(path: &Path, table: Table, format: Format, ctx: &Ctx, with_restricted: bool) -> Result<(), ExportError> {
    save(path, &render(table, format, ctx, with_restricted)?)
}
