//! `nastavnik import measures`: totals of instruments and other parameters from a table, as one step.

use std::path::Path;

use super::answers::{Gathered, left, take, tell_rows, tell_unread};
use super::args::Import;
use super::base::context;
use super::tell;
use crate::domain::{Batch, Ids, Register};
use crate::exchange::{
    AnswerColumns, AnswerTarget, MeasurePlan, PlanError, RowState, Sheet, answer_plan_error, day_doubt, plan_measures,
    wording,
};
use crate::fields::Ctx;
use crate::text::Text;

/// Imports measures, or says row by row what an import would do.
///
/// # Errors
/// A sentence about what stands in the way; nothing was changed.
pub fn run(wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    take::<MeasurePlan>(wanted, path, text)
}

impl Gathered for MeasurePlan {
    fn planned(
        sheet: &Sheet,
        given: &[(&str, &str)],
        wanted: &Import,
        register: &Register,
        text: &'static Text,
    ) -> Result<Self, String> {
        let columns = AnswerColumns::of_measures(sheet).with_measured(given);
        let columns = columns.map_err(|error| wording::map_error(&error, text))?;
        let ctx = context(register, wanted.year.as_deref(), false, text)?;
        plan_measures(sheet, &columns, wanted.update, &ctx).map_err(|error| answer_plan_error(&error, text))
    }

    fn report(&self, rows_too: bool, ctx: &Ctx) {
        for column in self.columns.columns.iter().filter(|column| column.target == AnswerTarget::Unknown) {
            tell_unread(column, &self.columns, ctx.text);
        }
        if let Some(doubt) = &self.days {
            tell(&day_doubt(doubt, ctx.text));
        }
        tell_rows(self.named(), None, rows_too, ctx);
    }

    fn batch(&self, ctx: &Ctx, ids: &mut Ids, skip_bad: bool) -> Result<Batch, PlanError> {
        Self::batch(self, ctx, ids, skip_bad)
    }

    fn count(&self, state: RowState) -> usize {
        Self::count(self, state)
    }

    fn left(&self, wanted: &Import, ctx: &Ctx) -> Result<(), String> {
        left(self.named(), &self.columns, None, wanted, ctx)
    }
}
