//! The pseudo-terminal harness, tried on programs that every system has.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use rustix::process::Signal;
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;
use support::Program;

const PATIENCE: Duration = Duration::from_secs(5);

fn shell(script: &str) -> Program {
    Program::spawn("/bin/sh", &["-c", script], &[("WHO", "Ёлкин")], (40, 10))
}

#[test]
fn output_input_and_environment_pass_through() {
    let mut program = shell("printf 'готов %s\\n' \"$WHO\"; stty -echo; read line; echo \"got $line\"");
    program.wait_for("готов Ёлкин", PATIENCE);
    program.settle(Duration::from_millis(50));
    program.mark();
    program.send("ключ\r");
    program.wait_for("got ключ", PATIENCE);
    program.settle(Duration::from_millis(20));
    assert!(program.since_mark().ends_with("got ключ\r\n".as_bytes()));
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(0));
}

#[test]
fn the_program_has_its_own_controlling_terminal() {
    let mut program = shell("trap 'stty size </dev/tty; exit 3' WINCH; echo ready; while :; do sleep 0.05; done");
    program.wait_for("ready", PATIENCE);
    program.resize((33, 7));
    program.wait_for("7 33", PATIENCE);
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(3));
}

#[test]
fn signals_and_hang_ups_arrive() {
    let mut program = shell("echo ready; exec cat");
    program.wait_for("ready", PATIENCE);
    program.signal(Signal::TERM);
    assert_eq!(program.wait_exit(PATIENCE).status.signal(), Some(Signal::TERM.as_raw()));

    // Only the signal ends it: whoever reads a line that is gone may find its end first.
    let mut program = shell("echo ready; exec sleep 60");
    program.wait_for("ready", PATIENCE);
    program.hang_up();
    assert_eq!(program.wait_exit(PATIENCE).status.signal(), Some(Signal::HUP.as_raw()));
}

#[test]
fn a_terminal_left_dirty_is_noticed() {
    let mut program = shell("printf '\\033[?1049h\\033[?25l'; stty raw; printf done; exit 0");
    program.wait_for("done", PATIENCE);
    program.wait_exit(PATIENCE);
    assert_eq!(program.left_behind(), ["alternate screen", "hidden cursor", "raw mode"]);

    let mut program = shell("printf '\\033[?1049h\\033[?1049l'; printf done");
    program.wait_exit(PATIENCE);
    assert!(program.left_behind().is_empty());
}

#[test]
fn costs_are_counted() {
    let mut program = shell("echo ready; while read line; do echo one; echo two; done");
    program.wait_for("ready", PATIENCE);
    program.rest(PATIENCE);
    let (writes, switches) = (program.writes(), program.switches());
    program.watch(Duration::from_millis(300));
    assert_eq!((program.writes(), program.switches()), (writes, switches), "a shell that waits is idle");
    program.send("\r");
    program.wait_for("two", PATIENCE);
    assert_eq!(program.writes(), writes + 2);
    assert!(program.switches() > switches);
    assert!(program.peak_memory() > 100);
    assert_eq!(program.threads(), 1);
    program.rest(PATIENCE);
    assert_eq!(program.state(), 'S');
}
