//! What a damaged XLS may not make the reader believe.
//!
//! The reader of the old format trusts numbers in the file: a chain of sectors that bites its own tail, or a sheet of
//! four billion rows, makes it ask for more memory than there is, and that ends the program where nothing can be
//! caught. So the numbers are looked at first, on the reader's own way through the file.

use super::super::error::SheetError;

/// Rows and columns of a sheet of the format.
const ROWS: u32 = 65_536;
const COLUMNS: u32 = 256;

/// Numbers of sectors from here on are marks: the end of a chain and the like.
const MARKS: u32 = 0xFFFF_FFFA;
/// Streams shorter than this lie in the small sectors.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;
const DIRECTORY_ENTRY: usize = 128;

/// Records that are looked into, by the format's numbers.
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const PASSWORD: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const EXTENT: u16 = 0x0200;
const ROW_OF_NUMBERS: u16 = 0x00BD;
/// Formula, number, text, formatted text, truth value, short number, shared text: row and column come first.
const CELLS: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD];

/// Looks through an XLS for numbers that cannot be.
///
/// # Errors
/// [`SheetError::Damaged`] when there is one, or when the file cannot be followed at all.
pub(super) fn look_through(bytes: &[u8]) -> Result<(), SheetError> {
    match File::open(bytes).and_then(|file| sound(&file.workbook()?)) {
        Some(true) => Ok(()),
        Some(false) | None => Err(SheetError::Damaged { why: "xls".to_owned() }),
    }
}

/// Whether the sheets of a workbook claim nothing impossible; `None` when it breaks off.
fn sound(stream: &[u8]) -> Option<bool> {
    let mut sheets = Vec::new();
    for (kind, data) in (Records { rest: stream }) {
        match kind {
            // What follows is encrypted; the reader says so itself.
            PASSWORD if u16_at(data, 0)? != 0 => return Some(true),
            SHEET => sheets.push(u32_at(data, 0)? as usize),
            EOF => break,
            _ => {}
        }
    }
    Some(sheets.into_iter().all(|start| stream.get(start..).is_some_and(is_sheet_sound)))
}

fn is_sheet_sound(stream: &[u8]) -> bool {
    // A chart inside a sheet is a stream of its own between its own beginning and end, and is not read.
    let (mut begun, mut depth) = (false, 0_usize);
    for (kind, data) in (Records { rest: stream }) {
        match kind {
            BOF if begun => depth += 1,
            BOF => begun = true,
            EOF if depth == 0 => break,
            EOF => depth -= 1,
            _ if depth == 0 && !is_record_sound(kind, data) => return false,
            _ => {}
        }
    }
    true
}

fn is_record_sound(kind: u16, data: &[u8]) -> bool {
    let column = |at: usize| u16_at(data, at).is_none_or(|column| u32::from(column) < COLUMNS);
    match kind {
        EXTENT => is_extent_sound(data),
        ROW_OF_NUMBERS => column(2) && column(data.len().saturating_sub(2)),
        _ if CELLS.contains(&kind) => column(2),
        _ => true,
    }
}

/// First and last row and the last column, counted from beyond the end; what is no extent the reader refuses itself.
fn is_extent_sound(data: &[u8]) -> bool {
    let short = |at| u16_at(data, at).map(u32::from);
    let extent = match data.len() {
        10 => (short(0), short(2), short(6)),
        14 | 16 => (u32_at(data, 0), u32_at(data, 4), short(10)),
        _ => return true,
    };
    let (Some(first), Some(last), Some(column)) = extent else { return false };
    (last == 0 || first <= last) && last <= ROWS && column <= COLUMNS
}

/// The records of a stream: number, length, data.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (u16_at(self.rest, 0)?, u16_at(self.rest, 2)?);
        let data = self.rest.get(4..4 + usize::from(length))?;
        self.rest = &self.rest[4 + usize::from(length)..];
        Some((kind, data))
    }
}

/// A compound file: streams as chains of sectors.
struct File<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
    directory: Vec<u8>,
    small_next: Vec<u32>,
}

impl<'a> File<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Self { bytes, sector, next: Vec::new(), directory: Vec::new(), small_next: Vec::new() };
        let mut tables: Vec<u32> = numbers(bytes.get(76..512)?).collect();
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..=bytes.len() / sector {
            if more >= MARKS {
                break;
            }
            tables.extend(numbers(file.sector(more)?));
            more = tables.pop()?;
        }
        for table in tables.into_iter().filter(|table| *table < MARKS) {
            file.next.extend(numbers(file.sector(table)?));
        }
        file.directory = file.chain(u32_at(bytes, 48)?)?;
        if u32_at(bytes, 64)? > 0 {
            file.small_next = numbers(&file.chain(u32_at(bytes, 60)?)?).collect();
        }
        Some(file)
    }

    /// The sector of a number, as much of it as there is.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// A whole chain; `None` when it bites its own tail or leads nowhere.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let sectors = links(start, &self.next)?;
        sectors.into_iter().map(|number| self.sector(number)).collect::<Option<Vec<_>>>().map(|parts| parts.concat())
    }

    /// The stream with the sheets.
    fn workbook(&self) -> Option<Vec<u8>> {
        let entries = || self.directory.chunks_exact(DIRECTORY_ENTRY);
        let named = |name: &str| entries().find(|entry| has_name(entry, name));
        let entry = named("Workbook").or_else(|| named("Book"))?;
        let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let root = entries().next()?;
        if length > self.bytes.len() || u32_at(root, 120)? as usize > self.bytes.len() {
            return None;
        }
        let mut stream = if length < SMALL_STREAM {
            let small = self.chain(u32_at(root, 116)?)?;
            let part = |number: u32| small.get(number as usize * SMALL_SECTOR..(number as usize + 1) * SMALL_SECTOR);
            links(start, &self.small_next)?.into_iter().map(part).collect::<Option<Vec<_>>>()?.concat()
        } else {
            self.chain(start)?
        };
        stream.truncate(length);
        Some(stream)
    }
}

/// The numbers of a chain in their order; `None` when it goes in a circle or out of the table.
fn links(start: u32, next: &[u32]) -> Option<Vec<u32>> {
    let mut links = Vec::new();
    let mut number = start;
    while number < MARKS {
        if links.len() > next.len() {
            return None;
        }
        links.push(number);
        number = *next.get(number as usize)?;
    }
    Some(links)
}

/// Whether an entry of the directory has a name, whatever its case.
fn has_name(entry: &[u8], name: &str) -> bool {
    let units = entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    let found = char::decode_utf16(units.take_while(|unit| *unit != 0)).collect::<Result<String, _>>();
    found.is_ok_and(|found| found.eq_ignore_ascii_case(name))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
