//! Questions followed through the versions of a questionnaire.
//!
//! A version says of each item at most the one id it had before. So an item that was renamed twice is found in the
//! first version only through the second: [`Item::ancestor`] goes from version to version.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Answer, Item, Questionnaire, QuestionnaireId, Register};

/// The item of an older version that another continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ancestor<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its place in that version.
    pub place: usize,
    /// Whether answers to it count from the other end.
    pub turned: bool,
}

/// The newest version of every code, by code.
pub fn newest(register: &Register) -> Vec<(QuestionnaireId, &Arc<Questionnaire>)> {
    let mut by_code: BTreeMap<&str, (QuestionnaireId, &Arc<Questionnaire>)> = BTreeMap::new();
    for (id, sheet) in register.questionnaires() {
        let known = by_code.entry(sheet.code.as_str()).or_insert((id, sheet));
        if (sheet.version, id) > (known.1.version, known.0) {
            *known = (id, sheet);
        }
    }
    by_code.into_values().collect()
}

/// The versions of a questionnaire's code that came before it, the newest first.
pub fn older<'a>(register: &'a Register, sheet: &Questionnaire) -> Vec<&'a Questionnaire> {
    let all = register.questionnaires().map(|(_, other)| other.as_ref());
    let mut older: Vec<&Questionnaire> =
        all.filter(|other| other.code == sheet.code && other.version < sheet.version).collect();
    older.sort_by_key(|other| std::cmp::Reverse(other.version));
    older
}

/// The versions on the way from a questionnaire to one that was answered, the newest first: those between, or all that
/// came before it where the other has another code.
pub fn between<'a>(
    older: &[&'a Questionnaire],
    sheet: &Questionnaire,
    answered: &Questionnaire,
) -> Vec<&'a Questionnaire> {
    let is_between = |other: &&&Questionnaire| sheet.code != answered.code || other.version > answered.version;
    older.iter().filter(is_between).copied().collect()
}

/// The item of a questionnaire that somebody means by an id: the one that bears it, or the one that bore it in an older
/// version. `older` are the versions before, the newest first.
pub fn meant<'a>(sheet: &'a Questionnaire, older: &[&Questionnaire], id: &str) -> Option<&'a Item> {
    let bore = |item: &Item| {
        let is_it = |item: &Item| item.id == id || item.was.as_deref() == Some(id);
        let mut known = item;
        is_it(known)
            || older.iter().any(|version| {
                known = known.of_old(&version.items).unwrap_or(known);
                is_it(known)
            })
    };
    sheet.items.iter().find(|item| item.id == id).or_else(|| sheet.items.iter().find(|item| bore(item)))
}

/// Answers to `old`, told as answers to `sheet` through the versions between them on file.
pub fn carried(register: &Register, sheet: &Questionnaire, old: &Questionnaire, answers: &[Answer]) -> Vec<Answer> {
    sheet.carried_through(&between(&older(register, sheet), sheet, old), old, answers)
}

impl Item {
    /// The item of `old` that this one continues, through the versions `between`, the newest first.
    pub fn ancestor<'a>(&self, between: &[&'a Questionnaire], old: &'a Questionnaire) -> Option<Ancestor<'a>> {
        let (mut known, mut turned) = (self, false);
        for version in between {
            // What a version did not ask may have been asked before it.
            let Some(found) = known.of_old(&version.items) else { continue };
            turned ^= known.is_turned(found);
            known = found;
        }
        let item = known.of_old(&old.items)?;
        turned ^= known.is_turned(item);
        let place = old.items.iter().position(|other| other.id == item.id)?;
        Some(Ancestor { item, place, turned })
    }
}

impl Questionnaire {
    /// Answers to an older version, told as answers to this one: found by id or by the id an item had, and turned round
    /// where its scale was. What that version did not ask, or asked otherwise, is [`Answer::NotAsked`]. `between` are
    /// the versions between the two, the newest first.
    pub fn carried_through(&self, between: &[&Self], old: &Self, answers: &[Answer]) -> Vec<Answer> {
        let told = |item: &Item| {
            let asked = item.ancestor(between, old)?;
            item.told(asked.item, asked.turned, answers.get(asked.place)?)
        };
        self.items.iter().map(|item| told(item).unwrap_or(Answer::NotAsked)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ItemKind, Label};
    use super::*;
    use crate::domain::{Audience, Wave};

    fn sheet(version: u16, items: &[(&str, Option<&str>)]) -> Questionnaire {
        let item = |(id, was): &(&str, Option<&str>)| Item {
            was: was.map(str::to_owned),
            ..Item::new(*id, Label::of("Как?"), ItemKind::Scale { low: 1, high: 5 })
        };
        Questionnaire {
            code: "own".into(),
            version,
            title: Label::of("Т"),
            wave: Wave::Exit,
            audience: Audience::Mentee,
            forms: Vec::new(),
            own: true,
            items: items.iter().map(item).collect(),
        }
    }

    #[test]
    fn an_item_renamed_twice_is_found_through_the_version_between() {
        let first = sheet(1, &[("3", None), ("4", None)]);
        // The id 3 went to another question meanwhile.
        let second = sheet(2, &[("B3", Some("3")), ("3", Some("4"))]);
        let third = sheet(3, &[("3", None), ("C3", Some("B3"))]);
        let answers = [Answer::Scale(1), Answer::Scale(2)];
        let told = third.carried_through(&[&second], &first, &answers);
        assert_eq!(told, [Answer::Scale(2), Answer::Scale(1)]);
        let older = [&second, &first];
        let id = |id| meant(&third, &older, id).map(|item| item.id.as_str());
        assert_eq!([id("C3"), id("B3"), id("4"), id("9")], [Some("C3"), Some("C3"), Some("3"), None]);
    }

    #[test]
    fn what_a_version_did_not_ask_is_found_in_the_one_before() {
        let (first, second, third) = (sheet(1, &[("1", None)]), sheet(2, &[("2", None)]), sheet(3, &[("1", None)]));
        assert_eq!(third.carried_through(&[&second], &first, &[Answer::Scale(4)]), [Answer::Scale(4)]);
    }
}
