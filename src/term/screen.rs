//! One frame, one write.
//!
//! ratatui is asked for what it does best, laying out and keeping the buffers, and is told nothing of the terminal: its
//! backend here only takes notes. The finished buffer goes to the [`Painter`], and what the painter says goes out in
//! one `write(2)`, or not at all when nothing changed.

use super::clipboard;
use super::error::TermError;
use super::paint::Painter;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};
use std::convert::Infallible;
use std::io::Write;

/// The screen that frames are drawn on.
pub struct Screen<W: Write> {
    terminal: Terminal<Notes>,
    painter: Painter,
    out: W,
}

impl<W: Write> Screen<W> {
    /// A screen of `width` × `height` cells that writes to `out`, which must not hold bytes back (see
    /// [`super::Tty`]). See [`Painter::new`] for `sync`.
    pub fn new(out: W, width: u16, height: u16, sync: bool) -> Self {
        let notes = Notes { size: Size { width, height }, cursor: None };
        let Ok(terminal) = Terminal::new(notes);
        Self { terminal, painter: Painter::new(sync), out }
    }

    /// Draws a frame and returns how many bytes it took: 0 when the terminal shows it already.
    ///
    /// # Errors
    /// [`TermError::Write`] when the terminal does not take the bytes. The next frame then paints everything.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> Result<usize, TermError> {
        let Ok(completed) = self.terminal.draw(view);
        let buffer = completed.buffer.clone();
        let cursor = self.terminal.backend().cursor;
        let bytes = self.painter.paint(&buffer, cursor);
        if bytes.is_empty() {
            return Ok(0);
        }
        if let Err(error) = self.out.write_all(bytes) {
            self.painter.forget();
            return Err(TermError::Write(error));
        }
        Ok(bytes.len())
    }

    /// Takes note of a new size; the next frame has it and paints everything.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().size = Size { width, height };
        self.repaint();
    }

    /// Makes the next frame paint everything, for a screen that something else wrote on.
    pub fn repaint(&mut self) {
        self.painter.forget();
    }

    /// Hands a text to the clipboard of the person's own computer, also over SSH (OSC 52). Whether the terminal obeys
    /// cannot be known.
    ///
    /// # Errors
    /// [`TermError::TooLongToCopy`] beyond [`super::COPY_LIMIT`]; [`TermError::Write`].
    pub fn copy(&mut self, text: &str) -> Result<(), TermError> {
        let in_tmux = std::env::var_os("TMUX").is_some();
        let bytes = clipboard::osc52(text, in_tmux)?;
        self.out.write_all(&bytes).map_err(TermError::Write)
    }
}

/// A backend that writes nothing: it answers for the size and remembers where the frame wants the cursor.
struct Notes {
    size: Size,
    cursor: Option<Position>,
}

impl Backend for Notes {
    type Error = Infallible;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, _: I) -> Result<(), Infallible> {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor = Some(position.into());
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
