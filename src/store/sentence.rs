//! What went wrong with the base, in one sentence: what, where, and what to do.

use super::{Presence, ReadOnly, StoreError};
use crate::text::{Text, fill};

/// The sentence for a failure; `inside` are the sessions that may hold the base.
pub fn sentence(error: &StoreError, inside: &[Presence], text: &Text) -> String {
    let b = &text.base;
    match error {
        StoreError::Missing { path } => fill(b.missing, &[&path.display()]),
        StoreError::Directory { path } => fill(b.directory, &[&path.display()]),
        StoreError::Forbidden { path } => fill(b.forbidden, &[&path.display()]),
        StoreError::Empty { path } => fill(b.empty, &[&path.display()]),
        StoreError::Foreign { path } => fill(b.foreign, &[&path.display()]),
        StoreError::Truncated { path } => fill(b.truncated, &[&path.display()]),
        StoreError::Exists { path } => fill(b.exists, &[&path.display()]),
        StoreError::Network { path, .. } => fill(b.network, &[&path.display()]),
        StoreError::Damaged { .. } => b.damaged.to_owned(),
        StoreError::Unfinished => b.unfinished.to_owned(),
        StoreError::Unreadable { place, .. } => fill(b.unreadable, &[place]),
        StoreError::Newer { .. } => b.newer.to_owned(),
        StoreError::Older { .. } => b.older.to_owned(),
        StoreError::OtherProgram => b.other_program.to_owned(),
        StoreError::Busy { .. } => fill(b.busy, &[&names(inside, text)]),
        StoreError::Behind(_) | StoreError::Diverged { .. } => b.diverged.to_owned(),
        StoreError::Rewound { .. } | StoreError::Replaced { .. } => b.replaced.to_owned(),
        StoreError::ReadOnly(why) => read_only(*why, text).to_owned(),
        StoreError::Crowded => b.crowded.to_owned(),
        StoreError::NoSpace => b.no_space.to_owned(),
        StoreError::Disk(source) => fill(b.disk, &[source]),
        other => fill(b.other, &[other]),
    }
}

/// Why a base may only be read.
pub fn read_only(why: ReadOnly, text: &Text) -> &'static str {
    match why {
        ReadOnly::Newer { .. } => text.base.read_only_newer,
        _ => text.base.read_only,
    }
}

/// «Петрова с 14:02 (pts/3)», for the sessions that are inside.
fn names(inside: &[Presence], text: &Text) -> String {
    if inside.is_empty() {
        return text.base.unknown_session.to_owned();
    }
    let name = |presence: &Presence| format!("{} ({}, {})", presence.who, presence.tty, presence.pid);
    inside.iter().map(name).collect::<Vec<_>>().join("; ")
}
