//! From a batch on screen to a batch on disk.
//!
//! A batch is taken into the register at once, so the curator sees it and goes on; the disk follows. Batches wait
//! their turn, one at a time. When somebody else was faster, what waits is taken back, theirs is followed, and ours
//! is tried again on top: what no longer fits becomes a conflict to be looked at, never an overwrite.

use std::collections::VecDeque;

use super::effect::Effect;
use crate::domain::{Batch, Entry, Refusal, Stamp};
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
    /// The draft that is done with once the batch is durable.
    fn draft(&self) -> Option<Slot> {
        match self {
            Self::Key => None,
            Self::Form(form) => Some(form.slot()),
            Self::Paper(draft) => Some(draft.slot.clone()),
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

/// What waits for the disk.
#[derive(Debug, Default)]
pub struct Saving {
    queue: VecDeque<Pending>,
    /// When the last batch became durable, in seconds since 1970 UTC.
    pub saved_at: Option<i64>,
}

impl Saving {
    /// Whether anything is not on disk yet.
    pub fn is_busy(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Takes a batch into the register and sends it on its way.
    ///
    /// # Errors
    /// What the register refuses, with the source of the batch.
    pub fn take(&mut self, batch: Batch, source: Source, world: &mut World) -> Result<Vec<Effect>, (Refusal, Source)> {
        let stamp = stamp(world);
        if let Err(refusal) = world.register.commit(&batch.changes, &stamp) {
            return Err((refusal, source));
        }
        self.queue.push_back(Pending { batch, source });
        Ok(if self.queue.len() == 1 { self.send(world) } else { Vec::new() })
    }

    /// The first in the queue is durable.
    pub fn confirm(&mut self, entry: &Entry, world: &mut World) -> Vec<Effect> {
        self.queue.pop_front();
        self.saved_at = Some(entry.at);
        world.register.set_position(entry.generation, 0);
        self.send(world)
    }

    /// Follows what others wrote and puts ours on top again. Returns what no longer fits.
    pub fn rebase(&mut self, entries: &[Entry], world: &mut World) -> Vec<(Refusal, Pending)> {
        for pending in self.queue.iter().rev() {
            world.register.retract(&pending.batch.changes);
        }
        let known = world.register.generation();
        for entry in entries.iter().filter(|entry| entry.generation > known) {
            world.register.follow(entry);
        }
        let stamp = stamp(world);
        let mut refused = Vec::new();
        for pending in std::mem::take(&mut self.queue) {
            match world.register.commit(&pending.batch.changes, &stamp) {
                Ok(()) => self.queue.push_back(pending),
                Err(refusal) => refused.push((refusal, pending)),
            }
        }
        refused
    }

    /// The batch at the head could not be written: everything that waits is taken back.
    pub fn give_up(&mut self, world: &mut World) -> Vec<Pending> {
        for pending in self.queue.iter().rev() {
            world.register.retract(&pending.batch.changes);
        }
        std::mem::take(&mut self.queue).into()
    }

    /// Sends the head of the queue.
    pub fn send(&self, world: &World) -> Vec<Effect> {
        let base = world.register.generation();
        let send = |head: &Pending| Effect::Save { base, batch: head.batch.clone(), draft: head.source.draft() };
        self.queue.front().map(send).into_iter().collect()
    }
}

fn stamp(world: &World) -> Stamp {
    Stamp { generation: world.register.generation() + 1, at: world.now.timestamp(), who: world.who.clone() }
}
