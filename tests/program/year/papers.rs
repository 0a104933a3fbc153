//! Papers of questionnaires, keyed as they lie in the pile: an answer a key.

use std::collections::BTreeMap;

use nastavnik::domain::{Answer, Form, Item, ItemKind, Questionnaire, Wave};
use nastavnik::surveys;

use super::walk::*;
use crate::school::*;

/// The questionnaires of a wave that pairs of these forms fill in.
pub fn of(wave: Wave, forms: &[Form]) -> Vec<Questionnaire> {
    let fits = |sheet: &Questionnaire| sheet.wave == wave && forms.iter().any(|form| sheet.fits(*form));
    surveys::builtin().unwrap().into_iter().filter(fits).collect()
}

/// What somebody writes into an item, and the keys for it.
fn answer(item: &Item, rating: u8) -> (Answer, Vec<String>) {
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
    match &item.kind {
        ItemKind::YesNo => (Answer::YesNo(true), keys(&["д"])),
        ItemKind::Text => (Answer::Blank, keys(&[ENTER])),
        ItemKind::Scale { low, high } => {
            let rating = rating.clamp(*low, *high);
            (Answer::Scale(rating), vec![(rating % 10).to_string()])
        }
        ItemKind::Choice(_) | ItemKind::Frequency => (Answer::Choice(0), keys(&["1"])),
        ItemKind::Several(_) => (Answer::Blank, keys(&["1", ENTER])),
        ItemKind::Percent { .. } => (Answer::Percent(80), keys(&["8", "0", ENTER])),
    }
}

/// Keys the whole pile of a questionnaire and says how many papers it was.
pub fn keys_all(walk: &mut Walk, sheet: &Questionnaire, rating: u8) -> usize {
    let title = sheet.title.ru.as_str();
    walk.does(&["6", "а", title, ENTER]).reads(&title.chars().take(20).collect::<String>());
    walk.program.rest(PATIENCE);
    let waiting = queue(walk);
    if waiting == 0 {
        return 0;
    }
    walk.does(&[ENTER]);
    for _ in 0..waiting {
        one(walk, sheet, rating);
        walk.does(&[ENTER]);
    }
    walk.program.rest(PATIENCE);
    waiting
}

/// Keys one paper; the last key, which saves it, is left to the caller.
fn one(walk: &mut Walk, sheet: &Questionnaire, rating: u8) {
    let mut given: BTreeMap<&str, Answer> = BTreeMap::new();
    for item in &sheet.items {
        let asked = item.when.as_ref().is_none_or(|when| {
            given.get(when.item.as_str()).is_none_or(|answer| when.wanted.is_met(answer) != Some(false))
        });
        if !asked {
            continue;
        }
        let (answer, keys) = answer(item, rating);
        walk.does(&keys.iter().map(String::as_str).collect::<Vec<_>>());
        given.insert(&item.id, answer);
    }
}

/// How many papers the pile still has, by the line under the queue.
fn queue(walk: &mut Walk) -> usize {
    let text = walk.program.text();
    let said = text.lines().find_map(|line| line.trim().strip_prefix("очередь "));
    said.map_or(0, |count| count.split_whitespace().next().unwrap().parse().unwrap())
}
