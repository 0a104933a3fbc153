//! A paper over what somebody else put on file meanwhile: which answer stands, and what is asked about.

use super::rebase::restored;
use super::tests::*;
use super::*;
use crate::domain::sample::day;
use crate::domain::{Answer, Change, ItemKind, Questionnaire, Refusal, Stamp, overtaken};
use crate::kit::{Beneath, Side, Versions};

const THEIRS: ResponseId = ResponseId(5_000);

fn scale(values: &[u8]) -> Vec<Answer> {
    values.iter().map(|value| if *value == 0 { Answer::NotAsked } else { Answer::Scale(*value) }).collect()
}

/// Puts what somebody else did to the first person's paper on file; no answers take it away.
fn they_have(bench: &mut Bench, answers: Option<Vec<Answer>>) {
    let (questionnaire, year, respondent) = (bench.sheet, bench.world.year, bench.people[0]);
    let response = |answers| Response::new(questionnaire, year, respondent, day(11, 1), answers);
    let before = bench.world.register.get::<Response>(THEIRS).cloned();
    let change = match (before, answers) {
        (None, Some(answers)) => Change::create(THEIRS, response(answers)),
        (Some(before), Some(answers)) => Change::edit(THEIRS, &before, response(answers)),
        (Some(before), None) => Change::delete(THEIRS, &before),
        (None, None) => return,
    };
    let stamp = Stamp { generation: 3, at: 0, who: "иванов".into() };
    bench.world.register.commit(&[change], &stamp).unwrap();
    bench.pane.refresh(&bench.world);
}

fn draft_of(bench: &Bench) -> Draft {
    bench.pane.keying.as_ref().unwrap().draft(&bench.world)
}

/// Each version as question, whether contested, and the side that stands.
fn told(versions: &[Versions]) -> Vec<(&str, bool, Side)> {
    versions.iter().map(|version| (version.field.as_str(), version.contested, version.side)).collect()
}

fn versions(beneath: Beneath) -> (bool, Vec<Versions>) {
    let Beneath::Differs { key, created, versions } = beneath else { panic!("{beneath:?}") };
    assert_eq!(key, THEIRS.into());
    (created, versions)
}

#[test]
fn two_who_keyed_the_same_paper_differ_only_where_both_answered() {
    let mut bench = Bench::new(vec![SCALE; 4]);
    bench.keys("\n12");
    bench.code(Code::Down);
    bench.keys("4");
    they_have(&mut bench, Some(scale(&[1, 7, 3, 0])));
    let (keying, beneath) = restored(&draft_of(&bench), &bench.world).unwrap();
    assert_eq!((keying.corrects(), &keying.answers), (Some(THEIRS), &scale(&[1, 2, 3, 4])));
    let (created, versions) = versions(beneath);
    assert!(created);
    let expected =
        [("X1", false, Side::Mine), ("X2", true, Side::Mine), ("X3", false, Side::Theirs), ("X4", false, Side::Mine)];
    assert_eq!(told(&versions), expected);
    assert_eq!((versions[1].mine.as_str(), versions[1].theirs.as_str()), ("2", "7"));
    assert!(versions[1].label.starts_with("2. Вопрос 2"), "{}", versions[1].label);
}

#[test]
fn two_who_corrected_the_same_paper_keep_both_corrections() {
    let mut bench = Bench::new(vec![SCALE; 3]);
    they_have(&mut bench, Some(scale(&[1, 2, 3])));
    bench.pane.keying = Keying::over(THEIRS, &bench.world);
    bench.keys("9");
    let draft = draft_of(&bench);
    they_have(&mut bench, Some(scale(&[1, 8, 3])));
    let (keying, beneath) = restored(&draft, &bench.world).unwrap();
    assert_eq!(keying.answers, scale(&[9, 8, 3]));
    let (created, versions) = versions(beneath);
    assert!(!created);
    assert_eq!(told(&versions), [("X1", false, Side::Mine), ("X2", false, Side::Theirs)]);
    they_have(&mut bench, Some(scale(&[4, 8, 3])));
    let (_, beneath) = restored(&draft, &bench.world).unwrap();
    assert_eq!(told(&self::versions(beneath).1)[0], ("X1", true, Side::Mine));
}

#[test]
fn a_paper_that_was_taken_away_is_keyed_anew_with_every_answer() {
    let mut bench = Bench::new(vec![SCALE; 3]);
    they_have(&mut bench, Some(scale(&[1, 2, 3])));
    bench.pane.keying = Keying::over(THEIRS, &bench.world);
    bench.keys("9");
    let draft = draft_of(&bench);
    they_have(&mut bench, None);
    let (keying, beneath) = restored(&draft, &bench.world).unwrap();
    assert_eq!((keying.corrects(), &keying.answers), (None, &scale(&[9, 2, 3])));
    assert_eq!(beneath, Beneath::Gone);
    let batch = keying.batch(&mut bench.world).unwrap();
    assert_eq!(bench.world.register.check(&batch), Ok(()));
}

#[test]
fn the_same_answers_leave_nothing_to_save() {
    let mut bench = Bench::new(vec![SCALE, ItemKind::Text]);
    bench.keys("\n1да ");
    they_have(&mut bench, Some(vec![Answer::Scale(1), Answer::Text("да".into())]));
    let (keying, beneath) = restored(&draft_of(&bench), &bench.world).unwrap();
    assert!(!keying.is_touched(), "a blank behind a text is no other answer");
    assert_eq!(beneath, Beneath::Agrees(THEIRS.into()));
}

#[test]
fn a_paper_nobody_touched_comes_back_as_it_was() {
    let mut bench = Bench::new(vec![SCALE; 3]);
    they_have(&mut bench, Some(scale(&[1, 2, 3])));
    bench.pane.keying = Keying::over(THEIRS, &bench.world);
    bench.keys("94");
    let (keying, beneath) = restored(&draft_of(&bench), &bench.world).unwrap();
    assert_eq!((&keying.answers, keying.place(), beneath), (&scale(&[9, 4, 3]), 2, Beneath::Same));
}

#[test]
fn theirs_is_taken_where_it_was_chosen_even_for_a_paper_put_aside() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    bench.keys("\n12");
    they_have(&mut bench, Some(scale(&[5, 6])));
    let laid = bench.pane.restore(&draft_of(&bench), &bench.world).unwrap();
    let (_, mut versions) = versions(laid.beneath);
    versions[1].side = Side::Theirs;
    bench.pane.select(bench.people[1].into(), &bench.world);
    assert!(bench.pane.keying.is_none());
    let acts = bench.pane.settle(&laid.slot, &versions, &bench.world);
    assert_eq!((bench.answers(), drafts(&acts).len()), (&scale(&[1, 6])[..], 1));
    versions[0].side = Side::Theirs;
    let acts = bench.pane.settle(&laid.slot, &versions, &bench.world);
    assert!(matches!(&acts[..], [Act::DropDraft(slot)] if *slot == laid.slot), "{acts:?}");
}

#[test]
fn a_paper_put_aside_is_opened_again_although_somebody_else_keyed_it() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    bench.keys("\n1");
    bench.code(Code::Esc);
    they_have(&mut bench, Some(scale(&[5, 6])));
    bench.pane.select(THEIRS.into(), &bench.world);
    bench.code(Code::Enter);
    assert_eq!(bench.answers(), scale(&[1, 0]), "what was keyed, not an empty correction");
}

#[test]
fn the_paper_begun_meanwhile_is_put_aside_when_the_one_before_comes_back() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    let acts = bench.keys("\n12\n3");
    let draft = acts.iter().find_map(|act| if let Act::SavePaper(_, draft) = act { Some(draft) } else { None });
    they_have(&mut bench, Some(scale(&[5, 6])));
    assert!(bench.pane.restore(draft.unwrap(), &bench.world).is_some());
    assert_eq!((bench.keyed_person(), bench.answers()), (Some(bench.people[0]), &scale(&[1, 2])[..]));
    bench.code(Code::Esc);
    bench.pane.select(bench.people[1].into(), &bench.world);
    bench.code(Code::Enter);
    assert_eq!((bench.keyed_person(), bench.answers()), (Some(bench.people[1]), &scale(&[3, 0])[..]));
}

/// Changes the questionnaire on screen elsewhere: in place, or as a version of its own.
fn they_ask(bench: &mut Bench, new: Option<u32>, change: impl FnOnce(&mut Questionnaire)) {
    let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
    let mut after = Questionnaire::clone(&before);
    change(&mut after);
    let change = match new {
        Some(id) => {
            after.version += 1;
            Change::create(QuestionnaireId(id), after)
        }
        None => Change::edit(bench.sheet, &before, after),
    };
    let stamp = Stamp { generation: 4, at: 0, who: "иванов".into() };
    bench.world.register.commit(&[change], &stamp).unwrap();
    bench.pane.refresh(&bench.world);
}

#[test]
fn answers_follow_their_questions_when_these_are_changed_meanwhile() {
    let mut bench = Bench::new(vec![SCALE; 3]);
    bench.keys("\n92");
    they_ask(&mut bench, None, |sheet| sheet.items.swap(0, 1));
    assert_eq!(bench.answers(), scale(&[2, 9, 0]));
    assert!(bench.screen(80, 20).contains(bench.world.text.panes.relaid), "{}", bench.screen(80, 20));
    let acts = bench.keys("5\n");
    assert_eq!(response(saved(&acts)).answers, scale(&[2, 9, 5]));
}

#[test]
fn a_paper_put_aside_goes_on_with_the_newest_version() {
    let mut bench = Bench::new(vec![SCALE; 3]);
    bench.keys("\n92");
    let old = draft_of(&bench).slot;
    bench.code(Code::Esc);
    they_ask(&mut bench, Some(950), |sheet| {
        sheet.items.remove(0);
    });
    assert_eq!(bench.pane.chosen, Some(QuestionnaireId(950)), "the newer version is on screen");
    bench.pane.select(bench.people[0].into(), &bench.world);
    bench.code(Code::Enter);
    assert_eq!(bench.answers(), scale(&[2, 0]));
    let screen = bench.screen(80, 20);
    assert!(screen.contains("без вопроса осталось ответов: 1"), "{screen}");
    let acts = bench.keys("7");
    assert!(acts.iter().any(|act| matches!(act, Act::DropDraft(slot) if *slot == old)), "{acts:?}");
    let acts = bench.keys("\n");
    let saved = response(saved(&acts));
    assert_eq!((saved.questionnaire, &saved.answers), (QuestionnaireId(950), &scale(&[2, 7])));
}

/// The change was on its way to this session when the paper was saved.
#[test]
fn a_paper_on_its_way_does_not_land_on_other_questions() {
    let mut bench = Bench::new(vec![SCALE; 2]);
    let acts = bench.keys("\n92\n");
    let batch = saved(&acts).clone();
    let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
    let edited = |change: fn(&mut Questionnaire)| {
        let mut after = Questionnaire::clone(&before);
        change(&mut after);
        vec![Change::edit(bench.sheet, &before, after)]
    };
    let swapped = edited(|sheet| sheet.items.swap(0, 1));
    let key = bench.sheet.into();
    assert_eq!(overtaken(&batch.changes, &swapped), Some(Refusal::OtherQuestions { key }));
    let reworded = edited(|sheet| "Как?".clone_into(&mut sheet.items[0].label.ru));
    assert_eq!(overtaken(&batch.changes, &reworded), None);
}
