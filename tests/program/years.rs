//! A base is not bound to one year: a roster brings its own, and the next one can be opened.

use std::fs;
use std::process::{Command, Output, Stdio};

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{Batch, Entry, Kind, Origin, Person, Register, Year};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, keys, model, picture};

const LIST: &str = "ФИО;Класс;Телефон\nЖёлудев Пётр Ильич;7А;89990000051\nЖёлудева Анна Ильинична;5А;\n";
const TITLED: &str = "Реестр наставляемых на 2019–2020 учебный год;;\nФИО;Класс;Дата входа в программу\n\
                      Жёлудев Пётр Ильич;7А;01.10.2019\nЖёлудева Анна Ильинична;5А;02.10.2019\n";

fn run(school: &School, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(&school.base).args(args);
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn titles(register: &Register) -> Vec<String> {
    register.years().iter().map(|(_, year)| year.title()).collect()
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn saved(effects: &[Effect]) -> &Batch {
    let found = effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("nothing is saved: {effects:?}"))
}

#[test]
fn a_roster_on_the_command_line_brings_its_year() {
    let school = School::of(100);
    let file = school.base.with_file_name("список.csv");
    fs::write(&file, LIST).unwrap();
    let file = file.to_str().unwrap();
    let before = titles(&school.register());
    let output = run(&school, &["import", "mentees", file, "--year", "2019-2020", "--dry-run"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("Учебного года 2019/20 ещё нет"), "{}", said(&output));
    assert_eq!(titles(&school.register()), before, "a trial changes nothing");

    let output = run(&school, &["import", "mentees", file, "--year", "2019/20"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let register = school.register();
    let (id, year) = register.years()[0];
    assert_eq!((year.title().as_str(), register.mentees(id).count()), ("2019/20", 2));
    assert_eq!(*year.as_ref(), Year::starting(2019));

    // The second time it is there.
    let output = run(&school, &["import", "mentees", file, "--year", "2019"]);
    assert!(said(&output).contains("всё уже есть в базе"), "{}", said(&output));
    assert_eq!(titles(&school.register()).len(), before.len() + 1);

    let output = run(&school, &["import", "mentees", file, "--year", "прошлый"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("напишите год так: 2026/27"), "{}", said(&output));
    let output = run(&school, &["export", "mentees", "--year", "2018/19"]);
    assert_eq!(output.status.code(), Some(1), "an export creates nothing");
}

/// A roster on its way in.
fn importing(list: &str) -> Model {
    let mut model = model(&stage::register(), Lang::Ru, (100, 24));
    keys(&mut model, &["2", "и", "список.csv"]);
    let sheet = nastavnik::exchange::from_bytes("список.csv", list.as_bytes().to_vec(), None).unwrap();
    let msg = Msg::Roster { kind: Kind::Mentee, path: "список.csv".into(), sheet: Box::new(sheet) };
    model.update(msg, model.world.now);
    model
}

#[test]
fn the_preview_goes_into_the_year_its_title_names_and_creates_it() {
    let mut model = importing(TITLED);
    let (shown, before) = (model.world.year, titles(&model.world.register));
    let asked = screen(&mut model);
    assert!(asked.contains("в названии списка другой учебный год, 2019/20"), "{asked}");
    // From the newest year one turn leads round to the oldest.
    keys(&mut model, &["]"]);
    let chosen = screen(&mut model);
    assert!(chosen.contains("Импорт в 2019/20 (новый год): список.csv"), "{chosen}");
    assert!(!chosen.contains("другой учебный год") && !chosen.contains("вне учебного года"), "{chosen}");
    let batch = saved(&keys(&mut model, &["f2"])).clone();
    assert_eq!(batch.changes[0].key.kind, Kind::Year);
    assert_ne!(model.world.year, shown, "the year of the roster is shown");
    assert_eq!(model.world.year_title(), "2019/20");
    assert_eq!(model.world.register.mentees(model.world.year).count(), 2);

    // One step back takes the year along, and the screen returns to a year there is.
    let entry = Entry {
        generation: 2,
        at: 0,
        who: "петрова".into(),
        session: String::new(),
        command: batch.command.clone(),
        origin: Origin::Done,
        changes: batch.changes,
    };
    model.update(Msg::Saved { entry: Box::new(entry.clone()), can_undo: true }, model.world.now);
    model.update(Msg::Found { redo: false, entry: Some(Box::new(entry)), elsewhere: None }, model.world.now);
    assert_eq!((titles(&model.world.register), model.world.year), (before, shown));
}

#[test]
fn a_roster_that_names_no_year_turns_through_those_on_file() {
    let mut model = importing(LIST);
    let years = titles(&model.world.register);
    let title = |model: &mut Model| screen(model).lines().find(|line| line.contains("Импорт в ")).unwrap().to_owned();
    assert!(title(&mut model).contains(&years[1]));
    keys(&mut model, &["["]);
    assert!(title(&mut model).contains(&years[0]));
    assert!(!title(&mut model).contains("новый"));
    keys(&mut model, &["["]);
    assert!(title(&mut model).contains(&years[1]));
}

#[test]
fn the_next_year_is_shown_before_it_is_opened_and_is_one_step() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 24));
    let (now, from) = (model.world.year_title(), model.world.year);
    let effects = keys(&mut model, &["ctrl-n"]);
    assert!(effects.is_empty(), "nothing is done before Enter");
    let asked = screen(&mut model);
    let next = Year::around(model.world.today()).next();
    assert!(asked.contains(&format!("Открыть {} из {now}", next.title())), "{asked}");
    assert!(asked.contains("Переходят в следующий класс") && asked.contains("Выпускники школы"), "{asked}");
    assert!(keys(&mut model, &["esc"]).is_empty());
    assert_eq!(model.world.year_title(), now);

    // Pairs long before the end of the year are left alone until it is said otherwise.
    keys(&mut model, &["ctrl-n"]);
    assert!(screen(&mut model).contains("‹ не трогать"), "{}", screen(&mut model));
    let at = screen(&mut model).lines().position(|line| line.contains("Пары, которые работают")).unwrap() - 5;
    keys(&mut model, &vec!["down"; at]);
    keys(&mut model, &["right"]);
    assert!(screen(&mut model).contains("‹ продолжаются"), "{}", screen(&mut model));
    let working = model.world.register.pairs(from).filter(|(_, pair)| pair.state.is_active()).count();
    let effects = keys(&mut model, &["enter"]);
    let batch = saved(&effects).clone();
    assert_eq!(batch.command, "year.begin");
    assert_eq!((model.world.year_title(), next.title() > now), (next.title(), true));
    let said = screen(&mut model);
    assert!(said.contains(&format!("Открыт {}", next.title())), "{said}");
    let register = &model.world.register;
    assert!(register.mentees(model.world.year).count() > 0);
    let going = register.pairs(model.world.year).count();
    assert!(going > 0 && going <= working, "{going} of {working}");
    assert!(register.pairs(from).all(|(_, pair)| !pair.state.is_active()));

    // Somebody else who asks for the same year at the same time is told so.
    let twice = batch.changes[0].after.clone();
    let again = Batch::new(
        "year.begin",
        vec![nastavnik::domain::Change { key: nastavnik::domain::YearId(77_777).into(), before: None, after: twice }],
    );
    let refused = model.world.register.check(&again).unwrap_err();
    assert!(matches!(refused, nastavnik::domain::Refusal::DuplicateYear { .. }), "{refused:?}");

    // Until it begins the screens open with the present year, from its first day on with the new one.
    let register = &model.world.register;
    let opens_with = |day| register.get::<Year>(register.opening_year(day).unwrap()).unwrap().title();
    assert_eq!(opens_with(model.world.today()), now);
    assert_eq!(opens_with(next.start), next.title());
}

#[test]
fn from_an_old_year_nobody_is_moved() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 24));
    keys(&mut model, &["ctrl-n", "enter", "[", "["]);
    keys(&mut model, &["ctrl-n"]);
    assert!(screen(&mut model).contains("Новый год открывают из последнего"), "{}", screen(&mut model));
    // The year before the newest can still be carried on from.
    keys(&mut model, &["]", "ctrl-n"]);
    assert!(screen(&mut model).contains("Дополнить"), "{}", screen(&mut model));
}

#[test]
fn a_year_opened_on_disk_is_undone_by_one_step() {
    let school = School::of(100);
    let before = school.register();
    let mut model = model(&before, Lang::Ru, (100, 24));
    keys(&mut model, &["ctrl-n"]);
    let at = screen(&mut model).lines().position(|line| line.contains("Пары, которые работают")).unwrap() - 5;
    keys(&mut model, &vec!["down"; at]);
    keys(&mut model, &["right"]);
    let batch = saved(&keys(&mut model, &["enter"])).clone();
    let mut store = nastavnik::store::Store::open(&school.base, nastavnik::store::Mode::ReadWrite).unwrap();
    store.load().unwrap();
    let entry = store.execute(before.generation(), &batch).unwrap();
    store.execute(entry.generation, &Batch::undo(&entry)).unwrap();
    let after = store.load().unwrap();
    let all = |register: &Register| register.all().map(|(key, record)| (key, record.clone())).collect::<Vec<_>>();
    assert!(all(&after) == all(&before), "everything is as it was");
}

#[test]
fn a_school_runs_two_programmes_side_by_side_over_the_same_people() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    let here = model.world.year;
    let of_class = |model: &Model, year| -> Vec<String> {
        let people = model.world.register.people();
        people.filter_map(|(_, person)| person.class_in(year).map(ToString::to_string)).collect()
    };
    let classes = of_class(&model, here);
    stage::page(&mut model, "8", "Паспорт");
    keys(&mut model, &["т"]);
    let asked = screen(&mut model);
    assert!(asked.contains("согласия и анкеты у программ общие"), "{asked}");
    assert!(keys(&mut model, &["f2"]).is_empty(), "a programme has a name");
    let batch = saved(&keys(&mut model, &["Школа лидеров", "f2"])).clone();
    assert_eq!(batch.command, "year.another");
    let register = &model.world.register;
    let beside = register.years_beside(here);
    assert_eq!(beside.len(), 2);
    let other = *beside.iter().find(|year| **year != here).unwrap();
    assert_eq!(register.get::<Year>(other).unwrap().title(), "2026/27 Школа лидеров");
    assert_eq!(of_class(&model, other), classes);
    // The first programme is what it was: the years before it are of it alone, and the screens open with it.
    assert_eq!(register.years_of_programme(other).len(), 1);
    assert!(register.years_of_programme(here).len() > 1);
    assert_eq!(register.opening_year(model.world.today()), Some(here));

    // A pupil of the base is entered in the other programme too, as the same person, and changes class in both.
    keys(&mut model, &["]"]);
    assert_eq!(model.world.year, other);
    assert!(screen(&mut model).contains("2026/27 Школа лидеров"), "{}", screen(&mut model));
    let (_, known) = model.world.register.mentees(here).next().unwrap();
    let (person, name) = (known.person, model.world.register.get::<Person>(known.person).unwrap().name.full());
    let class = model.world.register.get::<Person>(person).unwrap().class_in(here).unwrap().to_string();
    keys(&mut model, &["2", "н", &name, "enter", &class, "f2"]);
    let register = &model.world.register;
    assert_eq!(register.mentees(other).map(|(_, it)| it.person).collect::<Vec<_>>(), [person]);
    keys(&mut model, &["enter", "enter", "ctrl-u", "9Щ", "f2"]);
    let after = model.world.register.get::<Person>(person).unwrap();
    let both = [here, other].map(|year| after.class_in(year).map(ToString::to_string));
    assert_eq!(both, [Some("9Щ".to_owned()), Some("9Щ".to_owned())], "{}", screen(&mut model));
    // Two of one name there are not.
    keys(&mut model, &["8", "т"]);
    assert!(keys(&mut model, &["школа", "ctrl-u", "Школа лидеров", "f2"]).is_empty());
}
