//! What was hoped for and what came, what was measured twice, and the answers, counted anew from the papers.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use nastavnik::analysis::monitoring::{Period, What, dosage, doses, expectations, movements, sheet_results};
use nastavnik::domain::{
    Answer, Audience, Item, ItemKind, Meeting, Mentee, Mentor, PairState, Parameter, PersonId, Questionnaire, Record,
    Register, Response, Wave, YearId,
};

use crate::recount::{demonstration, today};

/// The papers of a questionnaire in a year by person, the newest of each: its answers.
fn papers<'a>(register: &'a Register, year: YearId, code: &str) -> BTreeMap<PersonId, &'a Response> {
    let mut found: BTreeMap<PersonId, &Response> = BTreeMap::new();
    for (_, record) in register.all() {
        let Record::Response(response) = record else { continue };
        let sheet = register.get::<Questionnaire>(response.questionnaire).unwrap();
        let newer = found.get(&response.respondent).is_none_or(|known| known.on < response.on);
        if response.year == year && sheet.code == code && response.on <= today() && newer {
            found.insert(response.respondent, response);
        }
    }
    found
}

fn sheet<'a>(register: &'a Register, code: &str) -> &'a Questionnaire {
    let mut all = register.all().filter_map(|(_, record)| match record {
        Record::Questionnaire(sheet) if sheet.code == code => Some(sheet.as_ref()),
        _ => None,
    });
    let sheet = all.next().unwrap();
    assert!(all.next().is_none(), "one version of {code}");
    sheet
}

fn number(answer: &Answer) -> Option<i32> {
    match answer {
        Answer::Scale(number) | Answer::Percent(number) => Some(i32::from(*number)),
        Answer::YesNo(yes) => Some(i32::from(*yes)),
        _ => None,
    }
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Twice the difference of everybody for whom both are known: halves come of two outcomes.
type Gaps = BTreeMap<PersonId, i32>;

fn gaps(register: &Register, year: YearId, side: &str) -> BTreeMap<(String, Vec<String>), Gaps> {
    let mut found: BTreeMap<(String, Vec<String>), Gaps> = BTreeMap::new();
    for form in ["pp", "sp", "ep", "tp"] {
        let (first, last) = (format!("{form}_{side}_entry"), format!("{form}_{side}_exit"));
        let (entry, exit) = (sheet(register, &first), sheet(register, &last));
        let (before, after) = (papers(register, year, &first), papers(register, year, &last));
        for (at, item) in entry.items.iter().enumerate() {
            let is_number = matches!(item.kind, ItemKind::Scale { .. } | ItemKind::YesNo | ItemKind::Percent { .. });
            let places: Vec<usize> =
                item.linked.iter().filter_map(|id| exit.items.iter().position(|it| it.id == *id)).collect();
            if item.linked.is_empty() || !is_number || places.len() < item.linked.len() {
                continue;
            }
            let outcomes: Vec<&Item> = places.iter().map(|at| &exit.items[*at]).collect();
            if outcomes.iter().any(|it| it.kind != item.kind) {
                continue;
            }
            let key = (item.label.ru.clone(), outcomes.iter().map(|it| it.label.ru.clone()).collect());
            let all = found.entry(key).or_default();
            for (person, paper) in &before {
                let Some(left) = after.get(person) else { continue };
                let Some(hoped) = number(&paper.answers[at]) else { continue };
                let given: Vec<&Answer> = places.iter().map(|at| &left.answers[*at]).collect();
                let told: Vec<i32> = given.iter().filter_map(|answer| number(answer)).collect();
                let absent = given.iter().filter(|it| matches!(it, Answer::NotApplicable | Answer::Skipped)).count();
                if told.is_empty() || told.len() + absent < given.len() {
                    continue;
                }
                let twice = 2 * told.iter().sum::<i32>() / i32::try_from(told.len()).unwrap() - 2 * hoped;
                all.entry(*person).or_insert(if item.reversed { -twice } else { twice });
            }
        }
    }
    found
}

#[test]
fn gaps_of_expectations_equal_a_recount_of_the_papers() {
    let register = demonstration();
    let mut answers = 0;
    for (year, span) in register.years() {
        let period = Period::of_year(span, today());
        let found = expectations(&register, year, period);
        for (audience, side) in [(Audience::Mentee, "mentee"), (Audience::Mentor, "mentor")] {
            let counted = gaps(&register, year, side);
            let mut series = BTreeMap::new();
            for it in &found {
                let What::Expectation { audience: of, entry, exit } = &it.what else { panic!("{:?}", it.what) };
                if *of == audience {
                    let key = (entry.label.ru.clone(), exit.iter().map(|item| item.label.ru.clone()).collect());
                    let gaps: Gaps = it.people.iter().map(|twice| (twice.person, it.change(twice) / 50)).collect();
                    series.insert(key, gaps);
                    let sum: i32 = it.changes().iter().sum();
                    let mean = it.mean_change().unwrap_or(0.0) * 100.0 * float(it.people.len());
                    assert!((mean - f64::from(sum)).abs() < 1e-6);
                }
            }
            assert_eq!(series, counted, "{side}");
            answers += counted.values().map(BTreeMap::len).sum::<usize>();
        }
    }
    assert!(answers > 500, "there is something to count: {answers}");
}

#[test]
fn means_and_medians_equal_a_recount_of_the_papers() {
    let register = demonstration();
    let mut rated = 0;
    for (year, span) in register.years() {
        for result in sheet_results(&register, year, Period::of_year(span, today()), None) {
            let all = papers(&register, year, &result.sheet.code);
            assert_eq!(all.len(), result.respondents().count(), "{}: every paper is told of", result.sheet.code);
            for (at, item) in result.items.iter().enumerate() {
                let mut ratings: Vec<u8> = Vec::new();
                for paper in all.values() {
                    if let Answer::Scale(rating) = paper.answers[at] {
                        ratings.push(rating);
                    }
                }
                ratings.sort_unstable();
                if ratings.is_empty() {
                    continue;
                }
                let (low, high) = (ratings[(ratings.len() - 1) / 2], ratings[ratings.len() / 2]);
                assert_eq!(item.median(), Some(f64::from(low + high) / 2.0), "{}", item.item.id);
                let sum: usize = ratings.iter().map(|it| usize::from(*it)).sum();
                let mean = item.mean().unwrap() * float(ratings.len());
                assert!((mean - float(sum)).abs() < 1e-6, "{}", item.item.id);
                rated += ratings.len();
            }
        }
    }
    assert!(rated > 2_000, "{rated}");
}

/// Meetings and hours up to the exit, and the longest gap counted day by day.
#[test]
fn doses_equal_a_recount_of_the_meetings() {
    let register = demonstration();
    let (mut people, mut gaps) = (0, 0);
    for (year, span) in register.years() {
        let period = Period::of_year(span, today());
        let off = register.calendar(year);
        let had = doses(&register, year, period.to);
        for series in movements(&register, year, period) {
            let What::Measure(parameter) = series.what else { continue };
            assert!(Parameter::ALL.contains(&parameter));
            for (dose, _) in dosage(&had, &series).people {
                let exit = exit_day(&register, year, dose.person, parameter);
                let mut meetings = attended(&register, year, dose.person, exit);
                meetings.sort_unstable();
                let minutes: u32 = meetings.iter().map(|(_, minutes)| minutes).sum();
                assert_eq!((dose.meetings, dose.minutes), (meetings.len(), minutes));
                let mut longest = None;
                for two in meetings.windows(2) {
                    let days = two[0].0.iter_days().skip(1).take_while(|day| *day <= two[1].0);
                    let days = days.filter(|day| !off.is_off(*day)).count();
                    longest = longest.max(Some(i64::try_from(days).unwrap()));
                }
                assert_eq!(dose.longest_gap, longest);
                people += 1;
                gaps += usize::from(longest.is_some());
            }
        }
    }
    assert!(people > 300 && gaps > 200, "{people} {gaps}");
}

fn exit_day(register: &Register, year: YearId, person: PersonId, parameter: Parameter) -> NaiveDate {
    let exits = register.all().filter_map(|(_, record)| match record {
        Record::Measure(it) if it.year == year && it.person == person && it.parameter == parameter => {
            (it.wave == Wave::Exit).then_some(it.on)
        }
        _ => None,
    });
    exits.max().unwrap()
}

/// The meetings somebody took part in as one who is led, or, who is not led at all, as one who leads.
fn attended(register: &Register, year: YearId, person: PersonId, until: NaiveDate) -> Vec<(NaiveDate, u32)> {
    let (mut led, mut leading, mut is_led) = (Vec::new(), Vec::new(), false);
    for (key, record) in register.all() {
        let Record::Pair(pair) = record else { continue };
        if pair.year != year || pair.state == PairState::Proposed {
            continue;
        }
        let own = pair.mentees.iter().find(|id| register.get::<Mentee>(**id).unwrap().person == person);
        let leads = register.get::<Mentor>(pair.mentor).unwrap().person == person;
        is_led |= own.is_some();
        if own.is_none() && !leads {
            continue;
        }
        for (_, record) in register.all() {
            let Record::Meeting(meeting) = record else { continue };
            let meeting: &Meeting = meeting;
            if meeting.pair.0 != key.id || !meeting.is_held() || meeting.date > until {
                continue;
            }
            let one = (meeting.date, u32::from(meeting.minutes));
            if own.is_some_and(|id| meeting.present.is_empty() || meeting.present.contains(id)) {
                led.push(one);
            }
            if leads {
                leading.push(one);
            }
        }
    }
    if is_led { led } else { leading }
}

#[test]
fn everybody_with_one_measure_alone_is_ahead_or_lost() {
    let register = demonstration();
    let (year, span) = *register.years().last().unwrap();
    let series = movements(&register, year, Period::of_year(span, today()));
    let mut ahead = 0;
    for it in &series {
        let twice: BTreeSet<PersonId> = it.people.iter().map(|twice| twice.person).collect();
        for person in it.ahead.iter().chain(&it.only_before).chain(&it.only_after) {
            assert!(!twice.contains(person));
        }
        for (people, due) in [(&it.ahead, false), (&it.only_before, true)] {
            for person in people {
                let pairs = register.all().filter_map(|(_, record)| match record {
                    Record::Pair(pair) if pair.year == year && pair.state != PairState::Proposed => Some(pair),
                    _ => None,
                });
                let theirs = pairs.filter(|pair| {
                    let led = pair.mentees.iter().any(|id| register.get::<Mentee>(*id).unwrap().person == *person);
                    led || register.get::<Mentor>(pair.mentor).unwrap().person == *person
                });
                let open: Vec<bool> = theirs.map(|pair| pair.closing.is_none()).collect();
                assert_eq!(!open.is_empty() && !open.contains(&true), due, "lost only when every pair is over");
            }
        }
        ahead += it.ahead.len();
    }
    assert!(ahead > 50, "{ahead}");
}
