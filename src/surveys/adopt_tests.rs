//! Questionnaires onto file: new, the same again, changed with and without answers, older, and those of the program.

use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{Answer, Audience, Invitation, InvitationId, ItemKind, Label, PersonKind, Response, ResponseId};

fn ids(sample: &Sample) -> Ids {
    let mut ids = Ids::alone();
    ids.skip_past(sample.register.highest_id());
    ids
}

fn put(sample: &mut Sample, adopted: &Adopted) {
    let stamp = crate::domain::Stamp { generation: 9, at: 0, who: "curator".into() };
    sample.register.commit(&adopted.changes, &stamp).unwrap();
}

fn sheet(code: &str, version: u16) -> Questionnaire {
    let mut sheet = builtin().unwrap().into_iter().find(|sheet| sheet.code == "pulse_mentee").unwrap();
    (sheet.code, sheet.version, sheet.own) = (code.to_owned(), version, true);
    sheet
}

fn answered(sample: &mut Sample, id: QuestionnaireId) {
    let person = sample.person("Ли Ада", PersonKind::Pupil, "7А");
    let response = Response::new(id, sample.year, person, day(10, 1), vec![Answer::Scale(4); 6]);
    sample.put(ResponseId(7_000), response);
}

#[test]
fn a_file_is_new_then_the_same_then_changed_in_place() {
    let mut sample = Sample::new();
    let first = adopt(&sample.register, &mut ids(&sample), sheet("own", 3)).unwrap();
    assert_eq!((&first.outcome, first.sheet.version, first.changes.len()), (&Outcome::Created, 3, 1));
    put(&mut sample, &first);
    let again = adopt(&sample.register, &mut ids(&sample), sheet("own", 7)).unwrap();
    assert_eq!((again.outcome, again.id, again.changes), (Outcome::Unchanged, first.id, Vec::new()));
    let mut other = sheet("own", 3);
    other.items[0].reversed = true;
    let edited = adopt(&sample.register, &mut ids(&sample), other).unwrap();
    assert_eq!((&edited.outcome, edited.id), (&Outcome::Edited, first.id));
    assert_eq!(edited.differences, [Difference::TurnedRound("P1".into())]);
}

#[test]
fn with_answers_it_is_a_new_version_and_they_keep_their_questions() {
    let mut sample = Sample::new();
    let first = adopt(&sample.register, &mut ids(&sample), sheet("own", 1)).unwrap();
    put(&mut sample, &first);
    answered(&mut sample, first.id);
    let mut other = sheet("own", 1);
    other.items.pop();
    let next = adopt(&sample.register, &mut ids(&sample), other.clone()).unwrap();
    assert_eq!((&next.outcome, next.sheet.version), (&Outcome::NewVersion { answers: 1 }, 2));
    assert_ne!(next.id, first.id);
    put(&mut sample, &next);
    assert_eq!(sample.register.get::<Questionnaire>(first.id).unwrap().items.len(), 6);
    // An old file with other questions is not taken for the newest word.
    other.items.pop();
    assert_eq!(adopt(&sample.register, &mut ids(&sample), other).unwrap_err(), 2);
    // And nobody can change what was answered behind the back of this room.
    let known = sample.register.get::<Questionnaire>(first.id).unwrap();
    let mut spoilt = Questionnaire::clone(known);
    spoilt.items[0].kind = ItemKind::YesNo;
    let batch = Batch::new("survey.edit", vec![Change::edit(first.id, known, spoilt)]);
    let refused = sample.register.check(&batch).unwrap_err();
    assert_eq!(refused, crate::domain::Refusal::Answered { key: first.id.into() });
}

#[test]
fn a_questionnaire_that_somebody_answers_by_a_code_keeps_its_questions_too() {
    let mut sample = Sample::new();
    let first = adopt(&sample.register, &mut ids(&sample), sheet("own", 1)).unwrap();
    put(&mut sample, &first);
    let person = sample.person("Ли Ада", PersonKind::Pupil, "7А");
    let issued = Invitation::new((first.id, sample.year), person, "482173509".into(), day(10, 1), 7);
    sample.put(InvitationId(7_000), issued);
    let mut other = sheet("own", 1);
    other.items.remove(0);
    let free = adopt(&sample.register, &mut ids(&sample), other.clone()).unwrap();
    assert_eq!(free.outcome, Outcome::Edited, "nobody has opened it");
    // Opened is enough: the terminal it stands on answers with the next key.
    sample.edit::<Invitation>(InvitationId(7_000), |asked| *asked = asked.sat_down(6, day(10, 1)));
    let next = adopt(&sample.register, &mut ids(&sample), other).unwrap();
    assert_eq!(next.outcome, Outcome::NewVersion { answers: 1 });
    let refused = sample.register.check(&free.batch("survey.edit")).unwrap_err();
    assert_eq!(refused, crate::domain::Refusal::Answered { key: first.id.into() });
    let unfit = Response::new(first.id, sample.year, person, day(10, 2), vec![Answer::YesNo(true); 6]);
    let batch = Batch::new("survey.key", vec![Change::create(ResponseId(7_001), unfit)]);
    let refused = sample.register.check(&batch).unwrap_err();
    assert_eq!(refused, crate::domain::Refusal::OtherQuestions { key: first.id.into() });
}

#[test]
fn links_that_lead_nowhere_are_told() {
    let mut sample = Sample::new();
    let mut entry = builtin().unwrap().remove(0);
    let exit = builtin().unwrap().remove(1);
    assert_eq!((entry.wave, exit.wave, exit.audience), (Wave::Entry, Wave::Exit, Audience::Mentee));
    let alone = adopt(&sample.register, &mut ids(&sample), entry.clone()).unwrap();
    assert_eq!(alone.loose.len(), 13, "there is no exit questionnaire yet");
    sample.put(QuestionnaireId(8_000), exit);
    entry.items[3].linked = vec!["X3".into(), "X17".into()];
    let adopted = adopt(&sample.register, &mut ids(&sample), entry).unwrap();
    let loose = Loose { entry: None, item: "4".into(), to: "X17".into() };
    assert_eq!(adopted.loose, [loose], "yes or no is no outcome of a rating");
}

#[test]
fn an_older_base_gets_what_it_lacks_and_keeps_what_the_school_made() {
    let mut sample = Sample::new();
    let mut old = builtin().unwrap().remove(0);
    (old.version, old.forms) = (1, Vec::new());
    sample.put(QuestionnaireId(8_000), old);
    let own = Questionnaire { version: 1, own: true, title: Label::of("Своя"), ..builtin().unwrap().remove(1) };
    sample.put(QuestionnaireId(8_001), own);
    let codes = |sheets: Vec<Questionnaire>| sheets.into_iter().map(|sheet| sheet.code).collect::<Vec<_>>();
    let missing = codes(missing_builtin(&sample.register).unwrap());
    assert_eq!(missing.len(), builtin().unwrap().len() - 1);
    assert!(missing.contains(&"pp_mentee_entry".to_owned()) && !missing.contains(&"pp_mentee_exit".to_owned()));
    let changes = renew(&sample.register, &mut ids(&sample)).unwrap();
    let stamp = crate::domain::Stamp { generation: 9, at: 0, who: "curator".into() };
    sample.register.commit(&changes, &stamp).unwrap();
    assert_eq!(codes(missing_builtin(&sample.register).unwrap()), Vec::<String>::new());
    assert_eq!(newest(&sample.register, "pp_mentee_entry").unwrap().1.version, 2);
}

#[test]
fn a_rename_of_a_rename_keeps_the_way_to_what_was_answered() {
    let mut sample = Sample::new();
    let named = |version, id: &str, was: Option<&str>| {
        let mut sheet = sheet("own", version);
        sheet.items[0].id = id.to_owned();
        sheet.items[0].was = was.map(str::to_owned);
        sheet
    };
    let first = adopt(&sample.register, &mut ids(&sample), sheet("own", 1)).unwrap();
    put(&mut sample, &first);
    answered(&mut sample, first.id);
    let second = adopt(&sample.register, &mut ids(&sample), named(2, "Y3", Some("P1"))).unwrap();
    put(&mut sample, &second);
    // Nobody has answered the second version, so it is changed in place: the way goes on from where it came from.
    let third = adopt(&sample.register, &mut ids(&sample), named(2, "Z3", Some("Y3"))).unwrap();
    assert_eq!((&third.outcome, third.sheet.items[0].was.as_deref()), (&Outcome::Edited, Some("P1")));
    assert_eq!(third.differences, [Difference::Renamed { from: "Y3".into(), to: "Z3".into() }]);
    put(&mut sample, &third);
    let again = adopt(&sample.register, &mut ids(&sample), named(2, "Z3", Some("Y3"))).unwrap();
    assert_eq!(again.outcome, Outcome::Unchanged, "the same file once more");
}

#[test]
fn an_expectation_whose_outcome_goes_is_told_and_one_that_is_renamed_is_followed() {
    let mut sample = Sample::new();
    let (entry, exit) = (builtin().unwrap().remove(0), builtin().unwrap().remove(1));
    sample.put(QuestionnaireId(8_000), entry.clone());
    sample.put(QuestionnaireId(8_001), exit.clone());
    let place = exit.items.iter().position(|item| item.id == "X3").unwrap();
    let mut renamed = exit.clone();
    (renamed.items[place].id, renamed.items[place].was) = ("Y3".into(), Some("X3".into()));
    let adopted = revise(&sample.register, &mut ids(&sample), QuestionnaireId(8_001), renamed);
    assert_eq!((adopted.outcome, adopted.loose), (Outcome::Edited, Vec::new()));
    let mut less = exit;
    less.items.remove(place);
    let adopted = revise(&sample.register, &mut ids(&sample), QuestionnaireId(8_001), less);
    let loose = Loose { entry: Some(entry.title), item: "4".into(), to: "X3".into() };
    assert_eq!(adopted.loose, [loose]);
}

#[test]
fn one_person_answers_one_questionnaire_once_whatever_its_version() {
    let mut sample = Sample::new();
    let own = |version| Questionnaire { wave: Wave::Entry, ..sheet("own", version) };
    sample.put(QuestionnaireId(8_000), own(1));
    answered(&mut sample, QuestionnaireId(8_000));
    sample.put(QuestionnaireId(8_001), own(2));
    let first = sample.register.get::<Response>(ResponseId(7_000)).unwrap().clone();
    let again = Response { questionnaire: QuestionnaireId(8_001), on: day(10, 5), ..Response::clone(&first) };
    let batch = Batch::new("survey.key", vec![Change::create(ResponseId(7_001), again)]);
    let refused = sample.register.check(&batch).unwrap_err();
    assert_eq!(refused, crate::domain::Refusal::DuplicateResponse { person: first.respondent });
}

#[test]
fn what_was_answered_is_not_put_to_others() {
    let mut sample = Sample::new();
    sample.put(QuestionnaireId(8_000), sheet("own", 1));
    let mentors = Questionnaire { audience: Audience::Mentor, ..sheet("own", 1) };
    let free = adopt(&sample.register, &mut ids(&sample), mentors.clone()).unwrap();
    assert_eq!(sample.register.check(&free.batch("survey.edit")), Ok(()), "nobody has answered");
    answered(&mut sample, QuestionnaireId(8_000));
    let next = adopt(&sample.register, &mut ids(&sample), mentors).unwrap();
    let refused = sample.register.check(&next.batch("survey.edit")).unwrap_err();
    assert_eq!(refused, crate::domain::Refusal::AsksOthers { key: next.id.into() });
}
