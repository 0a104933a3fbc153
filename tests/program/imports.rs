//! A roster comes in: on screen with a path that completes itself, and on the command line as often as one likes.

use std::fs;
use std::process::{Command, Output, Stdio};

use nastavnik::app::{Effect, Msg};
use nastavnik::domain::Kind;
use nastavnik::kit::Layout;
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, keys, model, picture};

const LIST: &str = "ФИО;Класс;Телефон\nЖёлудев Пётр Ильич;7А;89990000051\nЖёлудева Анна Ильинична;5А;\n";

fn import(school: &School, args: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.arg("--db").arg(&school.base).args(["import", "mentees"]).args(args);
    command.stdin(Stdio::null()).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_file_imported_twice_is_no_failure() {
    let school = School::of(100);
    let file = school.base.with_file_name("список.csv");
    fs::write(&file, LIST).unwrap();
    let file = file.to_str().unwrap();
    for more in [&[][..], &["--update"], &["--skip-bad"]] {
        let output = import(&school, &[&[file], more].concat());
        assert_eq!(output.status.code(), Some(0), "{more:?}: {}", said(&output));
        let again = !more.is_empty();
        assert_eq!(said(&output).contains("всё уже есть в базе (2 строки)"), again, "{more:?}: {}", said(&output));
    }
}

#[test]
fn a_file_without_anybody_to_take_is_still_a_failure() {
    let school = School::of(100);
    let file = school.base.with_file_name("список.csv");
    fs::write(&file, "ФИО;Класс;Телефон\nЖёлудев Пётр Ильич;99Ц;\n").unwrap();
    let output = import(&school, &[file.to_str().unwrap(), "--skip-bad"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("подходящих строк в файле нет"), "{}", said(&output));
}

/// Somebody of either side of the invented school who handed in no sheet, by their whole names with the class.
fn couple(register: &nastavnik::domain::Register) -> (String, String) {
    let world = world(register.clone(), Lang::Ru, (80, 24));
    let fresh = |key: &nastavnik::domain::Key| register.sheet_of(*key).is_none();
    let mentee = register.mentees(world.year).map(|(id, _)| id.into()).find(fresh).unwrap();
    let mentor = register.mentors(world.year).map(|(id, _)| id.into()).find(fresh).unwrap();
    let name = |key| nastavnik::fields::names::of_key(register, key, world.text);
    (name(mentee), name(mentor))
}

#[test]
fn preferences_come_in_on_the_command_line_as_one_step() {
    let school = School::of(100);
    let (mentee, mentor) = couple(&school.register());
    let file = school.base.with_file_name("листы.csv");
    let good = format!("Наставляемый;Наставник;Выбор\n{mentee};{mentor};1\n");
    fs::write(&file, format!("{good}{mentee};Никифоров Никифор;2\n")).unwrap();
    let run = |more: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("--db").arg(&school.base).args(["import", "preferences", file.to_str().unwrap()]).args(more);
        command.stdin(Stdio::null()).output().unwrap()
    };
    let before = school.register().sheets(school.register().school().unwrap().active_year).count();
    let sheets = || school.register().sheets(school.register().school().unwrap().active_year).count();
    let refused = run(&[]);
    assert_eq!((refused.status.code(), sheets()), (Some(1), before), "{}", said(&refused));
    let line = "строка 3: Наставник: в этом году в базе такого нет (наставник): «Никифоров Никифор»";
    assert!(said(&refused).contains(line), "{}", said(&refused));
    let dry = run(&["--dry-run"]);
    assert_eq!((dry.status.code(), sheets()), (Some(0), before), "{}", said(&dry));
    let taken = run(&["--skip-bad"]);
    assert_eq!((taken.status.code(), sheets()), (Some(0), before + 1), "{}", said(&taken));
    let left = fs::read_to_string(school.base.with_file_name("листы.csv.rejected.csv")).unwrap();
    assert!(left.contains("Никифоров Никифор"), "{left}");
    // The same again is on file already; another rank is asked about, and replaced when told to.
    fs::write(&file, &good).unwrap();
    assert!(said(&run(&[])).contains("всё уже есть в базе"));
    fs::write(&file, good.replace(";1\n", ";2\n")).unwrap();
    let asked = run(&[]);
    assert_eq!(asked.status.code(), Some(1));
    assert!(said(&asked).contains("лист уже внесён, и в нём другое"), "{}", said(&asked));
    assert_eq!(run(&["--update"]).status.code(), Some(0));
}

#[test]
fn preferences_come_in_on_screen_through_the_page_of_rows() {
    let mut model = model(&stage::register(), Lang::Ru, (110, 30));
    let (mentee, mentor) = couple(&model.world.register);
    keys(&mut model, &["4"]);
    while !stage::commands(&model).iter().any(|info| info.id == "wish.import") {
        keys(&mut model, &["tab"]);
    }
    keys(&mut model, &["и"]);
    let table = format!("Чей лист;1-й выбор;Хобби\n{mentee};{mentor};шахматы\n{mentee};{mentor};\n");
    let sheet = nastavnik::exchange::from_bytes("листы.csv", table.into_bytes(), None).unwrap();
    let (kind, path) = (Kind::PreferenceSheet, "листы.csv".into());
    model.update(Msg::Roster { kind, path, sheet: Box::new(sheet) }, model.world.now);
    let page = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(page.contains("Не видно, кто кого выбирает"), "{page}");
    // «Чей лист» may be the side as well; given to the author by hand it is read.
    for _ in 0..30 {
        if picture(&mut model, Layout::Cyrillic).join("\n").contains("(author)") {
            break;
        }
        keys(&mut model, &["right"]);
    }
    keys(&mut model, &["tab"]);
    let page = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(page.contains("в новый лист") && page.contains("эти двое уже стоят в строке 2"), "{page}");
    let effects = keys(&mut model, &["f3"]);
    let saved = effects.iter().any(|effect| matches!(effect, Effect::Save { batch, .. } if batch.command == "import.preferences" && batch.changes.len() == 1));
    assert!(saved, "{effects:?}");
}

#[test]
fn the_screen_takes_a_file_twice_without_a_complaint() {
    let school = School::of(100);
    let file = school.base.with_file_name("список.csv");
    fs::write(&file, LIST).unwrap();
    let directory = file.parent().unwrap().to_str().unwrap();
    let mut program = school.open();
    program.send("2и");
    program.wait_for("Файл на сервере", PATIENCE);
    program.send(&format!("{directory}/СПИ\t"));
    program.wait_for("список.csv", PATIENCE);
    program.send("\r");
    program.wait_for("возьмётся 2", PATIENCE);
    program.send(F2);
    school.wait_for("the mentees", |register| mentee_of_name(register, "Жёлудев Пётр Ильич").is_some());
    program.rest(PATIENCE);
    // A path with a slip in it stays in the form to be mended.
    program.send(&format!("и{directory}/спсок.csv\r"));
    program.wait_for("Файла нет", PATIENCE);
    program.send(&format!("\x15{directory}/спи\t"));
    program.wait_for("список.csv", PATIENCE);
    program.send("\r");
    program.wait_for("пропустится 2", PATIENCE);
    program.send(F2);
    program.wait_for("всё уже есть в базе", PATIENCE);
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), [], "no draft of a path is left");
}

#[test]
fn tab_asks_for_what_there_is_and_then_turns_through_it() {
    let mut model = model(&stage::register(), Lang::Ru, (80, 24));
    let effects = keys(&mut model, &["2", "и", "~/с", "tab"]);
    let [Effect::FindPaths(typed)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!(typed, "~/с");
    let found = ["~/списки/", "~/список 5А.xlsx", "~/список.csv"].map(str::to_owned).to_vec();
    model.update(Msg::Paths { typed: typed.clone(), found: found.clone() }, model.world.now);
    let typed = |model: &nastavnik::app::Model| model.desk.form().unwrap().typed_path().unwrap().to_owned();
    assert_eq!(typed(&model), "~/спис");
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("списки/") && screen.contains("список 5А.xlsx"), "{screen}");
    for path in [&found[0], &found[1], &found[2], &found[0]] {
        assert!(keys(&mut model, &["tab"]).iter().all(|effect| !matches!(effect, Effect::FindPaths(_))));
        assert_eq!(&typed(&model), path);
    }
    // Enter on a directory looks into it.
    let effects = keys(&mut model, &["enter"]);
    assert!(matches!(&effects[..], [Effect::FindPaths(typed)] if typed == "~/списки/"), "{effects:?}");
    // An answer that comes after more was typed is not taken.
    keys(&mut model, &["5"]);
    model.update(Msg::Paths { typed: "~/списки/".into(), found: vec!["~/списки/а.csv".into()] }, model.world.now);
    assert_eq!(typed(&model), "~/списки/5");
    model.update(Msg::Paths { typed: "~/списки/5".into(), found: Vec::new() }, model.world.now);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("Так не начинается"), "{screen}");
}

#[test]
fn a_half_typed_path_comes_back_from_its_draft() {
    let mut model = model(&stage::register(), Lang::Ru, (80, 24));
    let effects = keys(&mut model, &["3", "и", "~/спис"]);
    let [Effect::KeepDraft(draft)] = &effects[..] else { panic!("{effects:?}") };
    let form = nastavnik::panes::restore(draft, &model.world).expect("the form is known by its identity");
    assert_eq!((form.id, form.typed_path()), ("import.mentors", Some("~/спис")));
}

#[test]
fn a_roster_nobody_waits_for_any_more_is_dropped() {
    let mut model = model(&stage::register(), Lang::Ru, (80, 24));
    keys(&mut model, &["2", "и", "~/а.csv", "enter", "esc", "esc"]);
    let sheet = nastavnik::exchange::from_bytes("а.csv", LIST.into(), None).unwrap();
    let roster = Msg::Roster { kind: Kind::Mentee, path: "а.csv".into(), sheet: Box::new(sheet) };
    model.update(roster, model.world.now);
    assert!(model.desk.overlays.is_empty());
}

/// A file of three people and two columns that no field has, on its way in.
fn preview(size: (u16, u16)) -> nastavnik::app::Model {
    let mut model = model(&stage::register(), Lang::Ru, size);
    keys(&mut model, &["2", "и", "~/а.csv", "enter"]);
    let list = "ФИО;Класс;Телефон;Основной запрос;Хобби;Кружок\n\
        Жёлудев Пётр Ильич;7А;89990000051;Боюсь отвечать у доски;шашки;\n\
        Жёлудева Анна Ильинична;5А;;;лыжи;хор\nЖёлудева Ада;99Ц;;;;\n";
    let sheet = nastavnik::exchange::from_bytes("а.csv", list.into(), None).unwrap();
    let roster = Msg::Roster { kind: Kind::Mentee, path: "а.csv".into(), sheet: Box::new(sheet) };
    model.update(roster, model.world.now);
    model
}

#[test]
fn the_preview_names_the_columns_that_are_not_read() {
    for (width, height) in [(60, 20), (80, 24), (200, 50)] {
        let mut model = preview((width, height));
        let screen = picture(&mut model, Layout::Cyrillic);
        let line = screen.iter().find(|line| line.contains("Не читается 2 столбца (Tab – дать поле)"));
        let line = line.unwrap_or_else(|| panic!("{screen:#?}"));
        assert!(line.contains("«Хобби»") && (width < 80 || line.contains("«Кружок»")), "{line}");
        // Each is explained under the list of columns, in words of the screen.
        keys(&mut model, &["tab", "down", "down", "down", "down"]);
        let screen = picture(&mut model, Layout::Cyrillic).join("\n");
        assert!(screen.contains("«Хобби» (2 строки) не читается") && !screen.contains("--map"), "{screen}");
        // Given a field, it is read.
        keys(&mut model, &["right"]);
        let screen = picture(&mut model, Layout::Cyrillic).join("\n");
        assert!(screen.contains("Не читается 1 столбец"), "{screen}");
    }
}

#[test]
fn the_preview_shows_what_tells_people_apart_as_far_as_there_is_room() {
    for (width, wanted) in [(60, &["7А"][..]), (80, &["7А", "+7 999 000-00-51"]), (200, &["7А", "51", "у доски"])]
    {
        let screen = picture(&mut preview((width, 24)), Layout::Cyrillic);
        let row = screen.iter().find(|line| line.contains("Жёлудев Пётр")).unwrap();
        assert!(row.contains("новый человек"), "{row}");
        for part in wanted {
            assert!(row.contains(part), "{part} is not on {row:?}");
        }
        let wrong = screen.iter().find(|line| line.contains("Жёлудева Ада")).unwrap();
        assert!(wrong.contains("Класс"), "{wrong}");
    }
}

#[test]
fn an_import_says_what_it_took_and_how_to_take_it_back() {
    for (layout, key) in [(Layout::Cyrillic, "г"), (Layout::Latin, "u")] {
        let mut model = preview((80, 24));
        model.world.layout = layout;
        let effects = keys(&mut model, &["f3"]);
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Save { .. })));
        let screen = picture(&mut model, layout).join("\n");
        assert!(screen.contains(&format!("Взято: 2 строки. {key} – отменить.")), "{screen}");
        // The file beside is told of in the same breath.
        model.update(Msg::Done("Записано: а.csv".to_owned()), model.world.now);
        let screen = picture(&mut model, layout).join("\n");
        assert!(screen.contains("Взято: 2 строки") && screen.contains("Записано: а.csv"), "{screen}");
    }
}

#[test]
fn decisions_of_an_import_are_not_dropped_by_one_escape() {
    let mut untouched = preview((80, 24));
    keys(&mut untouched, &["down", "esc"]);
    assert!(untouched.desk.overlays.is_empty(), "nothing was decided");
    for decision in [&["right"][..], &["tab", "down", "down", "down", "down", "right"]] {
        let mut model = preview((80, 24));
        keys(&mut model, &[decision, &["esc"]].concat());
        let screen = picture(&mut model, Layout::Cyrillic).join("\n");
        assert!(screen.contains("Esc ещё раз"), "{screen}");
        // Anything else calls it off.
        keys(&mut model, &["up", "esc"]);
        assert_eq!(model.desk.overlays.len(), 1, "{decision:?}");
        keys(&mut model, &["esc"]);
        assert!(model.desk.overlays.is_empty());
    }
}

#[test]
fn the_command_line_tells_of_unread_columns_in_one_line() {
    let school = School::of(100);
    let file = school.base.with_file_name("список.csv");
    let heads: Vec<String> = (1..=60).map(|number| format!("Мерка {number}")).collect();
    let cells = vec!["x"; 60].join(";");
    fs::write(&file, format!("ФИО;Класс;{}\nЖёлудев Пётр Ильич;7А;{cells}\n", heads.join(";"))).unwrap();
    let said = said(&import(&school, &[file.to_str().unwrap()]));
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("Мерка")).collect();
    let [line] = lines[..] else { panic!("{said}") };
    assert!(line.contains("60 столбцов") && line.contains("ещё 52"), "{line}");
    // The advice works as it stands.
    assert!(line.contains("--map notes=\"Мерка 1\""), "{line}");
    let output = import(&school, &[file.to_str().unwrap(), "--dry-run", "--map", "notes=Мерка 1"]);
    assert!(self::said(&output).contains("59 столбцов"), "{}", self::said(&output));
}

#[test]
fn a_file_of_which_only_names_are_known_is_doubted() {
    let school = School::of(100);
    let file = school.base.with_file_name("оценки.csv");
    fs::write(&file, "ФИО;Мерка;Проба\nЖёлудев Пётр Ильич;5;4\n").unwrap();
    let output = said(&import(&school, &[file.to_str().unwrap(), "--dry-run"]));
    assert!(output.contains("Узнаны только имена"), "{output}");
    fs::write(&file, "ФИО;Класс;Проба\nЖёлудев Пётр Ильич;5А;4\n").unwrap();
    let output = said(&import(&school, &[file.to_str().unwrap(), "--dry-run"]));
    assert!(!output.contains("Узнаны только имена") && output.contains("«Проба»"), "{output}");
}

#[test]
fn the_preview_speaks_of_its_own_keys() {
    let mut model = preview((80, 24));
    keys(&mut model, &["f2"]);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("F3 берёт остальные") && !screen.contains("--"), "{screen}");
    // Without a column of names the page of columns says what to do.
    keys(&mut model, &["esc", "и", "~/б.csv", "enter"]);
    let sheet = nastavnik::exchange::from_bytes("б.csv", "Мерка;Проба\nх;у\n".into(), None).unwrap();
    let roster = Msg::Roster { kind: Kind::Mentee, path: "б.csv".into(), sheet: Box::new(sheet) };
    model.update(roster, model.world.now);
    let screen = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(screen.contains("Столбец с ФИО не нашёлся") && !screen.contains("--"), "{screen}");
}

/// Lines of the picture that say something.
fn lines(model: &mut nastavnik::app::Model, what: &str) -> usize {
    picture(model, Layout::Cyrillic).iter().filter(|line| line.contains(what)).count()
}

#[test]
fn a_decision_stands_when_a_column_gets_another_meaning() {
    let mut model = preview((110, 24));
    assert_eq!((lines(&mut model, "новый человек"), lines(&mut model, "пропустить")), (2, 0));
    keys(&mut model, &["right"]);
    assert_eq!((lines(&mut model, "новый человек"), lines(&mut model, "пропустить")), (1, 1));
    keys(&mut model, &["tab", "down", "down", "down", "down", "right", "tab"]);
    assert_eq!((lines(&mut model, "новый человек"), lines(&mut model, "пропустить")), (1, 1));
}

#[test]
fn writing_over_what_is_on_file_can_be_taken_back() {
    let mut model = model(&stage::register(), Lang::Ru, (110, 24));
    let mentee = model.world.register.mentees(model.world.year).next().unwrap().1.person;
    let person = model.world.register.get::<nastavnik::domain::Person>(mentee).unwrap();
    let class = person.class_in(model.world.year).unwrap();
    let list = format!("ФИО;Класс;Телефон\n{};{class};89990000051\n", person.name.full());
    keys(&mut model, &["2", "и", "~/а.csv", "enter"]);
    let sheet = nastavnik::exchange::from_bytes("а.csv", list.into(), None).unwrap();
    let roster = Msg::Roster { kind: Kind::Mentee, path: "а.csv".into(), sheet: Box::new(sheet) };
    model.update(roster, model.world.now);
    for wanted in ["возьмётся 0", "возьмётся 1", "возьмётся 0"] {
        assert_eq!(lines(&mut model, wanted), 1, "{:#?}", picture(&mut model, Layout::Cyrillic));
        keys(&mut model, &["е"]);
    }
}

/// A sheet of a workbook of two.
fn sheet_of_two(name: &str, table: &str) -> nastavnik::exchange::Sheet {
    let mut sheet = nastavnik::exchange::from_bytes("книга.xlsx", table.as_bytes().to_vec(), None).unwrap();
    (sheet.name, sheet.names) = (name.to_owned(), ["Опись", "Пусто", "Список"].map(str::to_owned).to_vec());
    sheet
}

#[test]
fn a_key_turns_the_sheets_of_a_workbook_and_each_stays_as_it_was_left() {
    let mut model = model(&stage::register(), Lang::Ru, (110, 24));
    keys(&mut model, &["2", "и", "~/книга.xlsx", "enter"]);
    let path = std::path::PathBuf::from("книга.xlsx");
    let first = Box::new(sheet_of_two("Опись", "Опись;Дата\nсписок;01.09.2026\n"));
    model.update(Msg::Roster { kind: Kind::Mentee, path: path.clone(), sheet: first }, model.world.now);
    assert_eq!(
        lines(&mut model, "лист «Опись», 1 из 3 (к – другой)"),
        1,
        "{:#?}",
        picture(&mut model, Layout::Cyrillic)
    );
    let asked = |effects: &[Effect], name: &str| matches!(effects, [Effect::OpenSheet(_, wanted)] if wanted == name);
    assert!(asked(&keys(&mut model, &["к"]), "Пусто"));
    // A sheet with nothing in it is refused, and passed by the next time.
    model.update(Msg::Refused("пуст".into()), model.world.now);
    assert!(asked(&keys(&mut model, &["к"]), "Список"));
    let second = Box::new(sheet_of_two("Список", LIST));
    model.update(Msg::Sheet { path: "другая.xlsx".into(), sheet: second.clone() }, model.world.now);
    assert_eq!(lines(&mut model, "лист «Опись»"), 1, "another workbook");
    model.update(Msg::Sheet { path, sheet: second }, model.world.now);
    assert_eq!((lines(&mut model, "лист «Список», 3 из 3"), lines(&mut model, "возьмётся 2")), (1, 1));
    keys(&mut model, &["right"]);
    assert_eq!(lines(&mut model, "возьмётся 1"), 1);
    assert!(keys(&mut model, &["к"]).is_empty(), "the first is at hand");
    assert_eq!(lines(&mut model, "лист «Опись»"), 1);
    keys(&mut model, &["к", "к"]);
    assert_eq!((lines(&mut model, "лист «Список»"), lines(&mut model, "возьмётся 1")), (1, 1));
}

/// A workbook of two sheets with the same list.
fn book_of_two(path: &std::path::Path) {
    use std::io::Write;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let part =
        |at: u8| format!(r#"<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{kind}.worksheet+xml"/>"#);
    let tie = |at: u8| {
        format!(r#"<Relationship Id="rId{at}" Type="{relation}/worksheet" Target="worksheets/sheet{at}.xml"/>"#)
    };
    let sheet = |at: u8, name: &str| format!(r#"<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>"#);
    let cell = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |cells: [&str; 2]| format!("<row>{}{}</row>", cell(cells[0]), cell(cells[1]));
    let rows = row(["ФИО", "Класс"]) + &row(["Жёлудев Пётр Ильич", "7А"]);
    let list = format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#);
    let (ties, sheets) = (tie(1) + &tie(2), sheet(1, "Первая") + &sheet(2, "Вторая"));
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                r#"<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{}{}</Types>"#,
                part(1),
                part(2)
            ),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(r#"<workbook xmlns="{main}" xmlns:r="{relation}"><sheets>{sheets}</sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(r#"<Relationships xmlns="{package}/relationships">{ties}</Relationships>"#),
        ),
        ("xl/worksheets/sheet1.xml", list.clone()),
        ("xl/worksheets/sheet2.xml", list),
    ];
    let mut out = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, content) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap();
}

#[test]
fn the_command_line_names_the_other_sheets() {
    let school = School::of(100);
    let book = school.base.with_file_name("книга.xlsx");
    book_of_two(&book);
    let said_of = |more: &[&str]| said(&import(&school, &[&[book.to_str().unwrap(), "--dry-run"], more].concat()));
    let told = said_of(&[]);
    assert!(told.contains("Читается лист «Первая». Есть ещё: «Вторая». Выбрать: --sheet"), "{told}");
    let chosen = said_of(&["--sheet", "Вторая"]);
    assert!(!chosen.contains("Читается лист") && chosen.contains("возьмётся 1"), "{chosen}");
}

/// A table leaves on the command line, and the import takes it for what is on file.
#[test]
fn answers_leave_on_the_command_line_and_come_back() {
    let school = School::of(100);
    let out = school.base.with_file_name("ответы.xlsx");
    let run = |args: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("--db").arg(&school.base).args(args).stdin(Stdio::null()).output().unwrap()
    };
    let out = out.to_str().unwrap();
    let code = ["--survey", "pp_mentee_entry"];
    let left = run(&[&["export", "answers", "--format", "xlsx", "--out", out], &code[..]].concat());
    assert_eq!(left.status.code(), Some(0), "{}", said(&left));
    let back = run(&[&["import", "answers", out, "--dry-run"], &code[..]].concat());
    let told = said(&back);
    assert!(told.contains("возьмётся 0 · с ошибками 0 · решить 0") && !told.contains("пропустится 0"), "{told}");
    let unknown = run(&["export", "answers", "--survey", "нет"]);
    assert!(said(&unknown).contains("Нет анкеты «нет»"), "{}", said(&unknown));
    for kind in ["measures", "indicators", "events"] {
        let table = run(&["export", kind, "--format", "json"]);
        let rows: serde_json::Value = serde_json::from_slice(&table.stdout).unwrap();
        assert!(rows.as_array().is_some_and(|rows| !rows.is_empty()), "{kind}");
    }
}

/// A row of a form that names nobody on file is given to somebody out of the base, and stays theirs when a column changes.
#[test]
fn a_row_of_answers_that_names_nobody_is_pointed_at_somebody() {
    use nastavnik::domain::{ItemKind, Questionnaire, QuestionnaireId, Record};
    let mut model = model(&stage::register(), Lang::Ru, (110, 24));
    keys(&mut model, &["6", "и", "~/а.csv", "enter"]);
    let id = model.desk.form().and_then(|form| form.target).and_then(QuestionnaireId::of).unwrap();
    let asked = model.world.register.get::<Questionnaire>(id).unwrap();
    let rated = asked.items.iter().find(|item| matches!(item.kind, ItemKind::Scale { .. })).unwrap();
    let table = format!("Ваше имя и фамилия;Хобби;{}\nПетя с последней парты;шашки;4\n", rated.id);
    let sheet = nastavnik::exchange::from_bytes("а.csv", table.into(), None).unwrap();
    let answers = Msg::Roster { kind: Kind::Response, path: "а.csv".into(), sheet: Box::new(sheet) };
    model.update(answers, model.world.now);
    assert_eq!(lines(&mut model, "такого человека в базе нет. / – указать, кто это"), 1);
    keys(&mut model, &["/"]);
    assert_eq!(lines(&mut model, "Кто это – Петя с последней парты"), 1);
    keys(&mut model, &["enter"]);
    assert_eq!((lines(&mut model, "возьмётся 1"), lines(&mut model, "такого человека")), (1, 0));
    keys(&mut model, &["tab", "down", "right", "tab"]);
    assert_eq!(lines(&mut model, "возьмётся 1"), 1, "whom it means was said by hand");
    let batch = stage::saved(&keys(&mut model, &["f2"])).unwrap();
    assert!(matches!(&batch.changes[..], [change] if matches!(change.after, Some(Record::Response(_)))));
}
