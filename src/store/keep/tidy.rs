//! Making the base smaller and letting it forget.
//!
//! The base is written anew without what is to be forgotten, and the new file takes its place in one step. The engine
//! could pack the old file instead, but then what was forgotten would still stand on pages that are free; a fresh file
//! never held it.

use std::path::Path;

use chrono::NaiveDateTime;

use crate::domain::{Change, Entry, Origin};

use super::super::base::now as seconds;
use super::super::error::StoreError;
use super::super::guard::guard;
use super::super::identity::Identity;
use super::super::migrate::remove_copies;
use super::super::tables::{self, JOURNAL, META};
use super::super::{Store, codec, file};
use super::backup::{Backup, Target};
use super::copy::{Contents, Rewrite, copy_with};
use super::place::{Locked, ensure_empty, take_place};
use super::room;

/// Command of the entry that says from when on the journal was forgotten.
pub const FORGET: &str = "base.forget";

/// What tidying did.
#[derive(Debug)]
pub struct Tidied {
    /// The backup that was made first.
    pub backup: Backup,
    /// What the base holds.
    pub contents: Contents,
    /// Journal entries whose contents were forgotten now.
    pub forgotten: usize,
    /// Copies from before a migration that were removed, because they held what was to be forgotten.
    pub copies: usize,
    /// Size of the file in bytes, before and after.
    pub sizes: (u64, u64),
}

/// Writes the base at `path` anew, at local time `now`: without free space, and with the contents of journal entries
/// from before `forget_before` (seconds since 1970 UTC) forgotten. Who did what to which record, and when, stays. A
/// backup is made first.
///
/// # Errors
/// [`StoreError::Inside`] while somebody is in the base, [`StoreError::Lanes`] where nobody can tell,
/// [`StoreError::Unlike`] when the new file cannot have the rights of the old one, as well as all that a backup can fail of. The base is then the
/// one that was there.
pub fn tidy(
    path: &Path,
    forget_before: Option<i64>,
    target: &Target,
    now: NaiveDateTime,
) -> Result<Tidied, StoreError> {
    let path = file::real(path)?;
    ensure_empty(&path)?;
    let backup = backup_first(&path, target, now)?;
    let before = size(&path);
    room::ensure(&file::parent(&path), before)?;
    let locked = Locked::take(&path)?;
    let outcome = write_anew(&locked, &path, forget_before);
    // What was the base is gone or stays as it was; whatever it says now changes nothing.
    let freed = locked.free();
    let (contents, forgotten) = outcome?;
    let _ = freed;
    // What is to be forgotten must not stand beside the base for ever; the backup holds all that they held.
    let copies = forget_before.map_or(0, |_| remove_copies(&path, contents.generation));
    Ok(Tidied { backup, contents, forgotten, copies, sizes: (before, size(&path)) })
}

fn backup_first(path: &Path, target: &Target, now: NaiveDateTime) -> Result<Backup, StoreError> {
    let mut store = Store::open(path, super::super::Mode::ReadWrite)?;
    if let Some(reason) = store.read_only() {
        return Err(StoreError::ReadOnly(reason));
    }
    let backup = store.snapshot()?.backup(target, now)?;
    store.close()?;
    Ok(backup)
}

fn write_anew(locked: &Locked, path: &Path, forget_before: Option<i64>) -> Result<(Contents, usize), StoreError> {
    ensure_empty(path)?;
    let draft = file::draft(path)?;
    let mut forgotten = 0;
    let mut forget = |entry: &Entry| {
        let old = forget_before.is_some_and(|day| entry.at < day);
        let forget = old && entry.changes.iter().any(|change| !change.is_forgotten());
        forgotten += usize::from(forget);
        forget.then(|| forgetting(entry))
    };
    let rewrite: Rewrite<'_> = &mut forget;
    let contents = guard(|| {
        let snapshot = locked.handle().begin_read()?;
        copy_with(&snapshot, draft.as_file(), rewrite, |into, contents, forgets| {
            if !forgets {
                return Ok(());
            }
            let entry = note(contents.generation + 1);
            into.open_table(JOURNAL)?.insert(entry.generation, codec::seal_entry(&entry)?.as_slice())?;
            tables::set_position(&mut into.open_table(META)?, entry.generation, contents.highest_id)?;
            contents.generation = entry.generation;
            contents.entries += 1;
            contents.last_at = entry.at;
            Ok(())
        })
    })?;
    file::make_like(draft.path(), path)?;
    take_place(draft, path)?;
    Ok((contents, forgotten))
}

fn forgetting(entry: &Entry) -> Entry {
    let forget = |change: &Change| Change { key: change.key, before: None, after: None };
    Entry { changes: entry.changes.iter().map(forget).collect(), ..entry.clone() }
}

fn note(generation: u64) -> Entry {
    let identity = Identity::current();
    Entry {
        generation,
        at: seconds(),
        who: identity.user.clone(),
        session: identity.session(),
        command: FORGET.to_owned(),
        origin: Origin::Done,
        changes: Vec::new(),
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |about| about.len())
}
