//! What an import of measures would do, row by row, before it does anything.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::answers::{
    AnswerColumns, AnswerDecision, AnswerRemark, AnswerTarget, CellFault, Days, NamedRow, Whom, count,
};
use crate::analysis::Unasked;
use crate::domain::{Batch, Change, Ids, Measure, MeasureId, Parameter, PersonId, Wave};
use crate::exchange::error::PlanError;
use crate::exchange::roster::RowState;
use crate::exchange::sheet::{CellKind, Row, Sheet};
use crate::fields::choices::{PARAMETERS, WAVES};
use crate::fields::hundredths::hundredths;
use crate::fields::{Choice, Ctx, LONGEST, squeezed};
use crate::text::{Lang, Text};

/// A row and what it would do.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    /// Whom it means and what becomes of it.
    pub named: NamedRow,
    /// What it says; of nobody yet. `None` where it cannot be read.
    pub measure: Option<Measure>,
    /// Whether it tells the day.
    dated: bool,
}

/// What an import of measures would do.
#[derive(Debug, Clone)]
pub struct MeasurePlan {
    /// Which column is what.
    pub columns: AnswerColumns,
    /// The rows, in order.
    pub rows: Vec<MeasureRow>,
}

impl MeasurePlan {
    /// The rows, as far as people are concerned.
    pub fn named(&self) -> impl Iterator<Item = &NamedRow> + Clone {
        self.rows.iter().map(|row| &row.named)
    }

    /// How many rows come down to this.
    pub fn count(&self, state: RowState) -> usize {
        count(self.named(), state)
    }

    /// The one step that takes the rows. Rows that are wrong or undecided stop it unless `skip_bad` leaves them out.
    ///
    /// # Errors
    /// [`PlanError`] when rows stop it or nothing is left to do.
    pub fn batch(&self, ctx: &Ctx, ids: &mut Ids, skip_bad: bool) -> Result<Batch, PlanError> {
        let (rejected, undecided) = (self.count(RowState::Rejected), self.count(RowState::Undecided));
        if !skip_bad && rejected + undecided > 0 {
            return Err(PlanError::NotAllGood { rejected, undecided });
        }
        if let Some((first, second)) = self.twice() {
            return Err(PlanError::SamePersonTwice { first, second });
        }
        ids.skip_past(ctx.register.highest_id());
        let taken = self.rows.iter().filter(|row| row.named.state() == RowState::Taken);
        let changes: Vec<Change> = taken.filter_map(|row| change(row, ctx, ids)).collect();
        if changes.is_empty() { Err(PlanError::NothingToTake) } else { Ok(Batch::new("import.measures", changes)) }
    }

    /// Two rows that are to be taken as one measure of one person, by their numbers.
    fn twice(&self) -> Option<(usize, usize)> {
        let mut seen: HashMap<(PersonId, Parameter, Wave), usize> = HashMap::new();
        self.rows.iter().filter(|row| row.named.state() == RowState::Taken).find_map(|row| {
            let measure = row.measure.as_ref()?;
            let same = (row.named.person()?, measure.parameter, measure.wave);
            seen.insert(same, row.named.number).map(|first| (first, row.named.number))
        })
    }

    /// What can be done with a row, in the order in which the screen offers it.
    pub fn choices(&self, at: usize, ctx: &Ctx) -> Vec<AnswerDecision> {
        let Some((row, measure)) = self.rows.get(at).and_then(|row| Some((row, row.measure.as_ref()?))) else {
            return Vec::new();
        };
        let of = |person: &PersonId| match known(ctx, *person, measure) {
            Some((id, _)) => AnswerDecision::Replace(*person, id.into()),
            None => AnswerDecision::Take(*person),
        };
        row.named.candidates.iter().map(of).chain([AnswerDecision::Skip]).collect()
    }

    /// Offers somebody for a row that names nobody, or others. `false` where there is no such row to decide about.
    pub fn offer(&mut self, at: usize, person: PersonId) -> bool {
        self.rows.get_mut(at).is_some_and(|row| row.named.offer(person))
    }

    /// Does with a row what somebody decided. Rows that are wrong stay so.
    pub fn decide(&mut self, at: usize, decision: AnswerDecision) -> bool {
        let open = self.rows.get_mut(at).filter(|row| row.named.faults.is_empty());
        open.map(|row| row.named.decision = decision).is_some()
    }
}

fn change(row: &MeasureRow, ctx: &Ctx, ids: &mut Ids) -> Option<Change> {
    let person = row.named.person()?;
    let measure = Measure { person, ..row.measure.clone()? };
    Some(match row.named.decision {
        AnswerDecision::Replace(_, key) => {
            let id = MeasureId::of(key)?;
            let before = ctx.register.get::<Measure>(id)?;
            // What the row says nothing about stays as it is on file.
            let on = if row.dated { measure.on } else { before.on };
            let notes = if measure.notes.is_empty() { before.notes.clone() } else { measure.notes.clone() };
            Change::edit(id, before, Measure { on, notes, ..measure })
        }
        _ => Change::create(MeasureId(ids.fresh()), measure),
    })
}

/// The measure of a person that this one would be again.
fn known<'a>(ctx: &Ctx<'a>, person: PersonId, measure: &Measure) -> Option<(MeasureId, &'a Measure)> {
    let same =
        |other: &Measure| other.person == person && other.parameter == measure.parameter && other.wave == measure.wave;
    ctx.register.measures(ctx.year).find(|(_, other)| same(other)).map(|(id, other)| (id, other.as_ref()))
}

/// Reads every row of a sheet and says what it would do; `update` writes over other values on file.
///
/// # Errors
/// [`PlanError::NoNameColumn`] when no column tells of whom a measure is, [`PlanError::NoMeasureColumns`] when parameter,
/// wave or value is missing.
pub fn plan_measures(
    sheet: &Sheet,
    columns: &AnswerColumns,
    update: bool,
    ctx: &Ctx,
) -> Result<MeasurePlan, PlanError> {
    let heads = || columns.columns.iter().map(|column| column.name()).collect();
    if !columns.tell_who() {
        return Err(PlanError::NoNameColumn { columns: heads() });
    }
    let needed = [AnswerTarget::Parameter, AnswerTarget::Wave, AnswerTarget::Value];
    if !needed.iter().all(|target| columns.of(*target).is_some()) {
        return Err(PlanError::NoMeasureColumns { columns: heads() });
    }
    let (register, year) = (ctx.register, ctx.year);
    let out = |person| {
        let part = register.mentee_of(person, year).is_some() || register.mentor_of(person, year).is_some();
        (!part).then_some(Unasked::Role)
    };
    let mut earlier = HashMap::new();
    let body = sheet.rows.get(columns.body..).unwrap_or_default();
    let days = Days::of(body, columns, ctx);
    let reader = Reader { columns, update, ctx, days, whom: Whom::new(ctx, false, &out) };
    let rows = body.iter().filter(|row| row.filled() > 0).map(|row| reader.row(row, &mut earlier)).collect();
    Ok(MeasurePlan { columns: columns.clone(), rows })
}

struct Reader<'a> {
    columns: &'a AnswerColumns,
    update: bool,
    ctx: &'a Ctx<'a>,
    days: Days<'a>,
    whom: Whom<'a>,
}

/// The rows above by what they measure: their number and value.
type Earlier = HashMap<(PersonId, Parameter, Wave), (usize, i32)>;

impl Reader<'_> {
    fn row(&self, row: &Row, earlier: &mut Earlier) -> MeasureRow {
        let (mut named, found) = self.whom.row(row, self.columns);
        let day = self.days.read(row).unwrap_or_else(|fault| {
            named.faults.push(fault);
            None
        });
        let measure = self.measure(row, day.unwrap_or(self.ctx.today), &mut named.faults);
        if let Some((person, measure)) = found.zip(measure.as_ref()) {
            (named.decision, named.remark) = self.judged(person, row.number, measure, earlier);
        }
        MeasureRow { named, measure, dated: day.is_some() }
    }

    fn text<'r>(&self, row: &'r Row, target: AnswerTarget) -> &'r str {
        let column = self.columns.of(target).map(|column| column.index);
        let sound = |index: &usize| row.cells.get(*index).is_none_or(|cell| cell.kind != CellKind::Error);
        column.filter(sound).map_or("", |index| row.text(index))
    }

    fn measure(&self, row: &Row, on: NaiveDate, faults: &mut Vec<CellFault>) -> Option<Measure> {
        let text = |target| self.text(row, target);
        let parameter = word(PARAMETERS, text(AnswerTarget::Parameter)).and_then(Parameter::from_code);
        if parameter.is_none() {
            faults.push(CellFault::Parameter(text(AnswerTarget::Parameter).to_owned()));
        }
        let wave = wave(text(AnswerTarget::Wave));
        if wave.is_none() {
            faults.push(CellFault::Wave(text(AnswerTarget::Wave).to_owned()));
        }
        let (low, high) = parameter.map_or((0, i32::MAX), Parameter::bounds);
        let said = text(AnswerTarget::Value);
        let value = hundredths(said.trim_end_matches(['%', ' '])).filter(|value| (low..=high).contains(value));
        if value.is_none() {
            faults.push(CellFault::Value(said.to_owned(), low, high));
        }
        let notes: String = text(AnswerTarget::Notes).chars().take(LONGEST).collect();
        Some(Measure {
            year: self.ctx.year,
            person: PersonId(0),
            parameter: parameter?,
            wave: wave?,
            value: value?,
            on,
            notes: notes.into(),
        })
    }

    fn judged(
        &self,
        person: PersonId,
        number: usize,
        measure: &Measure,
        earlier: &mut Earlier,
    ) -> (AnswerDecision, Option<AnswerRemark>) {
        let key = (person, measure.parameter, measure.wave);
        if let Some((row, before)) = earlier.get(&key) {
            return if *before == measure.value {
                (AnswerDecision::Skip, Some(AnswerRemark::Repeats(*row)))
            } else {
                (AnswerDecision::Undecided, Some(AnswerRemark::RepeatsOtherwise(*row, 1)))
            };
        }
        earlier.insert(key, (number, measure.value));
        match known(self.ctx, person, measure) {
            None => (AnswerDecision::Take(person), None),
            Some((_, other)) if other.value == measure.value => {
                (AnswerDecision::Skip, Some(AnswerRemark::OnFile(person)))
            }
            Some((id, _)) => {
                let replaced = AnswerDecision::Replace(person, id.into());
                let decision = if self.update { replaced } else { AnswerDecision::Skip };
                (decision, Some(AnswerRemark::Differs(person, 1)))
            }
        }
    }
}

/// The code that a cell names: by the code, or by the word in either language.
fn word(choices: &[Choice], text: &str) -> Option<&'static str> {
    let wanted = squeezed(text);
    let named = |choice: &&Choice| {
        let words = [Lang::Ru, Lang::En].map(|lang| squeezed((choice.word)(Text::of(lang))));
        squeezed(choice.code) == wanted || words.contains(&wanted)
    };
    // М5, with the letter of either alphabet.
    let latin = wanted.strip_prefix('м').map(|number| format!("m{number}"));
    choices.iter().find(named).map(|choice| choice.code).or_else(|| {
        let latin = latin?;
        choices.iter().find(|choice| choice.code == latin).map(|choice| choice.code)
    })
}

/// Вход or выход, as people name them.
fn wave(text: &str) -> Option<Wave> {
    let wanted = squeezed(text);
    let known = word(WAVES, text).and_then(Wave::from_code).or(match wanted.as_str() {
        "до" | "начало" | "вначале" | "1" | "pre" | "before" => Some(Wave::Entry),
        "после" | "конец" | "вконце" | "2" | "post" | "after" => Some(Wave::Exit),
        _ => None,
    });
    known.filter(|wave| matches!(wave, Wave::Entry | Wave::Exit))
}
