//! A press of a key, and which physical key it was.
//!
//! The curator's keyboard is usually in the Russian layout. A command belongs to a physical key, so on the way to a
//! command a letter is folded to the Latin letter of the same key. Text never takes this way: what is typed into a
//! field is what was typed.

/// What was pressed, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Code {
    /// A character as the layout produced it; its case carries Shift.
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    /// F1 to F12.
    F(u8),
}

/// One press of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stroke {
    /// The key.
    pub code: Code,
    /// With Control held.
    pub ctrl: bool,
    /// With Alt held (or Esc sent just before).
    pub alt: bool,
    /// With Shift held, for keys that are not characters.
    pub shift: bool,
}

impl Stroke {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// A character with Control.
    pub const fn ctrl(c: char) -> Self {
        Self { code: Code::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// The same press as a command sees it: characters folded to the Latin layout.
    pub fn folded(self) -> Self {
        match self.code {
            Code::Char(c) => Self { code: Code::Char(fold(c)), ..self },
            _ => self,
        }
    }

    /// The character to put into a text field, if this press writes one.
    pub fn text(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }
}

/// The keys of ЙЦУКЕН in the order of the Latin keys they share.
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ№";
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~#";

/// The Latin character of the physical key that produced `c`.
///
/// The full stop and the comma stand on the key of `/` in the Russian layout, with and without Shift. No command
/// needs `.` or `,` themselves, so both always mean that key.
pub fn fold(c: char) -> char {
    match c {
        '.' => '/',
        ',' => '?',
        _ => RUSSIAN.chars().zip(LATIN.chars()).find(|(ru, _)| *ru == c).map_or(c, |(_, latin)| latin),
    }
}

/// The Russian letter on the key of a Latin character; the character itself where the layouts agree.
pub fn unfold(c: char) -> char {
    LATIN.chars().zip(RUSSIAN.chars()).find(|(latin, _)| *latin == c).map_or(c, |(_, ru)| ru)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_pair_up() {
        assert_eq!(RUSSIAN.chars().count(), LATIN.chars().count());
        for c in RUSSIAN.chars() {
            assert!(fold(c).is_ascii(), "{c}");
            assert_eq!(unfold(fold(c)), c, "{c}");
        }
    }

    #[test]
    fn one_key_is_one_command_in_both_layouts() {
        for (ru, latin) in [('н', 'y'), ('м', 'v'), ('В', 'D'), ('Ж', ':'), ('.', '/'), (',', '?'), ('/', '/')] {
            assert_eq!(Stroke::char(ru).folded(), Stroke::char(latin));
        }
    }

    #[test]
    fn text_is_never_folded() {
        assert_eq!(Stroke::char('ф').text(), Some('ф'));
        assert_eq!(Stroke::ctrl('ф').text(), None);
    }
}
