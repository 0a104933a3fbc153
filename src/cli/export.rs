//! `nastavnik export`: a table of a year as CSV, XLSX or JSON, to a file or to standard output.

use std::io::{self, Write};
use std::path::Path;

use super::answers::questionnaire;
use super::args::{Export, TableKind};
use super::base::Base;
use super::{survey, tell};
use crate::domain::Register;
use crate::exchange::export::Table;
use crate::exchange::{export, wording};
use crate::text::{SystemError, Text, fill};

/// Exports a table.
///
/// # Errors
/// A sentence about what stands in the way.
pub fn run(wanted: &Export, path: &Path, text: &'static Text) -> Result<(), String> {
    let base = Base::to_read(path, text)?;
    if wanted.with_restricted {
        base.may_see_restricted()?;
    }
    let bytes = match table(wanted, &base.register, text)? {
        None => survey::export(&base.register, wanted.survey.as_deref(), text)?.into_bytes(),
        Some(table) => {
            let ctx = base.ctx(wanted.year.as_deref(), wanted.with_restricted)?;
            export::render(table, wanted.format.into(), &ctx, wanted.with_restricted)
                .map_err(|error| wording::export_error(&error, text))?
        }
    };
    base.close()?;
    match &wanted.out {
        Some(out) => {
            export::save(out, &bytes).map_err(|error| wording::export_error(&error, text))?;
            tell(&fill(text.messages.exported, &[&out.display()]));
            Ok(())
        }
        // A reader that has seen enough (`| head`) is no failure.
        None => match io::stdout().write_all(&bytes) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(fill(text.messages.stdout_failed, &[&SystemError::from(&error).words(text)]))
            }
            _ => Ok(()),
        },
    }
}

/// The table that is meant; a questionnaire is none.
fn table(wanted: &Export, register: &Register, text: &Text) -> Result<Option<Table>, String> {
    Ok(Some(match wanted.kind {
        TableKind::Mentees => Table::Mentees,
        TableKind::Mentors => Table::Mentors,
        TableKind::Pairs => Table::Pairs,
        TableKind::Meetings => Table::Meetings,
        TableKind::Preferences => Table::Preferences,
        TableKind::Consents => Table::Consents,
        TableKind::Answers => Table::Answers(match wanted.survey.as_deref() {
            Some(code) => Some(questionnaire(register, Some(code), text)?.0),
            None => None,
        }),
        TableKind::Measures => Table::Measures,
        TableKind::Indicators => Table::Indicators,
        TableKind::Events => Table::Events,
        TableKind::Survey => return Ok(None),
    }))
}
