//! Free places against waiting mentees: whether there are mentors enough.

use chrono::NaiveDate;

use super::view::View;
use crate::domain::{Register, YearId};

/// The balance of a year on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places {
    /// Pairs and groups that work or are on leave.
    pub pairs: usize,
    /// Those of them with two mentees and more.
    pub groups: usize,
    /// Mentees in them, each counted once.
    pub led: usize,
    /// Mentors who lead them.
    pub leading: usize,
    /// Mentees with consent and an open request who are in no working pair.
    pub waiting: usize,
    /// Places of admitted mentors that nobody has taken.
    pub free: usize,
}

/// The balance of `year` on `today`.
pub fn places(register: &Register, year: YearId, today: NaiveDate) -> Places {
    of(&View::new(register, year, today))
}

pub(super) fn of(view: &View) -> Places {
    let working = || view.pairs.iter().filter(|row| row.pair.state.is_active());
    Places {
        pairs: working().count(),
        groups: working().filter(|row| row.pair.is_group()).count(),
        led: view.mentees.iter().filter(|row| row.paired).count(),
        leading: view.mentors.iter().filter(|row| row.leads()).count(),
        waiting: view.mentees.iter().filter(|row| row.waits()).count(),
        free: view.mentors.iter().filter(|row| row.is_admitted()).map(|row| row.free_places()).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Mentor, MentorStanding, PairState, PersonKind, Step};

    #[test]
    fn counts_places_and_those_who_wait_for_them() {
        let mut sample = Sample::new();
        let start = day(10, 1);
        let mentees: Vec<_> = ["Аист А", "Бобр Б", "Волк В", "Грач Г", "Дрозд Д"]
            .into_iter()
            .map(|name| sample.mentee(name, "7А"))
            .collect();
        let group = sample.mentor("Первый", PersonKind::Teacher);
        let single = sample.mentor("Второй", PersonKind::Teacher);
        sample.pair(group, &mentees[..2], start);
        sample.pair(single, &mentees[2..3], start);
        let gone = sample.pair(single, &mentees[3..4], start);
        sample.close(gone, PairState::Ended, day(10, 20));
        sample.mentor("Третий", PersonKind::Teacher);
        let untrained = sample.mentor("Четвёртый", PersonKind::Teacher);
        sample.edit::<Mentor>(untrained, |mentor| mentor.training = Step::Open);
        let away = sample.mentor("Пятый", PersonKind::Teacher);
        sample.edit::<Mentor>(away, |mentor| mentor.standing = MentorStanding::Paused);

        let found = places(&sample.register, sample.year, day(11, 1));
        let wanted = Places { pairs: 2, groups: 1, led: 3, leading: 2, waiting: 2, free: 1 + 2 + 3 };
        assert_eq!(found, wanted);
    }

    #[test]
    fn places_taken_beyond_capacity_are_not_negative() {
        let mut sample = Sample::new();
        let leader = sample.mentor("Занятый", PersonKind::Teacher);
        let mentees = [sample.mentee("Аист А", "7А"), sample.mentee("Бобр Б", "7А")];
        sample.pair(leader, &mentees, day(10, 1));
        sample.edit::<Mentor>(leader, |mentor| mentor.capacity = 1);
        sample.mentor("Свободный", PersonKind::Teacher);
        assert_eq!(places(&sample.register, sample.year, day(11, 1)).free, 3);
    }
}
