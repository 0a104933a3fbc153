//! The form in which the curator decides about two people against the rules, with a reason.

use crate::domain::{Batch, Key, MenteeId, MentorId, Ruling, RulingId, Verdict};
use crate::fields::{Field, FieldKind, Value, names};
use crate::kit::{Act, FieldError, Form, Input, Part, World};
use crate::pairing::keep;

/// Identity of the form.
pub const FORM: &str = "ruling";

/// Why two who may not be together by the rules belong together all the same.
static REASON: &[Field<String>] = &[Field::new(
    "exception",
    |text| text.fields.exception,
    FieldKind::Text,
    |reason: &String, _| Value::text(reason),
    |reason: &mut String, value, _| *reason = value.into_text(),
)
.required()];

/// The form for a couple.
pub fn force(mentee: MenteeId, mentor: MentorId, hint: String, world: &World) -> Form {
    let register = &world.register;
    let title = format!("{} – {}", names::mentee_short(register, mentee), names::mentor_short(register, mentor));
    let inputs = REASON.iter().map(|field| Input::of(field, &String::new(), &world.ctx())).collect();
    // The mentor is the part: a form is found again by one record and a part.
    let part = Part { place: mentor.0 as usize, count: 0, words: hint };
    Form::new(FORM, title, Some(mentee.into()), inputs, submit).of_part(part).hinting(hints)
}

/// The form of a draft again.
pub fn reopen(target: Option<Key>, part: Option<&Part>, world: &World) -> Option<Form> {
    let mentee = MenteeId::of(target?)?;
    let part = part?;
    let mentor = MentorId(u32::try_from(part.place).ok()?);
    world.register.mentee_person(mentee).zip(world.register.mentor_person(mentor))?;
    Some(force(mentee, mentor, part.words.clone(), world))
}

/// The rules that are set aside.
fn hints(form: &Form, _world: &World) -> Vec<String> {
    form.part.iter().map(|part| part.words.clone()).filter(|words| !words.is_empty()).collect()
}

fn submit(form: &Form, world: &mut World) -> Result<Act, Vec<FieldError>> {
    let mut reason = String::new();
    form.write(REASON, &mut reason, &world.ctx())?;
    let mentee = form.target.and_then(MenteeId::of);
    let mentor = form.part.as_ref().and_then(|part| u32::try_from(part.place).ok()).map(MentorId);
    let change = mentee
        .zip(mentor)
        .and_then(|two| keep::rule(&world.register, &mut world.ids, world.year, two, Some(Verdict::Pin), &reason));
    Ok(Act::Save(Batch::new("proposal.force", change.into_iter().collect())))
}

/// The change that takes a ruling back.
pub fn taken_back(id: RulingId, world: &World) -> Option<Batch> {
    let ruling = world.register.get::<Ruling>(id)?;
    Some(Batch::new("ruling.remove", vec![crate::domain::Change::delete(id, ruling)]))
}
