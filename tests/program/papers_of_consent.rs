//! The page of consents: who lacks which, a pile entered in a few keys, and everything that must be blocked.

use chrono::Days;
use nastavnik::app::{Effect, Model};
use nastavnik::domain::status;
use nastavnik::domain::{
    Birth, Change, CloseReason, Consent, ConsentKind, Key, Mentor, Pair, PairId, PairState, Person, PersonId,
    PersonName, Stamp,
};
use nastavnik::exchange::export::{Format, Table, render};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

fn fresh() -> Model {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    stage::page(&mut model, "8", "Согласия");
    model
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn saves(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Save { .. })).count()
}

fn change(model: &mut Model, id: PersonId, edit: impl Fn(&mut Person)) {
    let before = model.world.register.get::<Person>(id).unwrap().clone();
    let mut after = Person::clone(&before);
    edit(&mut after);
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    model.world.register.commit(&[Change::edit(id, &before, after)], &stamp).unwrap();
}

fn at(model: &mut Model, key: impl Into<Key>) {
    let front = model.desk.front;
    let world = &model.world;
    model.desk.panes[front].refresh(world);
    model.desk.panes[front].select(key.into(), world);
}

/// Everybody of this year without a consent to their data, each once.
fn lacking(model: &Model) -> Vec<PersonId> {
    let world = &model.world;
    let mentees = world.register.mentees(world.year).map(|(_, mentee)| mentee.person);
    let mentees = mentees.chain(world.register.mentors(world.year).map(|(_, mentor)| mentor.person));
    let lacks =
        |id: &PersonId| !world.register.get::<Person>(*id).unwrap().consents_to(ConsentKind::Data, world.today());
    mentees.filter(lacks).collect::<std::collections::BTreeSet<PersonId>>().into_iter().collect()
}

fn person(model: &Model, id: PersonId) -> Person {
    Person::clone(model.world.register.get::<Person>(id).unwrap())
}

/// A mentee's pair at work: the pair, the person led, the person who leads.
fn pair_of_two(model: &Model) -> (PairId, PersonId, PersonId) {
    let register = &model.world.register;
    let mut pairs = register.pairs(model.world.year);
    let (id, pair) = pairs.find(|(_, pair)| pair.state == PairState::Fixed && !pair.is_group()).unwrap();
    let led = register
        .mentee_person(pair.mentees[0])
        .map(|_| ())
        .and(register.get::<nastavnik::domain::Mentee>(pair.mentees[0]));
    (id, led.unwrap().person, register.get::<Mentor>(pair.mentor).unwrap().person)
}

#[test]
fn who_lacks_which_is_one_key_away_and_a_pile_is_entered_with_one_date() {
    let mut model = fresh();
    let some: Vec<PersonId> = model.world.register.mentees(model.world.year).map(|(_, it)| it.person).take(3).collect();
    for id in &some {
        change(&mut model, *id, |person| person.consents.retain(|it| it.kind != ConsentKind::Data));
    }
    let lacking = lacking(&model);
    assert!(lacking.len() >= 3);
    // All, something missing, no consent to data.
    keys(&mut model, &["к", "к"]);
    let shown = screen(&mut model);
    assert!(shown.contains("нет ПДн"), "{shown}");
    assert!(shown.contains(&format!("{} · нет ПДн", lacking.len())), "{shown}");
    let effects = keys(&mut model, &["ctrl-a", "enter", "down", "down", "f2"]);
    assert_eq!(saves(&effects), 1, "{}", screen(&mut model));
    let today = model.world.today();
    for id in &lacking {
        let person = person(&model, *id);
        let sheet = person.consent(ConsentKind::Data).unwrap();
        assert_eq!(sheet.signed_on, today);
        assert!(!sheet.signer.is_empty(), "a minor's representative has signed, an adult themselves");
    }
    assert!(screen(&mut model).contains("0 · нет ПДн"), "{}", screen(&mut model));
}

#[test]
fn what_stops_is_said_and_stopped_in_the_same_step() {
    let mut model = fresh();
    let (pair, led, _) = pair_of_two(&model);
    at(&mut model, led);
    keys(&mut model, &["з"]);
    let asked = screen(&mut model);
    assert!(asked.contains("Работать не могут") && asked.contains("В выгрузки"), "{asked}");
    assert_eq!(saves(&keys(&mut model, &["f2"])), 1);
    assert_eq!(model.world.register.get::<Pair>(pair).unwrap().state, PairState::Paused);

    // Taken back by mistake: the sheet holds again.
    keys(&mut model, &["у"]);
    assert!(person(&model, led).consents_to(ConsentKind::Data, model.world.today()));
    keys(&mut model, &["у"]);
    assert!(screen(&mut model).contains("Отозванных согласий нет"), "{}", screen(&mut model));

    // The other answer ends the pair, and says why.
    keys(&mut model, &["з", "down", "down", "2", "f2"]);
    let ended = model.world.register.get::<Pair>(pair).unwrap();
    assert_eq!(ended.state, PairState::Ended);
    assert_eq!(ended.closing.as_ref().unwrap().reason, CloseReason::ConsentWithdrawn);
}

#[test]
fn who_withdrew_their_data_is_in_no_table_that_goes_out() {
    let mut model = fresh();
    let (_, led, leads) = pair_of_two(&model);
    let names = [led, leads].map(|id| person(&model, id).name.full());
    let out = |model: &Model, table| {
        let bytes = render(table, Format::Json, &model.world.ctx(), true).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert!(out(&model, Table::Mentees).contains(&names[0]) && out(&model, Table::Mentors).contains(&names[1]));
    let today = model.world.today();
    for id in [led, leads] {
        change(&mut model, id, |person| {
            let sheet = person.consents.iter_mut().rev().find(|it| it.kind == ConsentKind::Data).unwrap();
            sheet.withdrawn_on = Some(today);
        });
    }
    for table in [Table::Mentees, Table::Mentors, Table::Pairs, Table::Meetings, Table::Preferences] {
        let text = out(&model, table);
        assert!(!names.iter().any(|name| text.contains(name)), "{table:?}");
    }
    assert!(out(&model, Table::Consents).contains(&names[0]), "the list of papers still says that it was withdrawn");
}

#[test]
fn sheets_that_end_are_named_before_they_do_and_backdated_ones_fall_into_place() {
    let mut model = fresh();
    let (_, led, _) = pair_of_two(&model);
    let today = model.world.today();
    let soon = today + Days::new(10);
    change(&mut model, led, |person| {
        person.consents.iter_mut().filter(|it| it.kind == ConsentKind::Data).for_each(|it| it.valid_until = Some(soon));
    });
    keys(&mut model, &["к", "к", "к", "к", "к"]);
    at(&mut model, led);
    let shown = screen(&mut model);
    assert!(shown.contains("истекает или отозвано") && shown.contains("истекает"), "{shown}");
    // A paper that turns up late was signed before the one that was taken back.
    let signed = person(&model, led).consent(ConsentKind::Data).unwrap().signed_on;
    change(&mut model, led, |person| {
        person.consents.iter_mut().for_each(|it| it.withdrawn_on = Some(today));
    });
    let earlier = (signed - Days::new(30)).format("%d.%m.%Y").to_string();
    at(&mut model, led);
    keys(&mut model, &["enter", "1", "ctrl-u", &earlier, "f2"]);
    let person = person(&model, led);
    assert!(person.consents.iter().any(|it: &Consent| it.withdrawn_on.is_none()), "{:?}", person.consents);
    assert_eq!(status::missing_consent(&person, today), Some(ConsentKind::Data), "the newest sheet counts");
}

#[test]
fn a_day_to_come_and_a_term_before_the_signature_are_refused() {
    let mut model = fresh();
    let (_, led, _) = pair_of_two(&model);
    at(&mut model, led);
    assert_eq!(saves(&keys(&mut model, &["enter", "down", "ctrl-u", "01.01.2090", "f2"])), 0);
    assert!(screen(&mut model).contains("ещё не наступил"), "{}", screen(&mut model));
    assert_eq!(saves(&keys(&mut model, &["ctrl-u", "01.09.2026", "down", "01.08.2026", "f2"])), 0);
    assert!(screen(&mut model).contains("не раньше дня подписи"), "{}", screen(&mut model));
}

#[test]
fn namesakes_of_one_class_are_told_apart_in_the_list_and_in_the_pile_and_a_child_does_not_sign() {
    let mut model = fresh();
    let year = model.world.year;
    let pupil = |model: &Model, skip: usize| {
        let pupils = model.world.register.mentees(year).map(|(_, mentee)| mentee.person);
        let known = |id: &PersonId| person(model, *id).class_in(year).is_some();
        pupils.filter(known).nth(skip).unwrap()
    };
    let two = [pupil(&model, 0), pupil(&model, 1)];
    let class = person(&model, two[0]).class_in(year).cloned().unwrap();
    for (id, born) in two.into_iter().zip([2013, 2014]) {
        change(&mut model, id, |person| {
            person.name = PersonName::parse("Яблокова Анна Ивановна");
            person.birth = Birth::Year(born);
            person.classes.retain(|(of, _)| *of != year);
            person.classes.push((year, class));
            person.guardian = "".into();
        });
    }
    at(&mut model, two[0]);
    let shown = screen(&mut model);
    assert!(shown.contains("(2013)") && shown.contains("(2014)"), "{shown}");
    keys(&mut model, &["н", "down", "down", "down", "down", "яблокова"]);
    let shown = screen(&mut model);
    assert!(shown.contains("2013 г.") && shown.contains("2014 г."), "{shown}");
    keys(&mut model, &["enter", "f2"]);
    assert!(screen(&mut model).contains("Представитель не записан"), "{}", screen(&mut model));
}
