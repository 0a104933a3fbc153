//! How both sides feel in a pair: by the moods told at meetings, 1 to 5, and by the pulse questionnaires. Both are
//! read on one scale from 1 to 10, in tenths, so that one set of thresholds holds for either.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::super::view::{Gauge, PairRow};
use super::course::SIX_WEEKS;
use super::{Level, Reason, Signals, Subject};
use crate::domain::{Answer, Audience, ItemKind, Mentee, Mentor, PersonId, Questionnaire, Register, Wave};

/// A fall of the mean mood that is worth a look, in tenths: two steps of the scale from 1 to 5.
const MOOD_FALL: u8 = 20;
/// The lowest and the highest value, in tenths.
const LOW: u32 = 10;
const HIGH: u32 = 100;

/// What was said on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Felt {
    on: NaiveDate,
    /// In tenths of a scale from 1 to 10.
    value: u8,
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

fn mood(value: u8) -> u8 {
    tenths(u32::from(value.clamp(1, 5)) - 1, 4)
}

impl Side {
    fn of(register: &Register, row: &PairRow, side: Audience) -> Self {
        let told = |it: &super::super::view::MeetingRow| match side {
            Audience::Mentee => it.mood_mentee,
            Audience::Mentor => it.meeting.mood_mentor,
            Audience::Curator => None,
        };
        let moods = row.held().filter_map(|it| Some(Felt { on: it.date, value: mood(told(it)?) })).collect();
        let people = people(register, row, side);
        Self { moods, pulses: people.into_iter().map(|person| pulses(register, row, person, side)).collect() }
    }

    /// The lowest of what was said last, as far as it is not too old to speak of today.
    fn lowest(&self, today: NaiveDate) -> Option<u8> {
        let newest = self.pulses.iter().chain([&self.moods]).filter_map(|said| said.last());
        newest.filter(|felt| is_fresh(felt, today)).map(|felt| felt.value).min()
    }

    /// The deepest fall against a first pulse.
    fn fall(&self, today: NaiveDate) -> Option<(u8, u8)> {
        let fall = |said: &Vec<Felt>| {
            let (first, last) = (said.first()?, said.last().filter(|felt| is_fresh(felt, today))?);
            Some((first.value, last.value)).filter(|(from, to)| from > to)
        };
        self.pulses.iter().filter_map(fall).max_by_key(|(from, to)| from - to)
    }

    /// The newest pulse where one person is meant.
    fn pulse(&self, today: NaiveDate) -> Option<u8> {
        let [one] = self.pulses.as_slice() else { return None };
        one.last().filter(|felt| is_fresh(felt, today)).map(|felt| felt.value)
    }
}

fn is_fresh(felt: &Felt, today: NaiveDate) -> bool {
    (today - felt.on).num_days() <= i64::try_from(SIX_WEEKS).unwrap_or(i64::MAX)
}

/// The people of a side whose pulses are about this pair alone: a mentor of several pairs does not say which is meant.
fn people(register: &Register, row: &PairRow, side: Audience) -> Vec<PersonId> {
    match side {
        Audience::Mentee => {
            row.pair.mentees.iter().filter_map(|id| register.get::<Mentee>(*id)).map(|it| it.person).collect()
        }
        Audience::Mentor => {
            let led = register.pairs_of_mentor(row.pair.mentor);
            let alone = led.iter().filter(|(_, pair)| pair.state.is_active()).count() == 1;
            let mentor = register.get::<Mentor>(row.pair.mentor).filter(|_| alone);
            mentor.map(|mentor| mentor.person).into_iter().collect()
        }
        Audience::Curator => Vec::new(),
    }
}

fn pulses(register: &Register, row: &PairRow, person: PersonId, side: Audience) -> Vec<Felt> {
    let began = row.pair.began_on();
    let given = register.responses_of(person).into_iter().map(|(_, response)| response);
    let of_pair = given.filter(|it| it.year == row.pair.year && began.is_none_or(|first| it.on >= first));
    let felt = |response: &std::sync::Arc<crate::domain::Response>| {
        let sheet = register.get::<Questionnaire>(response.questionnaire)?;
        let asked = sheet.wave == Wave::Pulse && sheet.audience == side;
        Some(Felt { on: response.on, value: mean(sheet, &response.answers).filter(|_| asked)? })
    };
    of_pair.filter_map(felt).collect()
}

/// The mean of the ratings of a sheet, each on its own scale. A question of which no answer is the better one says
/// nothing of how somebody feels.
fn mean(sheet: &Questionnaire, answers: &[Answer]) -> Option<u8> {
    let mut values = Vec::new();
    for (item, answer) in sheet.items.iter().zip(answers).filter(|(item, _)| !item.neutral) {
        let (ItemKind::Scale { low, high }, Answer::Scale(given)) = (&item.kind, answer) else { continue };
        let up = u32::from(given.saturating_sub(*low));
        let whole = u32::from(high.saturating_sub(*low));
        values.push(u32::from(tenths(if item.reversed { whole.saturating_sub(up) } else { up }, whole)));
    }
    let count = u32::try_from(values.len()).ok().filter(|count| *count > 0)?;
    u8::try_from(values.iter().sum::<u32>() / count).ok()
}

pub(super) fn look(register: &Register, gauge: Gauge, row: &PairRow, out: &mut Signals) {
    let sides = [Audience::Mentee, Audience::Mentor].map(|side| (side, Side::of(register, row, side)));
    // Where a side does not feel well, that the other feels better says nothing new.
    let found = worst(gauge, row, &sides).or_else(|| apart(gauge, row, &sides));
    if let Some((level, reason)) = found {
        out.put(level, Subject::Pair(row.id), reason);
    }
}

/// The gravest that can be said of how a side feels: of several signs one is enough.
fn worst(gauge: Gauge, row: &PairRow, sides: &[(Audience, Side); 2]) -> Option<(Level, Reason)> {
    let (rules, today) = (gauge.rules, gauge.today);
    let low =
        sides.iter().filter_map(|(side, said)| Some((said.lowest(today)?, *side))).min_by_key(|(value, _)| *value);
    let low = |limit: u8| {
        let (value, side) = low.filter(|(value, _)| *value <= limit.saturating_mul(10))?;
        Some(Reason::Uncomfortable { side, value })
    };
    let fell = || {
        let falls = sides.iter().filter_map(|(side, said)| Some((said.fall(today)?, *side)));
        let ((from, to), side) = falls.min_by_key(|((from, to), _)| Reverse(from - to))?;
        let deep = rules.comfort_drop > 0 && from - to >= rules.comfort_drop.saturating_mul(10);
        deep.then_some(Reason::ComfortFell { side, from, to })
    };
    let mood =
        || row.moods().filter(|(from, to)| *from >= to + MOOD_FALL).map(|(from, to)| Reason::MoodFell { from, to });
    let alarm = low(rules.comfort_alarm).or_else(fell).map(|reason| (Level::Alarm, reason));
    alarm.or_else(|| low(rules.comfort_warn).or_else(mood).map(|reason| (Level::Warning, reason)))
}

/// How far the sides are apart: by their newest pulses, and by the moods of the last two meetings at which both told
/// theirs, since one evening is no view of a pair.
fn apart(gauge: Gauge, row: &PairRow, sides: &[(Audience, Side); 2]) -> Option<(Level, Reason)> {
    let [(_, mentee), (_, mentor)] = sides;
    let pulses = mentor.pulse(gauge.today).zip(mentee.pulse(gauge.today));
    let both = |it: &super::super::view::MeetingRow| Some((mood(it.meeting.mood_mentor?), mood(it.mood_mentee?)));
    let fresh = |it: &&super::super::view::MeetingRow| is_fresh(&Felt { on: it.date, value: 0 }, gauge.today);
    let mut newest = row.held().rev().filter(fresh).filter_map(both);
    let moods =
        newest.next().zip(newest.next()).map(|(last, before)| (last.0.midpoint(before.0), last.1.midpoint(before.1)));
    let (mentor, mentee) = [pulses, moods].into_iter().flatten().max_by_key(|(one, other)| one.abs_diff(*other))?;
    let far = |points: u8| points > 0 && mentor.abs_diff(mentee) >= points.saturating_mul(10);
    let level = match (far(gauge.rules.apart_alarm), far(gauge.rules.apart_warn)) {
        (true, _) => Level::Alarm,
        (_, true) => Level::Warning,
        _ => return None,
    };
    Some((level, Reason::Apart { mentor, mentee }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Item, Label};

    #[test]
    fn every_scale_is_read_from_1_to_10() {
        assert_eq!([1, 2, 3, 4, 5].map(mood), [10, 32, 55, 77, 100]);
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
        assert_eq!(said(10, 1, 1), Some(100));
        assert_eq!(said(10, 1, 10), Some(100));
        assert_eq!(said(10, 5, 10), Some(55));
        assert_eq!(mean(&sheet, &[Answer::Blank, Answer::Blank, Answer::Scale(9)]), None);
    }
}
