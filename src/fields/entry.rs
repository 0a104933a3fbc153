//! What the two bases of people have in common, declared once: a line is an entry with the person behind it, and
//! either entry has texts, days, a form and a standing.

use std::sync::Arc;

use super::HasPerson;
use crate::domain::{Mentee, MenteeId, Mentor, MentorId, Person, PersonId, PersonKind, PersonName, Register, YearId};

/// Declares the line of a base.
macro_rules! person_row {
    ($(#[$doc:meta])* $row:ident { $entry:ident: $record:ident, $id:ident }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $row {
            /// The entry, unless it is new.
            pub id: Option<$id>,
            /// The person, unless they are new.
            pub person_id: Option<PersonId>,
            /// The person.
            pub person: Arc<Person>,
            /// The entry.
            pub $entry: Arc<$record>,
        }

        impl $row {
            /// A line for somebody new.
            pub fn blank(year: YearId) -> Self {
                Self {
                    id: None,
                    person_id: None,
                    person: Arc::new(Person::new(PersonName::default(), PersonKind::Pupil)),
                    $entry: Arc::new($record::new(PersonId(0), year)),
                }
            }

            /// The line of an entry on file.
            pub fn load(register: &Register, id: $id) -> Option<Self> {
                let entry = register.get::<$record>(id)?;
                let person = register.get::<Person>(entry.person)?;
                Some(Self {
                    id: Some(id),
                    person_id: Some(entry.person),
                    person: Arc::clone(person),
                    $entry: Arc::clone(entry),
                })
            }

            pub(super) fn entry(&mut self) -> &mut $record {
                Arc::make_mut(&mut self.$entry)
            }
        }

        impl HasPerson for $row {
            fn person_id(&self) -> Option<PersonId> {
                self.person_id
            }

            fn person(&self) -> &Person {
                &self.person
            }

            fn person_mut(&mut self) -> &mut Person {
                Arc::make_mut(&mut self.person)
            }
        }
    };
}

person_row! {
    /// A line of the base of mentees.
    MenteeRow { mentee: Mentee, MenteeId }
}

person_row! {
    /// A line of the base of mentors.
    MentorRow { mentor: Mentor, MentorId }
}

/// A text of the entry.
macro_rules! entry_text {
    ($row:ty, $entry:ident.$name:ident, $kind:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::$kind,
            |row: &$row, _| Value::text(&row.$entry.$name),
            |row: &mut $row, value, _| row.entry().$name = value.into_text().into(),
        )
    };
}
pub(super) use entry_text;

/// A day of the entry.
macro_rules! entry_date {
    ($row:ty, $entry:ident.$name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Date,
            |row: &$row, _| Value::date(row.$entry.$name),
            |row: &mut $row, value, _| row.entry().$name = value.as_date(),
        )
    };
}
pub(super) use entry_date;

/// The form of mentoring wished for.
macro_rules! entry_form {
    ($row:ty, $entry:ident) => {
        Field::new(
            "form",
            |text| text.fields.form,
            FieldKind::Choice(FORMS),
            |row: &$row, _| Value::code(row.$entry.form.map(Form::code)),
            |row: &mut $row, value, _| row.entry().form = value.as_code().and_then(Form::from_code),
        )
        .aliases(&["Форма наставничества", "Желаемая форма"])
    };
}
pub(super) use entry_form;

/// What a curator decides of somebody's place in the programme, out of the `STANDINGS` of the base.
macro_rules! entry_standing {
    ($row:ty, $entry:ident, $standing:ident) => {
        Field::new(
            "status",
            |text| text.fields.status,
            FieldKind::Choice(STANDINGS),
            |row: &$row, _| Value::Code(row.$entry.standing.code()),
            |row: &mut $row, value, _| {
                if let Some(standing) = value.as_code().and_then($standing::from_code) {
                    row.entry().standing = standing;
                }
            },
        )
    };
}
pub(super) use entry_standing;
