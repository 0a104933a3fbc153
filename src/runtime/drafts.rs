//! Half-typed work on disk, beside the base and outside it.
//!
//! A draft is written at every key that changes it, without waiting for the disk: a dropped line or a kill loses at
//! most the last letter. When the keys pause it is made to reach the disk, so that a power cut loses at most what was
//! typed since. It belongs to one user, and is offered when that user starts again and the session that wrote it is
//! gone.
//!
//! A file is named `OWNER.ORIGIN.SLOT.json`: the process it belongs to now, the session that typed it, and the form.
//! One that cannot be read is set aside as `….json.unreadable` and told of once.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::Utc;

use crate::app::KeptDraft;
use crate::kit::{Draft, Slot};
use crate::store::{Identity, Presence};

/// How long the keys must pause before a draft is made to reach the disk, and how long it waits at most.
const PAUSE: Duration = Duration::from_millis(400);
const AT_MOST: Duration = Duration::from_secs(3);

/// The drafts of one session.
#[derive(Debug)]
pub struct Drafts {
    directory: PathBuf,
    pid: u32,
    origin: String,
    /// Files that may not have reached the disk, and the first and the last moment that one was written.
    unsettled: BTreeSet<PathBuf>,
    written: Option<(Instant, Instant)>,
    /// Waits until a file or a directory has reached the disk.
    pub(super) sync: fn(&Path) -> io::Result<()>,
}

/// What a session before left.
#[derive(Debug, Default)]
pub struct Left {
    /// Drafts to offer, oldest first.
    pub drafts: Vec<KeptDraft>,
    /// How many could not be read and were set aside.
    pub unreadable: usize,
}

impl Drafts {
    /// Drafts beside a base, of the session that `identity` is.
    pub fn beside(base: &Path, identity: &Identity) -> Self {
        // A directory for each user: in a shared base nobody reads, or stands in the way of, another's drafts.
        let mut name = base.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".drafts-{}", file_name(&identity.user)));
        let directory = base.with_file_name(name);
        let origin = format!("{}-{:x}", identity.pid, Utc::now().timestamp_millis());
        Self { directory, pid: identity.pid, origin, unsettled: BTreeSet::new(), written: None, sync: reach_disk }
    }

    /// The directory they lie in.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn file(&self, slot: &Slot) -> PathBuf {
        self.directory.join(format!("{}.{}.{}.json", self.pid, self.origin, slot.as_str()))
    }

    /// Keeps a draft in place of the one kept before in its slot.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(&mut self, draft: &Draft) -> io::Result<()> {
        if !self.directory.exists() {
            DirBuilder::new().mode(0o700).create(&self.directory)?;
        }
        let path = self.file(&draft.slot);
        let new = path.with_extension("new");
        let written = write_closed(&new, &serde_json::to_vec(draft)?).and_then(|()| fs::rename(&new, &path));
        if written.is_err() {
            let _ = fs::remove_file(new);
            return written;
        }
        self.unsettled.insert(path);
        let now = Instant::now();
        self.written = Some((self.written.map_or(now, |(first, _)| first), now));
        Ok(())
    }

    /// When what was written is to be made to reach the disk; `None` while all of it has.
    pub fn due(&self) -> Option<Instant> {
        self.written.map(|(first, last)| (last + PAUSE).min(first + AT_MOST))
    }

    /// Makes everything written reach the disk, names as well.
    ///
    /// # Errors
    /// What the file system says.
    pub fn settle(&mut self) -> io::Result<()> {
        if self.written.take().is_none() {
            return Ok(());
        }
        let files = std::mem::take(&mut self.unsettled);
        let names = [Some(self.directory.as_path()), self.directory.parent()];
        files.iter().map(PathBuf::as_path).chain(names.into_iter().flatten()).try_for_each(self.sync)
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

    /// Drafts of this user whose sessions are gone. One that cannot be read is set aside, so that it is told of once and
    /// not lost: somebody may still read what was typed.
    pub fn left_behind(&self, inside: &[Presence]) -> Left {
        let mut left = Left::default();
        let Ok(entries) = fs::read_dir(&self.directory) else { return left };
        let orphans =
            entries.filter_map(Result::ok).filter(|entry| is_orphan(&entry.file_name().to_string_lossy(), inside));
        for entry in orphans {
            let path = entry.path();
            let read = match fs::read(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                read => read.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()),
            };
            match read {
                Some(draft) => left.drafts.extend(self.claim(&path).ok().map(|path| KeptDraft { path, draft })),
                None => left.unreadable += usize::from(set_aside(&path)),
            }
        }
        left.drafts.sort_by_key(|kept| kept.draft.at);
        left
    }
}

/// Gives a file a name under which it is not offered; false when another session was faster.
fn set_aside(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push(".unreadable");
    fs::rename(path, name).is_ok()
}

/// Waits until a file, or the names in a directory, have reached the disk. One that is done with meanwhile needs none.
fn reach_disk(path: &Path) -> io::Result<()> {
    match File::open(path).and_then(|file| file.sync_all()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
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

/// A user's name as a part of a file name, each name another: what is not of the usual letters stands as `%` and its
/// code.
fn file_name(user: &str) -> String {
    let usual = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    user.chars().map(|c| if usual(c) { c.to_string() } else { format!("%{:x}.", u32::from(c)) }).collect()
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
            over: Vec::new(),
            revision: 0,
            fields: vec![("name".into(), "Ли".into())],
            before: Vec::new(),
            at,
        }
    }

    #[test]
    fn a_draft_outlives_its_session_and_nobody_else_reads_it() {
        let directory = tempfile::tempdir().unwrap();
        let mut dead = drafts(directory.path(), 11);
        dead.keep(&draft(1)).unwrap();
        dead.keep(&draft(2)).unwrap();
        assert_eq!(fs::metadata(dead.file(&slot(1))).unwrap().permissions().mode() & 0o777, 0o600);
        let next = drafts(directory.path(), 12);
        let found = next.left_behind(&[]).drafts;
        let alive = Presence { who: "петрова".into(), since: 0, tty: "pts/2".into(), pid: 12, stopped: false };
        assert!(drafts(directory.path(), 13).left_behind(&[alive]).drafts.is_empty(), "one session offers it, not two");
        assert_eq!(found.iter().map(|kept| &kept.draft).collect::<Vec<_>>(), [&draft(2)]);
        next.forget(&found[0].path);
        assert!(next.left_behind(&[]).drafts.is_empty());
        assert!(!dead.directory.exists());
    }

    #[test]
    fn every_form_has_a_draft_of_its_own_and_each_is_offered() {
        let directory = tempfile::tempdir().unwrap();
        let mut dead = drafts(directory.path(), 11);
        [1, 2, 12, 13].map(draft).iter().for_each(|draft| dead.keep(draft).unwrap());
        let mut next = drafts(directory.path(), 14);
        let at = |left: Left| left.drafts.iter().map(|kept| kept.draft.at).collect::<Vec<_>>();
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
        assert!(drafts(directory.path(), 12).left_behind(&[alive]).drafts.is_empty());
    }

    #[test]
    fn a_draft_that_cannot_be_read_is_told_of_once_and_stays() {
        let directory = tempfile::tempdir().unwrap();
        let mut dead = drafts(directory.path(), 11);
        dead.keep(&draft(1)).unwrap();
        dead.keep(&draft(12)).unwrap();
        let torn = &fs::read(dead.file(&slot(1))).unwrap()[..20];
        fs::write(dead.file(&slot(1)), torn).unwrap();
        let next = drafts(directory.path(), 12);
        let left = next.left_behind(&[]);
        assert_eq!((left.drafts.len(), left.unreadable), (1, 1));
        next.forget(&left.drafts[0].path);
        let again = drafts(directory.path(), 13).left_behind(&[]);
        assert_eq!((again.drafts.len(), again.unreadable), (0, 0));
        let kept: Vec<PathBuf> = fs::read_dir(next.directory()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(kept.len(), 1);
        assert_eq!(fs::read(&kept[0]).unwrap(), torn);
    }

    #[test]
    fn no_two_users_share_a_directory() {
        let names = ["ivan.p", "ivan_p", "ivan p", "ivan%20.p", "ivan/p", "иван", "ivan-p", "%", "%25.", ""];
        let made: BTreeSet<String> = names.iter().map(|name| file_name(name)).collect();
        assert_eq!(made.len(), names.len(), "{made:?}");
        assert!(made.iter().all(|name| !name.contains('/')));
        assert_eq!(file_name("петрова"), "петрова");
    }

    /// As the worker does it: when the keys pause, and without end while they do not.
    #[test]
    fn what_was_typed_reaches_the_disk_within_a_second_of_the_last_key() {
        let directory = tempfile::tempdir().unwrap();
        let mut drafts = drafts(directory.path(), 11);
        assert_eq!(drafts.due(), None);
        let before = Instant::now();
        drafts.keep(&draft(1)).unwrap();
        drafts.keep(&draft(2)).unwrap();
        let due = drafts.due().unwrap();
        assert!(due > before && due < Instant::now() + Duration::from_secs(1));
        drafts.written = Some((before, before + Duration::from_secs(60)));
        assert_eq!(drafts.due(), Some(before + AT_MOST), "somebody who types without a pause");
        drafts.sync = |path| Err(io::Error::other(path.display().to_string()));
        let failed = drafts.settle().unwrap_err().to_string();
        assert_eq!(Path::new(&failed), drafts.file(&slot(1)), "the file first, then its name");
        drafts.sync = reach_disk;
        assert_eq!(drafts.due(), None, "said once, not again and again");
        drafts.keep(&draft(3)).unwrap();
        drafts.drop_own(&slot(3));
        drafts.settle().unwrap();
    }
}
