//! Every way out gives the terminal back and does not keep anybody waiting.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use rustix::process::Signal;

use crate::school::*;
use crate::support::{Exit, Program};

/// The rule is 200 ms; ten times that on a machine that is busy with other tests.
const PROMPT: Duration = Duration::from_secs(2);

/// Waits for the end and holds it against the rules.
fn end(program: &mut Program, how: &str, code: i32) -> Exit {
    let exit = program.wait_exit(PATIENCE);
    println!("{how}: {} ms", exit.elapsed.as_millis());
    assert_eq!(exit.status.code(), Some(code), "{how}: {exit:?}");
    assert!(exit.elapsed < PROMPT, "{how}: {exit:?}");
    assert_eq!(program.left_behind(), Vec::<&str>::new(), "{how}");
    exit
}

#[test]
fn leaving_by_key() {
    let school = School::of(100);
    for key in [CTRL_Q, "\x1b[21~"] {
        let mut program = school.open();
        program.send(key);
        end(&mut program, "quit", 0);
    }
}

#[test]
fn leaving_from_within_a_form() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.send(ESC);
    program.wait_until("pane", PATIENCE, |screen| !screen.contents().contains("записать"));
    program.send(CTRL_Q);
    end(&mut program, "quit after a form", 0);
}

#[test]
fn signals() {
    let school = School::of(100);
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 143), (Signal::QUIT, 143), (Signal::HUP, 129)] {
        let mut program = school.open();
        program.send("2н");
        program.wait_for("записать", PATIENCE);
        program.signal(signal);
        end(&mut program, &format!("{signal:?}"), code);
    }
}

#[test]
fn a_dropped_line() {
    let school = School::of(100);
    let mut program = school.open();
    program.hang_up();
    let exit = program.wait_exit(PATIENCE);
    println!("hang-up: {} ms", exit.elapsed.as_millis());
    assert_eq!(exit.status.code(), Some(129));
    assert!(exit.elapsed < PROMPT, "{exit:?}");
}

#[test]
fn a_session_that_ended_is_no_longer_company() {
    let school = School::of(100);
    let mut first = school.open();
    for signal in [Signal::TERM, Signal::KILL] {
        let mut second = school.open();
        first.wait_for("вас 2", PATIENCE);
        second.signal(signal);
        second.wait_exit(PATIENCE);
        first.wait_until("company gone", PATIENCE, |screen| !screen.contents().contains("вас 2"));
    }
}

#[test]
fn leaving_a_base_that_cannot_be_used() {
    let school = School::none();
    fs::create_dir(&school.base).unwrap();
    for key in ["q", "й", ESC, CTRL_Q] {
        let mut program = school.start((80, 24));
        program.wait_for("Это каталог, а нужен файл базы", PATIENCE);
        program.send(key);
        end(&mut program, "quit after an error", 0);
    }
}

/// What is typed into a form when the fault strikes; no report may hold a part of it.
const TYPED: &str = "Щукарёва Нина";

/// A pasted text that makes a thread panic when `NASTAVNIK_FAULT` names it.
const FAULT: &str = "\x1b[200~роковое слово\x1b[201~";

/// A session in which a thread panics on what `fault` names.
fn doomed(school: &School, fault: &str) -> Program {
    let mut program = school.start_with(&[], &[("NASTAVNIK_FAULT", fault)], (80, 24));
    program.wait_for(READY, PATIENCE);
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.rest(PATIENCE);
    program
}

/// The reports beside the base, each held against the rule that a stranger may read it.
fn reports(school: &School) -> Vec<String> {
    let files = fs::read_dir(school.directory()).unwrap().map(|entry| entry.unwrap().path());
    let crashes = files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("crash-"));
    crashes
        .map(|path| {
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            let report = fs::read_to_string(&path).unwrap();
            for personal in ["Щукарёва", "Нина", "роковое"] {
                assert!(!report.contains(personal), "{personal} in {report}");
            }
            assert!(report.contains("message: (withheld)") && report.contains("src/runtime/fault.rs:"), "{report}");
            report
        })
        .collect()
}

#[test]
fn a_panic_gives_the_terminal_back_and_keeps_what_was_typed() {
    for thread in ["main", "keyboard"] {
        let school = School::of(100);
        let mut program = doomed(&school, &format!("{thread}:роковое слово"));
        // In one go: the last letter has hardly arrived when it happens.
        program.send(&format!("{TYPED}{FAULT}"));
        end(&mut program, &format!("panic of {thread}"), 1);
        let text = program.text().replace('\n', "");
        assert!(text.contains("Программа остановилась из-за внутренней ошибки"), "{text}");
        assert!(text.contains("crash-") && !text.contains("panicked"), "{text}");
        let reports = reports(&school);
        assert_eq!(reports.len(), 1);
        assert!(
            reports[0].contains(&format!("thread: {thread}\n")) && reports[0].contains("mentee.new"),
            "{reports:?}"
        );
        let mut next = school.start((80, 24));
        next.wait_for("Осталось недописанное", PATIENCE);
        next.rest(PATIENCE);
        next.send(ENTER);
        next.wait_for(TYPED, PATIENCE);
        next.send(F2);
        school.wait_for("the mentee", |register| mentee_of_name(register, TYPED).is_some());
    }
}

#[test]
fn a_panic_while_saving_is_said_and_the_form_comes_back() {
    let school = School::of(100);
    let mut program = doomed(&school, "store:Save");
    program.send(&format!("{TYPED}{F2}"));
    program.wait_for("Не записалось", PATIENCE);
    program.rest(PATIENCE);
    let text = program.text();
    assert!(program.screen().alternate_screen() && text.contains(TYPED) && text.contains("записать"), "{text}");
    school.wait_for_draft(TYPED);
    assert!(reports(&school)[0].contains("thread: store\n"));
    program.signal(Signal::TERM);
    end(&mut program, "after a panic while saving", 143);
    let mut next = school.start((80, 24));
    next.wait_for("Осталось недописанное", PATIENCE);
}

#[test]
fn a_panic_of_the_store_thread_leaves_the_rest_working() {
    let school = School::of(100);
    let mut program = school.start_with(&[], &[("NASTAVNIK_FAULT", "store:Journal")], (80, 24));
    program.wait_for(READY, PATIENCE);
    program.send("\x1b[24~");
    program.wait_for("Внутренняя ошибка программы", PATIENCE);
    program.rest(PATIENCE);
    program.send(&format!("2н{TYPED}{F2}"));
    school.wait_for("the mentee", |register| mentee_of_name(register, TYPED).is_some());
    assert_eq!(reports(&school).len(), 1);
    program.rest(PATIENCE);
    program.send(CTRL_Q);
    end(&mut program, "quit after a panic of the store thread", 0);
}
