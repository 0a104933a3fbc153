//! The card over the whole width: at 80×24 it tells everything that is on file about the row in front.

use nastavnik::app::{Model, Msg};
use nastavnik::domain::{Health, Key, Meeting, Mentee, MenteeId, Mentor, Pair, PairId, Person, Register, Request};
use nastavnik::fields::Worded;
use nastavnik::kit::{Code, Layout, Stroke, stroke_of};
use nastavnik::text::Lang;

use crate::stage::{self, model, picture, press};

const SIZE: (u16, u16) = (80, 24);

fn key(model: &mut Model, name: &str) {
    press(model, stroke_of(name).unwrap());
}

/// The model with a record in front in its pane, its card opened.
fn card_of(register: &Register, digit: char, record: Key, size: (u16, u16)) -> Model {
    let mut model = model(register, Lang::Ru, size);
    press(&mut model, Stroke::char(digit));
    let world = &model.world;
    model.desk.panes[model.desk.front].select(record, world);
    key(&mut model, "right");
    assert_eq!(model.desk.current(), Some(record));
    model
}

/// Every line of the card, page by page, as one text with single spaces.
fn whole(model: &mut Model) -> String {
    let mut text = String::new();
    for _ in 0..100 {
        let rows = picture(model, Layout::Cyrillic);
        let card = &rows[3..rows.len() - 2];
        text.push_str(&card.join(" "));
        let more = card.iter().rev().take(2).any(|row| row.trim_end().ends_with('↓'));
        if !more {
            break;
        }
        key(model, "pgdn");
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_told(text: &str, words: &str) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(&words), "{words:?} is nowhere in {text}");
}

/// A mentee of the year who is in a pair that has met, with two requests and health on file.
fn prepared() -> (Register, MenteeId) {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    let has_met = |pair: PairId| register.meetings_of(pair).iter().filter(|(_, meeting)| meeting.is_held()).count() > 2;
    let (id, before) = register
        .mentees(year)
        .find(|(id, _)| register.active_pair_of(*id).is_some_and(|(pair, _)| has_met(pair)))
        .map(|(id, mentee)| (id, mentee.clone()))
        .unwrap();
    let mut after = Mentee::clone(&before);
    let more = Request {
        text: "Хочу научиться спокойно спорить с одноклассниками и не обижаться".into(),
        ..Request::default()
    };
    after.requests.push(more);
    after.notes = "Мама просит звонить после шести вечера, раньше она на смене и трубку взять не может".into();
    let person = before.person;
    let was = register.get::<Person>(person).unwrap().clone();
    let now = Person { health: Health::Ovz, ..Person::clone(&was) };
    let changes =
        vec![nastavnik::domain::Change::edit(id, &before, after), nastavnik::domain::Change::edit(person, &was, now)];
    let stamp = nastavnik::domain::Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&changes, &stamp).unwrap();
    (register, id)
}

#[test]
fn a_mentee_is_told_of_in_full() {
    let (register, id) = prepared();
    let mut model = card_of(&register, '2', id.into(), SIZE);
    let text = whole(&mut model);
    let mentee = register.get::<Mentee>(id).unwrap();
    let person = register.get::<Person>(mentee.person).unwrap();
    assert_told(&text, &person.name.full());
    assert!(mentee.requests.len() > 1);
    for request in &mentee.requests {
        assert_told(&text, &request.text);
    }
    assert_told(&text, &mentee.notes);
    for consent in &person.consents {
        assert_told(&text, &consent.signer);
        assert_told(&text, consent.kind.word(model.world.text));
    }
    let (pair, _) = register.active_pair_of(id).unwrap();
    for (_, meeting) in register.meetings_of(pair) {
        assert_told(&text, &meeting.date.format("%d.%m.%Y").to_string());
        assert_told(&text, &meeting.topic);
    }
    assert_told(&text, "изменил(а): петрова");
    assert_eq!(text.matches("Статус").count(), 1, "one status, not what it is worked out from as well: {text}");
    let asked = !register.responses_of(mentee.person).is_empty();
    assert_eq!(text.contains("Анкета:"), asked);
}

#[test]
fn health_is_told_only_when_it_is_asked_for() {
    let (register, id) = prepared();
    let mut model = card_of(&register, '2', id.into(), SIZE);
    let closed = whole(&mut model);
    assert!(closed.contains("Здоровье скрыто") && !closed.contains("Здоровье ОВЗ"), "{closed}");
    key(&mut model, "f4");
    key(&mut model, "down");
    key(&mut model, "up");
    assert_told(&whole(&mut model), "Здоровье ОВЗ");
}

#[test]
fn mentors_pairs_and_meetings_are_told_of_in_full() {
    let (register, mentee) = prepared();
    let (pair_id, pair) = register.active_pair_of(mentee).unwrap();
    let mentor = register.get::<Mentor>(pair.mentor).unwrap();
    let text = whole(&mut card_of(&register, '3', pair.mentor.into(), SIZE));
    for words in [&mentor.competences, &mentor.achievements, &mentor.notes] {
        assert_told(&text, words);
    }
    assert_told(&text, &register.mentee_person(mentee).unwrap().name.full());

    let text = whole(&mut card_of(&register, '4', pair_id.into(), SIZE));
    assert_told(&text, &register.get::<Pair>(pair_id).unwrap().goal);
    for (_, meeting) in register.meetings_of(pair_id) {
        for words in [&meeting.topic, &meeting.result, &meeting.next_step] {
            assert_told(&text, words);
        }
    }

    let (id, held) = register.meetings_of(pair_id).into_iter().rfind(|(_, meeting)| meeting.is_held()).unwrap();
    let text = whole(&mut card_of(&register, '5', id.into(), SIZE));
    let meeting = Meeting::clone(held);
    for words in [&meeting.topic, &meeting.result, &meeting.next_step] {
        assert_told(&text, words);
    }
}

#[test]
fn one_key_opens_it_and_another_puts_it_away_in_every_base() {
    let register = stage::register();
    for (columns, rows) in [(60, 20), (80, 24), (200, 50)] {
        for digit in ['2', '3', '4', '5'] {
            let mut model = model(&register, Lang::Ru, (columns, rows));
            press(&mut model, Stroke::char(digit));
            let list = picture(&mut model, Layout::Cyrillic);
            assert!(list.last().unwrap().contains("→ карточка"), "pane {digit}: {:?}", list.last());
            let first = model.desk.current();
            key(&mut model, "right");
            let card = picture(&mut model, Layout::Cyrillic);
            assert!(card.last().unwrap().contains("← к списку"), "pane {digit}: {:?}", card.last());
            assert!(!card.join("").contains(model.world.theme.marks().focus), "pane {digit}: no list beside it");
            key(&mut model, "down");
            assert_ne!(model.desk.current(), first, "pane {digit}: the neighbour");
            assert_ne!(picture(&mut model, Layout::Cyrillic)[3], card[3], "pane {digit}");
            press(&mut model, Stroke::char('k'));
            assert_eq!(model.desk.current(), first);
            assert_eq!(picture(&mut model, Layout::Cyrillic), card, "pane {digit}");
            key(&mut model, "enter");
            assert!(model.desk.form().is_some(), "pane {digit}: Enter edits");
            press(&mut model, Stroke::plain(Code::Esc));
            assert_eq!(picture(&mut model, Layout::Cyrillic), card, "pane {digit}: the form gives the card back");
            for away in ["left", "esc"] {
                key(&mut model, away);
                assert_eq!(picture(&mut model, Layout::Cyrillic), list, "pane {digit}: {away}");
                key(&mut model, "right");
            }
        }
    }
}

#[test]
fn whoever_was_found_is_read_without_opening_the_form() {
    let (register, id) = prepared();
    let name = register.mentee_person(id).unwrap().name.full();
    let mut model = model(&register, Lang::Ru, SIZE);
    press(&mut model, Stroke::char('2'));
    press(&mut model, Stroke::char('/'));
    name.chars().for_each(|c| drop(press(&mut model, Stroke::char(c))));
    key(&mut model, "right");
    let card = picture(&mut model, Layout::Cyrillic);
    assert!(card[3].contains(&name), "{card:#?}");
    press(&mut model, Stroke::char('/'));
    assert!(picture(&mut model, Layout::Cyrillic).join("").contains("фильтр"), "searching goes back to the list");
}

/// A field may be taller than the window: the cursor is in sight wherever it stands, and so is what is wrong.
#[test]
fn in_a_text_taller_than_the_window_the_cursor_is_in_sight() {
    let register = stage::register();
    for size in [(60, 20), (80, 24)] {
        let mut model = model(&register, Lang::Ru, size);
        stage::keys(&mut model, &["2", "enter"]);
        let notes = model.desk.form().unwrap().inputs.iter().position(|input| input.id == "notes").unwrap();
        (0..notes).for_each(|_| drop(stage::keys(&mut model, &["down"])));
        let shown = |model: &mut Model| picture(model, Layout::Cyrillic).join("\n");
        model.update(Msg::Paste("слово ".repeat(500)), model.world.now);
        stage::keys(&mut model, &["конец"]);
        assert!(shown(&mut model).contains("конец"), "{}", shown(&mut model));
        (0..3_100).for_each(|_| key(&mut model, "left"));
        stage::keys(&mut model, &["начало"]);
        assert!(shown(&mut model).contains("начало"), "{}", shown(&mut model));
        model.update(Msg::Paste("слово ".repeat(500)), model.world.now);
        stage::keys(&mut model, &["f2"]);
        assert!(shown(&mut model).contains("Слишком длинно"), "{}", shown(&mut model));
    }
}
