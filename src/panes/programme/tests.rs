//! The pane over a small school: what each page shows, what its keys and forms save, and what it refuses.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::*;
use crate::domain::sample::{Sample, day};
use crate::domain::{
    Activity, ActivityId, Award, AwardId, AwardKind, Change, Event, EventId, EventKind, Gate, Lists, MeetingKind,
    MeetingState, Mentor, Partner, PartnerId, Passport, PassportId, Person, PersonKind, Stage, Stamp, Step, TheLists,
    Training, TrainingId, TrainingKind, Year, YearId,
};
use crate::fields::Value;
use crate::kit::{Act, FieldError, Theme, sample as kit_sample};
use crate::panes::Pane;
use crate::text::{Lang, Text};

pub(super) struct Bench {
    pub(super) world: World,
    pub(super) pane: Pages,
}

pub(super) fn bench_of(sample: Sample) -> Bench {
    let mut world = kit_sample::world();
    world.year = sample.year;
    world.register = sample.register;
    let mut pane = pane();
    pane.refresh(&world);
    Bench { world, pane }
}

fn bench() -> Bench {
    bench_of(Sample::new())
}

impl Bench {
    pub(super) fn commit(&mut self, changes: &[Change]) {
        let stamp = Stamp { generation: 2, at: 0, who: "тест".into() };
        self.world.register.commit(changes, &stamp).unwrap();
        self.pane.refresh(&self.world);
    }

    /// Runs a command and takes what it saves; gives the rest.
    pub(super) fn run(&mut self, id: &str) -> Vec<Act> {
        let acts = self.pane.run(id, &mut self.world);
        let mut rest = Vec::new();
        for act in acts {
            match act {
                Act::Save(batch) => self.commit(&batch.changes),
                other => rest.push(other),
            }
        }
        rest
    }

    pub(super) fn form(&mut self, id: &str) -> Form {
        match self.run(id).into_iter().next() {
            Some(Act::Form(form)) => *form,
            other => panic!("{id} gives {other:?}"),
        }
    }

    pub(super) fn refused(&mut self, id: &str) -> String {
        match &self.run(id)[..] {
            [Act::Refuse(why)] => why.clone(),
            other => panic!("{id} gives {other:?}"),
        }
    }

    /// Gives the first answer of the question a command asks.
    pub(super) fn agree(&mut self, id: &str) -> Vec<String> {
        let Some(Act::Ask(mut dialog)) = self.run(id).into_iter().next() else { panic!("{id} asks nothing") };
        for act in dialog.answers.remove(0).acts {
            let Act::Save(batch) = act else { panic!("{act:?}") };
            self.commit(&batch.changes);
        }
        dialog.lines
    }

    pub(super) fn put(&self, form: &mut Form, field: &str, value: Value) {
        form.input_mut(field).unwrap_or_else(|| panic!("no field {field}")).put(value, &self.world.ctx());
        (form.asks)(form, &self.world);
    }

    pub(super) fn submit(&mut self, form: &Form) -> Vec<FieldError> {
        match (form.submit)(form, &mut self.world) {
            Ok(Act::Save(batch)) => {
                self.commit(&batch.changes);
                Vec::new()
            }
            Ok(other) => panic!("{other:?}"),
            Err(errors) => errors,
        }
    }

    pub(super) fn drawn(&mut self, width: u16, height: u16) -> String {
        let area = Rect { x: 0, y: 0, width, height };
        self.world.size = crate::kit::Size { width, height };
        let mut buffer = Buffer::empty(area);
        self.pane.refresh(&self.world);
        self.pane.fit(area, &self.world);
        self.pane.view(area, &mut buffer, &self.world);
        let line = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        (0..height).map(line).collect::<Vec<_>>().join("\n")
    }

    /// Brings the page that shows a kind of record.
    pub(super) fn page(&mut self, kind: Kind) {
        self.pane.select(Key { kind, id: 0 }, &self.world);
    }

    /// Goes to the row that says `words`.
    pub(super) fn to(&mut self, words: &str) {
        self.pane.run("list.first", &mut self.world);
        for _ in 0..200 {
            let shown = self.drawn(110, 40);
            if shown.lines().any(|line| line.starts_with('▌') && line.contains(words)) {
                return;
            }
            self.pane.run("list.down", &mut self.world);
        }
        panic!("no row says {words}: {}", self.drawn(110, 60));
    }

    pub(super) fn activities(&self) -> Vec<(ActivityId, Activity)> {
        let all = self.world.register.activities(self.world.year).into_iter();
        all.map(|(id, it)| (id, Activity::clone(it))).collect()
    }
}

const COMMANDS: [&str; 17] = [
    "roadmap.open",
    "roadmap.usual",
    "roadmap.tick",
    "activity.new",
    "activity.remove",
    "passport.open",
    "passport.new",
    "passport.remove",
    "gate.pass",
    "gate.withdraw",
    "partner.open",
    "partner.new",
    "partner.remove",
    "lists.open",
    "lists.new",
    "lists.usual",
    "lists.remove",
];

/// A school in which every page has something.
pub(super) fn full() -> Bench {
    let mut sample = Sample::new();
    let pair = sample.working(day(10, 1));
    sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, day(10, 8));
    let mentor = sample.mentor("Гусев Олег", PersonKind::Student);
    sample.edit::<Mentor>(mentor, |mentor| mentor.training = Step::Open);
    sample.put(PartnerId(901), Partner::new("АО «Завод»"));
    let mut bench = bench_of(sample);
    bench.run("roadmap.usual");
    bench
}

#[test]
fn every_page_draws_at_every_size_in_both_languages_and_with_any_marks() {
    let mut bench = full();
    for (lang, lines) in [(Lang::Ru, true), (Lang::En, false)] {
        bench.world.text = Text::of(lang);
        bench.world.theme = Theme { colour: false, lines };
        for (width, height) in [(20, 4), (60, 14), (80, 18), (200, 44)] {
            for _ in 0..5 {
                assert_eq!(bench.drawn(width, height).lines().count(), usize::from(height));
                for _ in 0..12 {
                    bench.run("list.card");
                    bench.drawn(width, height);
                    bench.run("list.close_card");
                    bench.run("list.down");
                }
                bench.run("roadmap.layout");
                bench.run("pages.next");
            }
        }
    }
}

#[test]
fn whoever_may_only_read_is_told_why_on_every_page() {
    let mut bench = full();
    bench.world.read_only = Some("только чтение".into());
    for kind in [Kind::Activity, Kind::Passport, Kind::Waiver, Kind::Partner, Kind::Lists] {
        bench.page(kind);
        let own: Vec<&str> = {
            let commands = bench.pane.commands(&bench.world);
            COMMANDS.iter().copied().filter(|id| commands.iter().any(|info| info.id == *id)).collect()
        };
        assert!(!own.is_empty(), "{kind:?}");
        for _ in 0..6 {
            for id in &own {
                let acts = bench.pane.run(id, &mut bench.world);
                let harmless = |act: &Act| matches!(act, Act::Refuse(_) | Act::Pick(_) | Act::Go(..));
                assert!(acts.iter().all(harmless), "{id}: {acts:?}");
            }
            bench.run("list.down");
        }
    }
    bench.page(Kind::Lists);
    bench.to("Цели и правила");
    assert_eq!(bench.refused("lists.remove"), "только чтение");
}

#[test]
fn the_usual_year_is_laid_out_once_and_ticked_or_counted() {
    let mut bench = bench();
    assert!(bench.drawn(80, 20).contains("Дорожной карты ещё нет"));
    assert!(bench.run("roadmap.usual").is_empty());
    assert!(bench.activities().len() > 25);
    assert!(bench.refused("roadmap.usual").contains("уже есть"));
    let shown = bench.drawn(80, 60);
    assert!(shown.contains("сделано 0 из"), "{shown}");
    assert!(shown.lines().any(|line| line.contains("▲ Выбор аудитории")), "late is marked: {shown}");

    bench.to("Выбор аудитории");
    bench.run("roadmap.tick");
    let ticked = |bench: &Bench| {
        bench.activities().into_iter().find(|(_, it)| it.title.contains("аудитории")).map(|(_, it)| it.done)
    };
    assert_eq!(ticked(&bench), Some(Step::DoneOn(bench.world.today())));
    assert!(bench.drawn(80, 60).contains("✓ Выбор аудитории"));
    bench.run("roadmap.tick");
    assert_eq!(ticked(&bench), Some(Step::Open));

    bench.to("Сбор согласий");
    assert!(bench.refused("roadmap.tick").contains("считается по данным"));
}

#[test]
fn lines_ticked_before_they_counted_themselves_are_counted_in_one_step_and_keep_the_tick() {
    let mut bench = bench();
    bench.run("roadmap.usual");
    let of =
        |bench: &Bench| bench.activities().into_iter().find(|(_, it)| it.title.starts_with("Сбор согласий")).unwrap();
    let (id, line) = of(&bench);
    let day = bench.world.today() - chrono::Days::new(30);
    let before = Activity { counted: None, done: Step::DoneOn(day), ..Activity::clone(&line) };
    bench.commit(&[Change::edit(id, &std::sync::Arc::new(line.clone()), before)]);
    bench.to("Сбор согласий");
    assert!(bench.drawn(200, 60).contains("Теперь такая строка считается"), "{}", bench.drawn(200, 60));
    bench.run("roadmap.usual");
    let (_, after) = of(&bench);
    assert_eq!((after.counted, after.done), (line.counted, Step::DoneOn(day)));
    assert!(bench.drawn(200, 60).contains("Прежде отмечено рукой"), "{}", bench.drawn(200, 60));
    assert!(bench.refused("roadmap.usual").contains("уже есть"));
}

#[test]
fn both_layouts_hold_the_same_lines() {
    let mut bench = full();
    let by_stage = bench.drawn(110, 80);
    assert!(by_stage.contains("Формирование пар и групп") && by_stage.contains("срок"), "{by_stage}");
    bench.run("roadmap.layout");
    let by_section = bench.drawn(110, 80);
    for words in ["1 нормативное регулирование", "6 координация", "ответственный", "документ, итог", "1.1 Создание"]
    {
        assert!(by_section.contains(words), "{words}: {by_section}");
    }
    for (_, activity) in bench.activities() {
        let start: String = activity.title.chars().take(24).collect();
        assert!(by_stage.contains(&start) && by_section.contains(&start), "{start}");
    }
}

#[test]
fn a_line_is_entered_in_its_stage_moved_to_another_and_removed() {
    let mut bench = full();
    let before = bench.activities().len();
    bench.to("Отбор и обучение");
    let mut form = bench.form("activity.new");
    assert_eq!(form.value("stage", &bench.world.ctx()).as_code(), Some(Stage::Selection.code()));
    assert_eq!(bench.submit(&form)[0].field, "title");
    bench.put(&mut form, "title", Value::Text("Встреча с выпускниками".into()));
    bench.put(&mut form, "from", Value::Date(day(10, 20)));
    bench.put(&mut form, "due", Value::Date(day(10, 10)));
    assert_eq!(bench.submit(&form)[0].field, "due");
    bench.put(&mut form, "due", Value::Date(day(10, 30)));
    assert_eq!(bench.submit(&form), []);
    bench.to("Встреча с выпускниками");
    let mut form = bench.form("roadmap.open");
    bench.put(&mut form, "stage", Value::Code(Stage::Completion.code()));
    assert_eq!(bench.submit(&form), []);
    let moved = bench.activities().into_iter().find(|(_, it)| it.title.contains("выпускниками")).unwrap().1;
    assert_eq!((moved.stage, moved.from), (Stage::Completion, Some(day(10, 20))));
    bench.to("Встреча с выпускниками");
    bench.agree("activity.remove");
    assert_eq!(bench.activities().len(), before);
}

#[test]
fn a_stage_and_a_duty_lead_to_where_they_are_done() {
    let mut bench = bench();
    bench.to("Отбор и обучение");
    let Some(Act::Pick(picker)) = bench.run("roadmap.open").into_iter().next() else { panic!("no choice") };
    assert!(picker.items.iter().any(|item| item.detail.contains('3')), "{:?}", picker.items);
    bench.to("обратная связь от участников");
    assert!(matches!(&bench.run("roadmap.open")[..], [Act::Go(PaneId::Surveys, None)]));
}

/// The year before the one on screen, with a passport of its own.
fn with_former(bench: &mut Bench) -> YearId {
    let former = YearId(900);
    let passport = Passport {
        title: "Программа".into(),
        tasks: "первая;\nвторая.".into(),
        order_no: "310".into(),
        curators: vec![crate::domain::Appointment { name: "Белова Н. С.".into(), ..Default::default() }],
        ..Passport::new(former)
    };
    bench.commit(&[
        Change::create::<Year>(former, Year::starting(2025)),
        Change::create::<Passport>(PassportId::from(former), passport),
    ]);
    former
}

#[test]
fn a_passport_starts_as_a_copy_and_leaves_the_former_wording_as_it_was() {
    let mut bench = bench();
    bench.page(Kind::Passport);
    assert!(bench.drawn(80, 30).contains("Паспорта ещё нет"));
    assert!(bench.refused("passport.compare").contains("Прежней редакции нет"));
    let former = with_former(&mut bench);
    let shown = bench.drawn(80, 40);
    assert!(shown.contains("ниже редакция 2025/26") && shown.contains("вторая."), "{shown}");

    bench.to("Задачи");
    let mut form = bench.form("passport.open");
    assert_eq!(form.inputs[form.focus()].id, "tasks");
    assert!((form.hints)(&form, &bench.world)[0].contains("2025/26"));
    bench.put(&mut form, "tasks", Value::Text("первая;\nтретья;\nвторая.".into()));
    assert_eq!(bench.submit(&form), []);
    let passport =
        |bench: &Bench, year| Passport::clone(bench.world.register.get::<Passport>(PassportId::from(year)).unwrap());
    let (is, was) = (passport(&bench, bench.world.year), passport(&bench, former));
    assert_eq!((&*is.title, &*is.order_no, is.curators.len()), ("Программа", "", 1));
    assert_eq!(&*was.tasks, "первая;\nвторая.");

    bench.run("passport.compare");
    let shown = bench.drawn(80, 60);
    assert!(shown.contains("+ третья") && shown.contains("× № 310"), "{shown}");
    assert!(shown.lines().any(|line| line.contains("Название") && line.ends_with("без изменений")), "{shown}");
    assert!(!shown.contains("+ вторая"), "{shown}");
}

#[test]
fn curators_come_and_go_one_by_one() {
    let mut bench = bench();
    bench.page(Kind::Passport);
    for (name, number) in [("Белова Н. С.", "311"), ("Климова О. А.", "312")] {
        let mut form = bench.form("passport.new");
        assert_eq!(bench.submit(&form)[0].field, "name");
        bench.put(&mut form, "name", Value::Text(name.into()));
        bench.put(&mut form, "order_no", Value::Text(number.into()));
        bench.put(&mut form, "order_on", Value::Date(day(9, 1)));
        assert_eq!(bench.submit(&form), []);
    }
    assert!(bench.drawn(80, 60).contains("Климова О. А., приказ № 312 от 01.09.2026"));
    bench.to("Климова");
    let mut form = bench.form("passport.open");
    bench.put(&mut form, "order_no", Value::Text("400".into()));
    assert_eq!(bench.submit(&form), []);
    bench.to("Белова");
    bench.agree("passport.remove");
    let passport = bench.world.register.get::<Passport>(PassportId::from(bench.world.year)).unwrap();
    assert_eq!(passport.curators.iter().map(|it| &*it.order_no).collect::<Vec<_>>(), ["400"]);
    bench.to("Цель");
    bench.refused("passport.remove");
}

#[test]
fn a_partner_has_its_people_its_agreement_and_its_events() {
    let mut sample = Sample::new();
    let mentor = sample.mentor("Гусев Олег", PersonKind::Employee);
    let person = sample.register.get::<Mentor>(mentor).unwrap().person;
    sample.edit::<Person>(person, |person| person.organisation = "АО «завод», цех 2".into());
    let mut bench = bench_of(sample);
    bench.page(Kind::Partner);
    let mut form = bench.form("partner.new");
    bench.put(&mut form, "name", Value::Text("АО «Завод»".into()));
    bench.put(&mut form, "agreement_on", Value::Date(day(9, 10)));
    bench.put(&mut form, "agreement_until", Value::Date(day(9, 1)));
    assert_eq!(bench.submit(&form)[0].field, "agreement_until");
    bench.put(&mut form, "agreement_until", Value::Date(day(12, 4)));
    assert_eq!(bench.submit(&form), []);
    let shown = bench.drawn(110, 30);
    assert!(shown.contains("ещё 10 дней") && shown.contains("Гусев Олег"), "{shown}");

    let mut twin = bench.form("partner.new");
    bench.put(&mut twin, "name", Value::Text("АО «Завод»".into()));
    assert_eq!(bench.submit(&twin)[0].field, "name");

    let id = bench.world.register.partners().next().unwrap().0;
    let mut event = Event::new(bench.world.year, EventKind::Festival, day(5, 20));
    event.partner = Some(id);
    bench.commit(&[Change::create::<Event>(EventId(900), event)]);
    bench.to("АО");
    assert!(bench.refused("partner.remove").contains("Сначала уберите"));
    let overview = crate::analysis::attention(&bench.world.register, bench.world.year, bench.world.today());
    assert!(overview.iter().any(|it| it.subject == crate::analysis::Subject::Partners(vec![id])));
}

#[test]
fn lists_are_changed_line_by_line_and_what_is_used_stays() {
    let mut bench = full();
    bench.page(Kind::Lists);
    bench.to("Номинации");
    let mut form = bench.form("lists.new");
    bench.put(&mut form, "title", Value::Text("лучший НАСТАВНИК".into()));
    assert_eq!(bench.submit(&form)[0].field, "title");
    bench.put(&mut form, "title", Value::Text("За выдержку".into()));
    assert_eq!(bench.submit(&form), []);
    let lists = |bench: &Bench| Lists::clone(bench.world.register.get::<Lists>(TheLists).unwrap());
    assert_eq!(lists(&bench).nominations.last().map(|it| it.to_string()), Some("За выдержку".into()));
    assert_eq!(lists(&bench).topics, Lists::usual().topics);

    bench.to("За выдержку");
    bench.run("lists.raise");
    bench.to("За выдержку");
    bench.run("lists.raise");
    assert_eq!(&*lists(&bench).nominations[3], "За выдержку");
    bench.to("Лучший наставник");
    assert!(bench.refused("lists.raise").contains("двигать некуда"));

    // A topic keeps its code when it is renamed, so sessions still mean it.
    bench.to("Работа с семьёй");
    let mut form = bench.form("lists.open");
    bench.put(&mut form, "title", Value::Text("Разговор с родителями".into()));
    bench.put(&mut form, "mandatory", Value::Flag(true));
    assert_eq!(bench.submit(&form), []);
    let topic = lists(&bench).topics.into_iter().find(|it| &*it.code == "family").unwrap();
    assert_eq!((&*topic.title, topic.mandatory), ("Разговор с родителями", true));
    let mut training = Training::new(bench.world.year, day(10, 10), TrainingKind::Primary);
    training.topics = vec!["family".into(), "own_1".into()];
    let who = person(&bench);
    let award =
        Award { nomination: "За выдержку".into(), ..Award::new(bench.world.year, AwardKind::Diploma, who) };
    bench
        .commit(&[Change::create::<Training>(TrainingId(900), training), Change::create::<Award>(AwardId(901), award)]);
    for (line, where_to) in [("Разговор с родителями", "занятия 1"), ("За выдержку", "поощрения 1")]
    {
        bench.to(line);
        assert!(bench.refused("lists.remove").contains(where_to), "{line}");
    }
    bench.to("Сложные ситуации");
    bench.agree("lists.remove");
    assert!(!lists(&bench).topics.iter().any(|it| &*it.code == "hard_cases"));

    bench.to("За общий проект");
    bench.agree("lists.usual");
    let nominations = lists(&bench).nominations;
    assert_eq!(nominations[..5], Lists::usual().nominations[..]);
    assert_eq!(&*nominations[5], "За выдержку", "an award names it");
    bench.to("За общий проект");
    assert!(bench.refused("lists.usual").contains("и так обычный"));
}

fn person(bench: &Bench) -> crate::domain::PersonId {
    bench.world.register.people().next().map_or(crate::domain::PersonId(0), |(id, _)| id)
}

#[test]
fn a_new_topic_gets_a_code_of_its_own() {
    let mut bench = bench();
    bench.page(Kind::Lists);
    for title in ["Первая помощь", "Цифровая гигиена"] {
        bench.to("Темы обучения");
        let mut form = bench.form("lists.new");
        bench.put(&mut form, "title", Value::Text(title.into()));
        assert_eq!(bench.submit(&form), []);
    }
    let topics = &bench.world.register.lists().topics;
    let codes: Vec<&str> = topics.iter().rev().take(2).map(|it| &*it.code).collect();
    assert_eq!(codes, ["own_2", "own_1"]);
}

#[test]
fn every_form_is_found_again_by_its_draft() {
    let mut bench = full();
    with_former(&mut bench);
    let pair: Key = bench.world.register.pairs(bench.world.year).next().unwrap().0.into();
    let mut forms = vec![
        forms::new_activity(Stage::Work, &bench.world),
        forms::activity(bench.activities()[0].0, &bench.world).unwrap(),
        forms::passport(bench.world.year, &bench.world).unwrap(),
        forms::curator(bench.world.year, None, &bench.world).unwrap(),
        forms::curator(bench.world.year, Some(0), &bench.world).unwrap(),
        waiver(Gate::Meetings, pair, &bench.world).unwrap(),
        partners::edit(None, &bench.world).unwrap(),
        partners::edit(Some(PartnerId(901).into()), &bench.world).unwrap(),
    ];
    for which in list_items::Which::all() {
        forms.push(list_form::edit(which, None, &bench.world).unwrap());
        forms.push(list_form::edit(which, Some(1), &bench.world).unwrap());
    }
    for mut form in forms {
        let first = form.inputs[0].id;
        bench.put(&mut form, first, Value::Text("проба".into()));
        let draft = form.draft(&bench.world).unwrap();
        let again = crate::panes::restore(&draft, &bench.world).unwrap_or_else(|| panic!("{}", form.id));
        assert_eq!(again.title, form.title);
        assert_eq!(again.value(first, &bench.world.ctx()), Value::Text("проба".into()), "{}", form.id);
        assert_eq!(again.part, form.part);
    }
}
