//! The early warning about one pair: each threshold the day before it is reached and on its day.

use chrono::Days;

use super::tests::{about, rules, settled, signals, start};
use super::*;
use crate::analysis::monitoring::{Check, benchmarks};
use crate::domain::sample::{Sample, after, day};
use crate::domain::{
    Answer, Break, Calendar, Class, Meeting, MeetingState, Mentee, MenteeStanding, Mentor, MentorStanding, Pair,
    PairState, Person, PersonKind, Problem, Wave, status,
};

const BOTH: [ContactSide; 2] = [ContactSide::Mentor, ContactSide::Mentee];

fn held(sample: &mut Sample, pair: PairId, days: u64) -> MeetingId {
    sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(start(), days))
}

fn fell(sample: &mut Sample, pair: PairId, state: MeetingState, days: u64) {
    sample.meeting(pair, MeetingKind::Regular, state, after(start(), days));
}

fn holidays(sample: &mut Sample, from: NaiveDate, to: NaiveDate) {
    let year = sample.year;
    sample.edit::<Calendar>(year.into(), |calendar| calendar.breaks = vec![Break { from, to }]);
}

#[test]
fn holidays_are_no_silence() {
    let mut sample = Sample::new();
    let (_, subject) = settled(&mut sample);
    // Nine days, the first of them the tenth day of silence.
    holidays(&mut sample, after(start(), 10), after(start(), 18));
    let silent = |days, threshold| Reason::Silent { days, off: 9, threshold };
    assert_eq!(about(&sample, &subject, after(start(), 29)), []);
    assert_eq!(about(&sample, &subject, after(start(), 30)), [(Level::Warning, silent(21, 21))]);
    assert_eq!(about(&sample, &subject, after(start(), 43)), [(Level::Warning, silent(34, 21))]);
    assert_eq!(about(&sample, &subject, after(start(), 44)), [(Level::Alarm, silent(35, 35))]);
}

#[test]
fn a_school_that_entered_no_holidays_has_the_usual_ones() {
    let mut sample = Sample::new();
    let (_, subject) = settled(&mut sample);
    let own = sample.register.get::<Calendar>(sample.year.into()).unwrap().clone();
    let gone = crate::domain::Change::delete::<Calendar>(sample.year.into(), &own);
    let stamp = crate::domain::Stamp { generation: 2, at: 0, who: "test".into() };
    sample.register.commit(&[gone], &stamp).unwrap();
    // 1 October to 13 November are 43 days, nine of them in the autumn holidays from the last Saturday of October.
    let found = about(&sample, &subject, day(11, 13));
    let days = Reason::Silent { days: 34, off: 9, threshold: 21 };
    assert_eq!(found, [(Level::Warning, days)]);
}

#[test]
fn a_pair_is_silent_when_it_lets_pass_more_than_twice_its_usual_interval() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    for days in [5, 10, 15] {
        held(&mut sample, pair, days);
    }
    assert_eq!(about(&sample, &subject, after(start(), 25)), []);
    let reason = Reason::Rhythm { days: 11, usual: 5 };
    assert_eq!(about(&sample, &subject, after(start(), 26)), [(Level::Warning, reason)]);
    rules(&mut sample, |rules| rules.rhythm_times = 3);
    assert_eq!(about(&sample, &subject, after(start(), 30)), []);
    rules(&mut sample, |rules| rules.rhythm_times = 0);
    assert_eq!(about(&sample, &subject, after(start(), 35)), [], "not watched");

    rules(&mut sample, |rules| rules.rhythm_times = 2);
    holidays(&mut sample, after(start(), 16), after(start(), 20));
    assert_eq!(about(&sample, &subject, after(start(), 30)), [], "five days were holidays");
    assert_eq!(about(&sample, &subject, after(start(), 31)).len(), 1);
}

#[test]
fn two_intervals_are_no_habit_and_a_week_is_no_silence() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    rules(&mut sample, |rules| rules.early_days = 0);
    for days in [2, 4] {
        held(&mut sample, pair, days);
    }
    assert_eq!(about(&sample, &subject, after(start(), 20)), []);
    held(&mut sample, pair, 6);
    assert_eq!(about(&sample, &subject, after(start(), 12)), []);
    assert_eq!(about(&sample, &subject, after(start(), 13)), [(Level::Warning, Reason::Rhythm { days: 7, usual: 2 })]);
}

#[test]
fn a_cancelled_meeting_counts_as_a_missed_one_and_three_are_an_alarm() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let today = after(start(), 16);
    fell(&mut sample, pair, MeetingState::Cancelled, 5);
    assert_eq!(about(&sample, &subject, today), []);
    fell(&mut sample, pair, MeetingState::NoShow, 8);
    assert_eq!(about(&sample, &subject, today), [(Level::Warning, Reason::MissedInRow { count: 2 })]);
    fell(&mut sample, pair, MeetingState::Cancelled, 12);
    assert_eq!(about(&sample, &subject, today), [(Level::Alarm, Reason::MissedInRow { count: 3 })]);
    fell(&mut sample, pair, MeetingState::Planned, 20);
    assert_eq!(about(&sample, &subject, today).len(), 1, "what is planned was not missed");
}

#[test]
fn more_than_the_share_of_six_weeks_fell_through() {
    // Two of so many, the newest of them held; the three of the first day are outside the six weeks.
    let missed = |held_ones: u64, first_missed: u64| {
        let mut sample = Sample::new();
        let (pair, subject) = settled(&mut sample);
        rules(&mut sample, |rules| rules.rhythm_times = 0);
        fell(&mut sample, pair, MeetingState::NoShow, first_missed);
        for days in 0..held_ones {
            held(&mut sample, pair, 12 + days * 2);
        }
        fell(&mut sample, pair, MeetingState::Cancelled, 40);
        held(&mut sample, pair, 41);
        about(&sample, &subject, after(start(), 52))
    };
    let often = |missed, of| [(Level::Warning, Reason::MissedOften { missed, of })];
    assert_eq!(missed(3, 11), often(2, 6), "two of six are a third");
    assert_eq!(missed(4, 11), [], "two of seven are less than 30 of 100");
    assert_eq!(missed(3, 10), [], "42 days ago is before the six weeks, and one is chance");
}

#[test]
fn the_meetings_after_the_acquaintance_have_their_days() {
    let mut sample = Sample::new();
    let pair = sample.working(start());
    let subject = Subject::Pair(pair);
    let hold = |sample: &mut Sample, kind, days| sample.meeting(pair, kind, MeetingState::Held, after(start(), days));
    rules(&mut sample, |rules| rules.silence_warn_days = 365);
    hold(&mut sample, MeetingKind::Acquaintance, 2);
    let stuck = |kind, days| [(Level::Warning, Reason::Stuck { kind, days })];
    assert_eq!(about(&sample, &subject, after(start(), 15)), []);
    assert_eq!(about(&sample, &subject, after(start(), 16)), stuck(MeetingKind::Trial, 14));
    hold(&mut sample, MeetingKind::Trial, 16);
    assert_eq!(about(&sample, &subject, after(start(), 31)), []);
    assert_eq!(about(&sample, &subject, after(start(), 32)), stuck(MeetingKind::Planning, 30));
    holidays(&mut sample, after(start(), 20), after(start(), 20));
    assert_eq!(about(&sample, &subject, after(start(), 32)), []);
    assert_eq!(about(&sample, &subject, after(start(), 33)), stuck(MeetingKind::Planning, 30));
    rules(&mut sample, |rules| rules.plan_days = 0);
    assert_eq!(about(&sample, &subject, after(start(), 59)), [], "not watched");
    assert!(
        matches!(about(&sample, &subject, after(start(), 61))[..], [(_, Reason::NoPlan { .. })]),
        "the trial is over"
    );
}

#[test]
fn a_side_that_feels_ill_is_named_by_its_newest_word() {
    for (mood, level) in [(1, Some(Level::Alarm)), (2, Some(Level::Warning)), (3, None)] {
        for side in [Audience::Mentee, Audience::Mentor] {
            let mut sample = Sample::new();
            let (pair, subject) = settled(&mut sample);
            let id = held(&mut sample, pair, 5);
            sample.edit::<Meeting>(id, |meeting| match side {
                Audience::Mentee => meeting.mood_mentee = Some(mood),
                _ => meeting.mood_mentor = Some(mood),
            });
            let told = Told { judged: if mood == 1 { 10 } else { 32 }, said: mood * 10, of: 5 };
            let wanted: Vec<_> = level.into_iter().map(|level| (level, Reason::Uncomfortable { side, told })).collect();
            assert_eq!(about(&sample, &subject, after(start(), 15)), wanted, "{mood} {side:?}");
        }
    }
}

#[test]
fn what_was_said_six_weeks_ago_says_nothing_of_today() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let id = held(&mut sample, pair, 2);
    sample.edit::<Meeting>(id, |meeting| meeting.mood_mentee = Some(1));
    for days in [12, 22, 32, 42] {
        held(&mut sample, pair, days);
    }
    assert_eq!(about(&sample, &subject, after(start(), 44)).len(), 1);
    assert_eq!(about(&sample, &subject, after(start(), 45)), []);
}

/// A pulse of two ratings from 1 to 10, each of its own version, so that one person answers several.
fn pulse(sample: &mut Sample, person: crate::domain::PersonId, version: u16, audience: Audience, rating: u8) {
    let code = format!("pulse-{}", audience.code());
    let sheet = sample.questionnaire(&code, version, Wave::Pulse, audience);
    let id = sample.respond(sheet, person, &[Answer::Scale(rating), Answer::Scale(rating)]);
    sample.edit::<crate::domain::Response>(id, |response| response.on = after(start(), u64::from(version)));
}

/// A mentor of several pairs says in one pulse how they feel in some pair: it counts for each, a level lower.
#[test]
fn a_low_pulse_of_a_mentor_of_several_pairs_is_told_at_each_a_level_lower() {
    for (rating, level) in [(1, Some(Level::Warning)), (4, Some(Level::Note)), (9, None)] {
        let mut sample = Sample::new();
        let (pair, subject) = settled(&mut sample);
        rules(&mut sample, |rules| (rules.comfort_alarm, rules.comfort_warn) = (3, 5));
        let (leader, mentee) = (sample.mentor_of(pair), sample.mentee("Волков Ян", "7Б"));
        let other = sample.pair(leader, &[mentee], start());
        let leader = sample.leader_of(pair);
        pulse(&mut sample, leader, 9, Audience::Mentor, rating);
        let told = on_ten(rating * 10);
        let wanted: Vec<_> = level.into_iter().map(|level| (level, Reason::OneOfPairs { told, pairs: 2 })).collect();
        assert_eq!(about(&sample, &subject, after(start(), 15)), wanted, "{rating}");
        let colour = |pair| light(&sample.register, pair, after(start(), 15)).unwrap().colour;
        let yellow = level == Some(Level::Warning);
        assert_eq!(colour(pair) == Colour::Yellow, yellow, "{rating}");
        let of_other = about(&sample, &Subject::Pair(other), after(start(), 15));
        assert_eq!(of_other.iter().any(|(_, it)| matches!(it, Reason::OneOfPairs { .. })), level.is_some());
        // Once one pair is left the pulse is about it and counts in full.
        sample.close(other, PairState::Finished, after(start(), 10));
        let full = about(&sample, &subject, after(start(), 15));
        assert_eq!(full.iter().any(|(_, it)| matches!(it, Reason::Uncomfortable { .. })), level.is_some());
    }
}

/// A paper that says which pair it is about counts in full for that one and not at all for the other.
#[test]
fn a_low_pulse_about_one_pair_is_about_that_pair_alone() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    rules(&mut sample, |rules| (rules.comfort_alarm, rules.comfort_warn) = (3, 5));
    let (mentor, mentee) = (sample.mentor_of(pair), sample.mentee("Волков Ян", "7Б"));
    let other = sample.pair(mentor, &[mentee], start());
    let person = sample.leader_of(pair);
    let say = |sample: &mut Sample, version, rating, about| {
        pulse(sample, person, version, Audience::Mentor, rating);
        let (id, _) = sample.register.responses().max_by_key(|(id, _)| *id).unwrap();
        sample.edit::<crate::domain::Response>(id, |response| response.pair = about);
    };
    say(&mut sample, 8, 1, Some(pair));
    let told = |pair, sample: &Sample| {
        let found = about(sample, &Subject::Pair(pair), after(start(), 15));
        let felt = found.into_iter().filter(|(_, it)| it.cause() == Some(Cause::Comfort));
        felt.map(|(level, _)| level).collect::<Vec<Level>>()
    };
    assert_eq!((told(pair, &sample), told(other, &sample)), (vec![Level::Alarm], vec![]));
    // A later word about all of them is told at each, a level lower; one about the pair since stands instead.
    say(&mut sample, 9, 2, None);
    assert_eq!((told(pair, &sample), told(other, &sample)), (vec![Level::Alarm], vec![Level::Warning]));
    say(&mut sample, 10, 10, Some(other));
    assert_eq!(told(other, &sample), []);
}

fn on_ten(tenths: u8) -> Told {
    Told { judged: tenths, said: tenths, of: 10 }
}

/// Three points of ten are 1⅓ steps of a mood: a step and a half, which two people are apart by any day, is none.
#[test]
fn between_moods_only_whole_steps_count() {
    for (mentee, level) in
        [((4, 3), None), ((3, 3), Some(Level::Warning)), ((2, 3), Some(Level::Warning)), ((2, 2), Some(Level::Alarm))]
    {
        let mut sample = Sample::new();
        let (pair, _) = settled(&mut sample);
        rules(&mut sample, |rules| rules.comfort_warn = 0);
        for (days, mood) in [(9, mentee.0), (12, mentee.1)] {
            let id = held(&mut sample, pair, days);
            sample.edit::<Meeting>(id, |it| (it.mood_mentee, it.mood_mentor) = (Some(mood), Some(5)));
        }
        let mut found = signals(&sample, after(start(), 15)).into_iter();
        let found = found.find(|it| matches!(it.reason, Reason::Apart { .. })).map(|it| it.level);
        assert_eq!(found, level, "{mentee:?}");
    }
}

#[test]
fn a_fall_against_the_first_pulse_is_an_alarm() {
    for (last, wanted) in [(7, None), (6, Some((90, 60)))] {
        let mut sample = Sample::new();
        let (pair, subject) = settled(&mut sample);
        let pupil = sample.person_of(sample.mentee_of(pair));
        for (version, rating) in [(3, 9), (6, 10), (9, last)] {
            pulse(&mut sample, pupil, version, Audience::Mentee, rating);
        }
        let fell = |(from, to)| {
            let (from, to) = (on_ten(from), on_ten(to));
            (Level::Alarm, Reason::ComfortFell { side: Audience::Mentee, from, to })
        };
        let wanted: Vec<_> = wanted.into_iter().map(fell).collect();
        assert_eq!(about(&sample, &subject, after(start(), 15)), wanted, "{last}");
    }
}

#[test]
fn sides_that_see_the_pair_differently_are_told_apart_by_degree() {
    for (mentor, mentee, level) in [
        (9, 7, None),
        (9, 6, Some(Level::Warning)),
        (6, 9, Some(Level::Warning)),
        (10, 6, Some(Level::Warning)),
        (10, 5, Some(Level::Alarm)),
    ] {
        let mut sample = Sample::new();
        let (pair, subject) = settled(&mut sample);
        rules(&mut sample, |rules| rules.comfort_warn = 0);
        let (pupil, leader) = (sample.person_of(sample.mentee_of(pair)), sample.leader_of(pair));
        pulse(&mut sample, pupil, 3, Audience::Mentee, mentee);
        pulse(&mut sample, leader, 4, Audience::Mentor, mentor);
        let apart = Reason::Apart { mentor: on_ten(mentor * 10), mentee: on_ten(mentee * 10) };
        let wanted: Vec<_> = level.into_iter().map(|level| (level, apart.clone())).collect();
        assert_eq!(about(&sample, &subject, after(start(), 15)), wanted, "{mentor} {mentee}");
    }
}

#[test]
fn one_evening_does_not_tear_a_pair_apart() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let told = |sample: &mut Sample, days, mentee, mentor| {
        let id = held(sample, pair, days);
        sample.edit::<Meeting>(id, |meeting| (meeting.mood_mentee, meeting.mood_mentor) = (Some(mentee), Some(mentor)));
    };
    told(&mut sample, 3, 3, 5);
    assert_eq!(about(&sample, &subject, after(start(), 15)), [], "one meeting");
    told(&mut sample, 6, 5, 5);
    assert_eq!(about(&sample, &subject, after(start(), 15)), [], "the second was another");
    told(&mut sample, 9, 3, 5);
    told(&mut sample, 12, 3, 5);
    let apart =
        Reason::Apart { mentor: Told { judged: 100, said: 50, of: 5 }, mentee: Told { judged: 55, said: 30, of: 5 } };
    assert_eq!(about(&sample, &subject, after(start(), 15)), [(Level::Warning, apart)]);
}

/// A school that watches talks, with one pair that works.
fn watched() -> (Sample, PairId) {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    rules(&mut sample, |rules| {
        (rules.contact_first_days, rules.contact_days, rules.silence_warn_days) = (14, 28, 365);
    });
    (sample, pair)
}

fn dues(sample: &Sample, pair: PairId, days: u64) -> Vec<ContactSide> {
    let today = after(start(), days);
    let found = contact_dues(&sample.register, pair, today).into_iter().filter(|due| due.on <= today);
    found.map(|due| due.side).collect()
}

#[test]
fn talks_are_due_twice_in_the_first_month_and_monthly_afterwards() {
    let (mut sample, pair) = watched();
    assert_eq!(dues(&sample, pair, 13), []);
    assert_eq!(dues(&sample, pair, 14), BOTH);
    let line = |days| {
        signals(&sample, after(start(), days)).into_iter().find(|it| it.subject == Subject::ManyPairs(vec![pair]))
    };
    assert_eq!(line(13), None);
    assert_eq!(
        line(14).map(|it| (it.level, it.reason)),
        Some((Level::Warning, Reason::ContactsDue { count: 1, days: 14 }))
    );
    sample.talk(pair, &[ContactSide::Mentor], after(start(), 14));
    assert_eq!(dues(&sample, pair, 14), [ContactSide::Mentee]);
    sample.talk(pair, &[ContactSide::Mentee, ContactSide::Parents], after(start(), 16));
    assert_eq!(dues(&sample, pair, 27), []);
    assert_eq!(dues(&sample, pair, 28), [ContactSide::Mentor]);
    sample.talk(pair, &BOTH, after(start(), 28));
    assert_eq!(dues(&sample, pair, 55), []);
    assert_eq!(dues(&sample, pair, 56), BOTH);
    rules(&mut sample, |rules| rules.contact_days = 0);
    assert_eq!(dues(&sample, pair, 200), [], "not watched");
    sample.edit::<Pair>(pair, |pair| pair.state = PairState::Paused);
    rules(&mut sample, |rules| rules.contact_days = 28);
    assert_eq!(dues(&sample, pair, 200), [], "nobody is asked while the pair rests");
}

/// Whoever talks on the days the program names keeps the standard, counted month by month, also over February.
#[test]
fn who_talks_when_due_keeps_the_standard() {
    let (mut sample, pair) = watched();
    for days in 0..240 {
        let due = dues(&sample, pair, days);
        if !due.is_empty() {
            sample.talk(pair, &due, after(start(), days));
        }
        let results = benchmarks(&sample.register, sample.year, after(start(), days));
        let missing = |check: Check| results.iter().any(|it| it.check == check && !it.missing.is_empty());
        for check in [Check::ContactFirstMonth, Check::ContactMonthly, Check::ContactAsked] {
            assert!(!missing(check), "{check:?} on day {days}");
        }
    }
    assert!(sample.register.contacts_of(pair).len() < 11, "and no more often than that");
}

#[test]
fn the_standard_counts_talks_of_both_sides_by_month() {
    let (mut sample, pair) = watched();
    let judged = |sample: &Sample, check: Check, today| {
        let results = benchmarks(&sample.register, sample.year, today);
        let found = results.into_iter().find(|it| it.check == check).unwrap();
        match (found.met.contains(&pair), found.missing.contains(&pair)) {
            (false, false) => None,
            (met, _) => Some(met),
        }
    };
    use Check::{ContactAsked, ContactFirstMonth, ContactMonthly};
    assert_eq!(judged(&sample, ContactFirstMonth, day(10, 31)), None, "the month is not over");
    assert_eq!(judged(&sample, ContactFirstMonth, day(11, 1)), Some(false));
    assert_eq!(judged(&sample, ContactAsked, day(11, 1)), None, "there were no talks");
    sample.talk(pair, &BOTH, day(10, 1));
    sample.talk(pair, &[ContactSide::Mentor], day(10, 31));
    assert_eq!(judged(&sample, ContactFirstMonth, day(11, 1)), Some(false), "the mentee was asked once");
    sample.talk(pair, &[ContactSide::Mentee], day(11, 1));
    assert_eq!(judged(&sample, ContactFirstMonth, day(11, 1)), Some(false), "a day too late");
    let last = sample.talk(pair, &[ContactSide::Mentee], day(10, 31));
    assert_eq!(judged(&sample, ContactFirstMonth, day(11, 1)), Some(true));
    assert_eq!(judged(&sample, ContactMonthly, day(11, 30)), None);
    assert_eq!(judged(&sample, ContactMonthly, day(12, 1)), Some(false), "the mentor was not asked in November");
    sample.talk(pair, &[ContactSide::Mentor], day(11, 30));
    assert_eq!(judged(&sample, ContactMonthly, day(12, 1)), Some(true));
    assert_eq!(judged(&sample, ContactAsked, day(12, 1)), Some(true));
    sample.edit::<crate::domain::Contact>(last, |talk| talk.asked.truncate(4));
    assert_eq!(judged(&sample, ContactAsked, day(12, 1)), Some(false));
}

#[test]
fn risks_known_beforehand_are_told_of_new_pairs_alone() {
    let mut sample = Sample::new();
    let mentor = sample.mentor("Гусев Олег", PersonKind::Pupil);
    let mentee = sample.mentee("Аистов Ян", "8А");
    let pair = sample.pair(mentor, &[mentee], start());
    rules(&mut sample, |rules| rules.risk_factors = 2);
    let found = |sample: &Sample, days| {
        let all = signals(sample, after(start(), days)).into_iter();
        all.filter_map(|it| match it.reason {
            Reason::AtRisk { risks, .. } => Some((it.level, it.subject, risks)),
            _ => None,
        })
        .collect::<Vec<_>>()
    };
    let many = |risks: &[Risk]| vec![(Level::Note, Subject::ManyPairs(vec![pair]), risks.to_vec())];
    assert_eq!(found(&sample, 10), [], "the mentor leaves, and that is all");
    let pupil = sample.person_of(mentee);
    let year = sample.year;
    sample.edit::<Person>(pupil, |person| person.set_class(year, Class::parse("9А")));
    assert_eq!(found(&sample, 60), many(&[Risk::OlderPupil, Risk::LeavingMentor]));
    assert_eq!(found(&sample, 61), [], "the trial is over");
    use Problem::{Adaptation, Communication, Motivation, OvzAcceptance};
    sample.edit::<Mentee>(mentee, |it| it.requests[0].problems = vec![Motivation, Adaptation, OvzAcceptance]);
    assert_eq!(found(&sample, 60), many(&[Risk::OlderPupil, Risk::LeavingMentor]), "health does not count");
    sample.edit::<Mentee>(mentee, |it| it.requests[0].problems = vec![Motivation, Adaptation, Communication]);
    assert_eq!(found(&sample, 60), many(&[Risk::OlderPupil, Risk::ManyProblems, Risk::LeavingMentor]));
    sample.edit::<Pair>(pair, |pair| pair.state = PairState::Proposed);
    assert_eq!(found(&sample, 61).len(), 1, "and before it begins");
}

#[test]
fn a_signal_is_put_off_until_its_day_and_no_alarm_by_a_warning() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    sample.put_off(pair, Cause::Silence, false, after(start(), 30));
    let seen = |sample: &Sample, days| {
        let found = signals(sample, after(start(), days)).into_iter().filter(|it| it.subject == subject);
        found.map(|it| (it.level, it.put_off.map(|it| it.until))).collect::<Vec<_>>()
    };
    assert_eq!(seen(&sample, 29), [(Level::Warning, Some(after(start(), 30)))]);
    assert_eq!(seen(&sample, 30), [(Level::Warning, None)]);
    let id = sample.register.snoozes_of(pair.into()).next().unwrap().0;
    sample.edit::<crate::domain::Snooze>(id, |snooze| snooze.until = after(start(), 50));
    assert_eq!(seen(&sample, 34), [(Level::Warning, Some(after(start(), 50)))]);
    assert_eq!(seen(&sample, 35), [(Level::Alarm, None)], "it became an alarm");
    sample.edit::<crate::domain::Snooze>(id, |snooze| snooze.alarm = true);
    assert_eq!(seen(&sample, 35), [(Level::Alarm, Some(after(start(), 50)))]);
    sample.edit::<Pair>(pair, |pair| pair.order_no = "".into());
    assert_eq!(
        seen(&sample, 35),
        [(Level::Warning, None), (Level::Alarm, Some(after(start(), 50)))],
        "the last in line"
    );
}

#[test]
fn a_talk_that_is_due_and_risks_are_put_off_pair_by_pair() {
    let (mut sample, first) = watched();
    let (second, _) = settled(&mut sample);
    let due = |sample: &Sample| {
        let all = signals(sample, after(start(), 14)).into_iter();
        let talks = all.filter(|it| it.reason.cause() == Some(Cause::Contact));
        talks.map(|it| (it.subject, it.put_off.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(due(&sample), [(Subject::ManyPairs(vec![first, second]), false)]);
    sample.put_off(first, Cause::Contact, false, after(start(), 20));
    let wanted = [(Subject::ManyPairs(vec![second]), false), (Subject::ManyPairs(vec![first]), true)];
    assert_eq!(due(&sample), wanted, "the next has its turn, and the first can be brought back");
    sample.put_off(second, Cause::Contact, false, after(start(), 20));
    assert_eq!(due(&sample), [(Subject::ManyPairs(vec![first, second]), true)], "what is put off together is one row");

    rules(&mut sample, |rules| rules.risk_factors = 1);
    let pupil = sample.person_of(sample.mentee_of(first));
    let year = sample.year;
    sample.edit::<Person>(pupil, |person| person.set_class(year, Class::parse("9А")));
    let risky = |sample: &Sample| {
        let all =
            signals(sample, after(start(), 14)).into_iter().filter(|it| matches!(it.reason, Reason::AtRisk { .. }));
        all.map(|it| (it.subject, it.put_off.is_some())).collect::<Vec<_>>()
    };
    assert_eq!(risky(&sample), [(Subject::ManyPairs(vec![first]), false)]);
    sample.put_off(first, Cause::Risk, false, after(start(), 20));
    assert_eq!(risky(&sample), [(Subject::ManyPairs(vec![first]), true)]);
}

#[test]
fn safety_and_consents_are_never_put_off() {
    let reasons = [
        Reason::SafetyNote { days: 3 },
        Reason::NoConsent { kind: ConsentKind::Data, gap: ConsentGap::Missing },
        Reason::ConsentsLacking { count: 3 },
    ];
    assert!(reasons.iter().all(|reason| reason.cause().is_none()));
}

#[test]
fn a_safety_note_waits_from_the_day_it_was_written() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let id = held(&mut sample, pair, 10);
    sample.edit::<Meeting>(id, |meeting| {
        meeting.safety_note = "ссора".into();
        meeting.safety_noted = after(start(), 12).and_hms_opt(23, 59, 0);
    });
    let waits = |days| about(&sample, &Subject::Meeting(id), after(start(), days));
    assert_eq!(waits(12), [(Level::Alarm, Reason::SafetyNote { days: 0 })]);
    assert_eq!(waits(13), [(Level::Alarm, Reason::SafetyNote { days: 1 })]);
}

#[test]
fn the_light_is_the_gravest_of_its_reasons() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let colour = |sample: &Sample, days| light(&sample.register, pair, after(start(), days)).map(|light| light.colour);
    assert_eq!(colour(&sample, 13), Some(Colour::Early));
    assert_eq!(colour(&sample, 14), Some(Colour::Green));
    assert_eq!(colour(&sample, 21), Some(Colour::Yellow));
    assert_eq!(colour(&sample, 35), Some(Colour::Red));
    sample.put_off(pair, Cause::Silence, true, after(start(), 50));
    assert_eq!(colour(&sample, 35), Some(Colour::Green), "put off");
    rules(&mut sample, |rules| rules.contact_days = 28);
    rules(&mut sample, |rules| rules.contact_first_days = 14);
    assert_eq!(colour(&sample, 35), Some(Colour::Green), "a talk that is due is about the curator");
    let reasons = light(&sample.register, pair, after(start(), 35)).unwrap().reasons;
    assert_eq!(reasons.len(), 2, "and is told all the same: {reasons:?}");
    let all = lights(&sample.register, sample.year, after(start(), 35));
    assert_eq!(all, [(pair, light(&sample.register, pair, after(start(), 35)).unwrap())]);
    let closed = start() + Days::new(20);
    sample.close(pair, PairState::Finished, closed);
    assert_eq!(colour(&sample, 35), None);
}

#[test]
fn a_pair_at_work_with_a_side_that_has_completed_is_an_alarm_like_one_that_lost_it() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let (mentor, mentee) = (sample.mentor_of(pair), sample.mentee_of(pair));
    let gone = |sample: &Sample| {
        let all = about(sample, &Subject::Pair(pair), after(start(), 13)).into_iter();
        all.filter_map(|(level, reason)| match reason {
            Reason::SideGone { who } => Some((level, who)),
            _ => None,
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(gone(&sample), []);
    sample.edit::<Mentor>(mentor, |mentor| mentor.standing = MentorStanding::Completed);
    assert_eq!(gone(&sample), [(Level::Alarm, vec![mentor.into()])]);
    sample.edit::<Mentor>(mentor, |mentor| mentor.standing = MentorStanding::Paused);
    assert_eq!(gone(&sample), [], "whoever rests comes back");
    sample.edit::<Mentor>(mentor, |mentor| mentor.standing = MentorStanding::Moved);
    assert_eq!(gone(&sample).len(), 1);
    assert_eq!(status::mentor(&sample.register, mentor, start()), Some(status::MentorStatus::Moved));
    sample.edit::<Mentee>(mentee, |mentee| mentee.standing = MenteeStanding::Completed);
    assert_eq!(gone(&sample)[0].1.len(), 2);
    sample.close(pair, PairState::Finished, after(start(), 12));
    assert_eq!(gone(&sample), []);
}
