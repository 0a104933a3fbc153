//! Codes as a curator gives them out and takes them back: keys in, acts out.

use super::tests::{Bench, SCALE};
use super::*;
use crate::domain::{Answer, Change, Invitation, InvitationId, Stamp};
use crate::kit::Dialog;

fn stroke(c: char) -> Stroke {
    Stroke::char(c)
}

/// What a press asks.
fn asked(bench: &mut Bench, c: char) -> Dialog {
    match bench.press(stroke(c)).pop() {
        Some(Act::Ask(dialog)) => *dialog,
        other => panic!("{other:?}"),
    }
}

/// Answers a question and takes what is saved.
fn answer(bench: &mut Bench, mut dialog: Dialog, c: char) -> Vec<Change> {
    let acts = dialog.press(stroke(c), bench.world.text.lang).unwrap();
    let acts: Vec<Act> = acts
        .into_iter()
        .flat_map(|act| match act {
            Act::Run(id) => bench.pane.run(id, &mut bench.world),
            other => vec![other],
        })
        .collect();
    let batch = acts.into_iter().find_map(|act| if let Act::Save(batch) = act { Some(batch) } else { None });
    let changes = batch.map_or_else(Vec::new, |batch| batch.changes);
    take(bench, &changes);
    changes
}

fn take(bench: &mut Bench, changes: &[Change]) {
    let stamp = Stamp { generation: 1, at: 0, who: String::new() };
    bench.world.register.commit(changes, &stamp).unwrap();
    bench.pane.refresh(&bench.world);
}

fn invitations(bench: &Bench) -> Vec<(InvitationId, Invitation)> {
    bench.world.register.invitations().map(|(id, asked)| (id, Invitation::clone(asked))).collect()
}

/// As if somebody had entered their code and given one answer.
fn begin(bench: &mut Bench, id: InvitationId) {
    let before = std::sync::Arc::clone(bench.world.register.get::<Invitation>(id).unwrap());
    let mut begun = before.sat_down(2, bench.world.today());
    begun.answers[0] = Answer::Scale(4);
    take(bench, &[Change::edit(id, &before, begun)]);
}

#[test]
fn codes_go_to_the_whole_queue_or_to_those_marked_and_to_nobody_twice() {
    let mut bench = Bench::new(vec![SCALE, SCALE]);
    bench.press(stroke(' '));
    let dialog = asked(&mut bench, 'н');
    assert_eq!(dialog.lines, ["Получат код: 1."]);
    assert_eq!(answer(&mut bench, dialog, '1').len(), 1);
    bench.press(Stroke::plain(Code::Esc));
    let dialog = asked(&mut bench, 'y');
    assert_eq!(dialog.lines, ["Получат код: 2."], "one has a code already");
    assert_eq!(answer(&mut bench, dialog, '3').len(), 2);
    let all = invitations(&bench);
    assert!(all.iter().all(|(_, asked)| bench.screen(80, 20).contains(&asked.code_words())));
    let days = |asked: &Invitation| (asked.valid_until - asked.issued_on).num_days();
    assert_eq!(all.iter().map(|(_, asked)| days(asked)).collect::<Vec<_>>(), [0, 13, 13]);
    assert!(matches!(bench.press(stroke('н')).pop(), Some(Act::Refuse(_))));
}

#[test]
fn a_code_that_has_run_out_is_renewed_with_the_answers_given_by_it() {
    let mut bench = Bench::new(vec![SCALE, SCALE]);
    bench.press(stroke(' '));
    let dialog = asked(&mut bench, 'н');
    answer(&mut bench, dialog, '1');
    let (id, first) = invitations(&bench).remove(0);
    begin(&mut bench, id);
    assert!(bench.screen(80, 20).contains("· 1/2"), "{}", bench.screen(80, 20));
    bench.world.now += chrono::Duration::days(1);
    bench.pane.refresh(&bench.world);
    assert!(bench.screen(80, 20).contains("код просрочен"));
    let dialog = asked(&mut bench, 'н');
    answer(&mut bench, dialog, '2');
    let renewed = invitations(&bench);
    assert_eq!((renewed.len(), renewed[0].0, renewed[0].1.answered()), (1, id, 1));
    assert_ne!(renewed[0].1.code, first.code, "the old slip is no good any more");
}

#[test]
fn what_was_answered_by_a_withdrawn_code_becomes_a_begun_paper() {
    let mut bench = Bench::new(vec![SCALE, SCALE]);
    let dialog = asked(&mut bench, 'н');
    answer(&mut bench, dialog, '2');
    let (id, _) = invitations(&bench).into_iter().find(|(_, asked)| asked.respondent == bench.people[0]).unwrap();
    begin(&mut bench, id);
    bench.pane.select(bench.people[0].into(), &bench.world);
    let dialog = asked(&mut bench, 'з');
    assert!(dialog.lines[1].contains("Начатые анкеты (1)"), "{:?}", dialog.lines);
    answer(&mut bench, dialog, 'д');
    assert_eq!(invitations(&bench).len(), 2);
    let kept = bench.world.register.get::<Response>(id.response()).unwrap();
    assert_eq!((kept.respondent, &kept.answers[..]), (bench.people[0], &[Answer::Scale(4), Answer::NotAsked][..]));
    assert!(bench.screen(80, 20).contains("начата: 1 из 2"), "{}", bench.screen(80, 20));
    // Nobody who is half keyed is asked by a code as well.
    assert!(matches!(bench.press(stroke('н')).pop(), Some(Act::Refuse(_))));
}

#[test]
fn a_response_given_by_a_code_is_marked_and_goes_with_its_code() {
    let mut bench = Bench::new(vec![SCALE]);
    bench.press(stroke(' '));
    let dialog = asked(&mut bench, 'н');
    answer(&mut bench, dialog, '2');
    let (id, _) = invitations(&bench).remove(0);
    let before = std::sync::Arc::clone(bench.world.register.get::<Invitation>(id).unwrap());
    let mut begun = before.sat_down(1, bench.world.today());
    begun.answers[0] = Answer::Scale(9);
    let today = bench.world.today();
    let changes = [
        Change::create::<Response>(id.response(), begun.response(today)),
        Change::edit(id, &before, begun.handed_in(today)),
    ];
    take(&mut bench, &changes);
    bench.press(Stroke::plain(Code::Esc));
    assert!(!bench.screen(80, 20).contains("код "), "{}", bench.screen(80, 20));
    bench.press(stroke('к'));
    assert!(bench.screen(80, 20).contains("по коду"), "{}", bench.screen(80, 20));
    let [Act::Ask(dialog)] = &mut bench.press(Stroke::plain(Code::Delete))[..] else { panic!() };
    let acts = dialog.press(stroke('д'), bench.world.text.lang).unwrap();
    let [Act::Save(batch)] = &acts[..] else { panic!() };
    take(&mut bench, &batch.changes);
    assert_eq!((invitations(&bench).len(), bench.world.register.responses().count()), (0, 0));
}

#[test]
fn the_sheet_has_a_slip_for_every_code_that_is_good() {
    let mut bench = Bench::new(vec![SCALE]);
    let dialog = asked(&mut bench, 'н');
    answer(&mut bench, dialog, '2');
    let text = |bench: &Bench, path: &str| match codes::sheet(path, &bench.world) {
        Act::Write(_, bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    };
    let (slips, table) = (text(&bench, "a.txt"), text(&bench, "a.CSV"));
    for (_, asked) in invitations(&bench) {
        let name = full_name(asked.respondent, &bench.world);
        assert!(slips.contains(&asked.code_words()) && slips.contains(&name), "{slips}");
        assert!(table.contains(&format!("{name};")) && table.contains(&asked.code_words()), "{table}");
    }
    assert_eq!(table.lines().count(), 4);
    bench.world.now += chrono::Duration::days(8);
    assert_eq!(text(&bench, "a.csv").lines().count(), 1);
    assert!(codes::has_sheet(&bench.pane, &bench.world).is_err());
}

/// A code for the first of the queue by which one answer was given.
fn answering() -> (Bench, InvitationId) {
    let mut bench = Bench::new(vec![SCALE, SCALE]);
    bench.press(stroke(' '));
    let dialog = asked(&mut bench, 'н');
    answer(&mut bench, dialog, '2');
    bench.press(Stroke::plain(Code::Esc));
    let (id, _) = invitations(&bench).remove(0);
    begin(&mut bench, id);
    bench.pane.select(bench.people[0].into(), &bench.world);
    (bench, id)
}

/// What a dialog that a press raised leads to: its answer, with what is saved taken and what is run run.
fn agreed(bench: &mut Bench, acts: Vec<Act>) -> Vec<Act> {
    let [Act::Ask(dialog)] = &mut acts.into_iter().collect::<Vec<_>>()[..] else { panic!("nothing was asked") };
    let mut waiting = dialog.press(stroke('д'), bench.world.text.lang).unwrap();
    let mut left = Vec::new();
    while !waiting.is_empty() {
        match waiting.remove(0) {
            Act::Run(id) => {
                let more = bench.pane.run(id, &mut bench.world);
                waiting.splice(0..0, more);
            }
            Act::Save(batch) => {
                take(bench, &batch.changes);
                for change in batch.changes.iter().filter(|change| change.before.is_none()) {
                    bench.pane.select(change.key, &bench.world);
                }
            }
            other => left.push(other),
        }
    }
    left
}

#[test]
fn a_paper_over_somebody_who_answers_by_a_code_is_asked_about_and_takes_their_answers() {
    let (mut bench, id) = answering();
    let mut acts = bench.keys("\n");
    assert!(bench.pane.keying.is_none(), "no empty paper without a word");
    let [Act::Ask(dialog)] = &mut acts[..] else { panic!("{acts:?}") };
    assert!(dialog.lines[0].contains("1 из 2"), "{:?}", dialog.lines);
    agreed(&mut bench, acts);
    assert_eq!(invitations(&bench).len(), 0, "nothing more is answered by the code");
    assert_eq!(bench.answers(), [Answer::Scale(4), Answer::NotAsked], "what was answered is there");
    assert_eq!(bench.place(), 1);
    let acts = bench.keys("7\n");
    bench.commit(&acts);
    let kept = bench.world.register.get::<Response>(id.response()).unwrap();
    assert_eq!(kept.answers[..], [Answer::Scale(4), Answer::Scale(7)]);
}

#[test]
fn the_next_paper_is_not_that_of_somebody_who_answers_by_a_code() {
    let (mut bench, id) = answering();
    let before = std::sync::Arc::clone(bench.world.register.get::<Invitation>(id).unwrap());
    let other = Invitation { respondent: bench.people[1], ..Invitation::clone(&before) };
    take(&mut bench, &[Change::edit(id, &before, other)]);
    bench.pane.select(bench.people[0].into(), &bench.world);
    let acts = bench.keys("\n78\n");
    bench.commit(&acts);
    assert_eq!(bench.keyed_person(), Some(bench.people[2]));
}

/// Who begins to answer while their paper is keyed loses nothing either.
#[test]
fn answers_that_came_by_a_code_while_the_paper_was_keyed_are_joined_with_it() {
    let (mut bench, id) = answering();
    let begun = Invitation::clone(bench.world.register.get::<Invitation>(id).unwrap());
    let unopened = Invitation { started_on: None, answers: Vec::new(), ..begun.clone() };
    let now = std::sync::Arc::new(begun.clone());
    take(&mut bench, &[Change::edit(id, &now, unopened.clone())]);
    bench.keys("\n 8");
    let unopened = std::sync::Arc::new(unopened);
    take(&mut bench, &[Change::edit(id, &unopened, begun)]);
    let acts = bench.keys("\n");
    let left = agreed(&mut bench, acts);
    let kept = bench.world.register.get::<Response>(id.response()).unwrap();
    assert_eq!(kept.answers[..], [Answer::Scale(4), Answer::NotAsked], "what was acknowledged is on file");
    let [Act::SavePaper(batch, _)] = &left[..] else { panic!("{left:?}") };
    // The app lays the paper over what is on file by now, as over any other that came first.
    assert!(bench.world.register.check(batch).is_err());
}

/// A code nobody has used would turn them away once their paper is on file: it goes with the paper that is saved.
#[test]
fn a_paper_takes_an_unused_code_with_it() {
    let (mut bench, id) = answering();
    let begun = std::sync::Arc::clone(bench.world.register.get::<Invitation>(id).unwrap());
    let unused = Invitation { started_on: None, answers: Vec::new(), ..Invitation::clone(&begun) };
    take(&mut bench, &[Change::edit(id, &begun, unused)]);
    let acts = bench.keys("\n78\n");
    let batch =
        acts.iter().find_map(|act| if let Act::SavePaper(batch, _) = act { Some(batch) } else { None }).unwrap();
    assert!(batch.changes.iter().any(|change| change.key == id.into() && change.after.is_none()));
    bench.commit(&acts);
    assert_eq!((invitations(&bench).len(), bench.world.register.responses().count()), (0, 1));
}
