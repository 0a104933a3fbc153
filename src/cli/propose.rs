//! `nastavnik match`: the proposal for everybody who waits, as a table or as JSON. Nothing is changed.

use std::path::Path;

use serde_json::{Value, json};

use super::args::Match;
use super::base::Base;
use super::propose_table::Table;
use crate::domain::{MenteeId, MentorId, Person, PersonId};
use crate::fields::Order;
use crate::pairing::{Doubt, Plan, Proposal, Proposed, Speaker};
use crate::text::{Text, fill};

/// Proposes pairs and prints them.
///
/// # Errors
/// A sentence that says why there is nothing to propose and what to do, or what stands in the way.
pub fn run(wanted: &Match, path: &Path, text: &'static Text) -> Result<(), String> {
    let base = Base::to_read(path, text)?;
    // Its reasons tell what people asked for, which papers are missing and who was turned down.
    base.may_see_restricted()?;
    let printed = {
        let ctx = base.ctx(wanted.year.as_deref(), false)?;
        let plan = Plan { include_pending: wanted.include_pending, ..Plan::default() };
        // Health data are never said here, whoever asks.
        let speaker = Speaker { register: ctx.register, text, reveal: false };
        let proposal = Proposal::of(ctx.register, ctx.year, ctx.today, &plan, wanted.objective.into())
            .map_err(|error| speaker.unsolved(&error))?;
        speaker.lost_pins(&proposal).iter().for_each(|sentence| super::tell(sentence));
        if let Some(sentence) = speaker.empty(&proposal) {
            let hint = pending_hint(&proposal, text).map(|hint| format!("\n{hint}")).unwrap_or_default();
            return Err(format!("{sentence}{hint}"));
        }
        if wanted.json {
            as_json(&proposal, speaker).to_string()
        } else {
            Table::new(&proposal, speaker, &ctx).to_string()
        }
    };
    base.close()?;
    super::print(&printed)
}

/// Whose papers are on their way while they are left out, and how to plan with them.
pub fn pending_hint(proposal: &Proposal, text: &Text) -> Option<String> {
    let cohort = &proposal.cohort;
    let mentees = cohort.mentees.iter().filter(|mentee| mentee.lacks.is_some()).count();
    let mentors = cohort.mentors.iter().filter(|mentor| mentor.out.is_none() && !mentor.lacks.is_empty()).count();
    let left_out = !cohort.plan.include_pending && mentees + mentors > 0;
    left_out.then(|| fill(text.matched.pending, &[&mentees, &mentors]))
}

/// Whether a pair is planned with somebody whose papers are on their way.
pub fn is_pending(pair: &Proposed) -> bool {
    pair.doubts.iter().any(|doubt| matches!(doubt, Doubt::Consent(_) | Doubt::Papers(_)))
}

/// The exact thousandths as points of 100.
fn tenths(score: i64) -> f64 {
    // Far below 2^53: a school has fewer people than that.
    #[allow(clippy::cast_precision_loss)]
    let score = score as f64;
    score / 10.0
}

/// The form that `--json` promises.
fn as_json(proposal: &Proposal, speaker: Speaker) -> Value {
    let cohort = &proposal.cohort;
    let mentee = |at: u32| {
        let facts = &cohort.mentees[at as usize];
        let MenteeId(id) = facts.id;
        json!({ "id": id, "name": full(facts.person, speaker), "pending": facts.lacks.is_some() })
    };
    let mentor = |at: u32| {
        let facts = &cohort.mentors[at as usize];
        let MentorId(id) = facts.id;
        json!({ "id": id, "name": full(facts.person, speaker), "pending": !facts.lacks.is_empty() })
    };
    let pair = |pair: &Proposed| {
        let two = (pair.mentee, pair.mentor);
        let doubts: Vec<String> = pair.doubts.iter().map(|doubt| speaker.doubt(cohort, two, doubt)).collect();
        json!({
            "mentor": mentor(pair.mentor),
            "mentee": mentee(pair.mentee),
            "score": tenths(i64::from(pair.score)),
            "rank": cohort.ranks(pair.mentee, pair.mentor)[0],
            "reasons": speaker.reasons(cohort, pair.mentee, pair.mentor),
            "doubts": doubts,
        })
    };
    let without = |at: u32| {
        let why = proposal.why_without(at).map(|why| speaker.without(proposal, &why));
        json!({ "mentee": mentee(at), "why": why })
    };
    let totals = proposal.totals();
    json!({
        "pairs": proposal.pairs().iter().map(pair).collect::<Vec<_>>(),
        "unmatched": left_over(proposal, speaker).into_iter().map(without).collect::<Vec<_>>(),
        "totals": {
            "matched": totals.matched,
            "score": tenths(totals.score),
            "ranks": proposal.profile().sum,
            "worst": totals.worst.map(|worst| tenths(i64::from(worst))),
        },
        "certificate": proposal.proven,
    })
}

fn full(person: PersonId, speaker: Speaker) -> String {
    speaker.register.get::<Person>(person).map_or_else(String::new, |person| person.name.full())
}

/// Those without a mentor by name: by priority class it would show who has ОВЗ.
pub fn left_over(proposal: &Proposal, speaker: Speaker) -> Vec<u32> {
    let order = Order::new();
    let mut left = proposal.unmatched();
    left.sort_by_cached_key(|mentee| order.key(&full(proposal.cohort.mentees[*mentee as usize].person, speaker)));
    left
}
