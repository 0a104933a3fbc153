//! What an import of answers would do, row by row, before it does anything.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::columns::{AnswerColumns, AnswerTarget};
use super::value::parse_answer;
use crate::domain::{
    Answer, Audience, Batch, Birth, Change, Class, Ids, Person, PersonId, PersonKind, PersonName, Questionnaire,
    QuestionnaireId, Response, ResponseId, Wave,
};
use crate::exchange::error::PlanError;
use crate::exchange::roster::{Likeness, OnFile, distance, name_key};
use crate::exchange::sheet::{CellKind, Row, Sheet};
use crate::fields::{Ctx, dates, squeezed};

/// Slips of a name that still let somebody be meant.
const SLIPS: usize = 2;

/// What to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerDecision {
    /// Take it as the answers of somebody.
    Take(PersonId),
    /// Write it over the answers of somebody that are on file.
    Replace(PersonId, ResponseId),
    /// Nothing.
    Skip,
    /// Nobody can tell yet.
    Undecided,
}

/// Why a row got the decision it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRemark {
    /// These answers are on file.
    OnFile(PersonId),
    /// Other answers of this person are on file; so many differ.
    Differs(PersonId, usize),
    /// The same person and answers as in an earlier row.
    Repeats(usize),
    /// The same person as in an earlier row with other answers; so many differ.
    RepeatsOtherwise(usize, usize),
    /// Several people of that name may be meant.
    Namesakes,
    /// Somebody whose name is nearly this one, or who differs in something else.
    MayBe(PersonId),
    /// Somebody on file whom this questionnaire does not ask this year.
    NotAsked(PersonId),
    /// Nobody on file.
    Nobody,
}

/// A cell that is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFault {
    /// Place of the item; `None` where the day is wrong.
    pub item: Option<usize>,
    /// What stood there.
    pub text: String,
}

/// What a row comes down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerState {
    /// It will be taken.
    Taken,
    /// It will be left alone.
    Skipped,
    /// It waits for a decision.
    Undecided,
    /// It is wrong.
    Rejected,
}

/// A row and what it would do.
#[derive(Debug, Clone)]
pub struct AnswerRow {
    /// Its number in the file.
    pub number: usize,
    /// Its cells as they stood there.
    pub cells: Vec<String>,
    /// Who it says answered.
    pub who: String,
    /// Whom on file it may mean, surest first.
    pub candidates: Vec<PersonId>,
    /// Cells that are no answers.
    pub faults: Vec<AnswerFault>,
    /// Why it got its decision.
    pub remark: Option<AnswerRemark>,
    /// What to do with it.
    pub decision: AnswerDecision,
    /// The answers.
    pub answers: Vec<Answer>,
    /// The day.
    pub on: NaiveDate,
}

impl AnswerRow {
    /// What it comes down to.
    pub fn state(&self) -> AnswerState {
        match self.decision {
            _ if !self.faults.is_empty() => AnswerState::Rejected,
            AnswerDecision::Undecided => AnswerState::Undecided,
            AnswerDecision::Skip => AnswerState::Skipped,
            AnswerDecision::Take(_) | AnswerDecision::Replace(..) => AnswerState::Taken,
        }
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
    /// How many rows come down to this.
    pub fn count(&self, state: AnswerState) -> usize {
        self.rows.iter().filter(|row| row.state() == state).count()
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
        ids.skip_past(ctx.register.highest_id());
        let taken = self.rows.iter().filter(|row| row.state() == AnswerState::Taken);
        let changes: Vec<Change> = taken.filter_map(|row| self.change(row, ctx, ids)).collect();
        if changes.is_empty() { Err(PlanError::NothingToTake) } else { Ok(Batch::new("import.answers", changes)) }
    }

    fn change(&self, row: &AnswerRow, ctx: &Ctx, ids: &mut Ids) -> Option<Change> {
        let answers = row.answers.clone();
        match row.decision {
            AnswerDecision::Take(person) => {
                let response = Response::new(self.questionnaire, ctx.year, person, row.on, answers);
                Some(Change::create(ResponseId(ids.fresh()), response))
            }
            AnswerDecision::Replace(_, id) => {
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
    let tells = [AnswerTarget::Name, AnswerTarget::LastName, AnswerTarget::Code, AnswerTarget::Email];
    if !tells.iter().any(|target| columns.of(*target).is_some()) {
        return Err(PlanError::NoNameColumn { columns: columns.columns.iter().map(|c| c.name()).collect() });
    }
    let unasked: Vec<usize> =
        (0..asked.items.len()).filter(|at| columns.of(AnswerTarget::Item(*at)).is_none()).collect();
    if unasked.len() == asked.items.len() {
        return Err(PlanError::NoItemColumn { columns: columns.columns.iter().map(|c| c.name()).collect() });
    }
    let reader = Reader { asked, columns, wants, ctx, on_file: OnFile::new(ctx.register, ctx.year) };
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
    on_file: OnFile<'a>,
}

impl Reader<'_> {
    fn row(&self, row: &Row, earlier: &mut HashMap<PersonId, (usize, Vec<Answer>)>) -> AnswerRow {
        let text = |target| self.columns.of(target).map_or("", |column| row.text(column.index));
        let (answers, mut faults) = self.answers(row);
        let on = self.day(row).unwrap_or_else(|| {
            faults.push(AnswerFault { item: None, text: text(AnswerTarget::Date).to_owned() });
            self.ctx.today
        });
        let respondent = self.respondent(&text);
        let who = [respondent.name.full(), text(AnswerTarget::Class).to_owned(), text(AnswerTarget::Code).to_owned()];
        let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let (candidates, found) = self.meant(&respondent, text(AnswerTarget::Code));
        let (decision, remark) = match found {
            Ok(person) => self.judged(person, row.number, &answers, on, earlier),
            Err(remark) => (AnswerDecision::Undecided, Some(remark)),
        };
        let cells = row.cells.iter().map(|cell| cell.text.clone()).collect();
        AnswerRow { number: row.number, cells, who, candidates, faults, remark, decision, answers, on }
    }

    fn answers(&self, row: &Row) -> (Vec<Answer>, Vec<AnswerFault>) {
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
                faults.push(AnswerFault { item: Some(at), text: text.to_owned() });
                Answer::Blank
            }));
        }
        (self.asked.settled(&given), faults)
    }

    /// The day it was filled in, without its hour; today where no column tells. `None` where it is no day.
    fn day(&self, row: &Row) -> Option<NaiveDate> {
        let text = self.columns.of(AnswerTarget::Date).map_or("", |column| row.text(column.index));
        if text.is_empty() {
            return Some(self.ctx.today);
        }
        let day = text.split([' ', 'T']).next().unwrap_or(text);
        dates::parse(day, self.ctx.today).or_else(|| dates::parse(text, self.ctx.today))
    }

    /// Who answered, as the row describes them.
    fn respondent<'t>(&self, text: &impl Fn(AnswerTarget) -> &'t str) -> Person {
        let parts = [AnswerTarget::LastName, AnswerTarget::FirstName, AnswerTarget::Patronymic].map(text);
        let whole = text(AnswerTarget::Name);
        let name = if parts[0].is_empty() && parts[1].is_empty() { whole.to_owned() } else { parts.join(" ") };
        let kind = if self.asked.audience == Audience::Mentee { PersonKind::Pupil } else { PersonKind::Other };
        let mut person = Person::new(PersonName::parse(&name), kind);
        person.email = text(AnswerTarget::Email).into();
        person.phone = text(AnswerTarget::Phone).into();
        person.birth = Birth::Unknown;
        person.set_class(self.ctx.year, Class::parse(text(AnswerTarget::Class)));
        person
    }

    /// Whom it means, or why that is not certain; and everybody who may be meant.
    fn meant(&self, person: &Person, code: &str) -> (Vec<PersonId>, Result<PersonId, AnswerRemark>) {
        if let Some(id) = self.by_code(code) {
            let named = self.ctx.register.get::<Person>(id).map(|known| name_key(&known.name));
            let same = person.name.last.is_empty() || named.as_deref() == Some(name_key(&person.name).as_str());
            return (vec![id], if same { Ok(id) } else { Err(AnswerRemark::MayBe(id)) });
        }
        let alike = self.on_file.like(person);
        let asked: Vec<(PersonId, Likeness)> = alike.iter().copied().filter(|(id, _)| self.is_asked(*id)).collect();
        let ids = |of: &[(PersonId, Likeness)]| of.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        match asked.as_slice() {
            [] => match alike.first() {
                Some((id, _)) => (ids(&alike), Err(AnswerRemark::NotAsked(*id))),
                None => self.nearly(person),
            },
            // A form asks for a name and a surname: that a patronymic is missing speaks against nobody.
            [(id, likeness), rest @ ..] => {
                let surer = rest.iter().all(|(_, other)| other < likeness);
                let bare =
                    person.name.patronymic.is_empty() && *likeness == Likeness::Doubtful && self.agrees(person, *id);
                let sure = (*likeness >= Likeness::Possible || bare) && surer;
                let doubt = if rest.is_empty() || surer { AnswerRemark::MayBe(*id) } else { AnswerRemark::Namesakes };
                (ids(&asked), if sure { Ok(*id) } else { Err(doubt) })
            }
        }
    }

    /// Whether nothing but the patronymic that was left out differs.
    fn agrees(&self, person: &Person, id: PersonId) -> bool {
        let Some(known) = self.ctx.register.get::<Person>(id) else { return false };
        let patronymic = known.name.patronymic.clone();
        let whole = Person { name: PersonName { patronymic, ..person.name.clone() }, ..person.clone() };
        crate::exchange::likeness(&whole, known, self.ctx.year).is_some_and(|likeness| likeness >= Likeness::Possible)
    }

    fn by_code(&self, code: &str) -> Option<PersonId> {
        let id = PersonId(code.trim().trim_start_matches(['№', '#']).trim().parse().ok()?);
        self.ctx.register.get::<Person>(id).map(|_| id)
    }

    /// Those whose name differs by a slip or two.
    fn nearly(&self, person: &Person) -> (Vec<PersonId>, Result<PersonId, AnswerRemark>) {
        let wanted = squeezed(&name_key(&person.name));
        if wanted.chars().count() < 6 {
            return (Vec::new(), Err(AnswerRemark::Nobody));
        }
        let slips = |known: &Person| distance(&wanted, &squeezed(&name_key(&known.name)));
        let register = self.ctx.register;
        let near = register.people().filter(|(id, known)| self.is_asked(*id) && slips(known) <= SLIPS);
        let near: Vec<PersonId> = near.map(|(id, _)| id).collect();
        let remark = near.first().map_or(AnswerRemark::Nobody, |id| AnswerRemark::MayBe(*id));
        (near, Err(remark))
    }

    /// Whether the questionnaire is for this person this year.
    fn is_asked(&self, person: PersonId) -> bool {
        let (register, year) = (self.ctx.register, self.ctx.year);
        match self.asked.audience {
            Audience::Mentee => register.mentee_of(person, year).is_some(),
            Audience::Mentor => register.mentor_of(person, year).is_some(),
            Audience::Curator => true,
        }
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
        let Some((id, known)) = self.known(person, on) else { return (AnswerDecision::Take(person), None) };
        let before = match self.ctx.register.get::<Questionnaire>(known.questionnaire) {
            Some(old) if known.questionnaire != self.wants.questionnaire => self.asked.carried(old, &known.answers),
            _ => known.answers.clone(),
        };
        match differing(&before, answers) {
            0 => (AnswerDecision::Skip, Some(AnswerRemark::OnFile(person))),
            count => {
                let same = known.questionnaire == self.wants.questionnaire;
                let replaced = AnswerDecision::Replace(person, id);
                let decision = if self.wants.update && same { replaced } else { AnswerDecision::Skip };
                (decision, Some(AnswerRemark::Differs(person, count)))
            }
        }
    }

    /// The paper of a person that these answers would be again, whichever version it is.
    fn known(&self, person: PersonId, on: NaiveDate) -> Option<(ResponseId, &Response)> {
        let register = self.ctx.register;
        let same = |response: &Response| {
            let asked = register.get::<Questionnaire>(response.questionnaire);
            response.year == self.ctx.year
                && asked.is_some_and(|asked| asked.code == self.asked.code)
                && (!self.asked.is_repeated() || response.on == on)
        };
        let responses = register.responses_of(person).into_iter();
        responses.filter(|(_, response)| same(response)).map(|(id, response)| (id, response.as_ref())).next_back()
    }

    /// Whether a row that is taken answers an exit questionnaire for somebody without an entry questionnaire.
    fn lacks_entry(&self, row: &AnswerRow) -> bool {
        let AnswerDecision::Take(person) = row.decision else { return false };
        self.asked.wave == Wave::Exit && !has_entry(self.ctx, person, self.asked.audience)
    }
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
