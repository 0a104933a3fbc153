//! The selection of a mentor on paper: the application as it was written, the interview sheet with its marks, and what
//! the mentor aims at. Each form writes the sheet and the mentor's steps together.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::{
    Batch, Change, Criterion, CriterionGroup, Key, Kind, MOST_CRITERIA, MOST_MARKS, Mentor, MentorId, PersonKind,
    Record, Register, Selection, SelectionId, Step, Words, status,
};
use crate::fields::{AIMS, APPLICATION, Ctx, Field, INTERVIEW, MARKS, OF_EXTERNAL, SelectionRow, Value, Worded, names};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::text::{Text, fill};

/// Identity of the form of the application.
pub const APPLICATION_FORM: &str = "mentor.application";
/// Identity of the form of the interview sheet.
pub const INTERVIEW_FORM: &str = "mentor.interview";
/// Identity of the form of aims and expectations.
pub const AIMS_FORM: &str = "mentor.aims";

/// What of the sheet a form is about.
fn form(
    id: &'static str,
    title: &str,
    row: &SelectionRow,
    fields: &[&'static Field<SelectionRow>],
    world: &World,
) -> Form {
    let ctx = world.ctx();
    let inputs = fields.iter().map(|field| Input::of(field, row, &ctx)).collect();
    let title = fill(title, &[&names::of_key(&world.register, row.id.into(), world.text)]);
    let keys = [row.id.into(), SelectionId::from(row.id).into()];
    Form::new(id, title, Some(row.id.into()), inputs, submit).over(&world.register, &keys)
}

/// The form of the application. While none is on file, today is the day it came.
pub fn application(id: MentorId, world: &World) -> Option<Form> {
    let row = SelectionRow::load(&world.register, id, Vec::new())?;
    let external = world.register.mentor_person(id).is_some_and(|person| person.kind.is_external_adult());
    let asked = APPLICATION.iter().filter(|field| external || !OF_EXTERNAL.contains(&field.id));
    let mut form =
        form(APPLICATION_FORM, world.text.training.application_title, &row, &asked.collect::<Vec<_>>(), world);
    let ctx = world.ctx();
    if let Some(step) = form.input_mut("application").filter(|_| row.mentor.application == Step::Open) {
        step.put(Value::Date(ctx.today), &ctx);
    }
    Some(form.focused("words"))
}

/// The form of what a mentor aims at and expects.
pub fn aims(id: MentorId, world: &World) -> Option<Form> {
    let row = SelectionRow::load(&world.register, id, Vec::new())?;
    let fields: Vec<_> = AIMS.iter().collect();
    Some(form(AIMS_FORM, world.text.training.aims_title, &row, &fields, world))
}

/// The interview sheet: a mark for each criterion with one key, then the decision. While no interview is on file, it is
/// held today by whoever held the last one.
pub fn interview(id: MentorId, world: &World) -> Option<Form> {
    let asked: Vec<Words> = criteria(id, &world.register).into_iter().map(|criterion| criterion.code.clone()).collect();
    sheet(id, asked, world)
}

fn sheet(id: MentorId, asked: Vec<Words>, world: &World) -> Option<Form> {
    let row = SelectionRow::load(&world.register, id, asked)?;
    let [when, who, rest @ ..] = INTERVIEW else { return None };
    let marks = MARKS.iter().take(row.asked.len());
    let fields: Vec<_> = [when, who].into_iter().chain(marks).chain(rest).collect();
    let mut form = form(INTERVIEW_FORM, world.text.training.interview_title, &row, &fields, world);
    let ctx = world.ctx();
    for (code, mark) in row.asked.iter().zip(MARKS) {
        if let Some(input) = form.input_mut(mark.id) {
            label(input, code, &world.register, world.text);
        }
    }
    if row.mentor.interview == Step::Open {
        let last = Value::text(&last_interviewer(world));
        for (field, value) in [("interview", Value::Date(ctx.today)), ("interviewer", last)] {
            if let Some(input) = form.input_mut(field).filter(|_| !value.is_empty()) {
                input.put(value, &ctx);
            }
        }
    }
    let words = row.asked.iter().map(|code| code.as_str()).collect::<Vec<_>>().join("\n");
    let first = row.asked.iter().zip(MARKS).find(|(code, _)| row.sheet.mark(code).is_none());
    let first = first.map_or("decision", |(_, mark)| mark.id);
    Some(form.of_part(Part { place: 0, count: 1, words }).hinting(points).focused(first))
}

/// Gives a mark the name of its criterion, and says under it what it judges and what the marks mean.
fn label(input: &mut Input, code: &Words, register: &Register, text: &Text) {
    let t = &text.training;
    let Some(criterion) = register.lists().criteria.iter().find(|criterion| criterion.code == *code) else {
        input.label = Cow::Owned(code.to_string());
        return;
    };
    let group = match criterion.group {
        CriterionGroup::Psychological => t.psychological_short,
        CriterionGroup::Pedagogical => t.pedagogical_short,
        CriterionGroup::Professional => t.professional_short,
    };
    input.label = Cow::Owned(format!("{group} {}", criterion.title));
    input.note = fill(t.marks_mean, &[&criterion.title, &criterion.group.word(text)]);
}

/// The criteria an interview with a mentor asks about, by group.
fn criteria(id: MentorId, register: &Register) -> Vec<&Criterion> {
    let wished = register.get::<Mentor>(id).and_then(|mentor| mentor.form);
    let usual = register.mentor_person(id).map(|person| status::usual_form(person.kind, PersonKind::Pupil));
    let form = wished.or(usual);
    let mut criteria: Vec<&Criterion> =
        register.lists().criteria.iter().filter(|criterion| criterion.group.is_asked(form)).collect();
    criteria.sort_by_key(|criterion| criterion.group);
    criteria.truncate(MOST_CRITERIA);
    criteria
}

/// Whoever held the interview that was written down last.
fn last_interviewer(world: &World) -> String {
    let named = world.register.of_kind(Kind::Selection).filter_map(|(key, record)| match record {
        Record::Selection(sheet) if !sheet.interviewer.is_empty() => Some((key, sheet)),
        _ => None,
    });
    let last = named.max_by_key(|(key, _)| (world.register.stamp(*key).map(|stamp| stamp.generation), *key));
    last.map_or_else(String::new, |(_, sheet)| sheet.interviewer.to_string())
}

/// «Баллов 7 из 10, без оценки 1».
fn points(form: &Form, world: &World) -> Vec<String> {
    let ctx = world.ctx();
    let marks: Vec<Value> = MARKS.iter().take(asked(form).len()).map(|field| form.value(field.id, &ctx)).collect();
    let given: i64 = marks.iter().filter_map(Value::as_number).sum();
    let open = marks.iter().filter(|mark| mark.is_empty()).count();
    let most = usize::from(MOST_MARKS) * (marks.len() - open);
    let t = &world.text.training;
    let said = if open == 0 { fill(t.points, &[&given, &most]) } else { fill(t.points_open, &[&given, &most, &open]) };
    vec![said]
}

/// The criteria a sheet was opened with, whatever the school's list says by now.
fn asked(form: &Form) -> Vec<Words> {
    form.part.as_ref().map_or_else(Vec::new, |part| part.words.lines().map(Words::from).collect())
}

/// The entry and the sheet as they were when the form was opened.
fn opened(form: &Form) -> Option<(Arc<Mentor>, Option<Arc<Selection>>, MentorId)> {
    let id = form.target.and_then(MentorId::of)?;
    let Some(Record::Mentor(mentor)) = form.opened(id.into()) else { return None };
    let sheet = match form.opened(SelectionId::from(id).into()) {
        Some(Record::Selection(sheet)) => Some(Arc::clone(sheet)),
        _ => None,
    };
    Some((Arc::clone(mentor), sheet, id))
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some((mentor, sheet, id)) = opened(form) else { return Ok(Act::Close) };
    let fresh = sheet.clone().unwrap_or_else(|| Arc::new(Selection::new(id)));
    let mut row = SelectionRow { id, mentor: Arc::clone(&mentor), sheet: fresh, asked: asked(form) };
    let ctx: Ctx = world.ctx();
    match form.id {
        APPLICATION_FORM => form.write(APPLICATION, &mut row, &ctx)?,
        AIMS_FORM => form.write(AIMS, &mut row, &ctx)?,
        _ => {
            form.write(INTERVIEW, &mut row, &ctx)?;
            form.write(MARKS, &mut row, &ctx)?;
        }
    }
    let mut changes = Vec::new();
    let key = SelectionId::from(id);
    match sheet {
        Some(before) if before == row.sheet => {}
        Some(before) => changes.push(Change::edit(key, &before, Selection::clone(&row.sheet))),
        None if *row.sheet == Selection::new(id) => {}
        None => changes.push(Change::create(key, Selection::clone(&row.sheet))),
    }
    if mentor != row.mentor {
        changes.push(Change::edit(id, &mentor, Mentor::clone(&row.mentor)));
    }
    Ok(Act::Save(Batch::new(form.id, changes)))
}

/// Opens a form of a selection again, for a draft and after a conflict.
pub fn reopen(form: &str, target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    let id = target.and_then(MentorId::of)?;
    match (form, part) {
        (APPLICATION_FORM, _) => application(id, world),
        (AIMS_FORM, _) => aims(id, world),
        (INTERVIEW_FORM, Some(part)) => sheet(id, part.words.lines().map(Words::from).collect(), world),
        (INTERVIEW_FORM, None) => interview(id, world),
        _ => None,
    }
}
