//! Questionnaires in and out on the command line, and the workshop on the screen.

use std::fs;
use std::process::{Command, Output, Stdio};

use nastavnik::app::Effect;
use nastavnik::domain::{Batch, Kind, Questionnaire, QuestionnaireId, Register};
use nastavnik::kit::Layout;
use nastavnik::surveys;
use nastavnik::text::Lang;

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

#[test]
fn a_questionnaire_goes_out_is_changed_and_comes_back_as_another_version() {
    let school = School::of(100);
    let exported = run(&school, &["export", "survey", "--survey", "pp_mentee_entry"]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    let text = String::from_utf8(exported.stdout).unwrap();
    let file = school.base.with_file_name("анкета.toml");
    let path = file.to_str().unwrap();
    fs::write(&file, &text).unwrap();
    let same = run(&school, &["import", "survey", path]);
    assert!(same.status.success() && said(&same).contains("в базе такая же"), "{}", said(&same));
    fs::write(&file, text.replace("Рады ли вы, что участвуете", "Нравится ли вам, что вы участвуете")).unwrap();
    let dry = run(&school, &["import", "survey", path, "--dry-run"]);
    assert!(said(&dry).contains("теперь версия 3"), "{}", said(&dry));
    let versions =
        |register: &Register| register.questionnaires().filter(|(_, sheet)| sheet.code == "pp_mentee_entry").count();
    assert_eq!(versions(&school.register()), 1, "a dry run changes nothing");
    let taken = run(&school, &["import", "survey", path]);
    assert!(said(&taken).contains("вопрос 16: другие слова"), "{}", said(&taken));
    assert_eq!(versions(&school.register()), 2);
    let broken = text.replacen("kind = \"scale\"", "kind = \"звёзды\"", 1);
    fs::write(&file, broken).unwrap();
    let refused = run(&school, &["import", "survey", path]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("вопрос 3") && said(&refused).contains("строка"), "{}", said(&refused));
    let unknown = run(&school, &["export", "survey", "--survey", "нет"]);
    assert!(said(&unknown).contains("pulse_mentee"), "{}", said(&unknown));
}

#[test]
fn answers_come_in_from_the_command_line_as_one_step() {
    let school = School::of(100);
    let register = school.register();
    let year = register.school().unwrap().active_year;
    let (_, mentee) = register.mentees(year).next().unwrap();
    let name = register.get::<nastavnik::domain::Person>(mentee.person).unwrap().name.full();
    let class = register.get::<nastavnik::domain::Person>(mentee.person).unwrap().class_in(year).unwrap().to_string();
    let file = school.base.with_file_name("ответы.csv");
    let path = file.to_str().unwrap();
    fs::write(&file, format!("ФИО;Класс;P1;P2;P3\n{name};{class};4;5;много\nЩукин Никто;5А;1;1;1\n")).unwrap();
    let all = ["import", "answers", path, "--survey", "pulse_mentee"];
    let refused = run(&school, &all);
    assert_eq!(refused.status.code(), Some(1));
    let told = said(&refused);
    assert!(told.contains("вопрос P3: «много»") && told.contains("такого человека в базе нет"), "{told}");
    fs::write(&file, format!("ФИО;Класс;P1;P2;P3\n{name};{class};4;5;5\nЩукин Никто;5А;1;1;1\n")).unwrap();
    let taken = run(&school, &[&all[..], &["--skip-bad"]].concat());
    assert!(taken.status.success(), "{}", said(&taken));
    assert_eq!(school.register().responses_of(mentee.person).len(), register.responses_of(mentee.person).len() + 1);
    let left = fs::read_to_string(school.base.with_file_name("ответы.csv.rejected.csv")).unwrap();
    assert!(left.contains("Щукин Никто") && left.contains("такого человека"), "{left}");
    let nameless = run(&school, &["import", "answers", path]);
    assert!(said(&nameless).contains("--survey"), "{}", said(&nameless));
}

fn batch(effects: &[Effect]) -> Option<&Batch> {
    effects.iter().find_map(|effect| if let Effect::Save { batch, .. } = effect { Some(batch) } else { None })
}

fn newest<'a>(register: &'a Register, code: &str) -> (QuestionnaireId, &'a Questionnaire) {
    surveys::newest(register, code).unwrap()
}

#[test]
fn the_workshop_makes_a_new_version_of_what_was_answered_and_says_so() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    keys(&mut model, &["6", "А", "/"]);
    keys(
        &mut model,
        &"pp_mentee_entry"
            .chars()
            .map(|c| c.to_string())
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>(),
    );
    keys(&mut model, &["enter"]);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains("версия 2") && shown.contains("изменение станет новой версией"), "{shown}");
    let before = newest(&model.world.register, "pp_mentee_entry").0;
    let answers = model.world.register.referring(before.into(), Kind::Response).count();
    assert!(answers > 0);
    // The last item, its question, the end of its line.
    keys(&mut model, &["end", "enter", "down"]);
    keys(&mut model, &["ж", "f2"]);
    let (after, sheet) = newest(&model.world.register, "pp_mentee_entry");
    assert_eq!((sheet.version, sheet.own), (3, true));
    assert!(sheet.items[15].label.ru.ends_with('ж'));
    assert_ne!(after, before);
    assert_eq!(model.world.register.referring(before.into(), Kind::Response).count(), answers);
    let toast = model.desk.toast.as_ref().map(|toast| toast.text.clone()).unwrap_or_default();
    assert!(toast.contains("теперь версия 3") && toast.contains(&answers.to_string()), "{toast}");
    // What has no answers yet is changed where it stands.
    keys(&mut model, &["home", "down", "down", "del"]);
    let (same, sheet) = newest(&model.world.register, "pp_mentee_entry");
    assert_eq!((same, sheet.version, sheet.items.len()), (after, 3, 15));
    keys(&mut model, &["alt-down"]);
    let (_, sheet) = newest(&model.world.register, "pp_mentee_entry");
    assert_eq!([&sheet.items[1].id, &sheet.items[2].id], ["4", "3"]);
}

#[test]
fn a_questionnaire_is_made_on_the_screen() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    keys(&mut model, &["6", "А", "н"]);
    let typed = |model: &mut nastavnik::app::Model, words: &str| {
        words.chars().for_each(|c| drop(keys(model, &[c.to_string().as_str()])));
    };
    // The code comes with the title.
    typed(&mut model, "Климат");
    let effects = keys(&mut model, &["f2"]);
    assert!(batch(&effects).is_some(), "{effects:?}");
    let (_, sheet) = newest(&model.world.register, "климат");
    assert_eq!((sheet.title.ru.as_str(), sheet.items.len()), ("Климат", 0));
    // Its first item: a rating of one to ten is what a new one is.
    keys(&mut model, &["н"]);
    typed(&mut model, "Как дела?");
    keys(&mut model, &["f2"]);
    let (_, sheet) = newest(&model.world.register, "климат");
    assert_eq!(sheet.items.len(), 1);
    // A condition on nothing is refused under its field.
    keys(&mut model, &["н"]);
    typed(&mut model, "А теперь?");
    keys(&mut model, &["down", "down", "down", "down", "down", "down"]);
    typed(&mut model, "9 = да");
    keys(&mut model, &["f2"]);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains("выше нет вопроса «9»"), "{shown}");
}

#[test]
fn a_step_of_the_workshop_is_taken_back() {
    let school = School::of(100);
    let there = |register: &Register| register.questionnaires().any(|(_, sheet)| sheet.code == "климат");
    let mut program = school.open();
    program.send("6А");
    program.wait_for("Анкеты школы", PATIENCE);
    program.send("н");
    program.wait_for("Новая анкета", PATIENCE);
    program.send("Климат");
    program.send(F2);
    school.wait_for("the questionnaire", there);
    program.rest(PATIENCE);
    program.send("г");
    school.wait_for("no such questionnaire", |register| !there(register));
}
