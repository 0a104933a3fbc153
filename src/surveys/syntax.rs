//! Faults of the notation itself: what is no TOML, and where that began.
//!
//! A quotation mark that is not closed is found here and not by the reader of TOML, which would only stumble over it
//! lines later. It is put where it belongs, for the rest of the file to be read as it was meant: one slip must not hide
//! the others.

use std::borrow::Cow;

use toml::de::DeTable;

use super::read::{item_at, line_of};
use super::{Fault, ReadError};

/// Reads the notation of a file: the text with its quotation marks closed, and what is wrong with it, a fault for each
/// line.
pub fn checked(text: &str) -> (Cow<'_, str>, Vec<ReadError>) {
    let (mended, mut faults) = closed(text);
    let (_, said) = DeTable::parse_recoverable(&mended);
    for error in said {
        let byte = error.span().map_or(0, |span| span.start);
        let line = line_of(&mended, byte);
        if faults.iter().any(|known: &ReadError| known.line == Some(line)) {
            continue;
        }
        let fault = Fault::Malformed(error.message().to_owned());
        faults.push(ReadError { line: Some(line), item: item_at(&mended, byte), fault });
    }
    faults.sort_by_key(|fault| fault.line);
    (mended, faults)
}

/// The text with every quotation mark closed, and where one was not.
fn closed(text: &str) -> (Cow<'_, str>, Vec<ReadError>) {
    let mut faults = Vec::new();
    let mut missing: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['"', '\'', '#']) {
        let open = at + found;
        let end_of_line = text[open..].find('\n').map_or(text.len(), |end| open + end);
        let mark = &text[open..=open];
        if mark == "#" {
            at = end_of_line;
            continue;
        }
        let triple = if mark == "\"" { "\"\"\"" } else { "'''" };
        let is_long = text[open..].starts_with(triple);
        let (mark, until) = if is_long { (triple, text.len()) } else { (mark, end_of_line) };
        let inside = open + mark.len();
        if let Some(close) = closing(&text[inside..until], mark) {
            at = inside + close + mark.len();
            continue;
        }
        faults.push(ReadError { line: Some(line_of(text, open)), item: item_at(text, open), fault: Fault::Unclosed });
        let said = text[inside..until].trim_end_matches(|c: char| c.is_whitespace() || "}],".contains(c));
        missing.push((if is_long { until } else { inside + said.len() }, mark));
        at = until;
    }
    if missing.is_empty() {
        return (Cow::Borrowed(text), faults);
    }
    let mut mended = String::with_capacity(text.len() + missing.len());
    let mut from = 0;
    for (place, mark) in missing {
        mended.push_str(&text[from..place]);
        mended.push_str(mark);
        from = place;
    }
    mended.push_str(&text[from..]);
    (Cow::Owned(mended), faults)
}

/// Where a text ends that begins with this mark. In double ones a stroke takes the sense from what follows it.
fn closing(rest: &str, mark: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let close = at + rest[at..].find(mark)?;
        let strokes = rest[..close].chars().rev().take_while(|c| *c == '\\').count();
        if mark.starts_with('\'') || strokes % 2 == 0 {
            return Some(close);
        }
        at = close + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, bool)> {
        let (_, faults) = checked(text);
        faults.iter().map(|fault| (fault.line.unwrap(), fault.fault == Fault::Unclosed)).collect()
    }

    #[test]
    fn a_mark_that_is_not_closed_is_told_where_it_was_opened() {
        let text = "code = \"own\"\nversion = 1\ntitle = { ru = \"Мотивы }\nwave = \"entry\"\n";
        assert_eq!(lines(text), [(3, true)]);
        assert_eq!(lines("a = 'one\nb = [\"two, \"x\"]\nc = \"three\n"), [(1, true), (2, true), (3, true)]);
        assert_eq!(lines("a = \"\"\"one\ntwo\n"), [(1, true)]);
    }

    #[test]
    fn marks_in_texts_and_remarks_are_no_marks() {
        let sound =
            "a = \"say \\\"yes\\\"\" # don't\nb = 'it is \"so\"'\nc = \"\"\"two\n\"lines\" \"\"\"\nd = \"back\\\\\"\n";
        assert_eq!(lines(sound), []);
    }

    #[test]
    fn every_line_that_is_no_toml_is_told() {
        assert_eq!(lines("a = 1\nb = \nc = 2\nd 3\n"), [(2, false), (4, false)]);
    }
}
