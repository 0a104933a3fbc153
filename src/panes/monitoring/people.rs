//! What a school measures of people beside М1–М12: the totals of its instruments, each with a name, a scale and a better
//! direction. The values are entered, imported and compared like those of the model.

use std::sync::Arc;

use super::school_form::{PARAMETER_FIELDS, ParameterRow};
use crate::domain::{Batch, Better, Change, Entity, Key, Kind, Scale, SchoolParameter, SchoolParameterId, Whose};
use crate::fields::choices::PARAMETERS;
use crate::fields::{Order, Worded, fold, squeezed};
use crate::kit::{Act, FieldError, Form, Item, PickFor, Picker, World};
use crate::panes::records::{inputs, step};
use crate::text::fill;

/// Identity of the form.
pub const PEOPLE: &str = "measure.parameter";

/// The key under which they stand among people who can be measured, and a new one among those on file: no record has it.
fn the_people() -> Key {
    Key { id: u32::MAX, ..crate::domain::TheSchool.into() }
}

/// What stands for them among the people who can be measured.
pub fn item(world: &World) -> Item {
    let label = world.text.monitoring.people_own.to_owned();
    Item { key: the_people(), hay: fold(&label), label, detail: String::new() }
}

/// Whether that was picked.
pub fn is_picked(keys: &[Key]) -> bool {
    keys.first() == Some(&the_people())
}

/// Asks which of them to look at, or for a new one.
pub fn ask(world: &World) -> Act {
    let (m, text) = (&world.text.monitoring, world.text);
    let item = |(id, it): (SchoolParameterId, &Arc<SchoolParameter>)| {
        let detail = it.scale.word(text).to_owned();
        Item { key: id.into(), label: it.name.to_string(), hay: fold(&format!("{} {detail}", it.name)), detail }
    };
    let mut items: Vec<Item> = world.register.own_parameters(Whose::People).map(item).collect();
    let order = Order::new();
    items.sort_by_cached_key(|item| order.key(&item.label));
    let label = m.people_new.to_owned();
    items.push(Item { key: the_people(), hay: fold(&label), label, detail: String::new() });
    let begin = PickFor::Start(|keys, world| {
        let id = keys.first().copied().and_then(SchoolParameterId::of);
        form(id, world).map(|form| Act::Form(Box::new(form))).into_iter().collect()
    });
    Act::Pick(Box::new(Picker::new(m.people_own, items, begin, false)))
}

/// The form of one on file, or of a new one.
pub fn form(id: Option<SchoolParameterId>, world: &World) -> Option<Form> {
    let m = &world.text.monitoring;
    let (title, row) = match id {
        Some(id) => {
            let it = world.register.get::<SchoolParameter>(id).filter(|it| it.of == Whose::People)?;
            (fill(m.own_title, &[&it.name]), ParameterRow::from(it.as_ref()))
        }
        None => (m.people_new_title.to_owned(), ParameterRow::default()),
    };
    let key = id.map(Key::from);
    let mut form = Form::new(PEOPLE, title, key, inputs(PARAMETER_FIELDS, &row, &world.ctx()), submit);
    let scales = Scale::ALL.iter().filter(|it| **it != Scale::People).map(|it| it.code().to_owned());
    let ways = [Better::More, Better::Less].map(|it| it.code().to_owned());
    for (field, codes) in [("scale", scales.collect::<Vec<String>>()), ("better", ways.to_vec())] {
        if let Some(input) = form.input_mut(field) {
            input.fitting = Some(codes);
        }
    }
    // An empty name takes one away that is on file.
    if let Some(input) = form.input_mut("name").filter(|_| id.is_some()) {
        input.required = false;
    }
    Some(form.over(&world.register, &key.into_iter().collect::<Vec<Key>>()).hinting(hints))
}

fn hints(form: &Form, world: &World) -> Vec<String> {
    let m = &world.text.monitoring;
    let taken = form.target.map_or(0, |key| world.register.referring(key, Kind::Measure).count());
    match (form.target, taken) {
        (None, _) => vec![m.people_hint.to_owned()],
        (Some(_), 0) => vec![m.people_unused.to_owned()],
        (Some(_), taken) => vec![fill(m.people_used, &[&taken])],
    }
}

fn wrong(field: &'static str, message: impl Into<String>) -> Vec<FieldError> {
    vec![FieldError { field, message: message.into() }]
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let m = &world.text.monitoring;
    let id = form.target.and_then(SchoolParameterId::of);
    let before = id.and_then(|id| form.opened(id.into())).and_then(SchoolParameter::unwrap).map(Arc::clone);
    let ctx = world.ctx();
    let name = form.inputs.iter().find(|input| input.id == "name");
    let nameless = name.is_some_and(|input| input.edit().text().trim().is_empty());
    if let (true, Some(id), Some(before)) = (nameless, id, &before) {
        let taken = world.register.referring(id.into(), Kind::Measure).count();
        return match taken {
            0 => Ok(Act::Save(Batch::new(PEOPLE, vec![Change::delete(id, before)]))),
            taken => Err(wrong("name", fill(m.people_used, &[&taken]))),
        };
    }
    let mut row = before.as_deref().map_or_else(ParameterRow::default, ParameterRow::from);
    form.write(PARAMETER_FIELDS, &mut row, &ctx)?;
    let (Some(scale), Some(better)) = (row.scale, row.better) else { return Ok(Act::Close) };
    let name = row.name.trim();
    let same = |it: &SchoolParameter| squeezed(&it.name) == squeezed(name);
    if world.register.own_parameters(Whose::People).any(|(other, it)| Some(other) != id && same(it)) {
        return Err(wrong("name", m.school_twice));
    }
    if PARAMETERS.iter().any(|it| it.usual_words().any(|word| squeezed(word) == squeezed(name))) {
        return Err(wrong("name", m.people_usual));
    }
    let after = SchoolParameter { name: name.into(), scale, better, of: Whose::People };
    let id = id.unwrap_or_else(|| SchoolParameterId(world.fresh_id()));
    Ok(step(PEOPLE, id, before, after))
}
