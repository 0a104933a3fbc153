//! What an import would do, row by row, before it does anything: to be looked at, decided upon, and taken as one step.

use std::collections::HashMap;

use super::header::is_numbering;
use super::kinds::RosterRow;
use super::reading::{self, Filled, Into};
use super::twins::{self, OnFile};
use super::wishes;
use super::{Candidate, Draft, Fault, Likeness, Mapping, Roster, Target};
use crate::domain::{Class, PersonId, Year};
use crate::exchange::error::PlanError;
use crate::exchange::sheet::{Row, Sheet};
use crate::exchange::slashes::DayDoubt;
use crate::fields::{Ctx, MenteeRow, MentorRow, squeezed};

/// What to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Somebody new.
    New,
    /// Somebody on file gets an entry in this role and year.
    Join(PersonId),
    /// What the row says is written over the entry on file. What it does not say stays.
    Update(PersonId),
    /// Nothing.
    Skip,
    /// Nobody can tell yet; the curator must.
    Undecided,
}

/// Why a row got the decision it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// The person has an entry in this role and year already.
    OnFile(PersonId),
    /// The person is on file in another role or year.
    Joins(PersonId),
    /// Several people on file may be meant, or one with a doubt.
    Namesakes,
    /// The same as an earlier row of the file.
    Repeats(usize),
    /// Perhaps the same as an earlier row of the file.
    MayRepeat(usize),
    /// Somebody else on file has this e-mail.
    SharedEmail(PersonId),
    /// The sheet of this person is on file and says otherwise.
    OtherSheet(PersonId),
}

/// What a row comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// It will be taken.
    Taken,
    /// It will be left alone, for the reason in its remark or because the curator said so.
    Skipped,
    /// It waits for a decision.
    Undecided,
    /// It is wrong.
    Rejected,
}

/// A row of the file and what it would do.
#[derive(Debug, Clone)]
pub struct PlannedRow {
    /// Its number in the file.
    pub number: usize,
    /// Its cells as they stood there.
    pub cells: Vec<String>,
    /// What it describes, as somebody new.
    pub draft: Draft,
    /// Why it cannot be taken; empty when it can.
    pub faults: Vec<Fault>,
    /// Whom on file it may mean, surest first.
    pub candidates: Vec<Candidate>,
    /// Why it got its decision.
    pub remark: Option<Remark>,
    /// What to do with it.
    pub decision: Decision,
    pub(super) filled: Filled,
}

impl PlannedRow {
    /// What it comes down to.
    pub fn state(&self) -> RowState {
        match self.decision {
            _ if !self.faults.is_empty() => RowState::Rejected,
            Decision::Undecided => RowState::Undecided,
            Decision::Skip => RowState::Skipped,
            Decision::New | Decision::Join(_) | Decision::Update(_) => RowState::Taken,
        }
    }

    /// What can be decided.
    pub fn choices(&self) -> Vec<Decision> {
        if !self.faults.is_empty() {
            return Vec::new();
        }
        if let Draft::Wish(line) = &self.draft {
            return line.choices(&self.candidates);
        }
        let known = self.candidates.iter().map(|candidate| match candidate.has_entry {
            true => Decision::Update(candidate.person),
            false => Decision::Join(candidate.person),
        });
        known.chain([Decision::New, Decision::Skip]).collect()
    }
}

/// A column whose texts go nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// Its place in [`Mapping::columns`].
    pub index: usize,
    /// Its head, or its letters.
    pub column: String,
    /// How many rows have something in it.
    pub filled: usize,
    /// Whether it is an official column that follows from pairs and closings.
    pub derived: bool,
}

/// A row that is no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number in the file.
    pub number: usize,
    /// Why it is left out.
    pub why: WhyLeftOut,
    /// What stands in it.
    pub text: String,
}

/// Why a row is no person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyLeftOut {
    /// «Итого», «Всего».
    Total,
    /// Column numbers.
    Numbering,
    /// The head once more, as printed on every page.
    RepeatedHead,
    /// A running number with nothing beside it.
    NumberOnly,
    /// A line of its own: a subtitle, a signature.
    Remark,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Which base.
    pub roster: Roster,
    /// Which column goes where.
    pub mapping: Mapping,
    /// Columns of which it was guessed whether the day or the month comes first.
    pub days: Vec<DayDoubt>,
    /// The rows that are people, in order.
    pub rows: Vec<PlannedRow>,
    /// Columns whose texts go nowhere.
    pub not_taken: Vec<NotTaken>,
    /// Rows that are no people.
    pub left_out: Vec<LeftOut>,
}

impl Plan {
    /// How many rows come down to this.
    pub fn count(&self, state: RowState) -> usize {
        self.rows.iter().filter(|row| row.state() == state).count()
    }

    /// Whether everybody whose entry date is known joined outside the year: most likely the roster is another year's.
    pub fn is_of_another_year(&self, year: &Year) -> bool {
        let mut joined = self.rows.iter().filter_map(|row| row.draft.entered_on()).peekable();
        joined.peek().is_some() && joined.all(|day| !(year.start..=year.end).contains(&day))
    }

    /// How many rows are people who have an entry in this base and year already. Where that is all there is, an import
    /// that takes nothing has nothing left to do, and has not failed.
    pub fn known(&self) -> usize {
        self.rows.iter().filter(|row| matches!(row.remark, Some(Remark::OnFile(_)))).count()
    }

    /// Decides about a row, by its place in [`Self::rows`]. Says whether that was possible.
    pub fn decide(&mut self, row: usize, decision: Decision) -> bool {
        let Some(chosen) = self.rows.get_mut(row) else { return false };
        if !chosen.choices().contains(&decision) {
            return false;
        }
        chosen.decision = decision;
        let asked = chosen.draft.question().map(str::to_owned);
        // What is asked once for many rows is answered for all of them.
        for other in self.rows.iter_mut().filter(|_| asked.is_some()) {
            if other.draft.question() == asked.as_deref() && other.choices().contains(&decision) {
                other.decision = decision;
            }
        }
        true
    }

    /// Whether nothing but names was recognised although the file holds more: most likely it is no roster.
    pub fn knows_only_names(&self) -> bool {
        if self.roster == Roster::Preferences {
            return false;
        }
        let is_more = |target: Target| match target {
            Target::Field(id) => !["name", "last_name", "first_name", "patronymic"].contains(&id),
            Target::Note | Target::Derived => true,
            Target::Number | Target::Unknown => false,
        };
        !self.not_taken.is_empty() && !self.mapping.columns.iter().any(|column| is_more(column.target))
    }

    /// Everybody who is on file already gets what the file says of them.
    pub fn update_known(&mut self) {
        for row in &mut self.rows {
            match (row.decision, row.remark) {
                (Decision::Skip, Some(Remark::OnFile(person)))
                | (Decision::Skip | Decision::Undecided, Some(Remark::OtherSheet(person))) => {
                    row.decision = Decision::Update(person);
                }
                _ => {}
            }
        }
    }
}

/// Reads every row of a sheet and says what it would do.
///
/// # Errors
/// [`PlanError::NoNameColumn`] when no column goes to a name, and [`PlanError::NoWishColumns`] when none says who wishes
/// whom.
pub fn plan(sheet: &Sheet, mapping: &Mapping, ctx: &Ctx) -> Result<Plan, PlanError> {
    let columns = || mapping.columns.iter().map(super::Column::name).collect();
    let layout = wishes::Layout::of(mapping);
    let named = ["name", "last_name", "first_name"].iter().any(|id| mapping.column_of(id).is_some());
    match mapping.roster {
        Roster::Preferences if layout.is_none() => return Err(PlanError::NoWishColumns { columns: columns() }),
        Roster::Mentees | Roster::Mentors if !named => return Err(PlanError::NoNameColumn { columns: columns() }),
        _ => {}
    }
    let body = sheet.rows.get(mapping.header.body..).unwrap_or_default();
    let (mut left_out, mut people) = (Vec::new(), Vec::new());
    for row in body {
        match why_left_out(row, mapping) {
            Some(why) => left_out.push(LeftOut { number: row.number, why, text: in_one_line(row) }),
            None => people.push(row),
        }
    }
    let (mapping, days) = match mapping.roster {
        Roster::Mentees => reading::day_orders::<MenteeRow>(mapping, &people),
        Roster::Mentors => reading::day_orders::<MentorRow>(mapping, &people),
        Roster::Preferences => (mapping.clone(), Vec::new()),
    };
    let mapping = &mapping;
    let rows = match mapping.roster {
        Roster::Mentees => planned::<MenteeRow>(&people, mapping, ctx),
        Roster::Mentors => planned::<MentorRow>(&people, mapping, ctx),
        Roster::Preferences => layout.map_or_else(Vec::new, |layout| wishes::planned(&people, mapping, layout, ctx)),
    };
    let not_taken = not_taken(&people, mapping);
    Ok(Plan { roster: mapping.roster, mapping: mapping.clone(), days, rows, not_taken, left_out })
}

fn planned<T: RosterRow>(rows: &[&Row], mapping: &Mapping, ctx: &Ctx) -> Vec<PlannedRow> {
    let on_file = OnFile::new(ctx.register, ctx.year);
    let mut earlier = Earlier::default();
    rows.iter()
        .map(|row| {
            let mut planned = describe::<T>(row, mapping, ctx);
            if planned.faults.is_empty() {
                planned.candidates = candidates::<T>(&on_file, &planned, ctx);
                let (decision, remark) = earlier.judge(&planned, ctx);
                (planned.decision, planned.remark) = (decision, remark);
                earlier.remember(&planned);
            }
            planned
        })
        .collect()
}

fn describe<T: RosterRow>(row: &Row, mapping: &Mapping, ctx: &Ctx) -> PlannedRow {
    let (filled, faults) = reading::read::<T>(row, mapping, ctx);
    let mut draft = T::fresh(ctx.year);
    filled.write(&mut draft, Into::New, ctx);
    PlannedRow {
        number: row.number,
        cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
        draft: draft.into_draft(),
        faults,
        candidates: Vec::new(),
        remark: None,
        decision: Decision::New,
        filled,
    }
}

fn candidates<T: RosterRow>(on_file: &OnFile, row: &PlannedRow, ctx: &Ctx) -> Vec<Candidate> {
    let has_entry = |person| T::on_file(ctx.register, person, ctx.year).is_some();
    let like = row.draft.person().map_or_else(Vec::new, |person| on_file.like(person)).into_iter();
    like.map(|(person, likeness)| Candidate { person, likeness, has_entry: has_entry(person) }).collect()
}

/// What earlier rows of the file said, to find repetitions.
#[derive(Default)]
struct Earlier {
    by_name: HashMap<String, Vec<(usize, Draft)>>,
    meant: HashMap<PersonId, usize>,
}

impl Earlier {
    fn judge(&self, row: &PlannedRow, ctx: &Ctx) -> (Decision, Option<Remark>) {
        if let Some((remark, sure)) = self.repeated(row, ctx) {
            return (if sure { Decision::Skip } else { Decision::Undecided }, Some(remark));
        }
        let (decision, remark) = by_candidates(&row.candidates);
        let meant = match remark {
            Some(Remark::OnFile(person) | Remark::Joins(person)) => self.meant.get(&person),
            _ => None,
        };
        match meant {
            Some(row) => (Decision::Undecided, Some(Remark::MayRepeat(*row))),
            None => (decision, remark),
        }
    }

    fn repeated(&self, row: &PlannedRow, ctx: &Ctx) -> Option<(Remark, bool)> {
        let person = row.draft.person()?;
        let namesakes = self.by_name.get(&twins::name_key(&person.name))?;
        let alike = |(number, other): &(usize, Draft)| {
            let other = other.person()?;
            let nothing_else = !twins::is_told_apart(person, ctx.year) && !twins::is_told_apart(other, ctx.year);
            match twins::likeness(person, other, ctx.year)? {
                Likeness::Same => Some((Remark::Repeats(*number), true)),
                Likeness::Possible if nothing_else => Some((Remark::Repeats(*number), true)),
                Likeness::Possible | Likeness::Doubtful => Some((Remark::MayRepeat(*number), false)),
                Likeness::SharedEmail => None,
            }
        };
        namesakes.iter().filter_map(alike).max_by_key(|(_, sure)| *sure)
    }

    fn remember(&mut self, row: &PlannedRow) {
        if let Some(person) = row.draft.person() {
            self.by_name.entry(twins::name_key(&person.name)).or_default().push((row.number, row.draft.clone()));
        }
        if let Some(Remark::OnFile(person) | Remark::Joins(person)) = row.remark {
            self.meant.entry(person).or_insert(row.number);
        }
    }
}

fn by_candidates(candidates: &[Candidate]) -> (Decision, Option<Remark>) {
    let Some(first) = candidates.first() else { return (Decision::New, None) };
    let rivals = candidates.iter().filter(|other| other.likeness == first.likeness).count();
    match first.likeness {
        Likeness::SharedEmail => (Decision::New, Some(Remark::SharedEmail(first.person))),
        Likeness::Doubtful => (Decision::Undecided, Some(Remark::Namesakes)),
        Likeness::Possible | Likeness::Same if rivals > 1 => (Decision::Undecided, Some(Remark::Namesakes)),
        Likeness::Possible | Likeness::Same if first.has_entry => (Decision::Skip, Some(Remark::OnFile(first.person))),
        Likeness::Possible | Likeness::Same => (Decision::Join(first.person), Some(Remark::Joins(first.person))),
    }
}

fn why_left_out(row: &Row, mapping: &Mapping) -> Option<WhyLeftOut> {
    if is_numbering(row) {
        return Some(WhyLeftOut::Numbering);
    }
    let repeats = |(column, head): (usize, &String)| !head.is_empty() && squeezed(row.text(column)) == squeezed(head);
    let same = mapping.header.heads.iter().enumerate().filter(|pair| repeats(*pair)).count();
    if same >= 2 && same == row.filled() {
        return Some(WhyLeftOut::RepeatedHead);
    }
    let texts = || row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    if texts().take(2).any(is_total) {
        return Some(WhyLeftOut::Total);
    }
    let mapped = |wanted: fn(Target) -> bool| mapping.columns.iter().filter(move |column| wanted(column.target));
    let numbers = mapped(|target| target == Target::Number).filter(|c| !row.text(c.index).is_empty()).count();
    let filled = row.filled();
    if numbers == filled {
        let number = texts().all(|text| text.trim_end_matches('.').parse::<u32>().is_ok());
        return Some(if number { WhyLeftOut::NumberOnly } else { WhyLeftOut::Remark });
    }
    let named = mapped(|target| {
        matches!(target, Target::Field("name" | "last_name" | "first_name" | "mentee" | "mentor" | "author"))
    });
    let name: Vec<&str> = named.map(|column| row.text(column.index)).filter(|text| !text.is_empty()).collect();
    let alone = filled == 1 && mapped(|target| target != Target::Unknown).count() > 1;
    let subtitle = name.is_empty() || name.iter().all(|text| Class::parse(text).is_some() || text.contains("___"));
    (alone && subtitle).then_some(WhyLeftOut::Remark)
}

fn is_total(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    matches!(squeezed(first).as_str(), "итого" | "всего" | "total")
}

fn in_one_line(row: &Row) -> String {
    row.cells.iter().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn not_taken(rows: &[&Row], mapping: &Mapping) -> Vec<NotTaken> {
    let lost = mapping.columns.iter().filter(|c| matches!(c.target, Target::Derived | Target::Unknown));
    lost.map(|column| NotTaken {
        index: column.index,
        column: column.name(),
        filled: rows.iter().filter(|row| !row.text(column.index).is_empty()).count(),
        derived: column.target == Target::Derived,
    })
    .filter(|column| column.filled > 0)
    .collect()
}
