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

/// Panics on a thread of this name are recorded and nothing more: whoever started it catches them, says so and goes on.
pub const QUIET_THREAD: &str = "store";

const REMEMBERED: usize = 50;

/// The last commands, the oldest at `next` once the ring has gone round.
struct Trail {
    commands: [&'static str; REMEMBERED],
    next: usize,
}

/// Whether a panic has given the terminal back, so that the program must end, and not as if the line had dropped. Held
/// until everything is said: another thread must not end the process in the middle of the report.
static PANICKED: Mutex<bool> = Mutex::new(false);

static TRAIL: Mutex<Trail> = Mutex::new(Trail { commands: [""; REMEMBERED], next: 0 });

/// Remembers that a command was run, by its fixed name.
pub fn note_command(id: &'static str) {
    let mut trail = TRAIL.lock().unwrap_or_else(PoisonError::into_inner);
    let next = trail.next;
    trail.commands[next] = id;
    trail.next = (next + 1) % REMEMBERED;
}

/// Whether a panic has ended the program, on whichever thread it was. Waits for its report.
pub fn has_panicked() -> bool {
    *PANICKED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Replaces the panic hook. A panic then restores the terminal, writes a file into `crash_dir` (or, if that fails, the
/// directory for temporary files) and prints the sentence that `say` makes of the file's path; `None` means that no
/// file could be written. A panic of which `is_caught` says that it is an error of a file and will be caught does
/// nothing at all; for one more exception see [`QUIET_THREAD`].
pub fn install_panic_hook(
    crash_dir: PathBuf,
    is_caught: fn() -> bool,
    say: impl Fn(Option<&Path>) -> String + Send + Sync + 'static,
) {
    panic::set_hook(Box::new(move |info| {
        if is_caught() {
            return;
        }
        if std::thread::current().name() == Some(QUIET_THREAD) {
            record(info, &crash_dir);
            return;
        }
        let mut panicked = PANICKED.lock().unwrap_or_else(PoisonError::into_inner);
        *panicked = true;
        restore();
        let file = record(info, &crash_dir);
        let _ = writeln!(io::stderr(), "{}", say(file.as_deref()));
    }));
}

fn record(info: &PanicHookInfo<'_>, crash_dir: &Path) -> Option<PathBuf> {
    let report = report(info);
    write_to(crash_dir, &report).or_else(|_| write_to(&std::env::temp_dir(), &report)).ok()
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
