//! Every count of the roadmap against one made in another way, on the invented school.

use chrono::NaiveDate;

use super::*;
use crate::demo;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    ConsentKind, Entity, Event, EventId, Kind, MeetingKind, MeetingState, Mentee, Mentor, Pair, Person, Practice,
    PracticeId, Stamp, Step, status, usual_roadmap,
};

fn demonstration(today: NaiveDate) -> (Register, Vec<YearId>) {
    let plan = demo::Plan { pupils: 200, years: 2, seed: 58, today };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    register.commit(&demo::school(&plan, crate::surveys::builtin().unwrap()), &stamp).unwrap();
    let years = register.years().into_iter().map(|(id, _)| id).collect();
    (register, years)
}

fn counted(register: &Register, year: YearId, today: NaiveDate, what: Counted) -> Tally {
    let view = View::new(register, year, today);
    count(&view, &queue::of(&view, Order::AsFound).coverage, what)
}

/// So many records of a kind, and so many of them that are done.
fn recount<T: Entity>(
    register: &Register,
    kind: Kind,
    of: impl Fn(&T) -> bool,
    done: impl Fn(u32, &T) -> bool,
) -> Tally {
    let all = register.of_kind(kind).filter_map(|(key, record)| Some((key.id, T::unwrap(record)?)));
    let all: Vec<_> = all.filter(|(_, it)| of(it)).collect();
    Tally { done: all.iter().filter(|(id, it)| done(*id, it)).count(), of: all.len() }
}

#[test]
fn what_is_counted_of_people_and_pairs_is_what_a_second_count_finds() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let (register, years) = demonstration(today);
    for year in years {
        let mentee = |it: &Mentee| it.year == year && it.standing != MenteeStanding::Left;
        let mentor = |it: &Mentor| it.year == year && it.standing != MentorStanding::Removed;
        let wanted = |it: &Mentor| {
            mentor(it) && matches!(it.decision, InterviewDecision::Pending | InterviewDecision::Recommended)
        };
        let pair = |it: &Pair| it.year == year && (it.state.is_active() || it.state == PairState::Finished);
        let lacks =
            |id, what| status::missing_for_admission(&register, crate::domain::MentorId(id), today).contains(&what);
        let taught = |id| crate::domain::trained(&register, crate::domain::MentorId(id), today).is_done();
        let held = |id, kind| {
            let all = register.meetings_of(crate::domain::PairId(id));
            all.iter().any(|(_, it)| it.state == MeetingState::Held && it.kind == kind)
        };
        let consents = |it: &Mentee| {
            let person = register.get::<Person>(it.person).unwrap();
            [ConsentKind::Data, ConsentKind::Participation].iter().all(|kind| person.consents_to(*kind, today))
        };
        let mentees = |done: &dyn Fn(u32, &Mentee) -> bool| recount(&register, Kind::Mentee, mentee, done);
        let expected = [
            (Counted::Requests, mentees(&|_, it| it.requests.iter().any(|request| !request.is_empty()))),
            (Counted::Consents, mentees(&|_, it| it.standing == MenteeStanding::Completed || consents(it))),
            (
                Counted::Applications,
                recount(&register, Kind::Mentor, mentor, |_, it: &Mentor| it.application.is_done()),
            ),
            (
                Counted::Interviews,
                recount(&register, Kind::Mentor, mentor, |_, it: &Mentor| it.decision != InterviewDecision::Pending),
            ),
            (Counted::Training, recount(&register, Kind::Mentor, wanted, |id, _: &Mentor| taught(id))),
            (
                Counted::Admitted,
                recount(&register, Kind::Mentor, wanted, |id, it: &Mentor| {
                    it.standing == MentorStanding::Completed || !Missing::ALL.iter().any(|what| lacks(id, *what))
                }),
            ),
            (
                Counted::FirstMeetings,
                recount(&register, Kind::Pair, pair, |id, _: &Pair| {
                    [MeetingKind::Acquaintance, MeetingKind::Trial, MeetingKind::Planning]
                        .iter()
                        .all(|it| held(id, *it))
                }),
            ),
            (
                Counted::Meetings,
                recount(&register, Kind::Pair, pair, |id, it: &Pair| {
                    let days = status::silent_days(&register, crate::domain::PairId(id), today).unwrap();
                    it.state != PairState::Fixed || days < i64::from(register.rules().silence_warn_days)
                }),
            ),
            (Counted::FinalMeetings, recount(&register, Kind::Pair, pair, |id, _: &Pair| held(id, MeetingKind::Final))),
            (Counted::Closed, recount(&register, Kind::Pair, pair, |_, it: &Pair| it.state == PairState::Finished)),
        ];
        for (what, tally) in expected {
            assert_eq!(counted(&register, year, today, what), tally, "{what:?}");
            assert!(tally.of > 0, "{what:?} says something");
        }
    }
}

#[test]
fn pairs_are_those_with_a_mentor_of_those_with_one_and_those_who_wait() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let (register, years) = demonstration(today);
    let year = years[1];
    let standing = |id| status::mentee(&register, id, today).unwrap();
    let mut expected = Tally::default();
    for (id, _) in register.mentees(year) {
        let finished = register.pairs_of_mentee(id).iter().any(|(_, pair)| pair.state == PairState::Finished);
        let paired = standing(id) == status::MenteeStatus::Paired || finished;
        let left = standing(id) == status::MenteeStatus::Left;
        if !left && (paired || standing(id) == status::MenteeStatus::Matching) {
            expected.of += 1;
            expected.done += usize::from(paired);
        }
    }
    assert_eq!(counted(&register, year, today, Counted::Pairs), expected);
    assert!(expected.done > 0 && expected.done < expected.of);
}

#[test]
fn questionnaires_are_counted_for_both_sides_of_a_wave() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let (register, years) = demonstration(today);
    for (year, wave, what) in
        [(years[1], Wave::Entry, Counted::EntryResponses), (years[0], Wave::Exit, Counted::ExitResponses)]
    {
        let due = crate::analysis::queue(&register, year, today).due.iter().filter(|it| it.wave == wave).count();
        let tally = counted(&register, year, today, what);
        assert_eq!(tally.of - tally.done, due, "{what:?}");
        assert!(tally.done > 0, "{what:?}");
    }
}

#[test]
fn what_happens_once_a_year_is_open_until_it_happened() {
    let mut sample = Sample::new();
    let (year, today) = (sample.year, day(11, 20));
    let tally = |sample: &Sample, what| counted(&sample.register, year, today, what);
    let open = Tally { done: 0, of: 1 };
    for what in [Counted::GeneralMeeting, Counted::Practices, Counted::Awards, Counted::Festival] {
        assert_eq!(tally(&sample, what), open, "{what:?}");
    }
    sample.put(EventId(900), Event::new(year, EventKind::Festival, day(11, 1)));
    assert_eq!(tally(&sample, Counted::Festival), open, "planned is not held");
    sample.edit::<Event>(EventId(900), |event| event.held = true);
    assert!(tally(&sample, Counted::Festival).is_complete());
    sample.put(PracticeId(901), Practice::new(year, None));
    assert!(tally(&sample, Counted::Practices).is_complete());

    assert_eq!(tally(&sample, Counted::Order), Tally { done: 0, of: 2 });
    let mut passport = Passport::new(year);
    (passport.order_no, passport.order_on) = ("310".into(), Some(day(9, 1)));
    sample.put(PassportId::from(year), passport);
    assert_eq!(tally(&sample, Counted::Order), Tally { done: 1, of: 2 });
    assert_eq!(tally(&sample, Counted::Partners), Tally::default());
    assert_eq!(tally(&sample, Counted::Review), Tally { done: 0, of: 2 });
}

#[test]
fn a_line_is_late_from_the_day_after_its_last_and_done_when_counted_or_ticked() {
    let mut sample = Sample::new();
    let year = sample.year;
    let span = sample.register.get::<crate::domain::Year>(year).unwrap().clone();
    for (number, line) in (900..).zip(usual_roadmap(year, &span)) {
        sample.put(ActivityId(number), line);
    }
    let on = |sample: &Sample, today| roadmap(&sample.register, year, today);
    let first = on(&sample, day(9, 1));
    assert!(first.iter().all(|line| !line.late && !line.done));
    assert_eq!(first.len(), sample.register.activities(year).len());
    let ticked = sample.register.activities(year).iter().find(|(_, it)| it.counted.is_none()).unwrap().0;
    let due = sample.register.get::<Activity>(ticked).unwrap().due.unwrap();
    let line = |sample: &Sample, today| on(sample, today).into_iter().find(|line| line.id == ticked).unwrap();
    assert!(!line(&sample, due).late);
    assert!(line(&sample, due.succ_opt().unwrap()).late);
    sample.edit::<Activity>(ticked, |activity| activity.done = Step::Done);
    assert_eq!(line(&sample, day(6, 1)), RoadmapLine { id: ticked, tally: None, done: true, late: false });
}
