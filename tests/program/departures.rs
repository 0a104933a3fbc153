//! Somebody leaves in mid-year: what becomes of their pairs is asked at once, and what was left open is not forgotten.

use nastavnik::analysis::{Cause, Level, Reason, attention, gates, monitoring, year_results};
use nastavnik::app::Model;
use nastavnik::domain::{
    Change, CloseReason, ConsentKind, Key, MeetingState, Mentee, MenteeId, MenteeStanding, Mentor, MentorId,
    MentorStanding, Next, Pair, PairId, PairState, Person, PersonId, Stamp,
    status::{self, RequestStatus},
};
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, saved, screen};

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (100, 40))
}

fn at(model: &mut Model, digit: &str, key: impl Into<Key>) {
    keys(model, &[digit]);
    let front = model.desk.front;
    let world = &model.world;
    model.desk.panes[front].select(key.into(), world);
}

/// Goes down the form in front to a field.
fn field(model: &mut Model, id: &str) {
    for _ in 0..60 {
        if model.desk.form().is_some_and(|form| form.inputs[form.focus()].id == id) {
            return;
        }
        keys(model, &["down"]);
    }
    panic!("no field {id} in {}", screen(model));
}

fn asked(model: &Model) -> Vec<&'static str> {
    model.desk.form().map(|form| form.inputs.iter().map(|input| input.id).collect()).unwrap_or_default()
}

/// A pair of two at work whose mentor leads nobody else.
fn a_pair(model: &Model) -> (PairId, MentorId, MenteeId) {
    let register = &model.world.register;
    let single = |pair: &Pair| {
        let led = register.pairs_of_mentor(pair.mentor);
        !pair.is_group() && led.iter().filter(|(_, it)| it.state.is_active()).count() == 1
    };
    let mut pairs = register.pairs(model.world.year);
    let (id, pair) = pairs.find(|(_, it)| it.state == PairState::Fixed && single(it)).unwrap();
    (id, pair.mentor, pair.mentees[0])
}

fn pair(model: &Model, id: PairId) -> Pair {
    Pair::clone(model.world.register.get::<Pair>(id).unwrap())
}

fn is_alarm(model: &Model, id: PairId) -> bool {
    let (register, year, today) = (&model.world.register, model.world.year, model.world.today());
    let alarm = attention(register, year, today).into_iter().any(|signal| {
        let about = signal.subject == nastavnik::analysis::Subject::Pair(id);
        about && signal.level == Level::Alarm && matches!(signal.reason, Reason::SideGone { .. })
    });
    let held = gates(register, year, today)
        .into_iter()
        .any(|held| held.about == id.into() && held.causes.iter().any(|cause| matches!(cause, Cause::Gone(_))));
    assert_eq!(alarm, held, "Сегодня and Ворота say the same");
    alarm
}

#[test]
fn a_mentor_who_is_removed_asks_what_becomes_of_the_pair_in_the_same_step() {
    let mut model = fresh();
    let (id, mentor, _) = a_pair(&model);
    at(&mut model, "3", mentor);
    keys(&mut model, &["enter"]);
    field(&mut model, "status");
    assert!(!asked(&model).contains(&"after_pairs"));
    keys(&mut model, &["4"]);
    assert!(screen(&mut model).contains("Пара ещё работает"), "{}", screen(&mut model));
    // Nothing is kept before the reason is said.
    assert!(saved(&keys(&mut model, &["f2"])).is_none());
    assert_eq!(pair(&model, id).state, PairState::Fixed);
    field(&mut model, "close_reason");
    keys(&mut model, &["нарушение"]);
    // Nor before it is said who asked for it, which nobody has.
    assert!(saved(&keys(&mut model, &["f2"])).is_none());
    field(&mut model, "close_by");
    keys(&mut model, &["1"]);
    let batch = saved(&keys(&mut model, &["f2"])).unwrap();
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("mentor.edit", 2));
    let after = pair(&model, id);
    let closing = after.closing.clone().unwrap();
    assert_eq!((after.state, closing.reason, closing.next), (PairState::Ended, CloseReason::RulesBroken, Next::Open));
    let entry = model.world.register.get::<Mentor>(mentor).unwrap();
    assert_eq!((entry.standing, entry.left_on), (MentorStanding::Removed, Some(model.world.today())));
    assert!(!is_alarm(&model, id));
}

/// What a year is told by: pairs that began, of them those with a goal, those that still work or are over, meetings held
/// with their minutes; the same of the year among the years; pairs that each check is applied to.
fn figures(model: &Model) -> (Vec<usize>, String, usize) {
    let (register, year, today) = (&model.world.register, model.world.year, model.world.today());
    let found = year_results(register, year, today);
    assert_eq!(found.begun.len(), found.working.len() + found.finished.len() + found.ended.len());
    let of_year = vec![found.begun.len(), found.with_goal.len(), found.meetings.0, found.mentees.len()];
    let sums = monitoring::year_sums(register, year, today).pop().unwrap().1;
    let checked = monitoring::benchmarks(register, year, today);
    (of_year, format!("{:?} {:?}", sums.pairs.amount, sums.meetings.amount), monitoring::by_pair(&checked).len())
}

#[test]
fn a_mentee_who_completed_asks_what_becomes_of_the_pair_and_it_is_finished() {
    let mut model = fresh();
    let (id, _, mentee) = a_pair(&model);
    at(&mut model, "2", mentee);
    keys(&mut model, &["enter"]);
    field(&mut model, "status");
    keys(&mut model, &["2"]);
    assert!(asked(&model).contains(&"after_pairs"), "{}", screen(&mut model));
    field(&mut model, "close_reason");
    keys(&mut model, &["цель"]);
    field(&mut model, "close_by");
    keys(&mut model, &["5"]);
    assert!(saved(&keys(&mut model, &["f2"])).is_some(), "{}", screen(&mut model));
    let after = pair(&model, id);
    assert_eq!((after.state, after.closing.map(|it| it.reason)), (PairState::Finished, Some(CloseReason::GoalReached)));
}

#[test]
fn a_pair_that_is_kept_for_now_is_an_alarm_until_it_is_ended() {
    let mut model = fresh();
    let (id, _, mentee) = a_pair(&model);
    at(&mut model, "2", mentee);
    keys(&mut model, &["enter"]);
    field(&mut model, "status");
    keys(&mut model, &["3"]);
    field(&mut model, "after_pairs");
    keys(&mut model, &["2"]);
    assert!(!asked(&model).contains(&"close_reason"));
    let batch = saved(&keys(&mut model, &["f2"])).unwrap();
    assert_eq!(batch.changes.len(), 1);
    assert_eq!(pair(&model, id).state, PairState::Fixed);
    assert!(is_alarm(&model, id));
    at(&mut model, "1", id);
    assert!(screen(&mut model).contains("вышли из программы"), "{}", screen(&mut model));
    at(&mut model, "4", id);
    keys(&mut model, &["з", "2"]);
    field(&mut model, "close_reason");
    keys(&mut model, &["потеря"]);
    keys(&mut model, &["f2"]);
    assert_eq!(pair(&model, id).closing.map(|it| it.reason), Some(CloseReason::LostInterest), "{}", screen(&mut model));
    assert!(!is_alarm(&model, id));
}

#[test]
fn marked_mentees_who_leave_take_their_pairs_with_them_and_their_group_goes_on() {
    let mut model = fresh();
    let (id, _, mentee) = a_pair(&model);
    // Two leave, one of them from a group of three made for this.
    let register = &model.world.register;
    let others = register.pairs(model.world.year).filter(|(it, pair)| *it != id && pair.state == PairState::Fixed);
    let mut single = others.filter(|(_, pair)| !pair.is_group()).map(|(id, pair)| (id, pair.clone()));
    let (group, before) = single.next().unwrap();
    drop(single);
    let free = register.mentees(model.world.year).map(|(id, _)| id);
    let free: Vec<MenteeId> = free.filter(|id| register.pairs_of_mentee(*id).is_empty()).take(2).collect();
    let mut after = Pair::clone(&before);
    after.mentees.extend(&free);
    let leaver = after.mentees[0];
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    model.world.register.commit(&[Change::edit(group, &before, after)], &stamp).unwrap();

    for key in [mentee, leaver] {
        at(&mut model, "2", key);
        keys(&mut model, &[" "]);
    }
    keys(&mut model, &["М", "3", "down", "3"]);
    assert_eq!(asked(&model), ["field", "status", "after_pairs", "close_reason", "close_by", "close_talk"]);
    assert!(screen(&mut model).contains("Из группы выходит"), "{}", screen(&mut model));
    field(&mut model, "close_reason");
    keys(&mut model, &["потеря"]);
    field(&mut model, "close_by");
    keys(&mut model, &["3"]);
    let before = figures(&model);
    let batch = saved(&keys(&mut model, &["f2"])).unwrap();
    assert_eq!(figures(&model), before, "a departure is no pair that began");
    assert_eq!(batch.command, "mentee.many", "{}", screen(&mut model));
    assert_eq!(pair(&model, id).state, PairState::Ended);
    let rest = pair(&model, group);
    assert_eq!((rest.state, rest.mentees), (PairState::Fixed, free));
    let own = model.world.register.pairs_of_mentee(leaver).into_iter().find(|(it, _)| *it != group).unwrap().1.clone();
    assert_eq!(own.closing.as_ref().map(|it| (it.reason, it.next)), Some((CloseReason::LostInterest, Next::NoPair)));
    // The card of whoever left tells of every meeting there was, and of none that is still to come.
    let register = &model.world.register;
    let held = register.meetings_of(group).iter().filter(|(_, it)| it.is_held()).count();
    let own = register.pairs_of_mentee(leaver).into_iter().find(|(it, _)| *it != group).unwrap().0;
    let kept = register.history_of(own);
    assert!(held > 0 && kept.iter().filter(|(_, it)| it.is_held()).count() == held);
    assert!(kept.iter().all(|(_, it)| it.state != MeetingState::Planned));
    let asked = register.get::<Mentee>(leaver).unwrap().requests[0].state;
    assert_eq!(status::request(register, leaver, asked, model.world.today()), RequestStatus::Withdrawn);
    for key in [mentee, leaver] {
        let entry = model.world.register.get::<Mentee>(key).unwrap();
        assert_eq!((entry.standing, entry.left_on), (MenteeStanding::Left, Some(model.world.today())));
    }
}

#[test]
fn who_changed_school_has_left_and_the_next_year_does_not_look_for_them() {
    let mut model = fresh();
    let (id, mentor, mentee) = a_pair(&model);
    at(&mut model, "4", id);
    keys(&mut model, &["з", "2"]);
    field(&mut model, "close_reason");
    keys(&mut model, &["переезд"]);
    let shown = screen(&mut model);
    assert!(shown.contains("Кто сменил школу"), "{shown}");
    assert!(saved(&keys(&mut model, &["f2"])).is_some(), "{}", screen(&mut model));
    let entry = model.world.register.get::<Mentee>(mentee).unwrap().clone();
    assert_eq!(entry.standing, MenteeStanding::Moved);
    assert_eq!(entry.left_on, pair(&model, id).closing.map(|closing| closing.on));
    assert_eq!(model.world.register.get::<Mentor>(mentor).unwrap().standing, MentorStanding::Participating);
    keys(&mut model, &["ctrl-n", "enter"]);
    let register = &model.world.register;
    assert!(register.mentee_of(entry.person, model.world.year).is_none());
    let person = register.get::<Person>(entry.person).unwrap();
    assert_eq!(person.class_in(model.world.year), None);
}

/// The consent to their data of whoever is led in a pair of two is on file as taken back.
fn withdrawn(model: &mut Model) -> (PairId, MenteeId, PersonId) {
    let (id, _, mentee) = a_pair(model);
    let person = model.world.register.get::<Mentee>(mentee).unwrap().person;
    let before = model.world.register.get::<Person>(person).unwrap().clone();
    let mut after = Person::clone(&before);
    let on = model.world.today() - chrono::Days::new(2);
    after.consents.iter_mut().filter(|it| it.kind == ConsentKind::Data).for_each(|it| it.withdrawn_on = Some(on));
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    model.world.register.commit(&[Change::edit(person, &before, after)], &stamp).unwrap();
    (id, mentee, person)
}

fn says_of(model: &Model, mentee: MenteeId) -> Vec<Reason> {
    let (register, year, today) = (&model.world.register, model.world.year, model.world.today());
    let signals = attention(register, year, today).into_iter();
    let about = nastavnik::analysis::Subject::Mentee(mentee);
    signals.filter(|it| it.subject == about && it.level == Level::Alarm).map(|it| it.reason).collect()
}

#[test]
fn a_withdrawal_is_an_alarm_from_the_pair_to_the_day_on_which_nobody_can_tell_who_it_was() {
    let mut model = fresh();
    let (id, mentee, person) = withdrawn(&mut model);
    let by = model.world.today() + chrono::Days::new(28);
    assert!(matches!(says_of(&model, mentee)[..], [Reason::NoConsent { .. }]));
    // What is asked first is what becomes of the pair.
    at(&mut model, "1", mentee);
    keys(&mut model, &["с"]);
    assert_eq!(asked(&model), ["after_pairs"], "{}", screen(&mut model));
    keys(&mut model, &["2"]);
    let batch = saved(&keys(&mut model, &["f2"])).unwrap();
    assert_eq!(batch.command, "consent.after");
    assert_eq!(pair(&model, id).state, PairState::Ended);
    assert_eq!(says_of(&model, mentee), [Reason::DataWithdrawn { by, left: 28 }]);

    let name = model.world.register.get::<Person>(person).unwrap().name.full();
    let before = figures(&model);
    at(&mut model, "1", mentee);
    keys(&mut model, &["с"]);
    let shown = screen(&mut model);
    assert!(shown.contains("152-ФЗ") && shown.contains(&by.format("%d.%m.%Y").to_string()), "{shown}");
    keys(&mut model, &["1"]);
    assert!(screen(&mut model).contains("Обезличено №"), "{}", screen(&mut model));
    let is_unknown = |model: &Model| model.world.register.get::<Person>(person).unwrap().is_anonymous();
    keys(&mut model, &["enter"]);
    assert!(!is_unknown(&model), "Enter alone erases nothing");
    keys(&mut model, &["д"]);
    assert!(is_unknown(&model), "{}", screen(&mut model));
    assert_eq!((figures(&model), says_of(&model, mentee)), (before, Vec::new()));
    at(&mut model, "2", mentee);
    assert!(!screen(&mut model).contains(&name), "{}", screen(&mut model));
}

#[test]
fn why_data_are_kept_after_a_withdrawal_is_written_down_instead() {
    let mut model = fresh();
    let (id, mentee, person) = withdrawn(&mut model);
    at(&mut model, "2", mentee);
    keys(&mut model, &["Ы"]);
    assert!(screen(&mut model).contains("Сначала завершите пару"), "{}", screen(&mut model));
    let before = model.world.register.get::<Pair>(id).unwrap().clone();
    let closing = nastavnik::domain::Closing {
        on: model.world.today(),
        reason: CloseReason::ConsentWithdrawn,
        by: nastavnik::domain::Initiator::Parent,
        talk_held: true,
        note: "".into(),
        next: Next::NoPair,
    };
    let after = Pair { state: PairState::Ended, closing: Some(closing), ..Pair::clone(&before) };
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    model.world.register.commit(&[Change::edit(id, &before, after)], &stamp).unwrap();
    keys(&mut model, &["Ы", "2"]);
    keys(&mut model, &["договор о практике"]);
    let batch = saved(&keys(&mut model, &["f2"])).unwrap();
    assert_eq!(batch.changes.len(), 1, "{}", screen(&mut model));
    assert_eq!(says_of(&model, mentee), []);
    assert!(!model.world.register.get::<Person>(person).unwrap().is_anonymous());
    keys(&mut model, &["Ы"]);
    assert!(screen(&mut model).contains("договор о практике"), "{}", screen(&mut model));
}
