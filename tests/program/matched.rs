//! `nastavnik match`: the table, the JSON, and what is said where there is nothing to propose.

use std::fs;
use std::process::{Command, Output, Stdio};

use nastavnik::domain::{
    Health, Key, Mentee, MenteeId, Mentor, MentorId, MentorStanding, Person, PersonKind, Step, Verdict, Year, YearId,
};
use nastavnik::store::Store;
use serde_json::Value;

use crate::people::People;
use crate::school::{PROGRAM, School, today};

fn run(school: &School, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(&school.base).args(args).stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> (String, String) {
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

/// The table of a school for which there is something to propose.
fn table(school: &School, args: &[&str]) -> String {
    let output = run(school, &[&["match"], args].concat());
    let (out, err) = said(&output);
    assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{out}");
    out
}

fn json(school: &School, args: &[&str]) -> Value {
    serde_json::from_str(&table(school, &[&["--json"], args].concat())).unwrap()
}

/// What is said instead of pairs, the same with `--json`.
fn refused(school: &School, args: &[&str]) -> String {
    let sentences = [vec![], vec!["--json"]].map(|json| {
        let output = run(school, &[&["match"], args, &json].concat());
        let (out, err) = said(&output);
        assert_eq!((output.status.code(), out.as_str()), (Some(1), ""), "{err}");
        assert!(!err.contains("panicked"), "{err}");
        err
    });
    assert_eq!(sentences[0], sentences[1]);
    sentences[0].clone()
}

fn people() -> People {
    People::on(today())
}

fn founded(people: &People) -> School {
    let school = School::none();
    Store::create(&school.base, &people.founding()).unwrap().close().unwrap();
    school
}

fn teacher(people: &mut People, name: &str, places: u8) -> Key {
    people.mentor(name, PersonKind::Teacher, "алгебра, шахматы", "вт 15:00, чт 15:00", places).into()
}

fn pupil(people: &mut People, name: &str) -> Key {
    people.mentee(name, "7Б", "Подтянуть математику", "вт 15:00").into()
}

#[test]
fn the_proposal_of_a_school_is_a_table_that_fits_and_changes_nothing() {
    let school = School::of(300);
    let before = fs::read(&school.base).unwrap();
    for (args, words) in [
        (&[][..], ["Наставляемый", "Без наставника: ", "Итого", "лучшего нет, проверено", "--include-pending"]),
        (
            &["--include-pending"],
            ["проверить: бумаги идут у", "Без наставника: ", "Итого", "проверено", "бумаги ещё идут"],
        ),
        (&["--objective", "ranks"], ["по выбору", "Наставник", "балл", "Итого", "лучшего нет, проверено"]),
        (&["--objective", "stable"], ["без обид", "Наставник", "балл", "Итого", "обид нет, проверено"]),
    ] {
        let out = table(&school, args);
        for word in words {
            assert!(out.contains(word), "no {word} in {args:?}:\n{out}");
        }
        let long = out.lines().find(|line| line.chars().count() > 80 || line.ends_with(' '));
        assert_eq!(long, None, "{args:?}");
    }
    let english = table(&school, &["--lang", "en"]);
    assert!(english.contains("have a mentor") && english.contains("nothing is better, checked"), "{english}");
    assert!(fs::read(&school.base).unwrap() == before, "the base is as it was");
}

#[test]
fn json_has_the_promised_form_and_adds_up() {
    let school = School::of(300);
    let value = json(&school, &["--include-pending"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value), ["pairs", "unmatched", "totals", "certificate"]);
    assert_eq!(keys(&value["totals"]), ["matched", "score", "ranks", "worst"]);
    assert_eq!(value["certificate"], true);
    let pairs = value["pairs"].as_array().unwrap();
    assert_eq!(value["totals"]["matched"], pairs.len());
    let (mut sum, mut worst, mut ranks) = (0.0, f64::MAX, 0);
    for pair in pairs {
        assert_eq!(keys(pair), ["mentor", "mentee", "score", "rank", "reasons", "doubts"]);
        assert_eq!(keys(&pair["mentor"]), ["id", "name", "pending"]);
        let score = pair["score"].as_f64().unwrap();
        assert!((score * 10.0 - (score * 10.0).round()).abs() < 1e-9, "thousandths are exact: {score}");
        assert!(!pair["reasons"].as_array().unwrap().is_empty());
        (sum, worst) = (sum + score, worst.min(score));
        ranks += pair["rank"].as_u64().unwrap_or(0);
    }
    assert_eq!(value["totals"]["ranks"], ranks);
    assert!((value["totals"]["score"].as_f64().unwrap() - sum).abs() < 1e-6);
    assert!((value["totals"]["worst"].as_f64().unwrap() - worst).abs() < 1e-9);
    assert!(pairs.iter().any(|pair| pair["mentee"]["pending"] == true || pair["mentor"]["pending"] == true));
    let left = value["unmatched"].as_array().unwrap();
    assert!(left.iter().all(|one| one["why"].is_string() && one["mentee"]["name"].is_string()));
    let sure = json(&school, &[]);
    let pending = |pair: &Value| pair["mentee"]["pending"] == true || pair["mentor"]["pending"] == true;
    assert!(!sure["pairs"].as_array().unwrap().iter().any(pending));
}

#[test]
fn health_is_said_of_nobody() {
    let mut people = people();
    let child = pupil(&mut people, "Ёлкин Пётр");
    let entry = MenteeId::of(child).unwrap();
    let person = people.register.get::<Mentee>(entry).unwrap().person;
    people.edit::<Person>(person, |person| person.health = Health::Ovz);
    pupil(&mut people, "Яшин Олег");
    teacher(&mut people, "Соколова Вера", 1);
    let school = founded(&people);
    for args in [&[][..], &["--json"], &["--objective", "ranks"], &["--lang", "en"]] {
        let out = table(&school, args);
        let small = out.to_lowercase();
        assert!(small.contains("закрытое условие") || small.contains("restricted"), "{out}");
        for word in ["овз", "зпр", "ovz", "здоров", "health", "особ"] {
            assert!(!small.contains(word), "{word} in:\n{out}");
        }
    }
}

#[test]
fn ranks_are_those_of_the_mentees() {
    let mut people = people();
    let (first, second) = (pupil(&mut people, "Ёлкин Пётр"), pupil(&mut people, "Яшин Олег"));
    let (vera, lev) = (teacher(&mut people, "Соколова Вера", 1), teacher(&mut people, "Жуков Лев", 1));
    people.sheet(first, &[vera, lev], &[]);
    people.sheet(second, &[vera], &[]);
    let school = founded(&people);
    let value = json(&school, &["--objective", "ranks"]);
    assert_eq!((&value["totals"]["matched"], &value["totals"]["ranks"]), (&Value::from(2), &Value::from(3)));
    let rank = |name: &str| {
        let pairs = value["pairs"].as_array().unwrap();
        pairs.iter().find(|pair| pair["mentee"]["name"] == name).unwrap()["rank"].clone()
    };
    assert_eq!((rank("Ёлкин Пётр"), rank("Яшин Олег")), (Value::from(2), Value::from(1)));
    let out = table(&school, &["--objective", "ranks"]);
    assert!(out.contains("выбор наставляемых: 1-й – 1, 2-й – 1"), "{out}");
}

#[test]
fn where_there_is_nothing_to_propose_a_sentence_says_what_to_do() {
    let mut people = people();
    assert!(refused(&founded(&people), &[]).contains("нет ни одного наставляемого. Внесите"));
    let child = pupil(&mut people, "Ёлкин Пётр");
    assert!(refused(&founded(&people), &[]).contains("нет ни одного наставника. Внесите"));
    let vera = teacher(&mut people, "Соколова Вера", 2);
    let mentor = MentorId::of(vera).unwrap();
    people.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
    let school = founded(&people);
    let sentence = refused(&school, &[]);
    assert!(sentence.contains("не хватает: обучение") && sentence.contains("--include-pending"), "{sentence}");
    assert!(table(&school, &["--include-pending"]).contains("бумаги идут у наставника"));
    assert!(json(&school, &["--include-pending"])["pairs"][0]["doubts"][0].as_str().unwrap().contains("обучение"));
    people.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Done);
    people.sheet(child, &[], &[vera]);
    assert!(refused(&founded(&people), &[]).contains("Вето снимают на листе предпочтений"));
    people.edit::<Mentor>(mentor, |mentor| mentor.standing = MentorStanding::Paused);
    assert!(refused(&founded(&people), &["--include-pending"]).contains("не допущен"));
}

#[test]
fn a_year_is_asked_for_by_name() {
    let mut people = people();
    pupil(&mut people, "Ёлкин Пётр");
    teacher(&mut people, "Соколова Вера", 1);
    let next = YearId(people.register.highest_id() + 1);
    people.put(next, Year::called("2031/32").unwrap());
    let school = founded(&people);
    assert!(refused(&school, &["--year", "2031/32"]).contains("нет ни одного наставляемого"));
    let unknown = refused(&school, &["--year", "1999/00"]);
    assert!(unknown.contains("«1999/00»") && unknown.contains("2031/32"), "{unknown}");
    let titles = people.register.years();
    let (_, year) = titles.iter().find(|(id, _)| *id != next).unwrap();
    assert!(table(&school, &["--year", &year.title()]).contains("Ёлкин Пётр, 7Б"));
    let usage = run(&school, &["match", "--objective", "best"]);
    assert_eq!(usage.status.code(), Some(2));
    assert!(said(&usage).1.contains("score, ranks, stable"), "{}", said(&usage).1);
}

#[test]
fn pins_that_do_not_fit_are_told_beside_the_result() {
    let mut people = people();
    let (first, second) = (pupil(&mut people, "Ёлкин Пётр"), pupil(&mut people, "Яшин Олег"));
    let vera = teacher(&mut people, "Соколова Вера", 1);
    for child in [first, second] {
        let (mentee, mentor) = (MenteeId::of(child).unwrap(), MentorId::of(vera).unwrap());
        people.rule(mentee, mentor, Verdict::Pin);
    }
    let output = run(&founded(&people), &["match"]);
    let (out, err) = said(&output);
    assert!(output.status.success() && out.contains("сцеплена"), "{out}");
    assert!(err.contains("Сцепленная пара не помещается: Яшин О. – Соколова В."), "{err}");
}

#[test]
fn three_hundred_for_one_mentor_each_get_a_reason() {
    let mut people = people();
    for at in 0..300 {
        pupil(&mut people, &format!("Ёлкин{at} Пётр"));
    }
    teacher(&mut people, "Соколова Вера", 1);
    let out = table(&founded(&people), &[]);
    assert!(out.contains("\nждут 300 на 1 место: Соколова В.\n"), "{out}");
    assert_eq!(out.matches("поможет +1 место").count(), 299, "{out}");
    assert!(out.contains("наставник есть у 1 из 300"), "{out}");
}

#[test]
fn no_place_at_all_is_refused_by_the_import() {
    let school = School::of(100);
    let file = school.base.with_file_name("наставники.csv");
    fs::write(&file, "ФИО;Сколько наставляемых\nЖёлудев Пётр Ильич;0\n").unwrap();
    let path = file.to_str().unwrap();
    let output = run(&school, &["import", "mentors", path, "--map", "capacity=Сколько наставляемых"]);
    let (_, err) = said(&output);
    assert!(output.status.code() == Some(1) && err.contains("целое число от 1"), "{err}");
}

#[test]
fn codes_in_names_do_not_reach_the_terminal() {
    let mut people = people();
    pupil(&mut people, "Ёлкин\u{1b}[2J Пётр\u{7}");
    teacher(&mut people, "Соколова\u{9b}1m\u{202e} Вера", 1);
    pupil(&mut people, "Яшин\u{1b}]0;х\u{7} Олег");
    let out = table(&founded(&people), &[]);
    let codes: Vec<char> = out.chars().filter(|c| c.is_control() && *c != '\n').collect();
    assert!(codes.is_empty() && out.contains("Вера"), "{out:?}");
}

#[test]
fn a_base_that_is_not_there_is_not_made() {
    let school = School::none();
    let output = run(&school, &["match"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!school.base.exists());
}
