//! `nastavnik export`: a table of a year as CSV or JSON, to a file or to standard output.

use std::io::{self, Write};
use std::path::Path;

use super::args::{Export, TableKind};
use super::base::Base;
use super::{survey, tell};
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
    let bytes = match table(wanted.kind) {
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
fn table(kind: TableKind) -> Option<Table> {
    match kind {
        TableKind::Mentees => Some(Table::Mentees),
        TableKind::Mentors => Some(Table::Mentors),
        TableKind::Pairs => Some(Table::Pairs),
        TableKind::Meetings => Some(Table::Meetings),
        TableKind::Preferences => Some(Table::Preferences),
        TableKind::Consents => Some(Table::Consents),
        TableKind::Survey => None,
    }
}
