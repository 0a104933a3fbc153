//! Who leads whom: pairs and groups with their orders, and what became of each.

use chrono::NaiveDate;

use crate::domain::{
    CloseReason, Closing, Initiator, MenteeStanding, MentorStanding, Next, Pair, PairId, PairState, PersonKind, Rules,
};

use super::Scene;
use super::calendar::{Season, shift};
use super::mentees::{Entrant, Fate, withdraw};
use super::mentors::{Helper, Lot, Papers, form, suits};
use super::rng::Rng;
use super::texts::{EXCEPTIONS, FAREWELLS, Nature, Theme};

/// Most mentees of a group.
const GROUP: usize = 5;
/// How deep a waiting list is searched for somebody who fits; enough to find one, and quick for any school.
const DEPTH: usize = 60;

/// What is special about the meetings of a working pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// Nothing.
    Usual,
    /// One more is planned for today.
    Today,
    /// They have not met for more than five weeks.
    Silent,
    /// The last two meetings were missed.
    Missed,
    /// The mentee's mood goes down.
    Falling,
    /// A safety note waits for an answer.
    Noted,
    /// A safety note was answered.
    Answered,
    /// A planned meeting has passed and nobody has said what became of it.
    Unlogged,
}

/// A pair with what no record keeps.
#[derive(Debug)]
pub(super) struct Duo {
    /// Identity of the record.
    pub(super) id: PairId,
    /// The record.
    pub(super) pair: Pair,
    /// Place among the year's mentors.
    pub(super) helper: usize,
    /// Places among the year's mentees.
    pub(super) led: Vec<usize>,
    /// What they work on.
    pub(super) theme: usize,
    /// What is special about their meetings.
    pub(super) course: Course,
}

/// Mentees without a mentor, by what they ask for.
struct Waiting(Vec<Vec<usize>>);

impl Waiting {
    fn of(entrants: &[Entrant], themes: usize, rng: &mut Rng) -> Self {
        let mut lists = vec![Vec::new(); themes];
        for (place, entrant) in entrants.iter().enumerate().filter(|(_, entrant)| entrant.fate == Fate::Ready) {
            lists[entrant.theme].push(place);
        }
        for list in &mut lists {
            rng.shuffle(list);
            // Lists are taken from the end: who leads others as well is served first, so that some do both.
            list.sort_by_key(|&place| entrants[place].leads);
        }
        Self(lists)
    }

    /// Takes somebody whom this mentor may lead: on the mentor's own themes if there is one, else on any that suits.
    fn take(&mut self, helper: &Helper, entrants: &[Entrant], themes: &[&'static Theme]) -> Option<usize> {
        let start = helper.themes[0];
        let suitable = |at: usize| suits(helper.kind, themes[at].nature);
        let count = self.0.len();
        let others = (1..count).map(|step| (start + step) % count).filter(|&at| suitable(at));
        helper.themes.into_iter().chain(others).find_map(|theme| self.take_from(theme, helper, entrants))
    }

    fn take_from(&mut self, theme: usize, helper: &Helper, entrants: &[Entrant]) -> Option<usize> {
        let list = &mut self.0[theme];
        let fits = |place: &usize| {
            let entrant = &entrants[*place];
            entrant.member != helper.member && helper.grade.is_none_or(|grade| grade > entrant.grade)
        };
        let at = (0..list.len()).rev().take(DEPTH).find(|&at| fits(&list[at]))?;
        Some(list.swap_remove(at))
    }
}

/// Forms the pairs of a year.
pub(super) fn form_pairs(
    scene: &mut Scene,
    season: &Season,
    helpers: &mut [Helper],
    entrants: &mut [Entrant],
) -> Vec<Duo> {
    let mut waiting = Waiting::of(entrants, scene.themes.len(), &mut scene.rng);
    let mut duos: Vec<Duo> = Vec::new();
    let mut more = 0;
    for (place, helper) in helpers.iter_mut().enumerate() {
        let from = duos.len();
        for (size, state) in workload(place, helper, season, &mut more, &mut scene.rng) {
            let led: Vec<usize> = (0..size).map_while(|_| waiting.take(helper, entrants, &scene.themes)).collect();
            if led.is_empty() {
                break;
            }
            duos.push(join(scene, season, (place, helper), entrants, led, state, from == duos.len()));
        }
        for duo in &duos[from..] {
            settle(scene, season, duo, helper, entrants);
            if season.is_current() && duo.pair.state == PairState::Ended && helper.lot == Lot::Leading {
                duo.led.iter().for_each(|&place| waiting.0[entrants[place].theme].insert(0, place));
            }
        }
        if helper.papers == Papers::Ended {
            let first_days = duos[from..].iter().filter_map(|duo| duo.pair.began_on());
            helper.mentor.record_check_until = first_days.chain(helper.mentor.record_check_until).max();
        }
    }
    choose_courses(season, &mut duos);
    withdraw_some(scene, season, &duos, entrants);
    duos
}

/// Here and there parents take a consent back while the pair works.
fn withdraw_some(scene: &mut Scene, season: &Season, duos: &[Duo], entrants: &[Entrant]) {
    let day = season.past(shift(season.now, -2));
    let working = duos.iter().filter(|duo| duo.pair.state == PairState::Fixed && duo.pair.began_on() < Some(day));
    for duo in working.skip(8).step_by(40) {
        withdraw(&mut scene.crowd.members[entrants[duo.led[0]].member], day);
    }
}

/// Sizes and states of the pairs a mentor is to have. `more` counts the school's pairs beyond each
/// mentor's first.
fn workload(
    place: usize,
    helper: &Helper,
    season: &Season,
    more: &mut usize,
    rng: &mut Rng,
) -> Vec<(usize, PairState)> {
    if !season.is_current() {
        let places = usize::from(helper.mentor.capacity);
        let mut state = || {
            *more += 1;
            if *more % 7 == 3 { PairState::Ended } else { PairState::Finished }
        };
        return match helper.lot {
            Lot::Leading if groups(helper.kind, place) => vec![(places.clamp(2, GROUP), state())],
            Lot::Leading => (0..places).map(|_| (1, state())).collect(),
            _ => Vec::new(),
        };
    }
    match helper.lot {
        Lot::Leading => leading(place, helper, more, rng),
        Lot::Admitted if place % 4 != 1 => vec![(1, PairState::Proposed)],
        Lot::Paused => vec![(1, PairState::Paused)],
        Lot::Removed => vec![(1, PairState::Ended)],
        _ => Vec::new(),
    }
}

fn groups(kind: PersonKind, place: usize) -> bool {
    kind != PersonKind::Pupil && place.is_multiple_of(3)
}

/// The pairs of somebody who leads. The first works; of the others, counted through the school by `more`, some have
/// paused or closed.
fn leading(place: usize, helper: &Helper, more: &mut usize, rng: &mut Rng) -> Vec<(usize, PairState)> {
    let capacity = usize::from(helper.mentor.capacity);
    if groups(helper.kind, place) {
        let size = rng.pick(&[2, 3, 4, 5, 5]);
        return vec![(size.min(capacity).max(2), PairState::Fixed)];
    }
    if crowded(helper, place) {
        return vec![(1, PairState::Fixed); capacity + 1];
    }
    let free = usize::from(capacity > 1 && rng.chance(20));
    let mut load = vec![(1, PairState::Fixed)];
    for _ in 1..capacity - free {
        *more += 1;
        load.push((1, state_of_another(*more)));
    }
    if free > 0 && rng.chance(50) {
        load.push((1, PairState::Proposed));
    }
    load
}

fn state_of_another(nth: usize) -> PairState {
    match nth % 10 {
        2 => PairState::Paused,
        5 => PairState::Ended,
        8 => PairState::Finished,
        _ => PairState::Fixed,
    }
}

/// Whether a pupil leads one more than they have places for, with the curator's exception.
fn crowded(helper: &Helper, place: usize) -> bool {
    helper.kind == PersonKind::Pupil && place % 29 == 6
}

fn join(
    scene: &mut Scene,
    season: &Season,
    (place, helper): (usize, &Helper),
    entrants: &[Entrant],
    led: Vec<usize>,
    state: PairState,
    first: bool,
) -> Duo {
    let rng = &mut scene.rng;
    let theme = entrants[led[0]].theme;
    let about = scene.themes[theme];
    let mentees = led.iter().map(|&place| entrants[place].id).collect();
    let form = form(helper.kind);
    let mut pair = Pair::new(season.id, form, helper.id, mentees);
    pair.role = about.role(form).code().into();
    pair.state = state;
    if state == PairState::Proposed {
        if rng.chance(50) {
            pair.mentor_agreed_on = Some(season.past(shift(season.now, -rng.within(1, 9))));
            // Here and there only one side has answered so far.
            pair.mentees_agreed_on = pair.mentor_agreed_on.filter(|_| place.is_multiple_of(2));
        }
        return Duo { id: PairId(scene.ids.fresh()), pair, helper: place, led, theme, course: Course::Usual };
    }
    // The last order is a week old: only pairs that still work can be under it, and none whose papers have run out.
    let fresh = state == PairState::Fixed && helper.papers != Papers::Ended && first;
    let order = if fresh && rng.chance(12) { 2 } else { usize::from(rng.chance(25) && state == PairState::Fixed) };
    let day = season.order(order);
    let started = season.past(shift(day, rng.within(0, 3)));
    pair.mentor_agreed_on = Some(season.past(shift(day, -rng.within(2, 7))));
    pair.mentees_agreed_on = pair.mentor_agreed_on;
    if place % 37 != 21 || !first {
        pair.order_no = format!("{}-о", 118 + 47 * order + 7 * usize::from(season.back)).into();
        pair.order_date = Some(day);
    }
    pair.started_on = Some(started);
    pair.trial_until = Some(shift(started, 60).min(season.end));
    pair.goal = if order == 2 && season.is_current() { "".into() } else { rng.text(about.goals).into() };
    if crowded(helper, place) {
        pair.exception = rng.text(EXCEPTIONS).into();
    }
    if state == PairState::Paused {
        pair.paused_until = Some(season.coming(rng.within(5, 30)));
    }
    if state.is_closed() {
        pair.closing = Some(closing(season, helper, state, started, about.nature, rng));
    }
    if state == PairState::Finished {
        pair.result = rng.text(about.outcomes).into();
    }
    Duo { id: PairId(scene.ids.fresh()), pair, helper: place, led, theme, course: Course::Usual }
}

fn closing(
    season: &Season,
    helper: &Helper,
    state: PairState,
    started: NaiveDate,
    nature: Nature,
    rng: &mut Rng,
) -> Closing {
    use CloseReason as R;
    let finished = state == PairState::Finished;
    let on = match (finished, season.is_current()) {
        (true, false) => season.past(shift(season.now, -rng.within(0, 14))),
        (true, true) => season.past(shift(season.now, -rng.within(1, 6))),
        (false, _) => season.past(shift(started, rng.within(16, 75)).min(shift(season.now, -3)).max(started)),
    };
    let (reason, by) = match (finished, helper.lot) {
        (_, Lot::Removed) => (R::RulesBroken, Initiator::Curator),
        (true, _) if season.is_current() => (R::GoalReached, Initiator::Both),
        (true, _) if helper.grade == Some(11) => (R::Graduation, Initiator::Both),
        (true, _) => (rng.pick(&[R::GoalReached, R::CycleEnd, R::CycleEnd]), Initiator::Both),
        (false, _) if nature == Nature::Ovz && rng.chance(30) => (R::Health, Initiator::Parent),
        (false, _) => rng.pick(&[
            (R::NoTime, Initiator::Mentor),
            (R::NoTime, Initiator::Mentee),
            (R::Mismatch, Initiator::Both),
            (R::Mismatch, Initiator::Mentee),
            (R::LostInterest, Initiator::Mentee),
            (R::Absences, Initiator::Curator),
            (R::ParentsDecision, Initiator::Parent),
        ]),
    };
    Closing {
        on,
        reason,
        by,
        talk_held: rng.chance(75),
        note: if finished { "".into() } else { rng.text(FAREWELLS).into() },
        // Whoever parted this year waits for somebody else.
        next: if finished || !season.is_current() { Next::Open } else { Next::NewPair },
    }
}

/// What a pair, and its end, mean for the entries of its people.
fn settle(scene: &mut Scene, season: &Season, duo: &Duo, helper: &mut Helper, entrants: &mut [Entrant]) {
    for &place in &duo.led {
        // As a rule people got the form they had wished.
        let mentee = &mut entrants[place].mentee;
        mentee.form = mentee.form.map(|wish| if scene.rng.chance(80) { duo.pair.form } else { wish });
    }
    let Some(closing) = &duo.pair.closing else { return };
    if helper.lot == Lot::Removed {
        helper.mentor.left_on = Some(closing.on);
    }
    for &place in &duo.led {
        let mentee = &mut entrants[place].mentee;
        match duo.pair.state {
            PairState::Finished => {
                mentee.standing = MenteeStanding::Completed;
                mentee.left_on = Some(closing.on);
                mentee.result = scene.rng.text(scene.themes[duo.theme].outcomes).into();
            }
            _ if !season.is_current() => {
                mentee.standing = MenteeStanding::Left;
                mentee.left_on = Some(closing.on);
            }
            _ => {}
        }
    }
    if !season.is_current() {
        let mentor = &mut helper.mentor;
        mentor.standing = MentorStanding::Completed;
        mentor.left_on = mentor.left_on.max(Some(closing.on));
        mentor.result = duo.pair.result.clone();
    }
}

/// Puts the trouble of the year into its working pairs. Silence takes time: a pair that has not had it is spared.
fn choose_courses(season: &Season, duos: &mut [Duo]) {
    if !season.is_current() {
        return;
    }
    let mut working: Vec<&mut Duo> = duos.iter_mut().filter(|duo| duo.pair.state == PairState::Fixed).collect();
    let worked = |duo: &Duo| duo.pair.started_on.map_or(0, |day| (season.now - day).num_days());
    working.sort_by_key(|duo| (worked(duo) <= i64::from(Rules::default().silence_alarm_days), duo.id));
    for (place, duo) in working.into_iter().enumerate() {
        duo.course = match place % 20 {
            2 if worked(duo) > i64::from(Rules::default().silence_alarm_days) => Course::Silent,
            4 => Course::Missed,
            6 => Course::Falling,
            1 => Course::Noted,
            9 => Course::Answered,
            5 => Course::Unlogged,
            0 | 8 => Course::Today,
            _ => Course::Usual,
        };
    }
}
