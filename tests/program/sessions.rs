//! Two sessions side by side on one base.

use nastavnik::domain::{Batch, Change, Class, Mentee, MenteeId, Person, Register};
use nastavnik::store::{Mode, Store};

use crate::school::*;
use crate::support::Program;

/// Puts the cursor of pane 2 on somebody and opens their form.
pub fn open_card(program: &mut Program, letters: &str) {
    program.send("2");
    program.send("/");
    program.send(letters);
    program.send(ENTER);
    program.wait_for("записать", PATIENCE);
    program.rest(PATIENCE);
}

/// From the name, with which the form opens, to the phone.
pub fn go_to_phone(program: &mut Program) {
    for _ in 0..20 {
        if focused_label(program).contains("Телефон") {
            return;
        }
        program.send(DOWN);
        program.rest(PATIENCE);
    }
    panic!("no phone in:\n{}", program.text());
}

/// The row with the mark of the focus.
fn focused_label(program: &Program) -> String {
    program.text().lines().find(|line| line.contains('▌')).unwrap_or_default().to_owned()
}

pub fn phone(register: &Register, id: MenteeId) -> String {
    register.mentee_person(id).unwrap().phone.to_string()
}

pub fn class(register: &Register, id: MenteeId) -> Option<Class> {
    register.mentee_person(id).unwrap().class_in(register.school().unwrap().active_year).cloned()
}

#[test]
fn a_change_of_one_is_seen_by_the_other() {
    let school = School::of(100);
    let mut first = school.open();
    let mut second = school.open();
    first.wait_for("вас 2", PATIENCE);
    second.wait_for("вас 2", PATIENCE);
    second.send("2/щукарё");
    second.wait_for("Ничего не найдено", PATIENCE);
    second.rest(PATIENCE);
    Typist::at(&mut first).key("2").key("н").text(NEWCOMER).key(F2);
    let delay = second.wait_for("Щукарёва Нина", PATIENCE);
    println!("seen by the other session after {} ms", delay.as_millis());
    second.wait_for("наставляемый внесён · Щукарёва Нина Львовна", PATIENCE);
    first.rest(PATIENCE);
    first.send(CTRL_Q);
    first.wait_exit(PATIENCE);
    second.wait_until("company gone", PATIENCE, |screen| !screen.contents().contains("вас 2"));
}

/// Two sessions in the form of the same person: the other has saved a phone and a class, this one has typed a phone
/// and is about to save. Returns this one, with both versions on screen.
struct Conflict {
    school: School,
    id: MenteeId,
    mine: Program,
    _theirs: Program,
}

fn conflict() -> Conflict {
    let school = School::of(100);
    let (id, _, letters) = findable(&school.register(), 6);
    let (mut mine, mut theirs) = (school.open(), school.open());
    open_card(&mut mine, &letters);
    open_card(&mut theirs, &letters);
    theirs.send(DOWN);
    theirs.send(CTRL_U);
    theirs.send("9В");
    go_to_phone(&mut theirs);
    theirs.send(CTRL_U);
    theirs.send("+7 900 222-22-22");
    theirs.send(F2);
    school.wait_for("their phone", |register| phone(register, id) == "+7 900 222-22-22");
    go_to_phone(&mut mine);
    mine.send(CTRL_U);
    mine.send("+7 900 111-11-11");
    mine.rest(PATIENCE);
    mine.send(F2);
    mine.wait_for("Запись изменилась, пока вы её правили", PATIENCE);
    let text = mine.text();
    for part in ["у вас: «+7 900 111-11-11»", "у них: «+7 900 222-22-22»", "Выберите в спорных полях", "● 9В"]
    {
        assert!(text.replace("\n ", " ").contains(part), "no {part} on:\n{text}");
    }
    Conflict { school, id, mine, _theirs: theirs }
}

#[test]
fn in_a_conflict_mine_stands_where_both_changed_unless_said_otherwise() {
    let Conflict { school, id, mut mine, .. } = conflict();
    mine.send(ENTER);
    school.wait_for("my phone", |register| phone(register, id) == "+7 900 111-11-11");
    assert_eq!(class(&school.register(), id), Class::parse("9В"), "what they alone changed is theirs");
    mine.rest(PATIENCE);
    assert!(!mine.text().contains("записать"), "the form is closed:\n{}", mine.text());
    assert_eq!(school.drafts(), []);
}

#[test]
fn in_a_conflict_two_takes_theirs_for_one_field() {
    let Conflict { school, id, mut mine, .. } = conflict();
    mine.send("2");
    mine.wait_for("● +7 900 222-22-22", PATIENCE);
    mine.send(ENTER);
    mine.wait_until("pane", PATIENCE, |screen| !screen.contents().contains("Запись изменилась"));
    mine.rest(PATIENCE);
    assert!(!mine.text().contains("записать"), "the form is closed:\n{}", mine.text());
    let register = school.register();
    assert_eq!((phone(&register, id).as_str(), class(&register, id)), ("+7 900 222-22-22", Class::parse("9В")));
    assert_eq!(school.drafts(), []);
}

#[test]
fn in_a_conflict_zero_drops_mine() {
    let Conflict { school, id, mut mine, .. } = conflict();
    mine.send("0");
    mine.wait_until("pane", PATIENCE, |screen| !screen.contents().contains("Запись изменилась"));
    mine.rest(PATIENCE);
    assert_eq!(phone(&school.register(), id), "+7 900 222-22-22");
    assert_eq!(school.drafts(), []);
}

#[test]
fn in_a_conflict_esc_goes_back_to_the_form() {
    let Conflict { school, id, mut mine, .. } = conflict();
    mine.send(ESC);
    mine.wait_for("записать", PATIENCE);
    mine.rest(PATIENCE);
    let text = mine.text();
    assert!(text.contains("+7 900 111-11-11"), "what was typed is still there:\n{text}");
    assert!(text.contains("9В"), "what they changed is there too:\n{text}");
    assert_eq!(phone(&school.register(), id), "+7 900 222-22-22");
    mine.send(F2);
    school.wait_for("my phone", |register| phone(register, id) == "+7 900 111-11-11");
}

#[test]
fn a_record_removed_under_a_form_is_said_and_the_text_stays() {
    let school = School::of(100);
    let mut writer = school.with_newcomer(NEWCOMER);
    let mut mine = school.open();
    open_card(&mut mine, "щукарё");
    // The only step of this user that can be taken back is the one that created the record.
    writer.send("u");
    school.wait_for("nobody", |register| mentee_of_name(register, NEWCOMER).is_none());
    go_to_phone(&mut mine);
    mine.send("+7 900 111-11-11");
    mine.send(F2);
    mine.wait_for("Эту запись удалили, пока вы её правили", PATIENCE);
    mine.send(ENTER);
    mine.wait_for("+7 900 111-11-11", PATIENCE);
}

/// The entry of the mentee is gone and the person is not: what is typed about the person alone fits nowhere either.
#[test]
fn a_form_is_not_saved_past_a_record_that_was_removed() {
    let school = School::of(100);
    let (id, _, letters) = findable(&school.register(), 6);
    let before = phone(&school.register(), id);
    let person = school.register().get::<Mentee>(id).unwrap().person;
    let (mut mine, mut theirs) = (school.open(), school.open());
    open_card(&mut mine, &letters);
    go_to_phone(&mut mine);
    mine.send(CTRL_U);
    mine.send("+7 900 111-11-11");
    let removal = Change::delete::<Mentee>(id, school.register().get::<Mentee>(id).unwrap());
    let mut store = Store::open(&school.base, Mode::ReadWrite).unwrap();
    let generation = store.generation().unwrap();
    store.execute(generation, &Batch::new("mentee.remove", vec![removal])).unwrap();
    theirs.wait_for("запись удалена", PATIENCE);
    mine.rest(PATIENCE);
    mine.send(F2);
    mine.wait_for("Эту запись удалили, пока вы её правили", PATIENCE);
    mine.send(ENTER);
    mine.wait_for("+7 900 111-11-11", PATIENCE);
    assert_eq!(school.register().get::<Person>(person).unwrap().phone, before);
}

#[test]
fn a_base_put_in_the_place_of_the_open_one_is_shown_and_what_was_typed_stays() {
    let (school, other) = (School::of(100), School::of(100));
    let mut writer = other.open();
    Typist::at(&mut writer).key("2").key("н").text(NEWCOMER).key(F2);
    other.wait_for("the mentee", |register| mentee_of_name(register, NEWCOMER).is_some());
    writer.wait_for("записано", PATIENCE);
    writer.send(CTRL_Q);
    writer.wait_exit(PATIENCE);

    let mut mine = school.open();
    mine.send("2н");
    mine.wait_for("записать", PATIENCE);
    mine.send("Юрлова Анна");
    mine.wait_for("Юрлова Анна", PATIENCE);
    std::fs::rename(&other.base, &school.base).unwrap();
    mine.wait_for("Файл базы заменили", PATIENCE);
    mine.send(" Львовна");
    mine.send(F2);
    school.wait_for("both", |register| {
        ["Юрлова Анна Львовна", NEWCOMER].iter().all(|name| mentee_of_name(register, name).is_some())
    });
}

#[test]
fn a_base_that_vanished_seals_the_screen_until_it_is_back() {
    let school = School::of(100);
    let mut mine = school.open();
    let aside = school.base.with_extension("aside");
    std::fs::rename(&school.base, &aside).unwrap();
    mine.wait_for("Файл базы исчез", PATIENCE);
    mine.wait_for("только чтение", PATIENCE);
    mine.rest(PATIENCE);
    assert!(!mine.text().contains("Не записалось"), "nothing was to be written:\n{}", mine.text());
    mine.send("2н");
    mine.wait_until("the reason, again", PATIENCE, |screen| {
        let text = screen.contents();
        text.contains("ФИО") && text.contains("Файл базы исчез")
    });
    std::fs::rename(&aside, &school.base).unwrap();
    mine.wait_for("Файл базы заменили", PATIENCE);
    mine.rest(PATIENCE);
    assert!(!mine.text().contains("только чтение"), "{}", mine.text());
    Typist::at(&mut mine).key("2").key("н").text(NEWCOMER).key(F2);
    school.wait_for("the mentee", |register| mentee_of_name(register, NEWCOMER).is_some());
}

#[test]
fn who_is_inside_is_on_one_page_and_stays_true() {
    let school = School::of(100);
    let mut mine = school.open();
    mine.send("\x1b[20~");
    mine.wait_for("Кроме вас никого", PATIENCE);
    let mut second = school.open();
    mine.wait_for(&format!("процесс {}", second.pid()), PATIENCE);
    second.signal(rustix::process::Signal::STOP);
    while second.state() != 'T' {
        std::thread::yield_now();
    }
    mine.send(ESC);
    mine.wait_until("pane", PATIENCE, |screen| !screen.contents().contains("Кто сейчас"));
    mine.send("\x1b[20~");
    mine.wait_for("ОСТАНОВЛЕН", PATIENCE);
    second.signal(rustix::process::Signal::CONT);
    second.rest(PATIENCE);
    second.send(CTRL_Q);
    second.wait_exit(PATIENCE);
    mine.wait_for("Кроме вас никого", PATIENCE);
}

#[test]
fn two_who_write_at_once_both_get_through() {
    let school = School::of(100);
    let (mut first, mut second) = (school.open(), school.open());
    let names: Vec<(String, String)> = ["Анна", "Белла", "Вера", "Галина", "Дина"]
        .iter()
        .map(|name| (format!("Щукарёва {name} Львовна"), format!("Юрлова {name} Львовна")))
        .collect();
    for program in [&mut first, &mut second] {
        program.send("2");
    }
    for (one, other) in &names {
        first.send(&format!("н{one}{F2}"));
        second.send(&format!("н{other}{F2}"));
    }
    for name in names.iter().flat_map(|(one, other)| [one, other]) {
        school.wait_for(name, |register| mentee_of_name(register, name).is_some());
    }
    let register = school.register();
    let year = register.school().unwrap().active_year;
    let ours = register.mentees(year).filter(|(id, _)| {
        let last = &register.mentee_person(*id).unwrap().name.last;
        last == "Щукарёва" || last == "Юрлова"
    });
    assert_eq!(ours.count(), 10);
}
