//! What keeping a base has to say, in sentences: what, where, and what to do.

use std::path::Path;

use crate::domain::{Key, Kind};
use crate::fields::Worded;
use crate::text::{Text, fill};

use super::super::error::{Place, StoreError};
use super::super::{presence, sentence};
use super::check::Finding;
use super::survey::{Damage, FlawCode, Shelf};

/// The sentence for a backup that was made, for a line that may be short: its name first, then its directory's.
pub fn backup_made(path: &Path, text: &Text) -> String {
    let name = |path: &Path| path.file_name().unwrap_or_default().display().to_string();
    fill(text.keep.made_on_screen, &[&name(path), &path.parent().map(name).unwrap_or_default()])
}

/// The sentence for a backup that failed.
pub fn backup_failed(error: &StoreError, text: &Text) -> String {
    match error {
        StoreError::Unreadable { place: at, .. } if !error.is_of_newer() => {
            fill(text.keep.unreadable, &[&place(*at, text)])
        }
        StoreError::Damaged { .. } => text.keep.damaged.to_owned(),
        StoreError::Target(error) if matches!(&**error, StoreError::Forbidden { path } | StoreError::Io { path, .. } if is_shelf(path)) => {
            backup_failed(error, text)
        }
        StoreError::Forbidden { path } | StoreError::Io { path, .. } if is_shelf(path) => {
            fill(text.keep.no_shelf, &[&path.display()])
        }
        other => sentence(other, &[], text),
    }
}

fn is_shelf(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "backups")
}

/// «наставляемый 12», «запись журнала 340».
pub fn place(place: Place, text: &Text) -> String {
    match place {
        Place::Meta(name) => fill(text.keep.fact, &[&name]),
        Place::Record(key) => format!("{} {}", Kind::word(key.kind, text), key.id),
        Place::Unknown { kind, id } => fill(text.keep.unknown_kind, &[&id, &kind]),
        Place::Journal(generation) => fill(text.keep.journal_entry, &[&generation]),
    }
}

/// A finding about the base at `path`.
pub fn finding(finding: &Finding, path: &Path, text: &Text) -> String {
    let k = &text.keep;
    match finding {
        Finding::Closed(error) => sentence(error, &[], text),
        Finding::Pages => k.pages.to_owned(),
        Finding::Damage(found) => damage(found, text),
        Finding::Dangling { from, to } => fill(k.dangling, &[&key(*from, text), &key(*to, text)]),
        Finding::NoYear { from, year } => {
            let year = Key { kind: Kind::Year, id: *year };
            fill(k.dangling, &[&key(*from, text), &key(year, text)])
        }
        Finding::OtherQuestions { from, to } => fill(k.other_questions, &[&key(*from, text), &key(*to, text)]),
        Finding::NoSchool => k.no_school.to_owned(),
        Finding::Gap { first, last } => fill(k.gap, &[first, last]),
        Finding::Generation { said, found } => fill(k.generation_differs, &[said, found]),
        Finding::HighestId { said, found } => fill(k.highest_id, &[found, said]),
        Finding::Ahead { key: at, generation } => fill(k.ahead, &[&key(*at, text), generation]),
        Finding::Newer => k.newer.to_owned(),
        Finding::WorldReadable => fill(k.world_readable, &[&path.display()]),
        Finding::NotShared => fill(k.not_shared, &[&path.display()]),
        Finding::LanesClosed => {
            let (lanes, base) = (presence::directory(path), path.display());
            let lanes = lanes.display();
            fill(k.lanes_closed, &[&lanes, &base, &lanes, &lanes])
        }
        Finding::LanesUnseen(error) => fill(k.lanes_unseen, &[&sentence(error, &[], text)]),
        Finding::NoBackup => k.no_backup.to_owned(),
        Finding::OldBackup { days } => fill(k.old_backup, &[days]),
    }
}

/// What cannot be read, and what follows from it.
pub fn damage(damage: &Damage, text: &Text) -> String {
    let k = &text.keep;
    let (beginning, end) = (|| k.beginning.to_owned(), || k.end.to_owned());
    let range = |sentence, after: Option<String>, to: Option<String>| {
        fill(sentence, &[&after.unwrap_or_else(beginning), &to.unwrap_or_else(end)])
    };
    let record = |raw: (u8, u32)| match Kind::ALL.get(usize::from(raw.0)) {
        Some(&kind) => key(Key { kind, id: raw.1 }, text),
        None => fill(k.unknown_kind, &[&raw.1, &raw.0]),
    };
    let entry = |generation: u64| generation.to_string();
    match damage {
        Damage::Table(shelf) => fill(k.no_table, &[&table(*shelf, text)]),
        Damage::Short { shelf, missing } => fill(k.too_few, &[&table(*shelf, text), missing]),
        Damage::OtherTable(shelf) => fill(k.other_table, &[&table(*shelf, text)]),
        Damage::Records { after, to } => range(k.records_page, after.map(record), to.map(record)),
        Damage::OtherRecords { after, to } => range(k.other_records, after.map(record), to.map(record)),
        Damage::Journal { after, to } => range(k.journal_page, after.map(entry), to.map(entry)),
        Damage::OtherJournal { after, to } => range(k.other_journal, after.map(entry), to.map(entry)),
        Damage::Value { place: at, flaw } => {
            let sentence = match flaw {
                FlawCode::Changed => k.value_changed,
                FlawCode::Absent => k.value_absent,
                FlawCode::Unknown => k.newer,
            };
            fill(sentence, &[&place(*at, text)])
        }
    }
}

fn table(shelf: Shelf, text: &Text) -> &'static str {
    match shelf {
        Shelf::Facts => text.keep.table_facts,
        Shelf::Records => text.keep.table_records,
        Shelf::Journal => text.keep.table_journal,
    }
}

/// «наставляемый 12»
pub fn key(key: Key, text: &Text) -> String {
    place(Place::Record(key), text)
}
