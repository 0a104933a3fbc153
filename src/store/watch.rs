//! Waiting for other sessions without waking up for nothing.
//!
//! The kernel tells when the base or the directory of sessions changes, so an idle session sleeps until somebody does
//! something. One commit is some nine notices; they are gathered into one event. Own commits are told as well: asking
//! the base for its generation then costs some microseconds.

use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;

use super::{file, presence};

/// How long it must be quiet before a burst counts as over. Also the kernel tells that a lane was closed a moment
/// before it lets go of its lock; looking after the quiet sees the lane free.
const QUIET: Duration = Duration::from_millis(5);

/// A burst is reported after this long even if it goes on.
const LONGEST_BURST: Duration = Duration::from_millis(50);

/// How often to look where the kernel cannot tell.
const TICK: Duration = Duration::from_millis(500);

/// What may have changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The base, or another file is in its place: ask for the generation and whether it was replaced.
    Base,
    /// Who is in the base.
    Sessions,
    /// Anything: the kernel cannot tell here, and others are in the base.
    Tick,
}

/// Waits for changes of one base. Meant for a thread of its own.
#[derive(Debug)]
pub struct Watcher {
    base: PathBuf,
    notices: Option<Notices>,
    base_changed: bool,
    sessions_changed: bool,
}

/// What the kernel was asked to tell of.
#[derive(Debug)]
struct Notices {
    fd: OwnedFd,
    /// The file of the base.
    base: i32,
    /// The directory it lies in, where another file may take its name.
    around: i32,
    /// That name.
    name: Vec<u8>,
}

impl Watcher {
    /// Watches the base at a path. Make it after the session has taken its [`super::Lane`], so that the directory of
    /// sessions is there. Where the kernel gives no notices it looks now and then instead.
    pub fn new(base: &Path) -> Self {
        let base = base.canonicalize().unwrap_or_else(|_| base.to_owned());
        Self { notices: subscribe(&base).ok(), base, base_changed: false, sessions_changed: false }
    }

    /// Whether the kernel tells of changes, so that nothing wakes up while nothing happens.
    pub fn is_silent(&self) -> bool {
        self.notices.is_some()
    }

    /// Sleeps until something may have changed.
    pub fn wait(&mut self) -> Event {
        loop {
            if std::mem::take(&mut self.base_changed) {
                return Event::Base;
            }
            if std::mem::take(&mut self.sessions_changed) {
                return Event::Sessions;
            }
            if !self.gather() {
                self.notices = None;
                return self.tick();
            }
        }
    }

    /// Waits for a burst of notices and notes what it is about; false when the kernel does not tell.
    fn gather(&mut self) -> bool {
        let Some(notices) = &self.notices else { return false };
        let mut limit = None;
        let mut began = None;
        while ready(&notices.fd, limit) {
            let Ok(told) = drain(notices) else { return false };
            self.base_changed |= told.base || told.renamed;
            self.sessions_changed |= told.sessions;
            if told.renamed {
                let file = watch_file(&notices.fd, &self.base);
                self.notices = self.notices.take().map(|notices| Notices { base: file.unwrap_or(-1), ..notices });
                return true;
            }
            if began.get_or_insert_with(Instant::now).elapsed() >= LONGEST_BURST {
                break;
            }
            limit = Some(QUIET);
        }
        began.is_some()
    }

    fn tick(&self) -> Event {
        loop {
            thread::sleep(TICK);
            if presence::present(&self.base).len() > 1 {
                return Event::Tick;
            }
        }
    }
}

fn subscribe(base: &Path) -> Result<Notices, Errno> {
    let fd = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?;
    let id = watch_file(&fd, base)?;
    let around = inotify::add_watch(&fd, file::parent(base), WatchFlags::CREATE | WatchFlags::MOVED_TO)?;
    let sessions = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MODIFY | WatchFlags::CLOSE_WRITE;
    inotify::add_watch(&fd, presence::directory(base), sessions)?;
    let name = base.file_name().unwrap_or_default().as_encoded_bytes().to_owned();
    Ok(Notices { fd, base: id, around, name })
}

fn watch_file(fd: &OwnedFd, base: &Path) -> Result<i32, Errno> {
    inotify::add_watch(fd, base, WatchFlags::MODIFY | WatchFlags::MOVE_SELF | WatchFlags::DELETE_SELF)
}

/// Whether notices are waiting; sleeps up to `limit` for them, or for ever.
fn ready(fd: &OwnedFd, limit: Option<Duration>) -> bool {
    let limit = limit.map(|limit| Timespec { tv_sec: 0, tv_nsec: i64::from(limit.subsec_nanos()) });
    loop {
        let mut fds = [PollFd::new(fd, PollFlags::IN)];
        match poll(&mut fds, limit.as_ref()) {
            Ok(count) => return count > 0,
            Err(Errno::INTR) => {}
            Err(_) => return false,
        }
    }
}

/// What some notices were about.
#[derive(Debug, Default)]
struct Told {
    base: bool,
    /// Another file has taken the name of the base.
    renamed: bool,
    sessions: bool,
}

/// Takes all waiting notices.
fn drain(notices: &Notices) -> Result<Told, Errno> {
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut reader = Reader::new(&notices.fd, &mut buffer);
    let mut told = Told::default();
    loop {
        match reader.next() {
            Ok(notice) if notice.events().contains(ReadFlags::QUEUE_OVERFLOW) => {
                told = Told { base: true, renamed: true, sessions: true };
            }
            Ok(notice) if notice.wd() == notices.around => {
                told.renamed |= notice.file_name().is_some_and(|name| name.to_bytes() == notices.name);
            }
            Ok(notice) if notice.wd() == notices.base => told.base = true,
            Ok(_) => told.sessions = true,
            Err(Errno::AGAIN) => return Ok(told),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error),
        }
    }
}
