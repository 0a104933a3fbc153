//! Completing a path as it is typed: what a press of Tab found, and which of it stands in the field.

/// Paths that a directory offered for what was typed. Empty until asked for, and again after any other key.
#[derive(Debug, Default)]
pub struct Completion {
    paths: Vec<String>,
    at: Option<usize>,
}

impl Completion {
    /// What was found, sorted. Directories end with a slash.
    pub fn new(paths: Vec<String>) -> Self {
        Self { paths, at: None }
    }

    /// The last parts of the paths, as they are listed.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|path| last_part(path))
    }

    /// The next path, round and round. `None` when nothing is listed.
    pub fn turn(&mut self) -> Option<&str> {
        let next = self.at.map_or(0, |at| at + 1) % self.paths.len().max(1);
        self.at = Some(next);
        self.paths.get(next).map(String::as_str)
    }

    /// The longest beginning all paths share.
    pub fn common(&self) -> &str {
        let Some((first, others)) = self.paths.split_first() else { return "" };
        let shared = |other: &String| {
            let same = first.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
            same.last().map_or(0, |((at, c), _)| at + c.len_utf8())
        };
        &first[..others.iter().map(shared).min().unwrap_or(first.len())]
    }

    /// Whether there is one path alone.
    pub fn is_one(&self) -> bool {
        self.paths.len() == 1
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }
}

fn last_part(path: &str) -> &str {
    let end = path.strip_suffix('/').unwrap_or(path);
    &path[end.rfind('/').map_or(0, |slash| slash + 1)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(paths: &[&str]) -> Completion {
        Completion::new(paths.iter().map(|path| (*path).to_owned()).collect())
    }

    #[test]
    fn what_all_paths_share_is_whole_letters() {
        assert_eq!(found(&["~/списки/", "~/список.xlsx"]).common(), "~/спис");
        assert_eq!(found(&["a/5А.csv", "a/5Б.csv"]).common(), "a/5");
        assert_eq!(found(&["one.csv"]).common(), "one.csv");
        assert_eq!(found(&[]).common(), "");
    }

    #[test]
    fn turns_through_what_was_found_and_lists_last_parts() {
        let mut two = found(&["~/списки/", "~/список.xlsx"]);
        assert_eq!(two.names().collect::<Vec<_>>(), ["списки/", "список.xlsx"]);
        let turned: Vec<String> = (0..3).filter_map(|_| two.turn().map(str::to_owned)).collect();
        assert_eq!(turned, ["~/списки/", "~/список.xlsx", "~/списки/"]);
        assert_eq!(found(&[]).turn(), None);
    }
}
