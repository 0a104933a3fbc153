//! What went wrong with the base, in one sentence: what, where, and what to do.

use super::{Notice, Presence, ReadOnly, StoreError, keep};
use crate::text::{SystemError, Text, fill};

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
        StoreError::Unreadable { flaw, .. } if flaw.is_of_newer() => b.newer.to_owned(),
        StoreError::Unreadable { place, .. } => fill(b.unreadable, &[&keep::place(*place, text)]),
        StoreError::Newer { .. } => b.newer.to_owned(),
        StoreError::Older { .. } => b.older.to_owned(),
        StoreError::OtherProgram => b.other_program.to_owned(),
        StoreError::Busy { .. } => busy(inside, text),
        StoreError::Behind(_) | StoreError::Diverged { .. } => b.diverged.to_owned(),
        StoreError::Rewound { .. } | StoreError::Replaced { .. } => b.replaced.to_owned(),
        StoreError::ReadOnly(why) => read_only(*why, text).to_owned(),
        StoreError::Lanes { path, source } => {
            let directory = path.display();
            fill(b.lanes, &[&directory, &SystemError::from(source).words(text), &directory])
        }
        StoreError::Shut { path } => fill(b.directory_closed, &[&path.display(), &path.display()]),
        StoreError::Target(error) => target(error, text),
        StoreError::Source(error) => source(error, text),
        StoreError::Garbled { path } => fill(text.keep.garbled, &[&path.display()]),
        StoreError::Moved { .. } => text.keep.moved.to_owned(),
        StoreError::Unlike { path, source } => {
            fill(text.keep.unlike, &[&path.display(), &SystemError::from(source).words(text)])
        }
        StoreError::Crowded => b.crowded.to_owned(),
        StoreError::NoSpace => b.no_space.to_owned(),
        StoreError::Inside => fill(text.keep.inside, &[&names(&inside.iter().collect::<Vec<_>>(), text)]),
        StoreError::Cut { path } => fill(text.keep.cut, &[&path.display()]),
        StoreError::Unsound { .. } => text.keep.backup_unsound.to_owned(),
        StoreError::Forgotten { .. } => text.keep.forgotten_step.to_owned(),
        StoreError::Room { path, needed, free } => {
            fill(text.keep.no_room, &[&path.display(), &needed.div_ceil(1 << 20), &(free >> 20)])
        }
        StoreError::Memory { path, needed, free } => {
            fill(text.keep.no_memory, &[&path.display(), &needed.div_ceil(1 << 20), &(free >> 20)])
        }
        StoreError::TooLarge { bytes, .. } => fill(b.too_large, &[bytes]),
        StoreError::Disk(source) => fill(b.disk, &[&SystemError::from(source).words(text)]),
        StoreError::Io { path, source } => fill(b.io, &[&path.display(), &SystemError::from(source).words(text)]),
        StoreError::Nothing | StoreError::Founding { .. } => b.wrong.to_owned(),
    }
}

/// What the owner of a base should hear of.
pub fn notice(notice: Notice, text: &Text) -> &'static str {
    match notice {
        Notice::WorldReadable => text.base.world_readable,
        Notice::ClockBehind => text.base.clock_behind,
    }
}

/// Why a base may only be read.
pub fn read_only(why: ReadOnly, text: &Text) -> &'static str {
    match why {
        ReadOnly::Newer { .. } => text.base.read_only_newer,
        ReadOnly::Rights => text.base.read_only,
        ReadOnly::FileSystem => text.base.read_only_disk,
        ReadOnly::Asked => text.base.read_only_asked,
    }
}

/// Why no backup can be made where it was to go.
fn target(error: &StoreError, text: &Text) -> String {
    let k = &text.keep;
    match error {
        StoreError::Missing { path } => fill(k.target_missing, &[&path.display()]),
        StoreError::Forbidden { path } => fill(k.target_forbidden, &[&path.display()]),
        StoreError::Io { path, source } => {
            fill(k.target_io, &[&path.display(), &SystemError::from(source).words(text)])
        }
        other => sentence(other, &[], text),
    }
}

/// Why a backup cannot be put back.
fn source(error: &StoreError, text: &Text) -> String {
    let k = &text.keep;
    match error {
        StoreError::Missing { path } => fill(k.source_missing, &[&path.display()]),
        StoreError::Forbidden { path } => fill(k.source_forbidden, &[&path.display()]),
        StoreError::Directory { path } => fill(k.source_directory, &[&path.display()]),
        StoreError::Empty { path } => fill(k.source_empty, &[&path.display()]),
        StoreError::Foreign { path } => fill(k.source_foreign, &[&path.display()]),
        StoreError::Truncated { path } => fill(k.cut, &[&path.display()]),
        other => sentence(other, &[], text),
    }
}

/// Who holds the base. A stopped session is the likely one, and the only one that will not let go by itself.
fn busy(inside: &[Presence], text: &Text) -> String {
    let stopped: Vec<&Presence> = inside.iter().filter(|presence| presence.stopped).collect();
    if let [first, ..] = stopped.as_slice() {
        return fill(text.base.stopped, &[&names(&stopped, text), &first.pid, &first.pid]);
    }
    fill(text.base.busy, &[&names(&inside.iter().collect::<Vec<_>>(), text)])
}

/// «petrova (pts/3, 4711)», for sessions.
fn names(sessions: &[&Presence], text: &Text) -> String {
    if sessions.is_empty() {
        return text.base.unknown_session.to_owned();
    }
    let name = |presence: &&Presence| format!("{} ({}, {})", presence.who, presence.tty, presence.pid);
    sessions.iter().map(name).collect::<Vec<_>>().join("; ")
}
