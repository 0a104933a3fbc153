//! `nastavnik import`: a roster into a base, as one step.

use std::path::Path;

use chrono::Local;

use super::args::Import;
use super::base::Base;
use super::tell;
use crate::domain::founding;
use crate::exchange::{self, Mapping, Plan, RowState, Sheet, export, plan, rejected_csv, wording};
use crate::fields::Ctx;
use crate::store::{Store, sentence};
use crate::surveys;
use crate::text::{Text, fill};

/// Imports a file, or says row by row what an import would do.
///
/// # Errors
/// A sentence about what stands in the way; nothing was changed.
pub fn run(wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    let given = pairs(&wanted.map, text)?;
    let sheet =
        exchange::open(&wanted.file, wanted.sheet.as_deref()).map_err(|error| wording::sheet_error(&error, text))?;
    let given: Vec<(&str, &str)> = given.iter().map(|(field, column)| (field.as_str(), column.as_str())).collect();
    let mapping =
        Mapping::guess(wanted.kind.into(), &sheet).with(&given).map_err(|error| wording::map_error(&error, text))?;
    if !path.exists() && !wanted.dry_run {
        create(path, text)?;
    }
    let mut base =
        if wanted.dry_run && path.exists() { Base::to_read(path, text)? } else { open(path, wanted.dry_run, text)? };
    let planned = {
        let ctx = base.ctx(wanted.year.as_deref(), false)?;
        plan_of(&sheet, &mapping, wanted, &ctx)?
    };
    report(&planned, wanted.dry_run || !wanted.skip_bad, text);
    if wanted.dry_run {
        return base.close();
    }
    base.save(|base| {
        let ctx = base.ctx(wanted.year.as_deref(), false)?;
        // Planned once more: the base may have changed meanwhile.
        let plan = plan_of(&sheet, &mapping, wanted, &ctx)?;
        plan.batch(&ctx, &mut base.ids(), wanted.skip_bad).map_err(|error| wording::plan_error(&error, text))
    })?;
    if wanted.skip_bad {
        write_rejected(&planned, &wanted.file, text)?;
    }
    tell(&fill(text.messages.import_taken, &[&text.count(planned.count(RowState::Taken), text.counts.rows)]));
    base.close()
}

/// A dry run over a base that is not there yet is a dry run over an empty one.
fn open(path: &Path, dry_run: bool, text: &'static Text) -> Result<Base, String> {
    if !dry_run {
        return Base::to_change(path, text);
    }
    let directory = tempfile::tempdir().map_err(|error| error.to_string())?;
    let empty = directory.path().join("empty.redb");
    create(&empty, text)?;
    Base::to_read(&empty, text)
}

fn create(path: &Path, text: &'static Text) -> Result<(), String> {
    let questionnaires = surveys::builtin().map_err(|error| error.to_string())?;
    let changes = founding(text.base.new_school, Local::now().date_naive(), questionnaires);
    let store = Store::create(path, &changes).map_err(|error| sentence(&error, &[], text))?;
    tell(&fill(text.base.founded, &[&path.display()]));
    store.close().map_err(|error| sentence(&error, &[], text))
}

fn plan_of(sheet: &Sheet, mapping: &Mapping, wanted: &Import, ctx: &Ctx) -> Result<Plan, String> {
    let mut plan = plan(sheet, mapping, ctx).map_err(|error| wording::plan_error(&error, ctx.text))?;
    if wanted.update {
        plan.update_known();
    }
    Ok(plan)
}

fn pairs(map: &[String], text: &Text) -> Result<Vec<(String, String)>, String> {
    let split = |pair: &String| {
        let (field, column) = pair.split_once('=').ok_or_else(|| fill(text.messages.map_form, &[pair]))?;
        Ok((field.trim().to_owned(), column.trim().to_owned()))
    };
    map.iter().map(split).collect()
}

/// What is wrong, what waits for a decision, what is not taken: one line each.
fn report(plan: &Plan, rows_too: bool, text: &Text) {
    for column in &plan.not_taken {
        tell(&wording::not_taken(column, text));
    }
    for row in plan.rows.iter().filter(|_| rows_too) {
        let faults = row.faults.iter().map(|fault| wording::fault(fault, text));
        let remarks = row.remark.iter().map(|remark| wording::remark(remark, text));
        let reasons: Vec<String> = faults.chain(remarks).collect();
        if !reasons.is_empty() {
            tell(&fill(text.messages.import_row, &[&row.number, &reasons.join("; ")]));
        }
    }
    let count = |state| plan.count(state);
    tell(&fill(
        text.panes.import_totals,
        &[&count(RowState::Taken), &count(RowState::Rejected), &count(RowState::Undecided), &count(RowState::Skipped)],
    ));
}

fn write_rejected(plan: &Plan, file: &Path, text: &Text) -> Result<(), String> {
    let bytes = rejected_csv(plan, text).map_err(|error| wording::export_error(&error, text))?;
    if bytes.is_empty() {
        return Ok(());
    }
    let path = Plan::rejected_path(file);
    export::save(&path, &bytes).map_err(|error| wording::export_error(&error, text))?;
    tell(&fill(text.messages.exported, &[&path.display()]));
    Ok(())
}
