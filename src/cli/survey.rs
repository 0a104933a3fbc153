//! `nastavnik import survey` and `export survey`: a questionnaire as a text file, in and out.

use std::path::Path;

use super::args::Import;
use super::base::Base;
use super::{import, tell};
use crate::domain::{Ids, Register};
use crate::surveys::{self, Adopted, Outcome, wording};
use crate::text::{Text, fill};

/// Takes a questionnaire from a file, or says what would become of it.
///
/// # Errors
/// A sentence about what stands in the way; nothing was changed.
pub fn import(wanted: &Import, path: &Path, text: &'static Text) -> Result<(), String> {
    let sheet = surveys::open(&wanted.file).map_err(|error| wording::open_error(&error, text))?;
    let adopted = |register: &Register, ids: &mut Ids| {
        let older = |newest| wording::older(sheet.version, newest, text);
        surveys::adopt(register, ids, sheet.clone()).map_err(older)
    };
    let known = if path.exists() { Base::to_read(path, text)?.register } else { import::founded(text)? };
    let mut ids = Ids::alone();
    ids.skip_past(known.highest_id());
    let planned = adopted(&known, &mut ids)?;
    report(&planned, text);
    if wanted.dry_run || planned.outcome == Outcome::Unchanged {
        return Ok(());
    }
    if !path.exists() {
        import::create(path, text)?;
    }
    let mut base = Base::to_change(path, text)?;
    base.save(|base| Ok(adopted(&base.register, &mut base.ids())?.batch("survey.import")))?;
    base.close()
}

fn report(adopted: &Adopted, text: &Text) {
    tell(&wording::outcome(adopted, text));
    wording::remarks(adopted, text).iter().for_each(|line| tell(line));
}

/// The newest version of a questionnaire as a file.
///
/// # Errors
/// A sentence with the codes there are.
pub fn export(register: &Register, code: Option<&str>, text: &Text) -> Result<String, String> {
    let code = code.ok_or_else(|| fill(text.surveys.which_survey, &[&codes(register)]))?;
    let found = surveys::newest(register, code);
    let (_, sheet) = found.ok_or_else(|| fill(text.surveys.no_such_survey, &[&code, &codes(register)]))?;
    Ok(surveys::write(sheet))
}

/// The codes of all questionnaires on file.
pub fn codes(register: &Register) -> String {
    let codes: std::collections::BTreeSet<&str> =
        register.questionnaires().map(|(_, sheet)| sheet.code.as_str()).collect();
    codes.into_iter().collect::<Vec<_>>().join(", ")
}
