//! Every way out gives the terminal back and does not keep anybody waiting.

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
    std::fs::create_dir(&school.base).unwrap();
    for key in ["q", "й", ESC, CTRL_Q] {
        let mut program = school.start((80, 24));
        program.wait_for("Это каталог, а нужен файл базы", PATIENCE);
        program.send(key);
        end(&mut program, "quit after an error", 0);
    }
}
