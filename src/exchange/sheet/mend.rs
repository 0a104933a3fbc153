//! A workbook that Excel opens and the parser does not.
//!
//! Excel writes the extent of a sheet of whole rows as «1:44», without columns. The parser (calamine 0.38) gives such a
//! sheet up, although nobody needs the extent. It is taken out and the workbook read again.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::MOST_UNPACKED;

/// The workbook without the extents of its sheets; `None` when it cannot be repacked within the limit.
pub(super) fn without_extents(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = MOST_UNPACKED;
    for index in 0..book.len() {
        let file = book.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut content = Vec::new();
        file.take(left + 1).read_to_end(&mut content).ok()?;
        left = left.checked_sub(content.len() as u64)?;
        if name.starts_with("xl/worksheets/") {
            take_out_extent(&mut content);
        }
        out.start_file(name, options).ok()?;
        out.write_all(&content).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

fn take_out_extent(xml: &mut Vec<u8>) {
    let Some(start) = memchr::memmem::find(xml, b"<dimension ") else { return };
    let Some(length) = memchr::memmem::find(&xml[start..], b"/>") else { return };
    xml.drain(start..start + length + 2);
}
