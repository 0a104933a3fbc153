//! The general meeting of a year and the sheets that were handed in after it.
//!
//! Chance of its own: the rest of the invented school stays as it was before there were sheets.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::{
    GeneralMeeting, InterviewDecision, Key, MeetingFormat, MenteeStanding, MentorStanding, PreferenceSheet,
};

use super::calendar::{Season, shift};
use super::mentees::Entrant;
use super::mentors::Helper;
use super::pairs::Duo;
use super::rng::Rng;
use super::texts::{GENERAL_COURSES, GENERAL_PLACES, GENERAL_RESULTS, WISH_NOTES};

/// The most names on an invented sheet.
const NAMES: i64 = 4;
/// How deep the other side is looked through for somebody to name; enough to find some, and quick for any school.
const DEPTH: usize = 40;

/// The meeting, a week before the first order: most of those who had joined by then came.
pub(super) fn meeting(season: &Season, helpers: &[Helper], entrants: &[Entrant], rng: &mut Rng) -> GeneralMeeting {
    let date = season.past(shift(season.order(0), -7));
    let mut meeting = GeneralMeeting::new(season.id, date);
    let formats = [MeetingFormat::Speed, MeetingFormat::Game, MeetingFormat::Networking];
    meeting.format = formats[usize::from(season.back) % formats.len()];
    meeting.place = rng.text(GENERAL_PLACES).into();
    meeting.course = rng.text(GENERAL_COURSES).into();
    meeting.result = rng.text(GENERAL_RESULTS).into();
    let selected = helpers.iter().filter(|helper| helper.mentor.decision == InterviewDecision::Recommended);
    meeting.mentors = selected.filter(|_| rng.chance(88)).map(|helper| helper.id).collect();
    let joined = entrants.iter().filter(|entrant| entrant.mentee.entered_on.is_some_and(|day| day <= date));
    meeting.mentees = joined.filter(|_| rng.chance(84)).map(|entrant| entrant.id).collect();
    meeting
}

/// Sheets of most of those who still wait and of most mentors with a free place.
pub(super) fn sheets(
    season: &Season,
    day: NaiveDate,
    (helpers, entrants): (&[Helper], &[Entrant]),
    duos: &[Duo],
    rng: &mut Rng,
) -> Vec<PreferenceSheet> {
    let working: Vec<&Duo> = duos.iter().filter(|duo| duo.pair.state.is_active()).collect();
    let mut taken = vec![0; helpers.len()];
    let mut paired = vec![false; entrants.len()];
    for duo in working {
        taken[duo.helper] += duo.led.len();
        duo.led.iter().for_each(|&place| paired[place] = true);
    }
    let is_free = |(at, helper): &(usize, &Helper)| {
        let mentor = &helper.mentor;
        let selected = mentor.decision == InterviewDecision::Recommended;
        selected && mentor.standing == MentorStanding::Participating && usize::from(mentor.capacity) > taken[*at]
    };
    let free: Vec<&Helper> = helpers.iter().enumerate().filter(is_free).map(|(_, helper)| helper).collect();
    let waits =
        |(at, entrant): &(usize, &Entrant)| !paired[*at] && entrant.mentee.standing == MenteeStanding::Participating;
    let waiting: Vec<&Entrant> = entrants.iter().enumerate().filter(waits).map(|(_, entrant)| entrant).collect();
    let mut sheets: Vec<PreferenceSheet> = Vec::new();
    for entrant in &waiting {
        if rng.chance(82) {
            sheets.push(of_mentee(season, day, entrant, &free, rng));
        }
    }
    let mut wished: Wished = HashMap::new();
    for sheet in &sheets {
        for named in &sheet.named {
            wished.entry((named.whom, named.rank)).or_default().push(sheet.author);
        }
    }
    for helper in &free {
        if rng.chance(80) {
            sheets.push(of_mentor(season, day, helper, &waiting, &wished, rng));
        }
    }
    sheets.retain(|sheet| !sheet.named.is_empty());
    sheets
}

/// Who gave which rank to whom.
type Wished = HashMap<(Key, u8), Vec<Key>>;

fn may_lead(helper: &Helper, entrant: &Entrant) -> bool {
    entrant.member != helper.member && helper.grade.is_none_or(|grade| grade > entrant.grade)
}

fn of_mentee(season: &Season, day: NaiveDate, entrant: &Entrant, free: &[&Helper], rng: &mut Rng) -> PreferenceSheet {
    let start = rng.below(free.len());
    let seen = free.iter().cycle().skip(start).take(free.len().min(DEPTH));
    let mut liked: Vec<&&Helper> = seen.filter(|helper| may_lead(helper, entrant)).collect();
    // Whoever is good at what is asked for comes first; among them it is the impression that counts.
    liked.sort_by_key(|helper| !helper.themes.contains(&entrant.theme));
    let order: Vec<Key> = liked.iter().map(|helper| helper.id.into()).collect();
    sheet(season, entrant.id.into(), entrant.mentee.entered_on.map_or(day, |joined| joined.max(day)), &order, 6, rng)
}

/// A mentor names those who chose them first before the others, as a rule.
fn of_mentor(
    season: &Season,
    day: NaiveDate,
    helper: &Helper,
    waiting: &[&Entrant],
    wished: &Wished,
    rng: &mut Rng,
) -> PreferenceSheet {
    let wished_by = |rank: u8| wished.get(&(helper.id.into(), rank)).into_iter().flatten().copied();
    let mut order: Vec<Key> = if rng.chance(70) { wished_by(1).collect() } else { Vec::new() };
    order.extend(wished_by(2));
    let start = rng.below(waiting.len());
    let seen = waiting.iter().cycle().skip(start).take(waiting.len().min(DEPTH));
    let mut others: Vec<&&Entrant> = seen.filter(|entrant| may_lead(helper, entrant)).collect();
    others.sort_by_key(|entrant| !helper.themes.contains(&entrant.theme));
    for key in others.iter().map(|entrant| Key::from(entrant.id)) {
        if !order.contains(&key) {
            order.push(key);
        }
    }
    sheet(season, helper.id.into(), day, &order, 10, rng)
}

/// A few names from the front; here and there somebody from further back in no case.
fn sheet(season: &Season, author: Key, day: NaiveDate, order: &[Key], vetoes: usize, rng: &mut Rng) -> PreferenceSheet {
    let mut sheet = PreferenceSheet::new(season.id, author);
    let count = usize::try_from(rng.within(1, NAMES)).unwrap_or(1).min(order.len());
    sheet.name_in_order(order[..count].iter().copied());
    sheet.on = Some(season.past(day));
    let rest = &order[count..];
    if rng.chance(vetoes) && !rest.is_empty() {
        sheet.vetoes.push(rng.pick(rest));
    }
    if rng.chance(8) {
        sheet.notes = rng.text(WISH_NOTES).into();
    }
    sheet
}
