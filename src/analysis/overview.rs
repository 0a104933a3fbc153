//! Everything the first pane shows, from one walk over the year.

use chrono::NaiveDate;

use super::view::View;
use super::{Agenda, Coverage, Places, Signal, StageProgress, agenda, attention, places, queue, stages};
use crate::domain::{Register, YearId};

/// The state of a year on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// What needs a hand, worst first.
    pub signals: Vec<Signal>,
    /// What is planned.
    pub agenda: Agenda,
    /// The seven stages, in order.
    pub stages: Vec<StageProgress>,
    /// Free places against waiting mentees.
    pub places: Places,
    /// How far the keying of each questionnaire is.
    pub coverage: Vec<Coverage>,
}

/// The state of `year` on `today`; the same values the single functions give.
pub fn overview(register: &Register, year: YearId, today: NaiveDate) -> Overview {
    let view = View::new(register, year, today);
    let queue = queue::of(&view, queue::Order::AsFound);
    Overview {
        signals: attention::of(&view, &queue),
        agenda: agenda::of(&view),
        stages: stages::of(&view, &queue),
        places: places::of(&view),
        coverage: queue.coverage,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::analysis::{Level, Reason};
    use crate::domain::sample::{Sample, after, day};
    use crate::domain::{
        Activity, ActivityId, Answer, Audience, Counted, Gate, Meeting, MeetingKind, MeetingState, Mentee, Pair,
        PairState, PersonKind, Stage, Waiver, WaiverId, Wave,
    };

    /// A school of `mentors` mentors, each with a group of three that met `meetings` times and a fourth who waits.
    fn school(mentors: usize, meetings: u64) -> Sample {
        let mut sample = Sample::new();
        let sheet = sample.questionnaire("in-m", 1, Wave::Entry, Audience::Mentee);
        sample.questionnaire("in-n", 1, Wave::Entry, Audience::Mentor);
        sample.questionnaire("out-m", 1, Wave::Exit, Audience::Mentee);
        for number in 0..mentors {
            let mentor = sample.mentor("Соколова Вера", PersonKind::Student);
            let mentees: Vec<_> = (0..4).map(|other| sample.mentee(&format!("Ёлкин {number} {other}"), "7Б")).collect();
            let pair = sample.pair(mentor, &mentees[..3], day(10, 1));
            let person = sample.person_of(mentees[0]);
            sample.respond(sheet, person, &[Answer::Scale(1), Answer::Blank]);
            for days in 0..meetings {
                let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(day(10, 1), days));
                sample.edit::<Meeting>(id, |meeting| meeting.mood_mentee = Some(3));
            }
        }
        sample
    }

    #[test]
    fn gives_what_the_single_functions_give() {
        let sample = school(5, 4);
        let (register, year, today) = (&sample.register, sample.year, day(11, 20));
        let all = overview(register, year, today);
        assert_eq!(all.signals, attention(register, year, today));
        assert_eq!(all.agenda, agenda(register, year, today));
        assert_eq!(all.stages, stages(register, year, today));
        assert_eq!(all.places, places(register, year, today));
        assert_eq!(all.coverage, queue(register, year, today).coverage);
        assert_eq!(all.coverage[0].answered, 5);
    }

    #[test]
    fn nothing_of_a_year_that_was_opened_ahead_is_overdue_or_done() {
        let mut sample = Sample::new();
        let early = |month, date| NaiveDate::from_ymd_opt(2026, month, date).unwrap();
        sample.questionnaire("in-m", 1, Wave::Entry, Audience::Mentee);
        let goes_on = sample.working(day(9, 1));
        let year = sample.year;
        let waiver = Waiver {
            year,
            gate: Gate::Meetings,
            about: goes_on.into(),
            reason: "работают с прошлого года".into(),
            on: early(6, 1),
        };
        sample.put(WaiverId(9_000), waiver);
        let plan = Activity {
            due: Some(early(5, 1)),
            counted: Some(Counted::FirstMeetings),
            ..Activity::new(year, Stage::Work)
        };
        sample.put(ActivityId(9_001), plan);
        let waits = sample.mentee("Зимина Анна", "6А");
        sample.edit::<Mentee>(waits, |mentee| mentee.entered_on = Some(early(1, 10)));
        let mentor = sample.mentor("Гусев Олег", PersonKind::Teacher);
        let agreed = sample.mentee("Юн Ян", "6А");
        let agreed = sample.pair(mentor, &[agreed], day(9, 1));
        sample.edit::<Pair>(agreed, |pair| {
            (pair.state, pair.order_no, pair.started_on) = (PairState::Proposed, "".into(), None);
            (pair.mentor_agreed_on, pair.mentees_agreed_on) = (Some(early(1, 9)), Some(early(1, 9)));
        });
        let (register, ahead) = (&sample.register, early(6, 20));
        assert_eq!(crate::domain::status::silent_days(register, goes_on, ahead), None);
        let found = overview(register, year, ahead);
        let [signal] = &found.signals[..] else { panic!("only the order: {:?}", found.signals) };
        assert_eq!((signal.level, &signal.reason), (Level::Note, &Reason::AgreedNoOrder { count: 1, days: 0 }));
        let line = crate::analysis::roadmap(register, year, ahead)[0];
        assert_eq!((line.done, line.late), (false, false));
        assert!(found.stages.iter().all(|stage| stage.late.is_empty()));
        assert!(found.coverage.iter().all(|row| row.expected == 0));
        // On its first day the year is judged as any other, and from that day on.
        let begun = overview(register, year, day(9, 10));
        let reasons: Vec<&Reason> = begun.signals.iter().map(|signal| &signal.reason).collect();
        assert!(reasons.contains(&&Reason::AgreedNoOrder { count: 1, days: 9 }), "{reasons:?}");
        assert!(reasons.contains(&&Reason::NoEntryAnswers { count: 1, audience: Audience::Mentee }), "{reasons:?}");
        assert!(!reasons.iter().any(|reason| matches!(reason, Reason::Waiting { .. })), "nine days are no wait");
    }

    /// `cargo test --release analysis -- --ignored --nocapture`: 10 000 people and 40 000 meetings.
    #[test]
    #[ignore = "a measurement, meaningful in release only"]
    fn measure_a_big_school() {
        let sample = school(2000, 20);
        let (register, year, today) = (&sample.register, sample.year, day(11, 20));
        for _ in 0..5 {
            let clock = Instant::now();
            let all = overview(register, year, today);
            let whole = clock.elapsed();
            let clock = Instant::now();
            let view = View::new(register, year, today);
            let walk = clock.elapsed();
            let clock = Instant::now();
            let due = queue(register, year, today).due.len();
            let keyed = clock.elapsed();
            println!(
                "overview {whole:?}, of it the walk {walk:?}; queue of {due} {keyed:?}; {} signals",
                all.signals.len()
            );
            assert_eq!(view.pairs.iter().map(|row| row.meetings.len()).sum::<usize>(), 40_000);
        }
    }
}
