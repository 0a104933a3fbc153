//! The loop: threads, one channel, effects. The only room that sees the terminal, the app and the base together.
//!
//! Five threads, all asleep while nothing happens: this one (update and draw), the keyboard, the signals, the line,
//! the base; and one more that sleeps on the file of the base to hear of other sessions. A directory that a path leads
//! into is looked into by a thread that ends with it, and a backup has one for as long as it takes. Whatever happens
//! arrives in one channel. The loop takes all there is, then draws once.

mod drafts;
mod fault;
mod respond;
mod transfer;
mod worker;

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use chrono::Local;
use ratatui::layout::Rect;

pub use self::respond::{Asked, Ended, respond};
use self::worker::{Aside, Job, Worker};
use crate::app::{self, Effect, Founding, Model, Msg};
use crate::domain::{Ids, Register, YearId};
use crate::exchange;
use crate::kit::{Layout, Size, Theme, World};
use crate::store::{self, Identity, Watcher};
use crate::term::{self, Ending, Input, Screen, Session, Signals, TermError, Tty};
use crate::text::{Lang, Text, fill};

/// How long the first frame waits for a base that is quick to open, so that a small school is painted once.
const FIRST_FRAME: Duration = Duration::from_millis(1);

/// How long leaving waits for the last draft and the base to be put away.
const LEAVING: Duration = Duration::from_millis(120);

/// What the screen is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The base; `None` for the demonstration school, founded now and gone afterwards.
    pub base: Option<PathBuf>,
    /// The language.
    pub lang: Lang,
    /// Whether frames are drawn in synchronized updates.
    pub sync: bool,
}

/// Everything that can happen.
enum Event {
    Input(Input),
    Base(Msg),
    Changed(store::Event),
    Ending(Ending),
}

/// Runs the screen until the curator leaves or the terminal is gone.
///
/// # Errors
/// [`TermError`] when there is no terminal to draw on.
pub fn run(options: &Options) -> Result<ExitCode, TermError> {
    let text = Text::of(options.lang);
    let signals = Signals::install()?;
    let beside = options.base.as_ref().and_then(|base| base.parent());
    let crash = beside.map_or_else(std::env::temp_dir, PathBuf::from);
    let is_caught = || store::panic_is_caught() || exchange::in_guarded_parser();
    term::install_panic_hook(crash, is_caught, |report| crash_sentence(text, report));
    let session = Session::enter()?;
    let (events, inbox) = mpsc::channel();
    let (jobs, queue) = mpsc::channel();
    let worker = start_worker(options, text, queue, &events);
    listen(signals, &events);
    let (width, height) = term::window_size();
    let mut looped = Loop {
        model: Model::new(world(options, text, Size { width, height })),
        screen: Screen::new(Tty, width, height, options.sync),
        jobs,
        events,
        watching: false,
    };
    let demo = options.base.is_none();
    let _ = looped.jobs.send(Job::Open(demo.then_some(Founding::Demo)));
    // Also after a panic what was typed last must reach the disk: the base's thread is waited for in any case.
    let ending = catch_unwind(AssertUnwindSafe(|| looped.run(&inbox)));
    let _ = looped.jobs.send(Job::Close);
    drop(session);
    wait_for(&worker);
    match ending {
        Ok(ending) if !term::has_panicked() => ending.map(exit_code),
        _ => Ok(ExitCode::FAILURE),
    }
}

fn world(options: &Options, text: &'static Text, size: Size) -> World {
    let layout = if options.lang == Lang::Ru { Layout::Cyrillic } else { Layout::Latin };
    World {
        register: Register::new(),
        year: YearId(0),
        now: Local::now(),
        text,
        reveal: false,
        period: None,
        read_only: None,
        layout,
        theme: Theme::detect(|name| std::env::var(name).ok()),
        size,
        ids: Ids::lane(0),
        random,
        who: Identity::current().user,
    }
}

/// A number from the system that nobody can foresee.
pub fn random() -> u64 {
    let mut bytes = [0; 8];
    let read = std::fs::File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes));
    // Where there is no such device, the keys that the system gives the standard library's tables have to do.
    read.map_or_else(|_| RandomState::new().hash_one(bytes), |()| u64::from_ne_bytes(bytes))
}

fn crash_sentence(text: &Text, report: Option<&std::path::Path>) -> String {
    report.map_or_else(|| text.base.crash_no_report.to_owned(), |path| fill(text.base.crash, &[&path.display()]))
}

/// The thread of the base, and a word when it has put everything away.
fn start_worker(options: &Options, text: &'static Text, jobs: Receiver<Job>, events: &Sender<Event>) -> Receiver<()> {
    let (done, finished) = mpsc::channel();
    let answers = events.clone();
    // A thread of its own for what takes long and does not touch the base: saving must not wait for it.
    let aside = Box::new(move |work: Aside| {
        let told = answers.clone();
        spawn(term::QUIET_THREAD, &answers, move || {
            let _ = told.send(Event::Base(work()));
        });
    });
    let worker = Worker::new(options.base.clone().unwrap_or_default(), text, Local::now().date_naive(), aside);
    let events = events.clone();
    let told = events.clone();
    spawn(term::QUIET_THREAD, &events, move || {
        worker.run(&jobs, |msg| told.send(Event::Base(msg)).is_ok());
        let _ = done.send(());
    });
    finished
}

fn wait_for(worker: &Receiver<()>) {
    match worker.recv_timeout(LEAVING) {
        Ok(()) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
    }
}

/// Threads that wait for the keyboard, for signals and for the line to drop.
fn listen(signals: Signals, events: &Sender<Event>) {
    let keyboard = events.clone();
    spawn("keyboard", events, move || {
        let heard = term::run_input(|input| {
            fault::strike(&input);
            keyboard.send(Event::Input(input)).is_ok()
        });
        if heard.is_err() {
            let _ = keyboard.send(Event::Ending(Ending::Lost));
        }
    });
    let signalled = events.clone();
    spawn("signals", events, move || signals.run(|ending| signalled.send(Event::Ending(ending)).is_ok()));
    let line = events.clone();
    spawn("line", events, move || {
        let _ = term::run_hangup(|ending| {
            let _ = line.send(Event::Ending(ending));
        });
    });
}

/// A thread that cannot be had is a service that is missing, not a reason to stop: only the base is indispensable,
/// and without its thread the screen stays at «открываю». A thread that panics ends the program: the terminal has been
/// given back by then.
fn spawn(name: &str, events: &Sender<Event>, work: impl FnOnce() + Send + 'static) {
    let events = events.clone();
    let watched = move || {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            let _ = events.send(Event::Ending(Ending::Lost));
        }
    };
    let _: io::Result<_> = thread::Builder::new().name(name.to_owned()).spawn(watched);
}

fn exit_code(ending: Option<Ending>) -> ExitCode {
    match ending {
        None => ExitCode::SUCCESS,
        Some(Ending::Terminate) => ExitCode::from(143),
        Some(Ending::Hangup | Ending::Lost) => ExitCode::from(129),
    }
}

/// The loop's state.
struct Loop {
    model: Model,
    screen: Screen<Tty>,
    jobs: Sender<Job>,
    events: Sender<Event>,
    watching: bool,
}

/// What became of a turn of the loop.
enum Turn {
    Go,
    Leave(Option<Ending>),
}

impl Loop {
    fn run(&mut self, inbox: &Receiver<Event>) -> Result<Option<Ending>, TermError> {
        // A base that opens at once is painted at once; a large one is announced first.
        let mut first = inbox.recv_timeout(FIRST_FRAME).ok();
        loop {
            if let Some(event) = first.take()
                && let Turn::Leave(ending) = self.drain(event, inbox)
            {
                return Ok(ending);
            }
            if self.draw().is_err() {
                // Nobody will see it, but what was typed until now is to be kept.
                while let Ok(event) = inbox.try_recv() {
                    self.take(event);
                }
                return Ok(Some(Ending::Lost));
            }
            match inbox.recv() {
                Ok(event) => first = Some(event),
                Err(_) => return Ok(Some(Ending::Lost)),
            }
        }
    }

    /// Takes everything there is before anything is drawn.
    fn drain(&mut self, event: Event, inbox: &Receiver<Event>) -> Turn {
        let mut next = Some(event);
        while let Some(event) = next {
            if let Turn::Leave(ending) = self.take(event) {
                return Turn::Leave(ending);
            }
            next = inbox.try_recv().ok();
        }
        Turn::Go
    }

    fn take(&mut self, event: Event) -> Turn {
        let msg = match event {
            Event::Ending(ending) => return Turn::Leave(Some(ending)),
            Event::Changed(store::Event::Sessions) => return self.ask(Job::Company),
            Event::Changed(store::Event::Base | store::Event::Tick) => return self.ask(Job::Follow),
            Event::Input(Input::Key(stroke)) => Msg::Key(stroke),
            Event::Input(Input::Paste(text)) => {
                fault::strike(&text);
                Msg::Paste(text)
            }
            Event::Input(Input::Resize { width, height }) => {
                self.screen.resize(width, height);
                Msg::Resize(Size { width, height })
            }
            Event::Base(msg) => msg,
        };
        if let Msg::Loaded(loaded) = &msg {
            self.watch(loaded.path.clone());
        }
        let effects = self.model.update(msg, Local::now());
        self.model.take_trail().into_iter().for_each(term::note_command);
        for effect in effects {
            if matches!(effect, Effect::Quit) {
                return Turn::Leave(None);
            }
            self.perform(effect);
        }
        Turn::Go
    }

    fn ask(&self, job: Job) -> Turn {
        let _ = self.jobs.send(job);
        Turn::Go
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            // A terminal that takes no copy says nothing; there is nothing to be done about it.
            Effect::Copy(text) => drop(self.screen.copy(&text)),
            Effect::FindPaths(typed) => self.find_paths(typed),
            effect => {
                if let Some(job) = Job::of(effect) {
                    let _ = self.jobs.send(job);
                }
            }
        }
    }

    /// A directory may be slow, so a thread of its own looks into it: neither the screen nor the base waits.
    fn find_paths(&self, typed: String) {
        let (events, text) = (self.events.clone(), self.model.world.text);
        spawn("paths", &self.events, move || {
            let _ = events.send(Event::Base(transfer::paths(typed, text)));
        });
    }

    /// Listens for other sessions, from the moment there is a base.
    fn watch(&mut self, base: PathBuf) {
        if std::mem::replace(&mut self.watching, true) {
            return;
        }
        let changed = self.events.clone();
        spawn("watch", &self.events, move || {
            let mut watcher = Watcher::new(&base);
            // What happened between the loading and this moment was told to nobody.
            let mut unheard = [store::Event::Base, store::Event::Sessions].into_iter();
            while changed.send(Event::Changed(unheard.next().unwrap_or_else(|| watcher.wait()))).is_ok() {}
        });
    }

    fn draw(&mut self) -> Result<usize, TermError> {
        let model = &self.model;
        self.screen.draw(|frame| {
            let area: Rect = frame.area();
            app::view::draw(model, area, frame.buffer_mut());
        })
    }
}
