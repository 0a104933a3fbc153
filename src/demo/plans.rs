//! Plans of the pairs of the current year that are past their planning meeting: what they set out to do by when, what
//! is reached, and here and there a goal that is late.
//!
//! Chance of its own, as with sessions.

use chrono::NaiveDate;

use crate::domain::{Basis, Lists, Meeting, MeetingId, MeetingKind, PairState, Pairing, Plan, PlanItem, PlanSection};

use super::calendar::{Season, shift};
use super::mentees::Entrant;
use super::pairs::Duo;
use super::rng::Rng;
use super::texts::Theme;

/// Days between the due days of a plan's goals.
const PACE: (i64, i64) = (18, 30);

/// The plan of a pair, if it had its planning meeting.
pub(super) fn plan(
    season: &Season,
    duo: &Duo,
    theme: &Theme,
    entrants: &[Entrant],
    meetings: &[(MeetingId, Meeting)],
    rng: &mut Rng,
) -> Option<Plan> {
    let planned = |meeting: &&Meeting| meeting.is_held() && meeting.kind == MeetingKind::Planning;
    let of_pair = meetings.iter().map(|(_, meeting)| meeting).filter(|meeting| meeting.pair == duo.id);
    let begun = of_pair.clone().find(planned)?.date;
    // Here and there nobody wrote one.
    if rng.chance(12) {
        return None;
    }
    let mut plan = Plan { from: Some(begun), until: Some(season.end), ..Plan::new(duo.id) };
    let grade = duo.led.iter().map(|&place| entrants[place].grade).max();
    let role = Pairing::usual().role_in(duo.pair.form, &duo.pair.role);
    let basis = Basis::offered(role, grade);
    let mut due = begun;
    let usual = Lists::usual();
    for turn in 0..usize::try_from(rng.within(2, 4)).unwrap_or(2) {
        due = shift(due, rng.within(PACE.0, PACE.1));
        let section = if turn == 0 { PlanSection::Difficulties } else { PlanSection::Growth };
        let tasks: Vec<&str> =
            usual.tasks.iter().filter(|(of, _)| *of == section).map(|(_, task)| task.as_str()).collect();
        let task =
            format!("{} – {}", tasks[turn % tasks.len()], theme.topics[turn % theme.topics.len()].to_lowercase());
        let mut goal = PlanItem { task: task.into(), due: Some(due), ..PlanItem::new(section) };
        goal.basis = basis[usize::from(rng.chance(25)).min(basis.len() - 1)];
        goal.expected = rng.text(theme.goals).into();
        reach(&mut goal, duo, theme, season.now, rng);
        plan.items.push(goal);
    }
    Some(plan)
}

/// Most goals whose day has passed are reached; of pairs that have closed well all of them.
fn reach(goal: &mut PlanItem, duo: &Duo, theme: &Theme, today: NaiveDate, rng: &mut Rng) {
    let Some(due) = goal.due else { return };
    let finished = duo.pair.state == PairState::Finished;
    let last = duo.pair.closing.as_ref().map_or(today, |closing| closing.on.min(today));
    let reached = finished || (due < last && rng.chance(80));
    if !reached {
        return;
    }
    goal.done_on = Some(shift(due, -rng.within(0, 4)).min(last));
    goal.actual = rng.text(theme.results).into();
    goal.mark = Some(rng.pick(&[3, 4, 4, 5, 5]));
}
