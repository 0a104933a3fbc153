//! Tables of preferences: a choice in each row, a sheet in each row, and what is wrong with them.

use nastavnik::domain::{Audience, Ids, Key, Kind, PreferenceSheet, Register, inverse};
use nastavnik::exchange::export::{Format, Table, render};
use nastavnik::exchange::{
    Decision, FaultKind, Mapping, Plan, PlanError, Remark, Roster, RowState, plan, rejected_csv, wording,
};
use nastavnik::fields::names;
use nastavnik::text::{Lang, Text};

use super::support::{YEAR, content, csv, ctx, import, planned, register, stamp, take};

/// Three mentees, two of them namesakes, and three mentors.
fn school() -> Register {
    let mut register = register();
    import(
        Roster::Mentees,
        "ФИО;Класс\nПетрова Ксения Петровна;5А\nПетрова Ксения Ильинична;9Б\nЮдин Олег Ильич;7А\n",
        &mut register,
    );
    import(
        Roster::Mentors,
        "ФИО;Место работы\nВолков Илья Петрович;учитель\nСомова Алла Юрьевна;учитель\nЁлкин Семён Львович;10А\n",
        &mut register,
    );
    register
}

fn key(register: &Register, kind: Kind, name: &str) -> Key {
    let mut all = register.all().map(|(key, _)| key).filter(|key| key.kind == kind);
    let named = |key: &Key| names::of_key(register, *key, Text::of(Lang::Ru)).starts_with(name);
    all.find(named).unwrap_or_else(|| panic!("no {name}"))
}

/// A sheet in words: «1 Волков, 2 Сомова | Ёлкин».
fn said(register: &Register, author: Key) -> String {
    let last = |key: Key| {
        let person = names::person_of(register, key).unwrap();
        register.get::<nastavnik::domain::Person>(person).unwrap().name.last.to_string()
    };
    let Some((_, sheet)) = register.sheet_of(author) else { return "–".to_owned() };
    let named: Vec<String> = sheet.named.iter().map(|n| format!("{} {}", n.rank, last(n.whom))).collect();
    let vetoes: Vec<String> = sheet.vetoes.iter().map(|key| last(*key)).collect();
    format!("{} | {}", named.join(", "), vetoes.join(", "))
}

fn faults(plan: &Plan) -> Vec<(usize, String, String)> {
    let text = Text::of(Lang::Ru);
    let row = |row: &nastavnik::exchange::PlannedRow| {
        let of = |fault: &nastavnik::exchange::Fault| (row.number, fault.column.clone(), wording::fault(fault, text));
        row.faults.iter().map(of).collect::<Vec<_>>()
    };
    plan.rows.iter().flat_map(row).collect()
}

#[test]
fn a_choice_in_each_row_becomes_a_sheet_for_each_author() {
    let mut register = school();
    let table = "Листы предпочтений\n\
        ФИО наставляемого;Класс;ФИО наставника;Выбор;Кто выбирает\n\
        Юдин Олег Ильич;7А;Сомова Алла Юрьевна;2-й;наставляемый\n\
        Юдин Олег Ильич;7А;Волков Илья Петрович;1;\n\
        Юдин Олег;;Ёлкин С. Л.;нельзя;наставляемый\n\
        Петрова Ксения Петровна;5А;Волков Илья;1;mentor\n\
        Петрова К.;9Б;Волков;;Наставник\n";
    let plan = import(Roster::Preferences, table, &mut register);
    assert_eq!(faults(&plan), []);
    let (judge, volkov) = (key(&register, Kind::Mentee, "Юдин"), key(&register, Kind::Mentor, "Волков"));
    assert_eq!(said(&register, judge), "1 Волков, 2 Сомова | Ёлкин");
    assert_eq!(said(&register, volkov), "1 Петрова | Петрова");
    let sheet = register.sheet_of(volkov).unwrap().1;
    assert_eq!(sheet.named[0].whom, key(&register, Kind::Mentee, "Петрова Ксения Петровна"));
    assert_eq!(sheet.vetoes[0], key(&register, Kind::Mentee, "Петрова Ксения Ильинична"));
}

#[test]
fn a_sheet_in_each_row_as_schools_make_it() {
    let mut register = school();
    let table = "№;ФИО наставляемого;Класс;1-й выбор;2-й выбор;3-й выбор;Нельзя\n\
        1;Юдин Олег Ильич;7А;Сомова Алла;Волков И.;–;Ёлкин Семён Львович, 10А\n\
        2;Петрова Ксения;5А;Ёлкин Семён;;;Волков Илья; \n\
        3;Петрова Ксения;9Б;;;;\n";
    let plan = import(Roster::Preferences, table, &mut register);
    assert_eq!(faults(&plan), []);
    assert_eq!(said(&register, key(&register, Kind::Mentee, "Юдин")), "1 Сомова, 2 Волков | Ёлкин");
    assert_eq!(said(&register, key(&register, Kind::Mentee, "Петрова Ксения Петровна")), "1 Ёлкин | Волков");
    assert_eq!(said(&register, key(&register, Kind::Mentee, "Петрова Ксения Ильинична")), "–", "handed in nothing");
    // A head that does not say of which side: looked for among the mentees first.
    let table = "ФИО;1-й выбор;2-й выбор\nВолков Илья;Юдин Олег;Петрова Ксения (5А)\n";
    import(Roster::Preferences, table, &mut register);
    assert_eq!(said(&register, key(&register, Kind::Mentor, "Волков")), "1 Юдин, 2 Петрова | ");
}

#[test]
fn without_a_column_of_places_the_order_of_the_rows_counts() {
    let mut register = school();
    let table = "mentee,mentor\nЮдин Олег,Сомова Алла\nЮдин Олег,Ёлкин Семён\nЮдин Олег,Волков Илья\n";
    import(Roster::Preferences, table, &mut register);
    assert_eq!(said(&register, key(&register, Kind::Mentee, "Юдин")), "1 Сомова, 2 Ёлкин, 3 Волков | ");
}

#[test]
fn what_is_wrong_is_said_with_row_and_column_and_the_nearest_name() {
    let register = school();
    let table = "mentee;mentor;rank;side\n\
        Юдин Олег;Волкав Илья Петрович;1;\n\
        Юдин Олег;Горчаков Пётр;2;\n\
        Сомова Алла;Волков Илья;1;\n\
        Юдин Олег;Сомова Алла;первый;\n\
        Юдин Олег;Ёлкин Семён;3;кто-то\n\
        ;Ёлкин Семён;3;\n\
        Юдин Олег;Волков Илья;1;\n\
        Юдин Олег Ильич;Волков И. П.;2;\n\
        Юдин Олег;Сомова Алла;101;\n";
    let plan = planned(Roster::Preferences, &csv(table), &[], &register);
    let told: Vec<String> =
        faults(&plan).into_iter().map(|(row, column, words)| format!("{row} {column}: {words}")).collect();
    let wanted = [
        "2 mentor: mentor: в этом году в базе такого нет (наставник), похоже на «Волков Илья Петрович»: «Волкав Илья Петрович»",
        "3 mentor: mentor: в этом году в базе такого нет (наставник): «Горчаков Пётр»",
        "4 mentee: mentee: в этом году в базе такого нет (наставляемый): «Сомова Алла»",
        "5 rank: rank: это не место: пишут 1, 2, 3 или «нельзя»: «первый»",
        "6 side: side: такого варианта нет: «кто-то»",
        "7 mentee: не указано ФИО",
        "9 rank: rank: эти двое уже стоят в строке 8: «2 Волков И. П.»",
        "10 rank: rank: это не место: пишут 1, 2, 3 или «нельзя»: «101»",
    ];
    assert_eq!(told, wanted);
    let refused = plan.batch(&ctx(&register), &mut Ids::lane(7), false);
    assert_eq!(refused, Err(PlanError::NotAllGood { rejected: 8, undecided: 0 }));
    let mut mended = register.clone();
    let batch = plan.batch(&ctx(&register), &mut Ids::lane(7), true).unwrap();
    mended.commit(&batch.changes, &stamp()).unwrap();
    assert_eq!(said(&mended, key(&mended, Kind::Mentee, "Юдин")), "1 Волков | ");
    // What was left out goes to a file with reasons and reads back.
    let left = rejected_csv(&plan, Text::of(Lang::Ru)).unwrap();
    let again = nastavnik::exchange::from_bytes("r.csv", left, None).unwrap();
    assert_eq!(planned(Roster::Preferences, &again, &[], &register).rows.len(), 8);
}

#[test]
fn namesakes_wait_for_a_decision_that_all_their_rows_share() {
    let mut register = school();
    let table = "mentee;mentor;rank\nПетрова Ксения;Волков Илья;1\nПетрова Ксения;Сомова Алла;2\n";
    let mut plan = planned(Roster::Preferences, &csv(table), &[], &register);
    assert!(plan.rows.iter().all(|row| row.remark == Some(Remark::Namesakes) && row.state() == RowState::Undecided));
    let choices = plan.rows[0].choices();
    assert!(matches!(choices[..], [Decision::Join(_), Decision::Join(_), Decision::Skip]), "{choices:?}");
    assert!(plan.decide(1, choices[1]));
    assert_eq!(plan.count(RowState::Taken), 2, "one answer for both rows");
    take(&plan, &mut register);
    let Decision::Join(person) = choices[1] else { unreachable!() };
    let meant: Key = register.mentee_of(person, YEAR).unwrap().0.into();
    assert_eq!(said(&register, meant), "1 Волков, 2 Сомова | ");
    // Two names that are not clear in one row are more than one decision.
    let table = "mentor;choice_1;choice_2\nВолков Илья;Петрова Ксения;Петрова К.\n";
    let plan = planned(Roster::Preferences, &csv(table), &[], &register);
    assert_eq!(plan.rows[0].faults[0].kind, FaultKind::Namesakes);
}

#[test]
fn a_sheet_on_file_is_asked_about_unless_it_says_the_same() {
    let mut register = school();
    let table = "mentee;mentor;rank\nЮдин Олег;Волков Илья;1\nЮдин Олег;Сомова Алла;2\n";
    import(Roster::Preferences, table, &mut register);
    let before = content(&register);
    let again = planned(Roster::Preferences, &csv(table), &[], &register);
    assert_eq!((again.count(RowState::Skipped), again.known()), (2, 2));
    assert_eq!(again.batch(&ctx(&register), &mut Ids::lane(7), false), Err(PlanError::NothingToTake));
    let other = "mentee;mentor;rank\nЮдин Олег;Сомова Алла;1\n";
    let mut plan = planned(Roster::Preferences, &csv(other), &[], &register);
    assert!(matches!(plan.rows[0].remark, Some(Remark::OtherSheet(_))));
    assert_eq!(plan.rows[0].state(), RowState::Undecided);
    plan.update_known();
    let batch = take(&plan, &mut register);
    assert_eq!((batch.command.as_str(), batch.changes.len()), ("import.preferences", 1));
    assert_eq!(said(&register, key(&register, Kind::Mentee, "Юдин")), "1 Сомова | ");
    // One step back.
    register.commit(&inverse(&batch.changes), &stamp()).unwrap();
    assert_eq!(content(&register), before);
}

#[test]
fn a_file_that_does_not_say_who_wishes_whom_is_no_table_of_preferences() {
    let register = school();
    let sheet = csv("ФИО;Класс;Телефон\nЮдин Олег;7А;1\n");
    let mapping = Mapping::guess(Roster::Preferences, &sheet);
    let error = plan(&sheet, &mapping, &ctx(&register)).unwrap_err();
    assert!(matches!(error, PlanError::NoWishColumns { .. }));
    assert!(wording::plan_error(&error, Text::of(Lang::Ru)).contains("--map mentee="));
    // Given by hand it is read.
    let sheet = csv("кто;кого\nЮдин Олег;Волков Илья\n");
    let plan = planned(Roster::Preferences, &sheet, &[("mentee", "кто"), ("mentor", "B")], &register);
    assert_eq!(plan.count(RowState::Taken), 1);
}

#[test]
fn what_is_exported_is_imported_and_vetoes_leave_only_when_asked() {
    let mut first = school();
    let table = "mentee;mentor;rank;side\n\
        Юдин Олег;Волков Илья;1;\nЮдин Олег;Сомова Алла;нет;\nПетрова Ксения, 5А;Волков Илья;1;mentor\n";
    import(Roster::Preferences, table, &mut first);
    let text = |with| String::from_utf8(render(Table::Preferences, Format::Csv, &ctx(&first), with).unwrap()).unwrap();
    assert_eq!(text(false).lines().count(), 3);
    assert!(!text(false).contains("нельзя") && text(true).contains("нельзя"));
    let mut second = school();
    import(Roster::Preferences, text(true).trim_start_matches('\u{feff}'), &mut second);
    let sheets = |register: &Register| -> Vec<PreferenceSheet> {
        let mut sheets: Vec<_> = register.sheets(YEAR).map(|(_, sheet)| PreferenceSheet::clone(sheet)).collect();
        sheets.sort_by_key(|sheet| sheet.author);
        sheets
    };
    assert_eq!(sheets(&second), sheets(&first));
    let json: serde_json::Value =
        serde_json::from_slice(&render(Table::Preferences, Format::Json, &ctx(&first), true).unwrap()).unwrap();
    let rows = json.as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!((&rows[0]["rank"], &rows[1]["rank"]), (&serde_json::json!(1), &serde_json::json!("veto")));
    assert_eq!(rows[2]["side"], Audience::Mentor.code());
    assert_eq!(rows[0]["mentee"], "Юдин Олег Ильич");
}

#[test]
fn five_thousand_rows_of_another_school_are_refused_in_no_time() {
    let register = school();
    let mut table = "mentee;mentor;rank\n".to_owned();
    for row in 0..5_000 {
        table.push_str(&format!("Чужой{row} Иван;Волкова{row} Анна;1\n"));
    }
    let begun = std::time::Instant::now();
    let plan = planned(Roster::Preferences, &csv(&table), &[], &register);
    assert_eq!(plan.count(RowState::Rejected), 5_000);
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}
