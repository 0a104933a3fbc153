//! Arguments in, exit code out.

use std::process::ExitCode;

use nastavnik::cli::{self, Asked, Respond, Screen};
use nastavnik::runtime::{self, Options};
use nastavnik::term;
use nastavnik::text::Text;

fn main() -> ExitCode {
    // Where the system refuses, a full quota ends the program as it did; that is no reason not to begin.
    let _ = term::outlive_limits();
    match cli::run(std::env::args_os()) {
        Asked::Done(code) => code,
        Asked::Screen(screen) => show(screen),
        Asked::Respond(asked) => respond(asked),
    }
}

/// The screen.
fn show(screen: Screen) -> ExitCode {
    let text = Text::of(screen.lang);
    let options = Options { base: screen.base, lang: screen.lang, sync: screen.sync };
    match runtime::run(&options) {
        Ok(code) => code,
        Err(error) => cli::fail(&term::sentence(&error, text)),
    }
}

/// The screen of a respondent, and what is said when it is closed.
fn respond(asked: Respond) -> ExitCode {
    let text = Text::of(asked.lang);
    let Respond { base, lang, sync, code, idle } = asked;
    match runtime::respond(&runtime::Asked { base, lang, sync, code, idle }) {
        Ok(ended) => {
            if !ended.sentence.is_empty() {
                cli::tell(ended.sentence);
            }
            ended.code
        }
        Err(error) => cli::fail(&term::sentence(&error, text)),
    }
}
