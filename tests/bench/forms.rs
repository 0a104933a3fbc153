//! Keying over many papers: every key, from the press to the frame it changes, with five thousand papers and more on file
//! and on a questionnaire of two hundred items. No harness: it prints medians and the dearest key, and fails above 16 ms.
//!
//! `cargo bench --bench forms`

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use std::time::{Duration, Instant};

use chrono::Local;
use nastavnik::app::{Loaded, Model, Msg, view};
use nastavnik::demo::{self, Plan};
use nastavnik::domain::{
    Audience, Change, Item, ItemKind, Label, Questionnaire, QuestionnaireId, Register, Stamp, Wave,
};
use nastavnik::kit::{Code, Layout, Size, Stroke, Theme, World};
use nastavnik::surveys;
use nastavnik::text::{Lang, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A key must be done within one frame of a screen of sixty a second.
const FRAME: Duration = Duration::from_millis(16);
/// Papers that are on file at least.
const PAPERS: usize = 5_000;

fn main() {
    let register = register();
    let papers = register.responses().count();
    println!("{} people, {papers} papers on file", register.people().count());
    assert!(papers >= PAPERS);
    for size in [(80, 24), (200, 50)] {
        key_papers(&register, size, "22 items of the exit form", "нн", 22);
        let long = with_long_form(&register);
        key_papers(&long, size, "200 items", "5", 200);
    }
}

fn register() -> Register {
    let plan = Plan { pupils: 5_000, years: 2, seed: 58, today: Local::now().date_naive() };
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&demo::school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    register.set_position(1, 0);
    register
}

/// The same school with a questionnaire of two hundred ratings that everybody is to answer.
fn with_long_form(register: &Register) -> Register {
    let item = |number: u32| {
        let question = format!("Вопрос {number}: насколько легко и комфортно вам было общаться с наставником?");
        Item::new(number.to_string(), Label::of(question), ItemKind::Scale { low: 1, high: 10 })
    };
    let sheet = Questionnaire {
        code: "long".to_owned(),
        version: 1,
        title: Label::of("Двести вопросов"),
        wave: Wave::Entry,
        audience: Audience::Mentee,
        forms: Vec::new(),
        own: true,
        items: (1..=200).map(item).collect(),
    };
    let mut register = register.clone();
    let stamp = Stamp { generation: 2, at: 0, who: "петрова".to_owned() };
    register.commit(&[Change::create(QuestionnaireId(register.highest_id() + 1), sheet)], &stamp).unwrap();
    register
}

/// Sittings of which the quickest counts for each key: whatever else the machine did meanwhile is no cost of the key.
const SITTINGS: usize = 5;

/// Keys three papers to their end, again and again, and measures every key with the frame it makes.
fn key_papers(register: &Register, size: (u16, u16), what: &str, keys: &str, items: usize) {
    let sittings: Vec<_> = (0..SITTINGS).map(|_| sitting(register, size, keys, items)).collect();
    let least = |at: usize| sittings.iter().map(|taken| taken[at].0).min().unwrap();
    let mut taken: Vec<(Duration, &str)> = (0..sittings[0].len()).map(|at| (least(at), sittings[0][at].1)).collect();
    taken.sort();
    let (dearest, name) = taken[taken.len() - 1];
    let median = taken[taken.len() / 2].0;
    println!("{size:?} {what}: {} keys, median {median:?}, dearest {dearest:?} ({name})", taken.len());
    let over: Vec<_> = taken.iter().filter(|(time, _)| *time > FRAME).collect();
    assert!(over.is_empty(), "{size:?} {what}: {over:?}");
}

fn sitting(register: &Register, size: (u16, u16), keys: &str, items: usize) -> Vec<(Duration, &'static str)> {
    let mut model = model(register, size);
    let mut taken = Vec::new();
    let mut press = |model: &mut Model, stroke: Stroke, name: &'static str| {
        let start = Instant::now();
        model.update(Msg::Key(stroke), Local::now());
        let area = Rect { x: 0, y: 0, width: size.0, height: size.1 };
        view::draw(model, area, &mut Buffer::empty(area));
        taken.push((start.elapsed(), name));
    };
    press(&mut model, Stroke::char('6'), "pane 6");
    press(&mut model, Stroke::plain(Code::Enter), "open");
    for _ in 0..3 {
        for place in 0..items {
            let key = keys.chars().nth(place % keys.chars().count()).unwrap();
            press(&mut model, Stroke::char(key), "answer");
        }
        press(&mut model, Stroke::plain(Code::F(2)), "save");
        press(&mut model, Stroke::plain(Code::Enter), "confirm");
    }
    taken
}

fn model(register: &Register, size: (u16, u16)) -> Model {
    let world = World {
        year: register.school().unwrap().active_year,
        register: register.clone(),
        now: Local::now(),
        text: Text::of(Lang::Ru),
        reveal: false,
        period: None,
        read_only: None,
        layout: Layout::Cyrillic,
        theme: Theme { colour: true, lines: true },
        size: Size { width: size.0, height: size.1 },
        ids: nastavnik::domain::Ids::lane(1),
        who: "петрова".to_owned(),
        random: nastavnik::runtime::random,
    };
    let now = world.now;
    let mut model = Model::new(world);
    let loaded = Loaded { register: register.clone(), lane: Some(0), path: "school.redb".into(), ..Loaded::default() };
    model.update(Msg::Loaded(Box::new(loaded)), now);
    model
}
