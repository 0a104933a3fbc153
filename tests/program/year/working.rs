//! Stage 6: pairs meet, things happen to people, and the curator keeps up.

use nastavnik::domain::{Form, Wave};

use super::gathering::{MENTEES, People};
use super::pairing::{PAIRS, READY};
use super::papers;
use super::walk::*;
use crate::school::*;

/// Who is in which pair, by the names the tables give.
fn pairs(walk: &mut Walk, state: &str) -> Vec<(String, String, Form)> {
    let name = |value: &serde_json::Value| value["name"].as_str().unwrap().split(',').next().unwrap().to_owned();
    let table = walk.table("pairs");
    let of = table.iter().filter(|pair| pair["state"] == state);
    of.map(|pair| {
        let form = Form::from_code(pair["form"].as_str().unwrap()).unwrap();
        (name(&pair["mentees"][0]), name(&pair["mentor"]), form)
    })
    .collect()
}

pub fn pairs_work(walk: &mut Walk, people: &People) {
    // The first three kinds and a regular meeting of every pair, of today; two keys each.
    walk.does(&["4", HOME]);
    for _ in 0..PAIRS {
        for _ in 0..4 {
            walk.does(&["с", F2]);
        }
        walk.does(&["п", "1", F2, DOWN]);
    }
    let plan = walk.plan();
    assert_eq!(plan.of("Встреча-знакомство"), (PAIRS, PAIRS));
    assert_eq!(plan.of("Планы работы"), (PAIRS, PAIRS));
    assert_eq!(plan.of("Комплекс последовательных"), (PAIRS, PAIRS));
    assert_eq!(plan.of("Итоговая встреча"), (0, PAIRS));
    assert_eq!(walk.stage("работа"), (PAIRS, PAIRS));

    let all = pairs(walk, "fixed");
    let forms: Vec<Form> = all.iter().map(|(_, _, form)| *form).collect();
    let keyed: usize = papers::of(Wave::Entry, &forms).iter().map(|sheet| papers::keys_all(walk, sheet, 7)).sum();
    println!("{keyed} papers of {all:?}");
    let plan = walk.plan();
    assert_eq!(plan.of("Обратная связь на входе"), (keyed, keyed));
    walk.ends("6 работа");
    let _ = (people, MENTEES, READY);
}
