//! The second keying of a paper, and the differences settled one by one.
//!
//! The first answers stay on file until the last difference is settled, so a second keying that was begun and left does
//! no harm. What is kept of it afterwards is how many fields were compared and in how many the first hand was wrong:
//! that is the error rate a school can tell.

use std::sync::Arc;

use chrono::NaiveDate;

use super::keying::{Keying, Pressed, tidied};
use crate::domain::{Answer, Batch, Change, PersonId, Questionnaire, Register, Response, ResponseId, Second, YearId};
use crate::kit::{Code, Stroke, World};
use crate::text::Lang;

/// Places of the questions in which two keyings differ. What either hand did not key is not compared.
pub fn differing(first: &[Answer], second: &[Answer]) -> Vec<usize> {
    let pairs = first.iter().zip(second).enumerate().filter(|(_, (a, b))| is_compared(a, b));
    pairs.filter(|(_, (a, b))| tidied(a) != tidied(b)).map(|(at, _)| at).collect()
}

fn is_compared(first: &Answer, second: &Answer) -> bool {
    *first != Answer::NotAsked && *second != Answer::NotAsked
}

fn compared(first: &[Answer], second: &[Answer]) -> usize {
    // A question that a condition left out on both sides was nobody's work.
    let worked = |a: &Answer, b: &Answer| *a != Answer::Skipped || *b != Answer::Skipped;
    first.iter().zip(second).filter(|(a, b)| is_compared(a, b) && worked(a, b)).count()
}

/// What a second keying becomes: settled at once where nothing differs, open otherwise.
pub fn kept(first: &[Answer], second: Vec<Answer>, on: NaiveDate) -> Second {
    if differing(first, &second).is_empty() {
        return Second::Settled { on, fields: small(compared(first, &second)), differed: 0, wrong: 0 };
    }
    Second::Open { on, answers: second }
}

fn small(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// What is right where two keyings differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Right {
    /// What was keyed first.
    First,
    /// What was keyed second.
    Second,
    /// Neither: this.
    Other(Answer),
}

/// Differences being settled.
#[derive(Debug, Clone)]
pub struct Checking {
    /// The paper.
    pub id: ResponseId,
    /// As it is on file.
    pub response: Arc<Response>,
    /// What it asks.
    pub sheet: Arc<Questionnaire>,
    /// What the second hand keyed.
    pub second: Vec<Answer>,
    /// The questions that differ.
    pub places: Vec<usize>,
    /// What is right, by difference.
    pub choices: Vec<Option<Right>>,
    /// The right answer as far as it is typed, where neither hand had it.
    third: Option<Keying>,
    /// Whether a difference was opened again because what was chosen for it does not go with the rest.
    reopened: bool,
    at: usize,
}

impl Checking {
    /// The differences of a paper whose second keying is open.
    pub fn of(id: ResponseId, world: &World) -> Option<Self> {
        let response = Arc::clone(world.register.get::<Response>(id)?);
        let sheet = Arc::clone(world.register.get::<Questionnaire>(response.questionnaire)?);
        let Some(Second::Open { answers, .. }) = &response.second else { return None };
        let second = answers.clone();
        let places = differing(&response.answers, &second);
        let choices = vec![None; places.len()];
        Some(Self { id, response, sheet, second, places, choices, third: None, reopened: false, at: 0 })
    }

    /// The difference in front; the number of differences when all are behind.
    pub fn place(&self) -> usize {
        self.at
    }

    /// How many are settled.
    pub fn settled(&self) -> usize {
        self.choices.iter().flatten().count()
    }

    /// The right answer as far as it is typed.
    pub fn third(&self) -> Option<&Keying> {
        self.third.as_ref()
    }

    /// Whether a difference was opened again because what was chosen for it does not go with the rest.
    pub fn is_reopened(&self) -> bool {
        self.reopened
    }

    /// Takes a press of a third answer, for when both hands are wrong. `false` when it is none.
    pub fn press(&mut self, stroke: Stroke, lang: Lang) -> bool {
        let Some(item) = self.places.get(self.at).and_then(|place| self.sheet.items.get(*place)) else { return false };
        let is_open = self.third.is_some();
        if !is_open && stroke.text().is_none() {
            return false;
        }
        let mut keying = self.third.take().unwrap_or_else(|| Keying::alone(&self.response, &self.sheet, item));
        match (keying.press(stroke, lang), stroke.code) {
            (Pressed::Taken | Pressed::TooLong, _) => {}
            (Pressed::Other, Code::Esc) => return is_open,
            (Pressed::Other, Code::Enter) if is_open => drop(keying.enter()),
            (Pressed::Other, Code::Char(' ')) if !is_open => keying.give(Answer::Blank),
            (Pressed::Other, Code::Char('-')) if !is_open => keying.give(Answer::NotApplicable),
            (Pressed::Other, _) if !is_open => return false,
            (Pressed::Other, _) => {}
        }
        match (keying.item(), keying.answers.first()) {
            (None, Some(answer)) => self.choose(Right::Other(tidied(answer))),
            _ => self.third = Some(keying),
        }
        true
    }

    /// Takes what is right and goes to the next difference that is open.
    pub fn choose(&mut self, right: Right) {
        if let Some(choice) = self.choices.get_mut(self.at) {
            *choice = Some(right);
        }
        self.third = None;
        self.reopened = self.reopen();
        let open = |at: &usize| self.choices.get(*at) == Some(&None);
        let after = (self.at..self.choices.len()).chain(0..self.at).find(open);
        self.at = after.unwrap_or(self.choices.len());
    }

    /// Once all is chosen: opens the differences again in which a question counts as left out that the answers above it
    /// put. Whether there are any.
    fn reopen(&mut self) -> bool {
        let Some(answers) = self.answers() else { return false };
        let mut found = false;
        for (place, choice) in self.places.iter().zip(&mut self.choices) {
            let skipped = match choice {
                Some(Right::First) => self.response.answers.get(*place) == Some(&Answer::Skipped),
                Some(Right::Second) => self.second.get(*place) == Some(&Answer::Skipped),
                _ => false,
            };
            if skipped && answers.get(*place) == Some(&Answer::NotAsked) {
                (*choice, found) = (None, true);
            }
        }
        found
    }

    /// The answers as they are chosen; `None` while a difference is open.
    fn answers(&self) -> Option<Vec<Answer>> {
        let mut answers = self.response.answers.clone();
        for (place, choice) in self.places.iter().zip(&self.choices) {
            match choice.as_ref()? {
                Right::First => {}
                Right::Second => answers[*place] = self.second[*place].clone(),
                Right::Other(answer) => answers[*place] = answer.clone(),
            }
        }
        Some(self.sheet.settled(&answers))
    }

    /// Goes up or down.
    pub fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.choices.len());
    }

    /// The step that settles the paper; `None` while a difference is open.
    pub fn batch(&self, on: NaiveDate) -> Option<Batch> {
        let answers = self.answers()?;
        let is_wrong = |(place, choice): &(&usize, &Option<Right>)| match choice {
            Some(Right::Other(answer)) => self.response.answers.get(**place).map(tidied).as_ref() != Some(answer),
            other => *other == &Some(Right::Second),
        };
        let wrong = self.places.iter().zip(&self.choices).filter(is_wrong).count();
        let second = Second::Settled {
            on,
            fields: small(compared(&self.response.answers, &self.second)),
            differed: small(self.choices.len()),
            wrong: small(wrong),
        };
        let after = Response { answers, second: Some(second), ..Response::clone(&self.response) };
        Some(Batch::new("survey.settle", vec![Change::edit(self.id, &self.response, after)]))
    }
}

/// What second keyings tell of a batch: the papers of one questionnaire in a year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Papers compared and settled.
    pub settled: usize,
    /// Papers with open differences.
    pub open: usize,
    /// Fields compared.
    pub fields: usize,
    /// Fields that differed.
    pub differed: usize,
    /// Fields in which the first hand was wrong.
    pub wrong: usize,
}

impl Tally {
    /// Of the papers of all versions of a code in a year.
    pub fn of(register: &Register, code: &str, year: YearId) -> Self {
        let mut tally = Self::default();
        for (_, response) in register.responses().filter(|(_, response)| response.year == year) {
            let asked = register.get::<Questionnaire>(response.questionnaire);
            match &response.second {
                Some(second) if asked.is_some_and(|asked| asked.code == code) => tally.add(second),
                _ => {}
            }
        }
        tally
    }

    fn add(&mut self, second: &Second) {
        match second {
            Second::Open { .. } => self.open += 1,
            Second::Settled { fields, differed, wrong, .. } => {
                self.settled += 1;
                self.fields += usize::from(*fields);
                self.differed += usize::from(*differed);
                self.wrong += usize::from(*wrong);
            }
        }
    }

    /// Fields in which the first hand was wrong, of a thousand compared, in tenths; `None` before anything was compared.
    pub fn per_thousand(self) -> Option<usize> {
        (self.wrong * 10_000 + self.fields / 2).checked_div(self.fields)
    }
}

/// Whose paper comes next for a second keying: the first below it that was not compared.
pub fn next(order: &[(PersonId, ResponseId)], after: ResponseId, register: &Register) -> Option<ResponseId> {
    let here = order.iter().position(|(_, id)| *id == after).map_or(0, |at| at + 1);
    let (before, behind) = order.split_at(here);
    let fresh = |id: &ResponseId| register.get::<Response>(*id).is_some_and(|response| response.second.is_none());
    behind.iter().chain(before).map(|(_, id)| *id).find(|id| *id != after && fresh(id))
}
