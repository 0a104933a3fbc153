//! What is accepted of a proposal becomes changes of the register; what is decided about two people becomes a ruling.

use std::sync::Arc;

use super::Trial;
use super::proposal::{Proposal, Proposed};
use chrono::NaiveDate;

use crate::domain::{
    Batch, Change, CloseReason, Closing, Form, Ids, Initiator, Key, MenteeId, Mentor, MentorId, MentorStanding, Next,
    Pair, PairId, PairState, PairingRule, PreferenceSheet, Register, Ruling, RulingId, Stamp, Verdict, Words, YearId,
};

/// The pairs of a proposal that are accepted, as records in the state [`PairState::Proposed`]. Whoever leads a group
/// gets one record for all, and the group that is proposed already grows. Mentees who are in a pair by now are passed over.
pub fn accept(proposal: &Proposal, pairs: &[Proposed], register: &Register, ids: &mut Ids) -> Vec<Change> {
    let free = |pair: &&Proposed| {
        let id = proposal.cohort.mentees[pair.mentee as usize].id;
        register.pairs_of_mentee(id).iter().all(|(_, pair)| pair.state.is_closed())
    };
    let couples: Vec<(u32, u32)> = pairs.iter().filter(free).map(|pair| (pair.mentee, pair.mentor)).collect();
    proposed(proposal, &couples, register, ids)
}

/// Couples, mentee and mentor, as proposed records.
fn proposed(proposal: &Proposal, couples: &[(u32, u32)], register: &Register, ids: &mut Ids) -> Vec<Change> {
    ids.skip_past(register.highest_id());
    let cohort = &proposal.cohort;
    let mut new: Vec<Pair> = Vec::new();
    let mut grown: Vec<(PairId, Pair)> = Vec::new();
    for (led, leading) in couples.iter().copied() {
        let (mentee, leader) = (cohort.mentees[led as usize].id, &cohort.mentors[leading as usize]);
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
        let form = cohort.form_of(led, leading).unwrap_or(Form::PupilPupil);
        let mut record = Pair::new(cohort.year, form, leader.id, vec![mentee]);
        record.role = cohort.role_of(led, leading).map(|role| role.code.clone()).unwrap_or_default();
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

/// Mentees who work with somebody move to the mentor given, or to none yet: the pairs they are in end today as a
/// re-match, which is nobody's fault, and the new ones are on file as proposed. Whoever is in a group leaves it; the group
/// goes on with those who stay.
pub fn moved(
    proposal: &Proposal,
    moves: &[(u32, Option<u32>)],
    register: &Register,
    today: NaiveDate,
    ids: &mut Ids,
) -> Vec<Change> {
    ids.skip_past(register.highest_id());
    let movers: Vec<MenteeId> = moves.iter().map(|(mentee, _)| proposal.cohort.mentees[*mentee as usize].id).collect();
    let mut left: Vec<(PairId, &Arc<Pair>)> = Vec::new();
    for (id, pair) in movers.iter().filter_map(|mentee| register.active_pair_of(*mentee)) {
        if left.iter().all(|(known, _)| *known != id) {
            left.push((id, pair));
        }
    }
    let mut changes: Vec<Change> = Vec::new();
    for (id, before) in left {
        let (leaving, staying): (Vec<_>, Vec<_>) = before.mentees.iter().partition(|mentee| movers.contains(mentee));
        let closing = Some(rematched(today));
        let ended = Pair { state: PairState::Ended, closing, mentees: leaving, ..Pair::clone(before) };
        if staying.is_empty() {
            changes.push(Change::edit(id, before, ended));
        } else {
            changes.push(Change::edit(id, before, Pair { mentees: staying, ..Pair::clone(before) }));
            changes.push(Change::create::<Pair>(PairId(ids.fresh()), ended));
        }
    }
    let couples: Vec<(u32, u32)> = moves.iter().filter_map(|(mentee, to)| Some((*mentee, (*to)?))).collect();
    changes.extend(proposed(proposal, &couples, register, ids));
    changes
}

fn rematched(today: NaiveDate) -> Closing {
    Closing {
        on: today,
        reason: CloseReason::Rematch,
        by: Initiator::Curator,
        talk_held: false,
        note: Words::default(),
        next: Next::NewPair,
    }
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

/// The changes that make what was tried on a scratch copy true. `after` is the proposal under all of them.
pub fn trials(after: &Proposal, register: &Register, ids: &mut Ids) -> Vec<Change> {
    let mut scratch = register.clone();
    let mut kept = Vec::new();
    for trial in &after.cohort.plan.trials {
        let changes = of_trial(*trial, after, &scratch, ids);
        let stamp = Stamp { generation: scratch.generation(), at: 0, who: String::new() };
        // What the register refuses of a trial is refused again, in words, when the whole is saved.
        if scratch.commit(&changes, &stamp).is_err() {
            scratch.set_position(register.generation(), register.highest_id());
        }
        kept.extend(changes);
    }
    kept
}

fn of_trial(trial: Trial, after: &Proposal, register: &Register, ids: &mut Ids) -> Vec<Change> {
    let year = after.cohort.year;
    let mut decide = |two, verdict| rule(register, ids, year, two, Some(verdict), "").into_iter().collect::<Vec<_>>();
    match trial {
        Trial::Places { mentor, more } => add_places(register, mentor, more),
        Trial::PlaceFor(mentee, mentor) => {
            let mut changes = add_places(register, mentor, 1);
            changes.extend(decide((mentee, mentor), Verdict::Pin));
            changes
        }
        Trial::Without(key) => MentorId::of(key).map_or_else(Vec::new, |mentor| {
            edit_mentor(register, mentor, |mentor| mentor.standing = MentorStanding::Paused)
        }),
        Trial::Pin(mentee, mentor) => decide((mentee, mentor), Verdict::Pin),
        Trial::Forbid(mentee, mentor) => decide((mentee, mentor), Verdict::Forbid),
        Trial::Allow(mentee, mentor) => {
            let mut changes = decide((mentee, mentor), Verdict::Allow);
            changes.extend(without_veto(register, mentee.into(), mentor.into()));
            changes.extend(without_veto(register, mentor.into(), mentee.into()));
            changes
        }
        Trial::AtLeast { mentor, .. } => {
            let Some(number) = after.cohort.mentor(mentor) else { return Vec::new() };
            let members = after.matching.mentees(number).map(|mentee| after.cohort.mentees[mentee as usize].id);
            members.collect::<Vec<_>>().into_iter().flat_map(|mentee| decide((mentee, mentor), Verdict::Pin)).collect()
        }
    }
}

fn add_places(register: &Register, mentor: MentorId, more: i32) -> Vec<Change> {
    edit_mentor(register, mentor, |mentor| {
        let places = i32::from(mentor.capacity).saturating_add(more).clamp(1, i32::from(u8::MAX));
        mentor.capacity = u8::try_from(places).unwrap_or(u8::MAX);
    })
}

fn edit_mentor(register: &Register, id: MentorId, edit: impl FnOnce(&mut Mentor)) -> Vec<Change> {
    let Some(before) = register.get::<Mentor>(id) else { return Vec::new() };
    let mut after = Mentor::clone(before);
    edit(&mut after);
    if after == **before { Vec::new() } else { vec![Change::edit(id, before, after)] }
}

/// A sheet without its veto of somebody.
fn without_veto(register: &Register, author: Key, whom: Key) -> Option<Change> {
    let (id, before) = register.sheet_of(author)?;
    let mut after = PreferenceSheet::clone(before);
    after.vetoes.retain(|vetoed| *vetoed != whom);
    (after.vetoes.len() < before.vetoes.len()).then(|| Change::edit(id, before, after))
}

/// A batch of what was accepted of a proposal; `None` where nothing is left to accept.
pub fn accepted(
    command: &str,
    proposal: &Proposal,
    pairs: &[Proposed],
    register: &Register,
    ids: &mut Ids,
) -> Option<Batch> {
    let changes = accept(proposal, pairs, register, ids);
    (!changes.is_empty()).then(|| Batch::new(command, changes))
}
