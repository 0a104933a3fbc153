//! x

use super::words;

words! {
    /// x
    Commands {
        placeholder: "–", "–";
    }
}
