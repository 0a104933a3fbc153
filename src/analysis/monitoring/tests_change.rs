//! What was measured twice, from the records to the numbers on screen, against scipy.

use super::*;
use crate::analysis::stats::Method;
use crate::analysis::stats::tests::{close, numbers};
use crate::domain::sample::{Sample, after, day};
use crate::domain::{
    Break, Calendar, CalendarId, Measure, MeasureId, Meeting, MeetingKind, MeetingState, Mentee, MenteeId, PairState,
    Parameter, PersonId, PersonKind, Wave,
};

fn until(to: chrono::NaiveDate) -> Period {
    Period { from: day(9, 1), to }
}

fn put(sample: &mut Sample, person: PersonId, wave: Wave, parameter: Parameter, value: i32) {
    let number = u32::try_from(sample.register.measures(sample.year).count()).unwrap();
    let (year, on) = (sample.year, if wave == Wave::Entry { day(9, 20) } else { day(5, 20) });
    sample.put(MeasureId(3000 + number), Measure { year, person, parameter, wave, value, on, notes: "".into() });
}

/// Marks in steps of five hundredths, as they are in a school, before and after.
fn marks(seed: u64, people: usize, worse: i32) -> Vec<(i32, i32)> {
    let drawn: Vec<i32> = numbers(seed, 2 * people).into_iter().map(|it| i32::try_from(it).unwrap()).collect();
    let pair = |(first, second): (&i32, &i32)| {
        let before = 300 + 5 * (first % 21);
        (before, before + 5 * (second % 9 - worse))
    };
    drawn[..people].iter().zip(&drawn[people..]).map(pair).collect()
}

/// `before = [300 + 5 * (v % 21) …]`, `after = [before + 5 * (w % 9 - worse) …]` with the numbers of the generator of
/// `stats::tests`, and `wilcoxon` of the differences in scipy 1.17.1, the effect from `rankdata`: seed, people, worse,
/// statistic, p, effect. Divided by 100 before they are subtracted, equal differences are not equal any more: the p of
/// the first row would be 0.15625, of the last 0.6985.
const SCIPY: [(u64, usize, i32, f64, f64, f64, Method); 5] = [
    (21, 6, 2, 3.0, 0.125, 0.714_285_714_285_714_3, Method::Exact),
    (22, 13, 3, 36.0, 0.881_347_656_25, 0.076_923_076_923_076_93, Method::Exact),
    (23, 14, 3, 31.5, 0.553_384_896_814_66, 0.192_307_692_307_692_32, Method::Normal),
    (24, 40, 3, 293.5, 0.175_254_201_928_790_93, 0.247_435_897_435_897_45, Method::Normal),
    (25, 153, 4, 4067.0, 0.552_917_635_791_223, -0.059_218_135_554_013_42, Method::Normal),
];

#[test]
fn marks_with_ties_are_tested_as_scipy_tests_them() {
    for (seed, people, worse, statistic, p, effect, method) in SCIPY {
        let mut sample = Sample::new();
        for (number, (before, after)) in marks(seed, people, worse).into_iter().enumerate() {
            let person = sample.person(&format!("Аистов {number}"), PersonKind::Pupil, "7А");
            put(&mut sample, person, Wave::Entry, Parameter::Marks, before);
            put(&mut sample, person, Wave::Exit, Parameter::Marks, after);
        }
        let all = movements(&sample.register, sample.year, until(day(6, 1)));
        let test = all[0].test().unwrap();
        assert_eq!((all[0].people.len(), test.method), (people, method), "{seed}");
        assert!(close(test.risen.min(test.fallen), statistic), "{seed}: {test:?}");
        assert!(close(test.p, p) && close(test.effect, effect), "{seed}: {test:?}, not {p} and {effect}");
    }
}

/// 3,90 → 4,65 and 3,15 → 3,90 are one and the same change, whatever the digits.
#[test]
fn equal_changes_are_equal() {
    let mut sample = Sample::new();
    for (number, (before, after)) in [(390, 465), (315, 390), (305, 380)].into_iter().enumerate() {
        let person = sample.person(&format!("Аистов {number}"), PersonKind::Pupil, "7А");
        put(&mut sample, person, Wave::Entry, Parameter::Marks, before);
        put(&mut sample, person, Wave::Exit, Parameter::Marks, after);
    }
    let all = movements(&sample.register, sample.year, until(day(6, 1)));
    assert_eq!((all[0].changes(), all[0].mean_change()), (vec![75, 75, 75], Some(0.75)));
}

#[test]
fn an_exit_that_lies_ahead_is_not_lost() {
    let mut sample = Sample::new();
    let mentor = sample.mentor("Ли Ада", PersonKind::Teacher);
    let mentees: Vec<MenteeId> = (0..4).map(|n| sample.mentee(&format!("Аистов {n}"), "7А")).collect();
    let people: Vec<PersonId> = mentees.iter().map(|id| sample.person_of(*id)).collect();
    let pairs: Vec<_> = mentees.iter().map(|id| sample.pair(mentor, &[*id], day(9, 10))).collect();
    people.iter().for_each(|person| put(&mut sample, *person, Wave::Entry, Parameter::Mood, 500));
    put(&mut sample, people[0], Wave::Exit, Parameter::Mood, 700);
    sample.close(pairs[0], PairState::Finished, day(5, 15));
    sample.close(pairs[1], PairState::Ended, day(11, 1));
    let of = |sample: &Sample, period| {
        let series = movements(&sample.register, sample.year, period).remove(0);
        (series.people.iter().map(|it| it.person).collect::<Vec<_>>(), series.ahead, series.only_before)
    };
    let (went, ended, works) = (people[0], people[1], people[2..].to_vec());
    assert_eq!(of(&sample, until(day(6, 1))), (vec![went], works.clone(), vec![ended]));
    // In October nobody had left yet, and the exit of May had not been.
    assert_eq!(of(&sample, until(day(10, 1))), (vec![], people, vec![]));
    // When the year is over nobody goes on.
    assert_eq!(of(&sample, until(day(8, 31))), (vec![went], vec![], vec![ended, works[0], works[1]]));
    // An exit counts in the days that were chosen, its entry may lie before them.
    let may = Period { from: day(5, 1), to: day(5, 31) };
    assert_eq!(of(&sample, may).0, [went]);
    assert_eq!(of(&sample, Period { from: day(5, 21), to: day(5, 31) }).0, []);
}

/// Two mentees of one mentor, the second of whom leads a pair as well.
#[test]
fn doses_count_what_was_had_before_the_exit_without_holidays() {
    let mut sample = Sample::new();
    let start = day(10, 1);
    let off = Break { from: after(start, 20), to: after(start, 28) };
    sample.edit::<Calendar>(CalendarId::from(sample.year), |calendar| calendar.breaks = vec![off]);
    let mentor = sample.mentor("Ли Ада", PersonKind::Teacher);
    let two = [sample.mentee("Аистов Ян", "7А"), sample.mentee("Бобров Ян", "7А")];
    let pair = sample.pair(mentor, &two, start);
    let hold = |sample: &mut Sample, pair, days, present: Vec<MenteeId>| {
        let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(start, days));
        sample.edit::<Meeting>(id, |meeting| (meeting.present, meeting.minutes) = (present, 45));
    };
    // The last one is after the exit of 20 May.
    for (days, present) in [(3, vec![two[0]]), (10, two.to_vec()), (40, vec![two[0]]), (240, two.to_vec())] {
        hold(&mut sample, pair, days, present);
    }
    sample.meeting(pair, MeetingKind::Regular, MeetingState::NoShow, day(11, 15));
    let people = two.map(|id| sample.person_of(id));
    let other = MenteeId(800);
    let led = sample.leader_of(pair);
    sample.put(other, Mentee::new(led, sample.year));
    let leader = sample.mentor("Юн Ян", PersonKind::Employee);
    let above = sample.pair(leader, &[other], start);
    hold(&mut sample, above, 5, vec![]);
    for (person, exit) in [(people[0], 400), (people[1], 300), (led, 300)] {
        put(&mut sample, person, Wave::Entry, Parameter::Marks, 300);
        put(&mut sample, person, Wave::Exit, Parameter::Marks, exit);
    }
    let all = movements(&sample.register, sample.year, until(day(7, 1)));
    let found = dosage(&doses(&sample.register, sample.year, day(7, 1)), &all[0]);
    let of = |person| found.people.iter().find(|(dose, _)| dose.person == person).unwrap();
    let (first, change) = of(people[0]);
    // Thirty days between the second and the third, nine of them holidays.
    assert_eq!((first.meetings, first.minutes, first.longest_gap, *change), (3, 135, Some(21), 100));
    let (second, _) = of(people[1]);
    assert_eq!((second.meetings, second.minutes, second.longest_gap), (1, 45, None), "one meeting has no gap");
    assert_eq!(of(led).0.meetings, 1, "who leads and is led had what they were led through");
    assert_eq!(found.with_meetings.map(|it| (it.n, it.rho > 0.8)), Some((3, true)));
    assert_eq!(found.with_gap, None);
}
