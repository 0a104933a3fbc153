//! Who is satisfied, by the rule the school chose among three (model §4.6: there is no federal rule).

use std::collections::BTreeMap;

use super::Period;
use super::answers::{Given, Paper, Papers};
use crate::analysis::stats::{mean, percent};
use crate::domain::{Answer, Audience, PersonId, Register, SatisfiedBy, Wave, YearId};

/// From this rating on the rules of ratings call somebody satisfied (model §4.6, alternatives A and B).
const SATISFIED_FROM: f64 = 7.0;
/// The exit item that asks whether one is glad to have taken part: the same on both sides (model §4.4.2, §4.4.4).
const GLAD: &str = "X17";

/// Who is satisfied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Satisfaction {
    /// The rule that was used.
    pub rule: SatisfiedBy,
    /// Satisfied.
    pub yes: Vec<PersonId>,
    /// Not.
    pub no: Vec<PersonId>,
    /// Answered, but not what the rule asks.
    pub unsaid: Vec<PersonId>,
}

impl Satisfaction {
    /// The satisfied among those of whom it is known, in per cent.
    pub fn share(&self) -> Option<f64> {
        percent(self.yes.len(), self.yes.len() + self.no.len())
    }
}

/// The items a rule reads of an exit questionnaire: the outcome, and the ratings that make the mean. They are those of
/// the federal questionnaires; a questionnaire of the school's own that has none of them satisfies no rule.
fn items(audience: Audience) -> (&'static str, &'static [&'static str]) {
    match audience {
        Audience::Mentee => ("X12", &["X3", "X4", "X5", "X6", "X7", "X8", "X9", "X10", "X11", "X12"]),
        Audience::Mentor | Audience::Curator => ("X11", &["X3", "X4", "X5", "X6", "X7", "X8", "X9", "X10", "X11"]),
    }
}

/// Who is satisfied on one side of a year, by the exit papers filled in during a period.
pub fn satisfaction(
    register: &Register,
    year: YearId,
    period: Period,
    audience: Audience,
    rule: SatisfiedBy,
) -> Satisfaction {
    of(&Papers::of(register, year, Some(period)), audience, rule)
}

/// By all exit papers of one side. Whoever left two forms is one person: what they said last counts.
pub(super) fn of(papers: &Papers, audience: Audience, rule: SatisfiedBy) -> Satisfaction {
    let mut latest: BTreeMap<PersonId, &Paper> = BTreeMap::new();
    for (person, paper) in papers.of_wave(Wave::Exit, audience).flat_map(|kind| &kind.papers) {
        let known = latest.entry(*person).or_insert(paper);
        if paper.response.on > known.response.on {
            *known = paper;
        }
    }
    by_papers(latest.into_values(), audience, rule)
}

/// By some papers, one a person.
pub(super) fn by_papers<'a>(
    papers: impl Iterator<Item = &'a Paper<'a>>,
    audience: Audience,
    rule: SatisfiedBy,
) -> Satisfaction {
    let mut found = Satisfaction { rule, yes: Vec::new(), no: Vec::new(), unsaid: Vec::new() };
    for paper in papers {
        let list = match judged(paper, audience, rule) {
            Some(true) => &mut found.yes,
            Some(false) => &mut found.no,
            None => &mut found.unsaid,
        };
        list.push(paper.person);
    }
    found
}

fn judged(paper: &Paper, audience: Audience, rule: SatisfiedBy) -> Option<bool> {
    let given = |id: &str| paper.upright(id);
    let (outcome, rated) = items(audience);
    match rule {
        SatisfiedBy::Glad => match given(GLAD)? {
            Given::Said(Answer::YesNo(yes)) => Some(yes),
            _ => None,
        },
        SatisfiedBy::Outcome => Some(given(outcome)?.number()? >= SATISFIED_FROM),
        SatisfiedBy::Mean => {
            let ratings: Vec<f64> = rated.iter().filter_map(|id| given(id)?.number()).collect();
            Some(mean(&ratings)? >= SATISFIED_FROM)
        }
    }
}
