//! Stages 4 and 5: mentors are chosen and taught, everybody meets, pairs are fixed under an order.

use super::gathering::{MENTEES, People, THIRD};
use super::walk::*;
use crate::school::*;

/// Pairs that are made of the proposal.
pub const PAIRS: usize = 6;
/// Mentees who may be in a pair: one has no papers, one no request.
pub const READY: usize = MENTEES - 2;

/// Who comes from outside the school.
const OUTSIDE: &[&str] = &["сотрудник", "родитель", "студент", "выпускник"];

/// Who of the candidates does not become a mentor, and why; all are pupils, of whom there are most.
struct Turned<'a> {
    /// Has written nothing, and comes to nothing.
    silent: &'a str,
    refused: &'a str,
    reserve: &'a str,
    /// Misses a session.
    late: &'a str,
}

impl<'a> Turned<'a> {
    fn of(people: &'a People) -> Self {
        let pupils = people.of_kind(&["ученик"]);
        let [silent, refused, reserve, late, ..] = pupils[..] else { panic!("four pupils: {pupils:?}") };
        Self { silent, refused, reserve, late }
    }
}

/// Stage 4: applications, interviews, two sessions with attendance, papers and checks.
pub fn mentors_are_chosen_and_taught(walk: &mut Walk, people: &People) {
    let (all, turned) = (people.mentors.len(), Turned::of(people));
    let teacher = people.of_kind(&["педагог"])[0];
    // One application is typed in as it was written, the others only lie in their folder.
    walk.does(&["3"]).to(teacher).does(&["е", "Хочу помогать тем, кому трудно даётся физика", UP, CTRL_U, "-58", F2]);
    walk.does(&[CTRL_A]).to(turned.silent).does(&[" ", "с", DOWN, CTRL_U, "-58", F2]);
    let plan = walk.plan();
    assert_eq!(plan.of("Анкеты в письменной свободной форме"), (all - 1, all));

    // One sheet with its marks and a conclusion; two are turned down; the rest is decided in one step.
    walk.does(&["3"])
        .to(teacher)
        .does(&["Л", "2", "2", "2", "1", "2", "2", DOWN, "Терпелива"])
        .does(&[UP; 7])
        .does(&[UP, CTRL_U, "-56", F2]);
    walk.does(&[ESC]).to(turned.refused).does(&["Л"]).does(&[DOWN; 5]).does(&["4", F2]);
    walk.to(turned.reserve).does(&["Л"]).does(&[DOWN; 5]).does(&["3", F2]);
    walk.does(&[CTRL_A]);
    for name in [turned.silent, turned.refused, turned.reserve] {
        walk.to(name).does(&[" "]);
    }
    walk.does(&["с", "2", DOWN, CTRL_U, "-56", F2]);
    let plan = walk.plan();
    assert_eq!(plan.of("Выявление наставников, подходящих"), (all - 1, all), "a refusal is a decision too");

    // Two hours: who wrote nothing comes to none, somebody else misses the second.
    walk.page("Обучение").does(&["н"]).sees("120");
    walk.does(&[CTRL_U, "-45", DOWN, DOWN, CTRL_U, "60", F2, "*", turned.silent, INSERT, F2, F2]).sees("первичных 1");
    walk.does(&["н", CTRL_U, "-44", F2, "*", turned.silent, INSERT, CTRL_U, turned.late, INSERT, F2, F2])
        .sees("первичных 2");
    let wanted = all - 2;
    let plan = walk.plan();
    assert_eq!(plan.of("Обучение наставников: первичное"), (wanted - 2, wanted), "of those not turned down");
    assert_eq!(plan.of("Утверждение реестра"), (0, wanted), "their papers are still to come");

    // The pile of consents, without the family that agreed to nothing.
    walk.page("Согласия")
        .does(&[ESC, "к", "к", CTRL_A])
        .to(people.refused_by_parents())
        .does(&[" ", ENTER, DOWN, CTRL_U, "-60", F2]);
    walk.sees("ПДн нет: 1").does(&[ESC, "к", "к", CTRL_A]).to(people.refused_by_parents());
    walk.does(&[" ", ENTER, "3", DOWN, CTRL_U, "-60", F2, ESC, "к", "к"]).sees("участия нет: 1");
    // Adults from outside bring two certificates; whoever is trained and not admitted waits for them.
    let outside = people.of_kind(OUTSIDE).len();
    walk.does(&["3", ESC, "/", "обучен", TAB, CTRL_A]).sees(&format!("отмечено {outside}"));
    walk.does(&["М", "с", "с", "с", DOWN, "+300", F2, "М", "м", "м", DOWN, "+200", F2, ESC, ESC]);
    let plan = walk.plan();
    assert_eq!(plan.of("Утверждение реестра"), (wanted - 2, wanted));
    assert_eq!(plan.of("Отбор и обучение"), (0, 4), "one candidate who wrote nothing holds three lines, two the last");
    assert_eq!(walk.stage("отбор"), (0, 4));
    walk.ends("4 отбор");
}

/// Stage 5: the general meeting, two preference sheets, six pairs of the proposal, agreed and under one order.
pub fn pairs_are_formed(walk: &mut Walk, people: &People) {
    let teacher = people.of_kind(&["педагог"])[0];
    walk.does(&["4", TAB, TAB, "м", DOWN, "*", DOWN, "*", F2]).sees("общая встреча");
    let plan = walk.plan();
    assert_eq!(plan.of("Общая встреча"), (1, 1));
    assert_eq!(plan.of("Закрепление сложившихся пар"), (0, READY));
    assert_eq!(plan.of("Формирование пар и групп"), (1, 2));
    // The sheets of a mentee and of the teacher whom the mentee named.
    walk.does(&["4"]).to(THIRD).does(&[ENTER, teacher, ENTER, F2, F2, ESC]);
    walk.does(&["к"]).to(teacher).does(&[ENTER, THIRD, ENTER, F2, F2, ESC]).sees("листов 2 из");
    walk.does(&["ц"]).reads("сцепить").does(&[ENTER]);

    walk.does(&[BACK_TAB]).sees("сопоставлено");
    walk.does(&[" "; PAIRS]).does(&[BACK_TAB]).sees(&format!("предложено {PAIRS}"));
    assert_eq!(walk.plan().of("Закрепление сложившихся пар"), (0, READY), "a proposal is no pair yet");
    walk.does(&["4", "С", F2]).sees(&format!("согласны {PAIRS}"));
    walk.does(&["Ф", "12-о", DOWN, CTRL_U, "-40", DOWN, CTRL_U, "-40", F2]).sees(&format!("работает {PAIRS}"));
    let plan = walk.plan();
    assert_eq!(plan.of("Закрепление сложившихся пар"), (PAIRS, READY));
    assert_eq!(walk.stage("пары"), (1, 2));
    assert_eq!(walk.stage("работа"), (0, 7));
    assert_eq!(walk.table("pairs").iter().filter(|pair| pair["state"] == "fixed").count(), PAIRS);
    walk.ends("5 пары");
}
