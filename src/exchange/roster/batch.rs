//! A plan as one step of the curator: all its changes, or none.

use std::collections::HashMap;

use super::Roster;
use super::kinds::RosterRow;
use super::plan::{Decision, Plan, PlannedRow, RowState};
use super::reading::Into;
use super::wishes;
use crate::domain::{Batch, Change, Ids, Person, PersonId};
use crate::exchange::error::PlanError;
use crate::fields::{Ctx, MenteeRow, MentorRow};

impl Plan {
    /// The one step that takes the rows. Rows with faults or without a decision stop it, unless `skip_bad` leaves them
    /// out. Identities are given out past everything in the register of `ctx`.
    ///
    /// # Errors
    /// [`PlanError`] when rows stop it, two rows become one person, a record to join is gone, or nothing is left to do.
    pub fn batch(&self, ctx: &Ctx, ids: &mut Ids, skip_bad: bool) -> Result<Batch, PlanError> {
        let (rejected, undecided) = (self.count(RowState::Rejected), self.count(RowState::Undecided));
        if !skip_bad && rejected + undecided > 0 {
            return Err(PlanError::NotAllGood { rejected, undecided });
        }
        ids.skip_past(ctx.register.highest_id());
        let changes = match self.roster {
            Roster::Preferences => wishes::changes(self, ctx, ids)?,
            Roster::Mentees => self.people::<MenteeRow>(ctx, ids)?,
            Roster::Mentors => self.people::<MentorRow>(ctx, ids)?,
        };
        if changes.is_empty() {
            return Err(PlanError::NothingToTake);
        }
        Ok(Batch::new(self.roster.command(), changes))
    }

    fn people<T: RosterRow>(&self, ctx: &Ctx, ids: &mut Ids) -> Result<Vec<Change>, PlanError> {
        self.nobody_twice()?;
        let mut changes = Vec::new();
        for row in self.rows.iter().filter(|row| row.state() == RowState::Taken) {
            changes.extend(taken::<T>(row, ctx, ids).ok_or(PlanError::Gone { row: row.number })?);
        }
        Ok(changes)
    }

    fn nobody_twice(&self) -> Result<(), PlanError> {
        let mut meant: HashMap<PersonId, usize> = HashMap::new();
        for row in self.rows.iter().filter(|row| row.state() == RowState::Taken) {
            let (Decision::Join(person) | Decision::Update(person)) = row.decision else { continue };
            if let Some(first) = meant.insert(person, row.number) {
                return Err(PlanError::SamePersonTwice { first, second: row.number });
            }
        }
        Ok(())
    }
}

/// The changes of one row; `None` when what it joins is gone.
fn taken<T: RosterRow>(row: &PlannedRow, ctx: &Ctx, ids: &mut Ids) -> Option<Vec<Change>> {
    match row.decision {
        Decision::New => Some(added::<T>(row, ctx, ids)),
        Decision::Join(person) => {
            let before = ctx.register.get::<Person>(person)?;
            let line = T::joining(person, before, ctx.year);
            changed(row, line, None, person, Into::Person, ctx, ids)
        }
        Decision::Update(person) => {
            let line = T::on_file(ctx.register, person, ctx.year)?;
            changed(row, line.clone(), Some(&line), person, Into::Entry, ctx, ids)
        }
        Decision::Skip | Decision::Undecided => Some(Vec::new()),
    }
}

fn added<T: RosterRow>(row: &PlannedRow, ctx: &Ctx, ids: &mut Ids) -> Vec<Change> {
    let mut line = T::fresh(ctx.year);
    row.filled.write(&mut line, Into::New, ctx);
    let person = PersonId(ids.fresh());
    let created = Change::create(person, line.person().clone());
    std::iter::once(created).chain(line.entry_change(person, None, ids)).collect()
}

fn changed<T: RosterRow>(
    row: &PlannedRow,
    mut line: T,
    entry_before: Option<&T>,
    person: PersonId,
    into: Into,
    ctx: &Ctx,
    ids: &mut Ids,
) -> Option<Vec<Change>> {
    let before = ctx.register.get::<Person>(person)?;
    row.filled.write(&mut line, into, ctx);
    let edited = (line.person() != &**before).then(|| Change::edit(person, before, line.person().clone()));
    Some(edited.into_iter().chain(line.entry_change(person, entry_before, ids)).collect())
}
