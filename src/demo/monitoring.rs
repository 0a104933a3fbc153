//! What a curator enters for monitoring: measures at the entry and at the exit, the numbers of a year, the own sheet.
//! It comes last and throws dice of its own, so that everything else of the school stays as it is without it.

use std::collections::HashMap;

use super::calendar::{Season, shift};
use super::crowd::Crowd;
use super::rng::Rng;
use super::{Plan, Records};
use crate::domain::{
    Birth, Change, CuratorSheet, CuratorSheetId, Ids, Indicator, Measure, MeasureId, MenteeId, PairState, Parameter,
    PersonId, Register, SatisfiedBy, SchoolMeasure, SchoolMeasureId, SchoolParameter, SchoolParameterId,
    UsualParameter, Wave, Whose, YearNumbers, YearNumbersId,
};
use crate::fields::Worded;
use crate::text::{Lang, Text};

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

/// What the school measures of itself: at the entry of this year and at the exit of one, in hundredths, and how much lower
/// or higher both stood a year before. Numbers of people and cases are those of 600 pupils.
const OF_SCHOOL: [(UsualParameter, i32, i32, i32); 5] = [
    (UsualParameter::MeanMark, 371, 379, -4),
    (UsualParameter::Clubs, 5_600, 6_200, -300),
    (UsualParameter::Police, 900, 700, 100),
    (UsualParameter::Complaints, 800, 500, 100),
    (UsualParameter::Truancy, 14_000, 15_200, 600),
];

/// Days from the beginning of a year to the entry, and to the exit of an ordinary one.
const ENDS: (i64, i64) = (11, 258);

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
    changes.extend(of_school(plan, seasons, ids));
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
                    let (low, high) = parameter.scale(&Register::new()).bounds();
                    let (value, notes) = (value.clamp(low, high), "".into());
                    let measure = Measure { year: season.id, person: *person, parameter, wave, value, on, notes };
                    changes.push(Change::create(MeasureId(ids.fresh()), measure));
                };
                let moved = |rng: &mut Rng, low, high| i32::try_from(rng.within(low, high)).unwrap_or(0) * step;
                let entry = usual + moved(rng, -3, 3);
                let better = moved(rng, -1, if pair.state == PairState::Ended { 1 } else { 3 });
                let exit = if parameter.is_reversed(&Register::new()) { entry - better } else { entry + better };
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

/// The school as a whole, measured at both ends of every year that have come.
fn of_school(plan: Plan, seasons: &[Season], ids: &mut Ids) -> Vec<Change> {
    let size = i32::try_from(plan.pupils()).unwrap_or(i32::MAX);
    let mut changes = Vec::new();
    for (usual, entry, exit, older) in OF_SCHOOL {
        let (scale, better) = usual.usually();
        let parameter = SchoolParameterId(ids.fresh());
        let name = usual.word(Text::of(Lang::Ru)).into();
        changes.push(Change::create(parameter, SchoolParameter { name, scale, better, of: Whose::School }));
        let scaled = |value: i32| {
            let of_size = (i64::from(value) * i64::from(size) / 600).try_into().unwrap_or(i32::MAX) / 100 * 100;
            let (low, high) = scale.bounds();
            if scale.is_whole() { of_size.clamp(low, high) } else { value.clamp(low, high) }
        };
        for season in seasons {
            let back = older * i32::from(season.back);
            for (wave, value, after) in [(Wave::Entry, entry, ENDS.0), (Wave::Exit, exit, ENDS.1)] {
                if season.elapsed() < after {
                    continue;
                }
                let (on, notes) = (season.past(shift(season.start, after)), "".into());
                let (year, value) = (season.id, scaled(value + back));
                let measure = SchoolMeasure { year, parameter, wave, value, on, notes };
                changes.push(Change::create(SchoolMeasureId(ids.fresh()), measure));
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
