//! Each kind of question, in both layouts and languages, and what the screen says of it.

use super::tests::{Bench, SCALE, drafts, options, refusals, response, saved};
use super::*;
use crate::domain::{Answer, ItemKind, Questionnaire};
use crate::kit::Layout;
use crate::text::{Lang, Text};

const PERCENT: ItemKind = ItemKind::Percent { low: 0, high: 100 };

fn open(kinds: Vec<ItemKind>) -> Bench {
    let mut bench = Bench::new(kinds);
    bench.keys("\n");
    bench
}

#[test]
fn yes_and_no_in_both_layouts_and_languages() {
    let russian = [("д", true), ("l", true), ("Д", true), ("1", true), ("+", true), ("н", false), ("y", false)];
    let english = [("y", true), ("н", true), ("Y", true), ("1", true), ("n", false), ("т", false), ("2", false)];
    for (lang, table) in [(Lang::Ru, russian), (Lang::En, english)] {
        for (key, yes) in table {
            let mut bench = open(vec![ItemKind::YesNo; 2]);
            bench.world.text = Text::of(lang);
            bench.keys(key);
            assert_eq!((bench.answers()[0].clone(), bench.place()), (Answer::YesNo(yes), 1), "{key} {lang:?}");
        }
    }
    let mut bench = open(vec![ItemKind::YesNo]);
    assert_eq!(refusals(&bench.keys("n7")), 2);
    bench.keys("0");
    assert_eq!(bench.answers()[0], Answer::YesNo(false));
}

#[test]
fn a_key_that_is_no_answer_moves_nothing_and_says_what_is_awaited() {
    let mut bench = open(vec![ItemKind::Scale { low: 1, high: 5 }, SCALE]);
    for key in ["6", "0", "ф", "q", "\n", "?", "*"] {
        let acts = bench.keys(key);
        assert!(matches!(acts.as_slice(), [Act::Refuse(_)]), "{key:?}: {acts:?}");
    }
    assert!(matches!(&bench.keys("9")[0], Act::Refuse(said) if said == "Здесь ждут: 1–5"));
    assert_eq!((bench.place(), bench.answers()[0].clone()), (0, Answer::NotAsked));
    bench.keys("5");
    assert!(matches!(&bench.keys("й")[0], Act::Refuse(said) if said == "Здесь ждут: 1–10, 0 = 10"));
    for stroke in [Stroke::plain(Code::F(1)), Stroke::ctrl('q'), Stroke::plain(Code::F(10))] {
        assert!(bench.pane.typed(stroke, &mut bench.world).is_none(), "{stroke:?} is the app's");
    }
}

#[test]
fn back_shows_the_answer_and_the_next_one_replaces_it() {
    let mut bench = open(vec![SCALE; 3]);
    bench.keys("47");
    bench.code(Code::Backspace);
    assert_eq!((bench.place(), bench.answers()[1].clone()), (1, Answer::Scale(7)));
    bench.keys("8");
    assert_eq!((bench.place(), bench.answers()[1].clone()), (2, Answer::Scale(8)));
    bench.code(Code::PageUp);
    assert_eq!(refusals(&bench.code(Code::Backspace)), 1, "nothing is above the first");
    bench.keys("\n\n");
    assert_eq!(bench.place(), 2, "Enter passes what has an answer");
}

#[test]
fn blank_not_applicable_and_as_above() {
    let mut bench = open(vec![SCALE, SCALE, SCALE, SCALE, ItemKind::YesNo]);
    let acts = bench.keys("3* -*");
    assert_eq!(drafts(&acts).len(), 5);
    let three = Answer::Scale(3);
    let na = Answer::NotApplicable;
    assert_eq!(bench.answers(), [three.clone(), three, Answer::Blank, na.clone(), na]);
    let mut bench = open(vec![SCALE, ItemKind::YesNo]);
    let acts = bench.keys("3=");
    assert_eq!((refusals(&acts), bench.place()), (1, 1), "a rating is no answer to yes or no");
}

#[test]
fn choices_several_and_percent() {
    let rare = options(&["часто", "редко", "никогда"]);
    let mut bench = open(vec![ItemKind::Choice(rare.clone()), ItemKind::Several(rare), PERCENT, SCALE]);
    assert_eq!(refusals(&bench.keys("4")), 1);
    bench.keys("2");
    bench.keys("311");
    assert_eq!(bench.answers()[1], Answer::Several([2].into()));
    bench.keys("1\n");
    assert_eq!((bench.place(), bench.answers()[1].clone()), (2, Answer::Several([0, 2].into())));
    let screen = bench.screen(80, 20);
    assert!(screen.contains("1 часто") && screen.contains("часто, никогда"), "{screen}");
    bench.keys("45");
    bench.code(Code::Backspace);
    assert_eq!(refusals(&bench.keys("х")), 1);
    bench.keys("0\n");
    assert_eq!((bench.place(), bench.answers()[2].clone()), (3, Answer::Percent(40)));
    bench.code(Code::Backspace);
    assert_eq!(refusals(&bench.keys("101")), 1, "more than a hundred is refused at its last digit");
    assert_eq!((bench.place(), bench.answers()[2].clone()), (2, Answer::Percent(10)));
    bench.keys("0");
    assert_eq!((bench.place(), bench.answers()[2].clone()), (3, Answer::Percent(100)), "a hundred goes on by itself");
    bench.keys("\n");
    assert_eq!((bench.place(), bench.answers()[3].clone()), (3, Answer::NotAsked), "Enter out of habit does nothing");
    assert_eq!(refusals(&bench.keys("\n")), 1);
}

#[test]
fn an_empty_line_is_no_answer() {
    let mut bench = open(vec![ItemKind::Several(options(&["а"])), ItemKind::Text, ItemKind::Text, ItemKind::Text]);
    bench.keys("\n\n -");
    assert_eq!(bench.answers(), [Answer::Blank, Answer::Blank, Answer::Blank, Answer::NotApplicable]);
}

#[test]
fn text_is_typed_as_text() {
    let mut bench = open(vec![ItemKind::Text, ItemKind::Text]);
    let acts = bench.keys("Поддержка - и 2 книги * ");
    assert_eq!(drafts(&acts).len(), 24, "kept to the last key");
    bench.press(Stroke { alt: true, ..Stroke::plain(Code::Enter) });
    bench.keys("всё");
    let screen = bench.screen(80, 20);
    assert!(screen.contains("Поддержка - и 2 книги *  / всё"), "{screen}");
    bench.code(Code::Left);
    bench.code(Code::Backspace);
    bench.keys("\n");
    bench.pane.paste("из буфера", &mut bench.world);
    let acts = bench.keys(" \n\n");
    let text = |text: &str| Answer::Text(text.into());
    assert_eq!(response(saved(&acts)).answers, [text("Поддержка - и 2 книги * \nвё"), text("из буфера")]);
}

#[test]
fn text_has_an_end() {
    let mut bench = open(vec![ItemKind::Text]);
    let long = "я".repeat(crate::fields::LONGEST);
    bench.pane.paste(&long, &mut bench.world);
    assert_eq!(refusals(&bench.keys("я")), 1);
    assert_eq!(refusals(&bench.pane.paste("я", &mut bench.world)), 1);
    assert_eq!(bench.answers()[0], Answer::Text(long.into()));
}

#[test]
fn letters_and_digits_fire_no_command_on_a_paper() {
    let mut bench = open(vec![SCALE; 8]);
    bench.world.layout = Layout::Latin;
    let acts = bench.keys("вд123456/u");
    assert_eq!((refusals(&acts), bench.place()), (4, 6));
    assert!(bench.pane.commands(&bench.world).iter().all(|info| info.id.starts_with("keying.")));
    bench.code(Code::Esc);
    assert!(bench.pane.commands(&bench.world).iter().all(|info| !info.id.starts_with("keying.")));
}

#[test]
fn the_current_question_is_whole_on_every_screen() {
    for (width, height) in [(60, 15), (60, 20), (80, 20), (200, 46)] {
        let mut bench = open(vec![SCALE; 22]);
        for place in 0..=22 {
            let screen = bench.screen(width, height);
            let place = usize::min(place, 21);
            let words: Vec<&str> = screen.split_whitespace().collect();
            let question = format!("{}: насколько", place + 1);
            assert!(screen.contains(&question), "{width}×{height} question {place}\n{screen}");
            let start = words.windows(2).position(|pair| pair.join(" ") == question).unwrap();
            let rest: String = words[start..].iter().take(16).copied().collect();
            assert!(rest.contains("встречах?"), "{width}×{height} question {place}\n{screen}");
            assert!(screen.contains("Ёлкин Пётр Ильич, 7Б") && screen.contains("внесено 0 из 3"), "{screen}");
            let progress = format!("{} из 22", bench.place());
            assert!(screen.contains("дальше: Жуков") && screen.contains(&progress), "{screen}");
            assert_eq!(screen.matches('■').count(), bench.place());
            bench.keys("7");
        }
        assert!(bench.screen(width, height).contains("Все вопросы пройдены. Enter – записать."));
    }
}

#[test]
fn one_digit_changes_few_cells() {
    use ratatui::buffer::Buffer;
    let mut bench = open(vec![SCALE; 22]);
    let area = Rect::new(0, 0, 80, 20);
    let draw = |bench: &Bench| {
        let mut buf = Buffer::empty(area);
        bench.pane.view(area, &mut buf, &bench.world);
        buf
    };
    let mut cells = Vec::new();
    for _ in 0..22 {
        let before = draw(&bench);
        bench.keys("7");
        cells.push(before.diff(&draw(&bench)).len());
    }
    let turned = cells.iter().filter(|count| **count > 12).count();
    assert!(turned <= 5, "only a full page is painted anew: {cells:?}");
}

#[test]
fn the_queue_fits_every_screen() {
    for (width, height) in [(60, 15), (80, 20), (200, 46)] {
        let mut bench = Bench::new(vec![SCALE]);
        bench.pane.fit(Rect::new(0, 0, width, height), &bench.world);
        let screen = bench.screen(width, height);
        for words in ["Анкета 900 · вход · наставляемый", "внесено 0 из 3", "▌", "Ёлкин Пётр Ильич", "очередь 3"]
        {
            assert!(screen.contains(words), "{width}×{height}: {words}\n{screen}");
        }
        assert_eq!(screen.contains("Анкета 901"), width >= 110, "all questionnaires where there is room");
        bench.keys("/ууу");
        assert!(bench.screen(width, height).contains("фильтр: ууу"));
    }
}

#[test]
fn the_answer_stands_beside_the_longest_question() {
    let bench = open(vec![SCALE; 3]);
    let screen = bench.screen(200, 46);
    let line = screen.lines().find(|line| line.starts_with('▌')).unwrap();
    assert!(line.contains("на встречах?  _"), "{line}");
}

#[test]
fn no_key_means_two_things_at_once() {
    for lang in [Lang::Ru, Lang::En] {
        for place in [Place::List, Place::Sheets, Place::Items, Place::Paper, Place::Check] {
            let table = commands().iter().filter(|command| commands::place_of(command.id) == place);
            let mut keys: Vec<_> =
                table.flat_map(|command| command.keys.of(lang)).filter(|key| **key != "enter").collect();
            let all = keys.len();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), all, "{lang:?}");
        }
    }
}

/// Commands of the paper that can be meant now.
fn possible(bench: &Bench) -> Vec<&'static str> {
    let commands = bench.pane.commands(&bench.world).into_iter();
    commands.filter(|info| info.disabled.is_none()).map(|info| info.id).collect()
}

#[test]
fn a_key_that_is_text_or_takes_a_digit_back_is_no_command() {
    let mut bench = open(vec![ItemKind::Text, ItemKind::Text, PERCENT]);
    let plain = ["keying.blank", "keying.na"];
    assert!(plain.iter().all(|id| possible(&bench).contains(id)), "{:?}", possible(&bench));
    bench.keys("а\nб");
    let now = possible(&bench);
    for id in ["keying.blank", "keying.na", "keying.repeat", "keying.back"] {
        assert!(!now.contains(&id), "{id}: {now:?}");
    }
    assert!(["keying.next", "keying.save", "keying.up"].iter().all(|id| now.contains(id)), "{now:?}");
    bench.code(Code::Backspace);
    assert!(possible(&bench).contains(&"keying.back"), "the line is empty again");
    bench.keys("\n4");
    assert!(!possible(&bench).contains(&"keying.back"));
    bench.code(Code::Backspace);
    assert!(possible(&bench).contains(&"keying.back"));
}

#[test]
fn every_list_keeps_its_own_cursor() {
    let mut bench = Bench::new(vec![SCALE; 4]);
    bench.pane.select(bench.people[1].into(), &bench.world);
    bench.keys("А");
    bench.code(Code::End);
    bench.keys("\n");
    assert_eq!((bench.pane.shows, bench.pane.row_place()), (Shows::Items, 0), "the head, and no item that Del removes");
    bench.code(Code::End);
    bench.code(Code::Esc);
    assert_eq!(bench.pane.shows, Shows::Sheets);
    bench.code(Code::Esc);
    assert_eq!(bench.pane.list.current(), Some(bench.people[1].into()));
}

#[test]
fn a_number_stays_while_a_batch_is_keyed() {
    let mut bench = Bench::new(vec![SCALE]);
    let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
    let pulse = Questionnaire { wave: crate::domain::Wave::Occasion, ..Questionnaire::clone(&before) };
    let stamp = crate::domain::Stamp { generation: 1, at: 0, who: String::new() };
    let change = Change::edit(bench.sheet, &before, pulse);
    bench.world.register.commit(&[change], &stamp).unwrap();
    bench.pane.refresh(&bench.world);
    bench.pane.choose(bench.sheet, &bench.world);
    let number = |bench: &Bench| bench.pane.people.iter().find(|it| it.person == bench.people[2]).unwrap().number;
    assert_eq!(number(&bench), 3);
    bench.pane.select(bench.people[0].into(), &bench.world);
    bench.code(Code::Enter);
    let acts = bench.keys("7\n");
    bench.commit(&acts);
    assert_eq!((bench.pane.people.len(), number(&bench)), (4, 3), "one more paper, and nobody more");
}
