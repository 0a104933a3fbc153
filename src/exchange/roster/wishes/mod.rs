//! A table of preferences: a choice in each row, or a whole sheet in one (model §3.6).
//!
//! The rows end up as sheets, one for each author. Names are looked for among those who take part this year; nobody is
//! ever created here, since a wish for somebody who is not there is a mistake.

mod people;
mod reading;
mod sheets;

pub(super) use reading::Layout;
pub(super) use sheets::changes;

use std::collections::HashMap;

use super::plan::{Decision, PlannedRow, Remark};
use super::reading::{Fault, FaultKind, Filled};
use super::{Candidate, Draft, Mapping};
use crate::domain::{Audience, Key, PersonId, PreferenceSheet, Register, YearId};
use crate::exchange::sheet::Row;
use crate::fields::{Ctx, names};

use people::Sides;
use reading::Read;

/// What a row says of whom somebody wishes.
#[derive(Debug, Clone)]
pub struct WishLine {
    /// Whose sheet it belongs to, as the file calls them.
    pub who: String,
    /// Their class, as the file has it.
    pub class: String,
    /// Whom they wish, in one line.
    pub gist: String,
    author: Option<Who>,
    named: Vec<(Who, Mark)>,
    /// What the rows of the file that wait for the same decision share.
    question: Option<String>,
}

/// Somebody a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    /// This one.
    Known(Key),
    /// One of those the row may mean, on this side: the decision says who.
    Asked(Audience),
}

/// What is said of somebody who is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// The place given.
    Rank(u8),
    /// The place after those above.
    Next,
    /// In no case.
    Veto,
}

impl Draft {
    /// What the rows of the file that wait for the same decision share, if this row does.
    pub(super) fn question(&self) -> Option<&str> {
        match self {
            Self::Wish(line) => line.question.as_deref(),
            Self::Mentee(_) | Self::Mentor(_) => None,
        }
    }
}

impl WishLine {
    /// What can be decided: who is meant, else what becomes of a sheet that is on file.
    pub(super) fn choices(&self, candidates: &[Candidate]) -> Vec<Decision> {
        let meant = candidates.iter().map(|candidate| match candidate.has_entry {
            true => Decision::Update(candidate.person),
            false => Decision::Join(candidate.person),
        });
        let new = candidates.is_empty().then_some(Decision::New);
        meant.chain(new).chain([Decision::Skip]).collect()
    }

    /// The author and whom they name, with who is meant where that was asked. `None` while it was not answered, or when
    /// whoever was meant has left the base.
    fn settled(&self, decision: Decision, register: &Register, year: YearId) -> Option<(Key, Vec<(Key, Mark)>)> {
        let meant = |who: Who| match (who, decision) {
            (Who::Known(key), _) => register.record(key).map(|_| key),
            (Who::Asked(side), Decision::Join(person)) => entry_of(register, person, side, year),
            (Who::Asked(_), _) => None,
        };
        let named = self.named.iter().map(|(who, mark)| Some((meant(*who)?, *mark)));
        Some((meant(self.author?)?, named.collect::<Option<Vec<_>>>()?))
    }
}

/// The entry of a person on a side of a year.
fn entry_of(register: &Register, person: PersonId, side: Audience, year: YearId) -> Option<Key> {
    match side {
        Audience::Mentee => register.mentee_of(person, year).map(|(id, _)| id.into()),
        Audience::Mentor => register.mentor_of(person, year).map(|(id, _)| id.into()),
        Audience::Curator => None,
    }
}

/// Reads the rows and says what each would do.
pub(super) fn planned(rows: &[&Row], mapping: &Mapping, layout: Layout, ctx: &Ctx) -> Vec<PlannedRow> {
    let sides = Sides::new(ctx);
    let mut seen = HashMap::new();
    let mut planned: Vec<PlannedRow> = rows
        .iter()
        .map(|row| {
            let Read { line, mut faults, candidates } = reading::read(row, mapping, layout, &sides, ctx);
            if faults.is_empty() {
                faults.extend(twice(&line, row.number, &mut seen, mapping));
            }
            row_of(row, line, faults, candidates)
        })
        .collect();
    compare(&mut planned, ctx);
    planned
}

fn row_of(row: &Row, line: WishLine, faults: Vec<Fault>, candidates: Vec<Candidate>) -> PlannedRow {
    let (decision, remark) = match (candidates.is_empty(), line.named.is_empty()) {
        (false, _) => (Decision::Undecided, Some(Remark::Namesakes)),
        // Whoever named nobody has handed in no sheet.
        (true, true) => (Decision::Skip, None),
        (true, false) => (Decision::New, None),
    };
    PlannedRow {
        number: row.number,
        cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
        draft: Draft::Wish(line),
        faults,
        candidates,
        remark,
        decision,
        filled: Filled::default(),
    }
}

/// Two people stand once in the sheet of one of them.
fn twice(line: &WishLine, row: usize, seen: &mut HashMap<(Key, Key), usize>, mapping: &Mapping) -> Option<Fault> {
    let Some(Who::Known(author)) = line.author else { return None };
    let known = |(who, _): &(Who, Mark)| match who {
        Who::Known(whom) => Some(*whom),
        Who::Asked(_) => None,
    };
    let mut first = None;
    for whom in line.named.iter().filter_map(known) {
        let before = seen.insert((author, whom), row);
        first = first.or(before);
    }
    let column = mapping.column_of("rank").or(mapping.columns.first()).map_or_else(String::new, super::Column::name);
    first.map(|row| Fault { column, kind: FaultKind::CoupleTwice { row }, text: line.gist.clone() })
}

/// Holds the sheets that are on file against those the file makes: the same are on file already, others are asked about.
fn compare(rows: &mut [PlannedRow], ctx: &Ctx) {
    let made = sheets::made(rows, ctx);
    for row in rows.iter_mut().filter(|row| row.faults.is_empty() && row.decision == Decision::New) {
        let Draft::Wish(line) = &mut row.draft else { continue };
        let Some(Who::Known(author)) = line.author else { continue };
        let Some((_, on_file)) = ctx.register.sheet_of(author) else { continue };
        let Some(person) = names::person_of(ctx.register, author) else { continue };
        let same = |sheet: &PreferenceSheet| sheet.named == on_file.named && sheet.vetoes == on_file.vetoes;
        line.question = Some(format!("{}{}", author.kind.code(), author.id));
        let likeness = super::Likeness::Same;
        row.candidates = vec![Candidate { person, likeness, has_entry: true }];
        (row.decision, row.remark) = match made.iter().find(|sheet| sheet.author == author).is_some_and(same) {
            true => (Decision::Skip, Some(Remark::OnFile(person))),
            false => (Decision::Undecided, Some(Remark::OtherSheet(person))),
        };
    }
}
