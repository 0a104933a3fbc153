//! A curator's days with a base, invented from a seed, and what must be in the base afterwards.

use std::path::{Path, PathBuf};

use redb::{ReadableDatabase, ReadableTable};

use crate::domain::*;

use super::engine;
use super::samples::{one_of_each, person};
use super::tests_disk::{Disk, Rng};
use super::{Mode, PATIENCE, Place, Store, StoreError, codec, tables};

/// What a program with newer formats leaves in a base: the newest entry of the journal once more, and a record of it.
pub(crate) fn leave_to_newer(path: &Path) {
    let database = raw_database(path, &Disk::default()).unwrap();
    let transaction = database.begin_write().unwrap();
    {
        let mut meta = transaction.open_table(tables::META).unwrap();
        let (generation, highest) = (tables::generation(&meta).unwrap(), tables::highest_id(&meta).unwrap());
        let mut journal = transaction.open_table(tables::JOURNAL).unwrap();
        let bytes = journal.get(generation).unwrap().unwrap().value().to_vec();
        let entry = codec::as_newer(Place::Journal(generation + 1), &bytes);
        journal.insert(generation + 1, entry.as_slice()).unwrap();
        tables::set_position(&mut meta, generation + 1, highest).unwrap();
        let mut records = transaction.open_table(tables::RECORDS).unwrap();
        let school = Key::from(TheSchool);
        let bytes = records.get(tables::raw(school)).unwrap().unwrap().value().to_vec();
        let record = codec::as_newer(Place::Record(school), &bytes);
        records.insert(tables::raw(school), record.as_slice()).unwrap();
    }
    transaction.commit().unwrap();
    database.close().unwrap();
}

/// A base, what was acknowledged to be in it, and what to do with it next.
#[derive(Clone)]
pub struct Story {
    pub path: PathBuf,
    pub rng: Rng,
    /// The records as of the last acknowledged command.
    pub register: Register,
    /// The acknowledged entries after the founding.
    pub entries: Vec<Entry>,
    ids: Ids,
}

impl Story {
    /// Founds a base with one record of each kind.
    pub fn begin(path: &Path, seed: u64) -> Self {
        let store = Store::create_on(path, &one_of_each(), Disk::default().medium()).unwrap();
        Self::of(path, seed, store)
    }

    /// A story on from a base as it stands.
    pub fn of(path: &Path, seed: u64, mut store: Store) -> Self {
        let register = store.load().unwrap();
        store.close().unwrap();
        Self { path: path.to_owned(), rng: Rng(seed), register, entries: Vec::new(), ids: Ids::lane(1) }
    }

    /// The next thing the curator does: something new, an edit, a deletion, a questionnaire, an import, an undo.
    ///
    /// # Errors
    /// When the journal cannot be asked what to undo.
    pub fn next(&mut self, store: &mut Store) -> Result<Batch, StoreError> {
        let batch = match self.rng.below(100) {
            0..30 => self.newcomers(1),
            30..50 => self.removal(),
            50..60 => self.questionnaire(),
            60..65 => {
                let rows = 50 + self.rng.below(150);
                self.newcomers(rows)
            }
            65..80 => match store.last_undoable(&store.identity().user.clone())? {
                Some(entry) => Batch::undo(&entry),
                None => self.edit(),
            },
            _ => self.edit(),
        };
        // Asked of a copy: a batch that is refused takes stamps with it.
        Ok(if self.register.clone().check(&batch).is_ok() { batch } else { self.edit() })
    }

    /// New mentees, as a roster brings them: a person and an entry each.
    pub fn newcomers(&mut self, count: u64) -> Batch {
        self.ids.skip_past(self.register.highest_id());
        let mut changes = Vec::new();
        for _ in 0..count {
            let (who, entry) = (PersonId(self.ids.fresh()), MenteeId(self.ids.fresh()));
            let someone = Person { guardian: self.words().into(), ..person(who.0) };
            changes.push(Change::create::<Person>(who, someone));
            changes.push(Change::create::<Mentee>(entry, Mentee::new(who, YearId(1))));
        }
        Batch::new(if count == 1 { "mentee.add" } else { "import" }, changes)
    }

    /// A change of somebody who is on file.
    pub fn edit(&mut self) -> Batch {
        let people: Vec<PersonId> = self.register.people().map(|(id, _)| id).collect();
        let id = self.rng.pick(&people);
        let before = std::sync::Arc::clone(self.register.get::<Person>(id).unwrap());
        let after = Person { guardian: self.words().into(), ..Person::clone(&before) };
        Batch::new("person.edit", vec![Change::edit::<Person>(id, &before, after)])
    }

    /// The end of one mentee's entry.
    pub fn removal(&mut self) -> Batch {
        let mentees: Vec<MenteeId> = self.register.mentees(YearId(1)).map(|(id, _)| id).collect();
        if mentees.is_empty() {
            return self.edit();
        }
        let id = self.rng.pick(&mentees);
        let change = Change::delete::<Mentee>(id, self.register.get::<Mentee>(id).unwrap());
        Batch::new("mentee.delete", vec![change])
    }

    /// All answers of one questionnaire.
    pub fn questionnaire(&mut self) -> Batch {
        self.ids.skip_past(self.register.highest_id());
        let id = ResponseId(self.ids.fresh());
        let filled = one_of_each().into_iter().find(|change| change.key.kind == Kind::Response).unwrap();
        Batch::new("response.add", vec![Change { key: id.into(), ..filled }])
    }

    fn words(&mut self) -> String {
        let length = usize::try_from(1 + self.rng.below(60)).unwrap();
        format!("{} {}", "слово ".repeat(length), self.rng.next())
    }

    /// The base has said that an entry is durable.
    pub fn acknowledge(&mut self, entry: Entry) {
        self.register.follow(&entry);
        self.entries.push(entry);
    }

    /// The base holds exactly what was acknowledged, or that and the command that was under way, and nothing in
    /// between. Whatever it holds counts as acknowledged from here on.
    pub fn check(&mut self, store: &mut Store, under_way: Option<&Batch>) {
        let journal = store.tail(1).unwrap();
        let known = self.entries.len();
        assert!(journal.len() >= known, "{} of {known} acknowledged entries", journal.len());
        assert_eq!(journal[..known], self.entries[..], "an acknowledged entry is another one");
        for entry in &journal[known..] {
            let batch = under_way.expect("an entry nobody asked for");
            assert_eq!((&entry.command, entry.origin, &entry.changes), (&batch.command, batch.origin, &batch.changes));
            assert_eq!(journal.len(), known + 1, "more than one entry nobody heard of");
            self.acknowledge(entry.clone());
        }
        let loaded = store.load().unwrap();
        assert_eq!(loaded.generation(), 1 + self.entries.len() as u64);
        assert_eq!(store.generation().unwrap(), loaded.generation());
        assert_eq!(loaded.highest_id(), self.register.highest_id());
        assert!(contents(&loaded).eq(contents(&self.register)), "the records are not what the journal says");
    }

    /// Opens the base from a healthy disk, checks it, writes to it once, and has the engine look at every page.
    pub fn check_whole(&mut self, under_way: Option<&Batch>) {
        let mut store = Store::open_on(&self.path, Mode::ReadWrite, PATIENCE, Disk::default().medium()).unwrap();
        self.check(&mut store, under_way);
        let batch = self.edit();
        let entry = store.execute(self.register.generation(), &batch).unwrap();
        self.acknowledge(entry);
        store.close().unwrap();
        assert_integrity(&self.path);
    }
}

fn contents(register: &Register) -> impl Iterator<Item = (Key, &Record, Option<Stamp>)> {
    register.all().map(|(key, record)| (key, record, register.stamp(key)))
}

/// Opens a base as the engine sees it, over a disk.
pub fn raw_database(path: &Path, disk: &Disk) -> Result<redb::Database, StoreError> {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path).unwrap();
    engine::full(engine::Patient::new(disk.medium()(file)?, PATIENCE))
}

/// The engine finds no fault with any page, and the counts of the tables are those of the facts.
pub fn assert_integrity(path: &Path) {
    let mut database = raw_database(path, &Disk::default()).unwrap();
    assert!(database.check_integrity().unwrap(), "the engine had to repair");
    let facts = tables::facts(&database.begin_read().unwrap()).unwrap().unwrap();
    assert!(facts.generation >= 1 && facts.highest_id >= 1);
    database.close().unwrap();
}
