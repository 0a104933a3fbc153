//! The last line tells the truth: what it names is possible, the most important first, and a mark stands for the rest.

use nastavnik::app::view::footer_fitting;
use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{Entry, Origin, Register, Stamp, founding};
use nastavnik::kit::paint::width;
use nastavnik::kit::{FORM, Info, Layout, Stroke, infos, key_name};
use nastavnik::panes::PANES;
use nastavnik::text::Lang;

use crate::school::world;
use crate::stage::{self, commands, keys, loaded, model, picture, press};

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
fn the_way_into_selection_is_named_and_a_paper_nobody_waits_for_is_refused_in_place() {
    let register = stage::register();
    let mut model = model(&register, Lang::Ru, (80, 24));
    keys(&mut model, &["3"]);
    let line = picture(&mut model, Layout::Cyrillic).pop().unwrap();
    assert!(line.contains("е кандидат"), "{line}");
    let (year, today) = (model.world.year, model.world.today());
    let due = nastavnik::analysis::queue(&register, year, today).due;
    let idle = register.mentors(year).find(|(_, mentor)| {
        let answered = register.responses_of(mentor.person).iter().any(|(_, response)| response.year == year);
        !answered && due.iter().all(|due| due.respondent != mentor.person)
    });
    let at = model.desk.front;
    model.desk.panes[at].select(idle.unwrap().0.into(), &model.world);
    let front = model.desk.pane().id();
    keys(&mut model, &["а"]);
    assert_eq!(model.desk.pane().id(), front);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains("анкет сейчас не ждут"), "{shown}");
}

#[test]
fn a_question_about_removal_names_the_key_as_the_footer_does() {
    let mut model = model(&stage::register(), Lang::Ru, (80, 24));
    keys(&mut model, &["2", "del"]);
    let shown = picture(&mut model, Layout::Cyrillic).join("\n");
    assert!(shown.contains("Отменить можно клавишей г.") && shown.contains("Удалить: "), "{shown}");
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
    model.world.read_only = Some("только чтение".to_owned());
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

fn footer(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).pop().unwrap()
}

#[test]
fn a_paper_offers_saving_and_no_digit_for_a_pane() {
    let register = stage::register();
    for width in [80, 120, 200] {
        let mut model = model(&register, Lang::Ru, (width, 50));
        keys(&mut model, &["6", "enter"]);
        assert!(footer(&mut model).contains("F2 записать"), "{}", footer(&mut model));
        assert!(!footer(&mut model).contains("г отменить"), "г is an answer here: {}", footer(&mut model));
        keys(&mut model, &["f1"]);
        let page = picture(&mut model, Layout::Cyrillic).join("\n");
        assert!(page.contains("Клавиши") && !page.contains("База наставляемых"), "{page}");
    }
}

/// A base in which nothing but its founding has happened, with the words a session has for it.
fn fresh(can_undo: bool) -> Model {
    let stamp = Stamp { generation: 1, at: 0, who: "петрова".to_owned() };
    let mut register = Register::new();
    let questionnaires = nastavnik::surveys::builtin().unwrap();
    register.commit(&founding("Школа", crate::school::today(), questionnaires), &stamp).unwrap();
    register.set_position(1, 0);
    let mut model = Model::new(world(register.clone(), Lang::Ru, (80, 24)));
    let now = model.world.now;
    let loaded = nastavnik::app::Loaded { can_undo, ..loaded(&register) };
    model.update(Msg::Loaded(Box::new(loaded)), now);
    model
}

#[test]
fn nothing_to_take_back_is_not_offered() {
    let mut model = fresh(false);
    model.update(Msg::Resize(nastavnik::kit::Size { width: 160, height: 30 }), model.world.now);
    assert!(!footer(&mut model).contains("отменить"), "{}", footer(&mut model));
    keys(&mut model, &["2", "н", "Ли Ада", "f2"]);
    assert!(footer(&mut model).contains("г отменить"), "{}", footer(&mut model));
    // The thread of the base says after each step whether there is another one.
    for can_undo in [true, false] {
        let entry = Entry {
            generation: 2,
            at: 0,
            who: "петрова".to_owned(),
            session: String::new(),
            command: "mentee.new".to_owned(),
            origin: Origin::Done,
            changes: Vec::new(),
        };
        model.update(Msg::Saved { entry: Box::new(entry), can_undo }, model.world.now);
        assert_eq!(footer(&mut model).contains("г отменить"), can_undo, "{}", footer(&mut model));
    }
    let effects = keys(&mut model, &["г"]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::FindUndo)), "{effects:?}");
    assert!(footer(&mut fresh(true)).contains("г отменить"));
}

#[test]
fn an_empty_base_begins_with_a_list_or_somebody_new() {
    for (pane, size) in [("2", (60, 20)), ("2", (80, 24)), ("3", (80, 24)), ("3", (200, 50))] {
        let mut model = fresh(false);
        model.update(Msg::Resize(nastavnik::kit::Size { width: size.0, height: size.1 }), model.world.now);
        keys(&mut model, &[pane]);
        let line = footer(&mut model);
        assert!(line.trim_start().starts_with("и внести список  н новый"), "{line}");
        assert!(!line.contains("карта") && !line.contains("найти"), "{line}");
        keys(&mut model, &["н", "Ли Ада", "f2"]);
        assert!(footer(&mut model).contains("изменить"), "{}", footer(&mut model));
    }
}

#[test]
fn only_a_letter_that_is_a_command_tells_the_layout() {
    let mut model = fresh(false);
    let seen = |model: &Model| model.world.layout;
    keys(&mut model, &["ctrl-z", "2", "н", "Ada@", "ctrl-u", "esc"]);
    assert_eq!(seen(&model), Layout::Cyrillic, "a control byte and text say nothing");
    keys(&mut model, &["esc", "/", "ada", "esc", "ctrl-p", "ada", "esc"]);
    assert_eq!(seen(&model), Layout::Cyrillic, "neither does a search");
    keys(&mut model, &["j"]);
    assert_eq!(seen(&model), Layout::Latin);
    keys(&mut model, &["о"]);
    assert_eq!(seen(&model), Layout::Cyrillic);
}

#[test]
fn the_page_of_who_is_here_begins_with_oneself() {
    let mut model = fresh(false);
    model.me = nastavnik::store::Presence { tty: "pts/7".to_owned(), ..model.me.clone() };
    model.me.since = model.world.now.timestamp();
    keys(&mut model, &["f9"]);
    let page = picture(&mut model, Layout::Cyrillic).join("\n");
    let hour = model.world.moment(model.me.since);
    assert!(page.contains(&format!("вы: петрова · pts/7 · с {hour}")), "{page}");
    assert!(!page.contains(" / 3"), "a page that fits needs no counter: {page}");
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
