//! How far the lines of the roadmap are: counted from what is on file where it can be, ticked by hand where it cannot.
//!
//! What was done once stays done: a consent that has run out since, a pair that came apart, an agreement that ended take
//! nothing back. What goes on all year shows how much of it there is by now, of all there is to do.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::queue::{self, Order, Queue};
use super::stages::preparations;
use super::view::{MenteeRow, MentorRow, PairRow, View};
use crate::domain::status::Missing;
use crate::domain::{
    Activity, ActivityId, ContactSide, Counted, CuratorSheet, CuratorSheetId, EventKind, Gate, InterviewDecision,
    MeetingKind, MenteeId, MenteeStanding, MentorId, MentorStanding, PairState, Passport, PassportId, PersonId,
    PersonKind, Plan, PlanId, Questionnaire, Register, RequestState, Swot, SwotId, TrainingKind, Wave, Year, YearId,
    is_ordered,
};

/// From how many meetings of the fourth kind on they are a series (seed §4 names none): the fewest that are one.
const SERIES: usize = 3;

/// So many done of so many. `done` is never more than `of`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Done.
    pub done: usize,
    /// In all; 0 before anything is known.
    pub of: usize,
}

impl Tally {
    pub(super) fn flags(flags: &[bool]) -> Self {
        Self { done: flags.iter().filter(|flag| **flag).count(), of: flags.len() }
    }

    fn over<T>(rows: impl IntoIterator<Item = T>, done: impl Fn(&T) -> bool) -> Self {
        let mut tally = Self::default();
        for row in rows {
            tally.enter(done(&row));
        }
        tally
    }

    /// Counts one more.
    pub(super) fn enter(&mut self, done: bool) {
        self.of += 1;
        self.done += usize::from(done);
    }

    /// Of what there should be at least one of, none is none of one.
    fn or_none_of_one(self) -> Self {
        Self { of: self.of.max(1), ..self }
    }

    /// Whether nothing is left to do.
    pub fn is_complete(self) -> bool {
        self.of > 0 && self.done == self.of
    }

    /// How much is left to do.
    pub fn left(self) -> usize {
        self.of - self.done
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

impl RoadmapLine {
    /// How far it is, 0 to 100; 100 only when it is done.
    pub fn percent(self) -> usize {
        percent(self.tally, self.done)
    }
}

pub(super) fn percent(tally: Option<Tally>, done: bool) -> usize {
    match tally {
        _ if done => 100,
        Some(Tally { done, of }) if of > 0 => (done * 100 / of).min(99),
        _ => 0,
    }
}

/// How far lines are together, each weighing the same: 0 to 100, and 100 only when all are done.
pub fn mean_percent(lines: impl IntoIterator<Item = usize>) -> usize {
    let (sum, count) = lines.into_iter().fold((0_usize, 0_usize), |(sum, count), percent| (sum + percent, count + 1));
    sum.checked_div(count).unwrap_or(0)
}

/// The roadmap of `year` on `today`, in the order of [`Register::activities`].
pub fn roadmap(register: &Register, year: YearId, today: NaiveDate) -> Vec<RoadmapLine> {
    if register.activities(year).is_empty() {
        return Vec::new();
    }
    let view = View::new(register, year, today);
    of(&view, &queue::of(&view, Order::AsFound))
}

pub(super) fn of(view: &View, queue: &Queue) -> Vec<RoadmapLine> {
    let lines = view.register.activities(view.year).into_iter();
    lines
        .map(|(id, activity)| {
            let Standing { tally, done, late } = judge(view, queue, activity);
            RoadmapLine { id, tally, done, late }
        })
        .collect()
}

/// How far an activity is, on file or not; as in [`RoadmapLine`].
pub(super) struct Standing {
    pub tally: Option<Tally>,
    pub done: bool,
    pub late: bool,
}

pub(super) fn judge(view: &View, queue: &Queue, activity: &Activity) -> Standing {
    let tally = activity.counted.map(|what| count(view, queue, what));
    let done = tally.map_or(activity.done.is_done(), Tally::is_complete);
    let late = !done && !view.is_ahead() && activity.due.is_some_and(|due| due < view.today);
    Standing { tally, done, late }
}

/// What is counted, in so many words:
/// - people who left or were removed count nowhere, and neither do pairs that were broken off or are only proposed;
/// - what happens once a year is one of one.
fn count(view: &View, queue: &Queue, what: Counted) -> Tally {
    let (register, year) = (view.register, view.year);
    match what {
        Counted::Order => order(view),
        Counted::Preparations => preparations(register, year),
        Counted::Partners => partners(view),
        Counted::Requests => Tally::over(mentees(view), has_request),
        Counted::Consents => Tally::over(mentees(view), |row| completed(row) || row.gap.is_none()),
        Counted::PupilMentors => base(view, |kind| kind == PersonKind::Pupil),
        Counted::TeacherMentors => base(view, |kind| kind == PersonKind::Teacher),
        Counted::OutsideMentors => base(view, PersonKind::is_external_adult),
        Counted::Applications => Tally::over(mentors(view), |row| {
            row.mentor.application.is_done() || register.passed(Gate::Application, row.id.into()).is_some()
        }),
        Counted::Interviews => Tally::over(mentors(view), |row| {
            row.mentor.decision != InterviewDecision::Pending || !row.missing.contains(&Missing::Interview)
        }),
        Counted::Training => Tally::over(wanted(view), |row| !row.missing.contains(&Missing::Training)),
        Counted::Admitted => admitted(view),
        Counted::GeneralMeeting => {
            let held = |date| date <= view.today && view.span.is_some_and(|year| year.contains(date));
            Tally::flags(&[register.general_meetings(year).iter().any(|(_, meeting)| held(meeting.date))])
        }
        Counted::Pairs => pairs(view),
        Counted::FirstMeetings => Tally::over(begun(view), |row| {
            row.missing_kinds().is_empty() || register.passed(Gate::Meetings, row.id.into()).is_some()
        }),
        Counted::Plans => Tally::over(begun(view), |row| {
            register.get::<Plan>(PlanId::from(row.id)).is_some_and(|plan| !plan.items.is_empty())
        }),
        Counted::Meetings => {
            let series = |row: &PairRow| row.held().filter(|it| it.kind == MeetingKind::Regular).count() >= SERIES;
            Tally::over(begun(view), |row| series(row))
        }
        Counted::FinalMeetings => Tally::over(begun(view), |row| row.has_held(MeetingKind::Final)),
        Counted::InService => in_service(view),
        Counted::Interim => interim(view),
        Counted::EntryResponses => entry_responses(register, queue),
        Counted::ExitResponses => queue.at_exit,
        Counted::Closed => Tally::over(begun(view), |row| row.pair.state == PairState::Finished),
        Counted::Review => review(register, year),
        Counted::Practices => {
            let published = |on: Option<NaiveDate>| on.is_some_and(|on| on <= view.today);
            Tally::over(register.practices(year), |(_, it)| published(it.published_on)).or_none_of_one()
        }
        Counted::Awards => Tally::over(register.awards(year), |(_, award)| !award.order_no.is_empty()).or_none_of_one(),
        Counted::Festival => {
            Tally::flags(&[register.held_events(year).iter().any(|event| event.kind == EventKind::Festival)])
        }
    }
}

/// The order that approved the programme, and a curator appointed by one: by that same order where no other is named.
fn order(view: &View) -> Tally {
    let (passport, span) = (view.register.get::<Passport>(PassportId::from(view.year)), view.span);
    let of_year = |number: &str, on| span.is_some_and(|year| is_ordered(number, on, year));
    let ordered = passport.is_some_and(|it| of_year(&it.order_no, it.order_on));
    let mut curators = passport.into_iter().flat_map(|it| &it.curators).filter(|one| !one.name.is_empty());
    let appointed = curators.any(|one| of_year(&one.order_no, one.order_on) || (ordered && one.order_no.is_empty()));
    Tally::flags(&[ordered, appointed])
}

/// Agreements that run in the year, of them those that have begun. One that ends before the year does was there.
fn partners(view: &View) -> Tally {
    let bound = view.register.partners().filter(|(_, it)| view.span.is_some_and(|year| it.is_bound_in(year)));
    Tally::over(bound, |(_, partner)| partner.agreement_on.is_some_and(|on| on <= view.today)).or_none_of_one()
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

/// Mentees who have, or had this year, a pair that worked under an order; of all with a pair and the ones who wait for
/// one. A pair that came apart was fixed all the same.
fn pairs(view: &View) -> Tally {
    let led_by = |pairs: &mut dyn Iterator<Item = &PairRow>| -> BTreeSet<MenteeId> {
        pairs.flat_map(|row| row.pair.mentees.iter().copied()).collect()
    };
    let led = led_by(&mut view.pairs.iter().filter(|row| worked(row)));
    let fixed = led_by(&mut view.pairs.iter().filter(|row| worked(row) && row.pair.is_under_order()));
    Tally::over(mentees(view).filter(|row| led.contains(&row.id) || row.waits()), |row| fixed.contains(&row.id))
}

fn mentors<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a MentorRow<'a>> {
    view.mentors.iter().filter(|row| !row.mentor.standing.is_gone())
}

/// The mentors of some kind: the base has somebody of it, or has not.
fn base(view: &View, is_of: impl Fn(PersonKind) -> bool) -> Tally {
    let found = mentors(view).filter(|row| is_of(row.person.kind_in(view.year)));
    Tally::over(found, |_| true).or_none_of_one()
}

/// Those whom the school teaches and admits.
fn wanted<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a MentorRow<'a>> {
    view.mentors.iter().filter(|row| row.mentor.is_wanted())
}

/// Who led a pair was admitted, whichever certificate has run out since.
fn admitted(view: &View) -> Tally {
    let leaders: BTreeSet<MentorId> = view.pairs.iter().filter(|row| worked(row)).map(|row| row.pair.mentor).collect();
    Tally::over(wanted(view), |row| {
        row.missing.is_empty() || row.mentor.standing == MentorStanding::Completed || leaders.contains(&row.id)
    })
}

/// Pairs that work, pause or finished, and whose first day has come.
fn begun<'a>(view: &'a View<'a>) -> impl Iterator<Item = &'a PairRow<'a>> {
    let has_come = |row: &&PairRow| row.pair.began_on().is_none_or(|first| first <= view.today);
    view.begun().filter(|row| row.pair.state != PairState::Ended).filter(has_come)
}

/// Whether a pair works or has worked; a proposal that came to nothing has not.
fn worked(row: &PairRow) -> bool {
    match row.pair.state {
        PairState::Proposed => false,
        PairState::Ended => row.pair.started_on.or(row.pair.order_date).is_some(),
        PairState::Fixed | PairState::Paused | PairState::Finished => true,
    }
}

/// Mentors at work, of them those who came to a session in service this year.
fn in_service(view: &View) -> Tally {
    let within = |on: NaiveDate| on <= view.today && view.span.is_some_and(|year: &Year| year.contains(on));
    let sessions = view.register.trainings(view.year).into_iter();
    let sessions = sessions.filter(|(_, it)| it.kind == TrainingKind::InService && within(it.on));
    let came: BTreeSet<MentorId> = sessions.flat_map(|(_, it)| it.present.iter().copied()).collect();
    let at_work: BTreeSet<MentorId> = begun(view).map(|row| row.pair.mentor).collect();
    Tally::over(at_work, |id| came.contains(id))
}

/// Pairs of which both sides were heard after their first month: in a talk with the curator, or in a pulse.
fn interim(view: &View) -> Tally {
    let is_pulse = |id| view.register.get::<Questionnaire>(id).is_some_and(|it: &_| it.wave == Wave::Pulse);
    let given = view.register.responses().map(|(_, it)| it).filter(|it| it.year == view.year);
    let pulses: BTreeSet<(PersonId, NaiveDate)> =
        given.filter(|it| is_pulse(it.questionnaire)).map(|it| (it.respondent, it.on)).collect();
    let heard = |row: &PairRow, side: ContactSide, people: &[PersonId]| {
        let on_the_way = |on: NaiveDate| on <= view.today && row.first_month_end().is_some_and(|first| on > first);
        let wrote = |person: &PersonId| {
            pulses.range((*person, NaiveDate::MIN)..=(*person, NaiveDate::MAX)).any(|(_, on)| on_the_way(*on))
        };
        row.talked(side).any(on_the_way) || people.iter().any(wrote)
    };
    Tally::over(begun(view), |row| {
        let mentor: Vec<PersonId> = view.mentor(row.pair.mentor).map(|it| it.mentor.person).into_iter().collect();
        let mentees: Vec<PersonId> =
            row.pair.mentees.iter().filter_map(|id| view.mentee(*id)).map(|it| it.mentee.person).collect();
        heard(row, ContactSide::Mentor, &mentor) && heard(row, ContactSide::Mentee, &mentees)
    })
}

/// Everybody whose pair has begun is asked at once.
fn entry_responses(register: &Register, queue: &Queue) -> Tally {
    let at_entry = queue
        .coverage
        .iter()
        .filter(|row| register.get::<Questionnaire>(row.questionnaire).is_some_and(|sheet| sheet.wave == Wave::Entry));
    at_entry.fold(Tally::default(), |sum, row| Tally { done: sum.done + row.answered, of: sum.of + row.expected })
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
