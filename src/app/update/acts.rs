//! What panes, forms and dialogs ask for.

use super::{Model, Phase};
use crate::app::commands::GLOBAL;
use crate::app::company;
use crate::app::desk::{Overlay, Page};
use crate::app::effect::{Effect, Founding};
use crate::app::saving::Source;
use crate::domain::{Key, Kind};
use crate::exchange::export::{self, Format, Table};
use crate::exchange::wording;
use crate::fields::{FieldKind, names, sentence};
use crate::kit::{Act, FORM, Form, PaneId, Tone, run};
use crate::panes::surveys::codes;

impl Model {
    pub(super) fn perform(&mut self, acts: Vec<Act>) -> Vec<Effect> {
        acts.into_iter().flat_map(|act| self.act(act)).collect()
    }

    pub(super) fn act(&mut self, act: Act) -> Vec<Effect> {
        if self.phase != Phase::Ready && matches!(act, Act::Go(..) | Act::Run(_)) {
            // Asked for together with a base that is still being made.
            self.after.push(act);
            return Vec::new();
        }
        match act {
            Act::Save(batch) => return self.save(batch),
            Act::SavePaper(batch, draft) => return self.save_paper(batch, draft),
            Act::Again(batch) => return self.take(batch, Source::Key),
            Act::Form(form) => return self.open_form(form),
            Act::Pick(picker) => self.desk.overlays.push(Overlay::Picker(picker)),
            Act::Ask(dialog) => self.desk.overlays.push(Overlay::Dialog(dialog)),
            Act::Preview(preview) => self.desk.overlays.push(Overlay::Preview(preview)),
            Act::Say(text) => return self.say(text, Tone::Good),
            Act::Refuse(text) => return self.say(text, Tone::Warning),
            Act::Go(pane, key) => self.go(pane, key),
            Act::Year(year) => {
                self.world.year = year;
                self.refresh();
            }
            Act::Run(id) => return self.run(id),
            Act::Undo => return vec![Effect::FindUndo],
            Act::Redo => return vec![Effect::FindRedo],
            Act::History(key) => {
                return vec![Effect::ReadJournal { keys: key.map(|key| self.with_person(key)), before: None }];
            }
            Act::Older(before) => return vec![Effect::ReadJournal { keys: None, before: Some(before) }],
            Act::KeepDraft(draft) => return vec![Effect::KeepDraft(draft)],
            Act::DropDraft(slot) => {
                self.saving.forget(&slot);
                return vec![Effect::DropDraft(slot)];
            }
            Act::Complete(typed) => return vec![Effect::FindPaths(typed)],
            // The form stays until there is a roster to show: a path with a slip in it is corrected, not typed again.
            Act::OpenRoster(kind, path) => return vec![Effect::OpenRoster(kind, path.into())],
            Act::OpenSheet(path, name) => return vec![Effect::OpenSheet(path, name)],
            Act::Export(kind, path) => {
                let dropped = self.leave_form();
                return self.export(kind, path).into_iter().chain(dropped).collect();
            }
            Act::WriteFrom(path, bytes) => {
                let dropped = self.leave_form();
                return std::iter::once(Effect::Write(path, bytes)).chain(dropped).collect();
            }
            Act::Backup => return vec![Effect::Backup],
            Act::Write(path, bytes) => return vec![Effect::Write(path, bytes)],
            Act::Copy(text) => {
                self.say(self.world.text.messages.copied, Tone::Good);
                return vec![Effect::Copy(text)];
            }
            Act::Settle { save } => return self.settle(save),
            Act::Yield => return self.give_up_typed(),
            Act::Read(title, lines) => {
                self.desk.overlays.push(Overlay::Page(Page { title, lines, hang: 2, top: 0 }));
            }
            Act::Company => {
                self.desk.overlays.push(Overlay::Page(company::page(&self.me, &self.company, &self.world)));
                return vec![Effect::LookAround];
            }
            Act::Quit => return self.quit(),
            Act::Close => {
                self.desk.overlays.pop();
                self.refresh();
            }
            Act::Found(demo) => return vec![Effect::Found(if demo { Founding::Demo } else { Founding::Empty })],
            Act::OpenDraft(at) => return self.open_draft(at),
            Act::SkipDraft(at) => return self.skip_draft(at),
            Act::PutDraftsOff => return self.put_drafts_off(),
            Act::ForgetDraft(at) => return self.forget_draft(at),
        }
        Vec::new()
    }

    /// Puts a form in front, fitted to who opens it; one of which nothing could be saved is refused with the words that
    /// saving would be.
    pub(super) fn open_form(&mut self, mut form: Box<Form>) -> Vec<Effect> {
        let access = self.world.access();
        // Whoever is asked for a path changes no record with it.
        let writes = !form.inputs.iter().any(|input| matches!(input.kind, FieldKind::Path));
        if writes && form.target.is_some_and(|key| !access.may_touch(&self.world.register, key, self.world.today())) {
            return self.say(sentence::denied(access, self.world.text), Tone::Warning);
        }
        form.fit(&self.world);
        self.desk.overlays.push(Overlay::Form(form));
        Vec::new()
    }

    /// An entry's history is its person's as well: name and telephone are theirs.
    fn with_person(&self, key: Key) -> Vec<Key> {
        let person = names::person_of(&self.world.register, key).map(Key::from);
        std::iter::once(key).chain(person.filter(|person| *person != key)).collect()
    }

    /// Runs a command of whatever is in front, by identity.
    pub(super) fn run(&mut self, id: &'static str) -> Vec<Effect> {
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

    pub(super) fn go(&mut self, pane: PaneId, key: Option<Key>) {
        let Self { desk, world, .. } = self;
        desk.show(pane, world);
        if let Some(key) = key {
            desk.pane_mut().select(key, world);
        }
    }

    /// Puts the form in front away with what was typed in it.
    fn leave_form(&mut self) -> Option<Effect> {
        let slot = self.desk.form().map(Form::slot);
        self.desk.overlays.pop();
        slot.map(Effect::DropDraft)
    }

    pub(super) fn quit(&mut self) -> Vec<Effect> {
        if self.saving.is_busy() {
            return self.say(self.world.text.messages.quit_saving, Tone::Warning);
        }
        vec![Effect::Quit]
    }

    /// A base as a file; the name says in which format.
    pub(super) fn export(&mut self, kind: Kind, path: String) -> Vec<Effect> {
        let table = match kind {
            Kind::Invitation => return self.perform(vec![codes::sheet(&path, &self.world)]),
            Kind::Mentor => Table::Mentors,
            Kind::PreferenceSheet => Table::Preferences,
            Kind::Person => Table::Consents,
            Kind::Response => Table::Answers(None),
            Kind::Measure => Table::Measures,
            Kind::YearNumbers => Table::Indicators,
            Kind::Event => Table::Events,
            _ => Table::Mentees,
        };
        match export::render(table, Format::of_name(&path), &self.world.ctx(), false) {
            Ok(bytes) => vec![Effect::Write(path.into(), bytes)],
            Err(error) => self.say(wording::export_error(&error, self.world.text), Tone::Warning),
        }
    }
}
