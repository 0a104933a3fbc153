//! Arguments in, exit code out.

use std::process::ExitCode;

use nastavnik::cli::{self, Asked, Screen};
use nastavnik::runtime::{self, Options};
use nastavnik::term;
use nastavnik::text::Text;

fn main() -> ExitCode {
    // Where the system refuses, a full quota ends the program as it did; that is no reason not to begin.
    let _ = term::outlive_limits();
    match cli::run(std::env::args_os()) {
        Asked::Done(code) => code,
        Asked::Screen(screen) => show(screen),
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
