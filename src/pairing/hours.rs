//! Hours of a week at which somebody is free, read from the words people write: «вт, чт после 15:00», «пн 14:30».
//!
//! Paper asks for «ресурс времени» in words, so words are what there is. What names no day and no hour («2 часа в
//! неделю») says nothing about when, and is taken as not known rather than as never.

use chrono::{NaiveTime, Timelike, Weekday};

use super::words::plain;

/// Minutes in the smallest piece of time told apart.
const PIECE: u32 = 10;
/// The hour the week's first piece of a day begins with; nobody meets before it.
const FIRST_HOUR: u32 = 6;
/// Pieces of a day: from six in the morning to ten in the evening.
const PIECES: u32 = (22 - FIRST_HOUR) * 60 / PIECE;
/// How long a single named hour is taken to last, in minutes.
const SINGLE: u32 = 60;

const MONDAY_FIRST: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// Beginnings of the names of days, in the order of the week. The first that fits counts.
const DAYS: [&[&str]; 7] = [
    &["пн", "понед", "mon"],
    &["вт", "tue"],
    &["ср", "wed"],
    &["чт", "четв", "thu"],
    &["пт", "пятн", "fri"],
    &["сб", "субб", "sat"],
    &["вс", "воскр", "sun"],
];

/// When somebody is free in a week, in pieces of ten minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours([u128; 7]);

/// A stretch of free time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// On which day.
    pub day: Weekday,
    /// From when.
    pub from: NaiveTime,
}

impl Hours {
    /// Reads what people write. `None` where no day and no hour is named.
    pub fn read(text: &str) -> Option<Self> {
        let mut reader = Reader::default();
        plain(text, ":-").split(' ').for_each(|word| reader.take(word));
        reader.finish()
    }

    /// Hours at which both are free.
    pub fn common(self, other: Self) -> Self {
        Self(std::array::from_fn(|day| self.0[day] & other.0[day]))
    }

    /// Whether there is time for a meeting of so many minutes.
    pub fn has_meeting(self, minutes: u16) -> bool {
        self.0.iter().any(|pieces| begins(*pieces, need(minutes)) != 0)
    }

    /// Where meetings of so many minutes could begin, one after the other: the day of the week from Monday, and the
    /// piece of the day.
    pub(super) fn starts(self, minutes: u16) -> impl Iterator<Item = (usize, u32)> {
        let need = need(minutes);
        (0..7).flat_map(move |day| {
            let mut left = begins(self.0[day], need);
            std::iter::from_fn(move || {
                let at = left.trailing_zeros();
                // What begins before this one ends is no meeting of its own.
                left = left.checked_shr(at + need).map_or(0, |rest| rest << (at + need));
                (at < PIECES).then_some((day, at))
            })
        })
    }

    /// Where meetings of so many minutes could begin, one after the other, by day and hour.
    pub fn windows(self, minutes: u16) -> impl Iterator<Item = Window> {
        self.starts(minutes).map(|(day, at)| Window { day: MONDAY_FIRST[day], from: hour_of(at) })
    }
}

/// How many pieces a meeting takes.
fn need(minutes: u16) -> u32 {
    u32::from(minutes).div_ceil(PIECE).clamp(1, PIECES + 1)
}

/// Pieces from which on so many are free, as bits.
fn begins(pieces: u128, need: u32) -> u128 {
    // Runs of 1, 2, 4 and so on, so that a long meeting takes few steps.
    let (mut runs, mut length) = (pieces, 1);
    while length < need && runs != 0 {
        let more = length.min(need - length);
        runs &= runs >> more;
        length += more;
    }
    runs
}

fn hour_of(piece: u32) -> NaiveTime {
    let minutes = FIRST_HOUR * 60 + piece * PIECE;
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap_or_default()
}

/// The pieces from one minute of a day to another.
fn pieces(from: u32, to: u32) -> u128 {
    let first = (from.max(FIRST_HOUR * 60) - FIRST_HOUR * 60).div_ceil(PIECE);
    let end = (to.saturating_sub(FIRST_HOUR * 60) / PIECE).min(PIECES);
    (first..end).fold(0, |mask, piece| mask | 1 << piece)
}

/// Minutes of a day during which people may meet at all, unless hours are named.
const WHOLE_DAY: (u32, u32) = (8 * 60, 20 * 60);
/// Before this hour the first shift has lessons, after it the second.
const SHIFT: u32 = 13 * 60;

/// What a word says about when.
enum Said {
    Days([bool; 7]),
    Span(u32, u32),
    /// «после 15», «до 18»: the number that follows is where it begins, or ends.
    From,
    Until,
    /// «после уроков»: whatever stands before it.
    AfterLessons,
    Nothing,
}

#[derive(Default)]
struct Reader {
    hours: [u128; 7],
    days: [bool; 7],
    /// The day a range may go on from: «пн-пт» with a word between.
    spans: Vec<(u32, u32)>,
    edge: Option<Said>,
    known: bool,
}

impl Reader {
    fn take(&mut self, word: &str) {
        match said(word) {
            Said::Days(days) => {
                if !self.spans.is_empty() {
                    self.flush();
                }
                (0..7).filter(|day| days[*day]).for_each(|day| self.days[day] = true);
            }
            Said::Span(from, to) => self.span(from, to),
            Said::AfterLessons => {
                self.edge = None;
                self.spans.push((SHIFT, 18 * 60));
            }
            edge @ (Said::From | Said::Until) => self.edge = Some(edge),
            Said::Nothing => self.number(word),
        }
    }

    fn span(&mut self, from: u32, to: u32) {
        match self.edge.take() {
            Some(Said::From) => self.spans.push((from, WHOLE_DAY.1)),
            Some(Said::Until) => match self.spans.last_mut() {
                // «с 14 до 16»
                Some(last) if last.1 == WHOLE_DAY.1 && last.0 < from => last.1 = from,
                _ => self.spans.push((WHOLE_DAY.0, from)),
            },
            _ => self.spans.push((from, to)),
        }
    }

    /// A bare number is an hour only after «с», «после», «до».
    fn number(&mut self, word: &str) {
        let hour = word.parse::<u32>().ok().filter(|hour| (FIRST_HOUR..22).contains(hour));
        match (hour, &self.edge) {
            (Some(hour), Some(_)) => self.span(hour * 60, hour * 60 + SINGLE),
            _ => self.edge = None,
        }
    }

    fn flush(&mut self) {
        let no_day = self.days.iter().all(|day| !day);
        if no_day && self.spans.is_empty() {
            return;
        }
        self.known = true;
        let spans = std::mem::take(&mut self.spans);
        let spans = if spans.is_empty() { vec![WHOLE_DAY] } else { spans };
        let mask = spans.iter().fold(0, |mask, (from, to)| mask | pieces(*from, *to));
        let days = std::mem::take(&mut self.days);
        for (day, hours) in self.hours.iter_mut().enumerate() {
            // Hours without a day are those of a school day.
            if days[day] || (no_day && day < 5) {
                *hours |= mask;
            }
        }
    }

    fn finish(mut self) -> Option<Hours> {
        self.flush();
        self.known.then_some(Hours(self.hours))
    }
}

fn said(word: &str) -> Said {
    let day = |name: &str| DAYS.iter().position(|names| names.iter().any(|begin| name.starts_with(begin)));
    if let Some((first, last)) = word.split_once('-') {
        if let (Some(first), Some(last)) = (day(first), day(last)) {
            return Said::Days(std::array::from_fn(|at| (first..=last).contains(&at)));
        }
        if let (Some(from), Some(to)) = (clock(first, true), clock(last, true)) {
            return if from < to { Said::Span(from, to) } else { Said::Nothing };
        }
    }
    if let Some(from) = clock(word, false) {
        return Said::Span(from, from + SINGLE);
    }
    let fits = |begins: &[&str]| begins.iter().any(|begin| word.starts_with(begin));
    match word {
        "с" | "со" | "после" | "от" | "from" | "after" => Said::From,
        "до" | "until" | "till" | "before" => Said::Until,
        _ if fits(&["выходн", "weekend"]) => Said::Days([false, false, false, false, false, true, true]),
        _ if fits(&["будн", "weekday"]) => Said::Days([true, true, true, true, true, false, false]),
        _ if fits(&["ежедневн", "любойдень", "daily"]) => Said::Days([true; 7]),
        _ if fits(&["утр", "morning"]) => Said::Span(WHOLE_DAY.0, SHIFT),
        _ if fits(&["вечер", "evening"]) => Said::Span(17 * 60, WHOLE_DAY.1),
        _ if fits(&["урок", "lesson"]) => Said::AfterLessons,
        _ => day(word).map_or(Said::Nothing, |at| Said::Days(std::array::from_fn(|other| other == at))),
    }
}

/// A clock «14:00», or in a range also «14», as minutes of the day.
fn clock(word: &str, bare: bool) -> Option<u32> {
    if let Ok(time) = NaiveTime::parse_from_str(word, "%H:%M") {
        return Some(time.hour() * 60 + time.minute());
    }
    let hour = word.parse::<u32>().ok().filter(|hour| bare && (FIRST_HOUR..=22).contains(hour))?;
    Some(hour * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(hours) = Hours::read(text) else { return "?".to_owned() };
        let windows = hours.windows(60);
        windows.map(|window| format!("{} {}", window.day, window.from.format("%H:%M"))).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn reads_what_people_write() {
        assert_eq!(shown("пн 14:30, ср 14:30"), "Mon 14:30, Wed 14:30");
        assert_eq!(shown("вт, чт после 18:00"), "Tue 18:00, Tue 19:00, Thu 18:00, Thu 19:00");
        assert_eq!(shown("Вторник и четверг с 14 до 16"), "Tue 14:00, Tue 15:00, Thu 14:00, Thu 15:00");
        assert_eq!(shown("сб 10-12"), "Sat 10:00, Sat 11:00");
        assert_eq!(shown("пн–ср 15:10"), "Mon 15:10, Tue 15:10, Wed 15:10");
        assert_eq!(shown("пн 14:00, 16:00; пт 13:20"), "Mon 14:00, Mon 16:00, Fri 13:20");
        assert_eq!(shown("по пятницам, вечером"), "Fri 17:00, Fri 18:00, Fri 19:00");
        assert_eq!(shown("суббота до 10:00"), "Sat 08:00, Sat 09:00");
        assert_eq!(shown("Mon 14:00"), "Mon 14:00");
    }

    #[test]
    fn how_much_is_not_when() {
        for text in ["", "2 часа в неделю", "1 раз в 2 недели", "по договорённости", "раз в месяц", "30 минут"]
        {
            assert_eq!(shown(text), "?", "{text}");
        }
        assert_eq!(Hours::read("после уроков").map(|hours| hours.windows(60).count()), Some(25));
    }

    #[test]
    fn meets_only_where_there_is_time_for_a_meeting() {
        let both = |a: &str, b: &str| Hours::read(a).unwrap().common(Hours::read(b).unwrap());
        assert_eq!(both("вт 14:00, чт 14:00", "чт 14:00").windows(45).count(), 1);
        assert_eq!(both("вт 14:00", "вт 14:30").windows(45).count(), 0, "half an hour is too short");
        assert_eq!(both("вт 14:00", "вт 14:10").windows(45).count(), 1);
        assert_eq!(both("пн-пт 13:00-15:00", "ср, чт").windows(45).count(), 4);
    }
}
