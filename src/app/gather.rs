//! A table of answers or of measures on its way in: which column is what, whom each row means, and the decisions only a
//! person can make. Looks and works as a roster on its way in; rows are about people who are on file.
//!
//! Nothing is kept until the curator takes it, and then everything is one step.

use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::commands::GLOBAL;
use crate::domain::{Batch, Questionnaire, QuestionnaireId};
use crate::exchange::{
    AnswerColumn, AnswerColumns, AnswerDecision, AnswerPlan, AnswerState, AnswerTarget, MeasurePlan, NamedRow, Plan,
    PlanError, PlanWants, Sheet, Sureness, answer_plan_error, answer_remark_shown, cell_fault, left_out,
    measured_targets, plan_answers, plan_measures, respondent_targets,
};
use crate::fields::hundredths::decimal;
use crate::fields::{Worded, names};
use crate::kit::paint::{self, clip, clip_words, width};
use crate::kit::{Act, Command, Keys, Tone, World, always, key_name, row, verb};
use crate::text::{Text, fill};

/// What the table holds.
#[derive(Debug)]
enum Planned {
    Answers(QuestionnaireId, Result<AnswerPlan, PlanError>),
    Measures(Result<MeasurePlan, PlanError>),
}

/// Which of the two pages is in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Rows,
    Columns,
}

/// A table on its way in.
#[derive(Debug)]
pub struct Gather {
    path: PathBuf,
    sheet: Sheet,
    columns: AnswerColumns,
    planned: Planned,
    /// Whether other values on file are written over.
    update: bool,
    page: Page,
    cursor: usize,
    height: usize,
    /// Whether a column or a row was decided about by hand.
    changed: bool,
    /// Esc was pressed once over decisions that would be lost.
    leaving: bool,
}

impl Gather {
    /// Answers to a questionnaire; `None` when it is gone.
    pub fn answers(id: QuestionnaireId, path: PathBuf, sheet: Sheet, world: &World) -> Option<Self> {
        let asked = world.register.get::<Questionnaire>(id)?;
        let columns = AnswerColumns::guess(&sheet, asked);
        let planned = Planned::Answers(id, Err(PlanError::NothingToTake));
        Some(Self::new(path, sheet, columns, planned, world))
    }

    /// Measures.
    pub fn measures(path: PathBuf, sheet: Sheet, world: &World) -> Self {
        let columns = AnswerColumns::of_measures(&sheet);
        Self::new(path, sheet, columns, Planned::Measures(Err(PlanError::NothingToTake)), world)
    }

    fn new(path: PathBuf, sheet: Sheet, columns: AnswerColumns, planned: Planned, world: &World) -> Self {
        let page = Page::Rows;
        let (update, cursor, height, changed, leaving) = (false, 0, 10, false, false);
        let mut new = Self { path, sheet, columns, planned, update, page, cursor, height, changed, leaving };
        new.plan(world);
        // Without a column of names the columns are what has to be looked at first.
        if new.error().is_some() {
            new.page = Page::Columns;
        }
        new
    }

    fn plan(&mut self, world: &World) {
        let ctx = world.ctx();
        match &mut self.planned {
            Planned::Answers(id, plan) => {
                let wants = PlanWants { questionnaire: *id, update: self.update };
                *plan = plan_answers(&self.sheet, &self.columns, wants, &ctx);
            }
            Planned::Measures(plan) => *plan = plan_measures(&self.sheet, &self.columns, self.update, &ctx),
        }
    }

    /// Tells it how many rows fit.
    pub fn fit(&mut self, height: u16) {
        self.height = usize::from(height.saturating_sub(5)).max(1);
    }

    fn error(&self) -> Option<&PlanError> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().err(),
            Planned::Measures(plan) => plan.as_ref().err(),
        }
    }

    fn rows(&self) -> Vec<&NamedRow> {
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.named().collect(),
            Planned::Measures(Ok(plan)) => plan.named().collect(),
            _ => Vec::new(),
        }
    }

    fn row(&self, at: usize) -> Option<&NamedRow> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().ok()?.rows.get(at).map(|row| &row.named),
            Planned::Measures(plan) => plan.as_ref().ok()?.rows.get(at).map(|row| &row.named),
        }
    }

    fn tally(&self, state: AnswerState) -> usize {
        self.rows().iter().filter(|row| row.state() == state).count()
    }

    fn count(&self) -> usize {
        match self.page {
            Page::Columns => self.columns.columns.len(),
            Page::Rows => self.rows().len(),
        }
    }

    fn asked<'w>(&self, world: &'w World) -> Option<&'w Questionnaire> {
        let Planned::Answers(id, _) = self.planned else { return None };
        world.register.get::<Questionnaire>(id).map(AsRef::as_ref)
    }

    fn step(&mut self, by: isize) {
        self.cursor = self.cursor.saturating_add_signed(by).min(self.count().saturating_sub(1));
    }

    fn turn(&mut self) {
        self.page = if self.page == Page::Rows { Page::Columns } else { Page::Rows };
        self.cursor = 0;
    }

    /// The next thing that can be done with the row under the cursor, or the next meaning of the column.
    fn change(&mut self, forward: bool, world: &World) {
        match self.page {
            Page::Rows => self.next_decision(forward, world),
            Page::Columns => self.next_target(forward, world),
        }
    }

    fn next_decision(&mut self, forward: bool, world: &World) {
        let (cursor, ctx) = (self.cursor, world.ctx());
        let Some(now) = self.row(cursor).map(|row| row.decision) else { return };
        let next = |choices: Vec<AnswerDecision>| {
            neighbour(&choices, choices.iter().position(|choice| *choice == now), forward)
        };
        self.changed |= match &mut self.planned {
            Planned::Answers(_, Ok(plan)) => {
                next(plan.choices(cursor, &ctx)).is_some_and(|choice| plan.decide(cursor, choice))
            }
            Planned::Measures(Ok(plan)) => {
                next(plan.choices(cursor, &ctx)).is_some_and(|choice| plan.decide(cursor, choice))
            }
            _ => false,
        };
    }

    /// What another column says already is passed over, so a turn never takes it away unseen.
    fn next_target(&mut self, forward: bool, world: &World) {
        let Some(now) = self.columns.columns.get(self.cursor).map(|column| column.target) else { return };
        let free = |target: &AnswerTarget| *target == now || self.columns.of(*target).is_none();
        let targets: Vec<AnswerTarget> =
            std::iter::once(AnswerTarget::Unknown).chain(self.targets(world).into_iter().filter(free)).collect();
        let at = targets.iter().position(|target| *target == now);
        if let Some(target) = neighbour(&targets, at, forward) {
            let column = &mut self.columns.columns[self.cursor];
            column.target = target;
            column.sure = if target == AnswerTarget::Unknown { Sureness::Unknown } else { Sureness::Told };
            self.changed = true;
            self.plan(world);
        }
    }

    fn targets(&self, world: &World) -> Vec<AnswerTarget> {
        match self.asked(world) {
            Some(asked) => {
                let about = respondent_targets().map(|(target, _)| target);
                about.chain((0..asked.items.len()).map(AnswerTarget::Item)).collect()
            }
            None => measured_targets().map(|(target, _)| target).collect(),
        }
    }

    fn batch(&self, world: &mut World, skip_bad: bool) -> Result<Batch, PlanError> {
        world.ids.skip_past(world.register.highest_id());
        let mut ids = world.ids.clone();
        let batch = match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().map_err(Clone::clone)?.batch(&world.ctx(), &mut ids, skip_bad),
            Planned::Measures(plan) => plan.as_ref().map_err(Clone::clone)?.batch(&world.ctx(), &mut ids, skip_bad),
        };
        world.ids = ids;
        batch
    }

    fn take(&mut self, world: &mut World, skip_bad: bool) -> Vec<Act> {
        let text = world.text;
        match self.batch(world, skip_bad) {
            Err(error) => vec![Act::Refuse(self.error_words(&error, text))],
            Ok(batch) => {
                let rows = text.count(self.tally(AnswerState::Taken), text.counts.rows);
                let undo = GLOBAL.iter().find(|command| command.id == "undo");
                let key = undo.and_then(|undo| undo.keys.of(text.lang).first());
                let key = key.map_or_else(String::new, |name| key_name(name, world.layout, world));
                // Said first: a refusal has the last word.
                let said = Act::Say(fill(text.panes.import_took, &[&rows, &key]));
                let left = if skip_bad { self.left(world) } else { None };
                [Act::Close, said, Act::Save(batch)].into_iter().chain(left).collect()
            }
        }
    }

    /// The rows that are left out, with their reasons, into a file beside.
    fn left(&self, world: &World) -> Option<Act> {
        let rows = self.rows();
        let bytes = left_out(rows.into_iter(), &self.columns, self.asked(world), &world.ctx()).ok()??;
        Some(Act::Write(Plan::rejected_path(&self.path), bytes))
    }

    /// Decisions and columns given by hand are asked about once, as what is typed into a form is.
    fn leave(&mut self, world: &World) -> Vec<Act> {
        if !self.changed || self.leaving {
            return vec![Act::Close];
        }
        self.leaving = true;
        vec![Act::Refuse(world.text.messages.import_esc_again.to_owned())]
    }

    /// Why rows cannot be taken, with the keys of this page rather than the arguments of the command line.
    fn error_words(&self, error: &PlanError, text: &Text) -> String {
        let (s, m) = (&text.surveys, &text.messages);
        match error {
            PlanError::NoNameColumn { .. } => s.answer_no_respondent_shown.to_owned(),
            PlanError::NoItemColumn { .. } => s.answer_no_items_shown.to_owned(),
            PlanError::NoMeasureColumns { .. } => s.measure_no_columns_shown.to_owned(),
            PlanError::NotAllGood { rejected, undecided } => {
                fill(m.import_not_all_good_shown, &[&text.count(*rejected, text.counts.rows), undecided])
            }
            other => answer_plan_error(other, text),
        }
    }
}

fn neighbour<T: Copy>(all: &[T], at: Option<usize>, forward: bool) -> Option<T> {
    let next = match (at, forward) {
        (None, _) => 0,
        (Some(at), true) => (at + 1) % all.len(),
        (Some(at), false) => (at + all.len() - 1) % all.len(),
    };
    all.get(next).copied()
}

fn all_good(gather: &Gather, world: &World) -> Result<(), String> {
    if let Some(error) = gather.error() {
        return Err(gather.error_words(error, world.text));
    }
    let (rejected, undecided) = (gather.tally(AnswerState::Rejected), gather.tally(AnswerState::Undecided));
    if rejected + undecided > 0 {
        return Err(gather.error_words(&PlanError::NotAllGood { rejected, undecided }, world.text));
    }
    some_good(gather, world)
}

fn some_good(gather: &Gather, world: &World) -> Result<(), String> {
    if let Some(error) = gather.error() {
        return Err(gather.error_words(error, world.text));
    }
    if gather.tally(AnswerState::Taken) > 0 {
        return Ok(());
    }
    Err(answer_plan_error(&PlanError::NothingToTake, world.text))
}

/// What only moves or decides: it also calls the first Esc off.
fn quiet(gather: &mut Gather, what: impl FnOnce(&mut Gather)) -> Vec<Act> {
    gather.leaving = false;
    what(gather);
    Vec::new()
}

fn some_known(gather: &Gather, world: &World) -> Result<(), String> {
    if gather.tally(AnswerState::Skipped) > 0 { Ok(()) } else { Err(world.text.messages.not_now.to_owned()) }
}

/// What can be done with a table on its way in: the keys of a roster.
pub static GATHER: &[Command<Gather>] = &[
    row!("import.take", Keys::same(&["f2", "ctrl-s"]), import_take, import_take_help, 1, all_good, |g, w| g
        .take(w, false)),
    row!("import.take_good", Keys::same(&["f3"]), import_good, import_good_help, 2, some_good, |g, w| g.take(w, true)),
    row!(
        "import.next",
        Keys::same(&["right", "space", "enter"]),
        import_change,
        import_change_help,
        3,
        always,
        |g, w| quiet(g, |g| g.change(true, w))
    ),
    row!("import.previous", Keys::same(&["left"]), import_change, import_change_help, 0, always, |g, w| quiet(
        g,
        |g| g.change(false, w)
    )),
    row!("import.turn", Keys::same(&["tab"]), import_turn, import_turn_help, 4, always, |g, _| quiet(g, Gather::turn)),
    row!("import.update", verb::MORE, import_over, import_over_help, 5, some_known, |g, w| quiet(g, |g| {
        (g.update, g.changed) = (true, true);
        g.plan(w);
    })),
    row!("import.up", Keys::same(&["up", "k"]), up, up_help, 0, always, |g, _| quiet(g, |g| g.step(-1))),
    row!("import.down", Keys::same(&["down", "j"]), down, down_help, 0, always, |g, _| quiet(g, |g| g.step(1))),
    row!("import.page_up", Keys::same(&["pgup"]), page_up, page_up_help, 0, always, |g, _| quiet(g, |g| g.step(-10))),
    row!("import.page_down", Keys::same(&["pgdn"]), page_down, page_down_help, 0, always, |g, _| quiet(g, |g| g
        .step(10))),
    row!("import.leave", Keys::same(&["esc"]), leave, import_leave_help, 6, always, |g, w| g.leave(w)),
];

/// Cells of the number of a row with its gap.
const NUMBER: u16 = 5;

impl Gather {
    /// Draws it.
    pub fn view(&self, area: Rect, buf: &mut Buffer, world: &World) {
        let (theme, marks) = (world.theme, world.theme.marks());
        let cells = usize::from(area.width);
        let title = clip(&self.title(world), cells, marks.ellipsis);
        paint::put(buf, area, area.x, area.y, &title, theme.style(Tone::Heading));
        let totals = clip(&self.totals(world), cells, marks.ellipsis);
        paint::put(buf, area, area.x, area.y + 1, &totals, theme.style(Tone::Muted));
        let note = clip(&self.note(world), cells, marks.ellipsis);
        paint::put(buf, area, area.x, area.y + 2, &note, theme.style(Tone::Warning));
        let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(5), ..area };
        let top = (self.cursor + 1).saturating_sub(usize::from(rows.height));
        for (at, y) in (top..self.count()).zip(rows.y..rows.bottom()) {
            let current = at == self.cursor;
            let lead = if current { marks.focus } else { " " };
            paint::put(buf, rows, rows.x, y, lead, theme.style(Tone::Accent));
            let line = Rect { x: rows.x + 1, y, width: rows.width.saturating_sub(1), height: 1 };
            match self.page {
                Page::Rows => self.draw_row(at, current, line, buf, world),
                Page::Columns => self.draw_column(at, current, line, buf, world),
            }
        }
        for (line, y) in paint::wrap(&self.about(world), cells).iter().zip(rows.bottom()..area.bottom()) {
            paint::put(buf, area, area.x, y, line, theme.style(Tone::Warning));
        }
    }

    fn title(&self, world: &World) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match self.asked(world) {
            Some(asked) => fill(world.text.surveys.answer_title, &[&names::title(asked, world.text), &name]),
            None => fill(world.text.surveys.measures_title, &[&name]),
        }
    }

    fn totals(&self, world: &World) -> String {
        if let Some(error) = self.error() {
            return self.error_words(error, world.text);
        }
        let states = [AnswerState::Taken, AnswerState::Rejected, AnswerState::Undecided, AnswerState::Skipped];
        let [taken, rejected, undecided, skipped] = states.map(|state| self.tally(state));
        fill(world.text.panes.import_totals, &[&taken, &rejected, &undecided, &skipped])
    }

    /// What the table lacks: items without a column, people without an entry questionnaire, columns nobody reads.
    fn note(&self, world: &World) -> String {
        let s = &world.text.surveys;
        let mut parts = Vec::new();
        if let (Planned::Answers(_, Ok(plan)), Some(asked)) = (&self.planned, self.asked(world)) {
            if plan.without_entry > 0 {
                parts.push(fill(s.answer_no_entry_shown, &[&plan.without_entry]));
            }
            let ids: Vec<&str> = plan.unasked.iter().filter_map(|at| Some(asked.items.get(*at)?.id.as_str())).collect();
            if !ids.is_empty() {
                parts.push(fill(s.answer_unasked_shown, &[&ids.join(", ")]));
            }
        }
        let unread = self.columns.columns.iter().filter(|column| column.target == AnswerTarget::Unknown);
        parts.extend(unread.filter(|column| !column.head.is_empty()).map(|it| fill(s.answer_unread, &[&it.name()])));
        parts.join(" · ")
    }

    fn draw_row(&self, at: usize, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
        let Some(row) = self.row(at) else { return };
        let (theme, marks) = (world.theme, world.theme.marks());
        let number = format!("{:>4} ", row.number);
        paint::put(buf, line, line.x, line.y, &number, theme.style(Tone::Muted));
        let room = usize::from(line.width.saturating_sub(NUMBER));
        let (fate, tone) = self.fate(row, world);
        // What becomes of a row has its room first, up to a half; what it says leaves where the window is narrow.
        let fated = width(&fate).min(room / 2);
        let who = (room - fated).saturating_sub(1).min(40);
        let gist = room.saturating_sub(fated + who + 2);
        let mut x = line.x + NUMBER;
        let name = clip_words(&row.who, who, marks.ellipsis);
        paint::put(buf, line, x, line.y, &name, theme.style(if current { Tone::Focus } else { Tone::Plain }));
        x += u16::try_from(who + 1).unwrap_or(0);
        if gist > 8 {
            let said = clip(&self.gist(at, world), gist, marks.ellipsis);
            paint::put(buf, line, x, line.y, &said, theme.style(Tone::Plain));
            x += u16::try_from(gist + 1).unwrap_or(0);
        }
        let room = usize::from(line.right().saturating_sub(x));
        paint::put(buf, line, x, line.y, &clip(&fate, room, marks.ellipsis), theme.style(tone));
    }

    /// What a row says: how many answers, or which measure.
    fn gist(&self, at: usize, world: &World) -> String {
        let text = world.text;
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.rows.get(at).map_or_else(String::new, |row| {
                let given = |answer: &&crate::domain::Answer| {
                    use crate::domain::Answer::{Blank, NotApplicable, NotAsked, Skipped};
                    !matches!(answer, NotAsked | Blank | NotApplicable | Skipped)
                };
                fill(text.surveys.answer_count, &[&row.answers.iter().filter(given).count()])
            }),
            Planned::Measures(Ok(plan)) => {
                let measure = plan.rows.get(at).and_then(|row| row.measure.as_ref());
                measure.map_or_else(String::new, |it| {
                    format!("{} {} · {}", it.wave.word(text), decimal(it.value), it.parameter.word(text))
                })
            }
            _ => String::new(),
        }
    }

    fn fate(&self, row: &NamedRow, world: &World) -> (String, Tone) {
        let (p, s) = (&world.text.panes, &world.text.surveys);
        let who = |person| names::entry(&world.register, person, world.year);
        match (row.state(), row.decision) {
            (AnswerState::Rejected, _) => {
                let first = row.faults.first().map(|fault| cell_fault(fault, self.asked(world), world.text));
                (first.unwrap_or_default(), Tone::Danger)
            }
            (_, AnswerDecision::Take(person)) => (fill(s.answer_is, &[&who(person)]), Tone::Good),
            (_, AnswerDecision::Replace(person, _)) => (fill(s.answer_over, &[&who(person)]), Tone::Good),
            (_, AnswerDecision::Skip) => (p.import_skip.to_owned(), Tone::Muted),
            (_, AnswerDecision::Undecided) if row.candidates.is_empty() => (s.answer_nobody.to_owned(), Tone::Warning),
            (_, AnswerDecision::Undecided) => (p.import_undecided.to_owned(), Tone::Warning),
        }
    }

    fn draw_column(&self, at: usize, current: bool, line: Rect, buf: &mut Buffer, world: &World) {
        let Some(column) = self.columns.columns.get(at) else { return };
        let half = usize::from(line.width) / 2;
        let tone = if current { Tone::Focus } else { Tone::Plain };
        let head = clip(&column.name(), half, world.theme.marks().ellipsis);
        paint::put(buf, line, line.x, line.y, &head, world.theme.style(tone));
        let x = line.x + u16::try_from(half).unwrap_or(0) + 1;
        let room = usize::from(line.right().saturating_sub(x));
        let (words, tone) = self.column_words(column, world);
        paint::put(
            buf,
            line,
            x,
            line.y,
            &clip_words(&words, room, world.theme.marks().ellipsis),
            world.theme.style(tone),
        );
    }

    fn column_words(&self, column: &AnswerColumn, world: &World) -> (String, Tone) {
        let s = &world.text.surveys;
        let plain = match column.target {
            AnswerTarget::Unknown => return (world.text.panes.import_unknown.to_owned(), Tone::Warning),
            AnswerTarget::Item(at) => {
                let item = self.asked(world).and_then(|asked| asked.items.get(at));
                let close = column.sure == Sureness::Close;
                let (form, tone) = if close { (s.column_close, Tone::Warning) } else { (s.column_item, Tone::Good) };
                let words = item.map(|item| fill(form, &[&item.id, &names::label(&item.label, world.text)]));
                return (words.unwrap_or_default(), tone);
            }
            AnswerTarget::Name => s.column_name,
            AnswerTarget::LastName => s.column_last_name,
            AnswerTarget::FirstName => s.column_first_name,
            AnswerTarget::Patronymic => s.column_patronymic,
            AnswerTarget::Class => s.column_class,
            AnswerTarget::Email => s.column_email,
            AnswerTarget::Phone => s.column_phone,
            AnswerTarget::Code => s.column_code,
            AnswerTarget::Date => s.column_date,
            AnswerTarget::Parameter => s.column_parameter,
            AnswerTarget::Wave => s.column_wave,
            AnswerTarget::Value => s.column_value,
            AnswerTarget::Notes => s.column_notes,
        };
        (plain.to_owned(), Tone::Good)
    }

    /// The whole reason of the row under the cursor.
    fn about(&self, world: &World) -> String {
        let Some(row) = self.row(self.cursor).filter(|_| self.page == Page::Rows) else { return String::new() };
        let faults = row.faults.iter().map(|fault| cell_fault(fault, self.asked(world), world.text));
        let remark = row.remark.iter().map(|remark| answer_remark_shown(remark, &world.ctx()));
        faults.chain(remark).collect::<Vec<String>>().join("; ")
    }
}
