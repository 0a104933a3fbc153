//! The invented school: what is said about its proposal is true.

use std::collections::HashSet;

use chrono::NaiveDate;
use nastavnik::demo::{self, Plan as School};
use nastavnik::domain::{Register, Stamp, YearId};
use nastavnik::matching::{Difference, Matching, solve, verify};
use nastavnik::pairing::{Objective, Plan, Proposal};
use nastavnik::surveys;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

pub fn register(pupils: u32) -> (Register, YearId) {
    let plan = School { pupils, years: 2, seed: 58, today: today() };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    let year = register.opening_year(today()).unwrap();
    (register, year)
}

#[test]
fn explore() {
    for (pupils, everybody, pending) in [(600, false, false), (600, false, true), (600, true, true)] {
        let (register, year) = register(pupils);
        let plan = Plan { include_pending: pending, everybody, trials: Vec::new() };
        let start = std::time::Instant::now();
        let p = Proposal::of(&register, year, today(), &plan, Objective::Score).unwrap();
        println!(
            "{:?} {} mentees {} mentors edges {} totals {:?} proven {}",
            start.elapsed(),
            p.cohort.mentees.len(),
            p.cohort.mentors.len(),
            p.problem.edge_count(),
            p.totals(),
            p.proven
        );
        println!("in use {:?} safe {}", p.cohort.in_use, p.pairs().iter().filter(|pair| pair.is_safe()).count());
        for pair in p.pairs().iter().take(8) {
            println!(
                "{pair:?} {:?}",
                p.cohort
                    .parts(pair.mentee, pair.mentor)
                    .iter()
                    .map(|p| (p.component, p.weight, p.value))
                    .collect::<Vec<_>>()
            );
        }
        println!("unmatched {}", p.unmatched().len());
            println!(
                "{:?} helps {:?}",
                p.why_without(mentee),
                p.helps(mentee).iter().take(2).map(|h| (&h.change, h.difference.moves.len())).collect::<Vec<_>>()
            );
        }
    }
}
