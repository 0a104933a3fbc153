//! One message in, effects out. Total and without any input or output of its own.

use chrono::{DateTime, Local};

use super::commands::GLOBAL;
use super::desk::{Desk, Overlay, Toast};
use super::effect::{Effect, Founding, KeptDraft, Loaded, Msg};
use super::import::{IMPORT, Import};
use super::palette::Chosen;
use super::saving::{Pending, Saving};
use super::{conflict, greeting, history};
use crate::domain::{Batch, Entry, Ids, Key, Kind, Refusal};
use crate::exchange::export::{self, Format, Table};
use crate::exchange::{Roster, wording};
use crate::fields::sentence;
use crate::kit::{
    Act, Code, Dialog, Draft, FORM, Form, InputEffect, Keys, Layout, Outcome, PaneId, PickFor, Picker, Stroke, Tone,
    World, infos, run,
};
use crate::panes::{self, pane_of};
use crate::text::fill;

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
            Msg::News(entries) => {
                self.news(&entries);
                Vec::new()
            }
            Msg::Company(company) => {
                self.company = company;
                Vec::new()
            }
            Msg::Found { redo, entry } => self.found(redo, entry.as_deref()),
            Msg::Journal(key, entries) => {
                let page = history::page(key, &entries, &self.world);
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

    // ---- keys

    fn key(&mut self, stroke: Stroke) -> Vec<Effect> {
        self.desk.toast = None;
        if let Some(layout) = Layout::of(stroke) {
            self.world.layout = layout;
        }
        let quit = stroke.folded();
        if self.phase == Phase::Opening || matches!(self.phase, Phase::Unusable(_)) {
            let leave = quit == Stroke::ctrl('q') || matches!(quit.code, Code::Esc | Code::F(10) | Code::Char('q'));
            if !leave && self.phase == Phase::Opening {
                // Typed ahead of the base: kept until it is there.
                self.early.push(stroke);
            }
            return if leave { vec![Effect::Quit] } else { Vec::new() };
        }
        let acts = match self.desk.overlays.last_mut() {
            None => self.pane_key(stroke),
            Some(Overlay::Form(_)) => self.form_key(stroke),
            Some(Overlay::Picker(picker)) => match picker.press(stroke) {
                Some(outcome) => self.picked(outcome),
                None => Vec::new(),
            },
            Some(Overlay::Dialog(dialog)) => match dialog.press(stroke, self.world.text.lang) {
                Some(acts) => {
                    self.desk.overlays.pop();
                    acts
                }
                None => Vec::new(),
            },
            Some(Overlay::Palette(palette)) => match palette.press(stroke) {
                Some(Chosen::Command(id)) => {
                    self.desk.overlays.pop();
                    vec![Act::Run(id)]
                }
                Some(Chosen::None) => {
                    self.desk.overlays.pop();
                    Vec::new()
                }
                None => Vec::new(),
            },
            Some(Overlay::Page(_)) => self.page_key(stroke),
            Some(Overlay::Import(import)) => import_key(import, stroke, &mut self.world),
        };
        self.perform(acts)
    }

    fn pane_key(&mut self, stroke: Stroke) -> Vec<Act> {
        let Self { desk, world, .. } = self;
        if let Some(acts) = desk.pane_mut().typed(stroke, world) {
            return acts;
        }
        let folded = stroke.folded();
        let lang = world.text.lang;
        let mut commands = desk.commands(world);
        commands.extend(infos(GLOBAL, desk, world));
        let fitting = |info: &&crate::kit::Info| info.keys.fit(folded, lang);
        let possible = commands.iter().filter(fitting).find(|info| info.disabled.is_none());
        match possible.or_else(|| commands.iter().find(fitting)) {
            Some(info) => vec![Act::Run(info.id)],
            None if stroke.code == Code::Esc => Vec::new(),
            None => vec![Act::Refuse(world.text.messages.no_such_key.to_owned())],
        }
    }

    fn form_key(&mut self, stroke: Stroke) -> Vec<Act> {
        let Self { desk, world, .. } = self;
        let Some(Overlay::Form(form)) = desk.overlays.last_mut() else { return Vec::new() };
        let folded = stroke.folded();
        let reveal = folded.code == Code::F(4);
        match form.press(stroke, &world.ctx()) {
            Some(InputEffect::Pick(letter)) => return pick_for(form, letter, world).into_iter().collect(),
            Some(_) => return form.draft(world).map_or(vec![Act::DropDraft], |draft| vec![Act::KeepDraft(draft)]),
            None if reveal => return vec![Act::Run("reveal")],
            None => {}
        }
        let lang = world.text.lang;
        let command = FORM.iter().find(|command| command.keys.fit(folded, lang));
        command.and_then(|command| run(FORM, command.id, form.as_mut(), world)).unwrap_or_default()
    }

    fn page_key(&mut self, stroke: Stroke) -> Vec<Act> {
        let height = usize::from(super::view::body(self.world.size).height.saturating_sub(2));
        let Some(Overlay::Page(page)) = self.desk.overlays.last_mut() else { return Vec::new() };
        let last = page.lines.len().saturating_sub(height);
        let folded = stroke.folded();
        let top = match folded.code {
            Code::Up | Code::Char('k') => page.top.saturating_sub(1),
            Code::Down | Code::Char('j') => (page.top + 1).min(last),
            Code::PageUp => page.top.saturating_sub(height),
            Code::PageDown | Code::Char(' ') => (page.top + height).min(last),
            Code::Home => 0,
            Code::End => last,
            _ => {
                self.desk.overlays.pop();
                return Vec::new();
            }
        };
        if let Some(Overlay::Page(page)) = self.desk.overlays.last_mut() {
            page.top = top;
        }
        Vec::new()
    }

    fn paste(&mut self, text: &str) -> Vec<Effect> {
        let Self { desk, world, .. } = self;
        let acts = match desk.overlays.last_mut() {
            None => desk.pane_mut().paste(text, world),
            Some(Overlay::Form(form)) => {
                form.paste(text, &world.ctx());
                form.draft(world).map(Act::KeepDraft).into_iter().collect()
            }
            Some(Overlay::Picker(picker)) => {
                picker.paste(text);
                Vec::new()
            }
            Some(Overlay::Palette(palette)) => {
                palette.paste(text);
                Vec::new()
            }
            Some(Overlay::Dialog(_) | Overlay::Page(_) | Overlay::Import(_)) => Vec::new(),
        };
        self.perform(acts)
    }

    fn picked(&mut self, outcome: Outcome) -> Vec<Act> {
        let Some(Overlay::Picker(picker)) = self.desk.overlays.pop() else { return Vec::new() };
        let Outcome::Chosen(keys) = outcome else { return Vec::new() };
        match picker.purpose {
            PickFor::Start(then) => then(&keys, &mut self.world),
            PickFor::Field => {
                let Self { desk, world, .. } = self;
                let Some(Overlay::Form(form)) = desk.overlays.last_mut() else { return Vec::new() };
                form.take_picked(keys, &world.ctx());
                form.draft(world).map(Act::KeepDraft).into_iter().collect()
            }
        }
    }

    // ---- acts

    fn perform(&mut self, acts: Vec<Act>) -> Vec<Effect> {
        acts.into_iter().flat_map(|act| self.act(act)).collect()
    }

    fn act(&mut self, act: Act) -> Vec<Effect> {
        if self.phase != Phase::Ready && matches!(act, Act::Go(..) | Act::Run(_)) {
            // Asked for together with a base that is still being made.
            self.after.push(act);
            return Vec::new();
        }
        match act {
            Act::Save(batch) => return self.save(batch),
            Act::Form(form) => self.desk.overlays.push(Overlay::Form(form)),
            Act::Pick(picker) => self.desk.overlays.push(Overlay::Picker(picker)),
            Act::Ask(dialog) => self.desk.overlays.push(Overlay::Dialog(dialog)),
            Act::Say(text) => return self.say(text, Tone::Good),
            Act::Refuse(text) => return self.say(text, Tone::Warning),
            Act::Go(pane, key) => self.go(pane, key),
            Act::Run(id) => return self.run(id),
            Act::Undo => return vec![Effect::FindUndo],
            Act::Redo => return vec![Effect::FindRedo],
            Act::History(key) => return vec![Effect::ReadJournal(key)],
            Act::KeepDraft(draft) => return vec![Effect::KeepDraft(draft)],
            Act::DropDraft => return vec![Effect::DropDraft],
            Act::OpenRoster(kind, path) => {
                self.desk.overlays.pop();
                return vec![Effect::OpenRoster(kind, path.into())];
            }
            Act::Export(kind, path) => {
                self.desk.overlays.pop();
                return self.export(kind, path);
            }
            Act::Write(path, bytes) => return vec![Effect::Write(path, bytes)],
            Act::Copy(text) => {
                self.say(self.world.text.messages.copied, Tone::Good);
                return vec![Effect::Copy(text)];
            }
            Act::Quit => return self.quit(),
            Act::Close => {
                self.desk.overlays.pop();
                self.refresh();
            }
            Act::Found(demo) => return vec![Effect::Found(if demo { Founding::Demo } else { Founding::Empty })],
            Act::OpenDraft(at) => return self.open_draft(at),
            Act::ForgetDraft(at) => return self.forget_draft(at),
        }
        Vec::new()
    }

    /// Runs a command of whatever is in front, by identity.
    fn run(&mut self, id: &'static str) -> Vec<Effect> {
        self.trail.push(id);
        let Self { desk, world, .. } = self;
        let in_form = match desk.overlays.last_mut() {
            Some(Overlay::Form(form)) => run(FORM, id, form.as_mut(), world),
            _ => None,
        };
        let acts = match in_form {
            Some(acts) => acts,
            None if GLOBAL.iter().any(|command| command.id == id) => run(GLOBAL, id, desk, world).unwrap_or_default(),
            None => desk.pane_mut().run(id, world),
        };
        if matches!(id, "reveal" | "year.earlier" | "year.later") {
            desk.pane_mut().refresh(world);
        }
        self.perform(acts)
    }

    fn go(&mut self, pane: PaneId, key: Option<Key>) {
        let Self { desk, world, .. } = self;
        desk.show(pane, world);
        if let Some(key) = key {
            desk.pane_mut().select(key, world);
        }
    }

    fn quit(&mut self) -> Vec<Effect> {
        if self.saving.is_busy() {
            return self.say(self.world.text.messages.quit_saving, Tone::Warning);
        }
        vec![Effect::Quit]
    }

    /// A base of people as a file; the name says in which format.
    fn export(&mut self, kind: Kind, path: String) -> Vec<Effect> {
        let table = if kind == Kind::Mentor { Table::Mentors } else { Table::Mentees };
        let json = path.to_lowercase().ends_with(".json");
        match export::render(table, if json { Format::Json } else { Format::Csv }, &self.world.ctx(), false) {
            Ok(bytes) => vec![Effect::Write(path.into(), bytes)],
            Err(error) => self.say(wording::export_error(&error, self.world.text), Tone::Warning),
        }
    }

    // ---- saving

    fn save(&mut self, batch: Batch) -> Vec<Effect> {
        let form = match self.desk.overlays.pop() {
            Some(Overlay::Form(form)) => Some(form),
            Some(other) => {
                self.desk.overlays.push(other);
                None
            }
            None => None,
        };
        let one = batch.changes.len() <= 3;
        let created = batch.changes.iter().rev().find(|change| one && change.before.is_none()).map(|change| change.key);
        let from_form = form.is_some();
        match self.saving.take(batch, form, &mut self.world) {
            Ok(mut effects) => {
                if from_form {
                    effects.push(Effect::DropDraft);
                }
                self.refresh();
                self.follow_created(created);
                effects
            }
            Err((refusal, form)) => self.refused(&refusal, form),
        }
    }

    /// A new record is where the cursor goes, if it is shown in the pane in front.
    fn follow_created(&mut self, created: Option<Key>) {
        let Self { desk, world, .. } = self;
        if let Some(key) = created.filter(|key| pane_of(*key) == Some(desk.pane().id())) {
            desk.pane_mut().select(key, world);
        }
    }

    /// A batch was refused: a stale one shows both versions, any other says why; the form stays.
    fn refused(&mut self, refusal: &Refusal, form: Option<Box<Form>>) -> Vec<Effect> {
        let sentence = sentence::refusal(refusal, &self.world.register, self.world.text);
        let Some(mine) = form else { return self.say(sentence, Tone::Warning) };
        if conflict::stale_key(refusal).is_none() {
            self.desk.overlays.push(Overlay::Form(mine));
            return self.say(sentence, Tone::Warning);
        }
        match conflict::rebased(&mine, &self.world) {
            Some(theirs) => {
                let dialog = conflict::ask(refusal, &mine, &theirs, &self.world);
                self.desk.overlays.push(Overlay::Form(Box::new(theirs)));
                self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
            }
            None => {
                let dialog = conflict::gone(&self.world);
                self.desk.overlays.push(Overlay::Form(mine));
                self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
            }
        }
        Vec::new()
    }

    fn behind(&mut self, entries: &[Entry]) -> Vec<Effect> {
        self.news(entries);
        self.saving.send(&self.world)
    }

    fn news(&mut self, entries: &[Entry]) {
        let refused = self.saving.rebase(entries, &mut self.world);
        self.refresh();
        for (refusal, pending) in refused {
            self.give_back(&refusal, pending);
        }
        if self.desk.toast.is_none()
            && let Some(entry) = entries.last()
        {
            let what = history::step_word(entry, &self.world);
            self.say(fill(self.world.text.messages.news, &[&entry.who, &what]), Tone::Muted);
        }
    }

    /// What was on screen could not be kept because somebody else was faster.
    fn give_back(&mut self, refusal: &Refusal, pending: Pending) {
        let sentence = sentence::refusal(refusal, &self.world.register, self.world.text);
        self.refused(refusal, pending.form);
        self.say(fill(self.world.text.messages.lost_change, &[&sentence]), Tone::Danger);
    }

    fn failed(&mut self, reason: &str) -> Vec<Effect> {
        let lost = self.saving.give_up(&mut self.world);
        self.refresh();
        let mut effects = Vec::new();
        for pending in lost {
            if let Some(form) = pending.form {
                effects.extend(form.draft(&self.world).map(Effect::KeepDraft));
                self.desk.overlays.push(Overlay::Form(form));
            }
        }
        self.say(fill(self.world.text.messages.store_failed, &[&reason]), Tone::Danger);
        effects
    }

    // ---- undo

    fn found(&mut self, redo: bool, entry: Option<&Entry>) -> Vec<Effect> {
        let m = &self.world.text.messages;
        let Some(entry) = entry else {
            return self.say(if redo { m.nothing_to_redo } else { m.nothing_to_undo }, Tone::Warning);
        };
        let batch = if redo { Batch::redo(entry) } else { Batch::undo(entry) };
        let front = batch.changes.last().map(|change| change.key);
        // Named before it is taken back: afterwards there may be nobody of that name.
        let step = history::step_word(entry, &self.world);
        match self.saving.take(batch, None, &mut self.world) {
            Ok(effects) => {
                self.refresh();
                self.follow_created(front);
                self.say(fill(if redo { m.redone } else { m.undone }, &[&step]), Tone::Good);
                effects
            }
            Err((refusal, _)) => {
                let reason = sentence::refusal(&refusal, &self.world.register, self.world.text);
                self.say(fill(m.cannot_undo, &[&reason]), Tone::Warning)
            }
        }
    }

    // ---- drafts

    /// Offers the newest draft from before, unless something is open.
    fn offer_draft(&mut self) {
        if self.phase != Phase::Ready || !self.desk.overlays.is_empty() {
            return;
        }
        let Some(at) = self.drafts.len().checked_sub(1) else { return };
        let dialog = offer(&self.drafts[at].draft, at, &self.world);
        self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Puts a draft back where it was typed. It becomes this session's own before the old file goes.
    fn open_draft(&mut self, at: usize) -> Vec<Effect> {
        let Some(kept) = self.drafts.get(at).cloned() else { return Vec::new() };
        let Self { desk, world, .. } = self;
        if let Some(form) = panes::restore(&kept.draft, world) {
            let changed = form.revision > kept.draft.revision;
            desk.overlays.push(Overlay::Form(Box::new(form)));
            if changed {
                self.say(self.world.text.messages.draft_stale, Tone::Warning);
            }
        } else {
            desk.show(PaneId::Surveys, world);
            if !desk.pane_mut().restore(&kept.draft, world) {
                return self.say(self.world.text.messages.draft_lost, Tone::Warning);
            }
        }
        vec![Effect::KeepDraft(kept.draft)]
    }

    fn forget_draft(&mut self, at: usize) -> Vec<Effect> {
        if at >= self.drafts.len() {
            return Vec::new();
        }
        let kept = self.drafts.remove(at);
        self.offer_draft();
        vec![Effect::ForgetDraft(kept.path)]
    }
}

fn offer(draft: &Draft, at: usize, world: &World) -> Dialog {
    let m = &world.text.messages;
    let line = fill(m.draft_line, &[&draft.title, &world.moment(draft.at)]);
    Dialog::new(m.draft_title, vec![line])
        .answer(
            Keys::each(&["о", "enter"], &["o", "enter"]),
            m.draft_open,
            vec![Act::OpenDraft(at), Act::ForgetDraft(at)],
        )
        .answer(Keys::each(&["в"], &["t"]), m.draft_drop, vec![Act::ForgetDraft(at)])
        .answer(Keys::each(&["п", "esc"], &["l", "esc"]), m.draft_later, Vec::new())
}

fn import_key(import: &mut Import, stroke: Stroke, world: &mut World) -> Vec<Act> {
    let (folded, lang) = (stroke.folded(), world.text.lang);
    let command = IMPORT.iter().find(|command| command.keys.fit(folded, lang));
    command.and_then(|command| run(IMPORT, command.id, import, world)).unwrap_or_default()
}

/// The picker for the focused field of a form; the letter typed starts the search.
fn pick_for(form: &Form, letter: Option<char>, world: &World) -> Option<Act> {
    let input = form.inputs.get(form.focus())?;
    let crate::fields::FieldKind::Pick { pool, many } = input.kind else { return None };
    let mut picker = Picker::new(input.label, panes::pool(pool, world), PickFor::Field, many);
    if many {
        picker.picked = input.chosen().as_picked().to_vec();
    }
    if let Some(letter) = letter {
        picker.paste(letter.encode_utf8(&mut [0; 4]));
    }
    Some(Act::Pick(Box::new(picker)))
}
