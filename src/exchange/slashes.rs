//! Days with slashes: «11/12/2026» is two days, and which one is meant follows from the whole column.

use chrono::NaiveDate;

/// How a column writes days with slashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// 24/11/2026.
    DayFirst,
    /// 11/24/2026.
    MonthFirst,
}

/// A column in which day and month could change places, and nothing in it says which is which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayDoubt {
    /// Its place, from 0.
    pub index: usize,
    /// Its head, or its letters.
    pub column: String,
    /// The first of its days that may be two.
    pub said: String,
    /// How that one was read.
    pub read: NaiveDate,
    /// How the column was read.
    pub order: DayOrder,
}

impl DayOrder {
    /// The order of a column, and the first of its days that may be two, with how it is read, where no other day of the
    /// column says what comes first: one with a number above 12 does. Then the order is the one in which more days are
    /// `possible`, and of equals that of this country.
    pub(super) fn of<'a>(
        column: impl Iterator<Item = &'a str>,
        possible: impl Fn(NaiveDate) -> bool,
    ) -> (Self, Option<(String, NaiveDate)>) {
        let (mut told, mut fitting, mut open) = ((0, 0), (0, 0), None);
        for text in column {
            let Some((day_first, month_first)) = slashed(day_alone(text)) else { continue };
            told.0 += usize::from(month_first.is_none() && day_first.is_some());
            told.1 += usize::from(day_first.is_none() && month_first.is_some());
            fitting.0 += usize::from(day_first.is_some_and(&possible));
            fitting.1 += usize::from(month_first.is_some_and(&possible));
            if let (Some(one), Some(other)) = (day_first, month_first)
                && one != other
            {
                open = open.or(Some((text.to_owned(), one, other)));
            }
        }
        let order = |(day, month): (usize, usize)| if month > day { Self::MonthFirst } else { Self::DayFirst };
        if told.0 != told.1 {
            return (order(told), None);
        }
        let order = order(fitting);
        (order, open.map(|(said, one, other)| (said, if order == Self::DayFirst { one } else { other })))
    }

    /// The day of a text with slashes in this order; `None` for a text without.
    pub(super) fn read(self, text: &str) -> Option<Option<NaiveDate>> {
        let (day_first, month_first) = slashed(day_alone(text))?;
        Some(if self == Self::DayFirst { day_first } else { month_first })
    }
}

/// The day without its hour, «3:14:15 PM GMT+3».
pub(super) fn day_alone(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some((before, last)) = rest.rsplit_once(char::is_whitespace) {
        let lower = last.to_lowercase();
        let zone = ["gmt", "utc"].iter().any(|zone| lower.starts_with(zone));
        if !zone && !last.contains(':') && !["am", "pm", "мск", "z", "в", "at"].contains(&lower.as_str()) {
            break;
        }
        rest = before.trim_end();
    }
    let rest = rest.trim_end_matches(',');
    // 2026-11-12T15:14:15Z
    match rest.split_once('T') {
        Some((day, hour)) if hour.contains(':') => day,
        _ => rest,
    }
}

/// The two days a text with slashes may be, the day first and the month first; `None` for any other text. With the year
/// in front, in whatever way it is parted, there is but one.
fn slashed(text: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| part.parse::<u32>().ok();
    let day = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        let only = day(a, b, c);
        return Some((only, only));
    }
    let year = match third.len() {
        2 => 2000 + c,
        4 => c,
        _ => return None,
    };
    text.contains('/').then(|| (day(year, b, a), day(year, a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_day_of_the_column_decides_and_else_the_first_open_one_is_told() {
        let of = |days: &[&str]| DayOrder::of(days.iter().copied(), |_| true);
        assert_eq!(of(&["03/04/2025", "25/03/2025"]), (DayOrder::DayFirst, None));
        assert_eq!(of(&["03/04/2025", "03/25/2025 10:00"]), (DayOrder::MonthFirst, None));
        let april = NaiveDate::from_ymd_opt(2025, 4, 3).unwrap();
        let told = Some(("03/04/2025".to_owned(), april));
        assert_eq!(of(&["05/05/2025", "03/04/2025", "06/07/2025"]), (DayOrder::DayFirst, told.clone()));
        assert_eq!(of(&["25/03/2025", "03/25/2025", "03/04/2025"]), (DayOrder::DayFirst, told), "it says both");
        assert_eq!(of(&["05/05/2025", "2025/03/04", "03.04.2025", ""]), (DayOrder::DayFirst, None));
        let march = NaiveDate::from_ymd_opt(2025, 3, 4).unwrap();
        let before_april = DayOrder::of(["03/04/2025"].into_iter(), |day| day < april);
        assert_eq!(before_april, (DayOrder::MonthFirst, Some(("03/04/2025".to_owned(), march))), "told all the same");
    }
}
