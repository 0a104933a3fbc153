//! A page of pane 7: rows with a figure each, and beside them what the figure says, as words and as a chart.
//!
//! What is particular to a page is its [`Source`]; moving, filtering, the card, opening the people and the table are the
//! same everywhere.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{view, words};
use crate::domain::Key;
use crate::kit::paint::Line;
use crate::kit::{
    Act, Code, Command, Info, LIST, List, PaneId, Row, Stroke, Tone, World, infos, row, run, verb, writable,
};
use crate::panes::{Pane, transfer};

/// One row.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub label: String,
    /// Its figure.
    pub value: String,
    /// A mark before it, and how row and mark are meant.
    pub mark: &'static str,
    /// See `mark`.
    pub tone: Tone,
    /// Whether it heads the rows below it.
    pub heading: bool,
    /// What the filter sees besides the label.
    pub hay: String,
}

impl Entry {
    /// A row with a figure.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        let (label, value) = (label.into(), value.into());
        Self { label, value, mark: " ", tone: Tone::Plain, heading: false, hay: String::new() }
    }

    /// A row that heads others.
    pub fn heading(label: impl Into<String>) -> Self {
        Self { tone: Tone::Heading, heading: true, ..Self::new(label, "") }
    }

    /// With a mark.
    pub fn marked(mut self, mark: &'static str, tone: Tone) -> Self {
        self.mark = mark;
        self.tone = tone;
        self
    }

    /// With words the filter finds it by.
    pub fn found_by(mut self, hay: String) -> Self {
        self.hay = hay;
        self
    }
}

/// What else a page can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// Say fact and plan of a row.
    Plan,
    /// Say the numbers that are divided by.
    Numbers,
    /// Choose for which days.
    Period,
    /// Choose a questionnaire.
    Which,
    /// Enter a measure.
    Measure,
}

/// What is particular to a page. Rows are known by their place.
pub trait Source {
    /// Works out the rows anew.
    fn gather(&mut self, world: &World) -> Vec<Entry>;

    /// The line above them.
    fn head(&self, world: &World) -> String;

    /// What a row says, in so many cells.
    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line>;

    /// The same as a table: its title and its lines.
    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)>;

    /// Opens a row: the people behind it, or its form.
    fn open(&self, place: usize, world: &World) -> Vec<Act>;

    /// What stands where there are no rows.
    fn nothing(&self, world: &World) -> String;

    /// Whether the page can do that.
    fn can(&self, _extra: Extra) -> bool {
        false
    }

    /// Does it.
    fn extra(&self, _extra: Extra, _place: usize, _world: &World) -> Vec<Act> {
        Vec::new()
    }

    /// Goes to what a key means here. Says whether the rows changed by that.
    fn choose(&mut self, _key: Key) -> bool {
        false
    }
}

/// A page.
pub struct Report {
    source: Box<dyn Source>,
    list: List,
    entries: Vec<Entry>,
    area: Rect,
}

/// What the list can do that makes sense for rows whose order is fixed.
const OF_LIST: [&str; 9] = [
    "list.filter",
    "list.card",
    "list.close_card",
    "list.up",
    "list.down",
    "list.page_up",
    "list.page_down",
    "list.first",
    "list.last",
];

impl Report {
    /// A page of a source.
    pub fn new(source: impl Source + 'static) -> Self {
        Self { source: Box::new(source), list: List::default(), entries: Vec::new(), area: Rect::default() }
    }

    /// The row under the cursor.
    fn place(&self) -> Option<usize> {
        usize::try_from(self.list.current()?.id).ok().filter(|place| *place < self.entries.len())
    }

    fn fill(&mut self, world: &World) {
        self.entries = self.source.gather(world);
        let row = |(place, entry): (usize, &Entry)| {
            let hay = crate::fields::fold(&format!("{} {}", entry.label, entry.hay)).into();
            let order = u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes().into();
            Row { key: words::row_key(place), hay, order }
        };
        self.list.fill(self.entries.iter().enumerate().map(row).collect());
        self.fit_card(world);
    }

    fn fit_card(&mut self, world: &World) {
        if self.list.is_reading() {
            let area = view::reading(self.area);
            let lines = self.card(usize::from(area.width), world).len();
            self.list.fit_card(lines, usize::from(area.height));
        }
    }

    /// The entries, for the view.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The list, for the view.
    pub(super) fn list(&self) -> &List {
        &self.list
    }

    /// The card of the row under the cursor.
    pub(super) fn card(&self, cells: usize, world: &World) -> Vec<Line> {
        self.place().map_or_else(Vec::new, |place| self.source.card(place, cells, world))
    }

    /// The line over the rows.
    pub(super) fn head(&self, world: &World) -> String {
        self.source.head(world)
    }

    /// What stands where there are no rows.
    pub(super) fn nothing(&self, world: &World) -> String {
        self.source.nothing(world)
    }

    fn extra(&self, extra: Extra, world: &World) -> Vec<Act> {
        self.source.extra(extra, self.place().unwrap_or(usize::MAX), world)
    }
}

type Allowed = Result<(), String>;

fn on_row(page: &Report, world: &World) -> Allowed {
    page.place().map(drop).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

fn can(page: &Report, extra: Extra, world: &World) -> Allowed {
    if page.source.can(extra) { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn can_write(page: &Report, extra: Extra, world: &World) -> Allowed {
    can(page, extra, world)?;
    writable(page, world)
}

fn table(page: &Report, world: &World) -> Vec<Act> {
    let table = page.place().and_then(|place| page.source.table(place, world));
    match table {
        Some((title, lines)) => vec![Act::Read(title, lines)],
        None => vec![Act::Refuse(world.text.messages.not_now.to_owned())],
    }
}

/// What the keys of the pane do.
pub static COMMANDS: &[Command<Report>] = &[
    row!("monitoring.open", verb::OPEN, behind, behind_help, 1, on_row, |page, world| {
        page.place().map_or_else(Vec::new, |place| page.source.open(place, world))
    }),
    row!("monitoring.table", verb::VIEW, as_table, as_table_help, 2, on_row, |page, world| table(page, world)),
    row!(
        "monitoring.which",
        verb::SURVEY,
        which_answers,
        which_answers_help,
        3,
        |page, world| can(page, Extra::Which, world),
        |page, world| page.extra(Extra::Which, world)
    ),
    row!(
        "monitoring.plan",
        verb::PLAN,
        target,
        target_help,
        3,
        |page, world| can_write(page, Extra::Plan, world),
        |page, world| { page.extra(Extra::Plan, world) }
    ),
    row!(
        "monitoring.numbers",
        verb::NEXT,
        numbers,
        numbers_help,
        4,
        |page, world| can_write(page, Extra::Numbers, world),
        |page, world| page.extra(Extra::Numbers, world)
    ),
    row!(
        "monitoring.period",
        verb::PERIOD,
        period,
        period_help,
        5,
        |page, world| can(page, Extra::Period, world),
        |page, world| { page.extra(Extra::Period, world) }
    ),
    row!(
        "measure.import",
        verb::IMPORT,
        import_measures,
        import_measures_help,
        4,
        |page, world| can_write(page, Extra::Measure, world),
        |_, world| vec![transfer::ask_import(crate::domain::Kind::Measure, world)]
    ),
    row!(
        "measure.new",
        verb::NEW,
        new_measure,
        new_measure_help,
        3,
        |page, world| can_write(page, Extra::Measure, world),
        |page, world| page.extra(Extra::Measure, world)
    ),
];

impl Pane for Report {
    fn id(&self) -> PaneId {
        PaneId::Monitoring
    }

    fn refresh(&mut self, world: &World) {
        self.fill(world);
    }

    fn fit(&mut self, area: Rect, world: &World) {
        self.area = area;
        self.list.fit(view::list_height(area));
        self.fit_card(world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = infos(COMMANDS, self, world);
        let not_now = world.text.messages.not_now;
        commands.retain(|info| info.disabled.as_deref() != Some(not_now));
        commands.extend(infos(LIST, &self.list, world).into_iter().filter(|info| OF_LIST.contains(&info.id)));
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        let acts = match run(COMMANDS, id, self, world) {
            Some(acts) => acts,
            None if OF_LIST.contains(&id) => run(LIST, id, &mut self.list, world).unwrap_or_default(),
            None => Vec::new(),
        };
        self.fit_card(world);
        acts
    }

    fn is_searching(&self) -> bool {
        self.list.is_filtering()
    }

    fn typed(&mut self, stroke: Stroke, _world: &mut World) -> Option<Vec<Act>> {
        if !self.list.is_filtering() {
            if stroke.code == Code::Esc && self.list.is_reading() {
                self.list.close_card();
                return Some(Vec::new());
            }
            return self.list.show_everything(stroke).then(Vec::new);
        }
        if stroke.code == Code::Enter {
            self.list.stop_filtering();
            return Some(Vec::new());
        }
        self.list.filter_press(stroke).then(Vec::new)
    }

    fn paste(&mut self, text: &str, _world: &mut World) -> Vec<Act> {
        if self.list.is_filtering() {
            self.list.filter_paste(text);
        }
        Vec::new()
    }

    fn select(&mut self, key: Key, world: &World) {
        if self.source.choose(key) {
            self.list.clear_filter();
            self.fill(world);
        }
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        view::page(self, area, buf, world);
    }
}
