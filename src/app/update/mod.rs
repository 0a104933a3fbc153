//! One message in, effects out. Total and without any input or output of its own.

mod acts;
mod commit;
mod drafts;
mod keys;

use chrono::{DateTime, Local};

use super::desk::{Desk, Overlay, Toast};
use super::effect::{Effect, KeptDraft, Loaded, Msg};
use super::import::Import;
use super::saving::Saving;
use super::{greeting, history};
use crate::domain::{Ids, Kind};
use crate::exchange::Roster;
use crate::kit::{Act, Stroke, Tone, World};

/// Where the base stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Phase {
    /// It is being opened.
    Opening,
    /// There is none yet.
    Greeting,
    /// It is in memory.
    Ready,
    /// It cannot be used, and why.
    Unusable(String),
}

/// The whole state of the screen.
pub struct Model {
    /// What panes look at.
    pub world: World,
    /// Panes and what lies in front of them.
    pub desk: Desk,
    /// What waits for the disk.
    pub saving: Saving,
    /// Where the base stands.
    pub phase: Phase,
    /// How many others are inside.
    pub company: usize,
    /// Whether this is the demonstration, which vanishes.
    pub demo: bool,
    drafts: Vec<KeptDraft>,
    trail: Vec<&'static str>,
    early: Vec<Stroke>,
    after: Vec<Act>,
}

impl Model {
    /// A model that has seen no base yet.
    pub fn new(world: World) -> Self {
        Self {
            world,
            desk: Desk::new(),
            saving: Saving::default(),
            phase: Phase::Opening,
            company: 0,
            demo: false,
            drafts: Vec::new(),
            trail: Vec::new(),
            early: Vec::new(),
            after: Vec::new(),
        }
    }

    /// The commands that ran since this was last asked, for a report of a crash.
    pub fn take_trail(&mut self) -> Vec<&'static str> {
        std::mem::take(&mut self.trail)
    }

    /// Takes a message.
    pub fn update(&mut self, msg: Msg, now: DateTime<Local>) -> Vec<Effect> {
        self.world.now = now;
        let effects = self.route(msg);
        self.fit();
        effects
    }

    fn route(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(stroke) => self.key(stroke),
            Msg::Paste(text) => self.paste(&text),
            Msg::Resize(size) => {
                self.world.size = size;
                Vec::new()
            }
            Msg::Loaded(loaded) => self.loaded(*loaded),
            Msg::Absent(path) => {
                self.phase = Phase::Greeting;
                self.desk.overlays = vec![Overlay::Dialog(Box::new(greeting::ask(&path, &self.world)))];
                Vec::new()
            }
            Msg::Unusable(reason) => {
                self.phase = Phase::Unusable(reason);
                Vec::new()
            }
            Msg::Saved(entry) => self.saving.confirm(&entry, &mut self.world),
            Msg::Behind(entries) => self.behind(&entries),
            Msg::Failed(reason) => self.failed(&reason),
            Msg::News(entries) => self.news(&entries),
            Msg::Company(company) => {
                self.company = company;
                Vec::new()
            }
            Msg::Found { redo, entry } => self.found(redo, entry.as_deref()),
            Msg::Journal(keys, entries) => {
                let page = history::page(keys.as_deref(), &entries, &self.world);
                self.desk.overlays.push(Overlay::Page(page));
                Vec::new()
            }
            Msg::Drafts(drafts) => {
                self.drafts = drafts;
                self.offer_draft();
                Vec::new()
            }
            Msg::Roster { kind, path, sheet } => {
                let roster = if kind == Kind::Mentor { Roster::Mentors } else { Roster::Mentees };
                let import = Import::new(roster, path, *sheet, &self.world);
                self.desk.overlays.push(Overlay::Import(Box::new(import)));
                Vec::new()
            }
            Msg::Done(sentence) => self.say(sentence, Tone::Good),
            Msg::Refused(sentence) => self.say(sentence, Tone::Warning),
        }
    }

    fn loaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        let world = &mut self.world;
        world.register = loaded.register;
        world.read_only = loaded.read_only.is_some();
        world.ids = Ids::lane(loaded.lane.unwrap_or(0));
        world.year = match world.register.school() {
            Some(school) => school.active_year,
            None => world.register.years().last().map_or(world.year, |(id, _)| *id),
        };
        self.company = loaded.company;
        self.demo = loaded.demo;
        self.phase = Phase::Ready;
        self.desk.overlays.retain(|overlay| !matches!(overlay, Overlay::Dialog(_)));
        self.refresh();
        if let Some(reason) = loaded.read_only {
            self.say(reason, Tone::Warning);
        }
        let after = std::mem::take(&mut self.after);
        let mut effects = self.perform(after);
        for stroke in std::mem::take(&mut self.early) {
            effects.extend(self.key(stroke));
        }
        effects
    }

    fn say(&mut self, text: impl Into<String>, tone: Tone) -> Vec<Effect> {
        self.desk.toast = Some(Toast { text: text.into(), tone });
        Vec::new()
    }

    /// Works out anew what the pane in front shows.
    fn refresh(&mut self) {
        let Self { desk, world, .. } = self;
        desk.pane_mut().refresh(world);
    }

    fn fit(&mut self) {
        let area = super::view::body(self.world.size);
        let Self { desk, world, .. } = self;
        desk.pane_mut().fit(area, world);
        if let Some(Overlay::Import(import)) = desk.overlays.last_mut() {
            import.fit(area.height);
        }
    }
}
