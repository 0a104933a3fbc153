//! The same people twice: what they expected against what came of it, and what was measured before and after.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::answers::{Given, Paper, PaperKind, Papers};
use super::{Period, TESTED, is_small};
use crate::analysis::stats::{SignedRank, mean, percent, signed_rank};
use crate::domain::{
    Answer, Audience, Item, ItemKind, Mentee, Mentor, PairId, PairState, Parameter, PersonId, Register, Wave, Year,
    YearId, lineage,
};

/// One person at two times. Values are whole hundredths: measures are kept so, and only whole numbers leave the same
/// difference the same, on which the ranks of the test stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twice {
    /// Who.
    pub person: PersonId,
    /// At the entry, in hundredths.
    pub before: i32,
    /// At the exit, in hundredths.
    pub after: i32,
    /// The day of the exit: what came later has no part in the change.
    pub on: NaiveDate,
}

/// What was taken twice.
#[derive(Debug, Clone, PartialEq)]
pub enum What<'a> {
    /// An expectation and its outcome (model §4.4, «↔»).
    Expectation {
        /// On which side.
        audience: Audience,
        /// The item of the entry.
        entry: &'a Item,
        /// The item of the exit; of two, their mean is meant.
        exit: Vec<&'a Item>,
    },
    /// The same question of the school's own questionnaires in both waves.
    Question {
        /// On which side.
        audience: Audience,
        /// The item of the exit.
        item: &'a Item,
    },
    /// A measure.
    Measure(Parameter),
}

/// Something taken twice, of everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<'a> {
    /// What.
    pub what: What<'a>,
    /// Whether a fall is an improvement.
    pub reversed: bool,
    /// Those who have both, by identity.
    pub people: Vec<Twice>,
    /// Those whose exit lies ahead: the entry is there, and a pair of theirs goes on or none has begun.
    pub ahead: Vec<PersonId>,
    /// Those who were lost: only the entry is there, and every pair of theirs is over.
    pub only_before: Vec<PersonId>,
    /// Those who came in later: only the exit is there.
    pub only_after: Vec<PersonId>,
}

impl Series<'_> {
    /// The questions whose answers were told from the other end, to be held against the rest.
    pub fn turned(&self) -> Vec<&Item> {
        match &self.what {
            What::Expectation { entry, exit, .. } => {
                exit.iter().filter(|item| item.reversed != entry.reversed).copied().collect()
            }
            What::Question { .. } | What::Measure(_) => Vec::new(),
        }
    }

    /// Takes in the people of another series of the same questions.
    fn absorb(&mut self, other: Self) {
        self.people.extend(other.people);
        self.ahead.extend(other.ahead);
        self.only_before.extend(other.only_before);
        self.only_after.extend(other.only_after);
        self.people.sort_by_key(|twice| twice.person);
        self.people.dedup_by_key(|twice| twice.person);
        let people = &self.people;
        let paired = |person: &PersonId| people.binary_search_by_key(person, |twice| twice.person).is_ok();
        for lost in [&mut self.ahead, &mut self.only_before, &mut self.only_after] {
            lost.sort_unstable();
            lost.dedup();
            lost.retain(|person| !paired(person));
        }
    }

    /// The change of everybody in hundredths, above 0 for the better.
    pub fn changes(&self) -> Vec<i32> {
        self.people.iter().map(|twice| self.change(twice)).collect()
    }

    /// The change of one person in hundredths, above 0 for the better.
    pub fn change(&self, twice: &Twice) -> i32 {
        let rise = twice.after - twice.before;
        if self.reversed { -rise } else { rise }
    }

    /// The mean change, above 0 for the better.
    pub fn mean_change(&self) -> Option<f64> {
        mean_of(&self.changes())
    }

    /// The means at the entry and at the exit, as they were measured.
    pub fn means(&self) -> Option<(f64, f64)> {
        let side = |of: fn(&Twice) -> i32| mean_of(&self.people.iter().map(of).collect::<Vec<i32>>());
        Some((side(|twice| twice.before)?, side(|twice| twice.after)?))
    }

    /// Those for whom it became better, stayed, and became worse.
    pub fn split(&self) -> [Vec<PersonId>; 3] {
        let of = |fits: fn(i32) -> bool| {
            self.people.iter().filter(|twice| fits(self.change(twice))).map(|twice| twice.person).collect()
        };
        [of(|change| change > 0), of(|change| change == 0), of(|change| change < 0)]
    }

    /// The share of those for whom it came as expected or better, in per cent.
    pub fn not_below(&self) -> Option<f64> {
        let changes = self.changes();
        percent(changes.iter().filter(|change| **change >= 0).count(), changes.len())
    }

    /// Those for whom it became better, in per cent.
    pub fn improved(&self) -> Option<f64> {
        let changes = self.changes();
        percent(changes.iter().filter(|change| **change > 0).count(), changes.len())
    }

    /// Whether the change can be told from chance; `None` for groups too small to ask, and where nobody changed.
    pub fn test(&self) -> Option<SignedRank> {
        let changes: Vec<f64> = self.changes().into_iter().map(f64::from).collect();
        (changes.len() >= TESTED).then(|| signed_rank(&changes))?
    }

    /// Whether only counts may be shown.
    pub fn is_small(&self) -> bool {
        is_small(self.people.len())
    }
}

/// Hundredths as the number they stand for.
pub fn from_hundredths(value: i32) -> f64 {
    f64::from(value) / 100.0
}

/// The mean of hundredths, as the number they stand for. The sum is taken of whole numbers: nothing is lost in it.
fn mean_of(hundredths: &[i32]) -> Option<f64> {
    Some(mean(&hundredths.iter().map(|value| f64::from(*value)).collect::<Vec<f64>>())? / 100.0)
}

/// What was taken of whom at one time: the value in hundredths, and the day.
type Taken = BTreeMap<PersonId, (i32, NaiveDate)>;

/// Everybody whose exit is due at the end of a period: they were in pairs, and none of those goes on. When the year is
/// over none does.
fn left(register: &Register, year: YearId, period: Period) -> HashSet<PersonId> {
    let is_over = period.widened(register.get::<Year>(year).map(AsRef::as_ref)).to == NaiveDate::MAX;
    let (mut left, mut going) = (HashSet::new(), HashSet::new());
    for (_, pair) in register.pairs(year).filter(|(_, pair)| pair.state != PairState::Proposed) {
        if pair.began_on().is_some_and(|first| first > period.to) {
            continue;
        }
        let closed = pair.closing.as_ref().is_some_and(|closing| closing.on <= period.to);
        let side = if closed || is_over { &mut left } else { &mut going };
        let led = pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).map(|it| it.person);
        side.extend(led.chain(register.mentor_person_id(pair.mentor)));
    }
    &left - &going
}

fn joined<'a>(what: What<'a>, reversed: bool, before: &Taken, after: &Taken, left: &HashSet<PersonId>) -> Series<'a> {
    let both = before.iter().filter_map(|(person, (entry, _))| {
        let (exit, on) = after.get(person)?;
        Some(Twice { person: *person, before: *entry, after: *exit, on: *on })
    });
    let without = |one: &Taken, other: &Taken| one.keys().filter(|it| !other.contains_key(it)).copied().collect();
    let alone: Vec<PersonId> = without(before, after);
    let (only_before, ahead) = alone.into_iter().partition(|person| left.contains(person));
    Series { what, reversed, people: both.collect(), ahead, only_before, only_after: without(after, before) }
}

/// Every expectation beside its outcome, of those whose exit lies in a period of a year, in the order of the entry
/// questionnaires. Forms of mentoring that ask the same are one series.
pub fn expectations(register: &Register, year: YearId, period: Period) -> Vec<Series<'_>> {
    let papers = Papers::of_change(register, year, period);
    let left = left(register, year, period);
    let mut all: Vec<Series> = Vec::new();
    for audience in [Audience::Mentee, Audience::Mentor] {
        for entry in papers.of_wave(Wave::Entry, audience) {
            for item in entry.newest.items.iter().filter(|item| !item.linked.is_empty() && is_number(item)) {
                let Some(series) = expectation(&papers, entry, item, &left) else { continue };
                match all.iter_mut().find(|known| asks_the_same(&known.what, &series.what)) {
                    Some(known) => known.absorb(series),
                    None => all.push(series),
                }
            }
        }
    }
    all
}

/// One expectation beside what came of it. A paper of the entry is joined with one of an exit questionnaire that is made
/// for the same form: the version answered may have been made for more forms than the newest one.
fn expectation<'a>(
    papers: &Papers<'a>,
    entry: &PaperKind<'a>,
    item: &'a Item,
    left: &HashSet<PersonId>,
) -> Option<Series<'a>> {
    let audience = entry.newest.audience;
    let outcomes = papers.of_wave(Wave::Exit, audience).filter_map(|kind| Some((kind, linked(item, kind)?)));
    let mut outcomes: Vec<(&PaperKind, Vec<&Item>)> = outcomes.collect();
    outcomes.sort_by_key(|(kind, _)| !kind.meets(entry.newest));
    let exit = outcomes.first().filter(|(kind, _)| kind.meets(entry.newest))?.1.clone();
    let elsewhere = |person: &PersonId| {
        papers.of_wave(Wave::Entry, audience).any(|kind| kind.id != entry.id && kind.papers.contains_key(person))
    };
    let mut after = Taken::new();
    for (kind, items) in &outcomes {
        for (person, value) in means(kind, items, item.reversed) {
            let joins = match entry.papers.get(&person) {
                Some(paper) => kind.meets(paper.sheet),
                None => kind.meets(entry.newest) && !elsewhere(&person),
            };
            if joins {
                after.entry(person).or_insert(value);
            }
        }
    }
    let what = What::Expectation { audience, entry: item, exit };
    Some(joined(what, item.reversed, &numbers(entry, item, false), &after, left))
}

/// The outcomes of an expectation in an exit questionnaire, where it has all of them and they are answered alike.
/// An outcome that was renamed since is found by the id it had.
fn linked<'a>(item: &Item, exit: &PaperKind<'a>) -> Option<Vec<&'a Item>> {
    let find = |id: &String| lineage::meant(exit.newest, &exit.older, id).filter(|other| other.kind == item.kind);
    item.linked.iter().map(find).collect()
}

/// What everybody answered to the outcomes of one expectation: their mean, where none is missing. What does not apply to
/// somebody, such as meetings in a group, is not missing. Every outcome is told in the direction of the expectation, so
/// that the two can be subtracted whichever of them is worded from the other end.
fn means(kind: &PaperKind, items: &[&Item], reversed: bool) -> Taken {
    let mut taken = Taken::new();
    let told = |paper: &Paper, item: &Item| {
        let given = paper.answer(item);
        if item.reversed == reversed { given } else { given.turned(item) }
    };
    for (person, paper) in &kind.papers {
        let given: Vec<Given> = items.iter().map(|item| told(paper, item)).collect();
        let numbers: Vec<i32> = given.iter().filter_map(Given::hundredths).collect();
        let absent = |it: &&Given| matches!(it, Given::Said(Answer::NotApplicable | Answer::Skipped));
        if numbers.len() + given.iter().filter(absent).count() == items.len() {
            // Answers are not below 0. Of three the mean ends in a third: the nearest hundredth stands for it, and the
            // same answers for the same one.
            let (sum, count) = (numbers.iter().sum::<i32>(), i32::try_from(numbers.len()).unwrap_or(i32::MAX));
            taken.extend((count > 0).then(|| (*person, ((2 * sum + count) / (2 * count), paper.response.on))));
        }
    }
    taken
}

/// Whether two series put the same questions to the same side, in questionnaires of two forms.
fn asks_the_same(one: &What, other: &What) -> bool {
    let alike = |a: &Item, b: &Item| (&a.label, &a.kind, a.reversed) == (&b.label, &b.kind, b.reversed);
    match (one, other) {
        (
            What::Expectation { audience, entry, exit },
            What::Expectation { audience: side, entry: hoped, exit: came },
        ) => {
            audience == side
                && alike(entry, hoped)
                && exit.len() == came.len()
                && exit.iter().zip(came).all(|(a, b)| alike(a, b))
        }
        _ => false,
    }
}

/// Every measure somebody has at the entry by the end of a period and at the exit in it.
pub(super) fn measured(register: &Register, year: YearId, period: Period) -> Vec<Series<'_>> {
    measured_of(register, year, period, &HashSet::new())
}

fn measured_of<'a>(register: &'a Register, year: YearId, period: Period, left: &HashSet<PersonId>) -> Vec<Series<'a>> {
    let days = period.widened(register.get::<Year>(year).map(AsRef::as_ref));
    let mut taken: BTreeMap<Parameter, [Taken; 2]> = BTreeMap::new();
    for (_, measure) in register.measures(year) {
        let is_exit = measure.wave == Wave::Exit;
        if measure.on <= days.to && (!is_exit || measure.on >= days.from) {
            let sides = taken.entry(measure.parameter).or_default();
            sides[usize::from(is_exit)].insert(measure.person, (measure.value, measure.on));
        }
    }
    let join = |(parameter, [before, after]): (Parameter, [Taken; 2])| {
        joined(What::Measure(parameter), parameter.is_reversed(register), &before, &after, left)
    };
    taken.into_iter().map(join).collect()
}

/// What was taken at the entry and again at an exit within a period: every measure on file in the order of the model,
/// then every question that the school asks in both waves under one id.
pub fn movements(register: &Register, year: YearId, period: Period) -> Vec<Series<'_>> {
    let left = left(register, year, period);
    let mut all = measured_of(register, year, period, &left);
    let papers = Papers::of_change(register, year, period);
    for audience in [Audience::Mentee, Audience::Mentor] {
        for (entry, exit) in papers
            .of_wave(Wave::Entry, audience)
            .flat_map(|entry| papers.of_wave(Wave::Exit, audience).map(move |exit| (entry, exit)))
            .filter(|(entry, exit)| exit.meets(entry.newest))
        {
            for item in exit.newest.items.iter().filter(|item| is_number(item)) {
                let same = |other: &&Item| other.id == item.id && other.kind == item.kind;
                let Some(first) = entry.newest.items.iter().find(same) else { continue };
                let before = numbers(entry, first, item.is_turned(first));
                let what = What::Question { audience, item };
                all.push(joined(what, item.reversed, &before, &numbers(exit, item, false), &left));
            }
        }
    }
    all
}

fn is_number(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Scale { .. } | ItemKind::YesNo | ItemKind::Percent { .. })
}

/// The answers to an item as numbers; from the other end where they are to be `turned`.
fn numbers(kind: &PaperKind, item: &Item, turned: bool) -> Taken {
    let told = |paper: &Paper| if turned { paper.answer(item).turned(item) } else { paper.answer(item) };
    let taken = kind.papers.values();
    taken.filter_map(|paper| Some((paper.person, (told(paper).hundredths()?, paper.response.on)))).collect()
}

/// One expectation of somebody beside what came of it, in hundredths, both in the direction of the expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The item of the entry.
    pub item: Item,
    /// What was hoped for.
    pub hoped: i32,
    /// What was got.
    pub got: i32,
    /// The difference, above 0 for better than hoped.
    pub change: i32,
}

/// Expectations and outcomes of one person's papers, and the pairs they are about.
#[derive(Debug, Clone, PartialEq)]
pub struct PairGap {
    /// The pairs of the year in which the person stands on this side: one paper is about all of them.
    pub pairs: Vec<PairId>,
    /// Who.
    pub person: PersonId,
    /// On which side.
    pub audience: Audience,
    /// What was hoped for, question by question.
    pub gaps: Vec<Gap>,
}

impl PairGap {
    /// The mean difference.
    pub fn mean(&self) -> Option<f64> {
        mean_of(&self.gaps.iter().map(|gap| gap.change).collect::<Vec<i32>>())
    }

    /// The item that disappointed most.
    pub fn worst(&self) -> Option<&Gap> {
        self.gaps.iter().min_by_key(|gap| gap.change).filter(|gap| gap.change < 0)
    }
}

/// The gaps of everybody in pairs of the year, the most disappointed first. Yes and no are left out: they have no
/// distance. A questionnaire of the entry and of the exit is answered once a year: of somebody in several pairs it is one
/// finding about all of them, and not one for each.
pub fn pair_gaps(register: &Register, year: YearId, period: Period) -> Vec<PairGap> {
    let mut of: HashMap<(PersonId, Audience), Vec<Gap>> = HashMap::new();
    for series in expectations(register, year, period) {
        let What::Expectation { audience, entry, .. } = series.what else { continue };
        if entry.kind == ItemKind::YesNo {
            continue;
        }
        for twice in &series.people {
            let gap = Gap { item: entry.clone(), hoped: twice.before, got: twice.after, change: series.change(twice) };
            of.entry((twice.person, audience)).or_default().push(gap);
        }
    }
    let mut found: BTreeMap<(PersonId, Audience), PairGap> = BTreeMap::new();
    for (pair, record) in register.pairs(year) {
        let mentor = register.get::<Mentor>(record.mentor).map(|it| (it.person, Audience::Mentor));
        let mentees = record.mentees.iter().filter_map(|id| register.get::<Mentee>(*id));
        // The mentor is with the group, whoever left it.
        let mentor = mentor.filter(|_| register.group_of(pair).is_none());
        let people: BTreeSet<(PersonId, Audience)> =
            mentees.map(|it| (it.person, Audience::Mentee)).chain(mentor).collect();
        for (person, audience) in people {
            if let Some(gaps) = of.get(&(person, audience)) {
                let new = || PairGap { pairs: Vec::new(), person, audience, gaps: gaps.clone() };
                found.entry((person, audience)).or_insert_with(new).pairs.push(pair);
            }
        }
    }
    let mut found: Vec<PairGap> = found.into_values().collect();
    found.sort_by(|a, b| a.mean().unwrap_or(0.0).total_cmp(&b.mean().unwrap_or(0.0)));
    found
}
