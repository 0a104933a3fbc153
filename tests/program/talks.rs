//! A talk of the curator with a side of a pair, as a person types it.

use nastavnik::app::{Effect, Model};
use nastavnik::domain::{Contact, ContactSide, Key, Pair, PairId};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

/// Goes to a field of the form in front and types into it.
fn fill_in(model: &mut Model, field: &str, words: &str) {
    for _ in 0..12 {
        if model.desk.form().map(|form| form.inputs[form.focus()].id) == Some(field) {
            keys(model, &["ctrl-u", words]);
            return;
        }
        keys(model, &["down"]);
    }
    panic!("no field {field}: {}", screen(model));
}

fn saves(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Save { .. }))
}

#[test]
fn a_talk_is_entered_from_its_pair_corrected_and_taken_off_again() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    let register = &model.world.register;
    let quiet = |(id, pair): &(PairId, &std::sync::Arc<Pair>)| {
        pair.state.is_active() && register.contacts_of(*id).iter().all(|(_, talk)| talk.on != model.world.today())
    };
    let pair = register.pairs(model.world.year).find(quiet).unwrap().0;
    let before = register.contacts_of(pair).len();
    keys(&mut model, &["4"]);
    let at = model.desk.front;
    model.desk.panes[at].select(Key::from(pair), &model.world);
    keys(&mut model, &["Р"]);
    assert_eq!(model.desk.form().map(|form| form.id), Some("contact.new"), "{}", screen(&mut model));
    keys(&mut model, &["s-tab", "s-tab"]);
    fill_in(&mut model, "contact_with", "родители");
    fill_in(&mut model, "contact_note", "довольны");
    assert!(saves(&keys(&mut model, &["f2"])), "{}", screen(&mut model));
    let talks = |model: &Model| -> Vec<Contact> {
        model.world.register.contacts_of(pair).into_iter().map(|(_, talk)| Contact::clone(talk)).collect()
    };
    let last = talks(&model).pop().unwrap();
    assert_eq!((talks(&model).len(), last.on), (before + 1, model.world.today()));
    assert_eq!((last.with.as_slice(), last.note.as_str()), (&[ContactSide::Parents][..], "довольны"));

    // The talk of today opens again: a day to come is refused, an empty day takes it off.
    keys(&mut model, &["Р"]);
    assert_eq!(model.desk.form().map(|form| form.id), Some("contact.edit"), "{}", screen(&mut model));
    let ahead = (model.world.today() + chrono::Days::new(1)).format("%d.%m.%Y").to_string();
    fill_in(&mut model, "date", &ahead);
    assert!(!saves(&keys(&mut model, &["f2"])) && model.desk.form().is_some());
    keys(&mut model, &["ctrl-u", "f2"]);
    assert!(model.desk.form().is_none(), "{}", screen(&mut model));
    assert_eq!(talks(&model).len(), before);
}
