//! The pane over a small school: what opens, what stays hidden, what is too small to tell, what the forms save.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    Answer, Audience, Better, Birth, CuratorSheet, CuratorSheetId, Health, Indicator, Key, Measure, Parameter, Person,
    PersonId, PersonKind, Scale, Standing, Swot, SwotId, Wave, Whose, YearNumbers, YearNumbersId,
};
use crate::fields::Value;
use crate::kit::{Act, Form, PickFor, Picker, Stroke, Theme, World, sample as kit_sample};
use crate::panes::Pane;
use crate::text::{Lang, Text};

struct Bench {
    world: World,
    people: Vec<PersonId>,
}

/// Six pupils with a teacher each, of whom the first has special needs; everybody answered at the entry.
fn bench() -> Bench {
    let mut sample = Sample::new();
    let entry = sample.questionnaire("in", 1, Wave::Entry, Audience::Mentee);
    let mut people = Vec::new();
    for number in 0..6 {
        let mentor = sample.mentor("Соколова Вера", PersonKind::Teacher);
        let mentee = sample.mentee(&format!("Ёлкин {number}"), "7Б");
        sample.pair(mentor, &[mentee], day(10, 1));
        let person = sample.person_of(mentee);
        sample.edit::<Person>(person, |person| {
            person.birth = Birth::Year(2013);
            person.health = if number == 0 { Health::Ovz } else { Health::None };
        });
        sample.respond(entry, person, &[Answer::Scale(u8::try_from(number).unwrap() + 4), Answer::Blank]);
        people.push(person);
    }
    let mut world = kit_sample::world();
    world.year = sample.year;
    world.register = sample.register;
    Bench { world, people }
}

impl Bench {
    /// Takes what a form saves.
    fn submit(&mut self, form: &Form) -> Vec<crate::kit::FieldError> {
        match (form.submit)(form, &mut self.world) {
            Ok(Act::Save(batch)) => {
                let stamp = crate::domain::Stamp { generation: 2, at: 0, who: "тест".into() };
                self.world.register.commit(&batch.changes, &stamp).unwrap();
                Vec::new()
            }
            Ok(_) => Vec::new(),
            Err(errors) => errors,
        }
    }

    fn put(&self, form: &mut Form, field: &str, value: Value) {
        form.input_mut(field).unwrap().put(value, &self.world.ctx());
    }

    fn drawn(&mut self, pane: &mut Pages, width: u16, height: u16) -> String {
        let area = Rect { x: 0, y: 0, width, height };
        let mut buffer = Buffer::empty(area);
        pane.refresh(&self.world);
        pane.fit(area, &self.world);
        pane.view(area, &mut buffer, &self.world);
        let line = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(line).collect::<Vec<_>>().join("\n")
    }

    fn picked(&mut self, pane: &mut Pages) -> Picker {
        let acts = pane.run("monitoring.open", &mut self.world);
        let Some(Act::Pick(picker)) = acts.into_iter().next() else { panic!("no list of people") };
        *picker
    }
}

fn go_down(pane: &mut Pages, world: &mut World, rows: usize) {
    for _ in 0..rows {
        pane.run("list.down", world);
    }
}

#[test]
fn every_page_draws_at_every_size_in_both_languages_and_with_any_marks() {
    let mut bench = bench();
    for (lang, lines) in [(Lang::Ru, true), (Lang::En, false)] {
        bench.world.text = Text::of(lang);
        bench.world.theme = Theme { colour: false, lines };
        for (width, height) in [(20, 4), (60, 14), (80, 18), (200, 44)] {
            let mut pane = pane();
            for _ in 0..10 {
                let rows = bench.drawn(&mut pane, width, height).lines().count();
                assert_eq!(rows, usize::from(height));
                for _ in 0..12 {
                    pane.run("list.card", &mut bench.world);
                    bench.drawn(&mut pane, width, height);
                    pane.run("list.close_card", &mut bench.world);
                    let read = pane.run("monitoring.table", &mut bench.world);
                    assert!(read.iter().all(|act| matches!(act, Act::Read(..) | Act::Refuse(_))));
                    go_down(&mut pane, &mut bench.world, 1);
                }
                pane.run("pages.next", &mut bench.world);
            }
        }
    }
}

#[test]
fn a_figure_opens_into_its_people_and_health_stays_hidden() {
    let mut bench = bench();
    let mut pane = pane();
    let shown = bench.drawn(&mut pane, 80, 20);
    assert!(shown.contains("скрыто (F4)"), "{shown}");
    let people = bench.picked(&mut pane);
    assert_eq!(people.items.len(), 6);
    assert!(people.items[0].label.contains("7Б"), "{:?}", people.items[0]);
    go_down(&mut pane, &mut bench.world, 8);
    let refused = pane.run("monitoring.open", &mut bench.world);
    assert!(matches!(&refused[..], [Act::Refuse(why)] if why.contains("F4")), "{refused:?}");
    assert!(matches!(&pane.run("monitoring.table", &mut bench.world)[..], [Act::Refuse(_)]));
    bench.world.reveal = true;
    pane.refresh(&bench.world);
    assert_eq!(bench.picked(&mut pane).items.len(), 1);
}

#[test]
fn small_groups_are_counts_and_nothing_else() {
    let mut bench = bench();
    let mut numbers = YearNumbers::new(bench.world.year);
    numbers.aged_10_19 = Some(4);
    numbers.aged_15_19 = Some(50);
    let mut form = forms::numbers(bench.world.year, &bench.world).unwrap();
    bench.put(&mut form, "aged_10_19", Value::Number(4));
    assert!(bench.submit(&form).is_empty());
    let mut pane = pane();
    let shown = bench.drawn(&mut pane, 120, 40);
    let row = shown.lines().find(|line| line.contains("Ф1 наставляемые")).unwrap();
    assert!(row.contains("6 из 4") && !row.contains('%'), "{row}");
}

#[test]
fn a_measure_is_entered_once_and_corrected_the_second_time() {
    let mut bench = bench();
    let person = bench.people[0];
    let mut form = forms::measure(person, &bench.world).unwrap();
    bench.put(&mut form, "parameter", Value::Code(Parameter::Marks.code()));
    bench.put(&mut form, "wave", Value::Code(Wave::Entry.code()));
    for (typed, errors) in [("5,5", 1), ("сто", 1), ("3,75", 0), ("4", 0)] {
        bench.put(&mut form, "value", Value::text(typed));
        assert_eq!(bench.submit(&form).len(), errors, "{typed}");
    }
    let all: Vec<&Measure> = bench.world.register.measures(bench.world.year).map(|(_, it)| it.as_ref()).collect();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].value, all[0].person), (400, person));
    bench.put(&mut form, "wave", Value::Code(Wave::Pulse.code()));
    assert_eq!(bench.submit(&form)[0].field, "wave");
}

#[test]
fn a_measure_is_taken_away_by_an_empty_value_and_is_of_no_day_to_come() {
    let mut bench = bench();
    let person = bench.people[0];
    let mut form = forms::measure(person, &bench.world).unwrap();
    bench.put(&mut form, "parameter", Value::Code(Parameter::Marks.code()));
    bench.put(&mut form, "wave", Value::Code(Wave::Entry.code()));
    assert_eq!(bench.submit(&form)[0].field, "value", "there is nothing to take away");
    bench.put(&mut form, "value", Value::text("4"));
    let tomorrow = bench.world.today().succ_opt().unwrap();
    bench.put(&mut form, "on", Value::Date(tomorrow));
    assert_eq!(bench.submit(&form)[0].field, "on");
    bench.put(&mut form, "on", Value::Date(bench.world.today()));
    assert!((form.hints)(&form, &bench.world).is_empty());
    assert!(bench.submit(&form).is_empty());
    assert!((form.hints)(&form, &bench.world)[0].contains('4'), "what is on file is told before it is written over");
    bench.put(&mut form, "value", Value::Empty);
    assert!(bench.submit(&form).is_empty());
    assert_eq!(bench.world.register.measures(bench.world.year).count(), 0);
}

#[test]
fn a_total_of_an_instrument_of_the_schools_own_is_measured_like_those_of_the_model() {
    let mut bench = bench();
    let mut form = people::form(None, &bench.world).unwrap();
    bench.put(&mut form, "name", Value::text("тревожность"));
    bench.put(&mut form, "scale", Value::Code(Scale::Points.code()));
    bench.put(&mut form, "better", Value::Code(Better::Less.code()));
    assert_eq!(bench.submit(&form)[0].field, "name", "that is М5");
    bench.put(&mut form, "name", Value::text("Спилбергер – Ханин"));
    assert!(bench.submit(&form).is_empty());
    let (id, _) = bench.world.register.own_parameters(Whose::People).next().unwrap();
    assert_eq!(bench.world.register.school_parameters().count(), 0, "nothing of the school as a whole");
    for (place, person) in bench.people.clone().into_iter().enumerate() {
        for (wave, value) in [(Wave::Entry, 50), (Wave::Exit, 40 + place)] {
            let mut form = forms::measure(person, &bench.world).unwrap();
            bench.put(&mut form, "parameter", Value::Text(format!("own{}", id.0)));
            bench.put(&mut form, "wave", Value::Code(wave.code()));
            bench.put(&mut form, "value", Value::text(&value.to_string()));
            assert!(bench.submit(&form).is_empty());
        }
    }
    let mut pane = pane();
    let mut shown = String::new();
    for _ in 0..10 {
        pane.run("pages.next", &mut bench.world);
        shown = bench.drawn(&mut pane, 120, 40);
        if shown.contains("Спилбергер – Ханин") {
            break;
        }
    }
    assert!(shown.contains("Спилбергер – Ханин") && shown.contains("чем меньше, тем лучше"), "{shown}");
    // While something is measured it stays; an empty name takes away one of which nothing is.
    let mut known = people::form(Some(id), &bench.world).unwrap();
    bench.put(&mut known, "name", Value::Empty);
    assert_eq!(bench.submit(&known)[0].field, "name");
    let mut other = people::form(None, &bench.world).unwrap();
    bench.put(&mut other, "name", Value::text("YSoR"));
    bench.put(&mut other, "scale", Value::Code(Scale::Points.code()));
    bench.put(&mut other, "better", Value::Code(Better::More.code()));
    assert!(bench.submit(&other).is_empty());
    let unused = bench.world.register.own_parameters(Whose::People).map(|(id, _)| id).find(|it| *it != id);
    let mut unused = people::form(unused, &bench.world).unwrap();
    bench.put(&mut unused, "name", Value::Empty);
    assert!(bench.submit(&unused).is_empty());
    assert_eq!(bench.world.register.own_parameters(Whose::People).count(), 1);
}

#[test]
fn fact_and_plan_are_kept_by_indicator() {
    let mut bench = bench();
    let year = bench.world.year;
    let mut form = forms::target(year, Indicator::Events, &bench.world).unwrap();
    bench.put(&mut form, "fact", Value::Number(12));
    bench.put(&mut form, "plan", Value::Number(20));
    assert!(bench.submit(&form).is_empty());
    let numbers = bench.world.register.numbers(year);
    assert_eq!((numbers.fact(Indicator::Events), numbers.plan(Indicator::Events)), (Some(12), Some(20)));
    let form = forms::target(year, Indicator::Involved, &bench.world).unwrap();
    assert_eq!(form.inputs.len(), 1, "what the program counts has no fact to enter");
    let mut pane = pane();
    let shown = bench.drawn(&mut pane, 120, 40);
    assert!(shown.lines().any(|line| line.contains("Высокорейтинговые") && line.contains("12")), "{shown}");
    assert!(bench.world.register.get::<YearNumbers>(YearNumbersId::from(year)).is_some());
}

#[test]
fn the_draft_becomes_the_curators_when_it_is_saved() {
    let mut bench = bench();
    let year = bench.world.year;
    let mut form = forms::swot_form(year, &bench.world).unwrap();
    bench.put(&mut form, "strengths", Value::text("Слышат друг друга"));
    assert!(bench.submit(&form).is_empty());
    let swot = bench.world.register.get::<Swot>(SwotId::from(year)).unwrap();
    assert_eq!(swot.strengths, "Слышат друг друга");
    let again = forms::swot_form(year, &bench.world).unwrap();
    assert!(!again.is_dirty(), "what is on file is not drafted over");
}

/// What was saved once stays, and what the data say since can be added line by line.
#[test]
fn a_saved_table_takes_over_what_the_data_say_now_and_only_what_is_chosen() {
    let mut bench = bench();
    let year = bench.world.year;
    let mut form = forms::swot_form(year, &bench.world).unwrap();
    for side in ["strengths", "weaknesses", "opportunities", "threats"] {
        bench.put(&mut form, side, Value::text("Своё"));
    }
    assert!(bench.submit(&form).is_empty());
    let mut pane = pane();
    for _ in 0..10 {
        if bench.drawn(&mut pane, 120, 40).contains("Своё") {
            break;
        }
        pane.run("pages.next", &mut bench.world);
    }
    let acts = pane.run("monitoring.draft", &mut bench.world);
    let Some(Act::Pick(picker)) = acts.into_iter().next() else { panic!("nothing to take over") };
    let line = picker.items[0].label.clone();
    let PickFor::Start(take) = picker.purpose else { panic!("no step") };
    let saved = take(&[picker.items[0].key], &mut bench.world);
    let [Act::Save(batch)] = &saved[..] else { panic!("{saved:?}") };
    assert_eq!(batch.changes.len(), 1, "one step to undo");
    let stamp = crate::domain::Stamp { generation: 3, at: 0, who: "тест".into() };
    bench.world.register.commit(&batch.changes, &stamp).unwrap();
    let swot = bench.world.register.get::<Swot>(SwotId::from(year)).unwrap();
    let all = [&swot.strengths, &swot.weaknesses, &swot.opportunities, &swot.threats].map(|it| it.to_string());
    assert!(all.iter().all(|words| words.starts_with("Своё")), "{all:?}");
    assert_eq!(all.iter().filter(|words| **words == format!("Своё\n{line}")).count(), 1, "{all:?}");
    pane.refresh(&bench.world);
    let left = pane.run("monitoring.draft", &mut bench.world);
    let again = matches!(&left[..], [Act::Pick(picker)] if picker.items.iter().any(|item| item.label == line));
    assert!(!again, "what is in the text is not offered again");
}

#[test]
fn what_the_standard_asks_and_nothing_tells_is_named_and_counts_nowhere() {
    let mut bench = bench();
    let mut pane = pane();
    let mut shown = String::new();
    for _ in 0..10 {
        shown = bench.drawn(&mut pane, 120, 60);
        if shown.contains("не ведётся") {
            break;
        }
        pane.run("pages.next", &mut bench.world);
    }
    assert_eq!(shown.matches("не ведётся").count(), 3, "{shown}");
    for words in ["честное описание", "минимум встреч", "сотрудник на первой встрече", "общей встрече", "закреплены"]
    {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

#[test]
fn words_searched_for_narrow_the_open_answers() {
    let mut bench = bench();
    let exit = crate::domain::QuestionnaireId(9_000);
    let item = crate::domain::Item::new("X15", crate::domain::Label::of("Что ценно?"), crate::domain::ItemKind::Text);
    let sheet = crate::domain::Questionnaire {
        code: "open".into(),
        version: 1,
        title: crate::domain::Label::of("Открытая"),
        wave: Wave::Entry,
        audience: Audience::Mentee,
        forms: Vec::new(),
        own: true,
        items: vec![item],
    };
    let mut changes = vec![crate::domain::Change::create(exit, sheet)];
    for ((number, person), words) in (0..).zip(&bench.people).zip(["Поездки", "Уроки", "поездка в музей", "Чай"])
    {
        let answers = vec![Answer::Text(words.into())];
        let response = crate::domain::Response::new(exit, bench.world.year, *person, day(10, 5), answers);
        changes.push(crate::domain::Change::create(crate::domain::ResponseId(9_001 + number), response));
    }
    let stamp = crate::domain::Stamp { generation: 3, at: 0, who: "тест".into() };
    bench.world.register.commit(&changes, &stamp).unwrap();
    let results = crate::analysis::monitoring::sheet_results(
        &bench.world.register,
        bench.world.year,
        words::period(&bench.world),
        None,
    );
    let place = results.iter().position(|it| it.id == exit).unwrap();
    let mut page = answers::Answers::default();
    let key =
        Key { kind: Kind::Questionnaire, id: u32::try_from(place * (crate::domain::Form::ALL.len() + 1)).unwrap() };
    use super::report::Source;
    assert!(page.choose(key));
    page.gather(&bench.world);
    let table = |typed| page.found_table(1, typed, &bench.world).unwrap().1.len();
    assert_eq!([table(""), table("поезд"), table("музей"), table("что ценно")], [5, 3, 2, 5]);
}

#[test]
fn the_curators_sheet_of_the_model_gives_its_verdict() {
    let mut bench = bench();
    let year = bench.world.year;
    let mut form = forms::curator(year, &bench.world).unwrap();
    let ids = ["q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9"];
    // One digit is one answer, and on to the next.
    for (place, digit) in "221212121".chars().enumerate() {
        assert_eq!(form.inputs[form.focus()].id, ids[place]);
        form.press(Stroke::char(digit), &bench.world.ctx()).unwrap();
    }
    assert_eq!(form.inputs[form.focus()].id, "notes");
    assert!(bench.submit(&form).is_empty());
    let sheet = bench.world.register.get::<CuratorSheet>(CuratorSheetId::from(year)).unwrap();
    assert_eq!(sheet.verdict(), Some((14, Standing::Acceptable)));
    let mut pane = pane();
    pane.select(CuratorSheetId::from(year).into(), &bench.world);
    let shown = bench.drawn(&mut pane, 120, 40);
    assert!(shown.contains("14 из 18 · допустимый уровень"), "{shown}");
}

#[test]
fn any_days_of_the_year_can_be_looked_at() {
    let mut bench = bench();
    let figure = |bench: &mut Bench| {
        let mut pane = pane();
        let shown = bench.drawn(&mut pane, 120, 40);
        let mut rows = shown.lines().filter_map(|line| line.split('│').next());
        rows.find(|row| row.contains("Вовлечены")).unwrap().trim_end().chars().last().unwrap()
    };
    assert_eq!(figure(&mut bench), '6');
    let mut form = forms::period(&bench.world);
    bench.put(&mut form, "from", Value::Date(day(9, 1)));
    bench.put(&mut form, "to", Value::Date(day(9, 30)));
    assert!(bench.submit(&form).is_empty());
    assert_eq!(figure(&mut bench), '0', "nobody had begun");
    bench.put(&mut form, "to", Value::Date(day(8, 1)));
    bench.put(&mut form, "from", Value::Date(day(8, 2)));
    assert_eq!(bench.submit(&form)[0].field, "to");
    bench.put(&mut form, "from", Value::Empty);
    bench.put(&mut form, "to", Value::Empty);
    assert!(bench.submit(&form).is_empty());
    assert_eq!(bench.world.period, None);
}

#[test]
fn a_questionnaire_and_a_form_are_chosen_together() {
    let mut bench = bench();
    let mut pane = pane();
    (0..3).for_each(|_| drop(pane.run("pages.next", &mut bench.world)));
    assert!(bench.drawn(&mut pane, 120, 40).contains("все формы"));
    let acts = pane.run("monitoring.which", &mut bench.world);
    let Some(Act::Pick(picker)) = acts.into_iter().next() else { panic!() };
    let wanted: Key = picker.items.iter().find(|item| item.detail == "педагог – ученик").unwrap().key;
    pane.select(wanted, &bench.world);
    let shown = bench.drawn(&mut pane, 120, 40);
    assert!(shown.contains("педагог – ученик") && shown.contains("6,5"), "{shown}");
}
