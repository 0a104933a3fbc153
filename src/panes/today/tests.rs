//! What the pane promises: worst first, the right place on Enter, and a key beside every row that really works.

use std::sync::LazyLock;

use chrono::{Local, NaiveDate, NaiveTime};

use super::*;
use crate::analysis::{Level, Reason, Subject};
use crate::demo;
use crate::domain::sample::{Sample, after, day};
use crate::domain::{Ids, Meeting, MeetingKind, MeetingState, PairId, Register, YearId};
use crate::kit::{Layout, Size, Theme, stroke_of};
use crate::surveys;
use crate::text::{Lang, Text};

fn world(register: Register, year: YearId, today: NaiveDate) -> World {
    World {
        register,
        year,
        now: today.and_hms_opt(12, 0, 0).unwrap().and_local_timezone(Local).unwrap(),
        text: Text::of(Lang::Ru),
        reveal: false,
        period: None,
        read_only: None,
        layout: Layout::Cyrillic,
        theme: Theme { colour: true, lines: true },
        size: Size { width: 80, height: 24 },
        ids: Ids::alone(),
        random: || 7,
        who: "тест".into(),
    }
}

static DEMO: LazyLock<Register> = LazyLock::new(|| {
    let mut register = Register::new();
    let stamp = crate::domain::Stamp { generation: 1, at: 0, who: "demo".into() };
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let changes = demo::school(&demo::Plan::usual(today), surveys::builtin().unwrap());
    register.commit(&changes, &stamp).unwrap();
    register
});

fn demo_world() -> World {
    let register = DEMO.clone();
    let year = register.school().unwrap().active_year;
    world(register, year, NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

/// Body of a window of that size.
fn body(width: u16, height: u16) -> Rect {
    Rect { x: 0, y: 3, width, height: height - 5 }
}

fn pane(world: &World, area: Rect) -> Today {
    let mut pane = Today::default();
    pane.refresh(world);
    pane.fit(area, world);
    pane
}

fn drawn(pane: &Today, area: Rect, world: &World) -> Buffer {
    let mut buf = Buffer::empty(Rect { x: 0, y: 0, width: area.width, height: area.bottom() + 2 });
    pane.view(area, &mut buf, world);
    buf
}

fn lines(buf: &Buffer) -> Vec<String> {
    let row = |y| (0..buf.area.width).map(|x| buf[(x, y)].symbol()).collect();
    (0..buf.area.height).map(row).collect()
}

/// Presses a key as the app does: the command it belongs to, run.
fn press(pane: &mut Today, name: &str, world: &mut World) -> (&'static str, Vec<Act>) {
    let stroke = stroke_of(name).unwrap().folded();
    let lang = world.text.lang;
    let info = pane.commands(world).into_iter().find(|info| info.keys.fit(stroke, lang)).unwrap();
    let acts = pane.run(info.id, world);
    (info.id, acts)
}

/// A pair silent for 38 days, one without an order, and today's meeting.
fn small() -> (World, PairId, PairId) {
    let mut sample = Sample::new();
    let today = day(12, 1);
    let silent = sample.working(day(9, 20));
    sample.first_three(silent, day(10, 22));
    let unordered = sample.working(day(9, 20));
    sample.first_three(unordered, day(11, 20));
    sample.edit::<Pair>(unordered, |pair| pair.order_no = "".into());
    let planned = sample.meeting(unordered, MeetingKind::Regular, MeetingState::Planned, today);
    sample.edit::<Meeting>(planned, |meeting| meeting.time = NaiveTime::from_hms_opt(14, 30, 0));
    (world(sample.register, sample.year, today), silent, unordered)
}

#[test]
fn the_worst_comes_first_and_leads_to_the_pair() {
    let (mut world, silent, _) = small();
    let area = body(80, 24);
    let mut pane = pane(&world, area);
    assert!(pane.signals().windows(2).all(|two| two[0].level <= two[1].level));
    let first = &pane.signals()[0];
    assert!(matches!(first.reason, Reason::Silent { days: 38, .. }), "{first:?}");
    assert_eq!((first.level, &first.subject), (Level::Alarm, &Subject::Pair(silent)));
    assert_eq!(pane.current(), Some(silent.into()));
    let (_, acts) = press(&mut pane, "enter", &mut world);
    assert!(matches!(acts[..], [Act::Go(PaneId::Pairs, Some(key))] if key == silent.into()));
    for key in ["с", "м"] {
        let (_, acts) = press(&mut pane, key, &mut world);
        let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
        assert_eq!((form.id, form.target), ("meeting.new", Some(silent.into())));
    }
}

#[test]
fn todays_meeting_can_be_marked_and_visited() {
    let (mut world, ..) = small();
    let area = body(80, 24);
    let mut pane = pane(&world, area);
    press(&mut pane, "end", &mut world);
    let id = pane.meetings()[0].meeting;
    assert_eq!(pane.current(), Some(id.into()));
    assert!(lines(&drawn(&pane, area, &world)).iter().any(|line| line.starts_with("▌14:30 Ёлкин П. – Соколова В.")));
    let (_, acts) = press(&mut pane, "м", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!((form.id, form.target), ("meeting", Some(id.into())));
    assert_eq!(form.value("state", &world.ctx()), crate::fields::Value::Code(MeetingState::Held.code()));
    let (_, acts) = press(&mut pane, "enter", &mut world);
    assert!(matches!(acts[..], [Act::Go(PaneId::Meetings, Some(key))] if key == id.into()));
}

#[test]
fn an_older_unmarked_meeting_does_not_take_the_place_of_todays() {
    let (mut world, _, pair) = small();
    let stamp = crate::domain::Stamp { generation: 2, at: 0, who: "тест".into() };
    let id = crate::domain::MeetingId(9_000);
    let old = Meeting::planned(pair, MeetingKind::Regular, day(11, 25));
    world.register.commit(&[crate::domain::Change::create(id, old)], &stamp).unwrap();
    let mut pane = pane(&world, body(80, 24));
    press(&mut pane, "end", &mut world);
    let today = pane.meetings()[0].meeting;
    let (_, acts) = press(&mut pane, "м", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!(form.target, Some(today.into()));
    assert_eq!(form.inputs[form.focus()].id, "state");
}

#[test]
fn the_key_beside_a_row_works_on_it() {
    let mut world = demo_world();
    for (reveal, read_only) in [(false, false), (true, false), (false, true)] {
        (world.reveal, world.read_only) = (reveal, read_only.then(|| "только чтение".to_owned()));
        let mut pane = pane(&world, body(80, 24));
        assert!(pane.count() > 10, "the invented school has something to show");
        for place in 0..pane.count() {
            pane.cursor = place;
            let row = format!("{:?}", pane.row().unwrap());
            let (id, _) = deed::of(pane.row().unwrap()).hint(&world);
            let command = commands().iter().find(|command| command.id == id).unwrap();
            let (pressed, acts) = press(&mut pane, command.keys.of(Lang::Ru)[0], &mut world);
            assert_eq!(pressed, id);
            let taken = match deed::of(pane.row().unwrap()) {
                deed::Deed::Resume(_) if !read_only => matches!(acts[..], [Act::Save(_)]),
                deed::Deed::Trial(_) if !read_only => matches!(acts[..], [Act::Ask(_)]),
                _ => matches!(acts[..], [Act::Form(_) | Act::Go(..)]),
            };
            assert!(taken, "{row}: {acts:?}");
            if let ([Act::Form(form)], deed::Deed::Fill(_, field, _)) = (&acts[..], deed::of(pane.row().unwrap())) {
                assert!(read_only || form.inputs[form.focus()].id == field, "{row}");
            }
        }
    }
}

#[test]
fn a_safety_note_is_named_and_not_told() {
    let (mut world, silent, _) = small();
    let stamp = crate::domain::Stamp { generation: 2, at: 0, who: "тест".into() };
    let mut meeting = Meeting::planned(silent, MeetingKind::Regular, day(11, 29));
    meeting.state = MeetingState::Held;
    meeting.safety_note = "боится идти домой".into();
    let change = crate::domain::Change::create(crate::domain::MeetingId(9_000), meeting);
    world.register.commit(&[change], &stamp).unwrap();
    let area = body(80, 24);
    let mut pane = pane(&world, area);
    let page = lines(&drawn(&pane, area, &world)).join("\n");
    assert!(page.contains("записка о безопасности ждёт 2 дня"), "{page}");
    assert!(!page.contains("боится"));
    let (_, acts) = press(&mut pane, "с", &mut world);
    assert!(matches!(&acts[..], [Act::Refuse(why)] if why.contains("F4")));
    world.reveal = true;
    assert!(!lines(&drawn(&pane, area, &world)).join("\n").contains("боится"));
    let (_, acts) = press(&mut pane, "с", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!(form.inputs[form.focus()].id, "safety_action");
}

#[test]
fn every_window_shows_signals_day_and_year() {
    let world = demo_world();
    for (width, height, signals) in [(60, 20, 6), (80, 24, 8), (200, 50, 30)] {
        let area = body(width, height);
        let pane = pane(&world, area);
        let all = lines(&drawn(&pane, area, &world));
        let page = all.join("\n");
        assert!(all[3].contains("Требует внимания"), "{page}");
        let first = wording::reason(&pane.signals()[0], &world);
        assert!(page.contains(first.split(' ').next().unwrap()), "{first}\n{page}");
        for word in ["Сегодня", "Этапы года", "подготовка ", "завершение "] {
            assert!(page.contains(word), "{word} at {width}×{height}\n{page}");
        }
        let rows = all.iter().filter(|line| matches!(line.chars().nth(1), Some('!' | '▲' | '·'))).count();
        assert!(rows >= signals.min(pane.signals().len()), "{rows} at {width}×{height}\n{page}");
    }
}

#[test]
fn a_step_changes_two_marks_and_two_names_only() {
    let mut world = demo_world();
    let area = body(80, 24);
    let mut pane = pane(&world, area);
    let before = drawn(&pane, area, &world);
    press(&mut pane, "j", &mut world);
    pane.fit(area, &world);
    let changed = before.diff(&drawn(&pane, area, &world)).len();
    assert!((4..=2 + 2 * 24).contains(&changed), "{changed} cells");
}

#[test]
fn the_cursor_stays_with_its_row_and_in_sight() {
    let mut world = demo_world();
    let area = body(80, 24);
    let mut pane = pane(&world, area);
    for key in ["pgdn", "pgdn", "end", "up", "pgup", "home", "down", "k"] {
        press(&mut pane, key, &mut world);
        pane.fit(area, &world);
        let page = lines(&drawn(&pane, area, &world));
        assert_eq!(page.iter().filter(|line| line.starts_with('▌')).count(), 1, "after {key}\n{}", page.join("\n"));
    }
    press(&mut pane, "pgdn", &mut world);
    let key = pane.current();
    pane.refresh(&world);
    assert_eq!(pane.current(), key);
}

#[test]
fn an_empty_base_invites_and_a_calm_one_reassures() {
    let nothing = world(Register::new(), YearId(1), day(10, 1));
    let sample = Sample::new();
    let bare = world(sample.register, sample.year, day(10, 1));
    for mut world in [nothing, bare] {
        for (width, height) in [(60, 20), (80, 24), (200, 50), (60, 6)] {
            let area = body(width, height);
            let mut pane = pane(&world, area);
            let page = lines(&drawn(&pane, area, &world)).join("\n");
            assert!(height < 10 || page.contains("Начните"), "{page}");
            for command in commands() {
                pane.run(command.id, &mut world);
            }
            assert_eq!(pane.current(), None);
        }
    }
    let mut sample = Sample::new();
    let pair = sample.working(day(9, 1));
    sample.first_three(pair, day(9, 2));
    sample.meeting(pair, MeetingKind::Regular, MeetingState::Held, after(day(9, 2), 40));
    let calm = world(sample.register, sample.year, after(day(9, 2), 41));
    let area = body(80, 24);
    let pane = pane(&calm, area);
    assert!(lines(&drawn(&pane, area, &calm)).join("\n").contains("Ничего не горит"), "{:?}", pane.signals());
}

fn commit(world: &mut World, batch: &crate::domain::Batch) {
    let stamp = crate::domain::Stamp { generation: 2, at: 0, who: "тест".into() };
    world.register.commit(&batch.changes, &stamp).unwrap();
}

/// Submits the one form that was asked for, and takes what it saves.
fn keep(world: &mut World, acts: &[Act]) {
    let [Act::Form(form)] = acts else { panic!("{acts:?}") };
    let Ok(Act::Save(batch)) = (form.submit)(form, world) else { panic!("{form:?}") };
    commit(world, &batch);
}

#[test]
fn a_signal_is_put_off_by_a_key_and_brought_back_by_the_same() {
    let (mut world, silent, _) = small();
    let area = body(80, 24);
    let mut pane = pane(&world, area);
    let (_, acts) = press(&mut pane, "у", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    let mut form = snooze_again(silent.into(), form.part.as_ref().unwrap(), &world).unwrap();
    let ctx = world.ctx();
    form.input_mut("snooze_why").unwrap().put(crate::fields::Value::text("наставник болеет"), &ctx);
    keep(&mut world, &[Act::Form(Box::new(form))]);
    pane.refresh(&world);
    pane.fit(area, &world);
    assert_ne!(pane.current(), Some(silent.into()), "the cursor stays where it was");
    let page = lines(&drawn(&pane, area, &world)).join("\n");
    assert!(page.contains("· отложено 1") && page.contains("до 15.12: не виделись – наставник бол"), "{page}");
    let last = pane.signals().len() - 1;
    pane.move_to(last);
    assert_eq!(pane.current(), Some(silent.into()), "it is the last of the signals");
    let (_, acts) = press(&mut pane, "у", &mut world);
    let [Act::Save(batch)] = &acts[..] else { panic!("{acts:?}") };
    commit(&mut world, batch);
    pane.refresh(&world);
    assert!(pane.signals().iter().all(|signal| signal.put_off.is_none()));
    assert_eq!(pane.signals()[0].subject, Subject::Pair(silent));
}

#[test]
fn a_signal_cannot_be_put_off_to_today_and_safety_not_at_all() {
    let (mut world, silent, _) = small();
    let mut pane = pane(&world, body(80, 24));
    let (_, acts) = press(&mut pane, "у", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    let mut form = snooze_again(silent.into(), form.part.as_ref().unwrap(), &world).unwrap();
    let ctx = world.ctx();
    form.input_mut("snooze_until").unwrap().put(crate::fields::Value::Date(day(12, 1)), &ctx);
    let errors = (form.submit)(&form, &mut world).unwrap_err();
    assert_eq!(errors[0].field, "snooze_until");
    let ctx = world.ctx();
    form.input_mut("snooze_until").unwrap().put(crate::fields::Value::Date(day(12, 2)), &ctx);
    let errors = (form.submit)(&form, &mut world).unwrap_err();
    assert_eq!(errors[0].field, "snooze_why", "an alarm takes a reason");
    let ctx = world.ctx();
    form.input_mut("snooze_why").unwrap().put(crate::fields::Value::text("наставник болеет, звонила"), &ctx);
    assert!((form.submit)(&form, &mut world).is_ok(), "tomorrow will do");

    let mut meeting = Meeting::planned(silent, MeetingKind::Regular, day(11, 29));
    (meeting.state, meeting.safety_note) = (MeetingState::Held, "жалоба".into());
    let change = crate::domain::Change::create(crate::domain::MeetingId(9_000), meeting);
    commit(&mut world, &crate::domain::Batch::new("meeting.new", vec![change]));
    pane.refresh(&world);
    pane.move_to(0);
    assert!(matches!(pane.signals()[0].reason, Reason::SafetyNote { .. }));
    let (_, acts) = press(&mut pane, "у", &mut world);
    assert!(matches!(acts[..], [Act::Refuse(_)]), "{acts:?}");
}

#[test]
fn a_talk_takes_a_few_keys_and_the_signal_with_it() {
    let (mut world, silent, _) = small();
    let school = std::sync::Arc::clone(world.register.school().unwrap());
    let mut watching = crate::domain::School::clone(&school);
    (watching.rules.contact_first_days, watching.rules.contact_days) = (14, 28);
    let change = crate::domain::Change::edit(crate::domain::TheSchool, &school, watching);
    commit(&mut world, &crate::domain::Batch::new("school.edit", vec![change]));
    let mut pane = pane(&world, body(80, 24));
    let due = |pane: &Today| {
        pane.signals().iter().find_map(|signal| match signal.reason {
            Reason::ContactsDue { count, .. } => Some(count),
            _ => None,
        })
    };
    assert_eq!(due(&pane), Some(2));
    assert_eq!(pane.current(), Some(silent.into()));
    let (_, acts) = press(&mut pane, "Р", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    // Both sides are due, so they stand there; what was asked is all there is to say.
    assert_eq!(form.value("contact_with", &world.ctx()).as_codes(), ["mentor", "mentee"]);
    assert_eq!(form.inputs[form.focus()].id, "contact_asked");
    keep(&mut world, &acts);
    pane.refresh(&world);
    assert_eq!(due(&pane), Some(1));
    let (_, acts) = press(&mut pane, "Р", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!(form.id, "contact.edit", "the talk of today is opened again");
    let mut again = contacts::reopen(form.target.unwrap(), &world).unwrap();
    let ctx = world.ctx();
    again.input_mut("date").unwrap().put(crate::fields::Value::Date(day(12, 2)), &ctx);
    assert_eq!((again.submit)(&again, &mut world).unwrap_err()[0].field, "date", "tomorrow nobody has talked yet");
    let ctx = world.ctx();
    again.input_mut("date").unwrap().put(crate::fields::Value::Empty, &ctx);
    let Ok(Act::Save(batch)) = (again.submit)(&again, &mut world) else { panic!() };
    commit(&mut world, &batch);
    assert_eq!(world.register.contacts().count(), 0, "an empty day takes it off");
}

/// A year in which two wait for a mentor, with the pane on their row.
fn waiting() -> (World, Today, Vec<Key>) {
    let mut sample = Sample::new();
    let who = ["Ли Ада Юрьевна", "Бо Ида Юрьевна"].map(|name| sample.mentee(name, "6А"));
    let world = world(sample.register, sample.year, day(12, 1));
    let mut pane = pane(&world, body(80, 24));
    let place = pane.signals().iter().position(|it| matches!(it.reason, Reason::Waiting { .. })).unwrap();
    pane.move_to(place);
    (world, pane, who.map(Key::from).to_vec())
}

#[test]
fn a_row_that_gathers_many_is_put_off_and_brought_back_in_one_step() {
    let (mut world, mut pane, who) = waiting();
    let (_, acts) = press(&mut pane, "у", &mut world);
    let [Act::Form(form)] = &acts[..] else { panic!("{acts:?}") };
    assert!(form.title.contains("2 наставляемых"), "{}", form.title);
    let hint = (form.hints)(form, &world).join(" ");
    assert!(hint.contains("отложатся все"), "{hint}");
    let mut form = snooze_again(who[0], form.part.as_ref().unwrap(), &world).unwrap();
    let ctx = world.ctx();
    form.input_mut("snooze_why").unwrap().put(crate::fields::Value::text("сбор в субботу"), &ctx);
    let Ok(Act::Save(batch)) = (form.submit)(&form, &mut world) else { panic!() };
    assert_eq!(batch.changes.len(), 2, "both, in one step");
    commit(&mut world, &batch);
    let mut again = snooze_again(who[0], form.part.as_ref().unwrap(), &world).unwrap();
    let ctx = world.ctx();
    again.input_mut("snooze_why").unwrap().put(crate::fields::Value::text("иначе"), &ctx);
    let Ok(Act::Save(over)) = (again.submit)(&again, &mut world) else { panic!() };
    assert!(over.changes.iter().all(|change| change.before.is_some()), "a draft sent twice puts off once");
    pane.refresh(&world);
    let area = body(200, 50);
    pane.fit(area, &world);
    let page = lines(&drawn(&pane, area, &world)).join("\n");
    assert!(page.contains("до 15.12: без наставника – сбор в субботу"), "{page}");
    let card = put_off_of(who[1], &world);
    assert_eq!(card, ["отложено до 15.12: без наставника – сбор в субботу"], "the card of each tells it");
    let place = pane.signals().iter().position(|it| it.put_off.is_some()).unwrap();
    assert_eq!(pane.signals()[place].subject.keys(), who, "one row for both");
    pane.move_to(place);
    let (_, acts) = press(&mut pane, "у", &mut world);
    let [Act::Save(batch)] = &acts[..] else { panic!("{acts:?}") };
    assert_eq!(batch.changes.len(), 2);
    commit(&mut world, batch);
    assert!(who.iter().all(|key| world.register.snoozes_of(*key).next().is_none()));
}

#[test]
fn a_record_goes_with_what_was_put_off_about_it() {
    let (mut world, mut pane, who) = waiting();
    let (_, acts) = press(&mut pane, "у", &mut world);
    keep(&mut world, &acts);
    let mentee = crate::domain::MenteeId::of(who[0]).unwrap();
    let before = std::sync::Arc::clone(world.register.get::<crate::domain::Mentee>(mentee).unwrap());
    let change = crate::domain::Change::delete(mentee, &before);
    let alone = world.register.check(&crate::domain::Batch::new("mentee.remove", vec![change.clone()]));
    assert!(matches!(alone, Err(crate::domain::Refusal::StillUsed { .. })), "{alone:?}");
    let acts = crate::panes::ask_removal("mentee.remove", "Ли Ада", [change], &world);
    let [Act::Ask(dialog)] = &acts[..] else { panic!("{acts:?}") };
    let saved = dialog.answers.iter().find_map(|answer| match answer.acts.first() {
        Some(Act::Save(batch)) => Some(batch.clone()),
        _ => None,
    });
    let batch = saved.unwrap();
    assert_eq!(batch.changes.len(), 2);
    commit(&mut world, &batch);
    assert!(world.register.get::<crate::domain::Mentee>(mentee).is_none());
}

#[test]
fn what_nobody_puts_off_says_so() {
    let mut sample = Sample::new();
    let mentee = sample.mentee("Ли Ада Юрьевна", "6А");
    let person = sample.person_of(mentee);
    sample.edit::<crate::domain::Person>(person, |person| person.consents.clear());
    let mut world = world(sample.register, sample.year, day(12, 1));
    let mut pane = pane(&world, body(80, 24));
    let place = pane.signals().iter().position(|it| matches!(it.reason, Reason::ConsentsLacking { .. })).unwrap();
    pane.move_to(place);
    let (_, acts) = press(&mut pane, "у", &mut world);
    let [Act::Refuse(why)] = &acts[..] else { panic!("{acts:?}") };
    assert!(why.contains("согласия не откладывают"), "{why}");
}
