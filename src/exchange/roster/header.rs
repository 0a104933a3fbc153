//! Which rows of a sheet are its head.
//!
//! School tables begin with a title or two, may have a head of two lines whose upper one is merged over several
//! columns, and often a row of column numbers below. The head is where most columns are recognised.

use super::columns::Heads;
use super::{Roster, Target};
use crate::exchange::sheet::{Cell, Merge, Row, Sheet};

/// How many rows from the top the head may be.
const DEEPEST: usize = 40;

/// The head of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Numbers of the file's first and last row of the head.
    pub rows: (usize, usize),
    /// Index in [`Sheet::rows`] of the first row below the head.
    pub body: usize,
    /// The head over each column, lines joined; empty where there is none.
    pub heads: Vec<String>,
    /// What each head names, and how surely (0 unknown, 3 exactly).
    pub(super) targets: Vec<(Target, u8)>,
}

impl Header {
    /// Finds the head.
    pub fn find(roster: Roster, sheet: &Sheet) -> Self {
        let known = Heads::of(roster);
        let rows = &sheet.rows;
        let top = || 0..rows.len().min(DEEPEST);
        let singles = top().map(|at| Self::single(&known, sheet, at));
        // Two lines are a head only if together they explain more than any one line does alone.
        let doubles = top().filter_map(|at| Self::double(&known, sheet, at));
        let mut best: Option<(usize, Self)> = None;
        for header in singles.chain(doubles) {
            let score = header.recognised();
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, header));
            }
        }
        let found = best.filter(|(score, header)| *score >= 2 || header.names_people());
        let mut header = found.map_or_else(|| Self::single(&known, sheet, fullest(rows)), |(_, header)| header);
        while rows.get(header.body).is_some_and(is_numbering) {
            header.body += 1;
        }
        header
    }

    fn single(known: &Heads, sheet: &Sheet, at: usize) -> Self {
        let row = sheet.rows.get(at).cloned().unwrap_or_default();
        let heads: Vec<String> = (0..sheet.width()).map(|column| one_line(row.text(column))).collect();
        let targets = heads.iter().map(|head| known.find(head).unwrap_or((Target::Unknown, 0))).collect();
        Self { rows: (row.number, row.number), body: at + 1, heads, targets }
    }

    fn double(known: &Heads, sheet: &Sheet, at: usize) -> Option<Self> {
        let (upper, lower) = (sheet.rows.get(at)?, sheet.rows.get(at + 1)?);
        if lower.number != upper.number + 1 || is_numbering(lower) {
            return None;
        }
        let spread = spread(sheet, upper, lower);
        let (mut heads, mut targets) = (Vec::new(), Vec::new());
        for column in 0..sheet.width() {
            let above = one_line(spread.get(column).map_or("", String::as_str));
            let below = one_line(lower.text(column));
            let joined = [above.as_str(), below.as_str()].join(" ").trim().to_owned();
            let found = known.find(&joined).filter(|(_, sure)| *sure > 1);
            // The lower line is the more special one; the upper names a column only where nothing is below it.
            let found = found.or_else(|| known.find(&below)).or_else(|| known.find(&joined));
            targets.push(found.unwrap_or((Target::Unknown, 0)));
            heads.push(joined);
        }
        let below = |column: usize| !lower.text(column).is_empty();
        let explained = targets.iter().enumerate().filter(|(i, (_, sure))| *sure > 0 && below(*i)).count();
        let enough = explained * 2 >= lower.filled();
        enough.then_some(Self { rows: (upper.number, lower.number), body: at + 2, heads, targets })
    }

    /// How many different things the head names.
    fn recognised(&self) -> usize {
        let mut seen: Vec<Target> = Vec::new();
        for (target, _) in self.targets.iter().filter(|(target, _)| *target != Target::Unknown) {
            if *target == Target::Derived || !seen.contains(target) {
                seen.push(*target);
            }
        }
        seen.len()
    }

    fn names_people(&self) -> bool {
        self.targets
            .iter()
            .any(|(target, _)| matches!(target, Target::Field("name" | "last_name" | "mentee" | "mentor" | "author")))
    }
}

/// A head without its line breaks and with single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The upper line with merged heads over all the columns they cover. Where the format does not tell what is merged,
/// a head reaches over the empty cells to its right that have a head below.
fn spread(sheet: &Sheet, upper: &Row, lower: &Row) -> Vec<String> {
    let mut out: Vec<String> = (0..sheet.width()).map(|column| upper.text(column).to_owned()).collect();
    let covers = |merge: &&Merge| merge.rows.0 == upper.number && merge.columns.1 > merge.columns.0;
    let merges: Vec<&Merge> = sheet.merges.iter().filter(covers).collect();
    for merge in &merges {
        let head = out.get(merge.columns.0).cloned().unwrap_or_default();
        let end = merge.columns.1.min(out.len().saturating_sub(1));
        for covered in out.iter_mut().take(end + 1).skip(merge.columns.0 + 1) {
            covered.clone_from(&head);
        }
    }
    if merges.is_empty() {
        for column in 1..out.len() {
            let grouped = !lower.text(column).is_empty() && !lower.text(column - 1).is_empty();
            if out[column].is_empty() && grouped {
                out[column] = out[column - 1].clone();
            }
        }
    }
    out
}

/// «1 2 3 4 …», the numbers official forms print below their heads.
pub(super) fn is_numbering(row: &Row) -> bool {
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).collect();
    let number = |cell: &Cell| cell.text.trim_end_matches('.').parse::<usize>().ok();
    let running =
        filled.windows(2).all(|pair| matches!((number(pair[0]), number(pair[1])), (Some(a), Some(b)) if b == a + 1));
    filled.len() >= 3 && running && number(filled[0]).is_some_and(|first| first <= 2)
}

/// The first row that fills at least half as many cells as the fullest one: the likeliest head of an unknown table.
fn fullest(rows: &[Row]) -> usize {
    let top = &rows[..rows.len().min(DEEPEST)];
    let most = top.iter().map(Row::filled).max().unwrap_or(0);
    top.iter().position(|row| row.filled() * 2 >= most.max(1)).unwrap_or(0)
}
