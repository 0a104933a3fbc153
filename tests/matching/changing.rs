//! What edits come to, pairs that break, groups that are too small.

use nastavnik::matching::{
    Draft, Edit, Matching, Problem, edited, rematch, settle, small_groups, solve, verify, what_if,
};

use super::support::{Rng, SMALL, Shape, each, mates, rank, rank_of};

fn edit(rng: &mut Rng, problem: &Problem) -> Edit {
    let (mentee, mentor) = (rng.below(problem.mentees()), rng.below(problem.mentors()));
    match rng.below(9) {
        0 => Edit::Capacity { mentor, seats: rng.below(5) },
        1 => Edit::Allow { mentee, mentor, score: 700 },
        2 => Edit::Forbid { mentee, mentor },
        3 => Edit::Pin { mentee, mentor },
        4 => Edit::Unpin(mentee),
        5 => Edit::PauseMentee(mentee),
        6 => Edit::PauseMentor(mentor),
        7 => Edit::Class { mentee, class: 1 },
        _ => Edit::AtLeast { mentor, mentees: rng.below(3) },
    }
}

#[test]
fn edits_equal_solving_the_edited_problem_and_move_fewest() {
    let mut possible = 0;
    each(1_500, SMALL, |rng, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let edits: Vec<Edit> = (0..rng.within(1, 3)).map(|_| edit(rng, &problem)).collect();
        let (found, cold) = (what_if(&problem, &solution, &edits), edited(&problem, &edits));
        let (Ok(found), Ok(cold)) = (&found, &cold) else {
            assert_eq!(found.err(), cold.err());
            return;
        };
        possible += 1;
        verify(&found.problem, &found.solution).unwrap();
        let after = solve(cold);
        assert_eq!(rank_of(cold, &found.solution.matching), rank_of(cold, &after.matching));
        let kept = |matching: &Matching| {
            solution.matching.pairs().filter(|(who, to)| matching.mate(*who) == Some(*to)).count()
        };
        assert!(kept(&found.solution.matching) >= kept(&after.matching));
        let mut mate = mates(&problem, &solution.matching);
        found.difference.moves.iter().for_each(|step| mate[step.mentee as usize] = step.to);
        assert_eq!(mate, mates(cold, &found.solution.matching));
    });
    assert!(possible > 700, "{possible}");
}

#[test]
fn no_edit_changes_nothing() {
    each(300, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let same = what_if(&problem, &solution, &[]).unwrap();
        assert_eq!(same.solution.matching, solution.matching);
        assert!(same.difference.moves.is_empty());
    });
}

/// What a pair that broke leaves, put together by hand.
fn after_break(problem: &Problem, matching: &Matching, pair: (u32, u32), stay: u32) -> Problem {
    let capacity: Vec<u32> = (0..problem.mentors()).map(|mentor| problem.capacity(mentor)).collect();
    let mut draft = Draft::new(problem.mentees() as usize, &capacity);
    draft.stay_bonus(stay).load_step(problem.load_step());
    for mentee in 0..problem.mentees() {
        draft.class(mentee, problem.class(mentee));
        for edge in problem.edges(mentee).iter().filter(|edge| (mentee, edge.mentor) != pair) {
            draft.edge(mentee, edge.mentor, edge.score);
        }
        if let Some(mentor) = problem.pinned(mentee).filter(|mentor| (mentee, *mentor) != pair) {
            draft.pin(mentee, mentor);
        }
    }
    for (mentee, mentor) in matching.pairs().filter(|other| *other != pair) {
        draft.today(mentee, mentor);
    }
    (0..problem.mentors()).for_each(|mentor| {
        draft.at_least(mentor, problem.minimum(mentor));
    });
    draft.build().unwrap()
}

#[test]
fn a_broken_pair_is_matched_anew_as_by_solving_anew() {
    each(800, SMALL, |rng, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let pairs: Vec<(u32, u32)> = solution.matching.pairs().collect();
        if pairs.is_empty() {
            return;
        }
        let pair = pairs[rng.below(u32::try_from(pairs.len()).unwrap()) as usize];
        for stay in [0, 50, 150, 5_000] {
            let found = rematch(&problem, &solution, pair.0, pair.1, stay).unwrap();
            verify(&found.problem, &found.solution).unwrap();
            assert_ne!(found.solution.mate(pair.0), Some(pair.1));
            let cold = after_break(&problem, &solution.matching, pair, stay);
            let expected = rank_of(&cold, &solve(&cold).matching);
            assert_eq!(rank(&cold, &mates(&cold, &found.solution.matching)), expected);
        }
    });
}

#[test]
fn a_greater_bonus_moves_no_more_people() {
    let shape = Shape { mentees: (30, 40), mentors: (8, 12), capacity: 4, extras: false };
    let mut moved = [0_usize; 3];
    each(150, shape, |rng, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let pairs: Vec<(u32, u32)> = solution.matching.pairs().collect();
        if pairs.is_empty() {
            return;
        }
        let pair = pairs[rng.below(u32::try_from(pairs.len()).unwrap()) as usize];
        let mut last = usize::MAX;
        for (at, stay) in [0, 150, 5_000].into_iter().enumerate() {
            let found = rematch(&problem, &solution, pair.0, pair.1, stay).unwrap();
            let left = solution.matching.pairs().filter(|(who, to)| found.solution.mate(*who) != Some(*to)).count();
            assert!(left <= last);
            last = left;
            moved[at] += left;
        }
    });
    assert!(moved[0] > moved[1] && moved[1] >= moved[2], "{moved:?}");
}

const GROUPS: Shape = Shape { mentees: (1, 7), mentors: (1, 4), capacity: 4, extras: false };

/// The best with every group empty or at least `least`, by trying everything.
fn best_groups(problem: &Problem, least: &[u32]) -> Option<(Vec<u32>, i64)> {
    fn walk(problem: &Problem, least: &[u32], mate: &mut Vec<Option<u32>>, best: &mut Option<(Vec<u32>, i64)>) {
        let mentee = u32::try_from(mate.len()).unwrap();
        let load = |mate: &[Option<u32>], mentor: u32| mate.iter().filter(|to| **to == Some(mentor)).count() as u64;
        if mentee == problem.mentees() {
            let fits = (0..problem.mentors()).all(|mentor| {
                let load = load(mate, mentor);
                load == 0 || load >= u64::from(least[mentor as usize])
            });
            let (classes, _, value) = rank(problem, mate);
            if fits && best.as_ref().is_none_or(|most| *most < (classes.clone(), value)) {
                *best = Some((classes, value));
            }
            return;
        }
        let choices = problem.edges(mentee).iter().map(|edge| Some(edge.mentor)).chain([None]);
        for choice in choices {
            if problem.pinned(mentee).is_some_and(|pinned| choice != Some(pinned)) {
                continue;
            }
            if choice.is_some_and(|mentor| load(mate, mentor) == u64::from(problem.capacity(mentor))) {
                continue;
            }
            mate.push(choice);
            walk(problem, least, mate, best);
            mate.pop();
        }
    }
    let mut best = None;
    walk(problem, least, &mut Vec::new(), &mut best);
    best
}

#[test]
fn groups_are_settled_as_by_trying_everything() {
    each(600, GROUPS, |rng, mut draft| {
        let plain = draft.clone().build().unwrap();
        if rng.chance(30) {
            for mentee in (0..plain.mentees()).filter(|mentee| mentee % 2 == 0) {
                draft.class(mentee, 1);
            }
        }
        if let Some(edge) = plain.edges(0).first().filter(|edge| plain.capacity(edge.mentor) > 0) {
            draft.pin(0, edge.mentor);
        }
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let least: Vec<u32> = (0..problem.mentors()).map(|_| rng.within(0, 4)).collect();
        let settled = settle(&problem, &solution, &least, 10_000);
        assert!(settled.proven);
        let found = settled.found.map(|found| {
            let (classes, _, value) = rank_of(&problem, &found.solution.matching);
            (classes, value)
        });
        assert_eq!(found, best_groups(&problem, &least));
    });
}

#[test]
fn a_search_that_is_stopped_says_so() {
    let mut draft = Draft::new(4, &[2, 2]);
    draft.edge(0, 0, 10).edge(1, 1, 10).edge(2, 0, 10).edge(3, 1, 10).edge(3, 0, 9);
    let problem = draft.build().unwrap();
    let solution = solve(&problem);
    let stopped = settle(&problem, &solution, &[3, 3], 1);
    assert!(!stopped.proven && stopped.found.is_none() && stopped.nodes == 1);
    assert!(settle(&problem, &solution, &[2, 2], 1).proven);
}

#[test]
fn the_consequences_of_a_small_group_are_exact() {
    let (mut filled, mut dearer) = (0, 0);
    each(800, SMALL, |_, draft| {
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        let least = vec![3; problem.mentors() as usize];
        let groups = small_groups(&problem, &solution, &least);
        let loads = solution.matching.loads(&problem);
        let small = loads.iter().filter(|load| (1..3).contains(*load)).count();
        assert_eq!(groups.len(), small);
        for group in groups {
            assert_eq!(group.load, loads[group.mentor as usize]);
            if let Some(close) = &group.close {
                let cold = edited(&problem, &[Edit::Capacity { mentor: group.mentor, seats: 0 }]).unwrap();
                assert_eq!(rank_of(&cold, &close.solution.matching), rank_of(&cold, &solve(&cold).matching));
                assert_eq!(close.solution.matching.mentees(group.mentor).count(), 0);
            }
            let Some(fill) = &group.fill else { continue };
            verify(&fill.problem, &fill.solution).unwrap();
            assert!(fill.solution.matching.mentees(group.mentor).count() >= 3);
            assert_eq!(fill.difference.matched, 0, "filling a group takes nobody's place");
            filled += 1;
            dearer += u32::from(fill.difference.value < 0);
        }
    });
    assert!(filled > 50 && dearer > 20, "{filled} {dearer}");
}
