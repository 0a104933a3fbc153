//! What pairing costs, beside another exact solver. `cargo bench --bench matching`; with a word, only instances whose
//! name has it. With `NASTAVNIK_BENCH_OUT=DIR` the instances are written to DIR for `tests/bench/matching.py`, which
//! puts them to OR-tools and scipy.
//!
//! Milliseconds, the median, on two cores of a shared virtual machine with other work on both; the best of all runs in
//! brackets. Others solve the same instances, with the same number matched and the same sum; making their input is not
//! counted. A city's times double when others fill the caches; looks at an edge and memory do not change.
//!
//! | instance | edges | solve | looks at an edge | peak MiB | pathfinding | OR-tools flow | scipy dense | scipy sparse |
//! |---|---|---|---|---|---|---|---|---|
//! | school 200×60, seats 1.02 | 5,800 | 0.16 (0.14) | 2.4 | 2 | 2.3 | 2.1 | 1.3 | 1.5 |
//! | school 200×60, seats 0.7 | 5,321 | 0.09 (0.08) | 2.4 | 2 | 8.4 | 1.8 | 0.53 | 2.5 |
//! | large 1,500×300, seats 1.02 | 205,079 | 4.2 (3.8) | 2.1 | 5 | 477 | 75 | 254 | 202 |
//! | large 1,500×300, seats 0.7 | 209,488 | 3.6 (3.1) | 2.1 | 13 | 2,555 | 67 | 59 | 302 |
//! | city 30,000×6,000, seats 1.02 | 1,200,000 | 312 (242) | 21.1 | 27 | – | 2,234 | – | – |
//! | city 30,000×6,000, seats 0.7 | 1,200,000 | 76 (74) | 7.8 | 47 | – | 2,079 | – | – |
//!
//! At school scale the check of a proof takes 0.016, which single change helps 0.03, all prices of one mentee 0.5, and
//! a pair that broke 0.3; at large scale 0.5, 1.0, 20 and 20; in a city 8, 25, 900 and 200.

#![allow(clippy::unwrap_used, clippy::print_stdout, dead_code)]

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use nastavnik::matching::{Problem, Relaxations, alternatives, rematch, solve, verify};

#[path = "../matching/crowd.rs"]
mod crowd;
#[path = "../matching/other.rs"]
mod other;
#[path = "../matching/support.rs"]
mod support;

use crowd::{CITY_POOR, CITY_TIGHT, LARGE_POOR, LARGE_TIGHT, SCHOOL_POOR, SCHOOL_TIGHT, Size, crowd};

fn main() {
    let wanted = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    for size in [SCHOOL_TIGHT, SCHOOL_POOR, LARGE_TIGHT, LARGE_POOR, CITY_TIGHT, CITY_POOR] {
        if size.name.contains(&wanted) {
            instance(size);
        }
    }
}

fn instance(size: Size) {
    let problem = crowd(size, 58);
    let name = size.name;
    println!("\n{name}: {} mentees, {} mentors, {} edges", size.mentees, size.mentors, problem.edge_count());
    forget_peak();
    let solution = solve(&problem);
    let peak = peak_kib() / 1_024;
    verify(&problem, &solution).unwrap();
    let (totals, counters) = (solution.totals, solution.counters);
    println!("  {} matched, sum {}, worst {:?}", totals.matched, totals.score, totals.worst);
    let steps = counters.relaxations_per_edge(&problem);
    println!(
        "  {steps:.1} looks at an edge, {} searches, {} scans, peak {peak} MiB",
        counters.searches, counters.scans
    );
    let rounds = if size.mentees > 10_000 { 9 } else { 101 };
    let solved = || {
        black_box(solve(&problem));
    };
    let (own, best) = (median(rounds, solved), least(rounds, solved));
    println!("  solve {own:.3} ms, at best {best:.3} ms");
    println!("  verify {:.3} ms", median(rounds, || verify(&problem, &solution).unwrap()));
    println!("  which change helps {:.3} ms", median(rounds, || drop(Relaxations::new(&problem, &solution.matching))));
    let rounds = rounds / 5;
    println!("  all prices of one mentee {:.3} ms", median(rounds, || drop(alternatives(&problem, &solution, 7))));
    let (mentee, mentor) = solution.matching.pairs().next().unwrap();
    let broken = || drop(rematch(&problem, &solution, mentee, mentor, 150).unwrap());
    println!("  a broken pair {:.3} ms", median(rounds, broken));
    if let Some(directory) = std::env::var_os("NASTAVNIK_BENCH_OUT") {
        write(&PathBuf::from(directory).join(format!("{name}.txt")), &problem);
    }
    if size.mentees < 10_000 {
        let matrix = other::matrix(&problem);
        assert_eq!(other::solved(&matrix), (totals.matched, totals.score));
        let theirs = median(3, || {
            black_box(other::solved(&matrix));
        });
        println!("  pathfinding {theirs:.1} ms, {:.0} times as long", theirs / own);
    }
}

/// In milliseconds. On a machine that others use, the least is nearer to the truth.
fn least(rounds: usize, run: impl FnMut()) -> f64 {
    times(rounds, run)[0]
}

/// In milliseconds.
fn median(rounds: usize, run: impl FnMut()) -> f64 {
    let times = times(rounds, run);
    times[times.len() / 2]
}

/// The shortest first.
fn times(rounds: usize, mut run: impl FnMut()) -> Vec<f64> {
    let mut times: Vec<f64> = Vec::with_capacity(rounds);
    for _ in 0..rounds.max(1) {
        let start = Instant::now();
        run();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    times
}

/// Lets the kernel count the peak of memory anew.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Mentees and mentors; the capacities; then mentee, mentor and score line by line.
fn write(path: &Path, problem: &Problem) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    writeln!(file, "{} {}", problem.mentees(), problem.mentors()).unwrap();
    for mentor in 0..problem.mentors() {
        write!(file, "{} ", problem.capacity(mentor)).unwrap();
    }
    writeln!(file).unwrap();
    for mentee in 0..problem.mentees() {
        for edge in problem.edges(mentee) {
            writeln!(file, "{mentee} {} {}", edge.mentor, edge.score).unwrap();
        }
    }
}
