//! Half-typed work from before: offered, opened, thrown away.

use super::{Model, Phase};
use crate::app::conflict::Conflict;
use crate::app::desk::Overlay;
use crate::app::effect::Effect;
use crate::fields::{CLOSING, Field, MEETING, MENTEE, MENTOR, PAIR};
use crate::kit::{Act, Dialog, Draft, Keys, Tone, World};
use crate::panes;
use crate::panes::pairs::rules;
use crate::text::fill;

impl Model {
    /// Offers the newest draft from before, when nothing else is in front. The next one follows when that is done with.
    pub(super) fn offer_draft(&mut self) {
        let free = self.phase == Phase::Ready && self.desk.overlays.is_empty() && !self.desk.pane().is_engaged();
        if !free || self.drafts_put_off {
            return;
        }
        let Some(at) = self.drafts.len().checked_sub(1) else { return };
        let dialog = offer(&self.drafts[at].draft, at, &self.world);
        self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Puts a draft back where it was typed; its file becomes this session's own. One that fits nowhere any more is
    /// shown as text, and stays until its author throws it away.
    pub(super) fn open_draft(&mut self, at: usize) -> Vec<Effect> {
        let Some(kept) = self.drafts.get(at).cloned() else { return Vec::new() };
        let Self { desk, world, .. } = self;
        if let Some(mut form) = panes::restore(&kept.draft, world) {
            let changed = form.revision > kept.draft.revision;
            let conflict = if changed { Conflict::of_draft(&kept.draft, &form, world) } else { None };
            form.fit(world);
            desk.overlays.push(Overlay::Form(Box::new(form)));
            match conflict.filter(Conflict::is_contested) {
                Some(conflict) => desk.overlays.push(Overlay::Conflict(Box::new(conflict))),
                None if changed => drop(self.say(self.world.text.messages.draft_stale, Tone::Warning)),
                None => {}
            }
        } else if let Some(effects) = self.reopen_paper(&kept.draft) {
            self.drafts.remove(at);
            return std::iter::once(Effect::AdoptDraft(kept.path, kept.draft.slot)).chain(effects).collect();
        } else {
            let dialog = lost(&kept.draft, at, &self.world);
            self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
            return Vec::new();
        }
        self.drafts.remove(at);
        vec![Effect::AdoptDraft(kept.path, kept.draft.slot)]
    }

    /// Offers that draft no more in this session. Its file stays.
    pub(super) fn skip_draft(&mut self, at: usize) -> Vec<Effect> {
        if at < self.drafts.len() {
            self.drafts.remove(at);
        }
        Vec::new()
    }

    /// Offers no draft any more in this session.
    pub(super) fn put_drafts_off(&mut self) -> Vec<Effect> {
        self.drafts_put_off = true;
        Vec::new()
    }

    pub(super) fn forget_draft(&mut self, at: usize) -> Vec<Effect> {
        if at >= self.drafts.len() {
            return Vec::new();
        }
        vec![Effect::ForgetDraft(self.drafts.remove(at).path)]
    }
}

fn offer(draft: &Draft, at: usize, world: &World) -> Dialog {
    let m = &world.text.messages;
    let mut lines = vec![fill(m.draft_line, &[&draft.title, &world.moment(draft.at)])];
    lines.extend((at > 0).then(|| fill(m.draft_more, &[&at])));
    Dialog::new(m.draft_title, lines)
        .answer(Keys::same(&["enter"]), m.draft_open, vec![Act::OpenDraft(at)])
        .answer(Keys::same(&["del"]), m.draft_drop, vec![Act::ForgetDraft(at)])
        .answer(Keys::same(&["esc"]), m.draft_later, vec![Act::PutDraftsOff])
}

/// A draft that fits nowhere any more, as text.
fn lost(draft: &Draft, at: usize, world: &World) -> Dialog {
    let m = &world.text.messages;
    let mut lines = vec![fill(m.draft_line, &[&draft.title, &world.moment(draft.at)]), m.draft_lost.to_owned()];
    lines.extend(draft.fields.iter().filter(|(_, text)| !text.is_empty()).map(|(id, text)| told(id, text, world)));
    let copied = lines.join("\n");
    Dialog::new(m.draft_title, lines)
        .answer(Keys::same(&["enter"]), m.draft_copy, vec![Act::Copy(copied), Act::SkipDraft(at)])
        .answer(Keys::same(&["del"]), m.draft_drop, vec![Act::ForgetDraft(at)])
        .answer(Keys::same(&["esc"]), m.draft_later, vec![Act::SkipDraft(at)])
}

/// «Телефон: +7 …», for a field of any form; what is restricted stays masked.
fn told(id: &str, text: &str, world: &World) -> String {
    let (label, restricted) = label_of(id, text, world).unwrap_or((id, false));
    let shown = if restricted && !world.reveal { world.text.common.hidden_hint } else { text };
    format!("{label}: {shown}")
}

/// The label of a field, and whether it or what stands in it is restricted.
fn label_of(id: &str, text: &str, world: &World) -> Option<(&'static str, bool)> {
    fn of<T>(fields: &[Field<T>], (id, text, world): (&str, &str, &World)) -> Option<(&'static str, bool)> {
        let field = fields.iter().find(|field| field.id == id)?;
        Some(((field.label)(world.text), field.restricted || field.kind.discloses(text, &world.ctx())))
    }
    let asked = (id, text, world);
    of(MENTEE, asked)
        .or_else(|| of(MENTOR, asked))
        .or_else(|| of(PAIR, asked))
        .or_else(|| of(CLOSING, asked))
        .or_else(|| of(MEETING, asked))
        .or_else(|| rules::label_of(id, world.text).map(|label| (label, false)))
}
