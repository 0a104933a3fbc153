//! Signals about one pair and its meetings (early warning: failing to meet and falling quality come before an end).

use chrono::{Days, NaiveDate};

use super::super::view::{Gauge, MeetingRow, PairRow};
use super::{Reason, Signals, Subject, comfort};
use crate::domain::{MeetingKind, MeetingState, PairState, Register, status};

/// The weeks over which missed meetings are counted, in days.
pub(super) const SIX_WEEKS: u64 = 42;
/// Missed meetings that are no chance: one of three is a third and says nothing.
const FEWEST_MISSED: usize = 2;
/// Intervals between meetings that make a habit.
const HABIT: usize = 3;
/// Intervals of which the habit is made, the newest.
const NEWEST: usize = 6;
/// A school week: nobody who met less than this ago is silent.
const WEEK: i64 = 7;

pub(super) fn look(register: &Register, gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let before = out.found.len();
    for meeting in &row.meetings {
        look_at_meeting(meeting, gauge.today, out);
    }
    let who = status::gone_from(register, row.pair);
    if row.pair.state.is_active() && !who.is_empty() {
        out.alarm(Subject::Pair(row.id), Reason::SideGone { who });
    }
    match row.pair.state {
        PairState::Fixed => look_at_working(register, gauge, row, out),
        PairState::Paused => look_at_paused(row, gauge.today, out),
        PairState::Finished => look_at_finished(row, out),
        PairState::Proposed | PairState::Ended => {}
    }
    if out.found.len() == before {
        look_at_young(gauge, row, out);
    }
}

fn look_at_meeting(meeting: &MeetingRow, today: NaiveDate, out: &mut Signals) {
    if meeting.awaits_action {
        let since = meeting.meeting.safety_noted.map_or(meeting.date, |at| at.date());
        out.alarm(Subject::Meeting(meeting.id), Reason::SafetyNote { days: (today - since).num_days().max(0) });
    }
    if meeting.state == MeetingState::Planned && meeting.date < today {
        let days = (today - meeting.date).num_days();
        out.warn(Subject::Meeting(meeting.id), Reason::Unmarked { on: meeting.date, days });
    }
}

fn look_at_working(register: &Register, gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let subject = || Subject::Pair(row.id);
    look_at_silence(gauge, row, out);
    look_at_missed(gauge, row, out);
    comfort::look(register, gauge, row, out);
    if !row.pair.is_under_order() {
        out.warn(subject(), Reason::NoOrder);
    }
    let missing = row.overdue_kinds(gauge.rules, gauge.today);
    if let Some(trial_end) = row.trial_end(gauge.rules)
        && !missing.is_empty()
    {
        out.warn(subject(), Reason::NoPlan { trial_end, missing });
    } else if let Some(reason) = stuck(gauge, row) {
        out.warn(subject(), reason);
    }
}

fn look_at_silence(gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let Some(days) = row.silence(gauge) else {
        if let Some(reason) = rhythm(gauge, row) {
            out.warn(Subject::Pair(row.id), reason);
        }
        return;
    };
    let off = row.silent_since().map_or(0, |since| gauge.calendar.days_off(since, gauge.today));
    let (warn, alarm) = (i64::from(gauge.rules.silence_warn_days), i64::from(gauge.rules.silence_alarm_days));
    if days >= alarm {
        out.alarm(Subject::Pair(row.id), Reason::Silent { days, off, threshold: alarm });
    } else {
        out.warn(Subject::Pair(row.id), Reason::Silent { days, off, threshold: warn });
    }
}

/// Silence that is long for this pair: more than so many times its usual interval, the median of the newest ones.
fn rhythm(gauge: Gauge, row: &PairRow) -> Option<Reason> {
    let held: Vec<NaiveDate> = row.held().map(|it| it.date).collect();
    let between = |two: &[NaiveDate]| (two[1] - two[0]).num_days() - gauge.calendar.days_off(two[0], two[1]);
    let mut intervals: Vec<i64> = held.windows(2).rev().map(between).filter(|days| *days > 0).take(NEWEST).collect();
    if intervals.len() < HABIT {
        return None;
    }
    intervals.sort_unstable();
    let usual = intervals[intervals.len() / 2];
    let days = gauge.days(*held.last()?);
    let times = i64::from(gauge.rules.rhythm_times);
    (times > 0 && days >= WEEK && days > times * usual).then_some(Reason::Rhythm { days, usual })
}

fn look_at_missed(gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let count = row.missed_in_row();
    let limit = |times: u8| usize::from(times.max(1));
    if count >= limit(gauge.rules.missed_alarm) {
        out.alarm(Subject::Pair(row.id), Reason::MissedInRow { count });
    } else if count >= limit(gauge.rules.missed_in_row) {
        out.warn(Subject::Pair(row.id), Reason::MissedInRow { count });
    } else if let Some(reason) = missed_often(gauge, row) {
        out.warn(Subject::Pair(row.id), reason);
    }
}

fn missed_often(gauge: Gauge, row: &PairRow) -> Option<Reason> {
    let first = gauge.today.checked_sub_days(Days::new(SIX_WEEKS))?;
    let lately = |it: &&MeetingRow| it.date > first && it.date <= gauge.today && it.state != MeetingState::Planned;
    let of = row.meetings.iter().filter(lately).count();
    let missed = row.meetings.iter().filter(lately).filter(|it| it.state != MeetingState::Held).count();
    let many = missed >= FEWEST_MISSED && missed * 100 > usize::from(gauge.rules.missed_share) * of;
    many.then_some(Reason::MissedOften { missed, of })
}

/// The first of the meetings after the acquaintance that is overdue.
fn stuck(gauge: Gauge, row: &PairRow) -> Option<Reason> {
    let first = row.held().find(|it| it.kind == MeetingKind::Acquaintance)?.date;
    let days = gauge.days(first);
    let rules = gauge.rules;
    let limits = [(MeetingKind::Trial, rules.first_work_days), (MeetingKind::Planning, rules.plan_days)];
    let overdue = |(kind, limit): &(MeetingKind, u16)| *limit > 0 && days >= i64::from(*limit) && !row.has_held(*kind);
    limits.into_iter().find(overdue).map(|(kind, _)| Reason::Stuck { kind, days })
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

fn look_at_young(gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let Some(first) = row.pair.began_on().filter(|_| row.pair.state == PairState::Fixed) else { return };
    let days = (gauge.today - first).num_days();
    if (0..i64::from(gauge.rules.early_days)).contains(&days) {
        out.note(Subject::Pair(row.id), Reason::TooEarly { days });
    }
}
