//! Self-check against the benchmarks of the mentoring standard (EEPM, 4th edition; model §11.1): what of it can be seen
//! on file, for every pair and for the programme.
//!
//! Whether what was said in a talk of the curator is true, and how a meeting really went, nothing on file says.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};

use super::answers::Papers;
use crate::analysis::stats::percent;
use crate::analysis::view::{FIRST_KINDS, PairRow, View};
use crate::domain::status::missing_consent;
use crate::domain::{
    Audience, ContactSide, MeetingKind, MeetingState, Mentor, Next, PairId, PersonId, Register, Wave, YearId, taught,
    trained,
};

/// The six standards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// Привлечение.
    Recruitment,
    /// Отбор.
    Screening,
    /// Обучение.
    Training,
    /// Подбор и начало.
    Matching,
    /// Сопровождение.
    Monitoring,
    /// Завершение.
    Closure,
}

/// What is checked of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// Every mentee has a request with a problem of the seed's list.
    RequestInScope,
    /// The mentor said what they can give.
    Offer,
    /// The mentor applied in writing.
    Application,
    /// The mentor was interviewed.
    Interview,
    /// The certificates of an adult from outside held when the pair began.
    Certificates,
    /// Consents of all sides were signed.
    Consents,
    /// The mentor had the hours of training the school asks for.
    TrainingHours,
    /// The training came before the pair.
    TrainedBefore,
    /// The mentor was taught every mandatory topic of the school's list, as far as sessions are on file.
    TrainingTopics,
    /// The role model by which they were put together is on file.
    Criteria,
    /// Both sides agreed on a known day.
    Agreement,
    /// They were fixed by an order with number and day.
    Ordered,
    /// Both sides were at a general meeting, where staff brings them together.
    Introduced,
    /// They met at least twice in the first month.
    FirstMonth,
    /// They met in every month after that.
    Monthly,
    /// Every meeting has its length and what was done.
    Described,
    /// The relationship was asked about: in a meeting or by a questionnaire.
    Relationship,
    /// Every safety note has an answer.
    Safety,
    /// The curator talked with each side at least twice in the first month.
    ContactFirstMonth,
    /// The curator talked with each side in every month after that.
    ContactMonthly,
    /// Every talk asked for all the standard names.
    ContactAsked,
    /// A closed pair had its final meeting.
    FinalMeeting,
    /// The closing talk was held with both sides.
    ClosingTalk,
    /// Both sides answered at the exit.
    ExitAnswers,
    /// What comes next for the mentees was decided.
    NextStep,
}

impl Check {
    /// Every check, by standard.
    pub const ALL: [Self; 25] = [
        Self::RequestInScope,
        Self::Offer,
        Self::Application,
        Self::Interview,
        Self::Certificates,
        Self::Consents,
        Self::TrainingHours,
        Self::TrainedBefore,
        Self::TrainingTopics,
        Self::Criteria,
        Self::Agreement,
        Self::Ordered,
        Self::Introduced,
        Self::FirstMonth,
        Self::Monthly,
        Self::Described,
        Self::Relationship,
        Self::Safety,
        Self::ContactFirstMonth,
        Self::ContactMonthly,
        Self::ContactAsked,
        Self::FinalMeeting,
        Self::ClosingTalk,
        Self::ExitAnswers,
        Self::NextStep,
    ];

    /// The standard it belongs to.
    pub fn standard(self) -> Standard {
        match self {
            Self::RequestInScope | Self::Offer => Standard::Recruitment,
            Self::Application | Self::Interview | Self::Certificates | Self::Consents => Standard::Screening,
            Self::TrainingHours | Self::TrainedBefore | Self::TrainingTopics => Standard::Training,
            Self::Criteria | Self::Agreement | Self::Ordered | Self::Introduced => Standard::Matching,
            Self::FirstMonth | Self::Monthly | Self::Described | Self::Relationship | Self::Safety => {
                Standard::Monitoring
            }
            Self::ContactFirstMonth | Self::ContactMonthly | Self::ContactAsked => Standard::Monitoring,
            Self::FinalMeeting | Self::ClosingTalk | Self::ExitAnswers | Self::NextStep => Standard::Closure,
        }
    }
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// Which.
    pub check: Check,
    /// Pairs that meet it.
    pub met: Vec<PairId>,
    /// Pairs that do not.
    pub missing: Vec<PairId>,
}

impl CheckResult {
    /// The share of pairs that meet it among those it applies to, in per cent.
    pub fn share(&self) -> Option<f64> {
        percent(self.met.len(), self.met.len() + self.missing.len())
    }
}

/// The same looked at from a pair: what it meets of all that applies to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairStanding {
    /// Which pair.
    pub pair: PairId,
    /// Checks it meets, in the order of [`Check::ALL`].
    pub met: Vec<Check>,
    /// Checks it does not.
    pub missing: Vec<Check>,
}

/// Every pair to which anything applies, the one that lacks most first, else by identity.
pub fn by_pair(results: &[CheckResult]) -> Vec<PairStanding> {
    let mut pairs: BTreeMap<PairId, PairStanding> = BTreeMap::new();
    for result in results {
        let mut of = |pair: PairId, is_met: bool| {
            let empty = PairStanding { pair, met: Vec::new(), missing: Vec::new() };
            let standing = pairs.entry(pair).or_insert(empty);
            if is_met { standing.met.push(result.check) } else { standing.missing.push(result.check) }
        };
        result.met.iter().for_each(|pair| of(*pair, true));
        result.missing.iter().for_each(|pair| of(*pair, false));
    }
    let mut pairs: Vec<PairStanding> = pairs.into_values().collect();
    pairs.sort_by_key(|it| Reverse(it.missing.len()));
    pairs
}

/// What the checks find of the pairs of `year` on `today`, in the order of [`Check::ALL`].
pub fn benchmarks(register: &Register, year: YearId, today: NaiveDate) -> Vec<CheckResult> {
    let view = View::new(register, year, today);
    let answered = Answered::of(register, year);
    let mut results: Vec<CheckResult> =
        Check::ALL.iter().map(|check| CheckResult { check: *check, met: Vec::new(), missing: Vec::new() }).collect();
    for row in view.begun() {
        for result in &mut results {
            match (Judge { view: &view, row, answered: &answered }).judge(result.check) {
                Some(true) => result.met.push(row.id),
                Some(false) => result.missing.push(row.id),
                None => {}
            }
        }
    }
    results
}

/// Who answered what.
struct Answered {
    exit: [std::collections::HashSet<PersonId>; 2],
    any: std::collections::HashSet<PersonId>,
}

impl Answered {
    fn of(register: &Register, year: YearId) -> Self {
        let papers = Papers::of(register, year, None);
        let exit = [Audience::Mentee, Audience::Mentor]
            .map(|audience| papers.of_wave(Wave::Exit, audience).flat_map(|it| it.papers.keys().copied()).collect());
        let asked_back = papers.kinds().filter(|kind| kind.newest.wave != Wave::Entry);
        let any = asked_back.flat_map(|kind| kind.papers.keys().copied()).collect();
        Self { exit, any }
    }
}

struct Judge<'a, 'b> {
    view: &'b View<'a>,
    row: &'b PairRow<'a>,
    answered: &'b Answered,
}

impl<'a> Judge<'a, '_> {
    fn mentor(&self) -> Option<&'a Mentor> {
        self.view.mentor(self.row.pair.mentor).map(|row| row.mentor)
    }

    fn mentees(&self) -> impl Iterator<Item = &crate::analysis::view::MenteeRow<'a>> {
        self.row.pair.mentees.iter().filter_map(|id| self.view.mentee(*id))
    }

    fn people(&self) -> Vec<PersonId> {
        self.mentees().map(|row| row.mentee.person).chain(self.mentor().map(|it| it.person)).collect()
    }

    /// The first day of work, or today where it is not known.
    fn began(&self) -> NaiveDate {
        self.row.pair.began_on().unwrap_or(self.view.today)
    }

    /// The last day that can be judged.
    fn end(&self) -> NaiveDate {
        self.row.pair.closing.as_ref().map_or(self.view.today, |closing| closing.on.min(self.view.today))
    }

    fn held_days(&self) -> Vec<NaiveDate> {
        self.row.meetings.iter().filter(|it| it.state == MeetingState::Held).map(|it| it.date).collect()
    }

    /// Whether a pair meets a check; `None` where it does not apply, or not yet.
    fn judge(&self, check: Check) -> Option<bool> {
        match check.standard() {
            Standard::Recruitment | Standard::Screening | Standard::Training => self.judge_people(check),
            Standard::Matching => Some(match check {
                Check::Criteria => !self.row.pair.role.is_empty(),
                Check::Ordered => !self.row.pair.order_no.is_empty() && self.row.pair.order_date.is_some(),
                Check::Introduced => self.were_introduced(),
                _ => self.row.pair.agreed_on().is_some(),
            }),
            Standard::Monitoring => self.judge_work(check),
            Standard::Closure => self.judge_end(check),
        }
    }

    /// Whether both sides were at general meetings of the year by the end of what is judged.
    fn were_introduced(&self) -> bool {
        let (pair, end) = (self.row.pair, self.end());
        let meetings = || self.view.register.general_meetings(pair.year).into_iter().filter(|(_, it)| it.date <= end);
        let mentor = meetings().any(|(_, it)| it.mentors.contains(&pair.mentor));
        mentor && pair.mentees.iter().all(|id| meetings().any(|(_, it)| it.mentees.contains(id)))
    }

    fn judge_people(&self, check: Check) -> Option<bool> {
        let mentor = self.mentor()?;
        let person = self.view.mentor(self.row.pair.mentor)?.person;
        let began = self.began();
        Some(match check {
            Check::RequestInScope => {
                self.mentees().all(|row| row.mentee.requests.iter().any(|it| !it.problems.is_empty()))
            }
            Check::Offer => !mentor.competences.is_empty(),
            Check::Application => mentor.application.is_done(),
            Check::Interview => mentor.interview.is_done(),
            Check::Certificates => {
                if !person.kind.is_external_adult() {
                    return None;
                }
                let held = |until: Option<NaiveDate>| until.is_some_and(|last| last >= began);
                held(mentor.record_check_until) && held(mentor.medical_check_until)
            }
            Check::Consents => {
                let data = crate::domain::ConsentKind::Data;
                // A consent that has gone since says nothing against the beginning: today's pairs are judged today.
                let day = self.end();
                person.consents_to(data, day) && self.mentees().all(|row| missing_consent(row.person, day).is_none())
            }
            Check::TrainingHours => {
                let taught = taught(self.view.register, self.row.pair.mentor, self.end());
                taught.step().is_done() && taught.hours() >= self.view.rules.training_hours
            }
            Check::TrainingTopics => {
                let taught = taught(self.view.register, self.row.pair.mentor, self.end());
                // What was taught elsewhere is not known by topics.
                if taught.by_hand.is_done() && taught.had.is_empty() {
                    return None;
                }
                taught.lacking.is_empty()
            }
            _ => {
                let step = trained(self.view.register, self.row.pair.mentor, self.end());
                step.is_done() && step.date().is_none_or(|on| on <= began)
            }
        })
    }

    fn judge_work(&self, check: Check) -> Option<bool> {
        let (began, end, days) = (self.began(), self.end(), self.held_days());
        let held = || self.row.meetings.iter().filter(|it| it.state == MeetingState::Held);
        match check {
            Check::FirstMonth => self.in_first_month(&days),
            Check::Monthly => self.in_every_month(&days),
            Check::ContactFirstMonth => self.of_both(Self::in_first_month),
            Check::ContactMonthly => self.of_both(Self::in_every_month),
            Check::ContactAsked => {
                let talks = &self.row.contacts;
                (!talks.is_empty()).then(|| talks.iter().all(|talk| talk.asks_all()))
            }
            Check::Described => (!days.is_empty()).then(|| {
                held()
                    .all(|it| it.meeting.minutes > 0 && !(it.meeting.topic.is_empty() && it.meeting.result.is_empty()))
            }),
            Check::Relationship => {
                let asked = held().any(|it| it.meeting.mood_mentee.is_some() || it.meeting.mood_mentor.is_some());
                let late = end >= began.checked_add_days(Days::new(u64::from(self.view.rules.early_days)))?;
                late.then(|| asked || self.people().iter().any(|person| self.answered.any.contains(person)))
            }
            _ => {
                let mut noted = self.row.meetings.iter().filter(|it| !it.meeting.safety_note.is_empty()).peekable();
                noted.peek()?;
                Some(noted.all(|it| !it.awaits_action))
            }
        }
    }

    /// Whether something happened twice in the first month; `None` while it lasts.
    fn in_first_month(&self, days: &[NaiveDate]) -> Option<bool> {
        let began = self.began();
        let month = began.checked_add_months(Months::new(1))?;
        (self.end() >= month).then(|| days.iter().filter(|day| (began..month).contains(*day)).count() >= 2)
    }

    /// Whether something happened in every month after the first; `None` before one of them is over.
    fn in_every_month(&self, days: &[NaiveDate]) -> Option<bool> {
        let (began, end) = (self.began(), self.end());
        let start = |month: u32| began.checked_add_months(Months::new(month));
        let months = (1..).map_while(|month| Some((start(month)?, start(month + 1)?)));
        let mut whole = months.take_while(|(_, next)| *next <= end).peekable();
        whole.peek()?;
        Some(whole.all(|(start, next)| days.iter().any(|day| (start..next).contains(day))))
    }

    /// A judgement that must hold of the talks with the mentor and of those with the mentee.
    fn of_both(&self, judged: fn(&Self, &[NaiveDate]) -> Option<bool>) -> Option<bool> {
        let of = |side| judged(self, &self.row.talked(side).collect::<Vec<_>>());
        Some(of(ContactSide::Mentor)? && of(ContactSide::Mentee)?)
    }

    fn judge_end(&self, check: Check) -> Option<bool> {
        let closing = self.row.pair.closing.as_ref().filter(|_| self.row.pair.state.is_closed())?;
        match check {
            // A pair that parted before its first three meetings has nothing to sum up together.
            Check::FinalMeeting => {
                FIRST_KINDS.iter().all(|kind| self.row.has_held(*kind)).then(|| self.row.has_held(MeetingKind::Final))
            }
            Check::ClosingTalk => Some(closing.talk_held),
            Check::ExitAnswers => {
                let mentor = self.mentor()?.person;
                let [mentees, mentors] = &self.answered.exit;
                Some(mentors.contains(&mentor) && self.mentees().all(|row| mentees.contains(&row.mentee.person)))
            }
            _ => Some(closing.next != Next::Open),
        }
    }
}
