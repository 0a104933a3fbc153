//! What the program sends down the line and what it does while nothing happens. The budgets are counters, since a
//! busy machine changes times and not numbers.

use std::time::Duration;

use chrono::{DateTime, Local, TimeZone};
use nastavnik::app::{Model, Msg, view};
use nastavnik::demo::{self, Plan};
use nastavnik::domain::{Register, Stamp};
use nastavnik::kit::{Code, Stroke, World};
use nastavnik::surveys;
use nastavnik::term::Painter;
use nastavnik::text::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::school::*;
use crate::stage;
use crate::support::Program;

/// Bytes and writes that each of some presses cost, once the screen is at rest again.
fn costs(program: &mut Program, keys: &[&str]) -> Vec<(usize, u64)> {
    let mut cost = |key: &&str| {
        program.mark();
        let writes = program.writes();
        program.send(key);
        program.rest(PATIENCE);
        (program.since_mark().len(), program.writes() - writes)
    };
    keys.iter().map(&mut cost).collect()
}

fn median(mut numbers: Vec<usize>) -> usize {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

fn bytes(costs: &[(usize, u64)]) -> Vec<usize> {
    costs.iter().map(|(bytes, _)| *bytes).collect()
}

#[test]
fn the_first_screen_is_small() {
    let school = School::of(600);
    let mut program = school.start((80, 24));
    program.wait_for(READY, PATIENCE);
    program.rest(PATIENCE);
    let first = program.since_mark().len();
    println!("first screen at 80×24: {first} B");
    assert!(first <= 5 * 1024, "{first} B");
    for digit in ["2", "3", "4", "5", "6", "7", "8", "1"] {
        let [(bytes, writes)] = costs(&mut program, &[digit])[..] else { unreachable!() };
        println!("pane {digit}: {bytes} B");
        assert!(bytes <= 5 * 1024, "pane {digit}: {bytes} B");
        assert!(writes <= 1, "pane {digit}: {writes} writes");
    }
}

#[test]
fn a_row_further_is_one_write() {
    let school = School::of(600);
    let mut program = school.open();
    program.send("2");
    program.rest(PATIENCE);
    let costs = costs(&mut program, &[DOWN; 10]);
    println!("a row further in pane 2: {:?} B", bytes(&costs));
    assert!(costs.iter().all(|(_, writes)| *writes == 1), "one frame, one write: {costs:?}");
    assert!(bytes(&costs).iter().all(|bytes| *bytes <= ROW), "{costs:?}");
}

/// The most that a row further may cost, in bytes.
const ROW: usize = 300;
/// The most that a turn of the page may cost, in bytes: half the list and the whole card are new.
const TURN: usize = 1400;

/// A Tuesday in the middle of the year; on a fixed day the invented school is always the same.
fn day() -> DateTime<Local> {
    Local.with_ymd_and_hms(2026, 11, 24, 14, 2, 0).unwrap()
}

fn model_on(day: DateTime<Local>) -> Model {
    let plan = Plan { pupils: 600, years: 2, seed: 58, today: day.date_naive() };
    let stamp = Stamp { generation: 1, at: day.timestamp(), who: "петрова".to_owned() };
    let mut register = Register::new();
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    let mut model = Model::new(World { now: day, ..world(register.clone(), Lang::Ru, (80, 24)) });
    model.update(Msg::Loaded(Box::new(stage::loaded(&register))), day);
    model
}

/// Bytes of each step down in the pane in front, until the last row: of those that moved the cursor within the page,
/// and of those that turned it.
fn steps(model: &mut Model) -> (Vec<usize>, Vec<usize>) {
    let area = Rect { x: 0, y: 0, width: 80, height: 24 };
    let mut painter = Painter::new(true);
    let mut frame = |model: &Model| {
        let mut buffer = Buffer::empty(area);
        view::draw(model, area, &mut buffer);
        let cursor = (0..area.height).find(|y| buffer[(0, *y)].symbol() == model.world.theme.marks().focus);
        (painter.paint(&buffer, None).len(), cursor.expect("the cursor is somewhere"))
    };
    let (_, mut at) = frame(model);
    let (mut rows, mut turns) = (Vec::new(), Vec::new());
    for _ in 0..400 {
        model.update(Msg::Key(Stroke::plain(Code::Down)), day());
        match frame(model) {
            (0, _) => break,
            (bytes, cursor) => {
                // On the last page the rows may move on by one under a cursor that stays.
                if cursor <= at {
                    turns.push(bytes);
                } else {
                    rows.push(bytes);
                }
                at = cursor;
            }
        }
    }
    (rows, turns)
}

/// Not the median: whoever goes down a list over a bad line waits for the dearest row.
#[test]
fn no_row_further_costs_much() {
    let mut model = model_on(day());
    for digit in ["1", "2", "3", "4", "4 rules", "5", "6", "8"] {
        model.update(Msg::Key(Stroke::char(digit.chars().next().unwrap())), day());
        if digit.ends_with("rules") {
            model.update(Msg::Key(Stroke::plain(Code::BackTab)), day());
        }
        // The queue may be short; what is keyed is not.
        if digit == "6" {
            model.update(Msg::Key(Stroke::char('к')), day());
        }
        let (rows, turns) = steps(&mut model);
        let (most, turn) = (rows.iter().max().copied().unwrap_or(0), turns.iter().max().copied().unwrap_or(0));
        let (count, pages, median) = (rows.len(), turns.len(), median(rows));
        println!("pane {digit}: {count} rows, median {median} B, most {most} B; {pages} turns, most {turn} B");
        assert!(count + pages > 10, "pane {digit} has {count} rows");
        assert!(most <= ROW, "pane {digit}: a row costs {most} B");
        assert!(turn <= TURN, "pane {digit}: a turn costs {turn} B");
    }
}

#[test]
fn no_row_of_the_wishes_costs_much() {
    let mut model = model_on(day());
    let press = |model: &mut Model, stroke| model.update(Msg::Key(stroke), day());
    press(&mut model, Stroke::char('4'));
    let pages = (0..8).find(|_| {
        press(&mut model, Stroke::plain(Code::Tab));
        stage::commands(&model).iter().any(|info| info.id == "wish.open")
    });
    assert!(pages.is_some(), "there is a page of wishes");
    for side in ["mentees", "mentors"] {
        let (rows, turns) = steps(&mut model);
        let (most, turn) = (rows.iter().max().copied().unwrap_or(0), turns.iter().max().copied().unwrap_or(0));
        let (count, pages, median) = (rows.len(), turns.len(), median(rows));
        println!("wishes of {side}: {count} rows, median {median} B, most {most} B; {pages} turns, most {turn} B");
        assert!(count + pages > 10 && most <= ROW && turn <= TURN, "{side}: {count} rows, {most} B, {turn} B");
        press(&mut model, Stroke::char('к'));
        press(&mut model, Stroke::plain(Code::Home));
    }
}

#[test]
fn a_letter_in_a_form_costs_little() {
    let school = School::of(100);
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.rest(PATIENCE);
    let letters = ["Щ", "у", "к", "а", "р", "ё", "в", "а", " ", "Н"];
    let costs = costs(&mut program, &letters);
    println!("a letter in a form: {:?} B", bytes(&costs));
    let median = median(bytes(&costs));
    assert!(median <= 60, "median {median} B of {costs:?}");
}

#[test]
fn a_burst_of_keys_is_drawn_at_most_a_few_times() {
    let school = School::of(600);
    let mut program = school.open();
    program.send("2");
    program.rest(PATIENCE);
    let costs = costs(&mut program, &[&DOWN.repeat(60)]);
    let (bytes, writes) = costs[0];
    println!("60 rows in one go: {bytes} B in {writes} writes");
    assert!(bytes <= 2 * 1024, "{bytes} B in {writes} writes");
    assert!(writes < 20, "{writes} writes for 60 keys");
}

/// How long nothing happens: short unless asked for.
fn idle_time() -> Duration {
    let is_long = std::env::var_os("NASTAVNIK_LONG").is_some_and(|value| value == "1");
    Duration::from_secs(if is_long { 5 } else { 2 })
}

/// Bytes written and context switches of all threads while nothing happens.
fn idle(program: &mut Program) -> (usize, u64) {
    program.rest(PATIENCE);
    program.mark();
    let switches = program.switches();
    program.watch(idle_time());
    (program.since_mark().len(), program.switches() - switches)
}

#[test]
fn alone_and_idle_it_sleeps() {
    let school = School::of(600);
    let mut program = school.open();
    for keys in ["", "2", "н", "Щ"] {
        program.send(keys);
        // What was typed is made to reach the disk once the keys pause; then there is nothing more to do.
        program.watch(Duration::from_secs(1));
        assert_eq!(idle(&mut program), (0, 0), "after {keys:?}");
    }
    println!("idle for {:?}: nothing, {} threads", idle_time(), program.threads());
}

#[test]
fn beside_another_and_idle_both_sleep() {
    let school = School::of(100);
    let mut first = school.open();
    let mut second = school.open();
    first.wait_for("вас 2", PATIENCE);
    assert_eq!(idle(&mut first), (0, 0));
    assert_eq!(idle(&mut second), (0, 0));
    println!("peak memory: {} KiB", first.peak_memory());
}
