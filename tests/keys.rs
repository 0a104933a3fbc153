//! How many keys the everyday work takes, counted at a real terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

#[path = "program/school.rs"]
mod school;
mod support;

use nastavnik::domain::{
    Answer, Audience, Batch, Change, Class, Item, ItemKind, Label, Meeting, MeetingState, PairId, Person,
    Questionnaire, QuestionnaireId, Register, Response, Wave,
};
use nastavnik::fields::Needle;
use nastavnik::panes::meetings::working_pairs;
use nastavnik::store::{Mode, Store};
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

/// A questionnaire of twenty ratings, put into the base of a school.
fn twenty_ratings(school: &School) -> QuestionnaireId {
    let kind = ItemKind::Scale { low: 1, high: 5 };
    let item = |number: u32| Item::new(format!("item-{number}"), Label::of(format!("Вопрос {number}")), kind.clone());
    let sheet = Questionnaire {
        code: "twenty".to_owned(),
        version: 1,
        title: Label::of("Двадцать оценок"),
        wave: Wave::Entry,
        audience: Audience::Mentee,
        forms: Vec::new(),
        own: false,
        items: (1..=20).map(item).collect(),
    };
    let mut store = Store::open(&school.base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let id = QuestionnaireId(register.highest_id() + 1);
    store.execute(register.generation(), &Batch::new("survey.new", vec![Change::create(id, sheet)])).unwrap();
    store.close().unwrap();
    id
}

/// The papers of a questionnaire that are in, in the order they came.
fn keyed(register: &Register, sheet: QuestionnaireId) -> Vec<&Response> {
    register.responses().filter(|(_, it)| it.questionnaire == sheet).map(|(_, it)| it.as_ref()).collect()
}

#[test]
fn a_form_of_twenty_ratings_takes_twenty_two_keys() {
    let school = School::of(100);
    let sheet = twenty_ratings(&school);
    let mut program = school.open();
    // Nobody has answered it yet, so the queue opens with it and its first respondent.
    program.send("6");
    program.wait_for("Двадцать оценок", PATIENCE);
    program.rest(PATIENCE);
    let ratings: Vec<String> = (0..20).map(|number| (number % 5 + 1).to_string()).collect();
    let wanted: Vec<Answer> = (0..20).map(|number| Answer::Scale(number % 5 + 1)).collect();
    let mut typist = Typist::at(&mut program);
    typist.key(ENTER);
    for rating in &ratings {
        typist.key(rating);
    }
    typist.key(ENTER);
    let first = typist.keys;
    school.wait_for("the first paper", |register| keyed(register, sheet).len() == 1);
    // The next respondent's paper lies there already.
    for rating in &ratings {
        typist.key(rating);
    }
    typist.key(ENTER);
    let second = typist.keys - first;
    school.wait_for("the second paper", |register| keyed(register, sheet).len() == 2);
    let register = school.register();
    let papers = keyed(&register, sheet);
    assert!(papers.iter().all(|paper| paper.answers == wanted), "{papers:?}");
    assert_ne!(papers[0].respondent, papers[1].respondent);
    println!("twenty ratings: {first} keys, the next paper {second}");
    assert!(first <= 22 && second <= 22, "{first} and {second} keys");
}

/// What the program brings along, with everybody due to answer it: the newest version of a questionnaire that nobody has
/// answered is first in the queue when the others are in.
fn only_due(school: &School, code: &str) -> (QuestionnaireId, Questionnaire) {
    let mut store = Store::open(&school.base, Mode::ReadWrite).unwrap();
    let register = store.load().unwrap();
    let (_, sheet) = register.questionnaires().find(|(_, sheet)| sheet.code == code).unwrap();
    // The same questions in the entry wave and for all forms: half the school is to be asked.
    let mut sheet = Questionnaire { wave: Wave::Entry, forms: Vec::new(), ..Questionnaire::clone(sheet) };
    sheet.code = format!("{code}_all");
    sheet.title = Label::of("Считаем клавиши");
    let id = QuestionnaireId(register.highest_id() + 1);
    let change = Change::create(id, sheet.clone());
    store.execute(register.generation(), &Batch::new("survey.new", vec![change])).unwrap();
    store.close().unwrap();
    (id, sheet)
}

/// The exit form of a mentee has eighteen closed items and four of free text; what is measured are the keys of the
/// closed ones. «Нет» to the first skips the second.
#[test]
fn eighteen_closed_items_of_the_exit_form_take_twenty_keys() {
    let school = School::of(100);
    let (id, sheet) = only_due(&school, "pp_mentee_exit");
    let mut program = school.open();
    program.send("6");
    program.wait_for("Считаем клавиши", PATIENCE);
    program.rest(PATIENCE);
    let (mut closed, mut open) = (0, 0);
    let mut typist = Typist::at(&mut program);
    typist.key(ENTER);
    let mut wanted = Vec::new();
    for item in &sheet.items {
        match item.kind {
            _ if item.id == "X2" => wanted.push(Answer::Skipped),
            ItemKind::Text => {
                typist.key(" ");
                open += 1;
                wanted.push(Answer::Blank);
            }
            ItemKind::YesNo => {
                let yes = item.id != "X1";
                typist.key(if yes { "д" } else { "н" });
                closed += 1;
                wanted.push(Answer::YesNo(yes));
            }
            _ => {
                typist.key("0");
                closed += 1;
                wanted.push(Answer::Scale(10));
            }
        }
    }
    typist.key(ENTER);
    let keys = typist.keys;
    school.wait_for("the paper", |register| keyed(register, id).len() == 1);
    assert_eq!(keyed(&school.register(), id)[0].answers, wanted);
    println!("{closed} closed items: {} keys; {open} open ones passed with one key each", keys - open);
    assert_eq!(closed, 18);
    assert!(keys - open <= 20, "{keys} keys, {open} of them for free text");
}

/// Frequency, percent and a condition, at the speed of the number pad.
#[test]
fn the_longest_employer_form_takes_a_key_an_item() {
    let school = School::of(100);
    let (id, sheet) = only_due(&school, "ep_mentor_exit");
    let mut program = school.open();
    program.send("6");
    program.rest(PATIENCE);
    program.send("а");
    program.rest(PATIENCE);
    program.send("считаем\r");
    program.wait_for("Считаем клавиши", PATIENCE);
    program.rest(PATIENCE);
    let mut typist = Typist::at(&mut program);
    typist.key(ENTER);
    for item in sheet.items.iter().filter(|item| item.id != "X2") {
        match item.kind {
            ItemKind::Text => typist.key(" "),
            ItemKind::YesNo => typist.key(if item.id == "X1" { "н" } else { "д" }),
            ItemKind::Frequency => typist.key("2"),
            ItemKind::Percent { .. } => typist.key("4").key("0").key(ENTER),
            _ => typist.key("7"),
        };
    }
    typist.key(ENTER);
    let keys = typist.keys;
    school.wait_for("the paper", |register| keyed(register, id).len() == 1);
    let register = school.register();
    let answers = &keyed(&register, id)[0].answers;
    assert!(answers.contains(&Answer::Choice(1)) && answers.contains(&Answer::Percent(40)), "{answers:?}");
    assert_eq!(answers[1], Answer::Skipped);
    println!("{} items: {keys} keys", sheet.items.len());
    assert!(keys <= sheet.items.len() + 3, "{keys} keys for {} items", sheet.items.len());
}

/// Mentors with letters that bring each to the top of the picker.
fn found_by_letters(register: &Register) -> Vec<String> {
    let world = world(register.clone(), Lang::Ru, (80, 24));
    let items = nastavnik::panes::pool(nastavnik::fields::Pool::AllMentors, &world);
    let letters = |item: &nastavnik::kit::Item| {
        let typed: String = item.hay.chars().take(4).collect();
        let fitting = items.iter().filter(|other| Needle::new(&typed).fits(&other.hay)).count();
        (fitting == 1 && !typed.contains(' ')).then_some(typed)
    };
    items.iter().filter_map(letters).collect()
}

#[test]
fn a_sheet_of_three_names_takes_fifteen_keys_besides_the_letters() {
    let school = School::of(100);
    let register = school.register();
    let year = register.school().unwrap().active_year;
    let (before, letters) = (register.sheets(year).count(), found_by_letters(&register));
    let mut program = school.open();
    program.send("4");
    program.rest(PATIENCE);
    while !program.text().contains("[Предпочтения]") {
        program.send("\t");
        program.rest(PATIENCE);
    }
    let mut typist = Typist::at(&mut program);
    let mut all = Vec::new();
    for sheet in 1..=2 {
        let keys = typist.keys;
        if sheet == 1 {
            typist.key("с");
        }
        for typed in &letters[..3] {
            typist.text(typed).key(ENTER);
        }
        typist.key(ENTER).key(F2);
        all.push(typist.keys - keys);
        school.wait_for("the sheet", |register| register.sheets(year).count() == before + sheet);
    }
    let register = school.register();
    let three = register.sheets(year).filter(|(_, sheet)| sheet.named.len() == 3).count();
    assert!(three >= 2);
    println!("sheets of three names: {all:?} keys besides the letters typed to find them");
    assert!(all.iter().all(|keys| *keys <= 15), "{all:?}");
}

#[test]
fn a_whole_class_is_at_an_event_in_six_keys() {
    let school = School::of(600);
    let register = school.register();
    let year = register.school().unwrap().active_year;
    let class = Class::parse("7Б").unwrap();
    let pupils = register.people().filter(|(_, it)| it.class_in(year) == Some(&class)).count();
    assert!(pupils > 15, "{pupils}");
    let mut program = school.open();
    program.send("8");
    program.rest(PATIENCE);
    while !program.text().contains("[События]") {
        program.send("\t");
        program.rest(PATIENCE);
    }
    let mut typist = Typist::at(&mut program);
    typist.key("н").key(ENTER).text("Олимпиада по физике").key(F2);
    let on_file = |register: &Register| {
        register.events(year).into_iter().find(|(_, it)| it.title == "Олимпиада по физике").map(|(_, it)| it.clone())
    };
    school.wait_for("the event", |register| on_file(register).is_some());
    typist.program.rest(PATIENCE);
    let (keys, letters) = (typist.keys, typist.letters);
    typist.key("е").text("7б").key(ENTER).key(F2);
    let all = typist.keys + typist.letters - keys - letters;
    school.wait_for("the class", |register| on_file(register).is_some_and(|event| event.present.len() == pupils));
    println!("a class of {pupils} at an event: {all} keys");
    assert!(all <= 6, "{all} keys");
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
