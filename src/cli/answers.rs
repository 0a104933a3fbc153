//! `nastavnik import answers`: answers from form services and spreadsheets, as one step.

use std::path::{Path, PathBuf};

use super::args::Import;
use super::base::{Base, context};
use super::survey::codes;
use super::{import, tell};
use crate::domain::{Batch, Ids, Questionnaire, QuestionnaireId, Register};
use crate::exchange::{
    self, AnswerColumn, AnswerColumns, AnswerPlan, AnswerTarget, NamedRow, PlanError, PlanWants, RowState, Sheet,
    Sureness, answer_plan_error, answer_remark, cell_fault, day_doubt, export, plan_answers, wording,
};
use crate::fields::{Ctx, names};
use crate::surveys;
use crate::text::{Text, fill};

/// Imports answers, or says row by row what an import would do.
///
/// # Errors
/// A sentence about what stands in the way; nothing was changed.
pub fn run(wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    take::<AnswerPlan>(wanted, path, text)
}

/// What a table of answers and one of measures do alike on their way in.
pub(super) trait Gathered: Sized {
    /// What an import would do, from columns given by hand and guessed.
    fn planned(
        sheet: &Sheet,
        given: &[(&str, &str)],
        wanted: &Import,
        register: &Register,
        text: &'static Text,
    ) -> Result<Self, String>;

    /// Says what is not plain, and with `rows_too` every row that is not taken.
    fn report(&self, rows_too: bool, ctx: &Ctx);

    /// The change; with `skip_bad` without what is wrong.
    fn batch(&self, ctx: &Ctx, ids: &mut Ids, skip_bad: bool) -> Result<Batch, PlanError>;

    /// Rows in a state.
    fn count(&self, state: RowState) -> usize;

    /// Writes the rows that are left to a file, where one was asked for.
    fn left(&self, wanted: &Import, ctx: &Ctx) -> Result<(), String>;
}

/// Takes a table in, or says row by row what that would do.
pub(super) fn take<P: Gathered>(wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    let given = import::pairs(&wanted.map, text)?;
    let given: Vec<(&str, &str)> = given.iter().map(|(field, column)| (field.as_str(), column.as_str())).collect();
    let sheet =
        exchange::open(&wanted.file, wanted.sheet.as_deref()).map_err(|error| wording::sheet_error(&error, text))?;
    import::tell_sheets(&sheet, wanted, text);
    let base = Base::to_read(path, text)?;
    let plan = P::planned(&sheet, &given, wanted, &base.register, text)?;
    {
        let ctx = context(&base.register, wanted.year.as_deref(), false, text)?;
        plan.report(wanted.dry_run || !wanted.skip_bad, &ctx);
        if wanted.dry_run {
            return Ok(());
        }
        match plan.batch(&ctx, &mut base.ids(), wanted.skip_bad) {
            // A file that was imported before is no failure.
            Err(PlanError::NothingToTake) if plan.count(RowState::Skipped) > 0 => return plan.left(wanted, &ctx),
            judged => judged.map_err(|error| answer_plan_error(&error, text))?,
        };
    }
    base.close()?;
    let mut base = Base::to_change(path, text)?;
    base.save(|base| {
        let plan = P::planned(&sheet, &given, wanted, &base.register, text)?;
        let ctx = context(&base.register, wanted.year.as_deref(), false, text)?;
        plan.batch(&ctx, &mut base.ids(), wanted.skip_bad).map_err(|error| answer_plan_error(&error, text))
    })?;
    if wanted.skip_bad {
        plan.left(wanted, &context(&base.register, wanted.year.as_deref(), false, text)?)?;
    }
    tell(&fill(text.messages.import_taken, &[&text.count(plan.count(RowState::Taken), text.counts.rows)]));
    base.close()
}

impl Gathered for AnswerPlan {
    fn planned(
        sheet: &Sheet,
        given: &[(&str, &str)],
        wanted: &Import,
        register: &Register,
        text: &'static Text,
    ) -> Result<Self, String> {
        let (id, asked) = questionnaire(register, wanted.survey.as_deref(), text)?;
        let columns =
            AnswerColumns::guess(sheet, asked).with(given, asked).map_err(|error| wording::map_error(&error, text))?;
        let ctx = context(register, wanted.year.as_deref(), false, text)?;
        let wants = PlanWants { questionnaire: id, update: wanted.update };
        plan_answers(sheet, &columns, wants, &ctx).map_err(|error| answer_plan_error(&error, text))
    }

    fn report(&self, rows_too: bool, ctx: &Ctx) {
        report(self, rows_too, ctx);
    }

    fn batch(&self, ctx: &Ctx, ids: &mut Ids, skip_bad: bool) -> Result<Batch, PlanError> {
        Self::batch(self, ctx, ids, skip_bad)
    }

    fn count(&self, state: RowState) -> usize {
        Self::count(self, state)
    }

    fn left(&self, wanted: &Import, ctx: &Ctx) -> Result<(), String> {
        let asked = ctx.register.get::<Questionnaire>(self.questionnaire);
        left(self.named(), &self.columns, asked.map(AsRef::as_ref), wanted, ctx)
    }
}

pub(super) fn questionnaire<'a>(
    register: &'a Register,
    code: Option<&str>,
    text: &Text,
) -> Result<(QuestionnaireId, &'a Questionnaire), String> {
    let code = code.ok_or_else(|| fill(text.surveys.which_survey, &[&codes(register)]))?;
    let found = surveys::newest(register, code);
    found.ok_or_else(|| fill(text.surveys.no_such_survey, &[&code, &codes(register)]))
}

/// Which column is what where that is not plain, what is wrong, what waits for a decision, what is not taken.
fn report(plan: &AnswerPlan, rows_too: bool, ctx: &Ctx) {
    let text = ctx.text;
    let Some(asked) = ctx.register.get::<Questionnaire>(plan.questionnaire) else { return };
    for column in &plan.columns.columns {
        match (column.target, column.sure) {
            (AnswerTarget::Item(at), Sureness::Close | Sureness::Number) => {
                let Some(item) = asked.items.get(at) else { continue };
                let question = names::label(&item.label, text);
                tell(&fill(text.surveys.answer_close, &[&column.name(), &item.id, &question, &item.id]));
            }
            (AnswerTarget::Unknown, _) => tell_unread(column, &plan.columns, text),
            _ => {}
        }
    }
    if let Some(doubt) = &plan.days {
        tell(&day_doubt(doubt, text));
    }
    if !plan.unasked.is_empty() {
        let ids: Vec<&str> = plan.unasked.iter().filter_map(|at| Some(asked.items.get(*at)?.id.as_str())).collect();
        tell(&fill(text.surveys.answer_unasked, &[&ids.join(", ")]));
    }
    tell_rows(plan.named(), Some(asked), rows_too, ctx);
    if plan.without_entry > 0 {
        tell(&fill(text.surveys.answer_no_entry, &[&plan.without_entry]));
    }
}

/// That a column is not read, and which other of the same head is.
pub(super) fn tell_unread(column: &AnswerColumn, columns: &AnswerColumns, text: &Text) {
    let letters = |column: &AnswerColumn| exchange::column_letters(column.index);
    tell(&match columns.read_instead(column) {
        Some(read) => fill(text.surveys.answer_twin, &[&column.head_or_letters(), &letters(read), &letters(column)]),
        None => fill(text.surveys.answer_unread, &[&column.name()]),
    });
}

fn reasons(row: &NamedRow, asked: Option<&Questionnaire>, ctx: &Ctx) -> Vec<String> {
    let faults = row.faults.iter().map(|fault| cell_fault(fault, asked, ctx.text));
    faults.chain(row.remark.iter().map(|remark| answer_remark(remark, ctx))).collect()
}

/// Every row about which there is something to say, then how many rows come down to what.
pub(super) fn tell_rows<'a>(
    rows: impl Iterator<Item = &'a NamedRow>,
    asked: Option<&Questionnaire>,
    rows_too: bool,
    ctx: &Ctx,
) {
    let text = ctx.text;
    let rows: Vec<&NamedRow> = rows.collect();
    for row in rows.iter().filter(|_| rows_too) {
        let reasons = reasons(row, asked, ctx);
        if !reasons.is_empty() {
            tell(&fill(text.messages.import_row, &[&row.number, &format!("{}: {}", row.who, reasons.join("; "))]));
        }
    }
    let count = |state| rows.iter().filter(|row| row.state() == state).count();
    let states = [RowState::Taken, RowState::Rejected, RowState::Undecided, RowState::Skipped].map(count);
    tell(&fill(text.panes.import_totals, &[&states[0], &states[1], &states[2], &states[3]]));
}

/// Writes the rows that were not taken, with their reasons, beside the file they came from.
pub(super) fn left<'a>(
    rows: impl Iterator<Item = &'a NamedRow>,
    columns: &AnswerColumns,
    asked: Option<&Questionnaire>,
    wanted: &Import,
    ctx: &Ctx,
) -> Result<(), String> {
    let text = ctx.text;
    let Some(bytes) =
        exchange::left_out(rows, columns, asked, ctx).map_err(|error| wording::export_error(&error, text))?
    else {
        return Ok(());
    };
    let path: PathBuf = exchange::Plan::rejected_path(&wanted.file);
    export::save(&path, &bytes).map_err(|error| wording::export_error(&error, text))?;
    tell(&fill(text.messages.exported, &[&path.display()]));
    Ok(())
}
