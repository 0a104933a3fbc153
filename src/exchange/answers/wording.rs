//! Sentences for rows of answers.

use super::columns::{AnswerColumn, AnswerColumns};
use super::whom::{AnswerRemark, CellFault, NamedRow};
use crate::analysis::Unasked;
use crate::domain::{ItemKind, Questionnaire};
use crate::exchange::error::{ExportError, PlanError};
use crate::exchange::roster::RowState;
use crate::exchange::slashes::{DayDoubt, DayOrder};
use crate::exchange::{export, wording};
use crate::fields::hundredths::decimal;
use crate::fields::{Ctx, Worded, answer, dates, names};
use crate::text::{Text, fill};

/// «вопрос X5: «много» – не ответ. Ждут: 1–10»
pub fn cell_fault(fault: &CellFault, asked: Option<&Questionnaire>, text: &Text) -> String {
    let (s, m) = (&text.surveys, &text.monitoring);
    match fault {
        CellFault::Item(at, said) => match asked.and_then(|asked| asked.items.get(*at)) {
            Some(item) => fill(s.answer_bad, &[&item.id, &shortened(said), &expected(&item.kind, text)]),
            None => shortened(said),
        },
        CellFault::OneOrAll(at) => {
            let item = asked.and_then(|asked| asked.items.get(*at)).map_or("", |item| item.id.as_str());
            fill(s.answer_one_or_all, &[&item])
        }
        CellFault::Day(said) => fill(s.answer_bad_day, &[&shortened(said)]),
        CellFault::DayAhead(said) => fill(s.answer_day_ahead, &[&shortened(said)]),
        CellFault::DayElsewhere(said, year) => fill(s.answer_day_elsewhere, &[&shortened(said), year]),
        CellFault::Parameter(said) => fill(s.measure_bad_parameter, &[&shortened(said)]),
        CellFault::SchoolParameter(said) => fill(s.school_bad_parameter, &[&shortened(said)]),
        CellFault::Scale(said) => fill(s.school_bad_scale, &[&shortened(said)]),
        CellFault::Better(said) => fill(s.school_bad_better, &[&shortened(said)]),
        CellFault::Whole(said, low, high) => {
            let wanted = fill(m.school_whole_number, &[&decimal(*low), &decimal(*high)]);
            fill(s.measure_bad_value, &[&shortened(said), &wanted])
        }
        CellFault::Wave(said) => fill(s.measure_bad_wave, &[&shortened(said)]),
        CellFault::Value(said, low, high) => {
            let wanted = fill(m.measure_bad, &[&decimal(*low), &decimal(*high)]);
            fill(s.measure_bad_value, &[&shortened(said), &wanted])
        }
    }
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
        AnswerRemark::OtherVersion(person, count) => fill(s.answer_other_version, &[&who(*person), count]),
        AnswerRemark::Repeats(row) => fill(s.answer_repeats, &[row]),
        AnswerRemark::RepeatsOtherwise(row, count) => fill(s.answer_repeats_otherwise, &[row, count]),
        AnswerRemark::SchoolOnFile => s.school_on_file.to_owned(),
        AnswerRemark::SchoolDiffers => s.school_differs.to_owned(),
        AnswerRemark::SchoolTwice(row) => fill(s.school_twice, &[row]),
        AnswerRemark::Namesakes => s.answer_namesakes.to_owned(),
        AnswerRemark::MayBe(person) => fill(s.answer_may_be, &[&who(*person)]),
        AnswerRemark::NotAsked(person, why) => fill(s.answer_not_asked, &[&who(*person), &unasked(*why, ctx.text)]),
        AnswerRemark::Nobody => s.answer_nobody.to_owned(),
        AnswerRemark::NoAnswers => s.answer_none.to_owned(),
    }
}

/// «в другой форме: Педагог – ученик»: why a questionnaire is not for somebody.
pub fn unasked(why: Unasked, text: &Text) -> String {
    let s = &text.surveys;
    match why {
        Unasked::Role => s.unasked_role.to_owned(),
        Unasked::Form(form) => fill(s.unasked_form, &[&form.word(text)]),
        Unasked::Refused => s.unasked_refused.to_owned(),
        Unasked::Gone => s.unasked_gone.to_owned(),
    }
}

/// The same on the screen, where keys decide and not the arguments of the command line.
pub fn answer_remark_shown(remark: &AnswerRemark, ctx: &Ctx) -> String {
    let s = &ctx.text.surveys;
    let who = |person| names::entry(ctx.register, person, ctx.year);
    match remark {
        AnswerRemark::Differs(person, count) => fill(s.answer_differs_shown, &[&who(*person), count]),
        AnswerRemark::SchoolDiffers => s.school_differs_shown.to_owned(),
        AnswerRemark::Namesakes => s.answer_namesakes_shown.to_owned(),
        AnswerRemark::MayBe(person) => fill(s.answer_may_be_shown, &[&who(*person)]),
        AnswerRemark::NotAsked(..) => fill(s.answer_not_asked_shown, &[&answer_remark(remark, ctx)]),
        AnswerRemark::Nobody => s.answer_nobody_shown.to_owned(),
        other => answer_remark(other, ctx),
    }
}

/// How a column was read in which day and month could change places, and the argument by which it is read otherwise.
pub fn day_doubt(doubt: &DayDoubt, text: &Text) -> String {
    let other = if doubt.order == DayOrder::DayFirst { "date_month_first" } else { "date" };
    let read = dates::full(doubt.read);
    fill(text.surveys.day_doubt, &[&doubt.column, &shortened(&doubt.said), &read, &other, &doubt.column])
}

/// The same on the screen, where a column gets another meaning by a key.
pub fn day_doubt_shown(doubt: &DayDoubt, text: &Text) -> String {
    let s = &text.surveys;
    let other = if doubt.order == DayOrder::DayFirst { s.column_month_first } else { s.column_date };
    fill(s.day_doubt_shown, &[&doubt.column, &shortened(&doubt.said), &dates::full(doubt.read), &other])
}

/// Why the answers cannot be taken.
pub fn answer_plan_error(error: &PlanError, text: &Text) -> String {
    match error {
        PlanError::NoNameColumn { columns } => fill(text.surveys.answer_no_respondent, &[&columns.join(" | ")]),
        other => wording::plan_error(other, text),
    }
}

/// The rows that are wrong or wait, with their reasons, as a CSV table; `None` when there are none.
///
/// # Errors
/// [`ExportError`] when a cell cannot be written.
pub fn left_out<'a>(
    rows: impl Iterator<Item = &'a NamedRow>,
    columns: &AnswerColumns,
    asked: Option<&Questionnaire>,
    ctx: &Ctx,
) -> Result<Option<Vec<u8>>, ExportError> {
    let words = &ctx.text.messages;
    let heads = columns.columns.iter().map(AnswerColumn::head_or_letters);
    let own = [words.import_head_line, words.import_head_reason].map(str::to_owned);
    let mut table = vec![own.into_iter().chain(heads).collect::<Vec<String>>()];
    for row in rows.filter(|row| matches!(row.state(), RowState::Rejected | RowState::Undecided)) {
        let faults = row.faults.iter().map(|fault| cell_fault(fault, asked, ctx.text));
        let reasons: Vec<String> = faults.chain(row.remark.iter().map(|remark| answer_remark(remark, ctx))).collect();
        let mut line = vec![row.number.to_string(), reasons.join("; ")];
        line.extend((0..columns.columns.len()).map(|at| row.cells.get(at).cloned().unwrap_or_default()));
        table.push(line);
    }
    if table.len() == 1 { Ok(None) } else { export::csv_bytes(&table).map(Some) }
}
