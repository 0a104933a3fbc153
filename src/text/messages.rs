//! x

use super::words;

words! {
    /// x
    Messages {
        placeholder: "–", "–";
    }
}
