//! The forms of the workshop: the head of a questionnaire, one of its items, a new item.

use super::fields::{HEAD, ITEM, ItemRow};
use crate::domain::{Audience, Batch, Change, Item, Label, Questionnaire, QuestionnaireId, Record, Refusal, Wave};
use crate::fields::{Value, fold, names, sentence};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::surveys::{self, Fault, wording};
use crate::text::fill;

/// Identity of the form of the head of a new questionnaire.
pub const NEW: &str = "survey.new";
/// Identity of the form of the head of a questionnaire on file.
pub const HEAD_FORM: &str = "survey.head";
/// Identity of the form of an item on file.
pub const ITEM_FORM: &str = "survey.item";
/// Identity of the form of a new item, which comes after the one the form was opened at.
pub const ITEM_NEW: &str = "survey.item_new";

/// The form of a new questionnaire.
pub fn new(world: &World) -> Form {
    let inputs = HEAD.iter().map(|field| Input::of(field, &fresh(), &world.ctx())).collect();
    Form::new(NEW, world.text.surveys.new_title, None, inputs, submit_new).asking(propose_code)
}

/// Words of a title that make its code.
const CODE_WORDS: usize = 4;

/// A code made of the first words of a title, which no other questionnaire has: «климат-в-классе».
fn code_of(title: &str, world: &World) -> String {
    let words = fold(title);
    let words = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(CODE_WORDS);
    let code = words.collect::<Vec<&str>>().join("-");
    if code.is_empty() {
        return code;
    }
    let taken = |code: &str| surveys::newest(&world.register, code).is_some();
    let numbered = (2..).map(|number| format!("{code}-{number}"));
    std::iter::once(code.clone()).chain(numbered).find(|code| !taken(code)).unwrap_or(code)
}

/// Keeps the code that of the title while the title is typed, until somebody writes another.
fn propose_code(form: &mut Form, world: &World) {
    let typed = |id: &str| form.inputs.iter().find(|it| it.id == id).map(|it| it.edit().text().to_owned());
    let (Some(title), Some(code)) = (typed("title"), typed("code")) else { return };
    let writes_title = form.inputs.get(form.focus()).is_some_and(|it| it.id == "title");
    let wanted = code_of(&title, world);
    // What was proposed for less of the title, or for more of it, was nobody's own.
    let stem = code.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let own = !(wanted.starts_with(stem) || stem.starts_with(&*wanted));
    if !writes_title || own || code == wanted {
        return;
    }
    if let Some(input) = form.input_mut("code") {
        input.put(Value::text(&wanted), &world.ctx());
    }
}

fn fresh() -> Questionnaire {
    Questionnaire {
        code: String::new(),
        version: 1,
        title: Label::default(),
        wave: Wave::Occasion,
        audience: Audience::Mentee,
        forms: Vec::new(),
        own: true,
        items: Vec::new(),
    }
}

/// The form of the head of a questionnaire.
pub fn head(id: QuestionnaireId, world: &World) -> Option<Form> {
    let sheet = world.register.get::<Questionnaire>(id)?;
    let fields = HEAD.iter().filter(|field| field.id != "code");
    let inputs = fields.map(|field| Input::of(field, sheet.as_ref(), &world.ctx())).collect();
    let form = Form::new(HEAD_FORM, names::title(sheet, world.text), Some(id.into()), inputs, submit_head);
    Some(form.over(&world.register, &[id.into()]))
}

/// The form of an item, wherever it stands by now. `None` when it is gone.
pub fn item(id: QuestionnaireId, part: &Part, world: &World) -> Option<Form> {
    let sheet = world.register.get::<Questionnaire>(id)?;
    let now: Vec<&str> = sheet.items.iter().map(|item| item.id.as_str()).collect();
    let place = part.find(&now)?;
    let row = ItemRow::of(&sheet.items[place], world.text);
    Some(form_of(ITEM_FORM, (id, sheet), place, &row, world))
}

/// The form of an item that comes after the one at `place` − 1, at the end where that is behind it.
pub fn item_new(id: QuestionnaireId, place: usize, world: &World) -> Option<Form> {
    let sheet = world.register.get::<Questionnaire>(id)?;
    let place = place.min(sheet.items.len());
    Some(form_of(ITEM_NEW, (id, sheet), place, &ItemRow::fresh(sheet), world).focused("ru"))
}

fn form_of(
    form: &'static str,
    (id, sheet): (QuestionnaireId, &Questionnaire),
    place: usize,
    row: &ItemRow,
    world: &World,
) -> Form {
    let title = fill(world.text.surveys.item_title, &[&(place + 1), &names::title(sheet, world.text)]);
    let inputs = ITEM.iter().map(|field| Input::of(field, row, &world.ctx())).collect();
    let submit = if form == ITEM_NEW { submit_added } else { submit_item };
    let part = part(sheet, place);
    Form::new(form, title, Some(id.into()), inputs, submit).of_part(part).over(&world.register, &[id.into()])
}

/// An item as a part of its questionnaire.
pub fn part(sheet: &Questionnaire, place: usize) -> Part {
    let words = sheet.items.get(place).map_or_else(String::new, |item| item.id.clone());
    Part { place, count: sheet.items.len(), words }
}

fn opened(form: &Form) -> Option<(QuestionnaireId, Questionnaire)> {
    let key = form.target?;
    match form.opened(key)? {
        Record::Questionnaire(sheet) => Some((QuestionnaireId::of(key)?, Questionnaire::clone(sheet))),
        _ => None,
    }
}

fn submit_new(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut sheet = fresh();
    form.write(HEAD, &mut sheet, &world.ctx())?;
    let code = sheet.code.trim().to_owned();
    let taken = surveys::newest(&world.register, &code).is_some();
    let error = |message: String| Err(vec![FieldError { field: "code", message }]);
    if taken {
        return error(fill(world.text.surveys.code_taken, &[&code]));
    }
    if !surveys::is_code(&code) {
        return error(fill(world.text.surveys.bad_id, &[&code]));
    }
    sheet.code = code;
    Ok(Act::Save(Batch::new("survey.new", vec![Change::create(QuestionnaireId(world.fresh_id()), sheet)])))
}

fn submit_head(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some((id, mut sheet)) = opened(form) else { return Ok(nothing()) };
    let before = (sheet.wave, sheet.audience);
    let made_for = sheet.forms.first().copied();
    form.write(HEAD, &mut sheet, &world.ctx())?;
    // The field of a form has its code.
    if let Some(gone) = made_for.filter(|_| sheet.forms.is_empty() && is_answered(&sheet.code, world)) {
        let message = world.text.surveys.forms_none.to_owned();
        return Err(vec![FieldError { field: gone.code(), message }]);
    }
    judged(&sheet, head_field, world)?;
    let batch = revised(id, sheet.clone(), world);
    if let Err(refusal @ Refusal::AsksOthers { .. }) = world.register.check(&batch) {
        let field = if before.0 == sheet.wave { "audience" } else { "wave" };
        let message = sentence::refusal(&refusal, &world.register, world.text);
        return Err(vec![FieldError { field, message }]);
    }
    Ok(Act::Save(batch))
}

/// Whether anybody answered a questionnaire, in whichever version.
fn is_answered(code: &str, world: &World) -> bool {
    super::known(world).iter().any(|known| known.sheet.code == code && known.answers > 0)
}

fn submit_item(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some((id, mut sheet)) = opened(form) else { return Ok(nothing()) };
    let place = form.part.as_ref().map_or(0, |part| part.place);
    let Some(before) = sheet.items.get(place).cloned() else { return Ok(nothing()) };
    let mut row = ItemRow::of(&before, world.text);
    form.write(ITEM, &mut row, &world.ctx())?;
    let mut item = written(&row, world)?;
    // An item that gets another id is the same item: conditions on it follow, and its answers and what is linked to it
    // are found by the id it had.
    if item.id != before.id {
        rename(&mut sheet, &before.id, &item.id);
        if item.was == before.was {
            item.was = Some(before.id.clone());
        }
    }
    sheet.items[place] = item;
    judged(&sheet, field_of, world)?;
    Ok(save(id, sheet, world))
}

fn submit_added(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some((id, mut sheet)) = opened(form) else { return Ok(nothing()) };
    let mut row = ItemRow::fresh(&sheet);
    form.write(ITEM, &mut row, &world.ctx())?;
    let place = form.part.as_ref().map_or(sheet.items.len(), |part| part.place.min(sheet.items.len()));
    sheet.items.insert(place, written(&row, world)?);
    judged(&sheet, field_of, world)?;
    Ok(save(id, sheet, world))
}

fn nothing() -> Act {
    Act::Save(Batch::new("survey.edit", Vec::new()))
}

fn rename(sheet: &mut Questionnaire, from: &str, to: &str) {
    for when in sheet.items.iter_mut().filter_map(|item| item.when.as_mut()).filter(|when| when.item == from) {
        to.clone_into(&mut when.item);
    }
}

fn written(row: &ItemRow, world: &World) -> Result<Item, Vec<FieldError>> {
    let message = world.text.surveys.bad_condition.to_owned();
    row.item().ok_or_else(|| vec![FieldError { field: "when", message }])
}

/// The reader of files judges what was typed: as a file it must be read. A questionnaire may wait for its first item.
fn judged(sheet: &Questionnaire, field: fn(&Fault) -> &'static str, world: &World) -> Result<(), Vec<FieldError>> {
    match surveys::read(&surveys::write(sheet)) {
        Ok(_) => Ok(()),
        Err(error) if error.fault == Fault::NoItems => Ok(()),
        Err(error) => {
            let message = wording::read_error(&surveys::ReadError { line: None, ..error.clone() }, world.text);
            Err(vec![FieldError { field: field(&error.fault), message }])
        }
    }
}

/// The field of the head that a fault is about.
fn head_field(fault: &Fault) -> &'static str {
    if matches!(fault, Fault::LinkOutsideEntry) { "wave" } else { "title" }
}

/// The field of an item that a fault is about.
fn field_of(fault: &Fault) -> &'static str {
    match fault {
        Fault::Scale { .. } | Fault::Percent { .. } => "low",
        Fault::TooFewOptions(_) | Fault::TooManyOptions(_) | Fault::SameOption(_) => "options",
        Fault::WasTaken(_) => "was",
        Fault::TooManyLinks(_) | Fault::LinkOutsideEntry => "linked",
        Fault::ConditionOnUnknown(_) | Fault::ConditionUnfit(_) => "when",
        Fault::EmptyText { field } | Fault::TooLong { field } => {
            ["ru", "options", "section", "help", "linked"].into_iter().find(|known| known == field).unwrap_or("ru")
        }
        _ => "id",
    }
}

/// The step that changes a questionnaire, as a new version where it was answered.
pub fn save(id: QuestionnaireId, sheet: Questionnaire, world: &mut World) -> Act {
    Act::Save(revised(id, sheet, world))
}

fn revised(id: QuestionnaireId, sheet: Questionnaire, world: &mut World) -> Batch {
    world.ids.skip_past(world.register.highest_id());
    let mut ids = world.ids.clone();
    let adopted = surveys::revise(&world.register, &mut ids, id, sheet);
    world.ids = ids;
    adopted.batch("survey.edit")
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{Bench, SCALE};
    use super::*;
    use crate::domain::Stamp;
    use crate::kit::sample;
    use crate::panes::Pane;

    #[test]
    fn a_head_that_no_file_could_have_and_other_people_are_refused() {
        let mut bench = Bench::new(vec![SCALE]);
        let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
        let mut after = Questionnaire::clone(&before);
        after.items[0].linked = vec!["X1".to_owned()];
        let stamp = Stamp { generation: 1, at: 0, who: String::new() };
        bench.world.register.commit(&[Change::edit(bench.sheet, &before, after)], &stamp).unwrap();
        let refused = |bench: &mut Bench, field: &str, code: &'static str| {
            let mut form = head(bench.sheet, &bench.world).unwrap();
            form.input_mut(field).unwrap().put(Value::Code(code), &bench.world.ctx());
            submit_head(&form, &mut bench.world).err().map(|errors| errors[0].field)
        };
        assert_eq!(refused(&mut bench, "wave", Wave::Exit.code()), Some("wave"), "a link of an exit item");
        assert_eq!(refused(&mut bench, "audience", Audience::Mentor.code()), None);
        bench.pane.refresh(&bench.world);
        let acts = bench.keys("\n7\n");
        bench.commit(&acts);
        assert_eq!(refused(&mut bench, "audience", Audience::Mentor.code()), Some("audience"), "it was answered");
    }

    /// What becomes of a head, made for pupils, that is left without any form or for all of them.
    fn given_forms(bench: &mut Bench, on: bool) -> Result<Act, Vec<FieldError>> {
        let before = std::sync::Arc::clone(bench.world.register.get::<Questionnaire>(bench.sheet).unwrap());
        if before.forms.is_empty() {
            let forms = vec![crate::domain::Form::PupilPupil];
            let after = Questionnaire { forms, ..Questionnaire::clone(&before) };
            let stamp = Stamp { generation: 1, at: 0, who: String::new() };
            bench.world.register.commit(&[Change::edit(bench.sheet, &before, after)], &stamp).unwrap();
        }
        let mut form = head(bench.sheet, &bench.world).unwrap();
        for kind in crate::domain::Form::ALL {
            form.input_mut(kind.code()).unwrap().put(Value::Flag(on), &bench.world.ctx());
        }
        submit_head(&form, &mut bench.world)
    }

    #[test]
    fn a_questionnaire_with_answers_does_not_become_one_for_all_forms_by_a_slip() {
        let mut fresh = Bench::new(vec![SCALE]);
        assert!(given_forms(&mut fresh, false).is_ok(), "nobody has answered it");
        let mut bench = Bench::new(vec![SCALE]);
        let acts = bench.keys("\n7\n");
        bench.commit(&acts);
        let errors = given_forms(&mut bench, false).unwrap_err();
        assert_eq!(errors[0].field, "pupil_pupil");
        assert!(errors[0].message.contains("отметьте все формы"), "{}", errors[0].message);
        assert!(given_forms(&mut bench, true).is_ok(), "said so, it may be for all");
    }

    /// The code follows the title while that is typed, and stays once somebody wrote another.
    #[test]
    fn a_new_questionnaire_gets_its_code_from_its_title() {
        let mut world = sample::world();
        let taken = Questionnaire { code: "климат-в-классе".into(), ..fresh() };
        let stamp = Stamp { generation: 1, at: 0, who: "тест".into() };
        world.register.commit(&[Change::create(QuestionnaireId(900), taken)], &stamp).unwrap();
        let mut form = new(&world);
        let type_title = |form: &mut Form, title: &str| {
            form.input_mut("title").unwrap().put(Value::text(title), &world.ctx());
            (form.asks)(form, &world);
            form.input_mut("code").unwrap().edit().text().to_owned()
        };
        assert_eq!(type_title(&mut form, "Кл"), "кл");
        assert_eq!(type_title(&mut form, "Климат"), "климат");
        assert_eq!(type_title(&mut form, "Климат в классе"), "климат-в-классе-2", "the other is taken");
        assert_eq!(type_title(&mut form, "Климат в классе: весна 2027 года"), "климат-в-классе-весна");
        assert!(surveys::is_code(&type_title(&mut form, "«Ёлка», 5–11!")));
        form.input_mut("code").unwrap().put(Value::text("own"), &world.ctx());
        assert_eq!(type_title(&mut form, "Иначе"), "own");
    }
}
