//! Risks of a pair that are known before it begins. Older youth close earlier, and risks add up (Grossman & Rhodes 2002;
//! Kupersmidt 2017), so a pair with several of them is looked at more closely while it is new. It says nothing of a pair
//! that works, and it is no reason against one.

use super::super::view::{Gauge, PairRow};
use crate::domain::{LAST_GRADE, Mentee, PairState, Problem, Register};

/// What is known to make an early end likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    /// A mentee of grades 9 to 11.
    OlderPupil,
    /// A mentee with several problems in the requests. Those that disclose health do not count: nobody shall guess them
    /// from here.
    ManyProblems,
    /// The mentor is in the last grade and leaves with it.
    LeavingMentor,
}

/// The lowest grade of an older pupil.
const OLDER: u8 = 9;
/// Problems that are several.
const SEVERAL: usize = 3;

/// The risks of a pair that is proposed or on trial; none where they are fewer than the school watches for.
pub(super) fn of(register: &Register, gauge: Gauge, row: &PairRow) -> Vec<Risk> {
    let is_new = match row.pair.state {
        PairState::Proposed => true,
        PairState::Fixed => row.trial_end(gauge.rules).is_some_and(|last| gauge.today <= last),
        _ => false,
    };
    let watched = usize::from(gauge.rules.risk_factors);
    if !is_new || watched == 0 {
        return Vec::new();
    }
    let risks = known(register, row);
    if risks.len() >= watched { risks } else { Vec::new() }
}

fn known(register: &Register, row: &PairRow) -> Vec<Risk> {
    let year = row.pair.year;
    let older = row.pair.mentees.iter().any(|id| {
        let class = register.mentee_person(*id).and_then(|person| person.class_in(year));
        class.is_some_and(|class| class.grade >= OLDER)
    });
    let loaded = row.pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).any(|mentee| several(mentee));
    let class = register.mentor_person(row.pair.mentor).and_then(|person| person.class_in(year));
    let leaving = class.is_some_and(|class| class.grade == LAST_GRADE);
    let all = [(older, Risk::OlderPupil), (loaded, Risk::ManyProblems), (leaving, Risk::LeavingMentor)];
    all.into_iter().filter(|(is, _)| *is).map(|(_, risk)| risk).collect()
}

fn several(mentee: &Mentee) -> bool {
    let asked = |problem: &&Problem| mentee.open_requests().any(|request| request.problems.contains(problem));
    Problem::ALL.iter().filter(|problem| !problem.is_restricted()).filter(asked).count() >= SEVERAL
}
