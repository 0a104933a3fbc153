//! Pairs nobody would break by mutual consent: the variant by preferences, and what is unstable in any other.
//!
//! Gale and Shapley (1962) with seats: mentees propose in the order of their wishes, a mentor keeps the best who fit.
//! After a meeting lists are short, so whoever was not named comes after those who were, the better score first; the
//! score also decides between equal ranks, and then numbers. Orders made strict like this always have a stable
//! matching, and this one is the best for every mentee among all of them.

use std::collections::BinaryHeap;

use super::preferences::Preferences;
use super::problem::Problem;
use super::solution::Matching;

/// How somebody ranks an edge: less is better.
type Order = (u16, u16);

/// The stable matching that is best for mentees. Pinned pairs stay and take part in nothing.
#[must_use]
pub fn stable(problem: &Problem, preferences: &Preferences) -> Matching {
    let pinned = (0..problem.mentees()).filter_map(|mentee| Some((mentee, problem.pinned(mentee)?)));
    let mut matching = Matching::of(problem, pinned);
    let lists: Vec<Vec<Wish>> = (0..problem.mentees()).map(|mentee| wishes(problem, preferences, mentee)).collect();
    let seats: Vec<u32> = problem.capacity.iter().zip(problem.pins()).map(|(seats, pins)| seats - pins).collect();
    let mut held: Vec<BinaryHeap<(Order, u32)>> = vec![BinaryHeap::new(); seats.len()];
    let mut next = vec![0; lists.len()];
    let mut waiting: Vec<u32> = matching.unmatched().collect();
    while let Some(mentee) = waiting.pop() {
        let Some(wish) = lists[mentee as usize].get(next[mentee as usize]) else { continue };
        next[mentee as usize] += 1;
        let mentor = wish.mentor as usize;
        held[mentor].push((wish.of_mentor, mentee));
        if held[mentor].len() > seats[mentor] as usize {
            waiting.extend(held[mentor].pop().map(|(_, rejected)| rejected));
        }
    }
    for (mentor, mentees) in (0..).zip(&held) {
        for (_, mentee) in mentees {
            matching.mate[*mentee as usize] = mentor;
        }
    }
    matching
}

/// Allowed pairs who are not together though both would like it better: the mentee than what they have, the mentor
/// than a free seat or one of their mentees who are not pinned. Only a better rank, or at equal rank a better score,
/// is liking better. By mentee, then by the mentee's order.
#[must_use]
pub fn blocking_pairs(problem: &Problem, preferences: &Preferences, matching: &Matching) -> Vec<(u32, u32)> {
    let lists: Vec<Vec<Wish>> = (0..problem.mentees()).map(|mentee| wishes(problem, preferences, mentee)).collect();
    let mut worst: Vec<Option<Order>> = vec![None; problem.capacity.len()];
    for (mentee, mentor) in matching.pairs().filter(|(mentee, _)| problem.pinned(*mentee).is_none()) {
        let own = lists[mentee as usize].iter().find(|wish| wish.mentor == mentor);
        worst[mentor as usize] = worst[mentor as usize].max(own.map(|wish| wish.of_mentor));
    }
    let loads = matching.loads(problem);
    let mut blocking = Vec::new();
    for mentee in (0..problem.mentees()).filter(|mentee| problem.pinned(*mentee).is_none()) {
        let list = &lists[mentee as usize];
        let own = list.iter().find(|wish| Some(wish.mentor) == matching.mate(mentee)).map(|wish| wish.of_mentee);
        let better = list.iter().take_while(|wish| own.is_none_or(|own| wish.of_mentee < own));
        let would = |wish: &&Wish| {
            let mentor = wish.mentor as usize;
            loads[mentor] < problem.capacity(wish.mentor) || worst[mentor].is_some_and(|worst| wish.of_mentor < worst)
        };
        blocking.extend(better.filter(would).map(|wish| (mentee, wish.mentor)));
    }
    blocking
}

/// A mentor in the order of a mentee's wishes.
#[derive(Debug, Clone, Copy)]
struct Wish {
    of_mentee: Order,
    of_mentor: Order,
    mentor: u32,
}

fn wishes(problem: &Problem, preferences: &Preferences, mentee: u32) -> Vec<Wish> {
    let edges = problem.row(mentee).zip(problem.edges(mentee));
    let wishes = edges.map(|(at, edge)| {
        let [of_mentee, of_mentor] = preferences.order(at, edge.score);
        Wish { of_mentee, of_mentor, mentor: edge.mentor }
    });
    let mut wishes: Vec<Wish> = wishes.collect();
    wishes.sort_unstable_by_key(|wish| (wish.of_mentee, wish.mentor));
    wishes
}
