//! Dosage: how much of the programme somebody had, against what changed for them (model §11.3).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Series;
use crate::analysis::stats::{count, rank_correlation};
use crate::analysis::view::{PairRow, View};
use crate::domain::{MeetingState, PairState, PersonId, Register, YearId};

/// What somebody had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dose {
    /// Who.
    pub person: PersonId,
    /// Meetings held with them there.
    pub meetings: usize,
    /// Their length in minutes, as far as it is known.
    pub minutes: u32,
    /// The longest time between two meetings, or before the first and after the last, in days.
    pub longest_gap: i64,
}

/// Doses against changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Dosage {
    /// Everybody with both, and their change in hundredths, above 0 for the better.
    pub people: Vec<(Dose, i32)>,
    /// How the rank of the change goes with that of the meetings, of the hours, of the longest gap: −1 to 1.
    pub with_meetings: Option<f64>,
    /// See `with_meetings`.
    pub with_minutes: Option<f64>,
    /// See `with_meetings`.
    pub with_gap: Option<f64>,
}

/// What everybody had.
pub type Doses = HashMap<PersonId, Dose>;

/// What everybody in a pair of `year` had by `today`.
pub fn doses(register: &Register, year: YearId, today: NaiveDate) -> Doses {
    of(&View::new(register, year, today))
}

/// The changes of a series against what everybody in it had.
pub fn dosage(doses: &Doses, series: &Series) -> Dosage {
    let people: Vec<(Dose, i32)> =
        series.people.iter().filter_map(|twice| Some((*doses.get(&twice.person)?, series.change(twice)))).collect();
    let with = |of: fn(&Dose) -> f64| {
        rank_correlation(&people.iter().map(|(dose, change)| (of(dose), f64::from(*change))).collect::<Vec<_>>())
    };
    let days = |dose: &Dose| f64::from(i32::try_from(dose.longest_gap).unwrap_or(i32::MAX));
    Dosage {
        with_meetings: with(|dose| count(dose.meetings)),
        with_minutes: with(|dose| f64::from(dose.minutes)),
        with_gap: with(days),
        people,
    }
}

fn of(view: &View) -> Doses {
    let mut doses = Doses::new();
    for row in view.pairs.iter().filter(|row| row.pair.state != PairState::Proposed) {
        let mentor = view.mentor(row.pair.mentor).map(|it| (it.mentor.person, None));
        let mentees = row.pair.mentees.iter().filter_map(|id| Some((view.mentee(*id)?.mentee.person, Some(*id))));
        for (person, mentee) in mentees.chain(mentor) {
            let dose = dose(row, person, mentee, view.today);
            let known = doses.entry(person).or_insert(Dose { person, meetings: 0, minutes: 0, longest_gap: 0 });
            known.meetings += dose.meetings;
            known.minutes += dose.minutes;
            known.longest_gap = known.longest_gap.max(dose.longest_gap);
        }
    }
    doses
}

fn dose(row: &PairRow, person: PersonId, mentee: Option<crate::domain::MenteeId>, today: NaiveDate) -> Dose {
    let there = |present: &[crate::domain::MenteeId]| mentee.is_none_or(|id| present.contains(&id));
    // Old meetings name nobody: then whoever belongs to the pair was there.
    let held: Vec<_> = row
        .meetings
        .iter()
        .filter(|it| it.state == MeetingState::Held && it.date <= today)
        .filter(|it| it.meeting.present.is_empty() || there(&it.meeting.present))
        .collect();
    let end = row.pair.closing.as_ref().map_or(today, |closing| closing.on.min(today));
    let days = row.pair.began_on().into_iter().chain(held.iter().map(|it| it.date)).chain([end]);
    let days: Vec<NaiveDate> = days.collect();
    let longest_gap = days.windows(2).map(|two| (two[1] - two[0]).num_days()).max().unwrap_or(0).max(0);
    Dose {
        person,
        meetings: held.len(),
        minutes: held.iter().map(|it| u32::from(it.meeting.minutes)).sum(),
        longest_gap,
    }
}
