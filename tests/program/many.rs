//! Many rows changed at once, two people joined, and what a school does out of order.

use nastavnik::app::Model;
use nastavnik::domain::{
    Change, Key, Mentee, MenteeId, MenteeStanding, Mentor, MentorStanding, Pair, PairState, Person, PersonId,
    PersonKind, Stamp, status,
};
use nastavnik::text::Lang;

use crate::stage::{self, keys, model, saved, screen};

fn fresh() -> Model {
    model(&stage::register(), Lang::Ru, (100, 30))
}

fn take(model: &mut Model, changes: &[Change]) {
    let stamp = Stamp { generation: 2, at: 0, who: String::new() };
    model.world.register.commit(changes, &stamp).unwrap();
}

fn at(model: &mut Model, key: impl Into<Key>) {
    let front = model.desk.front;
    let world = &model.world;
    model.desk.panes[front].refresh(world);
    model.desk.panes[front].select(key.into(), world);
}

#[test]
fn a_field_of_all_marked_rows_is_set_in_one_step_after_saying_how_many_change() {
    let mut model = fresh();
    let all = model.world.register.mentees(model.world.year).count();
    let left = model.world.register.mentees(model.world.year);
    let left = left.filter(|(_, mentee)| mentee.standing == MenteeStanding::Left).count();
    keys(&mut model, &["2", "ctrl-a", "М"]);
    assert!(screen(&mut model).contains(&format!("Отмечено строк: {all}")), "{}", screen(&mut model));
    // The third field that is offered, and its third option: left.
    keys(&mut model, &["3", "down", "3"]);
    let asked = screen(&mut model);
    assert!(asked.contains(&format!("Изменится {} из {all}", all - left)), "{asked}");
    // Some are in pairs, which end with them: why is asked in the same step.
    assert!(saved(&keys(&mut model, &["f2"])).is_none());
    assert!(saved(&keys(&mut model, &["окончание", "f2"])).is_none(), "nobody has said who asked for it");
    let batch = saved(&keys(&mut model, &["1", "f2"])).unwrap();
    let mentees = batch.changes.iter().filter(|change| change.key.kind == nastavnik::domain::Kind::Mentee);
    assert_eq!((batch.command.as_str(), mentees.count()), ("mentee.many", all - left));
    assert!(!model.world.register.pairs(model.world.year).any(|(_, pair)| pair.state.is_active()));
    let register = &model.world.register;
    assert!(register.mentees(model.world.year).all(|(_, mentee)| mentee.standing == MenteeStanding::Left));
}

#[test]
fn marks_that_a_filter_hides_are_told_before_the_step_and_gone_after_it() {
    let mut model = fresh();
    let marked = |model: &mut Model| screen(model).lines().find(|line| line.contains("отмечено")).map(str::to_owned);
    let name = {
        let (_, mentee) = model.world.register.mentees(model.world.year).next().unwrap();
        model.world.register.get::<Person>(mentee.person).unwrap().name.full()
    };
    keys(&mut model, &["2", "ctrl-a", "/", &name, "tab"]);
    let hidden = |line: Option<String>| line.is_some_and(|line| line.contains("не видно"));
    assert!(hidden(marked(&mut model)), "{}", screen(&mut model));
    // Another pane and back: they are still told, and told over the form of the step.
    keys(&mut model, &["3", "2"]);
    assert!(hidden(marked(&mut model)), "{}", screen(&mut model));
    keys(&mut model, &["М"]);
    assert!(hidden(marked(&mut model)), "{}", screen(&mut model));
    assert!(saved(&keys(&mut model, &["6", "down", "2", "f2"])).is_some(), "{}", screen(&mut model));
    let left = marked(&mut model).unwrap();
    assert!(left.contains("отмечено 1") && !left.contains("не видно"), "{left}");
}

#[test]
fn pairs_get_one_order_at_once_and_nothing_is_emptied_by_a_slip() {
    let mut model = fresh();
    keys(&mut model, &["4", "ctrl-a", "М", "1", "down"]);
    assert!(saved(&keys(&mut model, &["f2"])).is_none());
    assert!(screen(&mut model).contains("Здесь нужно значение"), "{}", screen(&mut model));
    let batch = saved(&keys(&mut model, &["77-п", "f2"])).unwrap();
    let number = |change: &Change| match &change.after {
        Some(nastavnik::domain::Record::Pair(pair)) => pair.order_no.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(batch.changes.len() > 1 && batch.changes.iter().all(|change| number(change) == "77-п"));
}

/// A second record of the first mentee, as a slip would make it.
fn twice(model: &mut Model) -> (PersonId, PersonId) {
    let world = &model.world;
    let (_, entry) = world.register.mentees(world.year).next().unwrap();
    let first = entry.person;
    let known = world.register.get::<Person>(first).unwrap();
    let mut second = Person::new(known.name.clone(), PersonKind::Pupil);
    second.set_class(world.year, known.class_in(world.year).copied());
    second.email = "mama@example.ru".into();
    let (id, entry_id) = (PersonId(91_000), MenteeId(91_001));
    let mentee = Mentee::new(id, world.year);
    let changes = [Change::create::<Person>(id, second), Change::create::<Mentee>(entry_id, mentee)];
    take(model, &changes);
    (first, id)
}

#[test]
fn somebody_on_file_twice_is_found_and_joined_in_one_step() {
    let mut model = fresh();
    let (first, second) = twice(&mut model);
    keys(&mut model, &["ctrl-t"]);
    let name = model.world.register.get::<Person>(first).unwrap().name.full();
    let found = screen(&mut model);
    assert!(found.contains("внесены дважды") && found.contains(&name), "{found}");
    keys(&mut model, &["enter"]);
    let shown = screen(&mut model);
    assert!(shown.contains("Один человек") && shown.contains("объединятся"), "{shown}");
    assert!(shown.contains("mama@example.ru"), "what only the second knows is taken over: {shown}");
    let mentees = model.world.register.mentees(model.world.year).count();
    let batch = saved(&keys(&mut model, &["enter"])).unwrap();
    assert_eq!(batch.command, "person.join");
    let register = &model.world.register;
    assert!(register.get::<Person>(second).is_none());
    assert_eq!(register.get::<Person>(first).unwrap().email.as_str(), "mama@example.ru");
    assert_eq!(register.mentees(model.world.year).count(), mentees - 1);
    assert!(!model.world.register.all().any(|(_, record)| record.references().contains(&second.into())));
}

#[test]
fn whoever_leads_the_other_cannot_be_the_same_person_and_the_reason_is_said() {
    let mut model = fresh();
    let world = &model.world;
    let (_, pair) = world.register.pairs(world.year).find(|(_, pair)| pair.state.is_active()).unwrap();
    let led = world.register.get::<Mentee>(pair.mentees[0]).unwrap().person;
    let leads = world.register.get::<Mentor>(pair.mentor).unwrap().person;
    let label = world.register.get::<Person>(leads).unwrap().name.full();
    let mentee = pair.mentees[0];
    keys(&mut model, &["2"]);
    at(&mut model, mentee);
    keys(&mut model, &["Ц"]);
    assert!(screen(&mut model).contains("это тот же человек"), "{}", screen(&mut model));
    keys(&mut model, &[&label.to_lowercase(), "enter"]);
    assert!(saved(&keys(&mut model, &["enter"])).is_none());
    assert!(screen(&mut model).contains("Объединить нельзя"), "{}", screen(&mut model));
    assert!(model.world.register.get::<Person>(led).is_some() && model.world.register.get::<Person>(leads).is_some());
}

#[test]
fn namesakes_in_one_class_stay_two_people_everywhere() {
    let mut model = fresh();
    let (first, second) = twice(&mut model);
    let world = &model.world;
    let name = world.register.get::<Person>(first).unwrap().name.full();
    let rows = world.register.mentees(world.year).filter(|(_, it)| it.person == first || it.person == second);
    assert_eq!(rows.count(), 2);
    keys(&mut model, &["2", "н", &name]);
    assert!(screen(&mut model).contains("однофамильцы"), "the form asks which of them: {}", screen(&mut model));
}

#[test]
fn a_mentor_who_leaves_in_mid_year_leaves_no_dead_end() {
    let mut model = fresh();
    let year = model.world.year;
    let register = &model.world.register;
    let (id, pair) = register.pairs(year).find(|(_, it)| it.state == PairState::Fixed && !it.is_group()).unwrap();
    let (mentor, mentee) = (pair.mentor, pair.mentees[0]);
    keys(&mut model, &["4"]);
    at(&mut model, id);
    // Ended early, with another mentor wanted.
    keys(&mut model, &["з", "2", "down", "down", "5", "f2"]);
    let closed = model.world.register.get::<Pair>(id).unwrap().state;
    assert_eq!(closed, PairState::Ended, "{}", screen(&mut model));
    let before = model.world.register.get::<Mentor>(mentor).unwrap().clone();
    let after = Mentor { standing: MentorStanding::Removed, ..Mentor::clone(&before) };
    take(&mut model, &[Change::edit(mentor, &before, after)]);
    let register = &model.world.register;
    let today = model.world.today();
    assert_eq!(status::mentor(register, mentor, today), Some(status::MentorStatus::Removed));
    // The mentee can be given to somebody else, and the year rolled over.
    assert_ne!(status::mentee(register, mentee, today), Some(status::MenteeStatus::Paired));
    keys(&mut model, &["ctrl-n", "enter"]);
    let register = &model.world.register;
    assert_ne!(model.world.year, year);
    assert!(register.mentor_of(before.person, model.world.year).is_none(), "who was removed is not carried over");
    assert!(register.mentees(model.world.year).count() > 0);
}

#[test]
fn a_pupil_who_changes_class_is_in_the_new_one_this_year_and_in_the_old_one_before() {
    let mut model = fresh();
    let years: Vec<_> = model.world.register.years().into_iter().map(|(id, _)| id).collect();
    let in_both = |person: &Person| years.iter().all(|year| person.class_in(*year).is_some());
    let register = &model.world.register;
    let found = register
        .mentees(model.world.year)
        .find(|(_, it)| register.get::<Person>(it.person).is_some_and(|person| in_both(person)));
    let (id, entry) = found.unwrap();
    let person = entry.person;
    let was = register.get::<Person>(person).unwrap().class_in(years[0]).copied();
    keys(&mut model, &["2"]);
    at(&mut model, id);
    keys(&mut model, &["М", "1", "down", "8Ю"]);
    assert!(saved(&keys(&mut model, &["f2"])).is_some(), "{}", screen(&mut model));
    let now = model.world.register.get::<Person>(person).unwrap();
    assert_eq!(now.class_in(model.world.year).map(ToString::to_string).as_deref(), Some("8Ю"));
    assert_eq!(now.class_in(years[0]).copied(), was);
}

#[test]
fn two_strangers_are_not_joined_by_enter_alone() {
    let mut model = fresh();
    let world = &model.world;
    let all: Vec<(MenteeId, PersonId)> = world.register.mentees(world.year).map(|(id, it)| (id, it.person)).collect();
    let person = |id: PersonId| world.register.get::<Person>(id).unwrap();
    let (first, one) = all[0];
    let strange = |id: PersonId| nastavnik::domain::joining::are_strangers(person(one), person(id), world.year);
    let free = |id: MenteeId| world.register.pairs_of_mentee(id).is_empty();
    let (other, _) = *all.iter().find(|(id, it)| strange(*it) && free(*id)).unwrap();
    keys(&mut model, &["2"]);
    for id in [first, other] {
        at(&mut model, id);
        keys(&mut model, &[" "]);
    }
    keys(&mut model, &["Ц"]);
    let shown = screen(&mut model);
    assert!(shown.contains("два разных человека") && shown.contains("Класс"), "{shown}");
    assert!(saved(&keys(&mut model, &["enter"])).is_none());
    assert!(saved(&keys(&mut model, &["enter"])).is_none());
    assert_eq!(saved(&keys(&mut model, &["д"])).unwrap().command, "person.join");
}

#[test]
fn the_field_is_found_by_its_word_and_a_step_that_changes_nothing_says_so() {
    let mut model = fresh();
    let year = model.world.year;
    let register = &model.world.register;
    let (id, entry) = register.mentees(year).find(|(_, it)| it.standing == MenteeStanding::Participating).unwrap();
    let standing = entry.standing;
    keys(&mut model, &["2"]);
    at(&mut model, id);
    // «Вошёл» and «Вышел» begin alike; the word decides.
    keys(&mut model, &["М", "вышел"]);
    assert!(screen(&mut model).contains("вышел из программы"), "{}", screen(&mut model));
    keys(&mut model, &["delete", "статус", "down", "1"]);
    assert!(saved(&keys(&mut model, &["f2"])).is_none());
    assert!(screen(&mut model).contains("менять нечего"), "{}", screen(&mut model));
    assert_eq!(model.world.register.get::<Mentee>(id).unwrap().standing, standing);
}
