//! Workbooks: XLSX, XLS and ODS.

use std::cell::Cell as Flag;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataType, Dimensions, ExcelDateTime, Ods, OdsError, Reader, Xls, XlsError, Xlsx, XlsxError};

use super::super::error::SheetError;
use super::biff;
use super::sniff::Format;
use super::{Cell, CellKind, Merge, Origin, Row, Sheet, mend, within_limits};

type Bytes = Cursor<Vec<u8>>;

thread_local! {
    static GUARDED: Flag<bool> = const { Flag::new(false) };
}

/// Whether this thread is inside the parser of a workbook, whose panic on a damaged file is caught and becomes an
/// error. A panic hook asks this before it gives up the screen.
pub fn in_guarded_parser() -> bool {
    GUARDED.get()
}

/// Reads one sheet of a workbook. The parsers are somebody else's and old formats are hostile ground, so a panic in
/// them is an error of the file, not the end of the program.
pub(super) fn read(format: Format, bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, SheetError> {
    GUARDED.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(|| match format {
        Format::Xlsx => match xlsx(Cursor::new(bytes.clone()), sheet) {
            Err(SheetError::Damaged { why }) => match mend::without_extents(&bytes) {
                Some(mended) => xlsx(Cursor::new(mended), sheet),
                None => Err(SheetError::Damaged { why }),
            },
            read => read,
        },
        Format::Xls => xls(Cursor::new(bytes), sheet),
        Format::Ods => ods(Cursor::new(bytes), sheet),
    }));
    GUARDED.set(false);
    outcome.unwrap_or_else(|_| Err(SheetError::Damaged { why: "parser".to_owned() }))
}

fn xlsx(bytes: Bytes, wanted: Option<&str>) -> Result<Sheet, SheetError> {
    let failed = |error: XlsxError| match error {
        XlsxError::Password => SheetError::Password,
        other => SheetError::Damaged { why: other.to_string() },
    };
    let mut book: Xlsx<Bytes> = Xlsx::new(bytes).map_err(failed)?;
    let choice = Choice::new(&book, wanted)?;
    choice.first_filled(|name| {
        let mut grid = Grid::default();
        // Cell by cell: a lone cell in the last corner must not make room for all the others.
        let mut cells = book.worksheet_cells_reader(name).map_err(failed)?;
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, Data::from(cell.get_value().clone()))?;
        }
        drop(cells);
        Ok((grid, book.merge_cells_by_sheet_name(name).unwrap_or_default()))
    })
}

fn xls(bytes: Bytes, wanted: Option<&str>) -> Result<Sheet, SheetError> {
    biff::look_through(bytes.get_ref())?;
    let failed = |error: XlsError| match error {
        XlsError::Password => SheetError::Password,
        other => SheetError::Damaged { why: other.to_string() },
    };
    let mut book: Xls<Bytes> = Xls::new(bytes).map_err(failed)?;
    let choice = Choice::new(&book, wanted)?;
    choice.first_filled(|name| {
        let range = book.worksheet_range(name).map_err(failed)?;
        Ok((Grid::of(&range)?, book.merge_cells_by_sheet_name(name).unwrap_or_default()))
    })
}

fn ods(bytes: Bytes, wanted: Option<&str>) -> Result<Sheet, SheetError> {
    let failed = |error: OdsError| match error {
        OdsError::Password => SheetError::Password,
        other => SheetError::Damaged { why: other.to_string() },
    };
    let mut book: Ods<Bytes> = Ods::new(bytes).map_err(failed)?;
    let choice = Choice::new(&book, wanted)?;
    choice.first_filled(|name| {
        let range = book.worksheet_range(name).map_err(failed)?;
        Ok((Grid::of(&range)?, Vec::new()))
    })
}

/// The sheets that may be read: the one asked for, or all that can be seen.
struct Choice {
    visible: Vec<String>,
    wanted: Vec<String>,
}

impl Choice {
    fn new<R: Reader<Bytes>>(book: &R, wanted: Option<&str>) -> Result<Self, SheetError> {
        let all = book.sheets_metadata();
        let seen = all.iter().filter(|sheet| sheet.visible == calamine::SheetVisible::Visible);
        let visible: Vec<String> = seen.map(|sheet| sheet.name.clone()).collect();
        let Some(name) = wanted else { return Ok(Self { wanted: visible.clone(), visible }) };
        let fits = |sheet: &&calamine::Sheet| crate::fields::fold(&sheet.name) == crate::fields::fold(name);
        match all.iter().find(fits) {
            Some(sheet) => Ok(Self { wanted: vec![sheet.name.clone()], visible }),
            None => Err(SheetError::NoSuchSheet { name: name.to_owned(), names: visible }),
        }
    }

    fn first_filled(
        self,
        mut read: impl FnMut(&str) -> Result<(Grid, Vec<Dimensions>), SheetError>,
    ) -> Result<Sheet, SheetError> {
        for name in self.wanted {
            let (grid, merges) = read(&name)?;
            if grid.rows.is_empty() {
                continue;
            }
            let merges = merges.into_iter().map(merge).collect();
            let rows = grid.into_rows();
            return Ok(Sheet { name, names: self.visible, origin: Origin::Workbook, rows, merges });
        }
        Err(SheetError::Empty)
    }
}

fn merge(area: Dimensions) -> Merge {
    Merge {
        rows: (area.start.0 as usize + 1, area.end.0 as usize + 1),
        columns: (area.start.1 as usize, area.end.1 as usize),
    }
}

/// Cells as they come, in whatever order, within the limits.
#[derive(Default)]
struct Grid {
    rows: BTreeMap<u32, Vec<Cell>>,
    cells: usize,
}

impl Grid {
    fn of(range: &calamine::Range<Data>) -> Result<Self, SheetError> {
        let mut grid = Self::default();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |start: u32, offset: usize| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            grid.put(at(top, row), at(left, column), value.clone())?;
        }
        Ok(grid)
    }

    fn put(&mut self, row: u32, column: u32, value: Data) -> Result<(), SheetError> {
        let cell = cell(value);
        if cell.is_empty() {
            return Ok(());
        }
        let column = column as usize;
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            within_limits(0, self.cells)?;
            cells.resize(column + 1, Cell::default());
        }
        cells[column] = cell;
        within_limits(self.rows.len(), self.cells)
    }

    fn into_rows(self) -> Vec<Row> {
        self.rows.into_iter().map(|(number, cells)| Row { number: number as usize + 1, cells }).collect()
    }
}

fn cell(value: Data) -> Cell {
    match value {
        Data::Empty => Cell::default(),
        Data::String(text) => Cell::new(&text, CellKind::Text),
        Data::Int(number) => Cell::new(&number.to_string(), CellKind::Number),
        Data::Float(number) => Cell::new(&plain(number), CellKind::Number),
        Data::Bool(flag) => Cell::new(if flag { "true" } else { "false" }, CellKind::Text),
        Data::Error(error) => Cell::new(&error.to_string(), CellKind::Error),
        Data::DateTime(moment) => serial(moment),
        Data::DateTimeIso(ref text) => match value.as_datetime().or_else(|| day_alone(text)) {
            Some(moment) => Cell::new(&written(moment), CellKind::Date),
            None => Cell::new(text, CellKind::Text),
        },
        Data::DurationIso(text) => Cell::new(&hour(&text), CellKind::Text),
    }
}

/// A number as people would type it: phones come as floats.
fn plain(number: f64) -> String {
    // Beyond this a float no longer holds every whole number, and Excel shows none.
    let whole = number.fract() == 0.0 && number.abs() < 1e15;
    if whole { format!("{number:.0}") } else { number.to_string() }
}

fn serial(moment: ExcelDateTime) -> Cell {
    let day = moment.as_f64();
    if (0.0..1.0).contains(&day) || moment.is_duration() {
        let minutes = (day * 1440.0).round().clamp(0.0, 1e9) as u64;
        return Cell::new(&format!("{}:{:02}", minutes / 60, minutes % 60), CellKind::Text);
    }
    match moment.as_datetime() {
        Some(moment) => Cell::new(&written(moment), CellKind::Date),
        None => Cell::new(&plain(day), CellKind::Number),
    }
}

fn day_alone(text: &str) -> Option<chrono::NaiveDateTime> {
    Some(chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.into())
}

fn written(moment: chrono::NaiveDateTime) -> String {
    let midnight = moment.time() == chrono::NaiveTime::MIN;
    moment.format(if midnight { "%d.%m.%Y" } else { "%d.%m.%Y %H:%M" }).to_string()
}

/// «PT15H30M00S» as «15:30».
fn hour(text: &str) -> String {
    let parts = text.strip_prefix("PT").and_then(|rest| rest.split_once('H'));
    let whole = parts.and_then(|(hours, rest)| Some((hours, rest.split_once('M')?.0)));
    whole.map_or_else(|| text.to_owned(), |(hours, minutes)| format!("{hours}:{minutes}"))
}
