//! Stated preferences: stable matchings, who got which choice, mutual first choices.

use nastavnik::matching::{
    Choice, Draft, Matching, PreferenceError, Preferences, Problem, blocking_pairs, mutual_first, solve, stable,
};

use super::support::{Rng, SMALL, Shape, TINY, each, mates};

fn lists(rng: &mut Rng, problem: &Problem) -> (Vec<Choice>, Vec<Choice>) {
    let mut stated = (Vec::new(), Vec::new());
    for mentee in 0..problem.mentees() {
        for mentor in 0..problem.mentors() {
            if rng.chance(30) {
                stated.0.push(Choice { mentee, mentor, rank: u16::try_from(rng.within(1, 3)).unwrap() });
            }
            if rng.chance(30) {
                stated.1.push(Choice { mentee, mentor, rank: u16::try_from(rng.within(1, 3)).unwrap() });
            }
        }
    }
    stated
}

/// How good an edge is for one side, less being better; the long way round.
fn order(stated: &[Choice], problem: &Problem, mentee: u32, mentor: u32) -> (u16, u16) {
    let named = stated.iter().filter(|choice| (choice.mentee, choice.mentor) == (mentee, mentor));
    (named.map(|choice| choice.rank).min().unwrap_or(u16::MAX), 1_000 - problem.score(mentee, mentor).unwrap())
}

fn blocking(problem: &Problem, stated: &(Vec<Choice>, Vec<Choice>), mate: &[Option<u32>]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for mentee in (0..problem.mentees()).filter(|mentee| problem.pinned(*mentee).is_none()) {
        for edge in problem.edges(mentee) {
            let mentor = edge.mentor;
            let of_mentee = |to: u32| order(&stated.0, problem, mentee, to);
            let of_mentor = |who: u32| order(&stated.1, problem, who, mentor);
            if mate[mentee as usize].is_some_and(|own| of_mentee(own) <= of_mentee(mentor)) {
                continue;
            }
            let held = (0..).zip(mate).filter(|(_, to)| **to == Some(mentor)).map(|(who, _)| who);
            let held: Vec<u32> = held.collect();
            let room = held.len() < problem.capacity(mentor) as usize;
            let pinned = |who: u32| problem.pinned(who).is_some();
            if room || held.iter().any(|who| !pinned(*who) && of_mentor(*who) > of_mentor(mentee)) {
                found.push((mentee, mentor));
            }
        }
    }
    found
}

#[test]
fn the_stable_variant_has_no_blocking_pair_and_others_list_theirs() {
    let mut total = 0;
    each(1_500, SMALL, |rng, draft| {
        let problem = draft.build().unwrap();
        let stated = lists(rng, &problem);
        let preferences = Preferences::new(&problem, &stated.0, &stated.1).unwrap();
        let matching = stable(&problem, &preferences);
        let mate = mates(&problem, &matching);
        assert_eq!(blocking(&problem, &stated, &mate), []);
        assert_eq!(blocking_pairs(&problem, &preferences, &matching), []);
        for mentee in 0..problem.mentees() {
            assert!(problem.pinned(mentee).is_none_or(|pinned| mate[mentee as usize] == Some(pinned)));
            assert!(mate[mentee as usize].is_none_or(|mentor| problem.score(mentee, mentor).is_some()));
        }
        let loads = matching.loads(&problem);
        assert!((0..).zip(loads).all(|(mentor, load)| load <= problem.capacity(mentor)));
        let best = solve(&problem).matching;
        let mut expected = blocking(&problem, &stated, &mates(&problem, &best));
        let mut listed = blocking_pairs(&problem, &preferences, &best);
        total += listed.len();
        expected.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, expected);
    });
    assert!(total > 1_000);
}

#[test]
fn no_mentee_has_a_better_stable_mentor() {
    let shape = Shape { mentees: (1, 5), mentors: (1, 4), capacity: 2, extras: false };
    each(400, shape, |rng, draft| {
        // All scores differ, so that nobody is indifferent and the best stable matching is one.
        let ids = draft.build().unwrap();
        let mut strict = Draft::new(ids.mentees() as usize, &capacities(&ids));
        let mut score = 0;
        for mentee in 0..ids.mentees() {
            for edge in ids.edges(mentee) {
                score += 1 + u16::try_from(rng.below(3)).unwrap();
                strict.edge(mentee, edge.mentor, score);
            }
        }
        let problem = strict.build().unwrap();
        let stated = lists(rng, &problem);
        let preferences = Preferences::new(&problem, &stated.0, &stated.1).unwrap();
        let found = mates(&problem, &stable(&problem, &preferences));
        all_matchings(&problem, &mut Vec::new(), &mut |mate| {
            if !blocking(&problem, &stated, mate).is_empty() {
                return;
            }
            for (mentee, (own, other)) in (0..).zip(found.iter().zip(mate)) {
                let of =
                    |to: &Option<u32>| to.map_or((u16::MAX, u16::MAX), |to| order(&stated.0, &problem, mentee, to));
                assert!(of(own) <= of(other));
            }
        });
    });
}

fn capacities(problem: &Problem) -> Vec<u32> {
    (0..problem.mentors()).map(|mentor| problem.capacity(mentor)).collect()
}

fn all_matchings(problem: &Problem, mate: &mut Vec<Option<u32>>, check: &mut impl FnMut(&[Option<u32>])) {
    let mentee = u32::try_from(mate.len()).unwrap();
    if mentee == problem.mentees() {
        check(mate);
        return;
    }
    for choice in problem.edges(mentee).iter().map(|edge| Some(edge.mentor)).chain([None]) {
        let taken = mate.iter().filter(|to| choice.is_some() && **to == choice).count();
        if choice.is_none_or(|mentor| taken < problem.capacity(mentor) as usize) {
            mate.push(choice);
            all_matchings(problem, mate, check);
            mate.pop();
        }
    }
}

#[test]
fn ranks_match_most_and_then_sum_to_the_least() {
    let shape = Shape { extras: false, ..TINY };
    each(800, shape, |rng, draft| {
        let problem = draft.build().unwrap();
        let stated = lists(rng, &problem);
        let preferences = Preferences::new(&problem, &stated.0, &stated.1).unwrap();
        let best = solve(&preferences.by_ranks(&problem)).matching;
        let worth = |mate: &[Option<u32>]| {
            let pairs = (0..).zip(mate).filter_map(|(mentee, mentor)| mentor.map(|mentor| (mentee, mentor)));
            let ranks: Vec<u16> = pairs.map(|(who, to)| order(&stated.0, &problem, who, to).0.min(1_001)).collect();
            (ranks.len(), std::cmp::Reverse(ranks.iter().map(|rank| u64::from(*rank)).sum::<u64>()))
        };
        let mut most = (0, std::cmp::Reverse(0));
        all_matchings(&problem, &mut Vec::new(), &mut |mate| most = most.max(worth(mate)));
        assert_eq!(worth(&mates(&problem, &best)), most);
        let profile = preferences.profile(&problem, &best);
        let named: u32 = profile.choices.iter().sum();
        assert_eq!(named + profile.unnamed + profile.unmatched, problem.mentees());
        assert_eq!(profile.sum + 1_001 * u64::from(profile.unnamed), most.1.0);
    });
}

fn choice(mentee: u32, mentor: u32, rank: u16) -> Choice {
    Choice { mentee, mentor, rank }
}

#[test]
fn mutual_first_choices_are_found_whatever_number_the_first_place_bears() {
    let mentees = [choice(0, 0, 1), choice(0, 1, 2), choice(1, 0, 2), choice(1, 1, 3), choice(2, 1, 1)];
    let mentors = [choice(0, 0, 1), choice(1, 0, 1), choice(0, 1, 1), choice(2, 1, 4)];
    assert_eq!(mutual_first(&mentees, &mentors), [(0, 0), (1, 0)]);
    assert_eq!(mutual_first(&mentees, &[]), []);
    assert_eq!(mutual_first(&[], &mentors), []);
}

#[test]
fn the_profile_counts_choices() {
    let mut draft = Draft::new(4, &[2, 2]);
    draft.edge(0, 0, 1).edge(1, 0, 1).edge(2, 1, 1).edge(3, 1, 1);
    let problem = draft.build().unwrap();
    let preferences = Preferences::new(&problem, &[choice(0, 0, 1), choice(1, 0, 3), choice(3, 0, 1)], &[]).unwrap();
    let matching = Matching::of(&problem, [(0, 0), (1, 0), (2, 1)]);
    let profile = preferences.profile(&problem, &matching);
    assert_eq!(profile.choices, [1, 0, 1]);
    assert_eq!((profile.unnamed, profile.unmatched, profile.sum), (1, 1, 4));
    assert_eq!(preferences.of_mentee(&problem, 3, 0), None, "a pair that is not allowed is in no list");
}

#[test]
fn lists_of_strangers_are_refused() {
    let problem = Draft::new(1, &[1]).build().unwrap();
    let new = |choice: Choice| Preferences::new(&problem, &[choice], &[]).unwrap_err();
    assert_eq!(new(choice(7, 0, 1)), PreferenceError::UnknownMentee(7));
    assert_eq!(new(choice(0, 8, 1)), PreferenceError::UnknownMentor(8));
    assert_eq!(new(choice(0, 0, 0)), PreferenceError::Rank(0));
    assert_eq!(new(choice(0, 0, 1_001)), PreferenceError::Rank(1_001));
}
