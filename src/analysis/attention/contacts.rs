//! The curator's talks that are due. The standard asks for two with each side in the first month and one a month
//! afterwards (EEPM, benchmark B.5; model §11.1); by how many days that is kept is said in the rules of the school.

use chrono::{Days, NaiveDate};

use super::super::view::{Gauge, PairRow};
use crate::domain::{ContactSide, PairId, PairState, Register};

/// A talk that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactDue {
    /// With whom.
    pub side: ContactSide,
    /// The talk before, or the first day of the pair.
    pub since: NaiveDate,
    /// The day on which it is due.
    pub on: NaiveDate,
}

/// The sides the standard names.
pub(super) const SIDES: [ContactSide; 2] = [ContactSide::Mentor, ContactSide::Mentee];
/// Talks in the first month.
const FIRST: usize = 2;

/// The next talk with each side of a working pair, due or to come.
pub(super) fn next(gauge: Gauge, row: &PairRow) -> Vec<ContactDue> {
    let Some(began) = row.pair.began_on().filter(|_| row.pair.state == PairState::Fixed) else { return Vec::new() };
    SIDES.into_iter().filter_map(|side| of_side(gauge, row, side, began)).collect()
}

fn of_side(gauge: Gauge, row: &PairRow, side: ContactSide, began: NaiveDate) -> Option<ContactDue> {
    let talks: Vec<NaiveDate> = row.talked(side).filter(|on| (began..=gauge.today).contains(on)).collect();
    let since = talks.last().copied().unwrap_or(began);
    let early = talks.len() < FIRST && row.first_month_end().is_some_and(|last| since <= last);
    let limit = if early { gauge.rules.contact_first_days } else { gauge.rules.contact_days };
    let on = since.checked_add_days(Days::new(u64::from(limit))).filter(|_| limit > 0)?;
    Some(ContactDue { side, since, on })
}

/// Those that are due today or were before.
pub(super) fn due(gauge: Gauge, row: &PairRow) -> Vec<ContactDue> {
    next(gauge, row).into_iter().filter(|due| due.on <= gauge.today).collect()
}

/// Days since the talk before the one that has waited longest.
pub(super) fn longest(due: &[ContactDue], today: NaiveDate) -> Option<i64> {
    due.iter().map(|it| (today - it.since).num_days()).max()
}

/// The next talk with each side of a pair, due or to come; none where the pair does not work or the school watches none.
pub fn contact_dues(register: &Register, pair: PairId, today: NaiveDate) -> Vec<ContactDue> {
    let Some(row) = PairRow::alone(register, pair) else { return Vec::new() };
    let (rules, calendar) = (register.rules(), register.calendar(row.pair.year));
    next(Gauge { rules: &rules, calendar: &calendar, today }, &row)
}
