//! A step cannot be taken back over somebody else's work, and the curator hears why.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{Batch, Change, Entry, Key, MenteeId, Origin, Person, PersonId, Stamp};
use nastavnik::text::Lang;

use crate::stage::{self, model};

fn entry(model: &Model, generation: u64, who: &str, origin: Origin, change: Change) -> Entry {
    Entry {
        generation,
        at: model.world.now.timestamp(),
        who: who.to_owned(),
        session: "pts/1:1".to_owned(),
        command: "mentee.edit".to_owned(),
        origin,
        changes: vec![change],
    }
}

/// A change of a person's phone, from what the register has.
fn new_phone(model: &Model, id: PersonId, phone: &str) -> Change {
    let before = model.world.register.get::<Person>(id).unwrap();
    Change::edit(id, before, Person { phone: phone.into(), ..Person::clone(before) })
}

fn phone(model: &Model, id: PersonId) -> String {
    model.world.register.get::<Person>(id).unwrap().phone.to_string()
}

/// A model in which this user changed a phone and then, unless `alone`, somebody else changed it again.
fn changed_twice(alone: bool) -> (Model, PersonId, Entry) {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    let (mentee, entry_of) = register.mentees(model.world.year).next().unwrap();
    let (_, id): (MenteeId, PersonId) = (mentee, entry_of.person);
    let mine = entry(&model, 2, "петрова", Origin::Done, new_phone(&model, id, "111"));
    model.update(Msg::News(vec![mine.clone()]), model.world.now);
    if !alone {
        let theirs = entry(&model, 3, "орлов", Origin::Done, new_phone(&model, id, "222"));
        model.update(Msg::News(vec![theirs]), model.world.now);
    }
    (model, id, mine)
}

fn found(model: &mut Model, redo: bool, entry: Option<&Entry>) -> (Vec<Effect>, String) {
    let msg = Msg::Found { redo, entry: entry.cloned().map(Box::new), elsewhere: None };
    let effects = model.update(msg, model.world.now);
    (effects, model.desk.toast.as_ref().unwrap().text.clone())
}

#[test]
fn a_step_nobody_built_upon_is_taken_back() {
    let (mut model, id, mine) = changed_twice(true);
    let (effects, said) = found(&mut model, false, Some(&mine));
    assert!(said.starts_with("Отменено: "), "{said}");
    assert_ne!(phone(&model, id), "111");
    let [Effect::Save { base: 2, batch, .. }] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(batch, &Batch::undo(&mine));
}

#[test]
fn undo_over_the_change_of_another_is_refused_with_the_reason() {
    let (mut model, id, mine) = changed_twice(false);
    let (effects, said) = found(&mut model, false, Some(&mine));
    assert!(effects.is_empty(), "{effects:?}");
    assert!(said.starts_with("Не отменить."), "{said}");
    assert!(said.contains("тем временем изменил(а) орлов"), "{said}");
    assert_eq!(phone(&model, id), "222");
}

#[test]
fn redo_over_the_change_of_another_is_refused_with_the_reason() {
    let (mut model, id, mine) = changed_twice(true);
    let undo = entry(&model, 3, "петрова", Origin::Undo(2), mine.changes[0].inverse());
    model.update(Msg::News(vec![undo]), model.world.now);
    let theirs = entry(&model, 4, "орлов", Origin::Done, new_phone(&model, id, "222"));
    model.update(Msg::News(vec![theirs]), model.world.now);
    let (effects, said) = found(&mut model, true, Some(&mine));
    assert!(effects.is_empty(), "{effects:?}");
    assert!(said.contains("орлов"), "{said}");
    assert_eq!(phone(&model, id), "222");
}

#[test]
fn undo_of_what_somebody_has_come_to_need_is_refused() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    // The entry that created a person whom a mentee's record refers to.
    let (_, mentee) = register.mentees(model.world.year).next().unwrap();
    let person = register.get::<Person>(mentee.person).unwrap();
    let created = Change::create(mentee.person, Person::clone(person));
    let mine = entry(&model, 1, "петрова", Origin::Done, created);
    let (effects, said) = found(&mut model, false, Some(&mine));
    assert!(effects.is_empty() && said.starts_with("Не отменить."), "{said} {effects:?}");
    assert!(model.world.register.record(Key::from(mentee.person)).is_some());
}

#[test]
fn nothing_to_take_back_is_said() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    assert_eq!(found(&mut model, false, None).1, "Отменять нечего.");
    assert_eq!(found(&mut model, true, None).1, "Возвращать нечего.");
}

/// What this session has taken and not yet written is judged again on top of what others wrote first.
#[test]
fn a_batch_overtaken_by_another_is_given_back_and_not_forced() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    let (_, mentee) = register.mentees(model.world.year).next().unwrap();
    let id = mentee.person;
    let mine = entry(&model, 2, "петрова", Origin::Done, new_phone(&model, id, "111"));
    let before = phone(&model, id);
    // An undo of an invented step is the shortest way to a batch in flight.
    let step = Entry { changes: vec![mine.changes[0].inverse()], ..mine };
    let (effects, _) = found(&mut model, false, Some(&step));
    assert!(matches!(effects[..], [Effect::Save { .. }]), "{effects:?}");
    assert_eq!(phone(&model, id), "111");
    let theirs = {
        let fresh = stage::model(&register, Lang::Ru, (100, 30));
        assert_eq!(phone(&fresh, id), before);
        entry(&fresh, 2, "орлов", Origin::Done, new_phone(&fresh, id, "222"))
    };
    let effects = model.update(Msg::Behind(vec![theirs]), model.world.now);
    assert!(effects.is_empty(), "{effects:?}");
    assert_eq!(phone(&model, id), "222");
    let said = model.desk.toast.as_ref().unwrap().text.clone();
    assert!(said.starts_with("Не записано: ") && said.contains("орлов"), "{said}");
    assert!(!model.saving.is_busy());
    let stamp: Stamp = model.world.register.stamp(id.into()).unwrap();
    assert_eq!(stamp.who, "орлов");
}

/// The versions on screen say what to do; a word to do it all again would contradict them.
#[test]
fn a_form_overtaken_by_another_is_compared_and_not_called_lost() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    let effects = stage::keys(&mut model, &["2", "enter", "down", "ctrl-u", "9Б", "f2"]);
    let Some(Effect::Save { batch, .. }) = effects.last() else { panic!("{effects:?}") };
    let changed = batch.changes.iter().find_map(|change| PersonId::of(change.key)).unwrap();
    let fresh = stage::model(&register, Lang::Ru, (100, 30));
    let theirs = entry(&fresh, 2, "орлов", Origin::Done, new_phone(&fresh, changed, "222"));
    model.update(Msg::Behind(vec![theirs]), model.world.now);
    let screen = stage::picture(&mut model, nastavnik::kit::Layout::Cyrillic).join("\n");
    assert!(screen.contains("орлов изменил(а)") && screen.contains("всё сложено, можно записать"), "{screen}");
    assert!(!screen.contains("ещё раз"), "{screen}");
}
