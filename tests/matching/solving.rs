//! The best matching is the best, and the proof proves it.

use nastavnik::matching::{Draft, Flaw, Matching, Problem, Solution, solve, verify};

use super::crowd::{self, Size, crowd};
use super::other;
use super::support::{PLAIN, Rng, SMALL, TINY, brute_force, each, mates, rank_of};

#[test]
fn equals_brute_force() {
    each(4_000, TINY, |_, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        assert_eq!(rank_of(&problem, &solution.matching), brute_force(&problem), "{problem:?}");
        assert_eq!(solution.totals.value, rank_of(&problem, &solution.matching).2);
        verify(&problem, &solution).unwrap();
    });
}

#[test]
fn certificates_hold_on_larger_problems() {
    each(1_500, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        verify(&problem, &solution).unwrap();
        for (mentee, mate) in (0..).zip(mates(&problem, &solution.matching)) {
            assert!(problem.pinned(mentee).is_none_or(|pinned| mate == Some(pinned)));
            assert!(mate.is_none_or(|mentor| problem.score(mentee, mentor).is_some()));
        }
    });
}

#[test]
fn equals_another_solver() {
    each(1_000, PLAIN, |_, draft| {
        let problem = draft.build().unwrap();
        let totals = solve(&problem).totals;
        assert_eq!((totals.matched, totals.score), other::solved(&other::matrix(&problem)));
    });
    for size in [crowd::SCHOOL_TIGHT, crowd::SCHOOL_POOR] {
        let problem = crowd(size, 58);
        let totals = solve(&problem).totals;
        assert_eq!((totals.matched, totals.score), other::solved(&other::matrix(&problem)), "{}", size.name);
    }
}

/// `solution` with another matching under the same proof.
fn with_pairs(problem: &Problem, solution: &Solution, pairs: impl IntoIterator<Item = (u32, u32)>) -> Solution {
    let matching = Matching::of(problem, pairs);
    Solution { totals: matching.totals(problem), matching, ..solution.clone() }
}

#[test]
fn a_worse_matching_has_no_proof() {
    let mut worse = [0; 2];
    each(1_000, SMALL, |rng, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let best = rank_of(&problem, &solution.matching);
        let pairs: Vec<(u32, u32)> = solution.matching.pairs().collect();
        if pairs.len() < 2 {
            return;
        }
        let count = u32::try_from(pairs.len()).unwrap();
        let (one, two) = (rng.below(count) as usize, rng.below(count) as usize);
        let fewer = pairs.iter().filter(|pair| **pair != pairs[one]).copied();
        assert!(verify(&problem, &with_pairs(&problem, &solution, fewer)).is_err());
        let mut swapped = pairs.clone();
        (swapped[one].1, swapped[two].1) = (pairs[two].1, pairs[one].1);
        let moved = problem.edges(pairs[one].0).iter().map(|edge| {
            let mut moved = pairs.clone();
            moved[one].1 = edge.mentor;
            moved
        });
        for (kind, pairs) in moved.map(|pairs| (0, pairs)).chain([(1, swapped)]) {
            let spoiled = with_pairs(&problem, &solution, pairs);
            let allowed = |(mentee, mentor)| problem.score(mentee, mentor).is_some();
            let lost = !spoiled.matching.pairs().all(allowed) || rank_of(&problem, &spoiled.matching) < best;
            assert!(!lost || verify(&problem, &spoiled).is_err());
            worse[kind] += u32::from(lost);
        }
    });
    assert!(worse.iter().all(|count| *count > 300), "{worse:?}");
}

#[test]
fn totals_are_part_of_what_is_checked() {
    each(300, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        let mut solution = solve(&problem);
        solution.totals.score += 1;
        assert_eq!(verify(&problem, &solution), Err(Flaw::Totals));
    });
}

#[test]
fn priority_costs_nobody_a_place_and_reaches_its_most() {
    each(500, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        let matched = solve(&problem).matching.by_class(&problem);
        let mut plain = problem.to_draft();
        let mut first = Draft::new(problem.mentees() as usize, &capacities(&problem));
        for mentee in 0..problem.mentees() {
            plain.class(mentee, 0);
            if problem.class(mentee) == 0 || problem.pinned(mentee).is_some() {
                problem.edges(mentee).iter().for_each(|edge| {
                    first.edge(mentee, edge.mentor, edge.score);
                });
            }
            if let Some(mentor) = problem.pinned(mentee) {
                first.pin(mentee, mentor);
            }
        }
        let all = solve(&plain.build().unwrap()).totals.matched;
        assert_eq!(matched.iter().sum::<u32>(), all);
        let alone = solve(&first.build().unwrap());
        let of_first = alone.matching.pairs().filter(|(mentee, _)| problem.class(*mentee) == 0).count();
        assert_eq!(matched[0] as usize, of_first);
    });
}

fn capacities(problem: &Problem) -> Vec<u32> {
    (0..problem.mentors()).map(|mentor| problem.capacity(mentor)).collect()
}

/// New numbers for `count` people.
fn shuffled(rng: &mut Rng, count: u32) -> Vec<u32> {
    let mut numbers: Vec<u32> = (0..count).collect();
    for last in (1..count).rev() {
        numbers.swap(last as usize, rng.below(last + 1) as usize);
    }
    numbers
}

#[test]
fn other_numbers_give_the_same_worth() {
    each(500, SMALL, |rng, draft| {
        let problem = draft.build().unwrap();
        let mentees = shuffled(rng, problem.mentees());
        let mentors = shuffled(rng, problem.mentors());
        let mut capacity = vec![0; mentors.len()];
        for (mentor, number) in (0..).zip(&mentors) {
            capacity[*number as usize] = problem.capacity(mentor);
        }
        let mut other = Draft::new(mentees.len(), &capacity);
        other.stay_bonus(problem.stay_bonus()).load_step(problem.load_step());
        for (mentee, number) in (0..).zip(&mentees) {
            other.class(*number, problem.class(mentee));
            for edge in problem.edges(mentee) {
                other.edge(*number, mentors[edge.mentor as usize], edge.score);
            }
            if let Some(mentor) = problem.pinned(mentee) {
                other.pin(*number, mentors[mentor as usize]);
            }
            if let Some(mentor) = problem.today(mentee) {
                other.today(*number, mentors[mentor as usize]);
            }
        }
        for (mentor, number) in (0..).zip(&mentors) {
            other.at_least(*number, problem.minimum(mentor));
        }
        let other = other.build().unwrap();
        let renumbered = solve(&other);
        assert_eq!(rank_of(&other, &renumbered.matching), rank_of(&problem, &solve(&problem).matching));
    });
}

#[test]
fn one_more_edge_never_lowers_the_number_matched() {
    each(500, SMALL, |rng, draft| {
        let before = draft.clone().build().unwrap();
        let (mentee, mentor) = (rng.below(before.mentees()), rng.below(before.mentors()));
        if before.score(mentee, mentor).is_some() {
            return;
        }
        let mut more = draft;
        more.edge(mentee, mentor, 0);
        let after = more.build().unwrap();
        let (was, is) = (solve(&before), solve(&after));
        assert!(is.totals.matched >= was.totals.matched);
        assert!(is.matching.by_class(&after) >= was.matching.by_class(&before));
    });
}

#[test]
fn the_same_problem_gives_the_same_solution() {
    each(200, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        assert_eq!(solve(&problem), solve(&problem.to_draft().build().unwrap()));
    });
}

/// Steps do not depend on the machine, so this measures speed without a clock.
fn counted(size: Size, most: f64) {
    let problem = crowd(size, 58);
    let solution = solve(&problem);
    verify(&problem, &solution).unwrap();
    let steps = solution.counters.relaxations_per_edge(&problem);
    assert!(steps <= most, "{}: {steps:.1} looks at each edge", size.name);
}

#[test]
fn a_school_takes_at_most_five_looks_at_an_edge() {
    for size in [crowd::SCHOOL_TIGHT, crowd::SCHOOL_POOR, crowd::LARGE_TIGHT, crowd::LARGE_POOR] {
        counted(size, 5.0);
    }
}

#[test]
#[ignore = "the long form: two minutes without optimisation"]
fn a_city_takes_at_most_thirty_looks_at_an_edge() {
    for size in [crowd::CITY_TIGHT, crowd::CITY_POOR] {
        counted(size, 30.0);
    }
}
