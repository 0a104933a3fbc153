//! One row of the file: its cells read by the fields they go to.

use super::kinds::RosterRow;
use super::{Mapping, Target};
use crate::domain::{Audience, Person, PersonKind, Words};
use crate::exchange::sheet::{Cell, CellKind, Row};
use crate::exchange::slashes::{DayDoubt, DayOrder};
use crate::fields::{Ctx, Field, FieldKind, LONGEST, Problem, Value, dates};

/// Why a row cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column's head; empty when the row as a whole is meant.
    pub column: String,
    /// What is wrong.
    pub kind: FaultKind,
    /// The text that stood there.
    pub text: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The text is not what the field takes.
    Field(Problem),
    /// Nobody is named.
    NoName,
    /// A formula failed in the spreadsheet.
    Formula,
    /// Nobody on that side of this year has the name.
    Nobody {
        /// On which side it was looked for.
        side: Audience,
        /// Somebody there whose name is nearly this one.
        near: Option<String>,
    },
    /// Several people have the name, and the row already waits for a decision about another.
    Namesakes,
    /// Neither a place nor a word for «never».
    NotARank,
    /// The same two people stand in an earlier row, or twice in this one.
    CoupleTwice {
        /// In which row.
        row: usize,
    },
}

/// What a row says: values for fields by their place in the table, and lines for the notes.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    pub(super) values: Vec<(usize, Value)>,
    pub(super) notes: Vec<String>,
    /// Whether a column says who the person is.
    pub(super) says_kind: bool,
}

/// What a row becomes part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Into {
    /// Somebody new.
    New,
    /// Somebody on file, whose name and kind stay as they are.
    Person,
    /// An entry on file; what the row says is written over.
    Entry,
}

/// Reads the cells of a row of a roster.
pub(super) fn read<T: RosterRow>(row: &Row, mapping: &Mapping, ctx: &Ctx) -> (Filled, Vec<Fault>) {
    let (mut filled, mut faults) = cells(T::FIELDS, row, mapping, ctx);
    filled.says_kind = filled.values.iter().any(|(place, _)| T::FIELDS[*place].id == "kind");
    let length: usize = filled.notes.iter().map(|line| line.chars().count() + 1).sum();
    if length > LONGEST {
        let kind = FaultKind::Field(Problem::TooLong);
        faults.push(Fault { column: "notes".to_owned(), kind, text: filled.notes.join("\n") });
    }
    faults.extend(name_fault::<T>(&filled, mapping));
    (filled, faults)
}

/// Whether a field holds a day.
fn is_day(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Date | FieldKind::Birth | FieldKind::Step)
}

/// In which order each column writes its days with slashes: the mapping that knows those in which the month comes first,
/// and the columns of which it was guessed.
pub(super) fn day_orders<T: RosterRow>(mapping: &Mapping, rows: &[&Row]) -> (Mapping, Vec<DayDoubt>) {
    let (mut mapping, mut doubts) = (mapping.clone(), Vec::new());
    for column in &mapping.columns {
        let Target::Field(id) = column.target else { continue };
        if !T::FIELDS.iter().any(|field| field.id == id && is_day(&field.kind)) {
            continue;
        }
        let (order, open) = DayOrder::of(rows.iter().map(|row| row.text(column.index)), |_| true);
        if order == DayOrder::MonthFirst {
            mapping.month_first.push(column.index);
        }
        let doubt = |(said, read)| DayDoubt { index: column.index, column: column.name(), said, read, order };
        doubts.extend(open.map(doubt));
    }
    (mapping, doubts)
}

/// Reads the cells of a row by the fields of a table.
pub(super) fn cells<T>(fields: &'static [Field<T>], row: &Row, mapping: &Mapping, ctx: &Ctx) -> (Filled, Vec<Fault>) {
    let (mut filled, mut faults) = (Filled::default(), Vec::new());
    for column in &mapping.columns {
        let Some(cell) = row.cells.get(column.index).filter(|cell| !cell.is_empty()) else { continue };
        let fault = |kind: FaultKind| Fault { column: column.name(), kind, text: cell.text.clone() };
        match column.target {
            Target::Note => filled.notes.push(format!("{}: {}", column.name(), cell.text)),
            Target::Field("notes") => filled.notes.push(cell.text.clone()),
            Target::Field(_) if cell.kind == CellKind::Error => faults.push(fault(FaultKind::Formula)),
            Target::Field(id) => match value(fields, id, cell, mapping.month_first.contains(&column.index), ctx) {
                Ok(Some(value)) => filled.values.push(value),
                Ok(None) => {}
                Err(problem) => faults.push(fault(FaultKind::Field(problem))),
            },
            Target::Number | Target::Derived | Target::Unknown => {}
        }
    }
    // In the order of the table of fields: plain columns are written after those that only let guess.
    filled.values.sort_by_key(|(place, _)| *place);
    (filled, faults)
}

/// A name must be there, and a whole name is a family name and a given name at least.
fn name_fault<T: RosterRow>(filled: &Filled, mapping: &Mapping) -> Option<Fault> {
    let part = |id: &str| filled.values.iter().find(|(place, _)| T::FIELDS[*place].id == id);
    let column = |id: &str| mapping.column_of(id).map_or_else(String::new, super::Column::name);
    if part("last_name").is_some() || part("first_name").is_some() {
        return None;
    }
    match part("name") {
        Some((_, Value::Text(name))) if name.split_whitespace().count() < 2 => {
            let kind = FaultKind::Field(Problem::NotAName);
            Some(Fault { column: column("name"), kind, text: name.clone() })
        }
        Some(_) => None,
        None => {
            let named = mapping.column_of("name").or_else(|| mapping.column_of("last_name"));
            let column = named.map_or_else(String::new, super::Column::name);
            Some(Fault { column, kind: FaultKind::NoName, text: String::new() })
        }
    }
}

fn value<T>(
    fields: &'static [Field<T>],
    id: &str,
    cell: &Cell,
    month_first: bool,
    ctx: &Ctx,
) -> Result<Option<(usize, Value)>, Problem> {
    let Some(place) = fields.iter().position(|field| field.id == id) else { return Ok(None) };
    let field = &fields[place];
    let day = month_first.then(|| DayOrder::MonthFirst.read(&cell.text)).flatten();
    let value = match day {
        Some(day) => field.kind.parse(&dates::full(day.ok_or(Problem::NotADate)?), ctx)?,
        None => parse(field, cell, ctx)?,
    };
    Ok((!value.is_empty()).then_some((place, value)))
}

/// Reads a cell; a day may come with an hour, or as the number spreadsheets count days by.
fn parse<T>(field: &Field<T>, cell: &Cell, ctx: &Ctx) -> Result<Value, Problem> {
    let read = field.kind.parse(&cell.text, ctx);
    if read.is_ok() || !is_day(&field.kind) {
        return read;
    }
    let without_hour = cell.text.split_once([' ', 'T']).filter(|(_, rest)| rest.contains(':'));
    let other = match (without_hour, cell.kind) {
        (Some((day, _)), _) => Some(day.to_owned()),
        (None, CellKind::Number) => serial_day(&cell.text),
        (None, _) => None,
    };
    other.map_or(read, |text| field.kind.parse(&text, ctx))
}

/// The day of a serial number, between 1900 and 2100.
fn serial_day(text: &str) -> Option<String> {
    let days: u64 = text.parse().ok().filter(|days| (367..=73_415).contains(days))?;
    let epoch = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)?;
    Some(dates::full(epoch.checked_add_days(chrono::Days::new(days))?))
}

/// A column that holds two things may be silent about one of them: what was known of it stays.
fn keep_known(person: &mut Person, before: &Person) {
    let texts = [
        (&mut person.organisation, &before.organisation),
        (&mut person.position, &before.position),
        (&mut person.phone, &before.phone),
        (&mut person.email, &before.email),
        (&mut person.guardian, &before.guardian),
    ];
    for (now, known) in texts {
        if now.is_empty() {
            now.clone_from(known);
        }
    }
}

impl Filled {
    /// Writes what the row says into a line of the base.
    pub(super) fn write<T: RosterRow>(&self, row: &mut T, into: Into, ctx: &Ctx) {
        let before = row.person().clone();
        for (place, value) in &self.values {
            if let Some(set) = T::FIELDS[*place].set {
                set(row, value.clone(), ctx);
            }
        }
        self.write_notes(row.notes_mut());
        if into != Into::New {
            keep_known(row.person_mut(), &before);
        }
        if into == Into::Person {
            row.person_mut().name = before.name;
        }
        if !self.says_kind {
            let settled = self.kind(row, into, before.kind, ctx);
            if row.person().kind != settled {
                row.person_mut().kind = settled;
            }
        }
    }

    fn kind<T: RosterRow>(&self, row: &T, into: Into, on_file: PersonKind, ctx: &Ctx) -> PersonKind {
        let says_workplace = self.values.iter().any(|(place, _)| T::FIELDS[*place].id == "workplace");
        match into {
            Into::Person | Into::Entry => on_file,
            // The official column of the workplace has its own guess, made from the text as it stood there.
            Into::New if says_workplace && row.person().class_in(ctx.year).is_none() => row.person().kind,
            Into::New => row.guessed_kind(ctx),
        }
    }

    fn write_notes(&self, written: &mut Words) {
        let mut notes = written.to_string();
        for line in self.notes.iter().filter(|line| !line.is_empty()) {
            if format!("\n{notes}\n").contains(&format!("\n{line}\n")) {
                continue;
            }
            if !notes.is_empty() {
                notes.push('\n');
            }
            notes.push_str(line);
        }
        *written = notes.into();
    }
}
