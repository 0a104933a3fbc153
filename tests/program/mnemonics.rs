//! One verb, one key: the commands of all panes by what they mean, held against the tables the program reads.

use std::collections::{BTreeMap, BTreeSet};

use nastavnik::app::commands::GLOBAL;
use nastavnik::kit::{Info, LIST, describe, stroke_of};
use nastavnik::panes::PANES;
use nastavnik::text::{Lang, Text};

const LANGS: [Lang; 2] = [Lang::Ru, Lang::En];

/// What a command means where the last word of its identity does not say it: `meeting.new` is both a new record and a
/// meeting that is logged, so it has the keys of both.
const MEANINGS: &[(&str, &[&str])] = &[
    ("meeting.new", &["meeting", "new"]),
    ("survey.key", &["open"]),
    ("survey.correct", &["open"]),
    ("today.deal", &["do what it waits for"]),
    ("mentor.step", &["do what it waits for"]),
    ("mentor.application", &["more"]),
    ("training.roll", &["do what it waits for"]),
    ("trainee.roll", &["do what it waits for"]),
    ("trainee.session", &["new"]),
    ("training.side", &["view"]),
    ("trainee.aims", &["open"]),
    ("meeting.held", &["do what it waits for"]),
    ("event.held", &["do what it waits for"]),
    ("event.roll", &["more"]),
    ("practice.publish", &["do what it waits for"]),
    ("pair.practice", &["also in the other base"]),
    ("award.given", &["do what it waits for"]),
    ("award.letters", &["more"]),
    ("award.candidates", &["view"]),
    ("award.certificates", &["accept_all"]),
    ("wish.next", &["do what it waits for"]),
    ("wish.side", &["view"]),
    ("mentee.request", &["more"]),
    ("proposal.pending", &["more"]),
    ("pair.what_if", &["what_if"]),
    ("proposal.forbid", &["end"]),
    ("proposal.variants", &["view"]),
    ("proposal.everybody", &["also in the other base"]),
    ("passport.another", &["also in the other base"]),
    ("proposal.keep", &["do what it waits for"]),
    ("pair.next", &["do what it waits for"]),
    ("mentee.pair", &["fix"]),
    ("pair.agree_all", &["all agreed"]),
    ("pair.join", &["more"]),
    ("pair.leave", &["one of several leaves"]),
    ("pair.resume", &["rest"]),
    ("mentor.pair", &["fix"]),
    ("pair.close", &["end"]),
    ("meeting.cancelled", &["end"]),
    ("mentee.withdraw", &["end"]),
    ("consent.withdraw", &["end"]),
    ("consent.restore", &["rest"]),
    ("consent.sign", &["open"]),
    ("consent.pile", &["new"]),
    ("consent.which", &["view"]),
    ("mentor.withdraw", &["end"]),
    ("pair.pause", &["rest"]),
    ("pair.reopen", &["rest"]),
    ("today.snooze", &["rest"]),
    ("lists.retire", &["rest"]),
    ("today.close", &["end"]),
    ("today.join", &["more"]),
    ("mentee.map", &["view"]),
    ("mentee.list", &["view"]),
    ("today.stages", &["view"]),
    ("pair.closed", &["view"]),
    ("meeting.which", &["view"]),
    ("survey.keyed", &["view"]),
    ("survey.codes", &["export"]),
    ("survey.withdraw", &["end"]),
    ("survey.invite", &["new"]),
    ("survey.which", &["which questionnaire"]),
    ("monitoring.which", &["which questionnaire"]),
    ("monitoring.table", &["view"]),
    // Two texts side by side: what was saved, and what the data say.
    ("monitoring.draft", &["compare"]),
    ("survey.pair", &["pin"]),
    ("roadmap.layout", &["view"]),
    // The usual plan is offered as pairs are, and taken as they are.
    ("roadmap.usual", &["accept"]),
    ("passport.compare", &["view"]),
    ("roadmap.tick", &["do what it waits for"]),
    ("gate.pass", &["do what it waits for"]),
    ("gate.withdraw", &["end"]),
    ("monitoring.numbers", &["do what it waits for"]),
    ("mentee.mentor", &["also in the other base"]),
    ("mentor.mentee", &["also in the other base"]),
    ("keying.far_up", &["page_up"]),
    ("keying.far_down", &["page_down"]),
    ("keying.next", &["next question"]),
    ("keying.another", &["filter"]),
    ("survey.second", &["check"]),
    ("checking.first", &["the first hand"]),
    ("checking.second", &["the second hand"]),
    ("sheet.queue", &["sheets"]),
    ("sheet.renew", &["more"]),
    ("item.change", &["open"]),
];

/// Keys that mean two things on purpose, and why.
const EXCEPTIONS: &[(&str, [&str; 2], &str)] = &[
    (
        "а",
        ["survey", "which questionnaire"],
        "both are about a questionnaire; in pane 6 Enter keys it, so the letter chooses",
    ),
    ("s", ["survey", "which questionnaire"], "as above"),
    ("enter", ["open", "next question"], "while a paper is keyed every key belongs to it, and Enter goes on"),
    ("enter", ["open", "done"], "at the end of a paper there is nothing to open"),
    ("enter", ["done", "next question"], "Enter goes on; after the last question, to the next person"),
    ("bs", ["back", "usual"], "while a paper is keyed every key belongs to it, and there it goes back a question"),
    ("=", ["compare", "repeat"], "while a paper is keyed every key belongs to it, and there it repeats"),
    ("esc", ["drop", "leave"], "both go back to what stood before"),
    ("space", ["accept", "pick"], "a proposal has no rows to mark: each is taken or left"),
    ("space", ["accept", "blank"], "as above, and in a paper the widest key is for the commonest answer"),
    (
        "left",
        ["close_card", "the first hand"],
        "where two hands are compared there is no card, and the first stands left",
    ),
    ("right", ["card", "the second hand"], "as above, on the right"),
    ("space", ["pick", "blank"], "a paper has no rows to mark; the widest key is for the commonest answer"),
];

fn meanings(id: &'static str) -> Vec<&'static str> {
    let told = MEANINGS.iter().find(|(known, _)| *known == id).map(|(_, meanings)| meanings.to_vec());
    told.unwrap_or_else(|| vec![id.rsplit('.').next().unwrap_or(id)])
}

/// Every command of every pane, of its list, and of everywhere.
fn commands(lang: Lang) -> Vec<Info> {
    let text = Text::of(lang);
    let mut commands: Vec<Info> = PANES.iter().flat_map(|tab| (tab.commands)(text)).collect();
    commands.extend(LIST.iter().map(|command| describe(command, text)));
    commands.extend(GLOBAL.iter().map(|command| describe(command, text)));
    commands
}

/// The keys of each meaning, as the commands that mean only this have them.
fn keys_of_meanings(lang: Lang) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // Where fewer keys will do, others say which they are.
    let mut all = commands(lang);
    all.sort_by_key(|info| fewer_keys_will_do(info.id));
    for info in all {
        if let [one] = meanings(info.id)[..] {
            keys.entry(one).or_insert_with(|| info.keys.of(lang).iter().copied().collect());
        }
    }
    keys
}

/// What may be left out where the pane has another use for a key, or where letters are answers.
fn fewer_keys_will_do(id: &str) -> bool {
    id.starts_with("keying.") || id.starts_with("checking.")
}

#[test]
fn a_meaning_has_the_same_keys_in_every_pane() {
    for lang in LANGS {
        let keys = keys_of_meanings(lang);
        for info in commands(lang) {
            let wanted: BTreeSet<&str> = meanings(info.id).iter().flat_map(|meaning| keys[meaning].clone()).collect();
            let has: BTreeSet<&str> = info.keys.of(lang).iter().copied().collect();
            let held = if fewer_keys_will_do(info.id) { has.is_subset(&wanted) } else { has == wanted };
            assert!(held, "{lang:?}: {} means {:?} and has {has:?}, not {wanted:?}", info.id, meanings(info.id));
        }
    }
}

#[test]
fn a_key_that_means_two_things_is_a_deliberate_exception() {
    let mut used = BTreeSet::new();
    for lang in LANGS {
        let mut by_key: BTreeMap<String, BTreeSet<(&str, &str)>> = BTreeMap::new();
        for info in commands(lang) {
            // A command of two meanings brings no third.
            let [meaning] = meanings(info.id)[..] else { continue };
            for name in info.keys.of(lang) {
                let stroke = format!("{:?}", stroke_of(name).unwrap().folded());
                by_key.entry(stroke).or_default().insert((meaning, name));
            }
        }
        for all in by_key.values() {
            for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))).filter(|(a, b)| a.0 < b.0) {
                let is = |(key, pair, _): &(&str, [&str; 2], &str)| {
                    *key == a.1 && pair.contains(&a.0) && pair.contains(&b.0)
                };
                let at = EXCEPTIONS.iter().position(is);
                used.insert(at.unwrap_or_else(|| panic!("{lang:?}: {} means {} and {}", a.1, a.0, b.0)));
            }
        }
    }
    for (at, (key, pair, reason)) in EXCEPTIONS.iter().enumerate() {
        assert!(used.contains(&at), "{key} no longer means {pair:?}");
        assert!(!reason.is_empty(), "{key}");
    }
}

#[test]
fn no_meaning_is_told_of_a_command_that_is_not_there() {
    let known: BTreeSet<&str> = commands(Lang::Ru).iter().map(|info| info.id).collect();
    for (id, _) in MEANINGS {
        assert!(known.contains(id), "{id}");
    }
}

/// The table of letters at the top of `kit/verb.rs` is what a reader trusts: every letter of a pane stands in it.
#[test]
fn the_table_of_letters_names_every_letter() {
    let source = include_str!("../../src/kit/verb.rs");
    let rows: Vec<Vec<&str>> =
        source.lines().filter(|line| line.starts_with("//! | ")).map(|line| line.split('|').collect()).collect();
    for (lang, column) in [(Lang::Ru, 1), (Lang::En, 2)] {
        for tab in PANES {
            for info in (tab.commands)(Text::of(lang)) {
                let letters = info.keys.of(lang).iter().filter(|name| {
                    name.chars().count() == 1 && name.chars().all(char::is_alphabetic) && !matches!(**name, "j" | "k")
                });
                for letter in letters {
                    let named = rows.iter().any(|row| row[column].contains(&format!("`{letter}`")));
                    assert!(named, "{lang:?}: {letter} of {} is not in the table", info.id);
                }
            }
        }
    }
}
