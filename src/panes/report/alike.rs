//! Questions that begin alike: «Насколько вы …» five times over, cut before the word that tells them apart. Where a row has
//! to cut a question, it leaves out the beginning it shares with another and keeps its own words.

use super::Entry;

/// Questions, and nothing else: names that begin alike are told apart by what they begin with, too.
const MARK: char = '?';

/// For every row the byte at which its label begins to differ from all others, at the beginning of a word; 0 where nothing
/// is shared.
pub fn beginnings(entries: &[Entry]) -> Vec<usize> {
    let asks = |entry: &Entry| !entry.heading && entry.label.ends_with(MARK);
    // In order, the questions with the longest common beginning stand next to each other.
    let mut order: Vec<usize> = (0..entries.len()).filter(|at| asks(&entries[*at])).collect();
    order.sort_by(|a, b| entries[*a].label.cmp(&entries[*b].label));
    order.dedup_by(|a, b| entries[*a].label == entries[*b].label);
    let mut found = vec![0; entries.len()];
    for two in order.windows(2) {
        let shared = shared(&entries[two[0]].label, &entries[two[1]].label);
        for at in two {
            found[*at] = found[*at].max(shared);
        }
    }
    found
}

/// Bytes of the whole words with which both begin; both go on after them.
fn shared(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    // A byte in the middle of a letter is never that of a blank.
    one.as_bytes()[..same].iter().rposition(|byte| *byte == b' ').map_or(0, |blank| blank + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(labels: &[&str]) -> Vec<String> {
        let entries: Vec<Entry> = labels.iter().map(|label| Entry::new(*label, "")).collect();
        let found = beginnings(&entries);
        labels.iter().zip(found).map(|(label, at)| label[at..].to_owned()).collect()
    }

    #[test]
    fn a_question_keeps_the_words_that_are_its_own() {
        let labels =
            ["Насколько вам было легко?", "Насколько вам было уютно?", "Насколько вы довольны?", "Зачем вы здесь?"];
        assert_eq!(own(&labels), ["легко?", "уютно?", "вы довольны?", "Зачем вы здесь?"]);
    }

    #[test]
    fn names_and_one_and_the_same_question_stay_whole() {
        assert_eq!(own(&["Ли А. – Ким О.", "Ли А. – Цой В."]), ["Ли А. – Ким О.", "Ли А. – Цой В."]);
        assert_eq!(own(&["Вам легко?", "Вам легко?"]), ["Вам легко?", "Вам легко?"]);
        assert_eq!(own(&["Вам легко?", "Вам легко? И почему?"]), ["легко?", "легко? И почему?"]);
    }
}
