//! Editing a text: one line or several.

use unicode_segmentation::UnicodeSegmentation;

use super::{Code, Stroke};

/// A text with a cursor between its letters.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    text: String,
    /// In bytes, always between two grapheme clusters.
    cursor: usize,
}

impl Edit {
    /// A text with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), cursor: text.len() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Replaces the text; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        *self = Self::new(text);
    }

    /// Puts text in at the cursor.
    pub fn insert(&mut self, text: &str) {
        self.text.insert_str(self.cursor, text);
        self.cursor += text.len();
    }

    /// Takes a press. `false` when it is none of editing's.
    pub fn press(&mut self, stroke: Stroke) -> bool {
        if let Some(c) = stroke.text() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        let folded = stroke.folded();
        match (folded.code, folded.ctrl) {
            (Code::Backspace, false) => self.delete_back(self.left()),
            (Code::Char('w'), true) | (Code::Backspace, true) => self.delete_back(self.word_left()),
            (Code::Char('u'), true) => self.delete_back(self.line_start()),
            (Code::Delete, _) => self.delete_forward(),
            (Code::Left, false) => self.cursor = self.left(),
            (Code::Left, true) => self.cursor = self.word_left(),
            (Code::Right, false) => self.cursor = self.right(),
            (Code::Right, true) => self.cursor = self.word_right(),
            (Code::Home, _) | (Code::Char('a'), true) => self.cursor = self.line_start(),
            (Code::End, _) | (Code::Char('e'), true) => self.cursor = self.line_end(),
            _ => return false,
        }
        true
    }

    fn delete_back(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }

    fn delete_forward(&mut self) {
        let end = self.right();
        self.text.replace_range(self.cursor..end, "");
    }

    fn left(&self) -> usize {
        self.before().grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let after = &self.text[self.cursor..];
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let trimmed = self.before().trim_end();
        trimmed.rfind(char::is_whitespace).map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8))
    }

    fn word_right(&self) -> usize {
        let after = &self.text[self.cursor..];
        let start = after.len() - after.trim_start().len();
        self.cursor + after[start..].find(char::is_whitespace).map_or(after.len(), |at| start + at)
    }

    fn line_start(&self) -> usize {
        self.before().rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.cursor..].find('\n').map_or(self.text.len(), |at| self.cursor + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(edit: &mut Edit, keys: &[Stroke]) {
        for key in keys {
            edit.press(*key);
        }
    }

    #[test]
    fn edits_whole_letters() {
        let mut edit = Edit::new("Семё");
        press(
            &mut edit,
            &[Stroke::char('н'), Stroke::plain(Code::Left), Stroke::plain(Code::Backspace), Stroke::char('е')],
        );
        assert_eq!(edit.text(), "Семен");
        let mut decomposed = Edit::new("и\u{306}");
        decomposed.press(Stroke::plain(Code::Backspace));
        assert_eq!(decomposed.text(), "");
    }

    #[test]
    fn moves_and_deletes_by_words_in_either_layout() {
        let mut edit = Edit::new("боюсь ОГЭ очень");
        edit.press(Stroke::ctrl('ц'));
        assert_eq!(edit.text(), "боюсь ОГЭ ");
        edit.press(Stroke { ctrl: true, ..Stroke::plain(Code::Left) });
        assert_eq!(edit.before(), "боюсь ");
        edit.press(Stroke::ctrl('u'));
        assert_eq!(edit.text(), "ОГЭ ");
    }

    #[test]
    fn leaves_other_keys_alone() {
        let mut edit = Edit::new("а");
        assert!(!edit.press(Stroke::plain(Code::Enter)));
        assert!(!edit.press(Stroke::ctrl('s')));
        assert_eq!(edit.text(), "а");
    }
}
