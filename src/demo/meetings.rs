//! The diaries of pairs: the five kinds of meeting in their order, what was missed and cancelled, and what is planned.

use chrono::{Datelike, NaiveDate, NaiveTime};

use crate::domain::{Context, Form, Meeting, MeetingId, MeetingKind, MeetingState, PairState, Place};

use super::Scene;
use super::calendar::{Season, shift};
use super::mentees::Entrant;
use super::pairs::{Course, Duo};
use super::rng::Rng;
use super::texts::{ACQUAINTANCE, ACQUAINTED, FINAL, FINISHED, PLANNED, PLANNING, SAFETY, SAFETY_ACTIONS, Theme};

const TIMES: &[(u32, u32)] = &[(13, 20), (14, 0), (14, 30), (15, 10), (15, 40), (16, 20)];
const MINUTES: &[u16] = &[30, 40, 45, 45, 45, 45, 60, 90];
const CANCELLED: &[&str] =
    &["Карантин в классе", "Наставник на соревнованиях", "Актированный день", "Совпало с контрольной"];

/// Years before the last one keep only a short diary.
const LONG_DIARIES: u8 = 1;

/// The meetings of a pair up to the end of its work, and those it has planned.
pub(super) fn diary(scene: &mut Scene, season: &Season, duo: &Duo, entrants: &[Entrant]) -> Vec<(MeetingId, Meeting)> {
    let Some(started) = duo.pair.started_on else { return Vec::new() };
    let theme = scene.themes[duo.theme];
    let rng = &mut scene.rng;
    let mut meetings = past(season, duo, started, entrants, rng);
    if duo.course == Course::Missed {
        miss_the_last_two(&mut meetings);
    }
    if let (PairState::Finished, Some(closing)) = (duo.pair.state, &duo.pair.closing) {
        let ready = meetings.iter().filter(|meeting| meeting.is_held()).count() > 3;
        meetings.extend(ready.then(|| held(duo, MeetingKind::Final, closing.on, entrants, rng)));
    }
    tell(&mut meetings, duo, theme, season.now, rng);
    if duo.pair.state == PairState::Fixed && season.is_current() {
        meetings.extend(planned(season, duo, &meetings, theme, rng));
    }
    meetings.into_iter().map(|meeting| (MeetingId(scene.ids.fresh()), meeting)).collect()
}

/// The kind that is due after the meetings so far.
fn due(meetings: &[Meeting]) -> MeetingKind {
    let held = |kind| meetings.iter().any(|meeting| meeting.is_held() && meeting.kind == kind);
    [MeetingKind::Acquaintance, MeetingKind::Trial, MeetingKind::Planning]
        .into_iter()
        .find(|&kind| !held(kind))
        .unwrap_or(MeetingKind::Regular)
}

/// The last day on which an ordinary meeting can have been held.
fn last_day(season: &Season, duo: &Duo, rng: &mut Rng) -> NaiveDate {
    let before = match (duo.pair.state, duo.course) {
        (PairState::Paused, _) => rng.within(15, 40),
        (_, Course::Silent) => rng.within(37, 48),
        (_, Course::Unlogged) => 4,
        _ => rng.within(1, 4),
    };
    let open = shift(season.now, -before);
    duo.pair.closing.as_ref().map_or(open, |closing| open.min(shift(closing.on, -1)))
}

fn past(season: &Season, duo: &Duo, started: NaiveDate, entrants: &[Entrant], rng: &mut Rng) -> Vec<Meeting> {
    let last = last_day(season, duo, rng);
    let rhythm = if season.back > LONG_DIARIES { 40 } else { rng.within(11, 17) };
    let pace = ((last - started).num_days() / 5).clamp(1, rhythm);
    let mut meetings: Vec<Meeting> = Vec::new();
    let mut day = season.past(shift(started, rng.within(0, pace.min(3))));
    while day <= last {
        let kind = due(&meetings);
        let met = rng.below(100);
        let meeting = match met {
            0..5 => off(duo, kind, MeetingState::Cancelled, day, rng),
            5..8 => off(duo, kind, MeetingState::NoShow, day, rng),
            _ => held(duo, kind, day, entrants, rng),
        };
        meetings.push(meeting);
        let gap = if met < 8 {
            pace.min(5)
        } else if kind == MeetingKind::Regular {
            pace
        } else {
            pace.min(8)
        };
        // A step that lands on a Sunday moves on by a day, never back onto the meeting before.
        day = season.past(shift(day, gap.max(1))).max(shift(day, 1));
    }
    meetings
}

fn miss_the_last_two(meetings: &mut [Meeting]) {
    for meeting in meetings.iter_mut().rev().take(2) {
        meeting.state = MeetingState::NoShow;
        meeting.present.clear();
        (meeting.mood_mentee, meeting.mood_mentor, meeting.minutes) = (None, None, 0);
    }
    // What was missed has to be made up: the kinds follow what was held.
    for place in 0..meetings.len() {
        meetings[place].kind = due(&meetings[..place]);
    }
}

fn off(duo: &Duo, kind: MeetingKind, state: MeetingState, day: NaiveDate, rng: &mut Rng) -> Meeting {
    let mut meeting = Meeting::planned(duo.id, kind, day);
    meeting.state = state;
    meeting.time = Some(hour(rng));
    if state == MeetingState::Cancelled {
        meeting.result = rng.text(CANCELLED).into();
    }
    meeting
}

fn held(duo: &Duo, kind: MeetingKind, day: NaiveDate, entrants: &[Entrant], rng: &mut Rng) -> Meeting {
    let mut meeting = Meeting::planned(duo.id, kind, day);
    meeting.state = MeetingState::Held;
    meeting.time = rng.chance(85).then(|| hour(rng));
    meeting.minutes = rng.pick(MINUTES);
    meeting.place = place(duo.pair.form, rng);
    meeting.context = context(duo.pair.form, kind, day);
    let everybody = duo.led.iter().map(|&place| entrants[place].id);
    meeting.present = everybody.enumerate().filter(|(nth, _)| *nth == 0 || rng.chance(85)).map(|(_, id)| id).collect();
    if rng.chance(80) {
        meeting.mood_mentee = Some(rng.pick(&[3, 4, 4, 4, 5, 5]));
        meeting.mood_mentor = Some(rng.pick(&[3, 4, 4, 5, 5, 5]));
    }
    meeting
}

/// Within what people met. Told by the day, so that chance goes on as before.
fn context(form: Form, kind: MeetingKind, day: NaiveDate) -> Option<Context> {
    if !matches!(kind, MeetingKind::Trial | MeetingKind::Regular) {
        return None;
    }
    let context = match day.ordinal() % 11 {
        0 => Context::ClassHour,
        1 | 2 => Context::Project,
        3 => Context::Contest,
        4 => Context::Outing,
        5 => Context::Volunteering,
        6 | 7 if form == Form::TeacherPupil => Context::Lesson,
        8 => return None,
        _ => Context::Extracurricular,
    };
    Some(context)
}

fn hour(rng: &mut Rng) -> NaiveTime {
    let (hour, minute) = rng.pick(TIMES);
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}

fn place(form: Form, rng: &mut Rng) -> Place {
    match (form, rng.below(20)) {
        (_, 0) => Place::Online,
        (_, 1) => Place::Phone,
        (Form::EmployerPupil, 2..=10) => Place::Partner,
        (Form::StudentPupil, 2..=5) => Place::Partner,
        (_, 6) => Place::Trip,
        _ => Place::School,
    }
}

/// Says what the meetings were about and what came of them.
fn tell(meetings: &mut [Meeting], duo: &Duo, theme: &Theme, now: NaiveDate, rng: &mut Rng) {
    let last = meetings.len();
    // Topics and results go in the order in which the theme tells them, so that a diary moves on.
    let mut chapter = rng.below(2);
    for (nth, meeting) in meetings.iter_mut().enumerate() {
        let (topic, result) = match meeting.kind {
            MeetingKind::Acquaintance => (rng.pick(ACQUAINTANCE), rng.pick(ACQUAINTED)),
            MeetingKind::Planning => (rng.pick(PLANNING), rng.pick(PLANNED)),
            MeetingKind::Final => (rng.pick(FINAL), rng.pick(FINISHED)),
            _ => (told(theme.topics, chapter), told(theme.results, chapter)),
        };
        meeting.topic = topic.into();
        if !meeting.is_held() {
            continue;
        }
        meeting.result = result.into();
        if meeting.kind != MeetingKind::Final && rng.chance(70) {
            meeting.next_step = told(theme.steps, chapter).into();
        }
        chapter += usize::from(matches!(meeting.kind, MeetingKind::Trial | MeetingKind::Regular));
        let left = last - nth;
        if duo.course == Course::Falling && left <= 4 {
            meeting.mood_mentee = Some(u8::try_from(left).unwrap_or(1).clamp(1, 4));
        }
    }
    note(meetings, duo.course, now, rng);
}

fn told(texts: &[&'static str], chapter: usize) -> &'static str {
    texts[chapter % texts.len()]
}

/// Leaves a safety note at the newest meeting that was held.
fn note(meetings: &mut [Meeting], course: Course, now: NaiveDate, rng: &mut Rng) {
    let Some(newest) = meetings.iter_mut().rev().find(|meeting| meeting.is_held()) else { return };
    if matches!(course, Course::Noted | Course::Answered) {
        newest.safety_note = rng.text(SAFETY).into();
        newest.safety_noted = newest.date.and_hms_opt(16, 40, 0);
    }
    if course == Course::Answered {
        newest.safety_action = rng.text(SAFETY_ACTIONS).into();
        // The next day, or the one after; on what day of the month it was is chance enough.
        let days = 1 + i64::from(newest.date.day() % 2);
        newest.safety_acted = shift(newest.date, days).min(now).and_hms_opt(9 + newest.date.day() % 5, 15, 0);
        newest.safety_acted = newest.safety_acted.max(newest.safety_noted);
    }
}

fn planned(season: &Season, duo: &Duo, so_far: &[Meeting], theme: &Theme, rng: &mut Rng) -> Option<Meeting> {
    let date = match duo.course {
        Course::Today => season.now,
        Course::Unlogged => season.past(shift(season.now, -2)),
        Course::Silent => return None,
        _ if rng.chance(65) => season.coming(rng.within(1, 14)),
        _ => return None,
    };
    if duo.pair.began_on() > Some(date) {
        return None;
    }
    let kind = due(so_far);
    let mut meeting = Meeting::planned(duo.id, kind, date);
    meeting.time = (duo.course == Course::Today || rng.chance(80)).then(|| hour(rng));
    meeting.place = place(duo.pair.form, rng);
    meeting.topic = match kind {
        MeetingKind::Acquaintance => rng.text(ACQUAINTANCE).into(),
        MeetingKind::Planning => rng.text(PLANNING).into(),
        _ => rng.text(theme.topics).into(),
    };
    Some(meeting)
}
