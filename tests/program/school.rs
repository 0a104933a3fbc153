//! A school on disk, the program in a terminal over it, and a typist who counts the keys.

#![allow(dead_code, reason = "each test file uses a part of this")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};
use nastavnik::demo::{self, Plan};
use nastavnik::domain::{Ids, Mentee, MenteeId, Person, Register};
use nastavnik::fields::{MENTEE, MenteeRow, Needle, fold, haystack};
use nastavnik::kit::{Layout, Size, Theme, World};
use nastavnik::store::{Mode, Store};
use nastavnik::surveys;
use nastavnik::text::{Lang, Text};
use tempfile::TempDir;

use crate::support::Program;

/// How long anything may take on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(30);

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_nastavnik");

pub const ENTER: &str = "\r";
pub const ESC: &str = "\x1b";
pub const UP: &str = "\x1b[A";
pub const DOWN: &str = "\x1b[B";
pub const F1: &str = "\x1bOP";
pub const F2: &str = "\x1bOQ";
pub const CTRL_Q: &str = "\x11";
pub const CTRL_U: &str = "\x15";
pub const CTRL_Z: &str = "\x1a";

/// Said in the title when everything is on disk and nothing has been written by this session yet.
pub const READY: &str = "всё записано";

/// A base in a directory of its own.
pub struct School {
    directory: TempDir,
    pub base: PathBuf,
}

impl School {
    /// A directory in which there is no base yet.
    pub fn none() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let base = directory.path().join("school.redb");
        Self { directory, base }
    }

    /// The invented school of that many pupils, this year only.
    pub fn of(pupils: u32) -> Self {
        Self::none().founded(pupils)
    }

    /// The same, in a directory that was prepared.
    pub fn founded(self, pupils: u32) -> Self {
        Store::create(&self.base, &founding(pupils, 1)).unwrap().close().unwrap();
        self
    }

    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// The program over this base, with the base on screen.
    pub fn open(&self) -> Program {
        let mut program = self.start((80, 24));
        program.wait_for(READY, PATIENCE);
        program.rest(PATIENCE);
        program
    }

    /// A session in which somebody new has been entered, as the only step its user can take back.
    pub fn with_newcomer(&self, name: &str) -> Program {
        let mut program = self.open();
        Typist::at(&mut program).key("2").key("н").text(name).key(F2);
        self.wait_for("the newcomer", |register| mentee_of_name(register, name).is_some());
        program.rest(PATIENCE);
        program
    }

    /// The program over this base.
    pub fn start(&self, size: (u16, u16)) -> Program {
        self.start_with(&[], &[], size)
    }

    /// The program over this base, with more arguments and another environment.
    pub fn start_with(&self, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Program {
        let args = [&["--db", self.base.to_str().unwrap()], args].concat();
        Program::spawn(PROGRAM, &args, env, size)
    }

    /// What is in the base now.
    pub fn register(&self) -> Register {
        Store::open(&self.base, Mode::ReadOnly).unwrap().load().unwrap()
    }

    /// Waits until the base is as wanted; `what` names it for the panic otherwise.
    pub fn wait_for(&self, what: &str, wanted: impl Fn(&Register) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(&self.register()) {
            assert!(Instant::now() < end, "{what}: never in the base");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Drafts beside the base, with their paths.
    pub fn drafts(&self) -> Vec<(PathBuf, String)> {
        let user = nastavnik::store::Identity::current().user;
        let directory = self.directory().join(format!("school.redb.drafts-{user}"));
        let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
        let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let drafts = files.filter(|path| path.extension().is_some_and(|name| name == "json"));
        drafts.filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?))).collect()
    }

    /// Waits until a draft holds `text`.
    pub fn wait_for_draft(&self, text: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.drafts().iter().any(|(_, kept)| kept.contains(text)) {
            assert!(Instant::now() < end, "no draft with {text:?}: {:?}", self.drafts());
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// What founds an invented school.
pub fn founding(pupils: u32, years: u8) -> Vec<nastavnik::domain::Change> {
    let plan = Plan { pupils, years, seed: 58, today: today() };
    demo::school(&plan, surveys::builtin().unwrap())
}

pub fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The world a session sees that has just opened a base.
pub fn world(register: Register, lang: Lang, size: (u16, u16)) -> World {
    let year = register.school().map(|school| school.active_year).unwrap();
    World {
        register,
        year,
        now: Local::now(),
        text: Text::of(lang),
        reveal: false,
        period: None,
        read_only: None,
        layout: Layout::Cyrillic,
        theme: Theme { colour: true, lines: true },
        size: Size { width: size.0, height: size.1 },
        ids: Ids::lane(0),
        random: nastavnik::runtime::random,
        who: "петрова".to_owned(),
    }
}

/// A mentee who is alone in fitting a few letters of their name, and the letters.
pub fn findable(register: &Register, letters: usize) -> (MenteeId, String, String) {
    let world = world(register.clone(), Lang::Ru, (80, 24));
    let hays: Vec<(MenteeId, String)> = register
        .mentees(world.year)
        .filter_map(|(id, _)| Some((id, fold(&haystack(MENTEE, &MenteeRow::load(register, id)?, &world.masked())))))
        .collect();
    let unique = |id: MenteeId, typed: &str| {
        let needle = Needle::new(typed);
        let mut fitting = hays.iter().filter(|(_, hay)| needle.fits(hay));
        fitting.next().is_some_and(|(known, _)| *known == id) && fitting.next().is_none()
    };
    let found = hays.iter().find_map(|(id, _)| {
        let name = &register.mentee_person(*id)?.name;
        let typed: String = name.last.to_lowercase().chars().take(letters).collect();
        (typed.chars().count() == letters && unique(*id, &typed)).then(|| (*id, name.full(), typed))
    });
    found.expect("somebody in the school has a name of their own")
}

/// The mentee of that name, with the person behind.
pub fn mentee_of_name(register: &Register, name: &str) -> Option<(Mentee, Person)> {
    let (_, mentee) = register
        .mentees(register.school()?.active_year)
        .find(|(_, mentee)| register.get::<Person>(mentee.person).is_some_and(|person| person.name.full() == name))?;
    Some((Mentee::clone(mentee), Person::clone(register.get::<Person>(mentee.person)?)))
}

/// Somebody of whom no demonstration school knows.
pub const NEWCOMER: &str = "Щукарёва Нина Львовна";

/// Somebody at the keyboard, counting.
pub struct Typist<'a> {
    pub program: &'a mut Program,
    /// Keys that are commands or moves.
    pub keys: usize,
    /// Letters of what is searched for or entered.
    pub letters: usize,
}

impl<'a> Typist<'a> {
    pub fn at(program: &'a mut Program) -> Self {
        Self { program, keys: 0, letters: 0 }
    }

    /// Presses one key.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.program.send(key);
        self.keys += 1;
        self
    }

    /// Types a text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.program.send(text);
        self.letters += text.chars().count();
        self
    }

    /// Waits until a text is on screen.
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.program.wait_for(text, PATIENCE);
        self
    }
}
