//! A respondent at the keys, with a base that does as it is told.

use super::*;
use crate::domain::sample::Sample;
use crate::domain::{Item, ItemKind, Label, Questionnaire};
use crate::kit::sample;
use crate::text::Lang;

fn label(ru: &str) -> Label {
    Label { ru: ru.into(), en: String::new() }
}

fn sheet(kinds: Vec<ItemKind>) -> Questionnaire {
    let item = |(kind, number): (ItemKind, usize)| {
        Item::new(format!("X{number}"), label(&format!("Вопрос {number}: насколько вам было интересно?")), kind)
    };
    Questionnaire {
        code: "s".into(),
        version: 1,
        title: label("Анкета"),
        wave: crate::domain::Wave::Entry,
        audience: crate::domain::Audience::Mentee,
        forms: Vec::new(),
        own: false,
        items: kinds.into_iter().zip(1..).map(item).collect(),
    }
}

fn kinds() -> Vec<ItemKind> {
    let options = || ["часто", "иногда", "никогда"].map(label).to_vec();
    vec![
        ItemKind::Scale { low: 1, high: 10 },
        ItemKind::YesNo,
        ItemKind::Choice(options()),
        ItemKind::Several(options()),
        ItemKind::Percent { low: 0, high: 100 },
        ItemKind::Text,
    ]
}

/// A session and what has been kept.
struct Desk {
    screen: Respond,
    kept: Vec<Answer>,
    saves: usize,
    handed_in: bool,
    ended: Option<&'static str>,
    fails: bool,
}

impl Desk {
    /// A session at the question for the code.
    fn asking(kinds: Vec<ItemKind>, lang: Lang) -> Self {
        let mut world = sample::world();
        world.text = crate::text::Text::of(lang);
        let kept = vec![Answer::NotAsked; kinds.len()];
        let mut sample = Sample::new();
        sample.put(QuestionnaireId(900), sheet(kinds));
        world.register = sample.register;
        Self { screen: Respond::new(world), kept, saves: 0, handed_in: false, ended: None, fails: false }
    }

    /// A session at the first question.
    fn at_first(kinds: Vec<ItemKind>) -> Self {
        let mut desk = Self::asking(kinds, Lang::Ru);
        desk.types("482173509");
        desk.press(Code::Enter);
        desk.press(Code::Enter);
        desk
    }

    fn opened(&self) -> Told {
        let mut sample = Sample::new();
        let mentee = sample.mentee("Ёлкина Ада Львовна", "7Б");
        let person = sample.person_of(mentee);
        let all = &self.screen.world.register;
        sample.put(QuestionnaireId(900), Questionnaire::clone(all.get::<Questionnaire>(QuestionnaireId(900)).unwrap()));
        let (year, answers) = (sample.year, self.kept.clone());
        Told::Opened(Box::new(Opened {
            register: sample.register,
            person,
            questionnaire: QuestionnaireId(900),
            year,
            answers,
        }))
    }

    fn stroke(&mut self, stroke: Stroke) {
        let mut wish = self.screen.press(stroke);
        while let Some(wanted) = wish.take() {
            let told = match wanted {
                Wish::End(sentence) => return self.ended = Some(sentence),
                _ if self.fails => Told::Failed("нет места"),
                Wish::Open(code) if code == "482173509" => self.opened(),
                Wish::Open(_) => Told::Unknown,
                Wish::Keep(answers) => {
                    self.kept = answers;
                    self.saves += 1;
                    Told::Kept
                }
                Wish::HandIn => {
                    self.handed_in = true;
                    Told::HandedIn
                }
            };
            wish = self.screen.told(told);
        }
    }

    fn press(&mut self, code: Code) {
        self.stroke(Stroke::plain(code));
    }

    fn types(&mut self, text: &str) {
        text.chars().for_each(|c| self.stroke(Stroke::char(c)));
    }

    fn seen_at(&self, (width, height): (u16, u16)) -> String {
        let area = Rect::new(0, 0, width, height);
        let mut buf = Buffer::empty(area);
        self.screen.view(area, &mut buf);
        let rows = buf.content.chunks(usize::from(width));
        let row = |cells: &[ratatui::buffer::Cell]| cells.iter().map(|cell| cell.symbol()).collect::<String>();
        rows.map(|cells| row(cells).trim_end().to_owned() + "\n").collect()
    }

    fn sees(&self, parts: &[&str]) {
        let seen = self.seen_at((80, 24));
        for part in parts {
            assert!(seen.contains(part), "no {part} on:\n{seen}");
        }
    }
}

#[test]
fn a_questionnaire_is_answered_key_by_key_and_handed_in_once() {
    let mut desk = Desk::asking(kinds(), Lang::Ru);
    desk.sees(&["Введите код", "9 цифр"]);
    desk.types("482 173-509");
    desk.press(Code::Enter);
    desk.sees(&["Здравствуйте", "Ёлкина Ада Львовна, 7Б", "Вопросов: 6"]);
    desk.press(Code::Enter);
    desk.sees(&["вопрос 1 из 6", "Вопрос 1", "1   2   3"]);
    desk.types("0");
    desk.sees(&["вопрос 2 из 6", "Вопрос 1: записано «10».", "д да", "н нет"]);
    desk.types("н2");
    desk.sees(&["вопрос 4 из 6", "1  часто", "Можно выбрать несколько"]);
    desk.types("31");
    assert_eq!(desk.saves, 3, "a choice of several is an answer when it is ended");
    desk.press(Code::Enter);
    desk.types("45");
    desk.press(Code::Enter);
    desk.types("Всё  понравилось ");
    desk.press(Code::Enter);
    desk.sees(&["Проверьте ответы", "45 %", "часто, никогда", "Готово, сдать"]);
    let given = vec![
        Answer::Scale(10),
        Answer::YesNo(false),
        Answer::Choice(1),
        Answer::Several(Box::new([0, 2])),
        Answer::Percent(45),
        Answer::Text("Всё  понравилось".into()),
    ];
    assert_eq!((&desk.kept, desk.saves, desk.handed_in), (&given, 6, false));
    desk.press(Code::Enter);
    desk.sees(&["Сдать анкету?", "д сдать"]);
    desk.types("д");
    desk.sees(&["Спасибо"]);
    assert!(desk.handed_in);
    assert!(!desk.seen_at((80, 24)).contains("Ёлкина"), "nobody's name stays on the screen");
    desk.press(Code::Enter);
    assert_eq!(desk.ended, Some(""));
}

#[test]
fn keys_are_the_same_in_the_other_layout_and_with_caps_lock() {
    for keys in ["н", "y", "Y", "Н"] {
        let mut desk = Desk::at_first(vec![ItemKind::YesNo, ItemKind::YesNo]);
        desk.types(keys);
        assert_eq!(desk.kept[0], Answer::YesNo(false), "{keys}");
        desk.stroke(Stroke::ctrl(if keys == "y" { 'c' } else { 'с' }));
        desk.sees(&["Закончить?"]);
        desk.types(keys);
        assert_eq!(desk.ended, None);
        desk.press(Code::Esc);
        desk.types(if keys == "y" { "l" } else { "д" });
        assert!(desk.ended.is_some_and(|said| said.contains("по тому же коду")), "{keys}");
    }
    let mut english = Desk::asking(vec![ItemKind::YesNo], Lang::En);
    english.types("482173509");
    english.press(Code::Enter);
    english.press(Code::Enter);
    english.types("н");
    assert_eq!(english.kept[0], Answer::YesNo(true), "the key of y");
}

#[test]
fn an_answer_can_be_gone_back_to_left_out_and_corrected_in_the_review() {
    let scale = || ItemKind::Scale { low: 1, high: 5 };
    let mut desk = Desk::at_first(vec![scale(), scale(), scale()]);
    desk.types("3");
    desk.press(Code::Backspace);
    desk.sees(&["вопрос 1 из 3", "● "]);
    desk.types("4 5");
    assert_eq!(desk.kept, [Answer::Scale(4), Answer::Blank, Answer::Scale(5)]);
    desk.sees(&["Проверьте ответы", "нет ответа"]);
    desk.press(Code::Up);
    desk.press(Code::Up);
    desk.press(Code::Enter);
    desk.sees(&["вопрос 2 из 3"]);
    desk.types("9");
    desk.sees(&["вопрос 2 из 3", "Нажмите: 1–5"]);
    desk.types("2");
    desk.sees(&["Проверьте ответы"]);
    assert_eq!(desk.kept[1], Answer::Scale(2));
    // Enter at a question without an answer is no answer.
    let mut desk = Desk::at_first(vec![scale()]);
    desk.press(Code::Enter);
    desk.sees(&["вопрос 1 из 1", "Пробел – не хочу отвечать"]);
    assert_eq!(desk.saves, 0);
}

#[test]
fn nothing_but_the_questionnaire_can_be_reached() {
    let mut desk = Desk::at_first(kinds());
    let world = &desk.screen.world;
    assert_eq!(world.register.people().count(), 1);
    for code in
        (1..=9).map(Code::F).chain([Code::F(11), Code::F(12), Code::Insert, Code::Delete, Code::Home, Code::Tab])
    {
        desk.press(code);
        desk.sees(&["вопрос 1 из 6"]);
    }
    for c in "abefghijklmnoprstuvwy/?:".chars() {
        desk.stroke(Stroke::ctrl(c));
        desk.stroke(Stroke { alt: true, ..Stroke::char(c) });
        desk.stroke(Stroke::char(c));
        desk.sees(&["вопрос 1 из 6"]);
    }
    assert_eq!((desk.saves, desk.ended), (0, None));
    for way in [Stroke::plain(Code::Esc), Stroke::ctrl('c'), Stroke::ctrl('й'), Stroke::ctrl('z'), Stroke::ctrl('d')] {
        desk.stroke(way);
        desk.sees(&["Закончить?"]);
        desk.press(Code::Esc);
        desk.sees(&["вопрос 1 из 6"]);
    }
}

#[test]
fn a_wrong_code_tells_nothing_and_the_fifth_ends_the_session() {
    let mut desk = Desk::asking(kinds(), Lang::Ru);
    desk.types("12345");
    desk.press(Code::Enter);
    desk.sees(&["В коде 9 цифр"]);
    assert_eq!(desk.ended, None, "what is no code is no try");
    desk.types("123456789");
    for left in (1..=4).rev() {
        desk.press(Code::Enter);
        desk.sees(&[&format!("Код не подходит. Проверьте цифры. Осталось попыток: {left}.")]);
        desk.types("123456789");
    }
    desk.press(Code::Enter);
    assert!(desk.ended.is_some_and(|said| said.starts_with("Код не подошёл")));
}

#[test]
fn what_was_not_kept_stands_as_before_the_key() {
    let mut desk = Desk::at_first(vec![ItemKind::Text, ItemKind::YesNo]);
    desk.types("хорошо");
    desk.fails = true;
    desk.press(Code::Enter);
    desk.sees(&["вопрос 1 из 2", "хорошо", "Не записалось: нет места"]);
    desk.fails = false;
    desk.press(Code::Enter);
    desk.sees(&["вопрос 2 из 2", "Вопрос 1: записано «хорошо»."]);
    assert_eq!(desk.kept[0], Answer::Text("хорошо".into()));
}

#[test]
fn what_is_being_written_is_kept_when_the_session_ends_by_itself() {
    let mut desk = Desk::at_first(vec![ItemKind::Text, ItemKind::YesNo]);
    assert_eq!(desk.screen.unsaved(), None);
    desk.types("начало");
    let half = Wish::Keep(vec![Answer::Text("начало".into()), Answer::NotAsked]);
    assert_eq!(desk.screen.unsaved(), Some(half));
    desk.press(Code::Esc);
    assert_eq!((desk.saves, &desk.kept[0]), (1, &Answer::Text("начало".into())));
}

#[test]
fn a_sitting_goes_on_where_the_last_one_ended() {
    let mut desk = Desk::asking(vec![ItemKind::YesNo, ItemKind::YesNo, ItemKind::YesNo], Lang::Ru);
    desk.kept[0] = Answer::YesNo(true);
    desk.types("482173509");
    desk.press(Code::Enter);
    desk.sees(&["Уже есть ответы: 1 из 3"]);
    desk.press(Code::Enter);
    desk.sees(&["вопрос 2 из 3"]);
    assert_eq!(desk.saves, 0);
}

#[test]
fn the_smallest_window_shows_every_option_of_the_longest_question() {
    let long = "очень длинный вариант ответа, которому не хватает строки и который режется ".repeat(2);
    let mut asked = sheet(vec![ItemKind::Choice(vec![label(&long); 9])]);
    asked.items[0].label = label(&"Насколько вам было комфортно общаться с наставником? ".repeat(20));
    let mut desk = Desk::asking(vec![ItemKind::YesNo], Lang::Ru);
    let mut sample = Sample::new();
    sample.put(QuestionnaireId(900), asked);
    desk.screen.world.register = sample.register;
    desk.types("482173509");
    desk.press(Code::Enter);
    for size in [(60, 20), (80, 24), (200, 50)] {
        let before = desk.seen_at(size);
        assert!(before.contains("Ёлкина"), "{before}");
    }
    desk.press(Code::Enter);
    let seen = desk.seen_at((60, 20));
    for key in 1..=9 {
        assert!(seen.contains(&format!("  {key}  очень")), "no option {key} on:\n{seen}");
    }
    assert!(seen.contains("Насколько") && seen.contains("Esc закончить"), "{seen}");
    assert!(desk.seen_at((20, 8)).contains("Окно слишком"));
    assert_eq!(desk.seen_at((1, 1)).trim(), "О");
}

/// «Нет» leaves the second question out; a correction to «да» in the review asks it before anything is handed in.
#[test]
fn what_a_condition_leaves_out_is_not_asked_and_what_a_correction_opens_is() {
    use crate::domain::{Condition, Wanted};
    let mut desk = Desk::asking(vec![ItemKind::YesNo, ItemKind::Text, ItemKind::Scale { low: 1, high: 10 }], Lang::Ru);
    let mut asked = sheet(vec![ItemKind::YesNo, ItemKind::Text, ItemKind::Scale { low: 1, high: 10 }]);
    asked.items[1].when = Some(Condition { item: "X1".into(), wanted: Wanted::YesNo(true) });
    asked.items[0].help = label("Считается любая школа.");
    let mut sample = Sample::new();
    sample.put(QuestionnaireId(900), asked);
    desk.screen.world.register = sample.register;
    desk.types("482173509");
    desk.press(Code::Enter);
    desk.press(Code::Enter);
    desk.sees(&["Считается любая школа."]);
    desk.types("н");
    desk.sees(&["Вопрос 3:"]);
    desk.types("7");
    assert_eq!(desk.kept, [Answer::YesNo(false), Answer::Skipped, Answer::Scale(7)]);
    // The skipped row of the review opens nothing.
    desk.press(Code::Up);
    desk.press(Code::Up);
    desk.press(Code::Enter);
    desk.sees(&["1. Вопрос 1", "3. Вопрос 3"]);
    desk.press(Code::Up);
    desk.press(Code::Enter);
    desk.types("д");
    desk.sees(&["Вопрос 2:"]);
    desk.types("в лагере");
    desk.press(Code::Enter);
    assert_eq!(desk.kept[1], Answer::Text("в лагере".into()));
    desk.press(Code::End);
    desk.press(Code::Enter);
    desk.types("д");
    assert!(desk.handed_in);
}

#[test]
fn long_options_are_whole_and_every_key_is_there_on_a_low_window() {
    let long = "наставник помогал мне разбираться в предмете, и мы вместе готовились к контрольным и к";
    let ends = ["первым", "вторым", "третьим", "четвёртым", "пятым", "шестым", "седьмым", "восьмым", "девятым"];
    let options: Vec<Label> = ends.iter().map(|end| label(&format!("{long} {end}"))).collect();
    for kind in [ItemKind::Choice(options.clone()), ItemKind::Several(options)] {
        let desk = Desk::at_first(vec![kind]);
        let seen = desk.seen_at((80, 28));
        assert!(ends.iter().all(|end| seen.contains(end)), "{seen}");
        for size in [(80, 24), (40, 12), (30, 10)] {
            let seen = desk.seen_at(size);
            let keys: Vec<String> = (1..=9).map(|key| format!("  {key}")).collect();
            assert!(keys.iter().all(|key| seen.contains(key)), "{seen}");
            assert!(seen.contains("Вопрос 1"), "{seen}");
        }
    }
}

#[test]
fn a_code_that_was_begun_wrong_is_typed_anew() {
    let mut desk = Desk::asking(kinds(), Lang::Ru);
    desk.types("111");
    desk.press(Code::Enter);
    desk.sees(&["В коде 9 цифр"]);
    desk.types("4821735099");
    assert!(!desk.seen_at((80, 24)).contains("1 1 1"), "what was refused is gone");
    desk.press(Code::Enter);
    desk.sees(&["Здравствуйте"]);
}

/// Children type what they mean: the two digits of ten. The nought is never the answer to a question they have not read.
#[test]
fn a_one_and_a_nought_are_ten_of_the_question_they_were_typed_for() {
    let scale = || ItemKind::Scale { low: 1, high: 10 };
    let mut desk = Desk::at_first(vec![scale(), scale(), scale()]);
    desk.types("1");
    assert_eq!((desk.saves, &desk.kept[0]), (1, &Answer::Scale(1)), "a one is an answer, kept at once");
    desk.sees(&["вопрос 1 из 3", "Вопрос 1: записано «1». Хотели 10", "● "]);
    desk.types("0");
    assert_eq!(desk.kept, [Answer::Scale(10), Answer::NotAsked, Answer::NotAsked]);
    desk.sees(&["вопрос 2 из 3", "Вопрос 1: записано «10»."]);
    // A one alone is ended with Enter.
    desk.types("1");
    desk.sees(&["вопрос 2 из 3", "Вопрос 2: записано «1»."]);
    assert_eq!(desk.saves, 3);
    desk.press(Code::Enter);
    desk.sees(&["вопрос 3 из 3"]);
    assert_eq!(desk.kept[1], Answer::Scale(1));
    // The last question has nothing behind it: another digit corrects it.
    desk.types("17");
    desk.sees(&["Проверьте ответы", "Вопрос 3: записано «7»."]);
    // The same in a correction from the review.
    desk.press(Code::Up);
    desk.press(Code::Enter);
    desk.types("10");
    desk.sees(&["Проверьте ответы"]);
    assert_eq!(desk.kept, [Answer::Scale(10), Answer::Scale(1), Answer::Scale(10)]);
    // Where there is no ten a one is all there is to type.
    let mut desk = Desk::at_first(vec![ItemKind::Scale { low: 1, high: 5 }, scale()]);
    desk.types("1");
    desk.sees(&["вопрос 2 из 2"]);
}

/// Whoever types on in the rhythm of the other digits loses no one and shifts no answer.
#[test]
fn a_digit_after_a_one_answers_the_next_question() {
    let scale = || ItemKind::Scale { low: 1, high: 10 };
    let mut desk = Desk::at_first(vec![scale(), scale(), scale(), scale(), scale()]);
    desk.types("17110");
    let given = [1, 7, 1, 10].map(Answer::Scale);
    assert_eq!(desk.kept[..4], given, "{:?}", desk.kept);
    desk.sees(&["вопрос 5 из 5"]);
    // Back at an older one, a digit corrects it.
    desk.press(Code::Up);
    desk.press(Code::Up);
    desk.types("4");
    assert_eq!(desk.kept[2], Answer::Scale(4));
}

#[test]
fn a_one_that_was_not_kept_is_not_shown_as_kept() {
    let mut desk = Desk::at_first(vec![ItemKind::Scale { low: 1, high: 10 }]);
    desk.fails = true;
    desk.types("1");
    desk.sees(&["вопрос 1 из 1", "Не записалось"]);
    assert_eq!(desk.kept[0], Answer::NotAsked);
    desk.fails = false;
    desk.types("10");
    assert_eq!(desk.kept[0], Answer::Scale(10));
}
