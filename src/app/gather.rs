//! A table of answers or of measures on its way in: which column is what, whom each row means, and the decisions only a
//! person can make. Looks and works as a roster on its way in; rows are about people who are on file.
//!
//! Nothing is kept until the curator takes it, and then everything is one step.

use std::path::PathBuf;

use super::commands::GLOBAL;
use super::import::neighbour;
use crate::domain::{Batch, Questionnaire, QuestionnaireId};
use crate::exchange::{
    AnswerColumns, AnswerDecision, AnswerPlan, AnswerState, AnswerTarget, MeasurePlan, NamedRow, Plan, PlanError,
    PlanWants, Sheet, Sureness, answer_plan_error, left_out, measured_targets, plan_answers, plan_measures,
    respondent_targets,
};
use crate::kit::{Act, Command, Keys, World, always, key_name, row, verb};
use crate::text::{Text, fill};

/// What the table holds.
#[derive(Debug)]
pub(super) enum Planned {
    Answers(QuestionnaireId, Result<AnswerPlan, PlanError>),
    Measures(Result<MeasurePlan, PlanError>),
}

/// Which of the two pages is in front.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Rows,
    Columns,
}

/// A table on its way in.
#[derive(Debug)]
pub struct Gather {
    pub(super) path: PathBuf,
    sheet: Sheet,
    pub(super) columns: AnswerColumns,
    pub(super) planned: Planned,
    /// Whether other values on file are written over.
    update: bool,
    pub(super) page: Page,
    pub(super) cursor: usize,
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

    pub(super) fn error(&self) -> Option<&PlanError> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().err(),
            Planned::Measures(plan) => plan.as_ref().err(),
        }
    }

    pub(super) fn rows(&self) -> Vec<&NamedRow> {
        match &self.planned {
            Planned::Answers(_, Ok(plan)) => plan.named().collect(),
            Planned::Measures(Ok(plan)) => plan.named().collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn row(&self, at: usize) -> Option<&NamedRow> {
        match &self.planned {
            Planned::Answers(_, plan) => plan.as_ref().ok()?.rows.get(at).map(|row| &row.named),
            Planned::Measures(plan) => plan.as_ref().ok()?.rows.get(at).map(|row| &row.named),
        }
    }

    pub(super) fn tally(&self, state: AnswerState) -> usize {
        self.rows().iter().filter(|row| row.state() == state).count()
    }

    pub(super) fn count(&self) -> usize {
        match self.page {
            Page::Columns => self.columns.columns.len(),
            Page::Rows => self.rows().len(),
        }
    }

    pub(super) fn asked<'w>(&self, world: &'w World) -> Option<&'w Questionnaire> {
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
    pub(super) fn error_words(&self, error: &PlanError, text: &Text) -> String {
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
