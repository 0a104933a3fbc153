//! A table on its way in: which column goes where, what each row would do, and the decisions only a person can make.
//!
//! Nothing is kept until the curator takes it, and then everything is one step. Rosters, answers and measures differ in
//! their [`Matter`]; the two pages, the keys and the picture are the same for all.

mod named;
mod roster;
mod view;

use std::path::PathBuf;

use super::commands::GLOBAL;
use crate::domain::{Batch, Key, PersonId, QuestionnaireId};
use crate::exchange::{Plan, PlanError, Roster, RowState, Sheet};
use crate::kit::{Act, Command, Keys, Picker, Tone, World, always, key_name, row, verb};
use crate::text::{Text, fill};

/// Which of the two pages is in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Rows,
    Columns,
}

/// A table on its way in.
#[derive(Debug)]
pub struct Incoming {
    path: PathBuf,
    matter: Box<dyn Matter>,
    /// The sheets of the workbook that were looked at before, as they were left.
    left: Vec<Box<dyn Matter>>,
    /// The sheet that was asked for last: one without anything in it is passed by the next time.
    wanted: Option<String>,
    page: Page,
    cursor: usize,
    height: usize,
    /// Whether a column or a row was decided about by hand.
    changed: bool,
    /// Esc was pressed once over decisions that would be lost.
    leaving: bool,
}

/// A row as it is shown.
struct Line {
    /// Its number in the file.
    number: usize,
    /// Who it is about, and what it says of them, as wide as [`Matter::widths`] has it.
    parts: Vec<String>,
    /// What becomes of it.
    fate: (String, Tone),
}

/// What was decided about rows by hand, by their numbers in the file, the latest last. It outlives a plan: where a column
/// gets another meaning the rows are read anew, and what a person decided stands as far as it is still possible.
#[derive(Debug)]
struct ByHand<D>(Vec<(usize, D)>);

impl<D: Copy> ByHand<D> {
    fn note(&mut self, number: usize, decision: D) {
        self.0.retain(|(other, _)| *other != number);
        self.0.push((number, decision));
    }

    fn all(&self) -> Vec<(usize, D)> {
        self.0.clone()
    }
}

/// The fewest and the most cells that a part of a row is worth.
type Width = (usize, usize);

/// What is particular to what the table holds.
trait Matter: std::fmt::Debug {
    /// What comes in, from a file of that name.
    fn title(&self, file: &str, world: &World) -> String;

    /// The sheet it reads.
    fn sheet(&self) -> &Sheet;

    /// The same out of another sheet; `None` when it can no longer be read.
    fn of_sheet(&self, sheet: Sheet, world: &World) -> Option<Box<dyn Matter>>;

    /// Why no row can be taken as the columns are now.
    fn error(&self) -> Option<&PlanError>;

    /// The same in words, with the keys of this page rather than the arguments of the command line.
    fn error_words(&self, error: &PlanError, text: &Text) -> String;

    /// Rows in this state.
    fn tally(&self, state: RowState) -> usize;

    /// What else is to be said of the number of rows.
    fn apart(&self, _text: &Text) -> Option<String> {
        None
    }

    /// What is to be known of the table as a whole: columns nobody reads and the like.
    fn note(&self, world: &World) -> String;

    /// How many rows there are.
    fn rows(&self) -> usize;

    /// How wide the parts of a row may be, the first of them who it is about.
    fn widths(&self) -> &'static [Width];

    /// A row as it is shown.
    fn row(&self, at: usize, world: &World) -> Option<Line>;

    /// The whole reason of a row.
    fn about_row(&self, at: usize, world: &World) -> String;

    /// How many columns there are.
    fn columns(&self) -> usize;

    /// The head of a column, and where it goes.
    fn column(&self, at: usize, world: &World) -> Option<(String, String, Tone)>;

    /// What is lost with a column.
    fn about_column(&self, _at: usize, _text: &Text) -> String {
        String::new()
    }

    /// Turns to the next thing that can be done with a row, and says whether there was one.
    fn decide(&mut self, at: usize, forward: bool, world: &World) -> bool;

    /// Whether somebody on file may be pointed at as the one whom a row means: rows about people who are on file.
    fn can_point(&self, _at: usize) -> bool {
        false
    }

    /// Who may be.
    fn whom(&self, _at: usize, _world: &World) -> Option<Picker> {
        None
    }

    /// Takes a row for somebody who was pointed at, or says why it cannot be.
    fn point(&mut self, _at: usize, _person: PersonId, _world: &World) -> Result<(), String> {
        Ok(())
    }

    /// Turns to the next meaning of a column, and says whether there was one. What another column has already is passed
    /// over, so a turn never takes it away unseen.
    fn mean(&mut self, at: usize, forward: bool, world: &World) -> bool;

    /// Rows about what is on file already are taken as well, or no longer are.
    fn update(&mut self, world: &World);

    /// Whether they are taken.
    fn updates(&self) -> bool;

    /// The years it may go into; none where it goes into the one on screen.
    fn years(&self) -> usize {
        0
    }

    /// Turns to the next of these years.
    fn next_year(&mut self, _forward: bool, _world: &World) {}

    /// The step that takes it in.
    fn batch(&self, world: &mut World, skip_bad: bool) -> Result<Batch, PlanError>;

    /// What is said where everything is on file already.
    fn all_known(&self, _text: &Text) -> Option<String> {
        None
    }

    /// The rows that are left out, with their reasons, as a file.
    fn left_out(&self, world: &World) -> Option<Vec<u8>>;
}

impl Incoming {
    /// People or their wishes.
    pub fn roster(roster: Roster, path: PathBuf, sheet: Sheet, world: &World) -> Self {
        Self::new(path, Box::new(roster::People::new(roster, sheet, world)))
    }

    /// Answers to a questionnaire; `None` when it is gone.
    pub fn answers(id: QuestionnaireId, path: PathBuf, sheet: Sheet, world: &World) -> Option<Self> {
        Some(Self::new(path, Box::new(named::Named::answers(id, sheet, world)?)))
    }

    /// Measures.
    pub fn measures(path: PathBuf, sheet: Sheet, world: &World) -> Self {
        Self::new(path, Box::new(named::Named::measures(sheet, world)))
    }

    fn new(path: PathBuf, matter: Box<dyn Matter>) -> Self {
        // Without a column of names the columns are what has to be looked at first.
        let page = if matter.error().is_some() { Page::Columns } else { Page::Rows };
        let (left, wanted) = (Vec::new(), None);
        Self { path, matter, left, wanted, page, cursor: 0, height: 10, changed: false, leaving: false }
    }

    /// Tells it how many rows fit.
    pub fn fit(&mut self, height: u16) {
        self.height = usize::from(height.saturating_sub(5)).max(1);
    }

    fn count(&self) -> usize {
        match self.page {
            Page::Columns => self.matter.columns(),
            Page::Rows => self.matter.rows(),
        }
    }

    fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.count().saturating_sub(1));
    }

    fn turn(&mut self) {
        self.page = if self.page == Page::Rows { Page::Columns } else { Page::Rows };
        self.cursor = 0;
    }

    /// The next sheet of the workbook, as it was left or read from the file.
    fn next_sheet(&mut self) -> Vec<Act> {
        let sheet = self.matter.sheet();
        let now = self.wanted.as_ref().unwrap_or(&sheet.name);
        let names: Vec<&String> = sheet.names.iter().collect();
        let Some(next) = neighbour(&names, names.iter().position(|name| *name == now), true).cloned() else {
            return Vec::new();
        };
        self.leaving = false;
        self.wanted = Some(next.clone());
        if next == self.matter.sheet().name {
            return Vec::new();
        }
        match self.left.iter().position(|left| left.sheet().name == next) {
            Some(at) => {
                let matter = self.left.swap_remove(at);
                self.put(matter);
                Vec::new()
            }
            None => vec![Act::OpenSheet(self.path.clone(), next)],
        }
    }

    /// Another sheet of the workbook, if that is the one being taken in.
    pub fn lay(&mut self, path: &std::path::Path, sheet: Sheet, world: &World) {
        let known = self.matter.sheet().name == sheet.name || self.wanted.as_ref() != Some(&sheet.name);
        if path == self.path
            && !known
            && let Some(matter) = self.matter.of_sheet(sheet, world)
        {
            self.put(matter);
        }
    }

    fn put(&mut self, matter: Box<dyn Matter>) {
        self.left.push(std::mem::replace(&mut self.matter, matter));
        self.page = if self.matter.error().is_some() { Page::Columns } else { Page::Rows };
        self.cursor = 0;
    }

    /// «лист «Ответы», 1 из 3 (к – другой)»; nothing of a file with one sheet.
    fn sheet_words(&self, world: &World) -> Option<String> {
        let sheet = self.matter.sheet();
        let at = sheet.names.iter().position(|name| *name == sheet.name).filter(|_| sheet.names.len() > 1)?;
        let key = verb::VIEW.of(world.text.lang).first();
        let key = key.map_or_else(String::new, |name| key_name(name, world.layout, world));
        let words = world.text.messages.import_sheet_of;
        Some(fill(words, &[&sheet.name, &(at + 1), &sheet.names.len(), &key]))
    }

    fn page_step(&mut self, forward: bool) {
        let height = isize::try_from(self.height).unwrap_or(1);
        self.step(if forward { height } else { -height });
    }

    fn change(&mut self, forward: bool, world: &World) {
        self.changed |= match self.page {
            Page::Rows => self.matter.decide(self.cursor, forward, world),
            Page::Columns => self.matter.mean(self.cursor, forward, world),
        };
    }

    fn ask_whom(&mut self, world: &World) -> Vec<Act> {
        let picker = self.matter.whom(self.cursor, world);
        picker.map(|picker| Act::Pick(Box::new(picker))).into_iter().collect()
    }

    /// Takes the row under the cursor for whoever was chosen.
    pub fn take_picked(&mut self, keys: &[Key], world: &World) -> Vec<Act> {
        let Some(person) = keys.first().copied().and_then(PersonId::of) else { return Vec::new() };
        self.changed = true;
        let pointed = self.matter.point(self.cursor, person, world);
        pointed.err().map(Act::Refuse).into_iter().collect()
    }

    fn take(&mut self, world: &mut World, skip_bad: bool) -> Vec<Act> {
        let batch = match (self.matter.batch(world, skip_bad), self.matter.all_known(world.text)) {
            (Ok(batch), _) => batch,
            (Err(PlanError::NothingToTake), Some(known)) => return vec![Act::Close, Act::Say(known)],
            (Err(error), _) => return vec![Act::Refuse(self.matter.error_words(&error, world.text))],
        };
        let year = batch.changes.iter().find_map(|change| change.after.as_ref()?.year());
        // Said first: a refusal has the last word.
        let mut acts = vec![Act::Close, Act::Say(self.took(world)), Act::Save(batch)];
        acts.extend(year.filter(|year| *year != world.year).map(Act::Year));
        let left = self.matter.left_out(world).filter(|_| skip_bad);
        acts.extend(left.map(|bytes| Act::Write(Plan::rejected_path(&self.path), bytes)));
        acts
    }

    /// «Взято: 18 строк. г – отменить.»
    fn took(&self, world: &World) -> String {
        let text = world.text;
        let rows = text.count(self.matter.tally(RowState::Taken), text.counts.rows);
        let undo = GLOBAL.iter().find(|command| command.id == "undo");
        let key = undo.and_then(|undo| undo.keys.of(text.lang).first());
        let key = key.map_or_else(String::new, |name| key_name(name, world.layout, world));
        fill(text.panes.import_took, &[&rows, &key])
    }

    /// Decisions and columns given by hand are asked about once, as what is typed into a form is.
    fn leave(&mut self, world: &World) -> Vec<Act> {
        if !self.changed || self.leaving {
            return vec![Act::Close];
        }
        self.leaving = true;
        vec![Act::Refuse(world.text.messages.import_esc_again.to_owned())]
    }
}

fn some_good(incoming: &Incoming, world: &World) -> Result<(), String> {
    let matter = &incoming.matter;
    match matter.error() {
        Some(error) => Err(matter.error_words(error, world.text)),
        None if matter.tally(RowState::Taken) > 0 => Ok(()),
        None => Err(matter.error_words(&PlanError::NothingToTake, world.text)),
    }
}

fn all_good(incoming: &Incoming, world: &World) -> Result<(), String> {
    let matter = &incoming.matter;
    if let Some(error) = matter.error() {
        return Err(matter.error_words(error, world.text));
    }
    let (rejected, undecided) = (matter.tally(RowState::Rejected), matter.tally(RowState::Undecided));
    if rejected + undecided > 0 {
        return Err(matter.error_words(&PlanError::NotAllGood { rejected, undecided }, world.text));
    }
    // Where everything is on file already, taking it says so.
    if matter.all_known(world.text).is_some() { Ok(()) } else { some_good(incoming, world) }
}

fn some_known(incoming: &Incoming, world: &World) -> Result<(), String> {
    let open = incoming.matter.updates() || incoming.matter.tally(RowState::Skipped) > 0;
    if open { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn at_somebody(incoming: &Incoming, world: &World) -> Result<(), String> {
    let on_row = incoming.page == Page::Rows && incoming.matter.can_point(incoming.cursor);
    if on_row { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn other_years(incoming: &Incoming, world: &World) -> Result<(), String> {
    if incoming.matter.years() > 1 { Ok(()) } else { Err(world.text.messages.no_such_year.to_owned()) }
}

fn other_sheets(incoming: &Incoming, world: &World) -> Result<(), String> {
    let many = incoming.matter.sheet().names.len() > 1;
    if many { Ok(()) } else { Err(world.text.messages.import_one_sheet.to_owned()) }
}

/// What only moves or decides: it also calls the first Esc off.
fn quiet(incoming: &mut Incoming, what: impl FnOnce(&mut Incoming)) -> Vec<Act> {
    incoming.leaving = false;
    what(incoming);
    Vec::new()
}

/// What can be done with a table on its way in.
#[rustfmt::skip]
pub static INCOMING: &[Command<Incoming>] = &[
    row!("import.take", Keys::same(&["f2", "ctrl-s"]), import_take, import_take_help, 1, all_good, |i, w| i.take(w, false)),
    row!("import.take_good", Keys::same(&["f3"]), import_good, import_good_help, 2, some_good, |i, w| i.take(w, true)),
    row!("import.next", Keys::same(&["right", "space", "enter"]), import_change, import_change_help, 3, always,
        |i, w| quiet(i, |i| i.change(true, w))),
    row!("import.previous", Keys::same(&["left"]), import_change, import_change_help, 0, always,
        |i, w| quiet(i, |i| i.change(false, w))),
    row!("import.whom", Keys::same(&["/", "ctrl-f"]), import_whom, import_whom_help, 4, at_somebody, |i, w| {
        i.leaving = false;
        i.ask_whom(w)
    }),
    row!("import.turn", Keys::same(&["tab"]), import_turn, import_turn_help, 4, always, |i, _| quiet(i, Incoming::turn)),
    row!("import.update", verb::MORE, import_update, import_update_help, 5, some_known, |i, w| quiet(i, |i| {
        i.matter.update(w);
        i.changed = true;
    })),
    row!("import.year", Keys::same(&["]", "alt-right"]), import_year, import_year_help, 7, other_years,
        |i, w| quiet(i, |i| { i.matter.next_year(true, w); i.step(0); })),
    row!("import.year_back", Keys::same(&["[", "alt-left"]), import_year, import_year_help, 0, other_years,
        |i, w| quiet(i, |i| { i.matter.next_year(false, w); i.step(0); })),
    row!("import.sheet", verb::VIEW, import_other_sheet, import_other_sheet_help, 8, other_sheets, |i, _| i.next_sheet()),
    row!("import.up", Keys::same(&["up", "k"]), up, up_help, 0, always, |i, _| quiet(i, |i| i.step(-1))),
    row!("import.down", Keys::same(&["down", "j"]), down, down_help, 0, always, |i, _| quiet(i, |i| i.step(1))),
    row!("import.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 0, always, |i, _| quiet(i, |i| i.page_step(false))),
    row!("import.page_down", Keys::same(&["pgdn"]), page_down, page_down_help, 0, always, |i, _| quiet(i, |i| i.page_step(true))),
    row!("import.leave", Keys::same(&["esc"]), leave, import_leave_help, 6, always, |i, w| i.leave(w)),
];

/// The one after or before, round and round; the first where none is chosen yet.
fn neighbour<T: Copy>(all: &[T], at: Option<usize>, forward: bool) -> Option<T> {
    let next = match (at, forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % all.len(),
        (Some(at), false) => (at + all.len() - 1) % all.len(),
    };
    all.get(next).copied()
}
