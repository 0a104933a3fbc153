//! Papers of pane 6 that come back: from a draft, or because somebody else keyed the same one first.

use super::Model;
use crate::app::conflict::{self, Conflict};
use crate::app::desk::Overlay;
use crate::app::effect::Effect;
use crate::domain::{Key, Refusal};
use crate::fields::sentence;
use crate::kit::{Beneath, Draft, Laid, PaneId, Slot, Tone, Versions};
use crate::text::fill;

impl Model {
    /// Opens a paper as its draft has it, over what is on file by now. Where both sides gave an answer they are shown
    /// side by side. `None` when whom it is about is gone.
    pub(super) fn reopen_paper(&mut self, draft: &Draft) -> Option<Vec<Effect>> {
        let laid = self.lay_paper(draft)?;
        Some(self.show_paper(laid, false))
    }

    /// A paper could not be kept: it is laid over what is on file by now, and both versions are shown.
    pub(super) fn paper_refused(&mut self, refusal: &Refusal, draft: &Draft) -> Vec<Effect> {
        let sentence = sentence::refusal(refusal, &self.world.register, self.world.text);
        match self.lay_paper(draft) {
            Some(laid) => {
                self.say(sentence, Tone::Warning);
                self.show_paper(laid, true)
            }
            None => {
                let said = fill(self.world.text.messages.paper_aside, &[&sentence, &draft.title]);
                self.say(said, Tone::Danger)
            }
        }
    }

    fn lay_paper(&mut self, draft: &Draft) -> Option<Laid> {
        let Self { desk, world, .. } = self;
        desk.show(PaneId::Surveys, world);
        desk.pane_mut().restore(draft, world)
    }

    /// Says what became of a paper that was put back; `compare` shows both versions even where nothing is contested.
    fn show_paper(&mut self, laid: Laid, compare: bool) -> Vec<Effect> {
        let Laid { slot, acts, beneath } = laid;
        let effects = self.perform(acts);
        let m = &self.world.text.messages;
        match beneath {
            Beneath::Same => {}
            Beneath::Gone => {
                self.say(m.paper_gone, Tone::Warning);
            }
            Beneath::Agrees(key) => {
                self.put_paper_away(&slot);
                self.say_of(key, m.paper_agrees, true);
            }
            Beneath::Differs { key, created, versions } => {
                let conflict = Conflict::of_paper(slot, key, created, versions, &self.world);
                if compare || conflict.is_contested() {
                    self.desk.toast = None;
                    self.desk.overlays.push(Overlay::Conflict(Box::new(conflict)));
                } else {
                    self.say_of(key, m.paper_merged, created);
                }
            }
        }
        effects
    }

    /// Says who keyed or changed a paper and when, and then what follows.
    fn say_of(&mut self, key: Key, sentence: &str, created: bool) {
        let m = &self.world.text.messages;
        let line = if created { m.conflict_keyed } else { m.conflict_line };
        let who = conflict::who(key, line, &self.world).unwrap_or_default();
        self.say(fill(sentence, &[&who]), Tone::Warning);
    }

    /// Ends a conflict about a paper: the decisions go into it, and it is saved or shown.
    pub(super) fn settle_paper(&mut self, slot: &Slot, versions: &[Versions], save: bool) -> Vec<Effect> {
        let Self { desk, world, .. } = self;
        desk.show(PaneId::Surveys, world);
        let acts = desk.pane_mut().settle(slot, versions, world);
        let mut effects = self.perform(acts);
        if save {
            effects.extend(self.run("keying.save"));
        }
        effects
    }

    /// Ends a conflict about a paper in favour of the other side: the paper goes, and so does its draft.
    pub(super) fn give_up_paper(&mut self, slot: Slot) -> Vec<Effect> {
        self.put_paper_away(&slot);
        vec![Effect::DropDraft(slot)]
    }

    fn put_paper_away(&mut self, slot: &Slot) {
        self.desk.panes.iter_mut().for_each(|pane| pane.put_away(slot));
        self.refresh();
    }
}
