//! `nastavnik demo`: an invented school in a base of its own.

use chrono::Local;

use super::args::Demo;
use crate::demo::{Plan, school};
use crate::store::{Store, sentence};
use crate::surveys;
use crate::text::{Text, fill};

/// Creates the base.
///
/// # Errors
/// A sentence about what stands in the way.
pub fn run(wanted: &Demo, text: &Text) -> Result<(), String> {
    let today = Local::now().date_naive();
    let plan = Plan { pupils: wanted.pupils, years: wanted.years, seed: wanted.seed, today };
    let questionnaires = surveys::builtin().map_err(|error| error.to_string())?;
    let store =
        Store::create(&wanted.out, &school(&plan, questionnaires)).map_err(|error| sentence(&error, &[], text))?;
    store.close().map_err(|error| sentence(&error, &[], text))?;
    super::tell(&fill(text.base.founded, &[&wanted.out.display()]));
    Ok(())
}
