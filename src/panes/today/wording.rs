//! What a row says: whom it is about, and why, with the numbers the judgement rests on.

use chrono::NaiveDate;

use super::Row;
use crate::analysis::{
    self, Colour, ConsentGap, Late, Light, Preparation, PutOff, Reason, Risk, Signal, Subject, Told, preparation_gaps,
};
use crate::domain::{Activity, Audience, Cause, Counted, Key, Kind, Meeting, MeetingKind, Pair, PairId, Wave};
use crate::fields::{Said, Worded, names};
use crate::kit::{Tone, World};
use crate::panes::contacts;
use crate::panes::people::days_ago;
use crate::text::{Lang, Text, fill};

/// Whom a row is about.
pub fn name(row: Row, world: &World) -> String {
    let signal = match row {
        Row::Signal(signal) => signal,
        Row::Meeting(it) => return pair(it.pair, world),
    };
    of_subject(&signal.subject, world)
}

/// Whom or what some records of one kind are: one by name, several by number.
pub fn named(about: &[Key], world: &World) -> String {
    match about {
        [one] => names::of_key(&world.register, *one, world.text),
        many => counted(many, world.text),
    }
}

fn counted(many: &[Key], text: &Text) -> String {
    let noun = match many.first().map(|key| key.kind) {
        Some(Kind::Mentee) => text.counts.mentees,
        Some(Kind::Mentor) => text.counts.mentors,
        Some(Kind::Activity) => return fill(text.programme.today_lines, &[&many.len()]),
        Some(Kind::Partner) => return fill(text.programme.today_partners, &[&many.len()]),
        _ => text.counts.pairs,
    };
    text.count(many.len(), noun)
}

fn of_subject(subject: &Subject, world: &World) -> String {
    let (register, text) = (&world.register, world.text);
    match subject {
        Subject::Pair(id) => pair(*id, world),
        Subject::Meeting(id) => {
            register.get::<Meeting>(*id).map_or_else(String::new, |meeting| pair(meeting.pair, world))
        }
        Subject::Mentor(id) => {
            format!("{}, {}", names::mentor_short(register, *id), Audience::Mentor.word(text))
        }
        Subject::Mentee(id) => {
            let class = register.mentee_person(*id).and_then(|person| person.class_in(world.year));
            let short = names::mentee_short(register, *id);
            class.map_or_else(|| short.clone(), |class| format!("{short}, {class}"))
        }
        Subject::Activities(_) => text.programme.today_roadmap.to_owned(),
        Subject::ManyPairs(many) if many.len() == 1 => pair(many[0], world),
        Subject::Partners(many) if many.len() == 1 => names::of_key(register, many[0].into(), text),
        many => counted(&many.keys(), text),
    }
}

fn pair(id: PairId, world: &World) -> String {
    let pair = world.register.get::<Pair>(id);
    pair.map_or_else(String::new, |pair| names::of_pair(&world.register, pair, world.text))
}

/// «38 дней»
fn days(number: i64, text: &Text) -> String {
    text.count(usize::try_from(number).unwrap_or(0), text.counts.days)
}

/// Tenths as people write them: «4,5», «4».
fn tenths(value: u8, text: &Text) -> String {
    let point = if text.lang == Lang::Ru { ',' } else { '.' };
    match value % 10 {
        0 => (value / 10).to_string(),
        rest => format!("{}{point}{rest}", value / 10),
    }
}

fn risk(of: Risk, text: &Text) -> &'static str {
    match of {
        Risk::OlderPupil => text.panes.risk_older,
        Risk::ManyProblems => text.panes.risk_many,
        Risk::LeavingMentor => text.panes.risk_leaving,
    }
}

/// The light of a pair in words: the colour, and under it every reason.
pub fn light(light: &Light, world: &World) -> Vec<(String, Tone)> {
    let p = &world.text.panes;
    let (word, tone) = match light.colour {
        Colour::Red => (p.light_red, Tone::Danger),
        Colour::Yellow => (p.light_yellow, Tone::Warning),
        Colour::Green => (p.light_green, Tone::Good),
        Colour::Early => (p.light_early, Tone::Muted),
    };
    let mut reasons = light.reasons.iter().filter(|it| !matches!(it.reason, Reason::TooEarly { .. }));
    let first = reasons.next().map_or(word.to_owned(), |it| fill(p.light_why, &[&word, &reason(it, world)]));
    std::iter::once((first, tone)).chain(reasons.map(|it| (reason(it, world), Tone::Plain))).collect()
}

/// The lights of the year on screen, as whoever sits here may see them.
pub fn lights_seen(world: &World) -> Vec<(PairId, Light)> {
    let all = analysis::lights(&world.register, world.year, world.today());
    all.into_iter().map(|(id, light)| (id, seen(light, world))).collect()
}

/// The light of one pair, as whoever sits here may see it.
pub fn light_seen(id: PairId, world: &World) -> Option<Light> {
    Some(seen(analysis::light(&world.register, id, world.today())?, world))
}

fn seen(light: Light, world: &World) -> Light {
    light.open_to(|secret| world.sees(secret))
}

/// The light of a pair in one cell, told apart without colour; nothing where nothing stands out.
pub fn light_mark(colour: Colour, world: &World) -> (&'static str, Tone) {
    match colour {
        Colour::Red => ("!", Tone::Danger),
        Colour::Yellow => (world.theme.marks().warning, Tone::Warning),
        Colour::Early => (world.theme.marks().dot, Tone::Muted),
        Colour::Green => (" ", Tone::Muted),
    }
}

/// Why a row is there, until when it was put off, and why it could be.
pub fn reason(signal: &Signal, world: &World) -> String {
    let why = why(signal, world);
    match &signal.put_off {
        Some(put_off) => put_off_words(put_off, (world.text.panes.put_off, &why), world),
        None => why,
    }
}

/// As [`reason`], in one line: of what was put off for a reason, that reason is told and not the numbers.
pub fn brief(signal: &Signal, world: &World) -> String {
    match (&signal.put_off, signal.reason.cause()) {
        (Some(put_off), Some(cause)) if !put_off.why.is_empty() => {
            put_off_words(put_off, (world.text.panes.put_off_brief, cause.word(world.text)), world)
        }
        _ => reason(signal, world),
    }
}

fn put_off_words(put_off: &PutOff, (sentence, what): (&str, &str), world: &World) -> String {
    let told = fill(sentence, &[&world.day(put_off.until), &what]);
    if put_off.why.is_empty() { told } else { format!("{told} – {}", put_off.why.replace('\n', " ")) }
}

/// What is put off about a record now, each until when and why, for its card.
pub fn put_off_of(about: Key, world: &World) -> Vec<String> {
    let seen = |cause: Cause| cause != Cause::Contact || world.sees_restricted();
    let all = world.register.snoozes_of(about).map(|(_, snooze)| snooze);
    let now = all.filter(|snooze| world.today() < snooze.until && seen(snooze.cause));
    let words = now.map(|snooze| {
        let put_off = PutOff { until: snooze.until, why: snooze.why.clone() };
        put_off_words(&put_off, (world.text.panes.put_off, snooze.cause.word(world.text)), world)
    });
    words.collect()
}

/// Why a row is there, with the numbers behind it.
pub fn why(signal: &Signal, world: &World) -> String {
    let (text, p) = (world.text, &world.text.panes);
    let day = |on: &NaiveDate| world.day(*on);
    match &signal.reason {
        Reason::SafetyNote { days: 0 } => p.why_safety_today.to_owned(),
        Reason::SafetyNote { days: number } => fill(p.why_safety, &[&days(*number, text)]),
        Reason::NoConsent { kind, gap } => {
            let sentence = match gap {
                ConsentGap::Missing => p.why_paper_none,
                ConsentGap::Withdrawn => p.why_paper_withdrawn,
                ConsentGap::Expired => p.why_paper_over,
            };
            fill(sentence, &[&kind.word(text)])
        }
        Reason::DataWithdrawn { by, left } if *left < 0 => fill(p.why_erase_late, &[&day(by)]),
        Reason::DataWithdrawn { by, .. } => fill(p.why_erase, &[&day(by)]),
        Reason::SideGone { who } => {
            let who: Vec<String> = who.iter().map(|key| names::of_key(&world.register, *key, text)).collect();
            fill(p.signal_gone, &[&who.join(", ")])
        }
        Reason::CertificateExpired { which, on, .. } => fill(p.expired, &[&which.word(text), &day(on)]),
        Reason::CertificateMissing { which } => fill(p.why_paper_none, &[&which.word(text)]),
        Reason::CertificateExpiring { which, on, .. } => fill(p.expires, &[&which.word(text), &day(on)]),
        Reason::Silent { days: number, off: 0, threshold } => fill(p.silent, &[&days(*number, text), threshold]),
        Reason::Silent { days: number, off, threshold } => fill(p.silent_off, &[&days(*number, text), off, threshold]),
        Reason::Rhythm { days: number, usual } => fill(p.rhythm, &[&days(*number, text), &days(*usual, text)]),
        Reason::MissedInRow { count } => fill(p.missed, &[count]),
        Reason::MissedOften { missed, of } => fill(p.missed_often, &[missed, of]),
        Reason::Uncomfortable { side, told } => {
            fill(p.uncomfortable, &[&side.word(text), &tenths(told.said, text), &told.of])
        }
        Reason::OneOfPairs { told, pairs } => {
            fill(p.one_of_pairs, &[&tenths(told.said, text), &told.of, &text.count(*pairs, text.counts.pairs)])
        }
        Reason::ComfortFell { side, from, to } => comfort_fell(*side, *from, *to, text),
        Reason::Apart { mentor, mentee } => apart(*mentor, *mentee, text),
        Reason::Stuck { kind, days: number } => fill(p.stuck, &[&days(*number, text), &kind.word(text)]),
        Reason::ContactDue { sides, days: number } => {
            fill(p.contact_due, &[&contacts::sides(sides, text), &days(*number, text)])
        }
        Reason::ContactsDue { days: number, .. } => fill(p.contacts_due, &[&days(*number, text)]),
        Reason::AtRisk { risks, .. } => {
            let words: Vec<&str> = risks.iter().map(|it| risk(*it, text)).collect();
            fill(p.at_risk, &[&words.join(", ")])
        }
        Reason::MoodFell { from, to } => fill(p.mood_fell, &[&tenths(*from, text), &tenths(*to, text)]),
        Reason::NoPlan { trial_end, missing } => {
            let missing: Vec<&str> = missing.iter().map(|kind| kind.word(text)).collect();
            fill(p.why_no_plan, &[&day(trial_end), &missing.join(", ")])
        }
        Reason::ReturnOverdue { on, .. } => fill(p.signal_pause_over, &[&day(on)]),
        Reason::TrialEnding { count: 1, on, .. } => fill(p.signal_trial, &[&day(on)]),
        Reason::TrialEnding { on, .. } => fill(p.signal_trials, &[&day(on)]),
        Reason::AgreedNoOrder { days: 0, .. } => p.signal_agreed_ahead.to_owned(),
        Reason::AgreedNoOrder { days: number, .. } => fill(p.signal_agreed, &[&days(*number, text)]),
        Reason::Unanswered { days: number, .. } => fill(p.signal_unanswered, &[&days(*number, text)]),
        Reason::OverCapacity { capacity, taken } => fill(p.why_over, &[taken, capacity]),
        Reason::Unmarked { on, .. } => fill(p.signal_unmarked, &[&day(on)]),
        Reason::NoOrder => p.signal_no_order.to_owned(),
        Reason::Waiting { days, undated, .. } => waiting(*days, *undated, text),
        Reason::ConsentsLacking { .. } => p.why_unready.to_owned(),
        Reason::NoEntryAnswers { .. } => p.signal_no_entry.to_owned(),
        Reason::NoFinal => p.signal_no_final.to_owned(),
        Reason::NoExitAnswers { .. } => p.signal_no_exit.to_owned(),
        Reason::RoadmapLate { count } => late_lines(*count, signal, world),
        Reason::AgreementEnding { on, .. } => fill(text.programme.today_agreement, &[&day(on)]),
        Reason::StepsLacking { .. } => p.signal_not_admitted.to_owned(),
        Reason::TooEarly { days: number } => fill(p.why_early, &[&days_ago(*number, world)]),
    }
}

/// How long the longest has waited, and of how many nobody wrote down since when.
fn waiting(longest: Option<i64>, undated: usize, text: &Text) -> String {
    let p = &text.panes;
    match (longest, undated) {
        (None, _) => p.why_waiting_undated.to_owned(),
        (Some(number), 0) => fill(p.why_waiting, &[&days(number, text)]),
        (Some(number), undated) => fill(p.why_waiting_partly, &[&days(number, text), &undated]),
    }
}

/// How somebody feels against how they felt, the scale said once where it is one.
fn comfort_fell(side: Audience, from: Told, to: Told, text: &Text) -> String {
    let of = |told: Told| fill(text.panes.told_of, &[&tenths(told.said, text), &told.of]);
    let before = if from.of == to.of { tenths(from.said, text) } else { of(from) };
    fill(text.panes.comfort_fell, &[&side.word(text), &before, &of(to)])
}

/// How two feel who feel apart. Papers of unlike scales meet only on the one by which both are judged.
fn apart(mentor: Told, mentee: Told, text: &Text) -> String {
    let (one, other, of) =
        if mentor.of == mentee.of { (mentor.said, mentee.said, mentor.of) } else { (mentor.judged, mentee.judged, 10) };
    fill(text.panes.sides_apart, &[&tenths(one, text), &tenths(other, text), &of])
}

/// «опаздывает 9: «Сбор согласий…»»
fn late_lines(count: usize, signal: &Signal, world: &World) -> String {
    let first = match &signal.subject {
        Subject::Activities(lines) => lines.first().map(|id| names::of_key(&world.register, (*id).into(), world.text)),
        _ => None,
    };
    fill(world.text.programme.today_late, &[&count, &first.unwrap_or_default()])
}

/// «планирование · школа · шаг: тезисы»
pub fn appointment(meeting: &Meeting, step: &str, world: &World) -> String {
    let text = world.text;
    let place = meeting.place.said(&world.register, text);
    let mut parts = vec![meeting.kind.word(text).to_owned(), place.to_owned()];
    if !step.is_empty() {
        // Most meetings are regular ones; the step tells more than saying so again.
        parts.retain(|part| part != MeetingKind::Regular.word(text));
        parts.push(fill(text.panes.agenda_step, &[&step.replace('\n', " ")]));
    }
    parts.join(" · ")
}

/// What is late: what counts it and how much is left, or the line as it is called.
pub fn late(late: &Late, world: &World) -> String {
    match late.counted {
        Some((what, tally)) if tally.of > 0 => format!("{} {}", what.word(world.text), tally.left()),
        Some((what, _)) => what.word(world.text).to_owned(),
        None => line_title(late, world),
    }
}

fn line_title(late: &Late, world: &World) -> String {
    let activity = late.line.and_then(|id| world.register.get::<Activity>(id));
    activity.map_or_else(String::new, |activity| activity.title.to_string())
}

/// What is late in full: which or how many, and where to find it.
pub fn late_in_full(late: &Late, world: &World) -> String {
    let (text, p) = (world.text, &world.text.panes);
    let Some((what, tally)) = late.counted else { return fill(p.late_do_tick, &[&line_title(late, world)]) };
    if what == Counted::Preparations {
        let gaps = preparation_gaps(&world.register, world.year).into_iter().map(|it| prepared(it, text));
        return fill(p.late_do_preparations, &[&gaps.collect::<Vec<_>>().join(", ")]);
    }
    if tally.of == 0 {
        return fill(p.late_do_nothing, &[&what.word(text)]);
    }
    let sentence = match what {
        Counted::Consents => p.late_do_consents,
        Counted::Requests => p.late_do_requests,
        Counted::Applications => p.late_do_applications,
        Counted::Interviews => p.late_do_interviews,
        Counted::Training => p.late_do_training,
        Counted::Admitted => p.late_do_papers,
        Counted::Pairs => p.late_do_pairs,
        Counted::FirstMeetings => p.late_do_plans,
        Counted::Meetings => p.late_do_meetings,
        Counted::FinalMeetings => p.late_do_finals,
        _ => return fill(p.late_do_other, &[&what.word(text), &fill(text.common.of, &[&tally.done, &tally.of])]),
    };
    fill(sentence, &[&tally.left()])
}

fn prepared(it: Preparation, text: &Text) -> &'static str {
    let p = &text.panes;
    match it {
        Preparation::School => p.prepared_school,
        Preparation::Director => p.prepared_director,
        Preparation::Contingent => p.prepared_contingent,
        Preparation::EntryQuestionnaires => p.prepared_entry,
        Preparation::ExitQuestionnaires => p.prepared_exit,
    }
}

/// «вход · наставляемый»
pub fn questionnaire(wave: Wave, audience: Audience, text: &Text) -> String {
    format!("{} · {}", wave.word(text), audience.word(text))
}
