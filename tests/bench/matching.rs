//! draft
#![allow(clippy::unwrap_used, clippy::print_stdout, dead_code)]
use nastavnik::matching::{solve, verify};
use std::time::Instant;
#[path = "../matching/crowd.rs"]
mod crowd;
#[path = "../matching/support.rs"]
mod support;
fn main() {
    for size in [
        crowd::SCHOOL_TIGHT,
        crowd::SCHOOL_POOR,
        crowd::LARGE_TIGHT,
        crowd::LARGE_POOR,
        crowd::CITY_TIGHT,
        crowd::CITY_POOR,
    ] {
        let problem = crowd::crowd(size, 58);
        let mut times: Vec<f64> = (0..9)
            .map(|_| {
                let t = Instant::now();
                std::hint::black_box(solve(&problem));
                t.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let s = solve(&problem);
        verify(&problem, &s).unwrap();
        println!(
            "{} edges {} {:?} relax/edge {:.1} {:?} median {:.3} ms min {:.3}",
            size.name,
            problem.edge_count(),
            s.totals,
            s.counters.relaxations_per_edge(&problem),
            s.counters,
            times[4],
            times[0]
        );
    }
}
