//! How far each of the seven stages of the programme is, and what is late (seed §8, model §2): its lines of the roadmap,
//! so many done of so many. A year without a plan is measured by those lines of a usual one that the data tell.

use std::sync::Arc;

use chrono::NaiveDate;

use super::queue::{self, Order, Queue};
use super::roadmap::{self, Tally};
use super::view::View;
use crate::domain::{Activity, ActivityId, Audience, Counted, Register, Stage, Wave, Year, YearId, usual_roadmap};

/// A line that is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Late {
    /// Which; `None` where the year has no plan.
    pub line: Option<ActivityId>,
    /// What counts it, and how far it is; `None` where the curator ticks it.
    pub counted: Option<(Counted, Tally)>,
}

/// How far a stage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageProgress {
    /// Which.
    pub stage: Stage,
    /// How many of its lines are done; never more than `of`.
    pub done: usize,
    /// How many lines it has.
    pub of: usize,
    /// How far its lines are together, [`super::mean_percent`].
    pub percent: usize,
    /// Its lines that are late, in the order of the plan.
    pub late: Vec<Late>,
}

/// What can be seen on file of the preparation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preparation {
    /// The school has its short and full names.
    School,
    /// The director is named, as orders need.
    Director,
    /// The pupils of the year are counted by grade: the denominator of the indicators.
    Contingent,
    /// There is an entry questionnaire for each side.
    EntryQuestionnaires,
    /// There is an exit questionnaire for each side.
    ExitQuestionnaires,
}

impl Preparation {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::School, Self::Director, Self::Contingent, Self::EntryQuestionnaires, Self::ExitQuestionnaires];

    /// Whether it comes with the program: that it is there is nothing the school has done, that it is missing is.
    fn comes_along(self) -> bool {
        matches!(self, Self::EntryQuestionnaires | Self::ExitQuestionnaires)
    }

    fn is_done(self, register: &Register, year: YearId) -> bool {
        let school = register.school();
        let asked = |wave| {
            let has = |audience| register.questionnaires().any(|(_, q)| q.wave == wave && q.audience == audience);
            has(Audience::Mentee) && has(Audience::Mentor)
        };
        match self {
            Self::School => school.is_some_and(|school| !school.name.is_empty() && !school.full_name.is_empty()),
            Self::Director => school.is_some_and(|school| !school.director.is_empty()),
            Self::Contingent => register.get::<Year>(year).is_some_and(|year| !year.contingent.is_empty()),
            Self::EntryQuestionnaires => asked(Wave::Entry),
            Self::ExitQuestionnaires => asked(Wave::Exit),
        }
    }
}

/// The preparations of `year` that are still to do.
pub fn preparation_gaps(register: &Register, year: YearId) -> Vec<Preparation> {
    Preparation::ALL.into_iter().filter(|it| !it.is_done(register, year)).collect()
}

/// How far the school is with the preparations of `year`: what came with the program counts only where it is missing.
pub(super) fn preparations(register: &Register, year: YearId) -> Tally {
    let flags: Vec<(Preparation, bool)> =
        Preparation::ALL.into_iter().map(|it| (it, it.is_done(register, year))).collect();
    let own: Vec<bool> =
        flags.into_iter().filter(|(it, done)| !(it.comes_along() && *done)).map(|(_, done)| done).collect();
    Tally::flags(&own)
}

/// The seven stages of `year` on `today`, in order.
pub fn stages(register: &Register, year: YearId, today: NaiveDate) -> Vec<StageProgress> {
    let view = View::new(register, year, today);
    of(&view, &queue::of(&view, Order::AsFound))
}

pub(super) fn of(view: &View, queue: &Queue) -> Vec<StageProgress> {
    let lines: Vec<_> = lines(view)
        .into_iter()
        .map(|(line, activity)| {
            let standing = roadmap::judge(view, queue, &activity);
            (line, activity, standing)
        })
        .collect();
    // Where nobody is on file and nothing is planned, the year has not begun, and nothing of it is late.
    let begun = !(view.mentees.is_empty() && view.mentors.is_empty());
    let progress = |&stage| {
        let own = || lines.iter().filter(move |(_, activity, _)| activity.stage == stage);
        let late = own().filter(|(line, _, standing)| standing.late && (begun || line.is_some()));
        StageProgress {
            stage,
            done: own().filter(|(.., standing)| standing.done).count(),
            of: own().count(),
            percent: roadmap::mean_percent(own().map(|(.., it)| roadmap::percent(it.tally, it.done))),
            late: late
                .map(|(line, activity, it)| Late { line: *line, counted: activity.counted.zip(it.tally) })
                .collect(),
        }
    };
    Stage::ALL.iter().map(progress).collect()
}

/// The plan of the year, or what is counted in a usual one.
fn lines(view: &View) -> Vec<(Option<ActivityId>, Arc<Activity>)> {
    let plan = view.register.activities(view.year);
    if plan.is_empty() {
        let usual = view.span.map(|span| usual_roadmap(view.year, span)).unwrap_or_default();
        return usual.into_iter().filter(|it| it.counted.is_some()).map(|it| (None, Arc::new(it))).collect();
    }
    plan.into_iter().map(|(id, activity)| (Some(id), Arc::clone(activity))).collect()
}

#[cfg(test)]
#[path = "stages_tests.rs"]
mod tests;
