//! Bringing an older base to this program's schema.
//!
//! A step changes tables or keys; a change of a record's own fields is a new format of the codec and needs no step.
//! All steps run in one transaction after a copy of the base has been put beside it, so a migration happened wholly
//! or not at all, and can be gone back on.

use std::io;
use std::path::Path;
use std::time::Duration;

use redb::{Database, WriteTransaction};

use super::engine;
use super::error::StoreError;
use super::file;
use super::tables::{self, META, SCHEMA};

/// From one schema to the next.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// The schema it takes.
    pub(super) from: u32,
    /// What it does; the schema number itself is raised by one afterwards.
    pub(super) run: fn(&WriteTransaction) -> Result<(), StoreError>,
}

/// How to reach a schema.
pub(super) struct Plan<'a> {
    /// The schema to reach.
    pub(super) to: u32,
    /// The steps there are.
    pub(super) steps: &'a [Step],
}

/// The plan of this program. Schema 1 is the first, so there is nothing to do yet.
pub(super) const CURRENT: Plan<'static> = Plan { to: SCHEMA, steps: &[] };

/// Brings the base at `path` up to the plan's schema. Does nothing if another session was faster.
pub(super) fn bring_up(
    database: &Database,
    path: &Path,
    patience: Duration,
    plan: &Plan<'_>,
) -> Result<(), StoreError> {
    let transaction = engine::begin_write(database, patience)?;
    let (schema, generation) = {
        let meta = transaction.open_table(META)?;
        (tables::schema(&meta)?, tables::generation(&meta)?)
    };
    if schema >= plan.to {
        return Ok(transaction.abort()?);
    }
    let steps = route(schema, plan)?;
    copy(path, schema, generation)?;
    for step in steps {
        (step.run)(&transaction)?;
    }
    tables::set_schema(&mut transaction.open_table(META)?, plan.to)?;
    transaction.commit()?;
    // Nobody goes back two versions, and there are backups for that.
    remove_copies(path, generation);
    Ok(())
}

/// Removes the copies that were made of the base at `path` before it had got to a generation, and says how many. One
/// that cannot be removed stays for the next time.
pub(super) fn remove_copies(path: &Path, before: u64) -> usize {
    let entries = std::fs::read_dir(file::parent(path)).into_iter().flatten().filter_map(Result::ok);
    let old = entries.filter(|entry| {
        let generation = entry.file_name().to_str().and_then(|name| generation_of_copy(name, path));
        generation.is_some_and(|generation| generation < before)
    });
    old.filter(|entry| std::fs::remove_file(entry.path()).is_ok()).count()
}

/// The generation of a copy of the base at `path`, by its name; `None` for all other names.
fn generation_of_copy(name: &str, path: &Path) -> Option<u64> {
    let rest = name.strip_prefix(path.file_name()?.to_str()?)?.strip_prefix(".schema-")?.strip_suffix(".bak")?;
    let (schema, generation) = rest.split_once("-generation-")?;
    schema.parse::<u32>().ok().and_then(|_| generation.parse().ok())
}

fn route(schema: u32, plan: &Plan<'_>) -> Result<Vec<Step>, StoreError> {
    let step = |from| plan.steps.iter().find(|step| step.from == from).copied();
    let route: Option<Vec<Step>> = (schema..plan.to).map(step).collect();
    route.ok_or(StoreError::Older { schema, known: plan.to })
}

/// Copies the file as it is. The caller holds the write transaction, and the engine never changes a page of a
/// committed tree in place, so the copy is whole. One that is there already is of the same generation: it stays.
fn copy(path: &Path, schema: u32, generation: u64) -> Result<(), StoreError> {
    let target = file::beside(path, &format!(".schema-{schema}-generation-{generation}.bak"));
    let mut draft = file::draft(path)?;
    let copied = std::fs::File::open(path).and_then(|mut from| io::copy(&mut from, draft.as_file_mut()));
    copied.and_then(|_| draft.as_file().sync_all()).map_err(|error| StoreError::io(&target, error))?;
    match file::settle(draft, &target) {
        Err(StoreError::Exists { .. }) => Ok(()),
        other => other,
    }
}
