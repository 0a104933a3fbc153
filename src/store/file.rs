//! What is looked at before the engine is let near a file, and with which rights files are made.
//!
//! The engine would turn an empty file into a base and would trust locks that a network file system only pretends to
//! give. So the file is opened and judged here, and the engine gets the very file that was judged.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::error::{ReadOnly, StoreError};

/// How to open a base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For reading and writing; for reading alone where the system allows no more.
    ReadWrite,
    /// For reading alone.
    ReadOnly,
}

/// First bytes of every file of the engine.
const MAGIC: [u8; 9] = *b"redb\x1a\n\xa9\r\n";

/// Length of the engine's header in bytes; no file of its can be shorter.
const HEADER: u64 = 320;

/// File systems whose byte-range locks or caches do not hold between machines: NFS, CIFS, SMB2, FUSE (sshfs).
const NETWORK: [u64; 4] = [0x6969, 0xFF53_4D42, 0xFE53_4D42, 0x6573_5546];

/// How the name of a [`draft`] begins and ends.
const DRAFT: (&str, &str) = (".nastavnik-", ".new");

/// A draft that old belongs to nobody any more.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

const SETGID: u32 = 0o2000;
const OTHERS_READ: u32 = 0o004;
const GROUP_WRITES: u32 = 0o060;
const RIGHTS: u32 = 0o777;

/// What a file looks like from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Face {
    id: FileId,
    length: u64,
    /// When it was written last, in seconds and nanoseconds.
    written: (i64, i64),
}

/// Which file a path led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId {
    device: u64,
    inode: u64,
}

/// A file that looks like one of the engine's.
pub(super) struct Judged {
    pub(super) file: File,
    pub(super) id: FileId,
    pub(super) read_only: Option<ReadOnly>,
    pub(super) world_readable: bool,
}

/// Where the base of a user lies unless they say otherwise: the user's data directory, in a directory of its own.
/// `None` for a user without a home.
pub fn default_path() -> Option<PathBuf> {
    let own = directories::ProjectDirs::from("", "", "nastavnik")?;
    Some(own.data_dir().join("nastavnik.redb"))
}

/// The path of an existing file with no links in it, so that all sessions meet in the same place beside the base by
/// whatever name they know it.
pub(super) fn real(path: &Path) -> Result<PathBuf, StoreError> {
    path.canonicalize().map_err(|error| StoreError::io(path, error))
}

/// Opens a file and makes sure the engine may have it.
pub(super) fn judge(path: &Path, mode: Mode) -> Result<Judged, StoreError> {
    let about = fs::metadata(path).map_err(|error| StoreError::io(path, error))?;
    if about.is_dir() {
        return Err(StoreError::Directory { path: path.to_owned() });
    }
    if !about.is_file() {
        return Err(StoreError::Foreign { path: path.to_owned() });
    }
    let (mut file, read_only) = open(path, mode)?;
    refuse_network(&file, path)?;
    let about = file.metadata().map_err(|error| StoreError::io(path, error))?;
    judge_contents(&mut file, path, about.len())?;
    let id = FileId { device: about.dev(), inode: about.ino() };
    Ok(Judged { file, id, read_only, world_readable: about.mode() & OTHERS_READ != 0 })
}

/// Which file a path leads to now; `None` when none.
pub(super) fn id_of(path: &Path) -> Option<FileId> {
    fs::metadata(path).ok().map(|about| FileId { device: about.dev(), inode: about.ino() })
}

/// What the file at a path looks like now; `None` where none is.
pub(super) fn face_of(path: &Path) -> Option<Face> {
    let about = fs::metadata(path).ok()?;
    let id = FileId { device: about.dev(), inode: about.ino() };
    Some(Face { id, length: about.len(), written: (about.mtime(), about.mtime_nsec()) })
}

/// Rights of the base and of the files beside it: a shared directory (setgid) means a group of curators.
pub(super) fn rights_in(directory: &Path) -> u32 {
    if is_shared(directory) { 0o660 } else { 0o600 }
}

/// Whether a file has at least the rights that a file of its directory gets: a shared base is open to its group.
pub(super) fn has_rights_of(path: &Path) -> bool {
    let wanted = rights_in(&parent(path));
    fs::metadata(path).is_ok_and(|about| about.mode() & wanted & GROUP_WRITES == wanted & GROUP_WRITES)
}

/// Whether a base is a group's: by its directory, or because its group may read and write it.
pub(super) fn is_of_group(base: &Path) -> bool {
    let open = |about: fs::Metadata| about.mode() & GROUP_WRITES == GROUP_WRITES;
    is_shared(&parent(base)) || fs::metadata(base).is_ok_and(open)
}

/// Makes a directory for files beside the base, open to its group or to nobody else.
pub(super) fn make_directory(path: &Path, shared: bool) -> Result<(), StoreError> {
    let rights = if shared { 0o2770 } else { 0o700 };
    match fs::DirBuilder::new().mode(rights).create(path) {
        Ok(()) => set_rights(path, rights),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(StoreError::io(path, error)),
    }
}

/// Makes the directory of the default path, closed to others. Directories somebody named are theirs to make.
pub(super) fn make_default_directory(path: &Path) -> Result<(), StoreError> {
    if default_path().as_deref() != Some(path) {
        return Ok(());
    }
    let directory = parent(path);
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&directory);
    made.map_err(|error| StoreError::io(&directory, error))
}

/// Gives a new file or directory to whom the base belongs, or its directory where there is no base: what the
/// administrator makes must open for the curator. Where the system allows no gift, it stays with who made it.
pub(super) fn give_to_owner(new: &Path, base: &Path) {
    let like = fs::metadata(base).or_else(|_| fs::metadata(parent(base)));
    if let Ok(like) = like {
        let _ = std::os::unix::fs::chown(new, Some(like.uid()), Some(like.gid()));
    }
}

/// Gives a new file the owner, the group and the rights of the file it is to replace: whoever could work in the base
/// must be able to afterwards. Where none is there, [`give_to_owner`].
///
/// # Errors
/// [`StoreError::Unlike`] when the system does not allow it; [`StoreError::Directory`].
pub(super) fn make_like(new: &Path, old: &Path) -> Result<(), StoreError> {
    let unlike = |source| StoreError::Unlike { path: old.to_owned(), source };
    let like = match fs::metadata(old) {
        Ok(like) if like.is_dir() => return Err(StoreError::Directory { path: old.to_owned() }),
        Ok(like) => like,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            give_to_owner(new, old);
            return Ok(());
        }
        Err(error) => return Err(StoreError::io(old, error)),
    };
    let ours = fs::metadata(new).map_err(unlike)?;
    if (ours.uid(), ours.gid()) != (like.uid(), like.gid()) {
        std::os::unix::fs::chown(new, Some(like.uid()), Some(like.gid())).map_err(unlike)?;
    }
    fs::set_permissions(new, Permissions::from_mode(like.mode() & RIGHTS)).map_err(unlike)
}

/// Whether a file or directory has the group of the base, and gives it `rights`.
pub(super) fn is_open_like(path: &Path, base: &Path, rights: u32) -> bool {
    let (Ok(about), Ok(base)) = (fs::metadata(path), fs::metadata(base)) else { return false };
    about.gid() == base.gid() && about.mode() & rights == rights
}

/// Gives a new directory to the group of the base, as far as the system allows.
pub(super) fn give_to_group(new: &Path, base: &Path) {
    if let Ok(base) = fs::metadata(base) {
        let _ = std::os::unix::fs::chown(new, None, Some(base.gid()));
    }
}

/// Removes [`draft`]s in a directory that somebody who was cut off has left. What cannot be removed stays.
fn clear_abandoned(directory: &Path) {
    let is_stale = |path: &Path| {
        let changed = fs::metadata(path).and_then(|about| about.modified());
        changed.is_ok_and(|changed| SystemTime::now().duration_since(changed).is_ok_and(|age| age > ABANDONED))
    };
    let paths = fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let name = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).is_some_and(is_draft);
    for path in paths.filter(name).filter(|path| is_stale(path)) {
        let _ = fs::remove_file(path);
    }
}

/// Sets rights that the process's mask may have narrowed.
pub(super) fn set_rights(path: &Path, rights: u32) -> Result<(), StoreError> {
    fs::set_permissions(path, Permissions::from_mode(rights)).map_err(|error| StoreError::io(path, error))
}

/// The directory a path lies in.
pub(super) fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A path beside `path` whose name is its name with `suffix` after it.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Refuses a file or a directory on a network file system.
pub(super) fn refuse_network(place: &File, path: &Path) -> Result<(), StoreError> {
    let about = rustix::fs::fstatfs(place).map_err(|error| StoreError::io(path, error.into()))?;
    let magic = u64::try_from(about.f_type).unwrap_or_default() & 0xFFFF_FFFF;
    if NETWORK.contains(&magic) {
        return Err(StoreError::Network { path: path.to_owned(), magic });
    }
    Ok(())
}

/// A new file takes its final name, unless something has it already; then the directory is made durable.
pub(super) fn settle(new: tempfile::NamedTempFile, path: &Path) -> Result<(), StoreError> {
    new.persist_noclobber(path).map_err(|failed| match failed.error.kind() {
        io::ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
        _ => StoreError::io(path, failed.error),
    })?;
    make_durable(&parent(path))
}

/// Makes the names in a directory durable.
pub(super) fn make_durable(directory: &Path) -> Result<(), StoreError> {
    File::open(directory).and_then(|dir| dir.sync_all()).map_err(|error| StoreError::io(directory, error))
}

/// A file beside `path` that vanishes unless it is [`settle`]d, with the rights of the base. What killed programs left
/// of theirs goes.
pub(super) fn draft(path: &Path) -> Result<tempfile::NamedTempFile, StoreError> {
    let directory = parent(path);
    clear_abandoned(&directory);
    let draft = tempfile::Builder::new()
        .prefix(DRAFT.0)
        .suffix(DRAFT.1)
        .tempfile_in(&directory)
        .map_err(|error| StoreError::io(&directory, error))?;
    set_rights(draft.path(), rights_in(&directory))?;
    Ok(draft)
}

/// Whether a file of this name is a [`draft`].
fn is_draft(name: &str) -> bool {
    name.starts_with(DRAFT.0) && name.ends_with(DRAFT.1)
}

/// Whether what is made in a directory is its group's.
pub(super) fn is_shared(directory: &Path) -> bool {
    fs::metadata(directory).is_ok_and(|about| about.mode() & SETGID != 0)
}

fn open(path: &Path, mode: Mode) -> Result<(File, Option<ReadOnly>), StoreError> {
    let reason = match mode {
        Mode::ReadOnly => ReadOnly::Asked,
        Mode::ReadWrite => match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => return Ok((file, None)),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => ReadOnly::Rights,
            Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => ReadOnly::FileSystem,
            Err(error) => return Err(StoreError::io(path, error)),
        },
    };
    let file = File::open(path).map_err(|error| StoreError::io(path, error))?;
    Ok((file, Some(reason)))
}

fn judge_contents(file: &mut File, path: &Path, length: u64) -> Result<(), StoreError> {
    let mut start = Vec::new();
    let read = file.take(MAGIC.len() as u64).read_to_end(&mut start);
    read.map_err(|error| StoreError::io(path, error))?;
    let path = path.to_owned();
    if start.is_empty() {
        return Err(StoreError::Empty { path });
    }
    if !MAGIC.starts_with(&start) {
        return Err(StoreError::Foreign { path });
    }
    if length < HEADER {
        return Err(StoreError::Truncated { path });
    }
    Ok(())
}
