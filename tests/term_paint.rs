//! What the painter writes, replayed through another terminal emulator, must show the buffer it was given.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use nastavnik::term::{Painter, Screen, TermError};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::widgets::{Block, Paragraph, Widget};
use std::cell::RefCell;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::rc::Rc;

/// What a cell may be given, and what must then stand in the columns it takes. An empty string is the second half of
/// a wide character.
const SYMBOLS: [(&str, &[&str]); 21] = [
    (" ", &[" "]),
    ("a", &["a"]),
    ("Z", &["Z"]),
    ("я", &["я"]),
    ("Ё", &["Ё"]),
    ("│", &["│"]),
    ("─", &["─"]),
    ("и\u{306}", &["и\u{306}"]),
    ("語", &["語", ""]),
    ("🙂", &["🙂", ""]),
    ("…", &["…"]),
    ("❤\u{fe0f}", &["❤", " "]),
    ("🇷🇺", &["🇷", " "]),
    ("👨\u{200d}👩\u{200d}👧", &["👨", ""]),
    ("\u{1b}", &["?"]),
    ("\n", &["?"]),
    ("\u{9b}", &["?"]),
    ("\u{7f}", &["?"]),
    ("\u{202e}", &["?"]),
    ("\u{301}", &[" "]),
    ("", &[" "]),
];

/// A strip of equal cells in a row, cut off at the edge.
#[derive(Debug, Clone)]
struct Strip {
    x: u16,
    y: u16,
    length: u16,
    symbol: usize,
    style: Style,
}

#[derive(Debug, Clone)]
enum Step {
    Draw { strips: Vec<Strip>, wipe: bool, cursor: Option<Position> },
    Resize { width: u16, height: u16 },
    Forget,
}

fn colours() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => Just(Color::Reset),
        1 => prop::sample::select(vec![Color::Red, Color::Black, Color::Gray, Color::DarkGray, Color::LightCyan, Color::White]),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
    ]
}

/// Any attributes, except bold and dim at once, which the emulator cannot hold.
fn attributes() -> impl Strategy<Value = Modifier> {
    let bits = any::<u16>().prop_map(|bits| {
        let modifier = Modifier::from_bits_truncate(bits);
        if modifier.contains(Modifier::BOLD) { modifier - Modifier::DIM } else { modifier }
    });
    prop_oneof![3 => Just(Modifier::empty()), 1 => bits, 1 => Just(Modifier::REVERSED), 1 => Just(Modifier::BOLD)]
}

fn strips() -> impl Strategy<Value = Strip> {
    (0..30_u16, 0..8_u16, 1..30_u16, 0..SYMBOLS.len(), colours(), colours(), attributes()).prop_map(
        |(x, y, length, symbol, fg, bg, attributes)| {
            let style = Style::new().fg(fg).bg(bg).add_modifier(attributes);
            Strip { x, y, length, symbol, style }
        },
    )
}

fn steps() -> impl Strategy<Value = Step> {
    let cursor = prop::option::of((0..32_u16, 0..9_u16).prop_map(Position::from));
    prop_oneof![
        10 => (prop::collection::vec(strips(), 0..6), any::<bool>(), cursor)
            .prop_map(|(strips, wipe, cursor)| Step::Draw { strips, wipe, cursor }),
        1 => (1..30_u16, 1..8_u16).prop_map(|(width, height)| Step::Resize { width, height }),
        1 => Just(Step::Forget),
    ]
}

fn draw(buffer: &mut Buffer, strip: &Strip) {
    let area = buffer.area;
    for x in strip.x..(strip.x + strip.length).min(area.width) {
        if strip.y < area.height {
            let cell = &mut buffer[(x, strip.y)];
            cell.reset();
            cell.set_symbol(SYMBOLS[strip.symbol].0).set_style(strip.style);
        }
    }
}

fn emulator(width: u16, height: u16) -> vt100::Parser {
    vt100::Parser::new(NonZeroU16::new(height).unwrap(), NonZeroU16::new(width).unwrap(), 0)
}

/// The columns of a row as they must look, with the cell that each takes its style from.
fn expected_row(row: &[Cell]) -> Vec<(&'static str, &Cell)> {
    let mut columns = Vec::new();
    while columns.len() < row.len() {
        let cell = &row[columns.len()];
        let (_, parts) = SYMBOLS.iter().find(|(symbol, _)| *symbol == cell.symbol()).unwrap();
        let fits = columns.len() + parts.len() <= row.len();
        // A wide character that would hang over the edge is left out; a narrow one in wide room loses only its room.
        let parts: &[&'static str] = match (fits, parts.get(1)) {
            (true, _) => parts,
            (false, Some(&"")) => &[" "],
            (false, _) => &parts[..1],
        };
        columns.extend(parts.iter().map(|part| (*part, cell)));
    }
    columns
}

fn colour(colour: Color) -> vt100::Color {
    let named = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        Color::Reset => vt100::Color::Default,
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        Color::Indexed(index) => vt100::Color::Idx(index),
        other => vt100::Color::Idx(u8::try_from(named.iter().position(|name| *name == other).unwrap()).unwrap()),
    }
}

fn assert_shows(screen: &vt100::Screen, buffer: &Buffer) {
    for (y, row) in buffer.content.chunks(usize::from(buffer.area.width)).enumerate() {
        for (x, (text, style)) in expected_row(row).into_iter().enumerate() {
            let shown = screen.cell(u16::try_from(y).unwrap(), u16::try_from(x).unwrap()).unwrap();
            let place = format!("column {x} of row {y}: {shown:?}");
            let contents = if shown.has_contents() || shown.is_wide_continuation() { shown.contents() } else { " " };
            assert_eq!(contents, text, "{place}");
            assert_eq!(shown.is_wide_continuation(), text.is_empty(), "{place}");
            if text.is_empty() {
                continue;
            }
            assert_eq!(shown.bgcolor(), colour(style.bg), "{place}");
            assert_eq!(shown.inverse(), style.modifier.contains(Modifier::REVERSED), "{place}");
            assert_eq!(shown.underline(), style.modifier.contains(Modifier::UNDERLINED), "{place}");
            if text == " " && !shown.inverse() {
                continue;
            }
            assert_eq!(shown.fgcolor(), colour(style.fg), "{place}");
            if text != " " {
                assert_eq!(shown.bold(), style.modifier.contains(Modifier::BOLD), "{place}");
                assert_eq!(shown.dim(), style.modifier.contains(Modifier::DIM), "{place}");
                assert_eq!(shown.italic(), style.modifier.contains(Modifier::ITALIC), "{place}");
            }
        }
    }
}

/// Replays steps through the emulator and holds what it shows against the buffer.
fn replay(steps: Vec<Step>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 6));
    let mut emulator = emulator(24, 6);
    emulator.process(b"\x1b[?25l");
    let mut painter = Painter::new(true);
    for step in steps {
        match step {
            Step::Forget => {
                painter.forget();
                emulator.process("\x1b[31;7mнадпись чужой программы".as_bytes());
            }
            // The painter hears of every size, as from the screen: two changes between two frames may end where they
            // began, and what the terminal cut off meanwhile is gone all the same.
            Step::Resize { width, height } => {
                painter.forget();
                buffer = Buffer::empty(Rect::new(0, 0, width, height));
                emulator.screen_mut().set_size(NonZeroU16::new(height).unwrap(), NonZeroU16::new(width).unwrap());
            }
            Step::Draw { strips, wipe, cursor } => {
                if wipe {
                    buffer.reset();
                }
                strips.iter().for_each(|strip| draw(&mut buffer, strip));
                emulator.process(painter.paint(&buffer, cursor));
                assert_shows(emulator.screen(), &buffer);
                assert_cursor(emulator.screen(), cursor, buffer.area);
                assert!(painter.paint(&buffer, cursor).is_empty(), "the second time nothing is to do");
            }
        }
    }
}

#[test]
fn a_size_that_comes_and_goes_between_two_frames_is_painted_over() {
    let strip = Strip { x: 0, y: 0, length: 16, symbol: 1, style: Style::new() };
    let shown = || Step::Draw { strips: vec![strip.clone()], wipe: false, cursor: Some(Position::new(1, 0)) };
    let sized = |width| Step::Resize { width, height: 1 };
    replay(vec![sized(16), shown(), sized(1), sized(16), shown()]);
    let nothing = || Step::Draw { strips: Vec::new(), wipe: false, cursor: Some(Position::new(1, 0)) };
    replay(vec![sized(16), nothing(), sized(1), sized(16), nothing()]);
}

#[test]
fn the_screen_paints_anew_after_a_size_that_came_and_went() {
    let out = Counter::default();
    let mut screen = Screen::new(out.clone(), 16, 1, true);
    let draw = |screen: &mut Screen<Counter>| {
        screen.draw(|frame| frame.render_widget("шестнадцать букв", frame.area())).unwrap();
        out.taken().concat()
    };
    let first = draw(&mut screen);
    assert!(draw(&mut screen).is_empty());
    screen.resize(1, 1);
    screen.resize(16, 1);
    assert_eq!(draw(&mut screen), first);
}

fn assert_cursor(screen: &vt100::Screen, cursor: Option<Position>, area: Rect) {
    assert_eq!(screen.hide_cursor(), cursor.is_none());
    if let Some(position) = cursor {
        let clamped = (position.y.min(area.height - 1), position.x.min(area.width - 1));
        assert_eq!(screen.cursor_position(), clamped);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn another_emulator_shows_every_buffer(steps in prop::collection::vec(steps(), 1..12)) {
        replay(steps);
    }

    #[test]
    fn data_never_speaks_to_the_terminal(symbols in prop::collection::vec(any::<String>(), 1..8)) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        for (cell, symbol) in buffer.content.iter_mut().zip(&symbols) {
            cell.set_symbol(symbol);
        }
        let mut painter = Painter::new(false);
        let bytes = painter.paint(&buffer, None).to_vec();
        let own = String::from_utf8(bytes).unwrap();
        let own = own.strip_prefix("\x1b[m\x1b[2J").unwrap();
        // The painter itself may only move here, and never far.
        let mut rest = own.to_owned();
        for x in 1..=8 {
            for way in [format!("\x1b[1;{x}H"), format!("\x1b[{x}C"), "\x1b[C".into(), "\x1b[H".into()] {
                rest = rest.replace(&way, "");
            }
        }
        prop_assert!(!rest.chars().any(|c| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)), "{:?}", own);
    }
}

/// Counts calls and bytes.
#[derive(Clone, Default)]
struct Counter(Rc<RefCell<Vec<Vec<u8>>>>);

impl Counter {
    fn taken(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.0.borrow_mut())
    }
}

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().push(bytes.to_vec());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A list of people beside a card, as the program shows it: row `chosen` reversed, its card on the right.
fn register(buffer: &mut Buffer, chosen: usize, typed: &str) {
    let area = buffer.area;
    let list = Rect { width: area.width / 2, height: area.height - 1, ..area };
    let card = Rect { x: list.width, width: area.width - list.width, ..list };
    Block::bordered().title("Наставники").render(list, buffer);
    Block::bordered().title("Карточка").render(card, buffer);
    for (n, row) in (1..list.height - 1).enumerate() {
        let style = if n == chosen { Style::new().reversed() } else { Style::new() };
        let line = format!("{:<26} 9Б  активен", format!("Вымышленская Аполлинария {n}"));
        buffer.set_stringn(1, row, line, usize::from(list.width - 2), style);
    }
    let text =
        format!("Вымышленская Аполлинария {chosen}\n\nКласс: 9Б\nТелефон: +7 900 000-00-{chosen:02}\n\n> {typed}");
    Paragraph::new(text).render(Rect::new(card.x + 1, 1, card.width - 2, card.height - 2), buffer);
    buffer.set_string(0, area.height - 1, "F1 помощь  / поиск  n новая запись  q выход", Style::new().bold());
}

#[test]
fn frames_keep_to_their_budgets_and_to_one_write() {
    let out = Counter::default();
    let mut screen = Screen::new(out.clone(), 80, 24, true);
    let mut draw = |chosen: usize, typed: &str| {
        let cursor = Position::new(43 + u16::try_from(typed.chars().count()).unwrap(), 6);
        let bytes = screen
            .draw(|frame| {
                register(frame.buffer_mut(), chosen, typed);
                frame.set_cursor_position(cursor);
            })
            .unwrap();
        let writes = out.taken();
        assert_eq!(writes.len(), usize::from(bytes > 0), "one write a frame");
        assert_eq!(writes.iter().map(Vec::len).sum::<usize>(), bytes);
        let wrapped = writes.iter().filter(|it| it.starts_with(b"\x1b[?2026h") && it.ends_with(b"\x1b[?2026l"));
        assert_eq!(wrapped.count(), usize::from(bytes > 1024), "a large frame is shown at once, a small one is");
        bytes
    };
    let (first, same) = (draw(3, ""), draw(3, ""));
    let (moved, typed, erased) = (draw(4, ""), draw(4, "Ж"), draw(4, ""));
    println!("first {first}, same {same}, row moved {moved}, typed {typed}, erased {erased}");
    assert!(first <= 5_000, "first frame: {first}");
    assert_eq!(same, 0);
    assert!(moved <= 300, "row moved: {moved}");
    assert!(typed <= 60, "typed: {typed}");
    assert!(erased <= 60, "erased: {erased}");
}

#[test]
fn a_new_size_paints_everything_in_the_new_size() {
    let out = Counter::default();
    let mut screen = Screen::new(out.clone(), 80, 24, true);
    screen.draw(|frame| register(frame.buffer_mut(), 0, "")).unwrap();
    screen.resize(60, 20);
    out.taken();
    let mut wanted = Buffer::empty(Rect::new(0, 0, 60, 20));
    register(&mut wanted, 0, "");
    screen.draw(|frame| register(frame.buffer_mut(), 0, "")).unwrap();
    let mut emulator = emulator(60, 20);
    emulator.process(&out.taken().concat());
    let lines: Vec<String> = wanted.content.chunks(60).map(|row| row.iter().map(Cell::symbol).collect()).collect();
    let shown: Vec<String> = emulator.screen().rows(0, 60).map(|row| format!("{row:<60}")).collect();
    assert_eq!(shown, lines);
}

/// Takes nothing once it is broken.
struct Broken(Rc<RefCell<bool>>, Counter);

impl Write for Broken {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if *self.0.borrow() { Err(io::ErrorKind::BrokenPipe.into()) } else { self.1.write(bytes) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn after_a_failed_write_the_next_frame_is_whole() {
    let (broken, out) = (Rc::new(RefCell::new(false)), Counter::default());
    let mut screen = Screen::new(Broken(Rc::clone(&broken), out.clone()), 20, 3, false);
    screen.draw(|frame| frame.render_widget("один", frame.area())).unwrap();
    *broken.borrow_mut() = true;
    let failed = screen.draw(|frame| frame.render_widget("два", frame.area()));
    assert!(matches!(failed, Err(TermError::Write(_))));
    *broken.borrow_mut() = false;
    out.taken();
    screen.draw(|frame| frame.render_widget("два", frame.area())).unwrap();
    assert_eq!(String::from_utf8(out.taken().concat()).unwrap(), "\x1b[m\x1b[2J\x1b[Hдва");
}

#[test]
fn a_copy_is_one_write() {
    let out = Counter::default();
    let mut screen = Screen::new(out.clone(), 20, 3, true);
    screen.copy("foo").unwrap();
    let writes = out.taken();
    assert_eq!(writes.len(), 1);
    assert!(writes[0].starts_with(b"\x1b]52;c;Zm9v\x1b\\"));
}
