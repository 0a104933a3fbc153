//! What a curator enters for monitoring: measures at the entry and at the exit, the numbers of a year, the own sheet.
//! It comes last and throws dice of its own, so that everything else of the school stays as it is without it.

use std::collections::HashMap;

use super::calendar::{Season, shift};
use super::crowd::Crowd;
use super::rng::Rng;
use super::{Plan, Records};
use crate::domain::{
    Birth, Change, CuratorSheet, CuratorSheetId, Ids, Indicator, Measure, MeasureId, MenteeId, PairState, Parameter,
    PersonId, SatisfiedBy, Wave, YearNumbers, YearNumbersId,
};

/// What the school measures, with what a usual child has and by how much it may move, in hundredths.
const MEASURED: [(Parameter, i32, i32); 4] = [
    (Parameter::Marks, 340, 25),
    (Parameter::Anxiety, 4200, 400),
    (Parameter::Mood, 600, 100),
    (Parameter::WishForMarks, 600, 100),
];

/// What the school counts by hand: in a year, and by how much it grows each year.
const COUNTED: [(Indicator, u32, u32); 3] =
    [(Indicator::Watched, 7, 0), (Indicator::Complaints, 11, 0), (Indicator::RegionJobs, 17, 3)];

/// What the school plans of that which its events tell.
const PLANNED: [(Indicator, u32); 5] = [
    (Indicator::Events, 36),
    (Indicator::Projects, 70),
    (Indicator::Career, 90),
    (Indicator::ProjectsDone, 2),
    (Indicator::CareerDone, 40),
];

/// All of it.
pub(super) fn changes(plan: Plan, seasons: &[Season], crowd: &Crowd, records: &Records, ids: &mut Ids) -> Vec<Change> {
    let mut rng = Rng::new(plan.seed.wrapping_add(0x9e37));
    let mut changes = measures(seasons, records, &mut rng, ids);
    for season in seasons {
        changes.push(Change::create(YearNumbersId::from(season.id), numbers(plan, season, crowd)));
    }
    for season in seasons.iter().filter(|season| !season.is_current()) {
        let mut sheet = CuratorSheet::new(season.id);
        sheet.points = [2, 2, 1, 2, 1, 2, 1, 2, 1].map(Some).to_vec();
        changes.push(Change::create(CuratorSheetId::from(season.id), sheet));
    }
    changes
}

/// Everybody whose pair began is measured at the entry, and at the exit when it is over; some are missed.
fn measures(seasons: &[Season], records: &Records, rng: &mut Rng, ids: &mut Ids) -> Vec<Change> {
    let people: HashMap<MenteeId, PersonId> = records.mentees.iter().map(|(id, mentee)| (*id, mentee.person)).collect();
    let mut changes = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (_, pair) in records.pairs.iter().filter(|(_, pair)| pair.state != PairState::Proposed) {
        let Some(season) = seasons.iter().find(|season| season.id == pair.year) else { continue };
        let Some(began) = pair.began_on() else { continue };
        let closed = pair.closing.as_ref().map(|closing| season.past(closing.on));
        for person in pair.mentees.iter().filter_map(|id| people.get(id)) {
            if !seen.insert((season.id, *person)) {
                continue;
            }
            for (parameter, usual, step) in MEASURED {
                let mut take = |wave, value: i32, on| {
                    let (low, high) = parameter.bounds();
                    let (value, notes) = (value.clamp(low, high), "".into());
                    let measure = Measure { year: season.id, person: *person, parameter, wave, value, on, notes };
                    changes.push(Change::create(MeasureId(ids.fresh()), measure));
                };
                let moved = |rng: &mut Rng, low, high| i32::try_from(rng.within(low, high)).unwrap_or(0) * step;
                let entry = usual + moved(rng, -3, 3);
                let better = moved(rng, -1, if pair.state == PairState::Ended { 1 } else { 3 });
                let exit = if parameter.is_reversed() { entry - better } else { entry + better };
                if rng.chance(94) {
                    take(Wave::Entry, entry, season.past(shift(began, 3)));
                }
                if let Some(on) = closed.filter(|_| rng.chance(90)) {
                    take(Wave::Exit, exit, on);
                }
            }
        }
    }
    changes
}

fn numbers(plan: Plan, season: &Season, crowd: &Crowd) -> YearNumbers {
    let last = season.now.min(season.end);
    let aged = |from: i32, to: i32| {
        use chrono::Datelike;
        let age = |birth: Birth| birth.year().map(|born| last.year() - born);
        let pupils = crowd.members.iter().filter(|member| member.grade_in(season).is_some());
        let count = pupils.filter(|it| age(it.person.birth).is_some_and(|age| (from..=to).contains(&age))).count();
        u32::try_from(count).ok()
    };
    let size = u32::try_from(plan.pupils()).unwrap_or(u32::MAX);
    let of_size = |number: u32| (u64::from(number) * u64::from(size) / 600).try_into().unwrap_or(u32::MAX);
    let mut numbers = YearNumbers::new(season.id);
    numbers.aged_10_19 = aged(10, 19);
    numbers.aged_15_19 = aged(15, 19);
    numbers.enterprises = Some(9);
    numbers.satisfied_by = SatisfiedBy::Glad;
    for (indicator, now, growth) in COUNTED {
        let back = u32::from(season.back);
        let fact = if indicator.is_reversed() { now + 2 * back } else { now.saturating_sub(growth * back) };
        numbers.set_fact(indicator, Some(of_size(fact)));
        let plan = if indicator.is_reversed() { now } else { now + growth / 2 };
        numbers.set_plan(indicator, Some(of_size(plan)));
    }
    for (indicator, plan) in PLANNED {
        numbers.set_plan(indicator, Some(of_size(plan)));
    }
    numbers.set_plan(Indicator::Involved, Some(of_size(240)));
    numbers
}
