//! Files that come in and go out while the screen is open.

use std::path::{Path, PathBuf};

use crate::app::Msg;
use crate::domain::Kind;
use crate::exchange::{self, export, wording};
use crate::text::{Text, fill};

/// Reads a roster. A path that begins with `~/` is the curator's own.
pub fn open(kind: Kind, path: &Path, text: &Text) -> Msg {
    let path = at_home(path);
    match exchange::open(&path, None) {
        Ok(sheet) => Msg::Roster { kind, path, sheet: Box::new(sheet) },
        Err(error) => Msg::Refused(wording::sheet_error(&error, text)),
    }
}

/// Writes a file, whole or not at all.
pub fn write(path: &Path, bytes: &[u8], text: &Text) -> Msg {
    let path = at_home(path);
    match export::save(&path, bytes) {
        Ok(()) => Msg::Done(fill(text.messages.exported, &[&path.display()])),
        Err(error) => Msg::Refused(wording::export_error(&error, text)),
    }
}

fn at_home(path: &Path) -> PathBuf {
    let home = path.strip_prefix("~").ok().zip(std::env::var_os("HOME"));
    home.map_or_else(|| path.to_owned(), |(rest, home)| Path::new(&home).join(rest))
}
