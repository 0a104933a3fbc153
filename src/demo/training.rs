//! How the mentors of the current year were selected and taught: sheets of the selection, and sessions.
//!
//! Chance of its own: the rest of the invented school stays as it was before there were sessions. Past years know of
//! training only that it was done, as schools do that begin to keep sessions.

use chrono::NaiveDate;

use crate::domain::{
    InterviewDecision, Lists, MOST_MARKS, MentorId, MentorStyle, PersonKind, Selection, Step, Training, TrainingKind,
    TrainingMethod, Words,
};

use super::calendar::{Season, shift};
use super::mentors::{Helper, Lot, form};
use super::rng::Rng;
use super::texts::selection as said;

/// The two halves of primary training, with their minutes: together the mandatory topics and the hours of a school that
/// has changed neither.
const HALVES: [(&[&str], u16, TrainingMethod); 2] = [
    (&["goals", "boundaries", "safety", "own_goals"], 90, TrainingMethod::Discussion),
    (&["relations", "styles", "closure"], 60, TrainingMethod::RolePlay),
];
/// Hours that primary training at sessions comes to.
const HOURS: u16 = 2;
/// Most mentors at a session.
const GROUP: usize = 25;
/// Sessions in service: days after the first order, and what they were about.
const IN_SERVICE: [(i64, &[&str], TrainingMethod); 3] = [
    (35, &["communication", "age"], TrainingMethod::Workshop),
    (98, &["hard_cases", "family"], TrainingMethod::Cases),
    (160, &["leadership", "careers"], TrainingMethod::Discussion),
];

/// Sessions of the year. Who was taught at them owes it to nothing else: the step and the hours leave the entry.
pub(super) fn sessions(season: &Season, helpers: &mut [Helper], rng: &mut Rng) -> Vec<Training> {
    let mut taught: Vec<usize> = (0..helpers.len())
        .filter(|&at| helpers[at].mentor.training.is_done() || helpers[at].lot == Lot::Interviewed)
        .collect();
    taught.sort_by_key(|&at| (helpers[at].mentor.entered_on, helpers[at].id));
    let mut sessions = Vec::new();
    for group in taught.chunks(GROUP) {
        let last = group.iter().filter_map(|&at| helpers[at].mentor.entered_on).max().unwrap_or(season.start);
        for (half, days) in HALVES.iter().zip([1, 3]) {
            let day = season.past(shift(last, days).min(season.order(0)));
            let whole = |at: &&usize| days == 1 || helpers[**at].lot != Lot::Interviewed;
            let present = group.iter().filter(whole).map(|&at| helpers[at].id).collect();
            sessions.push(session(season, day, TrainingKind::Primary, *half, present, rng));
        }
    }
    for &at in &taught {
        let mentor = &mut helpers[at].mentor;
        mentor.training = Step::Open;
        mentor.training_hours = mentor.training_hours.saturating_sub(HOURS);
    }
    sessions.extend(in_service(season, helpers, rng));
    sessions
}

fn in_service(season: &Season, helpers: &[Helper], rng: &mut Rng) -> Vec<Training> {
    let leading: Vec<MentorId> =
        helpers.iter().filter(|helper| helper.lot == Lot::Leading).map(|helper| helper.id).collect();
    let mut sessions = Vec::new();
    for (after, topics, method) in IN_SERVICE {
        let day = shift(season.order(0), after);
        let held = day < season.now;
        let day = if held { season.past(day) } else { season.coming(9) };
        let groups = if held { leading.chunks(GROUP * 2).collect() } else { vec![&leading[..0]] };
        for group in groups {
            let present = group.iter().copied().filter(|_| rng.chance(72)).collect();
            sessions.push(session(season, day, TrainingKind::InService, (topics, 45, method), present, rng));
        }
        if !held {
            break;
        }
    }
    sessions
}

fn session(
    season: &Season,
    on: NaiveDate,
    kind: TrainingKind,
    (topics, minutes, method): (&[&str], u16, TrainingMethod),
    present: Vec<MentorId>,
    rng: &mut Rng,
) -> Training {
    let styles = if topics.contains(&"styles") { MentorStyle::ALL.to_vec() } else { Vec::new() };
    Training {
        topics: topics.iter().map(|&code| code.into()).collect(),
        minutes,
        method,
        styles,
        present,
        leader: rng.text(said::LEADERS).into(),
        ..Training::new(season.id, on, kind)
    }
}

/// Sheets of everybody whose application is in.
pub(super) fn sheets(helpers: &[Helper], rng: &mut Rng) -> Vec<Selection> {
    let applied = helpers.iter().filter(|helper| helper.mentor.application.is_done());
    applied.map(|helper| sheet(helper, rng)).collect()
}

fn sheet(helper: &Helper, rng: &mut Rng) -> Selection {
    let mut sheet = Selection::new(helper.id);
    let (motive, experience) = (rng.pick(said::MOTIVES), rng.pick(said::EXPERIENCE));
    sheet.motive = motive.into();
    sheet.experience = experience.into();
    let offer = &helper.mentor.competences;
    sheet.application = format!("{motive}. {experience}. {}: {offer}. {}.", said::OFFER, rng.pick(said::READY)).into();
    sheet.education = rng.text(education(helper.kind)).into();
    sheet.limits = rng.text(said::LIMITS).into();
    sheet.recommended_by = rng.text(recommenders(helper.kind)).into();
    if helper.mentor.interview.is_done() {
        judge(&mut sheet, helper, rng);
    }
    // Put into words in primary training.
    if helper.mentor.decision == InterviewDecision::Recommended && helper.lot != Lot::Interviewed {
        sheet.aims = rng.text(said::AIMS).into();
        sheet.expectations = rng.text(said::EXPECTATIONS).into();
        sheet.style = rng.chance(85).then(|| rng.pick(MentorStyle::ALL));
    }
    sheet
}

fn judge(sheet: &mut Selection, helper: &Helper, rng: &mut Rng) {
    let wished = helper.mentor.form.or(Some(form(helper.kind)));
    let criteria = Lists::usual().criteria.iter().filter(|criterion| criterion.group.is_asked(wished));
    let scale: &[u8] = match helper.mentor.decision {
        InterviewDecision::Recommended => &[1, MOST_MARKS, MOST_MARKS, MOST_MARKS],
        InterviewDecision::Reserve => &[1, 1, 1, MOST_MARKS],
        _ => &[0, 0, 1, 1],
    };
    let marks: Vec<(Words, u8)> = criteria.map(|criterion| (criterion.code.clone(), rng.pick(scale))).collect();
    sheet.marks = marks;
    sheet.interviewer = rng.text(said::INTERVIEWERS).into();
    sheet.conclusion = match helper.mentor.decision {
        InterviewDecision::Recommended => rng.text(said::RECOMMENDED),
        InterviewDecision::Reserve => rng.text(said::RESERVE),
        _ => rng.text(said::REFUSED),
    }
    .into();
}

fn education(kind: PersonKind) -> &'static [&'static str] {
    match kind {
        PersonKind::Pupil => said::SCHOOLING,
        PersonKind::Student | PersonKind::Graduate => said::STUDIES,
        _ => said::CAREERS,
    }
}

fn recommenders(kind: PersonKind) -> &'static [&'static str] {
    if kind == PersonKind::Pupil { said::OF_PUPILS } else { said::OF_ADULTS }
}
