//! Whoever sits at the keyboard is what the list of duties says, on screen and on the command line.

use std::process::{Command, Stdio};
use std::sync::Arc;

use nastavnik::app::{Effect, Model, Msg};
use nastavnik::domain::{
    Batch, Change, Contact, ContactId, ContactSide, Duty, Entry, Key, Kind, Meeting, MeetingId, Mentee, MenteeId,
    Mentor, MentorId, Origin, Pair, PairId, Person, PersonId, PersonKind, Register, Selection, Staff, StaffId, Stamp,
    Words,
};
use nastavnik::exchange::export::{self, Format, Table};
use nastavnik::fields::names;
use nastavnik::kit::{Layout, Size};
use nastavnik::store::{Identity, Mode, Store};
use nastavnik::text::Lang;

use crate::school::*;
use crate::stage::{self, commands, keys, model, picture};

fn staff(user: &str, duty: Duty, person: Option<PersonId>) -> Staff {
    Staff { user: user.into(), duty, person, name: Words::default() }
}

fn changes(duty: Duty, user: &str, person: Option<PersonId>) -> Vec<Change> {
    vec![
        Change::create::<Staff>(StaffId(90_000), staff("главный куратор", Duty::Curator, None)),
        Change::create::<Staff>(StaffId(90_001), staff(user, duty, person)),
    ]
}

/// The invented school as somebody of this duty sees it; the user of the tests is «петрова».
fn seen_by(duty: Duty, person: impl Fn(&Register) -> Option<PersonId>) -> Model {
    let mut register = stage::register();
    let who = world(register.clone(), Lang::Ru, (100, 30)).who;
    let stamp = Stamp { generation: 2, at: 0, who: "главный куратор".into() };
    let person = person(&register);
    register.commit(&changes(duty, &who, person), &stamp).unwrap();
    register.set_position(2, 0);
    model(&register, Lang::Ru, (100, 30))
}

fn saves(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Save { .. }))
}

fn screen(model: &mut Model) -> String {
    picture(model, Layout::Cyrillic).join("\n")
}

/// A pair that works, with whoever leads it.
fn working(register: &Register) -> (PairId, PersonId) {
    let school = register.school().unwrap().active_year;
    let (id, pair) = register.pairs(school).find(|(_, pair): &(PairId, _)| pair.state.is_active()).unwrap();
    (id, register.get::<Mentor>(pair.mentor).unwrap().person)
}

#[test]
fn a_director_reads_everything_and_changes_nothing_and_is_told_why() {
    let mut model = seen_by(Duty::Director, |_| None);
    assert!(screen(&mut model).contains("директор · только чтение"), "{}", screen(&mut model));
    for pane in ["2", "3", "4", "5"] {
        keys(&mut model, &[pane]);
        assert!(!saves(&keys(&mut model, &["н"])), "pane {pane}");
        assert!(screen(&mut model).contains("Директор видит всё и ничего не меняет"), "{}", screen(&mut model));
        assert!(model.desk.overlays.is_empty());
    }
    keys(&mut model, &["f4"]);
    assert!(model.world.reveal, "a director may see what is restricted");
}

#[test]
fn a_helper_logs_meetings_of_their_own_pairs_and_sees_nothing_restricted() {
    let mut model = seen_by(Duty::Helper, |register| Some(working(register).1));
    let (pair, leader) = working(&model.world.register);
    keys(&mut model, &["f4"]);
    assert!(!model.world.reveal);
    assert!(screen(&mut model).contains("Закрытое видят"), "{}", screen(&mut model));
    keys(&mut model, &["2", "н"]);
    assert!(screen(&mut model).contains("Помощник записывает только встречи"), "{}", screen(&mut model));

    // The pairs on offer are their own.
    keys(&mut model, &["5", "н"]);
    let own = model.world.register.pairs(model.world.year).filter(|(_, it)| {
        it.state.is_active() && model.world.register.get::<Mentor>(it.mentor).unwrap().person == leader
    });
    let own = own.count();
    let shown = screen(&mut model);
    let name = names::of_key(&model.world.register, pair.into(), model.world.text);
    let last = name.split(" – ").last().unwrap().to_owned();
    assert_eq!(shown.lines().filter(|line| line.contains(&last)).count(), own, "{shown}");
    assert!(saves(&keys(&mut model, &["enter", "дроби", "f2"])), "{}", screen(&mut model));

    // A meeting of somebody else's pair is on the list of all and stays theirs.
    let other = model.world.register.meetings().find(|(_, meeting)| {
        let pair = model.world.register.get::<Pair>(meeting.pair).unwrap();
        pair.year == model.world.year && model.world.register.get::<Mentor>(pair.mentor).unwrap().person != leader
    });
    let other = other.unwrap().0;
    let world = &model.world;
    let at = model.desk.front;
    model.desk.panes[at].select(other.into(), world);
    let only = "Помощник записывает только встречи";
    for (key, said) in [("enter", only), ("del", "удаляет куратор"), ("с", only)] {
        assert!(!saves(&keys(&mut model, &[key])));
        assert!(model.desk.overlays.is_empty(), "{key} {}", screen(&mut model));
        assert!(screen(&mut model).contains(said), "{key} {}", screen(&mut model));
    }
    assert!(model.world.register.get::<Meeting>(other).is_some());
    // Neither is a meeting of it logged from the base of pairs.
    let pair = model.world.register.get::<Meeting>(other).unwrap().pair;
    keys(&mut model, &["4"]);
    select(&mut model, pair);
    keys(&mut model, &["м"]);
    assert!(model.desk.overlays.is_empty(), "{}", screen(&mut model));
    assert!(screen(&mut model).contains("Помощник записывает только встречи"), "{}", screen(&mut model));
}

#[test]
fn a_helper_who_leads_nobody_is_told_so_and_offered_no_empty_list() {
    let leads = |register: &Register, person: PersonId| {
        register
            .pairs(register.school().unwrap().active_year)
            .any(|(_, it): (PairId, _)| it.state.is_active() && register.mentor_person_id(it.mentor) == Some(person))
    };
    let idle = |register: &Register| register.people().map(|(id, _)| id).find(|id| !leads(register, *id));
    let mut model = seen_by(Duty::Helper, idle);
    for pane in ["1", "5"] {
        keys(&mut model, &[pane, "м"]);
        assert!(model.desk.overlays.is_empty(), "{}", screen(&mut model));
        assert!(screen(&mut model).contains("Помощник записывает только встречи"), "{}", screen(&mut model));
    }
}

#[test]
fn a_psychologist_opens_only_what_is_theirs_to_write() {
    let (mut model, meeting, pair) = with_a_note(Duty::Psychologist);
    for (pane, key) in [("5", "м"), ("5", "п"), ("5", "del"), ("1", "м"), ("4", "м")] {
        keys(&mut model, &[pane, key]);
        assert!(model.desk.overlays.is_empty(), "{pane} {key} {}", screen(&mut model));
        assert!(screen(&mut model).contains("Психолог меняет"), "{pane} {key} {}", screen(&mut model));
    }
    // Of a person health alone is open, of a meeting its note.
    let mentee = model.world.register.get::<Pair>(pair).unwrap().mentees[0];
    keys(&mut model, &["f4"]);
    for (pane, key, field) in [("2", Key::from(mentee), "health"), ("5", meeting.into(), "safety_note")] {
        keys(&mut model, &[pane]);
        select(&mut model, key);
        keys(&mut model, &["enter"]);
        let form = model.desk.form().unwrap();
        assert_eq!(form.inputs[form.focus()].id, field);
        let open = |at: &usize| form.is_open(*at, &model.world.ctx());
        let ids: Vec<&str> = (0..form.inputs.len()).filter(open).map(|at| form.inputs[at].id).collect();
        assert!(ids.iter().all(|id| ["health", "safety_note", "safety_action"].contains(id)), "{ids:?}");
        keys(&mut model, &["s-tab", "я", "f8", "f9"]);
        assert!(!model.desk.form().unwrap().is_dirty(), "{}", screen(&mut model));
        keys(&mut model, &["esc"]);
    }
    keys(&mut model, &["5"]);
    select(&mut model, meeting);
    keys(&mut model, &["enter", "tab"]);
    assert!(saves(&keys(&mut model, &["звонили домой", "f2"])), "{}", screen(&mut model));
    let after = model.world.register.get::<Meeting>(meeting).unwrap();
    assert_eq!(after.safety_action.as_str(), "звонили домой");
}

/// The invented school with a safety note on a meeting of the pair that [`working`] finds, as somebody of this duty sees
/// it; the meeting and its pair.
fn with_a_note(duty: Duty) -> (Model, MeetingId, PairId) {
    let mut register = stage::register();
    let (pair, leader) = working(&register);
    let (id, meeting) = register.meetings_of(pair).into_iter().rfind(|(_, meeting)| meeting.is_held()).unwrap();
    let noted = Meeting { safety_note: "боится идти домой".into(), ..Meeting::clone(meeting) };
    let who = world(register.clone(), Lang::Ru, (100, 30)).who;
    let stamp = Stamp { generation: 2, at: 0, who: "главный куратор".into() };
    let noted = Change::edit(id, meeting, noted);
    let person = (duty == Duty::Helper).then_some(leader);
    register.commit(&[changes(duty, &who, person), vec![noted]].concat(), &stamp).unwrap();
    register.set_position(2, 0);
    (model(&register, Lang::Ru, (100, 30)), id, pair)
}

fn select(model: &mut Model, key: impl Into<Key>) {
    let at = model.desk.front;
    model.desk.panes[at].select(key.into(), &model.world);
}

#[test]
fn a_helper_is_refused_every_removal_in_the_same_words_and_takes_back_what_they_logged() {
    let (mut model, noted, pair) = with_a_note(Duty::Helper);
    let plain = model.world.register.meetings_of(pair).into_iter().find(|(id, _)| *id != noted).unwrap().0;
    keys(&mut model, &["5"]);
    let mut said = Vec::new();
    for meeting in [noted, plain] {
        select(&mut model, meeting);
        assert!(!saves(&keys(&mut model, &["del"])), "{}", screen(&mut model));
        assert!(model.desk.overlays.is_empty(), "{}", screen(&mut model));
        said.push(screen(&mut model).lines().find(|line| line.contains("удаляет куратор")).unwrap().to_owned());
        assert!(model.world.register.get::<Meeting>(meeting).is_some());
    }
    assert_eq!(said[0], said[1]);

    keys(&mut model, &["п"]);
    let Effect::Save { batch, .. } = keys(&mut model, &["enter", "f2"]).remove(0) else { panic!("no save") };
    let key = batch.changes.last().unwrap().key;
    assert!(model.world.register.record(key).is_some());
    let entry = Entry {
        generation: 3,
        at: 0,
        who: model.world.who.clone(),
        session: "pts/1:1".to_owned(),
        command: batch.command.clone(),
        origin: Origin::Done,
        changes: batch.changes,
    };
    let undo = Batch::undo(&entry);
    let may = |batch: &Batch| {
        model.world.access().may(&model.world.register, &batch.changes, batch.origin, model.world.today()).is_ok()
    };
    assert!(may(&undo), "a step of one's own is taken back");
    assert!(!may(&Batch { origin: Origin::Done, ..undo }));
}

/// The whole card of a record in a pane, as it reads over a large window.
fn card_of(model: &mut Model, pane: &str, key: impl Into<Key>) -> String {
    model.update(Msg::Resize(Size { width: 200, height: 120 }), model.world.now);
    keys(model, &[pane]);
    select(model, key);
    keys(model, &["right"]);
    let shown = screen(model);
    keys(model, &["left"]);
    shown
}

#[test]
fn that_there_is_a_safety_note_is_known_to_who_may_read_it_alone() {
    for (duty, told) in [(Duty::Curator, true), (Duty::Psychologist, true), (Duty::Helper, false)] {
        let (mut model, meeting, pair) = with_a_note(duty);
        model.update(Msg::Resize(Size { width: 200, height: 120 }), model.world.now);
        let after = Arc::clone(model.world.register.get::<Meeting>(meeting).unwrap());
        let before = Arc::new(after.without_note());
        let alone = vec![Change::edit(meeting, &before, Meeting::clone(&after))];
        let among = vec![Change::edit(meeting, &before, Meeting { topic: "дроби".into(), ..Meeting::clone(&after) })];
        let traces = |shown: &str| ["безопасности", "идти домой"].iter().any(|word| shown.contains(word));
        keys(&mut model, &["1"]);
        assert_eq!(traces(&screen(&mut model)), told, "{duty:?} {}", screen(&mut model));
        for (pane, key) in [("5", Key::from(meeting)), ("4", pair.into())] {
            assert_eq!(traces(&card_of(&mut model, pane, key)), told, "{duty:?} {pane}");
        }
        assert_eq!(stage::journal_of(&mut model, alone).contains("Белова"), told, "{duty:?}");
        let shown = stage::journal_of(&mut model, among);
        assert_eq!((shown.contains("дроби"), traces(&shown)), (true, told), "{duty:?} {shown}");
        let light = nastavnik::analysis::light(&model.world.register, pair, model.world.today()).unwrap();
        let open = light.open_to(|secret| secret != nastavnik::domain::Secret::Restricted);
        assert!(open.reasons.iter().all(|signal| signal.secret() != Some(nastavnik::domain::Secret::Restricted)));
    }
}

/// Somebody of an invented school, and what is written about them.
struct Told {
    pair: PairId,
    talk: String,
    mentor: MentorId,
    judged: String,
    own: MenteeId,
    other: MenteeId,
    numbers: [String; 2],
}

/// A school with a talk, a sheet of selection and the telephones of two pupils in it, as somebody of this duty sees it.
/// The pair and the first pupil are the helper's own.
fn with_secrets(duty: Duty) -> (Model, Told) {
    let mut model = seen_by(duty, |register| (duty == Duty::Helper).then(|| working(register).1));
    let register = &mut model.world.register;
    let (pair, _) = working(register);
    let (year, today) = (register.school().unwrap().active_year, model.world.now.date_naive());
    let own = register.get::<Pair>(pair).unwrap().mentees[0];
    let leader = register.get::<Pair>(pair).unwrap().mentor;
    let mine = |it: &Pair| register.mentor_person_id(it.mentor) == register.mentor_person_id(leader);
    let other = register.pairs(year).find(|(_, it): &(PairId, _)| !mine(it)).unwrap().1.mentees[0];
    let mentor: MentorId = register
        .mentors(year)
        .map(|(id, _)| id)
        .find(|id| *id != leader && register.get::<Selection>((*id).into()).is_none())
        .unwrap();
    let talk =
        Contact { with: vec![ContactSide::Mentee], note: "тяжело дома".into(), ..Contact::on(pair, today) };
    let sheet = Selection { conclusion: "к детям пока рано".into(), ..Selection::new(mentor) };
    let numbers = ["+7 913 111-22-33", "+7 913 444-55-66"];
    let mut changes =
        vec![Change::create::<Contact>(ContactId(90_100), talk), Change::create::<Selection>(mentor.into(), sheet)];
    for (id, number) in [own, other].into_iter().zip(numbers) {
        let id = register.get::<Mentee>(id).unwrap().person;
        let person = register.get::<Person>(id).unwrap();
        let guardian = format!("Мама, {number}").into();
        let kind = PersonKind::Pupil;
        changes.push(Change::edit(
            id,
            person,
            Person { phone: number.into(), guardian, kind, ..Person::clone(person) },
        ));
    }
    let stamp = Stamp { generation: 3, at: 0, who: "главный куратор".into() };
    register.commit(&changes, &stamp).unwrap();
    let told = Told {
        pair,
        talk: "тяжело дома".to_owned(),
        mentor,
        judged: "к детям пока рано".to_owned(),
        own,
        other,
        numbers: numbers.map(ToOwned::to_owned),
    };
    (model, told)
}

#[test]
fn talks_sheets_of_selection_and_telephones_are_not_for_everybody() {
    for (duty, all) in [(Duty::Curator, true), (Duty::Director, true), (Duty::Helper, false)] {
        let (mut model, told) = with_secrets(duty);
        assert_eq!(card_of(&mut model, "4", told.pair).contains(&told.talk), all, "{duty:?}");
        assert_eq!(card_of(&mut model, "3", told.mentor).contains(&told.judged), all, "{duty:?}");
        assert!(card_of(&mut model, "2", told.own).contains(&told.numbers[0]), "{duty:?}: whom they lead");
        assert_eq!(card_of(&mut model, "2", told.other).contains(&told.numbers[1]), all, "{duty:?}");
        let digits = "9134445566";
        keys(&mut model, &["2", "/", digits]);
        let found = names::of_key(&model.world.register, told.other.into(), model.world.text);
        let surname = found.split(' ').next().unwrap().to_owned();
        assert_eq!(screen(&mut model).contains(&surname), all, "{duty:?} {}", screen(&mut model));
        keys(&mut model, &["esc", "esc"]);
        for format in [Format::Csv, Format::Json] {
            let bytes = export::render(Table::Mentees, format, &model.world.ctx(), false).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(&told.numbers[0]), "{duty:?}");
            assert_eq!(text.contains(&told.numbers[1]), all, "{duty:?}");
        }
        let talk = model.world.register.record(ContactId(90_100).into()).cloned();
        let change = Change { key: ContactId(90_100).into(), before: None, after: talk };
        assert_eq!(stage::journal_of(&mut model, vec![change]).contains("Белова"), all, "{duty:?}");
    }
}

#[test]
fn who_is_not_on_the_list_only_looks() {
    let mut register = stage::register();
    let stamp = Stamp { generation: 2, at: 0, who: "главный куратор".into() };
    register.commit(&changes(Duty::Director, "директор", None), &stamp).unwrap();
    let mut model = model(&register, Lang::Ru, (100, 30));
    keys(&mut model, &["2", "н"]);
    assert!(screen(&mut model).contains("нет в списке ролей"), "{}", screen(&mut model));
    keys(&mut model, &["f4"]);
    assert!(!model.world.reveal);
    let possible = commands(&model).into_iter().filter(|info| info.disabled.is_none());
    assert!(!possible.map(|info| info.id).any(|id| id == "undo" || id == "year.begin" || id == "mentee.new"));
}

#[test]
fn the_first_duty_makes_whoever_gives_it_the_curator() {
    let mut model = model(&stage::register(), Lang::Ru, (100, 30));
    let who = model.world.who.clone();
    stage::page(&mut model, "8", "Роли");
    keys(&mut model, &["н", "director", "down"]);
    let director = Duty::ALL.iter().position(|duty| *duty == Duty::Director).unwrap() + 1;
    keys(&mut model, &[&director.to_string()]);
    assert!(screen(&mut model).contains("запишется"), "{}", screen(&mut model));
    assert!(saves(&keys(&mut model, &["f2"])), "{}", screen(&mut model));
    let mut duties: Vec<(String, Duty)> =
        model.world.register.staff().map(|(_, staff)| (staff.user.to_string(), staff.duty)).collect();
    duties.sort();
    let mut wanted = vec![("director".to_owned(), Duty::Director), (who, Duty::Curator)];
    wanted.sort();
    assert_eq!(duties, wanted);
    // The last curator cannot be taken away.
    let own = model.world.register.staff().find(|(_, staff)| staff.duty == Duty::Curator).unwrap().0;
    let world = &model.world;
    let at = model.desk.front;
    model.desk.panes[at].select(own.into(), world);
    keys(&mut model, &["del"]);
    assert!(screen(&mut model).contains("Хотя бы один куратор"), "{}", screen(&mut model));
}

#[test]
fn commands_without_a_screen_ask_for_the_duty_as_well() {
    let school = School::of(100);
    let user = Identity::current().user;
    let mut store = Store::open(&school.base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let batch = Batch::new("staff.new", changes(Duty::Helper, &user, None));
    store.execute(register.generation(), &batch).unwrap();
    store.close().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.arg("--db").arg(&school.base).args(args);
        let output = command.stdin(Stdio::null()).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let file = school.base.with_file_name("список.csv");
    std::fs::write(&file, "ФИО;Класс\nЖёлудев Пётр Ильич;7А\n").unwrap();
    let (code, said) = run(&["import", "mentees", file.to_str().unwrap()]);
    assert!(code == Some(1) && said.contains("Помощник записывает"), "{said}");
    let (code, said) = run(&["export", "mentees", "--with-restricted"]);
    assert!(code == Some(1) && said.contains("Закрытое видят"), "{said}");
    assert_eq!(run(&["export", "mentees"]).0, Some(0), "what is not restricted may be read");
    for table in ["answers", "measures"] {
        let (code, said) = run(&["export", table]);
        assert!(code == Some(1) && said.contains("Эту таблицу выгружают"), "{said}");
    }
    let (code, said) = run(&["match"]);
    assert!(code == Some(1) && said.contains("Закрытое видят"), "{said}");
    let (code, said) = run(&["tidy"]);
    assert!(code == Some(1) && said.contains("Помощник записывает"), "{said}");
    let copy = school.base.with_file_name("copy.redb.gz");
    assert_eq!(run(&["backup", "--out", copy.to_str().unwrap()]).0, Some(0));
    let (code, said) = run(&["restore", copy.to_str().unwrap()]);
    assert!(code == Some(1) && said.contains("Помощник записывает"), "{said}");
    assert_eq!(school.register().of_kind(Kind::Staff).count(), 2);
}
