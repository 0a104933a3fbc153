//! What a lost questionnaire may have been, as far as its answers tell.
//!
//! Answers are worth more than their questions: somebody filled them in by hand, and the paper with the questions
//! exists. So nothing that was answered is dropped because the questions are lost.

use std::collections::BTreeSet;

use crate::domain::*;
use crate::surveys;
use crate::text::{Text, fill};

/// Options that a choice has at least.
const FEWEST_OPTIONS: u8 = 2;
/// The scale of answers whose bounds are lost.
const SCALE: (u8, u8) = (1, 10);

/// What is known of a lost questionnaire.
pub(super) struct Traces<'a> {
    /// Its identity.
    pub(super) id: u32,
    /// The answers that were given to it.
    pub(super) answers: Vec<&'a [Answer]>,
    /// Whom it asked, where those who answered tell.
    pub(super) audience: Option<Audience>,
    /// Codes and versions of the questionnaires that are there.
    pub(super) taken: BTreeSet<(&'a str, u16)>,
}

/// The questionnaire of the program that fits the traces; of several that ask the same, the first. Otherwise one with
/// as many nameless questions as were answered.
pub(super) fn questionnaire(traces: &Traces<'_>, text: &Text) -> Questionnaire {
    let builtin = surveys::builtin().unwrap_or_default();
    let mut fitting = builtin.into_iter().filter(|known| fits(known, traces));
    match fitting.next() {
        Some(first) if fitting.all(|other| other.items == first.items) => first,
        _ => nameless(traces, text),
    }
}

fn fits(known: &Questionnaire, traces: &Traces<'_>) -> bool {
    let items = &known.items;
    let all_fit = |answers: &&[Answer]| {
        answers.len() == items.len() && answers.iter().zip(items).all(|(answer, item)| item.kind.takes(answer))
    };
    !traces.taken.contains(&(known.code.as_str(), known.version))
        && traces.audience.is_none_or(|audience| audience == known.audience)
        && traces.answers.iter().all(all_fit)
}

fn nameless(traces: &Traces<'_>, text: &Text) -> Questionnaire {
    let label = |ru: String| Label { ru, en: String::new() };
    let count = traces.answers.iter().map(|answers| answers.len()).max().unwrap_or(0);
    let item = |place: usize| {
        let question = label(fill(text.keep.lost_question, &[&(place + 1)]));
        let kind = kind_of(traces.answers.iter().filter_map(|answers| answers.get(place)));
        Item::new((place + 1).to_string(), question, kind)
    };
    Questionnaire {
        code: format!("lost_{}", traces.id),
        version: 1,
        title: label(fill(text.keep.lost_name, &[&traces.id])),
        // Neither entry nor exit: nothing is compared with it until somebody says what it was.
        wave: Wave::Pulse,
        audience: traces.audience.unwrap_or(Audience::Mentee),
        forms: Vec::new(),
        own: true,
        items: (0..count).map(item).collect(),
    }
}

/// The kind of an item by what was answered; text where nobody answered.
fn kind_of<'a>(answers: impl Iterator<Item = &'a Answer>) -> ItemKind {
    let options =
        |last: u8| (1..=(last + 1).max(FEWEST_OPTIONS)).map(|n| Label { ru: n.to_string(), en: String::new() });
    let mut kind = None;
    for answer in answers {
        let (last, now) = match answer {
            Answer::NotAsked | Answer::Blank | Answer::NotApplicable | Answer::Skipped => continue,
            Answer::YesNo(_) => return ItemKind::YesNo,
            Answer::Text(_) => return ItemKind::Text,
            Answer::Percent(_) => return ItemKind::Percent { low: 0, high: 100 },
            Answer::Scale(_) => return ItemKind::Scale { low: SCALE.0, high: SCALE.1 },
            Answer::Choice(one) => (*one, ItemKind::Choice as fn(Vec<Label>) -> ItemKind),
            Answer::Several(some) => (some.iter().copied().max().unwrap_or(0), ItemKind::Several as fn(_) -> _),
        };
        let highest = kind.map_or(last, |(known, _): (u8, _)| last.max(known));
        kind = Some((highest, now));
    }
    kind.map_or(ItemKind::Text, |(last, kind)| kind(options(last.min(u8::MAX - 1)).collect()))
}
