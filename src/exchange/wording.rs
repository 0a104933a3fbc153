//! Sentences for what happens to a file: what, where, and what to do about it.

use super::ExchangeError;
use super::error::{ExportError, Foreign, Limit, MapError, PlanError, SheetError};
use super::roster::{Fault, FaultKind, NotTaken, Plan, Remark, WhyLeftOut};
use super::slashes::DayDoubt;
use crate::fields::{Problem, Worded, dates};
use crate::text::{Text, fill};

/// Why an import or an export did not happen.
pub fn error(error: &ExchangeError, text: &Text) -> String {
    match error {
        ExchangeError::Sheet(error) => sheet_error(error, text),
        ExchangeError::Map(error) => map_error(error, text),
        ExchangeError::Plan(error) => plan_error(error, text),
        ExchangeError::Export(error) => export_error(error, text),
    }
}

/// Why a file is no table.
pub fn sheet_error(error: &SheetError, text: &Text) -> String {
    let words = &text.messages;
    match error {
        SheetError::NotFound { path } => fill(words.import_not_found, &[&path.display()]),
        SheetError::Unreadable { path, why } => fill(words.import_unreadable, &[&path.display(), &why.words(text)]),
        SheetError::NotAFile { path } => fill(words.import_not_a_file, &[&path.display()]),
        SheetError::Empty => words.import_empty.to_owned(),
        SheetError::TooLarge { limit, most } => {
            let mib = |bytes: u64| bytes >> 20;
            match limit {
                Limit::Bytes => fill(words.import_too_many_bytes, &[&mib(*most)]),
                Limit::Unpacked => fill(words.import_too_many_unpacked, &[&mib(*most)]),
                Limit::Rows => fill(words.import_too_many_rows, &[most]),
                Limit::Cells => fill(words.import_too_many_cells, &[most]),
            }
        }
        SheetError::Foreign(foreign) => fill(words.import_foreign, &[&foreign_word(*foreign, text)]),
        SheetError::Password => words.import_password.to_owned(),
        SheetError::Damaged { why } => fill(words.import_damaged, &[why]),
        SheetError::NoSuchSheet { names, .. } if names.is_empty() => words.import_no_sheets.to_owned(),
        SheetError::NoSuchSheet { name, names } => fill(words.import_no_sheet, &[name, &names.join(", ")]),
    }
}

fn foreign_word(foreign: Foreign, text: &Text) -> &'static str {
    let words = &text.messages;
    match foreign {
        Foreign::Picture => words.import_is_picture,
        Foreign::Pdf => words.import_is_pdf,
        Foreign::Document => words.import_is_document,
        Foreign::Slides => words.import_is_slides,
        Foreign::Archive => words.import_is_archive,
        Foreign::WebPage => words.import_is_web_page,
        Foreign::Xlsb => words.import_is_xlsb,
        Foreign::Other => words.import_is_other,
    }
}

/// Why a column cannot be given to a field.
pub fn map_error(error: &MapError, text: &Text) -> String {
    let words = &text.messages;
    match error {
        MapError::NoSuchField { field, fields } => fill(words.import_no_field, &[field, &fields.join(", ")]),
        MapError::NoSuchItem { item, items } => fill(text.surveys.answer_no_item, &[item, &items.join(", ")]),
        MapError::NoSuchColumn { column, columns } => fill(words.import_no_column, &[column, &columns.join(" | ")]),
        MapError::Twins { column, letters } => fill(text.surveys.answer_twins, &[column, &letters.join(", ")]),
        MapError::ColumnTwice { column } => fill(words.import_column_twice, &[column]),
        MapError::FieldTwice { field } => fill(words.import_field_twice, &[field]),
    }
}

/// Why the rows of a plan cannot be taken.
pub fn plan_error(error: &PlanError, text: &Text) -> String {
    let words = &text.messages;
    match error {
        PlanError::NoNameColumn { columns } => fill(words.import_no_name_column, &[&columns.join(" | ")]),
        PlanError::NoItemColumn { columns } => fill(text.surveys.answer_no_items, &[&columns.join(" | ")]),
        PlanError::NoMeasureColumns { columns } => fill(text.surveys.measure_no_columns, &[&columns.join(" | ")]),
        PlanError::NoWishColumns { columns } => fill(words.import_no_wish_columns, &[&columns.join(" | ")]),
        PlanError::SameCoupleTwice { first, second } => fill(words.import_couple_twice, &[first, second]),
        PlanError::NotAllGood { rejected, undecided } => {
            let wrong = text.count(*rejected, text.counts.rows);
            fill(words.import_not_all_good, &[&wrong, undecided])
        }
        PlanError::SamePersonTwice { first, second } => fill(words.import_same_twice, &[first, second]),
        PlanError::Gone { row } => fill(words.import_gone, &[row]),
        PlanError::NothingToTake => words.import_nothing.to_owned(),
    }
}

/// That everything in a file is on file already.
pub fn all_known(plan: &Plan, text: &Text) -> String {
    fill(text.messages.import_all_known, &[&text.count(plan.known(), text.counts.rows)])
}

/// Why an export was not written.
pub fn export_error(error: &ExportError, text: &Text) -> String {
    let words = &text.messages;
    match error {
        ExportError::Closed => text.years.closed_table.to_owned(),
        ExportError::NotAFile { path } => fill(words.import_not_a_file, &[&path.display()]),
        ExportError::Base { path } => fill(words.export_onto_base, &[&path.display()]),
        ExportError::Unwritable { path, why } => fill(words.import_unwritable, &[&path.display(), &why.words(text)]),
        ExportError::Encoding { why } => fill(words.import_encoding, &[why]),
    }
}

/// «Класс: такого класса не бывает: «12Ц»».
pub fn fault(fault: &Fault, text: &Text) -> String {
    let words = &text.messages;
    let what = match &fault.kind {
        FaultKind::NoName => return words.import_no_name.to_owned(),
        FaultKind::Formula => words.import_formula.to_owned(),
        FaultKind::Nobody { side, near } => {
            let nobody = fill(words.import_nobody, &[&side.word(text)]);
            near.iter().fold(nobody, |said, near| format!("{said}{}", fill(words.import_near, &[near])))
        }
        FaultKind::Namesakes => words.import_namesakes_class.to_owned(),
        FaultKind::NotARank => words.import_not_a_rank.to_owned(),
        FaultKind::CoupleTwice { row } => fill(words.import_couple_known, &[row]),
        FaultKind::Field(problem) => problem_words(problem, text),
    };
    fill(words.import_fault, &[&fault.column, &what, &shortened(&fault.text)])
}

/// What is wrong with a text that a field was given.
pub fn problem_words(problem: &Problem, text: &Text) -> String {
    let words = &text.messages;
    match problem {
        Problem::Required => words.import_required.to_owned(),
        Problem::NotADate => words.import_not_a_date.to_owned(),
        Problem::NotATime => words.import_not_a_time.to_owned(),
        Problem::NotANumber { low, high } => fill(words.import_not_a_number, &[low, high]),
        Problem::NotAnOption => words.import_not_an_option.to_owned(),
        Problem::NotAClass => words.import_not_a_class.to_owned(),
        Problem::NotABirth => words.import_not_a_birth.to_owned(),
        Problem::TooLong => fill(words.import_too_long, &[&crate::fields::LONGEST]),
        Problem::NotAName => words.import_not_a_name.to_owned(),
    }
}

/// Why a row got the decision it got.
pub fn remark(remark: &Remark, text: &Text) -> String {
    let words = &text.messages;
    match remark {
        Remark::OnFile(_) => words.import_on_file.to_owned(),
        Remark::Joins(_) => words.import_joins.to_owned(),
        Remark::Namesakes => words.import_namesakes.to_owned(),
        Remark::Repeats(row) => fill(words.import_repeats, &[row]),
        Remark::MayRepeat(row) => fill(words.import_may_repeat, &[row]),
        Remark::SharedEmail(_) => words.import_shared_email.to_owned(),
        Remark::OtherSheet(_) => words.import_other_sheet.to_owned(),
    }
}

/// Why a row is no person.
pub fn left_out(why: WhyLeftOut, text: &Text) -> &'static str {
    let words = &text.messages;
    match why {
        WhyLeftOut::Total => words.import_total,
        WhyLeftOut::Numbering => words.import_numbering,
        WhyLeftOut::RepeatedHead => words.import_repeated_head,
        WhyLeftOut::NumberOnly => words.import_number_only,
        WhyLeftOut::Remark => words.import_remark,
    }
}

/// What becomes of a column whose texts go nowhere.
pub fn not_taken(column: &NotTaken, text: &Text) -> String {
    let words = &text.messages;
    let sentence = if column.derived { words.import_derived_column } else { words.import_unknown_column };
    fill(sentence, &[&column.column, &text.count(column.filled, text.counts.rows)])
}

/// Heads that are named; of a table of sixty columns the rest is counted.
const NAMED: usize = 8;

/// Which columns are not read, for the screen: how many, how to give them a field, and their heads. `None` when all
/// are.
pub fn unread_shown(plan: &Plan, text: &Text) -> Option<String> {
    let columns = &plan.not_taken;
    let count = text.count(columns.len(), text.counts.columns);
    let doubt = only_names(plan, text);
    (!columns.is_empty()).then(|| doubt + &fill(text.messages.import_unread_shown, &[&count, &heads(columns, text)]))
}

/// How a column of a roster was read in which day and month could change places.
pub fn day_doubt_plain(doubt: &DayDoubt, text: &Text) -> String {
    let said = shortened(&doubt.said);
    fill(text.surveys.day_doubt_plain, &[&doubt.column, &said, &dates::full(doubt.read)])
}

/// The same for the command line, in one line however many there are, with an argument that keeps the first of them.
pub fn unread_told(plan: &Plan, text: &Text) -> Option<String> {
    let columns = &plan.not_taken;
    let first = one_line(&columns.first()?.column);
    let count = text.count(columns.len(), text.counts.columns);
    let told = match plan.roster.keeps_notes() {
        true => fill(text.messages.import_unread_told, &[&count, &heads(columns, text), &first]),
        false => fill(text.messages.import_unread_plain, &[&count, &heads(columns, text)]),
    };
    Some(only_names(plan, text) + &told)
}

/// A doubt about the whole file, with the blank behind it; nothing where there is none.
fn only_names(plan: &Plan, text: &Text) -> String {
    if plan.knows_only_names() { format!("{} ", text.messages.import_only_names) } else { String::new() }
}

/// «Хобби», «Кружок», … ещё 3
fn heads(columns: &[NotTaken], text: &Text) -> String {
    let named = columns.iter().take(NAMED).map(|column| format!("«{}»", shortened(&column.column)));
    let rest = columns.len().checked_sub(NAMED).filter(|rest| *rest > 0);
    named.chain(rest.map(|rest| fill(text.common.and_more, &[&rest]))).collect::<Vec<_>>().join(", ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text that is wrong, as much of it as tells it.
fn shortened(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= 60 { line } else { line.chars().take(59).chain(['…']).collect() }
}
