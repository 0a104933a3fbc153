//! A program in a pseudo-terminal, watched from outside.
//!
//! Spawn a [`Program`], send it bytes, wait for text, and ask what it cost: bytes and `write(2)` calls since a mark,
//! context switches while idle, peak memory, and whether the terminal was given back. Nothing runs in the background:
//! output is read while one of the waiting functions runs, so every test decides when it looks.
//!
//! A program needs a session and a controlling terminal of its own, or a hang-up and a new size would not reach it.
//! That takes a step between fork and exec, which needs unsafe code, or a small launcher. The launcher is the test
//! binary itself: see [`pty_launcher`]. A test file that says `mod support;` has it.

#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, OwnedFd};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};
use std::fs::{self, OpenOptions};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Names the program to the launcher: program and arguments, separated by [`SEPARATOR`].
const LAUNCH: &str = "NASTAVNIK_PTY_LAUNCH";
const SEPARATOR: char = '\u{1f}';
/// Names the system user to the launcher, as `uid:gid`; absent where the program runs as we do.
const USER: &str = "NASTAVNIK_PTY_USER";

/// Not a test: the step between fork and exec. In the process that [`Program::spawn`] starts, it makes a new session
/// with standard input as its terminal and becomes the program asked for. Asked for by hand it does nothing.
#[test]
#[ignore = "not a test, but a step in starting a program"]
fn pty_launcher() {
    let Ok(words) = std::env::var(LAUNCH) else { return };
    let mut words = words.split(SEPARATOR);
    let terminal = || std::io::stdin().as_fd().try_clone_to_owned().expect("the terminal has a name twice");
    rustix::process::setsid().expect("a child can lead a session");
    rustix::process::ioctl_tiocsctty(std::io::stdin()).expect("the terminal is free");
    let mut command = Command::new(words.next().expect("a program is named"));
    command.args(words).env_remove(LAUNCH).stdout(Stdio::from(terminal())).stderr(Stdio::from(terminal()));
    if let Ok(user) = std::env::var(USER) {
        let (uid, gid) = user.split_once(':').expect("a user and a group");
        command.uid(uid.parse().unwrap()).gid(gid.parse().unwrap()).env_remove(USER);
    }
    panic!("the program could not be started: {}", command.exec());
}

/// A running program and its terminal.
pub struct Program {
    child: Child,
    /// Our end of the line; `None` after [`Program::hang_up`].
    master: Option<OwnedFd>,
    screen: vt100::Parser,
    raw: Vec<u8>,
    /// How much of it the emulator has seen.
    shown: usize,
    mark: usize,
    status: Option<ExitStatus>,
}

/// How a program ended.
#[derive(Debug)]
pub struct Exit {
    /// Its status; a signal that killed it shows here.
    pub status: ExitStatus,
    /// From the call of [`Program::wait_exit`] to the end.
    pub elapsed: Duration,
}

impl Program {
    /// Starts `program` in a terminal of `size` columns × rows. Its environment holds `PATH`, `TERM=xterm-256color`,
    /// `LANG=C.UTF-8` and what `env` adds or replaces, and nothing else.
    pub fn spawn(program: &str, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        tcsetwinsize(&master, winsize(size)).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        let no_ctty = rustix::fs::OFlags::NOCTTY.bits().cast_signed();
        let slave = OpenOptions::new().read(true).write(true).custom_flags(no_ctty).open(name).unwrap();
        let words: Vec<&str> = std::iter::once(program).chain(args.iter().copied()).collect();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "support::pty_launcher", "--ignored", "--nocapture", "--test-threads=1"])
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs([("TERM", "xterm-256color"), ("LANG", "C.UTF-8")])
            .envs(env.iter().copied())
            .env(LAUNCH, words.join(&SEPARATOR.to_string()))
            .stdin(Stdio::from(slave))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let screen = vt100::Parser::new(cells(size.1), cells(size.0), 0);
        Self { child, master: Some(master), screen, raw: Vec::new(), shown: 0, mark: 0, status: None }
    }

    /// The same in a window of 120 × 30, as another system user who is in one group alone. Only root may do this.
    pub fn spawn_as((uid, gid): (u32, u32), program: &str, args: &[&str], env: &[(&str, &str)]) -> Self {
        let user = format!("{uid}:{gid}");
        Self::spawn(program, args, &[env, &[(USER, user.as_str())]].concat(), (120, 30))
    }

    /// Types. Keys are what a terminal sends: `"\r"` for Enter, `"\x1b[B"` for Down.
    pub fn send(&mut self, keys: &str) {
        let master = self.master.as_ref().expect("the line is open");
        let mut rest = keys.as_bytes();
        while !rest.is_empty() {
            let sent = rustix::io::write(master, rest).unwrap();
            rest = &rest[sent..];
        }
    }

    /// Sends one key and waits until the program has taken it in: it ran since, and all its threads are asleep again.
    /// What is sent next is then a key of its own, which matters after Escape, with which other keys begin.
    pub fn press(&mut self, key: &str, patience: Duration) {
        let end = Instant::now() + patience;
        self.asleep(end);
        let before = self.switches();
        self.send(key);
        while self.switches() == before {
            assert!(Instant::now() < end, "{key:?} is not taken within {patience:?}:\n{}", self.text());
            self.pump(Duration::from_millis(1));
        }
        self.asleep(end);
    }

    /// Reads until no thread of the program runs or waits for a processor.
    fn asleep(&mut self, end: Instant) {
        let runs = |stat: &str| !stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('S'));
        let task = format!("/proc/{}/task", self.child.id());
        let stats =
            || fs::read_dir(&task).unwrap().filter_map(|it| fs::read_to_string(it.ok()?.path().join("stat")).ok());
        while stats().any(|stat| runs(&stat)) {
            assert!(Instant::now() < end, "never asleep:\n{}", self.text());
            self.pump(Duration::from_millis(1));
        }
        while self.pump(Duration::ZERO) > 0 {}
    }

    /// Waits until `text` is on the screen and returns how long that took. Panics with the screen when it never is.
    pub fn wait_for(&mut self, text: &str, patience: Duration) -> Duration {
        self.wait_until(&format!("{text:?}"), patience, |screen| screen.contents().contains(text))
    }

    /// Waits until the screen is as wanted; `what` names it for the panic otherwise.
    pub fn wait_until(&mut self, what: &str, patience: Duration, wanted: impl Fn(&vt100::Screen) -> bool) -> Duration {
        let start = Instant::now();
        while !wanted(self.screen.screen()) {
            let left = patience.saturating_sub(start.elapsed());
            assert!(!left.is_zero(), "no {what} within {patience:?} on:\n{}", self.text());
            self.pump(left.min(Duration::from_millis(20)));
        }
        start.elapsed()
    }

    /// Reads until nothing came for `quiet`.
    pub fn settle(&mut self, quiet: Duration) {
        while self.pump(quiet) > 0 {}
    }

    /// Reads until the program has written nothing and run nothing for a while. Panics when it never rests.
    pub fn rest(&mut self, patience: Duration) {
        let end = Instant::now() + patience;
        loop {
            let (read, switches) = (self.raw.len(), self.switches());
            self.watch(Duration::from_millis(100));
            if (self.raw.len(), self.switches()) == (read, switches) {
                return;
            }
            assert!(Instant::now() < end, "never at rest within {patience:?}:\n{}", self.text());
        }
    }

    /// Reads for the whole of `time`, to see what an idle program does.
    pub fn watch(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            self.pump(left);
        }
    }

    /// Reads what comes within `patience`, at most one buffer; returns the number of bytes. A line that is gone takes
    /// its patience too, so that callers may loop.
    fn pump(&mut self, patience: Duration) -> usize {
        let Some(master) = &self.master else {
            std::thread::sleep(patience);
            return 0;
        };
        let wait = Timespec { tv_sec: patience.as_secs().cast_signed(), tv_nsec: patience.subsec_nanos().into() };
        let mut line = [PollFd::new(master, PollFlags::IN)];
        poll(&mut line, Some(&wait)).unwrap();
        let mut buffer = [0; 65536];
        if !line[0].revents().contains(PollFlags::IN) {
            if line[0].revents().contains(PollFlags::HUP) {
                std::thread::sleep(patience.min(Duration::from_millis(5)));
            }
            return 0;
        }
        let read = rustix::io::read(master, &mut buffer).unwrap_or(0);
        self.raw.extend_from_slice(&buffer[..read]);
        self.show_whole_characters();
        read
    }

    /// The emulator loses what follows a character that comes in two halves, so the first half waits for the other.
    fn show_whole_characters(&mut self) {
        let news = &self.raw[self.shown..];
        let whole = match std::str::from_utf8(news) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => news.len(),
        };
        self.screen.process(&news[..whole]);
        self.shown += whole;
    }

    /// The screen as the person sees it.
    pub fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// The text on the screen, row by row.
    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// Starts counting anew, after all that has been read.
    pub fn mark(&mut self) {
        self.mark = self.raw.len();
    }

    /// What the program has written since the mark, escape sequences and all.
    pub fn since_mark(&self) -> &[u8] {
        &self.raw[self.mark..]
    }

    /// Gives the window another size.
    pub fn resize(&mut self, size: (u16, u16)) {
        tcsetwinsize(self.master.as_ref().expect("the line is open"), winsize(size)).unwrap();
        self.screen.screen_mut().set_size(cells(size.1), cells(size.0));
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Closes our end, as a dropped connection does.
    pub fn hang_up(&mut self) {
        self.master = None;
    }

    /// Waits for the end of the program and reads its last words. Panics when it does not end in time.
    pub fn wait_exit(&mut self, patience: Duration) -> Exit {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < patience, "still running after {patience:?}:\n{}", self.text());
            self.pump(Duration::from_millis(2));
        };
        let elapsed = start.elapsed();
        self.status = Some(status);
        if self.master.is_some() {
            self.settle(Duration::from_millis(20));
        }
        Exit { status, elapsed }
    }

    /// What of the terminal was not given back: empty when all was. Judged by the bytes written and, while the line is
    /// open, by the mode the terminal is in.
    pub fn left_behind(&self) -> Vec<&'static str> {
        let last = |needle: &str| self.raw.windows(needle.len()).rposition(|bytes| bytes == needle.as_bytes());
        let switches = [
            ("alternate screen", "\x1b[?1049h", "\x1b[?1049l"),
            ("bracketed paste", "\x1b[?2004h", "\x1b[?2004l"),
            ("hidden cursor", "\x1b[?25l", "\x1b[?25h"),
            ("synchronised update", "\x1b[?2026h", "\x1b[?2026l"),
        ];
        let mut left: Vec<&'static str> =
            switches.iter().filter(|(_, on, off)| last(on) > last(off)).map(|(name, _, _)| *name).collect();
        if self.is_cooked() == Some(false) {
            left.push("raw mode");
        }
        left
    }

    /// Whether the terminal edits lines and echoes, as a shell expects; `None` when the line is closed.
    pub fn is_cooked(&self) -> Option<bool> {
        let cooked = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        self.master.as_ref().map(|master| tcgetattr(master).unwrap().local_modes.contains(cooked))
    }

    /// Context switches of all threads since their start. The difference over an idle time counts the wakeups.
    pub fn switches(&self) -> u64 {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        tasks
            .filter_map(|task| fs::read_to_string(task.ok()?.path().join("status")).ok())
            .map(|status| field(&status, "voluntary_ctxt_switches:") + field(&status, "nonvoluntary_ctxt_switches:"))
            .sum()
    }

    /// The number of threads.
    pub fn threads(&self) -> usize {
        fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap().count()
    }

    /// Calls of `write(2)` and its like so far, to files as well as to the terminal.
    pub fn writes(&self) -> u64 {
        field(&fs::read_to_string(format!("/proc/{}/io", self.child.id())).unwrap(), "syscw:")
    }

    /// The most memory held at once, in KiB.
    pub fn peak_memory(&self) -> u64 {
        field(&fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap(), "VmHWM:")
    }

    /// The state letter of the process: `S` asleep, `R` running, `T` stopped.
    pub fn state(&self) -> char {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        status.lines().find_map(|line| line.strip_prefix("State:\t")).unwrap().chars().next().unwrap()
    }

    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(self.child.id().cast_signed()).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.status.is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// The number after a label at the start of a line in a file of `/proc`.
fn field(text: &str, label: &str) -> u64 {
    let rest = text.lines().find_map(|line| line.strip_prefix(label)).unwrap_or_else(|| panic!("no {label}"));
    rest.split_whitespace().next().unwrap().parse().unwrap()
}

fn winsize((columns, rows): (u16, u16)) -> Winsize {
    Winsize { ws_col: columns, ws_row: rows, ws_xpixel: 0, ws_ypixel: 0 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window has cells")
}
