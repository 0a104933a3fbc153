//! Batches: taken, refused, overtaken by others, failed, taken back and put back.

use super::Model;
use crate::app::desk::Overlay;
use crate::app::effect::Effect;
use crate::app::saving::Pending;
use crate::app::{conflict, history};
use crate::domain::{Batch, Entry, Key, Refusal};
use crate::fields::sentence;
use crate::kit::{Form, Tone};
use crate::panes::pane_of;
use crate::text::fill;

impl Model {
    pub(super) fn save(&mut self, batch: Batch) -> Vec<Effect> {
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
    pub(super) fn follow_created(&mut self, created: Option<Key>) {
        let Self { desk, world, .. } = self;
        if let Some(key) = created.filter(|key| pane_of(*key) == Some(desk.pane().id())) {
            desk.pane_mut().select(key, world);
        }
    }

    /// A batch was refused: a stale one shows both versions, any other says why; the form stays.
    pub(super) fn refused(&mut self, refusal: &Refusal, form: Option<Box<Form>>) -> Vec<Effect> {
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

    pub(super) fn behind(&mut self, entries: &[Entry]) -> Vec<Effect> {
        self.news(entries);
        self.saving.send(&self.world)
    }

    pub(super) fn news(&mut self, entries: &[Entry]) {
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
    pub(super) fn give_back(&mut self, refusal: &Refusal, pending: Pending) {
        let sentence = sentence::refusal(refusal, &self.world.register, self.world.text);
        self.refused(refusal, pending.form);
        self.say(fill(self.world.text.messages.lost_change, &[&sentence]), Tone::Danger);
    }

    pub(super) fn failed(&mut self, reason: &str) -> Vec<Effect> {
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

    pub(super) fn found(&mut self, redo: bool, entry: Option<&Entry>) -> Vec<Effect> {
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
}
