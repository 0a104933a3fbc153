//! Files that come in and go out while the screen is open.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::app::Msg;
use crate::domain::Kind;
use crate::exchange::{self, SheetError, export, wording};
use crate::fields::{Order, fold};
use crate::surveys::{self, OpenError, wording as survey_words};
use crate::text::{SystemError, Text, fill};

/// Reads a roster. A path that begins with `~/` is the curator's own.
pub fn open(kind: Kind, path: &Path, text: &Text) -> Msg {
    let path = at_home(path);
    if kind == Kind::Questionnaire {
        return match surveys::open(&path) {
            Ok(sheet) => Msg::Questionnaire(Box::new(sheet)),
            Err(OpenError::Read(faults)) if faults.len() > 1 => Msg::Faulty(survey_words::faults(&faults, text)),
            Err(error) => Msg::Refused(survey_words::open_error(&error, text)),
        };
    }
    match exchange::open(&path, None) {
        Ok(sheet) => Msg::Roster { kind, path, sheet: Box::new(sheet) },
        Err(error) => Msg::Refused(wording::sheet_error(&error, text)),
    }
}

/// Reads a sheet of a workbook that was opened before.
pub fn open_sheet(path: PathBuf, name: &str, text: &Text) -> Msg {
    match exchange::open(&path, Some(name)) {
        Ok(sheet) => Msg::Sheet { path, sheet: Box::new(sheet) },
        Err(SheetError::Empty) => Msg::Refused(fill(text.messages.import_sheet_empty, &[&name])),
        Err(error) => Msg::Refused(wording::sheet_error(&error, text)),
    }
}

/// What a half-typed path may mean: directories, and tables that may be rosters, of the directory it leads into. Case
/// does not matter; what is hidden is found only by its full stop.
pub fn paths(typed: String, text: &Text) -> Msg {
    if typed == "~" {
        return Msg::Paths { typed, found: vec!["~/".to_owned()] };
    }
    let (before, stem) = typed.split_at(typed.rfind('/').map_or(0, |slash| slash + 1));
    let directory = at_home(Path::new(if before.is_empty() { "." } else { before }));
    match offers(&directory, stem) {
        Ok(names) => {
            let found = names.into_iter().map(|name| format!("{before}{name}")).collect();
            Msg::Paths { typed, found }
        }
        Err(error) => {
            let why = SheetError::Unreadable { path: directory, why: SystemError::from(&error) };
            Msg::Refused(wording::sheet_error(&why, text))
        }
    }
}

/// The names in a directory that begin with `stem`, sorted.
fn offers(directory: &Path, stem: &str) -> io::Result<Vec<String>> {
    let wanted = fold(stem);
    let begins = |name: &String| fold(name).starts_with(&wanted) && (stem.starts_with('.') || !name.starts_with('.'));
    let mut names = Vec::new();
    for entry in fs::read_dir(directory)? {
        // A name that is no text cannot be typed, so it is not offered.
        let Some(name) = entry?.file_name().into_string().ok().filter(begins) else { continue };
        // Links are followed; what leads nowhere is not offered.
        match fs::metadata(directory.join(&name)) {
            Ok(about) if about.is_dir() => names.push(format!("{name}/")),
            Ok(about) if about.is_file() && is_table(&name) => names.push(name),
            _ => {}
        }
    }
    let order = Order::new();
    names.sort_by_cached_key(|name| order.key(name));
    Ok(names)
}

/// Whether a name ends as tables do. What a file holds is found out when it is read.
fn is_table(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "xlsx" | "xls" | "ods" | "toml"))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn found(typed: &str) -> Vec<String> {
        match paths(typed.to_owned(), Text::of(Lang::Ru)) {
            Msg::Paths { found, .. } => found,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_half_typed_path_finds_directories_and_tables() {
        let directory = tempfile::tempdir().unwrap();
        let at = |name: &str| directory.path().join(name);
        for name in ["Список 5А.xlsx", "список.CSV", "списки.pdf", ".список.csv", "наставники.ods"]
        {
            fs::write(at(name), "").unwrap();
        }
        fs::create_dir(at("Списки")).unwrap();
        std::os::unix::fs::symlink(at("нет"), at("список-нет.csv")).unwrap();
        let base = directory.path().display().to_string();
        let with = |name: &str| format!("{base}/{name}");
        assert_eq!(found(&with("спис")), [with("Списки/"), with("Список 5А.xlsx"), with("список.CSV")]);
        assert_eq!(found(&with("")).len(), 4);
        assert_eq!(found(&with(".с")), [with(".список.csv")]);
        assert_eq!(found(&with("Списки/")), Vec::<String>::new());
        assert_eq!(found("~"), ["~/"]);
    }

    #[test]
    fn a_directory_that_is_not_there_is_said_to_be_unreadable() {
        let directory = tempfile::tempdir().unwrap();
        let typed = format!("{}/нет/спис", directory.path().display());
        let Msg::Refused(sentence) = paths(typed, Text::of(Lang::Ru)) else { panic!("found") };
        assert!(sentence.contains("/нет"), "{sentence}");
    }
}
