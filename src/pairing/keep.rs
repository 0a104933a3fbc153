//! What is accepted of a proposal becomes changes of the register; what is decided about two people becomes a ruling.

use super::proposal::{Proposal, Proposed};
use crate::domain::{
    Change, Form, Ids, MenteeId, MentorId, Pair, PairId, PairState, PairingRule, Register, Ruling, RulingId, Verdict,
    YearId,
};

/// The pairs of a proposal that are accepted, as records in the state [`PairState::Proposed`]. Whoever leads a group
/// gets one record for all, and the group that is proposed already grows. Mentees who are in a pair by now are passed over.
pub fn accept(proposal: &Proposal, pairs: &[Proposed], register: &Register, ids: &mut Ids) -> Vec<Change> {
    ids.skip_past(register.highest_id());
    let cohort = &proposal.cohort;
    let free = |pair: &&Proposed| {
        let id = cohort.mentees[pair.mentee as usize].id;
        register.pairs_of_mentee(id).iter().all(|(_, pair)| pair.state.is_closed())
    };
    let mut new: Vec<Pair> = Vec::new();
    let mut grown: Vec<(PairId, Pair)> = Vec::new();
    for pair in pairs.iter().filter(free) {
        let (mentee, leader) = (cohort.mentees[pair.mentee as usize].id, &cohort.mentors[pair.mentor as usize]);
        if leader.group_from > 1 {
            if let Some(group) = new.iter_mut().find(|group| group.mentor == leader.id) {
                group.mentees.push(mentee);
                continue;
            }
            if let Some((_, group)) = grown.iter_mut().find(|(_, group)| group.mentor == leader.id) {
                group.mentees.push(mentee);
                continue;
            }
            if let Some((id, mut group)) = proposed_group(register, leader.id) {
                group.mentees.push(mentee);
                grown.push((id, group));
                continue;
            }
        }
        let form = cohort.form_of(pair.mentee, pair.mentor).unwrap_or(Form::PupilPupil);
        let mut record = Pair::new(cohort.year, form, leader.id, vec![mentee]);
        record.role = cohort.role_of(pair.mentee, pair.mentor).map(|role| role.code.clone()).unwrap_or_default();
        new.push(record);
    }
    let grown = grown.into_iter().filter_map(|(id, after)| {
        let before = register.get::<Pair>(id)?;
        Some(Change::edit(id, before, after))
    });
    let new = new.into_iter().map(|pair| Change::create::<Pair>(PairId(ids.fresh()), pair));
    grown.chain(new).collect()
}

fn proposed_group(register: &Register, mentor: MentorId) -> Option<(PairId, Pair)> {
    let pairs = register.pairs_of_mentor(mentor);
    let found = pairs.into_iter().find(|(_, pair)| pair.state == PairState::Proposed)?;
    Some((found.0, Pair::clone(found.1)))
}

/// The change that makes a verdict about two people the curator's; `None` takes back what was decided. No change where
/// it stands so already.
pub fn rule(
    register: &Register,
    ids: &mut Ids,
    year: YearId,
    (mentee, mentor): (MenteeId, MentorId),
    verdict: Option<Verdict>,
    reason: &str,
) -> Option<Change> {
    let on_file = register.ruling_on(mentee, mentor);
    let Some(verdict) = verdict else {
        return on_file.map(|(id, ruling)| Change::delete(id, ruling));
    };
    let lifted = match verdict {
        Verdict::Allow => PairingRule::ALL.iter().copied().filter(|rule| rule.can_bend()).collect(),
        Verdict::Pin | Verdict::Forbid => Vec::new(),
    };
    let after = Ruling { year, mentee, mentor, verdict, lifted, reason: reason.into() };
    match on_file {
        Some((_, before)) if **before == after => None,
        Some((id, before)) => Some(Change::edit(id, before, after)),
        None => {
            ids.skip_past(register.highest_id());
            Some(Change::create::<Ruling>(RulingId(ids.fresh()), after))
        }
    }
}
