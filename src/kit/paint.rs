//! Putting text on the screen without ever going past an edge or through the middle of a letter.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A piece of text with its style.
#[derive(Debug, Clone)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Its style.
    pub style: Style,
}

/// A line of a card or a page.
#[derive(Debug, Clone, Default)]
pub struct Line(pub Vec<Span>);

impl Line {
    /// A line of one piece.
    pub fn of(text: impl Into<String>, style: Style) -> Self {
        Self(vec![Span { text: text.into(), style }])
    }

    /// The line cut to `cells`, with an ellipsis where something was cut.
    pub fn clipped(&self, cells: usize, ellipsis: &str) -> Self {
        if self.0.iter().map(|span| width(&span.text)).sum::<usize>() <= cells {
            return self.clone();
        }
        let mut left = cells.saturating_sub(width(ellipsis));
        let mut pieces = Vec::with_capacity(self.0.len() + 1);
        for span in &self.0 {
            let text = clip(&span.text, left, "");
            left -= width(&text);
            pieces.push(Span { text, style: span.style });
        }
        let style = pieces.iter().rev().find(|span| !span.text.is_empty()).map_or(Style::new(), |span| span.style);
        pieces.push(Span { text: ellipsis.to_owned(), style });
        Self(pieces)
    }

    /// The line broken at spaces into lines of `cells`; those after the first are set in by `hang`.
    pub fn wrapped(&self, cells: usize, hang: usize) -> Vec<Self> {
        let text: String = self.0.iter().map(|span| span.text.as_str()).collect();
        let first = wrap(&text, cells).into_iter().next().unwrap_or_default();
        let rest = &text[first.len()..];
        let mut lines = vec![self.part(0..first.len())];
        if rest.is_empty() {
            return lines;
        }
        let mut at = first.len();
        for line in wrap(rest, cells.saturating_sub(hang)) {
            let mut part = self.part(at..at + line.len());
            at += line.len();
            part.0.insert(0, Span { text: " ".repeat(hang), style: Style::new() });
            lines.push(part);
        }
        lines
    }

    /// The bytes of a range of the whole text, each with its style.
    fn part(&self, range: std::ops::Range<usize>) -> Self {
        let mut start = 0;
        let mut pieces = Vec::new();
        for span in &self.0 {
            let end = start + span.text.len();
            let (from, to) = (range.start.clamp(start, end), range.end.clamp(start, end));
            if from < to {
                pieces.push(Span { text: span.text[from - start..to - start].to_owned(), style: span.style });
            }
            start = end;
        }
        Self(pieces)
    }

    /// Another piece behind it.
    pub fn and(mut self, text: impl Into<String>, style: Style) -> Self {
        self.0.push(Span { text: text.into(), style });
        self
    }
}

/// Width of a text in cells.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text cut to `cells`, with an ellipsis where something was cut.
pub fn clip(text: &str, cells: usize, ellipsis: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(width(ellipsis));
    let mut out = String::with_capacity(text.len());
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += width(grapheme);
        if used > room {
            break;
        }
        out.push_str(grapheme);
    }
    if cells >= width(ellipsis) {
        out.push_str(ellipsis);
    }
    out
}

/// The parts side by side, as many as there is room for in `cells`; the first always.
pub fn joined(parts: &[String], cells: usize) -> String {
    const BETWEEN: &str = " · ";
    let mut room = cells;
    let fits = |part: &&String| {
        let fits = width(part) <= room;
        room = room.saturating_sub(width(part) + width(BETWEEN));
        fits
    };
    let shown = parts.iter().take_while(fits).count().max(1).min(parts.len());
    parts[..shown].join(BETWEEN)
}

/// The text cut to `cells` between words, or within the first where that alone is too long.
pub fn clip_words(text: &str, cells: usize, ellipsis: &str) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let cut = clip(text, cells.saturating_sub(width(ellipsis)), "");
    let is_between = !text[cut.len()..].starts_with(char::is_alphanumeric);
    let end = if is_between { cut.len() } else { cut.rfind(' ').unwrap_or(cut.len()) };
    let words = cut[..end].trim_end_matches([' ', ',', ';', ':', '–', '·']);
    if words.is_empty() { clip(text, cells, ellipsis) } else { format!("{words}{ellipsis}") }
}

/// Writes one line of text at (`x`, `y`) within `area`, cut at its right edge. Returns the column behind it.
pub fn put(buf: &mut Buffer, area: Rect, x: u16, y: u16, text: &str, style: Style) -> u16 {
    if y >= area.bottom() || x >= area.right() {
        return x;
    }
    let room = usize::from(area.right() - x);
    let (end, _) = buf.set_stringn(x, y, text, room, style);
    end
}

/// Writes one line of text that ends at the right edge of `area`. Returns the column where it begins.
pub fn put_right(buf: &mut Buffer, area: Rect, y: u16, text: &str, style: Style) -> u16 {
    let cells = u16::try_from(width(text)).unwrap_or(u16::MAX);
    let x = area.right().saturating_sub(cells).max(area.x);
    put(buf, area, x, y, text, style);
    x
}

/// Writes a line of pieces.
pub fn put_line(buf: &mut Buffer, area: Rect, y: u16, line: &Line) {
    let mut x = area.x;
    for span in &line.0 {
        x = put(buf, area, x, y, &span.text, span.style);
    }
}

/// Draws a rule across `area` at `y`.
pub fn rule(buf: &mut Buffer, area: Rect, y: u16, mark: &str, style: Style) {
    put(buf, area, area.x, y, &mark.repeat(usize::from(area.width)), style);
}

/// Breaks a text into lines no wider than `cells`, at spaces where there are any.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    let cells = cells.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_inclusive(' ') {
            if width(&line) + width(word.trim_end()) > cells && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            let mut rest = word.to_owned();
            while width(rest.trim_end()) > cells {
                let head = clip(&rest, cells, "");
                rest = rest[head.len()..].to_owned();
                lines.push(head);
            }
            line.push_str(&rest);
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_between_letters() {
        assert_eq!(clip("Щёголева Ксения", 8, "…"), "Щёголев…");
        assert_eq!(clip("Щёголева", 8, "…"), "Щёголева");
        assert_eq!(clip("и\u{306}од", 2, "…"), "и\u{306}…");
        assert_eq!(clip("имя", 0, "…"), "");
    }

    #[test]
    fn cuts_between_words() {
        assert_eq!(clip_words("боюсь ОГЭ, математики", 15, "…"), "боюсь ОГЭ…");
        assert_eq!(clip_words("боюсь ОГЭ, математики", 10, "…"), "боюсь ОГЭ…");
        assert_eq!(clip_words("боюсь ОГЭ", 9, "…"), "боюсь ОГЭ");
        assert_eq!(clip_words("математика и химия", 6, "…"), "матем…");
        assert_eq!(clip_words("– – – –", 3, "…"), "– …");
    }

    #[test]
    fn cuts_lines_of_several_pieces() {
        let line = Line::of("согласия: ", Style::new()).and("ПДн ", Style::new()).and("участие", Style::new());
        let shown: String = line.clipped(14, "…").0.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(shown, "согласия: ПДн…");
        assert_eq!(shown.chars().count(), 14);
        assert_eq!(line.clipped(30, "…").0.len(), 3);
    }

    #[test]
    fn wraps_lines_of_several_pieces_and_keeps_their_styles() {
        use ratatui::style::Color;
        let (key, plain) = (Style::new().fg(Color::Cyan), Style::new());
        let line = Line::of("  F6  ", key).and("Сортировать по следующему столбцу", plain).and(" (нельзя)", key);
        let shown = |lines: &[Line]| -> Vec<String> {
            lines.iter().map(|line| line.0.iter().map(|span| span.text.as_str()).collect()).collect()
        };
        let lines = line.wrapped(24, 6);
        assert_eq!(shown(&lines), ["  F6  Сортировать по ", "      следующему столбцу ", "      (нельзя)"]);
        assert_eq!((lines[0].0[0].style, lines[1].0[1].style, lines[2].0[1].style), (key, plain, key));
        assert_eq!(shown(&line.wrapped(80, 6)).len(), 1);
        assert_eq!(shown(&Line::default().wrapped(10, 2)), [""]);
    }

    #[test]
    fn wraps_at_spaces_and_breaks_long_words() {
        assert_eq!(wrap("боюсь ОГЭ по математике", 10), ["боюсь ОГЭ ", "по ", "математике"]);
        assert_eq!(wrap("аааааа", 4), ["аааа", "аа"]);
        assert_eq!(wrap("а\nб", 4), ["а", "б"]);
    }
}
