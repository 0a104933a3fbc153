use super::*;
use crate::domain::sample::{Sample, after, day};
use crate::domain::{Consent, MeetingState, Mentee, Mentor, Person, PersonKind, School, Step, TheSchool};

fn stage(sample: &Sample, stage: Stage, today: NaiveDate) -> StageProgress {
    stages(&sample.register, sample.year, today).into_iter().find(|it| it.stage == stage).unwrap()
}

fn progress(sample: &Sample, of: Stage, today: NaiveDate) -> (usize, usize) {
    let found = stage(sample, of, today);
    (found.done, found.of)
}

fn late(sample: &Sample, of: Stage, today: NaiveDate) -> Vec<(Overdue, usize)> {
    stage(sample, of, today).late.into_iter().map(|late| (late.what, late.count)).collect()
}

#[test]
fn preparation_is_what_is_on_file() {
    let mut sample = Sample::new();
    assert_eq!(progress(&sample, Stage::Preparation, day(9, 30)), (2, 5));
    assert_eq!(late(&sample, Stage::Preparation, day(9, 30)), []);
    assert_eq!(late(&sample, Stage::Preparation, day(10, 1)), [(Overdue::Preparations, 3)]);
    let year = sample.year;
    sample.edit::<Year>(year, |year| year.contingent = vec![(5, 60)]);
    sample.questionnaire("in-m", 1, Wave::Entry, Audience::Mentee);
    assert_eq!(
        preparation_gaps(&sample.register, year),
        [Preparation::EntryQuestionnaires, Preparation::ExitQuestionnaires]
    );
    sample.questionnaire("in-n", 1, Wave::Entry, Audience::Mentor);
    sample.questionnaire("out-m", 1, Wave::Exit, Audience::Mentee);
    sample.questionnaire("out-n", 1, Wave::Exit, Audience::Mentor);
    assert_eq!(progress(&sample, Stage::Preparation, day(10, 1)), (5, 5));
    sample.edit::<School>(TheSchool, |school| school.director.clear());
    assert_eq!(preparation_gaps(&sample.register, year), [Preparation::Director]);
}

#[test]
fn mentees_need_consent_and_request() {
    let mut sample = Sample::new();
    sample.mentee("Аистов Ян", "7А");
    let unsigned = sample.mentee("Бобров Ян", "7А");
    let person = sample.person_of(unsigned);
    sample.edit::<Person>(person, |person| person.consents = Vec::<Consent>::new());
    let silent = sample.mentee("Волков Ян", "7А");
    sample.edit::<Mentee>(silent, |mentee| mentee.requests.clear());
    let left = sample.mentee("Грачёв Ян", "7А");
    sample.edit::<Mentee>(left, |mentee| mentee.standing = MenteeStanding::Left);
    assert_eq!(progress(&sample, Stage::Mentees, day(10, 31)), (1, 3));
    assert_eq!(late(&sample, Stage::Mentees, day(10, 31)), []);
    assert_eq!(late(&sample, Stage::Mentees, day(11, 1)), [(Overdue::Consents, 1), (Overdue::Requests, 1)]);
}

#[test]
fn mentors_apply_and_are_selected() {
    let mut sample = Sample::new();
    sample.mentor("Первый", PersonKind::Teacher);
    let unheard = sample.mentor("Второй", PersonKind::Teacher);
    sample.edit::<Mentor>(unheard, |mentor| mentor.interview = Step::Open);
    let new = sample.mentor("Третий", PersonKind::Teacher);
    sample.edit::<Mentor>(new, |mentor| mentor.application = Step::Open);
    let untrained = sample.mentor("Четвёртый", PersonKind::Teacher);
    sample.edit::<Mentor>(untrained, |mentor| mentor.training = Step::Open);
    let unchecked = sample.mentor("Пятый", PersonKind::Student);
    sample.edit::<Mentor>(unchecked, |mentor| mentor.record_check_until = None);
    let refused = sample.mentor("Шестой", PersonKind::Teacher);
    sample.edit::<Mentor>(refused, |mentor| mentor.decision = InterviewDecision::Refused);
    let due = day(11, 1);
    assert_eq!(progress(&sample, Stage::Mentors, due), (5, 6));
    assert_eq!(late(&sample, Stage::Mentors, due), [(Overdue::Applications, 1)]);
    assert_eq!(progress(&sample, Stage::Selection, due), (1, 5));
    assert_eq!(
        late(&sample, Stage::Selection, due),
        [(Overdue::Interviews, 1), (Overdue::Training, 1), (Overdue::Papers, 1)]
    );
    assert_eq!(late(&sample, Stage::Selection, day(10, 31)), []);
}

#[test]
fn pairing_counts_those_who_are_ready() {
    let mut sample = Sample::new();
    sample.working(day(10, 1));
    sample.mentee("Зимин Ян", "6А");
    let unready = sample.mentee("Ивин Ян", "6А");
    sample.edit::<Mentee>(unready, |mentee| mentee.requests.clear());
    assert_eq!(progress(&sample, Stage::Pairing, day(11, 30)), (1, 2));
    assert_eq!(late(&sample, Stage::Pairing, day(11, 30)), []);
    assert_eq!(late(&sample, Stage::Pairing, day(12, 1)), [(Overdue::Pairs, 1)]);
}

#[test]
fn work_is_late_by_the_rules_of_the_school() {
    let mut sample = Sample::new();
    let start = day(10, 1);
    let good = sample.working(start);
    sample.first_three(good, start);
    let young = sample.working(start);
    assert_eq!(progress(&sample, Stage::Work, after(start, 10)), (0, 2));
    let last = after(start, 50);
    sample.meeting(good, MeetingKind::Regular, MeetingState::Held, last);
    sample.meeting(young, MeetingKind::Acquaintance, MeetingState::Held, last);
    assert_eq!(progress(&sample, Stage::Work, last), (1, 2));
    assert_eq!(late(&sample, Stage::Work, after(start, 60)), []);
    assert_eq!(late(&sample, Stage::Work, after(start, 61)), [(Overdue::Plans, 1)]);
    assert_eq!(late(&sample, Stage::Work, after(last, 21)), [(Overdue::Plans, 1), (Overdue::Meetings, 1)]);
    sample.close(young, PairState::Ended, last);
    sample.close(good, PairState::Finished, last);
    assert_eq!(progress(&sample, Stage::Work, after(last, 21)), (1, 1));
}

#[test]
fn completion_needs_the_final_meeting() {
    let mut sample = Sample::new();
    let start = day(10, 1);
    let pairs: Vec<_> = (0..3).map(|_| sample.working(start)).collect();
    sample.meeting(pairs[0], MeetingKind::Final, MeetingState::Held, day(5, 20));
    sample.meeting(pairs[1], MeetingKind::Final, MeetingState::NoShow, day(5, 20));
    sample.close(pairs[0], PairState::Finished, day(5, 21));
    sample.close(pairs[1], PairState::Finished, day(5, 21));
    assert_eq!(progress(&sample, Stage::Completion, day(5, 31)), (1, 3));
    assert_eq!(late(&sample, Stage::Completion, day(5, 31)), []);
    assert_eq!(late(&sample, Stage::Completion, day(6, 1)), [(Overdue::Finals, 2)]);
}
