//! Making the base smaller and letting it forget.
//!
//! The base is written anew without what is to be forgotten, and the new file takes its place in one step. The engine
//! could pack the old file instead, but then what was forgotten would still stand on pages that are free; a fresh file
//! never held it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use chrono::NaiveDateTime;

use redb::{ReadTransaction, ReadableTable};

use crate::domain::{Change, Entry, Key, Origin};

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

/// Command of the step that makes somebody unknown.
const ERASE: &str = "person.erase";

/// What is to be forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forget {
    /// The contents of journal entries from before that moment, in seconds since 1970 UTC.
    pub before: Option<i64>,
    /// What the journal holds of those who were made unknown, up to that step and with it.
    pub erased: bool,
}

impl Forget {
    fn anything(self) -> bool {
        self.erased || self.before.is_some()
    }
}

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
/// forgotten as `forget` says. Who did what to which record, and when, stays. A backup is made first.
///
/// # Errors
/// [`StoreError::Inside`] while somebody is in the base, [`StoreError::Lanes`] where nobody can tell,
/// [`StoreError::Unlike`] when the new file cannot have the rights of the old one, as well as all that a backup can fail of. The base is then the
/// one that was there.
pub fn tidy(path: &Path, forget: Forget, target: &Target, now: NaiveDateTime) -> Result<Tidied, StoreError> {
    let path = file::real(path)?;
    ensure_empty(&path)?;
    let backup = backup_first(&path, target, now)?;
    let before = size(&path);
    room::ensure(&file::parent(&path), before)?;
    let locked = Locked::take(&path)?;
    let outcome = write_anew(&locked, &path, forget);
    // What was the base is gone or stays as it was; whatever it says now changes nothing.
    let freed = locked.free();
    let (contents, forgotten) = outcome?;
    let _ = freed;
    // What is to be forgotten must not stand beside the base for ever; the backup holds all that they held.
    let copies = if forget.anything() { remove_copies(&path, contents.generation) } else { 0 };
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

fn write_anew(locked: &Locked, path: &Path, forget: Forget) -> Result<(Contents, usize), StoreError> {
    ensure_empty(path)?;
    let draft = file::draft(path)?;
    let mut forgotten = 0;
    let contents = guard(|| {
        let snapshot = locked.handle().begin_read()?;
        let erased = if forget.erased { erased(&snapshot)? } else { HashMap::new() };
        let mut rewritten = |entry: &Entry| {
            let old = forget.before.is_some_and(|day| entry.at < day);
            let gone = |change: &Change| {
                let unknown = || erased.get(&change.key).is_some_and(|last| entry.generation <= *last);
                !change.is_forgotten() && (old || unknown())
            };
            let forgets = entry.changes.iter().any(gone);
            forgotten += usize::from(forgets);
            forgets.then(|| forgetting(entry, gone))
        };
        let rewrite: Rewrite<'_> = &mut rewritten;
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

fn forgetting(entry: &Entry, gone: impl Fn(&Change) -> bool) -> Entry {
    let forget = |change: &Change| match gone(change) {
        true => Change { key: change.key, before: None, after: None },
        false => change.clone(),
    };
    Entry { changes: entry.changes.iter().map(forget).collect(), ..entry.clone() }
}

/// The records that were rid of somebody, each with the newest entry that did so and was not taken back.
fn erased(from: &ReadTransaction) -> Result<HashMap<Key, u64>, StoreError> {
    let mut steps: BTreeMap<u64, Vec<Key>> = BTreeMap::new();
    let mut standing: BTreeSet<u64> = BTreeSet::new();
    for row in from.open_table(JOURNAL)?.iter()? {
        let (generation, bytes) = row?;
        let entry = codec::open_entry(generation.value(), bytes.value())?;
        match entry.origin {
            Origin::Done if entry.command == ERASE => {
                standing.insert(entry.generation);
                steps.insert(entry.generation, entry.changes.iter().map(|change| change.key).collect());
            }
            Origin::Undo(step) => {
                standing.remove(&step);
            }
            Origin::Redo(step) if steps.contains_key(&step) => {
                // What was put back holds no more than the step; the entries up to it hold what was there before.
                let keys = steps.get(&step).cloned().unwrap_or_default();
                standing.insert(entry.generation);
                steps.insert(entry.generation, keys);
            }
            Origin::Done | Origin::Redo(_) => {}
        }
    }
    let rid = standing.iter().filter_map(|step| Some((*step, steps.get(step)?)));
    Ok(rid.flat_map(|(step, keys)| keys.iter().map(move |key| (*key, step))).collect())
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
