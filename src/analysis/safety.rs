//! How fast safety notes are answered (model §9): from the moment a note was written to the moment in which the curator
//! wrote what was done. What a note says does not get here.

use chrono::{NaiveDateTime, TimeDelta};

use super::view::{PairRow, View};
use crate::domain::{MeetingId, PairId, Register, YearId};

/// A safety note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SafetyCase {
    /// At which meeting.
    pub meeting: MeetingId,
    /// Of which pair.
    pub pair: PairId,
    /// When it was written, by the clock of the school; unknown for old notes.
    pub noted: Option<NaiveDateTime>,
    /// When it was answered, where both moments are known.
    pub took: Option<TimeDelta>,
}

/// The safety notes of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SafetyNotes {
    /// Those without an answer, the oldest first.
    pub open: Vec<SafetyCase>,
    /// Those with one, the slowest first, those of unknown time last.
    pub answered: Vec<SafetyCase>,
}

impl SafetyNotes {
    /// The median time to an answer, of the notes of which it is known: half were answered no later.
    pub fn median(&self) -> Option<TimeDelta> {
        let mut times: Vec<TimeDelta> = self.answered.iter().filter_map(|case| case.took).collect();
        times.sort_unstable();
        let middle = times.len() / 2;
        match times.len() {
            0 => None,
            odd if odd % 2 == 1 => Some(times[middle]),
            _ => Some((times[middle - 1] + times[middle]) / 2),
        }
    }

    /// How many answers have a known time.
    pub fn timed(&self) -> usize {
        self.answered.iter().filter(|case| case.took.is_some()).count()
    }
}

/// The safety notes of the pairs of `year`.
pub fn safety_notes(register: &Register, year: YearId, today: chrono::NaiveDate) -> SafetyNotes {
    of(&View::new(register, year, today))
}

fn of(view: &View) -> SafetyNotes {
    let mut notes = SafetyNotes::default();
    for (case, is_open) in view.pairs.iter().flat_map(cases) {
        if is_open { notes.open.push(case) } else { notes.answered.push(case) }
    }
    notes.open.sort_by_key(|case| (case.noted, case.meeting));
    notes.answered.sort_by_key(|case| (std::cmp::Reverse(case.took), case.meeting));
    notes
}

fn cases<'a>(row: &'a PairRow) -> impl Iterator<Item = (SafetyCase, bool)> + 'a {
    row.meetings.iter().filter(|it| !it.meeting.safety_note.is_empty()).map(|it| {
        let (noted, acted) = (it.meeting.safety_noted, it.meeting.safety_acted);
        let took = noted.zip(acted).map(|(noted, acted)| acted - noted).filter(|took| *took >= TimeDelta::zero());
        (SafetyCase { meeting: it.id, pair: row.id, noted, took }, it.awaits_action)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Meeting, MeetingKind, MeetingState};

    #[test]
    fn the_median_is_of_known_times_and_the_open_ones_are_apart() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let at = |date: u32, hour: u32| day(10, date).and_hms_opt(hour, 0, 0);
        let mut note = |date: u32, noted, acted, action: &str| {
            let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(10, date));
            sample.edit::<Meeting>(id, |meeting| {
                (meeting.safety_note, meeting.safety_action) = ("ссора".into(), action.into());
                (meeting.safety_noted, meeting.safety_acted) = (noted, acted);
            });
            id
        };
        let slow = note(2, at(2, 10), at(4, 10), "разговор");
        let old = note(3, None, None, "разговор");
        let fast = note(5, at(5, 10), at(5, 12), "звонок");
        let later = note(9, at(9, 10), None, "");
        let open = note(8, at(8, 10), None, "");
        let unknown = note(20, None, None, "");
        let found = safety_notes(&sample.register, sample.year, day(10, 21));
        let ids = |cases: &[SafetyCase]| cases.iter().map(|case| case.meeting).collect::<Vec<_>>();
        assert_eq!(ids(&found.open), [unknown, open, later]);
        assert_eq!(ids(&found.answered), [slow, fast, old]);
        assert_eq!((found.median(), found.timed()), (Some(TimeDelta::hours(25)), 2));
        let middle = safety_notes(&sample.register, sample.year, day(10, 21));
        let third = SafetyCase { took: Some(TimeDelta::hours(3)), ..middle.answered[0] };
        let three = SafetyNotes { answered: [middle.answered, vec![third]].concat(), open: Vec::new() };
        assert_eq!(three.median(), Some(TimeDelta::hours(3)));
        assert_eq!(SafetyNotes::default().median(), None);
    }
}
