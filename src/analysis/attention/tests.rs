use super::*;
use crate::analysis::overview;
use crate::domain::sample::{Sample, after, day};
use crate::domain::{
    Answer, Consent, InterviewDecision, Meeting, MeetingState, Mentee, Mentor, Pair, PairState, Person, PersonId,
    PersonKind, Rules, School, Step, TheSchool, Wave,
};

pub(super) fn start() -> NaiveDate {
    day(10, 1)
}

pub(super) fn signals(sample: &Sample, today: NaiveDate) -> Vec<Signal> {
    attention(&sample.register, sample.year, today)
}

/// The signals about one subject.
pub(super) fn about(sample: &Sample, subject: &Subject, today: NaiveDate) -> Vec<(Level, Reason)> {
    let mine = signals(sample, today).into_iter().filter(|signal| signal.subject == *subject);
    mine.map(|signal| (signal.level, signal.reason)).collect()
}

pub(super) fn rules(sample: &mut Sample, change: impl FnOnce(&mut Rules)) {
    sample.edit::<School>(TheSchool, |school| change(&mut school.rules));
}

/// A pair that met on `start` with the first three kinds behind it, and its subject.
pub(super) fn settled(sample: &mut Sample) -> (PairId, Subject) {
    let pair = sample.working(start());
    for kind in crate::analysis::view::FIRST_KINDS {
        sample.meeting(pair, kind, MeetingState::Held, start());
    }
    (pair, Subject::Pair(pair))
}

#[test]
fn a_quiet_school_has_no_signals() {
    let mut sample = Sample::new();
    settled(&mut sample);
    assert_eq!(signals(&sample, after(start(), 14)), []);
}

#[test]
fn silence_warns_and_alarms_at_the_thresholds_of_the_school() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let silent = |days, threshold| Reason::Silent { days, off: 0, threshold };
    assert_eq!(about(&sample, &subject, after(start(), 20)), []);
    assert_eq!(about(&sample, &subject, after(start(), 21)), [(Level::Warning, silent(21, 21))]);
    assert_eq!(about(&sample, &subject, after(start(), 34)), [(Level::Warning, silent(34, 21))]);
    assert_eq!(about(&sample, &subject, after(start(), 35)), [(Level::Alarm, silent(35, 35))]);

    rules(&mut sample, |rules| rules.silence_warn_days = 28);
    assert_eq!(about(&sample, &subject, after(start(), 27)), []);
    assert_eq!(about(&sample, &subject, after(start(), 28)), [(Level::Warning, silent(28, 28))]);

    sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(start(), 20));
    assert_eq!(about(&sample, &subject, after(start(), 35)), [], "it met again");
    sample.edit::<Pair>(pair, |pair| pair.state = PairState::Paused);
    assert_eq!(about(&sample, &subject, after(start(), 90)), [], "a pair on leave need not meet");
}

#[test]
fn a_pair_that_never_met_is_silent_since_it_began() {
    let mut sample = Sample::new();
    let pair = sample.working(start());
    let found = about(&sample, &Subject::Pair(pair), after(start(), 21));
    assert_eq!(found, [(Level::Warning, Reason::Silent { days: 21, off: 0, threshold: 21 })]);
}

#[test]
fn missed_meetings_count_from_the_newest() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let missed = |sample: &mut Sample, days| {
        sample.meeting(pair, MeetingKind::Regular, MeetingState::NoShow, after(start(), days));
    };
    let today = after(start(), 15);
    rules(&mut sample, |rules| rules.missed_share = 100);
    missed(&mut sample, 5);
    assert_eq!(about(&sample, &subject, today), []);
    missed(&mut sample, 8);
    assert_eq!(about(&sample, &subject, today), [(Level::Warning, Reason::MissedInRow { count: 2 })]);
    rules(&mut sample, |rules| (rules.missed_in_row, rules.missed_alarm) = (3, 4));
    assert_eq!(about(&sample, &subject, today), []);
    missed(&mut sample, 9);
    assert_eq!(about(&sample, &subject, today), [(Level::Warning, Reason::MissedInRow { count: 3 })]);
    sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(start(), 10));
    assert_eq!(about(&sample, &subject, today), []);
}

#[test]
fn mood_must_fall_by_two_whole_steps() {
    for (moods, wanted) in [([5, 4, 3, 3], None), ([5, 4, 3, 2], Some((45, 25))), ([5, 5, 1, 1], Some((50, 10)))] {
        let mut sample = Sample::new();
        let (pair, subject) = settled(&mut sample);
        rules(&mut sample, |rules| (rules.comfort_warn, rules.comfort_alarm, rules.rhythm_times) = (0, 0, 0));
        for (days, mood) in (1..).zip(moods) {
            let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(start(), days));
            sample.edit::<Meeting>(id, |meeting| meeting.mood_mentee = Some(mood));
        }
        let wanted: Vec<_> =
            wanted.into_iter().map(|(from, to)| (Level::Warning, Reason::MoodFell { from, to })).collect();
        assert_eq!(about(&sample, &subject, after(start(), 15)), wanted, "{moods:?}");
    }
}

#[test]
fn a_safety_note_alarms_until_it_is_answered() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(start(), 10));
    let subject = Subject::Meeting(id);
    let today = after(start(), 12);
    assert_eq!(about(&sample, &subject, today), []);
    sample.edit::<Meeting>(id, |meeting| meeting.safety_note = "травля".into());
    assert_eq!(about(&sample, &subject, today), [(Level::Alarm, Reason::SafetyNote { days: 2 })]);
    sample.edit::<Meeting>(id, |meeting| meeting.safety_action = "разговор с классом".into());
    assert_eq!(about(&sample, &subject, today), []);
}

#[test]
fn a_planned_meeting_must_be_marked_the_day_after() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let on = after(start(), 10);
    let id = sample.meeting(pair, MeetingKind::Regular, MeetingState::Planned, on);
    let subject = Subject::Meeting(id);
    assert_eq!(about(&sample, &subject, on), []);
    assert_eq!(about(&sample, &subject, after(on, 1)), [(Level::Warning, Reason::Unmarked { on, days: 1 })]);
    sample.edit::<Meeting>(id, |meeting| meeting.state = MeetingState::Cancelled);
    assert_eq!(about(&sample, &subject, after(on, 1)), []);
}

#[test]
fn a_fixed_pair_needs_number_and_date_of_its_order() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let today = after(start(), 15);
    sample.edit::<Pair>(pair, |pair| pair.order_no = "".into());
    assert_eq!(about(&sample, &subject, today), [(Level::Warning, Reason::NoOrder)]);
    sample.edit::<Pair>(pair, |pair| (pair.order_no, pair.order_date) = ("7".into(), None));
    assert_eq!(about(&sample, &subject, today), [(Level::Warning, Reason::NoOrder)]);
}

#[test]
fn a_pair_past_its_trial_needs_a_plan() {
    let mut sample = Sample::new();
    let pair = sample.working(start());
    sample.meeting(pair, MeetingKind::Acquaintance, MeetingState::Held, after(start(), 50));
    let subject = Subject::Pair(pair);
    let no_plan = |trial_end| {
        let missing = vec![MeetingKind::Trial, MeetingKind::Planning];
        [(Level::Warning, Reason::NoPlan { trial_end, missing })]
    };
    assert_eq!(about(&sample, &subject, after(start(), 60)), []);
    assert_eq!(about(&sample, &subject, after(start(), 61)), no_plan(after(start(), 60)));
    sample.edit::<Pair>(pair, |pair| pair.trial_until = Some(after(start(), 55)));
    assert_eq!(about(&sample, &subject, after(start(), 56)), no_plan(after(start(), 55)));
}

#[test]
fn a_paused_pair_should_come_back() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let on = after(start(), 30);
    sample.edit::<Pair>(pair, |pair| (pair.state, pair.paused_until) = (PairState::Paused, Some(on)));
    assert_eq!(about(&sample, &subject, on), []);
    assert_eq!(about(&sample, &subject, after(on, 1)), [(Level::Warning, Reason::ReturnOverdue { on, days: 1 })]);
}

#[test]
fn certificates_are_announced_and_then_stop_those_who_lead() {
    let mut sample = Sample::new();
    let leader = sample.mentor("Гусев Олег", PersonKind::Employee);
    let mentee = sample.mentee("Ёлкин Пётр", "7Б");
    sample.pair(leader, &[mentee], start());
    let on = day(11, 30);
    sample.edit::<Mentor>(leader, |mentor| mentor.record_check_until = Some(on));
    let which = Missing::RecordCheck;
    let subject = Subject::Mentor(leader);
    let expiring = |days| [(Level::Warning, Reason::CertificateExpiring { which, on, days })];
    assert_eq!(about(&sample, &subject, day(10, 30)), []);
    assert_eq!(about(&sample, &subject, day(10, 31)), expiring(30));
    assert_eq!(about(&sample, &subject, on), expiring(0));
    let expired = Reason::CertificateExpired { which, on, days: 1 };
    assert_eq!(about(&sample, &subject, day(12, 1)), [(Level::Alarm, expired)]);

    sample.edit::<Mentor>(leader, |mentor| mentor.record_check_until = None);
    assert_eq!(about(&sample, &subject, on), [(Level::Alarm, Reason::CertificateMissing { which })]);
}

#[test]
fn a_teacher_and_an_idle_mentor_raise_no_alarm_over_certificates() {
    let mut sample = Sample::new();
    let pair = sample.working(start());
    let (teacher, idle) = (sample.mentor_of(pair), sample.mentor("Гусев Олег", PersonKind::Student));
    for mentor in [teacher, idle] {
        sample.edit::<Mentor>(mentor, |mentor| mentor.medical_check_until = Some(day(10, 5)));
    }
    let found = signals(&sample, day(10, 10));
    assert!(found.iter().all(|signal| signal.level != Level::Alarm), "{found:?}");
    let lacking = Reason::StepsLacking { count: 1 };
    assert_eq!(about(&sample, &Subject::ManyMentors(vec![idle]), day(10, 10)), [(Level::Note, lacking)]);
}

#[test]
fn capacity_may_be_full_but_not_over() {
    let mut sample = Sample::new();
    let leader = sample.mentor("Соколова Вера", PersonKind::Teacher);
    let mentees: Vec<_> = (0..3).map(|_| sample.mentee("Ёлкин Пётр", "7Б")).collect();
    sample.pair(leader, &mentees, start());
    let subject = Subject::Mentor(leader);
    assert_eq!(about(&sample, &subject, start()), []);
    sample.edit::<Mentor>(leader, |mentor| mentor.capacity = 2);
    let over = Reason::OverCapacity { capacity: 2, taken: 3 };
    assert_eq!(about(&sample, &subject, start()), [(Level::Warning, over)]);
}

fn consents(sample: &mut Sample, person: PersonId, change: impl FnOnce(&mut Vec<Consent>)) {
    sample.edit::<Person>(person, |person| change(&mut person.consents));
}

#[test]
fn a_working_pair_without_consent_is_an_alarm() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let today = after(start(), 15);
    let (mentee, leader) = (sample.mentee_of(pair), sample.leader_of(pair));
    let (led, leads) = (Subject::Mentee(mentee), Subject::Mentor(sample.mentor_of(pair)));
    let pupil = sample.person_of(mentee);
    let gone = |kind, gap| [(Level::Alarm, Reason::NoConsent { kind, gap })];

    consents(&mut sample, pupil, |all| all[1].withdrawn_on = Some(after(today, 1)));
    assert_eq!(about(&sample, &led, today), [], "it holds until the day it is taken back");
    assert_eq!(about(&sample, &led, after(today, 1)), gone(ConsentKind::Participation, ConsentGap::Withdrawn));
    consents(&mut sample, pupil, |all| all[0].valid_until = today.pred_opt());
    assert_eq!(about(&sample, &led, today), gone(ConsentKind::Data, ConsentGap::Expired));

    consents(&mut sample, leader, |all| all.retain(|consent| consent.kind == ConsentKind::Data));
    assert_eq!(about(&sample, &leads, today), [], "a mentor needs only the consent to data");
    consents(&mut sample, leader, Vec::clear);
    assert_eq!(about(&sample, &leads, today), gone(ConsentKind::Data, ConsentGap::Missing));
}

/// What becomes of a working pair comes first; once it rests or is over, the last day for the data stays in sight.
#[test]
fn a_withdrawn_consent_stays_with_its_last_day_while_the_pair_only_rests() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let today = after(start(), 15);
    for (subject, person) in [
        (Subject::Mentee(sample.mentee_of(pair)), sample.person_of(sample.mentee_of(pair))),
        (Subject::Mentor(sample.mentor_of(pair)), sample.leader_of(pair)),
    ] {
        sample.edit::<Pair>(pair, |pair| pair.state = PairState::Fixed);
        consents(&mut sample, person, |all| all.iter_mut().for_each(|it| it.withdrawn_on = Some(after(start(), 10))));
        let (kind, gap) = (ConsentKind::Data, ConsentGap::Withdrawn);
        assert_eq!(about(&sample, &subject, today), [(Level::Alarm, Reason::NoConsent { kind, gap })]);
        sample.edit::<Pair>(pair, |pair| pair.state = PairState::Paused);
        let (by, left) = (after(today, 25), 25);
        assert_eq!(about(&sample, &subject, today), [(Level::Alarm, Reason::DataWithdrawn { by, left })]);
        consents(&mut sample, person, |all| all.iter_mut().for_each(|it| it.withdrawn_on = None));
    }
}

#[test]
fn mentees_wait_from_their_entry_or_from_the_end_of_their_pair() {
    let mut sample = Sample::new();
    let first = sample.mentee("Аистов Ян", "7Б");
    let second = sample.mentee("Бобров Ян", "7Б");
    sample.edit::<Mentee>(second, |mentee| mentee.entered_on = Some(day(9, 10)));
    let waiting = |who: &[MenteeId], days| {
        let reason = Reason::Waiting { count: who.len(), days: Some(days), undated: 0, threshold: 21 };
        vec![Signal { level: Level::Warning, subject: Subject::ManyMentees(who.to_vec()), reason, put_off: None }]
    };
    assert_eq!(signals(&sample, day(9, 21)), []);
    assert_eq!(signals(&sample, day(9, 22)), waiting(&[first], 21));
    assert_eq!(signals(&sample, day(10, 1)), waiting(&[first, second], 30));

    let mentor = sample.mentor("Соколова Вера", PersonKind::Teacher);
    let pair = sample.pair(mentor, &[first], day(10, 1));
    sample.close(pair, PairState::Ended, day(10, 10));
    assert_eq!(signals(&sample, day(10, 30)), waiting(&[second], 50));
    assert_eq!(signals(&sample, day(10, 31)), waiting(&[first, second], 51));
}

#[test]
fn of_whom_the_first_day_is_not_known_no_days_are_told() {
    let mut sample = Sample::new();
    let first = sample.mentee("Аистов Ян", "7Б");
    sample.edit::<Mentee>(first, |mentee| mentee.entered_on = None);
    let waiting = |sample: &Sample, on| {
        let found = signals(sample, on).into_iter().map(|signal| signal.reason);
        found.filter(|reason| matches!(reason, Reason::Waiting { .. })).collect::<Vec<_>>()
    };
    let reason = |count, days, undated| [Reason::Waiting { count, days, undated, threshold: 21 }];
    assert_eq!(waiting(&sample, day(9, 21)), [], "the year is not old enough for anybody to have waited long");
    assert_eq!(waiting(&sample, day(9, 22)), reason(1, None, 1));
    sample.mentee("Бобров Ян", "7Б");
    assert_eq!(waiting(&sample, day(9, 22)), reason(2, Some(21), 1));
    let mentor = sample.mentor("Соколова Вера", PersonKind::Teacher);
    let pair = sample.pair(mentor, &[first], day(10, 1));
    sample.close(pair, PairState::Ended, day(10, 10));
    assert_eq!(waiting(&sample, day(10, 31)), reason(2, Some(60), 0), "the end of a pair is a day that is known");
}

#[test]
fn those_who_are_not_ready_are_counted_together() {
    let mut sample = Sample::new();
    let unsigned = sample.mentee("Аистов Ян", "7Б");
    let person = sample.person_of(unsigned);
    consents(&mut sample, person, Vec::clear);
    let mentor = sample.mentor("Соколова Вера", PersonKind::Teacher);
    sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
    let reserve = sample.mentor("Гусев Олег", PersonKind::Teacher);
    sample.edit::<Mentor>(reserve, |mentor| mentor.decision = InterviewDecision::Reserve);
    let lacking = Signal {
        level: Level::Warning,
        subject: Subject::ManyMentees(vec![unsigned]),
        reason: Reason::ConsentsLacking { count: 1 },
        put_off: None,
    };
    let steps = Signal {
        level: Level::Note,
        subject: Subject::ManyMentors(vec![mentor]),
        reason: Reason::StepsLacking { count: 1 },
        put_off: None,
    };
    assert_eq!(signals(&sample, day(9, 5)), [lacking, steps]);
}

#[test]
fn working_pairs_owe_entry_and_closed_ones_exit_answers() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let (mentee, mentor) = (sample.mentee_of(pair), sample.mentor_of(pair));
    let (pupil, leader) = (sample.person_of(mentee), sample.leader_of(pair));
    let entry = sample.questionnaire("in-m", 1, Wave::Entry, Audience::Mentee);
    sample.questionnaire("in-n", 1, Wave::Entry, Audience::Mentor);
    let exit = sample.questionnaire("out-n", 1, Wave::Exit, Audience::Mentor);
    let today = after(start(), 15);
    let owed = |audience| (Level::Warning, Reason::NoEntryAnswers { count: 1, audience });
    let (mentees, mentors) = (Subject::ManyMentees(vec![mentee]), Subject::ManyMentors(vec![mentor]));
    assert_eq!(about(&sample, &mentees, today), [owed(Audience::Mentee)]);
    assert_eq!(about(&sample, &mentors, today), [owed(Audience::Mentor)]);
    sample.respond(entry, pupil, &[Answer::Scale(3), Answer::NotAsked]);
    assert_eq!(about(&sample, &mentees, today), [], "keying has begun");

    let closed = Subject::ManyPairs(vec![pair]);
    assert_eq!(about(&sample, &closed, today), []);
    sample.close(pair, PairState::Ended, today);
    assert_eq!(about(&sample, &mentors, today), [], "too late for the entry wave");
    assert_eq!(about(&sample, &closed, today), [(Level::Warning, Reason::NoExitAnswers { count: 1 })]);
    sample.respond(exit, leader, &[Answer::Scale(3), Answer::Scale(4)]);
    assert_eq!(about(&sample, &closed, today), []);
}

#[test]
fn a_finished_pair_needs_a_final_meeting_and_a_broken_one_does_not() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    let today = after(start(), 15);
    sample.close(pair, PairState::Ended, today);
    assert_eq!(about(&sample, &subject, today), []);
    sample.close(pair, PairState::Finished, today);
    assert_eq!(about(&sample, &subject, today), [(Level::Warning, Reason::NoFinal)]);
    sample.meeting(pair, MeetingKind::Final, MeetingState::Held, today);
    assert_eq!(about(&sample, &subject, today), []);
}

#[test]
fn a_young_pair_is_noted_unless_it_has_trouble() {
    let mut sample = Sample::new();
    let (pair, subject) = settled(&mut sample);
    assert_eq!(about(&sample, &subject, start().pred_opt().unwrap()), []);
    assert_eq!(about(&sample, &subject, start()), [(Level::Note, Reason::TooEarly { days: 0 })]);
    assert_eq!(about(&sample, &subject, after(start(), 13)), [(Level::Note, Reason::TooEarly { days: 13 })]);
    assert_eq!(about(&sample, &subject, after(start(), 14)), []);
    sample.edit::<Pair>(pair, |pair| pair.order_no = "".into());
    assert_eq!(about(&sample, &subject, start()), [(Level::Warning, Reason::NoOrder)]);
}

#[test]
fn the_worst_comes_first_and_the_order_is_fixed() {
    let mut sample = Sample::new();
    let begin = |sample: &mut Sample, days| sample.working(after(start(), days));
    let today = after(start(), 40);
    let (warned, alarmed, worse) = (begin(&mut sample, 15), begin(&mut sample, 5), begin(&mut sample, 0));
    let twin = begin(&mut sample, 5);
    let early = begin(&mut sample, 38);
    let hurt = begin(&mut sample, 38);
    let note = sample.meeting(hurt, MeetingKind::Acquaintance, MeetingState::Held, after(start(), 39));
    sample.edit::<Meeting>(note, |meeting| meeting.safety_note = "жалоба".into());

    let found = signals(&sample, today);
    let subjects: Vec<&Subject> = found.iter().map(|signal| &signal.subject).collect();
    let pair = Subject::Pair;
    let wanted = [Subject::Meeting(note), pair(worse), pair(alarmed), pair(twin), pair(warned), pair(early)];
    assert_eq!(subjects, wanted.iter().collect::<Vec<_>>());
    assert!(found.is_sorted_by_key(|signal| signal.level));
    assert_eq!(overview(&sample.register, sample.year, today).signals, found);
}

#[test]
fn trials_about_to_end_are_one_line_from_a_week_before() {
    let mut sample = Sample::new();
    let (first, second) = (sample.working(start()), sample.working(start()));
    let last = after(start(), 60);
    sample.edit::<Pair>(first, |pair| pair.trial_until = Some(last));
    sample.edit::<Pair>(second, |pair| pair.trial_until = Some(after(last, 2)));
    let trials = |sample: &Sample, today| {
        let found = signals(sample, today).into_iter();
        found.filter(|signal| matches!(signal.reason, Reason::TrialEnding { .. })).collect::<Vec<_>>()
    };
    let line = |many: &[PairId], on, days| Signal {
        level: Level::Warning,
        subject: Subject::ManyPairs(many.to_vec()),
        reason: Reason::TrialEnding { count: many.len(), on, days },
        put_off: None,
    };
    assert_eq!(trials(&sample, after(last, 0) - chrono::Days::new(8)), []);
    assert_eq!(trials(&sample, last - chrono::Days::new(7)), [line(&[first], last, 7)]);
    assert_eq!(trials(&sample, last), [line(&[first, second], last, 0)]);
    assert_eq!(trials(&sample, after(last, 1)), [line(&[second], after(last, 2), 1)]);
    sample.edit::<Pair>(second, |pair| pair.state = PairState::Paused);
    assert_eq!(trials(&sample, after(last, 1)), [], "a pair on leave is asked when it is back");
}

#[test]
fn proposals_are_answered_and_agreed_pairs_ordered_within_a_week() {
    let mut sample = Sample::new();
    let today = after(start(), 30);
    let ago = |days| Some(today - chrono::Days::new(days));
    let mut propose = |mentor, mentees| {
        let id = sample.working(start());
        sample.edit::<Pair>(id, |pair| {
            pair.state = PairState::Proposed;
            (pair.order_no, pair.order_date, pair.started_on) = ("".into(), None, None);
            (pair.mentor_agreed_on, pair.mentees_agreed_on) = (mentor, mentees);
        });
        id
    };
    let fresh = propose(ago(6), None);
    let silent = propose(None, ago(7));
    let agreed = propose(ago(20), ago(7));
    let older = propose(ago(9), ago(8));
    propose(ago(30), ago(6));
    let many = |reason: fn(&Reason) -> bool| {
        let found = signals(&sample, today).into_iter().filter(move |signal| reason(&signal.reason));
        found.map(|signal| (signal.subject, signal.reason)).collect::<Vec<_>>()
    };
    let line = |pairs: &[PairId], reason| [(Subject::ManyPairs(pairs.to_vec()), reason)];
    let waiting = many(|reason| matches!(reason, Reason::Unanswered { .. }));
    assert_eq!(waiting, line(&[silent], Reason::Unanswered { count: 1, days: 7 }), "{fresh:?} has a day left");
    let ordered = many(|reason| matches!(reason, Reason::AgreedNoOrder { .. }));
    assert_eq!(ordered, line(&[older, agreed], Reason::AgreedNoOrder { count: 2, days: 8 }));
}

#[test]
fn an_agreement_about_to_end_is_nothing_to_a_year_that_is_over() {
    use crate::domain::{Partner, PartnerId};
    let mut sample = Sample::new();
    let ending = |sample: &Sample, today| {
        let all = attention(&sample.register, sample.year, today);
        all.iter().any(|signal| matches!(signal.reason, Reason::AgreementEnding { .. }))
    };
    let until = day(8, 31) + chrono::Days::new(10);
    let agreed = Partner { agreement_on: Some(day(9, 1)), agreement_until: Some(until), ..Partner::new("завод") };
    sample.put(PartnerId(700), agreed);
    assert!(ending(&sample, day(8, 31)));
    assert!(!ending(&sample, after(day(8, 31), 1)));
}
