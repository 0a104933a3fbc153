//! Whom a row of a table means: by name, class, e-mail or the number of a record of theirs; and what is to become of it.
//!
//! Nobody is taken for somebody who only may be meant: such a row waits, and the screen offers everybody it may mean.

use super::columns::{AnswerColumns, AnswerTarget};
use super::written::{apart, turned};
use crate::analysis::Unasked;
use crate::domain::{Birth, Class, Key, Mentee, MenteeId, Mentor, MentorId, Person, PersonId, PersonKind, PersonName};
use crate::exchange::roster::{Likeness, OnFile, RowState, distance, name_key};
use crate::exchange::sheet::Row;
use crate::fields::{Ctx, squeezed};

/// Slips of a name that still let somebody be meant.
const SLIPS: usize = 2;

/// What to do with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerDecision {
    /// Take it as what somebody said, or what was measured of them.
    Take(PersonId),
    /// Write it over what is on file of somebody.
    Replace(PersonId, Key),
    /// Take it as measured of the school, over what is on file where that is told.
    School(Option<Key>),
    /// Nothing.
    Skip,
    /// Nobody can tell yet.
    Undecided,
}

impl AnswerDecision {
    /// Who it takes the row for.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Take(person) | Self::Replace(person, _) => Some(*person),
            Self::School(_) | Self::Skip | Self::Undecided => None,
        }
    }
}

/// Why a row got the decision it got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRemark {
    /// The same is on file.
    OnFile(PersonId),
    /// Something else is on file of this person; so many fields differ.
    Differs(PersonId, usize),
    /// The same, on a paper of another version of the questionnaire: it keeps its questions and is not written over.
    OtherVersion(PersonId, usize),
    /// The same as in an earlier row.
    Repeats(usize),
    /// The same person as in an earlier row with something else; so many fields differ.
    RepeatsOtherwise(usize, usize),
    /// The same of the school is on file.
    SchoolOnFile,
    /// Another value of the school is on file.
    SchoolDiffers,
    /// The same of the school as in an earlier row with another value.
    SchoolTwice(usize),
    /// Several people of that name may be meant.
    Namesakes,
    /// Somebody whose name is nearly this one, or who differs in something else.
    MayBe(PersonId),
    /// Somebody on file who is certainly not among those asked, and why.
    NotAsked(PersonId, Unasked),
    /// Nobody on file.
    Nobody,
    /// A row without a single answer.
    NoAnswers,
}

/// A cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellFault {
    /// No answer to an item, which is told by its place.
    Item(usize, String),
    /// 1 among per cents, one of a hundred or all of them; an item by its place.
    OneOrAll(usize),
    /// No day.
    Day(String),
    /// A day that has not come yet.
    DayAhead(String),
    /// A day of another programme year than this one.
    DayElsewhere(String, String),
    /// No parameter.
    Parameter(String),
    /// Nothing the school measures, nor what would make it such.
    SchoolParameter(String),
    /// No scale.
    Scale(String),
    /// Neither more nor less is said to be better.
    Better(String),
    /// No whole number within bounds, in hundredths.
    Whole(String, i32, i32),
    /// Neither the entry nor the exit.
    Wave(String),
    /// No value of the parameter, or outside its scale; hundredths.
    Value(String, i32, i32),
}

/// A row, whom it means, and what becomes of it.
#[derive(Debug, Clone)]
pub struct NamedRow {
    /// Its number in the file.
    pub number: usize,
    /// Its cells as they stood there.
    pub cells: Vec<String>,
    /// Whom it names, in its own words.
    pub who: String,
    /// Whom on file it may mean, surest first.
    pub candidates: Vec<PersonId>,
    /// Cells that cannot be read.
    pub faults: Vec<CellFault>,
    /// Why it got its decision.
    pub remark: Option<AnswerRemark>,
    /// What to do with it.
    pub decision: AnswerDecision,
}

impl NamedRow {
    /// What it comes down to.
    pub fn state(&self) -> RowState {
        match self.decision {
            _ if !self.faults.is_empty() => RowState::Rejected,
            AnswerDecision::Undecided => RowState::Undecided,
            AnswerDecision::Skip => RowState::Skipped,
            AnswerDecision::Take(_) | AnswerDecision::Replace(..) | AnswerDecision::School(_) => RowState::Taken,
        }
    }

    /// Adds somebody whom it may mean, in front. `false` where nothing can be decided about it.
    pub fn offer(&mut self, person: PersonId) -> bool {
        if !self.candidates.contains(&person) {
            self.candidates.insert(0, person);
        }
        self.faults.is_empty()
    }

    /// Who it is taken for, while it is taken.
    pub fn person(&self) -> Option<PersonId> {
        self.decision.person()
    }
}

/// How many rows come down to something.
pub fn count<'a>(rows: impl Iterator<Item = &'a NamedRow>, state: RowState) -> usize {
    rows.filter(|row| row.state() == state).count()
}

/// Finds people.
pub struct Whom<'a> {
    ctx: &'a Ctx<'a>,
    on_file: OnFile<'a>,
    /// Whether pupils are named, who have a class.
    mentees: bool,
    /// Why somebody has no part in it this year; `None` for those who have.
    out: &'a dyn Fn(PersonId) -> Option<Unasked>,
}

impl<'a> Whom<'a> {
    /// Among those who have a part in it; `mentees` when all of them are.
    pub fn new(ctx: &'a Ctx<'a>, mentees: bool, out: &'a dyn Fn(PersonId) -> Option<Unasked>) -> Self {
        Self { ctx, on_file: OnFile::new(ctx.register, ctx.year), mentees, out }
    }

    fn has_part(&self, id: PersonId) -> bool {
        (self.out)(id).is_none()
    }

    /// That somebody has no part in it.
    fn not_asked(&self, id: PersonId) -> AnswerRemark {
        AnswerRemark::NotAsked(id, (self.out)(id).unwrap_or(Unasked::Role))
    }

    /// A row with those it may mean. Its decision is [`AnswerDecision::Undecided`]; the person comes beside it where it is
    /// certain.
    pub fn row(&self, row: &Row, columns: &AnswerColumns) -> (NamedRow, Option<PersonId>) {
        let text = |target| columns.of(target).map_or("", |column| row.text(column.index));
        let (written, respondents) = self.respondents(&text);
        let who = [written, text(AnswerTarget::Class).to_owned(), text(AnswerTarget::Code).to_owned()];
        let who = who.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let (candidates, found) = self.meant(&respondents, text(AnswerTarget::Code));
        let named = NamedRow {
            number: row.number,
            cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
            who,
            candidates,
            faults: Vec::new(),
            remark: found.err(),
            decision: AnswerDecision::Undecided,
        };
        (named, found.ok())
    }

    /// Who answered, as the row has it and as that may be read: with the family name first, or last as people say it. A
    /// class that stands behind the name is told apart from it.
    fn respondents<'t>(&self, text: &impl Fn(AnswerTarget) -> &'t str) -> (String, Vec<Person>) {
        let parts = [AnswerTarget::LastName, AnswerTarget::FirstName, AnswerTarget::Patronymic].map(text);
        let whole = if parts[0].is_empty() && parts[1].is_empty() {
            text(AnswerTarget::Name).to_owned()
        } else {
            parts.join(" ")
        };
        let (name, class) = apart(&whole);
        let class = Class::parse(text(AnswerTarget::Class)).or(class);
        let kind = if self.mentees { PersonKind::Pupil } else { PersonKind::Other };
        let person = |name: &str| {
            let mut person = Person::new(PersonName::parse(name), kind);
            person.email = text(AnswerTarget::Email).into();
            person.phone = text(AnswerTarget::Phone).into();
            person.birth = Birth::Unknown;
            person.set_class(self.ctx.year, class);
            person
        };
        let people = std::iter::once(person(&name)).chain(turned(&name).map(|name| person(&name))).collect();
        (whole.split_whitespace().collect::<Vec<_>>().join(" "), people)
    }

    /// Whom it means, or why that is not certain; and everybody who may be meant. Of the ways in which a name may be read
    /// the one counts by which somebody is found, the first of two that are as good.
    fn meant(&self, respondents: &[Person], code: &str) -> (Vec<PersonId>, Result<PersonId, AnswerRemark>) {
        let coded = self.by_code(code);
        if !coded.is_empty() {
            return self.coded(coded, respondents);
        }
        let read = respondents.iter().map(|person| (person, self.on_file.like(person)));
        let best = |of: &Vec<(PersonId, Likeness)>| of.first().map(|(_, likeness)| *likeness);
        let read = read.reduce(|first, other| if best(&other.1) > best(&first.1) { other } else { first });
        let Some((person, alike)) = read else { return (Vec::new(), Err(AnswerRemark::Nobody)) };
        let asked: Vec<(PersonId, Likeness)> = alike.iter().copied().filter(|(id, _)| self.has_part(*id)).collect();
        let ids = |of: &[(PersonId, Likeness)]| of.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        match asked.as_slice() {
            [] => match alike.first() {
                Some((id, _)) => (ids(&alike), Err(self.not_asked(*id))),
                None => self.nearly(respondents),
            },
            // Somebody who is not asked is meant more likely than anybody who is.
            [(_, likeness), ..] if alike[0].1 > *likeness => (ids(&alike), Err(self.not_asked(alike[0].0))),
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

    /// Of those whose number it is the one of that name, if the row tells a name and they have a part in it.
    fn coded(&self, coded: Vec<PersonId>, respondents: &[Person]) -> (Vec<PersonId>, Result<PersonId, AnswerRemark>) {
        let register = self.ctx.register;
        let wanted: Vec<String> = respondents.iter().map(|person| name_key(&person.name)).collect();
        let bears =
            |id: &PersonId| register.get::<Person>(*id).is_some_and(|known| wanted.contains(&name_key(&known.name)));
        let nameless = respondents.iter().all(|person| person.name.last.is_empty());
        let named: Vec<PersonId> = coded.iter().copied().filter(|id| nameless || bears(id)).collect();
        let asked: Vec<PersonId> = named.iter().copied().filter(|id| self.has_part(*id)).collect();
        let found = match (asked.as_slice(), named.as_slice()) {
            ([id], _) => Ok(*id),
            ([id, ..], _) => Err(AnswerRemark::MayBe(*id)),
            ([], [id, ..]) => Err(self.not_asked(*id)),
            ([], []) => Err(coded.first().map_or(AnswerRemark::Nobody, |id| AnswerRemark::MayBe(*id))),
        };
        (if asked.is_empty() { coded } else { asked }, found)
    }

    /// Whose number it is: tables that leave the base tell the number of the entry as a mentee or a mentor («Номер
    /// записи», `id`) and that of the person (`person_id`). No two records have one number.
    fn by_code(&self, code: &str) -> Vec<PersonId> {
        let Ok(number) = code.trim().trim_start_matches(['№', '#']).trim().parse() else { return Vec::new() };
        let register = self.ctx.register;
        let itself = register.get::<Person>(PersonId(number)).map(|_| PersonId(number));
        let mentee = register.get::<Mentee>(MenteeId(number)).map(|entry| entry.person);
        let mentor = register.get::<Mentor>(MentorId(number)).map(|entry| entry.person);
        let mut people: Vec<PersonId> = itself.into_iter().chain(mentee).chain(mentor).collect();
        people.dedup();
        people
    }

    /// Those whose name differs by a slip or two.
    fn nearly(&self, respondents: &[Person]) -> (Vec<PersonId>, Result<PersonId, AnswerRemark>) {
        let wanted: Vec<String> = respondents.iter().map(|person| squeezed(&name_key(&person.name))).collect();
        if wanted.iter().any(|name| name.chars().count() < 6) {
            return (Vec::new(), Err(AnswerRemark::Nobody));
        }
        let is_near = |known: &Person| {
            let known = squeezed(&name_key(&known.name));
            wanted.iter().any(|wanted| distance(wanted, &known) <= SLIPS)
        };
        let register = self.ctx.register;
        let near = register.people().filter(|(id, known)| is_near(known) && self.has_part(*id));
        let near: Vec<PersonId> = near.map(|(id, _)| id).collect();
        let remark = near.first().map_or(AnswerRemark::Nobody, |id| AnswerRemark::MayBe(*id));
        (near, Err(remark))
    }
}
