//! What a year gave, at a glance: how pairs closed, which goals were reached, who answered, what was written down and
//! who was honoured (seed §8 stage 7). Each number keeps who stands behind it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::view::View;
use crate::domain::{
    AwardKind, CloseReason, MeetingState, PairId, PairState, PersonId, Plan, PlanId, Practice, Questionnaire, Register,
    Wave, YearId, people_of,
};

use super::recognition::completed;

/// From this score on the school itself thinks highly of a practice, of 50.
const GOOD_SCORE: u16 = 40;

/// The results of a year as far as it has gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearResults {
    /// Pairs and groups that began.
    pub begun: Vec<PairId>,
    /// Of those, the ones at work or paused.
    pub working: Vec<PairId>,
    /// Closed as planned.
    pub finished: Vec<PairId>,
    /// Ended early.
    pub ended: Vec<PairId>,
    /// Of those who left a group that others stayed in, the closed part; the group is counted above.
    pub left: Vec<PairId>,
    /// Closed with a closing talk.
    pub talked: Vec<PairId>,
    /// Closed with a result on file.
    pub told: Vec<PairId>,
    /// Closed pairs by reason, in the order of the reasons; those that closed nothing are left out.
    pub reasons: Vec<(CloseReason, Vec<PairId>)>,
    /// Pairs with a goal of their own or a plan.
    pub with_goal: Vec<PairId>,
    /// Pairs that closed because they had reached their goal.
    pub reached: Vec<PairId>,
    /// Goals of the plans, and of them those reached.
    pub goals: (usize, usize),
    /// Mentees and mentors of the pairs that began.
    pub mentees: BTreeSet<PersonId>,
    /// See `mentees`.
    pub mentors: BTreeSet<PersonId>,
    /// Mentees of pairs that came to their planned end.
    pub completed: BTreeSet<PersonId>,
    /// Mentors of them.
    pub completed_mentors: BTreeSet<PersonId>,
    /// Mentees of this or an earlier year who are on file as mentors of this or the next.
    pub candidates: BTreeSet<PersonId>,
    /// Meetings held and their minutes.
    pub meetings: (usize, u32),
    /// Who answered at the entry and at the exit.
    pub answered: [BTreeSet<PersonId>; 2],
    /// Events that took place, and who took part.
    pub events: usize,
    /// See `events`.
    pub participants: BTreeSet<PersonId>,
    /// Practices written down, published, and judged highly.
    pub practices: [usize; 3],
    /// Awards by kind: how many, how many handed over, to whom.
    pub awards: Vec<(AwardKind, usize, usize, BTreeSet<PersonId>)>,
}

impl YearResults {
    /// The people of some pairs, each once.
    pub fn people(register: &Register, pairs: &[PairId]) -> BTreeSet<PersonId> {
        pairs.iter().flat_map(|id| people_of(register, *id)).collect()
    }
}

/// The results of a year on `today`.
pub fn year_results(register: &Register, year: YearId, today: NaiveDate) -> YearResults {
    let mut found = YearResults::default();
    enter_pairs(&mut found, &View::new(register, year, today));
    for (_, response) in register.responses().filter(|(_, response)| response.year == year && response.on <= today) {
        let wave = register.get::<Questionnaire>(response.questionnaire).map(|sheet| sheet.wave);
        let place = match wave {
            Some(Wave::Entry) => 0,
            Some(Wave::Exit) => 1,
            _ => continue,
        };
        found.answered[place].insert(response.respondent);
    }
    (found.completed, found.completed_mentors) = completed(register, year);
    found.candidates = candidates(register, year);
    let held = register.held_events(year);
    found.events = held.len();
    found.participants = held.iter().flat_map(|event| &event.present).map(|one| one.person).collect();
    let practices: Vec<&Practice> = register.practices(year).map(|(_, practice)| practice.as_ref()).collect();
    let count = |fits: &dyn Fn(&Practice) -> bool| practices.iter().filter(|practice| fits(practice)).count();
    let good = |practice: &Practice| practice.score().is_some_and(|score| score >= GOOD_SCORE);
    found.practices = [practices.len(), count(&Practice::is_published), count(&good)];
    for &kind in AwardKind::ALL {
        let all: Vec<_> = register.awards(year).map(|(_, award)| award).filter(|award| award.kind == kind).collect();
        let given = all.iter().filter(|award| award.given_on.is_some()).count();
        found.awards.push((kind, all.len(), given, all.iter().map(|award| award.person).collect()));
    }
    found
}

fn enter_pairs(found: &mut YearResults, view: &View) {
    let register = view.register;
    for row in view.pairs.iter().filter(|row| row.group.is_some()) {
        found.left.push(row.id);
        found.mentees.extend(row.pair.mentees.iter().filter_map(|id| view.mentee(*id)).map(|row| row.mentee.person));
    }
    for row in view.begun() {
        let (id, pair) = (row.id, row.pair);
        found.begun.push(id);
        match pair.state {
            PairState::Finished => found.finished.push(id),
            PairState::Ended => found.ended.push(id),
            PairState::Proposed | PairState::Fixed | PairState::Paused => found.working.push(id),
        }
        let plan = register.get::<Plan>(PlanId::from(id));
        if !pair.goal.is_empty() || plan.is_some_and(|plan| !plan.items.is_empty()) {
            found.with_goal.push(id);
        }
        let goals = plan.map(|plan| plan.items.as_slice()).unwrap_or_default();
        found.goals.0 += goals.len();
        found.goals.1 += goals.iter().filter(|goal| goal.done_on.is_some()).count();
        let held = row.meetings.iter().filter(|it| it.state == MeetingState::Held && it.date <= view.today);
        for meeting in held {
            found.meetings.0 += 1;
            found.meetings.1 += u32::from(meeting.meeting.minutes);
        }
        let mentor = view.mentor(pair.mentor).map(|row| row.mentor.person);
        found.mentors.extend(mentor);
        found.mentees.extend(pair.mentees.iter().filter_map(|id| view.mentee(*id)).map(|row| row.mentee.person));
        let Some(closing) = pair.closing.as_ref().filter(|_| pair.state.is_closed()) else { continue };
        if closing.talk_held {
            found.talked.push(id);
        }
        if !pair.result.is_empty() {
            found.told.push(id);
        }
        if closing.reason == CloseReason::GoalReached {
            found.reached.push(id);
        }
        match found.reasons.iter_mut().find(|(reason, _)| *reason == closing.reason) {
            Some((_, pairs)) => pairs.push(id),
            None => found.reasons.push((closing.reason, vec![id])),
        }
    }
    found.reasons.sort_by_key(|(reason, _)| *reason);
}

/// Whoever was led in this year or before and is on file as a mentor of this year or the next.
fn candidates(register: &Register, year: YearId) -> BTreeSet<PersonId> {
    let years: Vec<YearId> = register.years_of_programme(year).into_iter().map(|(id, _)| id).collect();
    let at = years.iter().position(|id| *id == year).unwrap_or(0);
    let led = years.iter().take(at + 1).flat_map(|id| register.mentees(*id)).map(|(_, mentee)| mentee.person);
    let led: BTreeSet<PersonId> = led.collect();
    let lead = years.iter().skip(at).take(2).flat_map(|id| register.mentors(*id)).map(|(_, mentor)| mentor.person);
    lead.filter(|person| led.contains(person)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, day};
    use crate::domain::{Award, AwardId, MeetingKind, Mentor, MentorId, Pair, PersonKind, PracticeId};

    #[test]
    fn a_year_is_counted_once_and_by_reason() {
        let mut sample = Sample::new();
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        let [ada, ian, tom] = ["Ли Ада", "Юн Ян", "Ким Том"].map(|name| sample.mentee(name, "7А"));
        let [first, second, third] = [ada, ian, tom].map(|mentee| sample.pair(mentor, &[mentee], day(10, 1)));
        sample.close(first, PairState::Finished, day(11, 10));
        sample.close(second, PairState::Ended, day(11, 12));
        sample.edit::<Pair>(first, |pair| {
            pair.goal = "Подтянуть алгебру".into();
            pair.closing.as_mut().unwrap().reason = CloseReason::GoalReached;
        });
        sample.edit::<Pair>(second, |pair| pair.closing.as_mut().unwrap().talk_held = false);
        sample.meeting(third, MeetingKind::Regular, MeetingState::Held, day(10, 9));
        sample.meeting(third, MeetingKind::Regular, MeetingState::Planned, day(12, 9));
        let leader = sample.leader_of(first);
        sample.put(AwardId(900), Award::new(sample.year, AwardKind::Diploma, leader));
        sample.put(PracticeId(901), Practice::new(sample.year, Some(first)));
        sample.put(MentorId(902), Mentor::new(sample.person_of(tom), sample.year));
        let found = year_results(&sample.register, sample.year, day(11, 24));
        assert_eq!(
            (found.begun.len(), &found.working, &found.finished, &found.ended),
            (3, &vec![third], &vec![first], &vec![second])
        );
        assert_eq!(found.reasons, [(CloseReason::GoalReached, vec![first]), (CloseReason::CycleEnd, vec![second])]);
        assert_eq!((&found.talked, &found.reached, &found.with_goal), (&vec![first], &vec![first], &vec![first]));
        assert_eq!((found.mentees.len(), found.mentors.len(), found.meetings.0), (3, 1, 1));
        let completed = [&found.completed, &found.completed_mentors];
        assert_eq!(completed, [&BTreeSet::from([sample.person_of(ada)]), &BTreeSet::from([leader])]);
        let sums = crate::analysis::monitoring::year_sums(&sample.register, sample.year, day(11, 24));
        let told: Vec<PersonId> = sums[0].1.completed.people.iter().map(|(person, _)| *person).collect();
        assert_eq!(told, found.completed.iter().copied().collect::<Vec<_>>(), "both pages say the same");
        assert_eq!(found.candidates, BTreeSet::from([sample.person_of(tom)]));
        assert_eq!((found.practices, found.awards[0].1, found.awards[0].2), ([1, 0, 0], 1, 0));
        assert_eq!(YearResults::people(&sample.register, &[first, second]).len(), 3, "the mentor once");
    }
}
