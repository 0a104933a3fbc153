//! A consent is taken back on screen, and everything that hangs on it follows.

use nastavnik::app::{Effect, Model};
use nastavnik::domain::status::{self, MenteeStatus};
use nastavnik::domain::{ConsentKind, Key, Mentee, MenteeId, Person, Refusal};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (80, 24))
}

/// The first mentee who stands so, with the cursor of pane 2 on them.
fn at(model: &mut Model, standing: MenteeStatus) -> MenteeId {
    let world = &model.world;
    let today = world.today();
    let fits = |id: &MenteeId| {
        let person = world.register.mentee_person(*id).unwrap();
        status::mentee(&world.register, *id, today) == Some(standing)
            && status::missing_consent(person, today).is_none()
    };
    let id = world.register.mentees(world.year).map(|(id, _)| id).find(fits).unwrap();
    keys(model, &["2"]);
    let world = &model.world;
    model.desk.panes[1].select(Key::from(id), world);
    id
}

fn person(model: &Model, id: MenteeId) -> Person {
    Person::clone(model.world.register.mentee_person(id).unwrap())
}

#[test]
fn a_consent_taken_back_stays_on_file_and_blocks_the_pair() {
    let mut model = fresh();
    let id = at(&mut model, MenteeStatus::Matching);
    let before = person(&model, id);
    // The second option: to take part.
    let effects = keys(&mut model, &["з", "2", "f2"]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Save { .. })), "{effects:?}");
    let after = person(&model, id);
    let today = model.world.today();
    assert_eq!(after.consents.len(), before.consents.len(), "nothing is removed");
    let consent = after.consent(ConsentKind::Participation).unwrap();
    assert_eq!(consent.withdrawn_on, Some(today));
    assert_eq!(consent.signed_on, before.consent(ConsentKind::Participation).unwrap().signed_on);
    assert!(after.consents_to(ConsentKind::Data, today), "the other sheet still holds");
    assert_eq!(status::mentee(&model.world.register, id, today), Some(MenteeStatus::AwaitingConsent));
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("отозвано сегодня: уч."), "{screen}");

    let mentor = model
        .world
        .register
        .mentors(model.world.year)
        .map(|(mentor, _)| mentor)
        .find(|mentor| status::missing_for_admission(&model.world.register, *mentor, today).is_empty());
    let mut pair =
        nastavnik::domain::Pair::new(model.world.year, nastavnik::domain::Form::PupilPupil, mentor.unwrap(), vec![id]);
    pair.state = nastavnik::domain::PairState::Fixed;
    pair.started_on = Some(today);
    let batch = nastavnik::domain::Batch::new(
        "pair.new",
        vec![nastavnik::domain::Change::create(nastavnik::domain::PairId(90_001), pair)],
    );
    let refused = model.world.register.check(&batch);
    let kind = ConsentKind::Participation;
    assert_eq!(
        refused,
        Err(Refusal::NoConsent { person: model.world.register.get::<Mentee>(id).unwrap().person, kind })
    );
}

#[test]
fn a_working_pair_without_the_consent_is_what_today_begins_with() {
    let mut model = fresh();
    let id = at(&mut model, MenteeStatus::Paired);
    let name = person(&model, id).name.short();
    keys(&mut model, &["з"]);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("Работать не могут"), "the form says what follows: {screen}");
    keys(&mut model, &["2", "f2", "1"]);
    let screen = picture(&mut model, Layout::Cyrillic);
    let told = |line: &String| line.contains("отозвано") && line.contains(name.split(' ').next().unwrap());
    assert!(screen.iter().any(told), "{}", screen.join("\n"));
}

#[test]
fn who_and_why_go_to_the_notes_and_only_when_they_are_told() {
    let mut model = fresh();
    let id = at(&mut model, MenteeStatus::Matching);
    keys(&mut model, &["з", "down", "down", "ctrl-u", "отец", "down", "переезжают", "f2"]);
    let notes = model.world.register.get::<Mentee>(id).unwrap().notes.clone();
    assert!(notes.ends_with("отозвано согласие на обработку данных (отец; переезжают)"), "{notes}");

    let mut model = fresh();
    let id = at(&mut model, MenteeStatus::Matching);
    let before = model.world.register.get::<Mentee>(id).unwrap().notes.clone();
    keys(&mut model, &["з", "f2"]);
    assert_eq!(model.world.register.get::<Mentee>(id).unwrap().notes, before);
}

#[test]
fn a_day_before_the_signature_and_a_sheet_that_is_not_there_are_refused() {
    let mut model = fresh();
    let id = at(&mut model, MenteeStatus::Matching);
    let before = person(&model, id);
    let effects = keys(&mut model, &["з", "down", "ctrl-u", "01.01.2001", "f2"]);
    assert!(effects.is_empty(), "{effects:?}");
    assert!(picture(&mut model, Layout::Cyrillic).join("\n").contains("не раньше, чем подписали"));
    keys(&mut model, &["esc", "esc", "з", "1", "f2", "з", "1", "f2"]);
    assert!(picture(&mut model, Layout::Cyrillic).join("\n").contains("уже отозвано"));
    keys(&mut model, &["esc", "esc"]);
    assert_eq!(person(&model, id).consents.len(), before.consents.len());
}

#[test]
fn a_new_sheet_after_the_withdrawal_holds_again() {
    let mut model = fresh();
    let id = at(&mut model, MenteeStatus::Matching);
    keys(&mut model, &["з", "1", "f2"]);
    let sheets = person(&model, id).consents.len();
    assert_eq!(status::mentee(&model.world.register, id, model.world.today()), Some(MenteeStatus::AwaitingConsent));
    let mut form = nastavnik::panes::mentees::edit(id, &model.world).unwrap();
    let ctx = model.world.ctx();
    form.input_mut("consent_data").unwrap().put(nastavnik::fields::Value::Date(ctx.today), &ctx);
    let Ok(nastavnik::kit::Act::Save(batch)) = (form.submit)(&form, &mut model.world) else { panic!("refused") };
    let stamp = nastavnik::domain::Stamp { generation: 9, at: 0, who: String::new() };
    model.world.register.commit(&batch.changes, &stamp).unwrap();
    assert_eq!(person(&model, id).consents.len(), sheets + 1);
    // The sheet that was withdrawn today does not undo the one signed today.
    assert_eq!(status::mentee(&model.world.register, id, model.world.today()), Some(MenteeStatus::Matching));
}
