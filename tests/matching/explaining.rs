//! Every explanation is held against solving anew.

use nastavnik::matching::{
    Difference, Draft, Edit, Matching, Move, Problem, Relaxations, alternatives, bottleneck, edited, shortage, solve,
    verify,
};

use super::support::{SMALL, Shape, TINY, brute_force, each, mates, rank, rank_of};

/// The matching after the moves; each must start from where the mentee is.
fn moved(problem: &Problem, before: &Matching, difference: &Difference) -> Vec<Option<u32>> {
    let mut mate = mates(problem, before);
    for step in &difference.moves {
        assert_eq!(mate[step.mentee as usize], step.from);
        assert_ne!(step.from, step.to);
        mate[step.mentee as usize] = step.to;
    }
    mate
}

fn kept(before: &[Option<u32>], after: &[Option<u32>]) -> usize {
    before.iter().zip(after).filter(|(was, is)| was.is_some() && was == is).count()
}

fn prices(problem: &Problem, mentee: u32) -> usize {
    let solution = solve(problem);
    let now = mates(problem, &solution.matching);
    let answers = alternatives(problem, &solution, mentee);
    assert_eq!(answers.len(), problem.edges(mentee).len());
    for answer in &answers {
        let forced = edited(problem, &[Edit::Pin { mentee, mentor: answer.mentor }]);
        let (Some(difference), Ok(forced)) = (&answer.difference, &forced) else {
            assert!(answer.difference.is_none() && forced.is_err(), "{answer:?} {forced:?}");
            continue;
        };
        let cold = solve(forced);
        let after = moved(problem, &solution.matching, difference);
        assert_eq!(after[mentee as usize], Some(answer.mentor));
        let expected = rank_of(problem, &cold.matching);
        assert_eq!(rank(problem, &after), expected);
        assert_eq!(difference.value, expected.2 - solution.totals.value);
        assert_eq!(difference.matched, i64::from(cold.totals.matched) - i64::from(solution.totals.matched));
        let nearest = nastavnik::matching::what_if(problem, &solution, &[Edit::Pin { mentee, mentor: answer.mentor }]);
        let nearest = mates(problem, &nearest.unwrap().solution.matching);
        assert_eq!(kept(&now, &after), kept(&now, &nearest));
        let stands = now[mentee as usize] == Some(answer.mentor);
        assert!(!stands || difference.moves.is_empty() || problem.pinned(mentee).is_some());
        assert!(difference.moves.first().is_none_or(|first| stands || first.mentee == mentee));
    }
    answers.len()
}

#[test]
fn prices_of_all_alternatives_equal_solving_anew() {
    each(400, SMALL, |rng, draft| {
        let problem = draft.build().unwrap();
        for _ in 0..3 {
            prices(&problem, rng.below(problem.mentees()));
        }
    });
    let tight = Shape { mentees: (15, 25), mentors: (6, 9), capacity: 3, extras: false };
    each(80, tight, |_, draft| {
        let problem = draft.build().unwrap();
        let asked: usize = (0..problem.mentees()).map(|mentee| prices(&problem, mentee)).sum();
        assert_eq!(asked, problem.edge_count());
    });
}

#[test]
fn the_shortage_is_one_and_holds_the_mentee() {
    each(1_500, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        let matching = solve(&problem).matching;
        for mentee in 0..problem.mentees() {
            let found = shortage(&problem, &matching, mentee);
            assert_eq!(found.is_some(), matching.mate(mentee).is_none());
            let Some(found) = found else { continue };
            assert!(found.mentees.contains(&mentee));
            assert!(found.mentees.len() > found.seats as usize);
            for other in &found.mentees {
                assert!(problem.pinned(*other).is_none());
                assert!(problem.edges(*other).iter().all(|edge| found.mentors.contains(&edge.mentor)));
            }
            let pins = |mentor: u32| (0..problem.mentees()).filter(|at| problem.pinned(*at) == Some(mentor)).count();
            let seats: usize =
                found.mentors.iter().map(|mentor| problem.capacity(*mentor) as usize - pins(*mentor)).sum();
            assert_eq!(found.seats as usize, seats);
        }
    });
}

#[test]
fn single_changes_help_exactly_where_solving_anew_matches_more() {
    let shape = Shape { mentees: (1, 12), mentors: (1, 6), capacity: 3, extras: true };
    each(400, shape, |_, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let helps = Relaxations::new(&problem, &solution.matching);
        let grows = |edit: Edit| {
            let after = edited(&problem, &[edit]).unwrap();
            solve(&after).totals.matched > solution.totals.matched
        };
        for mentor in 0..problem.mentors() {
            let seats = problem.capacity(mentor) + 1;
            assert_eq!(helps.seat_helps(mentor), grows(Edit::Capacity { mentor, seats }));
            assert_eq!(helps.seat_helps(mentor), solution.certificate.runs_short(mentor));
            for mentee in (0..problem.mentees()).filter(|mentee| problem.score(*mentee, mentor).is_none()) {
                assert_eq!(helps.edge_helps(mentee, mentor), grows(Edit::Allow { mentee, mentor, score: 500 }));
            }
        }
    });
}

#[test]
fn the_worst_pair_cannot_be_raised_further() {
    let shape = Shape { extras: true, ..TINY };
    each(800, shape, |_, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let classes = |problem: &Problem| brute_force(problem).0;
        let Some(found) = bottleneck(&problem, &solution) else {
            assert!(solution.matching.pairs().all(|(mentee, _)| problem.pinned(mentee).is_some()));
            return;
        };
        verify(&found.raised.problem, &found.raised.solution).unwrap();
        let free = |mentee: &u32| problem.pinned(*mentee).is_none();
        let pairs = found.raised.solution.matching.pairs().filter(|(mentee, _)| free(mentee));
        let worst = pairs.filter_map(|(mentee, mentor)| problem.score(mentee, mentor)).min();
        assert!(found.best >= found.now && worst.is_none_or(|worst| worst >= found.best));
        assert_eq!(classes(&found.raised.problem), classes(&problem));
        let mut edits = Vec::new();
        for mentee in (0..problem.mentees()).filter(free) {
            let low = problem.edges(mentee).iter().filter(|edge| edge.score <= found.best);
            edits.extend(low.map(|edge| Edit::Forbid { mentee, mentor: edge.mentor }));
        }
        assert_ne!(classes(&edited(&problem, &edits).unwrap()), classes(&problem));
        assert_eq!(found.raised.difference.value, found.raised.solution.totals.value - solution.totals.value);
    });
}

#[test]
fn a_chain_is_told_from_the_mentee_on() {
    // 0 wants the seat of 1, who would go to the seat of 2, who would go to a free one.
    let mut draft = Draft::new(3, &[1, 1, 1, 1]);
    draft.edge(0, 3, 500).edge(0, 2, 400).edge(1, 2, 900).edge(1, 0, 850).edge(2, 0, 800).edge(2, 1, 730);
    let problem = draft.build().unwrap();
    let solution = solve(&problem);
    let answers = alternatives(&problem, &solution, 0);
    let difference = answers.iter().find(|answer| answer.mentor == 2).unwrap().difference.as_ref().unwrap();
    let step = |mentee, from, to, score| Move { mentee, from: Some(from), to: Some(to), score };
    assert_eq!(difference.moves, [step(0, 3, 2, -100), step(1, 2, 0, -50), step(2, 0, 1, -70)]);
    assert_eq!((difference.matched, difference.score, difference.value), (0, -220, -220));
    assert!(!difference.loses_people());
}

#[test]
fn people_left_out_are_told_apart_from_points() {
    // One seat: the pair with fewer points can only be had in the place of somebody, here of a class that goes before.
    let mut draft = Draft::new(2, &[1]);
    draft.edge(0, 0, 500).edge(1, 0, 900).class(1, 3);
    let problem = draft.build().unwrap();
    let solution = solve(&problem);
    let difference = alternatives(&problem, &solution, 1).remove(0).difference.unwrap();
    assert_eq!(difference.by_class, [(0, -1), (3, 1)]);
    assert_eq!((difference.matched, difference.score, difference.loses_people()), (0, 400, true));
}
