//! The indicators of a year or of any other period, each with its reading and the people behind it.
//!
//! Whoever has several roles is counted once in every numerator (model §12). A pair counts for a period when it worked
//! on any of its days.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::census::Forms;
use super::figures;
use crate::analysis::stats::{count, percent};
use crate::domain::{Class, Form, Indicator, Person, PersonId, Register, SatisfiedBy, Year, YearId};

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Period {
    /// A programme year as far as it has gone on `today`.
    pub fn of_year(year: &Year, today: NaiveDate) -> Self {
        Self { from: year.start, to: year.end.min(today).max(year.start) }
    }

    /// The same days without the ends that are those of the year: a paper handed in before its first day or after its
    /// last one belongs to the whole year all the same.
    pub(super) fn widened(self, year: Option<&Year>) -> Self {
        let Some(year) = year else { return self };
        Self {
            from: if self.from <= year.start { NaiveDate::MIN } else { self.from },
            to: if self.to >= year.end { NaiveDate::MAX } else { self.to },
        }
    }

    /// Whether it is a whole programme year: only of one can be said what is counted or planned for a year.
    pub fn is_whole(self, year: &Year) -> bool {
        self.from <= year.start && self.to >= year.end
    }

    /// Whether a day is in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Full years somebody has on 31 December of the calendar year in which the period ends: the year of the report
    /// less the year of birth, as the official form asks for that year alone (model §4.7).
    pub fn age(self, person: &Person) -> Option<i32> {
        person.birth.year().map(|born| self.to.year() - born)
    }
}

/// How an indicator is read, where there is more than one way (model §4.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reading {
    /// Who is in a pair that worked in the period.
    InPairs,
    /// Of an age band, on 31 December.
    OfAge,
    /// Of all pupils on the list of classes.
    OfContingent,
    /// Counted by the school: there is no event of that kind on file.
    ByHand,
    /// From who took part in events, each pupil once.
    FromEvents,
    /// From the projects brought to their end; the people are those of the projects.
    FromProjects,
    /// From measures at the entry and at the exit.
    Measured,
    /// Said yes to an item of the exit questionnaire.
    Answered,
    /// Satisfied by the exit questionnaire, by this rule of the three.
    Satisfied(SatisfiedBy),
    /// From requests that no finished pair has met.
    FromRequests,
    /// Different organisations of the mentors.
    Organisations,
}

/// How much it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// Nobody has said what is needed: the number counted by hand, measures, answers.
    Unknown,
    /// A number.
    Count(usize),
    /// So many of so many.
    Share {
        /// The numerator.
        part: usize,
        /// The denominator; 0 where nobody has entered it.
        whole: usize,
    },
}

impl Amount {
    /// The number that is compared with a plan and with other years: a count, or per cent.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Unknown => None,
            Self::Count(number) => Some(count(number)),
            Self::Share { part, whole } => percent(part, whole),
        }
    }

    /// Whether a share stands on so few people that only counts may be shown.
    pub fn is_small(self) -> bool {
        matches!(self, Self::Share { whole, .. } if super::is_small(whole))
    }
}

/// What is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// The school's own number.
    School(u32),
    /// The number of Р-145 for that year, and whether it was read in the paper rather than remembered.
    Federal(u32, bool),
}

impl Plan {
    /// The number.
    pub fn number(self) -> u32 {
        match self {
            Self::School(number) | Self::Federal(number, _) => number,
        }
    }
}

/// An indicator of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Which.
    pub indicator: Indicator,
    /// Of the people in pairs of this form; of the whole school without.
    pub form: Option<Form>,
    /// How it is read.
    pub reading: Reading,
    /// How much it is.
    pub amount: Amount,
    /// The people of the numerator, by identity.
    pub people: Vec<PersonId>,
    /// The people of the denominator, where they are known one by one: those who answered, or were measured twice.
    pub among: Vec<PersonId>,
    /// What is planned.
    pub plan: Option<Plan>,
}

impl Figure {
    /// How much of the plan is done, in per cent: for what should fall, the plan of the fact.
    pub fn done(&self) -> Option<f64> {
        let (fact, plan) = (self.amount.number()?, f64::from(self.plan?.number()));
        let (part, whole) = if self.indicator.is_reversed() { (plan, fact) } else { (fact, plan) };
        (whole > 0.0).then(|| part * 100.0 / whole)
    }

    /// Whether the plan is met.
    pub fn is_met(&self) -> Option<bool> {
        let (fact, plan) = (self.amount.number()?, f64::from(self.plan?.number()));
        Some(if self.indicator.is_reversed() { fact <= plan } else { fact >= plan })
    }
}

/// The shares of Р-145 by calendar year (model §4.7). Only the 70 of 2024 could be read; the others are remembered.
const FEDERAL: &[(Indicator, [Option<u32>; 5])] = &[
    (Indicator::Mentees, [Some(10), Some(20), Some(35), Some(50), Some(70)]),
    (Indicator::MenteesOfAll, [None, None, None, None, Some(70)]),
    (Indicator::InvolvedOfAll, [None, None, None, None, Some(70)]),
    (Indicator::YoungMentors, [Some(2), Some(4), Some(6), Some(8), Some(10)]),
    (Indicator::YoungTeachers, [Some(10), Some(20), Some(35), Some(50), Some(70)]),
    (Indicator::Enterprises, [Some(2), Some(4), Some(10), Some(20), Some(30)]),
    (Indicator::SatisfiedMentees, [None, Some(50), Some(60), Some(70), Some(85)]),
    (Indicator::SatisfiedMentors, [None, Some(50), Some(60), Some(70), Some(85)]),
];
/// The calendar year of the first column; the last column goes on holding after its year.
const FIRST: i32 = 2020;

pub(super) fn federal(indicator: Indicator, year: i32) -> Option<Plan> {
    let (_, shares) = FEDERAL.iter().find(|(known, _)| *known == indicator)?;
    let at = usize::try_from(year - FIRST).ok()?.min(shares.len() - 1);
    let read = at + 1 == shares.len() && shares[at] == Some(70);
    shares[at].map(|share| Plan::Federal(share, read))
}

/// The evaluated results of each form of the seed (§7.1–7.4), as indicators.
pub fn form_results(form: Form) -> &'static [Indicator] {
    use Indicator::*;
    match form {
        Form::PupilPupil => &[BetterMarks, BetterMood, Clubs, Sports, ProjectsDone, Watched, Complaints],
        Form::StudentPupil => &[BetterMarks, BetterMood, ProjectsDone, Disoriented, Watched, FutureMentors],
        Form::EmployerPupil => &[BetterMarks, BetterMood, Clubs, CareerDone, ProjectsDone, FutureMentors, RegionJobs],
        Form::TeacherPupil => &[BetterMarks, BetterMood, Clubs, ProjectsDone],
        Form::EmployerStudent | Form::TeacherTeacher => &[],
    }
}

/// By what the people of a figure are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The class of the year.
    Class,
    /// The form of their pairs; whoever is in two is in both.
    Form,
    /// Age on 31 December.
    Age,
}

/// What a group has in common; `None` where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// A class.
    Class(Option<Class>),
    /// A form.
    Form(Option<Form>),
    /// Years of age.
    Age(Option<i32>),
}

/// The people of a figure in groups, those of whom nothing is known first. `forms` are those of [`forms_of`].
pub fn cut(
    register: &Register,
    year: YearId,
    period: Period,
    forms: &Forms,
    people: &[PersonId],
    by: Cut,
) -> Vec<(Group, Vec<PersonId>)> {
    let mut groups: BTreeMap<Group, Vec<PersonId>> = BTreeMap::new();
    for id in people {
        let person = register.get::<Person>(*id);
        let of: Vec<Group> = match by {
            Cut::Class => vec![Group::Class(person.and_then(|it| it.class_in(year)).copied())],
            Cut::Age => vec![Group::Age(person.and_then(|it| period.age(it)))],
            Cut::Form => match forms.get(id) {
                Some(forms) => forms.iter().map(|form| Group::Form(Some(*form))).collect(),
                None => vec![Group::Form(None)],
            },
        };
        of.into_iter().for_each(|group| groups.entry(group).or_default().push(*id));
    }
    groups.into_iter().collect()
}

/// Every figure in each of at most `most` years on file up to `year`, oldest first; the last one over `period`.
pub fn over_years(register: &Register, year: YearId, period: Period, most: usize) -> Vec<(YearId, Vec<Figure>)> {
    let years = register.years_of_programme(year);
    let last = years.iter().position(|(id, _)| *id == year).map_or(0, |at| at + 1);
    let span = |id: YearId, of: &Year| if id == year { period } else { Period::of_year(of, of.end) };
    years[last.saturating_sub(most)..last].iter().map(|(id, of)| (*id, figures(register, *id, span(*id, of)))).collect()
}

/// Every figure of the year before `year`, over the same days a year earlier: what a period is compared with, since
/// half a year is no match for a whole one.
pub fn a_year_before(register: &Register, year: YearId, period: Period) -> Option<Vec<Figure>> {
    let years = register.years_of_programme(year);
    let at = years.iter().position(|(id, _)| *id == year)?;
    let (before, _) = years.get(at.checked_sub(1)?)?;
    let earlier = |day: NaiveDate| day.checked_sub_months(Months::new(12));
    Some(figures(register, *before, Period { from: earlier(period.from)?, to: earlier(period.to)? }))
}

/// Where an indicator goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// There is nothing to compare.
    Unknown,
    /// It was read otherwise before: by another rule, or by hand.
    Otherwise,
    /// One of the two stands on too few people.
    TooFew,
    /// For the better.
    Better,
    /// Nowhere.
    Same,
    /// For the worse.
    Worse,
}

/// Where an indicator goes from one year to the next. Only what is read alike is compared, and no share of a few people.
pub fn direction(before: &Figure, now: &Figure) -> Direction {
    let (Some(earlier), Some(later)) = (before.amount.number(), now.amount.number()) else {
        return Direction::Unknown;
    };
    let is_share = |figure: &Figure| matches!(figure.amount, Amount::Share { .. });
    if before.reading != now.reading || is_share(before) != is_share(now) {
        return Direction::Otherwise;
    }
    if before.amount.is_small() || now.amount.is_small() {
        return Direction::TooFew;
    }
    let rise = if now.indicator.is_reversed() { earlier - later } else { later - earlier };
    match rise {
        rise if rise > 0.0 => Direction::Better,
        rise if rise < 0.0 => Direction::Worse,
        _ => Direction::Same,
    }
}
