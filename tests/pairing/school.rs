//! The invented school: every sentence about its proposal is true, checked by solving again.

use std::cmp::Reverse;

use chrono::NaiveDate;
use nastavnik::demo::{self, Plan as School};
use nastavnik::domain::{Register, Stamp, YearId};
use nastavnik::matching::{Edit, edited, solve, verify};
use nastavnik::pairing::{
    HelpBy, Objective, Plan, Proposal, Scope, Speaker, Trial, Variants, WhyNot, WithoutMentor, points,
};
use nastavnik::surveys;
use nastavnik::text::{Lang, Text};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn school() -> (Register, YearId) {
    let plan = School { pupils: 600, years: 2, seed: 58, today: today() };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    let year = register.opening_year(today()).unwrap();
    (register, year)
}

/// The proposals a curator may look at: only those who wait, with papers on their way, and everybody anew.
fn proposals(objective: Objective) -> Vec<Proposal> {
    let (register, year) = school();
    let plans = [(false, Scope::Waiting), (true, Scope::Waiting), (true, Scope::Everybody)];
    let proposal = |(include_pending, scope)| {
        let plan = Plan { include_pending, scope, trials: Vec::new() };
        Proposal::of(&register, year, today(), &plan, objective).unwrap()
    };
    plans.into_iter().map(proposal).collect()
}

#[test]
fn a_proposal_is_proven_and_keeps_every_hard_rule() {
    for proposal in proposals(Objective::Score) {
        assert!(proposal.proven);
        let pairs = proposal.pairs();
        assert!(pairs.len() > 10 && pairs.iter().any(|pair| pair.is_safe()), "{} pairs", pairs.len());
        for pair in &pairs {
            let obstacles = proposal.cohort.obstacles(pair.mentee, pair.mentor);
            assert!(obstacles.iter().all(|obstacle| !obstacle.hard), "{obstacles:?}");
            assert!(points(pair.score) >= 55 || !pair.is_safe() || pair.pinned);
        }
        let loads = proposal.matching.loads(&proposal.problem);
        assert!(loads.iter().zip(&proposal.cohort.mentors).all(|(load, mentor)| *load <= mentor.seats));
        assert_eq!(pairs.len() + proposal.unmatched().len(), proposal.cohort.mentees.len());
        assert!(pairs.is_sorted_by_key(|pair| (Reverse(pair.score), pair.mentee)));
    }
}

/// Why somebody is without a mentor, for every one of them: recounted, and what is said to help tried out.
#[test]
fn why_somebody_is_without_a_mentor_is_true_of_everybody() {
    let (mut short, mut alone, mut helped) = (0, 0, 0);
    for (round, proposal) in proposals(Objective::Score).iter().enumerate() {
        let problem = &proposal.problem;
        for mentee in proposal.unmatched() {
            match proposal.why_without(mentee).unwrap() {
                WithoutMentor::Consent(_) => assert!(problem.edges(mentee).is_empty()),
                WithoutMentor::Nobody(rules) => {
                    alone += 1;
                    let told: usize = rules.iter().map(|(_, count)| count).sum();
                    assert_eq!(told, proposal.cohort.mentors.len(), "each mentor is taken away by one rule");
                    assert!((0..problem.mentors()).all(|mentor| {
                        proposal.cohort.obstacles(mentee, mentor).iter().any(|obstacle| obstacle.hard)
                    }));
                }
                WithoutMentor::Shortage { mentees, mentors, seats } => {
                    short += 1;
                    assert!(mentees.len() > seats as usize && mentees.contains(&mentee));
                    for one in &mentees {
                        assert!(problem.edges(*one).iter().all(|edge| mentors.contains(&edge.mentor)));
                    }
                    let places: u32 = mentors.iter().map(|mentor| problem.capacity(*mentor)).sum();
                    assert_eq!(places, seats);
                }
                WithoutMentor::Wishes => panic!("the best by score pairs as many as can be"),
            }
            // Every change tried takes a solution of its own: all for those who wait now, a sample of the larger cohorts.
            if round > 0 && mentee % 6 != 0 {
                continue;
            }
            let helps = proposal.helps(mentee);
            for help in helps.iter().take(3) {
                helped += 1;
                let edits = match &help.change {
                    HelpBy::Place(mentor) => {
                        let score = proposal.cohort.worth(mentee, *mentor);
                        let place = Edit::Capacity { mentor: *mentor, seats: problem.capacity(*mentor) + 1 };
                        let allow = Edit::Allow { mentee, mentor: *mentor, score };
                        vec![place, allow, Edit::Pin { mentee, mentor: *mentor }]
                    }
                    HelpBy::Lift(mentor, _) => {
                        let score = proposal.cohort.worth(mentee, *mentor);
                        vec![Edit::Allow { mentee, mentor: *mentor, score }]
                    }
                };
                let after = solve(&edited(problem, &edits).unwrap());
                assert_eq!(after.totals.matched, proposal.totals().matched + 1, "{help:?}");
                assert!(after.mate(mentee).is_some(), "{help:?}");
                assert_eq!(after.totals.value - proposal.totals().value, help.difference.value, "{help:?}");
            }
        }
    }
    assert!(short > 10 && alone > 3 && helped > 40, "{short} {alone} {helped}");
}

/// What a change would come to when it is tried on the scratch copy of people, not of numbers.
#[test]
fn what_helps_helps_on_the_scratch_copy_too() {
    let (register, year) = school();
    let proposal = Proposal::of(&register, year, today(), &Plan::default(), Objective::Score).unwrap();
    let mut tried = 0;
    for mentee in proposal.unmatched().into_iter().filter(|mentee| mentee % 4 == 0) {
        for help in proposal.helps(mentee).iter().take(2) {
            let after = proposal.tried(&register, today(), &[help.change.trial(mentee, &proposal)]).unwrap();
            assert_eq!(after.totals().matched, proposal.totals().matched + 1, "{help:?}");
            assert!(after.matching.mate(mentee).is_some(), "{help:?}");
            assert_eq!(after.totals().value - proposal.totals().value, help.difference.value, "{help:?}");
            tried += 1;
        }
    }
    assert!(tried > 8, "{tried}");
}

/// Two hundred questions «why not this mentor», each price against a new solution with the pair forced.
#[test]
fn two_hundred_prices_are_those_of_a_new_solution() {
    let (mut asked, mut prices, mut ruled, mut seed) = (0, 0, 0, 58_u64);
    let mut random = |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((seed >> 33) % u64::from(below)).unwrap()
    };
    for proposal in proposals(Objective::Score) {
        let problem = &proposal.problem;
        let best = solve(problem);
        for _ in 0..67 {
            let (mentee, mentor) = (random(problem.mentees()), random(problem.mentors()));
            // Half of the questions are about somebody who could be theirs.
            let edges = problem.edges(mentee);
            let mentor = if edges.is_empty() || asked % 2 == 0 {
                mentor
            } else {
                edges[random(u32::try_from(edges.len()).unwrap()) as usize].mentor
            };
            asked += 1;
            match proposal.why_not(mentee, mentor) {
                WhyNot::Together => assert_eq!(proposal.matching.mate(mentee), Some(mentor)),
                WhyNot::Rules(obstacles) => {
                    ruled += 1;
                    assert!(problem.score(mentee, mentor).is_none() && !obstacles.is_empty());
                }
                WhyNot::AllPinned | WhyNot::Wishes { .. } => panic!("nothing is pinned"),
                WhyNot::Price(difference) => {
                    prices += 1;
                    let forced = edited(problem, &[Edit::Pin { mentee, mentor }]).unwrap();
                    let after = solve(&forced);
                    verify(&forced, &after).unwrap();
                    assert_eq!(difference.value, after.totals.value - best.totals.value);
                    assert_eq!(difference.matched, i64::from(after.totals.matched) - i64::from(best.totals.matched));
                    assert_eq!(
                        difference.moves.first().map(|step| (step.mentee, step.to)),
                        Some((mentee, Some(mentor)))
                    );
                }
            }
        }
    }
    assert!(asked > 200 && prices > 60 && ruled > 40, "{asked} {prices} {ruled}");
}

#[test]
fn variants_stand_side_by_side() {
    let proposal = &proposals(Objective::Score)[2];
    let variants = Variants::of(proposal).unwrap().0;
    assert_eq!(variants.iter().map(|variant| variant.objective).collect::<Vec<_>>(), Objective::ALL);
    let [score, ranks, stable, today] = variants.as_slice() else { panic!() };
    assert_eq!((score.differs, score.totals), (0, proposal.totals()));
    assert_eq!(score.totals.matched, ranks.totals.matched);
    assert!(score.totals.value >= stable.totals.value && stable.totals.matched <= score.totals.matched);
    assert_eq!(stable.blocking, 0);
    assert!(today.totals.matched > 0 && today.differs > 0);
}

#[test]
fn the_same_school_gets_the_same_proposal() {
    let pairs = || proposals(Objective::Ranks).iter().map(Proposal::pairs).collect::<Vec<_>>();
    assert_eq!(pairs(), pairs());
}

#[test]
fn a_paused_mentor_gets_nobody_and_a_pinned_pair_stays() {
    let (register, year) = school();
    let before = Proposal::of(&register, year, today(), &Plan::default(), Objective::Score).unwrap();
    let pair = before.pairs()[0].clone();
    let (mentee, mentor) =
        (before.cohort.mentees[pair.mentee as usize].id, before.cohort.mentors[pair.mentor as usize].id);
    let without = before.tried(&register, today(), &[Trial::Without(mentor.into())]).unwrap();
    assert_eq!(without.matching.mentees(pair.mentor).count(), 0);
    let others = before.others(pair.mentee);
    let (other, _) = others.iter().find(|(other, _)| *other != pair.mentor).unwrap();
    let other = before.cohort.mentors[*other as usize].id;
    let pinned = before.tried(&register, today(), &[Trial::Pin(mentee, other)]).unwrap();
    assert_eq!(pinned.matching.mate(pair.mentee), pinned.cohort.mentor(other));
    assert!(pinned.pairs().iter().any(|it| it.mentee == pair.mentee && it.pinned));
    let forbidden = before.tried(&register, today(), &[Trial::Forbid(mentee, mentor)]).unwrap();
    assert_ne!(forbidden.matching.mate(pair.mentee), Some(pair.mentor));
}

/// Matching everybody anew takes a mentor from nobody, and a pair that parts moves few others.
#[test]
fn whoever_works_keeps_a_mentor_and_a_parting_moves_few() {
    let proposal = &proposals(Objective::Score)[2];
    let working: Vec<u32> =
        (0_u32..).zip(&proposal.cohort.mentees).filter(|(_, facts)| facts.today.is_some()).map(|(at, _)| at).collect();
    assert!(working.len() > 100);
    assert!(working.iter().all(|mentee| proposal.matching.mate(*mentee).is_some()));

    let (register, year) = school();
    let plan = Plan { scope: Scope::Working, ..Plan::default() };
    let proposal = Proposal::of(&register, year, today(), &plan, Objective::Score).unwrap();
    let facts = (0_u32..).zip(&proposal.cohort.mentees);
    let stay = facts.clone().filter(|(at, facts)| proposal.matching.mate(*at) == facts.today).count();
    assert_eq!(stay, proposal.cohort.mentees.len(), "as things stand everybody stays");
    let mut moves = Vec::new();
    for (mentee, facts) in facts.step_by(9) {
        let mentor = proposal.cohort.mentors[facts.today.unwrap() as usize].id;
        let after = proposal.tried(&register, today(), &[Trial::Forbid(facts.id, mentor)]).unwrap();
        assert_ne!(after.matching.mate(mentee), facts.today);
        let others = proposal
            .difference(&after)
            .moves
            .iter()
            .filter(|step| step.mentee != mentee && step.from.is_some())
            .count();
        moves.push(others);
    }
    moves.sort_unstable();
    assert!(moves.len() > 8 && moves[moves.len() / 2] <= 1 && *moves.last().unwrap() <= 4, "{moves:?}");
}

/// Neither words nor numbers of rules tell of health, or that somebody said no, until restricted matters are shown.
#[test]
fn what_is_restricted_is_not_said_until_it_is_asked_for() {
    let (register, year) = school();
    let text = Text::of(Lang::Ru);
    let mut said = [0_usize; 2];
    let plan = Plan { include_pending: true, ..Plan::default() };
    let proposal = Proposal::of(&register, year, today(), &plan, Objective::Score).unwrap();
    for reveal in [false, true] {
        let speaker = Speaker { register: &register, text, reveal };
        let telling = |words: &str| ["Р6", "Р8", "вето", "ОВЗ"].iter().any(|telling| words.contains(telling));
        for mentee in 0..proposal.problem.mentees() {
            let mut words = Vec::new();
            for mentor in 0..proposal.problem.mentors() {
                let why = proposal.why_not(mentee, mentor);
                words.extend(speaker.why_not(&proposal, (mentee, mentor), &why));
                if let WhyNot::Rules(rules) = &why {
                    words.push(speaker.rules(rules));
                }
            }
            words.extend(proposal.why_without(mentee).map(|why| speaker.without(&proposal, &why)));
            words.extend(proposal.helps(mentee).iter().map(|help| speaker.help(&proposal, mentee, &help.change)));
            said[usize::from(reveal)] += words.iter().filter(|words| telling(words)).count();
        }
    }
    assert!(said[0] == 0 && said[1] > 3, "{said:?}");
}
