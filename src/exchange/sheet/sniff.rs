//! What a file is, judged by its content: names of files lie, above all those of electronic journals.

use super::super::error::{Foreign, Limit, SheetError};
use super::{MOST_BYTES, MOST_UNPACKED};

/// A workbook format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Excel since 2007.
    Xlsx,
    /// Excel 97–2003.
    Xls,
    /// LibreOffice, R7-Office, MyOffice.
    Ods,
}

/// What to read a file as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Text with delimiters.
    Text,
    /// A workbook.
    Book(Format),
}

const MAGIC: &[(&[u8], Foreign)] = &[
    (b"\x89PNG", Foreign::Picture),
    (b"\xff\xd8\xff", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"%PDF", Foreign::Pdf),
    (b"{\\rtf", Foreign::Document),
    (b"Rar!", Foreign::Archive),
    (b"7z\xbc\xaf", Foreign::Archive),
    (b"\x1f\x8b", Foreign::Archive),
    (b"SQLite format 3", Foreign::Other),
    (b"\x7fELF", Foreign::Other),
    (b"MZ\x90", Foreign::Other),
];

/// Judges a file by its content.
pub(super) fn content(bytes: &[u8]) -> Result<Content, SheetError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(SheetError::TooLarge { limit: Limit::Bytes, most: MOST_BYTES });
    }
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return compound(bytes);
    }
    match foreign(bytes) {
        Some(foreign) => Err(SheetError::Foreign(foreign)),
        None => Ok(Content::Text),
    }
}

fn foreign(bytes: &[u8]) -> Option<Foreign> {
    let by_magic = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, foreign)| *foreign);
    let inside = |at: usize, magic: &[u8]| bytes.get(at..at + magic.len()) == Some(magic);
    let by_box = (inside(8, b"WEBP") || inside(4, b"ftyp")).then_some(Foreign::Picture);
    by_magic.or(by_box).or_else(|| is_web_page(bytes).then_some(Foreign::WebPage))
}

fn is_web_page(bytes: &[u8]) -> bool {
    let start: Vec<u8> = bytes
        .iter()
        .filter(|byte| byte.is_ascii() && **byte != 0 && !byte.is_ascii_whitespace())
        .take(16)
        .map(u8::to_ascii_lowercase)
        .collect();
    [&b"<!doctype"[..], b"<html", b"<?xml", b"<table", b"<meta"].iter().any(|tag| start.starts_with(tag))
}

/// Excel 97–2003, its encrypted successor, or another old document.
fn compound(bytes: &[u8]) -> Result<Content, SheetError> {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        return Err(SheetError::Password);
    }
    if has("WordDocument") {
        return Err(SheetError::Foreign(Foreign::Document));
    }
    if has("PowerPoint Document") {
        return Err(SheetError::Foreign(Foreign::Slides));
    }
    Ok(Content::Book(Format::Xls))
}

fn packed(bytes: &[u8]) -> Result<Content, SheetError> {
    let files = packed_files(bytes).ok_or_else(|| SheetError::Damaged { why: "zip directory".to_owned() })?;
    let has = |start: &[u8]| files.iter().any(|(name, _)| name.starts_with(start));
    let foreign = if has(b"xl/workbook.bin") {
        Foreign::Xlsb
    } else if has(b"word/") {
        Foreign::Document
    } else if has(b"ppt/") {
        Foreign::Slides
    } else {
        Foreign::Archive
    };
    let head = &bytes[..bytes.len().min(200)];
    let mime = |kind: &[u8]| memchr::memmem::find(head, kind).is_some();
    let format = if has(b"xl/workbook.xml") {
        Format::Xlsx
    } else if mime(b"opendocument.text") {
        return Err(SheetError::Foreign(Foreign::Document));
    } else if mime(b"opendocument.presentation") {
        return Err(SheetError::Foreign(Foreign::Slides));
    } else if has(b"content.xml") {
        Format::Ods
    } else {
        return Err(SheetError::Foreign(foreign));
    };
    let unpacked = files.iter().fold(0u64, |sum, (_, size)| sum.saturating_add(*size));
    if unpacked > MOST_UNPACKED {
        return Err(SheetError::TooLarge { limit: Limit::Unpacked, most: MOST_UNPACKED });
    }
    Ok(Content::Book(format))
}

/// Names and unpacked sizes of the files in a zip, from its directory, so that a small file that grows without
/// bounds is refused before it is unpacked.
fn packed_files(bytes: &[u8]) -> Option<Vec<(&[u8], u64)>> {
    let end = memchr::memmem::rfind(bytes, b"PK\x05\x06")?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = usize::try_from(number(bytes, end + 16, 4)?).ok()?;
    let mut files = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let size = number(bytes, at + 24, 4)?;
        let [name, extra, comment] =
            [28, 30, 32].map(|offset| number(bytes, at + offset, 2).and_then(|n| usize::try_from(n).ok()));
        let name = name?;
        files.push((bytes.get(at + 46..at + 46 + name)?, size));
        at += 46 + name + extra? + comment?;
    }
    Some(files)
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let field = bytes.get(at..at.checked_add(length)?)?;
    Some(field.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
