//! The loop of a respondent's session: the same threads and screen as the curator's, another model, and no way back.
//!
//! The base is written to by the loop itself, between a key and the frame that answers it: what the next question on
//! screen says of the last answer is then true. Nothing here listens for other sessions, and no lane is taken.

mod desk;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use chrono::Local;

use self::desk::Desk;
use super::{Event, Options, crash_sentence, exit_code, listen, world};
use crate::exchange;
use crate::kit::Size;
use crate::panes::respond::{Respond, Told, Wish};
use crate::store::{self, StoreError};
use crate::term::{self, Ending, Input, Screen, Session, Signals, TermError, Tty};
use crate::text::{Lang, Text};

/// How long an answer waits in all for others who hold the base.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long somebody who writes a text stops before what there is of it is kept. A session that is killed loses no more.
const PAUSE: Duration = Duration::from_millis(1_500);
/// How much longer each wrong code of a session holds it up than the one before.
const HOLD_UP: Duration = Duration::from_secs(1);

/// What a respondent's session is opened with.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The base.
    pub base: PathBuf,
    /// The language.
    pub lang: Lang,
    /// Whether frames are drawn in synchronized updates.
    pub sync: bool,
    /// The code, if it was given with the command.
    pub code: Option<String>,
    /// After how long without a key the session ends by itself.
    pub idle: Duration,
}

/// How a session ended.
#[derive(Debug)]
pub struct Ended {
    /// For the system.
    pub code: ExitCode,
    /// For the person, when the terminal is theirs again. Empty where there is nothing to say.
    pub sentence: &'static str,
}

/// Lets one respondent answer.
///
/// # Errors
/// [`TermError`] when there is no terminal to draw on.
pub fn respond(asked: &Asked) -> Result<Ended, TermError> {
    let text = Text::of(asked.lang);
    let mut desk = Desk::new(&asked.base, text);
    if open_base(&mut desk).is_err() {
        // Why is for the administrator, who sees it in `nastavnik check`, and not for whoever sits here.
        return Ok(Ended { code: ExitCode::FAILURE, sentence: text.respond.closed });
    }
    let signals = Signals::install()?;
    let is_caught = || store::panic_is_caught() || exchange::in_guarded_parser();
    term::install_panic_hook(std::env::temp_dir(), is_caught, |report| crash_sentence(text, report));
    let session = Session::enter()?;
    let (events, inbox) = mpsc::channel();
    listen(signals, &events);
    let (width, height) = term::window_size();
    let options = Options { base: None, lang: asked.lang, sync: asked.sync };
    let mut sitting = Sitting {
        model: Respond::new(world(&options, text, Size { width, height })),
        screen: Screen::new(Tty, width, height, asked.sync),
        desk,
        wrong: 0,
        idle: asked.idle,
    };
    let ended = sitting.run(asked.code.as_deref(), &inbox);
    drop(session);
    if term::has_panicked() { Ok(Ended { code: ExitCode::FAILURE, sentence: "" }) } else { ended }
}

/// Opens the base. A class that sits down all at once waits for one another.
fn open_base(desk: &mut Desk) -> Result<(), StoreError> {
    let start = Instant::now();
    loop {
        match desk.open_base() {
            Err(StoreError::Busy { .. }) if start.elapsed() < PATIENCE => {}
            opened => return opened.map(drop),
        }
    }
}

struct Sitting {
    model: Respond,
    screen: Screen<Tty>,
    desk: Desk,
    /// Wrong codes so far.
    wrong: u32,
    idle: Duration,
}

/// Why the session is over.
enum Over {
    Said(&'static str),
    Cut(Ending),
}

impl Sitting {
    fn run(&mut self, code: Option<&str>, inbox: &Receiver<Event>) -> Result<Ended, TermError> {
        let over = self.answer(code, inbox);
        Ok(match over {
            Over::Said(sentence) => Ended { code: ExitCode::SUCCESS, sentence },
            Over::Cut(ending) => {
                self.keep_rest();
                Ended { code: exit_code(Some(ending)), sentence: "" }
            }
        })
    }

    fn answer(&mut self, code: Option<&str>, inbox: &Receiver<Event>) -> Over {
        if let Some(wish) = code.and_then(|code| self.model.given(code))
            && let Some(over) = self.fulfil(wish)
        {
            return over;
        }
        let mut awake_until = Instant::now() + self.idle;
        loop {
            if self.draw().is_err() {
                return Over::Cut(Ending::Lost);
            }
            let left = awake_until.saturating_duration_since(Instant::now());
            let wait = if self.model.pausing().is_some() { left.min(PAUSE) } else { left };
            let event = match inbox.recv_timeout(wait) {
                Ok(event) => event,
                Err(RecvTimeoutError::Disconnected) => return Over::Cut(Ending::Lost),
                Err(RecvTimeoutError::Timeout) if wait < left => {
                    if let Some(over) = self.model.pausing().and_then(|wish| self.fulfil(wish)) {
                        return over;
                    }
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => {
                    self.keep_rest();
                    return Over::Said(self.model.world.text.respond.idle);
                }
            };
            if matches!(event, Event::Input(Input::Key(_) | Input::Paste(_))) {
                awake_until = Instant::now() + self.idle;
            }
            if let Some(over) = self.take(event) {
                return over;
            }
        }
    }

    fn take(&mut self, event: Event) -> Option<Over> {
        self.model.world.now = Local::now();
        match event {
            Event::Ending(ending) => Some(Over::Cut(ending)),
            Event::Input(Input::Resize { width, height }) => {
                self.screen.resize(width, height);
                self.model.world.size = Size { width, height };
                None
            }
            Event::Input(Input::Paste(text)) => {
                self.model.paste(&text);
                None
            }
            Event::Input(Input::Key(stroke)) => {
                let wish = self.model.press(stroke)?;
                self.fulfil(wish)
            }
            Event::Base(_) | Event::Changed(_) => None,
        }
    }

    /// Carries out a wish and what comes of it.
    fn fulfil(&mut self, wish: Wish) -> Option<Over> {
        let mut wish = Some(wish);
        while let Some(wanted) = wish {
            if let Wish::End(sentence) = wanted {
                return Some(Over::Said(sentence));
            }
            let told = self.insist(&wanted);
            if matches!(told, Told::Unknown) {
                // Guessing is made slow; who has mistyped once hardly notices.
                thread::sleep(HOLD_UP * self.wrong);
                self.wrong += 1;
            }
            wish = self.model.told(told);
        }
        None
    }

    /// Tries until others let go of the base, and says meanwhile that it waits.
    fn insist(&mut self, wish: &Wish) -> Told {
        let start = Instant::now();
        loop {
            let told = self.desk.perform(wish, Local::now().date_naive());
            if !matches!(told, Told::Waiting) {
                return told;
            }
            if start.elapsed() > PATIENCE {
                return Told::Failed(self.model.world.text.respond.busy);
            }
            self.model.told(Told::Waiting);
            let _ = self.draw();
        }
    }

    /// What is typed and not yet kept, when nobody will press a key any more.
    fn keep_rest(&mut self) {
        if let Some(wish) = self.model.unsaved() {
            self.desk.perform(&wish, Local::now().date_naive());
        }
    }

    fn draw(&mut self) -> Result<usize, TermError> {
        let model = &self.model;
        self.screen.draw(|frame| model.view(frame.area(), frame.buffer_mut()))
    }
}
