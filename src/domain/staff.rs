//! Who sits at the keyboard (model §9): the system user and what they may see and do.

use serde::{Deserialize, Serialize};

use super::coded::coded;
use super::{PersonId, Words};

coded! {
    /// What somebody at the keyboard is.
    pub enum Duty {
        /// Куратор: everything.
        Curator = "curator",
        /// Помощник: logs the meetings of their own pairs, sees no restricted field.
        Helper = "helper",
        /// Психолог: restricted fields and safety notes.
        Psychologist = "psychologist",
        /// Директор: reads all, changes nothing.
        Director = "director",
    }
}

/// A system user and their duty. Whoever is not on the list is a curator as long as the list is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Name of the system user.
    pub user: Words,
    /// What they are.
    pub duty: Duty,
    /// Who that is, for a helper whose pairs are their own.
    pub person: Option<PersonId>,
    /// How they are called on screen.
    pub name: Words,
}
