//! One message in, effects out. Total and without any input or output of its own.

mod acts;
mod commit;
mod drafts;
mod keys;
mod papers;

use std::path::PathBuf;

use chrono::{DateTime, Local};

use super::company;
use super::desk::{Desk, Overlay, Toast};
use super::effect::{Effect, KeptDraft, Loaded, Msg};
use super::greeting;
use super::incoming::Incoming;
use super::journal::Journal;
use super::saving::Saving;
use crate::domain::{Ids, Kind, Questionnaire, QuestionnaireId, Year};
use crate::exchange::{Roster, Sheet};
use crate::kit::{Act, Form, Stroke, Tone, World, paint};
use crate::store::Presence;
use crate::surveys::{self, wording};

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
    /// This session, as the others see it.
    pub me: Presence,
    /// Who else is inside.
    pub company: Vec<Presence>,
    /// Whether this is the demonstration, which vanishes.
    pub demo: bool,
    drafts: Vec<KeptDraft>,
    drafts_put_off: bool,
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
            me: Presence::default(),
            company: Vec::new(),
            demo: false,
            drafts: Vec::new(),
            drafts_put_off: false,
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
        self.offer_draft();
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
            Msg::Sealed(reason) => {
                self.world.read_only = Some(reason.clone());
                if self.saving.is_busy() { self.failed(&reason) } else { self.say(reason, Tone::Danger) }
            }
            Msg::Saved { entry, can_undo } => {
                self.desk.can_undo = can_undo;
                self.saving.confirm(&entry, &mut self.world)
            }
            Msg::Behind(entries) => self.behind(&entries),
            Msg::Failed(reason) => self.failed(&reason),
            Msg::News(entries) => self.news(&entries),
            Msg::Company(company) => self.met(company),
            Msg::Found { redo, entry, elsewhere } => self.found(redo, entry.as_deref(), elsewhere.as_deref()),
            Msg::Journal { keys, before, entries, more } => {
                match (before, self.desk.overlays.last_mut()) {
                    (None, _) => {
                        let journal = Journal::new(keys, entries, more, &self.world);
                        self.desk.overlays.push(Overlay::Journal(Box::new(journal)));
                    }
                    (Some(before), Some(Overlay::Journal(journal))) => {
                        journal.take_older(before, entries, more, &self.world);
                    }
                    // It was put away before the rest of it came.
                    (Some(_), _) => {}
                }
                Vec::new()
            }
            Msg::Drafts(drafts) => {
                self.drafts = drafts;
                Vec::new()
            }
            Msg::Paths { typed, found } => {
                if let Some(Overlay::Form(form)) = self.desk.overlays.last_mut() {
                    form.take_paths(&typed, found, &self.world.ctx());
                }
                Vec::new()
            }
            Msg::Questionnaire(sheet) => self.questionnaire(*sheet),
            Msg::Roster { kind, path, sheet } => self.roster(kind, path, *sheet),
            Msg::Sheet { path, sheet } => {
                // Whoever closed the workbook meanwhile wants no sheet of it.
                if let Some(Overlay::Incoming(incoming)) = self.desk.overlays.last_mut() {
                    incoming.lay(&path, *sheet, &self.world);
                }
                Vec::new()
            }
            Msg::UnderWay(sentence) => self.say(sentence, Tone::Muted),
            Msg::Done(sentence) => self.done(sentence),
            Msg::Faulty(faults) => self.faulty(faults),
            Msg::Refused(sentence) => self.not_given(sentence),
        }
    }

    /// The base is in memory: for the first time, or anew, because another file has taken its place.
    fn loaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        self.desk.overlays.retain(|overlay| !matches!(overlay, Overlay::Dialog(_)));
        let mut effects =
            if self.saving.is_busy() { self.give_back_all(self.world.text.base.replaced) } else { Vec::new() };
        let world = &mut self.world;
        let mut register = loaded.register;
        register.come_after(&world.register);
        world.register = register;
        world.read_only = loaded.read_only;
        world.ids = Ids::lane(loaded.lane.unwrap_or(0));
        (self.me, self.company) = (loaded.me, loaded.company);
        self.desk.can_undo = loaded.can_undo;
        self.demo = loaded.demo;
        self.phase = Phase::Ready;
        self.refresh();
        let words: Vec<String> = self.world.read_only.clone().into_iter().chain(loaded.notices).collect();
        if !words.is_empty() {
            self.say(words.join(" "), Tone::Warning);
        }
        let after = std::mem::take(&mut self.after);
        effects.extend(self.perform(after));
        for stroke in std::mem::take(&mut self.early) {
            effects.extend(self.key(stroke));
        }
        effects
    }

    /// Something asked for was done. What was said of the same step before it stays.
    fn done(&mut self, sentence: String) -> Vec<Effect> {
        let before = self.desk.toast.take().filter(|toast| toast.tone == Tone::Good);
        let said = before.map(|toast| format!("{} {sentence}", toast.text));
        self.say(said.unwrap_or(sentence), Tone::Good)
    }

    /// Others came or went.
    fn met(&mut self, company: Vec<Presence>) -> Vec<Effect> {
        let news = company::news(&self.company, &company, &self.world);
        self.company = company;
        let page = company::page(&self.me, &self.company, &self.world);
        if let Some(Overlay::Page(open)) = self.desk.overlays.last_mut()
            && open.title == page.title
        {
            *open = page;
        }
        match news.filter(|_| self.desk.toast.is_none()) {
            Some(news) => self.say(news, Tone::Muted),
            None => Vec::new(),
        }
    }

    /// A questionnaire that was read from a file is taken, as it is or as another version, and what became of it is said.
    fn questionnaire(&mut self, sheet: Questionnaire) -> Vec<Effect> {
        let Some(slot) = self.desk.form().filter(|form| form.typed_path().is_some()).map(Form::slot) else {
            return Vec::new();
        };
        self.world.ids.skip_past(self.world.register.highest_id());
        let (mut ids, version, text) = (self.world.ids.clone(), sheet.version, self.world.text);
        let adopted = match surveys::adopt(&self.world.register, &mut ids, sheet) {
            Ok(adopted) => adopted,
            Err(newest) => return self.say(wording::older(version, newest, text), Tone::Warning),
        };
        self.world.ids = ids;
        self.desk.overlays.pop();
        let said: Vec<String> =
            std::iter::once(wording::outcome(&adopted, text)).chain(wording::remarks(&adopted, text)).collect();
        let mut acts = vec![Act::Say(said.join(" "))];
        acts.extend((!adopted.changes.is_empty()).then(|| Act::Save(adopted.batch("survey.import"))));
        let mut effects = self.perform(acts);
        effects.push(Effect::DropDraft(slot));
        effects
    }

    /// Something asked for failed; a journal that waits for its rows waits no longer.
    fn not_given(&mut self, sentence: String) -> Vec<Effect> {
        if let Some(Overlay::Journal(journal)) = self.desk.overlays.last_mut() {
            journal.give_up();
        }
        self.say(sentence, Tone::Warning)
    }

    /// What is wrong with a questionnaire's file, to be read over the form that asked for it.
    fn faulty(&mut self, faults: Vec<String>) -> Vec<Effect> {
        let style = self.world.theme.style(Tone::Plain);
        let lines = faults.into_iter().map(|fault| paint::Line::of(fault, style)).collect();
        self.act(Act::Read(self.world.text.surveys.faults_title.to_owned(), lines))
    }

    /// A roster takes the place of the form that asked for it. Whoever closed the form meanwhile wants no roster.
    fn roster(&mut self, kind: Kind, path: PathBuf, sheet: Sheet) -> Vec<Effect> {
        let Some(slot) = self.desk.form().filter(|form| form.typed_path().is_some()).map(Form::slot) else {
            return Vec::new();
        };
        let asked = self.desk.form().and_then(|form| form.target).and_then(QuestionnaireId::of);
        self.desk.overlays.pop();
        let world = &self.world;
        let roster = |roster, sheet| Some(Incoming::roster(roster, path.clone(), sheet, world));
        let incoming = match kind {
            Kind::Mentor => roster(Roster::Mentors, sheet),
            Kind::PreferenceSheet => roster(Roster::Preferences, sheet),
            Kind::Response => asked.and_then(|id| Incoming::answers(id, path, sheet, world)),
            Kind::Measure => Some(Incoming::measures(path, sheet, world)),
            _ => roster(Roster::Mentees, sheet),
        };
        self.desk.overlays.extend(incoming.map(|incoming| Overlay::Incoming(Box::new(incoming))));
        vec![Effect::DropDraft(slot)]
    }

    fn say(&mut self, text: impl Into<String>, tone: Tone) -> Vec<Effect> {
        self.desk.toast = Some(Toast { text: text.into(), tone });
        Vec::new()
    }

    /// Works out anew what the pane in front shows.
    fn refresh(&mut self) {
        let Self { desk, world, .. } = self;
        if world.register.get::<Year>(world.year).is_none() {
            // It has not been looked for yet, or was taken back.
            world.year = world.register.opening_year(world.today()).unwrap_or(world.year);
        }
        // A duty may have been given or taken by another session meanwhile.
        world.reveal &= world.sees_restricted();
        desk.pane_mut().refresh(world);
        for overlay in &mut desk.overlays {
            if let Overlay::Preview(preview) = overlay {
                preview.refresh(world);
            }
        }
    }

    fn fit(&mut self) {
        let area = super::view::body(self.world.size);
        let Self { desk, world, .. } = self;
        desk.pane_mut().fit(area, world);
        match desk.overlays.last_mut() {
            Some(Overlay::Incoming(incoming)) => incoming.fit(area.height),
            Some(Overlay::Preview(preview)) => preview.fit(area.height),
            Some(Overlay::Form(form)) => (form.asks)(form, world),
            Some(Overlay::Journal(journal)) => journal.fit(area.height, world),
            _ => {}
        }
    }
}
