//! A question with a few answers, each on a key of its own.

use super::{Act, Code, Keys, Stroke};
use crate::text::Lang;

/// One answer.
#[derive(Debug)]
pub struct Answer {
    /// Its keys.
    pub keys: Keys,
    /// What it says.
    pub label: String,
    /// What it does.
    pub acts: Vec<Act>,
}

/// A question.
#[derive(Debug)]
pub struct Dialog {
    /// What is asked.
    pub title: String,
    /// What one should know before answering.
    pub lines: Vec<String>,
    /// The answers; the last one is also what Esc means, unless `firm`.
    pub answers: Vec<Answer>,
    /// Esc is no answer here.
    pub firm: bool,
}

impl Dialog {
    /// A question to which Esc says nothing happens.
    pub fn new(title: impl Into<String>, lines: Vec<String>) -> Self {
        Self { title: title.into(), lines, answers: Vec::new(), firm: false }
    }

    /// With one more answer.
    pub fn answer(mut self, keys: Keys, label: impl Into<String>, acts: Vec<Act>) -> Self {
        self.answers.push(Answer { keys, label: label.into(), acts });
        self
    }

    /// What a press answers: `None` when it is no answer.
    pub fn press(&mut self, stroke: Stroke, lang: Lang) -> Option<Vec<Act>> {
        let folded = stroke.folded();
        if let Some(answer) = self.answers.iter_mut().find(|answer| answer.keys.fit(folded, lang)) {
            return Some(std::mem::take(&mut answer.acts));
        }
        (folded.code == Code::Esc && !self.firm).then(Vec::new)
    }
}
