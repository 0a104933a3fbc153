//! A mentee may have several requests: each is seen, corrected, taken off, and outlives a dropped line and a rival.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{Batch, Change, Entry, Mentee, MenteeId, Origin, Request, RequestState};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

/// A mentee in front, in the base of mentees, with requests of these words.
fn with_requests(texts: &[&str]) -> (Model, MenteeId) {
    let mut model = model(&stage::register(), Lang::Ru, (80, 24));
    keys(&mut model, &["2", "home"]);
    let id = model.desk.current().and_then(MenteeId::of).unwrap();
    let requests = texts.iter().map(|text| Request { text: (*text).into(), ..Request::default() }).collect();
    rival(&mut model, id, |mentee| mentee.requests = requests);
    (model, id)
}

/// Somebody else changes a mentee.
fn rival(model: &mut Model, id: MenteeId, change: impl FnOnce(&mut Mentee)) {
    let before = model.world.register.get::<Mentee>(id).unwrap().clone();
    let mut after = Mentee::clone(&before);
    change(&mut after);
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: model.world.now.timestamp(),
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: "mentee.edit".into(),
        origin: Origin::Done,
        changes: vec![Change::edit(id, &before, after)],
    };
    model.update(Msg::News(vec![entry]), model.world.now);
}

fn texts(model: &Model, id: MenteeId) -> Vec<String> {
    let mentee = model.world.register.get::<Mentee>(id).unwrap();
    mentee.requests.iter().map(|request| request.text.to_string()).collect()
}

fn saved(effects: &[Effect]) -> Option<&Batch> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch),
        _ => None,
    })
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

#[test]
fn the_first_request_is_asked_for_at_once_and_then_there_is_a_choice() {
    let (mut model, id) = with_requests(&[]);
    let effects = keys(&mut model, &["е", "Заговорить", "f2"]);
    assert_eq!(saved(&effects).unwrap().command, "mentee.request");
    assert_eq!(texts(&model, id), ["Заговорить"]);
    let said = screen(&mut model);
    assert!(said.contains("Запрос добавлен: "), "{said}");
    keys(&mut model, &["е"]);
    let asked = screen(&mut model);
    assert!(asked.contains("1     Заговорить"), "{asked}");
    keys(&mut model, &["н", "Сдать экзамен", "f2"]);
    assert_eq!(texts(&model, id), ["Заговорить", "Сдать экзамен"]);
}

#[test]
fn every_field_of_a_second_request_can_be_put_right() {
    let (mut model, id) = with_requests(&["первый", "второй"]);
    keys(&mut model, &["е", "2"]);
    let form = screen(&mut model);
    assert!(form.contains("Запрос 2: "), "{form}");
    // Text, problems, source, priority (which goes on by itself), state, day.
    keys(&mut model, &["!", "enter", "З7", "enter", "right", "enter", "1", "2", "enter", "с", "enter"]);
    let effects = keys(&mut model, &["f2"]);
    let batch = saved(&effects).unwrap();
    assert_eq!(batch.command, "mentee.request_edit");
    let mentee = model.world.register.get::<Mentee>(id).unwrap();
    assert_eq!(mentee.requests[0].text.as_str(), "первый");
    let second = &mentee.requests[1];
    assert_eq!(second.text.as_str(), "второй!");
    assert_eq!((second.problems.len(), second.priority, second.state), (1, 1, RequestState::Postponed));
    assert_eq!((second.source.is_some(), second.made_on), (true, Some(model.world.today())));
    let said = screen(&mut model);
    assert!(said.contains("Запрос исправлен: "), "{said}");
    // The journal names the request that changed.
    let entry = Entry {
        generation: 9,
        at: 0,
        who: "петрова".into(),
        session: String::new(),
        command: batch.command.clone(),
        origin: Origin::Done,
        changes: batch.changes.clone(),
    };
    model.update(Msg::Journal { keys: None, before: None, entries: vec![entry], more: false }, model.world.now);
    let journal = screen(&mut model);
    assert!(journal.contains("Запрос 2. Запрос: второй → второй!"), "{journal}");
}

#[test]
fn a_request_is_taken_off_whatever_else_its_form_says() {
    let (mut model, id) = with_requests(&["первый", "второй"]);
    // The text is emptied, which alone would not do; up from the first field stays there.
    keys(&mut model, &["е", "1", "ctrl-u", "enter", "enter", "enter", "enter", "enter", "enter", "д"]);
    let effects = keys(&mut model, &["f2"]);
    let batch = saved(&effects).unwrap();
    assert_eq!(batch.command, "mentee.request_remove");
    assert_eq!(texts(&model, id), ["второй"]);
    let said = screen(&mut model);
    assert!(said.contains("Запрос убран: ") && said.contains("Отменить – клавиша «г»"), "{said}");
}

#[test]
fn a_first_request_that_is_emptied_does_not_hide_the_second() {
    let (mut model, id) = with_requests(&["первый", "второй"]);
    keys(&mut model, &["enter"]);
    let form = screen(&mut model);
    assert!(form.contains("Здесь первый запрос из 2") && form.contains("клавиша «е»"), "{form}");
    keys(&mut model, &["enter", "enter", "ctrl-u", "f2"]);
    assert_eq!(texts(&model, id), ["второй"]);
}

#[test]
fn a_rival_who_takes_a_request_off_does_not_turn_one_into_another() {
    let (mut model, id) = with_requests(&["первый", "второй"]);
    keys(&mut model, &["е", "2", "!"]);
    rival(&mut model, id, |mentee| {
        mentee.requests.remove(0);
    });
    keys(&mut model, &["f2"]);
    let conflict = screen(&mut model);
    assert!(conflict.contains("Запись изменилась"), "{conflict}");
    keys(&mut model, &["f2"]);
    assert_eq!(texts(&model, id), ["второй!"]);

    let (mut model, id) = with_requests(&["первый", "второй"]);
    keys(&mut model, &["е", "1", "!"]);
    rival(&mut model, id, |mentee| {
        mentee.requests.remove(0);
    });
    keys(&mut model, &["f2"]);
    let gone = screen(&mut model);
    assert!(gone.contains("Эту запись удалили"), "{gone}");
    assert_eq!(texts(&model, id), ["второй"]);
}

#[test]
fn both_change_one_request_and_both_versions_are_shown() {
    let (mut model, id) = with_requests(&["первый", "второй"]);
    keys(&mut model, &["е", "2", " наш"]);
    rival(&mut model, id, |mentee| mentee.requests[1].text = "второй их".into());
    keys(&mut model, &["f2"]);
    let conflict = screen(&mut model);
    assert!(conflict.contains("второй наш") && conflict.contains("второй их"), "{conflict}");
    keys(&mut model, &["1", "f2"]);
    assert_eq!(texts(&model, id), ["первый", "второй наш"]);
}

#[test]
fn a_half_typed_request_comes_back_over_the_request_it_was_about() {
    let (mut model, id) = with_requests(&["первый", "второй"]);
    let effects = keys(&mut model, &["е", "2", " после обрыва"]);
    let [Effect::KeepDraft(draft)] = &effects[..] else { panic!("{effects:?}") };
    let kept = serde_json::to_string(draft).unwrap();
    // Meanwhile the first request went; the draft is read back from its file.
    rival(&mut model, id, |mentee| {
        mentee.requests.remove(0);
    });
    let draft = serde_json::from_str(&kept).unwrap();
    let form = nastavnik::panes::restore(&draft, &model.world).unwrap();
    assert_eq!(form.inputs[0].edit().text(), "второй после обрыва");
    assert_eq!(form.part.unwrap().place, 0);
    let old = kept.replace("\"part\":", "\"once\":");
    assert!(serde_json::from_str::<nastavnik::kit::Draft>(&old).unwrap().part.is_none(), "older drafts are read");
}

#[test]
fn more_requests_than_digits_are_reached_all_the_same() {
    let many: Vec<String> = (1..=11).map(|n| format!("запрос №{n}")).collect();
    let (mut model, id) = with_requests(&many.iter().map(String::as_str).collect::<Vec<_>>());
    keys(&mut model, &["е", "0"]);
    let page = screen(&mut model);
    assert!(page.contains("запрос №11"), "{page}");
    keys(&mut model, &["2", "!", "f2"]);
    assert_eq!(texts(&model, id)[10], "запрос №11!");
}
