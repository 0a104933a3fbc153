//! People are called by their names in what is undone, put back and told, whether or not they are on file just then.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{Batch, Entry};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, keys, model, picture};

/// The batch on its way becomes the next entry of the journal.
pub fn written(model: &mut Model, effects: &[Effect]) -> Entry {
    let batch = effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(Batch::clone(batch)),
        _ => None,
    });
    let batch = batch.unwrap_or_else(|| panic!("nothing is saved: {effects:?}"));
    let entry = Entry {
        generation: model.world.register.generation() + 1,
        at: model.world.now.timestamp(),
        who: "петрова".into(),
        session: "pts/3:7".into(),
        command: batch.command,
        origin: batch.origin,
        changes: batch.changes,
    };
    model.update(Msg::Saved { entry: Box::new(entry.clone()), can_undo: true }, model.world.now);
    entry
}

/// The entry is taken back or put back, and what is said of it.
pub fn found(model: &mut Model, redo: bool, entry: &Entry, elsewhere: Option<&str>) -> (Entry, String) {
    let msg = Msg::Found { redo, entry: Some(Box::new(entry.clone())), elsewhere: elsewhere.map(str::to_owned) };
    let effects = model.update(msg, model.world.now);
    let said = model.desk.toast.as_ref().unwrap().text.clone();
    (written(model, &effects), said)
}

#[test]
fn who_was_taken_back_is_still_called_by_name() {
    let name = "Щукарёва Нина Львовна";
    for (pane, kind) in [("2", "наставляемый"), ("3", "наставник")] {
        let mut model = model(&stage::register(), Lang::Ru, (100, 30));
        let effects = keys(&mut model, &[pane, "н", name, "f2"]);
        let made = written(&mut model, &effects);
        let (_, said) = found(&mut model, false, &made, None);
        assert!(said.starts_with("Отменено: ") && said.contains(name), "{said}");
        let msg = Msg::Journal { keys: None, before: None, entries: vec![made.clone()], more: false };
        model.update(msg, model.world.now);
        let journal = picture(&mut model, Layout::Cyrillic).join("\n");
        assert!(journal.contains(&format!("{kind}: {name}")), "{journal}");
        keys(&mut model, &["esc"]);
        let (_, said) = found(&mut model, true, &made, None);
        assert!(said.starts_with("Возвращено: ") && said.contains(name), "{said}");
    }
}

#[test]
fn a_name_is_found_in_another_entry_where_its_own_does_not_tell_it() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    let name = "Щукарёва Нина Львовна";
    let effects = keys(&mut model, &["3", "н", name, "f2"]);
    let made = written(&mut model, &effects);
    // The first step of selection changes the entry of the mentor and not the person.
    let effects = keys(&mut model, &["с"]);
    let step = written(&mut model, &effects);
    assert_eq!(step.changes.len(), 1);
    found(&mut model, false, &step, None);
    found(&mut model, false, &made, None);
    let msg = Msg::Journal { keys: None, before: None, entries: vec![step, made], more: false };
    model.update(msg, model.world.now);
    let journal = picture(&mut model, Layout::Cyrillic).join("\n");
    assert_eq!(journal.matches(&format!("наставник: {name}")).count(), 2, "{journal}");
}

#[test]
fn a_step_of_another_session_is_said_to_be_one() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    let effects = keys(&mut model, &["2", "н", "Щукарёва Нина Львовна", "f2"]);
    let made = written(&mut model, &effects);
    let (_, said) = found(&mut model, false, &made, Some("pts/3"));
    assert!(said.starts_with("Это был шаг другого вашего сеанса, pts/3. Отменено: "), "{said}");
}

#[test]
fn two_sessions_of_one_user_know_their_steps_apart() {
    let school = School::of(100);
    let (mut first, mut second) = (school.open(), school.open());
    first.send("\x0e");
    first.wait_for("Ничего не сделано, пока не нажат Enter", PATIENCE);
    first.send(ENTER);
    school.wait_for("the year", |register| register.years().len() == 2);
    second.wait_for("учебный год открыт", PATIENCE);
    second.send("г");
    second.wait_for("шаг другого вашего сеанса, pts/", PATIENCE);
    school.wait_for("the year taken back", |register| register.years().len() == 1);
    first.rest(PATIENCE);
    first.send("\x0e");
    first.wait_for("Ничего не сделано, пока не нажат Enter", PATIENCE);
    first.send(ENTER);
    school.wait_for("the year", |register| register.years().len() == 2);
    first.send("г");
    first.wait_for("Отменено: ", PATIENCE);
    assert!(!first.text().contains("другого вашего сеанса"), "{}", first.text());
}
