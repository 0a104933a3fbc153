//! What the program sends down the line and what it does while nothing happens. The budgets are counters, since a
//! busy machine changes times and not numbers.

use std::time::Duration;

use crate::school::*;
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
    for digit in ["2", "3", "4", "5", "6", "1"] {
        let [(bytes, writes)] = costs(&mut program, &[digit])[..] else { unreachable!() };
        println!("pane {digit}: {bytes} B");
        assert!(bytes <= 5 * 1024, "pane {digit}: {bytes} B");
        assert!(writes <= 1, "pane {digit}: {writes} writes");
    }
}

#[test]
fn a_row_further_costs_little() {
    let school = School::of(600);
    let mut program = school.open();
    program.send("2");
    program.rest(PATIENCE);
    let costs = costs(&mut program, &[DOWN; 10]);
    println!("a row further in pane 2: {:?} B", bytes(&costs));
    assert!(costs.iter().all(|(_, writes)| *writes == 1), "one frame, one write: {costs:?}");
    let median = median(bytes(&costs));
    assert!(median <= 300, "median {median} B of {costs:?}");
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
