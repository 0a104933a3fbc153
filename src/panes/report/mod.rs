//! A page of rows whose order is its own, each with a figure, and beside them what the row says: what pane 7 makes of
//! its reports, and pane 8 of the roadmap, the passport and the lists.
//!
//! What is particular to a page is its [`Topic`]; moving, filtering and the card are the same everywhere.

mod alike;
mod card;
mod view;

use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

pub use card::{Card, table};

use super::Pane;
use crate::domain::{Key, Kind, YearId};
use crate::kit::paint::Line;
use crate::kit::{Act, Code, Command, FIXED_LIST, Info, LIST, List, PaneId, Row, Stroke, Tone, World, infos, run};
use crate::text::Text;

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
    /// The record it shows, by which the cursor finds it again.
    pub key: Option<Key>,
    /// What stands in the columns between label and figure.
    pub cells: Vec<String>,
}

impl Entry {
    /// A row with a figure.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        let (label, value) = (label.into(), value.into());
        Self {
            label,
            value,
            mark: " ",
            tone: Tone::Plain,
            heading: false,
            hay: String::new(),
            key: None,
            cells: Vec::new(),
        }
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

    /// With what stands in the columns.
    pub fn across(mut self, cells: Vec<String>) -> Self {
        self.cells = cells;
        self
    }

    /// Of a record. No two rows of a page are of the same.
    pub fn of(mut self, key: impl Into<Key>) -> Self {
        self.key = Some(key.into());
        self
    }
}

/// A column between label and figure: its head, and the cells it needs.
pub type Across = (fn(&Text) -> &'static str, u16);

/// Where the card stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// Beside the rows, or below them where the window is narrow.
    Always,
    /// Beside the rows where the window is wide; a narrow one leaves them its whole width, and the card comes in front
    /// of them. So a step down a narrow window repaints two words and not a card.
    Wide,
    /// There is none: the rows say everything.
    Nowhere,
}

/// What is particular to a page. Rows are known by their place.
pub trait Topic: Sized + 'static {
    /// The pane it is a page of.
    const PANE: PaneId;

    /// Where its card stands.
    const CARD: Placing;

    /// Works out the rows anew.
    fn gather(&mut self, world: &World) -> Vec<Entry>;

    /// The columns between label and figure. They leave from the right where the rows are narrow.
    fn columns(&self) -> &'static [Across] {
        &[]
    }

    /// Whether the last column says as much as the label, and gets half of the room that is to spare.
    fn shares_room(&self) -> bool {
        false
    }

    /// The line above them.
    fn head(&self, world: &World) -> String;

    /// What a row says, in so many cells.
    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line>;

    /// The same where the rows were searched for words: what does not have them may be left out.
    fn found_card(&self, place: usize, cells: usize, _typed: &str, world: &World) -> Vec<Line> {
        self.card(place, cells, world)
    }

    /// Whether the rows need the whole width of a window that is not wide.
    fn is_wide(&self) -> bool {
        false
    }

    /// Whether its arrows say which way a number went, so that whether that is good needs a sign of its own.
    fn judges(&self) -> bool {
        false
    }

    /// What stands where there are no rows.
    fn nothing(&self, world: &World) -> String;

    /// Its own commands.
    fn commands() -> &'static [Command<Report<Self>>];

    /// Goes to what a key means here. Says whether the rows changed by that.
    fn choose(&mut self, _key: Key) -> bool {
        false
    }
}

/// A page.
pub struct Report<T: Topic> {
    /// What is particular to it.
    pub topic: T,
    list: List,
    entries: Vec<Entry>,
    /// Where the words of each label begin by which it differs from the others, for rows that cut it.
    differs: Vec<usize>,
    area: Rect,
    seen: Option<Seen>,
}

/// All that rows are worked out from. While it is the same, so are they: five years of a large school take a tenth of a
/// second, and nobody waits for that on the way from one page to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    revision: u64,
    year: YearId,
    today: NaiveDate,
    period: Option<(NaiveDate, NaiveDate)>,
    reveal: bool,
}

impl Seen {
    fn of(world: &World) -> Self {
        Self {
            revision: world.register.revision(),
            year: world.year,
            today: world.today(),
            period: world.period,
            reveal: world.reveal,
        }
    }
}

/// The key by which a row that shows no record is known to the list: its place is all it has.
fn row_key(place: usize) -> Key {
    Key { kind: Kind::School, id: u32::try_from(place + 1).unwrap_or(u32::MAX) }
}

impl<T: Topic> Report<T> {
    /// A page that has not seen the register yet.
    pub fn new(topic: T) -> Self {
        Self {
            topic,
            list: List::default(),
            entries: Vec::new(),
            differs: Vec::new(),
            area: Rect::default(),
            seen: None,
        }
    }

    fn key(&self, place: usize) -> Key {
        self.entries.get(place).and_then(|entry| entry.key).unwrap_or_else(|| row_key(place))
    }

    fn place_of(&self, key: Key) -> Option<usize> {
        (0..self.entries.len()).find(|place| self.key(*place) == key)
    }

    /// The row under the cursor.
    pub fn place(&self) -> Option<usize> {
        self.place_of(self.list.current()?)
    }

    /// Moves the cursor, with a row that is on its way.
    pub fn step(&mut self, by: isize) {
        self.list.step(by);
    }

    /// Works out the rows anew.
    pub fn fill(&mut self, world: &World) {
        self.seen = Some(Seen::of(world));
        self.entries = self.topic.gather(world);
        self.differs = alike::beginnings(&self.entries);
        let row = |(place, entry): (usize, &Entry)| {
            let hay = crate::fields::fold(&format!("{} {}", entry.label, entry.hay)).into();
            let order = u32::try_from(place).unwrap_or(u32::MAX).to_be_bytes().into();
            Row { key: self.key(place), hay, order }
        };
        let rows = self.entries.iter().enumerate().map(row).collect();
        let first = self.list.count() == 0;
        self.list.fill(rows);
        if first {
            // A heading says nothing that the row below does not say.
            let headings: Vec<Key> =
                (0..self.entries.len()).filter(|at| self.entries[*at].heading).map(|at| self.key(at)).collect();
            self.list.start_at(|key| !headings.contains(&key));
        }
        self.fit_card(world);
    }

    fn fit_card(&mut self, world: &World) {
        if self.list.is_reading() {
            let area = view::reading(self.area);
            let lines = self.card(usize::from(area.width), world).len();
            self.list.fit_card(lines, usize::from(area.height));
        }
    }

    /// The card of the row under the cursor.
    fn card(&self, cells: usize, world: &World) -> Vec<Line> {
        let typed = self.typed_words();
        self.place().map_or_else(Vec::new, |place| self.topic.found_card(place, cells, typed, world))
    }

    /// What is searched for.
    pub fn typed_words(&self) -> &str {
        self.list.filter().text()
    }
}

/// Whether there is a row under the cursor.
///
/// # Errors
/// The sentence to refuse with.
pub fn on_row<T: Topic>(page: &Report<T>, world: &World) -> Result<(), String> {
    page.place().map(drop).ok_or_else(|| world.text.messages.nothing_selected.to_owned())
}

impl<T: Topic> Pane for Report<T> {
    fn id(&self) -> PaneId {
        T::PANE
    }

    fn refresh(&mut self, world: &World) {
        if self.seen == Some(Seen::of(world)) {
            return self.fit_card(world);
        }
        self.fill(world);
    }

    fn fit(&mut self, area: Rect, world: &World) {
        // A document is broken to the width of the window.
        let broken = T::CARD == Placing::Nowhere && self.area.width != area.width;
        self.area = area;
        if broken {
            self.fill(world);
        }
        self.list.fit(view::list_height(self, area));
        self.fit_card(world);
    }

    fn commands(&self, world: &World) -> Vec<Info> {
        let mut commands = infos(T::commands(), self, world);
        let not_now = world.text.messages.not_now;
        commands.retain(|info| info.disabled.as_deref() != Some(not_now));
        let of_card = |id: &str| matches!(id, "list.card" | "list.close_card");
        let offered = |id: &str| FIXED_LIST.contains(&id) && !(T::CARD == Placing::Nowhere && of_card(id));
        commands.extend(infos(LIST, &self.list, world).into_iter().filter(|info| offered(info.id)));
        commands
    }

    fn run(&mut self, id: &str, world: &mut World) -> Vec<Act> {
        let acts = match run(T::commands(), id, self, world) {
            Some(acts) => acts,
            None if FIXED_LIST.contains(&id) => run(LIST, id, &mut self.list, world).unwrap_or_default(),
            None => Vec::new(),
        };
        self.fit_card(world);
        acts
    }

    fn is_searching(&self) -> bool {
        self.list.is_filtering()
    }

    /// Enter keeps what was found: most rows of a report open nothing that a search would be for.
    fn search_hint(&self, text: &Text) -> &'static str {
        text.common.journal_search_hint
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
        if self.topic.choose(key) {
            self.list.clear_filter();
            self.fill(world);
        }
        if self.entries.iter().any(|entry| entry.key == Some(key)) {
            self.list.select(key);
        }
    }

    fn current(&self) -> Option<Key> {
        self.place().and_then(|place| self.entries[place].key)
    }

    fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        view::page(self, area, buf, world);
    }
}
