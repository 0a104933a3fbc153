//! Signals about pairs: each by itself, and what is so of many in one line.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};

use super::super::view::{PairRow, View};
use super::{Level, Reason, Signals, Subject, contacts, course, parted, risk};
use crate::domain::{Cause, PairId, PairState};

/// Days before the end of a trial period in which both sides are asked.
const TRIAL_NOTICE: i64 = 7;
/// Days in which a side answers a proposal, and in which a pair that has agreed comes under an order. The methodology
/// gives no number; a school week is what a curator can see through.
const PATIENCE: i64 = 7;

pub(super) fn look(view: &View, out: &mut Signals) {
    for row in &view.pairs {
        course::look(view.register, view.gauge(), row, out);
    }
    look_at_trials(view, out);
    look_at_proposals(view, out);
    look_at_contacts(view, out);
    look_at_risks(view, out);
}

/// The talks that are due, in one line: after a month there are dozens.
fn look_at_contacts(view: &View, out: &mut Signals) {
    let waits = |row: &PairRow| Some((contacts::longest(&contacts::due(view.gauge(), row), view.today)?, row.id));
    let waiting = view.pairs.iter().filter_map(waits).collect();
    for (count, days, subject) in many(view, Cause::Contact, waiting) {
        out.warn(subject, Reason::ContactsDue { count, days });
    }
}

fn look_at_risks(view: &View, out: &mut Signals) {
    let risky = view.pairs.iter().map(|row| (row.id, risk::of(view.register, view.gauge(), row)));
    let risky = risky.filter(|(_, risks)| !risks.is_empty()).collect();
    for part in parted(view, (Cause::Risk, Level::Note), risky, |(id, _)| (*id).into()) {
        let risks: BTreeSet<_> = part.iter().flat_map(|(_, risks)| risks.iter().copied()).collect();
        let reason = Reason::AtRisk { count: part.len(), risks: risks.into_iter().collect() };
        out.note(Subject::ManyPairs(part.into_iter().map(|(id, _)| id).collect()), reason);
    }
}

/// Rows of pairs with the days each has waited, the longest first: how many, how long, and which.
fn many(view: &View, cause: Cause, mut list: Vec<(i64, PairId)>) -> Vec<(usize, i64, Subject)> {
    list.sort_by_key(|(days, id)| (Reverse(*days), *id));
    let row = |part: Vec<(i64, PairId)>| {
        let days = part.first().map_or(0, |(days, _)| *days);
        (part.len(), days, Subject::ManyPairs(part.into_iter().map(|(_, id)| id).collect()))
    };
    parted(view, (cause, Level::Warning), list, |(_, id)| (*id).into()).into_iter().map(row).collect()
}

/// Pairs under one order end their trial on one day, so they are one line.
fn look_at_trials(view: &View, out: &mut Signals) {
    let ending = |row: &PairRow| {
        let on = row.pair.trial_until.filter(|_| row.pair.state == PairState::Fixed)?;
        (0..=TRIAL_NOTICE).contains(&(on - view.today).num_days()).then_some((on, row.id))
    };
    let mut ending: Vec<(NaiveDate, PairId)> = view.pairs.iter().filter_map(ending).collect();
    ending.sort_unstable();
    for part in parted(view, (Cause::Trial, Level::Warning), ending, |(_, id)| (*id).into()) {
        let Some((on, _)) = part.first().copied() else { continue };
        let (count, days) = (part.len(), (on - view.today).num_days());
        let subject = Subject::ManyPairs(part.into_iter().map(|(_, id)| id).collect());
        out.warn(subject, Reason::TrialEnding { count, on, days });
    }
}

/// Proposals that nobody answers, and pairs that have agreed and are under no order: one line for each of the two, since
/// after a general meeting there are dozens.
fn look_at_proposals(view: &View, out: &mut Signals) {
    let (mut agreed, mut silent) = (Vec::new(), Vec::new());
    // Who goes on from the year before agreed in it; the order of this one is waited for from its first day.
    let first = view.span.map_or(NaiveDate::MIN, |year| year.start);
    for row in view.pairs.iter().filter(|row| row.pair.state == PairState::Proposed) {
        let (list, since) = match row.pair.agreed_on() {
            Some(day) => (&mut agreed, Some(day)),
            None => (&mut silent, proposed_on(view, row)),
        };
        let days = since.map_or(0, |day| (view.today - day.max(first)).num_days());
        if days >= PATIENCE || (view.is_ahead() && row.pair.agreed_on().is_some()) {
            list.push((days.max(0), row.id));
        }
    }
    let level = if view.is_ahead() { Level::Note } else { Level::Warning };
    for (count, days, subject) in many(view, Cause::Order, agreed) {
        out.put(level, subject, Reason::AgreedNoOrder { count, days });
    }
    for (count, days, subject) in many(view, Cause::Reply, silent) {
        out.warn(subject, Reason::Unanswered { count, days });
    }
}

/// The day from which an answer is waited for: the first answer, else the day the proposal was last touched.
fn proposed_on(view: &View, row: &PairRow) -> Option<NaiveDate> {
    let touched = || {
        let stamp = view.register.stamp(row.id.into())?;
        DateTime::from_timestamp(stamp.at, 0).map(|at| at.date_naive())
    };
    row.pair.mentor_agreed_on.or(row.pair.mentees_agreed_on).or_else(touched)
}
