//! The early warning of the demonstration school against a recount that shares no line with the program: days counted
//! one by one, meetings and talks walked through as they lie on file.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate};
use nastavnik::analysis::{Level, Reason, Subject, attention, safety_notes};
use nastavnik::demo::{Plan, school};
use nastavnik::domain::{ContactSide, Meeting, MeetingState, Pair, PairId, PairState, Record, Register, Stamp, YearId};
use nastavnik::surveys;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn demonstration() -> (Register, YearId) {
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    let mut register = Register::new();
    register.commit(&school(&Plan::usual(today()), surveys::builtin().unwrap()), &stamp).unwrap();
    let year = register.school().unwrap().active_year;
    (register, year)
}

fn working(register: &Register, year: YearId) -> Vec<(PairId, &Pair)> {
    let pairs = register.all().filter_map(|(key, record)| match record {
        Record::Pair(pair) => Some((PairId::of(key)?, pair.as_ref())),
        _ => None,
    });
    pairs.filter(|(_, pair)| pair.year == year && pair.state == PairState::Fixed).collect()
}

/// The meetings of a pair, the newest first.
fn meetings(register: &Register, pair: PairId) -> Vec<&Meeting> {
    let of = register.all().filter_map(|(key, record)| match record {
        Record::Meeting(meeting) if meeting.pair == pair => {
            Some((meeting.date, meeting.time, key.id, meeting.as_ref()))
        }
        _ => None,
    });
    let mut found: Vec<_> = of.collect();
    found.sort_by_key(|(date, time, id, _)| (*date, *time, *id));
    found.into_iter().rev().map(|(.., meeting)| meeting).collect()
}

/// The autumn holidays of 2026 as a school that entered none has them.
fn is_off(day: NaiveDate) -> bool {
    let at = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    day >= at(10, 31) && day <= at(11, 8)
}

fn days_since(day: NaiveDate) -> i64 {
    let mut days = 0;
    let mut at = day;
    while at < today() {
        at = at + Days::new(1);
        days += i64::from(!is_off(at));
    }
    days
}

fn began(pair: &Pair) -> NaiveDate {
    pair.started_on.or(pair.order_date).unwrap()
}

#[test]
fn silence_is_what_a_count_day_by_day_gives() {
    let (register, year) = demonstration();
    let mut wanted = BTreeMap::new();
    for (id, pair) in working(&register, year) {
        let held = meetings(&register, id).into_iter().find(|it| it.state == MeetingState::Held);
        let days = days_since(held.map_or(began(pair), |it| it.date));
        if days >= 21 {
            wanted.insert(id, (days, if days >= 35 { Level::Alarm } else { Level::Warning }));
        }
    }
    let found: BTreeMap<_, _> = attention(&register, year, today())
        .into_iter()
        .filter_map(|signal| match (signal.subject, signal.reason) {
            (Subject::Pair(id), Reason::Silent { days, .. }) => Some((id, (days, signal.level))),
            _ => None,
        })
        .collect();
    assert!(found.len() > 2, "the invented school has silent pairs");
    assert_eq!(found, wanted);
}

#[test]
fn missed_meetings_are_what_a_walk_back_gives() {
    let (register, year) = demonstration();
    let (mut in_row, mut often) = (BTreeMap::new(), BTreeMap::new());
    for (id, _) in working(&register, year) {
        let past: Vec<_> = meetings(&register, id).into_iter().filter(|it| it.state != MeetingState::Planned).collect();
        let mut count = 0;
        for meeting in &past {
            if meeting.state == MeetingState::Held {
                break;
            }
            count += 1;
        }
        let lately: Vec<_> = past.iter().filter(|it| (today() - it.date).num_days() < 42).collect();
        let missed = lately.iter().filter(|it| it.state != MeetingState::Held).count();
        if count >= 2 {
            in_row.insert(id, count);
        } else if missed >= 2 && missed * 10 > lately.len() * 3 {
            often.insert(id, (missed, lately.len()));
        }
    }
    let (mut found_in_row, mut found_often) = (BTreeMap::new(), BTreeMap::new());
    for signal in attention(&register, year, today()) {
        match (signal.subject, signal.reason) {
            (Subject::Pair(id), Reason::MissedInRow { count }) => drop(found_in_row.insert(id, count)),
            (Subject::Pair(id), Reason::MissedOften { missed, of }) => drop(found_often.insert(id, (missed, of))),
            _ => {}
        }
    }
    assert!(!found_in_row.is_empty(), "the invented school has missed meetings");
    assert_eq!((found_in_row, found_often), (in_row, often));
}

#[test]
fn talks_that_are_due_are_what_the_days_between_them_give() {
    let (register, year) = demonstration();
    let mut wanted = BTreeSet::new();
    for (id, pair) in working(&register, year) {
        for side in [ContactSide::Mentor, ContactSide::Mentee] {
            let mut talks: Vec<NaiveDate> = Vec::new();
            for (_, record) in register.all() {
                let Record::Contact(talk) = record else { continue };
                if talk.pair == id && talk.with.contains(&side) {
                    talks.push(talk.on);
                }
            }
            talks.sort_unstable();
            let since = talks.last().copied().unwrap_or(began(pair));
            let first_month = talks.len() < 2 && since < began(pair) + Months::new(1);
            let limit = if first_month { 14 } else { 28 };
            if (today() - since).num_days() >= limit {
                wanted.insert(id);
            }
        }
    }
    let found =
        attention(&register, year, today()).into_iter().find_map(|signal| match (signal.subject, signal.reason) {
            (Subject::ManyPairs(many), Reason::ContactsDue { count, .. }) => {
                assert_eq!(count, many.len());
                Some(many.into_iter().collect::<BTreeSet<_>>())
            }
            _ => None,
        });
    assert!(wanted.len() > 2 && wanted.len() < working(&register, year).len(), "some are due, and not all");
    assert_eq!(found.unwrap(), wanted);
}

#[test]
fn safety_notes_are_all_there() {
    let (register, year) = demonstration();
    let mut noted = 0;
    let mut open = 0;
    let mut times = Vec::new();
    for (_, record) in register.all() {
        let Record::Meeting(meeting) = record else { continue };
        let pair = register.get::<Pair>(meeting.pair).unwrap();
        if pair.year != year || meeting.safety_note.is_empty() {
            continue;
        }
        noted += 1;
        match (meeting.safety_action.is_empty(), meeting.safety_noted.zip(meeting.safety_acted)) {
            (true, _) => open += 1,
            (false, Some((from, to))) => times.push((to - from).num_minutes()),
            (false, None) => {}
        }
    }
    times.sort_unstable();
    let found = safety_notes(&register, year, today());
    assert_eq!((found.open.len(), found.open.len() + found.answered.len(), found.timed()), (open, noted, times.len()));
    assert!(open > 0 && !times.is_empty(), "the invented school has both");
    let middle = times.len() / 2;
    let median = if times.len() % 2 == 1 { times[middle] } else { i64::midpoint(times[middle - 1], times[middle]) };
    assert_eq!(found.median().map(|time| time.num_minutes()), Some(median));
}
