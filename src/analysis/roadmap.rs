//! How far the lines of the roadmap are: counted from what is on file where it can be, ticked by hand where it cannot.

use chrono::NaiveDate;

use super::queue::{self, Coverage, Order};
use super::stages::{Preparation, preparation_gaps};
use super::view::{MenteeRow, MentorRow, PairRow, View};
use crate::domain::status::Missing;
use crate::domain::{
    Activity, ActivityId, Counted, CuratorSheet, CuratorSheetId, EventKind, Gate, InterviewDecision, MeetingKind,
    MenteeStanding, MentorStanding, PairState, Passport, PassportId, Plan, PlanId, Questionnaire, Register,
    RequestState, Swot, SwotId, Wave, YearId,
};

/// So many done of so many. `done` is never more than `of`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Done.
    pub done: usize,
    /// In all; 0 before anything is known.
    pub of: usize,
}

impl Tally {
    fn flags(flags: &[bool]) -> Self {
        Self { done: flags.iter().filter(|flag| **flag).count(), of: flags.len() }
    }

    fn over<T>(rows: impl IntoIterator<Item = T>, done: impl Fn(&T) -> bool) -> Self {
        let mut tally = Self::default();
        for row in rows {
            tally.of += 1;
            tally.done += usize::from(done(&row));
        }
        tally
    }

    /// Whether nothing is left to do.
    pub fn is_complete(self) -> bool {
        self.of > 0 && self.done == self.of
    }
}

/// A line of the roadmap on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoadmapLine {
    /// Which.
    pub id: ActivityId,
    /// What was counted; `None` where the curator ticks it.
    pub tally: Option<Tally>,
    /// Counted to its end, or ticked.
    pub done: bool,
    /// Not done although its last day has passed.
    pub late: bool,
}

/// The roadmap of `year` on `today`, in the order of [`Register::activities`].
pub fn roadmap(register: &Register, year: YearId, today: NaiveDate) -> Vec<RoadmapLine> {
    if register.activities(year).is_empty() {
        return Vec::new();
    }
    let view = View::new(register, year, today);
    of(&view, &queue::of(&view, Order::AsFound).coverage)
}

pub(super) fn of(view: &View, coverage: &[Coverage]) -> Vec<RoadmapLine> {
    let lines = view.register.activities(view.year).into_iter();
    lines.map(|(id, activity)| line(view, coverage, id, activity)).collect()
}

fn line(view: &View, coverage: &[Coverage], id: ActivityId, activity: &Activity) -> RoadmapLine {
    let tally = activity.counted.map(|what| count(view, coverage, what));
    let done = tally.map_or(activity.done.is_done(), Tally::is_complete);
    let late = !done && activity.due.is_some_and(|due| due < view.today);
    RoadmapLine { id, tally, done, late }
}

/// What is counted, in so many words:
/// - people who left or were removed count nowhere, and neither do pairs that were broken off or are only proposed;
/// - what happens once a year is one of one.
fn count(view: &View, coverage: &[Coverage], what: Counted) -> Tally {
    let (register, year) = (view.register, view.year);
    match what {
        Counted::Order => order(register, year),
        Counted::Preparations => {
            let (gaps, of) = (preparation_gaps(register, year).len(), Preparation::ALL.len());
            Tally { done: of - gaps, of }
        }
        Counted::Partners => Tally::over(register.partners(), |(_, partner)| partner.is_bound(view.today)),
        Counted::Requests => Tally::over(mentees(view), has_request),
        Counted::Consents => Tally::over(mentees(view), |row| completed(row) || row.gap.is_none()),
        Counted::Applications => Tally::over(mentors(view), |row| {
            row.mentor.application.is_done() || register.passed(Gate::Application, row.id.into()).is_some()
        }),
        Counted::Interviews => Tally::over(mentors(view), |row| {
            row.mentor.decision != InterviewDecision::Pending || !row.missing.contains(&Missing::Interview)
        }),
        Counted::Training => Tally::over(wanted(view), |row| !row.missing.contains(&Missing::Training)),
        Counted::Admitted => {
            Tally::over(wanted(view), |row| row.missing.is_empty() || row.mentor.standing == MentorStanding::Completed)
        }
        Counted::GeneralMeeting => Tally::flags(&[!register.general_meetings(year).is_empty()]),
        Counted::Pairs => {
            let seen = view.mentees.iter().filter(|row| !row.mentee.standing.is_gone());
            Tally::over(seen.filter(|row| with_mentor(row) || row.waits()), |row| with_mentor(row))
        }
        Counted::FirstMeetings => Tally::over(begun(view), |row| {
            row.missing_kinds().is_empty() || register.passed(Gate::Meetings, row.id.into()).is_some()
        }),
        Counted::Plans => Tally::over(begun(view), |row| {
            register.get::<Plan>(PlanId::from(row.id)).is_some_and(|plan| !plan.items.is_empty())
        }),
        Counted::Meetings => {
            Tally::over(begun(view), |row| row.pair.state == PairState::Finished || row.silence(view.gauge()).is_none())
        }
        Counted::FinalMeetings => Tally::over(begun(view), |row| row.has_held(MeetingKind::Final)),
        Counted::EntryResponses => responses(register, coverage, Wave::Entry),
        Counted::ExitResponses => responses(register, coverage, Wave::Exit),
        Counted::Closed => Tally::over(begun(view), |row| row.pair.state == PairState::Finished),
        Counted::Review => review(register, year),
        Counted::Practices => Tally::flags(&[register.practices(year).next().is_some()]),
        Counted::Awards => match Tally::over(register.awards(year), |(_, award)| !award.order_no.is_empty()) {
            Tally { of: 0, .. } => Tally { done: 0, of: 1 },
            tally => tally,
        },
        Counted::Festival => {
            let festivals = register.events(year);
            Tally::flags(&[festivals.iter().any(|(_, event)| event.kind == EventKind::Festival && event.held)])
        }
    }
}

/// The order that approved the programme, and a curator appointed by one.
fn order(register: &Register, year: YearId) -> Tally {
    let passport = register.get::<Passport>(PassportId::from(year));
    let ordered = passport.is_some_and(|it| !it.order_no.is_empty() && it.order_on.is_some());
    let appointed = passport.is_some_and(|it| it.curators.iter().any(|one| !one.name.is_empty()));
    Tally::flags(&[ordered, appointed])
}

fn mentees<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a MenteeRow<'a>> {
    view.mentees.iter().filter(|row| !row.mentee.standing.is_gone())
}

/// Who completed had a request and the consents, whatever was withdrawn since.
fn completed(row: &MenteeRow) -> bool {
    row.mentee.standing == MenteeStanding::Completed
}

fn has_request(row: &&MenteeRow) -> bool {
    let mut requests = row.mentee.requests.iter();
    completed(row) || requests.any(|request| request.state != RequestState::Withdrawn && !request.is_empty())
}

fn with_mentor(row: &MenteeRow) -> bool {
    row.paired || row.finished
}

fn mentors<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a MentorRow<'a>> {
    view.mentors.iter().filter(|row| !row.mentor.standing.is_gone())
}

/// Those on whom the interview has not decided otherwise.
fn wanted<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a MentorRow<'a>> {
    let turned_down = |it| matches!(it, InterviewDecision::Refused | InterviewDecision::Reserve);
    mentors(view).filter(move |row| !turned_down(row.mentor.decision))
}

/// Pairs that work, pause or finished.
fn begun<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a PairRow<'a>> {
    view.pairs.iter().filter(|row| !matches!(row.pair.state, PairState::Proposed | PairState::Ended))
}

fn responses(register: &Register, coverage: &[Coverage], wave: Wave) -> Tally {
    let of_wave = |row: &&Coverage| {
        register.get::<Questionnaire>(row.questionnaire).is_some_and(|questionnaire| questionnaire.wave == wave)
    };
    coverage
        .iter()
        .filter(of_wave)
        .fold(Tally::default(), |sum, row| Tally { done: sum.done + row.answered, of: sum.of + row.expected })
}

/// The curator's sheet answered to its end, and something on each side of the table of strengths and weaknesses that
/// the school itself answers for.
fn review(register: &Register, year: YearId) -> Tally {
    let sheet = register.get::<CuratorSheet>(CuratorSheetId::from(year));
    let swot = register.get::<Swot>(SwotId::from(year));
    Tally::flags(&[
        sheet.is_some_and(|sheet| sheet.verdict().is_some()),
        swot.is_some_and(|swot| !swot.strengths.is_empty() && !swot.weaknesses.is_empty()),
    ])
}

#[cfg(test)]
#[path = "roadmap_tests.rs"]
mod tests;
