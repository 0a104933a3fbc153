//! Half-typed work outlives the session it was typed in.

use std::os::unix::fs::PermissionsExt;

use rustix::process::Signal;

use crate::school::*;
use crate::support::Program;

const TYPED: &str = "Щукарёва Нина";

/// A session with a name half typed into the form of somebody new, and the draft of it on disk.
fn half_typed(school: &School) -> Program {
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.send(TYPED);
    program.wait_for(TYPED, PATIENCE);
    school.wait_for_draft(TYPED);
    program
}

/// The next session, with the draft on offer.
fn offered(school: &School) -> Program {
    let mut program = school.start((80, 24));
    program.wait_for("Осталось недописанное", PATIENCE);
    program.rest(PATIENCE);
    program
}

#[test]
fn what_was_typed_is_offered_after_any_end() {
    for signal in [Signal::HUP, Signal::TERM, Signal::KILL] {
        let school = School::of(100);
        let mut program = half_typed(&school);
        program.signal(signal);
        program.wait_exit(PATIENCE);
        let mut program = offered(&school);
        program.send("\r");
        program.wait_for(TYPED, PATIENCE);
        program.send(" Львовна");
        program.send(F2);
        school.wait_for("the mentee", |register| mentee_of_name(register, "Щукарёва Нина Львовна").is_some());
        program.rest(PATIENCE);
        assert_eq!(school.drafts(), [], "{signal:?}: saved, and still a draft");
    }
}

#[test]
fn the_last_letter_before_a_dropped_line_is_kept() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.send(" Львовна");
    program.wait_for("Львовна", PATIENCE);
    program.hang_up();
    program.wait_exit(PATIENCE);
    school.wait_for_draft("Щукарёва Нина Львовна");
}

#[test]
fn a_draft_that_was_opened_is_safe_before_the_next_key() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\r");
    program.wait_for(TYPED, PATIENCE);
    program.rest(PATIENCE);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\r");
    program.wait_for(TYPED, PATIENCE);
}

#[test]
fn only_its_owner_reads_a_draft() {
    let school = School::of(100);
    let _program = half_typed(&school);
    let (path, _) = school.drafts().remove(0);
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn the_draft_of_a_session_still_open_is_not_offered() {
    let school = School::of(100);
    let _first = half_typed(&school);
    let second = school.open();
    assert!(!second.text().contains("Осталось недописанное"));
}

#[test]
fn later_leaves_it_and_throwing_away_ends_it() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\x1b");
    program.rest(PATIENCE);
    program.send(CTRL_Q);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\x1b[3~");
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}

#[test]
fn a_form_that_is_closed_leaves_no_draft() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.send(ESC);
    program.wait_for("Не записано. Esc ещё раз", PATIENCE);
    program.send(ESC);
    program.wait_until("pane", PATIENCE, |screen| !screen.contents().contains(TYPED));
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}
