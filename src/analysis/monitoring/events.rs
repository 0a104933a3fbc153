//! The indicators that events on file tell (seed, passport of the programme, §7.1–7.4).
//!
//! The passport speaks of обучающиеся: whoever is on the list of a class that year counts, in the programme or not, and
//! once however often they took part. Where a year has no event of a kind, the school's own number stands.

use std::collections::BTreeSet;

use super::{Amount, Period, Reading};
use crate::domain::{Event, EventKind, Indicator, Person, PersonId, Register, Year, YearId};

/// Whether an event is of those that an indicator counts.
pub fn is_of(event: &Event, indicator: Indicator) -> bool {
    match indicator {
        Indicator::Events => event.high_rating,
        Indicator::Projects | Indicator::ProjectsDone => event.kind == EventKind::Project,
        Indicator::Career => event.kind == EventKind::Career,
        // Seed §7.3 asks who went through a programme: more than a day of it.
        Indicator::CareerDone => event.kind == EventKind::Career && event.last_day() > event.on,
        _ => false,
    }
}

/// Whether it counts for a period: it took place on one of its days, or came to its end there where the end is counted.
/// Whoever works on a project takes part before there is a result.
fn counts(event: &Event, indicator: Indicator, period: Period) -> bool {
    let begun = event.on <= period.to && (event.held || indicator == Indicator::Projects);
    let ended = event.held && event.last_day() <= period.to;
    let reaches = event.last_day() >= period.from;
    match indicator {
        Indicator::ProjectsDone | Indicator::CareerDone => ended && reaches,
        _ => begun && reaches,
    }
}

/// Whether a year has an event of the kind an indicator counts: then it is counted from events.
pub fn counted_from_events(register: &Register, year: YearId, indicator: Indicator) -> bool {
    of_year(register, year).iter().any(|event| is_of(event, indicator))
}

/// The events of a year that lie in it: what is filed under a year and lies outside it counts for nothing.
fn of_year(register: &Register, year: YearId) -> Vec<&Event> {
    let Some(span) = register.get::<Year>(year) else { return Vec::new() };
    let events = register.events(year).into_iter().map(|(_, event)| event.as_ref());
    events.filter(|event| event.is_in(span)).collect()
}

/// An indicator from the events of a year; `None` where none is of its kind, or nothing of it can be seen from events.
/// With `of`, only of the people it takes, and of the events in which one of them took part.
pub(super) fn measure(
    register: &Register,
    year: YearId,
    period: Period,
    indicator: Indicator,
    of: Option<&dyn Fn(PersonId) -> bool>,
) -> Option<(Reading, Amount, Vec<PersonId>)> {
    let all = of_year(register, year);
    let mut of_kind = all.into_iter().filter(|event| is_of(event, indicator)).peekable();
    of_kind.peek()?;
    let fits = |id: PersonId| of.is_none_or(|of| of(id));
    let theirs = |event: &&Event| of.is_none() || event.present.iter().any(|one| fits(one.person));
    let counted: Vec<&Event> = of_kind.filter(|event| counts(event, indicator, period)).filter(theirs).collect();
    let is_pupil =
        |id: &PersonId| fits(*id) && register.get::<Person>(*id).is_some_and(|it| it.class_in(year).is_some());
    let people = counted.iter().flat_map(|event| &event.present).map(|one| one.person).filter(is_pupil);
    let people: Vec<PersonId> = people.collect::<BTreeSet<_>>().into_iter().collect();
    let (reading, number) = match indicator {
        Indicator::ProjectsDone => (Reading::FromProjects, counted.len()),
        _ => (Reading::FromEvents, people.len()),
    };
    Some((reading, Amount::Count(number), people))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Sample, after, day};
    use crate::domain::{Attendance, EventId, EventRole, PersonKind};
    use chrono::NaiveDate;

    fn event(
        sample: &mut Sample,
        id: u32,
        kind: EventKind,
        on: NaiveDate,
        people: &[PersonId],
        change: impl FnOnce(&mut Event),
    ) {
        let mut event = Event { held: true, ..Event::new(sample.year, kind, on) };
        let took_part =
            |person: &PersonId| Attendance { person: *person, role: EventRole::Participant, result: "".into() };
        event.present = people.iter().map(took_part).collect();
        change(&mut event);
        sample.put(EventId(id), event);
    }

    /// The number and how many people stand behind it.
    fn found(sample: &Sample, indicator: Indicator, to: NaiveDate) -> Option<(Reading, Amount, usize)> {
        let period = Period { from: day(9, 1), to };
        let found = measure(&sample.register, sample.year, period, indicator, None)?;
        Some((found.0, found.1, found.2.len()))
    }

    #[test]
    fn pupils_are_counted_once_and_nobody_else() {
        let mut sample = Sample::new();
        let [ada, ian, tom] = ["Ли Ада", "Юн Ян", "Ким Том"].map(|name| sample.person(name, PersonKind::Pupil, "7А"));
        let teacher = sample.person("Гусев Олег", PersonKind::Teacher, "");
        assert_eq!(found(&sample, Indicator::Events, day(12, 1)), None, "without events the school's number stands");
        event(&mut sample, 900, EventKind::Contest, day(10, 1), &[ada, ian, teacher], |it| it.high_rating = true);
        event(&mut sample, 901, EventKind::Forum, day(10, 9), &[ada, tom], |it| it.high_rating = true);
        event(&mut sample, 902, EventKind::Contest, day(10, 9), &[tom], |_| {});
        let counted = |count| Some((Reading::FromEvents, Amount::Count(count), count));
        assert_eq!(found(&sample, Indicator::Events, day(12, 1)), counted(3));
        assert_eq!(found(&sample, Indicator::Events, day(10, 8)), counted(2), "the forum was later");
        assert_eq!(found(&sample, Indicator::Career, day(12, 1)), None, "no event of that kind");
        assert_eq!(found(&sample, Indicator::Complaints, day(12, 1)), None);
    }

    #[test]
    fn what_has_not_taken_place_does_not_count_and_a_project_counts_twice() {
        let mut sample = Sample::new();
        let [ada, ian] = ["Ли Ада", "Юн Ян"].map(|name| sample.person(name, PersonKind::Pupil, "9А"));
        event(&mut sample, 900, EventKind::Project, day(10, 1), &[ada, ian], |it| it.held = false);
        event(&mut sample, 901, EventKind::Project, day(10, 1), &[ada], |it| it.until = Some(day(11, 20)));
        event(&mut sample, 902, EventKind::Career, day(11, 5), &[ian], |it| it.held = false);
        let of = |indicator, to| found(&sample, indicator, to).map(|(_, amount, people)| (amount, people));
        assert_eq!(of(Indicator::Projects, day(12, 1)), Some((Amount::Count(2), 2)), "also those at work");
        assert_eq!(of(Indicator::Projects, day(9, 30)), Some((Amount::Count(0), 0)), "before it begins");
        assert_eq!(of(Indicator::ProjectsDone, day(12, 1)), Some((Amount::Count(1), 1)));
        assert_eq!(of(Indicator::ProjectsDone, day(11, 19)), Some((Amount::Count(0), 0)), "not over yet");
        assert_eq!(of(Indicator::Career, day(12, 1)), Some((Amount::Count(0), 0)), "planned only");
    }

    #[test]
    fn a_programme_of_career_guidance_is_more_than_a_day() {
        let mut sample = Sample::new();
        let [ada, ian] = ["Ли Ада", "Юн Ян"].map(|name| sample.person(name, PersonKind::Pupil, "9А"));
        event(&mut sample, 900, EventKind::Career, day(10, 1), &[ada, ian], |_| {});
        assert_eq!(found(&sample, Indicator::CareerDone, day(12, 1)), None);
        event(&mut sample, 901, EventKind::Career, day(10, 5), &[ian], |it| it.until = Some(after(it.on, 20)));
        let of = |indicator, to| found(&sample, indicator, to).map(|(_, amount, _)| amount);
        assert_eq!(of(Indicator::Career, day(12, 1)), Some(Amount::Count(2)));
        assert_eq!(of(Indicator::CareerDone, day(12, 1)), Some(Amount::Count(1)));
        assert_eq!(of(Indicator::CareerDone, day(10, 20)), Some(Amount::Count(0)), "it has not come to its end");
        assert_eq!(of(Indicator::Career, day(10, 20)), Some(Amount::Count(2)));
    }
}
