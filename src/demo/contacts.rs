//! The curator's talks with both sides of every pair, as the standard wants them and now and then later. They come last
//! and throw dice of their own, so that everything else of the school stays as it is without them.

use chrono::NaiveDate;

use super::calendar::{Season, shift};
use super::rng::Rng;
use super::{Plan, Records};
use crate::domain::{Change, Contact, ContactId, ContactSide, ContactTopic, ContactWay, Ids, Pair, PairId, PairState};

/// How the curator talks.
const WAYS: &[ContactWay] = &[ContactWay::InPerson, ContactWay::InPerson, ContactWay::Phone, ContactWay::Message];
/// What was said.
const SAID: &[&str] = &[
    "",
    "",
    "Всё идёт по плану, договорились о следующей встрече",
    "Просит помочь с кабинетом на среду",
    "Стал смелее отвечать у доски",
    "Хотят показать проект на неделе науки",
    "Встречи нравятся, времени мало",
];
/// Years before the last one keep no talks.
const KEPT: u8 = 1;

/// All of them.
pub(super) fn changes(plan: Plan, seasons: &[Season], records: &Records, ids: &mut Ids) -> Vec<Change> {
    let mut rng = Rng::new(plan.seed.wrapping_add(0x00C0_FFEE));
    let mut changes = Vec::new();
    for season in seasons.iter().filter(|season| season.back <= KEPT) {
        let own = records.pairs.iter().filter(|(_, pair)| pair.year == season.id && pair.state != PairState::Proposed);
        for (id, pair) in own {
            let talks = of_pair(season, *id, pair, &mut rng);
            changes.extend(talks.into_iter().map(|talk| Change::create(ContactId(ids.fresh()), talk)));
        }
    }
    changes
}

/// The talks of one pair: on most of the days the standard wants, with both sides; some with one of them alone.
fn of_pair(season: &Season, id: PairId, pair: &Pair, rng: &mut Rng) -> Vec<Contact> {
    let Some(began) = pair.started_on else { return Vec::new() };
    let end = pair.closing.as_ref().map_or(season.now, |closing| closing.on);
    let mut talks: Vec<Contact> = Vec::new();
    let mut day = season.past(shift(began, rng.within(6, 12)));
    while day < end {
        if !rng.chance(8) {
            talks.push(talk(id, day, rng));
        }
        let gap = if talks.len() < 2 { rng.within(8, 13) } else { rng.within(20, 27) };
        day = season.past(shift(day, gap)).max(shift(day, 1));
    }
    talks
}

fn talk(pair: PairId, on: NaiveDate, rng: &mut Rng) -> Contact {
    let with = match rng.below(12) {
        0 => vec![ContactSide::Mentor],
        1 => vec![ContactSide::Mentee],
        2 => vec![ContactSide::Mentor, ContactSide::Mentee, ContactSide::Parents],
        _ => vec![ContactSide::Mentor, ContactSide::Mentee],
    };
    let forgotten = rng.below(40);
    let asked = ContactTopic::ALL.iter().copied().enumerate();
    let asked = asked.filter(|(place, _)| *place != forgotten).map(|(_, topic)| topic).collect();
    Contact { with, how: rng.pick(WAYS), asked, note: rng.text(SAID).into(), ..Contact::on(pair, on) }
}
