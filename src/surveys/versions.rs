//! What changed from one version of a questionnaire to the next, in terms of what becomes of the answers.

use crate::domain::{Item, Questionnaire};

/// One thing that changed. Items are named by their id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A new question.
    Added(String),
    /// A question that is asked no more.
    Removed(String),
    /// The same question under another id.
    Renamed {
        /// The id it had.
        from: String,
        /// The id it has.
        to: String,
    },
    /// The question reads otherwise.
    Reworded(String),
    /// It takes another kind of answer, so the old answers are not compared with the new.
    OtherKind(String),
    /// The better end of the scale is the other one: old answers are turned round to be compared.
    TurnedRound(String),
    /// The better end is the other one and the question is the same: old answers are compared as they are.
    BetterEnd(String),
    /// It is put to other people: on another condition, or on none.
    OtherCondition(String),
    /// The questions stand in another order.
    Reordered,
}

/// Everything that changed between two versions.
pub fn differences(old: &Questionnaire, new: &Questionnaire) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut places = Vec::new();
    for item in &new.items {
        let Some(place) = place_of(item, &old.items) else {
            found.push(Difference::Added(item.id.clone()));
            continue;
        };
        places.push(place);
        compare(&old.items[place], item, &mut found);
    }
    let gone = old.items.iter().enumerate().filter(|(place, _)| !places.contains(place));
    found.extend(gone.map(|(_, item)| Difference::Removed(item.id.clone())));
    if !places.is_sorted() {
        found.push(Difference::Reordered);
    }
    found
}

/// The place of the question that an item goes on with. Two that came from the same one are the same.
fn place_of(item: &Item, old: &[Item]) -> Option<usize> {
    let known = item.of_old(old).map(|known| known.id.as_str());
    let same =
        || item.was.as_ref().and_then(|_| old.iter().find(|other| other.was == item.was)).map(|it| it.id.as_str());
    let id = known.or_else(same)?;
    old.iter().position(|other| other.id == id)
}

fn compare(old: &Item, new: &Item, found: &mut Vec<Difference>) {
    let id = || new.id.clone();
    if old.id != new.id {
        found.push(Difference::Renamed { from: old.id.clone(), to: id() });
    }
    if old.label != new.label {
        found.push(Difference::Reworded(id()));
    }
    if old.kind != new.kind {
        found.push(Difference::OtherKind(id()));
    }
    if old.reversed != new.reversed {
        found.push(if new.is_turned(old) { Difference::TurnedRound(id()) } else { Difference::BetterEnd(id()) });
    }
    if old.when.as_ref().map(|when| &when.wanted) != new.when.as_ref().map(|when| &when.wanted) {
        found.push(Difference::OtherCondition(id()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::builtin;
    use super::*;
    use crate::domain::{Answer, ItemKind};

    /// The pulse, and the same with a renamed, a turned, a reworded, a new and a lost question in another order.
    fn two() -> (Questionnaire, Questionnaire) {
        let old = builtin().unwrap().into_iter().find(|sheet| sheet.code == "pulse_mentee").unwrap();
        let mut new = Questionnaire { version: 2, ..old.clone() };
        new.items[0].was = Some("P1".to_owned());
        "радость".clone_into(&mut new.items[0].id);
        new.items[1].reversed = true;
        "Скучно ли вам на встречах?".clone_into(&mut new.items[1].label.ru);
        new.items[4].reversed = true;
        "Понимают ли вас?".clone_into(&mut new.items[2].label.ru);
        new.items[3].kind = ItemKind::Scale { low: 1, high: 10 };
        new.items[5].id = "P7".to_owned();
        new.items.swap(0, 1);
        (old, new)
    }

    #[test]
    fn each_change_is_named() {
        let (old, new) = two();
        let named = |id: &str| id.to_owned();
        assert_eq!(
            differences(&old, &new),
            [
                Difference::Reworded(named("P2")),
                Difference::TurnedRound(named("P2")),
                Difference::Renamed { from: named("P1"), to: named("радость") },
                Difference::Reworded(named("P3")),
                Difference::OtherKind(named("P4")),
                Difference::BetterEnd(named("P5")),
                Difference::Added(named("P7")),
                Difference::Removed(named("P6")),
                Difference::Reordered,
            ]
        );
        assert_eq!(differences(&old, &old), []);
    }

    #[test]
    fn answers_are_carried_through_a_rename_and_a_turned_scale_and_no_further() {
        let (old, new) = two();
        let answers: Vec<Answer> = (1..=5).map(Answer::Scale).chain([Answer::Blank]).collect();
        assert_eq!(
            new.carried_through(&[], &old, &answers),
            // P2 was 2 of 1..5 and counts 4 turned round; P4 was on another scale; P7 was never asked.
            [
                Answer::Scale(4),
                Answer::Scale(1),
                Answer::Scale(3),
                Answer::NotAsked,
                // The same words: only the better end was set right.
                Answer::Scale(5),
                Answer::NotAsked
            ]
        );
        assert_eq!(old.carried_through(&[], &old, &answers), answers);
    }
}
