//! Stage 6: pairs meet, things happen to people, and the curator keeps up.

use std::collections::BTreeSet;

use nastavnik::domain::{CloseReason, Form, PairState, Wave};

use super::gathering::{MENTEES, People, TWINS};
use super::pairing::{PAIRS, READY};
use super::papers;
use super::walk::*;
use crate::school::*;

/// Who is in a pair, by the names the tables give.
#[derive(Debug, Clone)]
pub struct Two {
    pub mentee: String,
    pub mentor: String,
    pub form: Form,
}

impl Two {
    /// Words that find the row of the pair, also where two have one name.
    fn words(&self) -> String {
        [&self.mentee, &self.mentor].map(|name| name.split(' ').next().unwrap_or_default()).join(" ")
    }
}

/// Pairs in a state.
pub fn pairs(walk: &mut Walk, state: PairState) -> Vec<Two> {
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap().split(',').next().unwrap().to_owned();
    let table = walk.table("pairs");
    let of = table.iter().filter(|pair| pair["state"] == state.code());
    let two = |pair: &serde_json::Value| Two {
        mentee: name(&pair["mentees"][0]),
        mentor: name(&pair["mentor"]),
        form: Form::from_code(pair["form"].as_str().unwrap()).unwrap(),
    };
    of.map(two).collect()
}

/// How many papers of a wave these pairs fill in: each side one for each form it was in.
pub fn papers_of(pairs: &[Two]) -> usize {
    // Two of one name are told apart by their mentors.
    let twin = |two: &&Two| two.mentee == TWINS;
    let mentees: BTreeSet<_> =
        pairs.iter().map(|two| (&two.mentee, two.form, Some(&two.mentor).filter(|_| twin(&two)))).collect();
    let mentors: BTreeSet<_> = pairs.iter().map(|two| (&two.mentor, two.form)).collect();
    mentees.len() + mentors.len()
}

/// Keys all papers of a wave for the forms of some pairs.
pub fn keys_papers(walk: &mut Walk, wave: Wave, pairs: &[Two], rating: u8) -> usize {
    let forms: Vec<Form> = pairs.iter().map(|two| two.form).collect();
    papers::of(wave, &forms).iter().map(|sheet| papers::keys_all(walk, sheet, rating)).sum()
}

/// Stage 6, the usual work: meetings of every kind in their order, plans, entry questionnaires.
pub fn pairs_meet(walk: &mut Walk) {
    // The first three kinds and a series of three of every pair: two keys each; and a goal of the plan.
    walk.does(&["4", HOME]);
    for _ in 0..PAIRS {
        for _ in 0..6 {
            walk.does(&["с", F2]);
        }
        walk.does(&["п", "1", F2, DOWN]);
    }
    let plan = walk.plan();
    assert_eq!(plan.of("Встреча-знакомство"), (PAIRS, PAIRS));
    assert_eq!(plan.of("Планы работы"), (PAIRS, PAIRS));
    assert_eq!(plan.of("Комплекс последовательных"), (PAIRS, PAIRS));
    assert_eq!(plan.of("Итоговая встреча"), (0, PAIRS));
    assert_eq!(walk.stage("работа"), (3, 7));

    let all = pairs(walk, PairState::Fixed);
    let papers = papers_of(&all);
    assert_eq!(walk.plan().of("Обратная связь на входе"), (0, papers));
    assert_eq!(keys_papers(walk, Wave::Entry, &all, 7), papers);
    assert_eq!(walk.plan().of("Обратная связь на входе"), (papers, papers));
    walk.ends("6 работа: встречи и анкеты");
}

/// A meeting found in the diary later, a safety note and what was done about it, a talk with the mentor.
fn a_worry_is_answered(walk: &mut Walk, two: &Two) {
    // A meeting of eleven days ago that nobody had entered.
    walk.does(&["4"]).to(&two.mentor).does(&["м"]).does(&[UP; 6]).does(&[CTRL_U, "-11", F2]);
    // What a mentor saw goes into the safety note, which only shows when it is asked for.
    walk.does(&[F4, "м"]).does(&[DOWN; 9]).does(&["пришёл с синяком", F2]);
    walk.does(&["1"]).sees("записка о безопасности").does(&[HOME, "с", "Разговор с матерью и психологом", F2]);
    walk.does(&[F4, "4"]).sees("работает").does(&[
        "Р",
        UP,
        CTRL_U,
        "наставник",
        DOWN,
        "занятия",
        DOWN,
        DOWN,
        DOWN,
        "Ходит охотно",
        F2,
    ]);
    walk.does(&["1"]).sees("Требует внимания");
    walk.program.wait_until("no note left", PATIENCE, |screen| !screen.contents().contains("записка о безопасности"));
}

/// Stage 6, what a year brings: a meeting found in the diary later, a worry, a talk, a mentor who leaves and a mentee who
/// gets another, a consent taken back, a pupil in another class, and the middle of the year. Gives the pairs there were:
/// first those that work, and last the two that came apart.
pub fn a_year_happens(walk: &mut Walk, people: &People) -> Vec<Two> {
    let all = pairs(walk, PairState::Fixed);
    // Two of one name would have to be told apart by their cards; the others lead to their rows by name alone.
    let alone = |two: &&Two| two.mentee != TWINS && all.iter().filter(|other| other.mentor == two.mentor).count() == 1;
    let mut single = all.iter().filter(alone);
    let (leaver, withdrawn) = (single.next().unwrap(), single.next().unwrap());
    let leaving = [&leaver.mentor, &withdrawn.mentor];
    let staying: Vec<&Two> = all.iter().filter(|two| !leaving.contains(&&two.mentor)).collect();

    a_worry_is_answered(walk, staying[0]);
    // A mentor has no time any more: the pair ends without blame, and the mentor leaves the programme.
    walk.does(&["4"]).to(&leaver.mentor).does(&["з", "2", DOWN, DOWN, "5", DOWN, "2", DOWN, "д", DOWN, "2", F2]);
    walk.does(&["3", ESC]).to(&leaver.mentor).does(&[" ", "М", "с", DOWN, "4", F2, ESC]);
    assert_eq!(pairs(walk, PairState::Ended).len(), 1);
    let plan = walk.plan();
    let wanted = people.mentors.len() - 2;
    assert_eq!(plan.of("Утверждение реестра"), (wanted - 3, wanted - 1), "who left counts nowhere");
    assert_eq!(plan.of("Закрепление сложившихся пар"), (PAIRS, READY), "a pair that came apart was fixed all the same");
    // Somebody who has a place takes the mentee on, under an order of their own.
    let mentors = walk.table("mentors");
    let free = mentors.iter().find(|it| it["free"].as_i64() > Some(0) && it["status_now"] == "admitted").unwrap();
    let next = free["name"].as_str().unwrap();
    walk.does(&["2"]).to(&leaver.mentee).does(&["ф", next, ENTER, DOWN, DOWN, "19-о", F2]);
    assert_eq!(walk.plan().of("Закрепление сложившихся пар"), (PAIRS, READY));

    // A mother takes a consent back: that pair ends, and the mentee waits for papers again.
    walk.does(&["2"]).to(&withdrawn.mentee).does(&["з", DOWN, DOWN, "2", F2]);
    let register = walk.registered();
    let reasons: Vec<CloseReason> = register
        .pairs(register.school().unwrap().active_year)
        .filter_map(|(_, pair)| pair.closing.as_ref().map(|closing| closing.reason))
        .collect();
    assert!(reasons.contains(&CloseReason::ConsentWithdrawn) && reasons.contains(&CloseReason::NoTime), "{reasons:?}");
    let plan = walk.plan();
    assert_eq!(plan.of("Сбор согласий"), (MENTEES - 2, MENTEES));
    assert_eq!(plan.of("Закрепление сложившихся пар"), (PAIRS, READY));
    assert_eq!(walk.stage("наставляемые"), (1, 3));

    // A pupil goes over into another class.
    walk.does(&["2"]).to(&staying[1].mentee).does(&[ENTER, DOWN, CTRL_U, "8Я", F2]).sees("8Я");

    // The new pair gets going, and both sides fill in what they hope for.
    walk.does(&["4"]).to(next).does(&["с", F2, "с", F2, "с", F2, "с", F2, "с", F2, "с", F2, "п", "2", F2]);
    let now = pairs(walk, PairState::Fixed);
    keys_papers(walk, Wave::Entry, &now, 7);
    assert!(
        pairs(walk, PairState::Ended).iter().all(|two| two.mentee != withdrawn.mentee),
        "not in an export any more"
    );
    let ever: Vec<Two> = now.iter().chain([leaver, withdrawn]).cloned().collect();
    // The middle of the year: mentors meet over their troubles, and both sides of every older pair are heard.
    walk.page("Обучение").does(&["н", DOWN, "2", F2, "*", F2]).sees("текущих 1");
    for two in &staying {
        walk.does(&["4"]).to(&two.words()).does(&["Р", UP, CTRL_U, "наставник наставляемый", F2]);
    }
    let plan = walk.plan();
    assert_eq!(plan.of("Встреча-знакомство"), (PAIRS - 1, PAIRS - 1));
    assert_eq!(
        plan.of("Обратная связь на входе"),
        (papers_of(&ever), papers_of(&ever)),
        "also of pairs that came apart"
    );
    let mentors: BTreeSet<&str> = now.iter().map(|two| two.mentor.as_str()).collect();
    assert_eq!(plan.of("Обучение наставников в процессе"), (mentors.len(), mentors.len()));
    assert_eq!(plan.of("Промежуточный мониторинг"), (PAIRS - 2, PAIRS - 1), "the new pair is too young to be asked");
    assert_eq!(plan.of("Работа пар и групп"), (5, 7), "the final meetings are to come");
    assert_eq!(walk.stage("работа"), (5, 7));
    walk.ends("6 работа: что случилось за год");
    ever
}
