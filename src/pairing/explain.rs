//! Why not this mentor, why no mentor at all, and what would help. Every answer is the solver's own: a price is the
//! difference to the best proposal with the pair forced, and a change is said to help only after it was tried.

use super::cohort::Trial;
use super::proposal::{Objective, Proposal};
use super::rules::Obstacle;
use crate::domain::{ConsentKind, PairingRule};
use crate::matching::{self, Difference, Edit, Preferences, ProblemError, Relaxations, WhatIf, alternatives, shortage};

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
    /// One more place at this mentor.
    Place(u32),
    /// One more place at this mentor, and the mentee pinned to it: left free, it would go to somebody else.
    PlaceFor(u32),
    /// Lifting these rules, or this veto, between the mentee and this mentor.
    Lift(u32, Vec<Obstacle>),
}

impl HelpBy {
    /// How much is asked of the curator: a place is one thing, whoever it is for, and each rule lifted is one.
    fn weight(&self) -> usize {
        match self {
            Self::Place(_) | Self::PlaceFor(_) => 1,
            Self::Lift(_, rules) => rules.len(),
        }
    }

    /// The same as trials on a scratch copy.
    pub fn trials(&self, mentee: u32, proposal: &Proposal) -> Vec<Trial> {
        let mentee = proposal.cohort.mentees[mentee as usize].id;
        let mentor = |at: &u32| proposal.cohort.mentors[*at as usize].id;
        let place = |at: &u32| Trial::Places { mentor: mentor(at), more: 1 };
        match self {
            Self::Place(at) => vec![place(at)],
            Self::PlaceFor(at) => vec![place(at), Trial::Pin(mentee, mentor(at))],
            Self::Lift(at, _) => vec![Trial::Allow(mentee, mentor(at))],
        }
    }
}

impl Proposal {
    /// Why a mentee is not with a mentor.
    pub fn why_not(&self, mentee: u32, mentor: u32) -> WhyNot {
        if self.matching.mate(mentee) == Some(mentor) {
            return WhyNot::Together;
        }
        let hard: Vec<Obstacle> =
            self.cohort.obstacles(mentee, mentor).into_iter().filter(|obstacle| obstacle.hard).collect();
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
        counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
        counts
    }

    /// Single changes after each of which a mentee without a mentor has one and nobody else loses theirs: those that
    /// move fewest people first, then the best sum. A place that somebody else would get is kept for the mentee by a
    /// pin. For a proposal by wishes there is no such promise, and the
    /// list is empty.
    pub fn helps(&self, mentee: u32) -> Vec<Help> {
        let by_sum = matches!(self.objective, Objective::Score | Objective::Ranks);
        if !by_sum || self.matching.mate(mentee).is_some() {
            return Vec::new();
        }
        // Where one search over all says that nobody more would be matched, nothing need be tried.
        let hopeful = Relaxations::new(&self.solved, &self.solution.matching);
        let mentors = (0..self.problem.mentors()).filter(|mentor| {
            let opened = self.problem.capacity(*mentor) == 0 || hopeful.edge_helps(mentee, *mentor);
            opened || hopeful.seat_helps(*mentor)
        });
        let mut helps: Vec<Help> = mentors.filter_map(|mentor| self.help_at(mentee, mentor)).collect();
        helps.extend(self.places_for(mentee, &helps));
        helps.sort_by_key(|help| (help.difference.moves.len(), help.change.weight(), -help.difference.value));
        helps
    }

    fn help_at(&self, mentee: u32, mentor: u32) -> Option<Help> {
        let hard: Vec<Obstacle> =
            self.cohort.obstacles(mentee, mentor).into_iter().filter(|obstacle| obstacle.hard).collect();
        // A place may open the way for this mentee at this mentor, or at another's whom somebody leaves for it.
        if hard.iter().all(|obstacle| obstacle.rule == PairingRule::Places) {
            return self.help(mentee, HelpBy::Place(mentor), self.with_place(mentor));
        }
        if !hard.iter().all(can_lift) {
            return None;
        }
        let allow = Edit::Allow { mentee, mentor, score: self.solved_score(mentee, mentor) };
        self.help(mentee, HelpBy::Lift(mentor, hard), matching::what_if(&self.solved, &self.solution, &[allow]))
    }

    /// One more place: whoever is kept from the mentor by nothing else may come.
    fn with_place(&self, mentor: u32) -> Result<WhatIf, ProblemError> {
        let comers = (0..self.problem.mentees()).filter(|other| self.problem.score(*other, mentor).is_none());
        let comers = comers.filter_map(|other| {
            let score = self.cohort.score_with_place(other, mentor)?;
            Some((other, if self.objective == Objective::Ranks { self.by_rank(other, mentor) } else { score }))
        });
        matching::opened(&self.solved, &self.solution, mentor, comers)
    }

    /// A place more with the mentee pinned to it, at the mentors who suit best, but for those where a place is enough.
    fn places_for(&self, mentee: u32, known: &[Help]) -> Vec<Help> {
        let enough = |mentor: &u32| known.iter().any(|help| help.change == HelpBy::Place(*mentor));
        let suits = |mentor: &u32| self.cohort.score_with_place(mentee, *mentor).is_some() && !enough(mentor);
        let mut mentors: Vec<u32> = (0..self.problem.mentors()).filter(suits).collect();
        mentors.sort_by_key(|mentor| std::cmp::Reverse(self.cohort.worth(mentee, *mentor)));
        let help = |mentor: u32| {
            let edits = [
                Edit::Capacity { mentor, seats: self.problem.capacity(mentor).saturating_add(1) },
                Edit::Allow { mentee, mentor, score: self.solved_score(mentee, mentor) },
                Edit::Pin { mentee, mentor },
            ];
            self.help(mentee, HelpBy::PlaceFor(mentor), matching::what_if(&self.solved, &self.solution, &edits))
        };
        mentors.into_iter().take(PLACES_FOR).filter_map(help).collect()
    }

    fn solved_score(&self, mentee: u32, mentor: u32) -> u16 {
        match self.objective {
            Objective::Ranks => self.by_rank(mentee, mentor),
            _ => self.cohort.worth(mentee, mentor),
        }
    }

    fn by_rank(&self, mentee: u32, mentor: u32) -> u16 {
        Preferences::worth(self.cohort.ranks(mentee, mentor)[0].map(u16::from))
    }

    fn help(&self, mentee: u32, change: HelpBy, after: Result<WhatIf, ProblemError>) -> Option<Help> {
        let after = after.ok()?;
        let helps = after.solution.mate(mentee).is_some() && after.difference.matched > 0;
        helps.then(|| Help { change, difference: after.difference.told_from(mentee) })
    }
}

/// How many mentors are named who would need a place for the mentee alone.
const PLACES_FOR: usize = 3;

/// Whether the curator can do something about a rule at once: one that can bend, or a veto of the curator's own or of
/// a side that could think again.
fn can_lift(obstacle: &Obstacle) -> bool {
    obstacle.rule.can_bend() || obstacle.rule == PairingRule::Veto
}
