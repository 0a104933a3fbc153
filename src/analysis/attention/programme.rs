//! What the programme around the pairs waits for: late lines of the roadmap, agreements about to end.

use chrono::{Days, NaiveDate};

use super::super::queue::Queue;
use super::super::roadmap;
use super::super::view::View;
use super::{Level, Reason, Signals, Subject, parted};
use crate::domain::{Activity, ActivityId, Cause, PartnerId};

pub(super) fn look(view: &View, queue: &Queue, signals: &mut Signals) {
    look_at_roadmap(view, queue, signals);
    look_at_agreements(view, signals);
}

fn look_at_roadmap(view: &View, queue: &Queue, signals: &mut Signals) {
    let due = |id: &ActivityId| view.register.get::<Activity>(*id).and_then(|it| it.due);
    let lines = roadmap::of(view, queue).into_iter();
    let mut late: Vec<ActivityId> = lines.filter(|line| line.late).map(|line| line.id).collect();
    late.sort_by_key(|id| (due(id), *id));
    for part in parted(view, (Cause::Roadmap, Level::Warning), late, |id| (*id).into()) {
        let count = part.len();
        signals.warn(Subject::Activities(part), Reason::RoadmapLate { count });
    }
}

/// A year that is over has no agreement to prolong.
fn look_at_agreements(view: &View, signals: &mut Signals) {
    if view.is_over() {
        return;
    }
    let ahead = Days::new(u64::from(view.rules.expiry_notice_days));
    let last = view.today.checked_add_days(ahead).unwrap_or(view.today);
    let ending = view.register.partners().filter(|(_, it)| it.is_bound(view.today));
    let ending = ending.filter_map(|(id, it)| Some((it.agreement_until.filter(|until| *until <= last)?, id)));
    let mut ending: Vec<(NaiveDate, PartnerId)> = ending.collect();
    ending.sort_unstable();
    for part in parted(view, (Cause::Agreement, Level::Warning), ending, |(_, id)| (*id).into()) {
        let Some((on, _)) = part.first().copied() else { continue };
        let partners: Vec<PartnerId> = part.into_iter().map(|(_, id)| id).collect();
        let count = partners.len();
        signals.warn(Subject::Partners(partners), Reason::AgreementEnding { count, on });
    }
}
