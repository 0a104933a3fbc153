//! The school's name and the numbers the methodology leaves to it (model §5.3).

use std::sync::Arc;

use crate::domain::{Batch, Change, Record, School, TheSchool};
use crate::fields::{Field, FieldKind, Value};
use crate::kit::{Act, FieldError, Form, Input, World};

macro_rules! text {
    ($name:ident, $label:ident) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$label,
            FieldKind::Text,
            |school: &School, _| Value::text(&school.$name),
            |school: &mut School, value, _| school.$name = value.into_text(),
        )
    };
}

macro_rules! rule {
    ($name:ident, $low:literal, $high:literal) => {
        Field::new(
            stringify!($name),
            |text| text.fields.$name,
            FieldKind::Number { low: $low, high: $high },
            |school: &School, _| Value::Number(i64::from(school.rules.$name)),
            |school: &mut School, value, _| {
                if let Some(number) = value.as_number().and_then(|number| number.try_into().ok()) {
                    school.rules.$name = number;
                }
            },
        )
        .required()
    };
}

/// The fields of the school.
pub static SCHOOL: &[Field<School>] = &[
    text!(name, school_name).required(),
    text!(full_name, school_full_name),
    text!(director, director),
    rule!(silence_warn_days, 1, 365),
    rule!(silence_alarm_days, 1, 365),
    rule!(early_days, 0, 365),
    rule!(trial_days, 0, 365),
    rule!(expiry_notice_days, 0, 365),
    rule!(usual_minutes, 5, 600),
    rule!(training_hours, 0, 500),
    rule!(missed_in_row, 1, 20),
];

/// The form of the school.
pub fn edit(world: &World) -> Option<Form> {
    let school = world.register.school()?;
    let ctx = world.ctx();
    let inputs = SCHOOL.iter().map(|field| Input::of(field, school.as_ref(), &ctx)).collect();
    let form = Form::new("school", world.text.panes.school_title, Some(TheSchool.into()), inputs, submit);
    Some(form.over(&world.register, &[TheSchool.into()]))
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let Some(Record::School(before)) = form.opened(TheSchool.into()) else {
        return Ok(Act::Save(Batch::new("school.edit", Vec::new())));
    };
    let mut after = School::clone(before);
    form.write(SCHOOL, &mut after, &world.ctx())?;
    let changed = **before != after;
    let change = changed.then(|| Change::edit(TheSchool, &Arc::clone(before), after));
    Ok(Act::Save(Batch::new("school.edit", change.into_iter().collect())))
}
