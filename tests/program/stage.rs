//! The model without a terminal: keys go in, a picture comes out.

use chrono::Local;
use nastavnik::app::{Effect, Loaded, Model, Msg, view};
use nastavnik::domain::{Batch, Change, Entry, Origin, Register, Stamp};
use nastavnik::kit::{Code, Info, Layout, Size, Stroke, stroke_of};
use nastavnik::text::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::school::{founding, world};

/// A register with an invented school of two years in it.
pub fn register() -> Register {
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    register.commit(&founding(100, 2), &stamp).unwrap();
    register.set_position(1, 0);
    register
}

/// What a session hears of a base it has opened.
pub fn loaded(register: &Register) -> Loaded {
    let (register, path) = (register.clone(), "school.redb".into());
    Loaded { register, lane: Some(0), can_undo: true, path, ..Loaded::default() }
}

/// The model a session has that has just opened a base.
pub fn model(register: &Register, lang: Lang, size: (u16, u16)) -> Model {
    let world = world(register.clone(), lang, size);
    let now = world.now;
    let mut model = Model::new(world);
    model.update(Msg::Loaded(Box::new(loaded(register))), now);
    model.update(Msg::Resize(Size { width: size.0, height: size.1 }), now);
    model
}

/// Presses a key.
pub fn press(model: &mut Model, stroke: Stroke) -> Vec<Effect> {
    model.update(Msg::Key(stroke), Local::now())
}

/// Presses named keys one after the other; what is no name is typed, letter by letter. What the last press asked for.
pub fn keys(model: &mut Model, keys: &[&str]) -> Vec<Effect> {
    let mut last = Vec::new();
    for key in keys {
        let named = stroke_of(key).filter(|stroke| !matches!(stroke.code, Code::Char(_)) || stroke.ctrl);
        let strokes = named.map_or_else(|| key.chars().map(Stroke::char).collect(), |stroke| vec![stroke]);
        for stroke in strokes {
            last = press(model, stroke);
        }
    }
    last
}

/// The rows on screen. Names of keys follow the layout typed last, so it is told.
pub fn picture(model: &mut Model, layout: Layout) -> Vec<String> {
    model.world.layout = layout;
    let Size { width, height } = model.world.size;
    let area = Rect { x: 0, y: 0, width, height };
    let mut buffer = Buffer::empty(area);
    view::draw(model, area, &mut buffer);
    let row = |y: u16| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..height).map(row).collect()
}

/// The commands that work in the pane in front.
pub fn commands(model: &Model) -> Vec<Info> {
    let mut commands = model.desk.commands(&model.world);
    commands.extend(model.desk.everywhere(&model.world));
    commands
}

/// Turns the pages of a pane until the one of this name is in front.
pub fn page(model: &mut Model, digit: &str, name: &str) {
    keys(model, &[digit]);
    for _ in 0..20 {
        if picture(model, Layout::Cyrillic).iter().any(|row| row.contains(&format!("[{name}]"))) {
            return;
        }
        keys(model, &["tab"]);
    }
    panic!("no page {name} in pane {digit}");
}

/// The whole screen as one text.
pub fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

/// The first step that is to be made durable.
pub fn saved(effects: &[Effect]) -> Option<Batch> {
    effects.iter().find_map(|effect| match effect {
        Effect::Save { batch, .. } => Some(batch.clone()),
        _ => None,
    })
}

/// The journal as it reads with this entry alone in it.
pub fn journal_of(model: &mut Model, changes: Vec<Change>) -> String {
    let entry = Entry {
        generation: 2,
        at: model.world.now.timestamp(),
        who: "Белова".to_owned(),
        session: "pts/1:1".to_owned(),
        command: "meeting.edit".to_owned(),
        origin: Origin::Done,
        changes,
    };
    model.update(Msg::Journal { keys: None, before: None, entries: vec![entry], more: false }, model.world.now);
    let shown = screen(model);
    keys(model, &["esc"]);
    shown
}
