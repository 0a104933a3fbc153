//! A whole school year, from an empty base to the festival, typed into the real program by somebody who has only keys.

mod gathering;
mod pairing;
mod papers;
mod walk;
mod working;

use gathering::People;
use walk::Walk;

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
    println!("{pairs:?}");
    println!("{}", walk.told());
}
