//! Rows of choices as sheets, one for each author, and the changes that put them on file.

use std::collections::HashMap;

use super::super::plan::{Decision, Plan, PlannedRow, RowState};
use super::{Draft, Mark};
use crate::domain::{Change, Ids, Key, LOWEST_RANK, Named, PreferenceSheet, PreferenceSheetId};
use crate::exchange::error::PlanError;
use crate::fields::Ctx;

/// Sheets in the making, in the order in which their authors first appear.
#[derive(Default)]
struct Sheets {
    sheets: Vec<PreferenceSheet>,
    places: HashMap<Key, usize>,
    seen: HashMap<(Key, Key), usize>,
}

impl Sheets {
    fn add(&mut self, number: usize, (author, named): (Key, Vec<(Key, Mark)>), ctx: &Ctx) -> Result<(), PlanError> {
        let next = self.sheets.len();
        let place = *self.places.entry(author).or_insert(next);
        if place == next {
            self.sheets.push(PreferenceSheet::new(ctx.year, author));
        }
        let sheet = &mut self.sheets[place];
        for (whom, mark) in named {
            if let Some(first) = self.seen.insert((author, whom), number) {
                return Err(PlanError::SameCoupleTwice { first, second: number });
            }
            let following = sheet.named.iter().map(|named| named.rank).max().unwrap_or(0).saturating_add(1);
            match mark {
                Mark::Veto => sheet.vetoes.push(whom),
                Mark::Rank(rank) => sheet.named.push(Named { whom, rank }),
                Mark::Next => sheet.named.push(Named { whom, rank: following.min(LOWEST_RANK) }),
            }
        }
        Ok(())
    }

    fn finished(mut self) -> Vec<PreferenceSheet> {
        self.sheets.iter_mut().for_each(|sheet| sheet.named.sort_by_key(|named| named.rank));
        self.sheets
    }
}

/// The sheets that the rows without faults and without a question make.
pub(super) fn made(rows: &[PlannedRow], ctx: &Ctx) -> Vec<PreferenceSheet> {
    let mut sheets = Sheets::default();
    for row in rows.iter().filter(|row| row.state() == RowState::Taken) {
        let Draft::Wish(line) = &row.draft else { continue };
        if let Some(settled) = line.settled(row.decision, ctx.register, ctx.year) {
            // Two people in two rows are a fault of the second, which is not among these.
            let _ = sheets.add(row.number, settled, ctx);
        }
    }
    sheets.finished()
}

/// The changes that put the sheets of a plan on file, in the place of those that are there.
///
/// # Errors
/// [`PlanError::SameCoupleTwice`] when two rows come down to the same two people, and [`PlanError::Gone`] when somebody a
/// row names is gone.
pub(in crate::exchange::roster) fn changes(plan: &Plan, ctx: &Ctx, ids: &mut Ids) -> Result<Vec<Change>, PlanError> {
    let mut sheets = Sheets::default();
    for row in plan.rows.iter().filter(|row| row.state() == RowState::Taken) {
        let Draft::Wish(line) = &row.draft else { continue };
        // A sheet on file that is replaced has no other question left.
        let decision = if matches!(row.decision, Decision::Update(_)) { Decision::New } else { row.decision };
        let settled = line.settled(decision, ctx.register, ctx.year).ok_or(PlanError::Gone { row: row.number })?;
        sheets.add(row.number, settled, ctx)?;
    }
    let put = |sheet: PreferenceSheet| match ctx.register.sheet_of(sheet.author) {
        None => Some(Change::create(PreferenceSheetId(ids.fresh()), sheet)),
        Some((id, before)) => {
            let after = PreferenceSheet { named: sheet.named, vetoes: sheet.vetoes, ..PreferenceSheet::clone(before) };
            (after != **before).then(|| Change::edit(id, before, after))
        }
    };
    Ok(sheets.finished().into_iter().filter_map(put).collect())
}
