//! What the invented school promises, checked on what comes out of it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{Datelike, Weekday};

use super::*;
use crate::domain::status::{self, MenteeStatus, MentorStatus};
use crate::domain::wishes as wishes_of;
use crate::domain::{
    Audience, AwardKind, Batch, CloseReason, ConsentKind, EventKind, EventRole, InterviewDecision, MeetingKind,
    MeetingState, PairState, Person, Problem, Register, Stamp, TargetGroup, Warning, Wave, meeting_warnings,
    pair_warnings,
};
use crate::surveys;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn made(plan: Plan) -> Vec<Change> {
    school(&plan, surveys::builtin().unwrap())
}

fn stamp() -> Stamp {
    Stamp { generation: 1, at: 0, who: "demo".into() }
}

fn base(plan: Plan) -> Register {
    let mut register = Register::new();
    let batch = Batch::new("demo", made(plan));
    register.commit(&batch.changes, &stamp()).unwrap();
    register
}

/// Whether a meeting was held or is to be; one that was called off may be repeated, which the rules would name.
fn stands(meeting: &Meeting) -> bool {
    matches!(meeting.state, MeetingState::Held | MeetingState::Planned)
}

const TODAY: (i32, u32, u32) = (2026, 11, 24);

/// The demonstration school of a November day: this year and its base.
static USUAL: LazyLock<(NaiveDate, YearId, YearId, Register)> = LazyLock::new(|| {
    let today = day(TODAY.0, TODAY.1, TODAY.2);
    let register = base(Plan::usual(today));
    let years: Vec<YearId> = register.years().into_iter().map(|(id, _)| id).collect();
    assert_eq!(years.len(), 2);
    (today, years[1], years[0], register)
});

#[test]
fn the_same_seed_makes_the_same_school_and_another_another() {
    let plan = Plan { pupils: 100, ..Plan::usual(day(2026, 11, 24)) };
    assert_eq!(made(plan), made(plan));
    assert_ne!(made(plan), made(Plan { seed: 59, ..plan }));
}

#[test]
fn the_usual_school_has_the_promised_size() {
    let (_, this, last, register) = &*USUAL;
    let pupils = register.people().filter(|(_, person)| person.kind == PersonKind::Pupil).count();
    assert_eq!((pupils, register.mentees(*this).count(), register.mentors(*this).count()), (600, 220, 70));
    assert_eq!((register.mentees(*last).count(), register.mentors(*last).count()), (198, 63));
    let contingent = &register.get::<Year>(*this).unwrap().contingent;
    assert_eq!(contingent.iter().map(|(_, count)| u32::from(*count)).sum::<u32>(), 600);
    assert_eq!(contingent.iter().map(|(grade, _)| *grade).collect::<Vec<_>>(), [5, 6, 7, 8, 9, 10, 11]);
    assert_eq!(register.school().unwrap().active_year, *this);
}

#[test]
fn everything_is_taken_one_by_one_in_order() {
    for seed in [1, 58, 4_711] {
        let mut register = Register::new();
        for change in made(Plan { seed, ..Plan::usual(day(2027, 2, 10)) }) {
            let taken = register.commit(std::slice::from_ref(&change), &stamp());
            assert_eq!(taken, Ok(()), "{change:?}");
        }
    }
}

#[test]
fn every_size_and_every_day_is_taken_whole() {
    let usual = Plan::usual(day(2026, 11, 24));
    for (pupils, years, seed) in [(100, 1, 1), (100, 3, 7), (600, 10, 2), (5_000, 2, 3)] {
        base(Plan { pupils, years, seed, ..usual });
    }
    for offset in (0..365).step_by(13) {
        let today = calendar::shift(day(2026, 9, 1), offset);
        let register = base(Plan { pupils: 100, today, seed: 58 + u64::try_from(offset).unwrap(), ..usual });
        let planned_today = register.meetings().filter(|(_, m)| m.state == MeetingState::Planned && m.date == today);
        assert!(planned_today.count() > 0, "{today}");
    }
}

#[test]
fn sizes_outside_the_bounds_are_brought_inside() {
    let register = base(Plan { pupils: 3, years: 0, ..Plan::usual(day(2026, 11, 24)) });
    assert_eq!(register.people().filter(|(_, person)| person.kind == PersonKind::Pupil).count(), 100);
    assert_eq!(register.years().len(), 1);
}

#[test]
fn a_large_school_has_classes_of_a_size_a_room_can_hold() {
    let register = base(Plan { pupils: 5_000, years: 1, ..Plan::usual(day(2026, 11, 24)) });
    let year = register.school().unwrap().active_year;
    let mut classes = HashMap::new();
    for (_, person) in register.people() {
        if let Some(class) = person.class_in(year) {
            *classes.entry(class.to_string()).or_insert(0) += 1;
        }
    }
    assert_eq!(classes.values().sum::<i32>(), 5_000);
    assert!(classes.values().all(|size| (20..=27).contains(size)));
}

#[test]
fn bare_pupils_carry_nothing_but_name_class_and_year_of_birth() {
    let (_, this, _, register) = &*USUAL;
    let roles: HashSet<_> = register
        .of_kind(crate::domain::Kind::Mentee)
        .chain(register.of_kind(crate::domain::Kind::Mentor))
        .flat_map(|(_, record)| record.references())
        .collect();
    let bare: Vec<&Person> =
        register.people().filter(|(id, _)| !roles.contains(&(*id).into())).map(|(_, person)| &**person).collect();
    assert!(bare.len() > 200);
    for person in bare {
        let mut expected = Person::new(person.name.clone(), PersonKind::Pupil);
        (expected.birth, expected.classes) = (person.birth, person.classes.clone());
        assert_eq!(*person, expected);
        assert!(person.birth.year().is_some() && person.class_in(*this).is_some() && !person.name.is_empty());
    }
}

#[test]
fn names_are_as_awkward_as_in_life() {
    let (_, this, _, register) = &*USUAL;
    let mut wearers: HashMap<String, Vec<String>> = HashMap::new();
    for (_, person) in register.people().filter(|(_, person)| person.kind == PersonKind::Pupil) {
        let class = person.class_in(*this).unwrap().to_string();
        wearers.entry(person.name.full()).or_default().push(class);
    }
    let namesakes = wearers.values().filter(|classes| classes.iter().collect::<HashSet<_>>().len() > 1).count();
    assert!(namesakes >= 2);
    let led: Vec<&Person> =
        register.mentees(*this).filter_map(|(id, _)| register.mentee_person(id)).map(|p| &**p).collect();
    for (name, _) in names::RARITIES {
        assert!(led.iter().any(|person| person.name.full() == *name), "{name}");
    }
    assert!(led.iter().any(|person| person.name.last.contains('-')));
    assert!(led.iter().any(|person| person.name.full().contains('ё')));
}

#[test]
fn people_change_and_double_their_roles() {
    let (_, this, last, register) = &*USUAL;
    let mentors: HashSet<_> = register.mentors(*this).map(|(_, mentor)| mentor.person).collect();
    let both: Vec<_> = register.mentees(*this).filter(|(_, mentee)| mentors.contains(&mentee.person)).collect();
    assert!(both.len() >= 2);
    let paired = both.iter().filter(|(id, _)| register.active_pair_of(*id).is_some()).count();
    assert!(paired >= 1);
    let grown = register.mentees(*last).filter(|(_, mentee)| mentors.contains(&mentee.person)).count();
    assert!(grown >= 5, "{grown}");
    let kinds: HashSet<_> = register.mentors(*this).map(|(id, _)| register.mentor_person(id).unwrap().kind).collect();
    assert_eq!(kinds.len(), 6);
}

#[test]
fn every_standing_and_every_state_occurs() {
    let (today, this, last, register) = &*USUAL;
    let mut mentors: HashMap<MentorStatus, usize> = HashMap::new();
    for (id, _) in register.mentors(*this).chain(register.mentors(*last)) {
        *mentors.entry(status::mentor(register, id, *today).unwrap()).or_default() += 1;
    }
    // Nobody of the invented school leads and has moved.
    let mut occurring = MentorStatus::ALL.iter().filter(|status| **status != MentorStatus::Moved);
    assert!(occurring.all(|status| mentors.contains_key(status)), "{mentors:?}");
    let mut mentees: HashMap<MenteeStatus, usize> = HashMap::new();
    for (id, _) in register.mentees(*this) {
        *mentees.entry(status::mentee(register, id, *today).unwrap()).or_default() += 1;
    }
    assert!(MenteeStatus::ALL.iter().all(|status| mentees.contains_key(status)), "{mentees:?}");
    assert!(mentees[&MenteeStatus::Paired] > 100 && mentees[&MenteeStatus::Matching] > 10, "{mentees:?}");
    let mut pairs: HashMap<PairState, usize> = HashMap::new();
    for (_, pair) in register.pairs(*this) {
        *pairs.entry(pair.state).or_default() += 1;
    }
    assert!(PairState::ALL.iter().all(|state| pairs.contains_key(state)), "{pairs:?}");
    let groups: Vec<usize> =
        register.pairs(*this).filter(|(_, p)| p.is_group()).map(|(_, p)| p.mentees.len()).collect();
    assert!(groups.len() >= 4 && groups.iter().all(|size| (2..=5).contains(size)), "{groups:?}");
    let reasons: HashSet<CloseReason> =
        register.pairs(*last).filter_map(|(_, p)| p.closing.as_ref().map(|c| c.reason)).collect();
    assert!(reasons.len() >= 4, "{reasons:?}");
    assert!(register.pairs(*last).all(|(_, pair)| pair.state.is_closed() && pair.closing.is_some()));
}

#[test]
fn after_the_general_meeting_there_are_wishes_to_look_at() {
    let (today, this, last, register) = &*USUAL;
    for year in [*this, *last] {
        let meetings = register.general_meetings(year);
        let (_, meeting) = meetings.first().unwrap();
        let first = register.pairs(year).filter_map(|(_, pair)| pair.order_date).min().unwrap();
        assert!(meetings.len() == 1 && meeting.date <= first && meeting.date.weekday() != Weekday::Sun);
        assert!(meeting.mentors.len() > 30 && meeting.mentees.len() > 100);
    }
    let sheets: Vec<_> = register.sheets(*this).map(|(_, sheet)| sheet).collect();
    let awaited = |key: crate::domain::Key| wishes_of::is_awaited(register, key, *today);
    let mentees = register.mentees(*this).filter(|(id, _)| awaited((*id).into())).count();
    let mentors = register.mentors(*this).filter(|(id, _)| awaited((*id).into())).count();
    assert!(sheets.len() > 60 && mentees > 3 && mentors > 1, "{} {mentees} {mentors}", sheets.len());
    assert!(sheets.len() > 2 * (mentees + mentors), "most have handed theirs in");
    let mutual = wishes_of::mutual_firsts(register, *this);
    let open = mutual.iter().filter(|mutual| mutual.state == wishes_of::MutualState::Open).count();
    assert!(open >= 3 && mutual.len() * 4 < sheets.len(), "{open} of {}", mutual.len());
    assert!((2..20).contains(&sheets.iter().filter(|sheet| !sheet.vetoes.is_empty()).count()));
    let days = sheets.iter().filter_map(|sheet| sheet.on);
    assert!(days.clone().count() == sheets.len() && days.max().unwrap() <= *today);
}

#[test]
fn the_year_has_events_practices_and_awards() {
    let (today, this, last, register) = &*USUAL;
    let events = register.events(*last);
    assert!(EventKind::ALL.iter().filter(|kind| events.iter().any(|(_, it)| it.kind == **kind)).count() >= 7);
    assert!(
        events.iter().all(|(_, it)| it.held && it.present.len() >= 8 && !it.result.is_empty()),
        "a past year is over"
    );
    let roles: HashSet<EventRole> = events.iter().flat_map(|(_, it)| &it.present).map(|one| one.role).collect();
    assert_eq!(roles.len(), EventRole::ALL.len() - EventRole::SEATS.len());
    let now = register.events(*this);
    assert!(now.iter().any(|(_, it)| it.held) && now.iter().any(|(_, it)| !it.held && it.on > *today));
    assert!(now.iter().all(|(_, it)| (it.on <= *today) != it.present.is_empty()), "rolls are of what has begun");
    let practices: Vec<_> = register.practices(*last).map(|(_, it)| it).collect();
    assert!(practices.iter().any(|it| it.is_published()) && practices.iter().any(|it| !it.is_published()));
    assert!(practices.iter().all(|it| it.score().is_some() && !it.request.is_empty()));
    let kinds: HashSet<AwardKind> = register.awards(*last).map(|(_, it)| it.kind).collect();
    assert!(kinds.contains(&AwardKind::Diploma) && kinds.contains(&AwardKind::Certificate), "{kinds:?}");
    assert_eq!(register.awards(*this).count(), 0);
}

#[test]
fn nothing_of_an_event_lies_after_the_day() {
    for offset in (0..365).step_by(13) {
        let today = calendar::shift(day(2026, 9, 1), offset);
        let register = base(Plan { pupils: 100, ..Plan::usual(today) });
        for (_, year) in register.years() {
            assert!(year.start <= today);
        }
        for (id, _) in register.years() {
            for (_, event) in register.events(id) {
                assert!(!event.held || event.last_day() <= today, "{today}: {event:?}");
                assert!(event.present.is_empty() || event.on <= today, "{today}: {event:?}");
                assert!(event.on.weekday() != Weekday::Sun, "{today}: {event:?}");
            }
            assert!(register.awards(id).all(|(_, award)| award.given_on.is_none_or(|on| on <= today)));
            assert!(register.practices(id).all(|(_, it)| it.published_on.is_none_or(|on| on <= today)));
        }
    }
}

#[test]
fn there_is_trouble_to_see_to() {
    let (today, this, _, register) = &*USUAL;
    let rules = register.rules();
    let working: Vec<_> = register.pairs(*this).filter(|(_, pair)| pair.state == PairState::Fixed).collect();
    let silent = |id| status::silent_days(register, id, *today).unwrap() > i64::from(rules.silence_alarm_days);
    let overdue = working.iter().filter(|(id, _)| silent(*id)).count();
    assert!(overdue >= 2 && overdue * 5 < working.len(), "{overdue} of {}", working.len());
    let missed = |id| {
        let past = register.meetings_of(id).into_iter().rev().filter(|(_, m)| m.state != MeetingState::Planned);
        past.take_while(|(_, m)| !m.is_held()).count() >= usize::from(rules.missed_in_row)
    };
    assert!(working.iter().any(|(id, _)| missed(*id)));
    assert!(register.meetings().any(|(_, meeting)| meeting.awaits_safety_action()));
    assert!(register.meetings().any(|(_, m)| !m.safety_note.is_empty() && !m.safety_action.is_empty()));
    let planned = |date| register.meetings().filter(move |(_, m)| m.state == MeetingState::Planned && m.date == date);
    assert!(planned(*today).count() >= 3 && planned(*today).all(|(_, meeting)| meeting.time.is_some()));
    assert!((1..7).any(|days| planned(calendar::shift(*today, days)).count() > 0));
    let papers = || register.mentors(*this).filter_map(|(id, mentor)| Some((id, mentor.record_check_until?)));
    let leads = |id| status::mentor(register, id, *today) == Some(MentorStatus::Leading);
    assert!(papers().any(|(id, until)| leads(id) && until < *today));
    assert!(papers().any(|(id, until)| leads(id) && until >= *today && (until - *today).num_days() <= 30));
    let withdrawn =
        |person: &Person| person.consent(ConsentKind::Participation).is_some_and(|c| c.withdrawn_on.is_some());
    let of_pairs = working.iter().flat_map(|(_, pair)| &pair.mentees);
    assert!(of_pairs.clone().any(|&id| withdrawn(register.mentee_person(id).unwrap())));
    let ready = of_pairs.filter(|&&id| status::missing_consent(register.mentee_person(id).unwrap(), *today).is_none());
    assert!(ready.count() > 90);
}

#[test]
fn from_late_october_on_somebody_is_silent_and_something_awaits_an_answer() {
    for offset in (58..365).step_by(21) {
        let today = calendar::shift(day(2026, 9, 1), offset);
        let register = base(Plan::usual(today));
        let year = register.school().unwrap().active_year;
        let silent = |id| status::silent_days(&register, id, today).is_some_and(|days| days > 35);
        assert!(register.pairs(year).any(|(id, pair)| pair.state == PairState::Fixed && silent(id)), "{today}");
        assert!(register.meetings().any(|(_, meeting)| meeting.awaits_safety_action()), "{today}");
    }
}

#[test]
fn warnings_are_the_exception() {
    let (today, this, last, register) = &*USUAL;
    let mut kinds = HashSet::new();
    let mut odd = 0;
    let working = register.pairs(*this).filter(|(_, pair)| pair.state.is_active());
    let working: Vec<_> = working.collect();
    for (id, pair) in &working {
        let warnings = pair_warnings(register, Some(*id), pair);
        odd += usize::from(!warnings.is_empty());
        kinds.extend(warnings.iter().map(std::mem::discriminant));
    }
    assert!(odd >= 1 && odd * 10 <= working.len(), "{odd} of {}", working.len());
    assert!(kinds.contains(&std::mem::discriminant(&Warning::NoOrder)));
    for (_, pair) in working {
        assert!(!pair_warnings(register, None, pair).iter().any(|w| matches!(w, Warning::NoRequest { .. })));
    }
    let past = |id| register.pairs(id).flat_map(|(id, _)| register.meetings_of(id)).collect::<Vec<_>>();
    for (id, meeting) in past(*this).into_iter().chain(past(*last)).filter(|(_, meeting)| stands(meeting)) {
        let warnings = meeting_warnings(register, Some(id), meeting, *today);
        assert!(warnings.is_empty(), "{warnings:?} {meeting:?}");
    }
}

#[test]
fn meetings_keep_to_the_calendar_on_any_day_of_the_year() {
    for today in [
        day(2026, 9, 1),
        day(2026, 9, 3),
        day(2026, 9, 6),
        day(2026, 10, 15),
        day(2027, 1, 17),
        day(2027, 7, 4),
        day(2027, 8, 31),
    ] {
        let register = base(Plan { pupils: 300, today, ..Plan::usual(today) });
        for (id, meeting) in register.meetings().filter(|(_, meeting)| stands(meeting)) {
            let pair = register.get::<Pair>(meeting.pair).unwrap();
            let year = register.get::<Year>(pair.year).unwrap();
            assert!((year.start..=year.end).contains(&meeting.date), "{today}: {meeting:?}");
            assert!(meeting.date.weekday() != Weekday::Sun || meeting.date == today, "{today}: {meeting:?}");
            let warnings = meeting_warnings(&register, Some(id), meeting, today);
            assert!(warnings.is_empty(), "{today}: {warnings:?} {meeting:?}");
        }
    }
}

#[test]
fn a_diary_reads_like_one() {
    let (_, this, _, register) = &*USUAL;
    let held: Vec<_> = register.meetings().filter(|(_, meeting)| meeting.is_held()).collect();
    assert!(MeetingKind::ALL.iter().all(|kind| held.iter().any(|(_, meeting)| meeting.kind == *kind)));
    assert!(held.iter().all(|(_, m)| !m.topic.is_empty() && !m.result.is_empty() && !m.present.is_empty()));
    let told: HashSet<&str> = held.iter().map(|(_, meeting)| meeting.result.as_str()).collect();
    assert!(told.len() > 50);
    let silent =
        register.pairs(*this).filter(|(id, p)| p.state == PairState::Fixed && register.meetings_of(*id).is_empty());
    assert!(silent.count() < 8);
}

#[test]
fn requests_are_coded_and_health_is_kept_apart() {
    let (_, this, _, register) = &*USUAL;
    let requests = || register.mentees(*this).flat_map(|(_, mentee)| &mentee.requests);
    let codes: HashSet<Problem> = requests().flat_map(|request| request.problems.iter().copied()).collect();
    assert_eq!(codes.len(), Problem::ALL.len() - Problem::SEATS.len());
    assert!(requests().all(|r| r.problems.windows(2).all(|two| two[0] < two[1]) && (1..=3).contains(&r.priority)));
    let ovz: Vec<_> = register.mentees(*this).filter(|(_, mentee)| mentee.group == Some(TargetGroup::Ovz)).collect();
    assert!((1..=20).contains(&ovz.len()), "{}", ovz.len());
    assert!(ovz.iter().all(|(_, m)| m.requests.is_empty() || m.requests[0].problems.iter().all(|p| p.is_restricted())));
    assert!(requests().map(|request| request.text.as_str()).collect::<HashSet<_>>().len() > 35);
}

#[test]
fn last_year_was_asked_twice_and_answers_hang_together() {
    let (_, this, last, register) = &*USUAL;
    // Each form has its own; what is asked in all of them has one id and one place.
    let of = |year, wave| -> HashMap<_, _> {
        let asks = |q: &Questionnaire| q.audience == Audience::Mentee && q.wave == wave;
        register
            .responses()
            .filter(move |(_, r)| r.year == year)
            .filter(|(_, r)| asks(register.get::<Questionnaire>(r.questionnaire).unwrap()))
            .map(|(_, r)| (r.respondent, r))
            .collect()
    };
    let (before, after) = (of(*last, Wave::Entry), of(*last, Wave::Exit));
    assert!(before.len() > 150 && after.len() > 90, "{} {}", before.len(), after.len());
    let paired = register.pairs(*this).flat_map(|(_, pair)| &pair.mentees);
    let missing =
        paired.filter(|&&id| !of(*this, Wave::Entry).contains_key(&register.get::<Mentee>(id).unwrap().person));
    assert!((5..60).contains(&missing.count()));
    // Item 4, the comfort expected, and X3, the comfort found.
    let rating = |answer: &crate::domain::Answer| match answer {
        crate::domain::Answer::Scale(rating) => Some(f64::from(*rating)),
        _ => None,
    };
    let both: Vec<(f64, f64)> = before
        .iter()
        .filter_map(|(person, r)| Some((rating(&r.answers[3])?, rating(&after.get(person)?.answers[2])?)))
        .collect();
    let count = f64::from(u32::try_from(both.len()).unwrap());
    let mean = |of: fn(&(f64, f64)) -> f64| both.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let cov: f64 = both.iter().map(|(a, b)| (a - x) * (b - y)).sum();
    let (sx, sy): (f64, f64) =
        (both.iter().map(|(a, _)| (a - x).powi(2)).sum(), both.iter().map(|(_, b)| (b - y).powi(2)).sum());
    let correlation = cov / (sx * sy).sqrt();
    assert!(correlation > 0.5, "{correlation}");
    assert!(y > x && y < 9.5, "{x} {y}");
}

#[test]
fn refusals_of_the_interview_are_there_and_nobody_unfit_leads() {
    let (today, this, _, register) = &*USUAL;
    for (id, mentor) in register.mentors(*this) {
        let leads = status::mentor(register, id, *today) == Some(MentorStatus::Leading);
        assert!(!leads || mentor.decision == InterviewDecision::Recommended);
    }
    assert!(register.mentors(*this).any(|(_, mentor)| mentor.decision == InterviewDecision::Refused));
}

#[test]
#[ignore = "measures the largest schools"]
fn speed() {
    for (pupils, years) in [(600, 2), (10_000, 3), (100_000, 1), (100_000, 10)] {
        let start = std::time::Instant::now();
        let changes = made(Plan { pupils, years, ..Plan::usual(day(2026, 11, 24)) });
        let made = start.elapsed();
        let count = changes.len();
        let mut register = Register::new();
        register.commit(&changes, &stamp()).unwrap();
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        let memory = status.lines().find(|line| line.starts_with("VmHWM")).unwrap().to_owned();
        println!("{pupils} × {years}: {count} changes in {made:?}, commit {:?}, {memory}", start.elapsed() - made);
    }
}
