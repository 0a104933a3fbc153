//! The second keying of a paper: only what differs is shown, each difference is settled, and what it tells of a batch.

use super::tests::{Bench, SCALE, refusals, response, saved};
use super::*;
use crate::domain::{Answer, Batch, Condition, ItemKind, Questionnaire, Record, Second, Stamp, Wanted};

impl Bench {
    /// Takes a step that settles differences, as the app does.
    fn take(&mut self, batch: &Batch) {
        let stamp = Stamp { generation: 3, at: 0, who: "petrova".into() };
        self.world.register.commit(&batch.changes, &stamp).unwrap();
        self.pane.refresh(&self.world);
    }

    fn on_file(&self, person: usize) -> Response {
        let (_, response) = &self.world.register.responses_of(self.people[person])[0];
        Response::clone(response)
    }
}

/// A pane with the papers of three keyed once: ratings, yes and no, a word.
fn keyed_once() -> Bench {
    let mut bench = Bench::new(vec![SCALE, SCALE, ItemKind::YesNo, ItemKind::Text]);
    for keys in ["78дда\n", "45док\n", "91нну\n"] {
        if bench.pane.keying.is_none() {
            bench.keys("\n");
        }
        let acts = bench.keys(&format!("{keys}\n"));
        bench.commit(&acts);
    }
    assert!(bench.pane.keying.is_none(), "the queue is empty");
    bench.keys("к");
    bench.code(Code::Home);
    bench
}

#[test]
fn only_differences_are_shown_and_each_is_settled() {
    let mut bench = keyed_once();
    bench.keys("К");
    assert!(bench.screen(80, 20).contains(bench.world.text.panes.second_hand), "it is said");
    assert!(bench.answers().iter().all(|answer| *answer == Answer::NotAsked), "the second hand sees nothing");
    // A nine for the seven, a no for the yes; the eight and the word agree.
    let acts = bench.keys("98нда\n\n");
    let second = response(saved(&acts)).second.clone();
    assert!(matches!(second, Some(Second::Open { .. })), "{second:?}");
    assert_eq!(response(saved(&acts)).answers[0], Answer::Scale(7), "the first answers stand");
    bench.commit(&acts);
    let checking = bench.pane.checking.as_ref().unwrap();
    assert_eq!(checking.places, [0, 2]);
    for (width, height) in [(60, 17), (80, 21), (200, 47)] {
        let screen = bench.screen(width, height);
        assert!(screen.contains("Вопрос 1") && screen.contains("Вопрос 3"), "{screen}");
        assert!(!screen.contains("Вопрос 2") && !screen.contains("Вопрос 4"), "{screen}");
        assert!(screen.contains(" 7") && screen.contains(" 9") && screen.contains("0 из 2"), "{screen}");
    }
    // One is settled, the other is open: it cannot be closed.
    bench.code(Code::Right);
    assert!(bench.pane.run("checking.done", &mut bench.world).is_empty() || bench.pane.checking.is_some());
    assert_eq!(bench.pane.checking.as_ref().unwrap().settled(), 1);
    assert!(bench.screen(80, 21).contains("1 из 2"));
    bench.code(Code::Left);
    let acts = bench.keys("\n");
    let Some(Act::Save(batch)) = acts.iter().find(|act| matches!(act, Act::Save(_))) else { panic!("{acts:?}") };
    let batch = batch.clone();
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("survey.settle", 1));
    bench.take(&batch);
    let paper = bench.on_file(0);
    assert_eq!(paper.answers[..3], [Answer::Scale(9), Answer::Scale(8), Answer::YesNo(true)]);
    assert!(matches!(paper.second, Some(Second::Settled { fields: 4, differed: 2, wrong: 1, .. })), "{paper:?}");
    // The next paper that was keyed once comes by itself.
    assert_eq!(bench.keyed_person(), Some(bench.people[1]));
}

#[test]
fn the_error_rate_is_told_per_thousand_fields() {
    let mut bench = keyed_once();
    bench.keys("К");
    let acts = bench.keys("98нда\n\n");
    bench.commit(&acts);
    bench.code(Code::Right);
    bench.code(Code::Left);
    let acts = bench.keys("\n");
    let Some(Act::Save(batch)) = acts.iter().find(|act| matches!(act, Act::Save(_))) else { panic!("{acts:?}") };
    let batch = batch.clone();
    bench.take(&batch);
    // The second paper agrees: there is nothing to settle.
    let acts = bench.keys("45док\n\n");
    assert!(matches!(response(saved(&acts)).second, Some(Second::Settled { differed: 0, wrong: 0, .. })));
    bench.commit(&acts);
    assert!(bench.pane.checking.is_none());
    bench.pane.leave(&bench.world);
    bench.pane.refresh(&bench.world);
    let tally = bench.pane.tally.unwrap();
    assert_eq!((tally.settled, tally.fields, tally.differed, tally.wrong), (2, 8, 2, 1));
    assert_eq!(tally.per_thousand(), Some(1_250), "one of eight: 125,0 of a thousand");
    let screen = bench.screen(110, 20);
    assert!(screen.contains("125,0"), "{screen}");
}

#[test]
fn differences_left_stay_and_are_found_again() {
    let mut bench = keyed_once();
    bench.keys("К");
    let acts = bench.keys("98нда\n\n");
    bench.commit(&acts);
    bench.code(Code::Esc);
    assert!(bench.pane.checking.is_none());
    assert_eq!(bench.on_file(0).answers[0], Answer::Scale(7));
    bench.code(Code::Home);
    bench.keys("К");
    assert_eq!(bench.pane.checking.as_ref().unwrap().places, [0, 2], "the same differences");
    // Somebody corrects the paper meanwhile: what was to be settled is worked out anew.
    let (id, paper) =
        bench.world.register.responses_of(bench.people[0]).pop().map(|(id, it)| (id, it.clone())).unwrap();
    let mut after = Response::clone(&paper);
    after.answers[0] = Answer::Scale(9);
    let change = Change::edit(id, &paper, after);
    bench.take(&Batch::new("survey.key", vec![change]));
    assert!(bench.pane.checking.is_none());
    bench.keys("К");
    assert_eq!(bench.pane.checking.as_ref().unwrap().places, [2]);
}

#[test]
fn a_paper_that_was_checked_is_not_keyed_a_third_time() {
    let mut bench = keyed_once();
    bench.keys("К");
    let acts = bench.keys("78дда\n\n");
    bench.commit(&acts);
    bench.pane.leave(&bench.world);
    bench.code(Code::Home);
    let commands = bench.pane.commands(&bench.world);
    let second = commands.iter().find(|info| info.id == "survey.second").unwrap();
    assert!(second.disabled.as_deref().is_some_and(|why| why.contains("сверена")), "{:?}", second.disabled);
    assert_eq!(refusals(&bench.keys("К")), 0);
    let Some(Record::Response(_)) =
        bench.world.register.record(bench.world.register.responses_of(bench.people[0])[0].0.into())
    else {
        panic!("gone");
    };
}

#[test]
fn where_both_hands_are_wrong_the_right_answer_is_typed() {
    let mut bench = keyed_once();
    bench.keys("К");
    let acts = bench.keys("98дне\n\n");
    bench.commit(&acts);
    assert_eq!(bench.pane.checking.as_ref().unwrap().places, [0, 3]);
    bench.keys("5");
    bench.keys("ну");
    assert!(bench.screen(80, 21).contains("верно: ну_"), "{}", bench.screen(80, 21));
    bench.keys("\n");
    assert!(bench.screen(80, 21).contains("2 из 2"), "{}", bench.screen(80, 21));
    let acts = bench.keys("\n");
    let Some(Act::Save(batch)) = acts.iter().find(|act| matches!(act, Act::Save(_))) else { panic!("{acts:?}") };
    let batch = batch.clone();
    bench.take(&batch);
    let paper = bench.on_file(0);
    assert_eq!((&paper.answers[0], &paper.answers[3]), (&Answer::Scale(5), &Answer::Text("ну".into())));
    assert!(matches!(paper.second, Some(Second::Settled { differed: 2, wrong: 2, .. })), "{paper:?}");
}

#[test]
fn a_question_that_was_put_is_not_left_without_an_answer() {
    let mut bench = Bench::new(vec![ItemKind::YesNo, SCALE]);
    let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
    let mut after = Questionnaire::clone(&before);
    after.items[1].when = Some(Condition { item: "X1".into(), wanted: Wanted::YesNo(true) });
    bench.take(&Batch::new("survey.edit", vec![Change::edit(bench.sheet, &before, after)]));
    let acts = bench.keys("\nд7\n");
    bench.commit(&acts);
    bench.pane.leave(&bench.world);
    bench.keys("к");
    bench.code(Code::Home);
    bench.keys("К");
    let acts = bench.keys("н\n");
    bench.commit(&acts);
    bench.code(Code::Left);
    bench.code(Code::Right);
    let checking = bench.pane.checking.as_ref().unwrap();
    assert_eq!((checking.settled(), checking.place()), (1, 1), "the first hand's yes puts the second question");
    bench.code(Code::Left);
    let acts = bench.keys("\n");
    let Some(Act::Save(batch)) = acts.iter().find(|act| matches!(act, Act::Save(_))) else { panic!("{acts:?}") };
    let batch = batch.clone();
    bench.take(&batch);
    assert_eq!(bench.on_file(0).answers, [Answer::YesNo(true), Answer::Scale(7)]);
}

#[test]
fn a_paper_that_was_searched_for_is_keyed_a_second_time_by_the_keys_on_offer() {
    let mut bench = keyed_once();
    bench.keys("/жук");
    assert!(bench.pane.is_searching());
    bench.code(Code::Tab);
    assert!(!bench.pane.is_searching(), "the rows take the keys");
    assert_eq!(bench.pane.list.shown_count(), 1, "what was found stays");
    bench.keys("К");
    let keying = bench.pane.keying.as_ref().unwrap();
    assert_eq!((keying.person, keying.repeats().is_some()), (bench.people[1], true));
}
