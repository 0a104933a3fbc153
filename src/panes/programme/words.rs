//! Stages, gates and days in words.

use chrono::NaiveDate;

use crate::analysis::{Cause, Passage, Tally};
use crate::domain::{Person, Stage};
use crate::fields::{Worded, dates, names};
use crate::kit::World;
use crate::text::{Text, fill};

/// The name of a stage in full, as the seed writes it.
pub fn stage(stage: Stage, text: &Text) -> &'static str {
    let p = &text.programme;
    match stage {
        Stage::Preparation => p.stage_full_1,
        Stage::Mentees => p.stage_full_2,
        Stage::Mentors => p.stage_full_3,
        Stage::Selection => p.stage_full_4,
        Stage::Pairing => p.stage_full_5,
        Stage::Work => p.stage_full_6,
        Stage::Completion => p.stage_full_7,
    }
}

/// What a stage leaves behind (seed §8, third column).
pub fn outcome(stage: Stage, text: &Text) -> &'static str {
    let p = &text.programme;
    match stage {
        Stage::Preparation => p.outcome_1,
        Stage::Mentees => p.outcome_2,
        Stage::Mentors => p.outcome_3,
        Stage::Selection => p.outcome_4,
        Stage::Pairing => p.outcome_5,
        Stage::Work => p.outcome_6,
        Stage::Completion => p.outcome_7,
    }
}

/// «01.09.2026 – 30.09.2026», «с …», «до …»; nothing where neither day is known.
pub fn span(from: Option<NaiveDate>, due: Option<NaiveDate>, text: &Text) -> String {
    match (from, due) {
        (Some(from), Some(due)) if from == due => dates::full(due),
        (Some(from), Some(due)) => fill(text.programme.span_days, &[&dates::full(from), &dates::full(due)]),
        (Some(from), None) => fill(text.programme.span_from, &[&dates::full(from)]),
        (None, Some(due)) => fill(text.common.to_date, &[&dates::full(due)]),
        (None, None) => String::new(),
    }
}

/// «213 из 220»
pub fn tally(tally: Tally, text: &Text) -> String {
    fill(text.common.of, &[&tally.done, &tally.of])
}

/// «№ 310 от 31.08.2026», as much of it as is known.
pub fn numbered(number: &str, on: Option<NaiveDate>, text: &Text) -> String {
    let p = &text.programme;
    match (number.trim(), on) {
        ("", None) => String::new(),
        ("", Some(on)) => fill(p.dated_only, &[&dates::full(on)]),
        (number, None) => fill(p.numbered_short, &[&number]),
        (number, Some(on)) => fill(p.numbered, &[&number, &dates::full(on)]),
    }
}

/// The name of a gate, and its rule in a sentence or two.
pub fn passage(passage: Passage, text: &Text) -> (&'static str, &'static str) {
    let p = &text.programme;
    match passage {
        Passage::MenteeToPair => (p.gate_1, p.gate_1_rule),
        Passage::MentorToSelection => (p.gate_2, p.gate_2_rule),
        Passage::MentorToPair => (p.gate_3, p.gate_3_rule),
        Passage::PairToWork => (p.gate_4, p.gate_4_rule),
        Passage::FirstMeetings => (p.gate_5, p.gate_5_rule),
        Passage::PairToClosing => (p.gate_6, p.gate_6_rule),
    }
}

/// What holds somebody, in words.
pub fn causes(causes: &[Cause], world: &World) -> String {
    causes.iter().map(|cause| self::cause(cause, world)).collect::<Vec<_>>().join(", ")
}

fn cause(cause: &Cause, world: &World) -> String {
    let (text, p) = (world.text, &world.text.programme);
    match cause {
        Cause::Consent(kind) => kind.word(text).to_owned(),
        Cause::Request => p.cause_request.to_owned(),
        Cause::Missing(what) => what.word(text).to_owned(),
        Cause::Agreement { mentor: true, mentees: true } => p.cause_agreed_both.to_owned(),
        Cause::Agreement { mentor: true, .. } => p.cause_agreed_mentor.to_owned(),
        Cause::Agreement { .. } => p.cause_agreed_mentees.to_owned(),
        Cause::Order => p.cause_order.to_owned(),
        Cause::Kinds(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word(text)).collect();
            fill(p.cause_kinds, &[&kinds.join(", ")])
        }
        Cause::Gone(who) => {
            let who: Vec<String> = who.iter().map(|key| names::of_key(&world.register, *key, text)).collect();
            fill(text.panes.signal_gone, &[&who.join(", ")])
        }
        Cause::Exit(people) => {
            let short = |id| world.register.get::<Person>(id).map_or_else(String::new, |it| it.name.short());
            let people: Vec<String> = people.iter().map(|id| short(*id)).collect();
            fill(p.cause_exit, &[&people.join(", ")])
        }
    }
}
