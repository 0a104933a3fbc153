//! A big step before it is taken: line by line what it will do, and what of it can be decided otherwise.
//!
//! What is particular to a step is its [`Ahead`]. It looks and changes nothing; only when it is taken it becomes
//! changes, all of one step.

use super::command::row;
use super::paint::Line;
use super::{Act, Command, Keys, Tone, World, always, verb};

/// One line of what a step will do.
#[derive(Debug, Clone)]
pub struct Fact {
    /// By which the step knows it.
    pub code: u32,
    /// What it is about.
    pub label: String,
    /// How many, or what was chosen.
    pub value: String,
    /// Whether it can be decided otherwise.
    pub open: bool,
    /// Whom or what it is about, by name, or a word on it.
    pub names: Vec<String>,
    /// How it is meant.
    pub tone: Tone,
}

impl Fact {
    /// A line that only tells.
    pub fn told(code: u32, label: impl Into<String>, value: impl Into<String>) -> Self {
        let (label, value) = (label.into(), value.into());
        Self { code, label, value, open: false, names: Vec::new(), tone: Tone::Plain }
    }

    /// A line that can be decided otherwise.
    pub fn choice(code: u32, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { open: true, ..Self::told(code, label, value) }
    }

    /// With names behind it.
    pub fn naming(mut self, names: Vec<String>) -> Self {
        self.names = names;
        self
    }

    /// Meant so.
    pub fn meant(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

/// What is particular to a step.
pub trait Ahead: std::fmt::Debug {
    /// What it is.
    fn title(&self, world: &World) -> String;

    /// What it will do, worked out anew.
    fn facts(&self, world: &World) -> Vec<Fact>;

    /// The next choice of a line, or the one before.
    fn turn(&mut self, code: u32, forward: bool, world: &World);

    /// The step as changes.
    ///
    /// # Errors
    /// The sentence that says why it cannot be taken.
    fn take(&self, world: &mut World) -> Result<Vec<Act>, String>;
}

/// A step on screen.
#[derive(Debug)]
pub struct Preview {
    step: Box<dyn Ahead>,
    facts: Vec<Fact>,
    cursor: usize,
    rows: usize,
}

/// Rows under the list for the names behind a line.
pub const NAMES: u16 = 2;

impl Preview {
    /// A step that is shown and not taken yet.
    pub fn new(step: impl Ahead + 'static, world: &World) -> Self {
        let facts = step.facts(world);
        Self { step: Box::new(step), facts, cursor: 0, rows: 1 }
    }

    /// Something on file changed: works out anew what the step will do.
    pub fn refresh(&mut self, world: &World) {
        self.facts = self.step.facts(world);
        self.go(0);
    }

    /// Tells it how many rows there are for all of it.
    pub fn fit(&mut self, height: u16) {
        self.rows = usize::from(height.saturating_sub(3 + NAMES)).max(1);
    }

    fn fact(&self) -> Option<&Fact> {
        self.facts.get(self.cursor)
    }

    fn go(&mut self, by: isize) -> Vec<Act> {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.facts.len().saturating_sub(1));
        Vec::new()
    }

    fn page(&mut self, forward: bool) -> Vec<Act> {
        let rows = isize::try_from(self.rows).unwrap_or(1);
        self.go(if forward { rows } else { -rows })
    }

    fn turn(&mut self, forward: bool, world: &World) -> Vec<Act> {
        if let Some(code) = self.fact().filter(|fact| fact.open).map(|fact| fact.code) {
            self.step.turn(code, forward, world);
            self.refresh(world);
        }
        Vec::new()
    }

    fn take(&self, world: &mut World) -> Vec<Act> {
        match self.step.take(world) {
            Ok(acts) => std::iter::once(Act::Close).chain(acts).collect(),
            Err(reason) => vec![Act::Refuse(reason)],
        }
    }

    fn names(&self, world: &World) -> Vec<Act> {
        let plain = world.theme.style(Tone::Plain);
        let page = self.fact().map(|fact| {
            let lines = fact.names.iter().map(|name| Line::of(name.as_str(), plain)).collect();
            Act::Read(format!("{} · {}", fact.label, fact.value), lines)
        });
        page.into_iter().collect()
    }

    /// What it is.
    pub fn title(&self, world: &World) -> String {
        self.step.title(world)
    }

    /// Its lines.
    pub fn lines(&self) -> &[Fact] {
        &self.facts
    }

    /// The line with the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }
}

fn can_turn(preview: &Preview, world: &World) -> Result<(), String> {
    if preview.fact().is_some_and(|fact| fact.open) { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn has_names(preview: &Preview, world: &World) -> Result<(), String> {
    let some = preview.fact().is_some_and(|fact| !fact.names.is_empty());
    if some { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

/// What can be done with a step that is shown.
pub static PREVIEW: &[Command<Preview>] = &[
    row!(
        "preview.take",
        Keys::same(&["enter", "f2", "ctrl-s"]),
        preview_take,
        preview_take_help,
        1,
        always,
        |it, w| { it.take(w) }
    ),
    row!("preview.turn", Keys::same(&["space", "right"]), preview_turn, preview_turn_help, 2, can_turn, |it, w| it
        .turn(true, w)),
    row!("preview.back", Keys::same(&["left"]), preview_turn, preview_turn_help, 0, can_turn, |it, w| it
        .turn(false, w)),
    row!("preview.names", verb::VIEW, preview_names, preview_names_help, 3, has_names, |it, w| it.names(w)),
    row!("preview.up", Keys::same(&["up", "k"]), up, up_help, 0, always, |it, _| it.go(-1)),
    row!("preview.down", Keys::same(&["down", "j"]), down, down_help, 0, always, |it, _| it.go(1)),
    row!("preview.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 0, always, |it, _| it.page(false)),
    row!("preview.page_down", Keys::same(&["pgdn"]), page_down, page_down_help, 0, always, |it, _| it.page(true)),
    row!("preview.leave", Keys::same(&["esc"]), leave, preview_leave_help, 4, always, |_, _| vec![Act::Close]),
];
