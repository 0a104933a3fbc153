//! The days of a programme year as the invented school lived them.
//!
//! The current year is measured from 1 September to the given day, whatever day that is: its steps are laid over the
//! days that have passed and are never later than in an ordinary autumn. So a school opened on 3 September has pairs
//! that were fixed yesterday, one opened in November has six weeks of meetings, and one opened in July has a whole
//! year of them. What needs time to happen (a pair silent for five weeks) is there from late October on.
//! Past years ran to the end of May. Nothing happens on a Sunday, except on the given day itself.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::{Year, YearId};

use super::rng::Rng;

/// Days from 1 September to the last meetings in an ordinary year.
const WHOLE_YEAR: i64 = 265;

/// Orders that fix pairs: the usual day after 1 September, and the tenth of the elapsed days that it never exceeds.
const ORDERS: [(i64, i64); 3] = [(33, 3), (54, 5), (89, 7)];

/// One programme year.
#[derive(Debug, Clone)]
pub(super) struct Season {
    /// Which year.
    pub(super) id: YearId,
    /// Its first and last day.
    pub(super) start: NaiveDate,
    /// The last day of the year.
    pub(super) end: NaiveDate,
    /// The last day that has come: today in the current year, late May in a past one.
    pub(super) now: NaiveDate,
    /// Years before the current one; 0 is the current one.
    pub(super) back: u8,
}

/// `day` moved by `days`, which may be negative.
pub(super) fn shift(day: NaiveDate, days: i64) -> NaiveDate {
    let step = Days::new(days.unsigned_abs());
    let moved = if days < 0 { day.checked_sub_days(step) } else { day.checked_add_days(step) };
    moved.unwrap_or(day)
}

impl Season {
    /// The year `back` years before that of `today`.
    pub(super) fn new(id: YearId, today: NaiveDate, back: u8) -> Self {
        let first = Year::around(today).start;
        let Year { start, end, .. } = Year::around(first.with_year(first.year() - i32::from(back)).unwrap_or(first));
        let may = shift(start, WHOLE_YEAR);
        let may = if may.weekday() == Weekday::Sun { shift(may, 1) } else { may };
        Self { id, start, end, now: if back == 0 { today } else { may }, back }
    }

    /// Whether it is the year the school is in.
    pub(super) fn is_current(&self) -> bool {
        self.back == 0
    }

    /// Days that have passed since the start.
    pub(super) fn elapsed(&self) -> i64 {
        (self.now - self.start).num_days()
    }

    /// A working day not before the start and not after now, as near to `day` as can be.
    pub(super) fn past(&self, day: NaiveDate) -> NaiveDate {
        let day = day.clamp(self.start, self.now);
        if day.weekday() != Weekday::Sun || day == self.now {
            return day;
        }
        shift(day, 1)
    }

    /// A working day after now and inside the year, or the last there is.
    pub(super) fn coming(&self, days: i64) -> NaiveDate {
        let day = shift(self.now, days).min(self.end);
        if day.weekday() != Weekday::Sun {
            return day;
        }
        if day == self.end { shift(day, -1).max(self.now) } else { shift(day, 1) }
    }

    /// A day on which somebody joined: within the first five weeks, or the first fifth of what has passed.
    pub(super) fn joining(&self, rng: &mut Rng) -> NaiveDate {
        self.past(shift(self.start, rng.within(0, (self.elapsed() / 5).min(33))))
    }

    /// The day of the year's first, second or third order that fixes pairs. The third of the current year is as late
    /// as a week ago, so that there are pairs of which it is early to judge.
    pub(super) fn order(&self, which: usize) -> NaiveDate {
        let (usual, tenths) = ORDERS[which.min(ORDERS.len() - 1)];
        let earliest = usual.min(self.elapsed() * tenths / 10);
        let late = if which == 2 && self.is_current() { self.elapsed() - 8 } else { 0 };
        self.past(shift(self.start, earliest.max(late)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn goes_back_whole_school_years() {
        for today in [day(2026, 9, 1), day(2026, 11, 24), day(2027, 8, 31), day(2028, 2, 29)] {
            let first = Year::around(today).start.year();
            for back in 0..10 {
                let season = Season::new(YearId(1), today, back);
                assert_eq!(season.start, day(first - i32::from(back), 9, 1));
                assert_eq!(season.end, day(first - i32::from(back) + 1, 8, 31));
            }
        }
    }

    #[test]
    fn every_day_of_the_year_gives_days_inside_it() {
        let mut rng = Rng::new(1);
        for offset in 0..365 {
            let today = shift(day(2026, 9, 1), offset);
            let season = Season::new(YearId(1), today, 0);
            let mut days = vec![season.joining(&mut rng), season.past(shift(today, -20)), season.coming(9)];
            days.extend((0..3).map(|which| season.order(which)));
            for found in days {
                assert!(found >= season.start && found <= season.end);
                assert!(found.weekday() != Weekday::Sun || found == today, "{today}: {found}");
            }
            assert!(season.order(0) <= season.order(1) && season.order(1) <= season.order(2));
            assert!(season.order(2) <= today);
        }
    }
}
