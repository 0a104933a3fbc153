//! Which of several like parts of one record a form is about.

use serde::{Deserialize, Serialize};

/// One of the parts that a record holds in a row, such as a request of a mentee. Parts have no identity of their own,
/// so one is known by its place and by what it said when the form was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its place, from 0.
    pub place: usize,
    /// How many parts there were.
    pub count: usize,
    /// What it said.
    pub words: String,
}

impl Part {
    /// Where the part stands by now among parts that say `now`. What says the same is the same, wherever it moved; what
    /// says something else at the old place was reworded, unless parts have gone: then nobody can tell, and there is
    /// `None`, so that no part is taken for another.
    pub fn find(&self, now: &[&str]) -> Option<usize> {
        let same = |place: &usize| now.get(*place).is_some_and(|words| *words == self.words);
        let unmoved = Some(self.place).filter(same);
        let moved = || (0..now.len()).find(same);
        let reworded = || Some(self.place).filter(|place| now.len() >= self.count && *place < now.len());
        unmoved.or_else(moved).or_else(reworded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_where_it_moved_and_never_taken_for_another() {
        let second = Part { place: 1, count: 2, words: "б".into() };
        assert_eq!(second.find(&["а", "б"]), Some(1));
        assert_eq!(second.find(&["б"]), Some(0), "the first is gone");
        assert_eq!(second.find(&["а", "б и в"]), Some(1), "somebody reworded it");
        assert_eq!(second.find(&["а", "в", "б"]), Some(2), "another came in between");
        assert_eq!(second.find(&["а"]), None, "it is gone");
        let first = Part { place: 0, count: 2, words: "а".into() };
        assert_eq!(first.find(&["б"]), None, "what stands in its place is another");
        let twin = Part { place: 1, count: 2, words: "а".into() };
        assert_eq!(twin.find(&["а", "а"]), Some(1), "of two alike the one at the place");
    }
}
