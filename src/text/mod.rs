//! Every word the program says, in Russian and in English.
//!
//! This room exists so that no screen, message or help text hides in the code that shows it. A word is one line in
//! one of the tables here with both languages side by side; a missing translation does not compile. The room knows
//! nothing of the programme: which word belongs to which status is said in `fields`.

mod base;
pub mod clean;
mod commands;
mod common;
mod deeds;
mod fields;
mod findings;
mod help;
mod keep;
mod lang;
mod matched;
mod messages;
mod monitoring;
mod pairing;
mod panes;
mod programme;
mod respond;
mod rules;
mod surveys;
mod system;
mod terms;
mod training;
mod usage;
mod years;

pub use help::Help;
pub use lang::{Lang, Plural, Text, fill};
pub use system::SystemError;

/// Declares a table of words: `name: "по-русски", "in English";`. Plurals are three forms in Russian, two in English.
macro_rules! words {
    ($(#[$meta:meta])* $table:ident { $($(#[$wmeta:meta])* $name:ident: $ru:expr, $en:expr;)+ }) => {
        $(#[$meta])*
        #[derive(Debug)]
        #[allow(missing_docs)]
        pub struct $table { $($(#[$wmeta])* pub $name: &'static str),+ }

        impl $table {
            pub(super) const RU: Self = Self { $($name: $ru),+ };
            pub(super) const EN: Self = Self { $($name: $en),+ };

            /// Every word with its name, for the test that looks all of them through.
            #[cfg(test)]
            pub(super) fn all(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),+]
            }
        }
    };
}
use words;
