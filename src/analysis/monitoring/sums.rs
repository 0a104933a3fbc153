//! What a whole year comes to, in the few numbers by which years are compared.

use std::collections::{BTreeMap, BTreeSet};

use super::{Amount, Period, satisfaction};
use crate::analysis::recognition::completed;
use crate::domain::{Audience, Mentee, Pair, PairId, PairState, PersonId, Register, SatisfiedBy, Year, YearId};

/// One number of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How much it is.
    pub amount: Amount,
    /// The people behind it by identity, each with how many pairs or meetings of it are theirs; 1 where the people
    /// themselves are counted.
    pub people: Vec<(PersonId, usize)>,
}

impl Sum {
    fn of_people(people: impl IntoIterator<Item = PersonId>) -> Self {
        let people: BTreeSet<PersonId> = people.into_iter().collect();
        Self { amount: Amount::Count(people.len()), people: people.into_iter().map(|person| (person, 1)).collect() }
    }

    /// So many things, each with its people.
    fn of_things(things: impl IntoIterator<Item = (usize, Vec<PersonId>)>) -> Self {
        let (mut all, mut people) = (0, BTreeMap::new());
        for (number, theirs) in things {
            all += number;
            theirs.into_iter().for_each(|person| *people.entry(person).or_insert(0) += number);
        }
        let people = people.into_iter().filter(|(_, number)| *number > 0).collect();
        Self { amount: Amount::Count(all), people }
    }
}

/// A year in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearSum {
    /// Whether the year is over: only then can it be held against another.
    pub is_over: bool,
    /// By what somebody counts as satisfied in that year.
    pub rule: SatisfiedBy,
    /// Entries as a mentee.
    pub mentees: Sum,
    /// Entries as a mentor.
    pub mentors: Sum,
    /// People in a pair that worked, each once.
    pub involved: Sum,
    /// Pairs and groups that worked or had worked.
    pub pairs: Sum,
    /// Of those, finished.
    pub finished: Sum,
    /// Of those, ended early.
    pub ended: Sum,
    /// Meetings held in them.
    pub meetings: Sum,
    /// Mentees who completed the programme.
    pub completed: Sum,
    /// Mentees who are satisfied, of those of whom it is known.
    pub glad_mentees: Sum,
    /// Mentors likewise.
    pub glad_mentors: Sum,
}

/// Every year of the programme, oldest first; years that have not begun are left out, but for the one given.
pub fn year_sums(register: &Register, shown: YearId, today: chrono::NaiveDate) -> Vec<(YearId, YearSum)> {
    let years = register.years_of_programme(shown);
    let begun = years.iter().filter(|(id, year)| year.start <= today || *id == shown);
    begun.map(|(id, year)| (*id, sum(register, *id, year, today))).collect()
}

fn sum(register: &Register, year: YearId, span: &Year, today: chrono::NaiveDate) -> YearSum {
    let period = Period::of_year(span, today);
    let worked: Vec<(PairId, &Pair)> = register
        .pairs(year)
        .filter(|(_, pair)| pair.state != PairState::Proposed)
        .map(|(id, pair)| (id, pair.as_ref()))
        .collect();
    let of_pair = |pair: &Pair| {
        let led = pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).map(|it| it.person);
        led.chain(register.mentor_person_id(pair.mentor)).collect::<Vec<PersonId>>()
    };
    // Whoever left a group took part, and is counted with it.
    let whole = |id: &PairId| register.group_of(*id).is_none();
    let pairs = |fits: fn(PairState) -> bool| {
        let fitting = worked.iter().filter(|(id, pair)| fits(pair.state) && whole(id));
        Sum::of_things(fitting.map(|(_, pair)| (1, of_pair(pair))))
    };
    let held = |id| register.meetings_of(id).into_iter().filter(|(_, meeting)| meeting.is_held()).count();
    let rule = register.numbers(year).satisfied_by;
    let glad = |audience| {
        let found = satisfaction(register, year, period, audience, rule);
        let (part, whole) = (found.yes.len(), found.yes.len() + found.no.len());
        let amount = if whole == 0 { Amount::Unknown } else { Amount::Share { part, whole } };
        Sum { amount, ..Sum::of_people(found.yes) }
    };
    YearSum {
        is_over: today > span.end,
        rule,
        mentees: Sum::of_people(register.mentees(year).map(|(_, mentee)| mentee.person)),
        mentors: Sum::of_people(register.mentors(year).map(|(_, mentor)| mentor.person)),
        involved: Sum::of_people(worked.iter().flat_map(|(_, pair)| of_pair(pair))),
        pairs: pairs(|_| true),
        finished: pairs(|state| state == PairState::Finished),
        ended: pairs(|state| state == PairState::Ended),
        meetings: Sum::of_things(worked.iter().map(|(id, pair)| (held(*id), of_pair(pair)))),
        completed: Sum::of_people(completed(register, year).0),
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
        let (year, sums) = &year_sums(&sample.register, sample.year, day(5, 1))[0];
        assert_eq!(*year, sample.year);
        let count = |sum: &Sum| match sum.amount {
            Amount::Count(number) => number,
            _ => 99,
        };
        assert_eq!([&sums.mentees, &sums.mentors, &sums.involved].map(count), [2, 1, 3]);
        assert_eq!([&sums.pairs, &sums.finished, &sums.ended, &sums.meetings].map(count), [2, 0, 1, 2]);
        assert_eq!((count(&sums.completed), sums.glad_mentees.amount), (0, Amount::Unknown));
        // The mentor leads both pairs and had both meetings, with the first mentee.
        let leader = sample.leader_of(pair);
        assert!(sums.pairs.people.contains(&(leader, 2)) && sums.meetings.people.contains(&(leader, 2)));
        assert_eq!((sums.meetings.people.len(), sums.ended.people.len()), (2, 2));
        assert!(!sums.is_over, "the year goes on in May");
        // The year after is beside it once it has begun, whichever is looked at.
        let next = YearId(8_000);
        let begins = day(9, 1).checked_add_months(chrono::Months::new(12)).unwrap();
        sample.put(next, Year::around(begins));
        let beside =
            |today| year_sums(&sample.register, sample.year, today).iter().map(|(id, _)| *id).collect::<Vec<_>>();
        assert_eq!(beside(day(5, 1)), [sample.year]);
        assert_eq!(beside(begins), [sample.year, next]);
    }
}
