//! Dosage: how much of the programme somebody had, against what changed for them (model §11.3).

use std::collections::HashMap;

use chrono::NaiveDate;

use super::change::Twice;
use super::{Series, What};
use crate::analysis::stats::{Correlation, count, rank_correlation};
use crate::analysis::view::{PairRow, View};
use crate::domain::{Audience, Calendar, MeetingState, MenteeId, PairState, PersonId, Register, YearId};

/// What somebody had before they were measured again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dose {
    /// Who.
    pub person: PersonId,
    /// Meetings held with them there.
    pub meetings: usize,
    /// Their length in minutes, as far as it is known.
    pub minutes: u32,
    /// The longest time between two of them in days, holidays left out as they are where silence is judged; `None` of
    /// fewer than two meetings.
    pub longest_gap: Option<i64>,
}

/// Doses against changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Dosage {
    /// Everybody with both, and their change in hundredths, above 0 for the better.
    pub people: Vec<(Dose, i32)>,
    /// How the change goes with the meetings; `None` where one of the two is alike for all.
    pub with_meetings: Option<Correlation>,
    /// How it goes with the hours.
    pub with_minutes: Option<Correlation>,
    /// How it goes with the longest gap.
    pub with_gap: Option<Correlation>,
}

/// The meetings of everybody in a pair of a year, apart for those who are led and lead at once.
#[derive(Debug)]
pub struct Doses {
    /// Day and minutes, by day.
    held: HashMap<(Audience, PersonId), Vec<(NaiveDate, u32)>>,
    calendar: Calendar,
}

/// The meetings of everybody in a pair of `year` up to `today`.
pub fn doses(register: &Register, year: YearId, today: NaiveDate) -> Doses {
    let view = View::new(register, year, today);
    let mut held: HashMap<(Audience, PersonId), Vec<(NaiveDate, u32)>> = HashMap::new();
    for row in view.pairs.iter().filter(|row| row.pair.state != PairState::Proposed) {
        let mentor = view.mentor(row.pair.mentor).map(|it| (Audience::Mentor, it.mentor.person, None));
        // Who left a group had what the group had while they came; its mentor has that with the group.
        let group = row.group.and_then(|id| view.pair(id));
        let mentor = mentor.filter(|_| group.is_none());
        let led = row.pair.mentees.iter().filter_map(|id| Some((view.mentee(*id)?.mentee.person, *id)));
        for (side, person, mentee) in led.map(|(person, id)| (Audience::Mentee, person, Some(id))).chain(mentor) {
            held.entry((side, person)).or_default().extend(meetings(row, mentee, today));
            if let Some(group) = group {
                let last = row.pair.closing.as_ref().map_or(today, |closing| closing.on.min(today));
                held.entry((side, person)).or_default().extend(meetings(group, mentee, last));
            }
        }
    }
    held.values_mut().for_each(|meetings| meetings.sort_unstable());
    Doses { held, calendar: view.calendar }
}

/// The meetings of a pair in which somebody took part. Old meetings name nobody: then whoever belongs to the pair was
/// there.
fn meetings(row: &PairRow, mentee: Option<MenteeId>, today: NaiveDate) -> impl Iterator<Item = (NaiveDate, u32)> {
    let there = move |present: &[MenteeId]| present.is_empty() || mentee.is_none_or(|id| present.contains(&id));
    let held = row.meetings.iter().filter(move |it| it.state == MeetingState::Held && it.date <= today);
    held.filter(move |it| there(&it.meeting.present)).map(|it| (it.date, u32::from(it.meeting.minutes)))
}

impl Doses {
    /// What somebody had up to a day, on the side on which they were asked. Of a measure that is the side on which they
    /// are led, where they are: the programme is for them.
    fn dose(&self, what: &What, twice: &Twice) -> Option<Dose> {
        let find = |side| self.held.get(&(side, twice.person));
        let all = match what {
            What::Measure(_) => find(Audience::Mentee).or_else(|| find(Audience::Mentor)),
            What::Expectation { audience, .. } | What::Question { audience, .. } => find(*audience),
        }?;
        let had: Vec<&(NaiveDate, u32)> = all.iter().filter(|(day, _)| *day <= twice.on).collect();
        let gap =
            |two: &[&(NaiveDate, u32)]| (two[1].0 - two[0].0).num_days() - self.calendar.days_off(two[0].0, two[1].0);
        Some(Dose {
            person: twice.person,
            meetings: had.len(),
            minutes: had.iter().map(|(_, minutes)| minutes).sum(),
            longest_gap: had.windows(2).map(gap).max(),
        })
    }
}

/// The changes of a series against what everybody in it had before their exit.
pub fn dosage(doses: &Doses, series: &Series) -> Dosage {
    let both = series.people.iter().filter_map(|it| Some((doses.dose(&series.what, it)?, series.change(it))));
    let people: Vec<(Dose, i32)> = both.collect();
    let with = |of: fn(&Dose) -> Option<f64>| {
        let pairs = people.iter().filter_map(|(dose, change)| Some((of(dose)?, f64::from(*change))));
        rank_correlation(&pairs.collect::<Vec<(f64, f64)>>())
    };
    Dosage {
        with_meetings: with(|dose| Some(count(dose.meetings))),
        with_minutes: with(|dose| Some(f64::from(dose.minutes))),
        with_gap: with(|dose| Some(f64::from(i32::try_from(dose.longest_gap?).ok()?))),
        people,
    }
}
