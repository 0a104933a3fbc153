//! The cohort, solved: who would be with whom, how sure that is, and the same under other aims side by side.

use chrono::NaiveDate;

use super::cohort::{Cohort, Plan, Trial};
use super::wording::points;
use crate::domain::status::Missing;
use crate::domain::{ConsentKind, Key, MenteeId, MentorId, PairingRule, Register, YearId};
use crate::matching::{
    self, Bottleneck, Difference, Edit, Matching, Preferences, Problem, ProblemError, Profile, SmallGroup, Solution,
    Totals, solve, stable, verify,
};

/// What a proposal is to be best at. Each first pairs as many as can be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Objective {
    /// The greatest sum of scores.
    #[default]
    Score,
    /// The least sum of the ranks that mentees stated.
    Ranks,
    /// No two who would both rather have each other. This one may pair fewer.
    Stable,
    /// The pairs there are today. Only where everybody is matched anew.
    Today,
}

impl Objective {
    /// Every aim, in the order of the screen.
    pub const ALL: &'static [Self] = &[Self::Score, Self::Ranks, Self::Stable, Self::Today];

    /// Its word on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Score => "score",
            Self::Ranks => "ranks",
            Self::Stable => "stable",
            Self::Today => "today",
        }
    }
}

/// Why a pair wants a look before it is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// A rule that only warns stands between the two.
    Soft(PairingRule),
    /// A consent of the mentee is still on its way.
    Consent(ConsentKind),
    /// Papers of the mentor are still on their way.
    Papers(Vec<Missing>),
    /// Nothing is on file that the mentee asks for.
    NoRequest,
    /// The score is below what the school calls good.
    Weak,
    /// The mentor leads a group from so many on, and has fewer.
    SmallGroup(u8),
}

/// A pair of the proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The mentee's number.
    pub mentee: u32,
    /// The mentor's number.
    pub mentor: u32,
    /// How good it is, 0 to 1000.
    pub score: u16,
    /// Whether the curator pinned it.
    pub pinned: bool,
    /// Whether the two are together today.
    pub today: bool,
    /// Why it wants a look. Without any it is safe.
    pub doubts: Vec<Doubt>,
}

impl Proposed {
    /// Whether it can be accepted without a look.
    pub fn is_safe(&self) -> bool {
        self.doubts.is_empty()
    }
}

/// A solved cohort.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Who takes part.
    pub cohort: Cohort,
    /// What it is best at.
    pub objective: Objective,
    /// The pairs that may be, with their scores.
    pub problem: Problem,
    /// What both sides named.
    pub preferences: Preferences,
    /// The problem as it was solved: scored as the objective wants.
    pub(super) solved: Problem,
    /// Its best solution. For [`Objective::Stable`] and [`Objective::Today`] the best by score, for comparison.
    pub(super) solution: Solution,
    /// Who would be with whom.
    pub matching: Matching,
    /// Whether it was checked that nothing is better at the objective.
    pub proven: bool,
}

impl Proposal {
    /// Solves a year as it stands on a day.
    ///
    /// # Errors
    /// [`ProblemError::TooLarge`] where there are more people than the solver counts.
    pub fn of(
        register: &Register,
        year: YearId,
        today: NaiveDate,
        plan: &Plan,
        objective: Objective,
    ) -> Result<Self, ProblemError> {
        Self::solve(Cohort::of(register, year, today, plan), objective)
    }

    /// As [`Self::of`]; among equally good proposals the one nearest to one that was seen before, of whoever is still to
    /// be matched, so that accepting one pair does not make the others change places.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn after(
        before: &Self,
        register: &Register,
        today: NaiveDate,
        plan: &Plan,
        objective: Objective,
    ) -> Result<Self, ProblemError> {
        Self::beside(Cohort::of(register, before.cohort.year, today, plan), objective, Some(before))
    }

    /// Solves a cohort.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn solve(cohort: Cohort, objective: Objective) -> Result<Self, ProblemError> {
        Self::beside(cohort, objective, None)
    }

    /// Solves a cohort; among equally good solutions the one nearest to another proposal is taken.
    fn beside(cohort: Cohort, objective: Objective, before: Option<&Self>) -> Result<Self, ProblemError> {
        let problem = cohort.problem()?;
        let (mentees, mentors) = cohort.choices();
        // Ranks of a sheet are within what the solver takes, and numbers come from the cohort itself.
        let preferences =
            Preferences::new(&problem, &mentees, &mentors).or_else(|_| Preferences::new(&problem, &[], &[])).map_err(
                |_| ProblemError::TooLarge { mentees: cohort.mentees.len(), mentors: cohort.mentors.len(), edges: 0 },
            )?;
        let seen = before.map(|before| {
            let same = before.matching.pairs().filter_map(|(mentee, mentor)| {
                let mentee = cohort.mentee(before.cohort.mentees[mentee as usize].id)?;
                Some((mentee, cohort.mentor(before.cohort.mentors[mentor as usize].id)?))
            });
            Matching::of(&problem, same)
        });
        let Best { solved, solution, matching, proven } =
            Best::at(objective, &cohort, &problem, &preferences, seen.as_ref());
        Ok(Self { cohort, objective, problem, preferences, solved, solution, matching, proven })
    }

    /// The pairs, the best first.
    pub fn pairs(&self) -> Vec<Proposed> {
        let loads = self.matching.loads(&self.problem);
        let mut pairs: Vec<Proposed> =
            self.matching.pairs().map(|(mentee, mentor)| self.pair(mentee, mentor, &loads)).collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.mentee));
        pairs
    }

    fn pair(&self, mentee: u32, mentor: u32, loads: &[u32]) -> Proposed {
        let cohort = &self.cohort;
        let (led, leader) = (&cohort.mentees[mentee as usize], &cohort.mentors[mentor as usize]);
        let score = self.score(mentee, mentor);
        let pinned = cohort.is_pinned(mentee, mentor);
        let mut doubts: Vec<Doubt> =
            cohort.obstacles(mentee, mentor).into_iter().map(|obstacle| Doubt::Soft(obstacle.rule)).collect();
        doubts.extend(led.lacks.map(Doubt::Consent));
        doubts.extend((!leader.lacks.is_empty()).then(|| Doubt::Papers(leader.lacks.clone())));
        doubts.extend(led.wants.is_empty().then_some(Doubt::NoRequest));
        // By the points that are shown: whoever reads 55 is not told that it is below 55.
        let weak = points(score) < u16::from(cohort.rules.good) && !pinned;
        doubts.extend(weak.then_some(Doubt::Weak));
        let small = leader.group_from > 1 && loads[mentor as usize] < u32::from(leader.group_from);
        doubts.extend(small.then_some(Doubt::SmallGroup(leader.group_from)));
        Proposed { mentee, mentor, score, pinned, today: led.today == Some(mentor), doubts }
    }

    /// How good two are together, 0 to 1000, with what the rules cost that only warn; where a rule forbids them, without.
    pub fn score(&self, mentee: u32, mentor: u32) -> u16 {
        self.problem.score(mentee, mentor).unwrap_or_else(|| self.cohort.worth(mentee, mentor))
    }

    /// Mentees who take part and get nobody: those who could have somebody first, by priority class, then number.
    pub fn unmatched(&self) -> Vec<u32> {
        let mut left: Vec<u32> = self.matching.unmatched().collect();
        let waits_for_papers =
            |mentee: u32| !self.cohort.plan.include_pending && self.cohort.mentees[mentee as usize].lacks.is_some();
        left.sort_by_key(|mentee| (waits_for_papers(*mentee), self.problem.class(*mentee), *mentee));
        left
    }

    /// What the pairs are worth.
    pub fn totals(&self) -> Totals {
        self.matching.totals(&self.problem)
    }

    /// How many mentees got which choice of theirs.
    pub fn profile(&self) -> Profile {
        self.preferences.profile(&self.problem, &self.matching)
    }

    /// Couples who would both rather have each other than what they get.
    pub fn blocking(&self) -> Vec<(u32, u32)> {
        matching::blocking_pairs(&self.problem, &self.preferences, &self.matching)
    }

    /// Couples who named each other first.
    pub fn mutual_first(&self) -> Vec<(u32, u32)> {
        let (mentees, mentors) = self.cohort.choices();
        matching::mutual_first(&mentees, &mentors)
    }

    /// How good the worst pair could be without leaving anybody out. Only for the best by score.
    pub fn bottleneck(&self) -> Option<Bottleneck> {
        if self.objective != Objective::Score {
            return None;
        }
        matching::bottleneck(&self.problem, &self.solution)
    }

    /// Groups that are smaller than their mentor holds one for, with what closing and filling each would come to.
    pub fn small_groups(&self) -> Vec<SmallGroup> {
        if self.objective != Objective::Score {
            return Vec::new();
        }
        let least: Vec<u32> = self.cohort.mentors.iter().map(|mentor| u32::from(mentor.group_from)).collect();
        matching::small_groups(&self.problem, &self.solution, &least)
    }

    /// The same cohort under more trials, read from the register anew.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub fn tried(&self, register: &Register, today: NaiveDate, trials: &[Trial]) -> Result<Self, ProblemError> {
        let mut plan = self.cohort.plan.clone();
        plan.trials.extend_from_slice(trials);
        let mut cohort = Cohort::of(register, self.cohort.year, today, &plan);
        // Components are those of the cohort it is compared with: a trial must not change what scores mean.
        cohort.in_use.clone_from(&self.cohort.in_use);
        Self::beside(cohort, self.objective, Some(self))
    }

    /// What changes from this proposal to another of the same people.
    pub fn difference(&self, after: &Self) -> Difference {
        Difference::between(&self.problem, &self.matching, &after.problem, &after.matching)
    }

    /// The number of a mentee or a mentor, by key.
    pub fn number(&self, key: Key) -> Option<u32> {
        let mentee = MenteeId::of(key).and_then(|id| self.cohort.mentee(id));
        mentee.or_else(|| MentorId::of(key).and_then(|id| self.cohort.mentor(id)))
    }
}

/// What a problem comes to under an objective: see the fields of [`Proposal`].
struct Best {
    solved: Problem,
    solution: Solution,
    matching: Matching,
    proven: bool,
}

impl Best {
    fn at(
        objective: Objective,
        cohort: &Cohort,
        problem: &Problem,
        preferences: &Preferences,
        seen: Option<&Matching>,
    ) -> Self {
        let solved = match objective {
            Objective::Ranks => preferences.by_ranks(problem),
            Objective::Score | Objective::Stable | Objective::Today => problem.clone(),
        };
        // Nearness only chooses among the best, so a proof with it is one without.
        let asked = near(solved.clone(), seen);
        let mut solution = solve(&asked);
        let mut proven = verify(&asked, &solution).is_ok();
        if objective == Objective::Ranks {
            let filled = filled_by_score(problem, preferences, &solution, seen);
            let (was, is) = (solution.totals, filled.totals(&solved));
            proven &= (was.matched, was.value) == (is.matched, is.value);
            (solution.matching, solution.totals) = (filled, is);
        }
        let (matching, proven) = match objective {
            Objective::Score | Objective::Ranks => (solution.matching.clone(), proven),
            Objective::Stable => {
                let matching = stable(problem, preferences);
                let proven = matching::blocking_pairs(problem, preferences, &matching).is_empty();
                (matching, proven)
            }
            Objective::Today => (as_today(cohort, problem), false),
        };
        Self { solved, solution, matching, proven }
    }
}

fn near(problem: Problem, seen: Option<&Matching>) -> Problem {
    match seen {
        Some(seen) => problem.near(seen),
        None => problem,
    }
}

/// The best by ranks with its other pairs chosen by score: whoever gets somebody they named keeps them, and ranks say
/// nothing of the rest. As good by ranks, so the proof holds.
fn filled_by_score(problem: &Problem, preferences: &Preferences, best: &Solution, seen: Option<&Matching>) -> Matching {
    let is_named = |two: &(u32, u32)| preferences.of_mentee(problem, two.0, two.1).is_some();
    let named = best.matching.pairs().filter(is_named);
    let pins: Vec<Edit> = named.map(|(mentee, mentor)| Edit::Pin { mentee, mentor }).collect();
    let rest = matching::edited(problem, &pins).map(|rest| solve(&near(rest, seen)).matching);
    rest.unwrap_or_else(|_| best.matching.clone())
}

fn as_today(cohort: &Cohort, problem: &Problem) -> Matching {
    let together = (0..).zip(&cohort.mentees).filter_map(|(mentee, facts)| Some((mentee, facts.today?)));
    Matching::of(problem, together)
}

/// One proposal in the comparison.
#[derive(Debug, Clone)]
pub struct Variant {
    /// What it is best at.
    pub objective: Objective,
    /// What its pairs are worth, by score.
    pub totals: Totals,
    /// How many got which choice.
    pub profile: Profile,
    /// How many couples would both rather have each other.
    pub blocking: usize,
    /// How many mentees have another mentor than in the proposal it is compared with.
    pub differs: usize,
    /// Who would be with whom.
    pub matching: Matching,
}

/// Several proposals for one cohort, side by side: by score, by ranks, stable, and as it is today where that is known.
#[derive(Debug, Clone)]
pub struct Variants(pub Vec<Variant>);

impl Variants {
    /// Of the cohort of a proposal, each compared with it.
    ///
    /// # Errors
    /// None as things are: what could be too large was refused when the proposal was made.
    pub fn of(proposal: &Proposal) -> Result<Self, ProblemError> {
        let wanted = Objective::ALL.iter().filter(|objective| {
            **objective != Objective::Today || proposal.cohort.mentees.iter().any(|mentee| mentee.today.is_some())
        });
        let (problem, preferences) = (&proposal.problem, &proposal.preferences);
        let variant = |objective: &Objective| {
            let matching = match *objective {
                own if own == proposal.objective => proposal.matching.clone(),
                other => Best::at(other, &proposal.cohort, problem, preferences, None).matching,
            };
            let differs =
                (0..problem.mentees()).filter(|mentee| matching.mate(*mentee) != proposal.matching.mate(*mentee));
            Variant {
                objective: *objective,
                totals: matching.totals(problem),
                profile: preferences.profile(problem, &matching),
                blocking: matching::blocking_pairs(problem, preferences, &matching).len(),
                differs: differs.count(),
                matching,
            }
        };
        Ok(Self(wanted.map(variant).collect()))
    }
}
