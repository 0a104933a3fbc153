//! What a whole year comes to, in the few numbers by which years are compared.

use std::collections::HashSet;

use super::{Amount, Period, satisfaction};
use crate::domain::{Audience, Mentee, MenteeStanding, PairState, PersonId, Register, YearId};

/// A year in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSum {
    /// Entries as a mentee.
    pub mentees: usize,
    /// Entries as a mentor.
    pub mentors: usize,
    /// People in a pair that worked, each once.
    pub involved: usize,
    /// Pairs and groups that worked or had worked.
    pub pairs: usize,
    /// Of those, finished.
    pub finished: usize,
    /// Of those, ended early.
    pub ended: usize,
    /// Meetings held in them.
    pub meetings: usize,
    /// Mentees who completed the programme.
    pub completed: usize,
    /// Mentees who are satisfied, of those of whom it is known.
    pub glad_mentees: Amount,
    /// Mentors likewise.
    pub glad_mentors: Amount,
}

/// Every year up to the one given, oldest first; years that have not begun are left out.
pub fn year_sums(register: &Register, last: YearId, today: chrono::NaiveDate) -> Vec<(YearId, YearSum)> {
    let years = register.years();
    let end = years.iter().position(|(id, _)| *id == last).map_or(0, |at| at + 1);
    let begun = years[..end].iter().filter(|(id, year)| year.start <= today || *id == last);
    begun.map(|(id, year)| (*id, sum(register, *id, Period::of_year(year, today)))).collect()
}

fn sum(register: &Register, year: YearId, period: Period) -> YearSum {
    let worked: Vec<_> = register.pairs(year).filter(|(_, pair)| pair.state != PairState::Proposed).collect();
    let people = worked.iter().flat_map(|(_, pair)| {
        let led = pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).map(|it| it.person);
        led.chain(register.mentor_person_id(pair.mentor)).collect::<Vec<PersonId>>()
    });
    let in_state = |state| worked.iter().filter(|(_, pair)| pair.state == state).count();
    let held = |id| register.meetings_of(id).into_iter().filter(|(_, meeting)| meeting.is_held()).count();
    let completed = register.mentees(year).filter(|(_, mentee)| mentee.standing == MenteeStanding::Completed);
    let rule = register.numbers(year).satisfied_by;
    let glad = |audience| {
        let found = satisfaction(register, year, (period.from, period.to), audience, rule);
        let whole = found.yes.len() + found.no.len();
        if whole == 0 { Amount::Unknown } else { Amount::Share { part: found.yes.len(), whole } }
    };
    YearSum {
        mentees: register.mentees(year).count(),
        mentors: register.mentors(year).count(),
        involved: people.collect::<HashSet<PersonId>>().len(),
        pairs: worked.len(),
        finished: in_state(PairState::Finished),
        ended: in_state(PairState::Ended),
        meetings: worked.iter().map(|(id, _)| held(*id)).sum(),
        completed: completed.count(),
        glad_mentees: glad(Audience::Mentee),
        glad_mentors: glad(Audience::Mentor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{MeetingKind, MeetingState};

    #[test]
    fn a_year_is_summed_up_from_what_is_on_file_whatever_the_order_of_the_dates() {
        let mut sample = Sample::new();
        let pair = sample.working(day(10, 1));
        let mentor = sample.mentor_of(pair);
        let second = sample.mentee("Ли Ада Юрьевна", "6А");
        let other = sample.pair(mentor, &[second], day(10, 2));
        // Entered late, and for a day before the other.
        sample.meeting(pair, MeetingKind::Trial, MeetingState::Held, day(11, 2));
        sample.meeting(pair, MeetingKind::Acquaintance, MeetingState::Held, day(10, 5));
        sample.meeting(pair, MeetingKind::Regular, MeetingState::NoShow, day(11, 9));
        sample.close(other, PairState::Ended, day(12, 1));
        let (year, sums) = year_sums(&sample.register, sample.year, day(5, 1))[0];
        assert_eq!(year, sample.year);
        assert_eq!((sums.mentees, sums.mentors, sums.involved), (2, 1, 3));
        assert_eq!((sums.pairs, sums.finished, sums.ended, sums.meetings), (2, 0, 1, 2));
        assert_eq!((sums.completed, sums.glad_mentees), (0, Amount::Unknown));
    }
}
