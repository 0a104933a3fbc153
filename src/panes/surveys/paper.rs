//! Opening a paper, keeping it, saving it, and who comes next.

use super::keying::{Keying, Pressed};
use super::queue::Standing;
use super::second::{self, Checking, differing};
use super::{Shows, Surveys, about, answer, codes, commands};
use std::sync::Arc;

use crate::domain::{Batch, Change, PersonId, Record, ResponseId, Second};
use crate::fields::{Problem, names, sentence};
use crate::kit::{Act, Dialog, Draft, Keys, Slot, Stroke, World};
use crate::panes::Pane;
use crate::text::fill;

impl Surveys {
    /// Opens somebody's paper: as it was left, as it is on file, or empty.
    pub(super) fn open(&mut self, standing: Standing, world: &World) {
        let Some(chosen) = self.chosen else { return };
        let theirs = |keying: &Keying| keying.person == standing.person && keying.year == world.year;
        let same = |keying: &Keying| {
            theirs(keying)
                && keying.repeats().is_none()
                && keying.corrects() == standing.response
                && (standing.response.is_some() || keying.questionnaire == chosen)
        };
        // Keyed by somebody else since it was left, or taken away: what is on file by now is looked at when it is saved.
        let once = self.sheet().is_some_and(|sheet| !sheet.questionnaire.is_repeated());
        let older =
            |keying: &Keying| once && theirs(keying) && keying.repeats().is_none() && keying.questionnaire == chosen;
        let parked = self.parked.iter().position(same).or_else(|| self.parked.iter().position(older));
        self.keying = match (parked, standing.response) {
            (Some(at), _) => Some(self.parked.remove(at)),
            (None, Some(id)) => Keying::over(id, world),
            (None, None) => Keying::new(standing.person, chosen, world),
        };
        self.list.clear_filter();
        self.list.select(self.current().unwrap_or_else(|| standing.person.into()));
    }

    /// Takes the paper kept in this place to the front.
    pub(super) fn bring(&mut self, slot: &Slot) {
        if self.keying.as_ref().is_some_and(|keying| keying.slot() == *slot) {
            return;
        }
        if let Some(at) = self.parked.iter().rposition(|keying| keying.slot() == *slot) {
            let keying = self.parked.remove(at);
            self.park();
            self.keying = Some(keying);
        }
    }

    /// Puts the paper aside; what was keyed stays in memory and in the draft.
    pub(super) fn park(&mut self) {
        self.parked.extend(self.keying.take().filter(Keying::is_touched));
    }

    pub(super) fn parked_of(&self, person: PersonId) -> Option<&Keying> {
        self.parked.iter().find(|keying| keying.person == person && Some(keying.questionnaire) == self.chosen)
    }

    /// Who comes after somebody: the next person in the order of the queue of whom nothing is keyed yet, and who is not
    /// answering by a code just now.
    pub(super) fn next_after(&self, person: PersonId, world: &World) -> Option<Standing> {
        let here = self.people.iter().position(|standing| standing.person == person).map_or(0, |at| at + 1);
        let (before, after) = self.people.split_at(here);
        let is_busy = |standing: &Standing| codes::open_of(standing, world).is_some_and(|(_, asked)| asked.is_opened());
        let fresh = |standing: &&Standing| {
            standing.due && standing.response.is_none() && standing.person != person && !is_busy(standing)
        };
        after.iter().chain(before).find(fresh).copied()
    }

    /// Keeps what is keyed outside the base.
    pub(super) fn kept(&mut self, world: &World) -> Vec<Act> {
        let Some(keying) = &mut self.keying else { return Vec::new() };
        let kept =
            if keying.is_touched() { Act::KeepDraft(keying.draft(world)) } else { Act::DropDraft(keying.slot()) };
        std::iter::once(kept).chain(keying.take_outgrown().map(Act::DropDraft)).collect()
    }

    pub(super) fn typed_into_paper(&mut self, stroke: Stroke, world: &mut World) -> Option<Vec<Act>> {
        let keying = self.keying.as_mut()?;
        match keying.press_jump(stroke) {
            Some(true) => return Some(Vec::new()),
            Some(false) => return Some(vec![Act::Refuse(world.text.messages.no_such_item.to_owned())]),
            None => {}
        }
        if keying.ends_number(stroke) {
            return Some(Vec::new());
        }
        match keying.press(stroke, world.text.lang) {
            Pressed::Taken => return Some(self.kept(world)),
            Pressed::TooLong => {
                return Some(vec![Act::Refuse(sentence::problem(&Problem::TooLong, world.text))]);
            }
            Pressed::Other => {}
        }
        if let Some(acts) = commands::press(self, stroke, world) {
            return Some(acts);
        }
        // F1 and the keys with Ctrl go on to the app; a plain key that is no answer stops here.
        stroke.text().map(|_| vec![Act::Refuse(self.expected(world))])
    }

    pub(super) fn expected(&self, world: &World) -> String {
        match self.keying.as_ref().and_then(Keying::item) {
            Some(item) => fill(world.text.messages.answer_invalid, &[&answer::keys(&item.kind, world.text)]),
            None => world.text.panes.all_answered.to_owned(),
        }
    }

    /// Saves the paper and opens the next one. Asks first when questions are left, unless `partly`.
    pub(super) fn save(&mut self, partly: bool, world: &mut World) -> Vec<Act> {
        let Some(keying) = &self.keying else { return Vec::new() };
        if !keying.is_touched() {
            return if keying.corrects().is_some() {
                self.leave(world)
            } else {
                vec![Act::Refuse(world.text.messages.nothing_answered.to_owned())]
            };
        }
        if keying.missing() > 0 && !partly {
            return vec![Act::Ask(Box::new(ask_for_rest(keying.missing(), world)))];
        }
        // They may have begun to answer by their code while the paper was keyed.
        let is_new = keying.corrects().is_none() && keying.repeats().is_none();
        let code = codes::code_of(keying.person, &keying.sheet, world).filter(|_| is_new);
        if let Some(answering) = code.as_ref().filter(|(_, it)| it.is_begun()) {
            return vec![codes::ask_take_over(answering, true, world)];
        }
        let Some(mut batch) = keying.batch(world) else { return Vec::new() };
        // A code that nobody has used would only turn them away from now on: it goes with what it was given for.
        batch.changes.extend(code.map(|(id, asked)| Change::delete(id, &asked)));
        let (person, draft, again) = (keying.person, Box::new(keying.draft(world)), keying.repeats());
        if world.register.check(&batch).is_err() {
            // The app says why, and lays the paper over what is on file by now; until then it stays.
            return vec![Act::SavePaper(batch, draft)];
        }
        let created = batch.changes.iter().find(|change| change.before.is_none());
        self.saved = created.and_then(|change| ResponseId::of(change.key));
        let which = created.and_then(|change| match &change.after {
            Some(Record::Response(response)) => about::ask(ResponseId::of(change.key)?, response, world),
            _ => None,
        });
        let outgrown = self.keying.take().and_then(|mut keying| keying.take_outgrown());
        if let Some(id) = again {
            return self.compare(id, batch, draft, world);
        }
        let mut acts = vec![Act::SavePaper(batch, draft)];
        acts.extend(outgrown.map(Act::DropDraft));
        if self.shows == Shows::Queue {
            acts.extend(self.open_next(person, world));
        }
        acts.extend(which);
        acts
    }

    /// Opens the paper under the cursor for a second keying, or its differences where that was done.
    pub(super) fn open_second(&mut self, id: ResponseId, world: &World) -> Vec<Act> {
        let mine = |keying: &Keying| keying.repeats() == Some(id);
        if let Some(at) = self.parked.iter().position(mine) {
            self.keying = Some(self.parked.remove(at));
            return Vec::new();
        }
        self.checking = Checking::of(id, world);
        if self.checking.is_some() {
            return Vec::new();
        }
        self.keying = Keying::second(id, world);
        Vec::new()
    }

    /// Saves a second keying. Where it differs the differences come next; otherwise the next paper that was keyed once.
    fn compare(&mut self, id: ResponseId, batch: Batch, draft: Box<Draft>, world: &World) -> Vec<Act> {
        let kept = batch.changes.first().and_then(|change| match &change.after {
            Some(Record::Response(response)) => Some(Arc::clone(response)),
            _ => None,
        });
        let open = kept.as_deref().and_then(|response| match &response.second {
            Some(Second::Open { answers, .. }) => Some(differing(&response.answers, answers).len()),
            _ => None,
        });
        let m = &world.text.messages;
        let said = match open {
            Some(count) => fill(m.second_differs, &[&count]),
            None => m.second_agrees.to_owned(),
        };
        if open.is_none() {
            self.second_of_next(id, world);
        } else {
            self.awaited = Some(id);
        }
        vec![Act::SavePaper(batch, draft), Act::Say(said)]
    }

    /// Opens the next paper that was keyed once.
    pub(super) fn second_of_next(&mut self, id: ResponseId, world: &World) {
        let order: Vec<(PersonId, ResponseId)> =
            self.people.iter().filter_map(|standing| Some((standing.person, standing.response?))).collect();
        if let Some(next) = second::next(&order, id, &world.register) {
            self.list.select(next.into());
            self.keying = Keying::second(next, world);
        }
    }

    fn open_next(&mut self, person: PersonId, world: &World) -> Option<Act> {
        if let Some(next) = self.next_after(person, world) {
            self.open(next, world);
            return None;
        }
        let others = self.people.iter().any(|standing| standing.due && standing.person != person);
        (!others).then(|| Act::Say(world.text.messages.queue_empty.to_owned()))
    }

    /// Leaves the paper. What was keyed stays as a draft, and that is said.
    pub(super) fn leave(&mut self, world: &World) -> Vec<Act> {
        let Some(keying) = &self.keying else { return Vec::new() };
        if !keying.is_touched() {
            let slot = keying.slot();
            self.keying = None;
            return vec![Act::DropDraft(slot)];
        }
        let draft = keying.draft(world);
        let (done, all) = (keying.answered(), keying.answers.len());
        let name = names::entry(&world.register, keying.person, keying.year);
        let said = fill(world.text.messages.keying_left, &[&name, &done, &all]);
        self.park();
        vec![Act::KeepDraft(draft), Act::Say(said)]
    }
}

fn ask_for_rest(missing: usize, world: &World) -> Dialog {
    let m = &world.text.messages;
    Dialog::new(m.rest_title, vec![fill(m.rest_line, &[&missing])])
        .answer(Keys::each(&["д", "enter"], &["y", "enter"]), m.rest_yes, vec![Act::Run(commands::SAVE_REST)])
        .answer(Keys::each(&["н", "esc"], &["n", "esc"]), m.rest_no, Vec::new())
}
