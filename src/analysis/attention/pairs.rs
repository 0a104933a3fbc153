//! Signals about pairs and their meetings.

use std::cmp::Reverse;

use chrono::{DateTime, NaiveDate};

use super::super::view::{MeetingRow, PairRow, View};
use super::{Reason, Signals, Subject};
use crate::domain::{MeetingKind, MeetingState, PairId, PairState};

/// A fall of the mean mood that is worth a look, in tenths: two steps of the scale from 1 to 5.
const MOOD_FALL: u8 = 20;
/// Days before the end of a trial period in which both sides are asked.
const TRIAL_NOTICE: i64 = 7;
/// Days in which a side answers a proposal, and in which a pair that has agreed comes under an order. The methodology
/// gives no number; a school week is what a curator can see through.
const PATIENCE: i64 = 7;

pub(super) fn look(view: &View, out: &mut Signals) {
    for row in &view.pairs {
        let before = out.found.len();
        for meeting in &row.meetings {
            look_at_meeting(meeting, view.today, out);
        }
        match row.pair.state {
            PairState::Fixed => look_at_working(view, row, out),
            PairState::Paused => look_at_paused(row, view.today, out),
            PairState::Finished => look_at_finished(row, out),
            PairState::Proposed | PairState::Ended => {}
        }
        if out.found.len() == before {
            look_at_young(view, row, out);
        }
    }
    look_at_trials(view, out);
    look_at_proposals(view, out);
}

/// Pairs under one order end their trial on one day, so they are one line.
fn look_at_trials(view: &View, out: &mut Signals) {
    let ending = |row: &PairRow| {
        let on = row.pair.trial_until.filter(|_| row.pair.state == PairState::Fixed)?;
        (0..=TRIAL_NOTICE).contains(&(on - view.today).num_days()).then_some((on, row.id))
    };
    let mut ending: Vec<(NaiveDate, PairId)> = view.pairs.iter().filter_map(ending).collect();
    ending.sort_unstable();
    let Some((on, _)) = ending.first().copied() else { return };
    let days = (on - view.today).num_days();
    let count = ending.len();
    let subject = Subject::ManyPairs(ending.into_iter().map(|(_, id)| id).collect());
    out.warn(subject, Reason::TrialEnding { count, on, days });
}

/// Proposals that nobody answers, and pairs that have agreed and are under no order: one line for each of the two, since
/// after a general meeting there are dozens.
fn look_at_proposals(view: &View, out: &mut Signals) {
    let (mut agreed, mut silent) = (Vec::new(), Vec::new());
    for row in view.pairs.iter().filter(|row| row.pair.state == PairState::Proposed) {
        let (list, since) = match row.pair.agreed_on() {
            Some(day) => (&mut agreed, Some(day)),
            None => (&mut silent, proposed_on(view, row)),
        };
        let days = since.map_or(0, |day| (view.today - day).num_days());
        if days >= PATIENCE {
            list.push((days, row.id));
        }
    }
    let many = |mut list: Vec<(i64, PairId)>| {
        list.sort_by_key(|(days, id)| (Reverse(*days), *id));
        let days = list.first().map(|(days, _)| *days)?;
        Some((list.len(), days, Subject::ManyPairs(list.into_iter().map(|(_, id)| id).collect())))
    };
    if let Some((count, days, subject)) = many(agreed) {
        out.warn(subject, Reason::AgreedNoOrder { count, days });
    }
    if let Some((count, days, subject)) = many(silent) {
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

fn look_at_meeting(meeting: &MeetingRow, today: NaiveDate, out: &mut Signals) {
    let days = || (today - meeting.date).num_days();
    if meeting.awaits_action {
        out.alarm(Subject::Meeting(meeting.id), Reason::SafetyNote { days: days().max(0) });
    }
    if meeting.state == MeetingState::Planned && meeting.date < today {
        out.warn(Subject::Meeting(meeting.id), Reason::Unmarked { on: meeting.date, days: days() });
    }
}

fn look_at_working(view: &View, row: &PairRow, out: &mut Signals) {
    let subject = || Subject::Pair(row.id);
    look_at_silence(view, row, out);
    let count = row.missed_in_row();
    if count >= usize::from(view.rules.missed_in_row.max(1)) {
        out.warn(subject(), Reason::MissedInRow { count });
    }
    if let Some((from, to)) = row.moods()
        && from >= to + MOOD_FALL
    {
        out.warn(subject(), Reason::MoodFell { from, to });
    }
    if row.pair.order_no.is_empty() || row.pair.order_date.is_none() {
        out.warn(subject(), Reason::NoOrder);
    }
    let missing = row.overdue_kinds(&view.rules, view.today);
    if let Some(trial_end) = row.trial_end(&view.rules)
        && !missing.is_empty()
    {
        out.warn(subject(), Reason::NoPlan { trial_end, missing });
    }
}

fn look_at_silence(view: &View, row: &PairRow, out: &mut Signals) {
    let Some(days) = row.silence(&view.rules, view.today) else { return };
    let (warn, alarm) = (i64::from(view.rules.silence_warn_days), i64::from(view.rules.silence_alarm_days));
    if days >= alarm {
        out.alarm(Subject::Pair(row.id), Reason::Silent { days, threshold: alarm });
    } else {
        out.warn(Subject::Pair(row.id), Reason::Silent { days, threshold: warn });
    }
}

fn look_at_paused(row: &PairRow, today: NaiveDate, out: &mut Signals) {
    let Some(on) = row.pair.paused_until.filter(|on| *on < today) else { return };
    out.warn(Subject::Pair(row.id), Reason::ReturnOverdue { on, days: (today - on).num_days() });
}

fn look_at_finished(row: &PairRow, out: &mut Signals) {
    if !row.has_held(MeetingKind::Final) {
        out.warn(Subject::Pair(row.id), Reason::NoFinal);
    }
}

fn look_at_young(view: &View, row: &PairRow, out: &mut Signals) {
    let Some(first) = row.pair.began_on().filter(|_| row.pair.state == PairState::Fixed) else { return };
    let days = (view.today - first).num_days();
    if (0..i64::from(view.rules.early_days)).contains(&days) {
        out.note(Subject::Pair(row.id), Reason::TooEarly { days });
    }
}
