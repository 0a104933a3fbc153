//! Names of backups, and which of them may go.
//!
//! Only names of exactly this form are ever looked at, so a file that somebody put there stays whatever its age.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// What every name begins and ends with.
const HEAD: &str = "nastavnik-";
const TAIL: &str = ".redb.gz";

/// How the moment stands in a name, in local time.
const MOMENT: &str = "%Y%m%d-%H%M";

/// All of the last days are kept.
const DAYS: i64 = 7;
/// Then one a week, for that many weeks.
const WEEKS: i64 = 5;
/// Then one a month, for that many months.
const MONTHS: i32 = 24;

/// What the name of a backup says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Label {
    /// When it was made, in local time.
    pub(super) made: NaiveDateTime,
    /// The generation of the base it holds.
    pub(super) generation: u64,
    /// 1 for the first of this moment.
    pub(super) number: u32,
}

impl Label {
    /// The name.
    pub(super) fn name(self) -> String {
        let number = if self.number > 1 { format!("-{}", self.number) } else { String::new() };
        format!("{HEAD}{}-g{}{number}{TAIL}", self.made.format(MOMENT), self.generation)
    }

    /// The label of a name that [`Self::name`] gave; `None` for all other names.
    pub(super) fn of(name: &str) -> Option<Self> {
        let inner = name.strip_prefix(HEAD)?.strip_suffix(TAIL)?;
        let (moment, rest) = inner.split_once("-g")?;
        let made = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?;
        let (generation, number) = rest.split_once('-').unwrap_or((rest, "1"));
        let label = Self { made, generation: generation.parse().ok()?, number: number.parse().ok()? };
        (label.name() == name).then_some(label)
    }
}

/// The backups that may go: everything but all of the last 7 days, the last of each week for 5 weeks before those,
/// and the last of each month for 24 months before those. The newest stays whatever its age, and so does one whose
/// clock ran ahead.
pub(super) fn outdated(names: &[String], now: NaiveDateTime) -> Vec<String> {
    let mut labels: Vec<Label> = names.iter().filter_map(|name| Label::of(name)).collect();
    labels.sort_unstable();
    labels.reverse();
    let mut taken = HashSet::new();
    let mut gone = Vec::new();
    for (place, label) in labels.iter().enumerate() {
        let stays = match term(label.made, now) {
            Term::All => true,
            Term::OneOf(period) => taken.insert(period),
            Term::Over => false,
        };
        if !stays && place > 0 {
            gone.push(label.name());
        }
    }
    gone
}

/// How long a backup is kept by its age.
enum Term {
    All,
    /// The newest of a period: the kind of period, its year, its number.
    OneOf((char, i32, u32)),
    Over,
}

fn term(made: NaiveDateTime, now: NaiveDateTime) -> Term {
    let age = now - made;
    if age <= TimeDelta::days(DAYS) {
        return Term::All;
    }
    if age <= TimeDelta::days(DAYS + 7 * WEEKS) {
        let week = made.iso_week();
        return Term::OneOf(('w', week.year(), week.week()));
    }
    let months = (now.year() - made.year()) * 12 + now.month() as i32 - made.month() as i32;
    if months <= MONTHS { Term::OneOf(('m', made.year(), made.month())) } else { Term::Over }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn at(day: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(day, "%Y-%m-%d %H:%M").unwrap()
    }

    fn made(moment: NaiveDateTime) -> String {
        Label { made: moment, generation: 7, number: 1 }.name()
    }

    #[test]
    fn a_name_says_when_and_what() {
        let label = Label { made: at("2026-11-24 14:02"), generation: 1204, number: 1 };
        assert_eq!(label.name(), "nastavnik-20261124-1402-g1204.redb.gz");
        assert_eq!(Label::of(&label.name()), Some(label));
        let third = Label { number: 3, ..label };
        assert_eq!(third.name(), "nastavnik-20261124-1402-g1204-3.redb.gz");
        assert_eq!(Label::of(&third.name()), Some(third));
    }

    #[test]
    fn other_names_are_nobodys_business() {
        for name in [
            "nastavnik.redb.gz",
            "nastavnik-20261124-1402-g1.redb",
            "nastavnik-20261124-1402-g1.redb.gz.part",
            "nastavnik-20261124-1402-g01.redb.gz",
            "nastavnik-20261124-1402-g1-1.redb.gz",
            "nastavnik-20261324-1402-g1.redb.gz",
            "nastavnik-20261124-1402-gx.redb.gz",
            "before-exams-nastavnik-20261124-1402-g1.redb.gz",
            "",
        ] {
            assert_eq!(Label::of(name), None, "{name}");
        }
        let old = ["notes-2001.txt".to_owned(), "nastavnik-20010101-0000-g1.redb".to_owned()];
        assert!(outdated(&old, at("2026-11-24 14:02")).is_empty());
    }

    /// Three years of a nightly backup, tidied every night.
    #[test]
    fn three_years_of_nights_leave_days_weeks_and_months() {
        let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap().and_hms_opt(2, 30, 0).unwrap();
        let mut kept: Vec<String> = Vec::new();
        let mut now = first;
        for night in 0..1_096 {
            now = first + TimeDelta::days(night);
            kept.push(made(now));
            let gone = outdated(&kept, now);
            assert!(!gone.contains(&made(now)), "the newest stays");
            kept.retain(|name| !gone.contains(name));
        }
        let of = |from: i64, to: i64| {
            let young = |name: &&String| {
                let age = (now - Label::of(name).unwrap().made).num_days();
                age >= from && age <= to
            };
            kept.iter().filter(young).count()
        };
        assert_eq!(of(0, 7), 8, "every night of the last seven days and the one that closes them");
        assert!((5..=6).contains(&of(8, 42)), "one a week: {}", of(8, 42));
        let months = of(43, 10_000);
        assert!((23..=24).contains(&months), "one a month: {months}");
        let oldest = kept.iter().filter_map(|name| Label::of(name)).min().unwrap();
        assert!((now - oldest.made).num_days() > 640, "two years back: {}", oldest.made);
    }

    #[test]
    fn the_newest_stays_even_when_nobody_made_another() {
        let only = vec![made(at("2019-05-01 10:00"))];
        assert!(outdated(&only, at("2026-11-24 14:02")).is_empty());
        let two = vec![made(at("2019-05-01 10:00")), made(at("2019-05-02 10:00"))];
        assert_eq!(outdated(&two, at("2026-11-24 14:02")), [made(at("2019-05-01 10:00"))]);
    }

    #[test]
    fn of_a_day_long_ago_the_last_stays() {
        let now = at("2026-11-24 14:02");
        let names: Vec<String> =
            ["2026-11-24 14:00", "2026-11-12 08:00", "2026-11-12 12:00", "2026-11-11 23:00", "2027-01-01 00:00"]
                .map(|moment| made(at(moment)))
                .into();
        let mut gone = outdated(&names, now);
        gone.sort();
        assert_eq!(gone, [made(at("2026-11-11 23:00")), made(at("2026-11-12 08:00"))]);
    }
}
