//! The census of a period: who was in the pairs, what was measured and said, and every figure from that one walk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::answers::{Given, Papers};
use super::change::{Series, What, measured};
use super::indicators::{Amount, Figure, Period, Plan, Reading, federal, form_results};
use super::{events, satisfaction};
use crate::analysis::view::View;
use crate::domain::{
    Answer, Audience, Form, Health, Indicator, PairState, Parameter, Person, PersonId, PersonKind, Problem, Register,
    RequestState, TargetGroup, Wave, YearId, YearNumbers,
};
use crate::fields::fold;

/// What the indicators are worked out from.
struct Census<'a> {
    view: View<'a>,
    period: Period,
    numbers: YearNumbers,
    papers: Papers<'a>,
    measured: Vec<Series<'a>>,
    said: Vec<(&'static str, Said)>,
    sides: Sides,
}

/// Yes and no to an item, by who said it.
type Said = BTreeMap<PersonId, bool>;

/// The items of the mentees' exit questionnaire that indicators ask for (model §4.4.2): learning matters more now, would
/// be a mentor, wishes for clubs, wishes for sports.
const ASKED: [&str; 4] = [LEARNING, MENTOR, CLUBS, SPORTS];
const LEARNING: &str = "X20";
const MENTOR: &str = "X19";
const CLUBS: &str = "X21";
const SPORTS: &str = "X22";

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
        let papers = Papers::of(register, year, Some(period));
        let measured = measured(register, year, period);
        let said = ASKED.iter().map(|id| (*id, said(&papers, id))).collect();
        Self { view, period, numbers, papers, measured, said, sides }
    }

    /// Whether somebody counts: everybody without a form, else those who were in a pair of it.
    fn fits(&self, person: PersonId, form: Option<Form>) -> bool {
        form.is_none_or(|form| self.sides.forms.get(&person).is_some_and(|forms| forms.contains(&form)))
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

    fn figure(&self, indicator: Indicator, form: Option<Form>) -> Figure {
        let found = self.measure(indicator, form);
        let own = self.numbers.plan(indicator).map(Plan::School);
        let plan = own.or_else(|| federal(indicator, self.period.to.year()));
        // What is planned is planned for the school.
        let plan = plan.filter(|_| form.is_none());
        Figure { indicator, form, reading: found.0, amount: found.1, people: found.2, among: found.3, plan }
    }

    fn measure(&self, indicator: Indicator, form: Option<Form>) -> Found {
        use Indicator::*;
        let fits = |person: PersonId| self.fits(person, form);
        if let Some((reading, amount, people)) =
            events::measure(self.view.register, self.view.year, self.period, indicator, form.map(|_| &fits as _))
        {
            return (reading, amount, people, Vec::new());
        }
        match indicator {
            _ if indicator.is_counted_by_hand() => self.by_hand(indicator),
            SatisfiedMentees => self.satisfied(Audience::Mentee),
            SatisfiedMentors => self.satisfied(Audience::Mentor),
            Motivation => match self.risen(&[Parameter::WishForMarks, Parameter::Involvement], form) {
                (_, Amount::Unknown, ..) => self.said_yes(LEARNING, form),
                found => found,
            },
            BetterMarks => self.risen(&[Parameter::Marks], form),
            BetterMood => self.risen(&[Parameter::Mood], form),
            Clubs => self.said_yes(CLUBS, form),
            Sports => self.said_yes(SPORTS, form),
            FutureMentors => self.said_yes(MENTOR, form),
            _ => {
                let (reading, amount, people) = self.in_pairs(indicator);
                (reading, amount, people, Vec::new())
            }
        }
    }

    fn by_hand(&self, indicator: Indicator) -> Found {
        let fact = self.numbers.fact(indicator).and_then(|fact| usize::try_from(fact).ok());
        (Reading::ByHand, fact.map_or(Amount::Unknown, Amount::Count), Vec::new(), Vec::new())
    }

    /// What is counted from who is in the pairs.
    fn in_pairs(&self, indicator: Indicator) -> (Reading, Amount, Vec<PersonId>) {
        use Indicator::*;
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

    fn satisfied(&self, audience: Audience) -> Found {
        let rule = self.numbers.satisfied_by;
        let found = satisfaction::of(&self.papers, audience, rule);
        let among = [found.yes.as_slice(), found.no.as_slice()].concat();
        (Reading::Satisfied(rule), share_of(&found.yes, &among), found.yes, among)
    }

    /// Those for whom a measure became better among those who have it twice.
    fn risen(&self, parameters: &[Parameter], form: Option<Form>) -> Found {
        let (mut better, mut all) = (BTreeSet::new(), BTreeSet::new());
        let wanted = |it: &&Series| matches!(it.what, What::Measure(parameter) if parameters.contains(&parameter));
        for series in self.measured.iter().filter(wanted) {
            for twice in series.people.iter().filter(|twice| self.fits(twice.person, form)) {
                all.insert(twice.person);
                if series.change(twice) > 0 {
                    better.insert(twice.person);
                }
            }
        }
        let (better, all): (Vec<PersonId>, Vec<PersonId>) = (better.into_iter().collect(), all.into_iter().collect());
        (Reading::Measured, share_of(&better, &all), better, all)
    }

    /// Those who said yes to an item, among yes and no.
    fn said_yes(&self, id: &str, form: Option<Form>) -> Found {
        let said = self.said.iter().filter(|(item, _)| *item == id).flat_map(|(_, said)| said);
        let said: Vec<(PersonId, bool)> =
            said.map(|(person, yes)| (*person, *yes)).filter(|(person, _)| self.fits(*person, form)).collect();
        let yes: Vec<PersonId> = said.iter().filter(|(_, yes)| *yes).map(|(person, _)| *person).collect();
        let all: Vec<PersonId> = said.iter().map(|(person, _)| *person).collect();
        (Reading::Answered, share_of(&yes, &all), yes, all)
    }
}

/// How it is read, how much it is, who counts, and among whom.
type Found = (Reading, Amount, Vec<PersonId>, Vec<PersonId>);

/// The share of some people among others; unknown where there are none.
fn share_of(part: &[PersonId], whole: &[PersonId]) -> Amount {
    if whole.is_empty() { Amount::Unknown } else { Amount::Share { part: part.len(), whole: whole.len() } }
}

/// What everybody said to an item of the mentees' exit questionnaire. Whoever left two forms is one person: what they
/// said last counts.
fn said(papers: &Papers, id: &str) -> Said {
    let mut last: BTreeMap<PersonId, (NaiveDate, bool)> = BTreeMap::new();
    for kind in papers.of_wave(Wave::Exit, Audience::Mentee) {
        let Some(item) = kind.newest.items.iter().find(|item| item.id == id) else { continue };
        for (person, paper) in &kind.papers {
            let Given::Said(Answer::YesNo(yes)) = paper.answer(item) else { continue };
            let known = last.entry(*person).or_insert((paper.response.on, yes));
            if paper.response.on > known.0 {
                *known = (paper.response.on, yes);
            }
        }
    }
    last.into_iter().map(|(person, (_, yes))| (person, yes)).collect()
}

/// Whether a pair worked on any day of a period.
fn worked(pair: &crate::domain::Pair, period: Period) -> bool {
    let begun = pair.began_on().is_none_or(|first| first <= period.to);
    let closed = pair.closing.as_ref().is_some_and(|closing| closing.on < period.from);
    pair.state != PairState::Proposed && begun && !closed
}

/// Every figure of a period in `year`: the indicators of the whole school in the order of [`Indicator::ALL`], then the
/// evaluated results of each form as far as they can be told of its people (seed §7.1–7.4). What the school counts by
/// hand is of the whole school alone.
pub fn figures(register: &Register, year: YearId, period: Period) -> Vec<Figure> {
    let census = Census::of(register, year, period);
    let whole = Indicator::ALL.iter().map(|indicator| census.figure(*indicator, None));
    let results = Form::SEED.iter().flat_map(|form| form_results(*form).iter().map(move |it| (*form, *it)));
    let results = results.map(|(form, indicator)| census.figure(indicator, Some(form)));
    whole.chain(results.filter(|figure| figure.reading != Reading::ByHand)).collect()
}

/// The forms in which each person took part in a period.
pub type Forms = BTreeMap<PersonId, BTreeSet<Form>>;

/// The forms in which each person took part in a period of `year`.
pub fn forms_of(register: &Register, year: YearId, period: Period) -> Forms {
    Sides::of(&View::new(register, year, period.to), period).forms
}
