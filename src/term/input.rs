//! Keys, pastes and new sizes, as the rest of the program wants them.

use super::error::TermError;
use crate::kit::{Code, Stroke};
use crate::text::clean::clean;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Something that came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed, or repeats.
    Key(Stroke),
    /// A text was pasted; it is [`clean`].
    Paste(String),
    /// The window has a new size in cells.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
}

/// Reads the terminal and sends on what comes, until `send` returns false. Blocks; meant for a thread of its own.
///
/// # Errors
/// [`TermError::Read`] when the terminal cannot be read. A terminal that vanished is not always reported here: see
/// [`super::run_hangup`].
pub fn run_input(mut send: impl FnMut(Input) -> bool) -> Result<(), TermError> {
    loop {
        let event = event::read().map_err(TermError::Read)?;
        if let Some(input) = translate(event)
            && !send(input)
        {
            return Ok(());
        }
    }
}

fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => stroke(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(clean(&text))),
        Event::Resize(width, height) => Some(Input::Resize { width, height }),
        _ => None,
    }
}

fn stroke(key: KeyEvent) -> Option<Stroke> {
    let code = code(key.code)?;
    // The case of a letter and the name of Shift+Tab carry Shift already.
    let carries_shift = matches!(code, Code::Char(_) | Code::BackTab);
    Some(Stroke {
        code,
        ctrl: key.modifiers.contains(KeyModifiers::CONTROL),
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: key.modifiers.contains(KeyModifiers::SHIFT) && !carries_shift,
    })
}

const fn code(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::F(n @ 1..=12) => Code::F(n),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<Input> {
        translate(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn shift_is_carried_once() {
        assert_eq!(key(KeyCode::Char('Ж'), KeyModifiers::SHIFT), Some(Input::Key(Stroke::char('Ж'))));
        assert_eq!(key(KeyCode::BackTab, KeyModifiers::SHIFT), Some(Input::Key(Stroke::plain(Code::BackTab))));
        let extended = Stroke { shift: true, ..Stroke::plain(Code::Down) };
        assert_eq!(key(KeyCode::Down, KeyModifiers::SHIFT), Some(Input::Key(extended)));
    }

    #[test]
    fn control_and_alt_are_kept() {
        assert_eq!(key(KeyCode::Char('z'), KeyModifiers::CONTROL), Some(Input::Key(Stroke::ctrl('z'))));
        let alt = Stroke { alt: true, ..Stroke::char('ы') };
        assert_eq!(key(KeyCode::Char('ы'), KeyModifiers::ALT), Some(Input::Key(alt)));
    }

    #[test]
    fn releases_and_unknown_keys_are_passed_over() {
        let release = KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(translate(Event::Key(release)), None);
        assert_eq!(key(KeyCode::CapsLock, KeyModifiers::NONE), None);
        assert_eq!(key(KeyCode::F(20), KeyModifiers::NONE), None);
        assert_eq!(translate(Event::FocusLost), None);
    }

    #[test]
    fn a_paste_comes_clean() {
        let pasted = Event::Paste("Иванов\r\n\u{1b}[2JПетров\r".into());
        assert_eq!(translate(pasted), Some(Input::Paste("Иванов\n[2JПетров\n".into())));
    }
}
