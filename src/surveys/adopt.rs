//! How a questionnaire gets onto file: as it is, as another version, or not at all.
//!
//! The one rule of this room that a curator feels: what was answered keeps its questions. So a changed questionnaire
//! that has answers becomes a new version, and one that has none is changed where it stands.

use crate::domain::{
    Batch, Change, Form, Ids, Item, Label, Questionnaire, QuestionnaireId, Register, Wave, holding, lineage,
};

use super::versions::{Difference, differences};
use super::{ReadError, builtin};

/// What became of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there before.
    Created,
    /// It is on file already, word for word.
    Unchanged,
    /// Nobody had answered it, so it was changed where it stood.
    Edited,
    /// It is a new version, and so many answers stay with the one before.
    NewVersion {
        /// Answers to the version before.
        answers: usize,
    },
}

/// An expectation without its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loose {
    /// The entry questionnaire, where it is another one than that on its way.
    pub entry: Option<Label>,
    /// Id of its item.
    pub item: String,
    /// The id it leads to.
    pub to: String,
}

/// A questionnaire on its way onto file.
#[derive(Debug, Clone)]
pub struct Adopted {
    /// Its identity.
    pub id: QuestionnaireId,
    /// As it will be on file.
    pub sheet: Questionnaire,
    /// What became of it.
    pub outcome: Outcome,
    /// What changed against the version before.
    pub differences: Vec<Difference>,
    /// Links that lead to no item of any exit questionnaire.
    pub loose: Vec<Loose>,
    /// The changes that do it; none where it is unchanged.
    pub changes: Vec<Change>,
}

impl Adopted {
    /// The changes as one step.
    pub fn batch(&self, command: &str) -> Batch {
        Batch::new(command, self.changes.clone())
    }
}

/// The newest version of a code.
pub fn newest<'a>(register: &'a Register, code: &str) -> Option<(QuestionnaireId, &'a Questionnaire)> {
    let versions = register.questionnaires().filter(|(_, sheet)| sheet.code == code);
    versions.max_by_key(|(id, sheet)| (sheet.version, *id)).map(|(id, sheet)| (id, sheet.as_ref()))
}

/// Takes a questionnaire that came as a file. A version that is on file already and reads otherwise becomes the next one.
///
/// # Errors
/// The newest version on file, where the file holds an older one that reads otherwise than it did.
pub fn adopt(register: &Register, ids: &mut Ids, sheet: Questionnaire) -> Result<Adopted, u16> {
    let same = register.questionnaires().find(|(_, known)| known.code == sheet.code && is_same(known, &sheet));
    if let Some((id, known)) = same {
        return Ok(adopted(register, id, Questionnaire::clone(known), Outcome::Unchanged, None));
    }
    let Some((id, known)) = newest(register, &sheet.code) else {
        return Ok(adopted(register, QuestionnaireId(ids.fresh()), sheet, Outcome::Created, None));
    };
    if sheet.version < known.version {
        return Err(known.version);
    }
    if sheet.version == known.version {
        return Ok(revise(register, ids, id, sheet));
    }
    let outcome = Outcome::NewVersion { answers: holding(register, id.into()) };
    Ok(adopted(register, QuestionnaireId(ids.fresh()), sheet, outcome, Some(known)))
}

/// Changes a questionnaire on file to what `sheet` says.
pub fn revise(register: &Register, ids: &mut Ids, id: QuestionnaireId, sheet: Questionnaire) -> Adopted {
    let Some(known) = register.get::<Questionnaire>(id) else {
        return adopted(register, id, sheet, Outcome::Created, None);
    };
    let answers = holding(register, id.into());
    let sheet = traced(register, known, sheet, answers == 0);
    if is_same(known, &sheet) {
        return adopted(register, id, sheet, Outcome::Unchanged, None);
    }
    if answers == 0 {
        let sheet = Questionnaire { version: known.version, own: true, ..sheet };
        return adopted(register, id, sheet, Outcome::Edited, Some(known));
    }
    let last = newest(register, &known.code).map_or(known.version, |(_, newest)| newest.version);
    let sheet = Questionnaire { version: last.saturating_add(1), own: true, ..sheet };
    adopted(register, QuestionnaireId(ids.fresh()), sheet, Outcome::NewVersion { answers }, Some(known))
}

/// The questionnaire with the ids its items had as the versions on file know them. A version that is changed in place is
/// no step any more by which an item could be followed: what was renamed in it came from where that came from. A file
/// that is taken once more still names the step.
fn traced(register: &Register, known: &Questionnaire, mut sheet: Questionnaire, in_place: bool) -> Questionnaire {
    let older = lineage::older(register, known);
    let named = |of: &Questionnaire, id: &str| of.items.iter().any(|item| item.id == id);
    let in_known = |id: &str| known.items.iter().find(|item| item.id == id);
    for item in &mut sheet.items {
        let Some(was) = item.was.clone() else { continue };
        let step = in_known(&was);
        let from = match step {
            Some(step) if in_place => step.was.clone(),
            None if !older.iter().any(|version| named(version, &was)) => {
                in_known(&item.id).and_then(|known| known.was.clone())
            }
            _ => None,
        };
        item.was = Some(from.unwrap_or(was)).filter(|was| *was != item.id);
    }
    sheet
}

fn adopted(
    register: &Register,
    id: QuestionnaireId,
    sheet: Questionnaire,
    outcome: Outcome,
    before: Option<&Questionnaire>,
) -> Adopted {
    let changes = match (&outcome, register.get::<Questionnaire>(id)) {
        (Outcome::Unchanged, _) => Vec::new(),
        (Outcome::Edited, Some(known)) => vec![Change::edit(id, known, sheet.clone())],
        _ => vec![Change::create(id, sheet.clone())],
    };
    let differences = before.map(|before| differences(before, &sheet)).unwrap_or_default();
    let loose = loose(register, &sheet, before);
    Adopted { id, sheet, outcome, differences, loose, changes }
}

/// Whether two questionnaires ask the same in the same words, whatever their version.
fn is_same(known: &Questionnaire, sheet: &Questionnaire) -> bool {
    let told = |of: &Questionnaire| Questionnaire { version: 0, own: false, ..of.clone() };
    told(known) == told(sheet)
}

/// Links without an outcome: those of an entry questionnaire, or those of others that an exit questionnaire had and has
/// no more. There may be none yet, so that is told and not refused.
pub(super) fn loose(register: &Register, sheet: &Questionnaire, before: Option<&Questionnaire>) -> Vec<Loose> {
    let newest: Vec<&Questionnaire> = lineage::newest(register)
        .into_iter()
        .map(|(_, other)| other.as_ref())
        .filter(|other| other.code != sheet.code)
        .collect();
    match (sheet.wave, before) {
        (Wave::Entry, _) => {
            let exits = outcomes_of(register, sheet, &newest);
            leading_nowhere(sheet, &exits).map(|(item, to)| Loose { entry: None, item, to }).collect()
        }
        (Wave::Exit, Some(before)) => {
            let entries = newest.iter().filter(|other| other.wave == Wave::Entry && meets(other, sheet));
            let lost = entries.flat_map(|entry| {
                let mut exits = outcomes_of(register, entry, &newest);
                exits.push((sheet, std::iter::once(before).chain(lineage::older(register, sheet)).collect()));
                let had = |to: &String| before.items.iter().any(|item| item.id == *to);
                let gone: Vec<_> = leading_nowhere(entry, &exits).filter(|(_, to)| had(to)).collect();
                gone.into_iter().map(|(item, to)| Loose { entry: Some(entry.title.clone()), item, to })
            });
            lost.collect()
        }
        _ => Vec::new(),
    }
}

/// Whether an exit questionnaire asks the same people, in a form in common.
fn meets(entry: &Questionnaire, exit: &Questionnaire) -> bool {
    exit.audience == entry.audience && Form::ALL.iter().any(|form| entry.fits(*form) && exit.fits(*form))
}

/// An exit questionnaire with the versions before it, the newest first.
type Exit<'a> = (&'a Questionnaire, Vec<&'a Questionnaire>);

fn outcomes_of<'a>(register: &'a Register, entry: &Questionnaire, newest: &[&'a Questionnaire]) -> Vec<Exit<'a>> {
    let exits = newest.iter().filter(|other| other.wave == Wave::Exit && meets(entry, other));
    exits.map(|exit| (*exit, lineage::older(register, exit))).collect()
}

/// The links of a questionnaire that lead to no item of these that is answered alike.
fn leading_nowhere<'a>(
    entry: &'a Questionnaire,
    exits: &'a [Exit],
) -> impl Iterator<Item = (String, String)> + use<'a> {
    let fits = |item: &Item, to: &str| {
        exits.iter().any(|(exit, older)| lineage::meant(exit, older, to).is_some_and(|other| other.kind == item.kind))
    };
    let links = entry.items.iter().flat_map(|item| item.linked.iter().map(move |to| (item, to)));
    links.filter(move |(item, to)| !fits(item, to)).map(|(item, to)| (item.id.clone(), to.clone()))
}

/// The questionnaires of the program that a base does not have: codes it lacks, and newer versions of those the school
/// has not changed.
///
/// # Errors
/// As [`builtin`].
pub fn missing_builtin(register: &Register) -> Result<Vec<Questionnaire>, ReadError> {
    let lacks = |sheet: &Questionnaire| {
        newest(register, &sheet.code).is_none_or(|(_, known)| !known.own && known.version < sheet.version)
    };
    Ok(builtin()?.into_iter().filter(lacks).collect())
}

/// The changes that bring a base the questionnaires of the program it does not have.
///
/// # Errors
/// As [`builtin`].
pub fn renew(register: &Register, ids: &mut Ids) -> Result<Vec<Change>, ReadError> {
    let missing = missing_builtin(register)?;
    Ok(missing.into_iter().map(|sheet| Change::create(QuestionnaireId(ids.fresh()), sheet)).collect())
}

#[cfg(test)]
#[path = "adopt_tests.rs"]
mod tests;
