//! The rows that were not taken, with their reasons, as a file the curator mends and imports again.

use std::path::{Path, PathBuf};

use super::columns::Heads;
use super::{Plan, RowState};
use crate::exchange::error::ExportError;
use crate::exchange::export::csv_bytes;
use crate::exchange::wording;
use crate::text::Text;

impl Plan {
    /// Where the rows that were not taken belong: beside the file they came from.
    pub fn rejected_path(file: &Path) -> PathBuf {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".rejected.csv");
        file.with_file_name(name)
    }
}

/// Rows that are wrong or wait for a decision, as CSV: line, column and reason, then the row as it stood in the file.
/// Empty when there are none.
///
/// # Errors
/// [`ExportError::Encoding`] when the rows cannot be written.
pub fn rejected_csv(plan: &Plan, text: &Text) -> Result<Vec<u8>, ExportError> {
    let words = &text.messages;
    let own = [words.import_head_line, words.import_head_column, words.import_head_reason].map(str::to_owned);
    let known = Heads::of(plan.roster);
    let heads = plan.mapping.columns.iter().map(|column| known.telling(&column.name(), column.target));
    let mut table = vec![own.into_iter().chain(heads).collect::<Vec<String>>()];
    for row in &plan.rows {
        let (columns, reasons): (Vec<String>, Vec<String>) = match row.state() {
            RowState::Rejected => row.faults.iter().map(|f| (f.column.clone(), wording::fault(f, text))).unzip(),
            RowState::Undecided => {
                row.remark.iter().map(|remark| (String::new(), wording::remark(remark, text))).unzip()
            }
            RowState::Taken | RowState::Skipped => continue,
        };
        let mut line = vec![row.number.to_string(), columns.join("; "), reasons.join("; ")];
        line.extend((0..plan.mapping.columns.len()).map(|c| row.cells.get(c).cloned().unwrap_or_default()));
        table.push(line);
    }
    if table.len() == 1 { Ok(Vec::new()) } else { csv_bytes(&table) }
}
