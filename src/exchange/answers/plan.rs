//! What an import of answers would do, row by row, before it does anything.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::{AnswerColumns, AnswerTarget};
use super::days::Days;
use super::value::{one_in, parse_answer, parse_percent};
use super::whom::{self, AnswerDecision, AnswerRemark, CellFault, NamedRow, Whom};
use crate::analysis;
use crate::domain::{
    Answer, Audience, Batch, Change, Ids, ItemKind, PersonId, Questionnaire, QuestionnaireId, Response, ResponseId,
    Wave, lineage,
};
use crate::exchange::error::PlanError;
use crate::exchange::roster::RowState;
use crate::exchange::sheet::{CellKind, Row, Sheet};
use crate::exchange::slashes::DayDoubt;
use crate::fields::Ctx;

/// A row and what it would do.
#[derive(Debug, Clone)]
pub struct AnswerRow {
    /// Whom it means and what becomes of it.
    pub named: NamedRow,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The day; today where the row tells none.
    pub on: NaiveDate,
    /// Whether the row tells the day.
    dated: bool,
    /// The items about which it says something: those with a column and something in the cell.
    said: Vec<bool>,
}

impl AnswerRow {
    /// What it comes down to.
    pub fn state(&self) -> RowState {
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
    /// What was guessed of its days, where it was.
    pub days: Option<DayDoubt>,
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
    pub fn count(&self, state: RowState) -> usize {
        whom::count(self.named(), state)
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
        if let Some((first, second)) = self.twice(ctx) {
            return Err(PlanError::SamePersonTwice { first, second });
        }
        ids.skip_past(ctx.register.highest_id());
        let taken = self.rows.iter().filter(|row| row.state() == RowState::Taken);
        let changes: Vec<Change> = taken.filter_map(|row| self.change(row, ctx, ids)).collect();
        if changes.is_empty() { Err(PlanError::NothingToTake) } else { Ok(Batch::new("import.answers", changes)) }
    }

    /// Two rows that are to be taken as one paper of one person, by their numbers.
    fn twice(&self, ctx: &Ctx) -> Option<(usize, usize)> {
        let asked = ctx.register.get::<Questionnaire>(self.questionnaire)?;
        let mut seen: HashMap<Paper, usize> = HashMap::new();
        self.rows.iter().filter(|row| row.state() == RowState::Taken).find_map(|row| {
            seen.insert(paper(asked, row.named.person()?, row.on), row.named.number)
                .map(|first| (first, row.named.number))
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

    /// Offers somebody for a row that names nobody, or others. `false` where there is no such row to decide about.
    pub fn offer(&mut self, at: usize, person: PersonId) -> bool {
        self.rows.get_mut(at).is_some_and(|row| row.named.offer(person))
    }

    /// Does with a row what somebody decided. Rows that are wrong stay so.
    pub fn decide(&mut self, at: usize, decision: AnswerDecision) -> bool {
        let open = self.rows.get_mut(at).filter(|row| row.named.faults.is_empty());
        open.map(|row| row.named.decision = decision).is_some()
    }

    fn change(&self, row: &AnswerRow, ctx: &Ctx, ids: &mut Ids) -> Option<Change> {
        match row.named.decision {
            AnswerDecision::Take(person) => {
                let answers = row.answers.clone();
                let response = Response::new(self.questionnaire, ctx.year, person, row.on, answers);
                Some(Change::create(ResponseId(ids.fresh()), response))
            }
            AnswerDecision::Replace(_, id) => {
                let id = ResponseId::of(id)?;
                let before = ctx.register.get::<Response>(id)?;
                let asked = ctx.register.get::<Questionnaire>(self.questionnaire)?;
                let answers = laid_over(asked, &before.answers, &row.answers, &row.said);
                let on = if row.dated { row.on } else { before.on };
                Some(Change::edit(id, before, Response { answers, on, ..Response::clone(before) }))
            }
            AnswerDecision::School(_) | AnswerDecision::Skip | AnswerDecision::Undecided => None,
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
    let out = |person| analysis::unasked(ctx.register, asked, person, ctx.year);
    let whom = Whom::new(ctx, asked.audience == Audience::Mentee, &out);
    let body = sheet.rows.get(columns.body..).unwrap_or_default();
    let ones = ones(asked, columns, body);
    let days = Days::of(body, columns, ctx);
    let reader = Reader { asked, columns, wants, ctx, whom, days, ones };
    let mut earlier = Earlier::new();
    let rows: Vec<AnswerRow> =
        body.iter().filter(|row| row.filled() > 0).map(|row| reader.row(row, &mut earlier)).collect();
    let days = reader.days.doubt.clone();
    let without_entry = rows.iter().filter(|row| reader.lacks_entry(row)).count();
    Ok(AnswerPlan { questionnaire: wants.questionnaire, columns: columns.clone(), days, rows, unasked, without_entry })
}

/// What 1 is in every column of per cents.
fn ones(asked: &Questionnaire, columns: &AnswerColumns, body: &[Row]) -> HashMap<usize, Option<u8>> {
    let percents = asked.items.iter().enumerate().filter(|(_, item)| matches!(item.kind, ItemKind::Percent { .. }));
    let one = |(at, _)| {
        let column = columns.of(AnswerTarget::Item(at))?.index;
        Some((at, one_in(body.iter().filter_map(|row| row.cells.get(column)))))
    };
    percents.filter_map(one).collect()
}

/// What makes two rows one paper: the person, and for a questionnaire asked any number of times the day.
type Paper = (PersonId, Option<NaiveDate>);

/// The papers of the rows above, with the number and the answers of the row.
type Earlier = HashMap<Paper, (usize, Vec<Answer>)>;

fn paper(asked: &Questionnaire, person: PersonId, on: NaiveDate) -> Paper {
    (person, asked.is_repeated().then_some(on))
}

struct Reader<'a> {
    asked: &'a Questionnaire,
    columns: &'a AnswerColumns,
    wants: PlanWants,
    ctx: &'a Ctx<'a>,
    whom: Whom<'a>,
    days: Days<'a>,
    /// What 1 is in the columns of per cents, by the place of their item.
    ones: HashMap<usize, Option<u8>>,
}

impl Reader<'_> {
    fn row(&self, row: &Row, earlier: &mut Earlier) -> AnswerRow {
        let (answers, mut faults) = self.answers(row);
        let day = self.days.read(row).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let (mut named, found) = self.whom.row(row, self.columns);
        named.faults = faults;
        let said = (0..answers.len()).map(|at| self.says(row, at)).collect();
        let on = day.unwrap_or(self.ctx.today);
        let mut row = AnswerRow { named, answers, on, dated: day.is_some(), said };
        if !row.said.contains(&true) {
            // A name on the list of a class is no form that came back.
            row.named.faults.clear();
            (row.named.decision, row.named.remark) = (AnswerDecision::Skip, Some(AnswerRemark::NoAnswers));
        } else if let Some(person) = found {
            (row.named.decision, row.named.remark) = self.judged(person, &row, earlier);
        }
        row
    }

    /// Whether a row says something about the item of a place.
    fn says(&self, row: &Row, at: usize) -> bool {
        self.columns.of(AnswerTarget::Item(at)).is_some_and(|column| !row.text(column.index).is_empty())
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
            let one = self.ones.get(&at).copied();
            let answer = match one {
                Some(one) => parse_percent(&item.kind, text, one),
                None => parse_answer(&item.kind, text),
            };
            given.push(answer.filter(|_| !failed).unwrap_or_else(|| {
                let said = text.to_owned();
                let unclear = one == Some(None) && said == "1";
                faults.push(if unclear { CellFault::OneOrAll(at) } else { CellFault::Item(at, said) });
                Answer::Blank
            }));
        }
        (self.asked.settled(&given), faults)
    }

    fn judged(
        &self,
        person: PersonId,
        row: &AnswerRow,
        earlier: &mut Earlier,
    ) -> (AnswerDecision, Option<AnswerRemark>) {
        let paper = paper(self.asked, person, row.on);
        if let Some((first, before)) = earlier.get(&paper) {
            return match differing(before, &row.answers) {
                0 => (AnswerDecision::Skip, Some(AnswerRemark::Repeats(*first))),
                count => (AnswerDecision::Undecided, Some(AnswerRemark::RepeatsOtherwise(*first, count))),
            };
        }
        // A row that is wrong is taken in no case, and so is no other paper of the same day.
        if row.named.faults.is_empty() {
            earlier.insert(paper, (row.named.number, row.answers.clone()));
        }
        let Some((id, known)) = known(self.asked, self.ctx, person, row.on) else {
            return (AnswerDecision::Take(person), None);
        };
        let before = match self.ctx.register.get::<Questionnaire>(known.questionnaire) {
            Some(old) if known.questionnaire != self.wants.questionnaire => {
                lineage::carried(self.ctx.register, self.asked, old, &known.answers)
            }
            _ => known.answers.clone(),
        };
        match differing(&before, &laid_over(self.asked, &before, &row.answers, &row.said)) {
            0 => (AnswerDecision::Skip, Some(AnswerRemark::OnFile(person))),
            count => {
                if known.questionnaire != self.wants.questionnaire {
                    return (AnswerDecision::Skip, Some(AnswerRemark::OtherVersion(person, count)));
                }
                if self.wants.update {
                    return (AnswerDecision::Replace(person, id.into()), None);
                }
                (AnswerDecision::Skip, Some(AnswerRemark::Differs(person, count)))
            }
        }
    }

    /// Whether a row that is taken answers an exit questionnaire for somebody without an entry questionnaire.
    fn lacks_entry(&self, row: &AnswerRow) -> bool {
        let AnswerDecision::Take(person) = row.named.decision else { return false };
        self.asked.wave == Wave::Exit && !has_entry(self.ctx, person, self.asked.audience)
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

/// Answers on file with those of a row laid over. What the row says nothing about stays as it is on file: a table of a
/// few questions, or an empty cell, is no word against the other answers. «Нет ответа» written out takes one back.
fn laid_over(asked: &Questionnaire, on_file: &[Answer], given: &[Answer], said: &[bool]) -> Vec<Answer> {
    let of = |((before, now), said): ((&Answer, &Answer), &bool)| {
        if *said || *before == Answer::Skipped { now.clone() } else { before.clone() }
    };
    asked.settled(&on_file.iter().zip(given).zip(said).map(of).collect::<Vec<Answer>>())
}

fn differing(a: &[Answer], b: &[Answer]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a != b).count() + a.len().abs_diff(b.len())
}
