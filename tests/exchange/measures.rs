//! Totals of instruments from a table: people told as among answers, parameters by name or code, bounds kept.

use nastavnik::domain::{
    Change, Class, Ids, Mentee, MenteeId, Parameter, Person, PersonId, PersonKind, PersonName, Register, Wave,
};
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
