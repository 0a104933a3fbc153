//! Respondents at their terminals: many at once on one base, killed, cut off and taking each other's place.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use nastavnik::domain::{
    Answer, Batch, Change, Invitation, InvitationId, Item, ItemKind, Label, PersonId, Questionnaire, QuestionnaireId,
    Register, Wave,
};
use nastavnik::store::{Mode, Store};
use rustix::process::Signal;

use crate::school::*;
use crate::support::Program;

const SHEET: QuestionnaireId = QuestionnaireId(700_000);
const FIRST: u32 = 700_100;
/// Questions with a scale; one more takes a text.
const SCALES: usize = 12;

fn code(number: usize) -> String {
    format!("{:09}", 100_000_007 * (number % 9 + 1) + number)
}

/// What this respondent answers to that question, as the key that says it and as it is kept.
fn answer(number: usize, question: usize) -> (String, Answer) {
    if question == SCALES {
        let text = format!("ответ номер {number}");
        return (format!("{CTRL_U}{text}\r"), Answer::Text(text.into()));
    }
    let value = (number * 7 + question * 3) % 9 + 1;
    // A one waits for the nought of ten, or for Enter.
    let end = if value == 1 { ENTER } else { "" };
    (format!("{value}{end}"), Answer::Scale(u8::try_from(value).unwrap()))
}

fn sheet() -> Questionnaire {
    let label = |ru: String| Label { ru, en: String::new() };
    let item = |number: usize| {
        let question = label(format!("Насколько вам было комфортно общаться с наставником ({number})?"));
        let kind = if number == SCALES { ItemKind::Text } else { ItemKind::Scale { low: 1, high: 10 } };
        Item::new(format!("R{number}"), question, kind)
    };
    Questionnaire {
        code: "respond".into(),
        version: 1,
        title: label("Пробная анкета".into()),
        wave: Wave::Entry,
        audience: nastavnik::domain::Audience::Mentee,
        forms: Vec::new(),
        own: false,
        items: (0..=SCALES).map(item).collect(),
    }
}

/// A school in which so many people have a code.
fn invited(count: usize) -> (School, Vec<PersonId>) {
    let school = School::of(200);
    let register = school.register();
    let year = register.school().unwrap().active_year;
    let people: Vec<PersonId> = register.people().map(|(id, _)| id).take(count).collect();
    let mut changes = vec![Change::create::<Questionnaire>(SHEET, sheet())];
    for (number, person) in people.iter().enumerate() {
        let asked = Invitation::new((SHEET, year), *person, code(number), today(), 7);
        changes.push(Change::create::<Invitation>(id(number), asked));
    }
    let mut store = Store::open(&school.base, Mode::ReadWrite).unwrap();
    let generation = store.generation().unwrap();
    store.execute(generation, &Batch::new("survey.invite", changes)).unwrap();
    (school, people)
}

fn id(number: usize) -> InvitationId {
    InvitationId(FIRST + u32::try_from(number).unwrap())
}

fn sit_down(school: &School, code: &str, more: &[&str]) -> Program {
    school.start_with(&[&["respond", code], more].concat(), &[], (60, 20))
}

fn shows(program: &Program) -> String {
    program.text()
}

/// The number of the question on screen; none on the other pages.
fn question(program: &Program) -> Option<usize> {
    let text = shows(program);
    let rest = text.split("вопрос ").nth(1)?;
    rest.split(' ').next()?.parse().ok()
}

/// Where the questionnaire stands after Enter on the greeting: how many questions are behind.
fn begin(program: &mut Program) -> usize {
    program.wait_for("Здравствуйте", PATIENCE);
    program.send(ENTER);
    program.wait_until("question", PATIENCE, |screen| {
        screen.contents().contains("вопрос ") || screen.contents().contains("Проверьте ответы")
    });
    question(program).map_or(SCALES + 1, |place| place - 1)
}

fn is_long() -> bool {
    std::env::var_os("NASTAVNIK_LONG").is_some_and(|value| value == "1")
}

/// Numbers that look random and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

struct Sitter {
    number: usize,
    program: Program,
    /// Answers that the screen has acknowledged.
    acknowledged: usize,
    done: bool,
}

struct Tally {
    answers: usize,
    kills: usize,
    cuts: usize,
    taken_over: usize,
    slowest: Duration,
}

impl Sitter {
    fn resume(&mut self, school: &School) {
        self.program = sit_down(school, &code(self.number), &[]);
        self.go_on(school);
    }

    /// What was acknowledged is in the base, with at most one answer more, and the screen goes on behind it.
    fn go_on(&mut self, school: &School) {
        let behind = begin(&mut self.program);
        let given = school.register().get::<Invitation>(id(self.number)).unwrap().answers.clone();
        let known = given.iter().take_while(|given| **given != Answer::NotAsked).count();
        assert!((self.acknowledged..=self.acknowledged + 1).contains(&known), "{known} of {}", self.acknowledged);
        let wanted = (0..self.acknowledged).map(|question| answer(self.number, question).1);
        assert!(given.iter().zip(wanted).all(|(given, wanted)| *given == wanted), "{}: {given:?}", self.number);
        // A text may have been cut in the middle, so it is opened again.
        assert_eq!(behind, known.min(SCALES), "{}", self.number);
        self.acknowledged = behind;
    }

    /// Waits for what acknowledges the answer that was sent.
    fn acknowledge(&mut self, tally: &mut Tally) {
        let next = self.acknowledged + 2;
        let wanted = if next > SCALES + 1 {
            "Проверьте ответы".to_owned()
        } else {
            format!("вопрос {next} из")
        };
        tally.slowest = tally.slowest.max(self.program.wait_for(&wanted, PATIENCE));
        tally.answers += 1;
        self.acknowledged += 1;
    }

    /// The line breaks in one of three ways, or holds.
    fn breaks(&mut self, school: &School, how: u64, tally: &mut Tally) -> bool {
        match how {
            0 => {
                self.program.signal(Signal::KILL);
                self.program.wait_exit(PATIENCE);
                tally.kills += 1;
                self.resume(school);
            }
            1 => {
                self.program.hang_up();
                self.program.wait_exit(PATIENCE);
                tally.cuts += 1;
                self.resume(school);
            }
            2 => {
                // The server does not know that the line is gone: the earlier session is still there.
                let fresh = sit_down(school, &code(self.number), &[]);
                let mut earlier = std::mem::replace(&mut self.program, fresh);
                self.go_on(school);
                // An answer, and where it stands at the end already, handing in.
                earlier.send("5\r\r");
                earlier.wait_exit(PATIENCE);
                assert!(shows(&earlier).contains("на другом компьютере"), "{}", shows(&earlier));
                tally.taken_over += 1;
            }
            _ => return false,
        }
        true
    }

    fn hand_in(&mut self) {
        self.program.send(ENTER);
        self.program.wait_for("Сдать анкету?", PATIENCE);
        self.program.send("д");
        self.program.wait_for("Спасибо", PATIENCE);
        self.program.send(ENTER);
        assert!(self.program.wait_exit(PATIENCE).status.success());
        assert_eq!(self.program.left_behind(), Vec::<&str>::new());
        self.done = true;
    }
}

fn answers_of(register: &Register, person: PersonId) -> Vec<Vec<Answer>> {
    let responses = register.responses_of(person).into_iter();
    responses.filter(|(_, response)| response.questionnaire == SHEET).map(|(_, r)| r.answers.clone()).collect()
}

/// With `NASTAVNIK_LONG` thirty respondents, otherwise six. In each round everybody still there answers at once; then
/// a line in eight breaks before the answer is seen, by a kill, a hang-up, or the same code at another terminal.
///
/// Measured on two busy cores, debug build, thirty respondents: 351 answers acknowledged in 7.8 s, the slowest after
/// 0.41 s; 12 kills, 19 hang-ups, 15 taken over. An answer costs 87 bytes on the line at 60×20.
#[test]
fn everybody_answers_at_once_and_every_acknowledged_answer_is_there_once() {
    let count = if is_long() { 30 } else { 6 };
    let (school, people) = invited(count);
    let start = Instant::now();
    let mut sitters: Vec<Sitter> = (0..count)
        .map(|number| Sitter { number, program: sit_down(&school, &code(number), &[]), acknowledged: 0, done: false })
        .collect();
    sitters.iter_mut().for_each(|sitter| assert_eq!(begin(&mut sitter.program), 0));
    let (mut chance, mut rounds) = (Chance(58), 0);
    let mut tally = Tally { answers: 0, kills: 0, cuts: 0, taken_over: 0, slowest: Duration::ZERO };
    while sitters.iter().any(|sitter| !sitter.done) {
        rounds += 1;
        assert!(rounds < 200, "no end");
        for sitter in sitters.iter_mut().filter(|sitter| !sitter.done && sitter.acknowledged <= SCALES) {
            sitter.program.send(&answer(sitter.number, sitter.acknowledged).0);
        }
        for sitter in sitters.iter_mut().filter(|sitter| !sitter.done) {
            if sitter.acknowledged > SCALES {
                sitter.hand_in();
            } else if !sitter.breaks(&school, chance.below(24), &mut tally) {
                sitter.acknowledge(&mut tally);
            }
        }
    }
    let elapsed = start.elapsed();
    let register = school.register();
    for (number, person) in people.iter().enumerate() {
        let wanted: Vec<Answer> = (0..=SCALES).map(|question| answer(number, question).1).collect();
        assert_eq!(answers_of(&register, *person), [wanted], "respondent {number}");
        let used = register.get::<Invitation>(id(number)).unwrap();
        assert_eq!((used.used_on, used.answers.len()), (Some(today()), 0));
    }
    assert_eq!(register.responses().filter(|(_, r)| r.questionnaire == SHEET).count(), count);
    println!(
        "{count} respondents, {} answers acknowledged in {} ms, the slowest after {} ms; {} kills, {} hang-ups, {} taken over",
        tally.answers,
        elapsed.as_millis(),
        tally.slowest.as_millis(),
        tally.kills,
        tally.cuts,
        tally.taken_over
    );
    assert!(count < 30 || tally.kills.min(tally.cuts).min(tally.taken_over) > 0, "every way to break was tried");
}

#[test]
fn the_sixty_fifth_gets_in_like_the_first_and_curators_too() {
    let count = 66;
    let (school, people) = invited(count);
    let mut programs: Vec<Program> = (0..count).map(|number| sit_down(&school, &code(number), &[])).collect();
    for (number, program) in programs.iter_mut().enumerate() {
        assert_eq!(begin(program), 0);
        program.send(&answer(number, 0).0);
    }
    for program in &mut programs {
        program.wait_for("вопрос 2 из", PATIENCE);
    }
    let mut curator = school.open();
    curator.send("6");
    curator.rest(PATIENCE);
    assert!(!curator.text().contains("только чтение"), "{}", curator.text());
    let register = school.register();
    let first: BTreeMap<usize, Answer> = (0..people.len())
        .map(|number| (number, register.get::<Invitation>(id(number)).unwrap().answers[0].clone()))
        .collect();
    assert!(first.iter().all(|(number, given)| *given == answer(*number, 0).1), "{first:?}");
}

#[test]
fn a_session_draws_nothing_while_nobody_types_and_gives_the_terminal_back() {
    let (school, _) = invited(2);
    let mut program = sit_down(&school, &code(0), &[]);
    begin(&mut program);
    program.rest(PATIENCE);
    program.mark();
    let before = program.switches();
    program.send("7");
    program.wait_for("вопрос 2 из", PATIENCE);
    program.rest(PATIENCE);
    println!("an answer costs {} bytes", program.since_mark().len());
    let after = program.switches();
    assert!(after > before);
    program.mark();
    // Somebody else answers meanwhile; that is no news here.
    let mut other = sit_down(&school, &code(1), &[]);
    begin(&mut other);
    other.send("7");
    other.wait_for("вопрос 2 из", PATIENCE);
    program.watch(Duration::from_millis(500));
    assert_eq!((program.since_mark().len(), program.switches() - after), (0, 0));
    program.send("\x03");
    program.wait_for("Закончить?", PATIENCE);
    program.send("д");
    assert!(program.wait_exit(PATIENCE).status.success());
    assert_eq!(program.left_behind(), Vec::<&str>::new());
    assert!(program.text().contains("по тому же коду"), "{}", program.text());
}

#[test]
fn wrong_and_used_codes_say_so_and_show_nobody() {
    let (school, people) = invited(1);
    let mut program = sit_down(&school, "123 456 789", &[]);
    program.wait_for("Код не подходит", PATIENCE);
    program.send("100000007\r");
    assert_eq!(begin(&mut program), 0);
    for question in 0..=SCALES {
        program.send(&answer(0, question).0);
    }
    program.wait_for("Проверьте ответы", PATIENCE);
    program.send("\r");
    program.wait_for("Сдать анкету?", PATIENCE);
    program.send("д\r");
    program.wait_exit(PATIENCE);
    assert_eq!(answers_of(&school.register(), people[0]).len(), 1);
    let mut again = sit_down(&school, &code(0), &[]);
    again.wait_exit(PATIENCE);
    assert!(again.text().contains("уже сдана"), "{}", again.text());
    let name = school.register().get::<nastavnik::domain::Person>(people[0]).unwrap().name.last.clone();
    assert!(!again.text().contains(&*name));
}

#[test]
fn without_a_base_a_respondent_reads_one_sentence_and_none_is_made() {
    let school = School::none();
    let mut program = sit_down(&school, &code(0), &[]);
    assert_eq!(program.wait_exit(PATIENCE).status.code(), Some(1));
    assert!(program.text().contains("Скажите учителю"), "{}", program.text());
    assert!(!program.text().contains("school.redb"), "{}", program.text());
    assert!(!school.base.exists());
}

/// A minute passes, so only with `NASTAVNIK_LONG`.
#[test]
fn a_session_that_nobody_types_into_ends_by_itself_and_keeps_what_was_begun() {
    if !is_long() {
        return;
    }
    let (school, _) = invited(1);
    let mut program = sit_down(&school, &code(0), &["--idle", "1"]);
    begin(&mut program);
    for question in 0..SCALES {
        program.send(&answer(0, question).0);
    }
    program.send("начало");
    program.wait_for("начало", PATIENCE);
    program.rest(PATIENCE);
    let (writes, start) = (program.writes(), Instant::now());
    program.watch(Duration::from_secs(50));
    assert_eq!(program.writes(), writes, "nothing is drawn while the time runs");
    program.wait_exit(PATIENCE);
    assert!((55..70).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
    assert!(program.text().contains("Долго никто"), "{}", program.text());
    let kept = school.register().get::<Invitation>(id(0)).unwrap().answers[SCALES].clone();
    assert_eq!(kept, Answer::Text("начало".into()));
}

#[test]
fn a_text_half_written_survives_a_kill() {
    let (school, _) = invited(1);
    let mut program = sit_down(&school, &code(0), &[]);
    begin(&mut program);
    for place in 1..=SCALES {
        program.send("5");
        program.wait_until("the next question", PATIENCE, |screen| {
            screen.contents().contains(&format!("вопрос {} ", place + 1))
        });
    }
    program.send("Мне понравилось");
    let kept = |register: &Register| {
        let answers = &register.get::<Invitation>(id(0)).unwrap().answers;
        answers.last() == Some(&Answer::Text("Мне понравилось".into()))
    };
    school.wait_for("the text", kept);
    program.signal(Signal::KILL);
    program.wait_exit(PATIENCE);
    let mut program = sit_down(&school, &code(0), &[]);
    begin(&mut program);
    program.wait_for("Мне понравилось", PATIENCE);
    program.send(", очень");
    program.send(ENTER);
    program.wait_for("Проверьте ответы", PATIENCE);
    let whole = |register: &Register| {
        let answers = &register.get::<Invitation>(id(0)).unwrap().answers;
        answers.last() == Some(&Answer::Text("Мне понравилось, очень".into()))
    };
    school.wait_for("all of the text", whole);
}

#[test]
fn the_curator_gives_out_codes_prints_them_sees_who_is_at_it_and_withdraws() {
    let school = School::of(200);
    let mut curator = school.open();
    curator.send("6");
    curator.rest(PATIENCE);
    curator.send(" ");
    curator.send(" ");
    curator.wait_for("отмечено", PATIENCE);
    curator.send("н");
    curator.wait_for("Получат код: 2", PATIENCE);
    curator.send("2");
    school.wait_for("two codes", |register| register.invitations().count() == 2);
    curator.wait_for("Выдано кодов: 2", PATIENCE);
    let register = school.register();
    let mut asked: Vec<Invitation> = register.invitations().map(|(_, asked)| Invitation::clone(asked)).collect();
    asked.sort_by_key(|asked| asked.respondent);
    assert!(asked.iter().all(|asked| curator.text().contains(&asked.code_words())), "{}", curator.text());

    let sheet = school.directory().join("codes.txt");
    curator.send("в");
    curator.wait_for("Лист кодов", PATIENCE);
    curator.send(CTRL_U);
    curator.send(sheet.to_str().unwrap());
    curator.send(F2);
    let end = Instant::now() + PATIENCE;
    while !sheet.exists() && Instant::now() < end {
        curator.settle(Duration::from_millis(50));
    }
    let slips = std::fs::read_to_string(&sheet).unwrap();
    for asked in &asked {
        let name = register.get::<nastavnik::domain::Person>(asked.respondent).unwrap().name.full();
        assert!(slips.contains(&asked.code_words()) && slips.contains(&name), "{slips}");
    }

    let mut pupil = sit_down(&school, &asked[0].code, &[]);
    pupil.wait_for("Здравствуйте", PATIENCE);
    pupil.send(ENTER);
    pupil.wait_for("вопрос 1 из", PATIENCE);
    curator.wait_for("· 0/", PATIENCE);
    pupil.send(" ");
    pupil.wait_for("вопрос 2 из", PATIENCE);
    curator.wait_for("· 1/", PATIENCE);
    // Both are still marked.
    curator.send("з");
    curator.wait_for("Отозвать коды: 2", PATIENCE);
    curator.send("д");
    school.wait_for("no codes", |register| register.invitations().count() == 0);
    pupil.send(" ");
    pupil.wait_exit(PATIENCE);
    assert!(pupil.text().contains("больше не действует"), "{}", pupil.text());
    let begun = school.register();
    let kept: Vec<_> = begun.responses_of(asked[0].respondent).into_iter().map(|(_, r)| r.answers[0].clone()).collect();
    assert!(kept.contains(&Answer::Blank), "what was answered is a begun paper now: {kept:?}");
    curator.rest(PATIENCE);
    curator.send(CTRL_Z);
    school.wait_for("codes again", |register| register.invitations().count() == 2);
}
