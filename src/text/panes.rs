//! x

use super::words;

words! {
    /// x
    Panes {
        placeholder: "–", "–";
    }
}
