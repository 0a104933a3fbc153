//! Half-typed work on disk, beside the base and outside it.
//!
//! A draft is written at every key that changes it, without waiting for the disk: a dropped line or a kill loses at
//! most the last letter. It belongs to one user, and is offered when that user starts again and the session that
//! wrote it is gone.
//!
//! A file is named `OWNER.ORIGIN.SLOT.json`: the process it belongs to now, the session that typed it, and the form.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use chrono::Utc;

use crate::app::KeptDraft;
use crate::kit::{Draft, Slot};
use crate::store::{Identity, Presence};

/// The drafts of one session.
#[derive(Debug)]
pub struct Drafts {
    directory: PathBuf,
    pid: u32,
    origin: String,
}

impl Drafts {
    /// Drafts beside a base, of the session that `identity` is.
    pub fn beside(base: &Path, identity: &Identity) -> Self {
        // A directory for each user: in a shared base nobody reads, or stands in the way of, another's drafts.
        let mut name = base.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".drafts-{}", file_name(&identity.user)));
        let directory = base.with_file_name(name);
        let origin = format!("{}-{:x}", identity.pid, Utc::now().timestamp_millis());
        Self { directory, pid: identity.pid, origin }
    }

    fn file(&self, slot: &Slot) -> PathBuf {
        self.directory.join(format!("{}.{}.{}.json", self.pid, self.origin, slot.as_str()))
    }

    /// Keeps a draft in place of the one kept before in its slot.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        if !self.directory.exists() {
            DirBuilder::new().mode(0o700).create(&self.directory)?;
        }
        let path = self.file(&draft.slot);
        let new = path.with_extension("new");
        let written = write_closed(&new, &serde_json::to_vec(draft)?).and_then(|()| fs::rename(&new, path));
        if written.is_err() {
            let _ = fs::remove_file(new);
        }
        written
    }

    /// Forgets a draft of this session. The directory goes with the last draft in it.
    pub fn drop_own(&self, slot: &Slot) {
        self.forget(&self.file(slot));
    }

    /// Makes a draft from before this session's to offer: only one of two sessions that start at once can rename it.
    fn claim(&self, orphan: &Path) -> io::Result<PathBuf> {
        let name = orphan.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (_, rest) = name.split_once('.').unwrap_or_default();
        let claimed = self.directory.join(format!("{}.{rest}", self.pid));
        fs::rename(orphan, &claimed).map(|()| claimed)
    }

    /// Makes a claimed draft this session's own, without writing it anew: on a full disk that could lose it. Where
    /// this session has one of its own in that place already, both stay.
    pub fn adopt(&self, claimed: &Path, slot: &Slot) {
        let own = self.file(slot);
        if !own.exists() {
            let _ = fs::rename(claimed, own);
        }
    }

    /// Forgets a draft from before.
    pub fn forget(&self, path: &Path) {
        let _ = fs::remove_file(path);
        let _ = fs::remove_dir(&self.directory);
    }

    /// Drafts of this user whose sessions are gone, oldest first. A draft that cannot be read is left alone.
    pub fn left_behind(&self, inside: &[Presence]) -> Vec<KeptDraft> {
        let Ok(entries) = fs::read_dir(&self.directory) else { return Vec::new() };
        let mut kept: Vec<KeptDraft> = entries
            .filter_map(Result::ok)
            .filter(|entry| is_orphan(&entry.file_name().to_string_lossy(), inside))
            .filter_map(|entry| {
                let draft = serde_json::from_slice(&fs::read(entry.path()).ok()?).ok()?;
                Some(KeptDraft { path: self.claim(&entry.path()).ok()?, draft })
            })
            .collect();
        kept.sort_by_key(|kept| kept.draft.at);
        kept
    }
}

/// Writes a file that nobody but its owner can read.
fn write_closed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}

/// Whether the session that wrote a draft is gone. One that may only read has no lane and is not among those inside,
/// so its process is looked for as well.
fn is_orphan(name: &str, inside: &[Presence]) -> bool {
    let pid = name.strip_suffix(".json").and_then(|stem| stem.split('.').next()?.parse::<u32>().ok());
    pid.is_some_and(|pid| !inside.iter().any(|presence| presence.pid == pid) && !is_running(pid))
}

/// Whether a process runs this program.
fn is_running(pid: u32) -> bool {
    let program = |process: &str| fs::read_link(format!("/proc/{process}/exe")).ok();
    program(&pid.to_string())
        .is_some_and(|other| program("self").is_some_and(|own| other.file_name() == own.file_name()))
}

/// A user's name as a part of a file name.
fn file_name(user: &str) -> String {
    user.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::domain::PersonId;

    fn drafts(directory: &Path, pid: u32) -> Drafts {
        let identity = Identity { user: "петрова".into(), tty: "pts/1".into(), pid };
        Drafts::beside(&directory.join("base.redb"), &identity)
    }

    fn slot(at: i64) -> Slot {
        Slot::new("mentee", (at > 10).then(|| PersonId(1).into()))
    }

    fn draft(at: i64) -> Draft {
        Draft {
            slot: slot(at),
            form: "mentee".into(),
            title: "Новый".into(),
            target: None,
            part: None,
            revision: 0,
            fields: vec![("name".into(), "Ли".into())],
            before: Vec::new(),
            at,
        }
    }

    #[test]
    fn a_draft_outlives_its_session_and_nobody_else_reads_it() {
        let directory = tempfile::tempdir().unwrap();
        let dead = drafts(directory.path(), 11);
        dead.keep(&draft(1)).unwrap();
        dead.keep(&draft(2)).unwrap();
        assert_eq!(fs::metadata(dead.file(&slot(1))).unwrap().permissions().mode() & 0o777, 0o600);
        let next = drafts(directory.path(), 12);
        let found = next.left_behind(&[]);
        let alive = Presence { who: "петрова".into(), since: 0, tty: "pts/2".into(), pid: 12, stopped: false };
        assert!(drafts(directory.path(), 13).left_behind(&[alive]).is_empty(), "one session offers it, not two");
        assert_eq!(found.iter().map(|kept| &kept.draft).collect::<Vec<_>>(), [&draft(2)]);
        next.forget(&found[0].path);
        assert!(next.left_behind(&[]).is_empty());
        assert!(!dead.directory.exists());
    }

    #[test]
    fn every_form_has_a_draft_of_its_own_and_each_is_offered() {
        let directory = tempfile::tempdir().unwrap();
        let dead = drafts(directory.path(), 11);
        [1, 2, 12, 13].map(draft).iter().for_each(|draft| dead.keep(draft).unwrap());
        let next = drafts(directory.path(), 14);
        let at = |kept: Vec<KeptDraft>| kept.iter().map(|kept| kept.draft.at).collect::<Vec<_>>();
        assert_eq!(at(next.left_behind(&[])), [2, 13]);
        next.keep(&draft(3)).unwrap();
        next.drop_own(&slot(3));
        let last = drafts(directory.path(), 15);
        assert_eq!(at(last.left_behind(&[])), [2, 13], "put off twice, offered still");
    }

    #[test]
    fn the_draft_of_an_open_session_is_not_offered() {
        let directory = tempfile::tempdir().unwrap();
        drafts(directory.path(), 11).keep(&draft(1)).unwrap();
        let alive = Presence { who: "петрова".into(), since: 0, tty: "pts/1".into(), pid: 11, stopped: false };
        assert!(drafts(directory.path(), 12).left_behind(&[alive]).is_empty());
    }
}
