use chrono::NaiveDate;

use super::super::sample::{Sample, day};
use super::super::*;
use super::*;

fn take(sample: &mut Sample, stays: PersonId, goes: PersonId, choices: &Choices) -> (Register, Joined) {
    let before = sample.register.clone();
    let joined = join(&sample.register, stays, goes, choices).unwrap();
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    sample.register.commit(&joined.changes, &stamp).unwrap();
    (before, joined)
}

fn usual(sample: &Sample, stays: PersonId, goes: PersonId) -> Choices {
    let person = |id| sample.register.get::<Person>(id).unwrap();
    Choices::usual(person(stays), person(goes))
}

fn all(register: &Register) -> Vec<(Key, Record)> {
    register.all().map(|(key, record)| (key, record.clone())).collect()
}

#[test]
fn everything_of_the_one_becomes_the_others_and_one_step_back_parts_them_again() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let mentee = sample.mentee_of(pair);
    let goes = sample.person_of(mentee);
    let stays = sample.person("Ёлкин Пётр Ильич", PersonKind::Pupil, "7Б");
    sample.edit::<Person>(goes, |person| person.phone = "89130000001".into());
    let questionnaire = sample.questionnaire("q", 1, Wave::Entry, Audience::Mentee);
    let response = sample.respond(questionnaire, goes, &[Answer::Scale(5), Answer::Scale(6)]);
    let year = sample.year;
    let one = |person| Attendance { person, role: EventRole::Participant, result: Words::default() };
    let event = Event { present: vec![one(stays), one(goes)], ..Event::new(year, EventKind::Festival, day(5, 20)) };
    sample.put(EventId(800), event);
    sample.put(AwardId(801), Award::new(year, AwardKind::Diploma, goes));
    let choices = usual(&sample, stays, goes);
    let (before, joined) = take(&mut sample, stays, goes, &choices);
    let register = &sample.register;
    assert!(register.get::<Person>(goes).is_none());
    assert_eq!(register.get::<Mentee>(mentee).unwrap().person, stays);
    assert_eq!(register.get::<Response>(response).unwrap().respondent, stays);
    assert_eq!(register.get::<Award>(AwardId(801)).unwrap().person, stays);
    assert_eq!(register.get::<Event>(EventId(800)).unwrap().present.len(), 1, "they were there once");
    assert_eq!(register.get::<Person>(stays).unwrap().phone.as_str(), "89130000001", "what was unknown is taken over");
    assert!(joined.together.is_empty() && joined.twice.is_empty());
    let mut back = sample.register.clone();
    let stamp = Stamp { generation: 3, at: 0, who: String::new() };
    back.commit(&inverse(&joined.changes), &stamp).unwrap();
    assert_eq!(all(&back), all(&before));
}

#[test]
fn entries_of_one_year_become_one_with_the_requests_pairs_and_meetings_of_both() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let theirs = sample.mentee_of(pair);
    let goes = sample.person_of(theirs);
    let own = sample.mentee("Ёлкин Пётр", "7Б");
    let stays = sample.person_of(own);
    sample.edit::<Mentee>(theirs, |mentee| mentee.requests[0].text = "физика".into());
    sample.edit::<Mentee>(theirs, |mentee| mentee.entered_on = Some(day(9, 20)));
    let meeting = sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(10, 8));
    sample.edit::<Meeting>(meeting, |meeting| meeting.present = vec![theirs]);
    let choices = usual(&sample, stays, goes);
    let (_, joined) = take(&mut sample, stays, goes, &choices);
    assert_eq!(joined.together, [(own.into(), theirs.into())]);
    let register = &sample.register;
    assert!(register.get::<Mentee>(theirs).is_none());
    let entry = register.get::<Mentee>(own).unwrap();
    let asked: Vec<&str> = entry.requests.iter().map(|request| request.text.as_str()).collect();
    assert_eq!((asked, entry.entered_on), (vec!["математика", "физика"], Some(day(9, 1))));
    assert_eq!(register.get::<Pair>(pair).unwrap().mentees, [own]);
    assert_eq!(register.get::<Meeting>(meeting).unwrap().present, [own]);
}

#[test]
fn of_two_answers_to_one_questionnaire_the_curator_says_which_stays() {
    let mut sample = Sample::new();
    let (stays, goes) = {
        let one = sample.mentee("Ли Ада", "6А");
        let other = sample.mentee("Ли Ада", "6А");
        (sample.person_of(one), sample.person_of(other))
    };
    let questionnaire = sample.questionnaire("q", 1, Wave::Entry, Audience::Mentee);
    let own = sample.respond(questionnaire, stays, &[Answer::Scale(1), Answer::Scale(1)]);
    let theirs = sample.respond(questionnaire, goes, &[Answer::Scale(9), Answer::Scale(9)]);
    let joined = join(&sample.register, stays, goes, &Choices::default()).unwrap();
    assert_eq!(joined.twice, [(own.into(), theirs.into())]);
    let choices = Choices { preferred: [theirs.into()].into(), ..Choices::default() };
    take(&mut sample, stays, goes, &choices);
    assert!(sample.register.get::<Response>(own).is_none());
    assert_eq!(sample.register.get::<Response>(theirs).unwrap().respondent, stays);
}

#[test]
fn two_mentors_of_one_year_keep_the_further_steps_and_one_sheet() {
    let mut sample = Sample::new();
    let own = sample.mentor("Гусев Олег Ильич", PersonKind::Teacher);
    let theirs = sample.mentor("Гусев Олег Ильич", PersonKind::Teacher);
    let mentee = sample.mentee("Ли Ада", "6А");
    let pair = sample.pair(theirs, &[mentee], day(10, 1));
    sample.edit::<Mentor>(own, |mentor| mentor.training = Step::Open);
    sample.edit::<Mentor>(theirs, |mentor| mentor.training = Step::DoneOn(day(9, 15)));
    sample.put(SelectionId::from(theirs), Selection { motive: "помочь".into(), ..Selection::new(theirs) });
    let [stays, goes] = [own, theirs].map(|id| sample.register.get::<Mentor>(id).unwrap().person);
    let choices = usual(&sample, stays, goes);
    take(&mut sample, stays, goes, &choices);
    let register = &sample.register;
    assert_eq!(register.get::<Mentor>(own).unwrap().training, Step::DoneOn(day(9, 15)));
    assert_eq!(register.get::<Pair>(pair).unwrap().mentor, own);
    assert_eq!(register.get::<Selection>(SelectionId::from(own)).unwrap().motive.as_str(), "помочь");
    assert!(register.get::<Selection>(SelectionId::from(theirs)).is_none());
}

#[test]
fn nobody_can_be_both_sides_of_a_pair() {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    let (stays, goes) = (sample.leader_of(pair), sample.person_of(sample.mentee_of(pair)));
    let joined = join(&sample.register, stays, goes, &Choices::default()).unwrap();
    let refused = sample.register.check(&Batch::new("person.join", joined.changes));
    assert_eq!(refused, Err(Refusal::OwnMentor { person: stays }));
}

#[test]
fn classes_and_consents_of_both_come_together_in_the_order_they_were_signed() {
    let mut sample = Sample::new();
    let stays = sample.person("Ли Ада", PersonKind::Pupil, "6А");
    let goes = sample.person("Ли Ада", PersonKind::Pupil, "6А");
    let earlier = NaiveDate::from_ymd_opt(2025, 9, 1).unwrap();
    sample.edit::<Person>(stays, |person| person.consents[0].withdrawn_on = Some(day(11, 1)));
    sample.edit::<Person>(goes, |person| {
        person.consents.truncate(1);
        person.consents[0].signed_on = earlier;
    });
    take(&mut sample, stays, goes, &Choices::default());
    let person = sample.register.get::<Person>(stays).unwrap();
    assert_eq!(person.consents.len(), 3);
    assert!(
        !person.consents_to(ConsentKind::Data, day(12, 1)),
        "an older sheet does not bring back what was withdrawn"
    );
}

#[test]
fn the_class_is_one_of_what_may_be_taken_and_strangers_are_told_apart() {
    let mut sample = Sample::new();
    let stays = sample.person("Ли Ада", PersonKind::Pupil, "6А");
    let goes = sample.person("Ким Юна", PersonKind::Pupil, "8Б");
    let get = |sample: &Sample, id| Person::clone(sample.register.get::<Person>(id).unwrap());
    for (id, year) in [(stays, 2014), (goes, 2012)] {
        sample.edit::<Person>(id, |person| person.birth = Birth::Year(year));
    }
    let year = sample.year;
    assert!(Fact::Class.differs(&get(&sample, stays), &get(&sample, goes)));
    assert!(are_strangers(&get(&sample, stays), &get(&sample, goes), year));
    for alike in [Fact::Name, Fact::Birth, Fact::Class] {
        let mut person = get(&sample, stays);
        alike.take(&mut person, &get(&sample, goes));
        assert!(!are_strangers(&person, &get(&sample, goes), year), "{alike:?}");
    }
    let choices = Choices { taken: BTreeSet::from([Fact::Class]), ..Choices::default() };
    take(&mut sample, stays, goes, &choices);
    assert_eq!(get(&sample, stays).class_in(year).map(ToString::to_string), Some("8Б".into()));
}

#[test]
fn what_was_put_off_about_an_entry_goes_over_and_of_two_alike_one_stays() {
    let mut sample = Sample::new();
    let (own, theirs) = (sample.mentee("Ёлкин Пётр", "7Б"), sample.mentee("Ёлкин Петр", "7Б"));
    let (stays, goes) = (sample.person_of(own), sample.person_of(theirs));
    let entry = sample.put_off(theirs, Cause::Entry, false, day(10, 1));
    let kept = sample.put_off(own, Cause::Waiting, false, day(10, 2));
    let left = sample.put_off(theirs, Cause::Waiting, false, day(10, 3));
    let choices = usual(&sample, stays, goes);
    let (_, joined) = take(&mut sample, stays, goes, &choices);
    assert_eq!(joined.twice, [(kept.into(), left.into())], "the curator says which of the two stays");
    let mut about: Vec<_> = sample.register.snoozes_of(own.into()).map(|(id, _)| id).collect();
    about.sort();
    assert_eq!(about, [entry, kept]);
    assert_eq!(sample.register.snoozes_of(theirs.into()).count(), 0);
}
