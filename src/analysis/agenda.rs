//! What is planned for a day and after it, each with what was agreed the time before.

use chrono::{NaiveDate, NaiveTime};

use super::view::{PairRow, View};
use crate::domain::{MeetingId, MeetingState, PairId, Register, YearId};

/// A planned meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Which meeting.
    pub meeting: MeetingId,
    /// Whose.
    pub pair: PairId,
    /// The day.
    pub date: NaiveDate,
    /// The hour, where it was agreed.
    pub time: Option<NaiveTime>,
    /// What the last meeting held before it agreed on; empty when nothing.
    pub next_step: String,
}

/// Planned meetings, by day and hour; within a day those without an hour come last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// Of the day asked for.
    pub today: Vec<Appointment>,
    /// Of later days.
    pub upcoming: Vec<Appointment>,
}

/// The planned meetings of `year` from `today` on. Pairs that are over have none.
pub fn agenda(register: &Register, year: YearId, today: NaiveDate) -> Agenda {
    of(&View::new(register, year, today))
}

pub(super) fn of(view: &View) -> Agenda {
    let open = view.pairs.iter().filter(|row| !row.pair.state.is_closed());
    let mut planned: Vec<Appointment> = open.flat_map(|row| planned_of(row, view.today)).collect();
    planned.sort_by_key(|it| (it.date, it.time.is_none(), it.time, it.meeting));
    let upcoming = planned.split_off(planned.partition_point(|it| it.date == view.today));
    Agenda { today: planned, upcoming }
}

fn planned_of(row: &PairRow, today: NaiveDate) -> Vec<Appointment> {
    let mut found = Vec::new();
    let mut next_step = "";
    for meeting in &row.meetings {
        if meeting.state == MeetingState::Held {
            next_step = &meeting.meeting.next_step;
        }
        if meeting.state == MeetingState::Planned && meeting.date >= today {
            found.push(Appointment {
                meeting: meeting.id,
                pair: row.id,
                date: meeting.date,
                time: meeting.time,
                next_step: next_step.to_owned(),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Meeting, MeetingKind, PairState};

    fn at(sample: &mut Sample, pair: PairId, date: NaiveDate, hour: Option<u32>) -> MeetingId {
        let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Planned, date);
        sample.edit::<Meeting>(id, |meeting| {
            meeting.time = hour.and_then(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
        });
        id
    }

    #[test]
    fn orders_by_hour_and_carries_the_last_step() {
        let mut sample = Sample::new();
        let (first, second) = (sample.working(day(10, 1)), sample.working(day(10, 1)));
        let today = day(11, 3);
        let held = sample.meeting(first, MeetingKind::Acquaintance, MeetingState::Held, day(10, 10));
        sample.edit::<Meeting>(held, |meeting| meeting.next_step = "тезисы".into());
        sample.meeting(first, MeetingKind::Trial, MeetingState::Cancelled, day(10, 20));
        at(&mut sample, first, day(11, 2), Some(9));
        let untimed = at(&mut sample, second, today, None);
        let late = at(&mut sample, first, today, Some(15));
        let early = at(&mut sample, second, today, Some(14));
        let next = at(&mut sample, first, day(11, 10), None);

        let agenda = agenda(&sample.register, sample.year, today);
        let order: Vec<MeetingId> = agenda.today.iter().map(|it| it.meeting).collect();
        assert_eq!(order, [early, late, untimed]);
        assert_eq!(agenda.upcoming.iter().map(|it| it.meeting).collect::<Vec<_>>(), [next]);
        let steps: Vec<&str> = agenda.today.iter().map(|it| it.next_step.as_str()).collect();
        assert_eq!(steps, ["", "тезисы", ""]);
    }

    #[test]
    fn a_pair_that_is_over_has_no_appointments() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        at(&mut sample, pair, day(11, 10), None);
        sample.close(pair, PairState::Ended, day(11, 1));
        assert_eq!(agenda(&sample.register, sample.year, day(11, 3)), Agenda::default());
    }
}
