//! Stage 7: pairs come to their end, the year is summed up in public, and everybody is thanked.

use std::collections::BTreeSet;

use nastavnik::domain::{AwardKind, EventKind, MenteeStanding, PairState, Wave};

use super::gathering::{MENTEES, People};
use super::walk::*;
use super::working::{Two, keys_papers, pairs, papers_of};
use crate::school::*;

/// Final meetings, exit questionnaires, closing: one pair without its papers, and with the reason for that.
pub fn pairs_come_to_their_end(walk: &mut Walk, all: &[Two]) {
    let working = &all[..all.len() - 2];
    let count = working.len();
    walk.page("Поощрение").does(&["В"]).sees("ещё никто не завершил");
    walk.does(&["4", HOME]);
    for _ in working {
        walk.does(&["м", UP, UP, UP, UP, "и", F2, DOWN]);
    }
    assert_eq!(walk.plan().of("Итоговая встреча"), (count, count));
    assert_eq!(walk.stage("завершение"), (0, 7));

    // With the final meeting behind them both sides are asked; whose pair ended before was asked already.
    let asked = papers_of(all);
    assert_eq!(walk.plan().of("Обратная связь на выходе"), (0, asked));
    // One family has moved away: the pair closes without its papers, and says why.
    walk.does(&["4"]).to(&working[0].mentor);
    walk.does(&["з", "1", DOWN, "Семья уехала, анкеты обещала прислать", DOWN, DOWN, "4", F2]);
    assert_eq!(pairs(walk, PairState::Finished).len(), 1);
    assert_eq!(walk.plan().of("Подведение итогов работы каждой"), (1, count));

    assert_eq!(keys_papers(walk, Wave::Exit, all, 9), asked);
    assert_eq!(walk.plan().of("Обратная связь на выходе"), (asked, asked));
    for (place, two) in working[1..].iter().enumerate() {
        walk.does(&["4"]).to(&two.mentor);
        walk.does(&["з", "1", DOWN, DOWN, "1", DOWN, DOWN, DOWN, DOWN, "Стал увереннее", F2]);
        assert_eq!(pairs(walk, PairState::Finished).len(), place + 2, "{two:?}:\n{}", walk.program.text());
    }
    let plan = walk.plan();
    assert_eq!(plan.of("Подведение итогов работы каждой"), (count, count));
    assert_eq!(plan.of("Работа пар и групп"), (6, 7));
    assert_eq!(walk.stage("завершение"), (2, 7));
    assert_eq!(walk.stage("работа"), (6, 7));
    walk.ends("7 завершение пар");
}

/// The festival, a practice, honours, the sums of the programme, and the next year's passport in mind.
pub fn the_year_is_summed_up(walk: &mut Walk, people: &People, finished: &[Two]) {
    assert_eq!(walk.plan().of("Публичное подведение"), (0, 1));
    walk.page("События").does(&["н", "ф", ENTER, "Фестиваль наставничества", F2]);
    walk.does(&["е", "все наставляемые", ENTER, F2, "е", "все наставники", ENTER, "4", F2]).sees("участников");
    let plan = walk.plan();
    assert_eq!(plan.of("Публичное подведение"), (1, 1));
    assert_eq!(plan.of("Популяризация"), (0, 1));
    assert_eq!(plan.of("Поощрение"), (0, 1));

    walk.does(&["4", "к"])
        .to(&finished[0].mentor)
        .does(&["т", "От двойки к четвёрке"])
        .does(&[DOWN; 11])
        .does(&[F8, F2]);
    walk.page("Поощрение").does(&["н", "лучший наставник", ENTER, ENTER, "7-о", F2]).sees("вручено");
    walk.does(&["В", "15-о", F2]);
    walk.results("SWOT").does(&[ENTER, "Пары держатся", DOWN, "Мало наставников", F2]);
    walk.results("Самопроверка").does(&[ENTER]);
    walk.does(&["2"; 9]);
    walk.does(&[F2]);
    walk.page("План").to("корректировка").does(&["с"]);
    let plan = walk.plan();
    assert_eq!(plan.of("Популяризация"), (1, 1));
    assert_eq!(plan.of("Подведение итогов программы"), (2, 2));
    assert_eq!(plan.of("Завершение"), (7, 7));

    let register = walk.registered();
    let year = register.school().unwrap().active_year;
    let festival = register.events(year).into_iter().find(|(_, it)| it.kind == EventKind::Festival).unwrap().1.clone();
    let moved = register.mentees(year).filter(|(_, it)| it.standing == MenteeStanding::Moved).count();
    assert_eq!(moved, 1, "the family of the pair that closed without papers");
    // Nor is the mentor there who was refused, nor the one who left.
    assert_eq!(festival.present.len(), MENTEES - moved + people.mentors.len() - 2);
    let certified = register.awards(year).filter(|(_, it)| it.kind == AwardKind::Certificate).count();
    let mentors: BTreeSet<&str> = finished.iter().map(|two| two.mentor.as_str()).collect();
    assert_eq!(certified, finished.len() + mentors.len(), "each mentee, and each mentor once");
    let honoured = register.awards(year).filter(|(_, it)| !it.order_no.is_empty()).count();
    assert_eq!(plan.of("Поощрение"), (honoured, honoured));
    walk.ends("7 итоги года");
}

/// The last step goes back and comes again; then the session ends and the base is whole.
pub fn the_last_step_goes_back(walk: &mut Walk) {
    // What is said of it may come when the next keys are pressed, and would lie over what they show.
    walk.does(&["г"]).reads("Отменено:");
    assert_eq!(walk.plan().of("Завершение"), (6, 7));
    walk.does(&["Г"]).reads("Возвращено:");
    assert_eq!(walk.plan().of("Завершение"), (7, 7));
    walk.ends("7 отмена");
    walk.does(&[CTRL_Q]);
    assert!(walk.program.wait_exit(PATIENCE).status.success());
    let base = walk.school.base.clone();
    // It fails when anything in the base is amiss.
    run(&base, &["check"]);
}
