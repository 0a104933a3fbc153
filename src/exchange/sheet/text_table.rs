//! Text files: CSV and its relatives, whatever stands between the columns.

use super::super::error::{Foreign, SheetError};
use super::{Cell, CellKind, Origin, Row, Sheet, encoding, within_limits};

const DELIMITERS: [char; 4] = [';', '\t', ',', '|'];
/// How many records are looked at to find the delimiter.
const SAMPLE: usize = 60;

/// Reads a text file.
pub(super) fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Sheet, SheetError> {
    if let Some(sheet) = sheet.filter(|sheet| *sheet != name) {
        return Err(SheetError::NoSuchSheet { name: sheet.to_owned(), names: Vec::new() });
    }
    let (text, encoding) = encoding::decode(bytes);
    if !is_text(&text) {
        return Err(SheetError::Foreign(Foreign::Other));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (declared, body) = declared(&text);
    let delimiter = declared.unwrap_or_else(|| delimiter(body));
    let skipped = text.len() - body.len();
    let rows = rows(body, delimiter, 1 + text[..skipped].matches('\n').count())?;
    let origin = Origin::Text { encoding, delimiter };
    Ok(Sheet { name: name.to_owned(), names: Vec::new(), origin, rows, merges: Vec::new() })
}

/// Text has hardly any control characters, a few in a short one; other files are full of them.
fn is_text(text: &str) -> bool {
    let sample = || text.chars().take(10_000);
    let odd = sample().filter(|c| c.is_control() && !"\n\r\t\u{1a}\u{c}".contains(*c)).count();
    !text.contains('\0') && odd * 50 <= sample().count() + 150
}

/// Excel's own first line, «sep=;».
fn declared(text: &str) -> (Option<char>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut letters = first.strip_prefix("sep=").unwrap_or_default().chars();
    match (letters.next(), letters.next()) {
        (Some(delimiter), None) if DELIMITERS.contains(&delimiter) => (Some(delimiter), rest),
        _ => (None, text),
    }
}

/// The delimiter that cuts most records into the same number of fields, and into many.
fn delimiter(text: &str) -> char {
    let score = |delimiter: char| {
        let counts: Vec<usize> = reader(text, delimiter).records().take(SAMPLE).flatten().map(|r| r.len()).collect();
        let cut = counts.iter().filter(|count| **count > 1);
        let usual = cut.max_by_key(|count| counts.iter().filter(|other| other == count).count());
        let Some(usual) = usual.copied() else { return 0 };
        let agreeing = counts.iter().filter(|count| **count == usual).count();
        let share = agreeing * 1000 / counts.len();
        share * share * usual.min(16)
    };
    // The first of equals wins, so a table of one column falls to the usual delimiter.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(';')
}

fn reader(text: &str, delimiter: char) -> csv::Reader<&[u8]> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b';');
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

fn rows(text: &str, delimiter: char, first_line: usize) -> Result<Vec<Row>, SheetError> {
    let (mut rows, mut cells) = (Vec::new(), 0);
    let (mut line, mut seen) = (first_line, 0);
    let mut reader = reader(text, delimiter);
    for record in reader.records() {
        let record = record.map_err(|error| SheetError::Damaged { why: error.to_string() })?;
        let start = record.position().map_or(seen, |position| usize::try_from(position.byte()).unwrap_or(seen));
        // The reader counts the empty lines before a record as its own.
        let blank = text.as_bytes()[start.min(text.len())..].iter().take_while(|byte| **byte == b'\n').count();
        let at = (start + blank).min(text.len()).max(seen);
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[seen..at]).count();
        seen = at;
        cells += record.len();
        within_limits(rows.len() + 1, cells)?;
        rows.push(Row { number: line, cells: record.iter().map(cell).collect() });
    }
    Ok(rows)
}

/// A cell, without the apostrophe that guards against formulas, our own export's among others.
fn cell(text: &str) -> Cell {
    let bare = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t']));
    Cell::new(bare.unwrap_or(text), CellKind::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = read("t.csv", text.as_bytes(), None).unwrap();
        sheet.rows.iter().map(|row| (row.number, row.cells.iter().map(|c| c.text.clone()).collect())).collect()
    }

    #[test]
    fn finds_the_delimiter_by_consistency() {
        for (text, wanted) in [
            ("База на год\nФИО;Класс;Запрос\nА Б;7А;одно, другое\nВ Г;8Б;третье, и ещё\n", ';'),
            ("ФИО,Класс,Запрос\n\"А, Б\",7А,одно; другое; третье\nВ,8Б,г\n", ','),
            ("ФИО\tКласс\nА, Б; В\t7А\n", '\t'),
            ("ФИО\nА Б\n", ';'),
            ("sep=,\nФИО,Класс;\nА,7;\n", ','),
        ] {
            let sheet = read("t.csv", text.as_bytes(), None).unwrap();
            assert!(matches!(sheet.origin, Origin::Text { delimiter, .. } if delimiter == wanted), "{text}");
        }
    }

    #[test]
    fn keeps_quoted_breaks_and_counts_lines_as_the_file_does() {
        let rows = texts("\n\nФИО;Запрос\r\nА Б;\"первая\r\nвторая; и \"\"слово\"\"\"\n\nВ Г;да\n");
        let wanted = [(3, ["ФИО", "Запрос"]), (4, ["А Б", "первая\nвторая; и \"слово\""]), (7, ["В Г", "да"])];
        assert_eq!(rows, wanted.map(|(line, cells)| (line, cells.map(str::to_owned).to_vec())));
    }

    #[test]
    fn takes_the_guard_off_a_formula() {
        assert_eq!(texts("'=1+1;'д'Артаньян\n")[0].1, ["=1+1", "'д'Артаньян"]);
    }

    #[test]
    fn a_text_file_has_no_sheets() {
        let error = read("t.csv", b"a;b", Some("X")).unwrap_err();
        assert_eq!(error, SheetError::NoSuchSheet { name: "X".into(), names: Vec::new() });
    }
}
