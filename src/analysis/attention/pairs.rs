//! Signals about pairs and their meetings.

use chrono::NaiveDate;

use super::super::view::{MeetingRow, PairRow, View};
use super::{Reason, Signals, Subject};
use crate::domain::{MeetingKind, MeetingState, PairState};

/// A fall of the mean mood that is worth a look, in tenths: two steps of the scale from 1 to 5.
const MOOD_FALL: u8 = 20;

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
