//! The base as the commands without a screen see it: opened, loaded, changed by one batch, closed.

use std::path::{Path, PathBuf};

use chrono::Local;

use crate::domain::{Access, Batch, Deed, Entry, Ids, Register, Secret, Stamp, Words, Year, YearId};
use crate::fields::{Ctx, sentence};
use crate::store::{Identity, Lane, Mode, Store, StoreError, present, sentence as store_sentence};
use crate::text::{Text, fill};

/// How often a batch is tried again because somebody else was faster.
const TRIES: usize = 20;

/// An open base.
pub struct Base {
    path: PathBuf,
    store: Store,
    lane: Option<Lane>,
    /// Everything on file.
    pub register: Register,
    text: &'static Text,
}

impl Base {
    /// Opens a base to be read.
    ///
    /// # Errors
    /// A sentence about what stands in the way.
    pub fn to_read(path: &Path, text: &'static Text) -> Result<Self, String> {
        let open = || {
            let mut store = Store::open(path, Mode::ReadOnly)?;
            let register = store.load()?;
            Ok((store, register))
        };
        let (store, register) = open().map_err(|error| store_sentence(&error, &[], text))?;
        Ok(Self { path: path.to_owned(), store, lane: None, register, text })
    }

    /// Opens a base to be changed. The lane comes before the records: see [`Lane`].
    ///
    /// # Errors
    /// A sentence about what stands in the way.
    pub fn to_change(path: &Path, text: &'static Text) -> Result<Self, String> {
        let open = || {
            let mut store = Store::open(path, Mode::ReadWrite)?;
            if let Some(why) = store.read_only() {
                return Err(StoreError::ReadOnly(why));
            }
            let lane = Lane::take(path, &Identity::current())?;
            let register = store.load()?;
            Ok((store, lane, register))
        };
        let (store, lane, register) = open().map_err(|error| store_sentence(&error, &present(path), text))?;
        Ok(Self { path: path.to_owned(), store, lane: Some(lane), register, text })
    }

    /// The context of a year: the one named, such as `2026/27` or `2026`, or the one the screens open with.
    ///
    /// # Errors
    /// A sentence naming the years there are.
    pub fn ctx(&self, year: Option<&str>, reveal: bool) -> Result<Ctx<'_>, String> {
        context(&self.register, year, reveal, self.text)
    }

    /// New identities for records of this session.
    pub fn ids(&self) -> Ids {
        let mut ids = Ids::lane(self.lane.as_ref().map_or(0, Lane::number));
        ids.skip_past(self.register.highest_id());
        ids
    }

    /// Makes the batch that `make` builds durable. When somebody else writes first, theirs is followed and the batch
    /// is built anew on top.
    ///
    /// # Errors
    /// A sentence about what stands in the way; nothing was changed.
    pub fn save(&mut self, make: impl Fn(&Self) -> Result<Batch, String>) -> Result<Entry, String> {
        let mut faster = String::new();
        for _ in 0..TRIES {
            let batch = make(self)?;
            self.may(&batch)?;
            let stamp = Stamp { generation: self.register.generation() + 1, at: 0, who: String::new() };
            let judged = self.register.clone().commit(&batch.changes, &stamp);
            judged.map_err(|refusal| sentence::refusal(&refusal, &self.register, self.text))?;
            match self.store.execute(self.register.generation(), &batch) {
                Ok(entry) => {
                    self.register.follow(&entry);
                    return Ok(entry);
                }
                Err(StoreError::Behind(entries)) => {
                    entries.iter().for_each(|entry| self.register.follow(entry));
                    faster = entries.last().map_or(faster, who_made);
                }
                Err(error) => return Err(store_sentence(&error, &present(&self.path), self.text)),
            }
        }
        Err(fill(self.text.base.outrun, &[&TRIES, &faster]))
    }

    /// Whether the system user may make these changes; a sentence when not.
    fn may(&self, batch: &Batch) -> Result<(), String> {
        let allowed =
            access(&self.register).may(&self.register, &batch.changes, batch.origin, Local::now().date_naive());
        allowed.map_err(|refusal| sentence::refusal(&refusal, &self.register, self.text))
    }

    /// Whether the system user may see and take out what is restricted.
    ///
    /// # Errors
    /// The sentence that says who may.
    pub fn may_see_restricted(&self) -> Result<(), String> {
        let sees = access(&self.register).sees(&self.register, Secret::Restricted, Local::now().date_naive());
        if sees { Ok(()) } else { Err(self.text.years.denied_reveal.to_owned()) }
    }

    /// Puts the base away.
    ///
    /// # Errors
    /// A sentence about what the system said.
    pub fn close(self) -> Result<(), String> {
        self.store.close().map_err(|error| store_sentence(&error, &[], self.text))
    }
}

/// What the system user is in a base.
fn access(register: &Register) -> Access {
    Access::of(register, &Identity::current().user)
}

/// Whether the system user may put another file in the place of a base or write it anew. Of a base that cannot be read
/// nobody knows; whoever may write the file decides then.
///
/// # Errors
/// The sentence that says who may.
pub fn may_replace(path: &Path, text: &'static Text) -> Result<(), String> {
    let Ok(base) = Base::to_read(path, text) else { return Ok(()) };
    let access = access(&base.register);
    if access.can(&base.register, Deed::Anything) { Ok(()) } else { Err(sentence::denied(access, text).to_owned()) }
}

/// «petrova (pts/3, 4711)», for the session that made an entry.
fn who_made(entry: &Entry) -> String {
    match entry.session.rsplit_once(':') {
        Some((tty, pid)) => format!("{} ({tty}, {pid})", entry.who),
        None => entry.who.clone(),
    }
}

/// The context of a year of a register: the one named, such as `2026/27` or `2026`, or the one the screens open with.
///
/// # Errors
/// A sentence naming the years there are.
pub fn context<'a>(
    register: &'a Register,
    year: Option<&str>,
    reveal: bool,
    text: &'static Text,
) -> Result<Ctx<'a>, String> {
    Ok(context_of(register, year_of(register, year, text)?, reveal, text))
}

/// The context of a year by its identity, whether or not it is on file yet.
pub fn context_of<'a>(register: &'a Register, year: YearId, reveal: bool, text: &'static Text) -> Ctx<'a> {
    Ctx { register, year, today: Local::now().date_naive(), text, reveal, access: access(register) }
}

/// As the year of [`context`], and where there is none of that name, a new one under an identity of its own.
///
/// # Errors
/// A sentence naming the years there are and how a new one is written.
pub fn year_or_new(
    register: &Register,
    wanted: Option<&str>,
    ids: &mut Ids,
    text: &Text,
) -> Result<(YearId, Option<Year>), String> {
    let Some(name) = wanted.filter(|name| named(register, name).is_none()) else {
        return year_of(register, wanted, text).map(|id| (id, None));
    };
    match Year::called(name) {
        Some(year) => Ok((YearId(ids.fresh()), Some(year.of_programme(&programme(register))))),
        None => Err(fill(text.messages.year_form, &[&name, &titles(register)])),
    }
}

fn year_of(register: &Register, wanted: Option<&str>, text: &Text) -> Result<YearId, String> {
    let Some(wanted) = wanted else {
        let opening = register.opening_year(Local::now().date_naive());
        return opening.ok_or_else(|| text.messages.no_such_year.to_owned());
    };
    named(register, wanted).ok_or_else(|| fill(text.messages.year_unknown, &[&wanted, &titles(register)]))
}

/// The year on file of that name, in whichever way it is written: of the programme that is named too, else of the one the
/// screens open with.
fn named(register: &Register, name: &str) -> Option<YearId> {
    let years = register.years();
    let of = |is: &dyn Fn(&Year) -> bool| years.iter().find(|(_, year)| is(year)).map(|(id, _)| *id);
    of(&|year| year.title() == name.trim()).or_else(|| {
        let called = Year::called(name)?;
        of(&|year| year.is_beside(&called) && year.programme == programme(register))
    })
}

/// The programme that the screens open with.
fn programme(register: &Register) -> Words {
    let active = register.school().and_then(|school| register.get::<Year>(school.active_year));
    active.map(|year| year.programme.clone()).unwrap_or_default()
}

fn titles(register: &Register) -> String {
    register.years().iter().map(|(_, year)| year.title()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Change, School, TheSchool, founding};
    use crate::text::Lang;

    #[test]
    fn a_year_of_another_programme_is_found_by_its_name_alone() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("school.redb");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        Store::create(&path, &founding("лицей", day, Vec::new())).unwrap().close().unwrap();
        let text = Text::of(Lang::Ru);
        let mut base = Base::to_change(&path, text).unwrap();
        let first = base.register.years()[0].0;
        let (beside, later) = (YearId(5_001), YearId(5_002));
        let of = |year: Year| year.of_programme(&"Школа лидеров".into());
        let (same, next) = (of(Year::around(day)), of(Year::around(day).next()));
        base.save(|_| {
            let years = vec![Change::create(beside, same.clone()), Change::create(later, next.clone())];
            Ok(Batch::new("year.another", years))
        })
        .unwrap();
        let found = |name| named(&base.register, name);
        assert_eq!(
            [found("2026/27"), found("2026-2027"), found("2026/27 Школа лидеров")],
            [Some(first), Some(first), Some(beside)]
        );
        assert_eq!([found("2027/28"), found("2027/28 Школа лидеров")], [None, Some(later)]);
    }

    #[test]
    fn whoever_is_always_faster_is_named() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("school.redb");
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        Store::create(&path, &founding("лицей", day, Vec::new())).unwrap().close().unwrap();
        let text = Text::of(Lang::Ru);
        let renamed = |register: &Register, name: String| {
            let before = register.get::<School>(TheSchool).unwrap().clone();
            let after = School { name, ..School::clone(&before) };
            Batch::new("school.edit", vec![Change::edit::<School>(TheSchool, &before, after)])
        };
        let mut base = Base::to_change(&path, text).unwrap();
        let refused = base.save(|base| {
            let mut other = Base::to_change(&path, text)?;
            let generation = other.register.generation();
            let batch = renamed(&other.register, format!("лицей {generation}"));
            other.store.execute(generation, &batch).map_err(|error| error.to_string())?;
            Ok(renamed(&base.register, "школа".to_owned()))
        });
        let (refused, me) = (refused.unwrap_err(), Identity::current());
        assert!(refused.contains(&format!("{} ({}, {})", me.user, me.tty, me.pid)), "{refused}");
        assert!(refused.contains("20 раз"), "{refused}");
    }
}
