//! What comes in from outside: one spelling of every letter, and nothing that steers a terminal or a reader's eye.

use unicode_normalization::UnicodeNormalization;

/// The text in NFC, line ends as `\n`, without control characters other than `\n` and `\t`, without bidirectional
/// overrides and without invisible marks.
pub fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.nfc().filter(|c| !is_unwanted(*c)).collect()
}

fn is_unwanted(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    let invisible = matches!(
        c,
        '\u{200b}' | '\u{feff}' | '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    control || invisible
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_words_and_drops_what_steers() {
        assert_eq!(clean("Йод\r\nи\u{1b}[31m \u{202e}йод\u{7}"), "Йод\nи[31m йод");
        assert_eq!(clean("И\u{306}"), "Й");
    }
}
