//! The holidays of a school year: days on which nobody is expected to meet, so that silence over them says nothing.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Year, YearId};

/// Holidays, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Break {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// The holidays of one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Of which year.
    pub year: YearId,
    /// By day; none overlaps another.
    pub breaks: Vec<Break>,
}

/// The most holidays a year has: a school that learns by modules has six.
pub const MOST_BREAKS: usize = 8;
/// Days of the holidays in autumn and in spring, with both weekends.
const SHORT: u64 = 9;

impl Calendar {
    /// The holidays of a school that has entered none: in autumn nine days from the last Saturday of October, in winter
    /// from 31 December to the Sunday that ends the public holidays of 1 to 8 January, in spring nine days from the last
    /// Saturday of March, in summer from 27 May. For 2025/26 these are the days the ministry recommended
    /// (25.10–02.11, 31.12–11.01, 28.03–05.04, from 27.05); in other years the school's own order may differ by a week.
    pub fn usual(id: YearId, year: Option<&Year>) -> Self {
        let breaks = year.map_or_else(Vec::new, |year| usual_breaks(year.start.year()));
        Self { year: id, breaks }
    }

    /// Whether a day is a holiday.
    pub fn is_off(&self, day: NaiveDate) -> bool {
        self.breaks.iter().any(|off| (off.from..=off.to).contains(&day))
    }

    /// Holidays among the days after `since` up to and with `until`.
    pub fn days_off(&self, since: NaiveDate, until: NaiveDate) -> i64 {
        let first = since.succ_opt().unwrap_or(since);
        let inside = |off: &Break| (off.to.min(until) - off.from.max(first)).num_days() + 1;
        self.breaks.iter().map(inside).filter(|days| *days > 0).sum()
    }

    /// Whether the holidays are in order: each begins before it ends and ends before the next begins.
    pub fn is_sound(&self) -> bool {
        self.breaks.len() <= MOST_BREAKS
            && self.breaks.iter().all(|off| off.from <= off.to)
            && self.breaks.windows(2).all(|two| two[0].to < two[1].from)
    }
}

fn usual_breaks(first: i32) -> Vec<Break> {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    let last = |year, month, date| day(year, month, date).and_then(last_saturday);
    let short = |from: NaiveDate| Some(Break { from, to: from.checked_add_days(Days::new(SHORT - 1))? });
    let winter = || Some(Break { from: day(first, 12, 31)?, to: sunday_from(day(first + 1, 1, 8)?)? });
    let summer = || Some(Break { from: day(first + 1, 5, 27)?, to: day(first + 1, 8, 31)? });
    let all = [last(first, 10, 31).and_then(short), winter(), last(first + 1, 3, 31).and_then(short), summer()];
    all.into_iter().flatten().collect()
}

fn last_saturday(end: NaiveDate) -> Option<NaiveDate> {
    end.iter_days().rev().take(7).find(|day| day.weekday() == Weekday::Sat)
}

fn sunday_from(day: NaiveDate) -> Option<NaiveDate> {
    day.iter_days().take(7).find(|day| day.weekday() == Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn usual(first: i32) -> Calendar {
        Calendar::usual(YearId(1), Some(&Year::starting(first)))
    }

    #[test]
    fn the_usual_holidays_are_those_the_ministry_recommended() {
        let span = |off: &Break| (off.from, off.to);
        let known = [
            (day(2025, 10, 25), day(2025, 11, 2)),
            (day(2025, 12, 31), day(2026, 1, 11)),
            (day(2026, 3, 28), day(2026, 4, 5)),
            (day(2026, 5, 27), day(2026, 8, 31)),
        ];
        assert_eq!(usual(2025).breaks.iter().map(span).collect::<Vec<_>>(), known);
        for first in 1991..=2099 {
            let calendar = usual(first);
            assert!(calendar.is_sound() && calendar.breaks.len() == 4, "{first}");
        }
    }

    #[test]
    fn days_off_are_counted_one_by_one() {
        let calendar = usual(2025);
        let start = day(2025, 10, 20);
        for length in 0..120 {
            let until = start + Days::new(length);
            let counted = start.iter_days().skip(1).take_while(|day| *day <= until).filter(|day| calendar.is_off(*day));
            assert_eq!(calendar.days_off(start, until), i64::try_from(counted.count()).unwrap(), "{until}");
        }
        assert_eq!(calendar.days_off(day(2025, 10, 24), day(2025, 10, 25)), 1);
        assert_eq!(calendar.days_off(day(2025, 10, 25), day(2025, 10, 25)), 0, "the day it is counted from");
        assert_eq!(calendar.days_off(day(2025, 11, 2), day(2025, 11, 20)), 0);
        assert_eq!(calendar.days_off(day(2025, 11, 20), day(2025, 10, 1)), 0, "backwards there is nothing");
    }

    #[test]
    fn holidays_in_disorder_are_not_sound() {
        let of = |spans: &[(u32, u32)]| Calendar {
            year: YearId(1),
            breaks: spans
                .iter()
                .map(|(from, to)| Break { from: day(2025, 11, *from), to: day(2025, 11, *to) })
                .collect(),
        };
        assert!(of(&[(1, 2), (3, 3)]).is_sound());
        for wrong in [&[(2, 1)][..], &[(1, 3), (3, 4)], &[(5, 6), (1, 2)]] {
            assert!(!of(wrong).is_sound(), "{wrong:?}");
        }
    }
}
