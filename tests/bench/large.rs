//! How fast the program is where a school is far larger than any real one. No harness: it prints medians. What it
//! holds in memory is counted by `tests/program/memory.rs`.
//!
//! `cargo bench --bench large`

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::Local;
use nastavnik::app::{Loaded, Model, Msg, view};
use nastavnik::demo::{self, Plan};
use nastavnik::domain::rollover::{Choices, Outlook, PairPlan, Phrases, changes};
use nastavnik::domain::{Batch, Change, Ids, Register, Stamp, phone};
use nastavnik::fields::{Order, fold};
use nastavnik::kit::{Code, Layout, List, PickFor, Picker, Row, Size, Stroke, Theme, World};
use nastavnik::panes::everybody;
use nastavnik::store::{Mode, Store};
use nastavnik::surveys;
use nastavnik::text::{Lang, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// What is typed, letter by letter, into a filter.
const TYPED: &str = "соколова а";

fn main() {
    let large = register(100_000);
    println!("100 000 pupils, {} people on file", large.people().count());
    filter_list(&large);
    filter_picker(&large);
    drop(large);
    load();
    draw();
    roll_over();
}

fn founding(pupils: u32) -> Vec<Change> {
    let plan = Plan { pupils, years: 2, seed: 58, today: Local::now().date_naive() };
    demo::school(&plan, surveys::builtin().unwrap())
}

fn register(pupils: u32) -> Register {
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&founding(pupils), &stamp).unwrap();
    register.set_position(1, 0);
    register
}

fn world(register: Register, size: (u16, u16)) -> World {
    World {
        year: register.school().unwrap().active_year,
        register,
        now: Local::now(),
        text: Text::of(Lang::Ru),
        reveal: false,
        period: None,
        read_only: None,
        layout: Layout::Cyrillic,
        theme: Theme { colour: true, lines: true },
        size: Size { width: size.0, height: size.1 },
        ids: Ids::lane(0),
        random: nastavnik::runtime::random,
        who: "петрова".to_owned(),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = black_box(work());
    (start.elapsed(), done)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn say(what: &str, times: Vec<Duration>) {
    let (count, most) = (times.len(), times.iter().max().copied().unwrap_or_default());
    println!("{what:<44} median {:>10.1?}   most {most:>10.1?}   of {count}", median(times));
}

/// The time of every key of a word typed into a filter, and of taking it back, a few times over. The first letter
/// looks through everything and is told apart.
fn type_and_erase(what: &str, mut press: impl FnMut(Stroke)) {
    let (mut first, mut further, mut back) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..9 {
        for (place, letter) in TYPED.chars().enumerate() {
            let (time, ()) = timed(|| press(Stroke::char(letter)));
            if place == 0 { first.push(time) } else { further.push(time) }
        }
        for _ in TYPED.chars() {
            back.push(timed(|| press(Stroke::plain(Code::Backspace))).0);
        }
    }
    say(&format!("{what}: first letter"), first);
    say(&format!("{what}: a letter further"), further);
    say(&format!("{what}: a letter taken back"), back);
}

fn filter_list(register: &Register) {
    let order = Order::new();
    let rows: Vec<Row> = register
        .people()
        .map(|(id, person)| {
            let name = person.name.full();
            let hay = fold(&format!("{name} {}", phone::digits(&person.phone)));
            Row { key: id.into(), hay: hay.into(), order: order.key(&name).into() }
        })
        .collect();
    let mut list = List::default();
    list.fit(20);
    let (filled, ()) = timed(|| list.fill(rows));
    say("list: fill and sort", vec![filled]);
    type_and_erase("list", |stroke| {
        list.filter_press(stroke);
    });
    assert!(list.shown_count() == list.count(), "all is taken back");
}

fn filter_picker(register: &Register) {
    let world = world(register.clone(), (80, 24));
    let (made, items) = timed(|| everybody(&world.ctx()));
    say("picker: make", vec![made]);
    let mut picker = Picker::new("", items, PickFor::Field, false);
    type_and_erase("picker", |stroke| {
        picker.press(stroke);
    });
    assert!(picker.shown_count() > 100_000, "all is taken back");
}

fn load() {
    let directory = tempfile::tempdir().unwrap();
    let base = directory.path().join("large.redb");
    let changes = founding(10_000);
    let (created, store) = timed(|| Store::create(&base, &changes).unwrap());
    store.close().unwrap();
    say("base of 10 000 pupils: create", vec![created]);
    let size = std::fs::metadata(&base).unwrap().len();
    println!("base of 10 000 pupils: {} records, {} KiB", changes.len(), size / 1024);
    let open = |_| timed(|| Store::open(&base, Mode::ReadWrite).unwrap().load().unwrap()).0;
    say("base of 10 000 pupils: open and load", (0..9).map(open).collect());
}

fn draw() {
    let register = register(10_000);
    for size in [(80, 24), (200, 50)] {
        let world = world(register.clone(), size);
        let now = world.now;
        let mut model = Model::new(world);
        let loaded = Loaded {
            register: register.clone(),
            lane: Some(0),
            can_undo: true,
            path: "school.redb".into(),
            ..Loaded::default()
        };
        say(&format!("{size:?}: base arrives"), vec![timed(|| model.update(Msg::Loaded(Box::new(loaded)), now)).0]);
        for digit in ['2', '3', '4', '5', '6', '1'] {
            let key = |c| Msg::Key(Stroke::char(c));
            let (shown, _) = timed(|| model.update(key(digit), now));
            say(&format!("{size:?} pane {digit}: come to front"), vec![shown]);
            let area = Rect { x: 0, y: 0, width: size.0, height: size.1 };
            let frame = |_| {
                model.update(Msg::Key(Stroke::plain(Code::Down)), now);
                let mut buffer = Buffer::empty(area);
                timed(|| view::draw(&model, area, &mut buffer)).0
            };
            say(&format!("{size:?} pane {digit}: frame"), (0..99).map(frame).collect());
        }
    }
}

/// The next year of a school of 1,200 pupils: looked at, worked out, judged, written in one transaction, undone.
fn roll_over() {
    let directory = tempfile::tempdir().unwrap();
    let base = directory.path().join("school.redb");
    Store::create(&base, &founding(1_200)).unwrap().close().unwrap();
    let mut store = Store::open(&base, Mode::ReadWrite).unwrap();
    let mut register = store.load().unwrap();
    let from = register.school().unwrap().active_year;
    let today = Local::now().date_naive();
    let mut choices = Choices::usual(&register, from, today);
    choices.pairs = PairPlan::GoOn;
    let (time, outlook) = timed(|| Outlook::new(&register, from, &choices, today).unwrap());
    println!("next year: {} people, looked at in {time:.1?}", register.people().count());
    let phrases = Phrases {
        waits: "ждёт".into(), goes_on: "продолжается".into(), goes_on_since: "работает".into()
    };
    let mut ids = Ids::lane(0);
    ids.skip_past(register.highest_id());
    let (time, changes) = timed(|| changes(&register, &outlook, &mut ids, &phrases));
    println!("next year: {} changes worked out in {time:.1?}", changes.len());
    let batch = Batch::new("year.begin", changes);
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    let (time, ()) = timed(|| register.clone().commit(&batch.changes, &stamp).unwrap());
    println!("next year: judged and taken in {time:.1?}");
    let generation = register.generation();
    let (time, entry) = timed(|| store.execute(generation, &batch).unwrap());
    println!("next year: durable in {time:.1?}");
    register.follow(&entry);
    let (time, _) = timed(|| store.execute(register.generation(), &Batch::undo(&entry)).unwrap());
    println!("next year: taken back in {time:.1?}");
}
