//! The last line tells the truth: what it names is possible, the most important first, and a mark stands for the rest.

use nastavnik::app::Model;
use nastavnik::app::view::footer_fitting;
use nastavnik::kit::paint::width;
use nastavnik::kit::{FORM, Info, Layout, Stroke, infos, key_name};
use nastavnik::panes::PANES;
use nastavnik::text::Lang;

use crate::stage::{self, commands, model, picture, press};

const WIDTHS: [u16; 4] = [60, 80, 120, 200];

/// Holds a footer against the commands it was made from.
fn check(shown: &[(String, String)], commands: &[Info], cells: usize, model: &Model) {
    let world = &model.world;
    let ellipsis = world.theme.marks().ellipsis;
    let named = |key: &str, label: &str| {
        commands.iter().find(|info| {
            let first = info.keys.of(world.text.lang).first();
            info.label == label && first.is_some_and(|name| key_name(name, world.layout, world) == key)
        })
    };
    let has_help = commands.iter().any(|info| info.id == "help");
    assert_eq!(shown.last().is_some_and(|(key, _)| key == "F1"), has_help, "{shown:?}");
    let items: Vec<&Info> = shown
        .iter()
        .filter(|(key, label)| key != "F1" && label != ellipsis)
        .map(|(key, label)| named(key, label).unwrap_or_else(|| panic!("{key} {label} is no command here")))
        .collect();
    for info in &items {
        assert!(info.disabled.is_none(), "{} is named and not possible: {:?}", info.id, info.disabled);
        assert!(info.rank > 0, "{} is named and should not be", info.id);
    }
    assert!(items.is_sorted_by_key(|info| info.rank), "{:?}", items.iter().map(|info| info.id).collect::<Vec<_>>());
    let possible = commands.iter().filter(|info| info.rank > 0 && info.disabled.is_none()).count();
    let marked = shown.iter().any(|(_, label)| label == ellipsis);
    assert_eq!(marked, items.len() < possible, "{} of {possible} at {cells}: {shown:?}", items.len());
    let needed: usize =
        shown.iter().map(|(key, label)| width(key) + usize::from(!key.is_empty()) + width(label) + 2).sum();
    assert!(needed <= cells + 2, "{needed} of {cells}: {shown:?}");
}

#[test]
fn a_pane_names_what_is_possible() {
    let register = stage::register();
    for lang in [Lang::Ru, Lang::En] {
        for columns in WIDTHS {
            for tab in PANES {
                let mut model = model(&register, lang, (columns, 24));
                press(&mut model, Stroke::char(tab.digit));
                let cells = usize::from(columns - 2);
                let commands = commands(&model);
                let shown = footer_fitting(&commands, cells, &model.world);
                check(&shown, &commands, cells, &model);
                let line = picture(&mut model, Layout::Cyrillic).pop().unwrap();
                for (key, label) in footer_fitting(&commands, cells, &model.world) {
                    let item = if key.is_empty() { label } else { format!("{key} {label}") };
                    assert!(line.contains(&item), "{item} is not on {line:?}");
                }
            }
        }
    }
}

#[test]
fn a_form_names_what_is_possible() {
    let register = stage::register();
    for columns in WIDTHS {
        let mut model = model(&register, Lang::Ru, (columns, 24));
        press(&mut model, Stroke::char('2'));
        press(&mut model, Stroke::char('н'));
        let cells = usize::from(columns - 2);
        let commands = infos(FORM, model.desk.form().unwrap(), &model.world);
        let shown = footer_fitting(&commands, cells, &model.world);
        check(&shown, &commands, cells, &model);
    }
}

#[test]
fn a_base_for_reading_offers_nothing_that_writes() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (200, 24));
    model.world.read_only = true;
    press(&mut model, Stroke::char('2'));
    let line = picture(&mut model, Layout::Cyrillic).pop().unwrap();
    for word in ["новый", "отменить", "изменить"] {
        assert!(!line.contains(word), "{word}: {line}");
    }
    assert!(line.contains("найти"), "{line}");
}

/// While letters go to the filter, a letter is not a command, and the footer must not call it one.
#[test]
fn a_search_names_no_key_that_it_takes_for_text() {
    let register = stage::register();
    for digit in ['2', '3', '4', '5', '6'] {
        let mut model = model(&register, Lang::Ru, (120, 24));
        press(&mut model, Stroke::char(digit));
        press(&mut model, Stroke::char('/'));
        let before = picture(&mut model, Layout::Cyrillic);
        let line = before.last().unwrap().clone();
        let named: Vec<&str> = line.split_whitespace().filter(|word| word.chars().count() == 1).collect();
        for key in named.into_iter().filter(|key| key.chars().all(char::is_alphabetic)) {
            let letter = key.chars().next().unwrap();
            press(&mut model, Stroke::char(letter));
            let typed = picture(&mut model, Layout::Cyrillic).iter().any(|row| row.contains(&format!(": {letter}")));
            assert!(!typed, "pane {digit}: {letter} is text here, yet the footer says {line:?}");
        }
    }
}

/// F1 is where every sentence stands in full: at any width none of them may end before its end.
#[test]
fn the_page_of_keys_cuts_nothing() {
    let register = stage::register();
    for lang in [Lang::Ru, Lang::En] {
        for (columns, rows) in [(60, 20), (80, 24), (200, 50)] {
            let mut model = model(&register, lang, (columns, rows));
            press(&mut model, Stroke::char('2'));
            let commands = commands(&model);
            press(&mut model, nastavnik::kit::stroke_of("f1").unwrap());
            let mut text = String::new();
            for _ in 0..30 {
                let page = picture(&mut model, Layout::Cyrillic);
                text.push_str(&page[5..page.len() - 2].join(" "));
                press(&mut model, nastavnik::kit::stroke_of("pgdn").unwrap());
            }
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            for info in commands {
                assert!(text.contains(info.help), "{columns}: {} is cut: {text}", info.help);
                let reason = info.disabled.unwrap_or_default();
                assert!(text.contains(&reason), "{columns}: {reason} is cut");
            }
            assert!(!text.contains("^C") && !text.contains("ALT"), "{text}");
        }
    }
}
