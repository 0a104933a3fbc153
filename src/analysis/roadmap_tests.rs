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
    count(&view, &queue::of(&view, Order::AsFound), what)
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
        let lacks = |id, what| status::missing_for_admission(&register, MentorId(id), today).contains(&what);
        let taught = |id| crate::domain::trained(&register, MentorId(id), today).is_done();
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
                    let mut led = register.pairs_of_mentor(MentorId(id)).into_iter();
                    it.standing == MentorStanding::Completed
                        || led.any(|(_, pair)| pair.state != PairState::Proposed)
                        || !Missing::ALL.iter().any(|what| lacks(id, *what))
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
                recount(&register, Kind::Pair, pair, |id, _: &Pair| {
                    let all = register.meetings_of(crate::domain::PairId(id));
                    all.iter().filter(|(_, it)| it.is_held() && it.kind == MeetingKind::Regular).count() >= 3
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
    for (id, mentee) in register.mentees(year) {
        let had = register.pairs_of_mentee(id).iter().any(|(_, pair)| pair.started_on.is_some());
        let fixed = register.pairs_of_mentee(id).iter().any(|(_, it)| it.started_on.is_some() && it.is_under_order());
        let waits = standing(id) == status::MenteeStatus::Matching;
        if mentee.standing != MenteeStanding::Left && (had || waits) {
            expected.enter(fixed);
        }
    }
    assert_eq!(counted(&register, year, today, Counted::Pairs), expected);
    assert!(expected.done > 0 && expected.done < expected.of);
}

#[test]
fn a_line_that_is_done_stays_done() {
    let mut sample = Sample::new();
    let (year, start) = (sample.year, day(10, 1));
    let pair = sample.working(start);
    let tally = |sample: &Sample, what, on| counted(&sample.register, year, on, what);
    let done = Tally { done: 1, of: 1 };
    for (what, on) in [(Counted::Pairs, day(10, 2)), (Counted::Admitted, day(10, 2))] {
        assert_eq!(tally(&sample, what, on), done, "{what:?}");
    }
    // Without an order nobody is fixed.
    sample.edit::<Pair>(pair, |pair| pair.order_no = "".into());
    assert_eq!(tally(&sample, Counted::Pairs, day(10, 2)), Tally { done: 0, of: 1 });
    sample.edit::<Pair>(pair, |pair| pair.order_no = "12".into());
    // A certificate that runs out, and a pair that comes apart.
    let leader = sample.mentor_of(pair);
    let person = sample.leader_of(pair);
    sample.edit::<Person>(person, |person| person.consents.clear());
    assert_eq!(tally(&sample, Counted::Admitted, day(12, 1)), done);
    sample.close(pair, PairState::Ended, day(12, 1));
    assert_eq!(tally(&sample, Counted::Pairs, day(12, 2)), done);
    assert_eq!(tally(&sample, Counted::Admitted, day(12, 2)), done);
    assert!(sample.register.get::<Mentor>(leader).is_some());
    // A proposal that came to nothing was no pair.
    sample.edit::<Pair>(pair, |pair| (pair.started_on, pair.order_date) = (None, None));
    assert_eq!(tally(&sample, Counted::Pairs, day(12, 2)), Tally { done: 0, of: 1 });
}

#[test]
fn a_series_is_three_meetings_of_the_fourth_kind_whether_or_not_the_pair_is_silent() {
    let mut sample = Sample::new();
    let (year, start) = (sample.year, day(10, 1));
    let pair = sample.working(start);
    sample.working(start);
    let tally = |sample: &Sample, on| counted(&sample.register, year, on, Counted::Meetings);
    assert_eq!(tally(&sample, day(10, 2)), Tally { done: 0, of: 2 }, "fixed yesterday is not met");
    sample.first_three(pair, start);
    for number in 1..=3 {
        assert_eq!(tally(&sample, day(11, 20)).done, 0);
        sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(11, number));
    }
    assert_eq!(tally(&sample, day(5, 20)), Tally { done: 1, of: 2 });
}

#[test]
fn exit_questionnaires_are_of_all_pairs_that_worked_but_the_excused() {
    use crate::domain::{Answer, Audience, Waiver, WaiverId};
    let mut sample = Sample::new();
    let year = sample.year;
    let sheet = sample.questionnaire("out", 1, Wave::Exit, Audience::Mentee);
    let pairs: Vec<_> = (0..3).map(|_| sample.working(day(10, 1))).collect();
    let tally = |sample: &Sample| counted(&sample.register, year, day(11, 20), Counted::ExitResponses);
    assert_eq!(tally(&sample), Tally { done: 0, of: 3 });
    sample.close(pairs[0], PairState::Finished, day(11, 1));
    let person = sample.person_of(sample.mentee_of(pairs[0]));
    sample.respond(sheet, person, &[Answer::Scale(7), Answer::Blank]);
    assert_eq!(tally(&sample), Tally { done: 1, of: 3 }, "the first closed pair is not all of them");
    let about = pairs[1].into();
    let waiver = Waiver { year, gate: Gate::ExitResponses, about, reason: "уехали".into(), on: day(11, 2) };
    sample.put(WaiverId(9_000), waiver);
    assert_eq!(tally(&sample), Tally { done: 1, of: 2 });
}

#[test]
fn partners_are_those_whose_agreement_ran_within_the_year() {
    use crate::domain::{Partner, PartnerId};
    let mut sample = Sample::new();
    let year = sample.year;
    let tally = |sample: &Sample, on| counted(&sample.register, year, on, Counted::Partners);
    let agreed = |name, from, until| Partner { agreement_on: Some(from), agreement_until: until, ..Partner::new(name) };
    sample.put(PartnerId(700), Partner::new("дворец"));
    let long_ago = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    sample.put(PartnerId(701), agreed("завод", long_ago, NaiveDate::from_ymd_opt(2026, 6, 1)));
    assert_eq!(tally(&sample, day(9, 10)), Tally { done: 0, of: 1 }, "none binds this year");
    sample.put(PartnerId(702), agreed("вуз", long_ago, Some(day(12, 15))));
    sample.put(PartnerId(703), agreed("колледж", day(10, 1), None));
    assert_eq!(tally(&sample, day(9, 10)), Tally { done: 1, of: 2 });
    // Years later the year reads as it was.
    for on in [day(10, 1), day(12, 20), NaiveDate::from_ymd_opt(2030, 1, 1).unwrap()] {
        assert_eq!(tally(&sample, on), Tally { done: 2, of: 2 });
    }
}

#[test]
fn a_past_year_lacks_no_consent_that_has_run_out_since() {
    let mut sample = Sample::new();
    let id = sample.mentee("Аистов Ян", "7А");
    let (year, person) = (sample.year, sample.person_of(id));
    sample.edit::<Person>(person, |person| person.consents.iter_mut().for_each(|it| it.valid_until = Some(day(8, 31))));
    let later = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    assert_eq!(counted(&sample.register, year, later, Counted::Consents), Tally { done: 1, of: 1 });
}

#[test]
fn the_base_of_mentors_has_each_kind_of_them() {
    use crate::domain::PersonKind as K;
    let mut sample = Sample::new();
    let year = sample.year;
    let tally = |sample: &Sample, what| counted(&sample.register, year, day(11, 20), what);
    let (none, some) = (Tally { done: 0, of: 1 }, Tally { done: 2, of: 2 });
    for (what, kinds) in [
        (Counted::PupilMentors, [K::Pupil, K::Pupil]),
        (Counted::TeacherMentors, [K::Teacher, K::Teacher]),
        (Counted::OutsideMentors, [K::Parent, K::Student]),
    ] {
        assert_eq!(tally(&sample, what), none, "{what:?}");
        for kind in kinds {
            sample.mentor("Гусев Олег", kind);
        }
        assert_eq!(tally(&sample, what), some, "{what:?}");
    }
}

#[test]
fn training_in_service_and_what_both_sides_said_on_the_way_are_counted() {
    use crate::domain::{Contact, ContactId, ContactSide, Training, TrainingId, TrainingKind};
    let mut sample = Sample::new();
    let (year, start) = (sample.year, day(10, 1));
    let (pair, other) = (sample.working(start), sample.working(start));
    let tally = |sample: &Sample, what| counted(&sample.register, year, day(12, 20), what);
    let session = |on, kind, present| Training { present, ..Training::new(year, on, kind) };
    let leaders = vec![sample.mentor_of(pair)];
    sample.put(TrainingId(700), session(day(12, 1), TrainingKind::Primary, leaders.clone()));
    let last_year = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    sample.put(TrainingId(701), session(last_year, TrainingKind::InService, leaders.clone()));
    assert_eq!(tally(&sample, Counted::InService), Tally { done: 0, of: 2 }, "outside the year");
    sample.put(TrainingId(702), session(day(12, 2), TrainingKind::InService, leaders));
    assert_eq!(tally(&sample, Counted::InService), Tally { done: 1, of: 2 });

    let talk = |pair, with, on| Contact { with, ..Contact::on(pair, on) };
    use ContactSide::{Mentee as Led, Mentor as Leader};
    sample.put(ContactId(710), talk(pair, vec![Leader, Led], day(10, 20)));
    sample.put(ContactId(711), talk(other, vec![Leader], day(12, 10)));
    assert_eq!(tally(&sample, Counted::Interim), Tally { done: 0, of: 2 }, "too early, and one side alone");
    let pulse = sample.questionnaire("pulse", 1, Wave::Pulse, crate::domain::Audience::Mentee);
    let person = sample.person_of(sample.mentee_of(other));
    let given = sample.respond(pulse, person, &[crate::domain::Answer::Scale(4), crate::domain::Answer::Blank]);
    sample.edit::<crate::domain::Response>(given, |response| response.on = day(12, 12));
    assert_eq!(tally(&sample, Counted::Interim), Tally { done: 1, of: 2 });
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
    for what in [Counted::GeneralMeeting, Counted::Practices, Counted::Awards, Counted::Festival, Counted::Partners] {
        assert_eq!(tally(&sample, what), open, "{what:?}");
    }
    sample.put(EventId(900), Event::new(year, EventKind::Festival, day(11, 1)));
    assert_eq!(tally(&sample, Counted::Festival), open, "planned is not held");
    let last_year = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    sample.edit::<Event>(EventId(900), |event| (event.held, event.on) = (true, last_year));
    assert_eq!(tally(&sample, Counted::Festival), open, "outside the year");
    sample.edit::<Event>(EventId(900), |event| event.on = day(11, 1));
    assert!(tally(&sample, Counted::Festival).is_complete());
    sample.put(PracticeId(901), Practice::new(year, None));
    assert_eq!(tally(&sample, Counted::Practices), open, "written down is not published");
    sample.edit::<Practice>(PracticeId(901), |practice| practice.published_on = Some(day(11, 5)));
    assert!(tally(&sample, Counted::Practices).is_complete());

    assert_eq!(tally(&sample, Counted::Order), Tally { done: 0, of: 2 });
    let mut passport = Passport::new(year);
    (passport.order_no, passport.order_on) = ("310".into(), Some(last_year));
    sample.put(PassportId::from(year), passport);
    assert_eq!(tally(&sample, Counted::Order), Tally { done: 0, of: 2 }, "the order of the year before");
    sample.edit::<Passport>(PassportId::from(year), |passport| passport.order_on = Some(day(9, 1)));
    assert_eq!(tally(&sample, Counted::Order), Tally { done: 1, of: 2 });
    assert_eq!(tally(&sample, Counted::Review), Tally { done: 0, of: 2 });
}

#[test]
fn a_line_is_late_from_the_day_after_its_last_and_done_when_counted_or_ticked() {
    let mut sample = Sample::new();
    let year = sample.year;
    let span = sample.register.get::<Year>(year).unwrap().clone();
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
