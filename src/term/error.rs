//! What can go wrong with a terminal.

use std::io;

use crate::text::{SystemError, Text, fill};

/// One of the two ends of the terminal that a full-screen program needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Where keys come from.
    Stdin,
    /// Where the picture goes.
    Stdout,
}

/// Why the terminal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TermError {
    /// The stream is a pipe or a file. The commands without a screen still work.
    #[error("{0:?} is not a terminal")]
    NotATerminal(Stream),
    /// `TERM=dumb`: the terminal says that it cannot move its cursor.
    #[error("the terminal calls itself dumb and cannot show a screen")]
    Dumb,
    /// A session is already open in this process.
    #[error("the terminal is already in use by this process")]
    AlreadyOpen,
    /// The mode of the terminal could not be read or set.
    #[error("the mode of the terminal could not be changed: {0}")]
    Mode(#[source] io::Error),
    /// Keys can no longer be read.
    #[error("the terminal could not be read: {0}")]
    Read(#[source] io::Error),
    /// The picture can no longer be written.
    #[error("the terminal could not be written: {0}")]
    Write(#[source] io::Error),
    /// The handlers of signals could not be installed, or the line not watched.
    #[error("signals could not be watched: {0}")]
    Watch(#[source] io::Error),
    /// The text is longer than terminals take by OSC 52.
    #[error("{bytes} bytes are too many to copy through the terminal, which takes {limit}")]
    TooLongToCopy {
        /// The length of the text.
        bytes: usize,
        /// The most that is sent.
        limit: usize,
    },
}

/// Why the screen cannot be shown, in one sentence.
pub fn sentence(error: &TermError, text: &Text) -> String {
    let b = &text.base;
    match error {
        TermError::NotATerminal(_) => b.not_a_terminal.to_owned(),
        TermError::Dumb => fill(b.terminal_dumb, &[&std::env::var("TERM").unwrap_or_default()]),
        TermError::AlreadyOpen => b.terminal_taken.to_owned(),
        TermError::TooLongToCopy { .. } => b.too_long_to_copy.to_owned(),
        TermError::Mode(source) | TermError::Read(source) | TermError::Write(source) | TermError::Watch(source) => {
            fill(b.terminal_failed, &[&SystemError::from(source).words(text)])
        }
    }
}
