//! The long form: known answers of public instances that are not part of the project. Run with
//! `NASTAVNIK_SHARED_DATA=DIR cargo test --test matching -- --ignored`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use nastavnik::matching::{Choice, Draft, Preferences, blocking_pairs, solve, stable, verify};

fn data(name: &str) -> PathBuf {
    PathBuf::from(std::env::var_os("NASTAVNIK_SHARED_DATA").unwrap()).join(name)
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn a_hundred_by_a_hundred_costs_305() {
    let text = std::fs::read_to_string(data("assign100.txt")).unwrap();
    let numbers: Vec<u32> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let size = numbers[0];
    assert_eq!(numbers.len(), 1 + (size * size) as usize);
    let mut draft = Draft::new(size as usize, &vec![1; size as usize]);
    for (at, cost) in (0..).zip(&numbers[1..]) {
        draft.edge(at / size, at % size, u16::try_from(1_000 - cost).unwrap());
    }
    let problem = draft.build().unwrap();
    let solution = solve(&problem);
    verify(&problem, &solution).unwrap();
    assert_eq!(solution.totals.matched, size);
    assert_eq!(i64::from(size) * 1_000 - solution.totals.score, 305);
}

fn rows(name: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(data(name)).unwrap().records().map(Result::unwrap).collect()
}

fn numbers(rows: &[csv::StringRecord]) -> BTreeMap<String, u32> {
    rows.iter().map(|row| row[0].to_owned()).zip(0..).collect()
}

#[test]
#[ignore = "needs NASTAVNIK_SHARED_DATA"]
fn thirty_five_students_of_glasgow() {
    let (mentees, mentors) = (rows("glasgow_mentees.csv"), rows("glasgow_mentors.csv"));
    let (mentee_numbers, mentor_numbers) = (numbers(&mentees), numbers(&mentors));
    let capacity: Vec<u32> = mentors.iter().map(|row| row[1].parse().unwrap()).collect();
    let mut draft = Draft::new(mentees.len(), &capacity);
    let stated: Vec<Choice> = rows("glasgow_preferences.csv")
        .iter()
        .map(|row| Choice {
            mentee: mentee_numbers[&row[0]],
            mentor: mentor_numbers[&row[1]],
            rank: row[2].parse().unwrap(),
        })
        .collect();
    for choice in &stated {
        draft.edge(choice.mentee, choice.mentor, 0);
    }
    let problem = draft.build().unwrap();
    let preferences = Preferences::new(&problem, &stated, &[]).unwrap();
    let ranked = preferences.by_ranks(&problem);
    let solution = solve(&ranked);
    verify(&ranked, &solution).unwrap();
    let profile = preferences.profile(&problem, &solution.matching);
    assert_eq!((solution.totals.matched, profile.sum), (35, 57));
    assert_eq!((profile.unnamed, profile.unmatched), (0, 0));
    let stable = stable(&problem, &preferences);
    assert_eq!(blocking_pairs(&problem, &preferences, &stable), []);
}
