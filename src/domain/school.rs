//! The school, its programme years, and the numbers a school may change.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::YearId;

/// Numbers that the methodology leaves to the school (model §5.3). Every one can be changed without a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Days without a meeting after which a pair is worth a look.
    pub silence_warn_days: u16,
    /// Days without a meeting after which a pair is in trouble.
    pub silence_alarm_days: u16,
    /// Days after the start in which it is too early to judge.
    pub early_days: u16,
    /// Length of the trial period in days.
    pub trial_days: u16,
    /// Days ahead in which an expiring certificate is announced.
    pub expiry_notice_days: u16,
    /// Length of a usual meeting in minutes.
    pub usual_minutes: u16,
    /// Hours of primary training an admitted mentor has at least (EEPM benchmark B.3).
    pub training_hours: u16,
    /// Missed meetings in a row that are worth a look.
    pub missed_in_row: u8,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            silence_warn_days: 21,
            silence_alarm_days: 35,
            early_days: 14,
            trial_days: 60,
            expiry_notice_days: 30,
            usual_minutes: 45,
            training_hours: 2,
            missed_in_row: 2,
        }
    }
}

/// The school whose programme this base holds. There is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    /// Short name for the title line: «школа № 58».
    pub name: String,
    /// Full name for documents.
    pub full_name: String,
    /// Director, as documents write the name.
    pub director: String,
    /// The year the screens open with.
    pub active_year: YearId,
    /// Thresholds and defaults.
    pub rules: Rules,
}

/// A programme year. Usually September to June.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
    /// Pupils of the school by grade, as (grade, count); the denominator of the indicators.
    pub contingent: Vec<(u8, u16)>,
}

impl Year {
    /// The school year that `day` belongs to: 1 September to 31 August.
    pub fn around(day: NaiveDate) -> Self {
        let first = if day.month() >= 9 { day.year() } else { day.year() - 1 };
        let at = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
        Self { start: at(first, 9, 1), end: at(first + 1, 8, 31), contingent: Vec::new() }
    }

    /// «2026/27».
    pub fn title(&self) -> String {
        format!("{}/{:02}", self.start.year(), (self.start.year() + 1) % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_found_from_any_of_its_days() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(Year::around(day(2026, 11, 24)).title(), "2026/27");
        assert_eq!(Year::around(day(2027, 8, 31)).title(), "2026/27");
        assert_eq!(Year::around(day(1999, 9, 1)).title(), "1999/00");
    }
}
