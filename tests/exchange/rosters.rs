//! Rosters: heads, rows, people.

use nastavnik::domain::{Birth, Ids, MenteeId, MentorId, PersonKind, Year, inverse};
use nastavnik::exchange::{
    Decision, FaultKind, Likeness, MapError, Mapping, PlanError, Remark, Roster, RowState, Target, WhyLeftOut,
    from_bytes, plan, rejected_csv, wording,
};
use nastavnik::fields::{MenteeRow, MentorRow, Problem};
use nastavnik::text::{Lang, Text};

use super::support::{YEAR, content, csv, ctx, fixture, import, planned, register, stamp, take};

const MENTEES: &str = "База наставляемых на год;;;;;;\n\
    № п/п;ФИО наставляемого;Класс;Контактные данные для связи (данные представителя);Год рождения;Основной запрос наставляемого;Дата вхождения в программу\n\
    1;2;3;4;5;6;7\n\
    1;Жёлудев Пётр Ильич;7 «А»;8-999-000-00-21 (отец);2013;\"одно; другое\";06.10.2026 г.\n\
    2;Щукина Юлия Олеговна;5Б;8 999 000 00 22, mama@example.org;2015;третье;07.10.2026 0:00:00\n\
    Итого;2\n\
    ;Куратор ____________\n";

fn mentees(register: &nastavnik::domain::Register) -> Vec<MenteeRow> {
    register.mentees(YEAR).filter_map(|(id, _)| MenteeRow::load(register, id)).collect()
}

fn mentors(register: &nastavnik::domain::Register) -> Vec<MentorRow> {
    register.mentors(YEAR).filter_map(|(id, _)| MentorRow::load(register, id)).collect()
}

#[test]
fn takes_an_official_table_of_mentees() {
    let mut register = register();
    let plan = import(Roster::Mentees, MENTEES, &mut register);
    assert_eq!(plan.mapping.header.rows, (2, 2));
    let left: Vec<_> = plan.left_out.iter().map(|row| (row.number, row.why)).collect();
    assert_eq!(left, [(6, WhyLeftOut::Total), (7, WhyLeftOut::Remark)]);
    assert!(plan.not_taken.is_empty());
    let rows = mentees(&register);
    assert_eq!(rows.len(), 2);
    let (first, second) = (&rows[0], &rows[1]);
    assert_eq!(first.person.name.full(), "Жёлудев Пётр Ильич");
    assert_eq!(first.person.class_in(YEAR).unwrap().to_string(), "7А");
    assert_eq!((first.person.phone.as_str(), first.person.guardian.as_str()), ("+7 999 000-00-21", "отец"));
    assert_eq!((first.person.birth, first.person.kind), (Birth::Year(2013), PersonKind::Pupil));
    assert_eq!(first.mentee.requests[0].text, "одно; другое");
    assert_eq!((second.person.phone.as_str(), second.person.email.as_str()), ("+7 999 000-00-22", "mama@example.org"));
    assert_eq!(second.mentee.entered_on, chrono::NaiveDate::from_ymd_opt(2026, 10, 7));
}

#[test]
fn takes_a_workbook_with_a_head_of_two_lines() {
    let mut register = register();
    let plan = planned(Roster::Mentors, &fixture("mentors.xlsx"), &[], &register);
    assert_eq!(plan.mapping.header.rows, (3, 4));
    let targets: Vec<Target> = plan.mapping.columns.iter().map(|column| column.target).collect();
    let wanted = ["name", "contacts", "workplace", "entered_on", "form"].map(Target::Field);
    assert_eq!(targets, [&[Target::Number], &wanted[..], &[Target::Derived]].concat());
    assert_eq!(plan.left_out.iter().map(|row| row.why).collect::<Vec<_>>(), [WhyLeftOut::Total]);
    assert_eq!(plan.not_taken.len(), 1, "the column that names a mentee is listed, since it holds something");
    take(&plan, &mut register);
    let rows = mentors(&register);
    let kinds: Vec<PersonKind> = rows.iter().map(|row| row.person.kind).collect();
    assert_eq!(kinds, [PersonKind::Teacher, PersonKind::Pupil, PersonKind::Employee]);
    assert_eq!(rows[1].person.name.last, "Юрьев-Ким");
    assert_eq!(rows[1].person.class_in(YEAR).unwrap().to_string(), "10А");
    assert_eq!(rows[2].person.phone, "+7 999 000-00-03");
    assert!(rows.iter().all(|row| row.mentor.entered_on.is_some() && row.mentor.form.is_some()));
}

#[test]
fn takes_old_excel_and_libreoffice() {
    let mut from_xls = register();
    take(&planned(Roster::Mentees, &fixture("mentees.xls"), &[], &from_xls), &mut from_xls);
    let names: Vec<String> = mentees(&from_xls).iter().map(|row| row.person.name.full()).collect();
    assert_eq!(names, ["Ёлкина Ася Юрьевна", "Рябов Глеб Ильич"]);
    let mut from_ods = register();
    take(&planned(Roster::Mentees, &fixture("mentees.ods"), &[], &from_ods), &mut from_ods);
    let rows = mentees(&from_ods);
    assert_eq!((rows[1].person.name.last.as_str(), rows[1].person.name.first.as_str()), ("аль Рашид", "Карим"));
    assert_eq!(rows[1].mentee.entered_on, chrono::NaiveDate::from_ymd_opt(2026, 9, 3));
}

#[test]
fn a_head_of_two_lines_is_joined_in_text_files_too() {
    let sheet = csv("Наставляемый;;Представитель;\nФИО;Класс;ФИО;Телефон родителя\nЖёлудев Пётр;7А;Жёлудева А.;1\n");
    let mapping = Mapping::guess(Roster::Mentees, &sheet);
    assert_eq!(mapping.column_of("name").map(|column| column.index), Some(0));
    assert_eq!(mapping.column_of("class").map(|column| column.index), Some(1));
}

#[test]
fn columns_are_given_by_name_letter_or_number() {
    let sheet = csv("Кто;Где;Ещё;Прочее\nЖёлудев Пётр;7А;важно;лишнее\n");
    let guess = || Mapping::guess(Roster::Mentees, &sheet);
    let mapping = guess().with(&[("name", "кто"), ("class", "B"), ("notes", "3"), ("notes", "Прочее")]).unwrap();
    let mut register = register();
    let plan = plan(&sheet, &mapping, &ctx(&register)).unwrap();
    take(&plan, &mut register);
    let row = &mentees(&register)[0];
    assert_eq!(row.mentee.notes, "Ещё: важно\nПрочее: лишнее");
    assert_eq!(row.person.class_in(YEAR).unwrap().to_string(), "7А");

    let no_field = guess().with(&[("klass", "B")]).unwrap_err();
    assert!(matches!(&no_field, MapError::NoSuchField { fields, .. } if fields.contains(&"class")));
    let no_column = guess().with(&[("class", "Я")]).unwrap_err();
    assert!(matches!(&no_column, MapError::NoSuchColumn { columns, .. } if columns.len() == 4));
    assert!(matches!(guess().with(&[("class", "99")]), Err(MapError::NoSuchColumn { .. })));
    assert!(matches!(guess().with(&[("class", "B"), ("name", "2")]), Err(MapError::ColumnTwice { .. })));
    assert!(matches!(guess().with(&[("name", "A"), ("name", "B")]), Err(MapError::FieldTwice { .. })));
}

#[test]
fn without_names_there_is_no_plan() {
    let register = register();
    let sheet = csv("Класс;Запрос\n7А;нет\n");
    let error = plan(&sheet, &Mapping::guess(Roster::Mentees, &sheet), &ctx(&register)).unwrap_err();
    assert_eq!(error, PlanError::NoNameColumn { columns: vec!["Класс".into(), "Запрос".into()] });
}

#[test]
fn one_bad_row_stops_everything_until_it_is_left_out() {
    let register = register();
    let sheet =
        csv("ФИО;Класс;Год рождения\nЖёлудев Пётр;7А;2013\nЩукина Юлия;12Ц;давно\n=Формула;5А;2015\n;6А;2014\n");
    let plan = planned(Roster::Mentees, &sheet, &[], &register);
    assert_eq!(plan.count(RowState::Rejected), 3);
    let faults = &plan.rows[1].faults;
    assert_eq!((plan.rows[1].number, faults.len()), (3, 2));
    assert_eq!(
        (faults[0].column.as_str(), &faults[0].kind, faults[0].text.as_str()),
        ("Класс", &FaultKind::Field(Problem::NotAClass), "12Ц")
    );
    assert_eq!(plan.rows[3].faults[0].kind, FaultKind::NoName);
    let mut ids = Ids::alone();
    let refused = plan.batch(&ctx(&register), &mut ids, false).unwrap_err();
    assert_eq!(refused, PlanError::NotAllGood { rejected: 3, undecided: 0 });
    let batch = plan.batch(&ctx(&register), &mut ids, true).unwrap();
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("import.mentees", 2));

    let file = String::from_utf8(rejected_csv(&plan, Text::of(Lang::Ru)).unwrap()).unwrap();
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines[0], "\u{feff}Строка файла;Столбец с ошибкой;Причина;ФИО;Класс;Год рождения");
    assert!(lines[1].starts_with("3;\"Класс; Год рождения\";"), "{}", lines[1]);
    assert!(lines[2].contains(";'=Формула;"), "{}", lines[2]);
}

#[test]
fn a_mended_file_of_rejected_rows_can_be_imported() {
    let register = register();
    let sheet = csv("Кто;Где учится\nЩукина Юлия;12Ц\n");
    let map = [("name", "Кто"), ("class", "B")];
    let rejected = rejected_csv(&planned(Roster::Mentees, &sheet, &map, &register), Text::of(Lang::Ru)).unwrap();
    let mended = String::from_utf8(rejected).unwrap().replace("Юлия;12Ц", "Юлия;11Ц");
    let plan = planned(Roster::Mentees, &csv(&mended), &[], &register);
    assert_eq!((plan.rows.len(), plan.count(RowState::Taken)), (1, 1));
    assert_eq!(plan.rows[0].draft.class(YEAR), "11Ц");
}

#[test]
fn the_import_is_one_step_and_its_undo_leaves_no_trace() {
    let mut register = register();
    import(Roster::Mentees, "ФИО;Класс;Телефон\nЖёлудев Пётр Ильич;9А;\n", &mut register);
    let before = content(&register);
    let text =
        "ФИО;Класс;Телефон;Компетенции\nЖёлудев Пётр Ильич;9А;89990000031;шахматы\nНовиков Олег Юрьевич;10А;;химия\n";
    let plan = planned(Roster::Mentors, &csv(text), &[], &register);
    let batch = take(&plan, &mut register);
    assert_eq!(batch.changes.len(), 4);
    assert_eq!(mentors(&register).len(), 2);
    register.commit(&inverse(&batch.changes), &stamp()).unwrap();
    assert_eq!(content(&register), before);
}

#[test]
fn one_person_in_two_roles_is_one_person() {
    let mut register = register();
    import(Roster::Mentees, "ФИО;Почта\nЖёлудев Пётр Ильич;p@example.org\n", &mut register);
    let plan = import(Roster::Mentors, "ФИО;Почта\nЖелудев Петр Ильич;P@example.org\n", &mut register);
    let person = register.mentee_person(MenteeId::of(mentee_key(&register)).unwrap()).unwrap();
    assert!(matches!(plan.rows[0].remark, Some(Remark::Joins(_))));
    assert_eq!(register.people().count(), 1);
    assert_eq!(person.name.full(), "Жёлудев Пётр Ильич", "the name on file stays");
    assert_eq!(person.kind, PersonKind::Pupil);
}

fn mentee_key(register: &nastavnik::domain::Register) -> nastavnik::domain::Key {
    register.mentees(YEAR).next().unwrap().0.into()
}

#[test]
fn namesakes_stay_apart_and_doubts_are_asked() {
    let mut register = register();
    import(Roster::Mentees, "ФИО;Класс\nПетрова Ася Ильинична;5А\nПетрова Ася Ильинична;9Б\n", &mut register);
    assert_eq!(register.people().count(), 2);

    let same = planned(Roster::Mentors, &csv("ФИО;Класс\nПетрова Ася Ильинична;9Б\n"), &[], &register);
    assert!(matches!(same.rows[0].decision, Decision::Join(_)));
    let teacher = csv("ФИО;Место работы\nПетрова Ася Ильинична;Школа № 1, учитель физики\n");
    let other = planned(Roster::Mentors, &teacher, &[], &register);
    assert_eq!((other.rows[0].decision, other.rows[0].remark), (Decision::New, None));

    let mut asked = planned(Roster::Mentors, &csv("ФИО\nПетрова Ася Ильинична\n"), &[], &register);
    assert_eq!((asked.rows[0].decision, asked.rows[0].remark), (Decision::Undecided, Some(Remark::Namesakes)));
    assert_eq!(asked.rows[0].choices().len(), 4);
    let refused = asked.batch(&ctx(&register), &mut Ids::alone(), false).unwrap_err();
    assert_eq!(refused, PlanError::NotAllGood { rejected: 0, undecided: 1 });
    let chosen = Decision::Join(asked.rows[0].candidates[1].person);
    assert!(asked.decide(0, chosen));
    assert!(!asked.decide(0, Decision::Undecided) && !asked.decide(9, Decision::Skip));
    take(&asked, &mut register);
    assert_eq!(register.people().count(), 2);
}

#[test]
fn repetitions_inside_a_file_are_found() {
    let register = register();
    let text = "ФИО;Класс;Телефон\nЖёлудев Пётр;7А;89990000041\nЖелудев  петр;7а;8 (999) 000-00-41\nЖёлудев Пётр;7А;89990000042\nЖёлудев Пётр;8А;\n";
    let plan = planned(Roster::Mentees, &csv(text), &[], &register);
    let remarks: Vec<_> = plan.rows.iter().map(|row| (row.state(), row.remark)).collect();
    assert_eq!(remarks[1], (RowState::Skipped, Some(Remark::Repeats(2))));
    assert_eq!(remarks[2].0, RowState::Undecided);
    assert_eq!(remarks[3], (RowState::Taken, None));
}

#[test]
fn a_second_import_changes_nothing_unless_asked_to_update() {
    let mut register = register();
    let text = "ФИО;Класс;Телефон;Интересы\nЖёлудев Пётр;7А;89990000051;шахматы\n";
    import(Roster::Mentees, text, &mut register);
    let again = planned(Roster::Mentees, &csv(text), &[], &register);
    assert!(matches!(again.rows[0].remark, Some(Remark::OnFile(_))));
    let nothing = again.batch(&ctx(&register), &mut Ids::alone(), false);
    assert_eq!(nothing, Err(PlanError::NothingToTake));

    let newer = "ФИО;Класс;Телефон;Интересы\nЖёлудев Пётр;7А;;хоккей\n";
    let mut update = planned(Roster::Mentees, &csv(newer), &[], &register);
    update.update_known();
    take(&update, &mut register);
    let row = &mentees(&register)[0];
    assert_eq!((row.mentee.interests.as_str(), row.person.phone.as_str()), ("хоккей", "+7 999 000-00-51"));
}

#[test]
fn two_rows_cannot_become_one_person() {
    let mut register = register();
    import(Roster::Mentees, "ФИО;Класс\nЖёлудев Пётр;9А\n", &mut register);
    let text = "ФИО;Класс;Телефон\nЖёлудев Пётр;9А;89990000061\nЖёлудев Пётр;9А;89990000062\n";
    let mut plan = planned(Roster::Mentors, &csv(text), &[], &register);
    let person = plan.rows[0].candidates[0].person;
    assert_eq!(plan.rows[0].candidates[0].likeness, Likeness::Same);
    assert!(plan.decide(0, Decision::Join(person)) && plan.decide(1, Decision::Join(person)));
    let error = plan.batch(&ctx(&register), &mut Ids::alone(), false).unwrap_err();
    assert_eq!(error, PlanError::SamePersonTwice { first: 2, second: 3 });
}

#[test]
fn a_family_mailbox_does_not_make_two_children_one() {
    let mut register = register();
    let text = "ФИО;Класс;Почта\nЮдина Анна;5А;family@example.org\nЮдин Олег;10А;family@example.org\n";
    import(Roster::Mentees, text, &mut register);
    assert_eq!(register.people().count(), 2);
    let plan = planned(Roster::Mentors, &csv("ФИО;Класс;Почта\nЮдин Олег;10А;family@example.org\n"), &[], &register);
    let candidates: Vec<Likeness> = plan.rows[0].candidates.iter().map(|candidate| candidate.likeness).collect();
    assert_eq!(candidates, [Likeness::Same, Likeness::SharedEmail]);
    assert!(matches!(plan.rows[0].decision, Decision::Join(_)));
}

#[test]
fn every_sentence_is_whole_in_both_languages() {
    let register = register();
    let sheet = csv("ФИО;Класс;Год рождения;Дата вхождения в программу;Форма;Что-то\nЩукина;12Ц;давно;осенью;иная;x\n");
    let plan = planned(Roster::Mentees, &sheet, &[], &register);
    for lang in [Lang::Ru, Lang::En] {
        let text = Text::of(lang);
        let faults = plan.rows.iter().flat_map(|row| &row.faults).map(|fault| wording::fault(fault, text));
        let columns = plan.not_taken.iter().map(|column| wording::not_taken(column, text));
        let sentences: Vec<String> = faults.chain(columns).collect();
        assert_eq!(sentences.len(), 6);
        assert!(sentences.iter().all(|sentence| !sentence.contains("{}") && !sentence.is_empty()), "{sentences:?}");
    }
}

#[test]
fn identities_go_past_everything_on_file() {
    let mut register = register();
    import(Roster::Mentees, "ФИО\nЖёлудев Пётр\n", &mut register);
    import(Roster::Mentors, "ФИО\nНовиков Олег\n", &mut register);
    let ids: Vec<u32> = register.people().map(|(id, _)| id.0).collect();
    let mentors: Vec<MentorId> = register.mentors(YEAR).map(|(id, _)| id).collect();
    assert!(ids[1] > ids[0] && mentors[0].0 > ids[1]);
}

#[test]
fn a_roster_of_another_year_is_told_from_one_of_this_year() {
    let register = register();
    let year = register.get::<Year>(YEAR).unwrap();
    let of = |day: &str| {
        let csv = format!("ФИО наставляемого;Дата вхождения в программу\nЛи Марк Ильич;{day}\nЧерных Анна Львовна;\n");
        let sheet = from_bytes("roster.csv", csv.into_bytes(), None).unwrap();
        planned(Roster::Mentees, &sheet, &[], &register).is_of_another_year(year)
    };
    assert!(of("10.10.2019"));
    assert!(!of(&year.start.format("%d.%m.%Y").to_string()));
    assert!(!of(""), "nothing is known");
}

#[test]
fn a_column_of_a_roster_decides_how_its_days_are_read() {
    let register = register();
    let days = |first: &str, second: &str| {
        let table = csv(&format!("ФИО;Дата вхождения\nЛи Ада;{first}\nБо Ида;{second}\n"));
        let plan = planned(Roster::Mentees, &table, &[], &register);
        let entered = plan.rows.iter().map(|row| row.draft.entered_on().unwrap().to_string()).collect::<Vec<_>>();
        let told = plan.days.iter().map(|doubt| wording::day_doubt_plain(doubt, Text::of(Lang::Ru)));
        (entered, told.collect::<Vec<_>>())
    };
    let known = |first: &str, second: &str| (vec![first.to_owned(), second.to_owned()], Vec::new());
    assert_eq!(days("03/04/2026", "25/03/2026"), known("2026-04-03", "2026-03-25"));
    assert_eq!(days("03/04/2026", "03/25/2026"), known("2026-03-04", "2026-03-25"));
    assert_eq!(days("03.04.2026", "05.06.2026"), known("2026-04-03", "2026-06-05"));
    let (entered, told) = days("03/04/2026", "05/06/2026");
    assert_eq!(entered, ["2026-04-03", "2026-06-05"]);
    assert_eq!(told.len(), 1, "once for the column");
    assert!(told[0].contains("«03/04/2026» прочитано как 03.04.2026"), "{told:?}");
}
