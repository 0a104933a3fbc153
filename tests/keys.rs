//! How many keys the everyday work takes, counted at a real terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "program/school.rs"]
mod school;
mod support;

use nastavnik::domain::{Class, Meeting, MeetingState, PairId, Person, Register};
use nastavnik::fields::Needle;
use nastavnik::panes::meetings::working_pairs;
use nastavnik::text::Lang;
use school::*;

/// Meetings a pair held today.
fn held_today(register: &Register, pair: PairId) -> usize {
    let held = |meeting: &Meeting| meeting.state == MeetingState::Held && meeting.date == today();
    register.meetings_of(pair).into_iter().filter(|(_, meeting)| held(meeting)).count()
}

/// A working pair with no planned meeting to mark, and letters that bring it to the top of the picker.
fn routine_pair(register: &Register) -> (PairId, String) {
    let world = world(register.clone(), Lang::Ru, (80, 24));
    let items = working_pairs(&world);
    let due = |pair| {
        let planned = |meeting: &Meeting| meeting.state == MeetingState::Planned && meeting.date <= today();
        register.meetings_of(pair).into_iter().any(|(_, meeting)| planned(meeting))
    };
    let found = items.iter().find_map(|item| {
        let pair = PairId::of(item.key)?;
        let letters: String = item.hay.chars().take(4).collect();
        let first = items.iter().find(|other| Needle::new(&letters).fits(&other.hay))?;
        (first.key == item.key && !due(pair) && !letters.contains(' ')).then_some((pair, letters))
    });
    found.expect("somebody meets without a plan")
}

#[test]
fn a_routine_meeting_takes_eight_keys() {
    let school = School::of(600);
    let register = school.register();
    let (pair, letters) = routine_pair(&register);
    let before = held_today(&register, pair);
    let mut program = school.open();
    let mut typist = Typist::at(&mut program);
    typist.key("5").key("м").text(&letters).key(ENTER).key(F2);
    let all = typist.keys + typist.letters;
    school.wait_for("a meeting held today", |register| held_today(register, pair) == before + 1);
    println!("routine meeting: {all} keys");
    assert!(all <= 8, "{all} keys");
}

#[test]
fn anybody_of_five_hundred_is_open_in_six_keys() {
    let school = School::of(1500);
    let register = school.register();
    assert!(register.mentees(register.school().unwrap().active_year).count() > 500);
    let (_, name, letters) = findable(&register, 4);
    let mut program = school.open();
    program.send("2");
    program.rest(PATIENCE);
    let mut typist = Typist::at(&mut program);
    typist.key("/").text(&letters).key(ENTER);
    typist.program.wait_until("form", PATIENCE, |screen| {
        let text = screen.contents();
        text.lines().skip(3).take(2).any(|line| line.contains(&name)) && text.contains("F2 записать")
    });
    let all = typist.keys + typist.letters;
    println!("find and open: {all} keys");
    assert!(all <= 6, "{all} keys");
}

#[test]
fn somebody_new_takes_twelve_keys_besides_the_words() {
    let school = School::of(100);
    let mut program = school.open();
    let mut typist = Typist::at(&mut program);
    typist.key("2").key("н").text("Щукарёва Нина Львовна").key(ENTER).text("7б").key(ENTER);
    typist.text("Боюсь отвечать у доски").key(F2);
    let keys = typist.keys;
    school.wait_for("the mentee", |register| mentee_of_name(register, "Щукарёва Нина Львовна").is_some());
    let register = school.register();
    let (mentee, person) = mentee_of_name(&register, "Щукарёва Нина Львовна").unwrap();
    assert_eq!(mentee.requests.len(), 1);
    assert_eq!(mentee.requests[0].text, "Боюсь отвечать у доски");
    assert_eq!(mentee.entered_on, Some(today()));
    let year = register.school().unwrap().active_year;
    assert_eq!(person.class_in(year), Class::parse("7Б").as_ref());
    println!("new mentee: {keys} keys besides the words");
    assert!(keys <= 12, "{keys} keys");
}

#[test]
fn a_card_is_corrected_in_a_few_keys() {
    let school = School::of(100);
    let (id, name, letters) = findable(&school.register(), 6);
    let mut program = school.open();
    program.send("2");
    let mut typist = Typist::at(&mut program);
    typist.key("/").text(&letters).key(ENTER).key(DOWN).key(CTRL_U).text("9в").key(F2);
    let keys = typist.keys;
    let year = school.register().school().unwrap().active_year;
    school.wait_for("the class", |register| {
        register.mentee_person(id).unwrap().class_in(year) == Class::parse("9В").as_ref()
    });
    assert_eq!(school.register().mentee_person(id).unwrap().name.full(), name);
    println!("card edit: {keys} keys besides the words");
    assert!(keys <= 6, "{keys} keys");
}

#[test]
fn a_step_is_taken_back_after_a_restart() {
    let school = School::of(100);
    let people = |register: &Register| register.people().count();
    let before = people(&school.register());
    let mut program = school.open();
    Typist::at(&mut program).key("2").key("н").text("Щукарёва Нина Львовна").key(F2);
    school.wait_for("the mentee", |register| mentee_of_name(register, "Щукарёва Нина Львовна").is_some());
    program.rest(PATIENCE);
    program.send(CTRL_Q);
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(0));

    let mut program = school.open();
    // The key of `u`, in the layout the curator types in.
    program.send("г");
    program.wait_for("Отменено: ", PATIENCE);
    school.wait_for("nobody new", |register| people(register) == before);
    program.rest(PATIENCE);
    program.send(CTRL_Q);
    program.wait_exit(PATIENCE);

    let mut program = school.open();
    program.send("Г");
    program.wait_for("Возвращено: ", PATIENCE);
    school.wait_for("the mentee again", |register| mentee_of_name(register, "Щукарёва Нина Львовна").is_some());
    let register = school.register();
    let (_, person) = mentee_of_name(&register, "Щукарёва Нина Львовна").unwrap();
    assert_eq!(register.people().filter(|(_, known)| Person::clone(known) == person).count(), 1);
}
