//! `nastavnik import`: a roster into a base, as one step.

use std::path::Path;

use chrono::Local;

use super::args::Import;
use super::base::{Base, context_of, year_or_new};
use super::tell;
use crate::domain::{Change, Ids, Register, Stamp, Year, founding};
use crate::exchange::{
    self, Mapping, Plan, PlanError, Remark, Roster, RowState, Sheet, WhyLeftOut, export, plan, rejected_csv, with_year,
    wording,
};
use crate::fields::Ctx;
use crate::store::{Store, sentence};
use crate::surveys;
use crate::text::{Text, fill};

/// Imports a file, or says row by row what an import would do.
///
/// # Errors
/// A sentence about what stands in the way; nothing was changed.
pub fn run(roster: Roster, wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    let given = pairs(&wanted.map, text)?;
    let sheet =
        exchange::open(&wanted.file, wanted.sheet.as_deref()).map_err(|error| wording::sheet_error(&error, text))?;
    tell_sheets(&sheet, wanted, text);
    let given: Vec<(&str, &str)> = given.iter().map(|(field, column)| (field.as_str(), column.as_str())).collect();
    let mapping = Mapping::guess(roster, &sheet).with(&given).map_err(|error| wording::map_error(&error, text))?;
    let known = if path.exists() { Base::to_read(path, text)?.register } else { founded(text)? };
    let planned = {
        let mut ids = Ids::alone();
        ids.skip_past(known.highest_id());
        let (year, fresh) = year_or_new(&known, wanted.year.as_deref(), &mut ids, text)?;
        let ctx = context_of(&known, year, false, text);
        let plan = plan_of(&sheet, &mapping, wanted, &ctx)?;
        report(&plan, wanted.dry_run || !wanted.skip_bad, text);
        if let Some(year) = &fresh {
            tell(&fill(text.messages.import_year_new, &[&year.title()]));
        }
        warn_of_another_year(&plan, fresh.as_ref().or(known.get::<Year>(year).map(AsRef::as_ref)), text);
        if wanted.dry_run {
            return Ok(());
        }
        // Refused now, nothing has been touched: not even an empty base is left behind.
        match plan.batch(&ctx, &mut ids, wanted.skip_bad) {
            Err(PlanError::NothingToTake) if plan.known() > 0 => return nothing_new(&plan, wanted, text),
            judged => judged.map_err(|error| wording::plan_error(&error, text))?,
        };
        plan
    };
    if !path.exists() {
        create(path, text)?;
    }
    let mut base = Base::to_change(path, text)?;
    base.save(|base| {
        // Planned once more: the base may have changed meanwhile, and have the year by now.
        let mut ids = base.ids();
        let (year, fresh) = year_or_new(&base.register, wanted.year.as_deref(), &mut ids, text)?;
        let ctx = context_of(&base.register, year, false, text);
        let plan = plan_of(&sheet, &mapping, wanted, &ctx)?;
        let batch = plan.batch(&ctx, &mut ids, wanted.skip_bad).map_err(|error| wording::plan_error(&error, text))?;
        Ok(with_year(batch, fresh.map(|new| (year, new))))
    })?;
    if wanted.skip_bad {
        write_rejected(&planned, &wanted.file, text)?;
    }
    tell(&fill(text.messages.import_taken, &[&text.count(planned.count(RowState::Taken), text.counts.rows)]));
    base.close()
}

/// Which sheet of a workbook is read and which others there are, unless somebody chose it.
pub(super) fn tell_sheets(sheet: &Sheet, wanted: &Import, text: &Text) {
    let others: Vec<String> =
        sheet.names.iter().filter(|name| **name != sheet.name).map(|name| format!("«{name}»")).collect();
    if wanted.sheet.is_none() && !others.is_empty() {
        tell(&fill(text.messages.import_sheets_told, &[&sheet.name, &others.join(", ")]));
    }
}

/// A file that was imported before is no failure.
fn nothing_new(plan: &Plan, wanted: &Import, text: &Text) -> Result<(), String> {
    if wanted.skip_bad {
        write_rejected(plan, &wanted.file, text)?;
    }
    tell(&wording::all_known(plan, text));
    Ok(())
}

/// A base that is not there yet, in memory.
pub(super) fn founded(text: &Text) -> Result<Register, String> {
    let mut register = Register::new();
    let stamp = Stamp { generation: 1, at: 0, who: String::new() };
    register.commit(&beginning(text)?, &stamp).map_err(|_| text.messages.not_now.to_owned())?;
    Ok(register)
}

pub(super) fn create(path: &Path, text: &Text) -> Result<(), String> {
    let store = Store::create(path, &beginning(text)?).map_err(|error| sentence(&error, &[], text))?;
    tell(&fill(text.base.founded, &[&path.display()]));
    store.close().map_err(|error| sentence(&error, &[], text))
}

/// What an empty base holds.
fn beginning(text: &Text) -> Result<Vec<Change>, String> {
    let questionnaires = surveys::builtin().map_err(|error| error.to_string())?;
    Ok(founding(text.base.new_school, Local::now().date_naive(), questionnaires))
}

fn plan_of(sheet: &Sheet, mapping: &Mapping, wanted: &Import, ctx: &Ctx) -> Result<Plan, String> {
    let mut plan = plan(sheet, mapping, ctx).map_err(|error| wording::plan_error(&error, ctx.text))?;
    if wanted.update {
        plan.update_known();
    }
    Ok(plan)
}

pub(super) fn pairs(map: &[String], text: &Text) -> Result<Vec<(String, String)>, String> {
    let split = |pair: &String| {
        let (field, column) = pair.split_once('=').ok_or_else(|| fill(text.messages.map_form, &[pair]))?;
        Ok((field.trim().to_owned(), column.trim().to_owned()))
    };
    map.iter().map(split).collect()
}

/// What is wrong, what waits for a decision, what is not taken: one line each.
fn report(plan: &Plan, rows_too: bool, text: &Text) {
    if let Some(unread) = wording::unread_told(plan, text) {
        tell(&unread);
    }
    plan.days.iter().for_each(|doubt| tell(&wording::day_doubt_plain(doubt, text)));
    for line in
        plan.left_out.iter().filter(|line| !matches!(line.why, WhyLeftOut::Numbering | WhyLeftOut::RepeatedHead))
    {
        let reason = format!("{} «{}»", wording::left_out(line.why, text), line.text);
        tell(&fill(text.messages.import_row, &[&line.number, &reason]));
    }
    for row in plan.rows.iter().filter(|_| rows_too) {
        let faults = row.faults.iter().map(|fault| wording::fault(fault, text));
        // Who is on file already is counted below; a line for each would drown the rest.
        let remarks = row
            .remark
            .iter()
            .filter(|remark| !matches!(remark, Remark::OnFile(_)))
            .map(|remark| wording::remark(remark, text));
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

fn warn_of_another_year(plan: &Plan, year: Option<&Year>, text: &Text) {
    if let Some(year) = year.filter(|year| plan.is_of_another_year(year)) {
        tell(&fill(text.messages.import_other_year, &[&year.title()]));
    }
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
