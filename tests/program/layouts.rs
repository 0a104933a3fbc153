//! Every command on every key it has, in both layouts and both languages of the interface.

use std::collections::BTreeMap;

use nastavnik::kit::{Code, FORM, Info, Layout, Stroke, describe, fold, stroke_of, unfold};
use nastavnik::panes::PANES;
use nastavnik::text::{Lang, Text};

use crate::school::*;
use crate::stage::{self, model, picture, press};
use crate::support::Program;

const LANGS: [Lang; 2] = [Lang::Ru, Lang::En];

/// The commands that may be meant by one press, by the name of the place: what is live in a pane, a paper being keyed
/// and a form.
fn scopes(lang: Lang) -> Vec<(String, Vec<Info>)> {
    let text = Text::of(lang);
    let register = stage::register();
    let mut scopes = Vec::new();
    // What belongs to a paper, to two hands compared, to the questionnaires and to the items of one.
    let apart = ["keying.", "checking.", "sheet.", "item."];
    let mut of_paper: BTreeMap<&str, Vec<Info>> = BTreeMap::new();
    for tab in PANES {
        let mut model = model(&register, lang, (100, 30));
        press(&mut model, Stroke::char(tab.digit));
        let mut pages = vec![stage::commands(&model)];
        let first = picture(&mut model, Layout::Latin);
        // The pages of a pane are turned until the first is in front again.
        while pages[0].iter().any(|info| info.id == "pages.next") {
            press(&mut model, Stroke::plain(Code::Tab));
            if picture(&mut model, Layout::Latin) == first {
                break;
            }
            pages.push(stage::commands(&model));
            // A page that has another side is looked at from there too.
            let side = pages.last().and_then(|live| live.iter().find(|info| info.id == "training.side").cloned());
            if let Some(side) = side {
                press(&mut model, stroke_of(side.keys.of(lang)[0]).unwrap());
                pages.push(stage::commands(&model));
            }
        }
        for info in (tab.commands)(text) {
            if let Some(place) = apart.iter().find(|place| info.id.starts_with(**place)) {
                of_paper.entry(place).or_default().push(info);
            } else {
                assert!(pages.iter().flatten().any(|known| known.id == info.id), "{} is in no place", info.id);
            }
        }
        let named = (1..).zip(pages).map(|(page, live)| (format!("pane {}, page {page}", tab.digit), live));
        scopes.extend(named);
    }
    assert_eq!(of_paper.len(), apart.len());
    scopes.extend(of_paper.into_iter().map(|(place, commands)| (place.to_owned(), commands)));
    scopes.push(("form".to_owned(), FORM.iter().map(|command| describe(command, text)).collect()));
    scopes
}

fn all(lang: Lang) -> impl Iterator<Item = (Info, &'static str)> {
    let commands = scopes(lang).into_iter().flat_map(|(_, commands)| commands);
    commands.flat_map(move |info| info.keys.of(lang).iter().map(move |name| (info.clone(), *name)))
}

/// The press of a named key as each layout produces it.
fn presses(name: &str) -> [Stroke; 2] {
    let stroke = stroke_of(name).unwrap_or_else(|| panic!("{name} is no key"));
    let typed = |change: fn(char) -> char| match stroke.code {
        Code::Char(c) => Stroke { code: Code::Char(change(c)), ..stroke },
        _ => stroke,
    };
    [typed(|latin| latin), typed(on_russian)]
}

/// What a physical key gives in the Russian layout; the key of the slash gives the full stop and the comma.
fn on_russian(latin: char) -> char {
    match latin {
        '/' => '.',
        '?' => ',',
        _ => unfold(latin),
    }
}

#[test]
fn a_key_means_the_same_command_in_both_layouts() {
    for lang in LANGS {
        for (info, name) in all(lang) {
            for press in presses(name) {
                assert!(info.keys.fit(press.folded(), lang), "{}: {name} as {press:?}", info.id);
            }
        }
    }
}

/// Commands on one key of which never more than one is possible: held against live panes by the next test.
const ALTERNATIVES: [[&str; 2]; 5] = [
    ["survey.key", "survey.correct"],
    ["keying.next", "keying.done"],
    ["pair.pause", "pair.resume"],
    ["pair.resume", "pair.reopen"],
    ["mentee.map", "mentee.list"],
];

#[test]
fn no_two_commands_of_one_place_share_a_key() {
    for lang in LANGS {
        for (place, commands) in scopes(lang) {
            let mut taken: BTreeMap<String, &str> = BTreeMap::new();
            for (info, name) in commands.iter().flat_map(|info| info.keys.of(lang).iter().map(move |key| (info, *key)))
            {
                let folded = format!("{:?}", stroke_of(name).unwrap().folded());
                let before = taken.insert(folded, info.id);
                let is_alternative = before.is_some_and(|before| ALTERNATIVES.contains(&[before, info.id]));
                assert!(before.is_none() || is_alternative, "{place}, {lang:?}: {name} is {before:?} and {}", info.id);
            }
        }
    }
}

/// Turns the queue of questionnaires over, opens a paper and answers its way to the end.
#[test]
fn a_key_never_offers_two_possible_commands() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    let mut seen = std::collections::BTreeSet::new();
    let mut look = |model: &nastavnik::app::Model| {
        let commands = stage::commands(model);
        let in_paper = commands.iter().any(|info| info.id.starts_with("keying."));
        let possible = commands.into_iter().filter(|info| info.disabled.is_none());
        let mut taken: BTreeMap<String, &str> = BTreeMap::new();
        for info in possible.filter(|info| !in_paper || info.id.starts_with("keying.")) {
            seen.insert(info.id);
            for name in info.keys.of(Lang::Ru) {
                let before = taken.insert(format!("{:?}", stroke_of(name).unwrap()), info.id);
                assert!(before.is_none(), "{name} is {before:?} and {}", info.id);
            }
        }
    };
    for key in "12352кк4".chars() {
        press(&mut model, Stroke::char(key));
        look(&model);
    }
    // Among the pairs of this year there are some on a pause.
    for _ in 0..60 {
        press(&mut model, Stroke::plain(Code::Down));
        look(&model);
    }
    // Among all pairs of the year before there are closed ones.
    for key in "4[к".chars() {
        press(&mut model, Stroke::char(key));
    }
    for _ in 0..60 {
        press(&mut model, Stroke::plain(Code::Down));
        look(&model);
    }
    for key in "]6кк".chars() {
        press(&mut model, Stroke::char(key));
        look(&model);
    }
    press(&mut model, Stroke::plain(Code::Enter));
    for _ in 0..60 {
        look(&model);
        press(&mut model, Stroke::char(' '));
    }
    for id in ALTERNATIVES.concat() {
        assert!(seen.contains(id), "{id} was never possible: {seen:?}");
    }
}

#[test]
fn no_command_needs_a_full_stop_or_a_comma() {
    for lang in LANGS {
        for (info, name) in all(lang) {
            assert!(!name.ends_with('.') && !name.ends_with(','), "{}: {name}", info.id);
        }
    }
}

#[test]
fn the_keys_of_vi_only_move() {
    for lang in LANGS {
        for (info, name) in all(lang) {
            let plain = stroke_of(name).filter(|stroke| !stroke.ctrl && !stroke.alt);
            if let Some(Code::Char('h' | 'j' | 'k' | 'l')) = plain.map(|stroke| stroke.folded().code) {
                assert!(info.id.ends_with(".up") || info.id.ends_with(".down"), "{}: {name}", info.id);
            }
        }
    }
}

/// Marks on the same key in both layouts; any other may be out of reach in one of them.
const SURE_MARKS: [&str; 5] = ["-", "=", "*", "+", "!"];

#[test]
fn a_command_on_punctuation_has_another_key() {
    for lang in LANGS {
        for (info, name) in all(lang) {
            let mut chars = name.chars();
            let is_mark = matches!((chars.next(), chars.next()), (Some(c), None) if !c.is_alphanumeric());
            let others = info.keys.of(lang).iter().filter(|other| **other != name && other.chars().count() > 1);
            let is_sure = SURE_MARKS.contains(&name);
            assert!(!is_mark || is_sure || others.count() > 0, "{} only has {name}", info.id);
        }
    }
}

#[test]
fn every_command_has_a_key_a_label_and_an_explanation() {
    for lang in LANGS {
        for (info, _) in all(lang) {
            assert!(!info.label.is_empty() && !info.help.is_empty(), "{}", info.id);
        }
        for (place, commands) in scopes(lang) {
            for info in commands {
                assert!(!info.keys.of(lang).is_empty(), "{place}: {}", info.id);
            }
        }
    }
}

#[test]
fn the_two_languages_have_the_same_commands_and_other_words() {
    let english = scopes(Lang::En);
    for ((place, ru), (_, en)) in scopes(Lang::Ru).iter().zip(&english) {
        for (ru, en) in ru.iter().zip(en) {
            assert_eq!(ru.id, en.id, "{place}");
            assert_ne!(ru.help, en.help, "{place}: {}", ru.id);
            assert!(!en.help.chars().chain(en.label.chars()).any(is_russian), "{}: {}", en.id, en.help);
        }
    }
}

fn is_russian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

#[test]
fn a_form_never_takes_a_letter_for_a_command() {
    for lang in LANGS {
        for command in FORM {
            for name in command.keys.of(lang) {
                let stroke = stroke_of(name).unwrap();
                assert!(stroke.text().is_none(), "{}: {name}", command.id);
            }
        }
    }
}

/// Presses every key of every command that is possible, once as each layout sends it, and compares what came of it.
#[test]
fn both_layouts_do_the_same_to_the_model() {
    let register = stage::register();
    let mut pressed = 0;
    for lang in LANGS {
        for tab in PANES {
            let fresh = || {
                let mut model = model(&register, lang, (100, 30));
                press(&mut model, Stroke::char(tab.digit));
                model
            };
            for info in stage::commands(&fresh()) {
                for name in info.keys.of(lang) {
                    let [latin, russian] = presses(name).map(|stroke| {
                        let mut model = fresh();
                        let effects = press(&mut model, stroke);
                        // Two models are made at two moments, and a draft keeps the moment.
                        (picture(&mut model, Layout::Latin), effects.len(), model.desk.overlays.len())
                    });
                    assert_eq!(latin, russian, "{lang:?} {} {name}", info.id);
                    pressed += 1;
                }
            }
        }
    }
    assert!(pressed > 300, "only {pressed} presses");
}

#[test]
fn letters_reach_a_field_as_they_were_typed() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (100, 30));
    press(&mut model, Stroke::char('2'));
    press(&mut model, Stroke::char('н'));
    for c in "фывap.,/".chars() {
        press(&mut model, Stroke::char(c));
    }
    assert_eq!(model.desk.form().unwrap().inputs[0].edit().text(), "фывap.,/");
}

#[test]
fn letters_reach_a_field_through_the_terminal() {
    let school = School::of(100);
    let mut program: Program = school.open();
    program.send("2н");
    program.send("фыва");
    program.wait_for("фыва", PATIENCE);
    assert_eq!(fold('ф'), 'a', "the field had a letter of the other layout to fall into");
    assert!(!program.text().contains("asdf"));
}
