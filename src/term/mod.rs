//! The terminal: the only room that knows escape sequences, terminal modes and signals.
//!
//! Curators work over slow and broken lines, on whatever terminal the school has. So this room owes three things to
//! the rest: the terminal is always given back as it was found, a frame costs as few bytes as it can in one write,
//! and nothing here wakes up while nothing happens.

mod clipboard;
mod crash;
mod error;
mod glyph;
mod input;
mod paint;
mod pen;
mod screen;
mod scroll;
mod session;
mod signals;

pub use clipboard::{COPY_LIMIT, osc52};
pub use crash::{QUIET_THREAD, has_panicked, install_panic_hook, note_command};
pub use error::{Stream, TermError, sentence};
pub use input::{Input, run_input};
pub use paint::Painter;
pub use screen::Screen;
pub use session::{Session, Tty, restore, window_size};
pub use signals::{Ending, Signals, outlive_limits, run_hangup};
