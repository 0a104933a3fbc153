//! The plan of the house, held by a test: rooms import only from rows below their own.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rows, the topmost first. Rooms of one row do not know each other, except for [`ALLOWED`].
const ROWS: [&[&str]; 10] = [
    &["main"],
    &["cli", "runtime"],
    &["app"],
    &["panes", "term"],
    &["kit"],
    &["store", "exchange", "demo", "pairing"],
    &["analysis", "matching", "surveys"],
    &["fields"],
    &["domain"],
    &["text"],
];

/// What the rows would forbid and the plan allows: who, whom.
const ALLOWED: [(&str, &str); 0] = [];

/// A file of the program, without its test modules, its comments and the insides of its strings.
struct Source {
    /// Below `src`, with `/`.
    path: String,
    room: String,
    code: String,
    /// Lines of the file as it lies on disk.
    lines: usize,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let sources: Vec<Source> = files.iter().map(|file| read(&root, file)).collect();
    assert!(sources.len() > 100, "only {} files were found", sources.len());
    sources
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn read(root: &Path, file: &Path) -> Source {
    let whole = fs::read_to_string(file).unwrap();
    let path = file.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let room = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
    Source { path, room, code: without_tests(&bare(&whole)), lines: whole.lines().count() }
}

impl Source {
    /// Files that exist only for tests may know everybody.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.starts_with("tests") || name.ends_with("tests.rs") || matches!(name, "samples.rs" | "sample.rs")
    }

    fn names(&self, word: &str) -> bool {
        self.words().any(|found| found == word)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
    }
}

/// The code without comments and with every string empty. Line breaks stay.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = skipped(rest, out.chars().next_back());
        if skipped == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
            out.push(' ');
            rest = &rest[skipped..];
        }
    }
    out
}

/// How many bytes of a comment, a string or a character stand here.
fn skipped(rest: &str, before: Option<char>) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word || before == Some('b')) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = 1 + hashes + 1;
            return rest[open..].find(&close).map_or(rest.len(), |end| open + end + close.len());
        }
    }
    match rest.as_bytes()[0] {
        b'"' => quoted(rest, '"'),
        b'\'' => character(rest),
        _ => 0,
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// A character, unless it is a lifetime.
fn character(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => quoted(rest, '\''),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

/// The code without what stands under `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        rest = &rest[at + item(&rest[at..])..];
    }
    out + rest
}

/// The length of an item: up to its semicolon or through its closing brace.
fn item(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return at + 1,
            '}' => depth -= 1,
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The rooms that a piece of code names after `crate::` or `nastavnik::`.
fn imports(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for start in ["crate::", "nastavnik::"] {
        for (at, _) in code.match_indices(start) {
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => rooms.extend(heads(group)),
                None => rooms.extend([word(rest)]),
            }
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of the paths in a group of imports, up to its closing brace.
fn heads(group: &str) -> Vec<String> {
    let mut heads = vec![word(group.trim_start())];
    let mut depth = 0_usize;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    heads
}

fn row_of(room: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&room))
}

#[test]
fn every_room_has_its_row() {
    let rooms: BTreeSet<String> =
        sources().into_iter().map(|source| source.room).filter(|room| room != "lib").collect();
    let strangers: Vec<&String> = rooms.iter().filter(|room| row_of(room).is_none()).collect();
    assert!(strangers.is_empty(), "not in the plan: {strangers:?}");
}

#[test]
fn rooms_import_only_from_below() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources().iter().filter(|source| !source.is_test() && source.room != "lib") {
        let own = row_of(&source.room).unwrap();
        for target in imports(&source.code).into_iter().filter(|target| *target != source.room) {
            let allowed = ALLOWED.contains(&(source.room.as_str(), target.as_str()));
            if row_of(&target).is_none_or(|row| row <= own) && !allowed {
                wrong.push(format!("{} knows {target}", source.path));
            }
            seen.entry(source.room.clone()).or_default().insert(target);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for (room, target) in [("app", "panes"), ("main", "cli"), ("kit", "fields"), ("store", "domain")] {
        assert!(seen[room].contains(target), "the reading of imports misses {room} → {target}");
    }
    assert!(!seen.contains_key("text"), "the bottom knows nothing: {:?}", seen["text"]);
}

/// Who may name a library, by the start of the path of a file below `src`.
fn only(library: &str, may: &[&str]) {
    let sources = sources();
    let naming: Vec<&str> =
        sources.iter().filter(|source| source.names(library)).map(|source| source.path.as_str()).collect();
    assert!(!naming.is_empty(), "nobody names {library}");
    let wrong: Vec<&&str> = naming.iter().filter(|path| !may.iter().any(|start| path.starts_with(start))).collect();
    assert!(wrong.is_empty(), "{library} is named in {wrong:?}");
}

#[test]
fn only_the_terminal_knows_events() {
    only("crossterm", &["term/"]);
}

#[test]
fn only_views_paint() {
    only("ratatui", &["app/view", "app/incoming", "panes/", "kit/paint.rs", "kit/theme.rs", "term/", "runtime/"]);
}

#[test]
fn only_the_store_knows_the_engine() {
    only("redb", &["store/"]);
    only("bincode", &["store/"]);
}

#[test]
fn only_the_runtime_starts_threads() {
    let starts = ["thread::spawn", "thread::Builder", "thread::scope", "rayon"];
    let spawning: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.is_test() && starts.iter().any(|start| source.code.contains(start)))
        .map(|source| source.path)
        .collect();
    assert_eq!(spawning, ["runtime/mod.rs"]);
}

#[test]
fn nothing_gives_up_in_the_middle() {
    for source in sources().iter().filter(|source| !source.is_test()) {
        for bad in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "unreachable!(", "unsafe "] {
            assert!(!source.code.contains(bad), "{bad} in {}", source.path);
        }
    }
}

#[test]
fn files_stay_short_enough_to_be_read() {
    const MOST: usize = 600;
    let long: Vec<String> = sources()
        .iter()
        .filter(|source| source.room != "text" && source.lines > MOST)
        .map(|source| format!("{}: {}", source.path, source.lines))
        .collect();
    assert!(long.is_empty(), "over {MOST} lines: {long:?}");
}

#[test]
fn every_file_says_why_it_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for source in sources() {
        let whole = fs::read_to_string(root.join(&source.path)).unwrap();
        assert!(source.is_test() || whole.starts_with("//!"), "{} opens without a word", source.path);
    }
}

#[test]
fn the_reader_of_sources_is_not_fooled() {
    let code =
        bare("use crate::kit; // crate::app\nlet a = \"crate::store \\\" crate::cli\"; let b = '\"'; crate::text");
    assert_eq!(imports(&code), ["kit", "text"].map(str::to_owned).into());
    assert_eq!(
        imports(&bare("let r = r#\"crate::app \"# ; fn f<'a>(x: &'a str) { crate::domain::x }")),
        ["domain".to_owned()].into()
    );
    assert_eq!(
        imports("use crate::{kit::{Act, Key}, panes, app::x};"),
        ["app", "kit", "panes"].map(str::to_owned).into()
    );
    let tested =
        "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { crate::app::x() }\n}\nfn c() {}\n#[cfg(test)]\nmod t;\n";
    assert_eq!(without_tests(tested).replace('\n', ""), "fn a() {}fn c() {}");
}
