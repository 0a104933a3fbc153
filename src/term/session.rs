//! Taking the terminal and giving it back.
//!
//! Whatever ends the program (a command, an error, a panic, a signal, a dropped line) the terminal must come back as
//! it was found. The saved mode lives in one static, so that whoever notices the end first can restore, from any
//! thread, and the others find it done.

use super::error::{Stream, TermError};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::{self, OptionalActions, Termios};
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Mutex, PoisonError};

/// Alternate screen, bracketed paste on, mouse reports off (a crashed neighbour may have left them on), cursor hidden.
const OPEN: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1000;1002;1003;1006l\x1b[?25l";
/// Any update in progress ended, attributes reset, paste off, cursor shown, the old screen back.
const CLOSE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// How long a restore waits for a terminal that takes no bytes, in nanoseconds: a stalled line must not hold the exit.
const PATIENCE: i64 = 100_000_000;

/// The mode the terminal was found in, while a session is open.
static FOUND: Mutex<Option<Termios>> = Mutex::new(None);

/// The terminal, taken. Dropping it gives the terminal back.
#[derive(Debug)]
pub struct Session(());

impl Session {
    /// Takes the terminal: raw mode, and in one write the alternate screen, bracketed paste and a hidden cursor.
    ///
    /// # Errors
    /// [`TermError::NotATerminal`], [`TermError::Dumb`], [`TermError::AlreadyOpen`], [`TermError::Mode`] or
    /// [`TermError::Write`]. The terminal is then as it was.
    pub fn enter() -> Result<Self, TermError> {
        check(io::stdin().as_fd(), Stream::Stdin)?;
        check(io::stdout().as_fd(), Stream::Stdout)?;
        if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
            return Err(TermError::Dumb);
        }
        make_raw()?;
        let session = Self(());
        Tty.write_all(OPEN).map_err(TermError::Write)?;
        Ok(session)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

fn check(stream: BorrowedFd<'_>, name: Stream) -> Result<(), TermError> {
    if termios::isatty(stream) { Ok(()) } else { Err(TermError::NotATerminal(name)) }
}

fn make_raw() -> Result<(), TermError> {
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if found.is_some() {
        return Err(TermError::AlreadyOpen);
    }
    let stdin = io::stdin();
    let mode = termios::tcgetattr(&stdin).map_err(|errno| TermError::Mode(errno.into()))?;
    let mut raw = mode.clone();
    raw.make_raw();
    termios::tcsetattr(&stdin, OptionalActions::Now, &raw).map_err(|errno| TermError::Mode(errno.into()))?;
    *found = Some(mode);
    Ok(())
}

/// Gives the terminal back, from any thread and any number of times; only the first does something. Failures are
/// passed over: there is nobody left to tell. Not to be called from within a signal handler.
pub fn restore() {
    let Some(mode) = FOUND.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    let patience = Timespec { tv_sec: 0, tv_nsec: PATIENCE };
    let stdout = io::stdout();
    if is_ready(stdout.as_fd(), Some(&patience)) {
        let _ = rustix::io::write(&stdout, CLOSE);
    }
    let _ = termios::tcsetattr(io::stdin(), OptionalActions::Now, &mode);
}

fn is_open() -> bool {
    FOUND.lock().unwrap_or_else(PoisonError::into_inner).is_some()
}

/// Width and height of the terminal in cells; 80 × 24 where it does not tell.
pub fn window_size() -> (u16, u16) {
    match termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => (size.ws_col, size.ws_row),
        _ => (80, 24),
    }
}

/// Standard output without a buffer, open only while a [`Session`] is: a frame that comes too late must not land on
/// the screen that was given back.
#[derive(Debug, Clone, Copy)]
pub struct Tty;

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !is_open() {
            return Err(io::ErrorKind::NotConnected.into());
        }
        let stdout = io::stdout();
        loop {
            match rustix::io::write(&stdout, bytes) {
                Err(Errno::INTR) => {}
                // Whoever shares the terminal may have made it non-blocking.
                Err(Errno::AGAIN) => {
                    is_ready(stdout.as_fd(), None);
                }
                done => return Ok(done?),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_ready(stream: BorrowedFd<'_>, patience: Option<&Timespec>) -> bool {
    let mut streams = [PollFd::new(&stream, PollFlags::OUT)];
    poll(&mut streams, patience).is_ok_and(|ready| ready > 0)
}
