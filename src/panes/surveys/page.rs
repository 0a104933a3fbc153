//! How the questions of a paper are laid out: each at its full length, on pages that do not depend on the cursor.
//!
//! Over a slow line every cell counts. Because a question takes the same lines whether it is current or not, a digit
//! changes its answer, two marks and the count, and nothing moves until a page is full.

use std::ops::Range;

use super::answer;
use crate::domain::{Item, Label, Questionnaire};
use crate::fields::names;
use crate::kit::paint;
use crate::text::Text;

/// Widths of the columns of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The question.
    pub label: usize,
    /// The answer.
    pub answer: usize,
    /// Mark, number and the gaps around the question.
    pub lead: usize,
}

/// Digits of the number of the last question.
fn digits(sheet: &Questionnaire) -> usize {
    if sheet.items.len() > 99 { 3 } else { 2 }
}

impl Columns {
    /// For a window this wide. Where there is room the answers stand beside the longest question.
    pub fn of(sheet: &Questionnaire, width: u16, text: &Text) -> Self {
        let lead = digits(sheet) + 3;
        let room = usize::from(width).saturating_sub(lead + 2);
        let least = if width < 80 { 13 } else { 20 };
        let longest = sheet.items.iter().map(|item| paint::width(names::label(&item.label, text))).max().unwrap_or(0);
        let label = longest.clamp(LEGIBLE, WIDEST).min(room.saturating_sub(least));
        Self { label, answer: room.saturating_sub(label), lead }
    }
}

/// Below this width options would be hard to read.
const LEGIBLE: usize = 30;
/// Above it a question takes more than a glance.
const WIDEST: usize = 100;

/// A question in lines: the heading that begins with it, its text, what helps, its options, each with its key.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// The heading.
    pub section: Vec<String>,
    /// What helps to answer.
    pub help: Vec<String>,
    /// The question.
    pub text: Vec<String>,
    /// The options.
    pub options: Vec<String>,
}

impl Block {
    /// A question `cells` wide.
    pub fn of(item: &Item, cells: usize, text: &Text) -> Self {
        let options: Vec<String> = answer::options(&item.kind, text)
            .iter()
            .zip(1..)
            // Blanks inside an option would let it break between its key and its words.
            .map(|(words, key)| format!("{key} {words}").replace(' ', "\u{a0}"))
            .collect();
        let options = if options.is_empty() { Vec::new() } else { paint::wrap(&options.join("   "), cells) };
        let options = options.iter().map(|line| line.replace('\u{a0}', " ")).collect();
        let lines = |label: &Label| match names::label(label, text) {
            "" => Vec::new(),
            words => paint::wrap(words, cells),
        };
        Self { section: lines(&item.section), text: lines(&item.label), help: lines(&item.help), options }
    }

    /// The same in at most `height` lines. The options stay, for they tell the keys; the heading goes first, then what
    /// helps, then the end of the question.
    pub fn fitted(mut self, height: usize, cells: usize, ellipsis: &str) -> Self {
        if self.height() > height {
            self.section.clear();
        }
        if self.height() > height {
            self.help.clear();
        }
        if self.height() > height {
            self.text.truncate(height.saturating_sub(self.options.len()).max(1));
            if let Some(last) = self.text.last_mut() {
                *last = format!("{}{ellipsis}", paint::clip(last, cells.saturating_sub(paint::width(ellipsis)), ""));
            }
        }
        self
    }

    /// How many lines it takes.
    pub fn height(&self) -> usize {
        self.section.len() + self.text.len() + self.help.len() + self.options.len()
    }
}

/// The questions as blocks.
pub fn blocks(sheet: &Questionnaire, cells: usize, text: &Text) -> Vec<Block> {
    sheet.items.iter().map(|item| Block::of(item, cells, text)).collect()
}

/// The questions of the page that shows `place`, when `height` lines fit on one. A page begins with the last question
/// of the page before, so that the answer given last stays in sight.
pub fn page(blocks: &[Block], place: usize, height: usize) -> Range<usize> {
    let place = place.min(blocks.len().saturating_sub(1));
    let mut start = 0;
    loop {
        let end = start + filled(&blocks[start.min(blocks.len())..], height);
        if place < end || end >= blocks.len() {
            return start..end;
        }
        start = if end - start > 2 { end - 1 } else { end };
    }
}

/// How many blocks fit, at least one.
fn filled(blocks: &[Block], height: usize) -> usize {
    let mut used = 0;
    let fitting = blocks.iter().take_while(|block| {
        used += block.height();
        used <= height
    });
    fitting.count().max(1).min(blocks.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(lines: usize) -> Block {
        Block { text: vec![String::new(); lines], ..Block::default() }
    }

    #[test]
    fn pages_stand_still_and_share_one_question() {
        let blocks: Vec<Block> = (0..10).map(|_| block(2)).collect();
        for place in 0..4 {
            assert_eq!(page(&blocks, place, 8), 0..4);
        }
        for place in 4..7 {
            assert_eq!(page(&blocks, place, 8), 3..7);
        }
        assert_eq!(page(&blocks, 9, 8), 6..10);
        assert_eq!(page(&blocks, 10, 8), 6..10, "the end shows the last page");
    }

    #[test]
    fn of_a_question_taller_than_the_window_the_options_stay() {
        let question =
            Block {
                section: vec!["раздел".into()], options: vec!["1 да".into(), "2 нет".into()], ..block(9)
            };
        let fitted = question.fitted(5, 20, "…");
        assert_eq!((fitted.height(), fitted.options.len(), fitted.section.len()), (5, 2, 0));
        assert_eq!(fitted.text.last().map(String::as_str), Some("…"));
        let fits = block(3).fitted(5, 20, "…");
        assert_eq!(fits.text.last().map(String::as_str), Some(""));
    }

    #[test]
    fn a_question_taller_than_the_page_has_one_of_its_own() {
        let blocks = [block(1), block(12), block(1)];
        assert_eq!(page(&blocks, 1, 8), 1..2);
        assert_eq!(page(&blocks, 2, 8), 2..3);
        assert_eq!(page(&[], 0, 8), 0..0);
    }
}
