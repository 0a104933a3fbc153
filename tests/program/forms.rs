//! Questionnaires of every kind at a real terminal: a second keying, two hundred items, answers and measures from tables.

use std::fs;
use std::process::{Command, Output, Stdio};

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{
    Answer, Audience, Change, Entry, Item, ItemKind, Kind, Label, Mentee, MenteeId, PairState, Parameter, Person,
    PersonId, Questionnaire, QuestionnaireId, Register, Response, ResponseId, Second, Wave,
};
use nastavnik::kit::Layout;
use nastavnik::store::{Mode, Store};
use nastavnik::text::Lang;
use rustix::process::Signal;

use crate::school::*;
use crate::stage::{self, keys, model, picture};

fn run(school: &School, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(&school.base).args(args);
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn keyed(register: &Register, sheet: QuestionnaireId) -> Vec<(ResponseId, Response)> {
    let papers = register.responses().filter(|(_, response)| response.questionnaire == sheet);
    papers.map(|(id, response)| (id, Response::clone(response))).collect()
}

/// A questionnaire of ratings that nobody has answered and every mentee should.
fn add_ratings(school: &School, items: u32) -> QuestionnaireId {
    let mut store = Store::open(&school.base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let item = |number: u32| {
        let question = format!("Вопрос {number}: насколько легко и комфортно вам было на встречах?");
        Item::new(format!("К{number}"), Label::of(question), ItemKind::Scale { low: 1, high: 10 })
    };
    let sheet = Questionnaire {
        code: "long".to_owned(),
        version: 1,
        title: Label::of("Длинная анкета"),
        wave: Wave::Entry,
        audience: Audience::Mentee,
        forms: Vec::new(),
        own: true,
        items: (1..=items).map(item).collect(),
    };
    let id = QuestionnaireId(register.highest_id() + 1);
    let batch = nastavnik::domain::Batch::new("survey.new", vec![Change::create(id, sheet)]);
    store.execute(register.generation(), &batch).unwrap();
    store.close().unwrap();
    id
}

#[test]
fn two_hundred_items_are_keyed_one_key_each_and_left_and_gone_on_with() {
    let school = School::of(100);
    let sheet = add_ratings(&school, 200);
    let mut program = school.open();
    program.send("6");
    program.wait_for("Длинная анкета", PATIENCE);
    program.rest(PATIENCE);
    let mut typist = Typist::at(&mut program);
    typist.key(ENTER);
    for number in 0..150 {
        typist.key(["7", "0", "1"][number % 3]);
    }
    // The place after the last answer: the item itself is named by the draft before it is answered.
    school.wait_for_draft("К151");
    // The line breaks in the middle.
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = school.open();
    program.send("6");
    program.wait_for("Длинная анкета", PATIENCE);
    program.rest(PATIENCE);
    program.send(ENTER);
    program.wait_for("150", PATIENCE);
    // To an item by its number, and on from there.
    program.send("\x07151\r");
    program.rest(PATIENCE);
    program.send(&"5".repeat(50));
    program.rest(PATIENCE);
    program.send(ENTER);
    school.wait_for("the paper", |register| keyed(register, sheet).len() == 1);
    let answers = &keyed(&school.register(), sheet)[0].1.answers;
    let wanted = (0..200).map(|number| if number < 150 { [7, 10, 1][number % 3] } else { 5 });
    assert_eq!(*answers, wanted.map(Answer::Scale).collect::<Vec<_>>());
}

#[test]
fn a_paper_is_keyed_twice_and_only_what_differs_is_settled() {
    let school = School::of(100);
    let sheet = add_ratings(&school, 5);
    let mut program = school.open();
    program.send("6");
    program.wait_for("Длинная анкета", PATIENCE);
    program.rest(PATIENCE);
    Typist::at(&mut program).key(ENTER).key("7").key("8").key("9").key("0").key("1").key(ENTER);
    school.wait_for("the paper", |register| keyed(register, sheet).len() == 1);
    program.send("\x1b");
    program.rest(PATIENCE);
    program.send("к");
    program.wait_for("внесено", PATIENCE);
    program.rest(PATIENCE);
    program.send("К");
    program.wait_for("второе внесение", PATIENCE);
    Typist::at(&mut program).key("7").key("5").key("9").key("0").key("2").key(ENTER);
    program.wait_for("Расхождений: 2", PATIENCE);
    let open = |register: &Register| matches!(keyed(register, sheet)[0].1.second, Some(Second::Open { .. }));
    school.wait_for("the differences", open);
    program.rest(PATIENCE);
    let shown = program.text();
    assert!(shown.contains("Вопрос 2") && shown.contains("Вопрос 5"), "{shown}");
    assert!(!shown.contains("Вопрос 1:") && !shown.contains("Вопрос 3"), "{shown}");
    // Left: the first answers stand. Come back to: the same two.
    program.send("\x1b");
    program.wait_for("прежние ответы в силе", PATIENCE);
    program.send("К");
    program.wait_for("Вопрос 5", PATIENCE);
    Typist::at(&mut program).key("\x1b[C").key("\x1b[D").key(ENTER);
    let settled = |register: &Register| matches!(keyed(register, sheet)[0].1.second, Some(Second::Settled { .. }));
    school.wait_for("the decision", settled);
    let (_, paper) = keyed(&school.register(), sheet).remove(0);
    assert_eq!(paper.answers, [7, 5, 9, 10, 1].map(Answer::Scale));
    assert!(matches!(paper.second, Some(Second::Settled { fields: 5, differed: 2, wrong: 1, .. })), "{paper:?}");
    program.wait_for("ошибок на 1000 полей: 200,0", PATIENCE);
    // One step takes the decision back: the paper is as it was keyed first, and its differences are open again.
    program.rest(PATIENCE);
    program.send("г");
    school.wait_for("the decision taken back", open);
    assert_eq!(keyed(&school.register(), sheet)[0].1.answers, [7, 8, 9, 10, 1].map(Answer::Scale));
}

/// Two mentees with one name, and another with a name of their own.
fn namesakes(register: &Register) -> (Register, [PersonId; 2], String) {
    let mut register = register.clone();
    let year = register.school().unwrap().active_year;
    // The pulse asks those whose pair works.
    let working = register.pairs(year).filter(|(_, pair)| pair.state == PairState::Fixed);
    let mentees: Vec<MenteeId> = working.flat_map(|(_, pair)| pair.mentees.clone()).collect();
    let name = |id: PersonId| register.get::<Person>(id).unwrap().name.full();
    let mut people: Vec<PersonId> = mentees.iter().map(|id| register.get::<Mentee>(*id).unwrap().person).collect();
    people.retain(|id| register.people().filter(|(_, other)| other.name.full() == name(*id)).count() == 1);
    let [first, second, third] = [0, 1, 2].map(|at| people[at]);
    let name = register.get::<Person>(first).unwrap().name.clone();
    let twin = std::sync::Arc::clone(register.get::<Person>(second).unwrap());
    let change = Change::edit(second, &twin, Person { name, ..Person::clone(&twin) });
    let stamp = nastavnik::domain::Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&[change], &stamp).unwrap();
    let other = register.get::<Person>(third).unwrap().name.full();
    (register, [first, second], other)
}

fn give(model: &mut Model, kind: Kind, table: &str) {
    let sheet = nastavnik::exchange::from_bytes("ответы.csv", table.as_bytes().to_vec(), None).unwrap();
    model.update(Msg::Roster { kind, path: "ответы.csv".into(), sheet: Box::new(sheet) }, model.world.now);
}

fn page(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

fn saved<'a>(effects: &'a [Effect], command: &str) -> Option<&'a nastavnik::domain::Batch> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } if batch.command == command => Some(batch),
        _ => None,
    })
}

/// Chooses a questionnaire in pane 6 by a part of its name.
fn choose(model: &mut Model, name: &str) {
    keys(model, &["6", "а", name, "enter"]);
}

#[test]
fn answers_come_in_on_screen_and_two_of_one_name_wait_for_a_choice() {
    let (register, twins, other) = namesakes(&stage::register());
    let name = register.get::<Person>(twins[0]).unwrap().name.full();
    let mut model = model(&register, Lang::Ru, (110, 30));
    choose(&mut model, "пульс пары. наставляемый");
    keys(&mut model, &["и"]);
    assert!(page(&mut model).contains("Ответы из файла: Пульс пары. Наставляемый"), "{}", page(&mut model));
    let table =
        format!("ФИО;P1;P2;Чаёвничали\n{name};4;5;да\n{other};3;много;нет\n{other};3;2;нет\nЩукин Никто;1;1;\n");
    give(&mut model, Kind::Response, &table);
    let shown = page(&mut model);
    assert!(shown.contains("возьмётся 1 · с ошибками 1 · решить 2 · пропустится 0"), "{shown}");
    assert!(shown.contains("в базе двое с этим именем") && shown.contains("«Чаёвничали» не читается"), "{shown}");
    assert!(shown.contains("нет в файле: P3, P4, P5, P6") && shown.contains("вопрос P2: «много»"), "{shown}");
    // All of it cannot be taken while somebody waits.
    assert!(saved(&keys(&mut model, &["f2"]), "import.answers").is_none());
    keys(&mut model, &["right"]);
    assert!(page(&mut model).contains("возьмётся 2 · с ошибками 1 · решить 1"), "{}", page(&mut model));
    let effects = keys(&mut model, &["f3"]);
    let batch = saved(&effects, "import.answers").unwrap_or_else(|| panic!("{effects:?}"));
    assert_eq!(batch.changes.len(), 2);
    let left = effects.iter().find_map(|effect| match effect {
        Effect::Write(path, bytes) => Some((path.clone(), String::from_utf8_lossy(bytes).into_owned())),
        _ => None,
    });
    let (path, left) = left.unwrap_or_else(|| panic!("{effects:?}"));
    assert!(path.to_string_lossy().ends_with("ответы.csv.rejected.csv") && left.contains("Щукин Никто"), "{left}");
    let today = model.world.today();
    let answered = |id: &PersonId| {
        model.world.register.responses_of(*id).iter().any(|(_, it)| it.on == today && it.answers[0] == Answer::Scale(4))
    };
    assert_eq!(twins.iter().filter(|id| answered(id)).count(), 1);
}

#[test]
fn a_column_nobody_knows_is_given_to_an_item_by_hand() {
    let (register, _, other) = namesakes(&stage::register());
    let mut model = model(&register, Lang::Ru, (80, 24));
    choose(&mut model, "пульс пары. наставляемый");
    keys(&mut model, &["и"]);
    give(&mut model, Kind::Response, &format!("Кто это;q_77\n{other};4\n"));
    let shown = page(&mut model);
    assert!(shown.contains("Не видно, о ком строка") && shown.contains("q_77"), "{shown}");
    // The first meaning is a name; the second column goes on to the first item.
    keys(&mut model, &["right", "down"]);
    for _ in 0..20 {
        keys(&mut model, &["right"]);
        if page(&mut model).contains("вопрос P1") {
            break;
        }
    }
    keys(&mut model, &["tab"]);
    assert!(page(&mut model).contains("возьмётся 1"), "{}", page(&mut model));
    // Esc asks once over what was decided by hand.
    keys(&mut model, &["esc"]);
    assert!(page(&mut model).contains("возьмётся 1"));
    assert!(saved(&keys(&mut model, &["f2"]), "import.answers").is_some());
}

#[test]
fn measures_come_in_on_screen() {
    let (register, twins, other) = namesakes(&stage::register());
    let name = register.get::<Person>(twins[0]).unwrap().name.full();
    let mut model = model(&register, Lang::Ru, (120, 30));
    keys(&mut model, &["7"]);
    while !stage::commands(&model).iter().any(|info| info.id == "measure.import" && info.disabled.is_none()) {
        keys(&mut model, &["tab"]);
    }
    keys(&mut model, &["и"]);
    let table = format!("ФИО;Показатель;Замер;Балл\n{other};м3;вход;7,5\n{name};м3;вход;6\n{other};м3;выход;11\n");
    give(&mut model, Kind::Measure, &table);
    let shown = page(&mut model);
    assert!(shown.contains("возьмётся 1 · с ошибками 1 · решить 1"), "{shown}");
    assert!(shown.contains("вход 7,5") && shown.contains("Нужно число от 1 до 10"), "{shown}");
    let effects = keys(&mut model, &["f3"]);
    let batch = saved(&effects, "import.measures").unwrap_or_else(|| panic!("{effects:?}"));
    assert_eq!(batch.changes.len(), 1);
}

#[test]
fn measures_come_in_on_the_command_line_as_one_step() {
    let school = School::of(100);
    let register = school.register();
    let year = register.school().unwrap().active_year;
    let (_, mentee) = register.mentees(year).last().unwrap();
    let person = register.get::<Person>(mentee.person).unwrap();
    let row = format!("{};{}", person.name.full(), person.class_in(year).unwrap());
    let file = school.base.with_file_name("тревожность.csv");
    let path = file.to_str().unwrap();
    fs::write(&file, format!("ФИО;Класс;Параметр;Замер;Значение\n{row};м5;вход;43\n{row};м5;летом;40\n")).unwrap();
    let anxiety = |register: &Register| -> Vec<i32> {
        let of = register.measures(year).filter(|(_, it)| it.person == mentee.person);
        of.filter(|(_, it)| it.parameter == Parameter::Anxiety && it.wave == Wave::Entry)
            .map(|(_, it)| it.value)
            .collect()
    };
    let before = anxiety(&register);
    let all = ["import", "measures", path, "--update"];
    let refused = run(&school, &all);
    assert_eq!((refused.status.code(), anxiety(&school.register())), (Some(1), before));
    assert!(said(&refused).contains("«летом»: ждут «вход» или «выход»"), "{}", said(&refused));
    let taken = run(&school, &[&all[..], &["--skip-bad"]].concat());
    assert!(taken.status.success(), "{}", said(&taken));
    assert_eq!(anxiety(&school.register()), [4_300]);
    let again = run(&school, &[&all[..], &["--skip-bad"]].concat());
    assert!(again.status.success() && anxiety(&school.register()) == [4_300], "{}", said(&again));
    let nameless = run(&school, &["import", "measures", path, "--map", "рост=B"]);
    assert!(said(&nameless).contains("рост") && said(&nameless).contains("parameter"), "{}", said(&nameless));
}

#[test]
fn answers_without_an_entry_form_are_told_where_they_are_keyed() {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    // Nobody has answered at the entry.
    let stamp = nastavnik::domain::Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    let entries: Vec<Change> =
        register.responses().filter(|(_, it)| it.year == year).map(|(id, it)| Change::delete(id, it)).collect();
    register.commit(&entries, &stamp).unwrap();
    let queue = nastavnik::analysis::queue(&register, year, today());
    let due = queue.due.iter().find(|due| due.wave == Wave::Exit).expect("a pair that is over");
    let title = register.get::<Questionnaire>(due.questionnaire).unwrap().title.ru.to_lowercase();
    let mut model = model(&register, Lang::Ru, (100, 30));
    choose(&mut model, &title);
    keys(&mut model, &["enter"]);
    let shown = page(&mut model);
    assert!(shown.contains("без анкеты входа"), "{shown}");
}

/// What the school measured of itself in the year, by wave.
fn of_school(register: &Register, name: &str) -> Vec<(Wave, i32)> {
    let of = register.school_parameters().filter(|(_, it)| &*it.name == name);
    let mut all: Vec<(Wave, i32)> =
        of.flat_map(|(id, _)| register.school_measures(id)).map(|(_, it)| (it.wave, it.value)).collect();
    all.sort();
    all
}

/// Presses keys of which the last saves measures of the school, and makes that durable. How many changes it was.
fn measured(model: &mut Model, pressed: &[&str]) -> usize {
    let effects = keys(model, pressed);
    let shown = page(model);
    let batch = saved(&effects, "measure.school").unwrap_or_else(|| panic!("{shown}")).clone();
    let (generation, count) = (model.world.register.revision() + 1, batch.changes.len());
    let entry = Entry {
        generation,
        at: 0,
        who: "петрова".to_owned(),
        session: "1".to_owned(),
        command: batch.command,
        origin: batch.origin,
        changes: batch.changes,
    };
    model.update(Msg::Saved { entry: Box::new(entry), can_undo: true }, model.world.now);
    count
}

#[test]
fn a_measure_of_the_school_is_entered_corrected_and_removed_by_keys() {
    const NAME: &str = "Учатся на 4 и 5";
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    stage::page(&mut model, "7", "Динамика");
    // The school is the first who can be measured; what it measures is found by a few letters.
    keys(&mut model, &["н", "enter"]);
    assert!(page(&mut model).contains("Что измеряет школа"), "{}", page(&mut model));
    keys(&mut model, &["у", "ч", "а", "enter", "1", "4", "1"]);
    assert!(saved(&keys(&mut model, &["f2"]), "measure.school").is_none(), "141 % are none");
    assert!(page(&mut model).contains("Нужно число от 0 до 100"), "{}", page(&mut model));
    assert_eq!(measured(&mut model, &["bs", "bs", "bs", "4", "1", ",", "5", "f2"]), 2, "the parameter and its value");
    assert_eq!(of_school(&model.world.register, NAME), [(Wave::Entry, 4_150)]);
    // Enter on its row: the exit is what it waits for.
    keys(&mut model, &["/", "у", "ч", "а", "т", "с", "я", "enter"]);
    assert!(page(&mut model).contains("вход 41,5"), "{}", page(&mut model));
    assert_eq!(measured(&mut model, &["enter", "4", "4", "f2"]), 1);
    assert_eq!(of_school(&model.world.register, NAME), [(Wave::Entry, 4_150), (Wave::Exit, 4_400)]);
    let shown = page(&mut model);
    assert!(shown.contains("было 41,50 % – стало 44,00 %") && shown.contains("Стало лучше."), "{shown}");
    assert_eq!(measured(&mut model, &["enter", "bs", "bs", "f2"]), 1);
    assert_eq!(of_school(&model.world.register, NAME), [(Wave::Entry, 4_150)]);
    // The same as a table.
    keys(&mut model, &["к"]);
    assert!(page(&mut model).contains("вход измерен"), "{}", page(&mut model));
    keys(&mut model, &["esc"]);
    assert!(stage::commands(&model).iter().any(|info| info.id == "measure.new" && info.disabled.is_none()));
}

#[test]
fn measures_of_the_school_leave_and_come_back_on_the_command_line() {
    let school = School::of(60);
    let file = school.base.with_file_name("школа.csv");
    let path = file.to_str().unwrap();
    let table = "ФИО;Показатель;Замер;Значение;Дата;Шкала;Лучше\n\
        школа;Дежурства;вход;12;;случаев;чем больше\nшкола;Дежурства;летом;12;;;\n";
    fs::write(&file, table).unwrap();
    let refused = run(&school, &["import", "measures", path]);
    assert!(said(&refused).contains("«летом»") && refused.status.code() == Some(1), "{}", said(&refused));
    let taken = run(&school, &["import", "measures", path, "--skip-bad"]);
    assert!(taken.status.success(), "{}", said(&taken));
    assert_eq!(of_school(&school.register(), "Дежурства"), [(Wave::Entry, 1_200)]);
    let out = school.base.with_file_name("выгрузка.csv");
    let left = run(&school, &["export", "measures", "--out", out.to_str().unwrap()]);
    assert!(left.status.success(), "{}", said(&left));
    let text = fs::read_to_string(&out).unwrap();
    let line = text.lines().find(|line| line.contains("Дежурства")).unwrap();
    assert!(line.contains("Школа в целом") && line.contains("чем больше"), "{line}");
    let again = run(&school, &["import", "measures", out.to_str().unwrap(), "--skip-bad"]);
    assert!(again.status.success(), "{}", said(&again));
    assert_eq!(of_school(&school.register(), "Дежурства"), [(Wave::Entry, 1_200)]);
    let check = run(&school, &["check"]);
    assert!(check.status.success(), "{}", said(&check));
}
