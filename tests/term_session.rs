//! A small program on the room `term`, in a pseudo-terminal: it is taken, used and given back whatever ends it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use nastavnik::term::{
    Ending, Input, QUIET_THREAD, Screen, Session, Signals, Stream, TermError, Tty, install_panic_hook, note_command,
    run_hangup, run_input, window_size,
};
use ratatui::widgets::Paragraph;
use rustix::process::Signal;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use support::Program;

const PATIENCE: Duration = Duration::from_secs(10);
/// Names the directory for crash files, and tells [`small_program`] that it is to run.
const RUN: &str = "NASTAVNIK_TERM_CRASHES";
const ARGS: [&str; 5] = ["--exact", "small_program", "--ignored", "--nocapture", "--test-threads=1"];
/// Within this a program must be gone after its end was ordered.
const PROMPT: Duration = Duration::from_millis(200);

enum Event {
    Input(Input),
    Ending(Ending),
}

/// Not a test: the program that the tests below start. It lists what comes from the terminal. `q` quits; `s` asks
/// to be stopped; `p`, `f` and `t` panic with a literal, with data, and on the quiet thread.
#[test]
#[ignore = "not a test, but the program that is tested"]
fn small_program() {
    let Ok(crashes) = std::env::var(RUN) else { return };
    let say = |path: Option<&Path>| format!("Сбой: {}", path.map_or("—".into(), Path::to_string_lossy));
    install_panic_hook(crashes.into(), || false, say);
    let status = match run() {
        Ok(status) => status,
        Err(TermError::NotATerminal(stream)) => 10 + i32::from(stream == Stream::Stdout),
        Err(TermError::Dumb) => 12,
        Err(error) => panic!("{error}"),
    };
    std::process::exit(status);
}

fn run() -> Result<i32, TermError> {
    let signals = Signals::install()?;
    let session = Session::enter()?;
    let (sender, events) = mpsc::channel();
    let (to_signals, to_hangup) = (sender.clone(), sender.clone());
    thread::spawn(move || signals.run(|ending| to_signals.send(Event::Ending(ending)).is_ok()));
    thread::spawn(move || run_hangup(|ending| drop(to_hangup.send(Event::Ending(ending)))));
    thread::spawn(move || run_input(|input| sender.send(Event::Input(input)).is_ok()));
    let (width, height) = window_size();
    let mut screen = Screen::new(Tty, width, height, true);
    let mut said = format!("ready {width}x{height}");
    loop {
        let draw = screen.draw(|frame| frame.render_widget(Paragraph::new(said.as_str()), frame.area()));
        if draw.is_err() {
            return Ok(4);
        }
        match events.recv() {
            Ok(Event::Input(input)) => match obey(&input, &mut screen) {
                Some(words) => said = words,
                None => break,
            },
            Ok(Event::Ending(Ending::Terminate)) => return Ok(1),
            Ok(Event::Ending(Ending::Hangup)) => return Ok(2),
            Ok(Event::Ending(Ending::Lost)) => return Ok(3),
            Err(_) => return Ok(5),
        }
    }
    drop(session);
    Ok(0)
}

/// What to say of an input; `None` to quit.
fn obey(input: &Input, screen: &mut Screen<Tty>) -> Option<String> {
    let Input::Key(key) = input else {
        if let Input::Resize { width, height } = input {
            screen.resize(*width, *height);
        }
        return Some(format!("{input:?}"));
    };
    note_command("command-of-a-key");
    match key.text() {
        Some('q') => return None,
        Some('s') => rustix::process::kill_process(rustix::process::getpid(), Signal::TSTP).unwrap(),
        Some('p') => panic!("a literal"),
        Some('f') => panic!("{}", ["Иванов", "Пётр"].concat()),
        Some('t') => {
            let failed = thread::Builder::new().name(QUIET_THREAD.into()).spawn(|| panic!("in the store")).unwrap();
            assert!(failed.join().is_err());
            return Some("caught".into());
        }
        _ => {}
    }
    Some(format!("{:?} ctrl={} alt={}", key.code, key.ctrl, key.alt))
}

fn start(crashes: &Path) -> Program {
    let me = std::env::current_exe().unwrap();
    let crashes = crashes.to_str().unwrap();
    let mut program = Program::spawn(me.to_str().unwrap(), &ARGS, &[(RUN, crashes)], (80, 24));
    program.wait_for("ready 80x24", PATIENCE);
    program.rest(PATIENCE);
    program
}

/// The same, started by a shell.
fn start_by(script: &str, crashes: &Path) -> Program {
    let mut program = Program::spawn("/bin/sh", &["-c", script], &[(RUN, crashes.to_str().unwrap())], (80, 24));
    program.wait_for("ready 80x24", PATIENCE);
    program.rest(PATIENCE);
    program
}

fn command_line() -> String {
    format!("'{}' {}", std::env::current_exe().unwrap().display(), ARGS.join(" "))
}

fn crash_files(dir: &Path) -> Vec<String> {
    std::fs::read_dir(dir).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect()
}

#[test]
fn keys_of_both_layouts_pastes_and_sizes_arrive() {
    let dir = tempfile::tempdir().unwrap();
    let mut program = start(dir.path());
    assert_eq!(program.is_cooked(), Some(false));
    assert!(
        program.screen().alternate_screen() && program.screen().bracketed_paste() && program.screen().hide_cursor()
    );
    for (sent, said) in [
        ("ф", "Char('ф') ctrl=false alt=false"),
        ("\u{1a}", "Char('z') ctrl=true alt=false"),
        ("\u{1b}ы", "Char('ы') ctrl=false alt=true"),
        ("\r", "Enter"),
        ("\u{1b}[B", "Down"),
        ("\u{1b}", "Esc"),
        ("\u{1b}[200~Ёлкин\r\n\u{7}и\u{306}\u{1b}[201~", "Paste(\"Ёлкин\\nй\")"),
    ] {
        program.send(sent);
        program.wait_for(said, PATIENCE);
    }
    program.resize((60, 20));
    program.wait_for("Resize { width: 60, height: 20 }", PATIENCE);
    program.send("q");
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(0));
    assert_eq!(program.left_behind(), Vec::<&str>::new());
}

#[test]
fn a_frame_is_one_write_and_idling_costs_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut program = start(dir.path());
    let writes = program.writes();
    program.mark();
    program.send("x");
    program.wait_for("Char('x')", PATIENCE);
    program.rest(PATIENCE);
    assert_eq!(program.writes() - writes, 1);
    let switches = program.switches();
    program.mark();
    program.watch(Duration::from_secs(2));
    assert_eq!((program.since_mark().len(), program.switches() - switches), (0, 0));
    assert_eq!(program.threads(), 5);
}

#[test]
fn signals_end_it_with_the_terminal_restored() {
    let dir = tempfile::tempdir().unwrap();
    for (signal, code) in [(Signal::TERM, 1), (Signal::INT, 1), (Signal::QUIT, 1), (Signal::HUP, 2)] {
        let mut program = start(dir.path());
        program.signal(signal);
        let exit = program.wait_exit(PATIENCE);
        assert_eq!(exit.status.code(), Some(code), "{signal:?}");
        assert!(exit.elapsed < PROMPT, "{signal:?}: {:?}", exit.elapsed);
        assert_eq!(program.left_behind(), Vec::<&str>::new(), "{signal:?}");
    }
}

#[test]
fn a_stop_is_harmless() {
    let dir = tempfile::tempdir().unwrap();
    // Only a job of a shell can be stopped at all.
    let mut program = start_by(&format!("set -m; {}; echo shell again", command_line()), dir.path());
    program.send("s");
    program.wait_for("Char('s')", PATIENCE);
    program.send("q");
    program.wait_for("shell again", PATIENCE);
    assert_eq!(program.left_behind(), Vec::<&str>::new());
}

#[test]
fn a_dropped_line_ends_it_even_where_hang_ups_are_ignored() {
    let dir = tempfile::tempdir().unwrap();
    let mut program = start(dir.path());
    program.hang_up();
    let exit = program.wait_exit(PATIENCE);
    assert!(matches!(exit.status.code(), Some(2 | 3)), "{exit:?}");
    assert!(exit.elapsed < PROMPT, "{exit:?}");

    // A shell that leads the session takes the signal and ignores it; only the watcher of the line is left.
    let mut program = start_by(&format!("trap '' HUP; {}; exit $?", command_line()), dir.path());
    program.hang_up();
    let exit = program.wait_exit(PATIENCE);
    assert_eq!(exit.status.code(), Some(3));
    assert!(exit.elapsed < PROMPT, "{exit:?}");

    let mut program = start_by(&format!("trap '' HUP; exec {}", command_line()), dir.path());
    program.signal(Signal::HUP);
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(2), "the handler stands over the inherited ignore");
}

#[test]
fn a_panic_restores_and_leaves_a_file_without_data() {
    for (key, message) in [("p", "a literal"), ("f", "(withheld)")] {
        let dir = tempfile::tempdir().unwrap();
        let mut program = start(dir.path());
        program.send(key);
        let exit = program.wait_exit(PATIENCE);
        assert!(exit.status.signal().is_none() && !exit.status.success(), "{exit:?}");
        assert_eq!(program.left_behind(), Vec::<&str>::new());
        assert!(program.text().contains("Сбой: "), "{}", program.text());
        let files = crash_files(dir.path());
        assert_eq!(files.len(), 1);
        for part in ["nastavnik ", "tests/term_session.rs:", &format!("message: {message}"), "command-of-a-key"] {
            assert!(files[0].contains(part), "{part}: {}", files[0]);
        }
        let seen = String::from_utf8_lossy(program.since_mark()).into_owned();
        assert!(!files[0].contains("Иванов") && !seen.contains("Иванов"));
    }
}

#[test]
fn a_panic_of_the_quiet_thread_is_only_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let mut program = start(dir.path());
    program.send("t");
    program.wait_for("caught", PATIENCE);
    assert_eq!(program.is_cooked(), Some(false));
    assert!(!program.text().contains("Сбой"));
    assert!(crash_files(dir.path())[0].contains("message: in the store"));
    program.send("q");
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(0));
}

#[test]
fn pipes_and_dumb_terminals_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let me = std::env::current_exe().unwrap();
    let piped = Command::new(&me).args(ARGS).env(RUN, dir.path()).stdin(Stdio::null()).output().unwrap();
    assert_eq!(piped.status.code(), Some(10));
    assert!(!piped.stdout.contains(&0x1b), "nothing is written to a pipe");
    let env = [(RUN, dir.path().to_str().unwrap()), ("TERM", "dumb")];
    let mut program = Program::spawn(me.to_str().unwrap(), &ARGS, &env, (80, 24));
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(12));
    assert_eq!(program.left_behind(), Vec::<&str>::new());
}
