//! The program's own words as a school says them: at a terminal, in files out and in, in the journal.

use std::fs;
use std::process::{Command, Output, Stdio};

use nastavnik::domain::{
    Change, CloseReason, Duty, Lists, Mentee, Pair, Person, Problem, Register, Staff, StaffId, Stamp, TheLists,
    Vocabulary, Wording, Words,
};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, keys, model, page, picture, saved, screen};
use crate::support::Program;

const LIST: &str = "ФИО;Класс;Запрос;Код проблемы\n\
    Желудева Анна Ильинична;5А;не хочу в школу;травля в классе\n\
    Желудев Пётр Ильич;7А;помочь с дробями;мотивация и успеваемость; З12\n";

fn run(school: &School, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(&school.base).args(args);
    command.stdin(Stdio::null()).output().unwrap()
}

/// What a table that goes out says.
fn exported(school: &School, table: &str) -> String {
    let output = run(school, &["export", table, "--format", "csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn own<'a>(register: &'a Register, list: Vocabulary, code: &str) -> Option<&'a str> {
    register.lists().own_title(list, code)
}

fn requests_of(register: &Register, problem: Problem) -> usize {
    let year = register.school().unwrap().active_year;
    let requests = register.mentees(year).flat_map(|(_, mentee)| &mentee.requests);
    requests.filter(|request| request.problems.contains(&problem)).count()
}

/// The name of a mentee whose request the map counts.
fn asking(register: &Register) -> String {
    let year = register.school().unwrap().active_year;
    let takes_part = |mentee: &Mentee| !mentee.standing.is_gone() && mentee.open_requests().next().is_some();
    let (_, mentee) = register.mentees(year).find(|(_, mentee)| takes_part(mentee)).unwrap();
    register.get::<Person>(mentee.person).unwrap().name.full()
}

/// Adds an entry to the list of this name, on the page of the lists.
fn add(program: &mut Program, list: &str, title: &str) {
    program.send("\x1b");
    program.rest(PATIENCE);
    program.send("/");
    program.send(list);
    program.rest(PATIENCE);
    program.send(ENTER);
    program.rest(PATIENCE);
    program.send("н");
    program.wait_for("новая строка", PATIENCE);
    Typist::at(program).text(title).key(F2);
    program.rest(PATIENCE);
}

#[test]
fn an_own_problem_and_an_own_reason_are_added_used_written_out_and_read_back() {
    let school = School::of(100);
    let mut program = school.open();
    Typist::at(&mut program).key("8").key("\x1b[Z").key("\x1b[Z");
    program.wait_for("[Списки]", PATIENCE);
    add(&mut program, "Проблемы", "травля в классе");
    add(&mut program, "Причины", "смена формы");
    let named = |register: &Register| {
        own(register, Problem::LIST, "z12") == Some("травля в классе")
            && own(register, CloseReason::LIST, "own1") == Some("смена формы")
    };
    school.wait_for("both entries", named);

    // A request gets the code: it is offered with what it means.
    let name = asking(&school.register());
    Typist::at(&mut program).key("2").key("/").text(&name).key("\t");
    program.rest(PATIENCE);
    program.send(ENTER);
    program.rest(PATIENCE);
    // Name, class, request, problems.
    Typist::at(&mut program).key("\t").key("\t").key("\t");
    program.wait_for("З12 травля в классе", PATIENCE);
    Typist::at(&mut program).text(" З12").key(F2);
    school.wait_for("the request", |register| requests_of(register, Problem::Own12) == 1);
    // The map of requests has a row of it.
    program.send("к");
    program.wait_for("Карта запросов", PATIENCE);
    program.rest(PATIENCE);
    let map = program.text();
    let row = map.lines().find(|line| line.contains("З12")).unwrap_or_else(|| panic!("{map}"));
    assert!(row.contains("травля") && row.split_whitespace().any(|cell| cell == "1"), "{row}");
    assert!(!map.contains("З13"), "a seat without a name is no row: {map}");

    // A pair ends for the school's own reason, chosen by its letters.
    Typist::at(&mut program).key("4").key("/").text("работает").key("\t");
    program.rest(PATIENCE);
    Typist::at(&mut program).key("з").key("2").key(ENTER).key(ENTER).text("смен").key(ENTER).key("5").key(ENTER);
    Typist::at(&mut program).key("д").key(F2);
    let ended = |register: &Register| {
        let year = register.school().unwrap().active_year;
        register.pairs(year).any(|(_, it)| it.closing.as_ref().is_some_and(|end| end.reason == CloseReason::Own1))
    };
    school.wait_for("the end of a pair", ended);
    program.send(CTRL_Q);
    program.wait_exit(PATIENCE);

    assert!(exported(&school, "pairs").contains("смена формы"));
    assert!(exported(&school, "mentees").contains("З12"));
    let json = String::from_utf8(run(&school, &["export", "pairs", "--format", "json"]).stdout).unwrap();
    assert!(json.contains("\"own1\""), "files for programs keep the code");
    // Both ways of saying it come in: what the school calls it, and the mark.
    let file = school.base.with_file_name("список.csv");
    fs::write(&file, LIST.replace("успеваемость; З12", "успеваемость, З12")).unwrap();
    let output = run(&school, &["import", "mentees", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(requests_of(&school.register(), Problem::Own12), 3);
    assert_eq!(run(&school, &["check"]).status.code(), Some(0));
}

/// The model on the page of the lists, at the entry that a search finds.
fn at(model: &mut nastavnik::app::Model, words: &str) {
    page(model, "8", "Списки");
    keys(model, &["esc", "/", words, "enter"]);
}

#[test]
fn a_change_of_a_list_is_one_step_that_undo_takes_back_and_redo_brings_again() {
    let school = School::of(100);
    let mut program = school.open();
    Typist::at(&mut program).key("8").key("\x1b[Z").key("\x1b[Z");
    program.wait_for("[Списки]", PATIENCE);
    add(&mut program, "Проблемы", "травля в классе");
    let named = |register: &Register| own(register, Problem::LIST, "z12").is_some();
    school.wait_for("the entry", named);
    program.send("г");
    school.wait_for("the undo", |register| register.get::<Lists>(TheLists).is_none());
    program.rest(PATIENCE);
    program.send("Г");
    school.wait_for("the entry again", named);
}

#[test]
fn an_own_word_stands_on_the_card_in_the_list_and_behind_a_search() {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    let closed = register.pairs(year).find(|(_, pair)| pair.closing.is_some()).unwrap().0;
    let reason = register.get::<Pair>(closed).unwrap().closing.as_ref().unwrap().reason;
    let wording = Wording {
        list: CloseReason::LIST,
        code: reason.code().into(),
        title: "по-своему названная".into(),
        retired: false,
    };
    let lists = Lists::usual().with_wordings(CloseReason::LIST, [wording]);
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&[Change::create::<Lists>(TheLists, lists)], &stamp).unwrap();
    let mut model = model(&register, Lang::Ru, (200, 50));
    keys(&mut model, &["4", "к"]);
    let world = &model.world;
    let front = model.desk.front;
    model.desk.panes[front].select(closed.into(), world);
    assert!(screen(&mut model).contains("по-своему названная"), "{}", screen(&mut model));
    page(&mut model, "7", "Итоги года");
    assert!(screen(&mut model).contains("по-своему названная"), "{}", screen(&mut model));
}

#[test]
fn who_may_not_change_the_school_may_not_change_its_lists() {
    for duty in [Duty::Helper, Duty::Director] {
        let mut register = stage::register();
        let who = world(register.clone(), Lang::Ru, (100, 30)).who;
        let staff = |user: &str, duty| Staff { user: user.into(), duty, person: None, name: Words::default() };
        let changes = [
            Change::create::<Staff>(StaffId(90_000), staff("главный куратор", Duty::Curator)),
            Change::create::<Staff>(StaffId(90_001), staff(&who, duty)),
        ];
        let stamp = Stamp { generation: 2, at: 0, who: "главный куратор".to_owned() };
        register.commit(&changes, &stamp).unwrap();
        register.set_position(2, 0);
        let mut model = model(&register, Lang::Ru, (100, 30));
        at(&mut model, "нет времени");
        for key in ["у", "н", "enter", "del"] {
            assert!(saved(&keys(&mut model, &[key])).is_none(), "{duty:?} {key}");
            assert!(model.desk.overlays.is_empty(), "{duty:?} {key}: {:?}", picture(&mut model, Layout::Cyrillic));
        }
        assert_eq!(*model.world.register.lists(), *Lists::usual());
    }
}

/// The mentee is found by the code on screen; a seat that nobody named is no word of any search.
#[test]
fn a_search_knows_the_own_mark() {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    let (id, mentee) = register.mentees(year).find(|(_, mentee)| !mentee.requests.is_empty()).unwrap();
    let mut after = Mentee::clone(mentee);
    after.requests[0].problems.push(Problem::Own12);
    let wording = Wording { list: Problem::LIST, code: "z12".into(), title: "травля".into(), retired: false };
    let changes = [
        Change::create::<Lists>(TheLists, Lists::usual().with_wordings(Problem::LIST, [wording])),
        Change::edit::<Mentee>(id, &std::sync::Arc::clone(mentee), after),
    ];
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&changes, &stamp).unwrap();
    let mut model = model(&register, Lang::Ru, (120, 30));
    keys(&mut model, &["2", "/", "з12", "tab"]);
    assert_eq!(model.desk.panes[model.desk.front].current(), Some(id.into()), "{}", screen(&mut model));
}
