//! What is put off: by whom a row is about, all whom it gathers, and never for those who join it later.

use super::tests::{settled, signals, start};
use super::*;
use crate::domain::sample::{Sample, after};
use crate::domain::{Activity, MeetingState, Mentee, Mentor, Partner, PersonKind, Stage};

/// The rows of a cause: whom each is about, how bad, and until when it was put off.
fn rows(sample: &Sample, cause: Cause, on: NaiveDate) -> Vec<(Subject, Level, Option<NaiveDate>)> {
    let all = signals(sample, on).into_iter().filter(|it| it.reason.cause() == Some(cause));
    all.map(|it| (it.subject, it.level, it.put_off.map(|it| it.until))).collect()
}

#[test]
fn whoever_joins_a_row_after_it_was_put_off_appears_at_once() {
    let mut sample = Sample::new();
    let first = sample.mentee("Ли Ада Юрьевна", "6А");
    let second = sample.mentee("Бо Ида Юрьевна", "6А");
    for id in [first, second] {
        sample.edit::<Mentee>(id, |mentee| mentee.entered_on = Some(start()));
    }
    let (waits, until) =
        (|sample: &Sample, days| rows(sample, Cause::Waiting, after(start(), days)), after(start(), 40));
    let many = |ids: &[MenteeId]| Subject::ManyMentees(ids.to_vec());
    assert_eq!(waits(&sample, 30), [(many(&[first, second]), Level::Warning, None)]);
    for id in [first, second] {
        sample.put_off(id, Cause::Waiting, false, until);
    }
    assert_eq!(waits(&sample, 30), [(many(&[first, second]), Level::Warning, Some(until))]);
    let third = sample.mentee("Ким Яна Юрьевна", "6А");
    sample.edit::<Mentee>(third, |mentee| mentee.entered_on = Some(start()));
    let wanted = [(many(&[third]), Level::Warning, None), (many(&[first, second]), Level::Warning, Some(until))];
    assert_eq!(waits(&sample, 30), wanted, "who joined is not put off");
    assert_eq!(waits(&sample, 40), [(many(&[first, second, third]), Level::Warning, None)], "the day has come");
}

#[test]
fn a_certificate_is_put_off_by_itself_and_back_when_it_runs_out() {
    let mut sample = Sample::new();
    let mentor = sample.mentor("Гусев Олег Ильич", PersonKind::Employee);
    let mentee = sample.mentee("Ли Ада Юрьевна", "6А");
    sample.pair(mentor, &[mentee], start());
    sample.edit::<Mentor>(mentor, |mentor| {
        mentor.record_check_until = Some(after(start(), 20));
        mentor.medical_check_until = Some(after(start(), 20));
    });
    let (subject, until) = (Subject::Mentor(mentor), after(start(), 60));
    sample.put_off(mentor, Cause::MedicalCheck, false, until);
    let seen = |sample: &Sample, cause, days| rows(sample, cause, after(start(), days));
    assert_eq!(seen(&sample, Cause::RecordCheck, 15), [(subject.clone(), Level::Warning, None)], "the other paper");
    assert_eq!(seen(&sample, Cause::MedicalCheck, 15), [(subject.clone(), Level::Warning, Some(until))]);
    assert_eq!(seen(&sample, Cause::MedicalCheck, 21), [(subject, Level::Alarm, None)], "it ran out");
}

#[test]
fn lines_of_the_roadmap_partners_and_meetings_are_put_off_by_themselves() {
    let mut sample = Sample::new();
    let (pair, _) = settled(&mut sample);
    let year = sample.year;
    let late = |days| Activity { due: Some(after(start(), days)), ..Activity::new(year, Stage::Mentees) };
    sample.put(ActivityId(901), late(1));
    sample.put(ActivityId(902), late(2));
    let partner =
        Partner {
            agreement_on: Some(start()), agreement_until: Some(after(start(), 12)), ..Partner::new("Завод")
        };
    sample.put(PartnerId(903), partner);
    let meeting = sample.meeting(pair, MeetingKind::Regular, MeetingState::Planned, after(start(), 5));
    let (on, until) = (after(start(), 10), after(start(), 11));
    sample.put_off(ActivityId(901), Cause::Roadmap, false, until);
    sample.put_off(PartnerId(903), Cause::Agreement, false, until);
    sample.put_off(meeting, Cause::Unmarked, false, until);
    let wanted = [
        (Subject::Activities(vec![ActivityId(902)]), Level::Warning, None),
        (Subject::Activities(vec![ActivityId(901)]), Level::Warning, Some(until)),
    ];
    assert_eq!(rows(&sample, Cause::Roadmap, on), wanted);
    let partners = Subject::Partners(vec![PartnerId(903)]);
    assert_eq!(rows(&sample, Cause::Agreement, on), [(partners, Level::Warning, Some(until))]);
    assert_eq!(rows(&sample, Cause::Unmarked, on), [(Subject::Meeting(meeting), Level::Warning, Some(until))]);
}
