//! `nastavnik backup`, `restore`, `check` and `tidy`: what the administrator runs, by hand or at night.

use std::path::Path;

use chrono::Local;

use super::args::Backup;
use super::tell;
use crate::store::keep::{Target, backup_failed};
use crate::store::{Mode, Store};
use crate::text::{Text, fill};

/// Makes a backup and prints where it lies.
///
/// # Errors
/// A sentence about what stands in the way; no file was made.
pub fn backup(wanted: &Backup, base: &Path, text: &Text) -> Result<(), String> {
    let target = match &wanted.out {
        Some(path) => Target::File(path.clone()),
        None if wanted.keep_all => Target::ShelfKeepingAll,
        None => Target::Shelf,
    };
    let made = || {
        let mut store = Store::open(base, Mode::ReadOnly)?;
        let made = store.snapshot()?.backup(&target, Local::now().naive_local())?;
        store.close()?;
        Ok(made)
    };
    let made = made().map_err(|error| backup_failed(&error, text))?;
    let held = text.count(made.contents.record_count(), text.counts.records);
    let held = fill(text.keep.generation, &[&made.contents.generation, &held]);
    tell(&fill(text.keep.made, &[&made.path.display(), &held]));
    if !made.removed.is_empty() {
        tell(&fill(text.keep.removed, &[&made.removed.len()]));
    }
    super::print(&made.path.display().to_string())
}
