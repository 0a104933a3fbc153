//! Files, arguments and terminals that are not what the program needs.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use nastavnik::store::{Mode, Store};

use crate::school::*;
use crate::support::Program;

/// The program without a terminal.
fn run(args: &[&str]) -> Output {
    Command::new(PROGRAM).args(args).stdin(Stdio::null()).env("TERM", "xterm").output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Opens what lies at the path of the base, expects a sentence on screen, and leaves.
fn refused(school: &School, sentence: &str) {
    let mut program = school.start((80, 24));
    program.wait_for(sentence, PATIENCE);
    program.wait_for("Ctrl+Q – выйти", PATIENCE);
    program.rest(PATIENCE);
    leave(&mut program);
    assert_eq!(crash_reports(school.directory()), 0, "{sentence}");
}

fn leave(program: &mut Program) {
    program.send(CTRL_Q);
    let exit = program.wait_exit(PATIENCE);
    assert!(exit.status.code().is_some(), "{exit:?}");
    assert_eq!(program.left_behind(), Vec::<&str>::new());
    assert!(!program.text().contains("внутренней ошибки"), "{}", program.text());
}

fn crash_reports(directory: &Path) -> usize {
    let names = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().starts_with("crash-")).count()
}

#[test]
fn an_empty_file() {
    let school = School::none();
    fs::write(&school.base, "").unwrap();
    refused(&school, "Файл пуст");
    assert_eq!(fs::metadata(&school.base).unwrap().len(), 0, "and it was left alone");
}

#[test]
fn a_foreign_file() {
    let school = School::none();
    for contents in ["Фамилия;Имя\nИванов;Пётр\n".repeat(40).into_bytes(), vec![0; 4096], b"x".to_vec()]
    {
        fs::write(&school.base, &contents).unwrap();
        refused(&school, "Это не база «Наставника»");
        assert_eq!(fs::read(&school.base).unwrap(), contents, "and it was left alone");
    }
}

#[test]
fn a_directory() {
    let school = School::none();
    fs::create_dir(&school.base).unwrap();
    refused(&school, "Это каталог, а нужен файл базы");
}

#[test]
fn a_base_cut_short() {
    let school = School::of(100);
    let whole = fs::read(&school.base).unwrap();
    fs::write(&school.base, &whole[..whole.len() / 2]).unwrap();
    refused(&school, "nastavnik restore ФАЙЛ");
}

#[test]
fn a_base_damaged_in_the_middle_never_ends_in_a_panic() {
    let school = School::of(100);
    let whole = fs::read(&school.base).unwrap();
    for part in 1..8 {
        let mut damaged = whole.clone();
        let start = whole.len() * part / 8;
        damaged[start..start + 600].fill(0xA5);
        fs::write(&school.base, &damaged).unwrap();
        let mut program = school.start((80, 24));
        program.wait_until("an answer", PATIENCE, |screen| {
            let text = screen.contents();
            text.contains(READY) || text.contains("резервной копии") || text.contains("Это не база")
        });
        program.rest(PATIENCE);
        leave(&mut program);
        assert_eq!(crash_reports(school.directory()), 0, "the file is at fault and not the program");
        let output = run(&["--db", school.base.to_str().unwrap(), "export", "mentees"]);
        assert!(!said(&output).contains("panicked"), "{}", said(&output));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", said(&output));
    }
}

#[test]
fn a_path_that_leads_nowhere() {
    let mut school = School::none();
    school.base = school.directory().join("no/such/place/school.redb");
    let mut program = school.start((80, 24));
    program.wait_for("Базы ещё нет", PATIENCE);
    program.rest(PATIENCE);
    program.send("3");
    program.wait_until("an answer", PATIENCE, |screen| !screen.contents().contains("Базы ещё нет"));
    program.rest(PATIENCE);
    assert!(!program.text().contains(READY), "{}", program.text());
    assert!(program.text().contains("no/such/place"), "{}", program.text());
    leave(&mut program);
}

#[test]
fn the_first_run_founds_an_empty_base_or_the_demonstration() {
    for (key, demonstration) in [("3", false), ("1", true)] {
        let school = School::none();
        let mut program = school.start((80, 24));
        program.wait_for("Базы ещё нет", PATIENCE);
        program.rest(PATIENCE);
        program.send(key);
        program.wait_for(READY, PATIENCE);
        program.rest(PATIENCE);
        leave(&mut program);
        if demonstration {
            assert!(!school.base.exists(), "the demonstration took the place of the school's own base");
            continue;
        }
        let register = Store::open(&school.base, Mode::ReadOnly).unwrap().load().unwrap();
        assert!(register.school().is_some());
        assert!(register.people().next().is_none());
        assert!(register.questionnaires().next().is_some());
    }
}

#[test]
fn leaving_the_first_run_leaves_no_file() {
    let school = School::none();
    let mut program = school.start((80, 24));
    program.wait_for("Базы ещё нет", PATIENCE);
    program.rest(PATIENCE);
    leave(&mut program);
    assert_eq!(fs::read_dir(school.directory()).unwrap().count(), 0);
}

#[test]
fn the_demonstration_vanishes() {
    let directory = tempfile::tempdir().unwrap();
    let env = [("TMPDIR", directory.path().to_str().unwrap())];
    let mut program = Program::spawn(PROGRAM, &["--demo"], &env, (100, 24));
    program.wait_for("исчезнет при выходе", PATIENCE);
    program.wait_for(READY, PATIENCE);
    program.send("2");
    program.wait_for("ФИО", PATIENCE);
    leave(&mut program);
    let left: Vec<_> = fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_base_that_may_only_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let school = School::of(100);
    fs::set_permissions(&school.base, fs::Permissions::from_mode(0o400)).unwrap();
    if fs::OpenOptions::new().write(true).open(&school.base).is_ok() {
        println!("this user may write anything: not tried");
        return;
    }
    let mut program = school.start((80, 24));
    program.wait_for("только чтение", PATIENCE);
    program.send("2н");
    program.wait_for("База открыта только для чтения", PATIENCE);
    leave(&mut program);
}

#[test]
fn wrong_arguments_end_with_two() {
    for args in [&["--no-such-option"][..], &["--db"], &["--lang", "fr"], &["no-such-verb"], &["demo"]] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    }
    for args in [&["demo", "--out", "/nowhere/x", "--pupils", "1"][..], &["demo", "--out", "x", "--years", "99"]] {
        assert_eq!(run(args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn what_cannot_be_done_ends_with_one() {
    let school = School::of(100);
    let base = school.base.to_str().unwrap();
    for (args, sentence) in [
        (&["demo", "--out", base][..], "Файл уже есть, и он не тронут"),
        (&["demo", "--out", "/no/such/place/x.redb"], "/no/such/place"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}: {}", said(&output));
        assert!(said(&output).contains(sentence), "{args:?}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_and_version_are_results() {
    for arg in ["--help", "--version"] {
        let output = run(&[arg]);
        assert_eq!(output.status.code(), Some(0));
        assert!(!output.stdout.is_empty() && output.stderr.is_empty(), "{arg}");
    }
}

#[test]
fn help_is_in_the_language_asked_for() {
    for (args, sentence) in [
        (&["import", "--help"][..], "Вызов: nastavnik import [КЛЮЧИ] <ЧТО> <ФАЙЛ>"),
        (&["help", "import"], "Вызов: nastavnik import [КЛЮЧИ] <ЧТО> <ФАЙЛ>"),
        (&["import", "--help", "--lang", "en"], "Usage: nastavnik import [OPTIONS] <WHAT> <FILE>"),
        (&["completions", "zsh"], "Взять в базу список людей"),
        (&["completions", "zsh", "--lang", "en"], "Take a roster, a questionnaire or answers in"),
    ] {
        let help = String::from_utf8(run(args).stdout).unwrap();
        assert!(help.contains(sentence), "{args:?}: {help}");
    }
}

#[test]
fn the_system_speaks_the_language_of_the_screen() {
    let school = School::of(100);
    let base = school.base.to_str().unwrap();
    let long = "x".repeat(300);
    let export = ["--db", base, "export", "mentees", "--out"];
    let import = ["--db", base, "import", "mentees"];
    for (args, russian, english) in [
        ([&export[..], &["/no/such/place/x.csv"]].concat(), "нет такого файла или каталога (ошибка 2)", "no such file"),
        ([&export[..], &["/proc/x.csv"]].concat(), "нет такого файла или каталога (ошибка 2)", "no such file"),
        ([&import[..], &[long.as_str()]].concat(), "имя слишком длинное или недопустимое (ошибка 36)", "too long"),
        ([&import[..], &["/etc/passwd/x.csv"]].concat(), "на пути к файлу стоит не каталог (ошибка 20)", "directory"),
    ] {
        for (lang, sentence) in [("ru", russian), ("en", english)] {
            let said = said(&run(&[&args[..], &["--lang", lang]].concat()));
            assert!(said.contains(sentence) && !said.contains("os error"), "{args:?}: {said}");
        }
    }
}

#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let school = School::of(100);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let args = ["--db", school.base.to_str().unwrap(), "export", "mentees"];
    let output = Command::new(PROGRAM).args(args).stdin(Stdio::null()).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let sentence = "Не удалось вывести результат: на диске нет места (ошибка 28)";
    assert!(said(&output).contains(sentence), "{}", said(&output));
}

/// By itself the system would end a program that writes beyond the limit, in the middle of it and without a word.
#[test]
fn a_limit_on_the_size_of_files_is_said_and_changes_nothing() {
    let school = School::of(100);
    let roster = school.directory().join("roster.csv");
    // Everybody has a name of their own: the file of the base may have room for a few more as it is.
    let named = |n: usize| format!("Пробный{} Иван{}", "о".repeat(n / 40), "а".repeat(n % 40));
    let rows: String = (0..2_000).map(|n| format!("{};7Б;подтянуть алгебру\n", named(n))).collect();
    fs::write(&roster, format!("ФИО;Класс;Запрос\n{rows}")).unwrap();
    let before = school.register().generation();
    // The shell counts in blocks of 512 bytes.
    let blocks = fs::metadata(&school.base).unwrap().len().div_ceil(512);
    let command = format!("ulimit -f {blocks}; exec \"$0\" --db \"$1\" import mentees \"$2\"");
    let args = [Path::new("-c"), Path::new(&command), Path::new(PROGRAM), &school.base, &roster];
    let output = Command::new("sh").args(args).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{:?} {}", output.status, said(&output));
    assert!(said(&output).contains("отведённый вам предел"), "{}", said(&output));
    assert_eq!(school.register().generation(), before);
    assert!(run(&["--db", school.base.to_str().unwrap(), "check"]).status.success());
}

#[test]
fn a_screen_without_a_terminal() {
    let school = School::of(100);
    let base = school.base.to_str().unwrap();
    for (lang, sentence) in [("ru", "Экрану нужен терминал"), ("en", "The screen needs a terminal")]
    {
        let output = run(&["--db", base, "--lang", lang]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains(sentence), "{}", said(&output));
        assert!(output.stdout.is_empty(), "nothing is written to a pipe");
    }
}

#[test]
fn a_terminal_that_cannot_draw() {
    let school = School::of(100);
    let mut program = school.start_with(&[], &[("TERM", "dumb")], (80, 24));
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(1));
    assert!(program.text().contains("Терминал не умеет рисовать экран"), "{}", program.text());
}
