//! What leaves the base: tables of a year as CSV for spreadsheets and JSON for programs.
//!
//! Columns are the fields that `fields` declares. What discloses health stays at home unless it is asked for: whole
//! fields and single options alike.

mod csv_out;
mod file;
mod json;
mod rows;

pub use csv_out::csv_bytes;
pub use file::save;

use std::path::Path;

use super::error::ExportError;
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
}

impl Table {
    /// Every table.
    pub const ALL: &'static [Self] =
        &[Self::Mentees, Self::Mentors, Self::Pairs, Self::Meetings, Self::Preferences, Self::Consents];

    /// Its name on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mentees => "mentees",
            Self::Mentors => "mentors",
            Self::Pairs => "pairs",
            Self::Meetings => "meetings",
            Self::Preferences => "preferences",
            Self::Consents => "consents",
        }
    }

    /// The table of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|table| table.code() == code)
    }
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Semicolons and a UTF-8 mark, as Excel in Russian opens it.
    Csv,
    /// One array of objects whose keys are field ids.
    Json,
}

/// A table of the year of `ctx` as bytes. `with_restricted` lets out what discloses health, safety notes and vetoes.
///
/// # Errors
/// [`ExportError::Encoding`] when the values cannot be written.
pub fn render(table: Table, format: Format, ctx: &Ctx, with_restricted: bool) -> Result<Vec<u8>, ExportError> {
    let ctx = Ctx { reveal: with_restricted, ..*ctx };
    match format {
        Format::Csv => csv_bytes(&rows::texts(table, &ctx)),
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
