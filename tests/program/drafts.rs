//! Half-typed work outlives the session it was typed in.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use nastavnik::app::desk::Overlay;
use nastavnik::app::{Effect, Model};
use nastavnik::domain::{
    Change, Class, ConsentKind, Mentee, MenteeId, Pair, PairState, Person, Register, Stamp, status,
};
use nastavnik::kit::Layout;
use nastavnik::text::Lang;
use rustix::process::Signal;

use crate::school::*;
use crate::sessions::{class, open_card};
use crate::stage::{self, keys, model, picture};
use crate::support::Program;

const TYPED: &str = "Щукарёва Нина";

/// A session with a name half typed into the form of somebody new, and the draft of it on disk.
fn half_typed(school: &School) -> Program {
    let mut program = school.open();
    program.send("2н");
    program.wait_for("записать", PATIENCE);
    program.send(TYPED);
    program.wait_for(TYPED, PATIENCE);
    school.wait_for_draft(TYPED);
    program
}

/// The next session, with the draft on offer.
fn offered(school: &School) -> Program {
    let mut program = school.start((80, 24));
    program.wait_for("Осталось недописанное", PATIENCE);
    program.rest(PATIENCE);
    program
}

#[test]
fn what_was_typed_is_offered_after_any_end() {
    for signal in [Signal::HUP, Signal::TERM, Signal::KILL] {
        let school = School::of(100);
        let mut program = half_typed(&school);
        program.signal(signal);
        program.wait_exit(PATIENCE);
        let mut program = offered(&school);
        program.send("\r");
        program.wait_for(TYPED, PATIENCE);
        program.send(" Львовна");
        program.send(F2);
        school.wait_for("the mentee", |register| mentee_of_name(register, NEWCOMER).is_some());
        program.rest(PATIENCE);
        assert_eq!(school.drafts(), [], "{signal:?}: saved, and still a draft");
    }
}

#[test]
fn the_last_letter_before_a_dropped_line_is_kept() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.send(" Львовна");
    program.wait_for("Львовна", PATIENCE);
    program.hang_up();
    program.wait_exit(PATIENCE);
    school.wait_for_draft(NEWCOMER);
}

#[test]
fn a_draft_that_was_opened_is_safe_before_the_next_key() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\r");
    program.wait_for(TYPED, PATIENCE);
    program.rest(PATIENCE);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\r");
    program.wait_for(TYPED, PATIENCE);
}

#[test]
fn only_its_owner_reads_a_draft() {
    let school = School::of(100);
    let _program = half_typed(&school);
    let (path, _) = school.drafts().remove(0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn the_draft_of_a_session_still_open_is_not_offered() {
    let school = School::of(100);
    let _first = half_typed(&school);
    let second = school.open();
    assert!(!second.text().contains("Осталось недописанное"));
}

#[test]
fn later_leaves_it_and_throwing_away_ends_it() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\x1b");
    program.rest(PATIENCE);
    program.send(CTRL_Q);
    program.wait_exit(PATIENCE);
    let mut program = offered(&school);
    program.send("\x1b[3~");
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}

#[test]
fn a_draft_that_cannot_be_read_is_told_of_once_and_put_aside() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let (path, typed) = school.drafts().remove(0);
    fs::write(&path, typed.split_at(typed.find(TYPED).unwrap()).0).unwrap();
    let mut program = school.open();
    program.wait_for("Недописанное не читается; файл отложен: school.redb.drafts-", PATIENCE);
    program.send(CTRL_Q);
    program.wait_exit(PATIENCE);
    let program = school.open();
    assert!(!program.text().contains("Недописанное"));
    let aside = path.parent().unwrap().read_dir().unwrap().next().unwrap().unwrap().path();
    assert!(aside.to_str().unwrap().ends_with(".json.unreadable"), "{aside:?}");
}

#[test]
fn a_form_that_is_closed_leaves_no_draft() {
    let school = School::of(100);
    let mut program = half_typed(&school);
    program.send(ESC);
    program.wait_for("Не записано. Esc ещё раз", PATIENCE);
    program.send(ESC);
    program.wait_until("pane", PATIENCE, |screen| !screen.contents().contains(TYPED));
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}

#[test]
fn a_draft_whose_record_is_gone_is_shown_and_stays() {
    let school = School::of(100);
    let mut writer = school.with_newcomer(NEWCOMER);
    let mut mine = school.open();
    mine.send("2/щукарё");
    mine.wait_for("Щукарёва", PATIENCE);
    mine.rest(PATIENCE);
    mine.send(ENTER);
    mine.wait_for("записать", PATIENCE);
    mine.send(DOWN);
    mine.send("8Ъ");
    school.wait_for_draft("8Ъ");
    mine.signal(Signal::KILL);
    mine.wait_exit(PATIENCE);
    writer.send("u");
    school.wait_for("nobody", |register| mentee_of_name(register, NEWCOMER).is_none());
    writer.send(CTRL_Q);
    writer.wait_exit(PATIENCE);
    for _ in 0..2 {
        let mut program = offered(&school);
        program.send(ENTER);
        program.wait_for("Класс: 8Ъ", PATIENCE);
        program.send(ESC);
        program.rest(PATIENCE);
        program.send(CTRL_Q);
        program.wait_exit(PATIENCE);
        assert_eq!(school.drafts().len(), 1, "only its author throws it away");
    }
    let mut program = offered(&school);
    program.send(ENTER);
    program.wait_for("Класс: 8Ъ", PATIENCE);
    program.send("\x1b[3~");
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}

#[test]
fn every_draft_is_offered_one_after_the_other() {
    let school = School::of(100);
    let half = |mut program: Program, name: &str| {
        program.send("2н");
        program.wait_for("записать", PATIENCE);
        program.send(name);
        school.wait_for_draft(name);
        program.signal(Signal::KILL);
        program.wait_exit(PATIENCE);
    };
    half(school.open(), "Щукарёва Анна");
    let mut later = offered(&school);
    later.send(ESC);
    later.rest(PATIENCE);
    half(later, "Юрлова Вера");
    let mut program = offered(&school);
    program.wait_for("и ещё: 1", PATIENCE);
    for last in [false, true] {
        program.send(ENTER);
        program.wait_for("записать", PATIENCE);
        program.send(" Львовна");
        program.send(F2);
        if !last {
            program.wait_for("Осталось недописанное", PATIENCE);
            program.rest(PATIENCE);
        }
    }
    school.wait_for("both", |register| {
        ["Юрлова Вера Львовна", "Щукарёва Анна Львовна"].iter().all(|name| mentee_of_name(register, name).is_some())
    });
    program.rest(PATIENCE);
    assert_eq!(school.drafts(), []);
}

/// Identities of the forms that the sources of the panes make.
fn made_in_panes() -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    let mut rooms = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/panes")];
    while let Some(room) = rooms.pop() {
        for entry in fs::read_dir(room).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                rooms.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).unwrap();
            for call in source.split("Form::new(").skip(1) {
                let first = call.split(',').next().unwrap().trim();
                match first.strip_prefix('"') {
                    Some(id) => made.extend([id.trim_end_matches('"').to_owned()]),
                    // Forms for a path get their identity as an argument, which is no constant.
                    None => made.extend(constants(&source, first.rsplit("::").next().unwrap())),
                }
            }
        }
    }
    made
}

/// What the constants of that name hold.
fn constants(source: &str, name: &str) -> Vec<String> {
    let heads = ["&str", "&'static str"].map(|kind| format!("const {name}: {kind} = \""));
    let ends = heads.iter().flat_map(|head| source.split(head.as_str()).skip(1));
    ends.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

/// The invented school, in which one working pair has become a group.
fn with_a_group() -> Register {
    let mut register = stage::register();
    let year = register.school().unwrap().active_year;
    let waits = |id: &MenteeId| status::mentee(&register, *id, today()) == Some(status::MenteeStatus::Matching);
    let newcomer = register.mentees(year).map(|(id, _)| id).find(waits).unwrap();
    let (id, before) = register.pairs(year).find(|(_, pair)| pair.state == PairState::Fixed).unwrap();
    let mut after = Pair::clone(before);
    after.mentees.push(newcomer);
    let change = Change::edit(id, before, after);
    register.commit(&[change], &Stamp { generation: 1, at: 0, who: "петрова".into() }).unwrap();
    register
}

/// Turns to the page of that name, as it stands in the line of pages when it is in front.
fn bring(model: &mut Model, page: &str) {
    for _ in 0..20 {
        if picture(model, Layout::Cyrillic).join("\n").contains(page) {
            return;
        }
        keys(model, &["tab"]);
    }
    panic!("no page {page}");
}

/// The forms of pane 8, page by page, and those of events, practices and awards, of which last year has them all.
fn look_at_programme(model: &mut Model, look: &mut impl FnMut(&mut Model)) {
    for (page, deeds) in
        [("События", &["н", "enter", "е"][..]), ("Практики", &["н"]), ("Поощрение", &["enter", "н", "В"])]
    {
        keys(model, &["8", "[", "["]);
        bring(model, &format!("[{page}]"));
        for deed in deeds {
            keys(model, &[deed]);
            while matches!(model.desk.overlays.last(), Some(Overlay::Picker(_))) {
                keys(model, &["enter"]);
            }
            look(model);
        }
        keys(model, &["]", "]"]);
    }
    keys(model, &["8"]);
    for _ in 0..12 {
        for deed in ["enter", "н", "в"] {
            keys(model, &[deed]);
            look(model);
        }
        keys(model, &["tab"]);
    }
}

/// The form on screen, perhaps beneath a picker.
fn form_of(model: &Model) -> Option<&nastavnik::kit::Form> {
    model.desk.overlays.iter().find_map(|overlay| match overlay {
        Overlay::Form(form) => Some(form.as_ref()),
        _ => None,
    })
}

/// Where forms are opened, and by what keys.
const DEEDS: &[(&str, &[&str])] = &[
    ("2", &["enter", "н", "е", "т", "и", "в", "з"]),
    ("2", &["е 1"]),
    ("3", &["enter", "н", "ф", "т", "и", "в", "з", "!", "Л", "е", "с"]),
    ("3", &["ctrl-a с"]),
    ("2", &["ctrl-a М"]),
    ("3", &["ctrl-a М"]),
    ("4", &["ctrl-a М"]),
    ("1", &["у"]),
    ("4 s-tab", &["enter", "н"]),
    ("7", &["п", "с", "П", "н"]),
    ("7 [Динамика]", &["н", "н down enter", "н down down"]),
    ("7 [SWOT]", &["enter"]),
    ("7 [Самопроверка]", &["enter"]),
    ("4", &["enter", "н", "ф", "Ф", "з", "м", "е", "ы", "у", "с", "п н", "п н 1", "п 1", "п П", "+ 1"]),
    ("4 tab tab", &["enter", "м 1", "и", "в"]),
    ("5", &["enter", "м", "п"]),
    ("8 [План]", &["н"]),
    ("8 [Паспорт]", &["enter", "н"]),
    ("8 [Паспорт]", &["т"]),
    ("8 [Обучение]", &["enter", "н", "с"]),
    ("8 [Обучение] к", &["enter", "с"]),
    ("8 [Ворота]", &["с"]),
    ("8 [Партнёры]", &["enter", "н"]),
    ("8 [Согласия]", &["enter", "н"]),
    ("8 [Списки]", &["enter", "н"]),
    ("6 А", &["н", "и", "в"]),
    ("6 А enter home", &["enter"]),
    ("6 А enter", &["enter", "н"]),
    ("6 А enter down", &["enter", "н", "в"]),
];

/// The consent to their data of somebody in a working pair, as taken back.
fn withdraw_one(model: &mut Model) {
    let world = &mut model.world;
    let mut pairs = world.register.pairs(world.year);
    let (_, pair) = pairs.find(|(_, pair)| pair.state == PairState::Fixed).unwrap();
    let mentee = world.register.get::<Mentee>(pair.mentees[0]).unwrap().person;
    drop(pairs);
    let before = world.register.get::<Person>(mentee).unwrap().clone();
    let mut after = Person::clone(&before);
    let today = world.today();
    let data = after.consents.iter_mut().filter(|sheet| sheet.kind == ConsentKind::Data);
    data.for_each(|sheet| sheet.withdrawn_on = Some(today));
    let stamp = Stamp { generation: 3, at: 0, who: String::new() };
    world.register.commit(&[Change::edit(mentee, &before, after)], &stamp).unwrap();
}

/// A form that `panes::reopen` does not know would lose its draft.
#[test]
fn every_form_can_be_opened_again() {
    let mut missing = made_in_panes();
    assert!(missing.len() > 9, "{missing:?}");
    let mut seen = BTreeSet::new();
    let mut model = model(&with_a_group(), Lang::Ru, (100, 30));
    let mut look = |model: &mut Model| {
        if let Some(form) = form_of(model) {
            let again = nastavnik::panes::reopen(form.id, form.target, form.part.as_ref(), &form.keys(), &model.world);
            assert_eq!(again.map(|again| again.id), Some(form.id), "{:?}", form.target);
            seen.insert(form.id.to_owned());
            missing.remove(form.id);
        }
        for _ in 0..4 {
            keys(model, &["esc"]);
        }
    };
    keys(&mut model, &["ctrl-o"]);
    look(&mut model);
    for (pane, deeds) in DEEDS {
        for key in pane.split(' ') {
            if key.starts_with('[') { bring(&mut model, key) } else { drop(keys(&mut model, &[key])) }
        }
        let rows = if pane.starts_with('6') { 3 } else { 40 };
        if rows == 40 {
            keys(&mut model, &["home"]);
        }
        for _ in 0..rows {
            for deed in *deeds {
                keys(&mut model, &deed.split(' ').collect::<Vec<_>>());
                if form_of(&model).is_none() && matches!(model.desk.overlays.last(), Some(Overlay::Picker(_))) {
                    keys(&mut model, &["enter"]);
                }
                look(&mut model);
            }
            keys(&mut model, &["down"]);
        }
    }
    look_at_programme(&mut model, &mut look);
    // A decision against a rule is asked for where a rule stands in the way.
    keys(&mut model, &["4", "s-tab"]);
    for place in 0..40 {
        keys(&mut model, &["я"]);
        (0..place).for_each(|_| drop(keys(&mut model, &["down"])));
        keys(&mut model, &["enter"]);
        look(&mut model);
    }
    // What becomes of a pair is asked where a consent is on file as taken back and the pair still works.
    withdraw_one(&mut model);
    keys(&mut model, &["1", "home"]);
    for _ in 0..10 {
        keys(&mut model, &["с"]);
        look(&mut model);
        keys(&mut model, &["down"]);
    }
    assert!(missing.is_empty(), "never opened: {missing:?}; opened: {seen:?}");
    assert!(
        ["import.mentees", "import.mentors", "export.mentees", "export.mentors"].iter().all(|id| seen.contains(*id))
    );
}

/// Where the end of a form is no step of the base: the days of pane 7 and the files that go out. By what keys it is
/// opened, and what is typed into it.
const NO_STEP: &[(&str, &str, &str)] = &[
    ("7", "П", "10112026"),
    ("7 [Опросы]", "П", "10112026"),
    ("7 [Ожидания]", "П", "10112026"),
    ("7 [Динамика]", "П", "10112026"),
    ("2", "в", "x"),
    ("3", "в", "x"),
    ("4 tab tab", "в", "x"),
    ("6 А", "в", "x"),
];

#[test]
fn a_form_that_was_accepted_without_a_step_leaves_no_draft() {
    for (pane, deed, typed) in NO_STEP {
        let mut model = model(&stage::register(), Lang::Ru, (100, 30));
        for key in pane.split(' ') {
            if key.starts_with('[') { bring(&mut model, key) } else { drop(keys(&mut model, &[key])) }
        }
        keys(&mut model, &[deed]);
        let slot = form_of(&model).unwrap_or_else(|| panic!("{pane} {deed}")).slot();
        let kept = |effect: &Effect| matches!(effect, Effect::KeepDraft(draft) if draft.slot == slot);
        assert!(keys(&mut model, &["ctrl-u", typed]).iter().any(kept), "{pane} {deed}: nothing was typed");
        let done = keys(&mut model, &["f2"]);
        assert!(form_of(&model).is_none(), "{pane} {deed}: it was not accepted");
        let dropped = |effect: &Effect| matches!(effect, Effect::DropDraft(of) if *of == slot);
        assert!(done.iter().any(dropped), "{pane} {deed}: a draft of it stays");
    }
}

/// What somebody else changed while the draft lay there is not written over unseen.
#[test]
fn a_draft_over_a_field_that_another_changed_shows_both_versions() {
    for (key, stands) in [("\r", "9Б"), ("2\r", "9В")] {
        let school = School::of(100);
        let (id, _, letters) = findable(&school.register(), 6);
        let edit_class = |program: &mut Program, class: &str| {
            open_card(program, &letters);
            program.send(DOWN);
            program.send(CTRL_U);
            program.send(class);
        };
        let mut mine = school.open();
        edit_class(&mut mine, "9Б");
        school.wait_for_draft("9Б");
        mine.signal(Signal::KILL);
        mine.wait_exit(PATIENCE);
        let mut theirs = school.start((80, 24));
        theirs.wait_for("Осталось недописанное", PATIENCE);
        theirs.send(ESC);
        theirs.rest(PATIENCE);
        edit_class(&mut theirs, "9В");
        theirs.send(F2);
        school.wait_for("their class", |register| class(register, id) == Class::parse("9В"));
        // Whoever leaves while something is still being saved is asked first.
        theirs.wait_for("записано", PATIENCE);
        theirs.send(CTRL_Q);
        theirs.wait_exit(PATIENCE);
        let mut mine = offered(&school);
        mine.send(ENTER);
        mine.wait_for("Запись изменилась, пока вы её правили", PATIENCE);
        mine.rest(PATIENCE);
        let text = mine.text();
        assert!(text.contains("у вас: «9Б»") && text.contains("у них: «9В»"), "{text}");
        mine.send(key);
        mine.wait_until("pane", PATIENCE, |screen| !screen.contents().contains("Запись изменилась"));
        school.wait_for("the class that was chosen", |register| class(register, id) == Class::parse(stands));
        mine.rest(PATIENCE);
        assert_eq!(school.drafts(), []);
    }
}
