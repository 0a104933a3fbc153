//! A whole school year, from an empty base to the festival, typed into the real program by somebody who has only keys.

mod closing;
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
    closing::pairs_come_to_their_end(&mut walk, &pairs);
    closing::the_year_is_summed_up(&mut walk, &people, &pairs[..pairs.len() - 2]);
    closing::the_last_step_goes_back(&mut walk);
    println!("{}", walk.told());
}
