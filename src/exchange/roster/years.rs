//! Which school year a roster belongs to, as far as it says, and a year that comes into the base together with it.

use super::{Header, Plan};
use crate::domain::{Batch, Change, Year, YearId};
use crate::exchange::sheet::Sheet;

/// The school year that a line over the head names, «… на 2025/26 учебный год», or else the name of the sheet.
pub fn titled_year(sheet: &Sheet, header: &Header) -> Option<Year> {
    let above = sheet.rows.iter().take_while(|row| row.number < header.rows.0);
    let mut lines = above.flat_map(|row| &row.cells).map(|cell| cell.text.as_str()).chain([sheet.name.as_str()]);
    lines.find_map(Year::named_in)
}

impl Plan {
    /// The school year in which everybody joined whose entry date is known; `None` when there is no such year.
    pub fn joined_year(&self) -> Option<Year> {
        let mut years = self.rows.iter().filter_map(|row| row.draft.entered_on()).map(Year::around);
        let first = years.next()?;
        years.all(|year| year.start == first.start).then_some(first)
    }
}

/// The step of an import with the year it needs, when that is a new one: both come and go together.
pub fn with_year(mut batch: Batch, fresh: Option<(YearId, Year)>) -> Batch {
    batch.changes.splice(0..0, fresh.map(|(id, year)| Change::create(id, year)));
    batch
}
