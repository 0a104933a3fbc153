//! Which column of a sheet goes to which field.

use super::{Header, Roster};
use crate::exchange::error::MapError;
use crate::exchange::sheet::Sheet;
use crate::fields::squeezed;

/// What becomes of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// It goes to the field of this id.
    Field(&'static str),
    /// Each text is kept as a line «Column: value» of the notes.
    Note,
    /// It is a running number.
    Number,
    /// It is an official column that follows from pairs and closings.
    Derived,
    /// Nobody knows.
    Unknown,
}

/// One column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub index: usize,
    /// Its head; empty where there is none.
    pub head: String,
    /// What becomes of it.
    pub target: Target,
}

impl Column {
    /// What people call it: its head, or its letters where it has none.
    pub fn name(&self) -> String {
        if self.head.is_empty() { column_letters(self.index) } else { self.head.clone() }
    }
}

/// «A», «B», …, «AA»: how spreadsheets name the column at `index`.
pub fn column_letters(index: usize) -> String {
    let mut letters = String::new();
    let mut rest = index + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters
}

/// The columns of a sheet and where they go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The roster.
    pub roster: Roster,
    /// The head.
    pub header: Header,
    /// Every column, in order.
    pub columns: Vec<Column>,
    /// The columns, by their places, whose days with slashes begin with the month.
    pub month_first: Vec<usize>,
}

impl Mapping {
    /// What the heads say.
    pub fn guess(roster: Roster, sheet: &Sheet) -> Self {
        let header = Header::find(roster, sheet);
        let heads = header.heads.iter().cloned().enumerate();
        let columns =
            heads.map(|(index, head)| Column { index, head, target: winner(&header, index) }).collect::<Vec<_>>();
        let mut mapping = Self { roster, header, columns, month_first: Vec::new() };
        mapping.settle_workplace();
        mapping
    }

    /// With columns given to fields by hand, as (field id, column). A column is named by its head, its letters or its
    /// number from 1. `notes` may be given as often as there are columns.
    ///
    /// # Errors
    /// [`MapError`] when there is no such field or column, or either is given twice.
    pub fn with(mut self, given: &[(&str, &str)]) -> Result<Self, MapError> {
        let mut chosen: Vec<(usize, Target)> = Vec::new();
        for (field, column) in given {
            let target = self.target(field)?;
            let index = self.column(column)?;
            if chosen.iter().any(|(taken, _)| *taken == index) {
                return Err(MapError::ColumnTwice { column: (*column).to_owned() });
            }
            if target != Target::Note && chosen.iter().any(|(_, taken)| *taken == target) {
                return Err(MapError::FieldTwice { field: (*field).to_owned() });
            }
            chosen.push((index, target));
        }
        for (_, target) in &chosen {
            self.give_up_guesses(*target);
        }
        for (index, target) in chosen {
            self.columns[index].target = target;
        }
        Ok(self)
    }

    /// The column that goes to a field.
    pub fn column_of(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| matches!(column.target, Target::Field(id) if id == field))
    }

    fn target(&self, field: &str) -> Result<Target, MapError> {
        let fields = self.roster.field_ids();
        match fields.iter().find(|id| **id == field) {
            Some(&"notes") => Ok(Target::Note),
            Some(id) => Ok(Target::Field(id)),
            None => Err(MapError::NoSuchField { field: field.to_owned(), fields }),
        }
    }

    fn column(&self, name: &str) -> Result<usize, MapError> {
        let wanted = squeezed(name);
        let by_head = |exact: bool| {
            self.columns.iter().position(|column| {
                let same = column.head == name.trim();
                same || (!exact && !wanted.is_empty() && squeezed(&column.head) == wanted)
            })
        };
        let found = by_head(true).or_else(|| by_head(false)).or_else(|| by_place(name.trim()));
        found.filter(|index| *index < self.columns.len()).ok_or_else(|| MapError::NoSuchColumn {
            column: name.to_owned(),
            columns: self.columns.iter().map(Column::name).collect(),
        })
    }

    /// A hand-made choice takes the field away from a guess, and the whole name excludes its parts and vice versa.
    fn give_up_guesses(&mut self, chosen: Target) {
        let rivals: &[&str] = match chosen {
            Target::Field("name") => &["name", "last_name", "first_name", "patronymic"],
            Target::Field("last_name" | "first_name" | "patronymic") => &["name"],
            Target::Field("workplace") => &["workplace", "organisation", "position"],
            _ => &[],
        };
        for column in &mut self.columns {
            let rival = matches!(column.target, Target::Field(id) if rivals.contains(&id));
            if rival || (column.target == chosen && chosen != Target::Note) {
                column.target = Target::Unknown;
            }
        }
    }

    /// «Место работы/учебы» holds the position as well, unless a column of its own does.
    fn settle_workplace(&mut self) {
        if self.column_of("position").is_none() || self.column_of("organisation").is_some() {
            return;
        }
        for column in &mut self.columns {
            if column.target == Target::Field("workplace") {
                column.target = Target::Field("organisation");
            }
        }
    }
}

/// What a head names, unless another column names the same field more surely or earlier.
fn winner(header: &Header, index: usize) -> Target {
    let Some((target @ Target::Field(_), sure)) = header.targets.get(index).copied() else {
        return header.targets.get(index).map_or(Target::Unknown, |(target, _)| *target);
    };
    let beaten = header
        .targets
        .iter()
        .enumerate()
        .any(|(other, (rival, surer))| *rival == target && (*surer > sure || (*surer == sure && other < index)));
    if beaten { Target::Unknown } else { target }
}

/// A column by its letters or its number from 1.
pub(in crate::exchange) fn by_place(name: &str) -> Option<usize> {
    if let Ok(number) = name.parse::<usize>() {
        return number.checked_sub(1);
    }
    let letters = !name.is_empty() && name.len() <= 3 && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let digit = |byte: u8| usize::from(byte.to_ascii_uppercase() - b'A') + 1;
    letters.then(|| name.bytes().fold(0, |number, byte| number * 26 + digit(byte)) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_columns_as_spreadsheets_do() {
        for (index, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(index), letters);
            assert_eq!(by_place(letters), Some(index));
        }
        assert_eq!(by_place("3"), Some(2));
        assert_eq!(by_place("0"), None);
    }
}
