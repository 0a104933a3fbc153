//! What is not a problem is refused in words, and every odd problem is solved.

use nastavnik::matching::{
    Draft, Edit, Problem, ProblemError, Relaxations, alternatives, bottleneck, edited, shortage, solve, verify, what_if,
};

type Fill = fn(&mut Draft) -> &mut Draft;

fn refused(mentees: usize, capacity: &[u32], fill: Fill) -> ProblemError {
    let mut draft = Draft::new(mentees, capacity);
    fill(&mut draft);
    draft.build().unwrap_err()
}

#[test]
fn says_what_is_wrong() {
    use ProblemError as E;
    let of_two = |fill: Fill| refused(2, &[1], fill);
    assert_eq!(of_two(|draft| draft.edge(2, 0, 1)), E::UnknownMentee(2));
    assert_eq!(of_two(|draft| draft.edge(0, 1, 1)), E::UnknownMentor(1));
    assert_eq!(of_two(|draft| draft.pin(0, 4)), E::UnknownMentor(4));
    assert_eq!(of_two(|draft| draft.today(3, 0)), E::UnknownMentee(3));
    assert_eq!(of_two(|draft| draft.class(9, 0)), E::UnknownMentee(9));
    assert_eq!(of_two(|draft| draft.at_least(3, 1)), E::UnknownMentor(3));
    let score = E::ScoreTooHigh { mentee: 0, mentor: 0, score: 1_001 };
    assert_eq!(of_two(|draft| draft.edge(0, 0, 1_001)), score);
    assert_eq!(score.to_string(), "the score of mentee 0 with mentor 0 is 1001, above 1000");
    let twice = E::DuplicateEdge { mentee: 1, mentor: 0 };
    assert_eq!(of_two(|draft| draft.edge(1, 0, 5).edge(0, 0, 5).edge(1, 0, 6)), twice);
    assert_eq!(of_two(|draft| draft.pin(0, 0)), E::PinWithoutEdge { mentee: 0, mentor: 0 });
    let over = E::PinsOverCapacity { mentor: 0, pinned: 2, capacity: 1 };
    assert_eq!(of_two(|draft| draft.edge(0, 0, 5).edge(1, 0, 5).pin(0, 0).pin(1, 0)), over);
    let least = E::MinimumOverCapacity { mentor: 0, minimum: 2, capacity: 1 };
    assert_eq!(of_two(|draft| draft.at_least(0, 2)), least);
    assert_eq!(of_two(|draft| draft.stay_bonus(10_001)), E::BonusTooHigh(10_001));
    assert_eq!(of_two(|draft| draft.load_step(1_001)), E::StepTooHigh(1_001));
    let two_pins: Fill = |draft| draft.edge(0, 0, 5).edge(0, 1, 5).pin(0, 0).pin(0, 1);
    assert_eq!(refused(1, &[1, 1], two_pins), E::PinnedTwice(0));
    assert_eq!(refused(1, &[1, 1], |draft| draft.today(0, 0).today(0, 1)), E::TodayTwice(0));
    assert!(matches!(refused(100_001, &[], |draft| draft), E::TooLarge { mentees: 100_001, .. }));
}

#[test]
fn edits_of_strangers_are_refused() {
    let problem = Draft::new(1, &[1]).build().unwrap();
    let refused = |edit: Edit| edited(&problem, &[edit]).unwrap_err();
    assert_eq!(refused(Edit::PauseMentor(5)), ProblemError::UnknownMentor(5));
    assert_eq!(refused(Edit::Capacity { mentor: 5, seats: 1 }), ProblemError::UnknownMentor(5));
    assert_eq!(refused(Edit::Forbid { mentee: 5, mentor: 0 }), ProblemError::UnknownMentee(5));
    assert_eq!(refused(Edit::Class { mentee: 5, class: 0 }), ProblemError::UnknownMentee(5));
}

fn solved(problem: &Problem) -> u32 {
    let solution = solve(problem);
    verify(problem, &solution).unwrap();
    let helps = Relaxations::new(problem, &solution.matching);
    for mentee in 0..problem.mentees() {
        assert_eq!(alternatives(problem, &solution, mentee).len(), problem.edges(mentee).len());
        assert_eq!(shortage(problem, &solution.matching, mentee).is_none(), solution.mate(mentee).is_some());
    }
    for mentor in 0..problem.mentors() {
        let unmatched = solution.totals.matched < problem.mentees();
        assert!((0..problem.mentees()).all(|mentee| unmatched || !helps.edge_helps(mentee, mentor)));
    }
    assert_eq!(bottleneck(problem, &solution).is_none(), solution.totals.matched == 0);
    solution.totals.matched
}

#[test]
fn odd_problems_are_solved() {
    assert_eq!(solved(&Draft::new(0, &[]).build().unwrap()), 0);
    assert_eq!(solved(&Draft::new(0, &[3]).build().unwrap()), 0);
    assert_eq!(solved(&Draft::new(3, &[]).build().unwrap()), 0);
    assert_eq!(solved(&Draft::new(3, &[3, 3]).build().unwrap()), 0);
    let mut nobody_free = Draft::new(2, &[0, 0]);
    nobody_free.edge(0, 0, 900).edge(1, 1, 900).edge(1, 0, 1);
    assert_eq!(solved(&nobody_free.build().unwrap()), 0);
}

#[test]
fn one_mentor_for_three_hundred() {
    for (seats, matched) in [(0, 0), (1, 1), (12, 12), (300, 300), (u32::MAX, 300)] {
        let mut draft = Draft::new(300, &[seats]);
        for mentee in 0..300 {
            draft.edge(mentee, 0, u16::try_from(mentee).unwrap());
        }
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        verify(&problem, &solution).unwrap();
        assert_eq!(solution.totals.matched, matched);
        let best = i64::from(matched) * 299 - i64::from(matched) * i64::from(matched.max(1) - 1) / 2;
        assert_eq!(solution.totals.score, best);
        if let Some(left) = shortage(&problem, &solution.matching, 0) {
            assert_eq!((left.mentees.len(), left.mentors.as_slice(), left.seats), (300, &[0][..], matched));
        }
    }
}

#[test]
fn even_load_is_bought_with_points() {
    let load = |step: u32| {
        let mut draft = Draft::new(4, &[4, 4]);
        for mentee in 0..4 {
            draft.edge(mentee, 0, 600).edge(mentee, 1, 500);
        }
        draft.load_step(step);
        let problem = draft.build().unwrap();
        let solution = solve(&problem);
        verify(&problem, &solution).unwrap();
        solution.matching.loads(&problem)
    };
    assert_eq!(load(0), [4, 0]);
    assert_eq!(load(40), [3, 1]);
    assert_eq!(load(200), [2, 2]);
}

/// Every number at its limit: sums must stay within 64 bits, and weights within 32.
#[test]
fn the_largest_numbers_are_counted_with() {
    let mut draft = Draft::new(1_500, &[500, 250, u32::MAX, 200]);
    for mentee in 0..1_500 {
        let own = mentee % 4;
        draft.edge(mentee, own, 1_000).today(mentee, own).class(mentee, u8::try_from(mentee % 7).unwrap());
        draft.edge(mentee, (own + 1) % 4, u16::try_from(mentee % 1_001).unwrap());
    }
    draft.stay_bonus(10_000).load_step(1_000).at_least(0, 500).at_least(2, 450).at_least(3, 200);
    let problem = draft.build().unwrap();
    let solution = solve(&problem);
    verify(&problem, &solution).unwrap();
    let loads = solution.matching.loads(&problem);
    assert!(loads[0] >= 500 && loads[2] >= 450 && loads[3] >= 200, "{loads:?}");
    let again = what_if(&problem, &solution, &[]).unwrap();
    verify(&again.problem, &again.solution).unwrap();
    assert!(again.difference.moves.is_empty());
}
