//! What a file may list, and what the importer asks of a line of a roster.

use std::sync::Arc;

use chrono::NaiveDate;

use super::WishLine;
use crate::domain::{
    Change, Form, Ids, Mentee, MenteeId, Mentor, MentorId, Person, PersonId, PersonKind, Register, Words, YearId,
};
use crate::fields::{CHOICE, Ctx, Field, HasPerson, MENTEE, MENTOR, MenteeRow, MentorRow};
use crate::text::Text;

/// What a file lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roster {
    /// The base of mentees.
    Mentees,
    /// The base of mentors.
    Mentors,
    /// Whom mentees and mentors wish, after the general meeting.
    Preferences,
}

impl Roster {
    /// Identity of the command that takes such a file.
    pub fn command(self) -> &'static str {
        match self {
            Self::Mentees => "import.mentees",
            Self::Mentors => "import.mentors",
            Self::Preferences => "import.preferences",
        }
    }

    /// Ids of the fields a column can be given to, `notes` among them where there are notes to keep.
    pub fn field_ids(self) -> Vec<&'static str> {
        fn ids<T>(fields: &[Field<T>]) -> Vec<&'static str> {
            fields.iter().filter(|field| field.set.is_some()).map(|field| field.id).collect()
        }
        match self {
            Self::Mentees => ids(MENTEE),
            Self::Mentors => ids(MENTOR),
            Self::Preferences => ids(CHOICE),
        }
    }

    /// The label of one of its fields; empty where there is none of that id.
    pub fn label(self, id: &str, text: &Text) -> &'static str {
        fn label<T>(fields: &[Field<T>], id: &str, text: &Text) -> &'static str {
            fields.iter().find(|field| field.id == id).map_or("", |field| (field.label)(text))
        }
        match self {
            Self::Mentees => label(MENTEE, id, text),
            Self::Mentors => label(MENTOR, id, text),
            Self::Preferences => label(CHOICE, id, text),
        }
    }

    /// Whether a column that no field fits can be kept as a note.
    pub fn keeps_notes(self) -> bool {
        self != Self::Preferences
    }
}

/// What a row of the file describes.
#[derive(Debug, Clone)]
pub enum Draft {
    /// Of the base of mentees.
    Mentee(MenteeRow),
    /// Of the base of mentors.
    Mentor(MentorRow),
    /// Of a table of preferences.
    Wish(WishLine),
}

impl Draft {
    /// The person of a line of a base.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Mentee(row) => Some(row.person()),
            Self::Mentor(row) => Some(row.person()),
            Self::Wish(_) => None,
        }
    }

    /// Who it is about.
    pub fn name(&self) -> String {
        match self {
            Self::Wish(line) => line.who.clone(),
            _ => self.person().map_or_else(String::new, |person| person.name.full()),
        }
    }

    /// When they joined, as far as the row says.
    pub fn entered_on(&self) -> Option<NaiveDate> {
        match self {
            Self::Mentee(row) => row.mentee.entered_on,
            Self::Mentor(row) => row.mentor.entered_on,
            Self::Wish(_) => None,
        }
    }

    /// The line that says most about them after who they are, as text: the first request of a mentee, what a mentor is
    /// good at, whom somebody wishes. Empty when unknown.
    pub fn gist(&self) -> &str {
        match self {
            Self::Mentee(row) => row.mentee.requests.first().map_or("", |request| request.text.as_str()),
            Self::Mentor(row) => row.mentor.competences.as_str(),
            Self::Wish(line) => &line.gist,
        }
    }

    /// The class in a year, as text; empty when unknown.
    pub fn class(&self, year: YearId) -> String {
        match self {
            Self::Wish(line) => line.class.clone(),
            _ => self.person().and_then(|person| person.class_in(year)).map(ToString::to_string).unwrap_or_default(),
        }
    }
}

/// A line of a base as the importer sees it.
pub(super) trait RosterRow: HasPerson + Clone + 'static {
    /// The table of its fields.
    const FIELDS: &'static [Field<Self>];

    /// For somebody new.
    fn fresh(year: YearId) -> Self;
    /// For somebody on file who has no entry in this role and year.
    fn joining(person_id: PersonId, person: &Arc<Person>, year: YearId) -> Self;
    /// The entry on file.
    fn on_file(register: &Register, person: PersonId, year: YearId) -> Option<Self>;
    /// Anything else about this year.
    fn notes_mut(&mut self) -> &mut Words;
    /// Who a new person is when no column says so.
    fn guessed_kind(&self, ctx: &Ctx) -> PersonKind;
    /// As either.
    fn into_draft(self) -> Draft;
    /// The change of the entry, for this person.
    fn entry_change(self, person: PersonId, before: Option<&Self>, ids: &mut Ids) -> Option<Change>;
}

macro_rules! roster_row {
    ($row:ident $record:ident $entry:ident $id:ident $fields:ident $of:ident) => {
        const FIELDS: &'static [Field<Self>] = $fields;

        fn fresh(year: YearId) -> Self {
            Self::blank(year)
        }

        fn joining(person_id: PersonId, person: &Arc<Person>, year: YearId) -> Self {
            let $entry = Arc::new($record::new(person_id, year));
            Self { id: None, person_id: Some(person_id), person: Arc::clone(person), $entry }
        }

        fn on_file(register: &Register, person: PersonId, year: YearId) -> Option<Self> {
            Self::load(register, register.$of(person, year)?.0)
        }

        fn notes_mut(&mut self) -> &mut Words {
            &mut Arc::make_mut(&mut self.$entry).notes
        }

        fn into_draft(self) -> Draft {
            Draft::$record(self)
        }

        fn entry_change(self, person: PersonId, before: Option<&Self>, ids: &mut Ids) -> Option<Change> {
            let mut entry = Arc::unwrap_or_clone(self.$entry);
            entry.person = person;
            match (self.id, before) {
                (Some(_), Some(before)) if entry == *before.$entry => None,
                (Some(id), Some(before)) => Some(Change::edit(id, &before.$entry, entry)),
                _ => Some(Change::create($id(ids.fresh()), entry)),
            }
        }
    };
}

impl RosterRow for MenteeRow {
    roster_row!(MenteeRow Mentee mentee MenteeId MENTEE mentee_of);

    fn guessed_kind(&self, _: &Ctx) -> PersonKind {
        PersonKind::Pupil
    }
}

impl RosterRow for MentorRow {
    roster_row!(MentorRow Mentor mentor MentorId MENTOR mentor_of);

    /// From the class, else from where they work or study, else from the form. Nothing known means an adult from
    /// outside, of whom the school asks most.
    fn guessed_kind(&self, ctx: &Ctx) -> PersonKind {
        let person = self.person();
        if person.class_in(ctx.year).is_some() {
            return PersonKind::Pupil;
        }
        let work = [person.organisation.as_str(), person.position.as_str()];
        let work: Vec<&str> = work.into_iter().filter(|part| !part.is_empty()).collect();
        if !work.is_empty() {
            return kind_of_workplace(&work.join(", "), ctx);
        }
        match self.mentor.form {
            Some(Form::PupilPupil) => PersonKind::Pupil,
            Some(Form::StudentPupil) => PersonKind::Student,
            Some(Form::TeacherPupil | Form::TeacherTeacher) => PersonKind::Teacher,
            Some(Form::EmployerPupil | Form::EmployerStudent) => PersonKind::Employee,
            None => PersonKind::Other,
        }
    }
}

/// What the field of the official column «Место работы/учебы» makes of a text.
fn kind_of_workplace(text: &str, ctx: &Ctx) -> PersonKind {
    let mut scratch = MentorRow::blank(ctx.year);
    let field = MENTOR.iter().find(|field| field.id == "workplace");
    match field.map(|field| field.read(&mut scratch, text, ctx)) {
        Some(Ok(())) => scratch.person().kind,
        _ => PersonKind::Other,
    }
}
