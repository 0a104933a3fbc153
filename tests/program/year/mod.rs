//! A whole school year, from an empty base to the festival, typed into the real program by somebody who has only keys.
//!
//! The people are those of the demonstration school, exported by the program itself: 18 mentees and 13 candidates for
//! mentors, with three more mentees entered by hand, two of them of one name in one class. Days are typed relative to
//! today, so the year can be walked on any day. After each stage the lines of the plan and the stage on pane 1 are read
//! off the screen and held against what was typed.
//!
//! What it takes, keys first (commands, moves, answers), then letters of what is entered:
//!
//! | stage | keys | letters | what was done |
//! |---|---|---|---|
//! | 1 подготовка | 68 | 157 | the usual plan, passport, order, curator, school, pupils, a partner, three lines ticked |
//! | 2 наставляемые | 63 | 195 | three by hand, a roster, two piles of consents without one family's |
//! | 3 наставники | 9 | 30 | a list of candidates |
//! | 4 отбор | 159 | 419 | applications, three interview sheets, the rest in one step, two sessions, consents, certificates |
//! | 5 пары | 56 | 96 | general meeting, two preference sheets, a bound couple, six pairs agreed and under an order |
//! | 6 встречи и анкеты | 314 | 281 | 36 meetings, six goals, 11 entry questionnaires |
//! | 6 что случилось | 213 | 670 | a late entry, a safety note and its answer, talks, a mentor gone and a mentee led on, a consent taken back, another class, training in service |
//! | 7 завершение пар | 477 | 504 | five final meetings, 14 exit questionnaires, five pairs closed, one of them with a reason |
//! | 7 итоги года | 95 | 160 | festival and who was there, practice, award, certificates, SWOT, the curator's sheet |
//! | 7 отмена | 6 | 0 | the last step taken back and made again |

mod closing;
mod gathering;
mod pairing;
mod papers;
mod walk;
mod working;

use gathering::People;
use walk::Walk;

/// Most keys that a stage may take; a tenth above what it took when this was written.
const MOST_KEYS: [(&str, usize); 10] = [
    ("1 подготовка", 77),
    ("2 наставляемые", 70),
    ("3 наставники", 10),
    ("4 отбор", 175),
    ("5 пары", 62),
    ("6 работа: встречи и анкеты", 345),
    ("6 работа: что случилось за год", 234),
    ("7 завершение пар", 525),
    ("7 итоги года", 103),
    ("7 отмена", 7),
];

#[test]
fn a_school_year_is_walked_from_an_empty_base_to_the_festival() {
    let people = People::of_the_demonstration();
    let mut walk = Walk::begin();
    gathering::the_ground_is_prepared(&mut walk);
    gathering::mentees_are_entered(&mut walk, &people);
    gathering::mentors_are_found(&mut walk, &people);
    pairing::mentors_are_chosen_and_taught(&mut walk, &people);
    pairing::pairs_are_formed(&mut walk, &people);
    working::pairs_meet(&mut walk);
    let pairs = working::a_year_happens(&mut walk, &people);
    let finished = &pairs[..pairs.len() - 2];
    closing::pairs_come_to_their_end(&mut walk, &pairs);
    closing::the_year_is_summed_up(&mut walk, &people, finished);
    closing::the_last_step_goes_back(&mut walk);
    println!("{}", walk.told());
    for ((stage, keys, _), (of, most)) in walk.spent.iter().zip(MOST_KEYS) {
        assert!(*stage == of && *keys <= most, "{stage}: {keys} keys, {most} at most");
    }
    assert_eq!(walk.spent.len(), MOST_KEYS.len());
}
