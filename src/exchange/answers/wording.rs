//! Sentences for rows of answers.

use super::plan::{AnswerFault, AnswerRemark};
use crate::domain::{ItemKind, Questionnaire};
use crate::exchange::error::PlanError;
use crate::exchange::wording;
use crate::fields::{Ctx, answer, names};
use crate::text::{Text, fill};

/// «вопрос X5: «много» – не ответ. Ждут: 1–10»
pub fn answer_fault(fault: &AnswerFault, asked: &Questionnaire, text: &Text) -> String {
    let s = &text.surveys;
    let Some(item) = fault.item.and_then(|at| asked.items.get(at)) else {
        return fill(s.answer_bad_day, &[&fault.text]);
    };
    fill(s.answer_bad, &[&item.id, &shortened(&fault.text), &expected(&item.kind, text)])
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    if text.chars().count() <= SHOWN { text.to_owned() } else { text.chars().take(SHOWN).chain(['…']).collect() }
}

/// What an item can be answered.
fn expected(kind: &ItemKind, text: &Text) -> String {
    match kind {
        ItemKind::YesNo => format!("{}, {}", text.common.yes, text.common.no),
        ItemKind::Scale { low, high } | ItemKind::Percent { low, high } => format!("{low}–{high}"),
        ItemKind::Text => fill(text.messages.import_too_long, &[&crate::fields::LONGEST]),
        _ => answer::options(kind, text).join(", "),
    }
}

/// Why a row got the decision it got.
pub fn answer_remark(remark: &AnswerRemark, ctx: &Ctx) -> String {
    let s = &ctx.text.surveys;
    let who = |person| names::entry(ctx.register, person, ctx.year);
    match remark {
        AnswerRemark::OnFile(person) => fill(s.answer_on_file, &[&who(*person)]),
        AnswerRemark::Differs(person, count) => fill(s.answer_differs, &[&who(*person), count]),
        AnswerRemark::Repeats(row) => fill(s.answer_repeats, &[row]),
        AnswerRemark::RepeatsOtherwise(row, count) => fill(s.answer_repeats_otherwise, &[row, count]),
        AnswerRemark::Namesakes => s.answer_namesakes.to_owned(),
        AnswerRemark::MayBe(person) => fill(s.answer_may_be, &[&who(*person)]),
        AnswerRemark::NotAsked(person) => fill(s.answer_not_asked, &[&who(*person)]),
        AnswerRemark::Nobody => s.answer_nobody.to_owned(),
    }
}

/// Why the answers cannot be taken.
pub fn answer_plan_error(error: &PlanError, text: &Text) -> String {
    match error {
        PlanError::NoNameColumn { columns } => fill(text.surveys.answer_no_respondent, &[&columns.join(" | ")]),
        other => wording::plan_error(other, text),
    }
}
