//! A base read whole, whatever state it is in: every value that can be read, and a list of what cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::thread;
use std::time::Duration;

use redb::StorageBackend;
use redb::backends::InMemoryBackend;

use crate::domain::{Key, Record, Stamp};

use super::super::error::{Flaw, Place, StoreError};
use super::super::file::{self, Judged, Mode};
use super::super::guard::guard;
use super::super::tables::{self, Facts, SCHEMA};
use super::super::{codec, engine};
use super::pages::{Gaps, Hole, Link, Pages};
use super::room;

/// Bytes of the header; while they stay the same nobody has committed.
const HEADER: usize = 320;

/// How often an image is taken anew because somebody committed meanwhile, and the pause before.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(10);

/// The bytes of a base at one moment, and what the system says about its file.
pub(super) struct Image {
    pub(super) bytes: Vec<u8>,
    pub(super) judged: Judged,
}

impl Image {
    /// Reads a file, in use or not. The engine never changes a page of a committed tree in place, so an image is whole
    /// if no commit was finished while it was read, and the header tells that.
    pub(super) fn of(path: &Path) -> Result<Self, StoreError> {
        let mut judged = file::judge(path, Mode::ReadOnly)?;
        Ok(Self { bytes: bytes(&mut judged.file, path)?, judged })
    }
}

/// The bytes of a file that may not even look like a base any more.
pub(super) fn remains(path: &Path) -> Result<Vec<u8>, StoreError> {
    match Image::of(path) {
        Ok(image) => Ok(image.bytes),
        Err(StoreError::Foreign { .. } | StoreError::Truncated { .. }) if path.is_file() => {
            let mut file = File::open(path).map_err(|error| StoreError::io(path, error))?;
            bytes(&mut file, path)
        }
        Err(error) => Err(error),
    }
}

fn bytes(file: &mut File, path: &Path) -> Result<Vec<u8>, StoreError> {
    let about = file.metadata().map_err(|error| StoreError::io(path, error))?;
    room::ensure_memory(path, about.len())?;
    let bytes = stable(file).map_err(|error| StoreError::io(path, error))?;
    bytes.ok_or(StoreError::Busy { waited: PAUSE * TRIES })
}

fn stable(file: &mut File) -> std::io::Result<Option<Vec<u8>>> {
    for _ in 0..TRIES {
        let bytes = whole(file)?;
        let mut header = vec![0; HEADER.min(bytes.len())];
        file.seek(SeekFrom::Start(0))?;
        file.read_exact(&mut header)?;
        if bytes.starts_with(&header) {
            return Ok(Some(bytes));
        }
        thread::sleep(PAUSE);
    }
    Ok(None)
}

fn whole(file: &mut File) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What the engine says of an image: whether every page is what was once written. It looks at a copy, since where it
/// finds fault it repairs.
pub(super) fn engine_approves(bytes: &[u8]) -> Result<bool, StoreError> {
    let memory = InMemoryBackend::new();
    memory.set_len(bytes.len() as u64).and_then(|()| memory.write(0, bytes)).map_err(StoreError::disk)?;
    guard(|| Ok(engine::alone(memory)?.check_integrity()?))
}

/// Something that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// Nothing leads to a table any more.
    Table(Shelf),
    /// A table has fewer values than it says.
    Short {
        /// Which.
        shelf: Shelf,
        /// How many are missing.
        missing: u64,
    },
    /// A page of records: more than the first, up to the second, by index of the kind and identity.
    Records {
        /// The record before the page; `None` where it is the first.
        after: Option<(u8, u32)>,
        /// The last the page can have held; `None` where it is the last.
        to: Option<(u8, u32)>,
    },
    /// A page of the journal, as above by generation.
    Journal {
        /// The entry before the page.
        after: Option<u64>,
        /// The last the page can have held.
        to: Option<u64>,
    },
    /// What leads to a table is not what was last written: any of it may be older.
    OtherTable(Shelf),
    /// A page of records that can be read and is not the one last written, as [`Self::Records`].
    OtherRecords {
        /// The record before the page.
        after: Option<(u8, u32)>,
        /// The last the page can have held.
        to: Option<(u8, u32)>,
    },
    /// A page of the journal that can be read and is not the one last written, as [`Self::Journal`].
    OtherJournal {
        /// The entry before the page.
        after: Option<u64>,
        /// The last the page can have held.
        to: Option<u64>,
    },
    /// One value.
    Value {
        /// Which.
        place: Place,
        /// What is wrong with it.
        flaw: FlawCode,
    },
}

/// What is wrong with a value, in short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlawCode {
    /// Its bytes are not those that were written.
    Changed,
    /// It is not there.
    Absent,
    /// Its bytes are intact, and this program does not know what to make of them.
    Unknown,
}

impl From<&Flaw> for FlawCode {
    fn from(flaw: &Flaw) -> Self {
        match flaw {
            flaw if flaw.is_of_newer() => Self::Unknown,
            Flaw::Absent => Self::Absent,
            _ => Self::Changed,
        }
    }
}

/// A table of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Facts about the base.
    Facts,
    /// Records.
    Records,
    /// The journal.
    Journal,
}

/// Everything that was found in an image.
pub(super) struct Survey<'a> {
    pub(super) facts: Option<Facts>,
    pub(super) records: BTreeMap<Key, (Stamp, Record)>,
    /// Journal entries that can be read, as they lie in the file.
    pub(super) journal: BTreeMap<u64, &'a [u8]>,
    pub(super) damage: Vec<Damage>,
    /// How many records there should be, where that is known.
    pub(super) expected: Option<u64>,
    /// Whether what was found is whole, and yet no base of this program.
    pub(super) foreign: bool,
    /// Whether no commit is known of that came after the one that was read.
    pub(super) latest: bool,
    /// Whether it is known for certain how far the commit that was read goes.
    end_known: bool,
    /// Records that were read, and of which newer ones may have been lost.
    doubtful: BTreeSet<Key>,
    record_holes: Vec<Hole<(u8, u32)>>,
    journal_holes: Vec<Hole<u64>>,
    bad_records: BTreeSet<(u8, u32)>,
    bad_entries: BTreeSet<u64>,
}

impl<'a> Survey<'a> {
    /// Reads an image.
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        let pages = Pages::of(bytes);
        let mut survey = Self {
            facts: None,
            records: BTreeMap::new(),
            journal: BTreeMap::new(),
            damage: Vec::new(),
            expected: None,
            foreign: false,
            latest: pages.is_latest(),
            end_known: false,
            doubtful: BTreeSet::new(),
            record_holes: Vec::new(),
            journal_holes: Vec::new(),
            bad_records: BTreeSet::new(),
            bad_entries: BTreeSet::new(),
        };
        let tables = pages.root().map_or_else(Vec::new, |root| pages.tables(root));
        let ours = [("meta", Shelf::Facts), ("records", Shelf::Records), ("journal", Shelf::Journal)];
        let entry = |name: &str| tables.iter().find(|table| table.name == name.as_bytes());
        survey.foreign = !tables.is_empty() && ours.iter().all(|(name, _)| entry(name).is_none());
        for (name, shelf) in ours {
            let Some(table) = entry(name) else {
                survey.damage.push(Damage::Table(shelf));
                survey.may_lack(shelf);
                continue;
            };
            if !table.sound {
                survey.damage.push(Damage::OtherTable(shelf));
                survey.may_lack(shelf);
            }
            if shelf == Shelf::Records {
                survey.expected = Some(table.length).filter(|_| table.sound && survey.latest);
            }
            let Some(root) = table.root else { continue };
            let read = match shelf {
                Shelf::Facts => survey.read_facts(&pages, root),
                Shelf::Records => survey.read_records(&pages, root),
                Shelf::Journal => survey.read_journal(&pages, root),
            };
            if table.sound && read < table.length {
                survey.damage.push(Damage::Short { shelf, missing: table.length - read });
                survey.may_lack(shelf);
            }
        }
        survey
    }

    /// Whether the newest generation is known for certain.
    pub(super) fn knows_end(&self) -> bool {
        self.latest && self.end_known
    }

    /// Takes out the records of which newer ones may have been lost.
    pub(super) fn take_doubtful(&mut self) -> BTreeMap<Key, (Stamp, Record)> {
        if !self.latest {
            self.may_lack(Shelf::Records);
            return std::mem::take(&mut self.records);
        }
        let doubtful = std::mem::take(&mut self.doubtful);
        doubtful.iter().filter_map(|key| self.records.remove_entry(key)).collect()
    }

    /// Whether a record may have been lost from under a key.
    pub(super) fn lost_record(&self, key: Key) -> bool {
        let raw = tables::raw(key);
        !self.records.contains_key(&key)
            && (self.bad_records.contains(&raw) || self.record_holes.iter().any(|hole| hole.covers(&raw)))
    }

    /// Whether a newer program wrote the base, or something in it. What this one cannot read is not lost then.
    pub(super) fn is_of_newer(&self) -> bool {
        let unknown = |damage: &Damage| matches!(damage, Damage::Value { flaw: FlawCode::Unknown, .. });
        self.facts.is_some_and(|facts| facts.schema > SCHEMA) || self.damage.iter().any(unknown)
    }

    /// Whether an entry may have been lost.
    pub(super) fn lost_entry(&self, generation: u64) -> bool {
        !self.journal.contains_key(&generation)
            && (self.bad_entries.contains(&generation)
                || self.journal_holes.iter().any(|hole| hole.covers(&generation)))
    }

    /// Whether anything was lost from the records, and from the journal.
    pub(super) fn losses(&self) -> (bool, bool) {
        (
            !(self.record_holes.is_empty() && self.bad_records.is_empty()),
            !(self.journal_holes.is_empty() && self.bad_entries.is_empty()),
        )
    }

    /// Any value of a table may be lost.
    fn may_lack(&mut self, shelf: Shelf) {
        match shelf {
            Shelf::Facts => {}
            Shelf::Records => self.record_holes.push(Hole { after: None, to: None }),
            Shelf::Journal => self.journal_holes.push(Hole { after: None, to: None }),
        }
    }

    /// Reads the facts and says how many there are, as do the next two for their tables.
    fn read_facts(&mut self, pages: &Pages<'a>, root: Link) -> u64 {
        let mut facts: BTreeMap<Vec<u8>, (&[u8], bool)> = BTreeMap::new();
        let gaps = pages.walk(root, &mut |name, value, sound| {
            facts.insert(name, (value, sound));
        });
        if gaps.holes.is_empty() {
            match tables::facts_of(|name| facts.get(name.as_bytes()).map(|(value, _)| *value)) {
                Ok(Some(found)) => self.facts = Some(found),
                Ok(None) => self.foreign = true,
                Err(error) => self.note_error(error),
            }
        }
        if root.is_sound() && !gaps.doubtful.is_empty() {
            self.damage.push(Damage::OtherTable(Shelf::Facts));
        }
        self.end_known |= self.facts.is_some() && facts.values().all(|(_, sound)| *sound);
        facts.len() as u64
    }

    fn read_records(&mut self, pages: &Pages<'a>, root: Link) -> u64 {
        let mut read = 0;
        let gaps = pages.walk::<(u8, u32)>(root, &mut |raw, bytes, sound| {
            read += 1;
            match codec::open_record(raw, bytes) {
                Ok((key, stamp, record)) => {
                    self.records.insert(key, (stamp, record));
                    self.doubtful.extend((!sound).then_some(key));
                }
                Err(error) => {
                    self.bad_records.insert(raw);
                    self.note_error(error);
                }
            }
        });
        self.damage.extend(gaps.holes.iter().map(|hole| Damage::Records { after: hole.after, to: hole.to }));
        self.damage.extend(told(root, &gaps).map(|hole| Damage::OtherRecords { after: hole.after, to: hole.to }));
        self.record_holes.extend(gaps.holes.into_iter().chain(gaps.doubtful));
        read
    }

    fn read_journal(&mut self, pages: &Pages<'a>, root: Link) -> u64 {
        let mut read = 0;
        let gaps = pages.walk::<u64>(root, &mut |generation, bytes, _| {
            read += 1;
            match codec::open_entry(generation, bytes) {
                Ok(_) => drop(self.journal.insert(generation, bytes)),
                Err(error) => {
                    self.bad_entries.insert(generation);
                    self.note_error(error);
                }
            }
        });
        self.end_known |= gaps.holes.iter().chain(&gaps.doubtful).all(|hole| hole.to.is_some());
        self.damage.extend(gaps.holes.iter().map(|hole| Damage::Journal { after: hole.after, to: hole.to }));
        self.damage.extend(told(root, &gaps).map(|hole| Damage::OtherJournal { after: hole.after, to: hole.to }));
        self.journal_holes.extend(gaps.holes.into_iter().chain(gaps.doubtful));
        read
    }

    fn note_error(&mut self, error: StoreError) {
        if let StoreError::Unreadable { place, flaw } = error {
            self.note(place, &flaw);
        }
    }

    fn note(&mut self, place: Place, flaw: &Flaw) {
        self.damage.push(Damage::Value { place, flaw: flaw.into() });
    }
}

/// The doubtful pages that are worth a word of their own: not where the whole table is doubtful.
fn told<K>(root: Link, gaps: &Gaps<K>) -> impl Iterator<Item = &Hole<K>> {
    gaps.doubtful.iter().filter(move |_| root.is_sound())
}
