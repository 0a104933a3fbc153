//! README's tables of keys are printed from the tables the program itself reads, so they cannot fall behind it.
//!
//! Run with `NASTAVNIK_BLESS=1` to write the tables anew after a command has changed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::fs;

use nastavnik::app::commands::GLOBAL;
use nastavnik::kit::{FORM, Info, Keys, describe, fold, unfold};
use nastavnik::panes::{PANES, list_commands};
use nastavnik::text::{Lang, Text};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

#[test]
fn readme_lists_the_keys_as_they_are() {
    let bless = std::env::var_os("NASTAVNIK_BLESS").is_some();
    let mut readme = fs::read_to_string(README).unwrap();
    for lang in [Lang::En, Lang::Ru] {
        let (start, end) = place_of(lang, &readme);
        let wanted = table(lang);
        if bless {
            readme.replace_range(start..end, &wanted);
        } else {
            assert_eq!(&readme[start..end], wanted, "run this test with NASTAVNIK_BLESS=1 to write the table anew");
        }
    }
    if bless {
        fs::write(README, readme).unwrap();
    }
}

#[test]
fn the_table_names_every_command() {
    let text = Text::of(Lang::Ru);
    let table = table(Lang::Ru);
    for info in groups(text).iter().flat_map(|(_, commands)| commands) {
        assert!(table.contains(info.help), "{}", info.id);
    }
    assert!(table.contains("`г` (`u`), `Ctrl+Z`"), "{table}");
    assert!(table.contains("`Shift+Г` (`Shift+U`)"), "{table}");
}

/// Where the table of a language stands, between its two markers.
fn place_of(lang: Lang, readme: &str) -> (usize, usize) {
    let name = if lang == Lang::Ru { "ru" } else { "en" };
    let (open, close) = (format!("<!-- keys:{name} -->\n"), format!("<!-- /keys:{name} -->"));
    let start = readme.find(&open).expect("README has the opening marker") + open.len();
    let length = readme[start..].find(&close).expect("README has the closing marker");
    (start, start + length)
}

/// Commands by the place where they work.
fn groups(text: &Text) -> Vec<(String, Vec<Info>)> {
    let p = &text.panes;
    let mut groups = vec![
        (p.help_everywhere.to_owned(), GLOBAL.iter().map(|command| describe(command, text)).collect()),
        (p.help_list.to_owned(), list_commands(text)),
        (p.help_form.to_owned(), FORM.iter().map(|command| describe(command, text)).collect()),
    ];
    groups.extend(PANES.iter().map(|tab| (format!("{} {}", tab.digit, (tab.name)(text)), (tab.commands)(text))));
    groups.retain(|(_, commands): &(String, Vec<Info>)| !commands.is_empty());
    groups
}

fn table(lang: Lang) -> String {
    let text = Text::of(lang);
    let (keys, action) =
        if lang == Lang::Ru { ("Клавиша", "Что делает") } else { ("Key", "What it does") };
    let mut out = String::new();
    for (title, commands) in groups(text) {
        write!(out, "\n**{title}**\n\n| {keys} | {action} |\n|---|---|\n").unwrap();
        for info in &commands {
            writeln!(out, "| {} | {} |", names(info.keys, lang), info.help).unwrap();
        }
    }
    out.push('\n');
    out
}

fn names(keys: Keys, lang: Lang) -> String {
    keys.of(lang).iter().map(|name| shown(name, lang)).collect::<Vec<_>>().join(", ")
}

/// A key as it is printed. A letter of the Russian table stands beside the Latin letter of the same key.
fn shown(name: &str, lang: Lang) -> String {
    let mut chars = name.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return format!("`{}`", long_name(name)) };
    let latin = fold(c);
    let russian = unfold(latin);
    if lang == Lang::En || russian == latin {
        return format!("`{}`", letter(latin));
    }
    format!("`{}` (`{}`)", letter(russian), letter(latin))
}

fn letter(c: char) -> String {
    if c.is_uppercase() && c.is_alphabetic() { format!("Shift+{c}") } else { c.to_string() }
}

/// `ctrl-s` as Ctrl+S, `pgup` as PgUp.
fn long_name(name: &str) -> String {
    for (prefix, word) in [("ctrl-", "Ctrl"), ("alt-", "Alt"), ("shift-", "Shift"), ("s-", "Shift")] {
        if let Some(rest) = name.strip_prefix(prefix) {
            return format!("{word}+{}", long_name(rest));
        }
    }
    let known = match name {
        "up" => "↑",
        "down" => "↓",
        "left" => "←",
        "right" => "→",
        "pgup" => "PgUp",
        "pgdn" => "PgDn",
        "bs" => "Backspace",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
