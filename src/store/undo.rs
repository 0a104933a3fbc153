//! Which step a user can take back or put back, found in the journal alone.
//!
//! Because the journal is the only memory of undo, it works after a restart, and steps of other users in between
//! neither hide one's own nor are taken back in their stead. Whether the step still fits the records is for the
//! register to say: a change carries what it replaces.

use std::collections::HashSet;

use crate::domain::Origin;

use super::error::StoreError;
use super::found::is_step;
use super::journal::Head;

type Heads<'a> = &'a mut dyn Iterator<Item = Result<Head, StoreError>>;

/// The generation of the newest step of `who` that stands. `heads` go from the newest back.
pub(super) fn undoable(
    mut heads: impl Iterator<Item = Result<Head, StoreError>>,
    who: &str,
) -> Result<Option<u64>, StoreError> {
    let heads: Heads<'_> = &mut heads;
    let mut fates = Fates::default();
    for head in heads {
        let head = head?;
        match head.origin {
            Origin::Undo(step) => fates.learn(step, true),
            Origin::Redo(step) => fates.learn(step, false),
            Origin::Done if head.who != who || !is_step(&head.command) => {}
            Origin::Done if fates.undone.contains(&head.generation) => {}
            Origin::Done => return Ok(Some(head.generation)),
        }
    }
    Ok(None)
}

/// The generation of the step that `who` took back last, unless they have done something new since or put it back.
/// `heads` go from the newest back.
pub(super) fn redoable(
    mut heads: impl Iterator<Item = Result<Head, StoreError>>,
    who: &str,
) -> Result<Option<u64>, StoreError> {
    let heads: Heads<'_> = &mut heads;
    let mut fates = Fates::default();
    for head in heads {
        let head = head?;
        if head.who != who || !is_step(&head.command) {
            continue;
        }
        match head.origin {
            Origin::Done => return Ok(None),
            Origin::Redo(step) => fates.learn(step, false),
            Origin::Undo(step) if fates.settled.contains(&step) => {}
            Origin::Undo(step) => return Ok(Some(step)),
        }
    }
    Ok(None)
}

/// What became of steps, as far as the journal has been read back. The first word about a step is the newest, so it
/// is the one that counts.
#[derive(Default)]
struct Fates {
    settled: HashSet<u64>,
    undone: HashSet<u64>,
}

impl Fates {
    fn learn(&mut self, step: u64, undone: bool) {
        if self.settled.insert(step) && undone {
            self.undone.insert(step);
        }
    }
}
