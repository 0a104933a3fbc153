//! From a batch on screen to a batch on disk.
//!
//! A batch is taken into the register at once, so the curator sees it and goes on; the disk follows. Batches wait
//! their turn, one at a time. When somebody else was faster, what waits is taken back, theirs is followed, and ours
//! is tried again on top: what no longer fits becomes a conflict to be looked at, never an overwrite.

use std::collections::VecDeque;

use super::effect::Effect;
use crate::domain::{Batch, Entry, Refusal, Stamp, overtaken};
use crate::kit::{Draft, Form, Slot, World};

/// Where a batch was typed. It is given back when the batch cannot be kept, and its draft lasts until it is durable.
#[derive(Debug)]
pub enum Source {
    /// Nowhere: a single key made it.
    Key,
    /// In a form.
    Form(Box<Form>),
    /// On a paper.
    Paper(Box<Draft>),
}

impl Source {
    /// Where its draft is kept, which is done with once the batch is durable.
    fn slot(&self) -> Option<Slot> {
        match self {
            Self::Key => None,
            Self::Form(form) => Some(form.slot()),
            Self::Paper(draft) => Some(draft.slot.clone()),
        }
    }

    /// What was typed there.
    fn draft(&self, world: &World) -> Option<Draft> {
        match self {
            Self::Key => None,
            Self::Form(form) => form.draft(world),
            Self::Paper(draft) => Some(Draft::clone(draft)),
        }
    }

    /// The command that goes on once it is taken.
    pub fn then(&self) -> Option<&'static str> {
        match self {
            Self::Form(form) => form.then,
            Self::Key | Self::Paper(_) => None,
        }
    }

    /// The form, if it was one.
    pub fn into_form(self) -> Option<Box<Form>> {
        match self {
            Self::Form(form) => Some(form),
            Self::Key | Self::Paper(_) => None,
        }
    }
}

/// A batch that is on screen and not yet on disk.
#[derive(Debug)]
pub struct Pending {
    /// The changes.
    pub batch: Batch,
    /// Where it was typed.
    pub source: Source,
}

/// A batch of which the base said that it could not be written. When the disk did not even answer the question
/// whether it had been, it may turn up in the journal later, while the curator tries a second time.
#[derive(Debug)]
pub struct Lost {
    /// The changes.
    pub batch: Batch,
    /// The form or the paper it was typed in, by the place of its draft.
    pub slot: Option<Slot>,
    /// What had been typed there.
    pub draft: Option<Draft>,
}

impl Lost {
    /// Whether a batch is the second attempt, whatever has been typed since.
    fn is_repeated_by(&self, pending: &Pending) -> bool {
        match pending.source.slot() {
            Some(slot) => self.slot == Some(slot),
            None => self.slot.is_none() && is_alike(&self.batch, &pending.batch),
        }
    }
}

/// Whether two batches do the same, up to the identities of what they create.
fn is_alike(one: &Batch, other: &Batch) -> bool {
    let creates = |batch: &Batch| batch.changes.iter().any(|change| change.before.is_none());
    one.command == other.command
        && one.origin == other.origin
        && (one.changes == other.changes || (creates(one) && creates(other)))
}

/// What came of following others.
#[derive(Debug, Default)]
pub struct Rebased {
    /// What no longer fits.
    pub refused: Vec<(Refusal, Pending)>,
    /// A batch given up before that had got through all the same, and the second attempts at it, taken back.
    pub turned_up: Option<(Lost, Vec<Pending>)>,
}

/// What waits for the disk.
#[derive(Debug, Default)]
pub struct Saving {
    queue: VecDeque<Pending>,
    lost: Option<Lost>,
    /// When the last batch became durable, in seconds since 1970 UTC.
    pub saved_at: Option<i64>,
}

impl Saving {
    /// Whether anything is not on disk yet.
    pub fn is_busy(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Whether what was typed in a form or on a paper was given up and neither written since nor thrown away.
    pub fn has_lost(&self) -> bool {
        self.lost.as_ref().is_some_and(|lost| lost.slot.is_some())
    }

    /// What was typed in this place is thrown away, and with it the batch that was made of it.
    pub fn forget(&mut self, slot: &Slot) {
        self.lost.take_if(|lost| lost.slot.as_ref() == Some(slot));
    }

    /// Takes a batch into the register and sends it on its way.
    ///
    /// # Errors
    /// What the register refuses, with the source of the batch.
    pub fn take(&mut self, batch: Batch, source: Source, world: &mut World) -> Result<Vec<Effect>, (Refusal, Source)> {
        let stamp = stamp(world);
        let allowed = world.access().may(&world.register, &batch.changes, batch.origin, world.today());
        if let Err(refusal) = allowed.and_then(|()| world.register.commit(&batch.changes, &stamp)) {
            return Err((refusal, source));
        }
        self.queue.push_back(Pending { batch, source });
        Ok(if self.queue.len() == 1 { self.send(world) } else { Vec::new() })
    }

    /// The first in the queue is durable.
    pub fn confirm(&mut self, entry: &Entry, world: &mut World) -> Vec<Effect> {
        self.queue.pop_front();
        self.lost = None;
        self.saved_at = Some(entry.at);
        world.register.set_position(entry.generation, 0);
        self.send(world)
    }

    /// Follows what others wrote and puts ours on top again.
    pub fn rebase(&mut self, entries: &[Entry], world: &mut World) -> Rebased {
        let waiting = self.withdraw(world);
        let known = world.register.generation();
        for entry in entries.iter().filter(|entry| entry.generation > known) {
            world.register.follow(entry);
        }
        let stamp = stamp(world);
        let mut rebased =
            Rebased { refused: Vec::new(), turned_up: self.turned_up(entries).map(|lost| (lost, Vec::new())) };
        for pending in waiting {
            if let Some((lost, repeats)) = &mut rebased.turned_up
                && lost.is_repeated_by(&pending)
            {
                repeats.push(pending);
                continue;
            }
            let news = entries.iter().filter(|entry| entry.generation > known);
            let overtaken = news.filter_map(|entry| overtaken(&pending.batch.changes, &entry.changes)).next();
            let taken = overtaken.map_or_else(|| world.register.commit(&pending.batch.changes, &stamp), Err);
            match taken {
                Ok(()) => self.queue.push_back(pending),
                Err(refusal) => rebased.refused.push((refusal, pending)),
            }
        }
        rebased
    }

    /// The batch at the head could not be written: everything that waits is taken back.
    pub fn give_up(&mut self, world: &mut World) -> Vec<Pending> {
        let waiting = self.withdraw(world);
        self.lost = waiting.first().map(|head| Lost {
            batch: head.batch.clone(),
            slot: head.source.slot(),
            draft: head.source.draft(world),
        });
        waiting
    }

    fn withdraw(&mut self, world: &mut World) -> Vec<Pending> {
        for pending in self.queue.iter().rev() {
            world.register.retract(&pending.batch.changes);
        }
        std::mem::take(&mut self.queue).into()
    }

    /// The batch given up last, if it is among what the base holds. It would be the first entry after those known
    /// then; once there is any, the question is answered.
    fn turned_up(&mut self, entries: &[Entry]) -> Option<Lost> {
        let lost = self.lost.take_if(|_| !entries.is_empty())?;
        let is_it = |entry: &Entry| {
            (&entry.command, entry.origin, &entry.changes)
                == (&lost.batch.command, lost.batch.origin, &lost.batch.changes)
        };
        entries.iter().any(is_it).then_some(lost)
    }

    /// Sends the head of the queue.
    pub fn send(&self, world: &World) -> Vec<Effect> {
        let base = world.register.generation();
        let send = |head: &Pending| Effect::Save { base, batch: head.batch.clone(), draft: head.source.slot() };
        self.queue.front().map(send).into_iter().collect()
    }
}

fn stamp(world: &World) -> Stamp {
    Stamp { generation: world.register.generation() + 1, at: world.now.timestamp(), who: world.who.clone() }
}
