//! Saving what can be read of a damaged base into a new one.
//!
//! The damaged file is only ever read. Where a page is broken, its records are looked for in the journal, which holds
//! every record as its last change left it, and on pages that the engine has freed but not used again. What refers to
//! something lost is kept: people, pairs and questionnaires that cannot be read get a stand-in, so that meetings and
//! answers around them stay. Everything done is told, and stands in the journal of the new
//! base.
//!
//! What stands on a page that is not the one last written (the engine's checksum of it differs), or was found by sweeping
//! the file, is compared with the journal. Only where every later entry is there, and none speaks of the record, is it
//! known to be the last version; otherwise it is said to be perhaps older.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};

use crate::domain::{Change, Entry, Key, Origin, Record, Stamp};
use crate::text::Text;

use super::super::base::now;
use super::super::error::StoreError;
use super::super::identity::Identity;
use super::super::tables::{self, Facts, JOURNAL, RECORDS, SCHEMA};
use super::super::{codec, file};
use super::check::missing;
use super::copy::{Contents, fresh, verify};
use super::mend::{Mended, mend};
use super::pages::Pages;
use super::survey::{Damage, Survey, engine_approves, remains};

/// Command of the entry in which a rescue ends.
pub const RESCUE: &str = "base.rescue";

/// Command of the entries that stand for those that could not be read.
pub const LOST: &str = "base.lost";

/// What was saved, and what was not.
#[derive(Debug)]
pub struct Rescue {
    /// Where the new base lies.
    pub path: PathBuf,
    /// What the new base holds.
    pub contents: Contents,
    /// Records that were read where they belong.
    pub read: usize,
    /// Records whose page is broken, found in the journal or on another page, as they were last.
    pub restored: Vec<Key>,
    /// As before, but changes after this version may be lost.
    pub perhaps_older: Vec<Key>,
    /// Records of which nothing was found, as far as anything still speaks of them.
    pub lost: Vec<Key>,
    /// How many records there were of which nothing was found, where the base still says how many it had.
    pub lost_count: Option<u64>,
    /// Stand-ins for records that others refer to.
    pub stood_in: Vec<Key>,
    /// Records left out because what they refer to is lost.
    pub left_out: Vec<Key>,
    /// Journal entries that could not be read.
    pub lost_entries: u64,
    /// What could not be read.
    pub damage: Vec<Damage>,
}

/// Saves every value of the base at `from` that can be read into a new base at `to`.
///
/// # Errors
/// [`StoreError::Exists`] when something is at `to`; [`StoreError::Damaged`] when no record at all was found; otherwise
/// what stands in the way of reading the one file or writing the other.
pub fn rescue(from: &Path, to: &Path, text: &Text) -> Result<Rescue, StoreError> {
    if to.symlink_metadata().is_ok() {
        return Err(StoreError::Exists { path: to.to_owned() });
    }
    let from = file::real(from)?;
    let bytes = remains(&from)?;
    let mut survey = Survey::of(&bytes);
    if survey.is_of_newer() {
        let schema = survey.facts.map_or(SCHEMA, |facts| facts.schema);
        return Err(StoreError::Newer { schema, known: SCHEMA });
    }
    if !survey.knows_end() || !matches!(engine_approves(&bytes), Ok(true)) {
        go_on(&mut survey, &bytes);
    }
    let found = search(&mut survey, &bytes);
    let read = survey.records.len() - found.restored.len() - found.perhaps_older.len();
    if survey.records.is_empty() {
        return Err(StoreError::Damaged { detail: "no record can be read".to_owned() });
    }
    let last = last_generation(&survey);
    let gaps = missing(&survey, last);
    let mended = mend(&survey.records, created(&survey), text);
    let contents = write(&survey, &mended, &gaps, last, to)?;
    let saved = (read + found.restored.len() + found.perhaps_older.len()) as u64;
    let lost: BTreeSet<Key> = found.lost.into_iter().chain(mended.wanted).collect();
    Ok(Rescue {
        path: to.to_owned(),
        contents,
        read,
        restored: found.restored,
        perhaps_older: found.perhaps_older,
        lost: lost.into_iter().filter(|key| !survey.records.contains_key(key)).collect(),
        lost_count: survey.expected.map(|expected| expected.saturating_sub(saved)),
        stood_in: mended.stood_in,
        left_out: mended.left_out,
        lost_entries: gaps.len() as u64,
        damage: survey.damage,
    })
}

/// What was found of records whose pages are broken.
#[derive(Default)]
struct Found {
    restored: Vec<Key>,
    perhaps_older: Vec<Key>,
    lost: Vec<Key>,
}

/// Takes up entries that follow the last one. Where an older page stands in place of a newer one near the root, the
/// whole base looks as it was a few commits ago, and only these show that it is not.
fn go_on<'a>(survey: &mut Survey<'a>, bytes: &'a [u8]) {
    let known = last_generation(survey);
    let mut later: BTreeMap<u64, &[u8]> = BTreeMap::new();
    Pages::of(bytes).carve::<u64>(&mut |generation, bytes| {
        if generation > known && codec::open_entry(generation, bytes).is_ok() {
            later.insert(generation, bytes);
        }
    });
    for (next, (generation, bytes)) in (known + 1..).zip(later) {
        if next != generation {
            break;
        }
        survey.journal.insert(generation, bytes);
        // If the header knows of a later commit, this is it.
        survey.latest = true;
    }
}

/// Looks for what is lost in the rest of the file, and puts what it finds into the survey.
fn search<'a>(survey: &mut Survey<'a>, bytes: &'a [u8]) -> Found {
    let mut carved = survey.take_doubtful();
    let in_place = carved.iter().map(|(key, (stamp, _))| (*key, stamp.generation)).collect();
    let (records, journal) = survey.losses();
    let pages = Pages::of(bytes);
    let limit = |survey: &Survey<'_>| if survey.knows_end() { last_generation(survey) } else { u64::MAX };
    if journal {
        let limit = limit(survey);
        pages.carve::<u64>(&mut |generation, bytes| {
            let wanted = generation <= limit && survey.lost_entry(generation);
            if wanted && codec::open_entry(generation, bytes).is_ok() {
                survey.journal.insert(generation, bytes);
            }
        });
    }
    let limit = limit(survey);
    if !records {
        return settle(survey, carved, &in_place);
    }
    pages.carve::<(u8, u32)>(&mut |raw, bytes| {
        let Ok((key, stamp, record)) = codec::open_record(raw, bytes) else { return };
        let newer = carved.get(&key).is_none_or(|(known, _)| known.generation < stamp.generation);
        if newer && stamp.generation <= limit && survey.lost_record(key) {
            carved.insert(key, (stamp, record));
        }
    });
    settle(survey, carved, &in_place)
}

/// The last word of the journal on a record.
struct LastChange {
    stamp: Stamp,
    /// What it left; `None` when the record was taken away.
    after: Option<Record>,
    /// The entry no longer says what it did.
    forgotten: bool,
}

/// Chooses the last version of each record in doubt. Those that turn out to stand `in_place`, by the generation of their
/// last change, need no word.
fn settle(survey: &mut Survey<'_>, mut carved: BTreeMap<Key, (Stamp, Record)>, in_place: &BTreeMap<Key, u64>) -> Found {
    let gaps = missing(survey, last_generation(survey));
    let mut changes = last_changes(survey);
    // A page that is whole and yet an older one than belongs there.
    carved.extend(changes.keys().filter_map(|key| survey.records.remove_entry(key)));
    let keys: BTreeSet<Key> = carved.keys().chain(changes.keys()).copied().collect();
    let mut found = Found::default();
    for key in keys {
        let (version, superseded) = match (carved.remove(&key), changes.remove(&key)) {
            (Some(carved), Some(change)) if change.stamp.generation <= carved.0.generation => (Some(carved), false),
            (carved, Some(change)) if change.forgotten => (carved, true),
            (_, Some(LastChange { after: None, .. })) => continue,
            (_, Some(LastChange { stamp, after: Some(record), .. })) => (Some((stamp, record)), false),
            (carved, None) => (carved, false),
        };
        let Some((stamp, record)) = version else {
            found.lost.push(key);
            continue;
        };
        let later_gap = gaps.range((Bound::Excluded(stamp.generation), Bound::Unbounded)).next().is_some();
        let certain = !superseded && !later_gap && survey.knows_end();
        if !certain {
            found.perhaps_older.push(key);
        } else if in_place.get(&key) != Some(&stamp.generation) {
            found.restored.push(key);
        }
        survey.records.insert(key, (stamp, record));
    }
    found
}

/// The last changes of records that were not read, or were read as they had been before.
fn last_changes(survey: &Survey<'_>) -> BTreeMap<Key, LastChange> {
    let mut last = BTreeMap::new();
    for (&generation, bytes) in &survey.journal {
        let Ok(entry) = codec::open_entry(generation, bytes) else { continue };
        let stamp = Stamp::from(&entry);
        let is_news = |key: Key| match survey.records.get(&key) {
            Some((known, _)) => known.generation < generation,
            None => survey.lost_record(key),
        };
        for change in entry.changes.into_iter().filter(|change| is_news(change.key)) {
            let forgotten = change.is_forgotten();
            last.insert(change.key, LastChange { stamp: stamp.clone(), after: change.after, forgotten });
        }
    }
    last
}

/// The newest generation anything speaks of.
fn last_generation(survey: &Survey<'_>) -> u64 {
    let newest = survey.journal.last_key_value().map_or(0, |(generation, _)| *generation);
    let stamped = survey.records.values().map(|(stamp, _)| stamp.generation).max().unwrap_or(0);
    survey.facts.map_or(0, |facts| facts.generation).max(newest).max(stamped)
}

fn created(survey: &Survey<'_>) -> i64 {
    let first = || {
        let (generation, bytes) = survey.journal.first_key_value()?;
        codec::open_entry(*generation, bytes).ok().map(|entry| entry.at)
    };
    survey.facts.map(|facts| facts.created).or_else(first).unwrap_or_else(now)
}

/// Writes the new base: what was read, entries for those that were not, and one about the rescue.
fn write(
    survey: &Survey<'_>,
    mended: &Mended,
    gaps: &BTreeSet<u64>,
    last: u64,
    to: &Path,
) -> Result<Contents, StoreError> {
    let identity = Identity::current();
    let entry = Entry {
        generation: last + 1,
        at: now(),
        who: identity.user.clone(),
        session: identity.session(),
        command: RESCUE.to_owned(),
        origin: Origin::Done,
        changes: mended.changes.clone(),
    };
    let records = mended_records(survey, mended, &Stamp::from(&entry));
    let highest = records.keys().map(|key| key.id).max().unwrap_or(0);
    let said = survey.facts.map_or(0, |facts| facts.highest_id);
    let facts =
        Facts { schema: SCHEMA, generation: entry.generation, highest_id: highest.max(said), created: created(survey) };
    let draft = file::draft(to)?;
    file::refuse_network(draft.as_file(), to)?;
    let mut contents = Contents::of(&facts);
    records.keys().for_each(|key| contents.count(*key));
    contents.entries = entry.generation;
    contents.last_at = entry.at;
    fresh(draft.as_file(), |into| {
        tables::found(into, &facts)?;
        let mut table = into.open_table(RECORDS)?;
        for (key, (stamp, record)) in &records {
            table.insert(tables::raw(*key), codec::seal_record(*key, stamp, record)?.as_slice())?;
        }
        let mut journal = into.open_table(JOURNAL)?;
        for (generation, bytes) in &survey.journal {
            journal.insert(*generation, *bytes)?;
        }
        for &generation in gaps {
            journal.insert(generation, codec::seal_entry(&stand_in(generation, &entry))?.as_slice())?;
        }
        journal.insert(entry.generation, codec::seal_entry(&entry)?.as_slice())?;
        Ok(())
    })?;
    verify(draft.as_file(), &contents)?;
    draft.as_file().sync_all().map_err(StoreError::disk)?;
    file::settle(draft, to)?;
    Ok(contents)
}

fn stand_in(generation: u64, rescue: &Entry) -> Entry {
    Entry { generation, command: LOST.to_owned(), changes: Vec::new(), ..rescue.clone() }
}

fn mended_records(survey: &Survey<'_>, mended: &Mended, stamp: &Stamp) -> BTreeMap<Key, (Stamp, Record)> {
    let mut records = survey.records.clone();
    for Change { key, after, .. } in &mended.changes {
        match after {
            Some(record) => drop(records.insert(*key, (stamp.clone(), record.clone()))),
            None => drop(records.remove(key)),
        }
    }
    records
}
