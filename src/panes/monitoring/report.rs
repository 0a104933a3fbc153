//! A page of pane 7: rows with a figure each, and beside them what the figure says, as words and as a chart.
//!
//! What is particular to a page is its [`Source`]; opening the people and the table are the same everywhere.

use super::words;
use crate::domain::{Key, Kind};
use crate::kit::paint::Line;
use crate::kit::{Act, Command, PaneId, World, measurable, row, verb, writable};
use crate::panes::report::{Entry, Placing, Report, Topic, on_row};
use crate::panes::transfer;

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
    /// Take over what the data say now.
    Draft,
}

/// What is particular to a page. Rows are known by their place.
pub trait Source {
    /// Works out the rows anew.
    fn gather(&mut self, world: &World) -> Vec<Entry>;

    /// The line above them.
    fn head(&self, world: &World) -> String;

    /// What a row says, in so many cells.
    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line>;

    /// The same where the rows were searched for words.
    fn found_card(&self, place: usize, cells: usize, _typed: &str, world: &World) -> Vec<Line> {
        self.card(place, cells, world)
    }

    /// The table where the rows were searched for words.
    fn found_table(&self, place: usize, _typed: &str, world: &World) -> Option<(String, Vec<Line>)> {
        self.table(place, world)
    }

    /// The same as a table: its title and its lines.
    fn table(&self, place: usize, world: &World) -> Option<(String, Vec<Line>)>;

    /// Opens a row: the people behind it, or its form.
    fn open(&self, place: usize, world: &World) -> Vec<Act>;

    /// What stands where there are no rows.
    fn nothing(&self, world: &World) -> String;

    /// Whether the rows need the whole width of a window that is not wide.
    fn is_wide(&self) -> bool {
        false
    }

    /// Whether its arrows say which way a number went, and a sign beside them whether that is good.
    fn judges(&self) -> bool {
        true
    }

    /// Whether the page can do that.
    fn can(&self, _extra: Extra) -> bool {
        false
    }

    /// What leaves for a file from this page, by the kind of record it is made of.
    fn exported(&self) -> Option<Kind> {
        None
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

/// Any of the pages.
pub struct Any(Box<dyn Source>);

/// A page of pane 7.
pub type Page = Report<Any>;

impl Page {
    /// The page of a source.
    pub fn of(source: impl Source + 'static) -> Self {
        Self::new(Any(Box::new(source)))
    }

    fn extra(&self, extra: Extra, world: &World) -> Vec<Act> {
        self.topic.0.extra(extra, self.place().unwrap_or(usize::MAX), world)
    }
}

impl Topic for Any {
    const PANE: PaneId = PaneId::Monitoring;
    const CARD: Placing = Placing::Always;

    fn gather(&mut self, world: &World) -> Vec<Entry> {
        self.0.gather(world)
    }

    /// What does not go by the days that were chosen says so.
    fn head(&self, world: &World) -> String {
        let head = self.0.head(world);
        if self.0.can(Extra::Period) || !words::is_own_period(world) {
            return head;
        }
        format!("{} · {head}", world.text.findings.whole_year_only)
    }

    fn card(&self, place: usize, cells: usize, world: &World) -> Vec<Line> {
        self.0.card(place, cells, world)
    }

    fn found_card(&self, place: usize, cells: usize, typed: &str, world: &World) -> Vec<Line> {
        self.0.found_card(place, cells, typed, world)
    }

    fn nothing(&self, world: &World) -> String {
        self.0.nothing(world)
    }

    fn is_wide(&self) -> bool {
        self.0.is_wide()
    }

    fn judges(&self) -> bool {
        self.0.judges()
    }

    fn commands() -> &'static [Command<Page>] {
        COMMANDS
    }

    fn choose(&mut self, key: Key) -> bool {
        self.0.choose(key)
    }
}

type Allowed = Result<(), String>;

fn can(page: &Page, extra: Extra, world: &World) -> Allowed {
    if page.topic.0.can(extra) { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn can_leave(page: &Page, world: &World) -> Allowed {
    page.topic.0.exported().map(|_| ()).ok_or_else(|| world.text.messages.not_now.to_owned())
}

fn can_write(page: &Page, extra: Extra, world: &World) -> Allowed {
    can(page, extra, world)?;
    if extra == Extra::Measure { measurable(page, world) } else { writable(page, world) }
}

fn table(page: &Page, world: &World) -> Vec<Act> {
    let table = page.place().and_then(|place| page.topic.0.found_table(place, page.typed_words(), world));
    match table {
        Some((title, lines)) => vec![Act::Read(title, lines)],
        None => vec![Act::Refuse(world.text.messages.not_now.to_owned())],
    }
}

/// What the keys of the pane do.
pub static COMMANDS: &[Command<Page>] = &[
    row!("monitoring.open", verb::OPEN, behind, behind_help, 1, on_row, |page, world| {
        page.place().map_or_else(Vec::new, |place| page.topic.0.open(place, world))
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
        |_, world| vec![transfer::ask_import(Kind::Measure, world)]
    ),
    row!(
        "monitoring.draft",
        verb::COMPARE,
        swot_draft,
        swot_draft_help,
        3,
        |page, world| can_write(page, Extra::Draft, world),
        |page, world| page.extra(Extra::Draft, world)
    ),
    row!("monitoring.export", verb::EXPORT, export_page, export_page_help, 0, can_leave, |page, world| {
        page.topic.0.exported().map(|kind| transfer::ask_export(kind, world)).into_iter().collect()
    }),
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
