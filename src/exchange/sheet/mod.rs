//! A file as a table of texts: CSV in any of the encodings Russian schools have, XLSX, XLS and ODS.
//!
//! This folder exists so that nobody above it has to know where a table came from. It guesses nothing about people:
//! which row is the head and which column is a name is found in `roster`.

mod biff;
mod encoding;
mod mend;
mod sniff;
mod text_table;
mod workbook;

pub use encoding::Encoding;
pub use workbook::in_guarded_parser;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::error::{Limit, SheetError};
use crate::text::SystemError;
use sniff::Content;

/// The largest file that is read.
pub const MOST_BYTES: u64 = 64 << 20;
/// The most a packed workbook may grow to when unpacked.
pub const MOST_UNPACKED: u64 = 512 << 20;
/// The most rows a sheet may have.
pub const MOST_ROWS: u64 = 200_000;
/// The most cells a sheet may have.
pub const MOST_CELLS: u64 = 4_000_000;

/// What a cell held before it became text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CellKind {
    /// Text, or anything in a text file.
    #[default]
    Text,
    /// A number; a whole one has no «.0».
    Number,
    /// A day, written «06.10.2025», with its hour where it has one.
    Date,
    /// A formula that failed.
    Error,
}

/// One cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text, cleaned and trimmed.
    pub text: String,
    /// What it was.
    pub kind: CellKind,
}

impl Cell {
    /// Cleans a text.
    pub(super) fn new(text: &str, kind: CellKind) -> Self {
        Self { text: crate::text::clean::clean(text).trim().to_owned(), kind }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A row with its number in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// The line of a text file or the row of a sheet, from 1.
    pub number: usize,
    /// The cells; a row may be shorter than others.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The text of a column, empty beyond the end.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| &cell.text)
    }

    /// How many cells hold something.
    pub fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// Cells that are shown as one; the text is in the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First and last row, as the file counts.
    pub rows: (usize, usize),
    /// First and last column, from 0.
    pub columns: (usize, usize),
}

/// Where a table came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A text file.
    Text {
        /// How its letters were written.
        encoding: Encoding,
        /// What stood between its columns.
        delimiter: char,
    },
    /// A sheet of a workbook.
    Workbook,
}

/// A table of texts. Empty rows are left out; the others keep their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the sheet; the file's name for a text file.
    pub name: String,
    /// Names of the visible sheets of the workbook.
    pub names: Vec<String>,
    /// Where it came from.
    pub origin: Origin,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
    /// Merged cells, where the format tells.
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// How many columns the widest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// Reads a table from a file. `sheet` names one sheet of a workbook; without it the first visible sheet that holds
/// something is read.
///
/// # Errors
/// [`SheetError`] when there is no file, it is no table, or it is larger than a roster can be.
pub fn open(path: &Path, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    from_bytes(&name, read(path)?, sheet)
}

/// Reads a table from the content of a file called `name`.
///
/// # Errors
/// As [`open`].
pub fn from_bytes(name: &str, bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    let mut read = match sniff::content(&bytes)? {
        Content::Text => text_table::read(name, &bytes, sheet)?,
        Content::Book(format) => workbook::read(format, bytes, sheet)?,
    };
    for row in &mut read.rows {
        let used = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        row.cells.truncate(used);
    }
    read.rows.retain(|row| !row.cells.is_empty());
    if read.rows.is_empty() { Err(SheetError::Empty) } else { Ok(read) }
}

fn read(path: &Path) -> Result<Vec<u8>, SheetError> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => SheetError::NotFound { path: path.to_owned() },
        _ => SheetError::Unreadable { path: path.to_owned(), why: SystemError::from(&error) },
    };
    // Looked at before it is opened: opening a pipe would wait for somebody to write into it.
    if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(SheetError::NotAFile { path: path.to_owned() });
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// Holds the limits while rows are gathered.
fn within_limits(rows: usize, cells: usize) -> Result<(), SheetError> {
    for (have, limit, most) in [(rows, Limit::Rows, MOST_ROWS), (cells, Limit::Cells, MOST_CELLS)] {
        if have as u64 > most {
            return Err(SheetError::TooLarge { limit, most });
        }
    }
    Ok(())
}
