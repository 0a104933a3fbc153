//! Whole screens as text, at the three sizes the program is made for. A change of the look shows here as a diff to be
//! read; `cargo insta review` (or `INSTA_UPDATE=always cargo test --test screens`) accepts it.

#![allow(clippy::unwrap_used)]

use chrono::{DateTime, Local, TimeZone};
use nastavnik::app::{self, Loaded, Model, Msg};
use nastavnik::demo::{Plan, school};
use nastavnik::domain::{Ids, Register, Stamp, YearId};
use nastavnik::kit::{Code, Layout, Size, Stroke, Theme, World};
use nastavnik::surveys;
use nastavnik::text::{Lang, Text};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Early afternoon of a Tuesday in the middle of the year.
fn now() -> DateTime<Local> {
    Local.with_ymd_and_hms(2026, 11, 24, 14, 2, 0).unwrap()
}

fn demonstration() -> Register {
    let plan = Plan { pupils: 600, years: 2, seed: 58, today: now().date_naive() };
    let stamp = Stamp { generation: 1, at: now().timestamp(), who: "петрова".into() };
    let mut register = Register::new();
    register.commit(&school(&plan, surveys::builtin().unwrap()), &stamp).unwrap();
    register.set_position(1, 0);
    register
}

struct Screen {
    model: Model,
}

impl Screen {
    fn open(lang: Lang) -> Self {
        let world = World {
            register: Register::new(),
            year: YearId(0),
            now: now(),
            text: Text::of(lang),
            reveal: false,
            period: None,
            read_only: None,
            layout: if lang == Lang::Ru { Layout::Cyrillic } else { Layout::Latin },
            theme: Theme { colour: false, lines: true },
            size: Size { width: 80, height: 24 },
            ids: Ids::lane(0),
            random: nastavnik::runtime::random,
            who: "петрова".into(),
        };
        let mut screen = Self { model: Model::new(world) };
        let loaded = Loaded {
            register: demonstration(),
            lane: Some(0),
            company: vec![nastavnik::store::Presence::default()],
            can_undo: true,
            path: "school.redb".into(),
            ..Loaded::default()
        };
        screen.send(Msg::Loaded(Box::new(loaded)));
        screen
    }

    fn send(&mut self, msg: Msg) {
        self.model.update(msg, now());
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let stroke = match key {
                "enter" => Stroke::plain(Code::Enter),
                "esc" => Stroke::plain(Code::Esc),
                "s-tab" => Stroke::plain(Code::BackTab),
                "tab" => Stroke::plain(Code::Tab),
                "down" => Stroke::plain(Code::Down),
                "c-n" => Stroke::ctrl('n'),
                page if page.len() > 1 && page.starts_with('[') => {
                    self.turn_to(page);
                    continue;
                }
                "f1" => Stroke::plain(Code::F(1)),
                "f2" => Stroke::plain(Code::F(2)),
                letters => {
                    letters.chars().for_each(|c| self.send(Msg::Key(Stroke::char(c))));
                    continue;
                }
            };
            self.send(Msg::Key(stroke));
        }
        self
    }

    /// Turns to the page of that name, as it stands in the line of pages when it is in front.
    fn turn_to(&mut self, page: &str) {
        for _ in 0..20 {
            if self.at(80, 24).contains(page) {
                return;
            }
            self.send(Msg::Key(Stroke::plain(Code::Tab)));
        }
        panic!("no page {page}");
    }

    fn at(&mut self, width: u16, height: u16) -> String {
        self.send(Msg::Resize(Size { width, height }));
        let area = Rect { x: 0, y: 0, width, height };
        let mut buffer = Buffer::empty(area);
        app::view::draw(&self.model, area, &mut buffer);
        let line = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(line).collect::<Vec<_>>().join("\n")
    }
}

/// One screen at the three sizes.
macro_rules! at_three_sizes {
    ($($name:ident: $keys:literal;)+) => { $(
        #[test]
        fn $name() {
            let mut screen = Screen::open(Lang::Ru);
            screen.press($keys);
            for (width, height) in [(80, 24), (60, 20), (200, 50)] {
                insta::assert_snapshot!(format!("{}_{width}x{height}", stringify!($name)), screen.at(width, height));
            }
        }
    )+ };
}

at_three_sizes! {
    next_year: "1 c-n down down down";
    years: "7 [Годы]";
    consents: "8 [Согласия]";
    duties: "8 [Роли] н director";
    today: "1";
    mentees: "2 down down";
    mentees_filtered: "2 /фед";
    mentee_form: "2 /громова enter tab tab tab";
    request_map: "2 к";
    mentors: "3 down";
    pairs: "4 down";
    pair_plan: "4 down down п";
    interview: "3 down down down Л";
    trainings: "8 [Обучение] down";
    trainees: "8 [Обучение] к down down";
    training_form: "8 [Обучение] н";
    wishes: "4 tab tab down";
    wish_form: "4 tab tab с";
    new_pair: "4 н";
    rules: "4 s-tab down";
    meetings: "5 down";
    meeting_form: "5 м enter";
    surveys: "6";
    keying: "6 enter 1 - 7 0";
    indicators: "7";
    survey_results: "7 [Опросы] down down down";
    expectations: "7 [Ожидания]";
    school_measures: "2 [ 7 [Динамика] / жалобы enter";
    self_check: "7 [Самопроверка] down down";
    heat: "7 [Карта] down down";
    weeks: "7 [Календарь] down";
    year_results: "7 tab tab down";
    events: "8 [События] down";
    roll: "8 [События] е 7б enter";
    practices: "2 [ 8 [Практики] down";
    awards: "2 [ 8 [Поощрение] down";
    roadmap: "8 down";
    roadmap_by_section: "8 к down down";
    passport: "8 [Паспорт] down";
    passport_compared: "8 [Паспорт] к";
    gates: "8 [Ворота] down";
    partners: "8 [Партнёры] down";
    school_lists: "8 [Списки] down";
    activity_form: "8 down enter";
    keys_of_the_pane: "2 f1";
}

#[test]
fn english() {
    let mut screen = Screen::open(Lang::En);
    insta::assert_snapshot!("english_today", screen.at(80, 24));
    screen.press("2 enter");
    insta::assert_snapshot!("english_mentee_form", screen.at(80, 24));
}

#[test]
fn a_window_that_is_too_small_says_so() {
    let screen = Screen::open(Lang::Ru).at(20, 5);
    assert!(screen.replace('\n', " ").contains("не меньше 60×20; сейчас 20×5"), "{screen}");
}

/// Whoever knows the name of a page need not know in which pane it is.
#[test]
fn the_palette_finds_pages_by_name() {
    let mut screen = Screen::open(Lang::Ru);
    for (typed, page) in [("самопров", "[Самопроверка]"), ("поощр", "[Поощрение]"), ("ожид", "[Ожидания]")]
    {
        screen.press(&format!("2 : {typed}"));
        let found = screen.at(80, 24);
        assert!(found.contains("страница экрана"), "{found}");
        screen.press("enter");
        let shown = screen.at(80, 24);
        assert!(shown.contains(page), "{shown}");
    }
}
