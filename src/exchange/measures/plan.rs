//! What an import of measures would do, row by row, before it does anything.

use std::collections::HashMap;

use super::super::answers::{AnswerColumns, AnswerDecision, NamedRow, count};
use crate::domain::{
    Batch, Change, Ids, Key, Measure, MeasureId, Parameter, PersonId, SchoolMeasure, SchoolMeasureId, SchoolParameter,
    SchoolParameterId, Wave, Whose,
};
use crate::exchange::error::PlanError;
use crate::exchange::roster::RowState;
use crate::exchange::slashes::DayDoubt;
use crate::fields::{Ctx, names, squeezed};

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measured {
    /// Something of a person, of nobody yet: who it is the decision tells.
    Person {
        /// How it came out.
        measure: Measure,
        /// What was measured, where it is not on file: it comes with the row, and the parameter of `measure` stands for
        /// it.
        new: Option<SchoolParameter>,
    },
    /// Something of the school; the identity of the parameter is that of `of`.
    School {
        /// What was measured.
        of: Meant,
        /// How it came out.
        measure: SchoolMeasure,
    },
}

/// A parameter of the school that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// It is on file.
    Known(SchoolParameterId),
    /// It comes with the row.
    New(SchoolParameter),
}

/// What two rows must not both say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Same {
    Person(PersonId, Parameter, Wave),
    NewOfPerson(PersonId, String, Wave),
    Known(SchoolParameterId, Wave),
    New(String, Wave),
}

impl Measured {
    pub(super) fn same(&self, person: Option<PersonId>) -> Option<Same> {
        Some(match self {
            Self::Person { measure, new: None } => Same::Person(person?, measure.parameter, measure.wave),
            Self::Person { measure, new: Some(it) } => Same::NewOfPerson(person?, squeezed(&it.name), measure.wave),
            Self::School { of: Meant::Known(id), measure } => Same::Known(*id, measure.wave),
            Self::School { of: Meant::New(it), measure } => Same::New(squeezed(&it.name), measure.wave),
        })
    }

    /// At which end of the year, and the value in hundredths.
    pub fn taken(&self) -> (Wave, i32) {
        match self {
            Self::Person { measure, .. } => (measure.wave, measure.value),
            Self::School { measure, .. } => (measure.wave, measure.value),
        }
    }

    /// What was measured, in words.
    pub fn what<'a>(&'a self, ctx: &Ctx<'a>) -> &'a str {
        match self {
            Self::Person { measure, new: None } => names::parameter(ctx.register, measure.parameter, ctx.text),
            Self::Person { new: Some(it), .. } | Self::School { of: Meant::New(it), .. } => &it.name,
            Self::School { of: Meant::Known(id), .. } => {
                ctx.register.get::<SchoolParameter>(*id).map_or("", |it| &it.name)
            }
        }
    }

    /// Whether the row brings a parameter of the school's own that is not on file.
    pub fn is_new(&self) -> bool {
        matches!(self, Self::Person { new: Some(_), .. } | Self::School { of: Meant::New(_), .. })
    }
}

/// A row and what it would do.
#[derive(Debug, Clone)]
pub struct MeasureRow {
    /// Whom it means and what becomes of it.
    pub named: NamedRow,
    /// What it says. `None` where it cannot be read.
    pub measured: Option<Measured>,
    /// Whether it tells the day.
    pub(super) dated: bool,
}

/// What an import of measures would do.
#[derive(Debug, Clone)]
pub struct MeasurePlan {
    /// Which column is what.
    pub columns: AnswerColumns,
    /// What was guessed of its days, where it was.
    pub days: Option<DayDoubt>,
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
        let (mut changes, mut new) = (Vec::new(), HashMap::new());
        for row in self.rows.iter().filter(|row| row.named.state() == RowState::Taken) {
            match &row.measured {
                Some(Measured::Person { measure, new: brought }) => {
                    let made = brought.as_ref().map(|it| Parameter::Own(made(it, &mut new, &mut changes, ids)));
                    let parameter = made.unwrap_or(measure.parameter);
                    changes.extend(of_person(row, &Measure { parameter, ..measure.clone() }, ctx, ids));
                }
                Some(Measured::School { of, measure }) => {
                    let parameter = match of {
                        Meant::Known(id) => *id,
                        Meant::New(it) => made(it, &mut new, &mut changes, ids),
                    };
                    changes.extend(of_school(row, SchoolMeasure { parameter, ..measure.clone() }, ctx, ids));
                }
                None => {}
            }
        }
        if changes.is_empty() { Err(PlanError::NothingToTake) } else { Ok(Batch::new("import.measures", changes)) }
    }

    /// Two rows that are to be taken as one measure, by their numbers.
    fn twice(&self) -> Option<(usize, usize)> {
        let mut seen: HashMap<Same, usize> = HashMap::new();
        self.rows.iter().filter(|row| row.named.state() == RowState::Taken).find_map(|row| {
            let same = row.measured.as_ref()?.same(row.named.person())?;
            seen.insert(same, row.named.number).map(|first| (first, row.named.number))
        })
    }

    /// What can be done with a row, in the order in which the screen offers it.
    pub fn choices(&self, at: usize, ctx: &Ctx) -> Vec<AnswerDecision> {
        let Some((row, measured)) = self.rows.get(at).and_then(|row| Some((row, row.measured.as_ref()?))) else {
            return Vec::new();
        };
        let of = |person: PersonId| match known(ctx, Some(person), measured) {
            Some((key, _)) => AnswerDecision::Replace(person, key),
            None => AnswerDecision::Take(person),
        };
        let taken: Vec<AnswerDecision> = match measured {
            Measured::Person { .. } => row.named.candidates.iter().copied().map(of).collect(),
            Measured::School { .. } => vec![AnswerDecision::School(known(ctx, None, measured).map(|(key, _)| key))],
        };
        taken.into_iter().chain([AnswerDecision::Skip]).collect()
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

fn of_person(row: &MeasureRow, measure: &Measure, ctx: &Ctx, ids: &mut Ids) -> Option<Change> {
    let measure = Measure { person: row.named.person()?, ..measure.clone() };
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

/// A parameter that came with a row, made once.
fn made(
    it: &SchoolParameter,
    new: &mut HashMap<(Whose, String), SchoolParameterId>,
    changes: &mut Vec<Change>,
    ids: &mut Ids,
) -> SchoolParameterId {
    *new.entry((it.of, squeezed(&it.name))).or_insert_with(|| {
        let id = SchoolParameterId(ids.fresh());
        changes.push(Change::create(id, it.clone()));
        id
    })
}

fn of_school(row: &MeasureRow, measure: SchoolMeasure, ctx: &Ctx, ids: &mut Ids) -> Option<Change> {
    let AnswerDecision::School(over) = row.named.decision else { return None };
    let Some(key) = over else { return Some(Change::create(SchoolMeasureId(ids.fresh()), measure)) };
    let id = SchoolMeasureId::of(key)?;
    let before = ctx.register.get::<SchoolMeasure>(id)?;
    let on = if row.dated { measure.on } else { before.on };
    let notes = if measure.notes.is_empty() { before.notes.clone() } else { measure.notes.clone() };
    Some(Change::edit(id, before, SchoolMeasure { on, notes, ..measure }))
}

/// What is on file that this would be again: its key and its value.
pub(super) fn known(ctx: &Ctx, person: Option<PersonId>, measured: &Measured) -> Option<(Key, i32)> {
    match measured {
        Measured::Person { new: Some(_), .. } => None,
        Measured::Person { measure: it, new: None } => {
            let same =
                |other: &Measure| (Some(other.person), other.parameter, other.wave) == (person, it.parameter, it.wave);
            let mut all = ctx.register.measures(ctx.year).filter(|(_, other)| same(other));
            all.next().map(|(id, other)| (id.into(), other.value))
        }
        Measured::School { of: Meant::New(_), .. } => None,
        Measured::School { of: Meant::Known(id), measure } => {
            let same = |other: &SchoolMeasure| (other.year, other.wave) == (ctx.year, measure.wave);
            let mut all = ctx.register.school_measures(*id).filter(|(_, other)| same(other));
            all.next().map(|(id, other)| (id.into(), other.value))
        }
    }
}
