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
/// So many of the newest stay whatever their age.
const NEWEST: usize = 7;
/// So many go at most when a backup is made.
const MOST_AT_ONCE: usize = 10;
/// A newest backup further from now than this, in days, means that the clock has jumped.
const FAR: i64 = 366;

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

/// What clearing the directory comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Clearing {
    /// The backups that may go, the oldest first.
    pub(super) gone: Vec<String>,
    /// Why others stay that their age would let go.
    pub(super) spared: Option<Spared>,
}

/// Why backups stay although their age would let them go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spared {
    /// The newest of those that were there is so far from now that the clock is not to be believed: none goes.
    Clock {
        /// When it was made, in local time.
        newest: NaiveDateTime,
    },
    /// Only so many go at once.
    Rest {
        /// How many are left for the next time.
        left: usize,
    },
}

/// The backups that may go when the one called `fresh` has been made: everything but all of the last 7 days, the last
/// of each week for 5 weeks before those, and the last of each month for 24 months before those. The [`NEWEST`] stay
/// whatever their age, and so does one whose clock ran ahead; and no mistake of the clock may cost the whole history,
/// so [`MOST_AT_ONCE`] go at most, and none when the clock seems to have jumped.
pub(super) fn outdated(names: &[String], fresh: &str, now: NaiveDateTime) -> Clearing {
    let mut labels: Vec<Label> = names.iter().filter_map(|name| Label::of(name)).collect();
    labels.sort_unstable();
    labels.reverse();
    let mut gone = over(&labels, now);
    if gone.is_empty() {
        return Clearing::default();
    }
    let newest = labels.iter().find(|label| label.name() != fresh).map_or(now, |label| label.made);
    if (now - newest).abs() > TimeDelta::days(FAR) {
        return Clearing { gone: Vec::new(), spared: Some(Spared::Clock { newest }) };
    }
    gone.reverse();
    let left = gone.len().saturating_sub(MOST_AT_ONCE);
    gone.truncate(MOST_AT_ONCE);
    Clearing { gone, spared: (left > 0).then_some(Spared::Rest { left }) }
}

/// Of backups, the newest first, those whose time is up.
fn over(labels: &[Label], now: NaiveDateTime) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut gone = Vec::new();
    for (place, label) in labels.iter().enumerate() {
        let stays = match term(label.made, now) {
            Term::All => true,
            Term::OneOf(period) => taken.insert(period),
            Term::Over => false,
        };
        if !stays && place >= NEWEST {
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
        assert_eq!(outdated(&old, "", at("2026-11-24 14:02")), Clearing::default());
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
            let gone = outdated(&kept, &made(now), now).gone;
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

    /// So many backups of the last days that the rule about the newest is met.
    fn lately(now: NaiveDateTime) -> Vec<String> {
        (0..NEWEST as i64).map(|hours| made(now - TimeDelta::hours(hours))).collect()
    }

    #[test]
    fn the_newest_stay_even_when_nobody_made_another() {
        let now = at("2026-11-24 14:02");
        let of_february: Vec<String> = (1..=9).map(|day| made(at(&format!("2026-02-0{day} 10:00")))).collect();
        assert_eq!(outdated(&of_february[..7], "", now), Clearing::default());
        assert_eq!(outdated(&of_february, "", now).gone, of_february[..2]);
    }

    #[test]
    fn a_clock_that_jumps_costs_nothing() {
        let years: Vec<String> =
            (0..30).map(|month| made(at("2022-01-15 10:00") + TimeDelta::days(30 * month))).collect();
        for now in ["2036-11-24 14:02", "2012-11-24 14:02"] {
            let fresh = made(at(now));
            let mut names = years.clone();
            names.push(fresh.clone());
            assert_eq!(outdated(&names, &fresh, at(now)).gone, Vec::<String>::new(), "{now}");
        }
        let fresh = made(at("2036-11-24 14:02"));
        let newest = Label::of(years.last().unwrap()).unwrap().made;
        let names = [years, vec![fresh.clone()]].concat();
        assert_eq!(outdated(&names, &fresh, at("2036-11-24 14:02")).spared, Some(Spared::Clock { newest }));
    }

    #[test]
    fn only_so_many_go_at_once_and_the_oldest_first() {
        let now = at("2026-11-24 14:02");
        let old: Vec<String> = (10..40).map(|minute| made(at(&format!("2019-05-01 10:{minute}")))).collect();
        let clearing = outdated(&[old.clone(), lately(now)].concat(), "", now);
        assert_eq!(clearing.gone, old[..MOST_AT_ONCE]);
        assert_eq!(clearing.spared, Some(Spared::Rest { left: 30 - MOST_AT_ONCE }));
    }

    #[test]
    fn of_a_day_long_ago_the_last_stays() {
        let now = at("2026-11-24 14:02");
        let mut names: Vec<String> = ["2026-11-12 08:00", "2026-11-12 12:00", "2026-11-11 23:00", "2027-01-01 00:00"]
            .map(|moment| made(at(moment)))
            .into();
        names.extend(lately(now));
        let gone = outdated(&names, &made(now), now).gone;
        assert_eq!(gone, [made(at("2026-11-11 23:00")), made(at("2026-11-12 08:00"))]);
    }
}
