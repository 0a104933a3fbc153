//! How both sides feel in a pair: by the moods told at meetings, 1 to 5, and by the pulse questionnaires. Both are
//! judged on one scale from 1 to 10, in tenths, so that one set of thresholds holds for either, and told on the scale on
//! which they were said: nobody recognises their own word in a number they never gave.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::view::{Gauge, PairRow};
use super::course::SIX_WEEKS;
use super::{Level, Reason, Signals, Subject, Told};
use crate::domain::{Answer, Audience, ItemKind, Mentee, Mentor, PairId, PersonId, Questionnaire, Register, Wave};

/// A fall of the mean mood that is worth a look, in tenths: two steps of the scale from 1 to 5.
const MOOD_FALL: u8 = 20;
/// The lowest and the highest value, in tenths.
const LOW: u32 = 10;
const HIGH: u32 = 100;

/// The highest of a mood.
const BEST_MOOD: u8 = 5;
/// The highest of the scale on which everything is judged.
const BEST: u8 = 10;

/// What was said on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Felt {
    on: NaiveDate,
    told: Told,
}

/// What a side said in the course of a pair.
#[derive(Debug, Default)]
struct Side {
    /// The moods at meetings, by day.
    moods: Vec<Felt>,
    /// The pulses of each person, by day.
    pulses: Vec<Vec<Felt>>,
}

/// A rating between bounds as tenths of a scale from 1 to 10.
fn tenths(sum: u32, highest: u32) -> u8 {
    let value = LOW + (HIGH - LOW) * sum / highest.max(1);
    u8::try_from(value).unwrap_or(u8::MAX)
}

fn mood(value: u8) -> Told {
    let value = value.clamp(1, BEST_MOOD);
    Told { judged: tenths(u32::from(value) - 1, u32::from(BEST_MOOD) - 1), said: value * 10, of: BEST_MOOD }
}

/// Half-way between two words on one scale.
fn midpoint(one: Told, other: Told) -> Told {
    Told { judged: one.judged.midpoint(other.judged), said: one.said.midpoint(other.said), of: one.of }
}

/// Points of 10 as tenths of a mood, in whole steps: half a step more or less is no view of a pair.
fn mood_steps(points: u8) -> u8 {
    let steps = (u32::from(points) * u32::from(BEST_MOOD - 1)).div_ceil(u32::from(BEST - 1)) * 10;
    u8::try_from(steps).unwrap_or(u8::MAX)
}

impl Side {
    fn of(register: &Register, row: &PairRow, side: Audience) -> Self {
        let told = |it: &super::super::view::MeetingRow| match side {
            Audience::Mentee => it.mood_mentee,
            Audience::Mentor => it.meeting.mood_mentor,
            Audience::Curator => None,
        };
        let moods = row.held().filter_map(|it| Some(Felt { on: it.date, told: mood(told(it)?) })).collect();
        let people = people(register, row, side);
        Self { moods, pulses: people.into_iter().map(|person| pulses(register, row, person, side)).collect() }
    }

    /// The lowest of what was said last, as far as it is not too old to speak of today.
    fn lowest(&self, today: NaiveDate) -> Option<Told> {
        let newest = self.pulses.iter().chain([&self.moods]).filter_map(|said| said.last());
        newest.filter(|felt| is_fresh(felt.on, today)).map(|felt| felt.told).min_by_key(|told| told.judged)
    }

    /// The deepest fall against a first pulse.
    fn fall(&self, today: NaiveDate) -> Option<(Told, Told)> {
        let fall = |said: &Vec<Felt>| {
            let (first, last) = (said.first()?, said.last().filter(|felt| is_fresh(felt.on, today))?);
            Some((first.told, last.told)).filter(|(from, to)| from.judged > to.judged)
        };
        self.pulses.iter().filter_map(fall).max_by_key(|(from, to)| from.judged - to.judged)
    }

    /// The newest pulse where one person is meant.
    fn pulse(&self, today: NaiveDate) -> Option<Told> {
        let [one] = self.pulses.as_slice() else { return None };
        one.last().filter(|felt| is_fresh(felt.on, today)).map(|felt| felt.told)
    }
}

fn is_fresh(on: NaiveDate, today: NaiveDate) -> bool {
    (today - on).num_days() <= i64::try_from(SIX_WEEKS).unwrap_or(i64::MAX)
}

/// The people of a side.
fn people(register: &Register, row: &PairRow, side: Audience) -> Vec<PersonId> {
    match side {
        Audience::Mentee => {
            row.pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).map(|it| it.person).collect()
        }
        Audience::Mentor => {
            let mentor = register.get::<Mentor>(row.pair.mentor);
            mentor.map(|mentor| mentor.person).into_iter().collect()
        }
        Audience::Curator => Vec::new(),
    }
}

/// The pulses that are about a pair: those that say so, and those that say nothing of somebody in no other.
fn pulses(register: &Register, row: &PairRow, person: PersonId, side: Audience) -> Vec<Felt> {
    let alone = side != Audience::Mentor || led(register, row) == 1;
    said(register, row, person, side, |about| about.map_or(alone, |pair| pair == row.id))
}

/// How many pairs the mentor of a pair leads.
fn led(register: &Register, row: &PairRow) -> usize {
    let led = register.pairs_of_mentor(row.pair.mentor);
    led.iter().filter(|(_, pair)| pair.state.is_active()).count()
}

fn said(
    register: &Register,
    row: &PairRow,
    person: PersonId,
    side: Audience,
    about: impl Fn(Option<PairId>) -> bool,
) -> Vec<Felt> {
    let began = row.pair.began_on();
    let given = register.responses_of(person).into_iter().map(|(_, response)| response);
    let of_pair =
        given.filter(|it| about(it.pair) && it.year == row.pair.year && began.is_none_or(|first| it.on >= first));
    let felt = |response: &std::sync::Arc<crate::domain::Response>| {
        let sheet = register.get::<Questionnaire>(response.questionnaire)?;
        let asked = sheet.wave == Wave::Pulse && sheet.audience == side;
        Some(Felt { on: response.on, told: mean(sheet, &response.answers).filter(|_| asked)? })
    };
    of_pair.filter_map(felt).collect()
}

/// The mean of the ratings of a sheet, each judged on its own scale, and told on it where it is one for all. A question of
/// which no answer is the better one says nothing of how somebody feels.
fn mean(sheet: &Questionnaire, answers: &[Answer]) -> Option<Told> {
    let (mut judged, mut said, mut scales) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (item, answer) in sheet.items.iter().zip(answers).filter(|(item, _)| !item.neutral) {
        let (ItemKind::Scale { low, high }, Answer::Scale(given)) = (&item.kind, answer) else { continue };
        let whole = u32::from(high.saturating_sub(*low));
        let up = u32::from(given.saturating_sub(*low));
        let up = if item.reversed { whole.saturating_sub(up) } else { up };
        judged.push(u32::from(tenths(up, whole)));
        said.push((u32::from(*low) + up) * 10);
        scales.insert((*low, *high));
    }
    let count = u32::try_from(judged.len()).ok().filter(|count| *count > 0)?;
    let of = |values: &[u32]| u8::try_from(values.iter().sum::<u32>() / count).ok();
    let judged = of(&judged)?;
    let (said, of) = match scales.first() {
        Some((_, high)) if scales.len() == 1 => (of(&said)?, *high),
        _ => (judged, BEST),
    };
    Some(Told { judged, said, of })
}

pub(super) fn look(register: &Register, gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let sides = [Audience::Mentee, Audience::Mentor].map(|side| (side, Side::of(register, row, side)));
    // Where a side does not feel well, that the other feels better says nothing new.
    let found = worst(gauge, row, &sides).or_else(|| apart(gauge, row, &sides));
    // What may be about another pair is told where nothing as grave is known of this one.
    let found = found.into_iter().chain(shared(register, gauge, row)).min_by_key(|(level, _)| *level);
    if let Some((level, reason)) = found {
        out.put(level, Subject::Pair(row.id), reason);
    }
}

/// The low pulse of a mentor who leads several pairs and did not say which is meant: it counts for each of them, a level below one that is known to be
/// about the pair, since it may be about any.
fn shared(register: &Register, gauge: Gauge, row: &PairRow) -> Option<(Level, Reason)> {
    let pairs = led(register, row);
    let mentor = register.get::<Mentor>(row.pair.mentor).filter(|_| pairs > 1)?;
    let said = said(register, row, mentor.person, Audience::Mentor, |about| about.is_none());
    // What was said of this very pair since stands instead.
    let own = pulses(register, row, mentor.person, Audience::Mentor);
    if own.last().zip(said.last()).is_some_and(|(own, said)| own.on >= said.on) {
        return None;
    }
    let side = Side { moods: Vec::new(), pulses: vec![said] };
    let told = side.pulse(gauge.today)?;
    let low = |limit: u8| told.judged <= limit.saturating_mul(10);
    let drop = gauge.rules.comfort_drop.saturating_mul(10);
    let fell = || side.fall(gauge.today).is_some_and(|(from, to)| drop > 0 && from.judged - to.judged >= drop);
    let level = match () {
        () if low(gauge.rules.comfort_alarm) || fell() => Level::Warning,
        () if low(gauge.rules.comfort_warn) => Level::Note,
        () => return None,
    };
    Some((level, Reason::OneOfPairs { told, pairs }))
}

/// The gravest that can be said of how a side feels: of several signs one is enough.
fn worst(gauge: Gauge, row: &PairRow, sides: &[(Audience, Side); 2]) -> Option<(Level, Reason)> {
    let (rules, today) = (gauge.rules, gauge.today);
    let low = sides.iter().filter_map(|(side, said)| Some((said.lowest(today)?, *side)));
    let low = low.min_by_key(|(told, _)| told.judged);
    let low = |limit: u8| {
        let (told, side) = low.filter(|(told, _)| told.judged <= limit.saturating_mul(10))?;
        Some(Reason::Uncomfortable { side, told })
    };
    let fell = || {
        let falls = sides.iter().filter_map(|(side, said)| Some((said.fall(today)?, *side)));
        let ((from, to), side) = falls.min_by_key(|((from, to), _)| Reverse(from.judged - to.judged))?;
        let deep = rules.comfort_drop > 0 && from.judged - to.judged >= rules.comfort_drop.saturating_mul(10);
        deep.then_some(Reason::ComfortFell { side, from, to })
    };
    let mood =
        || row.moods().filter(|(from, to)| *from >= to + MOOD_FALL).map(|(from, to)| Reason::MoodFell { from, to });
    let alarm = low(rules.comfort_alarm).or_else(fell).map(|reason| (Level::Alarm, reason));
    alarm.or_else(|| low(rules.comfort_warn).or_else(mood).map(|reason| (Level::Warning, reason)))
}

/// How far the sides are apart: by their newest pulses, and by the moods of the last two meetings at which both told
/// theirs, since one evening is no view of a pair. Three points of ten are a step and a third of a mood, which two people
/// are apart by any day: between moods a threshold is whole steps, rounded up.
fn apart(gauge: Gauge, row: &PairRow, sides: &[(Audience, Side); 2]) -> Option<(Level, Reason)> {
    let [(_, mentee), (_, mentor)] = sides;
    let pulses = mentor.pulse(gauge.today).zip(mentee.pulse(gauge.today));
    let both = |it: &super::super::view::MeetingRow| Some((mood(it.meeting.mood_mentor?), mood(it.mood_mentee?)));
    let fresh = |it: &&super::super::view::MeetingRow| is_fresh(it.date, gauge.today);
    let mut newest = row.held().rev().filter(fresh).filter_map(both);
    let moods =
        newest.next().zip(newest.next()).map(|(last, before)| (midpoint(last.0, before.0), midpoint(last.1, before.1)));
    let judged = |(mentor, mentee): (Told, Told), wide: &dyn Fn(u8) -> bool| {
        let far = |points: u8| points > 0 && wide(points);
        let level = match (far(gauge.rules.apart_alarm), far(gauge.rules.apart_warn)) {
            (true, _) => Level::Alarm,
            (_, true) => Level::Warning,
            _ => return None,
        };
        Some((level, Reason::Apart { mentor, mentee }))
    };
    let by_pulse = pulses.and_then(|(mentor, mentee)| {
        judged((mentor, mentee), &|points| mentor.judged.abs_diff(mentee.judged) >= points.saturating_mul(10))
    });
    let by_mood = moods.and_then(|(mentor, mentee)| {
        judged((mentor, mentee), &|points| mentor.said.abs_diff(mentee.said) >= mood_steps(points))
    });
    [by_pulse, by_mood].into_iter().flatten().min_by_key(|(level, _)| *level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Item, Label};

    #[test]
    fn every_scale_is_read_from_1_to_10() {
        assert_eq!([1, 2, 3, 4, 5].map(|value| mood(value).judged), [10, 32, 55, 77, 100]);
        assert_eq!(
            [1, 2, 3, 4, 5].map(|value| (mood(value).said, mood(value).of)),
            [1, 2, 3, 4, 5].map(|n| (n * 10, 5))
        );
        assert_eq!([0, 3, 5, 9].map(mood_steps), [0, 20, 30, 40]);
        assert_eq!((tenths(0, 9), tenths(4, 9), tenths(9, 9)), (10, 50, 100));
    }

    #[test]
    fn a_rating_counts_on_its_scale_and_a_neutral_one_not_at_all() {
        let item = |id: &str, high| Item::new(id, Label::default(), ItemKind::Scale { low: 1, high });
        let reversed = Item { reversed: true, ..item("2", 5) };
        let neutral = Item { neutral: true, ..item("3", 10) };
        let sheet = Questionnaire {
            code: "pulse".into(),
            version: 1,
            title: Label::default(),
            wave: Wave::Pulse,
            audience: Audience::Mentee,
            forms: Vec::new(),
            own: false,
            items: vec![item("1", 10), reversed, neutral],
        };
        let said = |one, two, three| mean(&sheet, &[Answer::Scale(one), Answer::Scale(two), Answer::Scale(three)]);
        let on_ten = |tenths| Some(Told { judged: tenths, said: tenths, of: 10 });
        assert_eq!(said(10, 1, 1), on_ten(100));
        assert_eq!(said(10, 1, 10), on_ten(100));
        assert_eq!(said(10, 5, 10), on_ten(55));
        let alike = Questionnaire { items: vec![item("1", 5), item("2", 5)], ..sheet.clone() };
        let mixed = mean(&alike, &[Answer::Scale(2), Answer::Scale(3)]);
        assert_eq!(mixed, Some(Told { judged: 43, said: 25, of: 5 }), "told on the scale of the paper");
        assert_eq!(mean(&sheet, &[Answer::Blank, Answer::Blank, Answer::Scale(9)]), None);
    }
}
