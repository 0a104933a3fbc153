//! The indicators of a year or of any other period, each with its reading and the people behind it.
//!
//! Whoever has several roles is counted once in every numerator (model §12). A pair counts for a period when it worked
//! on any of its days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::answers::{Given, Papers};
use super::change::{Series, What, measured};
use super::{events, satisfaction};
use crate::analysis::stats::{count, percent};
use crate::analysis::view::View;
use crate::domain::{
    Answer, Audience, Class, Form, Health, Indicator, PairState, Parameter, Person, PersonId, PersonKind, Problem,
    Register, RequestState, TargetGroup, Wave, Year, YearId, YearNumbers,
};
use crate::fields::fold;

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
    /// From answers to the exit questionnaire.
    Answered,
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
    /// How it is read.
    pub reading: Reading,
    /// How much it is.
    pub amount: Amount,
    /// The people of the numerator, by identity.
    pub people: Vec<PersonId>,
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

fn federal(indicator: Indicator, year: i32) -> Option<Plan> {
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
        Form::StudentPupil => &[BetterMarks, BetterMood, ProjectsDone, Watched, FutureMentors],
        Form::EmployerPupil => &[BetterMarks, BetterMood, Clubs, CareerDone, ProjectsDone, FutureMentors, RegionJobs],
        Form::TeacherPupil => &[BetterMarks, BetterMood, Clubs, ProjectsDone],
        Form::EmployerStudent | Form::TeacherTeacher => &[],
    }
}

/// What the indicators are worked out from.
struct Census<'a> {
    view: View<'a>,
    period: Period,
    numbers: YearNumbers,
    papers: Papers<'a>,
    measured: Vec<Series<'a>>,
    sides: Sides,
}

/// Who was in a pair that worked in a period.
#[derive(Default)]
struct Sides {
    mentees: BTreeSet<PersonId>,
    mentors: BTreeSet<PersonId>,
    forms: Forms,
}

impl Sides {
    fn of(view: &View, period: Period) -> Self {
        let mut sides = Self::default();
        for row in view.pairs.iter().filter(|row| worked(row.pair, period)) {
            let led = row.pair.mentees.iter().filter_map(|id| view.mentee(*id)).map(|row| row.mentee.person);
            let led: Vec<PersonId> = led.collect();
            let leader = view.mentor(row.pair.mentor).map(|row| row.mentor.person);
            for person in led.iter().copied().chain(leader) {
                sides.forms.entry(person).or_default().insert(row.pair.form);
            }
            sides.mentees.extend(led);
            sides.mentors.extend(leader);
        }
        sides
    }
}

impl<'a> Census<'a> {
    fn of(register: &'a Register, year: YearId, period: Period) -> Self {
        let view = View::new(register, year, period.to);
        let sides = Sides::of(&view, period);
        let numbers = register.numbers(year);
        let papers = Papers::of(register, year, Some((period.from, period.to)));
        let measured = measured(register, year, period.to);
        Self { view, period, numbers, papers, measured, sides }
    }

    fn person(&self, id: PersonId) -> Option<&'a Person> {
        self.view.register.get::<Person>(id).map(AsRef::as_ref)
    }

    /// Those of a set whom a rule takes.
    fn those<'b>(&self, set: impl IntoIterator<Item = &'b PersonId>, fits: impl Fn(&Person) -> bool) -> Vec<PersonId> {
        set.into_iter().copied().filter(|id| self.person(*id).is_some_and(&fits)).collect()
    }

    fn involved(&self) -> BTreeSet<PersonId> {
        self.sides.mentees.union(&self.sides.mentors).copied().collect()
    }

    fn is_aged(&self, person: &Person, from: i32, to: i32) -> bool {
        self.period.age(person).is_some_and(|age| (from..=to).contains(&age))
    }

    fn figure(&self, indicator: Indicator) -> Figure {
        let (reading, amount, people) = self.measure(indicator);
        let own = self.numbers.plan(indicator).map(Plan::School);
        let plan = own.or_else(|| federal(indicator, self.period.to.year()));
        Figure { indicator, reading, amount, people, plan }
    }

    fn measure(&self, indicator: Indicator) -> (Reading, Amount, Vec<PersonId>) {
        use Indicator::*;
        if let Some(found) = events::measure(self.view.register, self.view.year, self.period, indicator) {
            return found;
        }
        if indicator.is_counted_by_hand() {
            let fact = self.numbers.fact(indicator).and_then(|fact| usize::try_from(fact).ok());
            return (Reading::ByHand, fact.map_or(Amount::Unknown, Amount::Count), Vec::new());
        }
        let counted = |people: Vec<PersonId>| (Reading::InPairs, Amount::Count(people.len()), people);
        let share = |reading, people: Vec<PersonId>, whole: Option<u32>| {
            let whole = whole.and_then(|whole| usize::try_from(whole).ok()).unwrap_or(0);
            (reading, Amount::Share { part: people.len(), whole }, people)
        };
        match indicator {
            EnterpriseMentors => counted(self.those(&self.sides.mentors, |it| it.kind == PersonKind::Employee)),
            StudentMentors => counted(self.those(&self.sides.mentors, |it| it.kind == PersonKind::Student)),
            Ovz => counted(self.with_ovz()),
            Adaptation => {
                let people = self.unadapted();
                (Reading::FromRequests, Amount::Count(people.len()), people)
            }
            Mentees => {
                let aged = self.those(&self.sides.mentees, |it| self.is_aged(it, 10, 19));
                share(Reading::OfAge, aged, self.numbers.aged_10_19)
            }
            YoungMentors => {
                let aged = self.those(&self.sides.mentors, |it| self.is_aged(it, 15, 19));
                share(Reading::OfAge, aged, self.numbers.aged_15_19)
            }
            MenteesOfAll => share(Reading::OfContingent, self.pupils(&self.sides.mentees), self.contingent()),
            InvolvedOfAll => share(Reading::OfContingent, self.pupils(&self.involved()), self.contingent()),
            YoungTeachers => {
                let teachers = self.those(&self.sides.mentees, |it| it.kind == PersonKind::Teacher);
                share(Reading::InPairs, teachers, self.numbers.young_teachers)
            }
            Enterprises => self.enterprises(),
            SatisfiedMentees => self.satisfied(Audience::Mentee),
            SatisfiedMentors => self.satisfied(Audience::Mentor),
            Motivation => self.risen(&[Parameter::WishForMarks, Parameter::Involvement], Some("X20")),
            BetterMarks => self.risen(&[Parameter::Marks], None),
            BetterMood => self.risen(&[Parameter::Mood], None),
            Clubs => self.said_yes("X21"),
            Sports => self.said_yes("X22"),
            FutureMentors => self.said_yes("X19"),
            _ => counted(self.in_grades(&self.involved(), 5..=11)),
        }
    }

    fn in_grades(&self, set: &BTreeSet<PersonId>, grades: std::ops::RangeInclusive<u8>) -> Vec<PersonId> {
        let year = self.view.year;
        self.those(set, |it| it.class_in(year).is_some_and(|class| grades.contains(&class.grade)))
    }

    /// Those of a set who are on the list of a class this year.
    fn pupils(&self, set: &BTreeSet<PersonId>) -> Vec<PersonId> {
        self.those(set, |it| it.class_in(self.view.year).is_some())
    }

    fn contingent(&self) -> Option<u32> {
        let year = self.view.span.filter(|year| !year.contingent.is_empty())?;
        Some(year.contingent.iter().map(|(_, pupils)| u32::from(*pupils)).sum())
    }

    fn with_ovz(&self) -> Vec<PersonId> {
        let is_ovz = |row: &&crate::analysis::view::MenteeRow| {
            let named = row.mentee.requests.iter().flat_map(|request| &request.problems).any(|it| it.is_restricted());
            matches!(row.person.health, Health::Ovz | Health::Zpr)
                || row.mentee.group == Some(TargetGroup::Ovz)
                || named
        };
        self.led_rows().filter(is_ovz).map(|row| row.mentee.person).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Mentees of the period by identity of the entry.
    fn led_rows(&self) -> impl Iterator<Item = &crate::analysis::view::MenteeRow<'a>> {
        self.view.mentees.iter().filter(|row| self.sides.mentees.contains(&row.mentee.person))
    }

    /// Whoever asked for help with adaptation by the end of the period and is in no pair that reached its end by then.
    fn unadapted(&self) -> Vec<PersonId> {
        let asks = |row: &crate::analysis::view::MenteeRow| {
            let open = row.mentee.requests.iter().filter(|it| it.state != RequestState::Withdrawn);
            let mut open = open.filter(|it| it.made_on.is_none_or(|on| on <= self.period.to));
            open.any(|it| it.problems.contains(&Problem::Adaptation))
        };
        let done: BTreeSet<_> = self
            .view
            .pairs
            .iter()
            .filter(|row| row.pair.state == PairState::Finished)
            .filter(|row| row.pair.closing.as_ref().is_some_and(|closing| closing.on <= self.period.to))
            .flat_map(|row| row.pair.mentees.iter().copied())
            .collect();
        let left = self.view.mentees.iter().filter(|row| asks(row) && !done.contains(&row.id));
        left.map(|row| row.mentee.person).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn enterprises(&self) -> (Reading, Amount, Vec<PersonId>) {
        let people =
            self.those(&self.sides.mentors, |it| it.kind == PersonKind::Employee && !it.organisation.is_empty());
        let names = people.iter().filter_map(|id| self.person(*id)).map(|it| fold(&it.organisation));
        let part = names.collect::<BTreeSet<String>>().len();
        let whole = self.numbers.enterprises.and_then(|whole| usize::try_from(whole).ok());
        let amount = whole.map_or(Amount::Count(part), |whole| Amount::Share { part, whole });
        (Reading::Organisations, amount, people)
    }

    fn satisfied(&self, audience: Audience) -> (Reading, Amount, Vec<PersonId>) {
        let found = satisfaction::of(&self.view, &self.papers, audience, self.numbers.satisfied_by);
        let whole = found.yes.len() + found.no.len();
        let amount = if whole == 0 { Amount::Unknown } else { Amount::Share { part: found.yes.len(), whole } };
        (Reading::Answered, amount, found.yes)
    }

    /// Those for whom a measure became better among those who have it twice; where nobody has, those who said so.
    fn risen(&self, parameters: &[Parameter], item: Option<&str>) -> (Reading, Amount, Vec<PersonId>) {
        let (mut better, mut all) = (BTreeSet::new(), BTreeSet::new());
        for series in self
            .measured
            .iter()
            .filter(|it| matches!(it.what, What::Measure(parameter) if parameters.contains(&parameter)))
        {
            all.extend(series.people.iter().map(|twice| twice.person));
            better.extend(series.split()[0].iter().copied());
        }
        match item {
            Some(item) if all.is_empty() => self.said_yes(item),
            _ if all.is_empty() => (Reading::Measured, Amount::Unknown, Vec::new()),
            _ => {
                let amount = Amount::Share { part: better.len(), whole: all.len() };
                (Reading::Measured, amount, better.into_iter().collect())
            }
        }
    }

    /// Those who said yes to an item of the mentees' exit questionnaire, among yes and no.
    fn said_yes(&self, id: &str) -> (Reading, Amount, Vec<PersonId>) {
        // Whoever left two forms is one person: what they said last counts.
        let mut last: BTreeMap<PersonId, (NaiveDate, bool)> = BTreeMap::new();
        for kind in self.papers.of_wave(Wave::Exit, Audience::Mentee) {
            let Some(item) = kind.newest.items.iter().find(|item| item.id == id) else { continue };
            for (person, paper) in &kind.papers {
                let Given::Said(Answer::YesNo(yes)) = paper.answer(item) else { continue };
                let known = last.entry(*person).or_insert((paper.response.on, yes));
                if paper.response.on > known.0 {
                    *known = (paper.response.on, yes);
                }
            }
        }
        if last.is_empty() {
            return (Reading::Answered, Amount::Unknown, Vec::new());
        }
        let whole = last.len();
        let yes: Vec<PersonId> = last.into_iter().filter(|(_, (_, yes))| *yes).map(|(person, _)| person).collect();
        (Reading::Answered, Amount::Share { part: yes.len(), whole }, yes)
    }
}

/// Whether a pair worked on any day of a period.
fn worked(pair: &crate::domain::Pair, period: Period) -> bool {
    let begun = pair.began_on().is_none_or(|first| first <= period.to);
    let closed = pair.closing.as_ref().is_some_and(|closing| closing.on < period.from);
    pair.state != PairState::Proposed && begun && !closed
}

/// Every indicator of a period in `year`, in the order of [`Indicator::ALL`].
pub fn figures(register: &Register, year: YearId, period: Period) -> Vec<Figure> {
    let census = Census::of(register, year, period);
    Indicator::ALL.iter().map(|indicator| census.figure(*indicator)).collect()
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

/// The forms in which each person took part in a period.
pub type Forms = BTreeMap<PersonId, BTreeSet<Form>>;

/// The forms in which each person took part in a period of `year`.
pub fn forms_of(register: &Register, year: YearId, period: Period) -> Forms {
    Sides::of(&View::new(register, year, period.to), period).forms
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

/// Every indicator in each of at most `most` years on file up to `year`, oldest first; the last one over `period`.
pub fn over_years(register: &Register, year: YearId, period: Period, most: usize) -> Vec<(YearId, Vec<Figure>)> {
    let years = register.years();
    let last = years.iter().position(|(id, _)| *id == year).map_or(0, |at| at + 1);
    let span = |id: YearId, of: &Year| if id == year { period } else { Period::of_year(of, of.end) };
    years[last.saturating_sub(most)..last].iter().map(|(id, of)| (*id, figures(register, *id, span(*id, of)))).collect()
}

/// Every indicator in the year before `year`, over the same days a year earlier: what a period is compared with, since
/// half a year is no match for a whole one.
pub fn a_year_before(register: &Register, year: YearId, period: Period) -> Option<Vec<Figure>> {
    let years = register.years();
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
    /// For the better.
    Better,
    /// Nowhere.
    Same,
    /// For the worse.
    Worse,
}

/// Where an indicator goes from one year to the next.
pub fn direction(indicator: Indicator, before: Amount, now: Amount) -> Direction {
    let (Some(before), Some(now)) = (before.number(), now.number()) else { return Direction::Unknown };
    let rise = if indicator.is_reversed() { before - now } else { now - before };
    match rise {
        rise if rise > 0.0 => Direction::Better,
        rise if rise < 0.0 => Direction::Worse,
        _ => Direction::Same,
    }
}
