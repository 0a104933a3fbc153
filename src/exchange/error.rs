//! Everything that can go wrong between a file and the register, as data. Words are added in `wording`.

use std::path::PathBuf;

use thiserror::Error;

use crate::text::SystemError;

/// Why an import or an export did not happen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExchangeError {
    /// The file could not be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// A column could not be given to a field.
    #[error(transparent)]
    Map(#[from] MapError),
    /// The rows could not be taken.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The file could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
}

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SheetError {
    /// There is no such file.
    #[error("no such file: {}", path.display())]
    NotFound {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The system would not let it be read.
    #[error("cannot read {}: {why:?}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: SystemError,
    },
    /// It is a directory or a device.
    #[error("not a file: {}", path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// There is nothing in it.
    #[error("the table is empty")]
    Empty,
    /// It is larger than a roster can be.
    #[error("too large: more than {most} {limit:?}")]
    TooLarge {
        /// What there is too much of.
        limit: Limit,
        /// The most that is taken.
        most: u64,
    },
    /// It is something other than a table.
    #[error("not a table: {0:?}")]
    Foreign(Foreign),
    /// It opens only with a password.
    #[error("the file is protected by a password")]
    Password,
    /// It says it is a workbook but cannot be read as one.
    #[error("damaged workbook: {why}")]
    Damaged {
        /// What the reader said.
        why: String,
    },
    /// It has no sheet of this name.
    #[error("no sheet {name:?} among {names:?}")]
    NoSuchSheet {
        /// What was asked for.
        name: String,
        /// What there is; empty for a text file, which has no sheets.
        names: Vec<String>,
    },
}

/// What there can be too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file.
    Bytes,
    /// Bytes of the file once unpacked.
    Unpacked,
    /// Rows of the sheet.
    Rows,
    /// Cells of the sheet.
    Cells,
}

/// What a file is that is not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A photo or a scan.
    Picture,
    /// PDF.
    Pdf,
    /// A text document: DOC, DOCX, ODT, RTF.
    Document,
    /// Slides.
    Slides,
    /// A packed archive.
    Archive,
    /// A web page or XML, often called `.xls` by electronic journals.
    WebPage,
    /// Excel's binary workbook, XLSB.
    Xlsb,
    /// A database or a program.
    Other,
}

/// Why a column cannot be given to a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MapError {
    /// There is no such field.
    #[error("no field {field:?}")]
    NoSuchField {
        /// What was asked for.
        field: String,
        /// What there is.
        fields: Vec<&'static str>,
    },
    /// The questionnaire has no such item.
    #[error("no item {item:?}")]
    NoSuchItem {
        /// What was asked for.
        item: String,
        /// What there is.
        items: Vec<String>,
    },
    /// There is no such column.
    #[error("no column {column:?}")]
    NoSuchColumn {
        /// What was asked for.
        column: String,
        /// What there is.
        columns: Vec<String>,
    },
    /// Several columns have this head.
    #[error("several columns {column:?}: {letters:?}")]
    Twins {
        /// The head.
        column: String,
        /// The letters of each.
        letters: Vec<String>,
    },
    /// One column was given to two fields.
    #[error("column {column:?} given twice")]
    ColumnTwice {
        /// Which one.
        column: String,
    },
    /// Two columns were given to one field.
    #[error("field {field:?} given twice")]
    FieldTwice {
        /// Which one.
        field: String,
    },
}

/// Why the rows of a plan cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// No column holds names.
    #[error("no column with names")]
    NoNameColumn {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// No column answers an item of the questionnaire.
    #[error("no column with answers")]
    NoItemColumn {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// What was measured, when, or the value has no column.
    #[error("no columns with measures")]
    NoMeasureColumns {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// No columns say who wishes whom.
    #[error("no columns with who wishes whom")]
    NoWishColumns {
        /// The columns there are.
        columns: Vec<String>,
    },
    /// Two rows come down to the same two people.
    #[error("rows {first} and {second} are about the same two people")]
    SameCoupleTwice {
        /// The earlier row, as the file counts.
        first: usize,
        /// The later row.
        second: usize,
    },
    /// Rows are wrong or wait for a decision, and nobody said to leave them out.
    #[error("{rejected} rows are wrong, {undecided} wait for a decision")]
    NotAllGood {
        /// Rows with faults.
        rejected: usize,
        /// Rows that may be one of several people.
        undecided: usize,
    },
    /// Two rows are to become the same person.
    #[error("rows {first} and {second} are the same person")]
    SamePersonTwice {
        /// The earlier row, as the file counts.
        first: usize,
        /// The later row.
        second: usize,
    },
    /// A person or an entry that a row is to join is gone.
    #[error("the record that row {row} joins is gone")]
    Gone {
        /// Which row, as the file counts.
        row: usize,
    },
    /// No row would change anything.
    #[error("nothing to take")]
    NothingToTake,
}

/// Why an export was not written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ExportError {
    /// It is not for who asks.
    #[error("not for who asks")]
    Closed,
    /// The place is a directory or a device.
    #[error("not a file: {}", path.display())]
    NotAFile {
        /// What was named.
        path: PathBuf,
    },
    /// A base of this program lies there.
    #[error("a base lies at {}", path.display())]
    Base {
        /// Where.
        path: PathBuf,
    },
    /// The system would not let it be written.
    #[error("cannot write {}: {why:?}", path.display())]
    Unwritable {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        why: SystemError,
    },
    /// The values could not be put into the format.
    #[error("cannot encode: {why}")]
    Encoding {
        /// What the encoder said.
        why: String,
    },
}
