//! Whoever enters somebody of a name that is on file says whether it is the same person, with one key.

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{Batch, Kind, MenteeId, Mentor, Person, PersonId, PersonKind, PersonName, Record};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, picture};

/// A mentee of the year on screen, with name and class.
fn somebody(model: &Model) -> (PersonId, String, String) {
    let world = &model.world;
    let (_, mentee) = world.register.mentees(world.year).next().unwrap();
    let person = world.register.get::<Person>(mentee.person).unwrap();
    (mentee.person, person.name.full(), person.class_in(world.year).unwrap().to_string())
}

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (80, 24))
}

fn saved(effects: &[Effect]) -> &Batch {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("nothing is saved: {effects:?}"))
}

/// The people and the entries a batch touches: what each key is, and whether it is new.
fn touched(batch: &Batch) -> Vec<(Kind, bool)> {
    batch.changes.iter().map(|change| (change.key.kind, change.before.is_none())).collect()
}

/// The answer to the question who is meant.
fn answer(model: &Model) -> Option<Vec<nastavnik::domain::Key>> {
    let form = model.desk.form()?;
    let input = form.inputs.iter().find(|input| input.id == "namesake")?;
    Some(input.chosen().as_picked().to_vec())
}

fn namesakes(model: &Model, name: &str) -> usize {
    model.world.register.people().filter(|(_, person)| person.name.full() == name).count()
}

#[test]
fn two_of_one_name_in_one_class_can_be_entered() {
    let mut model = fresh();
    let (known, name, class) = somebody(&model);
    keys(&mut model, &["2", "н", &name, "enter", &class]);
    assert_eq!(answer(&model), Some(vec![known.into()]), "name and class are those on file");
    let effects = keys(&mut model, &["f2"]);
    assert!(effects.is_empty(), "one person is entered once a year: {effects:?}");
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("выберите «другой»"), "{screen}");
    assert!(screen.contains("2 другой человек с этим именем"), "{screen}");
    let effects = keys(&mut model, &["2", "f2"]);
    assert_eq!(touched(saved(&effects)), [(Kind::Person, true), (Kind::Mentee, true)]);
    assert_eq!(namesakes(&model, &name), 2);
}

#[test]
fn nobody_on_file_of_that_name_means_no_question() {
    let mut model = fresh();
    keys(&mut model, &["2", "н", "Щукарёва Нина Львовна", "enter", "7б"]);
    assert_eq!(answer(&model), None);
    let effects = keys(&mut model, &["f2"]);
    assert_eq!(touched(saved(&effects)), [(Kind::Person, true), (Kind::Mentee, true)]);
}

#[test]
fn another_class_speaks_for_another_person_until_the_curator_says_otherwise() {
    let (known, name, class) = somebody(&fresh());
    let other = if class == "5В" { "6В" } else { "5В" };
    let mut model = fresh();
    keys(&mut model, &["3", "н", &name, "enter", "enter", other]);
    assert_eq!(answer(&model), Some(vec![PersonId(0).into()]));
    // Back to the class: the question stands right after it.
    let effects = keys(&mut model, &["enter", "1", "f2"]);
    assert_eq!(touched(saved(&effects)), [(Kind::Person, false), (Kind::Mentor, true)]);
    let person = model.world.register.get::<Person>(known).unwrap();
    assert_eq!(person.class_in(model.world.year).unwrap().to_string(), other, "what was typed is written over");
    assert_eq!(namesakes(&model, &name), 1);
}

/// A model in which a teacher of that name is on file.
fn with_teacher(name: &str) -> Model {
    let mut model = fresh();
    let mut teacher = Person::new(PersonName::parse(name), PersonKind::Teacher);
    teacher.organisation = "Школа № 58".into();
    let changes = vec![nastavnik::domain::Change::create(PersonId(90_001), teacher)];
    let entry = nastavnik::domain::Entry {
        generation: 2,
        at: model.world.now.timestamp(),
        who: "орлов".into(),
        session: "pts/1:1".into(),
        command: "mentor.new".into(),
        origin: nastavnik::domain::Origin::Done,
        changes,
    };
    model.update(Msg::News(vec![entry]), model.world.now);
    model
}

#[test]
fn two_grown_ups_of_one_name_can_be_entered() {
    let name = "Нестеренко Ольга Ивановна";
    let mut model = with_teacher(name);
    // A teacher: the third option.
    keys(&mut model, &["3", "н", name, "enter", "3", "enter", "enter"]);
    assert_eq!(answer(&model), Some(vec![PersonId(90_001).into()]), "nothing speaks against it");
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("1 тот же человек: педагог · Школа № 58"), "{screen}");
    let effects = keys(&mut model, &["2", "f2"]);
    let batch = saved(&effects);
    assert_eq!(touched(batch), [(Kind::Person, true), (Kind::Mentor, true)]);
    let Some(Record::Person(person)) = &batch.changes[0].after else { panic!("{batch:?}") };
    assert_eq!(person.kind, PersonKind::Teacher);
    assert_eq!(namesakes(&model, name), 2);
}

#[test]
fn the_person_on_file_gets_the_entry_when_it_is_the_same() {
    let name = "Нестеренко Ольга Ивановна";
    let mut model = with_teacher(name);
    let effects = keys(&mut model, &["3", "н", name, "f2"]);
    assert_eq!(touched(saved(&effects)), [(Kind::Mentor, true)]);
    assert!(model.world.register.mentor_of(PersonId(90_001), model.world.year).is_some());
}

#[test]
fn where_two_fit_alike_only_the_curator_can_tell() {
    let name = "Нестеренко Ольга Ивановна";
    let mut model = with_teacher(name);
    keys(&mut model, &["3", "н", name, "enter", "3", "enter", "enter", "2", "enter", "Лицей № 7", "f2"]);
    keys(&mut model, &["3", "н", name]);
    assert_eq!(answer(&model), Some(Vec::new()));
    let effects = keys(&mut model, &["f2"]);
    assert!(effects.is_empty(), "{effects:?}");
    assert!(picture(&mut model, Layout::Cyrillic).join("\n").contains("решите, кто это"));
    // The focus went to the question, with both on file and a third of the name to choose from.
    // The first step is still on its way to the disk, so the next one waits its turn.
    keys(&mut model, &["д", "f2"]);
    assert_eq!(namesakes(&model, name), 3);
    let world = &model.world;
    let of_name = |mentor: &Mentor| world.register.get::<Person>(mentor.person).unwrap().name.full() == name;
    assert_eq!(world.register.mentors(world.year).filter(|(_, mentor)| of_name(mentor)).count(), 2);
    let items = nastavnik::panes::pool(nastavnik::fields::Pool::Mentors, world);
    let told: Vec<&str> = items.iter().filter(|item| item.label == name).map(|item| item.detail.as_str()).collect();
    assert!(told.len() == 2 && told.iter().any(|detail| detail.starts_with("Лицей № 7 · ")), "{told:?}");
}

#[test]
fn a_draft_keeps_the_answer() {
    let mut model = fresh();
    let (_, name, class) = somebody(&model);
    let effects = keys(&mut model, &["2", "н", &name, "enter", &class, "enter", "2"]);
    let [Effect::KeepDraft(draft)] = &effects[..] else { panic!("{effects:?}") };
    let form = nastavnik::panes::restore(draft, &model.world).unwrap();
    let input = form.inputs.iter().find(|input| input.id == "namesake").expect("the question is asked again");
    assert_eq!(input.chosen().as_picked(), [PersonId(0).into()]);
}

#[test]
fn a_record_on_file_is_never_asked_about() {
    let mut model = fresh();
    let (_, name, class) = somebody(&model);
    keys(&mut model, &["2", "н", &name, "enter", &class, "enter", "2", "f2"]);
    let known: Vec<MenteeId> = model.world.register.mentees(model.world.year).map(|(id, _)| id).collect();
    assert!(known.len() > 1);
    keys(&mut model, &["enter"]);
    assert!(model.desk.form().is_some_and(|form| form.target.is_some()));
    assert_eq!(answer(&model), None);
}

#[test]
fn a_name_in_small_letters_is_remarked_upon_and_kept() {
    for (name, remarked) in
        [("щукарёва нина львовна", true), ("Алиев Рашид Мамед оглы", false), ("де Ламар Анна", false)]
    {
        for pane in ["2", "3"] {
            let mut model = fresh();
            keys(&mut model, &[pane, "н", name]);
            let screen = picture(&mut model, Layout::Cyrillic).join("\n");
            assert_eq!(screen.contains("строчными буквами"), remarked, "{screen}");
        }
    }
}
