//! Answers in words: what was chosen, and why there is nothing.

use super::names;
use crate::domain::{Answer, FREQUENCY_STEPS, ItemKind};
use crate::text::Text;

/// The options of an item in the language of the screen, in the order of their keys from 1; none for an item without
/// options.
pub fn options<'a>(kind: &'a ItemKind, text: &'a Text) -> Vec<&'a str> {
    match kind {
        ItemKind::Choice(options) | ItemKind::Several(options) => {
            options.iter().map(|label| names::label(label, text)).collect()
        }
        ItemKind::Frequency => frequency(text).to_vec(),
        _ => Vec::new(),
    }
}

/// The steps of the frequency scale, most often first.
pub fn frequency(text: &Text) -> [&'static str; FREQUENCY_STEPS as usize] {
    let t = &text.terms;
    [t.very_often, t.often, t.seldom, t.once_or_twice, t.never]
}

/// An answer as it is echoed; nothing for a question that was not put.
pub fn words(kind: &ItemKind, answer: &Answer, text: &Text) -> String {
    let option = |index: u8| options(kind, text).get(usize::from(index)).copied().unwrap_or_default().to_owned();
    match answer {
        Answer::NotAsked => String::new(),
        Answer::Blank => text.terms.answer_blank.to_owned(),
        Answer::NotApplicable => text.terms.answer_not_applicable.to_owned(),
        Answer::Skipped => text.terms.answer_skipped.to_owned(),
        Answer::YesNo(true) => text.common.yes.to_owned(),
        Answer::YesNo(false) => text.common.no.to_owned(),
        Answer::Scale(value) => value.to_string(),
        Answer::Choice(index) => option(*index),
        Answer::Several(picked) => picked.iter().map(|index| option(*index)).collect::<Vec<_>>().join(", "),
        Answer::Percent(value) => format!("{value} %"),
        Answer::Text(typed) => typed.replace('\n', " "),
    }
}
