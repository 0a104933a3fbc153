//! `nastavnik import measures`: totals of instruments and other parameters from a table, as one step.

use std::path::Path;

use super::answers::{left, tell_rows};
use super::args::Import;
use super::base::{Base, context};
use super::{import, tell};
use crate::domain::Register;
use crate::exchange::{
    self, AnswerColumns, AnswerState, AnswerTarget, MeasurePlan, PlanError, Sheet, answer_plan_error, plan_measures,
    wording,
};
use crate::text::{Text, fill};

/// Imports measures, or says row by row what an import would do.
///
/// # Errors
/// A sentence about what stands in the way; nothing was changed.
pub fn run(wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    let given = import::pairs(&wanted.map, text)?;
    let sheet =
        exchange::open(&wanted.file, wanted.sheet.as_deref()).map_err(|error| wording::sheet_error(&error, text))?;
    let base = Base::to_read(path, text)?;
    let plan = planned(&sheet, &given, wanted, &base.register, text)?;
    {
        let ctx = context(&base.register, wanted.year.as_deref(), false, text)?;
        for column in plan.columns.columns.iter().filter(|column| column.target == AnswerTarget::Unknown) {
            tell(&fill(text.surveys.answer_unread, &[&column.name()]));
        }
        tell_rows(plan.named(), None, wanted.dry_run || !wanted.skip_bad, &ctx);
        if wanted.dry_run {
            return Ok(());
        }
        match plan.batch(&ctx, &mut base.ids(), wanted.skip_bad) {
            // A file that was imported before is no failure.
            Err(PlanError::NothingToTake) if plan.count(AnswerState::Skipped) > 0 => {
                return left(plan.named(), &plan.columns, None, wanted, &ctx);
            }
            judged => judged.map_err(|error| answer_plan_error(&error, text))?,
        };
    }
    base.close()?;
    let mut base = Base::to_change(path, text)?;
    base.save(|base| {
        let plan = planned(&sheet, &given, wanted, &base.register, text)?;
        let ctx = context(&base.register, wanted.year.as_deref(), false, text)?;
        plan.batch(&ctx, &mut base.ids(), wanted.skip_bad).map_err(|error| answer_plan_error(&error, text))
    })?;
    if wanted.skip_bad {
        let ctx = context(&base.register, wanted.year.as_deref(), false, text)?;
        left(plan.named(), &plan.columns, None, wanted, &ctx)?;
    }
    tell(&fill(text.messages.import_taken, &[&text.count(plan.count(AnswerState::Taken), text.counts.rows)]));
    base.close()
}

fn planned(
    sheet: &Sheet,
    given: &[(String, String)],
    wanted: &Import,
    register: &Register,
    text: &'static Text,
) -> Result<MeasurePlan, String> {
    let given: Vec<(&str, &str)> = given.iter().map(|(field, column)| (field.as_str(), column.as_str())).collect();
    let columns = AnswerColumns::of_measures(sheet).with_measured(&given);
    let columns = columns.map_err(|error| wording::map_error(&error, text))?;
    let ctx = context(register, wanted.year.as_deref(), false, text)?;
    plan_measures(sheet, &columns, wanted.update, &ctx).map_err(|error| answer_plan_error(&error, text))
}
