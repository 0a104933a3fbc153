//! Arguments in, exit code out.

use std::process::ExitCode;

use nastavnik::cli::{self, Asked, Screen};
use nastavnik::runtime::{self, Options};
use nastavnik::term::TermError;
use nastavnik::text::{Text, fill};

fn main() -> ExitCode {
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
        Err(TermError::NotATerminal(_)) => cli::fail(text.base.not_a_terminal),
        Err(TermError::Dumb) => {
            let term = std::env::var("TERM").unwrap_or_default();
            cli::fail(&fill(text.base.terminal_dumb, &[&term]))
        }
        Err(error) => cli::fail(&fill(text.base.terminal_failed, &[&error])),
    }
}
