//! The ends that come from outside: signals and a line that is gone.
//!
//! A dropped SSH session is an ordinary day here. The hang-up signal may be ignored by inheritance (`nohup`) or never
//! sent (a terminal emulator that crashed), and the reader of keys then spins without noticing; so the line itself is
//! watched as well. Both watchers sleep until it happens.

use super::error::TermError;
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
use signal_hook::{flag, iterator};
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Why the program has to end now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Somebody asked it to (SIGTERM, SIGINT, SIGQUIT).
    Terminate,
    /// The session was hung up (SIGHUP).
    Hangup,
    /// The terminal is no longer there.
    Lost,
}

/// The handlers of signals, installed.
#[derive(Debug)]
pub struct Signals(iterator::Signals);

impl Signals {
    /// Installs the handlers, also over an inherited "ignore". To be called before [`super::Session::enter`]: a signal
    /// between the two would leave the terminal raw. From here on no signal of these ends or stops the
    /// process by itself; so [`Signals::run`] must follow soon. SIGTSTP is taken too, because a stop would leave the
    /// shell with a raw terminal.
    ///
    /// # Errors
    /// [`TermError::Watch`] when the system refuses.
    pub fn install() -> Result<Self, TermError> {
        iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP]).map(Self).map_err(TermError::Watch)
    }

    /// Sends every ending on, until `send` returns false. Blocks; meant for a thread of its own.
    pub fn run(mut self, mut send: impl FnMut(Ending) -> bool) {
        let endings = self.0.forever().filter_map(|signal| match signal {
            SIGHUP => Some(Ending::Hangup),
            SIGTSTP => None,
            _ => Some(Ending::Terminate),
        });
        for ending in endings {
            if !send(ending) {
                return;
            }
        }
    }
}

/// From here on a write beyond the largest file the user may make (`ulimit -f`) fails with an error that can be told;
/// by itself the system would end the process in the middle of it, without a word.
///
/// # Errors
/// What the system says, when it refuses.
pub fn outlive_limits() -> io::Result<()> {
    flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop)
}

/// Waits until the terminal is gone and sends [`Ending::Lost`] once. Blocks; meant for a thread of its own.
///
/// # Errors
/// [`TermError::Watch`] when the terminal cannot be watched.
pub fn run_hangup(send: impl FnOnce(Ending)) -> Result<(), TermError> {
    let (stdin, stdout) = (io::stdin(), io::stdout());
    loop {
        // No events are asked for: errors and a hang-up are reported all the same, keys are not.
        let mut streams = [PollFd::new(&stdin, PollFlags::empty()), PollFd::new(&stdout, PollFlags::empty())];
        match poll(&mut streams, None) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => break,
            Err(errno) => return Err(TermError::Watch(errno.into())),
        }
    }
    send(Ending::Lost);
    Ok(())
}
