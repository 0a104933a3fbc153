//! What cannot be paired is said in a sentence that tells what to do; nothing panics and nobody is silently dropped.

use chrono::NaiveDate;
use nastavnik::domain::{
    Change, Key, Mentor, MentorId, MentorStanding, Person, PersonKind, Refusal, Stamp, Step, Verdict, Year, YearId,
};
use nastavnik::pairing::{Cohort, Objective, Plan, Proposal, Speaker, Variants, WithoutMentor};
use nastavnik::text::{Lang, Text};

use super::people::People;

fn people() -> People {
    People::on(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

fn speaker(people: &People) -> Speaker<'_> {
    Speaker { register: &people.register, text: Text::of(Lang::Ru), reveal: false }
}

/// What is said under every aim instead of pairs.
fn refusal(people: &People) -> String {
    let said = |objective| speaker(people).empty(&people.proposal(objective)).unwrap();
    let all: Vec<String> = [Objective::Score, Objective::Ranks, Objective::Stable].map(said).into();
    assert!(all.iter().all(|sentence| *sentence == all[0]), "{all:?}");
    all[0].clone()
}

/// Everything that can be said about a proposal, so that a panic anywhere is seen.
fn say_everything(people: &People) -> Vec<String> {
    let speaker = speaker(people);
    let mut said = Vec::new();
    for objective in [Objective::Score, Objective::Ranks, Objective::Stable] {
        let proposal = people.proposal(objective);
        said.extend(speaker.lost_pins(&proposal));
        for mentee in 0..proposal.problem.mentees() {
            let why = proposal.why_without(mentee);
            said.extend(why.map(|why| speaker.without(&proposal, &why)));
            said.extend(proposal.helps(mentee).iter().map(|help| speaker.help(&proposal, mentee, &help.change)));
            for mentor in 0..proposal.problem.mentors() {
                let why = proposal.why_not(mentee, mentor);
                said.extend(speaker.why_not(&proposal, (mentee, mentor), &why));
                said.extend(speaker.reasons(&proposal.cohort, mentee, mentor));
            }
        }
        Variants::of(&proposal).unwrap();
    }
    assert!(said.iter().all(|sentence| !sentence.trim().is_empty()), "{said:?}");
    said
}

#[test]
fn a_year_without_anybody_says_whom_to_enter() {
    let mut people = people();
    assert!(refusal(&people).contains("нет ни одного наставляемого"));
    people.mentee("Ёлкин Пётр", "7Б", "математика", "");
    assert!(refusal(&people).contains("нет ни одного наставника"));
    say_everything(&people);
}

#[test]
fn a_year_nobody_knows_is_an_empty_one() {
    let people = people();
    let nowhere = YearId(4_000);
    let cohort = Cohort::of(&people.register, nowhere, people.today, &Plan::default());
    let proposal = Proposal::solve(cohort, Objective::Score).unwrap();
    assert!(speaker(&people).empty(&proposal).is_some());
}

#[test]
fn nobody_trained_says_what_is_missing() {
    let mut people = people();
    people.mentee("Ёлкин Пётр", "7Б", "математика", "");
    let mentor = people.mentor("Соколова Вера", PersonKind::Teacher, "математика", "", 2);
    people.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
    assert_eq!(refusal(&people), "Ни один наставник ещё не допущен, не хватает: обучение.");
    let plan = Plan { include_pending: true, ..Plan::default() };
    let proposal = Proposal::of(&people.register, people.year, people.today, &plan, Objective::Score).unwrap();
    assert_eq!(proposal.pairs().len(), 1, "the plan with papers on their way has a pair");
    assert!(!proposal.pairs()[0].is_safe());
}

#[test]
fn one_mentor_for_three_hundred_takes_as_many_as_there_are_places() {
    let mut people = people();
    for at in 0..300 {
        people.mentee(&format!("Ёлкин{at} Пётр"), "7Б", "математика", "вт 15:00");
    }
    people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "вт 15:00", 3);
    for objective in [Objective::Score, Objective::Ranks, Objective::Stable] {
        let proposal = people.proposal(objective);
        assert_eq!((proposal.totals().matched, proposal.unmatched().len()), (3, 297));
        let left = proposal.unmatched()[0];
        if objective == Objective::Stable {
            continue;
        }
        let why = proposal.why_without(left).unwrap();
        assert!(matches!(&why, WithoutMentor::Shortage { mentees, seats: 3, .. } if mentees.len() == 300));
        assert_eq!(speaker(&people).without(&proposal, &why), "ждут 300 на 3 места: Соколова В.");
        assert_eq!(proposal.helps(left).len(), 1);
    }
}

#[test]
fn no_place_at_all_is_refused_when_entered() {
    let mut people = people();
    let mentor = people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "", 1);
    let before = people.register.get::<Mentor>(mentor).unwrap().clone();
    let after = Mentor { capacity: 0, ..Mentor::clone(&before) };
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    let refused = people.register.commit(&[Change::edit(mentor, &before, after)], &stamp);
    assert!(matches!(refused, Err(Refusal::OutOfRange { field: "capacity" })), "{refused:?}");
}

#[test]
fn a_cycle_of_vetoes_that_empties_the_proposal_is_named() {
    let mut people = people();
    let mentees: Vec<Key> =
        (0..3).map(|at| people.mentee(&format!("Ёлкин{at} Пётр"), "7Б", "математика", "").into()).collect();
    let mentors: Vec<Key> = (0..3)
        .map(|at| people.mentor(&format!("Соколова{at} Вера"), PersonKind::Teacher, "алгебра", "", 1).into())
        .collect();
    for at in 0..3 {
        people.sheet(mentees[at], &[mentors[at]], &[mentors[(at + 1) % 3]]);
        people.sheet(mentors[at], &[mentees[(at + 2) % 3]], &[mentees[at], mentees[(at + 1) % 3]]);
    }
    let sentence = refusal(&people);
    // Whose veto it is stays closed; where vetoes are lifted does not.
    assert!(sentence.contains("Вето снимают на листе предпочтений"), "{sentence}");
    let proposal = people.proposal(Objective::Score);
    for mentee in proposal.unmatched() {
        assert!(!proposal.helps(mentee).is_empty(), "lifting one veto helps");
    }
    say_everything(&people);
}

#[test]
fn a_preference_for_somebody_who_left_counts_for_nothing() {
    let mut people = people();
    let mentee = people.mentee("Ёлкин Пётр", "7Б", "математика", "");
    let gone = people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "", 2);
    let there = people.mentor("Жуков Лев", PersonKind::Teacher, "шахматы", "", 2);
    people.sheet(mentee, &[gone.into(), there.into()], &[]);
    people.edit::<Mentor>(gone, |mentor| mentor.standing = MentorStanding::Removed);
    for objective in [Objective::Score, Objective::Ranks, Objective::Stable] {
        let proposal = people.proposal(objective);
        assert_eq!(proposal.matching.mate(0), proposal.cohort.mentor(there));
        assert_eq!((proposal.profile().sum, proposal.profile().unnamed), (2, 0));
        let why = proposal.why_not(0, proposal.cohort.mentor(gone).unwrap());
        let said = speaker(&people).why_not(&proposal, (0, 0), &why);
        assert!(said[0].contains("наставник не участвует"), "{said:?}");
    }
}

#[test]
fn pins_that_do_not_fit_are_told_one_by_one() {
    let mut people = people();
    let first = people.mentee("Ёлкин Пётр", "7Б", "математика", "");
    let second = people.mentee("Жуков Лев", "7Б", "математика", "");
    let third = people.mentee("Белов Олег", "7Б", "математика", "");
    let sokolova = people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "", 1);
    let lisin = people.mentor("Лисин Иван", PersonKind::Teacher, "алгебра", "", 1);
    people.sheet(third, &[], &[lisin.into()]);
    people.rule(first, sokolova, Verdict::Pin);
    people.rule(first, lisin, Verdict::Pin);
    people.rule(second, sokolova, Verdict::Pin);
    people.rule(third, lisin, Verdict::Pin);
    let proposal = people.proposal(Objective::Score);
    assert_eq!(
        Speaker { reveal: true, ..speaker(&people) }.lost_pins(&proposal),
        [
            "Сцепленная пара не помещается: Ёлкин П. – Лисин И. (наставляемый сцеплен с другим: Соколова В.)",
            "Сцепленная пара не помещается: Жуков Л. – Соколова В. (сцепленных больше, чем мест: 1)",
            "Сцепленная пара не помещается: Белов О. – Лисин И. (Р6: вето наставляемого)",
        ]
    );
    assert_eq!(proposal.matching.mate(0), proposal.cohort.mentor(sokolova));
    assert_eq!(proposal.totals().matched, 2, "the place of the lost pin is given to another");
    assert!(proposal.pairs().iter().all(|pair| pair.pinned == (pair.mentee == 0)), "only what fits is pinned");
    say_everything(&people);
}

#[test]
fn everybody_of_one_family_gets_nobody_and_a_reason() {
    let mut people = people();
    let children: Vec<_> = ["Ёлкин Пётр", "Ёлкина Анна"].map(|name| people.mentee(name, "7Б", "математика", "")).into();
    let parent = people.mentor("Ёлкина Мария", PersonKind::Parent, "алгебра", "", 2);
    for child in children {
        let person = people.register.get::<nastavnik::domain::Mentee>(child).unwrap().person;
        people.edit::<Person>(person, |person| person.guardian = "мать, Ёлкина Мария Львовна".into());
    }
    let own = people.register.get::<Mentor>(parent).unwrap().person;
    assert!(people.register.get::<Person>(own).is_some());
    assert!(refusal(&people).contains("одна семья"), "{}", refusal(&people));
    let said = say_everything(&people);
    assert!(said.iter().any(|sentence| sentence == "Р9: один человек или одна семья"), "{said:?}");
}

#[test]
fn one_person_in_both_roles_is_not_their_own_mentor() {
    let mut people = people();
    let mentee = people.mentee("Ёлкин Пётр", "10А", "математика", "");
    let person = people.register.get::<nastavnik::domain::Mentee>(mentee).unwrap().person;
    let _: MentorId = people.mentor_of(person, "математика", "", 1);
    assert!(refusal(&people).contains("один человек"));
}

#[test]
fn texts_full_of_codes_are_read_as_any() {
    let mut people = people();
    let codes = "\u{1b}[31mматематика\u{7}\u{0}\u{9b}2J\u{202e}\r\n\t";
    people.mentee("Ёлкин\u{1b}[2J Пётр\u{7}", "7Б", codes, "вт\u{0} 15:00\u{1b}[0m");
    people.mentor("Соколова\n Вера", PersonKind::Teacher, codes, "\u{202e}вт 15:00", 1);
    let proposal = people.proposal(Objective::Score);
    assert_eq!(proposal.totals().matched, 1);
    assert!(speaker(&people).reasons(&proposal.cohort, 0, 0)[0].contains("математика"));
    say_everything(&people);
}

#[test]
fn an_empty_year_beside_a_full_one_stays_empty() {
    let mut people = people();
    people.mentee("Ёлкин Пётр", "7Б", "математика", "");
    people.mentor("Соколова Вера", PersonKind::Teacher, "алгебра", "", 1);
    let next = YearId(people.register.highest_id() + 1);
    people.put(next, Year::called("2027/28").unwrap());
    let full = people.proposal(Objective::Score);
    people.year = next;
    assert!(refusal(&people).contains("нет ни одного наставляемого"));
    assert_eq!(full.totals().matched, 1);
}
