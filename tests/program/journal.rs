//! The journal in front: it goes on further back than one page, is searched, and says what changed.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{
    Answer, Change, ConsentKind, Entry, Health, MenteeId, Origin, Person, PersonId, Questionnaire, Response,
};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, keys, model, picture};

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (80, 24))
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn entry(model: &Model, generation: u64, changes: Vec<Change>) -> Entry {
    Entry {
        generation,
        at: model.world.now.timestamp(),
        who: format!("куратор{generation}"),
        session: "pts/1:1".to_owned(),
        command: "mentee.edit".to_owned(),
        origin: Origin::Done,
        changes,
    }
}

fn somebody(model: &Model) -> PersonId {
    let (_, mentee): (MenteeId, _) = model.world.register.mentees(model.world.year).next().unwrap();
    mentee.person
}

/// An entry in which somebody's record was edited.
fn edited(model: &Model, generation: u64, edit: impl FnOnce(&mut Person)) -> Entry {
    let id = somebody(model);
    let before = model.world.register.get::<Person>(id).unwrap();
    let mut after = Person::clone(before);
    edit(&mut after);
    entry(model, generation, vec![Change::edit(id, before, after)])
}

fn phone(model: &Model, generation: u64) -> Entry {
    edited(model, generation, |person| person.phone = format!("+7 913 000-00-{generation:02}").into())
}

fn show(model: &mut Model, entries: Vec<Entry>, more: bool) {
    model.update(Msg::Journal { keys: None, before: None, entries, more }, model.world.now);
}

fn asked_before(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::ReadJournal { keys: None, before } => *before,
        _ => None,
    })
}

#[test]
fn the_end_of_what_was_read_asks_for_what_lies_before() {
    let mut model = fresh();
    let entries: Vec<Entry> = (20..50).rev().map(|generation| phone(&model, generation)).collect();
    show(&mut model, entries, true);
    assert_eq!(asked_before(&keys(&mut model, &["down"])), None, "there is more to see first");
    assert_eq!(asked_before(&keys(&mut model, &["end"])), Some(20));
    assert_eq!(asked_before(&keys(&mut model, &["down"])), None, "once is enough");
    let older: Vec<Entry> = (10..20).rev().map(|generation| phone(&model, generation)).collect();
    model.update(Msg::Journal { keys: None, before: Some(20), entries: older.clone(), more: false }, model.world.now);
    keys(&mut model, &["end"]);
    assert!(screen(&mut model).contains("куратор10"), "{}", screen(&mut model));
    assert_eq!(asked_before(&keys(&mut model, &["down"])), None, "that is all there is");
    // The same part a second time is not taken.
    model.update(Msg::Journal { keys: None, before: Some(20), entries: older, more: false }, model.world.now);
    assert!(screen(&mut model).contains("показано 40 из 40"), "{}", screen(&mut model));
}

#[test]
fn a_part_that_comes_too_late_opens_nothing() {
    let mut model = fresh();
    let entries = vec![phone(&model, 5)];
    show(&mut model, entries.clone(), true);
    keys(&mut model, &["esc"]);
    model.update(Msg::Journal { keys: None, before: Some(5), entries, more: false }, model.world.now);
    assert!(model.desk.overlays.is_empty());
}

#[test]
fn the_filter_narrows_and_never_looks_behind_the_mask() {
    let mut model = fresh();
    let mut entries = vec![phone(&model, 31), phone(&model, 32)];
    entries.push(edited(&model, 33, |person| person.health = Health::Zpr));
    show(&mut model, entries, false);
    keys(&mut model, &["/", "куратор32"]);
    let seen = screen(&mut model);
    assert!(seen.contains("показано 1 из 3") && seen.contains("000-00-32") && !seen.contains("000-00-31"), "{seen}");
    keys(&mut model, &["esc", "/", "зпр"]);
    assert!(screen(&mut model).contains("показано 0 из 3"), "{}", screen(&mut model));
    keys(&mut model, &["esc"]);
    assert!(screen(&mut model).contains("скрыто") && !screen(&mut model).contains("ЗПР"), "{}", screen(&mut model));
    keys(&mut model, &["f4"]);
    assert!(screen(&mut model).contains("ЗПР"), "{}", screen(&mut model));
    keys(&mut model, &["/", "зпр"]);
    assert!(screen(&mut model).contains("показано 0 из 3"), "what is shown is not searched: {}", screen(&mut model));
}

#[test]
fn changed_answers_are_told_question_by_question() {
    let mut model = fresh();
    let register = model.world.register.clone();
    let rated = |response: &Response| response.answers.iter().any(|answer| matches!(answer, Answer::Scale(_)));
    let (id, response) = register.responses().find(|(_, response)| rated(response)).unwrap();
    let at = response.answers.iter().position(|answer| matches!(answer, Answer::Scale(_))).unwrap();
    let Answer::Scale(old) = response.answers[at] else { unreachable!() };
    let mut after = Response::clone(response);
    let new = if old == 1 { 2 } else { 1 };
    after.answers[at] = Answer::Scale(new);
    let entries = vec![entry(&model, 9, vec![Change::edit(id, response, after)])];
    show(&mut model, entries, false);
    let seen = screen(&mut model);
    let asked = register.get::<Questionnaire>(response.questionnaire).unwrap();
    let label: String = asked.items[at].label.ru.chars().take(20).collect();
    assert!(seen.contains(&format!("{}. {label}", at + 1)), "{seen}");
    let wide = {
        model.world.size.width = 200;
        picture(&mut model, Layout::Cyrillic).join("\n")
    };
    assert!(wide.contains(&format!(": {old} → {new}")), "{wide}");
    assert_eq!(wide.matches(" → ").count(), 1, "and nothing else: {wide}");
}

#[test]
fn a_changed_questionnaire_tells_its_questions() {
    let mut model = fresh();
    let register = model.world.register.clone();
    let (id, asked) = register.questionnaires().next().unwrap();
    let mut after = Questionnaire::clone(asked);
    "Как дела?".clone_into(&mut after.items[0].label.ru);
    after.items[1].reversed = !after.items[1].reversed;
    let gone = after.items.pop().unwrap();
    let entries = vec![entry(&model, 9, vec![Change::edit(id, asked, after)])];
    show(&mut model, entries, false);
    model.world.size.width = 200;
    let seen = screen(&mut model);
    assert!(seen.contains(" → Как дела?"), "{seen}");
    assert!(seen.contains(&format!("{}: ", gone.id)) && seen.contains("→ –"), "{seen}");
    assert!(seen.contains("(вид ответа или связь)"), "{seen}");
}

#[test]
fn a_withdrawn_consent_is_told() {
    let mut model = fresh();
    let today = model.world.today();
    let id = {
        let holds =
            |id: &PersonId| model.world.register.get::<Person>(*id).unwrap().consents_to(ConsentKind::Data, today);
        model.world.register.mentees(model.world.year).map(|(_, mentee)| mentee.person).find(holds).unwrap()
    };
    let before = model.world.register.get::<Person>(id).unwrap().clone();
    let mut after = Person::clone(&before);
    after
        .consents
        .iter_mut()
        .filter(|consent| consent.kind == ConsentKind::Data)
        .for_each(|c| c.withdrawn_on = Some(today));
    let entries = vec![entry(&model, 9, vec![Change::edit(id, &before, after)])];
    show(&mut model, entries, false);
    assert!(screen(&mut model).contains("отозвано"), "{}", screen(&mut model));
}

#[test]
fn the_base_gives_its_whole_journal_piece_by_piece() {
    let school = School::of(100);
    {
        let mut store = nastavnik::store::Store::open(&school.base, nastavnik::store::Mode::ReadWrite).unwrap();
        let mut register = store.load().unwrap();
        let year = register.school().unwrap().active_year;
        let id = register.mentees(year).next().unwrap().1.person;
        for turn in 0..420_u32 {
            let before = register.get::<Person>(id).unwrap().clone();
            let after = Person { phone: format!("шаг {turn}").into(), ..Person::clone(&before) };
            let batch = nastavnik::domain::Batch::new("mentee.edit", vec![Change::edit(id, &before, after)]);
            let entry = store.execute(register.generation(), &batch).unwrap();
            register.follow(&entry);
        }
        store.close().unwrap();
    }
    let mut program = school.open();
    program.send("\x1b[24~");
    program.wait_for("показано 200 из 200", PATIENCE);
    for read in [400, 421] {
        program.send("\x1b[F");
        program.wait_for(&format!("показано {read} из {read}"), PATIENCE);
    }
    program.send("\x1b[F");
    program.wait_for("база создана", PATIENCE);
    program.send("/шаг 17 ");
    program.wait_for("шаг 17", PATIENCE);
}
