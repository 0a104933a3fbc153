//! How far each of the seven stages of the programme is, and what is late (seed §8, model §2).
//!
//! A stage is measured by what it leaves behind on file, so nobody ticks boxes. Each rule stands beside its function.
//! The days by which a stage is usually done are those of a typical year (model §3.4).

use chrono::{Months, NaiveDate};

use super::view::{MenteeRow, MentorRow, PairRow, View};
use crate::domain::status::Missing;
use crate::domain::{
    Audience, InterviewDecision, MeetingKind, MenteeStanding, MentorStanding, PairState, Register, RequestState, Stage,
    Wave, Year, YearId,
};

/// Months after the first day of the year in which the stage is usually done: preparation in September, bases,
/// selection and training in October, pairs in November, results in May (model §3.4). The work goes on all year
/// and is late by its own dates.
fn months(stage: Stage) -> Option<u32> {
    match stage {
        Stage::Preparation => Some(1),
        Stage::Mentees | Stage::Mentors | Stage::Selection => Some(2),
        Stage::Pairing => Some(3),
        Stage::Work => None,
        Stage::Completion => Some(9),
    }
}

/// What is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overdue {
    /// Preparations, see [`Preparation`].
    Preparations,
    /// Mentees without consent.
    Consents,
    /// Mentees with consent and without a request.
    Requests,
    /// Mentors without a written application.
    Applications,
    /// Mentors without an interview that recommends them.
    Interviews,
    /// Mentors without training.
    Training,
    /// Mentors with a consent or a certificate missing.
    Papers,
    /// Ready mentees without a pair.
    Pairs,
    /// Pairs past their trial without the first three kinds of meeting.
    Plans,
    /// Pairs silent beyond the school's first threshold.
    Meetings,
    /// Pairs without a final meeting.
    Finals,
}

/// What is late, and how many of it. Never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Late {
    /// What.
    pub what: Overdue,
    /// How many.
    pub count: usize,
}

/// How far a stage is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageProgress {
    /// Which.
    pub stage: Stage,
    /// How many are done; never more than `of`.
    pub done: usize,
    /// How many there are to do; 0 before anything is known.
    pub of: usize,
    /// What is late in it.
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

/// The seven stages of `year` on `today`, in order.
pub fn stages(register: &Register, year: YearId, today: NaiveDate) -> Vec<StageProgress> {
    of(&View::new(register, year, today))
}

pub(super) fn of(view: &View) -> Vec<StageProgress> {
    Stage::ALL.iter().map(|&stage| measure(view, stage)).collect()
}

fn measure(view: &View, stage: Stage) -> StageProgress {
    let tally = match stage {
        Stage::Preparation => preparation(view),
        Stage::Mentees => tally(&view.mentees, entered),
        Stage::Mentors => tally(&view.mentors, applied),
        Stage::Selection => tally(&view.mentors, selected),
        Stage::Pairing => tally(&view.mentees, paired),
        Stage::Work => tally(&view.pairs, |row| worked(view, row)),
        Stage::Completion => tally(&view.pairs, completed),
    };
    let late = if is_due(view, stage) { tally.open } else { Vec::new() };
    StageProgress { stage, done: tally.done, of: tally.of, late }
}

fn is_due(view: &View, stage: Stage) -> bool {
    let (Some(months), Some(year)) = (months(stage), view.span) else { return stage == Stage::Work };
    let due = year.start.checked_add_months(Months::new(months));
    view.is_over() || due.is_some_and(|due| view.today >= due)
}

/// What a stage has to say of one record.
enum Mark {
    /// The stage has nothing to do with it.
    Outside,
    Done,
    /// Not done, and nothing to hurry.
    Open,
    /// Not done; this is what it waits for.
    Lacks(Overdue),
}

#[derive(Default)]
struct Tally {
    done: usize,
    of: usize,
    open: Vec<Late>,
}

fn tally<T>(rows: &[T], judge: impl Fn(&T) -> Mark) -> Tally {
    let mut tally = Tally::default();
    for mark in rows.iter().map(judge) {
        match mark {
            Mark::Outside => continue,
            Mark::Done => tally.done += 1,
            Mark::Open => {}
            Mark::Lacks(what) => match tally.open.iter_mut().find(|late| late.what == what) {
                Some(late) => late.count += 1,
                None => tally.open.push(Late { what, count: 1 }),
            },
        }
        tally.of += 1;
    }
    tally.open.sort_by_key(|late| late.what);
    tally
}

/// Stage 1: the preparations that can be seen on file.
fn preparation(view: &View) -> Tally {
    tally(&Preparation::ALL, |it| {
        if it.is_done(view.register, view.year) { Mark::Done } else { Mark::Lacks(Overdue::Preparations) }
    })
}

/// Stage 2: mentees with consent and a request, of all who have not left (gate 2→5). Who completed had both.
fn entered(row: &MenteeRow) -> Mark {
    let asked =
        || row.mentee.requests.iter().any(|request| request.state != RequestState::Withdrawn && !request.is_empty());
    match row.mentee.standing {
        MenteeStanding::Left | MenteeStanding::Moved => Mark::Outside,
        MenteeStanding::Completed => Mark::Done,
        MenteeStanding::Participating if row.gap.is_some() => Mark::Lacks(Overdue::Consents),
        MenteeStanding::Participating if !asked() => Mark::Lacks(Overdue::Requests),
        MenteeStanding::Participating => Mark::Done,
    }
}

/// Stage 3: mentors with a written application, of all who were not removed (gate 3→4).
fn applied(row: &MentorRow) -> Mark {
    match row.mentor.standing {
        MentorStanding::Removed | MentorStanding::Moved => Mark::Outside,
        _ if row.mentor.application.is_done() => Mark::Done,
        _ => Mark::Lacks(Overdue::Applications),
    }
}

/// Stage 4: admitted mentors, of all on whom the interview has not decided otherwise (gate 4→5). The first step that
/// lacks is what it waits for; a missing application is late in stage 3. Who completed was admitted.
fn selected(row: &MentorRow) -> Mark {
    let turned_down = matches!(row.mentor.decision, InterviewDecision::Refused | InterviewDecision::Reserve);
    match row.mentor.standing {
        MentorStanding::Removed | MentorStanding::Moved => return Mark::Outside,
        MentorStanding::Completed => return Mark::Done,
        MentorStanding::Participating | MentorStanding::Paused if turned_down => return Mark::Outside,
        MentorStanding::Participating | MentorStanding::Paused => {}
    }
    match row.missing.first() {
        None => Mark::Done,
        Some(Missing::Application) => Mark::Open,
        Some(Missing::Interview) => Mark::Lacks(Overdue::Interviews),
        Some(Missing::Training) => Mark::Lacks(Overdue::Training),
        Some(Missing::Consent | Missing::RecordCheck | Missing::MedicalCheck) => Mark::Lacks(Overdue::Papers),
    }
}

/// Stage 5: mentees who are in a pair or finished one, of those and the ones ready for a pair.
fn paired(row: &MenteeRow) -> Mark {
    if row.mentee.standing.is_gone() {
        Mark::Outside
    } else if row.paired || row.finished {
        Mark::Done
    } else if row.waits() {
        Mark::Lacks(Overdue::Pairs)
    } else {
        Mark::Outside
    }
}

/// Stage 6: pairs that held the first three kinds and a regular meeting and keep meeting, or finished, of all that
/// began and were not broken off. Late is what the rules of the school call late, on any day.
fn worked(view: &View, row: &PairRow) -> Mark {
    match row.pair.state {
        PairState::Proposed | PairState::Ended => return Mark::Outside,
        PairState::Finished => return Mark::Done,
        PairState::Fixed | PairState::Paused => {}
    }
    if !row.overdue_kinds(&view.rules, view.today).is_empty() {
        return Mark::Lacks(Overdue::Plans);
    }
    if row.silence(view.gauge()).is_some() {
        return Mark::Lacks(Overdue::Meetings);
    }
    let complete = row.missing_kinds().is_empty() && row.has_held(MeetingKind::Regular);
    if complete { Mark::Done } else { Mark::Open }
}

/// Stage 7: finished pairs with a final meeting, of all that began and were not broken off.
fn completed(row: &PairRow) -> Mark {
    match row.pair.state {
        PairState::Proposed | PairState::Ended => Mark::Outside,
        _ if !row.has_held(MeetingKind::Final) => Mark::Lacks(Overdue::Finals),
        PairState::Finished => Mark::Done,
        PairState::Fixed | PairState::Paused => Mark::Open,
    }
}

#[cfg(test)]
#[path = "stages_tests.rs"]
mod tests;
