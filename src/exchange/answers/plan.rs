//! What an import of answers would do, row by row, before it does anything.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::{AnswerColumns, AnswerTarget};
use super::value::parse_answer;
use super::whom::{self, AnswerDecision, AnswerRemark, AnswerState, CellFault, NamedRow, Whom};
use crate::domain::{
    Answer, Audience, Batch, Change, Ids, PersonId, Questionnaire, QuestionnaireId, Response, ResponseId, Wave, lineage,
};
use crate::exchange::error::PlanError;
use crate::exchange::sheet::{CellKind, Row, Sheet};
use crate::fields::{Ctx, dates};

/// A row and what it would do.
#[derive(Debug, Clone)]
pub struct AnswerRow {
    /// Whom it means and what becomes of it.
    pub named: NamedRow,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The day.
    pub on: NaiveDate,
}

impl AnswerRow {
    /// What it comes down to.
    pub fn state(&self) -> AnswerState {
        self.named.state()
    }
}

/// What is asked of a plan beside the file.
#[derive(Debug, Clone, Copy)]
pub struct PlanWants {
    /// The questionnaire that was answered.
    pub questionnaire: QuestionnaireId,
    /// Whether other answers on file are written over.
    pub update: bool,
}

/// What an import would do.
#[derive(Debug, Clone)]
pub struct AnswerPlan {
    /// Which questionnaire.
    pub questionnaire: QuestionnaireId,
    /// Which column is what.
    pub columns: AnswerColumns,
    /// The rows, in order.
    pub rows: Vec<AnswerRow>,
    /// Items that no column answers, by place: they stay not asked.
    pub unasked: Vec<usize>,
    /// How many of those taken have answers at the exit and none at the entry.
    pub without_entry: usize,
}

impl AnswerPlan {
    /// The rows, as far as people are concerned.
    pub fn named(&self) -> impl Iterator<Item = &NamedRow> + Clone {
        self.rows.iter().map(|row| &row.named)
    }

    /// How many rows come down to this.
    pub fn count(&self, state: AnswerState) -> usize {
        whom::count(self.named(), state)
    }

    /// The one step that takes the rows. Rows that are wrong or undecided stop it unless `skip_bad` leaves them out.
    ///
    /// # Errors
    /// [`PlanError`] when rows stop it or nothing is left to do.
    pub fn batch(&self, ctx: &Ctx, ids: &mut Ids, skip_bad: bool) -> Result<Batch, PlanError> {
        let (rejected, undecided) = (self.count(AnswerState::Rejected), self.count(AnswerState::Undecided));
        if !skip_bad && rejected + undecided > 0 {
            return Err(PlanError::NotAllGood { rejected, undecided });
        }
        if let Some((first, second)) = self.twice(ctx) {
            return Err(PlanError::SamePersonTwice { first, second });
        }
        ids.skip_past(ctx.register.highest_id());
        let taken = self.rows.iter().filter(|row| row.state() == AnswerState::Taken);
        let changes: Vec<Change> = taken.filter_map(|row| self.change(row, ctx, ids)).collect();
        if changes.is_empty() { Err(PlanError::NothingToTake) } else { Ok(Batch::new("import.answers", changes)) }
    }

    /// Two rows that are to be taken as one paper of one person, by their numbers.
    fn twice(&self, ctx: &Ctx) -> Option<(usize, usize)> {
        let repeated = ctx.register.get::<Questionnaire>(self.questionnaire).is_some_and(|asked| asked.is_repeated());
        let mut seen: HashMap<(PersonId, Option<NaiveDate>), usize> = HashMap::new();
        self.rows.iter().filter(|row| row.state() == AnswerState::Taken).find_map(|row| {
            let paper = (row.named.person()?, repeated.then_some(row.on));
            seen.insert(paper, row.named.number).map(|first| (first, row.named.number))
        })
    }

    /// What can be done with a row, in the order in which the screen offers it.
    pub fn choices(&self, at: usize, ctx: &Ctx) -> Vec<AnswerDecision> {
        let Some(row) = self.rows.get(at) else { return Vec::new() };
        let Some(asked) = ctx.register.get::<Questionnaire>(self.questionnaire) else { return Vec::new() };
        let of = |person: &PersonId| match known(asked, ctx, *person, row.on) {
            // A paper of an older version keeps its questions.
            Some((_, response)) if response.questionnaire != self.questionnaire => None,
            Some((id, _)) => Some(AnswerDecision::Replace(*person, id.into())),
            None => Some(AnswerDecision::Take(*person)),
        };
        row.named.candidates.iter().filter_map(of).chain([AnswerDecision::Skip]).collect()
    }

    /// Does with a row what somebody decided. Rows that are wrong stay so.
    pub fn decide(&mut self, at: usize, decision: AnswerDecision) -> bool {
        let open = self.rows.get_mut(at).filter(|row| row.named.faults.is_empty());
        open.map(|row| row.named.decision = decision).is_some()
    }

    fn change(&self, row: &AnswerRow, ctx: &Ctx, ids: &mut Ids) -> Option<Change> {
        let answers = row.answers.clone();
        match row.named.decision {
            AnswerDecision::Take(person) => {
                let response = Response::new(self.questionnaire, ctx.year, person, row.on, answers);
                Some(Change::create(ResponseId(ids.fresh()), response))
            }
            AnswerDecision::Replace(_, id) => {
                let id = ResponseId::of(id)?;
                let before = ctx.register.get::<Response>(id)?;
                Some(Change::edit(id, before, Response { answers, on: row.on, ..Response::clone(before) }))
            }
            AnswerDecision::Skip | AnswerDecision::Undecided => None,
        }
    }
}

/// Reads every row of a sheet and says what it would do.
///
/// # Errors
/// [`PlanError::NoNameColumn`] when no column tells who answered; [`PlanError::NothingToTake`] when the questionnaire is
/// gone or no column answers an item of it.
pub fn plan_answers(
    sheet: &Sheet,
    columns: &AnswerColumns,
    wants: PlanWants,
    ctx: &Ctx,
) -> Result<AnswerPlan, PlanError> {
    let asked = ctx.register.get::<Questionnaire>(wants.questionnaire).ok_or(PlanError::NothingToTake)?;
    if !columns.tell_who() {
        return Err(PlanError::NoNameColumn { columns: columns.columns.iter().map(|c| c.name()).collect() });
    }
    let unasked: Vec<usize> =
        (0..asked.items.len()).filter(|at| columns.of(AnswerTarget::Item(*at)).is_none()).collect();
    if unasked.len() == asked.items.len() {
        return Err(PlanError::NoItemColumn { columns: columns.columns.iter().map(|c| c.name()).collect() });
    }
    let part = |person| is_asked(asked, ctx, person);
    let whom = Whom::new(ctx, asked.audience == Audience::Mentee, &part);
    let reader = Reader { asked, columns, wants, ctx, whom };
    let mut earlier: HashMap<PersonId, (usize, Vec<Answer>)> = HashMap::new();
    let body = sheet.rows.get(columns.body..).unwrap_or_default();
    let rows: Vec<AnswerRow> =
        body.iter().filter(|row| row.filled() > 0).map(|row| reader.row(row, &mut earlier)).collect();
    let without_entry = rows.iter().filter(|row| reader.lacks_entry(row)).count();
    Ok(AnswerPlan { questionnaire: wants.questionnaire, columns: columns.clone(), rows, unasked, without_entry })
}

struct Reader<'a> {
    asked: &'a Questionnaire,
    columns: &'a AnswerColumns,
    wants: PlanWants,
    ctx: &'a Ctx<'a>,
    whom: Whom<'a>,
}

impl Reader<'_> {
    fn row(&self, row: &Row, earlier: &mut HashMap<PersonId, (usize, Vec<Answer>)>) -> AnswerRow {
        let (answers, mut faults) = self.answers(row);
        let on = day(row, self.columns, self.ctx).unwrap_or_else(|text| {
            faults.push(CellFault::Day(text));
            self.ctx.today
        });
        let (mut named, found) = self.whom.row(row, self.columns);
        named.faults = faults;
        if let Some(person) = found {
            (named.decision, named.remark) = self.judged(person, row.number, &answers, on, earlier);
        }
        AnswerRow { named, answers, on }
    }

    fn answers(&self, row: &Row) -> (Vec<Answer>, Vec<CellFault>) {
        let mut faults = Vec::new();
        let mut given = Vec::with_capacity(self.asked.items.len());
        for (at, item) in self.asked.items.iter().enumerate() {
            let Some(column) = self.columns.of(AnswerTarget::Item(at)) else {
                given.push(Answer::NotAsked);
                continue;
            };
            let text = row.text(column.index);
            let failed = row.cells.get(column.index).is_some_and(|cell| cell.kind == CellKind::Error);
            let answer = parse_answer(&item.kind, text).filter(|_| !failed);
            given.push(answer.unwrap_or_else(|| {
                faults.push(CellFault::Item(at, text.to_owned()));
                Answer::Blank
            }));
        }
        (self.asked.settled(&given), faults)
    }

    fn judged(
        &self,
        person: PersonId,
        number: usize,
        answers: &[Answer],
        on: NaiveDate,
        earlier: &mut HashMap<PersonId, (usize, Vec<Answer>)>,
    ) -> (AnswerDecision, Option<AnswerRemark>) {
        if let Some((row, before)) = earlier.get(&person).filter(|_| !self.asked.is_repeated()) {
            return match differing(before, answers) {
                0 => (AnswerDecision::Skip, Some(AnswerRemark::Repeats(*row))),
                count => (AnswerDecision::Undecided, Some(AnswerRemark::RepeatsOtherwise(*row, count))),
            };
        }
        earlier.insert(person, (number, answers.to_vec()));
        let Some((id, known)) = known(self.asked, self.ctx, person, on) else {
            return (AnswerDecision::Take(person), None);
        };
        let before = match self.ctx.register.get::<Questionnaire>(known.questionnaire) {
            Some(old) if known.questionnaire != self.wants.questionnaire => {
                lineage::carried(self.ctx.register, self.asked, old, &known.answers)
            }
            _ => known.answers.clone(),
        };
        match differing(&before, answers) {
            0 => (AnswerDecision::Skip, Some(AnswerRemark::OnFile(person))),
            count => {
                let same = known.questionnaire == self.wants.questionnaire;
                let replaced = AnswerDecision::Replace(person, id.into());
                let decision = if self.wants.update && same { replaced } else { AnswerDecision::Skip };
                (decision, Some(AnswerRemark::Differs(person, count)))
            }
        }
    }

    /// Whether a row that is taken answers an exit questionnaire for somebody without an entry questionnaire.
    fn lacks_entry(&self, row: &AnswerRow) -> bool {
        let AnswerDecision::Take(person) = row.named.decision else { return false };
        self.asked.wave == Wave::Exit && !has_entry(self.ctx, person, self.asked.audience)
    }
}

/// The day a row was filled in, without its hour; today where no column tells.
///
/// # Errors
/// What stood there, where it is no day.
pub(in crate::exchange) fn day(row: &Row, columns: &AnswerColumns, ctx: &Ctx) -> Result<NaiveDate, String> {
    let text = columns.of(AnswerTarget::Date).map_or("", |column| row.text(column.index));
    if text.is_empty() {
        return Ok(ctx.today);
    }
    let day = text.split([' ', 'T']).next().unwrap_or(text);
    dates::parse(day, ctx.today).or_else(|| dates::parse(text, ctx.today)).ok_or_else(|| text.to_owned())
}

/// Whether a questionnaire is for this person this year.
fn is_asked(asked: &Questionnaire, ctx: &Ctx, person: PersonId) -> bool {
    match asked.audience {
        Audience::Mentee => ctx.register.mentee_of(person, ctx.year).is_some(),
        Audience::Mentor => ctx.register.mentor_of(person, ctx.year).is_some(),
        Audience::Curator => true,
    }
}

/// The paper of a person that answers would be again, whichever version it is.
fn known<'a>(
    asked: &Questionnaire,
    ctx: &Ctx<'a>,
    person: PersonId,
    on: NaiveDate,
) -> Option<(ResponseId, &'a Response)> {
    let same = |response: &Response| {
        let answered = ctx.register.get::<Questionnaire>(response.questionnaire);
        response.year == ctx.year
            && answered.is_some_and(|answered| answered.code == asked.code)
            && (!asked.is_repeated() || response.on == on)
    };
    let responses = ctx.register.responses_of(person).into_iter();
    responses.filter(|(_, response)| same(response)).map(|(id, response)| (id, response.as_ref())).next_back()
}

fn has_entry(ctx: &Ctx, person: PersonId, audience: Audience) -> bool {
    ctx.register.responses_of(person).iter().any(|(_, response)| {
        let asked = ctx.register.get::<Questionnaire>(response.questionnaire);
        response.year == ctx.year && asked.is_some_and(|asked| asked.wave == Wave::Entry && asked.audience == audience)
    })
}

fn differing(a: &[Answer], b: &[Answer]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count() + a.len().abs_diff(b.len())
}
