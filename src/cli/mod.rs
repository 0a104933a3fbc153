//! The command line: the commands without a screen, for scripts, the administrator and tests.
//!
//! Names are English verbs; what is said, `--help` included, is in the language asked for. Standard output carries only the result, so it
//! can be piped; everything else goes to standard error.

mod answers;
mod args;
mod base;
mod demo;
mod export;
mod help;
mod import;
mod keep;
mod measures;
mod propose;
mod propose_table;
mod survey;
mod usage;

use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::FromArgMatches;

use crate::exchange::Roster;
use crate::text::{Lang, Text, fill};
use crate::{exchange, store, term};

use args::ImportKind;
pub use args::{Args, Verb};

/// What the arguments ask for.
#[derive(Debug)]
pub enum Asked {
    /// The screen.
    Screen(Screen),
    /// The screen of a respondent.
    Respond(Respond),
    /// A command that has been carried out, or has failed and said so.
    Done(ExitCode),
}

/// The screen, with what it opens.
#[derive(Debug)]
pub struct Screen {
    /// The base; `None` for the demonstration, which has none of its own.
    pub base: Option<PathBuf>,
    /// The language.
    pub lang: Lang,
    /// Whether frames are drawn in synchronized updates.
    pub sync: bool,
}

/// A respondent's screen, with what it opens.
#[derive(Debug)]
pub struct Respond {
    /// The base.
    pub base: PathBuf,
    /// The language.
    pub lang: Lang,
    /// Whether frames are drawn in synchronized updates.
    pub sync: bool,
    /// The code, if it was given.
    pub code: Option<String>,
    /// After how long without a key the session ends.
    pub idle: Duration,
}

/// Reads the arguments and carries out what needs no screen.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Asked {
    let words: Vec<OsString> = args.into_iter().collect();
    let text = Text::of(usage::lang_of(&words));
    let parsed = help::command(text).try_get_matches_from(&words);
    let args = match parsed.and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return Asked::Done(answer(&error, text)),
    };
    let text = Text::of(args.lang.into());
    if args.demo && args.verb.is_some() {
        // The demonstration has no base of its own for a command to work on; it must never be the school's.
        return Asked::Done(refuse(text.usage.demo_alone));
    }
    let sync = !args.no_sync;
    match args.verb {
        None if args.demo => Asked::Screen(Screen { base: None, lang: text.lang, sync }),
        None => match base(args.db) {
            Some(base) => Asked::Screen(Screen { base: Some(base), lang: text.lang, sync }),
            None => Asked::Done(fail(text.base.home_unknown)),
        },
        Some(Verb::Respond(wanted)) => match base(args.db) {
            Some(base) => {
                let idle = Duration::from_secs(60 * u64::from(wanted.idle));
                Asked::Respond(Respond { base, lang: text.lang, sync, code: wanted.code, idle })
            }
            None => Asked::Done(fail(text.base.home_unknown)),
        },
        Some(verb) => Asked::Done(carry_out(verb, args.db, text)),
    }
}

/// Prints the help that was asked for, or says what is wrong with the arguments.
fn answer(error: &clap::Error, text: &Text) -> ExitCode {
    if error.use_stderr() {
        return refuse(&usage::sentence(error, text));
    }
    let _ = error.print();
    ExitCode::SUCCESS
}

/// Says what is wrong with the arguments.
fn refuse(sentence: &str) -> ExitCode {
    fail(sentence);
    ExitCode::from(2)
}

/// Carries out a command. A panic in it is told in a sentence, not in the words of the compiler, and never quotes what
/// the base holds.
fn carry_out(verb: Verb, db: Option<PathBuf>, text: &'static Text) -> ExitCode {
    let Some(base) = base(db) else { return fail(text.base.home_unknown) };
    let is_caught = || store::panic_is_caught() || exchange::in_guarded_parser();
    term::install_panic_hook(std::env::temp_dir(), is_caught, |report| {
        fill(text.base.crash_command, &[&report.map_or(text.common.none.into(), Path::to_string_lossy)])
    });
    let outcome = catch_unwind(AssertUnwindSafe(|| command(verb, &base, text)));
    match outcome {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(sentence)) => fail(&sentence),
        Err(_) => ExitCode::FAILURE,
    }
}

fn command(verb: Verb, base: &Path, text: &'static Text) -> Result<(), String> {
    match verb {
        Verb::Import(wanted) => match wanted.kind {
            ImportKind::Mentees => import::run(Roster::Mentees, &wanted, base, text),
            ImportKind::Mentors => import::run(Roster::Mentors, &wanted, base, text),
            ImportKind::Preferences => import::run(Roster::Preferences, &wanted, base, text),
            ImportKind::Survey => survey::import(&wanted, base, text),
            ImportKind::Answers => answers::run(&wanted, base, text),
            ImportKind::Measures => measures::run(&wanted, base, text),
        },
        Verb::Export(wanted) => export::run(&wanted, base, text),
        Verb::Match(wanted) => propose::run(&wanted, base, text),
        Verb::Backup(wanted) => keep::backup(&wanted, base, text),
        Verb::Check(wanted) => keep::check(&wanted, base, text),
        Verb::Restore(wanted) => keep::restore(&wanted, base, text),
        Verb::Tidy(wanted) => keep::tidy(&wanted, base, text),
        Verb::Demo(wanted) => demo::run(&wanted, text),
        // Has a screen, and is not carried out here.
        Verb::Respond(_) => Ok(()),
        Verb::Completions { shell } => {
            clap_complete::generate(shell, &mut help::command(text), "nastavnik", &mut io::stdout());
            Ok(())
        }
    }
}

/// The base that was named, or the usual one.
fn base(db: Option<PathBuf>) -> Option<PathBuf> {
    db.or_else(store::default_path)
}

/// Says in passing what is done, beside the result.
#[allow(clippy::print_stderr)]
pub fn tell(sentence: &str) {
    eprintln!("{sentence}");
}

/// Prints the result. A reader that has seen enough (`| head`) is no failure.
fn print(result: &str) -> Result<(), String> {
    match writeln!(io::stdout(), "{result}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Says why something is refused or failed.
#[allow(clippy::print_stderr)]
pub fn fail(sentence: &str) -> ExitCode {
    eprintln!("nastavnik: {sentence}");
    ExitCode::from(1)
}
