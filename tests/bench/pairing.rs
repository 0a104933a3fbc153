//! What a proposal costs from the register to the proof: reading people, scoring couples, solving, explaining.
//! `cargo bench --bench pairing`; with a word, only cohorts whose name has it.
//!
//! Milliseconds, the median, on two cores of a shared virtual machine with five times as much other work waiting for them;
//! the best of all runs in brackets is near what one session alone would see. «Before» is the best of the whole when
//! every couple looked up its form, role and what was said of it for each part of its score; scores were the same.
//!
//! | cohort | edges | read people | score couples, solve, prove | all, from the register | before | others of one | helps of one | variants |
//! |---|---|---|---|---|---|---|---|---|
//! | demonstration of 600: 83×70 | 290 | 1.7 (1.4) | 0.6 (0.5) | 4.9 (2.0) | 7.5 | 0.02 | 0.01, before 0.8 | 0.08 |
//! | demonstration of 1,200: 152×140 | 1,209 | 9.3 (2.9) | 6.1 (2.0) | 13 (8.8) | 63 | 0.07 | 0.02, before 7.8 | 0.4 |
//! | demonstration of 5,000: 708×584 | 23,542 | 51 (30) | 92 (63) | 158 (98) | 737 | 1.8 | 0.09, before 1,900 | 14 |
//! | 200×60, seats 1.02 | 6,789 | 8.4 (1.8) | 6.2 (1.9) | 12 (4.2) | 27 | 0.5 | – | 1.4 |
//! | 200×60, seats 0.7 | 6,789 | 6.0 (1.8) | 6.0 (1.9) | 12 (3.7) | 18 | 0.5 | 0.01, before 100 | 1.6 |
//! | 1,500×300, seats 1.02 | 266,951 | 36 (22) | 196 (150) | 188 (109) | 835 | 41 | – | 128 |
//!
//! So the proposal of a school can be drawn anew at every key. What a city takes in memory is measured by
//! `tests/bench/matching.rs`.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use chrono::NaiveDate;
use nastavnik::demo::{self, Plan as School};
use nastavnik::domain::{Register, Stamp, YearId};
use nastavnik::pairing::{Cohort, Objective, Plan, Proposal, Variants};
use nastavnik::surveys;

#[path = "../pairing/crowd.rs"]
mod crowd;
#[path = "../pairing/people.rs"]
mod people;

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    for pupils in [600, 1_200, 5_000] {
        let name = format!("demonstration of {pupils}");
        if name.contains(&wanted) {
            let (register, year) = school(pupils, today);
            cohort(&name, &register, year, today);
        }
    }
    for (mentees, mentors, seats) in [(200, 60, 102), (200, 60, 70), (1_500, 300, 102)] {
        let name = format!("{mentees}×{mentors}, seats {seats}");
        if name.contains(&wanted) {
            let people = crowd::crowd(today, mentees, mentors, seats, 58);
            cohort(&name, &people.register, people.year, today);
        }
    }
}

fn school(pupils: u32, today: NaiveDate) -> (Register, YearId) {
    let plan = School { pupils, years: 2, seed: 58, today };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    let year = register.opening_year(today).unwrap();
    (register, year)
}

fn cohort(name: &str, register: &Register, year: YearId, today: NaiveDate) {
    let plan = Plan { include_pending: true, ..Plan::default() };
    let read = || Cohort::of(register, year, today, &plan);
    let cohort = read();
    let proposal = Proposal::solve(cohort.clone(), Objective::Score).unwrap();
    let (mentees, mentors) = (cohort.mentees.len(), cohort.mentors.len());
    println!("\n{name}: {mentees} mentees, {mentors} mentors, {} edges", proposal.problem.edge_count());
    let totals = proposal.totals();
    println!("  {} matched, sum {}, {} blocking", totals.matched, totals.score, proposal.blocking().len());
    say("read", || drop(black_box(read())));
    say("score", || drop(black_box(cohort.problem().unwrap())));
    say("solve and prove", || drop(black_box(Proposal::solve(cohort.clone(), Objective::Score).unwrap())));
    say("all, from the register", || {
        drop(black_box(Proposal::of(register, year, today, &plan, Objective::Score).unwrap()));
    });
    say("pairs with doubts", || drop(black_box(proposal.pairs())));
    let mentee = proposal.unmatched().into_iter().find(|mentee| !proposal.problem.edges(*mentee).is_empty());
    say("others of one mentee", || drop(black_box(proposal.others(mentee.unwrap_or(0)))));
    if let Some(mentee) = mentee {
        say("helps of one mentee", || drop(black_box(proposal.helps(mentee))));
    }
    say("variants", || drop(black_box(Variants::of(&proposal).unwrap())));
}

/// Runs something for about a second.
fn say(what: &str, mut run: impl FnMut()) {
    let begun = Instant::now();
    let mut times: Vec<f64> = Vec::new();
    while times.len() < 3 || (begun.elapsed().as_secs_f64() < 1.0 && times.len() < 501) {
        let start = Instant::now();
        run();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("  {what} {:.3} ({:.3})", times[times.len() / 2], times[0]);
}
