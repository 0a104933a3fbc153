//! Questions worded from the other end: what they tell does not depend on which of them is.

use proptest::prelude::*;

use super::tests::{PERIOD, SCALE, finished, item, respond, sheet};
use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    Answer, Audience, Item, ItemKind, PersonId, PersonKind, Questionnaire, QuestionnaireId, SatisfiedBy, Wave,
};

const SHARE: ItemKind = ItemKind::Percent { low: 1, high: 10 };

/// An answer where 10 is the best, as it is given to a question worded this way or the other.
fn given(kind: &ItemKind, value: u8, reversed: bool) -> Answer {
    let value = if reversed { 11 - value } else { value };
    if *kind == SCALE { Answer::Scale(value) } else { Answer::Percent(value) }
}

fn worded(id: &str, kind: &ItemKind, linked: &[&str], reversed: bool) -> Item {
    let linked = linked.iter().map(|id| (*id).to_owned()).collect();
    let mut item = Item { linked, reversed, ..item(id, kind.clone(), None) };
    item.label.ru = format!("{id} {reversed}");
    item
}

/// The gaps of people who hoped and got, each question worded from the end its flag says: the hope, and two outcomes.
fn gaps(kind: &ItemKind, people: &[(u8, u8, u8)], reversed: [bool; 3]) -> Vec<i32> {
    let mut sample = Sample::new();
    let hope = worded("4", kind, &["X3", "X4"], reversed[0]);
    let outcomes = vec![worded("X3", kind, &[], reversed[1]), worded("X4", kind, &[], reversed[2])];
    let entry = sheet(&mut sample, 900, "in", Wave::Entry, vec![hope]);
    let exit = sheet(&mut sample, 901, "out", Wave::Exit, outcomes);
    let mentees = finished(&mut sample, people.len());
    for ((number, mentee), (hoped, first, second)) in (0..).zip(&mentees).zip(people) {
        let person = sample.person_of(*mentee);
        respond(&mut sample, 1000 + number, entry, person, vec![given(kind, *hoped, reversed[0])]);
        let got = vec![given(kind, *first, reversed[1]), given(kind, *second, reversed[2])];
        respond(&mut sample, 2000 + number, exit, person, got);
    }
    expectations(&sample.register, sample.year, PERIOD())[0].changes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_gap_does_not_depend_on_which_question_is_worded_from_the_other_end(
        people in prop::collection::vec((1_u8..=10, 1_u8..=10, 1_u8..=10), 1..4),
        is_share in any::<bool>(),
    ) {
        let kind = if is_share { SHARE } else { SCALE };
        let straight = gaps(&kind, &people, [false; 3]);
        let by_hand = |(hoped, first, second): &(u8, u8, u8)| {
            50 * (i32::from(*first) + i32::from(*second)) - 100 * i32::from(*hoped)
        };
        prop_assert_eq!(&straight, &people.iter().map(by_hand).collect::<Vec<i32>>());
        for flags in 1..8_u8 {
            let reversed = [flags & 1 != 0, flags & 2 != 0, flags & 4 != 0];
            prop_assert_eq!(&gaps(&kind, &people, reversed), &straight, "{:?}", reversed);
        }
    }
}

/// A sheet of one exit question in so many versions: the second is worded from the other end, the third in the same words has
/// only its better end set.
fn versions(sample: &mut Sample, count: usize) -> (QuestionnaireId, Vec<QuestionnaireId>) {
    let entry = sheet(sample, 900, "in", Wave::Entry, vec![worded("4", &SCALE, &["X6"], false)]);
    let first = worded("X6", &SCALE, &[], false);
    let second = worded("X6", &SCALE, &[], true);
    let third = Item { reversed: false, ..second.clone() };
    let put = |(number, item): (u16, Item)| {
        let id = sheet(sample, 900 + u32::from(number), "out", Wave::Exit, vec![item]);
        sample.edit::<Questionnaire>(id, |sheet| sheet.version = number);
        id
    };
    (entry, (1..).zip([first, second, third]).take(count).map(put).collect())
}

#[test]
fn answers_of_versions_from_both_ends_meet_in_one_series() {
    let mut sample = Sample::new();
    let (entry, asked) = versions(&mut sample, 2);
    let mentees = finished(&mut sample, 2);
    let people: Vec<PersonId> = mentees.iter().map(|id| sample.person_of(*id)).collect();
    for (number, (person, (sheet, got))) in (0..).zip(people.iter().zip([(asked[0], 10), (asked[1], 1)])) {
        respond(&mut sample, 1000 + number, entry, *person, vec![Answer::Scale(6)]);
        respond(&mut sample, 1100 + number, sheet, *person, vec![Answer::Scale(got)]);
    }
    let series = &expectations(&sample.register, sample.year, PERIOD())[0];
    assert_eq!(series.changes(), [400, 400], "10 of the old words and 1 of the new are the same praise");
    assert_eq!(series.means(), Some((6.0, 10.0)), "the outcome is shown in the direction of the hope");
    assert_eq!(series.turned().len(), 1);
}

#[test]
fn a_changed_end_is_told_with_the_answers() {
    let mut sample = Sample::new();
    versions(&mut sample, 3);
    finished(&mut sample, 1);
    let results = sheet_results(&sample.register, sample.year, Period { from: day(9, 1), to: day(6, 1) }, None);
    let result = results.iter().find(|it| it.sheet.wave == Wave::Exit).unwrap();
    assert_eq!(result.items[0].turns, [(3, false), (2, true)]);
}

/// The same question in both waves, worded from the other end at the entry.
#[test]
fn a_question_of_both_waves_is_compared_in_one_direction() {
    let mut sample = Sample::new();
    let entry = sheet(&mut sample, 900, "in", Wave::Entry, vec![worded("Q", &SCALE, &[], true)]);
    let exit = sheet(&mut sample, 901, "out", Wave::Exit, vec![worded("Q", &SCALE, &[], false)]);
    let mentee = finished(&mut sample, 1)[0];
    let person = sample.person_of(mentee);
    respond(&mut sample, 1000, entry, person, vec![Answer::Scale(8)]);
    respond(&mut sample, 1001, exit, person, vec![Answer::Scale(7)]);
    assert_eq!(movements(&sample.register, sample.year, PERIOD())[0].changes(), [400], "from 3 to 7");
}

/// A mentor of three pairs answers once: it is one finding about three pairs, not three.
#[test]
fn one_paper_about_several_pairs_is_one_finding() {
    let mut sample = Sample::new();
    let entry = sheet(&mut sample, 900, "in", Wave::Entry, vec![worded("4", &SCALE, &["X3"], false)]);
    let exit = sheet(&mut sample, 901, "out", Wave::Exit, vec![worded("X3", &SCALE, &[], false)]);
    for id in [entry, exit] {
        sample.edit::<Questionnaire>(id, |sheet| sheet.audience = Audience::Mentor);
    }
    let mentor = sample.mentor("Гесс Ян", PersonKind::Teacher);
    let mentees = ["Аист Ян", "Бобр Ян", "Волк Ян"].map(|name| sample.mentee(name, "7А"));
    let pairs = mentees.map(|mentee| sample.pair(mentor, &[mentee], day(10, 1)));
    let person = sample.leader_of(pairs[0]);
    respond(&mut sample, 1000, entry, person, vec![Answer::Scale(5)]);
    respond(&mut sample, 1001, exit, person, vec![Answer::Scale(8)]);
    let found = pair_gaps(&sample.register, sample.year, PERIOD());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].person, &*found[0].pairs, found[0].mean()), (person, &pairs[..], Some(3.0)));
    assert_eq!((found[0].gaps[0].hoped, found[0].gaps[0].got), (500, 800));
}

#[test]
fn the_best_answer_from_the_other_end_satisfies() {
    let mut sample = Sample::new();
    let glad = Item { reversed: true, ..item("X17", ItemKind::YesNo, None) };
    let exit = sheet(&mut sample, 901, "out", Wave::Exit, vec![worded("X12", &SCALE, &[], true), glad]);
    let mentees = finished(&mut sample, 2);
    for (number, (mentee, (outcome, sorry))) in (0..).zip(mentees.iter().zip([(1, false), (10, true)])) {
        let person = sample.person_of(*mentee);
        respond(&mut sample, 1000 + number, exit, person, vec![Answer::Scale(outcome), Answer::YesNo(sorry)]);
    }
    for rule in SatisfiedBy::ALL {
        let found = satisfaction(&sample.register, sample.year, PERIOD(), Audience::Mentee, *rule);
        assert_eq!(found.yes, [sample.person_of(mentees[0])], "{rule:?}");
    }
}
