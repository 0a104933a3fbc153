//! What a proposal says agrees with what it shows: a number with its sentence, a price with whoever pays it.

use chrono::NaiveDate;
use nastavnik::domain::{Form, Mentee, Mentor, Pairing, PersonKind, ThePairing};
use nastavnik::matching::Difference;
use nastavnik::pairing::{Doubt, Objective, Proposal, Speaker, WhyNot, points};
use nastavnik::text::{Lang, Text};

use super::people::People;

fn people() -> People {
    People::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

fn speaker(people: &People) -> Speaker<'_> {
    Speaker { register: &people.register, text: Text::of(Lang::Ru), reveal: false }
}

/// The price of giving a mentee a mentor.
fn price(proposal: &Proposal, mentee: u32, mentor: u32) -> Difference {
    match proposal.why_not(mentee, mentor) {
        WhyNot::Price(difference) => difference,
        other => panic!("{other:?}"),
    }
}

/// One place for two: whose request is urgent has it, although the other would suit far better.
#[test]
fn a_price_that_costs_somebody_their_turn_is_never_a_gain() {
    let mut people = people();
    let urgent = people.mentee("Ёлкин Пётр", "7Б", "хочу играть в шахматы", "вт 15:00");
    people.edit::<Mentee>(urgent, |mentee| mentee.requests[0].priority = 1);
    let other = people.mentee("Жуков Лев", "7Б", "математика", "вт 15:00");
    let mentor = people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "вт 15:00", 1);
    let proposal = people.proposal(Objective::Score);
    let numbers = (proposal.cohort.mentee(urgent), proposal.cohort.mentee(other), proposal.cohort.mentor(mentor));
    let (Some(urgent), Some(other), Some(mentor)) = numbers else { panic!("{numbers:?}") };
    assert_eq!(proposal.matching.mate(urgent), Some(mentor));
    let difference = price(&proposal, other, mentor);
    assert!(difference.matched == 0 && difference.value > 0 && difference.loses_people(), "{difference:?}");
    let said = speaker(&people).price(&proposal, &difference);
    assert_eq!(said[0], "без наставника останется тот, чья очередь раньше");
    assert!(said.iter().any(|line| line == "Ёлкин П. – без наставника"), "{said:?}");
}

/// Rounded as it is shown, a score is called weak only where it is below what the school calls good.
#[test]
fn whoever_reads_fifty_five_is_not_told_that_it_is_less() {
    let (mut people, mut at_the_edge) = (people(), 0);
    for at in 0..60 {
        let time = format!("вт 1{}:{:02}", at % 6 + 2, at);
        let request = ["математика", "математика и спорт", "шахматы, спорт и музыка"][at % 3];
        people.mentee(&format!("Ёлкин{at} Пётр"), "7Б", request, &time);
        let name = format!("Соколова{at} Вера");
        let mentor = people.mentor(&name, PersonKind::Teacher, "алгебра, футбол", "вт 12:00-18:00", 1);
        people.edit::<Mentor>(mentor, |mentor| mentor.training_hours = u16::try_from(at).unwrap());
    }
    let mut rules = Pairing { strong: 100, ..Pairing::default() };
    (0_u16..).zip(&mut rules.weights).for_each(|(at, (_, weight))| *weight = 37 - 5 * at);
    people.put::<Pairing>(ThePairing, rules);
    for good in 60..100 {
        people.edit::<Pairing>(ThePairing, |rules| rules.good = good);
        let (proposal, speaker) = (people.proposal(Objective::Score), speaker(&people));
        for pair in proposal.pairs() {
            let shown = points(pair.score);
            assert_eq!(pair.doubts.contains(&Doubt::Weak), shown < u16::from(good), "{} {good}", pair.score);
            let words = speaker.strength(&proposal.cohort, pair.score);
            assert_eq!(words == "слабая", shown < u16::from(good), "{shown} {good}");
            at_the_edge += usize::from(shown == u16::from(good) && pair.score < u16::from(good) * 10);
        }
    }
    assert!(at_the_edge > 0, "some score is rounded up to the threshold");
}

#[test]
fn a_bent_rule_is_told_with_what_it_costs() {
    let mut people = people();
    let mentee = people.mentee("Ёлкин Пётр", "7Б", "математика", "вт 15:00");
    people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "вт 15:00", 1);
    let free = people.proposal(Objective::Score).pairs()[0].score;
    people.edit::<Mentee>(mentee, |mentee| mentee.form = Some(Form::PupilPupil));
    let proposal = people.proposal(Objective::Score);
    let pair = &proposal.pairs()[0];
    assert_eq!(points(free) - points(pair.score), 15, "the cost is in the score");
    let said: Vec<String> = pair
        .doubts
        .iter()
        .map(|doubt| speaker(&people).doubt(&proposal.cohort, (pair.mentee, pair.mentor), doubt))
        .collect();
    assert!(said.iter().any(|words| words.starts_with("Р3") && words.ends_with("(−15)")), "{said:?}");
}

#[test]
fn whoever_waits_for_the_same_place_is_named_and_a_variant_by_wishes_promises_nothing() {
    let mut people = people();
    for name in ["Ёлкин", "Жуков", "Белов"] {
        people.mentee(&format!("{name} Пётр"), "7Б", "математика", "вт 15:00");
    }
    people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "вт 15:00", 1);
    let proposal = people.proposal(Objective::Score);
    for mentee in proposal.unmatched() {
        let why = proposal.why_without(mentee).unwrap();
        let said = speaker(&people).rivals(&proposal, mentee, &why).unwrap();
        let own = ["Ёлкин П.", "Жуков П.", "Белов П."];
        let named = own.iter().filter(|name| said.contains(*name)).count();
        assert!(said.starts_with("среди них: ") && named == 2, "{said}");
        assert!(!proposal.helps(mentee).is_empty());
    }
    let by_wishes = people.proposal(Objective::Stable);
    let left = by_wishes.unmatched();
    assert!(left.len() == 2 && left.iter().all(|mentee| by_wishes.helps(*mentee).is_empty()));
}
