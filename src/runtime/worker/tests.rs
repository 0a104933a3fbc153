//! The screen and the base together while the disk fails: nothing typed is lost, and nothing is saved twice.

use std::collections::VecDeque;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::app::{self, Model};
use crate::kit::{Code, Size, Stroke, sample};
use crate::store::tests_disk::{Ailment, Disk, is_long};
use crate::store::tests_story::{leave_to_newer, raw_database};
use crate::text::Lang;

const NAME: &str = "Щукарёва Нина Львовна";

/// One session: what the runtime does with its threads, done in turn.
struct Session {
    model: Model,
    worker: Worker,
    disk: Disk,
    path: PathBuf,
    _directory: TempDir,
}

impl Session {
    /// A session in an empty base, over a disk that is well.
    fn open() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("school.redb");
        let (text, world) = (Text::of(Lang::Ru), sample::world());
        found(&path, Founding::Empty, world.today(), text).unwrap();
        let disk = Disk::default();
        let medium = disk.medium();
        let mut worker = Worker::new(path.clone(), text, world.today(), Box::new(|_| ()));
        worker.opener = Box::new(move |path, mode| Store::open_on(path, mode, Duration::from_secs(1), medium.clone()));
        let mut session = Self { model: Model::new(world), worker, disk, path, _directory: directory };
        session.work(Job::Open(None));
        assert_eq!(session.model.phase, app::Phase::Ready);
        session
    }

    /// Jobs are done in the order in which they were asked for, as the thread does them.
    fn work(&mut self, job: Job) {
        self.work_all(vec![job]);
    }

    fn work_all(&mut self, jobs: Vec<Job>) {
        let mut jobs = VecDeque::from(jobs);
        while let Some(job) = jobs.pop_front() {
            for msg in self.worker.work(job) {
                jobs.extend(self.update(msg));
            }
        }
    }

    fn update(&mut self, msg: Msg) -> Vec<Job> {
        let now = self.model.world.now;
        self.model.update(msg, now).into_iter().filter_map(Job::of).collect()
    }

    fn take(&mut self, msg: Msg) {
        let jobs = self.update(msg);
        self.work_all(jobs);
    }

    fn press(&mut self, stroke: Stroke) {
        self.take(Msg::Key(stroke));
    }

    fn keys(&mut self, keys: &str) {
        keys.chars().for_each(|key| self.press(Stroke::char(key)));
    }

    fn save(&mut self) {
        self.press(Stroke::plain(Code::F(2)));
    }

    /// Types somebody new.
    fn type_somebody(&mut self) {
        self.keys("2н");
        self.keys(NAME);
    }

    fn screen(&self) -> String {
        let Size { width, height } = self.model.world.size;
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        app::view::draw(&self.model, area, &mut buffer);
        let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        (0..height).map(row).collect::<Vec<_>>().join("\n")
    }

    fn has_form(&self) -> bool {
        self.model.desk.form().is_some()
    }

    /// The mentees on file, as another session sees them, and how many entries the journal has.
    fn on_file(&self) -> (Vec<String>, usize) {
        let mut store = Store::open_on(&self.path, Mode::ReadWrite, crate::store::PATIENCE, Disk::default().medium());
        let store = store.as_mut().unwrap();
        let register = store.load().unwrap();
        let names = register.mentees(register.school().unwrap().active_year);
        let names = names.map(|(id, _)| register.mentee_person(id).unwrap().name.full()).collect();
        (names, store.tail(0).unwrap().len())
    }

    /// The register on screen is the one in the base, and nothing waits.
    fn assert_in_step(&mut self) {
        assert!(!self.model.saving.is_busy());
        self.work(Job::Follow);
        let store = self.worker.store.as_mut().unwrap();
        let there = store.load().unwrap();
        let here = &self.model.world.register;
        assert_eq!(here.generation(), there.generation());
        assert!(here.all().eq(there.all()), "the screen shows something else than the base holds");
    }

    fn drafts(&self) -> usize {
        let name = |entry: io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let beside = std::fs::read_dir(self.path.parent().unwrap()).unwrap();
        beside.map(name).filter(|name| name.contains(".drafts-")).count()
    }
}

/// Does something with a fault at every call (at every few in the short form) until it is met no more.
fn row(few: usize, mut trial: impl FnMut(Ailment, bool, usize) -> bool) -> usize {
    let mut injected = 0;
    for (number, ailment) in [Ailment::Io, Ailment::Full, Ailment::Late].into_iter().enumerate() {
        for lasts in [true, false] {
            let stride = if is_long() { 1 } else { few };
            let first = (2 * number + usize::from(lasts)) % stride;
            injected += (first..).step_by(stride).take_while(|&after| trial(ailment, lasts, after)).count();
        }
    }
    injected
}

#[test]
fn a_form_that_meets_a_failing_disk_stays_and_is_saved_once() {
    let (mut kept, mut turned_up) = (0, 0);
    let injected = row(4, |ailment, lasts, after| {
        let mut session = Session::open();
        session.type_somebody();
        session.disk.fail(after, ailment, lasts);
        session.save();
        let struck = session.disk.heal() > 0;
        if session.has_form() {
            kept += 1;
            let screen = session.screen();
            assert!(screen.contains("Не записалось"), "{screen}");
            assert!(screen.contains(NAME), "{screen}");
            assert_eq!(session.drafts(), 1);
            let through = session.on_file().1 == 2;
            session.save();
            let screen = session.screen();
            assert!(!session.has_form(), "{screen}");
            assert_eq!(through, screen.contains("всё-таки записалась"), "{ailment:?} at {after}:\n{screen}");
            turned_up += usize::from(through);
        }
        assert_eq!(session.on_file(), (vec![NAME.to_owned()], 2), "{ailment:?} at {after}");
        assert_eq!(session.drafts(), 0, "{ailment:?} at {after}, lasts: {lasts}");
        session.assert_in_step();
        struck
    });
    assert!(kept > 5, "{kept}");
    println!("{injected} faults: {kept} times the form stayed, {turned_up} of them had been saved all the same");
}

/// The first call that fails so that the batch gets through and nobody can be asked.
fn saved_and_silent() -> Session {
    for after in 0.. {
        let mut session = Session::open();
        session.type_somebody();
        session.disk.fail(after, Ailment::Late, true);
        session.save();
        assert!(session.disk.heal() > 0, "no such call");
        if session.has_form() && session.on_file().1 == 2 {
            return session;
        }
    }
    unreachable!()
}

#[test]
fn what_was_typed_after_a_failure_goes_into_what_had_been_saved() {
    let mut session = saved_and_silent();
    session.press(Stroke::plain(Code::Home));
    session.keys("Я");
    session.save();
    assert!(session.has_form());
    let screen = session.screen();
    assert!(screen.contains("Первая попытка всё-таки записалась"), "{screen}");
    assert!(screen.contains(&format!("Я{NAME}")), "{screen}");
    session.save();
    assert!(!session.has_form(), "{}", session.screen());
    let (names, entries) = session.on_file();
    assert_eq!((names.len(), entries), (1, 3), "{names:?}");
    assert!(names[0].to_lowercase().starts_with("ящ"), "{names:?}");
    session.assert_in_step();
}

#[test]
fn a_saved_form_that_was_called_lost_closes_when_the_base_can_be_asked() {
    let mut session = saved_and_silent();
    session.work(Job::Follow);
    assert!(!session.has_form(), "{}", session.screen());
    assert!(session.screen().contains("всё-таки записалась"), "{}", session.screen());
    assert_eq!((session.on_file().1, session.drafts()), (2, 0));
    session.assert_in_step();
}

#[test]
fn a_step_without_a_form_is_asked_about_and_done_once() {
    let injected = row(5, |ailment, lasts, after| {
        let mut session = Session::open();
        session.type_somebody();
        session.save();
        session.disk.fail(after, ailment, lasts);
        session.keys("г"); // The key of U in the other layout: taking back.
        let struck = session.disk.heal() > 0;
        let screen = session.screen();
        if screen.contains("записать ещё раз") {
            session.press(Stroke::plain(Code::Enter));
        } else if session.on_file().1 == 2 {
            // The journal could not be asked what there is to take back, and that was said.
            assert!(screen.contains("Диск отказал") || screen.contains("На диске нет места"), "{screen}");
            session.keys("г");
        }
        assert_eq!(session.on_file(), (Vec::new(), 3), "{ailment:?} at {after}, lasts: {lasts}\n{screen}");
        session.assert_in_step();
        struck
    });
    println!("{injected} faults");
}

#[test]
fn a_step_that_was_called_lost_is_asked_about_no_more_when_it_turns_up() {
    for after in 0.. {
        let mut session = Session::open();
        session.type_somebody();
        session.save();
        let store = session.worker.store.as_mut().unwrap();
        let done = store.last_undoable(&session.worker.identity.user).unwrap();
        session.disk.fail(after, Ailment::Late, true);
        session.take(Msg::Found { redo: false, entry: done.map(Box::new), elsewhere: None });
        assert!(session.disk.heal() > 0, "no such call");
        if session.screen().contains("записать ещё раз") && session.on_file().1 == 3 {
            session.work(Job::Follow);
            let screen = session.screen();
            assert!(screen.contains("всё-таки записалась") && !screen.contains("записать ещё раз"), "{screen}");
            assert_eq!(session.on_file(), (Vec::new(), 3));
            session.assert_in_step();
            return;
        }
    }
}

/// The program was replaced while sessions of the one before are inside.
#[test]
fn a_newer_program_in_the_same_base_ends_writing_and_is_named() {
    for saves in [false, true] {
        let mut session = Session::open();
        session.type_somebody();
        leave_to_newer(&session.path);
        if saves {
            session.save();
        } else {
            session.work(Job::Follow);
        }
        let screen = session.screen();
        assert!(session.has_form() && screen.contains(NAME), "{screen}");
        assert!(screen.contains("Обновите программу") && screen.contains("только чтение"), "{screen}");
        assert!(!screen.contains("резервной копии") && screen.contains("Не записалось") == saves, "{screen}");
        assert_eq!(session.drafts(), 1);
    }
}

#[test]
fn a_form_that_meets_a_base_held_by_another_stays_and_is_saved_afterwards() {
    let mut session = Session::open();
    session.type_somebody();
    let other = raw_database(&session.path, &Disk::default()).unwrap();
    let held = other.begin_write().unwrap();
    session.save();
    let screen = session.screen();
    assert!(session.has_form() && screen.contains(NAME), "{screen}");
    assert!(screen.contains("Не записалось, введённое осталось. Базу держит"), "{screen}");
    assert_eq!(session.drafts(), 1);
    drop(held);
    session.save();
    assert!(!session.has_form(), "{}", session.screen());
    assert_eq!((session.on_file(), session.drafts()), ((vec![NAME.to_owned()], 2), 0));
    session.assert_in_step();
}

/// Somebody who was stopped in the middle of a write holds everybody up: the screen says how to bring them back.
#[test]
fn a_form_that_meets_a_base_held_by_a_stopped_session_says_how_to_wake_it() {
    let mut session = Session::open();
    let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let identity = Identity { user: "иванова".into(), tty: "pts/9".into(), pid: child.id() };
    let lane = Lane::take(&session.path, &identity).unwrap();
    session.type_somebody();
    let other = raw_database(&session.path, &Disk::default()).unwrap();
    let held = other.begin_write().unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::STOP).unwrap();
    let state = || std::fs::read_to_string(format!("/proc/{}/stat", identity.pid)).unwrap();
    while !state().contains(") T ") {
        std::thread::yield_now();
    }
    session.save();
    let screen = session.screen();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(session.has_form() && screen.contains("Базу держит остановленный сеанс: иванова"), "{screen}");
    assert!(screen.contains(&format!("kill -CONT {}", identity.pid)), "{screen}");
    drop(held);
    drop(lane);
    session.save();
    assert_eq!(session.on_file(), (vec![NAME.to_owned()], 2));
    session.assert_in_step();
}

/// The disk is waited for when the keys pause, never while they come.
#[test]
fn half_typed_work_reaches_the_disk_when_the_keys_pause() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("school.redb");
    let mut worker = Worker::new(path, Text::of(Lang::Ru), sample::world().today(), Box::new(|_| ()));
    worker.drafts.sync = |path| std::fs::write(path.with_extension("reached"), "");
    let reached = worker.drafts.directory().with_extension("reached");
    let (jobs, queue) = std::sync::mpsc::channel();
    let thread = std::thread::spawn(move || worker.run(&queue, |msg| panic!("{msg:?}")));
    let draft = |at: i64| Draft {
        before: Default::default(),
        slot: Slot::new("mentee", None),
        form: "mentee".into(),
        title: "Новый".into(),
        target: None,
        part: None,
        over: Vec::new(),
        revision: 0,
        fields: vec![("name".into(), NAME.into())],
        at,
    };
    let mut last = Instant::now();
    for key in 0..20 {
        assert!(!reached.exists() || last.elapsed() > Duration::from_millis(300), "key {key}");
        jobs.send(Job::Keep(Box::new(draft(key)))).unwrap();
        last = Instant::now();
        std::thread::sleep(Duration::from_millis(20));
    }
    while !reached.exists() {
        assert!(last.elapsed() < Duration::from_secs(1), "a second after the last key");
        std::thread::sleep(Duration::from_millis(5));
    }
    std::fs::remove_file(&reached).unwrap();
    jobs.send(Job::Keep(Box::new(draft(21)))).unwrap();
    jobs.send(Job::Close).unwrap();
    thread.join().unwrap();
    assert!(reached.exists(), "who leaves at once loses nothing either");
}
