//! Text from outside, made safe to keep and to show.
//!
//! A paste or a spreadsheet may carry escape sequences, invisible marks and letters in pieces («и» + breve for «й»).
//! Left alone they break searching, sorting and the screen, so everything that comes from outside passes here once.

use unicode_normalization::UnicodeNormalization;

/// The same text in NFC, with every line break written as `\n` and without characters that cannot be seen.
///
/// Kept: printable characters, `\n`, `\t`, and the joiners that emoji and some scripts are spelled with. Dropped: the
/// other control characters (C0, DEL, C1), the marks that turn the direction of writing, and invisible characters of
/// no width (see [`is_unseen`]).
pub fn clean(text: &str) -> String {
    let mut after_return = false;
    let seen = text.chars().filter_map(|c| {
        let is_second_half = after_return && c == '\n';
        after_return = c == '\r';
        match c {
            _ if is_second_half => None,
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(c),
            _ => (!c.is_control() && !is_unseen(c)).then_some(c),
        }
    });
    // Joined last: what is dropped may have stood between a letter and its mark.
    seen.nfc().collect()
}

/// Whether a character shows nothing and may mislead: direction marks and overrides, zero-width spaces, the byte
/// order mark, the soft hyphen, and the tag characters in which a hidden text can be carried.
pub const fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_in_pieces_are_joined() {
        assert_eq!(clean("Андреи\u{306} Ёлкин"), "Андрей Ёлкин");
        assert_eq!(clean("е\u{308}"), "ё");
        assert_eq!(clean("и\u{200b}\u{306}"), "й");
    }

    #[test]
    fn every_line_break_is_one_newline() {
        assert_eq!(clean("а\r\nб\rв\nг\r\r\nд\n\nе\u{2028}ж"), "а\nб\nв\nг\n\nд\n\nе\nж");
    }

    #[test]
    fn escapes_and_direction_overrides_are_dropped() {
        assert_eq!(clean("\u{1b}[31mкрасный\u{7}\u{9b}2J"), "[31mкрасный2J");
        assert_eq!(clean("Ива\u{202e}нов\u{2066} \u{feff}5\u{ad}А\tкласс\u{7f}"), "Иванов 5А\tкласс");
    }

    proptest! {
        #[test]
        fn clean_text_is_clean_and_stays_so(text in "[иеa\u{306}\u{308}\u{200b}\u{feff}\u{1b}\r\n\u{85}\u{202e}\t]{0,12}|.{0,12}") {
            let once = clean(&text);
            prop_assert!(once.chars().all(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_unseen(c))));
            prop_assert_eq!(clean(&once), once);
        }
    }
}
