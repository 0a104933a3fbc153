//! A recount of the demonstration school that shares no line with the program: plain walks over all records.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use nastavnik::analysis::monitoring::Amount;
use nastavnik::demo::{Plan, school};
use nastavnik::domain::{
    Answer, Change, Event, EventKind, Form, Health, Indicator, Mentee, Mentor, Pair, PairState, Parameter, Person,
    PersonId, PersonKind, Problem, Questionnaire, Record, Register, RequestState, Response, SatisfiedBy, Stamp,
    TargetGroup, Wave, Year, YearId, YearNumbers, YearNumbersId,
};
use nastavnik::surveys;

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

pub fn demonstration() -> Register {
    let plan = Plan { pupils: 600, years: 3, seed: 58, today: today() };
    let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
    let mut register = Register::new();
    register.commit(&school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    register
}

/// The same school with another rule of satisfaction in a year.
pub fn judged_by(register: &mut Register, year: YearId, rule: SatisfiedBy) {
    let stamp = Stamp { generation: 2, at: 0, who: "тест".into() };
    let id = YearNumbersId::from(year);
    let before = register.get::<YearNumbers>(id).unwrap().clone();
    let after = YearNumbers { satisfied_by: rule, ..YearNumbers::clone(&before) };
    register.commit(&[Change::edit::<YearNumbers>(id, &before, after)], &stamp).unwrap();
}

/// Everybody in pairs of a year that worked between two days; of one form alone where it is given.
#[derive(Clone, Copy)]
pub struct Recount<'a> {
    pub register: &'a Register,
    pub year: YearId,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub form: Option<Form>,
}

impl Recount<'_> {
    fn person(&self, id: PersonId) -> &Person {
        self.register.get::<Person>(id).unwrap()
    }

    pub fn pairs(&self) -> Vec<&Pair> {
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
            if first <= self.to && last >= self.from && self.form.is_none_or(|form| pair.form == form) {
                found.push(pair.as_ref());
            }
        }
        found
    }

    fn mentees(&self) -> BTreeSet<PersonId> {
        let led = self.pairs().into_iter().flat_map(|pair| pair.mentees.clone());
        led.map(|id| self.register.get::<Mentee>(id).unwrap().person).collect()
    }

    /// Everybody in the pairs; without a form everybody at all, in pairs or not.
    fn counts(&self, person: PersonId) -> bool {
        self.form.is_none() || self.mentees().contains(&person) || self.mentors().contains(&person)
    }

    fn mentors(&self) -> BTreeSet<PersonId> {
        self.pairs().into_iter().map(|pair| self.register.get::<Mentor>(pair.mentor).unwrap().person).collect()
    }

    pub fn grade(&self, id: PersonId) -> Option<u8> {
        self.person(id).classes.iter().find(|(year, _)| *year == self.year).map(|(_, class)| class.grade)
    }

    fn aged(&self, people: &BTreeSet<PersonId>, from: i32, to: i32) -> usize {
        let fits = |id: &&PersonId| {
            let age = self.person(**id).birth.year().map_or(0, |born| self.to.year() - born);
            from <= age && age <= to
        };
        people.iter().filter(fits).count()
    }

    /// The exit papers of one side by person, the newest of each.
    fn left(&self, side: &str) -> BTreeMap<PersonId, (NaiveDate, BTreeMap<String, Answer>)> {
        let mut papers: BTreeMap<PersonId, (NaiveDate, BTreeMap<String, Answer>)> = BTreeMap::new();
        let codes = ["pp", "sp", "ep", "tp"].map(|form| format!("{form}_{side}_exit"));
        for (_, record) in self.register.all() {
            let Record::Response(response) = record else { continue };
            let sheet = self.register.get::<Questionnaire>(response.questionnaire).unwrap();
            let inside = response.on <= self.to && response.on >= self.from;
            if response.year != self.year || !codes.contains(&sheet.code) || !inside {
                continue;
            }
            if papers.get(&response.respondent).is_none_or(|(on, _)| *on < response.on) {
                let ids = sheet.items.iter().map(|item| item.id.clone());
                let given = ids.zip(response.answers.iter().cloned()).collect();
                papers.insert(response.respondent, (response.on, given));
            }
        }
        papers
    }

    /// Who is satisfied and who not by the rules of ratings: 7 and more for the outcome, or in the mean of all.
    fn rated(&self, side: &str, rule: SatisfiedBy) -> (usize, usize) {
        let last = if side == "mentee" { 12 } else { 11 };
        let first = if rule == SatisfiedBy::Outcome { last } else { 3 };
        let (mut yes, mut no) = (0, 0);
        for (_, paper) in self.left(side).values() {
            let mut ratings = Vec::new();
            for item in first..=last {
                if let Some(Answer::Scale(rating)) = paper.get(&format!("X{item}")) {
                    ratings.push(usize::from(*rating));
                }
            }
            match ratings.len() {
                0 => {}
                count if ratings.iter().sum::<usize>() >= 7 * count => yes += 1,
                _ => no += 1,
            }
        }
        (yes, no)
    }

    fn satisfied(&self, side: &str) -> (usize, usize) {
        match self.register.numbers(self.year).satisfied_by {
            SatisfiedBy::Glad => self.yes_no(side, "X17"),
            rule => self.rated(side, rule),
        }
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
            if response.year != self.year || !code.contains(&sheet.code) || !inside || !self.counts(response.respondent)
            {
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
            let inside = measure.on <= self.to && (measure.wave == Wave::Entry || measure.on >= self.from);
            let asked = measure.year == self.year && parameters.contains(&measure.parameter);
            if asked && inside && self.counts(measure.person) {
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

    pub fn has_event_of(&self, indicator: Indicator) -> bool {
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
            if self.form.is_some() && !event.present.iter().any(|one| self.counts(one.person)) {
                continue;
            }
            events += 1;
            for one in &event.present {
                if self.grade(one.person).is_some() && self.counts(one.person) {
                    pupils.insert(one.person);
                }
            }
        }
        (events, pupils)
    }

    pub fn amount(&self, indicator: Indicator) -> Amount {
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
            Events | Projects | Career | Watched | Complaints | ProjectsDone | CareerDone | RegionJobs
            | Disoriented => {
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
            SatisfiedMentees => answered(self.satisfied("mentee")),
            SatisfiedMentors => answered(self.satisfied("mentor")),
            BetterMarks => measured(self.risen(&[Parameter::Marks])),
            BetterMood => measured(self.risen(&[Parameter::Mood])),
            Clubs => answered(self.yes_no("mentee", "X21")),
            Sports => answered(self.yes_no("mentee", "X22")),
            FutureMentors => answered(self.yes_no("mentee", "X19")),
        }
    }
}
