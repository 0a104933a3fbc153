//! Windows of any size, pastes of any content, terminals of any kind.

use rustix::process::Signal;

use crate::school::*;
use crate::support::Program;

fn is_russian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

/// The parameters of every colour and attribute sequence in what was written.
fn attributes(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences.flat_map(|all| all.split(';').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn is_colour(parameter: &str) -> bool {
    matches!(parameter.parse(), Ok(30..=38 | 40..=48 | 90..=97 | 100..=107_u16))
}

/// The rows as they look: whether a blank was written or never touched cannot be seen.
fn picture(program: &Program) -> Vec<String> {
    program.text().lines().map(|line| line.trim_end().to_owned()).collect()
}

fn last_row(program: &Program) -> String {
    let (height, _) = program.screen().size();
    let width = program.screen().size().1;
    program.screen().rows(0, width.get()).nth(usize::from(height.get() - 1)).unwrap()
}

#[test]
fn every_size_is_drawn_and_the_first_comes_back() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2");
    program.rest(PATIENCE);
    let before = picture(&program);
    for size in [(60, 20), (250, 70), (69, 21), (70, 20), (119, 30), (120, 30), (200, 24), (60, 70), (80, 24)] {
        program.resize(size);
        program.rest(PATIENCE);
        let text = program.text();
        assert!(text.contains("Наставник · школа"), "{size:?}:\n{text}");
        assert!(last_row(&program).contains("F1"), "{size:?}:\n{text}");
    }
    assert_eq!(picture(&program), before);
}

#[test]
fn a_window_too_small_says_so_and_keeps_the_form() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.send("Щукарёва");
    program.rest(PATIENCE);
    let before = picture(&program);
    for size in [(20, 5), (59, 24), (80, 19), (1, 1), (250, 1)] {
        program.resize(size);
        program.rest(PATIENCE);
        assert!(!program.text().contains("Щукарёва"), "{size:?}");
        if size == (20, 5) {
            assert!(program.text().contains("Нужно окно не меньше"), "{}", program.text());
        }
    }
    program.send(" Нина");
    program.resize((80, 24));
    program.wait_for("Щукарёва Нина", PATIENCE);
    program.send("\x7f\x7f\x7f\x7f\x7f");
    program.rest(PATIENCE);
    assert_eq!(picture(&program), before);
}

#[test]
fn sizes_that_change_faster_than_frames_end_well() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2");
    program.wait_for("ФИО", PATIENCE);
    program.rest(PATIENCE);
    for round in 0..40_u16 {
        program.resize((60 + round * 4, 20 + round));
        program.send(DOWN);
    }
    program.resize((80, 24));
    program.rest(PATIENCE);
    // Replayed, since the emulator loses rows when it is made smaller many times without being written to.
    let mut screen = vt100::Parser::new(cells(24), cells(80), 0);
    screen.process(program.since_mark());
    let rows: Vec<String> = screen.screen().rows(0, 80).collect();
    assert!(rows[0].contains("Наставник · школа"), "{}", rows.join("\n"));
    assert!(rows[3].contains("ФИО") && rows[23].contains("F1"), "{}", rows.join("\n"));
    assert_eq!(rows.iter().filter(|row| row.contains('▌')).count(), 1, "{}", rows.join("\n"));
}

fn cells(count: u16) -> std::num::NonZeroU16 {
    std::num::NonZeroU16::new(count).unwrap()
}

#[test]
fn a_paste_is_text_and_nothing_else() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.rest(PATIENCE);
    program.mark();
    let hostile = "Щукаре\u{308}ва\x1b]0;title\x07 \x1b[31mИ\u{306}ола\u{9b}2J\u{202e}\u{200b}\rЛьвовна\x7f\x1b[?1049l";
    program.send(&format!("\x1b[200~{hostile}\x1b[201~"));
    program.wait_for("Щукарёва", PATIENCE);
    program.rest(PATIENCE);
    let raw = String::from_utf8_lossy(program.since_mark()).into_owned();
    for bad in ["\x1b]", "\x07", "\x1b[31m", "\u{9b}", "\x1b[?1049l", "\u{202e}", "\u{200b}", "\u{308}", "\u{306}"] {
        assert!(!raw.contains(bad), "{bad:?} reached the terminal in {raw:?}");
    }
    assert!(program.screen().alternate_screen());
    program.send(F2);
    let name = "Щукарёва]0;title [31mЙола2J Львовна[?1049l";
    school.wait_for("the name in composed letters", |register| {
        register.people().any(|(_, person)| person.name.full() == name)
    });
}

#[test]
fn a_paste_of_several_lines_stays_in_its_field() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.send(&format!("Щукарёва Нина{ENTER}7Б{ENTER}"));
    program.send("\x1b[200~Боюсь отвечать\r\nу доски\x1b[201~");
    program.send(F2);
    school.wait_for("the mentee", |register| mentee_of_name(register, "Щукарёва Нина").is_some());
    let (mentee, _) = mentee_of_name(&school.register(), "Щукарёва Нина").unwrap();
    assert_eq!(mentee.requests[0].text, "Боюсь отвечать\nу доски");
}

#[test]
fn a_paste_over_a_list_does_nothing() {
    let school = School::of(100);
    let before = school.register().generation();
    let mut program = school.open();
    program.send("2");
    program.rest(PATIENCE);
    let screen = picture(&program);
    program.send("\x1b[200~ндu\r\x1b[201~");
    program.rest(PATIENCE);
    assert_eq!(picture(&program), screen);
    assert_eq!(school.register().generation(), before);
}

#[test]
fn a_stop_is_harmless() {
    let school = School::of(100);
    let mut program = school.open();
    program.send(CTRL_Z);
    program.wait_for("Отменять нечего", PATIENCE);
    program.signal(Signal::TSTP);
    program.send("2");
    program.wait_for("ФИО", PATIENCE);
    program.send("н");
    program.wait_for("записать", PATIENCE);
    program.send(CTRL_Z);
    program.rest(PATIENCE);
    assert_ne!(program.state(), 'T');
    assert!(program.text().contains("записать"));
}

#[test]
fn english_is_english_everywhere() {
    let school = School::of(100);
    let mut program = school.start_with(&["--lang", "en"], &[], (120, 60));
    program.wait_for("all saved", PATIENCE);
    program.rest(PATIENCE);
    for digit in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        program.send(digit);
        program.rest(PATIENCE);
        let rows: Vec<String> = program.screen().rows(0, 120).collect();
        for row in [&rows[1], &rows[58], &rows[59]] {
            assert!(!row.contains(is_russian), "pane {digit}: {row}");
        }
        program.send(F1);
        program.wait_for("F1", PATIENCE);
        program.rest(PATIENCE);
        // In brackets stands why a command is not possible, with the name of the person it is about.
        let rows =
            program.screen().rows(0, 120).skip(1).map(|row| row.split(" (").next().unwrap_or_default().to_owned());
        let rows: Vec<String> = rows.collect();
        assert!(!rows.concat().contains(is_russian), "keys of pane {digit}:\n{}", rows.join("\n"));
        program.send(ESC);
        program.rest(PATIENCE);
    }
    program.send("2n");
    program.wait_for("save", PATIENCE);
    program.rest(PATIENCE);
    let rows: Vec<String> = program.screen().rows(0, 120).skip(1).collect();
    assert!(!rows.concat().contains(is_russian), "the form:\n{}", rows.join("\n"));
}

#[test]
fn without_colour_there_is_none() {
    let school = School::of(100);
    for (env, coloured) in [(("NO_COLOR", "1"), false), (("NO_COLOR", ""), true)] {
        let mut program = school.start_with(&[], &[env], (80, 24));
        program.wait_for(READY, PATIENCE);
        for keys in ["2", "н", "x", F2, ESC, ESC, "5", "3", "4"] {
            program.send(keys);
            program.rest(PATIENCE);
        }
        let colours: Vec<String> =
            attributes(program.since_mark()).into_iter().filter(|parameter| is_colour(parameter)).collect();
        assert_eq!(!colours.is_empty(), coloured, "{env:?}: {colours:?}");
    }
}

#[test]
fn a_linux_console_gets_plain_marks() {
    let school = School::of(100);
    let mut program = school.start_with(&[], &[("TERM", "linux")], (80, 24));
    program.wait_for(READY, PATIENCE);
    for keys in ["1", "2", DOWN, "к", "к", "3", "4", "5", "6", "2", "н", DOWN, DOWN] {
        program.send(keys);
        program.rest(PATIENCE);
        let text = program.text();
        let fancy = text.chars().find(|c| "─│▌↵␣↑↓←→⌫✓▲■□●‹›".contains(*c));
        assert_eq!(fancy, None, "after {keys:?}:\n{text}");
    }
    assert!(!last_row(&program).contains('…'));
}
