//! One paper on its way in: the questions, the answers so far, and where the next key goes.
//!
//! An answer is taken with the key that gives it, so there is never anything typed that a draft would not hold.

use std::sync::Arc;

use super::answer;
use crate::domain::{
    Answer, Batch, Change, Item, ItemKind, Key, PersonId, Questionnaire, QuestionnaireId, Response, ResponseId, YearId,
    lineage,
};
use crate::fields::{LONGEST, names};
use crate::kit::{Code, Draft, Edit, Slot, Stroke, World};
use crate::surveys;
use crate::text::Lang;

/// Identity of the draft's form.
pub const FORM: &str = "keying";
/// Identity of the draft's form of a second keying.
pub const SECOND: &str = "keying.second";

/// What a press was to the current question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// An answer or a part of one.
    Taken,
    /// The text cannot grow further.
    TooLong,
    /// Nothing the question takes.
    Other,
}

/// What was typed for the current question, where one key is not enough.
#[derive(Debug, Clone)]
enum Typed {
    Digits(String),
    Text(Edit),
}

/// A paper being keyed.
#[derive(Debug, Clone)]
pub struct Keying {
    /// Whose paper.
    pub person: PersonId,
    /// Which version of which questionnaire.
    pub questionnaire: QuestionnaireId,
    /// What it asks.
    pub sheet: Arc<Questionnaire>,
    /// In which year it was answered.
    pub year: YearId,
    /// One answer for every question, as it will be on file: what a condition leaves out is skipped.
    pub answers: Vec<Answer>,
    /// What was given, also where a condition leaves it out by now.
    given: Vec<Answer>,
    /// The response that is corrected, as it is on file.
    before: Option<(ResponseId, Arc<Response>)>,
    /// The response that is keyed a second time, as it is on file.
    again: Option<(ResponseId, Arc<Response>)>,
    /// The number of a question being typed, to go there.
    jump: Option<String>,
    at: usize,
    typed: Typed,
    /// The last press completed a number by itself; Enter after it is habit and no answer to the next question.
    completed: bool,
    /// The questions were changed meanwhile; how many answers have no question any more.
    relaid: Option<usize>,
    /// Where its draft was kept before it became a paper of a newer version.
    outgrown: Option<Slot>,
}

impl Keying {
    /// An empty paper of a person.
    pub fn new(person: PersonId, questionnaire: QuestionnaireId, world: &World) -> Option<Self> {
        let sheet = Arc::clone(world.register.get::<Questionnaire>(questionnaire)?);
        Some(Self::empty(person, questionnaire, sheet, world.year))
    }

    /// One question of a paper by itself, whatever the others say.
    pub fn alone(paper: &Response, sheet: &Questionnaire, item: &Item) -> Self {
        let items = vec![Item { when: None, ..item.clone() }];
        let sheet = Arc::new(Questionnaire { items, ..sheet.clone() });
        Self::empty(paper.respondent, paper.questionnaire, sheet, paper.year)
    }

    fn empty(person: PersonId, questionnaire: QuestionnaireId, sheet: Arc<Questionnaire>, year: YearId) -> Self {
        let given = vec![Answer::NotAsked; sheet.items.len()];
        let mut keying = Self {
            person,
            questionnaire,
            year,
            answers: sheet.settled(&given),
            given,
            sheet,
            before: None,
            again: None,
            jump: None,
            at: 0,
            typed: Typed::Digits(String::new()),
            completed: false,
            relaid: None,
            outgrown: None,
        };
        keying.go(0);
        keying
    }

    /// A paper that is on file, at its first question without an answer.
    pub fn over(id: ResponseId, world: &World) -> Option<Self> {
        let response = Arc::clone(world.register.get::<Response>(id)?);
        let mut keying = Self::new(response.respondent, response.questionnaire, world)?;
        keying.year = response.year;
        keying.put_all(response.answers.clone());
        keying.before = Some((id, response));
        let open = keying.first_open();
        keying.go(if open == keying.sheet.items.len() { 0 } else { open });
        Some(keying)
    }

    /// A paper that is on file, to be keyed a second time without its answers in sight.
    pub fn second(id: ResponseId, world: &World) -> Option<Self> {
        let response = Arc::clone(world.register.get::<Response>(id)?);
        let mut keying = Self::new(response.respondent, response.questionnaire, world)?;
        keying.year = response.year;
        keying.again = Some((id, response));
        Some(keying)
    }

    /// Lays the answers over the questions as they are by now, each by the id of its question: those of the newest
    /// version for a paper that is not on file. What is on file keeps its questions.
    pub fn renew(&mut self, world: &World) {
        let is_new = self.before.is_none() && self.again.is_none();
        let newest = surveys::newest(&world.register, &self.sheet.code).map(|(id, _)| id).filter(|_| is_new);
        let id = newest.unwrap_or(self.questionnaire);
        let Some(now) = world.register.get::<Questionnaire>(id) else { return };
        if Arc::ptr_eq(now, &self.sheet) || *now == self.sheet {
            return;
        }
        let item = self.item().map(|item| item.id.clone());
        let old = std::mem::replace(&mut self.sheet, Arc::clone(now));
        let given = std::mem::take(&mut self.given);
        let slot = self.slot();
        if id != self.questionnaire {
            self.questionnaire = id;
            self.outgrown = Some(slot);
        }
        if old.asks_as(&self.sheet) {
            return self.put_all(given);
        }
        let count = |given: &[Answer]| given.iter().filter(|answer| **answer != Answer::NotAsked).count();
        let laid = lineage::carried(&world.register, &self.sheet, &old, &given);
        self.relaid = Some(self.relaid.unwrap_or(0) + count(&given).saturating_sub(count(&laid)));
        self.put_all(laid);
        let place = item.and_then(|id| self.sheet.items.iter().position(|known| known.id == id));
        self.go(place.unwrap_or_else(|| self.first_open()));
    }

    /// How many answers have no question any more, where the questions were changed while the paper was keyed.
    pub fn relaid(&self) -> Option<usize> {
        self.relaid
    }

    /// Where its draft was kept under an older version, told once.
    pub fn take_outgrown(&mut self) -> Option<Slot> {
        self.outgrown.take()
    }

    /// The response that is keyed a second time, if one is.
    pub fn repeats(&self) -> Option<ResponseId> {
        self.again.as_ref().map(|(id, _)| *id)
    }

    /// Questions that must not be left out and have no answer, although something was keyed for them.
    pub fn wanting(&self) -> usize {
        let items = self.sheet.items.iter().zip(&self.answers);
        items.filter(|(item, answer)| item.required && **answer == Answer::Blank).count()
    }

    /// Begins to take the number of a question.
    pub fn begin_jump(&mut self) {
        self.jump = Some(String::new());
    }

    /// The number being typed.
    pub fn jump(&self) -> Option<&str> {
        self.jump.as_deref()
    }

    /// Takes a press of the number of a question: by its place on the paper or its id. `None` when no number is typed;
    /// otherwise whether the press was understood.
    pub fn press_jump(&mut self, stroke: Stroke) -> Option<bool> {
        let typed = self.jump.as_mut()?;
        match (stroke.code, stroke.text()) {
            (Code::Esc, _) => self.jump = None,
            (Code::Enter, _) => {
                let typed = self.jump.take().unwrap_or_default();
                let place = self.numbered(&typed);
                return Some(place.map(|place| self.go(place)).is_some());
            }
            (Code::Backspace, _) => drop(typed.pop()),
            (_, Some(c)) if typed.chars().count() < 24 => typed.push(c),
            _ => return Some(false),
        }
        Some(true)
    }

    /// The question of a number or an id, if it is put.
    fn numbered(&self, typed: &str) -> Option<usize> {
        let number = || typed.parse::<usize>().ok()?.checked_sub(1);
        let id = || self.sheet.items.iter().position(|item| item.id.to_lowercase() == typed.to_lowercase());
        let place = number().filter(|place| *place < self.sheet.items.len()).or_else(id)?;
        (self.answers.get(place) != Some(&Answer::Skipped)).then_some(place)
    }

    /// The response that is corrected, if one is.
    pub fn corrects(&self) -> Option<ResponseId> {
        self.before.as_ref().map(|(id, _)| *id)
    }

    /// The response that is corrected, as it is on file.
    pub fn stored(&self) -> Option<&Response> {
        self.before.as_ref().map(|(_, response)| response.as_ref())
    }

    /// Takes the answer on file to a question, by its identity.
    pub fn revert(&mut self, item: &str) {
        let Some((_, stored)) = &self.before else { return };
        let Some(at) = self.sheet.items.iter().position(|known| known.id == item) else { return };
        self.given[at] = stored.answers.get(at).cloned().unwrap_or(Answer::NotAsked);
        let given = std::mem::take(&mut self.given);
        self.put_all(given);
        self.go(self.at);
    }

    /// Takes answers for all questions, in their order.
    pub fn put_all(&mut self, given: Vec<Answer>) {
        self.given = given;
        self.given.resize(self.sheet.items.len(), Answer::NotAsked);
        self.answers = self.sheet.settled(&self.given);
    }

    /// Where the next key goes; the number of questions when all are behind.
    pub fn place(&self) -> usize {
        self.at
    }

    /// The current question; none at the end.
    pub fn item(&self) -> Option<&Item> {
        self.sheet.items.get(self.at)
    }

    /// The text being typed, if the current question takes one.
    pub fn edit(&self) -> Option<&Edit> {
        match &self.typed {
            Typed::Text(edit) => Some(edit),
            Typed::Digits(_) => None,
        }
    }

    /// Whether letters go on with a text that was begun, so that no plain key is a command.
    pub fn is_writing(&self) -> bool {
        self.edit().is_some_and(|edit| !edit.text().is_empty())
    }

    /// Whether there is anything typed that Backspace takes away.
    pub fn is_erasable(&self) -> bool {
        match &self.typed {
            Typed::Digits(digits) => !digits.is_empty(),
            Typed::Text(edit) => !edit.text().is_empty(),
        }
    }

    /// How many questions have no answer.
    pub fn missing(&self) -> usize {
        self.answers.iter().filter(|answer| **answer == Answer::NotAsked).count()
    }

    /// How many questions need no key any more.
    pub fn answered(&self) -> usize {
        self.answers.len() - self.missing()
    }

    /// Whether anything differs from what is on file.
    pub fn is_touched(&self) -> bool {
        match &self.before {
            Some((_, response)) => response.answers != self.answers,
            None => self.given.iter().any(|answer| *answer != Answer::NotAsked),
        }
    }

    /// The first question without an answer; the number of questions when there is none.
    pub fn first_open(&self) -> usize {
        self.answers.iter().position(|answer| *answer == Answer::NotAsked).unwrap_or(self.answers.len())
    }

    /// Goes to a question, or behind the last one.
    pub fn go(&mut self, place: usize) {
        self.at = place.min(self.sheet.items.len());
        self.completed = false;
        let text = match self.answers.get(self.at) {
            Some(Answer::Text(text)) => text,
            _ => "",
        };
        let is_text = self.item().is_some_and(|item| item.kind == ItemKind::Text);
        self.typed = if is_text { Typed::Text(Edit::new(text)) } else { Typed::Digits(String::new()) };
    }

    /// Goes up or down, over what is not put; answers stay.
    pub fn step(&mut self, by: isize) {
        let mut place = self.at.saturating_add_signed(by);
        while self.answers.get(place) == Some(&Answer::Skipped) {
            match place.checked_add_signed(by.signum()) {
                Some(next) => place = next,
                None => return,
            }
        }
        self.go(place);
    }

    /// Gives an answer and goes on.
    pub fn give(&mut self, answer: Answer) {
        self.set(answer);
        self.step(1);
    }

    fn set(&mut self, answer: Answer) {
        if let Some(slot) = self.given.get_mut(self.at) {
            *slot = answer;
            self.answers = self.sheet.settled(&self.given);
        }
    }

    /// The answer given last above, if the current question can have it too.
    pub fn above(&self) -> Option<Answer> {
        let above = self.answers.get(..self.at)?.iter().rfind(|answer| **answer != Answer::Skipped)?;
        self.item()?.kind.takes(above).then(|| above.clone())
    }

    /// Whether an Enter now is only the habit of ending a number with it; asking settles it.
    pub fn ends_number(&mut self, stroke: Stroke) -> bool {
        std::mem::take(&mut self.completed) && stroke == Stroke::plain(Code::Enter)
    }

    /// Ends the current question: what was typed is its answer, an empty line is none. `false` when it needs a key.
    pub fn enter(&mut self) -> bool {
        let open = self.answers.get(self.at) == Some(&Answer::NotAsked);
        let line = self.item().is_some_and(|item| matches!(item.kind, ItemKind::Text | ItemKind::Several(_)));
        match (open, line) {
            (true, true) => self.give(Answer::Blank),
            (true, false) => return false,
            (false, _) => self.step(1),
        }
        true
    }

    /// Takes a press of the current question.
    pub fn press(&mut self, stroke: Stroke, lang: Lang) -> Pressed {
        let sheet = Arc::clone(&self.sheet);
        let Some(item) = sheet.items.get(self.at) else { return Pressed::Other };
        match &item.kind {
            ItemKind::Text => self.press_text(stroke),
            ItemKind::Percent { low, high } => self.press_percent(stroke, *low, *high),
            ItemKind::Several(options) => self.press_several(stroke, options.len()),
            ItemKind::Scale { .. } | ItemKind::YesNo | ItemKind::Choice(_) | ItemKind::Frequency => {
                let Some(answer) = answer::of_press(&item.kind, stroke, lang) else { return Pressed::Other };
                self.give(answer);
                Pressed::Taken
            }
        }
    }

    /// Whether the current question has a rating up to ten and is answered with a one, which may be the beginning of ten.
    pub fn is_one_of_ten(&self) -> bool {
        self.rates_to_ten() && self.answers.get(self.at) == Some(&Answer::Scale(1))
    }

    fn rates_to_ten(&self) -> bool {
        self.item().is_some_and(|item| matches!(item.kind, ItemKind::Scale { low: 1, high: 10 }))
    }

    /// Takes a one on a rating up to ten and stays there, for those who do not know that 0 is ten and type 10: the nought
    /// must not fall on the next question. `false` when it is another press.
    pub fn hold_one(&mut self, stroke: Stroke) -> bool {
        let holds = answer::digit(stroke) == Some(1) && self.rates_to_ten();
        if holds {
            self.set(Answer::Scale(1));
        }
        holds
    }

    /// Puts pasted text into the line; `false` when the question takes none, or not so much.
    pub fn paste(&mut self, text: &str) -> bool {
        let Typed::Text(edit) = &mut self.typed else { return false };
        if edit.text().chars().count() + text.chars().count() > LONGEST {
            return false;
        }
        edit.insert(text);
        self.take_text();
        true
    }

    fn press_text(&mut self, stroke: Stroke) -> Pressed {
        let Typed::Text(edit) = &mut self.typed else { return Pressed::Other };
        let newline = stroke.code == Code::Enter && stroke.alt;
        // On an empty line these keys mean what they mean on every question.
        let free = matches!(stroke.code, Code::Backspace | Code::Char(' ' | '-' | '*' | '='));
        if edit.text().is_empty() && free {
            return Pressed::Other;
        }
        if (newline || stroke.text().is_some()) && edit.text().chars().count() >= LONGEST {
            return Pressed::TooLong;
        }
        if newline {
            edit.insert("\n");
        } else if !edit.press(stroke) {
            return Pressed::Other;
        }
        self.take_text();
        Pressed::Taken
    }

    fn take_text(&mut self) {
        let Typed::Text(edit) = &self.typed else { return };
        let typed = edit.text();
        self.set(if typed.is_empty() { Answer::NotAsked } else { Answer::Text(typed.into()) });
    }

    fn press_percent(&mut self, stroke: Stroke, low: u8, high: u8) -> Pressed {
        let Typed::Digits(digits) = &mut self.typed else { return Pressed::Other };
        let mut wanted = digits.clone();
        match answer::digit(stroke) {
            Some(digit) => wanted.push_str(&digit.to_string()),
            None if stroke.code == Code::Backspace && wanted.pop().is_some() => {}
            None => return Pressed::Other,
        }
        let value: Option<u8> = wanted.parse().ok();
        if wanted.len() > 3 || value.is_some_and(|value| value > high) || (value.is_none() && !wanted.is_empty()) {
            return Pressed::Other;
        }
        let whole = wanted.len() == 3;
        *digits = wanted;
        // Below the least it may still be the beginning of a number.
        self.set(value.filter(|value| *value >= low).map_or(Answer::NotAsked, Answer::Percent));
        if whole {
            self.step(1);
            self.completed = true;
        }
        Pressed::Taken
    }

    fn press_several(&mut self, stroke: Stroke, options: usize) -> Pressed {
        let index = answer::digit(stroke).and_then(|digit| digit.checked_sub(1));
        let Some(index) = index.filter(|index| usize::from(*index) < options) else { return Pressed::Other };
        let mut picked = match self.answers.get(self.at) {
            Some(Answer::Several(picked)) => picked.to_vec(),
            _ => Vec::new(),
        };
        match picked.iter().position(|known| *known == index) {
            Some(at) => drop(picked.remove(at)),
            None => picked.push(index),
        }
        picked.sort_unstable();
        self.set(if picked.is_empty() { Answer::NotAsked } else { Answer::Several(picked.into()) });
        Pressed::Taken
    }

    /// What saving this paper changes; `None` when that is nothing.
    pub fn batch(&self, world: &mut World) -> Option<Batch> {
        if !self.is_touched() {
            return None;
        }
        let answers: Vec<Answer> = self.answers.iter().map(tidied).collect();
        if let Some((id, first)) = &self.again {
            let second = Some(super::second::kept(&first.answers, answers, world.today()));
            let change = Change::edit(*id, first, Response { second, ..Response::clone(first) });
            return Some(Batch::new("survey.second", vec![change]));
        }
        let change = match &self.before {
            Some((id, before)) => Change::edit(*id, before, Response { answers, ..Response::clone(before) }),
            None => {
                let (questionnaire, year, respondent, on) = (self.questionnaire, self.year, self.person, world.today());
                let response = Response::new(questionnaire, year, respondent, on, answers);
                Change::create(ResponseId(world.fresh_id()), response)
            }
        };
        Some(Batch::new("survey.key", vec![change]))
    }

    /// Whose paper of which questionnaire it is, in words.
    pub fn title(&self, world: &World) -> String {
        let name = names::entry(&world.register, self.person, self.year);
        format!("{name} · {}", names::title(&self.sheet, world.text))
    }

    /// Everything keyed so far. Four fields say which paper it is and where the cursor stands; answers follow.
    pub fn draft(&self, world: &World) -> Draft {
        let field = |name: &str, value: String| (name.to_owned(), value);
        let mut fields = vec![
            field("questionnaire", self.questionnaire.0.to_string()),
            field("year", self.year.0.to_string()),
            field("response", self.corrects().or(self.repeats()).map_or_else(String::new, |id| id.0.to_string())),
            field("item", self.item().map_or_else(String::new, |item| item.id.clone())),
        ];
        let answers = self.sheet.items.iter().zip(&self.given);
        fields.extend(answers.filter_map(|(item, answer)| Some((item.id.clone(), answer::encode(answer)?))));
        // What a correction began with tells its own answers from those it found.
        let found = self.stored().into_iter().flat_map(|stored| self.sheet.items.iter().zip(&stored.answers));
        fields.extend(found.map(|(item, was)| (before(&item.id), answer::encode(was).unwrap_or_default())));
        Draft {
            slot: self.slot(),
            form: self.form().to_owned(),
            title: self.title(world),
            target: Some(self.person.into()),
            part: None,
            over: Vec::new(),
            revision: 0,
            fields,
            before: Vec::new(),
            at: world.now.timestamp(),
        }
    }

    fn form(&self) -> &'static str {
        if self.again.is_some() { SECOND } else { FORM }
    }

    /// Where its draft is kept.
    pub fn slot(&self) -> Slot {
        let about = [self.person.into(), self.questionnaire.into(), self.year.into()];
        let paper = self.corrects().or(self.repeats());
        Slot::new(self.form(), about.into_iter().chain(paper.map(Key::from)))
    }
}

/// The field of a draft with the answer that a correction found.
pub fn before(item: &str) -> String {
    format!("before/{item}")
}

/// Text without the blanks around it; nothing but blanks is no answer.
pub fn tidied(answer: &Answer) -> Answer {
    match answer {
        Answer::Text(text) if text.trim().is_empty() => Answer::Blank,
        Answer::Text(text) => Answer::Text(text.trim().into()),
        other => other.clone(),
    }
}
