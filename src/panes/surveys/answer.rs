//! Kinds of item: which key is which answer, how an answer reads, how it is kept in a draft.

use crate::domain::{Answer, ItemKind, Label};
use crate::fields::names;
use crate::kit::{Code, Keys, Stroke};
use crate::text::{Lang, Text, fill};

const YES: Keys = Keys::each(&["д", "1", "+"], &["y", "1", "+"]);
const NO: Keys = Keys::each(&["н", "0", "2"], &["n", "0", "2"]);

/// The digit of a press, if it is one.
pub fn digit(stroke: Stroke) -> Option<u8> {
    let digit = stroke.text()?.to_digit(10)?;
    u8::try_from(digit).ok()
}

/// The answer one key gives to an item that takes one key.
pub fn of_press(kind: &ItemKind, stroke: Stroke, lang: Lang) -> Option<Answer> {
    let answer = match kind {
        ItemKind::YesNo => Answer::YesNo(yes_or_no(stroke, lang)?),
        ItemKind::Scale { high, .. } => Answer::Scale(match digit(stroke)? {
            0 if *high == 10 => 10,
            digit => digit,
        }),
        ItemKind::Choice(_) => Answer::Choice(digit(stroke)?.checked_sub(1)?),
        ItemKind::Several(_) | ItemKind::Percent | ItemKind::Text => return None,
    };
    fits(kind, &answer).then_some(answer)
}

/// As commands do, the letters work in either layout, and with Caps Lock on.
fn yes_or_no(stroke: Stroke, lang: Lang) -> Option<bool> {
    let folded = stroke.folded();
    let lower = match folded.code {
        Code::Char(c) => Stroke { code: Code::Char(c.to_ascii_lowercase()), ..folded },
        _ => return None,
    };
    if YES.fit(lower, lang) { Some(true) } else { NO.fit(lower, lang).then_some(false) }
}

/// Whether an item can have this answer.
pub fn fits(kind: &ItemKind, answer: &Answer) -> bool {
    match (kind, answer) {
        (_, Answer::Blank | Answer::NotApplicable)
        | (ItemKind::YesNo, Answer::YesNo(_))
        | (ItemKind::Text, Answer::Text(_)) => true,
        (ItemKind::Scale { low, high }, Answer::Scale(value)) => (low..=high).contains(&value),
        (ItemKind::Choice(options), Answer::Choice(index)) => usize::from(*index) < options.len(),
        (ItemKind::Several(options), Answer::Several(picked)) => {
            picked.iter().all(|index| usize::from(*index) < options.len())
        }
        (ItemKind::Percent, Answer::Percent(value)) => *value <= 100,
        _ => false,
    }
}

/// An answer as it is echoed; nothing for a question that was not put.
pub fn words(kind: &ItemKind, answer: &Answer, text: &Text) -> String {
    let option = |index: u8| match kind {
        ItemKind::Choice(options) | ItemKind::Several(options) => {
            options.get(usize::from(index)).map_or("", |label| names::label(label, text))
        }
        _ => "",
    };
    match answer {
        Answer::NotAsked => String::new(),
        Answer::Blank => text.terms.answer_blank.to_owned(),
        Answer::NotApplicable => text.terms.answer_not_applicable.to_owned(),
        Answer::YesNo(true) => text.common.yes.to_owned(),
        Answer::YesNo(false) => text.common.no.to_owned(),
        Answer::Scale(value) => value.to_string(),
        Answer::Choice(index) => option(*index).to_owned(),
        Answer::Several(picked) => picked.iter().map(|index| option(*index)).collect::<Vec<_>>().join(", "),
        Answer::Percent(value) => format!("{value} %"),
        Answer::Text(typed) => typed.replace('\n', " "),
    }
}

/// The keys an item takes, for the line that says a key was none of them.
pub fn keys(kind: &ItemKind, text: &Text) -> String {
    let p = &text.panes;
    match kind {
        ItemKind::Scale { low, high: 10 } => format!("{low}–10, {}", p.ten_is_zero),
        ItemKind::Scale { low, high } => format!("{low}–{high}"),
        ItemKind::YesNo => p.yes_no_hint.to_owned(),
        ItemKind::Choice(options) => fill(p.choice_hint, &[&options.len()]),
        ItemKind::Several(_) => p.several_hint.to_owned(),
        ItemKind::Percent => p.percent_hint.to_owned(),
        ItemKind::Text => p.text_hint.to_owned(),
    }
}

/// What an item waits for, for the line under the questions.
pub fn prompt(kind: &ItemKind, text: &Text) -> String {
    let p = &text.panes;
    match kind {
        ItemKind::Scale { low, high: 10 } => format!("{} · {}", fill(p.scale_hint, &[low, &10]), p.ten_is_zero),
        ItemKind::Scale { low, high } => fill(p.scale_hint, &[low, high]),
        ItemKind::Text => format!("{} · {}", p.text_hint, p.newline_hint),
        other => keys(other, text),
    }
}

/// The options of an item, numbered by their keys: «1 часто», «2 редко».
pub fn options(kind: &ItemKind) -> &[Label] {
    match kind {
        ItemKind::Choice(options) | ItemKind::Several(options) => options,
        _ => &[],
    }
}

/// An answer as a draft keeps it; `None` for a question that was not put.
pub fn encode(answer: &Answer) -> Option<String> {
    Some(match answer {
        Answer::NotAsked => return None,
        Answer::Blank => "blank".to_owned(),
        Answer::NotApplicable => "na".to_owned(),
        Answer::YesNo(true) => "yes".to_owned(),
        Answer::YesNo(false) => "no".to_owned(),
        Answer::Scale(value) | Answer::Percent(value) | Answer::Choice(value) => value.to_string(),
        Answer::Several(picked) => picked.iter().map(u8::to_string).collect::<Vec<_>>().join(","),
        Answer::Text(typed) => format!("text:{typed}"),
    })
}

/// The way back from [`encode`], if the item can have that answer.
pub fn decode(kind: &ItemKind, kept: &str) -> Option<Answer> {
    let number = || kept.parse().ok();
    let answer = match (kept, kind) {
        ("blank", _) => Answer::Blank,
        ("na", _) => Answer::NotApplicable,
        ("yes" | "no", ItemKind::YesNo) => Answer::YesNo(kept == "yes"),
        (_, ItemKind::Scale { .. }) => Answer::Scale(number()?),
        (_, ItemKind::Percent) => Answer::Percent(number()?),
        (_, ItemKind::Choice(_)) => Answer::Choice(number()?),
        (_, ItemKind::Several(_)) => Answer::Several(kept.split(',').map(|n| n.parse().ok()).collect::<Option<_>>()?),
        (_, ItemKind::Text) => Answer::Text(kept.strip_prefix("text:")?.into()),
        (_, ItemKind::YesNo) => return None,
    };
    fits(kind, &answer).then_some(answer)
}
