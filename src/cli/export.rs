//! `nastavnik export`: a table of a year as CSV or JSON, to a file or to standard output.

use std::io::{self, Write};
use std::path::Path;

use super::args::Export;
use super::base::Base;
use super::tell;
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
    let bytes = {
        let ctx = base.ctx(wanted.year.as_deref(), wanted.with_restricted)?;
        export::render(wanted.kind.into(), wanted.format.into(), &ctx, wanted.with_restricted)
            .map_err(|error| wording::export_error(&error, text))?
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
