//! What panes are made of: lists, forms, pickers and dialogs, and the vocabulary in which panes and the app speak.
//!
//! This room exists so that a pane is little more than what is particular to it. A key of the keyboard is a
//! [`Stroke`]; a table of [`Command`]s says what keys do; a pane answers with [`Act`]s. To add a command: one row in
//! the table of its pane (or of [`LIST`], [`FORM`], or the app), two words in `text/commands.rs`. Footer, help,
//! palette and the tests of both layouts read the row.

mod act;
mod command;
mod completion;
mod dialog;
mod draft;
mod edit;
mod form;
mod input;
mod list;
pub mod paint;
mod part;
mod picker;
mod preview;
#[cfg(test)]
pub(crate) mod sample;
mod stroke;
mod theme;
pub mod verb;
mod versions;
mod world;

pub use act::{Act, PaneId};
pub(crate) use command::row;
pub use command::{
    Command, Info, Keys, Layout, always, describe, first_key, infos, key_name, loggable, loggable_at, measurable, run,
    steppable, stroke_of, touchable, writable,
};
pub use completion::Completion;
pub use dialog::{Answer, Dialog};
pub use draft::{Draft, Slot};
pub use edit::Edit;
pub use form::{FORM, FieldError, Form, Submit, day_letters};
pub use input::{Effect as InputEffect, Input, Offer};
pub use list::{FIXED_LIST, LIST, List, Row};
pub use part::Part;
pub use picker::{Enter, Item, Outcome, PickFor, Picker};
pub use preview::{Ahead, Fact, NAMES, PREVIEW, Preview};
pub use stroke::{Code, Stroke, fold, unfold};
pub use theme::{Marks, Theme, Tone};
pub use versions::{Beneath, Laid, Side, Versions};
pub use world::{Size, World};
