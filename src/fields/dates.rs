//! Dates as people type and read them.

use chrono::{Datelike, Days, NaiveDate};

use crate::domain::Year;
use crate::text::{Lang, Text};

const MONTHS: [(&str, &str); 12] = [
    ("янв", "jan"),
    ("фев", "feb"),
    ("мар", "mar"),
    ("апр", "apr"),
    ("ма", "may"),
    ("июн", "jun"),
    ("июл", "jul"),
    ("авг", "aug"),
    ("сен", "sep"),
    ("окт", "oct"),
    ("ноя", "nov"),
    ("дек", "dec"),
];

/// Reads a day: «12.10.2025», «12.10.25 г.», «12.10», «12 октября», «2025-10-12», «121025», «сегодня», «вчера», «+3».
/// Without a year it is the one nearest to `today`.
pub fn parse(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let lower = text.trim().to_lowercase();
    let clean = lower.trim_end_matches("года").trim_end_matches("г.").trim_end_matches('г').trim();
    relative(clean, today).or_else(|| iso(clean)).or_else(|| by_parts(clean, today)).or_else(|| packed(clean))
}

fn relative(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    match text {
        "сегодня" | "today" => return Some(today),
        "вчера" | "yesterday" => return today.pred_opt(),
        "завтра" | "tomorrow" => return today.succ_opt(),
        _ => {}
    }
    let days: i64 =
        text.strip_prefix('+').map(str::parse).or_else(|| text.starts_with('-').then(|| text.parse()))?.ok()?;
    let shift = Days::new(days.unsigned_abs());
    if days < 0 { today.checked_sub_days(shift) } else { today.checked_add_days(shift) }
}

fn iso(text: &str) -> Option<NaiveDate> {
    let day = text.split(['t', ' ']).next()?;
    NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|date| plausible(*date))
}

fn by_parts(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let day = parts.first()?.parse().ok()?;
    let month = month(parts.get(1)?)?;
    match parts.as_slice() {
        [_, _] => nearest(day, month, today),
        [_, _, year] => date(whole_year(year)?, month, day),
        _ => None,
    }
}

fn packed(text: &str) -> Option<NaiveDate> {
    if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 6 | 8) {
        return None;
    }
    date(whole_year(&text[4..])?, text[2..4].parse().ok()?, text[..2].parse().ok()?)
}

fn month(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let found = MONTHS.iter().position(|(ru, en)| text.starts_with(en) || (text.starts_with(ru) && text != "март"));
    let march = text.starts_with("мар").then_some(2);
    march.or(found).and_then(|index| u32::try_from(index + 1).ok())
}

fn whole_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn nearest(day: u32, month: u32, today: NaiveDate) -> Option<NaiveDate> {
    let near = [today.year() - 1, today.year(), today.year() + 1];
    near.into_iter().filter_map(|year| date(year, month, day)).min_by_key(|date| (*date - today).num_days().abs())
}

fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| plausible(*date))
}

/// Nobody in a school was born before this year, and nothing is planned after it.
fn plausible(date: NaiveDate) -> bool {
    (1900..=2100).contains(&date.year())
}

/// «12.10.2025», the form that reads back exactly.
pub fn full(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// As people say it: «сегодня», «вчера», «12.10» within the school year on screen, «12.10.2024» outside it. Everything on
/// one screen goes by the same year, so that days with and without theirs do not stand beside each other by chance.
pub fn human(date: NaiveDate, today: NaiveDate, on_screen: Option<&Year>, text: &Text) -> String {
    match (date - today).num_days() {
        0 => text.common.today.to_owned(),
        -1 => text.common.yesterday.to_owned(),
        1 => text.common.tomorrow.to_owned(),
        _ if on_screen.is_some_and(|year| year.contains(date)) => date.format("%d.%m").to_string(),
        _ => full(date),
    }
}

/// «вт 12.10»
pub fn with_weekday(date: NaiveDate, text: &Text) -> String {
    let c = &text.common;
    let names = [c.day_1, c.day_2, c.day_3, c.day_4, c.day_5, c.day_6, c.day_7];
    let name = names.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default();
    format!("{name} {}", date.format("%d.%m"))
}

/// Letters that mean today and yesterday when typed into an empty date field.
pub fn shortcut(letter: char, lang: Lang, today: NaiveDate) -> Option<NaiveDate> {
    match (lang, letter) {
        (Lang::Ru, 'с' | 'c') | (Lang::En, 't' | 'е') => Some(today),
        (Lang::Ru, 'в' | 'd') | (Lang::En, 'y' | 'н') => today.pred_opt(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_day_is_told_without_its_year_within_the_school_year_on_screen_alone() {
        let (text, today) = (Text::of(Lang::Ru), day(2026, 11, 24));
        let told = |on, year: Option<&Year>| human(on, today, year, text);
        let (this, last) = (Year::starting(2026), Year::starting(2025));
        assert_eq!(told(day(2026, 11, 23), Some(&last)), "вчера");
        for (on, in_this, in_last) in [
            (day(2026, 9, 3), "03.09", "03.09.2026"),
            (day(2027, 8, 20), "20.08", "20.08.2027"),
            (day(2025, 10, 5), "05.10.2025", "05.10"),
            (day(2026, 5, 30), "30.05.2026", "30.05"),
        ] {
            assert_eq!([told(on, Some(&this)), told(on, Some(&last))], [in_this, in_last]);
        }
        assert_eq!(told(day(2026, 9, 3), None), "03.09.2026");
    }

    #[test]
    fn reads_what_people_type() {
        let today = day(2026, 11, 24);
        for (typed, wanted) in [
            ("12.10.2025", day(2025, 10, 12)),
            ("6.10.2025 г.", day(2025, 10, 6)),
            ("12.10.25", day(2025, 10, 12)),
            ("12/10/2025", day(2025, 10, 12)),
            ("12.10", day(2026, 10, 12)),
            ("12.01", day(2027, 1, 12)),
            ("12 октября 2025 г.", day(2025, 10, 12)),
            ("3 марта", day(2027, 3, 3)),
            ("3 мая", day(2026, 5, 3).with_year(2027).unwrap()),
            ("2025-10-12", day(2025, 10, 12)),
            ("2025-10-12 00:00:00", day(2025, 10, 12)),
            ("12102025", day(2025, 10, 12)),
            ("121025", day(2025, 10, 12)),
            ("сегодня", today),
            ("Вчера", day(2026, 11, 23)),
            ("+3", day(2026, 11, 27)),
            ("-24", day(2026, 10, 31)),
        ] {
            assert_eq!(parse(typed, today), Some(wanted), "{typed}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for typed in ["", "31.02.2026", "12", "12.13.2025", "осенью", "89134920276", "1.1.1", "12.10.2025.3"] {
            assert_eq!(parse(typed, day(2026, 11, 24)), None, "{typed}");
        }
    }
}
