//! Kinds of item: which key is which answer, how an answer reads, how it is kept in a draft.

use crate::domain::{Answer, FREQUENCY_STEPS, ItemKind};
pub use crate::fields::answer::{options, words};
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
        ItemKind::Choice(_) | ItemKind::Frequency => Answer::Choice(digit(stroke)?.checked_sub(1)?),
        ItemKind::Several(_) | ItemKind::Percent { .. } | ItemKind::Text => return None,
    };
    kind.takes(&answer).then_some(answer)
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

/// The keys an item takes, for the line that says a key was none of them.
pub fn keys(kind: &ItemKind, text: &Text) -> String {
    let p = &text.panes;
    match kind {
        ItemKind::Scale { low, high: 10 } => format!("{low}–10, {}", p.ten_is_zero),
        ItemKind::Scale { low, high } => format!("{low}–{high}"),
        ItemKind::YesNo => p.yes_no_hint.to_owned(),
        ItemKind::Choice(options) => fill(p.choice_hint, &[&options.len()]),
        ItemKind::Several(_) => p.several_hint.to_owned(),
        ItemKind::Frequency => fill(p.choice_hint, &[&FREQUENCY_STEPS]),
        ItemKind::Percent { low, high } => fill(p.percent_hint, &[low, high]),
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

/// An answer as a draft keeps it; `None` for a question that was not put. What a condition leaves out follows from the
/// answer above, so a draft does not keep it.
pub fn encode(answer: &Answer) -> Option<String> {
    Some(match answer {
        Answer::NotAsked | Answer::Skipped => return None,
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
        (_, ItemKind::Percent { .. }) => Answer::Percent(number()?),
        (_, ItemKind::Choice(_) | ItemKind::Frequency) => Answer::Choice(number()?),
        (_, ItemKind::Several(_)) => Answer::Several(kept.split(',').map(|n| n.parse().ok()).collect::<Option<_>>()?),
        (_, ItemKind::Text) => Answer::Text(kept.strip_prefix("text:")?.into()),
        (_, ItemKind::YesNo) => return None,
    };
    kind.takes(&answer).then_some(answer)
}
