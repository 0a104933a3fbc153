//! CSV as Excel in Russian opens it, with formulas made harmless.

use crate::exchange::error::ExportError;

/// A table as bytes: UTF-8 with a mark, semicolons, quotes where they are needed.
///
/// # Errors
/// [`ExportError::Encoding`] when a row cannot be written.
pub fn csv_bytes(table: &[Vec<String>]) -> Result<Vec<u8>, ExportError> {
    let failed = |error: csv::Error| ExportError::Encoding { why: error.to_string() };
    let mut out = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut out);
    for row in table {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(failed)?;
    }
    writer.flush().map_err(|error| failed(error.into()))?;
    drop(writer);
    Ok(out)
}

/// A cell that a spreadsheet cannot take for a formula: one that begins like a formula gets an apostrophe in front, which
/// our own import takes off again. Phones and numbers («+7 913 …», «-5») stay as they are: of digits, spaces and
/// `+-().,` alone nothing can be built that calls or refers to anything.
fn harmless(cell: &str) -> String {
    let like_formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r']);
    let plain = cell.chars().all(|c| c.is_ascii_digit() || " +-().,".contains(c));
    if like_formula && !plain { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_harmless_and_phones_readable() {
        for (cell, wanted) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            (" =1+A1", "' =1+A1"),
            ("- любит читать", "'- любит читать"),
            ("+7 913 564-63-87", "+7 913 564-63-87"),
            ("-5", "-5"),
            ("Иванова", "Иванова"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), wanted);
        }
    }

    #[test]
    fn quotes_what_needs_it() {
        let bytes = csv_bytes(&[vec!["а;б".to_owned(), "в\nг".to_owned(), "д".to_owned()]]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}\"а;б\";\"в\nг\";д\r\n");
    }
}
