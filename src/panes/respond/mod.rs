//! One questionnaire for one respondent, and nothing else (`nastavnik respond`).
//!
//! This is no pane: there is no row of tabs around it, no palette and no way to anything of the programme. The world it
//! is given holds three records, the questionnaire, its year, and a person with no more than a name and a class; what
//! is not in memory cannot get on screen. Keys are those of keying a paper, so both layouts work; what would lead out
//! of the questionnaire asks, and ends the session.
//!
//! An answer is acknowledged by the next question coming on screen, and that happens only after it is on disk: a wish
//! is carried out before anything is drawn. What could not be kept stands as it did before the key.

#[cfg(test)]
mod tests;
mod view;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::surveys::answer;
use super::surveys::keying::{Keying, Pressed, tidied};
use crate::domain::{Answer, CODE_DIGITS, PersonId, QuestionnaireId, Register, YearId, typed_code};
use crate::fields::{Problem, sentence};
use crate::kit::{Code, Keys, Stroke, Tone, World, paint};
use crate::text::fill;

/// The most of an answer that is read back, in cells.
const ECHO: usize = 30;
/// Wrong codes until the session ends.
const TRIES: u8 = 5;

const YES: Keys = Keys::each(&["д", "enter"], &["y", "enter"]);
const NO: Keys = Keys::each(&["н", "esc"], &["n", "esc"]);

/// What is to be done in the base, or that this is the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Find what this code opens.
    Open(String),
    /// Keep these answers.
    Keep(Vec<Answer>),
    /// Turn the answers that are kept into a response.
    HandIn,
    /// End the session with a sentence, which may be empty.
    End(&'static str),
}

/// What a code opened.
#[derive(Debug)]
pub struct Opened {
    /// The questionnaire, its year and the person, and nothing else.
    pub register: Register,
    /// Who answers.
    pub person: PersonId,
    /// Which questionnaire.
    pub questionnaire: QuestionnaireId,
    /// In which year.
    pub year: YearId,
    /// The answers so far.
    pub answers: Vec<Answer>,
}

/// What became of a wish.
#[derive(Debug)]
pub enum Told {
    /// The code opened this.
    Opened(Box<Opened>),
    /// There is no such code, or it is no good. Which of them is not said.
    Unknown,
    /// The code has done its duty.
    Used,
    /// The answers are on disk.
    Kept,
    /// The response is.
    HandedIn,
    /// Others hold the base; it is tried again at once.
    Waiting,
    /// The same code was entered at another terminal later.
    Elsewhere,
    /// The curator has taken the code back.
    Withdrawn,
    /// The questions are other ones by now.
    Changed,
    /// A paper of this person has been keyed.
    OnPaper,
    /// It failed. Why, in words that name nobody.
    Failed(&'static str),
}

#[derive(Debug)]
enum State {
    /// A code is typed.
    Code(String),
    /// Whose questionnaire it is.
    Hello(Box<Keying>),
    /// A question; `correcting` when it was opened from the review.
    Question { keying: Box<Keying>, correcting: bool },
    /// All answers; the row behind the last is the end. `sure` while it is asked whether to hand in.
    Review { keying: Box<Keying>, at: usize, sure: bool },
    /// Handed in.
    Thanks,
}

/// The screen of a respondent.
#[derive(Debug)]
pub struct Respond {
    /// What may be looked at.
    pub world: World,
    state: State,
    /// The answers on disk.
    kept: Vec<Answer>,
    /// What stood before the answer that is being kept.
    before: Option<State>,
    note: Option<(Tone, String)>,
    /// The question whose one was typed by the last press, and may become ten.
    held: Option<usize>,
    leaving: bool,
    tries: u8,
}

impl Respond {
    /// Asks for a code.
    pub fn new(world: World) -> Self {
        let state = State::Code(String::new());
        Self { world, state, kept: Vec::new(), before: None, note: None, held: None, leaving: false, tries: TRIES }
    }

    /// Takes a press.
    pub fn press(&mut self, stroke: Stroke) -> Option<Wish> {
        self.note = None;
        if self.leaving {
            return self.press_leaving(stroke);
        }
        if leads_out(stroke) && !matches!(self.state, State::Thanks | State::Review { sure: true, .. }) {
            self.leaving = true;
            return self.unsaved();
        }
        match &self.state {
            State::Code(_) => self.press_code(stroke),
            State::Hello(_) => self.press_hello(stroke),
            State::Question { .. } => self.press_question(stroke),
            State::Review { .. } => self.press_review(stroke),
            State::Thanks => (stroke.code == Code::Enter || leads_out(stroke)).then_some(Wish::End("")),
        }
    }

    /// Takes a text that was pasted.
    pub fn paste(&mut self, text: &str) {
        if self.leaving {
            return;
        }
        match &mut self.state {
            State::Code(typed) if digits(typed) + digits(text) <= CODE_DIGITS => {
                typed.extend(text.chars().filter(char::is_ascii_digit));
            }
            State::Question { keying, .. } => drop(keying.paste(text)),
            _ => {}
        }
    }

    /// The wish that opens a code given with the command.
    pub fn given(&mut self, code: &str) -> Option<Wish> {
        match typed_code(code) {
            Some(code) => Some(Wish::Open(code)),
            None => self.told(Told::Unknown),
        }
    }

    /// What is typed or chosen and not on disk, for when the session ends by itself.
    pub fn unsaved(&self) -> Option<Wish> {
        let (State::Question { keying, .. } | State::Review { keying, .. }) = &self.state else { return None };
        let answers: Vec<Answer> = keying.answers.iter().map(tidied).collect();
        (answers != self.kept).then_some(Wish::Keep(answers))
    }

    /// What is worth keeping when whoever writes a text pauses: nothing else takes more than a key or two.
    pub fn pausing(&self) -> Option<Wish> {
        let State::Question { keying, .. } = &self.state else { return None };
        if keying.is_writing() { self.unsaved() } else { None }
    }

    /// Takes what became of a wish. A wish that comes of it is the end.
    pub fn told(&mut self, told: Told) -> Option<Wish> {
        let text = &self.world.text.respond;
        let before = if matches!(told, Told::Waiting) { None } else { self.before.take() };
        match told {
            Told::Opened(opened) => self.opened(*opened),
            Told::Unknown => return self.wrong_code(),
            Told::Used => return Some(Wish::End(text.code_used)),
            Told::Kept => {
                if let State::Question { keying, .. } | State::Review { keying, .. } = &self.state {
                    let answers: Vec<Answer> = keying.answers.iter().map(tidied).collect();
                    let before = std::mem::replace(&mut self.kept, answers);
                    self.note = Some((Tone::Good, self.echo(&before).unwrap_or_else(|| text.kept.to_owned())));
                }
            }
            Told::HandedIn => {
                self.state = State::Thanks;
                self.world.register = Register::new();
                self.note = None;
            }
            Told::Waiting => self.warn(text.waiting),
            Told::Elsewhere => return Some(Wish::End(text.elsewhere)),
            Told::Withdrawn => return Some(Wish::End(text.withdrawn)),
            Told::Changed => return Some(Wish::End(text.changed)),
            Told::OnPaper => return Some(Wish::End(text.on_paper)),
            Told::Failed(why) => {
                self.leaving = false;
                self.warn(fill(text.not_kept, &[&why]));
                if let Some(before) = before {
                    self.state = before;
                }
            }
        }
        None
    }

    fn warn(&mut self, said: impl Into<String>) {
        self.note = Some((Tone::Warning, said.into()));
    }

    /// «Вопрос 3: записано «10»»: the answer that was kept just now, beside what was kept before. Where it is a one that
    /// may be the beginning of ten, that too.
    fn echo(&self, before: &[Answer]) -> Option<String> {
        let (State::Question { keying, .. } | State::Review { keying, .. }) = &self.state else { return None };
        let given = |at: &usize| !matches!(self.kept[*at], Answer::NotAsked | Answer::Skipped);
        let new = |at: &usize| before.get(*at) != self.kept.get(*at);
        let at = (0..self.kept.len()).filter(new).find(given)?;
        let text = &self.world.text;
        let said = answer::words(&keying.sheet.items.get(at)?.kind, &self.kept[at], text);
        let said = paint::clip(&said, ECHO, self.world.theme.marks().ellipsis);
        let waits = at == keying.place() && keying.is_one_of_ten();
        Some(fill(if waits { text.respond.kept_one } else { text.respond.kept_of }, &[&(at + 1), &said]))
    }

    fn opened(&mut self, opened: Opened) {
        self.world.register = opened.register;
        self.world.year = opened.year;
        let Some(mut keying) = Keying::new(opened.person, opened.questionnaire, &self.world) else { return };
        keying.put_all(opened.answers);
        keying.go(resumed_at(&keying));
        self.kept.clone_from(&keying.answers);
        self.state = State::Hello(Box::new(keying));
    }

    fn wrong_code(&mut self) -> Option<Wish> {
        let text = &self.world.text.respond;
        self.tries -= 1;
        if self.tries == 0 {
            return Some(Wish::End(text.code_enough));
        }
        self.warn(fill(text.code_unknown, &[&self.tries]));
        self.state = State::Code(String::new());
        None
    }

    fn press_leaving(&mut self, stroke: Stroke) -> Option<Wish> {
        let (folded, lang) = (lower(stroke), self.world.text.lang);
        if YES.fit(folded, lang) {
            let began = !matches!(self.state, State::Code(_));
            return Some(Wish::End(if began { self.world.text.respond.bye } else { "" }));
        }
        self.leaving = !NO.fit(folded, lang);
        None
    }

    fn press_code(&mut self, stroke: Stroke) -> Option<Wish> {
        let State::Code(typed) = &mut self.state else { return None };
        match (stroke.code, stroke.text()) {
            (Code::Enter, _) => {
                let code = typed_code(typed);
                if code.is_none() {
                    // What was refused is not to stand before what is typed next.
                    typed.clear();
                    self.warn(self.world.text.respond.code_short);
                }
                return code.map(Wish::Open);
            }
            (Code::Backspace, _) => drop(typed.pop()),
            (_, Some(c)) if c.is_ascii_digit() && digits(typed) < CODE_DIGITS => typed.push(c),
            (_, Some(' ' | '-')) => {}
            _ => self.warn(self.world.text.respond.code_hint),
        }
        None
    }

    fn press_hello(&mut self, stroke: Stroke) -> Option<Wish> {
        if stroke.code == Code::Enter
            && let State::Hello(keying) = &self.state
        {
            self.state = shown(keying.clone());
        }
        None
    }

    fn press_question(&mut self, stroke: Stroke) -> Option<Wish> {
        let (lang, held) = (self.world.text.lang, self.held.take());
        let State::Question { keying, correcting } = &mut self.state else { return None };
        // The one stands, and the next digit is meant for the next question.
        if held == Some(keying.place()) && !*correcting && answer::digit(stroke).is_some_and(|digit| digit != 0) {
            let mut ahead = keying.clone();
            if ahead.enter() && ahead.item().is_some() {
                *keying = ahead;
            }
        }
        let (before, correcting) = (keying.clone(), *correcting);
        if keying.ends_number(stroke) {
            return None;
        }
        if keying.hold_one(stroke) {
            return self.hold(before, correcting);
        }
        let went = match keying.press(stroke, lang) {
            Pressed::Taken => Ok(()),
            Pressed::TooLong => Err(Some(sentence::problem(&Problem::TooLong, self.world.text))),
            Pressed::Other => step(keying, stroke).ok_or(None),
        };
        if let Err(why) = went {
            let wanted = keying.item().map_or_else(String::new, |item| answer::keys(&item.kind, self.world.text));
            self.warn(why.unwrap_or_else(|| fill(self.world.text.respond.needs_key, &[&wanted])));
            return None;
        }
        if keying.place() == before.place() {
            return None;
        }
        let at = before.place();
        self.state = match (correcting, keying.clone()) {
            // The correction may have opened a question that a condition had left out.
            (true, mut keying) if keying.missing() > 0 => {
                keying.go(keying.first_open());
                State::Question { keying, correcting }
            }
            (true, keying) => State::Review { at: (at + 1).min(keying.sheet.items.len()), keying, sure: false },
            (false, keying) => shown(keying),
        };
        let wish = self.unsaved()?;
        self.before = Some(State::Question { keying: before, correcting });
        Some(wish)
    }

    /// A one on a rating up to ten is kept at once, and its question stays: a nought would make it ten, Enter goes on.
    fn hold(&mut self, before: Box<Keying>, correcting: bool) -> Option<Wish> {
        self.held = Some(before.place());
        let wish = self.unsaved();
        if wish.is_some() {
            self.before = Some(State::Question { keying: before, correcting });
        } else {
            let said = fill(self.world.text.respond.kept_one, &[&(before.place() + 1), &1]);
            self.note = Some((Tone::Good, said));
        }
        wish
    }

    fn press_review(&mut self, stroke: Stroke) -> Option<Wish> {
        let (folded, lang) = (lower(stroke), self.world.text.lang);
        let State::Review { keying, at, sure } = &mut self.state else { return None };
        if *sure {
            if YES.fit(folded, lang) {
                return Some(Wish::HandIn);
            }
            *sure = !NO.fit(folded, lang);
            return None;
        }
        let last = keying.sheet.items.len();
        match stroke.code {
            Code::Up | Code::Backspace => *at = at.saturating_sub(1),
            Code::Down => *at = (*at + 1).min(last),
            Code::PageUp => *at = at.saturating_sub(10),
            Code::PageDown => *at = (*at + 10).min(last),
            Code::Home => *at = 0,
            Code::End => *at = last,
            Code::Enter if *at == last => *sure = true,
            // What a condition leaves out is not asked here either.
            Code::Enter if keying.answers.get(*at) == Some(&Answer::Skipped) => {}
            Code::Enter => {
                keying.go(*at);
                self.state = State::Question { keying: keying.clone(), correcting: true };
            }
            _ => {}
        }
        None
    }

    /// Draws the screen.
    pub fn view(&self, area: Rect, buf: &mut Buffer) {
        view::draw(self, area, buf);
    }
}

/// How many digits there are in what was typed.
fn digits(typed: &str) -> usize {
    typed.chars().filter(char::is_ascii_digit).count()
}

/// Where somebody goes on: at the first question without an answer, or at what takes several keys before it. A line may
/// have broken in the middle of that.
fn resumed_at(keying: &Keying) -> usize {
    let open = keying.first_open();
    let above = (0..open).rev().find(|at| keying.answers.get(*at) != Some(&Answer::Skipped));
    let began =
        |at: &usize| matches!(keying.answers.get(*at), Some(Answer::Text(_) | Answer::Percent(_) | Answer::Several(_)));
    above.filter(began).unwrap_or(open)
}

/// The question a paper stands at, or the review behind the last.
fn shown(keying: Box<Keying>) -> State {
    if keying.item().is_some() {
        return State::Question { keying, correcting: false };
    }
    State::Review { at: keying.sheet.items.len(), keying, sure: false }
}

/// What moves between questions. `None` where the press moves nothing.
fn step(keying: &mut Keying, stroke: Stroke) -> Option<()> {
    match stroke.code {
        Code::Backspace | Code::Up | Code::Left | Code::PageUp if keying.place() > 0 => keying.step(-1),
        Code::Char(' ') if !keying.is_writing() => keying.give(Answer::Blank),
        Code::Enter | Code::Down | Code::Right | Code::PageDown | Code::Tab => return keying.enter().then_some(()),
        _ => return None,
    }
    Some(())
}

/// Keys by which people leave programs.
fn leads_out(stroke: Stroke) -> bool {
    let folded = stroke.folded();
    match folded.code {
        Code::Esc | Code::F(10) => true,
        Code::Char(c) => folded.ctrl && "cdqxz\\".contains(c),
        _ => false,
    }
}

/// The physical key, whether Caps Lock is on or not.
fn lower(stroke: Stroke) -> Stroke {
    let folded = stroke.folded();
    match folded.code {
        Code::Char(c) => Stroke { code: Code::Char(c.to_ascii_lowercase()), ..folded },
        _ => folded,
    }
}
