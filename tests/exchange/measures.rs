//! Totals of instruments from a table: people told as among answers, parameters by name or code, bounds kept.

use nastavnik::domain::{
    Better, Change, Class, Ids, Mentee, MenteeId, Parameter, Person, PersonId, PersonKind, PersonName, Register, Scale,
    Wave, Whose,
};
use nastavnik::exchange::export::{self, Format, Table};
use nastavnik::exchange::{
    AnswerColumns, AnswerDecision, AnswerRemark, CellFault, MeasurePlan, PlanError, RowState, plan_measures,
};

use super::support::{YEAR, csv, ctx, register, stamp};

/// Two of one name, and somebody else.
fn school() -> Register {
    let mut register = register();
    let mut changes = Vec::new();
    for ((name, class), id) in [("Ёлкин Пётр Ильич", "7Б"), ("Ли Ада", "9А"), ("Ли Ада", "9Б")].into_iter().zip(100..)
    {
        let mut person = Person::new(PersonName::parse(name), PersonKind::Pupil);
        person.set_class(YEAR, Class::parse(class));
        changes.push(Change::create(PersonId(id), person));
        changes.push(Change::create(MenteeId(id + 100), Mentee::new(PersonId(id), YEAR)));
    }
    register.commit(&changes, &stamp()).unwrap();
    register
}

fn planned(register: &Register, table: &str, update: bool) -> MeasurePlan {
    let table = csv(table);
    plan_measures(&table, &AnswerColumns::of_measures(&table), update, &ctx(register)).unwrap()
}

fn take(plan: &MeasurePlan, register: &mut Register) {
    let batch = plan.batch(&ctx(register), &mut Ids::lane(7), true).unwrap();
    assert_eq!(batch.command, "import.measures");
    register.commit(&batch.changes, &stamp()).unwrap();
}

fn on_file(register: &Register) -> Vec<(u32, Parameter, Wave, i32)> {
    let mut all: Vec<_> =
        register.measures(YEAR).map(|(_, it)| (it.person.0, it.parameter, it.wave, it.value)).collect();
    all.sort();
    all
}

const TABLE: &str = "ФИО;Класс;Показатель;Замер;Балл;Дата;Примечание\n\
    Ёлкин Пётр;7б;Личностная тревожность;вход;43;20.09.2026;Спилбергер – Ханин\n\
    Ёлкин Пётр Ильич;7Б;М5;выход;38,5;15.11.2026;\n\
    Ли Ада;9Б;m2;до;4.25;;\n";

#[test]
fn a_table_of_totals_is_taken_as_one_step_and_the_second_time_changes_nothing() {
    let mut register = school();
    let plan = planned(&register, &TABLE.replace("Личностная тревожность", "M5"), false);
    assert_eq!(plan.count(RowState::Taken), 3, "{:?}", plan.rows);
    take(&plan, &mut register);
    let wanted = [
        (100, Parameter::Anxiety, Wave::Entry, 4_300),
        (100, Parameter::Anxiety, Wave::Exit, 3_850),
        (102, Parameter::Marks, Wave::Entry, 425),
    ];
    assert_eq!(on_file(&register), wanted);
    let (_, first) = register.measures(YEAR).find(|(_, it)| it.value == 4_300).unwrap();
    assert_eq!((&*first.notes, first.on.to_string().as_str()), ("Спилбергер – Ханин", "2026-09-20"));
    let again = planned(&register, &TABLE.replace("Личностная тревожность", "М5"), true);
    assert!(again.rows.iter().all(|row| matches!(row.named.remark, Some(AnswerRemark::OnFile(_)))));
    assert_eq!(again.batch(&ctx(&register), &mut Ids::lane(7), true).unwrap_err(), PlanError::NothingToTake);
}

#[test]
fn another_value_on_file_stays_unless_told() {
    let mut register = school();
    take(&planned(&register, "ФИО;Показатель;Замер;Балл\nЁлкин Пётр Ильич;м2;вход;4\n", false), &mut register);
    let other = "ФИО;Показатель;Замер;Балл\nЁлкин Пётр Ильич;м2;вход;4,5\n";
    let kept = planned(&register, other, false);
    assert_eq!(kept.rows[0].named.remark, Some(AnswerRemark::Differs(PersonId(100), 1)));
    assert_eq!(kept.rows[0].named.decision, AnswerDecision::Skip);
    take(&planned(&register, other, true), &mut register);
    assert_eq!(on_file(&register), [(100, Parameter::Marks, Wave::Entry, 450)]);
}

#[test]
fn what_cannot_be_read_and_whoever_is_not_certain_is_told() {
    let register = school();
    let plan = planned(
        &register,
        "ФИО;Класс;Показатель;Замер;Балл\n\
         Ли Ада;;м2;вход;4\n\
         Ли Ада;9А;м2;вход;6\n\
         Ли Ада;9А;рост;летом;высокий\n\
         Щукин Никто;5А;м2;вход;4\n\
         Ёлкин Пётр Ильич;7Б;м2;вход;4\n\
         Ёлкин Пётр Ильич;7Б;м2;вход;5\n",
        false,
    );
    assert_eq!(plan.rows[0].named.remark, Some(AnswerRemark::Namesakes));
    assert_eq!(plan.rows[1].named.faults, [CellFault::Value("6".into(), 200, 500)]);
    assert_eq!(plan.rows[2].named.faults.len(), 3);
    assert_eq!(plan.rows[3].named.remark, Some(AnswerRemark::Nobody));
    assert_eq!(plan.rows[5].named.remark, Some(AnswerRemark::RepeatsOtherwise(6, 1)));
    let refused = plan.batch(&ctx(&register), &mut Ids::lane(7), false).unwrap_err();
    assert_eq!(refused, PlanError::NotAllGood { rejected: 2, undecided: 3 });
    let missing = csv("ФИО;Показатель;Балл\nЛи Ада;м2;4\n");
    let columns = AnswerColumns::of_measures(&missing);
    let error = plan_measures(&missing, &columns, false, &ctx(&register)).unwrap_err();
    assert!(matches!(error, PlanError::NoMeasureColumns { .. }), "{error:?}");
    let mended = columns.with_measured(&[("wave", "B"), ("parameter", "Балл")]).unwrap();
    assert_eq!(mended.columns.iter().filter(|column| column.sure == nastavnik::exchange::Sureness::Told).count(), 2);
}

#[test]
fn writing_over_leaves_the_day_and_the_note_that_the_table_does_not_tell() {
    let mut register = school();
    take(
        &planned(
            &register,
            "ФИО;Показатель;Замер;Балл;Дата;Примечание\nЁлкин Пётр;М5;вход;43;20.09.2026;Спилбергер\n",
            false,
        ),
        &mut register,
    );
    take(&planned(&register, "ФИО;Показатель;Замер;Балл\nЁлкин Пётр;М5;вход;41\n", true), &mut register);
    let all: Vec<_> =
        register.measures(YEAR).map(|(_, it)| (it.value, it.on.to_string(), it.notes.to_string())).collect();
    assert_eq!(all, [(4_100, "2026-09-20".to_owned(), "Спилбергер".to_owned())]);
}

const OF_SCHOOL: &str = "ФИО;Показатель;Замер;Значение;Дата;Шкала;Лучше\n\
    Школа;Жалобы за четверть;вход;8;01.10.2026;;\n\
    вся школа;жалобы за четверть;выход;5;15.11.2026;;\n\
    ;Дежурства;вход;12;01.10.2026;случаев;больше\n\
    Ёлкин Пётр;М5;вход;43;20.09.2026;;\n";

/// Parameter, wave and value of everything the school measured of itself.
fn of_school(register: &Register) -> Vec<(String, Scale, Better, Wave, i32)> {
    let all = register.school_parameters().flat_map(|(id, of)| {
        let taken = register.school_measures(id).filter(|(_, it)| it.year == YEAR);
        taken.map(|(_, it)| (of.name.to_string(), of.scale, of.better, it.wave, it.value))
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

#[test]
fn the_school_stands_among_people_and_brings_what_it_measures() {
    let mut register = school();
    let plan = planned(&register, OF_SCHOOL, false);
    assert_eq!(plan.count(RowState::Taken), 4, "{:?}", plan.rows);
    take(&plan, &mut register);
    let complaints = |wave, value| ("Жалобы за четверть".to_owned(), Scale::Cases, Better::Less, wave, value);
    let duty = ("Дежурства".to_owned(), Scale::Cases, Better::More, Wave::Entry, 1_200);
    assert_eq!(of_school(&register), [duty.clone(), complaints(Wave::Entry, 800), complaints(Wave::Exit, 500)]);
    assert_eq!(on_file(&register), [(100, Parameter::Anxiety, Wave::Entry, 4_300)]);
    // The second time changes nothing; another value stays unless told, and keeps the day it was taken on.
    let again = planned(&register, OF_SCHOOL, true);
    assert_eq!((again.count(RowState::Taken), again.count(RowState::Skipped)), (0, 4), "{:?}", again.rows);
    let other = "ФИО;Показатель;Замер;Балл\nшкола;Жалобы за четверть;вход;9\n";
    assert_eq!(planned(&register, other, false).rows[0].named.remark, Some(AnswerRemark::SchoolDiffers));
    take(&planned(&register, other, true), &mut register);
    assert_eq!(of_school(&register), [duty, complaints(Wave::Entry, 900), complaints(Wave::Exit, 500)]);
    let on: Vec<String> = register
        .school_parameters()
        .flat_map(|(id, _)| register.school_measures(id))
        .filter(|(_, it)| it.value == 900)
        .map(|(_, it)| it.on.to_string())
        .collect();
    assert_eq!(on, ["2026-10-01"]);
}

#[test]
fn a_row_of_the_school_that_cannot_be_read_is_told() {
    let register = school();
    let plan = planned(
        &register,
        "ФИО;Показатель;Замер;Значение;Шкала;Лучше\n\
         Школа;Дежурства;вход;3;;\n\
         Школа;Дежурства;вход;3;вёдра;больше\n\
         Школа;Дежурства;вход;3;случаев;как пойдёт\n\
         Школа;На учёте в полиции;вход;2,5;;\n\
         Школа;Средний балл по школе;вход;6;;\n\
         ;М5;вход;40;;\n\
         Школа;Жалобы за четверть;вход;8;;\n\
         Школа;Жалобы за четверть;вход;7;;\n",
        false,
    );
    let faults = |at: usize| plan.rows[at].named.faults.as_slice();
    assert_eq!(faults(0), [CellFault::SchoolParameter("Дежурства".into())]);
    assert_eq!(faults(1), [CellFault::Scale("вёдра".into())]);
    assert_eq!(faults(2), [CellFault::Better("как пойдёт".into())]);
    assert_eq!(faults(3), [CellFault::Whole("2,5".into(), 0, 6_000_000)]);
    assert_eq!(faults(4), [CellFault::Value("6".into(), 200, 500)]);
    assert_eq!(plan.rows[5].named.remark, Some(AnswerRemark::Nobody), "of a person whom the row does not name");
    assert_eq!(plan.rows[7].named.remark, Some(AnswerRemark::SchoolTwice(8)));
    // A table without a column of people is the school's only where every row is.
    let nameless = csv("Показатель;Замер;Значение\nНа учёте в полиции;вход;7\n");
    let columns = AnswerColumns::of_measures(&nameless);
    assert!(plan_measures(&nameless, &columns, false, &ctx(&register)).is_ok());
    let mixed = csv("Показатель;Замер;Значение\nНа учёте в полиции;вход;7\nМ5;вход;40\n");
    let columns = AnswerColumns::of_measures(&mixed);
    let error = plan_measures(&mixed, &columns, false, &ctx(&register)).unwrap_err();
    assert!(matches!(error, PlanError::NoNameColumn { .. }), "{error:?}");
}

/// What leaves is read by another school as it was.
#[test]
fn measures_of_the_school_leave_as_they_come_in() {
    let mut register = school();
    take(&planned(&register, OF_SCHOOL, false), &mut register);
    for format in [Format::Csv, Format::Xlsx] {
        let bytes = export::render(Table::Measures, format, &ctx(&register), false).unwrap();
        let sheet = nastavnik::exchange::from_bytes("measures", bytes, None).unwrap();
        let mut other = school();
        let plan = plan_measures(&sheet, &AnswerColumns::of_measures(&sheet), false, &ctx(&other)).unwrap();
        assert_eq!(plan.count(RowState::Taken), 4, "{:?}", plan.rows);
        take(&plan, &mut other);
        assert_eq!((of_school(&other), on_file(&other)), (of_school(&register), on_file(&register)));
    }
    let json = export::render(Table::Measures, Format::Json, &ctx(&register), false).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let text = json.to_string();
    assert!(text.contains("\"scale\":\"cases\"") && text.contains("\"better\":\"less\""), "{text}");
}

const OF_INSTRUMENTS: &str = "ФИО;Класс;Показатель;Замер;Балл;Дата;Шкала;Лучше\n\
    Ёлкин Пётр;7Б;Спилбергер – Ханин;вход;43;20.09.2026;баллы;меньше\n\
    Ли Ада;9А;спилбергер-ханин;вход;38;20.09.2026;;\n\
    Ёлкин Пётр;7Б;YSoR;вход;41;20.09.2026;баллы;больше\n\
    Ёлкин Пётр;7Б;Спилбергер – Ханин;выход;40,5;15.11.2026;;\n";

/// Name, direction, person, wave and value of everything measured of people beside М1–М12.
fn of_instruments(register: &Register) -> Vec<(String, Better, u32, Wave, i32)> {
    let all = register.measures(YEAR).filter_map(|(_, it)| {
        let own = it.parameter.own(register)?;
        Some((own.name.to_string(), own.better, it.person.0, it.wave, it.value))
    });
    let mut all: Vec<_> = all.collect();
    all.sort();
    all
}

#[test]
fn totals_of_the_schools_own_instruments_come_with_their_scale_and_leave_with_it() {
    let mut register = school();
    let plan = planned(&register, OF_INSTRUMENTS, false);
    assert_eq!(plan.count(RowState::Taken), 4, "{:?}", plan.rows);
    take(&plan, &mut register);
    let anxious = |person, wave, value| ("Спилбергер – Ханин".to_owned(), Better::Less, person, wave, value);
    let wanted = [
        ("YSoR".to_owned(), Better::More, 100, Wave::Entry, 4_100),
        anxious(100, Wave::Entry, 4_300),
        anxious(100, Wave::Exit, 4_050),
        anxious(101, Wave::Entry, 3_800),
    ];
    assert_eq!(of_instruments(&register), wanted);
    assert_eq!(register.own_parameters(Whose::People).count(), 2, "each is made once");
    assert_eq!(register.school_parameters().count(), 0);
    let again = planned(&register, OF_INSTRUMENTS, true);
    assert_eq!((again.count(RowState::Taken), again.count(RowState::Skipped)), (0, 4), "{:?}", again.rows);
    for format in [Format::Csv, Format::Xlsx] {
        let bytes = export::render(Table::Measures, format, &ctx(&register), false).unwrap();
        let sheet = nastavnik::exchange::from_bytes("measures", bytes, None).unwrap();
        let mut other = school();
        let plan = plan_measures(&sheet, &AnswerColumns::of_measures(&sheet), false, &ctx(&other)).unwrap();
        take(&plan, &mut other);
        assert_eq!(of_instruments(&other), wanted);
    }
}

#[test]
fn an_instrument_without_its_scale_or_that_nobody_judges_is_told() {
    let register = school();
    let plan = planned(
        &register,
        "ФИО;Показатель;Замер;Балл;Шкала;Лучше\n\
         Ёлкин Пётр;Спилбергер;вход;43;;\n\
         Ёлкин Пётр;Спилбергер;вход;43;человек;больше\n\
         Ёлкин Пётр;Спилбергер;вход;5000;баллы;меньше\n\
         Ёлкин Пётр;Жалобы за четверть;вход;3;;\n",
        false,
    );
    let faults = |at: usize| plan.rows[at].named.faults.as_slice();
    assert_eq!(faults(0), [CellFault::Parameter("Спилбергер".into())]);
    assert_eq!(faults(1), [CellFault::Scale("человек".into())]);
    assert_eq!(faults(2), [CellFault::Value("5000".into(), 0, 100_000)]);
    assert_eq!(
        faults(3),
        [CellFault::Parameter("Жалобы за четверть".into())],
        "what is usual of a school is not of a pupil"
    );
}
