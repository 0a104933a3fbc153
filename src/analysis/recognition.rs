//! Who is to be honoured: the figures behind every mentor and every pair, in the order a nomination asks for (seed §6,
//! model §3.11).
//!
//! The figures suggest, the curator decides. What somebody answered in confidence must not be read out of them: of
//! satisfaction nothing is said but that most are satisfied, and only where at least [`SMALL`] mentees answered, so
//! that nobody's own answer follows from it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::monitoring::{Period, SMALL, satisfaction};
use super::view::{PairRow, View};
use crate::domain::{
    Audience, CloseReason, Event, EventKind, MeetingState, Mentor, MentorId, PairId, PairState, PersonId, Plan, PlanId,
    Register, YearId, people_of,
};
use crate::fields::fold;

/// Who is honoured by a nomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A mentor.
    Mentors,
    /// A pair or a group.
    Pairs,
    /// Everybody who completed, without an order.
    Everybody,
}

/// By what candidates are ordered; what is equal there is ordered by the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranking {
    /// What the pair came to, then goals, hours, meetings.
    Result,
    /// Meetings, then hours, the result, goals.
    Meetings,
    /// Projects done together, then the result, goals, hours.
    Projects,
}

/// Whom a nomination means and by what it orders, from its words: nominations are the school's own.
pub fn of_nomination(nomination: &str) -> (Side, Ranking) {
    let words = fold(nomination);
    let says = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    let side = match () {
        () if says(&["участник", "сертификат"]) => Side::Everybody,
        () if says(&["пара", "пары", "паре", "групп", "общий", "совместн"]) => {
            Side::Pairs
        }
        () => Side::Mentors,
    };
    let ranking = match () {
        () if says(&["проект"]) => Ranking::Projects,
        () if says(&["терпен", "поддержк", "верност", "постоян"]) => Ranking::Meetings,
        () => Ranking::Result,
    };
    (side, ranking)
}

/// The figures behind a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merit {
    /// The mentor.
    pub mentor: MentorId,
    /// The person of the mentor.
    pub person: PersonId,
    /// The pair, where a pair is meant.
    pub pair: Option<PairId>,
    /// Pairs that have met.
    pub pairs: usize,
    /// Of those, the ones that reached their goal.
    pub reached: usize,
    /// Of those, the ones that came to their planned end.
    pub finished: usize,
    /// People who were led.
    pub led: usize,
    /// Meetings held.
    pub meetings: usize,
    /// Their minutes, as far as they are known.
    pub minutes: u32,
    /// Goals of the plans.
    pub goals: usize,
    /// Of those, the ones reached.
    pub goals_reached: usize,
    /// Projects in which mentor and mentee took part together.
    pub projects: usize,
    /// High-rated events in which any of them took part.
    pub high_rated: usize,
    /// Most of the mentees who answered are satisfied; never said of fewer than [`SMALL`].
    pub satisfied: bool,
}

impl Merit {
    /// Smaller comes first.
    fn key(&self, ranking: Ranking) -> impl Ord + use<> {
        let result = (Reverse(self.reached), Reverse(self.finished), Reverse(self.goals_reached));
        let dose = (Reverse(self.minutes), Reverse(self.meetings));
        let (first, second) = match ranking {
            Ranking::Result => (0, 0),
            Ranking::Meetings => (self.meetings, self.minutes),
            Ranking::Projects => (self.projects, 0),
        };
        (Reverse(first), Reverse(second), result, dose, self.mentor, self.pair)
    }
}

/// What the candidates of a year are worked out from.
struct Hall<'a> {
    view: View<'a>,
    events: Vec<&'a Event>,
    satisfied: BTreeSet<PersonId>,
    unsatisfied: BTreeSet<PersonId>,
}

impl<'a> Hall<'a> {
    fn of(register: &'a Register, year: YearId, today: NaiveDate) -> Self {
        let view = View::new(register, year, today);
        let first = view.span.map_or(today, |span| span.start);
        let rule = register.numbers(year).satisfied_by;
        let found = satisfaction(register, year, Period { from: first, to: today }, Audience::Mentee, rule);
        Self {
            events: register.held_events(year).into_iter().filter(|event| event.on <= today).collect(),
            satisfied: found.yes.into_iter().collect(),
            unsatisfied: found.no.into_iter().collect(),
            view,
        }
    }

    /// The figures of some pairs of one mentor.
    fn merit(&self, mentor: MentorId, person: PersonId, pairs: &[&PairRow]) -> Merit {
        let register = self.view.register;
        let led: BTreeSet<PersonId> =
            pairs.iter().flat_map(|row| people_of(register, row.id)).filter(|id| *id != person).collect();
        let held = || {
            let all = pairs.iter().flat_map(|row| &row.meetings);
            all.filter(|it| it.state == MeetingState::Held && it.date <= self.view.today)
        };
        let goals =
            || pairs.iter().filter_map(|row| register.get::<Plan>(PlanId::from(row.id))).flat_map(|it| &it.items);
        let closed = |reason: CloseReason| {
            pairs.iter().filter(|row| row.pair.closing.as_ref().is_some_and(|it| it.reason == reason)).count()
        };
        let together = |event: &&&Event| event.of(person).is_some() && led.iter().any(|id| event.of(*id).is_some());
        let any = |event: &&&Event| event.of(person).is_some() || led.iter().any(|id| event.of(*id).is_some());
        let (yes, no) = (led.intersection(&self.satisfied).count(), led.intersection(&self.unsatisfied).count());
        Merit {
            mentor,
            person,
            pair: None,
            pairs: pairs.len(),
            reached: closed(CloseReason::GoalReached),
            finished: pairs.iter().filter(|row| row.pair.state == PairState::Finished).count(),
            meetings: held().count(),
            minutes: held().map(|it| u32::from(it.meeting.minutes)).sum(),
            goals: goals().count(),
            goals_reached: goals().filter(|goal| goal.done_on.is_some()).count(),
            projects: self.events.iter().filter(|event| event.kind == EventKind::Project).filter(together).count(),
            high_rated: self.events.iter().filter(|event| event.high_rating).filter(any).count(),
            satisfied: yes + no >= SMALL && yes > no,
            led: led.len(),
        }
    }

    /// Pairs that have met, by mentor.
    fn met(&self) -> Vec<(MentorId, PersonId, Vec<&PairRow<'a>>)> {
        let mut rows: Vec<(MentorId, PersonId, Vec<&PairRow>)> = Vec::new();
        let held = |row: &&PairRow| row.meetings.iter().any(|it| it.state == MeetingState::Held);
        for row in self.view.begun().filter(held) {
            let Some(mentor) = self.view.register.get::<Mentor>(row.pair.mentor) else { continue };
            match rows.iter_mut().find(|(id, ..)| *id == row.pair.mentor) {
                Some((.., pairs)) => pairs.push(row),
                None => rows.push((row.pair.mentor, mentor.person, vec![row])),
            }
        }
        rows
    }
}

/// The candidates of a year for mentors or pairs, the first first. Whoever has not met anybody is none.
pub fn candidates(register: &Register, year: YearId, today: NaiveDate, side: Side, by: Ranking) -> Vec<Merit> {
    let hall = Hall::of(register, year, today);
    let mut found: Vec<Merit> = match side {
        Side::Everybody => Vec::new(),
        Side::Mentors => hall.met().iter().map(|(id, person, rows)| hall.merit(*id, *person, rows)).collect(),
        Side::Pairs => {
            let of_pair = |(id, person, rows): &(MentorId, PersonId, Vec<&PairRow>)| {
                let merit = |row: &&PairRow| Merit { pair: Some(row.id), ..hall.merit(*id, *person, &[row]) };
                rows.iter().map(merit).collect::<Vec<_>>()
            };
            hall.met().iter().flat_map(of_pair).collect()
        }
    };
    found.sort_by_cached_key(|merit| merit.key(by));
    found
}

/// Who completed the programme in a year: mentees and mentors of pairs that came to their planned end.
pub fn completed(register: &Register, year: YearId) -> (BTreeSet<PersonId>, BTreeSet<PersonId>) {
    let (mut mentees, mut mentors) = (BTreeSet::new(), BTreeSet::new());
    for (id, pair) in register.pairs(year).filter(|(_, pair)| pair.state == PairState::Finished) {
        let mentor = register.get::<Mentor>(pair.mentor).map(|mentor| mentor.person);
        mentees.extend(people_of(register, id).into_iter().filter(|person| Some(*person) != mentor));
        // Somebody completed and left a group that its mentor goes on with.
        mentors.extend(mentor.filter(|_| register.group_of(id).is_none()));
    }
    (mentees, mentors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, after, day};
    use crate::domain::{
        Attendance, EventId, EventRole, Meeting, MeetingKind, MenteeId, PairId, PersonKind, PlanItem, PlanSection,
    };

    fn today() -> NaiveDate {
        day(11, 24)
    }

    /// A pair with so many meetings of 40 minutes.
    fn pair(sample: &mut Sample, mentor: MentorId, mentees: &[MenteeId], meetings: u64) -> PairId {
        let id = sample.pair(mentor, mentees, day(10, 1));
        for number in 0..meetings {
            let on = after(day(10, 2), number);
            let meeting = sample.meeting(id, MeetingKind::Regular, MeetingState::Held, on);
            sample.edit::<Meeting>(meeting, |meeting| meeting.minutes = 40);
        }
        id
    }

    fn found(sample: &Sample, side: Side, by: Ranking) -> Vec<Merit> {
        candidates(&sample.register, sample.year, today(), side, by)
    }

    #[test]
    fn a_nomination_is_understood_by_its_words() {
        let of = |words| of_nomination(words);
        assert_eq!(of("Лучший наставник"), (Side::Mentors, Ranking::Result));
        assert_eq!(of("Лучшая пара «Наставник+»"), (Side::Pairs, Ranking::Result));
        assert_eq!(of("За терпение и поддержку"), (Side::Mentors, Ranking::Meetings));
        assert_eq!(of("За общий проект"), (Side::Pairs, Ranking::Projects));
        assert_eq!(of("Участник программы наставничества"), (Side::Everybody, Ranking::Result));
    }

    #[test]
    fn the_order_is_that_of_the_nomination() {
        let mut sample = Sample::new();
        let [one, two] = ["Гусев Олег", "Панов Егор"].map(|name| sample.mentor(name, PersonKind::Teacher));
        let [ada, ian] = ["Ли Ада", "Юн Ян"].map(|name| sample.mentee(name, "7А"));
        let many = pair(&mut sample, one, &[ada], 9);
        let few = pair(&mut sample, two, &[ian], 3);
        sample.close(few, PairState::Finished, day(11, 20));
        let idle = sample.mentor("Тихий Ян", PersonKind::Teacher);
        let order = |by| found(&sample, Side::Mentors, by).iter().map(|merit| merit.mentor).collect::<Vec<_>>();
        assert_eq!(order(Ranking::Meetings), [one, two]);
        assert_eq!(order(Ranking::Result), [two, one]);
        assert!(!order(Ranking::Result).contains(&idle), "who has met nobody is no candidate");
        let pairs: Vec<_> = found(&sample, Side::Pairs, Ranking::Meetings).iter().map(|merit| merit.pair).collect();
        assert_eq!(pairs, [Some(many), Some(few)]);
        let first = &found(&sample, Side::Mentors, Ranking::Meetings)[0];
        assert_eq!((first.meetings, first.minutes, first.led, first.pairs), (9, 360, 1, 1));
        let (mentees, mentors) = completed(&sample.register, sample.year);
        assert_eq!(mentees.into_iter().collect::<Vec<_>>(), [sample.person_of(ian)]);
        assert_eq!(mentors.into_iter().collect::<Vec<_>>(), [sample.leader_of(few)]);
    }

    #[test]
    fn goals_and_projects_count_where_they_are_the_pairs_own() {
        let mut sample = Sample::new();
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        let [ada, ian] = ["Ли Ада", "Юн Ян"].map(|name| sample.mentee(name, "7А"));
        let (first, second) = (pair(&mut sample, mentor, &[ada], 1), pair(&mut sample, mentor, &[ian], 1));
        let mut plan = Plan::new(first);
        plan.items = vec![PlanItem::new(PlanSection::Growth); 3];
        plan.items[1].done_on = Some(day(11, 1));
        sample.put(PlanId::from(first), plan);
        let mut event = Event { held: true, ..Event::new(sample.year, EventKind::Project, day(10, 10)) };
        let people = [sample.leader_of(first), sample.person_of(ada)];
        let there = |person| Attendance { person, role: EventRole::Author, result: "".into() };
        event.present = people.into_iter().map(there).collect();
        sample.put(EventId(900), event);
        let merits = found(&sample, Side::Pairs, Ranking::Projects);
        let of = |id| merits.iter().find(|merit| merit.pair == Some(id)).unwrap();
        assert_eq!((of(first).projects, of(first).goals, of(first).goals_reached), (1, 3, 1));
        assert_eq!((of(second).projects, of(second).goals), (0, 0), "the mentee was not there");
        assert_eq!(merits[0].pair, Some(first));
    }
}
