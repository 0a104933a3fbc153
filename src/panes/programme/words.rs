//! Days and stages in words.

use chrono::NaiveDate;

use crate::domain::Stage;
use crate::fields::dates;
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

/// «01.09.2026 – 30.09.2026», «с …», «до …»; nothing where neither day is known.
pub fn span(from: Option<NaiveDate>, due: Option<NaiveDate>, text: &Text) -> String {
    match (from, due) {
        (Some(from), Some(due)) if from == due => dates::full(due),
        (Some(from), Some(due)) => fill(text.programme.span, &[&dates::full(from), &dates::full(due)]),
        (Some(from), None) => fill(text.programme.span_from, &[&dates::full(from)]),
        (None, Some(due)) => fill(text.common.to_date, &[&dates::full(due)]),
        (None, None) => String::new(),
    }
}
