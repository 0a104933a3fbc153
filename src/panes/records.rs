//! What forms over one record have in common: its fields, the record as the form found it, and the step that replaces
//! it.

use std::sync::Arc;

use crate::domain::{Batch, Change, Entity, Key};
use crate::fields::{Ctx, Field};
use crate::kit::{Act, Form, Input};

/// An input for every field.
pub fn inputs<T>(fields: &'static [Field<T>], row: &T, ctx: &Ctx) -> Vec<Input> {
    fields.iter().map(|field| Input::of(field, row, ctx)).collect()
}

/// A record that may not be there yet, as a form found it; `new` where there was none.
pub fn opened<T: Entity + Clone>(form: &Form, key: Key, new: impl FnOnce() -> T) -> (Option<Arc<T>>, T) {
    let before = form.opened(key).and_then(T::unwrap).map(Arc::clone);
    let row = before.as_ref().map_or_else(new, |before| T::clone(before));
    (before, row)
}

/// The step that puts a record in the place of what a form found; nothing where nothing changed.
pub fn step<T: Entity + PartialEq>(command: &str, id: T::Id, before: Option<Arc<T>>, after: T) -> Act {
    let change = match before {
        Some(before) if *before == after => None,
        Some(before) => Some(Change::edit(id, &before, after)),
        None => Some(Change::create(id, after)),
    };
    Act::Save(Batch::new(command, change.into_iter().collect()))
}
