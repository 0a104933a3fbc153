//! The school, its programme years, and the numbers a school may change.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Words, YearId};

/// Numbers that the methodology leaves to the school (model §5.3). Every one can be changed without a release.
///
/// Those of the early warning are conventions of practice, not findings: research names the signs (failing to meet,
/// falling quality, sides that see it differently, too little support), not the days. A month of the standard (EEPM,
/// benchmark B.5: a talk with each side twice in the first month and monthly afterwards) is kept by whoever talks every
/// 14 days at first and every 28 days later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Days without a meeting, holidays left out, after which a pair is worth a look. No federal document gives a number.
    /// Two meetings a month are the norm, so a pair that keeps it is silent for a fortnight every time: a limit of 14 days
    /// would warn of everybody. 21 days are one meeting left out and a week of grace.
    pub silence_warn_days: u16,
    /// Days without a meeting, holidays left out, after which a pair is in trouble. 35 days lie between the four and the
    /// six weeks of absence after which a large programme asks whether a pair still is one (iMentor; model §5.3).
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
    /// Meetings in a row that were missed or cancelled, and are worth a look.
    pub missed_in_row: u8,
    /// Meetings in a row that were missed or cancelled, and mean trouble.
    pub missed_alarm: u8,
    /// Per cent of the meetings of six weeks that may fall through; more is worth a look.
    pub missed_share: u8,
    /// How many times its usual interval a pair may be silent before that is worth a look; 0 for not at all.
    pub rhythm_times: u8,
    /// Days after the acquaintance by which the trial meeting should have been; 0 for no limit.
    pub first_work_days: u16,
    /// Days after the acquaintance by which the planning meeting should have been; 0 for no limit.
    pub plan_days: u16,
    /// Comfort of one side, on a scale of 1 to 10, that is worth a look.
    pub comfort_warn: u8,
    /// Comfort of one side, on a scale of 1 to 10, that means trouble.
    pub comfort_alarm: u8,
    /// Points of 10 by which comfort falls against the first pulse when it means trouble.
    pub comfort_drop: u8,
    /// Points of 10 between the comfort of both sides that are worth a look.
    pub apart_warn: u8,
    /// Points of 10 between the comfort of both sides that mean trouble.
    pub apart_alarm: u8,
    /// Days between two talks of the curator with a side in the first month of a pair; 0 for no limit.
    pub contact_first_days: u16,
    /// Days between two talks of the curator with a side after that; 0 for no limit.
    pub contact_days: u16,
    /// Risks known beforehand that together call for a closer look at a new pair; 0 for never.
    pub risk_factors: u8,
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
            missed_alarm: 3,
            missed_share: 30,
            rhythm_times: 2,
            first_work_days: 14,
            plan_days: 30,
            comfort_warn: 5,
            comfort_alarm: 3,
            comfort_drop: 3,
            apart_warn: 3,
            apart_alarm: 5,
            contact_first_days: 14,
            contact_days: 28,
            risk_factors: 2,
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
    /// The year the screens open with, until a later one has begun: see [`Register::opening_year`].
    ///
    /// [`Register::opening_year`]: super::Register::opening_year
    pub active_year: YearId,
    /// Thresholds and defaults.
    pub rules: Rules,
}

/// A year of a programme. Usually September to June. A school that runs several programmes has a year of each: people,
/// their consents and questionnaires are shared, entries, pairs and figures belong to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
    /// Pupils of the school by grade, as (grade, count); the denominator of the indicators.
    pub contingent: Vec<(u8, u16)>,
    /// The short name of the programme; empty where the school runs one, and may be for the first of several.
    pub programme: Words,
}

impl Year {
    /// The school year that `day` belongs to: 1 September to 31 August.
    pub fn around(day: NaiveDate) -> Self {
        Self::starting(if day.month() >= 9 { day.year() } else { day.year() - 1 })
    }

    /// The school year that starts in September of `first`: 1 September to 31 August.
    pub fn starting(first: i32) -> Self {
        let at = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN);
        let (contingent, programme) = (Vec::new(), Words::default());
        Self { start: at(first, 9, 1), end: at(first + 1, 8, 31), contingent, programme }
    }

    /// Whether a day is of this year.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.end
    }

    /// The school year after this one, of the same programme.
    pub fn next(&self) -> Self {
        Self::starting(self.start.year() + 1).of_programme(&self.programme)
    }

    /// The same school year of a programme.
    #[must_use]
    pub fn of_programme(self, programme: &Words) -> Self {
        Self { programme: programme.clone(), ..self }
    }

    /// Whether both are of one school year, of whichever programmes.
    pub fn is_beside(&self, other: &Self) -> bool {
        self.start.year() == other.start.year()
    }

    /// The school year that is called so: «2026/27», «2026-2027» or «2026». `None` when it is no name of a year.
    pub fn called(name: &str) -> Option<Self> {
        let name = name.trim();
        let is_number = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
        if is_number {
            return name.parse().ok().filter(|first| FIRSTS.contains(first)).map(Self::starting);
        }
        let alone = name.chars().all(|c| c.is_ascii_digit() || c == ' ' || BETWEEN.contains(&c));
        alone.then(|| Self::named_in(name)).flatten()
    }

    /// The first school year a text names, such as the title over a list: «… на 2025/2026 учебный год».
    pub fn named_in(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().collect();
        (0..chars.len()).find_map(|at| year_at(&chars, at)).map(Self::starting)
    }

    /// «2026/27», and for a programme with a name «2026/27 Школа лидеров».
    pub fn title(&self) -> String {
        let year = format!("{}/{:02}", self.start.year(), (self.start.year() + 1) % 100);
        if self.programme.is_empty() { year } else { format!("{year} {}", self.programme.as_str()) }
    }
}

/// Years in which a school year may start: what else has four digits is no year.
const FIRSTS: std::ops::RangeInclusive<i32> = 1991..=2100;
/// What people write between the two halves of a school year.
const BETWEEN: [char; 4] = ['/', '-', '–', '—'];

/// The first half of «2025/26» or «2025 – 2026» at a place of a text.
fn year_at(chars: &[char], at: usize) -> Option<i32> {
    let digits = |from: usize| chars[from..].iter().take_while(|c| c.is_ascii_digit()).count();
    let number = |from: usize, count: usize| chars[from..from + count].iter().collect::<String>().parse::<i32>().ok();
    let past_spaces = |from: usize| from + chars[from..].iter().take_while(|c| c.is_whitespace()).count();
    let follows_digit = at.checked_sub(1).is_some_and(|before| chars[before].is_ascii_digit());
    if follows_digit || digits(at) != 4 {
        return None;
    }
    let first = number(at, 4).filter(|first| FIRSTS.contains(first))?;
    let sign = past_spaces(at + 4);
    chars.get(sign).filter(|c| BETWEEN.contains(c))?;
    let second = past_spaces(sign + 1);
    let wanted = match digits(second) {
        2 => (first + 1) % 100,
        4 => first + 1,
        _ => return None,
    };
    (number(second, digits(second)) == Some(wanted)).then_some(first)
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
        assert_eq!(Year::around(day(2026, 11, 24)).next().title(), "2027/28");
    }

    #[test]
    fn a_year_is_known_however_people_write_it() {
        let title = |year: Option<Year>| year.map(|year| year.title());
        for name in ["2025/26", "2025/2026", "2025-26", "2025 – 2026", " 2025 "] {
            assert_eq!(title(Year::called(name)).as_deref(), Some("2025/26"), "{name}");
        }
        for name in ["", "26", "2025/27", "2025/", "0042", "в 2025/26", "20255/26", "2025/266"] {
            assert_eq!(Year::called(name), None, "{name}");
        }
        let heading = "Реестр наставляемых МБОУ № 12 на 2025–2026 учебный год (приказ 2024/17)";
        assert_eq!(title(Year::named_in(heading)).as_deref(), Some("2025/26"));
        assert_eq!(Year::named_in("тел. 2025-2026-11, № 120252026"), Some(Year::starting(2025)));
        assert_eq!(Year::named_in("список 5А"), None);
    }
}
