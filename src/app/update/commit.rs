//! Batches: taken, refused, overtaken by others, failed, taken back and put back.

use super::Model;
use crate::app::conflict::{About, Conflict};
use crate::app::desk::Overlay;
use crate::app::effect::Effect;
use crate::app::saving::{Lost, Pending, Rebased, Source};
use crate::app::{conflict, history};
use crate::domain::{Batch, Entry, Key, Origin, Refusal};
use crate::fields::sentence;
use crate::kit::{Act, Dialog, Draft, Form, Keys, Tone, World};
use crate::panes::{self, pane_of};
use crate::text::fill;

impl Model {
    pub(super) fn save(&mut self, batch: Batch) -> Vec<Effect> {
        let source = match self.desk.overlays.pop() {
            Some(Overlay::Form(form)) => Source::Form(form),
            other => {
                self.desk.overlays.extend(other);
                Source::Key
            }
        };
        self.take(batch, source)
    }

    /// Keeps what was keyed on a paper.
    pub(super) fn save_paper(&mut self, batch: Batch, draft: Box<Draft>) -> Vec<Effect> {
        self.take(batch, Source::Paper(draft))
    }

    /// Takes a batch into the register and sends it on its way.
    pub(super) fn take(&mut self, batch: Batch, source: Source) -> Vec<Effect> {
        let one = batch.changes.len() <= 3;
        let done = batch.origin == Origin::Done;
        let created = batch.changes.iter().rev().find(|change| one && change.before.is_none()).map(|change| change.key);
        let said = history::said_of(&batch, &self.world);
        if matches!(&source, Source::Form(form) if form.has_lost_its_record(&self.world)) {
            return self.record_gone(source);
        }
        let then = source.then();
        let changes = batch.changes.clone();
        match self.saving.take(batch, source, &mut self.world) {
            Ok(mut effects) => {
                self.desk.can_undo |= done;
                let Self { desk, world, .. } = self;
                desk.pane_mut().stepped(&changes, world);
                self.refresh();
                self.follow_created(created);
                if let Some(said) = said {
                    self.say(said, Tone::Good);
                }
                effects.extend(then.into_iter().flat_map(|command| self.run(command)));
                effects
            }
            Err((refusal, source)) => self.refused(&refusal, source),
        }
    }

    /// A new record is where the cursor goes, if it is shown in the pane in front.
    pub(super) fn follow_created(&mut self, created: Option<Key>) {
        let Self { desk, world, .. } = self;
        if let Some(key) = created.filter(|key| pane_of(*key) == Some(desk.pane().id())) {
            desk.pane_mut().created(key, world);
        }
    }

    /// A batch was refused: one overtaken by somebody else shows both versions, any other says why; what was typed stays.
    pub(super) fn refused(&mut self, refusal: &Refusal, source: Source) -> Vec<Effect> {
        let sentence = sentence::refusal(refusal, &self.world.register, self.world.text);
        let mine = match source {
            Source::Form(form) => form,
            Source::Paper(draft) => return self.paper_refused(refusal, &draft),
            Source::Key => return self.say(sentence, Tone::Warning),
        };
        if conflict::stale_key(refusal).is_none() {
            self.desk.overlays.push(Overlay::Form(mine));
            return self.say(sentence, Tone::Warning);
        }
        match conflict::rebased(&mine, &self.world) {
            Some(mut theirs) => {
                theirs.fit(&self.world);
                let conflict = Conflict::new(conflict::stale_key(refusal), &mine, &theirs, &self.world);
                self.desk.overlays.push(Overlay::Form(Box::new(theirs)));
                self.desk.overlays.push(Overlay::Conflict(Box::new(conflict)));
                Vec::new()
            }
            None => self.record_gone(Source::Form(mine)),
        }
    }

    /// The form stays, with the word that there is nothing to save it in.
    fn record_gone(&mut self, source: Source) -> Vec<Effect> {
        let dialog = conflict::gone(&self.world);
        self.desk.overlays.extend(source.into_form().map(Overlay::Form));
        self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
        Vec::new()
    }

    /// Ends a conflict: the decisions go into the form or the paper beneath, which is saved or shown.
    pub(super) fn settle(&mut self, save: bool) -> Vec<Effect> {
        let Some(conflict) = self.desk.take_conflict() else { return Vec::new() };
        if let About::Paper(slot) = &conflict.about {
            return self.settle_paper(slot, &conflict.rows, save);
        }
        let Some(Overlay::Form(form)) = self.desk.overlays.last_mut() else { return Vec::new() };
        conflict.settle(form, &self.world.ctx());
        if !form.is_dirty() {
            return self.give_up_form();
        }
        let draft = form.draft(&self.world).map(Effect::KeepDraft);
        let saved = if save { self.run("form.save") } else { Vec::new() };
        draft.into_iter().chain(saved).collect()
    }

    /// Ends a conflict in favour of the other side: the form or the paper goes, and so does its draft.
    pub(super) fn give_up_typed(&mut self) -> Vec<Effect> {
        match self.desk.take_conflict().map(|conflict| conflict.about) {
            Some(About::Paper(slot)) => self.give_up_paper(slot),
            Some(About::Form) => self.give_up_form(),
            None => Vec::new(),
        }
    }

    fn give_up_form(&mut self) -> Vec<Effect> {
        let Some(Overlay::Form(form)) = self.desk.overlays.pop() else { return Vec::new() };
        self.refresh();
        vec![Effect::DropDraft(form.slot())]
    }

    pub(super) fn behind(&mut self, entries: &[Entry]) -> Vec<Effect> {
        let mut effects = self.news(entries);
        effects.extend(self.saving.send(&self.world));
        effects
    }

    pub(super) fn news(&mut self, entries: &[Entry]) -> Vec<Effect> {
        self.desk.can_undo |= entries.iter().any(|entry| entry.who == self.world.who && entry.origin.stands());
        let Rebased { refused, turned_up } = self.saving.rebase(entries, &mut self.world);
        self.refresh();
        let mut effects = Vec::new();
        for (refusal, pending) in refused {
            effects.extend(self.give_back(&refusal, pending));
        }
        if let Some((lost, repeats)) = turned_up {
            effects.extend(self.turned_up(&lost, repeats));
            return effects;
        }
        if self.desk.toast.is_none()
            && let Some(entry) = entries.iter().rfind(|entry| history::is_told(entry, &self.world))
        {
            let what = history::step_word(entry, &self.world);
            self.say(fill(self.world.text.messages.news, &[&entry.who, &what]), Tone::Muted);
        }
        effects
    }

    /// What was on screen could not be kept because somebody else was faster.
    pub(super) fn give_back(&mut self, refusal: &Refusal, pending: Pending) -> Vec<Effect> {
        if let Source::Paper(draft) = pending.source {
            // What is to be done with a paper depends on what is on file, and is said there.
            return self.paper_refused(refusal, &draft);
        }
        let compared = matches!(pending.source, Source::Form(_)) && conflict::stale_key(refusal).is_some();
        let sentence = sentence::refusal(refusal, &self.world.register, self.world.text);
        let effects = self.refused(refusal, pending.source);
        // Where both versions are on screen, that says what to do.
        if !compared {
            self.say(fill(self.world.text.messages.lost_change, &[&sentence]), Tone::Danger);
        }
        effects
    }

    /// Takes back everything that is not on disk. Forms and papers are laid in front again, their drafts are still
    /// there; what was typed in neither is asked about.
    pub(super) fn give_back_all(&mut self, reason: &str) -> Vec<Effect> {
        let (mut steps, mut effects) = (Vec::new(), Vec::new());
        for pending in self.saving.give_up(&mut self.world) {
            match pending.source {
                Source::Key => steps.push(Act::Again(pending.batch)),
                typed => effects.extend(self.lay_back(typed)),
            }
        }
        if steps.is_empty() {
            self.say(fill(self.world.text.messages.store_failed, &[&reason]), Tone::Danger);
        } else {
            self.desk.overlays.push(Overlay::Dialog(Box::new(unwritten(reason, steps, &self.world))));
        }
        effects
    }

    /// The disk refused. Where nothing may be written any more, the reason for that is the one to be told.
    pub(super) fn failed(&mut self, reason: &str) -> Vec<Effect> {
        let sealed = self.world.read_only.clone();
        let effects = self.give_back_all(sealed.as_deref().unwrap_or(reason));
        self.refresh();
        effects
    }

    /// Puts what was typed back in front.
    fn lay_back(&mut self, source: Source) -> Vec<Effect> {
        match source {
            Source::Key => {}
            Source::Form(form) => self.desk.overlays.push(Overlay::Form(form)),
            // One that cannot be opened has its draft still.
            Source::Paper(draft) => return self.reopen_paper(&draft).unwrap_or_default(),
        }
        Vec::new()
    }

    /// What the disk had refused is on it all the same. The form or the paper on screen, or on its way a second time,
    /// is done with; a form becomes the form of what is on file when something was typed since.
    fn turned_up(&mut self, lost: &Lost, repeats: Vec<Pending>) -> Vec<Effect> {
        let mut forms: Vec<Box<Form>> = repeats.into_iter().filter_map(|pending| pending.source.into_form()).collect();
        for overlay in std::mem::take(&mut self.desk.overlays) {
            match overlay {
                Overlay::Form(form) if lost.slot.as_ref() == Some(&form.slot()) => forms.push(form),
                Overlay::Dialog(mut dialog) => {
                    if !answers(&mut dialog, &lost.batch) {
                        self.desk.overlays.push(Overlay::Dialog(dialog));
                    }
                }
                other => self.desk.overlays.push(other),
            }
        }
        let m = &self.world.text.messages;
        let mut effects: Vec<Effect> = lost.slot.clone().map(Effect::DropDraft).into_iter().collect();
        let mut said = m.turned_up;
        for form in forms {
            let typed = form.draft(&self.world);
            let same = |now: &Draft| lost.draft.as_ref().is_some_and(|then| then.fields == now.fields);
            let Some(typed) = typed.filter(|now| !same(now)) else { continue };
            said = m.turned_up_changed;
            let form = on_file(&typed, lost, &self.world).map_or(form, Box::new);
            effects.extend(form.draft(&self.world).map(Effect::KeepDraft));
            self.desk.overlays.push(Overlay::Form(form));
        }
        if let Some(slot) = &lost.slot {
            self.desk.panes.iter_mut().for_each(|pane| pane.put_away(slot));
        }
        self.refresh();
        self.say(said, Tone::Warning);
        effects
    }

    pub(super) fn found(&mut self, redo: bool, entry: Option<&Entry>, elsewhere: Option<&str>) -> Vec<Effect> {
        let m = &self.world.text.messages;
        let Some(entry) = entry else {
            self.desk.can_undo &= redo;
            return self.say(if redo { m.nothing_to_redo } else { m.nothing_to_undo }, Tone::Warning);
        };
        let batch = if redo { Batch::redo(entry) } else { Batch::undo(entry) };
        let front = batch.changes.last().map(|change| change.key);
        // Named before it is taken back: afterwards there may be nobody of that name.
        let step = history::step_word(entry, &self.world);
        match self.saving.take(batch, Source::Key, &mut self.world) {
            Ok(effects) => {
                self.refresh();
                self.follow_created(front);
                let done = fill(if redo { m.redone } else { m.undone }, &[&step]);
                let Some(tty) = elsewhere else {
                    self.say(done, Tone::Good);
                    return effects;
                };
                let tty = if tty == "-" { m.no_terminal } else { tty };
                self.say(fill(m.elsewhere, &[&tty, &done]), Tone::Warning);
                effects
            }
            Err((refusal, _)) => {
                let reason = sentence::refusal(&refusal, &self.world.register, self.world.text);
                self.say(fill(m.cannot_undo, &[&reason]), Tone::Warning)
            }
        }
    }
}

/// The question what to do with steps that the disk refused and no form holds.
fn unwritten(reason: &str, steps: Vec<Act>, world: &World) -> Dialog {
    let m = &world.text.messages;
    Dialog::new(m.unwritten_title, vec![reason.to_owned()])
        .answer(Keys::same(&["enter"]), m.unwritten_again, steps)
        .answer(Keys::same(&["esc"]), m.unwritten_drop, Vec::new())
}

/// Takes a step that got through out of the question from [`unwritten`]: whether nothing else was asked there.
fn answers(dialog: &mut Dialog, step: &Batch) -> bool {
    let mut took = false;
    for answer in &mut dialog.answers {
        let before = answer.acts.len();
        answer.acts.retain(|act| !matches!(act, Act::Again(batch) if batch == step));
        took |= answer.acts.len() < before;
    }
    took && dialog.answers.iter().all(|answer| answer.acts.is_empty())
}

/// The form of the record that the first attempt made or changed, with what is typed now.
fn on_file(typed: &Draft, lost: &Lost, world: &World) -> Option<Form> {
    let made = lost.batch.changes.iter().rev().find(|change| change.before.is_none()).map(|change| change.key);
    let Some(key) = made else { return panes::restore(typed, world) };
    // `meeting.new` makes what `meeting` edits.
    let form = typed.form.split('.').next().unwrap_or_default().to_owned();
    panes::restore(&Draft { form, target: Some(key), ..typed.clone() }, world)
}
