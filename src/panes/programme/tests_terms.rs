//! The lists of the program's own terms on their page: reworded, taken out, brought back, added to.

use super::list_items::{self, Which};
use super::tests::{Bench, bench_of};
use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    CloseReason, Closing, Initiator, Lists, Mentee, Next, Pair, PairState, Problem, TheLists, Vocabulary, Words,
};
use crate::fields::Value;

const REASONS: Vocabulary = Vocabulary::CloseReasons;

/// A school with a pair that came apart and a request about both a plain and a hidden problem.
fn bench() -> Bench {
    let mut sample = Sample::new();
    let pair = sample.working(day(11, 1));
    sample.edit::<Pair>(pair, |pair| {
        pair.state = PairState::Ended;
        let (on, reason, by) = (day(11, 20), CloseReason::Mismatch, Initiator::Both);
        pair.closing = Some(Closing { on, reason, by, talk_held: true, note: Words::default(), next: Next::Open });
    });
    let id = sample.register.mentees(sample.year).next().unwrap().0;
    sample.edit::<Mentee>(id, |mentee| {
        mentee.requests[0].problems = vec![Problem::Motivation, Problem::OvzAcceptance];
    });
    let mut bench = bench_of(sample);
    bench.page(Kind::Lists);
    bench
}

fn lists(bench: &Bench) -> Lists {
    Lists::clone(bench.world.register.lists())
}

/// Types a name into a form and gives what is wrong with it.
fn named(bench: &mut Bench, command: &str, title: &str) -> Option<String> {
    let mut form = bench.form(command);
    bench.put(&mut form, "title", Value::Text(title.into()));
    bench.submit(&form).into_iter().next().map(|error| error.message)
}

/// The row that says `words`, as it stands on the page.
fn row(bench: &mut Bench, words: &str) -> String {
    bench.to(words);
    let shown = bench.drawn(110, 40);
    shown.lines().find(|line| line.starts_with('▌')).unwrap().split('│').next().unwrap().trim_end().to_owned()
}

#[test]
fn an_entry_is_reworded_and_says_how_many_records_use_it() {
    let mut bench = bench();
    assert!(row(&mut bench, "несовместимость").ends_with('1'));
    assert!(row(&mut bench, "нет времени").ends_with("времени"), "used nowhere");
    bench.to("несовместимость");
    assert_eq!(named(&mut bench, "lists.open", "не сошлись характерами"), None);
    assert_eq!(lists(&bench).own_title(REASONS, "mismatch"), Some("не сошлись характерами"));
    bench.to("не сошлись");
    let shown = bench.drawn(200, 50);
    assert!(shown.contains("в программе: несовместимость") && shown.contains("пара 1"), "{shown}");
    // The program's own word again is no word of the school's.
    assert_eq!(named(&mut bench, "lists.open", "несовместимость"), None);
    assert_eq!(lists(&bench), *Lists::usual());
}

#[test]
fn two_entries_of_one_list_have_no_word_in_common() {
    let mut bench = bench();
    bench.to("нет времени");
    assert_eq!(named(&mut bench, "lists.open", "не успевает"), None);
    bench.to("Причины завершения");
    for taken in ["Не успевает", "нет  времени!", "no_time", "no time"] {
        let why = named(&mut bench, "lists.new", taken).unwrap();
        assert!(why.contains("«не успевает»"), "{taken}: {why}");
    }
    assert!(named(&mut bench, "lists.new", "12").unwrap().contains("буква"));
    assert!(named(&mut bench, "lists.new", &"а".repeat(61)).unwrap().contains("60"));
    bench.to("потеря интереса");
    bench.run("lists.retire");
    bench.to("Причины завершения");
    assert!(named(&mut bench, "lists.new", "потеря интереса").unwrap().contains("убрана из выбора"));
    assert_eq!(named(&mut bench, "lists.new", "смена формы"), None);
    bench.to("Проблемы (коды");
    assert_eq!(named(&mut bench, "lists.new", "смена формы"), None, "another list");
}

#[test]
fn what_is_taken_out_stays_on_the_page_and_comes_back_and_one_is_left() {
    let mut bench = bench();
    bench.to("несовместимость");
    bench.run("lists.retire");
    assert!(!lists(&bench).is_offered(REASONS, "mismatch"));
    assert!(row(&mut bench, "несовместимость").ends_with("не предлагается · 1"));
    bench.run("lists.retire");
    assert_eq!(lists(&bench), *Lists::usual());

    bench.to("Лучший наставник");
    assert!(bench.refused("lists.retire").contains("только удалить"));
    for _ in 0..5 {
        let which = Which::Terms(Vocabulary::Places);
        let items = list_items::items(bench.world.register.lists(), which, bench.world.text);
        let first = items.iter().find(|item| !item.retired).unwrap().title.to_string();
        bench.to(&first);
        if items.iter().filter(|item| !item.retired).count() == 1 {
            assert!(bench.refused("lists.retire").contains("не может быть пустым"));
        } else {
            bench.run("lists.retire");
        }
    }
}

#[test]
fn an_own_entry_is_removed_while_nobody_uses_it_and_the_programs_never() {
    let mut bench = bench();
    bench.to("нет времени");
    assert!(bench.refused("lists.remove").contains("убрать её из выбора"));
    bench.to("нет времени");
    assert!(bench.refused("lists.raise").contains("Порядок"));
    assert_eq!(named(&mut bench, "lists.new", "смена формы"), None);
    bench.to("смена формы");
    bench.agree("lists.remove");
    assert_eq!(lists(&bench), *Lists::usual());

    assert_eq!(named(&mut bench, "lists.new", "уехал на сборы"), None);
    let (id, pair) = bench.world.register.pairs(bench.world.year).next().unwrap();
    let mut after = Pair::clone(pair);
    after.closing.as_mut().unwrap().reason = CloseReason::Own1;
    let change = crate::domain::Change::edit(id, pair, after);
    bench.commit(&[change]);
    bench.to("уехал на сборы");
    assert!(bench.refused("lists.remove").contains("Удалить нельзя: пара 1"));
    assert_eq!(named(&mut bench, "lists.open", "сборы"), None, "it can be renamed");
    // The usual list keeps what is used.
    bench.to("нет времени");
    assert_eq!(named(&mut bench, "lists.open", "не успевает"), None);
    let lost = bench.agree("lists.usual");
    assert!(lost[0].contains("не успевает") && !lost[0].contains("сборы"), "{lost:?}");
    let left: Vec<String> = lists(&bench).wordings.iter().map(|it| it.title.to_string()).collect();
    assert_eq!(left, ["сборы"]);
}

#[test]
fn an_own_problem_goes_on_with_the_numbers_and_one_of_health_stays_closed() {
    let mut bench = bench();
    bench.to("Проблемы (коды");
    assert_eq!(named(&mut bench, "lists.new", "буллинг"), None);
    let mut form = bench.form("lists.new");
    bench.put(&mut form, "title", Value::Text("нужен тьютор".into()));
    bench.put(&mut form, "health", Value::Flag(true));
    assert_eq!(bench.submit(&form), []);
    let codes: Vec<String> = lists(&bench).wordings.iter().map(|it| it.code.to_string()).collect();
    assert_eq!(codes, [Problem::Own12.code(), Problem::OwnOvz3.code()]);
    assert!(row(&mut bench, "З12 буллинг").contains("З12") && row(&mut bench, "нужен тьютор").contains("ОВЗ3"));
    assert!(bench.form("lists.open").input_mut("health").is_none(), "what is closed stays closed");
    // Who uses a hidden one is told to those alone who look at it.
    assert!(row(&mut bench, "ОВЗ2").ends_with("скрыто (F4)"));
    bench.world.reveal = true;
    assert!(row(&mut bench, "ОВЗ2").ends_with('1'));
}

#[test]
fn there_is_room_for_eight_of_ones_own_and_the_ninth_is_told_so() {
    let mut bench = bench();
    bench.to("Виды событий");
    for number in ["первый", "второй", "третий", "четвёртый", "пятый", "шестой", "седьмой", "восьмой"]
    {
        assert_eq!(named(&mut bench, "lists.new", number), None);
    }
    let mut form = bench.form("lists.new");
    bench.put(&mut form, "title", Value::Text("девятый".into()));
    assert!(bench.submit(&form)[0].message.contains('8'));
    assert_eq!(form.value("title", &bench.world.ctx()), Value::Text("девятый".into()), "what was typed stays");
    bench.to("третий");
    bench.agree("lists.remove");
    assert_eq!(named(&mut bench, "lists.new", "девятый"), None);
    assert_eq!(
        bench.world.register.get::<Lists>(TheLists).unwrap().own_title(Vocabulary::EventKinds, "own3"),
        Some("девятый")
    );
}
