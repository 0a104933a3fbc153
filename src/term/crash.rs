//! What happens when the program itself is wrong.
//!
//! The terminal is given back, a file says where it went wrong and after which commands, and one sentence says where
//! the file lies. The file must be safe to send to a stranger: it holds places in the source and names of commands,
//! and never a message put together at run time, since that may quote the register.

use super::session::restore;
use std::backtrace::Backtrace;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{self, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Panics on a thread of this name are recorded and nothing more: whoever started it catches them and goes on.
pub const QUIET_THREAD: &str = "store";

const REMEMBERED: usize = 50;

/// The last commands, the oldest at `next` once the ring has gone round.
struct Trail {
    commands: [&'static str; REMEMBERED],
    next: usize,
}

static TRAIL: Mutex<Trail> = Mutex::new(Trail { commands: [""; REMEMBERED], next: 0 });

/// Remembers that a command was run, by its fixed name.
pub fn note_command(id: &'static str) {
    let mut trail = TRAIL.lock().unwrap_or_else(PoisonError::into_inner);
    let next = trail.next;
    trail.commands[next] = id;
    trail.next = (next + 1) % REMEMBERED;
}

/// Replaces the panic hook. A panic then restores the terminal, writes a file into `crash_dir` (or, if that fails, the
/// directory for temporary files) and prints the sentence that `say` makes of the file's path; `None` means that no
/// file could be written. See [`QUIET_THREAD`] for the exception.
pub fn install_panic_hook(crash_dir: PathBuf, say: fn(Option<&Path>) -> String) {
    panic::set_hook(Box::new(move |info| {
        let is_quiet = std::thread::current().name() == Some(QUIET_THREAD);
        if !is_quiet {
            restore();
        }
        let report = report(info);
        let file = write_to(&crash_dir, &report).or_else(|_| write_to(&std::env::temp_dir(), &report)).ok();
        if !is_quiet {
            let _ = writeln!(io::stderr(), "{}", say(file.as_deref()));
        }
    }));
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
    // A literal is part of the program; a String was put together from data.
    let message = info.payload().downcast_ref::<&'static str>().copied().unwrap_or("(withheld)");
    format!(
        "nastavnik {}\nplace: {place}\nthread: {}\nmessage: {message}\ncommands, oldest first: {}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::thread::current().name().unwrap_or("unnamed"),
        trail().join(" "),
        Backtrace::force_capture(),
    )
}

/// The commands remembered, oldest first. A panic must never wait, so a trail in use counts as empty.
fn trail() -> Vec<&'static str> {
    let Ok(trail) = TRAIL.try_lock() else { return Vec::new() };
    let (newer, older) = trail.commands.split_at(trail.next);
    older.iter().chain(newer).copied().filter(|id| !id.is_empty()).collect()
}

fn write_to(dir: &Path, report: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(dir)?;
    let moment = chrono::Utc::now().format("%Y%m%d-%H%M%S-%3f");
    let path = dir.join(format!("crash-{moment}-{}.txt", std::process::id()));
    let mut file: File = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
    file.write_all(report.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trail_keeps_the_last_commands_in_order() {
        let names: Vec<&'static str> =
            (0..REMEMBERED + 7).map(|n| &*Box::leak(format!("c{n}").into_boxed_str())).collect();
        for name in &names {
            note_command(name);
        }
        assert_eq!(trail(), names[7..]);
    }
}
