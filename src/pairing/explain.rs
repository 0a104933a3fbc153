//! Why not this mentor, why no mentor at all, and what would help. Every answer is the solver's own: a price is the
//! difference to the best proposal with the pair forced, and a change is said to help only after it was tried.

use std::cmp::Reverse;

use super::cohort::Trial;
use super::proposal::{Objective, Proposal};
use super::rules::Obstacle;
use crate::domain::{ConsentKind, PairingRule};
use crate::matching::{self, Difference, Edit, Move, Relaxations, SCORE_MAX, alternatives, shortage};

/// Why somebody is not with a certain mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    /// They are.
    Together,
    /// Rules forbid it.
    Rules(Vec<Obstacle>),
    /// Every place of the mentor is held by somebody pinned.
    AllPinned,
    /// It can be: this is what it would change.
    Price(Difference),
    /// The proposal is one by wishes, and the mentor is full of people they like better, or the mentee has somebody
    /// they like better.
    Wishes {
        /// Whether the mentee has somebody they like better.
        mentee_has_better: bool,
        /// Whether the mentor does.
        mentor_has_better: bool,
    },
}

/// Why somebody gets no mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WithoutMentor {
    /// A consent is missing.
    Consent(ConsentKind),
    /// No mentor may be theirs: each rule with the number of mentors it takes away, the most first.
    Nobody(Vec<(PairingRule, usize)>),
    /// More mentees than places: all of these can only have these mentors.
    Shortage {
        /// The mentees, this one among them.
        mentees: Vec<u32>,
        /// The mentors.
        mentors: Vec<u32>,
        /// Their places.
        seats: u32,
    },
    /// The proposal is one by wishes, which pairs fewer than could be.
    Wishes,
}

/// A single change after which somebody has a mentor, tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// What to change.
    pub change: HelpBy,
    /// What it would change in all.
    pub difference: Difference,
}

/// What kind of change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpBy {
    /// One more place at this mentor that is held for the mentee: otherwise another might get it.
    Place(u32),
    /// Lifting these rules, or this veto, between the mentee and this mentor.
    Lift(u32, Vec<Obstacle>),
}

impl HelpBy {
    /// How much is asked of the curator: a place is one thing, each rule lifted is one.
    fn weight(&self) -> usize {
        match self {
            Self::Place(_) => 1,
            Self::Lift(_, rules) => rules.len(),
        }
    }

    /// The same as a trial on a scratch copy.
    pub fn trial(&self, mentee: u32, proposal: &Proposal) -> Trial {
        let id = proposal.cohort.mentees[mentee as usize].id;
        let mentor = |at: &u32| proposal.cohort.mentors[*at as usize].id;
        match self {
            Self::Place(at) => Trial::PlaceFor(id, mentor(at)),
            Self::Lift(at, _) => Trial::Allow(id, mentor(at)),
        }
    }
}

impl Proposal {
    /// Why a mentee is not with a mentor.
    pub fn why_not(&self, mentee: u32, mentor: u32) -> WhyNot {
        if self.matching.mate(mentee) == Some(mentor) {
            return WhyNot::Together;
        }
        let hard = self.hard(mentee, mentor);
        if !hard.is_empty() {
            return WhyNot::Rules(hard);
        }
        match self.objective {
            Objective::Score | Objective::Ranks => self.price(mentee, mentor),
            Objective::Stable | Objective::Today => self.by_wishes(mentee, mentor),
        }
    }

    fn price(&self, mentee: u32, mentor: u32) -> WhyNot {
        let all = alternatives(&self.solved, &self.solution, mentee);
        let found = all.into_iter().find(|alternative| alternative.mentor == mentor);
        found.and_then(|alternative| alternative.difference).map_or(WhyNot::AllPinned, WhyNot::Price)
    }

    fn by_wishes(&self, mentee: u32, mentor: u32) -> WhyNot {
        let blocks = self.blocking().contains(&(mentee, mentor));
        let order = |rank: Option<u16>, score: Option<u16>| (rank.unwrap_or(u16::MAX), u16::MAX - score.unwrap_or(0));
        let of_mentee = |other: u32| {
            order(self.preferences.of_mentee(&self.problem, mentee, other), self.problem.score(mentee, other))
        };
        let better = self.matching.mate(mentee).is_some_and(|has| of_mentee(has) < of_mentee(mentor));
        WhyNot::Wishes { mentee_has_better: better, mentor_has_better: !better && !blocks }
    }

    /// Every mentor a mentee may have, the best first, with what having them would change. For a proposal by wishes
    /// there are no prices, and the list is empty.
    pub fn others(&self, mentee: u32) -> Vec<(u32, Option<Difference>)> {
        if !matches!(self.objective, Objective::Score | Objective::Ranks) {
            return Vec::new();
        }
        let all = alternatives(&self.solved, &self.solution, mentee);
        all.into_iter().map(|alternative| (alternative.mentor, alternative.difference)).collect()
    }

    /// Why a mentee gets no mentor; `None` where they do.
    pub fn why_without(&self, mentee: u32) -> Option<WithoutMentor> {
        if self.matching.mate(mentee).is_some() {
            return None;
        }
        let facts = &self.cohort.mentees[mentee as usize];
        if let Some(kind) = facts.lacks.filter(|_| !self.cohort.plan.include_pending) {
            return Some(WithoutMentor::Consent(kind));
        }
        if self.problem.edges(mentee).is_empty() {
            return Some(WithoutMentor::Nobody(self.rules_against(mentee)));
        }
        if self.solution.mate(mentee).is_some() {
            return Some(WithoutMentor::Wishes);
        }
        let found = shortage(&self.solved, &self.solution.matching, mentee)?;
        Some(WithoutMentor::Shortage { mentees: found.mentees, mentors: found.mentors, seats: found.seats })
    }

    /// How many mentors each rule takes away from a mentee. A mentor counts at the first rule that stands.
    fn rules_against(&self, mentee: u32) -> Vec<(PairingRule, usize)> {
        let first =
            |mentor: u32| self.cohort.obstacles(mentee, mentor).into_iter().find(|it| it.hard).map(|it| it.rule);
        let mut counts: Vec<(PairingRule, usize)> = PairingRule::ALL.iter().map(|rule| (*rule, 0)).collect();
        for rule in (0..self.problem.mentors()).filter_map(first) {
            if let Some(count) = counts.iter_mut().find(|(known, _)| *known == rule) {
                count.1 += 1;
            }
        }
        counts.retain(|(_, count)| *count > 0);
        counts.sort_by_key(|(rule, count)| (Reverse(*count), *rule));
        counts
    }

    /// Single changes after each of which a mentee without a mentor has one and nobody else loses theirs: those that ask
    /// least first, then the best sum. Where any leaves everybody else in their place, only such are given; otherwise
    /// a few that move others. For a proposal by wishes there is no such promise, and the list is empty.
    pub fn helps(&self, mentee: u32) -> Vec<Help> {
        let by_sum = matches!(self.objective, Objective::Score | Objective::Ranks);
        if !by_sum || self.matching.mate(mentee).is_some() {
            return Vec::new();
        }
        let loads = self.solution.matching.loads(&self.solved);
        let (mut helps, mut chains) = (Vec::new(), Vec::new());
        for mentor in 0..self.problem.mentors() {
            let hard = self.hard(mentee, mentor);
            if hard.iter().all(|obstacle| obstacle.rule == PairingRule::Places) {
                helps.extend(self.direct(mentee, mentor, HelpBy::Place(mentor)));
            } else if hard.iter().all(can_lift) {
                let is_free = loads[mentor as usize] < self.solved.capacity(mentor);
                if is_free {
                    helps.extend(self.direct(mentee, mentor, HelpBy::Lift(mentor, hard)));
                } else {
                    chains.push((mentor, hard));
                }
            }
        }
        if helps.is_empty() {
            helps = self.along_chains(mentee, chains);
        }
        helps.sort_by_key(|help| (help.difference.moves.len(), help.change.weight(), -help.difference.value));
        helps
    }

    fn hard(&self, mentee: u32, mentor: u32) -> Vec<Obstacle> {
        self.cohort.obstacles(mentee, mentor).into_iter().filter(|obstacle| obstacle.hard).collect()
    }

    /// A change after which the mentee takes a place that nobody has.
    ///
    /// The others have the places they had before, so what was best for them still is, and nothing need be solved
    /// anew. Only where the places of a mentor weigh on each other does the whole have to be looked at.
    fn direct(&self, mentee: u32, mentor: u32, change: HelpBy) -> Option<Help> {
        let plain = self.solved.load_step() == 0 && self.cohort.minimum.is_empty();
        if !plain || self.solved.today(mentee).is_some() {
            return self.tried_help(mentee, mentor, change);
        }
        let score = self.solved_score(mentee, mentor);
        let difference = Difference {
            moves: vec![Move { mentee, from: None, to: Some(mentor), score: i32::from(score) }],
            matched: 1,
            by_class: vec![(self.solved.class(mentee), 1)],
            score: i64::from(score),
            value: i64::from(score),
        };
        Some(Help { change, difference })
    }

    /// Lifting what stands between the mentee and somebody who is full, but whose mentees can go elsewhere.
    fn along_chains(&self, mentee: u32, mut chains: Vec<(u32, Vec<Obstacle>)>) -> Vec<Help> {
        // Where one search over all says that nobody more would be matched, nothing need be tried.
        let hopeful = Relaxations::new(&self.solved, &self.solution.matching);
        chains.retain(|(mentor, _)| hopeful.edge_helps(mentee, *mentor));
        chains.sort_by_key(|(mentor, hard)| (hard.len(), Reverse(self.solved_score(mentee, *mentor))));
        let tried = chains.into_iter().take(CHAINS_TRIED);
        tried.filter_map(|(mentor, hard)| self.tried_help(mentee, mentor, HelpBy::Lift(mentor, hard))).collect()
    }

    fn solved_score(&self, mentee: u32, mentor: u32) -> u16 {
        match self.objective {
            Objective::Ranks => {
                let [rank, _] = self.cohort.ranks(mentee, mentor);
                rank.map_or(0, |rank| SCORE_MAX + 1 - u16::from(rank))
            }
            _ => self.cohort.worth(mentee, mentor),
        }
    }

    fn tried_help(&self, mentee: u32, mentor: u32, change: HelpBy) -> Option<Help> {
        let mut edits = vec![Edit::Allow { mentee, mentor, score: self.solved_score(mentee, mentor) }];
        if matches!(change, HelpBy::Place(_)) {
            let seats = self.problem.capacity(mentor).saturating_add(1);
            edits.extend([Edit::Capacity { mentor, seats }, Edit::Pin { mentee, mentor }]);
        }
        let after = matching::what_if(&self.solved, &self.solution, &edits).ok()?;
        let helps = after.solution.mate(mentee).is_some() && after.difference.matched > 0;
        helps.then(|| Help { change, difference: after.difference.told_from(mentee) })
    }
}

/// How many changes that move others are tried: each takes a solution of its own.
const CHAINS_TRIED: usize = 12;

/// Whether the curator can do something about a rule at once: one that can bend, or a veto of the curator's own or of
/// a side that could think again.
fn can_lift(obstacle: &Obstacle) -> bool {
    obstacle.rule.can_bend() || obstacle.rule == PairingRule::Veto
}
