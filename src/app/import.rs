//! A roster on its way in: which column goes where, what each row would do, and the decisions only a person can make.
//!
//! Nothing is kept until the curator takes it, and then everything is one step.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::commands::GLOBAL;
use crate::domain::{Batch, Year, YearId};
use crate::exchange::{
    Decision, Draft, Mapping, Plan, PlanError, PlannedRow, Roster, RowState, Sheet, Target, plan, rejected_csv,
    titled_year, with_year, wording,
};
use crate::fields::{Ctx, names};
use crate::kit::paint::{self, clip, width};
use crate::kit::{Act, Command, Keys, Tone, World, always, key_name, row, verb};
use crate::text::{Text, fill};

/// Which of the two pages is in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Rows,
    Columns,
}

/// A roster on its way in.
#[derive(Debug)]
pub struct Import {
    path: PathBuf,
    roster: Roster,
    sheet: Sheet,
    mapping: Mapping,
    plan: Result<Plan, PlanError>,
    /// The years it may go into, oldest first.
    years: Vec<Year>,
    /// Which of them it goes into.
    year: usize,
    page: Page,
    cursor: usize,
    height: usize,
    /// Whether a column or a row was decided about by hand.
    changed: bool,
    /// Esc was pressed once over decisions that would be lost.
    leaving: bool,
}

impl Import {
    /// A file that was read, with its columns recognised as far as they can be.
    pub fn new(roster: Roster, path: PathBuf, sheet: Sheet, world: &World) -> Self {
        let mapping = Mapping::guess(roster, &sheet);
        let plan = plan(&sheet, &mapping, &world.ctx());
        let years = years(&sheet, &mapping, plan.as_ref().ok(), world);
        let shown = world.register.get::<Year>(world.year).map(|year| year.start);
        let year = years.iter().position(|year| Some(year.start) == shown).unwrap_or(0);
        // Without a column of names the columns are what has to be looked at first.
        let page = if plan.is_ok() { Page::Rows } else { Page::Columns };
        Self {
            path,
            roster,
            sheet,
            mapping,
            plan,
            years,
            year,
            page,
            cursor: 0,
            height: 10,
            changed: false,
            leaving: false,
        }
    }

    /// Tells it how many rows fit.
    pub fn fit(&mut self, height: u16) {
        self.height = usize::from(height.saturating_sub(5)).max(1);
    }

    fn count(&self) -> usize {
        match (self.page, &self.plan) {
            (Page::Columns, _) => self.mapping.columns.len(),
            (Page::Rows, Ok(plan)) => plan.rows.len(),
            (Page::Rows, Err(_)) => 0,
        }
    }

    fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.count().saturating_sub(1));
    }

    fn turn(&mut self) {
        self.page = if self.page == Page::Rows { Page::Columns } else { Page::Rows };
        self.cursor = 0;
    }

    /// The next thing that can be done with the row under the cursor, or the next field for the column.
    fn change(&mut self, forward: bool, world: &World) {
        match self.page {
            Page::Rows => self.next_decision(forward),
            Page::Columns => self.next_target(forward, world),
        }
    }

    fn next_decision(&mut self, forward: bool) {
        let cursor = self.cursor;
        let Ok(plan) = &mut self.plan else { return };
        let Some(row) = plan.rows.get(cursor) else { return };
        let choices = row.choices();
        let at = choices.iter().position(|choice| *choice == row.decision);
        if let Some(choice) = neighbour(&choices, at, forward) {
            self.changed |= plan.decide(cursor, choice);
        }
    }

    /// Fields another column has are passed over, so a turn never takes one away unseen.
    fn next_target(&mut self, forward: bool, world: &World) {
        let taken = |target: &Target| match target {
            Target::Field(_) => self.mapping.columns.iter().any(|column| column.target == *target),
            _ => false,
        };
        let Some(column) = self.mapping.columns.get(self.cursor) else { return };
        let fields = self.roster.field_ids().into_iter().filter(|id| *id != "notes").map(Target::Field);
        let note = self.roster.keeps_notes().then_some(Target::Note);
        let targets: Vec<Target> = std::iter::once(Target::Unknown)
            .chain(note)
            .chain(fields)
            .filter(|target| *target == column.target || !taken(target))
            .collect();
        let at = targets.iter().position(|target| *target == column.target);
        if let Some(target) = neighbour(&targets, at, forward) {
            self.mapping.columns[self.cursor].target = target;
            self.changed = true;
            self.plan = plan(&self.sheet, &self.mapping, &self.ctx(world));
        }
    }

    /// The next of the years the roster may go into, and everything judged anew: who is on file in one year may be new
    /// in another.
    fn next_year(&mut self, forward: bool, world: &World) {
        let all: Vec<usize> = (0..self.years.len()).collect();
        self.year = neighbour(&all, Some(self.year), forward).unwrap_or(self.year);
        self.plan = plan(&self.sheet, &self.mapping, &self.ctx(world));
        self.step(0);
    }

    /// The year it goes into.
    fn year(&self) -> Option<&Year> {
        self.years.get(self.year)
    }

    /// The identity of that year; `None` while it is not on file.
    fn year_id(&self, world: &World) -> Option<YearId> {
        let start = self.year()?.start;
        world.register.years().into_iter().find(|(_, year)| year.start == start).map(|(id, _)| id)
    }

    fn ctx<'a>(&self, world: &'a World) -> Ctx<'a> {
        Ctx { year: self.year_id(world).unwrap_or(NOT_YET), ..world.ctx() }
    }

    fn take(&mut self, world: &mut World, skip_bad: bool) -> Vec<Act> {
        let known = self.plan.as_ref().ok().filter(|plan| plan.known() > 0);
        match (self.batch(world, skip_bad), known) {
            (Err(PlanError::NothingToTake), Some(plan)) => {
                vec![Act::Close, Act::Say(wording::all_known(plan, world.text))]
            }
            (Err(error), _) => vec![Act::Refuse(plan_words(&error, world.text))],
            (Ok(batch), _) => {
                let year = batch.changes.iter().find_map(|change| change.after.as_ref()?.year());
                // Said first: a refusal has the last word.
                let mut acts = vec![Act::Close, Act::Say(self.took(world)), Act::Save(batch)];
                acts.extend(year.filter(|year| *year != world.year).map(Act::Year));
                acts.extend(self.rejected(world.text).filter(|_| skip_bad));
                acts
            }
        }
    }

    /// «Взято: 18 строк. г – отменить.»
    fn took(&self, world: &World) -> String {
        let text = world.text;
        let rows = self.plan.as_ref().map_or(0, |plan| plan.count(RowState::Taken));
        let undo = GLOBAL.iter().find(|command| command.id == "undo");
        let key = undo.and_then(|undo| undo.keys.of(text.lang).first());
        let key = key.map_or_else(String::new, |name| key_name(name, world.layout, world));
        fill(text.panes.import_took, &[&text.count(rows, text.counts.rows), &key])
    }

    /// Decisions and columns given by hand are asked about once, as what is typed into a form is.
    fn leave(&mut self, world: &World) -> Vec<Act> {
        if !self.changed || self.leaving {
            return vec![Act::Close];
        }
        self.leaving = true;
        vec![Act::Refuse(world.text.messages.import_esc_again.to_owned())]
    }

    fn batch(&self, world: &mut World, skip_bad: bool) -> Result<Batch, PlanError> {
        let plan = self.plan.as_ref().map_err(Clone::clone)?;
        world.ids.skip_past(world.register.highest_id());
        let mut ids = world.ids.clone();
        let on_file = self.year_id(world);
        let year = on_file.unwrap_or_else(|| YearId(ids.fresh()));
        let batch = plan.batch(&Ctx { year, ..world.ctx() }, &mut ids, skip_bad)?;
        world.ids = ids;
        let fresh = self.year().filter(|_| on_file.is_none()).map(|new| (year, new.clone()));
        Ok(with_year(batch, fresh))
    }

    /// The rows that are left out, with their reasons, into a file beside.
    fn rejected(&self, text: &Text) -> Option<Act> {
        let bytes = rejected_csv(self.plan.as_ref().ok()?, text).ok().filter(|bytes| !bytes.is_empty())?;
        Some(Act::Write(Plan::rejected_path(&self.path), bytes))
    }
}

/// Stands for a year that is not on file yet. No record has it.
const NOT_YET: YearId = YearId(0);

/// The years a roster may go into: those on file, the one its title names, the one in which everybody joined.
fn years(sheet: &Sheet, mapping: &Mapping, plan: Option<&Plan>, world: &World) -> Vec<Year> {
    let mut years: Vec<Year> = world.register.years().into_iter().map(|(_, year)| Year::clone(year)).collect();
    for said in [titled_year(sheet, &mapping.header), plan.and_then(Plan::joined_year)].into_iter().flatten() {
        if years.iter().all(|year| year.title() != said.title()) {
            years.push(said);
        }
    }
    years.sort_by_key(|year| year.start);
    years
}

/// The one after or before, round and round; the first where none is chosen yet.
pub(super) fn neighbour<T: Copy>(all: &[T], at: Option<usize>, forward: bool) -> Option<T> {
    let next = match (at, forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % all.len(),
        (Some(at), false) => (at + all.len() - 1) % all.len(),
    };
    all.get(next).copied()
}

fn all_good(import: &Import, world: &World) -> Result<(), String> {
    let plan = import.plan.as_ref().map_err(|error| plan_words(error, world.text))?;
    let (rejected, undecided) = (plan.count(RowState::Rejected), plan.count(RowState::Undecided));
    if rejected + undecided == 0 {
        return Ok(());
    }
    Err(plan_words(&PlanError::NotAllGood { rejected, undecided }, world.text))
}

fn some_good(import: &Import, world: &World) -> Result<(), String> {
    let plan = import.plan.as_ref().map_err(|error| plan_words(error, world.text))?;
    if plan.count(RowState::Taken) > 0 { Ok(()) } else { Err(plan_words(&PlanError::NothingToTake, world.text)) }
}

/// What only moves or decides: it also calls the first Esc off.
fn quiet(import: &mut Import, what: impl FnOnce(&mut Import)) -> Vec<Act> {
    import.leaving = false;
    what(import);
    Vec::new()
}

/// What can be done with a roster on its way in.
pub static IMPORT: &[Command<Import>] = &[
    row!("import.take", Keys::same(&["f2", "ctrl-s"]), import_take, import_take_help, 1, all_good, |i, w| i
        .take(w, false)),
    row!("import.take_good", Keys::same(&["f3"]), import_good, import_good_help, 2, some_good, |i, w| i.take(w, true)),
    row!(
        "import.next",
        Keys::same(&["right", "space", "enter"]),
        import_change,
        import_change_help,
        3,
        always,
        |i, w| quiet(i, |i| i.change(true, w))
    ),
    row!("import.previous", Keys::same(&["left"]), import_change, import_change_help, 0, always, |i, w| quiet(
        i,
        |i| i.change(false, w)
    )),
    row!("import.turn", Keys::same(&["tab"]), import_turn, import_turn_help, 4, always, |i, _| quiet(i, Import::turn)),
    row!("import.update", verb::MORE, import_update, import_update_help, 5, some_known, |i, _| quiet(i, |i| {
        if let Ok(plan) = &mut i.plan {
            plan.update_known();
            i.changed = true;
        }
    })),
    row!("import.year", Keys::same(&["]", "alt-right"]), import_year, import_year_help, 7, other_years, |i, w| {
        i.next_year(true, w);
        Vec::new()
    }),
    row!("import.year_back", Keys::same(&["[", "alt-left"]), import_year, import_year_help, 0, other_years, |i, w| {
        i.next_year(false, w);
        Vec::new()
    }),
    row!("import.up", Keys::same(&["up", "k"]), up, up_help, 0, always, |i, _| quiet(i, |i| i.step(-1))),
    row!("import.down", Keys::same(&["down", "j"]), down, down_help, 0, always, |i, _| quiet(i, |i| i.step(1))),
    row!("import.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 0, always, |i, _| quiet(i, |i| i.step(-10))),
    row!("import.page_down", Keys::same(&["pgdn"]), page_down, page_down_help, 0, always, |i, _| quiet(i, |i| i
        .step(10))),
    row!("import.leave", Keys::same(&["esc"]), leave, import_leave_help, 6, always, |i, w| i.leave(w)),
];

fn some_known(import: &Import, world: &World) -> Result<(), String> {
    let known = import.plan.as_ref().is_ok_and(|plan| plan.count(RowState::Skipped) > 0);
    if known { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

fn other_years(import: &Import, world: &World) -> Result<(), String> {
    if import.years.len() > 1 { Ok(()) } else { Err(world.text.messages.no_such_year.to_owned()) }
}

impl Import {
    /// Draws it.
    pub fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let (theme, marks) = (world.theme, world.theme.marks());
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = fill(world.text.panes.import_title, &[&self.year_words(world), &name]);
        paint::put(
            buf,
            area,
            area.x,
            area.y,
            &clip(&title, usize::from(area.width), marks.ellipsis),
            theme.style(Tone::Heading),
        );
        paint::put(buf, area, area.x, area.y + 1, &self.totals(world), theme.style(Tone::Muted));
        let unread = self.plan.as_ref().ok().and_then(|plan| wording::unread_shown(plan, world.text));
        let unread = clip(&unread.unwrap_or_default(), usize::from(area.width), marks.ellipsis);
        paint::put(buf, area, area.x, area.y + 2, &unread, theme.style(Tone::Warning));
        let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let top = (self.cursor + 1).saturating_sub(usize::from(rows.height));
        let widths = self.widths(top, rows, world);
        for (at, y) in (top..self.count()).zip(rows.y..rows.bottom()) {
            let current = at == self.cursor;
            let lead = if current { marks.focus } else { " " };
            paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
            let line = Rect { x: rows.x + 1, y, width: rows.width.saturating_sub(1), height: 1 };
            match self.page {
                Page::Rows => self.draw_row(at, &widths, (line, current), buf, world),
                Page::Columns => self.draw_column(at, current, line, buf, world),
            }
        }
        let under = paint::wrap(&self.about(world), usize::from(area.width));
        for (line, y) in under.iter().zip(rows.bottom()..area.bottom()) {
            paint::put(buf, area, area.x, y, line, theme.style(Tone::Warning));
        }
    }

    /// «2025/26», with a word where it comes into the base together with the roster.
    fn year_words(&self, world: &World) -> String {
        let title = self.year().map(Year::title).unwrap_or_default();
        if self.year_id(world).is_some() { title } else { fill(world.text.panes.import_new_year, &[&title]) }
    }

    /// Why this may be the wrong year.
    fn doubts(&self, plan: &Plan, world: &World) -> Option<String> {
        let m = &world.text.messages;
        let year = self.year()?;
        let titled = titled_year(&self.sheet, &self.mapping.header).filter(|titled| titled.title() != year.title());
        let key = key_name("]", world.layout, world);
        if let Some(titled) = titled {
            return Some(fill(m.import_year_titled, &[&titled.title(), &key]));
        }
        plan.is_of_another_year(year).then(|| fill(m.import_year_differs, &[&year.title(), &key]))
    }

    fn totals(&self, world: &World) -> String {
        let p = &world.text.panes;
        match &self.plan {
            Err(error) => plan_words(error, world.text),
            Ok(plan) => {
                let count = |state| plan.count(state);
                let totals = fill(
                    p.import_totals,
                    &[
                        &count(RowState::Taken),
                        &count(RowState::Rejected),
                        &count(RowState::Undecided),
                        &count(RowState::Skipped),
                    ],
                );
                if plan.left_out.is_empty() {
                    return totals;
                }
                format!("{totals} · {}", fill(p.import_other_rows, &[&plan.left_out.len()]))
            }
        }
    }

    /// How wide each part of the rows in sight is: who they are, class, telephone, the gist. What becomes of a row has
    /// its room first; parts leave from the right where the window is narrow.
    fn widths(&self, top: usize, area: Rect, world: &World) -> [usize; 4] {
        let rows = self.plan.as_ref().map_or(&[][..], |plan| &plan.rows);
        let seen = || rows.iter().skip(top).take(usize::from(area.height));
        let room = usize::from(area.width).saturating_sub(NUMBER + 1);
        let fate = seen().map(|row| width(&decision_words(row, world).0)).max().unwrap_or(0).min(room * 2 / 5);
        let mut left = room.saturating_sub(fate);
        std::array::from_fn(|part| {
            let (least, most) = PARTS[part];
            let wanted = seen().map(|row| width(&parts(row, self.ctx(world).year)[part])).max().unwrap_or(0).min(most);
            let given = wanted.min(left.saturating_sub(1));
            if given < wanted.min(least) {
                return 0;
            }
            left -= if given > 0 { given + 1 } else { 0 };
            given
        })
    }

    fn draw_row(&self, at: usize, widths: &[usize; 4], (line, current): (Rect, bool), buf: &mut Buffer, world: &World) {
        let Some(row) = self.plan.as_ref().ok().and_then(|plan| plan.rows.get(at)) else { return };
        let (theme, marks) = (world.theme, world.theme.marks());
        let tone = if current { Tone::Focus } else { Tone::Plain };
        let mut x = paint::put(buf, line, line.x, line.y, &format!("{:>4} ", row.number), theme.style(Tone::Muted));
        for (place, (part, width)) in
            parts(row, self.ctx(world).year).iter().zip(widths).enumerate().filter(|(_, (_, w))| **w > 0)
        {
            let tone = if place == 0 { tone } else { Tone::Plain };
            paint::put(buf, line, x, line.y, &clip(part, *width, marks.ellipsis), theme.style(tone));
            x += u16::try_from(width + 1).unwrap_or(0);
        }
        let (words, tone) = decision_words(row, world);
        let room = usize::from(line.right().saturating_sub(x));
        paint::put(buf, line, x, line.y, &clip(&words, room, marks.ellipsis), theme.style(tone));
    }

    fn draw_column(&self, at: usize, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
        let Some(column) = self.mapping.columns.get(at) else { return };
        let half = usize::from(line.width) / 2;
        let tone = if current { Tone::Focus } else { Tone::Plain };
        let head = clip(&column.name().replace('\n', " "), half, world.theme.marks().ellipsis);
        paint::put(buf, line, line.x, line.y, &head, world.theme.style(tone));
        let x = line.x + u16::try_from(half).unwrap_or(0) + 1;
        let (words, tone) = target_words(self.roster, column.target, world);
        paint::put(buf, line, x, line.y, &words, world.theme.style(tone));
    }

    /// The whole reason of the row under the cursor, or a column that would be lost.
    fn about(&self, world: &World) -> String {
        let Ok(plan) = &self.plan else { return String::new() };
        let text = world.text;
        match self.page {
            Page::Columns => {
                let lost = plan.not_taken.iter().find(|column| column.index == self.cursor);
                lost.map_or_else(String::new, |column| wording::not_taken(column, text))
            }
            Page::Rows => {
                let Some(row) = plan.rows.get(self.cursor) else { return String::new() };
                let faults = row.faults.iter().map(|fault| wording::fault(fault, text));
                let mut reasons: Vec<String> =
                    faults.chain(row.remark.iter().map(|remark| wording::remark(remark, text))).collect();
                reasons.extend(self.doubts(plan, world));
                reasons.join("; ")
            }
        }
    }
}

/// Why rows cannot be taken, with the keys of this page rather than the arguments of the command line.
fn plan_words(error: &PlanError, text: &Text) -> String {
    let m = &text.messages;
    match error {
        PlanError::NoNameColumn { .. } => m.import_no_name_shown.to_owned(),
        PlanError::NoWishColumns { .. } => m.import_no_wish_columns_shown.to_owned(),
        PlanError::NotAllGood { rejected, undecided } => {
            fill(m.import_not_all_good_shown, &[&text.count(*rejected, text.counts.rows), undecided])
        }
        other => wording::plan_error(other, text),
    }
}

/// Cells of the number of a row with its gap.
const NUMBER: usize = 5;
/// The fewest and the most cells that who, class, telephone and gist are worth.
const PARTS: [(usize, usize); 4] = [(10, 36), (2, 8), (10, 18), (8, 70)];

/// Who a row is about, their class, telephone and gist, each in one line.
fn parts(row: &PlannedRow, year: YearId) -> [String; 4] {
    let phone = row.draft.person().map_or_else(String::new, |person| person.phone.to_string());
    [row.draft.name(), row.draft.class(year), phone, row.draft.gist().replace('\n', " ")]
}

fn decision_words(row: &PlannedRow, world: &World) -> (String, Tone) {
    let p = &world.text.panes;
    let who = |person| names::entry(&world.register, person, world.year);
    match (row.state(), row.decision) {
        (RowState::Rejected, _) => {
            let first = row.faults.first().map(|fault| wording::fault(fault, world.text));
            (first.unwrap_or_default(), Tone::Danger)
        }
        (_, Decision::New) if matches!(row.draft, Draft::Wish(_)) => (p.import_sheet.to_owned(), Tone::Good),
        (_, Decision::New) => (p.import_new.to_owned(), Tone::Good),
        (_, Decision::Join(person)) => (fill(p.import_join, &[&who(person)]), Tone::Good),
        (_, Decision::Update(person)) => (fill(p.import_update, &[&who(person)]), Tone::Good),
        (_, Decision::Skip) => (p.import_skip.to_owned(), Tone::Muted),
        (_, Decision::Undecided) => (p.import_undecided.to_owned(), Tone::Warning),
    }
}

fn target_words(roster: Roster, target: Target, world: &World) -> (String, Tone) {
    let p = &world.text.panes;
    match target {
        Target::Field(id) => (format!("{} ({id})", roster.label(id, world.text)), Tone::Good),
        Target::Note => (p.import_note.to_owned(), Tone::Good),
        Target::Number => (p.import_number.to_owned(), Tone::Muted),
        Target::Derived => (p.import_derived.to_owned(), Tone::Muted),
        Target::Unknown => (p.import_unknown.to_owned(), Tone::Warning),
    }
}
