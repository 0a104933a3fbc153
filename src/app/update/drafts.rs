//! Half-typed work from before: offered, opened, thrown away.

use super::{Model, Phase};
use crate::app::desk::Overlay;
use crate::app::effect::Effect;
use crate::kit::{Act, Dialog, Draft, Keys, Tone, World};
use crate::panes;
use crate::text::fill;

impl Model {
    /// Offers the newest draft from before, unless something is open.
    pub(super) fn offer_draft(&mut self) {
        if self.phase != Phase::Ready || !self.desk.overlays.is_empty() {
            return;
        }
        let Some(at) = self.drafts.len().checked_sub(1) else { return };
        let dialog = offer(&self.drafts[at].draft, at, &self.world);
        self.desk.overlays.push(Overlay::Dialog(Box::new(dialog)));
    }

    /// Puts a draft back where it was typed. It becomes this session's own before the old file goes.
    pub(super) fn open_draft(&mut self, at: usize) -> Vec<Effect> {
        let Some(kept) = self.drafts.get(at).cloned() else { return Vec::new() };
        let Self { desk, world, .. } = self;
        if let Some(form) = panes::restore(&kept.draft, world) {
            let changed = form.revision > kept.draft.revision;
            desk.overlays.push(Overlay::Form(Box::new(form)));
            if changed {
                self.say(self.world.text.messages.draft_stale, Tone::Warning);
            }
        } else {
            let laid = self.reopen_paper(&kept.draft);
            return laid.unwrap_or_else(|| self.say(self.world.text.messages.draft_lost, Tone::Warning));
        }
        vec![Effect::KeepDraft(kept.draft)]
    }

    pub(super) fn forget_draft(&mut self, at: usize) -> Vec<Effect> {
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
        .answer(Keys::same(&["enter"]), m.draft_open, vec![Act::OpenDraft(at), Act::ForgetDraft(at)])
        .answer(Keys::same(&["del"]), m.draft_drop, vec![Act::ForgetDraft(at)])
        .answer(Keys::same(&["esc"]), m.draft_later, Vec::new())
}
