//! How much memory a session takes on a server that many share. A counter: the most pages held at once (`VmHWM`).

use crate::school::*;

/// Ten thousand people on file: pupils and the adults of the invented school.
const PUPILS: u32 = 9350;

/// The most that the open screen may hold, in KiB.
const MOST: u64 = 25_000;

/// The most when every pane has been looked at and keeps its rows ready for the filter, in KiB.
const MOST_SEEN: u64 = 27_500;

/// Only the optimised program means anything here, so it is asked for by name:
///
///     cargo test --release --test program memory -- --ignored --nocapture
#[test]
#[ignore = "about the optimised program alone"]
fn ten_thousand_people_fit_into_the_budget() {
    let school = School::of(PUPILS);
    let people = school.register().people().count();
    let mut program = school.open();
    let open = program.peak_memory();
    for digit in ["2", "3", "4", "5", "6", "7", "8", "1"] {
        program.send(digit);
        program.rest(PATIENCE);
    }
    let seen = program.peak_memory();
    println!("{people} people: open {open} KiB, every pane seen {seen} KiB");
    assert!(people >= 10_000, "{people}");
    assert!(open < MOST, "open: {open} KiB");
    assert!(seen < MOST_SEEN, "every pane seen: {seen} KiB");
}
