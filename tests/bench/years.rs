//! What ten years do to a base: a school that large, worked on two hundred thousand times.
//!
//! `cargo bench --bench years`; with the word `indicators`, pane 7 alone. The base is made in memory (`/dev/shm`), since two hundred thousand durable commits
//! take most of an hour on a disk, and is then measured on the disk of the directory for temporary files.
//!
//! On two cores that were busy with other things, 59 058 records and 200 001 journal entries in 153 MiB:
//!
//! | What | Takes |
//! |---|---|
//! | open; load | 4 ms; 95 ms |
//! | ask for the generation | 3 µs |
//! | history of one record; of four | 67 ms; 68 ms |
//! | a page of the journal | 0.8 ms |
//! | own last step; of somebody who never took one | 6 µs; 90 ms |
//! | base arrives on screen; a pane comes to the front | 6 ms; 2 to 17 ms |
//! | a letter typed into the filter | 2 µs |
//! | snapshot for a backup, the only moment a session gives to it | 0.06 ms |
//! | backup, 17 MiB | 2.6 s |
//! | check | 0.9 s |
//! | tidy with its backup, half of the journal forgotten: 75 MiB | 3.4 s |
//! | restore: unpack, look through, compare; put in place | 1.7 s; 0.1 s |
//! | rescue with 50 broken pages | 2.5 s, 59 021 records saved |
//!
//! Pane 7 over five years of three thousand pupils, 74 530 records, on two cores with four times as much to do; each
//! with the frame that follows:
//!
//! | What | Takes |
//! |---|---|
//! | indicators for the first time, and after something was saved | 100 ms |
//! | strengths and weaknesses; the weeks of pairs; any other page, the same | 34 ms; 27 ms; 2 to 16 ms |
//! | a row down on any page | 0.1 ms |
//! | a page comes to the front again while nothing was saved | 0.1 ms, 12 ms at most |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDate};
use nastavnik::app::{Loaded, Model, Msg, view};
use nastavnik::demo::{self, Plan};
use nastavnik::domain::*;
use nastavnik::kit::{Code, Layout, Size, Stroke, Theme, World};
use nastavnik::store::keep::{self, Restore, Target};
use nastavnik::store::{Mode, Store};
use nastavnik::surveys;
use nastavnik::text::{Lang, Text};

/// Commands that are really executed.
const COMMANDS: usize = 200_000;

/// Pupils of the school; with ten years that makes some sixty thousand records.
const PUPILS: u32 = 2_200;

fn main() {
    if std::env::args().any(|word| word == "indicators") {
        return indicators();
    }
    let directory = tempfile::tempdir().unwrap();
    let base = directory.path().join("years.redb");
    make(&base);
    let now = Local::now().naive_local();
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let records = register.all().count();
    println!("{records} records, {} journal entries, {} MiB", register.generation(), size(&base) >> 20);
    read(&base, &mut store, &register);
    screen(register);
    indicators();
    let (time, snapshot) = timed(|| store.snapshot().unwrap());
    say("snapshot", vec![time]);
    let (time, backup) = timed(|| snapshot.backup(&Target::Shelf, now).unwrap());
    say("backup", vec![time]);
    println!("backup: {} MiB", size(&backup.path) >> 20);
    drop(snapshot);
    store.close().unwrap();
    let (time, report) = timed(|| keep::check(&base, now));
    assert!(report.is_sound(), "{:?}", report.findings);
    say("check", vec![time]);
    let half = i64::try_from(COMMANDS / 2).unwrap();
    let entries = Store::open(&base, Mode::ReadOnly).unwrap().journal(Some(u64::try_from(half).unwrap()), 1).unwrap();
    let forget = keep::Forget { before: Some(entries[0].at), ..keep::Forget::default() };
    let (time, tidied) = timed(|| keep::tidy(&base, forget, &Target::Shelf, now).unwrap());
    say("tidy, with its backup", vec![time]);
    println!("tidy: {} entries forgotten, {} MiB now", tidied.forgotten, size(&base) >> 20);
    let (time, restore) = timed(|| Restore::prepare(&backup.path, &base).unwrap());
    say("restore: unpack and compare", vec![time]);
    say("restore: put in place", vec![timed(|| restore.put(now).unwrap()).0]);
    spoil(&base);
    let saved = directory.path().join("saved.redb");
    let (time, rescued) = timed(|| keep::rescue(&base, &saved, Text::of(Lang::Ru)).unwrap());
    say("rescue with 50 broken pages", vec![time]);
    println!("rescue: {} of {records} records", rescued.contents.record_count() - rescued.stood_in.len());
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = black_box(work());
    (start.elapsed(), done)
}

fn say(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    println!("{what:<44} median {:>10.1?}   most {:>10.1?}", times[times.len() / 2], times[times.len() - 1]);
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

/// The base, made in memory and moved to the disk.
fn make(base: &Path) {
    let memory = tempfile::tempdir_in("/dev/shm").unwrap();
    let made = memory.path().join("years.redb");
    let plan = Plan { pupils: PUPILS, years: 10, seed: 58, today: Local::now().date_naive() };
    let mut store = Store::create(&made, &demo::school(&plan, surveys::builtin().unwrap())).unwrap();
    let mut register = store.load().unwrap();
    let mut ids = Ids::lane(0);
    ids.skip_past(register.highest_id());
    let people: Vec<PersonId> = register.people().map(|(id, _)| id).collect();
    let pairs: Vec<PairId> = register.of_kind(Kind::Pair).filter_map(|(key, _)| PairId::of(key)).collect();
    let mut worked: Vec<MeetingId> = Vec::new();
    let start = Instant::now();
    for number in 0..COMMANDS {
        let batch = step(&register, number, &people, &pairs, &mut worked, &mut ids);
        let entry = store.execute(register.generation(), &batch).unwrap();
        register.follow(&entry);
    }
    println!("{COMMANDS} commands in memory: {:.0?}", start.elapsed());
    store.close().unwrap();
    fs::copy(&made, base).unwrap();
}

/// A day's work in turns: a call to the parents, a planned meeting, a meeting held, a note about a pair.
fn step(
    register: &Register,
    number: usize,
    people: &[PersonId],
    pairs: &[PairId],
    worked: &mut Vec<MeetingId>,
    ids: &mut Ids,
) -> Batch {
    let pair = pairs[number * 31 % pairs.len()];
    match number % 40 {
        0 => {
            let id = MeetingId(ids.fresh());
            worked.push(id);
            let day = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
            let meeting = Meeting::planned(pair, MeetingKind::Regular, day);
            Batch::new("meeting.new", vec![Change::create::<Meeting>(id, meeting)])
        }
        turn if turn % 3 == 0 => {
            let id = worked[number * 7 % worked.len()];
            let before = register.get::<Meeting>(id).unwrap();
            let after = Meeting {
                topic: format!("Готовились к проекту, занятие {number}").into(),
                ..Meeting::clone(before)
            };
            Batch::new("meeting.edit", vec![Change::edit::<Meeting>(id, before, after)])
        }
        turn if turn % 3 == 1 => {
            let id = people[number * 17 % people.len()];
            let before = register.get::<Person>(id).unwrap();
            let after =
                Person { guardian: format!("мать, звонили {number}").into(), ..Person::clone(before) };
            Batch::new("mentee.edit", vec![Change::edit::<Person>(id, before, after)])
        }
        _ => {
            let before = register.get::<Pair>(pair).unwrap();
            let after = Pair {
                notes: format!("разговор с классным руководителем {number}").into(),
                ..Pair::clone(before)
            };
            Batch::new("pair.edit", vec![Change::edit::<Pair>(pair, before, after)])
        }
    }
}

fn read(base: &Path, store: &mut Store, register: &Register) {
    say("open", (0..9).map(|_| timed(|| Store::open(base, Mode::ReadWrite).unwrap()).0).collect());
    say("load", (0..5).map(|_| timed(|| store.load().unwrap()).0).collect());
    say("ask for the generation", (0..99).map(|_| timed(|| store.generation().unwrap()).0).collect());
    let person = register.people().next().unwrap().0;
    let mentee = register.of_kind(Kind::Mentee).next().unwrap().0;
    let meeting = register.of_kind(Kind::Meeting).next().unwrap().0;
    let pair = register.of_kind(Kind::Pair).next().unwrap().0;
    for (what, keys) in [
        ("history of a person", vec![person.into()]),
        ("history of a meeting never touched", vec![meeting]),
        ("history of four records", vec![person.into(), mentee, meeting, pair]),
    ] {
        say(what, (0..9).map(|_| timed(|| store.histories(&keys, 200).unwrap()).0).collect());
    }
    say("every entry decoded", (0..3).map(|_| timed(|| store.tail(0).unwrap()).0).collect());
    say("a page of the journal", (0..9).map(|_| timed(|| store.journal(None, 200).unwrap()).0).collect());
    let own = store.identity().user.clone();
    say("own last step", (0..9).map(|_| timed(|| store.last_undoable(&own).unwrap()).0).collect());
    say("last step of who never took one", (0..9).map(|_| timed(|| store.last_undoable("нет").unwrap()).0).collect());
    say("last step taken back, of the same", (0..9).map(|_| timed(|| store.last_redoable("нет").unwrap()).0).collect());
}

fn world() -> World {
    World {
        year: YearId(0),
        register: Register::new(),
        now: Local::now(),
        text: Text::of(Lang::Ru),
        reveal: false,
        period: None,
        read_only: None,
        layout: Layout::Cyrillic,
        theme: Theme { colour: true, lines: true },
        size: Size { width: 80, height: 24 },
        ids: Ids::lane(0),
        random: nastavnik::runtime::random,
        who: "петрова".to_owned(),
    }
}

/// The base of mentees on screen, and a name typed into its filter.
fn screen(register: Register) {
    let now = Local::now();
    let mut model = Model::new(world());
    let loaded = Loaded { register, lane: Some(0), can_undo: true, path: "school.redb".into(), ..Loaded::default() };
    say("base arrives on screen", vec![timed(|| model.update(Msg::Loaded(Box::new(loaded)), now)).0]);
    for digit in ['2', '3', '4', '5', '6', '1'] {
        let time = timed(|| model.update(Msg::Key(Stroke::char(digit)), now)).0;
        say(&format!("pane {digit} comes to the front"), vec![time]);
    }
    model.update(Msg::Key(Stroke::char('2')), now);
    model.update(Msg::Key(Stroke::char('/')), now);
    let typed: Vec<Duration> =
        "соколова а".chars().map(|letter| timed(|| model.update(Msg::Key(Stroke::char(letter)), now)).0).collect();
    say("a letter typed into the filter", typed);
    model.update(Msg::Key(Stroke::plain(Code::Esc)), now);
}

/// Pane 7 over five years of three thousand pupils: what a page costs when it comes to the front, when something was
/// saved, and when a key moves the cursor, with the frame that follows.
fn indicators() {
    let plan = Plan { pupils: 3_000, years: 5, seed: 58, today: Local::now().date_naive() };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    register.set_position(1, 0);
    println!("pane 7: {} records", register.all().count());
    let now = Local::now();
    let mut model = Model::new(world());
    let loaded = Loaded { register, lane: Some(0), can_undo: true, path: "school.redb".into(), ..Loaded::default() };
    model.update(Msg::Loaded(Box::new(loaded)), now);
    let area = ratatui::layout::Rect { x: 0, y: 0, width: 80, height: 24 };
    let mut press = |stroke: Stroke| {
        timed(|| {
            model.update(Msg::Key(stroke), now);
            let mut buffer = ratatui::buffer::Buffer::empty(area);
            view::draw(&model, area, &mut buffer);
        })
        .0
    };
    let pages = ["indicators", "answers", "change", "hopes", "swot", "self-check", "map", "calendar"];
    for page in pages {
        let open = if page == "indicators" { Stroke::char('7') } else { Stroke::plain(Code::Tab) };
        say(&format!("pane 7, {page}: comes to the front"), vec![press(open)]);
        say(&format!("pane 7, {page}: a row down"), (0..25).map(|_| press(Stroke::plain(Code::Down))).collect());
    }
    let again = (0..5 * pages.len()).map(|_| press(Stroke::plain(Code::Tab))).collect();
    say("pane 7: a page comes to the front again", again);
}

/// Fifty pages here and there become noise.
fn spoil(base: &Path) {
    let mut bytes = fs::read(base).unwrap();
    let pages = bytes.len() / 4096;
    for number in 1..=50 {
        let page = number * 7_919 % pages * 4096;
        bytes[page..page + 4096].fill(0xA5);
    }
    fs::write(base, bytes).unwrap();
}
