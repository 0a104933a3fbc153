//! One row of a table of preferences, with the people it names.

use super::super::reading::{Fault, FaultKind, cells};
use super::super::{Candidate, Column, Mapping};
use super::people::{Found, Sides};
use super::{Mark, Who, WishLine};
use crate::domain::{Audience, Class, LOWEST_RANK};
use crate::exchange::sheet::Row;
use crate::fields::{CHOICE, CHOICES_ACROSS, ChoiceRow, Ctx, squeezed};

/// Words for «in no case».
const NEVER: &[&str] = &["нет", "нельзя", "вето", "never", "no", "veto", "х", "x"];
/// Fields of the choices of a sheet in one row, in their order.
const ACROSS: [&str; CHOICES_ACROSS] = [
    "choice_1",
    "choice_2",
    "choice_3",
    "choice_4",
    "choice_5",
    "choice_6",
    "choice_7",
    "choice_8",
    "choice_9",
    "choice_10",
];

/// How a file tells who wishes whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::exchange::roster) enum Layout {
    /// A row for every choice.
    Choices {
        /// Whether a column says at which place; otherwise the order of the rows does.
        ranked: bool,
    },
    /// A row for every sheet, on the side that the head of the author names, if it does.
    Sheets(Option<Audience>),
}

impl Layout {
    /// How the columns of a file tell it; `None` when they do not.
    pub(in crate::exchange::roster) fn of(mapping: &Mapping) -> Option<Self> {
        let has = |id: &str| mapping.column_of(id).is_some();
        if has("mentee") && has("mentor") {
            return Some(Self::Choices { ranked: has("rank") });
        }
        let side = match (has("author"), has("mentee"), has("mentor")) {
            (true, _, _) => None,
            (_, true, _) => Some(Audience::Mentee),
            (_, _, true) => Some(Audience::Mentor),
            _ => return None,
        };
        (has("veto") || ACROSS.iter().any(|id| has(id))).then_some(Self::Sheets(side))
    }
}

/// What a row came to.
pub(super) struct Read {
    pub(super) line: WishLine,
    pub(super) faults: Vec<Fault>,
    /// Whom the name that is not clear may mean.
    pub(super) candidates: Vec<Candidate>,
}

/// Reads a row.
pub(super) fn read(row: &Row, mapping: &Mapping, layout: Layout, sides: &Sides, ctx: &Ctx) -> Read {
    let (filled, faults) = cells(CHOICE, row, mapping, ctx);
    let mut said = ChoiceRow::default();
    for (place, value) in filled.values {
        if let Some(set) = CHOICE[place].set {
            set(&mut said, value, ctx);
        }
    }
    let line = WishLine {
        who: String::new(),
        class: String::new(),
        gist: String::new(),
        author: None,
        named: Vec::new(),
        question: None,
    };
    let mut reader = Reader { mapping, sides, read: Read { line, faults, candidates: Vec::new() } };
    match layout {
        Layout::Choices { ranked } => reader.choice(&said, ranked),
        Layout::Sheets(side) => reader.sheet(&said, side),
    }
    reader.read
}

/// A row half read.
struct Reader<'a> {
    mapping: &'a Mapping,
    sides: &'a Sides<'a>,
    read: Read,
}

impl Reader<'_> {
    /// A row for one choice.
    fn choice(&mut self, said: &ChoiceRow, ranked: bool) {
        let side = said.side.unwrap_or(Audience::Mentee);
        let mentee = ("mentee", said.mentee.as_str(), said.mentee_class.as_str());
        let mentor = ("mentor", said.mentor.as_str(), said.mentor_class.as_str());
        let (author, whom) = if side == Audience::Mentee { (mentee, mentor) } else { (mentor, mentee) };
        let mark = match (ranked, mark(&said.rank)) {
            (false, _) => Mark::Next,
            (true, Some(mark)) => mark,
            (true, None) => {
                self.fault("rank", FaultKind::NotARank, &said.rank);
                return;
            }
        };
        self.author(side, author);
        self.named(other(side), whom, mark);
    }

    /// A row for a whole sheet.
    fn sheet(&mut self, said: &ChoiceRow, told: Option<Audience>) {
        let class = if said.mentee_class.is_empty() { &said.mentor_class } else { &said.mentee_class };
        let (id, name) = match told {
            Some(Audience::Mentee) => ("mentee", &said.mentee),
            Some(Audience::Mentor) => ("mentor", &said.mentor),
            Some(Audience::Curator) | None => ("author", &said.author),
        };
        let is_mentee = || !matches!(self.sides.find(Audience::Mentee, name, class), Found::Nobody(_));
        let is_mentor = || !matches!(self.sides.find(Audience::Mentor, name, class), Found::Nobody(_));
        // Where nothing says of which side somebody is, a mentee is looked for first.
        let guessed = || if !is_mentee() && is_mentor() { Audience::Mentor } else { Audience::Mentee };
        let side = told.or(said.side).unwrap_or_else(guessed);
        self.author(side, (id, name, class));
        for (id, name) in ACROSS.into_iter().zip(&said.choices).filter(|(_, name)| !is_blank(name)) {
            self.named(other(side), (id, name, ""), Mark::Next);
        }
        for name in several(&said.veto) {
            self.named(other(side), ("veto", &name, ""), Mark::Veto);
        }
    }

    fn author(&mut self, side: Audience, (id, name, class): (&'static str, &str, &str)) {
        (self.read.line.who, self.read.line.class) = (name.to_owned(), class.to_owned());
        self.read.line.author = self.who(side, (id, name, class));
    }

    fn named(&mut self, side: Audience, (id, name, class): (&'static str, &str, &str), mark: Mark) {
        let words = match mark {
            Mark::Rank(rank) => format!("{rank} {name}"),
            Mark::Next => name.to_owned(),
            Mark::Veto => format!("✗ {name}"),
        };
        let gist = &mut self.read.line.gist;
        gist.push_str(if gist.is_empty() { "" } else { ", " });
        gist.push_str(&words);
        if let Some(who) = self.who(side, (id, name, class)) {
            self.read.line.named.push((who, mark));
        }
    }

    /// Whom a name means. A row can wait for a decision about one name; a second one that is not clear is a fault.
    fn who(&mut self, side: Audience, (id, name, class): (&'static str, &str, &str)) -> Option<Who> {
        if is_blank(name) {
            self.fault(id, FaultKind::NoName, name);
            return None;
        }
        match self.sides.find(side, name, class) {
            Found::One(key) => Some(Who::Known(key)),
            Found::Nobody(near) => {
                self.fault(id, FaultKind::Nobody { side, near }, name);
                None
            }
            Found::Several(_) if !self.read.candidates.is_empty() => {
                self.fault(id, FaultKind::Namesakes, name);
                None
            }
            Found::Several(candidates) => {
                self.read.candidates = candidates;
                self.read.line.question = Some(format!("{}: {} {class}", side.code(), squeezed(name)));
                Some(Who::Asked(side))
            }
        }
    }

    fn fault(&mut self, id: &str, kind: FaultKind, text: &str) {
        let column = self.mapping.column_of(id).map_or_else(String::new, Column::name);
        self.read.faults.push(Fault { column, kind, text: text.to_owned() });
    }
}

fn other(side: Audience) -> Audience {
    match side {
        Audience::Mentee => Audience::Mentor,
        Audience::Mentor | Audience::Curator => Audience::Mentee,
    }
}

/// Nothing, or a stroke where a name would be.
fn is_blank(name: &str) -> bool {
    squeezed(name).is_empty()
}

/// «1», «2-й», «3.0»: a place; nothing, «нет», «–»: in no case. `None` when it is neither.
fn mark(text: &str) -> Option<Mark> {
    let word = squeezed(text);
    if word.is_empty() || NEVER.contains(&word.as_str()) {
        return Some(Mark::Veto);
    }
    let whole = text.trim().strip_suffix(".0").unwrap_or(text.trim());
    let digits: String = whole.chars().take_while(char::is_ascii_digit).collect();
    let rest = &whole[digits.len()..];
    let ending = rest.chars().all(|c| c.is_alphabetic() || "-–. ".contains(c));
    digits.parse().ok().filter(|rank| ending && (1..=LOWEST_RANK).contains(rank)).map(Mark::Rank)
}

/// Names in one cell, set apart by semicolons, line breaks or commas; a class behind a comma belongs to its name.
fn several(cell: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for part in cell.split([';', '\n', ',']).map(str::trim).filter(|part| !is_blank(part)) {
        match names.last_mut() {
            Some(name) if Class::parse(part).is_some() => {
                name.push_str(", ");
                name.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_schools_write_them() {
        for (text, wanted) in [
            ("1", Some(Mark::Rank(1))),
            ("2-й", Some(Mark::Rank(2))),
            ("3.0", Some(Mark::Rank(3))),
            ("3 место", Some(Mark::Rank(3))),
            ("100", Some(Mark::Rank(100))),
            ("", Some(Mark::Veto)),
            ("–", Some(Mark::Veto)),
            ("Нельзя!", Some(Mark::Veto)),
            ("veto", Some(Mark::Veto)),
            ("0", None),
            ("101", None),
            ("1.5", None),
            ("256", None),
            ("-1", None),
            ("хочу", None),
        ] {
            assert_eq!(mark(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn names_in_one_cell_keep_their_classes() {
        assert_eq!(several("Петрова Ксения, 5А; Волков И."), ["Петрова Ксения, 5А", "Волков И."]);
        assert_eq!(several("Волков И., Сомова А.\nЮдин О."), ["Волков И.", "Сомова А.", "Юдин О."]);
        assert!(several(" – ").is_empty());
    }
}
