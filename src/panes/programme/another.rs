//! Another programme in the school year on screen: it gets a year of its own, with
//! its entries, pairs, plan and figures, while people, classes, consents and questionnaires stay those of the school.

use crate::domain::{Batch, Change, Key, Person, Words, Year, YearId};
use crate::fields::{Field, FieldKind, Value};
use crate::kit::{Act, FieldError, Form, Input, World};
use crate::text::fill;

/// Identity of the form.
pub const FORM: &str = "year.another";

/// How the programmes of a school year are called from now on.
#[derive(Debug, Default)]
struct Names {
    here: String,
    another: String,
}

static NAMES: &[Field<Names>] = &[
    Field::new(
        "another",
        |text| text.programme.another_name,
        FieldKind::Text,
        |it: &Names, _| Value::text(&it.another),
        |it: &mut Names, value, _| it.another = value.into_text(),
    )
    .required(),
    Field::new(
        "here",
        |text| text.programme.this_name,
        FieldKind::Text,
        |it: &Names, _| Value::text(&it.here),
        |it: &mut Names, value, _| it.here = value.into_text(),
    ),
];

/// The form of it; `None` without a year on screen.
pub fn form(world: &World) -> Option<Form> {
    let year = world.register.get::<Year>(world.year)?;
    let names = Names { here: year.programme.to_string(), another: String::new() };
    let inputs = NAMES.iter().map(|field| Input::of(field, &names, &world.ctx())).collect();
    let title = fill(world.text.programme.another_title, &[&year.title()]);
    let form = Form::new(FORM, title, Some(world.year.into()), inputs, submit);
    Some(form.over(&world.register, &[world.year.into()]).hinting(hints))
}

/// What is shared and what is not, and how to go from one to the other.
fn hints(_: &Form, world: &World) -> Vec<String> {
    vec![world.text.programme.another_hint.to_owned()]
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let error = |field, message: &str| Err(vec![FieldError { field, message: message.to_owned() }]);
    let Some((id, before)) =
        form.target.and_then(YearId::of).and_then(|id| Some((id, world.register.get::<Year>(id)?)))
    else {
        return Ok(Act::Close);
    };
    let mut names = Names { here: before.programme.to_string(), another: String::new() };
    form.write(NAMES, &mut names, &world.ctx())?;
    let (here, another) = (Words::from(names.here.trim()), Words::from(names.another.trim()));
    let taken = |name: &Words| {
        let mut others = world.register.years_beside(id).into_iter().filter(|other| *other != id);
        others.any(|other| world.register.get::<Year>(other).is_some_and(|year| year.programme == *name))
    };
    if another == here || taken(&another) {
        return error("another", world.text.programme.another_taken);
    }
    if taken(&here) {
        return error("here", world.text.programme.another_taken);
    }
    Ok(Act::Save(Batch::new(FORM, changes(id, &here, &another, world))))
}

/// The years of this programme under its name, the year of the other one, and the class of every pupil in that.
fn changes(id: YearId, here: &Words, another: &Words, world: &mut World) -> Vec<Change> {
    let to = YearId(world.fresh_id());
    let register = &world.register;
    let renamed = register.years_of_programme(id).into_iter().filter(|(_, year)| year.programme != *here);
    let renamed = renamed.map(|(id, year)| Change::edit(id, year, Year::clone(year).of_programme(here)));
    let opened = register.get::<Year>(id).map(|year| Change::create(to, Year::clone(year).of_programme(another)));
    let in_class = |(id, person): (_, &std::sync::Arc<Person>)| {
        let class = *person.class_in(world.year)?;
        let mut after = Person::clone(person);
        after.set_class(to, Some(class));
        Some(Change::edit(id, person, after))
    };
    renamed.chain(opened).chain(register.people().filter_map(in_class)).collect()
}

/// The form again, for a draft of it.
pub fn reopen(target: Option<Key>, world: &World) -> Option<Form> {
    target.filter(|key| YearId::of(*key) == Some(world.year)).and_then(|_| form(world))
}
