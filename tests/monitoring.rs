//! Every indicator of the demonstration school against a recount that shares no line with the program: plain walks over
//! all records.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

use chrono::{Datelike, NaiveDate};
use nastavnik::analysis::monitoring::{
    Amount, Cut, Period, Reading, cut, figures, forms_of, over_years, sheet_results,
};
use nastavnik::demo::{Plan, school};
use nastavnik::domain::{
    Answer, Event, EventKind, Health, Indicator, Mentee, Mentor, Pair, PairState, Parameter, Person, PersonId,
    PersonKind, Problem, Questionnaire, Record, Register, RequestState, Response, Stamp, TargetGroup, Wave, Year,
    YearId,
};
use nastavnik::surveys;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn demonstration() -> Register {
    let plan = Plan { pupils: 600, years: 3, seed: 58, today: today() };
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    let mut register = Register::new();
    register.commit(&school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    register
}

/// Everybody in pairs of a year that worked between two days.
struct Recount<'a> {
    register: &'a Register,
    year: YearId,
    from: NaiveDate,
    to: NaiveDate,
}

impl Recount<'_> {
    fn person(&self, id: PersonId) -> &Person {
        self.register.get::<Person>(id).unwrap()
    }

    fn pairs(&self) -> Vec<&Pair> {
        let mut found = Vec::new();
        for (_, record) in self.register.all() {
            let Record::Pair(pair) = record else { continue };
            if pair.year != self.year || pair.state == PairState::Proposed {
                continue;
            }
            let first = pair.started_on.or(pair.order_date).unwrap();
            let last = match &pair.closing {
                Some(closing) => closing.on,
                None => NaiveDate::MAX,
            };
            if first <= self.to && last >= self.from {
                found.push(pair.as_ref());
            }
        }
        found
    }

    fn mentees(&self) -> BTreeSet<PersonId> {
        let led = self.pairs().into_iter().flat_map(|pair| pair.mentees.clone());
        led.map(|id| self.register.get::<Mentee>(id).unwrap().person).collect()
    }

    fn mentors(&self) -> BTreeSet<PersonId> {
        self.pairs().into_iter().map(|pair| self.register.get::<Mentor>(pair.mentor).unwrap().person).collect()
    }

    fn grade(&self, id: PersonId) -> Option<u8> {
        self.person(id).classes.iter().find(|(year, _)| *year == self.year).map(|(_, class)| class.grade)
    }

    fn aged(&self, people: &BTreeSet<PersonId>, from: i32, to: i32) -> usize {
        let fits = |id: &&PersonId| {
            let age = self.person(**id).birth.year().map_or(0, |born| self.to.year() - born);
            from <= age && age <= to
        };
        people.iter().filter(fits).count()
    }

    /// Yes and no to an item of the exit papers of one side, found by its id; of two papers the later one.
    fn yes_no(&self, side: &str, id: &str) -> (usize, usize) {
        let mut said: BTreeMap<PersonId, (NaiveDate, bool)> = BTreeMap::new();
        for (_, record) in self.register.all() {
            let Record::Response(response) = record else { continue };
            let response: &Response = response;
            let sheet = self.register.get::<Questionnaire>(response.questionnaire).unwrap();
            let code = ["pp", "sp", "ep", "tp"].map(|form| format!("{form}_{side}_exit"));
            let inside = response.on <= self.to && response.on >= self.from;
            if response.year != self.year || !code.contains(&sheet.code) || !inside {
                continue;
            }
            let Some(at) = sheet.items.iter().position(|item| item.id == id) else { continue };
            let Answer::YesNo(yes) = response.answers[at] else { continue };
            match said.get(&response.respondent) {
                Some((on, _)) if *on > response.on => {}
                _ => drop(said.insert(response.respondent, (response.on, yes))),
            }
        }
        let yes = said.values().filter(|(_, yes)| *yes).count();
        (yes, said.len() - yes)
    }

    /// Who rose in any of some measures, of how many who have one twice.
    fn risen(&self, parameters: &[Parameter]) -> (usize, usize) {
        let mut values: BTreeMap<(PersonId, Parameter), [Option<i32>; 2]> = BTreeMap::new();
        for (_, record) in self.register.all() {
            let Record::Measure(measure) = record else { continue };
            if measure.year == self.year && parameters.contains(&measure.parameter) && measure.on <= self.to {
                let place = if measure.wave == Wave::Entry { 0 } else { 1 };
                values.entry((measure.person, measure.parameter)).or_default()[place] = Some(measure.value);
            }
        }
        let (mut risen, mut all) = (BTreeSet::new(), BTreeSet::new());
        for ((person, _), [entry, exit]) in values {
            let (Some(entry), Some(exit)) = (entry, exit) else { continue };
            all.insert(person);
            if exit > entry {
                risen.insert(person);
            }
        }
        (risen.len(), all.len())
    }

    fn organisations(&self) -> usize {
        let employees = self.mentors().into_iter().map(|id| self.person(id).clone());
        let names = employees.filter(|it| it.kind == PersonKind::Employee).map(|it| it.organisation.to_lowercase());
        names.filter(|name| !name.is_empty()).collect::<BTreeSet<String>>().len()
    }

    fn with_ovz(&self) -> usize {
        let mut found = BTreeSet::new();
        for (_, record) in self.register.all() {
            let Record::Mentee(mentee) = record else { continue };
            let health = self.person(mentee.person).health;
            let asked = mentee.requests.iter().flat_map(|it| it.problems.clone());
            let asked = asked.filter(|it| matches!(it, Problem::OvzInvolvement | Problem::OvzAcceptance)).count() > 0;
            let known = health == Health::Ovz || health == Health::Zpr || mentee.group == Some(TargetGroup::Ovz);
            if mentee.year == self.year && (known || asked) {
                found.insert(mentee.person);
            }
        }
        found.intersection(&self.mentees()).count()
    }

    fn unadapted(&self) -> usize {
        let mut left = BTreeSet::new();
        for (key, record) in self.register.all() {
            let Record::Mentee(mentee) = record else { continue };
            let asks = mentee.requests.iter().any(|it| {
                it.problems.contains(&Problem::Adaptation)
                    && it.state != RequestState::Withdrawn
                    && it.made_on.is_none_or(|on| on <= self.to)
            });
            let done = self.register.all().any(|(_, record)| match record {
                Record::Pair(pair) => {
                    pair.state == PairState::Finished
                        && pair.mentees.iter().any(|id| id.0 == key.id)
                        && pair.closing.as_ref().is_some_and(|closing| closing.on <= self.to)
                }
                _ => false,
            });
            if mentee.year == self.year && asks && !done {
                left.insert(mentee.person);
            }
        }
        left.len()
    }

    fn is_of(&self, event: &Event, indicator: Indicator) -> bool {
        event.year == self.year
            && match indicator {
                Indicator::Events => event.high_rating,
                Indicator::Projects | Indicator::ProjectsDone => event.kind == EventKind::Project,
                Indicator::Career => event.kind == EventKind::Career,
                Indicator::CareerDone => event.kind == EventKind::Career && event.until > Some(event.on),
                _ => false,
            }
    }

    fn has_event_of(&self, indicator: Indicator) -> bool {
        self.register.all().any(|(_, record)| matches!(record, Record::Event(event) if self.is_of(event, indicator)))
    }

    /// How many events count in the period, and the pupils who took part in any of them.
    fn of_events(&self, indicator: Indicator) -> (usize, BTreeSet<PersonId>) {
        let (mut events, mut pupils) = (0, BTreeSet::new());
        for (_, record) in self.register.all() {
            let Record::Event(event) = record else { continue };
            let last = event.until.unwrap_or(event.on);
            let over = matches!(indicator, Indicator::ProjectsDone | Indicator::CareerDone);
            let at_work = indicator == Indicator::Projects;
            let reached = if over { last <= self.to } else { event.on <= self.to };
            if !self.is_of(event, indicator) || last < self.from || !reached || !(event.held || at_work) {
                continue;
            }
            events += 1;
            for one in &event.present {
                if self.grade(one.person).is_some() {
                    pupils.insert(one.person);
                }
            }
        }
        (events, pupils)
    }

    fn amount(&self, indicator: Indicator) -> Amount {
        use Indicator::*;
        let numbers = self.register.numbers(self.year);
        let contingent = self.register.get::<Year>(self.year).unwrap().contingent.iter();
        let pupils: usize = contingent.map(|(_, count)| usize::from(*count)).sum();
        let share = |(part, all): (usize, usize)| Amount::Share { part, whole: all };
        let answered = |(yes, no): (usize, usize)| {
            if yes + no == 0 { Amount::Unknown } else { Amount::Share { part: yes, whole: yes + no } }
        };
        let measured = |(risen, all): (usize, usize)| {
            if all == 0 { Amount::Unknown } else { Amount::Share { part: risen, whole: all } }
        };
        let of_kind = |kind| self.mentors().iter().filter(|id| self.person(**id).kind == kind).count();
        let both: BTreeSet<PersonId> = self.mentees().union(&self.mentors()).copied().collect();
        let in_class = |people: &BTreeSet<PersonId>| people.iter().filter(|id| self.grade(**id).is_some()).count();
        let entered = |number: Option<u32>| usize::try_from(number.unwrap_or(0)).unwrap();
        match indicator {
            Involved => {
                let fits = |id: &&PersonId| self.grade(**id).is_some_and(|grade| (5..=11).contains(&grade));
                Amount::Count(both.iter().filter(fits).count())
            }
            Events | Projects | Career | ProjectsDone | CareerDone if self.has_event_of(indicator) => {
                let (projects, pupils) = self.of_events(indicator);
                Amount::Count(if indicator == ProjectsDone { projects } else { pupils.len() })
            }
            Events | Projects | Career | Watched | Complaints | ProjectsDone | CareerDone | RegionJobs => {
                let found = numbers.facts.iter().find(|(known, _)| *known == indicator);
                found.map_or(Amount::Unknown, |(_, fact)| Amount::Count(usize::try_from(*fact).unwrap()))
            }
            EnterpriseMentors => Amount::Count(of_kind(PersonKind::Employee)),
            StudentMentors => Amount::Count(of_kind(PersonKind::Student)),
            Motivation => match self.risen(&[Parameter::WishForMarks, Parameter::Involvement]) {
                (_, 0) => answered(self.yes_no("mentee", "X20")),
                found => measured(found),
            },
            Adaptation => Amount::Count(self.unadapted()),
            Ovz => Amount::Count(self.with_ovz()),
            Mentees => share((self.aged(&self.mentees(), 10, 19), entered(numbers.aged_10_19))),
            YoungMentors => share((self.aged(&self.mentors(), 15, 19), entered(numbers.aged_15_19))),
            MenteesOfAll => share((in_class(&self.mentees()), pupils)),
            InvolvedOfAll => share((in_class(&both), pupils)),
            YoungTeachers => {
                let teachers = self.mentees().iter().filter(|id| self.person(**id).kind == PersonKind::Teacher).count();
                share((teachers, entered(numbers.young_teachers)))
            }
            Enterprises => share((self.organisations(), entered(numbers.enterprises))),
            SatisfiedMentees => answered(self.yes_no("mentee", "X17")),
            SatisfiedMentors => answered(self.yes_no("mentor", "X17")),
            BetterMarks => measured(self.risen(&[Parameter::Marks])),
            BetterMood => measured(self.risen(&[Parameter::Mood])),
            Clubs => answered(self.yes_no("mentee", "X21")),
            Sports => answered(self.yes_no("mentee", "X22")),
            FutureMentors => answered(self.yes_no("mentee", "X19")),
        }
    }
}

#[test]
fn every_indicator_of_the_demonstration_school_equals_a_recount() {
    let register = demonstration();
    let mut known = 0;
    for (year, span) in register.years() {
        let whole = Period::of_year(span, today());
        let (half, quarter) = (span.start + chrono::Days::new(60), span.start + chrono::Days::new(30));
        for period in [whole, Period { from: span.start, to: half }, Period { from: quarter, to: whole.to }] {
            let forms = forms_of(&register, year, period);
            let recount = Recount { register: &register, year, from: period.from, to: period.to };
            for figure in figures(&register, year, period) {
                assert_eq!(figure.amount, recount.amount(figure.indicator), "{:?} {period:?}", figure.indicator);
                let people: BTreeSet<PersonId> = figure.people.iter().copied().collect();
                assert_eq!(people.len(), figure.people.len(), "{:?}: people once", figure.indicator);
                let number = match figure.amount {
                    Amount::Share { part, .. } => part,
                    Amount::Count(number) => number,
                    Amount::Unknown => 0,
                };
                let of_others = [Indicator::Enterprises, Indicator::ProjectsDone].contains(&figure.indicator);
                if figure.reading != Reading::ByHand && !of_others {
                    assert_eq!(people.len(), number, "{:?}: opens into its people", figure.indicator);
                }
                known += usize::from(number > 0);
                for by in [Cut::Class, Cut::Age] {
                    let groups = cut(&register, year, period, &forms, &figure.people, by);
                    let sum: usize = groups.iter().map(|(_, people)| people.len()).sum();
                    assert_eq!(sum, figure.people.len(), "a cut loses nobody");
                }
            }
        }
    }
    assert!(known > 150, "the school has something to count: {known}");
}

#[test]
fn forms_together_are_the_whole() {
    let register = demonstration();
    let year = register.years()[1].0;
    let all = sheet_results(&register, year, today(), None);
    let forms = nastavnik::domain::Form::ALL.iter();
    let parts: Vec<_> = forms.map(|form| sheet_results(&register, year, today(), Some(*form))).collect();
    let (mut with_form, mut respondents) = (0, 0);
    for (place, whole) in all.iter().enumerate() {
        if whole.sheet.is_repeated() {
            assert!(whole.expected.is_empty() && whole.returned.is_empty(), "at will");
            continue;
        }
        assert!(!whole.returned.is_empty(), "somebody answered");
        assert_eq!(whole.expected.len(), parts.iter().map(|part| part[place].expected.len()).sum::<usize>());
        assert_eq!(whole.returned.len(), parts.iter().map(|part| part[place].returned.len()).sum::<usize>());
        let formed: BTreeSet<PersonId> = parts.iter().flat_map(|part| part[place].respondents()).collect();
        // Who came before any pair and wished no form is in none of them.
        let formless = |person: &PersonId| !formed.contains(person);
        for (item, result) in whole.items.iter().enumerate() {
            let given: usize = parts.iter().map(|part| part[place].items[item].given.len()).sum();
            let others = result.given.iter().filter(|(person, _)| formless(person)).count();
            assert_eq!(given + others, result.given.len(), "{}", result.item.id);
        }
        with_form += formed.len();
        respondents += whole.respondents().count();
    }
    assert!(with_form * 10 > respondents * 7, "most have a form: {with_form} of {respondents}");
}

/// `cargo test --release --test monitoring -- --ignored --nocapture`: a school of 3,000 pupils over ten years.
#[test]
#[ignore = "a measurement, meaningful in release only"]
fn measure_a_big_school() {
    let plan = Plan { pupils: 3000, years: 10, seed: 58, today: today() };
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    let mut register = Register::new();
    register.commit(&school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    let years = register.years();
    let (year, span) = years.last().unwrap();
    let period = Period::of_year(span, today());
    for _ in 0..3 {
        let clock = Instant::now();
        let count = figures(&register, *year, period).len();
        let one = clock.elapsed();
        let clock = Instant::now();
        let years = over_years(&register, *year, period, 5).len();
        println!("{count} figures {one:?}; {years} years {:?}; {} records", clock.elapsed(), register.all().count());
    }
}
