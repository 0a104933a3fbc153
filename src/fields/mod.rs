//! Fields declared once: the tables that forms, lists, cards, the filter, import and export all read.
//!
//! This room exists because a school's columns change every year. To add a field to a record: the field in the
//! record's struct in `domain`, one row in the table of that record here ([`MENTEE`], [`MENTOR`], [`PAIR`], [`MEETING`]), one
//! line for its label in `text/fields.rs`, and for a new choice its options in `choices.rs`. Nothing else: the form
//! shows it, `/` finds it when it is `searched`, lists show it when it has a `column`, `--map` takes its id, and
//! exports write it.

pub mod answer;
mod award;
mod choice_row;
pub mod choices;
mod consent;
pub mod dates;
pub mod declension;
mod entry;
mod event;
mod field;
mod fold;
mod general_meeting;
pub mod hundredths;
mod kind;
mod meeting;
mod mentee;
mod mentor;
pub mod names;
mod order;
mod pair;
mod person;
mod plan;
mod practice;
mod preference;
mod programme;
pub mod programme_choices;
mod request;
pub mod role;
mod rollover;
mod selection;
pub mod sentence;
mod staff;
mod training;
mod value;
pub mod vocabulary;

pub use award::{AWARD, AwardRow};
pub use choice_row::{CHOICE, CHOICES_ACROSS, ChoiceRow};
pub use choices::{Explained, Marked, Worded};
pub use consent::{AFTER_LEAVING, AFTER_WITHDRAWAL, CONSENT_ROWS, ConsentRow, SHEET_ENTRY, SheetEntry};
pub use entry::{MenteeRow, MentorRow};
pub use event::{EVENT, EventRow, ROLL, RollRow};
pub use field::{Brief, Column, Field, OF_PSYCHOLOGIST, haystack};
pub use fold::{Needle, fold};
pub use general_meeting::{GENERAL_MEETING, GeneralRow};
pub use kind::{FieldKind, LONGEST, Listed, Pool, Problem, squeezed};
pub use meeting::{MEETING, MeetingRow};
pub use mentee::MENTEE;
pub use mentor::MENTOR;
pub use order::Order;
pub use pair::{CLOSING, PAIR, PairRow, standing};
pub use person::HasPerson;
pub use plan::GOAL;
pub use practice::{PRACTICE, PracticeRow, case_links};
pub use preference::{SheetRow, WISHES, sheet_fields};
pub use programme::{ACTIVITY, APPOINTMENT, PARTNER, PASSPORT, PartnerRow, WAIVER};
pub use request::REQUEST;
pub use selection::{AIMS, APPLICATION, INTERVIEW, MARKS, OF_EXTERNAL, SelectionRow};
pub use staff::{STAFF, StaffRow};
pub use training::{TRAINEE, TRAINING, TraineeRow, TrainingRow, lacking, length};
pub use value::{Ctx, Value};
pub use vocabulary::{Choice, Said, offered};
