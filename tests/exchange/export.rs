//! What goes out, and that it comes back.

use nastavnik::domain::{
    Answer, Change, Form, Indicator, ItemKind, Measure, MeasureId, Meeting, MeetingId, MeetingKind, Mentee, MenteeId,
    MentorId, Pair, PairId, Parameter, Person, Problem, Questionnaire, QuestionnaireId, Register, Response, ResponseId,
    Wave,
};
use nastavnik::exchange::export::{Format, Table, render, write};
use nastavnik::exchange::{AnswerColumns, AnswerRemark, PlanWants, Roster, Target, plan_answers, plan_measures};
use serde_json::{Value, json};

use super::support::{YEAR, csv, ctx, import, planned, register, stamp, take, today};

const MENTEES: &str = "ФИО;Класс;Телефон;Дата рождения;Запрос;Проблемы;Здоровье;Форма;Дата вхождения в программу;Заметки\n\
    Жёлудев Пётр Ильич;7А;89990000071;03.04.2013;-любит читать;З1 ОВЗ1 З7;ОВЗ;ученик – ученик;06.10.2026;важно\n\
    Абаев Руслан Мамед оглы;5Б;;2015;\"первая\nвторая\";;;;;\n";

fn objects(table: Table, register: &Register, restricted: bool) -> Vec<Value> {
    let bytes = render(table, Format::Json, &ctx(register), restricted).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn text(table: Table, register: &Register, restricted: bool) -> String {
    String::from_utf8(render(table, Format::Csv, &ctx(register), restricted).unwrap()).unwrap()
}

fn with_mentees() -> Register {
    let mut register = register();
    import(Roster::Mentees, MENTEES, &mut register);
    register
}

#[test]
fn json_holds_typed_values_under_field_ids() {
    let rows = objects(Table::Mentees, &with_mentees(), false);
    let names: Vec<&Value> = rows.iter().map(|row| &row["name"]).collect();
    assert_eq!(names, [&json!("Абаев Руслан Мамед оглы"), &json!("Жёлудев Пётр Ильич")]);
    let row = &rows[1];
    for (key, wanted) in [
        ("last_name", json!("Жёлудев")),
        ("first_name", json!("Пётр")),
        ("patronymic", json!("Ильич")),
        ("class", json!("7А")),
        ("phone", json!("+7 999 000-00-71")),
        ("birth_year", json!(2013)),
        ("birth_date", json!("2013-04-03")),
        ("request", json!("-любит читать")),
        ("problems", json!(["z1", "z7"])),
        ("form", json!("pupil_pupil")),
        ("entered_on", json!("2026-10-06")),
        ("kind", json!("pupil")),
        ("email", Value::Null),
        ("year", json!("2026/27")),
        ("notes", json!("важно")),
    ] {
        assert_eq!(row[key], wanted, "{key}");
    }
    assert!(row["id"].is_u64() && row["person_id"].is_u64());
    assert_eq!((&rows[0]["birth_year"], &rows[0]["birth_date"]), (&json!(2015), &Value::Null));
    assert_eq!(rows[0]["patronymic"], json!("Мамед оглы"));
}

#[test]
fn health_stays_at_home_unless_asked_for() {
    let register = with_mentees();
    let closed = objects(Table::Mentees, &register, false);
    assert!(closed.iter().all(|row| row.get("health").is_none()));
    assert!(!serde_json::to_string(&closed).unwrap().contains("ovz"));
    let closed = text(Table::Mentees, &register, false);
    assert!(!closed.contains("ОВЗ") && !closed.contains("Здоровье"));
    let open = objects(Table::Mentees, &register, true);
    assert_eq!((&open[1]["health"], &open[1]["problems"]), (&json!("ovz"), &json!(["z1", "z7", "ovz1"])));
    assert!(text(Table::Mentees, &register, true).contains("ОВЗ1"));
}

/// A register with one pair in it.
fn with_pair() -> (Register, PairId) {
    let mut register = with_mentees();
    import(Roster::Mentors, "ФИО;Класс\nНовиков Олег Юрьевич;10А\n", &mut register);
    let mentee: MenteeId = register.mentees(YEAR).next().unwrap().0;
    let mentor: MentorId = register.mentors(YEAR).next().unwrap().0;
    let pair = Pair::new(YEAR, Form::PupilPupil, mentor, vec![mentee]);
    register.commit(&[Change::create(PairId(900), pair)], &stamp()).unwrap();
    (register, PairId(900))
}

/// Official columns 12 and 16: where the published case of a pair can be read, on both sides.
#[test]
fn the_link_of_a_published_case_stands_in_both_bases() {
    use nastavnik::domain::{ConsentKind, Person, Practice, PracticeId, people_of};
    let (mut register, pair) = with_pair();
    for id in people_of(&register, pair) {
        let person = register.get::<Person>(id).unwrap().clone();
        let mut after = Person::clone(&person);
        let (kind, signed_on) = (ConsentKind::Publication, today());
        let signer = "мать".into();
        after.consents.push(nastavnik::domain::Consent {
            kind,
            signer,
            signed_on,
            valid_until: None,
            withdrawn_on: None,
        });
        register.commit(&[Change::edit(id, &person, after)], &stamp()).unwrap();
    }
    let mut practice = Practice::new(YEAR, Some(pair));
    practice.published_on = Some(today());
    practice.link = "https://school/nastavniki/1".into();
    register.commit(&[Change::create(PracticeId(9_001), practice)], &stamp()).unwrap();
    let link = json!("https://school/nastavniki/1");
    let led = objects(Table::Mentees, &register, false);
    assert_eq!(led.iter().filter(|row| row["case_link"] == link).count(), 1);
    let leaders = objects(Table::Mentors, &register, false);
    assert_eq!(leaders.iter().filter(|row| row["case_link"] == link).count(), 1);
    let heads = [(Table::Mentees, "отзыв наставляемого"), (Table::Mentors, "отзыв наставника")];
    for (table, head) in heads {
        let written = text(table, &register, false);
        assert!(written.contains(&format!("Ссылка на кейс/{head}, размещенные на сайте организации")), "{written}");
    }
}

#[test]
fn what_csv_says_is_read_back_as_it_was() {
    let first = with_mentees();
    let written = text(Table::Mentees, &first, true);
    assert!(written.contains(";'-любит читать;"));
    let mut second = register();
    take(&planned(Roster::Mentees, &csv(&written), &[], &second), &mut second);
    assert_eq!(without_ids(objects(Table::Mentees, &second, true)), without_ids(objects(Table::Mentees, &first, true)));
}

#[test]
fn mentors_come_back_too() {
    let mut first = register();
    let roster = "ФИО наставника;Контактные данные для связи;Место работы/учебы наставника;Компетенции;Мест;Анкета;Обучение\n\
        Щеглова Инна Павловна;8 999 000 00 81;МАОУ «Школа, сад», учитель химии;химия;3;да;01.09.2026\n\
        Чехова Мария Львовна;masha@example.org;ООО «Луч», инженер;черчение;;;\n";
    import(Roster::Mentors, roster, &mut first);
    let written = text(Table::Mentors, &first, true);
    let mut second = register();
    take(&planned(Roster::Mentors, &csv(&written), &[], &second), &mut second);
    let rows = objects(Table::Mentors, &first, true);
    assert_eq!(rows[1]["organisation"], json!("МАОУ «Школа, сад»"));
    assert_eq!(
        (&rows[1]["capacity"], &rows[1]["application"], &rows[1]["training"]),
        (&json!(3), &json!(true), &json!("2026-09-01"))
    );
    assert_eq!(without_ids(objects(Table::Mentors, &second, true)), without_ids(rows));
}

fn without_ids(mut rows: Vec<Value>) -> Vec<Value> {
    for row in &mut rows {
        let object = row.as_object_mut().unwrap();
        object.remove("id");
        object.remove("person_id");
    }
    rows
}

#[test]
fn pairs_and_meetings_name_who_they_are_about() {
    let (mut register, pair) = with_pair();
    let mentee: MenteeId = register.mentees(YEAR).next().unwrap().0;
    let mentor: MentorId = register.mentors(YEAR).next().unwrap().0;
    let mut meeting = Meeting::planned(pair, MeetingKind::Trial, today());
    meeting.present = vec![mentee];
    meeting.safety_note = "жалоба".into();
    register.commit(&[Change::create(MeetingId(901), meeting)], &stamp()).unwrap();

    let pairs = objects(Table::Pairs, &register, false);
    assert_eq!((&pairs[0]["mentor"]["id"], &pairs[0]["mentees"][0]["id"]), (&json!(mentor.0), &json!(mentee.0)));
    assert_eq!((&pairs[0]["state"], &pairs[0]["form"]), (&json!("proposed"), &json!("pupil_pupil")));
    assert!(pairs[0]["mentor"]["name"].as_str().unwrap().starts_with("Новиков Олег Юрьевич"));
    let meetings = objects(Table::Meetings, &register, false);
    assert_eq!((&meetings[0]["pair"]["id"], &meetings[0]["date"]), (&json!(900), &json!("2026-11-24")));
    assert!(meetings[0].get("safety_note").is_none());
    assert_eq!(objects(Table::Meetings, &register, true)[0]["safety_note"], json!("жалоба"));
    assert!(text(Table::Meetings, &register, false).contains("24.11.2026"));
    assert_eq!(text(Table::Pairs, &register, false).lines().count(), 2);
}

#[test]
fn every_request_of_a_mentee_goes_out() {
    let mut register = with_mentees();
    let (id, before) = register.mentees(YEAR).map(|(id, mentee)| (id, mentee.clone())).next().unwrap();
    let mut after = Mentee::clone(&before);
    let mut second = after.requests[0].clone();
    second.text = "второй".into();
    second.problems = vec![Problem::OvzAcceptance, Problem::Adaptation];
    after.requests.push(second);
    register.commit(&[Change::edit(id, &before, after)], &stamp()).unwrap();
    let row = objects(Table::Mentees, &register, false).pop().unwrap();
    assert_eq!(row["requests"][1]["text"], json!("второй"));
    assert_eq!(row["requests"][1]["problems"], json!(["z11"]));
}

#[test]
fn the_file_is_written_whole_and_for_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let register = with_mentees();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.json");
    write(&path, Table::Mentees, Format::Json, &ctx(&register), false).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), render(Table::Mentees, Format::Json, &ctx(&register), false).unwrap());
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn every_head_is_told_apart_in_words_and_read_back() {
    let mut register = with_mentees();
    import(Roster::Mentors, "ФИО;Место работы\nНовиков Олег Ильич;завод\n", &mut register);
    for (table, roster) in [(Table::Mentees, Roster::Mentees), (Table::Mentors, Roster::Mentors)] {
        let written = text(table, &register, true);
        let heads: Vec<&str> = written.lines().next().unwrap().trim_start_matches('\u{feff}').split(';').collect();
        for head in &heads {
            assert!(!head.contains("_") && head.starts_with(char::is_uppercase), "{head}");
            assert_eq!(heads.iter().filter(|other| *other == head).count(), 1, "{head}");
        }
        assert!(heads.contains(&"Статус сейчас"), "{heads:?}");
        let plan = planned(roster, &csv(&written), &[], &register);
        let unknown = plan.mapping.columns.iter().filter(|column| column.target == Target::Unknown);
        assert_eq!(unknown.map(|column| column.name()).collect::<Vec<_>>(), Vec::<String>::new());
        // As exports wrote it before.
        let before = written.replacen("Статус сейчас", "Статус (status_now)", 1).replacen("Свободно мест", "своб", 1);
        let plan = planned(roster, &csv(&before), &[], &register);
        assert!(plan.mapping.columns.iter().all(|column| column.target != Target::Unknown));
    }
}

#[test]
fn for_whom_a_mentor_is_ready_comes_in_and_goes_out() {
    let mut first = register();
    let roster = "ФИО;Группа от;Готовность к работе с ОВЗ\nЩёголева Ксения Павловна;3;да\nАбаев Руслан;;\n";
    import(Roster::Mentors, roster, &mut first);
    let rows = objects(Table::Mentors, &first, false);
    assert_eq!((&rows[0]["group_from"], &rows[0]["ready_for_ovz"]), (&Value::Null, &Value::Null));
    assert_eq!((&rows[1]["group_from"], &rows[1]["ready_for_ovz"]), (&json!(3), &json!(true)));
    // What was written is read again.
    let mut again = register();
    import(Roster::Mentors, &text(Table::Mentors, &first, false), &mut again);
    assert_eq!(objects(Table::Mentors, &again, false)[1]["group_from"], json!(3));
}

/// Somebody with answers and a measure, and somebody who took back their consent.
fn asked() -> (Register, QuestionnaireId) {
    let mut register = with_mentees();
    let sheet = nastavnik::surveys::builtin().unwrap().into_iter().find(|it| it.code == "pp_mentee_exit").unwrap();
    let (id, people) = (QuestionnaireId(9_000), register.mentees(YEAR).map(|(_, it)| it.person).collect::<Vec<_>>());
    let mut answers = vec![Answer::NotAsked; sheet.items.len()];
    (answers[0], answers[2], answers[3]) = (Answer::YesNo(false), Answer::Scale(9), Answer::Blank);
    let text = sheet.items.iter().position(|item| item.kind == ItemKind::Text && item.when.is_none()).unwrap();
    answers[text] = Answer::Text("=HYPERLINK(\"http://x\")".into());
    let answers = sheet.settled(&answers);
    let mut changes = vec![Change::create(id, sheet)];
    for (person, number) in people.into_iter().zip(9_100..) {
        let response = Response::new(id, YEAR, person, today(), answers.clone());
        changes.push(Change::create(ResponseId(number), response));
        changes.push(Change::create(
            MeasureId(number + 100),
            Measure {
                year: YEAR,
                person,
                parameter: Parameter::Marks,
                wave: Wave::Entry,
                value: 425,
                on: today(),
                notes: "журнал".into(),
            },
        ));
    }
    register.commit(&changes, &stamp()).unwrap();
    (register, id)
}

#[test]
fn answers_and_measures_leave_as_they_come_in() {
    let (register, id) = asked();
    let asked = register.get::<Questionnaire>(id).unwrap();
    for format in [Format::Csv, Format::Xlsx] {
        let bytes = render(Table::Answers(Some(id)), format, &ctx(&register), false).unwrap();
        let sheet = nastavnik::exchange::from_bytes("answers", bytes, None).unwrap();
        let columns = AnswerColumns::guess(&sheet, asked);
        let wants = PlanWants { questionnaire: id, update: false };
        let plan = plan_answers(&sheet, &columns, wants, &ctx(&register)).unwrap();
        assert!(plan.unasked.is_empty(), "{:?}", plan.unasked);
        let remarks: Vec<_> = plan.rows.iter().map(|row| row.named.remark).collect();
        assert!(
            matches!(remarks[..], [Some(AnswerRemark::OnFile(_)), Some(AnswerRemark::OnFile(_))]),
            "{:?}",
            plan.rows
        );
        let bytes = render(Table::Measures, format, &ctx(&register), false).unwrap();
        let sheet = nastavnik::exchange::from_bytes("measures", bytes, None).unwrap();
        let plan = plan_measures(&sheet, &AnswerColumns::of_measures(&sheet), false, &ctx(&register)).unwrap();
        let remarks: Vec<_> = plan.rows.iter().map(|row| row.named.remark).collect();
        assert!(
            matches!(remarks[..], [Some(AnswerRemark::OnFile(_)), Some(AnswerRemark::OnFile(_))]),
            "{:?}",
            plan.rows
        );
    }
    let csv = text(Table::Answers(None), &register, false);
    assert!(csv.contains("'=HYPERLINK") && csv.contains(";pp_mentee_exit;"), "{csv}");
    let rows = objects(Table::Answers(None), &register, false);
    assert_eq!((rows.len(), &rows[0]["survey"]), (2, &json!("pp_mentee_exit")));
    let states: Vec<&Value> = rows[0]["answers"].as_array().unwrap()[..4].iter().map(|it| &it["state"]).collect();
    assert_eq!(states, ["answered", "skipped", "answered", "blank"]);
    assert_eq!(rows[0]["answers"][2]["value"], json!(9));
    assert_eq!(objects(Table::Measures, &register, false)[0]["value"], json!(4.25));
}

#[test]
fn nothing_of_somebody_who_took_back_their_consent_leaves() {
    let (mut register, id) = asked();
    let person = register.mentees(YEAR).next().unwrap().1.person;
    let before = register.get::<Person>(person).unwrap();
    let mut after = Person::clone(before);
    after.consents = vec![nastavnik::domain::Consent {
        kind: nastavnik::domain::ConsentKind::Data,
        signer: "Жёлудева".into(),
        signed_on: today(),
        valid_until: None,
        withdrawn_on: Some(today()),
    }];
    let change = Change::edit(person, before, after);
    register.commit(&[change], &stamp()).unwrap();
    for table in [Table::Answers(None), Table::Answers(Some(id)), Table::Measures] {
        assert_eq!(objects(table, &register, false).len(), 1, "{table:?}");
    }
}

#[test]
fn indicators_leave_without_those_that_disclose_health() {
    let (register, _) = asked();
    let (plain, whole) = (objects(Table::Indicators, &register, false), objects(Table::Indicators, &register, true));
    let hidden = nastavnik::fields::choices::INDICATORS.iter().filter(|choice| choice.restricted).count();
    assert!(hidden > 0);
    assert_eq!(whole.len() - plain.len(), hidden);
    let named = |indicator: &Indicator| whole.iter().any(|row| row["id"] == indicator.code() && row["form"].is_null());
    assert!(Indicator::ALL.iter().all(named), "{whole:?}");
    assert!(whole.iter().all(|row| row["name"].as_str().is_some_and(|name| !name.is_empty())));
    assert_eq!(csv(&text(Table::Indicators, &register, false)).rows.len(), plain.len() + 1);
    assert!(csv(&text(Table::Events, &register, false)).rows[0].cells.len() > 3);
}
