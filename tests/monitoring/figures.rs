//! Every figure of the demonstration school against the recount: of the whole school, of each form, by each rule, and
//! where it goes.

use std::collections::BTreeSet;
use std::time::Instant;

use chrono::Months;
use nastavnik::analysis::monitoring::{
    Amount, Cut, Direction, Figure, Period, Reading, a_year_before, cut, direction, figures, forms_of, over_years,
    sheet_results, year_sums,
};
use nastavnik::demo::{Plan, school};
use nastavnik::domain::{Form, Indicator, PairState, PersonId, Record, Register, SatisfiedBy, Stamp};
use nastavnik::surveys;

use crate::recount::{Recount, demonstration, judged_by, today};

#[test]
fn every_indicator_of_the_demonstration_school_equals_a_recount() {
    let register = demonstration();
    let mut known = 0;
    for (year, span) in register.years() {
        let whole = Period::of_year(span, today());
        let (half, quarter) = (span.start + chrono::Days::new(60), span.start + chrono::Days::new(30));
        for period in [whole, Period { from: span.start, to: half }, Period { from: quarter, to: whole.to }] {
            let forms = forms_of(&register, year, period);
            let whole = Recount { register: &register, year, from: period.from, to: period.to, form: None };
            for figure in figures(&register, year, period) {
                let recount = Recount { form: figure.form, ..whole };
                let of = (figure.indicator, figure.form);
                assert_eq!(figure.amount, recount.amount(figure.indicator), "{of:?} {period:?}");
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
                if let (Amount::Share { whole, .. }, false) = (figure.amount, figure.among.is_empty()) {
                    let among: BTreeSet<PersonId> = figure.among.iter().copied().collect();
                    assert_eq!((among.len(), among.is_superset(&people)), (whole, true), "{of:?}: part of a whole");
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
    assert!(known > 200, "the school has something to count: {known}");
}

/// Whoever was in pairs of one form alone is in the figures of that form alone, and together they are the school's.
#[test]
fn results_of_a_form_are_those_of_its_people() {
    let register = demonstration();
    let (year, span) = register.years()[1];
    let period = Period::of_year(span, today());
    let all = figures(&register, year, period);
    let forms = forms_of(&register, year, period);
    let of = |form: Option<Form>, indicator| {
        all.iter().find(|figure| figure.form == form && figure.indicator == indicator).map(|it| it.among.clone())
    };
    let school = of(None, Indicator::BetterMarks).unwrap();
    let parts: Vec<Vec<PersonId>> =
        Form::SEED.iter().map(|form| of(Some(*form), Indicator::BetterMarks).unwrap()).collect();
    assert!(parts.iter().all(|part| !part.is_empty() && part.len() < school.len()), "each form has its own");
    let expected: usize = school.iter().map(|person| forms.get(person).map_or(0, BTreeSet::len)).sum();
    assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), expected);
    let by_hand = |figure: &&Figure| figure.form.is_some() && figure.reading == Reading::ByHand;
    assert_eq!(all.iter().filter(by_hand).count(), 0, "what the school counts is no form's");
}

#[test]
fn satisfaction_equals_a_recount_by_each_rule() {
    let mut register = demonstration();
    let years: Vec<_> = register.years().iter().map(|(id, year)| (*id, Period::of_year(year, today()))).collect();
    let mut shares = BTreeSet::new();
    for (year, period) in years {
        for rule in SatisfiedBy::ALL {
            judged_by(&mut register, year, *rule);
            let recount = Recount { register: &register, year, from: period.from, to: period.to, form: None };
            for figure in figures(&register, year, period) {
                if ![Indicator::SatisfiedMentees, Indicator::SatisfiedMentors].contains(&figure.indicator) {
                    continue;
                }
                assert_eq!(figure.amount, recount.amount(figure.indicator), "{:?} {rule:?}", figure.indicator);
                assert_eq!(figure.reading, Reading::Satisfied(*rule), "the rule is told");
                if let Amount::Share { part, whole } = figure.amount {
                    shares.insert((year, figure.indicator, part, whole));
                }
            }
        }
    }
    assert!(shares.len() > 8, "the rules differ: {shares:?}");
}

/// Where every figure goes, from the same days a year earlier counted anew.
#[test]
fn directions_equal_a_recount_of_the_year_before() {
    let mut register = demonstration();
    let years: Vec<_> = register.years().iter().map(|(id, year)| (*id, Period::of_year(year, today()))).collect();
    let mut seen = BTreeSet::new();
    for pair in years.windows(2) {
        let ((earlier, _), (year, period)) = (pair[0], pair[1]);
        let back = |day: chrono::NaiveDate| day.checked_sub_months(Months::new(12)).unwrap();
        let before = a_year_before(&register, year, period).unwrap();
        for now in figures(&register, year, period) {
            let then = before.iter().find(|it| (it.indicator, it.form) == (now.indicator, now.form)).unwrap();
            let of = |year, from, to| Recount { register: &register, year, from, to, form: now.form };
            let counted = (
                of(earlier, back(period.from), back(period.to)).amount(now.indicator),
                of(year, period.from, period.to).amount(now.indicator),
            );
            assert_eq!((then.amount, now.amount), counted, "{:?} {:?}", now.indicator, now.form);
            let found = direction(then, &now);
            // a / b against c / d without a division.
            let order = match counted {
                (Amount::Count(then), Amount::Count(now)) => Some(now.cmp(&then)),
                (Amount::Share { part, whole }, Amount::Share { part: more, whole: of }) if whole >= 5 && of >= 5 => {
                    Some((more * whole).cmp(&(part * of)))
                }
                _ => None,
            };
            let falls = [Indicator::Adaptation, Indicator::Watched, Indicator::Complaints, Indicator::Disoriented];
            let order = if falls.contains(&now.indicator) { order.map(std::cmp::Ordering::reverse) } else { order };
            let wanted = match order {
                Some(_) if then.reading != now.reading => Direction::Otherwise,
                Some(std::cmp::Ordering::Less) => Direction::Worse,
                Some(std::cmp::Ordering::Equal) => Direction::Same,
                Some(std::cmp::Ordering::Greater) => Direction::Better,
                None => found,
            };
            assert_eq!(found, wanted, "{:?} {:?}", now.indicator, now.form);
            if order.is_none() {
                assert!(!matches!(found, Direction::Better | Direction::Worse | Direction::Same), "{found:?}");
            }
            seen.insert(format!("{found:?}"));
        }
    }
    assert!(["Better", "Worse", "Unknown"].iter().all(|it| seen.contains(*it)), "{seen:?}");
    // Another rule a year earlier: there is no better and no worse.
    let (year, period) = *years.last().unwrap();
    judged_by(&mut register, year, SatisfiedBy::Mean);
    let before = a_year_before(&register, year, period).unwrap();
    let glad = |all: &[Figure]| all.iter().find(|it| it.indicator == Indicator::SatisfiedMentees).unwrap().clone();
    assert_eq!(direction(&glad(&before), &glad(&figures(&register, year, period))), Direction::Otherwise);
}

/// The page of the years against plain walks.
#[test]
fn years_side_by_side_equal_a_recount() {
    let register = demonstration();
    let years = register.years();
    let sums = year_sums(&register, years.last().unwrap().0, today());
    assert_eq!(sums.len(), years.len());
    for (year, sum) in &sums {
        let of = |fits: &dyn Fn(PairState) -> bool| {
            let pairs = register.all().filter(|(_, record)| match record {
                Record::Pair(pair) => pair.year == *year && pair.state != PairState::Proposed && fits(pair.state),
                _ => false,
            });
            pairs.map(|(key, _)| key.id).collect::<BTreeSet<u32>>()
        };
        let all = of(&|_| true);
        assert_eq!(sum.pairs.amount, Amount::Count(all.len()));
        assert_eq!(sum.finished.amount, Amount::Count(of(&|state| state == PairState::Finished).len()));
        assert_eq!(sum.ended.amount, Amount::Count(of(&|state| state == PairState::Ended).len()));
        let held = register.all().filter(|(_, record)| match record {
            Record::Meeting(meeting) => meeting.is_held() && all.contains(&meeting.pair.0),
            _ => false,
        });
        assert_eq!(sum.meetings.amount, Amount::Count(held.count()));
        let entries = |mentee: bool| {
            let of = |(_, record): &(_, &Record)| match record {
                Record::Mentee(entry) => mentee && entry.year == *year,
                Record::Mentor(entry) => !mentee && entry.year == *year,
                _ => false,
            };
            Amount::Count(register.all().filter(of).count())
        };
        assert_eq!((sum.mentees.amount, sum.mentors.amount), (entries(true), entries(false)));
        assert_eq!(sum.involved.amount, Amount::Count(sum.involved.people.len()));
        let everybody: BTreeSet<PersonId> = sum.involved.people.iter().map(|(person, _)| *person).collect();
        let in_pairs: BTreeSet<PersonId> = sum.pairs.people.iter().map(|(person, _)| *person).collect();
        assert_eq!(everybody, in_pairs, "opens into the people of its pairs");
        let span = years.iter().find(|(id, _)| id == year).unwrap().1;
        let period = Period::of_year(span, today());
        let recount = Recount { register: &register, year: *year, from: period.from, to: period.to, form: None };
        assert_eq!(sum.glad_mentees.amount, recount.amount(Indicator::SatisfiedMentees));
        assert_eq!(sum.glad_mentors.amount, recount.amount(Indicator::SatisfiedMentors));
        assert_eq!(sum.is_over, today() > span.end);
    }
}

#[test]
fn forms_together_are_the_whole() {
    let register = demonstration();
    let (year, span) = register.years()[1];
    let period = Period::of_year(span, today());
    let all = sheet_results(&register, year, period, None);
    let forms = Form::ALL.iter();
    let parts: Vec<_> = forms.map(|form| sheet_results(&register, year, period, Some(*form))).collect();
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
