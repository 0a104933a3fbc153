//! Half-typed work on disk, beside the base and outside it.
//!
//! A draft is written at every key that changes it, without waiting for the disk: a dropped line or a kill loses at
//! most the last letter. It belongs to one user, and is offered when that user starts again and the session that
//! wrote it is gone.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::app::KeptDraft;
use crate::kit::Draft;
use crate::store::{Identity, Presence};

/// The drafts of one session.
#[derive(Debug)]
pub struct Drafts {
    directory: PathBuf,
    file: PathBuf,
}

impl Drafts {
    /// Drafts beside a base, of the session that `identity` is.
    pub fn beside(base: &Path, identity: &Identity) -> Self {
        // A directory for each user: in a shared base nobody reads, or stands in the way of, another's drafts.
        let mut name = base.file_name().unwrap_or_default().to_os_string();
        name.push(format!(".drafts-{}", file_name(&identity.user)));
        let directory = base.with_file_name(name);
        let file = directory.join(format!("{}.json", identity.pid));
        Self { directory, file }
    }

    /// Keeps a draft in place of the one kept before.
    ///
    /// # Errors
    /// What the file system says.
    pub fn keep(&self, draft: &Draft) -> io::Result<()> {
        if !self.directory.exists() {
            DirBuilder::new().mode(0o700).create(&self.directory)?;
        }
        let new = self.file.with_extension("new");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
        file.write_all(&serde_json::to_vec(draft)?)?;
        fs::rename(new, &self.file)
    }

    /// Forgets the draft of this session. The directory goes with the last draft in it.
    pub fn drop_own(&self) {
        let _ = fs::remove_file(&self.file);
        let _ = fs::remove_dir(&self.directory);
    }

    /// Makes a draft from before this session's to offer: only one of two sessions that start at once can rename it.
    fn claim(&self, orphan: &Path) -> io::Result<PathBuf> {
        let old = orphan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let old = old.rsplit('-').next().unwrap_or_default();
        let own = self.file.file_stem().unwrap_or_default().to_string_lossy();
        let claimed = self.directory.join(format!("{own}-{old}.json"));
        fs::rename(orphan, &claimed).map(|()| claimed)
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

/// Whether the session that wrote a draft is gone.
fn is_orphan(name: &str, inside: &[Presence]) -> bool {
    let pid = name.strip_suffix(".json").and_then(|stem| stem.split('-').next());
    pid.is_some_and(|pid| !inside.iter().any(|presence| presence.pid.to_string() == pid))
}

/// A user's name as a part of a file name.
fn file_name(user: &str) -> String {
    user.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn drafts(directory: &Path, pid: u32) -> Drafts {
        let identity = Identity { user: "петрова".into(), tty: "pts/1".into(), pid };
        Drafts::beside(&directory.join("base.redb"), &identity)
    }

    fn draft(at: i64) -> Draft {
        Draft {
            form: "mentee".into(),
            title: "Новый".into(),
            target: None,
            revision: 0,
            fields: vec![("name".into(), "Ли".into())],
            at,
        }
    }

    #[test]
    fn a_draft_outlives_its_session_and_nobody_else_reads_it() {
        let directory = tempfile::tempdir().unwrap();
        let dead = drafts(directory.path(), 11);
        dead.keep(&draft(1)).unwrap();
        dead.keep(&draft(2)).unwrap();
        assert_eq!(fs::metadata(&dead.file).unwrap().permissions().mode() & 0o777, 0o600);
        let next = drafts(directory.path(), 12);
        let found = next.left_behind(&[]);
        let alive = Presence { who: "петрова".into(), since: 0, tty: "pts/2".into(), pid: 12 };
        assert!(drafts(directory.path(), 13).left_behind(&[alive]).is_empty(), "one session offers it, not two");
        assert_eq!(found.iter().map(|kept| &kept.draft).collect::<Vec<_>>(), [&draft(2)]);
        next.forget(&found[0].path);
        assert!(next.left_behind(&[]).is_empty());
        assert!(!dead.directory.exists());
    }

    #[test]
    fn the_draft_of_an_open_session_is_not_offered() {
        let directory = tempfile::tempdir().unwrap();
        drafts(directory.path(), 11).keep(&draft(1)).unwrap();
        let alive = Presence { who: "петрова".into(), since: 0, tty: "pts/1".into(), pid: 11 };
        assert!(drafts(directory.path(), 12).left_behind(&[alive]).is_empty());
    }
}
